/* The sets of themes: their labels, and the table of the built-in schemes. Matching is in theme_matcher.c. */
#include "language/themes.h"

#include "language/knowledge.h"
#include "language/theme_labels.h"

#include <string.h>

const char *const theme_languages[THEME_LANGUAGES] = {"sv", "nb", "nn", "da", "en"};

typedef struct {
  char *id;
  const char *names[THEME_LANGUAGES]; /* of the labels; NULL: none */
  guint scheme;
} Theme;

struct ThemeSet {
  GPtrArray *themes; /* Theme* */
  GArray *labels;    /* ThemeLabel */
  GHashTable *by_id; /* Theme.id -> number + 1 */
  GPtrArray *schemes;
};

static void theme_free(gpointer data) {
  Theme *theme = data;
  g_free(theme->id);
  g_free(theme);
}

static void label_clear(gpointer data) {
  g_free(((ThemeLabel *)data)->text);
}

ThemeSet *theme_set_new(void) {
  ThemeSet *set = g_new0(ThemeSet, 1);
  set->themes = g_ptr_array_new_with_free_func(theme_free);
  set->labels = g_array_new(FALSE, FALSE, sizeof(ThemeLabel));
  g_array_set_clear_func(set->labels, label_clear);
  set->by_id = g_hash_table_new(g_str_hash, g_str_equal);
  set->schemes = g_ptr_array_new_with_free_func(g_free);
  return set;
}

void theme_set_free(ThemeSet *set) {
  if (!set)
    return;
  g_hash_table_unref(set->by_id);
  g_array_unref(set->labels);
  g_ptr_array_unref(set->themes);
  g_ptr_array_unref(set->schemes);
  g_free(set);
}

int theme_language_index(const char *language) {
  for (int i = 0; language && i < THEME_LANGUAGES; i++)
    if (strcmp(language, theme_languages[i]) == 0)
      return i;
  return -1;
}

static guint scheme_of(ThemeSet *set, const char *id) {
  const char *colon = strrchr(id, ':');
  g_autofree char *name = g_strndup(id, colon ? (gsize)(colon - id) : 0);
  guint at;
  if (g_ptr_array_find_with_equal_func(set->schemes, name, g_str_equal, &at))
    return at;
  g_ptr_array_add(set->schemes, g_steal_pointer(&name));
  return set->schemes->len - 1;
}

static guint make_theme(ThemeSet *set, const char *id) {
  guint number;
  if (theme_set_find(set, id, &number))
    return number;
  Theme *theme = g_new0(Theme, 1);
  theme->id = g_strdup(id);
  theme->scheme = scheme_of(set, id);
  g_ptr_array_add(set->themes, theme);
  g_hash_table_insert(set->by_id, theme->id, GUINT_TO_POINTER(set->themes->len));
  return set->themes->len - 1;
}

void theme_set_add(ThemeSet *set, const char *id, const char *language, ThemeLabelKind kind, const char *label) {
  if (!*language) {
    for (int i = 0; i < THEME_LANGUAGES; i++)
      theme_set_add(set, id, theme_languages[i], kind, label);
    return;
  }
  int index = theme_language_index(language);
  if (index < 0)
    return;
  ThemeLabel new = {make_theme(set, id), index, kind, g_strdup(label)};
  Theme *theme = set->themes->pdata[new.theme];
  if (kind == THEME_PREFERRED && !theme->names[index])
    theme->names[index] = new.text;
  g_array_append_val(set->labels, new);
}

guint theme_set_get_size(const ThemeSet *set) {
  return set->themes->len;
}

const char *theme_set_get_id(const ThemeSet *set, guint theme) {
  return ((const Theme *)set->themes->pdata[theme])->id;
}

guint theme_set_get_scheme(const ThemeSet *set, guint theme) {
  return ((const Theme *)set->themes->pdata[theme])->scheme;
}

gboolean theme_set_find(const ThemeSet *set, const char *id, guint *theme) {
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(set->by_id, id));
  if (number)
    *theme = number - 1;
  return number > 0;
}

const char *theme_set_get_label(const ThemeSet *set, guint theme, const char *language) {
  const Theme *found = set->themes->pdata[theme];
  int index = theme_language_index(language);
  if (index < 0 || !found->names[index])
    index = theme_language_index("en");
  for (int i = 0; !found->names[index] && i < THEME_LANGUAGES; i++)
    if (found->names[i])
      index = i;
  return found->names[index] ? found->names[index] : found->id;
}

void theme_set_each_label(const ThemeSet *set, ThemeLabelFunc func, gpointer data) {
  for (guint i = 0; i < set->labels->len; i++) {
    const ThemeLabel *label = &g_array_index(set->labels, ThemeLabel, i);
    func(label->theme, theme_languages[label->language], label->kind, label->text, data);
  }
}

const GArray *theme_set_labels(const ThemeSet *set) {
  return set->labels;
}

/* "ID LANGUAGE KIND LABEL", as tools/themes/compile.c writes it. */
static void read_line(char *line, gpointer data) {
  g_auto(GStrv) fields = g_strsplit(line, "\t", 4);
  if (g_strv_length(fields) != 4)
    return;
  ThemeLabelKind kind = *fields[2] == 'p' ? THEME_PREFERRED : *fields[2] == 'a' ? THEME_ALTERNATIVE : THEME_HIDDEN;
  theme_set_add(data, fields[0], fields[1], kind, fields[3]);
}

ThemeSet *theme_set_builtin(void) {
  static ThemeSet *set;
  if (g_once_init_enter(&set)) {
    ThemeSet *read = theme_set_new();
    knowledge_each_line("themes.tsv", read_line, read);
    g_once_init_leave(&set, read);
  }
  return set;
}
