/* The concepts of a thesaurus, as they travel from the worker that reads its file to the index. */
#pragma once

#include <glib.h>

/* SKOS Reference (W3C, 2009), section 5: lexical labels. In the order in which labels are preferred. */
typedef enum {
  LABEL_PREFERRED,
  LABEL_ALTERNATIVE,
  LABEL_HIDDEN, /* to be found by, not to be shown: misspellings */
} LabelKind;

/* "preferred", "alternative", "hidden". Static. */
const char *label_kind_name(LabelKind kind);

/* FALSE, and *kind untouched, for any other text. */
gboolean label_kind_from_name(const char *name, LabelKind *kind);

typedef struct {
  char *text;       /* one normalised line */
  char language[4]; /* "sv", "nb", "nn", "da", "en", "fi", "se"; "" where the label names none */
  LabelKind kind;
} SkosLabel;

typedef struct {
  char *uri;
  GPtrArray *labels; /* SkosLabel*, as they stand in the file; at most SKOS_MAX_LABELS */
} SkosConcept;

#define SKOS_MAX_LABELS 500u

/* `uri` is copied; no labels yet. */
SkosConcept *skos_concept_new(const char *uri);
void skos_concept_free(SkosConcept *concept);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SkosConcept, skos_concept_free)

/* Adds a label; takes `text`. FALSE where there are SKOS_MAX_LABELS already: the label is dropped. */
gboolean skos_concept_add_label(SkosConcept *concept, char *text, const char *language, LabelKind kind);

/* The code that labels have for the language of a BCP 47 tag ("sv-SE" -> "sv", "no" -> "nb", NULL or "" -> ""); NULL
 * for languages whose labels are left out. Static. */
const char *skos_language(const char *tag, gsize length);
