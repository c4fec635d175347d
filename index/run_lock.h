/* The run lock: who writes to an index holds it from begin to end, so that a second run waits and does not fail. */
#pragma once

#include <gio/gio.h>

/* Called once, before the wait, where another run holds the lock. */
typedef void (*RunLockWaitFunc)(gpointer data);

/* Takes the lock of the index at `path`, waiting for it; makes the file and its folder where they are missing and
 * `create`. Returns a descriptor that holds it until closed; to be closed after the database, since closing drops
 * SQLite's own locks. -1 with *error (DATABASE_ERROR: _NETWORK, _READ_ONLY, _FOLDER, _MISSING, _FULL). */
int run_lock_take(const char *path, gboolean create, RunLockWaitFunc waiting, gpointer data, GError **error);
