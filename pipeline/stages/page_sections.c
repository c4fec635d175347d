/* Pages to sections. Works on the marks that an extractor left; what a heading looks like is not known here. */
#include "pipeline/stages/page_sections.h"
#include "document/heading_mark.h"
#include "pipeline/stages/agenda.h"
#include "pipeline/stages/lines.h"
#include "pipeline/stages/units.h"

#include <string.h>

#define MARK_LENGTH strlen(HEADING_MARK)
#define LONGEST_HEADING 300 /* bytes */
#define MOST_HEADINGS 12    /* on one page: more are a list or a poster */

/* A stretch of a page's text: a heading, or none, and what stands under it. */
typedef struct {
  TextSpan heading; /* lines */
  TextSpan body;
} Part;

static gboolean is_heading(TextSpan lines) {
  return lines.length > 0 && lines.length <= LONGEST_HEADING && span_has_letter(lines) &&
         !agenda_starts_with_time(lines);
}

/* The lines from `start` to the next empty one, or mark. */
static TextSpan heading_at(const char *start) {
  TextSpan rest = span_of(start), line;
  const char *end = start;
  while (span_next_line(&rest, &line) && !span_is_blank(line) && !(end > start && span_starts_with(line, HEADING_MARK)))
    end = line.start + line.length;
  return span_trim((TextSpan){start, (gsize)(end - start)});
}

/* The next mark at the start of a line that begins a heading; NULL where there is none. */
static const char *next_heading(const char *text, const char *from) {
  for (const char *mark = strstr(from, HEADING_MARK); mark; mark = strstr(mark + MARK_LENGTH, HEADING_MARK))
    if ((mark == text || mark[-1] == '\n') && is_heading(heading_at(mark + MARK_LENGTH)))
      return mark;
  return NULL;
}

/* The parts of a text: an array of Part, the first one without heading unless the text begins with it. */
static GArray *read_parts(const char *text) {
  GArray *parts = g_array_new(FALSE, FALSE, sizeof(Part));
  const char *next = next_heading(text, text);
  if (next != text) {
    Part first = {{text, 0}, {text, next ? (gsize)(next - text) : strlen(text)}};
    g_array_append_val(parts, first);
  }
  while (next) {
    TextSpan heading = heading_at(next + MARK_LENGTH);
    const char *body = heading.start + heading.length;
    next = next_heading(text, body);
    Part part = {heading, {body, next ? (gsize)(next - body) : strlen(body)}};
    g_array_append_val(parts, part);
  }
  return parts;
}

static char *without_marks(TextSpan text) {
  GString *out = g_string_sized_new(text.length);
  const char *p = text.start, *end = p + text.length;
  while (p < end) {
    const char *mark = g_strstr_len(p, end - p, HEADING_MARK);
    g_string_append_len(out, p, (mark ? mark : end) - p);
    p = mark ? mark + MARK_LENGTH : end;
  }
  return g_string_free(out, FALSE);
}

/* A heading on one line. */
static char *heading_text(TextSpan lines) {
  g_autofree char *text = without_marks(lines);
  return g_strstrip(g_strdelimit(g_steal_pointer(&text), "\n\t", ' '));
}

static void set_part(Unit *unit, const Part *part) {
  g_autofree char *body = without_marks(part->body);
  if (part->heading.length > 0 && !unit->heading)
    unit->heading = heading_text(part->heading);
  else if (part->heading.length > 0) { /* a slide has its heading already */
    g_autofree char *heading = heading_text(part->heading);
    g_autofree char *whole = g_strconcat(heading, "\n", body, NULL);
    unit_set_text(unit, whole, strlen(whole));
    return;
  }
  unit_set_text(unit, body, strlen(body));
}

static Unit *section_of(const Unit *page, const Part *part) {
  Unit *section = unit_new_beside(page, UNIT_KIND_SECTION);
  section->parent = page->ordinal;
  section->label = g_strdup(page->label);
  section->ocr = page->ocr;
  set_part(section, part);
  return section;
}

/* Whether the page is to be parted at its further headings. */
static gboolean is_parted(const Unit *unit, const GArray *parts) {
  return unit->kind == UNIT_KIND_PAGE && parts->len > 1 && parts->len <= MOST_HEADINGS;
}

static void split_page(UnitRebuild *rebuild, Unit *unit) {
  g_autofree char *text = g_steal_pointer(&unit->text);
  g_autoptr(GArray) parts = read_parts(text);
  gboolean parted = is_parted(unit, parts);
  Part first = g_array_index(parts, Part, 0);
  if (!parted)
    first.body.length = strlen(first.body.start);
  set_part(unit, &first);
  unit_rebuild_keep(rebuild, unit);
  for (guint i = 1; parted && i < parts->len; i++)
    unit_rebuild_add(rebuild, section_of(unit, &g_array_index(parts, Part, i)));
}

static gboolean is_marked(const Unit *unit) {
  gboolean may_be = unit->kind == UNIT_KIND_PAGE || unit->kind == UNIT_KIND_SLIDE || unit->kind == UNIT_KIND_ATTACHMENT;
  return may_be && unit->text && strstr(unit->text, HEADING_MARK);
}

void page_sections_split(Document *document) {
  UnitRebuild rebuild;
  unit_rebuild_begin(&rebuild, document);
  for (guint i = 0; i < rebuild.old->len; i++) {
    Unit *unit = rebuild.old->pdata[i];
    if (is_marked(unit))
      split_page(&rebuild, unit);
    else
      unit_rebuild_keep(&rebuild, unit);
  }
  unit_rebuild_finish(&rebuild);
}
