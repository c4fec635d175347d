/* Streams and summary properties of OLE containers. */
#include "extractors/office/ole.h"

#include "extractors/cleanup.h"
#include "extractors/metadata.h"
#include "extractors/office/source.h"

#include <gsf/gsf-docprop-vector.h>
#include <gsf/gsf-msole-utils.h>
#include <gsf/gsf-timestamp.h>
#include <string.h>

/* Read at once; where that fails, what is left is read in small steps, to the byte that is missing. */
#define CHUNK (1024u * 1024)
#define SMALL_CHUNK 512u
/* Of a summary stream: thumbnails in it take half a megabyte. */
#define MAX_SUMMARY (16u * 1024 * 1024)

gboolean ole_has_signature(const ExtractorInput *input) {
  static const guint8 signature[] = {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1};
  return input->head_length >= sizeof signature && memcmp(input->head, signature, sizeof signature) == 0;
}

GsfInfile *ole_open(const ExtractorInput *input) {
  if (!ole_has_signature(input))
    return NULL;
  Silence silence = silence_begin();
  g_autoptr(GsfInput) source = source_new(input);
  GsfInfile *container = gsf_infile_msole_new(source, NULL);
  silence_end(&silence);
  return container;
}

GsfInput *ole_child(GsfInfile *container, const char *name) {
  Silence silence = silence_begin();
  GsfInput *child = gsf_infile_child_by_name(container, name);
  silence_end(&silence);
  return child;
}

gboolean ole_contains(GsfInfile *container, const char *name) {
  g_autoptr(GsfInput) child = ole_child(container, name);
  return child != NULL;
}

GsfInfile *ole_folder(GsfInfile *container, const char *name) {
  g_autoptr(GsfInput) child = ole_child(container, name);
  if (!child || !GSF_IS_INFILE(child) || gsf_infile_num_children(GSF_INFILE(child)) < 0)
    return NULL;
  return GSF_INFILE(g_steal_pointer(&child));
}

/* --- streams ---------------------------------------------------------------------------------- */

static GByteArray *read_stream(GsfInput *stream, gsize length) {
  GByteArray *bytes = g_byte_array_new();
  Silence silence = silence_begin();
  for (gsize chunk = CHUNK; bytes->len < length;) {
    gsize done = bytes->len, wanted = MIN(chunk, length - done);
    g_byte_array_set_size(bytes, (guint)(done + wanted));
    if (gsf_input_read(stream, wanted, bytes->data + done))
      continue;
    g_byte_array_set_size(bytes, (guint)done);
    if (chunk == SMALL_CHUNK || gsf_input_seek(stream, (gsf_off_t)done, G_SEEK_SET))
      break;
    chunk = SMALL_CHUNK;
  }
  silence_end(&silence);
  return bytes;
}

GByteArray *ole_read(GsfInfile *container, const char *name, gsize ceiling) {
  g_autoptr(GsfInput) stream = ole_child(container, name);
  gsf_off_t length = stream ? gsf_input_size(stream) : -1;
  if (length < 0 || (guint64)length > ceiling)
    return NULL;
  return read_stream(stream, (gsize)length);
}

/* --- properties ------------------------------------------------------------------------------- */

/* A string, a moment, or the strings of a list parted by commas. NULL where it is neither. */
static char *value_text(const GValue *value) {
  if (G_VALUE_HOLDS_STRING(value))
    return g_value_dup_string(value);
  if (VAL_IS_GSF_TIMESTAMP(value)) {
    const GsfTimestamp *moment = g_value_get_boxed(value);
    g_autoptr(GDateTime) date = moment ? g_date_time_new_from_unix_utc((gint64)moment->timet) : NULL;
    return date ? g_date_time_format_iso8601(date) : NULL;
  }
  if (!VAL_IS_GSF_DOCPROP_VECTOR(value))
    return NULL;
  /* the function that replaces this one is declared by libgsf 1.14.50 and not there */
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  const GValueArray *values = gsf_value_get_docprop_varray(value);
  G_GNUC_END_IGNORE_DEPRECATIONS
  g_autoptr(GString) list = g_string_new(NULL);
  for (guint i = 0; values && i < values->n_values; i++) {
    const GValue *item = &values->values[i];
    const char *text = G_VALUE_HOLDS_STRING(item) ? g_value_get_string(item) : NULL;
    if (text)
      g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", text);
  }
  return g_strdup(list->str);
}

static char *property(GsfDocMetaData *properties, const char *name) {
  const GsfDocProp *found = gsf_doc_meta_data_lookup(properties, name);
  const GValue *value = found ? gsf_doc_prop_get_val(found) : NULL;
  return value ? value_text(value) : NULL;
}

static void read_summary(GsfInfile *container, const char *name, GsfDocMetaData *properties) {
  g_autoptr(GsfInput) stream = ole_child(container, name);
  if (!stream || gsf_input_size(stream) <= 0 || gsf_input_size(stream) > MAX_SUMMARY)
    return;
  Silence silence = silence_begin();
  GError *error = gsf_doc_meta_data_read_from_msole(properties, stream);
  silence_end(&silence);
  g_clear_error(&error); /* what is broken of it is missing */
}

void ole_read_properties(GsfInfile *container, Document *document) {
  static const struct {
    const char *key, *name;
  } fields[] = {
      {"subject", GSF_META_NAME_SUBJECT},        {"description", GSF_META_NAME_DESCRIPTION},
      {"keywords", GSF_META_NAME_KEYWORDS},      {"created", GSF_META_NAME_DATE_CREATED},
      {"modified", GSF_META_NAME_DATE_MODIFIED},
  };
  GsfDocMetaData *properties = gsf_doc_meta_data_new();
  read_summary(container, "\005SummaryInformation", properties);
  g_autofree char *title = property(properties, GSF_META_NAME_TITLE);
  g_autofree char *author = property(properties, GSF_META_NAME_CREATOR);
  metadata_set_title(document, title);
  metadata_add_authors(document, author);
  for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
    g_autofree char *value = property(properties, fields[i].name);
    metadata_set(document, fields[i].key, value);
  }
  g_object_unref(properties);
}
