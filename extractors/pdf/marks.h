/* Places of words on a page, found again from the file: what is marked on a page's picture.
 *
 * They are not kept in the index. Finding them takes the time of reading one page (a few milliseconds), while a box a
 * word would cost half as much again as the text (docs/formats/pdf.md has the measurement). */
#pragma once

#include "extractors/extractor.h"
#include "extractors/pdf/layout.h"

#include <poppler.h>

/* The boxes of the `spans` of `text` on the page: an array of PopplerRectangle, one for each line that a span stands
 * on, points from the upper left corner. `text` is the heading and text of the page's unit as the stages left them:
 * letters and digits are compared alone, so that joined words, furniture and spaces do not matter. A span that is not
 * found has no box. Caller unrefs. */
GArray *marks_find(PopplerPage *page, const char *text, const TextRange *spans, guint n_spans);

/* The boxes of the e-mail addresses and telephone numbers in the page's text layer (language/contacts.h), a box a
 * letter. What is part of a picture is not found. Caller unrefs. */
GArray *marks_find_contacts(PopplerPage *page);
