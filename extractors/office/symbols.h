/* Characters of fonts that have pictures in place of letters, as office programs write them: U+F000 and the code in the
 * font. */
#pragma once

#include <glib.h>

/* Whether a font is one of those that symbol_to_unicode() knows. */
gboolean symbol_font_is_known(const char *font);

/* What the code shows in the font ("Symbol", "Wingdings"), or 0 where that has no common character. */
gunichar symbol_to_unicode(const char *font, guint8 code);
