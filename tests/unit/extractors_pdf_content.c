/* PDF: what is read besides the letters of a page: headings, comments, forms, attachments, text that is none, images,
 * decks, broken files. */
#include "document/heading_mark.h"
#include "extractors/pdf/cross_reference.h"
#include "extractors/pdf/marks.h"
#include "extractors/pdf/attachment_versions.h"
#include "extractors/pdf/mend.h"
#include "extractors/pdf/page_layout.h"
#include "extractors/pdf/text_quality.h"
#include "extractors/cleanup.h"
#include "tests/unit/pdf_helpers.h"

#include <zlib.h>

extern const Extractor pdf_extractor;

/* fontconfig keeps what it found for the life of the process. Read by LeakSanitizer, ignored elsewhere. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
  return "leak:libfontconfig\n";
}

/* What the host of an extraction does here. */
typedef struct {
  const char *read; /* on every image */
  double confidence;
  guint images;
  char hint[8];
} Ocr;

static char *recognise(gpointer data, const PageImage *image, const char *language, double *confidence) {
  Ocr *ocr = data;
  ocr->images++;
  g_strlcpy(ocr->hint, language ? language : "", sizeof ocr->hint);
  g_assert_cmpuint(g_bytes_get_size(image->pixels), ==, (gsize)image->width * image->height);
  *confidence = ocr->confidence;
  return g_strdup(ocr->read);
}

static Document *extract_as(GBytes *bytes, OcrMode mode, Ocr *ocr) {
  static const ExtractionHost host = {.recognise_text = recognise};
  ExtractorInput input;
  extractor_input_init_bytes(&input, bytes, "fil.pdf");
  Document *document = document_new();
  Extraction extraction = {
      .input = &input, .document = document, .host = &host, .host_data = ocr, .ocr = mode, .ocr_missing = !ocr};
  extraction_run(&extraction);
  extractor_input_clear(&input);
  return document;
}

static Document *extract(GBytes *bytes) {
  return extract_as(bytes, OCR_AUTO, NULL);
}

static Document *extract_page(const char *content) {
  const char *const pages[] = {content, NULL};
  g_autoptr(GBytes) bytes = simple_pdf("", "", "", pages);
  return extract(bytes);
}

/* --- headings --------------------------------------------------------------------------------- */

#define AT(size, x, y, text) "BT /F " #size " Tf " #x " " #y " Td (" text ") Tj ET "
#define BODY                                                                                                           \
  AT(10, 50, 700, "En rad av br\\366dtext som g\\345r vidare")                                                         \
  AT(10, 50, 688, "till n\\344sta rad, och slutar d\\344r.")

static void test_headings(void) {
  static const struct {
    const char *content, *text;
  } cases[] = {
      {AT(16, 50, 730, "Bakgrund") BODY,
       HEADING_MARK "Bakgrund\n\nEn rad av brödtext som går vidare\ntill nästa rad, och slutar där.\n"},
      {AT(16, 50, 730, "En mening i stor stil.") BODY,
       "En mening i stor stil.\n\nEn rad av brödtext som går vidare\ntill nästa rad, och slutar där.\n"},
      {AT(12, 50, 730, "Figur 2. Antal resor") BODY,
       "Figur 2. Antal resor\n\nEn rad av brödtext som går vidare\ntill nästa rad, och slutar där.\n"},
      {BODY AT(14, 50, 650, "2.1 Metod") AT(10, 50, 630, "Mer text."),
       "En rad av brödtext som går vidare\ntill nästa rad, och slutar där.\n\n" HEADING_MARK
       "2.1 Metod\n\nMer text.\n"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = extract_page(cases[i].content);
    g_assert_cmpstr(unit_at(document, 0)->text, ==, cases[i].text);
  }
}

static void test_title(void) {
  g_autoptr(Document) document = extract_page(AT(11, 50, 780, "Rapport 2014:3") AT(24, 50, 740, "Klimat i fokus") BODY);
  g_assert_cmpstr(document->title, ==, "Klimat i fokus");
}

/* A line that is set like the body is a heading where the outline says so. */
static void test_outline(void) {
  static const char *const pages[] = {AT(10, 50, 760, "Syfte") BODY, NULL};
  PdfFile file = pdf_new("");
  pdf_add_pages(&file, "/Outlines 6 0 R", pages);
  pdf_add(&file, "<</First 7 0 R/Last 7 0 R/Count 1>>", -1);
  pdf_add(&file, "<</Title(1.1 Syfte)/Parent 6 0 R/Dest[4 0 R/Fit]>>", -1);
  g_autoptr(GBytes) bytes = pdf_finish(&file, "");
  g_autoptr(Document) document = extract(bytes);
  g_assert_true(g_str_has_prefix(unit_at(document, 0)->text, HEADING_MARK "Syfte\n\n"));
  g_assert_cmpstr(g_hash_table_lookup(document->metadata, "tableOfContents"), ==, "1.1 Syfte (1)");
}

/* --- what hangs on a page --------------------------------------------------------------------- */

static GBytes *annotated_pdf(void) {
  PdfFile file = pdf_new("");
  pdf_add(&file, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[8 0 R 9 0 R 10 0 R]>>>>", -1);
  pdf_add(&file, "<</Type/Pages/Count 1/Kids[4 0 R]>>", -1);
  pdf_add(&file, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>", -1);
  pdf_add(&file,
          "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents 5 0 R"
          "/Annots[6 0 R 7 0 R 8 0 R 9 0 R 10 0 R]>>",
          -1);
  pdf_add(&file, "<</Length 44>>\nstream\nBT /F 10 Tf 50 700 Td (Text p\\345 sidan) Tj ET  \nendstream", -1);
  pdf_add(&file, "<</Type/Annot/Subtype/Text/Rect[50 600 70 620]/T(Ana Ek)/Contents(St\\344mmer det h\\344r?)>>", -1);
  pdf_add(&file, "<</Type/Annot/Subtype/Link/Rect[50 500 70 520]/A<</S/URI/URI(https://example.org/plan)>>>>", -1);
  pdf_add(&file, "<</Type/Annot/Subtype/Widget/FT/Tx/T(namn)/TU(S\\366kandens namn)/V(Bo)/Rect[9 9 99 19]>>", -1);
  pdf_add(
      &file,
      "<</Type/Annot/Subtype/Widget/FT/Btn/T(anm\\344ld)/V/On/AS/On/Rect[9 29 19 39]/AP<</N<</On 5 0 R/Off 5 0 R>>>>>>",
      -1);
  pdf_add(&file,
          "<</Type/Annot/Subtype/Widget/FT/Ch/T(ort)/Opt[(Oslo)(V\\344xj\\366)]/V(V\\344xj\\366)/Rect[9 49 99 59]>>",
          -1);
  return pdf_finish(&file, "");
}

static void test_annotations(void) {
  g_autoptr(GBytes) bytes = annotated_pdf();
  g_autoptr(Document) document = extract(bytes);
  g_assert_cmpuint(document->units->len, ==, 3);
  g_assert_cmpint(unit_at(document, 1)->kind, ==, UNIT_KIND_FORM);
  g_assert_cmpstr(unit_at(document, 1)->text, ==, "Sökandens namn: Bo\nanmäld: ☑\nort: Växjö\n");
  g_assert_cmpuint(unit_at(document, 1)->parent, ==, 1);
  g_assert_cmpint(unit_at(document, 2)->kind, ==, UNIT_KIND_COMMENT);
  g_assert_cmpstr(unit_at(document, 2)->text, ==, "Stämmer det här?");
  g_assert_cmpstr(unit_at(document, 2)->label, ==, "Ana Ek");
  g_assert_cmpstr(g_hash_table_lookup(document->metadata, "links"), ==, "https://example.org/plan");
}

/* A PDF with `bytes` attached under `name`. */
static GBytes *pdf_with_attachment(const char *name, GBytes *bytes) {
  static const char *const pages[] = {AT(10, 50, 700, "Se bilagan"), NULL};
  PdfFile file = pdf_new("");
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  g_autofree char *names = g_strdup_printf("/Names<</EmbeddedFiles<</Names[(%s) 6 0 R]>>>>", name);
  g_autofree char *spec = g_strdup_printf("<</Type/Filespec/F(%s)/Desc(Underlag)/EF<</F 7 0 R>>>>", name);
  g_autoptr(GString) stream = g_string_new(NULL);
  g_string_append_printf(stream, "<</Type/EmbeddedFile/Length %" G_GSIZE_FORMAT ">>\nstream\n", length);
  g_string_append_len(stream, data, (gssize)length);
  g_string_append(stream, "\nendstream");
  pdf_add_pages(&file, names, pages);
  pdf_add(&file, spec, -1);
  pdf_add(&file, stream->str, (gssize)stream->len);
  return pdf_finish(&file, "");
}

static void test_attachments(void) {
  static const char text[] = "Protokoll\n\nNätverket träffas i Växjö den 3 maj och talar om vatten.\n";
  static const char noise[] = "\x01\x02\x03\xff\xfe\x00 nothing";
  g_autoptr(GBytes) plain = g_bytes_new_static(text, sizeof text - 1);
  g_autoptr(GBytes) other = g_bytes_new_static(noise, sizeof noise);
  g_autoptr(GBytes) bytes = pdf_with_attachment("protokoll.txt", plain);
  g_autoptr(Document) document = extract(bytes);
  g_assert_cmpint(document->status, ==, STATUS_OK);
  g_assert_cmpint(unit_at(document, 1)->kind, ==, UNIT_KIND_ATTACHMENT);
  g_assert_true(g_str_has_prefix(unit_at(document, 1)->label, "protokoll.txt"));
  g_assert_nonnull(strstr(unit_at(document, 1)->text, "Nätverket träffas i Växjö"));

  /* a file in a file in a file */
  g_autoptr(GBytes) outer = pdf_with_attachment("handling.pdf", bytes);
  g_autoptr(Document) nested = extract(outer);
  g_assert_cmpuint(nested->units->len, ==, 3);
  g_assert_cmpstr(unit_at(nested, 1)->text, ==, "Se bilagan\n");
  g_assert_nonnull(strstr(unit_at(nested, 2)->text, "Växjö"));

  /* no format of ours: it is told of */
  g_autoptr(GBytes) unknown = pdf_with_attachment("data.bin", other);
  g_autoptr(Document) named = extract(unknown);
  g_assert_cmpstr(unit_at(named, 1)->heading, ==, "data.bin");
  g_assert_cmpstr(unit_at(named, 1)->text, ==, "Underlag");
}

/* One file for each system: poppler gives that under F. */
static void test_attachment_versions(void) {
  static const char *const pages[] = {AT(10, 50, 700, "Se bilagan"), NULL};
  static const struct {
    const char *specification, *files; /* object 6, object 7 */
  } cases[] = {
      {"<</Type/Filespec/F(alla.txt)/DOS(dos.txt)/UF(alla.txt)/EF<</F 8 0 R/UF 8 0 R/DOS 9 0 R>>>>", "<<>>"},
      {"<</Type/Filespec/F(alla.txt)/EF 7 0 R/DOS(dos.txt)>>", "<</F 8 0 R/DOS 9 0 R/Mac 9 0 R/Unix 99 0 R>>"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    PdfFile file = pdf_new("");
    pdf_add_pages(&file, "/Names<</EmbeddedFiles<</Names[(alla) 6 0 R]>>>>", pages);
    pdf_add(&file, cases[i].specification, -1);
    pdf_add(&file, cases[i].files, -1);
    pdf_add(&file, "<</Type/EmbeddedFile/Length 10>>\nstream\nTill alla.\nendstream", -1);
    pdf_add(&file, "<</Type/EmbeddedFile/Length 12>>\nstream\nTill n\xC3\xA5gra.\nendstream", -1);
    g_autoptr(GBytes) bytes = pdf_finish(&file, "");
    g_autoptr(Document) document = extract(bytes);
    g_assert_cmpint(document->status, ==, STATUS_OK);
    g_assert_cmpuint(document->units->len, ==, 3);
    g_assert_cmpstr(unit_at(document, 1)->label, ==, "alla.txt");
    g_assert_cmpstr(unit_at(document, 2)->label, ==, "dos.txt");
    g_assert_cmpstr(unit_at(document, 2)->text, ==, "Till några.\n");
  }
}

/* Packed by the usual filter, and by another one; what is larger than the ceiling is left. */
static void test_packed_versions(void) {
  static const char text[] = "Packad text";
  guint8 packed[64];
  uLongf length = sizeof packed;
  g_assert_cmpint(compress(packed, &length, (const Bytef *)text, sizeof text - 1), ==, Z_OK);
  for (guint i = 0; i < 3; i++) {
    g_autoptr(GString) file = g_string_new("1 0 obj<</EF<</DOS 2 0 R>>>>endobj 2 0 obj<</Filter/");
    g_string_append(file, i == 1 ? "LZWDecode>>stream\n" : "FlateDecode>>stream\n");
    g_string_append_len(file, (const char *)packed, (gssize)length);
    g_string_append(file, "\nendstream endobj");
    g_autoptr(GBytes) bytes = g_bytes_new(file->str, file->len);
    g_autoptr(GPtrArray) found = attachment_versions_find(bytes, i == 2 ? 4 : 1000);
    g_assert_cmpuint(found->len, ==, i == 0 ? 1 : 0);
    if (i == 0) {
      const AttachmentVersion *version = found->pdata[0];
      g_assert_cmpstr(version->name, ==, "DOS");
      g_assert_cmpmem(g_bytes_get_data(version->bytes, NULL), g_bytes_get_size(version->bytes), text, sizeof text - 1);
    }
  }
}

/* --- words ------------------------------------------------------------------------------------ */

#define RAISED(text) "/F 6 Tf 4 Ts (" text ") Tj 0 Ts /F 10 Tf "
#define LOWERED(text) "/F 6 Tf -2 Ts (" text ") Tj 0 Ts /F 10 Tf "

/* Numbers of notes, squares, listings set in boxes: what is a word, and where a space stands. */
static void test_words(void) {
  static const struct {
    const char *content, *text;
  } cases[] = {
      {"BT /F 10 Tf 50 700 Td (I kommunerna) Tj " RAISED("12") "( finns vatten) Tj ET",
       "I kommunerna 12 finns vatten\n"},
      {"BT /F 10 Tf 50 700 Td (till ett land) Tj " RAISED("1") "(, som) Tj ET", "till ett land 1, som\n"},
      {"BT /F 10 Tf 50 700 Td " RAISED("3") "(Se rapporten) Tj ET", "3 Se rapporten\n"},
      {"BT /F 10 Tf 50 700 Td (Ytan 12 m) Tj " RAISED("2") "( och CO) Tj " LOWERED("2") "( minskar) Tj ET",
       "Ytan 12 m2 och CO2 minskar\n"},
      {"BT /F 10 Tf 50 700 Td [(CPU)-700(2.66)-125(GHz)-700(model)] TJ ET", "CPU 2.66GHz model\n"},
      {"BT /F 10 Tf 50 700 Td [(glest)-700(satt)-200(rad)-700(text)] TJ ET", "glest satt rad text\n"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    const char *const pages[] = {cases[i].content, NULL};
    g_autoptr(GBytes) bytes = simple_pdf("", "", "", pages);
    g_autoptr(Document) document = extract(bytes);
    g_assert_cmpstr(unit_at(document, 0)->text, ==, cases[i].text);
  }
}

/* Cells so full that hardly more than a space parts them. */
static void test_close_cells(void) {
  static const char *const pages[] = {
      AT(10, 50, 700, "Gr\\366na tak p\\345 hus") AT(10, 139, 700, "N\\344mnden") AT(10, 250, 700, "2014")
          AT(10, 50, 688, "Dammar") AT(10, 139, 688, "Kontoret") AT(10, 250, 688, "2015")
              AT(10, 50, 676, "V\\345tmark i norr") AT(10, 139, 676, "N\\344mnden") AT(10, 250, 676, "2016")
                  AT(10, 50, 664, "Tr\\344d l\\344ngs gator") AT(10, 139, 664, "Kontoret") AT(10, 250, 664, "2017"),
      NULL};
  g_autoptr(GBytes) bytes = simple_pdf("", "", "", pages);
  g_autoptr(Document) document = extract(bytes);
  g_assert_cmpstr(unit_at(document, 0)->text, ==,
                  "Gröna tak på hus\tNämnden\t2014\nDammar\tKontoret\t2015\nVåtmark i norr\tNämnden\t2016\n"
                  "Träd längs gator\tKontoret\t2017\n");
}

/* --- text that is none, images ---------------------------------------------------------------- */

static void test_quality(void) {
  static const struct {
    const char *text;
    gboolean usable;
  } cases[] = {
      {"Kommunen ska minska sina utsläpp med hälften till 2030, sade CO2-gruppen i Växjö.", TRUE},
      {"This report was written in English, and no lexicon of ours knows its words at all.", TRUE},
      {"7KLV LV D WHVW RI JO\\SK FRGHV ZLWKRXW D PDS 7KH\\ ORRN OLNH ZRUGV EXW DUH QRQH DW DOO KHUH", FALSE},
      {"!\"#$%&'()*(*(%+# !\"#$%&'($)&$%*+,&$%*-.*/-)+0-%.$\"*-+*,\"\"/1)#$.*,*%$&.-+2-))$.*(3\"\"$*+4%.*", FALSE},
      {"\xEE\x80\x81\xEE\x80\x82\xEE\x80\x83\xEE\x80\x84 \xEE\x80\x81\xEE\x80\x82\xEE\x80\x83 \xEE\x80\x81\xEE\x80\x82"
       "\xEE\x80\x83\xEE\x80\x84\xEE\x80\x81\xEE\x80\x82\xEE\x80\x83\xEE\x80\x84\xEE\x80\x81\xEE\x80\x82\xEE\x80\x83"
       "\xEE\x80\x84\xEE\x80\x81\xEE\x80\x82\xEE\x80\x83\xEE\x80\x84\xEE\x80\x81\xEE\x80\x82\xEE\x80\x83\xEE\x80\x84"
       "\xEE\x80\x81\xEE\x80\x82\xEE\x80\x83\xEE\x80\x84\xEE\x80\x81\xEE\x80\x82\xEE\x80\x83\xEE\x80\x84\xEE\x80\x84",
       FALSE},
      {"1 204\t3 500\t12,5\t7\n2 204\t4 500\t13,5\t9\nA1\tB2\tC3\tD4\nkWh\tMWh\tGWh\tTWh", TRUE},
      {"", TRUE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmpstr(text_quality(cases[i].text, NULL) >= TEXT_QUALITY_USABLE ? "" : cases[i].text, ==,
                    cases[i].usable ? "" : cases[i].text);
}

/* A grey square over most of the page. */
#define IMAGE "q 500 0 0 700 40 60 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x60 EI Q "

static void test_scanned(void) {
  static const char *const pages[] = {IMAGE, AT(10, 50, 700, "En sida med text"), NULL};
  Ocr ocr = {.read = "Läst från bilden", .confidence = 0.9};
  g_autoptr(GBytes) bytes = simple_pdf("", "", "", pages);
  g_autoptr(Document) read = extract_as(bytes, OCR_AUTO, &ocr);
  g_assert_cmpint(read->status, ==, STATUS_OK);
  g_assert_cmpuint(ocr.images, ==, 1);
  g_assert_cmpstr(unit_at(read, 0)->text, ==, "Läst från bilden");
  g_assert_true(unit_at(read, 0)->ocr);
  g_assert_cmpfloat(unit_at(read, 0)->quality, ==, 0.9);
  g_assert_false(unit_at(read, 1)->ocr);
  g_assert_cmpfloat(unit_at(read, 1)->quality, ==, 1);

  g_autoptr(Document) missing = extract_as(bytes, OCR_AUTO, NULL);
  g_assert_cmpint(missing->status, ==, STATUS_PARTIAL);
  g_assert_nonnull(strstr(missing->reason, "tesseract-ocr-swe"));
  g_autoptr(Document) never = extract_as(bytes, OCR_NEVER, &ocr);
  g_assert_cmpint(never->status, ==, STATUS_PARTIAL);
  g_assert_nonnull(strstr(never->reason, "--ocr auto"));
  g_assert_cmpuint(ocr.images, ==, 1);

  /* all pages, but a text layer that says more stays */
  ocr.read = "Läst";
  g_autoptr(Document) always = extract_as(bytes, OCR_ALWAYS, &ocr);
  g_assert_cmpuint(ocr.images, ==, 3);
  g_assert_cmpstr(unit_at(always, 1)->text, ==, "En sida med text\n");
}

static void test_scanned_whole(void) {
  static const char *const pages[] = {IMAGE, IMAGE, NULL};
  g_autoptr(GBytes) bytes = simple_pdf("", "", "", pages);
  g_autoptr(Document) document = extract(bytes);
  g_assert_cmpint(document->status, ==, STATUS_EMPTY);
  g_assert_nonnull(strstr(document->reason, "no text layer"));
}

#define CODES "(7KLV LV D WHVW RI JO\\\\SK FRGHV ZLWKRXW D PDS 7KH\\\\ ORRN OLNH ZRUGV EXW DUH QRQH DW DOO)"

/* Glyph codes stay out of the bodies, whether the page can be read as an image or not. */
static void test_glyph_codes(void) {
  static const char *const pages[] = {"BT /F 10 Tf 50 700 Td " CODES " Tj ET", AT(10, 50, 700, "En sida med text"),
                                      NULL};
  Ocr ocr = {.read = "Det som syns på sidan", .confidence = 0.8};
  g_autoptr(GBytes) bytes = simple_pdf("", "", "", pages);
  g_autoptr(Document) read = extract_as(bytes, OCR_AUTO, &ocr);
  g_assert_cmpint(read->status, ==, STATUS_OK);
  g_assert_cmpstr(unit_at(read, 0)->text, ==, "Det som syns på sidan");
  g_autoptr(Document) unread = extract(bytes);
  g_assert_cmpint(unread->status, ==, STATUS_PARTIAL);
  g_assert_cmpstr(unit_at(unread, 0)->text, ==, "");
  g_assert_cmpfloat(unit_at(unread, 0)->quality, <, TEXT_QUALITY_USABLE);
  g_assert_cmpuint(unread->furniture->len, ==, 1);
}

/* White on white, between dark lines, and letters of one point; white on a dark ground stays. */
static void test_hidden(void) {
  g_autoptr(Document) document =
      extract_page(BODY "1 g " AT(10, 50, 660, "Skriv rubrik h\\344r") "0 g " AT(10, 50, 640, "Mer text under det.")
                       AT(1, 50, 600, "s\\366kord s\\366kord") "0.1 g 40 490 300 30 re f 1 g " AT(
                           10, 50, 500, "Ljust p\\345 m\\366rkt") "0 g " AT(10, 50, 470, "Sist."));
  const char *text = unit_at(document, 0)->text;
  g_assert_null(strstr(text, "Skriv rubrik"));
  g_assert_null(strstr(text, "sökord"));
  g_assert_nonnull(strstr(text, "Ljust på mörkt"));
  g_assert_nonnull(strstr(text, "Mer text under det."));
  g_assert_cmpuint(document->furniture->len, ==, 2);
}

/* --- decks ------------------------------------------------------------------------------------ */

static GBytes *deck_pdf(const char *box, const char *const *pages) {
  g_autoptr(GBytes) bytes = simple_pdf("", "", "/Info<</Creator(Microsoft PowerPoint 2016)>>", pages);
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  g_autoptr(GString) text = g_string_new_len(data, (gssize)length);
  g_string_replace(text, "[0 0 595 842]", box, 0);
  return g_bytes_new(text->str, text->len);
}

static void test_slides(void) {
  static const char *const pages[] = {AT(32, 50, 450, "Milj\\366m\\345l") AT(18, 60, 380, "F\\366rsta punkten"),
                                      AT(32, 50, 450, "Vad nu?") AT(18, 60, 380, "Andra punkten"), NULL};
  g_autoptr(GBytes) bytes = deck_pdf("[0 0 960 540]", pages);
  g_autoptr(Document) document = extract(bytes);
  g_assert_cmpuint(document->units->len, ==, 2);
  g_assert_cmpint(unit_at(document, 0)->kind, ==, UNIT_KIND_SLIDE);
  g_assert_cmpint(unit_at(document, 0)->locator.kind, ==, LOCATOR_PAGE);
  g_assert_cmpstr(unit_at(document, 1)->label, ==, "2");
  g_assert_cmpstr(unit_at(document, 0)->text, ==, HEADING_MARK "Miljömål\n\nFörsta punkten\n");
}

#define SLIDE(x, y, n)                                                                                                 \
  "BT /F 14 Tf " #x " " #y " Td (Bild " #n ") Tj /F 8 Tf 0 -20 Td (Punkt p\\345 bild " #n                              \
  ") Tj 0 -12 Td (och en till) Tj ET "

static void test_handout(void) {
  static const char *const pages[] = {SLIDE(60, 780, 1) SLIDE(340, 780, 2) SLIDE(60, 520, 3) SLIDE(340, 520, 4)
                                          SLIDE(60, 250, 5) SLIDE(340, 250, 6),
                                      SLIDE(60, 780, 7) SLIDE(340, 780, 8), NULL};
  g_autoptr(GBytes) bytes = deck_pdf("[0 0 595 842]", pages);
  g_autoptr(Document) document = extract(bytes);
  g_assert_cmpuint(document->units->len, ==, 8);
  for (guint i = 0; i < 8; i++) {
    g_autofree char *wanted = g_strdup_printf(HEADING_MARK "Bild %u\n\nPunkt på bild %u\noch en till\n", i + 1, i + 1);
    g_assert_cmpstr(unit_at(document, i)->text, ==, wanted);
    g_assert_cmpuint(unit_at(document, i)->locator.number, ==, i < 6 ? 1 : 2);
    g_assert_cmpint(unit_at(document, i)->kind, ==, UNIT_KIND_SLIDE);
  }
}

#define NOTES(n)                                                                                                       \
  SLIDE(120, 700, n) AT(11, 70, 330, "H\\344r s\\344ger man n\\345got om bild " #n) AT(11, 70, 316, "och mer till.")

static void test_notes_pages(void) {
  static const char *const pages[] = {NOTES(1), NOTES(2), NULL};
  g_autoptr(GBytes) bytes = deck_pdf("[0 0 595 842]", pages);
  g_autoptr(Document) document = extract(bytes);
  g_assert_cmpuint(document->units->len, ==, 4);
  g_assert_cmpint(unit_at(document, 2)->kind, ==, UNIT_KIND_SLIDE);
  g_assert_cmpint(unit_at(document, 3)->kind, ==, UNIT_KIND_NOTES);
  g_assert_cmpuint(unit_at(document, 3)->parent, ==, 3);
  g_assert_cmpstr(unit_at(document, 3)->text, ==, "Här säger man något om bild 2\noch mer till.\n");
}

/* --- broken files ----------------------------------------------------------------------------- */

static const char *const page_with_text[] = {AT(10, 50, 700, "Text p\\345 sidan"), NULL};

static gboolean is_sound(GBytes *bytes) {
  ExtractorInput input;
  extractor_input_init_bytes(&input, bytes, "fil.pdf");
  gboolean sound = cross_reference_is_sound(&input);
  extractor_input_clear(&input);
  return sound;
}

/* The file with `from` made `to`, of the same length or not. */
static GBytes *changed(GBytes *bytes, const char *from, const char *to) {
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  g_autoptr(GString) text = g_string_new_len(data, (gssize)length);
  g_assert_cmpuint(g_string_replace(text, from, to, 1), ==, 1);
  return g_bytes_new(text->str, text->len);
}

static void test_cross_reference(void) {
  g_autoptr(GBytes) whole = simple_pdf("", "", "", page_with_text);
  g_assert_true(is_sound(whole));
  g_autoptr(GBytes) shifted = simple_pdf("junk before it\n", "", "", page_with_text);
  g_assert_true(is_sound(shifted));
  static const char *const damages[][2] = {
      {"startxref", "startxxxx"}, {"\nxref\n", "\nxxxx\n"}, {"%PDF-1.4\n", "%PDF-1.4\n% some bytes too many\n"}};
  for (guint i = 0; i < G_N_ELEMENTS(damages); i++) {
    g_autoptr(GBytes) broken = changed(whole, damages[i][0], damages[i][1]);
    g_assert_false(is_sound(broken));
    g_autoptr(Document) document = extract(broken);
    g_assert_cmpint(document->status, ==, STATUS_PARTIAL);
    g_assert_cmpstr(unit_at(document, 0)->text, ==, "Text på sidan\n");
  }
}

static GBytes *without_end(GBytes *bytes, const char *from) {
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length), *cut = memmem(data, length, from, strlen(from));
  g_assert_nonnull(cut);
  return g_bytes_new(data, (gsize)(cut - data));
}

static void test_mended(void) {
  static const char *const losses[][2] = {{"xref\n0", ""}, {"xref\n0", "/Catalog"}, {"xref\n0", "/Pages/Count"}};
  g_autoptr(GBytes) whole = simple_pdf("", "", "", page_with_text);
  for (guint i = 0; i < G_N_ELEMENTS(losses); i++) {
    g_autoptr(GBytes) cut = without_end(whole, losses[i][0]);
    g_autoptr(GBytes) broken = *losses[i][1] ? changed(cut, losses[i][1], "/Lost") : g_bytes_ref(cut);
    g_autoptr(Document) document = extract(broken);
    g_assert_cmpint(document->status, ==, STATUS_PARTIAL);
    g_assert_cmpstr(unit_at(document, 0)->text, ==, "Text på sidan\n");
  }
}

/* Objects in a compressed stream are written out. */
static void test_mended_stream(void) {
  static const char objects[] = "8 0 9 34 <</Type/Catalog/Pages 9 0 R   >> <</Type/Pages/Count 1/Kids[4 0 R]>>";
  guint8 packed[256];
  uLongf length = sizeof packed;
  g_assert_cmpint(compress(packed, &length, (const Bytef *)objects, sizeof objects - 1), ==, Z_OK);
  g_autoptr(GString) file = g_string_new("%PDF-1.5\n4 0 obj\n<</Type/Page/MediaBox[0 0 9 9]>>\nendobj\n7 0 obj\n");
  g_string_append_printf(file, "<</Type/ObjStm/N 2/First 9/Filter/FlateDecode/Length %lu>>stream\n", length);
  g_string_append_len(file, (const char *)packed, (gssize)length);
  g_string_append(file, "\nendstream\nendobj\n");
  g_autoptr(GBytes) bytes = g_bytes_new(file->str, file->len);
  g_autoptr(GBytes) mended = mend_pdf(bytes, MEND_WITH_CATALOG);
  g_assert_nonnull(mended);
  gsize size;
  const char *data = g_bytes_get_data(mended, &size);
  g_assert_nonnull(memmem(data, size, "8 0 obj\n<</Type/Catalog", 23));
  g_assert_nonnull(memmem(data, size, "/Root 8 0 R", 11));
  g_autoptr(GBytes) nothing = g_bytes_new_static("no objects", 10);
  g_assert_null(mend_pdf(nothing, MEND_WITH_PAGES));
}

/* --- places on the page ----------------------------------------------------------------------- */

static void test_marks(void) {
  static const char *const pages[] = {AT(10, 50, 780, "L\\366pande sidhuvud")
                                          AT(10, 50, 700, "H\\344r talar man om styrings-")
                                              AT(10, 50, 688, "systemet, och om m\\345l, och igen om m\\345l."),
                                      NULL};
  static const char text[] = "Här talar man om styringssystemet, och om mål, och igen om mål.";
  const char *word = strstr(text, "styringssystemet"), *first = strstr(text, "mål"), *second = strstr(first + 1, "mål");
  const TextRange ranges[] = {{(gsize)(word - text), (gsize)(word - text) + 16},
                              {(gsize)(first - text), (gsize)(first - text) + 4},
                              {(gsize)(second - text), (gsize)(second - text) + 4}};
  g_autoptr(GBytes) bytes = simple_pdf("", "", "", pages);
  g_autoptr(PopplerDocument) pdf = poppler_document_new_from_bytes(bytes, NULL, NULL);
  g_autoptr(PopplerPage) page = poppler_document_get_page(pdf, 0);
  g_autoptr(GArray) boxes = marks_find(page, text, ranges, G_N_ELEMENTS(ranges));
  g_assert_cmpuint(boxes->len, ==, 4); /* the broken word stands on two lines */
  const PopplerRectangle *found = (const PopplerRectangle *)(gpointer)boxes->data;
  g_assert_cmpfloat(found[0].x1, >, found[1].x1);
  g_assert_cmpfloat(found[0].y2, <, found[1].y2);
  g_assert_cmpfloat(found[2].x1, <, found[3].x1);
  g_assert_cmpfloat_with_epsilon(found[2].y1, found[1].y1, 1);
}

/* --- a slant ---------------------------------------------------------------------------------- */

/* Lines at a slant: poppler gives pieces that are level, each a little higher than the one before. */
static void test_slanted(void) {
  static const char *const lines[] = {"det var en text", "som gick lite på", "sned över en sida", "och tog slut där"};
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GArray) boxes = g_array_new(FALSE, TRUE, sizeof(PopplerRectangle));
  PopplerRectangle box = {0};
  for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
    g_auto(GStrv) words = g_strsplit(lines[i], " ", -1);
    double x = 100;
    for (guint w = 0; words[w]; w++) {
      glong letters = g_utf8_strlen(words[w], -1);
      double middle = x + 2.5 * (double)letters, y = 200 + 16 * i - 0.1 * (middle - 100);
      for (glong k = 0; k < letters; k++, x += 5) {
        box = (PopplerRectangle){x, y, x + 5, y + 10};
        g_array_append_val(boxes, box);
      }
      g_array_append_val(boxes, box); /* of the space or line end */
      g_string_append_printf(text, "%s%s", words[w], words[w + 1] ? " " : "\n");
      x += 3;
    }
  }
  PageLetters letters = {.text = text->str,
                         .boxes = (const PopplerRectangle *)(gpointer)boxes->data,
                         .n_boxes = boxes->len,
                         .width = 595,
                         .height = 842};
  g_autoptr(PageLayout) layout = page_layout_new();
  g_autofree char *laid_out = page_layout_text(layout, &letters);
  g_assert_cmpstr(laid_out, ==, "det var en text\nsom gick lite på\nsned över en sida\noch tog slut där\n");
}

/* --- running lines ------------------------------------------------------------------------------ */

/* A line in the margin of all pages leaves the bodies, but not where it is the only text there is. */
static void test_running_lines(void) {
#define HEADER TEXT_AT(50, 810, "Kommunens arbete med klimat")
  const char *const with_body[] = {HEADER BODY, HEADER BODY, HEADER BODY, NULL};
  const char *const alone[] = {HEADER, HEADER, HEADER, NULL};
  g_autoptr(GBytes) some = simple_pdf("", "", "", with_body), none = simple_pdf("", "", "", alone);
  g_autoptr(Document) pages = extract(some), labels = extract(none);
  for (guint i = 0; i < 3; i++) {
    g_assert_null(strstr(unit_at(pages, i)->text, "Kommunens"));
    g_assert_cmpstr(unit_at(labels, i)->text, ==, "Kommunens arbete med klimat\n");
  }
  g_assert_cmpint(labels->status, ==, STATUS_OK);
#undef HEADER
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/extractors/pdf/headings", test_headings);
  g_test_add_func("/extractors/pdf/title", test_title);
  g_test_add_func("/extractors/pdf/outline", test_outline);
  g_test_add_func("/extractors/pdf/annotations", test_annotations);
  g_test_add_func("/extractors/pdf/words", test_words);
  g_test_add_func("/extractors/pdf/close-cells", test_close_cells);
  g_test_add_func("/extractors/pdf/attachments", test_attachments);
  g_test_add_func("/extractors/pdf/attachment-versions", test_attachment_versions);
  g_test_add_func("/extractors/pdf/attachment-versions-packed", test_packed_versions);
  g_test_add_func("/extractors/pdf/quality", test_quality);
  g_test_add_func("/extractors/pdf/scanned", test_scanned);
  g_test_add_func("/extractors/pdf/scanned-whole", test_scanned_whole);
  g_test_add_func("/extractors/pdf/glyph-codes", test_glyph_codes);
  g_test_add_func("/extractors/pdf/hidden", test_hidden);
  g_test_add_func("/extractors/pdf/slides", test_slides);
  g_test_add_func("/extractors/pdf/handout", test_handout);
  g_test_add_func("/extractors/pdf/notes-pages", test_notes_pages);
  g_test_add_func("/extractors/pdf/cross-reference", test_cross_reference);
  g_test_add_func("/extractors/pdf/mended", test_mended);
  g_test_add_func("/extractors/pdf/mended-stream", test_mended_stream);
  g_test_add_func("/extractors/pdf/marks", test_marks);
  g_test_add_func("/extractors/pdf/slanted", test_slanted);
  g_test_add_func("/extractors/pdf/running-lines", test_running_lines);
  return g_test_run();
}
