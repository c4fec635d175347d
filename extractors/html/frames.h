/* Frame sets (HTML Living Standard section 16.2): pages that show other pages. */
#pragma once

#include "extractors/extractor.h"
#include "extractors/html/parts.h"

/* Reads a page that is nothing but frames; FALSE where it is not. The frames of a web archive are its text. Those in
 * the file system are documents of their own: the frame set itself then has none, and its status says where to look. */
gboolean html_frames_extract(Extraction *extraction, const char *text, gsize length, const HtmlParts *parts);

/* A reference from a page to a file, as HtmlParts wants it: percent-decoded, without "./" before it and without query
 * and fragment. Caller frees. */
char *html_local_reference(const char *reference, gsize length);
