/* Fuzz target: any bytes as the description of a locked package, and as the package. */
#include "extractors/cleanup.h"
#include "extractors/office/encryption_package.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Rounds of hashing that are worth their time here; the number is only a number. */
#define FEW_SPINS 20u
#define CEILING (1024u * 1024)

static void check_field(const EncryptionField *field) {
  g_assert_cmpuint(field->length, >, 0);
  g_assert_cmpuint(field->length, <=, ENCRYPTION_MAX_FIELD);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  EncryptionInfo info;
  EncryptionKey key;
  if (!encryption_info_parse(data, size, &info))
    return 0;
  g_assert_cmpuint(info.spins, <=, ENCRYPTION_MAX_SPINS);
  g_assert_nonnull(info.password.hash);
  g_assert_cmpuint(info.package.cipher->key_size, <=, ENCRYPTION_MAX_KEY);
  check_field(&info.password.salt);
  check_field(&info.verifier);
  info.spins = MIN(info.spins, FEW_SPINS);
  encryption_package_unlock(&info, "lösenord", &key);
  g_autoptr(GsfInput) stream = gsf_input_memory_new(data, (gsf_off_t)size, FALSE);
  g_autoptr(GBytes) package = encryption_package_decrypt(&info, &key, stream, CEILING);
  g_assert_true(!package || g_bytes_get_size(package) <= size);
  return 0;
}
