/* What is done with an index as a whole: copies of it, and making it small. */
#pragma once

#include "index/run_lock.h"

#include <gio/gio.h>
#include <signal.h>

typedef enum {
  UPKEEP_ERROR_EXISTS, /* there is something at the copy's path */
  UPKEEP_ERROR_ITSELF, /* that is the index */
  UPKEEP_ERROR_IN_USE, /* it is an index in use, or not closed in order: a -wal or -journal lies beside it */
  UPKEEP_ERROR_ROOM,   /* not enough room; the message tells how much there is and how much is needed */
  UPKEEP_ERROR_WRITE,  /* the copy cannot be written; the message is the system's */
} UpkeepError;

#define UPKEEP_ERROR (upkeep_error_quark())
GQuark upkeep_error_quark(void);

typedef enum {
  COPY_BACKUP,  /* as it is, free pages left out */
  COPY_PUBLISH, /* to be read only: the full-text tables put together, no WAL, mode 0444 */
} CopyKind;

typedef struct {
  CopyKind kind;
  gboolean force;                           /* replace what is at `target` */
  const volatile sig_atomic_t *interrupted; /* may be NULL */
} CopyOptions;

/* Copies the index at `path` as it is at one moment, while others read and write it. The copy comes into being under
 * another name in the folder of `target`, is brought to the disk and then renamed, so that `target` is never half a
 * copy; on failure nothing of it stays. FALSE with *error: UPKEEP_ERROR, or DATABASE_ERROR about the index itself. */
gboolean upkeep_copy(const char *path, const char *target, const CopyOptions *options, guint64 *bytes, GError **error);

typedef struct {
  gboolean forget_older; /* older versions of documents as well */
  const volatile sig_atomic_t *interrupted;
  RunLockWaitFunc waiting; /* run_lock.h; may be NULL */
  gpointer data;
} VacuumOptions;

typedef struct {
  guint64 before, after; /* bytes of the index and its WAL */
  guint forgotten;       /* older versions */
  gboolean in_use;       /* others were reading, so that the file becomes smaller only once they have ended */
} VacuumResult;

/* Puts the full-text tables together and the file's pages in order, holding the run lock. An index of another version
 * is refused. Interrupted or failing it leaves the index as it was, but for what was forgotten. */
gboolean upkeep_vacuum(const char *path, const VacuumOptions *options, VacuumResult *result, GError **error);

/* FALSE with UPKEEP_ERROR_ROOM where a folder has less room than `needed` bytes. */
gboolean upkeep_check_room(const char *folder, guint64 needed, GError **error);
