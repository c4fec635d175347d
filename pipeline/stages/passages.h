/* Passages of one language in a text whose lines may be of several. */
#pragma once

#include "language/identify.h"
#include "pipeline/stages/lines.h"

typedef struct {
  TextSpan text; /* whole lines of the text given */
  gsize letters;
  Identification found;
} Passage;

/* The passages of a text, in order: an array of Passage, empty where no line has a letter. Neighbouring lines are
 * parted only where what they say of their languages outweighs how seldom a text changes its language. *whole is what
 * the text says as a whole. Caller unrefs. */
GArray *passages_find(TextSpan text, Identification *whole);
