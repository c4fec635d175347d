/* Pages as pictures. Fonts that are not in the file are looked for below the folders that the cage lets through. */
#pragma once

#include "document/ocr.h"

#include <poppler.h>

/* The page on white at `dpi`, less where it would have more than OCR_MAX_PIXELS; FALSE where cairo cannot. */
gboolean page_image_render(PopplerPage *page, double dpi, PageImage *image);
void page_image_clear(PageImage *image);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PageImage, page_image_clear)

/* Share of the pixels in the area that are darker than `limit`; the whole image where `area` is NULL. Points from the
 * upper left corner of the page. */
double page_image_dark_share(const PageImage *image, const PopplerRectangle *area, guint8 limit);

/* The page as PNG at `dpi`, with the `marks` (PopplerRectangle, points from its upper left corner) laid over it as a
 * highlighter would, and the `covers` in grey so that nothing below is seen; NULL and *error where it is too large or
 * cairo cannot. */
GBytes *page_image_png(PopplerPage *page, double dpi, const GArray *marks, const GArray *covers, GError **error);
