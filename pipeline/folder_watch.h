/* The folders that inotify watches: a tree of them below each folder that was added, kept in step as folders come, go
 * and are renamed. Tells what may have changed; what has changed is for a run to find out.
 *
 * Rules from inotify(7): one watch a folder, never recursive; a watch belongs to the inode, so that a renamed folder
 * keeps its watch under a path that is no longer its own; events are lost when the queue of the kernel is full
 * (IN_Q_OVERFLOW); a user may have so many watches (ENOSPC). */
#pragma once

#include <gio/gio.h>
#include <sys/inotify.h>

typedef struct {
  /* A file that is there may have changed. */
  void (*file)(const char *path, gpointer data);
  /* A folder is to be looked through with all below it: it has come, something in it has gone, or its patterns
   * (FOLDER_RULES_NAME) have changed. */
  void (*folder)(const char *path, gpointer data);
  /* inotify sees nothing in this folder (a network file system, or it is watched by another name already): it is not
   * watched, and must be looked through now and then. */
  void (*blind)(const char *path, gpointer data);
  /* The user's watches are used up: nothing below the folder that was added, `path`, is watched any longer. */
  void (*full)(const char *path, gpointer data);
  /* A folder that was added is gone, or another file system is no longer mounted on it. */
  void (*lost)(const char *path, gpointer data);
  /* Events were lost: the watch is of no more use, make a new one and look through everything. */
  void (*overflow)(gpointer data);
} FolderWatchCallbacks;

typedef struct {
  gboolean hidden; /* also names that begin with a full stop */
  const char
      *left_out;      /* file whose changes are of no interest (the index), and SQLite's files beside it; may be NULL */
  guint most_folders; /* 0: as many as the system allows */
} FolderWatchOptions;

typedef struct FolderWatch FolderWatch;

/* NULL with *error where the user has too many of them already (EMFILE), or the system has none. Strings of `options`
 * are copied. */
FolderWatch *folder_watch_new(const FolderWatchOptions *options, const FolderWatchCallbacks *callbacks, gpointer data,
                              GError **error);
void folder_watch_free(FolderWatch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FolderWatch, folder_watch_free)

/* Watches the folder at `path` (absolute; links in it are followed) and all below. FALSE with errno where it cannot be
 * watched at all; blind() or full() may be called. */
gboolean folder_watch_add(FolderWatch *watch, const char *path);

/* Watches one file, by way of its folder. */
gboolean folder_watch_add_file(FolderWatch *watch, const char *path);

int folder_watch_get_fd(const FolderWatch *watch);

/* How many folders are watched. */
guint folder_watch_count(const FolderWatch *watch);

/* Takes all events that are there, and calls back. */
void folder_watch_read(FolderWatch *watch);

/* The same with events of the caller's (tests and fuzzing): whole ones, as read() gives them. What does not fit is left
 * out. */
void folder_watch_feed(FolderWatch *watch, const guint8 *bytes, gsize length);

/* Whether inotify sees nothing, or not all, of what happens in a file system of this type (statfs(2): f_type). */
gboolean folder_watch_is_blind_to(guint64 file_system_type);
