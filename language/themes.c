/* The matcher: what each word type says of the themes is found once, by the analyser, and remembered. The analyser
 * takes nearly all of the time, so it is asked for few: for types in which a label of one word can begin, and for words
 * that stand where those of a label of several words may, by their first letters. (So an inflection that changes a
 * label's first letters, bonde to bönder, is a label of its own.)
 *
 * A word is a label where its surface form or one of its dictionary forms is; else a compound speaks of what its parts
 * are labels of, and of a label that it begins or ends with (a long compound is parted into its smallest words). Labels
 * of several words are looked for where their first word stands, by the same forms. */
#include "language/themes.h"

#include "language/analyse.h"
#include "language/segment.h"

#include <string.h>

#define LONGEST_WORD 79   /* bytes; longer tokens are no words of a field */
#define MOST_TYPES 100000 /* of a language, before all is forgotten */
#define MOST_FORMS 12     /* of a word */
#define MOST_LABEL_WORDS 12
#define LEAST_PART 4 /* bytes of a part, and of a beginning or end, that is looked for in the labels */
#define LEAST_AFFIX 7
#define PART_WEIGHT 0.7
#define MOST_GAP 4 /* bytes between words of one label */

typedef struct {
  const Theme *theme;
  guint word;
  double weight;
  gboolean name;
} Meaning;

typedef struct {
  char *text; /* as the label has it */
  char *lower;
  char *surface, *lemma; /* its forms; NULL before it was analysed */
} LabelWord;

/* A label of one word. */
typedef struct {
  Meaning meaning;
  const char *language;  /* in which it is analysed */
  char *text;            /* as it is written */
  char *beginning;       /* in lower case, up to where an inflection may change it */
  const LabelWord *word; /* NULL before it was analysed */
} Single;

/* A label of several words. */
typedef struct {
  Meaning meaning;
  const char *language; /* in which its words are analysed */
  guint length;
  LabelWord words[MOST_LABEL_WORDS];
} Phrase;

typedef struct {
  char *text; /* in lower case */
  gsize length;
  guint count;  /* meanings */
  char **forms; /* all but parts; NULL before it was analysed */
  Meaning meanings[];
} WordType;

typedef struct {
  const char *language;
  GHashTable *starts;  /* first bytes of the words of labels, as start_of() has them */
  GHashTable *singles; /* the same -> GPtrArray of Single*: labels of one word that begin so */
  GHashTable *phrases; /* first PHRASE_BYTES bytes, or fewer, of the first word -> GPtrArray of Phrase* */
  GHashTable *types;   /* token as written -> WordType* */
} Vocabulary;

static const char *const languages[] = {"sv", "nb", "nn", "da", "en", "und"};

struct ThemeMatcher {
  const GPtrArray *themes; /* Theme* */
  Analyser *analyser;
  Vocabulary *vocabularies[G_N_ELEMENTS(languages)];
  GHashTable *label_words; /* language and word -> LabelWord*: labels share words, and vocabularies labels */
  GArray *tokens;          /* Place */
};

typedef struct {
  WordType *type; /* NULL: a token that is too long */
  gsize start, end;
} Place;

/* --- forms of a word --------------------------------------------------------------------------------------------- */

typedef struct {
  char text[LONGEST_WORD + 1];
  TermKind kind;
} Form;

typedef struct {
  Form forms[MOST_FORMS];
  guint count;
} Forms;

static gboolean add_form(const Term *term, gpointer data) {
  Forms *forms = data;
  gsize skip = term->kind == TERM_SURFACE ? 0 : 1;
  if (term->kind == TERM_NOTATION || term->length - skip > LONGEST_WORD || term->position > 0)
    return TRUE;
  Form *form = &forms->forms[forms->count++];
  memcpy(form->text, term->text + skip, term->length - skip);
  form->text[term->length - skip] = '\0';
  form->kind = term->kind;
  return forms->count < MOST_FORMS;
}

static void get_forms(ThemeMatcher *matcher, const char *language, const char *word, gsize length, Forms *forms) {
  forms->count = 0;
  analyser_run(matcher->analyser, language, word, length, add_form, forms);
}

/* --- which words are worth asking for ---------------------------------------------------------------------------- */

#define START_BYTES 4
#define ENDING 4         /* bytes of a label's word that an inflection may change */
#define MOST_BEGINNING 7 /* bytes that are compared */
#define PHRASE_BYTES 3   /* with which a word must begin as that of a label of several words does */

/* Up to START_BYTES bytes as a number, never 0. */
static gpointer start_of(const char *text, gsize length) {
  guint32 start = 0;
  memcpy(&start, text, MIN(length, (gsize)START_BYTES));
  return GUINT_TO_POINTER(start);
}

static void note_start(Vocabulary *vocabulary, const char *lower) {
  g_hash_table_add(vocabulary->starts, start_of(lower, strlen(lower)));
}

static void single_free(gpointer data) {
  Single *single = data;
  g_free(single->text);
  g_free(single->beginning);
  g_free(single);
}

/* A word with a label in it has that label's first bytes, up to where an inflection may change them. */
static void add_single(Vocabulary *vocabulary, const char *language, const LabelWord *word, const Meaning *meaning) {
  gsize length = strlen(word->lower);
  gsize kept = length > START_BYTES ? CLAMP(length - MIN(length, (gsize)ENDING), START_BYTES, MOST_BEGINNING) : length;
  gpointer start = start_of(word->lower, length);
  GPtrArray *singles = g_hash_table_lookup(vocabulary->singles, start);
  if (!singles) {
    singles = g_ptr_array_new_with_free_func(single_free);
    g_hash_table_insert(vocabulary->singles, start, singles);
  }
  Single *single = g_new0(Single, 1);
  *single = (Single){*meaning, language, g_strdup(word->text), g_strndup(word->lower, kept), NULL};
  g_ptr_array_add(singles, single);
}

static void take_singles(const Vocabulary *vocabulary, const char *word, gsize length, gsize start_length,
                         GPtrArray *out) {
  const GPtrArray *singles = g_hash_table_lookup(vocabulary->singles, start_of(word, start_length));
  for (guint i = 0; singles && i < singles->len; i++) {
    Single *single = singles->pdata[i];
    gsize bytes = strlen(single->beginning);
    if (bytes <= length && memcmp(word, single->beginning, bytes) == 0)
      g_ptr_array_add(out, single);
  }
}

static gint by_word(gconstpointer a, gconstpointer b) {
  const Single *x = *(Single *const *)a, *y = *(Single *const *)b;
  return x->meaning.word < y->meaning.word ? -1 : x->meaning.word > y->meaning.word;
}

/* The labels of one word that can begin somewhere in the word, some of them more than once; those of fewer than
 * START_BYTES bytes, at its start, with a short ending at most. */
static void find_singles(const Vocabulary *vocabulary, const char *lower, gsize length, GPtrArray *out) {
  for (gsize i = 0; i + START_BYTES <= length; i++)
    take_singles(vocabulary, lower + i, length - i, START_BYTES, out);
  for (gsize bytes = 1; bytes < START_BYTES && bytes <= length; bytes++)
    if (length <= 2 * bytes)
      take_singles(vocabulary, lower, bytes, bytes, out);
}

/* Whether the word may be one of a label's, by what can begin in it. */
static gboolean may_be_of_label(const Vocabulary *vocabulary, const WordType *type) {
  for (gsize i = 0; i + START_BYTES <= type->length; i++)
    if (g_hash_table_contains(vocabulary->starts, start_of(type->text + i, START_BYTES)))
      return TRUE;
  for (gsize bytes = 1; bytes < START_BYTES && bytes <= type->length; bytes++)
    if (type->length <= 2 * bytes && g_hash_table_contains(vocabulary->starts, start_of(type->text, bytes)))
      return TRUE;
  return FALSE;
}

/* --- labels ------------------------------------------------------------------------------------------------------ */

static const Form *dictionary_form(const Forms *forms) {
  for (guint i = 0; i < forms->count; i++)
    if (forms->forms[i].kind == TERM_LEMMA)
      return &forms->forms[i];
  return &forms->forms[0];
}

static void label_word_free(gpointer data) {
  LabelWord *word = data;
  g_free(word->text);
  g_free(word->lower);
  g_free(word->surface);
  g_free(word->lemma);
  g_free(word);
}

/* The forms of a word of a label; without any where the analyser has none. Borrowed. */
static const LabelWord *analyse_label_word(ThemeMatcher *matcher, const char *language, const char *text,
                                           gsize length) {
  g_autofree char *key = g_strdup_printf("%s %.*s", language, (int)length, text);
  LabelWord *word = g_hash_table_lookup(matcher->label_words, key);
  if (word)
    return word;
  Forms forms;
  word = g_new0(LabelWord, 1);
  get_forms(matcher, language, text, length, &forms);
  if (forms.count) {
    word->surface = g_strdup(forms.forms[0].text);
    word->lemma = g_strdup(dictionary_form(&forms)->text);
  }
  g_hash_table_insert(matcher->label_words, g_steal_pointer(&key), word);
  return word;
}

/* Words of letters have forms; of others the analyser must say whether they have. */
static gboolean has_forms(ThemeMatcher *matcher, const char *language, const Token *token) {
  gboolean letters = token->length <= LONGEST_WORD;
  for (gsize i = 0; i < token->length && letters; i++)
    letters = g_ascii_isalpha(token->start[i]) || (guchar)token->start[i] >= 0x80;
  return letters || analyse_label_word(matcher, language, token->start, token->length)->surface;
}

static void phrase_free(gpointer data) {
  Phrase *phrase = data;
  for (guint i = 0; i < phrase->length; i++) {
    g_free(phrase->words[i].text);
    g_free(phrase->words[i].lower);
    g_free(phrase->words[i].surface);
    g_free(phrase->words[i].lemma);
  }
  g_free(phrase);
}

/* Labels of several words are analysed when their words may stand somewhere. Takes the phrase. */
static void add_phrase(Vocabulary *vocabulary, Phrase *phrase) {
  const char *first = phrase->words[0].lower;
  gpointer start = start_of(first, MIN(strlen(first), (gsize)PHRASE_BYTES));
  GPtrArray *phrases = g_hash_table_lookup(vocabulary->phrases, start);
  if (!phrases) {
    phrases = g_ptr_array_new_with_free_func(phrase_free);
    g_hash_table_insert(vocabulary->phrases, start, phrases);
  }
  g_ptr_array_add(phrases, phrase);
}

/* Labels are in dictionary form, so that their surface form is what the texts' forms are compared with; where the
 * lexicon does not know them, their stem is, too. */
static void add_label(ThemeMatcher *matcher, Vocabulary *vocabulary, const char *language, const char *text,
                      const Meaning *meaning) {
  Phrase *phrase = g_new0(Phrase, 1);
  TokenIterator iterator;
  Token token;
  phrase->meaning = *meaning;
  phrase->language = language;
  token_iterator_init(&iterator, text, strlen(text));
  while (phrase->length < MOST_LABEL_WORDS && token_iterator_next(&iterator, &token)) {
    if (!has_forms(matcher, language, &token))
      continue;
    LabelWord *word = &phrase->words[phrase->length++];
    word->text = g_strndup(token.start, token.length);
    word->lower = g_utf8_strdown(token.start, (gssize)token.length);
    note_start(vocabulary, word->lower);
  }
  if (phrase->length > 1) {
    add_phrase(vocabulary, phrase);
    return;
  }
  if (phrase->length == 1)
    add_single(vocabulary, language, &phrase->words[0], meaning);
  phrase_free(phrase);
}

static void free_pointers(gpointer data) {
  g_ptr_array_free(data, TRUE);
}

static void type_free(gpointer data) {
  WordType *type = data;
  g_free(type->text);
  g_strfreev(type->forms);
  g_free(type);
}

static Vocabulary *vocabulary_new(ThemeMatcher *matcher, const char *language) {
  Vocabulary *vocabulary = g_new0(Vocabulary, 1);
  gboolean any = strcmp(language, "und") == 0;
  vocabulary->language = language;
  vocabulary->starts = g_hash_table_new(NULL, NULL);
  vocabulary->singles = g_hash_table_new_full(NULL, NULL, NULL, free_pointers);
  vocabulary->phrases = g_hash_table_new_full(NULL, NULL, NULL, free_pointers);
  vocabulary->types = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, type_free);
  const GPtrArray *themes = matcher->themes;
  guint word = 0;
  for (guint t = 0; t < themes->len; t++) {
    const Theme *theme = themes->pdata[t];
    for (guint i = 0; i < theme->labels->len; i++) {
      const ThemeLabel *label = &g_array_index(theme->labels, ThemeLabel, i);
      const Meaning meaning = {theme, word++, 1, !label->hidden};
      if (!*label->language)
        add_label(matcher, vocabulary, language, label->text, &meaning);
      else if (any ? strcmp(label->language, "en") != 0 : strcmp(label->language, language) == 0)
        add_label(matcher, vocabulary, label->language, label->text, &meaning);
    }
  }
  return vocabulary;
}

static void vocabulary_free(Vocabulary *vocabulary) {
  if (!vocabulary)
    return;
  g_hash_table_destroy(vocabulary->starts);
  g_hash_table_destroy(vocabulary->singles);
  g_hash_table_destroy(vocabulary->phrases);
  g_hash_table_destroy(vocabulary->types);
  g_free(vocabulary);
}

/* --- what a word means --------------------------------------------------------------------------------------------*/

/* The theme's first label of the form counts. */
static void add_meanings(const GPtrArray *singles, const char *form, double weight, GArray *out) {
  for (guint i = 0; i < singles->len; i++) {
    const Single *single = singles->pdata[i];
    if (g_strcmp0(single->word->surface, form) != 0 && g_strcmp0(single->word->lemma, form) != 0)
      continue;
    Meaning meaning = single->meaning;
    gboolean known = FALSE;
    for (guint k = 0; k < out->len && !known; k++)
      known = g_array_index(out, Meaning, k).theme == meaning.theme;
    meaning.weight = weight;
    meaning.name &= weight >= 1;
    if (!known)
      g_array_append_val(out, meaning);
  }
}

/* The longest labels that a form begins and ends with. */
static void add_affixes(const GPtrArray *singles, const char *form, GArray *out) {
  char part[LONGEST_WORD + 1];
  gsize length = strlen(form);
  guint before = out->len;
  for (gsize cut = length - 1; length > LEAST_AFFIX && cut >= LEAST_AFFIX && out->len == before; cut--) {
    memcpy(part, form, cut);
    part[cut] = '\0';
    add_meanings(singles, part, PART_WEIGHT, out);
  }
  before = out->len;
  for (gsize from = 1; from + LEAST_AFFIX <= length && out->len == before; from++)
    if (((guchar)form[from] & 0xC0) != 0x80)
      add_meanings(singles, form + from, PART_WEIGHT, out);
}

static void find_meanings(const GPtrArray *singles, const Forms *forms, GArray *out) {
  for (guint i = 0; i < forms->count; i++)
    if (forms->forms[i].kind != TERM_PART)
      add_meanings(singles, forms->forms[i].text, 1, out);
  if (out->len)
    return;
  for (guint i = 0; i < forms->count; i++)
    if (forms->forms[i].kind != TERM_PART)
      add_affixes(singles, forms->forms[i].text, out);
  if (out->len)
    return;
  for (guint i = 0; i < forms->count; i++)
    if (forms->forms[i].kind == TERM_PART && strlen(forms->forms[i].text) >= LEAST_PART)
      add_meanings(singles, forms->forms[i].text, PART_WEIGHT, out);
}

/* A dictionary form may begin as a label does that its inflected form hides: "sykler" of "sykkel". Each label is
 * there once afterwards, in the order of the scheme. */
static void add_singles_of_forms(const Vocabulary *vocabulary, const Forms *forms, GPtrArray *singles) {
  for (guint i = 0; i < forms->count; i++)
    find_singles(vocabulary, forms->forms[i].text, strlen(forms->forms[i].text), singles);
  g_ptr_array_sort(singles, by_word);
  guint kept = 0;
  for (guint i = 0; i < singles->len; i++)
    if (kept == 0 || singles->pdata[kept - 1] != singles->pdata[i])
      singles->pdata[kept++] = singles->pdata[i];
  g_ptr_array_set_size(singles, (gint)kept);
}

static void analyse_singles(ThemeMatcher *matcher, const GPtrArray *singles) {
  for (guint i = 0; i < singles->len; i++) {
    Single *single = singles->pdata[i];
    if (!single->word)
      single->word = analyse_label_word(matcher, single->language, single->text, strlen(single->text));
  }
}

/* All forms but those of parts. Caller frees. */
static char **take_forms(const Forms *forms) {
  char **taken = g_new0(char *, forms->count + 1);
  for (guint i = 0, count = 0; i < forms->count; i++)
    if (forms->forms[i].kind != TERM_PART)
      taken[count++] = g_strdup(forms->forms[i].text);
  return taken;
}

static WordType *type_of(ThemeMatcher *matcher, Vocabulary *vocabulary, const Token *token) {
  char key[LONGEST_WORD + 1];
  if (token->length > LONGEST_WORD)
    return NULL;
  memcpy(key, token->start, token->length);
  key[token->length] = '\0';
  WordType *known = g_hash_table_lookup(vocabulary->types, key);
  if (known)
    return known;
  Forms forms = {.count = 0};
  g_autoptr(GArray) meanings = g_array_new(FALSE, FALSE, sizeof(Meaning));
  char *lower = g_utf8_strdown(key, (gssize)token->length);
  gsize length = strlen(lower);
  g_autoptr(GPtrArray) singles = g_ptr_array_new();
  find_singles(vocabulary, lower, length, singles);
  gboolean asked = singles->len > 0;
  if (asked) {
    get_forms(matcher, vocabulary->language, token->start, token->length, &forms);
    add_singles_of_forms(vocabulary, &forms, singles);
    analyse_singles(matcher, singles);
    find_meanings(singles, &forms, meanings);
  }
  WordType *type = g_malloc0(sizeof(WordType) + meanings->len * sizeof(Meaning));
  type->text = lower;
  type->length = length;
  type->forms = asked ? take_forms(&forms) : NULL;
  type->count = meanings->len;
  for (guint i = 0; i < meanings->len; i++)
    type->meanings[i] = g_array_index(meanings, Meaning, i);
  g_hash_table_insert(vocabulary->types, g_strdup(key), type);
  return type;
}

/* --- a text ------------------------------------------------------------------------------------------------------ */

/* What the words of a label of several words are looked for in. */
typedef struct {
  ThemeMatcher *matcher;
  Vocabulary *vocabulary;
  const char *text;
} Reading;

static void analyse_type(const Reading *reading, const Place *place) {
  Forms forms = {.count = 0};
  if (may_be_of_label(reading->vocabulary, place->type))
    get_forms(reading->matcher, reading->vocabulary->language, reading->text + place->start, place->end - place->start,
              &forms);
  place->type->forms = take_forms(&forms);
}

static gboolean has_form(const Reading *reading, const Place *place, const LabelWord *word) {
  if (!place->type->forms)
    analyse_type(reading, place);
  for (char **form = place->type->forms; *form; form++)
    if (g_strcmp0(*form, word->surface) == 0 || g_strcmp0(*form, word->lemma) == 0)
      return TRUE;
  return FALSE;
}

static gboolean begins_as(const WordType *type, const LabelWord *word) {
  gsize bytes = strnlen(word->lower, PHRASE_BYTES);
  return type && type->length >= bytes && memcmp(type->text, word->lower, bytes) == 0;
}

static void analyse_phrase(const Reading *reading, Phrase *phrase) {
  for (guint i = 0; i < phrase->length; i++) {
    LabelWord *word = &phrase->words[i];
    const LabelWord *known = analyse_label_word(reading->matcher, phrase->language, word->text, strlen(word->text));
    word->surface = g_strdup(known->surface);
    word->lemma = g_strdup(known->lemma);
  }
}

static gboolean stands_at(const Reading *reading, Phrase *phrase, const Place *places, guint count) {
  if (phrase->length > count)
    return FALSE;
  for (guint i = 1; i < phrase->length; i++)
    if (!begins_as(places[i].type, &phrase->words[i]) || places[i].start - places[i - 1].end > MOST_GAP)
      return FALSE;
  if (!begins_as(places->type, &phrase->words[0]))
    return FALSE;
  if (!phrase->words[0].surface)
    analyse_phrase(reading, phrase);
  for (guint i = 0; i < phrase->length; i++)
    if (!has_form(reading, &places[i], &phrase->words[i]))
      return FALSE;
  return TRUE;
}

/* A longer label outweighs a shorter one of the same theme at the same words. */
static void add_hit(GArray *hits, guint first, const Meaning *meaning, gsize start, gsize end) {
  for (guint i = hits->len; i > first; i--) {
    ThemeHit *hit = &g_array_index(hits, ThemeHit, i - 1);
    if (hit->theme == meaning->theme && hit->end > start) {
      if (hit->end < end && hit->start == start) {
        hit->end = end;
        hit->word = meaning->word;
        hit->name |= meaning->name;
      }
      return;
    }
    if (i + 16 < hits->len)
      break;
  }
  ThemeHit hit = {meaning->theme, start, end, meaning->word, meaning->weight, meaning->name};
  g_array_append_val(hits, hit);
}

static void add_phrases(const Reading *reading, const Place *places, guint count, GArray *hits, guint first) {
  const WordType *type = places->type;
  for (gsize bytes = MIN(type->length, (gsize)PHRASE_BYTES); bytes > 0; bytes--) {
    const GPtrArray *phrases = g_hash_table_lookup(reading->vocabulary->phrases, start_of(type->text, bytes));
    for (guint i = 0; phrases && i < phrases->len; i++) {
      Phrase *phrase = phrases->pdata[i];
      if (stands_at(reading, phrase, places, count))
        add_hit(hits, first, &phrase->meaning, places->start, places[phrase->length - 1].end);
    }
  }
}

static Vocabulary *vocabulary_of(ThemeMatcher *matcher, const char *language) {
  if (!language || strcmp(language, "mul") == 0)
    language = "und";
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++) {
    if (strcmp(languages[i], language) != 0)
      continue;
    Vocabulary **vocabulary = &matcher->vocabularies[i];
    if (!*vocabulary)
      *vocabulary = vocabulary_new(matcher, languages[i]);
    else if (g_hash_table_size((*vocabulary)->types) > MOST_TYPES)
      g_hash_table_remove_all((*vocabulary)->types);
    return *vocabulary;
  }
  return NULL;
}

void theme_matcher_run(ThemeMatcher *matcher, const char *language, const char *text, gsize length, GArray *hits) {
  Vocabulary *vocabulary = vocabulary_of(matcher, language);
  if (!vocabulary || length == 0)
    return;
  TokenIterator iterator;
  Token token;
  guint first = hits->len;
  g_array_set_size(matcher->tokens, 0);
  token_iterator_init(&iterator, text, length);
  while (token_iterator_next(&iterator, &token)) {
    Place place = {type_of(matcher, vocabulary, &token), token.offset, token.offset + token.length};
    g_array_append_val(matcher->tokens, place);
  }
  const Reading reading = {matcher, vocabulary, text};
  for (guint i = 0; i < matcher->tokens->len; i++) {
    const Place *place = &g_array_index(matcher->tokens, Place, i);
    if (!place->type)
      continue;
    add_phrases(&reading, place, matcher->tokens->len - i, hits, first);
    for (guint m = 0; m < place->type->count; m++)
      add_hit(hits, first, &place->type->meanings[m], place->start, place->end);
  }
}

ThemeMatcher *theme_matcher_new(void) {
  return theme_matcher_new_for(themes_all());
}

ThemeMatcher *theme_matcher_new_for(const GPtrArray *themes) {
  ThemeMatcher *matcher = g_new0(ThemeMatcher, 1);
  matcher->themes = themes;
  matcher->analyser = analyser_new();
  matcher->label_words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, label_word_free);
  matcher->tokens = g_array_new(FALSE, FALSE, sizeof(Place));
  return matcher;
}

void theme_matcher_free(ThemeMatcher *matcher) {
  if (!matcher)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
    vocabulary_free(matcher->vocabularies[i]);
  analyser_free(matcher->analyser);
  g_hash_table_destroy(matcher->label_words);
  g_array_free(matcher->tokens, TRUE);
  g_free(matcher);
}
