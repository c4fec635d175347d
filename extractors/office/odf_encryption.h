/* Members of OpenDocument packages behind a password (ODF 1.3 Part 2, 3.4 and 4.8): a key from the password by PBKDF2,
 * AES in CBC mode or Blowfish in CFB mode, over deflated bytes. */
#pragma once

#include <gio/gio.h>
#include <libxml/tree.h>

/* Steps of PBKDF2 for one member; programs take 1024 to 100,000. */
#define ODF_MAX_ITERATIONS 1000000u

typedef struct OdfEncryption OdfEncryption;

/* Reads manifest:encryption-data. NULL where something is missing or in a way that is not read here (Argon2, AES-GCM,
 * OpenPGP). */
OdfEncryption *odf_encryption_read(const xmlNode *encryption_data);
void odf_encryption_free(OdfEncryption *encryption);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OdfEncryption, odf_encryption_free)

/* Steps of PBKDF2 that opening it takes. */
guint odf_encryption_iterations(const OdfEncryption *encryption);

/* The bytes of the member in the clear and inflated, at most `ceiling`. NULL and *error where the password (UTF-8) is
 * wrong (G_IO_ERROR_PERMISSION_DENIED), or the bytes are more (G_IO_ERROR_NO_SPACE) or broken (another G_IO_ERROR). */
GBytes *odf_encryption_open(const OdfEncryption *encryption, GBytes *bytes, const char *password, gsize ceiling,
                            GError **error);
