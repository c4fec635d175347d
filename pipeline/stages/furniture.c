/* Furniture at the edges of pages and slides.
 *
 * The first and last three lines of each unit are compared across units. A line is furniture when it repeats on at
 * least three units and 40 % of them (half, for slides), or on five of a stretch that it covers as densely (the
 * running title of a chapter). Once most pages are known to have a running line, three of a stretch are enough for
 * those that have none. Chapter titles that bear a number ("KAPITEL 3. SKOG") are one line, whatever the number, where
 * they repeat from page to page. Left and right headers alternate and meet the same bar. Of two pages both must have
 * it, and it must look like letterhead or stand apart above a heading. Digits may differ only where they count the
 * pages: "Mål 1", "Mål 2" at the top of following pages look alike too, so words must say that the line is a header.
 * Taking lines away brings others to the edge, hence rounds until nothing is found. */
#include "pipeline/stages/furniture.h"
#include "document/heading_mark.h"
#include "pipeline/stages/headings.h"
#include "pipeline/stages/page_numbers.h"
#include "pipeline/stages/running_lines.h"

#include <string.h>

#define EDGE_LINES 3
#define ROUNDS 6
#define LONGEST_LINE 240
#define SINK_TEXTS 400
#define DUPLICATE G_MAXUINT
#define COVER_LINES 8
#define CHAPTER_PAGES 5 /* with chapter titles at their edge, to tell them from headings */

typedef struct {
  TextSpan line;
  guint unit;   /* index in EdgeScan.units */
  guint8 edge;  /* 0 top, 1 bottom */
  guint8 depth; /* lines nearer to the edge, in this round */
  gboolean taken;
} EdgeLine;

typedef struct {
  GPtrArray *units; /* Unit* of one kind with text, borrowed */
  UnitKind kind;
  GArray *lines; /* EdgeLine, in the units' order */
  GArray *ranks; /* guint a unit: its number among those of distinct text, or DUPLICATE */
  guint distinct;
  GArray *running; /* guint8 a unit: a bit for each edge that a running line was taken from */
  FurnitureSink *sink;
} EdgeScan;

/* --- the sink ------------------------------------------------------------------------------------------------ */

struct FurnitureSink {
  Document *document;
  GHashTable *by_shape; /* char* -> Furniture* */
  GString *rest;        /* lines past SINK_TEXTS: one text, so that nothing is quadratic and nothing lost */
};

char *furniture_shape(TextSpan text) {
  GString *shape = g_string_sized_new(text.length);
  for (gsize i = 0; i < text.length; i++) {
    char c = text.start[i];
    char last = shape->len > 0 ? shape->str[shape->len - 1] : 0;
    if (g_ascii_isdigit(c))
      c = '#';
    if (c == '\n')
      c = ' ';
    if (!((c == '#' || c == ' ') && last == c))
      g_string_append_c(shape, c);
  }
  return g_string_free(shape, FALSE);
}

FurnitureSink *furniture_sink_new(Document *document) {
  FurnitureSink *sink = g_new(FurnitureSink, 1);
  sink->document = document;
  sink->by_shape = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  sink->rest = g_string_new(NULL);
  for (guint i = 0; i < document->furniture->len; i++) {
    Furniture *known = document->furniture->pdata[i];
    g_hash_table_insert(sink->by_shape, furniture_shape(span_of(known->text)), known);
  }
  return sink;
}

void furniture_sink_add(FurnitureSink *sink, TextSpan text) {
  text = span_trim(text);
  if (text.length == 0)
    return;
  g_autofree char *shape = furniture_shape(text);
  Furniture *known = g_hash_table_lookup(sink->by_shape, shape);
  if (known) {
    known->occurrences++;
    return;
  }
  GPtrArray *furniture = sink->document->furniture;
  if (furniture->len >= SINK_TEXTS) {
    g_string_append_len(sink->rest, text.start, (gssize)text.length);
    g_string_append_c(sink->rest, '\n');
    return;
  }
  g_autofree char *copy = span_dup(text);
  document_add_furniture(sink->document, copy);
  g_hash_table_insert(sink->by_shape, g_steal_pointer(&shape), furniture->pdata[furniture->len - 1]);
}

void furniture_sink_free(FurnitureSink *sink) {
  if (!sink)
    return;
  TextSpan rest = span_trim((TextSpan){sink->rest->str, sink->rest->len});
  g_autofree char *text = span_dup(rest);
  document_add_furniture(sink->document, text);
  g_hash_table_unref(sink->by_shape);
  g_string_free(sink->rest, TRUE);
  g_free(sink);
}

/* --- the lines at the edges ---------------------------------------------------------------------------------- */

/* A line as it is compared: a heading that runs from page to page is furniture too. */
static TextSpan bare_line(TextSpan line) {
  line = span_trim(line);
  return span_starts_with(line, HEADING_MARK) ? span_trim(span_skip(line, strlen(HEADING_MARK))) : line;
}

static void collect_edge(EdgeScan *scan, guint unit, guint8 edge) {
  TextSpan rest = span_of(((Unit *)scan->units->pdata[unit])->text), line;
  guint8 depth = 0;
  while (depth < EDGE_LINES && (edge == 0 ? span_next_line(&rest, &line) : span_previous_line(&rest, &line))) {
    line = bare_line(line);
    if (line.length == 0)
      continue;
    EdgeLine found = {line, unit, edge, depth++, FALSE};
    if (line.length <= LONGEST_LINE)
      g_array_append_val(scan->lines, found);
  }
}

static EdgeLine *edge_line(const EdgeScan *scan, guint i) {
  return &g_array_index(scan->lines, EdgeLine, i);
}

/* The place of a unit among the pages: what a page number should agree with. */
static guint unit_position(const EdgeScan *scan, guint unit) {
  const Unit *u = scan->units->pdata[unit];
  gboolean numbered = u->locator.kind == LOCATOR_PAGE || u->locator.kind == LOCATOR_SLIDE;
  return numbered ? u->locator.number : unit + 1;
}

static guint unit_rank(const EdgeScan *scan, guint unit) {
  return g_array_index(scan->ranks, guint, unit);
}

/* FNV-1a over all but digits and white space. */
static guint64 likeness_hash(const char *text) {
  guint64 hash = G_GUINT64_CONSTANT(0xcbf29ce484222325);
  for (const char *p = text; *p; p++)
    if (!g_ascii_isdigit(*p) && *p != ' ' && *p != '\n')
      hash = (hash ^ (guint8)*p) * G_GUINT64_CONSTANT(0x100000001b3);
  return hash;
}

/* Copies of one page (forms, a circular to many) repeat every line: they bear witness once, or they would be eaten
 * line by line. */
static void rank_units(EdgeScan *scan) {
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_array_set_size(scan->ranks, 0);
  scan->distinct = 0;
  for (guint i = 0; i < scan->units->len; i++) {
    guint64 hash = likeness_hash(((Unit *)scan->units->pdata[i])->text);
    gboolean fresh = g_hash_table_add(seen, g_memdup2(&hash, sizeof hash));
    guint rank = fresh ? scan->distinct++ : DUPLICATE;
    g_array_append_val(scan->ranks, rank);
  }
}

/* --- plain page numbers -------------------------------------------------------------------------------------- */

/* Numbers that keep one distance to the position of their page belong together. */
static guint number_key(const PageNumber *number, guint position) {
  return ((number->value + 0x100000u - position) & 0xFFFFFFu) << 1 | (number->roman ? 1 : 0);
}

typedef struct {
  guint units;
  guint last_unit; /* index + 1 */
} NumberCount;

static gboolean number_accepted(const PageNumber *number, guint position, guint count, guint units) {
  if (number->worded)
    return count >= 2 || number->value == position;
  return count >= 3 || (count == 2 && number->value == position && units <= 4);
}

static void take_page_numbers(EdgeScan *scan) {
  g_autoptr(GHashTable) counts = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  PageNumber number;
  for (guint pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < scan->lines->len; i++) {
      EdgeLine *line = edge_line(scan, i);
      if (line->depth > 1 || line->taken || !page_number_parse(line->line, &number))
        continue;
      guint position = unit_position(scan, line->unit);
      gpointer key = GUINT_TO_POINTER(number_key(&number, position));
      NumberCount *count = g_hash_table_lookup(counts, key);
      if (pass == 1) {
        if (!number_accepted(&number, position, count->units, scan->units->len))
          continue;
        line->taken = TRUE;
        Unit *unit = scan->units->pdata[line->unit];
        if (!unit->label && unit->kind == UNIT_KIND_PAGE)
          unit->label = span_dup(number.printed);
      } else if (!count) {
        count = g_new(NumberCount, 1);
        *count = (NumberCount){1, line->unit + 1};
        g_hash_table_insert(counts, key, count);
      } else if (count->last_unit != line->unit + 1) {
        count->units++;
        count->last_unit = line->unit + 1;
      }
    }
  }
}

/* --- repeated lines ------------------------------------------------------------------------------------------ */

/* The head of a table repeats as well, but belongs to the rows under it: same number of cells on the next line. */
static gboolean is_table_head(const EdgeScan *scan, const EdgeLine *line) {
  const Unit *unit = scan->units->pdata[line->unit];
  const char *end = unit->text + strlen(unit->text);
  const char *after = line->line.start + line->line.length;
  TextSpan rest = {after, (gsize)(end - after)}, next;
  if (!span_has_char(line->line, '\t') || !span_next_line(&rest, &next) || !span_next_line(&rest, &next))
    return FALSE;
  guint cells = 0, cells_below = 0;
  for (gsize i = 0; i < line->line.length; i++)
    cells += line->line.start[i] == '\t';
  for (gsize i = 0; i < next.length; i++)
    cells_below += next.start[i] == '\t';
  return cells == cells_below;
}

/* In a document of two pages one repetition proves little: the line must look like letterhead too. */
static gboolean looks_like_letterhead(TextSpan line) {
  static const char *const signs[] = {"www.",    "http",   "@",      "tel",        "tlf",
                                      "dnr",     "org.nr", "org nr", "©",          "version",
                                      "versjon", "saksnr", "saknr",  "postadress", "besøksadress"};
  for (gsize i = 0; i < G_N_ELEMENTS(signs); i++)
    if (span_contains_nocase(line, signs[i]))
      return TRUE;
  return page_number_has_word(line);
}

/* A running header stands apart at the top, above the heading that is the page's own. */
static gboolean stands_above_heading(const EdgeScan *scan, const EdgeLine *line) {
  TextSpan rest = span_of(line->line.start + line->line.length), below = {"", 0};
  if (line->edge != 0 || line->depth != 0 || !span_next_line(&rest, &below) || !span_next_line(&rest, &below) ||
      !span_is_blank(below) || !span_next_line(&rest, &below))
    return FALSE;
  return heading_is_likely(span_trim(below));
}

static gboolean all_stand_above_headings(const EdgeScan *scan, const GArray *members) {
  for (guint i = 0; i < members->len; i++)
    if (!stands_above_heading(scan, edge_line(scan, g_array_index(members, guint, i))))
      return FALSE;
  return TRUE;
}

typedef struct {
  guint units, first, last, at_edge;
} Spread;

static Spread spread_of(const EdgeScan *scan, const GArray *members) {
  Spread spread = {0};
  guint before = DUPLICATE;
  for (guint i = 0; i < members->len; i++) {
    const EdgeLine *line = edge_line(scan, g_array_index(members, guint, i));
    guint rank = unit_rank(scan, line->unit);
    if (rank == DUPLICATE || rank == before)
      continue;
    spread.first = spread.units == 0 ? rank : spread.first;
    spread.last = rank;
    spread.units++;
    spread.at_edge += line->depth == 0;
    before = rank;
  }
  return spread;
}

static gboolean has_running(const EdgeScan *scan, guint unit, guint8 edge) {
  return g_array_index(scan->running, guint8, unit) >> edge & 1;
}

/* Lines in the place where most of the other pages have running ones. */
static gboolean fill_a_gap(const EdgeScan *scan, const GArray *members) {
  const EdgeLine *first = edge_line(scan, g_array_index(members, guint, 0));
  guint running = 0;
  for (guint i = 0; i < scan->units->len; i++)
    running += has_running(scan, i, first->edge);
  if (scan->kind != UNIT_KIND_PAGE || running * 2 < scan->units->len)
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    if (has_running(scan, edge_line(scan, g_array_index(members, guint, i))->unit, first->edge))
      return FALSE;
  return TRUE;
}

/* Whether the lines of one text (or shape) stand on enough of the units. */
static gboolean is_frequent(const EdgeScan *scan, const GArray *members) {
  Spread spread = spread_of(scan, members);
  const EdgeLine *first = edge_line(scan, g_array_index(members, guint, 0));
  guint all = scan->distinct;
  guint share = scan->kind == UNIT_KIND_SLIDE ? 50 : 40;
  if (scan->kind == UNIT_KIND_SLIDE && spread.at_edge * 2 < spread.units)
    return FALSE;
  if (spread.units >= 3 && spread.units * 100 >= all * share)
    return TRUE;
  if (spread.units >= 3 && spread.units * 100 >= (spread.last - spread.first + 1) * share &&
      spread.at_edge * 2 >= spread.units && (spread.units >= 5 || fill_a_gap(scan, members)))
    return TRUE;
  return scan->kind == UNIT_KIND_PAGE && all == 2 && spread.units == 2 &&
         (looks_like_letterhead(first->line) || all_stand_above_headings(scan, members));
}

/* A slide that holds nothing but the line is a slide about it. */
static gboolean is_whole_content(const EdgeScan *scan, const GArray *members) {
  guint alone = 0;
  for (guint i = 0; i < members->len; i++) {
    const EdgeLine *line = edge_line(scan, g_array_index(members, guint, i));
    const Unit *unit = scan->units->pdata[line->unit];
    alone += span_trim(span_of(unit->text)).length == line->line.length;
  }
  return scan->kind == UNIT_KIND_SLIDE && alone * 2 > members->len;
}

/* The k-th run of digits of a line; FALSE past the last. */
static gboolean digit_run(TextSpan line, guint k, guint *value) {
  gsize i = 0;
  for (guint run = 0;; run++) {
    while (i < line.length && !g_ascii_isdigit(line.start[i]))
      i++;
    if (i == line.length)
      return FALSE;
    guint sum = 0;
    for (; i < line.length && g_ascii_isdigit(line.start[i]); i++)
      sum = (sum * 10 + (guint)(line.start[i] - '0')) & 0xFFFFFFu;
    if (run == k) {
      *value = sum;
      return TRUE;
    }
  }
}

/* How many members agree with the second one (the first page often differs) in the k-th number: as it stands, or in
 * its distance to the page's position. */
static gboolean number_agrees(const EdgeScan *scan, const GArray *members, guint k, gboolean by_position) {
  guint agreeing = 0, wanted = 0;
  for (guint pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < members->len; i++) {
      const EdgeLine *line = edge_line(scan, g_array_index(members, guint, i));
      guint value = 0;
      digit_run(line->line, k, &value);
      value -= by_position ? unit_position(scan, line->unit) : 0;
      if (pass == 0 && i == MIN(1, members->len - 1))
        wanted = value;
      agreeing += pass == 1 && value == wanted;
    }
  }
  return agreeing * 10 >= members->len * 8;
}

/* Lines that differ in digits: at least one number counts the pages, all others stay the same. */
static gboolean counts_the_pages(const EdgeScan *scan, const GArray *members) {
  TextSpan line = edge_line(scan, g_array_index(members, guint, 0))->line;
  guint counting = 0, constant = 0, ignored;
  for (guint k = 0; digit_run(line, k, &ignored); k++) {
    if (number_agrees(scan, members, k, FALSE))
      constant++;
    else if (number_agrees(scan, members, k, TRUE))
      counting++;
    else
      return FALSE;
  }
  if (counting == 0)
    return FALSE;
  return constant > 0 || span_letters(line) >= 12 || span_has_char(line, '\t') || page_number_has_word(line);
}

/* A cover: few lines, and no sentence among them. */
static gboolean is_cover(const Unit *unit) {
  TextSpan rest = span_of(unit->text), line;
  guint lines = 0;
  while (lines <= COVER_LINES && span_next_line(&rest, &line)) {
    line = span_trim(line);
    if (line.length > 0 && strchr(".,;?-", line.start[line.length - 1]))
      return FALSE;
    lines += line.length > 0;
  }
  return lines <= COVER_LINES;
}

/* On a cover, and on the first of two pages, the running title is the title itself: needed where the file does not
 * tell it. */
static gboolean is_cover_title(const EdgeScan *scan, const EdgeLine *line) {
  if (line->unit != 0 || scan->kind != UNIT_KIND_PAGE || scan->sink->document->title || !heading_is_likely(line->line))
    return FALSE;
  return is_cover(scan->units->pdata[0]) ||
         (scan->distinct == 2 && stands_above_heading(scan, line) && !looks_like_letterhead(line->line));
}

/* Titles with the page's number in a cell of its own: most of the numbers keep one distance to their pages. */
static gboolean titles_are_numbered(const EdgeScan *scan, const GArray *members) {
  g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
  guint agreeing = 0;
  for (guint pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < members->len; i++) {
      const EdgeLine *line = edge_line(scan, g_array_index(members, guint, i));
      RunningLine running = running_line_parse(line->line);
      guint position = unit_position(scan, line->unit);
      gpointer key = GUINT_TO_POINTER(number_key(&running.number, position));
      guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, key));
      if (pass == 0)
        g_hash_table_insert(counts, key, GUINT_TO_POINTER(count + 1));
      else
        agreeing += count > 1 || running.number.value == position;
    }
  }
  return agreeing * 10 >= members->len * 8;
}

/* Titles of chapters at the edge: running ones stand on several pages of a chapter, headings on one. */
static gboolean chapters_run(const EdgeScan *scan, const GArray *members) {
  g_autoptr(GHashTable) chapters = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < members->len; i++) {
    const EdgeLine *line = edge_line(scan, g_array_index(members, guint, i));
    TextSpan kind, chapter;
    if (line->depth == 0 && running_line_chapter(running_line_parse(line->line).title, &kind, &chapter))
      g_hash_table_add(chapters, span_dup(chapter));
  }
  Spread spread = spread_of(scan, members);
  return spread.at_edge >= CHAPTER_PAGES && g_hash_table_size(chapters) * 3 <= spread.at_edge * 2;
}

typedef enum { BY_TEXT, BY_SHAPE, BY_TITLE, BY_CHAPTER } Likeness;

/* What alike lines have in common; NULL for a line that this likeness does not look at. Caller frees. */
static char *likeness_key(const EdgeScan *scan, const EdgeLine *line, Likeness likeness) {
  RunningLine running = running_line_parse(line->line);
  TextSpan kind, chapter;
  switch (likeness) {
  case BY_TEXT:
    return span_dup(line->line);
  case BY_SHAPE:
    return span_has_digit(line->line) ? furniture_shape(line->line) : NULL;
  case BY_TITLE:
    return running.numbered && span_has_letter(running.title) ? span_dup(running.title) : NULL;
  case BY_CHAPTER:
    return scan->kind == UNIT_KIND_PAGE && line->depth == 0 && running_line_chapter(running.title, &kind, &chapter)
               ? span_dup(kind)
               : NULL;
  }
  return NULL;
}

static gboolean is_running(const EdgeScan *scan, const GArray *members, Likeness likeness) {
  return is_frequent(scan, members) && !is_whole_content(scan, members) &&
         (likeness != BY_SHAPE || counts_the_pages(scan, members)) &&
         (likeness != BY_TITLE || titles_are_numbered(scan, members)) &&
         (likeness != BY_CHAPTER || chapters_run(scan, members)) &&
         !is_table_head(scan, edge_line(scan, g_array_index(members, guint, members->len / 2)));
}

static void take_line(EdgeScan *scan, EdgeLine *line) {
  line->taken = !is_cover_title(scan, line);
  if (line->taken)
    g_array_index(scan->running, guint8, line->unit) |= (guint8)(1 << line->edge);
}

static void take_repeated(EdgeScan *scan, Likeness likeness) {
  g_autoptr(GHashTable) groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  g_autoptr(GPtrArray) order = g_ptr_array_new();
  for (guint i = 0; i < scan->lines->len; i++) {
    EdgeLine *line = edge_line(scan, i);
    g_autofree char *text = line->taken ? NULL : likeness_key(scan, line, likeness);
    if (!text)
      continue;
    char *key = g_strdup_printf("%u%s", line->edge, text);
    GArray *members = g_hash_table_lookup(groups, key);
    if (!members) {
      members = g_array_new(FALSE, FALSE, sizeof(guint));
      g_hash_table_insert(groups, key, members);
      g_ptr_array_add(order, members);
    } else {
      g_free(key);
    }
    g_array_append_val(members, i);
  }
  for (guint g = 0; g < order->len; g++) {
    GArray *members = order->pdata[g];
    if (!is_running(scan, members, likeness))
      continue;
    for (guint i = 0; i < members->len; i++)
      take_line(scan, edge_line(scan, g_array_index(members, guint, i)));
  }
}

/* --- taking them out ----------------------------------------------------------------------------------------- */

/* Rebuilds one unit's text without the taken lines among [from, to). */
static void rebuild_text(EdgeScan *scan, guint from, guint to) {
  Unit *unit = scan->units->pdata[edge_line(scan, from)->unit];
  TextSpan rest = span_of(unit->text), line;
  g_autoptr(GString) kept = g_string_sized_new(rest.length);
  while (span_next_line(&rest, &line)) {
    TextSpan trimmed = bare_line(line);
    gboolean taken = FALSE;
    for (guint i = from; i < to && !taken; i++)
      taken = edge_line(scan, i)->taken && edge_line(scan, i)->line.start == trimmed.start && trimmed.length > 0;
    if (taken)
      furniture_sink_add(scan->sink, trimmed);
    else
      lines_append(kept, line);
  }
  char *text = span_dup(span_trim((TextSpan){kept->str, kept->len}));
  g_free(unit->text);
  unit->text = text;
}

static gboolean rebuild_texts(EdgeScan *scan) {
  gboolean changed = FALSE;
  for (guint from = 0, to; from < scan->lines->len; from = to) {
    gboolean any = FALSE;
    for (to = from; to < scan->lines->len && edge_line(scan, to)->unit == edge_line(scan, from)->unit; to++)
      any |= edge_line(scan, to)->taken;
    if (any)
      rebuild_text(scan, from, to);
    changed |= any;
  }
  return changed;
}

static gboolean scan_round(EdgeScan *scan) {
  g_array_set_size(scan->lines, 0);
  rank_units(scan);
  for (guint i = 0; i < scan->units->len; i++) {
    collect_edge(scan, i, 0);
    collect_edge(scan, i, 1);
  }
  take_page_numbers(scan);
  take_repeated(scan, BY_TEXT);
  take_repeated(scan, BY_TITLE);
  take_repeated(scan, BY_SHAPE);
  take_repeated(scan, BY_CHAPTER);
  return rebuild_texts(scan);
}

void furniture_remove(Document *document) {
  static const UnitKind kinds[] = {UNIT_KIND_PAGE, UNIT_KIND_SLIDE};
  FurnitureSink *sink = furniture_sink_new(document);
  for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++) {
    g_autoptr(GPtrArray) units = g_ptr_array_new();
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(EdgeLine));
    for (guint i = 0; i < document->units->len; i++) {
      Unit *unit = document->units->pdata[i];
      if (unit->kind == kinds[k] && unit->text && *unit->text)
        g_ptr_array_add(units, unit);
    }
    g_autoptr(GArray) ranks = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autoptr(GArray) running = g_array_sized_new(FALSE, TRUE, sizeof(guint8), units->len);
    g_array_set_size(running, units->len);
    EdgeScan scan = {
        .units = units, .kind = kinds[k], .lines = lines, .ranks = ranks, .running = running, .sink = sink};
    for (guint round = 0; round < ROUNDS && scan_round(&scan); round++)
      ;
  }
  furniture_sink_free(sink);
}
