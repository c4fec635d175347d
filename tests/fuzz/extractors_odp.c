/* Fuzz target: any bytes as a flat OpenDocument presentation, or as the content of a package. Properties: valid UTF-8,
 * one line in headings, notes and comments after their slide, no text out of nothing (what is repeated is bounded), and
 * little time. */
#include "extractors/office/odf_text.h"
#include "tests/unit/extractors_helpers.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

extern const Extractor odp_extractor;

#define MAX_SIZE 200000
#define MAX_SECONDS 5
/* A byte of XML gives less text than this: the spaces of text:s, and their like. */
#define MAX_GROWTH 16
/* A byte that is no UTF-8 becomes U+FFFD. */
#define MAX_MENDED 3

static gsize check_unit(const Document *document, const Unit *unit) {
  g_assert_true(g_utf8_validate(unit->text, -1, NULL));
  g_assert_true(!unit->heading || g_utf8_validate(unit->heading, -1, NULL));
  g_assert_cmpint(unit->kind == UNIT_KIND_SLIDE, ==, unit->parent == 0);
  g_assert_cmpuint(unit->parent, <, unit->ordinal);
  g_assert_cmpuint(unit->locator.number, >, 0);
  if (unit->kind == UNIT_KIND_SLIDE && unit->heading)
    g_assert_null(strpbrk(unit->heading, "\n\t"));
  return strlen(unit->text);
}

static void run(const ExtractorInput *input) {
  g_autoptr(GTimer) timer = g_timer_new();
  g_autoptr(Document) document = document_new();
  Extraction extraction = {.input = input, .document = document};
  odp_extractor.extract(&extraction);
  gsize text = 0;
  for (guint i = 0; i < document->units->len; i++)
    text += check_unit(document, document->units->pdata[i]);
  for (guint i = 0; i < document->furniture->len; i++)
    g_assert_true(g_utf8_validate(((const Furniture *)document->furniture->pdata[i])->text, -1, NULL));
  g_assert_cmpuint(text, <=, (input->size * MAX_GROWTH + ODF_MAX_REPEATED) * MAX_MENDED);
  g_assert_cmpfloat(g_timer_elapsed(timer, NULL), <, MAX_SECONDS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2 || size > MAX_SIZE)
    return 0;
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  ExtractorInput input;
  extractor_input_init_bytes(&input, bytes, "deck");
  const char *media_type;
  odp_extractor.sniff(&input, &media_type);
  run(&input);
  extractor_input_clear(&input);
  return 0;
}
