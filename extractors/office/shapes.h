/* What all kinds of shapes on a slide have in common (ECMA-376 Part 1, 19.3.1): a place, a name, a placeholder. */
#pragma once

#include "extractors/office/arrange.h"

#include <libxml/tree.h>

/* From the coordinates of a group's children to those of the slide. */
typedef struct {
  double scale_x, scale_y, move_x, move_y;
} ShapeTransform;

extern const ShapeTransform shape_identity;

/* Where the shape stands on the slide, by its own a:xfrm or p:xfrm (20.1.7.6). FALSE where it tells no place. */
gboolean shape_read_box(const xmlNode *shape, const ShapeTransform *transform, ShapeBox *box);

/* The coordinates within a group (p:grpSp; 20.1.7.5: chOff, chExt) that stands in those of `outer`. */
ShapeTransform shape_enter_group(const xmlNode *group, const ShapeTransform *outer);

/* The p:ph of a shape, or NULL. */
const xmlNode *shape_placeholder(const xmlNode *shape);

/* Whether it was hidden in the list of shapes: nobody sees it on the slide (20.1.2.2.8, hidden). */
gboolean shape_is_hidden(const xmlNode *shape);

/* Appends the title and the description for those who cannot see it, but those of decorations; programs put the file's
 * name there, which is none. */
void shape_append_description(const xmlNode *shape, GString *out);
