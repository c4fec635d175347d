/* Line-end hyphens: which were the typesetter's, and go, and which are the writer's, and stay. */
#pragma once

#include "document/document.h"

/* Joins words broken over a line, a column, a page, or (in flattened text) before a space, in the units' texts and
 * headings and in the title. Decides by the document's own words first. Expects normalised text without furniture.
 *
 *   "styrings-\nsystemet"            -> "styringssystemet"
 *   "klimat-\noch energiplan"        stays: a hanging hyphen before a conjunction
 *   "EU-\nprojekt", "Malmö-\nLund"   -> "EU-projekt", "Malmö-Lund"
 *   "2006–\n2007"                    -> "2006–2007"
 *
 * A kept text (line_text.h) loses no line end: LINE_GONE stands for the lines whose words moved up.
 */
void hyphens_join(Document *document);
