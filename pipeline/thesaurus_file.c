/* One task, one worker. */
#include "pipeline/thesaurus_file.h"

#include "language/messages.h"
#include "pipeline/ingest.h"

#include <errno.h>
#include <string.h>

#define WAIT_MILLISECONDS 200

void thesaurus_file_free(ThesaurusFile *file) {
  if (!file)
    return;
  if (file->document)
    document_free(file->document);
  if (file->concepts)
    g_ptr_array_unref(file->concepts);
  g_free(file->sha256);
  g_free(file);
}

typedef struct {
  const ThesaurusFileOptions *options;
  ThesaurusFile *file;
} Reading;

static void on_done(Task *task, Document *document, gpointer data) {
  ThesaurusFile *file = ((Reading *)data)->file;
  file->document = document;
  if (document->status == STATUS_OK)
    file->concepts = g_ptr_array_ref(task->concepts);
}

static void on_progress(const Task *task, guint done, guint total, gpointer data) {
  const ThesaurusFileOptions *options = ((Reading *)data)->options;
  if (options->progress)
    options->progress(done, total, options->data);
}

static gboolean is_interrupted(const ThesaurusFileOptions *options, GError **error) {
  if (!options->interrupted || !*options->interrupted)
    return FALSE;
  g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "interrupted");
  return TRUE;
}

/* Takes the task. */
static gboolean run(Reading *reading, Task *task, GError **error) {
  SupervisorOptions options = reading->options->supervisor;
  SupervisorCallbacks callbacks = {.done = on_done, .progress = on_progress, .data = reading};
  options.jobs = 1;
  g_autoptr(Supervisor) supervisor = supervisor_new(&options, &callbacks, error);
  if (!supervisor) {
    task_free(task);
    return FALSE;
  }
  supervisor_submit(supervisor, task);
  while (!reading->file->document)
    if (is_interrupted(reading->options, error) || !supervisor_wait(supervisor, WAIT_MILLISECONDS, error))
      return FALSE;
  return TRUE;
}

ThesaurusFile *thesaurus_file_read(const char *path, const ThesaurusFileOptions *options, GError **error) {
  g_autoptr(ThesaurusFile) file = g_new0(ThesaurusFile, 1);
  Reading reading = {options, file};
  Task *task = ingest_open(path, &file->document);
  if (task) {
    task->purpose = TASK_THESAURUS;
    file->sha256 = ingest_hash(task->fd);
    if (!file->sha256) {
      file->document = document_new();
      document_set_status(file->document, STATUS_UNREADABLE,
                          N_("the file could not be read; check the disk or network and try again"), g_strerror(errno));
      task_free(task);
    } else if (!run(&reading, task, error)) {
      return NULL;
    }
  }
  if (!file->concepts)
    file->concepts = g_ptr_array_new();
  return g_steal_pointer(&file);
}
