/* Normal text: one scan that finds most texts normal already, one pass that repairs characters and white space, and
 * NFC by ICU where a combining mark or a rare letter calls for it. */
#include "language/normalise.h"

#include "language/utf8.h"

#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#define BULLET 0x2022u
#define REPLACEMENT 0xFFFDu
#define MOST_MARKS 30

/* --- the scan for text that is normal already ------------------------------------------------------------------ */

typedef enum { PLAIN, SPACE, LINE, LEAD_C2, LEAD_LATIN, LEAD_E2, OTHER } Byte;

/* C3..CB lead U+00C0..U+02FF: no marks, all their own NFC form. */
static const guint8 bytes[256] = {
    [0x00 ... 0x08] = OTHER, ['\t'] = SPACE,          ['\n'] = LINE,           [0x0B ... 0x1F] = OTHER,
    [' '] = SPACE,           [0x7F ... 0xC1] = OTHER, [0xC2] = LEAD_C2,        [0xC3 ... 0xCB] = LEAD_LATIN,
    [0xCC ... 0xE1] = OTHER, [0xE2] = LEAD_E2,        [0xE3 ... 0xFF] = OTHER,
};

/* Signs of U+2010..U+27FF that are their own NFC form and nothing to repair: dashes, quotes, bullets, currency,
 * subscripts, arrows, dingbats. Not the Kelvin sign and its like (U+2126, 212A, 212B, 2329, 232A). */
static gboolean is_plain_sign(gunichar c) {
  return (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x203F) || (c >= 0x2080 && c <= 0x20BF) ||
         (c >= 0x2190 && c <= 0x22FF) || (c >= 0x2500 && c <= 0x27FF);
}

/* Bytes of the character at `p` if it may stand as it is: Latin letters and common signs. */
static gsize plain_size(const guint8 *p, gsize left) {
  switch (bytes[p[0]]) {
  case PLAIN:
    return 1;
  case LEAD_C2: /* from ¡ on, but for the soft hyphen */
    return left >= 2 && p[1] > 0xA0 && p[1] <= 0xBF && p[1] != 0xAD ? 2 : 0;
  case LEAD_LATIN:
    return left >= 2 && utf8_is_trail(p[1]) ? 2 : 0;
  case LEAD_E2:
    return left >= 3 && utf8_is_trail(p[1]) && utf8_is_trail(p[2]) &&
                   is_plain_sign(0x2000u | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu))
               ? 3
               : 0;
  default:
    return 0;
  }
}

static gboolean space_is_normal(const guint8 *p, gsize left, gboolean one_line) {
  if (p[0] == '\t')
    return !one_line;
  return p[0] == ' ' && left > 1 && p[1] != ' ' && p[1] != '\n';
}

static gboolean is_normal(const char *text, gsize length, gboolean one_line) {
  const guint8 *p = (const guint8 *)text, *end = p + length;
  if (length && (bytes[p[0]] == SPACE || bytes[p[0]] == LINE || bytes[end[-1]] == SPACE || bytes[end[-1]] == LINE))
    return FALSE;
  while (p < end) {
    while (p < end && bytes[*p] == PLAIN)
      p++;
    if (p == end)
      break;
    gsize left = (gsize)(end - p), size = 1;
    if (bytes[*p] == SPACE) {
      if (!space_is_normal(p, left, one_line))
        return FALSE;
    } else if (bytes[*p] == LINE) {
      if (one_line || (left > 2 && p[1] == '\n' && p[2] == '\n'))
        return FALSE;
    } else {
      size = plain_size(p, left);
      if (!size)
        return FALSE;
    }
    p += size;
  }
  return TRUE;
}

/* --- the repair, character by character ------------------------------------------------------------------------ */

typedef struct {
  GString *out;
  gboolean one_line;
  gboolean space; /* one is due before the next character */
  guint lines;    /* so many LF are due */
  gunichar base;  /* the last character written that is no mark */
  guint marks;    /* combining marks written since */
  gboolean check; /* a character was written that may not be NFC */
} Writer;

static gboolean is_invisible(gunichar c) {
  return c == 0x00AD || c == 0x061C || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

static gboolean is_space(gunichar c) {
  return c == ' ' || c == 0x00A0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

/* How many LF a line-ending character stands for; 0 if it is none. */
static guint lines_of(gunichar c) {
  if (c == 0x2029)
    return 2;
  return c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028;
}

/* Joiners shape letters in Arabic, the scripts of India and their neighbours, and build emoji. */
static gboolean takes_joiner(gunichar base) {
  return (base >= 0x0600 && base <= 0x109F) || (base >= 0x1780 && base <= 0x18AF) ||
         (base >= 0x2600 && base <= 0x27BF) || (base >= 0x1F000 && base <= 0x1FAFF);
}

static gboolean is_private(gunichar c) {
  return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0x10FFFF);
}

static gunichar replace_private(const Writer *writer, gunichar c) {
  switch (c) {
  case 0xF0B7:
  case 0xF0A7:
  case 0xF0D8:
  case 0xF0FC:
  case 0xF076:
  case 0xF06E:
    return BULLET;
  default: {
    gboolean at_start = writer->out->len == 0 || writer->lines || writer->base == '\n' || writer->base == '\t';
    return at_start && c >= 0xF020 && c <= 0xF0FF ? BULLET : REPLACEMENT;
  }
  }
}

/* Writes the white space that is due: none at the text's start, no space at a line's end. */
static void flush_space(Writer *writer) {
  if (writer->out->len) {
    if (writer->one_line)
      writer->space = writer->space || writer->lines;
    else
      g_string_append_len(writer->out, "\n\n", (gssize)MIN(writer->lines, 2));
    if (writer->space)
      g_string_append_c(writer->out, ' ');
    if (writer->space || writer->lines) {
      writer->base = writer->space ? ' ' : '\n';
      writer->marks = 0;
    }
  }
  writer->space = FALSE;
  writer->lines = 0;
}

static void write_mark(Writer *writer, gunichar mark) {
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  /* U+0344 counts as the two marks that NFC makes of it, so that a second run counts alike. */
  gsize count = g_unichar_fully_decompose(mark, FALSE, parts, G_N_ELEMENTS(parts));
  if (writer->marks + count > MOST_MARKS)
    return;
  flush_space(writer);
  writer->marks += (guint)count;
  writer->check = TRUE;
  g_string_append_unichar(writer->out, mark);
}

static void write_character(Writer *writer, gunichar c) {
  if (c >= 0x300 && g_unichar_combining_class(c)) {
    write_mark(writer, c);
    return;
  }
  flush_space(writer);
  if (c < 0x80)
    g_string_append_c(writer->out, (char)c);
  else
    g_string_append_unichar(writer->out, c);
  writer->marks = 0;
  if (c != 0xFE0F) /* the emoji selector leaves its emoji the base */
    writer->base = c;
  writer->check = writer->check || (c >= 0x300 && !is_plain_sign(c));
}

/* Copies what needs no repair from `p` on, if anything: most of most texts. */
static const char *write_plain_run(Writer *writer, const char *p, const char *end) {
  const guint8 *q = (const guint8 *)p, *stop = (const guint8 *)end, *last = q;
  for (gsize size; q < stop; q += size) {
    size = plain_size(q, (gsize)(stop - q));
    if (!size && *q == ' ' && q > (const guint8 *)p && q + 1 < stop && bytes[q[1]] == PLAIN)
      size = 1;
    if (!size)
      break;
    last = q;
  }
  const char *run_end = (const char *)q;
  if (run_end > p) {
    guint size;
    flush_space(writer);
    g_string_append_len(writer->out, p, run_end - p);
    writer->base = utf8_read((const char *)last, end, &size);
    writer->marks = 0;
  }
  return run_end;
}

static gboolean letter_at(const char *p, const char *end) {
  guint size;
  if (p >= end)
    return FALSE;
  gunichar c = utf8_read(p, end, &size);
  return c != UTF8_INVALID && g_unichar_isalpha(c);
}

/* After a soft hyphen: where the second half of a parted word goes on, or `p` if no line ends here. */
static const char *skip_line_end(const Writer *writer, const char *p, const char *end) {
  const char *start = p;
  guint lines = 0;
  if (writer->space || writer->lines || !writer->out->len || !g_unichar_isalpha(writer->base))
    return start;
  while (p < end) {
    guint size;
    gunichar c = utf8_read(p, end, &size);
    if (c == '\r' && end - p > 1 && p[1] == '\n')
      size = 2;
    else if (!is_space(c) && !is_invisible(c) && !lines_of(c))
      break;
    lines += lines_of(c);
    p += size;
  }
  return lines == 1 && letter_at(p, end) ? p : start;
}

static const char *const ligatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};

/* Writes what becomes of one character other than a line end or soft hyphen. */
static void repair(Writer *writer, gunichar c) {
  if (is_space(c) || (c == '\t' && writer->one_line)) {
    writer->space = TRUE;
  } else if (c == '\t') {
    if (writer->out->len)
      write_character(writer, c);
  } else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || is_invisible(c)) {
    return;
  } else if (c == 0x200C || c == 0x200D) {
    if (takes_joiner(writer->base) && !writer->space && !writer->lines)
      write_character(writer, c);
  } else if (c >= 0xFB00 && c <= 0xFB06) {
    for (const char *p = ligatures[c - 0xFB00]; *p; p++)
      write_character(writer, (guchar)*p);
  } else {
    write_character(writer, is_private(c) ? replace_private(writer, c) : c == UTF8_INVALID ? REPLACEMENT : c);
  }
}

static gsize trimmed_length(const char *text, gsize length) {
  while (length && (text[length - 1] == ' ' || text[length - 1] == '\t' || text[length - 1] == '\n'))
    length--;
  return length;
}

/* TRUE if the result still has to be brought to NFC. */
static gboolean rewrite(GString *out, const char *text, gsize length, gboolean one_line) {
  Writer writer = {.out = out, .one_line = one_line, .base = '\n'};
  const char *p = text, *end = text + length;
  while ((p = write_plain_run(&writer, p, end)) < end) {
    guint size;
    gunichar c = utf8_read(p, end, &size);
    p += size;
    guint lines = lines_of(c);
    if (lines) {
      if (c == '\r' && p < end && *p == '\n')
        p++;
      writer.space = FALSE;
      writer.lines += lines;
    } else if (c == 0x00AD) {
      p = skip_line_end(&writer, p, end);
    } else {
      repair(&writer, c);
    }
  }
  g_string_truncate(out, trimmed_length(out->str, out->len));
  return writer.check;
}

/* --- NFC --------------------------------------------------------------------------------------------------------- */

/* ICU normalises UTF-16 only; so much text is taken through it at a time. */
#define NFC_CHUNK (1 << 20)

/* Appends [text, text + length) in NFC; FALSE if it is NFC already, or ICU fails (out of memory). */
static gboolean append_composed(GString *out, const char *text, int32_t length) {
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2 *nfc = unorm2_getNFCInstance(&error);
  g_autofree UChar *wide = g_new(UChar, (gsize)length + 1);
  int32_t wide_length = 0;
  u_strFromUTF8(wide, length + 1, &wide_length, text, length, &error);
  int32_t normal = unorm2_spanQuickCheckYes(nfc, wide, wide_length, &error);
  if (U_FAILURE(error) || normal == wide_length)
    return FALSE;
  /* A UTF-16 unit becomes at most three in NFC (UAX #15, Stability: maximum expansion). */
  int32_t capacity = normal + 3 * (wide_length - normal) + 1;
  g_autofree UChar *composed = g_new(UChar, (gsize)capacity);
  memcpy(composed, wide, (gsize)normal * sizeof *wide);
  int32_t composed_length =
      unorm2_normalizeSecondAndAppend(nfc, composed, normal, capacity, wide + normal, wide_length - normal, &error);
  if (U_FAILURE(error))
    return FALSE;
  gsize before = out->len;
  int32_t room = 3 * composed_length + 1, used = 0;
  g_string_set_size(out, before + (gsize)room);
  u_strToUTF8(out->str + before, room, &used, composed, composed_length, &error);
  g_string_truncate(out, U_FAILURE(error) ? before : before + (gsize)used);
  return U_SUCCESS(error);
}

/* An ASCII character ends whatever could compose before it, so chunks end before one. */
static GString *to_nfc(const GString *text) {
  GString *out = g_string_sized_new(text->len + 64);
  for (gsize begin = 0, end; begin < text->len; begin = end) {
    end = MIN(begin + NFC_CHUNK, text->len);
    while (end < text->len && (guchar)text->str[end] >= 0x80)
      end++;
    if (end - begin > G_MAXINT32 / 4 || !append_composed(out, text->str + begin, (int32_t)(end - begin)))
      g_string_append_len(out, text->str + begin, (gssize)(end - begin));
  }
  return out;
}

static char *normalise(const char *text, gssize given, gboolean one_line) {
  gsize length = trimmed_length(text, given < 0 ? strlen(text) : (gsize)given);
  if (is_normal(text, length, one_line)) {
    char *copy = g_malloc(length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
  }
  GString *out = g_string_sized_new(length);
  if (rewrite(out, text, length, one_line)) {
    GString *composed = to_nfc(out);
    g_string_free(out, TRUE);
    out = composed;
  }
  return g_string_free(out, FALSE);
}

char *normalise_text(const char *text, gssize length) {
  return normalise(text, length, FALSE);
}

char *normalise_line(const char *text, gssize length) {
  return normalise(text, length, TRUE);
}
