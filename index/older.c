/* Older versions, read. */
#include "document/identifier.h"
#include "index/reader.h"

#define MOST_SUCCESSORS 1000 /* versions that a path is followed through */

static void older_unit_free(OlderUnit *older) {
  g_free(older->public_id);
  unit_free(older->unit);
  g_free(older);
}

void older_free(Older *older) {
  if (!older)
    return;
  g_free(older->public_id);
  g_free(older->title);
  g_free(older->path);
  g_free(older->date);
  g_free(older->left_at);
  g_free(older->successor);
  g_ptr_array_unref(older->units);
  g_free(older);
}

static OlderUnit *unit_from(Statement *row) {
  OlderUnit *older = g_new0(OlderUnit, 1);
  older->public_id = g_strdup(statement_text(row, 0));
  older->unit = unit_new(UNIT_KIND_SECTION);
  unit_kind_from_name(statement_text(row, 1), &older->unit->kind);
  locator_kind_from_name(statement_text(row, 2), &older->unit->locator.kind);
  older->unit->locator.number = (guint)statement_int(row, 3);
  older->unit->locator.anchor = g_strdup(statement_text(row, 4));
  older->unit->label = g_strdup(statement_text(row, 5));
  older->unit->heading = g_strdup(statement_text(row, 6));
  older->unit->text = g_strdup(statement_text(row, 7));
  g_strlcpy(older->unit->language, statement_text(row, 8), sizeof older->unit->language);
  older->unit->hidden = statement_int(row, 9) != 0;
  return older;
}

static void read_units(Reader *reader, Older *older, gint64 document, const char *unit_id) {
  Statement *rows = database_prepare(reader_get_database(reader),
                                     "SELECT public_id, kind, locator_kind, locator_number, locator_anchor, label,"
                                     " heading, text, language, hidden FROM older_unit"
                                     " WHERE document=?1 AND (?2 IS NULL OR public_id=?2) ORDER BY ordinal",
                                     NULL);
  if (!rows)
    return;
  statement_bind_int(rows, 1, document);
  statement_bind_text(rows, 2, unit_id, -1);
  while (statement_step(rows, NULL) == STEP_ROW)
    g_ptr_array_add(older->units, unit_from(rows));
}

static Older *step_older(Reader *reader, Statement *get, const char *unit_id) {
  if (statement_step(get, NULL) != STEP_ROW)
    return NULL;
  Older *older = g_new0(Older, 1);
  gint64 row = statement_int(get, 0);
  older->public_id = g_strdup(statement_text(get, 1));
  older->title = g_strdup(statement_text(get, 2));
  older->path = g_strdup(statement_text(get, 3));
  older->date = g_strdup(statement_text(get, 4));
  older->left_at = g_strdup(statement_text(get, 5));
  older->successor = g_strdup(statement_text(get, 6));
  document_kind_from_name(statement_text(get, 7), &older->kind);
  older->units = g_ptr_array_new_with_free_func((GDestroyNotify)older_unit_free);
  statement_reset(get);
  read_units(reader, older, row, unit_id);
  return older;
}

/* The successor of a version that has been replaced itself; NULL where the id is not one of those. */
static char *successor_of(Reader *reader, const char *id, gboolean *is_older) {
  Statement *get =
      database_prepare(reader_get_database(reader), "SELECT successor FROM older_document WHERE public_id=?1", NULL);
  *is_older = FALSE;
  if (!get)
    return NULL;
  statement_bind_text(get, 1, id, -1);
  *is_older = statement_step(get, NULL) == STEP_ROW;
  char *successor = *is_older ? g_strdup(statement_text(get, 0)) : NULL;
  statement_reset(get);
  return successor;
}

/* What stands in its place today may have replaced several versions since. */
static void follow_successors(Reader *reader, Older *older) {
  for (guint i = 0; older->successor && i < MOST_SUCCESSORS; i++) {
    gboolean is_older;
    char *next = successor_of(reader, older->successor, &is_older);
    if (!is_older)
      return;
    g_free(older->successor);
    older->successor = next;
  }
}

#define COLUMNS "d.id, d.public_id, d.title, d.path, d.date, d.left_at, d.successor, d.kind"

Older *reader_find_older(Reader *reader, const char *id) {
  gboolean is_unit = identifier_kind(id) == 'u';
  Statement *get = database_prepare(
      reader_get_database(reader),
      is_unit ? "SELECT " COLUMNS
                " FROM older_unit AS u JOIN older_document AS d ON d.id=u.document WHERE u.public_id=?1"
              : "SELECT " COLUMNS " FROM older_document AS d WHERE d.public_id=?1",
      NULL);
  if (!get)
    return NULL;
  statement_bind_text(get, 1, id, -1);
  Older *older = step_older(reader, get, is_unit ? id : NULL);
  if (older)
    follow_successors(reader, older);
  return older;
}

void reader_each_given(Reader *reader, const char *path,
                       void (*func)(const char *key, const char *value, gpointer data), gpointer data) {
  Statement *rows =
      database_prepare(reader_get_database(reader), "SELECT key, value FROM given WHERE path=?1 ORDER BY key", NULL);
  if (!rows || !path)
    return;
  statement_bind_text(rows, 1, path, -1);
  while (statement_step(rows, NULL) == STEP_ROW)
    func(statement_text(rows, 0), statement_text(rows, 1), data);
}
