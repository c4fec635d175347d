/* The tables given and base_url, written. */
#include "index/given.h"

#include "index/writer_internal.h"

#include <string.h>

static char *get(Writer *writer, const char *path, const char *key) {
  Statement *find = database_prepare(writer->database, "SELECT value FROM given WHERE path=?1 AND key=?2", NULL);
  if (!find)
    return NULL;
  statement_bind_text(find, 1, path, -1);
  statement_bind_text(find, 2, key, -1);
  char *value = statement_step(find, NULL) == STEP_ROW ? g_strdup(statement_text(find, 0)) : NULL;
  statement_reset(find);
  return value;
}

static gboolean execute(Writer *writer, const char *sql, const char *const *texts, guint count, GError **error) {
  Statement *statement = database_prepare(writer->database, sql, error);
  if (!statement)
    return FALSE;
  for (guint i = 0; i < count; i++)
    statement_bind_text(statement, (int)i + 1, texts[i], -1);
  return statement_execute(statement, error);
}

static gboolean store(Writer *writer, const char *path, const char *key, const char *value, GError **error) {
  const char *texts[] = {path, key, value};
  return value ? execute(writer, "INSERT OR REPLACE INTO given(path, key, value) VALUES(?1,?2,?3)", texts, 3, error)
               : execute(writer, "DELETE FROM given WHERE path=?1 AND key=?2", texts, 2, error);
}

/* A row without the version of its stages is not current: it and its copies are read again. */
static gboolean make_stale(Writer *writer, const char *path, GError **error) {
  return execute(writer,
                 "UPDATE source SET stages_version=0 WHERE path=?1 OR"
                 " sha256=(SELECT sha256 FROM source WHERE path=?1)",
                 &path, 1, error);
}

static gboolean set(Writer *writer, const char *path, const char *key, const char *value, gboolean *changed,
                    GError **error) {
  g_autofree char *before = get(writer, path, key);
  const char *now = value && *value ? value : NULL;
  if (g_strcmp0(before, now) == 0)
    return TRUE;
  if (changed)
    *changed = TRUE;
  return writer_begin(writer, error) && store(writer, path, key, now, error) && make_stale(writer, path, error) &&
         writer_commit_when_due(writer, error);
}

gboolean given_set(Writer *writer, const char *path, const char *key, const char *value, gboolean *changed,
                   GError **error) {
  return writer_settle(writer, set(writer, path, key, value, changed, error));
}

static void apply(Document *document, const char *key, const char *value) {
  const struct {
    const char *key;
    char **field;
  } fields[] = {{GIVEN_URL, &document->url},
                {GIVEN_TITLE, &document->title},
                {GIVEN_DATE, &document->date},
                {GIVEN_PLACE, &document->place},
                {GIVEN_ORGANISER, &document->organiser}};
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    if (strcmp(key, fields[i].key) == 0)
      document_set_string(fields[i].field, value);
  if (strcmp(key, GIVEN_DATE) == 0) /* no words of the document say it */
    document_set_string(&document->date_evidence, NULL);
  if (strcmp(key, GIVEN_KIND) == 0)
    document_kind_from_name(value, &document->kind);
  g_hash_table_replace(document->metadata, g_strdup(key), g_strdup(value));
}

gboolean given_apply(Writer *writer, const Source *source, Document *document, GError **error) {
  /* what is said of the path itself comes last and counts */
  Statement *find =
      database_prepare(writer->database,
                       "SELECT key, value FROM given WHERE path IN"
                       " (SELECT path FROM source WHERE sha256=?2 UNION SELECT ?1) ORDER BY path=?1, path",
                       error);
  if (!find)
    return FALSE;
  statement_bind_text(find, 1, source->path, -1);
  statement_bind_text(find, 2, source->sha256, -1);
  Step step;
  while ((step = statement_step(find, error)) == STEP_ROW)
    apply(document, statement_text(find, 0), statement_text(find, 1));
  return step == STEP_DONE;
}

static gboolean set_base_url(Writer *writer, const char *folder, const char *url, GError **error) {
  const char *texts[] = {folder, url};
  if (!writer_begin(writer, error))
    return FALSE;
  return (url && *url ? execute(writer, "INSERT OR REPLACE INTO base_url(path, url) VALUES(?1,?2)", texts, 2, error)
                      : execute(writer, "DELETE FROM base_url WHERE path=?1", texts, 1, error)) &&
         writer_commit_when_due(writer, error);
}

gboolean given_set_base_url(Writer *writer, const char *folder, const char *url, GError **error) {
  return writer_settle(writer, set_base_url(writer, folder, url, error));
}
