/* A new trailer for a file that has lost its own. Objects are looked for by their first words; no more of the language
 * of PDF is understood than names, numbers and the ends of streams. */
#include "extractors/pdf/mend.h"

#include <string.h>
#include <zlib.h>

#define MAX_NUMBER 8000000u /* of an object */
#define MAX_PAGES 100000u
#define DICTIONARY_BYTES 4096 /* of an object that are looked at */

typedef struct {
  const char *data;
  gsize length;
} Span;

typedef struct {
  GString *unpacked;   /* objects out of compressed streams */
  GArray *pages;       /* guint: numbers of page objects, in the order of the file */
  guint catalog, tree; /* numbers of the last catalog, and of a page tree's root; 0: none */
  guint largest;
} Findings;

/* --- words ------------------------------------------------------------------------------------ */

static gboolean is_white(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static const char *find(Span span, const char *word) {
  return span.length > 0 ? memmem(span.data, span.length, word, strlen(word)) : NULL;
}

static const char *skip_white(const char *p, const char *end) {
  while (p < end && is_white(*p))
    p++;
  return p;
}

/* Reads digits at `p`; NULL where there are none, or too many. */
static const char *read_number(const char *p, const char *end, guint *number) {
  guint64 sum = 0;
  const char *start = p;
  while (p < end && g_ascii_isdigit(*p) && p - start < 10)
    sum = sum * 10 + (guint64)(*p++ - '0');
  *number = (guint)MIN(sum, G_MAXUINT);
  return p > start && (p == end || !g_ascii_isdigit(*p)) ? p : NULL;
}

/* What follows a key in a dictionary: "/Type" -> "/Page". NULL where the key is not there. */
static const char *value_of(Span dictionary, const char *key) {
  const char *end = dictionary.data + dictionary.length;
  gsize length = strlen(key);
  for (const char *p = find(dictionary, key); p; p = find((Span){p + 1, (gsize)(end - p - 1)}, key)) {
    const char *after = p + length;
    if (after < end && !g_ascii_isalnum(*after))
      return skip_white(after, end);
  }
  return NULL;
}

static gboolean has_name(Span dictionary, const char *key, const char *name) {
  const char *value = value_of(dictionary, key), *end = dictionary.data + dictionary.length;
  gsize length = strlen(name);
  return value && (gsize)(end - value) > length && memcmp(value, name, length) == 0 && !g_ascii_isalnum(value[length]);
}

static gboolean get_number(Span dictionary, const char *key, guint *number) {
  const char *value = value_of(dictionary, key);
  return value && read_number(value, dictionary.data + dictionary.length, number);
}

/* --- objects ---------------------------------------------------------------------------------- */

static void note_object(Findings *findings, guint number, Span dictionary) {
  findings->largest = MAX(findings->largest, number);
  if (has_name(dictionary, "/Type", "/Catalog"))
    findings->catalog = number;
  else if (has_name(dictionary, "/Type", "/Pages") && !value_of(dictionary, "/Parent"))
    findings->tree = number;
  else if (has_name(dictionary, "/Type", "/Page") && findings->pages->len < MAX_PAGES)
    g_array_append_val(findings->pages, number);
}

/* Inflates what follows "stream" (7.3.8, 7.4.4); what comes out before an error is kept. */
static GByteArray *inflate_stream(const char *data, const char *end, gsize room) {
  GByteArray *out = g_byte_array_new();
  z_stream stream = {.next_in = (Bytef *)(guintptr)data, .avail_in = (uInt)MIN(end - data, (gssize)G_MAXINT)};
  if (inflateInit(&stream) != Z_OK)
    return out;
  int result = Z_OK;
  while (result == Z_OK && out->len < room) {
    guint before = out->len;
    g_byte_array_set_size(out, before + 64 * 1024);
    stream.next_out = out->data + before;
    stream.avail_out = 64 * 1024;
    result = inflate(&stream, Z_NO_FLUSH);
    g_byte_array_set_size(out, before + 64 * 1024 - stream.avail_out);
    if (stream.avail_out > 0)
      break;
  }
  inflateEnd(&stream);
  return out;
}

/* Writes out the objects of a compressed stream: its head has pairs of number and place. */
static void unpack_objects(Findings *findings, Span dictionary, const char *data, const char *end) {
  guint count, first;
  if (!get_number(dictionary, "/N", &count) || !get_number(dictionary, "/First", &first) ||
      !has_name(dictionary, "/Filter", "/FlateDecode") || findings->unpacked->len >= MEND_MAX_UNPACKED)
    return;
  g_autoptr(GByteArray) bytes = inflate_stream(data, end, MEND_MAX_UNPACKED - findings->unpacked->len);
  const char *start = (const char *)bytes->data, *stop = start + bytes->len, *p = start;
  guint number = 0, place = 0, next_number = 0, next_place = 0;
  p = p ? read_number(skip_white(p, stop), stop, &number) : NULL;
  p = p ? read_number(skip_white(p, stop), stop, &place) : NULL;
  for (guint i = 0; p && i < count; i++) {
    const char *more = i + 1 < count ? read_number(skip_white(p, stop), stop, &next_number) : NULL;
    more = more ? read_number(skip_white(more, stop), stop, &next_place) : NULL;
    gsize from = (gsize)first + place, to = more ? (gsize)first + next_place : bytes->len;
    if (from < to && to <= bytes->len && number < MAX_NUMBER &&
        findings->unpacked->len + (to - from) < MEND_MAX_UNPACKED) {
      g_string_append_printf(findings->unpacked, "%u 0 obj\n", number);
      g_string_append_len(findings->unpacked, start + from, (gssize)(to - from));
      g_string_append(findings->unpacked, "\nendobj\n");
      note_object(findings, number, (Span){start + from, MIN(to - from, DICTIONARY_BYTES)});
    }
    number = next_number;
    place = next_place;
    p = more;
  }
}

/* The number before "0 obj" at `obj`; FALSE where these are other words. */
static gboolean number_before(const char *start, const char *obj, guint *number) {
  const char *p = obj;
  while (p > start && is_white(p[-1]))
    p--;
  const char *generation = p;
  while (p > start && g_ascii_isdigit(p[-1]) && generation - p < 6)
    p--;
  if (p == generation || p == start || !is_white(p[-1]))
    return FALSE;
  while (p > start && is_white(p[-1]))
    p--;
  const char *end = p;
  while (p > start && g_ascii_isdigit(p[-1]) && end - p < 10)
    p--;
  return p < end && read_number(p, end, number) && *number > 0 && *number < MAX_NUMBER;
}

static void read_object(Findings *findings, guint number, const char *body, const char *end) {
  Span dictionary = {body, MIN((gsize)(end - body), DICTIONARY_BYTES)};
  const char *stop = find(dictionary, "endobj"), *stream = find(dictionary, "stream");
  if (stream && (!stop || stream < stop))
    stop = stream;
  else
    stream = NULL;
  if (stop)
    dictionary.length = (gsize)(stop - body);
  note_object(findings, number, dictionary);
  if (!stream || !has_name(dictionary, "/Type", "/ObjStm"))
    return;
  const char *data = stream + strlen("stream");
  data += data < end && *data == '\r';
  data += data < end && *data == '\n';
  unpack_objects(findings, dictionary, data, end);
}

static void read_objects(Findings *findings, Span file) {
  const char *end = file.data + file.length;
  for (const char *p = find(file, "obj"); p; p = find((Span){p, (gsize)(end - p)}, "obj")) {
    guint number;
    if (number_before(file.data, p, &number))
      read_object(findings, number, p + strlen("obj"), end);
    p += strlen("obj");
  }
}

/* --- the new end ------------------------------------------------------------------------------ */

/* A page tree over all pages, and the catalog over that or over the file's own tree. */
static void append_frame(Findings *findings, GString *out) {
  guint next = findings->largest + 1;
  if (findings->catalog == 0 && findings->tree == 0) {
    findings->tree = next++;
    g_string_append_printf(out, "%u 0 obj\n<< /Type /Pages /Count %u /Kids [", findings->tree, findings->pages->len);
    for (guint i = 0; i < findings->pages->len; i++)
      g_string_append_printf(out, " %u 0 R", g_array_index(findings->pages, guint, i));
    g_string_append(out, " ] >>\nendobj\n");
  }
  if (findings->catalog == 0) {
    findings->catalog = next++;
    g_string_append_printf(out, "%u 0 obj\n<< /Type /Catalog /Pages %u 0 R >>\nendobj\n", findings->catalog,
                           findings->tree);
  }
  g_string_append_printf(out, "trailer\n<< /Root %u 0 R /Size %u >>\nstartxref\n0\n%%%%EOF\n", findings->catalog, next);
}

GBytes *mend_pdf(GBytes *bytes, MendTrust trust) {
  Span file;
  file.data = g_bytes_get_data(bytes, &file.length);
  if (file.length == 0 || find(file, "/Encrypt"))
    return NULL;
  g_autoptr(GArray) pages = g_array_new(FALSE, FALSE, sizeof(guint));
  g_autoptr(GString) out = g_string_new("\n");
  Findings findings = {.unpacked = out, .pages = pages};
  read_objects(&findings, file);
  if (trust > MEND_WITH_CATALOG)
    findings.catalog = 0;
  if (trust > MEND_WITH_TREE)
    findings.tree = 0;
  const guint found[] = {findings.catalog, findings.tree, pages->len};
  if (found[trust] == 0)
    return NULL;
  append_frame(&findings, out);
  GByteArray *mended = g_byte_array_sized_new((guint)MIN(file.length + out->len, G_MAXUINT));
  g_byte_array_append(mended, (const guint8 *)file.data, (guint)file.length);
  g_byte_array_append(mended, (const guint8 *)out->str, (guint)out->len);
  return g_byte_array_free_to_bytes(mended);
}
