/* Starting paths, a heap of the next files that gives the largest first, and what was looked at. walk.c walks. */
#include "pipeline/discover.h"

#include "pipeline/walk.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct Discovery {
  GPtrArray *starts; /* WalkStart* */
  GPtrArray *roots;  /* WalkStart*, borrowed from `starts` */
  GPtrArray *unread; /* char* */
  WalkRules *rules;  /* of the starting paths to come */
  char *left_out;
  Walk *walk;        /* NULL before the first file is asked for */
  GPtrArray *window; /* FoundFile*, a heap, largest at the root */
};

void found_file_free(FoundFile *file) {
  if (!file)
    return;
  g_free(file->path);
  g_free(file);
}

static void start_free(WalkStart *start) {
  walk_rules_unref(start->rules);
  g_free(start->path);
  g_free(start->root);
  g_free(start);
}

Discovery *discovery_new(gboolean hidden) {
  Discovery *discovery = g_new0(Discovery, 1);
  discovery->starts = g_ptr_array_new_with_free_func((GDestroyNotify)start_free);
  discovery->roots = g_ptr_array_new();
  discovery->unread = g_ptr_array_new_with_free_func(g_free);
  discovery->window = g_ptr_array_new_with_free_func((GDestroyNotify)found_file_free);
  discovery->rules = walk_rules_new(&(DiscoveryRules){.hidden = hidden});
  return discovery;
}

void discovery_free(Discovery *discovery) {
  if (!discovery)
    return;
  walk_free(discovery->walk);
  g_ptr_array_unref(discovery->roots);
  g_ptr_array_unref(discovery->starts);
  g_ptr_array_unref(discovery->unread);
  g_ptr_array_unref(discovery->window);
  walk_rules_unref(discovery->rules);
  g_free(discovery->left_out);
  g_free(discovery);
}

void discovery_set_rules(Discovery *discovery, const DiscoveryRules *rules) {
  walk_rules_unref(discovery->rules);
  discovery->rules = walk_rules_new(rules);
}

char *discovery_absolute(const char *path) {
  return g_canonicalize_filename(path, NULL);
}

static WalkStart *add_start(Discovery *discovery, const char *path, gboolean listed) {
  WalkStart *start = g_new0(WalkStart, 1);
  start->path = discovery_absolute(path);
  start->rules = g_rc_box_acquire(discovery->rules);
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

void discovery_add_below(Discovery *discovery, const char *root, const char *path) {
  WalkStart *start = add_start(discovery, path, FALSE);
  g_autofree char *absolute = discovery_absolute(root);
  if (strcmp(absolute, start->path) != 0)
    start->root = g_steal_pointer(&absolute);
  g_ptr_array_add(discovery->roots, start);
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

gint64 discovery_mtime_ns(const struct stat *about) {
  const gint64 most = G_MAXINT64 / 1000000000 - 1; /* the year 2262 */
  return CLAMP((gint64)about->st_mtim.tv_sec, -most, most) * 1000000000 + about->st_mtim.tv_nsec;
}

void discovery_count(Discovery *discovery, const volatile sig_atomic_t *interrupted, guint64 *files, guint64 *bytes) {
  g_autoptr(Walk) walk = walk_new(discovery->starts, discovery->left_out, NULL);
  *files = *bytes = 0;
  FoundFile *file;
  while (!(interrupted && *interrupted) && (file = walk_next(walk))) {
    (*files)++;
    *bytes += file->size;
    found_file_free(file);
  }
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

FoundFile *discovery_next(Discovery *discovery) {
  if (!discovery->walk)
    discovery->walk = walk_new(discovery->starts, discovery->left_out, discovery->unread);
  while (discovery->window->len < DISCOVERY_WINDOW) {
    FoundFile *file = walk_next(discovery->walk);
    if (!file)
      break;
    heap_push(discovery->window, file);
  }
  return heap_pop(discovery->window);
}

guint discovery_root_count(const Discovery *discovery) {
  return discovery->roots->len;
}

const char *discovery_root(const Discovery *discovery, guint i, guint64 *files, int *error) {
  const WalkStart *root = discovery->roots->pdata[i];
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
    const WalkStart *start = discovery->starts->pdata[i];
    if (start->listed) {
      if (strcmp(path, start->path) == 0 && (start->error == 0 || start->error == ENOENT))
        return TRUE;
    } else if (start->error == 0 && is_at_or_below(path, start->path)) {
      return TRUE;
    }
  }
  return FALSE;
}
