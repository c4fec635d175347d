/* Which data a page is read with, and what Tesseract says of it. */
#include "pipeline/ocr_engine.h"

#include "language/identify.h"
#include "pipeline/ocr_text.h"
#include "pipeline/tessdata.h"

#include <string.h>
#include <tesseract/capi.h>

/* A page in another language than its first reading's is read again from this confidence on. */
#define SURE_LANGUAGE 0.8

struct OcrEngine {
  char *folder;
  GHashTable *readers; /* name of data -> TessBaseAPI*; NULL where they could not be loaded */
};

static void reader_free(gpointer reader) {
  if (reader)
    TessBaseAPIDelete(reader);
}

OcrEngine *ocr_engine_new(const char *folder) {
  OcrEngine *engine = g_new0(OcrEngine, 1);
  engine->folder = g_strdup(folder);
  engine->readers = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, reader_free);
  return engine;
}

void ocr_engine_free(OcrEngine *engine) {
  if (!engine)
    return;
  g_hash_table_unref(engine->readers);
  g_free(engine->folder);
  g_free(engine);
}

static TessBaseAPI *load(const OcrEngine *engine, const char *name) {
  TessBaseAPI *reader = TessBaseAPICreate();
  if (TessBaseAPIInit2(reader, engine->folder, name, OEM_LSTM_ONLY) != 0) {
    TessBaseAPIDelete(reader);
    return NULL;
  }
  TessBaseAPISetPageSegMode(reader, PSM_AUTO);
  return reader;
}

static TessBaseAPI *get_reader(OcrEngine *engine, const char *name) {
  gpointer reader;
  if (!g_hash_table_lookup_extended(engine->readers, name, NULL, &reader)) {
    reader = tessdata_is_installed(engine->folder, name) ? load(engine, name) : NULL;
    g_hash_table_insert(engine->readers, (gpointer)(guintptr)name, reader);
  }
  return reader;
}

static OcrWordPlace place_of(const TessPageIterator *at) {
  if (TessPageIteratorIsAtBeginningOf(at, RIL_PARA) || TessPageIteratorIsAtBeginningOf(at, RIL_BLOCK))
    return OCR_WORD_BEGINS_PARAGRAPH;
  return TessPageIteratorIsAtBeginningOf(at, RIL_TEXTLINE) ? OCR_WORD_BEGINS_LINE : OCR_WORD_WITHIN;
}

static void add_word(OcrText *text, TessResultIterator *words) {
  const TessPageIterator *at = TessResultIteratorGetPageIteratorConst(words);
  OcrWord word = {.confidence = (double)TessResultIteratorConfidence(words, RIL_WORD) / 100, .place = place_of(at)};
  char *letters = TessResultIteratorGetUTF8Text(words, RIL_WORD);
  word.text = letters && g_utf8_validate(letters, -1, NULL) ? letters : "";
  TessPageIteratorBoundingBox(at, RIL_WORD, &word.left, &word.top, &word.right, &word.bottom);
  ocr_text_add(text, &word);
  TessDeleteText(letters);
}

static char *read_with(OcrEngine *engine, const char *name, const PageImage *image, double *confidence) {
  TessBaseAPI *reader = name ? get_reader(engine, name) : NULL;
  if (!reader)
    return NULL;
  g_autoptr(OcrText) text = ocr_text_new();
  TessBaseAPISetImage(reader, g_bytes_get_data(image->pixels, NULL), (int)image->width, (int)image->height, 1,
                      (int)image->width);
  TessBaseAPISetSourceResolution(reader, (int)image->dpi);
  if (TessBaseAPIRecognize(reader, NULL) == 0) {
    TessResultIterator *words = TessBaseAPIGetIterator(reader);
    for (gboolean more = words != NULL; more; more = TessResultIteratorNext(words, RIL_WORD))
      add_word(text, words);
    if (words)
      TessResultIteratorDelete(words);
  }
  TessBaseAPIClear(reader);
  return ocr_text_finish(text, confidence);
}

/* Norwegian data first: they read all of Scandinavia well enough to tell the language, Danish as well as Danish data
 * do, and are the fastest. */
static const char *first_name(OcrEngine *engine, const char *language) {
  const char *wanted = tessdata_name(language);
  if (wanted && get_reader(engine, wanted))
    return wanted;
  static const char *const order[] = {"nor", "dan", "swe"};
  for (gsize i = 0; i < G_N_ELEMENTS(order); i++)
    if (get_reader(engine, order[i]))
      return order[i];
  return NULL;
}

static gboolean is_norwegian_or_danish(const char *name) {
  return strcmp(name, "nor") == 0 || strcmp(name, "dan") == 0;
}

/* The data that should have been used, going by what was read with `name`; NULL where those were right. */
static const char *better_name(const char *name, const char *text) {
  Identification identified = identify_text(text, -1);
  const char *better = identified.confidence >= SURE_LANGUAGE ? tessdata_name(identified.language) : NULL;
  if (!better || strcmp(better, name) == 0 || (is_norwegian_or_danish(better) && is_norwegian_or_danish(name)))
    return NULL;
  return better;
}

char *ocr_engine_read(OcrEngine *engine, const PageImage *image, const char *language, double *confidence) {
  const char *name = first_name(engine, language);
  double first_sure = 0, second_sure = 0;
  g_autofree char *first = read_with(engine, name, image, &first_sure);
  const char *better = first ? better_name(name, first) : NULL;
  g_autofree char *second = better ? read_with(engine, better, image, &second_sure) : NULL;
  gboolean use_second = second && second_sure >= first_sure;
  g_autofree char *text = use_second ? g_steal_pointer(&second) : g_steal_pointer(&first);
  if (!text || strlen(text) > OCR_MAX_TEXT)
    return NULL;
  *confidence = use_second ? second_sure : first_sure;
  return g_steal_pointer(&text);
}
