/* Taking records apart. */
#include "extractors/office/ppt_record.h"

gboolean ppt_record_next(Bytes *rest, PptRecord *record) {
  if (rest->length < PPT_RECORD_HEADER)
    return FALSE;
  guint16 first = bytes_u16(rest->data);
  gsize length = bytes_u32(rest->data + 4);
  record->version = first & 0xF;
  record->instance = first >> 4;
  record->type = bytes_u16(rest->data + 2);
  record->cut = length > rest->length - PPT_RECORD_HEADER;
  record->body = (Bytes){rest->data + PPT_RECORD_HEADER, MIN(length, rest->length - PPT_RECORD_HEADER)};
  *rest = bytes_from(*rest, PPT_RECORD_HEADER + record->body.length);
  return TRUE;
}

gboolean ppt_record_find(Bytes bytes, guint16 type, PptRecord *record) {
  PptRecord found;
  while (ppt_record_next(&bytes, &found))
    if (found.type == type) {
      *record = found;
      return TRUE;
    }
  return FALSE;
}

gboolean ppt_record_find_instance(Bytes bytes, guint16 type, guint16 instance, PptRecord *record) {
  PptRecord found;
  while (ppt_record_next(&bytes, &found))
    if (found.type == type && found.instance == instance) {
      *record = found;
      return TRUE;
    }
  return FALSE;
}

char *ppt_string(Bytes bytes) {
  GString *text = g_string_sized_new(bytes.length);
  for (gsize i = 0; i + 1 < bytes.length; i += 2) {
    gunichar c = bytes_u16(bytes.data + i);
    if (c == 0)
      break;
    gunichar low = i + 3 < bytes.length ? bytes_u16(bytes.data + i + 2) : 0;
    if (c >= 0xD800 && c < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    g_string_append_unichar(text, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
  }
  return g_string_free(text, FALSE);
}

char *ppt_find_string(Bytes bytes, guint16 instance) {
  PptRecord record;
  return ppt_record_find_instance(bytes, PPT_STRING, instance, &record) ? ppt_string(record.body) : NULL;
}
