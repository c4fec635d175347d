/* What the stages have found in a text: dates, places, people, organisations, themes, good examples, identifiers. All
 * are Findings: a value of a kind, with the bytes that say so, a role and a confidence, so that all can be asked for,
 * filtered by and exported in the same way. */
#pragma once

#include <glib.h>

typedef enum {
  FINDING_KIND_REASON, /* why the document is of its kind: value its name, role a word of the rule */
  FINDING_DATE,        /* value ISO 8601: a date, of reduced precision or not, or an interval "A/B" */
  FINDING_PLACE,  /* value a code of the gazetteer ("SE-1441", "NO-46"), or the name as written where it knows none */
  FINDING_PERSON, /* value the name */
  FINDING_ORGANISATION, /* value the name under which it is known today, else as written */
  FINDING_THEME,        /* value the theme's id ("practice:waste") */
  FINDING_EXAMPLE,      /* value its first words; details who, place, theme, what, result, contact, why */
  FINDING_IDENTIFIER,   /* value in canonical spelling; role its scheme: diarienummer, isbn, sou, nou ... */
  FINDING_WORK,         /* another work, value its title as told; role replaces, short-version-of, slides-of ... */
  FINDING_MEETING,      /* facts of the document's meeting: role venue, address, organiser, audience, cost, deadline,
                           contact; value as told */
} FindingKind;

typedef enum { FINDING_IN_TEXT, FINDING_IN_HEADING, FINDING_IN_TITLE, FINDING_IN_METADATA } FindingField;

typedef struct {
  FindingKind kind;
  guint unit;         /* ordinal of the unit; 0: of the document */
  FindingField field; /* what the range lies in: text and heading are the unit's, title and metadata the document's */
  gsize start, end;   /* bytes [start, end), the evidence, on code point borders; both 0 in metadata */
  char *value;
  char *role;          /* lower-case word of the kind's list; NULL where the kind has none */
  double confidence;   /* 0..1 */
  GHashTable *details; /* char* -> char*, further fields by name; NULL where there are none */
} Finding;

/* Most findings of one document that are kept; the rest is told in the document's detail by the stages' runner. */
#define FINDINGS_MAX 50000

/* Copies value and role. */
Finding *finding_new(FindingKind kind, guint unit, FindingField field, gsize start, gsize end, const char *value,
                     const char *role, double confidence);
void finding_free(Finding *finding);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Finding, finding_free)

/* Sets a further field; NULL and "" leave it out. */
void finding_set_detail(Finding *finding, const char *name, const char *value);
/* Borrowed; NULL where there is none. */
const char *finding_get_detail(const Finding *finding, const char *name);

/* Stable names ("date", "kind-reason"; "text", "heading"), as in JSON, the index and on the wire. The parsers return
 * FALSE and leave the out argument alone for an unknown name. */
const char *finding_kind_name(FindingKind kind);
gboolean finding_kind_from_name(const char *name, FindingKind *kind);
const char *finding_field_name(FindingField field);
gboolean finding_field_from_name(const char *name, FindingField *field);
