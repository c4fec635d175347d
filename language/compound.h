/* Splitting of compounds into the words that they are put together of.
 *
 * A compound that is itself a dictionary word (samfunnsutvikling) is split all the same, with filters that keep
 * in+formation and ut+vikling whole (LANGUAGE.md: Compound splitting). The whole word is kept beside by whoever asks.
 */
#pragma once

#include "language/lexicon.h"

typedef struct {
  gsize start,
      end; /* bytes in the word given; parts follow each other, a linking letter belongs to the part before it */
  const char *lemma; /* dictionary form of the part ("kommune" of "kommunes"), interned in the lexicon */
  const char *tags;  /* of the reading chosen, as in Lemma; for the last part those of the whole word */
} CompoundPart;

/* Splits one token in lower-case NFC. Returns the number of parts, 0 where the word is no compound or the language has
 * no lexicon. The fewest parts that make sense; among equals noun + noun. */
guint compound_split(Lexicon *lexicon, const char *language, const char *word, gsize length,
                     CompoundPart parts[LEXICON_MAX_PARTS]);

/* Whether a noun of any of the four languages takes a linking s as a rule, when it stands before another word:
 * derivations by endings do (avtalings+bok), and those by particles that do not end in a vowel, -er or -el
 * (avgifts+økning). `lemma` is its dictionary form in lower case. */
gboolean compound_wants_linking_s(const char *lemma);
