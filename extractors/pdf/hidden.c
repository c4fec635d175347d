/* White text: suspected by where it stands, convicted by the picture of the page. */
#include "extractors/pdf/hidden.h"
#include "extractors/pdf/image.h"
#include "language/encoding.h"

#include <string.h>

#define DPI 48
#define WHITE_SHARE 0.9   /* of a fragment's letters */
#define WITHIN 8          /* letter sizes to the text around it */
#define LARGER 1.15       /* times the size of the text around it */
#define LEAST_POINTS 2    /* of a font that can be read */
#define MOST_SUSPECTS 40  /* fragments, on a page */
#define NEARLY_WHITE 0xEB /* of the picture's 255: what is lighter is paper */
#define ANY_INK 0.01      /* share of the pixels behind the text that makes it visible */

static gboolean is_white(const LayoutFragment *fragment) {
  return fragment->white >= WHITE_SHARE;
}

static gboolean overlap(double a1, double a2, double b1, double b2) {
  return MIN(a2, b2) > MAX(a1, b1);
}

/* Whether dark text stands beside the fragment, above or below it, and no other white text in its row: that would be
 * the head of a table, which stands on a dark ground. */
static gboolean is_among_text(const GPtrArray *fragments, const LayoutFragment *white) {
  gboolean near_dark = FALSE;
  double near = WITHIN * white->size;
  const PopplerRectangle *a = &white->box;
  for (guint i = 0; i < fragments->len; i++) {
    const LayoutFragment *other = fragments->pdata[i];
    const PopplerRectangle *b = &other->box;
    gboolean same_row = overlap(a->y1, a->y2, b->y1, b->y2);
    if (other == white || other->letters < 2)
      continue;
    if (is_white(other) && same_row)
      return FALSE;
    gboolean close = overlap(a->y1 - near, a->y2 + near, b->y1, b->y2) && overlap(a->x1, a->x2, b->x1, b->x2);
    /* Titles on a coloured ground are larger than the text around them. */
    near_dark |= !is_white(other) && (same_row || close) && white->size <= LARGER * other->size;
  }
  return near_dark;
}

/* The first white fragments only: each is compared with all others. */
static gboolean is_suspect(const GPtrArray *fragments) {
  guint looked_at = 0;
  for (guint i = 0; i < fragments->len && looked_at < MOST_SUSPECTS; i++) {
    if (!is_white(fragments->pdata[i]))
      continue;
    looked_at++;
    if (is_among_text(fragments, fragments->pdata[i]))
      return TRUE;
  }
  return FALSE;
}

static void note(Document *document, const LayoutFragment *fragment) {
  g_autofree char *text = g_strndup(fragment->text, fragment->length);
  document_add_furniture(document, text);
}

/* Letters that no eye can read: they serve search engines, or were forgotten. */
static gboolean is_tiny(const LayoutFragment *fragment, gpointer data) {
  if (fragment->font_size <= 0 || fragment->font_size >= LEAST_POINTS)
    return FALSE;
  note(data, fragment);
  return TRUE;
}

typedef struct {
  const PageImage *image;
  Document *document;
} Trial;

static gboolean is_hidden(const LayoutFragment *fragment, gpointer data) {
  const Trial *trial = data;
  if (!is_white(fragment) || page_image_dark_share(trial->image, &fragment->box, NEARLY_WHITE) > ANY_INK)
    return FALSE;
  note(trial->document, fragment);
  return TRUE;
}

void hidden_drop(PdfReading *reading, PopplerPage *page) {
  const GPtrArray *fragments = page_layout_fragments(reading->layout);
  page_layout_drop(reading->layout, is_tiny, reading->extraction->document);
  if (reading->no_hidden || !is_suspect(fragments))
    return;
  g_auto(PageImage) image = {0};
  if (!page_image_render(page, DPI, &image))
    return;
  Trial trial = {&image, reading->extraction->document};
  guint before = fragments->len;
  page_layout_drop(reading->layout, is_hidden, &trial);
  reading->no_hidden = fragments->len == before;
}
