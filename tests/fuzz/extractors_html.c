/* Fuzz target: any bytes as an HTML page: character set, scanner, preparation, libxml2's tree, content and furniture,
 * sections, metadata. What must hold is in page_properties.h; recognition may say what it likes. */
#include "extractors/html/recognise.h"
#include "tests/fuzz/page_properties.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  gboolean xhtml;
  int confidence = html_recognise(data, size, size % 2, &xhtml);
  g_assert_cmpint(confidence, >=, 0);
  g_assert_cmpint(confidence, <=, 100);
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  assert_page_is_sound(bytes);
  return 0;
}
