/* Decks of slides that were exported as PDF: a slide a page, several slides a page (handouts), slide and notes. */
#pragma once

#include "extractors/pdf/pages.h"

/* Decides, from what the file says of its making, whether the places of the text are to be kept of each page. To be
 * called before the pages are read. */
void decks_prepare(PdfReading *reading);

/* Makes slides of the pages where the document is a deck: its units become slides, numbered from 1 as labels, with the
 * page that they stand on as locator. Of handouts each page becomes several slides, of notes pages a slide and its
 * notes; reading->pages then has one PdfPage for each of these. */
void decks_recognise(PdfReading *reading);
