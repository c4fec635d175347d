/* Mending text that was encoded as UTF-8 twice. Internal to language/; callers use encoding.h. */
#pragma once

#include <glib.h>

/* Where more than half of the letters beyond ASCII in this valid UTF-8, or in a stretch of it between line ends or
 * tags, come of UTF-8 that was read as windows-1252 or ISO-8859-1 and encoded again ("Ã¥", "â€“"), puts the original
 * characters back, up to three times over. A stretch in a text that is sound for the rest must hold one inside a word
 * ("MalmÃ¶") or a sign ("Â©"): a text about character sets writes "Ã¥" by itself. Returns the number of characters
 * mended; 0 leaves `text` alone. */
gsize mojibake_mend(GString *text);
