/* ISBN and ISSN. */
#include "pipeline/stages/identifier_numbers.h"

#include <string.h>

/* Bytes of a sign that may part the digits: "-", " ", NBSP, and the dashes of U+2010-2015. */
static gsize separator_at(const char *p, gsize left) {
  if (left >= 1 && (*p == '-' || *p == ' '))
    return 1;
  if (left >= 2 && memcmp(p, "\xC2\xA0", 2) == 0)
    return 2;
  if (left >= 3 && memcmp(p, "\xE2\x80", 2) == 0 && (guint8)p[2] >= 0x90 && (guint8)p[2] <= 0x95)
    return 3;
  return 0;
}

/* Takes up to `most` digits, the last of ten (or eight) possibly X, with single separators between. ends[n] is where
 * the text stands after n digits. Returns how many there were. */
static guint take_digits(const char *text, gsize length, guint most, guint x_at, char *digits, gsize *ends) {
  guint count = 0;
  for (gsize i = 0; i < length && count < most;) {
    gsize skip = count > 0 ? separator_at(text + i, length - i) : 0;
    char c = i + skip < length ? text[i + skip] : '\0';
    if (!g_ascii_isdigit(c) && !(count == x_at && (c == 'X' || c == 'x')))
      break;
    digits[count++] = g_ascii_toupper(c);
    i += skip + 1;
    ends[count] = i;
    if (digits[count - 1] == 'X')
      break;
  }
  return count;
}

static gboolean digit_follows(const char *text, gsize length, gsize end) {
  return end < length && g_ascii_isalnum(text[end]);
}

static char check_of_13(const char *digits) {
  guint sum = 0;
  for (guint i = 0; i < 12; i++)
    sum += (guint)(digits[i] - '0') * (i % 2 ? 3 : 1);
  return (char)('0' + (10 - sum % 10) % 10);
}

/* Modulo 11 with falling weights, X for ten: ISBN-10 and ISSN. */
static gboolean is_modulo_11(const char *digits, guint count) {
  guint sum = 0;
  for (guint i = 0; i < count; i++)
    sum += (digits[i] == 'X' ? 10 : (guint)(digits[i] - '0')) * (count - i);
  return sum % 11 == 0;
}

gsize isbn_parse(const char *text, gsize length, char canonical[14]) {
  char digits[16] = "";
  gsize ends[16] = {0};
  guint count = take_digits(text, length, 13, 9, digits, ends);
  if (count == 13 && !digit_follows(text, length, ends[13]) && memchr(digits, 'X', 13) == NULL &&
      (memcmp(digits, "978", 3) == 0 || memcmp(digits, "979", 3) == 0) && digits[12] == check_of_13(digits)) {
    memcpy(canonical, digits, 13);
    canonical[13] = '\0';
    return ends[13];
  }
  gboolean longer = count == 13 && (memcmp(digits, "978", 3) == 0 || memcmp(digits, "979", 3) == 0); /* mistyped */
  if (count < 10 || longer || digit_follows(text, length, ends[10]) || !is_modulo_11(digits, 10))
    return 0;
  memcpy(canonical, "978", 3);
  memcpy(canonical + 3, digits, 9);
  canonical[12] = check_of_13(canonical);
  canonical[13] = '\0';
  return ends[10];
}

gsize issn_parse(const char *text, gsize length, char canonical[10]) {
  char digits[16] = "";
  gsize ends[16] = {0};
  guint count = take_digits(text, length, 8, 7, digits, ends);
  if (count < 8 || digit_follows(text, length, ends[8]) || !is_modulo_11(digits, 8))
    return 0;
  g_snprintf(canonical, 10, "%.4s-%.4s", digits, digits + 4);
  return ends[8];
}

gsize isbn_parse_unchecked(const char *text, gsize length, char canonical[14]) {
  char digits[16] = "";
  gsize ends[16] = {0};
  guint count = take_digits(text, length, 13, 9, digits, ends);
  if (count != 13 || digit_follows(text, length, ends[13]) || memchr(digits, 'X', 13) ||
      (memcmp(digits, "978", 3) != 0 && memcmp(digits, "979", 3) != 0))
    return 0;
  memcpy(canonical, digits, 13);
  canonical[13] = '\0';
  return ends[13];
}

gsize issn_parse_unchecked(const char *text, gsize length, char canonical[10]) {
  char digits[16] = "";
  gsize ends[16] = {0};
  guint count = take_digits(text, length, 8, 7, digits, ends);
  if (count != 8 || digit_follows(text, length, ends[8]) || ends[4] == ends[8] || ends[8] != 9)
    return 0;
  g_snprintf(canonical, 10, "%.4s-%.4s", digits, digits + 4);
  return ends[8];
}
