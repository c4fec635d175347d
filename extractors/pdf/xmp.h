/* What a PDF says of itself in XMP (ISO 16684-1), besides its information dictionary. */
#pragma once

#include "document/document.h"

/* Reads an XMP packet: adds authors (dc:creator) and sets the title (dc:title, x-default first) where there is none,
 * and "publisher", "description", "keywords", "language" in the metadata where they are not there. Anything that is no
 * XML is ignored. */
void xmp_read(Document *document, const char *packet);
