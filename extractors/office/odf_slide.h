/* The shapes of an OpenDocument page or its notes to a title and a body in reading order (ODF 1.3 Part 3, 10.2-10.6).
 */
#pragma once

#include "document/document.h"
#include "extractors/office/odf_styles.h"

typedef struct {
  char *title; /* one line, or NULL */
  char *text;  /* never NULL; an empty line between shapes */
} OdfSlide;

void odf_slide_clear(OdfSlide *slide);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OdfSlide, odf_slide_clear)

/* Reads `page` (draw:page or presentation:notes). Headers, footers, dates and numbers of pages go to the document's
 * furniture; annotations are noted in the reading. */
OdfSlide odf_slide_read(OdfReading *reading, const OdfStyles *styles, Document *document, const xmlNode *page);
