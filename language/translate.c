/* Looking words up in apertium's bilingual dictionaries: directly, through a third language, and part by part. */
#include "language/translate.h"

#include "language/compound.h"
#include "language/lexicon_files.h"

#include <math.h>
#include <string.h>

#define MOST_TARGETS 16
/* More translations of one word are remote ones (LANGUAGE.md: fan-out 1.3, cap at 4). */
#define MOST_DIRECT 4
#define PIVOT_WEIGHT 0.6
#define PARTS_WEIGHT 0.7

static const struct {
  const char *from, *to, *file, *name;
} dictionaries[] = {
    {"sv", "nb", "apertium-swe-nor/swe-nob.autobil.bin", "swe-nob"},
    {"sv", "nn", "apertium-swe-nor/swe-nno.autobil.bin", "swe-nno"},
    {"nb", "sv", "apertium-swe-nor/nor-swe.autobil.bin", "nor-swe"},
    {"nn", "sv", "apertium-swe-nor/nor-swe.autobil.bin", "nor-swe"},
    {"nb", "nn", "apertium-nno-nob/nob-nno.autobil.bin", "nob-nno"},
    {"nn", "nb", "apertium-nno-nob/nno-nob.autobil.bin", "nno-nob"},
    {"da", "nb", "apertium-dan-nor/dan-nob.autobil.bin", "dan-nob"},
    {"da", "nn", "apertium-dan-nor/dan-nno.autobil.bin", "dan-nno"},
    {"nb", "da", "apertium-dan-nor/nor-dan.autobil.bin", "nor-dan"},
    {"nn", "da", "apertium-dan-nor/nor-dan.autobil.bin", "nor-dan"},
    {"sv", "da", "apertium-swe-dan/swe-dan.autobil.bin", "swe-dan"},
    {"da", "sv", "apertium-swe-dan/dan-swe.autobil.bin", "dan-swe"},
};

/* In the order in which they are tried. */
static const char *const pivots[] = {"nb", "sv", "da", "nn"};

struct Translator {
  Lexicon *lexicon;
  GHashTable *files; /* path -> Transducer, or NULL where it cannot be read */
  GStringChunk *strings;
  GString *text, *tags, *query; /* scratch */
};

static void free_transducer(gpointer transducer) {
  transducer_free(transducer);
}

Translator *translator_new(Lexicon *lexicon) {
  Translator *translator = g_new0(Translator, 1);
  translator->lexicon = lexicon;
  translator->files = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_transducer);
  translator->strings = g_string_chunk_new(1 << 12);
  translator->text = g_string_new(NULL);
  translator->tags = g_string_new(NULL);
  translator->query = g_string_new(NULL);
  return translator;
}

void translator_free(Translator *translator) {
  if (!translator)
    return;
  g_hash_table_destroy(translator->files);
  g_string_chunk_free(translator->strings);
  g_string_free(translator->text, TRUE);
  g_string_free(translator->tags, TRUE);
  g_string_free(translator->query, TRUE);
  g_free(translator);
}

static const Transducer *get_file(Translator *translator, const char *file) {
  gpointer transducer;
  if (!g_hash_table_lookup_extended(translator->files, file, NULL, &transducer)) {
    transducer = lexicon_open_file(translator->lexicon, file);
    g_hash_table_insert(translator->files, (gpointer)file, transducer);
  }
  return transducer;
}

/* --- one dictionary --- */

typedef struct {
  const char *text, *tags; /* interned */
} Target;

typedef struct {
  guint count;
  Target targets[MOST_TARGETS];
} Targets;

static void add_target(Targets *targets, Target target) {
  for (guint i = 0; i < targets->count; i++)
    if (targets->targets[i].text == target.text)
      return;
  if (targets->count < MOST_TARGETS)
    targets->targets[targets->count++] = target;
}

typedef struct {
  Translator *translator;
  const Transducer *transducer;
  guint lemma_symbols; /* a reading that stops before them is of another word */
  guint longest;       /* symbols of the longest reading so far: it agrees with the most of the tags */
  Targets targets;     /* of the longest readings */
} Lookup;

/* A particle is parted by "# ": "ta# opp". */
static void clean_target(GString *text) {
  for (char *p; (p = strchr(text->str, '#'));)
    g_string_erase(text, p - text->str, 1);
  lexicon_strip_marks(text);
}

static gboolean read_target(const TransducerReading *reading, gpointer data) {
  Lookup *lookup = data;
  Translator *translator = lookup->translator;
  if (reading->end < lookup->lemma_symbols || reading->end < lookup->longest)
    return TRUE;
  if (reading->end > lookup->longest)
    lookup->targets.count = 0;
  lookup->longest = reading->end;
  g_string_truncate(translator->text, 0);
  g_string_truncate(translator->tags, 0);
  transducer_append_output(lookup->transducer, reading, translator->text, translator->tags);
  clean_target(translator->text);
  if (translator->text->len && translator->tags->len)
    add_target(&lookup->targets, (Target){g_string_chunk_insert_const(translator->strings, translator->text->str),
                                          g_string_chunk_insert_const(translator->strings, translator->tags->str)});
  return TRUE;
}

/* Adds what the dictionary has for the lemma, with and without homograph marks, and `length` bytes of tags; an entry
 * may have fewer tags than these, or more. */
static void look_up(Lookup *lookup, const char *lemma, const char *tags, gsize length, TransducerFlags flags,
                    Targets *targets) {
  static const char *const marks[] = {"", "¹", "²", "³"};
  GString *query = lookup->translator->query;
  TransducerInput input;
  for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
    g_string_assign(query, lemma);
    g_string_append(query, marks[i]);
    if (!transducer_map(lookup->transducer, query->str, query->len, &input))
      return;
    lookup->lemma_symbols = input.count;
    lookup->longest = lookup->targets.count = 0;
    g_string_append_len(query, tags, (gssize)length);
    if (transducer_map(lookup->transducer, query->str, query->len, &input))
      transducer_read(lookup->transducer, &input, 0, flags | TRANSDUCER_PREFIXES | TRANSDUCER_FREE_TAGS, read_target,
                      lookup);
    for (guint j = 0; j < lookup->targets.count; j++)
      add_target(targets, lookup->targets.targets[j]);
  }
}

/* Direct translations, with the tags that the dictionary gives them. First all tags are asked for, then the category
 * alone (dictionaries differ in genders), and a name also where it is written small. Returns the name of the
 * dictionary. */
static const char *find_direct(Translator *translator, const char *from, const char *to, const char *lemma,
                               const char *tags, Targets *targets) {
  targets->count = 0;
  gsize i = 0;
  while (i < G_N_ELEMENTS(dictionaries) &&
         (strcmp(dictionaries[i].from, from) != 0 || strcmp(dictionaries[i].to, to) != 0))
    i++;
  Lookup lookup = {.translator = translator};
  if (i < G_N_ELEMENTS(dictionaries))
    lookup.transducer = get_file(translator, dictionaries[i].file);
  if (!lookup.transducer)
    return NULL;
  const char *category_end = tags ? strchr(tags, '>') : NULL;
  gsize all = tags ? strlen(tags) : 0, category = category_end ? (gsize)(category_end - tags) + 1 : 0;
  look_up(&lookup, lemma, tags, all, TRANSDUCER_WHOLE, targets);
  if (!targets->count && category < all)
    look_up(&lookup, lemma, tags, category, TRANSDUCER_WHOLE, targets);
  if (!targets->count)
    look_up(&lookup, lemma, tags, category, TRANSDUCER_FOLD_CASE, targets);
  return dictionaries[i].name;
}

/* --- the ways to a translation --- */

typedef struct {
  Translator *translator;
  const char *from, *to;
  guint count;
  Translation *translations; /* TRANSLATE_MAX */
} Result;

static void add_translation(Result *result, const char *text, const char *source, double weight) {
  guint i = 0;
  while (i < result->count && result->translations[i].text != text)
    i++;
  if (i == TRANSLATE_MAX)
    return;
  if (i == result->count)
    result->translations[result->count++] = (Translation){text, source, weight};
  else
    result->translations[i].weight = MAX(result->translations[i].weight, weight);
}

/* Letters that differ by the country alone are the same. */
static gunichar plain_letter(const char *p) {
  gunichar c = g_unichar_tolower(g_utf8_get_char(p));
  return c == 0xF8 ? 0xF6 : c == 0xE6 ? 0xE4 : c;
}

/* How much two words look alike, 0..1: letters in common in the same order, out of all. Words over 40 letters are
 * unlike. */
static double likeness(const char *a, const char *b) {
  enum { MOST = 40 };
  glong length_a = g_utf8_strlen(a, -1), length_b = g_utf8_strlen(b, -1);
  guint common[MOST + 1] = {0};
  if (length_a > MOST || length_b > MOST || !length_a || !length_b)
    return 0;
  for (; *a; a = g_utf8_next_char(a)) {
    guint diagonal = 0, i = 1;
    for (const char *p = b; *p; p = g_utf8_next_char(p), i++) {
      guint above = common[i];
      common[i] = plain_letter(a) == plain_letter(p) ? diagonal + 1 : MAX(above, common[i - 1]);
      diagonal = above;
    }
  }
  return 2.0 * common[length_b] / (double)(length_a + length_b);
}

/* Of several translations, which the dictionary does not rank, the one that is the same word in both languages is
 * likelier (sak: sak, not talan). */
static double weight_among(guint count, const char *lemma, const char *target) {
  return count < 2 ? 1 : (0.6 + 0.4 * likeness(lemma, target)) / sqrt(count);
}

static void add_direct(Result *result, const char *lemma, const char *tags) {
  Targets targets;
  const char *source = find_direct(result->translator, result->from, result->to, lemma, tags, &targets);
  for (guint i = 0; i < targets.count; i++)
    add_translation(result, targets.targets[i].text, source,
                    weight_among(targets.count, lemma, targets.targets[i].text));
}

static void add_through(Result *result, const char *pivot, const char *lemma, const char *tags) {
  Translator *translator = result->translator;
  Targets middle, targets;
  const char *first = find_direct(translator, result->from, pivot, lemma, tags, &middle);
  for (guint i = 0; i < MIN(middle.count, MOST_DIRECT); i++) {
    const char *second =
        find_direct(translator, pivot, result->to, middle.targets[i].text, middle.targets[i].tags, &targets);
    if (!targets.count)
      continue;
    g_autofree char *source = g_strconcat(first, " + ", second, NULL);
    for (guint j = 0; j < MIN(targets.count, MOST_DIRECT); j++)
      add_translation(result, targets.targets[j].text, g_string_chunk_insert_const(translator->strings, source),
                      PIVOT_WEIGHT * weight_among(middle.count * targets.count, lemma, targets.targets[j].text));
  }
}

/* Direct, and where there is nothing, through the first language that gives something. */
static void add_word(Result *result, const char *lemma, const char *tags) {
  add_direct(result, lemma, tags);
  for (gsize i = 0; i < G_N_ELEMENTS(pivots) && !result->count; i++)
    if (strcmp(pivots[i], result->from) != 0 && strcmp(pivots[i], result->to) != 0)
      add_through(result, pivots[i], lemma, tags);
}

/* Whether the lexicon of the target language has or can build the word. */
static gboolean can_be_built(const Result *result, const char *word) {
  return lexicon_knows(result->translator->lexicon, result->to, word, strlen(word));
}

/* Joins the translations of two parts, with a linking letter where the word wants one, if that makes a word. */
static void join_parts(Result *joined, const char *before, const char *last, double weight) {
  const char *const links[] = {compound_wants_linking_s(before) ? "s" : "", "s", "", "e"};
  for (gsize i = 0; i < G_N_ELEMENTS(links); i++) {
    g_autofree char *word = g_strconcat(before, links[i], last, NULL);
    if (!can_be_built(joined, word))
      continue;
    add_translation(joined, g_string_chunk_insert_const(joined->translator->strings, word), "parts", weight);
    return;
  }
}

/* Joins each of `before` with each translation of one more part; the result takes the place of `before`. */
static void join_part(Result *before, const CompoundPart *part) {
  Translation translations[TRANSLATE_MAX] = {0}, words[TRANSLATE_MAX] = {0};
  Result of_part = *before, joined = *before;
  of_part.translations = translations;
  joined.translations = words;
  of_part.count = joined.count = 0;
  add_word(&of_part, part->lemma, part->tags);
  for (guint i = 0; i < before->count; i++)
    for (guint j = 0; j < of_part.count; j++)
      join_parts(&joined, before->translations[i].text, translations[j].text,
                 before->translations[i].weight * translations[j].weight);
  memcpy(before->translations, words, joined.count * sizeof *words);
  before->count = joined.count;
}

/* A compound that no dictionary has: its parts one by one (klimatnätverk: klima + nettverk). */
static void add_parts(Result *result, const char *lemma) {
  CompoundPart parts[LEXICON_MAX_PARTS];
  Translation translations[TRANSLATE_MAX] = {0};
  guint count = compound_split(result->translator->lexicon, result->from, lemma, strlen(lemma), parts);
  Result whole = *result;
  whole.translations = translations;
  whole.count = 0;
  if (count)
    add_word(&whole, parts[0].lemma, parts[0].tags);
  for (guint i = 1; i < count; i++)
    join_part(&whole, &parts[i]);
  for (guint i = 0; i < whole.count; i++)
    add_translation(result, translations[i].text, "parts", PARTS_WEIGHT * translations[i].weight);
}

/* The heavier first; among equals as the dictionary has them. */
static int compare_weights(gconstpointer a, gconstpointer b, gpointer data) {
  const Translation *x = a, *y = b;
  return (x->weight < y->weight) - (x->weight > y->weight);
}

guint translator_find(Translator *translator, const char *from, const char *to, const char *lemma, const char *tags,
                      Translation translations[TRANSLATE_MAX]) {
  Result result = {.translator = translator, .from = from, .to = to, .translations = translations};
  add_word(&result, lemma, tags);
  if (!result.count)
    add_parts(&result, lemma);
  g_qsort_with_data(translations, (gint)result.count, sizeof *translations, compare_weights, NULL);
  return result.count;
}
