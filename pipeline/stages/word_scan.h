/* Words of a text one after the other, lower-cased without allocation, and tables of word classes to look them up in:
 * for stages that ask one question of every word of an archive. Not for search (language/segment.h, language/fold.h).
 */
#pragma once

#include "pipeline/stages/lines.h"

#define SCAN_WORD_MAX 47 /* bytes that are kept of a word; what follows is passed over */

typedef struct {
  gsize start, end; /* bytes of the whole word in the text */
  char lower[SCAN_WORD_MAX + 1];
  guint length;     /* bytes in `lower`, cut on a code point border */
  guint32 hash;     /* of `lower` */
  gboolean capital; /* begins with a capital letter */
} ScanWord;

/* The next run of letters from byte *position on (a code point border), which moves behind it. Hyphens, digits and
 * signs part words. Capitals of Latin scripts' first two blocks are lowered, others stay. FALSE at the end. */
gboolean scan_word(TextSpan text, gsize *position, ScanWord *word);

/* A class and the words that belong to it, in lower case with single spaces between. */
typedef struct {
  guint32 classes; /* bits */
  const char *words;
} WordClass;

typedef struct WordTable WordTable;

/* A word named in several rows has the classes of all. The rows must outlive the table. Meant to be kept for the
 * process's life in a static. */
WordTable *word_table_new(const WordClass *rows, gsize count);

/* Classes of a word, 0 for an unknown one. */
guint32 word_table_get(const WordTable *table, const ScanWord *word);

/* Whether the word is `lower`, or begins or ends with it. */
gboolean scan_word_is(const ScanWord *word, const char *lower);
gboolean scan_word_starts(const ScanWord *word, const char *lower);
gboolean scan_word_ends(const ScanWord *word, const char *lower);
