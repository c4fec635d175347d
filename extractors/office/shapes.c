/* Places, names, placeholders and descriptions of shapes. */
#include "extractors/office/shapes.h"

#include "extractors/metadata.h"
#include "extractors/office/drawing.h"
#include "extractors/office/ooxml.h"
#include "language/encoding.h"

#include <string.h>

const ShapeTransform shape_identity = {1, 1, 0, 0};

/* --- places ----------------------------------------------------------------------------------- */

static gboolean read_transform(const xmlNode *xfrm, const ShapeTransform *transform, ShapeBox *box) {
  const xmlNode *offset = ooxml_child(xfrm, NS_DRAWING, "off"), *extent = ooxml_child(xfrm, NS_DRAWING, "ext");
  if (!offset || !extent)
    return FALSE;
  double x = (double)ooxml_number(offset, "x", 0), y = (double)ooxml_number(offset, "y", 0);
  double width = (double)ooxml_number(extent, "cx", 0), height = (double)ooxml_number(extent, "cy", 0);
  box->x1 = x * transform->scale_x + transform->move_x;
  box->y1 = y * transform->scale_y + transform->move_y;
  box->x2 = box->x1 + MAX(width, 0) * transform->scale_x;
  box->y2 = box->y1 + MAX(height, 0) * transform->scale_y;
  return TRUE;
}

gboolean shape_read_box(const xmlNode *shape, const ShapeTransform *transform, ShapeBox *box) {
  const xmlNode *xfrm = ooxml_child(shape, NS_PRESENTATION, "xfrm"); /* graphic frames */
  if (!xfrm)
    xfrm = ooxml_child(ooxml_child(shape, NS_PRESENTATION, "spPr"), NS_DRAWING, "xfrm");
  return read_transform(xfrm, transform, box);
}

ShapeTransform shape_enter_group(const xmlNode *group, const ShapeTransform *outer) {
  const xmlNode *xfrm = ooxml_child(ooxml_child(group, NS_PRESENTATION, "grpSpPr"), NS_DRAWING, "xfrm");
  const xmlNode *offset = ooxml_child(xfrm, NS_DRAWING, "chOff"), *extent = ooxml_child(xfrm, NS_DRAWING, "chExt");
  ShapeBox box;
  if (!offset || !extent || !read_transform(xfrm, outer, &box))
    return *outer;
  double width = (double)ooxml_number(extent, "cx", 0), height = (double)ooxml_number(extent, "cy", 0);
  ShapeTransform inner = {.scale_x = width > 0 ? (box.x2 - box.x1) / width : outer->scale_x,
                          .scale_y = height > 0 ? (box.y2 - box.y1) / height : outer->scale_y};
  inner.move_x = box.x1 - (double)ooxml_number(offset, "x", 0) * inner.scale_x;
  inner.move_y = box.y1 - (double)ooxml_number(offset, "y", 0) * inner.scale_y;
  return inner;
}

/* --- properties ------------------------------------------------------------------------------- */

/* A child of the non-visual properties (p:nvSpPr, p:nvPicPr, …), which come first whatever kind of shape it is. */
static const xmlNode *find_property(const xmlNode *shape, const char *name) {
  for (const xmlNode *child = shape->children; child; child = child->next) {
    const xmlNode *property = child->type == XML_ELEMENT_NODE ? ooxml_child(child, NS_PRESENTATION, name) : NULL;
    if (property)
      return property;
  }
  return NULL;
}

const xmlNode *shape_placeholder(const xmlNode *shape) {
  return ooxml_child(find_property(shape, "nvPr"), NS_PRESENTATION, "ph");
}

gboolean shape_is_hidden(const xmlNode *shape) {
  return ooxml_boolean(find_property(shape, "cNvPr"), "hidden", FALSE);
}

/* adec:decorative stands in a list of extensions. */
static gboolean is_decorative(const xmlNode *properties) {
  const xmlNode *list = ooxml_child(properties, NS_DRAWING, "extLst");
  for (const xmlNode *extension = list ? list->children : NULL; extension; extension = extension->next) {
    const xmlNode *mark = ooxml_child(extension, NS_DECORATIVE, "decorative");
    if (mark && ooxml_boolean(mark, "val", FALSE))
      return TRUE;
  }
  return FALSE;
}

/* Names of files and identifiers, which programs put there: "IMG_2041.JPG", "logo_rgb_2". */
static gboolean is_name(const char *text) {
  gboolean word = strpbrk(text, " \t\n") == NULL;
  return metadata_is_file_name(text) || (word && strchr(text, '_'));
}

/* What PowerPoint adds where it described a picture by itself, in the languages met. */
static void append_without_origin(const char *text, GString *out) {
  static const char *const origins[] = {"Description automatically generated",
                                        "Automatiskt genererad beskrivning",
                                        "Automatisk generert beskrivelse",
                                        "Automatisk genereret beskrivelse",
                                        "Kuvaus luotu automaattisesti",
                                        "AI-generated content may be incorrect",
                                        "AI-genererat innehåll kan vara felaktigt",
                                        "KI-generert innhold kan være feil",
                                        "AI-genereret indhold kan være ukorrekt"};
  gsize length = strlen(text);
  for (guint i = 0; i < G_N_ELEMENTS(origins); i++) {
    const char *origin = strstr(text, origins[i]);
    length = origin ? MIN(length, (gsize)(origin - text)) : length;
  }
  g_autofree char *kept = g_strndup(text, length);
  drawing_append_line(out, kept);
}

/* An attribute as valid UTF-8; NULL where it is missing or empty. Caller frees. */
static char *dup_attribute(const xmlNode *node, const char *name) {
  const char *value = ooxml_attribute(node, NS_NONE, name);
  return value && *value ? encoding_make_valid(value, -1) : NULL;
}

void shape_append_description(const xmlNode *shape, GString *out) {
  const xmlNode *properties = find_property(shape, "cNvPr");
  g_autofree char *title = dup_attribute(properties, "title");
  g_autofree char *description = dup_attribute(properties, "descr");
  if (!properties || is_decorative(properties))
    return;
  if (title && g_strcmp0(title, description) != 0 && !is_name(title))
    append_without_origin(title, out);
  if (description && !is_name(description))
    append_without_origin(description, out);
}
