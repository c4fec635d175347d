/* Taking records apart. */
#include "extractors/office/ppt_record.h"

guint16 ppt_get_u16(const guint8 *data) {
  return (guint16)(data[0] | data[1] << 8);
}

guint32 ppt_get_u32(const guint8 *data) {
  return data[0] | (guint32)data[1] << 8 | (guint32)data[2] << 16 | (guint32)data[3] << 24;
}

PptBytes ppt_bytes_from(PptBytes bytes, gsize offset) {
  if (offset >= bytes.length)
    return (PptBytes){NULL, 0};
  return (PptBytes){bytes.data + offset, bytes.length - offset};
}

gboolean ppt_record_next(PptBytes *rest, PptRecord *record) {
  if (rest->length < PPT_RECORD_HEADER)
    return FALSE;
  guint16 first = ppt_get_u16(rest->data);
  gsize length = ppt_get_u32(rest->data + 4);
  record->version = first & 0xF;
  record->instance = first >> 4;
  record->type = ppt_get_u16(rest->data + 2);
  record->cut = length > rest->length - PPT_RECORD_HEADER;
  record->body = (PptBytes){rest->data + PPT_RECORD_HEADER, MIN(length, rest->length - PPT_RECORD_HEADER)};
  *rest = ppt_bytes_from(*rest, PPT_RECORD_HEADER + record->body.length);
  return TRUE;
}

gboolean ppt_record_find(PptBytes bytes, guint16 type, PptRecord *record) {
  PptRecord found;
  while (ppt_record_next(&bytes, &found))
    if (found.type == type) {
      *record = found;
      return TRUE;
    }
  return FALSE;
}

gboolean ppt_record_find_instance(PptBytes bytes, guint16 type, guint16 instance, PptRecord *record) {
  PptRecord found;
  while (ppt_record_next(&bytes, &found))
    if (found.type == type && found.instance == instance) {
      *record = found;
      return TRUE;
    }
  return FALSE;
}

char *ppt_string(PptBytes bytes) {
  GString *text = g_string_sized_new(bytes.length);
  for (gsize i = 0; i + 1 < bytes.length; i += 2) {
    gunichar c = ppt_get_u16(bytes.data + i);
    if (c == 0)
      break;
    gunichar low = i + 3 < bytes.length ? ppt_get_u16(bytes.data + i + 2) : 0;
    if (c >= 0xD800 && c < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    g_string_append_unichar(text, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
  }
  return g_string_free(text, FALSE);
}

char *ppt_find_string(PptBytes bytes, guint16 instance) {
  PptRecord record;
  return ppt_record_find_instance(bytes, PPT_STRING, instance, &record) ? ppt_string(record.body) : NULL;
}
