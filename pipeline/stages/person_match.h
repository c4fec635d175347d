/* Finds the names of people among the words of a text, and what is said of them right behind the name. */
#pragma once

#include "pipeline/stages/organisation_names.h"

typedef struct {
  guint first, next; /* words [first, next) */
  gsize start, end;  /* bytes */
  gboolean sure;     /* its first part is a given name that is no everyday word */
  gboolean known;    /* its first part is a given name */
} PersonName;

/* The name that begins at word `i`: a given name, and two to four parts in all. With `lenient`, the first part may be
 * any capitalised word, which the caller has reasons to take for a name. FALSE, and *name untouched, where there is
 * none. */
gboolean person_match(const NameWords *words, guint i, gboolean lenient, PersonName *name);

typedef struct {
  OrganisationMention organisation; /* value NULL: none; confidence 0: "Länsstyrelsen", not told which */
  char *title;                      /* "miljöstrateg", or NULL */
  char *party;                      /* "S", "Ap", or NULL */
  guint next;                       /* first word behind it all */
} PersonAffiliation;

/* Reads ", titel, Organisation", " - Organisation", "(Org)", tabs, and lines of their own behind a name.
 * `context` and `country` as in organisation_match(). */
void person_affiliation_read(const NameWords *words, const PersonName *name, const OrganisationContext *context,
                             const char *country, PersonAffiliation *affiliation);
void person_affiliation_clear(PersonAffiliation *affiliation);
