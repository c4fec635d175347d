/* The lexica of the Nordic languages: which files there are, and the lemmas that they give. */
#include "language/lexicon.h"

#include "language/compound.h"
#include "language/lexicon_files.h"
#include "language/messages.h"

#include <string.h>
#include <zlib.h>

#define DEFAULT_FOLDER "/usr/share/apertium"
#define MOST_CANDIDATES 32
/* As lt-proc has it: more parts are chance. */
#define MOST_BUILT_PARTS 4

static const LexiconPackage packages[] = {
    {"apertium-nno-nob", N_("Norwegian bokmål and nynorsk"), "apertium-nno-nob/nno-nob.automorf.bin"},
    {"apertium-swe-nor", N_("Swedish, and Swedish-Norwegian"), "apertium-swe-nor/swe-nob.automorf.bin"},
    {"apertium-dan-nor", N_("Danish, and Danish-Norwegian"), "apertium-dan-nor/dan-nob.automorf.bin"},
    {"apertium-swe-dan", N_("Swedish-Danish"), "apertium-swe-dan/swe-dan.automorf.bin"},
    {NULL, NULL, NULL}};

/* Which files are asked for a language, in this order. Of files that share a row the first that is there serves: they
 * are cut from one dictionary to fit the language on the other side, and the first is cut least. */
#define MOST_ROWS 2
#define MOST_ALTERNATIVES 3
static const struct {
  const char *language, *files[MOST_ROWS][MOST_ALTERNATIVES];
} sources[] = {
    {"sv",
     {{"apertium-swe-nor/swe-nno.automorf.bin", "apertium-swe-nor/swe-nob.automorf.bin"},
      {"apertium-swe-dan/swe-dan.automorf.bin"}}},
    {"nb",
     {{"apertium-nno-nob/nob-nno.automorf.bin", "apertium-swe-nor/nob-swe.automorf.bin",
       "apertium-dan-nor/nob-dan.automorf.bin"}}},
    {"nn",
     {{"apertium-nno-nob/nno-nob.automorf.bin", "apertium-swe-nor/nno-swe.automorf.bin",
       "apertium-dan-nor/nno-dan.automorf.bin"}}},
    {"da",
     {{"apertium-dan-nor/dan-nob.automorf.bin", "apertium-dan-nor/dan-nno.automorf.bin"},
      {"apertium-swe-dan/dan-swe.automorf.bin"}}},
};

/* Before the strings are worth forgetting: some megabytes. */
#define MANY_STRINGS 500000

struct Lexicon {
  char *folder;
  LexiconFiles files[G_N_ELEMENTS(sources)];
  GStringChunk *strings;
  CompoundGraph *graph;
  GString *text, *tags; /* scratch */
  LastSplit last_split;
  guint64 interned; /* calls since the strings were last forgotten */
};

static const char *lexicon_folder(void) {
  const char *folder = g_getenv("NORDSOK_LEXICA");
  return folder && *folder ? folder : DEFAULT_FOLDER;
}

const LexiconPackage *lexicon_packages(void) {
  return packages;
}

gboolean lexicon_is_installed(const LexiconPackage *package) {
  g_autofree char *path = g_build_filename(lexicon_folder(), package->file, NULL);
  return g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

Lexicon *lexicon_new(void) {
  Lexicon *lexicon = g_new0(Lexicon, 1);
  lexicon->folder = g_strdup(lexicon_folder());
  lexicon->strings = g_string_chunk_new(1 << 14);
  lexicon->graph = compound_graph_new();
  lexicon->text = g_string_new(NULL);
  lexicon->tags = g_string_new(NULL);
  return lexicon;
}

void lexicon_free(Lexicon *lexicon) {
  if (!lexicon)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS(lexicon->files); i++)
    for (guint j = 0; j < lexicon->files[i].count; j++)
      transducer_free(lexicon->files[i].transducers[j]);
  g_string_chunk_free(lexicon->strings);
  compound_graph_free(lexicon->graph);
  g_string_free(lexicon->text, TRUE);
  g_string_free(lexicon->tags, TRUE);
  g_free(lexicon->folder);
  g_free(lexicon);
}

Transducer *lexicon_open_file(const Lexicon *lexicon, const char *name) {
  g_autofree char *path = g_build_filename(lexicon->folder, name, NULL);
  g_autoptr(GError) error = NULL;
  Transducer *transducer = transducer_open(path, TRANSDUCER_WORDS_ONLY, &error);
  if (!transducer && !g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_warning("%s", error->message);
  return transducer;
}

static void open_files(const Lexicon *lexicon, gsize source, LexiconFiles *files) {
  for (gsize row = 0; row < MOST_ROWS; row++) {
    Transducer *transducer = NULL;
    for (gsize i = 0; i < MOST_ALTERNATIVES && sources[source].files[row][i] && !transducer; i++) {
      transducer = lexicon_open_file(lexicon, sources[source].files[row][i]);
      if (!transducer)
        continue;
      files->names[files->count] = sources[source].files[row][i];
      files->transducers[files->count++] = transducer;
    }
  }
  files->opened = TRUE;
}

const LexiconFiles *lexicon_get_files(Lexicon *lexicon, const char *language) {
  for (gsize i = 0; i < G_N_ELEMENTS(sources); i++) {
    if (strcmp(sources[i].language, language) != 0)
      continue;
    if (!lexicon->files[i].opened)
      open_files(lexicon, i, &lexicon->files[i]);
    return &lexicon->files[i];
  }
  return NULL;
}

gboolean lexicon_has(Lexicon *lexicon, const char *language) {
  const LexiconFiles *files = lexicon_get_files(lexicon, language);
  return files && files->count > 0;
}

char *lexicon_fingerprint(Lexicon *lexicon, const char *language) {
  const LexiconFiles *files = lexicon_get_files(lexicon, language);
  GString *fingerprint = g_string_new(NULL);
  for (guint i = 0; files && i < files->count; i++) {
    g_autofree char *path = g_build_filename(lexicon->folder, files->names[i], NULL);
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
    if (!file)
      continue;
    gsize length = g_mapped_file_get_length(file);
    uLong sum = crc32_z(0, (const Bytef *)g_mapped_file_get_contents(file), length);
    g_string_append_printf(fingerprint, "%s%s %" G_GSIZE_FORMAT " %08lx", fingerprint->len ? "; " : "", files->names[i],
                           length, sum);
  }
  return g_string_free(fingerprint, FALSE);
}

/* --- for the lexicon's neighbours --- */

CompoundGraph *lexicon_get_graph(Lexicon *lexicon) {
  return lexicon->graph;
}

void lexicon_forget(Lexicon *lexicon) {
  if (lexicon->interned < MANY_STRINGS)
    return;
  g_string_chunk_free(lexicon->strings);
  lexicon->strings = g_string_chunk_new(1 << 14);
  lexicon->interned = 0;
  lexicon->last_split.word[0] = '\0'; /* its lemmas were among them */
}

LastSplit *lexicon_get_last_split(Lexicon *lexicon) {
  return &lexicon->last_split;
}

const char *lexicon_intern(Lexicon *lexicon, const char *text) {
  lexicon->interned++;
  return g_string_chunk_insert_const(lexicon->strings, text);
}

void lexicon_strip_marks(GString *lemma) {
  static const char *const marks[] = {"¹", "²", "³", "⁴"};
  for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
    if (g_str_has_suffix(lemma->str, marks[i])) {
      g_string_truncate(lemma, lemma->len - strlen(marks[i]));
      return;
    }
}

const char *lexicon_intern_lemma(Lexicon *lexicon, const char *lemma) {
  g_string_assign(lexicon->text, lemma);
  lexicon_strip_marks(lexicon->text);
  return lexicon_intern(lexicon, lexicon->text->str);
}

/* --- lemmas --- */

typedef struct {
  Lexicon *lexicon;
  const Transducer *transducer;
  guint count;
  Lemma lemmas[MOST_CANDIDATES];
  guint ranks[MOST_CANDIDATES]; /* lower is likelier */
} Candidates;

/* The arrays stay as they are: they are large, and looked at only as far as `count`. */
static void clear_candidates(Candidates *candidates, Lexicon *lexicon) {
  candidates->lexicon = lexicon;
  candidates->count = 0;
}

/* The category of the tags: "n" of "<n><ut><sg>". */
static const char *intern_category(Lexicon *lexicon, const char *tags) {
  char category[16];
  gsize length = 0;
  for (const char *p = *tags == '<' ? tags + 1 : tags; *p && *p != '>' && length < sizeof category - 1; p++)
    category[length++] = *p;
  category[length] = 0;
  return lexicon_intern(lexicon, category);
}

/* How unlikely a reading is in running text, beside others of the same word: the lower the likelier. Imperatives are
 * told only where there is nothing better: they look like the noun that belongs to the verb. */
enum { VERB = 1, NOUN = 2, NO_NOUN = 2, GENITIVE = 4, FUNCTION_WORD = 8, IMPERATIVE = 16 };

static gboolean is_function_word(const char *category) {
  static const char *const closed[] = {"pr", "prn", "det", "cnjcoo", "cnjsub", "cnjadv", "part", "vbmod", "ij", "rel"};
  for (gsize i = 0; i < G_N_ELEMENTS(closed); i++)
    if (strcmp(category, closed[i]) == 0)
      return TRUE;
  return FALSE;
}

static guint rank_of_tags(const char *category, const char *tags) {
  if (is_function_word(category))
    return FUNCTION_WORD;
  if (strstr(tags, "<imp>"))
    return IMPERATIVE;
  if (strstr(tags, "<ind><gen>"))
    return GENITIVE;
  return strcmp(category, "n") == 0 ? NOUN : strcmp(category, "vblex") == 0 ? VERB : 0;
}

/* Adds what stands in lexicon->text and ->tags; of readings that have lemma and category in common the likelier stays.
 */
static void add_candidate(Candidates *candidates, guint rank) {
  Lexicon *lexicon = candidates->lexicon;
  lexicon_strip_marks(lexicon->text);
  if (lexicon->text->len == 0 || lexicon->tags->len == 0)
    return;
  Lemma lemma = {.text = lexicon_intern(lexicon, lexicon->text->str),
                 .category = intern_category(lexicon, lexicon->tags->str),
                 .tags = lexicon_intern(lexicon, lexicon->tags->str)};
  rank += rank_of_tags(lemma.category, lemma.tags);
  guint i = 0;
  while (i < candidates->count &&
         (candidates->lemmas[i].text != lemma.text || candidates->lemmas[i].category != lemma.category))
    i++;
  if (i == MOST_CANDIDATES || (i < candidates->count && candidates->ranks[i] <= rank))
    return;
  candidates->ranks[i] = rank;
  candidates->lemmas[i] = lemma;
  candidates->count = MAX(candidates->count, i + 1);
}

static gboolean add_whole(const TransducerReading *reading, gpointer data) {
  Candidates *candidates = data;
  if (reading->begins_compound)
    return TRUE;
  Lexicon *lexicon = candidates->lexicon;
  g_string_truncate(lexicon->text, 0);
  g_string_truncate(lexicon->tags, 0);
  transducer_append_output(candidates->transducer, reading, lexicon->text, lexicon->tags);
  add_candidate(candidates, 0);
  return TRUE;
}

/* The fewest parts that reach each symbol of the word, and of those the most nouns, as parts * 16 + parts that are no
 * nouns; G_MAXUINT where none does. */
static void count_parts(const CompoundGraph *graph, guint best[TRANSDUCER_MAX_SYMBOLS + 1]) {
  best[0] = 0;
  for (guint i = 1; i <= TRANSDUCER_MAX_SYMBOLS; i++)
    best[i] = G_MAXUINT;
  for (guint i = 0; i < graph->segments->len; i++) {
    const CompoundSegment *segment = compound_graph_segment(graph, i);
    if (!segment->is_last && best[segment->start] != G_MAXUINT)
      best[segment->end] = MIN(best[segment->end], best[segment->start] + 16 + !segment->is_noun);
  }
}

static void add_built(Candidates *candidates, const char *word, const TransducerInput *input) {
  Lexicon *lexicon = candidates->lexicon;
  CompoundGraph *graph = lexicon->graph;
  guint best[TRANSDUCER_MAX_SYMBOLS + 1], fewest = G_MAXUINT;
  compound_graph_fill(graph, candidates->transducer, word, input, COMPOUND_STRICT, NULL, NULL);
  count_parts(graph, best);
  for (guint i = 0; i < graph->segments->len; i++) {
    const CompoundSegment *segment = compound_graph_segment(graph, i);
    if (segment->is_last)
      fewest = MIN(fewest, best[segment->start] / 16 + 1);
  }
  if (fewest > MOST_BUILT_PARTS)
    return;
  for (guint i = 0; i < graph->segments->len; i++) {
    const CompoundSegment *segment = compound_graph_segment(graph, i);
    if (!segment->is_last || best[segment->start] / 16 + 1 != fewest)
      continue;
    g_string_truncate(lexicon->text, 0);
    g_string_append_len(lexicon->text, word, input->offsets[segment->start]);
    g_string_append(lexicon->text, compound_graph_lemma(graph, segment));
    g_string_assign(lexicon->tags, compound_graph_tags(graph, segment));
    add_candidate(candidates, best[segment->start] % 16 + (segment->is_noun ? 0 : NO_NOUN));
  }
}

/* Asks the files one after the other for the whole word, until one knows it. */
static void find_whole(Candidates *candidates, const LexiconFiles *files, const char *word, gsize length,
                       TransducerFlags flags) {
  TransducerInput input;
  for (guint i = 0; i < files->count && !candidates->count; i++) {
    candidates->transducer = files->transducers[i];
    if (transducer_map(candidates->transducer, word, length, &input))
      transducer_read(candidates->transducer, &input, 0, flags, add_whole, candidates);
  }
}

/* As they are; as names, written small; put together. */
static void find_candidates(Candidates *candidates, const LexiconFiles *files, const char *word, gsize length) {
  TransducerInput input;
  find_whole(candidates, files, word, length, TRANSDUCER_WHOLE);
  if (!candidates->count)
    find_whole(candidates, files, word, length, TRANSDUCER_FOLD_CASE);
  for (guint i = 0; i < files->count && !candidates->count; i++) {
    candidates->transducer = files->transducers[i];
    if (transducer_map(candidates->transducer, word, length, &input))
      add_built(candidates, word, &input);
  }
}

/* Of two nouns the shorter is the likelier: "byer" is "by" rather than "bye". */
static gboolean is_likelier(const Candidates *candidates, guint a, guint b) {
  if (candidates->ranks[a] != candidates->ranks[b])
    return candidates->ranks[a] < candidates->ranks[b];
  const Lemma *x = &candidates->lemmas[a], *y = &candidates->lemmas[b];
  return strcmp(x->category, "n") == 0 && x->category == y->category && strlen(x->text) < strlen(y->text);
}

static guint take_likeliest(Candidates *candidates, Lemma lemmas[LEXICON_MAX_LEMMAS]) {
  guint found = 0;
  for (gboolean likely = FALSE; found < MIN(candidates->count, LEXICON_MAX_LEMMAS); found++) {
    guint best = 0;
    for (guint i = 1; i < candidates->count; i++)
      if (is_likelier(candidates, i, best))
        best = i;
    if (likely && candidates->ranks[best] >= IMPERATIVE)
      break;
    likely |= candidates->ranks[best] < IMPERATIVE;
    lemmas[found] = candidates->lemmas[best];
    candidates->ranks[best] = G_MAXUINT;
  }
  return found;
}

/* A compound that the dictionaries' grammar does not foresee (göteborgsregionen). */
static void add_split(Candidates *candidates, const char *language, const char *word, gsize length) {
  Lexicon *lexicon = candidates->lexicon;
  CompoundPart parts[LEXICON_MAX_PARTS];
  guint count = compound_split(lexicon, language, word, length, parts);
  if (!count)
    return;
  const CompoundPart *last = &parts[count - 1];
  g_string_truncate(lexicon->text, 0);
  g_string_append_len(lexicon->text, word, (gssize)last->start);
  g_string_append(lexicon->text, last->lemma);
  g_string_assign(lexicon->tags, last->tags);
  add_candidate(candidates, 0);
}

guint lexicon_find_lemmas(Lexicon *lexicon, const char *language, const char *word, gsize length,
                          Lemma lemmas[LEXICON_MAX_LEMMAS]) {
  const LexiconFiles *files = lexicon_get_files(lexicon, language);
  if (!files || !files->count)
    return 0;
  Candidates candidates;
  clear_candidates(&candidates, lexicon);
  find_candidates(&candidates, files, word, length);
  if (!candidates.count)
    add_split(&candidates, language, word, length);
  return take_likeliest(&candidates, lemmas);
}

gboolean lexicon_knows(Lexicon *lexicon, const char *language, const char *word, gsize length) {
  const LexiconFiles *files = lexicon_get_files(lexicon, language);
  Candidates candidates;
  clear_candidates(&candidates, lexicon);
  if (files)
    find_candidates(&candidates, files, word, length);
  return candidates.count > 0;
}

gboolean lexicon_knows_whole(Lexicon *lexicon, const char *language, const char *word, gsize length) {
  const LexiconFiles *files = lexicon_get_files(lexicon, language);
  Candidates candidates;
  clear_candidates(&candidates, lexicon);
  if (files)
    find_whole(&candidates, files, word, length, TRANSDUCER_FOLD_CASE);
  return candidates.count > 0;
}
