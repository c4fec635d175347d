/* Out of the storage of an object ([MS-PPT] 2.10.34), through the extractor of its own format, into units. */
#include "extractors/office/ppt_objects.h"

#include "extractors/cleanup.h"
#include "extractors/office/graph.h"
#include "extractors/office/ole.h"
#include "language/encoding.h"

#include <string.h>
#include <zlib.h>

#define MAX_OBJECT (64u * 1024 * 1024)   /* bytes of one object, unpacked */
#define MAX_OBJECTS (256u * 1024 * 1024) /* of all */
#define MAX_DEPTH 4                      /* of files in files in files */

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
  if (length == 0 || length > MAX_OBJECT || length > MAX_OBJECTS - objects->bytes)
    return NULL;
  objects->bytes += length;
  return packed ? inflate_storage(bytes_from(record.body, 4), length) : g_bytes_new(record.body.data, length);
}

/* --- what lies in them ------------------------------------------------------------------------ */

/* The file in an Ole10Native stream: after lengths and flags its label, its path (as it was, and as it is now), then
 * its bytes. Each path ends with NUL ([MS-OLEDS] 2.3.6 keeps the inner form for the packager; it is known from its
 * files). */
static Attachment *unwrap_packager(GByteArray *native) {
  Bytes rest = bytes_from((Bytes){native->data, native->len}, 6);
  const char *label = (const char *)rest.data;
  for (guint part = 0; part < 2; part++) {
    const guint8 *end = rest.length > 0 ? memchr(rest.data, 0, rest.length) : NULL;
    if (!end)
      return NULL;
    rest = bytes_from(rest, (gsize)(end - rest.data) + 1);
  }
  rest = bytes_from(rest, 4);
  gsize path = rest.length >= 4 ? bytes_u32(rest.data) : G_MAXUINT32;
  rest = path < rest.length ? bytes_from(rest, 4 + path) : (Bytes){NULL, 0};
  gsize length = rest.length >= 4 ? bytes_u32(rest.data) : 0;
  rest = bytes_from(rest, 4);
  if (length == 0 || length > rest.length)
    return NULL;
  Attachment *attachment = g_new(Attachment, 1);
  attachment->named = TRUE;
  attachment->name = encoding_to_utf8((const guint8 *)label, strlen(label), "windows-1252", NULL, NULL);
  attachment->bytes = g_bytes_new(rest.data, length);
  return attachment;
}

/* A file that lies in the container as it is: an office package, a PDF. */
static GBytes *unwrap_file(GsfInfile *container) {
  static const char *const names[] = {"Package", "package", "CONTENTS"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autoptr(GByteArray) bytes = ole_read(container, names[i], MAX_OBJECT);
    if (bytes && bytes->len > 4 && (memcmp(bytes->data, "PK\3\4", 4) == 0 || memcmp(bytes->data, "%PDF", 4) == 0))
      return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
  }
  return NULL;
}

/* The file in the container, or the container itself, which may be a presentation or a workbook. */
static Attachment *unwrap(GsfInfile *container, GBytes *storage, const char *name) {
  g_autoptr(GByteArray) native = ole_read(container, "\001Ole10Native", MAX_OBJECT);
  Attachment *attachment = native ? unwrap_packager(native) : NULL;
  if (attachment)
    return attachment;
  GBytes *file = unwrap_file(container);
  attachment = g_new(Attachment, 1);
  attachment->named = FALSE;
  attachment->name = g_strdup(name);
  attachment->bytes = file ? file : g_bytes_ref(storage);
  return attachment;
}

static char *chart_text(GsfInfile *container) {
  g_autoptr(GByteArray) workbook = ole_read(container, "Workbook", MAX_OBJECT);
  if (!workbook)
    workbook = ole_read(container, "Book", MAX_OBJECT);
  if (!workbook)
    return NULL;
  GString *text = g_string_new(NULL);
  graph_append_text((Bytes){workbook->data, workbook->len}, text);
  return g_string_free(text, FALSE);
}

char *ppt_objects_show(PptObjects *objects, guint32 reference) {
  const PptEmbedded *embedded = g_hash_table_lookup(objects->document->embedded, GUINT_TO_POINTER(reference));
  if (!embedded || !g_hash_table_add(objects->seen, GUINT_TO_POINTER(embedded->storage)))
    return NULL;
  g_autoptr(GBytes) storage = read_storage(objects, embedded->storage);
  if (!storage) {
    objects->unread++;
    return NULL;
  }
  ExtractorInput input;
  extractor_input_init_bytes(&input, storage, "");
  GsfInfile *container = ole_open(&input);
  char *text = NULL;
  if (container && embedded->program && g_str_has_prefix(embedded->program, "MSGraph"))
    text = chart_text(container);
  else if (container)
    g_ptr_array_add(objects->shown, unwrap(container, storage, embedded->program ? embedded->program : "?"));
  else
    objects->unread++;
  g_clear_object(&container);
  extractor_input_clear(&input);
  return text;
}

/* --- into units ------------------------------------------------------------------------------- */

/* "Excel.Sheet.8, Blad1": the object, and the place in it as its own format labels it. */
static char *label_of(const char *name, const Unit *unit) {
  return unit->label && unit->kind != UNIT_KIND_COMMENT ? g_strdup_printf("%s, %s", name, unit->label) : g_strdup(name);
}

static gboolean add_units(Extraction *extraction, const char *name, const Unit *slide, const Document *inner) {
  guint parent = slide->ordinal, number = slide->locator.number;
  for (guint i = 0; i < inner->units->len; i++) {
    Unit *unit = unit_copy(inner->units->pdata[i]);
    char *label = label_of(name, unit);
    g_free(unit->label);
    unit->label = label;
    unit->kind = UNIT_KIND_ATTACHMENT;
    unit->parent = parent;
    unit_set_locator(unit, LOCATOR_SLIDE, number, NULL);
    if (!extraction_add_unit(extraction, unit))
      return FALSE;
  }
  return TRUE;
}

/* Reads the file as if it had come by itself, but for what the host would be told. */
static Document *extract_inner(PptObjects *objects, Extraction *outer, const Attachment *attachment) {
  g_autoptr(Document) inner = document_new();
  ExtractorInput input;
  extractor_input_init_bytes(&input, attachment->bytes, attachment->name);
  ExtractionHost host = {.progress = outer->host ? outer->host->progress : NULL,
                         .recognise_text = outer->host ? outer->host->recognise_text : NULL};
  Extraction extraction = {.input = &input,
                           .document = inner,
                           .host = &host,
                           .host_data = outer->host_data,
                           .ocr = outer->ocr,
                           .ocr_missing = outer->ocr_missing,
                           .depth = outer->depth + 1};
  extraction_run(&extraction);
  extractor_input_clear(&input);
  if (status_is_failure(inner->status) && inner->status != STATUS_EMPTY)
    objects->unread++;
  return g_steal_pointer(&inner);
}

/* A file that gives no text is still told of. */
static gboolean add_name(Extraction *extraction, const char *name, const Unit *slide) {
  Unit *unit = unit_new(UNIT_KIND_ATTACHMENT);
  unit->parent = slide->ordinal;
  unit_set_locator(unit, LOCATOR_SLIDE, slide->locator.number, NULL);
  unit->label = g_strdup(name);
  unit->heading = g_strdup(name);
  unit->text = g_strdup("");
  return extraction_add_unit(extraction, unit);
}

gboolean ppt_objects_add(PptObjects *objects, Extraction *extraction, const Unit *slide) {
  gboolean room = TRUE;
  for (guint i = 0; i < objects->shown->len && room; i++) {
    const Attachment *attachment = objects->shown->pdata[i];
    if (extraction->depth >= MAX_DEPTH) {
      objects->unread++;
      continue;
    }
    g_autoptr(Document) inner = extract_inner(objects, extraction, attachment);
    if (inner->units->len == 0 && attachment->named)
      room = add_name(extraction, attachment->name, slide);
    else
      room = add_units(extraction, attachment->name, slide, inner);
  }
  g_ptr_array_set_size(objects->shown, 0);
  return room;
}
