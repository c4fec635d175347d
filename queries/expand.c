/* Clauses to groups of alternatives. What comes from other languages is in expand_translate.c, from the index's own
 * vocabulary in expand_near.c. */
#include "queries/expand.h"

#include "index/frequencies.h"
#include "index/rank.h"
#include "language/fold.h"
#include "language/stop_words.h"
#include "queries/expander.h"
#include "queries/weights.h"

#include <math.h>
#include <string.h>

#define MAX_TOKENS 48 /* of one clause that are asked for; FTS5 takes seconds for a phrase of a thousand */
#define MAX_GUISES 8  /* of a phrase */

const char *const query_languages[QUERY_LANGUAGES] = {"sv", "nb", "nn", "da", "en", "fi", "de"};

static void alternative_free(Alternative *alternative) {
  g_ptr_array_unref(alternative->terms);
  g_free(alternative);
}

static void group_free(Group *group) {
  g_ptr_array_unref(group->alternatives);
  g_free(group->text);
  g_free(group);
}

void expansion_free(Expansion *expansion) {
  if (!expansion)
    return;
  g_ptr_array_unref(expansion->groups);
  g_ptr_array_unref(expansion->excluded);
  g_free(expansion);
}

const char *alternative_kind_name(AlternativeKind kind) {
  static const char *const names[] = {[ALTERNATIVE_SURFACE] = "surface",
                                      [ALTERNATIVE_NOTATION] = "notation",
                                      [ALTERNATIVE_LEMMA] = "lemma",
                                      [ALTERNATIVE_PHRASE] = "phrase",
                                      [ALTERNATIVE_JOINED] = "joined",
                                      [ALTERNATIVE_PREFIX] = "prefix",
                                      [ALTERNATIVE_PATTERN] = "pattern",
                                      [ALTERNATIVE_TOKEN] = "token",
                                      [ALTERNATIVE_PART] = "part",
                                      [ALTERNATIVE_KEY] = "key",
                                      [ALTERNATIVE_CONCEPT] = "concept",
                                      [ALTERNATIVE_THESAURUS] = "thesaurus",
                                      [ALTERNATIVE_TRANSLATION] = "translation",
                                      [ALTERNATIVE_BY_PARTS] = "by-parts",
                                      [ALTERNATIVE_NEAR] = "near",
                                      [ALTERNATIVE_LETTERS] = "letters"};
  g_return_val_if_fail((gsize)kind < G_N_ELEMENTS(names), names[0]);
  return names[kind];
}

double expander_factor(const Expander *expander, guint l) {
  return weights.other_language + (1 - weights.other_language) * expander->chances[l];
}

/* --- frequencies ------------------------------------------------------------------------------------------- */

gint64 expander_frequency(Expander *expander, const char *term) {
  return frequencies_find(expander->database, expander->frequencies, term);
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

static gint64 frequency_of(Expander *expander, AlternativeKind kind, const GPtrArray *terms) {
  gint64 frequency = G_MAXINT64;
  for (guint i = 0; i < terms->len; i++)
    frequency = MIN(frequency, kind == ALTERNATIVE_PREFIX && i + 1 == terms->len
                                   ? prefix_frequency(expander->database, terms->pdata[i])
                                   : expander_frequency(expander, terms->pdata[i]));
  return frequency;
}

/* --- adding ------------------------------------------------------------------------------------------------ */

static gboolean same_terms(const GPtrArray *a, const GPtrArray *b) {
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (strcmp(a->pdata[i], b->pdata[i]) != 0)
      return FALSE;
  return TRUE;
}

static Alternative *find_alternative(const Expander *expander, AlternativeKind kind, const GPtrArray *terms) {
  for (guint i = 0; i < expander->alternatives->len; i++) {
    Alternative *known = expander->alternatives->pdata[i];
    if ((known->kind == ALTERNATIVE_PREFIX) == (kind == ALTERNATIVE_PREFIX) && same_terms(known->terms, terms))
      return known;
  }
  return NULL;
}

void expander_add(Expander *expander, AlternativeKind kind, GPtrArray *terms, double weight, const char *source) {
  g_autoptr(GPtrArray) owned = terms;
  Alternative *known = find_alternative(expander, kind, terms);
  if (known && known->weight < weight) {
    known->kind = kind;
    known->weight = weight;
    known->source = g_intern_string(source);
  }
  if (known || weight <= 0)
    return;
  gint64 frequency = frequency_of(expander, kind, terms);
  if (frequency == 0 && expander->alternatives->len > 0)
    return;
  Alternative *alternative = g_new(Alternative, 1);
  *alternative = (Alternative){kind, g_steal_pointer(&owned), weight, frequency, g_intern_string(source)};
  g_ptr_array_add(expander->alternatives, alternative);
}

static GPtrArray *one_term(const char *term) {
  GPtrArray *terms = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(terms, g_strdup(term));
  return terms;
}

void expander_add_term(Expander *expander, AlternativeKind kind, const char *term, double weight, const char *source) {
  expander_add(expander, kind, one_term(term), weight, source);
}

static void add_prefixed(Expander *expander, AlternativeKind kind, char prefix, const char *form, double weight,
                         const char *source) {
  g_autofree char *term = g_strdup_printf("%c%s", prefix, form);
  expander_add_term(expander, kind, term, weight, source);
}

void expander_add_form(Expander *expander, AlternativeKind kind, const char *form, double weight, const char *source) {
  expander_add_term(expander, kind, form, weight, source);
  add_prefixed(expander, kind, LEMMA_PREFIX, form, weight, source);
  add_prefixed(expander, kind, MAYBE_PREFIX, form, weight * weights.maybe, source);
  add_prefixed(expander, kind, PART_PREFIX, form, weight * weights.part, source);
  add_prefixed(expander, kind, NOTATION_PREFIX, form, weight, source);
}

/* --- analysis ---------------------------------------------------------------------------------------------- */

static gboolean note_term(const Term *term, gpointer data) {
  Analysis *analysis = data;
  if (term->position >= MAX_TOKENS)
    return FALSE;
  gsize prefix = term->kind == TERM_SURFACE || term->kind == TERM_NOTATION ? 0 : 1;
  GPtrArray *lists[] = {[TERM_SURFACE] = analysis->surfaces,
                        [TERM_LEMMA] = analysis->lemmas,
                        [TERM_MAYBE] = analysis->maybes,
                        [TERM_PART] = analysis->parts,
                        [TERM_NOTATION] = analysis->notations};
  g_ptr_array_add(lists[term->kind], g_strndup(term->text + prefix, term->length - prefix));
  return TRUE;
}

void analysis_make(Expander *expander, const char *language, const char *text, Analysis *analysis) {
  GPtrArray **lists[] = {&analysis->surfaces, &analysis->lemmas, &analysis->maybes, &analysis->parts,
                         &analysis->notations};
  for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
    *lists[i] = g_ptr_array_new_with_free_func(g_free);
  analyser_run(expander->analyser, language, text, strlen(text), note_term, analysis);
}

void analysis_clear(Analysis *analysis) {
  g_ptr_array_unref(analysis->surfaces);
  g_ptr_array_unref(analysis->lemmas);
  g_ptr_array_unref(analysis->maybes);
  g_ptr_array_unref(analysis->parts);
  g_ptr_array_unref(analysis->notations);
}

static GPtrArray *copy_terms(const GPtrArray *terms) {
  return g_ptr_array_copy((GPtrArray *)terms, (GCopyFunc)(gpointer)g_strdup, NULL);
}

/* --- labels ------------------------------------------------------------------------------------------------ */

/* The terms that a word of a phrase can stand in the index as. */
static GPtrArray *guises_of_word(Expander *expander, const char *language, const char *word) {
  g_auto(Analysis) analysis = {0};
  GPtrArray *guises = g_ptr_array_new_with_free_func(g_free);
  analysis_make(expander, language, word, &analysis);
  g_ptr_array_add(guises, g_strdup(word));
  g_ptr_array_add(guises, g_strdup_printf("%c%s", LEMMA_PREFIX, word));
  g_ptr_array_add(guises, g_strdup_printf("%c%s", MAYBE_PREFIX, word));
  for (guint i = 0; i < analysis.lemmas->len; i++) {
    g_ptr_array_add(guises, g_strdup(analysis.lemmas->pdata[i]));
    g_ptr_array_add(guises, g_strdup_printf("%c%s", LEMMA_PREFIX, (char *)analysis.lemmas->pdata[i]));
  }
  for (guint i = guises->len; i-- > 0;)
    if (expander_frequency(expander, guises->pdata[i]) == 0)
      g_ptr_array_remove_index(guises, i);
  return guises;
}

/* Every phrase that takes one guise of each word, as if they were the digits of a number. */
static void add_guises(Expander *expander, AlternativeKind kind, GPtrArray *const *guises, guint words, double weight,
                       const char *source) {
  guint total = 1;
  for (guint w = 0; w < words && total; w++)
    total = MIN(total * guises[w]->len, MAX_GUISES);
  for (guint number = 0; number < total; number++) {
    GPtrArray *terms = g_ptr_array_new_with_free_func(g_free);
    guint rest = number;
    for (guint w = 0; w < words; w++) {
      g_ptr_array_add(terms, g_strdup(guises[w]->pdata[rest % guises[w]->len]));
      rest /= guises[w]->len;
    }
    expander_add(expander, kind, terms, weight, source);
  }
}

static void add_phrase_label(Expander *expander, AlternativeKind kind, const char *language, const GPtrArray *words,
                             double weight, const char *source) {
  g_autoptr(GPtrArray) guises = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (guint w = 0; w < words->len; w++)
    g_ptr_array_add(guises, guises_of_word(expander, language, words->pdata[w]));
  add_guises(expander, kind, (GPtrArray *const *)guises->pdata, words->len, weight, source);
}

void expander_add_label(Expander *expander, AlternativeKind kind, const char *language, const char *label,
                        double weight, const char *source) {
  g_auto(Analysis) analysis = {0};
  analysis_make(expander, language, label, &analysis);
  if (analysis.surfaces->len > 1)
    add_phrase_label(expander, kind, language, analysis.surfaces, weight, source);
  if (analysis.surfaces->len != 1)
    return;
  expander_add_form(expander, kind, analysis.surfaces->pdata[0], weight, source);
  for (guint i = 0; i < analysis.lemmas->len; i++) /* a label may be in the plural */
    expander_add_form(expander, kind, analysis.lemmas->pdata[i], weight, source);
}

/* --- words ------------------------------------------------------------------------------------------------- */

/* What one language makes of the word: its lemmas, or its stem. */
static void add_lemmas(Expander *expander, const Analysis *analysis, double factor, const char *language) {
  for (guint i = 0; i < analysis->lemmas->len; i++)
    expander_add_form(expander, ALTERNATIVE_LEMMA, analysis->lemmas->pdata[i], weights.lemma * factor, language);
  for (guint i = 0; i < analysis->maybes->len; i++)
    expander_add_form(expander, ALTERNATIVE_LEMMA, analysis->maybes->pdata[i], weights.lemma * weights.maybe * factor,
                      language);
  for (guint i = 0; i < analysis->notations->len; i++) {
    const char *notation = analysis->notations->pdata[i];
    expander_add_term(expander, ALTERNATIVE_NOTATION, notation, factor, language);
    expander_add_term(expander, ALTERNATIVE_NOTATION, notation + 1, factor, language);
  }
}

/* The compound's own parts, the last one heavier: what it is a kind of. */
static void add_own_parts(Expander *expander, const Analysis *analysis, double factor, const char *language) {
  for (guint i = 0; i < analysis->parts->len; i++) {
    double weight = i + 1 == analysis->parts->len ? weights.own_head : weights.own_part;
    expander_add_form(expander, ALTERNATIVE_PART, analysis->parts->pdata[i], weight * factor, language);
  }
}

static void add_word(Expander *expander, const char *text, const char *surface) {
  expander_add_term(expander, ALTERNATIVE_SURFACE, surface, 1, "");
  if (expander->options->exact)
    return;
  /* The word itself may be the dictionary form of what stands in the text (mål, målen). */
  expander_add_form(expander, ALTERNATIVE_LEMMA, surface, weights.lemma, "");
  if (stop_words_contain(surface))
    return;
  for (guint l = 0; l < QUERY_LANGUAGES; l++) {
    g_auto(Analysis) analysis = {0};
    analysis_make(expander, query_languages[l], text, &analysis);
    add_lemmas(expander, &analysis, expander_factor(expander, l), query_languages[l]);
    add_own_parts(expander, &analysis, expander_factor(expander, l), query_languages[l]);
  }
  if (!expander->options->no_translate)
    expand_other_languages(expander, surface);
  expand_near(expander, surface);
  expand_letters(expander, surface);
}

/* A word with signs in it: its tokens as a phrase, joined, what they stand for, and each by itself at little weight. */
static void add_parted_word(Expander *expander, const char *text, const GPtrArray *surfaces) {
  expander_add(expander, ALTERNATIVE_PHRASE, copy_terms(surfaces), 1, "");
  if (expander->options->exact)
    return;
  g_autoptr(GString) joined = g_string_new(NULL);
  for (guint i = 0; i < surfaces->len; i++)
    g_string_append(joined, surfaces->pdata[i]);
  g_auto(Analysis) of_joined = {0}, of_all = {0};
  analysis_make(expander, "und", joined->str, &of_joined);
  if (of_joined.surfaces->len == 1) {
    expander_add_form(expander, ALTERNATIVE_JOINED, joined->str, weights.joined, "");
    add_lemmas(expander, &of_joined, weights.joined, "und");
  }
  analysis_make(expander, "mul", text, &of_all);
  for (guint i = 0; i < of_all.notations->len; i++)
    expander_add_term(expander, ALTERNATIVE_NOTATION, of_all.notations->pdata[i], 1, "");
  for (guint i = 0; i < surfaces->len; i++)
    if (g_utf8_strlen(surfaces->pdata[i], -1) > 2)
      expander_add_form(expander, ALTERNATIVE_TOKEN, surfaces->pdata[i], weights.token, "");
  g_autofree char *words = g_strjoinv(" ", (char **)surfaces->pdata);
  if (!expander->options->no_translate)
    expand_other_languages(expander, words);
}

static void expand_clause(Expander *expander, const Clause *clause) {
  g_auto(Analysis) analysis = {0};
  analysis_make(expander, "und", clause->text, &analysis);
  const GPtrArray *surfaces = analysis.surfaces;
  if (surfaces->len == 0)
    return; /* nothing but signs that the analyser does not know */
  switch (clause->kind) {
  case CLAUSE_PREFIX:
    expander_add(expander, ALTERNATIVE_PREFIX, copy_terms(surfaces), weights.prefix, "");
    return;
  case CLAUSE_PATTERN:
    expand_pattern(expander, clause->text);
    return;
  case CLAUSE_PHRASE:
  case CLAUSE_EXACT:
    expander_add(expander, surfaces->len > 1 ? ALTERNATIVE_PHRASE : ALTERNATIVE_SURFACE, copy_terms(surfaces), 1, "");
    return;
  case CLAUSE_WORD:
    if (surfaces->len > 1) {
      g_ptr_array_add(analysis.surfaces, NULL); /* for g_strjoinv() */
      g_ptr_array_set_size(analysis.surfaces, (int)surfaces->len - 1);
      add_parted_word(expander, clause->text, surfaces);
    } else {
      add_word(expander, clause->text, surfaces->pdata[0]);
    }
  }
}

/* What is not wanted is the word and its forms; what else it may be called stays. */
static void expand_excluded(Expander *expander, const Clause *clause) {
  g_auto(Analysis) analysis = {0};
  analysis_make(expander, "mul", clause->text, &analysis);
  if (clause->kind != CLAUSE_WORD || expander->options->exact) {
    expand_clause(expander, clause);
    return;
  }
  if (analysis.surfaces->len != 1) {
    if (analysis.surfaces->len)
      expander_add(expander, ALTERNATIVE_PHRASE, copy_terms(analysis.surfaces), 1, "");
    return;
  }
  const char *word = analysis.surfaces->pdata[0];
  expander_add_term(expander, ALTERNATIVE_SURFACE, word, 1, "");
  add_prefixed(expander, ALTERNATIVE_LEMMA, LEMMA_PREFIX, word, 1, "");
  for (guint i = 0; i < analysis.lemmas->len; i++) {
    expander_add_term(expander, ALTERNATIVE_LEMMA, analysis.lemmas->pdata[i], 1, "");
    add_prefixed(expander, ALTERNATIVE_LEMMA, LEMMA_PREFIX, analysis.lemmas->pdata[i], 1, "");
  }
}

/* --- the whole query --------------------------------------------------------------------------------------- */

double rarity_of(gint64 units, double frequency) {
  double n = (double)MAX(units, 1), f = MIN(frequency, n);
  return log(1 + (n - f + 0.5) / (f + 0.5));
}

/* Units that hold a group, each alternative counting as much as it weighs. */
static double group_frequency(const GPtrArray *alternatives) {
  double sum = 0;
  for (guint i = 0; i < alternatives->len; i++) {
    const Alternative *alternative = alternatives->pdata[i];
    sum += alternative->weight * (double)alternative->frequency;
  }
  return sum;
}

/* Whether the group asks for one word that says little by itself. */
static gboolean is_stop_word(const Group *group) {
  const Alternative *first = group->alternatives->pdata[0];
  return first->kind == ALTERNATIVE_SURFACE && stop_words_contain(first->terms->pdata[0]);
}

static gint heavier_first(gconstpointer a, gconstpointer b) {
  const Alternative *x = *(Alternative *const *)a, *y = *(Alternative *const *)b;
  if (x->weight != y->weight)
    return (x->weight < y->weight) - (x->weight > y->weight);
  return x->kind == ALTERNATIVE_PATTERN ? (x->frequency < y->frequency) - (x->frequency > y->frequency) : 0;
}

static void finish_group(Group *group, gint64 units) {
  g_ptr_array_sort(group->alternatives, heavier_first);
  if (group->alternatives->len > ALTERNATIVES_MAX) {
    group->left_out = group->alternatives->len - ALTERNATIVES_MAX;
    g_ptr_array_set_size(group->alternatives, ALTERNATIVES_MAX);
  }
  gboolean stop = is_stop_word(group);
  group->full_rarity = rarity_of(units, group_frequency(group->alternatives));
  group->rarity = group->full_rarity * (stop ? weights.stop_word : 1);
}

static Group *expand_group(Expander *expander, const Query *query, guint number) {
  expander->alternatives = g_ptr_array_new_with_free_func((GDestroyNotify)alternative_free);
  Group *group = g_new0(Group, 1);
  group->number = number;
  group->alternatives = expander->alternatives;
  for (guint i = 0; i < query->clauses->len; i++) {
    const Clause *clause = query->clauses->pdata[i];
    if (clause->excluded || clause->group != number)
      continue;
    expand_clause(expander, clause);
    if (!group->text)
      group->text = g_strdup(clause->text);
  }
  if (group->alternatives->len == 0)
    g_clear_pointer(&group, group_free);
  return group;
}

static const Group *group_of_clause(const Expansion *expansion, const Clause *clause) {
  for (guint g = 0; g < expansion->groups->len; g++) {
    const Group *group = expansion->groups->pdata[g];
    if (group->number == clause->group)
      return group;
  }
  return NULL;
}

/* Runs of words, for the concepts of several words that they may name. Words that are alternatives of each other (OR)
 * are one group, whose first word stands for it. */
static void expand_runs(Expander *expander, const Query *query, const Expansion *expansion) {
  g_autoptr(GPtrArray) groups = g_ptr_array_new();
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  for (guint i = 0; i < query->clauses->len; i++) {
    const Clause *clause = query->clauses->pdata[i];
    const Group *group = clause->excluded ? NULL : group_of_clause(expansion, clause);
    if (group && clause->kind == CLAUSE_WORD && !g_ptr_array_find(groups, group, NULL)) {
      g_ptr_array_add(groups, (gpointer)group);
      g_ptr_array_add(words, clause->text);
    }
  }
  if (groups->len > 1)
    expand_concepts_of_words(expander, groups, (const char *const *)words->pdata, groups->len);
}

/* Groups without alternatives are left out, so that a sign that cannot be found does not empty the answer. */
static void expand_groups(Expander *expander, const Query *query, Expansion *expansion) {
  for (guint g = 0; g < MIN(query->group_count, RANKING_MAX_GROUPS); g++) {
    Group *group = expand_group(expander, query, g);
    if (group)
      g_ptr_array_add(expansion->groups, group);
  }
  if (!expander->options->exact && !expander->options->no_translate)
    expand_runs(expander, query, expansion);
  for (guint g = 0; g < expansion->groups->len; g++)
    finish_group(expansion->groups->pdata[g], expansion->units);
}

/* Takes what a word tells of the query's language: nothing where all or none of the lexica know it. */
static void weigh_word(Expander *expander, const char *word) {
  Lexicon *lexicon = analyser_get_lexicon(expander->analyser);
  gboolean known[LEXICON_LANGUAGES], any = FALSE;
  g_autoptr(GString) lower = g_string_new(NULL);
  fold_lower_append(lower, word, strlen(word));
  for (guint l = 0; l < LEXICON_LANGUAGES; l++) {
    known[l] = lexicon_knows(lexicon, query_languages[l], lower->str, lower->len);
    any = any || known[l];
  }
  for (guint l = 0; any && l < QUERY_LANGUAGES; l++)
    expander->chances[l] *= l < LEXICON_LANGUAGES && known[l] ? 1 : weights.unknown_word;
}

/* How likely the query is in each language: by the words that the lexica know. A word that only Nordic lexica
 * know speaks against the languages without one; what none of them knows may be in any. */
static void weigh_languages(Expander *expander, const Query *query) {
  double best = 0;
  for (guint l = 0; l < QUERY_LANGUAGES; l++)
    expander->chances[l] = 1;
  for (guint i = 0; i < query->clauses->len; i++) {
    const Clause *clause = query->clauses->pdata[i];
    if (clause->kind == CLAUSE_WORD && !clause->excluded)
      weigh_word(expander, clause->text);
  }
  for (guint l = 0; l < QUERY_LANGUAGES; l++)
    best = MAX(best, expander->chances[l]);
  for (guint l = 0; l < QUERY_LANGUAGES; l++)
    expander->chances[l] /= best;
}

/* The dictionaries are large and stay the same: one translator a process. */
static Translator *shared_translator(Lexicon *lexicon) {
  static Translator *translator;
  if (!translator)
    translator = translator_new(lexicon);
  return translator;
}

Expansion *query_expand(const Query *query, Reader *reader, const ExpandOptions *options, GError **error) {
  Analyser *analyser = reader_get_analyser(reader);
  ReaderMemory *memory = reader_get_memory(reader);
  Expansion *expansion = g_new0(Expansion, 1);
  expansion->groups = g_ptr_array_new_with_free_func((GDestroyNotify)group_free);
  expansion->excluded = g_ptr_array_new_with_free_func((GDestroyNotify)alternative_free);
  if (memory->units < 0)
    memory->units = reader_count_units(reader);
  expansion->units = memory->units;
  Expander expander = {.analyser = analyser,
                       .translator = shared_translator(analyser_get_lexicon(analyser)),
                       .database = reader_get_database(reader),
                       .options = options,
                       .frequencies = memory->frequencies};
  weigh_languages(&expander, query);
  expand_groups(&expander, query, expansion);
  expander.alternatives = expansion->excluded;
  for (guint i = 0; i < query->clauses->len; i++) {
    const Clause *clause = query->clauses->pdata[i];
    if (clause->excluded)
      expand_excluded(&expander, clause);
  }
  return expansion;
}
