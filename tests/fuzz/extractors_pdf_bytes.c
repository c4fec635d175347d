/* Fuzz target: any bytes as a PDF, through all that reads the file itself, without poppler: the look at its tables, the
 * mending of its end, attached files that poppler passes by, the packet of metadata. What is found lies within bounds
 * and is valid text. */
#include "extractors/pdf/attachment_versions.h"
#include "extractors/pdf/cross_reference.h"
#include "extractors/pdf/mend.h"
#include "extractors/pdf/syntax.h"
#include "extractors/pdf/xmp.h"
#include "language/encoding.h"

#include <stdint.h>

#define CEILING 65536u /* of an attached file */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_mended(GBytes *file) {
  for (MendTrust trust = MEND_WITH_CATALOG; trust <= MEND_WITH_PAGES; trust++) {
    g_autoptr(GBytes) mended = mend_pdf(file, trust);
    g_assert_true(!mended || g_bytes_get_size(mended) > g_bytes_get_size(file));
  }
}

static void check_versions(GBytes *file) {
  g_autoptr(GPtrArray) versions = attachment_versions_find(file, CEILING);
  g_assert_cmpuint(versions->len, <=, ATTACHMENT_MAX_VERSIONS);
  for (guint i = 0; i < versions->len; i++) {
    const AttachmentVersion *version = versions->pdata[i];
    g_assert_true(g_utf8_validate(version->name, -1, NULL));
    g_assert_cmpuint(g_bytes_get_size(version->bytes), <=, CEILING);
  }
}

static void check_objects(PdfSpan file) {
  PdfObject object;
  for (const char *p = file.data, *next; (next = pdf_next_object(file, p, &object)); p = next) {
    g_assert_true(next > p && next <= file.data + file.length);
    g_assert_cmpuint(object.number, <, PDF_MAX_OBJECT_NUMBER);
    g_assert_true(object.dictionary.data + object.dictionary.length <= file.data + file.length);
  }
}

static void check_packet(const char *text) {
  g_autoptr(Document) document = document_new();
  xmp_read(document, text);
  g_assert_true(!document->title || g_utf8_validate(document->title, -1, NULL));
  for (guint i = 0; i < document->authors->len; i++)
    g_assert_true(g_utf8_validate(document->authors->pdata[i], -1, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(GBytes) file = g_bytes_new(data, size);
  ExtractorInput input;
  extractor_input_init_bytes(&input, file, "fil.pdf");
  cross_reference_is_sound(&input);
  extractor_input_clear(&input);
  check_objects((PdfSpan){g_bytes_get_data(file, NULL), size});
  check_mended(file);
  check_versions(file);
  g_autofree char *text = encoding_make_valid((const char *)data, (gssize)size);
  check_packet(text);
  return 0;
}
