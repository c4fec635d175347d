/* How an office package is locked: its EncryptionInfo stream ([MS-OFFCRYPTO] 2.3.4), whose form is either binary
 * ("standard", 2.3.4.5) or XML ("agile", 2.3.4.10). Only what a password opens with AES is read: certificates,
 * "extensible" encryption and other ciphers are not. */
#pragma once

#include <glib.h>
#include <nettle/nettle-meta.h>

#define ENCRYPTION_MAX_FIELD 128u         /* bytes of a salt or of an encrypted value; real ones have 16 to 64 */
#define ENCRYPTION_MAX_SPINS 10000000u    /* rounds of hashing, 2.3.4.10 (spinCount) */
#define ENCRYPTION_STANDARD_SPINS 50000u  /* 2.3.4.7 */
#define ENCRYPTION_BLOCK 16u              /* bytes of a block of AES */
#define ENCRYPTION_MAX_DESCRIPTION 65536u /* bytes of the stream */

typedef struct {
  guint8 bytes[ENCRYPTION_MAX_FIELD];
  guint length;
} EncryptionField;

/* What one key is used with. */
typedef struct {
  const struct nettle_hash *hash;
  const struct nettle_cipher *cipher; /* AES with 128, 192 or 256 bits */
  gboolean feedback;                  /* cipher feedback of 8 bits in place of chained blocks (agile only) */
  EncryptionField salt;
} EncryptionSettings;

typedef struct {
  gboolean agile;
  guint spins;
  EncryptionSettings password; /* of the key that the password gives */
  EncryptionSettings package;  /* of the key that the package is encrypted with; the same where not agile */
  EncryptionField verifier, verifier_hash, package_key; /* encrypted; package_key only where agile */
} EncryptionInfo;

/* FALSE where the stream is broken, or describes what is not read here; *info is then undefined. */
gboolean encryption_info_parse(const guint8 *bytes, gsize length, EncryptionInfo *info);
