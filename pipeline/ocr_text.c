/* Noise out, lines and cells together. */
#include "pipeline/ocr_text.h"

#include <string.h>

/* A word of the line in hand; its text is a stretch of `words`. */
typedef struct {
  gsize start, length;
  int gap; /* white before it, noise counted as print; of the first 0 */
  int height;
} LineWord;

struct OcrText {
  GString *out;
  GString *words; /* texts of the line in hand, one behind the other */
  GArray *line;   /* LineWord */
  int right;      /* end of what came last in the line, noise included; -1 at its beginning */
  gboolean new_paragraph;
  double sure, weight;
};

OcrText *ocr_text_new(void) {
  OcrText *text = g_new0(OcrText, 1);
  text->out = g_string_new(NULL);
  text->words = g_string_new(NULL);
  text->right = -1;
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

static void end_line(OcrText *text) {
  GArray *line = text->line;
  int height = 0;
  for (guint i = 0; i < line->len; i++)
    height = MAX(height, g_array_index(line, LineWord, i).height);
  if (line->len && text->out->len)
    g_string_append(text->out, text->new_paragraph ? "\n\n" : "\n");
  for (guint i = 0; i < line->len; i++) {
    const LineWord *word = &g_array_index(line, LineWord, i);
    if (i > 0)
      g_string_append_c(text->out, word->gap >= OCR_CELL_GAP * height ? '\t' : ' ');
    g_string_append_len(text->out, text->words->str + word->start, (gssize)word->length);
  }
  if (line->len)
    text->new_paragraph = FALSE;
  g_array_set_size(line, 0);
  g_string_truncate(text->words, 0);
  text->right = -1;
}

void ocr_text_add(OcrText *text, const OcrWord *word) {
  if (word->place != OCR_WORD_WITHIN)
    end_line(text);
  text->new_paragraph |= word->place == OCR_WORD_BEGINS_PARAGRAPH; /* also where its first words are noise */
  g_autofree char *trimmed = g_strstrip(g_strdup(word->text));
  guint letters = count_letters(trimmed);
  int gap = text->right < 0 ? 0 : word->left - text->right;
  text->right = word->right;
  if (!*trimmed || word->confidence < OCR_NOISE || (letters < 4 && word->confidence < OCR_NOISE_SHORT))
    return;
  LineWord placed = {text->words->len, strlen(trimmed), gap, word->bottom - word->top};
  g_string_append(text->words, trimmed);
  g_array_append_val(text->line, placed);
  text->sure += word->confidence * letters;
  text->weight += letters;
}

char *ocr_text_finish(OcrText *text, double *confidence) {
  end_line(text);
  *confidence = text->weight > 0 ? text->sure / text->weight : 0;
  return text->weight > 0 ? g_strdup(text->out->str) : NULL;
}
