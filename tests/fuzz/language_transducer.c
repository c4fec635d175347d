/* Fuzz target: any bytes as a compiled dictionary, asked for some words in every manner. Properties: memory stays in
 * proportion to the file; readings lie inside the word; what is written is UTF-8; lemmas and parts come from such files
 * without harm. */
#include "language/compound_graph.h"
#include "language/transducer.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const words[] = {"a", "bok", "BOK", "busstopp", "klimanettverkene", "bok<n>", "bok<n><f>", "øy"};

typedef struct {
  const Transducer *transducer;
  const TransducerInput *input;
  guint count;
} Asked;

static gboolean check_reading(const TransducerReading *reading, gpointer data) {
  Asked *asked = data;
  g_assert(reading->start < reading->end && reading->end <= asked->input->count);
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GString) tags = g_string_new(NULL);
  transducer_append_output(asked->transducer, reading, text, tags);
  g_assert(g_utf8_validate(text->str, (gssize)text->len, NULL) && g_utf8_validate(tags->str, (gssize)tags->len, NULL));
  return ++asked->count < 1000;
}

static void check_word(const Transducer *transducer, CompoundGraph *graph, const char *word) {
  TransducerInput input;
  g_assert(transducer_map(transducer, word, strlen(word), &input));
  for (guint flags = 0; flags < 8; flags++) {
    Asked asked = {transducer, &input, 0};
    transducer_read(transducer, &input, 0, flags, check_reading, &asked);
  }
  compound_graph_fill(graph, transducer, word, &input, COMPOUND_RELAXED | COMPOUND_WITH_WHOLE, NULL, NULL);
  for (guint i = 0; i < graph->segments->len; i++) {
    const CompoundSegment *segment = compound_graph_segment(graph, i);
    g_assert(segment->start < segment->end && segment->end <= input.count);
    g_assert(segment->is_last == (segment->end == input.count));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  for (TransducerSections sections = 0; sections < 2; sections++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(Transducer) transducer = transducer_new(data, size, sections, &error);
    g_assert((transducer == NULL) == (error != NULL));
    if (!transducer)
      continue;
    g_assert(transducer_get_memory(transducer) <= 10 * size + 4096);
    CompoundGraph *graph = compound_graph_new();
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
      check_word(transducer, graph, words[i]);
    compound_graph_free(graph);
  }
  return 0;
}
