/* The table of frequent terms. */
#include "index/frequencies.h"

/* Units that a term needs to be in to have a row. */
#define LEAST_KEPT 500
/* Units that an index needs to have. */
#define LEAST_UNITS 10000

static gint64 find_in(Database *database, const char *sql, const char *term) {
  Statement *get = database_prepare(database, sql, NULL);
  if (!get) /* an index of an older version has no table */
    return 0;
  statement_bind_text(get, 1, term, -1);
  gint64 units = statement_step(get, NULL) == STEP_ROW ? statement_int(get, 0) : 0;
  statement_reset(get);
  return units;
}

gint64 frequencies_find(Database *database, GHashTable *known, const char *term) {
  gpointer found = g_hash_table_lookup(known, term);
  if (found)
    return GPOINTER_TO_INT(found) - 1;
  gint64 units = find_in(database, "SELECT units FROM frequency WHERE term=?1", term);
  if (!units)
    units = find_in(database, "SELECT doc FROM unit_terms WHERE term=?1", term);
  g_hash_table_insert(known, g_strdup(term), GINT_TO_POINTER((gint)MIN(units, G_MAXINT - 1) + 1));
  return units;
}

gboolean frequencies_refresh(Database *database, GError **error) {
  gint64 units = database_get_int(database, "SELECT count(*) FROM unit", 0);
  gint64 before = database_get_int(database, "SELECT CAST(value AS INTEGER) FROM meta WHERE key='frequencies'", 0);
  if (MAX(units, before) < LEAST_UNITS || ABS(units - before) <= before / 4)
    return TRUE;
  g_autofree char *sql = g_strdup_printf(
      "INSERT INTO unit_fts(unit_fts) VALUES('optimize');"
      "INSERT INTO document_fts(document_fts) VALUES('optimize');"
      "INSERT INTO vocabulary_grams(vocabulary_grams) VALUES('optimize');" FREQUENCIES_TABLE "DELETE FROM frequency;"
      "INSERT INTO frequency SELECT term, doc FROM unit_terms WHERE doc>=%d;"
      "INSERT OR REPLACE INTO meta(key, value) VALUES('frequencies', '%" G_GINT64_FORMAT "')",
      LEAST_KEPT, units);
  return database_run(database, sql, error);
}

gboolean frequencies_clear(Database *database, GError **error) {
  return database_run(database, "DELETE FROM frequency; DELETE FROM meta WHERE key='frequencies'", error);
}
