/* Markdown -> sections. Blocks as in CommonMark 0.31 (sections 4 and 5) with tables, footnotes and front matter as they
 * are in use. */
#pragma once

#include "extractors/extractor.h"

/* How many kinds of Markdown marks the text shows: headings among empty lines, links, fences, tables, strong emphasis.
 * Plain text has none, source code at most one. */
guint markdown_evidence(const char *text, gsize length);

/* Adds one section a heading (LOCATOR_LINE: the heading's line) and sets title, authors and metadata from front matter.
 * `text` is UTF-8 with LF line ends. */
void markdown_add_sections(Extraction *extraction, const char *text, gsize length);

/* Appends a run of inline Markdown without its marks (CommonMark section 6): emphasis, links to their text, images to
 * their alternative text, code spans to their text. Bare and bracketed addresses stay. */
void markdown_append_inline(GString *out, const char *text, gsize length);
