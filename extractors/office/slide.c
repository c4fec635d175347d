/* Walks the shape tree of a slide: placeholders, groups, pictures, tables, diagrams, charts and embedded files. */
#include "extractors/office/slide.h"

#include "extractors/cleanup.h"
#include "extractors/office/arrange.h"
#include "extractors/office/charts.h"
#include "extractors/office/diagrams.h"
#include "extractors/office/drawing.h"
#include "extractors/office/embedded.h"
#include "extractors/office/ooxml.h"
#include "extractors/office/placeholders.h"
#include "language/encoding.h"
#include "language/normalise.h"

#include <string.h>

#define MAX_OBJECTS 1000u      /* embedded files that are read of one presentation */
#define MAX_OBJECT_TEXT 16384u /* bytes of a sheet that stands on a slide */
#define MAX_LINKS 65536u       /* bytes of addresses */
#define MAX_FURNITURE 5000u    /* different texts: they are told apart one by one */
#define MAX_SHEET_TEXTS 200u   /* of a layout or master */

/* A layout or master. */
typedef struct {
  PlaceholderList *placeholders;
  GPtrArray *texts;      /* char*, of shapes that a person put there */
  gboolean shows_parent; /* the master's shapes are seen through it */
  char *parent;          /* part name of the master, or NULL */
} Sheet;

struct SlideReader {
  OpcPackage *package;
  Extraction *extraction;
  GHashTable *sheets;  /* part name -> Sheet* */
  GHashTable *objects; /* names of parts that were read, owned */
  GHashTable *links;   /* addresses, owned */
  GString *link_list;
  guint unread_objects;
};

typedef struct {
  SlideReader *reader;
  const GPtrArray *relationships;
  const Sheet *layout, *master; /* NULL where there is none */
  const char *number;           /* that fields show, or NULL */
  gboolean is_sheet;            /* a layout or master is read: its placeholders are prompts */
  GString *title;
  GPtrArray *objects; /* SlideObject* */
} Walk;

/* --- furniture -------------------------------------------------------------------------------- */

static void add_furniture(SlideReader *reader, const char *text) {
  if (reader->extraction->document->furniture->len < MAX_FURNITURE)
    document_add_furniture(reader->extraction->document, text);
}

static void add_sheet_furniture(SlideReader *reader, const Sheet *sheet) {
  for (guint i = 0; i < sheet->texts->len; i++)
    add_furniture(reader, sheet->texts->pdata[i]);
}

/* --- shapes with text ------------------------------------------------------------------------- */

/* What the shape is, and where it stands. */
static PlaceholderShape inherit(const Walk *walk, const xmlNode *shape, const ShapeTransform *transform,
                                ShapeBlock *place) {
  PlaceholderShape found = placeholder_inherit(shape, transform, walk->layout ? walk->layout->placeholders : NULL,
                                               walk->master ? walk->master->placeholders : NULL);
  *place = (ShapeBlock){.box = found.box, .placed = found.placed};
  return found;
}

static void read_text_shape(Walk *walk, const xmlNode *shape, const ShapeTransform *transform, GPtrArray *blocks) {
  ShapeBlock place;
  PlaceholderShape found = inherit(walk, shape, transform, &place);
  PlaceholderRole role = found.role;
  const xmlNode *body = ooxml_child(shape, NS_PRESENTATION, "txBody");
  gboolean hidden = shape_is_hidden(shape);
  g_autoptr(GString) text = g_string_new(NULL);
  drawing_append_slide_text(body, walk->number, text);
  if (role != PLACEHOLDER_NONE && (walk->is_sheet || placeholder_is_prompt(&found, text->str)))
    return;
  if (text->len == 0 && role == PLACEHOLDER_NONE && !hidden)
    shape_append_description(shape, text);
  if (role == PLACEHOLDER_TITLE && walk->title->len == 0)
    g_string_assign(walk->title, text->str);
  else if (role == PLACEHOLDER_FURNITURE || hidden || (role == PLACEHOLDER_NONE && drawing_is_fields(body)))
    add_furniture(walk->reader, walk->is_sheet ? "" : text->str);
  else if (role != PLACEHOLDER_IMAGE)
    shape_blocks_add(blocks, &place, text->str);
}

static void read_picture(Walk *walk, const xmlNode *shape, const ShapeTransform *transform, GPtrArray *blocks) {
  ShapeBlock place;
  inherit(walk, shape, transform, &place);
  g_autoptr(GString) text = g_string_new(NULL);
  if (!walk->is_sheet && !shape_is_hidden(shape))
    shape_append_description(shape, text);
  shape_blocks_add(blocks, &place, text->str);
}

/* --- graphic frames --------------------------------------------------------------------------- */

/* The part that an identifier leads to; NULL where that cannot be read. */
static xmlDoc *open_referred(const Walk *walk, const char *id) {
  const OpcRelationship *target = opc_relationship_by_id(walk->relationships, id);
  return target ? opc_package_xml(walk->reader->package, target->target, NULL) : NULL;
}

/* The outline says in order what the picture of the diagram says; the picture is for data that are lost. */
static void append_diagram(const Walk *walk, const xmlNode *identifiers, GString *out) {
  g_autoptr(xmlDoc) data = open_referred(walk, ooxml_attribute(identifiers, NS_RELATIONS, "dm"));
  const xmlNode *model = data ? xmlDocGetRootElement(data) : NULL;
  if (model && diagram_append(model, out))
    return;
  const char *id = model ? diagram_drawing_id(model) : NULL;
  const OpcRelationship *usual = opc_relationship_by_type(walk->relationships, "diagramDrawing");
  g_autoptr(xmlDoc) picture = open_referred(walk, id ? id : usual ? usual->id : NULL);
  if (picture)
    drawing_append_all_text(xmlDocGetRootElement(picture), out);
}

static void append_chart(const Walk *walk, const char *id, GString *out) {
  const OpcRelationship *target = opc_relationship_by_id(walk->relationships, id);
  g_autoptr(xmlDoc) part = open_referred(walk, id);
  if (!part)
    return;
  const xmlNode *chart = xmlDocGetRootElement(part);
  chart_append(chart, out);
  const char *shapes = chart_shapes_id(chart);
  if (!shapes)
    return;
  g_autoptr(GPtrArray) relationships = opc_package_relationships(walk->reader->package, target->target);
  const OpcRelationship *drawn = opc_relationship_by_id(relationships, shapes);
  g_autoptr(xmlDoc) drawing = drawn ? opc_package_xml(walk->reader->package, drawn->target, NULL) : NULL;
  if (drawing)
    drawing_append_all_text(xmlDocGetRootElement(drawing), out);
}

/* --- embedded files --------------------------------------------------------------------------- */

static void object_free(gpointer data) {
  SlideObject *object = data;
  g_free(object->name);
  document_free(object->document);
  g_free(object);
}

/* The one sheet of a workbook, or the one slide of a presentation, that is small enough to be what the slide shows of
 * it; NULL for other files. */
static const Unit *shown_unit(const Document *document) {
  static const char *const readers[] = {"xlsx", "xls", "pptx", "ppt", "odp", NULL};
  const Unit *shown = NULL;
  if (!document->extractor || !g_strv_contains(readers, document->extractor))
    return NULL;
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    if (unit->hidden || (unit->kind != UNIT_KIND_SECTION && unit->kind != UNIT_KIND_SLIDE))
      continue;
    if (shown || strlen(unit->text) > MAX_OBJECT_TEXT)
      return NULL;
    shown = unit;
  }
  return shown;
}

/* The name of a sheet is not seen on the slide, the title of a slide is. */
static void append_shown(Walk *walk, const Unit *shown, GString *out) {
  const char *heading = shown->heading ? shown->heading : "";
  if (shown->kind == UNIT_KIND_SLIDE)
    drawing_append_line(out, heading);
  else
    add_furniture(walk->reader, heading);
  drawing_append_line(out, shown->text);
}

/* What a file gives: text of the slide, an attachment, or nothing. Takes both. `named`: the name is a person's. */
static void add_object(Walk *walk, char *name, gboolean named, Document *document, gboolean icon, GString *out) {
  SlideObject *object = g_new(SlideObject, 1);
  *object = (SlideObject){name, document};
  const Unit *shown = icon ? NULL : shown_unit(document);
  if (status_is_failure(document->status) && document->status != STATUS_EMPTY)
    walk->reader->unread_objects++;
  if (shown) {
    append_shown(walk, shown, out);
    g_ptr_array_remove(document->units, (gpointer)(guintptr)shown); /* the rest are attachments */
  }
  if (document->units->len > 0 || (named && !shown))
    g_ptr_array_add(walk->objects, object);
  else
    object_free(object);
}

/* Parts are named after their place in the package; of a bare OLE container the kind says more. */
static char *name_of_object(const xmlNode *frame, const char *part) {
  const char *kind = ooxml_attribute(frame, NS_NONE, "name");
  g_autofree char *name = g_str_has_suffix(part, ".bin") && kind && *kind ? g_strdup(kind) : g_path_get_basename(part);
  return encoding_make_valid(name, -1);
}

/* A file that lies in the package (p:oleObj, 19.3.2.4), read once however often it is shown. */
static void read_object(Walk *walk, const xmlNode *frame, GString *out) {
  SlideReader *reader = walk->reader;
  const OpcRelationship *target =
      opc_relationship_by_id(walk->relationships, ooxml_attribute(frame, NS_RELATIONS, "id"));
  if (!target || walk->is_sheet || g_hash_table_size(reader->objects) >= MAX_OBJECTS ||
      reader->extraction->depth >= EMBEDDED_MAX_DEPTH || !g_hash_table_add(reader->objects, g_strdup(target->target)))
    return;
  g_autoptr(GBytes) bytes = opc_package_bytes(reader->package, target->target, EMBEDDED_MAX_BYTES);
  if (!bytes) {
    reader->unread_objects += opc_package_contains(reader->package, target->target);
    return;
  }
  extraction_progress(reader->extraction, 0, 0);
  char *name = NULL;
  g_autoptr(GBytes) file = embedded_unwrap(bytes, &name);
  gboolean named = name != NULL;
  if (!named)
    name = name_of_object(frame, target->target);
  add_object(walk, name, named, embedded_read(reader->extraction, name, file),
             ooxml_boolean(frame, "showAsIcon", FALSE), out);
}

/* What a frame holds (a:graphicData, 20.1.2.2.17). */
static void append_graphic(Walk *walk, const xmlNode *data, GString *out) {
  for (const xmlNode *node = data ? data->children : NULL; node; node = node->next) {
    if (ooxml_is(node, NS_DRAWING, "tbl"))
      drawing_append_table(node, out);
    else if (ooxml_is(node, NS_DIAGRAM, "relIds"))
      append_diagram(walk, node, out);
    else if (ooxml_is(node, NS_CHART, "chart") || ooxml_is(node, NS_CHART_EXTENDED, "chart"))
      append_chart(walk, ooxml_attribute(node, NS_RELATIONS, "id"), out);
    else if (ooxml_is(node, NS_PRESENTATION, "oleObj"))
      read_object(walk, node, out);
    else if (ooxml_is(node, NS_COMPATIBILITY, "AlternateContent"))
      append_graphic(walk, ooxml_choice(node), out);
    else
      drawing_append_all_text(node, out);
  }
}

static void read_graphic_frame(Walk *walk, const xmlNode *shape, const ShapeTransform *transform, GPtrArray *blocks) {
  ShapeBlock place;
  inherit(walk, shape, transform, &place);
  if (shape_is_hidden(shape))
    return;
  g_autoptr(GString) text = g_string_new(NULL);
  if (!walk->is_sheet)
    shape_append_description(shape, text);
  append_graphic(walk, ooxml_path(shape, NS_DRAWING, "graphic/graphicData"), text);
  shape_blocks_add(blocks, &place, text->str);
}

/* --- the tree --------------------------------------------------------------------------------- */

static void read_tree(Walk *walk, const xmlNode *tree, const ShapeTransform *transform, GPtrArray *blocks);

/* A group is read as a whole: what the author grouped belongs together. */
static void read_group(Walk *walk, const xmlNode *group, const ShapeTransform *transform, GPtrArray *blocks) {
  ShapeTransform inner = shape_enter_group(group, transform);
  g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func(shape_block_free);
  read_tree(walk, group, &inner, members);
  ShapeBlock place = shape_blocks_enclose(members);
  g_autofree char *joined = shape_blocks_join(members, "\n");
  g_autoptr(GString) text = g_string_new(joined);
  if (shape_is_hidden(group)) {
    add_furniture(walk->reader, text->str);
    return;
  }
  if (text->len == 0 && !walk->is_sheet)
    shape_append_description(group, text);
  shape_blocks_add(blocks, &place, text->str);
}

/* One branch only: the others hold the same for older programs. A choice without text is often a newer kind of graphic.
 */
static void read_alternate(Walk *walk, const xmlNode *alternate, const ShapeTransform *transform, GPtrArray *blocks) {
  guint before = blocks->len, objects = walk->objects->len, title = (guint)walk->title->len;
  for (const xmlNode *branch = alternate->children; branch; branch = branch->next) {
    if (!ooxml_is(branch, NS_COMPATIBILITY, "Choice") && !ooxml_is(branch, NS_COMPATIBILITY, "Fallback"))
      continue;
    read_tree(walk, branch, transform, blocks);
    if (blocks->len != before || walk->objects->len != objects || walk->title->len != title)
      return;
  }
}

static void read_tree(Walk *walk, const xmlNode *tree, const ShapeTransform *transform, GPtrArray *blocks) {
  for (const xmlNode *node = tree->children; node; node = node->next) {
    if (ooxml_is(node, NS_PRESENTATION, "sp") || ooxml_is(node, NS_PRESENTATION, "cxnSp"))
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

/* --- layouts and masters ---------------------------------------------------------------------- */

static void sheet_free(gpointer data) {
  Sheet *sheet = data;
  placeholder_list_free(sheet->placeholders);
  g_ptr_array_unref(sheet->texts);
  g_free(sheet->parent);
  g_free(sheet);
}

static void read_sheet_texts(SlideReader *reader, const xmlNode *root, const GPtrArray *relationships, Sheet *sheet) {
  const xmlNode *tree = ooxml_path(root, NS_PRESENTATION, "cSld/spTree");
  g_autoptr(GString) title = g_string_new(NULL);
  g_autoptr(GPtrArray) objects = g_ptr_array_new_with_free_func(object_free);
  g_autoptr(GPtrArray) blocks = g_ptr_array_new_with_free_func(shape_block_free);
  Walk walk = {.reader = reader, .relationships = relationships, .is_sheet = TRUE, .title = title, .objects = objects};
  if (tree)
    read_tree(&walk, tree, &shape_identity, blocks);
  for (guint i = 0; i < MIN(blocks->len, MAX_SHEET_TEXTS); i++)
    g_ptr_array_add(sheet->texts, g_strdup(((const ShapeBlock *)blocks->pdata[i])->text));
}

/* Reads a layout, master or notes master once. A missing one has no placeholders. */
static const Sheet *get_sheet(SlideReader *reader, const char *part) {
  Sheet *sheet = g_hash_table_lookup(reader->sheets, part);
  if (sheet)
    return sheet;
  gboolean complete;
  g_autoptr(xmlDoc) document = opc_package_aid_xml(reader->package, part, &complete, NULL);
  const xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
  g_autoptr(GPtrArray) relationships = opc_package_relationships(reader->package, part);
  const OpcRelationship *master = opc_relationship_by_type(relationships, "slideMaster");
  sheet = g_new0(Sheet, 1);
  sheet->placeholders = placeholder_list_new(root);
  sheet->texts = g_ptr_array_new_with_free_func(g_free);
  sheet->shows_parent = ooxml_boolean(root, "showMasterSp", TRUE);
  sheet->parent = master ? g_strdup(master->target) : NULL;
  if (root)
    read_sheet_texts(reader, root, relationships, sheet);
  g_hash_table_insert(reader->sheets, g_strdup(part), sheet);
  return sheet;
}

/* --- the reader ------------------------------------------------------------------------------- */

SlideReader *slide_reader_new(OpcPackage *package, Extraction *extraction) {
  SlideReader *reader = g_new0(SlideReader, 1);
  reader->package = package;
  reader->extraction = extraction;
  reader->sheets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, sheet_free);
  reader->objects = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  reader->links = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  reader->link_list = g_string_new(NULL);
  return reader;
}

void slide_reader_free(SlideReader *reader) {
  if (!reader)
    return;
  g_hash_table_unref(reader->sheets);
  g_hash_table_unref(reader->objects);
  g_hash_table_unref(reader->links);
  g_string_free(reader->link_list, TRUE);
  g_free(reader);
}

void slide_content_clear(SlideContent *content) {
  g_clear_pointer(&content->title, g_free);
  g_clear_pointer(&content->text, g_free);
  g_clear_pointer(&content->objects, g_ptr_array_unref);
}

static void read_links(SlideReader *reader, const GPtrArray *relationships) {
  for (guint i = 0; i < relationships->len; i++) {
    const OpcRelationship *link = relationships->pdata[i];
    if (!link->external || strcmp(link->type, "hyperlink") != 0 || strpbrk(link->target, " \n\t") ||
        reader->link_list->len + strlen(link->target) > MAX_LINKS ||
        !g_hash_table_add(reader->links, g_strdup(link->target)))
      continue;
    g_string_append_printf(reader->link_list, "%s%s", reader->link_list->len > 0 ? " " : "", link->target);
  }
}

const char *slide_reader_links(const SlideReader *reader) {
  return reader->link_list->str;
}

guint slide_reader_unread_objects(const SlideReader *reader) {
  return reader->unread_objects;
}

/* What is seen through from below, unless the slide hides it (19.3.1.38, showMasterSp). */
static void read_background(const Walk *walk, const xmlNode *root) {
  if (!walk->layout || !ooxml_boolean(root, "showMasterSp", TRUE))
    return;
  add_sheet_furniture(walk->reader, walk->layout);
  if (walk->master && walk->layout->shows_parent)
    add_sheet_furniture(walk->reader, walk->master);
}

SlideContent slide_reader_read(SlideReader *reader, const xmlNode *root, const GPtrArray *relationships,
                               const char *number) {
  const OpcRelationship *layout = opc_relationship_by_type(relationships, "slideLayout");
  if (!layout)
    layout = opc_relationship_by_type(relationships, "notesMaster");
  g_autoptr(GString) title = g_string_new(NULL);
  g_autoptr(GPtrArray) blocks = g_ptr_array_new_with_free_func(shape_block_free);
  GPtrArray *objects = g_ptr_array_new_with_free_func(object_free);
  Walk walk = {.reader = reader, .relationships = relationships, .number = number, .title = title, .objects = objects};
  walk.layout = layout ? get_sheet(reader, layout->target) : NULL;
  walk.master = walk.layout && walk.layout->parent ? get_sheet(reader, walk.layout->parent) : NULL;
  const xmlNode *tree = ooxml_path(root, NS_PRESENTATION, "cSld/spTree");
  if (tree)
    read_tree(&walk, tree, &shape_identity, blocks);
  read_background(&walk, root);
  read_links(reader, relationships);
  g_autofree char *line = normalise_line(title->str, (gssize)title->len);
  return (SlideContent){
      .title = *line ? g_steal_pointer(&line) : NULL, .text = shape_blocks_join(blocks, "\n\n"), .objects = objects};
}
