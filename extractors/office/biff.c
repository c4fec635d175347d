/* Records, strings that go on in the next record, numbers. */
#include "extractors/office/biff.h"

#include "language/encoding.h"

#include <string.h>

gboolean biff_next(Bytes *rest, BiffRecord *record) {
  const gsize header = 4;
  if (rest->length < header)
    return FALSE;
  gsize length = bytes_u16(rest->data + 2);
  if (length > rest->length - header)
    return FALSE;
  record->type = bytes_u16(rest->data);
  record->body = (Bytes){rest->data + header, length};
  *rest = bytes_from(*rest, header + length);
  return TRUE;
}

/* --- strings ---------------------------------------------------------------------------------- */

static void append_letter(GString *text, gunichar c) {
  if (c != 0)
    g_string_append_unichar(text, c);
}

/* UTF-16, or its low bytes. */
static void append_letters(GString *text, Bytes letters, gboolean wide) {
  if (!wide) {
    for (gsize i = 0; i < letters.length; i++)
      append_letter(text, letters.data[i]);
    return;
  }
  for (gsize i = 0; i + 1 < letters.length; i += 2) {
    gunichar c = bytes_u16(letters.data + i), low = i + 3 < letters.length ? bytes_u16(letters.data + i + 2) : 0;
    if (c >= 0xD800 && c < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    append_letter(text, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
  }
}

static char *decode_code_page(Bytes letters, guint16 code_page) {
  g_autofree char *label = code_page == 10000 || code_page == 0x8000 ? g_strdup("macintosh")
                           : code_page >= 1250 && code_page <= 1258  ? g_strdup_printf("windows-%u", code_page)
                                                                     : g_strdup("windows-1252");
  return encoding_to_utf8(letters.data, letters.length, label, NULL, NULL);
}

char *biff_string(const BiffLetters *letters, Bytes bytes, guint length_bytes) {
  if (bytes.length < length_bytes)
    return g_strdup("");
  gsize count = length_bytes == 1 ? bytes.data[0] : bytes_u16(bytes.data);
  Bytes rest = bytes_from(bytes, length_bytes);
  if (letters->version <= BIFF_VERSION_5)
    return decode_code_page((Bytes){rest.data, MIN(count, rest.length)}, letters->code_page);
  gboolean wide = rest.length > 0 && rest.data[0] & 1;
  rest = bytes_from(rest, 1);
  GString *text = g_string_new(NULL);
  append_letters(text, (Bytes){rest.data, MIN(count * (wide ? 2 : 1), rest.length)}, wide);
  return g_string_free(text, FALSE);
}

/* --- shared strings --------------------------------------------------------------------------- */

typedef struct {
  const GArray *segments; /* Bytes */
  guint next;
  Bytes rest;
} Cursor;

/* Goes to the next segment where this one is at its end. FALSE where there is none. */
static gboolean refill(Cursor *cursor) {
  while (cursor->rest.length == 0) {
    if (cursor->next >= cursor->segments->len)
      return FALSE;
    cursor->rest = g_array_index(cursor->segments, Bytes, cursor->next++);
  }
  return TRUE;
}

static guint32 take(Cursor *cursor, guint count) {
  guint32 value = 0;
  for (guint i = 0; i < count && refill(cursor); i++) {
    value |= (guint32)cursor->rest.data[0] << (8 * i);
    cursor->rest = bytes_from(cursor->rest, 1);
  }
  return value;
}

static void skip(Cursor *cursor, guint64 count) {
  while (count > 0 && refill(cursor)) {
    gsize step = MIN(count, cursor->rest.length);
    cursor->rest = bytes_from(cursor->rest, step);
    count -= step;
  }
}

/* Letters of a string; where they go on in another segment, that begins with the flag of their width. */
static void take_letters(Cursor *cursor, guint count, gboolean wide, GString *text) {
  while (count > 0) {
    if (cursor->rest.length == 0) {
      if (!refill(cursor))
        return;
      wide = take(cursor, 1) & 1;
    }
    gsize size = wide ? 2 : 1, here = MIN(count, cursor->rest.length / size);
    append_letters(text, (Bytes){cursor->rest.data, here * size}, wide);
    count -= (guint)here;
    cursor->rest = here == 0 ? (Bytes){NULL, 0} : bytes_from(cursor->rest, here * size);
  }
}

/* XLUnicodeRichExtendedString, 2.5.293 */
static char *take_string(Cursor *cursor) {
  guint count = take(cursor, 2), flags = take(cursor, 1);
  guint runs = flags & 8 ? take(cursor, 2) : 0;
  guint32 extra = flags & 4 ? take(cursor, 4) : 0;
  GString *text = g_string_new(NULL);
  take_letters(cursor, count, flags & 1, text);
  skip(cursor, (guint64)runs * 4 + extra);
  return g_string_free(text, FALSE);
}

GPtrArray *biff_shared_strings(const GArray *segments, guint max_strings) {
  GPtrArray *strings = g_ptr_array_new_with_free_func(g_free);
  Cursor cursor = {.segments = segments};
  take(&cursor, 4); /* how often they are used */
  guint32 count = take(&cursor, 4);
  while (strings->len < MIN(count, max_strings) && refill(&cursor))
    g_ptr_array_add(strings, take_string(&cursor));
  return strings;
}

/* --- numbers ---------------------------------------------------------------------------------- */

double biff_double(const guint8 *data) {
  guint64 bits = bytes_u32(data) | (guint64)bytes_u32(data + 4) << 32;
  double number;
  memcpy(&number, &bits, sizeof number);
  return number;
}

/* Thirty bits of a double or of an integer, perhaps a hundredfold. */
double biff_short_number(guint32 bits) {
  guint64 upper = (guint64)(bits & ~3u) << 32;
  double number;
  memcpy(&number, &upper, sizeof number);
  if (bits & 2)
    number = (double)((gint32)bits >> 2);
  return bits & 1 ? number / 100 : number;
}
