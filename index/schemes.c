/* Rows of imported schemes of themes. */
#include "index/schemes.h"

#include "index/writer_internal.h"
#include "language/messages.h"

#include <string.h>

#define MAX_ID 64 /* bytes of a theme's own part of its id */

/* --- reading ------------------------------------------------------------------------------------------------- */

gboolean schemes_each(Database *database, void (*func)(const SchemeInfo *info, gpointer data), gpointer data,
                      GError **error) {
  Statement *list = database_prepare(database,
                                     "SELECT name, path, sha256, imported, themes, labels,"
                                     " (SELECT count(*) FROM document) -"
                                     " (SELECT count(*) FROM themed WHERE scheme=scheme.id)"
                                     " FROM scheme ORDER BY name",
                                     error);
  if (!list)
    return FALSE;
  Step step;
  while ((step = statement_step(list, error)) == STEP_ROW) {
    SchemeInfo info = {.name = statement_text(list, 0),
                       .path = statement_text(list, 1),
                       .sha256 = statement_text(list, 2),
                       .imported = statement_text(list, 3),
                       .themes = statement_int(list, 4),
                       .labels = statement_int(list, 5),
                       .stale = statement_int(list, 6)};
    func(&info, data);
  }
  return step == STEP_DONE;
}

static gboolean load_labels(Statement *rows, Theme *theme, gint64 scheme, GError **error) {
  statement_bind_int(rows, 1, scheme);
  statement_bind_int(rows, 2, theme->number);
  Step step;
  while ((step = statement_step(rows, error)) == STEP_ROW) {
    LabelKind kind = LABEL_ALTERNATIVE;
    label_kind_from_name(statement_text(rows, 1), &kind);
    theme_add_label(theme, statement_text(rows, 2), statement_text(rows, 0), kind == LABEL_PREFERRED,
                    kind == LABEL_HIDDEN);
  }
  return step == STEP_DONE;
}

static gboolean load_themes(Database *database, ThemeScheme *scheme, GError **error) {
  Statement *themes =
      database_prepare(database, "SELECT theme FROM scheme_theme WHERE scheme=?1 ORDER BY number", error);
  Statement *labels = database_prepare(
      database, "SELECT language, kind, label FROM scheme_label WHERE scheme=?1 AND number=?2 ORDER BY rank", error);
  if (!themes || !labels)
    return FALSE;
  statement_bind_int(themes, 1, scheme->row);
  Step step;
  while ((step = statement_step(themes, error)) == STEP_ROW) {
    Theme *theme = theme_scheme_add(scheme, statement_text(themes, 0));
    if (!load_labels(labels, theme, scheme->row, error)) {
      statement_reset(themes);
      return FALSE;
    }
  }
  return step == STEP_DONE;
}

GPtrArray *schemes_load(Database *database, GError **error) {
  g_autoptr(GPtrArray) schemes = g_ptr_array_new_with_free_func((GDestroyNotify)theme_scheme_free);
  Statement *list = database_prepare(database, "SELECT id, name FROM scheme ORDER BY name", error);
  if (!list)
    return NULL;
  Step step;
  while ((step = statement_step(list, error)) == STEP_ROW) {
    ThemeScheme *scheme = theme_scheme_new(statement_text(list, 1));
    scheme->row = statement_int(list, 0);
    g_ptr_array_add(schemes, scheme);
  }
  for (guint i = 0; step == STEP_DONE && i < schemes->len; i++)
    if (!load_themes(database, schemes->pdata[i], error))
      return NULL;
  return step == STEP_DONE ? g_steal_pointer(&schemes) : NULL;
}

/* --- writing ------------------------------------------------------------------------------------------------- */

typedef struct {
  Database *database;
  SchemeInfo *info;
  gint64 row;
  GHashTable *ids; /* char*, lower-case: filters do not tell the cases apart */
} Import;

/* Finnish and Sami labels, which thesauri have, are of no use: those languages are not analysed for themes. */
static gboolean is_of_use(const SkosLabel *label) {
  static const char *const languages[] = {"", "sv", "nb", "nn", "da", "en"};
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
    if (strcmp(label->language, languages[i]) == 0)
      return TRUE;
  return FALSE;
}

/* "http://example.org/miljo#Buller" -> "miljo:Buller", which can be written in a query. Caller frees. */
static char *make_id(Import *import, const char *uri) {
  const char *last = uri;
  for (const char *p = uri; *p; p++)
    if (strchr("#/:?=", *p) && p[1] && !strchr("#/:?=", p[1]))
      last = p + 1;
  g_autoptr(GString) own = g_string_new(NULL);
  for (const char *p = last; *p && own->len < MAX_ID; p++)
    g_string_append_c(own, g_ascii_isalnum(*p) || *p == '.' || *p == '_' ? *p : '-');
  for (guint number = 1;; number++) {
    g_autofree char *id = number > 1 ? g_strdup_printf("%s:%s-%u", import->info->name, own->str, number)
                                     : g_strdup_printf("%s:%s", import->info->name, own->str);
    if (g_hash_table_add(import->ids, g_ascii_strdown(id, -1)))
      return g_steal_pointer(&id);
  }
}

static gboolean insert_labels(Import *import, const SkosConcept *concept, gint64 number, GError **error) {
  Statement *insert = database_prepare(import->database,
                                       "INSERT INTO scheme_label(scheme, number, rank, language, kind, label)"
                                       " VALUES(?1,?2,?3,?4,?5,?6)",
                                       error);
  if (!insert)
    return FALSE;
  for (guint i = 0; i < concept->labels->len; i++) {
    const SkosLabel *label = concept->labels->pdata[i];
    if (!is_of_use(label))
      continue;
    statement_bind_int(insert, 1, import->row);
    statement_bind_int(insert, 2, number);
    statement_bind_int(insert, 3, i);
    statement_bind_text(insert, 4, label->language, -1);
    statement_bind_text(insert, 5, label_kind_name(label->kind), -1);
    statement_bind_text(insert, 6, label->text, -1);
    if (!statement_execute(insert, error))
      return FALSE;
    import->info->labels++;
  }
  return TRUE;
}

static gboolean insert_theme(Import *import, const SkosConcept *concept, GError **error) {
  gint64 labels = import->info->labels, number = import->info->themes;
  if (!insert_labels(import, concept, number, error))
    return FALSE;
  if (import->info->labels == labels)
    return TRUE;
  g_autofree char *id = make_id(import, concept->uri);
  Statement *insert = database_prepare(
      import->database, "INSERT INTO scheme_theme(scheme, number, theme, uri) VALUES(?1,?2,?3,?4)", error);
  if (!insert)
    return FALSE;
  statement_bind_int(insert, 1, import->row);
  statement_bind_int(insert, 2, number);
  statement_bind_text(insert, 3, id, -1);
  statement_bind_text(insert, 4, concept->uri, -1);
  import->info->themes++;
  return statement_execute(insert, error);
}

static gboolean refuse(GError **error, const char *message) {
  g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, message);
  return FALSE;
}

static gboolean insert_themes(Import *import, const GPtrArray *concepts, GError **error) {
  if (concepts->len > SCHEME_MAX_THEMES)
    return refuse(error, N_("it has more than 10,000 concepts; import the part that is wanted"));
  for (guint i = 0; i < concepts->len; i++)
    if (!insert_theme(import, concepts->pdata[i], error))
      return FALSE;
  if (import->info->labels > SCHEME_MAX_LABELS)
    return refuse(error, N_("it has more than 100,000 labels; import the part that is wanted"));
  return import->info->themes > 0 ||
         refuse(error, N_("no concept in it has a label in a language in which themes are looked for"));
}

static gboolean insert_scheme(Import *import, GError **error) {
  const SchemeInfo *info = import->info;
  Statement *insert = database_prepare(import->database,
                                       "INSERT INTO scheme(name, path, sha256, imported, themes, labels)"
                                       " VALUES(?1,?2,?3,strftime('%Y-%m-%dT%H:%M:%SZ','now'),0,0)",
                                       error);
  if (!insert)
    return FALSE;
  const char *texts[] = {info->name, info->path, info->sha256};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    statement_bind_text(insert, (int)i + 1, texts[i], -1);
  if (!statement_execute(insert, error))
    return FALSE;
  import->row = database_last_row(import->database);
  return database_get_int(import->database, "SELECT count(*) FROM scheme", 0) <= SCHEMES_MAX ||
         refuse(error, N_("there are 20 imported schemes already; 'nordsok themes remove' takes one out"));
}

static gboolean note_counts(const Import *import, GError **error) {
  Statement *update = database_prepare(import->database, "UPDATE scheme SET themes=?1, labels=?2 WHERE id=?3", error);
  if (!update)
    return FALSE;
  statement_bind_int(update, 1, import->info->themes);
  statement_bind_int(update, 2, import->info->labels);
  statement_bind_int(update, 3, import->row);
  return statement_execute(update, error);
}

static gboolean execute_for_name(Database *database, const char *sql, const char *name, GError **error) {
  Statement *statement = database_prepare(database, sql, error);
  if (!statement)
    return FALSE;
  statement_bind_text(statement, 1, name, -1);
  return statement_execute(statement, error);
}

/* Names hold nothing that GLOB takes for a pattern (theme_scheme_is_name()). */
static gboolean delete_scheme(Database *database, const char *name, GError **error) {
  return execute_for_name(database, "DELETE FROM finding WHERE kind='theme' AND value GLOB ?1 || ':*'", name, error) &&
         execute_for_name(database, "DELETE FROM scheme WHERE name=?1", name, error);
}

gboolean schemes_put(Database *database, SchemeInfo *info, const GPtrArray *concepts, GError **error) {
  g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Import import = {database, info, 0, ids};
  info->themes = info->labels = 0;
  if (!database_run(database, "BEGIN IMMEDIATE", error))
    return FALSE;
  gboolean done = delete_scheme(database, info->name, error) && insert_scheme(&import, error) &&
                  insert_themes(&import, concepts, error) && note_counts(&import, error) &&
                  database_run(database, "COMMIT", error);
  if (!done)
    database_run(database, "ROLLBACK", NULL);
  info->stale = database_get_int(database, "SELECT count(*) FROM document", 0);
  return done;
}

gboolean schemes_remove(Database *database, const char *name, gboolean *found, GError **error) {
  *found = FALSE;
  if (!theme_scheme_is_name(name))
    return TRUE;
  if (!database_run(database, "BEGIN IMMEDIATE", error))
    return FALSE;
  gint64 before = database_get_int(database, "SELECT count(*) FROM scheme", 0);
  gboolean done = delete_scheme(database, name, error);
  gint64 after = database_get_int(database, "SELECT count(*) FROM scheme", 0);
  done = done && database_run(database, "COMMIT", error);
  if (!done)
    database_run(database, "ROLLBACK", NULL);
  *found = done && after < before;
  return done;
}

/* --- theming what is stored ------------------------------------------------------------------------------------ */

gint64 schemes_count_stale(Database *database) {
  return database_get_int(database,
                          "SELECT (SELECT count(*) FROM document) * (SELECT count(*) FROM scheme) -"
                          " (SELECT count(*) FROM themed)",
                          0);
}

static gboolean read_units(Database *database, gint64 row, Document *document, GError **error) {
  Statement *units = database_prepare(
      database, "SELECT ordinal, heading, text, language FROM unit WHERE document=?1 ORDER BY ordinal", error);
  if (!units)
    return FALSE;
  statement_bind_int(units, 1, row);
  Step step;
  while ((step = statement_step(units, error)) == STEP_ROW) {
    Unit *unit = unit_new(UNIT_KIND_SECTION);
    unit->heading = g_strdup(statement_text(units, 1));
    unit->text = g_strdup(statement_text(units, 2));
    g_strlcpy(unit->language, statement_text(units, 3), sizeof unit->language);
    document_add_unit(document, unit);
    unit->ordinal = (guint)statement_int(units, 0);
  }
  return step == STEP_DONE;
}

static gboolean read_names(Database *database, gint64 row, Document *document, GError **error) {
  Statement *names = database_prepare(database,
                                      "SELECT unit, start, end, value FROM finding"
                                      " WHERE document=?1 AND kind='organisation' AND field='text' ORDER BY id",
                                      error);
  if (!names)
    return FALSE;
  statement_bind_int(names, 1, row);
  Step step;
  while ((step = statement_step(names, error)) == STEP_ROW)
    document_add_finding(document, finding_new(FINDING_ORGANISATION, (guint)statement_int(names, 0), FINDING_IN_TEXT,
                                               (gsize)statement_int(names, 1), (gsize)statement_int(names, 2),
                                               statement_text(names, 3), NULL, 1));
  return step == STEP_DONE;
}

Document *schemes_next_stale(Database *database, gint64 scheme, gint64 *at, GError **error) {
  Statement *next = database_prepare(database,
                                     "SELECT id, title, language FROM document WHERE id>?1 AND NOT EXISTS"
                                     " (SELECT 1 FROM themed WHERE document=document.id AND scheme=?2)"
                                     " ORDER BY id LIMIT 1",
                                     error);
  if (!next)
    return NULL;
  statement_bind_int(next, 1, *at);
  statement_bind_int(next, 2, scheme);
  if (statement_step(next, error) != STEP_ROW)
    return NULL;
  g_autoptr(Document) document = document_new();
  *at = statement_int(next, 0);
  document->title = g_strdup(statement_text(next, 1));
  g_strlcpy(document->language, statement_text(next, 2), sizeof document->language);
  statement_reset(next);
  return read_units(database, *at, document, error) && read_names(database, *at, document, error)
             ? g_steal_pointer(&document)
             : NULL;
}

static gboolean note_themed(Writer *writer, gint64 document, gint64 scheme, GError **error) {
  Statement *note =
      database_prepare(writer->database, "INSERT OR IGNORE INTO themed(document, scheme) VALUES(?1,?2)", error);
  if (!note)
    return FALSE;
  statement_bind_int(note, 1, document);
  statement_bind_int(note, 2, scheme);
  return statement_execute(note, error);
}

gboolean writer_put_themes(Writer *writer, gint64 document, const ThemeScheme *scheme, const Document *found,
                           GError **error) {
  return writer_settle(writer, writer_begin(writer, error) &&
                                   document_rows_insert_findings(writer, document, found, FINDING_THEME, error) &&
                                   note_themed(writer, document, scheme->row, error));
}
