/* stage_times FILE...: where the processor's time goes when web pages are indexed: the extractor, each stage, the
 * writer (analysis and SQLite). ROUNDS rounds over all pages, of each part the least; one process, so that nothing is
 * idle. The stages of meaning are those from `contacts` on. Exit status 1 where they take more than LIMIT (environment;
 * 0.3) of the whole. */
#include "extractors/extractor.h"
#include "index/writer.h"
#include "pipeline/stages/stage.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS 3

extern const Extractor html_extractor;

static const struct {
  const char *name;
  Stage run;
} stages[] = {
#define STAGE(name) {#name, stage_##name},
#include "pipeline/stages/stage_list.h"
#undef STAGE
};

enum { EXTRACT, WRITE, FIRST_STAGE, PARTS = FIRST_STAGE + G_N_ELEMENTS(stages) };

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double lap(double *since) {
  double now = seconds(), taken = now - *since;
  *since = now;
  return taken;
}

static void read_page(Writer *writer, GBytes *bytes, const char *path, double spent[PARTS]) {
  ExtractorInput input;
  extractor_input_init_bytes(&input, bytes, "a.html");
  double since = seconds();
  g_autoptr(Document) document = document_new();
  Extraction extraction = {.input = &input, .document = document};
  html_extractor.extract(&extraction);
  spent[EXTRACT] += lap(&since);
  for (gsize i = 0; i < G_N_ELEMENTS(stages); i++) {
    stages[i].run(document);
    spent[FIRST_STAGE + i] += lap(&since);
  }
  g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
  Source source = {.path = path, .sha256 = hash, .size = g_bytes_get_size(bytes), .stages_version = STAGES_VERSION};
  document_set_string(&document->extractor, "html");
  g_autoptr(GError) error = NULL;
  if (!writer_put(writer, &source, document, &error))
    g_error("%s", error->message);
  spent[WRITE] += lap(&since);
  extractor_input_clear(&input);
}

/* One round over all pages into an index of its own, in `folder`. */
static void read_all(const GPtrArray *pages, char **paths, const char *folder, double spent[PARTS]) {
  g_autofree char *index = g_build_filename(folder, "index.db", NULL);
  g_autoptr(GError) error = NULL;
  Writer *writer = writer_open(index, NULL, NULL, &error);
  if (!writer)
    g_error("%s", error->message);
  for (guint i = 0; i < pages->len; i++)
    read_page(writer, pages->pdata[i], paths[i], spent);
  double since = seconds();
  writer_close(writer, NULL);
  spent[WRITE] += lap(&since);
  for (const char *const *end = (const char *const[]){"", "-wal", "-shm", NULL}; *end; end++) {
    g_autofree char *file = g_strconcat(index, *end, NULL);
    g_unlink(file);
  }
}

static void print_part(const char *name, double spent, double all) {
  printf("%-14s %7.3f s %5.1f %%\n", name, spent, 100 * spent / all);
}

int main(int argc, char **argv) {
  g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  g_autoptr(GPtrArray) paths = g_ptr_array_new();
  for (int i = 1; i < argc; i++) {
    char *data;
    gsize size;
    if (!g_file_get_contents(argv[i], &data, &size, NULL))
      continue;
    g_ptr_array_add(pages, g_bytes_new_take(data, size));
    g_ptr_array_add(paths, argv[i]);
  }
  if (pages->len == 0) {
    fprintf(stderr, "usage: stage_times FILE...\n");
    return 2;
  }
  const char *limit_text = getenv("LIMIT");
  double limit = limit_text ? g_ascii_strtod(limit_text, NULL) : 0.3, least[PARTS], all = 0, meaning = 0;
  g_autofree char *folder = g_dir_make_tmp("nordsok-stage-times-XXXXXX", NULL);
  for (guint round = 0; round <= ROUNDS; round++) { /* the first warms up */
    double spent[PARTS] = {0};
    read_all(pages, (char **)paths->pdata, folder, spent);
    for (guint part = 0; part < PARTS; part++)
      least[part] = round <= 1 ? spent[part] : MIN(least[part], spent[part]);
  }
  g_rmdir(folder);
  gboolean is_meaning = FALSE;
  for (guint part = 0; part < PARTS; part++) {
    all += least[part];
    is_meaning |= part >= FIRST_STAGE && strcmp(stages[part - FIRST_STAGE].name, "contacts") == 0;
    meaning += is_meaning ? least[part] : 0;
  }
  print_part("extractor", least[EXTRACT], all);
  for (gsize i = 0; i < G_N_ELEMENTS(stages); i++)
    print_part(stages[i].name, least[FIRST_STAGE + i], all);
  print_part("writer", least[WRITE], all);
  printf("meaning: %.1f %% of indexing %u web pages (wanted <= %.0f %%)\n", 100 * meaning / all, pages->len,
         100 * limit);
  return meaning / all > limit;
}
