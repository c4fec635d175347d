/* One worker process as the parent sees it: started, spoken to, ended. What it is given to do is the
 * supervisor's business. */
#pragma once

#include "document/wire.h"

typedef struct {
  int pid; /* 0: none, in tests */
  WireChannel *channel;
  int errors_fd; /* memory file that is the worker's standard error */
} WorkerProcess;

/* Starts `path` with the wire on descriptor 3, standard error into a memory file, the others on /dev/null; it is
 * killed with its parent. No other descriptor of the parent is open in it. Of the parent's environment it gets only
 * what tells of languages, libraries and data, and OMP_THREAD_LIMIT=1: OpenMP, in Tesseract, would start threads, which
 * the cage forbids, and it looks at this before main() runs. FALSE with *error. */
gboolean worker_process_start(WorkerProcess *process, const char *path, guint64 memory_bytes, GError **error);

typedef gboolean (*WorkerStarter)(WorkerProcess *process, const char *path, guint64 memory_bytes, GError **error);

/* How a worker ended. */
typedef struct {
  int signal; /* 0: it exited */
  int exit_status;
  gboolean out_of_memory; /* its last words say so */
  char *last_words;       /* last line of its standard error, valid UTF-8, at most 200 bytes; may be empty */
} WorkerEnd;

/* Kills it if it still lives, reaps it, tells how it ended. Frees all but `process` itself. */
WorkerEnd worker_process_end(WorkerProcess *process);
void worker_end_clear(WorkerEnd *end);

/* The parts of a whole cage (sandbox.h) that are not among `parts`, "landlock, seccomp"; NULL where there is no gap.
 * Caller frees. */
char *worker_cage_gaps(const char *const *parts);

/* Forgets what the worker has written to its standard error so far. */
void worker_process_forget_errors(WorkerProcess *process);

/* The same where it is about to be full: a noisy worker must still be able to say its last words. */
void worker_process_trim_errors(WorkerProcess *process);
