/* Fuzz target: any bytes as the pages of a document (form feeds part them) through all stages. Properties: texts stay
 * in normal form, and each letter stands in a unit or in the furniture afterwards, as often as before, but for those of
 * the words that go with a time of day ("kl.", "till"): the label stands for them (pipeline/stages/agenda_time.c). */
#include "document/heading_mark.h"
#include "language/encoding.h"
#include "language/normalise.h"
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Heading marks stand at the start of a line alone (document/heading_mark.h). */
static void drop_stray_marks(char *text) {
  for (char *mark = strstr(text, HEADING_MARK); mark; mark = strstr(mark, HEADING_MARK)) {
    gsize length = strlen(HEADING_MARK);
    if (mark > text && mark[-1] != '\n')
      memmove(mark, mark + length, strlen(mark + length) + 1);
    else
      mark += length;
  }
}

static Document *pages_of(const char *bytes, gsize size) {
  Document *document = document_new();
  const char *end = bytes + size;
  for (guint number = 1; bytes < end; number++) {
    const char *page_end = memchr(bytes, '\f', (gsize)(end - bytes));
    if (!page_end)
      page_end = end;
    g_autofree char *valid = encoding_make_valid(bytes, page_end - bytes);
    drop_stray_marks(valid);
    g_autofree char *text = normalise_text(valid, -1);
    add_unit(document, UNIT_KIND_PAGE, LOCATOR_PAGE, number, NULL, text);
    bytes = page_end + 1;
  }
  return document;
}

static void assert_normal(const char *text, char *(*normalise)(const char *, gssize)) {
  if (!text)
    return;
  g_assert_true(g_utf8_validate(text, -1, NULL));
  g_autofree char *normal = normalise(text, -1);
  g_assert_cmpstr(text, ==, normal);
}

/* How many of a letter a programme may lose: those of "klockan", "klokken", "klokka", "till" at each of its times. */
static guint letters_of_times(const Document *document, guint letter) {
  guint times = 0;
  for (guint i = 0; i < document->units->len; i++)
    times += unit_at(document, i)->kind == UNIT_KIND_AGENDA_ITEM;
  return letter < 128 && strchr("klocanetiKLOCANETI", (int)letter) && letter > 0 ? 8 * times : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static Letters before, after;
  g_autoptr(Document) document = pages_of((const char *)data, size);
  count_document(before, document);
  stages_run(document);
  assert_consistent(document);
  count_document(after, document);
  for (guint i = 0; i < G_N_ELEMENTS(before); i++) {
    g_assert_cmpuint(after[i], <=, before[i]);
    if (after[i] < before[i])
      g_assert_cmpuint(before[i] - after[i], <=, letters_of_times(document, i));
  }
  for (guint i = 0; i < document->units->len; i++) {
    assert_normal(unit_at(document, i)->text, normalise_text);
    assert_normal(unit_at(document, i)->heading, normalise_line);
    assert_normal(unit_at(document, i)->label, normalise_line);
  }
  assert_normal(document->title, normalise_line);
  return 0;
}
