/* Words, objects and packed streams of a PDF, by a look at its bytes. */
#include "extractors/pdf/syntax.h"

#include <string.h>
#include <zlib.h>

#define INFLATE_STEP (64u * 1024)

/* --- words ------------------------------------------------------------------------------------ */

static gboolean is_white(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

const char *pdf_find(PdfSpan span, const char *word) {
  return span.length > 0 ? memmem(span.data, span.length, word, strlen(word)) : NULL;
}

const char *pdf_skip_white(const char *p, const char *end) {
  while (p < end && is_white(*p))
    p++;
  return p;
}

const char *pdf_read_number(const char *p, const char *end, guint *number) {
  guint64 sum = 0;
  const char *start = p;
  while (p < end && g_ascii_isdigit(*p) && p - start < 10)
    sum = sum * 10 + (guint64)(*p++ - '0');
  *number = (guint)MIN(sum, G_MAXUINT);
  return p > start && (p == end || !g_ascii_isdigit(*p)) ? p : NULL;
}

const char *pdf_value_of(PdfSpan dictionary, const char *key) {
  if (dictionary.length == 0)
    return NULL;
  const char *end = dictionary.data + dictionary.length;
  gsize length = strlen(key);
  for (const char *p = pdf_find(dictionary, key); p; p = pdf_find((PdfSpan){p + 1, (gsize)(end - p - 1)}, key)) {
    const char *after = p + length;
    if (after < end && !g_ascii_isalnum(*after))
      return pdf_skip_white(after, end);
  }
  return NULL;
}

gboolean pdf_has_name(PdfSpan dictionary, const char *key, const char *name) {
  const char *value = pdf_value_of(dictionary, key), *end = dictionary.data + dictionary.length;
  gsize length = strlen(name);
  return value && (gsize)(end - value) > length && memcmp(value, name, length) == 0 && !g_ascii_isalnum(value[length]);
}

gboolean pdf_get_number(PdfSpan dictionary, const char *key, guint *number) {
  const char *value = pdf_value_of(dictionary, key);
  return value && pdf_read_number(value, dictionary.data + dictionary.length, number);
}

/* --- objects ---------------------------------------------------------------------------------- */

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
  return p < end && pdf_read_number(p, end, number) && *number > 0 && *number < PDF_MAX_OBJECT_NUMBER;
}

/* Where the stream begins: after "stream" and an end of line (7.3.8.1). */
static PdfSpan stream_at(const char *word, const char *end) {
  const char *data = word + strlen("stream");
  data += data < end && *data == '\r';
  data += data < end && *data == '\n';
  return (PdfSpan){data, (gsize)(end - data)};
}

static void read_object(const char *body, const char *end, PdfObject *object) {
  object->dictionary = (PdfSpan){body, MIN((gsize)(end - body), PDF_DICTIONARY_BYTES)};
  object->stream = (PdfSpan){NULL, 0};
  const char *stop = pdf_find(object->dictionary, "endobj"), *stream = pdf_find(object->dictionary, "stream");
  if (stream && (!stop || stream < stop)) {
    object->stream = stream_at(stream, end);
    stop = stream;
  }
  if (stop)
    object->dictionary.length = (gsize)(stop - body);
}

const char *pdf_next_object(PdfSpan file, const char *from, PdfObject *object) {
  if (file.length == 0)
    return NULL;
  const char *end = file.data + file.length;
  for (const char *p = from; p && (p = pdf_find((PdfSpan){p, (gsize)(end - p)}, "obj"));) {
    const char *word = p;
    p += strlen("obj");
    if (!number_before(file.data, word, &object->number))
      continue;
    read_object(p, end, object);
    return p;
  }
  return NULL;
}

GByteArray *pdf_inflate(PdfSpan packed, gsize room) {
  GByteArray *out = g_byte_array_new();
  z_stream stream = {.next_in = (Bytef *)(guintptr)packed.data, .avail_in = (uInt)MIN(packed.length, G_MAXINT)};
  if (inflateInit(&stream) != Z_OK)
    return out;
  int result = Z_OK;
  while (result == Z_OK && out->len < room) {
    guint before = out->len;
    g_byte_array_set_size(out, before + INFLATE_STEP);
    stream.next_out = out->data + before;
    stream.avail_out = INFLATE_STEP;
    result = inflate(&stream, Z_NO_FLUSH);
    g_byte_array_set_size(out, before + INFLATE_STEP - stream.avail_out);
    if (stream.avail_out > 0)
      break;
  }
  inflateEnd(&stream);
  return out;
}
