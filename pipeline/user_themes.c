/* Users' schemes of themes: kept in the index's `meta` as lines of "ID LANGUAGE KIND LABEL", tabs between, a key a
 * scheme. */
#include "pipeline/user_themes.h"

#include "document/skos.h"
#include "language/analyse.h"
#include "pipeline/theme_findings.h"

#include <gio/gio.h>
#include <string.h>

#define KEY "themes:"
#define MAX_NAME 40

struct UserThemes {
  ThemeSet *set;
  ThemeMatcher *matcher;
};

static UserThemes *themes_new(void) {
  UserThemes *themes = g_new0(UserThemes, 1);
  themes->set = theme_set_new();
  return themes;
}

void user_themes_close(UserThemes *themes) {
  if (!themes)
    return;
  theme_matcher_free(themes->matcher);
  theme_set_free(themes->set);
  g_free(themes);
}

static void add_lines(ThemeSet *set, const char *lines) {
  g_auto(GStrv) rows = g_strsplit(lines, "\n", -1);
  for (guint i = 0; rows[i]; i++) {
    g_auto(GStrv) fields = g_strsplit(rows[i], "\t", 4);
    if (g_strv_length(fields) == 4)
      theme_set_add(set, fields[0], fields[1], (ThemeLabelKind)(*fields[2] - '0'), fields[3]);
  }
}

UserThemes *user_themes_open(Database *database) {
  Statement *rows = database_prepare(database, "SELECT value FROM meta WHERE key GLOB '" KEY "*' ORDER BY key", NULL);
  if (!rows)
    return NULL;
  g_autoptr(UserThemes) themes = themes_new();
  while (statement_step(rows, NULL) == STEP_ROW)
    add_lines(themes->set, statement_text(rows, 0));
  statement_reset(rows);
  if (theme_set_get_size(themes->set) == 0)
    return NULL;
  themes->matcher = theme_matcher_new(themes->set);
  return g_steal_pointer(&themes);
}

void user_themes_add(UserThemes *themes, Document *document) {
  if (!themes)
    return;
  theme_findings_add(document, themes->set, themes->matcher);
  analyser_trim();
}

gboolean user_themes_is_name(const char *name) {
  const ThemeSet *builtin = theme_set_builtin();
  gsize length = strlen(name);
  if (length == 0 || length > MAX_NAME || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != length)
    return FALSE;
  for (guint i = 0; i < theme_set_get_size(builtin); i++) {
    const char *id = theme_set_get_id(builtin, i);
    if (strncmp(id, name, length) == 0 && id[length] == ':')
      return FALSE;
  }
  return TRUE;
}

/* --- import ------------------------------------------------------------------------------------------------ */

/* What follows the last separator of a URI that something follows, made one word. Caller frees. */
static char *local_name(const char *uri) {
  const char *start = uri;
  for (const char *p = uri; *p; p++)
    if (strchr("/#:", *p) && p[1])
      start = p + 1;
  return g_strcanon(g_strdup(start), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.", '-');
}

/* The concepts as lines; two of one local name are told apart by a number. Caller frees. */
static char *lines_of(const char *name, const GPtrArray *concepts) {
  g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GString *lines = g_string_new(NULL);
  for (guint i = 0; i < concepts->len; i++) {
    const SkosConcept *concept = concepts->pdata[i];
    g_autofree char *local = local_name(concept->uri);
    if (g_hash_table_contains(taken, local)) {
      g_autofree char *first = g_steal_pointer(&local);
      local = g_strdup_printf("%s-%u", first, i + 1);
    }
    g_hash_table_add(taken, g_strdup(local));
    for (guint l = 0; l < concept->labels->len; l++) {
      const SkosLabel *label = concept->labels->pdata[l];
      g_string_append_printf(lines, "%s:%s\t%s\t%d\t%s\n", name, local, label->language, (int)label->kind, label->text);
    }
  }
  return g_string_free(lines, FALSE);
}

static gboolean run_with(Database *database, const char *sql, const char *first, const char *second, GError **error) {
  Statement *statement = database_prepare(database, sql, error);
  if (!statement)
    return FALSE;
  statement_bind_text(statement, 1, first, -1);
  if (second)
    statement_bind_text(statement, 2, second, -1);
  return statement_execute(statement, error);
}

static gboolean forget(Database *database, const char *name, GError **error) {
  g_autofree char *key = g_strconcat(KEY, name, NULL), *pattern = g_strconcat(name, ":*", NULL);
  return run_with(database, "DELETE FROM meta WHERE key=?1", key, NULL, error) &&
         run_with(database, "DELETE FROM finding WHERE kind='theme' AND value GLOB ?1", pattern, NULL, error);
}

/* A stored document, as far as themes are read from it. */
static Document *load_document(Database *database, gint64 id, const char *title, const char *language, GError **error) {
  Statement *units =
      database_prepare(database, "SELECT heading, text, language FROM unit WHERE document=?1 ORDER BY ordinal", error);
  if (!units)
    return NULL;
  g_autoptr(Document) document = document_new();
  document->title = g_strdup(title);
  g_strlcpy(document->language, language, sizeof document->language);
  statement_bind_int(units, 1, id);
  Step step;
  while ((step = statement_step(units, error)) == STEP_ROW) {
    Unit *unit = unit_new(UNIT_KIND_SECTION);
    unit->heading = g_strdup(statement_text(units, 0));
    unit->text = g_strdup(statement_text(units, 1));
    g_strlcpy(unit->language, statement_text(units, 2), sizeof unit->language);
    document_add_unit(document, unit);
  }
  return step == STEP_DONE ? g_steal_pointer(&document) : NULL;
}

static gboolean read_stored(Writer *writer, UserThemes *themes, UserThemesFunc func, gpointer data, GError **error) {
  Database *database = writer_get_database(writer);
  guint64 done = 0, total = (guint64)database_get_int(database, "SELECT count(*) FROM document", 0);
  gint64 last = 0;
  for (;;) {
    Statement *next =
        database_prepare(database, "SELECT id, title, language FROM document WHERE id>?1 ORDER BY id LIMIT 1", error);
    if (!next)
      return FALSE;
    statement_bind_int(next, 1, last);
    Step step = statement_step(next, error);
    if (step != STEP_ROW)
      return step == STEP_DONE;
    last = statement_int(next, 0);
    g_autofree char *title = g_strdup(statement_text(next, 1)), *language = g_strdup(statement_text(next, 2));
    statement_reset(next);
    g_autoptr(Document) document = load_document(database, last, title, language, error);
    if (!document)
      return FALSE;
    user_themes_add(themes, document);
    if (!writer_add_findings(writer, last, document, error))
      return FALSE;
    if (func && !func(++done, total, data)) {
      g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
      return FALSE;
    }
  }
}

gboolean user_themes_import(Writer *writer, const char *name, const GPtrArray *concepts, UserThemesFunc func,
                            gpointer data, guint *count, GError **error) {
  Database *database = writer_get_database(writer);
  g_autofree char *lines = lines_of(name, concepts), *key = g_strconcat(KEY, name, NULL);
  g_autoptr(UserThemes) themes = themes_new();
  add_lines(themes->set, lines);
  themes->matcher = theme_matcher_new(themes->set);
  *count = theme_set_get_size(themes->set);
  if (!database_run(database, "BEGIN IMMEDIATE", error))
    return FALSE;
  gboolean done = forget(database, name, error) &&
                  run_with(database, "INSERT INTO meta(key, value) VALUES(?1, ?2)", key, lines, error) &&
                  read_stored(writer, themes, func, data, error) && database_run(database, "COMMIT", error);
  if (!done)
    database_run(database, "ROLLBACK", NULL);
  return done;
}

gboolean user_themes_remove(Writer *writer, const char *name, gboolean *found, GError **error) {
  Database *database = writer_get_database(writer);
  gint64 before = database_get_int(database, "SELECT count(*) FROM meta WHERE key GLOB '" KEY "*'", 0);
  if (!database_run(database, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (!forget(database, name, error) || !database_run(database, "COMMIT", error)) {
    database_run(database, "ROLLBACK", NULL);
    return FALSE;
  }
  *found = database_get_int(database, "SELECT count(*) FROM meta WHERE key GLOB '" KEY "*'", 0) < before;
  return TRUE;
}
