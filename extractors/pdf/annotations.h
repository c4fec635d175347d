/* What has been put upon a page: comments, links, filled-in fields, attached files. */
#pragma once

#include "extractors/pdf/pages.h"

/* Adds the comments on the page as units of kind comment, its filled-in form fields as one unit of kind form ("name:
 * value", a line each), and its links to the document's (pdf_add_link()). Files that hang on the page are attachments
 * (attachments.h). `parent` is the ordinal of the page's unit, or 0. FALSE when a ceiling is met. */
gboolean annotations_read(PdfReading *reading, PopplerPage *page, guint number, const char *label, guint parent);
