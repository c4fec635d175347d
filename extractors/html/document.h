/* The steps of reading a page, for the readers of what is made of several pages: web archives, slides, frames. */
#pragma once

#include "extractors/extractor.h"
#include "extractors/html/parts.h"
#include "extractors/html/prepare.h"

#include <libxml/tree.h>

#define HTML_MAX_FILE (128u * 1024 * 1024)

/* A page's bytes as UTF-8. `charset` is what was said outside the page (HTTP, MIME), which counts for more than what it
 * says itself (HTML Living Standard 13.2.3.2); NULL where nothing was. Caller frees. */
char *html_decode(const guint8 *data, gsize size, const char *charset, gsize *length);

/* Parses, flatter where the page is nested deeper than libxml2 reads. NULL where nothing could be read. The document
 * becomes partial where an end was left out. `prepared` is cleared by the caller. */
xmlDoc *html_read_tree(Extraction *extraction, const char *text, gsize length, HtmlPrepared *prepared);

/* Reads one page: adds its units, furniture and metadata. Takes the text. */
void html_read_page(Extraction *extraction, char *text, gsize length);

/* A document without units becomes `empty`. */
void html_check_text(Document *document);

/* Reads whatever the page is the beginning of: slides (slide_export.h), frames (frames.h), or itself. Takes the bytes.
 */
void html_extract_bytes(Extraction *extraction, GBytes *bytes, const char *charset, const HtmlParts *parts);

/* A piece of markup as one line of text: character references resolved, tags left out. Caller frees. */
char *html_plain_line(const char *markup, gsize length);

gboolean html_is_web_address(const char *address);
