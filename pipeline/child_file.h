/* The bytes of a document that a worker finds inside another, as they come over the wire: a memory file. */
#pragma once

#include <gio/gio.h>

typedef struct {
  int fd; /* -1: nothing has come */
  guint64 size;
} ChildFile;

#define CHILD_FILE_NONE ((ChildFile){.fd = -1})

/* Appends; FALSE with *error where there is no room. */
gboolean child_file_append(ChildFile *file, const guint8 *bytes, gsize length, GError **error);

/* The file, sealed so that nobody can change it, which the caller closes; `file` is as new. -1 with *error where it
 * cannot be. */
int child_file_take(ChildFile *file, GError **error);

void child_file_clear(ChildFile *file);
