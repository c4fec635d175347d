/* What the lexicon says of words on standard input, one a line, for tests/cli/lexicon.t and tests/eval/lexicon:
 *   lexicon readings FILE      all readings of a compiled dictionary in the manner of lt-proc -w -e, "word/reading/..."
 *   lexicon lemmas LANGUAGE    word, then lemmas with tags, parted by tabs
 *   lexicon stems LANGUAGE     word, then its Snowball stem
 *   lexicon parts LANGUAGE     word, then its parts joined by '+' (itself where it is no compound)
 *   lexicon translate FROM TO  word, then lemma=translation:weight:source for each of its lemmas
 *   lexicon speed LANGUAGE     time to load, words a second of lemmas and of parts, memory */
#include "language/compound.h"
#include "language/compound_graph.h"
#include "language/lexicon.h"
#include "language/stem.h"
#include "language/transducer.h"
#include "language/translate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
  Lexicon *lexicon;
  Stemmer *stemmer;
  Translator *translator;
  Transducer *transducer;
  const char *first, *second; /* arguments */
} Tool;

/* --- readings --- */

typedef struct {
  const Transducer *transducer;
  GPtrArray *texts;
} Readings;

static gboolean add_reading(const TransducerReading *reading, gpointer data) {
  Readings *readings = data;
  if (reading->begins_compound)
    return TRUE;
  g_autoptr(GString) text = g_string_new(NULL);
  transducer_append_output(readings->transducer, reading, text, text);
  g_ptr_array_add(readings->texts, g_string_free(g_steal_pointer(&text), FALSE));
  return TRUE;
}

/* All ways through the graph of the fewest parts, as "first<n><cmp>+last<n>". */
static void add_ways(const CompoundGraph *graph, guint start, guint left, const char *before, GPtrArray *texts) {
  for (guint i = 0; i < graph->segments->len; i++) {
    const CompoundSegment *segment = compound_graph_segment(graph, i);
    if (segment->start != start || segment->is_last != (left == 1))
      continue;
    g_autofree char *text = g_strconcat(before, *before ? "+" : "", compound_graph_lemma(graph, segment),
                                        compound_graph_tags(graph, segment), NULL);
    if (left == 1)
      g_ptr_array_add(texts, g_steal_pointer(&text));
    else
      add_ways(graph, segment->end, left - 1, text, texts);
  }
}

static int compare_texts(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static void print_readings(Tool *tool, const char *word) {
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  Readings readings = {tool->transducer, texts};
  TransducerInput input;
  if (transducer_map(tool->transducer, word, strlen(word), &input)) {
    transducer_read(tool->transducer, &input, 0, TRANSDUCER_WHOLE, add_reading, &readings);
    CompoundGraph *graph = compound_graph_new();
    if (!texts->len)
      compound_graph_fill(graph, tool->transducer, word, &input, COMPOUND_STRICT, NULL, NULL);
    for (guint parts = 2; parts <= 5 && !texts->len; parts++)
      add_ways(graph, 0, parts, "", texts);
    compound_graph_free(graph);
  }
  g_ptr_array_sort(texts, compare_texts);
  printf("%s", word);
  for (guint i = 0; i < texts->len; i++)
    if (i == 0 || strcmp(g_ptr_array_index(texts, i - 1), g_ptr_array_index(texts, i)) != 0)
      printf("/%s", (char *)g_ptr_array_index(texts, i));
  puts(texts->len ? "" : "/*");
}

/* --- lemmas, parts, translations --- */

static void print_lemmas(Tool *tool, const char *word) {
  Lemma lemmas[LEXICON_MAX_LEMMAS];
  guint count = lexicon_find_lemmas(tool->lexicon, tool->first, word, strlen(word), lemmas);
  printf("%s", word);
  for (guint i = 0; i < count; i++)
    printf("\t%s%s", lemmas[i].text, lemmas[i].tags);
  puts("");
}

static void print_stem(Tool *tool, const char *word) {
  gsize length;
  const char *stem = stemmer_stem(tool->stemmer, tool->first, word, strlen(word), &length);
  printf("%s\t%.*s\n", word, (int)length, stem);
}

static void print_parts(Tool *tool, const char *word) {
  CompoundPart parts[LEXICON_MAX_PARTS];
  guint count = compound_split(tool->lexicon, tool->first, word, strlen(word), parts);
  printf("%s\t", word);
  for (guint i = 0; i < count; i++)
    printf("%s%.*s", i ? "+" : "", (int)(parts[i].end - parts[i].start), word + parts[i].start);
  printf("%s\t", count ? "" : word);
  for (guint i = 0; i < count; i++)
    printf("%s%s%s", i ? "+" : "", parts[i].lemma, parts[i].tags);
  puts("");
}

static void print_translations(Tool *tool, const char *word) {
  Lemma lemmas[LEXICON_MAX_LEMMAS];
  Translation translations[TRANSLATE_MAX];
  guint count = lexicon_find_lemmas(tool->lexicon, tool->first, word, strlen(word), lemmas);
  if (count == 0)
    lemmas[count++] = (Lemma){.text = word};
  printf("%s", word);
  for (guint i = 0; i < count; i++) {
    guint found =
        translator_find(tool->translator, tool->first, tool->second, lemmas[i].text, lemmas[i].tags, translations);
    for (guint j = 0; j < found; j++)
      printf("\t%s=%s:%.2f:%s", lemmas[i].text, translations[j].text, translations[j].weight, translations[j].source);
  }
  puts("");
}

/* --- speed --- */

typedef guint (*AskFunc)(Tool *tool, const char *word);

static guint count_lemmas(Tool *tool, const char *word) {
  Lemma lemmas[LEXICON_MAX_LEMMAS];
  return lexicon_find_lemmas(tool->lexicon, tool->first, word, strlen(word), lemmas);
}

static guint count_parts(Tool *tool, const char *word) {
  CompoundPart parts[LEXICON_MAX_PARTS];
  return compound_split(tool->lexicon, tool->first, word, strlen(word), parts);
}

/* Asks for all words, several times if they are few, and prints the rate in processor time. */
static void print_rate(Tool *tool, const char *what, const GPtrArray *words, AskFunc ask) {
  guint rounds = 1 + 200000 / words->len, known = 0;
  clock_t start = clock();
  for (guint round = 0; round < rounds; round++)
    for (guint i = 0; i < words->len; i++)
      known += ask(tool, g_ptr_array_index(words, i)) > 0;
  double seconds = MAX((double)(clock() - start) / CLOCKS_PER_SEC, 1e-6), asked = (double)rounds * words->len;
  printf("%s\t%.0f words/s\t%.1f %%\n", what, asked / seconds, 100 * known / asked);
}

/* Resident memory in kB. */
static long memory(void) {
  long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (!file || fscanf(file, "%*d %ld", &pages) != 1)
    pages = 0;
  if (file)
    fclose(file);
  return pages * 4;
}

static int print_speed(Tool *tool) {
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
  char line[1024];
  while (fgets(line, sizeof line, stdin))
    g_ptr_array_add(words, g_strdup(g_strchomp(line)));
  if (!words->len)
    return EXIT_FAILURE;
  long before = memory();
  gint64 time = g_get_monotonic_time();
  if (!lexicon_has(tool->lexicon, tool->first))
    return EXIT_FAILURE;
  printf("load\t%.1f ms\t%ld kB\n", (double)(g_get_monotonic_time() - time) / 1e3, memory() - before);
  print_rate(tool, "lemmas", words, count_lemmas);
  print_rate(tool, "parts", words, count_parts);
  printf("all\t%ld kB\n", memory() - before);
  return EXIT_SUCCESS;
}

/* --- */

static const struct {
  const char *name;
  int arguments;
  void (*print)(Tool *tool, const char *word);
} modes[] = {
    {"readings", 1, print_readings}, {"lemmas", 1, print_lemmas},          {"stems", 1, print_stem},
    {"parts", 1, print_parts},       {"translate", 2, print_translations},
};

static int run(Tool *tool, const char *name, int arguments) {
  char line[1024];
  if (strcmp(name, "speed") == 0 && arguments == 1)
    return print_speed(tool);
  for (gsize i = 0; i < G_N_ELEMENTS(modes); i++) {
    if (strcmp(modes[i].name, name) != 0 || modes[i].arguments != arguments)
      continue;
    while (fgets(line, sizeof line, stdin))
      modes[i].print(tool, g_strchomp(line));
    return EXIT_SUCCESS;
  }
  fprintf(stderr, "lexicon: no such mode, or the wrong number of arguments\n");
  return 2;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: lexicon readings FILE | lemmas|stems|parts|speed LANGUAGE | translate FROM TO\n");
    return 2;
  }
  g_autoptr(GError) error = NULL;
  Tool tool = {.first = argv[2], .second = argc > 3 ? argv[3] : NULL};
  tool.lexicon = lexicon_new();
  tool.stemmer = stemmer_new();
  tool.translator = translator_new(tool.lexicon);
  if (strcmp(argv[1], "readings") == 0) {
    tool.transducer = transducer_open(argv[2], TRANSDUCER_ALL_SECTIONS, &error);
    if (!tool.transducer) {
      fprintf(stderr, "lexicon: %s\n", error->message);
      return EXIT_FAILURE;
    }
  }
  int status = run(&tool, argv[1], argc - 2);
  transducer_free(tool.transducer);
  translator_free(tool.translator);
  stemmer_free(tool.stemmer);
  lexicon_free(tool.lexicon);
  return status;
}
