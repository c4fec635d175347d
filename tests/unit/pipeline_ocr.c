/* The real nordsok-ocr over the wire: it greets from inside its cage and reads the letters of the north. */
#include "pipeline/recogniser.h"
#include "pipeline/tessdata.h"
#include "pipeline/worker_process.h"

#include <cairo.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static char *program(void) {
  const char *build = g_getenv("BUILD");
  return g_build_filename(build ? build : "build", "nordsok-ocr", NULL);
}

#ifdef NORDSOK_SANITIZED
#define MEMORY 0 /* ASan cannot start under RLIMIT_AS */
#else
#define MEMORY (2ull << 30)
#endif

/* Lines of text as a page of 200 dpi would have them in print of 12 points; no file, no font but what cairo finds. */
static PageImage draw(const char *const *lines) {
  enum { WIDTH = 1400, HEIGHT = 600 };
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *pen = cairo_create(surface);
  cairo_set_source_rgb(pen, 1, 1, 1);
  cairo_paint(pen);
  cairo_set_source_rgb(pen, 0, 0, 0);
  cairo_select_font_face(pen, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(pen, 33);
  for (int i = 0; lines[i]; i++) {
    cairo_move_to(pen, 60, 80 + i * 50);
    cairo_show_text(pen, lines[i]);
  }
  cairo_surface_flush(surface);
  const guint8 *rgb = cairo_image_surface_get_data(surface);
  int stride = cairo_image_surface_get_stride(surface);
  guint8 *grey = g_malloc(WIDTH * HEIGHT);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      grey[y * WIDTH + x] = rgb[y * stride + x * 4];
  cairo_destroy(pen);
  cairo_surface_destroy(surface);
  return (PageImage){WIDTH, HEIGHT, 200, g_bytes_new_take(grey, WIDTH * HEIGHT)};
}

static char *read_page(Recogniser *recogniser, const PageImage *image, const char *language, double *confidence) {
  char *text = NULL;
  g_assert_true(recogniser_begin(recogniser, image, language));
  do {
    struct pollfd poller = {.fd = recogniser_get_fd(recogniser), .events = POLLIN};
    g_assert_cmpint(poll(&poller, 1, 120000), ==, 1);
  } while (!recogniser_listen(recogniser, &text, confidence));
  return text;
}

/* FALSE after having said why nothing can be tested. */
static gboolean can_read(const char *const *names) {
  g_autofree char *path = program(), *folder = tessdata_folder();
  if (!g_file_test(path, G_FILE_TEST_IS_EXECUTABLE)) {
    g_test_skip("nordsok-ocr is not built: libtesseract-dev is missing");
    return FALSE;
  }
  for (gsize i = 0; names[i]; i++)
    if (!tessdata_is_installed(folder, names[i])) {
      g_autofree char *why = g_strdup_printf("data are missing: tesseract-ocr-%s", names[i]);
      g_test_skip(why);
      return FALSE;
    }
  return TRUE;
}

static const char *const swedish[] = {"Kommunfullmäktige har beslutat att anlägga",
                                      "en gång- och cykelväg längs ån. Åtgärderna",
                                      "är en följd av de nya miljömålen för hälsa.", NULL};
static const char *const norwegian[] = {"Kommunestyret har vedtatt å bygge en ny",
                                        "gang- og sykkelvei langs bekken. Tiltakene",
                                        "følger av miljømålene for bærekraft og helse.", NULL};

typedef struct {
  const char *name;
  const char *const *lines;
  const char *language; /* hint */
  const char *words[4];
} Page;

static const Page pages[] = {
    {"sv-hinted", swedish, "sv", {"Kommunfullmäktige", "cykelväg", "Åtgärderna", "miljömålen"}},
    {"sv-found-out", swedish, NULL, {"Kommunfullmäktige", "cykelväg", "Åtgärderna", "miljömålen"}},
    {"nb-hinted", norwegian, "nb", {"bekken", "følger", "miljømålene", "bærekraft"}},
    {"nb-found-out", norwegian, NULL, {"bekken", "følger", "miljømålene", "bærekraft"}},
    {"nb-hinted-wrongly", norwegian, "sv", {"bekken", "følger", "miljømålene", "bærekraft"}},
    {"unknown-hint", norwegian, "zu", {"bekken", "følger", "miljømålene", "bærekraft"}},
};

static void test_page(gconstpointer data) {
  const Page *page = data;
  static const char *const names[] = {"swe", "nor", NULL};
  if (!can_read(names))
    return;
  g_autofree char *path = program();
  RecogniserOptions options = {path, MEMORY, 120, FALSE};
  g_autoptr(Recogniser) recogniser = recogniser_new(&options);
  PageImage image = draw(page->lines);
  double confidence = 0;
  g_autofree char *text = read_page(recogniser, &image, page->language, &confidence);
  g_assert_nonnull(text);
  for (gsize i = 0; i < G_N_ELEMENTS(page->words); i++)
    if (!strstr(text, page->words[i]))
      g_error("\"%s\" is not in:\n%s", page->words[i], text);
  g_assert_cmpfloat(confidence, >, 0.8);
  g_assert_cmpfloat(confidence, <=, 1);
  g_bytes_unref(image.pixels);
}

/* Twice over the same process the same; and pages without text, down to one pixel. */
static void test_reuse(void) {
  static const char *const names[] = {"nor", NULL}, *const empty[] = {NULL};
  if (!can_read(names))
    return;
  g_autofree char *path = program();
  RecogniserOptions options = {path, MEMORY, 120, FALSE};
  g_autoptr(Recogniser) recogniser = recogniser_new(&options);
  PageImage image = draw(norwegian), blank = draw(empty);
  PageImage dot = {1, 1, 0, g_bytes_new_static("", 1)};
  double first_sure = 0, second_sure = 0, none = 0;
  g_autofree char *first = read_page(recogniser, &image, NULL, &first_sure);
  g_autofree char *nothing = read_page(recogniser, &blank, NULL, &none);
  g_autofree char *nothing_either = read_page(recogniser, &dot, NULL, &none);
  g_autofree char *second = read_page(recogniser, &image, NULL, &second_sure);
  g_assert_nonnull(first);
  g_assert_null(nothing);
  g_assert_null(nothing_either);
  g_assert_cmpstr(first, ==, second);
  g_assert_cmpfloat(first_sure, ==, second_sure);
  g_bytes_unref(image.pixels);
  g_bytes_unref(blank.pixels);
  g_bytes_unref(dot.pixels);
}

/* It sees its data from inside a cage that is as whole as the worker's. */
static void test_cage(void) {
  static const char *const names[] = {"nor", NULL};
  if (!can_read(names))
    return;
  g_autofree char *path = program(), *gaps = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) found = recogniser_probe(path, &gaps, &error);
  g_assert_no_error(error);
  g_assert_true(g_strv_contains((const char *const *)found, "nor"));
#ifndef NORDSOK_SANITIZED
  g_assert_true(!gaps || strcmp(gaps, "landlock") == 0); /* older kernels lack that */
#endif
}

#ifndef NORDSOK_SANITIZED
/* "Seccomp:" of a process: 2 where a filter is in force. */
static int seccomp_of(int pid) {
  g_autofree char *path = g_strdup_printf("/proc/%d/status", pid), *status = NULL;
  if (!g_file_get_contents(path, &status, NULL, NULL))
    return -1;
  const char *line = strstr(status, "\nSeccomp:");
  return line ? (int)g_ascii_strtoll(line + strlen("\nSeccomp:"), NULL, 10) : -1;
}

#endif

/* The cage is closed before the first page: when it greets. */
static void test_caged_before_pages(void) {
#ifdef NORDSOK_SANITIZED
  g_test_skip("sanitizer builds have no cage");
#else
  static const char *const none[] = {NULL};
  if (!can_read(none))
    return;
  g_autofree char *path = program();
  WorkerProcess process;
  g_assert_true(worker_process_start(&process, path, MEMORY, NULL));
  struct pollfd poller = {.fd = wire_channel_get_fd(process.channel), .events = POLLIN};
  g_assert_cmpint(poll(&poller, 1, 60000), ==, 1);
  if (seccomp_of(process.pid) < 0)
    g_test_skip("there is no /proc here");
  else
    g_assert_cmpint(seccomp_of(process.pid), ==, 2);
  WorkerEnd how = worker_process_end(&process);
  worker_end_clear(&how);
#endif
}

/* Pages that are not what the message says end the process, not the parent. */
static void test_lies(void) {
  static const char *const none[] = {NULL};
  if (!can_read(none))
    return;
  static const guint32 sizes[][2] = {{10, 10}, {0, 0}, {65536, 65536}};
  for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
    g_autofree char *path = program();
    g_autoptr(GError) error = NULL;
    WorkerProcess process;
    g_assert_true(worker_process_start(&process, path, MEMORY, &error));
    int fd = memfd_create("page", MFD_CLOEXEC);
    g_assert_cmpint(write(fd, "short", 5), ==, 5);
    g_assert_true(wire_send(process.channel, WIRE_RECOGNISE,
                            g_variant_new("(tuuus)", (guint64)1, sizes[i][0], sizes[i][1], 200u, "sv"), fd, &error));
    close(fd);
    WireResult result = WIRE_NEED_MORE;
    for (gint64 end = g_get_monotonic_time() + 60 * G_USEC_PER_SEC;
         result == WIRE_NEED_MORE && g_get_monotonic_time() < end;) {
      struct pollfd poller = {.fd = wire_channel_get_fd(process.channel), .events = POLLIN};
      g_assert_cmpint(poll(&poller, 1, 60000), ==, 1);
      result = wire_fill(process.channel, &error);
    }
    g_assert_cmpint(result, ==, WIRE_CLOSED);
    WorkerEnd how = worker_process_end(&process);
    g_assert_cmpint(how.signal, ==, 0);
    g_assert_cmpint(how.exit_status, ==, 1);
    worker_end_clear(&how);
  }
}

#ifdef NORDSOK_SANITIZED
/* What fontconfig keeps for cairo until the end. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
  return "leak:libfontconfig";
}
#endif

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
    g_autofree char *name = g_strdup_printf("/ocr/page/%s", pages[i].name);
    g_test_add_data_func(name, &pages[i], test_page);
  }
  g_test_add_func("/ocr/reuse", test_reuse);
  g_test_add_func("/ocr/cage", test_cage);
  g_test_add_func("/ocr/caged-before-pages", test_caged_before_pages);
  g_test_add_func("/ocr/lies", test_lies);
  return g_test_run();
}
