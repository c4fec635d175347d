/* Kept texts: how they are made from a file's text, read, written, and made plain. */
#include "pipeline/stages/line_text.h"
#include "language/normalise.h"
#include "pipeline/stages/units.h"

#include <string.h>

#define CELL_GAP 3        /* spaces between two words that part columns */
#define LONGEST_NUMBER 12 /* bytes */
#define MARK_LENGTH 3     /* bytes of LINE_GONE and LINE_SAME */

/* --- from the file ------------------------------------------------------------------------------------------- */

static gboolean continues(const Unit *unit, const Unit *next) {
  return unit->kind == UNIT_KIND_SECTION && next->kind == UNIT_KIND_SECTION && unit->locator.kind == LOCATOR_LINE &&
         next->locator.kind == LOCATOR_LINE && unit->locator.number == next->locator.number && !next->heading &&
         unit->text && next->text && strlen(unit->text) > LINE_TEXT_PIECE;
}

/* How many units from `from` on are pieces of one text. */
static guint count_pieces(const GPtrArray *units, guint from) {
  guint to = from + 1;
  while (to < units->len && continues(units->pdata[to - 1], units->pdata[to]))
    to++;
  return to - from;
}

static void join_pieces(UnitRebuild *rebuild, guint from, guint count) {
  Unit *whole = unit_rebuild_keep(rebuild, rebuild->old->pdata[from]);
  GString *text = g_string_new(whole->text);
  for (guint i = from + 1; i < from + count; i++) {
    Unit *piece = rebuild->old->pdata[i];
    g_string_append(text, piece->text);
    unit_rebuild_drop(rebuild, piece);
  }
  g_free(whole->text);
  whole->text = g_string_free(text, FALSE);
}

void line_texts_join_pieces(Document *document) {
  gboolean any = FALSE;
  for (guint i = 0; i < document->units->len && !any; i++)
    any = count_pieces(document->units, i) > 1;
  if (!any)
    return;
  UnitRebuild rebuild;
  unit_rebuild_begin(&rebuild, document);
  for (guint i = 0, count; i < rebuild.old->len; i += count) {
    count = count_pieces(rebuild.old, i);
    if (count > 1)
      join_pieces(&rebuild, i, count);
    else
      unit_rebuild_keep(&rebuild, rebuild.old->pdata[i]);
  }
  unit_rebuild_finish(&rebuild);
}

/* Takes the next line of the file off the front of *rest; FALSE at the end. */
static gboolean next_file_line(TextSpan *rest, TextSpan *line) {
  if (rest->length == 0)
    return FALSE;
  gsize end = 0;
  while (end < rest->length && rest->start[end] != '\n' && rest->start[end] != '\r')
    end++;
  gsize next = end;
  if (next < rest->length)
    next += rest->start[next] == '\r' && next + 1 < rest->length && rest->start[next + 1] == '\n' ? 2 : 1;
  *line = (TextSpan){rest->start, end};
  *rest = span_skip(*rest, next);
  return TRUE;
}

/* A soft hyphen at the end: the normaliser may join the next line, and must see both. */
static gboolean ends_softly(TextSpan line) {
  static const char soft[] = "\xC2\xAD";
  gsize tail = MIN(line.length, 16);
  return memmem(line.start + line.length - tail, tail, soft, 2) != NULL;
}

/* "Sak 12/06", "3.", "09.30", "-": what stands before a title and is no cell of its own. */
static gboolean is_number_or_mark(const char *start, gsize length) {
  gboolean digit = FALSE, letter = FALSE;
  for (gsize i = 0; i < length; i++) {
    digit |= g_ascii_isdigit(start[i]);
    letter |= g_ascii_isalpha(start[i]) || (guint8)start[i] >= 0x80;
  }
  return length <= LONGEST_NUMBER && (digit || !letter);
}

/* A copy of the line with a TAB for each wide gap between words: columns that spaces make are cells. Caller frees. */
static char *with_cells(TextSpan line) {
  GString *out = g_string_sized_new(line.length);
  for (gsize i = 0, end; i < line.length; i = end) {
    for (end = i; end < line.length && line.start[end] == ' ';)
      end++;
    gsize spaces = end - i;
    if (spaces >= CELL_GAP && i > 0 && end < line.length && line.start[i - 1] != '\t' &&
        !is_number_or_mark(line.start, i))
      g_string_append_c(out, '\t');
    else
      g_string_append_len(out, line.start + i, (gssize)spaces);
    for (i = end; end < line.length && line.start[end] != ' ';)
      end++;
    g_string_append_len(out, line.start + i, (gssize)(end - i));
  }
  return g_string_free(out, FALSE);
}

/* Appends one line of the file, or a few that a soft hyphen joins. */
static void append_normal(GString *out, TextSpan raw, guint file_lines) {
  g_autofree char *cells = with_cells(raw), *normal = normalise_text(cells, -1);
  TextSpan rest = span_of(normal), line;
  guint lines = 0;
  while (span_next_line(&rest, &line)) {
    if (lines++ >= file_lines)
      g_string_append(out, LINE_SAME);
    g_string_append_len(out, line.start, (gssize)line.length);
    g_string_append_c(out, '\n');
  }
  if (lines == 0) {
    g_string_append_c(out, '\n');
    lines++;
  }
  for (; lines < file_lines; lines++)
    g_string_append(out, LINE_GONE "\n");
}

char *line_text_normalise(const char *text, gboolean after_heading) {
  TextSpan rest = span_of(text), line, next;
  GString *out = g_string_sized_new(rest.length + 8);
  if (after_heading)
    g_string_append(out, LINE_GONE "\n");
  while (next_file_line(&rest, &line)) {
    TextSpan after = rest;
    guint file_lines = 1;
    while (ends_softly(line) && next_file_line(&after, &next) && !span_is_blank(next)) {
      line = span_between(line, next);
      rest = after;
      file_lines++;
    }
    append_normal(out, line, file_lines);
  }
  return g_string_free(out, FALSE);
}

/* --- reading ------------------------------------------------------------------------------------------------- */

static void add_line(LineText *text, GString *plain, TextSpan line, guint place) {
  gboolean after_text = plain->len > 1 && plain->str[plain->len - 2] != '\n';
  if (span_is_blank(line) && !after_text)
    return;
  if (!span_is_blank(line))
    g_string_append_len(plain, line.start, (gssize)line.length);
  g_string_append_c(plain, '\n');
  g_array_append_val(text->places, place);
}

/* The spans, once the text lies where it stays. */
static void find_lines(LineText *text) {
  TextSpan rest = span_of(text->text), line;
  while (span_next_line(&rest, &line)) {
    line = span_trim(line);
    g_array_append_val(text->lines, line);
  }
  g_array_set_size(text->places, text->lines->len);
}

LineText *line_text_new(const char *kept) {
  LineText *text = g_new(LineText, 1);
  TextSpan rest = span_of(kept), line;
  GString *plain = g_string_sized_new(rest.length);
  guint place = 0;
  gboolean first = TRUE;
  text->lines = g_array_new(FALSE, FALSE, sizeof(TextSpan));
  text->places = g_array_new(FALSE, FALSE, sizeof(guint));
  for (; span_next_line(&rest, &line); first = FALSE) {
    gboolean same = span_starts_with(line, LINE_SAME);
    place += !first && !same;
    if (same)
      line = span_skip(line, MARK_LENGTH);
    if (!span_starts_with(line, LINE_GONE))
      add_line(text, plain, line, place);
  }
  while (plain->len > 0 && strchr(" \t\n", plain->str[plain->len - 1]))
    g_string_truncate(plain, plain->len - 1);
  text->text = g_string_free(plain, FALSE);
  find_lines(text);
  return text;
}

void line_text_free(LineText *text) {
  if (!text)
    return;
  g_array_unref(text->lines);
  g_array_unref(text->places);
  g_free(text->text);
  g_free(text);
}

TextSpan line_text_line(const LineText *text, guint i) {
  return g_array_index(text->lines, TextSpan, i);
}

guint line_text_place(const LineText *text, guint i) {
  return g_array_index(text->places, guint, i);
}

/* --- writing ------------------------------------------------------------------------------------------------- */

void line_writer_append(LineWriter *writer, TextSpan line, guint place) {
  gboolean same = writer->text->len > 0 && place <= writer->place;
  guint next = writer->text->len > 0 ? writer->place + 1 : 0;
  for (; next < place; next++)
    g_string_append(writer->text, LINE_GONE "\n");
  if (same)
    g_string_append(writer->text, LINE_SAME);
  else
    writer->place = place;
  g_string_append_len(writer->text, line.start, (gssize)line.length);
  g_string_append_c(writer->text, '\n');
}

void line_texts_finish(Document *document) {
  for (guint i = 0; i < document->units->len; i++) {
    Unit *unit = document->units->pdata[i];
    if (unit->locator.kind != LOCATOR_LINE)
      continue;
    g_autoptr(LineText) text = line_text_new(unit->text);
    if (!unit->heading && !unit->label && text->places->len > 0)
      unit->locator.number += line_text_place(text, 0);
    g_free(unit->text);
    unit->text = span_dup(span_trim(span_of(text->text)));
  }
}
