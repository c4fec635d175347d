/* The model of language identification, read in place. Internal to identify.c and tools/: the rest of the program asks
 * identify.h.
 *
 * The file, all numbers little-endian:
 *   0  "NLID"
 *   4  version (1), log2 of the number of slots, number of classes (11), bytes a slot (12)
 *   8  float: divisor at REFERENCE_LETTERS letters      12  float: exponent by which it grows with the letters
 *  16  the symbol of each code point below FEATURE_CODE_POINTS (identify_features.h)
 *  ..  the slots, each a check byte and a signed byte of weight for each class; then SLOT_PADDING bytes
 * A feature's slot is told by the upper bits of its hash; where the check byte differs, the model does not know it. */
#pragma once

#include "language/identify.h"
#include "language/identify_features.h"

#define IDENTIFY_CLASSES (IDENTIFIED_LANGUAGES + 1) /* the last: everything else */
#define IDENTIFY_OTHER IDENTIFIED_LANGUAGES
#define IDENTIFY_VERSION 1
#define IDENTIFY_SLOT_BYTES 12
#define IDENTIFY_SLOT_PADDING 4 /* a slot is read as 16 bytes */
#define IDENTIFY_SYMBOLS_OFFSET 16
#define IDENTIFY_SLOTS_OFFSET (IDENTIFY_SYMBOLS_OFFSET + FEATURE_CODE_POINTS)
#define IDENTIFY_REFERENCE_LETTERS 30.0

typedef struct {
  const guint8 *symbols; /* FEATURE_CODE_POINTS */
  const gint8 *slots;
  guint slot_bits;
  double divisor, exponent;
} IdentifyModel;

typedef struct {
  FeatureScan scan;
  double scores[IDENTIFY_CLASSES]; /* sums of weights */
} IdentifyEvidence;

static inline gsize identify_slot_of(guint64 hash, guint slot_bits) {
  return (gsize)(hash >> (64 - slot_bits));
}

static inline gint8 identify_check_of(guint64 hash) {
  return (gint8)(hash >> 16);
}

/* Finds the parts of a model of `length` bytes, which must outlive it. FALSE if these are not such a model. */
gboolean identify_model_read(IdentifyModel *model, const guint8 *bytes, gsize length);

/* What the features of a text say. */
IdentifyEvidence identify_gather(const IdentifyModel *model, const char *text, gsize length);

/* How much the scores of a text of so many letters are divided by: evidence of one text repeats itself, and so grows
 * more slowly than the text. */
double identify_divisor(const IdentifyModel *model, gsize letters);

/* identify_text() with another model. */
Identification identify_with_model(const IdentifyModel *model, const char *text, gssize length);
