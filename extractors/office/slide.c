/* Walks the shape tree of a slide: placeholders, groups, pictures, tables, diagrams and charts. */
#include "extractors/office/slide.h"

#include "extractors/cleanup.h"
#include "extractors/metadata.h"
#include "extractors/office/arrange.h"
#include "extractors/office/drawing.h"
#include "extractors/office/ooxml.h"

#include <string.h>

/* What placeholders mean here (ST_PlaceholderType, 19.7.10). */
typedef enum {
  PLACEHOLDER_NONE, /* an ordinary shape */
  PLACEHOLDER_TITLE,
  PLACEHOLDER_CONTENT,   /* body, object, table, picture, … */
  PLACEHOLDER_FURNITURE, /* date, header, footer, slide number */
  PLACEHOLDER_IMAGE,     /* the picture of the slide on its notes page */
} PlaceholderRole;

typedef struct {
  char *type;   /* NULL where the shape names none */
  gint64 index; /* -1 where it names none */
  ShapeBox box;
  gboolean placed;
} Placeholder;

/* The placeholders of a layout or master. */
typedef struct {
  GPtrArray *placeholders; /* Placeholder* */
  char *parent;            /* part name of the master, or NULL */
} PlaceholderSheet;

struct SlideReader {
  OpcPackage *package;
  Document *document;
  GHashTable *sheets; /* part name -> PlaceholderSheet* */
};

/* From the coordinates of a group's children to those of the slide. */
typedef struct {
  double scale_x, scale_y, move_x, move_y;
} Transform;

typedef struct {
  SlideReader *reader;
  const GPtrArray *relationships;
  const PlaceholderSheet *layout, *master; /* NULL where there is none */
  GString *title;
} Walk;

/* --- boxes ------------------------------------------------------------------------------------ */

/* a:xfrm or p:xfrm (20.1.7.6) in the slide's coordinates. FALSE where it tells no place. */
static gboolean read_box(const xmlNode *xfrm, const Transform *transform, ShapeBox *box) {
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

/* The group's own coordinates (20.1.7.5: chOff, chExt) within those of its parent. */
static Transform enter_group(const xmlNode *xfrm, const Transform *outer) {
  const xmlNode *offset = ooxml_child(xfrm, NS_DRAWING, "chOff"), *extent = ooxml_child(xfrm, NS_DRAWING, "chExt");
  ShapeBox box;
  if (!offset || !extent || !read_box(xfrm, outer, &box))
    return *outer;
  double width = (double)ooxml_number(extent, "cx", 0), height = (double)ooxml_number(extent, "cy", 0);
  Transform inner = {.scale_x = width > 0 ? (box.x2 - box.x1) / width : outer->scale_x,
                     .scale_y = height > 0 ? (box.y2 - box.y1) / height : outer->scale_y};
  inner.move_x = box.x1 - (double)ooxml_number(offset, "x", 0) * inner.scale_x;
  inner.move_y = box.y1 - (double)ooxml_number(offset, "y", 0) * inner.scale_y;
  return inner;
}

static const Transform identity = {1, 1, 0, 0};

/* --- placeholders of layouts and masters ------------------------------------------------------ */

static void placeholder_free(gpointer data) {
  Placeholder *placeholder = data;
  g_free(placeholder->type);
  g_free(placeholder);
}

static void sheet_free(gpointer data) {
  PlaceholderSheet *sheet = data;
  g_ptr_array_unref(sheet->placeholders);
  g_free(sheet->parent);
  g_free(sheet);
}

/* The p:ph of a shape, whatever kind of shape it is. */
static const xmlNode *find_placeholder(const xmlNode *shape) {
  for (const xmlNode *child = shape->children; child; child = child->next) {
    const xmlNode *properties = ooxml_child(child, NS_PRESENTATION, "nvPr");
    if (properties)
      return ooxml_child(properties, NS_PRESENTATION, "ph");
  }
  return NULL;
}

static const xmlNode *find_transform(const xmlNode *shape) {
  const xmlNode *own = ooxml_child(shape, NS_PRESENTATION, "xfrm"); /* graphic frames */
  return own ? own : ooxml_child(ooxml_child(shape, NS_PRESENTATION, "spPr"), NS_DRAWING, "xfrm");
}

static void read_sheet_placeholders(const xmlNode *root, GPtrArray *placeholders) {
  const xmlNode *tree = ooxml_path(root, NS_PRESENTATION, "cSld/spTree");
  for (const xmlNode *shape = tree ? tree->children : NULL; shape; shape = shape->next) {
    const xmlNode *found = shape->type == XML_ELEMENT_NODE ? find_placeholder(shape) : NULL;
    if (!found)
      continue;
    Placeholder *placeholder = g_new0(Placeholder, 1);
    placeholder->type = g_strdup(ooxml_attribute(found, NS_NONE, "type"));
    placeholder->index = ooxml_number(found, "idx", -1);
    placeholder->placed = read_box(find_transform(shape), &identity, &placeholder->box);
    g_ptr_array_add(placeholders, placeholder);
  }
}

/* Reads a layout, master or notes master once. A missing one has no placeholders. */
static const PlaceholderSheet *get_sheet(SlideReader *reader, const char *part) {
  PlaceholderSheet *sheet = g_hash_table_lookup(reader->sheets, part);
  if (sheet)
    return sheet;
  sheet = g_new0(PlaceholderSheet, 1);
  sheet->placeholders = g_ptr_array_new_with_free_func(placeholder_free);
  gboolean complete;
  g_autoptr(xmlDoc) document = opc_package_aid_xml(reader->package, part, &complete, NULL);
  if (document)
    read_sheet_placeholders(xmlDocGetRootElement(document), sheet->placeholders);
  g_autoptr(GPtrArray) relationships = opc_package_relationships(reader->package, part);
  const OpcRelationship *master = opc_relationship_by_type(relationships, "slideMaster");
  sheet->parent = master ? g_strdup(master->target) : NULL;
  g_hash_table_insert(reader->sheets, g_strdup(part), sheet);
  return sheet;
}

static gboolean is_title_type(const char *type) {
  return type && (strcmp(type, "title") == 0 || strcmp(type, "ctrTitle") == 0);
}

/* What a slide's placeholder inherits from: the one with its index, or of its type. The default type is "obj"
 * (19.3.1.36). */
static const Placeholder *find_in_sheet(const PlaceholderSheet *sheet, const char *type, gint64 index) {
  const Placeholder *of_type = NULL;
  for (guint i = 0; sheet && i < sheet->placeholders->len; i++) {
    const Placeholder *candidate = sheet->placeholders->pdata[i];
    if (is_title_type(type) ? is_title_type(candidate->type) : index >= 0 && candidate->index == index)
      return candidate;
    if (!of_type && type && g_strcmp0(candidate->type, type) == 0)
      of_type = candidate;
  }
  return of_type;
}

/* Masters have one body for all that layouts call by other names. */
static const char *master_type(const char *type) {
  if (is_title_type(type))
    return "title";
  static const char *const own[] = {"dt", "ftr", "hdr", "sldNum", "sldImg", NULL};
  return type && g_strv_contains(own, type) ? type : "body";
}

static PlaceholderRole role_of_type(const char *type) {
  static const char *const furniture[] = {"dt", "ftr", "hdr", "sldNum", NULL};
  if (is_title_type(type))
    return PLACEHOLDER_TITLE;
  if (type && g_strv_contains(furniture, type))
    return PLACEHOLDER_FURNITURE;
  return type && strcmp(type, "sldImg") == 0 ? PLACEHOLDER_IMAGE : PLACEHOLDER_CONTENT;
}

/* What the shape is, and where it stands: by itself, or by its layout or master. */
static PlaceholderRole inherit(const Walk *walk, const xmlNode *shape, const Transform *transform, ShapeBlock *block) {
  block->placed = read_box(find_transform(shape), transform, &block->box);
  const xmlNode *found = find_placeholder(shape);
  if (!found)
    return PLACEHOLDER_NONE;
  const char *type = ooxml_attribute(found, NS_NONE, "type");
  const Placeholder *layout = find_in_sheet(walk->layout, type, ooxml_number(found, "idx", -1));
  if (!type && layout)
    type = layout->type;
  const Placeholder *master = find_in_sheet(walk->master, master_type(type), -1);
  const Placeholder *placing = layout && layout->placed ? layout : master;
  if (!block->placed && placing && placing->placed) {
    block->placed = TRUE;
    block->box = placing->box;
  }
  return role_of_type(type);
}

/* --- shapes ----------------------------------------------------------------------------------- */

/* Adds a block with the text, unless that is empty. */
static void add_block(GPtrArray *blocks, const ShapeBlock *place, const char *text) {
  if (!*text)
    return;
  ShapeBlock *block = g_memdup2(place, sizeof *place);
  block->source = blocks->len;
  block->text = g_strdup(text);
  g_ptr_array_add(blocks, block);
}

/* A description for those who cannot see the picture; programs put the file's name there. */
static void append_description(const xmlNode *shape, const char *properties, GString *out) {
  const xmlNode *named = ooxml_path(shape, NS_PRESENTATION, properties);
  const char *description = ooxml_attribute(named, NS_NONE, "descr");
  if (!description || !*description)
    return;
  if (!metadata_is_file_name(description))
    drawing_append_line(out, description);
}

static void read_text_shape(Walk *walk, const xmlNode *shape, const Transform *transform, GPtrArray *blocks) {
  ShapeBlock place = {0};
  PlaceholderRole role = inherit(walk, shape, transform, &place);
  g_autoptr(GString) text = g_string_new(NULL);
  drawing_append_text(ooxml_child(shape, NS_PRESENTATION, "txBody"), text);
  switch (role) {
  case PLACEHOLDER_IMAGE:
    break;
  case PLACEHOLDER_FURNITURE:
    document_add_furniture(walk->reader->document, text->str);
    break;
  case PLACEHOLDER_TITLE:
    if (walk->title->len == 0) {
      g_string_assign(walk->title, text->str);
      break;
    }
    add_block(blocks, &place, text->str);
    break;
  case PLACEHOLDER_NONE:
  case PLACEHOLDER_CONTENT:
    add_block(blocks, &place, text->str);
  }
}

static void read_picture(Walk *walk, const xmlNode *shape, const Transform *transform, GPtrArray *blocks) {
  ShapeBlock place = {0};
  inherit(walk, shape, transform, &place);
  g_autoptr(GString) text = g_string_new(NULL);
  append_description(shape, "nvPicPr/cNvPr", text);
  add_block(blocks, &place, text->str);
}

/* A part that a graphic frame refers to, through the writer of its kind. */
static void append_referred(const Walk *walk, const char *id, void (*append)(const xmlNode *, GString *),
                            GString *out) {
  const OpcRelationship *target = opc_relationship_by_id(walk->relationships, id);
  g_autoptr(xmlDoc) part = target ? opc_package_xml(walk->reader->package, target->target, NULL) : NULL;
  if (part)
    append(xmlDocGetRootElement(part), out);
}

static void read_graphic_frame(Walk *walk, const xmlNode *shape, const Transform *transform, GPtrArray *blocks) {
  ShapeBlock place = {0};
  inherit(walk, shape, transform, &place);
  g_autoptr(GString) text = g_string_new(NULL);
  append_description(shape, "nvGraphicFramePr/cNvPr", text);
  const xmlNode *data = ooxml_path(shape, NS_DRAWING, "graphic/graphicData");
  for (const xmlNode *node = data ? data->children : NULL; node; node = node->next) {
    if (ooxml_is(node, NS_DRAWING, "tbl"))
      drawing_append_table(node, text);
    else if (ooxml_is(node, NS_DIAGRAM, "relIds"))
      append_referred(walk, ooxml_attribute(node, NS_RELATIONS, "dm"), drawing_append_diagram, text);
    else if (ooxml_is(node, NS_CHART, "chart"))
      append_referred(walk, ooxml_attribute(node, NS_RELATIONS, "id"), drawing_append_chart, text);
  }
  add_block(blocks, &place, text->str);
}

static void read_tree(Walk *walk, const xmlNode *tree, const Transform *transform, GPtrArray *blocks);

static char *join_blocks(GPtrArray *blocks, const char *between) {
  GString *joined = g_string_new(NULL);
  shape_blocks_arrange(blocks);
  for (guint i = 0; i < blocks->len; i++) {
    if (i > 0)
      g_string_append(joined, between);
    g_string_append(joined, ((const ShapeBlock *)blocks->pdata[i])->text);
  }
  return g_string_free(joined, FALSE);
}

/* A group is read as a whole: what the author grouped belongs together. */
static void read_group(Walk *walk, const xmlNode *group, const Transform *transform, GPtrArray *blocks) {
  const xmlNode *properties = ooxml_child(group, NS_PRESENTATION, "grpSpPr");
  Transform inner = enter_group(ooxml_child(properties, NS_DRAWING, "xfrm"), transform);
  g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func(shape_block_free);
  read_tree(walk, group, &inner, members);
  ShapeBlock place = {0};
  for (guint i = 0; i < members->len; i++) {
    const ShapeBlock *member = members->pdata[i];
    if (!member->placed)
      continue;
    ShapeBox both = {MIN(place.box.x1, member->box.x1), MIN(place.box.y1, member->box.y1),
                     MAX(place.box.x2, member->box.x2), MAX(place.box.y2, member->box.y2)};
    place.box = place.placed ? both : member->box;
    place.placed = TRUE;
  }
  g_autofree char *text = join_blocks(members, "\n");
  add_block(blocks, &place, text);
}

/* One branch only: the other holds the same for older programs. A choice without text is often a newer kind of graphic.
 */
static void read_alternate(Walk *walk, const xmlNode *alternate, const Transform *transform, GPtrArray *blocks) {
  guint before = blocks->len;
  const xmlNode *choice = ooxml_choice(alternate);
  const xmlNode *fallback = ooxml_child(alternate, NS_COMPATIBILITY, "Fallback");
  if (choice)
    read_tree(walk, choice, transform, blocks);
  if (blocks->len == before && fallback && fallback != choice)
    read_tree(walk, fallback, transform, blocks);
}

static void read_tree(Walk *walk, const xmlNode *tree, const Transform *transform, GPtrArray *blocks) {
  for (const xmlNode *node = tree->children; node; node = node->next) {
    if (ooxml_is(node, NS_PRESENTATION, "sp"))
      read_text_shape(walk, node, transform, blocks);
    else if (ooxml_is(node, NS_PRESENTATION, "pic"))
      read_picture(walk, node, transform, blocks);
    else if (ooxml_is(node, NS_PRESENTATION, "graphicFrame"))
      read_graphic_frame(walk, node, transform, blocks);
    else if (ooxml_is(node, NS_PRESENTATION, "grpSp"))
      read_group(walk, node, transform, blocks);
    else if (ooxml_is(node, NS_COMPATIBILITY, "AlternateContent"))
      read_alternate(walk, node, transform, blocks);
  }
}

/* --- the reader ------------------------------------------------------------------------------- */

SlideReader *slide_reader_new(OpcPackage *package, Document *document) {
  SlideReader *reader = g_new(SlideReader, 1);
  reader->package = package;
  reader->document = document;
  reader->sheets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, sheet_free);
  return reader;
}

void slide_reader_free(SlideReader *reader) {
  if (!reader)
    return;
  g_hash_table_unref(reader->sheets);
  g_free(reader);
}

void slide_content_clear(SlideContent *content) {
  g_clear_pointer(&content->title, g_free);
  g_clear_pointer(&content->text, g_free);
}

SlideContent slide_reader_read(SlideReader *reader, const xmlNode *root, const GPtrArray *relationships) {
  const OpcRelationship *layout = opc_relationship_by_type(relationships, "slideLayout");
  if (!layout)
    layout = opc_relationship_by_type(relationships, "notesMaster");
  g_autoptr(GString) title = g_string_new(NULL);
  g_autoptr(GPtrArray) blocks = g_ptr_array_new_with_free_func(shape_block_free);
  Walk walk = {.reader = reader, .relationships = relationships, .title = title};
  walk.layout = layout ? get_sheet(reader, layout->target) : NULL;
  walk.master = walk.layout && walk.layout->parent ? get_sheet(reader, walk.layout->parent) : NULL;
  const xmlNode *tree = ooxml_path(root, NS_PRESENTATION, "cSld/spTree");
  if (tree)
    read_tree(&walk, tree, &identity, blocks);
  g_strdelimit(title->str, "\n\t", ' ');
  return (SlideContent){.title = title->len > 0 ? g_strdup(title->str) : NULL, .text = join_blocks(blocks, "\n\n")};
}
