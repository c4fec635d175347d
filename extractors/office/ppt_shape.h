/* One shape of a drawing ([MS-ODRAW] 2.2.14, with the client data of [MS-PPT] 2.7): what it is, where it stands, what
 * it says. Knows nothing of its neighbours. */
#pragma once

#include "extractors/office/arrange.h"
#include "extractors/office/ppt_record.h"

/* What the shape is in the layout of the slide (PlaceholderEnum, [MS-PPT] 2.13.24). */
typedef enum {
  PPT_ROLE_NONE,
  PPT_ROLE_TITLE,
  PPT_ROLE_CONTENT,
  PPT_ROLE_FURNITURE, /* date, header, footer, number */
  PPT_ROLE_IMAGE,     /* the picture of the slide on its notes page */
} PptRole;

typedef struct {
  ShapeBox box;       /* in the slide's coordinates, or those of the group */
  ShapeBox group_box; /* of a group: the coordinates of its members */
  gboolean placed;
  gboolean is_patriarch, is_table, is_line, is_picture, hidden;
  PptRole role;
  Bytes text_box;    /* data of the client text box; none where there is no text */
  Bytes package;     /* the shape in the form of .pptx (ppt_metro.h); none where there is none */
  guint32 object;    /* the embedded object that it shows, 0: none */
  char *description; /* of a picture or object, for those who cannot see it; NULL where there is none */
  char *word_art;    /* text drawn as a shape; NULL where there is none */
} PptShape;

/* Reads the data of a shape container. FALSE where the shape is deleted. */
gboolean ppt_shape_read(Bytes container, PptShape *shape);
void ppt_shape_clear(PptShape *shape);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PptShape, ppt_shape_clear)
