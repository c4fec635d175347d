/* Letters, words, languages: three looks at one text, the cheap ones first. */
#include "extractors/pdf/text_quality.h"
#include "language/identify.h"

#include <string.h>

#define FEW_CHARACTERS 12
#define FEW_LETTERS 40
#define MOST_WORDS 100    /* looked at, of one page */
#define MOST_BYTES 4096   /* the same */
#define LONGEST_WORD 60   /* bytes */
#define ENOUGH_KNOWN 0.25 /* share of the words that makes a text one of ours */
#define SURE_LANGUAGE 0.6 /* confidence of the identification that does */
#define LEAST_VOWELS 0.28 /* share of the letters: two in five are in our languages, and in English */
#define PLAUSIBLE_ODD 0.3 /* share of odd words that tables and formulas may have */

typedef struct {
  guint characters, bad;
  guint words, known;
  guint in_words, in_odd; /* characters */
  guint letters, vowels;
} Tally;

static gboolean is_bad(gunichar c) {
  switch (g_unichar_type(c)) {
  case G_UNICODE_CONTROL:
    return c != '\n' && c != '\t';
  case G_UNICODE_PRIVATE_USE:
  case G_UNICODE_UNASSIGNED:
  case G_UNICODE_SURROGATE:
    return TRUE;
  default:
    return c == 0xFFFD;
  }
}

static gboolean is_vowel(gunichar lower) {
  if (lower < 0x80)
    return strchr("aeiouy", (int)lower) != NULL;
  static const char vowels[] = "åäöæøéèêëáàâãíìîïóòôõúùûüýÿőű";
  return lower > 0x24F || g_utf8_strchr(vowels, -1, lower) != NULL; /* other alphabets are not judged */
}

/* A word that cannot be one: several letters and no vowel, a small letter before a capital or a digit before a letter,
 * rare signs inside. "CO2", "§ 3", "pH", "McDonald" are few among many. */
static gboolean is_odd(Tally *tally, const char *word, gsize length) {
  guint letters = 0, vowels = 0, capitals = 0, turns = 0, signs = 0;
  gboolean was_lower = FALSE, was_digit = FALSE;
  const char *end = word + length;
  for (const char *p = word; p < end; p = g_utf8_find_next_char(p, NULL)) {
    gunichar c = g_utf8_get_char(p);
    gboolean letter = g_unichar_isalpha(c), upper = g_unichar_isupper(c), digit = g_unichar_isdigit(c);
    letters += letter;
    capitals += upper;
    vowels += letter && is_vowel(g_unichar_tolower(c));
    turns += (upper && was_lower) || (letter && was_digit);
    signs += c < 128 && strchr("!\"#$*<=>?@[\\]^`{|}~", (int)c) != NULL;
    was_lower = letter && !upper;
    was_digit = digit;
  }
  tally->letters += letters;
  tally->vowels += vowels;
  gboolean abbreviation = capitals == letters && letters <= 5;
  return (vowels == 0 && letters >= 4 && !abbreviation) || (letters > 1 && turns > 0) || signs > 1;
}

/* The word without the punctuation around it. */
static gsize trim(const char **word, gsize length) {
  static const char marks[] = ".,;:!?()[]\"'*/-+<>=%&";
  while (length > 0 && strchr(marks, **word)) {
    (*word)++;
    length--;
  }
  while (length > 0 && strchr(marks, (*word)[length - 1]))
    length--;
  return length;
}

static gboolean is_known(Lexicon *lexicon, const char *word, gsize length) {
  static const char *const languages[] = {"sv", "nb", "nn", "da"};
  if (!lexicon || length > LONGEST_WORD)
    return FALSE;
  g_autofree char *lower = g_utf8_strdown(word, (gssize)length);
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
    if (lexicon_knows(lexicon, languages[i], lower, strlen(lower)))
      return TRUE;
  return FALSE;
}

static void count_characters(Tally *tally, const char *text) {
  for (const char *p = text; *p && p - text < MOST_BYTES; p = g_utf8_find_next_char(p, NULL)) {
    if ((guchar)*p <= ' ') {
      tally->bad += !strchr(" \n\t", *p);
      continue;
    }
    tally->characters++;
    tally->bad += (guchar)*p >= 0x7F && is_bad(g_utf8_get_char(p));
  }
}

static void count_words(Tally *tally, const char *text, Lexicon *lexicon) {
  while (*text && tally->words < MOST_WORDS) {
    text += strspn(text, " \n\t");
    const char *word = text;
    gsize length = strcspn(text, " \n\t");
    text += length;
    length = trim(&word, length);
    guint characters = (guint)g_utf8_strlen(word, (gssize)length);
    if (characters < 3)
      continue;
    tally->words++;
    tally->in_words += characters;
    tally->in_odd += is_odd(tally, word, length) ? characters : 0;
    tally->known += is_known(lexicon, word, length);
  }
}

double text_quality(const char *text, Lexicon *lexicon) {
  Tally tally = {0};
  count_characters(&tally, text);
  if (tally.characters < FEW_CHARACTERS)
    return 1;
  double sound = 1 - (double)tally.bad / tally.characters;
  count_words(&tally, text, NULL);
  double odd = tally.in_words > 0 ? (double)tally.in_odd / tally.in_words : 0;
  if (tally.letters >= FEW_LETTERS && tally.vowels < LEAST_VOWELS * tally.letters)
    odd = MAX(odd, 1 - tally.vowels / (LEAST_VOWELS * tally.letters) + PLAUSIBLE_ODD);
  if (tally.in_words < FEW_LETTERS || odd <= PLAUSIBLE_ODD)
    return sound;
  Identification found = identify_text(text, -1);
  if (found.confidence >= SURE_LANGUAGE)
    return sound;
  Tally known = {0}; /* the lexicon is asked only where the words look odd */
  count_words(&known, text, lexicon);
  if (known.known >= ENOUGH_KNOWN * known.words)
    return sound;
  return CLAMP(sound - odd, 0, TEXT_QUALITY_USABLE / 2);
}
