/* Fuzz target: any bytes as a thesaurus give sound concepts, or a reason why not. */
#include "extractors/thesaurus.h"
#include "tests/unit/extractors_helpers.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* raptor 2.0.15 forgets URIs when Turtle is damaged. The worker that reads a thesaurus reads no other. */
const char *__lsan_default_suppressions(void) {
  return "leak:libraptor2";
}

static void check(const SkosConcept *concept) {
  g_assert_cmpuint(concept->labels->len, >, 0);
  g_assert_cmpuint(concept->labels->len, <=, SKOS_MAX_LABELS);
  for (guint i = 0; i < concept->labels->len; i++) {
    const SkosLabel *label = concept->labels->pdata[i];
    g_assert_true(g_utf8_validate(label->text, -1, NULL));
    g_assert_cmpuint(strlen(label->text), >, 0);
    g_assert_cmpstr(skos_language(label->language, strlen(label->language)), ==, label->language);
    for (const char *p = label->text; *p; p++)
      g_assert_false(g_ascii_iscntrl(*p));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  int fd = bytes_to_fd((const char *)data, size);
  ExtractorInput input;
  g_assert_true(extractor_input_init(&input, fd, "thesaurus", NULL));
  g_autoptr(Document) document = document_new();
  Extraction extraction = {.input = &input, .document = document};
  g_autoptr(GPtrArray) concepts = thesaurus_extract(&extraction);
  g_assert_cmpint(concepts->len > 0, ==, document->status == STATUS_OK);
  g_assert_cmpint(document->reason != NULL, ==, document->status != STATUS_OK);
  for (guint i = 0; i < concepts->len; i++)
    check(concepts->pdata[i]);
  extractor_input_clear(&input);
  close(fd);
  return 0;
}
