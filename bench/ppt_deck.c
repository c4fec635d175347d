/* ppt_deck MEGABYTES FILE: a binary presentation whose document stream is that large, of slides such as PowerPoint
 * writes them: a title, a list, four boxes, and as much about how they look as they say. Prints the bytes of the
 * stream. For bench/decks. */
#include "extractors/extractor.h"
#include "tests/unit/ppt_writer.h"

#include <stdio.h>
#include <stdlib.h>

#define DOCUMENT_ID 1
#define BOXES 4
#define LIST_WORDS 60
#define BOX_WORDS 8
#define LINE_WORDS 6
#define RUNS 3       /* of one setting, a text */
#define RUN_BYTES 40 /* what a run says of fonts, colours and indents */

static const char *const words[] = {"kommunen", "vatten",  "planen",    "området", "åtgärder", "underlag", "samråd",
                                    "ansvar",   "tidplan", "nätverket", "klimat",  "och",      "för",      "i"};

static char *random_text(GRand *chance, guint count) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < count; i++) {
    if (i > 0)
      g_string_append_c(text, i % LINE_WORDS == 0 ? '\r' : ' ');
    g_string_append(text, words[g_rand_int_range(chance, 0, G_N_ELEMENTS(words))]);
  }
  return g_string_free(text, FALSE);
}

/* A box that ends with the atom of its looks ([MS-PPT] 2.9.44), whose inside no reader of text needs. */
static void put_styled_box(GByteArray *out, GRand *chance, const Place *place, guint8 placeholder, guint32 type,
                           guint count) {
  static const guint8 looks[RUNS * RUN_BYTES] = {0};
  g_autofree char *text = random_text(chance, count);
  put_box(out, place, placeholder, type, text);
  guint at = record_begin(out, PPT_STYLE_TEXT_ATOM, 0, 0);
  g_byte_array_append(out, looks, sizeof looks);
  record_end(out, at);
}

static void put_slide(DeckWriter *deck, GRand *chance, guint32 id) {
  static const Place top = {100, 50, 5000, 300}, middle = {100, 500, 2500, 3000};
  guint slide = object_begin(deck, id, PPT_SLIDE, 0);
  ATOM(deck->stream, PPT_SLIDE_ATOM, 0, 0, 0, 0, 0, 1);
  OpenDrawing open = drawing_begin(deck->stream);
  put_styled_box(deck->stream, chance, &top, 0x0D, PPT_TEXT_TITLE, LINE_WORDS);
  put_styled_box(deck->stream, chance, &middle, 0x0E, PPT_TEXT_BODY, LIST_WORDS);
  for (gint32 i = 0; i < BOXES; i++) {
    Place place = {3000, 500 + 600 * i, 5000, 900 + 600 * i};
    put_styled_box(deck->stream, chance, &place, 0, PPT_TEXT_OTHER, BOX_WORDS);
  }
  drawing_end(deck->stream, &open);
  record_end(deck->stream, slide);
}

static void put_document(DeckWriter *deck, guint32 slides) {
  guint document = object_begin(deck, DOCUMENT_ID, PPT_DOCUMENT, 0);
  ATOM(deck->stream, PPT_DOCUMENT_ATOM, 5760, 4320, 0, 0, 0, 0, 0, 0, 1, 0);
  guint list = container_begin(deck->stream, PPT_SLIDE_LIST, 0);
  for (guint32 id = DOCUMENT_ID + 1; id <= slides; id++)
    ATOM(deck->stream, PPT_SLIDE_PERSIST_ATOM, id, 0, 0, id, 0);
  record_end(deck->stream, list);
  record_end(deck->stream, document);
  deck_save(deck, DOCUMENT_ID);
}

int main(int argc, char **argv) {
  gsize size = argc == 3 ? (gsize)(g_ascii_strtod(argv[1], NULL) * 1e6) : 0;
  if (size == 0) {
    fprintf(stderr, "usage: ppt_deck MEGABYTES FILE\n");
    return 2;
  }
  g_autoptr(GRand) chance = g_rand_new_with_seed(4);
  DeckWriter deck = deck_begin();
  guint32 id = DOCUMENT_ID;
  while (deck.stream->len < size)
    put_slide(&deck, chance, ++id);
  put_document(&deck, id);
  g_autoptr(GBytes) bytes = deck_pack(&deck, TRUE);
  printf("%u\n", deck.stream->len);
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  deck_clear(&deck);
  return g_file_set_contents(argv[2], data, (gssize)length, NULL) ? 0 : 1;
}
