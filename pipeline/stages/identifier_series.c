#include "pipeline/stages/identifier_series.h"

#include <string.h>

static char char_at(TextSpan text, gsize i) {
  return i < text.length ? text.start[i] : '\0';
}

static gsize digits_from(TextSpan text, gsize i) {
  gsize n = 0;
  while (g_ascii_isdigit(char_at(text, i + n)))
    n++;
  return n;
}

static gboolean is_year(TextSpan text, gsize i) {
  return digits_from(text, i) == 4 && ((char_at(text, i) == '1' && char_at(text, i + 1) == '9') ||
                                       (char_at(text, i) == '2' && char_at(text, i + 1) == '0'));
}

/* The number has ended: no letter, digit, or sign with a digit behind it follows. */
static gboolean ends_at(TextSpan text, gsize i) {
  char next = char_at(text, i);
  return !g_ascii_isalnum(next) && !(next && strchr("-/:,.", next) && g_ascii_isdigit(char_at(text, i + 1)));
}

static gsize skip(TextSpan text, gsize i, const char *signs) {
  while (char_at(text, i) && strchr(signs, char_at(text, i)))
    i++;
  return i;
}

/* "2012:9", "2021:08" at i; its end, or 0. */
static gsize year_and_number(TextSpan text, gsize i) {
  gsize n = is_year(text, i) && char_at(text, i + 4) == ':' ? digits_from(text, i + 5) : 0;
  return n > 0 && n <= 4 && ends_at(text, i + 5 + n) ? i + 5 + n : 0;
}

/* "4/2013", "7-2020" at i; its end, or 0. */
static gsize number_and_year(TextSpan text, gsize i, const char *signs) {
  gsize n = digits_from(text, i);
  if (n == 0 || n > 4 || !char_at(text, i + n) || !strchr(signs, char_at(text, i + n)) || !is_year(text, i + n + 1) ||
      !ends_at(text, i + n + 5))
    return 0;
  return i + n + 5;
}

/* "V122", "R045" at i; its end, or 0. */
static gsize letter_and_number(TextSpan text, gsize i) {
  gsize n = g_ascii_isupper(char_at(text, i)) ? digits_from(text, i + 1) : 0;
  return n >= 2 && n <= 4 && ends_at(text, i + 1 + n) ? i + 1 + n : 0;
}

gsize series_number_after(NumberedWord word, TextSpan text, gsize end, gsize *start) {
  gsize i = skip(text, end, " .:\t");
  if (i == end)
    return 0;
  gboolean numbered = FALSE;
  if (g_ascii_strncasecmp(text.start + i, "nr", MIN((gsize)2, text.length - i)) == 0 && text.length - i > 2 &&
      !g_ascii_isalpha(char_at(text, i + 2))) {
    i = skip(text, i + 2, " .:\t");
    numbered = TRUE;
  }
  *start = i;
  if (word == NUMBERED_BOOK)
    return letter_and_number(text, i);
  if (word == NUMBERED_PROJECT) {
    gsize n = digits_from(text, i), letters = letter_and_number(text, i);
    gsize second = char_at(text, i + n) == '-' ? digits_from(text, i + n + 1) : 0; /* "2018-00417" */
    if (letters)
      return letters;
    if (second >= 3)
      n += 1 + second;
    return n >= 4 && ends_at(text, i + n) ? i + n : 0;
  }
  gsize found = year_and_number(text, i);
  return found || !numbered ? found : number_and_year(text, i, "/-");
}

static gboolean is_word(TextSpan text, gsize start, gsize end, const char *word) {
  return end - start == strlen(word) && memcmp(text.start + start, word, end - start) == 0;
}

/* Norway's environmental agencies: "TA-2142/2005" of SFT and Klif, "M-312" of Miljødirektoratet, "DN 25-2004" of
 * Direktoratet for naturforvaltning. */
static gsize agency_number(TextSpan text, gsize start, gsize end) {
  gsize n;
  if (is_word(text, start, end, "TA") && char_at(text, end) == '-' && (n = digits_from(text, end + 1)) >= 3 && n <= 4) {
    gsize year = end + 1 + n;
    return char_at(text, year) == '/' && is_year(text, year + 1) ? year + 5 : year;
  }
  if (is_word(text, start, end, "M") && char_at(text, end) == '-' && (n = digits_from(text, end + 1)) >= 2 && n <= 4)
    return n >= 3 && ends_at(text, end + 1 + n) ? end + 1 + n : 0;
  if (is_word(text, start, end, "DN") && char_at(text, end) == ' ')
    return number_and_year(text, end + 1, "-");
  return 0;
}

gsize series_code(TextSpan text, gsize start, gsize end, const char **role) {
  static const char *const standards[] = {"NS", "SS", "DS", "ISO", "EN"};
  *role = "report";
  for (gsize i = start; i < end; i++)
    if (!g_ascii_isupper(text.start[i]))
      return 0;
  gsize found = agency_number(text, start, end);
  if (found || end - start < 2 || char_at(text, end) != ' ')
    return found;
  if ((found = year_and_number(text, end + 1)) > 0) /* "ER 2010:15" */
    return found;
  gsize n = digits_from(text, end + 1);
  for (gsize i = 0; n >= 4 && n <= 5 && i < G_N_ELEMENTS(standards); i++)
    if (is_word(text, start, end, standards[i]) && !is_year(text, end + 1) && ends_at(text, end + 1 + n)) {
      *role = "standard";
      return end + 1 + n;
    }
  return 0;
}
