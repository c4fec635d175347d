/* Whether a page's text layer is text. Fonts that do not tell which letters their glyphs stand for give codes instead:
 * private-use characters, or other letters ("7KLVLVDWHVW" for "This is a test"). */
#pragma once

#include "language/lexicon.h"

/* How far the text can be trusted, 0..1: 1 less the share of characters that are none (private use, unassigned,
 * U+FFFD), and, where few words are known to any lexicon and the text is in no language that can be told, less the
 * share of words, by their letters, that cannot be words (no vowel, digits or signs or capitals inside). A text of a
 * few words is trusted. `lexicon` may be NULL. */
double text_quality(const char *text, Lexicon *lexicon);

/* Below this a text layer is of no use (chosen on pages of real files whose fonts lack their maps, and on a thousand
 * others: docs/formats/pdf.md). */
#define TEXT_QUALITY_USABLE 0.5
