/* Measuring on lines kept out of the training, and calibration. */
#include "tools/identification/quality.h"

#include "language/identify_model.h"
#include "tools/identification/train.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The kinds of text with lines of all forms: what figures are about. */
static const char *const measured_kinds[] = {"news", "treebank"};
#define MEASURED_KINDS G_N_ELEMENTS(measured_kinds)

#define BINS 10 /* of confidence */

/* --- filters --------------------------------------------------------------------------------------------------------
 */

static gboolean outside_kind(const Row *row, int kind) {
  return row->kind != kind;
}

static gboolean inside_kind(const Row *row, int kind) {
  return row->kind == kind;
}

static gboolean outside_fold(const Row *row, int fold) {
  return row->fold != fold;
}

static gboolean inside_fold(const Row *row, int fold) {
  return row->fold == fold;
}

/* --- calibration ----------------------------------------------------------------------------------------------------
 */

/* What an uncalibrated model says of a line. */
typedef struct {
  double scores[IDENTIFY_CLASSES]; /* of a text of IDENTIFY_REFERENCE_LETTERS letters */
  double length;                   /* letters as a multiple of that */
  guint class;
} Judgement;

static void judge_text(GArray *judgements, const IdentifyModel *model, const Row *row, gsize length) {
  IdentifyEvidence evidence = identify_gather(model, row->text, length);
  Judgement judgement = {.length = (double)MAX(evidence.scan.known, 1) / IDENTIFY_REFERENCE_LETTERS,
                         .class = row->class};
  for (int c = 0; c < IDENTIFY_CLASSES; c++)
    judgement.scores[c] = evidence.scores[c] / model->divisor;
  g_array_append_val(judgements, judgement);
}

/* Bytes of a row's first words. */
static gsize length_of_words(const Row *row, guint words) {
  const char *end = row->text + row->length, *p = row->text;
  while (p < end && (*p != ' ' || --words > 0))
    p++;
  return (gsize)(p - row->text);
}

/* The rows, and of the short ones the first word and the first two as well: titles and labels are no longer. */
static GArray *judge(const Corpus *corpus, const GByteArray *bytes, RowFilter filter, int number) {
  GArray *judgements = g_array_new(FALSE, FALSE, sizeof(Judgement));
  IdentifyModel model;
  if (!identify_model_read(&model, bytes->data, bytes->len))
    g_error("the model that was just trained cannot be read");
  for (guint i = 0; i < corpus->rows->len; i++) {
    const Row *row = &g_array_index(corpus->rows, Row, i);
    if (!filter(row, number))
      continue;
    judge_text(judgements, &model, row, row->length);
    for (guint words = 1; words <= 2 && row->form == FORM_SHORT; words++)
      judge_text(judgements, &model, row, length_of_words(row, words));
  }
  return judgements;
}

/* The mean negative log of the chance given to the truth. */
static double loss(const GArray *judgements, Calibration calibration) {
  double sum = 0;
  for (guint i = 0; i < judgements->len; i++) {
    const Judgement *judgement = &g_array_index(judgements, Judgement, i);
    double divisor = calibration.factor * pow(judgement->length, calibration.exponent), total = 0;
    for (int c = 0; c < IDENTIFY_CLASSES; c++)
      total += exp((judgement->scores[c] - judgement->scores[judgement->class]) / divisor);
    sum += log(total);
  }
  return sum / judgements->len;
}

static Calibration calibrate(const GArray *judgements) {
  Calibration best = {1, 0.5};
  double least = INFINITY;
  for (int i = 0; i < 30; i++) {
    for (int j = 0; j < 20; j++) {
      Calibration tried = {0.6 * pow(1.05, i), 0.05 * j};
      double lost = loss(judgements, tried);
      if (lost < least) {
        least = lost;
        best = tried;
      }
    }
  }
  return best;
}

static void apply(GByteArray *bytes, Calibration calibration) {
  IdentifyModel model;
  identify_model_read(&model, bytes->data, bytes->len);
  model_set_divisor(bytes, model.divisor * calibration.factor, calibration.exponent);
}

/* --- tallies --------------------------------------------------------------------------------------------------------
 */

typedef struct {
  guint lines;
  guint answers[IDENTIFY_CLASSES][IDENTIFY_CLASSES]; /* truth, answer */
} Confusion;

typedef struct {
  guint lines, right;
  double confidence; /* sum */
} Bin;

typedef struct {
  Confusion confusions[FORMS]; /* of the measured kinds */
  Bin bins[FORMS][BINS];
  Bin first_words[2][BINS]; /* of short lines: the first, the first two */
  guint others, rejected;   /* lines of other languages, and code; those answered "und" */
  Confusion lines;          /* of the kinds that are not measured */
} Tally;

static void tally_confidence(Bin *bins, const Identification *found, guint class) {
  int answer = identified_index(found->language);
  if (answer < 0)
    return;
  Bin *bin = &bins[MIN((int)(found->confidence * BINS), BINS - 1)];
  bin->lines++;
  bin->right += (guint)answer == class;
  bin->confidence += found->confidence;
}

static void tally_row(Tally *tally, const Corpus *corpus, const Row *row, const IdentifyModel *model) {
  Identification found = identify_with_model(model, row->text, row->length);
  int index = identified_index(found.language);
  guint answer = index < 0 ? IDENTIFY_OTHER : (guint)index;
  const char *kind = corpus->kinds->pdata[row->kind];
  gboolean measured = strcmp(kind, measured_kinds[0]) == 0 || strcmp(kind, measured_kinds[1]) == 0;
  if (row->class == IDENTIFY_OTHER) {
    tally->others++;
    tally->rejected += answer == IDENTIFY_OTHER;
    return;
  }
  if (row->form == FORM_WORD)
    return;
  Confusion *confusion = measured ? &tally->confusions[row->form] : &tally->lines;
  confusion->lines++;
  confusion->answers[row->class][answer]++;
  if (!measured)
    return;
  tally_confidence(tally->bins[row->form], &found, row->class);
  for (guint words = 1; words <= 2 && row->form == FORM_SHORT; words++) {
    found = identify_with_model(model, row->text, (gssize)length_of_words(row, words));
    tally_confidence(tally->first_words[words - 1], &found, row->class);
  }
}

static void tally_rows(Tally *tally, const Corpus *corpus, const GByteArray *bytes, RowFilter filter, int number) {
  IdentifyModel model;
  identify_model_read(&model, bytes->data, bytes->len);
  for (guint i = 0; i < corpus->rows->len; i++) {
    const Row *row = &g_array_index(corpus->rows, Row, i);
    if (filter(row, number))
      tally_row(tally, corpus, row, &model);
  }
}

/* --- printing -------------------------------------------------------------------------------------------------------
 */

/* -1 for a language without lines. */
static double f1(const Confusion *confusion, guint language) {
  guint truths = 0, answers = 0, hits = confusion->answers[language][language];
  for (guint i = 0; i < IDENTIFY_CLASSES; i++) {
    truths += confusion->answers[language][i];
    answers += confusion->answers[i][language];
  }
  return truths ? 2.0 * hits / (truths + answers) : -1;
}

static void print_confusion(const char *name, const Confusion *confusion) {
  double four = 0;
  printf("  %-10s %6u lines ", name, confusion->lines);
  for (guint i = 0; i < IDENTIFIED_LANGUAGES; i++) {
    double score = f1(confusion, i);
    if (score < 0)
      continue;
    printf(" %s %.3f", identified_languages[i], score);
    four += i < 4 ? score / 4 : 0;
  }
  printf("  macro-F1 sv/nb/nn/da %.3f\n", four);
}

static void print_tally(const char *title, const Tally *tally) {
  printf("%s\n", title);
  for (int form = 0; form < FORMS; form++)
    if (tally->confusions[form].lines)
      print_confusion(form_names[form], &tally->confusions[form]);
  fflush(stdout);
}

static void print_bins(const char *name, const Bin *bins) {
  printf("  %-10s", name);
  for (int i = 0; i < BINS; i++) {
    if (bins[i].lines)
      printf("  %.2f:%.2f (%u)", bins[i].confidence / bins[i].lines, (double)bins[i].right / bins[i].lines,
             bins[i].lines);
  }
  printf("\n");
}

static void print_reliability(const char *title, const Tally *tally) {
  printf("%s, mean confidence:share right (lines), by tenths of confidence\n", title);
  for (int form = 0; form < FORMS; form++)
    if (tally->confusions[form].lines)
      print_bins(form_names[form], tally->bins[form]);
  print_bins("one word", tally->first_words[0]);
  print_bins("two words", tally->first_words[1]);
}

static void print_others(const Tally *tally) {
  guint lost = 0;
  for (guint i = 0; i < IDENTIFIED_LANGUAGES; i++)
    lost += tally->lines.answers[i][IDENTIFY_OTHER];
  printf(
      "other languages and code, %u lines: %.3f are und; messages, stories and manuals of the ten languages, %u lines: "
      "%.3f are und\n",
      tally->others, tally->others ? (double)tally->rejected / tally->others : 0, tally->lines.lines,
      tally->lines.lines ? (double)lost / tally->lines.lines : 0);
  print_confusion("these", &tally->lines);
}

/* --- the measurements -----------------------------------------------------------------------------------------------
 */

static GByteArray *train_on(const Corpus *corpus, RowFilter filter, int number, gsize samples) {
  g_autoptr(Sampler) sampler = sampler_new(corpus, filter, number);
  return train_model(sampler, samples);
}

/* Models without one of the measured kinds, and what they say of it. */
typedef struct {
  GByteArray *models[MEASURED_KINDS];
  GArray *judgements[MEASURED_KINDS];
} AcrossKinds;

static AcrossKinds train_across_kinds(const Corpus *corpus, gsize samples) {
  AcrossKinds across;
  for (gsize i = 0; i < MEASURED_KINDS; i++) {
    int kind = corpus_kind(corpus, measured_kinds[i]);
    across.models[i] = train_on(corpus, outside_kind, kind, samples);
    across.judgements[i] = judge(corpus, across.models[i], inside_kind, kind);
  }
  return across;
}

static void free_across_kinds(AcrossKinds *across) {
  for (gsize i = 0; i < MEASURED_KINDS; i++) {
    g_byte_array_unref(across->models[i]);
    g_array_unref(across->judgements[i]);
  }
}

static Calibration calibrate_on_both(const AcrossKinds *across) {
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(Judgement));
  for (gsize i = 0; i < MEASURED_KINDS; i++)
    g_array_append_vals(all, across->judgements[i]->data, across->judgements[i]->len);
  return calibrate(all);
}

Calibration quality_calibrate(const Corpus *corpus, gsize samples) {
  AcrossKinds across = train_across_kinds(corpus, samples);
  Calibration calibration = calibrate_on_both(&across);
  free_across_kinds(&across);
  return calibration;
}

/* Each kind is measured with the calibration that the other gave. */
static void report_across_kinds(const Corpus *corpus, AcrossKinds *across) {
  g_autofree Tally *both = g_new0(Tally, 1);
  for (gsize i = 0; i < MEASURED_KINDS; i++) {
    g_autofree Tally *tally = g_new0(Tally, 1);
    g_autofree char *title = g_strdup_printf("%s, trained without", measured_kinds[i]);
    int kind = corpus_kind(corpus, measured_kinds[i]);
    apply(across->models[i], calibrate(across->judgements[MEASURED_KINDS - 1 - i]));
    tally_rows(tally, corpus, across->models[i], inside_kind, kind);
    tally_rows(both, corpus, across->models[i], inside_kind, kind);
    print_tally(title, tally);
  }
  print_reliability("across kinds", both);
}

void quality_report(const Corpus *corpus, gsize samples) {
  AcrossKinds across = train_across_kinds(corpus, samples);
  Calibration calibration = calibrate_on_both(&across);
  report_across_kinds(corpus, &across);
  free_across_kinds(&across);
  g_autofree Tally *folds = g_new0(Tally, 1);
  for (int fold = 0; fold < FOLDS; fold++) {
    g_autoptr(GByteArray) model = train_on(corpus, outside_fold, fold, samples);
    apply(model, calibration);
    tally_rows(folds, corpus, model, inside_fold, fold);
  }
  print_tally("cross-validation by blocks", folds);
  print_reliability("cross-validation", folds);
  print_others(folds);
}
