/* One folder: its names, packed and in order, and the patterns it leaves files out by. */
#pragma once

#include "pipeline/ignore.h"

#include <dirent.h>

#define FOLDER_RULES_NAME ".nordsokignore"
#define FOLDER_RULES_BYTES (1024 * 1024) /* longest file of patterns */

typedef struct {
  DIR *stream;        /* NULL once folder_close() was called */
  GByteArray *names;  /* a byte of type (DT_REG, ...), the name, NUL; one after another */
  GArray *order;      /* guint32: where in `names` each entry begins, in the order of the names' bytes */
  gboolean has_rules; /* FOLDER_RULES_NAME is there; it is not among the names */
} Folder;

/* Opens and lists the folder `path`, relative to the folder `at` (AT_FDCWD: the current one), links followed where
 * `follow`. FALSE with errno where it cannot be listed to its end. */
gboolean folder_open(Folder *folder, int at, const char *path, gboolean follow);

/* Gives the descriptor back, keeps the names. */
void folder_close(Folder *folder);
void folder_clear(Folder *folder);

/* The descriptor, or -1. */
int folder_descriptor(const Folder *folder);

/* The name of an entry and its type as readdir() has it, DT_UNKNOWN where the file system does not say. Borrowed. */
const char *folder_name(const Folder *folder, guint i, guchar *type);

/* Reads the patterns of a folder. *ignore: NULL where there are none; caller frees. FALSE with errno where there is a
 * file that cannot be read; EFBIG: longer than FOLDER_RULES_BYTES; EINVAL: no regular file.
 * With `owner` not NULL (a folder's owner), only a file of that owner, of root or of who runs the program counts: what
 * others put into a folder above, /tmp say, is not to say what is left out below. */
gboolean folder_read_rules(int at, const char *path, const uid_t *owner, Ignore **ignore);
