/* Finds the files to index below the given paths, largest first within a window, in bounded memory. */
#pragma once

#include <gio/gio.h>
#include <signal.h>
#include <sys/stat.h>

typedef struct {
  char *path; /* absolute, in the file system's own bytes */
  guint64 size;
  gint64 mtime_ns;
  guint64 inode, device;
  int error;        /* errno where the path could not be looked at; else 0 */
  guint start;      /* which starting path it came by: 0 for the first that was added, files of a list counted too */
  gboolean special; /* a FIFO, device or socket: never opened */
  gboolean folder;  /* a folder that could not be listed, with its error */
} FoundFile;

void found_file_free(FoundFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FoundFile, found_file_free)

typedef struct Discovery Discovery;

/* `hidden`: also files and folders whose name begins with a full stop (never needed for paths that are given). */
Discovery *discovery_new(gboolean hidden);
void discovery_free(Discovery *discovery);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Discovery, discovery_free)

/* Adds a file or folder to start from; relative paths are taken from the current folder. */
void discovery_add(Discovery *discovery, const char *path);

/* Adds each line of a file ("-": standard input) as a path; empty lines are passed over. NULs part lines as well. */
gboolean discovery_add_list(Discovery *discovery, const char *file, GError **error);

/* Leaves this file out wherever it is met (the index itself). */
void discovery_leave_out(Discovery *discovery, const char *path);

/* Walks everything once without keeping it, for the progress bar; ends early when *interrupted (may be NULL). */
void discovery_count(Discovery *discovery, const volatile sig_atomic_t *interrupted, guint64 *files, guint64 *bytes);

/* The next file: the largest of the next DISCOVERY_WINDOW ones; NULL at the end. Folders are walked in the order of
 * their names' bytes. Links to files are followed, links to folders only when given as a starting path, so no loop can
 * arise. A folder that cannot be read comes as a FoundFile with its error. Caller frees. */
FoundFile *discovery_next(Discovery *discovery);

#define DISCOVERY_WINDOW 4096

/* --- what a run has seen: asked after discovery_next() has come to its end, to find out what is gone ------------- */

/* The starting paths that were added by discovery_add(), in that order; files of a list are none. */
guint discovery_root_count(const Discovery *discovery);

/* A starting path, absolute, without a slash at its end (but "/"); borrowed. *files: how many files were found by it,
 * those that could not be looked at not counted; *error: 0, or the errno for which the path itself could not be looked
 * at or listed (ENOENT: not there). Both may be NULL. A starting path may also be a file. */
const char *discovery_root(const Discovery *discovery, guint i, guint64 *files, int *error);

/* The folders that could not be listed whole (char*, absolute), in the order met, starting paths included: what the
 * ledger has below them is not gone, it was not looked at. Borrowed. */
const GPtrArray *discovery_unread_folders(const Discovery *discovery);

/* Whether `path` (absolute; also one that is no longer there) is or lies below a starting path that could be listed and
 * not in a folder that could not: where discovery_next() did not bring such a path, it is gone or left out by the rules
 * of today. A file of a list covers only itself, where it could be looked at or is not there (ENOENT). */
gboolean discovery_covers(const Discovery *discovery, const char *path);

/* Time of modification in nanoseconds since 1970, held within what 64 bits can say. */
gint64 discovery_mtime_ns(const struct stat *about);

/* An absolute path without "." and ".." and doubled slashes, symbolic links untouched. Caller frees. */
char *discovery_absolute(const char *path);
