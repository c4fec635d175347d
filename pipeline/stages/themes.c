/* The stage `themes`: what units and the document are about, by the built-in schemes. */
#include "language/analyse.h"
#include "pipeline/stages/stage.h"
#include "pipeline/theme_findings.h"

static void free_matcher(gpointer matcher) {
  theme_matcher_free(matcher);
}

/* Labels and word types are analysed once in a process; nothing is kept of a document but which words are no label. */
static ThemeMatcher *matcher_of_thread(const ThemeSet *set) {
  static GPrivate key = G_PRIVATE_INIT(free_matcher);
  ThemeMatcher *matcher = g_private_get(&key);
  if (!matcher)
    g_private_set(&key, matcher = theme_matcher_new(set));
  return matcher;
}

void stage_themes(Document *document) {
  ThemeSet *set = theme_set_builtin();
  theme_findings_add(document, set, matcher_of_thread(set));
  analyser_trim();
}
