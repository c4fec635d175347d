/* The matcher: what each word type says of the themes is found once, by the analyser, and remembered. Types in which no
 * label can begin are not asked for: most of a language. (So an inflection that changes a label's first letters, bonde
 * to bönder, is a label of its own.)
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
  Meaning meaning;
  guint length;
  guint words[MOST_LABEL_WORDS][2]; /* numbers of the surface form and of the dictionary form */
} Phrase;

typedef struct {
  guint count; /* meanings */
  guint forms;
  guint form[MOST_FORMS]; /* numbers of its forms that stand in labels of several words */
  Meaning meanings[];
} WordType;

typedef struct {
  const char *language;
  GHashTable *labels;  /* form -> GArray of Meaning: labels of one word */
  GHashTable *numbers; /* form -> number from 1: words of labels of several words */
  GHashTable *starts;  /* first bytes of the words of labels, as start_of() has them */
  GHashTable *phrases; /* number -> GPtrArray of Phrase* that begin with it */
  GHashTable *types;   /* token as written -> WordType* */
} Vocabulary;

static const char *const languages[] = {"sv", "nb", "nn", "da", "en", "und"};

struct ThemeMatcher {
  const GPtrArray *themes; /* Theme* */
  Analyser *analyser;
  Vocabulary *vocabularies[G_N_ELEMENTS(languages)];
  GArray *tokens; /* Place */
};

typedef struct {
  const WordType *type;
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

/* Up to START_BYTES bytes as a number, never 0. */
static gpointer start_of(const char *text, gsize length) {
  guint32 start = 0;
  memcpy(&start, text, MIN(length, (gsize)START_BYTES));
  return GUINT_TO_POINTER(start);
}

static void note_start(Vocabulary *vocabulary, const Token *token) {
  g_autofree char *lower = g_utf8_strdown(token->start, (gssize)token->length);
  g_hash_table_add(vocabulary->starts, start_of(lower, strlen(lower)));
}

/* Whether a word of a label begins somewhere in the word; one of fewer than START_BYTES bytes, at
 * its start, with a short ending at most. */
static gboolean may_mean(const Vocabulary *vocabulary, const char *word) {
  g_autofree char *lower = g_utf8_strdown(word, -1);
  gsize length = strlen(lower);
  for (gsize i = 0; i + START_BYTES <= length; i++)
    if (g_hash_table_contains(vocabulary->starts, start_of(lower + i, START_BYTES)))
      return TRUE;
  for (gsize bytes = 1; bytes < START_BYTES && bytes <= length; bytes++)
    if (length <= 2 * bytes && g_hash_table_contains(vocabulary->starts, start_of(lower, bytes)))
      return TRUE;
  return FALSE;
}

/* --- labels ------------------------------------------------------------------------------------------------------ */

static void add_label_form(Vocabulary *vocabulary, const char *form, const Meaning *meaning) {
  GArray *meanings = g_hash_table_lookup(vocabulary->labels, form);
  if (!meanings) {
    meanings = g_array_new(FALSE, FALSE, sizeof(Meaning));
    g_hash_table_insert(vocabulary->labels, g_strdup(form), meanings);
  }
  for (guint i = 0; i < meanings->len; i++)
    if (g_array_index(meanings, Meaning, i).theme == meaning->theme)
      return;
  g_array_append_val(meanings, *meaning);
}

static guint number_of(Vocabulary *vocabulary, const char *form) {
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(vocabulary->numbers, form));
  if (!number) {
    number = g_hash_table_size(vocabulary->numbers) + 1;
    g_hash_table_insert(vocabulary->numbers, g_strdup(form), GUINT_TO_POINTER(number));
  }
  return number;
}

static void add_phrase_start(Vocabulary *vocabulary, guint number, Phrase *phrase) {
  GPtrArray *phrases = g_hash_table_lookup(vocabulary->phrases, GUINT_TO_POINTER(number));
  if (!phrases) {
    phrases = g_ptr_array_new();
    g_hash_table_insert(vocabulary->phrases, GUINT_TO_POINTER(number), phrases);
  }
  g_ptr_array_add(phrases, phrase);
}

static const Form *dictionary_form(const Forms *forms) {
  for (guint i = 0; i < forms->count; i++)
    if (forms->forms[i].kind == TERM_LEMMA)
      return &forms->forms[i];
  return &forms->forms[0];
}

/* Labels are in dictionary form, so that their surface form is what the texts' forms are compared with; where the
 * lexicon does not know them, their stem is, too. */
static void add_label(ThemeMatcher *matcher, Vocabulary *vocabulary, const char *language, const char *text,
                      const Meaning *meaning) {
  Phrase *phrase = g_new0(Phrase, 1);
  phrase->meaning = *meaning;
  TokenIterator iterator;
  Token token;
  Forms forms;
  Form first[2];
  memset(first, 0, sizeof first);
  token_iterator_init(&iterator, text, strlen(text));
  while (phrase->length < MOST_LABEL_WORDS && token_iterator_next(&iterator, &token)) {
    get_forms(matcher, language, token.start, token.length, &forms);
    if (forms.count == 0)
      continue;
    const Form *lemma = dictionary_form(&forms);
    note_start(vocabulary, &token);
    if (phrase->length == 0) {
      first[0] = forms.forms[0];
      first[1] = *lemma;
    }
    phrase->words[phrase->length][0] = number_of(vocabulary, forms.forms[0].text);
    phrase->words[phrase->length++][1] = number_of(vocabulary, lemma->text);
  }
  if (phrase->length > 1) {
    add_phrase_start(vocabulary, phrase->words[0][0], phrase);
    if (phrase->words[0][1] != phrase->words[0][0])
      add_phrase_start(vocabulary, phrase->words[0][1], phrase);
    return;
  }
  for (guint i = 0; phrase->length && i < 2; i++)
    add_label_form(vocabulary, first[i].text, meaning);
  g_free(phrase);
}

static void free_meanings(gpointer data) {
  g_array_free(data, TRUE);
}

static Vocabulary *vocabulary_new(ThemeMatcher *matcher, const char *language) {
  Vocabulary *vocabulary = g_new0(Vocabulary, 1);
  gboolean any = strcmp(language, "und") == 0;
  vocabulary->language = language;
  vocabulary->labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_meanings);
  vocabulary->numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  vocabulary->starts = g_hash_table_new(NULL, NULL);
  vocabulary->phrases = g_hash_table_new(NULL, NULL);
  vocabulary->types = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
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

/* A phrase can begin in two ways, and is freed once. */
static void free_phrases(Vocabulary *vocabulary) {
  g_autoptr(GHashTable) once = g_hash_table_new_full(NULL, NULL, g_free, NULL);
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, vocabulary->phrases);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    GPtrArray *phrases = value;
    for (guint i = 0; i < phrases->len; i++)
      if (!g_hash_table_contains(once, phrases->pdata[i]))
        g_hash_table_add(once, phrases->pdata[i]);
    g_ptr_array_free(phrases, TRUE);
  }
  g_hash_table_destroy(vocabulary->phrases);
}

static void vocabulary_free(Vocabulary *vocabulary) {
  if (!vocabulary)
    return;
  free_phrases(vocabulary);
  g_hash_table_destroy(vocabulary->labels);
  g_hash_table_destroy(vocabulary->numbers);
  g_hash_table_destroy(vocabulary->starts);
  g_hash_table_destroy(vocabulary->types);
  g_free(vocabulary);
}

/* --- what a word means --------------------------------------------------------------------------------------------*/

static void add_meanings(const Vocabulary *vocabulary, const char *form, double weight, GArray *out) {
  const GArray *meanings = g_hash_table_lookup(vocabulary->labels, form);
  for (guint i = 0; meanings && i < meanings->len; i++) {
    Meaning meaning = g_array_index(meanings, Meaning, i);
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
static void add_affixes(const Vocabulary *vocabulary, const char *form, GArray *out) {
  char part[LONGEST_WORD + 1];
  gsize length = strlen(form);
  guint before = out->len;
  for (gsize cut = length - 1; length > LEAST_AFFIX && cut >= LEAST_AFFIX && out->len == before; cut--) {
    memcpy(part, form, cut);
    part[cut] = '\0';
    add_meanings(vocabulary, part, PART_WEIGHT, out);
  }
  before = out->len;
  for (gsize from = 1; from + LEAST_AFFIX <= length && out->len == before; from++)
    if (((guchar)form[from] & 0xC0) != 0x80)
      add_meanings(vocabulary, form + from, PART_WEIGHT, out);
}

static void find_meanings(const Vocabulary *vocabulary, const Forms *forms, GArray *out) {
  for (guint i = 0; i < forms->count; i++)
    if (forms->forms[i].kind != TERM_PART)
      add_meanings(vocabulary, forms->forms[i].text, 1, out);
  if (out->len)
    return;
  for (guint i = 0; i < forms->count; i++)
    if (forms->forms[i].kind != TERM_PART)
      add_affixes(vocabulary, forms->forms[i].text, out);
  if (out->len)
    return;
  for (guint i = 0; i < forms->count; i++)
    if (forms->forms[i].kind == TERM_PART && strlen(forms->forms[i].text) >= LEAST_PART)
      add_meanings(vocabulary, forms->forms[i].text, PART_WEIGHT, out);
}

static const WordType *type_of(ThemeMatcher *matcher, Vocabulary *vocabulary, const Token *token) {
  char key[LONGEST_WORD + 1];
  if (token->length > LONGEST_WORD)
    return NULL;
  memcpy(key, token->start, token->length);
  key[token->length] = '\0';
  const WordType *known = g_hash_table_lookup(vocabulary->types, key);
  if (known)
    return known;
  Forms forms = {.count = 0};
  g_autoptr(GArray) meanings = g_array_new(FALSE, FALSE, sizeof(Meaning));
  if (may_mean(vocabulary, key))
    get_forms(matcher, vocabulary->language, token->start, token->length, &forms);
  find_meanings(vocabulary, &forms, meanings);
  WordType *type = g_malloc0(sizeof(WordType) + meanings->len * sizeof(Meaning));
  type->count = meanings->len;
  for (guint i = 0; i < meanings->len; i++)
    type->meanings[i] = g_array_index(meanings, Meaning, i);
  for (guint i = 0; i < forms.count; i++) {
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(vocabulary->numbers, forms.forms[i].text));
    if (number && forms.forms[i].kind != TERM_PART)
      type->form[type->forms++] = number;
  }
  g_hash_table_insert(vocabulary->types, g_strdup(key), type);
  return type;
}

/* --- a text ------------------------------------------------------------------------------------------------------ */

static gboolean has_form(const WordType *type, const guint words[2]) {
  for (guint i = 0; type && i < type->forms; i++)
    if (type->form[i] == words[0] || type->form[i] == words[1])
      return TRUE;
  return FALSE;
}

static gboolean stands_at(const Phrase *phrase, const Place *places, guint count) {
  if (phrase->length > count)
    return FALSE;
  for (guint i = 1; i < phrase->length; i++)
    if (places[i].start - places[i - 1].end > MOST_GAP || !has_form(places[i].type, phrase->words[i]))
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

static void add_phrases(const Vocabulary *vocabulary, const Place *places, guint count, GArray *hits, guint first) {
  for (guint f = 0; f < places->type->forms; f++) {
    const GPtrArray *phrases = g_hash_table_lookup(vocabulary->phrases, GUINT_TO_POINTER(places->type->form[f]));
    for (guint i = 0; phrases && i < phrases->len; i++) {
      const Phrase *phrase = phrases->pdata[i];
      if (stands_at(phrase, places, count))
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
  for (guint i = 0; i < matcher->tokens->len; i++) {
    const Place *place = &g_array_index(matcher->tokens, Place, i);
    if (!place->type)
      continue;
    if (place->type->forms)
      add_phrases(vocabulary, place, matcher->tokens->len - i, hits, first);
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
  matcher->tokens = g_array_new(FALSE, FALSE, sizeof(Place));
  return matcher;
}

void theme_matcher_free(ThemeMatcher *matcher) {
  if (!matcher)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
    vocabulary_free(matcher->vocabularies[i]);
  analyser_free(matcher->analyser);
  g_array_free(matcher->tokens, TRUE);
  g_free(matcher);
}
