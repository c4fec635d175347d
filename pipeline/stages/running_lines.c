/* The parts of running lines. Whether a line is one is decided in furniture.c, from all pages. */
#include "pipeline/stages/running_lines.h"

#include <string.h>

static TextSpan first_cell(TextSpan line) {
  const char *tab = memchr(line.start, '\t', line.length);
  return span_trim((TextSpan){line.start, tab ? (gsize)(tab - line.start) : line.length});
}

static TextSpan last_cell(TextSpan line) {
  gsize from = line.length;
  while (from > 0 && line.start[from - 1] != '\t')
    from--;
  return span_trim(span_skip(line, from));
}

RunningLine running_line_parse(TextSpan line) {
  RunningLine running = {.title = span_trim(line)};
  TextSpan first = first_cell(running.title), last = last_cell(running.title);
  if (first.length == running.title.length)
    return running;
  if (page_number_parse(last, &running.number))
    running.title.length = (gsize)(last.start - running.title.start);
  else if (page_number_parse(first, &running.number))
    running.title = span_skip(running.title, first.length);
  else
    return running;
  running.title = span_trim(running.title);
  running.numbered = TRUE;
  return running;
}

/* "3", "3.2.", "IV:", "B." */
static gboolean is_chapter_number(TextSpan word) {
  PageNumber roman;
  TextSpan rest = word;
  while (rest.length > 0 && strchr(".:", rest.start[rest.length - 1]))
    rest.length--;
  if (rest.length == 1 && g_ascii_isupper(rest.start[0]))
    return TRUE;
  if (rest.length > 0 && g_ascii_isupper(rest.start[0]))
    return page_number_parse(rest, &roman) && roman.roman;
  for (gsize i = 0; i < rest.length; i++)
    if (!g_ascii_isdigit(rest.start[i]) && rest.start[i] != '.')
      return FALSE;
  return rest.length > 0 && g_ascii_isdigit(rest.start[0]);
}

gboolean running_line_chapter(TextSpan title, TextSpan *kind, TextSpan *chapter) {
  TextSpan rest = title, first, second;
  if (!span_next_word(&rest, &first))
    return FALSE;
  *chapter = first_cell(title);
  *kind = (TextSpan){first.start, 0};
  if (is_chapter_number(first))
    return span_has_digit(first) || first.length > 1;
  if (span_letters(first) < 3 || !span_next_word(&rest, &second) || !is_chapter_number(second))
    return FALSE;
  *kind = first;
  return TRUE;
}
