/* Fuzz target: any bytes as the sections of a document (form feeds part them, a line after '#' is a heading) through
 * the stages that read exports of slide-sharing sites. Properties: texts stay in normal form, no letter stands in units
 * and furniture more often than before, and notes lie below a slide. */
#include "language/encoding.h"
#include "language/normalise.h"
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_section(Document *document, const char *bytes, gssize size) {
  g_autofree char *valid = encoding_make_valid(bytes, size);
  g_autofree char *text = normalise_text(valid, -1);
  char *body = text;
  g_autofree char *heading = NULL;
  if (*text == '#') {
    body += strcspn(text, "\n");
    heading = normalise_line(text + 1, body - text - 1);
    body += *body == '\n';
  }
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, heading && *heading ? heading : NULL, body);
}

static Document *sections_of(const char *bytes, gsize size) {
  Document *document = document_new();
  const char *end = bytes + size;
  while (bytes < end) {
    const char *section_end = memchr(bytes, '\f', (gsize)(end - bytes));
    if (!section_end)
      section_end = end;
    add_section(document, bytes, section_end - bytes);
    bytes = section_end + 1;
  }
  if (document->units->len > 0)
    document->title = g_strdup(unit_at(document, 0)->heading);
  return document;
}

static void assert_normal(const char *text, char *(*normalise)(const char *, gssize)) {
  if (!text)
    return;
  g_assert_true(g_utf8_validate(text, -1, NULL));
  g_autofree char *normal = normalise(text, -1);
  g_assert_cmpstr(text, ==, normal);
}

static void assert_unit(const Document *document, const Unit *unit) {
  assert_normal(unit->text, normalise_text);
  assert_normal(unit->heading, normalise_line);
  assert_normal(unit->label, normalise_line);
  if (unit->kind != UNIT_KIND_NOTES)
    return;
  g_assert_cmpuint(unit->parent, >, 0);
  g_assert_cmpint(unit_at(document, unit->parent - 1)->kind, ==, UNIT_KIND_SLIDE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static Letters before, after;
  g_autoptr(Document) document = sections_of((const char *)data, size);
  count_document(before, document);
  stage_clean(document);
  stage_structure(document);
  assert_consistent(document);
  count_document(after, document);
  for (guint i = 0; i < G_N_ELEMENTS(before); i++)
    g_assert_cmpuint(after[i], <=, before[i]);
  for (guint i = 0; i < document->units->len; i++)
    assert_unit(document, unit_at(document, i));
  assert_normal(document->title, normalise_line);
  return 0;
}
