/* "Did you mean": words of the index in place of words that it does not hold. */
#include "index/vocabulary.h"
#include "queries/expand.h"

#include <string.h>

#define LEAST_LIKENESS 0.15
#define MOST_COMPARED 60
#define MOST_EDITS 2
#define LONGEST 32 /* characters */
#define SHORTEST 4 /* characters */

/* Whether no unit holds the group's words in any form or language: likeness and parts are no answer. */
static gboolean is_missing(const Group *group) {
  for (guint i = 0; i < group->alternatives->len; i++) {
    const Alternative *alternative = group->alternatives->pdata[i];
    if (alternative->frequency > 0 && alternative->kind != ALTERNATIVE_NEAR && alternative->kind != ALTERNATIVE_PART &&
        alternative->kind != ALTERNATIVE_LETTERS)
      return FALSE;
  }
  return TRUE;
}

static gint64 units_with(Database *database, const char *type) {
  Statement *get = database_prepare(database, "SELECT doc FROM unit_terms WHERE term=?1", NULL);
  if (!get)
    return 0;
  statement_bind_text(get, 1, type, -1);
  gint64 units = statement_step(get, NULL) == STEP_ROW ? statement_int(get, 0) : 0;
  statement_reset(get);
  return units;
}

/* Edits (a letter more, less, other, or two exchanged) that lead from one word to another: the restricted
 * Damerau-Levenshtein distance. Words longer than LONGEST are far from all. */
static guint edits_between(const char *one, const char *other) {
  glong rows, columns;
  g_autofree gunichar *a = g_utf8_to_ucs4_fast(one, -1, &rows), *b = g_utf8_to_ucs4_fast(other, -1, &columns);
  if (rows > LONGEST || columns > LONGEST)
    return G_MAXUINT;
  guint table[LONGEST + 1][LONGEST + 1];
  for (glong r = 0; r <= rows; r++)
    for (glong c = 0; c <= columns; c++) {
      if (r == 0 || c == 0) {
        table[r][c] = (guint)(r + c);
        continue;
      }
      guint cost = a[r - 1] != b[c - 1];
      guint best = MIN(MIN(table[r - 1][c], table[r][c - 1]) + 1, table[r - 1][c - 1] + cost);
      if (r > 1 && c > 1 && a[r - 1] == b[c - 2] && a[r - 2] == b[c - 1])
        best = MIN(best, table[r - 2][c - 2] + 1);
      table[r][c] = best;
    }
  return table[rows][columns];
}

/* The nearest type that any unit holds; among equally near ones the commonest. NULL where there is none. */
static char *find_instead(Database *database, const char *surface) {
  g_autoptr(GPtrArray) near = vocabulary_find_near(database, surface, LEAST_LIKENESS, MOST_COMPARED);
  const NearType *best = NULL;
  guint best_edits = g_utf8_strlen(surface, -1) < 6 ? MOST_EDITS : MOST_EDITS + 1;
  gint64 best_units = 0;
  for (guint i = 0; i < near->len; i++) {
    const NearType *type = near->pdata[i];
    guint edits = edits_between(surface, type->type);
    gint64 units = edits <= best_edits ? units_with(database, type->type) : 0;
    if (units > 0 && (edits < best_edits || (best && units > best_units))) {
      best = type;
      best_edits = edits;
      best_units = units;
    }
  }
  return best ? g_strdup(best->type) : NULL;
}

/* The word to take instead of a clause that no unit answers; NULL where it is answered, or is not a word alone. */
static char *instead_of(const Expansion *expansion, const Query *query, const Clause *clause, Database *database) {
  if (clause->excluded || clause->kind != CLAUSE_WORD || g_utf8_strlen(clause->text, -1) < SHORTEST)
    return NULL;
  guint alternatives = 0; /* clauses of this group (OR) */
  for (guint i = 0; i < query->clauses->len; i++) {
    const Clause *other = query->clauses->pdata[i];
    alternatives += !other->excluded && other->group == clause->group;
  }
  for (guint g = 0; alternatives == 1 && g < expansion->groups->len; g++) {
    const Group *group = expansion->groups->pdata[g];
    const Alternative *first = group->alternatives->pdata[0];
    if (group->number == clause->group && first->terms->len == 1 && is_missing(group))
      return find_instead(database, first->terms->pdata[0]);
  }
  return NULL;
}

/* Puts `instead` for the first word of the text that is `word`, whole. */
static void replace_word(char **words, const char *word, const char *instead) {
  for (; *words; words++)
    if (strcmp(*words, word) == 0) {
      g_free(*words);
      *words = g_strdup(instead);
      return;
    }
}

char *expansion_suggest(const Expansion *expansion, const Query *query, Reader *reader) {
  g_auto(GStrv) words = g_strsplit(query->text, " ", -1);
  gboolean changed = FALSE;
  for (guint i = 0; i < query->clauses->len; i++) {
    const Clause *clause = query->clauses->pdata[i];
    g_autofree char *instead = instead_of(expansion, query, clause, reader_get_database(reader));
    if (!instead)
      continue;
    replace_word(words, clause->text, instead);
    changed = TRUE;
  }
  return changed ? g_strjoinv(" ", words) : NULL;
}
