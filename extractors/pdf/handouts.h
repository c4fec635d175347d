/* Pages that bear several slides, or a slide and its notes. */
#pragma once

#include "extractors/pdf/pages.h"

/* Looks for slides on the pages of a document that a program for slides has made, and parts its units at them; leaves
 * it alone where there are none. Needs PdfPage.boxes. */
void handouts_split(PdfReading *reading);
