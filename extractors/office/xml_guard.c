/* What libxml2 is told, and what it is not asked. */
#include "extractors/office/xml_guard.h"

#include <string.h>

/* '<' ends every tag and stands in no attribute value, whatever the encoding's width. A stretch between two of them
 * that is shorter than the ceiling cannot hold too many. */
static gboolean has_too_many_attributes(const guint8 *bytes, gsize length) {
  const guint8 *end = bytes + length;
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

/* What goes wrong with an encoding is reported outside the parser's own handlers, aloud. */
static void ignore_error(void *context, const char *format, ...) {
  /* nothing */
}

xmlDoc *xml_guard_read(xmlParserCtxt *parser, const void *bytes, gsize length) {
  if (length == 0 || length > G_MAXINT || has_too_many_attributes(bytes, length))
    return NULL;
  xmlSetGenericErrorFunc(NULL, ignore_error);
  xmlDoc *document = xmlCtxtReadMemory(parser, bytes, (int)length, NULL, NULL,
                                       XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                           XML_PARSE_COMPACT);
  xmlSetGenericErrorFunc(NULL, NULL); /* the usual one again */
  return document;
}
