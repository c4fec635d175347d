/* Half words and the compounds that complete them. */
#include "language/ellipsis.h"

#include "language/compound.h"
#include "language/fold.h"
#include "language/lexicon_files.h"
#include "language/utf8.h"

#include <string.h>

#define SHORTEST_HALF 2 /* letters: "på- och avstigning" */
#define LONGEST_WORD 64 /* bytes; longer tokens are no words */
#define MOST_LOOKED_BACK 4

typedef struct {
  Lexicon *lexicon;
  const char *language; /* in hand */
  const char *text, *end;
  const Token *tokens;
  guint count;
  EllipsisWord *words;
  guint found;
  GString *half, *whole; /* in lower case: the half that is written, and the word that it shares a half with */
} Search;

static const char *const conjunctions[] = {"och",         "og",  "eller", "samt", "resp", "respektive",
                                           "henholdsvis", "hhv", "and",   "or",   NULL};

/* Particles that come and go in pairs ("in- och utgång"); compounds with them are not split (compound.h). */
static const char *const particles[] = {"in",    "inn",  "ind",  "ut",   "ud",   "upp",  "opp",   "op",
                                        "ned",   "ner",  "av",   "af",   "på",   "till", "til",   "från",
                                        "fra",   "för",  "före", "for",  "før",  "fram", "efter", "etter",
                                        "under", "över", "over", "inom", "utom", "med",  "mot",   NULL};

/* --- bytes around tokens --------------------------------------------------------------------------------------- */

/* Bytes of the hyphen at `p`; 0: none. */
static guint hyphen_size(const Search *search, const char *p) {
  if (p < search->end && *p == '-')
    return 1;
  return search->end - p >= 3 && (memcmp(p, "\u2010", 3) == 0 || memcmp(p, "\u2011", 3) == 0) ? 3 : 0;
}

static const char *token_end(const Search *search, guint i) {
  return search->tokens[i].start + search->tokens[i].length;
}

/* Whether a hyphen hangs after token i: no word goes on behind it. */
static gboolean hangs(const Search *search, guint i) {
  const char *p = token_end(search, i);
  guint size = hyphen_size(search, p);
  return size && (i + 1 == search->count || search->tokens[i + 1].start != p + size);
}

/* Whether what stands between token i, without its hanging hyphen, and the next token is `gap`, spaces left out. */
static gboolean gap_is(const Search *search, guint i, const char *gap) {
  const char *p = token_end(search, i), *end = search->tokens[i + 1].start;
  for (p += hyphen_size(search, p); p < end; p++) {
    if (*p == ' ' || *p == '\n')
      continue;
    if (*p != *gap++)
      return FALSE;
  }
  return *gap == '\0';
}

static gboolean is_conjunction(const char *word, gsize length) {
  for (const char *const *conjunction = conjunctions; *conjunction; conjunction++)
    if (strlen(*conjunction) == length && g_ascii_strncasecmp(word, *conjunction, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean token_is_conjunction(const Search *search, guint i) {
  return is_conjunction(search->tokens[i].start, search->tokens[i].length);
}

static void set_lower(GString *out, const char *word, gsize length) {
  g_string_truncate(out, 0);
  fold_lower_append(out, word, length);
}

/* Whether the token is a word of letters, of which at least one is no capital. */
typedef enum { NO_WORD, CAPITALS, WORD } WordShape;

static WordShape shape_of(const char *word, gsize length) {
  gboolean has_small = FALSE;
  const char *end = word + length;
  for (guint size; word < end; word += size) {
    gunichar c = utf8_read(word, end, &size);
    if (c == UTF8_INVALID || (!g_unichar_isalpha(c) && !g_unichar_ismark(c)))
      return NO_WORD;
    has_small = has_small || !g_unichar_isupper(c);
  }
  return has_small ? WORD : CAPITALS;
}

/* Whether the two can be halves of one word: letters only; capitals only among capitals ("KLIMA- OG ENERGIPLAN"). */
static gboolean are_words(const char *half, gsize half_length, const char *whole, gsize whole_length) {
  if (half_length > LONGEST_WORD || whole_length > LONGEST_WORD || half_length < SHORTEST_HALF)
    return FALSE;
  WordShape a = shape_of(half, half_length), b = shape_of(whole, whole_length);
  return a != NO_WORD && b != NO_WORD && (a != CAPITALS || b == CAPITALS);
}

/* --- the shared half ------------------------------------------------------------------------------------------- */

static void add_word(Search *search, const char *first, gsize first_length, const char *last, gsize last_length) {
  gsize length = first_length + last_length;
  if (search->found == ELLIPSIS_MAX || length >= ELLIPSIS_SIZE)
    return;
  EllipsisWord *word = &search->words[search->found];
  memcpy(word->text, first, first_length);
  memcpy(word->text + first_length, last, last_length);
  word->text[length] = '\0';
  word->length = length;
  for (guint i = 0; i < search->found; i++)
    if (strcmp(search->words[i].text, word->text) == 0)
      return;
  search->found++;
}

/* Whether the lexicon knows the half with what the whole has from `cut` on. */
static gboolean knows_at(const Search *search, gsize cut) {
  g_autoptr(GString) word = g_string_new(search->half->str);
  g_string_append(word, search->whole->str + cut);
  return lexicon_knows(search->lexicon, search->language, word->str, word->len);
}

static void add_at(Search *search, gsize cut) {
  add_word(search, search->half->str, search->half->len, search->whole->str + cut, search->whole->len - cut);
}

static gboolean note_word(const TransducerReading *reading, gpointer data) {
  gboolean *is_word = data;
  *is_word = !reading->begins_compound;
  return !*is_word;
}

/* Whether the half with `rest` is a word of the dictionary itself, not one that it can put together: it can put
 * together nearly anything. */
static gboolean is_dictionary_word(const Search *search, const char *rest) {
  const LexiconFiles *files = lexicon_get_files(search->lexicon, search->language);
  g_autoptr(GString) word = g_string_new(search->half->str);
  TransducerInput input;
  gboolean is_word = FALSE;
  g_string_append(word, rest);
  for (guint i = 0; files && i < files->count && !is_word; i++)
    if (transducer_map(files->transducers[i], word->str, word->len, &input))
      transducer_read(files->transducers[i], &input, 0, TRANSDUCER_WHOLE, note_word, &is_word);
  return is_word;
}

/* The half with what follows a cut inside the first part, where that is a compound itself: "jord" and
 * "skogs|bruks|frågor". */
static void add_inside_first(Search *search, const CompoundPart *first) {
  CompoundPart parts[LEXICON_MAX_PARTS];
  guint n = compound_split(search->lexicon, search->language, first->lemma, strlen(first->lemma), parts);
  for (guint i = 1; i < n; i++)
    if (parts[i].start < first->end && memcmp(first->lemma, search->whole->str, parts[i].start) == 0 &&
        is_dictionary_word(search, first->lemma + parts[i].start))
      add_at(search, parts[i].start);
}

/* The longest particle that the word begins with; "" for none. */
static const char *particle_at(const char *word) {
  const char *longest = "";
  for (const char *const *particle = particles; *particle; particle++)
    if (g_str_has_prefix(word, *particle) && strlen(*particle) > strlen(longest))
      longest = *particle;
  return longest;
}

/* "in" and "utgång": the particle of the whole gives way to the other, if that makes a word. */
static void add_by_particle(Search *search) {
  gsize half = strlen(particle_at(search->half->str)), whole = strlen(particle_at(search->whole->str));
  if (whole && half == search->half->len && knows_at(search, whole))
    add_at(search, whole);
}

/* The half with the last half of the whole: what follows its last cut, and before that what follows an earlier one,
 * where the half makes a word of the dictionary with the part behind it. */
static void add_first_half(Search *search) {
  CompoundPart parts[LEXICON_MAX_PARTS];
  guint n = compound_split(search->lexicon, search->language, search->whole->str, search->whole->len, parts);
  if (n < 2) {
    add_by_particle(search);
    return;
  }
  add_inside_first(search, &parts[0]);
  for (guint i = 1; i < n; i++)
    if (i + 1 == n || is_dictionary_word(search, parts[i].lemma))
      add_at(search, parts[i].start);
}

/* The half as last half, with all that the whole has before its own. */
static void add_last_half(Search *search) {
  CompoundPart parts[LEXICON_MAX_PARTS];
  guint n = compound_split(search->lexicon, search->language, search->whole->str, search->whole->len, parts);
  if (n > 1)
    add_word(search, search->whole->str, parts[n - 1].start, search->half->str, search->half->len);
}

/* Calls `add` in the text's language, or in each that it can be in. */
static void add_in_languages(Search *search, const char *language, void (*add)(Search *search)) {
  static const char *const all[] = {"sv", "nb", "nn", "da"};
  gboolean is_known = language && strcmp(language, "mul") != 0 && strcmp(language, "und") != 0;
  search->language = language;
  if (is_known)
    add(search);
  for (gsize i = 0; !is_known && i < G_N_ELEMENTS(all); i++) {
    search->language = all[i];
    add(search);
  }
}

/* --- a first half with a hanging hyphen ------------------------------------------------------------------------ */

/* The token that the half at tokens[0] shares its last half with; 0: none. */
static guint find_whole(const Search *search) {
  guint i = 0;
  while (hangs(search, i)) {
    if (i + 1 >= search->count)
      return 0;
    gboolean listed = gap_is(search, i, ",") || gap_is(search, i, "/") || gap_is(search, i, "&");
    if (!listed && !gap_is(search, i, "") && !gap_is(search, i, ",&"))
      return 0;
    i++;
    gboolean joined = FALSE;
    /* "och/eller", "resp. " */
    while (i + 1 < search->count && token_is_conjunction(search, i) &&
           (gap_is(search, i, "") || gap_is(search, i, "/") || gap_is(search, i, "."))) {
      i++;
      joined = TRUE;
    }
    if (!listed && !joined)
      return 0;
    /* A comma alone leads on to another half. */
    if (!joined && gap_is(search, i - 1, ",") && !hangs(search, i))
      return 0;
  }
  return i;
}

/* "avløps-anlegg": what is shared stands behind the whole's own hyphen. *last gets its token. */
static gboolean has_own_hyphen(const Search *search, guint whole, guint *last) {
  guint i = whole;
  for (guint size; i + 1 < search->count && (size = hyphen_size(search, token_end(search, i))) &&
                   search->tokens[i + 1].start == token_end(search, i) + size;)
    i++;
  *last = i;
  return i > whole;
}

static void find_hanging(Search *search, const char *language) {
  guint whole = find_whole(search), last;
  const Token *half = &search->tokens[0];
  if (!whole || !are_words(half->start, half->length, search->tokens[whole].start, search->tokens[whole].length))
    return;
  set_lower(search->half, half->start, half->length);
  if (has_own_hyphen(search, whole, &last)) {
    const Token *shared = &search->tokens[last];
    if (shape_of(shared->start, shared->length) == WORD) { /* "sommer- og vinter-OL" keeps its hyphen */
      set_lower(search->whole, shared->start, shared->length);
      add_at(search, 0);
    }
    return;
  }
  set_lower(search->whole, search->tokens[whole].start, search->tokens[whole].length);
  add_in_languages(search, language, add_first_half);
}

/* --- a first half before a slash ------------------------------------------------------------------------------- */

/* The number and definiteness that tags tell: "<pl><ind>". */
static gboolean agree(const char *a, const char *b) {
  static const char *const inflections[] = {"<sg>", "<pl>", "<ind>", "<def>"};
  for (gsize i = 0; i < G_N_ELEMENTS(inflections); i++)
    if (!strstr(a, inflections[i]) != !strstr(b, inflections[i]))
      return FALSE;
  return TRUE;
}

/* Whether the half can be a word beside the whole ("lærer/skoleleder"): a noun of the same inflection. */
static gboolean stands_alone(const Search *search, const char *tags) {
  Lemma lemmas[LEXICON_MAX_LEMMAS];
  guint count = lexicon_find_lemmas(search->lexicon, search->language, search->half->str, search->half->len, lemmas);
  for (guint i = 0; i < count; i++)
    if (strcmp(lemmas[i].category, "n") != 0 || agree(lemmas[i].tags, tags))
      return TRUE;
  return FALSE;
}

static void add_before_slash(Search *search) {
  CompoundPart parts[LEXICON_MAX_PARTS];
  guint n = compound_split(search->lexicon, search->language, search->whole->str, search->whole->len, parts);
  if (n < 2 || !g_str_has_prefix(parts[n - 1].tags, "<n>") || stands_alone(search, parts[n - 1].tags))
    return;
  gsize cut = parts[n - 1].start;
  if (!g_str_has_suffix(search->half->str, parts[n - 1].lemma) && knows_at(search, cut))
    add_at(search, cut);
}

static void find_before_slash(Search *search, const char *language) {
  const Token *half = &search->tokens[0], *whole = &search->tokens[1];
  if (whole->start != token_end(search, 0) + 1 || token_is_conjunction(search, 0) ||
      !are_words(half->start, half->length, whole->start, whole->length))
    return;
  set_lower(search->half, half->start, half->length);
  set_lower(search->whole, whole->start, whole->length);
  add_in_languages(search, language, add_before_slash);
}

/* --- a last half with a hyphen before it ----------------------------------------------------------------------- */

/* The begin of the run of letters that ends at `p`. */
static const char *word_start(const Search *search, const char *p) {
  const char *end = p;
  while (p > search->text && end - p <= LONGEST_WORD) {
    const char *c = p - 1;
    guint size;
    while (c > search->text && p - c < 4 && utf8_is_trail((guint8)*c))
      c--;
    gunichar letter = utf8_read(c, end, &size);
    if (letter == UTF8_INVALID || c + size != p || !g_unichar_isalpha(letter))
      break;
    p = c;
  }
  return p;
}

/* What stands before `p`, without one space. */
static const char *before_space(const Search *search, const char *p) {
  return p > search->text && p[-1] == ' ' ? p - 1 : p;
}

/* Before "-åtgärder" at `hyphen`: the end of the word that is listed before it ("klimatplaner och -åtgärder", "...,
 * -åtgärder"); NULL: none. */
static const char *listed_before(const Search *search, const char *hyphen) {
  const char *p = before_space(search, hyphen);
  if (p == hyphen || p == search->text)
    return NULL;
  if (p[-1] == ',')
    return p - 1;
  const char *word = word_start(search, p);
  if (!is_conjunction(word, (gsize)(p - word)) && !(p[-1] == '&' && (word = p - 1)))
    return NULL;
  p = before_space(search, word);
  return p == word ? NULL : p > search->text && p[-1] == ',' ? p - 1 : p;
}

/* Before "-åtgärder" at `hyphen`: the begin of the whole word, over other last halves ("klimatplaner, -mål och
 * -åtgärder"); NULL: none. *end gets its end. */
static const char *find_whole_before(const Search *search, const char *hyphen, const char **end) {
  for (guint i = 0; i < MOST_LOOKED_BACK && (*end = listed_before(search, hyphen)); i++) {
    const char *start = word_start(search, *end);
    if (start == search->text || start[-1] != '-')
      return start;
    hyphen = start - 1;
  }
  return NULL;
}

static void find_after_hyphen(Search *search, const char *language) {
  const Token *half = &search->tokens[0];
  const char *end, *start = find_whole_before(search, half->start - 1, &end);
  if (!start || !are_words(half->start, half->length, start, (gsize)(end - start)))
    return;
  set_lower(search->half, half->start, half->length);
  set_lower(search->whole, start, (gsize)(end - start));
  add_in_languages(search, language, add_last_half);
}

guint ellipsis_find(Lexicon *lexicon, const char *language, const char *text, gsize length, const Token *tokens,
                    guint count, EllipsisWord words[ELLIPSIS_MAX]) {
  g_return_val_if_fail(count > 0, 0);
  g_autoptr(GString) half = g_string_sized_new(LONGEST_WORD), whole = g_string_sized_new(LONGEST_WORD);
  Search search = {.lexicon = lexicon,
                   .text = text,
                   .end = text + length,
                   .tokens = tokens,
                   .count = MIN(count, NOTATIONS_WINDOW),
                   .words = words,
                   .half = half,
                   .whole = whole};
  const char *end = token_end(&search, 0);
  if (hangs(&search, 0))
    find_hanging(&search, language);
  else if (end < search.end && *end == '/' && search.count > 1)
    find_before_slash(&search, language);
  else if (tokens[0].start - text > 1 && tokens[0].start[-1] == '-' && tokens[0].start[-2] == ' ')
    find_after_hyphen(&search, language);
  return search.found;
}
