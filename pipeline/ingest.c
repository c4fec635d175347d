/* The loop of a run: the next file, its ledger entry, its hash, a worker, the writer. */
#include "pipeline/ingest.h"

#include "index/forgotten.h"
#include "index/given.h"
#include "language/messages.h"
#include "pipeline/page_part.h"
#include "pipeline/scheme_pass.h"

#include <errno.h>
#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HASH_CHUNK (1024 * 1024)
#define MAX_DEPTH 5 /* of documents inside documents */
#define WAIT_MILLISECONDS 200

/* A file that was changed so short a time before it is looked at may change again without another time: clocks of file
 * systems tick slowly (FAT: 2 s). Its time is not noted, and the next run hashes it. */
#define RACY_NANOSECONDS (2 * G_GINT64_CONSTANT(1000000000))
#define UNSURE_TIME (-1)

typedef struct {
  const IngestOptions *options;
  Writer *writer;
  Discovery *discovery;
  Supervisor *supervisor;
  IngestCounts *counts;
  guint formats_stamp;
  GHashTable *in_flight; /* sha256 -> GQueue of Task* with the same content that wait for the first to be done */
  GQueue children;       /* Task* found inside documents */
  Forgotten *forgotten;  /* people who are not to be written */
  GError *error;         /* the first fault of the writer; ends the run */
} Ingest;

/* What the ledger is to know of a task's file. */
typedef struct {
  char *path;
  char *sha256;
  guint64 inode, device;
  gint64 mtime_ns;
} Origin;

static void origin_free(gpointer data) {
  Origin *origin = data;
  g_free(origin->path);
  g_free(origin->sha256);
  g_free(origin);
}

static char *sha256_text(struct sha256_ctx *hash) {
  guint8 digest[SHA256_DIGEST_SIZE];
  char text[BASE16_ENCODE_LENGTH(SHA256_DIGEST_SIZE)];
  sha256_digest(hash, sizeof digest, digest);
  base16_encode_update(text, sizeof digest, digest);
  return g_strndup(text, sizeof text);
}

char *ingest_hash(int fd) {
  g_autofree guint8 *chunk = g_malloc(HASH_CHUNK);
  struct sha256_ctx hash; /* nettle's uses the processor's own instructions: eight times GLib's speed */
  sha256_init(&hash);
  for (off_t offset = 0;;) {
    gssize got = pread(fd, chunk, HASH_CHUNK, offset);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return NULL;
    if (got == 0)
      return sha256_text(&hash);
    sha256_update(&hash, (size_t)got, chunk);
    offset += got;
  }
}

static Document *failed_document(Status status, const char *reason, const char *detail) {
  Document *document = document_new();
  document_set_status(document, status, reason, detail);
  return document;
}

Task *ingest_open(const char *path, Document **document) {
  struct stat about;
  int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (fd < 0 || fstat(fd, &about) != 0) {
    int saved = errno;
    if (fd >= 0)
      close(fd);
    *document = failed_document(STATUS_UNREADABLE,
                                N_("the file could not be opened; see that it is still there and that you may read it"),
                                g_strerror(saved));
    return NULL;
  }
  if (!S_ISREG(about.st_mode)) {
    close(fd);
    *document = failed_document(
        STATUS_UNSUPPORTED, N_("not a regular file but a device, pipe or socket; copy what it gives to a file"), NULL);
    return NULL;
  }
  g_autofree char *base = g_path_get_basename(path);
  Task *task = task_new();
  task->fd = fd;
  task->name = g_filename_display_name(base);
  task->folder = g_path_get_dirname(path);
  task->size = (guint64)about.st_size;
  Origin *origin = g_new0(Origin, 1);
  origin->path = g_strdup(path);
  origin->inode = about.st_ino;
  origin->device = about.st_dev;
  origin->mtime_ns = discovery_mtime_ns(&about);
  task->data = origin;
  task->free_data = origin_free;
  return task;
}

/* --- the ledger -------------------------------------------------------------------------------------------- */

static void count(Ingest *ingest, Status status, guint64 bytes) {
  ingest->counts->states[status]++;
  ingest->counts->files++;
  ingest->counts->bytes += bytes;
  if (ingest->options->progress)
    ingest->options->progress(ingest->counts, ingest->options->data);
}

/* The time to note: none where the file may have changed while it was read, or may yet within its clock's tick. */
static gint64 noted_time(const Task *task) {
  const Origin *origin = task->data;
  struct stat now;
  gint64 age = g_get_real_time() * 1000 - origin->mtime_ns;
  if (task->depth > 0)
    return origin->mtime_ns;
  if (task->fd >= 0 && fstat(task->fd, &now) == 0 &&
      ((guint64)now.st_size != task->size || discovery_mtime_ns(&now) != origin->mtime_ns))
    return UNSURE_TIME;
  return ABS(age) < RACY_NANOSECONDS ? UNSURE_TIME : origin->mtime_ns;
}

static Source source_of(const Ingest *ingest, const Task *task) {
  const Origin *origin = task->data;
  return (Source){.path = origin->path,
                  .sha256 = origin->sha256,
                  .size = task->size,
                  .mtime_ns = noted_time(task),
                  .inode = origin->inode,
                  .device = origin->device,
                  .stages_version = supervisor_stages_version(ingest->supervisor)};
}

static void tell(const Ingest *ingest, const Source *source, Status status, const Document *document, double seconds) {
  if (ingest->options->file_done && !ingest->error)
    ingest->options->file_done(source, status, document, seconds, ingest->options->data);
}

static void write_document(Ingest *ingest, const Source *source, Document *document, double seconds) {
  Source whole = *source;
  whole.lacking = document->lacking;
  if (!document->extractor)
    document->extractor_version = ingest->formats_stamp;
  if (!ingest->error && given_apply(ingest->writer, &whole, document, &ingest->error)) {
    forgotten_hide(ingest->forgotten, document);
    writer_put(ingest->writer, &whole, document, &ingest->error);
  }
  tell(ingest, source, document->status, document, seconds);
  count(ingest, document->status, source->size);
}

static void write_failure(Ingest *ingest, const FoundFile *file, Document *document) {
  Source source = {
      .path = file->path, .size = file->size, .mtime_ns = file->mtime_ns, .inode = file->inode, .device = file->device};
  write_document(ingest, &source, document, 0);
}

static void write_duplicate(Ingest *ingest, const Task *task) {
  Source source = source_of(ingest, task);
  if (!ingest->error)
    writer_put_duplicate(ingest->writer, &source, &ingest->error);
  tell(ingest, &source, STATUS_DUPLICATE, NULL, 0);
  count(ingest, STATUS_DUPLICATE, source.size);
}

/* What came of the same content under another name is what comes of it here: a file that kills its reader is not tried
 * again. */
static void write_known(Ingest *ingest, const Task *task, const LedgerEntry *known) {
  Source source = source_of(ingest, task);
  if (!ingest->error)
    writer_put_known(ingest->writer, &source, known, &ingest->error);
  tell(ingest, &source, known->status, NULL, 0);
  count(ingest, known->status, source.size);
}

/* --- what has changed -------------------------------------------------------------------------------------- */

/* Whether the readers of today would read the file as those of the entry did. */
static gboolean is_current(const Ingest *ingest, const LedgerEntry *entry) {
  if (entry->lacking && supervisor_has_capabilities(ingest->supervisor, entry->lacking))
    return FALSE;
  if (ingest->options->retry_failed && status_is_failure(entry->status))
    return FALSE;
  if (ingest->options->supervisor.passwords && entry->status == STATUS_ENCRYPTED)
    return FALSE;
  if (!entry->extractor)
    return entry->extractor_version == ingest->formats_stamp &&
           entry->stages_version == supervisor_stages_version(ingest->supervisor);
  return entry->extractor_version == supervisor_format_version(ingest->supervisor, entry->extractor) &&
         entry->stages_version == supervisor_stages_version(ingest->supervisor);
}

/* A duplicate's own row names no reader: its content's row is the one to ask. */
static gboolean is_entry_current(const Ingest *ingest, const LedgerEntry *entry, const char *path) {
  if (entry->status != STATUS_DUPLICATE)
    return is_current(ingest, entry);
  g_autoptr(LedgerEntry) original = writer_get_content(ingest->writer, entry->sha256, path);
  return original && is_current(ingest, original);
}

/* Whether what became of the file hangs on the files beside it, so that its own bytes do not tell all: it was left to
 * the page it belongs to, or stands for itself though such a page has come. */
static gboolean hangs_on_others(const Ingest *ingest, const LedgerEntry *entry, const char *path) {
  if (!entry->extractor || !supervisor_format_is_text(ingest->supervisor, entry->extractor))
    return FALSE;
  return entry->status == STATUS_UNSUPPORTED || page_part_is(path);
}

/* Whether the entry is of this content, and the readers of today would make the same of it. */
static gboolean holds_good(const Ingest *ingest, const LedgerEntry *entry, const char *path) {
  return entry && entry->sha256 && entry->status != STATUS_GONE && is_entry_current(ingest, entry, path) &&
         !hangs_on_others(ingest, entry, path);
}

static gboolean is_unchanged(const Ingest *ingest, const FoundFile *file) {
  g_autoptr(LedgerEntry) entry = writer_get_entry(ingest->writer, file->path);
  gboolean same = entry && entry->size == file->size && entry->mtime_ns == file->mtime_ns &&
                  entry->inode == file->inode && holds_good(ingest, entry, file->path);
  if (same)
    writer_mark_seen(ingest->writer, entry);
  return same;
}

/* --- giving out -------------------------------------------------------------------------------------------- */

/* The content is what it was, whatever the file's times say: it was touched, copied back, came by two starts or waited
 * for itself. */
static gboolean has_same_content(Ingest *ingest, const Task *task) {
  const Origin *origin = task->data;
  g_autoptr(LedgerEntry) entry = writer_get_entry(ingest->writer, origin->path);
  if (!entry || g_strcmp0(entry->sha256, origin->sha256) != 0 || !holds_good(ingest, entry, origin->path))
    return FALSE;
  Source source = source_of(ingest, task);
  gboolean same = entry->size == source.size && entry->mtime_ns == source.mtime_ns && entry->inode == source.inode;
  if (!same && !ingest->error)
    writer_touch(ingest->writer, &source, &ingest->error);
  writer_mark_seen(ingest->writer, entry);
  return TRUE;
}

static void count_unchanged(Ingest *ingest, guint64 bytes) {
  ingest->counts->unchanged++;
  ingest->counts->files++;
  ingest->counts->bytes += bytes;
  if (ingest->options->progress)
    ingest->options->progress(ingest->counts, ingest->options->data);
}

/* Writes what is known of the content by another name; FALSE where nothing is. What is a part of something may mean
 * something else in another place. */
static gboolean write_as_known(Ingest *ingest, const Task *task) {
  const Origin *origin = task->data;
  g_autoptr(LedgerEntry) other = writer_get_content(ingest->writer, origin->sha256, origin->path);
  if (!other || !is_current(ingest, other))
    return FALSE;
  if (other->status == STATUS_OK)
    write_duplicate(ingest, task);
  else if (!task->page_part)
    write_known(ingest, task, other);
  else
    return FALSE;
  return TRUE;
}

/* Takes a task with its hash: what is known is written, one whose content is being read waits, all others go to a
 * worker. */
static void submit(Ingest *ingest, Task *task) {
  const Origin *origin = task->data;
  GQueue *same = g_hash_table_lookup(ingest->in_flight, origin->sha256);
  if (same) {
    g_queue_push_tail(same, task);
  } else if (has_same_content(ingest, task)) {
    count_unchanged(ingest, task->size);
    task_free(task);
  } else if (write_as_known(ingest, task)) {
    task_free(task);
  } else {
    g_hash_table_insert(ingest->in_flight, g_strdup(origin->sha256), g_queue_new());
    supervisor_submit(ingest->supervisor, task);
  }
}

static void write_unread(Ingest *ingest, Task *task, Status status, const char *reason, const char *detail) {
  g_autoptr(Document) document = failed_document(status, reason, detail);
  Source source = source_of(ingest, task);
  write_document(ingest, &source, document, 0);
  task_free(task);
}

static void hash_and_submit(Ingest *ingest, Task *task) {
  Origin *origin = task->data;
  if (!origin->sha256) /* one that waited for its twin comes by again */
    origin->sha256 = ingest_hash(task->fd);
  if (!origin->sha256)
    write_unread(ingest, task, STATUS_UNREADABLE,
                 N_("the file could not be read; check the disk or network and try again"), g_strerror(errno));
  else if (task->depth > MAX_DEPTH)
    write_unread(ingest, task, STATUS_TOO_LARGE,
                 N_("it lies too deep in documents inside documents; take it out of them"), NULL);
  else
    submit(ingest, task);
}

static gboolean is_root(const Ingest *ingest, const char *path) {
  for (guint i = 0; i < discovery_root_count(ingest->discovery); i++)
    if (strcmp(discovery_root(ingest->discovery, i, NULL, NULL), path) == 0)
      return TRUE;
  return FALSE;
}

/* A file of a list, or one that stood in its folder a moment ago, that is not there any more: gone, where it was known.
 * What becomes of a starting path that is not there is decided at the end (may_sweep()). */
static gboolean is_gone(Ingest *ingest, const FoundFile *file) {
  if (file->error != ENOENT && file->error != ENOTDIR)
    return FALSE;
  if (is_root(ingest, file->path))
    return writer_count_present(ingest->writer, file->path) > 0;
  g_autoptr(LedgerEntry) entry = writer_get_entry(ingest->writer, file->path);
  Sweep sweep = {0};
  if (!entry)
    return FALSE;
  if (!ingest->error && entry->status != STATUS_GONE)
    writer_sweep(ingest->writer, file->path, NULL, NULL, &sweep, &ingest->error);
  count(ingest, STATUS_GONE, 0);
  return TRUE;
}

/* What the root of a file says of reading images; NULL: nothing. */
static const OcrMode *ocr_mode_of(const Ingest *ingest, const FoundFile *file) {
  const GPtrArray *roots = ingest->options->roots;
  const Root *root = roots && file->start < roots->len ? roots->pdata[file->start] : NULL;
  return root && root->has_ocr ? &root->ocr : NULL;
}

static void offer(Ingest *ingest, const FoundFile *file) {
  g_autoptr(Document) failure = NULL;
  if (is_gone(ingest, file))
    return;
  if (file->error) {
    failure = failed_document(STATUS_UNREADABLE,
                              N_("the file could not be opened; see that it is still there and that you may read it"),
                              g_strerror(file->error));
  } else if (file->special) {
    failure = failed_document(
        STATUS_UNSUPPORTED, N_("not a regular file but a device, pipe or socket; copy what it gives to a file"), NULL);
  } else if (!ingest->options->verify && is_unchanged(ingest, file)) {
    count_unchanged(ingest, file->size);
    return;
  } else {
    Task *task = ingest_open(file->path, &failure);
    if (task) {
      task->page_part = page_part_is(file->path);
      task->ocr = ocr_mode_of(ingest, file);
      hash_and_submit(ingest, task);
      return;
    }
  }
  write_failure(ingest, file, failure);
}

/* Gives the workers what they can take. FALSE when there is no more to give. */
static gboolean feed(Ingest *ingest) {
  while (supervisor_has_room(ingest->supervisor) && !ingest->error) {
    Task *child = g_queue_pop_head(&ingest->children);
    if (child) {
      hash_and_submit(ingest, child);
      continue;
    }
    g_autoptr(FoundFile) file = discovery_next(ingest->discovery);
    if (!file)
      return FALSE;
    offer(ingest, file);
    if (ingest->options->interrupted && *ingest->options->interrupted)
      return FALSE;
  }
  return TRUE;
}

/* --- what comes back --------------------------------------------------------------------------------------- */

static void on_done(Task *task, Document *document, gpointer data) {
  Ingest *ingest = data;
  Source source = source_of(ingest, task);
  write_document(ingest, &source, document, task->seconds);
  document_free(document);

  g_autofree char *key = NULL;
  GQueue *same = NULL;
  g_hash_table_steal_extended(ingest->in_flight, source.sha256, (gpointer *)&key, (gpointer *)&same);
  Task *waiting;
  while (same && (waiting = g_queue_pop_head(same)))
    g_queue_push_tail(&ingest->children, waiting); /* looked at again from feed(): now it is a duplicate */
  if (same)
    g_queue_free(same);
}

static void on_child(const Task *parent, const char *name, const char *media_type, int fd, guint64 size,
                     gpointer data) {
  Ingest *ingest = data;
  const Origin *origin = parent->data;
  Task *task = task_new_child(parent);
  task->fd = fd;
  task->name = g_strdup(name);
  task->size = size;
  task->ocr = parent->ocr;
  Origin *inside = g_new0(Origin, 1);
  inside->path = g_strdup_printf("%s!/%s", origin->path, name);
  inside->mtime_ns = origin->mtime_ns;
  task->data = inside;
  task->free_data = origin_free;
  g_queue_push_tail(&ingest->children, task);
}

/* Tells sets of readers apart: a file that none could read is looked at again when there is a new one. */
static guint formats_stamp(const Supervisor *supervisor) {
  const GPtrArray *formats = supervisor_formats(supervisor);
  guint stamp = 5381;
  for (guint i = 0; i < formats->len; i++) {
    const Format *format = formats->pdata[i];
    stamp = stamp * 33 + g_str_hash(format->name) + format->version;
  }
  return stamp & 0x7fffffff;
}

static void free_waiting(gpointer queue) {
  g_queue_free_full(queue, (GDestroyNotify)task_free);
}

static gboolean is_interrupted(const Ingest *ingest) {
  return ingest->options->interrupted && *ingest->options->interrupted;
}

/* --- what is gone ------------------------------------------------------------------------------------------ */

static gboolean is_excused(const char *path, gpointer data) {
  return !discovery_covers(data, path);
}

/* An unmounted disk looks like a folder from which all is gone. */
static gboolean may_sweep(const Ingest *ingest, const char *root, guint64 files, int error) {
  const IngestOptions *options = ingest->options;
  if (files > 0 || options->allow_empty)
    return TRUE;
  guint64 present = writer_count_present(ingest->writer, root);
  if (present == 0)
    return FALSE;
  if (options->empty_root && options->empty_root(root, present, options->data))
    return TRUE;
  ingest->counts->empty_roots++;
  return FALSE;
}

static void sweep(Ingest *ingest) {
  Sweep all = {0};
  for (guint i = 0; i < discovery_root_count(ingest->discovery) && !ingest->error; i++) {
    guint64 files;
    int error;
    const char *root = discovery_root(ingest->discovery, i, &files, &error);
    gboolean missing = error == ENOENT || error == ENOTDIR;
    if ((error == 0 || missing) && may_sweep(ingest, root, files, error))
      writer_sweep(ingest->writer, root, missing ? NULL : is_excused, ingest->discovery, &all, &ingest->error);
  }
  ingest->counts->states[STATUS_GONE] += all.gone;
  ingest->counts->moved += all.moved;
  /* under the new name it had come as a copy of the old one */
  ingest->counts->states[STATUS_DUPLICATE] -= MIN(all.moved, ingest->counts->states[STATUS_DUPLICATE]);
}

/* After all files: those that stayed as they were are themed, too, where a scheme is new. */
static void theme(Ingest *ingest) {
  const IngestOptions *options = ingest->options;
  SchemePassOptions pass = {options->interrupted, options->themed, options->data};
  scheme_pass_run(ingest->writer, &pass, &ingest->error);
}

gboolean ingest_run(const IngestOptions *options, Writer *writer, Discovery *discovery, IngestCounts *counts,
                    GError **error) {
  Ingest ingest = {
      .options = options, .writer = writer, .discovery = discovery, .counts = counts, .children = G_QUEUE_INIT};
  SupervisorCallbacks callbacks = {.done = on_done, .child = on_child, .data = &ingest};
  ingest.forgotten = forgotten_load(writer_get_database(writer), error);
  ingest.supervisor = ingest.forgotten ? supervisor_new(&options->supervisor, &callbacks, error) : NULL;
  if (!ingest.supervisor) {
    forgotten_free(ingest.forgotten);
    return FALSE;
  }
  if (options->cage_gap && supervisor_cage_gaps(ingest.supervisor))
    options->cage_gap(supervisor_cage_gaps(ingest.supervisor), options->data);
  ingest.formats_stamp = formats_stamp(ingest.supervisor);
  ingest.in_flight = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_waiting);

  writer_note_command(writer, options->command ? options->command : "index", &ingest.error);
  while (!ingest.error && !is_interrupted(&ingest)) {
    gboolean more = feed(&ingest);
    if (!more && supervisor_pending(ingest.supervisor) == 0 && ingest.children.length == 0)
      break;
    if (supervisor_wait(ingest.supervisor, WAIT_MILLISECONDS, ingest.error ? NULL : &ingest.error) && !ingest.error)
      writer_commit_when_due(writer, &ingest.error);
  }
  if (!ingest.error && !is_interrupted(&ingest))
    sweep(&ingest);
  if (!ingest.error && !is_interrupted(&ingest))
    theme(&ingest);
  supervisor_free(ingest.supervisor);
  forgotten_free(ingest.forgotten);
  g_hash_table_unref(ingest.in_flight);
  g_queue_clear_full(&ingest.children, (GDestroyNotify)task_free);
  if (ingest.error) {
    g_propagate_error(error, ingest.error);
    return FALSE;
  }
  return writer_commit(writer, error);
}
