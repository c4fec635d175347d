/* RC4 CryptoAPI encryption of binary office files ([MS-OFFCRYPTO] 2.3.5), as PowerPoint 2002 to 2013 lock them. */
#pragma once

#include <glib.h>

typedef struct Rc4Encryption Rc4Encryption;

/* Reads an EncryptionInfo structure (2.3.5.1). NULL where it is broken or tells of another way of encryption. */
Rc4Encryption *encryption_rc4_new(const guint8 *info, gsize length);
void encryption_rc4_free(Rc4Encryption *encryption);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rc4Encryption, encryption_rc4_free)

/* Whether the password (UTF-8) is the right one (2.3.5.6); it is then used from now on. */
gboolean encryption_rc4_unlock(Rc4Encryption *encryption, const char *password);

/* Decrypts in place what was encrypted as block `block` (2.3.5.2), from its beginning. */
void encryption_rc4_decrypt(const Rc4Encryption *encryption, guint32 block, guint8 *bytes, gsize length);
