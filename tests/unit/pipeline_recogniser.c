/* The supervisor between a worker that asks for pages and a nordsok-ocr that behaves badly on request: a page that
 * kills its reader is a page without text, and the next one is read. */
#include "pipeline/recogniser.h"
#include "pipeline/supervisor.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static char *in_build(const char *name) {
  const char *build = g_getenv("BUILD");
  return g_build_filename(build ? build : "build", "tests", "workers", name, NULL);
}

static void on_done(Task *task, Document *document, gpointer data) {
  *(Document **)data = document;
}

static Document *extract(const char *script, SupervisorOptions options) {
  g_autofree char *worker = in_build("scripted"), *ocr = in_build("scripted_ocr");
  Document *document = NULL;
  options.worker_path = worker;
  options.ocr_path = options.ocr_path ? options.ocr_path : ocr;
  options.jobs = 1;
  SupervisorCallbacks callbacks = {.done = on_done, .data = &document};
  g_autoptr(GError) error = NULL;
  g_autoptr(Supervisor) supervisor = supervisor_new(&options, &callbacks, &error);
  g_assert_no_error(error);
  Task *task = task_new();
  task->fd = memfd_create("script", MFD_CLOEXEC);
  g_assert_cmpint(write(task->fd, script, strlen(script)), ==, (gssize)strlen(script));
  task->name = g_strdup("script");
  task->size = strlen(script);
  supervisor_submit(supervisor, task);
  for (gint64 end = g_get_monotonic_time() + 60 * G_USEC_PER_SEC; !document && g_get_monotonic_time() < end;)
    g_assert_true(supervisor_wait(supervisor, 50, NULL));
  g_assert_nonnull(document);
  return document;
}

typedef struct {
  const char *script, *status, *text;
  SupervisorOptions options;
  const char *greeting; /* of the scripted program */
} Case;

static const Case cases[] = {
    {"page ok", "ok", "blåbær:0.9", {0}, NULL},
    {"page none ok", "ok", "nothing:0.0 blåbær:0.9", {0}, NULL},
    {"page check", "ok", "30x20:0.9", {0}, NULL},
    {"page-big", "ok", "5000x3000:0.9", {0}, NULL},
    {"page ok die ok", "ok", "blåbær:0.9 nothing:0.0 blåbær:0.9", {0}, NULL},
    {"page exit ok", "ok", "nothing:0.0 blåbær:0.9", {0}, NULL},
    {"page die die die ok", "ok", "nothing:0.0 nothing:0.0 nothing:0.0 blåbær:0.9", {0}, NULL},
    {"page garble ok", "ok", "nothing:0.0 blåbær:0.9", {0}, NULL},
    {"page flood ok", "ok", "nothing:0.0 blåbær:0.9", {0}, NULL},
    {"page wrongid ok", "ok", "nothing:0.0 blåbær:0.9", {0}, NULL},
    {"page long ok", "ok", "nothing:0.0 blåbær:0.9", {0}, NULL},
    {"page hello ok", "ok", "nothing:0.0 blåbær:0.9", {0}, NULL},
    {"page hang ok", "ok", "nothing:0.0 blåbær:0.9", {.page_seconds = 0.5}, NULL},
    /* longer than the stall clock, and longer than the total one: it does not count */
    {"page slow slow", "ok", "blåbær:0.9 blåbær:0.9", {.total_seconds = 1, .stall_seconds = 0.6}, NULL},
    /* but not for ever */
    {"page slow slow slow slow slow", "timed-out", NULL, {.total_seconds = 0.2, .stall_seconds = 10}, NULL},
    {"page ok", "ok", "nothing:0.0", {.ocr = OCR_NEVER}, NULL},
    {"page ok", "ok", "nothing:0.0", {.ocr_path = "/nonexistent/nordsok-ocr"}, NULL},
    {"page ok ok", "ok", "nothing:0.0 nothing:0.0", {.ocr_path = "/bin/true"}, NULL},
    {"page ok ok ok", "ok", "nothing:0.0 nothing:0.0 nothing:0.0", {0}, "silent"},
    {"page ok ok", "ok", "nothing:0.0 nothing:0.0", {0}, "old"},
    {"page ok", "ok", "blåbær:0.9", {0}, "gaps"},
    {"page ok", "ok", "nothing:0.0", {.require_sandbox = TRUE}, "gaps"},
    /* workers that break the rules of the wire */
    {"page-wrong", "crashed", NULL, {0}, NULL},
    {"page-twice", "crashed", NULL, {0}, NULL},
    {"page-report", "crashed", NULL, {0}, NULL},
    {"page-die", "crashed", NULL, {0}, NULL},
    {"page swedish", "ok", "blåbær:0.9", {0}, NULL},
    {"page swedish1", "crashed", NULL, {0}, NULL},
    /* what the worker is told */
    {"options", "ok", "{'ocr': 'auto'}", {0}, NULL},
    {"options", "ok", "{'ocr': 'always'}", {.ocr = OCR_ALWAYS}, NULL},
    {"options", "ok", "{'ocr': 'never'}", {.ocr = OCR_NEVER}, NULL},
    {"options", "ok", "{'ocr': 'auto', 'ocr-missing': '1'}", {.ocr_path = "/nonexistent/nordsok-ocr"}, NULL},
};

static void test_case(gconstpointer data) {
  const Case *c = data;
  if (c->greeting)
    g_setenv("NORDSOK_TEST_OCR", c->greeting, TRUE);
  Document *document = extract(c->script, c->options);
  g_unsetenv("NORDSOK_TEST_OCR");
  g_assert_cmpstr(status_name(document->status), ==, c->status);
  if (c->text)
    g_assert_cmpstr(((Unit *)document->units->pdata[0])->text, ==, c->text);
  document_free(document);
}

/* Without data of a Nordic language the worker is told that there is no use in asking. */
static void test_no_data(void) {
  g_autofree char *before = g_strdup(g_getenv("TESSDATA_PREFIX"));
  g_setenv("TESSDATA_PREFIX", "/nonexistent", TRUE);
  Document *document = extract("options", (SupervisorOptions){0});
  g_setenv("TESSDATA_PREFIX", before, TRUE);
  g_assert_cmpstr(((Unit *)document->units->pdata[0])->text, ==, "{'ocr': 'auto', 'ocr-missing': '1'}");
  document_free(document);
}

static void test_probe(void) {
  g_autofree char *path = in_build("scripted_ocr"), *gaps = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) names = recogniser_probe(path, &gaps, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(names[0], ==, "swe");
  g_assert_null(gaps);
  static const char *const wrong[] = {"/nonexistent", "/bin/true", "/bin/cat"};
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(GError) refused = NULL;
    g_assert_null(recogniser_probe(wrong[i], &gaps, &refused));
    g_assert_nonnull(refused);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  /* data that look installed, so that it does not matter whether they are */
  g_autofree char *folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  g_autofree char *data = g_build_filename(folder, "swe.traineddata", NULL);
  g_assert_true(g_file_set_contents(data, "", 0, NULL));
  g_setenv("TESSDATA_PREFIX", folder, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *words = g_strdelimit(g_strdup(cases[i].script), " ", '-');
    g_autofree char *name = g_strdup_printf("/recogniser/%zu-%s", i, words);
    g_test_add_data_func(name, &cases[i], test_case);
  }
  g_test_add_func("/recogniser/no-data", test_no_data);
  g_test_add_func("/recogniser/probe", test_probe);
  int result = g_test_run();
  unlink(data);
  rmdir(folder);
  return result;
}
