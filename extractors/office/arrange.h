/* Reading order of boxes on a slide: the order in the file is only which lies on top. */
#pragma once

#include <glib.h>

typedef struct {
  double x1, y1, x2, y2; /* any unit; y grows downwards */
} ShapeBox;

typedef struct {
  ShapeBox box;
  gboolean placed; /* the box is known; what is not placed comes last, in the order given */
  guint source;    /* place in the order given */
  char *text;      /* lines, without a last LF; owned */
} ShapeBlock;

void shape_block_free(gpointer block);

/* Sorts ShapeBlock* into reading order. */
void shape_blocks_arrange(GPtrArray *blocks);
