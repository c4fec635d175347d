/* What language identification sees of a text: its words as symbols, and the features of each word. The identifier
 * (identify.c) and the program that trains its model (tools/identification/) share this, so that both see the same.
 * Internal to these two. */
#pragma once

#include <glib.h>
#include <string.h>

#include "language/utf8.h"

/* A letter is a symbol from 2 to 127, one for both cases; FEATURE_EDGE stands before and after each word. Letters of
 * other alphabets, and rare ones, are all FEATURE_OTHER_LETTER. */
#define FEATURE_EDGE 1
#define FEATURE_OTHER_LETTER 127
#define FEATURE_SYMBOL_BITS 7
#define FEATURE_CODE_POINTS 0x250 /* the symbol table reaches to the end of Latin Extended-B */

#define FEATURE_LONGEST_NGRAM 5
#define FEATURE_LONGEST_WORD 40 /* letters; further ones are not looked at */

#define FEATURE_INLINE static inline __attribute__((always_inline))

FEATURE_INLINE guint64 feature_mix(guint64 key) {
  key *= G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
  key ^= key >> 32;
  return key * G_GUINT64_CONSTANT(0xD6E8FEB86659FD93);
}

typedef void (*FeatureFunc)(guint64 hash, gpointer data);

/* Calls `func` with the hash of each feature of a word: its n-grams of 1 to 5 symbols, edges among them, and the word
 * itself where it is longer than these. `symbols` is an edge, letters, and an edge. */
FEATURE_INLINE void features_of_word(const guint8 *symbols, gsize count, FeatureFunc func, gpointer data) {
  guint64 window = FEATURE_EDGE, word = 0;
  for (gsize i = 1; i < count; i++) {
    window = window << FEATURE_SYMBOL_BITS | symbols[i];
    word = (word ^ symbols[i]) * 0x100000001B3u; /* FNV */
    gsize longest = MIN(i + 1, FEATURE_LONGEST_NGRAM);
    for (gsize n = i + 1 < count ? 1 : 2; n <= longest; n++) {
      guint64 marker = G_GUINT64_CONSTANT(1) << n * FEATURE_SYMBOL_BITS;
      func(feature_mix((window & (marker - 1)) | marker), data);
    }
  }
  if (count > FEATURE_LONGEST_NGRAM)
    func(feature_mix(word), data);
}

typedef void (*WordFunc)(const guint8 *symbols, gsize count, gpointer data);

typedef struct {
  gsize words;
  gsize known, foreign; /* letters with a symbol of their own, and others */
} FeatureScan;

/* Whether a run without spaces is an address, a path or code, whose letters say nothing of the language. */
static inline gboolean feature_is_code(const char *run, const char *end) {
  for (const char *p = run; p < end; p++) {
    switch (*p) {
    case '@':
    case '_':
    case '\\':
    case '=':
    case '{':
    case '}':
    case '|':
    case '$':
    case '`':
      return TRUE;
    case ':':
      if (end - p > 2 && p[1] == '/' && p[2] == '/')
        return TRUE;
      break;
    default:
      break;
    }
  }
  while (run < end && (guint8)*run <= ' ')
    run++;
  return end - run > 4 && g_ascii_strncasecmp(run, "www.", 4) == 0;
}

/* The end of what stands before the next space. */
static inline const char *feature_run_end(const char *p, const char *end) {
  for (p++; p < end && (guint8)*p > ' ';)
    p++;
  return p;
}

/* Calls `func` with each word of a text: letters make words, everything else parts them. */
FEATURE_INLINE FeatureScan features_scan(const guint8 *table, const char *text, gsize length, WordFunc func,
                                         gpointer data) {
  guint8 symbols[FEATURE_LONGEST_WORD + 2] = {FEATURE_EDGE};
  FeatureScan scan = {0};
  gsize count = 1;
  const char *end = text + length, *run_end = text;
  for (const char *p = text; p <= end;) {
    guint size = 1;
    gunichar c = ' ';
    gboolean begins = p == run_end && p < end;
    if (begins)
      run_end = feature_run_end(p, end);
    if (begins && feature_is_code(p, run_end))
      size = (guint)(run_end - p);
    else if (p < end)
      c = utf8_read(p, end, &size);
    p += size;
    guint8 symbol = c < FEATURE_CODE_POINTS ? table[c] : 0;
    if (!symbol && c >= FEATURE_CODE_POINTS && c != UTF8_INVALID && g_unichar_isalpha(c))
      symbol = FEATURE_OTHER_LETTER;
    scan.foreign += symbol == FEATURE_OTHER_LETTER;
    scan.known += symbol != 0 && symbol != FEATURE_OTHER_LETTER;
    if (symbol) {
      if (count <= FEATURE_LONGEST_WORD)
        symbols[count++] = symbol;
    } else if (count > 1) {
      symbols[count++] = FEATURE_EDGE;
      scan.words++;
      func(symbols, count, data);
      count = 1;
    }
  }
  return scan;
}
