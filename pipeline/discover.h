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
  gboolean special; /* a FIFO, device or socket: never opened */
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

/* Time of modification in nanoseconds since 1970, held within what 64 bits can say. */
gint64 discovery_mtime_ns(const struct stat *about);

/* An absolute path without "." and ".." and doubled slashes, symbolic links untouched. Caller frees. */
char *discovery_absolute(const char *path);
