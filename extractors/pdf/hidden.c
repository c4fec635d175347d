/* White text: suspected by where it stands, convicted by the picture of the page. */
#include "extractors/pdf/hidden.h"
#include "extractors/pdf/image.h"
#include "language/encoding.h"

#include <string.h>

#define DPI 48
#define WHITE_SHARE 0.9   /* of a fragment's letters */
#define WITHIN 2.5        /* letter sizes to the text around it */
#define NEARLY_WHITE 0xEB /* of the picture's 255: what is lighter is paper */
#define ANY_INK 0.01      /* share of the pixels behind the text that makes it visible */

static gboolean is_white(const LayoutFragment *fragment) {
  return fragment->white >= WHITE_SHARE;
}

static gboolean overlap(double a1, double a2, double b1, double b2) {
  return MIN(a2, b2) > MAX(a1, b1);
}

/* Whether dark text stands close by: beside the fragment, or both above and below. */
static gboolean is_among_text(const GPtrArray *fragments, const LayoutFragment *white) {
  gboolean above = FALSE, below = FALSE;
  double near = WITHIN * white->size;
  const PopplerRectangle *a = &white->box;
  for (guint i = 0; i < fragments->len; i++) {
    const LayoutFragment *other = fragments->pdata[i];
    const PopplerRectangle *b = &other->box;
    if (is_white(other) || other->letters < 2)
      continue;
    if (overlap(a->y1, a->y2, b->y1, b->y2) && overlap(a->x1 - near, a->x2 + near, b->x1, b->x2))
      return TRUE;
    if (!overlap(a->x1, a->x2, b->x1, b->x2))
      continue;
    above |= b->y2 <= a->y1 + 0.3 * white->size && a->y1 - b->y2 < near;
    below |= b->y1 >= a->y2 - 0.3 * white->size && b->y1 - a->y2 < near;
  }
  return above && below;
}

/* The first white fragments only: each is compared with all others. */
static gboolean is_suspect(const GPtrArray *fragments) {
  guint looked_at = 0;
  for (guint i = 0; i < fragments->len && looked_at < 50; i++) {
    if (!is_white(fragments->pdata[i]))
      continue;
    looked_at++;
    if (is_among_text(fragments, fragments->pdata[i]))
      return TRUE;
  }
  return FALSE;
}

typedef struct {
  const PageImage *image;
  Document *document;
} Trial;

static gboolean is_hidden(const LayoutFragment *fragment, gpointer data) {
  const Trial *trial = data;
  if (!is_white(fragment) || page_image_dark_share(trial->image, &fragment->box, NEARLY_WHITE) > ANY_INK)
    return FALSE;
  g_autofree char *text = g_strndup(fragment->text, fragment->length);
  document_add_furniture(trial->document, text);
  return TRUE;
}

void hidden_drop(PdfReading *reading, PopplerPage *page) {
  const GPtrArray *fragments = page_layout_fragments(reading->layout);
  if (reading->drawn >= HIDDEN_MOST_PAGES || !is_suspect(fragments))
    return;
  g_auto(PageImage) image = {0};
  reading->drawn++;
  if (!page_image_render(page, DPI, &image))
    return;
  Trial trial = {&image, reading->extraction->document};
  page_layout_drop(reading->layout, is_hidden, &trial);
}
