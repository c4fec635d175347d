/* Text that is read from images of pages (OCR): the vocabulary that extractors, pipeline and commands share. */
#pragma once

#include <glib.h>

/* When pages are read as images (`--ocr`). */
typedef enum {
  OCR_AUTO,   /* pages without a text layer that can be used */
  OCR_NEVER,  /* none */
  OCR_ALWAYS, /* all; the text layer stays where nothing is recognised */
} OcrMode;

/* "auto", "never", "always": as options, and on the wire. The parser returns FALSE and leaves *mode alone for any other
 * name. */
const char *ocr_mode_name(OcrMode mode);
gboolean ocr_mode_from_name(const char *name, OcrMode *mode);

/* A page as it would be printed: one byte a pixel, 0 black, rows from the top without padding. */
typedef struct {
  guint width, height; /* pixels */
  guint dpi;
  GBytes *pixels; /* width x height bytes */
} PageImage;

/* Most pixels of a page image: an A4 page at 300 dpi has 8.7 million. */
#define OCR_MAX_PIXELS (15u * 1000 * 1000)
/* Most bytes of text on one page: a full A4 page has some 6,000. More of it is given up as a whole. It must fit the
 * buffer of a socket, since the parent never waits on a write. */
#define OCR_MAX_TEXT (64u * 1024)

/* Whether a page has pixels, not too many of them, and `length` bytes is what it takes. */
gboolean page_image_fits(guint width, guint height, guint64 length);
