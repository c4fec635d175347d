/* Training of the identification model: choice of features, multinomial logistic regression, bytes for weights. */
#pragma once

#include "tools/identification/corpus.h"

#define TRAIN_SLOT_BITS 17 /* 131072 slots: 1.5 MB */
#define TRAIN_SAMPLES 8000000

/* The bytes of a model (language/identify_model.h) trained on `samples` draws. Its confidences are what the training
 * gives; model_set_divisor() puts calibrated ones in their place. */
GByteArray *train_model(Sampler *sampler, gsize samples);

/* Sets what the sums of weights are divided by (language/identify_model.h). */
void model_set_divisor(GByteArray *model, double divisor, double exponent);
