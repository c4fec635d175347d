/* The one way in which a worker gets at a file that was not given to it. */
#include "pipeline/sibling.h"

#include "document/companion.h"

#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A base name that lies in the folder itself: no separators, not "." or "..". */
static gboolean is_base_name(const char *name) {
  return *name && !strchr(name, '/') && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

/* Opens one step of a path below `folder`, which is never followed where it is a link. */
static int open_step(int folder, const char *name, int flags) {
  return is_base_name(name) ? openat(folder, name, flags | O_NOFOLLOW | O_CLOEXEC) : -1;
}

/* The folder that `name` lies in: that of the document, or the companion folder of the document beside it. *base is the
 * rest of the name. */
static int open_folder_of(const char *folder_path, const char *document, const char *name, const char **base) {
  int folder = open(folder_path, O_PATH | O_DIRECTORY | O_CLOEXEC);
  const char *slash = strchr(name, '/');
  *base = slash ? slash + 1 : name;
  if (!slash || folder < 0)
    return folder;
  g_autofree char *companion = g_strndup(name, (gsize)(slash - name));
  int inner = companion_is_of(companion, document) ? open_step(folder, companion, O_PATH | O_DIRECTORY) : -1;
  close(folder);
  return inner;
}

int sibling_open(const char *folder_path, const char *document, const char *name) {
  const char *base;
  int folder = open_folder_of(folder_path, document, name, &base);
  if (folder < 0)
    return -1;
  int fd = open_step(folder, base, O_RDONLY | O_NONBLOCK);
  close(folder);
  struct stat about;
  if (fd >= 0 && (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))) {
    close(fd);
    fd = -1;
  }
  return fd;
}
