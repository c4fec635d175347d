/* The colophon of a page: the lines at its end that tell who runs the site, without an element or a name that says so.
 */
#pragma once

#include "extractors/html/content.h"

/* Marks what is left of the colophon as furniture: the last blocks with text, as long as each is short and has words
 * that are of a site and not of a subject ("©", "Webmaster", "Alle rettigheder forbeholdes"). Figures of the tree are
 * to be counted anew afterwards. */
void html_mark_colophon(xmlNode *body);
