/* The words that begin a notation, and the phrases that mean one thing: abbreviations, number words and names of
 * places, loaded from data/ when first asked for; month names from ICU. */
#include "language/notation_rules.h"

#include "language/fold.h"
#include "language/knowledge.h"

#include <string.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

/* --- the table ------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *text;
  gsize length;
} WordKey;

typedef struct {
  GHashTable *words;  /* WordKey -> NotationWord */
  GHashTable *places; /* folded names */
  GStringChunk *strings;
  guint64 fingerprint;
} Knowledge;

static guint word_hash(gconstpointer data) {
  const WordKey *key = data;
  guint hash = 2166136261u; /* FNV-1a */
  for (gsize i = 0; i < key->length; i++)
    hash = (hash ^ (guchar)key->text[i]) * 16777619u;
  return hash;
}

static gboolean word_equal(gconstpointer a, gconstpointer b) {
  const WordKey *x = a, *y = b;
  return x->length == y->length && memcmp(x->text, y->text, x->length) == 0;
}

static void mark(Knowledge *knowledge, const char *text) {
  do
    knowledge->fingerprint = (knowledge->fingerprint ^ (guchar)*text) * 1099511628211u;
  while (*text++);
}

/* The folded form of a piece of text, kept as long as the program runs. */
static const char *keep_folded(Knowledge *knowledge, const char *text, gsize length) {
  g_autoptr(GString) folded = g_string_new(NULL);
  fold_append(folded, text, length);
  return g_string_chunk_insert_const(knowledge->strings, folded->str);
}

/* The entry of a folded word, which must be kept; made where it is new. */
static NotationWord *get_word(Knowledge *knowledge, const char *folded) {
  WordKey key = {folded, strlen(folded)};
  NotationWord *word = g_hash_table_lookup(knowledge->words, &key);
  if (!word) {
    word = g_new0(NotationWord, 1);
    g_hash_table_insert(knowledge->words, g_memdup2(&key, sizeof key), word);
  }
  return word;
}

static void add_class(Knowledge *knowledge, const char *const *words, NotationClass class) {
  for (; *words; words++) {
    NotationWord *word = get_word(knowledge, *words);
    word->classes |= class;
    if (class != NOTATION_UNIT)
      word->languages = NOTATION_ALL;
  }
}

/* --- phrases --------------------------------------------------------------------------------------------------- */

/* What a form asks for between two of its words. */
static NotationGap gap_of(const char *start, const char *end, gboolean is_name) {
  if (is_name)
    return NOTATION_GAP_NAME;
  for (const char *p = start; p < end; p++)
    if (*p == '.' || *p == '/')
      return *p == '.' ? NOTATION_GAP_STOP : NOTATION_GAP_SLASH;
  return NOTATION_GAP_SPACE;
}

/* Adds `phrase`, whose words and gaps come of `form`; its other members are given. */
static void add_phrase(Knowledge *knowledge, const char *form, NotationPhrase phrase) {
  TokenIterator iterator;
  Token token;
  const char *last_end = form;
  token_iterator_init(&iterator, form, strlen(form));
  for (phrase.count = 0; token_iterator_next(&iterator, &token); phrase.count++) {
    g_return_if_fail(phrase.count < NOTATION_MOST_WORDS);
    if (phrase.count)
      phrase.gaps[phrase.count - 1] = gap_of(last_end, token.start, phrase.is_name);
    phrase.words[phrase.count] = keep_folded(knowledge, token.start, token.length);
    last_end = token.start + token.length;
    mark(knowledge, phrase.words[phrase.count]);
  }
  g_return_if_fail(phrase.count > 0);
  phrase.wants_stop = phrase.count == 1 && *last_end == '.';
  NotationWord *word = get_word(knowledge, phrase.words[0]);
  word->languages |= phrase.languages;
  if (!word->phrases)
    word->phrases = g_array_new(FALSE, FALSE, sizeof(NotationPhrase));
  guint i = 0;
  while (i < word->phrases->len && g_array_index(word->phrases, NotationPhrase, i).count >= phrase.count)
    i++;
  g_array_insert_val(word->phrases, i, phrase);
  mark(knowledge, phrase.canonical);
}

/* Bits of language codes parted by spaces. */
static guint languages_of(const char *codes) {
  g_auto(GStrv) list = g_strsplit(codes, " ", -1);
  guint languages = 0;
  for (char **code = list; *code; code++)
    languages |= notation_language(*code);
  return languages;
}

static void read_abbreviation(char *line, gpointer data) {
  Knowledge *knowledge = data;
  g_auto(GStrv) cells = g_strsplit(line, "\t", -1);
  g_return_if_fail(g_strv_length(cells) == 3);
  g_auto(GStrv) forms = g_strsplit(cells[2], "; ", -1);
  for (char **form = forms; *form; form++)
    add_phrase(knowledge, *form,
               (NotationPhrase){.languages = languages_of(cells[0]) | NOTATION_UNKNOWN,
                                .canonical = keep_folded(knowledge, cells[1], strlen(cells[1]))});
}

/* What letters stand for depends on the country (KS), so the language must be known, and the case right. */
static void read_abbreviation_word(char *line, gpointer data) {
  Knowledge *knowledge = data;
  g_auto(GStrv) cells = g_strsplit(line, "\t", -1);
  g_return_if_fail(g_strv_length(cells) >= 3);
  add_phrase(knowledge, cells[1],
             (NotationPhrase){.languages = languages_of(cells[0]) & ~(guint)NOTATION_UNKNOWN,
                              .exact = g_string_chunk_insert_const(knowledge->strings, cells[1]),
                              .canonical = keep_folded(knowledge, cells[2], strlen(cells[2]))});
}

/* Two to twelve. One is left out: in all these languages but English it is the article ("en", "ett", "ein", "et"). */
static void add_number_words(Knowledge *knowledge) {
  static const struct {
    const char *languages, *words; /* from two on */
  } lists[] = {{"sv", "två tre fyra fem sex sju åtta nio tio elva tolv"},
               {"nb", "to tre fire fem seks sju åtte ni ti elleve tolv"},
               {"nb", "to tre fire fem seks syv åtte ni ti elleve tolv"},
               {"nn", "to tre fire fem seks sju åtte ni ti elleve tolv"},
               {"da", "to tre fire fem seks syv otte ni ti elleve tolv"},
               {"en", "two three four five six seven eight nine ten eleven twelve"}};
  /* Words that mean something else in another of the languages: not in a text of unknown language. To and fire are
   * English words, ni Swedish (you), tre Norwegian (tree), sex all but Swedish. */
  static const char *const ambiguous[] = {"to", "tre", "fire", "ni", "sex", NULL};
  for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
    g_auto(GStrv) words = g_strsplit(lists[i].words, " ", -1);
    for (guint k = 0; words[k]; k++) {
      g_autofree char *number = g_strdup_printf("%u", k + 2);
      guint unknown = g_strv_contains(ambiguous, words[k]) ? 0 : NOTATION_UNKNOWN;
      add_phrase(knowledge, words[k],
                 (NotationPhrase){.languages = notation_language(lists[i].languages) | unknown,
                                  .canonical = g_string_chunk_insert_const(knowledge->strings, number)});
    }
  }
}

static gboolean gap_fits(NotationSearch *search, guint i, NotationGap gap) {
  static const char *const gaps[][3] = {[NOTATION_GAP_SPACE] = {" "},
                                        [NOTATION_GAP_STOP] = {".", ". "},
                                        [NOTATION_GAP_SLASH] = {"/"},
                                        [NOTATION_GAP_NAME] = {" ", "-"}};
  return notation_gap_is_any(search, i, gaps[gap]);
}

/* Whether token i is the phrase's word i; of a name the last word may be in the genitive. */
static gboolean word_fits(NotationSearch *search, const NotationPhrase *phrase, guint i) {
  gsize length, wanted = strlen(phrase->words[i]);
  const char *word = notation_fold(search, i, &length);
  if (phrase->is_name && i + 1 == phrase->count && length == wanted + 1 && word[wanted] == 's')
    length--;
  return length == wanted && memcmp(word, phrase->words[i], wanted) == 0;
}

/* Whether the token is written as `exact`, perhaps with an ending behind a colon ("MKB:n"). */
static gboolean is_written(const Token *token, const char *exact) {
  gsize length = strlen(exact);
  return token->length >= length && memcmp(token->start, exact, length) == 0 &&
         (token->length == length || token->start[length] == ':');
}

/* Whether the token is the rest of an abbreviation: Kr in "f.Kr.". */
static gboolean goes_on_from_stop(const NotationSearch *search) {
  const char *p = search->tokens[0].start;
  return p - search->text >= 2 && p[-1] == '.' && g_ascii_isalpha(p[-2]);
}

static gboolean phrase_fits(NotationSearch *search, const NotationPhrase *phrase) {
  const Token *token = &search->tokens[0];
  if (!(phrase->languages & search->language) || phrase->count > search->count ||
      (phrase->count == 1 && goes_on_from_stop(search)) || (phrase->exact && !is_written(token, phrase->exact)) ||
      (phrase->wants_stop && !notation_begins(search, token->start + token->length, ".")))
    return FALSE;
  for (guint i = 1; i < phrase->count; i++)
    if (!gap_fits(search, i - 1, phrase->gaps[i - 1]) || !word_fits(search, phrase, i))
      return FALSE;
  return TRUE;
}

void notation_find_phrases(NotationSearch *search, const NotationWord *word) {
  for (guint i = 0; i < word->phrases->len; i++) {
    const NotationPhrase *phrase = &g_array_index(word->phrases, NotationPhrase, i);
    if (phrase_fits(search, phrase))
      notation_add(search, phrase->canonical, strlen(phrase->canonical), phrase->count);
  }
}

/* --- places ---------------------------------------------------------------------------------------------------- */

static void add_place(Knowledge *knowledge, const char *name) {
  g_autoptr(GString) folded = g_string_new(NULL);
  fold_append(folded, name, strlen(name));
  if (!g_hash_table_add(knowledge->places, g_string_chunk_insert_const(knowledge->strings, folded->str)))
    return;
  mark(knowledge, folded->str);
  if (strpbrk(name, " -")) {
    add_phrase(knowledge, name,
               (NotationPhrase){.languages = NOTATION_ALL,
                                .is_name = TRUE,
                                .canonical = g_string_chunk_insert_const(knowledge->strings, folded->str)});
    return;
  }
  g_string_append_c(folded, 's');
  g_hash_table_add(knowledge->places, g_string_chunk_insert_const(knowledge->strings, folded->str));
}

/* Both files have the name in the third column and other names in the fourth. */
static void read_place(char *line, gpointer data) {
  g_auto(GStrv) cells = g_strsplit(line, "\t", -1);
  g_return_if_fail(g_strv_length(cells) >= 4);
  add_place(data, cells[2]);
  g_auto(GStrv) others = g_strsplit(cells[3], "; ", -1);
  for (char **other = others; *other; other++)
    add_place(data, *other);
}

/* --- month names ----------------------------------------------------------------------------------------------- */

static void add_month(Knowledge *knowledge, const char *name, guint month, guint languages) {
  gsize length = strlen(name);
  while (length > 0 && name[length - 1] == '.')
    length--;
  if (length < 3)
    return;
  NotationWord *word = get_word(knowledge, keep_folded(knowledge, name, length));
  word->languages |= languages;
  word->month = month;
  word->month_languages |= languages;
  mark(knowledge, name);
}

static void add_icu_months(Knowledge *knowledge, const char *language) {
  static const UDateFormatSymbolType types[] = {UDAT_MONTHS, UDAT_SHORT_MONTHS, UDAT_STANDALONE_MONTHS,
                                                UDAT_STANDALONE_SHORT_MONTHS};
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *format = udat_open(UDAT_PATTERN, UDAT_PATTERN, language, NULL, 0, u"MMMM", -1, &status);
  for (gsize i = 0; U_SUCCESS(status) && i < G_N_ELEMENTS(types); i++)
    for (guint month = 1; month <= 12; month++) {
      UChar name[64];
      char utf8[192];
      udat_getSymbols(format, types[i], (int32_t)month - 1, name, G_N_ELEMENTS(name), &status);
      u_strToUTF8(utf8, sizeof utf8, NULL, name, -1, &status);
      if (U_SUCCESS(status))
        add_month(knowledge, utf8, month, notation_language(language) | NOTATION_UNKNOWN);
    }
  if (format)
    udat_close(format);
}

static void add_months(Knowledge *knowledge) {
  /* Usual in writing and not in ICU. */
  static const struct {
    const char *name;
    guint month;
  } more[] = {{"sept", 9}, {"sep", 9}, {"febr", 2}, {"okt", 10}, {"nov", 11}};
  static const char *const languages[] = {"sv", "nb", "nn", "da", "en", "fi"};
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
    add_icu_months(knowledge, languages[i]);
  for (gsize i = 0; i < G_N_ELEMENTS(more); i++)
    add_month(knowledge, more[i].name, more[i].month, NOTATION_ALL);
}

gboolean notation_is_of_class(NotationSearch *search, guint i, NotationClass class) {
  gsize length;
  const char *folded = notation_fold(search, i, &length);
  const NotationWord *word = notation_word(folded, length);
  return word && (word->classes & class);
}

guint notation_month(NotationSearch *search, guint i) {
  gsize length;
  const char *folded = notation_fold(search, i, &length);
  const NotationWord *word = notation_word(folded, length);
  return word && (word->month_languages & search->language) ? word->month : 0;
}

/* --- loading --------------------------------------------------------------------------------------------------- */

static const Knowledge *get_knowledge(void) {
  static Knowledge *knowledge;
  if (g_once_init_enter(&knowledge)) {
    static const char *const address_words[] = {"http", "https", "www", NULL};
    Knowledge *loaded = g_new0(Knowledge, 1);
    loaded->words = g_hash_table_new(word_hash, word_equal);
    loaded->places = g_hash_table_new(g_str_hash, g_str_equal);
    loaded->strings = g_string_chunk_new(1 << 14);
    loaded->fingerprint = 14695981039346656037u ^ NOTATION_RULES;
    add_class(loaded, notation_clock_words, NOTATION_CLOCK);
    add_class(loaded, notation_chapter_words, NOTATION_CHAPTER);
    add_class(loaded, address_words, NOTATION_ADDRESS);
    add_class(loaded, notation_unit_words, NOTATION_UNIT);
    knowledge_each_line("language/abbreviations.tsv", read_abbreviation, loaded);
    knowledge_each_line("abbreviation-words.tsv", read_abbreviation_word, loaded);
    knowledge_each_line("places/municipalities.tsv", read_place, loaded);
    knowledge_each_line("places/counties.tsv", read_place, loaded);
    add_number_words(loaded);
    add_months(loaded);
    g_once_init_leave(&knowledge, loaded);
  }
  return knowledge;
}

const NotationWord *notation_word(const char *folded, gsize length) {
  WordKey key = {folded, length};
  const NotationWord *word = g_hash_table_lookup(get_knowledge()->words, &key);
  const char *colon = word || length == 0 ? NULL : memchr(folded, ':', length);
  if (!colon)
    return word;
  key.length = (gsize)(colon - folded);
  return g_hash_table_lookup(get_knowledge()->words, &key);
}

gboolean notations_is_place(const char *folded) {
  return g_hash_table_contains(get_knowledge()->places, folded);
}

guint64 notations_fingerprint(void) {
  return get_knowledge()->fingerprint;
}
