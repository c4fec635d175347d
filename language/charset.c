/* Labels, decoding, and the choice among legacy character sets for Nordic text. */
#include "language/charset.h"

#include "language/utf8.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

/* --- labels ------------------------------------------------------------------------------------------------------ */

/* Where the Encoding Standard differs from what ICU makes of a label. */
static const struct {
  const char *label;
  const char *name;
} labels[] = {
    {"utf-8", "UTF-8"},
    {"utf8", "UTF-8"},
    {"unicode-1-1-utf-8", "UTF-8"},
    {"x-unicode20utf8", "UTF-8"},
    {"utf-16", "UTF-16LE"},
    {"utf-16le", "UTF-16LE"},
    {"unicode", "UTF-16LE"},
    {"ucs-2", "UTF-16LE"},
    {"utf-16be", "UTF-16BE"},
    {"unicodefffe", "UTF-16BE"},
    {"ansi_x3.4-1968", "windows-1252"},
    {"ascii", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"cp819", "windows-1252"},
    {"ibm819", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"iso88591", "windows-1252"},
    {"iso_8859-1:1987", "windows-1252"},
    {"iso-ir-100", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"l1", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"x-cp1252", "windows-1252"},
    {"ansi", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"latin5", "windows-1254"},
    {"mac", "macintosh"},
    {"x-mac-roman", "macintosh"},
    {"macroman", "macintosh"},
    {"macos-roman", "macintosh"},
    {"iso-8859-11", "windows-874"},
    {"gb2312", "GBK"},
    {"shift_jis", "windows-31j"},
    {"x-sjis", "windows-31j"},
    {"ks_c_5601-1987", "windows-949"},
    /* what people type */
    {"iso-8859-l", "windows-1252"},
    {"iso-8895-1", "windows-1252"},
    {"iso-8859", "windows-1252"},
    {"iso8859", "windows-1252"},
    {"8859-1", "windows-1252"},
    {"windows1252", "windows-1252"},
    {"window-1252", "windows-1252"},
    {"win-1252", "windows-1252"},
    {"cp-1252", "windows-1252"},
    {"western", "windows-1252"},
    {"utf_8", "UTF-8"},
    {"utf-8-bom", "UTF-8"},
};

/* Sets in which plain ASCII bytes may mean anything; the standard maps them to "replacement". */
static const char *const refused[] = {"utf-7",   "iso-2022", "hz",    "scsu",  "bocu", "imap",
                                      "ibm-424", "ebcdic",   "lmbcs", "iscii", "x11",  "compound"};

static gboolean is_refused(const char *name) {
  g_autofree char *lower = g_ascii_strdown(name, -1);
  for (gsize i = 0; i < G_N_ELEMENTS(refused); i++)
    if (strstr(lower, refused[i]))
      return TRUE;
  return FALSE;
}

static gboolean name_of_icu(const char *label, char name[CHARSET_NAME_SIZE]) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(label, &error);
  if (U_FAILURE(error))
    return FALSE;
  const char *icu = ucnv_getName(converter, &error);
  UErrorCode unknown = U_ZERO_ERROR;
  const char *iana = ucnv_getStandardName(icu, "IANA", &unknown);
  gboolean good = icu && !is_refused(icu) && !(iana && is_refused(iana));
  if (good)
    g_strlcpy(name, iana ? iana : icu, CHARSET_NAME_SIZE);
  ucnv_close(converter);
  return good;
}

gboolean charset_from_label(const char *label, char name[CHARSET_NAME_SIZE]) {
  g_autofree char *lower = label ? g_strstrip(g_ascii_strdown(label, -1)) : NULL;
  /* ICU reads options after a comma: only a bare name is a label. */
  if (!lower || !*lower || strlen(lower) >= CHARSET_NAME_SIZE ||
      strspn(lower, "abcdefghijklmnopqrstuvwxyz0123456789_.:()-") != strlen(lower))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(labels); i++)
    if (strcmp(labels[i].label, lower) == 0) {
      g_strlcpy(name, labels[i].name, CHARSET_NAME_SIZE);
      return TRUE;
    }
  return name_of_icu(lower, name);
}

/* --- decoding ------------------------------------------------------------------------------------------------------
 */

gunichar charset_windows_1252(guint8 byte) {
  static const guint16 high[32] = {
      0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
  };
  return byte >= 0x80 && byte <= 0x9F ? high[byte - 0x80] : byte;
}

GString *charset_decode(const char *charset, const guint8 *bytes, gsize length) {
  /* A converter a call: a reused one carries the unfinished byte of the last text into this one. */
  UErrorCode error = U_ZERO_ERROR;
  UConverter *from = ucnv_open(charset, &error), *to = ucnv_open("UTF-8", &error);
  UChar pivot[2048], *pivot_source = pivot, *pivot_target = pivot;
  GString *out = g_string_sized_new(length + length / 8 + 16);
  const char *source = (const char *)bytes, *source_end = source + length;
  gboolean first = TRUE;
  while (U_SUCCESS(error)) {
    gsize used = out->len, room = MAX(out->allocated_len - used - 1, 4096);
    g_string_set_size(out, used + room);
    char *target = out->str + used;
    ucnv_convertEx(to, from, &target, target + room, &source, source_end, pivot, &pivot_source, &pivot_target,
                   pivot + G_N_ELEMENTS(pivot), first, TRUE, &error);
    g_string_truncate(out, (gsize)(target - out->str));
    first = FALSE;
    if (error != U_BUFFER_OVERFLOW_ERROR)
      break;
    error = U_ZERO_ERROR;
  }
  ucnv_close(from);
  ucnv_close(to);
  if (U_SUCCESS(error))
    return out;
  g_string_free(out, TRUE);
  return NULL;
}

/* --- detection -----------------------------------------------------------------------------------------------------
 */

#define SAMPLE (16 * 1024)
#define CLEARLY_NORDIC 2.5       /* with the prior */
#define NORDIC_WITHOUT_DOUBT 2.0 /* without; the letters of Lithuanian, read as windows-1252, come to 1.4 */

static gboolean is_nordic(gunichar c) {
  return c == 0xE5 || c == 0xE4 || c == 0xF6 || c == 0xE6 || c == 0xF8 || c == 0xC5 || c == 0xC4 || c == 0xD6 ||
         c == 0xC6 || c == 0xD8;
}

/* Letters that Nordic texts do hold now and then: é ü à ð þ á, Sami č đ ŋ ŧ. Not š ž œ: they are the ö and å of Mac
 * Roman, read as windows-1252. */
static gboolean is_guest(gunichar c) {
  c = g_unichar_tolower(c);
  return (c >= 0xE0 && c <= 0xFE && c != 0xF7 && c != 0xF5 && c != 0xE3) || c == 0x10D || c == 0x111 || c == 0x14B ||
         c == 0x167;
}

static double score_latin(gunichar before, gunichar c, gunichar after) {
  gboolean letter_before = g_unichar_isalpha(before), letter_after = g_unichar_isalpha(after);
  gunichar rare = before >= 0x80 && letter_before ? before : after >= 0x80 && letter_after ? after : 0;
  double score = is_nordic(c) ? 3 : is_guest(c) ? 1 : -1;
  if (g_unichar_isupper(c) && g_unichar_islower(before))
    return -2;
  if (rare) /* side by side: öå, ää, but not Ã¥ */
    return is_nordic(c) && is_nordic(rare) && g_unichar_isupper(c) == g_unichar_isupper(rare) ? 2 : -1;
  if (!letter_before && !letter_after) /* å, ö, à stand alone */
    return g_unichar_islower(c) ? MIN(score, 2) : is_nordic(c) ? 0 : -1;
  return score;
}

static double score_sign(gunichar before, gunichar c, gunichar after) {
  static const gunichar typographic[] = {0x201C, 0x201D, 0x201E, 0x2018, 0x2019, 0x2013, 0x2014,
                                         0x2026, 0x2022, 0xAB,   0xBB,   0xA7,   0xB0,   0xBD,
                                         0x20AC, 0xA0,   0xB7,   0xA9,   0xAE,   0x2122};
  if (g_unichar_isalpha(before) && g_unichar_isalpha(after))
    return c == 0x2019 ? 0.5 : c == 0xAD ? 0 : -2;
  if (g_unichar_isalpha(before) && (c == 0x201E || c == 0x201A || c == 0xA7)) /* opening quote, § */
    return -2;
  for (gsize i = 0; i < G_N_ELEMENTS(typographic); i++)
    if (typographic[i] == c)
      return before == c ? -1 : 1;
  return -1;
}

/* How well a character beyond ASCII fits where it stands. */
static double score_character(gunichar before, gunichar c, gunichar after) {
  if (c == 0xFFFD || c < 0xA0)
    return -5;
  if (!g_unichar_isalpha(c))
    return score_sign(before, c, after);
  if (c < 0x250)
    return score_latin(before, c, after);
  /* Other scripts come in whole words; half-width katakana are what single bytes become in Japanese sets. */
  gboolean in_word = (before >= 0x80 && g_unichar_isalpha(before)) || (after >= 0x80 && g_unichar_isalpha(after));
  gboolean in_latin = (before < 0x80 && g_unichar_isalpha(before)) || (after < 0x80 && g_unichar_isalpha(after));
  if (!in_word || in_latin || (c >= 0xFF61 && c <= 0xFF9F))
    return -2;
  return c >= 0x3000 ? 2 : 1; /* of the scripts of East Asia a character takes two bytes */
}

/* Mean over the high bytes of the sample. */
static double score_candidate(const char *charset, const guint8 *bytes, gsize length, gsize high_bytes) {
  GString *text = charset_decode(charset, bytes, length);
  if (!text)
    return -G_MAXDOUBLE;
  double score = 0;
  const char *end = text->str + text->len;
  gunichar before = ' ';
  for (const char *p = text->str; p < end;) {
    guint size, next_size;
    gunichar c = utf8_read(p, end, &size);
    p += size;
    if (c >= 0x80)
      score += score_character(before, c, p < end ? utf8_read(p, end, &next_size) : ' ');
    before = c;
  }
  g_string_free(text, TRUE);
  return score / (double)high_bytes;
}

typedef struct {
  const guint8 *bytes;
  gsize length, high_bytes;
  double best;
  char *name;
} Choice;

static void consider(Choice *choice, const char *charset, double prior) {
  double score = prior + score_candidate(charset, choice->bytes, choice->length, choice->high_bytes);
  if (score > choice->best) {
    choice->best = score;
    g_strlcpy(choice->name, charset, CHARSET_NAME_SIZE);
  }
}

/* The stretch that is weighed: some context for the first letter beyond ASCII, and what follows. */
static Choice choice_of(const guint8 *bytes, gsize length) {
  gsize begin = 0, high_bytes = 0;
  while (begin < length && bytes[begin] < 0x80)
    begin++;
  begin -= MIN(begin, 256);
  Choice choice = {.bytes = bytes + begin, .length = MIN(length - begin, SAMPLE), .best = -G_MAXDOUBLE};
  for (gsize i = 0; i < choice.length; i++)
    high_bytes += choice.bytes[i] >= 0x80;
  choice.high_bytes = MAX(high_bytes, 1);
  return choice;
}

gboolean charset_is_refuted(const char *charset, const guint8 *bytes, gsize length) {
  if (strcmp(charset, "windows-1252") == 0)
    return FALSE;
  Choice choice = choice_of(bytes, length);
  double western = score_candidate("windows-1252", choice.bytes, choice.length, choice.high_bytes);
  return western >= NORDIC_WITHOUT_DOUBT &&
         western - score_candidate(charset, choice.bytes, choice.length, choice.high_bytes) >= 1;
}

static void consider_detected(Choice *choice) {
  UErrorCode error = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open(&error);
  int32_t count = 0;
  ucsdet_setText(detector, (const char *)choice->bytes, (int32_t)choice->length, &error);
  const UCharsetMatch **matches = ucsdet_detectAll(detector, &count, &error);
  for (int32_t i = 0; U_SUCCESS(error) && i < count; i++) {
    const char *label = ucsdet_getName(matches[i], &error);
    int32_t confidence = ucsdet_getConfidence(matches[i], &error);
    char name[CHARSET_NAME_SIZE];
    if (U_SUCCESS(error) && !g_str_has_prefix(label, "UTF-") && !g_str_has_prefix(label, "IBM42") &&
        charset_from_label(label, name) && strcmp(name, "windows-1252") != 0)
      consider(choice, name, confidence / 200.0);
  }
  ucsdet_close(detector);
}

void charset_detect(const guint8 *bytes, gsize length, char name[CHARSET_NAME_SIZE]) {
  Choice choice = choice_of(bytes, length);
  choice.name = name;
  g_strlcpy(name, "windows-1252", CHARSET_NAME_SIZE);
  /* Sets that agree on all the letters at hand score alike: the prior gives the most usual one. */
  consider(&choice, "windows-1252", 0.7);
  consider(&choice, "macintosh", -1.3);
  consider(&choice, "IBM850", -1.5); /* whose ö is a closing quote in windows-1252 */
  /* Nordic letters all in their places leave no doubt, and ICU's detector takes 2 to 4 ms. */
  if (choice.best < CLEARLY_NORDIC)
    consider_detected(&choice);
}
