/* Ceilings that the parser does not have. */
#include "extractors/office/xml_guard.h"

#include <string.h>

/* '<' ends every tag and stands in no attribute value, whatever the encoding's width. A stretch between two of them
 * that is shorter than the ceiling cannot hold too many. */
gboolean xml_has_too_many_attributes(const void *data, gsize length) {
  const guint8 *bytes = data, *end = bytes + length;
  while (bytes < end) {
    const guint8 *next = memchr(bytes, '<', (gsize)(end - bytes));
    next = next ? next : end;
    guint equals = 0;
    if ((gsize)(next - bytes) > XML_MAX_ATTRIBUTES)
      for (const guint8 *p = bytes; p < next; p++)
        equals += *p == '=';
    if (equals > XML_MAX_ATTRIBUTES)
      return TRUE;
    bytes = next + 1;
  }
  return FALSE;
}
