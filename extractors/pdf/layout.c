/* From fragments in reading order (columns.c) to text: lines, paragraphs, table cells. */
#include "extractors/pdf/page_layout.h"

#include <math.h>
#include <string.h>

/* So many dots in a row lead the eye to a page number. */
#define LEAST_LEADER_DOTS 4
#define SAME_EDGE 2.0 /* points: cells of one column begin so close to one another */

PageLayout *page_layout_new(void) {
  PageLayout *layout = g_new0(PageLayout, 1);
  layout->words = page_layout_new_words();
  layout->kept = g_array_new(FALSE, FALSE, sizeof(KeptWord));
  layout->fragments = g_array_new(FALSE, FALSE, sizeof(LayoutFragment));
  layout->joined = g_string_chunk_new(256);
  layout->across = g_ptr_array_new();
  layout->upright = g_ptr_array_new();
  layout->order = g_ptr_array_new();
  layout->lines = g_array_new(FALSE, FALSE, sizeof(Line));
  layout->pitches = g_array_new(FALSE, FALSE, sizeof(double));
  return layout;
}

void page_layout_free(PageLayout *layout) {
  if (!layout)
    return;
  g_array_unref(layout->words);
  g_array_unref(layout->kept);
  g_array_unref(layout->fragments);
  g_string_chunk_free(layout->joined);
  g_ptr_array_unref(layout->across);
  g_ptr_array_unref(layout->upright);
  g_ptr_array_unref(layout->order);
  g_array_unref(layout->lines);
  g_array_unref(layout->pitches);
  g_free(layout);
}

const GPtrArray *page_layout_fragments(const PageLayout *layout) {
  return layout->across;
}

static void drop_from(GPtrArray *fragments, gboolean (*drop)(const LayoutFragment *, gpointer), gpointer data) {
  guint kept = 0;
  for (guint i = 0; i < fragments->len; i++)
    if (!drop(fragments->pdata[i], data))
      fragments->pdata[kept++] = fragments->pdata[i];
  g_ptr_array_set_size(fragments, (gint)kept);
}

void page_layout_drop(PageLayout *layout, gboolean (*drop)(const LayoutFragment *fragment, gpointer data),
                      gpointer data) {
  drop_from(layout->across, drop, data);
  drop_from(layout->upright, drop, data);
}

/* --- fragments -> lines ------------------------------------------------------------------------ */

static void collect_lines(PageLayout *layout) {
  GPtrArray *order = layout->order;
  g_array_set_size(layout->lines, 0);
  for (guint first = 0, end; first < order->len; first = end) {
    const LayoutFragment *fragment = order->pdata[first];
    Line line = {first,          first,          fragment->box.x1, fragment->box.x2, fragment->box.y1, fragment->box.y2,
                 fragment->size, fragment->block};
    guint letters = 0;
    for (end = first; end < order->len; end++) {
      const LayoutFragment *next = order->pdata[end];
      if (next->row != fragment->row)
        break;
      line.x1 = MIN(line.x1, next->box.x1);
      line.x2 = MAX(line.x2, next->box.x2);
      if (next->letters >= letters) { /* the longest cell tells the row's size and height; marks and bullets do not */
        letters = next->letters;
        line.size = next->size;
        line.y1 = next->box.y1;
        line.y2 = next->box.y2;
      }
    }
    line.end = end;
    g_array_append_val(layout->lines, line);
  }
}

static int compare_pitches(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double pitch(const Line *above, const Line *line) {
  return (line->y1 + line->y2 - above->y1 - above->y2) / (line->size + above->size);
}

/* The usual distance of lines in lines[first, end), in letter sizes. A quarter from below: paragraph gaps
 * only widen it. Few lines say little, so they are held to what print does. */
static double usual_pitch(PageLayout *layout, guint first, guint end) {
  g_array_set_size(layout->pitches, 0);
  for (guint i = first + 1; i < end; i++) {
    const Line *line = &g_array_index(layout->lines, Line, i);
    double p = pitch(line - 1, line);
    if (p > 0.5)
      g_array_append_val(layout->pitches, p);
  }
  guint count = layout->pitches->len;
  if (count == 0)
    return 1.2;
  g_array_sort(layout->pitches, compare_pitches);
  double usual = g_array_index(layout->pitches, double, count / 4);
  return count < 5 ? CLAMP(usual, 0.9, 1.5) : MAX(usual, 0.9);
}

/* A first line indented between two lines at the left edge; what hangs under a bullet or number is none. */
static gboolean is_indented(const PageLayout *layout, const Line *above, const Line *line, const Line *below) {
  const LayoutFragment *first = layout->order->pdata[above->first];
  double indent = line->x1 - above->x1;
  return below && below->block == line->block && indent > 0.8 * line->size && indent < 4 * line->size &&
         fabs(below->x1 - above->x1) < 0.3 * line->size && g_unichar_isalpha(g_utf8_get_char(first->text));
}

/* Whether a sentence runs on: no full stop before, no capital after. */
static gboolean runs_on(const PageLayout *layout, const Line *above, const Line *line) {
  const LayoutFragment *last = layout->order->pdata[above->end - 1], *first = layout->order->pdata[line->first];
  return g_unichar_islower(g_utf8_get_char(first->text)) && !strchr(".:!?", last->text[last->length - 1]);
}

static gboolean is_table_row(const PageLayout *layout, const Line *line) {
  return ((const LayoutFragment *)layout->order->pdata[line->first])->cell > 0;
}

static gboolean begins_paragraph(const PageLayout *layout, const Line *above, const Line *line, const Line *below,
                                 double usual) {
  double ratio = line->size / above->size, distance = pitch(above, line);
  if (is_table_row(layout, above) && is_table_row(layout, line))
    return FALSE;
  if (ratio > 1.2 || ratio < 1 / 1.2)
    return TRUE;
  if (above->block != line->block) /* a sentence goes from the foot of one column to the head of the next */
    return distance > 0 || !runs_on(layout, above, line);
  return distance > 1.3 * usual || distance < -0.5 || is_indented(layout, above, line, below);
}

/* Bullets stand far from their words, but are no cells: one character that is neither letter nor digit. */
static gboolean is_bullet(const LayoutFragment *fragment) {
  if (fragment->letters != 1)
    return FALSE;
  gunichar c = g_utf8_get_char(fragment->text);
  return c == 'o' || (!g_unichar_isalnum(c) && c != '%');
}

/* The lines of one block. */
typedef struct {
  guint end; /* of its lines */
  double x1, x2;
  guint unbroken; /* lines without a wide gap that reach from edge to edge */
  double pitch;
} Block;

static gboolean spans(const Line *line, const Block *block) {
  double slack = 0.7 * line->size;
  return line->x1 - block->x1 < slack && block->x2 - line->x2 < slack;
}

static Block measure_block(PageLayout *layout, guint first) {
  const Line *lines = (const Line *)(gpointer)layout->lines->data;
  Block block = {.end = first, .x1 = lines[first].x1, .x2 = lines[first].x2};
  for (; block.end < layout->lines->len && lines[block.end].block == lines[first].block; block.end++) {
    block.x1 = MIN(block.x1, lines[block.end].x1);
    block.x2 = MAX(block.x2, lines[block.end].x2);
  }
  for (guint i = first; i < block.end; i++)
    block.unbroken += lines[i].end - lines[i].first == 1 && spans(&lines[i], &block);
  block.pitch = usual_pitch(layout, first, block.end);
  return block;
}

/* A justified line of a narrow column has wide gaps that are no cells: it reaches from edge to edge as other lines do,
 * and its gaps are alike. */
static gboolean is_justified(const PageLayout *layout, const Line *line, const Block *block) {
  if (line->end - line->first < 2 || block->unbroken < 3 || !spans(line, block))
    return FALSE;
  double least = G_MAXDOUBLE, most = 0;
  for (guint i = line->first + 1; i < line->end; i++) {
    const LayoutFragment *fragment = layout->order->pdata[i], *before = layout->order->pdata[i - 1];
    double gap = gap_between(&before->box, &fragment->box);
    least = MIN(least, gap);
    most = MAX(most, gap);
  }
  return most < 1.5 * least && most < (line->end - line->first > 2 ? 6 : 2.5) * line->size;
}

/* --- lines -> text ----------------------------------------------------------------------------- */

/* The dot at `p`: its bytes, and in *dots for how many it counts. 0 where there is none. */
static gsize dot_length(const char *p, const char *end, guint *dots) {
  if (*p == '.') {
    *dots = 1;
    return 1;
  }
  if (end - p < 3 || strncmp(p, "…", 3) != 0)
    return 0;
  *dots = 3;
  return 3;
}

/* Bytes of a leader at `p`: dots that lead the eye to a page number, with spaces between them or not; 0 where there is
 * none. */
static gsize leader_length(const char *p, const char *end) {
  const char *start = p, *last = p;
  guint total = 0, dots;
  while (p < end) {
    gsize length = dot_length(p, end, &dots);
    if (length == 0 && *p != ' ')
      break;
    total += length > 0 ? dots : 0;
    last = length > 0 ? p + length : last;
    p += MAX(length, 1);
  }
  return total >= LEAST_LEADER_DOTS ? (gsize)(last - start) : 0;
}

/* Starts a new cell, unless one has just been started. */
static void append_tab(GString *out) {
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate(out, out->len - 1);
  if (out->len > 0 && !strchr("\t\n", out->str[out->len - 1]))
    g_string_append_c(out, '\t');
}

/* Appends a fragment, leaders as a TAB. */
static void append_fragment(const LayoutFragment *fragment, GString *out) {
  const char *p = fragment->text, *end = p + fragment->length;
  while (p < end) {
    const char *dot = memchr(p, '.', (gsize)(end - p)), *ellipsis = g_strstr_len(p, end - p, "…");
    const char *stop = dot && (!ellipsis || dot < ellipsis) ? dot : ellipsis;
    g_string_append_len(out, p, (stop ? stop : end) - p);
    if (!stop)
      return;
    gsize leader = leader_length(stop, end);
    guint dots;
    if (leader > 0)
      append_tab(out);
    else
      g_string_append_len(out, stop, (gssize)dot_length(stop, end, &dots));
    p = stop + (leader > 0 ? leader : dot_length(stop, end, &dots));
    if (leader > 0)
      p += strspn(p, " ") < (gsize)(end - p) ? strspn(p, " ") : 0;
  }
}

static gboolean is_number(const LayoutFragment *fragment) {
  for (guint i = 0; i < fragment->length; i++)
    if (!g_ascii_isdigit(fragment->text[i]))
      return FALSE;
  return TRUE;
}

/* Characters of the last word. */
static guint last_word_letters(const LayoutFragment *fragment) {
  const char *space = g_strrstr_len(fragment->text, fragment->length, " ");
  const char *word = space ? space + 1 : fragment->text;
  return (guint)g_utf8_strlen(word, fragment->text + fragment->length - word);
}

/* Whether a fragment is the number of a note beside the other. */
static gboolean is_note_number(const LayoutFragment *fragment, const LayoutFragment *beside) {
  return is_number(fragment) && !is_number(beside) && last_word_letters(beside) >= LEAST_NOTED &&
         fragment->font_size < NOTE_SIZE * beside->font_size &&
         fragment->box.y2 < beside->box.y2 - NOTE_RISE * beside->size;
}

static void append_gap(const LayoutFragment *before, const LayoutFragment *fragment, gboolean justified, GString *out) {
  double gap = gap_between(&before->box, &fragment->box), size = MIN(before->size, fragment->size);
  if (out->len > 0 && out->str[out->len - 1] == '\t')
    return;
  gboolean cells = before->cell > 0 && before->cell != fragment->cell;
  if (cells || (gap >= GAP_CELL * size && !justified && before->cell == 0 && !is_bullet(before)))
    append_tab(out);
  else if (before->cell > 0)
    g_string_append_c(out, ' ');
  else if (gap >= GAP_GLUED * size || gap < -2 * GAP_GLUED * size || /* apart, or drawn over one another */
           is_note_number(before, fragment) || is_note_number(fragment, before))
    g_string_append_c(out, ' ');
}

static gboolean has_fragment_at(const PageLayout *layout, const Line *line, double x) {
  for (guint i = line->first; i < line->end; i++)
    if (fabs(((const LayoutFragment *)layout->order->pdata[i])->box.x1 - x) < SAME_EDGE)
      return TRUE;
  return FALSE;
}

/* "•", "12.", "a)", "A.2.1": what may stand before an item of a list, a section, a line of contents. */
static gboolean is_list_mark(const LayoutFragment *fragment) {
  guint letters = 0;
  for (const char *p = fragment->text; p < fragment->text + fragment->length; p = next_letter(p)) {
    gunichar c = g_utf8_get_char(p);
    letters += g_unichar_isalpha(c);
    if (g_unichar_isspace(c))
      return FALSE;
  }
  return letters <= 1;
}

/* Whether a fragment that stands close to the one before it is a cell all the same: the line above or below has a
 * fragment at the same place. A word in running text may stand in line with others further off, and the items of a list
 * stand behind their marks. */
static gboolean is_close_cell(const PageLayout *layout, const Line *line, const LayoutFragment *fragment) {
  const Line *lines = (const Line *)(gpointer)layout->lines->data, *end = lines + layout->lines->len;
  const LayoutFragment *first = layout->order->pdata[line->first];
  return fragment->split_off && !(layout->order->pdata[line->first + 1] == fragment && is_list_mark(first)) &&
         ((line > lines && line[-1].block == line->block && has_fragment_at(layout, line - 1, fragment->box.x1)) ||
          (line + 1 < end && line[1].block == line->block && has_fragment_at(layout, line + 1, fragment->box.x1)));
}

static void append_line(const PageLayout *layout, const Line *line, gboolean justified, GString *out) {
  gsize start = out->len;
  for (guint i = line->first; i < line->end; i++) {
    const LayoutFragment *fragment = layout->order->pdata[i];
    if (i > line->first && out->len > start && is_close_cell(layout, line, fragment))
      append_tab(out);
    else if (i > line->first && out->len > start)
      append_gap(layout->order->pdata[i - 1], fragment, justified, out);
    append_fragment(fragment, out);
  }
  while (out->len > start && strchr(" \t", out->str[out->len - 1]))
    g_string_truncate(out, out->len - 1);
  g_string_append_c(out, '\n');
}

static LineStyle style_of(const PageLayout *layout, const Line *line, const char *text) {
  LineStyle style = {
      .y1 = (float)line->y1, .y2 = (float)line->y2, .x1 = (float)line->x1, .x2 = (float)line->x2, .cells = 1};
  double sizes = 0, bold = 0;
  guint letters = 0;
  for (guint i = line->first; i < line->end; i++) {
    const LayoutFragment *fragment = layout->order->pdata[i];
    letters += fragment->letters;
    sizes += fragment->font_size * fragment->letters;
    bold += fragment->bold * fragment->letters;
  }
  for (const char *p = text; *p && *p != '\n'; p++)
    style.cells += *p == '\t';
  style.letters = (guint16)MIN(letters, G_MAXUINT16);
  style.size = (float)(sizes / MAX(letters, 1));
  style.bold = (float)(bold / MAX(letters, 1));
  return style;
}

static void append_empty_line(GString *out, GArray *styles) {
  static const LineStyle empty = {0};
  g_string_append_c(out, '\n');
  if (styles)
    g_array_append_val(styles, empty);
}

static void append_lines(PageLayout *layout, GString *out, GArray *styles) {
  guint count = layout->lines->len;
  Block block = {0};
  for (guint i = 0; i < count; i++) {
    const Line *line = &g_array_index(layout->lines, Line, i);
    const Line *below = i + 1 < count ? line + 1 : NULL;
    if (i >= block.end)
      block = measure_block(layout, i);
    if (i > 0 && begins_paragraph(layout, line - 1, line, below, block.pitch))
      append_empty_line(out, styles);
    gsize start = out->len;
    append_line(layout, line, is_justified(layout, line, &block), out);
    LineStyle style = style_of(layout, line, out->str + start);
    if (styles)
      g_array_append_val(styles, style);
  }
}

/* Whether the middle of a fragment lies in the area. */
static gboolean is_inside(const LayoutFragment *fragment, const PopplerRectangle *area) {
  double x = (fragment->box.x1 + fragment->box.x2) / 2, y = (fragment->box.y1 + fragment->box.y2) / 2;
  return !area || (x >= area->x1 && x < area->x2 && y >= area->y1 && y < area->y2);
}

/* Text along the page's side comes last, each stretch by itself. */
static void append_upright(const PageLayout *layout, const PopplerRectangle *area, GString *out, GArray *styles) {
  for (guint i = 0; i < layout->upright->len; i++) {
    const LayoutFragment *fragment = layout->upright->pdata[i];
    LineStyle style = {.size = (float)fragment->font_size, .letters = (guint16)MIN(fragment->letters, G_MAXUINT16)};
    if (!is_inside(fragment, area))
      continue;
    if (out->len > 0)
      append_empty_line(out, styles);
    g_string_append_len(out, fragment->text, (gssize)fragment->length);
    g_string_append_c(out, '\n');
    if (styles)
      g_array_append_val(styles, style);
  }
}

char *page_layout_write(PageLayout *layout, const PopplerRectangle *area, GArray *styles) {
  gsize letters = 0;
  double top = area ? G_MAXDOUBLE : 0, bottom = area ? -G_MAXDOUBLE : layout->height;
  g_ptr_array_set_size(layout->order, 0);
  for (guint i = 0; i < layout->across->len; i++) {
    LayoutFragment *fragment = layout->across->pdata[i];
    if (!is_inside(fragment, area))
      continue;
    fragment->cell = 0;
    top = MIN(top, fragment->box.y1);
    bottom = MAX(bottom, fragment->box.y2);
    g_ptr_array_add(layout->order, fragment);
    letters += fragment->length;
  }
  reading_order_sort((LayoutFragment **)layout->order->pdata, layout->order->len, top, bottom);
  collect_lines(layout);
  GString *out = g_string_sized_new(letters + 64);
  append_lines(layout, out, styles);
  append_upright(layout, area, out, styles);
  return g_string_free(out, FALSE);
}

char *page_layout_text(PageLayout *layout, const PageLetters *letters) {
  if (!page_layout_read(layout, letters))
    return g_strdup(letters->text);
  return page_layout_write(layout, NULL, NULL);
}
