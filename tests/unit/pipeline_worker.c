/* The real worker over the wire: it greets, extracts, shows pages, and ends when the parent talks rubbish. */
#include "pipeline/worker_process.h"

#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static char *worker_path(void) {
  const char *build = g_getenv("BUILD");
  return g_build_filename(build ? build : "build", "nordsok-extract", NULL);
}

static void receive(WorkerProcess *process, WireMessage *message) {
  g_autoptr(GError) error = NULL;
  for (;;) {
    WireResult result = wire_next(process->channel, message, &error);
    g_assert_no_error(error);
    if (result == WIRE_GOT_MESSAGE)
      return;
    struct pollfd poller = {.fd = wire_channel_get_fd(process->channel), .events = POLLIN};
    g_assert_cmpint(poll(&poller, 1, 60000), ==, 1);
    g_assert_cmpint(wire_fill(process->channel, &error), ==, WIRE_NEED_MORE);
  }
}

static void start(WorkerProcess *process, GVariant **hello) {
  g_autofree char *path = worker_path();
  g_autoptr(GError) error = NULL;
#ifdef NORDSOK_SANITIZED
  const guint64 memory = 0; /* ASan cannot start under RLIMIT_AS */
#else
  const guint64 memory = 2ull << 30;
#endif
  g_assert_true(worker_process_start(process, path, memory, &error));
  g_assert_no_error(error);
  WireMessage message;
  receive(process, &message);
  g_assert_cmpint(message.kind, ==, WIRE_HELLO);
  if (hello)
    *hello = g_variant_ref(message.payload);
  wire_message_clear(&message);
}

static void end(WorkerProcess *process) {
  WorkerEnd how = worker_process_end(process);
  worker_end_clear(&how);
}

static void test_hello(void) {
  WorkerProcess process;
  g_autoptr(GVariant) hello = NULL;
  start(&process, &hello);
  guint32 version, stages;
  g_autoptr(GVariantIter) formats = NULL;
  g_autofree const char **cage = NULL;
  g_variant_get(hello, "(uua(suas)^a&s)", &version, &stages, &formats, &cage);
  g_assert_cmpuint(version, ==, WIRE_VERSION);
  g_assert_cmpuint(g_variant_iter_n_children(formats), >=, 4);
#ifndef NORDSOK_SANITIZED
  g_assert_true(g_strv_contains(cage, "no-new-privs"));
  g_assert_true(g_strv_contains(cage, "limits"));
  g_assert_true(g_strv_contains(cage, "seccomp"));
#endif
  end(&process);
}

static void send_extract(WorkerProcess *process, guint64 task, const char *text) {
  g_autoptr(GError) error = NULL;
  GVariantBuilder options;
  int fd = memfd_create("text", MFD_CLOEXEC);
  g_assert_cmpint(write(fd, text, strlen(text)), ==, (gssize)strlen(text));
  g_variant_builder_init(&options, G_VARIANT_TYPE("a{ss}"));
  g_assert_true(wire_send(process->channel, WIRE_EXTRACT,
                          g_variant_new("(tsta{ss})", task, "a.txt", (guint64)strlen(text), &options), fd, &error));
  close(fd);
}

/* Found units, the document, its units, what was found in them, the report: in this order, twice over the same worker.
 */
static void test_extract(void) {
  WorkerProcess process;
  start(&process, NULL);
  for (guint64 task = 7; task < 9; task++) {
    send_extract(&process, task, "Rubrik\n\nStyckets text om miljömål i kommunen.\n");
    static const WireKind order[] = {WIRE_FOUND, WIRE_DOCUMENT, WIRE_UNIT, WIRE_FINDINGS, WIRE_REPORT};
    gsize at = 0;
    while (at < G_N_ELEMENTS(order)) {
      g_auto(WireMessage) message = {.fd = -1};
      guint64 id;
      receive(&process, &message);
      g_variant_get_child(message.payload, 0, "t", &id);
      g_assert_cmpuint(id, ==, task);
      if (message.kind == WIRE_HEARTBEAT || (at > 0 && message.kind == order[at - 1]))
        continue;
      g_assert_cmpint(message.kind, ==, order[at]);
      at++;
    }
  }
  end(&process);
}

/* The picture's checksum, or NULL with *error_message. */
static char *render_page(WorkerProcess *process, const char *file, guint32 page, gboolean contacts,
                         char **error_message) {
  g_autoptr(GError) error = NULL;
  int fd = open(file, O_RDONLY | O_CLOEXEC);
  g_assert_cmpint(fd, >=, 0);
  g_assert_true(wire_send(
      process->channel, WIRE_RENDER_PAGE,
      g_variant_new("(tsudmsmsa(tt)b)", (guint64)3, "x.pdf", page, 50.0, NULL, NULL, NULL, contacts), fd, &error));
  close(fd);
  g_auto(WireMessage) message = {.fd = -1};
  receive(process, &message);
  g_assert_cmpint(message.kind, ==, WIRE_PAGE_IMAGE);
  guint64 task;
  gboolean done;
  g_autoptr(GVariant) bytes = NULL;
  g_variant_get(message.payload, "(tbs@ay)", &task, &done, error_message, &bytes);
  gsize length;
  const char *png = g_variant_get_fixed_array(bytes, &length, 1);
  if (done)
    g_assert_true(length > 100 && memcmp(png, "\x89PNG\r\n\x1a\n", 8) == 0);
  return done ? g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)png, length) : NULL;
}

static gboolean render(WorkerProcess *process, const char *file, guint32 page, char **error_message) {
  g_autofree char *picture = render_page(process, file, page, FALSE, error_message);
  return picture != NULL;
}

/* Telephone numbers are covered, unless they may be seen; a page without any is the same either way. */
static void test_covers(void) {
  WorkerProcess process;
  start(&process, NULL);
  g_autofree char *one = NULL, *two = NULL, *three = NULL, *four = NULL;
  g_autofree char *covered = render_page(&process, "fixtures/programme-sv-pdf/input.pdf", 2, FALSE, &one);
  g_autofree char *seen = render_page(&process, "fixtures/programme-sv-pdf/input.pdf", 2, TRUE, &two);
  g_autofree char *plain = render_page(&process, "fixtures/slides-sv-pdf/input.pdf", 1, FALSE, &three);
  g_autofree char *same = render_page(&process, "fixtures/slides-sv-pdf/input.pdf", 1, TRUE, &four);
  g_assert_cmpstr(covered, !=, seen);
  g_assert_cmpstr(plain, ==, same);
  end(&process);
}

static void test_render(void) {
  WorkerProcess process;
  start(&process, NULL);
  g_autofree char *none = NULL, *beyond = NULL, *broken = NULL, *other = NULL;
  g_assert_true(render(&process, "fixtures/programme-sv-pdf/input.pdf", 1, &none));
  g_assert_cmpstr(none, ==, "");
  g_assert_false(render(&process, "fixtures/programme-sv-pdf/input.pdf", 99, &beyond));
  g_assert_cmpuint(strlen(beyond), >, 0);
  g_assert_false(render(&process, "fixtures/damaged-pdf/input.pdf", 1, &broken));
  g_assert_cmpuint(strlen(broken), >, 0);
  g_assert_false(render(&process, "fixtures/minutes-nb-txt/input.txt", 1, &other));
  g_assert_cmpuint(strlen(other), >, 0);
  end(&process);
}

static void test_broken_parent(void) {
  WorkerProcess process;
  start(&process, NULL);
  g_assert_cmpint(write(wire_channel_get_fd(process.channel), "rubbish, and more rubbish", 25), ==, 25);
  struct pollfd poller = {.fd = wire_channel_get_fd(process.channel), .events = POLLIN};
  g_assert_cmpint(poll(&poller, 1, 20000), ==, 1);
  WorkerEnd how = worker_process_end(&process);
  g_assert_cmpint(how.signal, ==, 0);
  g_assert_cmpint(how.exit_status, ==, 1);
  g_assert_nonnull(strstr(how.last_words, "refused frame"));
  worker_end_clear(&how);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/worker/hello", test_hello);
  g_test_add_func("/worker/extract", test_extract);
  g_test_add_func("/worker/render", test_render);
  g_test_add_func("/worker/covers", test_covers);
  g_test_add_func("/worker/broken-parent", test_broken_parent);
  return g_test_run();
}
