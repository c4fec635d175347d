/* Mending text that was encoded as UTF-8 twice: å became the bytes C3 A5, they were read as "Ã¥", and that was stored.
 */
#include "language/mojibake.h"

#include "language/charset.h"
#include "language/utf8.h"

#include <string.h>

#define MOST_ROUNDS 3

/* The byte that windows-1252, or ISO-8859-1 for the controls, reads as this character; 0 if there is none from 0x80 on.
 */
static guint8 byte_of(gunichar c) {
  if (c >= 0x80 && c <= 0xFF)
    return (guint8)c;
  for (guint byte = 0x80; c != 0xFFFD && byte <= 0x9F; byte++)
    if (charset_windows_1252((guint8)byte) == c)
      return (guint8)byte;
  return 0;
}

/* What can have stood in a text before it was spoilt. Anything else is a chance sequence. */
static gboolean is_plausible(gunichar c) {
  return (c >= 0xA0 && c < 0x250) || (c >= 0x2010 && c <= 0x2044) || c == 0x20AC || c == 0x2122 ||
         (c >= 0x2190 && c <= 0x22FF) || c == 0xFB01 || c == 0xFB02 || (c >= 0x1F300 && c <= 0x1FAFF);
}

typedef struct {
  gunichar original;
  guint size;        /* bytes of the text that it takes now */
  gboolean evidence; /* begins with a sign that hardly begins anything else: Ã Â, â€, ðŸ */
} Sequence;

/* Is there a spoilt character at `p`? */
static gboolean read_spoilt(const char *p, const char *end, Sequence *sequence) {
  char bytes[4];
  guint size, taken = 0, count = 0;
  gunichar lead = utf8_read(p, end, &size);
  guint wanted = lead == 0xE2 ? 3 : lead == 0xF0 ? 4 : lead >= 0xC2 && lead <= 0xC5 ? 2 : 0;
  if (!wanted)
    return FALSE;
  for (const char *q = p; count < wanted; q += size) {
    guint8 byte = q < end ? byte_of(utf8_read(q, end, &size)) : 0;
    if (!byte || (count && !utf8_is_trail(byte)))
      return FALSE;
    bytes[count++] = (char)byte;
    taken += size;
  }
  sequence->original = utf8_read(bytes, bytes + wanted, &size);
  sequence->size = taken;
  sequence->evidence = lead != 0xC4 && lead != 0xC5;
  return size == wanted && is_plausible(sequence->original);
}

/* A cheap look for Ã, Â, â or ð, without which nothing is spoilt. */
static gboolean may_be_spoilt(const GString *text) {
  const char *p = text->str, *end = p + text->len;
  while ((p = memchr(p, 0xC3, (gsize)(end - p))) && ++p < end)
    if (*p == '\x82' || *p == '\x83' || *p == '\xA2' || *p == '\xB0')
      return TRUE;
  return FALSE;
}

static gboolean is_mostly_spoilt(const GString *text) {
  const char *p = text->str, *end = p + text->len;
  gsize spoilt = 0, sound = 0;
  while (p < end) {
    Sequence sequence;
    guint size;
    gunichar c = utf8_read(p, end, &size);
    if (c >= 0x80 && read_spoilt(p, end, &sequence)) {
      spoilt += sequence.evidence;
      size = sequence.size;
    } else if (c >= 0x80 && g_unichar_isalpha(c)) {
      sound++;
    }
    p += size;
  }
  return spoilt > sound;
}

static gsize mend_once(GString *text) {
  gsize mended = 0;
  g_autoptr(GString) out = g_string_sized_new(text->len);
  const char *p = text->str, *end = p + text->len;
  while (p < end) {
    Sequence sequence;
    guint size = 1;
    if ((guint8)*p < 0x80) {
      g_string_append_c(out, *p);
    } else if (read_spoilt(p, end, &sequence)) {
      g_string_append_unichar(out, sequence.original);
      size = sequence.size;
      mended++;
    } else {
      (void)utf8_read(p, end, &size);
      g_string_append_len(out, p, size);
    }
    p += size;
  }
  g_string_truncate(text, 0);
  g_string_append_len(text, out->str, (gssize)out->len);
  return mended;
}

gsize mojibake_mend(GString *text) {
  gsize mended = 0; /* by the last round: the others gave but half-mended characters */
  for (int round = 0; round < MOST_ROUNDS && may_be_spoilt(text) && is_mostly_spoilt(text); round++)
    mended = mend_once(text);
  return mended;
}
