/* File specifications in the bytes of a file: first they are found, then what their keys refer to. */
#include "extractors/pdf/attachment_versions.h"
#include "extractors/pdf/syntax.h"
#include "language/encoding.h"

#include <string.h>

/* In the order of Table 43; F is poppler's. */
static const char *const keys[] = {"/UF", "/DOS", "/Mac", "/Unix"};

static void version_free(gpointer data) {
  AttachmentVersion *version = data;
  g_free(version->name);
  g_clear_pointer(&version->bytes, g_bytes_unref);
  g_free(version);
}

/* --- objects ---------------------------------------------------------------------------------- */

/* "12 0 R" at `value`. */
static gboolean read_reference(PdfSpan dictionary, const char *value, guint *number) {
  if (!value)
    return FALSE;
  const char *end = dictionary.data + dictionary.length;
  guint generation;
  const char *p = pdf_read_number(value, end, number);
  p = p ? pdf_read_number(pdf_skip_white(p, end), end, &generation) : NULL;
  p = p ? pdf_skip_white(p, end) : NULL;
  return p && p < end && *p == 'R';
}

static gboolean get_reference(PdfSpan dictionary, const char *key, guint *number) {
  return read_reference(dictionary, pdf_value_of(dictionary, key), number);
}

/* Number -> PdfObject of those that are wanted; of several with one number the last, which is the newest. */
static GHashTable *find_objects(PdfSpan file, GHashTable *wanted) {
  GHashTable *found = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  PdfObject object;
  for (const char *p = file.data; (p = pdf_next_object(file, p, &object));)
    if (g_hash_table_contains(wanted, GUINT_TO_POINTER(object.number)))
      g_hash_table_insert(found, GUINT_TO_POINTER(object.number), g_memdup2(&object, sizeof object));
  return found;
}

/* --- specifications --------------------------------------------------------------------------- */

/* PdfObject: file specifications, in the order of the file. */
static GArray *find_specifications(PdfSpan file) {
  GArray *found = g_array_new(FALSE, FALSE, sizeof(PdfObject));
  PdfObject object;
  for (const char *p = file.data; (p = pdf_next_object(file, p, &object)) && found->len < ATTACHMENT_MAX_VERSIONS;)
    if (!object.stream.data && pdf_value_of(object.dictionary, "/EF"))
      g_array_append_val(found, object);
  return found;
}

/* The dictionary of embedded files: written out in the specification, or an object of its own among `objects`. */
static PdfSpan files_of(const PdfObject *specification, GHashTable *objects) {
  PdfSpan dictionary = specification->dictionary;
  const char *value = pdf_value_of(dictionary, "/EF");
  PdfSpan rest = {value, (gsize)(dictionary.data + dictionary.length - value)};
  guint number;
  if (read_reference(dictionary, value, &number)) {
    const PdfObject *object = g_hash_table_lookup(objects, GUINT_TO_POINTER(number));
    return object ? object->dictionary : (PdfSpan){NULL, 0};
  }
  const char *end = pdf_find(rest, ">>");
  return end ? (PdfSpan){value, (gsize)(end - value)} : rest;
}

/* The literal string (7.3.4.2) of a key: "(protokoll.txt)"; the key where there is none. */
static char *name_of(PdfSpan specification, const char *key) {
  const char *end = specification.data + specification.length;
  for (PdfSpan rest = specification; rest.length > 0;) {
    const char *value = pdf_value_of(rest, key);
    if (!value)
      break;
    rest = (PdfSpan){value, (gsize)(end - value)};
    const char *stop = value < end && *value == '(' ? memchr(value, ')', rest.length) : NULL;
    if (stop && stop > value + 1)
      return encoding_make_valid(value + 1, stop - value - 1);
  }
  return g_strdup(key + 1);
}

/* --- files ------------------------------------------------------------------------------------ */

/* Of a stream that is packed by no filter or by the usual one; NULL for others, and for those that are too large. */
static GBytes *read_stream(const PdfObject *object, gsize ceiling) {
  if (!object || !object->stream.data)
    return NULL;
  if (pdf_has_name(object->dictionary, "/Filter", "/FlateDecode") ||
      pdf_has_name(object->dictionary, "/Filter", "[/FlateDecode")) {
    GByteArray *bytes = pdf_inflate(object->stream, ceiling + 1);
    if (bytes->len <= ceiling)
      return g_byte_array_free_to_bytes(bytes);
    g_byte_array_unref(bytes);
    return NULL;
  }
  const char *end = pdf_value_of(object->dictionary, "/Filter") ? NULL : pdf_find(object->stream, "endstream");
  gsize length = end ? (gsize)(end - object->stream.data) : 0;
  return end && length <= ceiling ? g_bytes_new(object->stream.data, length) : NULL;
}

/* A key of a specification that leads to a file of its own. */
typedef struct {
  PdfSpan specification;
  const char *key;
  guint number; /* of the stream */
} Entry;

static GArray *find_entries(const GArray *specifications, GHashTable *objects) {
  GArray *entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < specifications->len; i++) {
    const PdfObject *specification = &g_array_index(specifications, PdfObject, i);
    PdfSpan files = files_of(specification, objects);
    guint number;
    if (get_reference(files, "/F", &number))
      g_hash_table_add(seen, GUINT_TO_POINTER(number));
    for (guint k = 0; k < G_N_ELEMENTS(keys) && entries->len < ATTACHMENT_MAX_VERSIONS; k++) {
      Entry entry = {.specification = specification->dictionary, .key = keys[k]};
      if (get_reference(files, keys[k], &entry.number) && g_hash_table_add(seen, GUINT_TO_POINTER(entry.number)))
        g_array_append_val(entries, entry);
    }
  }
  return entries;
}

/* Objects that specifications refer to for their dictionary of files. */
static GHashTable *find_dictionaries(PdfSpan file, const GArray *specifications) {
  g_autoptr(GHashTable) wanted = g_hash_table_new(NULL, NULL);
  guint number;
  for (guint i = 0; i < specifications->len; i++)
    if (get_reference(g_array_index(specifications, PdfObject, i).dictionary, "/EF", &number))
      g_hash_table_add(wanted, GUINT_TO_POINTER(number));
  return find_objects(file, wanted);
}

static GHashTable *find_streams(PdfSpan file, const GArray *entries) {
  g_autoptr(GHashTable) wanted = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < entries->len; i++)
    g_hash_table_add(wanted, GUINT_TO_POINTER(g_array_index(entries, Entry, i).number));
  return find_objects(file, wanted);
}

GPtrArray *attachment_versions_find(GBytes *bytes, gsize ceiling) {
  GPtrArray *found = g_ptr_array_new_with_free_func(version_free);
  PdfSpan file;
  file.data = g_bytes_get_data(bytes, &file.length);
  if (!pdf_find(file, "/EF") || pdf_find(file, "/Encrypt"))
    return found;
  g_autoptr(GArray) specifications = find_specifications(file);
  g_autoptr(GHashTable) dictionaries = find_dictionaries(file, specifications);
  g_autoptr(GArray) entries = find_entries(specifications, dictionaries);
  if (entries->len == 0)
    return found;
  g_autoptr(GHashTable) streams = find_streams(file, entries);
  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = &g_array_index(entries, Entry, i);
    GBytes *content = read_stream(g_hash_table_lookup(streams, GUINT_TO_POINTER(entry->number)), ceiling);
    if (!content)
      continue;
    AttachmentVersion *version = g_new0(AttachmentVersion, 1);
    version->name = name_of(entry->specification, entry->key);
    version->bytes = content;
    g_ptr_array_add(found, version);
  }
  return found;
}
