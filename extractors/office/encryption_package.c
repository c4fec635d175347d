/* Keys from passwords, and the package from its key; the ciphers and hashes are nettle's. */
#include "extractors/office/encryption_package.h"

#include "extractors/cleanup.h"
#include "extractors/office/ole.h"
#include "language/messages.h"

#include <nettle/cbc.h>
#include <nettle/cfb.h>
#include <nettle/aes.h>
#include <nettle/md5.h>
#include <nettle/memops.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <string.h>

/* Bytes that are decrypted at once; each such segment begins anew (2.3.4.15). */
#define SEGMENT 4096u
/* Bytes of a package: it is held in memory. */
#define MAX_PACKAGE (512u * 1024 * 1024)
/* Rounds of hashing over all passwords that are tried: some twenty seconds. */
#define MAX_ALL_SPINS 40000000u
#define MAX_PASSWORD_LETTERS 255

/* What Excel and PowerPoint lock a file with that is protected against changes only ([MS-XLS] 2.2.10). */
#define DEFAULT_PASSWORD "VelvetSweatshop"

/* --- hashing and ciphers ---------------------------------------------------------------------- */

typedef union {
  struct sha1_ctx sha1;
  struct sha256_ctx sha256;
  struct sha512_ctx sha512;
  struct md5_ctx md5;
} HashContext;

/* Room for any of the hashes. */
typedef struct {
  guint8 bytes[SHA512_DIGEST_SIZE];
} Digest;

/* The hash of two byte strings, one after the other. */
static Digest hash_both(const struct nettle_hash *hash, const guint8 *first, gsize first_length, const guint8 *second,
                        gsize second_length) {
  HashContext context;
  Digest digest = {{0}};
  hash->init(&context);
  hash->update(&context, first_length, first);
  hash->update(&context, second_length, second);
  hash->digest(&context, hash->digest_size, digest.bytes);
  return digest;
}

static void write_u32(guint8 *bytes, guint32 value) {
  for (guint i = 0; i < 4; i++)
    bytes[i] = (guint8)(value >> (8 * i));
}

/* Cuts a digest to `length` bytes, or fills it up (2.3.4.11). */
static void fit(const Digest *digest, const struct nettle_hash *hash, guint8 *out, gsize length) {
  memset(out, 0x36, length);
  memcpy(out, digest->bytes, MIN(length, hash->digest_size));
}

/* Whole blocks of `length` bytes; without an `iv` each block stands for itself. */
static void decrypt(const EncryptionSettings *settings, const guint8 *key, const guint8 *iv, const guint8 *in,
                    guint8 *out, gsize length) {
  struct aes256_ctx context; /* the largest of the three */
  const struct nettle_cipher *cipher = settings->cipher;
  guint8 vector[ENCRYPTION_BLOCK];
  g_assert(cipher->context_size <= sizeof context && length % ENCRYPTION_BLOCK == 0);
  if (iv)
    memcpy(vector, iv, sizeof vector);
  if (iv && settings->feedback) {
    cipher->set_encrypt_key(&context, key);
    cfb8_decrypt(&context, cipher->encrypt, ENCRYPTION_BLOCK, vector, length, out, in);
    return;
  }
  cipher->set_decrypt_key(&context, key);
  if (iv)
    cbc_decrypt(&context, cipher->decrypt, ENCRYPTION_BLOCK, vector, length, out, in);
  else
    cipher->decrypt(&context, length, out, in);
}

/* --- keys ------------------------------------------------------------------------------------- */

/* The password's letters as little-endian UTF-16; NULL where it is no password of such a file. */
static guint8 *encode_password(const char *password, gsize *length) {
  glong letters = 0;
  g_autofree gunichar2 *units = g_utf8_to_utf16(password, -1, NULL, &letters, NULL);
  if (!units || letters > MAX_PASSWORD_LETTERS)
    return NULL;
  guint8 *bytes = g_malloc(2 * (gsize)letters + 1);
  for (glong i = 0; i < letters; i++) {
    bytes[2 * i] = (guint8)(units[i] & 0xFF);
    bytes[2 * i + 1] = (guint8)(units[i] >> 8);
  }
  *length = 2 * (gsize)letters;
  return bytes;
}

/* The slow hash that both forms begin with: H0 = H(salt, password), Hn = H(n, Hn-1). */
static gboolean spin(const EncryptionInfo *info, const char *password, Digest *digest) {
  gsize length = 0;
  g_autofree guint8 *bytes = encode_password(password, &length);
  if (!bytes)
    return FALSE;
  const struct nettle_hash *hash = info->password.hash;
  *digest = hash_both(hash, info->password.salt.bytes, info->password.salt.length, bytes, length);
  for (guint32 i = 0; i < info->spins; i++) {
    guint8 number[4];
    write_u32(number, i);
    *digest = hash_both(hash, number, sizeof number, digest->bytes, hash->digest_size);
  }
  return TRUE;
}

/* 2.3.4.7: the key is cut from two hashes of the hash, as CryptDeriveKey does. */
static void derive_standard(const EncryptionInfo *info, const Digest *spun, EncryptionKey *key) {
  static const guint8 no_block[4] = {0}, fillings[2] = {0x36, 0x5C};
  guint8 both[2 * SHA1_DIGEST_SIZE];
  Digest last = hash_both(&nettle_sha1, spun->bytes, SHA1_DIGEST_SIZE, no_block, sizeof no_block);
  for (guint i = 0; i < 2; i++) {
    guint8 filled[64];
    memset(filled, fillings[i], sizeof filled);
    for (guint j = 0; j < SHA1_DIGEST_SIZE; j++)
      filled[j] ^= last.bytes[j];
    Digest half = hash_both(&nettle_sha1, filled, sizeof filled, NULL, 0);
    memcpy(both + i * SHA1_DIGEST_SIZE, half.bytes, SHA1_DIGEST_SIZE);
  }
  memcpy(key->bytes, both, info->password.cipher->key_size);
}

/* 2.3.4.9. */
static gboolean unlock_standard(const EncryptionInfo *info, const Digest *spun, EncryptionKey *key) {
  guint8 verifier[16], expected[32];
  derive_standard(info, spun, key);
  decrypt(&info->password, key->bytes, NULL, info->verifier.bytes, verifier, sizeof verifier);
  decrypt(&info->password, key->bytes, NULL, info->verifier_hash.bytes, expected, sizeof expected);
  Digest found = hash_both(&nettle_sha1, verifier, sizeof verifier, NULL, 0);
  return memeql_sec(found.bytes, expected, SHA1_DIGEST_SIZE);
}

/* A value that is encrypted with a key from the password (2.3.4.13); `use` tells the keys apart. The bytes past its
 * last whole block stay zero. */
static EncryptionField open_field(const EncryptionInfo *info, const Digest *spun, const EncryptionField *field,
                                  const guint8 use[8]) {
  const EncryptionSettings *settings = &info->password;
  EncryptionField out = {.length = field->length - field->length % ENCRYPTION_BLOCK};
  guint8 key[ENCRYPTION_MAX_KEY], iv[ENCRYPTION_BLOCK];
  Digest hashed = hash_both(settings->hash, spun->bytes, settings->hash->digest_size, use, 8);
  fit(&hashed, settings->hash, key, settings->cipher->key_size);
  memset(iv, 0x36, sizeof iv);
  memcpy(iv, settings->salt.bytes, MIN(sizeof iv, settings->salt.length));
  decrypt(settings, key, iv, field->bytes, out.bytes, out.length);
  return out;
}

static gboolean unlock_agile(const EncryptionInfo *info, const Digest *spun, EncryptionKey *key) {
  static const guint8 input_use[] = {0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79};
  static const guint8 value_use[] = {0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E};
  static const guint8 key_use[] = {0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6};
  const struct nettle_hash *hash = info->password.hash;
  EncryptionField input = open_field(info, spun, &info->verifier, input_use);
  EncryptionField value = open_field(info, spun, &info->verifier_hash, value_use);
  EncryptionField opened = open_field(info, spun, &info->package_key, key_use);
  Digest found = hash_both(hash, input.bytes, MIN(input.length, info->password.salt.length), NULL, 0);
  guint key_length = info->package.cipher->key_size;
  if (value.length < hash->digest_size || opened.length < key_length ||
      !memeql_sec(found.bytes, value.bytes, hash->digest_size))
    return FALSE;
  memcpy(key->bytes, opened.bytes, key_length);
  return TRUE;
}

gboolean encryption_package_unlock(const EncryptionInfo *info, const char *password, EncryptionKey *key) {
  Digest spun;
  *key = (EncryptionKey){{0}};
  if (!spin(info, password, &spun))
    return FALSE;
  return info->agile ? unlock_agile(info, &spun, key) : unlock_standard(info, &spun, key);
}

/* --- the package ------------------------------------------------------------------------------ */

static void decrypt_segment(const EncryptionInfo *info, const EncryptionKey *key, guint32 number, const guint8 *in,
                            guint8 *out, gsize length) {
  guint8 index[4], iv[ENCRYPTION_BLOCK];
  if (info->agile) {
    const EncryptionSettings *settings = &info->package;
    write_u32(index, number);
    Digest hashed = hash_both(settings->hash, settings->salt.bytes, settings->salt.length, index, sizeof index);
    fit(&hashed, settings->hash, iv, sizeof iv);
  }
  decrypt(&info->package, key->bytes, info->agile ? iv : NULL, in, out, length);
}

/* What the stream says its package's length is, or what there is of it. */
static guint64 read_length(GsfInput *stream) {
  const guint8 *bytes = gsf_input_read(stream, 8, NULL);
  guint64 length = 0;
  for (guint i = 0; bytes && i < 8; i++)
    length |= (guint64)bytes[i] << (8 * i);
  guint64 there = (guint64)gsf_input_remaining(stream);
  return MIN(length, there - there % ENCRYPTION_BLOCK);
}

GBytes *encryption_package_decrypt(const EncryptionInfo *info, const EncryptionKey *key, GsfInput *stream,
                                   gsize ceiling) {
  guint64 length = read_length(stream);
  if (length == 0 || length > ceiling)
    return NULL;
  gsize padded = (length + ENCRYPTION_BLOCK - 1) / ENCRYPTION_BLOCK * ENCRYPTION_BLOCK, done = 0;
  g_autofree guint8 *out = g_malloc(padded);
  for (guint32 number = 0; done < padded; number++) {
    gsize part = MIN(SEGMENT, padded - done);
    const guint8 *in = gsf_input_read(stream, part, NULL);
    if (!in)
      break;
    decrypt_segment(info, key, number, in, out + done, part);
    done += part;
  }
  return done > 0 ? g_bytes_new_take(g_steal_pointer(&out), MIN(done, length)) : NULL;
}

/* --- the container ---------------------------------------------------------------------------- */

gboolean encryption_package_is_locked(const ExtractorInput *input) {
  g_autoptr(GsfInfile) container = ole_open(input);
  g_autoptr(GsfInput) package = container ? ole_child(container, "EncryptedPackage") : NULL;
  return package != NULL;
}

static gboolean read_info(GsfInfile *container, EncryptionInfo *info) {
  g_autoptr(GsfInput) stream = ole_child(container, "EncryptionInfo");
  gsf_off_t length = stream ? gsf_input_size(stream) : 0;
  if (length <= 0 || length > ENCRYPTION_MAX_DESCRIPTION)
    return FALSE;
  const guint8 *bytes = gsf_input_read(stream, (gsize)length, NULL);
  return bytes && encryption_info_parse(bytes, (gsize)length, info);
}

/* Tries the usual password, then each one that the host has, as long as the hashing allows. */
static gboolean find_key(Extraction *extraction, const EncryptionInfo *info, EncryptionKey *key) {
  if (encryption_package_unlock(info, DEFAULT_PASSWORD, key))
    return TRUE;
  guint attempts = MAX_ALL_SPINS / MAX(info->spins, ENCRYPTION_STANDARD_SPINS);
  for (guint attempt = 0; attempt < attempts; attempt++) {
    g_autofree char *password = extraction_ask_password(extraction, attempt);
    if (!password)
      return FALSE;
    extraction_progress(extraction, 0, 0);
    if (encryption_package_unlock(info, password, key))
      return TRUE;
  }
  return FALSE;
}

GBytes *encryption_package_open(Extraction *extraction) {
  Document *document = extraction->document;
  g_autoptr(GsfInfile) container = ole_open(extraction->input);
  g_autoptr(GsfInput) stream = container ? ole_child(container, "EncryptedPackage") : NULL;
  EncryptionInfo info;
  EncryptionKey key;
  if (!stream || !read_info(container, &info)) {
    document_set_status(document, STATUS_ENCRYPTED,
                        N_("the file is locked in a way that is not read here; save a copy of it without a password"),
                        NULL);
    return NULL;
  }
  if (!find_key(extraction, &info, &key)) {
    document_set_status(document, STATUS_ENCRYPTED,
                        N_("the file needs a password that was not given; give it with --password-file"), NULL);
    return NULL;
  }
  GBytes *package = encryption_package_decrypt(&info, &key, stream, MAX_PACKAGE);
  if (!package)
    document_set_status(document, STATUS_DAMAGED,
                        N_("the presentation is broken and could not be opened; get a new copy of it"), NULL);
  return package;
}
