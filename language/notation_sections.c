/* Sections and chapters of laws and minutes: "§ 5", "5 §", "§5" -> "§5"; "5 a §", "§ 5 a", "§ 5a" -> "§5a"; "kap. 3",
 * "3 kap."
 * -> "kap3".
 *
 * Of "§§ 3-5" only the first is a notation. In Norwegian "§ 3-4" is one section, fourth of chapter 3: "§3-4". Where a
 * sign stands between two numbers it is the second's in Norwegian, Danish and English ("kap. 3 § 5"), the first's in
 * Swedish and Finnish ("3 § 4 st."), and where the language is unknown either's. */
#include "language/notation_rules.h"

#include <string.h>

#define SIGN "§"
#define SIGN_SIZE (sizeof SIGN - 1)
#define MOST_DIGITS 4

const char *const notation_chapter_words[] = {"kap", "kapittel", "kapitel", "kapitlet", "chapter", NULL};

static gboolean sign_comes_first(const NotationSearch *search) {
  return (search->language & (NOTATION_NB | NOTATION_NN | NOTATION_DA | NOTATION_EN)) != 0;
}

static gboolean sign_comes_last(const NotationSearch *search) {
  return (search->language & (NOTATION_SV | NOTATION_FI)) != 0;
}

/* Whether the number that begins at `p` is a chapter's: "kap. 3", but not "3 kap. 4 §". */
static gboolean is_number_of_chapter(const NotationSearch *search, const char *p) {
  const char *word;
  if (!notation_is_any_before(search, p, notation_chapter_words, &word))
    return FALSE;
  p = notation_skip_spaces_back(search, word);
  return sign_comes_first(search) || p == search->text || !g_ascii_isdigit(p[-1]);
}

/* Whether the section sign that begins at `sign` has its number before it: a number with at most a letter, which has
 * neither a sign nor the word for a chapter itself. */
static gboolean sign_has_number_before(const NotationSearch *search, const char *sign) {
  const char *p = notation_skip_spaces_back(search, sign);
  if (p - search->text >= 2 && g_ascii_isalpha(p[-1]) && (p[-2] == ' ' || g_ascii_isdigit(p[-2])))
    p = notation_skip_spaces_back(search, p - 1);
  const char *end = p;
  while (p > search->text && end - p <= MOST_DIGITS && g_ascii_isdigit(p[-1]))
    p--;
  gboolean is_number = p < end && end - p < MOST_DIGITS && (p == search->text || strchr(" \n\t(", p[-1]));
  return is_number && !notation_ends(search, notation_skip_spaces_back(search, p), SIGN) &&
         !is_number_of_chapter(search, p);
}

static gboolean has_sign_before(const NotationSearch *search) {
  const char *p = notation_skip_spaces_back(search, search->tokens[0].start);
  if (!notation_ends(search, p, SIGN))
    return FALSE;
  return !sign_comes_last(search) || !sign_has_number_before(search, p - SIGN_SIZE);
}

/* Whether a sign stands after `p`, and is the number's that ends there. */
static gboolean has_sign_after(const NotationSearch *search, const char *p) {
  p = notation_skip_spaces(search, p);
  if (!notation_begins(search, p, SIGN))
    return FALSE;
  p = notation_skip_spaces(search, p + SIGN_SIZE);
  gboolean number_follows = p < search->end && g_ascii_isdigit(*p);
  return !number_follows || !(sign_comes_first(search) || is_number_of_chapter(search, search->tokens[0].start));
}

/* The letter that token i is, in lower case; 0: none. */
static char single_letter(const NotationSearch *search, guint i) {
  return i < search->count && search->tokens[i].length == 1 && g_ascii_isalpha(search->tokens[i].start[0])
             ? g_ascii_tolower(search->tokens[i].start[0])
             : 0;
}

/* The letter that belongs to the number that ends with token i, after a sign before it. It must look like one: no
 * initial of a name, nor a word of one letter. */
static char letter_after(NotationSearch *search, guint i) {
  char letter = single_letter(search, i + 1);
  if (!letter || letter == 'i' || (search->language & NOTATION_EN) || !notation_gap_is(search, i, " ") ||
      g_ascii_isupper(search->tokens[i + 1].start[0]))
    return 0;
  return letter;
}

/* "§5", "§5a", "§3-4"; `second` is 0 where there is none. */
static void add_section(NotationSearch *search, guint first, guint second, char letter, guint tokens) {
  char text[32];
  gsize length = (gsize)g_snprintf(text, sizeof text, SIGN "%u", first);
  if (second)
    length += (gsize)g_snprintf(text + length, sizeof text - length, "-%u", second);
  if (letter)
    text[length++] = letter;
  notation_add(search, text, length, tokens);
}

/* Norwegian "§ 3-4": the section within the chapter. */
static gboolean add_section_of_chapter(NotationSearch *search, guint chapter) {
  guint section;
  if (search->count < 2 || !(search->language & (NOTATION_NB | NOTATION_NN | NOTATION_OTHER | NOTATION_UNKNOWN)) ||
      notation_ends(search, notation_skip_spaces_back(search, search->tokens[0].start), SIGN SIGN) ||
      !notation_gap_is(search, 0, "-") || !notation_number(search, 1, MOST_DIGITS, &section))
    return FALSE;
  char letter = letter_after(search, 1);
  add_section(search, chapter, section, letter, letter ? 3 : 2);
  return TRUE;
}

/* "5" or "5a" as tokens[0]; *letter is 0 where there is none. */
static gboolean parse_number(const NotationSearch *search, guint *number, char *letter) {
  const Token *token = &search->tokens[0];
  *letter = 0;
  if (notation_number(search, 0, MOST_DIGITS, number))
    return TRUE;
  gsize digits = 0;
  for (*number = 0; digits < token->length && digits <= MOST_DIGITS && g_ascii_isdigit(token->start[digits]); digits++)
    *number = *number * 10 + (guint)(token->start[digits] - '0');
  if (digits == 0 || digits > MOST_DIGITS || token->length != digits + 1 || !g_ascii_isalpha(token->start[digits]))
    return FALSE;
  *letter = g_ascii_tolower(token->start[digits]);
  return TRUE;
}

static void find_chapter_after_number(NotationSearch *search) {
  static const char *const gaps[] = {" ", ". ", NULL};
  guint number;
  char text[16], first = g_ascii_tolower(search->tokens[1].start[0]);
  if ((first != 'k' && first != 'c') || !notation_number(search, 0, 3, &number) ||
      !notation_is_of_class(search, 1, NOTATION_CHAPTER) || !notation_gap_is_any(search, 0, gaps) ||
      notation_is_any_before(search, search->tokens[0].start, notation_chapter_words, NULL) ||
      (sign_comes_first(search) && search->count > 2 && search->tokens[2].type == TOKEN_NUMBER))
    return;
  gsize length = (gsize)g_snprintf(text, sizeof text, "kap%u", number);
  notation_add(search, text, length, 2);
}

/* Whether a section sign can stand beside tokens[0]: most numbers have none near them. */
static gboolean may_have_sign(const NotationSearch *search) {
  const Token *token = &search->tokens[0];
  const char *end = token->start + token->length;
  gsize before = MIN((gsize)(token->start - search->text), 4), after = MIN((gsize)(search->end - end), 8);
  return memchr(token->start - before, SIGN[1], before) || memchr(end, SIGN[1], after);
}

static void find_sign(NotationSearch *search) {
  guint number;
  char letter;
  if (!parse_number(search, &number, &letter))
    return;
  const char *end = search->tokens[0].start + search->tokens[0].length;
  char next = letter ? 0 : single_letter(search, 1);
  if (next && notation_gap_is(search, 0, " ") && has_sign_after(search, search->tokens[1].start + 1)) {
    add_section(search, number, 0, next, 2);
  } else if (has_sign_after(search, end)) {
    add_section(search, number, 0, letter, 1);
  } else if (has_sign_before(search)) {
    if (!letter && add_section_of_chapter(search, number) && !(search->language & NOTATION_UNKNOWN))
      return;
    next = letter ? 0 : letter_after(search, 0);
    add_section(search, number, 0, letter ? letter : next, next ? 2 : 1);
  }
}

void notation_find_section(NotationSearch *search) {
  if (search->tokens[0].length > MOST_DIGITS + 1)
    return;
  if (may_have_sign(search))
    find_sign(search);
  if (search->count > 1)
    find_chapter_after_number(search);
}

void notation_find_chapter(NotationSearch *search) {
  static const char *const gaps[] = {" ", ". ", ".", NULL};
  guint number;
  char text[16];
  if (search->count < 2 || !notation_gap_is_any(search, 0, gaps) || !notation_number(search, 1, 3, &number))
    return;
  /* "3 kap. 4 §": the number before is the chapter's, where laws are cited so. */
  const char *end = notation_skip_spaces_back(search, search->tokens[0].start), *p = end;
  while (p > search->text && end - p < MOST_DIGITS && g_ascii_isdigit(p[-1]))
    p--;
  if (p < end && end - p < MOST_DIGITS && !sign_comes_first(search))
    return;
  gsize length = (gsize)g_snprintf(text, sizeof text, "kap%u", number);
  notation_add(search, text, length, 2);
}
