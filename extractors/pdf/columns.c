/* Reading order of the fragments of a page: bands, columns, rows. Geometry only, no text is made here.
 *
 * A page is cut into slabs (heights that some fragment fills); following slabs that share an upright white
 * strip with content on both sides form a band. A band is columns where both sides of a strip read as running text, and
 * a table (read row by row) otherwise. Columns are cut again in the same way. This is the recursive XY cut (Nagy and
 * Seth 1984), but upright cuts come first and within bands only, so that a paragraph gap that happens
 * to run through both columns does not tear them apart, and headings and footers across the page keep their place. */
#include "extractors/pdf/layout.h"

#include <math.h>
#include <stdlib.h>

/* Columns in columns in columns: deeper nesting than print has is noise. */
#define MAX_DEPTH 6
/* More strips than this in one band: a table. */
#define MAX_STRIPS 24
/* So many slabs that share white space on one side only are not searched again from the next slab on. */
#define MAX_FRUITLESS 200
/* Running headers and footers stand in these outer parts of the page and are at most so many slabs. */
#define MARGIN_PART 0.12
#define MARGIN_SLABS 3
/* Least width of a strip, in letter sizes: no more than the white between cells that stand close (cells.c). */
#define STRIP 0.4
/* Share of the lines of running text that begin with a small letter, at the least. */
#define RUNNING_TEXT 0.3
#define LEAST_MARK 2 /* letters of a fragment, in the mean: less are marks */
#define FEW_ROWS 3   /* too few to tell it by */
/* The white between rows of a table is wider than that between lines of a cell, by so many letter sizes. */
#define ROW_GAP 0.2
/* A table has so many rows at the least, and in so many of them cells in so many of the columns. */
#define LEAST_ROWS 3
#define MOST_LINES 7    /* of a row, in the mean */
#define MOST_SMALL 0.35 /* share of the cells that begin with a small letter */
#define LABEL_LETTERS 22
#define FULL_ROWS 0.7
#define FULL_ROW 0.6
/* Share of a table's rows that have a cell at a place, for it to be the edge of a column. */
#define EDGE_SHARE 0.4
/* A table at the end of a band has so many strips more than the band. */
#define MORE_STRIPS 2
#define MOST_TRIES 24

typedef struct {
  double from, to;
} Strip;

/* fragments[first, end) fill the heights from y1 to y2 without a white line between. */
typedef struct {
  guint first, end;
  double x1, y1, x2, y2;
  guint white, white_end; /* its white strips, in Region.white */
  gboolean cut_before;    /* a band must not reach over the slab's upper edge */
} Slab;

typedef struct {
  double top, bottom; /* of the page */
  guint next_row, next_block;
} Order;

/* What is cut: the page or a column. */
typedef struct {
  LayoutFragment **fragments;
  GArray *slabs; /* Slab */
  GArray *white; /* Strip: those of the first slab, then those of the second, … */
  double size;   /* mean letter size */
  double strip;  /* least width of a strip that parts */
} Region;

static double middle(const LayoutFragment *fragment) {
  return (fragment->box.y1 + fragment->box.y2) / 2;
}

static int compare_doubles(double a, double b) {
  return (a > b) - (a < b);
}

static int compare_middle(const void *a, const void *b) {
  const LayoutFragment *const *fa = a, *const *fb = b;
  int order = compare_doubles(middle(*fa), middle(*fb));
  return order ? order : compare_doubles((*fa)->box.x1, (*fb)->box.x1);
}

static int compare_left(const void *a, const void *b) {
  const LayoutFragment *const *fa = a, *const *fb = b;
  int order = compare_doubles((*fa)->box.x1, (*fb)->box.x1);
  return order ? order : compare_doubles(middle(*fa), middle(*fb));
}

static int compare_source(const void *a, const void *b) {
  const LayoutFragment *const *fa = a, *const *fb = b;
  return (*fa)->source < (*fb)->source ? -1 : (*fa)->source > (*fb)->source;
}

static void sort(LayoutFragment **fragments, guint count, int (*compare)(const void *, const void *)) {
  if (count > 1)
    qsort(fragments, count, sizeof *fragments, compare);
}

/* --- rows ------------------------------------------------------------------------------------- */

static gboolean same_row(const PopplerRectangle *a, const PopplerRectangle *b) {
  double shared = MIN(a->y2, b->y2) - MAX(a->y1, b->y1);
  return shared > 0.55 * MIN(a->y2 - a->y1, b->y2 - b->y1);
}

/* The end of the row that begins at `first`, in fragments sorted by middle. */
static guint row_end(LayoutFragment *const *fragments, guint first, guint count) {
  guint end = first + 1;
  while (end < count && same_row(&fragments[first]->box, &fragments[end]->box))
    end++;
  return end;
}

/* Numbers the rows of fragments[0, count) and puts each row in order from left to right. */
static void emit_rows(Order *order, LayoutFragment **fragments, guint count, guint block) {
  sort(fragments, count, compare_middle);
  for (guint first = 0, end; first < count; first = end) {
    end = row_end(fragments, first, count);
    gboolean leftward = FALSE;
    for (guint i = first; i < end; i++) {
      fragments[i]->row = order->next_row;
      fragments[i]->block = block;
      leftward |= fragments[i]->leftward;
    }
    sort(fragments + first, end - first, leftward ? compare_source : compare_left);
    order->next_row++;
  }
}

/* --- slabs and strips ------------------------------------------------------------------------- */

/* Letters of neighbouring lines may overlap where they are set tight: the middle half of each box counts. */
static double upper(const LayoutFragment *fragment) {
  return fragment->box.y1 + 0.25 * (fragment->box.y2 - fragment->box.y1);
}

static double lower(const LayoutFragment *fragment) {
  return fragment->box.y2 - 0.25 * (fragment->box.y2 - fragment->box.y1);
}

static int compare_upper(const void *a, const void *b) {
  const LayoutFragment *const *fa = a, *const *fb = b;
  return compare_doubles(upper(*fa), upper(*fb));
}

/* Sorts the fragments from the top and cuts them into slabs. */
static GArray *cut_slabs(LayoutFragment **fragments, guint count) {
  GArray *slabs = g_array_new(FALSE, FALSE, sizeof(Slab));
  sort(fragments, count, compare_upper);
  double reach = -G_MAXDOUBLE;
  for (guint i = 0; i < count; i++) {
    const PopplerRectangle *box = &fragments[i]->box;
    if (upper(fragments[i]) >= reach) {
      Slab slab = {.first = i, .end = i + 1, .x1 = box->x1, .y1 = box->y1, .x2 = box->x2, .y2 = box->y2};
      g_array_append_val(slabs, slab);
    } else {
      Slab *slab = &g_array_index(slabs, Slab, slabs->len - 1);
      *slab = (Slab){.first = slab->first,
                     .end = i + 1,
                     .x1 = MIN(slab->x1, box->x1),
                     .y1 = MIN(slab->y1, box->y1),
                     .x2 = MAX(slab->x2, box->x2),
                     .y2 = MAX(slab->y2, box->y2)};
    }
    reach = MAX(reach, lower(fragments[i]));
  }
  return slabs;
}

/* White space between slab `i` and the one above it. */
static double white_above(const GArray *slabs, guint i) {
  return g_array_index(slabs, Slab, i).y1 - g_array_index(slabs, Slab, i - 1).y2;
}

/* A running header or footer keeps apart from the columns that it stands above or below: the white between them is
 * wider than the next one within the text. */
static void part_margins(GArray *slabs, const Order *order, double size) {
  double margin = MARGIN_PART * (order->bottom - order->top);
  for (guint i = 1; i + 1 < slabs->len && i <= MARGIN_SLABS; i++) {
    if (g_array_index(slabs, Slab, i - 1).y2 > order->top + margin)
      break;
    if (white_above(slabs, i) > MAX(0.7 * size, 1.2 * white_above(slabs, i + 1)))
      g_array_index(slabs, Slab, i).cut_before = TRUE;
  }
  for (guint i = slabs->len; i-- > 2 && slabs->len - i <= MARGIN_SLABS;) {
    if (g_array_index(slabs, Slab, i).y1 < order->bottom - margin)
      break;
    if (white_above(slabs, i) > MAX(0.7 * size, 1.2 * white_above(slabs, i - 1)))
      g_array_index(slabs, Slab, i).cut_before = TRUE;
  }
}

/* Notes what is white in a slab between x1 and x2; its fragments become sorted from the left. */
static void find_strips(Region *region, Slab *slab, double x1, double x2) {
  LayoutFragment **fragments = region->fragments + slab->first;
  guint count = slab->end - slab->first;
  sort(fragments, count, compare_left);
  slab->white = region->white->len;
  double reach = x1;
  for (guint i = 0; i <= count; i++) {
    Strip strip = {reach, i < count ? fragments[i]->box.x1 : x2};
    if (strip.to - strip.from >= region->strip)
      g_array_append_val(region->white, strip);
    if (i < count)
      reach = MAX(reach, fragments[i]->box.x2);
  }
  slab->white_end = region->white->len;
}

/* What of `strips` is white in the slab too, into `both`. */
static void intersect_strips(const Region *region, const Slab *slab, const GArray *strips, GArray *both) {
  g_array_set_size(both, 0);
  for (guint i = 0, j = slab->white; i < strips->len && j < slab->white_end;) {
    const Strip *a = &g_array_index(strips, Strip, i), *b = &g_array_index(region->white, Strip, j);
    Strip shared = {MAX(a->from, b->from), MIN(a->to, b->to)};
    if (shared.to - shared.from >= region->strip)
      g_array_append_val(both, shared);
    if (a->to < b->to)
      i++;
    else
      j++;
  }
}

/* How many of the strips have content on both sides. */
static guint count_inner_strips(const Strip *strips, guint count, double x1, double x2) {
  guint inner = 0;
  for (guint i = 0; i < count; i++)
    inner += strips[i].from >= x1 && strips[i].to <= x2;
  return inner;
}

/* Drops the strips that have content on one side only. */
static void keep_inner_strips(GArray *strips, double x1, double x2) {
  for (guint i = strips->len; i-- > 0;) {
    const Strip *strip = &g_array_index(strips, Strip, i);
    if (strip->from < x1 || strip->to > x2)
      g_array_remove_index(strips, i);
  }
}

/* --- bands ------------------------------------------------------------------------------------ */

/* Whether a band ends before `slab`, where it had `before` strips between content and would have `after` with it: no
 * such strip would be left, or a line that spans several cells (the caption of a table) would hide them. */
static gboolean ends_band(const Region *region, const Slab *slab, guint before, guint after) {
  if (before > 0)
    return after == 0;
  const Strip *own = slab->white_end > slab->white ? &g_array_index(region->white, Strip, slab->white) : NULL;
  guint inner = own ? count_inner_strips(own, slab->white_end - slab->white, slab->x1, slab->x2) : 0;
  return inner > 1 && after < inner;
}

/* The end of the run of slabs from `first` on that share white space; the strips of it with content on both sides go to
 * `strips`. */
static guint grow_band(const Region *region, guint first, GArray *strips, GArray *scratch) {
  const Slab *slab = &g_array_index(region->slabs, Slab, first);
  double x1 = slab->x1, x2 = slab->x2;
  g_array_set_size(strips, 0);
  if (slab->white_end > slab->white)
    g_array_append_vals(strips, &g_array_index(region->white, Strip, slab->white), slab->white_end - slab->white);
  guint end = first + 1;
  for (; end < region->slabs->len; end++) {
    slab = &g_array_index(region->slabs, Slab, end);
    intersect_strips(region, slab, strips, scratch);
    guint before = count_inner_strips((const Strip *)(gpointer)strips->data, strips->len, x1, x2);
    x1 = MIN(x1, slab->x1);
    x2 = MAX(x2, slab->x2);
    guint after = count_inner_strips((const Strip *)(gpointer)scratch->data, scratch->len, x1, x2);
    if (slab->cut_before || scratch->len == 0 || ends_band(region, slab, before, after))
      break;
    g_array_set_size(strips, 0);
    g_array_append_vals(strips, scratch->data, scratch->len);
  }
  keep_inner_strips(strips, x1, x2);
  return end;
}

/* Takes lines off the band's end that stand to the left of every strip after a gap: not the end of the left column, but
 * what comes after the columns. */
static guint trim_band(const GArray *slabs, guint first, guint end, const GArray *strips, double size) {
  double leftmost = g_array_index(strips, Strip, 0).from;
  guint last = end;
  while (last > first + 1 && g_array_index(slabs, Slab, last - 1).x2 <= leftmost + 0.01)
    last--;
  for (guint i = last; i < end; i++)
    if (white_above(slabs, i) > 1.2 * size)
      return i;
  return end;
}

/* What tells running text from the cells of a table, of one side of a strip. */
typedef struct {
  guint rows;
  double letters; /* a fragment */
  double fill;    /* share of the rows' width that has letters */
  guint bullets;  /* fragments that begin with one */
  double small;   /* share of the fragments that begin with a small letter: in the midst of a sentence */
} Side;

static gboolean begins_with_bullet(const LayoutFragment *fragment) {
  gunichar c = g_utf8_get_char(fragment->text);
  return c == 0x2022 || c == 0x25AA || c == 0x25CF || c == 0x25A0 || c == 0x2023 || (c >= 0xF000 && c <= 0xF0FF);
}

static Side measure_side(LayoutFragment *const *side, guint count) {
  Side measured = {0};
  double x1 = G_MAXDOUBLE, x2 = -G_MAXDOUBLE, inked = 0;
  for (guint first = 0, end; first < count; first = end, measured.rows++)
    end = row_end(side, first, count);
  for (guint i = 0; i < count; i++) {
    x1 = MIN(x1, side[i]->box.x1);
    x2 = MAX(x2, side[i]->box.x2);
    inked += side[i]->box.x2 - side[i]->box.x1;
    measured.letters += side[i]->letters;
    measured.bullets += begins_with_bullet(side[i]);
    measured.small += g_unichar_islower(g_utf8_get_char(side[i]->text));
  }
  measured.small /= MAX(count, 1);
  measured.letters /= MAX(count, 1);
  measured.fill = x2 > x1 ? inked / ((x2 - x1) * measured.rows) : 0;
  return measured;
}

/* The share of the smaller side's fragments that stand level with one of the other side. Both sorted by middle. */
static double aligned_share(LayoutFragment *const *left, guint n_left, LayoutFragment *const *right, guint n_right) {
  guint level = 0;
  for (guint i = 0, j = 0; i < n_left && j < n_right;) {
    double distance = middle(left[i]) - middle(right[j]);
    if (fabs(distance) <= 0.2 * MIN(left[i]->size, right[j]->size)) {
      level++;
      i++;
      j++;
    } else if (distance < 0) {
      i++;
    } else {
      j++;
    }
  }
  return (double)level / MAX(MIN(n_left, n_right), 1);
}

/* Takes what ends between two places across the page. */
static guint collect_side(LayoutFragment *const *fragments, guint count, double from, double to,
                          LayoutFragment **side) {
  guint found = 0;
  for (guint i = 0; i < count; i++)
    if (fragments[i]->box.x2 > from + 0.01 && fragments[i]->box.x2 <= to + 0.01)
      side[found++] = fragments[i];
  return found;
}

/* Whether strip `i` parts two columns of running text, rather than the cells of rows: its neighbours on both sides
 * tell, as far as the next strips. */
static gboolean parts_columns(LayoutFragment **fragments, guint count, const GArray *strips, guint i) {
  g_autofree LayoutFragment **sides = g_new(LayoutFragment *, count);
  double from = i > 0 ? g_array_index(strips, Strip, i - 1).from : -G_MAXDOUBLE;
  double middle_edge = g_array_index(strips, Strip, i).from;
  double to = i + 1 < strips->len ? g_array_index(strips, Strip, i + 1).from : G_MAXDOUBLE;
  guint n_left = collect_side(fragments, count, from, middle_edge, sides);
  guint n_right = collect_side(fragments, count, middle_edge, to, sides + n_left);
  sort(sides, n_left, compare_middle);
  sort(sides + n_left, n_right, compare_middle);
  Side left = measure_side(sides, n_left), right = measure_side(sides + n_left, n_right);
  if (left.rows < 2 || right.rows < 2 || left.letters < LEAST_MARK || right.letters < LEAST_MARK)
    return FALSE;                            /* bullets or numbers of a list alone are no column */
  if (left.bullets > 0 && right.bullets > 0) /* lists side by side */
    return TRUE;
  if (aligned_share(sides, n_left, sides + n_left, n_right) < 0.5)
    return left.letters >= 5 && right.letters >= 5;
  return left.letters >= 14 && right.letters >= 14 && left.fill >= 0.55 && right.fill >= 0.55 &&
         ((MIN(left.rows, right.rows) <= FEW_ROWS && strips->len == 1) || left.small + right.small >= 2 * RUNNING_TEXT);
}

/* --- tables ----------------------------------------------------------------------------------- */

static int compare_cell(const void *a, const void *b) {
  const LayoutFragment *const *fa = a, *const *fb = b;
  if ((*fa)->cell != (*fb)->cell)
    return (*fa)->cell < (*fb)->cell ? -1 : 1;
  return compare_middle(a, b);
}

static int compare_edges(const void *a, const void *b) {
  return compare_doubles(*(const double *)a, *(const double *)b);
}

/* The left edges of the columns: places at which many fragments begin, and the right sides of white strips. */
static GArray *column_edges(LayoutFragment *const *fragments, guint count, const GArray *strips, guint rows) {
  g_autoptr(GArray) starts = g_array_sized_new(FALSE, FALSE, sizeof(double), count);
  GArray *edges = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i < count; i++)
    g_array_append_val(starts, fragments[i]->box.x1);
  g_array_sort(starts, compare_edges);
  for (guint first = 0, end; first < starts->len; first = end) {
    double edge = g_array_index(starts, double, first);
    for (end = first; end < starts->len && g_array_index(starts, double, end) < edge + 2; end++)
      ;
    if (end - first >= MAX(EDGE_SHARE * rows, 2))
      g_array_append_val(edges, edge);
  }
  for (guint i = 0; i < strips->len; i++) {
    double to = g_array_index(strips, Strip, i).to - 0.01, from = g_array_index(strips, Strip, i).from;
    gboolean known = FALSE;
    for (guint k = 0; k < edges->len; k++)
      known |= g_array_index(edges, double, k) > from && g_array_index(edges, double, k) <= to + 2;
    if (!known)
      g_array_append_val(edges, to);
  }
  g_array_sort(edges, compare_edges);
  return edges;
}

/* The end of the table's row that begins at slab `first`: up to white that is wider than between lines of a cell. */
static guint row_of_slabs(const GArray *slabs, guint first, guint end, double usual, double size) {
  guint i = first + 1;
  while (i < end && white_above(slabs, i) <= usual + ROW_GAP * size)
    i++;
  return i;
}

/* The white between lines of a cell: the least between slabs; and in *rows, how many rows that makes. */
static double cell_gap(const GArray *slabs, guint first, guint end, double size, guint *rows) {
  double least = G_MAXDOUBLE;
  for (guint i = first + 1; i < end; i++)
    least = MIN(least, white_above(slabs, i));
  *rows = 0;
  for (guint i = first; i < end; i = row_of_slabs(slabs, i, end, least, size))
    (*rows)++;
  return least;
}

static void number_cells(LayoutFragment **fragments, guint count, const GArray *edges) {
  for (guint i = 0; i < count; i++) {
    guint cell = 1;
    for (guint k = 1; k < edges->len && g_array_index(edges, double, k) <= fragments[i]->box.x1 + 1; k++)
      cell = k + 1;
    fragments[i]->cell = cell;
  }
}

/* How many cells have a line in a slab; *small: how many of these begin with a small letter. */
static guint cells_in_slab(LayoutFragment *const *fragments, guint count, guint *small) {
  guint64 seen = 0;
  guint cells = 0;
  *small = 0;
  for (guint i = 0; i < count; i++) {
    guint64 bit = 1ull << (fragments[i]->cell & 63);
    cells += !(seen & bit);
    *small += !(seen & bit) && g_unichar_islower(g_utf8_get_char(fragments[i]->text));
    seen |= bit;
  }
  return cells;
}

/* The same of the fullest line of a row: its first, or, where short cells stand in the middle of high ones, that. */
static guint cells_in_row(const Region *region, guint first, guint end, guint *small) {
  guint most = 0, small_here;
  for (guint i = first; i < end; i++) {
    const Slab *slab = &g_array_index(region->slabs, Slab, i);
    guint cells = cells_in_slab(region->fragments + slab->first, slab->end - slab->first, &small_here);
    if (cells > most) {
      most = cells;
      *small = small_here;
    }
  }
  return most;
}

/* Whether slabs [first, end) are rows of cells, some of several lines: white that goes through all columns parts them,
 * and most begin with a cell in most columns. Columns of text seldom have such white in common, and go on in the midst
 * of a sentence. The cells are numbered. */
static gboolean is_table(const Region *region, guint first, guint end, const GArray *strips, double *usual) {
  guint rows, full = 0, small = 0, cells = 0, from = g_array_index(region->slabs, Slab, first).first;
  guint count = g_array_index(region->slabs, Slab, end - 1).end - from;
  *usual = cell_gap(region->slabs, first, end, region->size, &rows);
  if (strips->len < 1 || strips->len > MAX_STRIPS || rows < LEAST_ROWS || rows == end - first ||
      end - first > MOST_LINES * rows)
    return FALSE;
  g_autoptr(GArray) edges = column_edges(region->fragments + from, count, strips, rows);
  number_cells(region->fragments + from, count, edges);
  for (guint i = first, next; i < end; i = next) {
    guint small_here = 0;
    next = row_of_slabs(region->slabs, i, end, *usual, region->size);
    guint begun = cells_in_row(region, i, next, &small_here);
    full += begun >= MAX(FULL_ROW * edges->len, 2);
    small += small_here;
    cells += begun;
  }
  return full >= FULL_ROWS * rows && small <= MOST_SMALL * cells;
}

static void forget_cells(LayoutFragment **fragments, guint count) {
  for (guint i = 0; i < count; i++)
    fragments[i]->cell = 0;
}

/* Numbers the rows of a table, each cell whole: one line of the text for each row. */
static void emit_table(Order *order, const Region *region, guint first, guint end, double usual, guint block) {
  for (guint i = first, next; i < end; i = next) {
    next = row_of_slabs(region->slabs, i, end, usual, region->size);
    guint begin = g_array_index(region->slabs, Slab, i).first;
    guint cells = g_array_index(region->slabs, Slab, next - 1).end - begin;
    for (guint k = 0; k < cells; k++) {
      region->fragments[begin + k]->row = order->next_row;
      region->fragments[begin + k]->block = block;
    }
    sort(region->fragments + begin, cells, compare_cell);
    order->next_row++;
  }
}

/* The strips with content on both sides that slabs [first, end) share, into `strips`. */
static void share_strips(const Region *region, guint first, guint end, GArray *strips, GArray *scratch) {
  const Slab *slab = &g_array_index(region->slabs, Slab, first);
  double x1 = slab->x1, x2 = slab->x2;
  g_array_set_size(strips, 0);
  g_array_append_vals(strips, &g_array_index(region->white, Strip, slab->white), slab->white_end - slab->white);
  for (guint i = first + 1; i < end && strips->len > 0; i++) {
    slab = &g_array_index(region->slabs, Slab, i);
    intersect_strips(region, slab, strips, scratch);
    g_array_set_size(strips, 0);
    g_array_append_vals(strips, scratch->data, scratch->len);
    x1 = MIN(x1, slab->x1);
    x2 = MAX(x2, slab->x2);
  }
  keep_inner_strips(strips, x1, x2);
}

/* Where a table begins within a band that shares fewer strips than it: text in two columns, or lines of two words, may
 * stand above a table whose columns happen to go on from theirs. `end` where there is none. */
static guint find_table(const Region *region, guint first, guint end, guint shared) {
  g_autoptr(GArray) strips = g_array_new(FALSE, FALSE, sizeof(Strip));
  g_autoptr(GArray) scratch = g_array_new(FALSE, FALSE, sizeof(Strip));
  guint last = end - 1, tries = MOST_TRIES;
  const Slab *slab = &g_array_index(region->slabs, Slab, last);
  if (slab->white_end - slab->white < shared + MORE_STRIPS || end - first < LEAST_ROWS)
    return end;
  for (guint i = first + 1; i + LEAST_ROWS <= end && tries > 0; i++) {
    double usual;
    if (white_above(region->slabs, i) < ROW_GAP * region->size)
      continue;
    tries--;
    share_strips(region, i, end, strips, scratch);
    if (strips->len >= shared + MORE_STRIPS && is_table(region, i, end, strips, &usual))
      return i;
  }
  return end;
}

/* --- regions ---------------------------------------------------------------------------------- */

static void order_region(Order *order, LayoutFragment **fragments, guint count, guint depth, guint *block);

/* Sorts the band's fragments into columns, one after another, and orders each. */
static void order_columns(Order *order, LayoutFragment **fragments, guint count, const GArray *strips, guint depth) {
  guint done = 0;
  for (guint column = 0; column <= strips->len; column++) {
    double edge = column < strips->len ? g_array_index(strips, Strip, column).from + 0.01 : G_MAXDOUBLE;
    guint first = done;
    for (guint i = done; i < count; i++)
      if (fragments[i]->box.x2 <= edge) {
        LayoutFragment *moved = fragments[done];
        fragments[done++] = fragments[i];
        fragments[i] = moved;
      }
    guint block = order->next_block++;
    order_region(order, fragments + first, done - first, depth + 1, &block);
  }
}

/* Whether what stands to the left of the strip is short, as labels and times are. */
static gboolean has_labels(LayoutFragment *const *fragments, guint count, const Strip *strip) {
  guint found = 0, letters = 0;
  for (guint i = 0; i < count; i++) {
    gboolean left = fragments[i]->box.x2 <= strip->from + 0.01;
    found += left;
    letters += left ? fragments[i]->letters : 0;
  }
  return letters <= LABEL_LETTERS * found;
}

/* Drops the strips that part cells rather than columns of text. */
static void keep_column_strips(LayoutFragment **fragments, guint count, GArray *strips) {
  for (guint i = strips->len; i-- > 0;)
    if (strips->len > MAX_STRIPS || !parts_columns(fragments, count, strips, i))
      g_array_remove_index(strips, i);
}

/* Slabs [first, end) of the region, which share the strips. */
static void order_band(Order *order, const Region *region, guint first, guint end, GArray *strips, guint depth,
                       guint *block) {
  LayoutFragment **fragments = region->fragments + g_array_index(region->slabs, Slab, first).first;
  guint count = g_array_index(region->slabs, Slab, end - 1).end - g_array_index(region->slabs, Slab, first).first;
  double usual;
  gboolean table = is_table(region, first, end, strips, &usual);
  if (table && strips->len > 1) {
    emit_table(order, region, first, end, usual, *block);
    return;
  }
  forget_cells(fragments, count);
  if (table && has_labels(fragments, count, &g_array_index(strips, Strip, 0)))
    g_array_set_size(strips, 0); /* two columns: their lines stay lines, as in a programme */
  keep_column_strips(fragments, count, strips);
  if (strips->len == 0) {
    emit_rows(order, fragments, count, *block);
    return;
  }
  order_columns(order, fragments, count, strips, depth);
  *block = order->next_block++;
}

static double mean_size(LayoutFragment *const *fragments, guint count) {
  double sum = 0;
  for (guint i = 0; i < count; i++)
    sum += fragments[i]->size;
  return count ? sum / count : 0;
}

static void cut_region(Region *region, const Order *order, guint count, guint depth) {
  region->size = mean_size(region->fragments, count);
  region->strip = STRIP * region->size;
  region->slabs = cut_slabs(region->fragments, count);
  region->white = g_array_new(FALSE, FALSE, sizeof(Strip));
  if (depth == 0)
    part_margins(region->slabs, order, region->size);
  double x1 = G_MAXDOUBLE, x2 = -G_MAXDOUBLE;
  for (guint i = 0; i < region->slabs->len; i++) {
    x1 = MIN(x1, g_array_index(region->slabs, Slab, i).x1);
    x2 = MAX(x2, g_array_index(region->slabs, Slab, i).x2);
  }
  for (guint i = 0; i < region->slabs->len; i++)
    find_strips(region, &g_array_index(region->slabs, Slab, i), x1, x2);
}

static void order_region(Order *order, LayoutFragment **fragments, guint count, guint depth, guint *block) {
  if (count < 2 || depth > MAX_DEPTH) {
    emit_rows(order, fragments, count, *block);
    return;
  }
  Region region = {.fragments = fragments};
  cut_region(&region, order, count, depth);
  g_autoptr(GArray) strips = g_array_new(FALSE, FALSE, sizeof(Strip));
  g_autoptr(GArray) scratch = g_array_new(FALSE, FALSE, sizeof(Strip));
  for (guint i = 0; i < region.slabs->len;) {
    guint end = grow_band(&region, i, strips, scratch);
    if (strips->len > 0)
      end = trim_band(region.slabs, i, end, strips, region.size);
    else if (end - i < MAX_FRUITLESS)
      end = i + 1;
    guint table = strips->len > 0 ? find_table(&region, i, end, strips->len) : end;
    if (table < end)
      share_strips(&region, i, table, strips, scratch);
    order_band(order, &region, i, table, strips, depth, block);
    i = table;
  }
  g_array_unref(region.slabs);
  g_array_unref(region.white);
}

void reading_order_sort(LayoutFragment **fragments, guint count, double top, double bottom) {
  Order order = {.top = top, .bottom = bottom, .next_block = 1};
  guint block = 0;
  order_region(&order, fragments, count, 0, &block);
}
