/* Tesseract: the text of a page image, in the language that it turns out to be in. The only file of the project that
 * includes it, linked into nordsok-ocr alone. */
#pragma once

#include "document/ocr.h"

typedef struct OcrEngine OcrEngine;

/* With the data in `folder` (tessdata.h; may be NULL). Data are loaded when first needed, and kept. */
OcrEngine *ocr_engine_new(const char *folder);
void ocr_engine_free(OcrEngine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OcrEngine, ocr_engine_free)

/* The text of the page (ocr_text.h says in what form), at most OCR_MAX_TEXT bytes of valid UTF-8; NULL where there is
 * none, or no data. `language` ("sv"; NULL: not known) is read with first. Where the text turns out to be in another
 * language that there are data for, it is read again with those, and the reading that is surer counts
 * (docs/route.md has the measurements). */
char *ocr_engine_read(OcrEngine *engine, const PageImage *image, const char *language, double *confidence);
