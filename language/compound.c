/* Splitting of compounds: the dictionary's own compound grammar (compound_graph.h), also where the dictionary has the
 * word whole, held back by what is known of short words, prefixes and endings (data/language/compound-parts/). */
#include "language/compound.h"

#include "language/compound_graph.h"
#include "language/knowledge.h"
#include "language/lexicon_files.h"

#include <string.h>

#define SHORTEST_PART 4
#define SHORTEST_COMPOUND 5

/* What the list of a language says of a part. */
typedef enum {
  PART_SHORT_FIRST = 1 << 0, /* a word of fewer than SHORTEST_PART letters that does stand before another */
  PART_SHORT_LAST = 1 << 1,  /* or last */
  PART_PREFIX = 1 << 2,      /* never first */
  PART_ENDING = 1 << 3,      /* never last */
  PART_WHOLE = 1 << 4,       /* a dictionary word that only looks put together */
} PartKind;

static void read_line(char *line, gpointer data) {
  static const struct {
    const char *name;
    PartKind kind;
  } names[] = {{"both", PART_SHORT_FIRST | PART_SHORT_LAST},
               {"first", PART_SHORT_FIRST},
               {"last", PART_SHORT_LAST},
               {"prefix", PART_PREFIX},
               {"ending", PART_ENDING},
               {"whole", PART_WHOLE}};
  GHashTable *kinds = data;
  g_auto(GStrv) words = g_strsplit(line, " ", -1);
  PartKind kind = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    if (g_strcmp0(words[0], names[i].name) == 0)
      kind = names[i].kind;
  for (char **word = words + 1; kind && words[0] && *word; word++) {
    guint before = GPOINTER_TO_UINT(g_hash_table_lookup(kinds, *word));
    g_hash_table_insert(kinds, g_strdup(*word), GUINT_TO_POINTER(before | kind));
  }
}

/* The list of a language, read when first asked for and kept; NULL for a language that has none. */
static GHashTable *get_kinds(const char *language) {
  static const char *const languages[] = {"sv", "nb", "nn", "da"};
  static GHashTable *lists[G_N_ELEMENTS(languages)];
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++) {
    if (strcmp(languages[i], language) != 0)
      continue;
    if (g_once_init_enter(&lists[i])) {
      g_autofree char *name = g_strdup_printf("language/compound-parts/%s.txt", language);
      GHashTable *kinds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
      knowledge_each_line(name, read_line, kinds);
      g_once_init_leave(&lists[i], kinds);
    }
    return lists[i];
  }
  return NULL;
}

static PartKind kind_of(GHashTable *kinds, const char *text, gsize length) {
  char word[64];
  if (length >= sizeof word)
    return 0;
  memcpy(word, text, length);
  word[length] = 0;
  return GPOINTER_TO_UINT(g_hash_table_lookup(kinds, word));
}

/* --- what the dictionary says of the whole word --- */

typedef struct {
  const Transducer *transducer;
  GString *lemmas, *tags; /* of each reading, NUL-terminated one after the other */
  guint count;
} WholeReadings;

/* A surname or first name, which has no parts (Hägglund); names of other kinds have (Miljødirektoratet). */
static gboolean is_personal_name(WholeReadings *whole, const TransducerReading *reading) {
  gsize before = whole->tags->len;
  transducer_append_output(whole->transducer, reading, NULL, whole->tags);
  const char *tags = whole->tags->str + before;
  gboolean is_personal = strstr(tags, "<cog>") || strstr(tags, "<ant>");
  g_string_truncate(whole->tags, before);
  return is_personal;
}

static gboolean add_whole(const TransducerReading *reading, gpointer data) {
  WholeReadings *whole = data;
  if (reading->begins_compound || (reading->folded && !is_personal_name(whole, reading)))
    return TRUE;
  transducer_append_output(whole->transducer, reading, whole->lemmas, whole->tags);
  lexicon_strip_marks(whole->lemmas);
  g_string_append_c(whole->lemmas, 0);
  g_string_append_c(whole->tags, 0);
  whole->count++;
  return TRUE;
}

/* --- which parts are believed --- */

typedef struct {
  GHashTable *kinds;
  const WholeReadings *whole;
  const TransducerInput *input;
  const char *word;
} Judge;

/* Whether two readings are inflected alike: equal tags, but for what dictionaries are not consistent in: whether an
 * adjective is compared by endings, and which of the two old genders a Norwegian noun has. */
static gboolean tags_agree(const char *a, const char *b) {
  static const char *const loose[] = {"<sint>", "<m>", "<f>", "<mf>"};
  while (*a || *b) {
    gsize skip_a = 0, skip_b = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(loose); i++) {
      skip_a = g_str_has_prefix(a, loose[i]) ? strlen(loose[i]) : skip_a;
      skip_b = g_str_has_prefix(b, loose[i]) ? strlen(loose[i]) : skip_b;
    }
    a += skip_a;
    b += skip_b;
    if (skip_a || skip_b)
      continue;
    if (*a != *b)
      return FALSE;
    a++;
    b++;
  }
  return TRUE;
}

/* A compound is inflected as its last part is: where the dictionary has the word whole, one of its readings must agree
 * with the last part in tags, and have a lemma that ends as the part's lemma does. */
static gboolean agrees_with_whole(const WholeReadings *whole, const char *part_lemma, const char *part_tags) {
  g_autoptr(GString) end = g_string_new(part_lemma);
  lexicon_strip_marks(end);
  const char *lemma = whole->lemmas->str, *tags = whole->tags->str;
  for (guint i = 0; i < whole->count; i++) {
    if (g_str_has_suffix(lemma, end->str) && tags_agree(tags, part_tags))
      return TRUE;
    lemma += strlen(lemma) + 1;
    tags += strlen(tags) + 1;
  }
  return whole->count == 0;
}

/* Roughly the number of syllables. */
static guint vowel_groups(const char *text) {
  guint groups = 0;
  gboolean inside = FALSE;
  for (; *text; text = g_utf8_next_char(text)) {
    gboolean is_vowel = g_utf8_strchr("aeiouyåäöæøéAEIOUYÅÄÖÆØ", -1, g_utf8_get_char(text)) != NULL;
    groups += is_vowel && !inside;
    inside = is_vowel;
  }
  return groups;
}

/* A CompoundFilter. */
static gboolean is_believed(const CompoundGraph *graph, const CompoundSegment *segment, gpointer data) {
  const Judge *judge = data;
  const guint16 *offsets = judge->input->offsets;
  const char *lemma = compound_graph_lemma(graph, segment), *tags = compound_graph_tags(graph, segment);
  guint length = segment->end - segment->start;
  PartKind kind =
      kind_of(judge->kinds, judge->word + offsets[segment->start], offsets[segment->end] - offsets[segment->start]) |
      kind_of(judge->kinds, lemma, strlen(lemma));
  if ((length < SHORTEST_PART || g_utf8_strlen(lemma, -1) < SHORTEST_PART) &&
      !(kind & (segment->is_last ? PART_SHORT_LAST : PART_SHORT_FIRST)))
    return FALSE;
  if (kind & (segment->is_last ? PART_ENDING : PART_PREFIX))
    return FALSE;
  /* A verb stands first in its bare form only: läs+år, lese+bok, but not fördjup+ande. */
  if (!segment->is_last && g_str_has_prefix(tags, "<vblex>") && vowel_groups(lemma) > 2)
    return FALSE;
  return !segment->is_last || agrees_with_whole(judge->whole, lemma, tags);
}

static gboolean only_looks_put_together(GHashTable *kinds, const WholeReadings *whole) {
  const char *lemma = whole->lemmas->str;
  for (guint i = 0; i < whole->count; i++, lemma += strlen(lemma) + 1)
    if (kind_of(kinds, lemma, strlen(lemma)) & PART_WHOLE)
      return TRUE;
  return FALSE;
}

/* --- the best way through the graph --- */

typedef struct {
  guint costs[TRANSDUCER_MAX_SYMBOLS + 1];                 /* of the best way to each symbol; G_MAXUINT: none */
  guint counts[TRANSDUCER_MAX_SYMBOLS + 1];                /* parts of that way */
  const CompoundSegment *last[TRANSDUCER_MAX_SYMBOLS + 1]; /* its last part */
} Ways;

static gboolean begins_with_any(const char *word, const char *const *beginnings) {
  for (; *beginnings; beginnings++)
    if (g_str_has_prefix(word, *beginnings))
      return TRUE;
  return FALSE;
}

static gboolean ends_in_any(const char *word, const char *const *endings) {
  for (; *endings; endings++)
    if (g_str_has_suffix(word, *endings))
      return TRUE;
  return FALSE;
}

gboolean compound_wants_linking_s(const char *lemma) {
  static const char *const with[] = {"ing",  "het", "skap", "skab", "dom", "sjon", "tion", "sion", "itet",
                                     "heit", "tät", "else", "sel",  "nad", "leik", "verk", NULL};
  static const char *const particles[] = {"an",   "av",   "af",  "be",  "bi",    "efter", "etter", "for", "för",
                                          "fram", "frem", "inn", "ind", "in",    "om",    "op",    "upp", "over",
                                          "över", "på",   "sam", "til", "under", "ut",    "ud",    NULL};
  static const char *const without[] = {"e", "a", "o", "er", "el", "ar", "or", "um", "i", "y", "s", NULL};
  return vowel_groups(lemma) > 1 &&
         (ends_in_any(lemma, with) || (begins_with_any(lemma, particles) && !ends_in_any(lemma, without)));
}

/* Preferences among ways of the same number of parts, each of which costs less than a part: nouns, and an s where it
 * belongs (avgifts+økning, serie+skaper). */
enum { PART_COST = 100, NO_NOUN_COST = 10, WRONG_S_COST = 6, MISSING_S_COST = 4 };

static guint cost_of(const CompoundSegment *segment, const char *lemma, char last_letter) {
  guint cost = PART_COST + (segment->is_noun ? 0 : NO_NOUN_COST);
  if (segment->is_last)
    return cost;
  gboolean has_s = last_letter == 's' && !g_str_has_suffix(lemma, "s"), wants_s = compound_wants_linking_s(lemma);
  return cost + (has_s == wants_s ? 0 : has_s ? WRONG_S_COST : MISSING_S_COST);
}

static void find_ways(const CompoundGraph *graph, const Judge *judge, Ways *ways) {
  for (guint i = 0; i <= judge->input->count; i++)
    ways->costs[i] = i ? G_MAXUINT : 0;
  ways->counts[0] = 0;
  for (guint i = 0; i < graph->segments->len; i++) {
    const CompoundSegment *segment = compound_graph_segment(graph, i);
    if (ways->costs[segment->start] == G_MAXUINT || ways->counts[segment->start] == LEXICON_MAX_PARTS)
      continue;
    char last_letter = judge->word[judge->input->offsets[segment->end] - 1];
    guint cost = ways->costs[segment->start] + cost_of(segment, compound_graph_lemma(graph, segment), last_letter);
    if (cost >= ways->costs[segment->end])
      continue;
    ways->costs[segment->end] = cost;
    ways->counts[segment->end] = ways->counts[segment->start] + 1;
    ways->last[segment->end] = segment;
  }
}

static guint take_parts(Lexicon *lexicon, const CompoundGraph *graph, const Judge *judge,
                        CompoundPart parts[LEXICON_MAX_PARTS]) {
  Ways ways;
  find_ways(graph, judge, &ways);
  guint end = judge->input->count, count = ways.costs[end] == G_MAXUINT ? 0 : ways.counts[end];
  for (guint i = count; i-- > 0;) {
    const CompoundSegment *segment = ways.last[end];
    parts[i] = (CompoundPart){.start = judge->input->offsets[segment->start],
                              .end = judge->input->offsets[end],
                              .lemma = lexicon_intern_lemma(lexicon, compound_graph_lemma(graph, segment)),
                              .tags = lexicon_intern(lexicon, compound_graph_tags(graph, segment))};
    end = segment->start;
  }
  return count;
}

/* Splits with each file in turn, until one can. */
static guint split_by(Lexicon *lexicon, const LexiconFiles *files, Judge *judge, gsize length, CompoundGraphFlags flags,
                      CompoundPart parts[LEXICON_MAX_PARTS]) {
  CompoundGraph *graph = lexicon_get_graph(lexicon);
  guint count = 0;
  for (guint i = 0; i < files->count && !count; i++) {
    TransducerInput input;
    if (!transducer_map(files->transducers[i], judge->word, length, &input) || input.count < SHORTEST_COMPOUND)
      continue;
    judge->input = &input;
    compound_graph_fill(graph, files->transducers[i], judge->word, &input, flags, is_believed, judge);
    count = take_parts(lexicon, graph, judge, parts);
  }
  return count;
}

/* First as the dictionaries' grammar has it, then with more freedom. A word that no dictionary has may begin with a
 * place; that is also better than chance parts (stockholms+regionen, not stock+holms+regionen). */
static guint split(Lexicon *lexicon, const LexiconFiles *files, Judge *judge, gsize length,
                   CompoundPart parts[LEXICON_MAX_PARTS]) {
  guint count = split_by(lexicon, files, judge, length, COMPOUND_STRICT, parts);
  if (!count)
    count = split_by(lexicon, files, judge, length, COMPOUND_RELAXED, parts);
  if (count == 2 || judge->whole->count)
    return count;
  CompoundPart with_place[LEXICON_MAX_PARTS];
  guint fewer = split_by(lexicon, files, judge, length, COMPOUND_RELAXED | COMPOUND_PLACES, with_place);
  if (!fewer || (count && fewer >= count))
    return count;
  memcpy(parts, with_place, fewer * sizeof *parts);
  return fewer;
}

static guint split_anew(Lexicon *lexicon, const char *language, const char *word, gsize length,
                        CompoundPart parts[LEXICON_MAX_PARTS]) {
  GHashTable *kinds = get_kinds(language);
  const LexiconFiles *files = lexicon_get_files(lexicon, language);
  if (!kinds || !files)
    return 0;
  WholeReadings whole = {.lemmas = g_string_new(NULL), .tags = g_string_new(NULL)};
  for (guint i = 0; i < files->count && !whole.count; i++) {
    TransducerInput input;
    whole.transducer = files->transducers[i];
    if (transducer_map(whole.transducer, word, length, &input))
      transducer_read(whole.transducer, &input, 0, TRANSDUCER_FOLD_CASE, add_whole, &whole);
  }
  Judge judge = {.kinds = kinds, .whole = &whole, .word = word};
  guint count = only_looks_put_together(kinds, &whole) ? 0 : split(lexicon, files, &judge, length, parts);
  g_string_free(whole.lemmas, TRUE);
  g_string_free(whole.tags, TRUE);
  return count;
}

guint compound_split(Lexicon *lexicon, const char *language, const char *word, gsize length,
                     CompoundPart parts[LEXICON_MAX_PARTS]) {
  LastSplit *last = lexicon_get_last_split(lexicon);
  gboolean fits = length > 0 && length < sizeof last->word && strlen(language) < sizeof last->language;
  if (!fits)
    return split_anew(lexicon, language, word, length, parts);
  if (strcmp(last->language, language) != 0 || strlen(last->word) != length || memcmp(last->word, word, length) != 0) {
    last->count = split_anew(lexicon, language, word, length, last->parts);
    g_strlcpy(last->language, language, sizeof last->language);
    memcpy(last->word, word, length);
    last->word[length] = '\0';
  }
  memcpy(parts, last->parts, last->count * sizeof *parts);
  return last->count;
}
