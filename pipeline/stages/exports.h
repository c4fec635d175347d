/* Exports of slide-sharing sites: a deck that was flattened to text or a web page becomes slides again. */
#pragma once

#include "document/document.h"

/* Recognises such an export among the document's sections, replaces them by one unit a slide (or a page, for shared
 * documents), moves everything of the site to furniture and sets title and kind. FALSE, and nothing changed, for any
 * other document. Expects normalised text. */
gboolean exports_split(Document *document);
