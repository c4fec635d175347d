/* Recursive XY cut over the boxes of a slide: rows of white across, columns of white down, and where both cuts are
 * possible the one that agrees better with the order in which the author put the shapes. */
#include "extractors/office/arrange.h"

#include <stdlib.h>

/* Boxes nest less deep than this on real slides; past it they are sorted by their corners. */
#define MAX_DEPTH 24
/* More boxes on one slide stay in the order given: sorting them is made to exhaust time. */
#define MAX_BLOCKS 20000
/* Text boxes are larger than their text and overlap a little: this part of each side is not counted. */
#define SLACK 0.12

typedef enum { CUT_ACROSS, CUT_DOWN } Cut;

void shape_block_free(gpointer data) {
  ShapeBlock *block = data;
  g_free(block->text);
  g_free(block);
}

/* The stretch of a block that counts for a cut. */
static double near_edge(const ShapeBlock *block, Cut cut) {
  const ShapeBox *b = &block->box;
  return cut == CUT_ACROSS ? b->y1 + SLACK * (b->y2 - b->y1) : b->x1 + SLACK * (b->x2 - b->x1);
}

static double far_edge(const ShapeBlock *block, Cut cut) {
  const ShapeBox *b = &block->box;
  return cut == CUT_ACROSS ? b->y2 - SLACK * (b->y2 - b->y1) : b->x2 - SLACK * (b->x2 - b->x1);
}

static int compare_edges(const ShapeBlock *a, const ShapeBlock *b, Cut cut) {
  double x = near_edge(a, cut), y = near_edge(b, cut);
  if (x != y)
    return x < y ? -1 : 1;
  return a->source < b->source ? -1 : a->source > b->source;
}

static int compare_tops(const void *a, const void *b) {
  return compare_edges(*(ShapeBlock *const *)a, *(ShapeBlock *const *)b, CUT_ACROSS);
}

static int compare_lefts(const void *a, const void *b) {
  return compare_edges(*(ShapeBlock *const *)a, *(ShapeBlock *const *)b, CUT_DOWN);
}

static int compare_source(const void *a, const void *b) {
  const ShapeBlock *x = *(ShapeBlock *const *)a, *y = *(ShapeBlock *const *)b;
  if (x->placed != y->placed)
    return x->placed ? -1 : 1;
  return x->source < y->source ? -1 : x->source > y->source;
}

/* Sorts the blocks along the cut and notes where each part begins. */
static void find_parts(ShapeBlock **blocks, guint count, Cut cut, GArray *parts) {
  qsort(blocks, count, sizeof *blocks, cut == CUT_ACROSS ? compare_tops : compare_lefts);
  double reach = 0;
  g_array_set_size(parts, 0);
  for (guint i = 0; i < count; i++) {
    if (i == 0 || near_edge(blocks[i], cut) >= reach)
      g_array_append_val(parts, i);
    reach = i == 0 ? far_edge(blocks[i], cut) : MAX(reach, far_edge(blocks[i], cut));
  }
}

typedef struct {
  guint source, part;
} SourcePart;

static int compare_source_parts(const void *a, const void *b) {
  const SourcePart *x = a, *y = b;
  return x->source < y->source ? -1 : x->source > y->source;
}

/* How often the author's order goes back to an earlier part of the cut. */
static guint count_returns(ShapeBlock *const *blocks, guint count, const GArray *parts) {
  g_autofree SourcePart *order = g_new(SourcePart, count);
  for (guint i = 0, part = 0; i < count; i++) {
    if (part + 1 < parts->len && i >= g_array_index(parts, guint, part + 1))
      part++;
    order[i] = (SourcePart){blocks[i]->source, part};
  }
  qsort(order, count, sizeof *order, compare_source_parts);
  guint returns = 0;
  for (guint i = 1; i < count; i++)
    returns += order[i].part < order[i - 1].part;
  return returns;
}

static void arrange(ShapeBlock **blocks, guint count, guint depth) {
  if (count < 2)
    return;
  g_autoptr(GArray) across = g_array_new(FALSE, FALSE, sizeof(guint));
  g_autoptr(GArray) down = g_array_new(FALSE, FALSE, sizeof(guint));
  find_parts(blocks, count, CUT_DOWN, down);
  guint returns_down = count_returns(blocks, count, down);
  find_parts(blocks, count, CUT_ACROSS, across);
  if ((across->len < 2 && down->len < 2) || depth >= MAX_DEPTH)
    return; /* they overlap both ways: from the top, then */
  GArray *parts = across;
  if (across->len < 2 || (down->len >= 2 && returns_down < count_returns(blocks, count, across))) {
    find_parts(blocks, count, CUT_DOWN, down);
    parts = down;
  }
  for (guint i = 0; i < parts->len; i++) {
    guint first = g_array_index(parts, guint, i);
    guint end = i + 1 < parts->len ? g_array_index(parts, guint, i + 1) : count;
    arrange(blocks + first, end - first, depth + 1);
  }
}

void shape_blocks_arrange(GPtrArray *blocks) {
  if (blocks->len < 2)
    return;
  qsort(blocks->pdata, blocks->len, sizeof(gpointer), compare_source);
  guint placed = 0;
  while (placed < blocks->len && ((const ShapeBlock *)blocks->pdata[placed])->placed)
    placed++;
  if (placed <= MAX_BLOCKS)
    arrange((ShapeBlock **)blocks->pdata, placed, 0);
}

void shape_blocks_add(GPtrArray *blocks, const ShapeBlock *place, const char *text) {
  if (!*text)
    return;
  ShapeBlock *block = g_memdup2(place, sizeof *place);
  block->source = blocks->len;
  block->text = g_strdup(text);
  g_ptr_array_add(blocks, block);
}

char *shape_blocks_join(GPtrArray *blocks, const char *between) {
  GString *joined = g_string_new(NULL);
  shape_blocks_arrange(blocks);
  for (guint i = 0; i < blocks->len; i++) {
    if (i > 0)
      g_string_append(joined, between);
    g_string_append(joined, ((const ShapeBlock *)blocks->pdata[i])->text);
  }
  return g_string_free(joined, FALSE);
}

ShapeBlock shape_blocks_enclose(const GPtrArray *blocks) {
  ShapeBlock place = {0};
  for (guint i = 0; i < blocks->len; i++) {
    const ShapeBlock *member = blocks->pdata[i];
    if (!member->placed)
      continue;
    ShapeBox both = {MIN(place.box.x1, member->box.x1), MIN(place.box.y1, member->box.y1),
                     MAX(place.box.x2, member->box.x2), MAX(place.box.y2, member->box.y2)};
    place.box = place.placed ? both : member->box;
    place.placed = TRUE;
  }
  return place;
}
