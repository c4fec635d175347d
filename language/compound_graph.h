/* The ways in which a dictionary's own compound grammar can put a word together. Internal to language/: lexicon.c takes
 * lemmas from it, compound.c parts. */
#pragma once

#include "language/transducer.h"

/* A stretch of the word that the dictionary would let stand in a compound. */
typedef struct {
  guint16 start, end; /* symbols of the word */
  gboolean is_last;   /* a word that may end the compound; else one that may begin or continue it */
  gboolean is_noun;
  gboolean is_foreseen; /* by the dictionary's compound grammar */
  guint32 lemma, tags;  /* offsets in CompoundGraph.text, each NUL-terminated */
} CompoundSegment;

typedef enum {
  COMPOUND_STRICT = 0,
  /* the whole word as one stretch too (is_last, start 0) */
  COMPOUND_WITH_WHOLE = 1 << 0,
  /* also stretches that the dictionary's compound grammar does not foresee: nouns and adjectives in dictionary form,
   * with or without a linking letter, before any noun, adjective or verb */
  COMPOUND_RELAXED = 1 << 1,
  /* with COMPOUND_RELAXED: names of places of five letters or more at the beginning, also written small
     (göteborgs+regionen) */
  COMPOUND_PLACES = 1 << 2,
} CompoundGraphFlags;

typedef struct CompoundGraph CompoundGraph;

/* Whether a stretch may stand where it does, for whoever knows more than the dictionary does. */
typedef gboolean (*CompoundFilter)(const CompoundGraph *graph, const CompoundSegment *segment, gpointer data);

struct CompoundGraph {
  GArray *segments; /* CompoundSegment, by start; within one start in the order of the file */
  GString *text;
};

CompoundGraph *compound_graph_new(void);
void compound_graph_free(CompoundGraph *graph);

/* Fills the graph, which is emptied first, with all stretches that begin where another ends or the word begins, and
 * that pass the filter (NULL: all do). `word` is the text that `input` was made of. */
void compound_graph_fill(CompoundGraph *graph, const Transducer *transducer, const char *word,
                         const TransducerInput *input, CompoundGraphFlags flags, CompoundFilter filter, gpointer data);

static inline const CompoundSegment *compound_graph_segment(const CompoundGraph *graph, guint i) {
  return &g_array_index(graph->segments, CompoundSegment, i);
}

static inline const char *compound_graph_lemma(const CompoundGraph *graph, const CompoundSegment *segment) {
  return graph->text->str + segment->lemma;
}

static inline const char *compound_graph_tags(const CompoundGraph *graph, const CompoundSegment *segment) {
  return graph->text->str + segment->tags;
}
