/* scale [UNITS] [--keep FOLDER] [--queries N] [--eval FOLDER]: an index of many units (default a million) of about a
 * hundred tokens each, written by the ordinary writer, and how long queries of one to four words take on it, asked in
 * the process and warm. With --keep the index stays in the folder, and is taken from there the next time. */
#include "bench/corpus.h"
#include "index/writer.h"
#include "queries/search.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST_WORDS 4
#define MOST_MILLISECONDS 50.0 /* of 95 queries in a hundred */
#define DOCUMENT_UNITS 20

static void give_up(const char *what, const GError *error) {
  fprintf(stderr, "%s: %s\n", what, error ? error->message : "failed");
  exit(1);
}

static double seconds(void) {
  return (double)g_get_monotonic_time() / 1e6;
}

static double processor_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* --- the index --------------------------------------------------------------------------------------------- */

static void write_index(Corpus *corpus, const char *path, guint64 units) {
  g_autoptr(GError) error = NULL;
  Writer *writer = writer_open(path, NULL, NULL, &error);
  if (!writer)
    give_up(path, error);
  double start = seconds(), bytes = 0;
  for (guint64 d = 0; d < units / DOCUMENT_UNITS; d++) {
    g_autoptr(Document) document = corpus_make_document(corpus, d, DOCUMENT_UNITS);
    g_autofree char *name = g_strdup_printf("/%" G_GUINT64_FORMAT, d);
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1);
    Source source = {.path = name, .sha256 = sha256};
    for (guint u = 0; u < document->units->len; u++)
      bytes += (double)strlen(((const Unit *)document->units->pdata[u])->text);
    if (!writer_put(writer, &source, document, &error))
      give_up(name, error);
  }
  if (!writer_close(writer, &error))
    give_up(path, error);
  double taken = seconds() - start;
  printf("written: %.0f MB of text in %.0f s, %.1f MB/s with the making of the text\n", bytes / 1e6, taken,
         bytes / 1e6 / taken);
}

static void describe(const char *path) {
  static const struct {
    const char *what, *sql;
  } counts[] = {
      {"units", "SELECT count(*) FROM unit"},
      {"word types", "SELECT count(*) FROM vocabulary"},
      {"MB of text", "SELECT sum(octets)/1000000 FROM (SELECT length(CAST(text AS BLOB)) AS octets FROM unit)"},
      {"MB of postings", "SELECT sum(length(block))/1000000 FROM unit_fts_data"},
      {"MB of grams", "SELECT sum(length(block))/1000000 FROM vocabulary_grams_data"},
      {"MB in the file", "SELECT page_count*page_size/1000000 FROM pragma_page_count, pragma_page_size"},
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(Database) database = database_open(path, DATABASE_READ, &error);
  if (!database)
    give_up(path, error);
  for (gsize i = 0; i < G_N_ELEMENTS(counts); i++)
    printf("%s%s %" G_GINT64_FORMAT, i ? ", " : "", counts[i].what, database_get_int(database, counts[i].sql, 0));
  printf("\n");
}

/* --- queries ----------------------------------------------------------------------------------------------- */

static gint by_value(gconstpointer a, gconstpointer b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double percentile(const GArray *sorted, guint percent) {
  return sorted->len ? g_array_index(sorted, double, (sorted->len - 1) * percent / 100) : 0;
}

static void print_row(const char *name, GArray *values, double all) {
  double sum = 0;
  for (guint i = 0; i < values->len; i++)
    sum += g_array_index(values, double, i);
  g_array_sort(values, by_value);
  printf("%-22s %6u %8.1f %8.1f %8.1f %8.1f %6.0f %%\n", name, values->len, percentile(values, 50),
         percentile(values, 95), percentile(values, 99), percentile(values, 100), all > 0 ? 100 * sum / all : 0);
}

typedef enum { PART_EXPAND, PART_ALL, PART_ANY, PART_DOCUMENTS, PART_HITS, PARTS } Part;

typedef struct {
  GArray *wall, *processor, *by_words[MOST_WORDS], *parts[PARTS]; /* double: milliseconds */
  double sum;
  gboolean verbose;
} Times;

static void note(GArray *values, double milliseconds) {
  g_array_append_val(values, milliseconds);
}

static void ask(Reader *reader, const char *text, guint words, Times *times) {
  g_autoptr(GError) error = NULL;
  SearchOptions options = {.limit = 10};
  double start = seconds(), processor_start = processor_seconds();
  g_autoptr(SearchResult) result = search_run(reader, text, &options, &error);
  double taken = (seconds() - start) * 1000;
  if (!result)
    give_up(text, error);
  const SearchTimes *spent = &result->times;
  const gint64 parts[PARTS] = {spent->expand, spent->all, spent->any, spent->documents, spent->hits};
  for (guint p = 0; p < PARTS; p++)
    note(times->parts[p], (double)parts[p] / 1000);
  double processor = (processor_seconds() - processor_start) * 1000;
  note(times->processor, processor);
  note(times->wall, taken);
  note(times->by_words[words - 1], processor);
  times->sum += processor;
  if (!times->verbose)
    return;
  guint alternatives = 0;
  for (guint g = 0; g < result->expansion->groups->len; g++)
    alternatives += ((const Group *)result->expansion->groups->pdata[g])->alternatives->len;
  printf("%8.1f  expand %6.1f all %6.1f any %6.1f documents %6.1f hits %6.1f  %3u alternatives %8" G_GUINT64_FORMAT
         " units  %s\n",
         taken, (double)parts[0] / 1000, (double)parts[1] / 1000, (double)parts[2] / 1000, (double)parts[3] / 1000,
         (double)parts[4] / 1000, alternatives, result->total, text);
}

static void times_init(Times *times, gboolean verbose) {
  *times = (Times){.wall = g_array_new(FALSE, FALSE, sizeof(double)),
                   .processor = g_array_new(FALSE, FALSE, sizeof(double)),
                   .verbose = verbose};
  for (guint i = 0; i < MOST_WORDS; i++)
    times->by_words[i] = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i < PARTS; i++)
    times->parts[i] = g_array_new(FALSE, FALSE, sizeof(double));
}

static void times_clear(Times *times) {
  g_array_unref(times->wall);
  g_array_unref(times->processor);
  for (guint i = 0; i < MOST_WORDS; i++)
    g_array_unref(times->by_words[i]);
  for (guint i = 0; i < PARTS; i++)
    g_array_unref(times->parts[i]);
}

static void print_times(const Times *times) {
  static const char *const parts[PARTS] = {"expansion", "all groups", "any group", "documents", "hits"};
  printf("%-22s %6s %8s %8s %8s %8s %8s\n", "milliseconds", "count", "p50", "p95", "p99", "max", "share");
  print_row("wall", times->wall, 0);
  print_row("processor", times->processor, times->sum);
  for (guint i = 0; i < MOST_WORDS; i++) {
    g_autofree char *name = g_strdup_printf("  of %u word%s", i + 1, i ? "s" : "");
    print_row(name, times->by_words[i], times->sum);
  }
  for (guint i = 0; i < PARTS; i++) {
    g_autofree char *name = g_strdup_printf("  %s", parts[i]);
    print_row(name, times->parts[i], times->sum);
  }
}

/* Warm: other queries have been asked before, since what was asked once may be remembered. */
static gboolean measure_queries(Corpus *corpus, const char *path, guint queries, gboolean verbose) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Reader) reader = reader_open(path, &error);
  if (!reader)
    give_up(path, error);
  Times warming, times;
  times_init(&warming, FALSE);
  times_init(&times, verbose);
  for (guint q = 0; q < 2 * queries; q++) {
    g_autofree char *query = corpus_make_query(corpus, q);
    ask(reader, query, 1 + q % MOST_WORDS, q < queries ? &warming : &times);
  }
  print_times(&times);
  gboolean fits = percentile(times.processor, 95) <= MOST_MILLISECONDS;
  printf("wanted: p95 at most %.0f ms of the processor: %s\n", MOST_MILLISECONDS, fits ? "kept" : "missed");
  times_clear(&warming);
  times_clear(&times);
  return fits;
}

/* --- the program ------------------------------------------------------------------------------------------- */

static void remove_index(const char *path, const char *folder) {
  static const char *const endings[] = {"", "-wal", "-shm"};
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *name = g_strconcat(path, endings[i], NULL);
    g_unlink(name);
  }
  g_rmdir(folder);
}

int main(int argc, char **argv) {
  g_autofree char *kept = NULL, *eval = NULL;
  int queries = 400;
  gboolean verbose = FALSE;
  const GOptionEntry entries[] = {
      {"keep", 0, 0, G_OPTION_ARG_FILENAME, &kept, "keep the index there, and use the one that is there", "FOLDER"},
      {"queries", 0, 0, G_OPTION_ARG_INT, &queries, "ask so many (default 400)", "N"},
      {"eval", 0, 0, G_OPTION_ARG_FILENAME, &eval, "folder of retrieval sets, for their texts", "FOLDER"},
      {"verbose", 'v', 0, G_OPTION_ARG_NONE, &verbose, "show each query", NULL},
      G_OPTION_ENTRY_NULL};
  setlocale(LC_ALL, "");
  g_autoptr(GError) error = NULL;
  g_autoptr(GOptionContext) context = g_option_context_new("[UNITS] - what queries cost on a large index");
  g_option_context_add_main_entries(context, entries, NULL);
  if (!g_option_context_parse(context, &argc, &argv, &error) || argc > 2 || queries < 1)
    give_up("scale", error);
  guint64 units = argc > 1 ? g_ascii_strtoull(argv[1], NULL, 10) : 1000000;
  g_autofree char *folder = kept ? g_strdup(kept) : g_dir_make_tmp("nordsok-scale-XXXXXX", &error);
  if (!folder)
    give_up("temporary folder", error);
  g_autofree char *path = g_build_filename(folder, "index.db", NULL);
  Corpus *corpus = corpus_load(eval ? eval : "../shared/eval/dev");
  if (!g_file_test(path, G_FILE_TEST_EXISTS))
    write_index(corpus, path, units);
  describe(path);
  gboolean fits = measure_queries(corpus, path, (guint)queries, verbose);
  corpus_free(corpus);
  if (!kept)
    remove_index(path, folder);
  return fits ? 0 : 1;
}
