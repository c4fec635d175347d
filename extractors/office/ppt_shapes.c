/* Walks the shapes of a drawing: text boxes, places of the layout, pictures, objects, tables, groups. */
#include "extractors/office/ppt_shapes.h"

#include "extractors/office/arrange.h"
#include "extractors/office/drawing.h"
#include "extractors/office/ppt_metro.h"
#include "extractors/office/ppt_shape.h"

#include <string.h>

/* Groups in groups; what lies deeper is not read. */
#define MAX_DEPTH 64
/* Of different texts: each is compared with all before. */
#define MAX_FURNITURE 2000u
/* Tops of cells in one row differ by less: [MS-PPT] 2.12.1 has 576 units an inch. */
#define ROW_SLACK 8.0

typedef struct {
  const PptSheet *sheet;
  GString *title;
  guint depth;
} Walk;

/* From the coordinates of a group's children to those of the slide. */
typedef struct {
  double scale_x, scale_y, move_x, move_y;
} Transform;

static const Transform identity = {1, 1, 0, 0};

void ppt_content_clear(PptContent *content) {
  g_clear_pointer(&content->title, g_free);
  g_clear_pointer(&content->text, g_free);
}

/* "*" stands for a field that is not there. */
void ppt_add_furniture(Document *document, const char *text) {
  if (text && strcmp(text, "*") != 0 && document->furniture->len < MAX_FURNITURE)
    document_add_furniture(document, text);
}

/* --- places ----------------------------------------------------------------------------------- */

static ShapeBlock place_shape(const PptShape *shape, const Transform *transform) {
  ShapeBlock place = {.placed = shape->placed};
  const ShapeBox *box = &shape->box;
  place.box =
      (ShapeBox){box->x1 * transform->scale_x + transform->move_x, box->y1 * transform->scale_y + transform->move_y,
                 box->x2 * transform->scale_x + transform->move_x, box->y2 * transform->scale_y + transform->move_y};
  return place;
}

/* The group's own coordinates ([MS-ODRAW] 2.2.38) within those of its parent. */
static Transform enter_group(const PptShape *group, const Transform *outer) {
  const ShapeBox *own = &group->group_box;
  double width = own->x2 - own->x1, height = own->y2 - own->y1;
  if (!group->placed || width <= 0 || height <= 0)
    return *outer;
  ShapeBlock place = place_shape(group, outer);
  Transform inner = {.scale_x = (place.box.x2 - place.box.x1) / width,
                     .scale_y = (place.box.y2 - place.box.y1) / height};
  inner.move_x = place.box.x1 - own->x1 * inner.scale_x;
  inner.move_y = place.box.y1 - own->y1 * inner.scale_y;
  return inner;
}

/* --- texts of shapes -------------------------------------------------------------------------- */

/* The text of a box: its own, or the one in the list of slides that it refers to (2.9.78). */
static PptTextType append_box_text(const PptSheet *sheet, Bytes box, GString *out) {
  PptRecord reference;
  if (!ppt_record_find(box, PPT_OUTLINE_TEXT_REF_ATOM, &reference))
    return ppt_text_append(box, &sheet->fields, out);
  guint32 index = reference.body.length >= 4 ? bytes_u32(reference.body.data) : G_MAXUINT32;
  if (!sheet->outline || index >= sheet->outline->len)
    return PPT_TEXT_OTHER;
  Bytes *text = &g_array_index(sheet->outline, Bytes, index);
  PptTextType type = ppt_text_append(*text, &sheet->fields, out);
  *text = (Bytes){NULL, 0};
  return type;
}

static gboolean is_title(const PptShape *shape, PptTextType type) {
  return shape->role == PPT_ROLE_TITLE || type == PPT_TEXT_TITLE || type == PPT_TEXT_CENTER_TITLE;
}

/* A master's places for text hold prompts; those for dates and footers hold what slides show. */
static gboolean is_prompt(const PptSheet *sheet, const PptShape *shape) {
  return sheet->kind == PPT_SHEET_MASTER && shape->role != PPT_ROLE_NONE && shape->role != PPT_ROLE_FURNITURE;
}

/* Adds a block with the text, unless that is empty. */
static void add_block(GPtrArray *blocks, const ShapeBlock *place, const char *text) {
  if (!*text)
    return;
  ShapeBlock *block = g_memdup2(place, sizeof *place);
  block->source = blocks->len;
  block->text = g_strdup(text);
  g_ptr_array_add(blocks, block);
}

/* What a picture stands for: SmartArt, an embedded object. */
static void append_object(const PptSheet *sheet, const PptShape *shape, GString *text) {
  g_autofree char *diagram = shape->is_picture ? ppt_metro_text(shape->package) : NULL;
  if (diagram)
    drawing_append_line(text, diagram);
  g_autofree char *shown = shape->object && sheet->object_text ? sheet->object_text(sheet->data, shape->object) : NULL;
  if (shown)
    drawing_append_line(text, shown);
}

static void read_shape(Walk *walk, const PptShape *shape, const Transform *transform, GPtrArray *blocks) {
  const PptSheet *sheet = walk->sheet;
  if (shape->hidden || shape->role == PPT_ROLE_IMAGE || is_prompt(sheet, shape))
    return;
  g_autoptr(GString) text = g_string_new(NULL);
  PptTextType type = append_box_text(sheet, shape->text_box, text);
  if (shape->role == PPT_ROLE_FURNITURE || ppt_text_is_field(shape->text_box)) {
    ppt_add_furniture(sheet->document, text->str);
    return;
  }
  if (sheet->kind == PPT_SHEET_SLIDE && is_title(shape, type) && walk->title->len == 0) {
    g_string_assign(walk->title, text->str);
    return;
  }
  if (text->len == 0 && shape->word_art)
    drawing_append_line(text, shape->word_art);
  if (shape->description)
    drawing_append_line(text, shape->description);
  append_object(sheet, shape, text);
  ShapeBlock place = place_shape(shape, transform);
  add_block(blocks, &place, text->str);
}

/* --- tables ----------------------------------------------------------------------------------- */

static int compare_places(const ShapeBlock *a, const ShapeBlock *b) {
  double difference = a->box.y1 != b->box.y1 ? a->box.y1 - b->box.y1 : a->box.x1 - b->box.x1;
  return difference < 0 ? -1 : difference > 0;
}

static int compare_tops(gconstpointer a, gconstpointer b) {
  return compare_places(*(ShapeBlock *const *)a, *(ShapeBlock *const *)b);
}

static int compare_lefts(gconstpointer a, gconstpointer b) {
  const ShapeBlock *x = *(ShapeBlock *const *)a, *y = *(ShapeBlock *const *)b;
  return x->box.x1 < y->box.x1 ? -1 : x->box.x1 > y->box.x1;
}

/* Cells of one row, from the left: lines within them become spaces, as in every table. */
static void append_row(ShapeBlock **cells, guint count, GString *out) {
  g_autoptr(GString) row = g_string_new(NULL);
  qsort(cells, count, sizeof *cells, compare_lefts);
  for (guint i = 0; i < count; i++) {
    if (i > 0)
      g_string_append_c(row, '\t');
    g_strdelimit(cells[i]->text, "\n\t", ' ');
    g_string_append(row, cells[i]->text);
  }
  drawing_append_line(out, row->str);
}

/* A table is a group of cells, and of lines that are its borders. */
static char *join_rows(GPtrArray *cells) {
  GString *text = g_string_new(NULL);
  g_ptr_array_sort(cells, compare_tops);
  for (guint first = 0, i = 1; first < cells->len; i++) {
    const ShapeBlock *begin = cells->pdata[first];
    if (i < cells->len && ((const ShapeBlock *)cells->pdata[i])->box.y1 - begin->box.y1 < ROW_SLACK)
      continue;
    append_row((ShapeBlock **)cells->pdata + first, i - first, text);
    first = i;
  }
  return g_string_free(text, FALSE);
}

static char *read_table(Walk *walk, Bytes members) {
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(shape_block_free);
  PptRecord member;
  while (ppt_record_next(&members, &member)) {
    g_auto(PptShape) shape = {0};
    if (member.type != ART_SHAPE || !ppt_shape_read(member.body, &shape) || shape.is_line)
      continue;
    g_autoptr(GString) text = g_string_new(NULL);
    append_box_text(walk->sheet, shape.text_box, text);
    ShapeBlock *cell = g_new(ShapeBlock, 1);
    *cell = place_shape(&shape, &identity);
    cell->text = g_strdup(text->str);
    g_ptr_array_add(cells, cell);
  }
  return join_rows(cells);
}

/* --- groups ----------------------------------------------------------------------------------- */

static void read_group(Walk *walk, Bytes group, const Transform *transform, GPtrArray *blocks);

static void read_members(Walk *walk, Bytes members, const Transform *transform, GPtrArray *blocks) {
  PptRecord member;
  while (ppt_record_next(&members, &member)) {
    if (member.type == ART_GROUP) {
      read_group(walk, member.body, transform, blocks);
    } else if (member.type == ART_SHAPE) {
      g_auto(PptShape) shape = {0};
      if (ppt_shape_read(member.body, &shape))
        read_shape(walk, &shape, transform, blocks);
    }
  }
}

/* A group is read as a whole: what the author grouped belongs together. Its first shape is the group itself; that of
 * the outermost one is the slide (the "patriarch", [MS-ODRAW] 2.2.40). */
static void read_group(Walk *walk, Bytes group, const Transform *transform, GPtrArray *blocks) {
  PptRecord first;
  Bytes rest = group;
  g_auto(PptShape) shape = {0};
  if (!ppt_record_next(&rest, &first) || first.type != ART_SHAPE || walk->depth >= MAX_DEPTH)
    return;
  gboolean known = ppt_shape_read(first.body, &shape);
  if (!known || shape.is_patriarch) {
    read_members(walk, rest, transform, blocks);
    return;
  }
  if (shape.hidden)
    return;
  walk->depth++;
  Transform inner = enter_group(&shape, transform);
  g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func(shape_block_free);
  g_autofree char *text = NULL;
  if (shape.is_table) {
    text = read_table(walk, rest);
  } else {
    read_members(walk, rest, &inner, members);
    text = shape_blocks_join(members, "\n");
  }
  ShapeBlock place = shape.is_table ? place_shape(&shape, transform) : shape_blocks_enclose(members);
  add_block(blocks, &place, text);
  walk->depth--;
}

/* --- the whole -------------------------------------------------------------------------------- */

PptContent ppt_shapes_read(const PptSheet *sheet, Bytes drawing) {
  g_autoptr(GString) title = g_string_new(NULL);
  g_autoptr(GPtrArray) blocks = g_ptr_array_new_with_free_func(shape_block_free);
  Walk walk = {.sheet = sheet, .title = title};
  PptRecord inner, member;
  if (ppt_record_find(drawing, ART_DRAWING, &inner))
    while (ppt_record_next(&inner.body, &member))
      if (member.type == ART_GROUP)
        read_group(&walk, member.body, &identity, blocks);
  g_strdelimit(title->str, "\n\t", ' ');
  return (PptContent){.title = title->len > 0 ? g_strdup(title->str) : NULL, .text = shape_blocks_join(blocks, "\n\n")};
}
