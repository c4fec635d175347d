/* Transactions, the run lock, and the rows of documents and sources. */
#include "index/writer.h"

#include "index/changes.h"
#include "index/frequencies.h"
#include "index/run_lock.h"
#include "index/schema.h"
#include "index/thesaurus.h"
#include "index/writer_internal.h"
#include "index/vocabulary.h"
#include "language/analyse.h"
#include "language/messages.h"

#include <string.h>
#include <unistd.h>

G_DEFINE_QUARK(nordsok - writer - error, writer_error)

/* --- opening and closing ----------------------------------------------------------------------------------- */

/* The analyser that made the index must be the one that changes it (DESIGN: Analysis). */
static gboolean check_analyser(Writer *writer, gboolean any, GError **error) {
  g_autoptr(Analyser) analyser = analyser_new();
  const char *present = analyser_fingerprint(analyser);
  Statement *get = database_prepare(writer->database, "SELECT value FROM meta WHERE key='analyser'", error);
  if (!get)
    return FALSE;
  Step step = statement_step(get, error);
  if (step == STEP_ERROR)
    return FALSE;
  if (step == STEP_ROW) {
    gboolean same = g_strcmp0(statement_text(get, 0), present) == 0;
    statement_reset(get);
    if (!same && !any)
      g_set_error_literal(error, WRITER_ERROR, WRITER_ERROR_ANALYSER,
                          N_("the index was made with other language data than are installed now"));
    return (same && !any) ? reindex_abandon(writer, error) : any;
  }
  Statement *set = database_prepare(writer->database, "INSERT INTO meta(key, value) VALUES('analyser', ?1)", error);
  if (!set)
    return FALSE;
  statement_bind_text(set, 1, present, -1);
  return statement_execute(set, error);
}

static char *now_text(void) {
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  return g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
}

static gboolean begin_run(Writer *writer, GError **error) {
  Statement *insert = database_prepare(writer->database, "INSERT INTO run(started) VALUES(?1)", error);
  if (!insert)
    return FALSE;
  g_autofree char *now = now_text();
  statement_bind_text(insert, 1, now, -1);
  if (!statement_execute(insert, error))
    return FALSE;
  writer->run = database_last_row(writer->database);
  return TRUE;
}

static void writer_free(Writer *writer) {
  if (!writer)
    return;
  database_close(writer->database);
  g_clear_pointer(&writer->types, g_hash_table_unref);
  g_clear_pointer(&writer->seen, g_byte_array_unref);
  if (writer->lock_fd >= 0)
    close(writer->lock_fd);
  g_free(writer);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Writer, writer_free)

static void note_type(const char *folded, gsize length, gpointer data) {
  const Writer *writer = data;
  g_hash_table_add(writer->types, g_strndup(folded, length));
}

static Writer *open_writer(const char *path, gboolean any_analyser, WriterWaitFunc waiting, gpointer data,
                           GError **error) {
  g_autoptr(Writer) writer = g_new0(Writer, 1);
  writer->types = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  writer->seen = g_byte_array_new();
  writer->lock_fd = run_lock_take(path, TRUE, waiting, data, error);
  if (writer->lock_fd < 0)
    return NULL;
  writer->database = database_open(path, DATABASE_WRITE, error);
  if (!writer->database || !schema_migrate(writer->database, error) || !check_analyser(writer, any_analyser, error) ||
      !begin_run(writer, error))
    return NULL;
  database_set_type_func(writer->database, note_type, writer);
  return g_steal_pointer(&writer);
}

Writer *writer_open(const char *path, WriterWaitFunc waiting, gpointer data, GError **error) {
  return open_writer(path, FALSE, waiting, data, error);
}

Writer *writer_open_for_reindex(const char *path, WriterWaitFunc waiting, gpointer data, GError **error) {
  return open_writer(path, TRUE, waiting, data, error);
}

/* The types met stay noted until they are committed: a batch that is taken back may have been the only one to tell of
 * them, since the tokenizers remember what they have met. */
static gboolean write_types(Writer *writer, GError **error) {
  g_autoptr(GPtrArray) types = g_ptr_array_sized_new(g_hash_table_size(writer->types));
  GHashTableIter iterator;
  gpointer type;
  g_hash_table_iter_init(&iterator, writer->types);
  while (g_hash_table_iter_next(&iterator, &type, NULL))
    g_ptr_array_add(types, type);
  return vocabulary_add(writer->database, types, error);
}

gboolean writer_commit(Writer *writer, GError **error) {
  if (!writer->in_transaction)
    return TRUE;
  writer->in_transaction = FALSE;
  writer->bytes = 0;
  if (write_types(writer, error) && database_run(writer->database, "COMMIT", error)) {
    g_hash_table_remove_all(writer->types);
    analyser_trim();
    return TRUE;
  }
  database_run(writer->database, "ROLLBACK", NULL);
  return FALSE;
}

Database *writer_get_database(Writer *writer) {
  return writer->database;
}

gboolean writer_begin(Writer *writer, GError **error) {
  if (writer->in_transaction)
    return TRUE;
  writer->began = g_get_monotonic_time();
  writer->in_transaction = database_run(writer->database, "BEGIN IMMEDIATE", error);
  return writer->in_transaction;
}

gboolean writer_note_command(Writer *writer, const char *command, GError **error) {
  Statement *note = database_prepare(writer->database, "UPDATE run SET command=?1 WHERE id=?2", error);
  if (!note)
    return FALSE;
  statement_bind_text(note, 1, command, -1);
  statement_bind_int(note, 2, writer->run);
  return statement_execute(note, error);
}

gboolean writer_close(Writer *writer, GError **error) {
  g_autofree char *now = now_text();
  Statement *end = database_prepare(writer->database, "UPDATE run SET ended=?1 WHERE id=?2", error);
  gboolean done = end != NULL;
  if (done) {
    statement_bind_text(end, 1, now, -1);
    statement_bind_int(end, 2, writer->run);
    done = statement_execute(end, error) && writer_commit(writer, error) && writer_begin(writer, error) &&
           frequencies_refresh(writer->database, error) && writer_commit(writer, error);
  }
  writer_free(writer);
  return done;
}

gboolean writer_commit_when_due(Writer *writer, GError **error) {
  if (!writer->in_transaction)
    return TRUE;
  if (writer->bytes < WRITER_BATCH_BYTES && g_get_monotonic_time() - writer->began < WRITER_BATCH_MICROSECONDS)
    return TRUE;
  return writer_commit(writer, error);
}

gboolean writer_settle(Writer *writer, gboolean done) {
  if (!done && writer->in_transaction) {
    database_run(writer->database, "ROLLBACK", NULL);
    writer->in_transaction = FALSE;
    writer->bytes = 0;
  }
  return done;
}

/* --- documents and their ledger rows ------------------------------------------------------------------------- */

/* What an earlier run read stays where this one has nothing better to put in its place: the file could not be opened,
 * nothing was read of it, or a reader died before it came as far as the earlier one. */
static gboolean keeps_earlier(Writer *writer, const Document *document, gint64 earlier) {
  return document->units->len == 0 || (document->status == STATUS_PARTIAL && earlier &&
                                       document_rows_count_units(writer, earlier) > document->units->len);
}

/* A reader knows the format and says that the file is no document of its own: a part of a page, a set of frames. What
 * an earlier run read of it, when it stood alone, must not stand beside what it is part of. */
static gboolean is_left_to_others(const Document *document) {
  return document->status == STATUS_UNSUPPORTED && document->extractor && document->units->len == 0;
}

static gboolean replace_document(Writer *writer, const Source *source, const Document *document, gint64 *id,
                                 GError **error) {
  if (is_left_to_others(document))
    return TRUE;
  gint64 same_content =
      source->sha256 ? document_rows_find(writer, source->sha256) : ledger_document_of_path(writer, source->path);
  *id = same_content;
  if (!source->sha256 || keeps_earlier(writer, document, same_content))
    return TRUE;
  if (same_content && !document_rows_delete(writer, same_content, error))
    return FALSE;
  if (!document_rows_insert(writer, source, document, id, error))
    return FALSE;
  if (!same_content)
    return TRUE;
  /* Other sources with this content follow the new row. */
  Statement *follow =
      database_prepare(writer->database, "UPDATE source SET document=?1 WHERE sha256=?2 AND status<>'gone'", error);
  if (!follow)
    return FALSE;
  statement_bind_int(follow, 1, *id);
  statement_bind_text(follow, 2, source->sha256, -1);
  return statement_execute(follow, error);
}

/* What has come of a path that held the document `earlier` (public id, NULL: none) and now holds that in row `id`. A
 * document that another source has had all along is not new. */
static gboolean note_change(Writer *writer, const char *path, const char *earlier, gint64 id, gboolean was_there,
                            GError **error) {
  g_autofree char *now = id ? document_rows_public_id(writer, id) : NULL;
  if (g_strcmp0(earlier, now) == 0 || (!earlier && was_there))
    return TRUE;
  return changes_note(writer, earlier ? CHANGE_CHANGED : CHANGE_NEW, path, NULL, now, earlier, error);
}

static gboolean put(Writer *writer, const Source *source, const Document *document, GError **error) {
  if (!writer_begin(writer, error))
    return FALSE;
  gint64 id = 0, before = ledger_document_of_path(writer, source->path);
  g_autofree char *earlier = before ? document_rows_public_id(writer, before) : NULL;
  gboolean was_there = document_rows_find(writer, source->sha256) != 0;
  return replace_document(writer, source, document, &id, error) &&
         ledger_drop_document(writer, source->path, id, TRUE, error) &&
         ledger_put(writer, source, document->status, document, id, error) &&
         note_change(writer, source->path, earlier, id, was_there, error) && writer_commit_when_due(writer, error);
}

gboolean writer_put(Writer *writer, const Source *source, const Document *document, GError **error) {
  return writer_settle(writer, put(writer, source, document, error));
}

static gboolean put_duplicate(Writer *writer, const Source *source, GError **error) {
  if (!writer_begin(writer, error))
    return FALSE;
  gint64 id = document_rows_find(writer, source->sha256);
  return ledger_drop_document(writer, source->path, id, TRUE, error) &&
         ledger_put(writer, source, STATUS_DUPLICATE, NULL, id, error) && writer_commit_when_due(writer, error);
}

gboolean writer_put_duplicate(Writer *writer, const Source *source, GError **error) {
  return writer_settle(writer, put_duplicate(writer, source, error));
}

/* Paths at and below `path`: below means after a "/" or, for members of an archive, after "!/"; an archive has a row
 * of its own, the folder beside a folder named with a "!" has not. */
static GPtrArray *paths_below(Writer *writer, const char *path, GError **error) {
  Statement *find = database_prepare(writer->database,
                                     "SELECT path FROM source WHERE path=?1 OR substr(path, 1, length(?1)+1) = ?1||'/'"
                                     " OR (substr(path, 1, length(?1)+2) = ?1||'!/'"
                                     "     AND EXISTS (SELECT 1 FROM source WHERE path=?1))",
                                     error);
  if (!find)
    return NULL;
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
  statement_bind_text(find, 1, strcmp(path, "/") == 0 ? "" : path, -1);
  Step step;
  while ((step = statement_step(find, error)) == STEP_ROW)
    g_ptr_array_add(paths, g_strdup(statement_text(find, 0)));
  return step == STEP_DONE ? g_steal_pointer(&paths) : NULL;
}

static gboolean remove_below(Writer *writer, const char *path, guint *removed, GError **error) {
  if (!writer_begin(writer, error))
    return FALSE;
  g_autoptr(GPtrArray) paths = paths_below(writer, path, error);
  Statement *forget = database_prepare(writer->database, "DELETE FROM source WHERE path=?1", error);
  if (!paths || !forget)
    return FALSE;
  for (guint i = 0; i < paths->len; i++) {
    if (!ledger_drop_document(writer, paths->pdata[i], 0, FALSE, error))
      return FALSE;
    statement_bind_text(forget, 1, paths->pdata[i], -1);
    if (!statement_execute(forget, error))
      return FALSE;
  }
  *removed = paths->len;
  return older_forget_below(writer, path, error) && writer_commit(writer, error);
}

gboolean writer_remove(Writer *writer, const char *path, guint *removed, GError **error) {
  return writer_settle(writer, remove_below(writer, path, removed, error));
}
