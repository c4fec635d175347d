/* Names of the modes, and the size of a page. */
#include "document/ocr.h"

static const char *const names[] = {[OCR_AUTO] = "auto", [OCR_NEVER] = "never", [OCR_ALWAYS] = "always"};

const char *ocr_mode_name(OcrMode mode) {
  return names[mode];
}

gboolean ocr_mode_from_name(const char *name, OcrMode *mode) {
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    if (g_strcmp0(name, names[i]) == 0) {
      *mode = (OcrMode)i;
      return TRUE;
    }
  return FALSE;
}

gboolean page_image_fits(guint width, guint height, guint64 length) {
  return width > 0 && height > 0 && length <= OCR_MAX_PIXELS && (guint64)width * height == length;
}
