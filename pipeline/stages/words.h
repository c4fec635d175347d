/* Small closed classes of Nordic words that the stages need to read a line: no lexicon, no folding. */
#pragma once

#include "pipeline/stages/lines.h"

/* och, eller, samt, og, ja, tai, and ...: what may follow a hanging hyphen ("plan- og"). Any case. */
gboolean word_is_conjunction(TextSpan word);

/* Prepositions, articles, pronouns, auxiliaries of sv, nb, nn, da, fi, en, and the conjunctions. Any case. */
gboolean word_is_function(TextSpan word);

/* Prepositions, articles and conjunctions: a line that ends in one goes on. Any case. */
gboolean word_is_open(TextSpan word);

/* Number words up to a hundred. Any case. */
gboolean word_is_numeral(TextSpan word);

/* English words that make one word with the next more often than with a hyphen: some, any, over, under ... Any case. */
gboolean word_is_solid_start(TextSpan word);
