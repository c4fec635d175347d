/* Text set at a slant: posters, stickers, pages scanned askew that have a text layer.
 *
 * poppler knows letters that run in four directions. Of slanted text it makes pieces of words, each level, each a
 * little lower or higher than the one before. Here the slant of the pieces is measured, and those that share one are
 * turned level, each slant in a place of its own below the page, so that the layout reads them as it reads everything.
 */
#include "extractors/pdf/page_layout.h"

#include <math.h>
#include <string.h>

#define LEAST_SLOPE 0.012 /* of lines: less is level */
#define MOST_SLOPE 0.6
#define SAME_SLOPE 0.012 /* slopes that differ by less are one */
#define APART 0.022      /* slopes of two slants differ by more */
#define LEAST_PIECES 8   /* that share a slope */
#define MOST_SLANTS 6    /* on a page */
#define MOST_PIECES 3000
#define NEAR 1.5   /* letter sizes: from a piece to another of its line */
#define LEVEL 0.35 /* letter sizes: pieces of one line differ by less in height, once turned */
#define WITHIN 6   /* letter sizes: pieces of one line are not further apart in height */
#define ROUNDS 4
#define PLACE_GAP 200.0 /* points between the places of two slants */

typedef struct {
  guint first, end; /* boxes */
  double x1, x2;    /* left and right */
  double x, y;      /* its middle: its letters share one height, from the topmost to the lowest of them */
  double size;
  double slope; /* to the piece before or after; 0: not known */
  guint slant;  /* from 1; 0: level */
} Piece;

/* --- pieces ----------------------------------------------------------------------------------- */

static Piece piece_of(const PopplerRectangle *boxes, guint first, guint end) {
  const PopplerRectangle *a = &boxes[first], *b = &boxes[end - 1];
  return (Piece){.first = first,
                 .end = end,
                 .x1 = a->x1,
                 .x2 = b->x2,
                 .x = (a->x1 + b->x2) / 2,
                 .y = (a->y1 + a->y2) / 2,
                 .size = a->y2 - a->y1};
}

/* The slope from one piece to the next of its line; 0 where they stand level, or too far apart to tell. */
static double slope_between(const Piece *a, const Piece *b) {
  double run = b->x - a->x, rise = b->y - a->y;
  if (run <= 0 || b->x1 - a->x2 > 2 * a->size || fabs(a->size - b->size) > 0.3 * a->size)
    return 0;
  double slope = rise / run;
  return fabs(slope) >= LEAST_SLOPE && fabs(slope) <= MOST_SLOPE ? slope : 0;
}

/* The pieces between spaces and line ends; neighbours on a line tell their slope. NULL where hardly any have one. */
static GArray *read_pieces(const PageLetters *letters) {
  GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
  guint box = 0, begun = 0, slanted = 0;
  gboolean line_begins = TRUE;
  for (const char *p = letters->text;; p = next_letter(p), box++) {
    if (*p && *p != ' ' && *p != '\n')
      continue;
    if (box > begun && pieces->len < MOST_PIECES) {
      Piece piece = piece_of(letters->boxes, begun, box);
      Piece *before = line_begins ? NULL : &g_array_index(pieces, Piece, pieces->len - 1);
      piece.slope = before ? slope_between(before, &piece) : 0;
      if (before && before->slope == 0)
        before->slope = piece.slope;
      slanted += piece.slope != 0;
      g_array_append_val(pieces, piece);
      line_begins = FALSE;
    }
    begun = box + 1;
    line_begins |= *p == '\n';
    if (!*p)
      break;
  }
  if (slanted < LEAST_PIECES)
    g_clear_pointer(&pieces, g_array_unref);
  return pieces;
}

/* --- slants ----------------------------------------------------------------------------------- */

static int compare_slopes(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* The first of the most slopes that lie close together, and in *count how many these are. Sorted. */
static guint densest(const GArray *slopes, guint *count) {
  guint best = 0;
  *count = 0;
  for (guint first = 0, end = 0; first < slopes->len; first++) {
    while (end < slopes->len && g_array_index(slopes, double, end) - g_array_index(slopes, double, first) < SAME_SLOPE)
      end++;
    if (end - first > *count) {
      best = first;
      *count = end - first;
    }
  }
  return best;
}

/* The slopes that many pieces share, the commonest first. One piece's slope is a rough measure, so others must lie
 * clearly apart from those that are found. */
static guint find_slants(const GArray *pieces, double *slants) {
  g_autoptr(GArray) slopes = g_array_new(FALSE, FALSE, sizeof(double));
  guint found = 0, count;
  for (guint i = 0; i < pieces->len; i++)
    if (g_array_index(pieces, Piece, i).slope != 0)
      g_array_append_val(slopes, g_array_index(pieces, Piece, i).slope);
  g_array_sort(slopes, compare_slopes);
  while (found < MOST_SLANTS) {
    guint first = densest(slopes, &count);
    if (count < LEAST_PIECES)
      break;
    double slant = slants[found++] = g_array_index(slopes, double, first + count / 2);
    for (guint i = slopes->len; i-- > 0;)
      if (fabs(g_array_index(slopes, double, i) - slant) < APART)
        g_array_remove_index(slopes, i);
  }
  return found;
}

static void turn(double slope, double x, double y, double *turned_x, double *turned_y) {
  double length = sqrt(1 + slope * slope), c = 1 / length, s = slope / length;
  *turned_x = c * x + s * y;
  *turned_y = c * y - s * x;
}

/* Whether two pieces stand on one line of that slope. */
static gboolean share_line(double slope, const Piece *a, const Piece *b) {
  double ax, ay, bx, by;
  turn(slope, a->x, a->y, &ax, &ay);
  turn(slope, b->x, b->y, &bx, &by);
  double gap = fabs(ax - bx) - (a->x2 - a->x1 + b->x2 - b->x1) / 2;
  return fabs(ay - by) < LEVEL * a->size && gap < NEAR * a->size;
}

/* The slant of most pieces that stand on one line with a piece, as each of them has it; the piece's own where none
 * does.
 */
static guint slant_of_neighbours(const GArray *pieces, const double *slants, const Piece *piece) {
  guint votes[MOST_SLANTS + 1] = {0}, best = piece->slant;
  for (guint i = 0; i < pieces->len; i++) {
    const Piece *other = &g_array_index(pieces, Piece, i);
    if (other != piece && other->slant > 0 && fabs(other->y - piece->y) < WITHIN * piece->size &&
        share_line(slants[other->slant - 1], other, piece))
      votes[other->slant]++;
  }
  for (guint k = 1; k <= MOST_SLANTS; k++)
    if (votes[k] > votes[best])
      best = k;
  return best;
}

static guint nearest_slant(double slope, const double *slants, guint count) {
  guint best = 0;
  for (guint k = 0; k < count && slope != 0; k++)
    if (fabs(slope - slants[k]) < APART && (best == 0 || fabs(slope - slants[k]) < fabs(slope - slants[best - 1])))
      best = k + 1;
  return best;
}

/* By its own slope first; then each piece follows its line, since one slope is a rough measure. */
static void assign_slants(GArray *pieces, const double *slants, guint count) {
  for (guint i = 0; i < pieces->len; i++) {
    Piece *piece = &g_array_index(pieces, Piece, i);
    piece->slant = nearest_slant(piece->slope, slants, count);
  }
  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < pieces->len; i++) {
      Piece *piece = &g_array_index(pieces, Piece, i);
      piece->slant = slant_of_neighbours(pieces, slants, piece);
    }
}

/* Turns the middle of a piece, moves its letters along, and puts them where its slant has its place. */
static void level_piece(const Piece *piece, double slope, double drop, PopplerRectangle *boxes) {
  double x, y;
  turn(slope, piece->x, piece->y, &x, &y);
  for (guint i = piece->first; i < piece->end; i++) {
    PopplerRectangle *box = &boxes[i];
    double dx = x - piece->x, dy = y + drop - piece->y;
    *box = (PopplerRectangle){box->x1 + dx, box->y1 + dy, box->x2 + dx, box->y2 + dy};
  }
}

PopplerRectangle *level_boxes(const PageLetters *letters) {
  double slants[MOST_SLANTS];
  g_autoptr(GArray) pieces = read_pieces(letters);
  guint count = pieces ? find_slants(pieces, slants) : 0;
  if (count == 0)
    return NULL;
  assign_slants(pieces, slants, count);
  PopplerRectangle *boxes = g_memdup2(letters->boxes, letters->n_boxes * sizeof *boxes);
  double place = 2 * letters->height + letters->width + PLACE_GAP; /* turning moves nothing further than that */
  for (guint i = 0; i < pieces->len; i++) {
    const Piece *piece = &g_array_index(pieces, Piece, i);
    if (piece->slant > 0)
      level_piece(piece, slants[piece->slant - 1], piece->slant * place, boxes);
  }
  return boxes;
}
