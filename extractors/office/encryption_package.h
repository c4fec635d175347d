/* Opening locked office packages ([MS-OFFCRYPTO] 2.3.4): OLE containers with the streams EncryptionInfo and
 * EncryptedPackage. Whether the package was tampered with (2.3.4.14) is not asked: what it holds is read under the same
 * suspicion as any other file. */
#pragma once

#include "extractors/extractor.h"
#include "extractors/office/encryption_info.h"

#include <gsf/gsf.h>

#define ENCRYPTION_MAX_KEY 32u /* bytes */

/* The key of the package. */
typedef struct {
  guint8 bytes[ENCRYPTION_MAX_KEY];
} EncryptionKey;

/* Whether the input is such a container. Reads the head first. */
gboolean encryption_package_is_locked(const ExtractorInput *input);

/* The package in the clear, opened with a password that the host has, or with the one that programs use where a person
 * gave none. NULL with the document's status set: `encrypted` where no password fits. Caller unreferences. */
GBytes *encryption_package_open(Extraction *extraction);

/* The steps of it. The password is UTF-8; FALSE where it is the wrong one (2.3.4.9, 2.3.4.13). */
gboolean encryption_package_unlock(const EncryptionInfo *info, const char *password, EncryptionKey *key);

/* Decrypts the EncryptedPackage stream (2.3.4.4): its length, then the bytes. What is missing at the end is left out.
 * NULL where it is longer than `ceiling` or cannot be read. */
GBytes *encryption_package_decrypt(const EncryptionInfo *info, const EncryptionKey *key, GsfInput *stream,
                                   gsize ceiling);
