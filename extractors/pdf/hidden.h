/* Text that nobody sees: white on white, or smaller than an eye can read. */
#pragma once

#include "extractors/pdf/pages.h"

/* Drops from the layout what is as white as the paper behind it, or set in letters of less than two points, and notes
 * it as furniture. White text is nearly always on a dark ground, and the page must be drawn to tell. So it is looked at
 * only where it stands near other text that is no smaller, and in a document only for as long as the pages drawn have
 * had such text. Invisible text (rendering mode 3) is not hidden: it is the text layer of a scanned page. */
void hidden_drop(PdfReading *reading, PopplerPage *page);
