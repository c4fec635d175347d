/* From the boxes of letters to fragments, and from ordered fragments to text (columns.c orders them). */
#include "extractors/pdf/layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A stretch of letters between two spaces as poppler put them, or up to a gap. */
typedef struct {
  PopplerRectangle box;
  guint start, end; /* bytes in the text */
  guint letters;
  double heights; /* sum over the letters */
  double gap;     /* white before it within its line; -1 for the first of a line */
  gboolean after_space;
  gboolean leftward;
} Word;

/* One printed row of the finished order. */
typedef struct {
  guint first, end; /* fragments */
  double x1, x2, y1, y2, size;
  guint block;
} Line;

struct PageLayout {
  GArray *words;      /* Word, of the line in hand */
  GArray *fragments;  /* LayoutFragment */
  GPtrArray *order;   /* LayoutFragment*, those to be ordered */
  GPtrArray *upright; /* LayoutFragment*, those that run along the page's side */
  GArray *lines;      /* Line */
  GArray *pitches;    /* double */
};

/* Gaps, in letter sizes. Less than GLUED between two fragments of a row: one word; from CELL on: two cells. Letters
 * that poppler did not part are parted from UNMARKED on: it glues stretches that it found apart from one another, but
 * it also reads letter-spaced words as words, whose gaps are less. */
#define GAP_GLUED 0.15
#define GAP_UNMARKED 0.5
#define GAP_CELL 1.0
/* Overprinted text (false bold) is searched among so many neighbours. */
#define DUPLICATE_WINDOW 64

PageLayout *page_layout_new(void) {
  PageLayout *layout = g_new(PageLayout, 1);
  layout->words = g_array_new(FALSE, FALSE, sizeof(Word));
  layout->fragments = g_array_new(FALSE, FALSE, sizeof(LayoutFragment));
  layout->order = g_ptr_array_new();
  layout->upright = g_ptr_array_new();
  layout->lines = g_array_new(FALSE, FALSE, sizeof(Line));
  layout->pitches = g_array_new(FALSE, FALSE, sizeof(double));
  return layout;
}

void page_layout_free(PageLayout *layout) {
  if (!layout)
    return;
  g_array_unref(layout->words);
  g_array_unref(layout->fragments);
  g_ptr_array_unref(layout->order);
  g_ptr_array_unref(layout->upright);
  g_array_unref(layout->lines);
  g_array_unref(layout->pitches);
  g_free(layout);
}

static void unite(PopplerRectangle *box, const PopplerRectangle *other) {
  box->x1 = MIN(box->x1, other->x1);
  box->y1 = MIN(box->y1, other->y1);
  box->x2 = MAX(box->x2, other->x2);
  box->y2 = MAX(box->y2, other->y2);
}

/* White between two boxes of one line, whichever stands first. */
static double gap_between(const PopplerRectangle *a, const PopplerRectangle *b) {
  return MAX(b->x1 - a->x2, a->x1 - b->x2);
}

/* g_utf8_next_char() without its cast, which drops const. */
static inline const char *next_letter(const char *p) {
  return p + g_utf8_skip[*(const guchar *)p];
}

/* U+202A-202C, which poppler puts around runs against the main direction; they have no box. */
static gboolean is_directional_mark(const char *p) {
  return (guchar)p[0] == 0xE2 && (guchar)p[1] == 0x80 && (guchar)p[2] >= 0xAA && (guchar)p[2] <= 0xAC;
}

/* Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms. */
static gboolean is_leftward(const char *p) {
  if ((guchar)*p < 0xD6)
    return FALSE;
  gunichar c = g_utf8_get_char(p);
  return (c >= 0x590 && c < 0x900) || (c >= 0xFB1D && c < 0xFE00) || (c >= 0xFE70 && c < 0xFEFF);
}

/* --- letters -> fragments --------------------------------------------------------------------- */

/* Which letters have no box: none, the directional marks, or text and boxes do not agree. */
typedef enum { BOXES_ALL, BOXES_BUT_MARKS, BOXES_DISAGREE } BoxAgreement;

static BoxAgreement compare_counts(const char *text, guint n_boxes) {
  glong letters = g_utf8_strlen(text, -1), marks = 0;
  if (letters == (glong)n_boxes)
    return BOXES_ALL;
  for (const char *p = text; *p; p = next_letter(p))
    marks += is_directional_mark(p);
  return letters - marks == (glong)n_boxes ? BOXES_BUT_MARKS : BOXES_DISAGREE;
}

/* The least gap at a space of the line: what a space is here. Only lines with two spaces or more can tell. */
static double least_space(const GArray *words) {
  double least = G_MAXDOUBLE;
  guint spaces = 0;
  for (guint i = 0; i < words->len; i++) {
    const Word *word = &g_array_index(words, Word, i);
    if (word->gap >= 0 && word->after_space) {
      least = MIN(least, word->gap);
      spaces++;
    }
  }
  return spaces > 1 ? least : 0;
}

/* Whether a fragment begins at `word`: poppler puts no space between two stretches of one line that it found apart
 * from one another; a wide space is judged against the line's own, since narrow justified columns have wide ones. */
static gboolean begins_fragment(const Word *word, double size, double space) {
  if (word->gap < 0)
    return TRUE;
  if (!word->after_space)
    return TRUE;
  return word->gap > GAP_CELL * size && word->gap > 2.5 * space;
}

/* Letters that follow one another downwards or upwards run along the side of the page. */
static gboolean runs_upright(const LayoutFragment *fragment) {
  double width = fragment->box.x2 - fragment->box.x1, height = fragment->box.y2 - fragment->box.y1;
  return fragment->letters > 2 && height > 2 * fragment->size && height > 2 * width;
}

/* Turns the words of one line of poppler's into fragments. */
static void flush_line(PageLayout *layout, const char *text) {
  GArray *words = layout->words;
  gboolean leftward = FALSE;
  for (guint i = 0; i < words->len; i++)
    leftward |= g_array_index(words, Word, i).leftward;
  double space = least_space(words), heights = 0;
  guint boxed = 0;
  LayoutFragment *fragment = NULL;
  for (guint i = 0; i < words->len; i++) {
    const Word *word = &g_array_index(words, Word, i);
    double size = word->heights / word->letters;
    if (!fragment || (!leftward && begins_fragment(word, size, space))) {
      LayoutFragment begun = {
          .box = word->box, .text = text + word->start, .source = layout->fragments->len, .leftward = leftward};
      g_array_append_val(layout->fragments, begun);
      fragment = &g_array_index(layout->fragments, LayoutFragment, layout->fragments->len - 1);
      heights = 0;
      boxed = 0;
    }
    unite(&fragment->box, &word->box);
    fragment->length = (guint)(text + word->end - fragment->text);
    fragment->letters += word->letters + (word->after_space ? 1 : 0);
    heights += word->heights;
    boxed += word->letters;
    fragment->size = heights / boxed;
  }
  g_array_set_size(words, 0);
}

/* Splits the text at its spaces, line ends and unmarked gaps. */
static void read_fragments(PageLayout *layout, const char *text, const PopplerRectangle *boxes,
                           gboolean marks_have_boxes) {
  const PopplerRectangle *box = boxes, *before = NULL; /* before: the letter before this one in the line */
  Word *word = NULL;
  gboolean after_space = FALSE;
  g_array_set_size(layout->words, 0);
  g_array_set_size(layout->fragments, 0);
  for (const char *p = text, *next; *p; p = next) {
    next = next_letter(p);
    if (!marks_have_boxes && is_directional_mark(p))
      continue;
    if (*p == ' ' || *p == '\n') {
      word = NULL;
      after_space = *p == ' ';
      if (*p == '\n') {
        flush_line(layout, text);
        before = NULL;
      }
      box++;
      continue;
    }
    double height = box->y2 - box->y1;
    gboolean leftward = is_leftward(p);
    double gap = before ? MAX(gap_between(before, box), 0) : -1;
    if (!word || (gap >= GAP_UNMARKED * height && !leftward && !word->leftward)) {
      Word begun = {.box = *box, .start = (guint)(p - text), .gap = gap, .after_space = after_space};
      g_array_append_val(layout->words, begun);
      word = &g_array_index(layout->words, Word, layout->words->len - 1);
      after_space = FALSE;
    }
    unite(&word->box, box);
    word->end = (guint)(next - text);
    word->letters++;
    word->heights += height;
    word->leftward |= leftward;
    before = box++;
  }
  flush_line(layout, text);
}

/* Parts what is to be ordered from what runs along the side. Returns whether most letters run along the side. */
static gboolean sort_out_upright(PageLayout *layout) {
  guint across = 0, upright = 0;
  g_ptr_array_set_size(layout->order, 0);
  g_ptr_array_set_size(layout->upright, 0);
  for (guint i = 0; i < layout->fragments->len; i++) {
    LayoutFragment *fragment = &g_array_index(layout->fragments, LayoutFragment, i);
    gboolean is_upright = runs_upright(fragment);
    g_ptr_array_add(is_upright ? layout->upright : layout->order, fragment);
    *(is_upright ? &upright : &across) += fragment->letters;
  }
  return upright > across;
}

/* The boxes of a page that is to be read from its side (a landscape table bound into an upright page), turned so that
 * its letters run across. Which side: whether letters follow one another up or down. */
static PopplerRectangle *turn_boxes(const char *text, const PopplerRectangle *boxes, guint n_boxes, double width,
                                    double height) {
  double down = 0;
  const PopplerRectangle *box = boxes, *last = boxes + n_boxes - 1;
  for (const char *p = text; box < last; p = next_letter(p), box++)
    if (!strchr(" \n", *p) && !strchr(" \n", *next_letter(p)))
      down += box[1].y1 - box->y1;
  PopplerRectangle *turned = g_new(PopplerRectangle, n_boxes);
  for (guint i = 0; i < n_boxes; i++) {
    PopplerRectangle b = boxes[i];
    turned[i] = down < 0 ? (PopplerRectangle){height - b.y2, b.x1, height - b.y1, b.x2}
                         : (PopplerRectangle){b.y1, width - b.x2, b.y2, width - b.x1};
  }
  return turned;
}

/* --- text drawn twice ------------------------------------------------------------------------- */

static int compare_top(const void *a, const void *b) {
  const LayoutFragment *const *fa = a, *const *fb = b;
  double ya = (*fa)->box.y1, yb = (*fb)->box.y1;
  return ya < yb ? -1 : ya > yb ? 1 : (*fa)->source < (*fb)->source ? -1 : 1;
}

static gboolean is_overprint(const LayoutFragment *a, const LayoutFragment *b) {
  double near = 0.3 * a->size;
  return a->length == b->length && fabs(a->box.x1 - b->box.x1) < near && fabs(a->box.x2 - b->box.x2) < near &&
         fabs(a->box.y2 - b->box.y2) < near && memcmp(a->text, b->text, a->length) == 0;
}

/* Drops what stands twice at the same place: false bold and shadows are drawn so. */
static void drop_overprints(GPtrArray *fragments) {
  if (fragments->len < 2)
    return;
  qsort(fragments->pdata, fragments->len, sizeof(gpointer), compare_top);
  for (guint i = 0; i < fragments->len; i++) {
    const LayoutFragment *fragment = fragments->pdata[i];
    for (guint j = i + 1; fragment && j < fragments->len && j - i < DUPLICATE_WINDOW; j++) {
      const LayoutFragment *other = fragments->pdata[j];
      if (!other)
        continue;
      if (other->box.y1 - fragment->box.y1 > 0.3 * fragment->size)
        break;
      if (is_overprint(fragment, other))
        fragments->pdata[j] = NULL;
    }
  }
  guint kept = 0;
  for (guint i = 0; i < fragments->len; i++)
    if (fragments->pdata[i])
      fragments->pdata[kept++] = fragments->pdata[i];
  g_ptr_array_set_size(fragments, (gint)kept);
}

/* --- fragments -> lines -> text --------------------------------------------------------------- */

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

static gboolean begins_paragraph(const PageLayout *layout, const Line *above, const Line *line, const Line *below,
                                 double usual) {
  double ratio = line->size / above->size, distance = pitch(above, line);
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
  return c == 'o' || !g_unichar_isalnum(c);
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

static void append_line(const PageLayout *layout, const Line *line, gboolean justified, GString *out) {
  const LayoutFragment *before = NULL;
  for (guint i = line->first; i < line->end; i++) {
    const LayoutFragment *fragment = layout->order->pdata[i];
    if (before) {
      double gap = gap_between(&before->box, &fragment->box), size = MIN(before->size, fragment->size);
      if (gap >= GAP_CELL * size && !justified && !is_bullet(before))
        g_string_append_c(out, '\t');
      else if (gap >= GAP_GLUED * size || gap < -2 * GAP_GLUED * size) /* apart, or drawn over one another */
        g_string_append_c(out, ' ');
    }
    g_string_append_len(out, fragment->text, (gssize)fragment->length);
    before = fragment;
  }
  g_string_append_c(out, '\n');
}

static void append_lines(PageLayout *layout, GString *out) {
  guint count = layout->lines->len;
  Block block = {0};
  for (guint i = 0; i < count; i++) {
    const Line *line = &g_array_index(layout->lines, Line, i);
    const Line *below = i + 1 < count ? line + 1 : NULL;
    if (i >= block.end)
      block = measure_block(layout, i);
    if (i > 0 && begins_paragraph(layout, line - 1, line, below, block.pitch))
      g_string_append_c(out, '\n');
    append_line(layout, line, is_justified(layout, line, &block), out);
  }
}

/* Text along the page's side comes last, each stretch by itself. */
static void append_upright(const PageLayout *layout, GString *out) {
  for (guint i = 0; i < layout->upright->len; i++) {
    const LayoutFragment *fragment = layout->upright->pdata[i];
    if (out->len > 0)
      g_string_append_c(out, '\n');
    g_string_append_len(out, fragment->text, (gssize)fragment->length);
    g_string_append_c(out, '\n');
  }
}

char *page_layout_text(PageLayout *layout, const char *text, const PopplerRectangle *boxes, guint n_boxes, double width,
                       double height) {
  BoxAgreement agreement = compare_counts(text, n_boxes);
  if (agreement == BOXES_DISAGREE || n_boxes == 0)
    return g_strdup(text);
  read_fragments(layout, text, boxes, agreement == BOXES_ALL);
  if (sort_out_upright(layout) && agreement == BOXES_ALL) {
    g_autofree PopplerRectangle *turned = turn_boxes(text, boxes, n_boxes, width, height);
    read_fragments(layout, text, turned, TRUE);
    sort_out_upright(layout);
    height = width;
  }
  drop_overprints(layout->order);
  reading_order_sort((LayoutFragment **)layout->order->pdata, layout->order->len, height);
  collect_lines(layout);
  GString *out = g_string_sized_new(strlen(text) + 64);
  append_lines(layout, out);
  append_upright(layout, out);
  return g_string_free(out, FALSE);
}
