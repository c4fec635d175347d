/* Keys, ciphers and checksums of encrypted OpenDocument packages, by nettle; inflating by zlib. */
#include "extractors/office/odf_encryption.h"

#include "extractors/office/odf_xml.h"
#include "extractors/office/zip.h"

#include <nettle/blowfish.h>
#include <nettle/cbc.h>
#include <nettle/cfb.h>
#include <nettle/nettle-meta.h>
#include <nettle/pbkdf2.h>
#include <string.h>
#include <zlib.h>

#define MAX_KEY 32u
#define MAX_SALT 64u
#define CHUNK (256u * 1024)
/* The checksum is that of the first bytes (4.8.3, "SHA1/1K"). */
#define CHECKED 1024u

#define MAX_DIGEST 32u
#define AES_BLOCK 16u

struct OdfEncryption {
  const struct nettle_cipher *aes; /* NULL: Blowfish */
  guint8 vector[AES_BLOCK];
  guint8 salt[MAX_SALT];
  gsize salt_length;
  guint iterations, key_size;
  const struct nettle_hash *start_key;
  const struct nettle_hash *checksum_hash;
  guint8 checksum[MAX_DIGEST];
  gboolean has_checksum;
};

/* --- reading the description ------------------------------------------------------------------ */

static const xmlNode *child_named(const xmlNode *node, const char *name) {
  for (const xmlNode *child = node->children; child; child = child->next)
    if (odf_is(child, ODF_NS_MANIFEST, name))
      return child;
  return NULL;
}

/* Base64 of at most `most` bytes. 0 where it is missing, broken or longer. */
static gsize read_base64(const xmlNode *node, const char *attribute, guint8 *out, gsize most) {
  const char *value = odf_attribute(node, ODF_NS_MANIFEST, attribute);
  gsize length = 0;
  g_autofree guchar *bytes = value ? g_base64_decode(value, &length) : NULL;
  if (!bytes || length > most)
    return 0;
  memcpy(out, bytes, length);
  return length;
}

/* Names are addresses in some versions, plain in others; SHA-1 where there is none. */
static const struct nettle_hash *find_hash(const char *name) {
  if (!name || g_str_has_prefix(name, "SHA1") || strstr(name, "#sha1"))
    return &nettle_sha1;
  return strstr(name, "#sha256") ? &nettle_sha256 : NULL;
}

/* FALSE for a cipher that is not read here. */
static gboolean read_algorithm(OdfEncryption *encryption, const xmlNode *algorithm) {
  static const struct nettle_cipher *const ciphers[] = {&nettle_aes128, &nettle_aes192, &nettle_aes256};
  const char *name = algorithm ? odf_attribute(algorithm, ODF_NS_MANIFEST, "algorithm-name") : NULL;
  gsize length = name ? read_base64(algorithm, "initialisation-vector", encryption->vector, AES_BLOCK) : 0;
  if (name && (strcmp(name, "Blowfish CFB") == 0 || g_str_has_suffix(name, "#blowfish")))
    return length == BLOWFISH_BLOCK_SIZE;
  for (guint i = 0; name && i < G_N_ELEMENTS(ciphers); i++) {
    g_autofree char *suffix = g_strdup_printf("#%s-cbc", ciphers[i]->name);
    if (g_str_has_suffix(name, suffix))
      encryption->aes = ciphers[i];
  }
  return encryption->aes && length == AES_BLOCK;
}

static gboolean read_derivation(OdfEncryption *encryption, const xmlNode *derivation) {
  const char *name = derivation ? odf_attribute(derivation, ODF_NS_MANIFEST, "key-derivation-name") : NULL;
  if (!name || (strcmp(name, "PBKDF2") != 0 && !g_str_has_suffix(name, "#pbkdf2")))
    return FALSE;
  const char *size = odf_attribute(derivation, ODF_NS_MANIFEST, "key-size");
  encryption->iterations = odf_count(derivation, ODF_NS_MANIFEST, "iteration-count", ODF_MAX_ITERATIONS + 1);
  encryption->key_size = size ? odf_count(derivation, ODF_NS_MANIFEST, "key-size", MAX_KEY + 1) : 16;
  encryption->salt_length = read_base64(derivation, "salt", encryption->salt, MAX_SALT);
  gboolean fits = encryption->aes ? encryption->key_size == encryption->aes->key_size
                                  : encryption->key_size >= BLOWFISH_MIN_KEY_SIZE && encryption->key_size <= MAX_KEY;
  return fits && encryption->iterations <= ODF_MAX_ITERATIONS && encryption->salt_length > 0;
}

static gboolean read_all(OdfEncryption *encryption, const xmlNode *data) {
  const xmlNode *start = child_named(data, "start-key-generation");
  encryption->start_key = find_hash(start ? odf_attribute(start, ODF_NS_MANIFEST, "start-key-generation-name") : NULL);
  encryption->checksum_hash = find_hash(odf_attribute(data, ODF_NS_MANIFEST, "checksum-type"));
  if (!encryption->start_key || !encryption->checksum_hash)
    return FALSE;
  gsize length = read_base64(data, "checksum", encryption->checksum, MAX_DIGEST);
  encryption->has_checksum = length == encryption->checksum_hash->digest_size;
  return read_algorithm(encryption, child_named(data, "algorithm")) &&
         read_derivation(encryption, child_named(data, "key-derivation"));
}

OdfEncryption *odf_encryption_read(const xmlNode *encryption_data) {
  g_autoptr(OdfEncryption) encryption = g_new0(OdfEncryption, 1);
  return read_all(encryption, encryption_data) ? g_steal_pointer(&encryption) : NULL;
}

void odf_encryption_free(OdfEncryption *encryption) {
  g_free(encryption);
}

guint odf_encryption_iterations(const OdfEncryption *encryption) {
  return encryption->iterations;
}

/* --- opening ---------------------------------------------------------------------------------- */

static void digest(const struct nettle_hash *hash, const void *bytes, gsize length, guint8 *out) {
  g_autofree void *context = g_malloc(hash->context_size);
  hash->init(context);
  hash->update(context, length, bytes);
  hash->digest(context, hash->digest_size, out);
}

static void derive_key(const OdfEncryption *encryption, const char *password, guint8 *key) {
  guint8 start[MAX_DIGEST];
  digest(encryption->start_key, password, strlen(password), start);
  pbkdf2_hmac_sha1(encryption->start_key->digest_size, start, encryption->iterations, encryption->salt_length,
                   encryption->salt, encryption->key_size, key);
}

/* Decrypts whole blocks in place. */
static void decrypt_aes(const OdfEncryption *encryption, const guint8 *key, guint8 *bytes, gsize length) {
  g_autofree void *context = g_malloc(encryption->aes->context_size);
  guint8 vector[AES_BLOCK];
  memcpy(vector, encryption->vector, sizeof vector);
  encryption->aes->set_decrypt_key(context, key);
  cbc_decrypt(context, encryption->aes->decrypt, AES_BLOCK, vector, length, bytes, bytes);
}

static void decrypt_blowfish(const OdfEncryption *encryption, const guint8 *key, guint8 *bytes, gsize length) {
  struct blowfish_ctx context;
  guint8 vector[BLOWFISH_BLOCK_SIZE];
  memcpy(vector, encryption->vector, sizeof vector);
  blowfish_set_key(&context, encryption->key_size, key);
  cfb_decrypt(&context, (nettle_cipher_func *)blowfish_encrypt, BLOWFISH_BLOCK_SIZE, vector, length, bytes, bytes);
}

/* The deflated bytes; their length in *length. */
static guint8 *decrypt(const OdfEncryption *encryption, GBytes *bytes, const char *password, gsize *length) {
  guint8 key[MAX_KEY];
  const void *data = g_bytes_get_data(bytes, length);
  derive_key(encryption, password, key);
  guint8 *plain = g_memdup2(data, *length);
  if (!encryption->aes) {
    decrypt_blowfish(encryption, key, plain, *length);
    return plain;
  }
  *length -= *length % AES_BLOCK;
  decrypt_aes(encryption, key, plain, *length);
  guint8 padding = *length > 0 ? plain[*length - 1] : 0; /* XML Encryption 1.1, 5.2: the last byte counts it */
  *length -= padding <= AES_BLOCK ? padding : 0;
  return plain;
}

static gboolean checksum_fits(const OdfEncryption *encryption, const guint8 *plain, gsize length) {
  guint8 sum[MAX_DIGEST];
  if (!encryption->has_checksum)
    return TRUE; /* then inflating tells */
  digest(encryption->checksum_hash, plain, MIN(length, CHECKED), sum);
  return memcmp(sum, encryption->checksum, encryption->checksum_hash->digest_size) == 0;
}

/* Inflates into `out`. FALSE and *error where that fails or gives more than `ceiling`. */
static gboolean inflate_all(z_stream *stream, GByteArray *out, gsize ceiling, GError **error) {
  for (int result = Z_OK; result != Z_STREAM_END;) {
    guint before = out->len;
    g_byte_array_set_size(out, before + CHUNK);
    stream->next_out = out->data + before;
    stream->avail_out = CHUNK;
    result = inflate(stream, Z_NO_FLUSH);
    g_byte_array_set_size(out, before + CHUNK - stream->avail_out);
    if (out->len > ceiling || (out->len > ZIP_RATIO_FLOOR && out->len / ZIP_MAX_RATIO > stream->total_in)) {
      g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "more bytes than are read");
      return FALSE;
    }
    if (result != Z_OK && result != Z_STREAM_END) {
      g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not deflated");
      return FALSE;
    }
  }
  return TRUE;
}

GBytes *odf_encryption_open(const OdfEncryption *encryption, GBytes *bytes, const char *password, gsize ceiling,
                            GError **error) {
  gsize length;
  g_autofree guint8 *plain = decrypt(encryption, bytes, password, &length);
  z_stream stream = {.next_in = plain, .avail_in = (uInt)length};
  if (!checksum_fits(encryption, plain, length) || length > G_MAXUINT || inflateInit2(&stream, -MAX_WBITS) != Z_OK) {
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "the password does not fit");
    return NULL;
  }
  g_autoptr(GByteArray) out = g_byte_array_new();
  gboolean done = inflate_all(&stream, out, MIN(ceiling, G_MAXUINT32 / 2), error);
  inflateEnd(&stream);
  return done ? g_byte_array_free_to_bytes(g_steal_pointer(&out)) : NULL;
}
