/* Public identifiers from SHA-256; the reasons stand in the header. */
#include "document/identifier.h"

#include <string.h>

#define HASH_BYTES 10 /* 80 bits, 16 base32 characters without padding */

static char *identifier_from_bytes(char prefix, const guint8 *hash) {
  static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
  char *id = g_malloc(IDENTIFIER_LENGTH + 1);
  char *out = id;
  *out++ = prefix;
  guint64 bits = 0;
  int count = 0;
  for (int i = 0; i < HASH_BYTES; i++) {
    bits = bits << 8 | hash[i];
    for (count += 8; count >= 5; count -= 5)
      *out++ = alphabet[bits >> (count - 5) & 31];
  }
  *out = '\0';
  return id;
}

static char *identifier_from_text(char prefix, const char *text) {
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
  g_checksum_update(checksum, (const guchar *)text, -1);
  g_checksum_get_digest(checksum, digest, &length);
  return identifier_from_bytes(prefix, digest);
}

char *identifier_for_document(const char *sha256) {
  g_autofree char *text = g_strconcat("document:", sha256, NULL);
  return identifier_from_text('d', text);
}

char *identifier_for_unit(const char *document_id, const Unit *unit, guint occurrence) {
  const Locator *locator = &unit->locator;
  g_autofree char *text = g_strdup_printf("unit:%s:%s:%s:%u:%s:%u", document_id, unit_kind_name(unit->kind),
                                          locator_kind_name(locator->kind), locator->number,
                                          locator->anchor ? locator->anchor : "", occurrence);
  return identifier_from_text('u', text);
}

GPtrArray *identifier_for_units(const char *document_id, const Document *document) {
  GPtrArray *ids = g_ptr_array_new_full(document->units->len, g_free);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    char *place = g_strdup_printf("%d:%d:%u:%s", unit->kind, unit->locator.kind, unit->locator.number,
                                  unit->locator.anchor ? unit->locator.anchor : "");
    guint occurrence = GPOINTER_TO_UINT(g_hash_table_lookup(seen, place));
    g_ptr_array_add(ids, identifier_for_unit(document_id, unit, occurrence));
    g_hash_table_replace(seen, place, GUINT_TO_POINTER(occurrence + 1));
  }
  return ids;
}

char identifier_kind(const char *text) {
  if (!text || strlen(text) != IDENTIFIER_LENGTH || (text[0] != 'd' && text[0] != 'u'))
    return 0;
  return strspn(text + 1, "abcdefghijklmnopqrstuvwxyz234567") == IDENTIFIER_LENGTH - 1 ? text[0] : 0;
}
