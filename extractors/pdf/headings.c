/* Headings: lines that stand out, in a document whose body is known by then. */
#include "extractors/pdf/headings.h"
#include "document/heading_mark.h"
#include "extractors/metadata.h"
#include "extractors/pdf/outline.h"
#include "extractors/pdf/structure.h"

#include <math.h>
#include <string.h>

#define SIZES 200   /* of letters told apart: half points up to 100 */
#define LARGER 1.15 /* times the body's size */
#define LARGER_POINTS 0.9
#define TITLE_LARGER 1.25
#define MOST_LINES 4
#define SLIDE_TITLE 1.12 /* times the mean size of a slide's letters */
#define LONGEST 220      /* bytes */
#define LONGEST_BOLD 120 /* of a heading that is bold and nothing else */
#define MOST_BOLD 0.3    /* share of the letters: where more are bold, bold says nothing */
#define CAPTION_BYTES 12 /* of the first word that may announce a caption */

typedef struct {
  double size; /* of most letters; 0 where it is not known */
  gboolean bold_tells;
} Body;

typedef struct {
  const char *text; /* not NUL-terminated */
  gsize length;
  const LineStyle *style;
} SetLine;

typedef struct {
  PdfReading *reading;
  Body body;
  GHashTable *titles; /* char*: squeezed titles of the outline or the structure tree */
  guint found;
} Headings;

/* --- the body --------------------------------------------------------------------------------- */

static Body measure_body(const GPtrArray *pages) {
  guint64 sizes[SIZES] = {0}, all = 0, bold = 0;
  for (guint i = 0; i < pages->len; i++) {
    const GArray *styles = ((const PdfPage *)pages->pdata[i])->styles;
    for (guint j = 0; styles && j < styles->len; j++) {
      const LineStyle *style = &g_array_index(styles, LineStyle, j);
      guint size = (guint)lrint(2 * style->size);
      all += style->letters;
      bold += style->bold > 0.5 ? style->letters : 0;
      if (size > 0 && size < SIZES)
        sizes[size] += style->letters;
    }
  }
  guint most = 0;
  for (guint i = 1; i < SIZES; i++)
    if (sizes[i] > sizes[most])
      most = i;
  return (Body){most / 2.0, bold < MOST_BOLD * (double)all};
}

/* --- lines ------------------------------------------------------------------------------------ */

/* The lines of a page; NULL where its text is not the one that was laid out. */
static GArray *read_lines(const PdfPage *page, const Unit *unit) {
  if (!unit || !unit->text || !page->styles)
    return NULL;
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(SetLine));
  const char *p = unit->text;
  for (guint i = 0; *p && i < page->styles->len; i++) {
    const char *end = strchrnul(p, '\n');
    SetLine line = {p, (gsize)(end - p), &g_array_index(page->styles, LineStyle, i)};
    g_array_append_val(lines, line);
    p = *end ? end + 1 : end;
  }
  return lines;
}

static const SetLine *line_at(const GArray *lines, guint i) {
  return &g_array_index(lines, SetLine, i);
}

static gboolean is_empty_at(const GArray *lines, gint64 i) {
  return i < 0 || i >= lines->len || line_at(lines, (guint)i)->length == 0;
}

static gboolean same_setting(const LineStyle *a, const LineStyle *b) {
  return fabs(a->size - b->size) < 0.05 * MAX(a->size, b->size) && (a->bold > 0.5) == (b->bold > 0.5);
}

/* The end of the lines from `first` on that are set alike, without an empty line between. */
static guint end_of_group(const GArray *lines, guint first) {
  guint end = first + 1;
  while (end < lines->len && !is_empty_at(lines, end) &&
         same_setting(line_at(lines, end - 1)->style, line_at(lines, end)->style))
    end++;
  return end;
}

static const char *group_end(const GArray *lines, guint end) {
  const SetLine *last = line_at(lines, end - 1);
  return last->text + last->length;
}

/* --- what a heading looks like ---------------------------------------------------------------- */

/* "3.2<TAB>Hvordan": the number of a section has a cell of its own. */
static gboolean is_numbered(const SetLine *line) {
  gsize number = strspn(line->text, "0123456789.§ABCDEFGHIVX");
  return line->style->cells == 2 && number > 0 && number < 10 && line->text[number] == '\t' &&
         !g_ascii_isdigit(line->text[line->length - 1]);
}

static gboolean is_caption(const char *text) {
  static const char *const words[] = {"figur", "tabell", "tabel", "figure", "table", "bild",        "diagram",
                                      "karta", "kart",   "foto",  "källa",  "kilde", "illustrasjon"};
  g_autofree char *start = g_utf8_strdown(text, CAPTION_BYTES);
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    gsize length = strlen(words[i]);
    if (g_str_has_prefix(start, words[i]) && (strchr(" .:", start[length]) != NULL || g_ascii_isdigit(start[length])))
      return TRUE;
  }
  return FALSE;
}

static guint count_alphabetic(const char *text, const char *end) {
  guint count = 0;
  for (const char *p = text; p < end; p = g_utf8_find_next_char(p, NULL))
    count += g_unichar_isalpha(g_utf8_get_char(p));
  return count;
}

/* Whether a sentence goes on after line `end` - 1: what follows begins with a small letter. */
static gboolean runs_on(const GArray *lines, guint end) {
  while (is_empty_at(lines, end) && end < lines->len)
    end++;
  return end < lines->len && g_unichar_islower(g_utf8_get_char(line_at(lines, end)->text));
}

/* Begins like a heading and does not end like a sentence. */
static gboolean has_heading_shape(const GArray *lines, guint first, guint end) {
  const char *text = line_at(lines, first)->text, *stop = group_end(lines, end);
  gunichar c = g_utf8_get_char(text);
  if (end - first > MOST_LINES || stop - text > LONGEST || count_alphabetic(text, stop) < 2 ||
      strchr(".,;", stop[-1]) || is_caption(text))
    return FALSE;
  if (runs_on(lines, end))
    return FALSE;
  for (guint i = first; i < end; i++)
    if (line_at(lines, i)->style->cells > 1 && !(i == first && is_numbered(line_at(lines, i))))
      return FALSE;
  return !g_unichar_islower(c) && (g_unichar_isalnum(c) || strchr("\"'(«§", (int)MIN(c, 127)) || c == 0x201D ||
                                   c == 0x201C || c == 0xAB || c == 0xA7);
}

static gboolean is_larger(const Headings *headings, const LineStyle *style) {
  return style->size >= LARGER * headings->body.size && style->size >= headings->body.size + LARGER_POINTS;
}

/* Bold lines that are a paragraph of their own, or stand at its head: not a bold word that begins a sentence. */
static gboolean is_bold_heading(const Headings *headings, const GArray *lines, guint first, guint end) {
  const SetLine *line = line_at(lines, first);
  const char *stop = group_end(lines, end);
  if (!headings->body.bold_tells || line->style->bold < 0.95 || line->style->size < 0.97 * headings->body.size ||
      stop - line->text > LONGEST_BOLD || stop[-1] == ':')
    return FALSE;
  return is_empty_at(lines, (gint64)first - 1) ||
         strchr(".!?:", line_at(lines, first - 1)->text[line_at(lines, first - 1)->length - 1]);
}

/* --- titles told elsewhere -------------------------------------------------------------------- */

/* Letters and digits in lower case: how titles are compared. */
static void append_squeezed(GString *out, const char *text, gsize length) {
  const char *end = text + length;
  for (const char *p = text; p < end; p = g_utf8_find_next_char(p, NULL)) {
    gunichar c = g_utf8_get_char(p);
    if (c < 0x80) {
      if (g_ascii_isalnum(c))
        g_string_append_c(out, g_ascii_tolower((char)c));
    } else if (g_unichar_isalnum(c)) {
      g_string_append_unichar(out, g_unichar_tolower(c));
    }
  }
}

static void add_title(GHashTable *titles, const char *title) {
  g_autoptr(GString) key = g_string_new(NULL);
  append_squeezed(key, title, strlen(title));
  if (key->len > 2)
    g_hash_table_add(titles, g_strdup(key->str));
  const char *bare = title + strspn(title, "0123456789. \t"); /* the outline may number what the page does not */
  g_string_truncate(key, 0);
  append_squeezed(key, bare, strlen(bare));
  if (key->len > 2)
    g_hash_table_add(titles, g_strdup(key->str));
}

/* The end of the lines from `first` on that together are a title; `first` where they are none. */
static guint end_of_title(const Headings *headings, const GArray *lines, guint first) {
  const LineStyle *style = line_at(lines, first)->style;
  gboolean after_empty = is_empty_at(lines, (gint64)first - 1),
           stands_out = is_larger(headings, style) || style->bold > 0.95;
  if (g_hash_table_size(headings->titles) == 0 || !(after_empty || stands_out))
    return first;
  g_autoptr(GString) key = g_string_new(NULL);
  for (guint i = first; i < lines->len && i < first + MOST_LINES && !is_empty_at(lines, i); i++) {
    append_squeezed(key, line_at(lines, i)->text, line_at(lines, i)->length);
    if (key->len > LONGEST)
      return first;
    gboolean alone = after_empty && is_empty_at(lines, (gint64)i + 1);
    if ((alone || stands_out) && g_hash_table_contains(headings->titles, key->str))
      return i + 1;
  }
  return first;
}

/* --- marking ---------------------------------------------------------------------------------- */

/* The end of the heading that begins at line `first`; `first` where none does. */
static guint end_of_heading(const Headings *headings, const GArray *lines, guint first) {
  if (is_empty_at(lines, first))
    return first;
  guint end = end_of_title(headings, lines, first);
  if (end > first)
    return end;
  end = end_of_group(lines, first);
  if (headings->body.size <= 0 || !has_heading_shape(lines, first, end))
    return first;
  gboolean heading = is_larger(headings, line_at(lines, first)->style) || is_bold_heading(headings, lines, first, end);
  return heading ? end : first;
}

/* The title of a slide: its largest lines, where they stand in its upper half. */
static guint slide_title(const GArray *lines, guint *end) {
  guint best = lines->len;
  double most = 0, letters = 0, sizes = 0;
  for (guint i = 0; i < lines->len; i++) {
    const LineStyle *style = line_at(lines, i)->style;
    letters += style->letters;
    sizes += style->size * style->letters;
    if (style->size > 1.02 * most && count_alphabetic(line_at(lines, i)->text, group_end(lines, i + 1)) > 1) {
      most = style->size;
      best = i;
    }
  }
  if (best == lines->len || (best > 0 && best * 2 > lines->len) || most * letters < SLIDE_TITLE * sizes)
    return lines->len;
  *end = end_of_group(lines, best);
  return *end - best <= MOST_LINES && group_end(lines, *end) - line_at(lines, best)->text <= LONGEST ? best
                                                                                                     : lines->len;
}

/* A copy of a slide's text with its title marked. */
static char *mark_slide(const GArray *lines) {
  GString *out = g_string_new(NULL);
  guint end = 0, title = slide_title(lines, &end);
  for (guint i = 0; i < lines->len; i++) {
    if (i == title)
      g_string_append(out, HEADING_MARK);
    g_string_append_len(out, line_at(lines, i)->text, (gssize)line_at(lines, i)->length);
    g_string_append_c(out, '\n');
    if (title < lines->len && i + 1 == end && !is_empty_at(lines, end))
      g_string_append_c(out, '\n');
  }
  return g_string_free(out, FALSE);
}

/* A copy of the page's text with its headings marked and alone between empty lines. */
static char *mark_lines(Headings *headings, const GArray *lines) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < lines->len;) {
    guint end = end_of_heading(headings, lines, i);
    if (end > i) {
      headings->found++;
      if (!is_empty_at(lines, (gint64)i - 1))
        g_string_append_c(out, '\n');
      g_string_append(out, HEADING_MARK);
    }
    guint next = MAX(end, i + 1);
    for (guint k = i; k < next; k++) {
      g_string_append_len(out, line_at(lines, k)->text, (gssize)line_at(lines, k)->length);
      g_string_append_c(out, '\n');
    }
    if (end > i && !is_empty_at(lines, end))
      g_string_append_c(out, '\n');
    i = next;
  }
  return g_string_free(out, FALSE);
}

/* Texts are given back unmarked first, so that marking can be done again with more titles known. */
static void mark_pages(Headings *headings, GPtrArray *marked) {
  const GPtrArray *pages = headings->reading->pages;
  g_ptr_array_set_size(marked, 0);
  headings->found = 0;
  for (guint i = 0; i < pages->len; i++) {
    const Unit *unit = page_unit(headings->reading, pages->pdata[i]);
    g_autoptr(GArray) lines = read_lines(pages->pdata[i], unit);
    gboolean plain = !lines || unit->kind == UNIT_KIND_NOTES;
    g_ptr_array_add(marked, plain                           ? NULL
                            : unit->kind == UNIT_KIND_SLIDE ? mark_slide(lines)
                                                            : mark_lines(headings, lines));
    headings->found += !plain && unit->kind == UNIT_KIND_SLIDE;
  }
}

static void set_texts(const Headings *headings, GPtrArray *marked) {
  for (guint i = 0; i < marked->len; i++) {
    Unit *unit = page_unit(headings->reading, headings->reading->pages->pdata[i]);
    if (!marked->pdata[i])
      continue;
    g_free(unit->text);
    unit->text = g_steal_pointer(&marked->pdata[i]);
  }
}

/* --- the title -------------------------------------------------------------------------------- */

/* The first page's largest lines, where they are clearly larger than the body. */
static void choose_title(const Headings *headings) {
  const GPtrArray *pages = headings->reading->pages;
  g_autoptr(GArray) lines = NULL;
  for (guint i = 0; i < pages->len && i < 2 && !lines; i++)
    lines = read_lines(pages->pdata[i], page_unit(headings->reading, pages->pdata[i]));
  guint best = 0, best_end = 0;
  for (guint i = 0, end; lines && i < lines->len; i = end) {
    end = i + 1;
    if (is_empty_at(lines, i))
      continue;
    end = end_of_group(lines, i);
    if (line_at(lines, i)->style->size < TITLE_LARGER * headings->body.size || !has_heading_shape(lines, i, end))
      continue;
    if (best_end == 0 || line_at(lines, i)->style->size > 1.05 * line_at(lines, best)->style->size) {
      best = i;
      best_end = end;
    }
  }
  if (best_end == 0)
    return;
  const char *text = line_at(lines, best)->text;
  g_autofree char *title = g_strndup(text, (gsize)(group_end(lines, best_end) - text));
  metadata_set_title(headings->reading->extraction->document, title);
}

void headings_mark(PdfReading *reading, const GPtrArray *outline) {
  g_autoptr(GHashTable) titles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) marked = g_ptr_array_new_with_free_func(g_free);
  Headings headings = {.reading = reading, .body = measure_body(reading->pages), .titles = titles};
  choose_title(&headings);
  for (guint i = 0; i < outline->len; i++)
    add_title(titles, ((const OutlineEntry *)outline->pdata[i])->title);
  mark_pages(&headings, marked);
  if (headings.found * 8 < reading->pages->len + 8) {
    g_autoptr(GPtrArray) tagged = structure_headings(reading->pdf);
    for (guint i = 0; i < tagged->len; i++)
      add_title(titles, tagged->pdata[i]);
    if (tagged->len > 0)
      mark_pages(&headings, marked);
  }
  set_texts(&headings, marked);
}
