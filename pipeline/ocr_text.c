/* Noise out, lines and cells together. */
#include "pipeline/ocr_text.h"

#include <string.h>

/* A word of the line in hand; its text is a stretch of `words`. */
typedef struct {
  gsize start, length;
  int left, right, height;
  guint letters; /* and digits */
  double confidence;
} LineWord;

struct OcrText {
  GString *out;
  GString *words; /* texts of the line in hand, one behind the other */
  GArray *line;   /* LineWord */
  gboolean new_paragraph;
  double sure, weight; /* sums over the words that were kept */
};

OcrText *ocr_text_new(void) {
  OcrText *text = g_new0(OcrText, 1);
  text->out = g_string_new(NULL);
  text->words = g_string_new(NULL);
  text->line = g_array_new(FALSE, FALSE, sizeof(LineWord));
  return text;
}

void ocr_text_free(OcrText *text) {
  if (!text)
    return;
  g_string_free(text->out, TRUE);
  g_string_free(text->words, TRUE);
  g_array_unref(text->line);
  g_free(text);
}

static guint count_letters(const char *word) {
  guint letters = 0;
  for (const char *p = word; *p; p = g_utf8_next_char(p))
    letters += g_unichar_isalnum(g_utf8_get_char(p)) ? 1 : 0;
  return letters;
}

/* Mean over the line's letters and digits; 0 where it has none. */
static double line_confidence(const GArray *line) {
  double sure = 0, weight = 0;
  for (guint i = 0; i < line->len; i++) {
    const LineWord *word = &g_array_index(line, LineWord, i);
    sure += word->confidence * word->letters;
    weight += word->letters;
  }
  return weight > 0 ? sure / weight : 0;
}

static gboolean is_noise(const LineWord *word, double line) {
  if (word->length == 0 || (word->letters == 0 && word->confidence < OCR_NOISE))
    return TRUE;
  return line < OCR_SURE_LINE &&
         (word->confidence < OCR_HOPELESS || (word->letters < 4 && word->confidence < OCR_NOISE));
}

static int tallest(const GArray *line) {
  int height = 0;
  for (guint i = 0; i < line->len; i++)
    height = MAX(height, g_array_index(line, LineWord, i).height);
  return height;
}

static void end_line(OcrText *text) {
  const GArray *line = text->line;
  double confidence = line_confidence(line);
  int height = tallest(line);
  gboolean begun = FALSE;
  for (guint i = 0; i < line->len; i++) {
    const LineWord *word = &g_array_index(line, LineWord, i);
    if (is_noise(word, confidence))
      continue;
    if (begun)
      g_string_append_c(text->out, word->left - (word - 1)->right >= OCR_CELL_GAP * height ? '\t' : ' ');
    else if (text->out->len)
      g_string_append(text->out, text->new_paragraph ? "\n\n" : "\n");
    g_string_append_len(text->out, text->words->str + word->start, (gssize)word->length);
    text->sure += word->confidence * word->letters;
    text->weight += word->letters;
    begun = TRUE;
  }
  if (begun)
    text->new_paragraph = FALSE;
  g_array_set_size(text->line, 0);
  g_string_truncate(text->words, 0);
}

void ocr_text_add(OcrText *text, const OcrWord *word) {
  if (word->place != OCR_WORD_WITHIN)
    end_line(text);
  text->new_paragraph |= word->place == OCR_WORD_BEGINS_PARAGRAPH; /* also where its first words are noise */
  g_autofree char *trimmed = g_strstrip(g_strdup(word->text));
  LineWord placed = {.start = text->words->len,
                     .length = strlen(trimmed),
                     .left = word->left,
                     .right = word->right,
                     .height = word->bottom - word->top,
                     .letters = count_letters(trimmed),
                     .confidence = word->confidence};
  g_string_append(text->words, trimmed);
  g_array_append_val(text->line, placed);
}

char *ocr_text_finish(OcrText *text, double *confidence) {
  end_line(text);
  *confidence = text->weight > 0 ? text->sure / text->weight : 0;
  return text->weight > 0 ? g_strdup(text->out->str) : NULL;
}
