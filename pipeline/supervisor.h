/* The pool of caged workers: takes opened files, gives back finished Documents. One poll loop, no threads.
 *
 * Every task that is submitted comes back exactly once through `done` (but for those that are pending when a run ends),
 * whatever the worker does: dies, hangs, floods, sends rubbish. Units that were found before a worker died come back in
 * a `partial` Document. */
#pragma once

#include "pipeline/formats.h"
#include "pipeline/task.h"
#include "pipeline/worker_process.h"

#include <gio/gio.h>

typedef struct {
  const char *worker_path; /* NULL: supervisor_find_worker() */
  guint jobs;              /* workers at once; 0: as many as processors */
  guint64 memory_bytes;    /* address space of a worker; 0: SUPERVISOR_DEFAULT_MEMORY */
  double total_seconds;    /* longest time for one document; 0: 600. The time in which its pages are read as images does
                              not count, up to SUPERVISOR_OCR_FACTOR times this. */
  double
      stall_seconds; /* longest time without a sign of progress; 0: 180, or total_seconds if that is given and longer */
  guint documents_per_worker; /* a worker is replaced after so many; 0: 2000 */
  gboolean require_sandbox;   /* fail where the cage has a gap */
  GPtrArray *passwords;       /* char*, tried in this order; NULL: none. Borrowed. */
  gboolean contacts;          /* leave e-mail addresses and telephone numbers in the texts; else they are hidden */
  OcrMode ocr;                /* when pages are read as images */
  const char *ocr_path;       /* of nordsok-ocr; NULL: recogniser_find() */
  double page_seconds;        /* longest time to read one page as an image; 0: 120 */
  WorkerStarter start_worker; /* NULL: worker_process_start(); tests put a worker without a process in its place */
} SupervisorOptions;

#define SUPERVISOR_OCR_FACTOR 12

#define SUPERVISOR_DEFAULT_MEMORY (3ull * 1024 * 1024 * 1024)

typedef struct {
  /* The task is done. `document` is the callee's to free, `task` is freed after the call. */
  void (*done)(Task *task, Document *document, gpointer data);
  /* A document was found inside `parent` (archive member, attachment): `fd` (the callee's to close) holds its
   * bytes. NULL: children are ignored. */
  void (*child)(const Task *parent, const char *name, const char *media_type, int fd, guint64 size, gpointer data);
  /* A worker tells how far it has come; `total` 0: not known. May be NULL. */
  void (*progress)(const Task *task, guint done, guint total, gpointer data);
  gpointer data;
} SupervisorCallbacks;

typedef struct Supervisor Supervisor;

/* Starts one worker and waits for its HELLO. NULL with *error where the program is missing, does not start, speaks
 * another version of the wire, or has gaps in its cage although `require_sandbox` is set. */
Supervisor *supervisor_new(const SupervisorOptions *options, const SupervisorCallbacks *callbacks, GError **error);

/* Ends all workers. Tasks not yet done are freed without a word. */
void supervisor_free(Supervisor *supervisor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Supervisor, supervisor_free)

/* Whether another task can be taken without piling up more than two a worker. */
gboolean supervisor_has_room(const Supervisor *supervisor);

/* Takes a task. */
void supervisor_submit(Supervisor *supervisor, Task *task);

/* Number of tasks that are not done. */
guint supervisor_pending(const Supervisor *supervisor);

/* Waits for news from the workers, at most `milliseconds`, and handles all that is there: calls `done` and `child`.
 * FALSE with *error where no worker can be started any more: tasks that are pending stay so, the run cannot go on. */
gboolean supervisor_wait(Supervisor *supervisor, int milliseconds, GError **error);

/* Formats as told by the worker: GPtrArray of Format*, borrowed. */
const GPtrArray *supervisor_formats(const Supervisor *supervisor);
guint supervisor_stages_version(const Supervisor *supervisor);

/* Version of the extractor named; 0 where there is none. */
guint supervisor_format_version(const Supervisor *supervisor, const char *name);

/* Whether the extractor named reads text: web pages and the like, by its usual media type. */
gboolean supervisor_format_is_text(const Supervisor *supervisor, const char *name);

/* Whether the machine has what documents lack that were read without it (Document.lacking): all that is named. */
gboolean supervisor_has_capabilities(const Supervisor *supervisor, const char *lacking);

/* The parts of the cage that the kernel does not have ("landlock", ...), or NULL when there is no gap. Borrowed. */
const char *supervisor_cage_gaps(const Supervisor *supervisor);

/* Where nordsok-extract is: $NORDSOK_WORKER, beside the running program, or the installed place. Caller frees. */
char *supervisor_find_worker(void);
