/* Reading code points out of bytes that may be anything: the room's one decoder. Internal to language/. */
#pragma once

#include <glib.h>

/* The code point at `p` and, in *size, its bytes. A byte that begins no well-formed sequence inside [p, end) gives
 * UTF8_INVALID and size 1. Needs p < end. Table 3-7 of the Unicode Standard: no surrogates, no overlong forms. */
#define UTF8_INVALID 0xFFFFFFFFu

static inline gboolean utf8_is_trail(guint8 byte) {
  return (byte & 0xC0) == 0x80;
}

static inline gunichar utf8_read(const char *text, const char *end, guint *size) {
  const guint8 *p = (const guint8 *)text;
  gsize left = (gsize)(end - text);
  gunichar c = p[0];
  *size = 1;
  if (c < 0x80)
    return c;
  if (c < 0xC2 || c > 0xF4 || left < 2 || !utf8_is_trail(p[1]))
    return UTF8_INVALID;
  if (c < 0xE0) {
    *size = 2;
    return (c & 0x1F) << 6 | (p[1] & 0x3F);
  }
  if (left < 3 || !utf8_is_trail(p[2]))
    return UTF8_INVALID;
  if (c < 0xF0) {
    c = (c & 0x0F) << 12 | (gunichar)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    if (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF))
      return UTF8_INVALID;
    *size = 3;
    return c;
  }
  if (left < 4 || !utf8_is_trail(p[3]))
    return UTF8_INVALID;
  c = (c & 0x07) << 18 | (gunichar)(p[1] & 0x3F) << 12 | (gunichar)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
  if (c < 0x10000 || c > 0x10FFFF)
    return UTF8_INVALID;
  *size = 4;
  return c;
}
