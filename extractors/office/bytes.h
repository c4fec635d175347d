/* Stretches of bytes that belong to somebody else, and little-endian numbers in them. */
#pragma once

#include <glib.h>

typedef struct {
  const guint8 *data;
  gsize length;
} Bytes;

/* `data` must hold them. */
static inline guint16 bytes_u16(const guint8 *data) {
  return (guint16)(data[0] | data[1] << 8);
}

static inline guint32 bytes_u32(const guint8 *data) {
  return data[0] | (guint32)data[1] << 8 | (guint32)data[2] << 16 | (guint32)data[3] << 24;
}

/* Bytes `offset` to the end; none where they end before. */
static inline Bytes bytes_from(Bytes bytes, gsize offset) {
  if (offset >= bytes.length)
    return (Bytes){NULL, 0};
  return (Bytes){bytes.data + offset, bytes.length - offset};
}
