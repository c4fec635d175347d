/* The search for notations: reading the tokens and what stands between them, and adding what is found. It knows no
 * rule. */
#include "language/notation_rules.h"

#include "language/fold.h"
#include "language/utf8.h"

#include <string.h>

/* Longer tokens are encoded data. */
#define LONGEST_WORD 64

guint notation_language(const char *code) {
  static const struct {
    char code[4];
    guint language;
  } languages[] = {{"sv", NOTATION_SV}, {"nb", NOTATION_NB}, {"nn", NOTATION_NN},       {"da", NOTATION_DA},
                   {"en", NOTATION_EN}, {"fi", NOTATION_FI}, {"mul", NOTATION_UNKNOWN}, {"und", NOTATION_UNKNOWN}};
  if (!code)
    return NOTATION_UNKNOWN;
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
    if (code[0] == languages[i].code[0] && strcmp(code, languages[i].code) == 0)
      return languages[i].language;
  return NOTATION_OTHER;
}

/* --- words ----------------------------------------------------------------------------------------------------- */

static void free_folds(gpointer folds) {
  g_string_free(folds, TRUE);
}

/* The thread's buffer for folded tokens, which lives on, so that a search allocates nothing. */
static GString *get_folds(void) {
  static GPrivate own = G_PRIVATE_INIT(free_folds);
  GString *folds = g_private_get(&own);
  if (!folds) {
    folds = g_string_sized_new(1024);
    g_private_set(&own, folds);
  }
  g_string_truncate(folds, 0);
  return folds;
}

const char *notation_fold(NotationSearch *search, guint i, gsize *length) {
  if (!search->folds)
    search->folds = get_folds();
  if (!(search->folded & 1u << i)) {
    const Token *token = &search->tokens[i];
    gsize start = search->folds->len;
    if (token->length <= LONGEST_WORD)
      fold_append(search->folds, token->start, token->length);
    search->starts[i] = (guint16)start;
    search->lengths[i] = (guint16)(search->folds->len - start);
    search->folded |= 1u << i;
  }
  *length = search->lengths[i];
  return search->folds->str + search->starts[i];
}

gboolean notation_is_word(NotationSearch *search, guint i, const char *folded) {
  gsize length;
  const char *word = notation_fold(search, i, &length);
  return strlen(folded) == length && memcmp(word, folded, length) == 0;
}

gboolean notation_is_any_word(NotationSearch *search, guint i, const char *const *words) {
  for (; *words; words++)
    if (notation_is_word(search, i, *words))
      return TRUE;
  return FALSE;
}

gboolean notation_number(const NotationSearch *search, guint i, guint most_digits, guint *value) {
  const Token *token = &search->tokens[i];
  if (token->type != TOKEN_NUMBER || token->length > most_digits)
    return FALSE;
  guint number = 0;
  for (gsize k = 0; k < token->length; k++) {
    if (!g_ascii_isdigit(token->start[k]))
      return FALSE;
    number = number * 10 + (guint)(token->start[k] - '0');
  }
  *value = number;
  return TRUE;
}

/* --- what stands between --------------------------------------------------------------------------------------- */

static char plain_sign(gunichar c) {
  if (c < 0x80)
    return c == '\n' ? ' ' : (char)c;
  if (c == 0x00A0 || c == 0x2009 || c == 0x202F)
    return ' ';
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
    return '-';
  return c == 0x2019 ? '\'' : '?';
}

/* Writes the gap after token i as its contract says; "?" if it is too long or holds other signs. */
static void normalise_gap(const NotationSearch *search, guint i, char gap[NOTATION_GAP_SIZE]) {
  const char *p = search->tokens[i].start + search->tokens[i].length, *end = search->tokens[i + 1].start;
  gsize length = 0;
  gboolean line_end = FALSE;
  while (p < end) {
    guint size;
    gunichar c = utf8_read(p, end, &size);
    char sign = plain_sign(c);
    p += size;
    if (length + 1 == NOTATION_GAP_SIZE || sign == '?' || (c == '\n' && line_end)) {
      memcpy(gap, "?", 2);
      return;
    }
    line_end = line_end || c == '\n';
    if (sign != ' ' || length == 0 || gap[length - 1] != ' ')
      gap[length++] = sign;
  }
  gap[length] = '\0';
}

static inline gboolean gaps_are_equal(const char *a, const char *b) {
  for (; *a == *b; a++, b++)
    if (!*a)
      return TRUE;
  return FALSE;
}

gboolean notation_gap_is_any(NotationSearch *search, guint i, const char *const *gaps) {
  if (!(search->normalised & 1u << i)) {
    normalise_gap(search, i, search->gaps[i]);
    search->normalised |= 1u << i;
  }
  for (; *gaps; gaps++)
    if (gaps_are_equal(search->gaps[i], *gaps))
      return TRUE;
  return FALSE;
}

gboolean notation_gap_is(NotationSearch *search, guint i, const char *gap) {
  return notation_gap_is_any(search, i, (const char *const[]){gap, NULL});
}

/* --- what stands before and after ------------------------------------------------------------------------------ */

gboolean notation_ends(const NotationSearch *search, const char *p, const char *bytes) {
  gsize length = strlen(bytes);
  return (gsize)(p - search->text) >= length && memcmp(p - length, bytes, length) == 0;
}

gboolean notation_begins(const NotationSearch *search, const char *p, const char *bytes) {
  gsize length = strlen(bytes);
  return (gsize)(search->end - p) >= length && memcmp(p, bytes, length) == 0;
}

const char *notation_skip_spaces_back(const NotationSearch *search, const char *p) {
  for (guint i = 0; i < 2; i++)
    p -= notation_ends(search, p, " ") || notation_ends(search, p, "\n") ? 1
         : notation_ends(search, p, "\u00A0")                            ? 2
                                                                         : 0;
  return p;
}

const char *notation_skip_spaces(const NotationSearch *search, const char *p) {
  for (guint i = 0; i < 2; i++)
    p += notation_begins(search, p, " ") || notation_begins(search, p, "\n") ? 1
         : notation_begins(search, p, "\u00A0")                              ? 2
                                                                             : 0;
  return p;
}

gboolean notation_is_any_before(const NotationSearch *search, const char *p, const char *const *words,
                                const char **begin) {
  p = notation_skip_spaces_back(search, p);
  if (notation_ends(search, p, "."))
    p = notation_skip_spaces_back(search, p - 1);
  const char *start = p;
  while (start > search->text && p - start < LONGEST_WORD && g_ascii_isalpha(start[-1]))
    start--;
  gsize length = (gsize)(p - start);
  if (length == 0 || (start > search->text && ((guchar)start[-1] >= 0x80 || g_ascii_isalnum(start[-1])) &&
                      !notation_ends(search, start, "\u00A0")))
    return FALSE;
  for (; *words; words++)
    if (strlen(*words) == length && g_ascii_strncasecmp(start, *words, length) == 0) {
      if (begin)
        *begin = start;
      return TRUE;
    }
  return FALSE;
}

/* --- what is found --------------------------------------------------------------------------------------------- */

void notation_add(NotationSearch *search, const char *text, gsize length, guint tokens) {
  if (search->found == NOTATIONS_MAX || length == 0 || length >= NOTATION_SIZE)
    return;
  for (guint i = 0; i < search->found; i++)
    if (strlen(search->notations[i].text) == length && memcmp(search->notations[i].text, text, length) == 0)
      return;
  gsize surface_length = 0;
  const char *surface = tokens == 1 ? notation_fold(search, 0, &surface_length) : NULL;
  if (surface && surface_length == length && memcmp(surface, text, length) == 0)
    return;
  Notation *notation = &search->notations[search->found++];
  memcpy(notation->text, text, length);
  notation->text[length] = '\0';
  notation->tokens = tokens;
}
