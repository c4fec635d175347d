/* Finding notations: which rules a token calls for. The rules are in notation_*.c, a family a file. */
#include "language/notations.h"

#include "language/notation_rules.h"

/* Words that begin with a digit and can begin a notation: "5a" of a section, "25th" of a date. */
#define LONGEST_NUMBER_WORD 5

static gboolean is_number_word(const char *word, gsize length) {
  return length <= LONGEST_NUMBER_WORD && length > 0 && g_ascii_isdigit(word[0]);
}

gboolean notations_may_begin(const char *language, const char *folded, gsize length) {
  const NotationWord *word = notation_word(folded, length);
  return is_number_word(folded, length) || (word && (word->languages & notation_language(language)));
}

static void find_from_word(NotationSearch *search) {
  gsize length;
  const char *folded = notation_fold(search, 0, &length);
  const NotationWord *word = notation_word(folded, length);
  if (!word)
    return;
  if (word->classes & NOTATION_CLOCK)
    notation_find_time_after_clock(search);
  if (word->classes & NOTATION_CHAPTER)
    notation_find_chapter(search);
  if (word->classes & NOTATION_ADDRESS)
    notation_find_address(search);
  if (word->month)
    notation_find_month(search);
  if (word->phrases)
    notation_find_phrases(search, word);
}

guint notations_find(const char *language, const char *text, gsize length, const Token *tokens, guint count,
                     Notation notations[NOTATIONS_MAX]) {
  g_return_val_if_fail(count > 0, 0);
  NotationSearch search;
  search.language = notation_language(language);
  search.text = text;
  search.end = text + length;
  search.tokens = tokens;
  search.count = MIN(count, NOTATIONS_WINDOW);
  search.notations = notations;
  search.found = 0;
  search.folds = NULL;
  search.folded = 0;
  search.normalised = 0;
  if (tokens[0].type == TOKEN_NUMBER || is_number_word(tokens[0].start, tokens[0].length)) {
    notation_find_section(&search);
    notation_find_time(&search);
    notation_find_date(&search);
    notation_find_phone(&search);
  } else {
    find_from_word(&search);
  }
  if (notations_is_joined(text, length, &tokens[0]))
    notation_find_address(&search);
  return search.found;
}
