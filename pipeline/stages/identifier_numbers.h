/* Book and serial numbers with their checksums. */
#pragma once

#include <glib.h>

/* Reads an ISBN (ISO 2108: 10 or 13 digits, hyphens, dashes or spaces between) from the start of the text. Returns its
 * bytes, or 0 where there is none or its check digit is wrong. `canonical` becomes the 13 digits. */
gsize isbn_parse(const char *text, gsize length, char canonical[14]);

/* Reads an ISSN (ISO 3297: "1234-567X"). `canonical` becomes "1234-567X". */
gsize issn_parse(const char *text, gsize length, char canonical[10]);

/* The same for a number of the right form whose check digit is wrong, to be used behind the label alone. */
gsize isbn_parse_unchecked(const char *text, gsize length, char canonical[14]);
gsize issn_parse_unchecked(const char *text, gsize length, char canonical[10]);
