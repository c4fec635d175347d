/* page_speed FILE...: the processor's time that HTML pages cost, as ratios to libxml2's own parse of the same bytes
 * with the same options: the extractor (bytes -> Document), and the stages after it. Alternating page by page, ROUNDS
 * rounds, the median of them; pages weigh by what they take. For bench/pages. Exit status 1 where the extractor's ratio
 * is above LIMIT (environment; 2.0). */
#include "extractors/extractor.h"
#include "extractors/html/prepare.h"
#include "pipeline/stages/stage.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROUNDS 15

extern const Extractor html_extractor;

typedef enum { PARSE, EXTRACT, STAGES, WAYS } Way;

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double parse(GBytes *bytes) {
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  double start = seconds();
  xmlDoc *tree = htmlReadMemory(data, (int)size, NULL, NULL, HTML_PREPARED_PARSE_OPTIONS);
  xmlFreeDoc(tree);
  return seconds() - start;
}

static void extract(GBytes *bytes, double spent[WAYS]) {
  ExtractorInput input;
  extractor_input_init_bytes(&input, bytes, "a.html");
  double start = seconds();
  Document *document = document_new();
  Extraction extraction = {.input = &input, .document = document};
  html_extractor.extract(&extraction);
  double extracted = seconds();
  stages_run(document);
  double staged = seconds();
  document_free(document);
  spent[EXTRACT] += extracted - start + (seconds() - staged);
  spent[STAGES] += staged - extracted;
  extractor_input_clear(&input);
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static GPtrArray *load(int count, char **paths, gsize *total) {
  GPtrArray *pages = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  for (int i = 0; i < count; i++) {
    char *data;
    gsize size;
    if (!g_file_get_contents(paths[i], &data, &size, NULL))
      continue;
    *total += size;
    g_ptr_array_add(pages, g_bytes_new_take(data, size));
  }
  return pages;
}

int main(int argc, char **argv) {
  gsize total = 0;
  g_autoptr(GPtrArray) pages = load(argc - 1, argv + 1, &total);
  if (pages->len == 0) {
    fprintf(stderr, "usage: page_speed FILE...\n");
    return 2;
  }
  const char *limit_text = getenv("LIMIT");
  double limit = limit_text ? g_ascii_strtod(limit_text, NULL) : 2.0;
  double spent[WAYS][ROUNDS], warm[WAYS] = {0};
  xmlInitParser();
  extract(pages->pdata[0], warm);
  for (guint round = 0; round < ROUNDS; round++) {
    double sum[WAYS] = {0};
    for (guint i = 0; i < pages->len; i++) {
      sum[PARSE] += parse(pages->pdata[i]);
      extract(pages->pdata[i], sum);
    }
    for (Way way = 0; way < WAYS; way++)
      spent[way][round] = sum[way];
  }
  double ratios[ROUNDS];
  for (guint round = 0; round < ROUNDS; round++)
    ratios[round] = spent[EXTRACT][round] / spent[PARSE][round];
  qsort(ratios, ROUNDS, sizeof *ratios, by_size);
  for (Way way = 0; way < WAYS; way++)
    qsort(spent[way], ROUNDS, sizeof *spent[way], by_size);
  const double milli[] = {1e3 * spent[PARSE][ROUNDS / 2], 1e3 * spent[EXTRACT][ROUNDS / 2],
                          1e3 * spent[STAGES][ROUNDS / 2]};
  double ratio = ratios[ROUNDS / 2];
  printf("%u pages, %.1f MB, median of %d rounds\n", pages->len, (double)total / 1e6, ROUNDS);
  printf("libxml2's parse      %7.1f ms\n", milli[PARSE]);
  printf("extraction           %7.1f ms, %.0f MB/s\n", milli[EXTRACT], (double)total / 1e3 / milli[EXTRACT]);
  printf("stages after it      %7.1f ms\n", milli[STAGES]);
  printf("extraction against libxml2's parse: %.2f (%.2f to %.2f; wanted: at most %.1f)\n", ratio, ratios[0],
         ratios[ROUNDS - 1], limit);
  return ratio > limit;
}
