/* Keys from passwords, their check, and decryption with them. */
#include "extractors/office/encryption_rc4.h"

#include "extractors/office/bytes.h"

#include <nettle/arcfour.h>
#include <nettle/sha1.h>
#include <string.h>

#define SALT_BYTES 16
#define VERIFIER_BYTES 16
#define MAX_KEY_BYTES 16
#define SHORT_KEY_BYTES 5 /* 40 bits: the rest of the key is zeros */
/* Letters of a password that count ([MS-OFFCRYPTO] 2.3.5.2). */
#define MAX_PASSWORD 255

#define ALGORITHM_RC4 0x6801u
#define HASH_SHA1 0x8004u

struct Rc4Encryption {
  guint8 salt[SALT_BYTES];
  guint8 verifier[VERIFIER_BYTES + SHA1_DIGEST_SIZE]; /* encrypted, with its hash */
  guint8 base[SHA1_DIGEST_SIZE];                      /* hash of salt and password */
  gsize key_bytes;
};

/* EncryptionHeader (2.3.2): flags, size, algorithm, algorithm of hashes, bits of the key, … */
static gboolean read_header(Rc4Encryption *encryption, const guint8 *header) {
  guint32 algorithm = bytes_u32(header + 8), hash = bytes_u32(header + 12), bits = bytes_u32(header + 16);
  if ((algorithm != ALGORITHM_RC4 && algorithm != 0) || (hash != HASH_SHA1 && hash != 0))
    return FALSE;
  encryption->key_bytes = bits == 0 ? SHORT_KEY_BYTES : bits / 8;
  return bits % 8 == 0 && encryption->key_bytes >= SHORT_KEY_BYTES && encryption->key_bytes <= MAX_KEY_BYTES;
}

/* EncryptionVerifier (2.3.3): length and bytes of the salt, verifier, length and bytes of its hash. */
static gboolean read_verifier(Rc4Encryption *encryption, const guint8 *verifier, gsize length) {
  if (length < 4 + SALT_BYTES + VERIFIER_BYTES + 4 + SHA1_DIGEST_SIZE || bytes_u32(verifier) != SALT_BYTES)
    return FALSE;
  verifier += 4;
  memcpy(encryption->salt, verifier, SALT_BYTES);
  memcpy(encryption->verifier, verifier + SALT_BYTES, VERIFIER_BYTES);
  memcpy(encryption->verifier + VERIFIER_BYTES, verifier + SALT_BYTES + VERIFIER_BYTES + 4, SHA1_DIGEST_SIZE);
  return TRUE;
}

Rc4Encryption *encryption_rc4_new(const guint8 *info, gsize length) {
  const gsize fixed = 12, header_fields = 32;
  guint32 header_length = length >= fixed ? bytes_u32(info + 8) : 0;
  if (header_length < header_fields || header_length > length - fixed)
    return NULL;
  const guint8 *verifier = info + fixed + header_length;
  Rc4Encryption *encryption = g_new0(Rc4Encryption, 1);
  if (read_header(encryption, info + fixed) && read_verifier(encryption, verifier, length - fixed - header_length))
    return encryption;
  g_free(encryption);
  return NULL;
}

void encryption_rc4_free(Rc4Encryption *encryption) {
  g_free(encryption);
}

static void start(const Rc4Encryption *encryption, guint32 block, struct arcfour_ctx *cipher) {
  const guint8 number[4] = {block & 0xFF, block >> 8 & 0xFF, block >> 16 & 0xFF, block >> 24 & 0xFF};
  guint8 hash[SHA1_DIGEST_SIZE], key[MAX_KEY_BYTES] = {0};
  struct sha1_ctx sha1;
  sha1_init(&sha1);
  sha1_update(&sha1, sizeof encryption->base, encryption->base);
  sha1_update(&sha1, sizeof number, number);
  sha1_digest(&sha1, sizeof hash, hash);
  memcpy(key, hash, encryption->key_bytes);
  arcfour_set_key(cipher, encryption->key_bytes == SHORT_KEY_BYTES ? MAX_KEY_BYTES : encryption->key_bytes, key);
}

static gboolean derive_base(Rc4Encryption *encryption, const char *password) {
  glong units = 0;
  g_autofree gunichar2 *letters = g_utf8_to_utf16(password, -1, NULL, &units, NULL);
  if (!letters)
    return FALSE;
  struct sha1_ctx sha1;
  sha1_init(&sha1);
  sha1_update(&sha1, SALT_BYTES, encryption->salt);
  for (glong i = 0; i < MIN(units, MAX_PASSWORD); i++) {
    const guint8 letter[2] = {letters[i] & 0xFF, letters[i] >> 8};
    sha1_update(&sha1, sizeof letter, letter);
  }
  sha1_digest(&sha1, sizeof encryption->base, encryption->base);
  return TRUE;
}

gboolean encryption_rc4_unlock(Rc4Encryption *encryption, const char *password) {
  if (!derive_base(encryption, password))
    return FALSE;
  guint8 plain[sizeof encryption->verifier], hash[SHA1_DIGEST_SIZE];
  memcpy(plain, encryption->verifier, sizeof plain);
  encryption_rc4_decrypt(encryption, 0, plain, sizeof plain);
  struct sha1_ctx sha1;
  sha1_init(&sha1);
  sha1_update(&sha1, VERIFIER_BYTES, plain);
  sha1_digest(&sha1, sizeof hash, hash);
  return memcmp(hash, plain + VERIFIER_BYTES, sizeof hash) == 0;
}

void encryption_rc4_decrypt(const Rc4Encryption *encryption, guint32 block, guint8 *bytes, gsize length) {
  struct arcfour_ctx cipher;
  start(encryption, block, &cipher);
  arcfour_crypt(&cipher, length, bytes, bytes);
}
