/* Reading of CSV, and the names of columns. */
#include "pipeline/metadata_list.h"

#include "language/iso_date.h"
#include "language/encoding.h"
#include "language/messages.h"
#include "language/normalise.h"
#include "pipeline/discover.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_BYTES (256 * 1024 * 1024)

#define PATH_KEY "path"
#define YEAR_KEY "year"

/* Names of columns in lower case. */
static const struct {
  const char *name, *key;
} columns[] = {
    {"path", PATH_KEY},
    {"file", PATH_KEY},
    {"fil", PATH_KEY},
    {"filnamn", PATH_KEY},
    {"filnavn", PATH_KEY},
    {"sökväg", PATH_KEY},
    {"sti", PATH_KEY},
    {"filsti", PATH_KEY},
    {"url", GIVEN_URL},
    {"address", GIVEN_URL},
    {"adress", GIVEN_URL},
    {"adresse", GIVEN_URL},
    {"webbadress", GIVEN_URL},
    {"nettadresse", GIVEN_URL},
    {"länk", GIVEN_URL},
    {"lenke", GIVEN_URL},
    {"title", GIVEN_TITLE},
    {"titel", GIVEN_TITLE},
    {"tittel", GIVEN_TITLE},
    {"rubrik", GIVEN_TITLE},
    {"date", GIVEN_DATE},
    {"datum", GIVEN_DATE},
    {"dato", GIVEN_DATE},
    {"year", YEAR_KEY},
    {"år", YEAR_KEY},
    {"årtal", YEAR_KEY},
    {"årstall", YEAR_KEY},
    {"place", GIVEN_PLACE},
    {"plats", GIVEN_PLACE},
    {"ort", GIVEN_PLACE},
    {"sted", GIVEN_PLACE},
    {"stad", GIVEN_PLACE},
    {"kommun", GIVEN_PLACE},
    {"kommune", GIVEN_PLACE},
    {"publisher", GIVEN_ORGANISER},
    {"utgivare", GIVEN_ORGANISER},
    {"utgiver", GIVEN_ORGANISER},
    {"utgjevar", GIVEN_ORGANISER},
    {"organiser", GIVEN_ORGANISER},
    {"arrangör", GIVEN_ORGANISER},
    {"arrangør", GIVEN_ORGANISER},
    {"kind", GIVEN_KIND},
};

static gboolean refuse(GError **error, guint line, const char *what) {
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("row %u: %s"), line, what);
  return FALSE;
}

/* --- CSV ----------------------------------------------------------------------------------------------------- */

/* The separator that the first line has most of. */
static char separator_of(const char *text) {
  static const char separators[] = ",;\t";
  guint counts[3] = {0};
  for (const char *p = text; *p && *p != '\n'; p++)
    for (guint i = 0; i < 3; i++)
      counts[i] += *p == separators[i];
  guint best = 0;
  for (guint i = 1; i < 3; i++)
    if (counts[i] > counts[best])
      best = i;
  return separators[best];
}

/* A field in quotation marks from the character after the first one; NULL where it is not closed. */
static const char *read_quoted(const char *p, GString *field) {
  for (; *p; p++) {
    if (*p == '"' && p[1] != '"')
      return p + 1;
    p += *p == '"';
    g_string_append_c(field, *p);
  }
  return NULL;
}

/* One field, and what follows it; NULL with *error. */
static const char *read_field(const char *p, char separator, GString *field, guint line, GError **error) {
  g_string_truncate(field, 0);
  if (*p != '"') {
    gsize length = strcspn(p, (char[]){separator, '\r', '\n', '\0'});
    g_string_append_len(field, p, (gssize)length);
    return p + length;
  }
  p = read_quoted(p + 1, field);
  if (p && (*p == separator || *p == '\r' || *p == '\n' || !*p))
    return p;
  refuse(error, line, _("a quotation mark is not closed, or not doubled inside a field"));
  return NULL;
}

static gboolean is_empty(const GPtrArray *row) {
  return row->len == 1 && !*(const char *)row->pdata[0];
}

GPtrArray *metadata_list_parse(const char *text, GError **error) {
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  g_autoptr(GString) field = g_string_new(NULL);
  char separator = separator_of(text);
  GPtrArray *row = NULL;
  guint line = 1;
  while (*text || row) {
    if (!row)
      g_ptr_array_add(rows, row = g_ptr_array_new_with_free_func(g_free));
    text = read_field(text, separator, field, line, error);
    if (!text)
      return NULL;
    g_ptr_array_add(row, g_strstrip(g_strdup(field->str)));
    if (*text == separator) {
      text++;
      continue;
    }
    text += *text == '\r';
    text += *text == '\n';
    if (is_empty(row))
      g_ptr_array_remove_index(rows, rows->len - 1);
    row = NULL;
    line++;
  }
  return g_steal_pointer(&rows);
}

/* --- the columns --------------------------------------------------------------------------------------------- */

/* The key that a column stands for: one of ours, or its own name in small letters. Caller frees. */
static char *key_of(const char *name) {
  g_autofree char *small = g_utf8_strdown(name, -1);
  g_autofree char *composed = g_utf8_normalize(small, -1, G_NORMALIZE_NFC);
  for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
    if (strcmp(composed, columns[i].name) == 0)
      return g_strdup(columns[i].key);
  return g_steal_pointer(&composed);
}

static gboolean check_value(const char *key, const char *value, guint line, GError **error) {
  DocumentKind kind;
  if (!*value)
    return TRUE;
  if ((strcmp(key, GIVEN_DATE) == 0 || strcmp(key, YEAR_KEY) == 0) && !iso_date_is_valid(value, strlen(value)))
    return refuse(error, line, _("a date is written 2014-09-25, 2014-09 or 2014"));
  if (strcmp(key, GIVEN_KIND) == 0 && !document_kind_from_name(value, &kind))
    return refuse(error, line, _("a kind is meeting, guide, presentation, news, report, page or other"));
  return TRUE;
}

/* The column with the path, or -1. */
static int find_path_column(const GPtrArray *keys) {
  for (guint i = 0; i < keys->len; i++)
    if (strcmp(keys->pdata[i], PATH_KEY) == 0)
      return (int)i;
  return -1;
}

static GPtrArray *read_head(const GPtrArray *row, GError **error) {
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < row->len; i++)
    g_ptr_array_add(keys, key_of(row->pdata[i]));
  if (find_path_column(keys) >= 0)
    return g_steal_pointer(&keys);
  refuse(error, 1, _("no column is named path, sökväg, sti or file"));
  return NULL;
}

static gboolean check_rows(const GPtrArray *rows, const GPtrArray *keys, GError **error) {
  for (guint r = 1; r < rows->len; r++) {
    const GPtrArray *row = rows->pdata[r];
    if (row->len > keys->len)
      return refuse(error, r + 1, _("there are more fields than the first row has names"));
    for (guint i = 0; i < row->len; i++)
      if (!check_value(keys->pdata[i], row->pdata[i], r + 1, error))
        return FALSE;
  }
  return TRUE;
}

static gboolean is_date_key(const char *key) {
  return strcmp(key, GIVEN_DATE) == 0 || strcmp(key, YEAR_KEY) == 0;
}

/* The date, or else the year; "" where both are empty, NULL where the list has no column for either. */
static const char *date_of(const GPtrArray *row, const GPtrArray *keys) {
  const char *date = NULL;
  for (guint i = 0; i < row->len; i++) {
    const char *value = row->pdata[i];
    if (is_date_key(keys->pdata[i]) && (!date || !*date || (strcmp(keys->pdata[i], GIVEN_DATE) == 0 && *value)))
      date = value;
  }
  return date;
}

static gboolean say_row(Writer *writer, const GPtrArray *row, const GPtrArray *keys, const char *path,
                        gboolean *changed, GError **error) {
  const char *date = date_of(row, keys);
  if (date && !given_set(writer, path, GIVEN_DATE, date, changed, error))
    return FALSE;
  for (guint i = 0; i < row->len; i++) {
    const char *key = keys->pdata[i];
    if (!*key || strcmp(key, PATH_KEY) == 0 || is_date_key(key))
      continue;
    g_autofree char *clean = normalise_line(row->pdata[i], -1);
    if (!given_set(writer, path, key, clean, changed, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean say_rows(const char *file, Writer *writer, const GPtrArray *rows, const GPtrArray *keys, guint *files,
                         guint *changed, GError **error) {
  int column = find_path_column(keys);
  g_autofree char *absolute = discovery_absolute(file), *folder = g_path_get_dirname(absolute);
  for (guint r = 1; r < rows->len; r++) {
    const GPtrArray *row = rows->pdata[r];
    if (row->len <= (guint)column || !*(const char *)row->pdata[column])
      continue;
    g_autofree char *path = g_canonicalize_filename(row->pdata[column], folder);
    gboolean other = FALSE;
    if (!say_row(writer, row, keys, path, &other, error))
      return FALSE;
    (*files)++;
    *changed += other;
  }
  return TRUE;
}

gboolean metadata_list_apply(const char *file, Writer *writer, guint *files, guint *changed, GError **error) {
  g_autofree char *bytes = NULL;
  gsize length;
  *files = *changed = 0;
  if (!g_file_get_contents(file, &bytes, &length, error))
    return FALSE;
  if (length > MAX_BYTES)
    return refuse(error, 1, _("the list is too long"));
  g_autofree char *text = encoding_to_utf8((const guint8 *)bytes, length, NULL, NULL, NULL);
  g_autoptr(GPtrArray) rows = metadata_list_parse(text, error);
  if (!rows)
    return FALSE;
  if (rows->len == 0)
    return refuse(error, 1, _("the list is empty"));
  g_autoptr(GPtrArray) keys = read_head(rows->pdata[0], error);
  return keys && check_rows(rows, keys, error) && say_rows(file, writer, rows, keys, files, changed, error);
}
