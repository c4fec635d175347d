/* Headings of pages and slides, from the marks that an extractor left. */
#pragma once

#include "document/document.h"

/* Takes the marks (document/heading_mark.h) out of the texts of pages, slides and attachments. A heading that a page's
 * text begins with, or the first one on a slide, becomes the unit's heading and leaves the text; the others stay where
 * they are, as paragraphs of their own. A line of a programme is no heading. */
void page_headings_take(Document *document);
