/* From files to ledger rows: decides what has changed, hands it to the workers, writes what comes back. */
#pragma once

#include "index/writer.h"
#include "pipeline/discover.h"
#include "pipeline/roots.h"
#include "pipeline/supervisor.h"

#include <signal.h>

typedef struct {
  guint64 states[STATUS_COUNT]; /* of the files of this run that were looked into */
  guint64 unchanged;            /* left as they were: same size, time and inode, same readers */
  guint64 moved;                /* found under another name, the old one gone */
  guint64 empty_roots;          /* starting paths that were full once and are empty or not there now: left alone */
  guint64 files, bytes;         /* done so far, unchanged ones included */
} IngestCounts;

typedef struct {
  SupervisorOptions supervisor;
  gboolean retry_failed;              /* look again into files that failed and have not changed */
  gboolean verify;                    /* hash every file: size, time and inode are not believed */
  gboolean allow_empty;               /* what was below an empty or missing starting path is gone */
  const char *command;                /* what the run is noted as; NULL: "index" */
  const GPtrArray *roots;             /* Root*, by FoundFile.start, for how their pages are read; may be NULL */
  volatile sig_atomic_t *interrupted; /* looked at between steps; set: stop, keep what is done. May be NULL */
  /* A file of this run has its state: the ledger row, what was read (NULL where it was known from another name), the
   * seconds that readers were at work on it. Not called for files that were left as they were or are gone. May be NULL.
   */
  void (*file_done)(const Source *source, Status status, const Document *document, double seconds, gpointer data);
  void (*progress)(const IngestCounts *counts, gpointer data); /* after every file; may be NULL */
  /* How far the theming by imported schemes has come, at the end of the run. May be NULL. */
  void (*themed)(guint64 done, guint64 all, gpointer data);
  void (*cage_gap)(const char *parts,
                   gpointer data); /* called once where the kernel cannot close the cage; may be NULL */
  /* A starting path is empty or not there, and the index holds `files` of it: TRUE where they are gone indeed. NULL:
   * never. */
  gboolean (*empty_root)(const char *path, guint64 files, gpointer data);
  gpointer data;
} IngestOptions;

/* Indexes everything that `discovery` finds, asks imported schemes of themes about all documents that they have not
 * been asked about (scheme_pass.h), and marks as gone what it does not find any more below the starting paths (not
 * after an interruption). Every file ends in one ledger state, counted in `counts`. FALSE with *error where the run
 * itself could not go on (no worker, disk full); what was committed before stays. When interrupted it returns TRUE. */
gboolean ingest_run(const IngestOptions *options, Writer *writer, Discovery *discovery, IngestCounts *counts,
                    GError **error);

/* Opens a path as a task for the supervisor. Only regular files; NULL with the status and reason that the ledger
 * is to have in *document (caller frees). */
Task *ingest_open(const char *path, Document **document);

/* SHA-256 of the whole content, lower-case hex; NULL with errno where it cannot be read. Caller frees. */
char *ingest_hash(int fd);
