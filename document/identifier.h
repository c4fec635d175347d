/* Public identifiers: hashes of content and locator, so that they survive reindex, move and merge.
 *
 * A document id is "d", a unit id "u", followed by 16 characters of RFC 4648 base32 in lower case (80 bits):
 * among ten million units the chance that any two collide is 4e-11. */
#pragma once

#include "document/document.h"

#define IDENTIFIER_LENGTH 17

/* Id of the document whose source bytes have this SHA-256 (lower-case hex, 64 characters). Caller frees. */
char *identifier_for_document(const char *sha256);

/* Id of a unit: from the document's id, the unit's kind and locator, and `occurrence`, the number of
 * earlier units of the document with the same kind and locator. Caller frees. */
char *identifier_for_unit(const char *document_id, const Unit *unit, guint occurrence);

/* Ids of all units of the document, in order: GPtrArray of char*, freed by the caller. */
GPtrArray *identifier_for_units(const char *document_id, const Document *document);

/* Whether the text has the form of an id, and of which: 'd', 'u', or 0. */
char identifier_kind(const char *text);
