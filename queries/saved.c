/* The state file. */
#include "queries/saved.h"

#include "index/database.h"

char *saved_path(void) {
  return g_build_filename(g_get_user_state_dir(), "nordsok", "state.db", NULL);
}

static Database *open_state(GError **error) {
  g_autofree char *path = saved_path();
  g_autoptr(Database) database = database_open(path, DATABASE_WRITE, error);
  if (!database ||
      !database_run(
          database,
          "CREATE TABLE IF NOT EXISTS last_hit(number INTEGER PRIMARY KEY, archive TEXT NOT NULL, unit TEXT NOT NULL)",
          error))
    return NULL;
  return g_steal_pointer(&database);
}

static gboolean put_hits(Database *database, const char *index, const GPtrArray *unit_ids, GError **error) {
  Statement *put = database_prepare(database, "INSERT INTO last_hit(number, archive, unit) VALUES(?1, ?2, ?3)", error);
  if (!put || !database_run(database, "DELETE FROM last_hit", error))
    return FALSE;
  for (guint i = 0; i < unit_ids->len; i++) {
    statement_bind_int(put, 1, i + 1);
    statement_bind_text(put, 2, index, -1);
    statement_bind_text(put, 3, unit_ids->pdata[i], -1);
    if (!statement_execute(put, error))
      return FALSE;
  }
  return TRUE;
}

gboolean saved_put_hits(const char *index, const GPtrArray *unit_ids, GError **error) {
  g_autoptr(Database) database = open_state(error);
  if (!database || !database_run(database, "BEGIN IMMEDIATE", error))
    return FALSE;
  gboolean done = put_hits(database, index, unit_ids, error);
  return database_run(database, done ? "COMMIT" : "ROLLBACK", done ? error : NULL) && done;
}

char *saved_get_hit(guint number, char **index, GError **error) {
  g_autoptr(Database) database = open_state(error);
  Statement *get =
      database ? database_prepare(database, "SELECT unit, archive FROM last_hit WHERE number=?1", error) : NULL;
  if (!get)
    return NULL;
  statement_bind_int(get, 1, number);
  if (statement_step(get, error) != STEP_ROW)
    return NULL;
  char *unit = g_strdup(statement_text(get, 0));
  *index = g_strdup(statement_text(get, 1));
  statement_reset(get);
  return unit;
}
