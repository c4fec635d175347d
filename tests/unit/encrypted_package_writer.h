/* Office packages locked with a password ([MS-OFFCRYPTO] 2.3.4), made in memory with any strength, for tests. */
#pragma once

#include "tests/unit/package_writer.h"

#include <nettle/aes.h>
#include <nettle/cbc.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

/* --- agile, AES-256 in chained blocks, SHA-512 ------------------------------------------------- */

static const guint8 test_salt[16] = "saltet, sexton..", test_key[32] = "nyckeln till paketet, 32 byte...";

/* SHA-512 of two strings of bytes. */
static inline void test_hash(const void *a, gsize a_length, const void *b, gsize b_length, guint8 out[64]) {
  struct sha512_ctx context;
  sha512_init(&context);
  sha512_update(&context, a_length, a);
  sha512_update(&context, b_length, b);
  sha512_digest(&context, 64, out);
}

static inline void test_encrypt(const guint8 key[32], const guint8 iv[16], const guint8 *in, guint8 *out,
                                gsize length) {
  struct aes256_ctx context;
  guint8 vector[16];
  memcpy(vector, iv, 16);
  aes256_set_encrypt_key(&context, key);
  cbc_encrypt(&context, (nettle_cipher_func *)aes256_encrypt, 16, vector, length, out, in);
}

/* A value that the password's key for `use` encrypts, in base 64. Caller frees. */
static inline char *test_sealed(const guint8 spun[64], const char *use, const guint8 *value, gsize length) {
  guint8 hashed[64], out[64];
  test_hash(spun, 64, use, 8, hashed);
  test_encrypt(hashed, test_salt, value, out, length);
  return g_base64_encode(out, length);
}

/* The EncryptionInfo stream; the password is ASCII. Caller frees. */
static inline char *agile_info(const char *password, guint spins) {
  guint8 spun[64], wide[128] = {0}, verified[64];
  gsize letters = strlen(password);
  for (gsize i = 0; i < letters; i++)
    wide[2 * i] = (guint8)password[i];
  test_hash(test_salt, 16, wide, 2 * letters, spun);
  for (guint32 i = 0; i < spins; i++) {
    guint32 number = GUINT32_TO_LE(i);
    test_hash(&number, 4, spun, 64, spun);
  }
  test_hash("verifier, sexton", 16, "", 0, verified);
  g_autofree char *salt = g_base64_encode(test_salt, 16);
  g_autofree char *input =
      test_sealed(spun, "\xFE\xA7\xD2\x76\x3B\x4B\x9E\x79", (const guint8 *)"verifier, sexton", 16);
  g_autofree char *value = test_sealed(spun, "\xD7\xAA\x0F\x6D\x30\x61\x34\x4E", verified, 64);
  g_autofree char *key = test_sealed(spun, "\x14\x6E\x0B\xE7\xAB\xAC\xD0\xD6", test_key, 32);
  const char *common = "saltSize=\"16\" blockSize=\"16\" keyBits=\"256\" hashSize=\"64\" cipherAlgorithm=\"AES\" "
                       "cipherChaining=\"ChainingModeCBC\" hashAlgorithm=\"SHA512\"";
  return g_strdup_printf(
      "<encryption xmlns=\"http://schemas.microsoft.com/office/2006/encryption\"><keyData %s saltValue=\"%s\"/>"
      "<keyEncryptors><keyEncryptor uri=\"certificate\"/><keyEncryptor><p:encryptedKey "
      "xmlns:p=\"http://schemas.microsoft.com/office/2006/keyEncryptor/password\" spinCount=\"%u\" %s saltValue=\"%s\" "
      "encryptedVerifierHashInput=\"%s\" encryptedVerifierHashValue=\"%s\" encryptedKeyValue=\"%s\"/></keyEncryptor>"
      "</keyEncryptors></encryption>",
      common, salt, spins, common, salt, input, value, key);
}

/* The EncryptedPackage stream: length, then segments of 4096 bytes. */
static inline GByteArray *agile_package(GBytes *package) {
  gsize length;
  const guint8 *data = g_bytes_get_data(package, &length);
  GByteArray *out = g_byte_array_new();
  guint64 declared = GUINT64_TO_LE((guint64)length);
  g_byte_array_append(out, (const guint8 *)&declared, 8);
  for (gsize at = 0; at < length; at += 4096) {
    guint8 segment[4096] = {0}, iv[64];
    gsize part = MIN(length - at, sizeof segment), padded = (part + 15) / 16 * 16;
    guint32 number = GUINT32_TO_LE((guint32)(at / 4096));
    memcpy(segment, data + at, part);
    test_hash(test_salt, 16, &number, 4, iv);
    test_encrypt(test_key, iv, segment, segment, padded);
    g_byte_array_append(out, segment, (guint)padded);
  }
  return out;
}

/* The whole file. */
static inline GBytes *lock_agile(GBytes *package, const char *password, guint spins) {
  g_autofree char *description = agile_info(password, spins);
  g_autofree char *info = g_strconcat("\4.\4.@...", description, NULL);
  gsize length = strlen(info);
  static const guint8 version[8] = {4, 0, 4, 0, 0x40, 0, 0, 0};
  memcpy(info, version, 8);
  g_autoptr(GByteArray) stream = agile_package(package);
  const Part parts[MAX_PARTS] = {{"EncryptionInfo", info, length},
                                 {"EncryptedPackage", (const char *)stream->data, stream->len}};
  return ole_parts(parts);
}
