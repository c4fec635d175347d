/* Choosing a title from the first units. A wrong title is worse than none, so a page's first lines must be clear. */
#include "pipeline/stages/titles.h"
#include "pipeline/stages/headings.h"

#include <string.h>

#define MOST_TITLE_LINES 3
#define LONGEST_TITLE 160 /* characters */

/* The lines up to the first empty one, as one line; NULL where they are too many or do not read like a title. */
static char *title_from_block(const char *text) {
  TextSpan rest = span_of(text), line;
  g_autoptr(GString) title = g_string_new(NULL);
  for (guint lines = 0; span_next_line(&rest, &line) && !span_is_blank(line); lines++) {
    line = span_trim(line);
    if (lines == MOST_TITLE_LINES || span_list_mark(line) > 0 || span_has_char(line, '\t'))
      return NULL;
    g_string_append_printf(title, "%s%.*s", lines > 0 ? " " : "", (int)line.length, line.start);
  }
  TextSpan whole = {title->str, title->len};
  /* Words above an empty rest are a page's whole text, not its title. */
  if (span_is_blank(rest) || span_characters(whole) > LONGEST_TITLE)
    return NULL;
  TextSpan last = whole;
  const char *space = memrchr(whole.start, ' ', whole.length);
  if (span_characters(whole) > 60 && space)
    last = (TextSpan){space + 1, (gsize)(whole.start + whole.length - space - 1)};
  if (!g_unichar_isupper(span_first_char(whole)) || strchr(".,;:-", (int)MIN(span_last_char(last), 127)))
    return NULL;
  return heading_is_likely(whole) || (span_characters(whole) > 60 && span_letters(whole) * 2 > whole.length)
             ? span_dup(whole)
             : NULL;
}

void title_choose(Document *document) {
  if (document->title || document->units->len == 0)
    return;
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    if (unit->kind != UNIT_KIND_SLIDE && unit->kind != UNIT_KIND_SECTION && unit->kind != UNIT_KIND_PAGE)
      continue;
    if (unit->heading)
      document->title = g_strdup(unit->heading);
    else if (unit->text && unit->kind != UNIT_KIND_SECTION)
      document->title = title_from_block(unit->text);
    return;
  }
}
