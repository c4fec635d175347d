#include "extractors/pdf/decks.h"
void decks_prepare(PdfReading *reading) {}
void decks_recognise(PdfReading *reading) {}
