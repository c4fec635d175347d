/* Sentences, put together anew. */
#include "bench/corpus.h"

#include "language/fold.h"
#include "language/identify.h"
#include "language/stop_words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Languages of documents, and of how many in a hundred. */
static const struct {
  char name[4];
  guint share;
} languages[] = {{"sv", 45}, {"nb", 35}, {"nn", 15}, {"da", 5}};

#define HELD 10          /* every so manieth text is held back */
#define UNIT_TOKENS 100  /* of a unit, at least */
#define INVENTED 0.08    /* share of the longer lower-case words that are replaced by invented ones */
#define EXPONENT 1.1     /* of Zipf's law for the invented words */
#define FIRST_RANK 50.0  /* the first of them: real words take the ranks before */
#define SHORTEST_WORD 5  /* bytes: of a word that is replaced */
#define LONGEST_PIECE 12 /* bytes: of a word that invented ones are put together of */

typedef struct {
  char *text;
  guint words;
} Sentence;

typedef struct {
  GArray *sentences; /* Sentence */
  GPtrArray *pieces; /* char*: words that invented compounds are made of */
} LanguageTexts;

struct Corpus {
  LanguageTexts texts[G_N_ELEMENTS(languages)];
  GPtrArray *held;  /* char*: sentences of held texts */
  GHashTable *seen; /* guint: hashes of the texts, since several sets share theirs */
  gsize bytes;
  guint files_texts;
};

/* --- chance ------------------------------------------------------------------------------------------------ */

/* SplitMix64 (Steele, Lea and Flood, 2014): the same numbers on every machine. */
static guint64 next_random(guint64 *state) {
  guint64 z = *state += 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

static double next_share(guint64 *state) {
  return (double)(next_random(state) >> 11) / 9007199254740992.0;
}

static guint next_below(guint64 *state, guint limit) {
  return (guint)(next_random(state) % limit);
}

/* --- reading ----------------------------------------------------------------------------------------------- */

static gboolean is_letter(char c) {
  return g_ascii_isalpha(c) || (c & 0x80);
}

/* Bytes of the run of letters that `text` begins with. */
static gsize word_length(const char *text) {
  gsize length = 0;
  while (is_letter(text[length]))
    length++;
  return length;
}

/* The next word at or after `*text`, which is moved behind it; NULL at the end. */
static const char *next_word(const char **text, gsize *length) {
  while (**text && !is_letter(**text))
    (*text)++;
  const char *word = *text;
  *length = word_length(word);
  *text += *length;
  return *length ? word : NULL;
}

static guint count_words(const char *text) {
  guint count = 0;
  gsize length;
  while (next_word(&text, &length))
    count++;
  return count;
}

static void note_pieces(LanguageTexts *texts, const char *sentence) {
  gsize length;
  for (const char *word; (word = next_word(&sentence, &length));)
    if (length >= SHORTEST_WORD && length <= LONGEST_PIECE && g_ascii_islower(*word))
      g_ptr_array_add(texts->pieces, g_strndup(word, length));
}

static void add_sentence(Corpus *corpus, LanguageTexts *texts, const char *text, gsize length, gboolean held) {
  char *copy = g_strndup(text, length);
  Sentence sentence = {copy, count_words(copy)};
  if (sentence.words < 3) {
    g_free(copy);
  } else if (held) {
    g_ptr_array_add(corpus->held, copy);
  } else {
    g_array_append_val(texts->sentences, sentence);
    note_pieces(texts, copy);
    corpus->bytes += length;
  }
}

static void add_text(Corpus *corpus, const char *language, const char *text) {
  guint hash = g_str_hash(text);
  if (!g_utf8_validate(text, -1, NULL) || !g_hash_table_add(corpus->seen, GUINT_TO_POINTER(hash)))
    return;
  gboolean held = corpus->files_texts++ % HELD == 0;
  for (gsize l = 0; l < G_N_ELEMENTS(languages); l++) {
    if (strcmp(language, languages[l].name) != 0)
      continue;
    for (const char *start = text, *end; *start; start = end) {
      end = start + strcspn(start, ".!?\n");
      while (*end && *end != '\n' && end[1] != ' ' && end[1] != '\n' && end[1])
        end += 1 + strcspn(end + 1, ".!?\n");
      end += *end != '\0';
      add_sentence(corpus, &corpus->texts[l], start, (gsize)(end - start), held);
      end += strspn(end, " \n");
    }
  }
}

/* Columns: something, language, text; or language, source, text. */
static void read_table(Corpus *corpus, const char *path, guint language_column) {
  g_autofree char *content = NULL;
  if (!g_file_get_contents(path, &content, NULL, NULL))
    return;
  g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
  for (char **line = lines; *line; line++) {
    g_auto(GStrv) columns = g_strsplit(*line, "\t", 3);
    if (g_strv_length(columns) == 3)
      add_text(corpus, columns[language_column], columns[2]);
  }
}

static gint by_name(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Calls read() with each entry of a folder, in the order of their names: the same corpus everywhere. */
static void each_entry(const char *folder, Corpus *corpus, void (*read)(Corpus *corpus, const char *path)) {
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));)
    g_ptr_array_add(names, g_build_filename(folder, name, NULL));
  g_ptr_array_sort(names, by_name);
  for (guint i = 0; i < names->len; i++)
    read(corpus, names->pdata[i]);
}

static void read_set(Corpus *corpus, const char *folder) {
  g_autofree char *documents = g_build_filename(folder, "docs.tsv", NULL);
  g_autofree char *lines = g_build_filename(folder, "sent.tsv", NULL);
  read_table(corpus, documents, 1);
  read_table(corpus, lines, 0);
}

static void read_fixture(Corpus *corpus, const char *folder) {
  static const char *const names[] = {"input.txt", "source.txt"};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(folder, names[i], NULL);
    g_autofree char *content = NULL;
    if (g_file_get_contents(path, &content, NULL, NULL) && g_utf8_validate(content, -1, NULL))
      add_text(corpus, identify_text(content, -1).language, content);
  }
}

Corpus *corpus_load(const char *eval) {
  Corpus *corpus = g_new0(Corpus, 1);
  corpus->held = g_ptr_array_new_with_free_func(g_free);
  corpus->seen = g_hash_table_new(g_direct_hash, g_direct_equal);
  for (gsize l = 0; l < G_N_ELEMENTS(languages); l++)
    corpus->texts[l] =
        (LanguageTexts){g_array_new(FALSE, FALSE, sizeof(Sentence)), g_ptr_array_new_with_free_func(g_free)};
  each_entry(eval, corpus, read_set);
  if (corpus->bytes == 0)
    each_entry("fixtures", corpus, read_fixture);
  if (corpus->bytes == 0) {
    fprintf(stderr, "no text: neither %s nor fixtures/ is here\n", eval);
    exit(1);
  }
  return corpus;
}

void corpus_free(Corpus *corpus) {
  for (gsize l = 0; l < G_N_ELEMENTS(languages); l++) {
    LanguageTexts *texts = &corpus->texts[l];
    for (guint i = 0; i < texts->sentences->len; i++)
      g_free(g_array_index(texts->sentences, Sentence, i).text);
    g_array_unref(texts->sentences);
    g_ptr_array_unref(texts->pieces);
  }
  g_ptr_array_unref(corpus->held);
  g_hash_table_unref(corpus->seen);
  g_free(corpus);
}

guint corpus_count_sentences(const Corpus *corpus) {
  guint count = 0;
  for (gsize l = 0; l < G_N_ELEMENTS(languages); l++)
    count += corpus->texts[l].sentences->len;
  return count;
}

gsize corpus_count_bytes(const Corpus *corpus) {
  return corpus->bytes;
}

const char *corpus_get_sentence(const Corpus *corpus, guint number, const char **language) {
  for (gsize l = 0; l < G_N_ELEMENTS(languages); l++) {
    const GArray *sentences = corpus->texts[l].sentences;
    if (number < sentences->len) {
      *language = languages[l].name;
      return g_array_index(sentences, Sentence, number).text;
    }
    number -= sentences->len;
  }
  return NULL;
}

/* --- making ------------------------------------------------------------------------------------------------ */

static void append_syllables(GString *out, guint64 *state) {
  static const char *const begins[] = {"b", "d", "f", "g", "h", "k", "l",  "m",
                                       "n", "p", "r", "s", "t", "v", "st", "kr"};
  static const char *const vowels[] = {"a", "e", "i", "o", "u", "y", "å", "ei"};
  static const char *const ends[] = {"", "n", "r", "l", "s", "nd", "rg", "m"};
  for (guint i = 2 + next_below(state, 2); i > 0; i--) {
    g_string_append(out, begins[next_below(state, G_N_ELEMENTS(begins))]);
    g_string_append(out, vowels[next_below(state, G_N_ELEMENTS(vowels))]);
    g_string_append(out, ends[next_below(state, G_N_ELEMENTS(ends))]);
  }
}

/* An invented word, by Zipf's law: half of them compounds of real words, half names. */
static void append_invented(GString *out, const LanguageTexts *texts, guint64 *state) {
  double rank = floor(FIRST_RANK * pow(1 - next_share(state), -1 / (EXPONENT - 1)));
  guint64 word = (guint64)MIN(rank, 1e18); /* decides the letters */
  next_random(&word);
  if (word & 1 && texts->pieces->len) {
    g_string_append(out, texts->pieces->pdata[next_below(&word, texts->pieces->len)]);
    g_string_append(out, texts->pieces->pdata[next_below(&word, texts->pieces->len)]);
  } else {
    append_syllables(out, &word);
  }
}

static void append_sentence(GString *out, const LanguageTexts *texts, const char *sentence, guint64 *state) {
  while (*sentence) {
    gsize length = word_length(sentence);
    if (length >= SHORTEST_WORD && g_ascii_islower(*sentence) && next_share(state) < INVENTED)
      append_invented(out, texts, state);
    else
      g_string_append_len(out, sentence, (gssize)MAX(length, 1));
    sentence += MAX(length, 1);
  }
}

static char *make_text(const LanguageTexts *texts, guint64 *state) {
  GString *text = g_string_new(NULL);
  for (guint words = 0; words < UNIT_TOKENS;) {
    const Sentence *sentence = &g_array_index(texts->sentences, Sentence, next_below(state, texts->sentences->len));
    append_sentence(text, texts, sentence->text, state);
    g_string_append_c(text, '\n');
    words += sentence->words;
  }
  return g_string_free(text, FALSE);
}

/* A few words of a sentence. */
static char *make_heading(const LanguageTexts *texts, guint64 *state) {
  const char *sentence = g_array_index(texts->sentences, Sentence, next_below(state, texts->sentences->len)).text;
  const char *end = sentence;
  gsize length;
  for (guint i = 2 + next_below(state, 4); i > 0; i--)
    next_word(&end, &length);
  return g_strndup(sentence, (gsize)(end - sentence));
}

static gsize pick_language(const Corpus *corpus, guint64 *state) {
  for (;;) {
    guint number = next_below(state, 100);
    gsize l = 0;
    while (number >= languages[l].share)
      number -= languages[l++].share;
    if (corpus->texts[l].sentences->len)
      return l;
  }
}

Document *corpus_make_document(Corpus *corpus, guint64 number, guint units) {
  guint64 state = number;
  gsize l = pick_language(corpus, &state);
  const LanguageTexts *texts = &corpus->texts[l];
  Document *document = document_new();
  document_set_string(&document->media_type, "text/plain");
  document_set_string(&document->extractor, "text");
  document->extractor_version = 1;
  document->title = make_heading(texts, &state);
  g_strlcpy(document->language, languages[l].name, sizeof document->language);
  for (guint i = 0; i < units; i++) {
    Unit *unit = unit_new(UNIT_KIND_PAGE);
    unit->heading = i % 3 == 0 ? make_heading(texts, &state) : NULL;
    unit->text = make_text(texts, &state);
    unit->language_confidence = 1;
    g_strlcpy(unit->language, languages[l].name, sizeof unit->language);
    unit_set_locator(unit, LOCATOR_PAGE, i + 1, NULL);
    document_add_unit(document, unit);
  }
  return document;
}

/* --- queries ----------------------------------------------------------------------------------------------- */

static gboolean is_content_word(const char *word, gsize length) {
  g_autoptr(GString) folded = g_string_new(NULL);
  fold_append(folded, word, length);
  return g_utf8_strlen(word, (gssize)length) > 3 && !stop_words_contain(folded->str);
}

char *corpus_make_query(Corpus *corpus, guint number) {
  guint64 state = number;
  guint wanted = 1 + number % 4;
  for (;;) {
    g_autoptr(GString) query = g_string_new(NULL);
    const char *rest = corpus->held->pdata[next_below(&state, corpus->held->len)];
    guint count = 0;
    gsize length;
    for (const char *word; count < wanted && (word = next_word(&rest, &length));) {
      if (!is_content_word(word, length) || next_below(&state, 3) == 0)
        continue;
      g_string_append_printf(query, "%s%.*s", count ? " " : "", (int)length, word);
      count++;
    }
    if (count == wanted)
      return g_string_free(g_steal_pointer(&query), FALSE);
  }
}
