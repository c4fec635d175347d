/* The content of a page as units: one section a heading, its text as lines (document.h says in which form). */
#pragma once

#include "extractors/extractor.h"
#include "extractors/html/content.h"

/* A section's text past this many bytes goes on in further units without a heading, parted at a paragraph's end. */
#define HTML_SECTION_BYTES 20000u

/* Adds the units of the content to the extraction. */
void html_add_sections(Extraction *extraction, const HtmlContent *content);
