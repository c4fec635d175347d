/* What a run of tokens means beyond its words: "09.30" and "9:30" are one time, "t ex" and "t.ex." one abbreviation,
 * "25.09.2014" and "25 september 2014" one date. The analyser indexes such a meaning as one more term at the first
 * token's position. notation_*.c tell the rules, a family of notations each.
 *
 * A notation of one token that would only repeat the token's surface form is not given: "09:30" and "2014-09-25" are
 * their own canonical forms, so whoever looks for one must ask for the surface form and for the notation.
 *
 * A telephone number is one in any grouping, with or without its country code; whether texts hold any is a matter of
 * policy (stage `contacts`). Mail addresses need no notation. */
#pragma once

#include "language/segment.h"

#define NOTATIONS_MAX 4
#define NOTATIONS_WINDOW 8 /* tokens that a notation can reach over */
#define NOTATION_SIZE 96
#define NOTATION_RULES 2u /* raised when the rules find other notations: indexes are to be analysed anew */

typedef struct {
  char text[NOTATION_SIZE]; /* canonical form, folded (fold.h), without a term prefix; may hold spaces and signs;
                             * NUL-terminated */
  guint tokens; /* how many of the window's tokens it reaches over, from the first; at least 1. A web address
                 * that goes on past the window is whole in `text` and reaches over the whole window. */
} Notation;

/* Whether a notation can begin with this word in this language: cheap test, which the analyser remembers for each
 * type. `folded` is the surface form. Numbers can always begin one. */
gboolean notations_may_begin(const char *language, const char *folded, gsize length);

/* Whether a web address without any mark at its beginning ("skl.se/miljo") could begin at the token, which may be any
 * word: cheap test for each token, by the two bytes after it. */
static inline gboolean notations_is_joined(const char *text, gsize length, const Token *token) {
  gsize after = token->offset + token->length;
  return after + 1 < length && (text[after] == '.' || text[after] == '-') && g_ascii_isalnum(text[after + 1]);
}

/* Finds the notations that begin at tokens[0]; worth calling where that is a number, notations_may_begin() said so, or
 * notations_is_joined() says so. `tokens` are the next `count` (1 to NOTATIONS_WINDOW) tokens of `text`, whose bytes
 * around the tokens are looked at too. `language` as in Unit; "mul" (queries), "und" and NULL: all languages'
 * abbreviations, month names and number words, but for those that are a common word in another language. Distinct,
 * those over more tokens first among words. Returns how many were filled.
 *
 * Allocates nothing once a thread has called it; any thread. */
guint notations_find(const char *language, const char *text, gsize length, const Token *tokens, guint count,
                     Notation notations[NOTATIONS_MAX]);

/* Whether the folded word is the name of a municipality or county of Sweden or Norway, of now or before the last
 * mergers, in any official language, or its genitive: "göteborg", "göteborgs". Names of several words, which are
 * notations, and names that are a common word too ("mark", "time") are answered for like all others. */
gboolean notations_is_place(const char *folded);

/* A hash of all the knowledge that notations come of (data files, ICU's month names): for the analyser's fingerprint.
 */
guint64 notations_fingerprint(void);
