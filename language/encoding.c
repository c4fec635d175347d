/* From bytes to UTF-8: which character set, in the order of the contract in encoding.h, and the decoding by ICU.
 * iconv is never used: the workers' cage holds no gconv modules. The choice among legacy sets is in charset.c. */
#include "language/encoding.h"

#include "language/charset.h"
#include "language/mojibake.h"
#include "language/utf8.h"

#include <string.h>

#define REPLACEMENT_UTF8 "\xEF\xBF\xBD"

/* --- byte-order marks and UTF-16 without one -------------------------------------------------------------------- */

static const struct {
  const char *charset;
  guint8 length;
  guint8 bytes[4];
} marks[] = {
    {"UTF-8", 3, {0xEF, 0xBB, 0xBF}},    {"UTF-32LE", 4, {0xFF, 0xFE, 0, 0}}, /* before UTF-16LE, whose mark it begins
                                                                                 with */
    {"UTF-32BE", 4, {0, 0, 0xFE, 0xFF}}, {"UTF-16LE", 2, {0xFF, 0xFE}},       {"UTF-16BE", 2, {0xFE, 0xFF}},
};

static const char *find_mark(const guint8 *bytes, gsize length, gsize *mark_length) {
  for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
    if (length >= marks[i].length && memcmp(bytes, marks[i].bytes, marks[i].length) == 0) {
      *mark_length = marks[i].length;
      return marks[i].charset;
    }
  *mark_length = 0;
  return NULL;
}

/* Western text in UTF-16 has a NUL in nearly every pair, always on the same side. */
static const char *find_utf16(const guint8 *bytes, gsize length) {
  gsize pairs = MIN(length, 4096) / 2, even = 0, odd = 0;
  if (length < 4)
    return NULL;
  for (gsize i = 0; i < pairs; i++) {
    even += bytes[2 * i] == 0;
    odd += bytes[2 * i + 1] == 0;
  }
  if (odd * 10 >= pairs * 6 && even * 20 <= pairs)
    return "UTF-16LE";
  if (even * 10 >= pairs * 6 && odd * 20 <= pairs)
    return "UTF-16BE";
  return NULL;
}

/* --- UTF-8 ----------------------------------------------------------------------------------------------------------
 */

typedef struct {
  gsize sequences; /* valid ones of two bytes or more */
  gsize western; /* of these, letters and signs of Latin-1 and typographic ones: "Ã¥", "Â©", "â€“" in windows-1252 */
  gsize strays; /* bytes outside valid sequences */
  gsize cut;    /* bytes at the end that begin a sequence without ending it */
} Utf8Count;

/* Bytes at the end that begin a sequence: 0 to 3. */
static gsize cut_sequence(const guint8 *bytes, gsize length) {
  for (gsize back = 1; back <= 3 && back <= length; back++) {
    guint8 byte = bytes[length - back];
    if (utf8_is_trail(byte))
      continue;
    gsize wanted = byte >= 0xF0 && byte <= 0xF4 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 0;
    return byte <= 0xF4 && wanted > back ? back : 0;
  }
  return 0;
}

static Utf8Count count_utf8(const guint8 *bytes, gsize length) {
  Utf8Count count = {.cut = cut_sequence(bytes, length)};
  const char *p = (const char *)bytes, *end = p + length - count.cut;
  while (p < end) {
    guint size;
    gunichar c = utf8_read(p, end, &size);
    count.sequences += size > 1;
    count.western += (c >= 0xA0 && c <= 0xFF) || (c >= 0x2010 && c <= 0x203F) || c == 0x20AC;
    count.strays += c == UTF8_INVALID;
    p += size;
  }
  return count;
}

static gboolean mostly_utf8(const Utf8Count *count) {
  if (count->sequences == 0) /* "på" cut off in Latin-1 looks like a sequence that was cut off */
    return count->strays == 0 && count->cut == 0;
  if (count->strays * 10 <= count->sequences || (count->strays == 1 && count->sequences >= 3))
    return TRUE;
  /* put together from parts of several sets; no text of a legacy set has many of these sequences */
  return count->western >= 2 && count->western * 4 >= count->strays;
}

/* Bytes that are UTF-8, or nearly. */
static GString *read_utf8(const guint8 *bytes, gsize length, EncodingReport *report) {
  GString *out = g_string_sized_new(length);
  const char *p = (const char *)bytes, *end = p + length - cut_sequence(bytes, length);
  const char *valid = p;
  while (p < end) {
    guint size;
    gunichar c = utf8_read(p, end, &size);
    if (c == UTF8_INVALID) {
      g_string_append_len(out, valid, p - valid);
      gunichar stray = charset_windows_1252((guint8)*p);
      g_string_append_unichar(out, stray);
      report->strays++;
      report->replaced += stray == 0xFFFD;
      valid = p + 1;
    }
    p += size;
  }
  g_string_append_len(out, valid, end - valid);
  if (end < (const char *)bytes + length) {
    g_string_append(out, REPLACEMENT_UTF8);
    report->replaced++;
  }
  return out;
}

/* --- the way of a text ------------------------------------------------------------------------------------------- */

static gsize count_replaced(const GString *text) {
  gsize count = 0;
  const char *end = text->str + text->len;
  for (const char *p = text->str; (p = memmem(p, (gsize)(end - p), REPLACEMENT_UTF8, 3)); p += 3)
    count++;
  return count;
}

static gsize count_high(const guint8 *bytes, gsize length) {
  gsize count = 0;
  for (gsize i = 0; i < length; i++)
    count += bytes[i] >= 0x80;
  return count;
}

/* A label is believed unless the result shows that it lies. */
static gboolean is_credible(const GString *text, gsize high_bytes) {
  for (gsize i = 0; i + 1 < text->len; i++)
    if ((guint8)text->str[i] == 0xC2 && (guint8)text->str[i + 1] < 0xA0)
      return FALSE;
  return count_replaced(text) * 10 <= high_bytes;
}

static void set_charset(EncodingReport *report, const char *charset, EncodingSource source) {
  g_strlcpy(report->charset, charset, sizeof report->charset);
  report->source = source;
}

static GString *read_as(const char *charset, EncodingSource source, const guint8 *bytes, gsize length,
                        EncodingReport *report) {
  GString *text = charset_decode(charset, bytes, length);
  if (text) {
    set_charset(report, charset, source);
    report->replaced = count_replaced(text);
  }
  return text;
}

static GString *read_declared(const char *declared, const guint8 *bytes, gsize length, EncodingReport *report) {
  char charset[CHARSET_NAME_SIZE];
  if (!charset_from_label(declared, charset) || g_str_has_prefix(charset, "UTF-"))
    return NULL;
  GString *text = read_as(charset, ENCODING_FROM_LABEL, bytes, length, report);
  if (text && is_credible(text, count_high(bytes, length)) && !charset_is_refuted(charset, bytes, length))
    return text;
  if (text)
    g_string_free(text, TRUE);
  return NULL;
}

/* The decoded text, which may still hold NULs and what was encoded twice. */
static GString *read_any(const guint8 *bytes, gsize length, const char *declared, EncodingReport *report) {
  gsize mark_length;
  const char *charset = find_mark(bytes, length, &mark_length);
  if (charset) {
    set_charset(report, charset, ENCODING_FROM_MARK);
    if (strcmp(charset, "UTF-8") == 0)
      return read_utf8(bytes + mark_length, length - mark_length, report);
    GString *text = read_as(charset, ENCODING_FROM_MARK, bytes + mark_length, length - mark_length, report);
    if (text)
      return text;
  }
  if ((charset = find_utf16(bytes, length))) {
    GString *text = read_as(charset, ENCODING_FROM_DETECTION, bytes, length, report);
    if (text)
      return text;
  }
  Utf8Count count = count_utf8(bytes, length);
  if (mostly_utf8(&count)) {
    set_charset(report, "UTF-8", ENCODING_FROM_VALIDITY);
    return read_utf8(bytes, length, report);
  }
  GString *text = read_declared(declared, bytes, length, report);
  if (text)
    return text;
  char detected[CHARSET_NAME_SIZE];
  charset_detect(bytes, length, detected);
  text = read_as(detected, ENCODING_FROM_DETECTION, bytes, length, report);
  if (text) /* always, but where memory runs out inside ICU */
    return text;
  *report = (EncodingReport){.source = ENCODING_FROM_DETECTION, .charset = "windows-1252"};
  return read_utf8(bytes, length, report);
}

static gsize replace_nuls(GString *text) {
  gsize count = 0;
  for (gsize i = 0; i < text->len; i++)
    count += text->str[i] == '\0';
  if (!count)
    return 0;
  g_autoptr(GString) out = g_string_sized_new(text->len + 2 * count);
  for (gsize i = 0; i < text->len; i++)
    if (text->str[i])
      g_string_append_c(out, text->str[i]);
    else
      g_string_append(out, REPLACEMENT_UTF8);
  g_string_truncate(text, 0);
  g_string_append_len(text, out->str, (gssize)out->len);
  return count;
}

/* Valid UTF-8 without mark or NUL, as nearly all input is, by one quick scan. */
static GString *read_sound(const guint8 *bytes, gsize length, EncodingReport *report) {
  gsize mark_length;
  if (!g_utf8_validate_len((const char *)bytes, length, NULL) || find_mark(bytes, length, &mark_length))
    return NULL;
  set_charset(report, "UTF-8", ENCODING_FROM_VALIDITY);
  GString *text = g_string_sized_new(length);
  g_string_append_len(text, (const char *)bytes, (gssize)length);
  return text;
}

char *encoding_to_utf8(const guint8 *bytes, gsize length, const char *declared, gsize *out_length,
                       EncodingReport *report) {
  EncodingReport found = {0};
  const guint8 *start = length ? bytes : (const guint8 *)"";
  GString *text = read_sound(start, length, &found);
  if (!text) {
    text = read_any(start, length, declared, &found);
    found.replaced += replace_nuls(text);
  }
  found.mended = mojibake_mend(text);
  if (g_str_has_prefix(text->str, "\xEF\xBB\xBF"))
    g_string_erase(text, 0, 3);
  if (report)
    *report = found;
  if (out_length)
    *out_length = text->len;
  return g_string_free(text, FALSE);
}

gsize encoding_mend(GString *text) {
  return mojibake_mend(text);
}

char *encoding_make_valid(const char *text, gssize length) {
  gsize bytes = length < 0 ? strlen(text) : strnlen(text, (gsize)length);
  return g_utf8_make_valid(text, (gssize)bytes);
}
