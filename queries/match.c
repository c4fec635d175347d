/* Groups of alternatives in FTS5's own language. */
#include "index/tokenizer.h"
#include "queries/expand.h"

static void append_alternative(GString *out, const Alternative *alternative) {
  for (guint i = 0; i < alternative->terms->len; i++) {
    g_string_append_printf(out, "%s\"%c", i ? " + " : "", TOKENIZER_READY);
    for (const char *p = alternative->terms->pdata[i]; *p; p++)
      g_string_append_printf(out, *p == '"' ? "\"\"" : "%c", *p);
    g_string_append_c(out, '"');
  }
  if (alternative->kind == ALTERNATIVE_PREFIX)
    g_string_append(out, " *");
}

gboolean alternative_matches(const Alternative *alternative, MatchMode mode) {
  return mode == MATCH_ANY || (alternative->kind != ALTERNATIVE_NEAR && alternative->kind != ALTERNATIVE_PART &&
                               alternative->kind != ALTERNATIVE_TOKEN);
}

static void append_alternatives(GString *out, const GPtrArray *alternatives, MatchMode mode) {
  const char *between = "(";
  for (guint i = 0; i < alternatives->len; i++) {
    if (!alternative_matches(alternatives->pdata[i], mode))
      continue;
    g_string_append(out, between);
    append_alternative(out, alternatives->pdata[i]);
    between = " OR ";
  }
  g_string_append_c(out, ')');
}

char *group_to_match(const Group *group) {
  GString *out = g_string_new(NULL);
  append_alternatives(out, group->alternatives, MATCH_ALL);
  return g_string_free(out, FALSE);
}

char *expansion_to_match(const Expansion *expansion, MatchMode mode) {
  GString *out = g_string_new(expansion->excluded->len ? "(" : "");
  for (guint g = 0; g < expansion->groups->len; g++) {
    const Group *group = expansion->groups->pdata[g];
    if (g)
      g_string_append(out, mode == MATCH_ALL ? " AND " : " OR ");
    append_alternatives(out, group->alternatives, mode);
  }
  if (expansion->excluded->len) {
    g_string_append(out, ") NOT ");
    append_alternatives(out, expansion->excluded, MATCH_ANY);
  }
  return g_string_free(out, FALSE);
}
