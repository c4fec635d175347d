/* Heading lines of plain text, and sections of bearable length. */
#include "pipeline/stages/headings.h"
#include "pipeline/stages/agenda.h"
#include "pipeline/stages/line_text.h"
#include "pipeline/stages/minutes.h"
#include "pipeline/stages/units.h"
#include "pipeline/stages/words.h"

#include <string.h>

#define LONGEST_HEADING 90 /* characters */
#define MOST_WORDS 16
#define LONGEST_SECTION 20000 /* bytes */

typedef enum { LINE_BLANK, LINE_BODY, LINE_WEAK, LINE_STRONG, LINE_UNDERLINE } LineType;

typedef struct {
  TextSpan text; /* trimmed, marks of Markdown taken off a heading */
  guint place;   /* of the line (LineText) */
  LineType type;
} Line;

/* --- what a heading looks like ------------------------------------------------------------------------------- */

/* "Plats: Folkets hus", not "Kapitel 1: Inledning". */
static gboolean is_label_with_value(TextSpan line) {
  const char *colon = memchr(line.start, ':', line.length);
  if (!colon || colon + 1 >= line.start + line.length)
    return FALSE;
  TextSpan label = {line.start, (gsize)(colon - line.start)};
  return !span_has_char(label, ' ') && !span_has_digit(label);
}

static gboolean is_address(TextSpan line) {
  return span_has_char(line, '@') || span_contains_nocase(line, "www.") || span_contains_nocase(line, "://");
}

/* "Framsida.PNG" and the like: one word with a full stop inside. */
static gboolean is_file_name(TextSpan line) {
  const char *stop = memchr(line.start, '.', line.length);
  return stop && !span_has_char(line, ' ') && g_ascii_isalpha(stop[1]);
}

/* "2.1 Bakgrund", "3 Mål", "§ 14 Val": the bytes of the number and the space after it; 0 where there is none. */
static gsize section_number(TextSpan line) {
  gsize sign = span_starts_with(line, "§ ") ? strlen("§ ") : span_starts_with(line, "§") ? strlen("§") : 0;
  line = span_skip(line, sign);
  gsize i = 0;
  while (i < line.length && i < 12 && (g_ascii_isdigit(line.start[i]) || (i > 0 && line.start[i] == '.')))
    i++;
  return i > 0 && i < line.length && line.start[i] == ' ' ? sign + i + 1 : 0;
}

static gboolean has_heading_shape(TextSpan line) {
  static const char closing[] = ".,;!-–…";
  gsize characters = span_characters(line), letters = span_letters(line);
  TextSpan rest = span_skip(line, section_number(line)), word, last = {"", 0};
  guint words = 0;
  if (characters > LONGEST_HEADING || letters < 3 || letters * 2 < characters || span_has_char(line, '\t'))
    return FALSE;
  gunichar first = span_first_char(rest);
  if (!(g_unichar_isupper(first) || first == '"') || g_utf8_strchr(closing, -1, span_last_char(line)))
    return FALSE;
  for (TextSpan left = line; span_next_word(&left, &word); words++)
    last = word;
  return words <= MOST_WORDS && (words == 1 || !word_is_open(last)) && span_list_mark(line) == 0 && !is_address(line) &&
         !is_file_name(line) && !is_label_with_value(line) && !agenda_starts_with_time(line);
}

gboolean heading_is_likely(TextSpan line) {
  return has_heading_shape(line) && span_last_char(line) != ':';
}

/* "====", "----" under a heading. */
static gboolean is_underline(TextSpan line) {
  if (line.length < 3 || (line.start[0] != '=' && line.start[0] != '-'))
    return FALSE;
  for (gsize i = 1; i < line.length; i++)
    if (line.start[i] != line.start[0])
      return FALSE;
  return TRUE;
}

/* Takes "# " or "**...**" off a heading of flattened Markdown; FALSE where the line has neither. */
static gboolean take_markdown(TextSpan *line) {
  gsize marks = 0;
  while (marks < line->length && line->start[marks] == '#')
    marks++;
  if (marks > 0 && marks <= 6 && marks < line->length && line->start[marks] == ' ') {
    *line = span_trim(span_skip(*line, marks));
    return TRUE;
  }
  if (line->length > 4 && span_starts_with(*line, "**") && strncmp(line->start + line->length - 2, "**", 2) == 0) {
    TextSpan inner = {line->start + 2, line->length - 4};
    if (g_strstr_len(inner.start, (gssize)inner.length, "**"))
      return FALSE;
    *line = span_trim(inner);
    return TRUE;
  }
  return FALSE;
}

/* --- lines to headings --------------------------------------------------------------------------------------- */

static Line *line_at(GArray *lines, guint i) {
  return &g_array_index(lines, Line, i);
}

static gboolean is_blank_at(GArray *lines, gint64 i) {
  return i < 0 || i >= lines->len || line_at(lines, (guint)i)->type == LINE_BLANK;
}

static gboolean is_capitals_at(GArray *lines, gint64 i) {
  return !is_blank_at(lines, i) && span_is_capitals(line_at(lines, (guint)i)->text, 4);
}

static LineType classify(GArray *lines, guint i) {
  TextSpan text = line_at(lines, i)->text;
  gboolean below = i + 1 < lines->len && is_underline(line_at(lines, i + 1)->text);
  if (below && has_heading_shape(text) && (i == 0 || is_blank_at(lines, (gint64)i - 1)))
    return LINE_STRONG;
  if (take_markdown(&text) && has_heading_shape(text) && is_blank_at(lines, (gint64)i - 1)) {
    line_at(lines, i)->text = text;
    return LINE_STRONG;
  }
  text = line_at(lines, i)->text;
  /* A line of capitals is a heading, several under each other are a notice. */
  if (span_is_capitals(text, 4) && has_heading_shape(text) && !is_capitals_at(lines, (gint64)i - 1) &&
      !is_capitals_at(lines, (gint64)i + 1))
    return LINE_STRONG;
  gboolean alone = is_blank_at(lines, (gint64)i - 1) && is_blank_at(lines, (gint64)i + 1);
  return alone && heading_is_likely(text) ? LINE_WEAK : LINE_BODY;
}

static GArray *read_lines(const LineText *text) {
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
  for (guint i = 0; i < text->lines->len; i++) {
    Line line = {line_text_line(text, i), line_text_place(text, i), LINE_BODY};
    line.type = line.text.length == 0 ? LINE_BLANK : LINE_BODY;
    g_array_append_val(lines, line);
  }
  for (guint i = 0; i < lines->len; i++)
    if (line_at(lines, i)->type == LINE_BODY)
      line_at(lines, i)->type = classify(lines, i);
  for (guint i = 1; i < lines->len; i++)
    if (line_at(lines, i - 1)->type == LINE_STRONG && is_underline(line_at(lines, i)->text))
      line_at(lines, i)->type = LINE_UNDERLINE;
  return lines;
}

/* The next line that says something, or lines->len. */
static guint next_content(GArray *lines, guint i) {
  do
    i++;
  while (i < lines->len && (line_at(lines, i)->type == LINE_BLANK || line_at(lines, i)->type == LINE_UNDERLINE));
  return i;
}

/* Enough to stand under a heading: a sentence, a list item, a row; not a file name or a single word. */
static gboolean is_substantial(TextSpan line) {
  return span_characters(line) >= 25 || span_list_mark(line) > 0 || span_has_char(line, '\t') ||
         (line.length > 0 && strchr(".:?!", line.start[line.length - 1]));
}

/* A weak heading needs a text under it: a short line before another heading, or at the end, is a caption or a link.
 * Where most paragraphs are short lines (addresses, verse, names), none is a heading. */
static void weigh_headings(GArray *lines) {
  guint short_lines = 0, paragraphs = 0;
  LineType below = LINE_WEAK; /* of the next line with content, as it was classified */
  for (guint i = lines->len; i-- > 0;) {
    Line *line = line_at(lines, i);
    if (line->type == LINE_BLANK || line->type == LINE_UNDERLINE)
      continue;
    LineType own = line->type;
    if (own == LINE_WEAK && below != LINE_BODY)
      line->type = LINE_BODY;
    short_lines += own == LINE_WEAK;
    paragraphs += is_blank_at(lines, (gint64)i - 1);
    below = own == LINE_BODY && !is_substantial(line->text) ? LINE_WEAK : own;
  }
  for (guint i = 0; i < lines->len && short_lines * 3 > paragraphs * 2 && short_lines > 3; i++)
    if (line_at(lines, i)->type == LINE_WEAK)
      line_at(lines, i)->type = LINE_BODY;
}

/* "SAK 3/17 ÅPNING (kl. 10.00)": numbers and time say nothing against a heading. */
static gboolean is_item_heading(TextSpan line) {
  MinutesItem item;
  if (!minutes_item_parse(line, &item))
    return FALSE;
  const char *time =
      line.length > 0 && line.start[line.length - 1] == ')' ? memrchr(line.start, '(', line.length) : NULL;
  TextSpan title = {line.start, time ? (gsize)(time - line.start) : line.length};
  if (has_heading_shape(span_trim(title)) || has_heading_shape(line))
    return TRUE;
  TextSpan bare = span_skip(line, item.label.length); /* "1) Status" */
  while (bare.length > 0 && strchr(".:) ", bare.start[0]))
    bare = span_skip(bare, 1);
  return has_heading_shape(bare);
}

/* Items of minutes are headings though no text stands under them, or stands under them directly. */
static void mark_items(GArray *lines) {
  MinutesItem item;
  for (guint i = 0; i < lines->len; i++) {
    Line *line = line_at(lines, i);
    gboolean begins = (line->type == LINE_BODY || line->type == LINE_WEAK) && is_blank_at(lines, (gint64)i - 1);
    gboolean listed = i + 1 < lines->len && minutes_item_parse(line_at(lines, i + 1)->text, &item);
    if (begins && !listed && is_item_heading(line->text))
      line->type = LINE_STRONG;
  }
}

/* --- headings to sections ------------------------------------------------------------------------------------ */

static gboolean is_heading(const Line *line) {
  return line->type == LINE_WEAK || line->type == LINE_STRONG;
}

/* The unit of the lines [from, to), of which the first may be the heading. */
static void add_section(UnitRebuild *rebuild, const Unit *whole, GArray *lines, guint from, guint to) {
  const Line *first = line_at(lines, from);
  guint words = 0;
  LineWriter text = {g_string_new(NULL), 0};
  for (guint i = from + (is_heading(first) ? 1 : 0); i < to; i++) {
    const Line *line = line_at(lines, i);
    if (line->type == LINE_UNDERLINE)
      continue;
    line_writer_append(&text, line->text, line->place - first->place);
    words += line->type != LINE_BLANK;
  }
  if (words > 0 || is_heading(first)) {
    Unit *unit = unit_rebuild_add(rebuild, unit_new_beside(whole, UNIT_KIND_SECTION));
    unit->heading = is_heading(first) ? span_dup(first->text) : NULL;
    unit->locator.number += first->place;
    unit->text = g_strdup(text.text->str);
  }
  g_string_free(text.text, TRUE);
}

/* The title: the first line, where it reads like one. Where another heading follows it directly, it is the heading of
 * a section without text. */
static void take_title(Document *document, GArray *lines) {
  if (lines->len == 0)
    return;
  Line *line = line_at(lines, 0);
  if (!is_heading(line) && (!heading_is_likely(line->text) || !is_blank_at(lines, 1)))
    return;
  if (document->title && !span_equal(line->text, span_of(document->title)))
    return;
  if (!document->title)
    document->title = span_dup(line->text);
  guint next = next_content(lines, 0);
  if (next < lines->len && is_heading(line_at(lines, next)))
    line->type = LINE_STRONG;
}

static gboolean is_plain_text(const Document *document) {
  if (document->units->len != 1)
    return FALSE;
  const Unit *unit = document->units->pdata[0];
  return unit->kind == UNIT_KIND_SECTION && unit->locator.kind == LOCATOR_LINE && !unit->heading && unit->text;
}

void headings_split(Document *document, gboolean minutes) {
  if (!is_plain_text(document))
    return;
  const Unit *probe = document->units->pdata[0];
  g_autoptr(LineText) text = line_text_new(probe->text);
  g_autoptr(GArray) lines = read_lines(text);
  if (minutes)
    mark_items(lines);
  weigh_headings(lines);
  take_title(document, lines);
  UnitRebuild rebuild;
  unit_rebuild_begin(&rebuild, document);
  Unit *whole = rebuild.old->pdata[0];
  for (guint from = 0, to = 1; from < lines->len; to++) {
    if (to < lines->len && !is_heading(line_at(lines, to)))
      continue;
    add_section(&rebuild, whole, lines, from, to);
    from = to;
  }
  /* A text of nothing but its title stays a place. */
  if (document->units->len == 0)
    unit_rebuild_keep(&rebuild, whole);
  else
    unit_rebuild_drop(&rebuild, whole);
  unit_rebuild_finish(&rebuild);
}

/* --- overlong sections --------------------------------------------------------------------------------------- */

/* Where to cut at most `limit` bytes off the text: after a paragraph, else a line, a word, a character. */
static gsize cut_point(TextSpan text, gsize limit) {
  gsize line = 0, word = 0;
  for (gsize i = limit; i > limit / 2; i--) {
    if (text.start[i - 1] == '\n' && i >= 2 && text.start[i - 2] == '\n')
      return i;
    if (text.start[i - 1] == '\n' && line == 0)
      line = i;
    if (text.start[i - 1] == ' ' && word == 0)
      word = i;
  }
  if (line > 0 || word > 0)
    return line > 0 ? line : word;
  while (limit > 1 && ((guint8)text.start[limit] & 0xC0) == 0x80)
    limit--;
  return limit;
}

static guint count_lines(TextSpan text) {
  guint lines = 0;
  for (gsize i = 0; i < text.length; i++)
    lines += text.start[i] == '\n';
  return lines;
}

static gboolean is_overlong(const Unit *unit) {
  return unit->kind == UNIT_KIND_SECTION && unit->text && strlen(unit->text) > LONGEST_SECTION;
}

static void limit_section(UnitRebuild *rebuild, Unit *unit) {
  g_autoptr(LineText) whole = line_text_new(unit->text);
  TextSpan rest = span_of(whole->text);
  guint line = 0, number = unit->locator.number;
  Unit *part = unit_rebuild_keep(rebuild, unit);
  if (rest.length <= LONGEST_SECTION)
    return; /* long by its marks alone */
  for (;;) {
    gsize cut = rest.length > LONGEST_SECTION ? cut_point(rest, LONGEST_SECTION) : rest.length;
    unit_set_text(part, rest.start, cut);
    if (unit->locator.kind == LOCATOR_LINE && !part->heading)
      part->locator.number = number + line_text_place(whole, line);
    line += count_lines((TextSpan){rest.start, cut});
    rest = span_skip(rest, cut);
    if (span_is_blank(rest))
      return;
    part = unit_rebuild_add(rebuild, unit_new_beside(unit, UNIT_KIND_SECTION));
    /* An empty line that the cut left is trimmed off the part. */
    line += rest.start[0] == '\n';
  }
}

void headings_limit_sections(Document *document) {
  UnitRebuild rebuild;
  gboolean overlong = FALSE;
  for (guint i = 0; i < document->units->len && !overlong; i++)
    overlong = is_overlong(document->units->pdata[i]);
  if (!overlong)
    return;
  unit_rebuild_begin(&rebuild, document);
  for (guint i = 0; i < rebuild.old->len; i++) {
    Unit *unit = rebuild.old->pdata[i];
    if (is_overlong(unit))
      limit_section(&rebuild, unit);
    else
      unit_rebuild_keep(&rebuild, unit);
  }
  unit_rebuild_finish(&rebuild);
}
