/* language [EVAL]: what the analysis of language costs: its speed over running text, the size of postings and
 * vocabulary against the text, and the writer against FTS5's unicode61 on the same texts in the same run. */
#include "bench/corpus.h"
#include "index/writer.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DOCUMENTS 1500
#define UNITS 20 /* of a document */
#define ROUNDS 3 /* the best of which counts */
#define LEAST_ANALYSIS 20.0
#define LEAST_WRITER 0.4
#define MOST_POSTINGS 1.2

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

static void note_best(double taken, double *best) {
  *best = MIN(*best, taken);
}

/* --- analysis ---------------------------------------------------------------------------------------------- */

static gboolean count_term(const Term *term, gpointer data) {
  guint64 *count = data;
  (*count)++;
  return TRUE;
}

static double analyse_all(const Corpus *corpus, Analyser *analyser, guint64 *terms) {
  double start = seconds();
  const char *language;
  *terms = 0;
  for (guint i = 0; i < corpus_count_sentences(corpus); i++) {
    const char *sentence = corpus_get_sentence(corpus, i, &language);
    analyser_run(analyser, language, sentence, strlen(sentence), count_term, terms);
  }
  return seconds() - start;
}

static gboolean measure_analysis(const Corpus *corpus) {
  g_autoptr(Analyser) analyser = analyser_new();
  double megabytes = (double)corpus_count_bytes(corpus) / 1e6, best = G_MAXDOUBLE;
  guint64 terms;
  double cold = analyse_all(corpus, analyser, &terms);
  for (guint round = 0; round < ROUNDS; round++)
    note_best(analyse_all(corpus, analyser, &terms), &best);
  printf("analysis, %.1f MB   first time %6.1f MB/s   warm %6.1f MB/s (wanted: at least %.0f)   %.1f M terms\n",
         megabytes, megabytes / cold, megabytes / best, LEAST_ANALYSIS, (double)terms / 1e6);
  return megabytes / best >= LEAST_ANALYSIS;
}

/* --- writing ----------------------------------------------------------------------------------------------- */

static void run(Database *database, const char *sql) {
  g_autoptr(GError) error = NULL;
  if (!database_run(database, sql, &error))
    give_up(sql, error);
}

static void put_row(Database *database, const char *sql, gint64 row, const Unit *unit) {
  g_autoptr(GError) error = NULL;
  Statement *insert = database_prepare(database, sql, &error);
  if (!insert)
    give_up(sql, error);
  statement_bind_int(insert, 1, row);
  statement_bind_text(insert, 2, unit->heading ? unit->heading : "", -1);
  statement_bind_text(insert, 3, unit->text, -1);
  if (!statement_execute(insert, &error))
    give_up(sql, error);
}

/* The peer: text once, FTS5 over it as external content, in batches of the writer's size. */
static double write_peer(const char *path, const GPtrArray *documents) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Database) database = database_open(path, DATABASE_WRITE, &error);
  if (!database)
    give_up(path, error);
  run(database, "PRAGMA journal_mode=WAL; CREATE TABLE unit(id INTEGER PRIMARY KEY, heading TEXT, text TEXT);"
                "CREATE VIRTUAL TABLE unit_fts USING fts5(heading, text, content='unit', content_rowid='id',"
                " tokenize='unicode61')");
  double start = seconds();
  gsize bytes = 0;
  gint64 row = 0;
  run(database, "BEGIN IMMEDIATE");
  for (guint d = 0; d < documents->len; d++) {
    const Document *document = documents->pdata[d];
    for (guint u = 0; u < document->units->len; u++) {
      const Unit *unit = document->units->pdata[u];
      put_row(database, "INSERT INTO unit(id, heading, text) VALUES(?1, ?2, ?3)", ++row, unit);
      put_row(database, "INSERT INTO unit_fts(rowid, heading, text) VALUES(?1, ?2, ?3)", row, unit);
      bytes += strlen(unit->text);
    }
    if (bytes < WRITER_BATCH_BYTES)
      continue;
    run(database, "COMMIT; BEGIN IMMEDIATE");
    bytes = 0;
  }
  run(database, "COMMIT");
  return seconds() - start;
}

static double write_ours(const char *path, const GPtrArray *documents) {
  g_autoptr(GError) error = NULL;
  Writer *writer = writer_open(path, NULL, NULL, &error);
  if (!writer)
    give_up(path, error);
  double start = seconds();
  for (guint d = 0; d < documents->len; d++) {
    g_autofree char *name = g_strdup_printf("/%u", d);
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1);
    Source source = {.path = name, .sha256 = sha256};
    if (!writer_put(writer, &source, documents->pdata[d], &error))
      give_up(name, error);
  }
  if (!writer_close(writer, &error))
    give_up(path, error);
  return seconds() - start;
}

static void remove_index(const char *path) {
  static const char *const endings[] = {"", "-wal", "-shm"};
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *name = g_strconcat(path, endings[i], NULL);
    g_unlink(name);
  }
}

/* Bytes of the tables and indexes whose names fit the GLOB pattern. */
static double megabytes_of(const char *path, const char *pattern) {
  g_autoptr(Database) database = database_open(path, DATABASE_READ, NULL);
  g_autofree char *sql =
      g_strdup_printf("SELECT sum(pgsize) FROM dbstat WHERE aggregate=1 AND name GLOB '%s'", pattern);
  return database ? (double)database_get_int(database, sql, 0) / 1e6 : 0;
}

static gboolean measure_writer(Corpus *corpus, const char *folder) {
  g_autofree char *ours = g_build_filename(folder, "index.db", NULL);
  g_autofree char *peer = g_build_filename(folder, "peer.db", NULL);
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func((GDestroyNotify)document_free);
  double text = 0, best_ours = G_MAXDOUBLE, best_peer = G_MAXDOUBLE;
  for (guint d = 0; d < DOCUMENTS; d++) {
    Document *document = corpus_make_document(corpus, d, UNITS);
    g_ptr_array_add(documents, document);
    for (guint u = 0; u < document->units->len; u++) {
      const Unit *unit = document->units->pdata[u];
      text += (double)(strlen(unit->text) + (unit->heading ? strlen(unit->heading) : 0)) / 1e6;
    }
  }
  for (guint round = 0; round < ROUNDS; round++) {
    remove_index(ours);
    remove_index(peer);
    note_best(write_peer(peer, documents), &best_peer);
    note_best(write_ours(ours, documents), &best_ours);
  }
  double postings = megabytes_of(ours, "unit_fts_*"), vocabulary = megabytes_of(ours, "*vocabulary*");
  printf("writing, %.1f MB    unicode61 %6.1f MB/s   nordsok %6.1f MB/s   ratio %.2f (wanted: at least %.1f)\n", text,
         text / best_peer, text / best_ours, best_peer / best_ours, LEAST_WRITER);
  printf(
      "size                unicode61 %.2f x text   postings %.2f x text (wanted: at most %.1f)   vocabulary %.2f x\n",
      megabytes_of(peer, "unit_fts_*") / text, postings / text, MOST_POSTINGS, vocabulary / text);
  remove_index(ours);
  remove_index(peer);
  return best_peer / best_ours >= LEAST_WRITER && postings / text <= MOST_POSTINGS;
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("nordsok-language-XXXXXX", &error);
  if (!folder)
    give_up("temporary folder", error);
  Corpus *corpus = corpus_load(argc > 1 ? argv[1] : "../shared/eval/dev");
  gboolean fits = measure_analysis(corpus);
  fits = measure_writer(corpus, folder) && fits;
  corpus_free(corpus);
  g_rmdir(folder);
  return fits ? 0 : 1;
}
