/* The grammar: [list mark] ["**"] ["kl."] H[H] (. or :) MM [dash or "till" [kl.] time] [separators]. */
#include "pipeline/stages/agenda_time.h"

#include <string.h>

#define EARLIEST (6 * 60) /* minutes of the day at which people meet, where a bare number could be anything */

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

/* "0930" of four digits. */
static gboolean take_four_digits(TextSpan *rest, guint *minutes) {
  for (gsize i = 0; i < 4; i++)
    if (!digit_at(*rest, i))
      return FALSE;
  guint hour = (guint)(rest->start[0] - '0') * 10 + (guint)(rest->start[1] - '0');
  guint minute = (guint)(rest->start[2] - '0') * 10 + (guint)(rest->start[3] - '0');
  if (digit_at(*rest, 4) || hour > 23 || minute > 59 || minute % 5 != 0)
    return FALSE;
  *minutes = hour * 60 + minute;
  *rest = span_skip(*rest, 4);
  return TRUE;
}

/* One time. A whole hour ("kl 10") counts after a clock word, or where `whole` ones may stand. No dates ("12.05.2014"),
 * no seconds. */
static gboolean take_time(TextSpan *rest, gboolean whole, guint *minutes) {
  gboolean clock = take_clock_word(rest) || whole;
  if (whole && take_four_digits(rest, minutes))
    return TRUE;
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

/* The end of a range that began at `from`, if there is one; it may be a whole hour ("15.15-17"). */
static gboolean take_range(TextSpan *rest, guint from, guint *minutes) {
  static const char *const joints[] = {"-", "–", "—", "till ", "til ", "to "};
  TextSpan after = *rest;
  skip_spaces(&after);
  for (gsize i = 0; i < G_N_ELEMENTS(joints); i++) {
    TextSpan end = after;
    if (!take(&end, joints[i]))
      continue;
    skip_spaces(&end);
    if (take_time(&end, TRUE, minutes) && *minutes > from) {
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

static void print_label(AgendaTime *time, guint end) {
  if (end > 0)
    g_snprintf(time->label, sizeof time->label, "%02u.%02u–%02u.%02u", time->minutes / 60, time->minutes % 60, end / 60,
               end % 60);
  else
    g_snprintf(time->label, sizeof time->label, "%02u.%02u", time->minutes / 60, time->minutes % 60);
}

/* A time or range at the start. */
static gboolean take_span(TextSpan *rest, gboolean whole, AgendaTime *time) {
  guint end = 0;
  if (!take_time(rest, whole, &time->minutes))
    return FALSE;
  if (!take_range(rest, time->minutes, &end))
    end = 0;
  print_label(time, end);
  /* "10.30 %" and "10.30x" are quantities; a time is followed by a separator or the end. */
  gunichar next = span_first_char(*rest);
  return !g_unichar_isalnum(next) && next != '%';
}

static TextSpan skip_mark(TextSpan line) {
  TextSpan rest = span_trim(line);
  rest = span_skip(rest, span_list_mark(rest));
  /* A dash before a digit is no list mark elsewhere; before a time it is. */
  if (span_starts_with(rest, "-"))
    rest = span_skip(rest, 1);
  take(&rest, "**");
  return rest;
}

gboolean agenda_time_parse(TextSpan line, AgendaTime *time) {
  AgendaTime found = {0};
  TextSpan rest = skip_mark(line);
  if (!take_span(&rest, FALSE, &found))
    return FALSE;
  found.rest = skip_separators(rest);
  *time = found;
  return TRUE;
}

gboolean agenda_time_parse_loose(TextSpan line, AgendaTime *time) {
  AgendaTime found = {0};
  TextSpan rest = skip_mark(line);
  if (!take_span(&rest, TRUE, &found) || found.minutes < EARLIEST)
    return FALSE;
  found.rest = skip_separators(rest);
  gunichar first = span_first_char(found.rest);
  gboolean cell = rest.length > 0 && rest.start[0] == '\t';
  /* "1. Status" and "13.-14. juni" are no hours. */
  if (rest.length > 0 && strchr(".)/%,", rest.start[0]))
    return FALSE;
  if (found.rest.length > 0 && !cell && !g_unichar_isupper(first) && first != '"')
    return FALSE;
  *time = found;
  return TRUE;
}

/* Numbers that only could be hours. */
static gboolean is_bare(TextSpan text) {
  return !span_has_char(text, '.') && !span_has_char(text, ':');
}

gboolean agenda_time_parse_end(TextSpan line, AgendaTime *time) {
  AgendaTime found;
  gboolean any = FALSE;
  line = span_trim(line);
  for (gsize at = line.length, words = 0; at > 1 && words < 5; at--) {
    if (line.start[at - 1] != ' ' && line.start[at - 1] != '\t')
      continue;
    words++;
    TextSpan tail = span_skip(line, at);
    gboolean cell = line.start[at - 1] == '\t';
    found = (AgendaTime){0};
    if (!take_span(&tail, cell, &found) || !span_is_blank(tail))
      continue;
    if (!g_ascii_isalpha(line.start[at]) && is_bare(span_skip(line, at)))
      continue;
    found.rest = span_trim((TextSpan){line.start, at});
    *time = found; /* the longest: "kl 9.30", "9.30 - 10.00" */
    any = TRUE;
  }
  return any && span_has_letter(time->rest);
}
