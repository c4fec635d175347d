/* Transactions, the run lock, and the rows of documents and sources. */
#include "index/writer.h"

#include "document/identifier.h"
#include "index/frequencies.h"
#include "index/schema.h"
#include "index/thesaurus.h"
#include "index/tokenizer.h"
#include "index/vocabulary.h"
#include "language/analyse.h"
#include "language/messages.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

struct Writer {
  Database *database;
  int lock_fd; /* flock() on the index itself; closed after the database, since closing drops SQLite's own locks */
  gint64 run;
  gboolean in_transaction;
  gint64 began; /* monotonic microseconds */
  gsize bytes;
  GHashTable *types; /* char*: word types met since the last commit */
};

G_DEFINE_QUARK(nordsok - writer - error, writer_error)

/* --- opening and closing ----------------------------------------------------------------------------------- */

static int take_lock(const char *path, WriterWaitFunc waiting, gpointer data, GError **error) {
  g_autofree char *folder = g_path_get_dirname(path);
  g_mkdir_with_parents(folder, 0700);
  int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (waiting)
      waiting(data);
    int result;
    do
      result = flock(fd, LOCK_EX);
    while (result != 0 && errno == EINTR);
    if (result != 0) {
      close(fd);
      fd = -1;
    }
  }
  if (fd < 0)
    g_set_error(error, WRITER_ERROR, WRITER_ERROR_LOCK, "%s", g_strerror(errno));
  return fd;
}

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
    gboolean same = strcmp(statement_text(get, 0), present) == 0;
    statement_reset(get);
    if (!same && !any)
      g_set_error_literal(error, WRITER_ERROR, WRITER_ERROR_ANALYSER,
                          N_("the index was made with other language data than are installed now"));
    return same || any;
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
  writer->lock_fd = take_lock(path, waiting, data, error);
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

static gboolean begin(Writer *writer, GError **error) {
  if (writer->in_transaction)
    return TRUE;
  writer->began = g_get_monotonic_time();
  writer->in_transaction = database_run(writer->database, "BEGIN IMMEDIATE", error);
  return writer->in_transaction;
}

gboolean writer_close(Writer *writer, GError **error) {
  g_autofree char *now = now_text();
  Statement *end = database_prepare(writer->database, "UPDATE run SET ended=?1 WHERE id=?2", error);
  gboolean done = end != NULL;
  if (done) {
    statement_bind_text(end, 1, now, -1);
    statement_bind_int(end, 2, writer->run);
    done = statement_execute(end, error) && writer_commit(writer, error) && begin(writer, error) &&
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

/* --- the ledger, read -------------------------------------------------------------------------------------- */

void ledger_entry_free(LedgerEntry *entry) {
  if (!entry)
    return;
  g_free(entry->sha256);
  g_free(entry->extractor);
  g_free(entry);
}

#define ENTRY_COLUMNS "status, size, inode, mtime_ns, sha256, extractor, extractor_version, stages_version"

static LedgerEntry *step_entry(Statement *statement) {
  if (statement_step(statement, NULL) != STEP_ROW)
    return NULL;
  LedgerEntry *entry = g_new0(LedgerEntry, 1);
  entry->status = STATUS_CRASHED;
  status_from_name(statement_text(statement, 0), &entry->status);
  entry->size = (guint64)statement_int(statement, 1);
  entry->inode = (guint64)statement_int(statement, 2);
  entry->mtime_ns = statement_int(statement, 3);
  entry->sha256 = g_strdup(statement_text(statement, 4));
  entry->extractor = g_strdup(statement_text(statement, 5));
  entry->extractor_version = (guint)statement_int(statement, 6);
  entry->stages_version = (guint)statement_int(statement, 7);
  statement_reset(statement);
  return entry;
}

LedgerEntry *writer_get_entry(Writer *writer, const char *path) {
  Statement *get = database_prepare(writer->database, "SELECT " ENTRY_COLUMNS " FROM source WHERE path=?1", NULL);
  if (!get)
    return NULL;
  statement_bind_text(get, 1, path, -1);
  return step_entry(get);
}

LedgerEntry *writer_get_content(Writer *writer, const char *sha256, const char *other_than_path) {
  Statement *get = database_prepare(
      writer->database, "SELECT " ENTRY_COLUMNS " FROM source WHERE sha256=?1 AND path<>?2 AND status='ok' LIMIT 1",
      NULL);
  if (!get)
    return NULL;
  statement_bind_text(get, 1, sha256, -1);
  statement_bind_text(get, 2, other_than_path, -1);
  return step_entry(get);
}

/* --- documents --------------------------------------------------------------------------------------------- */

/* As the view unit_content has it: what is deleted must be what was written. */
static void bind_marked(Statement *statement, int parameter, const char *language, double confidence,
                        const char *text) {
  language = tokenizer_analysis_language(language, confidence);
  g_autofree char *marked = g_strdup_printf("%c%s", tokenizer_language_mark(language), text ? text : "");
  statement_bind_text(statement, parameter, marked, -1);
}

static double sane(double value) {
  return isfinite(value) ? CLAMP(value, 0, 1) : 0;
}

static gboolean insert_unit(Writer *writer, gint64 document, const char *public_id, const Unit *unit, GError **error) {
  Statement *insert = database_prepare(writer->database,
                                       "INSERT INTO unit(public_id, document, parent, ordinal, kind, locator_kind, "
                                       "locator_number, locator_anchor, label,"
                                       " heading, text, language, language_confidence, quality, hidden, ocr)"
                                       " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16)",
                                       error);
  if (!insert)
    return FALSE;
  statement_bind_text(insert, 1, public_id, -1);
  statement_bind_int(insert, 2, document);
  if (unit->parent && unit->parent < unit->ordinal) /* a worker's word is not taken for it */
    statement_bind_int(insert, 3, unit->parent);
  statement_bind_int(insert, 4, unit->ordinal);
  statement_bind_text(insert, 5, unit_kind_name(unit->kind), -1);
  statement_bind_text(insert, 6, locator_kind_name(unit->locator.kind), -1);
  statement_bind_int(insert, 7, unit->locator.number);
  statement_bind_text(insert, 8, unit->locator.anchor, -1);
  statement_bind_text(insert, 9, unit->label, -1);
  statement_bind_text(insert, 10, unit->heading, -1);
  statement_bind_text(insert, 11, unit->text, -1);
  statement_bind_text(insert, 12, unit->language, -1);
  statement_bind_double(insert, 13, sane(unit->language_confidence));
  statement_bind_double(insert, 14, sane(unit->quality));
  statement_bind_int(insert, 15, unit->hidden);
  statement_bind_int(insert, 16, unit->ocr);
  if (!statement_execute(insert, error))
    return FALSE;

  Statement *index =
      database_prepare(writer->database, "INSERT INTO unit_fts(rowid, heading, body) VALUES(?1,?2,?3)", error);
  if (!index)
    return FALSE;
  statement_bind_int(index, 1, database_last_row(writer->database));
  bind_marked(index, 2, unit->language, sane(unit->language_confidence), unit->heading);
  bind_marked(index, 3, unit->language, sane(unit->language_confidence), unit->text);
  writer->bytes += (unit->heading ? strlen(unit->heading) : 0) + (unit->text ? strlen(unit->text) : 0);
  return statement_execute(index, error);
}

/* The words of document_fts must be deleted as they were written: both go through this one order of columns. */
static gboolean index_document(Writer *writer, const char *sql, gint64 id, GError **error) {
  Statement *content = database_prepare(
      writer->database, "SELECT title, people, organisations, places, dates FROM document_content WHERE id=?1", error);
  Statement *index = database_prepare(writer->database, sql, error);
  if (!content || !index)
    return FALSE;
  statement_bind_int(content, 1, id);
  statement_bind_int(index, 1, id);
  if (statement_step(content, error) != STEP_ROW)
    return FALSE;
  for (int column = 0; column < 5; column++)
    statement_bind_text(index, column + 2, statement_text(content, column), -1);
  statement_reset(content);
  return statement_execute(index, error);
}

static gboolean insert_extras(Writer *writer, gint64 id, const Document *document, GError **error) {
  Statement *furniture =
      database_prepare(writer->database, "INSERT INTO furniture(document, text, occurrences) VALUES(?1,?2,?3)", error);
  Statement *metadata =
      database_prepare(writer->database, "INSERT INTO document_metadata(document, key, value) VALUES(?1,?2,?3)", error);
  if (!furniture || !metadata)
    return FALSE;
  for (guint i = 0; i < document->furniture->len; i++) {
    const Furniture *item = document->furniture->pdata[i];
    statement_bind_int(furniture, 1, id);
    statement_bind_text(furniture, 2, item->text, -1);
    statement_bind_int(furniture, 3, item->occurrences);
    if (!statement_execute(furniture, error))
      return FALSE;
  }
  GHashTableIter iterator;
  gpointer key, value;
  g_hash_table_iter_init(&iterator, document->metadata);
  while (g_hash_table_iter_next(&iterator, &key, &value)) {
    statement_bind_int(metadata, 1, id);
    statement_bind_text(metadata, 2, key, -1);
    statement_bind_text(metadata, 3, value, -1);
    if (!statement_execute(metadata, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean insert_document_row(Writer *writer, const Source *source, const char *public_id,
                                    const Document *document, gint64 *id, GError **error) {
  Statement *insert = database_prepare(
      writer->database,
      "INSERT INTO document(public_id, title, kind, language, date, date_evidence, place, organiser, people, url,"
      " media_type, extractor, extractor_version, stages_version, run) "
      "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)",
      error);
  if (!insert)
    return FALSE;
  g_autoptr(GString) people = g_string_new(NULL);
  for (guint i = 0; i < document->authors->len; i++)
    g_string_append_printf(people, "%s%s", i ? "\n" : "", (char *)document->authors->pdata[i]);
  const char *texts[] = {public_id,          document->title,      document_kind_name(document->kind),
                         document->language, document->date,       document->date_evidence,
                         document->place,    document->organiser,  people->len ? people->str : NULL,
                         document->url,      document->media_type, document->extractor};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    statement_bind_text(insert, (int)i + 1, texts[i], -1);
  statement_bind_int(insert, 13, document->extractor_version);
  statement_bind_int(insert, 14, source->stages_version);
  statement_bind_int(insert, 15, writer->run);
  if (!statement_execute(insert, error))
    return FALSE;
  *id = database_last_row(writer->database);
  return TRUE;
}

static gboolean insert_document(Writer *writer, const Source *source, const Document *document, gint64 *id,
                                GError **error) {
  g_autofree char *public_id = identifier_for_document(source->sha256);
  g_autoptr(GPtrArray) unit_ids = identifier_for_units(public_id, document);
  if (!insert_document_row(writer, source, public_id, document, id, error) ||
      !index_document(
          writer,
          "INSERT INTO document_fts(rowid, title, people, organisations, places, dates) VALUES(?1,?2,?3,?4,?5,?6)", *id,
          error) ||
      !insert_extras(writer, *id, document, error))
    return FALSE;
  for (guint i = 0; i < document->units->len; i++)
    if (!insert_unit(writer, *id, unit_ids->pdata[i], document->units->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean unindex_units(Writer *writer, gint64 document, GError **error) {
  Statement *units = database_prepare(
      writer->database, "SELECT id, language, heading, text, language_confidence FROM unit WHERE document=?1", error);
  Statement *delete = database_prepare(
      writer->database, "INSERT INTO unit_fts(unit_fts, rowid, heading, body) VALUES('delete', ?1, ?2, ?3)", error);
  if (!units || !delete)
    return FALSE;
  statement_bind_int(units, 1, document);
  Step step;
  while ((step = statement_step(units, error)) == STEP_ROW) {
    statement_bind_int(delete, 1, statement_int(units, 0));
    double confidence = statement_double(units, 4);
    bind_marked(delete, 2, statement_text(units, 1), confidence, statement_text(units, 2));
    bind_marked(delete, 3, statement_text(units, 1), confidence, statement_text(units, 3));
    if (!statement_execute(delete, error))
      return FALSE;
  }
  return step == STEP_DONE;
}

static gboolean execute_for(Writer *writer, const char *sql, gint64 id, GError **error) {
  Statement *statement = database_prepare(writer->database, sql, error);
  if (!statement)
    return FALSE;
  statement_bind_int(statement, 1, id);
  return statement_execute(statement, error);
}

static gboolean delete_document(Writer *writer, gint64 id, GError **error) {
  return unindex_units(writer, id, error) &&
         index_document(writer,
                        "INSERT INTO document_fts(document_fts, rowid, title, people, organisations, places, dates)"
                        " VALUES('delete', ?1,?2,?3,?4,?5,?6)",
                        id, error) &&
         execute_for(writer, "DELETE FROM document WHERE id=?1", id, error);
}

/* Row of the document that came from this content; 0 where there is none. */
static gint64 find_document(Writer *writer, const char *sha256) {
  g_autofree char *public_id = sha256 ? identifier_for_document(sha256) : NULL;
  Statement *find = database_prepare(writer->database, "SELECT id FROM document WHERE public_id=?1", NULL);
  if (!find || !public_id)
    return 0;
  statement_bind_text(find, 1, public_id, -1);
  gint64 id = statement_step(find, NULL) == STEP_ROW ? statement_int(find, 0) : 0;
  statement_reset(find);
  return id;
}

/* Deletes what the path held before, unless it is `kept` or another source still has it. */
static gboolean drop_old_document(Writer *writer, const char *path, gint64 kept, GError **error) {
  Statement *find =
      database_prepare(writer->database,
                       "SELECT document FROM source AS s WHERE path=?1 AND document IS NOT NULL AND document<>?2"
                       " AND NOT EXISTS (SELECT 1 FROM source WHERE document=s.document AND path<>?1)",
                       error);
  if (!find)
    return FALSE;
  statement_bind_text(find, 1, path, -1);
  statement_bind_int(find, 2, kept);
  Step step = statement_step(find, error);
  if (step != STEP_ROW)
    return step == STEP_DONE;
  gint64 old = statement_int(find, 0);
  statement_reset(find);
  return delete_document(writer, old, error);
}

/* --- the ledger, written ----------------------------------------------------------------------------------- */

static void bind_source(Statement *put, const Writer *writer, const Source *source, Status status,
                        const Document *document, gint64 id) {
  statement_bind_text(put, 1, source->path, -1);
  statement_bind_text(put, 2, source->sha256, -1);
  statement_bind_int(put, 3, (gint64)source->size);
  statement_bind_int(put, 4, source->mtime_ns);
  statement_bind_int(put, 5, (gint64)source->inode);
  statement_bind_int(put, 6, (gint64)source->device);
  if (document) {
    statement_bind_text(put, 7, document->media_type, -1);
    statement_bind_text(put, 8, document->extractor, -1);
    statement_bind_int(put, 9, document->extractor_version);
    statement_bind_text(put, 12, document->reason, -1);
    statement_bind_text(put, 13, document->detail, -1);
  }
  statement_bind_int(put, 10, source->stages_version);
  statement_bind_text(put, 11, status_name(status), -1);
  if (id)
    statement_bind_int(put, 14, id);
  statement_bind_int(put, 15, writer->run);
}

/* By two statements: an upsert can fail half-way, and what can makes every FTS5 table of the transaction write out what
 * it holds in memory, which is most of the cost of a document. */
static gboolean put_source(Writer *writer, const Source *source, Status status, const Document *document, gint64 id,
                           GError **error) {
  static const char *const statements[] = {
      "INSERT OR IGNORE INTO source(path, sha256, size, mtime_ns, inode, device, media_type, extractor,"
      " extractor_version, stages_version, status, reason, detail, document, run) "
      "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)",
      "UPDATE source SET sha256=?2, size=?3, mtime_ns=?4, inode=?5, device=?6, media_type=?7, extractor=?8,"
      " extractor_version=?9, stages_version=?10, status=?11, reason=?12, detail=?13, document=?14, run=?15"
      " WHERE path=?1"};
  for (gsize i = 0; i < G_N_ELEMENTS(statements); i++) {
    Statement *put = database_prepare(writer->database, statements[i], error);
    if (!put)
      return FALSE;
    bind_source(put, writer, source, status, document, id);
    if (!statement_execute(put, error))
      return FALSE;
    if (database_changes(writer->database))
      break;
  }
  return TRUE;
}

/* Row of the document that the path has now; 0 where there is none. */
static gint64 document_of_path(Writer *writer, const char *path) {
  Statement *find = database_prepare(writer->database, "SELECT document FROM source WHERE path=?1", NULL);
  if (!find)
    return 0;
  statement_bind_text(find, 1, path, -1);
  gint64 id = statement_step(find, NULL) == STEP_ROW ? statement_int(find, 0) : 0;
  statement_reset(find);
  return id;
}

static gint64 count_units(Writer *writer, gint64 document) {
  Statement *count = database_prepare(writer->database, "SELECT count(*) FROM unit WHERE document=?1", NULL);
  if (!count)
    return 0;
  statement_bind_int(count, 1, document);
  gint64 units = statement_step(count, NULL) == STEP_ROW ? statement_int(count, 0) : 0;
  statement_reset(count);
  return units;
}

/* What an earlier run read stays where this one has nothing better to put in its place: the file could not be opened,
 * nothing was read of it, or a reader died before it came as far as the earlier one. */
static gboolean keeps_earlier(Writer *writer, const Document *document, gint64 earlier) {
  return document->units->len == 0 ||
         (document->status == STATUS_PARTIAL && earlier && count_units(writer, earlier) > document->units->len);
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
  gint64 same_content = source->sha256 ? find_document(writer, source->sha256) : document_of_path(writer, source->path);
  *id = same_content;
  if (!source->sha256 || keeps_earlier(writer, document, same_content))
    return TRUE;
  if (same_content && !delete_document(writer, same_content, error))
    return FALSE;
  if (!insert_document(writer, source, document, id, error))
    return FALSE;
  if (!same_content)
    return TRUE;
  /* Other sources with this content follow the new row. */
  Statement *follow = database_prepare(writer->database, "UPDATE source SET document=?1 WHERE sha256=?2", error);
  if (!follow)
    return FALSE;
  statement_bind_int(follow, 1, *id);
  statement_bind_text(follow, 2, source->sha256, -1);
  return statement_execute(follow, error);
}

/* What has failed half-way is taken back, with the documents of its batch: their ledger rows go with them, so the next
 * run reads them again. */
static gboolean settle(Writer *writer, gboolean done) {
  if (!done && writer->in_transaction) {
    database_run(writer->database, "ROLLBACK", NULL);
    writer->in_transaction = FALSE;
    writer->bytes = 0;
  }
  return done;
}

static gboolean put(Writer *writer, const Source *source, const Document *document, GError **error) {
  gint64 id = 0;
  return begin(writer, error) && replace_document(writer, source, document, &id, error) &&
         drop_old_document(writer, source->path, id, error) &&
         put_source(writer, source, document->status, document, id, error) && writer_commit_when_due(writer, error);
}

gboolean writer_put(Writer *writer, const Source *source, const Document *document, GError **error) {
  return settle(writer, put(writer, source, document, error));
}

static gboolean put_duplicate(Writer *writer, const Source *source, GError **error) {
  if (!begin(writer, error))
    return FALSE;
  gint64 id = find_document(writer, source->sha256);
  return drop_old_document(writer, source->path, id, error) &&
         put_source(writer, source, STATUS_DUPLICATE, NULL, id, error) && writer_commit_when_due(writer, error);
}

gboolean writer_put_duplicate(Writer *writer, const Source *source, GError **error) {
  return settle(writer, put_duplicate(writer, source, error));
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
  if (!begin(writer, error))
    return FALSE;
  g_autoptr(GPtrArray) paths = paths_below(writer, path, error);
  Statement *forget = database_prepare(writer->database, "DELETE FROM source WHERE path=?1", error);
  if (!paths || !forget)
    return FALSE;
  for (guint i = 0; i < paths->len; i++) {
    if (!drop_old_document(writer, paths->pdata[i], 0, error))
      return FALSE;
    statement_bind_text(forget, 1, paths->pdata[i], -1);
    if (!statement_execute(forget, error))
      return FALSE;
  }
  *removed = paths->len;
  return writer_commit(writer, error);
}

gboolean writer_remove(Writer *writer, const char *path, guint *removed, GError **error) {
  return settle(writer, remove_below(writer, path, removed, error));
}

static gboolean reindex(Writer *writer, GError **error) {
  g_autoptr(Analyser) analyser = analyser_new();
  if (!begin(writer, error) || !vocabulary_clear(writer->database, error) ||
      !frequencies_clear(writer->database, error) || !thesaurus_make_keys(writer->database, error) ||
      !database_run(writer->database, "INSERT INTO unit_fts(unit_fts) VALUES('rebuild')", error) ||
      !database_run(writer->database, "INSERT INTO document_fts(document_fts) VALUES('rebuild')", error))
    return FALSE;
  Statement *note = database_prepare(writer->database, "UPDATE meta SET value=?1 WHERE key='analyser'", error);
  if (!note)
    return FALSE;
  statement_bind_text(note, 1, analyser_fingerprint(analyser), -1);
  return statement_execute(note, error) && writer_commit(writer, error);
}

gboolean writer_reindex(Writer *writer, GError **error) {
  return settle(writer, reindex(writer, error));
}
