/* Line-end hyphens: which were the typesetter's, and go, and which are the writer's, and stay. */
#pragma once

#include "document/document.h"
#include "language/lexicon.h"

/* Joins words broken over a line, a column, a page, or (in flattened text) before a space, in the units' texts and
 * headings and in the title. How is decided by the document's own words, by the lexica of all languages (NULL: without
 * them) and by rules: hyphen_rules.h. Expects normalised text without furniture.
 *
 *   "styrings-\nsystemet"            -> "styringssystemet"
 *   "klimat-\noch energiplan"        stays: a hanging hyphen before a conjunction
 *   "EU-\nprojekt", "Malmö-\nLund"   -> "EU-projekt", "Malmö-Lund"
 *   "2006–\n2007"                    -> "2006–2007"
 *
 * A page takes the rest of its last word, up to the next space, from the page after it. A kept text (line_text.h) loses
 * no line end: LINE_GONE stands for the lines whose words moved up.
 */
void hyphens_join(Document *document, Lexicon *lexicon);
