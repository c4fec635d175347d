/* The supervisor against a worker that behaves badly on request: each task comes back once, in the right state. */
#include "pipeline/supervisor.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  Document *document; /* of the task under test */
  guint done, children, concepts, beats;
  char *child_text;
} Results;

static void on_done(Task *task, Document *document, gpointer data) {
  Results *results = data;
  results->done++;
  if (task->data == NULL)
    document_free(document);
  else
    results->document = document;
  results->concepts = task->concepts->len;
  for (guint i = 0; i < task->concepts->len; i++) {
    const SkosConcept *concept = task->concepts->pdata[i];
    g_assert_cmpstr(((SkosLabel *)concept->labels->pdata[0])->text, ==, "støy"); /* normalised on the way */
  }
}

static void on_progress(const Task *task, guint done, guint total, gpointer data) {
  ((Results *)data)->beats++;
  g_assert_cmpuint(done, ==, 1);
  g_assert_cmpuint(total, ==, 2);
}

static void on_child(const Task *parent, const char *name, const char *media_type, int fd, guint64 size,
                     gpointer data) {
  Results *results = data;
  char text[64] = "";
  results->children++;
  g_assert_cmpint(pread(fd, text, sizeof text - 1, 0), ==, (gssize)size);
  results->child_text = g_strdup_printf("%s=%s", name, text);
  close(fd);
}

static char *worker_path(void) {
  const char *build = g_getenv("BUILD");
  return g_build_filename(build ? build : "build", "tests", "workers", "scripted", NULL);
}

static Task *make_task(const char *script, const char *folder) {
  Task *task = task_new();
  task->fd = memfd_create("script", MFD_CLOEXEC);
  g_assert_cmpint(write(task->fd, script, strlen(script)), ==, (gssize)strlen(script));
  task->name = g_strdup("task.htm");
  task->folder = g_strdup(folder);
  task->size = strlen(script);
  return task;
}

static void run(Supervisor *supervisor) {
  gint64 end = g_get_monotonic_time() + 60 * G_USEC_PER_SEC;
  while (supervisor_pending(supervisor) > 0 && g_get_monotonic_time() < end)
    g_assert_true(supervisor_wait(supervisor, 50, NULL));
  g_assert_cmpuint(supervisor_pending(supervisor), ==, 0);
}

typedef struct {
  const char *script;
  const char *status;
  guint units;
  const char *text; /* of the first unit, or NULL */
} Case;

static const Case cases[] = {
    {"ok\nhello", "ok", 1, "hello"},
    {"die", "crashed", 0, NULL},
    {"exit0", "crashed", 0, NULL},
    {"found-then-die 3", "partial", 3, "found before death"},
    {"spin", "timed-out", 0, NULL},
    {"sleep", "timed-out", 0, NULL},
    {"garble", "crashed", 0, NULL},
    {"flood", "partial", 0, NULL},
    {"wrong-task\nx", "crashed", 0, NULL},
    {"no-document", "crashed", 0, NULL},
    {"out-of-memory", "out-of-memory", 0, NULL},
    {"beat 1.5\nalive", "ok", 1, "alive"}, /* longer than the stall clock, shorter than the total one */
    {"beat 60\nx", "timed-out", 0, NULL},
};

/* Each bad one between two good ones: those must not suffer. */
static void test_states(gconstpointer data) {
  const Case *c = data;
  g_autofree char *path = worker_path();
  SupervisorOptions options = {.worker_path = path, .jobs = 1, .total_seconds = 4, .stall_seconds = 0.7};
  Results results = {0};
  SupervisorCallbacks callbacks = {.done = on_done, .data = &results};
  g_autoptr(GError) error = NULL;
  g_autoptr(Supervisor) supervisor = supervisor_new(&options, &callbacks, &error);
  g_assert_no_error(error);
  Task *task = make_task(c->script, NULL);
  task->data = &results;
  supervisor_submit(supervisor, make_task("ok\nbefore", NULL));
  supervisor_submit(supervisor, task);
  supervisor_submit(supervisor, make_task("ok\nafter", NULL));
  run(supervisor);
  g_assert_cmpuint(results.done, ==, 3);
  g_assert_nonnull(results.document);
  g_assert_cmpstr(status_name(results.document->status), ==, c->status);
  if (c->units || !status_is_failure(results.document->status))
    g_assert_cmpuint(results.document->units->len, ==, c->units);
  if (c->text)
    g_assert_cmpstr(((Unit *)results.document->units->pdata[0])->text, ==, c->text);
  if (results.document->status != STATUS_OK)
    g_assert_nonnull(results.document->reason);
  document_free(results.document);
}

static char *text_of(const char *script, const char *folder, SupervisorOptions *options, Results *results) {
  g_autofree char *path = worker_path();
  options->worker_path = path;
  SupervisorCallbacks callbacks = {.done = on_done, .child = on_child, .data = results};
  g_autoptr(GError) error = NULL;
  g_autoptr(Supervisor) supervisor = supervisor_new(options, &callbacks, &error);
  g_assert_no_error(error);
  Task *task = make_task(script, folder);
  task->data = results;
  supervisor_submit(supervisor, task);
  run(supervisor);
  g_assert_cmpstr(status_name(results->document->status), ==, "ok");
  char *text = g_strdup(((Unit *)results->document->units->pdata[0])->text);
  document_free(results->document);
  return text;
}

static void test_sibling(void) {
  g_autofree char *folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  g_autofree char *file = g_build_filename(folder, "beside.txt", NULL);
  g_autofree char *link = g_build_filename(folder, "link.txt", NULL);
  g_assert_true(g_file_set_contents(file, "what is beside", -1, NULL));
  g_assert_cmpint(symlink("/etc/passwd", link), ==, 0);
  static const struct {
    const char *script, *text;
  } tries[] = {{"sibling beside.txt", "what is beside"},
               {"sibling nothing.txt", "no such sibling"},
               {"sibling ../../../etc/passwd", "no such sibling"},
               {"sibling /etc/passwd", "no such sibling"},
               {"sibling ..", "no such sibling"},
               {"sibling link.txt", "no such sibling"}};
  for (gsize i = 0; i < G_N_ELEMENTS(tries); i++) {
    SupervisorOptions options = {.jobs = 1};
    Results results = {0};
    g_autofree char *text = text_of(tries[i].script, folder, &options, &results);
    g_assert_cmpstr(text, ==, tries[i].text);
  }
  unlink(link);
  unlink(file);
  rmdir(folder);
}

/* Of the folders beside a document, only its own may be looked into, and nothing in it that leads out of it. */
static void test_companion(void) {
  g_autofree char *folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  static const char *const folders[] = {"task_files", "other_files", "task_files/inner"};
  static const char *const files[] = {"task_files/slide1.htm", "other_files/slide1.htm", "task_files/inner/a.htm"};
  for (gsize i = 0; i < G_N_ELEMENTS(folders); i++) {
    g_autofree char *path = g_build_filename(folder, folders[i], NULL);
    g_assert_cmpint(mkdir(path, 0700), ==, 0);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(folder, files[i], NULL);
    g_assert_true(g_file_set_contents(path, "a slide", -1, NULL));
  }
  g_autofree char *file_link = g_build_filename(folder, "task_files", "link.htm", NULL);
  g_autofree char *folder_link = g_build_filename(folder, "task-filer", NULL);
  g_assert_cmpint(symlink("/etc/passwd", file_link), ==, 0);
  g_assert_cmpint(symlink("other_files", folder_link), ==, 0);
  static const struct {
    const char *script, *text;
  } tries[] = {{"sibling task_files/slide1.htm", "a slide"},
               {"sibling other_files/slide1.htm", "no such sibling"},
               {"sibling task-filer/slide1.htm", "no such sibling"}, /* the folder is a link */
               {"sibling task_files/link.htm", "no such sibling"},
               {"sibling task_files/inner/a.htm", "no such sibling"},
               {"sibling task_files/inner", "no such sibling"},
               {"sibling task_files/..", "no such sibling"},
               {"sibling task_files/../other_files/slide1.htm", "no such sibling"},
               {"sibling task_files//slide1.htm", "no such sibling"},
               {"sibling task_files/", "no such sibling"},
               {"sibling ../task_files/slide1.htm", "no such sibling"},
               {"sibling ./task_files/slide1.htm", "no such sibling"},
               {"sibling _files/slide1.htm", "no such sibling"},
               {"sibling /task_files", "no such sibling"}};
  for (gsize i = 0; i < G_N_ELEMENTS(tries); i++) {
    SupervisorOptions options = {.jobs = 1};
    Results results = {0};
    g_autofree char *text = text_of(tries[i].script, folder, &options, &results);
    g_test_message("%s", tries[i].script);
    g_assert_cmpstr(text, ==, tries[i].text);
  }
  const char *arguments[] = {"rm", "-rf", folder, NULL};
  g_assert_true(
      g_spawn_sync(NULL, (char **)(guintptr)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
}

static void test_password(void) {
  g_autoptr(GPtrArray) passwords = g_ptr_array_new();
  g_ptr_array_add(passwords, (gpointer)(guintptr) "granskog");
  g_ptr_array_add(passwords, (gpointer)(guintptr) "fjällbjörk");
  SupervisorOptions options = {.jobs = 1, .passwords = passwords};
  Results results = {0};
  g_autofree char *text = text_of("password", NULL, &options, &results);
  g_assert_cmpstr(text, ==, "granskog fjällbjörk");
}

static void test_child(void) {
  SupervisorOptions options = {.jobs = 1};
  Results results = {0};
  g_autofree char *text = text_of("child inne.txt", NULL, &options, &results);
  g_assert_cmpstr(text, ==, "outside");
  g_assert_cmpuint(results.children, ==, 1);
  g_assert_cmpstr(results.child_text, ==, "inne.txt=ok\ninside");
  g_free(results.child_text);
}

/* Runs a script as a thesaurus or a document. */
static void run_as(TaskPurpose purpose, const char *script, Results *results) {
  g_autofree char *path = worker_path();
  SupervisorOptions options = {.worker_path = path, .jobs = 1, .total_seconds = 4};
  SupervisorCallbacks callbacks = {.done = on_done, .progress = on_progress, .data = results};
  g_autoptr(GError) error = NULL;
  g_autoptr(Supervisor) supervisor = supervisor_new(&options, &callbacks, &error);
  g_assert_no_error(error);
  Task *task = make_task(script, NULL);
  task->purpose = purpose;
  task->data = results;
  supervisor_submit(supervisor, task);
  run(supervisor);
  g_assert_cmpuint(results->done, ==, 1);
}

static void test_concepts(void) {
  g_autofree char *folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  g_autofree char *mark = g_build_filename(folder, "mark", NULL);
  g_autofree char *flaky = g_strdup_printf("flaky-concepts %s", mark);
  const struct {
    const char *script;
    TaskPurpose purpose;
    const char *status;
    guint concepts;
  } tries[] = {{"concepts 5", TASK_THESAURUS, "ok", 5},
               {flaky, TASK_THESAURUS, "ok", 3}, /* what the first worker said is forgotten */
               {"die", TASK_THESAURUS, "crashed", 0},
               {"concept-early", TASK_THESAURUS, "crashed", 0},
               {"concepts 2", TASK_DOCUMENT, "crashed", 0}}; /* no document has concepts */
  for (gsize i = 0; i < G_N_ELEMENTS(tries); i++) {
    Results results = {0};
    run_as(tries[i].purpose, tries[i].script, &results);
    g_assert_cmpstr(status_name(results.document->status), ==, tries[i].status);
    g_assert_cmpuint(results.concepts, ==, tries[i].concepts);
    document_free(results.document);
  }
  unlink(mark);
  rmdir(folder);
}

static void test_progress(void) {
  Results results = {0};
  run_as(TASK_DOCUMENT, "beat 0.2\nx", &results);
  g_assert_cmpuint(results.beats, >, 0);
  document_free(results.document);
}

/* A death that does not repeat is forgiven. */
static void test_second_try(void) {
  g_autofree char *folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  g_autofree char *mark = g_build_filename(folder, "mark", NULL);
  g_autofree char *script = g_strdup_printf("flaky %s", mark);
  SupervisorOptions options = {.jobs = 2};
  Results results = {0};
  g_autofree char *text = text_of(script, NULL, &options, &results);
  g_assert_cmpstr(text, ==, "second try");
  unlink(mark);
  rmdir(folder);
}

static void test_no_worker(void) {
  static const char *const paths[] = {"/nonexistent/nordsok-extract", "/bin/true", "/bin/cat"};
  for (gsize i = 0; i < G_N_ELEMENTS(paths); i++) {
    SupervisorOptions options = {.worker_path = paths[i]};
    SupervisorCallbacks callbacks = {.done = on_done};
    g_autoptr(GError) error = NULL;
    Supervisor *supervisor = supervisor_new(&options, &callbacks, &error);
    g_assert_null(supervisor);
    g_assert_nonnull(error);
  }
}

/* Workers are replaced after so many documents, and nothing is lost on the way. */
static void test_replacement(void) {
  g_autofree char *path = worker_path();
  SupervisorOptions options = {.worker_path = path, .jobs = 2, .documents_per_worker = 3};
  Results results = {0};
  SupervisorCallbacks callbacks = {.done = on_done, .data = &results};
  g_autoptr(GError) error = NULL;
  g_autoptr(Supervisor) supervisor = supervisor_new(&options, &callbacks, &error);
  g_assert_no_error(error);
  for (int i = 0; i < 40; i++) {
    while (!supervisor_has_room(supervisor))
      g_assert_true(supervisor_wait(supervisor, 50, NULL));
    supervisor_submit(supervisor, make_task(i % 5 == 4 ? "die" : "ok\nx", NULL));
  }
  run(supervisor);
  g_assert_cmpuint(results.done, ==, 40);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(GStrv) words = g_strsplit_set(cases[i].script, " \n", 2);
    g_autofree char *name = g_strdup_printf("/supervisor/state/%s-%zu", words[0], i);
    g_test_add_data_func(name, &cases[i], test_states);
  }
  g_test_add_func("/supervisor/sibling", test_sibling);
  g_test_add_func("/supervisor/companion", test_companion);
  g_test_add_func("/supervisor/password", test_password);
  g_test_add_func("/supervisor/child", test_child);
  g_test_add_func("/supervisor/second-try", test_second_try);
  g_test_add_func("/supervisor/concepts", test_concepts);
  g_test_add_func("/supervisor/progress", test_progress);
  g_test_add_func("/supervisor/no-worker", test_no_worker);
  g_test_add_func("/supervisor/replacement", test_replacement);
  return g_test_run();
}
