/* From words with boxes to text: lines, paragraphs, cells, noise. */
#include "pipeline/ocr_text.h"

typedef struct {
  const char *name;
  OcrWord words[8];
  const char *text;
  double confidence;
} Case;

#define WORD(text, left, right, sure, place)                                                                           \
  { text, left, 0, right, 20, sure, place }

static const Case cases[] = {
    {"lines",
     {WORD("Kommunen", 0, 90, .9, OCR_WORD_BEGINS_PARAGRAPH), WORD("åpner", 100, 150, .9, OCR_WORD_WITHIN),
      WORD("miljø-", 0, 60, .9, OCR_WORD_BEGINS_LINE), WORD("mål", 0, 30, .9, OCR_WORD_BEGINS_LINE)},
     "Kommunen åpner\nmiljø-\nmål",
     .9},
    {"paragraphs",
     {WORD("ett", 0, 30, .8, OCR_WORD_BEGINS_PARAGRAPH), WORD("två", 0, 30, 1, OCR_WORD_BEGINS_PARAGRAPH)},
     "ett\n\ntvå",
     .9},
    {"cells",
     {WORD("Gävle", 0, 50, .9, OCR_WORD_BEGINS_LINE), WORD("kommun", 60, 120, .9, OCR_WORD_WITHIN),
      WORD("4711", 160, 200, .9, OCR_WORD_WITHIN)},
     "Gävle kommun\t4711",
     .9},
    /* a short word in a line that is sure stays, a rule between cells does not and is no white either */
    {"short",
     {WORD("gruppen", 0, 70, .97, OCR_WORD_BEGINS_LINE), WORD("os", 80, 100, .3, OCR_WORD_WITHIN),
      WORD("|", 110, 140, .2, OCR_WORD_WITHIN), WORD("minix", 150, 200, .97, OCR_WORD_WITHIN)},
     "gruppen os minix",
     (14 * .97 - 2 * .97 + 2 * .3) / 14},
    /* a picture: what is short and unsure goes, and the paragraph still begins */
    {"picture",
     {WORD("ord", 0, 30, .9, OCR_WORD_BEGINS_PARAGRAPH), WORD("~", 0, 30, .1, OCR_WORD_BEGINS_PARAGRAPH),
      WORD("(VT", 40, 70, .5, OCR_WORD_WITHIN), WORD("PONGDMG", 80, 90, .1, OCR_WORD_WITHIN),
      WORD("efter", 0, 50, .9, OCR_WORD_BEGINS_LINE)},
     "ord\n\nefter",
     .9},
    {"symbols", {WORD("a", 0, 9, .9, OCR_WORD_BEGINS_LINE), WORD("&", 19, 29, .9, OCR_WORD_WITHIN)}, "a &", .9},
    {"only-noise", {WORD("~", 0, 30, .1, OCR_WORD_BEGINS_LINE), WORD(" ", 0, 30, .9, OCR_WORD_WITHIN)}, NULL, 0},
    {"nothing", {{0}}, NULL, 0},
};

static void test_case(gconstpointer data) {
  const Case *c = data;
  g_autoptr(OcrText) text = ocr_text_new();
  for (const OcrWord *word = c->words; word->text; word++)
    ocr_text_add(text, word);
  double confidence;
  g_autofree char *got = ocr_text_finish(text, &confidence);
  g_assert_cmpstr(got, ==, c->text);
  g_assert_cmpfloat_with_epsilon(confidence, c->confidence, 1e-9);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *name = g_strdup_printf("/ocr-text/%s", cases[i].name);
    g_test_add_data_func(name, &cases[i], test_case);
  }
  return g_test_run();
}
