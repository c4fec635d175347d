/* Character references of HTML: "&aring;", "&#229;", "&#xE5;" (HTML Living Standard sections 13.2.5.72 to 13.2.5.80).
 *
 * libxml2 2.9 knows those of HTML 4, takes "&#150;" for a control character and leaves "&aring" without its semicolon
 * alone: so they are read here, as a browser does. Beyond that, what cannot have been meant as it stands is mended:
 *  - "&AUML;" and "&Oslash;" in any case of letters, where no reference is written just so;
 *  - references that were escaped once more inside a word, "f&amp;ouml;r", or between words as "20&amp;nbsp;000". Where
 *    they stand by themselves, "&amp;aring;", the page tells how HTML is written, and shows them as a browser would. */
#pragma once

#include <glib.h>

typedef enum {
  HTML_REFERENCE_TEXT,
  HTML_REFERENCE_ATTRIBUTE, /* "?a=1&copy=2" has none (section 13.2.5.73) */
  HTML_REFERENCE_CODE,      /* text of <pre> and <code>: what is escaped twice stays so */
} HtmlReferencePlace;

/* The character that the '&' at `p` begins a reference to, U+FFFD for one that no text can hold; 0 where it begins
 * none. *size: its bytes. Needs p < end. */
gunichar html_reference_read(const char *p, const char *end, HtmlReferencePlace place, gsize *size);

/* Appends valid UTF-8 with its references resolved, no longer than it was; where they spell UTF-8 that was taken for
 * windows-1252 ("f&Atilde;&para;r"), mended (encoding_mend()). */
void html_references_resolve(GString *out, const char *text, gsize length, HtmlReferencePlace place);
