/* Analysing anew: second full-text tables grow beside the first, batch by batch, and take their place at the end. */
#include "index/frequencies.h"
#include "index/thesaurus.h"
#include "index/vocabulary.h"
#include "index/writer_internal.h"
#include "language/analyse.h"

#include <string.h>

#define CHUNK 200 /* units analysed between two looks at the clock */

/* As in the schema, under other names. */
static const char tables[] =
    "CREATE VIRTUAL TABLE unit_fts_next USING fts5(heading, body, content='unit_content', content_rowid='id',"
    "  tokenize='nordsok');"
    "CREATE VIRTUAL TABLE document_fts_next USING fts5(title, people, organisations, places, dates,"
    "  content='document_content', content_rowid='id', tokenize='nordsok');";

static const char no_tables[] = "DROP TABLE IF EXISTS unit_fts_next; DROP TABLE IF EXISTS document_fts_next;"
                                "DELETE FROM meta WHERE key IN ('reindex', 'reindex_at');";

static const char exchange[] =
    "DROP TABLE unit_terms; DROP TABLE unit_fts; DROP TABLE document_fts;"
    "ALTER TABLE unit_fts_next RENAME TO unit_fts; ALTER TABLE document_fts_next RENAME TO document_fts;"
    "CREATE VIRTUAL TABLE unit_terms USING fts5vocab(unit_fts, row);"
    "DELETE FROM meta WHERE key IN ('reindex', 'reindex_at');";

static char *get_meta(Writer *writer, const char *key) {
  Statement *get = database_prepare(writer->database, "SELECT value FROM meta WHERE key=?1", NULL);
  if (!get)
    return NULL;
  statement_bind_text(get, 1, key, -1);
  char *value = statement_step(get, NULL) == STEP_ROW ? g_strdup(statement_text(get, 0)) : NULL;
  statement_reset(get);
  return value;
}

static gboolean set_meta(Writer *writer, const char *key, const char *value, GError **error) {
  Statement *set = database_prepare(writer->database, "INSERT OR REPLACE INTO meta(key, value) VALUES(?1, ?2)", error);
  if (!set)
    return FALSE;
  statement_bind_text(set, 1, key, -1);
  statement_bind_text(set, 2, value, -1);
  return statement_execute(set, error);
}

gboolean reindex_abandon(Writer *writer, GError **error) {
  g_autofree char *begun = get_meta(writer, "reindex");
  return !begun || database_run(writer->database, no_tables, error);
}

/* Where an earlier call has stopped, or at the begin with empty tables. */
static gboolean take_up(Writer *writer, const char *fingerprint, gint64 *at, GError **error) {
  g_autofree char *begun = get_meta(writer, "reindex"), *stopped = get_meta(writer, "reindex_at");
  *at = stopped ? g_ascii_strtoll(stopped, NULL, 10) : 0;
  if (g_strcmp0(begun, fingerprint) == 0)
    return TRUE;
  *at = 0;
  return writer_begin(writer, error) && database_run(writer->database, no_tables, error) &&
         database_run(writer->database, tables, error) && vocabulary_clear(writer->database, error) &&
         set_meta(writer, "reindex", fingerprint, error) && writer_commit(writer, error);
}

static gboolean copy_columns(Statement *from, Statement *to, int columns, GError **error) {
  for (int i = 0; i < columns; i++)
    statement_bind_text(to, i + 2, statement_text(from, i + 1), -1);
  statement_bind_int(to, 1, statement_int(from, 0));
  return statement_execute(to, error);
}

static gsize text_bytes(Statement *row) {
  return strlen(statement_text(row, 1)) + strlen(statement_text(row, 2));
}

/* The next units after *at; *more: whether there were any. */
static gboolean analyse_units(Writer *writer, gint64 *at, guint *units, GError **error) {
  Statement *get = database_prepare(
      writer->database, "SELECT id, heading, body FROM unit_content WHERE id>?1 ORDER BY id LIMIT ?2", error);
  Statement *put =
      database_prepare(writer->database, "INSERT INTO unit_fts_next(rowid, heading, body) VALUES(?1,?2,?3)", error);
  if (!get || !put)
    return FALSE;
  statement_bind_int(get, 1, *at);
  statement_bind_int(get, 2, CHUNK);
  *units = 0;
  Step step;
  while ((step = statement_step(get, error)) == STEP_ROW) {
    *at = statement_int(get, 0);
    writer->bytes += text_bytes(get);
    (*units)++;
    if (!copy_columns(get, put, 2, error))
      return FALSE;
  }
  g_autofree char *stopped = g_strdup_printf("%" G_GINT64_FORMAT, *at);
  return step == STEP_DONE && set_meta(writer, "reindex_at", stopped, error);
}

/* One row a document: few enough for the last transaction. */
static gboolean analyse_documents(Writer *writer, GError **error) {
  Statement *get = database_prepare(
      writer->database, "SELECT id, title, people, organisations, places, dates FROM document_content ORDER BY id",
      error);
  Statement *put = database_prepare(writer->database,
                                    "INSERT INTO document_fts_next(rowid, title, people, organisations, places, dates)"
                                    " VALUES(?1,?2,?3,?4,?5,?6)",
                                    error);
  if (!get || !put)
    return FALSE;
  Step step;
  while ((step = statement_step(get, error)) == STEP_ROW)
    if (!copy_columns(get, put, 5, error))
      return FALSE;
  return step == STEP_DONE;
}

static guint64 count(Writer *writer, const char *sql) {
  return (guint64)database_get_int(writer->database, sql, 0);
}

static gboolean finish(Writer *writer, const char *fingerprint, GError **error) {
  return writer_begin(writer, error) && analyse_documents(writer, error) &&
         frequencies_clear(writer->database, error) && thesaurus_make_keys(writer->database, error) &&
         database_run(writer->database, exchange, error) && set_meta(writer, "analyser", fingerprint, error) &&
         writer_commit(writer, error);
}

static gboolean reindex(Writer *writer, WriterReindexFunc progress, gpointer data, gboolean *finished, GError **error) {
  g_autoptr(Analyser) analyser = analyser_new();
  gint64 at;
  *finished = FALSE;
  if (!take_up(writer, analyser_fingerprint(analyser), &at, error))
    return FALSE;
  g_autofree char *earlier = g_strdup_printf("SELECT count(*) FROM unit WHERE id<=%" G_GINT64_FORMAT, at);
  guint64 done = count(writer, earlier), all = count(writer, "SELECT count(*) FROM unit");
  for (guint units = 1; units > 0; done += units) {
    if (progress && !progress(done, all, data))
      return writer_commit(writer, error);
    if (!writer_begin(writer, error) || !analyse_units(writer, &at, &units, error) ||
        !writer_commit_when_due(writer, error))
      return FALSE;
  }
  *finished = TRUE;
  return finish(writer, analyser_fingerprint(analyser), error);
}

gboolean writer_reindex(Writer *writer, WriterReindexFunc progress, gpointer data, gboolean *finished, GError **error) {
  return writer_settle(writer, reindex(writer, progress, data, finished, error));
}
