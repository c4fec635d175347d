/* Fuzz target: any bytes through decoding, normalising, segmentation, folding, analysis and identification, with the
 * properties of tests/unit/language_properties.h. */
#include "tests/unit/language_properties.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static Analyser *analyser;
  if (!analyser)
    analyser = analyser_new();
  assert_language_properties(analyser, data, size);
  return 0;
}
