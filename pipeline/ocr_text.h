/* From the words of a recognised page, with their boxes, to its text. Knows nothing of who recognised them. */
#pragma once

#include <glib.h>

/* Ordered as they come: a word that begins a paragraph begins a line as well. */
typedef enum { OCR_WORD_WITHIN, OCR_WORD_BEGINS_LINE, OCR_WORD_BEGINS_PARAGRAPH } OcrWordPlace;

typedef struct {
  const char *text;             /* UTF-8, borrowed */
  int left, top, right, bottom; /* pixels */
  double confidence;            /* 0..1 */
  OcrWordPlace place;
} OcrWord;

typedef struct OcrText OcrText;

OcrText *ocr_text_new(void);
void ocr_text_free(OcrText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OcrText, ocr_text_free)

/* Takes the next word in reading order. Noise - pictures, rules and stains read as text - is left out: words less sure
 * than OCR_NOISE without a letter or digit ("|", "~"), and in lines that as a whole are less sure than OCR_SURE_LINE
 * also those with fewer than four letters and digits ("Ee", "(VT"), and any word less sure than OCR_HOPELESS. */
void ocr_text_add(OcrText *text, const OcrWord *word);

#define OCR_NOISE 0.60
#define OCR_SURE_LINE 0.80
#define OCR_HOPELESS 0.20
/* White within a line that parts two cells, in heights of the line's tallest word. Wider than a justified line's
 * spaces, which come to about one height. */
#define OCR_CELL_GAP 1.5

/* The whole text: LF between lines, an empty line between paragraphs, TAB between cells, hyphens at line ends as they
 * are. *confidence is the mean of the words', weighted by their letters and digits. NULL where no word is left. Caller
 * frees. */
char *ocr_text_finish(OcrText *text, double *confidence);
