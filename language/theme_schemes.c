/* Schemes of themes that are made at run time, from what a user has imported. */
#include "language/themes.h"

#include <string.h>

gboolean theme_scheme_is_built_in(const char *name) {
  const GPtrArray *themes = themes_all();
  for (guint i = 0; i < themes->len; i++)
    if (strcmp(((const Theme *)themes->pdata[i])->scheme, name) == 0)
      return TRUE;
  return FALSE;
}

gboolean theme_scheme_is_name(const char *name) {
  gsize length = strlen(name);
  if (length > THEME_SCHEME_MAX_NAME || !g_ascii_islower(*name))
    return FALSE;
  for (const char *p = name; *p; p++)
    if (!g_ascii_islower(*p) && !g_ascii_isdigit(*p) && *p != '-')
      return FALSE;
  return !theme_scheme_is_built_in(name);
}

static void label_clear(gpointer data) {
  g_free(((ThemeLabel *)data)->text);
}

static void theme_free(gpointer data) {
  Theme *theme = data;
  g_free(theme->id);
  g_free(theme->scheme);
  g_array_unref(theme->labels);
  g_ptr_array_unref(theme->related);
  g_free(theme);
}

ThemeScheme *theme_scheme_new(const char *name) {
  ThemeScheme *scheme = g_new0(ThemeScheme, 1);
  scheme->name = g_strdup(name);
  scheme->themes = g_ptr_array_new_with_free_func(theme_free);
  return scheme;
}

void theme_scheme_free(ThemeScheme *scheme) {
  if (!scheme)
    return;
  g_free(scheme->name);
  g_ptr_array_unref(scheme->themes);
  g_free(scheme);
}

Theme *theme_scheme_add(ThemeScheme *scheme, const char *id) {
  Theme *theme = g_new0(Theme, 1);
  theme->id = g_strdup(id);
  theme->scheme = g_strdup(scheme->name);
  theme->number = scheme->themes->len;
  theme->labels = g_array_new(FALSE, TRUE, sizeof(ThemeLabel));
  g_array_set_clear_func(theme->labels, label_clear);
  theme->related = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(scheme->themes, theme);
  return theme;
}

void theme_add_label(Theme *theme, const char *text, const char *language, gboolean preferred, gboolean hidden) {
  ThemeLabel label = {.text = g_strdup(text), .preferred = preferred, .hidden = hidden};
  g_strlcpy(label.language, language, sizeof label.language);
  g_array_append_val(theme->labels, label);
}

const Theme *theme_scheme_find(const ThemeScheme *scheme, const char *id) {
  for (guint i = 0; i < scheme->themes->len; i++) {
    const Theme *theme = scheme->themes->pdata[i];
    if (strcmp(theme->id, id) == 0)
      return theme;
  }
  return NULL;
}
