/* Marks to headings. What a heading looks like is not known here. */
#include "pipeline/stages/page_headings.h"
#include "document/heading_mark.h"
#include "language/normalise.h"
#include "pipeline/stages/agenda.h"
#include "pipeline/stages/lines.h"

#include <string.h>

#define MARK_LENGTH strlen(HEADING_MARK)
#define LONGEST_HEADING 300 /* bytes */

/* The lines after a mark, to the next empty one or mark. */
static TextSpan heading_after(const char *mark) {
  const char *start = mark + MARK_LENGTH, *end = start;
  TextSpan rest = span_of(start), line;
  while (span_next_line(&rest, &line) && !span_is_blank(line) && !(end > start && span_starts_with(line, HEADING_MARK)))
    end = line.start + line.length;
  return span_trim((TextSpan){start, (gsize)(end - start)});
}

static gboolean is_heading(TextSpan lines) {
  return lines.length > 0 && lines.length <= LONGEST_HEADING && span_has_letter(lines) &&
         !agenda_starts_with_time(lines);
}

/* The mark of the unit's own heading, or NULL. */
static const char *find_mark(const Unit *unit) {
  const char *mark = strstr(unit->text, HEADING_MARK);
  if (unit->heading || !mark || !is_heading(heading_after(mark)))
    return NULL;
  TextSpan before = {unit->text, (gsize)(mark - unit->text)};
  return unit->kind == UNIT_KIND_SLIDE || span_is_blank(before) ? mark : NULL;
}

static void append_without_marks(GString *out, const char *text, gsize length) {
  const char *end = text + length;
  while (text < end) {
    const char *mark = g_strstr_len(text, end - text, HEADING_MARK);
    g_string_append_len(out, text, (mark ? mark : end) - text);
    text = mark ? mark + MARK_LENGTH : end;
  }
}

static void take_heading(Unit *unit) {
  g_autoptr(GString) text = g_string_new(NULL);
  const char *mark = find_mark(unit);
  if (mark) {
    TextSpan heading = heading_after(mark);
    unit->heading = normalise_line(heading.start, (gssize)heading.length);
    append_without_marks(text, unit->text, (gsize)(mark - unit->text));
    const char *rest = heading.start + heading.length;
    append_without_marks(text, rest, strlen(rest));
  } else {
    append_without_marks(text, unit->text, strlen(unit->text));
  }
  /* Where a mark or a heading stood between two paragraphs, too many empty lines are left. */
  g_free(unit->text);
  unit->text = normalise_text(text->str, (gssize)text->len);
}

void page_headings_take(Document *document) {
  for (guint i = 0; i < document->units->len; i++) {
    Unit *unit = document->units->pdata[i];
    gboolean may_be =
        unit->kind == UNIT_KIND_PAGE || unit->kind == UNIT_KIND_SLIDE || unit->kind == UNIT_KIND_ATTACHMENT;
    if (may_be && unit->text && strstr(unit->text, HEADING_MARK))
      take_heading(unit);
  }
}
