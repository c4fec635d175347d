/* The concept overlay: terms of the field that mean the same in Swedish, Bokmål, Nynorsk, Danish and English, and pairs
 * that look alike and do not. Kept as reviewable text in data/concepts.tsv, compiled in; it outweighs the bilingual
 * dictionaries, which are noisy in exactly this field (LANGUAGE.md). */
#pragma once

#include <glib.h>

typedef struct {
  const char *text;     /* label as written: dictionary form, NFC; may be several words */
  const char *language; /* "sv", "nb", "nn", "da", "en" */
  guint rank;           /* 0: the preferred label of its language, 1: the next, ... */
} ConceptLabel;

/* A row of the overlay. Static for the life of the program. */
typedef struct {
  guint line; /* in data/concepts.tsv: what --explain names */
  const ConceptLabel *labels;
  guint label_count;
} Concept;

/* The longest label, in words. */
#define CONCEPT_MAX_WORDS 6

/* Appends the key of a label, the form under which labels are found: its words (segment.h) folded (fold.h), with one
 * space between them, so that hyphens count as spaces and quotes as nothing. Returns the number of words; 0 appends
 * nothing. */
guint concept_key_append(GString *out, const char *label, gsize length);

/* The concepts that have `key` (concept_key_append()) as a label of any language, in the order of the table. `*count`
 * gets their number; NULL where there are none. Static. The table is read at the first call, by any thread. */
const Concept *const *concepts_find(const char *key, guint *count);

/* Whether the overlay forbids taking `word` of language `from` for `other` of language `to` (folded dictionary forms):
 * false friends. The same in both directions; what is said of nb holds for nn too. */
gboolean concepts_forbid(const char *from, const char *word, const char *to, const char *other);

/* What is wrong with a line of the table by the rules at its top, or NULL. Static, English; for the test of the table.
 * Reading it trusts a line whose columns are right: the test is what keeps the table sound. */
const char *concepts_line_fault(const char *line);
