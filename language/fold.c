/* Nordic folding: the written-out table for U+00C0..U+017F, and rules over GLib's Unicode tables for what is rarer. */
#include "language/fold.h"

#include "language/utf8.h"

#define TABLE_FIRST 0x00C0u
#define TABLE_LAST 0x017Fu

/* What each letter of Latin-1 and Latin Extended-A becomes. × and ÷ stand for themselves: they are no letters. */
static const char table[TABLE_LAST - TABLE_FIRST + 1][4] = {
    /* À Á Â Ã Ä Å Æ Ç */ "a", "a",  "a",  "a",  "ä", "å", "æ", "c",
    /* È É Ê Ë Ì Í Î Ï */ "e", "e",  "e",  "e",  "i", "i", "i", "i",
    /* Ð Ñ Ò Ó Ô Õ Ö × */ "ð", "n",  "o",  "o",  "o", "o", "ö", "×",
    /* Ø Ù Ú Û Ü Ý Þ ß */ "ø", "u",  "u",  "u",  "u", "y", "þ", "ss",
    /* à á â ã ä å æ ç */ "a", "a",  "a",  "a",  "ä", "å", "æ", "c",
    /* è é ê ë ì í î ï */ "e", "e",  "e",  "e",  "i", "i", "i", "i",
    /* ð ñ ò ó ô õ ö ÷ */ "ð", "n",  "o",  "o",  "o", "o", "ö", "÷",
    /* ø ù ú û ü ý þ ÿ */ "ø", "u",  "u",  "u",  "u", "y", "þ", "y",
    /* Ā ā Ă ă Ą ą Ć ć */ "a", "a",  "a",  "a",  "a", "a", "c", "c",
    /* Ĉ ĉ Ċ ċ Č č Ď ď */ "c", "c",  "c",  "c",  "c", "c", "d", "d",
    /* Đ đ Ē ē Ĕ ĕ Ė ė */ "đ", "đ",  "e",  "e",  "e", "e", "e", "e",
    /* Ę ę Ě ě Ĝ ĝ Ğ ğ */ "e", "e",  "e",  "e",  "g", "g", "g", "g",
    /* Ġ ġ Ģ ģ Ĥ ĥ Ħ ħ */ "g", "g",  "g",  "g",  "h", "h", "h", "h",
    /* Ĩ ĩ Ī ī Ĭ ĭ Į į */ "i", "i",  "i",  "i",  "i", "i", "i", "i",
    /* İ ı Ĳ ĳ Ĵ ĵ Ķ ķ */ "i", "i",  "ij", "ij", "j", "j", "k", "k",
    /* ĸ Ĺ ĺ Ļ ļ Ľ ľ Ŀ */ "k", "l",  "l",  "l",  "l", "l", "l", "l",
    /* ŀ Ł ł Ń ń Ņ ņ Ň */ "l", "l",  "l",  "n",  "n", "n", "n", "n",
    /* ň ŉ Ŋ ŋ Ō ō Ŏ ŏ */ "n", "'n", "ŋ",  "ŋ",  "o", "o", "o", "o",
    /* Ő ő Œ œ Ŕ ŕ Ŗ ŗ */ "o", "o",  "oe", "oe", "r", "r", "r", "r",
    /* Ř ř Ś ś Ŝ ŝ Ş ş */ "r", "r",  "s",  "s",  "s", "s", "s", "s",
    /* Š š Ţ ţ Ť ť Ŧ ŧ */ "s", "s",  "t",  "t",  "t", "t", "ŧ", "ŧ",
    /* Ũ ũ Ū ū Ŭ ŭ Ů ů */ "u", "u",  "u",  "u",  "u", "u", "u", "u",
    /* Ű ű Ų ų Ŵ ŵ Ŷ ŷ */ "u", "u",  "u",  "u",  "w", "w", "y", "y",
    /* Ÿ Ź ź Ż ż Ž ž ſ */ "y", "z",  "z",  "z",  "z", "z", "z", "s",
};

#define COMBINING_DIAERESIS 0x0308u
#define COMBINING_RING 0x030Au

static gboolean is_mark(GUnicodeType type) {
  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK;
}

static gboolean is_apostrophe(gunichar c) {
  return c == 0x2019 || c == 0x02BC || c == 0xFF07;
}

/* Invisible characters that part nothing. The joiners U+200C and U+200D carry meaning in other scripts. */
static gboolean is_invisible(gunichar c) {
  return c == 0x00AD || c == 0x200B || c == 0x2060 || c == 0xFEFF;
}

void fold_lower_append(GString *out, const char *token, gsize length) {
  const char *end = token + length;
  gsize begin = out->len;
  gboolean composed = TRUE;
  for (const char *p = token; p < end;) {
    guint size;
    gunichar c = utf8_read(p, end, &size);
    p += size;
    if (c == UTF8_INVALID || is_invisible(c))
      continue;
    if (c < 0x80) {
      g_string_append_c(out, g_ascii_tolower((char)c));
      continue;
    }
    /* Below U+0300 every character is its own NFC form. */
    composed = composed && c < 0x300;
    g_string_append_unichar(out, is_apostrophe(c) ? '\'' : g_unichar_tolower(c));
  }
  if (composed)
    return;
  g_autofree char *nfc = g_utf8_normalize(out->str + begin, (gssize)(out->len - begin), G_NORMALIZE_NFC);
  g_return_if_fail(nfc != NULL);
  g_string_truncate(out, begin);
  g_string_append(out, nfc);
}

/* A base letter and its marks, as far as Nordic letters come of it: a + ring is å, o + diaeresis is ö. */
static gunichar compose_nordic(gunichar base, gunichar mark) {
  if (mark == COMBINING_RING && base == 'a')
    return 0xE5;
  if (mark == COMBINING_DIAERESIS && base == 'a')
    return 0xE4;
  if (mark == COMBINING_DIAERESIS && base == 'o')
    return 0xF6;
  return 0;
}

static void append_base(GString *out, gunichar c) {
  if (c >= TABLE_FIRST && c <= TABLE_LAST)
    g_string_append(out, table[c - TABLE_FIRST]);
  else if (c < 0x80)
    g_string_append_c(out, g_ascii_tolower((char)c));
  else
    g_string_append_unichar(out, g_unichar_tolower(c)); /* ᴲ decomposes to a capital Ǝ */
}

/* A Latin letter outside the table: its decomposition without the marks (ǻ -> å, ệ -> e, ﬁ -> fi). */
static void append_decomposed(GString *out, const gunichar *parts, gsize count) {
  for (gsize i = 0; i < count;) {
    gunichar base = parts[i++], nordic = 0;
    for (; i < count && is_mark(g_unichar_type(parts[i])); i++)
      if (!nordic)
        nordic = compose_nordic(base, parts[i]);
    append_base(out, nordic ? nordic : base);
  }
}

/* TRUE if marks that follow `c` belong to the spelling: it is a letter of a script other than Latin. */
static gboolean append_rare(GString *out, gunichar c) {
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize count = g_unichar_fully_decompose(c, TRUE, parts, G_N_ELEMENTS(parts));
  count = MIN(count, G_N_ELEMENTS(parts));
  if (g_unichar_get_script(c) == G_UNICODE_SCRIPT_LATIN) {
    append_decomposed(out, parts, count);
    return FALSE;
  }
  if (count == 1 && parts[0] < 0x80 && g_ascii_isalnum((char)parts[0])) { /* ₂, ７, mathematical 𝐀 */
    append_base(out, parts[0]);
    return FALSE;
  }
  g_string_append_unichar(out, c);
  return g_unichar_isalpha(c);
}

/* Any token, by way of its lower-case NFC form. */
static void fold_rare(GString *out, const char *token, gsize length) {
  g_autoptr(GString) lower = g_string_sized_new(length + 8);
  fold_lower_append(lower, token, length);
  const char *end = lower->str + lower->len;
  gboolean marks_belong = FALSE;
  gsize base = 0; /* where the last a or o stands, + 1, while a mark may still make it Nordic */
  for (const char *p = lower->str; p < end;) {
    guint size;
    gunichar c = utf8_read(p, end, &size);
    p += size;
    GUnicodeType type = c < 0x80 ? G_UNICODE_LOWERCASE_LETTER : g_unichar_type(c);
    if (is_mark(type) || type == G_UNICODE_FORMAT) {
      gunichar nordic = base ? compose_nordic((guchar)out->str[base - 1], c) : 0;
      if (nordic) {
        g_string_truncate(out, base - 1);
        g_string_append_unichar(out, nordic);
        base = 0;
      } else if (marks_belong) {
        g_string_append_unichar(out, c);
      }
      continue;
    }
    gsize before = out->len;
    marks_belong = FALSE;
    if (c < 0x80 || (c >= TABLE_FIRST && c <= TABLE_LAST))
      append_base(out, c);
    else
      marks_belong = append_rare(out, c);
    base = out->len == before + 1 ? out->len : 0;
  }
}

void fold_append(GString *out, const char *token, gsize length) {
  gsize begin = out->len;
  for (gsize i = 0; i < length; i++) {
    guint8 byte = (guint8)token[i];
    if (byte < 0x80) {
      g_string_append_c(out, g_ascii_tolower((char)byte));
      continue;
    }
    guint8 next = i + 1 < length ? (guint8)token[i + 1] : 0;
    if (byte < 0xC3 || byte > 0xC5 || !utf8_is_trail(next)) {
      g_string_truncate(out, begin);
      fold_rare(out, token, length);
      return;
    }
    g_string_append(out, table[((byte & 0x1Fu) << 6 | (next & 0x3Fu)) - TABLE_FIRST]);
    i++;
  }
}

void fold_to_ascii_append(GString *out, const char *folded, gsize length) {
  static const struct {
    gunichar letter;
    const char *plain;
  } letters[] = {{0xE5, "a"}, {0xE4, "a"},  {0xE6, "a"},  {0xF6, "o"},  {0xF8, "o"},
                 {0xF0, "d"}, {0x111, "d"}, {0xFE, "th"}, {0x14B, "n"}, {0x167, "t"}};
  const char *end = folded + length;
  for (const char *p = folded; p < end;) {
    guint size;
    gunichar c = utf8_read(p, end, &size);
    const char *plain = NULL;
    for (gsize i = 0; c >= 0x80 && !plain && i < G_N_ELEMENTS(letters); i++)
      if (letters[i].letter == c)
        plain = letters[i].plain;
    if (plain)
      g_string_append(out, plain);
    else
      g_string_append_len(out, p, size);
    p += size;
  }
}
