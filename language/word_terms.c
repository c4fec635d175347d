/* Surface form, lemmas or stem, compound parts of one word. */
#include "language/word_terms.h"

#include "language/compound.h"
#include "language/fold.h"
#include "language/notations.h"
#include "language/stem.h"
#include "language/stop_words.h"

#include <string.h>

#define LONGEST_WORD 64 /* bytes; a longer token is encoded data */
#define SHORTEST_WORD 3 /* characters; of shorter ones the lexica know letters and signs */

/* Whose lexica are asked where the language cannot be known. */
static const char *const nordic[] = {"sv", "nb", "nn", "da"};

struct WordAnalyser {
  Stemmer *stemmer;
  Lexicon *lexicon;
  GString *lower, *scratch;
};

/* Lexica are large, and programs have several analysers: one for each full-text table, one for the query. */
static Lexicon *shared_lexicon(void) {
  static Lexicon *lexicon;
  if (!lexicon)
    lexicon = lexicon_new();
  return lexicon;
}

WordAnalyser *word_analyser_new(void) {
  WordAnalyser *analyser = g_new0(WordAnalyser, 1);
  analyser->stemmer = stemmer_new();
  analyser->lexicon = shared_lexicon();
  analyser->lower = g_string_new(NULL);
  analyser->scratch = g_string_new(NULL);
  return analyser;
}

void word_analyser_free(WordAnalyser *analyser) {
  if (!analyser)
    return;
  stemmer_free(analyser->stemmer);
  g_string_free(analyser->lower, TRUE);
  g_string_free(analyser->scratch, TRUE);
  g_free(analyser);
}

void analyser_trim(void) {
  lexicon_forget(shared_lexicon());
}

Lexicon *word_analyser_get_lexicon(WordAnalyser *analyser) {
  return analyser->lexicon;
}

TermKind term_kind_of(const char *term) {
  switch (*term) {
  case LEMMA_PREFIX:
    return TERM_LEMMA;
  case MAYBE_PREFIX:
    return TERM_MAYBE;
  case PART_PREFIX:
    return TERM_PART;
  case NOTATION_PREFIX:
    return TERM_NOTATION;
  default:
    return TERM_SURFACE;
  }
}

/* --- the list ---------------------------------------------------------------------------------------------- */

static gboolean has_term(const TermList *list, const char *term, gsize length) {
  const char *p = list->bytes->str;
  for (guint i = 0; i < list->count; p += list->lengths[i++])
    if (list->lengths[i] == length && memcmp(p, term, length) == 0)
      return TRUE;
  return FALSE;
}

static void add_term(TermList *list, const char *term, gsize length) {
  if (list->count == MOST_WORD_TERMS || length == 0 || length > G_MAXUINT16 || has_term(list, term, length))
    return;
  g_string_append_len(list->bytes, term, (gssize)length);
  list->lengths[list->count++] = (guint16)length;
}

/* Adds `form` folded behind the prefix, unless it is the surface form (the first `surface` bytes of the list) or empty.
 */
static void add_form(WordAnalyser *analyser, TermList *list, gsize surface, char prefix, const char *form,
                     gsize length) {
  GString *term = analyser->scratch;
  g_string_truncate(term, 0);
  g_string_append_c(term, prefix);
  fold_append(term, form, length);
  gboolean is_surface = term->len - 1 == surface && memcmp(term->str + 1, list->bytes->str, surface) == 0;
  if (term->len > 1 && !is_surface)
    add_term(list, term->str, term->len);
}

/* --- forms ------------------------------------------------------------------------------------------------- */

/* Bytes of the word before an inflection that writing sets apart: "eu:s" and "göran's" -> 2 and 6; else all. Long
 * tails are other things: "http:something", "o'connor". */
static gsize without_set_off_ending(const char *lower, gsize length) {
  for (gsize i = length; i-- > 1 && length - i <= 5;)
    if (lower[i] == ':' || (lower[i] == '\'' && length - i == 2 && lower[i + 1] == 's'))
      return i;
  return length;
}

static void add_stem(WordAnalyser *analyser, TermList *list, gsize surface, const char *language, const char *word,
                     gsize length) {
  gsize stem_length;
  const char *stem = stemmer_stem(analyser->stemmer, language, word, length, &stem_length);
  add_form(analyser, list, surface, LEMMA_PREFIX, stem, stem_length);
}

static void add_parts(WordAnalyser *analyser, TermList *list, gsize surface, const char *language, const char *word,
                      gsize length) {
  CompoundPart parts[LEXICON_MAX_PARTS];
  guint count = compound_split(analyser->lexicon, language, word, length, parts);
  for (guint i = 0; i < count; i++)
    add_form(analyser, list, surface, PART_PREFIX, parts[i].lemma, strlen(parts[i].lemma));
}

/* In a language that is known: one lemma, or several that the form may have; the stem where there is none. */
static void add_known(WordAnalyser *analyser, TermList *list, gsize surface, const char *language, const char *word,
                      gsize length) {
  Lemma lemmas[LEXICON_MAX_LEMMAS];
  guint count = lexicon_find_lemmas(analyser->lexicon, language, word, length, lemmas);
  gboolean sure = TRUE; /* one lemma, be it as noun and as verb */
  for (guint i = 1; i < count; i++)
    sure = sure && strcmp(lemmas[i].text, lemmas[0].text) == 0;
  for (guint i = 0; i < count; i++)
    add_form(analyser, list, surface, sure ? LEMMA_PREFIX : MAYBE_PREFIX, lemmas[i].text, strlen(lemmas[i].text));
  if (count == 0)
    add_stem(analyser, list, surface, language, word, length);
}

/* In a language that cannot be known: lemmas that all who know the word agree on, else all of them as may-be. */
static void add_unknown(WordAnalyser *analyser, TermList *list, gsize surface, const char *word, gsize length) {
  Lemma lemmas[G_N_ELEMENTS(nordic)][LEXICON_MAX_LEMMAS];
  guint counts[G_N_ELEMENTS(nordic)];
  const char *only = NULL;
  gboolean agreed = TRUE, known = FALSE;
  for (gsize l = 0; l < G_N_ELEMENTS(nordic); l++) {
    counts[l] = lexicon_find_lemmas(analyser->lexicon, nordic[l], word, length, lemmas[l]);
    for (guint i = 0; i < counts[l]; i++) {
      known = TRUE;
      agreed = agreed && (!only || strcmp(only, lemmas[l][i].text) == 0);
      only = lemmas[l][i].text;
    }
  }
  for (gsize l = 0; l < G_N_ELEMENTS(nordic); l++)
    for (guint i = 0; i < counts[l]; i++)
      add_form(analyser, list, surface, agreed ? LEMMA_PREFIX : MAYBE_PREFIX, lemmas[l][i].text,
               strlen(lemmas[l][i].text));
  for (gsize l = 0; !known && l < G_N_ELEMENTS(nordic); l++)
    add_stem(analyser, list, surface, nordic[l], word, length);
}

static gboolean is_any(const char *language) {
  return strcmp(language, "und") == 0 || strcmp(language, "mul") == 0;
}

static void begin(TermList *out) {
  out->count = 0;
  g_string_truncate(out->bytes, 0);
}

/* A name of a place is no compound of what it is put together of: Sundsvall, Kristiansand. */
static gboolean is_place_name(const char *token, const char *folded) {
  return g_unichar_isupper(g_utf8_get_char(token)) && notations_is_place(folded);
}

void word_analyser_run(WordAnalyser *analyser, const char *language, const char *token, gsize length, gboolean word,
                       TermList *out) {
  begin(out);
  fold_append(out->bytes, token, length);
  gsize surface = out->bytes->len;
  if (surface == 0 || surface > G_MAXUINT16)
    return;
  out->lengths[out->count++] = (guint16)surface;
  if (!word || length > LONGEST_WORD || g_utf8_strlen(out->bytes->str, -1) < SHORTEST_WORD ||
      stop_words_contain(out->bytes->str))
    return;
  g_string_truncate(analyser->lower, 0);
  fold_lower_append(analyser->lower, token, length);
  const char *lower = analyser->lower->str;
  gsize bytes = without_set_off_ending(lower, analyser->lower->len);
  gboolean place = is_place_name(token, out->bytes->str);
  if (is_any(language))
    add_unknown(analyser, out, surface, lower, bytes);
  else
    add_known(analyser, out, surface, language, lower, bytes);
  for (gsize l = 0; !place && is_any(language) && l < G_N_ELEMENTS(nordic); l++)
    add_parts(analyser, out, surface, nordic[l], lower, bytes);
  if (!place && !is_any(language))
    add_parts(analyser, out, surface, language, lower, bytes);
}

void word_analyser_run_ellipsis(WordAnalyser *analyser, const char *language, const char *word, gsize length,
                                TermList *out) {
  begin(out);
  add_form(analyser, out, 0, LEMMA_PREFIX, word, length);
  if (is_any(language))
    add_unknown(analyser, out, 0, word, length);
  else
    add_known(analyser, out, 0, language, word, length);
}
