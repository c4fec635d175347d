/* The FTS5 tokenizer `nordsok`: a thin adapter over language/analyse.h.
 *
 * A text may begin with one byte 0x01-0x08 or 0x0e that tells its language (tokenizer_language_mark()): FTS5 of SQLite
 * 3.40 does not tell a tokenizer the row's language (DESIGN: Analysis). The byte is skipped, offsets count it.
 * Text without the byte is analysed as language "und". Query text is not analysed here but in queries/, which sends
 * ready-made terms, marked by TOKENIZER_READY; a plain word in the sqlite3 shell finds its folded surface form. */
#pragma once

#include <glib.h>

#include "language/analyse.h"

struct fts5_api;

/* Who is told of word types as the tokenizers of a connection meet them (analyse.h). `func` may be NULL, and may change
 * while the connection lives. */
typedef struct {
  TypeFunc func;
  gpointer data;
} TypeListener;

/* Begins a string in a MATCH expression that is one ready term, kind prefix and all, and is not analysed again. */
#define TOKENIZER_READY '\x1f'

/* Registers the tokenizer; an SQLite result code. `listener` is borrowed for the life of the connection; NULL: none. */
int tokenizer_register(struct fts5_api *api, const TypeListener *listener);

/* The mark for a language of Unit: 0x01 where it is unknown or several, 0x0e for is, fo and se, of which the analyser
 * knows nothing. */
char tokenizer_language_mark(const char *language);

/* A unit whose language is less sure than this is analysed as any of the Nordic ones: a short text in Bokmål may as
 * well be Danish. */
#define TOKENIZER_LEAST_CONFIDENCE 0.6
#define TOKENIZER_LEAST_CONFIDENCE_SQL "0.6"

/* The language that a unit's text is indexed as, and so has to be looked for as, by the stored language and confidence.
 * Static, or `language` itself. */
const char *tokenizer_analysis_language(const char *language, double confidence);

/* SQL expressions that give the mark for the column named: "char(CASE column WHEN 'sv' THEN 2 ... END)"; the second one
 * as tokenizer_analysis_language(), with the column that tells how sure the language is. Static. For the content views,
 * so that the two can never differ. */
#define TOKENIZER_SURE_MARK_SQL(column, confidence)                                                                    \
  "CASE WHEN " confidence " < " TOKENIZER_LEAST_CONFIDENCE_SQL " AND " column                                          \
  " IN ('sv', 'nb', 'nn', 'da') THEN char(1) ELSE " TOKENIZER_MARK_SQL(column) " END"
#define TOKENIZER_MARK_SQL(column)                                                                                     \
  "char(CASE " column " WHEN 'sv' THEN 2 WHEN 'nb' THEN 3 WHEN 'nn' THEN 4 WHEN 'da' THEN 5 WHEN 'fi' THEN 6 "         \
  "WHEN 'en' THEN 7 WHEN 'de' THEN 8 WHEN 'is' THEN 14 WHEN 'fo' THEN 14 WHEN 'se' THEN 14 ELSE 1 END)"
