/* The pages of a PDF, and what is kept of each until all have been seen. */
#pragma once

#include "extractors/extractor.h"
#include "extractors/pdf/layout.h"
#include "language/lexicon.h"

typedef struct {
  guint number;         /* 1-based */
  guint unit;           /* ordinal of its unit; 0: it has none */
  double width, height; /* points */
  guint letters;        /* of its text layer */
  GArray *styles;       /* LineStyle for each line of the unit's text; NULL where the text was read from an image */
  GArray *boxes;        /* PageBox; NULL where they are not wanted */
} PdfPage;

/* A stretch of text on a page, for telling slides on a page apart. */
typedef struct {
  PopplerRectangle box;
  float font_size;
  guint32 text; /* hash */
} PageBox;

/* A PDF being read. */
typedef struct {
  Extraction *extraction;
  PopplerDocument *pdf;
  PageLayout *layout;
  Lexicon *lexicon;  /* opened when first needed (pdf_lexicon()) */
  GPtrArray *pages;  /* PdfPage* */
  GHashTable *links; /* char*: addresses, in no order */
  GString *link_list;
  char language[8]; /* of the text so far; "" where it cannot be told */
  guint missing;    /* pages that poppler could not give */
  GArray *blank;    /* guint: numbers of the pages without text that were not read as images */
  guint scanned;    /* how many of them are images (pages_count_scanned()) */
  guint illegible;  /* pages whose text layer is of no use, and that were not read as images either */
  guint unread_images, unread_attachments;
  gboolean no_hidden; /* a page was drawn to look for hidden text, and there was none */
  guint attachments;
  gboolean slide_maker; /* the file was made by a program for slides */
  gboolean keep_boxes;
} PdfReading;

/* Reads all pages, adding a unit for each that says something, its comments and its form. FALSE when a ceiling is met.
 */
gboolean pages_read(PdfReading *reading);

/* Counts the pages that are images, among those without text. poppler may have to unpack the images for it, so a
 * document without any text is taken for scanned as a whole, and of others not all pages are looked at. */
void pages_count_scanned(PdfReading *reading);

/* Page `number` (1-based), unreferenced by the caller; NULL where poppler does not have it (any more: it may find fewer
 * pages than it said when it comes upon a broken object and makes its table anew). */
PopplerPage *pdf_document_page(PopplerDocument *pdf, guint number);

/* The unit of a page; NULL where it has none. */
Unit *page_unit(const PdfReading *reading, const PdfPage *page);

/* What poppler says of the letters of a page: the arrays are freed with page_letters_clear(). FALSE where it has no
 * text. */
gboolean page_letters_read(PopplerPage *page, PageLetters *letters);
void page_letters_clear(PageLetters *letters);

void pdf_add_link(PdfReading *reading, const char *address);
Lexicon *pdf_lexicon(PdfReading *reading);
void pdf_page_free(PdfPage *page);
