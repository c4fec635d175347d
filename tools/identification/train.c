/* Training of the identification model.
 *
 * The features of a large sample are counted, those that tell most about the language get the slots of the table, and
 * their weights are learnt by stochastic gradient descent with AdaGrad's step sizes (Duchi et al. 2011), the last fifth
 * of the steps averaged. */
#include "tools/identification/train.h"

#include "language/identify_model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LANES 12 /* of floats a feature: the classes and one that stays 0, for the sake of the vectors */
#define COUNTED_SAMPLES 600000
#define LEAST_COUNT 5         /* rarer features are left out */
#define SCANDINAVIAN 4        /* sv nb nn da: the first classes */
#define SCANDINAVIAN_WEIGHT 3 /* of what a feature tells about these among themselves */
#define LEARNING_RATE 0.2
#define DECAY 1e-6 /* L2 */
#define SURE 5e-4  /* draws that the model is as sure of as this are passed over */
#define LENGTH_EXPONENT 0.5
#define AVERAGED_SNAPSHOTS 10
#define CLIPPED_SHARE 0.0005 /* of the weights; the largest are cut so that bytes can tell the others apart */

/* --- features of a text ---------------------------------------------------------------------------------------------
 */

static void add_hash(guint64 hash, gpointer data) {
  g_array_append_val((GArray *)data, hash);
}

static void add_word(const guint8 *symbols, gsize count, gpointer data) {
  features_of_word(symbols, count, add_hash, data);
}

static gsize extract(const guint8 *symbols, const char *text, gsize length, GArray *hashes) {
  g_array_set_size(hashes, 0);
  return features_scan(symbols, text, length, add_word, hashes).known;
}

/* --- the symbols ----------------------------------------------------------------------------------------------------
 */

/* Latin letters get symbols in the order of their code points, both cases one; the letters past what 7 bits hold, and
 * those of the phonetic alphabet, share the symbol of other letters. */
static void fill_symbols(guint8 *symbols) {
  guint8 next = FEATURE_EDGE + 1;
  memset(symbols, 0, FEATURE_CODE_POINTS);
  for (gunichar c = 'A'; c < FEATURE_CODE_POINTS; c++) {
    if (!g_unichar_isalpha(c) || symbols[c])
      continue;
    gunichar lower = g_unichar_tolower(c), upper = g_unichar_toupper(c);
    gboolean own = next < FEATURE_OTHER_LETTER && (c < 0x180 || (c >= 0x218 && c < 0x21C));
    guint8 symbol = own ? next++ : FEATURE_OTHER_LETTER;
    symbols[c] = symbol;
    if (lower < FEATURE_CODE_POINTS)
      symbols[lower] = symbol;
    if (upper < FEATURE_CODE_POINTS && upper > 0x7F)
      symbols[upper] = symbol;
  }
}

/* --- choice of features ---------------------------------------------------------------------------------------------
 */

typedef struct {
  guint64 hash; /* 0: free */
  float counts[IDENTIFY_CLASSES];
} Counted;

typedef struct {
  Counted *table;
  gsize size, used; /* size: a power of two */
} CountTable;

static Counted *find_counted(CountTable *counts, guint64 hash) {
  gsize i = (gsize)(hash >> 20) & (counts->size - 1);
  while (counts->table[i].hash && counts->table[i].hash != hash)
    i = (i + 1) & (counts->size - 1);
  return &counts->table[i];
}

static void grow(CountTable *counts) {
  CountTable old = *counts;
  counts->size *= 2;
  counts->table = g_new0(Counted, counts->size);
  for (gsize i = 0; i < old.size; i++)
    if (old.table[i].hash)
      *find_counted(counts, old.table[i].hash) = old.table[i];
  g_free(old.table);
}

static void count_feature(CountTable *counts, guint64 hash, guint class) {
  Counted *counted = find_counted(counts, hash);
  if (!counted->hash) {
    counted->hash = hash;
    if (++counts->used > counts->size / 2) {
      grow(counts);
      counted = find_counted(counts, hash);
    }
  }
  counted->counts[class]++;
}

#define FILTER_BITS 27

/* Counts the features of a sample. A first pass over the same sample finds the frequent ones in a table of bytes. */
static CountTable count_features(Sampler *sampler, const guint8 *symbols, gsize samples, double *totals) {
  g_autofree guint8 *filter = g_malloc0(1u << FILTER_BITS);
  g_autoptr(GArray) hashes = g_array_new(FALSE, FALSE, sizeof(guint64));
  CountTable counts = {.table = g_new0(Counted, 1u << 16), .size = 1u << 16};
  const char *text;
  gsize length;
  for (int pass = 0; pass < 2; pass++) {
    sampler_seed(sampler, 1);
    for (gsize i = 0; i < samples; i++) {
      guint class = sampler_draw(sampler, &text, &length);
      extract(symbols, text, length, hashes);
      for (guint j = 0; j < hashes->len; j++) {
        guint64 hash = g_array_index(hashes, guint64, j);
        guint8 *seen = &filter[hash >> (64 - FILTER_BITS)];
        if (pass == 0)
          *seen += *seen < LEAST_COUNT;
        else if (*seen >= LEAST_COUNT)
          count_feature(&counts, hash, class);
        totals[class] += pass;
      }
    }
  }
  return counts;
}

/* How much a feature says about which of the first `classes` a text is in: its share of the mutual information. */
static double information(const float *counts, const double *totals, int classes) {
  double rates[IDENTIFY_CLASSES], mean = 0, sum = 0;
  for (int i = 0; i < classes; i++)
    mean += rates[i] = ((double)counts[i] + 0.05) / totals[i] / classes;
  for (int i = 0; i < classes; i++)
    sum += rates[i] * log(rates[i] * classes / mean);
  return sum;
}

typedef struct {
  double score;
  guint64 hash;
} Candidate;

static int by_score(const void *a, const void *b) {
  const Candidate *x = a, *y = b;
  if (x->score != y->score)
    return x->score < y->score ? 1 : -1;
  return (x->hash > y->hash) - (x->hash < y->hash);
}

/* Gives each slot to the most telling of the features that fall on it: `checks` gets their check bytes, `taken` a 1. */
static void choose_features(Sampler *sampler, const guint8 *symbols, gsize samples, gint8 *checks, guint8 *taken) {
  double totals[IDENTIFY_CLASSES] = {0};
  CountTable counts = count_features(sampler, symbols, samples, totals);
  g_autofree Candidate *candidates = g_new(Candidate, counts.used);
  gsize count = 0;
  for (gsize i = 0; i < counts.size; i++) {
    const Counted *counted = &counts.table[i];
    if (counted->hash)
      candidates[count++] = (Candidate){information(counted->counts, totals, IDENTIFY_CLASSES) +
                                            SCANDINAVIAN_WEIGHT * information(counted->counts, totals, SCANDINAVIAN),
                                        counted->hash};
  }
  g_free(counts.table);
  qsort(candidates, count, sizeof *candidates, by_score);
  for (gsize i = 0; i < count; i++) {
    gsize slot = identify_slot_of(candidates[i].hash, TRAIN_SLOT_BITS);
    if (!taken[slot]) {
      taken[slot] = 1;
      checks[slot] = identify_check_of(candidates[i].hash);
    }
  }
}

/* --- weights --------------------------------------------------------------------------------------------------------
 */

#define SLOTS ((gsize)1 << TRAIN_SLOT_BITS)

typedef struct {
  guint8 symbols[FEATURE_CODE_POINTS];
  gint8 *checks;
  float *weights;   /* LANES a slot */
  float *gradients; /* sums of squares */
} Trainer;

/* The slots of a text's features, those that have one; returns its letters. */
static gsize find_slots(const Trainer *trainer, const guint8 *taken, const char *text, gsize length, GArray *hashes,
                        GArray *slots) {
  gsize letters = extract(trainer->symbols, text, length, hashes);
  g_array_set_size(slots, 0);
  for (guint i = 0; i < hashes->len; i++) {
    guint64 hash = g_array_index(hashes, guint64, i);
    gsize slot = identify_slot_of(hash, TRAIN_SLOT_BITS);
    if (taken[slot] && trainer->checks[slot] == identify_check_of(hash))
      g_array_append_val(slots, slot);
  }
  return letters;
}

/* What the loss (negative log of the true class's chance) changes by with each class's score. FALSE where there is next
 * to nothing left to learn. */
static gboolean loss_slopes(const Trainer *trainer, const GArray *slots, double scale, guint class, float *slopes) {
  float scores[LANES] = {0};
  for (guint i = 0; i < slots->len; i++) {
    const float *weights = trainer->weights + g_array_index(slots, gsize, i) * LANES;
    for (int lane = 0; lane < LANES; lane++)
      scores[lane] += weights[lane];
  }
  double most = -INFINITY, sum = 0, chances[IDENTIFY_CLASSES];
  for (int i = 0; i < IDENTIFY_CLASSES; i++)
    most = MAX(most, (double)scores[i]);
  for (int i = 0; i < IDENTIFY_CLASSES; i++)
    sum += chances[i] = exp(((double)scores[i] - most) * scale);
  for (int i = 0; i < IDENTIFY_CLASSES; i++)
    slopes[i] = (float)((chances[i] / sum - ((guint)i == class)) * scale);
  return chances[class] / sum < 1 - SURE;
}

static void step(Trainer *trainer, const GArray *slots, const float *slopes, float rate) {
  for (guint i = 0; i < slots->len; i++) {
    gsize offset = g_array_index(slots, gsize, i) * LANES;
    float *weights = trainer->weights + offset, *gradients = trainer->gradients + offset;
    for (int lane = 0; lane < LANES; lane++) {
      float gradient = slopes[lane] + (float)DECAY * weights[lane];
      gradients[lane] += gradient * gradient;
      weights[lane] -= rate * gradient / sqrtf(gradients[lane]);
    }
  }
}

static void learn_weights(Trainer *trainer, const guint8 *taken, Sampler *sampler, gsize samples) {
  g_autoptr(GArray) hashes = g_array_new(FALSE, FALSE, sizeof(guint64));
  g_autoptr(GArray) slots = g_array_new(FALSE, FALSE, sizeof(gsize));
  g_autofree float *sums = g_new0(float, SLOTS *LANES);
  gsize pause = MAX(samples / (5 * AVERAGED_SNAPSHOTS), 1), snapshots = 0;
  const char *text;
  gsize length;
  sampler_seed(sampler, 2);
  for (gsize done = 1; done <= samples; done++) {
    guint class = sampler_draw(sampler, &text, &length);
    gsize letters = find_slots(trainer, taken, text, length, hashes, slots);
    float slopes[LANES] = {0};
    double scale = pow((double)MAX(letters, 1) / IDENTIFY_REFERENCE_LETTERS, -LENGTH_EXPONENT);
    if (loss_slopes(trainer, slots, scale, class, slopes))
      step(trainer, slots, slopes, (float)(LEARNING_RATE * (1.02 - (double)done / (double)samples)));
    if (done > samples / 5 * 4 && done % pause == 0) {
      for (gsize i = 0; i < SLOTS * LANES; i++)
        sums[i] += trainer->weights[i];
      snapshots++;
    }
  }
  for (gsize i = 0; snapshots > 0 && i < SLOTS * LANES; i++)
    trainer->weights[i] = sums[i] / (float)snapshots;
}

/* --- the file -------------------------------------------------------------------------------------------------------
 */

static int by_size(const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return (x > y) - (x < y);
}

/* What one unit of a byte stands for. */
static float byte_unit(const Trainer *trainer) {
  g_autofree float *sizes = g_new(float, SLOTS *LANES);
  for (gsize i = 0; i < SLOTS * LANES; i++)
    sizes[i] = fabsf(trainer->weights[i]);
  qsort(sizes, SLOTS * LANES, sizeof *sizes, by_size);
  return MAX(sizes[(gsize)((1 - CLIPPED_SHARE) * (double)(SLOTS * LANES - 1))], 1e-6F) / G_MAXINT8;
}

static void write_float(guint8 *bytes, double value) {
  float number = (float)value;
  guint32 bits;
  memcpy(&bits, &number, sizeof bits);
  bits = GUINT32_TO_LE(bits);
  memcpy(bytes, &bits, sizeof bits);
}

void model_set_divisor(GByteArray *model, double divisor, double exponent) {
  write_float(model->data + 8, divisor);
  write_float(model->data + 12, exponent);
}

static GByteArray *write_model(const Trainer *trainer) {
  GByteArray *model = g_byte_array_new();
  gsize length = IDENTIFY_SLOTS_OFFSET + SLOTS * IDENTIFY_SLOT_BYTES + IDENTIFY_SLOT_PADDING;
  g_byte_array_set_size(model, (guint)length);
  memset(model->data, 0, length);
  const guint8 head[] = {'N', 'L', 'I', 'D', IDENTIFY_VERSION, TRAIN_SLOT_BITS, IDENTIFY_CLASSES, IDENTIFY_SLOT_BYTES};
  memcpy(model->data, head, sizeof head);
  memcpy(model->data + IDENTIFY_SYMBOLS_OFFSET, trainer->symbols, FEATURE_CODE_POINTS);
  float unit = byte_unit(trainer);
  for (gsize slot = 0; slot < SLOTS; slot++) {
    gint8 *bytes = (gint8 *)model->data + IDENTIFY_SLOTS_OFFSET + slot * IDENTIFY_SLOT_BYTES;
    bytes[0] = trainer->checks[slot];
    for (int i = 0; i < IDENTIFY_CLASSES; i++)
      bytes[i + 1] = (gint8)CLAMP(lroundf(trainer->weights[slot * LANES + (gsize)i] / unit), -G_MAXINT8, G_MAXINT8);
  }
  model_set_divisor(model, 1 / (double)unit, LENGTH_EXPONENT);
  return model;
}

GByteArray *train_model(Sampler *sampler, gsize samples) {
  Trainer trainer = {
      .checks = g_new0(gint8, SLOTS), .weights = g_new0(float, SLOTS *LANES), .gradients = g_new(float, SLOTS *LANES)};
  g_autofree guint8 *taken = g_new0(guint8, SLOTS);
  for (gsize i = 0; i < SLOTS * LANES; i++)
    trainer.gradients[i] = 0.01F;
  fill_symbols(trainer.symbols);
  choose_features(sampler, trainer.symbols, MIN(samples, COUNTED_SAMPLES), trainer.checks, taken);
  learn_weights(&trainer, taken, sampler, samples);
  GByteArray *model = write_model(&trainer);
  g_free(trainer.checks);
  g_free(trainer.weights);
  g_free(trainer.gradients);
  return model;
}
