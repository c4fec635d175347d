/* identification: trains the model of language identification (model), prints how good such models are on lines that
 * they were not trained on (quality), or how fast the one in data/ is (speed). The corpus is what the script `collect`
 * prints. */
#include "language/identify_model.h"
#include "tools/identification/quality.h"
#include "tools/identification/train.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static gboolean any_row(const Row *row, int number) {
  return TRUE;
}

static gboolean write_trained(const Corpus *corpus, gsize samples, const char *path, GError **error) {
  Calibration calibration = quality_calibrate(corpus, samples);
  g_autoptr(Sampler) sampler = sampler_new(corpus, any_row, 0);
  g_autoptr(GByteArray) bytes = train_model(sampler, samples);
  IdentifyModel model;
  identify_model_read(&model, bytes->data, bytes->len);
  model_set_divisor(bytes, model.divisor * calibration.factor, calibration.exponent);
  printf("divisor x %.3f, exponent %.2f\n", calibration.factor, calibration.exponent);
  return g_file_set_contents(path, (const char *)bytes->data, bytes->len, error);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Over the lines of running text, one by one, in the order of the corpus. */
static gboolean print_speed(const Corpus *corpus, const char *path, GError **error) {
  g_autofree char *bytes = NULL;
  gsize length, total = 0;
  IdentifyModel model;
  if (!g_file_get_contents(path, &bytes, &length, error))
    return FALSE;
  if (!identify_model_read(&model, (const guint8 *)bytes, length)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s is not a model of this version", path);
    return FALSE;
  }
  double start = seconds(), sum = 0;
  for (guint i = 0; i < corpus->rows->len; i++) {
    const Row *row = &g_array_index(corpus->rows, Row, i);
    if (row->form == FORM_WORD)
      continue;
    sum += identify_with_model(&model, row->text, row->length).confidence;
    total += row->length;
  }
  double taken = seconds() - start;
  printf("%.1f MB in %.2f s of processor time: %.0f MB/s (mean confidence %.2f)\n", (double)total / 1e6, taken,
         (double)total / 1e6 / taken, sum / corpus->rows->len);
  return TRUE;
}

int main(int argc, char **argv) {
  const char *command = argc > 2 ? argv[1] : "";
  gboolean train = argc == 4 && strcmp(command, "model") == 0, speed = argc == 4 && strcmp(command, "speed") == 0;
  if (!train && !speed && !(argc == 3 && strcmp(command, "quality") == 0)) {
    fprintf(stderr, "usage: %s quality CORPUS | model CORPUS OUTPUT | speed CORPUS MODEL\n", argv[0]);
    return 2;
  }
  const char *given = g_getenv("SAMPLES");
  gsize samples = given ? (gsize)g_ascii_strtoull(given, NULL, 10) : TRAIN_SAMPLES;
  g_autoptr(GError) error = NULL;
  g_autoptr(Corpus) corpus = corpus_load(argv[2], &error);
  gboolean done = corpus != NULL;
  if (corpus && train)
    done = write_trained(corpus, samples, argv[3], &error);
  else if (corpus && speed)
    done = print_speed(corpus, argv[3], &error);
  else if (corpus)
    quality_report(corpus, samples);
  if (!done)
    fprintf(stderr, "%s: %s\n", argv[0], error->message);
  return done ? 0 : 1;
}
