/* page_boxes FILE...: what it would cost to keep the place of each word of a PDF, against finding it again.
 *
 * Kept as compactly as can be (a word's line, its left edge and its width as differences in points: 4 bytes), and found
 * again by marks_find() for three words of each page. */
#include "extractors/cleanup.h"
#include "extractors/pdf/marks.h"
#include "extractors/pdf/pages.h"

#include <stdio.h>
#include <string.h>

#define BYTES_PER_WORD 4

typedef struct {
  guint pages, words;
  gsize text;
  gint64 reading, finding; /* microseconds */
  guint asked, found;
} Totals;

/* Three words of the text, at its quarters. */
static guint choose_words(const char *text, TextRange *ranges) {
  gsize length = strlen(text);
  guint count = 0;
  for (guint i = 1; i < 4; i++) {
    const char *p = text + length * i / 4, *start = strpbrk(p, " \n");
    if (!start)
      break;
    start += strspn(start, " \n\t");
    gsize word = strcspn(start, " \n\t");
    if (word > 2)
      ranges[count++] = (TextRange){(gsize)(start - text), (gsize)(start - text) + word};
  }
  return count;
}

static guint count_words(const char *text) {
  guint words = 0;
  for (; *text; text += strcspn(text, " \n\t")) {
    text += strspn(text, " \n\t");
    words += *text != '\0';
  }
  return words;
}

static void measure_page(PopplerPage *page, Totals *totals) {
  g_autoptr(PageLayout) layout = page_layout_new();
  PageLetters letters;
  gint64 begun = g_get_monotonic_time();
  if (!page_letters_read(page, &letters))
    return;
  g_autofree char *text = page_layout_text(layout, &letters);
  totals->reading += g_get_monotonic_time() - begun;
  TextRange ranges[3];
  guint count = choose_words(text, ranges);
  page_letters_clear(&letters);
  begun = g_get_monotonic_time();
  g_autoptr(GArray) boxes = marks_find(page, text, ranges, count);
  totals->finding += g_get_monotonic_time() - begun;
  totals->pages++;
  totals->asked += count;
  totals->found += MIN(boxes->len, count);
  totals->words += count_words(text);
  totals->text += strlen(text);
}

int main(int argc, char **argv) {
  Totals totals = {0};
  for (int i = 1; i < argc; i++) {
    g_autofree char *path = g_canonicalize_filename(argv[i], NULL), *uri = g_filename_to_uri(path, NULL, NULL);
    g_autoptr(PopplerDocument) pdf = poppler_document_new_from_file(uri, NULL, NULL);
    for (int p = 0; pdf && p < poppler_document_get_n_pages(pdf); p++) {
      /* A page of its own for each: poppler keeps the text of one that it has read. */
      g_autoptr(PopplerPage) page = poppler_document_get_page(pdf, p);
      if (page)
        measure_page(page, &totals);
    }
  }
  if (totals.pages == 0)
    return 1;
  double kept = (double)totals.words * BYTES_PER_WORD;
  printf("%u pages, %.0f words and %.0f bytes of text a page\n", totals.pages, (double)totals.words / totals.pages,
         (double)totals.text / totals.pages);
  printf("kept: %.0f bytes a page, %.2f of the text\n", kept / totals.pages, kept / (double)totals.text);
  printf("found again: %u of %u words, in %.2f ms a page beyond the %.2f ms that reading it takes\n", totals.found,
         totals.asked, (double)totals.finding / 1000 / totals.pages, (double)totals.reading / 1000 / totals.pages);
  return 0;
}
