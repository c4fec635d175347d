/* Words that writing leaves half out: "klima- og energiplan" is about a klimaplan too, "barn- och ungdomsarbete" about
 * barnarbete, "klimatplaner och -åtgärder" about klimatåtgärder. The analyser indexes the whole word at the position of
 * the half that is written. */
#pragma once

#include "language/lexicon.h"
#include "language/notations.h"

#define ELLIPSIS_MAX 3
#define ELLIPSIS_SIZE 96

typedef struct {
  char text[ELLIPSIS_SIZE]; /* the whole word with the inflection that is written, lower-case NFC; NUL-terminated */
  gsize length;
} EllipsisWord;

/* Whether a half word can stand at the token: cheap test for each token, by the bytes around it. */
static inline gboolean ellipsis_may_be(const char *text, gsize length, const Token *token) {
  gsize after = token->offset + token->length;
  if (after + 1 < length && text[after] == '/')
    return TRUE;
  if (after + 1 < length && (text[after] == '-' || (guchar)text[after] == 0xE2) && !g_ascii_isalnum(text[after + 1]))
    return TRUE;
  return token->offset > 1 && text[token->offset - 1] == '-' && text[token->offset - 2] == ' ';
}

/* Finds the whole words that tokens[0] is a half of. `tokens` are the next `count` (1 to NOTATIONS_WINDOW) tokens of
 * `text`, whose bytes around the tokens are looked at too. Understood are, with och, og, eller, samt, resp.,
 * henholdsvis, and, or, & and commas between:
 *  - a first half with a hanging hyphen, before one or more others and the word that they share their last half with
 *    ("kommune-, fylkes- og statsplaner", "energi-/klimaplan");
 *  - a last half with a hyphen before it, after the word that it shares its first half with ("klimatplaner och -mål");
 *  - a first half before a slash, without a hyphen ("miljö/hållbarhetsstrateger"), only where the halves cannot be two
 *    words side by side: they differ in number or definiteness.
 *
 * The shared half is found by splitting the compound (compound.h) in the text's language ("mul", "und", NULL: in each
 * of sv, nb, nn, da), so that without a lexicon only what is shared behind a hyphen of its own is found ("vann- og
 * avløps-anlegg"). Where a compound of three parts leaves open what is shared, the last part is ("miljö- och
 * folkhälsoarbete": miljöarbete), and more than that too where it makes a word of the dictionary ("jord- och
 * skogsbruksfrågor": jordbruksfrågor, jordfrågor). Particles come in pairs ("in- och utgång": ingång). Capitals ("EU-
 * och klimatfrågor") and numbers are no halves: such compounds are written with a hyphen in full, too, and are two
 * tokens.
 *
 * Distinct; returns how many were filled. Any thread, as far as each has its own lexicon. */
guint ellipsis_find(Lexicon *lexicon, const char *language, const char *text, gsize length, const Token *tokens,
                    guint count, EllipsisWord words[ELLIPSIS_MAX]);
