/* Fuzz target: the notations in any bytes, in each kind of language, with the properties of
 * tests/unit/language_notation_properties.h. The first byte chooses the language. */
#include "tests/unit/language_notation_properties.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const languages[] = {"sv", "nb", "nn", "da", "en", "fi", "de", "mul"};
  if (size == 0)
    return 0;
  assert_notations_are_sound(languages[data[0] % G_N_ELEMENTS(languages)], (const char *)data + 1, size - 1);
  return 0;
}
