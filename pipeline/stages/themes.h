/* Themes of schemes that are not built in, which are found by the rules of the stage `themes`. It is the one stage that
 * the parent runs too, over text that is stored already (scheme_pass.h). */
#pragma once

#include "document/document.h"
#include "language/themes.h"

/* Adds the findings of one imported scheme to the document. Its units have their number, language, heading and text,
 * and the organisations in the text are among its findings, since their names tell nothing. `matcher` is one for the
 * scheme's themes. */
void themes_find_scheme(Document *document, const ThemeScheme *scheme, ThemeMatcher *matcher);
