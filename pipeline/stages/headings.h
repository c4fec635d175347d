/* Sections of plain text: one text without structure is parted at the lines that are headings. */
#pragma once

#include "document/document.h"
#include "pipeline/stages/lines.h"

/* Splits a document that is one section without heading, with a line locator, into sections by heading lines. The
 * heading leaves the text. A document without title gets the first heading-like line at its start as title; where
 * another heading follows that line directly, it stands in the title alone.
 *
 * Lines are counted in the text as it is after the stage `clean`, where runs of empty lines are one and broken words
 * are joined: the locator is near the line of the file, not exact. */
void headings_split(Document *document);

/* Parts sections of more than 20,000 bytes at ends of paragraphs (else lines, words) into sections without heading. */
void headings_limit_sections(Document *document);

/* Whether a line, alone between empty lines, reads like a heading or title: short, no sentence, no list item, no table
 * row, no label with its value. */
gboolean heading_is_likely(TextSpan line);
