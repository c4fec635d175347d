/* The token iterator: where words begin and end. One implementation for index, query and highlighting. */
#pragma once

#include <glib.h>

typedef enum {
  /* Letters, with the digits, marks and inner apostrophes or colons that belong to them: "EU:s", "CO₂", "Göran's",
   * "H2O", "5G", "C++". */
  TOKEN_WORD,
  /* A run of digits. Four notations stay whole with their signs: times "09.30" "9:30", decimals "3,5" "3.5", and ISO
   * dates "2014-09-25". Every other chain of runs is parted into its runs: "25.09.2014", "063-14 75 00",
   * "2013/14", "192.168.1.1". */
  TOKEN_NUMBER,
} TokenType;

typedef struct {
  const char *start; /* into the text given */
  gsize length;      /* bytes */
  gsize offset;      /* byte offset of start in the text */
  TokenType type;
} Token;

typedef struct {
  const char *text;
  gsize length;
  gsize position;
} TokenIterator;

/* Iterates over valid UTF-8; invalid bytes are skipped as separators, never read past `length`. The text is
 * borrowed. Allocation-free, ASCII fast path; boundaries as Unicode Standard Annex #29 with these tailorings:
 *  - between letters, apostrophes (' ’) keep a word whole, and so does a colon (EU:s, Volvo:n); nothing else does:
 *    hyphens, slashes, full stops, middle dots, underscores and '@' part words (e-post is two tokens at following
 *    positions);
 *  - combining marks and invisible characters (soft hyphen, joiners) belong to the letter before them; sub- and
 *    superscript digits belong to the word (CO₂, m²), but for superscript ones after three letters, or before the
 * first: these are the numbers of notes (staden³, ³Se);
 *  - '#' or '+' directly after a single Latin letter, with no letter or digit after, belong to it (C#, C++);
 *  - each Han or Hiragana character is a word of its own. */
void token_iterator_init(TokenIterator *iterator, const char *text, gsize length);

/* The next token, or FALSE at the end. */
gboolean token_iterator_next(TokenIterator *iterator, Token *token);
