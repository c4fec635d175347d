/* Sections of plain text: one text without structure is parted at the lines that are headings. */
#pragma once

#include "document/document.h"
#include "pipeline/stages/lines.h"

/* Splits a document that is one section without heading, with a line locator, into sections by heading lines, each
 * with the line of its heading in the file. The heading leaves the text. A document without title gets the first
 * heading-like line at its start as title, which stays a place as well. In minutes, numbered items are
 * headings by weaker signs. Expects a kept text (line_text.h). */
void headings_split(Document *document, gboolean minutes);

/* Parts sections of more than 20,000 bytes at ends of paragraphs (else lines, words) into sections without heading. */
void headings_limit_sections(Document *document);

/* Whether a line, alone between empty lines, reads like a heading or title: short, no sentence, no list item, no table
 * row, no label with its value. */
gboolean heading_is_likely(TextSpan line);
