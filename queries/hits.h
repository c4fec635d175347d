/* Where a text answers a query: found anew in the stored text, with the analyser that made the index, so that what is
 * marked is what matched. */
#pragma once

#include "language/analyse.h"
#include "queries/expand.h"

typedef struct {
  gsize start, end; /* bytes of the text: [start, end); all words of a phrase, all tokens of a notation */
  guint group;
  const Alternative *alternative; /* that the text holds there; borrowed from the expansion */
} Hit;

/* All hits of `text` (in `language`), in order, not overlapping: of those that begin at one word the heaviest
 * alternative, of equally heavy ones the longest. `mode` tells which alternatives were asked for (expand.h). GArray of
 * Hit. */
GArray *hits_find(Analyser *analyser, const Expansion *expansion, MatchMode mode, const char *language,
                  const char *text);
