/* Mending text that was encoded as UTF-8 twice. Internal to language/; callers use encoding.h. */
#pragma once

#include <glib.h>

/* Where more than half of the letters beyond ASCII in this valid UTF-8 come of UTF-8 that was read as windows-1252 or
 * ISO-8859-1 and encoded again ("Ã¥", "â€“"), puts the original characters back, up to three times over. Returns the
 * number of characters mended; 0 leaves `text` alone. */
gsize mojibake_mend(GString *text);
