/* Every column that may hold what was written about somebody, asked and changed by two functions of SQL. */
#include "index/forget.h"

#include "index/writer_internal.h"

/* Rows of findings and paths are treated apart. */
static const struct {
  const char *table, *column;
} columns[] = {
    {"unit", "heading"},
    {"unit", "text"},
    {"unit", "label"},
    {"unit", "locator_anchor"},
    {"document", "title"},
    {"document", "place"},
    {"document", "organiser"},
    {"document", "people"},
    {"document", "url"},
    {"document", "date_evidence"},
    {"furniture", "text"},
    {"document_metadata", "value"},
    {"finding", "value"},
    {"finding", "details"},
    {"older_document", "title"},
    {"older_document", "place"},
    {"older_document", "organiser"},
    {"older_document", "url"},
    {"older_unit", "heading"},
    {"older_unit", "text"},
    {"older_unit", "label"},
    {"older_unit", "locator_anchor"},
    {"correction", "value"},
    {"correction", "original"},
    {"given", "value"},
    {"source", "detail"},
};

#define OF_PERSON "kind='person' AND holds_forgotten(value)"

/* Documents that hold them, by row. */
#define DOCUMENTS                                                                                                      \
  "SELECT document FROM unit WHERE holds_forgotten(heading) OR holds_forgotten(text) OR holds_forgotten(label)"        \
  " UNION SELECT id FROM document WHERE holds_forgotten(title) OR holds_forgotten(people)"                             \
  " OR holds_forgotten(organiser) OR holds_forgotten(place) OR holds_forgotten(url)"                                   \
  " UNION SELECT document FROM document_metadata WHERE holds_forgotten(value)"                                         \
  " UNION SELECT document FROM furniture WHERE holds_forgotten(text)"                                                  \
  " UNION SELECT document FROM finding WHERE " OF_PERSON

static char *answer_holds(const char *text, gpointer data) {
  return forgotten_is_in(data, text) ? g_strdup("1") : NULL;
}

static char *answer_hidden(const char *text, gpointer data) {
  char *masked = forgotten_mask(data, text);
  return masked ? masked : g_strdup(text);
}

static gboolean add_functions(Database *database, const Forgotten *who, GError **error) {
  return database_add_function(database, "holds_forgotten", answer_holds, (gpointer)who, error) &&
         database_add_function(database, "hide_forgotten", answer_hidden, (gpointer)who, error);
}

gboolean forget_count(Database *database, const Forgotten *who, Held *held, GError **error) {
  *held = (Held){0};
  if (!add_functions(database, who, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(columns); i++) {
    g_autofree char *sql =
        g_strdup_printf("SELECT count(*) FROM %s WHERE holds_forgotten(%s)", columns[i].table, columns[i].column);
    gint64 count = database_get_int(database, sql, -1);
    if (count < 0) {
      g_set_error_literal(error, DATABASE_ERROR, DATABASE_ERROR_DAMAGED, sql);
      return FALSE;
    }
    held->places += (guint)count;
  }
  held->documents = (guint)database_get_int(database, "SELECT count(*) FROM (" DOCUMENTS ")", 0);
  held->findings = (guint)database_get_int(database, "SELECT count(*) FROM finding WHERE " OF_PERSON, 0);
  held->files = (guint)database_get_int(
      database, "SELECT count(*) FROM source WHERE document IN (" DOCUMENTS ") OR holds_forgotten(path)", 0);
  return TRUE;
}

gboolean forget_each(Database *database, const Forgotten *who, HeldFunc func, gpointer data, GError **error) {
  static const char sql[] =
      "SELECT d.public_id, d.title, d.date, (SELECT path FROM source WHERE document=d.id ORDER BY path LIMIT 1),"
      " u.public_id, u.kind, u.label,"
      " (SELECT role FROM finding f WHERE f.document=d.id AND f.unit=u.ordinal AND f.kind='person'"
      "   AND holds_forgotten(f.value) LIMIT 1)"
      " FROM document d LEFT JOIN unit u ON u.document=d.id AND (holds_forgotten(u.heading) OR holds_forgotten(u.text)"
      "  OR EXISTS (SELECT 1 FROM finding f WHERE f.document=d.id AND f.unit=u.ordinal AND f.kind='person'"
      "   AND holds_forgotten(f.value)))"
      " WHERE d.id IN (" DOCUMENTS ") ORDER BY d.date, d.id, u.ordinal";
  Step step = STEP_ERROR;
  if (!add_functions(database, who, error))
    return FALSE;
  Statement *rows = database_prepare(database, sql, error);
  while (rows && (step = statement_step(rows, error)) == STEP_ROW) {
    HeldPlace place = {statement_text(rows, 0), statement_text(rows, 1), statement_text(rows, 2),
                       statement_text(rows, 3), statement_text(rows, 4), statement_text(rows, 5),
                       statement_text(rows, 6), statement_text(rows, 7)};
    func(&place, data);
  }
  return step == STEP_DONE;
}

gboolean forget_each_file(Database *database, const Forgotten *who, void (*func)(const char *path, gpointer data),
                          gpointer data, GError **error) {
  Step step = STEP_ERROR;
  if (!add_functions(database, who, error))
    return FALSE;
  Statement *rows = database_prepare(
      database, "SELECT path FROM source WHERE document IN (" DOCUMENTS ") OR holds_forgotten(path) ORDER BY path",
      error);
  while (rows && (step = statement_step(rows, error)) == STEP_ROW)
    func(statement_text(rows, 0), data);
  return step == STEP_DONE;
}

static gboolean hide_all(Database *database, GError **error) {
  if (!database_run(database, "DELETE FROM finding WHERE " OF_PERSON, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(columns); i++) {
    g_autofree char *sql = g_strdup_printf("UPDATE %s SET %s=hide_forgotten(%s) WHERE holds_forgotten(%s)",
                                           columns[i].table, columns[i].column, columns[i].column, columns[i].column);
    if (!database_run(database, sql, error))
      return FALSE;
  }
  return TRUE;
}

gboolean forget_hide(Writer *writer, const Forgotten *who, const Held *held, GError **error) {
  Database *database = writer->database;
  if (!add_functions(database, who, error) || !database_run(database, "PRAGMA secure_delete=ON", error) ||
      !writer_begin(writer, error))
    return FALSE;
  gboolean done = reindex_abandon(writer, error) && hide_all(database, error) &&
                  forgotten_store(who, database, held->documents, held->places, error) && writer_commit(writer, error);
  return writer_settle(writer, done);
}
