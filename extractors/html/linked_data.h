/* What the JSON-LD scripts of a page say of it: schema.org types and properties (JSON-LD 1.1; schema.org/docs). */
#pragma once

#include <glib.h>

/* Parts the scripts in the text that html_linked_data_read() takes. */
#define HTML_LINKED_DATA_SEPARATOR '\x1e'

/* Told of each property that is found: `name` as metadata.c knows it ("headline", "datePublished", "publisher",
 * "author", "startDate" ...), `value` a text of any form, borrowed. The page's own things come first, by script and
 * place. */
typedef void (*HtmlLinkedDataFound)(const char *name, const char *value, gpointer data);

/* Reads the scripts; what is not JSON, or is nested deeper than HTML_LINKED_DATA_DEPTH, tells its dates alone. Things
 * that are not the page or its subject (the site, its search, the trail of pages above) tell nothing but the site's
 * name, as "publisher". */
void html_linked_data_read(const char *scripts, HtmlLinkedDataFound found, gpointer data);

#define HTML_LINKED_DATA_DEPTH 64
