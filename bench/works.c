/* works [EVAL]: what near-duplicates cost: sketches against the whole work of the writer, on the same documents in one
 * run, and the placing of a hundred thousand documents at the end of a run. */
#include "bench/corpus.h"
#include "index/schema.h"
#include "index/works.h"
#include "index/writer.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define DOCUMENTS 2000
#define UNITS 10 /* of a document */
#define MOST_SHARE 5.0
#define SYNTHETIC 100000
#define FAMILY 4     /* versions of a synthetic work */
#define FORMED 20000 /* of the documents, as many have half their shingles from one form */
#define MOST_SECONDS 60.0

static void give_up(const char *what, const GError *error) {
  fprintf(stderr, "%s: %s\n", what, error ? error->message : "failed");
  exit(1);
}

/* Of the processor, not of the clock on the wall: other programs run too. */
static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static long resident_kilobytes(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/* --- writing ----------------------------------------------------------------------------------------------- */

static double write_all(const char *path, const GPtrArray *documents, double *closing) {
  g_autoptr(GError) error = NULL;
  Writer *writer = writer_open(path, NULL, NULL, &error);
  if (!writer)
    give_up(path, error);
  double start = seconds();
  for (guint i = 0; i < documents->len; i++) {
    g_autofree char *name = g_strdup_printf("/%u", i);
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1);
    Source source = {.path = name, .sha256 = sha256};
    if (!writer_put(writer, &source, documents->pdata[i], &error))
      give_up(name, error);
  }
  double put = seconds() - start;
  if (!writer_close(writer, &error))
    give_up(path, error);
  *closing = seconds() - start - put;
  return put;
}

/* What works_add() does, in transactions of its own, on an index that has the documents: nothing else is in the time.
 */
static double add_all(const char *path, const GPtrArray *documents, double *sketching) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Database) database = database_open(path, DATABASE_WRITE, &error);
  if (!database ||
      !database_run(database, "DELETE FROM signature; DELETE FROM signature_band; BEGIN IMMEDIATE", &error))
    give_up(path, error);
  double start = seconds();
  for (guint i = 0; i < documents->len; i++)
    g_array_unref(works_sketch(documents->pdata[i]));
  *sketching = seconds() - start;
  start = seconds();
  for (guint i = 0; i < documents->len; i++)
    if (!works_add(database, i + 1, documents->pdata[i], &error))
      give_up("works_add", error);
  if (!database_run(database, "COMMIT", &error))
    give_up("commit", error);
  return seconds() - start;
}

static double place_all(const char *path) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Database) database = database_open(path, DATABASE_WRITE, &error);
  double start = seconds();
  if (!database || !works_refresh(database, &error))
    give_up(path, error);
  return seconds() - start;
}

static gboolean measure_writing(Corpus *corpus, const char *path) {
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func((GDestroyNotify)document_free);
  double bytes = 0, closing, sketching;
  for (guint i = 0; i < DOCUMENTS; i++) {
    Document *document = corpus_make_document(corpus, i, UNITS);
    for (guint u = 0; u < document->units->len; u++)
      bytes += (double)strlen(((const Unit *)document->units->pdata[u])->text);
    g_ptr_array_add(documents, document);
  }
  double writing = write_all(path, documents, &closing);
  double adding = add_all(path, documents, &sketching);
  double placing = place_all(path);
  double share = 100 * (adding + placing) / (writing + closing);
  printf("writing %.1f MB in %u documents: %.2f s; of it sketches %.3f s (%.0f MB/s) and their rows %.3f s, placing "
         "%.3f s: "
         "%.1f %% (wanted: at most %.0f)\n",
         bytes / 1e6, DOCUMENTS, writing + closing, sketching, bytes / 1e6 / sketching, adding - sketching, placing,
         share, MOST_SHARE);
  printf("a document: %.0f us on adding, %.0f us on placing\n", 1e6 * adding / DOCUMENTS, 1e6 * placing / DOCUMENTS);
  return share <= MOST_SHARE;
}

/* --- placing ----------------------------------------------------------------------------------------------- */

static guint64 next_random(guint64 *state) {
  guint64 z = *state += 0x9e3779b97f4a7c15u; /* SplitMix64 */
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

/* A document of made-up words: those of its work, one in forty exchanged, and for some the words of a form. */
static Document *make_synthetic(guint number) {
  guint64 work = number / FAMILY, own = number + 1000000007u, form = 99;
  g_autoptr(GString) text = g_string_new(NULL);
  guint words = 60 + (guint)(next_random(&work) % 600);
  gboolean formed = number < FORMED;
  for (guint i = 0; i < words; i++) {
    guint64 of_work = next_random(&work), of_own = next_random(&own), of_form = next_random(&form);
    guint64 word = of_own % 40 == 0 ? of_own : formed && i < words / 2 ? of_form : of_work;
    g_string_append_printf(text, "%x ", (guint)(word % 50000));
  }
  Document *document = document_new();
  Unit *unit = unit_new(UNIT_KIND_PAGE);
  unit->text = g_strdup(text->str);
  document_add_unit(document, unit);
  return document;
}

static gboolean measure_placing(const char *path) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Database) database = database_open(path, DATABASE_WRITE, &error);
  if (!database || !schema_migrate(database, &error) || !database_run(database, "BEGIN IMMEDIATE", &error))
    give_up(path, error);
  for (guint i = 0; i < SYNTHETIC; i++) {
    g_autoptr(Document) document = make_synthetic(i);
    g_autofree char *sql = g_strdup_printf(
        "INSERT INTO document(id, public_id, kind, language) VALUES(%u, 'd%u', 'other', 'sv')", i + 1, i + 1);
    if (!database_run(database, sql, &error) || !works_add(database, i + 1, document, &error))
      give_up("adding", error);
  }
  if (!database_run(database, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)", &error))
    give_up("commit", error);
  gint64 before = database_get_int(database, "SELECT page_count*page_size FROM pragma_page_count, pragma_page_size", 0);
  double start = seconds();
  if (!works_refresh(database, &error))
    give_up("placing", error);
  double taken = seconds() - start;
  gint64 after = database_get_int(database, "SELECT page_count*page_size FROM pragma_page_count, pragma_page_size", 0);
  printf("placing %d documents: %.1f s (wanted: at most %.0f), %.0f us each; %" G_GINT64_FORMAT
         " works of %d, %" G_GINT64_FORMAT " of them hold more than belongs together; %" G_GINT64_FORMAT
         " MB of bands, %ld MB resident\n",
         SYNTHETIC, taken, MOST_SECONDS, 1e6 * taken / SYNTHETIC,
         database_get_int(database, "SELECT count(DISTINCT work) FROM document", 0), SYNTHETIC / FAMILY,
         database_get_int(database,
                          "SELECT count(*) FROM (SELECT 1 FROM document WHERE work IS NOT NULL GROUP BY work"
                          " HAVING count(DISTINCT (id-1)/" G_STRINGIFY(FAMILY) ")>1)",
                          0),
         (after - before) / 1000000, resident_kilobytes() / 1024);
  return taken <= MOST_SECONDS;
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_autofree char *folder = g_dir_make_tmp("nordsok-works-XXXXXX", NULL);
  g_autofree char *first = g_build_filename(folder, "writing.db", NULL);
  g_autofree char *second = g_build_filename(folder, "placing.db", NULL);
  Corpus *corpus = corpus_load(argc > 1 ? argv[1] : "../shared/eval/dev");
  gboolean fine = measure_writing(corpus, first);
  corpus_free(corpus);
  fine = measure_placing(second) && fine;
  const char *paths[] = {first, second};
  for (gsize i = 0; i < G_N_ELEMENTS(paths); i++) {
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (gsize e = 0; e < G_N_ELEMENTS(endings); e++) {
      g_autofree char *file = g_strconcat(paths[i], endings[e], NULL);
      g_unlink(file);
    }
  }
  g_rmdir(folder);
  return fine ? 0 : 1;
}
