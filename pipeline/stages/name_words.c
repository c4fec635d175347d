/* Parting a text into words for the finders of names: one pass, no allocation but the array's. */
#include "pipeline/stages/name_words.h"

#include "pipeline/stages/document_words.h"

#include <string.h>

void name_words_init(NameWords *words) {
  words->text = "";
  words->words = g_array_new(FALSE, FALSE, sizeof(NameWord));
}

void name_words_clear(NameWords *words) {
  g_array_unref(words->words);
}

typedef struct {
  gboolean first, joined, spaced;
  guint line_ends;
} Gap;

/* What a character between two words says of the next. Full stops end a sentence only where white space follows. */
static void look_at_gap(Gap *gap, gunichar c, gunichar next) {
  if (c == '\n') {
    gap->line_ends++;
    gap->first = TRUE;
    gap->joined = gap->joined && gap->line_ends == 1;
    gap->spaced = FALSE;
  } else if (c != ' ' && c != 0xA0 && c != 0x202F) {
    gap->joined = gap->spaced = FALSE;
    if (c == '\t' || c == 0x2022 || c == ':' || c == '"' || c == 0x201D || c == 0x201C || c == 0xAB)
      gap->first = TRUE;
    if ((c == '.' || c == '!' || c == '?') && (next == ' ' || next == '\n' || !next))
      gap->first = TRUE;
  }
}

static gboolean continues(const char *p, const char *next) {
  return (*p == '-' || *p == '\'' || strncmp(p, "’", strlen("’")) == 0) && is_word_char(g_utf8_get_char(next));
}

typedef struct {
  guint upper, lower, digits;
} LetterCounts;

/* Counts a character in; FALSE where it is none of a word. ASCII goes by tables of its own. */
static inline gboolean count_char(const char *p, LetterCounts *counts) {
  guint8 byte = (guint8)*p;
  if (byte < 0x80) {
    counts->upper += g_ascii_isupper(byte) ? 1 : 0;
    counts->lower += g_ascii_islower(byte) ? 1 : 0;
    counts->digits += g_ascii_isdigit(byte) ? 1 : 0;
    return g_ascii_isalnum(byte);
  }
  gunichar c = g_utf8_get_char(p);
  if (!is_word_char(c))
    return FALSE;
  counts->upper += g_unichar_isupper(c) ? 1 : 0;
  counts->lower += g_unichar_islower(c) ? 1 : 0;
  counts->digits += g_unichar_isdigit(c) ? 1 : 0;
  return TRUE;
}

/* The stroke of "A/S" and "I/S". */
static gboolean is_company_form(const char *start, const char *p) {
  return *p == '/' && p == start + 1 && strchr("AIKP", *start) && p[1] == 'S' && !g_ascii_isalnum(p[2]);
}

/* From the first letter at *p on; leaves *p behind the word. */
static NameWord read_word(const char *text, const char **p, const Gap *gap) {
  NameWord word = {.start = (gsize)(*p - text)};
  LetterCounts counts = {0};
  gboolean capital = FALSE;
  for (const char *next; **p; *p = next) {
    next = utf8_after(*p);
    if (!count_char(*p, &counts) && !continues(*p, next) && !is_company_form(text + word.start, *p))
      break;
    if (*p == text + word.start)
      capital = counts.upper > 0;
  }
  word.end = (gsize)(*p - text);
  word.flags = (capital ? NAME_WORD_CAPITAL : 0) | (counts.upper > 1 && !counts.lower ? NAME_WORD_CAPITALS : 0) |
               (counts.digits ? NAME_WORD_DIGITS : 0) |
               (counts.upper == 1 && !counts.lower && !counts.digits ? NAME_WORD_INITIAL : 0) |
               (gap->first ? NAME_WORD_FIRST : 0) | (gap->joined ? NAME_WORD_JOINED : 0) |
               (gap->spaced ? NAME_WORD_SPACED : 0);
  return word;
}

void name_words_read(NameWords *words, const char *text) {
  words->text = text ? text : "";
  g_array_set_size(words->words, 0);
  Gap gap = {.first = TRUE};
  const char *p = words->text;
  while (*p) {
    if ((guint8)*p < 0x80 ? g_ascii_isalnum(*p) : is_word_char(g_utf8_get_char(p))) {
      NameWord word = read_word(words->text, &p, &gap);
      g_array_append_val(words->words, word);
      gap = (Gap){FALSE, TRUE, TRUE, 0};
      continue;
    }
    const char *next = utf8_after(p);
    if (*p == ' ') {
      p = next;
      continue;
    }
    look_at_gap(&gap, g_utf8_get_char(p), *next ? g_utf8_get_char(next) : 0);
    p = next;
  }
}

static gsize fold_into(const char *start, gsize length, char *out, gsize size) {
  gsize used = 0;
  for (const char *p = start; p < start + length; p = utf8_after(p)) {
    if (used + 8 > size)
      return 0;
    if ((guint8)*p < 0x80)
      out[used++] = g_ascii_tolower(*p);
    else
      used += (gsize)g_unichar_to_utf8(g_unichar_tolower(g_utf8_get_char(p)), out + used);
  }
  return used;
}

gboolean name_words_fold_range(const NameWords *words, guint from, guint to, char *out, gsize size) {
  gsize used = 0;
  out[0] = '\0';
  for (guint i = from; i < to; i++) {
    const NameWord *word = name_words_at(words, i);
    if (i > from && used + 1 < size)
      out[used++] = ' ';
    gsize length = fold_into(words->text + word->start, word->end - word->start, out + used, size - used);
    if (!length) {
      out[0] = '\0';
      return FALSE;
    }
    used += length;
  }
  out[used] = '\0';
  return TRUE;
}

gboolean name_words_fold(const NameWords *words, guint i, char out[NAME_WORD_MAX]) {
  return name_words_fold_range(words, i, i + 1, out, NAME_WORD_MAX);
}

gboolean name_words_copy(const NameWords *words, guint i, char out[NAME_WORD_MAX]) {
  const NameWord *word = name_words_at(words, i);
  gsize length = word->end - word->start;
  out[0] = '\0';
  if (length >= NAME_WORD_MAX)
    return FALSE;
  memcpy(out, words->text + word->start, length);
  out[length] = '\0';
  return TRUE;
}

guint name_words_find(const NameWords *words, gsize byte) {
  guint low = 0, high = words->words->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (name_words_at(words, middle)->start < byte)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}
