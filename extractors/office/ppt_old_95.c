/* PowerPoint 95: the records of [MS-PPT], but with headers of sixteen bytes, shapes of their own kind, letters of one
 * byte, and the notes within their slide. */
#include "extractors/office/arrange.h"
#include "extractors/office/ppt_old.h"

#include <string.h>

#define HEADER 16u
#define MAX_DEPTH 32u

/* Types of records, as seen in files. */
enum {
  OLD_WHOLE = 0x0003, /* holds all others */
  OLD_DOCUMENT = 0x03E8,
  OLD_SLIDE = 0x03EE,
  OLD_NOTES = 0x03F0,
  OLD_LIST = 0x07D0,    /* instance 10: of slides */
  OLD_LETTERS = 0x07EE, /* instance 53: of a text */
  OLD_PLACE = 0x0BC1,
  OLD_TEXT_HEADER = 0x0FA3,
};

#define LIST_OF_SLIDES 10
#define LETTERS_OF_TEXT 53

typedef struct {
  guint16 type, instance;
  gboolean container;
  Bytes body;
} OldRecord;

/* Type, zero, 0xFFFF for containers, zero: two bytes each; length: four; instance: two; zero: two. */
static gboolean next_record(Bytes *rest, OldRecord *record) {
  if (rest->length < HEADER)
    return FALSE;
  gsize length = bytes_u32(rest->data + 8);
  record->type = bytes_u16(rest->data);
  record->container = bytes_u16(rest->data + 4) == 0xFFFF;
  record->instance = bytes_u16(rest->data + 12);
  record->body = (Bytes){rest->data + HEADER, MIN(length, rest->length - HEADER)};
  *rest = bytes_from(*rest, HEADER + record->body.length);
  return TRUE;
}

static gboolean find_record(Bytes bytes, guint16 type, OldRecord *record) {
  while (next_record(&bytes, record))
    if (record->type == type)
      return TRUE;
  return FALSE;
}

/* A slide while its records are walked. */
typedef struct {
  guint depth;
  guint32 text_type; /* of the text that is read: 0 and 6 are titles, as in [MS-PPT] 2.13.33 */
  ShapeBlock place;  /* of the shape that is read */
  GString *title;
  GPtrArray *blocks; /* ShapeBlock* */
  GString *notes;    /* NULL where the notes themselves are read */
} Walk;

static void read_place(Walk *walk, Bytes body) {
  if (body.length < 28)
    return;
  double corner[4];
  for (guint i = 0; i < 4; i++)
    corner[i] = (gint32)bytes_u32(body.data + 12 + 4 * i);
  walk->place = (ShapeBlock){.box = {corner[0], corner[1], corner[2], corner[3]}, .placed = TRUE};
}

static void add_text(Walk *walk, Bytes letters) {
  g_autoptr(GString) text = g_string_new(NULL);
  ppt_old_append_text(letters, "windows-1252", text);
  if (text->len == 0)
    return;
  if ((walk->text_type == 0 || walk->text_type == 6) && walk->title->len == 0) {
    g_string_assign(walk->title, text->str);
    return;
  }
  ShapeBlock *block = g_memdup2(&walk->place, sizeof walk->place);
  block->source = walk->blocks->len;
  block->text = g_strdup(text->str);
  g_ptr_array_add(walk->blocks, block);
}

static char *join_blocks(GPtrArray *blocks) {
  GString *joined = g_string_new(NULL);
  shape_blocks_arrange(blocks);
  for (guint i = 0; i < blocks->len; i++)
    g_string_append_printf(joined, "%s%s", i > 0 ? "\n\n" : "", ((const ShapeBlock *)blocks->pdata[i])->text);
  return g_string_free(joined, FALSE);
}

static void walk_records(Walk *walk, Bytes records);

static void read_notes(Walk *slide, Bytes records) {
  g_autoptr(GPtrArray) blocks = g_ptr_array_new_with_free_func(shape_block_free);
  g_autoptr(GString) title = g_string_new("-"); /* notes have none */
  Walk walk = {.depth = slide->depth, .title = title, .blocks = blocks};
  walk_records(&walk, records);
  g_autofree char *text = join_blocks(blocks);
  g_string_append(slide->notes, text);
}

static void read_record(Walk *walk, const OldRecord *record) {
  if (record->type == OLD_PLACE)
    read_place(walk, record->body);
  else if (record->type == OLD_TEXT_HEADER && record->body.length >= 4)
    walk->text_type = bytes_u32(record->body.data);
  else if (record->type == OLD_LETTERS && record->instance == LETTERS_OF_TEXT)
    add_text(walk, record->body);
  else if (record->type == OLD_NOTES && walk->notes)
    read_notes(walk, record->body);
  else if (record->container && record->type != OLD_NOTES)
    walk_records(walk, record->body);
}

static void walk_records(Walk *walk, Bytes records) {
  OldRecord record;
  if (walk->depth >= MAX_DEPTH)
    return;
  walk->depth++;
  while (next_record(&records, &record))
    read_record(walk, &record);
  walk->depth--;
}

static gboolean add_slide(Extraction *extraction, guint number, Bytes slide) {
  g_autoptr(GPtrArray) blocks = g_ptr_array_new_with_free_func(shape_block_free);
  g_autoptr(GString) title = g_string_new(NULL);
  g_autoptr(GString) notes = g_string_new(NULL);
  Walk walk = {.title = title, .blocks = blocks, .notes = notes};
  walk_records(&walk, slide);
  g_strdelimit(title->str, "\n\t", ' ');
  return ppt_old_add_slide(extraction, number, title->len > 0 ? g_strdup(title->str) : NULL, join_blocks(blocks),
                           g_strdup(notes->str));
}

/* --- the whole -------------------------------------------------------------------------------- */

gboolean ppt_old_is_95(Bytes stream) {
  OldRecord whole, document;
  return next_record(&stream, &whole) && whole.type == OLD_WHOLE && whole.container &&
         find_record(whole.body, OLD_DOCUMENT, &document);
}

void ppt_old_read_95(Extraction *extraction, Bytes stream) {
  OldRecord whole, document, list, slide;
  guint number = 0;
  gboolean room = TRUE;
  if (next_record(&stream, &whole) && find_record(whole.body, OLD_DOCUMENT, &document))
    while (next_record(&document.body, &list))
      while (list.type == OLD_LIST && list.instance == LIST_OF_SLIDES && room && next_record(&list.body, &slide))
        if (slide.type == OLD_SLIDE)
          room = add_slide(extraction, ++number, slide.body);
  if (room)
    ppt_old_set_status(extraction);
}
