/* Reading of the corpus, and drawing samples from it. */
#include "tools/identification/corpus.h"

#include "language/identify_model.h"

#include <math.h>
#include <string.h>

const char *const form_names[FORMS] = {"line", "sentence", "short", "headline", "word"};

/* How often each language is drawn. The close ones most: they need the finest weights. */
static const double language_weights[IDENTIFY_CLASSES] = {1, 1, 1, 1, 0.5, 0.5, 0.6, 0.4, 0.6, 0.4, 1};

/* Software's messages and manuals are many and much alike: news and literature are drawn more often. Words give the
 * lexicon, of which no running text of this size has enough. */
static const struct {
  const char *kind;
  double weight;
} kind_weights[] = {{"news", 3}, {"treebank", 3}, {"words", 4}};

#define FEW_ROWS 500    /* a kind with fewer is drawn more seldom, or it would be learnt by heart */
#define SHORT_DRAWS 0.6 /* share of draws that are a few words */
#define MOST_SHORT_WORDS 8
#define MOST_WORD_STARTS 400

/* --- reading --------------------------------------------------------------------------------------------------------
 */

static guint8 number_of_kind(Corpus *corpus, const char *name) {
  int kind = corpus_kind(corpus, name);
  if (kind < 0) {
    g_ptr_array_add(corpus->kinds, g_strdup(name));
    kind = (int)corpus->kinds->len - 1;
  }
  return (guint8)kind;
}

static guint8 fold_of_block(const char *block) {
  return (guint8)(feature_mix(g_str_hash(block)) >> 32 & 0xFFFFFF) % FOLDS;
}

static int number_of_form(const char *name) {
  for (int form = 0; form < FORMS; form++)
    if (strcmp(form_names[form], name) == 0)
      return form;
  return -1;
}

/* Cuts a line at its tabs. */
static gboolean read_row(Corpus *corpus, char *line) {
  char *columns[5] = {line};
  for (int i = 1; i < 5; i++) {
    char *tab = strchr(columns[i - 1], '\t');
    if (!tab)
      return FALSE;
    *tab = '\0';
    columns[i] = tab + 1;
  }
  int language = identified_index(columns[0]), form = number_of_form(columns[2]);
  if (form < 0)
    return FALSE;
  Row row = {.text = columns[4],
             .length = (guint32)strlen(columns[4]),
             .class = (guint8)(language < 0 ? IDENTIFY_OTHER : language),
             .kind = number_of_kind(corpus, columns[1]),
             .form = (guint8)form,
             .fold = fold_of_block(columns[3])};
  g_array_append_val(corpus->rows, row);
  return TRUE;
}

Corpus *corpus_load(const char *path, GError **error) {
  g_autoptr(Corpus) corpus = g_new0(Corpus, 1);
  corpus->rows = g_array_new(FALSE, FALSE, sizeof(Row));
  corpus->kinds = g_ptr_array_new_with_free_func(g_free);
  if (!g_file_get_contents(path, &corpus->bytes, NULL, error))
    return NULL;
  for (char *line = corpus->bytes, *next; *line; line = next) {
    char *end = strchrnul(line, '\n');
    next = *end ? end + 1 : end;
    *end = '\0';
    if (!read_row(corpus, line)) {
      g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: row %u is not one of a corpus", path,
                  corpus->rows->len + 1);
      return NULL;
    }
  }
  return g_steal_pointer(&corpus);
}

void corpus_free(Corpus *corpus) {
  g_free(corpus->bytes);
  g_clear_pointer(&corpus->rows, g_array_unref);
  g_clear_pointer(&corpus->kinds, g_ptr_array_unref);
  g_free(corpus);
}

int corpus_kind(const Corpus *corpus, const char *name) {
  for (guint i = 0; i < corpus->kinds->len; i++)
    if (strcmp(corpus->kinds->pdata[i], name) == 0)
      return (int)i;
  return -1;
}

/* --- drawing --------------------------------------------------------------------------------------------------------
 */

/* The rows of one language and kind. */
typedef struct {
  GArray *rows; /* const Row * */
  double share; /* of the draws, this pool's and all before it together */
} Pool;

struct Sampler {
  GArray *pools;
  guint64 state;
};

void sampler_seed(Sampler *sampler, guint64 seed) {
  sampler->state = feature_mix(seed + 1) | 1;
}

/* xorshift64 (Marsaglia 2003) */
static guint64 next_random(Sampler *sampler) {
  guint64 x = sampler->state;
  x ^= x << 13;
  x ^= x >> 7;
  x ^= x << 17;
  return sampler->state = x;
}

static double next_fraction(Sampler *sampler) {
  return (double)(next_random(sampler) >> 11) * 0x1p-53;
}

static double weight_of_kind(const char *kind) {
  for (gsize i = 0; i < G_N_ELEMENTS(kind_weights); i++)
    if (strcmp(kind_weights[i].kind, kind) == 0)
      return kind_weights[i].weight;
  return 1;
}

static GArray *rows_of(const Corpus *corpus, guint class, guint kind, RowFilter filter, int number) {
  GArray *rows = g_array_new(FALSE, FALSE, sizeof(const Row *));
  for (guint i = 0; i < corpus->rows->len; i++) {
    const Row *row = &g_array_index(corpus->rows, Row, i);
    if (row->class == class && row->kind == kind && row->form != FORM_SHORT && filter(row, number))
      g_array_append_val(rows, row);
  }
  return rows;
}

/* Adds the pools of a language, whose shares are in proportion; returns their sum. */
static double add_pools(Sampler *sampler, const Corpus *corpus, guint class, RowFilter filter, int number) {
  double sum = 0;
  for (guint kind = 0; kind < corpus->kinds->len; kind++) {
    Pool pool = {.rows = rows_of(corpus, class, kind, filter, number)};
    if (pool.rows->len == 0) {
      g_array_unref(pool.rows);
      continue;
    }
    pool.share = weight_of_kind(corpus->kinds->pdata[kind]) * MIN(1, sqrt(pool.rows->len / (double)FEW_ROWS));
    sum += pool.share;
    g_array_append_val(sampler->pools, pool);
  }
  return sum;
}

static void clear_pool(gpointer pool) {
  g_array_unref(((Pool *)pool)->rows);
}

Sampler *sampler_new(const Corpus *corpus, RowFilter filter, int number) {
  Sampler *sampler = g_new0(Sampler, 1);
  sampler->pools = g_array_new(FALSE, FALSE, sizeof(Pool));
  g_array_set_clear_func(sampler->pools, clear_pool);
  double total = 0;
  for (guint class = 0; class < IDENTIFY_CLASSES; class ++) {
    guint first = sampler->pools->len;
    double sum = add_pools(sampler, corpus, class, filter, number);
    for (guint i = first; i < sampler->pools->len; i++) {
      Pool *pool = &g_array_index(sampler->pools, Pool, i);
      total += pool->share *= language_weights[class] / sum;
    }
  }
  double before = 0;
  for (guint i = 0; i < sampler->pools->len; i++) {
    Pool *pool = &g_array_index(sampler->pools, Pool, i);
    before = pool->share = before + pool->share / total;
  }
  sampler_seed(sampler, 0);
  return sampler;
}

void sampler_free(Sampler *sampler) {
  g_array_unref(sampler->pools);
  g_free(sampler);
}

/* Narrows a text to some of its words, as spaces part them. */
static void take_some_words(Sampler *sampler, const char **text, gsize *length) {
  const char *starts[MOST_WORD_STARTS + 1], *end = *text + *length;
  guint count = 0;
  for (const char *p = *text; p < end && count < MOST_WORD_STARTS;) {
    starts[count++] = p;
    const char *space = memchr(p, ' ', (gsize)(end - p));
    p = space ? space + 1 : end;
  }
  starts[count] = end;
  guint words = 1 + (guint)(next_random(sampler) % MOST_SHORT_WORDS);
  if (words >= count)
    return;
  guint first = (guint)(next_random(sampler) % (count - words + 1));
  *text = starts[first];
  *length = (gsize)(starts[first + words] - starts[first]);
}

guint sampler_draw(Sampler *sampler, const char **text, gsize *length) {
  double fraction = next_fraction(sampler);
  guint i = 0;
  while (i + 1 < sampler->pools->len && g_array_index(sampler->pools, Pool, i).share < fraction)
    i++;
  const GArray *rows = g_array_index(sampler->pools, Pool, i).rows;
  const Row *row = g_array_index(rows, const Row *, next_random(sampler) % rows->len);
  *text = row->text;
  *length = row->length;
  if (next_fraction(sampler) < SHORT_DRAWS)
    take_some_words(sampler, text, length);
  return row->class;
}
