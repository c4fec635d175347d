/* The FTS5 tokenizer `nordsok`: a thin adapter over language/analyse.h.
 *
 * A text may begin with one byte 0x01-0x08 that tells its language (tokenizer_language_mark()): FTS5 of SQLite
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

/* The mark for a language of Unit, 0x01 (unknown and all others) to 0x08. */
char tokenizer_language_mark(const char *language);

/* SQL expression that gives the mark for the column named: "char(CASE column WHEN 'sv' THEN 2 ... END)".
 * Static. For the content views, so that the two can never differ. */
#define TOKENIZER_MARK_SQL(column)                                                                                     \
  "char(CASE " column " WHEN 'sv' THEN 2 WHEN 'nb' THEN 3 WHEN 'nn' THEN 4 WHEN 'da' THEN 5 WHEN 'fi' THEN 6 "         \
  "WHEN 'en' THEN 7 WHEN 'de' THEN 8 ELSE 1 END)"
