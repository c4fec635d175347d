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

/* Adds a block with a copy of the text at the end of the order given, unless the text is empty. */
void shape_blocks_add(GPtrArray *blocks, const ShapeBlock *place, const char *text);

/* Sorts ShapeBlock* into reading order. */
void shape_blocks_arrange(GPtrArray *blocks);

/* Sorts them, and gives their texts with `between` between them. Caller frees. */
char *shape_blocks_join(GPtrArray *blocks, const char *between);

/* The box around blocks that have one: the place of a group. */
ShapeBlock shape_blocks_enclose(const GPtrArray *blocks);
