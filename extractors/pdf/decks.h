/* Decks of slides that were exported as PDF: a slide a page, several slides a page (handouts), slide and notes. */
#pragma once

#include "extractors/pdf/pages.h"

/* Decides, from what the file says of its making and the shape of its pages, what has to be kept of each page. To be
 * called before the pages are read. */
void decks_prepare(PdfReading *reading);

/* Makes slides of the pages where the document is a deck: the units of its pages become slides, each with its number as
 * label and its page as locator. */
void decks_recognise(PdfReading *reading);
