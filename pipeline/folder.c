/* Listing of folders without an allocation a name, and bounded reading of the patterns in them. */
#include "pipeline/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean add_entry(Folder *folder, const struct dirent *entry) {
  const char *name = entry->d_name;
  if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
    return TRUE;
  if (strcmp(name, FOLDER_RULES_NAME) == 0) {
    folder->has_rules = TRUE;
    return TRUE;
  }
  guint32 start = folder->names->len;
  gsize length = strlen(name) + 1;
  if (start > G_MAXINT32 - 1024) { /* 2 GB of names */
    errno = EOVERFLOW;
    return FALSE;
  }
  g_byte_array_append(folder->names, &entry->d_type, 1);
  g_byte_array_append(folder->names, (const guint8 *)name, (guint)length);
  g_array_append_val(folder->order, start);
  return TRUE;
}

static gint compare_names(gconstpointer a, gconstpointer b, gpointer names) {
  const char *base = (const char *)((const GByteArray *)names)->data + 1;
  return strcmp(base + *(const guint32 *)a, base + *(const guint32 *)b);
}

static gboolean list(Folder *folder) {
  const struct dirent *entry;
  errno = 0; /* readdir() ends and fails alike, but for this */
  while ((entry = readdir(folder->stream)))
    if (!add_entry(folder, entry))
      return FALSE;
  return errno == 0;
}

gboolean folder_open(Folder *folder, int at, const char *path, gboolean follow) {
  *folder = (Folder){0};
  int fd = openat(at, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK | (follow ? 0 : O_NOFOLLOW));
  if (fd < 0)
    return FALSE;
  folder->stream = fdopendir(fd);
  if (!folder->stream) {
    int error = errno;
    close(fd);
    errno = error;
    return FALSE;
  }
  folder->names = g_byte_array_new();
  folder->order = g_array_new(FALSE, FALSE, sizeof(guint32));
  if (!list(folder)) {
    int error = errno;
    folder_clear(folder);
    errno = error;
    return FALSE;
  }
  g_array_sort_with_data(folder->order, compare_names, folder->names);
  return TRUE;
}

void folder_close(Folder *folder) {
  if (folder->stream)
    closedir(folder->stream);
  folder->stream = NULL;
}

void folder_clear(Folder *folder) {
  folder_close(folder);
  g_clear_pointer(&folder->names, g_byte_array_unref);
  g_clear_pointer(&folder->order, g_array_unref);
}

int folder_descriptor(const Folder *folder) {
  return folder->stream ? dirfd(folder->stream) : -1;
}

const char *folder_name(const Folder *folder, guint i, guchar *type) {
  const guint8 *entry = folder->names->data + g_array_index(folder->order, guint32, i);
  *type = *entry;
  return (const char *)entry + 1;
}

/* --- patterns ---------------------------------------------------------------------------------------------- */

static gboolean may_say(const struct stat *about, const uid_t *owner) {
  return !owner || about->st_uid == *owner || about->st_uid == 0 || about->st_uid == geteuid();
}

/* All of a descriptor's bytes; FALSE with errno. */
static gboolean read_rules(int fd, const uid_t *owner, Ignore **ignore) {
  struct stat about;
  if (fstat(fd, &about) != 0)
    return FALSE;
  if (!may_say(&about, owner))
    return TRUE;
  errno = !S_ISREG(about.st_mode) ? EINVAL : about.st_size > FOLDER_RULES_BYTES ? EFBIG : 0;
  if (errno)
    return FALSE;
  g_autofree char *text = g_malloc(FOLDER_RULES_BYTES);
  gsize length = 0;
  while (length < FOLDER_RULES_BYTES) {
    gssize got = read(fd, text + length, FOLDER_RULES_BYTES - length);
    if (got == 0)
      break;
    if (got < 0 && errno != EINTR)
      return FALSE;
    length += (gsize)MAX(got, 0);
  }
  *ignore = ignore_parse(text, length);
  return TRUE;
}

gboolean folder_read_rules(int at, const char *path, const uid_t *owner, Ignore **ignore) {
  *ignore = NULL;
  int fd = openat(at, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    return errno == ENOENT || errno == ENOTDIR;
  gboolean read_all = read_rules(fd, owner, ignore);
  int error = errno;
  close(fd);
  errno = error;
  return read_all;
}
