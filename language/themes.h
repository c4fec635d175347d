/* Schemes of themes, and where a text speaks of them.
 *
 * A theme has labels in several languages: names, which are to be shown, and hidden labels, the words that people in
 * the field use. A text is matched by the analyser's terms: so an inflection is found by its dictionary form, a label
 * of several words in any inflection of its words, and a compound by its parts, with less weight. Built-in schemes are
 * those of data/themes/, as SKOS in Turtle. */
#pragma once

#include <glib.h>

typedef struct ThemeSet ThemeSet;

typedef enum { THEME_PREFERRED, THEME_ALTERNATIVE, THEME_HIDDEN } ThemeLabelKind;

/* An empty set, for schemes of users. */
ThemeSet *theme_set_new(void);
void theme_set_free(ThemeSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ThemeSet, theme_set_free)

/* The built-in schemes: read at the first call, by any thread; never freed. */
ThemeSet *theme_set_builtin(void);

/* Adds a label to the theme `id` ("practice:waste"), which is made where it is new. Labels of other languages than sv,
 * nb, nn, da and en are left out; those without a language ("") are taken for all five. All copied. */
void theme_set_add(ThemeSet *set, const char *id, const char *language, ThemeLabelKind kind, const char *label);

/* Themes are numbered from 0, in the order in which they were added. */
guint theme_set_get_size(const ThemeSet *set);
/* Borrowed. */
const char *theme_set_get_id(const ThemeSet *set, guint theme);
/* FALSE, and *theme untouched, where there is none of this id. */
gboolean theme_set_find(const ThemeSet *set, const char *id, guint *theme);
/* The name in `language`, else in English, else in any, else the id. Borrowed. */
const char *theme_set_get_label(const ThemeSet *set, guint theme, const char *language);
/* A number that themes of one scheme share ("practice"), from 0. */
guint theme_set_get_scheme(const ThemeSet *set, guint theme);

/* Calls `func` for each label, theme by theme. */
typedef void (*ThemeLabelFunc)(guint theme, const char *language, ThemeLabelKind kind, const char *label,
                               gpointer data);
void theme_set_each_label(const ThemeSet *set, ThemeLabelFunc func, gpointer data);

typedef struct {
  guint theme;
  guint label;      /* number of the label in its set: occurrences of one label are one word of the theme */
  gboolean named;   /* by a name of the theme, whole */
  double weight;    /* 0..1: XX
                       have the label */
  gsize start, end; /* bytes in the text: [start, end), on code point borders */
} ThemeHit;

typedef struct ThemeMatcher ThemeMatcher;

/* Borrows the set, which must outlive it and have no labels added. One thread at a time. Labels of a language are
 * analysed when the first text in it comes. */
ThemeMatcher *theme_matcher_new(const ThemeSet *set);
void theme_matcher_free(ThemeMatcher *matcher);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ThemeMatcher, theme_matcher_free)

/* Appends what is found in valid UTF-8 to `hits` (ThemeHit), by position; of labels of a scheme at one place the
 * longest.
 * `language` as in Unit: for others than the five, labels of all of them are looked for. Returns the number of words in
 * the text. Linear in the text; each word type is analysed once in the life of the matcher. */
guint theme_matcher_run(ThemeMatcher *matcher, const char *language, const char *text, gsize length, GArray *hits);
