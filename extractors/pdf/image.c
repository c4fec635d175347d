/* Drawing pages with cairo: in grey for text recognition, as PNG for people. */
#include "extractors/pdf/image.h"
#include "extractors/cleanup.h"

#include <gio/gio.h>
#include <math.h>

#define MAX_PIXELS 40e6 /* of a PNG */
#define MAX_SIDE 32767  /* cairo's */

/* Draws the page on white; NULL where cairo cannot. Caller destroys. */
static cairo_surface_t *draw(PopplerPage *page, int width, int height, double scale) {
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  g_autoptr(CairoContext) cairo = cairo_create(surface);
  cairo_set_source_rgb(cairo, 1, 1, 1);
  cairo_paint(cairo);
  cairo_scale(cairo, scale, scale);
  poppler_page_render(page, cairo);
  cairo_surface_flush(surface);
  if (cairo_status(cairo) == CAIRO_STATUS_SUCCESS && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
    return surface;
  cairo_surface_destroy(surface);
  return NULL;
}

/* ITU-R BT.601, of a pixel of CAIRO_FORMAT_RGB24. */
static guint8 luminance(guint32 pixel) {
  return (guint8)((299 * (pixel >> 16 & 0xff) + 587 * (pixel >> 8 & 0xff) + 114 * (pixel & 0xff)) / 1000);
}

gboolean page_image_render(PopplerPage *page, double dpi, PageImage *image) {
  double width, height;
  poppler_page_get_size(page, &width, &height);
  if (!(width >= 1 && height >= 1 && width < 1e6 && height < 1e6))
    return FALSE;
  dpi = MIN(dpi, 72 * sqrt(OCR_MAX_PIXELS / (width * height)) - 1);
  int columns = (int)(width * dpi / 72), rows = (int)(height * dpi / 72);
  if (columns < 1 || rows < 1 || columns > MAX_SIDE || rows > MAX_SIDE)
    return FALSE;
  g_autoptr(CairoSurface) surface = draw(page, columns, rows, dpi / 72);
  if (!surface)
    return FALSE;
  guint8 *pixels = g_malloc((gsize)columns * (gsize)rows);
  const guint8 *data = cairo_image_surface_get_data(surface);
  int stride = cairo_image_surface_get_stride(surface);
  for (int y = 0; y < rows; y++) {
    const guint32 *row = (const guint32 *)(gconstpointer)(data + (gsize)y * (gsize)stride);
    for (int x = 0; x < columns; x++)
      pixels[(gsize)y * (gsize)columns + (gsize)x] = luminance(row[x]);
  }
  *image = (PageImage){.width = (guint)columns,
                       .height = (guint)rows,
                       .dpi = (guint)(dpi + 0.5),
                       .pixels = g_bytes_new_take(pixels, (gsize)columns * (gsize)rows)};
  return TRUE;
}

void page_image_clear(PageImage *image) {
  g_clear_pointer(&image->pixels, g_bytes_unref);
}

static guint clamp_pixel(double points, guint dpi, guint limit) {
  double pixel = points * dpi / 72;
  return pixel > 0 ? (guint)MIN(pixel, (double)limit) : 0;
}

double page_image_dark_share(const PageImage *image, const PopplerRectangle *area, guint8 limit) {
  guint x1 = 0, y1 = 0, x2 = image->width, y2 = image->height;
  if (area) {
    x1 = clamp_pixel(area->x1, image->dpi, image->width);
    y1 = clamp_pixel(area->y1, image->dpi, image->height);
    x2 = clamp_pixel(area->x2 + 1, image->dpi, image->width);
    y2 = clamp_pixel(area->y2 + 1, image->dpi, image->height);
  }
  const guint8 *pixels = g_bytes_get_data(image->pixels, NULL);
  gsize dark = 0;
  for (guint y = y1; y < y2; y++)
    for (guint x = x1; x < x2; x++)
      dark += pixels[(gsize)y * image->width + x] < limit;
  return x2 > x1 && y2 > y1 ? (double)dark / ((double)(x2 - x1) * (y2 - y1)) : 0;
}

static cairo_status_t append_png(void *data, const unsigned char *bytes, unsigned int length) {
  g_byte_array_append(data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Yellow where the page is white, so that what is printed stays as it is; or grey that covers. */
static void draw_boxes(cairo_surface_t *surface, double scale, const GArray *boxes, gboolean cover) {
  g_autoptr(CairoContext) cairo = cairo_create(surface);
  cairo_scale(cairo, scale, scale);
  if (cover) {
    cairo_set_source_rgb(cairo, .55, .55, .55);
  } else {
    cairo_set_operator(cairo, CAIRO_OPERATOR_MULTIPLY);
    cairo_set_source_rgb(cairo, 1, 0.92, 0.2);
  }
  for (guint i = 0; i < boxes->len; i++) {
    const PopplerRectangle *box = &g_array_index(boxes, PopplerRectangle, i);
    cairo_rectangle(cairo, box->x1 - 1, box->y1 - 1, box->x2 - box->x1 + 2, box->y2 - box->y1 + 2);
  }
  cairo_fill(cairo);
}

GBytes *page_image_png(PopplerPage *page, double dpi, const GArray *marks, const GArray *covers, GError **error) {
  double width, height;
  poppler_page_get_size(page, &width, &height);
  width = ceil(width * dpi / 72);
  height = ceil(height * dpi / 72);
  if (!(width >= 1 && height >= 1 && width <= MAX_SIDE && height <= MAX_SIDE && width * height <= MAX_PIXELS)) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "an image of %.0f x %.0f pixels is not drawn", width, height);
    return NULL;
  }
  g_autoptr(CairoSurface) surface = draw(page, (int)width, (int)height, dpi / 72);
  g_autoptr(GByteArray) png = g_byte_array_new();
  if (surface) {
    draw_boxes(surface, dpi / 72, marks, FALSE);
    draw_boxes(surface, dpi / 72, covers, TRUE);
    cairo_surface_flush(surface);
  }
  if (!surface || cairo_surface_write_to_png_stream(surface, append_png, png) != CAIRO_STATUS_SUCCESS) {
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED, "the page cannot be drawn");
    return NULL;
  }
  return g_byte_array_free_to_bytes(g_steal_pointer(&png));
}
