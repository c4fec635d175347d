/* Headings on pages and slides: the places between them become sections. */
#pragma once

#include "document/document.h"

/* Takes the marks (document/heading_mark.h) out of the texts of pages and slides. A heading at the top becomes that of
 * the page or slide. Each further heading of a page begins a section: a unit with the page's locator and label, whose
 * parent is the page. Marks of headings that are none (a line of a programme, a page full of headings) just go. */
void page_sections_split(Document *document);
