/* Text that nobody sees: white on white. */
#pragma once

#include "extractors/pdf/pages.h"

/* Drops from the layout what is as white as the paper behind it, and notes it as furniture. White text is looked at
 * only where it stands in the midst of other text, since on its own it is nearly always on a dark ground; and on
 * HIDDEN_MOST_PAGES pages of a document, since the page must be drawn for it. Invisible text (rendering mode 3) is not
 * hidden: it is the text layer of a scanned page. */
void hidden_drop(PdfReading *reading, PopplerPage *page);

#define HIDDEN_MOST_PAGES 4
