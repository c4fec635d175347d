/* Matching of themes' labels.
 *
 * A word of a label is a symbol, a number. Each word type of a text is looked up once for the symbols that it can be
 * (its written form, its dictionary forms, parts of it), and then kept: most types are none, so that most words of a
 * text cost their folding and one look into a table. Labels are found by their first symbol. */
#include "language/analyse.h"
#include "language/fold.h"
#include "language/segment.h"
#include "language/theme_labels.h"

#include <string.h>

#define MAX_WORDS 12 /* of a label; longer ones are sentences */
#define GRAM_BITS 65536
#define LONG_WORD 7 /* bytes; of such a word inflection leaves the first LONG_GRAM alone */
#define LONG_GRAM 5
#define SHORT_GRAM 4
#define SHORT_ENDING 5     /* what inflection can add to a word shorter than SHORT_GRAM */
#define MAX_TYPES 200000   /* kept of a language; past it all are looked up anew */
#define MAX_SYMBOLS 12     /* of a word type */
#define MAX_TYPE_BYTES 120 /* longer tokens are no words */

#define COVERING_HITS 16 /* looked back at for one that covers a word */

#define HIDDEN_WEIGHT 0.7
#define PART_SHARE 0.5

typedef struct {
  guint symbol;
  gboolean part; /* of a compound */
} TypeSymbol;

/* Of a word type: the symbols that it can be, and whether a label begins with one of them. */
typedef struct {
  guint8 count;
  TypeSymbol symbols[];
} Type;

/* A label's symbols in a row. */
typedef struct {
  guint label; /* in the set */
  double weight;
  guint8 words;
  guint symbols[MAX_WORDS];
} Sequence;

/* All labels that texts of a language are matched with. */
typedef struct {
  gboolean ready;
  const char *language;
  GHashTable *symbols;  /* char* -> number + 1 */
  GPtrArray *sequences; /* by first symbol: GArray of Sequence; NULL: none */
  guint8 *grams;        /* bits, by hash: beginnings of symbols */
  GHashTable *types;    /* char* -> Type*, &no_type for words of no label */
} Table;

struct ThemeMatcher {
  const ThemeSet *set;
  Analyser *analyser;
  Table tables[THEME_LANGUAGES + 1]; /* the last: of all languages */
  GString *folded;
  GArray *words; /* Word, of the text at hand */
};

typedef struct {
  const Type *type;
  gsize start, end;
} Word;

static Type no_type;

static void type_free(gpointer data) {
  if (data != &no_type)
    g_free(data);
}

static void sequences_free(gpointer data) {
  if (data)
    g_array_unref(data);
}

ThemeMatcher *theme_matcher_new(const ThemeSet *set) {
  ThemeMatcher *matcher = g_new0(ThemeMatcher, 1);
  matcher->set = set;
  matcher->analyser = analyser_new();
  matcher->folded = g_string_new(NULL);
  matcher->words = g_array_new(FALSE, FALSE, sizeof(Word));
  return matcher;
}

void theme_matcher_free(ThemeMatcher *matcher) {
  if (!matcher)
    return;
  for (int i = 0; i <= THEME_LANGUAGES; i++) {
    Table *table = &matcher->tables[i];
    g_clear_pointer(&table->symbols, g_hash_table_unref);
    g_clear_pointer(&table->grams, g_free);
    g_clear_pointer(&table->sequences, g_ptr_array_unref);
    g_clear_pointer(&table->types, g_hash_table_unref);
  }
  analyser_free(matcher->analyser);
  g_string_free(matcher->folded, TRUE);
  g_array_unref(matcher->words);
  g_free(matcher);
}

/* --- labels ------------------------------------------------------------------------------------------------ */

/* The words of a label as written and in dictionary form. */
typedef struct {
  GString *written[MAX_WORDS], *dictionary[MAX_WORDS];
  guint words;
} LabelWords;

static gboolean on_label_term(const Term *term, gpointer data) {
  LabelWords *words = data;
  if (term->position >= MAX_WORDS) {
    words->words = MAX_WORDS + 1;
    return FALSE;
  }
  if (term->kind == TERM_SURFACE) {
    words->written[term->position] = g_string_new_len(term->text, (gssize)term->length);
    words->words = term->position + 1;
  } else if (term->kind == TERM_LEMMA && !words->dictionary[term->position]) {
    words->dictionary[term->position] = g_string_new_len(term->text + 1, (gssize)term->length - 1);
  }
  return TRUE;
}

/* The beginning of a word that its inflections and compounds keep: so many bytes of it. */
static gsize gram_length(gsize length) {
  return length >= LONG_WORD ? LONG_GRAM : MIN(length, SHORT_GRAM);
}

static guint32 gram_bit(const char *text, gsize length) {
  guint32 hash = 2166136261u + (guint32)length; /* FNV-1a */
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guint8)text[i]) * 16777619u;
  return (hash ^ hash >> 15) % GRAM_BITS;
}

static void add_gram(Table *table, const char *text) {
  guint32 bit = gram_bit(text, gram_length(strlen(text)));
  table->grams[bit / 8] |= (guint8)(1u << bit % 8);
}

static gboolean has_gram(const Table *table, const char *text, gsize length) {
  guint32 bit = gram_bit(text, length);
  return table->grams[bit / 8] >> bit % 8 & 1;
}

/* Whether a word type can be a symbol or have one as a part: what analysing all types would cost is saved for most. */
static gboolean may_match(const Table *table, const char *folded, gsize length) {
  for (gsize i = 2; i < SHORT_GRAM && i <= length; i++)
    if (length <= i + SHORT_ENDING && has_gram(table, folded, i))
      return TRUE;
  for (gsize i = 0; i + SHORT_GRAM <= length; i++)
    if (has_gram(table, folded + i, SHORT_GRAM) || (i + LONG_GRAM <= length && has_gram(table, folded + i, LONG_GRAM)))
      return TRUE;
  return g_hash_table_contains(table->symbols, folded);
}

static guint symbol_of(Table *table, const char *text) {
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(table->symbols, text));
  if (!number) {
    g_ptr_array_add(table->sequences, NULL);
    number = table->sequences->len;
    g_hash_table_insert(table->symbols, g_strdup(text), GUINT_TO_POINTER(number));
    add_gram(table, text);
  }
  return number - 1;
}

static void add_sequence(Table *table, const Sequence *sequence) {
  gpointer *place = &table->sequences->pdata[sequence->symbols[0]];
  if (!*place)
    *place = g_array_new(FALSE, FALSE, sizeof(Sequence));
  g_array_append_vals(*place, sequence, 1);
}

/* The words as written alone: enough where texts are of no language, and all languages' labels are many. */
static void read_written(const char *label, LabelWords *words) {
  TokenIterator iterator;
  token_iterator_init(&iterator, label, strlen(label));
  for (Token token; token_iterator_next(&iterator, &token) && words->words <= MAX_WORDS; words->words++)
    if (words->words < MAX_WORDS) {
      words->written[words->words] = g_string_new(NULL);
      fold_append(words->written[words->words], token.start, token.length);
    }
}

static void add_label(ThemeMatcher *matcher, Table *table, guint number) {
  const ThemeLabel *label = &g_array_index(theme_set_labels(matcher->set), ThemeLabel, number);
  LabelWords words = {.words = 0};
  if (table == &matcher->tables[THEME_LANGUAGES])
    read_written(label->text, &words);
  else
    analyser_run(matcher->analyser, table->language, label->text, strlen(label->text), on_label_term, &words);
  Sequence written = {number, label->kind == THEME_HIDDEN ? HIDDEN_WEIGHT : 1, (guint8)words.words, {0}};
  Sequence dictionary = written;
  gboolean usable = words.words > 0 && words.words <= MAX_WORDS, same = TRUE;
  for (guint i = 0; usable && i < words.words; i++)
    usable = words.written[i] != NULL;
  for (guint i = 0; usable && i < words.words; i++) {
    written.symbols[i] = dictionary.symbols[i] = symbol_of(table, words.written[i]->str);
    if (words.dictionary[i]) {
      dictionary.symbols[i] = symbol_of(table, words.dictionary[i]->str);
      same = same && dictionary.symbols[i] == written.symbols[i];
    }
  }
  if (usable)
    add_sequence(table, &written);
  if (usable && !same)
    add_sequence(table, &dictionary);
  for (guint i = 0; i < MAX_WORDS; i++) {
    if (words.written[i])
      g_string_free(words.written[i], TRUE);
    if (words.dictionary[i])
      g_string_free(words.dictionary[i], TRUE);
  }
}

static Table *table_of(ThemeMatcher *matcher, const char *language) {
  int index = theme_language_index(language);
  Table *table = &matcher->tables[index < 0 ? THEME_LANGUAGES : index];
  if (table->ready)
    return table;
  table->ready = TRUE;
  table->language = index < 0 ? "mul" : theme_languages[index];
  table->symbols = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  table->sequences = g_ptr_array_new_with_free_func(sequences_free);
  table->grams = g_malloc0(GRAM_BITS / 8);
  table->types = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, type_free);
  const GArray *labels = theme_set_labels(matcher->set);
  for (guint i = 0; i < labels->len; i++)
    if (index < 0 || g_array_index(labels, ThemeLabel, i).language == index)
      add_label(matcher, table, i);
  return table;
}

/* --- word types -------------------------------------------------------------------------------------------- */

typedef struct {
  Table *table;
  GString *text;
  guint count;
  TypeSymbol symbols[MAX_SYMBOLS];
} Lookup;

static gboolean on_type_term(const Term *term, gpointer data) {
  Lookup *lookup = data;
  if (term->kind == TERM_NOTATION)
    return TRUE;
  gsize prefix = term->kind == TERM_SURFACE ? 0 : 1;
  g_string_truncate(lookup->text, 0);
  g_string_append_len(lookup->text, term->text + prefix, (gssize)(term->length - prefix));
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(lookup->table->symbols, lookup->text->str));
  for (guint i = 0; i < lookup->count; i++)
    if (number && lookup->symbols[i].symbol == number - 1)
      return TRUE;
  if (number && lookup->count < MAX_SYMBOLS)
    lookup->symbols[lookup->count++] = (TypeSymbol){number - 1, term->kind == TERM_PART};
  return TRUE;
}

/* `folded` is the type; `token` as written, which the analyser wants. */
static const Type *look_up(ThemeMatcher *matcher, Table *table, const GString *folded, const Token *token) {
  const Type *known = g_hash_table_lookup(table->types, folded->str);
  if (known)
    return known;
  g_autoptr(GString) text = g_string_new(NULL);
  Lookup lookup = {.table = table, .text = text};
  if (may_match(table, folded->str, folded->len))
    analyser_run(matcher->analyser, table->language, token->start, token->length, on_type_term, &lookup);
  Type *type = &no_type;
  if (lookup.count) {
    type = g_malloc(sizeof(Type) + lookup.count * sizeof(TypeSymbol));
    type->count = (guint8)lookup.count;
    memcpy(type->symbols, lookup.symbols, lookup.count * sizeof(TypeSymbol));
  }
  g_hash_table_insert(table->types, g_strdup(folded->str), type);
  return type;
}

static void read_words(ThemeMatcher *matcher, Table *table, const char *text, gsize length) {
  if (g_hash_table_size(table->types) > MAX_TYPES)
    g_hash_table_remove_all(table->types);
  g_array_set_size(matcher->words, 0);
  TokenIterator iterator;
  token_iterator_init(&iterator, text, length);
  for (Token token; token_iterator_next(&iterator, &token);) {
    Word word = {&no_type, token.offset, token.offset + token.length};
    if (token.length <= MAX_TYPE_BYTES) {
      g_string_truncate(matcher->folded, 0);
      fold_append(matcher->folded, token.start, token.length);
      word.type = look_up(matcher, table, matcher->folded, &token);
    }
    g_array_append_val(matcher->words, word);
  }
}

/* --- texts ------------------------------------------------------------------------------------------------- */

static gboolean is_symbol(const Type *type, guint symbol) {
  for (guint i = 0; i < type->count; i++)
    if (type->symbols[i].symbol == symbol && !type->symbols[i].part)
      return TRUE;
  return FALSE;
}

static gboolean follows(const GArray *words, guint at, const Sequence *sequence) {
  if (at + sequence->words > words->len)
    return FALSE;
  for (guint i = 1; i < sequence->words; i++)
    if (!is_symbol(g_array_index(words, Word, at + i).type, sequence->symbols[i]))
      return FALSE;
  return TRUE;
}

/* Whether words of the scheme have been told of already by a label that began before, of which this is a part. */
static gboolean is_covered(const ThemeMatcher *matcher, const GArray *hits, guint first, guint theme, gsize start) {
  guint scheme = theme_set_get_scheme(matcher->set, theme), least = first > COVERING_HITS ? first - COVERING_HITS : 0;
  for (guint i = first; i-- > least;) {
    const ThemeHit *hit = &g_array_index(hits, ThemeHit, i);
    if (hit->end > start && theme_set_get_scheme(matcher->set, hit->theme) == scheme)
      return TRUE;
  }
  return FALSE;
}

/* Makes room for a hit at the word from which `first` was found: shorter ones of its scheme go. FALSE where it is
 * itself shorter than another, or not heavier than one of its theme. */
static gboolean make_room(const ThemeMatcher *matcher, GArray *hits, guint first, const ThemeHit *hit) {
  guint scheme = theme_set_get_scheme(matcher->set, hit->theme);
  for (guint i = hits->len; i-- > first;) {
    const ThemeHit *other = &g_array_index(hits, ThemeHit, i);
    if (theme_set_get_scheme(matcher->set, other->theme) != scheme)
      continue;
    if (other->end > hit->end || (other->end == hit->end && other->theme == hit->theme && other->weight >= hit->weight))
      return FALSE;
    if (other->end < hit->end || other->theme == hit->theme)
      g_array_remove_index(hits, i);
  }
  return TRUE;
}

static void add_hit(ThemeMatcher *matcher, GArray *hits, guint first, guint at, const Sequence *sequence,
                    gboolean part) {
  const ThemeLabel *label = &g_array_index(theme_set_labels(matcher->set), ThemeLabel, sequence->label);
  const Word *words = &g_array_index(matcher->words, Word, at);
  ThemeHit hit = {label->theme,
                  sequence->label,
                  label->kind != THEME_HIDDEN && !part,
                  part ? sequence->weight * PART_SHARE : sequence->weight,
                  words[0].start,
                  words[sequence->words - 1].end};
  if (!is_covered(matcher, hits, first, hit.theme, hit.start) && make_room(matcher, hits, first, &hit))
    g_array_append_val(hits, hit);
}

/* What begins at a word. A compound that is a label itself says nothing by its parts. */
static void match_at(ThemeMatcher *matcher, const Table *table, guint at, GArray *hits) {
  const Type *type = g_array_index(matcher->words, Word, at).type;
  guint first = hits->len;
  for (int parts = 0; parts <= 1 && hits->len == first; parts++)
    for (guint s = 0; s < type->count; s++) {
      const GArray *sequences = table->sequences->pdata[type->symbols[s].symbol];
      for (guint i = 0; sequences && type->symbols[s].part == parts && i < sequences->len; i++) {
        const Sequence *sequence = &g_array_index(sequences, Sequence, i);
        if ((!parts || sequence->words == 1) && follows(matcher->words, at, sequence))
          add_hit(matcher, hits, first, at, sequence, parts);
      }
    }
}

guint theme_matcher_run(ThemeMatcher *matcher, const char *language, const char *text, gsize length, GArray *hits) {
  Table *table = table_of(matcher, language);
  read_words(matcher, table, text, length);
  for (guint at = 0; at < matcher->words->len; at++)
    if (g_array_index(matcher->words, Word, at).type->count)
      match_at(matcher, table, at, hits);
  return matcher->words->len;
}
