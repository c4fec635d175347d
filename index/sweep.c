/* What is gone: sources below a path that a run has not met. */
#include "index/changes.h"
#include "index/writer_internal.h"

#include <string.h>

#define CHUNK 512      /* rows held at once */
#define MAX_NESTING 16 /* of archives inside archives */

typedef struct {
  gint64 row, run, document;
  char *path;
  gboolean present; /* not gone already */
} Row;

static void row_clear(gpointer data) {
  g_free(((Row *)data)->path);
}

/* --- what was seen ------------------------------------------------------------------------------------------- */

void writer_mark_seen(Writer *writer, const LedgerEntry *entry) {
  guint byte = (guint)(entry->row / 8);
  if (byte >= writer->seen->len) {
    guint length = writer->seen->len;
    g_byte_array_set_size(writer->seen, MAX(byte + 1, length + length / 2));
    memset(writer->seen->data + length, 0, writer->seen->len - length);
  }
  writer->seen->data[byte] |= (guint8)(1u << entry->row % 8);
}

static gboolean is_marked(const Writer *writer, gint64 row) {
  return row / 8 < writer->seen->len && writer->seen->data[row / 8] & 1u << row % 8;
}

static gboolean find_row(Writer *writer, const char *path, Row *row) {
  Statement *find = database_prepare(writer->database, "SELECT id, run FROM source WHERE path=?1", NULL);
  if (!find)
    return FALSE;
  statement_bind_text(find, 1, path, -1);
  gboolean found = statement_step(find, NULL) == STEP_ROW;
  if (found)
    *row = (Row){.row = statement_int(find, 0), .run = statement_int(find, 1)};
  statement_reset(find);
  return found;
}

/* The innermost archive around a member, as far as the ledger has one. */
static gboolean find_archive(Writer *writer, const char *path, char **archive, Row *row) {
  gsize length = strlen(path);
  for (const char *sign; (sign = g_strrstr_len(path, (gssize)length, "!/")); length = (gsize)(sign - path)) {
    *archive = g_strndup(path, (gsize)(sign - path));
    if (find_row(writer, *archive, row))
      return TRUE;
    g_clear_pointer(archive, g_free);
  }
  return FALSE;
}

/* A member of an archive that was left as it was is there; one of an archive that was read anew would have been
 * written. */
static gboolean is_there(Writer *writer, const Row *given) {
  Row row = *given;
  g_autofree char *path = g_strdup(given->path);
  for (guint level = 0; level < MAX_NESTING; level++) {
    if (row.run == writer->run)
      return level == 0;
    if (is_marked(writer, row.row))
      return TRUE;
    char *archive = NULL;
    if (!find_archive(writer, path, &archive, &row))
      return FALSE;
    g_free(path);
    path = archive;
  }
  return TRUE;
}

/* --- rows below a path --------------------------------------------------------------------------------------- */

/* "/" + 1 is "0": all that lies below a folder stands between the two in the index on paths. */
#define BELOW "(path=?1 OR (path>?1||'/' AND path<?1||'0'))"

static const char *as_prefix(const char *path) {
  return strcmp(path, "/") == 0 ? "" : path;
}

guint64 writer_count_present(Writer *writer, const char *path) {
  Statement *count =
      database_prepare(writer->database, "SELECT count(*) FROM source WHERE " BELOW " AND status<>'gone'", NULL);
  if (!count)
    return 0;
  statement_bind_text(count, 1, as_prefix(path), -1);
  guint64 rows = statement_step(count, NULL) == STEP_ROW ? (guint64)statement_int(count, 0) : 0;
  statement_reset(count);
  return rows;
}

/* The next rows in the order of their paths, after `last` (NULL: from the first). One range of the index and the rest a
 * filter: an OR of ranges is collected and sorted whole for every chunk. */
static GArray *next_rows(Writer *writer, const char *path, const char *last, GError **error) {
  Statement *get = database_prepare(writer->database,
                                    "SELECT id, run, document, path, status<>'gone' FROM source WHERE path>=?2"
                                    " AND (path>?2 OR ?4) AND path<?1||'0' AND (path=?1 OR path>?1||'/')"
                                    " ORDER BY path LIMIT ?3",
                                    error);
  if (!get)
    return NULL;
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Row));
  g_array_set_clear_func(rows, row_clear);
  statement_bind_text(get, 1, as_prefix(path), -1);
  statement_bind_text(get, 2, last ? last : as_prefix(path), -1);
  statement_bind_int(get, 3, CHUNK);
  statement_bind_int(get, 4, last == NULL);
  Step step;
  while ((step = statement_step(get, error)) == STEP_ROW) {
    Row row = {.row = statement_int(get, 0),
               .run = statement_int(get, 1),
               .document = statement_int(get, 2),
               .path = g_strdup(statement_text(get, 3)),
               .present = statement_int(get, 4) != 0};
    g_array_append_val(rows, row);
  }
  return step == STEP_DONE ? g_steal_pointer(&rows) : NULL;
}

/* --- what goes ----------------------------------------------------------------------------------------------- */

/* Another source of the same document, one that came in this run before others. */
typedef struct {
  char *path;
  gboolean came; /* in this run */
} Heir;

static void heir_clear(Heir *heir) {
  g_free(heir->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Heir, heir_clear)

static void find_heir(Writer *writer, const Row *row, Heir *heir) {
  Statement *find = database_prepare(writer->database,
                                     "SELECT path, run=?3 FROM source WHERE document=?1 AND id<>?2"
                                     " ORDER BY run=?3 DESC, id DESC LIMIT 1",
                                     NULL);
  if (!find)
    return;
  statement_bind_int(find, 1, row->document);
  statement_bind_int(find, 2, row->row);
  statement_bind_int(find, 3, writer->run);
  if (statement_step(find, NULL) == STEP_ROW) {
    heir->path = g_strdup(statement_text(find, 0));
    heir->came = statement_int(find, 1) != 0;
  }
  statement_reset(find);
}

/* The members of an archive were read under the name that it had. */
static gboolean move_members(Writer *writer, const char *from, const char *to, GError **error) {
  Statement *move = database_prepare(writer->database,
                                     "UPDATE OR IGNORE source SET path=?2||substr(path, length(?1)+1), run=?3"
                                     " WHERE path>?1||'!/' AND path<?1||'!0'",
                                     error);
  if (!move)
    return FALSE;
  statement_bind_text(move, 1, from, -1);
  statement_bind_text(move, 2, to, -1);
  statement_bind_int(move, 3, writer->run);
  return statement_execute(move, error);
}

/* What people have said of a file goes with it, unless they have said something of it where it is now. */
static gboolean move_given(Writer *writer, const char *from, const char *to, GError **error) {
  Statement *move = database_prepare(
      writer->database, "INSERT OR IGNORE INTO given(path, key, value) SELECT ?2, key, value FROM given WHERE path=?1",
      error);
  if (!move)
    return FALSE;
  statement_bind_text(move, 1, from, -1);
  statement_bind_text(move, 2, to, -1);
  return statement_execute(move, error);
}

static gboolean mark_gone(Writer *writer, const Row *row, GError **error) {
  Statement *mark = database_prepare(writer->database,
                                     "UPDATE source SET status='gone', reason=NULL, detail=NULL, document=NULL,"
                                     " lacking=NULL, run=?2 WHERE id=?1",
                                     error);
  if (!mark)
    return FALSE;
  statement_bind_int(mark, 1, row->row);
  statement_bind_int(mark, 2, writer->run);
  return statement_execute(mark, error);
}

static gboolean note_where_it_went(Writer *writer, const Row *row, const Heir *heir, const char *document, Sweep *sweep,
                                   GError **error) {
  sweep->moved += heir->came;
  if (heir->came)
    return move_given(writer, row->path, heir->path, error) &&
           changes_note(writer, CHANGE_MOVED, heir->path, row->path, document, NULL, error);
  /* a copy that goes takes nothing away */
  return heir->path || changes_note(writer, CHANGE_GONE, row->path, NULL, NULL, document, error);
}

static gboolean let_go(Writer *writer, const Row *row, Sweep *sweep, GError **error) {
  g_auto(Heir) heir = {0};
  if (row->document)
    find_heir(writer, row, &heir);
  g_autofree char *document = row->document ? document_rows_public_id(writer, row->document) : NULL;
  sweep->gone += !heir.came;
  return writer_begin(writer, error) && ledger_drop_document(writer, row->path, 0, TRUE, error) &&
         mark_gone(writer, row, error) && (!heir.path || move_members(writer, row->path, heir.path, error)) &&
         (!document || note_where_it_went(writer, row, &heir, document, sweep, error)) &&
         writer_commit_when_due(writer, error);
}

/* A row that has been moved with its archive meanwhile has another path. */
static gboolean still_has_path(Writer *writer, const Row *row) {
  Row now;
  return find_row(writer, row->path, &now) && now.row == row->row;
}

static gboolean sweep_rows(Writer *writer, const GArray *rows, WriterExcuseFunc excuse, gpointer data, Sweep *sweep,
                           GError **error) {
  for (guint i = 0; i < rows->len; i++) {
    const Row *row = &g_array_index(rows, Row, i);
    if (row->present && !is_there(writer, row) && still_has_path(writer, row) && !(excuse && excuse(row->path, data)) &&
        !let_go(writer, row, sweep, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean sweep_all(Writer *writer, const char *path, WriterExcuseFunc excuse, gpointer data, Sweep *sweep,
                          GError **error) {
  g_autofree char *last = NULL;
  for (;;) {
    g_autoptr(GArray) rows = next_rows(writer, path, last, error);
    if (!rows || !sweep_rows(writer, rows, excuse, data, sweep, error))
      return FALSE;
    if (rows->len < CHUNK)
      return TRUE;
    g_free(last);
    last = g_strdup(g_array_index(rows, Row, rows->len - 1).path);
  }
}

gboolean writer_sweep(Writer *writer, const char *path, WriterExcuseFunc excuse, gpointer data, Sweep *sweep,
                      GError **error) {
  return writer_settle(writer, sweep_all(writer, path, excuse, data, sweep, error));
}
