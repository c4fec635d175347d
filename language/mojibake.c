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
         (c >= 0x2190 && c <= 0x22FF) || c == 0xFB01 || c == 0xFB02 || c == 0xFEFF || c == 0xFFFD ||
         (c >= 0x1F300 && c <= 0x1FAFF);
}

typedef struct {
  gunichar original;
  guint size;        /* bytes of the text that it takes now */
  gboolean evidence; /* begins with a sign that hardly begins anything else: Ã Â, â€, ðŸ, ï» */
} Sequence;

/* Is there a spoilt character at `p`? */
static gboolean read_spoilt(const char *p, const char *end, Sequence *sequence) {
  char bytes[4];
  guint size, taken = 0, count = 0;
  gunichar lead = utf8_read(p, end, &size);
  guint wanted = lead == 0xE2 || lead == 0xEF ? 3 : lead == 0xF0 ? 4 : lead >= 0xC2 && lead <= 0xC5 ? 2 : 0;
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

/* A cheap look for Ã, Â, â, ð or ï, without which nothing is spoilt. */
static gboolean may_be_spoilt(const GString *text) {
  const char *p = text->str, *end = p + text->len;
  while ((p = memchr(p, 0xC3, (gsize)(end - p))) && ++p < end)
    if (*p == '\x82' || *p == '\x83' || *p == '\xA2' || *p == '\xB0' || *p == '\xAF')
      return TRUE;
  return FALSE;
}

static gboolean starts_with(const char *p, const char *end, const char *prefix) {
  gsize length = strlen(prefix);
  return (gsize)(end - p) >= length && memcmp(p, prefix, length) == 0;
}

/* What something on the way has damaged further, and which is mended only beside what is whole: the no-break space of
 * à ("Ã\u00A0") and of the no-break space itself ("Â\u00A0") became a space; the last byte of a closing quote (E2 80
 * 9D) is none of windows-1252 and was lost. */
static const struct {
  const char *spoilt;
  gboolean whole; /* the text goes on right behind it; else the last character of `spoilt` stays */
  const char *original;
} damaged[] = {
    {"Ã  ", FALSE, "à"},
    {"Ã ", FALSE, "à"},
    {"Â ", FALSE, ""},
    {"â€\uFFFD", TRUE, "”"},
};

/* Its place in `damaged` or -1, and the bytes that it takes. */
static int read_damaged(const char *p, const char *end, guint *size) {
  for (gsize i = 0; i < G_N_ELEMENTS(damaged); i++)
    if (starts_with(p, end, damaged[i].spoilt)) {
      *size = (guint)strlen(damaged[i].spoilt) - !damaged[i].whole;
      return (int)i;
    }
  return -1;
}

typedef struct {
  gsize spoilt; /* characters with evidence */
  gsize sure;   /* of these, such as stand where no one would write them: inside a word, or signs: "Â©", "â€“" */
  gsize sound;  /* letters beyond ASCII that are not spoilt */
} Census;

static gboolean is_in_word(const char *from, const char *p, const char *after, const char *end) {
  return (p > from && g_ascii_isalpha(p[-1])) || (after < end && g_ascii_isalpha(*after));
}

static Census take_census(const char *from, const char *end) {
  Census census = {0};
  for (const char *p = from; p < end;) {
    Sequence sequence;
    guint size;
    gunichar c = utf8_read(p, end, &size);
    if (c < 0x80) {
    } else if (read_spoilt(p, end, &sequence)) {
      size = sequence.size;
      census.spoilt += sequence.evidence;
      census.sure += sequence.evidence && (c != 0xC3 || is_in_word(from, p, p + size, end));
    } else if (read_damaged(p, end, &size) < 0) {
      census.sound += g_unichar_isalpha(c);
    }
    p += size;
  }
  return census;
}

static gsize mend(GString *out, const char *p, const char *end) {
  gsize mended = 0;
  while (p < end) {
    Sequence sequence;
    guint size = 1;
    int damage;
    if ((guint8)*p < 0x80) {
      g_string_append_c(out, *p);
    } else if (read_spoilt(p, end, &sequence)) {
      g_string_append_unichar(out, sequence.original);
      size = sequence.size;
      mended++;
    } else if ((damage = read_damaged(p, end, &size)) >= 0) {
      g_string_append(out, damaged[damage].original);
      mended++;
    } else {
      (void)utf8_read(p, end, &size);
      g_string_append_len(out, p, size);
    }
    p += size;
  }
  return mended;
}

static const char *end_of_stretch(const char *p, const char *end) {
  while (p < end && *p != '\n' && *p != '<' && *p != '>')
    p++;
  return p < end ? p + 1 : end;
}

/* Part of a text came from elsewhere: a quoted comment, a footer. Whatever the rest of the text is like, a stretch
 * between line ends or tags is spoilt where most of its letters are, and one is surely. */
static gsize mend_stretches(GString *out, const char *p, const char *end) {
  gsize mended = 0;
  while (p < end) {
    const char *next = end_of_stretch(p, end);
    Census census = take_census(p, next);
    if (census.sure > 0 && census.spoilt > census.sound)
      mended += mend(out, p, next);
    else
      g_string_append_len(out, p, next - p);
    p = next;
  }
  return mended;
}

gsize mojibake_mend(GString *text) {
  gsize mended = 0; /* by the last round: the others gave but half-mended characters */
  for (int round = 0; round < MOST_ROUNDS && may_be_spoilt(text); round++) {
    const char *end = text->str + text->len;
    Census census = take_census(text->str, end);
    if (census.spoilt == 0)
      break;
    g_autoptr(GString) out = g_string_sized_new(text->len);
    gsize now = census.spoilt > census.sound ? mend(out, text->str, end) : mend_stretches(out, text->str, end);
    if (now == 0)
      break;
    mended = now;
    g_string_truncate(text, 0);
    g_string_append_len(text, out->str, (gssize)out->len);
  }
  return mended;
}
