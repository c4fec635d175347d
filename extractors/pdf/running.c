/* Lines that repeat at one place of the pages. */
#include "extractors/pdf/running.h"

#include <math.h>
#include <string.h>

#define MARGIN 0.1      /* of the height of a page, at top and bottom */
#define EDGE_LINES 3    /* of a page, from either end */
#define PAGE_SHARE 0.6  /* of the pages */
#define SAME_PLACE 4.0  /* points */
#define LEAST_LETTERS 3 /* alphabetic ones */
#define MOST_CELLS 3
#define MOST_DIGITS 4 /* of a page's number */

typedef struct {
  guint page; /* in reading->pages */
  guint line;
  double y;
} Occurrence;

typedef struct {
  const char *text;
  gsize length;
} Line;

/* The lines of the text of a page's unit; NULL where they are not those that were laid out. */
static GArray *read_lines(const PdfReading *reading, const PdfPage *page) {
  const Unit *unit = page_unit(reading, page);
  if (!unit || !page->styles)
    return NULL;
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
  for (const char *p = unit->text; *p && lines->len < page->styles->len;) {
    Line line = {p, strcspn(p, "\n")};
    g_array_append_val(lines, line);
    p += line.length + (p[line.length] == '\n');
  }
  return lines;
}

/* The line without digits, so that page numbers in it do not matter; NULL where it has hardly any letters. */
static char *shape_of(const Line *line) {
  GString *shape = g_string_sized_new(line->length);
  guint letters = 0;
  for (gsize i = 0; i < line->length; i++) {
    letters += g_ascii_isalpha(line->text[i]) || (guchar)line->text[i] >= 0xC0;
    if (!g_ascii_isdigit(line->text[i]))
      g_string_append_c(shape, line->text[i]);
  }
  return g_string_free(shape, letters < LEAST_LETTERS);
}

/* The head of a table stands over rows with as many cells. */
static gboolean is_table_head(const GArray *styles, guint i) {
  guint cells = g_array_index(styles, LineStyle, i).cells;
  return cells > MOST_CELLS ||
         (cells > 1 && i + 1 < styles->len && g_array_index(styles, LineStyle, i + 1).cells == cells);
}

static void note_line(GHashTable *places, const GArray *lines, const PdfPage *page, guint number, guint i) {
  g_return_if_fail(page->styles);
  const LineStyle *style = &g_array_index(page->styles, LineStyle, i);
  gboolean top = style->y2<MARGIN * page->height, bottom = style->y1>(1 - MARGIN) * page->height;
  char *shape = top || bottom ? shape_of(&g_array_index(lines, Line, i)) : NULL;
  if (!shape || is_table_head(page->styles, i)) {
    g_free(shape);
    return;
  }
  g_autofree char *key = g_strconcat(top ? "t" : "b", shape, NULL);
  g_free(shape);
  GArray *found = g_hash_table_lookup(places, key);
  if (!found) {
    found = g_array_new(FALSE, FALSE, sizeof(Occurrence));
    g_hash_table_insert(places, g_steal_pointer(&key), found);
  }
  Occurrence occurrence = {number, i, style->y1};
  g_array_append_val(found, occurrence);
}

/* The first and the last lines of a page. */
static void note_page(GHashTable *places, const PdfReading *reading, guint number) {
  const PdfPage *page = reading->pages->pdata[number];
  g_autoptr(GArray) lines = read_lines(reading, page);
  guint first = 0, last = 0;
  for (guint i = 0, seen = 0; lines && i < lines->len && seen < EDGE_LINES; i++) {
    if (g_array_index(lines, Line, i).length == 0)
      continue;
    note_line(places, lines, page, number, i);
    first = i + 1;
    seen++;
  }
  for (guint i = lines ? lines->len : 0; i-- > first && last < EDGE_LINES;) {
    if (g_array_index(lines, Line, i).length == 0)
      continue;
    note_line(places, lines, page, number, i);
    last++;
  }
}

/* Whether the lines stand at one height, on pages enough. */
static gboolean is_running(const GArray *found, guint pages) {
  guint different = 0, last = G_MAXUINT;
  double least = G_MAXDOUBLE, most = -G_MAXDOUBLE;
  for (guint i = 0; i < found->len; i++) {
    const Occurrence *occurrence = &g_array_index(found, Occurrence, i);
    different += occurrence->page != last;
    last = occurrence->page;
    least = MIN(least, occurrence->y);
    most = MAX(most, occurrence->y);
  }
  return different >= 2 && different >= PAGE_SHARE * pages && most - least < SAME_PLACE;
}

/* --- lines of their own at the place of running ones ------------------------------------------ */

static gboolean is_page_number(const char *cell, gsize length, const char *label) {
  gsize digits = 0;
  while (digits < length && g_ascii_isdigit(cell[digits]))
    digits++;
  return (digits > 0 && digits == length && digits <= MOST_DIGITS) ||
         (label && length == strlen(label) && memcmp(cell, label, length) == 0);
}

/* Whether the line begins or ends with a cell that may be the page's number, as printed ("iv") or in digits. */
static gboolean has_page_number(const Line *line, const char *label) {
  const char *end = line->text + line->length, *first = memchr(line->text, '\t', line->length), *last = NULL;
  for (const char *p = first; p && p < end; p++)
    if (*p == '\t')
      last = p + 1;
  return is_page_number(line->text, first ? (gsize)(first - line->text) : line->length, label) ||
         (last && is_page_number(last, (gsize)(end - last), label));
}

static gboolean is_at_place(const GArray *heights, double y) {
  for (guint i = 0; i < heights->len; i++)
    if (fabs(g_array_index(heights, double, i) - y) < SAME_PLACE)
      return TRUE;
  return FALSE;
}

/* Footers say something else on some pages, or no more than the page's number; they stand where the others do. */
static void note_strays(const PdfReading *reading, guint number, const GArray *heights, GHashTable *taken) {
  const PdfPage *page = reading->pages->pdata[number];
  g_autoptr(GArray) lines = read_lines(reading, page);
  const Unit *unit = page_unit(reading, page);
  if (!lines || !unit || !page->styles)
    return;
  for (guint i = 0; i < lines->len; i++) {
    const LineStyle *style = &g_array_index(page->styles, LineStyle, i);
    gboolean edge = style->y2 < MARGIN * page->height || style->y1 > (1 - MARGIN) * page->height;
    if (edge && style->letters > 0 && is_at_place(heights, style->y1) &&
        has_page_number(&g_array_index(lines, Line, i), unit->label))
      g_hash_table_add(taken, GUINT_TO_POINTER(i + 1));
  }
}

/* Rebuilds the text of a page without the lines that are taken, and its styles with it. */
static void take_lines(PdfReading *reading, guint number, const GHashTable *taken) {
  PdfPage *page = reading->pages->pdata[number];
  g_autoptr(GArray) lines = read_lines(reading, page);
  g_autoptr(GString) text = g_string_new(NULL);
  g_return_if_fail(lines && page->styles);
  GArray *styles = g_array_new(FALSE, FALSE, sizeof(LineStyle));
  for (guint i = 0; i < lines->len; i++) {
    const Line *line = &g_array_index(lines, Line, i);
    gboolean after_empty = text->len == 0 || g_str_has_suffix(text->str, "\n\n");
    if (g_hash_table_contains((GHashTable *)(guintptr)taken, GUINT_TO_POINTER(i + 1))) {
      g_autofree char *copy = g_strndup(line->text, line->length);
      document_add_furniture(reading->extraction->document, copy);
    } else if (line->length > 0 || !after_empty) {
      g_string_append_len(text, line->text, (gssize)line->length);
      g_string_append_c(text, '\n');
      g_array_append_val(styles, g_array_index(page->styles, LineStyle, i));
    }
  }
  document_set_string(&page_unit(reading, page)->text, text->str);
  g_array_unref(page->styles);
  page->styles = styles;
}

/* Whether a page keeps a line with words. What is the only text of a document is no running line of it. */
static gboolean keeps_words(const PdfReading *reading, const GPtrArray *taken) {
  for (guint number = 0; number < taken->len; number++) {
    g_autoptr(GArray) lines = read_lines(reading, reading->pages->pdata[number]);
    GHashTable *gone = taken->pdata[number];
    for (guint i = 0; lines && i < lines->len; i++) {
      g_autofree char *shape = shape_of(&g_array_index(lines, Line, i));
      if (shape && !g_hash_table_contains(gone, GUINT_TO_POINTER(i + 1)))
        return TRUE;
    }
  }
  return FALSE;
}

/* Notes the lines of a text that runs, and at which height it does. */
static void take_running(const GArray *occurrences, GPtrArray *taken, GArray *heights) {
  double sum = 0;
  for (guint i = 0; i < occurrences->len; i++) {
    const Occurrence *occurrence = &g_array_index(occurrences, Occurrence, i);
    g_hash_table_add(taken->pdata[occurrence->page], GUINT_TO_POINTER(occurrence->line + 1));
    sum += occurrence->y;
  }
  double height = sum / occurrences->len;
  g_array_append_val(heights, height);
}

void running_lines_take(PdfReading *reading) {
  guint count = reading->pages->len, with_text = 0;
  g_autoptr(GHashTable) places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  g_autoptr(GPtrArray) taken = g_ptr_array_new_full(count, (GDestroyNotify)g_hash_table_unref);
  g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i < count; i++) {
    const PdfPage *page = reading->pages->pdata[i];
    const Unit *unit = page_unit(reading, page);
    g_ptr_array_add(taken, g_hash_table_new(NULL, NULL));
    if (unit && unit->kind == UNIT_KIND_NOTES)
      continue; /* half a page: what runs, runs on the slides */
    with_text += page->styles != NULL;
    note_page(places, reading, i);
  }
  GHashTableIter iter;
  gpointer found;
  g_hash_table_iter_init(&iter, places);
  while (g_hash_table_iter_next(&iter, NULL, &found))
    if (is_running(found, with_text))
      take_running(found, taken, heights);
  for (guint i = 0; i < count && heights->len > 0; i++)
    note_strays(reading, i, heights, taken->pdata[i]);
  if (!keeps_words(reading, taken))
    return;
  for (guint i = 0; i < count; i++)
    if (g_hash_table_size(taken->pdata[i]) > 0)
      take_lines(reading, i, taken->pdata[i]);
}
