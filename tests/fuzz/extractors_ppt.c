/* Fuzz target: any bytes as a binary presentation give a document. The first byte tells what the others are: 'P' the
 * document stream, after four bytes that tell where its newest edit stands; '9' and '4' the streams of PowerPoint 95
 * and 4; 'X' a workbook, 'G' a chart; else a whole file. Without the container most executions reach our own code.
 * Properties: texts are valid, headings are one line, what belongs to a unit comes after it; time stays small. */
#include "extractors/office/graph.h"
#include "extractors/office/ppt_old.h"
#include "extractors/office/ppt_presentation.h"
#include "extractors/office/xls.h"

#include <gsf/gsf.h>
#include <stdint.h>
#include <string.h>

#define MAX_SECONDS 8

extern const Extractor ppt_extractor;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_unit(const Unit *unit) {
  g_assert_true(g_utf8_validate(unit->text, -1, NULL));
  g_assert_cmpuint(unit->parent, <, unit->ordinal);
  if (!unit->heading)
    return;
  g_assert_true(g_utf8_validate(unit->heading, -1, NULL));
  if (unit->kind == UNIT_KIND_SLIDE)
    g_assert_null(strpbrk(unit->heading, "\n\t"));
}

static void read_presentation(Extraction *extraction, Bytes bytes) {
  const gsize place = 4;
  if (bytes.length < place)
    return;
  guint8 user[20] = {0, 0, 0xF6, 0x0F, 12, 0, 0, 0, 20, 0, 0, 0, 0x5F, 0xC0, 0x91, 0xE3};
  memcpy(user + 16, bytes.data, place);
  g_autoptr(GByteArray) stream = g_byte_array_new();
  g_byte_array_append(stream, bytes.data + place, (guint)(bytes.length - place));
  ppt_presentation_read(extraction, stream, (Bytes){user, sizeof user});
}

static void read_chart(Bytes bytes) {
  g_autoptr(GString) text = g_string_new(NULL);
  graph_append_text(bytes, text);
  g_assert_true(g_utf8_validate(text->str, -1, NULL));
}

static void read_file(Extraction *extraction, Bytes bytes) {
  g_autoptr(GBytes) file = g_bytes_new(bytes.data, bytes.length);
  ExtractorInput input;
  extractor_input_init_bytes(&input, file, "x.ppt");
  extraction->input = &input;
  const char *media_type;
  if (ppt_extractor.sniff(&input, &media_type) > 0)
    ppt_extractor.extract(extraction);
  extraction->input = NULL;
  extractor_input_clear(&input);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0)
    return 0;
  gsf_init();
  gint64 began = g_get_monotonic_time();
  Bytes rest = bytes_from((Bytes){data, size}, 1);
  g_autoptr(Document) document = document_new();
  Extraction extraction = {.document = document};
  switch (data[0]) {
  case 'P':
    read_presentation(&extraction, rest);
    break;
  case '9':
    ppt_old_read_95(&extraction, rest);
    break;
  case '4':
    ppt_old_read_4(&extraction, rest);
    break;
  case 'X':
    xls_read(&extraction, rest);
    break;
  case 'G':
    read_chart(rest);
    break;
  default:
    read_file(&extraction, (Bytes){data, size});
  }
  for (guint i = 0; i < document->units->len; i++)
    check_unit(document->units->pdata[i]);
  g_assert_cmpint(g_get_monotonic_time() - began, <, MAX_SECONDS * G_USEC_PER_SEC);
  return 0;
}
