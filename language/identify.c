/* Language identification by function words and telling letter groups, kept as text in data/language/.
 *
 * Each word of function-words/ and each group of character-evidence.tsv is a feature: where it occurs it speaks against
 * the languages that do not list it. All features live in one trie that is walked from each letter of each word, so a
 * word of the lists is just a group with both its ends. Scores add up; a softmax over them, flattened for short texts
 * (neighbouring features are not independent), gives the confidence. */
#include "language/identify.h"

#include "language/knowledge.h"

#include "language/utf8.h"

#include <math.h>
#include <string.h>

#define MOST_BYTES (64 * 1024)

/* How much a word of one language's list alone speaks against the others; shared words speak less (weight_of_word). */
#define WORD_WEIGHT 4.0

typedef enum { SV, NB, NN, DA, FI, IS, FO, SE, EN, DE, LANGUAGES } Language;

static const struct {
  const char *code;
  double prior; /* log: how often each is met in the archives this program is for */
} languages[LANGUAGES] = {
    [SV] = {"sv", 0},  [NB] = {"nb", 0},  [NN] = {"nn", -0.2}, [DA] = {"da", -0.2}, [FI] = {"fi", -1},
    [IS] = {"is", -2}, [FO] = {"fo", -2}, [SE] = {"se", -2},   [EN] = {"en", -0.5}, [DE] = {"de", -2},
};

/* --- the alphabet --------------------------------------------------------------------------------------------------
 */

#define EDGE 1 /* a word's begin and its end */
#define SYMBOLS 64
#define SYMBOL_TABLE 0x180

static const char letters[] = "abcdefghijklmnopqrstuvwxyzåäöæøðþđŋŧšžčáéíóúýòüß";

/* --- the model -----------------------------------------------------------------------------------------------------
 */

typedef struct {
  guint16 next[SYMBOLS]; /* node numbers; 0: none */
  guint16 feature;       /* number of the feature that ends here; 0: none */
} Node;

typedef struct {
  float weights[LANGUAGES]; /* what one occurrence adds to each language's score */
} Feature;

typedef struct {
  guint8 symbols[SYMBOL_TABLE]; /* of code points, either case; 0: not of the alphabet */
  GArray *nodes;
  GArray *features;
} Model;

static void fill_symbols(Model *model) {
  guint8 symbol = EDGE + 1;
  guint size;
  for (const char *p = letters, *end = p + sizeof letters - 1; p < end; p += size, symbol++) {
    gunichar c = utf8_read(p, end, &size), upper = g_unichar_toupper(c);
    model->symbols[c] = symbol;
    if (upper < SYMBOL_TABLE)
      model->symbols[upper] = symbol;
  }
  g_assert(symbol <= SYMBOLS);
}

static guint16 add_node(Model *model) {
  Node node = {0};
  g_array_append_val(model->nodes, node);
  g_assert(model->nodes->len <= G_MAXUINT16);
  return (guint16)(model->nodes->len - 1);
}

/* The feature of a group such as "^och$", made where it is new. NULL if it holds a character outside the alphabet. */
static Feature *feature_of(Model *model, const char *group) {
  guint16 node = 0;
  guint size;
  for (const char *p = group, *end = p + strlen(p); p < end; p += size) {
    gunichar c = utf8_read(p, end, &size);
    guint8 symbol = c == '^' || c == '$' ? EDGE : c < SYMBOL_TABLE ? model->symbols[c] : 0;
    if (!symbol)
      return NULL;
    guint16 next = g_array_index(model->nodes, Node, node).next[symbol];
    if (!next) {
      next = add_node(model);
      g_array_index(model->nodes, Node, node).next[symbol] = next;
    }
    node = next;
  }
  guint16 *feature = &g_array_index(model->nodes, Node, node).feature;
  if (!*feature) {
    Feature none = {0};
    *feature = (guint16)model->features->len;
    g_array_append_val(model->features, none);
  }
  return &g_array_index(model->features, Feature, *feature);
}

static void speak_against_others(Feature *feature, guint listed, double weight) {
  for (guint i = 0; i < LANGUAGES; i++)
    if (!(listed & 1u << i))
      feature->weights[i] -= (float)weight;
}

/* --- loading --------------------------------------------------------------------------------------------------------
 */

typedef struct {
  GHashTable *listed; /* word -> bits of the languages that list it */
  guint language;
} WordLists;

static void read_words(char *line, gpointer data) {
  WordLists *lists = data;
  g_auto(GStrv) words = g_strsplit(line, " ", -1);
  for (char **word = words; *word; word++) {
    guint listed = GPOINTER_TO_UINT(g_hash_table_lookup(lists->listed, *word)) | 1u << lists->language;
    g_hash_table_insert(lists->listed, g_strdup(*word), GUINT_TO_POINTER(listed));
  }
}

/* A word that few languages share tells most. */
static double weight_of_word(guint listed) {
  int count = __builtin_popcount(listed);
  return WORD_WEIGHT * sqrt(log((double)LANGUAGES / count) / log(LANGUAGES));
}

static void load_words(Model *model) {
  WordLists lists = {.listed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  for (lists.language = 0; lists.language < LANGUAGES; lists.language++) {
    g_autofree char *name = g_strdup_printf("language/function-words/%s.txt", languages[lists.language].code);
    knowledge_each_line(name, read_words, &lists);
  }
  GHashTableIter iter;
  gpointer word, listed;
  g_hash_table_iter_init(&iter, lists.listed);
  while (g_hash_table_iter_next(&iter, &word, &listed)) {
    g_autofree char *group = g_strdup_printf("^%s$", (const char *)word);
    Feature *feature = feature_of(model, group);
    if (feature)
      speak_against_others(feature, GPOINTER_TO_UINT(listed), weight_of_word(GPOINTER_TO_UINT(listed)));
  }
  g_hash_table_destroy(lists.listed);
}

static void read_group(char *line, gpointer data) {
  g_auto(GStrv) columns = g_strsplit(line, "\t", -1);
  if (g_strv_length(columns) != 3)
    g_error("character-evidence.tsv: not three columns: %s", line);
  g_auto(GStrv) codes = g_strsplit(columns[1], " ", -1);
  guint listed = 0;
  for (guint i = 0; i < LANGUAGES; i++)
    if (g_strv_contains((const char *const *)codes, languages[i].code))
      listed |= 1u << i;
  Feature *feature = feature_of(data, columns[0]);
  if (feature)
    speak_against_others(feature, listed, g_ascii_strtod(columns[2], NULL));
}

static const Model *get_model(void) {
  static Model *model;
  if (g_once_init_enter(&model)) {
    Model *loaded = g_new0(Model, 1);
    loaded->nodes = g_array_new(FALSE, FALSE, sizeof(Node));
    loaded->features = g_array_new(FALSE, TRUE, sizeof(Feature));
    fill_symbols(loaded);
    add_node(loaded);
    g_array_set_size(loaded->features, 1); /* 0 means none */
    load_words(loaded);
    knowledge_each_line("language/character-evidence.tsv", read_group, loaded);
    g_once_init_leave(&model, loaded);
  }
  return model;
}

/* --- identifying ----------------------------------------------------------------------------------------------------
 */

/* A longer word is judged by its first letters alone. */
#define MOST_SYMBOLS 48

typedef struct {
  double scores[LANGUAGES];
  gsize found; /* features */
  gsize words;
  gsize known, foreign; /* letters of the alphabet and beyond it */
} Evidence;

static void judge_word(const Model *model, const guint8 *symbols, gsize count, Evidence *evidence) {
  const Node *nodes = (const Node *)(const void *)model->nodes->data;
  const Feature *features = (const Feature *)(const void *)model->features->data;
  evidence->words++;
  for (gsize start = 0; start < count; start++) {
    guint16 node = 0;
    for (gsize i = start; i < count && (node = nodes[node].next[symbols[i]]); i++) {
      guint16 feature = nodes[node].feature;
      if (!feature)
        continue;
      evidence->found++;
      for (guint l = 0; l < LANGUAGES; l++)
        evidence->scores[l] += (double)features[feature].weights[l];
    }
  }
}

/* Letters make words; everything else parts them. Letters beyond the alphabet stand in words but match nothing. */
static void gather(const Model *model, const char *text, gsize length, Evidence *evidence) {
  guint8 symbols[MOST_SYMBOLS + 2] = {EDGE};
  gsize count = 1;
  const char *end = text + length;
  for (const char *p = text; p <= end;) {
    guint size = 1;
    gunichar c = p < end ? utf8_read(p, end, &size) : ' ';
    p += size;
    guint8 symbol = c < SYMBOL_TABLE ? model->symbols[c] : 0;
    gboolean foreign = !symbol && c >= 0x80 && c != UTF8_INVALID && g_unichar_isalpha(c);
    evidence->known += symbol != 0;
    evidence->foreign += foreign;
    if (symbol || foreign) {
      if (count <= MOST_SYMBOLS)
        symbols[count++] = symbol;
    } else if (count > 1) {
      symbols[count++] = EDGE;
      judge_word(model, symbols, count, evidence);
      count = 1;
    }
  }
}

/* Softmax, flattened: features overlap, and the longer the text the more so. */
static double confidence_of(const Evidence *evidence, Language best) {
  double temperature = 1.0 + 0.2 * sqrt((double)evidence->words), sum = 0;
  for (guint i = 0; i < LANGUAGES; i++)
    sum += exp((evidence->scores[i] - evidence->scores[best]) / temperature);
  return 1 / sum;
}

Identification identify_text(const char *text, gssize given) {
  Identification unknown = {.language = "und"};
  gsize length = given < 0 ? strlen(text) : (gsize)given;
  Evidence evidence = {0};
  gather(get_model(), text, MIN(length, MOST_BYTES), &evidence);
  if (evidence.known < 2 || evidence.found == 0 || evidence.foreign > evidence.known)
    return unknown;
  Language best = SV;
  for (guint i = 0; i < LANGUAGES; i++) {
    evidence.scores[i] += languages[i].prior;
    if (evidence.scores[i] > evidence.scores[best])
      best = (Language)i;
  }
  Identification answer = {.confidence = confidence_of(&evidence, best)};
  g_strlcpy(answer.language, languages[best].code, sizeof answer.language);
  return answer;
}
