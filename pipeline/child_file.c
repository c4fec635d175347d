/* Memory files that are written once, here, and read by workers. */
#include "pipeline/child_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

static gboolean fail(GError **error) {
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "a document inside another: %s", g_strerror(errno));
  return FALSE;
}

static gboolean make(ChildFile *file, GError **error) {
  if (file->fd < 0)
    file->fd = memfd_create("nordsok-child", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  return file->fd >= 0 || fail(error);
}

gboolean child_file_append(ChildFile *file, const guint8 *bytes, gsize length, GError **error) {
  if (!make(file, error))
    return FALSE;
  while (length > 0) {
    gssize written = write(file->fd, bytes, length);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return fail(error);
    bytes += written;
    length -= (gsize)written;
    file->size += (guint64)written;
  }
  return TRUE;
}

int child_file_take(ChildFile *file, GError **error) {
  if (!make(file, error))
    return -1;
  int fd = file->fd;
  fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
  *file = CHILD_FILE_NONE;
  return fd;
}

void child_file_clear(ChildFile *file) {
  if (file->fd >= 0)
    close(file->fd);
  *file = CHILD_FILE_NONE;
}
