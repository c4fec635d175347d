/* How good the models of a corpus are, measured on lines that they were not trained on; and from such lines, how sure a
 * model may be of itself. */
#pragma once

#include "tools/identification/corpus.h"

/* What a model's divisor is multiplied by, and the exponent (language/identify_model.h). */
typedef struct {
  double factor, exponent;
} Calibration;

/* Found on news by a model that has seen no news, and on treebanks by one that has seen no treebank, as text of a new
 * kind is what the identifier will meet. */
Calibration quality_calibrate(const Corpus *corpus, gsize samples);

/* Prints F1 and reliability: across kinds of text, and in FOLDS-fold cross-validation by blocks. */
void quality_report(const Corpus *corpus, gsize samples);
