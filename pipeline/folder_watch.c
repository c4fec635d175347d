/* inotify: the tree of watched folders, and what its events mean. */
#include "pipeline/folder_watch.h"

#include "pipeline/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

/* A file is told of when it is closed after writing, not when it is made: half of it is of no use to anyone. */
#define MASK                                                                                                           \
  (IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF |  \
   IN_ONLYDIR | IN_EXCL_UNLINK)

#define CHUNK (64 * 1024)

typedef struct WatchedFolder WatchedFolder;
struct WatchedFolder {
  int descriptor;        /* inotify's "wd" */
  char *name;            /* of a folder that was added: its whole path */
  WatchedFolder *parent; /* NULL of one that was added */
  GHashTable *children;  /* name -> WatchedFolder*, owned; NULL until there is one */
  GHashTable *only;      /* names of files that alone are of interest; NULL: all, and the folders below */
  dev_t device;
  ino_t inode;
};

struct FolderWatch {
  int fd;
  gboolean hidden;
  guint most_folders;
  char *left_out_name; /* NULL: nothing */
  dev_t left_out_device;
  ino_t left_out_inode; /* of the folder that it is in */
  GHashTable *folders;  /* descriptor -> WatchedFolder* */
  GHashTable *roots;    /* path -> WatchedFolder*, owned */
  FolderWatchCallbacks callbacks;
  gpointer data;
};

/* --- folders ------------------------------------------------------------------------------------------------- */

static void folder_free(gpointer data) {
  WatchedFolder *folder = data;
  g_clear_pointer(&folder->children, g_hash_table_unref);
  g_clear_pointer(&folder->only, g_hash_table_unref);
  g_free(folder->name);
  g_free(folder);
}

static char *folder_path(const WatchedFolder *folder) {
  if (!folder->parent)
    return g_strdup(folder->name);
  g_autofree char *above = folder_path(folder->parent);
  return g_build_filename(above, folder->name, NULL);
}

static const WatchedFolder *root_of(const WatchedFolder *folder) {
  while (folder->parent)
    folder = folder->parent;
  return folder;
}

/* Takes the watches away, of all below as well. */
static void unwatch(FolderWatch *watch, const WatchedFolder *folder) {
  if (folder->children) {
    GHashTableIter iterator;
    gpointer child;
    g_hash_table_iter_init(&iterator, folder->children);
    while (g_hash_table_iter_next(&iterator, NULL, &child))
      unwatch(watch, child);
  }
  if (g_hash_table_lookup(watch->folders, GINT_TO_POINTER(folder->descriptor)) == folder) {
    inotify_rm_watch(watch->fd, folder->descriptor);
    g_hash_table_remove(watch->folders, GINT_TO_POINTER(folder->descriptor));
  }
}

static void drop(FolderWatch *watch, WatchedFolder *folder) {
  unwatch(watch, folder);
  if (folder->parent)
    g_hash_table_remove(folder->parent->children, folder->name);
  else
    g_hash_table_remove(watch->roots, folder->name);
}

static void drop_child(FolderWatch *watch, const WatchedFolder *folder, const char *name) {
  WatchedFolder *child = folder->children ? g_hash_table_lookup(folder->children, name) : NULL;
  if (child)
    drop(watch, child);
}

/* --- watching ------------------------------------------------------------------------------------------------ */

gboolean folder_watch_is_blind_to(guint64 file_system_type) {
  /* linux/magic.h and the sources of the file systems; what other machines do there is not told to this one */
  static const guint32 blind[] = {
      0x6969,     /* NFS */
      0x517b,     /* SMB */
      0xff534d42, /* CIFS */
      0xfe534d42, /* SMB 2 */
      0x65735546, /* FUSE: sshfs and its kind, and local ones */
      0x01021997, /* 9P: folders of the host in a virtual machine, Windows' in WSL */
      0x786f4256, /* VirtualBox' shared folders */
      0x00c36400, /* Ceph */
      0x0bd00bd0, /* Lustre */
      0x5346414f, /* AFS */
      0x6b414653, /* AFS, of the kernel */
      0x73757245, /* Coda */
      0x01161970, /* GFS2 */
      0x7461636f, /* OCFS2 */
      0x47504653, /* GPFS */
      0x19830326, /* BeeGFS */
  };
  for (gsize i = 0; i < G_N_ELEMENTS(blind); i++)
    if ((guint32)file_system_type == blind[i])
      return TRUE;
  return FALSE;
}

static gboolean is_blind(const char *path) {
  struct statfs about;
  return statfs(path, &about) == 0 && folder_watch_is_blind_to((guint64)about.f_type);
}

typedef enum { WATCHED, BLIND, FULL, FAILED } Outcome;

static gboolean is_at_or_above(const WatchedFolder *folder, const WatchedFolder *below) {
  while (below && below != folder)
    below = below->parent;
  return below != NULL;
}

/* Where the inode has a watch already, and the path that it has it for leads there no longer: the folder was renamed
 * and its events are still to come. The new path counts. */
static Outcome release_stale(FolderWatch *watch, int descriptor, const struct stat *about,
                             const WatchedFolder *parent) {
  WatchedFolder *other = g_hash_table_lookup(watch->folders, GINT_TO_POINTER(descriptor));
  if (!other)
    return WATCHED;
  g_autofree char *path = folder_path(other);
  struct stat there;
  if (stat(path, &there) == 0 && there.st_dev == about->st_dev && there.st_ino == about->st_ino)
    return BLIND;
  if (is_at_or_above(other, parent))
    return FAILED;                                                  /* all of this has been renamed; the events tell */
  g_hash_table_remove(watch->folders, GINT_TO_POINTER(descriptor)); /* so that the watch itself stays */
  drop(watch, other);
  return WATCHED;
}

/* A folder for the tree, with its watch. */
static Outcome watch_one(FolderWatch *watch, const char *path, WatchedFolder *parent, const char *name,
                         WatchedFolder **added) {
  struct stat about;
  if ((parent ? lstat(path, &about) : stat(path, &about)) != 0)
    return FAILED;
  if ((!parent || parent->device != about.st_dev) && is_blind(path))
    return BLIND;
  if (watch->most_folders && g_hash_table_size(watch->folders) >= watch->most_folders)
    return FULL;
  int descriptor = inotify_add_watch(watch->fd, path, MASK | (parent ? IN_DONT_FOLLOW : 0));
  if (descriptor < 0)
    return errno == ENOSPC || errno == ENOMEM ? FULL : FAILED;
  Outcome outcome = release_stale(watch, descriptor, &about, parent);
  if (outcome != WATCHED)
    return outcome;
  WatchedFolder *folder = g_new0(WatchedFolder, 1);
  *folder = (WatchedFolder){.descriptor = descriptor, .name = g_strdup(name), .parent = parent};
  folder->device = about.st_dev;
  folder->inode = about.st_ino;
  g_hash_table_insert(watch->folders, GINT_TO_POINTER(descriptor), folder);
  GHashTable **among = parent ? &parent->children : &watch->roots;
  if (!*among)
    *among = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, folder_free);
  g_hash_table_replace(*among, folder->name, folder);
  *added = folder;
  return WATCHED;
}

/* The whole tree of the folder is given up. */
static void tell_full(FolderWatch *watch, const WatchedFolder *folder) {
  WatchedFolder *root = g_hash_table_lookup(watch->roots, root_of(folder)->name);
  g_autofree char *path = g_strdup(root->name);
  drop(watch, root);
  watch->callbacks.full(path, watch->data);
}

static gboolean is_folder_entry(const char *path, const struct dirent *entry) {
  struct stat about;
  if (entry->d_type != DT_UNKNOWN)
    return entry->d_type == DT_DIR;
  return lstat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static gboolean is_of_interest(const FolderWatch *watch, const char *name) {
  return strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && (watch->hidden || name[0] != '.');
}

/* Watches the folders in this one; their descriptors are for the caller to go on with, since a folder may be dropped
 * meanwhile. FALSE when the watches are used up. */
static gboolean watch_children(FolderWatch *watch, WatchedFolder *folder, GQueue *more) {
  g_autofree char *path = folder_path(folder);
  DIR *listing = opendir(path);
  if (!listing)
    return TRUE; /* a run says so */
  Outcome outcome = WATCHED;
  const struct dirent *entry;
  while (outcome != FULL && (entry = readdir(listing))) {
    g_autofree char *below = g_build_filename(path, entry->d_name, NULL);
    if (!is_of_interest(watch, entry->d_name) || !is_folder_entry(below, entry) ||
        (folder->children && g_hash_table_contains(folder->children, entry->d_name)))
      continue;
    WatchedFolder *child;
    outcome = watch_one(watch, below, folder, entry->d_name, &child);
    if (outcome == WATCHED)
      g_queue_push_tail(more, GINT_TO_POINTER(child->descriptor));
    else if (outcome == BLIND)
      watch->callbacks.blind(below, watch->data);
  }
  closedir(listing);
  return outcome != FULL;
}

static Outcome watch_tree(FolderWatch *watch, const char *path, WatchedFolder *parent, const char *name) {
  WatchedFolder *top;
  Outcome outcome = watch_one(watch, path, parent, name, &top);
  if (outcome == BLIND)
    watch->callbacks.blind(path, watch->data);
  else if (outcome == FULL && parent)
    tell_full(watch, parent);
  else if (outcome == FULL)
    watch->callbacks.full(path, watch->data);
  if (outcome != WATCHED)
    return outcome;
  GQueue more = G_QUEUE_INIT;
  g_queue_push_tail(&more, GINT_TO_POINTER(top->descriptor));
  while (more.length > 0 && outcome == WATCHED) {
    WatchedFolder *folder = g_hash_table_lookup(watch->folders, g_queue_pop_head(&more));
    if (folder && !watch_children(watch, folder, &more)) {
      tell_full(watch, folder);
      outcome = FULL;
    }
  }
  g_queue_clear(&more);
  return outcome;
}

/* --- from outside -------------------------------------------------------------------------------------------- */

static void leave_out(FolderWatch *watch, const char *path) {
  char *real = realpath(path, NULL);
  g_autofree char *folder = g_path_get_dirname(real ? real : path);
  struct stat about;
  if (stat(folder, &about) == 0) {
    watch->left_out_name = g_path_get_basename(real ? real : path);
    watch->left_out_device = about.st_dev;
    watch->left_out_inode = about.st_ino;
  }
  free(real);
}

FolderWatch *folder_watch_new(const FolderWatchOptions *options, const FolderWatchCallbacks *callbacks, gpointer data,
                              GError **error) {
  int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (fd < 0) {
    g_set_error_literal(error, G_IO_ERROR, g_io_error_from_errno(errno), g_strerror(errno));
    return NULL;
  }
  FolderWatch *watch = g_new0(FolderWatch, 1);
  watch->fd = fd;
  watch->hidden = options->hidden;
  watch->most_folders = options->most_folders;
  watch->callbacks = *callbacks;
  watch->data = data;
  watch->folders = g_hash_table_new(NULL, NULL);
  watch->roots = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, folder_free);
  if (options->left_out)
    leave_out(watch, options->left_out);
  return watch;
}

void folder_watch_free(FolderWatch *watch) {
  if (!watch)
    return;
  close(watch->fd);
  g_hash_table_unref(watch->folders);
  g_hash_table_unref(watch->roots);
  g_free(watch->left_out_name);
  g_free(watch);
}

gboolean folder_watch_add(FolderWatch *watch, const char *path) {
  errno = 0;
  return watch_tree(watch, path, NULL, path) != FAILED;
}

gboolean folder_watch_add_file(FolderWatch *watch, const char *path) {
  g_autofree char *above = g_path_get_dirname(path);
  WatchedFolder *folder = g_hash_table_lookup(watch->roots, above);
  if (!folder) {
    Outcome outcome = watch_one(watch, above, NULL, above, &folder);
    if (outcome == FULL)
      watch->callbacks.full(path, watch->data);
    else if (outcome == BLIND)
      watch->callbacks.blind(path, watch->data);
    if (outcome != WATCHED)
      return outcome != FAILED;
    folder->only = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  }
  if (folder->only)
    g_hash_table_add(folder->only, g_path_get_basename(path));
  return TRUE;
}

int folder_watch_get_fd(const FolderWatch *watch) {
  return watch->fd;
}

guint folder_watch_count(const FolderWatch *watch) {
  return g_hash_table_size(watch->folders);
}

/* --- events -------------------------------------------------------------------------------------------------- */

/* The index and what SQLite keeps beside it change with every run. */
static gboolean is_left_out(const FolderWatch *watch, const WatchedFolder *folder, const char *name) {
  if (!watch->left_out_name || folder->device != watch->left_out_device || folder->inode != watch->left_out_inode ||
      !g_str_has_prefix(name, watch->left_out_name))
    return FALSE;
  const char *rest = name + strlen(watch->left_out_name);
  return !*rest || strcmp(rest, "-wal") == 0 || strcmp(rest, "-shm") == 0 || strcmp(rest, "-journal") == 0;
}

static void on_folder_event(FolderWatch *watch, WatchedFolder *folder, guint32 mask, const char *name,
                            const char *path) {
  g_autofree char *above = folder_path(folder);
  if (mask & (IN_DELETE | IN_MOVED_FROM)) {
    drop_child(watch, folder, name);
    watch->callbacks.folder(above, watch->data);
    return;
  }
  if (mask & (IN_CREATE | IN_MOVED_TO))
    drop_child(watch, folder, name); /* another one may have had the name */
  if (!folder->children || !g_hash_table_contains(folder->children, name))
    watch_tree(watch, path, folder, name);
  watch->callbacks.folder(path, watch->data);
}

/* A link, hard or symbolic, is whole when it is made; a file being written is told of when it is closed. */
static gboolean is_made_whole(const char *path) {
  struct stat about;
  return lstat(path, &about) == 0 && (S_ISLNK(about.st_mode) || about.st_nlink > 1);
}

static void on_file_event(const FolderWatch *watch, const WatchedFolder *folder, guint32 mask, const char *path) {
  if (mask & (IN_DELETE | IN_MOVED_FROM)) {
    g_autofree char *above = folder_path(folder);
    if (folder->only)
      watch->callbacks.file(path, watch->data);
    else
      watch->callbacks.folder(above, watch->data);
  } else if (!(mask & IN_CREATE) || is_made_whole(path)) {
    watch->callbacks.file(path, watch->data);
  }
}

static void on_self_event(FolderWatch *watch, WatchedFolder *folder, guint32 mask) {
  gboolean is_root = !folder->parent;
  if (!is_root && !(mask & (IN_IGNORED | IN_UNMOUNT)))
    return; /* the folder above tells as well */
  g_autofree char *path = folder_path(folder);
  drop(watch, folder);
  if (is_root)
    watch->callbacks.lost(path, watch->data);
}

static void on_event(FolderWatch *watch, const struct inotify_event *event, const char *name) {
  WatchedFolder *folder = g_hash_table_lookup(watch->folders, GINT_TO_POINTER(event->wd));
  if (!folder)
    return; /* let go of since */
  if (event->mask & (IN_IGNORED | IN_UNMOUNT | IN_DELETE_SELF | IN_MOVE_SELF)) {
    on_self_event(watch, folder, event->mask);
    return;
  }
  if (strcmp(name, FOLDER_RULES_NAME) == 0 && !folder->only) {
    g_autofree char *ruled = folder_path(folder);
    watch->callbacks.folder(ruled, watch->data);
    return;
  }
  if (!*name || !is_of_interest(watch, name) || strchr(name, '/') || is_left_out(watch, folder, name))
    return;
  if (folder->only && ((event->mask & IN_ISDIR) || !g_hash_table_contains(folder->only, name)))
    return;
  g_autofree char *above = folder_path(folder);
  g_autofree char *path = g_build_filename(above, name, NULL);
  if (event->mask & IN_ISDIR)
    on_folder_event(watch, folder, event->mask, name, path);
  else
    on_file_event(watch, folder, event->mask, path);
}

/* FALSE after an overflow. */
static gboolean take_events(FolderWatch *watch, const guint8 *bytes, gsize length) {
  struct inotify_event event;
  for (gsize at = 0; at + sizeof event <= length; at += sizeof event + event.len) {
    memcpy(&event, bytes + at, sizeof event);
    if (event.len > length - at - sizeof event)
      return TRUE;
    if (event.mask & IN_Q_OVERFLOW) {
      watch->callbacks.overflow(watch->data);
      return FALSE;
    }
    g_autofree char *name = g_strndup((const char *)bytes + at + sizeof event, event.len);
    on_event(watch, &event, name);
  }
  return TRUE;
}

void folder_watch_feed(FolderWatch *watch, const guint8 *bytes, gsize length) {
  take_events(watch, bytes, length);
}

void folder_watch_read(FolderWatch *watch) {
  g_autofree guint8 *chunk = g_malloc(CHUNK);
  gssize got;
  while ((got = read(watch->fd, chunk, CHUNK)) > 0)
    if (!take_events(watch, chunk, (gsize)got))
      return;
}
