/* What an organisation does where it is named: organiser, member, affiliation (of a person), mentioned. */
#pragma once

#include "pipeline/stages/organisation_names.h"

typedef struct {
  const NameWords *words;
  gboolean members; /* the heading announces members */
} OrganisationRoles;

/* For the words of one text; `heading` is that of its unit, or NULL. All is borrowed. */
void organisation_roles_init(OrganisationRoles *roles, const NameWords *words, const char *heading);

/* "organiser", "member" or "mentioned"; static. Mentions are to come in the order of the text. */
const char *organisation_roles_find(OrganisationRoles *roles, const OrganisationMention *mention);

/* Higher for a role that tells more; 0 for NULL. */
guint organisation_role_rank(const char *role);
