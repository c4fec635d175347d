/* The words around the hits of a unit, with the hits marked. */
#pragma once

#include "language/analyse.h"
#include "queries/expand.h"

typedef struct {
  gsize start, end; /* bytes [start, end) of the snippet's text */
} Mark;

typedef struct {
  char *text;    /* one line, valid UTF-8; "…" where the unit's text goes on */
  GArray *marks; /* Mark, in order, not overlapping */
} Snippet;

/* Finds the stretch of at most about `width` bytes of `text` (in `language`) that holds most of the groups, rarest
 * first. Without any hit it is the beginning. What a hit is: hits.h. */
Snippet *snippet_make(Analyser *analyser, const Expansion *expansion, MatchMode mode, const char *language,
                      const char *text, gsize width);
void snippet_free(Snippet *snippet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Snippet, snippet_free)
