/* EncryptionInfo, binary and XML. Every length in it is checked against the arrays that hold it. */
#include "extractors/office/encryption_info.h"

#include "extractors/cleanup.h"
#include "extractors/office/ooxml.h"

#include <string.h>

enum { ALGORITHM_AES_128 = 0x660E, ALGORITHM_AES_192 = 0x660F, ALGORITHM_AES_256 = 0x6610 }; /* 2.3.2 */
enum { FLAG_AES = 1u << 5 };                                                                 /* 2.3.1 */

static guint32 read_u16(const guint8 *bytes) {
  return (guint32)bytes[0] | (guint32)bytes[1] << 8;
}

static guint32 read_u32(const guint8 *bytes) {
  return read_u16(bytes) | read_u16(bytes + 2) << 16;
}

static const struct nettle_cipher *aes_of_bits(gint64 bits) {
  return bits == 128 ? &nettle_aes128 : bits == 192 ? &nettle_aes192 : bits == 256 ? &nettle_aes256 : NULL;
}

static gboolean set_field(EncryptionField *field, const guint8 *bytes, gsize length) {
  if (length == 0 || length > sizeof field->bytes)
    return FALSE;
  memcpy(field->bytes, bytes, length);
  field->length = (guint)length;
  return TRUE;
}

/* --- standard (2.3.4.5; EncryptionHeader 2.3.2, EncryptionVerifier 2.3.3) ---------------------- */

enum { HEADER_FIXED = 32, VERIFIER_LENGTH = 4 + 16 + 16 + 4 + 32 };

static gboolean parse_header(const guint8 *header, EncryptionInfo *info) {
  guint32 algorithm = read_u32(header + 8);
  gint64 bits = algorithm == ALGORITHM_AES_192 ? 192 : algorithm == ALGORITHM_AES_256 ? 256 : 128;
  if ((read_u32(header) & FLAG_AES) == 0 ||
      (algorithm != 0 && (algorithm < ALGORITHM_AES_128 || algorithm > ALGORITHM_AES_256)))
    return FALSE;
  info->password.hash = &nettle_sha1;
  info->password.cipher = aes_of_bits(bits);
  return TRUE;
}

static gboolean parse_verifier(const guint8 *verifier, EncryptionInfo *info) {
  return read_u32(verifier) == 16 && set_field(&info->password.salt, verifier + 4, 16) &&
         set_field(&info->verifier, verifier + 20, 16) && set_field(&info->verifier_hash, verifier + 40, 32);
}

static gboolean parse_standard(const guint8 *bytes, gsize length, EncryptionInfo *info) {
  if (length < 12)
    return FALSE;
  gsize header = read_u32(bytes + 8);
  if (header < HEADER_FIXED || header > length - 12 || length - 12 - header < VERIFIER_LENGTH)
    return FALSE;
  info->agile = FALSE;
  info->spins = ENCRYPTION_STANDARD_SPINS;
  if (!parse_header(bytes + 12, info) || !parse_verifier(bytes + 12 + header, info))
    return FALSE;
  info->package = info->password;
  return TRUE;
}

/* --- agile (2.3.4.10) ------------------------------------------------------------------------- */

/* Names of hashes as 2.3.4.10 (HashAlgorithm) has them. */
static const struct nettle_hash *hash_of_name(const char *name) {
  static const struct {
    const char *name;
    const struct nettle_hash *hash;
  } hashes[] = {{"SHA512", &nettle_sha512},  {"SHA-512", &nettle_sha512}, {"SHA384", &nettle_sha384},
                {"SHA-384", &nettle_sha384}, {"SHA256", &nettle_sha256},  {"SHA-256", &nettle_sha256},
                {"SHA1", &nettle_sha1},      {"SHA-1", &nettle_sha1},     {"MD5", &nettle_md5}};
  for (guint i = 0; name && i < G_N_ELEMENTS(hashes); i++)
    if (strcmp(name, hashes[i].name) == 0)
      return hashes[i].hash;
  return NULL;
}

static gboolean read_field(const xmlNode *node, const char *name, EncryptionField *field) {
  const char *value = ooxml_attribute(node, NS_NONE, name);
  if (!value || strlen(value) > 2 * ENCRYPTION_MAX_FIELD)
    return FALSE;
  gsize length = 0;
  g_autofree guint8 *bytes = g_base64_decode(value, &length);
  return set_field(field, bytes, length);
}

/* Attributes that keyData and p:encryptedKey share. */
static gboolean read_settings(const xmlNode *node, EncryptionSettings *settings) {
  const char *cipher = ooxml_attribute(node, NS_NONE, "cipherAlgorithm");
  const char *chaining = ooxml_attribute(node, NS_NONE, "cipherChaining");
  settings->hash = hash_of_name(ooxml_attribute(node, NS_NONE, "hashAlgorithm"));
  settings->cipher = aes_of_bits(ooxml_number(node, "keyBits", 0));
  settings->feedback = g_strcmp0(chaining, "ChainingModeCFB") == 0;
  return settings->hash && settings->cipher && g_strcmp0(cipher, "AES") == 0 &&
         (settings->feedback || g_strcmp0(chaining, "ChainingModeCBC") == 0) &&
         ooxml_number(node, "blockSize", ENCRYPTION_BLOCK) == ENCRYPTION_BLOCK &&
         read_field(node, "saltValue", &settings->salt);
}

/* The key that a password opens; others are for certificates. */
static const xmlNode *find_password_key(const xmlNode *root) {
  const xmlNode *list = ooxml_child(root, NS_ENCRYPTION, "keyEncryptors");
  for (const xmlNode *node = list ? list->children : NULL; node; node = node->next) {
    const xmlNode *key =
        ooxml_is(node, NS_ENCRYPTION, "keyEncryptor") ? ooxml_child(node, NS_PASSWORD_KEY, "encryptedKey") : NULL;
    if (key)
      return key;
  }
  return NULL;
}

static gboolean parse_agile(const guint8 *bytes, gsize length, EncryptionInfo *info) {
  gboolean complete = FALSE;
  g_autoptr(xmlDoc) document = ooxml_parse(bytes, length, &complete);
  const xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
  const xmlNode *data = ooxml_child(root, NS_ENCRYPTION, "keyData");
  const xmlNode *key = find_password_key(root);
  gint64 spins = ooxml_number(key, "spinCount", -1);
  if (!data || !key || spins < 0 || spins > ENCRYPTION_MAX_SPINS)
    return FALSE;
  info->agile = TRUE;
  info->spins = (guint)spins;
  return read_settings(data, &info->package) && read_settings(key, &info->password) &&
         read_field(key, "encryptedVerifierHashInput", &info->verifier) &&
         read_field(key, "encryptedVerifierHashValue", &info->verifier_hash) &&
         read_field(key, "encryptedKeyValue", &info->package_key);
}

/* --- both ------------------------------------------------------------------------------------- */

gboolean encryption_info_parse(const guint8 *bytes, gsize length, EncryptionInfo *info) {
  *info = (EncryptionInfo){0};
  if (length < 8 || length > ENCRYPTION_MAX_DESCRIPTION)
    return FALSE;
  guint32 major = read_u16(bytes), minor = read_u16(bytes + 2);
  if (major == 4 && minor == 4)
    return parse_agile(bytes + 8, length - 8, info);
  return major >= 2 && major <= 4 && minor == 2 && parse_standard(bytes, length, info);
}
