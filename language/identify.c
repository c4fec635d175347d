/* Language identification by a linear model over n-grams and words.
 *
 * The model is a table that is read where the program keeps it: a feature's slot holds a byte of weight for each
 * language. The weights of all features of a text add up, and a softmax over the sums gives the chances. What makes the
 * model is tools/identification/; docs/identification.md tells from what, and how well it does. */
#include "language/identify.h"

#include "language/identify_model.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#define MODEL "/nordsok/language/identification.model"
#define MOST_BYTES (64 * 1024)

const char *const identified_languages[IDENTIFIED_LANGUAGES] = {"sv", "nb", "nn", "da", "fi",
                                                                "is", "fo", "se", "en", "de"};

int identified_index(const char *language) {
  for (int i = 0; i < IDENTIFIED_LANGUAGES; i++)
    if (strcmp(identified_languages[i], language) == 0)
      return i;
  return -1;
}

/* --- the model -----------------------------------------------------------------------------------------------------
 */

static double read_float(const guint8 *bytes) {
  guint32 bits;
  float value;
  memcpy(&bits, bytes, sizeof bits);
  bits = GUINT32_FROM_LE(bits);
  memcpy(&value, &bits, sizeof value);
  return (double)value;
}

gboolean identify_model_read(IdentifyModel *model, const guint8 *bytes, gsize length) {
  if (length < IDENTIFY_SLOTS_OFFSET || memcmp(bytes, "NLID", 4) != 0 || bytes[4] != IDENTIFY_VERSION || bytes[5] < 1 ||
      bytes[5] > 24 || bytes[6] != IDENTIFY_CLASSES || bytes[7] != IDENTIFY_SLOT_BYTES)
    return FALSE;
  if (length != IDENTIFY_SLOTS_OFFSET + ((gsize)IDENTIFY_SLOT_BYTES << bytes[5]) + IDENTIFY_SLOT_PADDING)
    return FALSE;
  *model = (IdentifyModel){.symbols = bytes + IDENTIFY_SYMBOLS_OFFSET,
                           .slots = (const gint8 *)bytes + IDENTIFY_SLOTS_OFFSET,
                           .slot_bits = bytes[5],
                           .divisor = read_float(bytes + 8),
                           .exponent = read_float(bytes + 12)};
  return TRUE;
}

static const IdentifyModel *get_model(void) {
  static IdentifyModel model;
  static gsize loaded;
  if (g_once_init_enter(&loaded)) {
    /* Not compressed, so these are the program's own pages; the reference is kept for as long as it runs. */
    GBytes *bytes = g_resources_lookup_data(MODEL, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    gsize length = 0;
    const guint8 *data = bytes ? g_bytes_get_data(bytes, &length) : NULL;
    if (!data || !identify_model_read(&model, data, length))
      g_error("%s is not a model of this version", MODEL);
    g_once_init_leave(&loaded, 1);
  }
  return &model;
}

/* --- the evidence of a text ----------------------------------------------------------------------------------------
 */

/* One slot as it is read: the check byte, the weights, and what follows it. */
typedef gint8 SlotBytes __attribute__((vector_size(16)));
typedef gint16 WordSums __attribute__((vector_size(32)));
typedef gint32 TextSums __attribute__((vector_size(64)));

/* No word has so many features that its sums leave 16 bits. */
G_STATIC_ASSERT((FEATURE_LONGEST_WORD + 2) * FEATURE_LONGEST_NGRAM + 1 < G_MAXINT16 / 127);

typedef struct {
  const gint8 *slots;
  guint slot_bits;
  WordSums word;
  TextSums text;
} Gathering;

FEATURE_INLINE void add_feature(guint64 hash, gpointer data) {
  Gathering *gathering = data;
  const gint8 *slot = gathering->slots + identify_slot_of(hash, gathering->slot_bits) * IDENTIFY_SLOT_BYTES;
  SlotBytes bytes;
  memcpy(&bytes, slot, sizeof bytes);
  /* All ones or all zeros instead of a branch, which nobody could predict. */
  gint8 known = (gint8) - (slot[0] == identify_check_of(hash));
  gathering->word += __builtin_convertvector(bytes & known, WordSums);
}

FEATURE_INLINE void add_word(const guint8 *symbols, gsize count, gpointer data) {
  Gathering *gathering = data;
  gathering->word = (WordSums){0};
  features_of_word(symbols, count, add_feature, gathering);
  gathering->text += __builtin_convertvector(gathering->word, TextSums);
}

IdentifyEvidence identify_gather(const IdentifyModel *model, const char *text, gsize length) {
  Gathering gathering = {.slots = model->slots, .slot_bits = model->slot_bits};
  IdentifyEvidence evidence = {.scan = features_scan(model->symbols, text, length, add_word, &gathering)};
  for (int i = 0; i < IDENTIFY_CLASSES; i++)
    evidence.scores[i] = gathering.text[i + 1];
  return evidence;
}

double identify_divisor(const IdentifyModel *model, gsize letters) {
  return model->divisor * pow((double)MAX(letters, 1) / IDENTIFY_REFERENCE_LETTERS, model->exponent);
}

/* --- the answer ----------------------------------------------------------------------------------------------------
 */

static void softmax(const double *scores, double divisor, double *chances) {
  double most = scores[0], sum = 0;
  for (int i = 1; i < IDENTIFY_CLASSES; i++)
    most = MAX(most, scores[i]);
  for (int i = 0; i < IDENTIFY_CLASSES; i++)
    sum += chances[i] = exp((scores[i] - most) / divisor);
  for (int i = 0; i < IDENTIFY_CLASSES; i++)
    chances[i] /= sum;
}

static void name_likeliest(Identification *answer) {
  int best = 0, second = -1;
  for (int i = 1; i < IDENTIFIED_LANGUAGES; i++) {
    if (answer->chances[i] > answer->chances[best]) {
      second = best;
      best = i;
    } else if (second < 0 || answer->chances[i] > answer->chances[second]) {
      second = i;
    }
  }
  g_strlcpy(answer->language, identified_languages[best], sizeof answer->language);
  answer->confidence = answer->chances[best];
  g_strlcpy(answer->runner_up, identified_languages[second], sizeof answer->runner_up);
  answer->runner_up_confidence = answer->chances[second];
}

static Identification weigh(const IdentifyModel *model, const double *scores, gsize known, gsize foreign) {
  Identification answer = {.language = "und"};
  if (foreign > known)
    answer.other = 1;
  if (known < 2 || answer.other > 0)
    return answer;
  double chances[IDENTIFY_CLASSES];
  softmax(scores, identify_divisor(model, known), chances);
  memcpy(answer.chances, chances, sizeof answer.chances);
  answer.other = chances[IDENTIFY_OTHER];
  if (answer.other < 0.5)
    name_likeliest(&answer);
  return answer;
}

Identification identify_with_model(const IdentifyModel *model, const char *text, gssize given) {
  gsize length = given < 0 ? strlen(text) : (gsize)given;
  IdentifyEvidence evidence = identify_gather(model, text, MIN(length, MOST_BYTES));
  return weigh(model, evidence.scores, evidence.scan.known, evidence.scan.foreign);
}

Identification identify_text(const char *text, gssize length) {
  return identify_with_model(get_model(), text, length);
}

IdentifySums identify_read(const char *text, gsize length) {
  IdentifyEvidence evidence = identify_gather(get_model(), text, length);
  IdentifySums sums = {.known = evidence.scan.known, .foreign = evidence.scan.foreign};
  G_STATIC_ASSERT(G_N_ELEMENTS(sums.scores) == IDENTIFY_CLASSES);
  memcpy(sums.scores, evidence.scores, sizeof sums.scores);
  return sums;
}

void identify_add(IdentifySums *sums, const IdentifySums *more) {
  for (gsize i = 0; i < G_N_ELEMENTS(sums->scores); i++)
    sums->scores[i] += more->scores[i];
  sums->known += more->known;
  sums->foreign += more->foreign;
}

Identification identify_weigh(const IdentifySums *sums) {
  return weigh(get_model(), sums->scores, sums->known, sums->foreign);
}
