/* Contact boxes: who is to be asked about the page's subject, with telephone number or e-mail address; and boxes of
 * facts: a list of terms and what they are ("Forfatter", "ISBN"). They are content wherever they stand, but in the
 * site's own head, menus and foot. */
#pragma once

#include "extractors/html/content.h"

/* Sets HtmlNode.contact of the outermost element of each such box below `body`. The figures are known, and nothing
 * is marked yet. */
void html_mark_contacts(xmlNode *body);
