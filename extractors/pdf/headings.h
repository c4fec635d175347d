/* Which lines of a PDF are headings. */
#pragma once

#include "extractors/pdf/pages.h"

/* Marks the headings in the texts of the pages' units (document/heading_mark.h), by what the outline calls so, by size
 * and weight against the text that most of the document is set in, and, in a tagged file where these say little, by the
 * structure tree (ISO 32000-1, 14.8.4.3.2). Sets the document's title from the largest heading of the first page,
 * unless it has one. `outline`: OutlineEntry*. */
void headings_mark(PdfReading *reading, const GPtrArray *outline);
