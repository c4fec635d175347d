/* Embedded files: unwrapping, reading, units. */
#include "extractors/office/embedded.h"

#include "extractors/cleanup.h"
#include "extractors/office/bytes.h"
#include "extractors/office/ole.h"
#include "language/encoding.h"

#include <string.h>

/* --- wrapping --------------------------------------------------------------------------------- */

/* A string of bytes up to NUL at *at, which is moved past it. NULL where it does not end. */
static const char *read_string(const guint8 *bytes, gsize length, gsize *at) {
  const guint8 *end = *at < length ? memchr(bytes + *at, '\0', length - *at) : NULL;
  const char *string = (const char *)bytes + *at;
  if (end)
    *at = (gsize)(end - bytes) + 1;
  return end ? string : NULL;
}

/* What the Packager wrapped: length, a sign, label, path, a sign, the path it was taken from with its length, then the
 * file with its length. */
static GBytes *unwrap_native(GBytes *stream, char **name) {
  gsize length, at = 6;
  const guint8 *bytes = g_bytes_get_data(stream, &length);
  const char *label = read_string(bytes, length, &at);
  if (!label || !read_string(bytes, length, &at) || length - at < 8)
    return NULL;
  gsize path = bytes_u32(bytes + at + 4);
  at += 8;
  if (path > length - at || length - at - path < 4)
    return NULL;
  at += path;
  gsize size = bytes_u32(bytes + at);
  at += 4;
  if (size == 0 || size > length - at)
    return NULL;
  *name = encoding_to_utf8((const guint8 *)label, strlen(label), "windows-1252", NULL, NULL);
  return g_bytes_new_from_bytes(stream, at, size);
}

/* NULL where there is no such stream, or it is empty or too large. */
static GBytes *read_stream(GsfInfile *container, const char *name) {
  g_autoptr(GByteArray) bytes = ole_read(container, name, EMBEDDED_MAX_BYTES);
  return bytes && bytes->len > 0 ? g_byte_array_free_to_bytes(g_steal_pointer(&bytes)) : NULL;
}

static GBytes *unwrap(GsfInfile *container, char **name) {
  static const char *const streams[] = {"Package", "package", "CONTENTS", "EmbeddedOdf", "package_stream"};
  for (guint i = 0; i < G_N_ELEMENTS(streams); i++) {
    GBytes *found = read_stream(container, streams[i]);
    if (found)
      return found;
  }
  g_autoptr(GBytes) native = read_stream(container, "\1Ole10Native");
  return native ? unwrap_native(native, name) : NULL;
}

GBytes *embedded_unwrap(GBytes *bytes, char **name) {
  ExtractorInput input;
  extractor_input_init_bytes(&input, bytes, "");
  GsfInfile *container = ole_open(&input);
  GBytes *found = container ? unwrap(container, name) : NULL;
  g_clear_object(&container);
  extractor_input_clear(&input);
  return found ? found : g_bytes_ref(bytes);
}

/* --- reading ---------------------------------------------------------------------------------- */

Document *embedded_read(const Extraction *outer, const char *name, GBytes *bytes) {
  if (outer->depth >= EMBEDDED_MAX_DEPTH)
    return NULL;
  Document *inner = document_new();
  ExtractorInput input;
  extractor_input_init_bytes(&input, bytes, name);
  ExtractionHost host = {.progress = outer->host ? outer->host->progress : NULL,
                         .ask_password = outer->host ? outer->host->ask_password : NULL,
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
  return inner;
}

/* "bilaga.pdf, iv": the file, and the place in it as its own format labels it. */
static char *label_of(const char *name, const Unit *unit) {
  return unit->label && unit->kind != UNIT_KIND_COMMENT ? g_strdup_printf("%s, %s", name, unit->label) : g_strdup(name);
}

gboolean embedded_add_units(Extraction *outer, const char *name, guint parent, const Document *inner) {
  for (guint i = 0; i < inner->units->len; i++) {
    const Unit *source = inner->units->pdata[i];
    if (!*source->text && !source->heading)
      continue;
    Unit *unit = unit_copy(source);
    g_free(unit->label);
    unit->label = label_of(name, source);
    unit->kind = UNIT_KIND_ATTACHMENT;
    unit->parent = parent;
    unit_set_locator(unit, LOCATOR_NONE, 0, NULL);
    if (!extraction_add_unit(outer, unit))
      return FALSE;
  }
  return TRUE;
}
