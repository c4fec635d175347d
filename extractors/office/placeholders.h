/* Placeholders of slides, and what they inherit from those of layouts and masters (ECMA-376 Part 1, 19.3.1.36). */
#pragma once

#include "extractors/office/shapes.h"

/* What placeholders mean here (ST_PlaceholderType, 19.7.10). */
typedef enum {
  PLACEHOLDER_NONE, /* an ordinary shape */
  PLACEHOLDER_TITLE,
  PLACEHOLDER_CONTENT,   /* body, object, table, picture, … */
  PLACEHOLDER_FURNITURE, /* date, header, footer, slide number */
  PLACEHOLDER_IMAGE,     /* the picture of the slide on its notes page */
} PlaceholderRole;

/* The placeholders of one layout or master. */
typedef struct PlaceholderList PlaceholderList;

/* Reads those at the top of the shape tree of p:sldLayout, p:sldMaster, p:notesMaster, …; NULL gives an empty list. */
PlaceholderList *placeholder_list_new(const xmlNode *root);
void placeholder_list_free(PlaceholderList *list);

typedef struct {
  PlaceholderRole role;
  ShapeBox box;
  gboolean placed;
  const char *prompts[2]; /* what layout and master ask for there, borrowed; NULL where nothing */
} PlaceholderShape;

/* What a shape is, and where it stands: by itself, or by its layout or master (each may be NULL). */
PlaceholderShape placeholder_inherit(const xmlNode *shape, const ShapeTransform *transform,
                                     const PlaceholderList *layout, const PlaceholderList *master);

/* Whether a text is but the prompt that stands there while nobody has written: programs that save other formats as this
 * one copy it to the slide. */
gboolean placeholder_is_prompt(const PlaceholderShape *shape, const char *text);
