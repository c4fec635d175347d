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

/* --- what finds rows, and what only counts in them --- */

typedef struct {
  guint group;
  const Alternative *alternative;
  double worth;   /* how much it can add to a score */
  gboolean finds; /* FALSE: counts only in rows that others have found */
} Planned;

static gint worthier_first(gconstpointer a, gconstpointer b) {
  const Planned *x = a, *y = b;
  return (x->worth < y->worth) - (x->worth > y->worth);
}

/* All alternatives of a query whose groups need not meet, the worthiest first. Those find rows until enough are found
 * for sure; of a common word that weighs little no row would come near the best (after Turtle and Flood, "Query
 * evaluation: strategies and optimizations", 1995). */
static GArray *plan(const Expansion *expansion, MatchMode mode) {
  GArray *planned = g_array_new(FALSE, FALSE, sizeof(Planned));
  for (guint g = 0; g < expansion->groups->len; g++) {
    const Group *group = expansion->groups->pdata[g];
    for (guint i = 0; i < group->alternatives->len; i++) {
      const Alternative *alternative = group->alternatives->pdata[i];
      Planned one = {g, alternative, alternative->weight * group->rarity, TRUE};
      if (alternative_matches(alternative, mode))
        g_array_append_val(planned, one);
    }
  }
  g_array_sort(planned, worthier_first);
  gint64 rows = 0;
  for (guint i = 0; i < planned->len; i++) {
    Planned *one = &g_array_index(planned, Planned, i);
    one->finds = i == 0 || (g_array_index(planned, Planned, i - 1).finds &&
                            (rows < MATCH_ENOUGH || rows + one->alternative->frequency <= MATCH_MOST));
    rows += one->alternative->frequency;
  }
  return planned;
}

/* `counts`: FALSE for what stands in the expression a second time. */
static void append_planned(GString *out, const GArray *planned, gboolean finds, gboolean counts, GArray *phrases) {
  const char *between = "(";
  for (guint i = 0; i < planned->len; i++) {
    const Planned *one = &g_array_index(planned, Planned, i);
    if (one->finds != finds)
      continue;
    g_string_append(out, between);
    append_alternative(out, one->alternative);
    MatchPhrase phrase = {counts ? one->group : G_MAXUINT, one->alternative};
    g_array_append_val(phrases, phrase);
    between = " OR ";
  }
  g_string_append_c(out, ')');
}

/* FTS5 has no "may hold": (finding) OR ((finding) AND (counting)) finds the rows of the first and tells the places of
 * both. */
static void append_plan(GString *out, const Expansion *expansion, MatchMode mode, GArray *phrases) {
  g_autoptr(GArray) planned = plan(expansion, mode);
  append_planned(out, planned, TRUE, TRUE, phrases);
  if (planned->len == 0 || g_array_index(planned, Planned, planned->len - 1).finds)
    return;
  g_string_append(out, " OR (");
  append_planned(out, planned, TRUE, FALSE, phrases);
  g_string_append(out, " AND ");
  append_planned(out, planned, FALSE, TRUE, phrases);
  g_string_append_c(out, ')');
}

static void append_groups(GString *out, const Expansion *expansion, MatchMode mode, GArray *phrases) {
  for (guint g = 0; g < expansion->groups->len; g++) {
    const Group *group = expansion->groups->pdata[g];
    if (g)
      g_string_append(out, " AND ");
    append_alternatives(out, group->alternatives, mode);
    for (guint i = 0; i < group->alternatives->len; i++) {
      MatchPhrase phrase = {g, group->alternatives->pdata[i]};
      if (alternative_matches(phrase.alternative, mode))
        g_array_append_val(phrases, phrase);
    }
  }
}

char *expansion_to_match(const Expansion *expansion, MatchMode mode, GArray *phrases) {
  GString *out = g_string_new(expansion->excluded->len ? "(" : "");
  if (mode == MATCH_ALL && expansion->groups->len > 1)
    append_groups(out, expansion, mode, phrases);
  else
    append_plan(out, expansion, mode, phrases);
  if (expansion->excluded->len) {
    g_string_append(out, ") NOT ");
    append_alternatives(out, expansion->excluded, MATCH_ANY);
  }
  return g_string_free(out, FALSE);
}
