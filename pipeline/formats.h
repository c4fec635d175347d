/* What a worker can read, as it tells in its greeting. */
#pragma once

#include <glib.h>

/* A reader that a worker has told of. */
typedef struct {
  char *name;
  guint version;
  char **media_types;
} Format;

/* The list of Format* from what a HELLO says, "a(suas)"; NULL: an empty one. Freed with g_ptr_array_unref(). */
GPtrArray *formats_read(GVariantIter *told);

/* The one of that name, borrowed; NULL where there is none. */
const Format *formats_find(const GPtrArray *formats, const char *name);
