/* Binary presentations: streams are made here record by record, and what comes out is compared line by line. */
#include "extractors/office/encryption_rc4.h"
#include "tests/unit/extractors_helpers.h"
#include "tests/unit/package_writer.h"
#include "tests/unit/ppt_writer.h"

#include <zlib.h>

#define DOCUMENT_ID 1
#define SYMBOL_FONT 1

static const Place top = {100, 50, 5000, 300}, middle = {100, 500, 2500, 3000}, right = {3000, 500, 5000, 3000};

/* --- from streams to a description of the document --------------------------------------------- */

static char *describe(const Document *document) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    g_assert_true(g_utf8_validate(unit->text, -1, NULL));
    g_string_append_printf(out, unit->hidden ? "(%s) %s:" : "%s %s:", unit_kind_name(unit->kind),
                           unit->label ? unit->label : "-");
    if (unit->parent)
      g_string_append_printf(out, " [%u]", unit->parent);
    g_string_append_printf(out, " %s\n%s%s", unit->heading ? unit->heading : "-", unit->text, *unit->text ? "\n" : "");
  }
  for (guint i = 0; i < document->furniture->len; i++)
    g_string_append_printf(out, "furniture: %s\n", ((const Furniture *)document->furniture->pdata[i])->text);
  return g_string_free(out, FALSE);
}

static Document *extract_packed(GBytes *bytes, const char *name) {
  return extract_bytes(name, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

static void check(const DeckWriter *deck, gboolean with_user, Status status, const char *expected) {
  g_autoptr(GBytes) bytes = deck_pack(deck, with_user);
  g_autoptr(Document) document = extract_packed(bytes, "fil.bin");
  g_autofree char *found = describe(document);
  g_assert_cmpstr(document->extractor, ==, "ppt");
  g_assert_cmpstr(status_name(document->status), ==, status_name(status));
  g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_PRESENTATION);
  g_assert_cmpstr(found, ==, expected);
}

/* --- parts of a deck -------------------------------------------------------------------------- */

/* Slides bear the numbers of their containers as identifiers, as masters and notes do. */
typedef struct {
  guint32 master, notes;
  gboolean hidden;
} SlideOptions;

static guint slide_begin(DeckWriter *deck, guint32 id, const SlideOptions *options) {
  guint slide = object_begin(deck, id, PPT_SLIDE, 0);
  ATOM(deck->stream, PPT_SLIDE_ATOM, 0, 0, 0, options ? options->master : 0, options ? options->notes : 0, 1);
  ATOM(deck->stream, PPT_SLIDE_SHOW_INFO_ATOM, 0, 0, options && options->hidden ? 0x4u << 16 : 0, 0);
  return slide;
}

/* A slide with a title and a body. */
static void put_slide(DeckWriter *deck, guint32 id, const SlideOptions *options, const char *title, const char *text) {
  guint slide = slide_begin(deck, id, options);
  OpenDrawing open = drawing_begin(deck->stream);
  put_box(deck->stream, &middle, 0x0E, PPT_TEXT_BODY, text);
  put_box(deck->stream, &top, 0x0D, PPT_TEXT_TITLE, title);
  drawing_end(deck->stream, &open);
  record_end(deck->stream, slide);
}

static void put_list(GByteArray *out, guint16 instance, const guint32 *ids) {
  guint list = container_begin(out, PPT_SLIDE_LIST, instance);
  for (; *ids; ids++)
    ATOM(out, PPT_SLIDE_PERSIST_ATOM, *ids, 0, 0, *ids, 0);
  record_end(out, list);
}

static guint document_begin(DeckWriter *deck, guint16 first_number) {
  guint document = object_begin(deck, DOCUMENT_ID, PPT_DOCUMENT, 0);
  ATOM(deck->stream, PPT_DOCUMENT_ATOM, 5760, 4320, 0, 0, 0, 0, 0, 0, first_number, 0);
  return document;
}

#define IDS(...) ((const guint32[]){__VA_ARGS__, 0})
static void put_document(DeckWriter *deck, const guint32 *slides) {
  guint document = document_begin(deck, 1);
  put_list(deck->stream, 0, slides);
  record_end(deck->stream, document);
  deck_save(deck, DOCUMENT_ID);
}

/* --- edits ------------------------------------------------------------------------------------ */

static DeckWriter two_edits(void) {
  DeckWriter deck = deck_begin();
  put_slide(&deck, 2, NULL, "Utkast", "Skal ikke finnes igjen");
  put_slide(&deck, 3, NULL, "Fjernet", "Heller ikke dette");
  put_document(&deck, IDS(2, 3));
  put_slide(&deck, 2, NULL, "Ferdig", "Blåbær og rødgrøt");
  put_slide(&deck, 4, NULL, "Nytt", "Føyd til");
  put_document(&deck, IDS(4, 2));
  return deck;
}

static void test_newest_edit(void) {
  DeckWriter deck = two_edits();
  check(&deck, TRUE, STATUS_OK, "slide 1: Nytt\nFøyd til\nslide 2: Ferdig\nBlåbær og rødgrøt\n");
  deck_clear(&deck);
}

static void test_no_current_user(void) {
  DeckWriter deck = two_edits();
  check(&deck, FALSE, STATUS_PARTIAL, "slide 1: Nytt\nFøyd til\nslide 2: Ferdig\nBlåbær og rødgrøt\n");
  deck_clear(&deck);
}

static void test_broken_chain(void) {
  DeckWriter deck = two_edits();
  guint32 previous = deck.edit + PPT_RECORD_HEADER + 8;
  deck.stream->data[previous] ^= 0x55; /* the older edit is not there */
  check(&deck, TRUE, STATUS_PARTIAL, "slide 1: Nytt\nFøyd til\nslide 2: Ferdig\nBlåbær og rødgrøt\n");
  deck_clear(&deck);
}

static void test_circular_chain(void) {
  DeckWriter deck = two_edits();
  for (guint i = 0; i < 4; i++)
    deck.stream->data[deck.edit + PPT_RECORD_HEADER + 8 + i] = deck.edit >> (8 * i) & 0xFF;
  check(&deck, TRUE, STATUS_PARTIAL, "slide 1: Nytt\nFøyd til\nslide 2: Ferdig\nBlåbær og rødgrøt\n");
  deck_clear(&deck);
}

static void test_missing_slide(void) {
  DeckWriter deck = deck_begin();
  put_slide(&deck, 2, NULL, "Finns", "Här");
  put_document(&deck, IDS(7, 2));
  check(&deck, TRUE, STATUS_PARTIAL, "slide 2: Finns\nHär\n");
  deck_clear(&deck);
}

/* The document is lost: what looks like a slide is one. */
static void test_no_document(void) {
  DeckWriter deck = deck_begin();
  put_slide(&deck, 2, NULL, "Ensam", "Kvar");
  deck_save(&deck, 9);
  check(&deck, TRUE, STATUS_PARTIAL, "slide 1: Ensam\nKvar\n");
  deck_clear(&deck);
}

/* --- slides ----------------------------------------------------------------------------------- */

static void test_numbers_and_notes(void) {
  DeckWriter deck = deck_begin();
  put_slide(&deck, 2, &(SlideOptions){.notes = 5, .hidden = TRUE}, "Dold\vbild", "Text");
  put_slide(&deck, 3, NULL, "Synlig", "Text");
  guint notes = object_begin(&deck, 5, PPT_NOTES, 0);
  OpenDrawing open = drawing_begin(deck.stream);
  put_box(deck.stream, &top, 0x0B, PPT_TEXT_OTHER, "Bilden själv");
  put_box(deck.stream, &middle, 0x0C, PPT_TEXT_NOTES, "Säg detta\rlångsamt");
  drawing_end(deck.stream, &open);
  record_end(deck.stream, notes);
  guint document = document_begin(&deck, 10);
  put_list(deck.stream, 0, IDS(3, 2, 3, 3));
  put_list(deck.stream, 2, IDS(5));
  record_end(deck.stream, document);
  deck_save(&deck, DOCUMENT_ID);
  check(&deck, TRUE, STATUS_OK,
        "slide 10: Synlig\nText\n(slide) 11: Dold bild\nText\nnotes 11: [2] -\nSäg detta\nlångsamt\n");
  deck_clear(&deck);
}

/* Texts in the list of slides, which shapes refer to; what no shape refers to was deleted. */
static void test_outline(void) {
  DeckWriter deck = deck_begin();
  guint slide = slide_begin(&deck, 2, NULL);
  OpenDrawing open = drawing_begin(deck.stream);
  for (guint32 index = 0; index < 2; index++) {
    guint shape = shape_begin(deck.stream, 1, 0xA00, index == 0 ? &top : &middle);
    guint box = container_begin(deck.stream, ART_CLIENT_TEXT_BOX, 0);
    ATOM(deck.stream, PPT_OUTLINE_TEXT_REF_ATOM, index);
    record_end(deck.stream, box);
    record_end(deck.stream, shape);
  }
  drawing_end(deck.stream, &open);
  record_end(deck.stream, slide);
  guint document = document_begin(&deck, 1);
  guint list = container_begin(deck.stream, PPT_SLIDE_LIST, 0);
  ATOM(deck.stream, PPT_SLIDE_PERSIST_ATOM, 2, 0, 3, 256, 0);
  put_text(deck.stream, PPT_TEXT_CENTER_TITLE, "Tittel i listen", FALSE);
  put_text(deck.stream, PPT_TEXT_BODY,
           "R\xE5"
           "d \x96 p\xE5\vto linjer\r\rNeste",
           TRUE);
  put_text(deck.stream, PPT_TEXT_BODY, "Slettet", FALSE);
  ATOM(deck.stream, PPT_SLIDE_PERSIST_ATOM, 9, 0, 1, 257, 0);
  put_text(deck.stream, PPT_TEXT_TITLE, "Bare i listen", FALSE);
  record_end(deck.stream, list);
  record_end(deck.stream, document);
  deck_save(&deck, DOCUMENT_ID);
  check(&deck, TRUE, STATUS_PARTIAL, "slide 1: Tittel i listen\nRåd – på\nto linjer\nNeste\nslide 2: Bare i listen\n");
  deck_clear(&deck);
}

static void put_field_box(GByteArray *out, const Place *place, const char *text, guint16 type, guint32 position) {
  guint shape = shape_begin(out, 202, 0xA00, place);
  guint box = container_begin(out, ART_CLIENT_TEXT_BOX, 0);
  put_text(out, PPT_TEXT_OTHER, text, FALSE);
  ATOM(out, type, position);
  record_end(out, box);
  record_end(out, shape);
}

static void test_fields(void) {
  DeckWriter deck = deck_begin();
  guint slide = slide_begin(&deck, 2, NULL);
  OpenDrawing open = drawing_begin(deck.stream);
  put_field_box(deck.stream, &top, "*", PPT_SLIDE_NUMBER_CHAR, 0);
  put_field_box(deck.stream, &middle, "Side * av 9", PPT_SLIDE_NUMBER_CHAR, 5);
  put_field_box(deck.stream, &right, "I dag *, 5 * 3", PPT_DATE_TIME_CHAR, 6);
  drawing_end(deck.stream, &open);
  record_end(deck.stream, slide);
  put_document(&deck, IDS(2));
  check(&deck, TRUE, STATUS_OK, "slide 1: -\nSide 1 av 9\n\nI dag , 5 * 3\nfurniture: 1\n");
  deck_clear(&deck);
}

static void put_headers_footers(GByteArray *out, guint16 instance, guint32 flags, const char *footer) {
  guint container = container_begin(out, PPT_HEADERS_FOOTERS, instance);
  ATOM(out, PPT_HEADERS_FOOTERS_ATOM, flags << 16);
  put_string(out, 0, "12 mars");
  put_string(out, 2, footer);
  record_end(out, container);
}

/* A master's prompts stay out, in any language; what it adds to all slides is furniture. */
static void test_master(void) {
  DeckWriter deck = deck_begin();
  guint master = object_begin(&deck, 8, PPT_MAIN_MASTER, 0);
  OpenDrawing open = drawing_begin(deck.stream);
  put_box(deck.stream, &top, 0x01, PPT_TEXT_TITLE, "Klikk for å redigere titteltekstformatet");
  put_box(deck.stream, &middle, 0x02, PPT_TEXT_BODY, "Klicka här för att ändra format\rNivå två");
  put_field_box(deck.stream, &middle, "*", PPT_FOOTER_CHAR, 0);
  put_box(deck.stream, &right, 0, PPT_TEXT_OTHER, "Kommunens logotyp");
  drawing_end(deck.stream, &open);
  record_end(deck.stream, master);
  put_slide(&deck, 2, &(SlideOptions){.master = 8}, "Ett", "Text");
  guint slide = slide_begin(&deck, 3, &(SlideOptions){.master = 8});
  put_headers_footers(deck.stream, 0, 0x24, "Egen fot");
  open = drawing_begin(deck.stream);
  put_box(deck.stream, &middle, 0x09, PPT_TEXT_OTHER, "Fot i ruta");
  put_box(deck.stream, &middle, 0x0E, PPT_TEXT_BODY, "");
  drawing_end(deck.stream, &open);
  record_end(deck.stream, slide);
  guint document = document_begin(&deck, 1);
  put_headers_footers(deck.stream, 3, 0x20, "Gemensam fot");
  put_list(deck.stream, 0, IDS(2, 3));
  put_list(deck.stream, 1, IDS(8));
  record_end(deck.stream, document);
  deck_save(&deck, DOCUMENT_ID);
  check(&deck, TRUE, STATUS_OK,
        "slide 1: Ett\nText\nslide 2: -\nfurniture: Gemensam fot\nfurniture: Kommunens logotyp\n"
        "furniture: Fot i ruta\nfurniture: 12 mars\nfurniture: Egen fot\n");
  deck_clear(&deck);
}

/* --- shapes ----------------------------------------------------------------------------------- */

static void put_properties(GByteArray *out, guint16 type, guint16 property, const char *text, guint32 value) {
  guint at = record_begin(out, type, 1, 3);
  g_autoptr(GByteArray) wide = g_byte_array_new();
  put_wide(wide, text ? text : "");
  put_u16(out, (guint16)(property | (text ? 0x8000 : 0)));
  put_u32(out, text ? wide->len : value);
  g_byte_array_append(out, wide->data, text ? wide->len : 0);
  record_end(out, at);
}

static guint begin_test_slide(DeckWriter *deck, OpenDrawing *open) {
  guint slide = slide_begin(deck, 2, NULL);
  *open = drawing_begin(deck->stream);
  return slide;
}

static void end_test_slide(DeckWriter *deck, guint slide, const OpenDrawing *open, Status status,
                           const char *expected) {
  drawing_end(deck->stream, open);
  record_end(deck->stream, slide);
  put_document(deck, IDS(2));
  check(deck, TRUE, status, expected);
  deck_clear(deck);
}

static void test_groups_and_order(void) {
  DeckWriter deck = deck_begin();
  OpenDrawing open;
  guint slide = begin_test_slide(&deck, &open);
  put_box(deck.stream, &right, 0, PPT_TEXT_OTHER, "Til høyre");
  guint group = group_begin(deck.stream, &middle, &(Place){0, 0, 100, 100});
  put_box(deck.stream, &(Place){0, 50, 100, 100}, 0, PPT_TEXT_OTHER, "Under");
  put_box(deck.stream, &(Place){0, 0, 100, 40}, 0, PPT_TEXT_OTHER, "Over");
  record_end(deck.stream, group);
  put_box(deck.stream, &top, 0, PPT_TEXT_OTHER, "Øverst");
  end_test_slide(&deck, slide, &open, STATUS_OK, "slide 1: -\nØverst\n\nOver\nUnder\n\nTil høyre\n");
}

static void test_table(void) {
  DeckWriter deck = deck_begin();
  OpenDrawing open;
  guint slide = begin_test_slide(&deck, &open);
  guint group = container_begin(deck.stream, ART_GROUP, 0);
  guint shape = shape_begin(deck.stream, 0, 0x201, &middle);
  put_properties(deck.stream, ART_TERTIARY_PROPERTIES, 0x039F, NULL, 1);
  record_end(deck.stream, shape);
  put_box(deck.stream, &(Place){50, 20, 100, 40}, 0, PPT_TEXT_OTHER, "12\r%");
  put_box(deck.stream, &(Place){0, 20, 50, 40}, 0, PPT_TEXT_OTHER, "Andel");
  put_box(deck.stream, &(Place){50, 0, 100, 20}, 0, PPT_TEXT_OTHER, "2020");
  put_box(deck.stream, &(Place){0, 0, 50, 20}, 0, PPT_TEXT_OTHER, "");
  record_end(deck.stream, shape_begin(deck.stream, 20, 0xA00, &(Place){0, 20, 100, 20}));
  record_end(deck.stream, group);
  end_test_slide(&deck, slide, &open, STATUS_OK, "slide 1: -\n\t2020\nAndel\t12 %\n");
}

static void test_properties(void) {
  DeckWriter deck = deck_begin();
  OpenDrawing open;
  guint slide = begin_test_slide(&deck, &open);
  static const struct {
    guint16 kind, record, property;
    const char *text;
    guint32 value;
  } shapes[] = {
      {136, ART_PROPERTIES, 0x00C0, "Ordkonst", 0},    {75, ART_PROPERTIES, 0x0381, "Elever i matkø", 0},
      {75, ART_PROPERTIES, 0x0381, "IMG_2041.JPG", 0}, {75, ART_PROPERTIES, 0x0381, "C:\\bilder\\j0123", 0},
      {1, ART_PROPERTIES, 0x0381, "Ingen bild", 0},
  };
  for (guint i = 0; i < G_N_ELEMENTS(shapes); i++) {
    guint shape = shape_begin(deck.stream, shapes[i].kind, 0xA00, NULL);
    put_properties(deck.stream, shapes[i].record, shapes[i].property, shapes[i].text, shapes[i].value);
    record_end(deck.stream, shape);
  }
  guint hidden = shape_begin(deck.stream, 1, 0xA00, NULL);
  put_properties(deck.stream, ART_PROPERTIES, 0x03BF, NULL, 0x00020002);
  guint box = container_begin(deck.stream, ART_CLIENT_TEXT_BOX, 0);
  put_text(deck.stream, PPT_TEXT_OTHER, "Skjult", FALSE);
  record_end(deck.stream, box);
  record_end(deck.stream, hidden);
  guint deleted = shape_begin(deck.stream, 1, 0xA08, NULL);
  box = container_begin(deck.stream, ART_CLIENT_TEXT_BOX, 0);
  put_text(deck.stream, PPT_TEXT_OTHER, "Slettet", FALSE);
  record_end(deck.stream, box);
  record_end(deck.stream, deleted);
  end_test_slide(&deck, slide, &open, STATUS_OK, "slide 1: -\nOrdkonst\n\nElever i matkø\n");
}

static void put_font(GByteArray *out, const char *name) {
  guint at = record_begin(out, PPT_FONT_ENTITY_ATOM, 0, 0);
  guint begun = out->len;
  put_wide(out, name);
  while (out->len < begun + 68)
    put_u16(out, 0);
  record_end(out, at);
}

/* U+F0B3 in the font Symbol is "greater or equal"; in a font that is not known it stays what it is. */
static void test_symbols(void) {
  DeckWriter deck = deck_begin();
  guint slide = slide_begin(&deck, 2, NULL);
  OpenDrawing open = drawing_begin(deck.stream);
  guint shape = shape_begin(deck.stream, 202, 0xA00, &top);
  guint box = container_begin(deck.stream, ART_CLIENT_TEXT_BOX, 0);
  put_text(deck.stream, PPT_TEXT_OTHER, "\xEF\x82\xB3 75 \xEF\x82\xB3", FALSE);
  guint styles = record_begin(deck.stream, PPT_STYLE_TEXT_ATOM, 0, 0);
  put_u32(deck.stream, 7); /* a paragraph with a margin and tabs */
  put_u16(deck.stream, 0);
  put_u32(deck.stream, 1u << 8 | 1u << 20);
  put_u16(deck.stream, 10);
  put_u16(deck.stream, 1);
  put_u32(deck.stream, 0x00010064);
  put_u32(deck.stream, 1); /* letters: one in Symbol, bold; the others in font 0 */
  put_u32(deck.stream, 1u << 0 | 1u << 23);
  put_u16(deck.stream, 1);
  put_u16(deck.stream, SYMBOL_FONT);
  put_u32(deck.stream, 6);
  put_u32(deck.stream, 1u << 16);
  put_u16(deck.stream, 0);
  record_end(deck.stream, styles);
  record_end(deck.stream, box);
  record_end(deck.stream, shape);
  drawing_end(deck.stream, &open);
  record_end(deck.stream, slide);
  guint document = document_begin(&deck, 1);
  guint environment = container_begin(deck.stream, PPT_ENVIRONMENT, 0);
  guint fonts = container_begin(deck.stream, PPT_FONT_COLLECTION, 0);
  put_font(deck.stream, "Arial");
  put_font(deck.stream, "Symbol");
  record_end(deck.stream, fonts);
  record_end(deck.stream, environment);
  put_list(deck.stream, 0, IDS(2));
  record_end(deck.stream, document);
  deck_save(&deck, DOCUMENT_ID);
  check(&deck, TRUE, STATUS_OK, "slide 1: -\n≥ 75 \xEF\x82\xB3\n");
  deck_clear(&deck);
}

static void test_comments(void) {
  DeckWriter deck = deck_begin();
  guint slide = slide_begin(&deck, 2, NULL);
  OpenDrawing open = drawing_begin(deck.stream);
  drawing_end(deck.stream, &open);
  guint tags = container_begin(deck.stream, PPT_TAGS, 0);
  guint tag = container_begin(deck.stream, PPT_BINARY_TAG, 0);
  put_string(deck.stream, 0, "___PPT10");
  guint data = record_begin(deck.stream, PPT_BINARY_TAG_DATA, 0, 0);
  guint comment = container_begin(deck.stream, PPT_COMMENT, 0);
  put_string(deck.stream, 0, "Åse Ørn");
  put_string(deck.stream, 1, "Stemmer tallet?");
  put_string(deck.stream, 2, "ÅØ");
  record_end(deck.stream, comment);
  record_end(deck.stream, data);
  record_end(deck.stream, tag);
  record_end(deck.stream, tags);
  record_end(deck.stream, slide);
  put_document(&deck, IDS(2));
  check(&deck, TRUE, STATUS_OK, "slide 1: -\ncomment 1: [1] Åse Ørn\nStemmer tallet?\n");
  deck_clear(&deck);
}

/* --- embedded objects ------------------------------------------------------------------------- */

/* The document lists one object, 7, whose storage is container 5; a shape of slide 2 shows it. */
static DeckWriter deck_with_object(const char *program, const guint8 *bytes, gsize length, gboolean packed) {
  DeckWriter deck = deck_begin();
  guint slide = slide_begin(&deck, 2, NULL);
  OpenDrawing open = drawing_begin(deck.stream);
  guint shape = shape_begin(deck.stream, 75, 0xA10, &middle);
  guint data = container_begin(deck.stream, ART_CLIENT_DATA, 0);
  ATOM(deck.stream, PPT_EXTERNAL_OBJECT_REF_ATOM, 7);
  record_end(deck.stream, data);
  record_end(deck.stream, shape);
  drawing_end(deck.stream, &open);
  record_end(deck.stream, slide);
  guint storage = object_begin(&deck, 5, PPT_EXTERNAL_OLE_STORAGE, packed);
  if (packed)
    put_u32(deck.stream, (guint32)length);
  uLongf room = compressBound(length);
  g_autofree guint8 *out = g_malloc(room);
  compress(out, &room, bytes, length);
  g_byte_array_append(deck.stream, packed ? out : bytes, (guint)(packed ? room - 4 : length)); /* no check sum */
  record_end(deck.stream, storage);
  guint document = document_begin(&deck, 1);
  guint objects = container_begin(deck.stream, PPT_EXTERNAL_OBJECT_LIST, 0);
  guint object = container_begin(deck.stream, PPT_EXTERNAL_OLE_EMBED, 0);
  ATOM(deck.stream, PPT_EXTERNAL_OLE_OBJECT_ATOM, 1, 0, 7, 0, 5, 0);
  put_string(deck.stream, 2, program);
  record_end(deck.stream, object);
  record_end(deck.stream, objects);
  put_list(deck.stream, 0, IDS(2));
  record_end(deck.stream, document);
  deck_save(&deck, DOCUMENT_ID);
  return deck;
}

static void test_embedded_deck(gconstpointer packed) {
  DeckWriter inner = deck_begin();
  put_slide(&inner, 2, NULL, "Innerst", "I en annen");
  put_document(&inner, IDS(2));
  g_autoptr(GBytes) bytes = deck_pack(&inner, TRUE);
  DeckWriter deck = deck_with_object("PowerPoint.Show.8", g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes),
                                     GPOINTER_TO_INT(packed));
  check(&deck, TRUE, STATUS_OK, "slide 1: -\nattachment PowerPoint.Show.8, 1: [1] Innerst\nI en annen\n");
  deck_clear(&deck);
  deck_clear(&inner);
}

/* A chart as an OpenDocument package in an OLE storage, as LibreOffice puts it there. */
static void test_embedded_chart(void) {
#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
  static const Part package[MAX_PARTS] = {
      {"mimetype", "application/vnd.oasis.opendocument.chart", 0},
      {"content.xml",
       "<office:document-content xmlns:office=\"" OASIS "office:1.0\" xmlns:chart=\"" OASIS
       "chart:1.0\" xmlns:text=\"" OASIS "text:1.0\"><office:body><office:chart><chart:chart><chart:title><text:p>"
       "Vannføring i Lierelva</text:p></chart:title></chart:chart></office:chart></office:body>"
       "</office:document-content>",
       0}};
  g_autoptr(GBytes) chart = zip_parts(package);
  gsize length;
  const char *content = g_bytes_get_data(chart, &length);
  const Part storage[MAX_PARTS] = {{"package_stream", content, length}};
  g_autoptr(GBytes) bytes = ole_parts(storage);
  DeckWriter deck = deck_with_object("", g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), TRUE);
  check(&deck, TRUE, STATUS_OK, "slide 1: -\nVannføring i Lierelva\n");
  deck_clear(&deck);
}

static void test_broken_object(void) {
  static const guint8 garbage[64] = {1, 2, 3};
  DeckWriter deck = deck_with_object("Excel.Sheet.8", garbage, sizeof garbage, TRUE);
  check(&deck, TRUE, STATUS_PARTIAL, "slide 1: -\n");
  deck_clear(&deck);
}

/* --- encryption ------------------------------------------------------------------------------- */

/* EncryptionInfo for RC4 with 128 bits; the verifier and its hash are put in once the key is known. */
static GByteArray *encryption_info(const char *password, Rc4Encryption **encryption) {
  static const guint8 salt[16] = {7, 1, 7, 2, 7, 3}, verifier[16] = "sixteen letters";
  GByteArray *info = g_byte_array_new();
  const guint32 header[] = {0x00020002, 4, 34, 4, 0, 0x6801, 0x8004, 128, 1, 0, 0};
  for (guint i = 0; i < G_N_ELEMENTS(header); i++)
    put_u32(info, header[i]);
  put_u16(info, 0); /* name of the provider */
  put_u32(info, sizeof salt);
  g_byte_array_append(info, salt, sizeof salt);
  guint8 secret[36];
  gsize digest = 20;
  memcpy(secret, verifier, sizeof verifier);
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA1);
  g_checksum_update(sum, verifier, sizeof verifier);
  g_checksum_get_digest(sum, secret + 16, &digest);
  g_byte_array_append(info, secret, 16);
  put_u32(info, 20);
  g_byte_array_append(info, secret + 16, 20);
  *encryption = encryption_rc4_new(info->data, info->len);
  g_assert_nonnull(*encryption);
  g_assert_false(encryption_rc4_unlock(*encryption, password));  /* the verifier is not encrypted yet */
  encryption_rc4_decrypt(*encryption, 0, secret, sizeof secret); /* RC4 is its own inverse */
  memcpy(info->data + info->len - 40, secret, 16);
  memcpy(info->data + info->len - 20, secret + 16, 20);
  return info;
}

static DeckWriter locked_deck(const char *password) {
  Rc4Encryption *encryption = NULL;
  g_autoptr(GByteArray) info = encryption_info(password, &encryption);
  DeckWriter deck = deck_begin();
  guint begun = deck.stream->len;
  put_slide(&deck, 2, NULL, "Hemligt", "Öppnat ändå");
  encryption_rc4_decrypt(encryption, 2, deck.stream->data + begun, deck.stream->len - begun);
  begun = deck.stream->len;
  guint document = document_begin(&deck, 1);
  put_list(deck.stream, 0, IDS(2));
  record_end(deck.stream, document);
  encryption_rc4_decrypt(encryption, DOCUMENT_ID, deck.stream->data + begun, deck.stream->len - begun);
  guint session = object_begin(&deck, 3, PPT_CRYPT_SESSION, 0);
  g_byte_array_append(deck.stream, info->data, info->len);
  record_end(deck.stream, session);
  deck_save(&deck, DOCUMENT_ID);
  put_u32(deck.stream, 3); /* the edit goes on with the session */
  deck.stream->data[deck.edit + 4] = 32;
  encryption_rc4_free(encryption);
  return deck;
}

static char *ask(gpointer password, guint attempt) {
  return attempt == 0 ? g_strdup("fel") : attempt == 1 ? g_strdup(password) : NULL;
}

static Document *extract_locked(GBytes *bytes, char *password) {
  ExtractorInput input;
  extractor_input_init_bytes(&input, bytes, "låst.ppt");
  Document *document = document_new();
  ExtractionHost host = {.ask_password = ask};
  Extraction extraction = {.input = &input, .document = document, .host = &host, .host_data = password};
  extraction_run(&extraction);
  extractor_input_clear(&input);
  return document;
}

static void test_password(void) {
  char right_one[] = "Blåbärsår-19", wrong_one[] = "nej";
  DeckWriter deck = locked_deck(right_one);
  check(&deck, TRUE, STATUS_ENCRYPTED, "");
  g_autoptr(GBytes) bytes = deck_pack(&deck, TRUE);
  g_autoptr(Document) closed = extract_locked(bytes, wrong_one);
  g_assert_cmpint(closed->status, ==, STATUS_ENCRYPTED);
  g_autoptr(Document) open = extract_locked(bytes, right_one);
  g_autofree char *found = describe(open);
  g_assert_cmpstr(found, ==, "slide 1: Hemligt\nÖppnat ändå\n");
  g_assert_cmpint(open->status, ==, STATUS_OK);
  deck_clear(&deck);
}

static void test_default_password(void) {
  DeckWriter deck = locked_deck("/01Hannes Ruescher/01");
  check(&deck, TRUE, STATUS_OK, "slide 1: Hemligt\nÖppnat ändå\n");
  deck_clear(&deck);
}

/* --- hostile ---------------------------------------------------------------------------------- */

static void test_deep_groups(void) {
  DeckWriter deck = deck_begin();
  OpenDrawing open;
  guint slide = begin_test_slide(&deck, &open), groups[2000];
  for (guint i = 0; i < G_N_ELEMENTS(groups); i++)
    groups[i] = group_begin(deck.stream, &middle, &middle);
  put_box(deck.stream, &middle, 0, PPT_TEXT_OTHER, "Djupt nere");
  for (guint i = G_N_ELEMENTS(groups); i > 0; i--)
    record_end(deck.stream, groups[i - 1]);
  put_box(deck.stream, &top, 0, PPT_TEXT_OTHER, "Uppe");
  end_test_slide(&deck, slide, &open, STATUS_OK, "slide 1: -\nUppe\n");
}

/* A directory that says to hold more than it does, and a slide that says to be longer than the file. */
static void test_lengths_lie(void) {
  DeckWriter deck = deck_begin();
  put_slide(&deck, 2, NULL, "Lang", "Tekst");
  put_document(&deck, IDS(2));
  g_autoptr(GBytes) whole = deck_pack(&deck, TRUE);
  guint slide = PPT_RECORD_HEADER + 4;
  deck.stream->data[slide + 7] = 0x7F;
  g_autoptr(GBytes) long_slide = deck_pack(&deck, TRUE);
  g_autoptr(Document) document = extract_packed(long_slide, "x");
  g_assert_cmpint(document->status, ==, STATUS_DAMAGED);
  deck.stream->data[slide + 7] = 0;
  guint directory = deck.edit - 16 - PPT_RECORD_HEADER;
  deck.stream->data[directory + PPT_RECORD_HEADER + 3] = 0xFF;
  g_autoptr(GBytes) long_directory = deck_pack(&deck, TRUE);
  g_autoptr(Document) searched = extract_packed(long_directory, "x");
  g_assert_cmpint(searched->status, ==, STATUS_PARTIAL);
  deck_clear(&deck);
}

/* A container without its table of sectors, and cut short: the bytes are searched. */
static void test_torn(void) {
  DeckWriter deck = two_edits();
  g_autoptr(GBytes) bytes = deck_pack(&deck, TRUE);
  gsize length = g_bytes_get_size(bytes);
  g_autofree char *torn = g_memdup2(g_bytes_get_data(bytes, NULL), length);
  memset(torn + 0x4C, 0xFF, 512 - 0x4C);
  g_autoptr(Document) document = extract_bytes("torn.ppt", torn, length);
  g_autofree char *found = describe(document);
  g_assert_cmpstr(found, ==, "slide 1: Nytt\nFøyd til\nslide 2: Ferdig\nBlåbær og rødgrøt\n");
  g_assert_cmpint(document->status, ==, STATUS_PARTIAL);
  for (gsize cut = 512; cut < length; cut += 331) {
    g_autoptr(Document) shorter = extract_bytes("cut.ppt", g_bytes_get_data(bytes, NULL), cut);
    g_assert_true(status_is_failure(shorter->status));
  }
  deck_clear(&deck);
}

static void test_bytes_changed(void) {
  DeckWriter deck = two_edits();
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  for (guint i = 0; i < 500; i++) {
    guint at = (guint)g_rand_int_range(random, 0, (gint32)deck.stream->len);
    guint8 before = deck.stream->data[at];
    deck.stream->data[at] = (guint8)g_rand_int(random);
    g_autoptr(GBytes) bytes = deck_pack(&deck, TRUE);
    g_autoptr(Document) document = extract_packed(bytes, "x");
    g_autofree char *found = describe(document); /* asserts that texts are valid */
    deck.stream->data[at] = before;
  }
  deck_clear(&deck);
}

/* 30,000 objects at one place, each of them the whole stream. */
static void test_objects_overlap(void) {
  DeckWriter deck = deck_begin();
  put_slide(&deck, 2, NULL, "Igjen", "og igjen");
  guint32 place = g_array_index(deck.places, guint32, 2);
  g_autoptr(GArray) ids = g_array_new(TRUE, TRUE, sizeof(guint32));
  for (guint32 i = 2; i < 30000; i++)
    g_array_append_val(ids, i);
  guint document = document_begin(&deck, 1);
  put_list(deck.stream, 0, (const guint32 *)(gpointer)ids->data);
  guint filler = record_begin(deck.stream, 0x0FFF, 0, 0);
  g_byte_array_set_size(deck.stream, deck.stream->len + 1000000);
  record_end(deck.stream, filler);
  record_end(deck.stream, document);
  g_array_set_size(deck.places, 30000);
  for (guint32 i = 2; i < 30000; i++)
    g_array_index(deck.places, guint32, i) = place;
  deck_save(&deck, DOCUMENT_ID);
  g_autoptr(GBytes) bytes = deck_pack(&deck, TRUE);
  gint64 began = g_get_monotonic_time();
  g_autoptr(Document) found = extract_packed(bytes, "x");
  g_assert_cmpint(g_get_monotonic_time() - began, <, 10 * G_USEC_PER_SEC);
  g_assert_cmpuint(found->units->len, >, 0);
  deck_clear(&deck);
}

/* --- presentations before 97 ------------------------------------------------------------------ */

static guint old_begin(GByteArray *out, guint16 type, gboolean container, guint16 instance) {
  guint at = out->len;
  put_u32(out, type);
  put_u32(out, container ? 0xFFFF : 0);
  put_u32(out, 0);
  put_u32(out, instance);
  return at;
}

static void old_end(GByteArray *out, guint at) {
  guint32 length = out->len - at - 16;
  for (guint i = 0; i < 4; i++)
    out->data[at + 8 + i] = length >> (8 * i) & 0xFF;
}

static void old_text(GByteArray *out, guint32 type, const char *letters) {
  guint shape = old_begin(out, 0x0FA1, TRUE, 30);
  guint header = old_begin(out, 0x0FA3, FALSE, 0);
  put_u32(out, type);
  old_end(out, header);
  guint text = old_begin(out, 0x07EE, FALSE, 53);
  g_byte_array_append(out, (const guint8 *)letters, (guint)strlen(letters));
  old_end(out, text);
  old_end(out, shape);
}

static void test_powerpoint_95(void) {
  DeckWriter deck = {.stream = g_byte_array_new(), .places = g_array_new(FALSE, TRUE, sizeof(guint32))};
  GByteArray *out = deck.stream;
  guint whole = old_begin(out, 0x0003, TRUE, 0), document = old_begin(out, 0x03E8, TRUE, 0);
  guint list = old_begin(out, 0x07D0, TRUE, 10), slide = old_begin(out, 0x03EE, TRUE, 16);
  guint notes = old_begin(out, 0x03F0, TRUE, 37);
  old_text(out, 2, "S\xE4g detta");
  old_end(out, notes);
  old_text(out, 1, "F\xF6rsta\rAndra");
  old_text(out, 0, "Gammal bild");
  old_end(out, slide);
  old_end(out, list);
  guint masters = old_begin(out, 0x07D0, TRUE, 11);
  old_text(out, 0, "Click to edit Master title style");
  old_end(out, masters);
  old_end(out, document);
  old_end(out, whole);
  check(&deck, TRUE, STATUS_PARTIAL, "slide 1: Gammal bild\nFörsta\nAndra\nnotes 1: [1] -\nSäg detta\n");
  deck_clear(&deck);
}

/* Objects of PowerPoint 4: text, sheet, slide, list of slides. */
static GByteArray *powerpoint_4(void) {
  static const char letters[] = "R\xE5"
                                "d";
  GByteArray *text = g_byte_array_new(), *sheet = g_byte_array_new(), *slide = g_byte_array_new(),
             *list = g_byte_array_new(), *out = g_byte_array_new();
  put_u32(text, 3);
  g_byte_array_append(text, (const guint8 *)letters, 3);
  put_u16(text, 0x0C);
  put_u32(text, 3);
  put_u16(text, 0x10);
  g_byte_array_set_size(sheet, 0x26);
  memset(sheet->data, 0, sheet->len); /* its text is object 0 */
  g_byte_array_set_size(slide, 0x22);
  memset(slide->data, 0, slide->len);
  slide->data[8] = 1;  /* what it shows */
  slide->data[12] = 9; /* its notes are not there */
  g_byte_array_set_size(list, 32);
  memset(list->data, 0, list->len);
  list->data[0] = 1;
  list->data[16 + 12] = 2;
  GByteArray *objects[] = {text, sheet, slide, list};
  guint32 place = 24 + 8 * G_N_ELEMENTS(objects);
  const guint32 header[] = {0x0BADDEED, 4, 24, G_N_ELEMENTS(objects), 0, 0};
  for (guint i = 0; i < G_N_ELEMENTS(header); i++)
    put_u32(out, header[i]);
  for (guint i = 0; i < G_N_ELEMENTS(objects); i++, place += objects[i - 1]->len) {
    put_u32(out, 0x80000000 | objects[i]->len);
    put_u32(out, place);
  }
  for (guint i = 0; i < G_N_ELEMENTS(objects); i++) {
    g_byte_array_append(out, objects[i]->data, objects[i]->len);
    g_byte_array_unref(objects[i]);
  }
  return out;
}

static GBytes *pack_stream(const char *name, const GByteArray *bytes) {
  const Part parts[MAX_PARTS] = {{name, (const char *)bytes->data, bytes->len}};
  return ole_parts(parts);
}

static void test_powerpoint_4(void) {
  g_autoptr(GByteArray) stream = powerpoint_4();
  g_autoptr(GBytes) bytes = pack_stream("PP40", stream);
  g_autoptr(Document) document = extract_packed(bytes, "x");
  g_autofree char *found = describe(document);
  g_assert_cmpstr(found, ==, "slide 1: -\nRåd\n");
  g_assert_cmpint(document->status, ==, STATUS_PARTIAL);
}

int main(int argc, char **argv) {
  gsf_init();
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  static const struct {
    const char *name;
    void (*test)(void);
  } tests[] = {
      {"newest-edit", test_newest_edit},
      {"no-current-user", test_no_current_user},
      {"broken-chain", test_broken_chain},
      {"circular-chain", test_circular_chain},
      {"missing-slide", test_missing_slide},
      {"no-document", test_no_document},
      {"numbers-and-notes", test_numbers_and_notes},
      {"outline", test_outline},
      {"fields", test_fields},
      {"master", test_master},
      {"groups-and-order", test_groups_and_order},
      {"table", test_table},
      {"properties", test_properties},
      {"symbols", test_symbols},
      {"comments", test_comments},
      {"broken-object", test_broken_object},
      {"password", test_password},
      {"default-password", test_default_password},
      {"deep-groups", test_deep_groups},
      {"lengths-lie", test_lengths_lie},
      {"torn", test_torn},
      {"bytes-changed", test_bytes_changed},
      {"objects-overlap", test_objects_overlap},
      {"powerpoint-95", test_powerpoint_95},
      {"powerpoint-4", test_powerpoint_4},
  };
  for (guint i = 0; i < G_N_ELEMENTS(tests); i++) {
    g_autofree char *path = g_strdup_printf("/extractors/ppt/%s", tests[i].name);
    g_test_add_func(path, tests[i].test);
  }
  g_test_add_func("/extractors/ppt/embedded-chart", test_embedded_chart);
  g_test_add_data_func("/extractors/ppt/embedded-deck", GINT_TO_POINTER(FALSE), test_embedded_deck);
  g_test_add_data_func("/extractors/ppt/embedded-deck-packed", GINT_TO_POINTER(TRUE), test_embedded_deck);
  int result = g_test_run();
  gsf_shutdown();
  return result;
}
