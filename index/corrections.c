/* The table correction, and the rows of documents that it changes. */
#include "index/corrections.h"

#include "document/document.h"
#include "index/writer_internal.h"
#include "language/iso_date.h"

#include <string.h>

/* Columns of `document`: their names are those of the fields. */
static const char *const fields[] = {"title",   "kind",     "date",   "place", "organiser",
                                     "country", "language", "people", "url"};

gboolean corrections_is_field(const char *field) {
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    if (strcmp(field, fields[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean is_language(const char *value) {
  gsize length = strlen(value);
  if (length < 2 || length > 3)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower(value[i]))
      return FALSE;
  return TRUE;
}

gboolean corrections_fits(const char *field, const char *value) {
  DocumentKind kind;
  if (strcmp(field, "kind") == 0)
    return document_kind_from_name(value, &kind);
  if (strcmp(field, "date") == 0) {
    const char *slash = strchr(value, '/');
    return slash ? iso_date_is_valid(value, (gsize)(slash - value)) && iso_date_is_valid(slash + 1, strlen(slash + 1))
                 : iso_date_is_valid(value, strlen(value));
  }
  if (strcmp(field, "language") == 0)
    return is_language(value);
  if (strcmp(field, "country") == 0)
    return strlen(value) == 2 && g_ascii_isupper(value[0]) && g_ascii_isupper(value[1]);
  return *value && g_utf8_validate(value, -1, NULL);
}

/* --- the row of the document ----------------------------------------------------------------------------------------
 */

static gboolean read_field(Writer *writer, gint64 row, const char *field, char **value, GError **error) {
  g_autofree char *sql = g_strdup_printf("SELECT %s FROM document WHERE id=?1", field);
  Statement *get = database_prepare(writer->database, sql, error);
  if (!get)
    return FALSE;
  statement_bind_int(get, 1, row);
  Step step = statement_step(get, error);
  *value = step == STEP_ROW ? g_strdup(statement_text(get, 0)) : NULL;
  statement_reset(get);
  return step != STEP_ERROR;
}

static gboolean write_field(Writer *writer, gint64 row, const char *field, const char *value, GError **error) {
  g_autofree char *sql = g_strdup_printf("UPDATE document SET %s=?2 WHERE id=?1", field);
  Statement *set = database_prepare(writer->database, sql, error);
  if (!set)
    return FALSE;
  statement_bind_int(set, 1, row);
  statement_bind_text(set, 2, value, -1);
  return statement_execute(set, error);
}

/* --- the table
 * -------------------------------------------------------------------------------------------------------- */

/* What stood in the field before it was corrected; FALSE where it is not corrected. */
static gboolean find_original(Writer *writer, const char *document, const char *field, char **original) {
  Statement *get =
      database_prepare(writer->database, "SELECT original FROM correction WHERE document=?1 AND field=?2", NULL);
  if (!get)
    return FALSE;
  statement_bind_text(get, 1, document, -1);
  statement_bind_text(get, 2, field, -1);
  gboolean found = statement_step(get, NULL) == STEP_ROW;
  *original = found ? g_strdup(statement_text(get, 0)) : NULL;
  statement_reset(get);
  return found;
}

static gboolean store(Writer *writer, const char *document, const char *field, const char *value, const char *original,
                      GError **error) {
  Statement *put = database_prepare(writer->database,
                                    value ? "INSERT INTO correction(document, field, value, original, set_at)"
                                            " VALUES(?1,?2,?3,?4,strftime('%Y-%m-%dT%H:%M:%SZ','now'))"
                                            " ON CONFLICT(document, field) DO UPDATE SET value=?3, original=?4,"
                                            " set_at=excluded.set_at"
                                          : "DELETE FROM correction WHERE document=?1 AND field=?2",
                                    error);
  if (!put)
    return FALSE;
  statement_bind_text(put, 1, document, -1);
  statement_bind_text(put, 2, field, -1);
  if (value) {
    statement_bind_text(put, 3, value, -1);
    statement_bind_text(put, 4, original, -1);
  }
  return statement_execute(put, error);
}

static gboolean set(Writer *writer, const char *document, const char *field, const char *value, gboolean *found,
                    GError **error) {
  gint64 row = document_rows_find_public(writer, document);
  g_autofree char *original = NULL;
  gboolean corrected = find_original(writer, document, field, &original);
  *found = row != 0 && (value || corrected);
  if (!*found)
    return TRUE;
  if (!corrected && !read_field(writer, row, field, &original, error))
    return FALSE;
  return writer_begin(writer, error) && document_rows_unindex(writer, row, error) &&
         store(writer, document, field, value, original, error) &&
         write_field(writer, row, field, value ? value : original, error) && document_rows_index(writer, row, error) &&
         writer_commit(writer, error);
}

gboolean corrections_set(Writer *writer, const char *document, const char *field, const char *value, gboolean *found,
                         GError **error) {
  g_return_val_if_fail(corrections_is_field(field), FALSE);
  return writer_settle(writer, set(writer, document, field, value, found, error));
}

typedef struct {
  char *field, *value;
} Pending;

static void add_pending(const Correction *correction, gpointer data) {
  Pending pending = {g_strdup(correction->field), g_strdup(correction->value)};
  g_array_append_val((GArray *)data, pending);
}

gboolean corrections_apply(Writer *writer, gint64 row, const char *document, GError **error) {
  g_autoptr(GArray) pending = g_array_new(FALSE, FALSE, sizeof(Pending));
  gboolean done = corrections_each(writer->database, document, add_pending, pending, error);
  for (guint i = 0; i < pending->len; i++) {
    Pending *one = &g_array_index(pending, Pending, i);
    g_autofree char *original = NULL;
    done = done && corrections_is_field(one->field) && read_field(writer, row, one->field, &original, error) &&
           store(writer, document, one->field, one->value, original, error) &&
           write_field(writer, row, one->field, one->value, error);
    g_free(one->field);
    g_free(one->value);
  }
  return done;
}

gboolean corrections_each(Database *database, const char *document, CorrectionFunc func, gpointer data,
                          GError **error) {
  Statement *rows = database_prepare(database,
                                     "SELECT document, field, value, original, set_at FROM correction"
                                     " WHERE ?1 IS NULL OR document=?1 ORDER BY set_at, document, field",
                                     error);
  if (!rows)
    return FALSE;
  statement_bind_text(rows, 1, document, -1);
  Step step;
  while ((step = statement_step(rows, error)) == STEP_ROW) {
    Correction correction = {statement_text(rows, 0), statement_text(rows, 1), statement_text(rows, 2),
                             statement_text(rows, 3), statement_text(rows, 4)};
    func(&correction, data);
  }
  return step == STEP_DONE;
}
