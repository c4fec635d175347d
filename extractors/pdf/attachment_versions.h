/* Attached files that poppler does not hand over. A file specification may name several files, one for each system that
 * might open it (ISO 32000-1, 7.11.3 and 7.11.4, keys F, UF, DOS, Mac and Unix of /EF; deprecated since PDF 2.0);
 * poppler gives the one under F. */
#pragma once

#include <glib.h>

typedef struct {
  char *name; /* valid UTF-8 */
  GBytes *bytes;
} AttachmentVersion;

/* AttachmentVersion*: the files under other keys than F, each once. Looks for objects in the bytes of the file as it
 * lies there: what is packed in object streams or encrypted is not found, and a specification that nothing refers to
 * any more is. At most ATTACHMENT_MAX_VERSIONS, of `ceiling` bytes each. Never NULL; free with g_ptr_array_unref(). */
GPtrArray *attachment_versions_find(GBytes *file, gsize ceiling);

#define ATTACHMENT_MAX_VERSIONS 100u
