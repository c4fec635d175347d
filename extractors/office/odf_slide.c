/* Walks the shapes of a page: frames with text, tables, objects or pictures, drawn shapes, groups. */
#include "extractors/office/odf_slide.h"

#include "extractors/cleanup.h"
#include "extractors/metadata.h"
#include "extractors/office/drawing.h"
#include "extractors/office/odf_place.h"

#include <string.h>

typedef struct {
  OdfReading *reading;
  const OdfStyles *styles;
  Document *document;
  GString *title;
} Walk;

/* What placeholders mean here (presentation:class, 19.389). */
typedef enum {
  ROLE_CONTENT,
  ROLE_TITLE,
  ROLE_FURNITURE, /* header, footer, date, number of the page */
  ROLE_NOTHING,   /* the picture of the page on its notes */
} Role;

static Role role_of(const Walk *walk, const xmlNode *shape) {
  static const char *const furniture[] = {"header", "footer", "date-time", "page-number", NULL};
  const char *class = odf_attribute(shape, ODF_NS_PRESENTATION, "class");
  if (!class)
    return odf_styles_are_of_title(walk->styles, odf_attribute(shape, ODF_NS_PRESENTATION, "style-name"))
               ? ROLE_TITLE
               : ROLE_CONTENT;
  if (strcmp(class, "title") == 0)
    return ROLE_TITLE;
  if (g_strv_contains(furniture, class))
    return ROLE_FURNITURE;
  return strcmp(class, "page") == 0 || strcmp(class, "handout") == 0 ? ROLE_NOTHING : ROLE_CONTENT;
}

/* Kept from the screen, by itself or with its layer. */
static gboolean is_hidden(const Walk *walk, const xmlNode *shape) {
  return odf_display_is_off(odf_attribute(shape, ODF_NS_DRAW_EXTENDED, "display")) ||
         odf_styles_hide_layer(walk->styles, odf_attribute(shape, ODF_NS_DRAW, "layer"));
}

/* Of ODF 1.4 (19.144) and, before it, of LibreOffice alone. */
static gboolean is_decorative(const xmlNode *frame) {
  const char *value = odf_attribute(frame, ODF_NS_DRAW, "decorative");
  value = value ? value : odf_attribute(frame, ODF_NS_EXPERIMENTAL, "decorative");
  return value && strcmp(value, "true") == 0;
}

/* Programs put the name of the file there. */
static void append_description(GString *out, const char *description) {
  if (description && *description && !metadata_is_file_name(description))
    drawing_append_line(out, description);
}

/* The alternative text of pictures, tables and objects (10.3.17): what drawn shapes say is their own text. */
static void append_descriptions(const xmlNode *frame, GString *out) {
  if (odf_child(frame, ODF_TEXT_BOX) || is_decorative(frame))
    return;
  const xmlNode *title = odf_child(frame, ODF_TITLE), *description = odf_child(frame, ODF_DESCRIPTION);
  g_autoptr(xmlChar) name = title ? xmlNodeGetContent(title) : NULL;
  g_autoptr(xmlChar) content = description ? xmlNodeGetContent(description) : NULL;
  if (g_strcmp0((const char *)name, (const char *)content) != 0)
    append_description(out, (const char *)name);
  append_description(out, (const char *)content);
}

/* The text of a frame or shape. What is in a frame are forms of the same (10.4.2): the first that has text. */
static void read_content(OdfText *text, const xmlNode *shape) {
  OdfElement element = odf_element(shape);
  if (element == ODF_FRAME || element == ODF_IMAGE || element == ODF_OBJECT)
    append_descriptions(shape, text->out);
  if (element != ODF_FRAME) {
    odf_text_append_element(text, shape);
    return;
  }
  gsize described = text->out->len;
  for (const xmlNode *node = shape->children; node && text->out->len == described; node = node->next)
    if (node->type == XML_ELEMENT_NODE)
      odf_text_append_element(text, node);
}

/* Programs show prompts in empty placeholders, and save none. Where there is text in one, it is what LibreOffice shows,
 * unless it reads as a prompt. */
static gboolean is_prompt(const xmlNode *shape, const char *text) {
  static const char *const beginnings[] = {
      "Klicka ", "Dubbelklicka ", "Klikk ",      "Dobbeltklikk ", "Dobbelklikk ", "Klik ",           "Dobbeltklik ",
      "Click ",  "Double-click ", "Double-tap ", "Tap ",          "Napsauta ",    "Kaksoisnapsauta "};
  if (!odf_is_placeholder(shape))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(beginnings); i++)
    if (g_str_has_prefix(text, beginnings[i]))
      return TRUE;
  return FALSE;
}

static void add_title(Walk *walk, const ShapeBlock *place, const char *text, GPtrArray *blocks) {
  if (walk->title->len == 0)
    g_string_assign(walk->title, text);
  else
    shape_blocks_add(blocks, place, text);
}

static void read_shape(Walk *walk, const xmlNode *shape, GPtrArray *blocks) {
  Role role = role_of(walk, shape);
  if (role == ROLE_NOTHING)
    return;
  ShapeBlock place = {0};
  place.placed = odf_place_read(shape, &place.box);
  g_auto(OdfText) text;
  odf_text_init(&text, walk->reading);
  read_content(&text, shape);
  if (is_prompt(shape, text.out->str))
    return;
  if (role == ROLE_FURNITURE || odf_text_is_furniture(&text) || is_hidden(walk, shape))
    document_add_furniture(walk->document, text.out->str);
  else if (role == ROLE_TITLE)
    add_title(walk, &place, text.out->str, blocks);
  else
    shape_blocks_add(blocks, &place, text.out->str);
}

static void read_shapes(Walk *walk, const xmlNode *parent, GPtrArray *blocks);

/* A group is read as a whole: what the author grouped belongs together. */
static void read_group(Walk *walk, const xmlNode *group, GPtrArray *blocks) {
  g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func(shape_block_free);
  read_shapes(walk, group, members);
  ShapeBlock place = shape_blocks_enclose(members);
  g_autofree char *joined = shape_blocks_join(members, "\n");
  g_autoptr(GString) text = g_string_new(joined);
  if (is_hidden(walk, group)) {
    document_add_furniture(walk->document, text->str);
    return;
  }
  if (text->len == 0)
    append_descriptions(group, text);
  shape_blocks_add(blocks, &place, text->str);
}

static void read_shapes(Walk *walk, const xmlNode *parent, GPtrArray *blocks) {
  for (const xmlNode *node = parent->children; node; node = node->next) {
    switch (odf_element(node)) {
    case ODF_FRAME:
    case ODF_SHAPE:
    case ODF_TEXT_BOX: /* without a frame: OpenOffice.org 1.x */
    case ODF_IMAGE:
    case ODF_OBJECT:
    case ODF_FILE:
    case ODF_TABLE:
      read_shape(walk, node, blocks);
      break;
    case ODF_GROUP:
      read_group(walk, node, blocks);
      break;
    case ODF_LINK:
      odf_note_link(walk->reading, node);
      read_shapes(walk, node, blocks);
      break;
    case ODF_ANNOTATION:
      g_ptr_array_add(walk->reading->comments, (gpointer)(guintptr)node);
      break;
    case ODF_UNKNOWN:
      if (node->type == XML_ELEMENT_NODE)
        read_shapes(walk, node, blocks);
      break;
    default:
      break;
    }
  }
}

void odf_slide_clear(OdfSlide *slide) {
  g_clear_pointer(&slide->title, g_free);
  g_clear_pointer(&slide->text, g_free);
}

OdfSlide odf_slide_read(OdfReading *reading, const OdfStyles *styles, Document *document, const xmlNode *page) {
  g_autoptr(GString) title = g_string_new(NULL);
  g_autoptr(GPtrArray) blocks = g_ptr_array_new_with_free_func(shape_block_free);
  Walk walk = {reading, styles, document, title};
  read_shapes(&walk, page, blocks);
  g_strdelimit(title->str, "\n\t", ' ');
  return (OdfSlide){.title = title->len > 0 ? g_strdup(title->str) : NULL, .text = shape_blocks_join(blocks, "\n\n")};
}
