/* Text inside the program: valid UTF-8, NFC, LF, no C0 controls. Folding is elsewhere (fold.h). */
#pragma once

#include <glib.h>

/* Normalises valid UTF-8 of `length` bytes (-1: NUL-terminated) for storing and showing:
 *  - NFC (Unicode Standard Annex #15), so that decomposed å ä ö become letters; a spacing diaeresis or ring
 *    after a letter is left alone (it is not a combining mark); of a run of more than 30 combining marks the rest
 *    vanishes (the bound of the Stream-Safe Text Format; without it NFC takes quadratic time);
 *  - CRLF, CR, U+2028, U+0085, VT, FF become LF, U+2029 an empty line; other C0 and C1 controls vanish; TAB stays;
 *  - soft hyphens (U+00AD), zero-width characters (U+200B, U+2060-2064, U+FEFF; U+200C and U+200D outside Arabic/Indic/
 *    emoji) and bidi controls vanish; a soft hyphen between two letters with a line end after it joins the two lines'
 * words;
 *  - Latin ligatures U+FB00-FB06 become their letters;
 *  - no-break and other Unicode spaces (Zs) become a space; runs of spaces become one; spaces at line ends vanish;
 *  - private-use bullets become "•": U+F0B7, U+F0A7, U+F0D8, U+F0FC, U+F076, U+F06E anywhere, the other Symbol and
 *    Wingdings characters (U+F020-F0FF) at the start of a line or table cell; other private-use characters become
 * U+FFFD;
 *  - three or more LF become two; leading and trailing white space goes.
 * Invalid bytes, which should not come, become U+FFFD. Idempotent. Caller frees. */
char *normalise_text(const char *text, gssize length);

/* The same, on one line: LF and TAB become spaces. For titles and headings. */
char *normalise_line(const char *text, gssize length);
