/* The rows of sources: what is known of each file that was offered. */
#include "index/changes.h"
#include "index/writer_internal.h"

void ledger_entry_free(LedgerEntry *entry) {
  if (!entry)
    return;
  g_free(entry->sha256);
  g_free(entry->extractor);
  g_free(entry->lacking);
  g_free(entry);
}

#define ENTRY_COLUMNS "status, size, inode, mtime_ns, sha256, extractor, extractor_version, stages_version, id, lacking"

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
  entry->row = statement_int(statement, 8);
  entry->lacking = g_strdup(statement_text(statement, 9));
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
      writer->database,
      "SELECT " ENTRY_COLUMNS " FROM source WHERE sha256=?1 AND path<>?2"
      " AND status NOT IN ('duplicate', 'gone', 'unsupported') ORDER BY status<>'ok', status<>'partial', id LIMIT 1",
      NULL);
  if (!get)
    return NULL;
  statement_bind_text(get, 1, sha256, -1);
  statement_bind_text(get, 2, other_than_path, -1);
  return step_entry(get);
}

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
  statement_bind_text(put, 16, source->lacking, -1);
}

/* By two statements: an upsert can fail half-way, and what can makes every FTS5 table of the transaction write out what
 * it holds in memory, which is most of the cost of a document. */
gboolean ledger_put(Writer *writer, const Source *source, Status status, const Document *document, gint64 id,
                    GError **error) {
  static const char *const statements[] = {
      "INSERT OR IGNORE INTO source(path, sha256, size, mtime_ns, inode, device, media_type, extractor,"
      " extractor_version, stages_version, status, reason, detail, document, run, lacking) "
      "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16)",
      "UPDATE source SET sha256=?2, size=?3, mtime_ns=?4, inode=?5, device=?6, media_type=?7, extractor=?8,"
      " extractor_version=?9, stages_version=?10, status=?11, reason=?12, detail=?13, document=?14, run=?15, "
      "lacking=?16"
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

gint64 ledger_document_of_path(Writer *writer, const char *path) {
  Statement *find = database_prepare(writer->database, "SELECT document FROM source WHERE path=?1", NULL);
  if (!find)
    return 0;
  statement_bind_text(find, 1, path, -1);
  gint64 id = statement_step(find, NULL) == STEP_ROW ? statement_int(find, 0) : 0;
  statement_reset(find);
  return id;
}

static gboolean touch(Writer *writer, const Source *source, GError **error) {
  Statement *put = database_prepare(writer->database,
                                    "UPDATE source SET size=?2, mtime_ns=?3, inode=?4, device=?5 WHERE path=?1", error);
  if (!writer_begin(writer, error) || !put)
    return FALSE;
  statement_bind_text(put, 1, source->path, -1);
  statement_bind_int(put, 2, (gint64)source->size);
  statement_bind_int(put, 3, source->mtime_ns);
  statement_bind_int(put, 4, (gint64)source->inode);
  statement_bind_int(put, 5, (gint64)source->device);
  return statement_execute(put, error) && writer_commit_when_due(writer, error);
}

gboolean writer_touch(Writer *writer, const Source *source, GError **error) {
  return writer_settle(writer, touch(writer, source, error));
}

/* Fills the row of `path` with what the row `known` says of the content. */
static gboolean copy_outcome(Writer *writer, const char *path, gint64 known, GError **error) {
  Statement *copy = database_prepare(
      writer->database,
      "UPDATE source SET (media_type, extractor, extractor_version, stages_version, status, reason, detail, document,"
      " lacking) = (SELECT media_type, extractor, extractor_version, stages_version, status, reason, detail, document,"
      " lacking FROM source WHERE id=?2) WHERE path=?1",
      error);
  if (!copy)
    return FALSE;
  statement_bind_text(copy, 1, path, -1);
  statement_bind_int(copy, 2, known);
  return statement_execute(copy, error);
}

static gboolean put_known(Writer *writer, const Source *source, const LedgerEntry *known, GError **error) {
  gint64 id = document_rows_find(writer, known->sha256);
  return writer_begin(writer, error) && ledger_drop_document(writer, source->path, id, TRUE, error) &&
         ledger_put(writer, source, known->status, NULL, id, error) &&
         copy_outcome(writer, source->path, known->row, error) && writer_commit_when_due(writer, error);
}

gboolean writer_put_known(Writer *writer, const Source *source, const LedgerEntry *known, GError **error) {
  return writer_settle(writer, put_known(writer, source, known, error));
}

gboolean ledger_promote(Writer *writer, gint64 document, GError **error) {
  Statement *promote = database_prepare(
      writer->database,
      "UPDATE source SET (status, media_type, extractor, extractor_version, stages_version)="
      " (SELECT 'ok', media_type, extractor, extractor_version, stages_version FROM document WHERE id=?1)"
      " WHERE id=(SELECT min(id) FROM source WHERE document=?1 AND status='duplicate')"
      " AND NOT EXISTS (SELECT 1 FROM source WHERE document=?1 AND status<>'duplicate')",
      error);
  if (!promote)
    return FALSE;
  statement_bind_int(promote, 1, document);
  return statement_execute(promote, error);
}

static gboolean has_other_source(Writer *writer, gint64 document, const char *path) {
  Statement *find =
      database_prepare(writer->database, "SELECT 1 FROM source WHERE document=?1 AND path<>?2 LIMIT 1", NULL);
  if (!find)
    return TRUE;
  statement_bind_int(find, 1, document);
  statement_bind_text(find, 2, path, -1);
  gboolean has = statement_step(find, NULL) == STEP_ROW;
  statement_reset(find);
  return has;
}

/* The path's row lets go of its document. */
static gboolean let_go(Writer *writer, const char *path, GError **error) {
  Statement *let = database_prepare(writer->database, "UPDATE source SET document=NULL WHERE path=?1", error);
  if (!let)
    return FALSE;
  statement_bind_text(let, 1, path, -1);
  return statement_execute(let, error);
}

gboolean ledger_drop_document(Writer *writer, const char *path, gint64 kept, gboolean remember, GError **error) {
  gint64 old = ledger_document_of_path(writer, path);
  if (!old || old == kept)
    return TRUE;
  if (has_other_source(writer, old, path))
    return let_go(writer, path, error) && ledger_promote(writer, old, error);
  g_autofree char *successor = kept ? document_rows_public_id(writer, kept) : NULL;
  return (!remember || older_keep(writer, old, path, successor, error)) && document_rows_delete(writer, old, error);
}
