/* People and organisations over the whole archive: where each appears, and who has met whom. */
#pragma once

#include "index/reader.h"

/* One finding (finding.h) with what is needed to cite it. */
typedef struct {
  char *name, *role;
  char *organisation, *title;   /* of a person; or NULL */
  char *country, *abbreviation; /* of an organisation; or NULL */
  char *written;                /* the organisation's name as it stands there; or NULL */
  char *document, *unit;        /* public ids; `unit` is NULL for what is the document's */
  char *document_title, *date, *place;
  char *unit_label;
  DocumentKind document_kind;
  UnitKind unit_kind;
  gint64 document_row;
} Appearance;

/* All appearances of people (FINDING_PERSON) or organisations (FINDING_ORGANISATION), ordered by name, then date:
 * GPtrArray of Appearance*. `name` (NULL: all) is a part of the name in whatever case; for an organisation also an
 * abbreviation or an earlier name of one that is known (language/organisations.h). NULL with *error. */
GPtrArray *people_read_appearances(Reader *reader, FindingKind kind, const char *name, GError **error);

/* The appearances of people who are told to be of an organisation, by its name as stored, ordered as above. */
GPtrArray *people_read_members(Reader *reader, const char *organisation, GError **error);

/* Two people who have met: who spoke, chaired or took part in one meeting, stand under one item of an agenda, or are
 * told in one place to have spoken (news of a meeting). */
typedef struct {
  char *first, *second;                           /* names, in the order of their bytes */
  char *first_organisation, *second_organisation; /* told first; or NULL */
  GPtrArray *documents;                           /* char* public ids, in the order of their dates */
  char *from, *to;                                /* dates of the first and last of them that have one; or NULL */
} Tie;

/* Ordered by how many documents they share, most first, then by names: GPtrArray of Tie*. `name` as above: ties of
 * these people only (NULL: all). NULL with *error. */
GPtrArray *people_read_ties(Reader *reader, const char *name, GError **error);
