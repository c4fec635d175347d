/* PowerPoint 4, of Windows and of the Macintosh: objects that stand in a directory and name one another by their place
 * in it. A list of slides names slides; a slide names what it shows and its notes; each of these names a text. */
#include "extractors/office/ppt_old.h"

#include <string.h>

/* Sizes of objects tell what they are: there is nothing else that would. */
#define SLIDE_BYTES 0x22u
#define SHEET_BYTES 0x26u
#define LIST_ENTRY 16u
#define LIST_ENTRY_SLIDE 12u /* in an entry: the slide */
#define DIRECTORY_ENTRY 8u

/* How often the bytes of the file may be walked, and a floor for small files. */
#define MAX_WALKS 4u
#define WALK_FLOOR (1u << 20)

/* Before letters their number; behind them a tag, their number again, another tag. */
#define TAG_BEFORE 0x000C
#define TAG_BEHIND 0x0010

typedef struct {
  Bytes stream;
  guint64 budget;      /* bytes that may still be walked: objects could be named again and again */
  gboolean big_endian; /* Macintosh */
  Bytes directory;
  guint n_objects;
} OldFile;

static guint16 get_u16(const OldFile *file, const guint8 *data) {
  guint16 number = bytes_u16(data);
  return file->big_endian ? GUINT16_SWAP_LE_BE(number) : number;
}

static guint32 get_u32(const OldFile *file, const guint8 *data) {
  guint32 number = bytes_u32(data);
  return file->big_endian ? GUINT32_SWAP_LE_BE(number) : number;
}

/* Signature, version, place of the directory, number of objects in it. */
static gboolean open_file(OldFile *file) {
  static const guint8 little[] = {0xED, 0xDE, 0xAD, 0x0B}, big[] = {0x0B, 0xAD, 0xDE, 0xED};
  const guint8 *data = file->stream.data;
  if (file->stream.length < 24 || (memcmp(data, little, 4) != 0 && memcmp(data, big, 4) != 0))
    return FALSE;
  file->big_endian = data[0] == big[0];
  file->directory = bytes_from(file->stream, get_u32(file, data + 8));
  file->n_objects = (guint)MIN(get_u16(file, data + 12), file->directory.length / DIRECTORY_ENTRY);
  return file->n_objects > 0;
}

/* Flags and length, then where it begins. No bytes where there is none. */
static Bytes get_object(const OldFile *file, guint32 index) {
  if (index >= file->n_objects || !file->directory.data)
    return (Bytes){NULL, 0};
  const guint8 *entry = file->directory.data + (gsize)index * DIRECTORY_ENTRY;
  gsize length = get_u32(file, entry) & 0x00FFFFFF;
  Bytes object = bytes_from(file->stream, get_u32(file, entry + 4));
  object.length = MIN(object.length, length);
  return object;
}

/* --- texts ------------------------------------------------------------------------------------ */

/* The letters that end before `at`, where a tag stands; there may be a byte between. FALSE where there are none. */
static gboolean find_letters(const OldFile *file, Bytes object, gsize at, Bytes *letters) {
  const guint8 *data = object.data;
  if (get_u16(file, data + at) != TAG_BEFORE || get_u16(file, data + at + 6) != TAG_BEHIND)
    return FALSE;
  gsize length = get_u32(file, data + at + 2);
  for (gsize between = 0; between < 2; between++) {
    if (at < 4 + between || length > at - 4 - between)
      return FALSE;
    const guint8 *begin = data + at - between - length;
    if (get_u32(file, begin - 4) == length) {
      *letters = (Bytes){begin, length};
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean is_number(Bytes letters) {
  for (gsize i = 0; i < letters.length; i++)
    if (!g_ascii_isdigit(letters.data[i]))
      return FALSE;
  return letters.length > 0;
}

/* The texts of what a slide, or its notes, show. Notes bear the number of their page. */
static char *read_sheet(OldFile *file, guint32 index, gboolean notes) {
  GString *text = g_string_new(NULL);
  Bytes sheet = get_object(file, index), letters;
  Bytes object = sheet.length == SHEET_BYTES ? get_object(file, get_u32(file, sheet.data)) : (Bytes){NULL, 0};
  gsize length = MIN(object.length, file->budget);
  file->budget -= length;
  for (gsize at = 4; length == object.length && object.length >= 8 && at <= object.length - 8; at++) {
    if (!find_letters(file, object, at, &letters) || (notes && is_number(letters)))
      continue;
    g_autoptr(GString) block = g_string_new(NULL);
    ppt_old_append_text(letters, file->big_endian ? "macintosh" : "windows-1252", block);
    g_string_append(text, text->len > 0 && block->len > 0 ? "\n\n" : "");
    g_string_append(text, block->str);
    at += 7;
  }
  return g_string_free(text, FALSE);
}

/* --- slides ----------------------------------------------------------------------------------- */

/* Whether the object is the list of slides: as many slides as it says, and none else. */
static gboolean is_slide_list(OldFile *file, Bytes object) {
  if (object.length < 2 * LIST_ENTRY)
    return FALSE;
  guint count = get_u16(file, object.data);
  if (count == 0 || object.length != (gsize)(count + 1) * LIST_ENTRY || object.length > file->budget)
    return FALSE;
  file->budget -= object.length;
  for (guint i = 1; i <= count; i++)
    if (get_object(file, get_u32(file, object.data + i * LIST_ENTRY + LIST_ENTRY_SLIDE)).length != SLIDE_BYTES)
      return FALSE;
  return TRUE;
}

static void add_slides(Extraction *extraction, OldFile *file, Bytes list) {
  guint count = list.length > 0 ? get_u16(file, list.data) : 0;
  for (guint i = 1; i <= count; i++) {
    Bytes slide = get_object(file, get_u32(file, list.data + i * LIST_ENTRY + LIST_ENTRY_SLIDE));
    if (!slide.data)
      return;
    char *text = read_sheet(file, get_u32(file, slide.data + 8), FALSE);
    char *notes = read_sheet(file, get_u32(file, slide.data + 12), TRUE);
    if (!ppt_old_add_slide(extraction, i, NULL, text, notes))
      return;
  }
}

void ppt_old_read_4(Extraction *extraction, Bytes stream) {
  OldFile file = {.stream = stream, .budget = (guint64)stream.length * MAX_WALKS + WALK_FLOOR};
  gboolean found = !open_file(&file);
  for (guint i = 0; i < file.n_objects && !found; i++) {
    Bytes list = get_object(&file, i);
    found = is_slide_list(&file, list);
    if (found)
      add_slides(extraction, &file, list);
  }
  ppt_old_set_status(extraction);
}
