/* The decision, from the surest witness to the least:
 *
 *  1. names of files, addresses, options: as they stand
 *  2. the document has the very word elsewhere, joined or with a hyphen
 *  3. abbreviations, digits, capitals: the hyphen is the writer's
 *  4. a word of a lexicon that breaks within a part ("kommu-nen"): the hyphen is the typesetter's
 *  5. the document's habit with other words that begin so ("debian-paket")
 *  6. a compound that breaks between its parts ("klima-plan"): joined, as Nordic compounds are
 *  7. two words, one of them in no lexicon ("timeout-värdet", "higher-level"): the writer's
 *  8. else the typesetter's, as most are
 *
 * The languages of the document are not known yet: all lexica are asked. Few words are, those at breaks. */
#include "pipeline/stages/hyphen_rules.h"
#include "language/compound.h"
#include "pipeline/stages/words.h"

#include <string.h>

static const char *const languages[] = {"sv", "nb", "nn", "da"};

#define FEW_WORDS 3     /* that begin alike and make a habit */
#define SHORTEST_WORD 4 /* letters: shorter ones are endings as well */

typedef struct {
  guint join, glue;
} Guesses;

struct HyphenRules {
  const Document *document;
  DocumentWords *words;                      /* NULL until needed */
  GHashTable *guesses;                       /* char*: the joined word, lower case -> Guesses* */
  Lexicon *lexicon;                          /* NULL: none, or none with files */
  gboolean lexicon_seen;                     /* whether it has been looked for files */
  gboolean lacked_lexicon;                   /* whether it was to be asked and was not there */
  GHashTable *asked;                         /* char*: parts with a hyphen between, lower case -> Known */
  guint likely;                              /* in `languages`: the one that knew the last word */
  GString *left, *right, *joined, *hyphened; /* of the break in hand, lower case */
};

HyphenRules *hyphen_rules_new(const Document *document, Lexicon *lexicon) {
  HyphenRules *rules = g_new0(HyphenRules, 1);
  rules->document = document;
  rules->lexicon = lexicon;
  rules->guesses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  rules->asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  rules->left = g_string_new(NULL);
  rules->right = g_string_new(NULL);
  rules->joined = g_string_new(NULL);
  rules->hyphened = g_string_new(NULL);
  return rules;
}

gboolean hyphen_rules_lacked_lexicon(const HyphenRules *rules) {
  return rules->lacked_lexicon;
}

void hyphen_rules_free(HyphenRules *rules) {
  if (!rules)
    return;
  document_words_free(rules->words);
  g_hash_table_unref(rules->guesses);
  g_hash_table_unref(rules->asked);
  g_string_free(rules->left, TRUE);
  g_string_free(rules->right, TRUE);
  g_string_free(rules->joined, TRUE);
  g_string_free(rules->hyphened, TRUE);
  g_free(rules);
}

static gboolean is_tight(const HyphenBreak *at) {
  return at->gap == GAP_LINE || at->gap == GAP_PAGE;
}

static void take_break(HyphenRules *rules, const HyphenBreak *at) {
  g_string_truncate(rules->left, 0);
  g_string_truncate(rules->right, 0);
  append_lower(rules->left, at->left);
  append_lower(rules->right, at->right);
  g_string_printf(rules->joined, "%s%s", rules->left->str, rules->right->str);
  g_string_printf(rules->hyphened, "%s-%s", rules->left->str, rules->right->str);
  if (!rules->words)
    rules->words = document_words_new(rules->document);
}

/* --- the lexica ---------------------------------------------------------------------------------------------- */

static gboolean has_lexicon(HyphenRules *rules) {
  if (rules->lexicon && !rules->lexicon_seen) {
    gboolean any = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(languages) && !any; i++)
      any = lexicon_has(rules->lexicon, languages[i]);
    if (!any)
      rules->lexicon = NULL;
    rules->lexicon_seen = TRUE;
  }
  rules->lacked_lexicon |= rules->lexicon == NULL;
  return rules->lexicon != NULL;
}

static gboolean lexicon_knows_any(HyphenRules *rules, const GString *word) {
  for (gsize i = 0; i < G_N_ELEMENTS(languages) && has_lexicon(rules); i++)
    if (lexicon_knows(rules->lexicon, languages[i], word->str, word->len))
      return TRUE;
  return FALSE;
}

/* Where a known word breaks. */
typedef enum { UNKNOWN, BETWEEN_PARTS, WITHIN_PART } Known;

/* Words of the dictionary and compounds that both the grammar and the splitting believe in are sure; of those that one
 * alone allows, the splitting is believed, less. */
static Known ask_language(HyphenRules *rules, const char *language) {
  const GString *word = rules->joined;
  CompoundPart parts[LEXICON_MAX_PARTS];
  guint count = compound_split(rules->lexicon, language, word->str, word->len, parts);
  for (guint i = 0; i + 1 < count; i++)
    if (parts[i].end == rules->left->len)
      return BETWEEN_PARTS;
  if (count == 0)
    return lexicon_knows_whole(rules->lexicon, language, word->str, word->len) ? WITHIN_PART : UNKNOWN;
  return lexicon_knows(rules->lexicon, language, word->str, word->len) ? WITHIN_PART : BETWEEN_PARTS;
}

/* The most that any language knows. Most words are known to the language of the document, which is asked first: then
 * nothing is left to be known by others. */
static Known ask_languages(HyphenRules *rules) {
  Known known = UNKNOWN;
  for (guint i = 0; i < G_N_ELEMENTS(languages) && known != WITHIN_PART; i++) {
    guint at = (rules->likely + i) % G_N_ELEMENTS(languages);
    known = MAX(known, ask_language(rules, languages[at]));
    if (known == WITHIN_PART)
      rules->likely = at;
  }
  return known;
}

/* A word is asked for in the dry walk and for good, and often breaks more than once. */
static Known ask_lexica(HyphenRules *rules) {
  gpointer known;
  if (!has_lexicon(rules))
    return UNKNOWN;
  if (!g_hash_table_lookup_extended(rules->asked, rules->hyphened->str, NULL, &known)) {
    known = GUINT_TO_POINTER(ask_languages(rules));
    g_hash_table_insert(rules->asked, g_strdup(rules->hyphened->str), known);
  }
  return (Known)GPOINTER_TO_UINT(known);
}

/* --- the document -------------------------------------------------------------------------------------------- */

/* What the whole document says of the two spellings: words that stand whole, else (where the break itself says
 * little) what was made of the same word elsewhere. */
static HyphenVerdict decide_by_document(const HyphenRules *rules, const HyphenBreak *at) {
  guint join = document_words_count(rules->words, rules->joined->str);
  guint glue = document_words_count(rules->words, rules->hyphened->str);
  const Guesses *guesses = g_hash_table_lookup(rules->guesses, rules->joined->str);
  if (join == 0 && glue == 0 && guesses && (!is_tight(at) || at->in_cells)) {
    join = guesses->join;
    glue = guesses->glue;
  }
  return join > glue ? JOIN : glue > 0 ? GLUE : KEEP;
}

/* What the document does with other words that begin so. */
typedef enum { HABIT_UNKNOWN, HABIT_JOINS, HABIT_HYPHENS } Habit;

static Habit find_habit(HyphenRules *rules) {
  guint hyphened, joined;
  document_words_habit(rules->words, rules->left->str, &hyphened, &joined);
  if (hyphened > joined)
    return HABIT_HYPHENS;
  return hyphened == 0 && joined >= FEW_WORDS ? HABIT_JOINS : HABIT_UNKNOWN;
}

static void remember(HyphenRules *rules, HyphenVerdict verdict) {
  Guesses *guesses = g_hash_table_lookup(rules->guesses, rules->joined->str);
  if (!guesses) {
    guesses = g_new0(Guesses, 1);
    g_hash_table_insert(rules->guesses, g_strdup(rules->joined->str), guesses);
  }
  guesses->join += verdict == JOIN;
  guesses->glue += verdict == GLUE;
}

/* --- the rules ----------------------------------------------------------------------------------------------- */

/* "EU", "CO2", "NGO", "iPad": what keeps its hyphen before the next part. */
static gboolean is_abbreviation(TextSpan word) {
  const char *end = word.start + word.length;
  for (const char *p = word.start; p < end; p = utf8_after(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isdigit(c) || (g_unichar_isupper(c) && p > word.start))
      return TRUE;
  }
  return FALSE;
}

static gboolean is_lower_start(TextSpan word) {
  return g_unichar_islower(span_first_char(word));
}

static gboolean is_range_word(TextSpan word) {
  static const char *const words[] = {"till", "til", "to", "mot"};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (span_equal_nocase(word, span_of(words[i])))
      return TRUE;
  return FALSE;
}

static gboolean is_known_word(HyphenRules *rules, const GString *word) {
  return lexicon_knows_any(rules, word) || document_words_count(rules->words, word->str) > 0;
}

/* "inloggnings": a word with the s that links it to the next. */
static gboolean has_linking_s(HyphenRules *rules) {
  gsize length = rules->left->len;
  if (length < 4 || rules->left->str[length - 1] != 's')
    return FALSE;
  g_autoptr(GString) stem = g_string_new_len(rules->left->str, (gssize)length - 1);
  return is_known_word(rules, stem);
}

/* Two words of one Nordic language: put together where they belong together, even if no grammar foresees it
 * ("sydskog").
 */
static gboolean are_of_one_lexicon(HyphenRules *rules) {
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
    if (lexicon_knows(rules->lexicon, languages[i], rules->left->str, rules->left->len) &&
        lexicon_knows(rules->lexicon, languages[i], rules->right->str, rules->right->len))
      return TRUE;
  return FALSE;
}

/* Two words beside each other, one of them foreign or technical. English writes some in one. */
static gboolean are_two_words(HyphenRules *rules, const HyphenBreak *at) {
  return span_characters(at->right) >= SHORTEST_WORD && !word_is_function(at->left) && !word_is_solid_start(at->left) &&
         !word_is_function(at->right) && is_known_word(rules, rules->left) && is_known_word(rules, rules->right) &&
         !are_of_one_lexicon(rules) && !has_linking_s(rules);
}

/* "keep-alive-paket", "suspend-to-disk": a word of several, whose last is not one with the next. */
static gboolean is_chain(const HyphenBreak *at, Known known) {
  return at->before == '-' && (known == UNKNOWN || word_is_function(at->left));
}

/* Where the break has no line end, or a blank line: a hyphen and a space are rather the writer's on one line ("barne-
 * ungdoms- og familie", "mor- far"). */
static HyphenVerdict decide_loose(const HyphenBreak *at) {
  gsize left = span_characters(at->left), right = span_characters(at->right);
  if (word_is_function(at->right) || word_is_numeral(at->right) || word_is_numeral(at->left) || left < 3)
    return KEEP;
  if (at->gap == GAP_BLOCK)
    return right >= 3 ? JOIN : KEEP;
  return right >= 4 && at->after != '-' && !at->after_hanging ? JOIN : KEEP;
}

/* "icke-statlig", "ikke-fornybar": written with a hyphen as a rule. */
static gboolean is_negation(TextSpan word) {
  static const char *const words[] = {"icke", "ikke", "ikkje"};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (span_equal_nocase(word, span_of(words[i])))
      return TRUE;
  return FALSE;
}

/* Where neither spelling occurs elsewhere. */
static HyphenVerdict decide_by_rule(HyphenRules *rules, const HyphenBreak *at) {
  HyphenVerdict hyphen = is_tight(at) && !at->in_cells ? GLUE : KEEP;
  if (!at->in_capitals && (is_abbreviation(at->left) || !is_lower_start(at->right)))
    return hyphen;
  if (span_characters(at->left) < 2 || is_negation(at->left))
    return hyphen;
  Known known = ask_lexica(rules);
  if (known == WITHIN_PART && is_tight(at))
    return JOIN;
  if (at->in_cells || span_characters(at->right) < 2)
    return KEEP;
  if (!at->in_capitals && is_abbreviation(at->right))
    return hyphen;
  if (known == BETWEEN_PARTS && is_tight(at) && has_linking_s(rules))
    return JOIN;
  Habit habit = find_habit(rules);
  if (habit == HABIT_HYPHENS || (has_lexicon(rules) && is_chain(at, known)))
    return at->gap == GAP_SPACE ? KEEP : GLUE;
  if (has_lexicon(rules) && known == UNKNOWN && habit != HABIT_JOINS && are_two_words(rules, at))
    return hyphen;
  return is_tight(at) ? JOIN : decide_loose(at);
}

/* Conjunctions that end few words: "person- eller" is not "personeller", but "strøm-men" may be "strømmen". */
static gboolean is_plain_conjunction(TextSpan word) {
  static const char *const words[] = {"och", "eller", "og", "samt", "respektive", "and"};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (span_equal_nocase(word, span_of(words[i])))
      return TRUE;
  return FALSE;
}

/* "klimat- och", "2- til": hanging, unless the lexicon knows better ("au-to", "strøm-men", "mod-eller"). */
static HyphenVerdict decide_hanging(HyphenRules *rules, const HyphenBreak *at) {
  if (is_plain_conjunction(at->right) && span_characters(at->left) >= SHORTEST_WORD &&
      is_known_word(rules, rules->left))
    return KEEP;
  return is_tight(at) && !at->in_cells && !is_abbreviation(at->left) && ask_lexica(rules) == WITHIN_PART ? JOIN : KEEP;
}

/* "promo-tions12": the number of a note is no part of the word; "amd64" is one. */
static TextSpan without_note(TextSpan word) {
  TextSpan bare = word;
  while (bare.length > 0 && word.length - bare.length < 2 && g_ascii_isdigit(bare.start[bare.length - 1]))
    bare.length--;
  return !span_has_digit(bare) && span_letters(bare) >= SHORTEST_WORD ? bare : word;
}

HyphenVerdict hyphen_rules_decide(HyphenRules *rules, const HyphenBreak *as_printed) {
  HyphenBreak without = *as_printed, *at = &without;
  at->right = without_note(at->right);
  if (at->in_name)
    return is_tight(at) && !at->in_cells ? GLUE : KEEP;
  if ((at->gap == GAP_SPACE && word_is_function(at->right)) || (at->gap == GAP_BLOCK && !is_lower_start(at->right)) ||
      (at->gap == GAP_SPACE && !g_unichar_isalpha(span_first_char(at->right))))
    return KEEP;
  take_break(rules, at);
  gboolean hanging = word_is_conjunction(at->right) || is_range_word(at->right);
  HyphenVerdict verdict = decide_by_document(rules, at);
  if (verdict == JOIN || (verdict == GLUE && !word_is_conjunction(at->right)))
    return verdict;
  verdict = hanging ? decide_hanging(rules, at) : decide_by_rule(rules, at);
  remember(rules, verdict);
  return verdict;
}
