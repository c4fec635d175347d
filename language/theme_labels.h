/* What the sets of themes and their matcher share. */
#pragma once

#include "language/themes.h"

#define THEME_LANGUAGES 5
extern const char *const theme_languages[THEME_LANGUAGES];

/* The place of a language in theme_languages; -1 for others and NULL. */
int theme_language_index(const char *language);

typedef struct {
  guint theme;
  int language; /* index in theme_languages */
  ThemeLabelKind kind;
  char *text;
} ThemeLabel;

/* ThemeLabel, in the order in which they were added. Borrowed. */
const GArray *theme_set_labels(const ThemeSet *set);
