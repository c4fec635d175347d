/* Counting over the table `finding`. */
#include "queries/themes.h"

#include "index/schemes.h"

#include <string.h>

#define MAIN_THEMES                                                                                                    \
  "SELECT f.value, substr(d.date, 1, 4), d.language,"                                                                  \
  " (SELECT substr(p.value, 1, 2) FROM finding AS p WHERE p.document=f.document AND p.kind='place'"                    \
  "  AND p.value GLOB '[A-Z][A-Z]-*' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1)"                                    \
  " FROM finding AS f JOIN document AS d ON d.id=f.document"                                                           \
  " WHERE f.kind='theme' AND f.unit=0 AND f.role='main' GROUP BY f.document, f.value"

static void share_free(gpointer data) {
  ThemeShare *share = data;
  g_free(share->name);
  g_free(share);
}

void theme_count_free(ThemeCount *count) {
  g_free(count->id);
  g_ptr_array_unref(count->schemes);
  g_ptr_array_unref(count->years);
  g_ptr_array_unref(count->countries);
  g_free(count);
}

static void count_free(gpointer data) {
  theme_count_free(data);
}

static const char *country_of_language(const char *language) {
  static const char *const pairs[][2] = {{"sv", "SE"}, {"nb", "NO"}, {"nn", "NO"}, {"da", "DK"}};
  for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++)
    if (g_strcmp0(language, pairs[i][0]) == 0)
      return pairs[i][1];
  return "";
}

static void count_share(GPtrArray *shares, const char *name) {
  for (guint i = 0; i < shares->len; i++) {
    ThemeShare *share = shares->pdata[i];
    if (strcmp(share->name, name) == 0) {
      share->documents++;
      return;
    }
  }
  ThemeShare *share = g_new0(ThemeShare, 1);
  share->name = g_strdup(name);
  share->documents = 1;
  g_ptr_array_add(shares, share);
}

static gboolean is_of_scheme(const char *id, const char *scheme) {
  gsize length = scheme ? strlen(scheme) : 0;
  return !scheme || (id && strncmp(id, scheme, length) == 0 && id[length] == ':');
}

static const Theme *find_theme(const GPtrArray *schemes, const char *id) {
  const Theme *theme = themes_find(id);
  for (guint i = 0; !theme && i < schemes->len; i++)
    if (is_of_scheme(id, ((const ThemeScheme *)schemes->pdata[i])->name))
      theme = theme_scheme_find(schemes->pdata[i], id);
  return theme;
}

static void count_row(GPtrArray *counts, GHashTable *by_id, GPtrArray *schemes, Statement *row) {
  const char *id = statement_text(row, 0), *year = statement_text(row, 1), *country = statement_text(row, 3);
  ThemeCount *count = g_hash_table_lookup(by_id, id);
  if (!count) {
    count = g_new0(ThemeCount, 1);
    count->id = g_strdup(id);
    count->schemes = g_ptr_array_ref(schemes);
    count->theme = find_theme(schemes, id);
    count->years = g_ptr_array_new_with_free_func(share_free);
    count->countries = g_ptr_array_new_with_free_func(share_free);
    g_hash_table_insert(by_id, count->id, count);
    g_ptr_array_add(counts, count);
  }
  count->documents++;
  count_share(count->years, year ? year : "");
  count_share(count->countries, country ? country : country_of_language(statement_text(row, 2)));
}

static gint by_name(gconstpointer a, gconstpointer b) {
  const ThemeShare *x = *(ThemeShare *const *)a, *y = *(ThemeShare *const *)b;
  if (!*x->name || !*y->name)
    return !*x->name - !*y->name;
  return strcmp(x->name, y->name);
}

static gint by_documents(gconstpointer a, gconstpointer b) {
  const ThemeCount *x = *(ThemeCount *const *)a, *y = *(ThemeCount *const *)b;
  return x->documents != y->documents ? (x->documents < y->documents ? 1 : -1) : strcmp(x->id, y->id);
}

GPtrArray *themes_count(Reader *reader, const char *scheme, GError **error) {
  Statement *rows = database_prepare(reader_get_database(reader), MAIN_THEMES, error);
  if (!rows)
    return NULL;
  g_autoptr(GPtrArray) schemes = schemes_load(reader_get_database(reader), error);
  if (!schemes)
    return NULL;
  g_autoptr(GPtrArray) counts = g_ptr_array_new_with_free_func(count_free);
  g_autoptr(GHashTable) by_id = g_hash_table_new(g_str_hash, g_str_equal);
  Step step;
  while ((step = statement_step(rows, error)) == STEP_ROW)
    if (is_of_scheme(statement_text(rows, 0), scheme))
      count_row(counts, by_id, schemes, rows);
  statement_reset(rows);
  if (step == STEP_ERROR)
    return NULL;
  for (guint i = 0; i < counts->len; i++) {
    ThemeCount *count = counts->pdata[i];
    g_ptr_array_sort(count->years, by_name);
    g_ptr_array_sort(count->countries, by_name);
  }
  g_ptr_array_sort(counts, by_documents);
  return g_steal_pointer(&counts);
}
