/* Walks folders with a stack of listings; a heap of the next files gives the largest first. */
#include "pipeline/discover.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The names in one folder that are still to be visited. */
typedef struct {
  char *path;
  GPtrArray *names; /* char*, sorted backwards: the next one is the last */
} Listing;

typedef struct {
  char *path; /* absolute */
  gboolean listed;
  guint64 files; /* found by discovery_next() */
  int error;
} Start;

typedef struct {
  guint next_start;
  GPtrArray *stack; /* Listing* */
} Walk;

struct Discovery {
  GPtrArray *starts; /* Start* */
  GPtrArray *roots;  /* Start*, borrowed from `starts` */
  GPtrArray *unread; /* char* */
  gboolean hidden;
  char *left_out;
  Walk walk;
  GPtrArray *window; /* FoundFile*, a heap, largest at the root */
};

void found_file_free(FoundFile *file) {
  if (!file)
    return;
  g_free(file->path);
  g_free(file);
}

static void listing_free(Listing *listing) {
  g_free(listing->path);
  g_ptr_array_unref(listing->names);
  g_free(listing);
}

static void start_free(Start *start) {
  g_free(start->path);
  g_free(start);
}

static void walk_init(Walk *walk) {
  walk->next_start = 0;
  walk->stack = g_ptr_array_new_with_free_func((GDestroyNotify)listing_free);
}

Discovery *discovery_new(gboolean hidden) {
  Discovery *discovery = g_new0(Discovery, 1);
  discovery->starts = g_ptr_array_new_with_free_func((GDestroyNotify)start_free);
  discovery->roots = g_ptr_array_new();
  discovery->unread = g_ptr_array_new_with_free_func(g_free);
  discovery->window = g_ptr_array_new_with_free_func((GDestroyNotify)found_file_free);
  discovery->hidden = hidden;
  walk_init(&discovery->walk);
  return discovery;
}

void discovery_free(Discovery *discovery) {
  if (!discovery)
    return;
  g_ptr_array_unref(discovery->starts);
  g_ptr_array_unref(discovery->roots);
  g_ptr_array_unref(discovery->unread);
  g_ptr_array_unref(discovery->window);
  g_ptr_array_unref(discovery->walk.stack);
  g_free(discovery->left_out);
  g_free(discovery);
}

char *discovery_absolute(const char *path) {
  return g_canonicalize_filename(path, NULL);
}

static Start *add_start(Discovery *discovery, const char *path, gboolean listed) {
  Start *start = g_new0(Start, 1);
  start->path = discovery_absolute(path);
  start->listed = listed;
  g_ptr_array_add(discovery->starts, start);
  return start;
}

void discovery_add(Discovery *discovery, const char *path) {
  g_ptr_array_add(discovery->roots, add_start(discovery, path, FALSE));
}

void discovery_leave_out(Discovery *discovery, const char *path) {
  g_free(discovery->left_out);
  /* Links in the way are followed, so that the index is known by whatever name it is met. */
  g_autofree char *absolute = discovery_absolute(path);
  g_autofree char *folder = g_path_get_dirname(absolute);
  g_autofree char *base = g_path_get_basename(absolute);
  char *whole = realpath(absolute, NULL), *real_folder = realpath(folder, NULL);
  discovery->left_out = whole         ? g_strdup(whole)
                        : real_folder ? g_build_filename(real_folder, base, NULL)
                                      : g_strdup(absolute);
  free(whole);
  free(real_folder);
}

static gboolean read_list(const char *file, char **content, gsize *length, GError **error) {
  if (strcmp(file, "-") != 0)
    return g_file_get_contents(file, content, length, error);
  g_autoptr(GIOChannel) input = g_io_channel_unix_new(0);
  g_io_channel_set_encoding(input, NULL, NULL);
  return g_io_channel_read_to_end(input, content, length, error) == G_IO_STATUS_NORMAL;
}

gboolean discovery_add_list(Discovery *discovery, const char *file, GError **error) {
  g_autofree char *content = NULL;
  gsize length;
  if (!read_list(file, &content, &length, error))
    return FALSE;
  /* A list made by `find -print0` is parted by NULs and may hold LF in its names. */
  char separator = memchr(content, '\0', length) ? '\0' : '\n';
  for (gsize start = 0; start < length;) {
    const char *end = memchr(content + start, separator, length - start);
    gsize bytes = end ? (gsize)(end - (content + start)) : length - start;
    g_autofree char *path = g_strndup(content + start, bytes);
    if (separator == '\n' && bytes > 0 && path[bytes - 1] == '\r')
      path[bytes - 1] = '\0';
    if (*path)
      add_start(discovery, path, TRUE);
    start += bytes + 1;
  }
  return TRUE;
}

static gint names_backwards(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)b, *(const char *const *)a);
}

/* The names in a folder; NULL with errno. */
static Listing *list_folder(const Discovery *discovery, const char *path) {
  DIR *folder = opendir(path);
  if (!folder)
    return NULL;
  Listing *listing = g_new(Listing, 1);
  listing->path = g_strdup(path);
  listing->names = g_ptr_array_new_with_free_func(g_free);
  const struct dirent *entry;
  errno = 0;
  while ((entry = readdir(folder))) {
    gboolean dots = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    if (!dots && (discovery->hidden || entry->d_name[0] != '.'))
      g_ptr_array_add(listing->names, g_strdup(entry->d_name));
  }
  int error = errno; /* readdir() ends and fails alike, but for this */
  closedir(folder);
  if (error) {
    listing_free(listing);
    errno = error;
    return NULL;
  }
  g_ptr_array_sort(listing->names, names_backwards);
  return listing;
}

gint64 discovery_mtime_ns(const struct stat *about) {
  const gint64 most = G_MAXINT64 / 1000000000 - 1; /* the year 2262 */
  return CLAMP((gint64)about->st_mtim.tv_sec, -most, most) * 1000000000 + about->st_mtim.tv_nsec;
}

static FoundFile *found_file_new(const char *path, const struct stat *about) {
  FoundFile *file = g_new0(FoundFile, 1);
  file->path = g_strdup(path);
  if (about) {
    file->size = (guint64)about->st_size;
    file->mtime_ns = discovery_mtime_ns(about);
    file->inode = about->st_ino;
    file->device = about->st_dev;
    file->special = !S_ISREG(about->st_mode);
  }
  return file;
}

static FoundFile *found_error(const char *path, int error) {
  FoundFile *file = found_file_new(path, NULL);
  file->error = error;
  return file;
}

/* SQLite's own files beside the index. */
static gboolean is_left_out(const Discovery *discovery, const char *path) {
  if (!discovery->left_out || !strstr(path, strrchr(discovery->left_out, '/')))
    return FALSE;
  char *real = realpath(path, NULL);
  gboolean inside = real && g_str_has_prefix(real, discovery->left_out);
  g_autofree char *rest = g_strdup(inside ? real + strlen(discovery->left_out) : "?");
  free(real);
  return !*rest || strcmp(rest, "-wal") == 0 || strcmp(rest, "-shm") == 0 || strcmp(rest, "-journal") == 0;
}

/* A file to report, or NULL where the path was a folder (then pushed) or is not of interest. */
static FoundFile *visit(const Discovery *discovery, Walk *walk, const char *path, gboolean is_start) {
  struct stat about;
  if (is_left_out(discovery, path))
    return NULL;
  if (lstat(path, &about) != 0)
    return found_error(path, errno);
  if (S_ISLNK(about.st_mode)) {
    if (stat(path, &about) != 0)
      return found_error(path, errno);
    if (S_ISDIR(about.st_mode) && !is_start)
      return NULL;
  }
  if (!S_ISDIR(about.st_mode))
    return found_file_new(path, &about);
  Listing *listing = list_folder(discovery, path);
  if (!listing) {
    FoundFile *failed = found_error(path, errno);
    failed->folder = TRUE;
    return failed;
  }
  g_ptr_array_add(walk->stack, listing);
  return NULL;
}

static FoundFile *walk_next(const Discovery *discovery, Walk *walk) {
  for (;;) {
    FoundFile *file = NULL;
    if (walk->stack->len > 0) {
      Listing *top = walk->stack->pdata[walk->stack->len - 1];
      if (top->names->len == 0) {
        g_ptr_array_remove_index(walk->stack, walk->stack->len - 1);
        continue;
      }
      g_autofree char *name = g_ptr_array_steal_index(top->names, top->names->len - 1);
      g_autofree char *path = g_build_filename(top->path, name, NULL);
      file = visit(discovery, walk, path, FALSE);
    } else if (walk->next_start < discovery->starts->len) {
      const Start *start = discovery->starts->pdata[walk->next_start++];
      file = visit(discovery, walk, start->path, TRUE);
    } else {
      return NULL;
    }
    if (file) {
      file->start = walk->next_start - 1;
      return file;
    }
  }
}

void discovery_count(Discovery *discovery, const volatile sig_atomic_t *interrupted, guint64 *files, guint64 *bytes) {
  Walk walk;
  walk_init(&walk);
  *files = *bytes = 0;
  FoundFile *file;
  while (!(interrupted && *interrupted) && (file = walk_next(discovery, &walk))) {
    (*files)++;
    *bytes += file->size;
    found_file_free(file);
  }
  g_ptr_array_unref(walk.stack);
}

static guint64 size_at(const GPtrArray *heap, guint i) {
  return ((const FoundFile *)heap->pdata[i])->size;
}

static void swap_items(GPtrArray *heap, guint a, guint b) {
  gpointer kept = heap->pdata[a];
  heap->pdata[a] = heap->pdata[b];
  heap->pdata[b] = kept;
}

static void heap_push(GPtrArray *heap, FoundFile *file) {
  g_ptr_array_add(heap, file);
  for (guint i = heap->len - 1; i > 0 && size_at(heap, i) > size_at(heap, (i - 1) / 2); i = (i - 1) / 2)
    swap_items(heap, i, (i - 1) / 2);
}

static FoundFile *heap_pop(GPtrArray *heap) {
  if (heap->len == 0)
    return NULL;
  swap_items(heap, 0, heap->len - 1);
  FoundFile *file = g_ptr_array_steal_index(heap, heap->len - 1);
  for (guint i = 0;;) {
    guint largest = i;
    for (guint child = 2 * i + 1; child <= 2 * i + 2 && child < heap->len; child++)
      if (size_at(heap, child) > size_at(heap, largest))
        largest = child;
    if (largest == i)
      return file;
    swap_items(heap, i, largest);
    i = largest;
  }
}

/* Keeps what discovery_root() and its sisters tell. */
static void note_found(Discovery *discovery, const FoundFile *file) {
  Start *start = discovery->starts->pdata[file->start];
  if (!file->error)
    start->files++;
  else if (strcmp(file->path, start->path) == 0)
    start->error = file->error;
  if (file->folder)
    g_ptr_array_add(discovery->unread, g_strdup(file->path));
}

FoundFile *discovery_next(Discovery *discovery) {
  while (discovery->window->len < DISCOVERY_WINDOW) {
    FoundFile *file = walk_next(discovery, &discovery->walk);
    if (!file)
      break;
    note_found(discovery, file);
    heap_push(discovery->window, file);
  }
  return heap_pop(discovery->window);
}

guint discovery_root_count(const Discovery *discovery) {
  return discovery->roots->len;
}

const char *discovery_root(const Discovery *discovery, guint i, guint64 *files, int *error) {
  const Start *root = discovery->roots->pdata[i];
  if (files)
    *files = root->files;
  if (error)
    *error = root->error;
  return root->path;
}

const GPtrArray *discovery_unread_folders(const Discovery *discovery) {
  return discovery->unread;
}

static gboolean is_at_or_below(const char *path, const char *folder) {
  gsize length = strlen(folder);
  if (length == 1) /* "/" */
    return *path == '/';
  return strncmp(path, folder, length) == 0 && (path[length] == '\0' || path[length] == '/');
}

gboolean discovery_covers(const Discovery *discovery, const char *path) {
  for (guint i = 0; i < discovery->unread->len; i++)
    if (is_at_or_below(path, discovery->unread->pdata[i]))
      return FALSE;
  for (guint i = 0; i < discovery->starts->len; i++) {
    const Start *start = discovery->starts->pdata[i];
    if (start->listed) {
      if (strcmp(path, start->path) == 0 && (start->error == 0 || start->error == ENOENT))
        return TRUE;
    } else if (start->error == 0 && is_at_or_below(path, start->path)) {
      return TRUE;
    }
  }
  return FALSE;
}
