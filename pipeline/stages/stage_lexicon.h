/* The lexica of the stages. */
#pragma once

#include "language/lexicon.h"

/* One for the process, opened when first asked for; borrowed. Forgets what it has handed out (lexicon_forget()): to be
 * called once at the beginning of a stage. */
Lexicon *stage_lexicon(void);
