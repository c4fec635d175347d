/* What a place is where it is named: "venue" of a meeting, "affiliation" of somebody who is named, else "subject". */
#pragma once

#include "pipeline/stages/place_mentions.h"

typedef struct {
  const Document *document;
  NameWords words;
  GHashTable *by_unit; /* unit -> GPtrArray of Finding*: people, and organisations of people */
  GArray *ranges;      /* of the text in hand, by their start */
  guint unit;          /* the text in hand */
  FindingField field;
} PlaceRoles;

/* Reads what the stages before have found of people and organisations. The document is borrowed. */
void place_roles_init(PlaceRoles *roles, const Document *document);
void place_roles_clear(PlaceRoles *roles);

/* The role, static. Mentions are to come in the order of the document: each text is looked at once. */
const char *place_roles_find(PlaceRoles *roles, const PlaceMention *mention);

/* Higher for a role that tells more. */
guint place_role_rank(const char *role);
