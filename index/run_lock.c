/* flock() on the index itself: it goes when its holder goes, however that dies. */
#include "index/run_lock.h"

#include "index/database.h"
#include "index/file_system.h"
#include "language/messages.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail(GError **error, DatabaseError code, const char *message) {
  g_set_error_literal(error, DATABASE_ERROR, (gint)code, message);
  return -1;
}

static int fail_by_errno(GError **error) {
  int saved = errno;
  DatabaseError code = DATABASE_ERROR_DISK;
  if (saved == EACCES || saved == EPERM || saved == EROFS)
    code = DATABASE_ERROR_READ_ONLY;
  else if (saved == ENOSPC || saved == EDQUOT)
    code = DATABASE_ERROR_FULL;
  else if (saved == ENOENT)
    code = DATABASE_ERROR_MISSING;
  return fail(error, code, g_strerror(saved));
}

static int open_index(const char *path, gboolean create, GError **error) {
  g_autofree char *folder = g_path_get_dirname(path);
  if (create && g_mkdir_with_parents(folder, 0700) != 0) {
    g_set_error(error, DATABASE_ERROR, DATABASE_ERROR_FOLDER, "%s: %s", folder, g_strerror(errno));
    return -1;
  }
  int fd = open(path, O_RDWR | O_CLOEXEC | (create ? O_CREAT : 0), 0600);
  if (fd >= 0)
    return fd;
  return errno == EISDIR ? fail(error, DATABASE_ERROR_FOLDER, N_("this is a folder; name a file in it"))
                         : fail_by_errno(error);
}

static int lock(int fd, RunLockWaitFunc waiting, gpointer data) {
  if (flock(fd, LOCK_EX | LOCK_NB) == 0)
    return 0;
  if (errno == EWOULDBLOCK && waiting)
    waiting(data);
  int result;
  do
    result = flock(fd, LOCK_EX);
  while (result != 0 && errno == EINTR);
  return result;
}

/* While one waits, the file may be replaced: then the lock is that of a file that has no name any more. */
static gboolean is_still_there(const char *path, int fd) {
  struct stat by_name, by_descriptor;
  return stat(path, &by_name) == 0 && fstat(fd, &by_descriptor) == 0 && by_name.st_ino == by_descriptor.st_ino &&
         by_name.st_dev == by_descriptor.st_dev;
}

int run_lock_take(const char *path, gboolean create, RunLockWaitFunc waiting, gpointer data, GError **error) {
  const char *network = file_system_network(path);
  if (network)
    return fail(error, DATABASE_ERROR_NETWORK, network);
  for (;;) {
    int fd = open_index(path, create, error);
    if (fd < 0)
      return -1;
    if (lock(fd, waiting, data) == 0) {
      if (is_still_there(path, fd))
        return fd;
    } else {
      int result = fail_by_errno(error);
      close(fd);
      return result;
    }
    close(fd);
  }
}
