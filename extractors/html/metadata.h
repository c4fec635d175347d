/* What a page says of itself in its head: title, dates, people, language, address. */
#pragma once

#include "document/document.h"
#include "extractors/html/content.h"

/* Fills title, url, authors and metadata of `document` from the tree and the text of its JSON-LD scripts. Units are
 * there already: the first heading decides how much of <title> is the site's name. */
void html_add_metadata(Document *document, xmlDoc *tree, const char *linked_data);
