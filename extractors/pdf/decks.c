/* Telling decks by their makers and the shape of their pages; slides on a page are told apart by handouts.c. */
#include "extractors/pdf/decks.h"
#include "extractors/pdf/handouts.h"

#include <math.h>
#include <string.h>

#define LEAST_LANDSCAPE 1.2 /* width by height */
#define MOST_LANDSCAPE 2.0
#define SAME_SHAPE 0.9     /* share of the pages */
#define SLIDE_LETTERS 1000 /* on a page, in the mean: more is a report set in landscape */
#define LEAST_PAGES 3      /* of a deck whose maker is not known */
#define SLIDE_LINES 45.0   /* lines of the usual size that would fill a slide: letters on slides are large */
#define SHAPE_TOLERANCE 0.012

/* Programs that make slides, as they name themselves in the file's metadata. */
static gboolean names_slide_maker(const char *text) {
  static const char *const makers[] = {"powerpoint", "impress", "keynote", "google slides", "beamer", "prezi", ".ppt"};
  g_autofree char *lower = text ? g_ascii_strdown(text, -1) : NULL;
  for (gsize i = 0; lower && i < G_N_ELEMENTS(makers); i++)
    if (strstr(lower, makers[i]))
      return TRUE;
  return FALSE;
}

static gboolean is_made_of_slides(const PdfReading *reading) {
  GHashTable *metadata = reading->extraction->document->metadata;
  g_autofree char *title = poppler_document_get_title(reading->pdf); /* "Microsoft PowerPoint - plan.pptx" */
  return names_slide_maker(g_hash_table_lookup(metadata, "creator")) ||
         names_slide_maker(g_hash_table_lookup(metadata, "producer")) || names_slide_maker(title);
}

void decks_prepare(PdfReading *reading) {
  reading->slide_maker = is_made_of_slides(reading);
  reading->keep_boxes = reading->slide_maker;
}

/* --- a slide a page --------------------------------------------------------------------------- */

static double share_of_landscape(const GPtrArray *pages) {
  guint landscape = 0;
  for (guint i = 0; i < pages->len; i++) {
    const PdfPage *page = pages->pdata[i];
    double shape = page->width / page->height;
    landscape += shape >= LEAST_LANDSCAPE && shape <= MOST_LANDSCAPE;
  }
  return pages->len > 0 ? (double)landscape / pages->len : 0;
}

/* 4:3, 16:9 and 16:10 are the shapes of screens, not of paper. */
static gboolean has_screen_shape(const PdfPage *page) {
  static const double shapes[] = {4.0 / 3, 16.0 / 9, 16.0 / 10};
  for (gsize i = 0; i < G_N_ELEMENTS(shapes); i++)
    if (fabs(page->width / page->height - shapes[i]) < SHAPE_TOLERANCE)
      return TRUE;
  return FALSE;
}

/* Pages of the shape of a screen, with few and large letters. */
static gboolean looks_like_slides(const GPtrArray *pages) {
  guint64 letters = 0, screens = 0;
  double heights = 0, sizes = 0;
  for (guint i = 0; i < pages->len; i++) {
    const PdfPage *page = pages->pdata[i];
    letters += page->letters;
    screens += has_screen_shape(page);
    for (guint k = 0; page->styles && k < page->styles->len; k++) {
      const LineStyle *style = &g_array_index(page->styles, LineStyle, k);
      sizes += style->size * style->letters;
      heights += page->height * style->letters;
    }
  }
  return pages->len >= LEAST_PAGES && (double)screens >= SAME_SHAPE * pages->len &&
         letters <= SLIDE_LETTERS * (guint64)pages->len && sizes * SLIDE_LINES >= heights;
}

static void turn_pages(PdfReading *reading) {
  for (guint i = 0; i < reading->pages->len; i++) {
    const PdfPage *page = reading->pages->pdata[i];
    Unit *unit = page_unit(reading, page);
    if (!unit)
      continue;
    unit->kind = UNIT_KIND_SLIDE;
    g_free(unit->label);
    unit->label = g_strdup_printf("%u", page->number);
  }
}

void decks_recognise(PdfReading *reading) {
  if (share_of_landscape(reading->pages) >= SAME_SHAPE) {
    if (reading->slide_maker || looks_like_slides(reading->pages))
      turn_pages(reading);
  } else if (reading->slide_maker) {
    handouts_split(reading);
  }
}
