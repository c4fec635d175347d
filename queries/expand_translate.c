/* Alternatives from other languages: same spelling key, concepts, thesauri, dictionaries, compounds part by part. */
#include "index/thesaurus.h"
#include "index/vocabulary.h"
#include "language/compound.h"
#include "language/concepts.h"
#include "language/fold.h"
#include "queries/expander.h"
#include "queries/weights.h"

#include <string.h>

#define MAX_PER_LANGUAGE 4 /* translations of a word into one language: fan-out 1.3, cap at 4 (LANGUAGE.md) */
#define MAX_PART_TRANSLATIONS 4
#define MAX_TRANSLATED_PARTS 3
#define LONGEST_ABBREVIATION 5 /* characters */
#define MAX_READINGS 3         /* keys tried for one word of a concept */

/* --- concepts ---------------------------------------------------------------------------------------------- */

/* How sure it is that `key` is this concept: by the languages that have it as a label, and less where it is but a
 * further one of its labels. */
static double factor_of_label(const Expander *expander, const Concept *concept, const char *key) {
  double factor = 0;
  for (guint i = 0; i < concept->label_count; i++) {
    g_autoptr(GString) label = g_string_new(NULL);
    concept_key_append(label, concept->labels[i].text, strlen(concept->labels[i].text));
    double sure = concept->labels[i].rank == 0 ? 1 : weights.synonym;
    for (guint l = 0; strcmp(label->str, key) == 0 && l < QUERY_LANGUAGES; l++)
      if (strcmp(query_languages[l], concept->labels[i].language) == 0)
        factor = MAX(factor, sure * expander_factor(expander, l));
  }
  return factor;
}

/* What an abbreviation stands for differs from country to country: the analyser resolves it in texts of the language
 * that has it (notations.h), and whoever asks for the whole word does not ask for the letters. */
static gboolean is_abbreviation(const char *label) {
  gsize capitals = 0;
  for (const char *p = label; *p; p = g_utf8_next_char(p), capitals++)
    if (!g_unichar_isupper(g_utf8_get_char(p)))
      return FALSE;
  return capitals <= LONGEST_ABBREVIATION;
}

static double add_concept(Expander *expander, const Concept *concept, const char *key, double share) {
  g_autofree char *source = g_strdup_printf("concepts.tsv:%u", concept->line);
  double factor = share * factor_of_label(expander, concept, key);
  gboolean short_key = g_utf8_strlen(key, -1) <= LONGEST_ABBREVIATION;
  for (guint i = 0; i < concept->label_count; i++) {
    const ConceptLabel *label = &concept->labels[i];
    if (!short_key && is_abbreviation(label->text))
      continue;
    double weight = label->rank == 0 ? weights.concept : weights.synonym;
    expander_add_label(expander, ALTERNATIVE_CONCEPT, label->language, label->text, weight * factor, source);
  }
  return factor;
}

static void add_thesaurus_labels(Expander *expander, const char *key, double share) {
  g_autoptr(GPtrArray) labels = thesaurus_find(expander->database, key);
  for (guint i = 0; labels && i < labels->len; i++) {
    const ThesaurusLabel *label = labels->pdata[i];
    expander_add_label(expander, ALTERNATIVE_THESAURUS, label->language, label->text, weights.thesaurus * share,
                       label->thesaurus);
  }
}

/* Adds what the key names; returns how sure the overlay is of it: 0 where it does not know the key. */
static double add_concepts(Expander *expander, const char *key, double share) {
  guint count = 0;
  double sure = 0;
  const Concept *const *concepts = concepts_find(key, &count);
  for (guint i = 0; i < count; i++)
    sure = MAX(sure, add_concept(expander, concepts[i], key, share));
  add_thesaurus_labels(expander, key, share);
  return sure;
}

/* --- readings of a word ------------------------------------------------------------------------------------ */

static char *fold(const char *text) {
  GString *folded = g_string_new(NULL);
  fold_append(folded, text, strlen(text));
  return g_string_free(folded, FALSE);
}

static guint lemmas_of(Expander *expander, guint l, const char *word, Lemma lemmas[LEXICON_MAX_LEMMAS]) {
  return lexicon_find_lemmas(analyser_get_lexicon(expander->analyser), query_languages[l], word, strlen(word), lemmas);
}

/* The singular of what looks like an English plural, by the spelling rules of -s; NULL for other words. English has no
 * lexicon here, and its stems are no words. Caller frees. */
static char *english_singular(const char *word) {
  static const struct {
    const char *plural, *singular;
  } endings[] = {{"ies", "y"}, {"sses", "ss"}, {"xes", "x"}, {"ches", "ch"}, {"shes", "sh"}, {"ss", NULL}, {"s", ""}};
  gsize length = strlen(word);
  for (gsize i = 0; i < G_N_ELEMENTS(endings) && length > 4; i++)
    if (g_str_has_suffix(word, endings[i].plural))
      return endings[i].singular
                 ? g_strdup_printf("%.*s%s", (int)(length - strlen(endings[i].plural)), word, endings[i].singular)
                 : NULL;
  return NULL;
}

static void add_reading(GPtrArray *readings, char *reading) {
  if (!reading || g_ptr_array_find_with_equal_func(readings, reading, g_str_equal, NULL))
    g_free(reading);
  else
    g_ptr_array_add(readings, reading);
}

/* The word's surface form and its distinct lemmas in all languages, folded: what concepts are looked up by. */
static GPtrArray *readings_of(Expander *expander, const char *word) {
  GPtrArray *readings = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(readings, fold(word));
  for (guint l = 0; l < LEXICON_LANGUAGES; l++) {
    Lemma lemmas[LEXICON_MAX_LEMMAS];
    guint count = lemmas_of(expander, l, word, lemmas);
    for (guint i = 0; i < count && readings->len < MAX_READINGS; i++)
      add_reading(readings, fold(lemmas[i].text));
  }
  add_reading(readings, english_singular(readings->pdata[0]));
  return readings;
}

/* --- dictionaries ------------------------------------------------------------------------------------------ */

static gboolean is_forbidden(guint from, const char *lemma, guint to, const char *other) {
  g_autofree char *a = fold(lemma), *b = fold(other);
  return concepts_forbid(query_languages[from], a, query_languages[to], b);
}

static void add_translation(Expander *expander, guint from, const char *lemma, guint to, const Translation *found,
                            double weight, const char *source) {
  if (!is_forbidden(from, lemma, to, found->text))
    expander_add_label(expander, ALTERNATIVE_TRANSLATION, query_languages[to], found->text, weight * found->weight,
                       source);
}

/* What the dictionaries of a third language make of a word: their choices complement the direct ones, since each names
 * but the commonest of several; back in the first language they are its synonyms. */
static void add_through(Expander *expander, guint from, const char *lemma, guint by, const Translation *middle,
                        double weight) {
  for (guint to = 0; to < LEXICON_LANGUAGES; to++) {
    Translation found[TRANSLATE_MAX];
    if (to == by)
      continue;
    guint count =
        translator_find(expander->translator, query_languages[by], query_languages[to], middle->text, NULL, found);
    g_autofree char *source = g_strdup_printf("%s + %s", middle->source, count ? found[0].source : "");
    for (guint i = 0; i < MIN(count, MAX_PER_LANGUAGE); i++)
      add_translation(expander, from, lemma, to, &found[i], weight * weights.pivot * middle->weight, source);
  }
}

static void add_translations(Expander *expander, guint from, const Lemma *lemma, double share) {
  double weight = weights.translation * share;
  for (guint to = 0; to < LEXICON_LANGUAGES; to++) {
    Translation found[TRANSLATE_MAX];
    if (to == from)
      continue;
    guint count = MIN(MAX_PER_LANGUAGE, translator_find(expander->translator, query_languages[from],
                                                        query_languages[to], lemma->text, lemma->tags, found));
    for (guint i = 0; i < count; i++)
      add_translation(expander, from, lemma->text, to, &found[i], weight, found[i].source);
    for (guint i = 0; i < count && weights.pivot > 0; i++)
      add_through(expander, from, lemma->text, to, &found[i], weight);
  }
}

/* --- part by part ------------------------------------------------------------------------------------------ */

typedef struct {
  char *text; /* folded */
  double weight;
} PartTranslation;

static void part_translation_free(PartTranslation *translation) {
  g_free(translation->text);
  g_free(translation);
}

static void add_part(GPtrArray *parts, const char *text, double weight) {
  g_autofree char *folded = fold(text);
  for (guint i = 0; i < parts->len; i++)
    if (strcmp(((PartTranslation *)parts->pdata[i])->text, folded) == 0)
      return;
  if (parts->len == MAX_PART_TRANSLATIONS || strchr(folded, ' '))
    return;
  PartTranslation *part = g_new(PartTranslation, 1);
  *part = (PartTranslation){g_steal_pointer(&folded), weight};
  g_ptr_array_add(parts, part);
}

/* What language `to` calls one part of a compound: overlay, dictionary, and the part as it is, for words that they
 * share. */
static GPtrArray *translate_part(Expander *expander, guint from, guint to, const CompoundPart *part) {
  GPtrArray *parts = g_ptr_array_new_with_free_func((GDestroyNotify)part_translation_free);
  g_autofree char *key = fold(part->lemma);
  guint count = 0;
  const Concept *const *concepts = concepts_find(key, &count);
  for (guint c = 0; c < count; c++)
    for (guint i = 0; i < concepts[c]->label_count; i++)
      if (strcmp(concepts[c]->labels[i].language, query_languages[to]) == 0)
        add_part(parts, concepts[c]->labels[i].text, 1);
  Translation found[TRANSLATE_MAX];
  count =
      translator_find(expander->translator, query_languages[from], query_languages[to], part->lemma, part->tags, found);
  for (guint i = 0; i < count; i++)
    add_part(parts, found[i].text, found[i].weight);
  add_part(parts, part->lemma, 0.5);
  return parts;
}

/* Puts one translation of each part together, with each way of linking two words, and adds what the index holds. */
static void join_parts(Expander *expander, GPtrArray *const *parts, guint count, guint done, const char *begun,
                       double weight, const char *source) {
  static const char *const links[] = {"", "s", "e"};
  if (done == count) {
    expander_add_form(expander, ALTERNATIVE_BY_PARTS, begun, weight, source);
    return;
  }
  for (guint i = 0; i < parts[done]->len; i++) {
    const PartTranslation *part = parts[done]->pdata[i];
    for (guint k = 0; k < (done ? G_N_ELEMENTS(links) : 1); k++) {
      g_autofree char *joined = g_strconcat(begun, links[k], part->text, NULL);
      join_parts(expander, parts, count, done + 1, joined, weight * part->weight, source);
    }
  }
}

static void add_parts_alone(Expander *expander, const GPtrArray *parts, double weight, const char *source) {
  for (guint i = 0; i < parts->len; i++) {
    const PartTranslation *part = parts->pdata[i];
    expander_add_form(expander, ALTERNATIVE_PART, part->text, weight * part->weight, source);
  }
}

static void add_by_parts(Expander *expander, guint from, const char *word, double share) {
  CompoundPart parts[LEXICON_MAX_PARTS];
  guint count =
      compound_split(analyser_get_lexicon(expander->analyser), query_languages[from], word, strlen(word), parts);
  if (count < 2 || count > MAX_TRANSLATED_PARTS)
    return;
  for (guint to = 0; to < LEXICON_LANGUAGES; to++) {
    if (to == from)
      continue;
    g_autoptr(GPtrArray) translations = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    for (guint p = 0; p < count; p++)
      g_ptr_array_add(translations, translate_part(expander, from, to, &parts[p]));
    g_autofree char *source = g_strdup_printf("%s-%s", query_languages[from], query_languages[to]);
    join_parts(expander, (GPtrArray *const *)translations->pdata, count, 0, "", weights.by_parts * share, source);
    for (guint p = 0; p < count; p++)
      add_parts_alone(expander, translations->pdata[p], weights.other_part * share, source);
  }
}

/* --- all of it --------------------------------------------------------------------------------------------- */

static void add_keys(Expander *expander, const char *form, double weight) {
  g_autoptr(GPtrArray) types = vocabulary_find_key(expander->database, form);
  for (guint i = 0; i < types->len; i++)
    expander_add_form(expander, ALTERNATIVE_KEY, types->pdata[i], weight, "");
}

void expand_other_languages(Expander *expander, const char *surface) {
  g_autoptr(GPtrArray) readings = readings_of(expander, surface);
  double known = 0;
  for (guint i = 0; i < readings->len; i++) {
    known = MAX(known, add_concepts(expander, readings->pdata[i], 1));
    add_keys(expander, readings->pdata[i], weights.key);
  }
  double share = 1 - (1 - weights.overruled) * known;
  for (guint from = 0; from < LEXICON_LANGUAGES; from++) {
    Lemma lemmas[LEXICON_MAX_LEMMAS];
    guint count = lemmas_of(expander, from, surface, lemmas);
    double factor = expander_factor(expander, from) * share;
    for (guint i = 0; i < count; i++)
      add_translations(expander, from, &lemmas[i], factor * (count > 1 ? weights.maybe : 1));
    add_by_parts(expander, from, surface, factor);
  }
}

/* Tries every choice of one reading of each word as the key of a concept. */
static void find_run(Expander *expander, GPtrArray *const *readings, guint count, guint done, const char *begun,
                     GPtrArray *groups, guint first) {
  if (done == count) {
    for (guint g = first; g < first + count; g++) {
      expander->alternatives = ((Group *)groups->pdata[g])->alternatives;
      add_concepts(expander, begun, 1);
    }
    return;
  }
  for (guint i = 0; i < readings[done]->len; i++) {
    g_autofree char *key = g_strconcat(begun, done ? " " : "", readings[done]->pdata[i], NULL);
    find_run(expander, readings, count, done + 1, key, groups, first);
  }
}

void expand_concepts_of_words(Expander *expander, GPtrArray *groups, const char *const *words, guint count) {
  g_autoptr(GPtrArray) readings = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (guint w = 0; w < count; w++) {
    g_autofree char *folded = fold(words[w]);
    g_ptr_array_add(readings, readings_of(expander, folded));
  }
  for (guint first = 0; first < count; first++)
    for (guint length = 2; length <= CONCEPT_MAX_WORDS && first + length <= count; length++)
      find_run(expander, (GPtrArray *const *)readings->pdata + first, length, 0, "", groups, first);
}
