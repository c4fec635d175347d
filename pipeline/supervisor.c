/* The pool: who works on what, the clocks, what comes back over the wire, what happens when a worker dies. */
#include "pipeline/supervisor.h"

#include "document/wire.h"
#include "language/lexicon.h"
#include "language/messages.h"
#include "pipeline/child_file.h"
#include "pipeline/program.h"
#include "pipeline/name_date.h"
#include "pipeline/received.h"
#include "pipeline/recogniser.h"
#include "pipeline/sibling.h"
#include "pipeline/tessdata.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Per worker, the head included: the next ones lie ready while the parent writes. Small ones more, since the parent may
 * write for as long as a worker needs for several of them. */
#define TASKS_AHEAD 2
#define SMALL_TASKS_AHEAD 8
#define SMALL_BYTES_AHEAD (1024 * 1024)
#define DEATHS_ALLOWED 1 /* a task is tried again once, on a fresh worker, then it is given up */
#define HELLO_SECONDS 30
#define STARTS_ALLOWED 5 /* of a worker that is killed before it greets */
/* What the parent will hold of one document, raw and finished each; an honest worker stays below (EXTRACTION_MAX_TEXT).
 */
#define MAX_RECEIVED (384u * 1024 * 1024)
#define MAX_UNITS 400000u
#define UNIT_OVERHEAD 256 /* bytes that even an empty unit costs */
/* What may be found inside a document, and again on all levels below together: each is an open descriptor of the parent
 * until it is read. */
#define MAX_CHILDREN 500u
#define MAX_CHILD_BYTES (256ull * 1024 * 1024)

typedef struct {
  WorkerProcess process;
  GQueue tasks;      /* Task*; the head is being worked on */
  gint64 task_began; /* monotonic microseconds; of the head */
  gint64 last_sign;
  GPtrArray *found;       /* Unit*, raw, of the head */
  Document *document;     /* finished, its units still coming */
  gsize received;         /* bytes of units held for the head */
  ChildFile child;        /* document inside the head, its bytes still coming */
  TaskFamily inside;      /* documents inside the head so far */
  gboolean leaves_out;    /* some of them, since there are too many in the file that the head lies in */
  guint served;           /* tasks that it was given */
  guint done;             /* and that it has finished */
  Recogniser *recogniser; /* its own; NULL until a page is to be read as an image */
  gint64 page_began;      /* monotonic microseconds; of the page that the recogniser reads */
  gint64 recognising;     /* microseconds spent on such pages of the head */
} Worker;

struct Supervisor {
  SupervisorOptions options;
  char *worker_path, *ocr_path;
  gboolean ocr_missing; /* no program to read pages as images, or no data for it */
  SupervisorCallbacks callbacks;
  GPtrArray *workers; /* Worker* */
  GQueue waiting;     /* Task* of dead workers, to be given out again */
  GPtrArray *formats;
  guint stages_version;
  char *cage_gaps;
  GError *fault;   /* no worker could be started: the run cannot go on */
  guint stillborn; /* workers in a row that have greeted, and were gone before their first task */
  guint64 next_id;
  guint pending;
  guint64 pending_bytes; /* of their files */
};

static gboolean has_any_lexicon(void) {
  static const char *const languages[] = {"sv", "nb", "nn", "da"};
  g_autoptr(Lexicon) lexicon = lexicon_new();
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
    if (lexicon_has(lexicon, languages[i]))
      return TRUE;
  return FALSE;
}

gboolean supervisor_has_capabilities(const Supervisor *supervisor, const char *lacking) {
  gboolean ocr = !supervisor->ocr_missing && supervisor->options.ocr != OCR_NEVER;
  return (ocr || !document_lacks(lacking, CAPABILITY_OCR)) &&
         (!document_lacks(lacking, CAPABILITY_LEXICON) || has_any_lexicon());
}

static void worker_clear_document(Worker *worker) {
  g_ptr_array_set_size(worker->found, 0);
  g_clear_pointer(&worker->document, document_free);
  worker->received = 0;
  child_file_clear(&worker->child);
  worker->inside = (TaskFamily){0};
  worker->leaves_out = FALSE;
}

static void worker_free(Worker *worker) {
  if (worker->process.channel) {
    WorkerEnd end = worker_process_end(&worker->process);
    worker_end_clear(&end);
  }
  worker_clear_document(worker);
  recogniser_free(worker->recogniser);
  g_ptr_array_unref(worker->found);
  g_queue_clear_full(&worker->tasks, (GDestroyNotify)task_free);
  g_free(worker);
}

char *supervisor_find_worker(void) {
  const char *given = g_getenv("NORDSOK_WORKER");
  if (given && *given)
    return g_strdup(given);
  g_autofree char *folder = program_folder();
  if (folder) {
    g_autofree char *beside = g_build_filename(folder, "nordsok-extract", NULL);
    if (g_file_test(beside, G_FILE_TEST_IS_EXECUTABLE))
      return g_steal_pointer(&beside);
    g_autofree char *installed = g_build_filename(folder, "..", "libexec", "nordsok", "nordsok-extract", NULL);
    if (g_file_test(installed, G_FILE_TEST_IS_EXECUTABLE))
      return g_steal_pointer(&installed);
  }
  return g_build_filename(NORDSOK_LIBEXECDIR, "nordsok-extract", NULL);
}

/* --- the greeting ------------------------------------------------------------------------------------------ */

static void take_cage(Supervisor *supervisor, const char *const *parts) {
  g_free(supervisor->cage_gaps);
  supervisor->cage_gaps = worker_cage_gaps(parts);
}

static gboolean take_hello(Supervisor *supervisor, GVariant *payload, GError **error) {
  guint32 version;
  g_autoptr(GVariantIter) formats = NULL;
  g_autofree const char **cage = NULL;
  g_variant_get(payload, "(uua(suas)^a&s)", &version, &supervisor->stages_version, &formats, &cage);
  if (version != WIRE_VERSION) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                _("%s speaks version %u of the wire, this program version %u: they do not belong together"),
                supervisor->worker_path, version, WIRE_VERSION);
    return FALSE;
  }
  g_ptr_array_unref(supervisor->formats);
  supervisor->formats = formats_read(formats);
  take_cage(supervisor, cage);
  if (supervisor->options.require_sandbox && supervisor->cage_gaps) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, _("this kernel cannot close the cage (missing: %s)"),
                supervisor->cage_gaps);
    return FALSE;
  }
  return TRUE;
}

static gboolean set_does_not_start(const Supervisor *supervisor, GError **error) {
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, _("%s does not start"), supervisor->worker_path);
  return FALSE;
}

static gboolean await_hello(Supervisor *supervisor, WorkerProcess *process, GError **error) {
  gint64 deadline = g_get_monotonic_time() + HELLO_SECONDS * G_USEC_PER_SEC;
  for (;;) {
    g_auto(WireMessage) message = {.fd = -1};
    WireResult result = wire_next(process->channel, &message, error);
    if (result == WIRE_GOT_MESSAGE && message.kind == WIRE_HELLO)
      return take_hello(supervisor, message.payload, error);
    if (result == WIRE_BROKEN)
      return FALSE;
    gint64 left = (deadline - g_get_monotonic_time()) / 1000;
    struct pollfd poller = {.fd = wire_channel_get_fd(process->channel), .events = POLLIN};
    if (left > 0 && poll(&poller, 1, (int)left) < 0 && errno != EINTR)
      left = 0;
    result = left > 0 ? wire_fill(process->channel, error) : WIRE_CLOSED;
    if (result == WIRE_BROKEN)
      return FALSE;
    if (result == WIRE_CLOSED)
      return set_does_not_start(supervisor, error);
  }
}

static Worker *add_worker(Supervisor *supervisor, const WorkerProcess *process) {
  Worker *worker = g_new0(Worker, 1);
  worker->process = *process;
  worker->child = CHILD_FILE_NONE;
  worker->found = g_ptr_array_new_with_free_func((GDestroyNotify)unit_free);
  g_queue_init(&worker->tasks);
  g_ptr_array_add(supervisor->workers, worker);
  return worker;
}

/* *killed: somebody else has ended it before it could greet. */
static Worker *try_worker(Supervisor *supervisor, gboolean *killed, GError **error) {
  WorkerProcess process;
  gint64 began = g_get_monotonic_time();
  *killed = FALSE;
  if (!supervisor->options.start_worker(&process, supervisor->worker_path, supervisor->options.memory_bytes, error))
    return NULL;
  if (await_hello(supervisor, &process, error))
    return add_worker(supervisor, &process);
  gboolean in_time = g_get_monotonic_time() - began < HELLO_SECONDS * G_USEC_PER_SEC / 2;
  WorkerEnd end = worker_process_end(&process);
  *killed = end.signal == SIGKILL && in_time;
  if (*end.last_words)
    g_prefix_error(error, "%s: ", end.last_words);
  worker_end_clear(&end);
  return NULL;
}

/* Starts a worker and waits for its greeting, so that a broken installation is told once, at once. One that the system
 * kills as it starts (the memory is short, a person tidies up) is no broken installation: it is tried again. */
static Worker *start_worker(Supervisor *supervisor, GError **error) {
  for (guint tries = 1;; tries++) {
    g_autoptr(GError) fault = NULL;
    gboolean killed;
    Worker *worker = try_worker(supervisor, &killed, &fault);
    if (worker)
      return worker;
    if (!killed || tries == STARTS_ALLOWED) {
      g_propagate_error(error, g_steal_pointer(&fault));
      return NULL;
    }
  }
}

/* Files are looked at, nothing is started: most runs meet no page that needs it. */
static void look_for_ocr(Supervisor *supervisor) {
  const SupervisorOptions *o = &supervisor->options;
  g_autofree char *folder = tessdata_folder();
  supervisor->ocr_path = o->ocr_path ? g_strdup(o->ocr_path) : recogniser_find(supervisor->worker_path);
  supervisor->ocr_missing = !g_file_test(supervisor->ocr_path, G_FILE_TEST_IS_EXECUTABLE) || !tessdata_suffices(folder);
}

Supervisor *supervisor_new(const SupervisorOptions *options, const SupervisorCallbacks *callbacks, GError **error) {
  g_autoptr(Supervisor) supervisor = g_new0(Supervisor, 1);
  supervisor->options = *options;
  supervisor->callbacks = *callbacks;
  SupervisorOptions *o = &supervisor->options;
  o->jobs = o->jobs ? o->jobs : g_get_num_processors();
  o->memory_bytes = o->memory_bytes ? o->memory_bytes : SUPERVISOR_DEFAULT_MEMORY;
  o->total_seconds = o->total_seconds > 0 ? o->total_seconds : 600;
  o->stall_seconds = o->stall_seconds > 0 ? o->stall_seconds : MAX(180, options->total_seconds);
  o->page_seconds = o->page_seconds > 0 ? o->page_seconds : 120;
  o->start_worker = o->start_worker ? o->start_worker : worker_process_start;
  o->documents_per_worker = o->documents_per_worker ? o->documents_per_worker : 2000;
  supervisor->worker_path = options->worker_path ? g_strdup(options->worker_path) : supervisor_find_worker();
  look_for_ocr(supervisor);
  supervisor->workers = g_ptr_array_new_with_free_func((GDestroyNotify)worker_free);
  supervisor->formats = formats_read(NULL);
  g_queue_init(&supervisor->waiting);
  if (!start_worker(supervisor, error))
    return NULL;
  return g_steal_pointer(&supervisor);
}

void supervisor_free(Supervisor *supervisor) {
  if (!supervisor)
    return;
  g_ptr_array_unref(supervisor->workers);
  g_queue_clear_full(&supervisor->waiting, (GDestroyNotify)task_free);
  g_ptr_array_unref(supervisor->formats);
  g_clear_error(&supervisor->fault);
  g_free(supervisor->cage_gaps);
  g_free(supervisor->worker_path);
  g_free(supervisor->ocr_path);
  g_free(supervisor);
}

const GPtrArray *supervisor_formats(const Supervisor *supervisor) {
  return supervisor->formats;
}

guint supervisor_stages_version(const Supervisor *supervisor) {
  return supervisor->stages_version;
}

guint supervisor_format_version(const Supervisor *supervisor, const char *name) {
  const Format *format = formats_find(supervisor->formats, name);
  return format ? format->version : 0;
}

gboolean supervisor_format_is_text(const Supervisor *supervisor, const char *name) {
  const Format *format = formats_find(supervisor->formats, name);
  return format && format->media_types[0] && g_str_has_prefix(format->media_types[0], "text/");
}

const char *supervisor_cage_gaps(const Supervisor *supervisor) {
  return supervisor->cage_gaps;
}

guint supervisor_pending(const Supervisor *supervisor) {
  return supervisor->pending;
}

/* --- giving out and finishing ------------------------------------------------------------------------------ */

gboolean supervisor_has_room(const Supervisor *supervisor) {
  guint jobs = supervisor->options.jobs;
  return supervisor->pending < jobs * TASKS_AHEAD || (supervisor->pending < jobs * SMALL_TASKS_AHEAD &&
                                                      supervisor->pending_bytes < (guint64)jobs * SMALL_BYTES_AHEAD);
}

static void finish(Supervisor *supervisor, Task *task, Document *document) {
  supervisor->pending--;
  supervisor->pending_bytes -= task->size;
  supervisor->callbacks.done(task, document, supervisor->callbacks.data);
  task_free(task);
}

static Task *head_of(Worker *worker) {
  return g_queue_peek_head(&worker->tasks);
}

/* NULL where the worker has none. */
static Task *take_head(Worker *worker) {
  Task *task = g_queue_pop_head(&worker->tasks);
  if (task)
    task->seconds += (double)(g_get_monotonic_time() - worker->task_began) / G_USEC_PER_SEC;
  return task;
}

static void begin_head(Worker *worker) {
  worker->task_began = worker->last_sign = g_get_monotonic_time();
  worker->recognising = 0;
  worker_process_forget_errors(&worker->process);
  worker_clear_document(worker);
  if (head_of(worker)) /* it may have been with a worker that died */
    g_ptr_array_set_size(head_of(worker)->concepts, 0);
}

static Worker *least_busy(Supervisor *supervisor) {
  Worker *best = NULL;
  for (guint i = 0; i < supervisor->workers->len; i++) {
    Worker *worker = supervisor->workers->pdata[i];
    if (worker->served < supervisor->options.documents_per_worker &&
        (!best || worker->tasks.length < best->tasks.length))
      best = worker;
  }
  return best;
}

static gboolean send_page(const Worker *worker, const Task *task, GError **error) {
  const PageRequest *page = task->page;
  gboolean marked = page->text && strlen(page->text) <= WIRE_MAX_MARKED && page->ranges;
  GVariantBuilder ranges;
  g_variant_builder_init(&ranges, G_VARIANT_TYPE("a(tt)"));
  for (guint i = 0; marked && i < page->ranges->len; i++) {
    const TextRange *range = &g_array_index(page->ranges, TextRange, i);
    g_variant_builder_add(&ranges, "(tt)", (guint64)range->start, (guint64)range->end);
  }
  return wire_send(worker->process.channel, WIRE_RENDER_PAGE,
                   g_variant_new("(tsudmsmsa(tt)b)", task->id, task->name, page->number, page->dpi, page->password,
                                 marked ? page->text : NULL, &ranges, page->contacts),
                   task->fd, error);
}

static OcrMode ocr_mode_of(const Supervisor *supervisor, const Task *task) {
  return task->ocr ? *task->ocr : supervisor->options.ocr;
}

static gboolean send_task(const Supervisor *supervisor, const Worker *worker, const Task *task, GError **error) {
  if (task->purpose == TASK_THESAURUS)
    return wire_send(worker->process.channel, WIRE_READ_THESAURUS, g_variant_new("(ts)", task->id, task->name),
                     task->fd, error);
  if (task->purpose == TASK_PAGE)
    return send_page(worker, task, error);
  GVariantBuilder options;
  g_variant_builder_init(&options, G_VARIANT_TYPE("a{ss}"));
  g_variant_builder_add(&options, "{ss}", "ocr", ocr_mode_name(ocr_mode_of(supervisor, task)));
  if (supervisor->ocr_missing)
    g_variant_builder_add(&options, "{ss}", "ocr-missing", "1");
  if (task->page_part)
    g_variant_builder_add(&options, "{ss}", "page-part", "1");
  if (supervisor->options.contacts)
    g_variant_builder_add(&options, "{ss}", "contacts", "1");
  return wire_send(worker->process.channel, WIRE_EXTRACT,
                   g_variant_new("(tsta{ss})", task->id, task->name, task->size, &options), task->fd, error);
}

static void give(Supervisor *supervisor, Worker *worker, Task *task) {
  g_autoptr(GError) error = NULL;
  g_queue_push_tail(&worker->tasks, task);
  worker->served++;
  if (worker->tasks.length == 1)
    begin_head(worker);
  if (!send_task(supervisor, worker, task, &error)) {
    /* Dead or deaf. What it has said before may still lie unread, so it is not ended here: it gets no more tasks, and
     * the loop reads to the end, or its clocks run out. */
    g_queue_push_head(&supervisor->waiting, g_queue_pop_tail(&worker->tasks));
    if (worker->served == 1 && ++supervisor->stillborn >= STARTS_ALLOWED && !supervisor->fault)
      set_does_not_start(supervisor, &supervisor->fault);
    worker->served = supervisor->options.documents_per_worker;
  }
}

/* A worker in the place of an idle one, or one more where there may be; NULL where all have work, or none starts. */
static Worker *fresh_worker(Supervisor *supervisor) {
  for (guint i = 0; i < supervisor->workers->len; i++) {
    Worker *worker = supervisor->workers->pdata[i];
    if (worker->served == 0)
      return worker;
    if (worker->tasks.length == 0 && supervisor->workers->len >= supervisor->options.jobs)
      g_ptr_array_remove_index_fast(supervisor->workers, i--);
  }
  return supervisor->workers->len < supervisor->options.jobs ? start_worker(supervisor, &supervisor->fault) : NULL;
}

/* The worker for the next task; NULL: later. Where a worker has died over a task, the fault may be of what it read
 * before: the second try is on one that has read nothing, and only then the task is to blame. */
static Worker *worker_for(Supervisor *supervisor, const Task *task) {
  if (task->deaths > 0)
    return fresh_worker(supervisor);
  Worker *worker = least_busy(supervisor);
  if ((!worker || worker->tasks.length > 0) && supervisor->workers->len < supervisor->options.jobs) {
    Worker *fresh = start_worker(supervisor, &supervisor->fault);
    worker = fresh ? fresh : worker;
  }
  return worker && worker->tasks.length < SMALL_TASKS_AHEAD ? worker : NULL;
}

/* Gives waiting tasks to workers that have nothing to do, or nothing lying ready. */
static void give_out(Supervisor *supervisor) {
  while (supervisor->waiting.length > 0 && !supervisor->fault) {
    Worker *worker = worker_for(supervisor, g_queue_peek_head(&supervisor->waiting));
    if (!worker)
      return;
    give(supervisor, worker, g_queue_pop_head(&supervisor->waiting));
  }
}

void supervisor_submit(Supervisor *supervisor, Task *task) {
  task->id = ++supervisor->next_id;
  supervisor->pending++;
  supervisor->pending_bytes += task->size;
  g_queue_push_tail(&supervisor->waiting, task);
  give_out(supervisor);
}

/* The Document of a task whose worker is lost: what was found so far, or nothing. */
static Document *salvage(Worker *worker, gboolean contacts, Status status, const char *reason, const char *detail) {
  Document *document = document_new();
  document_set_status(document, worker->found->len ? STATUS_PARTIAL : status, reason, detail);
  g_ptr_array_set_free_func(worker->found, NULL);
  for (guint i = 0; i < worker->found->len; i++) {
    Unit *unit = document_add_unit(document, worker->found->pdata[i]);
    if (!contacts) /* no stage has hidden them */
      received_hide_contacts(unit);
  }
  g_ptr_array_set_size(worker->found, 0);
  g_ptr_array_set_free_func(worker->found, (GDestroyNotify)unit_free);
  return document;
}

/* Whether a task is tried once more, since what the worker read before may be to blame: for a crash, and for a lack of
 * memory in a worker that has done other tasks. */
static gboolean deserves_another_try(const Worker *worker, const Task *task, Status status) {
  return task->deaths < DEATHS_ALLOWED &&
         (status == STATUS_CRASHED || (status == STATUS_OUT_OF_MEMORY && worker->done > 0));
}

/* A worker that died, hangs or talks rubbish: its task is tried once more or it is over; those lying ready go back to
 * the queue. */
static void lose_worker(Supervisor *supervisor, Worker *worker, Status status, const char *reason) {
  WorkerEnd end = worker_process_end(&worker->process);
  if (status == STATUS_CRASHED && end.out_of_memory) {
    status = STATUS_OUT_OF_MEMORY;
    reason = N_("reading it takes more memory than is allowed; run again with --retry-failed and more --memory, or "
                "split the file");
  }
  g_autofree char *how =
      end.signal ? g_strdup_printf("%s%s%s", g_strsignal(end.signal), *end.last_words ? ": " : "", end.last_words)
                 : g_strdup_printf("exit status %d%s%s", end.exit_status, *end.last_words ? ": " : "", end.last_words);
  worker_end_clear(&end);
  received_normalise_line(&how);

  Task *task = take_head(worker);
  Task *behind;
  while ((behind = g_queue_pop_tail(&worker->tasks)))
    g_queue_push_head(&supervisor->waiting, behind);
  Document *document = NULL;
  if (task && deserves_another_try(worker, task, status)) {
    task->deaths++;
    if (task->depth > 0) { /* it will find them again */
      task->family->documents -= worker->inside.documents;
      task->family->bytes -= worker->inside.bytes;
    }
    g_queue_push_head(&supervisor->waiting, task);
  } else if (task)
    document = salvage(worker, supervisor->options.contacts, status, reason,
                       status == STATUS_CRASHED || status == STATUS_OUT_OF_MEMORY ? how : NULL);
  g_ptr_array_remove_fast(supervisor->workers, worker);
  if (document)
    finish(supervisor, task, document);
}

/* --- what a worker says ------------------------------------------------------------------------------------ */

static gboolean protocol_error(GError **error, const char *why) {
  g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, why);
  return FALSE;
}

static gboolean on_need_sibling(Worker *worker, GVariant *payload, GError **error) {
  guint64 id;
  const char *name;
  g_variant_get(payload, "(t&s)", &id, &name);
  const Task *task = head_of(worker);
  int fd = task->folder ? sibling_open(task->folder, task->name, name) : -1;
  gboolean sent = wire_send(worker->process.channel, WIRE_SIBLING, g_variant_new("(tb)", id, fd >= 0), fd, error);
  if (fd >= 0)
    close(fd);
  return sent;
}

static gboolean on_need_password(Supervisor *supervisor, Worker *worker, GVariant *payload, GError **error) {
  guint64 id;
  guint32 attempt;
  g_variant_get(payload, "(tu)", &id, &attempt);
  const GPtrArray *passwords = supervisor->options.passwords;
  const char *password = passwords && attempt < passwords->len ? passwords->pdata[attempt] : NULL;
  return wire_send(worker->process.channel, WIRE_PASSWORD, g_variant_new("(tms)", id, password), -1, error);
}

static gboolean is_recognising(const Worker *worker) {
  return worker->recogniser && recogniser_is_busy(worker->recogniser);
}

/* FALSE where the page will not be read. */
static gboolean begin_page(Supervisor *supervisor, Worker *worker, const PageImage *image, const char *language) {
  const SupervisorOptions *o = &supervisor->options;
  if (ocr_mode_of(supervisor, head_of(worker)) == OCR_NEVER || supervisor->ocr_missing)
    return FALSE;
  if (!worker->recogniser) {
    RecogniserOptions options = {supervisor->ocr_path, o->memory_bytes, o->page_seconds, o->require_sandbox};
    worker->recogniser = recogniser_new(&options);
  }
  worker->page_began = g_get_monotonic_time();
  return recogniser_begin(worker->recogniser, image, language);
}

static gboolean answer_page(Worker *worker, const char *text, double confidence, GError **error) {
  worker->last_sign = g_get_monotonic_time();
  return wire_send(worker->process.channel, WIRE_TEXT, wire_pack_text(head_of(worker)->id, text, confidence), -1,
                   error);
}

static gboolean on_need_text(Supervisor *supervisor, Worker *worker, GVariant *payload, GError **error) {
  guint64 id;
  PageImage image;
  g_autofree char *language = NULL;
  if (is_recognising(worker))
    return protocol_error(error, "a page while another is being read");
  if (!wire_unpack_page(payload, &id, &image, &language, error))
    return FALSE;
  gboolean begun = begin_page(supervisor, worker, &image, language);
  g_bytes_unref(image.pixels);
  return begun || answer_page(worker, NULL, 0, error);
}

static gboolean too_much(GError **error) {
  g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "more than a document may have");
  return FALSE;
}

static gboolean is_within(const TaskFamily *family) {
  return family->documents <= MAX_CHILDREN && family->bytes <= MAX_CHILD_BYTES;
}

/* Counts what is found inside the head. FALSE with *error where it is more than a document may have. */
static gboolean count_child(Worker *worker, guint documents, gsize bytes, GError **error) {
  const Task *task = head_of(worker);
  worker->inside.documents += documents;
  worker->inside.bytes += bytes;
  if (task->depth > 0) {
    task->family->documents += documents;
    task->family->bytes += bytes;
  }
  /* The file itself is not to blame for what lies deeper, and what lies deeper not for its siblings: what there is no
   * room for is left out, and its document is `partial`. */
  worker->leaves_out |= task->depth > 0 && !is_within(task->family);
  return is_within(&worker->inside) || too_much(error);
}

static gboolean take_child_bytes(Worker *worker, GVariant *payload, GError **error) {
  guint64 id;
  gsize length;
  g_autoptr(GVariant) piece = NULL;
  g_variant_get(payload, "(t@ay)", &id, &piece);
  const guint8 *bytes = g_variant_get_fixed_array(piece, &length, 1);
  if (length > WIRE_MAX_PIECE)
    return protocol_error(error, "too long a piece");
  if (!count_child(worker, 0, length, error))
    return FALSE;
  return worker->leaves_out || child_file_append(&worker->child, bytes, length, error);
}

static gboolean on_child(Supervisor *supervisor, Worker *worker, GVariant *payload, GError **error) {
  guint64 id, size;
  const char *name, *media_type;
  g_variant_get(payload, "(t&s&st)", &id, &name, &media_type, &size);
  if (!count_child(worker, 1, 0, error))
    return FALSE;
  if (worker->leaves_out)
    return TRUE;
  if (size != worker->child.size || !received_is_member_name(name))
    return protocol_error(error, "a child document that is not what was sent");
  int fd = child_file_take(&worker->child, error);
  if (fd < 0)
    return FALSE;
  if (supervisor->callbacks.child)
    supervisor->callbacks.child(head_of(worker), name, media_type, fd, size, supervisor->callbacks.data);
  else
    close(fd);
  return TRUE;
}

static gboolean take_unit(Worker *worker, WireKind kind, GVariant *payload, GError **error) {
  guint64 id;
  const GPtrArray *held = kind == WIRE_FOUND || !worker->document ? worker->found : worker->document->units;
  worker->received += g_variant_get_size(payload) + UNIT_OVERHEAD;
  if (worker->received > MAX_RECEIVED || held->len >= MAX_UNITS)
    return too_much(error);
  Unit *unit = wire_unpack_unit(payload, &id, error);
  if (!unit)
    return FALSE;
  received_normalise_unit(unit);
  if (kind == WIRE_FOUND) {
    g_ptr_array_add(worker->found, unit);
  } else if (worker->document) {
    document_add_unit(worker->document, unit);
  } else {
    unit_free(unit);
    return protocol_error(error, "a unit before its document");
  }
  return TRUE;
}

static gboolean take_findings(Worker *worker, GVariant *payload, GError **error) {
  guint64 id;
  if (!worker->document)
    return protocol_error(error, "findings before their document");
  worker->received += g_variant_get_size(payload) + UNIT_OVERHEAD;
  if (worker->received > MAX_RECEIVED || worker->document->findings->len >= FINDINGS_MAX)
    return too_much(error);
  return wire_unpack_findings(payload, &id, worker->document->findings, error);
}

/* The raw units are kept until the report: a worker may still die while it sends the finished ones. */
static gboolean take_document(Worker *worker, GVariant *payload, GError **error) {
  guint64 id;
  if (worker->document)
    return protocol_error(error, "a second document");
  worker->document = wire_unpack_document(payload, &id, error);
  if (!worker->document)
    return FALSE;
  received_normalise_document(worker->document);
  worker->received = 0;
  return TRUE;
}

static gboolean take_concept(Worker *worker, GVariant *payload, GError **error) {
  guint64 id;
  Task *task = head_of(worker);
  if (task->purpose != TASK_THESAURUS || !worker->document)
    return protocol_error(error, "a concept that nobody asked for");
  worker->received += g_variant_get_size(payload) + UNIT_OVERHEAD;
  if (worker->received > MAX_RECEIVED)
    return too_much(error);
  SkosConcept *concept = wire_unpack_concept(payload, &id, error);
  if (!concept)
    return FALSE;
  received_normalise_concept(concept);
  g_ptr_array_add(task->concepts, concept);
  return TRUE;
}

static void on_heartbeat(Supervisor *supervisor, Worker *worker, GVariant *payload) {
  guint64 id;
  guint32 done, total;
  g_variant_get(payload, "(tuu)", &id, &done, &total);
  if (supervisor->callbacks.progress)
    supervisor->callbacks.progress(head_of(worker), done, total, supervisor->callbacks.data);
}

static gboolean take_report(Supervisor *supervisor, Worker *worker, GVariant *payload, GError **error) {
  guint64 id;
  guint32 units;
  g_variant_get(payload, "(tu)", &id, &units);
  if (is_recognising(worker))
    return protocol_error(error, "a report before the page that was asked for");
  if (!worker->document || worker->document->units->len + head_of(worker)->concepts->len != units)
    return protocol_error(error, "a report that does not fit its units");
  Document *document = g_steal_pointer(&worker->document);
  received_check_findings(document);
  if (worker->leaves_out && !status_is_failure(document->status))
    document_set_status(document, STATUS_PARTIAL,
                        N_("more documents lie inside documents in one file than are read; take them out of it"), NULL);
  Task *task = take_head(worker);
  name_date_apply(document, task->name);
  worker->done++;
  begin_head(worker);
  finish(supervisor, task, document);
  return TRUE;
}

/* A picture ends its task. */
static gboolean take_image(Supervisor *supervisor, Worker *worker, GVariant *payload, GError **error) {
  guint64 id;
  gboolean drawn;
  const char *why;
  g_autoptr(GVariant) bytes = NULL;
  if (head_of(worker)->purpose != TASK_PAGE)
    return protocol_error(error, "a page image that nobody asked for");
  g_variant_get(payload, "(tb&s@ay)", &id, &drawn, &why, &bytes);
  Document *document = document_new();
  Task *task = take_head(worker);
  if (drawn)
    task->image = g_variant_get_data_as_bytes(bytes);
  else
    document_set_status(document, STATUS_UNREADABLE, N_("the page cannot be shown; open the file itself"), why);
  received_normalise_document(document);
  worker->done++;
  begin_head(worker);
  finish(supervisor, task, document);
  return TRUE;
}

/* The first field of every payload but HELLO's is the task. */
static gboolean belongs_to_head(Worker *worker, GVariant *payload) {
  guint64 id;
  g_variant_get_child(payload, 0, "t", &id);
  return head_of(worker) && head_of(worker)->id == id;
}

/* FALSE with *error: the worker talks rubbish. */
static gboolean handle(Supervisor *supervisor, Worker *worker, WireMessage *message, GError **error) {
  if (message->kind == WIRE_HELLO || !belongs_to_head(worker, message->payload))
    return protocol_error(error, "a message that belongs to no task");
  worker->last_sign = g_get_monotonic_time();
  supervisor->stillborn = 0;
  switch (message->kind) {
  case WIRE_HEARTBEAT:
    on_heartbeat(supervisor, worker, message->payload);
    return TRUE;
  case WIRE_FOUND:
  case WIRE_UNIT:
    return take_unit(worker, message->kind, message->payload, error);
  case WIRE_DOCUMENT:
    return take_document(worker, message->payload, error);
  case WIRE_FINDINGS:
    return take_findings(worker, message->payload, error);
  case WIRE_CONCEPT:
    return take_concept(worker, message->payload, error);
  case WIRE_REPORT:
    return take_report(supervisor, worker, message->payload, error);
  case WIRE_PAGE_IMAGE:
    return take_image(supervisor, worker, message->payload, error);
  case WIRE_NEED_SIBLING:
    return on_need_sibling(worker, message->payload, error);
  case WIRE_NEED_PASSWORD:
    return on_need_password(supervisor, worker, message->payload, error);
  case WIRE_NEED_TEXT:
    return on_need_text(supervisor, worker, message->payload, error);
  case WIRE_CHILD_BYTES:
    return take_child_bytes(worker, message->payload, error);
  case WIRE_CHILD_DOCUMENT:
    return on_child(supervisor, worker, message->payload, error);
  default:
    return protocol_error(error, "a message that nobody asked for");
  }
}

/* Reads what the worker has sent. It may be lost afterwards. */
static void listen_to(Supervisor *supervisor, Worker *worker) {
  g_autoptr(GError) error = NULL;
  WireResult result = wire_fill(worker->process.channel, &error);
  gboolean hung_up = result == WIRE_CLOSED;
  while (result != WIRE_BROKEN) {
    g_auto(WireMessage) message = {.fd = -1};
    result = wire_next(worker->process.channel, &message, &error);
    if (result == WIRE_NEED_MORE)
      break;
    if (result == WIRE_GOT_MESSAGE && !handle(supervisor, worker, &message, &error))
      result = WIRE_BROKEN;
  }
  if (result == WIRE_BROKEN || hung_up) {
    if (error)
      g_debug("worker %d: %s", worker->process.pid, error->message);
    if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
      lose_worker(supervisor, worker, STATUS_TOO_LARGE,
                  N_("the document holds more text than is read from one file; split it"));
    else
      lose_worker(supervisor, worker, STATUS_CRASHED,
                  N_("the reader crashed on the file; save it anew or get a new copy of it"));
  }
}

/* The page that a worker waits for is read, or given up: tells it. It gets nothing where the reader of pages was lost,
 * and says so in its document. */
static void finish_page(Supervisor *supervisor, Worker *worker, const char *text, double confidence) {
  g_autoptr(GError) error = NULL;
  worker->recognising += g_get_monotonic_time() - worker->page_began;
  supervisor->ocr_missing |= recogniser_is_unusable(worker->recogniser);
  if (!answer_page(worker, text, confidence, &error))
    worker->served = supervisor->options.documents_per_worker; /* as in give() */
}

static void listen_to_recogniser(Supervisor *supervisor, Worker *worker) {
  g_autofree char *text = NULL;
  double confidence = 0;
  if (recogniser_listen(worker->recogniser, &text, &confidence))
    finish_page(supervisor, worker, text, confidence);
}

/* --- the loop ---------------------------------------------------------------------------------------------- */

/* A worker whose page is being read as an image cannot give signs, and has a clock on the page instead. A scan may take
 * long as a whole, but not for ever. */
static gboolean is_over_time(const Supervisor *supervisor, Worker *worker, gint64 now) {
  if (worker->tasks.length == 0)
    return FALSE;
  gint64 total = (gint64)(supervisor->options.total_seconds * G_USEC_PER_SEC);
  gint64 recognising = worker->recognising + (is_recognising(worker) ? now - worker->page_began : 0);
  return now - worker->task_began - MIN(recognising, SUPERVISOR_OCR_FACTOR * total) > total ||
         (!is_recognising(worker) && now - worker->last_sign > supervisor->options.stall_seconds * G_USEC_PER_SEC);
}

/* Workers that are over their time are ended; those that have served long enough are replaced. */
static void look_after(Supervisor *supervisor) {
  gint64 now = g_get_monotonic_time();
  for (guint i = supervisor->workers->len; i-- > 0;) {
    Worker *worker = supervisor->workers->pdata[i];
    worker_process_trim_errors(&worker->process);
    if (worker->recogniser && recogniser_give_up(worker->recogniser, now))
      finish_page(supervisor, worker, NULL, 0);
    if (is_over_time(supervisor, worker, now))
      lose_worker(supervisor, worker, STATUS_TIMED_OUT,
                  N_("reading it takes longer than is allowed; run again with --retry-failed and a longer --timeout, "
                     "or split the file"));
    else if (worker->tasks.length == 0 && worker->served >= supervisor->options.documents_per_worker)
      g_ptr_array_remove_index_fast(supervisor->workers, i);
  }
  give_out(supervisor);
}

gboolean supervisor_wait(Supervisor *supervisor, int milliseconds, GError **error) {
  give_out(supervisor);
  if (supervisor->fault) {
    g_propagate_error(error, g_steal_pointer(&supervisor->fault));
    return FALSE;
  }
  guint count = supervisor->workers->len;
  g_autofree struct pollfd *pollers = g_new0(struct pollfd, 2 * count + 1); /* workers, then their recognisers */
  g_autofree Worker **workers = g_new0(Worker *, count + 1);
  for (guint i = 0; i < count; i++) {
    workers[i] = supervisor->workers->pdata[i];
    pollers[i] = (struct pollfd){.fd = wire_channel_get_fd(workers[i]->process.channel), .events = POLLIN};
    int fd = workers[i]->recogniser ? recogniser_get_fd(workers[i]->recogniser) : -1; /* poll() passes over -1 */
    pollers[count + i] = (struct pollfd){.fd = fd, .events = POLLIN};
  }
  if (poll(pollers, 2 * count, milliseconds) < 0)
    return TRUE;
  for (guint i = 0; i < count; i++) {
    if (pollers[count + i].revents)
      listen_to_recogniser(supervisor, workers[i]);
    if (pollers[i].revents)
      listen_to(supervisor, workers[i]); /* it may be lost: not used after this */
  }
  look_after(supervisor); /* only now: what a worker said while the parent was busy counts as a sign of life */
  return TRUE;
}
