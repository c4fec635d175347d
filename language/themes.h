/* Themes: the schemes of data/themes/NAME.ttl, and where a text speaks of them.
 *
 * The files are SKOS in Turtle, in a layout so plain that it is read line by line: comments (#), the line of @prefix,
 * and blocks, parted by empty lines, of
 *
 *   <urn:x-nordsok:ID> a skos:Concept ;                 (or skos:ConceptScheme)
 *     skos:PROPERTY "LABEL"@LANGUAGE, "LABEL"@LANGUAGE ;  (prefLabel, altLabel, hiddenLabel)
 *     skos:PROPERTY <IRI> .                             (inScheme, broader, narrower, related, exactMatch)
 *
 * with two spaces before a property, " ;" after all lines but a block's last, which has " .", and labels without
 * backslashes and quotation marks. Preferred and other labels are a theme's names; hidden ones are words of its field.
 * All that is returned here is borrowed and lives as long as the process, if nothing else is said. */
#pragma once

#include <glib.h>

typedef struct {
  char *text;
  char language[3]; /* "sv", "nb", "nn", "da", "en"; of schemes that are not built in also "" */
  gboolean hidden;  /* a word of the field, not the theme's name */
  gboolean preferred;
} ThemeLabel;

typedef struct {
  char *id;           /* "practice:waste", "sdg:13" */
  char *scheme;       /* "practice" */
  guint number;       /* 0-based, over all schemes that are built in, or over its own */
  GArray *labels;     /* ThemeLabel */
  GPtrArray *related; /* char*, ids */
} Theme;

/* A scheme that is no part of the program (index/schemes.h), made theme by theme. Its themes are its own: they are in
 * none of the answers of themes_all() and themes_find(). */
typedef struct {
  char *name;        /* "miljotermer"; what its themes' ids begin with */
  gint64 row;        /* in the index; 0 where it is in none */
  GPtrArray *themes; /* Theme*, owned; their numbers are their places in it */
} ThemeScheme;

#define THEME_SCHEME_MAX_NAME 32u /* bytes */

/* Whether it can be the name of such a scheme: a letter, then letters, digits and hyphens, all of them lower-case and
 * ASCII; not the name of one that is built in. */
gboolean theme_scheme_is_name(const char *name);

/* Whether the program has a scheme of this name. */
gboolean theme_scheme_is_built_in(const char *name);

ThemeScheme *theme_scheme_new(const char *name);
void theme_scheme_free(ThemeScheme *scheme);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ThemeScheme, theme_scheme_free)

/* Adds a theme without labels, and gives it. `id` is copied: "NAME:...". */
Theme *theme_scheme_add(ThemeScheme *scheme, const char *id);

/* Adds a label; `text` is copied. `language` "" is that of a label which names none: it is looked for in texts of all
 * languages. */
void theme_add_label(Theme *theme, const char *text, const char *language, gboolean preferred, gboolean hidden);

/* The theme with this id, or NULL. Looks at all. */
const Theme *theme_scheme_find(const ThemeScheme *scheme, const char *id);

/* All themes, in the order of the files (livskraftige, miljomal, network, practice, sdg): GPtrArray of Theme*. */
const GPtrArray *themes_all(void);

/* The theme with this id, or NULL. */
const Theme *themes_find(const char *id);

/* Its name in a language ("nb"); one that has none in it is told in Swedish, else by its first
 * preferred label, or else by its id. */
const char *theme_get_label(const Theme *theme, const char *language);

/* The whole of what the files say, for tests: calls `func` with each statement's subject, property and object. Labels
 * are given with "@" and their language. */
void themes_each_statement(const char *file,
                           void (*func)(const char *subject, const char *property, const char *object, gpointer data),
                           gpointer data);

typedef struct {
  const Theme *theme;
  gsize start, end; /* bytes of the word or words in the text, on code point borders */
  guint word;       /* the same for all hits by one label of the theme */
  double weight;    /* 1: the label itself, as a whole; less where it is a part of a compound */
  gboolean name;    /* by a name of the theme, not by a word of its field */
} ThemeHit;

typedef struct ThemeMatcher ThemeMatcher;

/* For one thread at a time. It remembers what each word means for as long as it lives, or until these are very many. */
ThemeMatcher *theme_matcher_new(void);

/* The same for the themes of one scheme: GPtrArray of Theme*, borrowed for as long as the matcher lives. */
ThemeMatcher *theme_matcher_new_for(const GPtrArray *themes);
void theme_matcher_free(ThemeMatcher *matcher);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ThemeMatcher, theme_matcher_free)

/* Appends the hits in a valid UTF-8 text to `hits` (ThemeHit), in the order of their starts. `language` as in
 * analyser_run(); in languages without labels there are none. Linear in the text. */
void theme_matcher_run(ThemeMatcher *matcher, const char *language, const char *text, gsize length, GArray *hits);
