/* Who, where, what, with what result, and whom to ask: the fields of an example that has been found. */
#pragma once

#include "document/document.h"
#include "pipeline/stages/example_sentences.h"

typedef struct {
  guint first, last;     /* sentences of the passage */
  guint action, outcome; /* sentence that tells the doing, and the outcome; G_MAXUINT: none */
  TextSpan heading_name; /* "Växjö" of "Så gjorde Växjö"; may be empty */
  const char *why;
} ExamplePassage;

/* Sets the details who, place, theme, what, result, contact and why of the finding, as far as the unit's text, its
 * heading and the findings of other stages for it tell them. */
void example_fill(Finding *finding, const Document *document, const Unit *unit, const GArray *sentences,
                  const ExamplePassage *passage);
