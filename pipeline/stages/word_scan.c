/* Scanning and hashing in one pass over the bytes. */
#include "pipeline/stages/word_scan.h"

#include <string.h>

#define HASH_START 2166136261u /* FNV-1a */
#define HASH_PRIME 16777619u

static guint32 hash_bytes(guint32 hash, const char *bytes, gsize length) {
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guint8)bytes[i]) * HASH_PRIME;
  return hash;
}

/* Bytes of the letter at `p`, which is no ASCII; 0 for anything else. Beyond Latin-1 all is a letter but the signs of
 * U+2000-2BFF, the private area, full-width signs and the replacement character: good enough for closed lists. */
static gsize wide_letter_bytes(const guint8 *p, gsize left) {
  gsize bytes = (gsize)g_utf8_skip[p[0]];
  if (bytes > left || p[0] == 0xC2 || p[0] >= 0xEE)
    return 0;
  if (p[0] == 0xC3)
    return p[1] == 0x97 || p[1] == 0xB7 ? 0 : 2;
  return p[0] == 0xE2 && p[1] <= 0xAF ? 0 : bytes;
}

static inline gboolean is_ascii_letter(guint8 c) {
  return (guint8)((c | 0x20) - 'a') < 26;
}

static inline gsize letter_bytes(const guint8 *p, gsize left) {
  return *p < 0x80 ? (gsize)is_ascii_letter(*p) : wide_letter_bytes(p, left);
}

static gboolean is_capital(const guint8 *p) {
  return (p[0] >= 'A' && p[0] <= 'Z') || (p[0] == 0xC3 && p[1] >= 0x80 && p[1] <= 0x9E);
}

/* Appends a letter that is no ASCII, in lower case. */
static void append_wide(ScanWord *word, const guint8 *p, gsize bytes) {
  if (word->length + bytes > SCAN_WORD_MAX)
    return;
  memcpy(word->lower + word->length, p, bytes);
  if (is_capital(p))
    word->lower[word->length + bytes - 1] |= 0x20;
  word->hash = hash_bytes(word->hash, word->lower + word->length, bytes);
  word->length += (guint)bytes;
}

gboolean scan_word(TextSpan text, gsize *position, ScanWord *word) {
  const guint8 *bytes = (const guint8 *)text.start;
  gsize i = *position;
  while (i < text.length && letter_bytes(bytes + i, text.length - i) == 0)
    i += bytes[i] < 0x80 ? 1 : MIN((gsize)g_utf8_skip[bytes[i]], text.length - i);
  *position = i;
  if (i >= text.length)
    return FALSE;
  word->start = i;
  word->capital = is_capital(bytes + i);
  word->hash = HASH_START;
  word->length = 0;
  while (i < text.length) {
    if (is_ascii_letter(bytes[i])) {
      if (word->length < SCAN_WORD_MAX) {
        guint8 lower = bytes[i] | 0x20;
        word->hash = (word->hash ^ lower) * HASH_PRIME;
        word->lower[word->length++] = (char)lower;
      }
      i++;
      continue;
    }
    gsize wide = bytes[i] < 0x80 ? 0 : wide_letter_bytes(bytes + i, text.length - i);
    if (wide == 0)
      break;
    append_wide(word, bytes + i, wide);
    i += wide;
  }
  word->lower[word->length] = '\0';
  word->end = *position = i;
  return TRUE;
}

/* --- classes ------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *word; /* within a row; NULL: free */
  gsize length;
  guint32 hash, classes;
} Slot;

struct WordTable {
  Slot *slots;
  guint32 mask;
};

static Slot *find_slot(const WordTable *table, guint32 hash, const char *word, gsize length) {
  for (guint32 i = hash & table->mask;; i = (i + 1) & table->mask) {
    Slot *slot = &table->slots[i];
    if (!slot->word || (slot->hash == hash && slot->length == length && memcmp(slot->word, word, length) == 0))
      return slot;
  }
}

static void add_row(WordTable *table, const WordClass *row) {
  for (const char *p = row->words; *p;) {
    gsize length = strcspn(p, " ");
    guint32 hash = hash_bytes(HASH_START, p, length);
    Slot *slot = find_slot(table, hash, p, length);
    *slot = (Slot){p, length, hash, slot->classes | row->classes};
    p += length + (p[length] == ' ');
  }
}

WordTable *word_table_new(const WordClass *rows, gsize count) {
  guint words = 0, size = 64;
  for (gsize i = 0; i < count; i++) {
    words++;
    for (const char *p = rows[i].words; *p; p++)
      words += *p == ' ';
  }
  while (size < 4 * words)
    size *= 2;
  WordTable *table = g_new0(WordTable, 1);
  table->slots = g_new0(Slot, size);
  table->mask = size - 1;
  for (gsize i = 0; i < count; i++)
    add_row(table, &rows[i]);
  return table;
}

guint32 word_table_get(const WordTable *table, const ScanWord *word) {
  return find_slot(table, word->hash, word->lower, word->length)->classes;
}

gboolean scan_word_is(const ScanWord *word, const char *lower) {
  return strcmp(word->lower, lower) == 0;
}

gboolean scan_word_starts(const ScanWord *word, const char *lower) {
  return strncmp(word->lower, lower, strlen(lower)) == 0;
}

gboolean scan_word_ends(const ScanWord *word, const char *lower) {
  gsize length = strlen(lower);
  return word->length >= length && memcmp(word->lower + word->length - length, lower, length) == 0;
}
