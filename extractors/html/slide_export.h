/* Presentations that a program has written as HTML: one file a slide and a page that leads to them, or all in one file.
 * docs/formats/mhtml.md says which programs, and how their files are told. */
#pragma once

#include "extractors/extractor.h"
#include "extractors/html/parts.h"

/* Reads the page if it is the first one of a presentation, its slides, or one slide alone; a file that belongs to a
 * presentation whose first page is beside it becomes `unsupported`, with a reason that says so. FALSE where the page
 * has nothing to do with slides. */
gboolean html_slides_extract(Extraction *extraction, const char *text, gsize length, const HtmlParts *parts);
