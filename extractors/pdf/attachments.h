/* Files inside the file (ISO 32000-1, 7.11.4): each is read by the extractor of its own format, and becomes units of
 * kind attachment. */
#pragma once

#include "extractors/pdf/pages.h"

/* Adds the files that are attached to the document as a whole. FALSE when a ceiling is met. */
gboolean attachments_read(PdfReading *reading);

/* Adds one attached file, which is unreferenced: a unit for each of its pages, sections and so on, labelled with its
 * name and their label; where it has no text, one unit with its description. `parent` is the ordinal of the page that
 * it hangs on, or 0. FALSE when a ceiling is met. */
gboolean attachments_add(PdfReading *reading, PopplerAttachment *attachment, guint parent);
