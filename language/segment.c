/* The token iterator: a hand-written scanner over UTF-8 bytes. It knows boundaries only; folding is in fold.c. */
#include "language/segment.h"

#include "language/utf8.h"

#include <string.h>

#define LEAST_NOTED 3 /* letters of a word that a number above the line is a note's after; "km²" is one word */

typedef enum {
  OTHER,
  LETTER,
  DIGIT,
  EXTEND,    /* belongs to the letter or digit before it */
  IDEOGRAPH, /* a word by itself */
} Class;

static gboolean is_ideograph(gunichar c) {
  return (c >= 0x3041 && c <= 0x309F) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

static Class classify_rare(gunichar c) {
  if (c == UTF8_INVALID)
    return OTHER;
  if (c == 0x00AD || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF)
    return EXTEND;
  switch (g_unichar_type(c)) {
  case G_UNICODE_UPPERCASE_LETTER:
  case G_UNICODE_LOWERCASE_LETTER:
  case G_UNICODE_TITLECASE_LETTER:
  case G_UNICODE_MODIFIER_LETTER:
  case G_UNICODE_LETTER_NUMBER:
    return LETTER;
  case G_UNICODE_OTHER_LETTER:
    return is_ideograph(c) ? IDEOGRAPH : LETTER;
  case G_UNICODE_DECIMAL_NUMBER:
  case G_UNICODE_OTHER_NUMBER: /* ², ₂, ½ */
    return DIGIT;
  case G_UNICODE_NON_SPACING_MARK:
  case G_UNICODE_SPACING_MARK:
  case G_UNICODE_ENCLOSING_MARK:
    return EXTEND;
  default:
    return OTHER;
  }
}

static inline Class classify(gunichar c) {
  if (c < 0x80)
    return g_ascii_isalpha((char)c) ? LETTER : g_ascii_isdigit((char)c) ? DIGIT : OTHER;
  if (c >= 0xC0 && c < 0x250) /* Latin letters but for × and ÷ */
    return c != 0xD7 && c != 0xF7 ? LETTER : OTHER;
  return classify_rare(c);
}

static inline Class class_at(const char *p, const char *end, guint *size) {
  if (p >= end) {
    *size = 0;
    return OTHER;
  }
  return classify(utf8_read(p, end, size));
}

static gboolean letter_at(const char *p, const char *end) {
  guint size;
  return class_at(p, end, &size) == LETTER;
}

static gboolean alphanumeric_at(const char *p, const char *end) {
  guint size;
  Class class = class_at(p, end, &size);
  return class == LETTER || class == DIGIT || class == IDEOGRAPH;
}

static inline gboolean digit_at(const char *p, const char *end) {
  return p < end && g_ascii_isdigit(*p);
}

static const char *skip_digits(const char *p, const char *end) {
  while (digit_at(p, end))
    p++;
  return p;
}

/* Bytes of a sign that keeps two letters one word: ' ’ or a colon; 0 where none stands. */
static guint joiner_size(const char *p, const char *end) {
  if (*p == '\'' || *p == ':')
    return 1;
  return end - p >= 3 && memcmp(p, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

static gboolean is_chain_sign(char c) {
  return c == '.' || c == ',' || c == ':';
}

static int two_digits(const char *p) {
  return (p[0] - '0') * 10 + (p[1] - '0');
}

/* "2014-09-25", not as a part of a longer chain. */
static gboolean iso_date_at(const char *p, const char *end) {
  if (end - p < 10 || skip_digits(p, end) != p + 4 || p[4] != '-' || skip_digits(p + 5, end) != p + 7 || p[7] != '-' ||
      skip_digits(p + 8, end) != p + 10)
    return FALSE;
  if (end - p > 11 && p[10] == '-' && g_ascii_isdigit(p[11]))
    return FALSE;
  int month = two_digits(p + 5), day = two_digits(p + 8);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static gboolean is_clock_time(const char *hours, const char *sign, const char *end) {
  return sign - hours <= 2 && end - sign == 3 && (sign - hours == 1 || two_digits(hours) <= 24) &&
         two_digits(sign + 1) < 60;
}

/* The end of the number whose first run of ASCII digits is [start, run_end). */
static const char *number_end(const char *text, const char *start, const char *run_end, const char *end) {
  /* A run further down a chain ("09" of "25.09.2014") must not look like the beginning of a decimal. */
  gboolean in_chain = start - text >= 2 && g_ascii_isdigit(start[-2]) && (is_chain_sign(start[-1]) || start[-1] == '-');
  if (!in_chain && iso_date_at(start, end))
    return start + 10;
  in_chain = in_chain && start[-1] != '-';
  if (in_chain || run_end >= end || !is_chain_sign(*run_end) || !digit_at(run_end + 1, end))
    return run_end;
  const char *second_end = skip_digits(run_end + 1, end);
  if (second_end < end && is_chain_sign(*second_end) && digit_at(second_end + 1, end))
    return run_end;
  if (*run_end == ':' && !is_clock_time(start, run_end, second_end))
    return run_end;
  return second_end;
}

static gboolean is_superscript(gunichar c) {
  return c == 0xB9 || c == 0xB2 || c == 0xB3 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079);
}

/* Whether a word ends between what came before and the character at `p`: the number of a note after a word, or before
 * the note's text. */
static gboolean note_ends_word(const char *p, const char *end, Class class, guint letters, gboolean after_superscript) {
  guint size;
  if (class == DIGIT)
    return letters >= LEAST_NOTED && !after_superscript && is_superscript(utf8_read(p, end, &size));
  return class == LETTER && letters == 0 && after_superscript;
}

/* The end of the word that begins at `p` with letters or digits, and whether a letter is among them. */
static const char *word_end(const char *p, const char *end, gboolean *has_letter) {
  Class last = OTHER;
  guint letters = 0;
  gboolean superscript = FALSE;
  *has_letter = FALSE;
  while (p < end) {
    guint size;
    Class class = class_at(p, end, &size);
    if ((class == DIGIT || superscript) && note_ends_word(p, end, class, letters, superscript))
      break;
    if (class == OTHER) {
      size = last == LETTER ? joiner_size(p, end) : 0;
      if (!size || !letter_at(p + size, end))
        break;
    } else if (class == IDEOGRAPH) {
      break;
    } else if (class != EXTEND) {
      last = class;
      *has_letter = *has_letter || class == LETTER;
      letters += class == LETTER;
      superscript = class == DIGIT && is_superscript(utf8_read(p, end, &size));
    }
    p += size;
  }
  return p;
}

static const char *skip_extend(const char *p, const char *end) {
  guint size;
  while (class_at(p, end, &size) == EXTEND)
    p += size;
  return p;
}

/* C# and C++: signs after a one-letter word, unless a word goes on after them (a+b). */
static const char *letter_with_sign_end(const char *start, const char *word, const char *end) {
  if (word - start != 1 || word >= end || (*word != '#' && *word != '+'))
    return word;
  const char *p = word + 1;
  if (*word == '+' && p < end && *p == '+')
    p++;
  return alphanumeric_at(p, end) ? word : p;
}

static const char *token_end(const char *text, const char *start, Class class, const char *end, TokenType *type) {
  guint size;
  *type = TOKEN_WORD;
  if (class == IDEOGRAPH) {
    (void)class_at(start, end, &size);
    return skip_extend(start + size, end);
  }
  gboolean has_letter;
  const char *p = word_end(start, end, &has_letter);
  if (has_letter)
    return letter_with_sign_end(start, p, end);
  *type = TOKEN_NUMBER;
  return skip_digits(start, end) == p ? number_end(text, start, p, end) : p;
}

void token_iterator_init(TokenIterator *iterator, const char *text, gsize length) {
  *iterator = (TokenIterator){.text = text, .length = length};
}

gboolean token_iterator_next(TokenIterator *iterator, Token *token) {
  const char *end = iterator->text + iterator->length;
  const char *p = iterator->text + iterator->position;
  while (p < end) {
    guint size;
    Class class = class_at(p, end, &size);
    if (class == OTHER || class == EXTEND) {
      p += size;
      continue;
    }
    token->start = p;
    token->offset = (gsize)(p - iterator->text);
    p = token_end(iterator->text, p, class, end, &token->type);
    token->length = (gsize)(p - token->start);
    iterator->position = (gsize)(p - iterator->text);
    return TRUE;
  }
  iterator->position = iterator->length;
  return FALSE;
}
