/* Attached files: out of the PDF, through the extractor of their own format, into units. */
#include "extractors/pdf/attachments.h"
#include "extractors/cleanup.h"
#include "extractors/pdf/attachment_versions.h"
#include "language/encoding.h"

#include <string.h>

#define MAX_ATTACHMENTS 10000
#define MAX_BYTES (64u * 1024 * 1024) /* of one attached file */
#define MAX_DEPTH 4                   /* of files in files in files */

/* --- out of the PDF --------------------------------------------------------------------------- */

static gboolean append_bytes(const char *bytes, gsize length, gpointer data, GError **error) {
  GByteArray *out = data;
  if (length > MAX_BYTES - out->len) {
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "too large");
    return FALSE;
  }
  g_byte_array_append(out, (const guint8 *)bytes, (guint)length);
  return TRUE;
}

/* NULL where it is broken or too large. */
static GBytes *read_bytes(PopplerAttachment *attachment) {
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  if (!poppler_attachment_save_to_callback(attachment, append_bytes, bytes, NULL))
    return NULL;
  return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

/* Any file is offered: recognition tells what it is. An archive of Acrobat's settings is text, but nobody's. */
static gboolean is_of_use(const char *name) {
  return !g_str_has_suffix(name, ".joboptions");
}

/* --- into units ------------------------------------------------------------------------------- */

/* "bilaga.pdf, iv": the file, and the place in it as its own format labels it. */
static char *label_of(const char *name, const Unit *unit) {
  return unit->label && unit->kind != UNIT_KIND_COMMENT ? g_strdup_printf("%s, %s", name, unit->label) : g_strdup(name);
}

/* Adds the units of the inner document to ours. */
static gboolean add_units(PdfReading *reading, const char *name, guint parent, Document *inner) {
  for (guint i = 0; i < inner->units->len; i++) {
    Unit *unit = unit_copy(inner->units->pdata[i]);
    char *label = label_of(name, unit);
    g_free(unit->label);
    unit->label = label;
    unit->kind = UNIT_KIND_ATTACHMENT;
    unit->parent = parent;
    unit_set_locator(unit, LOCATOR_NONE, 0, NULL);
    if (!extraction_add_unit(reading->extraction, unit))
      return FALSE;
  }
  return TRUE;
}

/* A file that gives no text is still told of. */
static gboolean add_name(PdfReading *reading, const char *name, const char *description, guint parent) {
  Unit *unit = unit_new(UNIT_KIND_ATTACHMENT);
  unit->parent = parent;
  unit->label = g_strdup(name);
  unit->heading = g_strdup(name);
  unit->text = description ? encoding_make_valid(description, -1) : g_strdup("");
  return extraction_add_unit(reading->extraction, unit);
}

/* Reads the file as if it had come by itself, but for what the host would be told. NULL where it is no file of ours. */
static Document *extract_inner(PdfReading *reading, const char *name, GBytes *bytes) {
  g_autoptr(Document) inner = document_new();
  ExtractorInput input;
  extractor_input_init_bytes(&input, bytes, name);
  ExtractionHost host = {.progress = reading->extraction->host ? reading->extraction->host->progress : NULL,
                         .recognise_text =
                             reading->extraction->host ? reading->extraction->host->recognise_text : NULL};
  Extraction extraction = {.input = &input,
                           .document = inner,
                           .host = &host,
                           .host_data = reading->extraction->host_data,
                           .ocr = reading->extraction->ocr,
                           .ocr_missing = reading->extraction->ocr_missing,
                           .depth = reading->extraction->depth + 1};
  extraction_run(&extraction);
  extractor_input_clear(&input);
  if (status_is_failure(inner->status) && inner->status != STATUS_EMPTY)
    reading->unread_attachments++;
  return g_steal_pointer(&inner);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerAttachment, g_object_unref)

/* `bytes` may be NULL: too large, broken, or too deep inside other files. */
static gboolean add_file(PdfReading *reading, const char *name, const char *description, GBytes *bytes, guint parent) {
  if (!bytes)
    reading->unread_attachments++;
  g_autoptr(Document) inner = bytes && is_of_use(name) ? extract_inner(reading, name, bytes) : NULL;
  if (inner && inner->units->len > 0)
    return add_units(reading, name, parent, inner);
  return add_name(reading, name, description, parent);
}

gboolean attachments_add(PdfReading *reading, PopplerAttachment *attachment, guint parent) {
  g_autoptr(PopplerAttachment) given = attachment;
  if (++reading->attachments > MAX_ATTACHMENTS) {
    reading->unread_attachments++;
    return TRUE;
  }
  const char *raw_name = poppler_attachment_get_name(given);
  g_autofree char *name = encoding_make_valid(raw_name && *raw_name ? raw_name : "?", -1);
  g_autoptr(GBytes) bytes = reading->extraction->depth < MAX_DEPTH ? read_bytes(given) : NULL;
  return add_file(reading, name, poppler_attachment_get_description(given), bytes, parent);
}

/* What poppler does not hand over; files too large to be searched are not. */
static gboolean add_versions(PdfReading *reading) {
  const Extraction *extraction = reading->extraction;
  g_autoptr(GBytes) file =
      extraction->depth < MAX_DEPTH ? extractor_input_read_whole(extraction->input, MAX_BYTES, NULL) : NULL;
  g_autoptr(GPtrArray) versions = file ? attachment_versions_find(file, MAX_BYTES) : NULL;
  gboolean room = TRUE;
  for (guint i = 0; versions && i < versions->len && room; i++) {
    const AttachmentVersion *version = versions->pdata[i];
    room = add_file(reading, version->name, NULL, version->bytes, 0);
  }
  return room;
}

gboolean attachments_read(PdfReading *reading) {
  GList *attachments =
      poppler_document_has_attachments(reading->pdf) ? poppler_document_get_attachments(reading->pdf) : NULL;
  gboolean room = TRUE;
  for (GList *l = attachments; l; l = l->next) {
    extraction_progress(reading->extraction, 0, 0);
    if (room)
      room = attachments_add(reading, l->data, 0);
    else
      g_object_unref(l->data);
  }
  g_list_free(attachments);
  return room && (reading->attachments == 0 || add_versions(reading));
}
