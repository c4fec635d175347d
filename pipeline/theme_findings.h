/* What the units of a document, and the document itself, are about, by the words of a set of themes. The worker does it
 * with the built-in schemes, the parent with those of users. */
#pragma once

#include "document/document.h"
#include "language/themes.h"

/* Adds findings (FINDING_THEME) to the document: for each unit the themes that it is about (role `main`) or names
 * (`mention`), with the word that says most as evidence and the theme's name in the unit's language as the detail
 * "label"; for the document (unit 0, all of role `main`) at most three themes of a scheme, in the title where that says
 * so. `matcher` is of `set`. Linear in the text. */
void theme_findings_add(Document *document, const ThemeSet *set, ThemeMatcher *matcher);
