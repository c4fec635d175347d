/* The grammar of a page-number line. Whether it counts the pages is decided in furniture.c, from all pages. */
#include "pipeline/stages/page_numbers.h"

#include <string.h>

static const char *const page_words[] = {
    "sidan", "sida", "side", "sid.", "sid", "s.", "page", "pag.", "p.", "sivu", "seite", "slide", "lysbilde", "bild",
};
static const char *const total_words[] = {"av", "af", "of", "/", "("};

static void skip_spaces(TextSpan *rest) {
  while (rest->length > 0 && (rest->start[0] == ' ' || rest->start[0] == '\t'))
    *rest = span_skip(*rest, 1);
}

/* Takes one of the words off the front; TRUE if there was one. */
static gboolean take_word(TextSpan *rest, const char *const *words, gsize count) {
  for (gsize i = 0; i < count; i++) {
    gsize length = span_starts_with_nocase(*rest, words[i]);
    if (length == 0)
      continue;
    *rest = span_skip(*rest, length);
    skip_spaces(rest);
    return TRUE;
  }
  return FALSE;
}

static gboolean take_decoration(TextSpan *rest) {
  static const char *const marks[] = {"-", "–", "—", "[", "]", "(", ")", "|", "~"};
  gboolean found = FALSE;
  while (take_word(rest, marks, G_N_ELEMENTS(marks)))
    found = TRUE;
  return found;
}

static guint roman_digit(char c) {
  switch (g_ascii_tolower(c)) {
  case 'i':
    return 1;
  case 'v':
    return 5;
  case 'x':
    return 10;
  case 'l':
    return 50;
  case 'c':
    return 100;
  default:
    return 0;
  }
}

/* A well-formed Roman number up to 399, all in one case; 0 for anything else. */
static guint roman_value(TextSpan word) {
  guint value = 0;
  for (gsize i = 0; i < word.length; i++) {
    guint digit = roman_digit(word.start[i]);
    guint next = i + 1 < word.length ? roman_digit(word.start[i + 1]) : 0;
    if (digit == 0 || g_ascii_isupper(word.start[i]) != g_ascii_isupper(word.start[0]))
      return 0;
    value = digit < next ? value - digit : value + digit;
  }
  /* Only the usual spelling counts, so that "iiii" and words made of these letters do not. */
  static const char *const ones[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
  static const char *const tens[] = {"", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"};
  static const char *const hundreds[] = {"", "c", "cc", "ccc"};
  if (value == 0 || value > 399)
    return 0;
  g_autofree char *usual = g_strconcat(hundreds[value / 100], tens[value / 10 % 10], ones[value % 10], NULL);
  return strlen(usual) == word.length && span_starts_with_nocase(word, usual) == word.length ? value : 0;
}

/* Takes an Arabic number of at most five digits, or a Roman one, off the front. */
static gboolean take_number(TextSpan *rest, guint *value, gboolean *roman, TextSpan *printed) {
  gsize length = 0;
  guint sum = 0;
  while (length < rest->length && length < 6 && g_ascii_isdigit(rest->start[length]))
    sum = sum * 10 + (guint)(rest->start[length++] - '0');
  gboolean is_roman = length == 0;
  if (is_roman) {
    while (length < rest->length && length < 16 && g_ascii_isalpha(rest->start[length]))
      length++;
    sum = roman_value((TextSpan){rest->start, length});
  }
  if (sum == 0 || length > (is_roman ? 15 : 5))
    return FALSE;
  *value = sum;
  *roman = is_roman;
  *printed = (TextSpan){rest->start, length};
  *rest = span_skip(*rest, length);
  skip_spaces(rest);
  return TRUE;
}

gboolean page_number_parse(TextSpan line, PageNumber *number) {
  TextSpan rest = span_trim(line), ignored;
  PageNumber found = {0};
  guint total;
  gboolean roman;
  if (rest.length == 0 || rest.length > 60)
    return FALSE;
  found.worded = take_decoration(&rest);
  found.worded |= take_word(&rest, page_words, G_N_ELEMENTS(page_words));
  if (!take_number(&rest, &found.value, &found.roman, &found.printed))
    return FALSE;
  TextSpan mark = rest;
  if (take_word(&rest, total_words, G_N_ELEMENTS(total_words)) && take_number(&rest, &total, &roman, &ignored))
    found.worded = TRUE;
  else
    rest = mark;
  found.worded |= take_decoration(&rest);
  if (rest.length > 0)
    return FALSE;
  *number = found;
  return TRUE;
}

gboolean page_number_has_word(TextSpan line) {
  TextSpan rest = line, word, next;
  while (span_next_word(&rest, &word)) {
    TextSpan after = rest;
    for (gsize i = 0; i < G_N_ELEMENTS(page_words); i++)
      if (span_starts_with_nocase(word, page_words[i]) == word.length && span_next_word(&after, &next) &&
          g_ascii_isdigit(next.start[0]))
        return TRUE;
  }
  return FALSE;
}
