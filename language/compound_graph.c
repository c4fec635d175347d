/* Collecting the stretches of a word that the dictionary would let stand in a compound. */
#include "language/compound_graph.h"

#include <string.h>

/* More than any real word has; what comes after is left out. */
#define MOST_SEGMENTS 200
#define SHORTEST_PLACE 5

CompoundGraph *compound_graph_new(void) {
  CompoundGraph *graph = g_new0(CompoundGraph, 1);
  graph->segments = g_array_new(FALSE, FALSE, sizeof(CompoundSegment));
  graph->text = g_string_new(NULL);
  return graph;
}

void compound_graph_free(CompoundGraph *graph) {
  if (!graph)
    return;
  g_array_unref(graph->segments);
  g_string_free(graph->text, TRUE);
  g_free(graph);
}

typedef struct {
  CompoundGraph *graph;
  const Transducer *transducer;
  const char *word;
  const TransducerInput *input;
  CompoundGraphFlags flags;
  CompoundFilter filter;
  gpointer data;
  gboolean reached[TRANSDUCER_MAX_SYMBOLS + 1];
} Filling;

/* A first part that has lost the last of three equal consonants (buss + stopp: busstopp) needs the next part to begin
 * with that consonant. */
static gboolean lost_letter_follows(const Filling *filling, const TransducerReading *reading) {
  const guint16 *symbols = filling->input->symbols;
  return symbols[reading->end - 1] == symbols[reading->end];
}

static gboolean is_same(const CompoundGraph *graph, const CompoundSegment *a, const CompoundSegment *b) {
  return a->start == b->start && a->end == b->end && a->is_last == b->is_last &&
         strcmp(compound_graph_lemma(graph, a), compound_graph_lemma(graph, b)) == 0 &&
         strcmp(compound_graph_tags(graph, a), compound_graph_tags(graph, b)) == 0;
}

/* Whether a reading that the compound grammar has no mark for may stand first or last all the same. */
static gboolean is_allowed(const CompoundSegment *segment, const char *tags, CompoundGraphFlags flags) {
  if (segment->is_last)
    return !strstr(tags, "<imp>") &&
           (g_str_has_prefix(tags, "<n>") || g_str_has_prefix(tags, "<adj>") || g_str_has_prefix(tags, "<vblex>"));
  if (strstr(tags, "<gen>"))
    return FALSE;
  if (flags & COMPOUND_PLACES && segment->start == 0 && segment->end >= SHORTEST_PLACE &&
      g_str_has_prefix(tags, "<np><top>"))
    return TRUE;
  if (!strstr(tags, "<ind>") && !strstr(tags, "<sp>"))
    return FALSE;
  return (g_str_has_prefix(tags, "<n>") && !strstr(tags, "<pl>")) ||
         (g_str_has_prefix(tags, "<adj>") && strstr(tags, "<pst>") && strstr(tags, "<sg>"));
}

static gboolean is_wanted(const Filling *filling, const TransducerReading *reading, const CompoundSegment *segment) {
  const CompoundGraph *graph = filling->graph;
  const char *tags = compound_graph_tags(graph, segment);
  if (!segment->is_last && strstr(tags, "<detriple>") && !lost_letter_follows(filling, reading))
    return FALSE;
  if (!segment->is_foreseen && !is_allowed(segment, tags, filling->flags))
    return FALSE;
  if (reading->folded && !g_str_has_prefix(tags, "<np>"))
    return FALSE;
  guint count = graph->segments->len;
  if (count && is_same(graph, compound_graph_segment(graph, count - 1), segment))
    return FALSE;
  return !filling->filter || filling->filter(graph, segment, filling->data);
}

static void add_segment(Filling *filling, CompoundSegment segment) {
  filling->reached[segment.end] = TRUE;
  g_array_append_val(filling->graph->segments, segment);
}

/* The same stretch with a linking letter. */
static void add_linked(Filling *filling, CompoundSegment segment) {
  const char *next = filling->word + filling->input->offsets[segment.end];
  if (segment.end + 1u < filling->input->count && (*next == 's' || *next == '-') && *next != next[-1]) {
    segment.end++;
    add_segment(filling, segment);
  }
}

static gboolean add_reading(const TransducerReading *reading, gpointer data) {
  Filling *filling = data;
  CompoundGraph *graph = filling->graph;
  CompoundSegment segment = {.start = (guint16)reading->start, .end = (guint16)reading->end};
  segment.is_last = reading->end == filling->input->count;
  segment.is_foreseen = segment.is_last ? reading->ends_compound : reading->begins_compound;
  gboolean is_whole = segment.is_last && segment.start == 0;
  if ((!segment.is_foreseen && (!(filling->flags & COMPOUND_RELAXED) || reading->begins_compound)) ||
      (is_whole && !(filling->flags & COMPOUND_WITH_WHOLE)))
    return TRUE;
  segment.lemma = (guint32)graph->text->len;
  transducer_append_output(filling->transducer, reading, graph->text, NULL);
  g_string_append_c(graph->text, 0);
  segment.tags = (guint32)graph->text->len;
  transducer_append_output(filling->transducer, reading, NULL, graph->text);
  g_string_append_c(graph->text, 0);
  segment.is_noun = g_str_has_prefix(compound_graph_tags(graph, &segment), "<n>");
  if (!is_wanted(filling, reading, &segment)) {
    g_string_truncate(graph->text, segment.lemma);
    return TRUE;
  }
  add_segment(filling, segment);
  if (!segment.is_last && !segment.is_foreseen)
    add_linked(filling, segment);
  return graph->segments->len < MOST_SEGMENTS;
}

void compound_graph_fill(CompoundGraph *graph, const Transducer *transducer, const char *word,
                         const TransducerInput *input, CompoundGraphFlags flags, CompoundFilter filter, gpointer data) {
  Filling filling = {.graph = graph,
                     .transducer = transducer,
                     .word = word,
                     .input = input,
                     .flags = flags,
                     .filter = filter,
                     .data = data};
  g_array_set_size(graph->segments, 0);
  g_string_truncate(graph->text, 0);
  filling.reached[0] = TRUE;
  for (guint start = 0; start < input->count && graph->segments->len < MOST_SEGMENTS; start++)
    if (filling.reached[start]) {
      TransducerFlags folding = start == 0 && flags & COMPOUND_PLACES ? TRANSDUCER_FOLD_CASE : 0;
      transducer_read(transducer, input, start, TRANSDUCER_PREFIXES | folding, add_reading, &filling);
    }
}
