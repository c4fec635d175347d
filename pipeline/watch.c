/* The poll loop: changes are gathered until it is quiet, then given out as a batch. */
#include "pipeline/watch.h"

#include "pipeline/debounce.h"
#include "pipeline/folder_watch.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>

#define LOST_SECONDS 10 /* between two looks whether a lost path is there again */

/* A path that was added. */
typedef struct {
  char *path;
  gboolean file, lost, polled;
} WatchRoot;

/* What inotify sees nothing of. */
typedef struct {
  char *path;
  gint64 next;       /* monotonic microseconds */
  guint64 signature; /* of all names, sizes, times and inodes below */
} Polled;

struct Watch {
  WatchOptions options;
  GPtrArray *roots;     /* WatchRoot* */
  GPtrArray *polled;    /* Polled* */
  FolderWatch *folders; /* NULL: no inotify */
  GHashTable *changed;  /* char* paths */
  Debounce debounce;
  gboolean certain, overflow, at_once;
  gint64 next_lost;
};

static gint64 microseconds(double given, double otherwise) {
  return (gint64)((given > 0 ? given : otherwise) * G_USEC_PER_SEC);
}

static void watch_root_free(gpointer data) {
  WatchRoot *root = data;
  g_free(root->path);
  g_free(root);
}

static void polled_free(gpointer data) {
  Polled *polled = data;
  g_free(polled->path);
  g_free(polled);
}

Watch *watch_new(const WatchOptions *options) {
  Watch *watch = g_new0(Watch, 1);
  watch->options = *options;
  watch->roots = g_ptr_array_new_with_free_func(watch_root_free);
  watch->polled = g_ptr_array_new_with_free_func(polled_free);
  watch->changed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  watch->debounce.quiet = microseconds(options->quiet_seconds, WATCH_QUIET_SECONDS);
  watch->debounce.most = microseconds(options->most_seconds, WATCH_MOST_SECONDS);
  watch->certain = TRUE;
  return watch;
}

void watch_free(Watch *watch) {
  if (!watch)
    return;
  folder_watch_free(watch->folders);
  g_ptr_array_unref(watch->roots);
  g_ptr_array_unref(watch->polled);
  g_hash_table_unref(watch->changed);
  g_free(watch);
}

guint watch_folder_count(const Watch *watch) {
  return watch->folders ? folder_watch_count(watch->folders) : 0;
}

guint watch_polled_count(const Watch *watch) {
  return watch->polled->len;
}

static WatchRoot *find_root(const Watch *watch, const char *path) {
  for (guint i = 0; i < watch->roots->len; i++)
    if (strcmp(((WatchRoot *)watch->roots->pdata[i])->path, path) == 0)
      return watch->roots->pdata[i];
  return NULL;
}

static Polled *find_polled(const Watch *watch, const char *path) {
  for (guint i = 0; i < watch->polled->len; i++)
    if (strcmp(((const Polled *)watch->polled->pdata[i])->path, path) == 0)
      return watch->polled->pdata[i];
  return NULL;
}

gboolean watch_is_root(const Watch *watch, const char *path) {
  return find_root(watch, path) != NULL || find_polled(watch, path) != NULL;
}

static gboolean is_interrupted(const Watch *watch) {
  return watch->options.interrupted && *watch->options.interrupted;
}

static void notice(const Watch *watch, WatchNotice what, const char *path) {
  if (watch->options.notice)
    watch->options.notice(what, path, watch->options.data);
}

/* --- changes ------------------------------------------------------------------------------------------------- */

static void note_everything(Watch *watch) {
  g_hash_table_remove_all(watch->changed);
  for (guint i = 0; i < watch->roots->len; i++) {
    const WatchRoot *root = watch->roots->pdata[i];
    if (!root->lost)
      g_hash_table_add(watch->changed, g_strdup(root->path));
  }
  watch->certain = FALSE;
  debounce_note(&watch->debounce, g_get_monotonic_time());
}

static void note(Watch *watch, const char *path) {
  if (g_hash_table_size(watch->changed) >= WATCH_MOST_PATHS)
    note_everything(watch);
  else
    g_hash_table_add(watch->changed, g_strdup(path));
  debounce_note(&watch->debounce, g_get_monotonic_time());
}

static void on_file(const char *path, gpointer data) {
  struct stat about;
  gboolean there = stat(path, &about) == 0;
  if (!there || !S_ISDIR(about.st_mode)) /* a link to a folder is not followed */
    note(data, path);
}

static void on_folder(const char *path, gpointer data) {
  note(data, path);
}

/* --- where inotify sees nothing ------------------------------------------------------------------------------ */

static guint64 mix(guint64 hash, guint64 value) {
  hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
  return hash ^ (hash >> 29);
}

static guint64 hash_file(const FoundFile *file) {
  guint64 hash = g_str_hash(file->path);
  for (const char *p = file->path; *p; p++)
    hash = mix(hash, (guchar)*p);
  hash = mix(mix(hash, file->size), (guint64)file->mtime_ns);
  return mix(mix(hash, file->inode), (guint64)file->error);
}

/* A sum, since files come in any order. */
static guint64 signature(const Watch *watch, const char *path) {
  g_autoptr(Discovery) discovery = watch->options.discover(path, watch->options.data);
  guint64 sum = 1;
  FoundFile *file;
  while (!is_interrupted(watch) && (file = discovery_next(discovery))) {
    sum += hash_file(file);
    found_file_free(file);
  }
  return sum;
}

static void poll_path(Watch *watch, const char *path) {
  if (find_polled(watch, path))
    return;
  Polled *polled = g_new0(Polled, 1);
  polled->path = g_strdup(path);
  polled->signature = signature(watch, path);
  polled->next = g_get_monotonic_time() + microseconds(watch->options.poll_seconds, WATCH_POLL_SECONDS);
  g_ptr_array_add(watch->polled, polled);
}

static void look_through_polled(Watch *watch) {
  for (guint i = 0; i < watch->polled->len; i++) {
    Polled *polled = watch->polled->pdata[i];
    if (g_get_monotonic_time() < polled->next)
      continue;
    guint64 now = signature(watch, polled->path);
    if (is_interrupted(watch))
      return;
    if (now != polled->signature) {
      watch->certain = FALSE;
      note(watch, polled->path);
    }
    polled->signature = now;
    polled->next = g_get_monotonic_time() + microseconds(watch->options.poll_seconds, WATCH_POLL_SECONDS);
  }
}

static void on_blind(const char *path, gpointer data) {
  poll_path(data, path);
  notice(data, WATCH_POLLED_BLIND, path);
}

static void on_full(const char *path, gpointer data) {
  poll_path(data, path);
  notice(data, WATCH_POLLED_FULL, path);
}

/* --- roots --------------------------------------------------------------------------------------------------- */

static void on_lost(const char *path, gpointer data) {
  Watch *watch = data;
  for (guint i = 0; i < watch->roots->len; i++) {
    WatchRoot *root = watch->roots->pdata[i];
    g_autofree char *above = g_path_get_dirname(root->path);
    if (strcmp(root->path, path) == 0 || (root->file && strcmp(above, path) == 0))
      root->lost = TRUE;
  }
  notice(watch, WATCH_LOST, path);
}

static void on_overflow(gpointer data) {
  ((Watch *)data)->overflow = TRUE;
}

gboolean watch_add(Watch *watch, const char *path, WatchAddFlags flags, GError **error) {
  struct stat about;
  gboolean there = stat(path, &about) == 0;
  if (!there && !(flags & WATCH_ADD_ABSENT)) {
    g_set_error_literal(error, G_IO_ERROR, g_io_error_from_errno(errno), g_strerror(errno));
    return FALSE;
  }
  WatchRoot *root = g_new0(WatchRoot, 1);
  root->path = discovery_absolute(path);
  root->file = there && !S_ISDIR(about.st_mode);
  root->lost = !there;
  root->polled = (flags & WATCH_ADD_POLLED) != 0;
  g_ptr_array_add(watch->roots, root);
  return TRUE;
}

static gboolean lies_below(const char *path, const char *folder) {
  gsize length = strlen(folder);
  return strncmp(path, folder, length) == 0 && (path[length] == '/' || folder[length - 1] == '/');
}

/* Paths in the order of a walk: what lies below a folder comes right behind it. */
static int compare_paths(const char *a, const char *b) {
  while (*a && *a == *b)
    a++, b++;
  int left = *a == '/' ? 1 : (guchar)*a, right = *b == '/' ? 1 : (guchar)*b;
  return left - right;
}

static gint compare_roots(gconstpointer a, gconstpointer b) {
  const WatchRoot *left = *(const WatchRoot *const *)a, *right = *(const WatchRoot *const *)b;
  return compare_paths(left->path, right->path);
}

/* A path below another that was added, or the same again, is watched already. */
static void drop_covered_roots(Watch *watch) {
  g_ptr_array_sort(watch->roots, compare_roots);
  for (guint i = 1; i < watch->roots->len;) {
    const WatchRoot *root = watch->roots->pdata[i], *before = watch->roots->pdata[i - 1];
    if (strcmp(root->path, before->path) == 0 || (!before->file && lies_below(root->path, before->path)))
      g_ptr_array_remove_index(watch->roots, i);
    else
      i++;
  }
}

static void watch_root(Watch *watch, WatchRoot *root) {
  gboolean done = !watch->folders || (root->file ? folder_watch_add_file(watch->folders, root->path)
                                                 : folder_watch_add(watch->folders, root->path));
  if (!done && (errno == ENOENT || errno == ENOTDIR))
    on_lost(root->path, watch);
  else if (!done)
    on_blind(root->path, watch); /* a folder that may not be read today may be tomorrow */
  else if (!watch->folders || root->polled)
    poll_path(watch, root->path);
}

static void watch_roots(Watch *watch) {
  static const FolderWatchCallbacks callbacks = {on_file, on_folder, on_blind, on_full, on_lost, on_overflow};
  FolderWatchOptions options = {watch->options.hidden, watch->options.left_out, watch->options.most_folders};
  g_clear_pointer(&watch->folders, folder_watch_free);
  g_ptr_array_set_size(watch->polled, 0);
  if (!watch->options.poll_only) {
    watch->folders = folder_watch_new(&options, &callbacks, watch, NULL);
    if (!watch->folders)
      notice(watch, WATCH_POLLED_NONE, NULL);
  }
  for (guint i = 0; i < watch->roots->len; i++)
    if (!((WatchRoot *)watch->roots->pdata[i])->lost)
      watch_root(watch, watch->roots->pdata[i]);
}

void watch_start(Watch *watch) {
  drop_covered_roots(watch);
  for (guint i = 0; i < watch->roots->len; i++)
    if (((const WatchRoot *)watch->roots->pdata[i])->lost)
      notice(watch, WATCH_LOST, ((const WatchRoot *)watch->roots->pdata[i])->path);
  watch_roots(watch);
  note_everything(watch);
  watch->at_once = TRUE;
}

static gboolean has_lost_roots(const Watch *watch) {
  for (guint i = 0; i < watch->roots->len; i++)
    if (((const WatchRoot *)watch->roots->pdata[i])->lost)
      return TRUE;
  return FALSE;
}

static void look_for_lost(Watch *watch) {
  struct stat about;
  for (guint i = 0; i < watch->roots->len; i++) {
    WatchRoot *root = watch->roots->pdata[i];
    if (!root->lost || stat(root->path, &about) != 0)
      continue;
    root->lost = FALSE;
    root->file = !S_ISDIR(about.st_mode);
    watch_root(watch, root);
    if (root->lost)
      continue;
    notice(watch, WATCH_BACK, root->path);
    watch->certain = FALSE;
    note(watch, root->path);
  }
}

/* --- batches ------------------------------------------------------------------------------------------------- */

void watch_batch_free(WatchBatch *batch) {
  if (!batch)
    return;
  g_ptr_array_unref(batch->paths);
  g_free(batch);
}

static gint compare_items(gconstpointer a, gconstpointer b) {
  return compare_paths(*(const char *const *)a, *(const char *const *)b);
}

/* Whether there is something at a path to be looked at. What is gone was told of with the folder that it was in; of a
 * file that was added itself there is no such folder. */
static gboolean is_worth_a_look(const Watch *watch, const char *path) {
  struct stat about;
  const WatchRoot *root = find_root(watch, path);
  return root ? root->file || !root->lost : lstat(path, &about) == 0;
}

static WatchBatch *take_batch(Watch *watch) {
  g_autoptr(GPtrArray) all = g_ptr_array_new();
  GHashTableIter iterator;
  gpointer path;
  g_hash_table_iter_init(&iterator, watch->changed);
  while (g_hash_table_iter_next(&iterator, &path, NULL))
    if (is_worth_a_look(watch, path))
      g_ptr_array_add(all, path);
  g_ptr_array_sort(all, compare_items);
  WatchBatch *batch = g_new(WatchBatch, 1);
  batch->certain = watch->certain;
  batch->paths = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < all->len; i++) {
    const char *last = batch->paths->len ? batch->paths->pdata[batch->paths->len - 1] : NULL;
    if (!last || !lies_below(all->pdata[i], last))
      g_ptr_array_add(batch->paths, g_strdup(all->pdata[i]));
  }
  g_hash_table_remove_all(watch->changed);
  debounce_reset(&watch->debounce);
  watch->certain = TRUE;
  watch->at_once = FALSE;
  return batch;
}

/* --- the loop ------------------------------------------------------------------------------------------------ */

/* Microseconds until something is to be done without an event; -1: never. */
static gint64 time_to_wait(const Watch *watch, gint64 now) {
  gint64 wait = watch->at_once ? 0 : debounce_wait(&watch->debounce, now);
  gint64 next = has_lost_roots(watch) ? watch->next_lost : G_MAXINT64;
  for (guint i = 0; i < watch->polled->len; i++)
    next = MIN(next, ((const Polled *)watch->polled->pdata[i])->next);
  if (next == G_MAXINT64)
    return wait;
  gint64 until = MAX(next - now, 0);
  return wait < 0 ? until : MIN(wait, until);
}

static void do_what_is_due(Watch *watch) {
  gint64 now = g_get_monotonic_time();
  look_through_polled(watch);
  if (has_lost_roots(watch) && now >= watch->next_lost) {
    look_for_lost(watch);
    watch->next_lost = now + (gint64)LOST_SECONDS * G_USEC_PER_SEC;
  }
}

static void take_events(Watch *watch) {
  folder_watch_read(watch->folders);
  if (!watch->overflow)
    return;
  watch->overflow = FALSE;
  notice(watch, WATCH_OVERFLOW, NULL);
  watch_roots(watch);
  note_everything(watch);
}

/* Waits for events, at most so long; TRUE where there are some. Signals come only here and outside of it: none is
 * missed between looking at the flag and waiting. */
static gboolean wait_for_events(const Watch *watch) {
  sigset_t blocked, before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGINT);
  sigaddset(&blocked, SIGTERM);
  sigaddset(&blocked, SIGHUP);
  sigprocmask(SIG_BLOCK, &blocked, &before);
  gint64 wait = is_interrupted(watch) ? 0 : time_to_wait(watch, g_get_monotonic_time());
  struct pollfd descriptor = {.fd = watch->folders ? folder_watch_get_fd(watch->folders) : -1, .events = POLLIN};
  struct timespec time = {wait / G_USEC_PER_SEC, wait % G_USEC_PER_SEC * 1000};
  gboolean some = ppoll(&descriptor, 1, wait < 0 ? NULL : &time, &before) > 0;
  sigprocmask(SIG_SETMASK, &before, NULL);
  return some;
}

WatchBatch *watch_next(Watch *watch) {
  for (;;) {
    do_what_is_due(watch);
    if (wait_for_events(watch))
      take_events(watch);
    if (is_interrupted(watch))
      return NULL;
    if (!watch->at_once && debounce_wait(&watch->debounce, g_get_monotonic_time()) != 0)
      continue;
    g_autoptr(WatchBatch) batch = take_batch(watch);
    if (batch->paths->len > 0)
      return g_steal_pointer(&batch);
  }
}
