/* Clauses to groups of alternatives, and those to FTS5's own language. */
#include "queries/expand.h"

#include "index/rank.h"
#include "index/tokenizer.h"
#include "language/analyse.h"
#include "language/stop_words.h"

#include <math.h>
#include <string.h>

#define STOP_WORD_SHARE                                                                                                \
  0.1                        /* of its rarity that a stop word keeps: kept, since questions without them find less     \
                              * (LANGUAGE.md: Retrieval) */
#define MAX_TOKENS 48        /* of one clause that are asked for; FTS5 takes seconds for a phrase of a thousand */
#define MAX_LETTER_FORMS 512 /* spellings tried for a word typed without å ä ö æ ø */

static const double weights[] = {
    [ALTERNATIVE_SURFACE] = 1.0, [ALTERNATIVE_STEM] = 0.9, [ALTERNATIVE_PHRASE] = 1.0,  [ALTERNATIVE_JOINED] = 0.8,
    [ALTERNATIVE_PREFIX] = 0.8,  [ALTERNATIVE_PART] = 0.2, [ALTERNATIVE_LETTERS] = 0.5,
};

double alternative_weight(AlternativeKind kind) {
  return weights[kind];
}

static void alternative_free(Alternative *alternative) {
  g_ptr_array_unref(alternative->terms);
  g_free(alternative);
}

static void group_free(Group *group) {
  g_ptr_array_unref(group->alternatives);
  g_free(group);
}

void expansion_free(Expansion *expansion) {
  if (!expansion)
    return;
  g_ptr_array_unref(expansion->groups);
  g_ptr_array_unref(expansion->excluded);
  g_free(expansion);
}

typedef struct {
  Analyser *analyser;
  Database *database;
  GPtrArray *alternatives; /* of the group in hand */
} Expander;

/* --- frequencies ------------------------------------------------------------------------------------------- */

static gint64 term_frequency(Database *database, const char *term) {
  Statement *get = database_prepare(database, "SELECT doc FROM unit_terms WHERE term=?1", NULL);
  if (!get)
    return 0;
  statement_bind_text(get, 1, term, -1);
  gint64 frequency = statement_step(get, NULL) == STEP_ROW ? statement_int(get, 0) : 0;
  statement_reset(get);
  return frequency;
}

static gint64 prefix_frequency(Database *database, const char *prefix) {
  Statement *get = database_prepare(database, "SELECT sum(doc) FROM unit_terms WHERE term>=?1 AND term<?2", NULL);
  if (!get)
    return 0;
  g_autofree char *past = g_strdup_printf("%s\xf4\x8f\xbf\xbf", prefix);
  statement_bind_text(get, 1, prefix, -1);
  statement_bind_text(get, 2, past, -1);
  gint64 frequency = statement_step(get, NULL) == STEP_ROW ? statement_int(get, 0) : 0;
  statement_reset(get);
  return frequency;
}

/* --- alternatives ------------------------------------------------------------------------------------------ */

static gboolean same_terms(const GPtrArray *a, const GPtrArray *b) {
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (strcmp(a->pdata[i], b->pdata[i]) != 0)
      return FALSE;
  return TRUE;
}

/* Adds an alternative (takes `terms`) unless the group has it; the first one's kind and weight stay. */
static Alternative *add_alternative(Expander *expander, AlternativeKind kind, GPtrArray *terms) {
  for (guint i = 0; i < expander->alternatives->len; i++) {
    Alternative *known = expander->alternatives->pdata[i];
    if ((known->kind == ALTERNATIVE_PREFIX) == (kind == ALTERNATIVE_PREFIX) && same_terms(known->terms, terms)) {
      g_ptr_array_unref(terms);
      return known;
    }
  }
  Alternative *alternative = g_new0(Alternative, 1);
  alternative->kind = kind;
  alternative->terms = terms;
  alternative->weight = alternative_weight(kind);
  alternative->frequency = G_MAXINT64;
  for (guint i = 0; i < terms->len; i++) {
    gint64 frequency = kind == ALTERNATIVE_PREFIX ? prefix_frequency(expander->database, terms->pdata[i])
                                                  : term_frequency(expander->database, terms->pdata[i]);
    alternative->frequency = MIN(alternative->frequency, frequency);
  }
  g_ptr_array_add(expander->alternatives, alternative);
  return alternative;
}

static Alternative *add_term(Expander *expander, AlternativeKind kind, const char *term, gsize length) {
  GPtrArray *terms = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(terms, g_strndup(term, length));
  return add_alternative(expander, kind, terms);
}

typedef struct {
  GPtrArray *surfaces; /* char*, by position */
  GPtrArray *stems;    /* char* with prefix, of all positions */
} Analysis;

static gboolean note_term(const Term *term, gpointer data) {
  Analysis *analysis = data;
  if (term->position >= MAX_TOKENS)
    return FALSE;
  g_ptr_array_add(term->kind == TERM_SURFACE ? analysis->surfaces : analysis->stems,
                  g_strndup(term->text, term->length));
  return TRUE;
}

static Analysis analyse(Expander *expander, const char *text) {
  Analysis analysis = {g_ptr_array_new_with_free_func(g_free), g_ptr_array_new_with_free_func(g_free)};
  analyser_run(expander->analyser, "mul", text, strlen(text), note_term, &analysis);
  return analysis;
}

static void analysis_clear(Analysis *analysis) {
  g_ptr_array_unref(analysis->surfaces);
  g_ptr_array_unref(analysis->stems);
}

/* A stem stands in the index with its prefix where a word differs from it, without where a word is it. */
static void add_stems(Expander *expander, const GPtrArray *stems) {
  for (guint i = 0; i < stems->len; i++) {
    const char *stem = stems->pdata[i];
    add_term(expander, ALTERNATIVE_STEM, stem, strlen(stem));
    add_term(expander, ALTERNATIVE_STEM, stem + 1, strlen(stem) - 1);
  }
}

static GPtrArray *copy_terms(const GPtrArray *terms) {
  GPtrArray *copy = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < terms->len; i++)
    g_ptr_array_add(copy, g_strdup(terms->pdata[i]));
  return copy;
}

static void add_word(Expander *expander, const Analysis *analysis) {
  const char *surface = analysis->surfaces->pdata[0];
  add_term(expander, ALTERNATIVE_SURFACE, surface, strlen(surface));
  add_stems(expander, analysis->stems);
  /* The word itself may be the stem of what stands in the text (mål, målen). */
  g_autofree char *as_stem = g_strdup_printf("%c%s", TERM_PREFIXES[0], surface);
  add_term(expander, ALTERNATIVE_STEM, as_stem, strlen(as_stem));
}

/* A word with signs in it: its parts as a phrase, joined, and each by itself at little weight. */
static void add_parted_word(Expander *expander, const Analysis *analysis) {
  g_autoptr(GString) joined = g_string_new(NULL);
  for (guint i = 0; i < analysis->surfaces->len; i++)
    g_string_append(joined, analysis->surfaces->pdata[i]);
  add_alternative(expander, ALTERNATIVE_PHRASE, copy_terms(analysis->surfaces));
  Analysis of_joined = analyse(expander, joined->str);
  if (of_joined.surfaces->len == 1) {
    add_term(expander, ALTERNATIVE_JOINED, joined->str, joined->len);
    add_stems(expander, of_joined.stems);
  }
  analysis_clear(&of_joined);
  for (guint i = 0; i < analysis->surfaces->len; i++) {
    const char *part = analysis->surfaces->pdata[i];
    if (g_utf8_strlen(part, -1) > 2)
      add_term(expander, ALTERNATIVE_PART, part, strlen(part));
  }
}

static gint64 group_frequency(const GPtrArray *alternatives) {
  gint64 sum = 0;
  for (guint i = 0; i < alternatives->len; i++) {
    const Alternative *alternative = alternatives->pdata[i];
    sum += alternative->frequency;
  }
  return sum;
}

/* The next of the spellings of `word`, as if its vowels were the digits of a number; FALSE when all are through. */
static gboolean spell(const char *word, guint number, GString *out) {
  static const struct {
    char typed;
    const char *letters[4];
    guint count;
  } vowels[] = {{'a', {"a", "å", "ä", "æ"}, 4}, {'o', {"o", "ö", "ø"}, 3}};
  g_string_truncate(out, 0);
  for (const char *p = word; *p; p++) {
    gboolean done = FALSE;
    for (gsize v = 0; v < G_N_ELEMENTS(vowels); v++)
      if (*p == vowels[v].typed) {
        g_string_append(out, vowels[v].letters[number % vowels[v].count]);
        number /= vowels[v].count;
        done = TRUE;
      }
    if (!done)
      g_string_append_c(out, *p);
  }
  return number == 0;
}

/* For those who cannot type the letters: only where nothing was found, only for plain ASCII words. */
static void add_letter_forms(Expander *expander, const char *surface) {
  if (!g_str_is_ascii(surface) || group_frequency(expander->alternatives) > 0)
    return;
  g_autoptr(GString) spelling = g_string_new(NULL);
  for (guint number = 1; number < MAX_LETTER_FORMS && spell(surface, number, spelling); number++) {
    g_autofree char *as_stem = g_strdup_printf("%c%s", TERM_PREFIXES[0], spelling->str);
    const char *forms[] = {spelling->str, as_stem};
    for (gsize f = 0; f < G_N_ELEMENTS(forms); f++)
      if (term_frequency(expander->database, forms[f]) > 0)
        add_term(expander, ALTERNATIVE_LETTERS, forms[f], strlen(forms[f]));
  }
}

static void expand_clause(Expander *expander, const Clause *clause) {
  Analysis analysis = analyse(expander, clause->text);
  const GPtrArray *surfaces = analysis.surfaces;
  if (surfaces->len == 0) {
    /* nothing but signs that the analyser does not know: no alternatives */
  } else if (clause->kind == CLAUSE_PREFIX) {
    add_alternative(expander, ALTERNATIVE_PREFIX, copy_terms(surfaces));
  } else if (clause->kind == CLAUSE_PHRASE) {
    add_alternative(expander, surfaces->len > 1 ? ALTERNATIVE_PHRASE : ALTERNATIVE_SURFACE, copy_terms(surfaces));
  } else if (surfaces->len > 1) {
    add_parted_word(expander, &analysis);
  } else {
    add_word(expander, &analysis);
    add_letter_forms(expander, surfaces->pdata[0]);
  }
  analysis_clear(&analysis);
}

/* --- the whole query --------------------------------------------------------------------------------------- */

static double rarity_of(gint64 units, gint64 frequency) {
  double n = (double)MAX(units, 1), f = (double)MIN(frequency, units);
  return log(1 + (n - f + 0.5) / (f + 0.5));
}

/* Whether the group asks for one word that says little by itself. */
static gboolean is_stop_word(const Group *group) {
  const Alternative *first = group->alternatives->pdata[0];
  return first->kind == ALTERNATIVE_SURFACE && stop_words_contain(first->terms->pdata[0]);
}

/* Groups without alternatives are left out, so that a sign that cannot be found does not empty the answer. */
static void expand_groups(Expander *expander, const Query *query, Expansion *expansion) {
  for (guint g = 0; g < MIN(query->group_count, RANKING_MAX_GROUPS); g++) {
    expander->alternatives = g_ptr_array_new_with_free_func((GDestroyNotify)alternative_free);
    for (guint i = 0; i < query->clauses->len; i++) {
      const Clause *clause = query->clauses->pdata[i];
      if (!clause->excluded && clause->group == g)
        expand_clause(expander, clause);
    }
    if (expander->alternatives->len == 0) {
      g_ptr_array_unref(expander->alternatives);
      continue;
    }
    Group *group = g_new0(Group, 1);
    group->alternatives = expander->alternatives;
    group->rarity = rarity_of(expansion->units, group_frequency(group->alternatives));
    if (is_stop_word(group))
      group->rarity *= STOP_WORD_SHARE;
    g_ptr_array_add(expansion->groups, group);
  }
}

Expansion *query_expand(const Query *query, Reader *reader, GError **error) {
  g_autoptr(Analyser) analyser = analyser_new();
  Expansion *expansion = g_new0(Expansion, 1);
  expansion->groups = g_ptr_array_new_with_free_func((GDestroyNotify)group_free);
  expansion->excluded = g_ptr_array_new_with_free_func((GDestroyNotify)alternative_free);
  expansion->units = reader_count_units(reader);
  Expander expander = {.analyser = analyser, .database = reader_get_database(reader)};
  expand_groups(&expander, query, expansion);
  expander.alternatives = expansion->excluded;
  for (guint i = 0; i < query->clauses->len; i++) {
    const Clause *clause = query->clauses->pdata[i];
    if (clause->excluded)
      expand_clause(&expander, clause);
  }
  return expansion;
}

/* --- FTS5's language --------------------------------------------------------------------------------------- */

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

static void append_alternatives(GString *out, const GPtrArray *alternatives) {
  g_string_append_c(out, '(');
  for (guint i = 0; i < alternatives->len; i++) {
    if (i)
      g_string_append(out, " OR ");
    append_alternative(out, alternatives->pdata[i]);
  }
  g_string_append_c(out, ')');
}

char *group_to_match(const Group *group) {
  GString *out = g_string_new(NULL);
  append_alternatives(out, group->alternatives);
  return g_string_free(out, FALSE);
}

char *expansion_to_match(const Expansion *expansion, MatchMode mode) {
  GString *out = g_string_new(expansion->excluded->len ? "(" : "");
  for (guint g = 0; g < expansion->groups->len; g++) {
    const Group *group = expansion->groups->pdata[g];
    if (g)
      g_string_append(out, mode == MATCH_ALL ? " AND " : " OR ");
    append_alternatives(out, group->alternatives);
  }
  if (expansion->excluded->len) {
    g_string_append(out, ") NOT ");
    append_alternatives(out, expansion->excluded);
  }
  return g_string_free(out, FALSE);
}
