/* The words of a text as the finders of names see them: borders, capitals, what parts them. */
#pragma once

#include "pipeline/stages/lines.h"

enum {
  NAME_WORD_CAPITAL = 1 << 0,  /* begins with a capital letter */
  NAME_WORD_CAPITALS = 1 << 1, /* two letters or more, no small one */
  NAME_WORD_FIRST = 1 << 2,    /* first of a line, a cell, a list item or a sentence */
  NAME_WORD_JOINED = 1 << 3,   /* nothing but spaces, or one line's end, stands before it */
  NAME_WORD_SPACED = 1 << 4,   /* nothing but spaces, on one line */
  NAME_WORD_DIGITS = 1 << 5,   /* has a digit */
  NAME_WORD_INITIAL = 1 << 6,  /* one capital letter */
};

typedef struct {
  gsize start, end; /* bytes */
  guint flags;
} NameWord;

typedef struct {
  const char *text; /* borrowed */
  GArray *words;    /* NameWord */
} NameWords;

void name_words_init(NameWords *words);
void name_words_clear(NameWords *words);

/* Takes the words of a text (NULL: none), in place of those before. Letters, digits, marks, and hyphens and apostrophes
 * between two of them make a word. */
void name_words_read(NameWords *words, const char *text);

static inline const NameWord *name_words_at(const NameWords *words, guint i) {
  return &g_array_index(words->words, NameWord, i);
}

static inline gboolean name_words_has(const NameWords *words, guint i, guint flag) {
  return i < words->words->len && (name_words_at(words, i)->flags & flag);
}

#define NAME_WORD_MAX 96

/* The word in lower case, NUL-terminated. FALSE, and "", where it is longer than NAME_WORD_MAX - 1 bytes. */
gboolean name_words_fold(const NameWords *words, guint i, char out[NAME_WORD_MAX]);

/* The folded words [from, to) with a space between each. FALSE, and "", where they do not fit. */
gboolean name_words_fold_range(const NameWords *words, guint from, guint to, char *out, gsize size);

/* The word as written, NUL-terminated. FALSE, and "", where it is too long. */
gboolean name_words_copy(const NameWords *words, guint i, char out[NAME_WORD_MAX]);

/* Index of the first word that starts at or after a byte. */
guint name_words_find(const NameWords *words, gsize byte);
