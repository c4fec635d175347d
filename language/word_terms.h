/* What the analyser makes of one word by itself, without what stands around it. Internal to analyse.c. */
#pragma once

#include "language/analyse.h"

#define MOST_WORD_TERMS 16

/* Terms one after the other in `bytes`, prefixes and all; the surface form first. */
typedef struct {
  GString *bytes;
  guint count;
  guint16 lengths[MOST_WORD_TERMS];
} TermList;

typedef struct WordAnalyser WordAnalyser;

WordAnalyser *word_analyser_new(void);
void word_analyser_free(WordAnalyser *analyser);

/* Shared by all analysers of the process; borrowed. The process uses them from one thread. */
Lexicon *word_analyser_get_lexicon(WordAnalyser *analyser);

/* Fills `out` (emptied first) with the terms of a token; none for a token of nothing but invisible characters. `word`
 * tells that the token is a word, not a number. `language` as in analyser_run(), not NULL. */
void word_analyser_run(WordAnalyser *analyser, const char *language, const char *token, gsize length, gboolean word,
                       TermList *out);

/* The dictionary forms of a word that is understood but not written, as TERM_LEMMA, without a surface form. */
void word_analyser_run_ellipsis(WordAnalyser *analyser, const char *language, const char *word, gsize length,
                                TermList *out);

/* The kind that a term's first byte tells. */
TermKind term_kind_of(const char *term);
