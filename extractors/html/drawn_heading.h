/* Headings that are drawn and not marked: a line in bold type, on pages that mark no headings below the first. */
#pragma once

#include "extractors/html/content.h"

/* Whether a <b> or <strong> is a line of its own that reads as a heading: short, no link, no full stop, beginning with
 * a capital, a digit or a sign, and something follows it. The caller sees to it that the page marks none itself. */
gboolean html_is_drawn_heading(xmlNode *node);
