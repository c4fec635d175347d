/* Out of the storage of an object ([MS-PPT] 2.10.34), through the extractor of its own format, into units. */
#include "extractors/office/ppt_objects.h"

#include "extractors/cleanup.h"
#include "extractors/office/embedded.h"
#include "extractors/office/graph.h"
#include "extractors/office/odf_object.h"
#include "extractors/office/ole.h"

#include <string.h>
#include <zlib.h>

#define MAX_OBJECTS (256u * 1024 * 1024) /* bytes of all objects, unpacked */

struct PptObjects {
  PptFile *file;
  const PptDocument *document;
  GHashTable *seen; /* identifiers of storages */
  GPtrArray *shown; /* Attachment*, on the slide that is read */
  gsize bytes;      /* unpacked so far */
  guint unread;
};

typedef struct {
  char *name;
  gboolean named; /* by a person: the name of a file */
  GBytes *bytes;
} Attachment;

static void attachment_free(gpointer data) {
  Attachment *attachment = data;
  g_free(attachment->name);
  g_bytes_unref(attachment->bytes);
  g_free(attachment);
}

PptObjects *ppt_objects_new(PptFile *file, const PptDocument *document) {
  PptObjects *objects = g_new0(PptObjects, 1);
  objects->file = file;
  objects->document = document;
  objects->seen = g_hash_table_new(NULL, NULL);
  objects->shown = g_ptr_array_new_with_free_func(attachment_free);
  return objects;
}

void ppt_objects_free(PptObjects *objects) {
  if (!objects)
    return;
  g_hash_table_unref(objects->seen);
  g_ptr_array_unref(objects->shown);
  g_free(objects);
}

guint ppt_objects_unread(const PptObjects *objects) {
  return objects->unread;
}

/* --- storages --------------------------------------------------------------------------------- */

/* What can be inflated: programs leave out the end of the stream, whose length is known, or its check sum. */
static GBytes *inflate_storage(Bytes packed, gsize length) {
  g_autofree guint8 *out = g_malloc(length + 1);
  z_stream stream = {.next_in = (Bytef *)(guintptr)packed.data,
                     .avail_in = (uInt)MIN(packed.length, G_MAXUINT),
                     .next_out = out,
                     .avail_out = (uInt)length};
  if (inflateInit(&stream) != Z_OK)
    return NULL;
  inflate(&stream, Z_SYNC_FLUSH);
  gsize done = length - stream.avail_out;
  inflateEnd(&stream);
  return done > 0 ? g_bytes_new_take(g_steal_pointer(&out), done) : NULL;
}

/* The OLE container of an object: as it is, or its length and the packed bytes. */
static GBytes *read_storage(PptObjects *objects, guint32 identifier) {
  PptRecord record;
  if (!ppt_file_object(objects->file, identifier, &record) || record.type != PPT_EXTERNAL_OLE_STORAGE)
    return NULL;
  gboolean packed = record.instance == 1;
  if (packed && record.body.length < 4)
    return NULL;
  gsize length = packed ? bytes_u32(record.body.data) : record.body.length;
  if (length == 0 || length > EMBEDDED_MAX_BYTES || length > MAX_OBJECTS - objects->bytes)
    return NULL;
  objects->bytes += length;
  return packed ? inflate_storage(bytes_from(record.body, 4), length) : g_bytes_new(record.body.data, length);
}

/* --- what lies in them ------------------------------------------------------------------------ */

static char *chart_text(GsfInfile *container) {
  g_autoptr(GByteArray) workbook = ole_read(container, "Workbook", EMBEDDED_MAX_BYTES);
  if (!workbook)
    workbook = ole_read(container, "Book", EMBEDDED_MAX_BYTES);
  if (!workbook)
    return NULL;
  GString *text = g_string_new(NULL);
  graph_append_text((Bytes){workbook->data, workbook->len}, text);
  return g_string_free(text, FALSE);
}

/* What programs of today put there in place of a chart of Graph: a package of their own. */
static char *package_text(GBytes *storage) {
  g_autofree char *name = NULL;
  g_autoptr(GBytes) package = embedded_unwrap(storage, &name);
  return package != storage ? odf_object_text(package) : NULL;
}

static void note_attachment(PptObjects *objects, GBytes *storage, const char *program) {
  Attachment *attachment = g_new0(Attachment, 1);
  attachment->bytes = embedded_unwrap(storage, &attachment->name);
  attachment->named = attachment->name != NULL;
  if (!attachment->name)
    attachment->name = g_strdup(program ? program : "?");
  g_ptr_array_add(objects->shown, attachment);
}

/* The text of a chart, or NULL where the object is none, which is then noted. */
static char *show(PptObjects *objects, GBytes *storage, const char *program) {
  ExtractorInput input;
  extractor_input_init_bytes(&input, storage, "");
  GsfInfile *container = ole_open(&input);
  char *text = NULL;
  if (!container)
    objects->unread++;
  else if (program && g_str_has_prefix(program, "MSGraph"))
    text = chart_text(container);
  else if (!(text = package_text(storage)))
    note_attachment(objects, storage, program);
  g_clear_object(&container);
  extractor_input_clear(&input);
  return text;
}

char *ppt_objects_show(PptObjects *objects, guint32 reference) {
  const PptEmbedded *embedded = g_hash_table_lookup(objects->document->embedded, GUINT_TO_POINTER(reference));
  if (!embedded || !g_hash_table_add(objects->seen, GUINT_TO_POINTER(embedded->storage)))
    return NULL;
  g_autoptr(GBytes) storage = read_storage(objects, embedded->storage);
  if (storage)
    return show(objects, storage, embedded->program);
  objects->unread++;
  return NULL;
}

/* --- into units ------------------------------------------------------------------------------- */

/* A file that gives no text is still told of. */
static gboolean add_name(Extraction *extraction, const char *name, const Unit *slide) {
  Unit *unit = unit_new(UNIT_KIND_ATTACHMENT);
  unit->parent = slide->ordinal;
  unit->label = g_strdup(name);
  unit->heading = g_strdup(name);
  unit->text = g_strdup("");
  return extraction_add_unit(extraction, unit);
}

static gboolean add_attachment(PptObjects *objects, Extraction *extraction, const Attachment *attachment,
                               const Unit *slide) {
  g_autoptr(Document) inner = embedded_read(extraction, attachment->name, attachment->bytes);
  if (!inner || (status_is_failure(inner->status) && inner->status != STATUS_EMPTY))
    objects->unread++;
  if (attachment->named && (!inner || inner->units->len == 0))
    return add_name(extraction, attachment->name, slide);
  return !inner || embedded_add_units(extraction, attachment->name, slide->ordinal, inner);
}

gboolean ppt_objects_add(PptObjects *objects, Extraction *extraction, const Unit *slide) {
  gboolean room = TRUE;
  for (guint i = 0; i < objects->shown->len && room; i++)
    room = add_attachment(objects, extraction, objects->shown->pdata[i], slide);
  g_ptr_array_set_size(objects->shown, 0);
  return room;
}
