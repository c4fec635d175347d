/* Running headers, footers and page numbers: found by their repetition at the edges of pages and slides. */
#pragma once

#include "document/document.h"
#include "pipeline/stages/lines.h"

/* Moves running lines and page-number lines from the units' texts to the document's furniture. A page without a
 * label gets the printed number as its label. Expects normalised text. */
void furniture_remove(Document *document);

/* Notes furniture without the quadratic cost of document_add_furniture() when there is much of it. Texts that differ
 * in digits alone (page numbers) are one, the first is kept and the others counted. */
typedef struct FurnitureSink FurnitureSink;

FurnitureSink *furniture_sink_new(Document *document);
void furniture_sink_add(FurnitureSink *sink, TextSpan text);
void furniture_sink_free(FurnitureSink *sink);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FurnitureSink, furniture_sink_free)

/* The text with each run of digits as one '#' and each run of white space as one space (a TAB stays one). Caller frees.
 */
char *furniture_shape(TextSpan text);
