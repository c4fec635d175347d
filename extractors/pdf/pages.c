/* Page by page: text layer, else the picture of the page; then what hangs on it. */
#include "extractors/pdf/pages.h"
#include "document/heading_mark.h"
#include "extractors/cleanup.h"
#include "extractors/pdf/annotations.h"
#include "extractors/pdf/hidden.h"
#include "extractors/pdf/image.h"
#include "extractors/pdf/text_quality.h"
#include "language/encoding.h"
#include "language/identify.h"
#include "language/messages.h"

#include <string.h>

/* So many pages in a row that cannot be had: a page tree that promises what is not there. */
#define MAX_MISSING_IN_A_ROW 64
/* A page with fewer letters may be a scanned one with a stamp or a page number on it. */
#define FEW_LETTERS 80
#define MOST_LOOKED_AT 50 /* pages without text that may be images */
#define IMAGE_SHARE 0.5   /* of a page without text, that makes it an image */
#define SCAN_SHARE 0.85   /* of a page with hardly any: a picture with a caption has more white around it */
#define OCR_DPI 300
#define LEAST_INK 0.0001       /* share of dark pixels: a page with less is blank */
#define INK 160                /* of 255 */
#define ENOUGH_TO_IDENTIFY 200 /* bytes */
#define SURE_LANGUAGE 0.8
#define LOOK_BACK 5 /* units */
#define LONGEST_LINKS 32000

/* The text of a page, wherever it came from. */
typedef struct {
  char *text; /* NULL: none */
  GArray *styles;
  guint letters;
  double quality;
  gboolean ocr;
} PageText;

static void page_text_clear(PageText *text) {
  g_clear_pointer(&text->text, g_free);
  g_clear_pointer(&text->styles, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PageText, page_text_clear)

/* --- small things ----------------------------------------------------------------------------- */

void pdf_page_free(PdfPage *page) {
  g_clear_pointer(&page->styles, g_array_unref);
  g_clear_pointer(&page->boxes, g_array_unref);
  g_free(page);
}

PopplerPage *pdf_document_page(PopplerDocument *pdf, guint number) {
  gint64 pages = poppler_document_get_n_pages(pdf);
  return number >= 1 && number <= pages ? poppler_document_get_page(pdf, (int)number - 1) : NULL;
}

Unit *page_unit(const PdfReading *reading, const PdfPage *page) {
  return page->unit > 0 ? reading->extraction->document->units->pdata[page->unit - 1] : NULL;
}

Lexicon *pdf_lexicon(PdfReading *reading) {
  if (!reading->lexicon)
    reading->lexicon = lexicon_new();
  return reading->lexicon;
}

/* All addresses are one value of the metadata. */
void pdf_add_link(PdfReading *reading, const char *address) {
  if (reading->link_list->len + strlen(address) > LONGEST_LINKS || strpbrk(address, " \n\t"))
    return;
  char *valid = encoding_make_valid(address, -1);
  if (!g_hash_table_contains(reading->links, valid))
    g_string_append_printf(reading->link_list, "%s%s", reading->link_list->len > 0 ? " " : "", valid);
  g_hash_table_add(reading->links, valid);
}

static gboolean is_blank(const char *text) {
  return !text || text[strspn(text, " \t\n\f\r")] == '\0';
}

static guint count_letters(const char *text) {
  guint letters = 0;
  for (const char *p = text; p && *p; p++)
    letters += (guchar)*p > ' ' && ((guchar)*p & 0xC0) != 0x80;
  return letters;
}

/* --- the text layer --------------------------------------------------------------------------- */

gboolean page_letters_read(PopplerPage *page, PageLetters *letters) {
  *letters = (PageLetters){0};
  char *text = poppler_page_get_text(page);
  PopplerRectangle *boxes = NULL; /* left unset where there is no text: STYLE.md, pitfall 13 */
  if (!text || !*text) {
    g_free(text);
    return FALSE;
  }
  if (!g_utf8_validate(text, -1, NULL)) {
    letters->text = encoding_make_valid(text, -1);
    g_free(text);
    return TRUE;
  }
  letters->text = text;
  if (poppler_page_get_text_layout(page, &boxes, &letters->n_boxes)) {
    letters->boxes = boxes;
    letters->attributes = poppler_page_get_text_attributes(page);
  }
  poppler_page_get_size(page, &letters->width, &letters->height);
  return TRUE;
}

void page_letters_clear(PageLetters *letters) {
  g_free((gpointer)(guintptr)letters->text);
  g_free((gpointer)(guintptr)letters->boxes);
  poppler_page_free_text_attributes((GList *)(guintptr)letters->attributes);
  *letters = (PageLetters){0};
}

/* Noncharacters are ours (document/heading_mark.h). */
static void remove_marks(char *text) {
  for (char *mark = strstr(text, HEADING_MARK); mark; mark = strstr(mark, HEADING_MARK))
    memmove(mark, mark + strlen(HEADING_MARK), strlen(mark + strlen(HEADING_MARK)) + 1);
}

/* FNV-1a. */
static guint32 hash_text(const char *text, gsize length) {
  guint32 hash = 0x811c9dc5;
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar)text[i]) * 0x01000193;
  return hash;
}

static GArray *take_boxes(const PageLayout *layout) {
  const GPtrArray *fragments = page_layout_fragments(layout);
  GArray *boxes = g_array_sized_new(FALSE, FALSE, sizeof(PageBox), fragments->len);
  for (guint i = 0; i < fragments->len; i++) {
    const LayoutFragment *fragment = fragments->pdata[i];
    PageBox box = {fragment->box, (float)fragment->font_size, hash_text(fragment->text, fragment->length)};
    g_array_append_val(boxes, box);
  }
  return boxes;
}

static void read_text_layer(PdfReading *reading, PopplerPage *page, PdfPage *record, PageText *text) {
  PageLetters letters;
  if (!page_letters_read(page, &letters))
    return;
  if (page_layout_read(reading->layout, &letters)) {
    hidden_drop(reading, page);
    if (reading->keep_boxes)
      record->boxes = take_boxes(reading->layout);
    text->styles = g_array_new(FALSE, FALSE, sizeof(LineStyle));
    text->text = page_layout_write(reading->layout, NULL, text->styles);
  } else {
    text->text = g_strdup(letters.text);
  }
  page_letters_clear(&letters);
  remove_marks(text->text);
  text->letters = count_letters(text->text);
  text->quality = text_quality(text->text, NULL);
  if (text->quality < TEXT_QUALITY_USABLE)
    text->quality = text_quality(text->text, pdf_lexicon(reading));
}

/* --- the picture of the page ------------------------------------------------------------------ */

/* Whether images fill that share of the page. */
static gboolean is_image(PopplerPage *page, double share) {
  double width, height, covered = 0;
  poppler_page_get_size(page, &width, &height);
  GList *images = poppler_page_get_image_mapping(page);
  for (GList *l = images; l; l = l->next) {
    const PopplerRectangle *box = &((PopplerImageMapping *)l->data)->area;
    double w = MIN(box->x2, width) - MAX(box->x1, 0), h = MIN(box->y2, height) - MAX(box->y1, 0);
    covered += w > 0 && h > 0 ? w * h : 0;
  }
  poppler_page_free_image_mapping(images);
  return covered >= share * width * height;
}

/* The language of the last pages that had enough text to tell it by, or NULL. */
static const char *language_so_far(PdfReading *reading) {
  const GPtrArray *units = reading->extraction->document->units;
  for (guint i = units->len; i > 0 && units->len - i < LOOK_BACK; i--) {
    const Unit *unit = units->pdata[i - 1];
    if (unit->kind != UNIT_KIND_PAGE || strlen(unit->text) < ENOUGH_TO_IDENTIFY)
      continue;
    Identification found = identify_text(unit->text, -1);
    if (found.confidence < SURE_LANGUAGE)
      continue;
    g_strlcpy(reading->language, found.language, sizeof reading->language);
    break;
  }
  return *reading->language ? reading->language : NULL;
}

/* Reads the picture of the page. FALSE where there is nothing to be read on it, or what is read is less than what the
 * text layer has. */
static gboolean read_image(PdfReading *reading, PopplerPage *page, PageText *text) {
  g_auto(PageImage) image = {0};
  if (!page_image_render(page, OCR_DPI, &image) || page_image_dark_share(&image, NULL, INK) < LEAST_INK)
    return FALSE;
  double confidence = 0;
  g_autofree char *read = extraction_recognise_text(reading->extraction, &image, language_so_far(reading), &confidence);
  if (is_blank(read) || (text->quality >= TEXT_QUALITY_USABLE && count_letters(read) <= text->letters))
    return FALSE;
  page_text_clear(text);
  *text = (PageText){.text = g_steal_pointer(&read), .quality = confidence, .ocr = TRUE};
  remove_marks(text->text);
  return TRUE;
}

/* What the text layer does not give, the picture may. */
static void complete_text(PdfReading *reading, PopplerPage *page, guint number, PageText *text) {
  gboolean illegible = text->text && text->quality < TEXT_QUALITY_USABLE;
  gboolean few = text->letters < FEW_LETTERS, blank = is_blank(text->text);
  gboolean can = extraction_can_recognise(reading->extraction), always = reading->extraction->ocr == OCR_ALWAYS;
  /* Asked only where it decides something: poppler may unpack the images for the answer. */
  if (can && (always || illegible || blank || (few && is_image(page, SCAN_SHARE))) && read_image(reading, page, text))
    return;
  if (illegible) {
    reading->illegible++;
    document_add_furniture(reading->extraction->document, text->text);
    g_clear_pointer(&text->styles, g_array_unref);
    document_set_string(&text->text, "");
  } else if (blank && !can) {
    g_array_append_val(reading->blank, number);
  }
}

/* --- units ------------------------------------------------------------------------------------ */

/* The label as printed (ISO 32000-1, 12.4.2); poppler gives the number where the file has no labels. */
static char *page_label(PopplerPage *page, guint number) {
  g_autofree char *label = poppler_page_get_label(page);
  if (is_blank(label))
    return g_strdup_printf("%u", number);
  return encoding_make_valid(label, -1);
}

static gboolean add_page_unit(PdfReading *reading, PdfPage *record, const char *label, PageText *text) {
  Unit *unit = unit_new(UNIT_KIND_PAGE);
  unit_set_locator(unit, LOCATOR_PAGE, record->number, NULL);
  unit->label = g_strdup(label);
  unit->text = g_steal_pointer(&text->text);
  unit->quality = text->quality;
  unit->ocr = text->ocr;
  record->styles = g_steal_pointer(&text->styles);
  if (!extraction_add_unit(reading->extraction, unit))
    return FALSE;
  record->unit = reading->extraction->document->units->len;
  return TRUE;
}

/* FALSE when a ceiling is met. */
static gboolean read_page(PdfReading *reading, PopplerPage *page, guint number) {
  g_auto(PageText) text = {.quality = 1};
  PdfPage *record = g_new0(PdfPage, 1);
  g_ptr_array_add(reading->pages, record);
  record->number = number;
  poppler_page_get_size(page, &record->width, &record->height);
  read_text_layer(reading, page, record, &text);
  record->letters = text.letters;
  complete_text(reading, page, number, &text);
  g_autofree char *label = page_label(page, number);
  gboolean says_something = !is_blank(text.text) || (text.text && text.quality < TEXT_QUALITY_USABLE);
  if (says_something && !add_page_unit(reading, record, label, &text))
    return FALSE;
  return annotations_read(reading, page, number, label, record->unit);
}

void pages_count_scanned(PdfReading *reading) {
  guint blank = reading->blank->len;
  if (reading->extraction->document->units->len == 0) { /* there is nothing else to be said of them */
    reading->scanned = blank;
    return;
  }
  for (guint i = 0; i < blank && i < MOST_LOOKED_AT; i++) {
    guint number = g_array_index(reading->blank, guint, i);
    g_autoptr(PopplerPage) page = pdf_document_page(reading->pdf, number);
    reading->scanned += page && is_image(page, IMAGE_SHARE);
  }
}

gboolean pages_read(PdfReading *reading) {
  guint declared = (guint)MAX(poppler_document_get_n_pages(reading->pdf), 0), in_a_row = 0;
  guint pages = MIN(declared, EXTRACTION_MAX_UNITS);
  for (guint i = 0; i < pages && in_a_row < MAX_MISSING_IN_A_ROW; i++) {
    g_autoptr(PopplerPage) page = pdf_document_page(reading->pdf, i + 1);
    extraction_progress(reading->extraction, i, pages);
    in_a_row = page ? 0 : in_a_row + 1;
    reading->missing += !page;
    if (page && !read_page(reading, page, i + 1))
      return FALSE;
  }
  if (pages < declared && in_a_row < MAX_MISSING_IN_A_ROW)
    document_set_status(reading->extraction->document, STATUS_PARTIAL,
                        N_("the PDF has more pages than are read from one file; split it"), NULL);
  return TRUE;
}
