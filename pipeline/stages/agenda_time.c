/* The grammar: [list mark] ["**"] ["kl."] H[H] (. or :) MM [dash or "till" [kl.] time] [separators]. */
#include "pipeline/stages/agenda_time.h"

#include <string.h>

static void skip_spaces(TextSpan *rest) {
  while (rest->length > 0 && (rest->start[0] == ' ' || rest->start[0] == '\t'))
    *rest = span_skip(*rest, 1);
}

static gboolean take(TextSpan *rest, const char *lower) {
  gsize length = span_starts_with_nocase(*rest, lower);
  if (length > 0)
    *rest = span_skip(*rest, length);
  return length > 0;
}

/* "kl.", "klockan", ... before the digits. */
static gboolean take_clock_word(TextSpan *rest) {
  static const char *const words[] = {"klockan", "klokken", "klokka", "klo", "kl.", "kl"};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    TextSpan after = *rest;
    if (!take(&after, words[i]))
      continue;
    skip_spaces(&after);
    if (after.length == 0 || !g_ascii_isdigit(after.start[0]))
      continue;
    *rest = after;
    return TRUE;
  }
  return FALSE;
}

static gboolean digit_at(TextSpan rest, gsize i) {
  return i < rest.length && g_ascii_isdigit(rest.start[i]);
}

/* One time. A whole hour ("kl 10") counts after a clock word alone. No dates ("12.05.2014"), no seconds. */
static gboolean take_time(TextSpan *rest, guint *minutes) {
  gboolean clock = take_clock_word(rest);
  gsize digits = digit_at(*rest, 0) ? (digit_at(*rest, 1) ? 2 : 1) : 0;
  guint hour = 0, minute = 0;
  for (gsize i = 0; i < digits; i++)
    hour = hour * 10 + (guint)(rest->start[i] - '0');
  gsize length = digits;
  if (digits == 0 || digit_at(*rest, digits) || hour > 24)
    return FALSE;
  gboolean separated = digits < rest->length && (rest->start[digits] == '.' || rest->start[digits] == ':');
  if (separated && digit_at(*rest, digits + 1) && digit_at(*rest, digits + 2)) {
    minute = (guint)(rest->start[digits + 1] - '0') * 10 + (guint)(rest->start[digits + 2] - '0');
    length = digits + 3;
  } else if (!clock) {
    return FALSE;
  }
  gboolean continues = digit_at(*rest, length) || (length + 1 < rest->length && strchr(".,:/", rest->start[length]) &&
                                                   digit_at(*rest, length + 1));
  if (continues || minute > 59)
    return FALSE;
  *minutes = hour * 60 + minute;
  *rest = span_skip(*rest, length);
  return TRUE;
}

/* The end of a range, if there is one. */
static gboolean take_range(TextSpan *rest, guint *minutes) {
  static const char *const joints[] = {"-", "–", "—", "till ", "til ", "to "};
  TextSpan after = *rest;
  skip_spaces(&after);
  for (gsize i = 0; i < G_N_ELEMENTS(joints); i++) {
    TextSpan end = after;
    if (!take(&end, joints[i]))
      continue;
    skip_spaces(&end);
    if (take_time(&end, minutes)) {
      *rest = end;
      return TRUE;
    }
  }
  return FALSE;
}

static TextSpan skip_separators(TextSpan rest) {
  static const char *const separators[] = {" ", "\t", "**", ":", "-", "–", "—", "|", "•", ".", ","};
  gboolean found = TRUE;
  while (found) {
    found = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(separators); i++)
      found |= take(&rest, separators[i]);
  }
  return span_trim(rest);
}

gboolean agenda_time_parse(TextSpan line, AgendaTime *time) {
  TextSpan rest = span_trim(line);
  rest = span_skip(rest, span_list_mark(rest));
  /* A dash before a digit is no list mark elsewhere; before a time it is. */
  if (span_starts_with(rest, "-"))
    rest = span_skip(rest, 1);
  take(&rest, "**");
  AgendaTime found = {0};
  guint end;
  if (!take_time(&rest, &found.minutes))
    return FALSE;
  g_snprintf(found.label, sizeof found.label, "%02u.%02u", found.minutes / 60, found.minutes % 60);
  if (take_range(&rest, &end))
    g_snprintf(found.label, sizeof found.label, "%02u.%02u–%02u.%02u", found.minutes / 60, found.minutes % 60, end / 60,
               end % 60);
  /* "10.30 %" and "10.30x" are quantities; a time is followed by a separator or the end. */
  gunichar next = span_first_char(rest);
  if (g_unichar_isalnum(next) || next == '%')
    return FALSE;
  found.rest = skip_separators(rest);
  *time = found;
  return TRUE;
}
