/* A VFS for looking at an index as it is at one moment, without a lock that others would notice and without writing.
 *
 * FTS5 offers its integrity-check as an INSERT, which writes nothing but wants the write lock: on a file that one may
 * not write to it fails, and while an index run goes on it would wait for the run, or the run for it. Files opened by
 * this VFS are opened for reading, look to SQLite as if they could be written to, and pretend the write lock; every
 * attempt to write fails. What SQLite reads is held still by its ordinary read lock. */
#pragma once

#include <glib.h>

struct sqlite3;

#define SNAPSHOT_VFS "nordsok-snapshot"

/* URI parameter: the file lies where no -wal and -shm can be made, and nobody writes: it is read without them. */
#define SNAPSHOT_ALONE "alone"

void snapshot_register(void);

/* From now on the write lock of the connection's file is pretended; not before it has been read once, since a WAL that
 * was left behind by a crash is put in order under the true lock. */
void snapshot_pretend(struct sqlite3 *handle, gboolean pretend);
