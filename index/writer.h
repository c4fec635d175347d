/* The one writer of an index: Documents and ledger rows, many to a transaction.
 *
 * A document and its ledger row are written in the same transaction; what is committed is whole: a call that fails
 * takes its batch back. Transactions are committed at WRITER_BATCH_BYTES or WRITER_BATCH_MICROSECONDS (DESIGN: data
 * model), and by writer_commit(). */
#pragma once

#include "document/document.h"
#include "index/database.h"
#include "index/run_lock.h"

#define WRITER_BATCH_BYTES (4 * 1024 * 1024)
#define WRITER_BATCH_MICROSECONDS (250 * 1000)

typedef struct {
  const char *path;   /* absolute, in the file system's own bytes; "a.zip!/b.pdf" for a member */
  const char *sha256; /* of the content, lower-case hex; NULL where it could not be read */
  guint64 size;
  gint64 mtime_ns;
  guint64 inode, device;
  guint stages_version; /* 0 where no stage ran */
  const char *lacking;  /* capabilities that were missing when it was read, with spaces between; NULL: none */
} Source;

typedef struct Writer Writer;

/* Called once, before the wait, where another run holds the lock of the index (run_lock.h). */
typedef RunLockWaitFunc WriterWaitFunc;

/* Opens or makes the index at `path`, takes its run lock (waiting for it), migrates it, begins a run. NULL with *error
 * where the file cannot be had, or was analysed by another analyser (WRITER_ERROR_ANALYSER). */
Writer *writer_open(const char *path, WriterWaitFunc waiting, gpointer data, GError **error);

/* Notes what the run is for: "index". */
gboolean writer_note_command(Writer *writer, const char *command, GError **error);

/* Commits, ends the run, releases the lock. */
gboolean writer_close(Writer *writer, GError **error);

/* The connection, for what is written beside documents (thesaurus.h), between batches. Borrowed. */
Database *writer_get_database(Writer *writer);

/* What the ledger knows of a path. */
typedef struct {
  gint64 row;
  Status status;
  guint64 size, inode;
  gint64 mtime_ns;
  char *sha256;    /* NULL where unknown */
  char *extractor; /* NULL where none read it */
  guint extractor_version, stages_version;
  char *lacking; /* as in Source */
} LedgerEntry;

/* The entry of `path`, or NULL. Caller frees with ledger_entry_free(). */
LedgerEntry *writer_get_entry(Writer *writer, const char *path);
void ledger_entry_free(LedgerEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LedgerEntry, ledger_entry_free)

/* The ledger entry of another path with this content, one that was read before one that failed; or NULL. Neither
 * duplicates nor what is gone. Caller frees. */
LedgerEntry *writer_get_content(Writer *writer, const char *sha256, const char *other_than_path);

/* Writes the document (if it has units) and the ledger row of its source; what the path held before is
 * replaced. A document that no source has any longer is deleted. */
gboolean writer_put(Writer *writer, const Source *source, const Document *document, GError **error);

/* Writes the ledger row of a source whose content is already there, as `duplicate` of it. */
gboolean writer_put_duplicate(Writer *writer, const Source *source, GError **error);

/* Writes the ledger row of a source with what became of the same content elsewhere (`known`, of
 * writer_get_content()): a file that kills its reader is not tried again under another name. */
gboolean writer_put_known(Writer *writer, const Source *source, const LedgerEntry *known, GError **error);

/* Notes new size, times and inode of a source whose content is as it was. */
gboolean writer_touch(Writer *writer, const Source *source, GError **error);

/* --- what is gone -------------------------------------------------------------------------------------------- */

/* Notes that the entry's file is there and as it was, for writer_sweep(). Written sources are noted by themselves. */
void writer_mark_seen(Writer *writer, const LedgerEntry *entry);

/* Sources at and below `path` that are not gone. */
guint64 writer_count_present(Writer *writer, const char *path);

/* Whether a path that was not seen may be there all the same: its folder could not be read. */
typedef gboolean (*WriterExcuseFunc)(const char *path, gpointer data);

typedef struct {
  guint64 gone, moved;
} Sweep;

/* Ends a run over `path`: what lies at or below it and was neither written nor marked as seen is gone. Documents that
 * no other source has leave the tables and become older versions; where another source has the same content it takes
 * the place, and the document has moved if that source came in this run. Members of an archive that was left as it was
 * are there. `excuse` may be NULL. Adds to *sweep. */
gboolean writer_sweep(Writer *writer, const char *path, WriterExcuseFunc excuse, gpointer data, Sweep *sweep,
                      GError **error);

/* Forgets the path and all below it (folder, archive); counts the sources in *removed. */
gboolean writer_remove(Writer *writer, const char *path, guint *removed, GError **error);

/* How far writer_reindex() has come; FALSE stops it. */
typedef gboolean (*WriterReindexFunc)(guint64 done, guint64 units, gpointer data);

/* Analyses all stored text anew, beside the full-text tables, which answer till the new ones take their place, and
 * notes the present analyser. What is done of it is committed as it goes: an interrupted or killed call is taken up
 * again by the next one, as long as nothing has been written and the analyser is the same. `progress` may be NULL.
 * *finished: FALSE where `progress` has stopped it. */
gboolean writer_reindex(Writer *writer, WriterReindexFunc progress, gpointer data, gboolean *finished, GError **error);

/* Opens as writer_open() does, but takes an index of another analyser as well: for writer_reindex(). */
Writer *writer_open_for_reindex(const char *path, WriterWaitFunc waiting, gpointer data, GError **error);

gboolean writer_commit(Writer *writer, GError **error);

/* Commits where the batch has its size or its age; to be called while nothing comes to be written, too. */
gboolean writer_commit_when_due(Writer *writer, GError **error);

typedef enum { WRITER_ERROR_ANALYSER } WriterError;
#define WRITER_ERROR (writer_error_quark())
GQuark writer_error_quark(void);
