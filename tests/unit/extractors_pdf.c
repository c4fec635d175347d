/* PDF: layout from boxes alone, then whole small files written here by hand (Helvetica needs no font file). */
#include "extractors/pdf/layout.h"
#include "tests/unit/pdf_helpers.h"

extern const Extractor pdf_extractor;

/* fontconfig keeps what it found for the life of the process. Read by LeakSanitizer, ignored elsewhere. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
  return "leak:libfontconfig\n";
}

/* --- layout ----------------------------------------------------------------------------------- */

/* A stretch of text at a place; its letters are half as wide as high. */
typedef struct {
  const char *text;
  double x, y, size;
  gboolean glued; /* no LF before it: poppler found it on the line before */
} Drawn;

typedef struct {
  const char *name;
  Drawn drawn[32];
  const char *expected;
} LayoutCase;

#define LONG_LEFT "en rad av löpande text"
#define LONG_RIGHT "den andra spaltens text"

static const LayoutCase layout_cases[] = {
    {"paragraphs",
     {{"Första raden", 50, 100, 10},
      {"andra raden", 50, 112, 10},
      {"tredje", 50, 124, 10},
      {"Nytt stycke", 50, 160, 10}},
     "Första raden\nandra raden\ntredje\n\nNytt stycke\n"},
    {"indented-paragraph",
     {{"Första raden", 50, 100, 10}, {"Andra", 62, 112, 10}, {"tredje raden", 50, 124, 10}},
     "Första raden\n\nAndra\ntredje raden\n"},
    {"hanging-bullets",
     {{"• Punkt ett som", 50, 100, 10}, {"fortsätter", 62, 112, 10}, {"• Punkt två", 50, 124, 10}},
     "• Punkt ett som\nfortsätter\n• Punkt två\n"},
    {"justified-line",
     {{"tjugo bokstäver fyller", 50, 100, 10},
      {"tjugo bokstäver fyller", 50, 112, 10},
      {"en", 50, 124, 10},
      {"glest", 85, 124, 10, TRUE},
      {"rad.", 140, 124, 10, TRUE},
      {"tjugo bokstäver fyller", 50, 136, 10}},
     "tjugo bokstäver fyller\ntjugo bokstäver fyller\nen glest rad.\ntjugo bokstäver fyller\n"},
    {"heading", {{"Rubrik", 50, 100, 16}, {"Text under", 50, 118, 10}}, "Rubrik\n\nText under\n"},
    {"contents-cells-apart",
     {{"3.2", 50, 100, 10}, {"Hvordan", 90, 100, 10, TRUE}, {"14", 500, 100, 10, TRUE}},
     "3.2\tHvordan\t14\n"},
    {"two-columns-before-footer",
     {{LONG_LEFT, 50, 100, 10},
      {LONG_LEFT, 50, 112, 10},
      {LONG_LEFT, 50, 124, 10},
      {"Sida 3", 50, 800, 10},
      {LONG_RIGHT, 300, 100, 10},
      {LONG_RIGHT, 300, 112, 10},
      {LONG_RIGHT, 300, 124, 10}},
     LONG_LEFT "\n" LONG_LEFT "\n" LONG_LEFT "\n" LONG_RIGHT "\n" LONG_RIGHT "\n" LONG_RIGHT "\n\nSida 3\n"},
    {"heading-across-columns",
     {{"Kapitel 1", 50, 200, 10},
      {LONG_LEFT, 50, 224, 10},
      {LONG_RIGHT, 300, 224, 10},
      {LONG_LEFT, 50, 236, 10},
      {LONG_RIGHT, 300, 236, 10},
      {"En rubrik som går över båda spalterna på sidan här", 50, 272, 10},
      {LONG_LEFT ".", 50, 296, 10},
      {LONG_RIGHT, 300, 296, 10},
      {LONG_LEFT ".", 50, 308, 10},
      {LONG_RIGHT, 300, 308, 10}},
     "Kapitel 1\n\n" LONG_LEFT "\n" LONG_LEFT "\n" LONG_RIGHT "\n" LONG_RIGHT
     "\n\nEn rubrik som går över båda spalterna på sidan här\n\n" LONG_LEFT ".\n" LONG_LEFT ".\n\n" LONG_RIGHT
     "\n" LONG_RIGHT "\n"},
    {"table",
     {{"Oslo", 50, 100, 10},
      {"Bergen", 50, 112, 10},
      {"12", 200, 100, 10},
      {"7", 200, 112, 10},
      {"2014", 300, 100, 10},
      {"2015", 300, 112, 10}},
     "Oslo\t12\t2014\nBergen\t7\t2015\n"},
    {"bullet", {{"•", 50, 100, 10}, {"Punkt ett", 70, 100, 10}}, "• Punkt ett\n"},
    {"drawn-twice", {{"Fet stil", 50, 100, 10}, {"Fet stil", 50.3, 100, 10}}, "Fet stil\n"},
    {"drawn-over-one-another", {{"under", 50, 100, 10}, {"over", 60, 100, 10}}, "under over\n"},
    {"letter-spaced", {{"R", 50, 100, 10}, {"I", 58, 100, 10, TRUE}, {"K", 66, 100, 10, TRUE}}, "RIK\n"},
    {"two-words-letter-spaced",
     {{"K", 50, 100, 10},
      {"L", 60, 100, 10, TRUE},
      {"I", 70, 100, 10, TRUE},
      {"M", 80, 100, 10, TRUE},
      {"A", 90, 100, 10, TRUE},
      {"O", 108, 100, 10, TRUE},
      {"M", 118, 100, 10, TRUE}},
     "KLIMA OM\n"},
    {"alphabet-is-no-word", {{"A B C D E F", 50, 100, 10}}, "A B C D E F\n"},
    {"leaders",
     {{"1.1 Syfte . . . . . . . . . 7", 50, 100, 10}, {"1.2 Mål......9", 50, 112, 10}},
     "1.1 Syfte\t7\n1.2 Mål\t9\n"},
    {"an-ellipsis-is-no-leader", {{"Och så vidare ... mera", 50, 100, 10}}, "Och så vidare ... mera\n"},
    {"cells-of-several-lines",
     {{"Skede", 50, 100, 10},
      {"Krav", 150, 100, 10},
      {"Ansvar", 300, 100, 10},
      {"Plan", 50, 124, 10},
      {"Golv minst 2,5", 150, 124, 10},
      {"Samhälls-", 300, 124, 10},
      {"meter över", 150, 135, 10},
      {"byggnad", 300, 135, 10},
      {"Drift", 50, 159, 10},
      {"Rensa brunnar", 150, 159, 10},
      {"Gatukontoret", 300, 159, 10},
      {"om hösten", 150, 170, 10}},
     "Skede\tKrav\tAnsvar\nPlan\tGolv minst 2,5 meter över\tSamhälls- byggnad\nDrift\tRensa brunnar om "
     "hösten\tGatukontoret\n"},
    {"table-under-two-columns",
     {{"Mål för elever", 50, 100, 10},
      {"datorer på skolan med minst", 300, 100, 10},
      {"Mål för lärare", 50, 112, 10},
      {"varsin dator och en skrivare", 300, 112, 10},
      {"Antal", 120, 160, 10},
      {"Bärbara", 190, 160, 10},
      {"Servrar +", 300, 148, 10},
      {"tunna klien-", 300, 160, 10},
      {"ter", 300, 172, 10},
      {"Summa", 420, 160, 10},
      {"Holum", 50, 196, 10},
      {"25", 120, 196, 10},
      {"5", 190, 196, 10},
      {"2", 300, 196, 10},
      {"32", 420, 196, 10},
      {"Slattum", 50, 220, 10},
      {"44", 120, 220, 10},
      {"8", 190, 220, 10},
      {"2", 300, 220, 10},
      {"54", 420, 220, 10},
      {"Rotnes", 50, 244, 10},
      {"35", 120, 244, 10},
      {"5", 190, 244, 10},
      {"2", 300, 244, 10},
      {"42", 420, 244, 10}},
     "Mål för elever\nMål för lärare\ndatorer på skolan med minst\nvarsin dator och en skrivare\n\n"
     "Antal\tBärbara\tServrar + tunna klien- ter\tSumma\nHolum\t25\t5\t2\t32\nSlattum\t44\t8\t2\t54\n"
     "Rotnes\t35\t5\t2\t42\n"},
    {"right-to-left", {{"שלום עולם", 50, 100, 10}}, "שלום עולם\n"},
    {"directional-marks", {{"abc \u202bשלום\u202c abc", 50, 100, 10}}, "abc \u202bשלום\u202c abc\n"},
    {"nothing", {{NULL}}, ""},
};

/* Writes text and boxes as poppler would give them. */
static char *lay_out(const Drawn *drawn, guint count) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GArray) boxes = g_array_new(FALSE, TRUE, sizeof(PopplerRectangle));
  PopplerRectangle box = {0};
  for (guint i = 0; i < count && drawn[i].text; i++) {
    if (i > 0 && !drawn[i].glued) {
      g_string_append_c(text, '\n');
      g_array_append_val(boxes, box);
    }
    g_string_append(text, drawn[i].text);
    double x = drawn[i].x;
    for (const char *p = drawn[i].text; *p; p = g_utf8_find_next_char(p, NULL)) {
      if (strncmp(p, "\u202b", 3) == 0 || strncmp(p, "\u202c", 3) == 0)
        continue;
      box = (PopplerRectangle){x, drawn[i].y, x + drawn[i].size / 2, drawn[i].y + drawn[i].size};
      g_array_append_val(boxes, box);
      x += drawn[i].size / 2;
    }
  }
  g_autoptr(PageLayout) layout = page_layout_new();
  PageLetters letters = {.text = text->str,
                         .boxes = (const PopplerRectangle *)(gpointer)boxes->data,
                         .n_boxes = boxes->len,
                         .width = 595,
                         .height = 842};
  return page_layout_text(layout, &letters);
}

static void test_layout(gconstpointer data) {
  const LayoutCase *layout_case = data;
  g_autofree char *text = lay_out(layout_case->drawn, G_N_ELEMENTS(layout_case->drawn));
  g_assert_cmpstr(text, ==, layout_case->expected);
}

/* Letters above one another, as in a landscape table on an upright page: `step` is negative for text that runs up. */
static void check_turned(double step, double x2) {
  static const char text[] = "Tabell ett\nRad to";
  PopplerRectangle boxes[sizeof text - 1];
  double y = step < 0 ? 700 : 100, x = 100;
  for (guint i = 0; i < sizeof text - 1; i++) {
    boxes[i] = (PopplerRectangle){x, MIN(y, y + step), x + 10, MAX(y, y + step)};
    y += step;
    if (text[i] == '\n') {
      x = x2;
      y = step < 0 ? 700 : 100;
    }
  }
  g_autoptr(PageLayout) layout = page_layout_new();
  g_autofree char *laid_out = page_layout_text(
      layout, &(PageLetters){.text = text, .boxes = boxes, .n_boxes = sizeof text - 1, .width = 595, .height = 842});
  g_assert_cmpstr(laid_out, ==, "Tabell ett\nRad to\n");
}

static void test_turned(void) {
  check_turned(-5, 112);
  check_turned(5, 88);
}

/* A page on its head: letters follow one another to the left, lines upwards. */
static void test_on_its_head(void) {
  static const char text[] = "Rad ett\nRad to";
  PopplerRectangle boxes[sizeof text - 1];
  double x = 500, y = 700;
  for (guint i = 0; i < sizeof text - 1; i++) {
    boxes[i] = (PopplerRectangle){x - 5, y, x, y + 10};
    x -= 5;
    if (text[i] == '\n') {
      x = 500;
      y = 688;
    }
  }
  g_autoptr(PageLayout) layout = page_layout_new();
  g_autofree char *laid_out = page_layout_text(
      layout, &(PageLetters){.text = text, .boxes = boxes, .n_boxes = sizeof text - 1, .width = 595, .height = 842});
  g_assert_cmpstr(laid_out, ==, "Rad ett\nRad to\n");
}

static void test_disagreeing_boxes(void) {
  static const PopplerRectangle boxes[2] = {{0, 0, 5, 10}, {5, 0, 10, 10}};
  g_autoptr(PageLayout) layout = page_layout_new();
  g_autofree char *text = page_layout_text(
      layout, &(PageLetters){.text = "b a\nc", .boxes = boxes, .n_boxes = 2, .width = 595, .height = 842});
  g_assert_cmpstr(text, ==, "b a\nc");
}

/* --- files ------------------------------------------------------------------------------------ */

static const char *const two_pages[] = {TEXT_AT(50, 800, "Milj\\366m\\345l i \\305re"), TEXT_AT(50, 800, "Andra sidan"),
                                        NULL};

static char *ask_password(gpointer data, guint attempt) {
  const char *const *passwords = data;
  return passwords ? g_strdup(passwords[attempt]) : NULL;
}

static Document *extract_bytes(GBytes *bytes, const char *const *passwords) {
  ExtractorInput input;
  int fd = write_memory(bytes);
  g_assert_true(extractor_input_init(&input, fd, "fil.bin", NULL));
  static const ExtractionHost host = {.ask_password = ask_password};
  Document *document = document_new();
  Extraction extraction = {
      .input = &input, .document = document, .host = &host, .host_data = (gpointer)(guintptr)passwords};
  extraction_run(&extraction);
  extractor_input_clear(&input);
  close(fd);
  return document;
}

static void test_pages(void) {
  g_autoptr(GBytes) bytes = simple_pdf("", "", "", two_pages);
  g_autoptr(Document) document = extract_bytes(bytes, NULL);
  g_assert_cmpint(document->status, ==, STATUS_OK);
  g_assert_cmpstr(document->media_type, ==, "application/pdf");
  g_assert_cmpuint(document->units->len, ==, 2);
  g_assert_cmpstr(unit_at(document, 0)->text, ==, "Miljömål i Åre\n");
  g_assert_cmpstr(unit_at(document, 0)->label, ==, "1");
  g_assert_cmpint(unit_at(document, 0)->kind, ==, UNIT_KIND_PAGE);
  g_assert_cmpint(unit_at(document, 1)->locator.kind, ==, LOCATOR_PAGE);
  g_assert_cmpuint(unit_at(document, 1)->locator.number, ==, 2);
}

/* An empty page gives no unit; the next one keeps its number and printed label. */
static void test_labels(void) {
  static const char *const pages[] = {TEXT_AT(50, 800, "Forord"), "", TEXT_AT(50, 800, "Kapitel"), NULL};
  g_autoptr(GBytes) bytes = simple_pdf("", "/PageLabels<</Nums[0<</S/r>>2<</S/D/St 7>>]>>", "", pages);
  g_autoptr(Document) document = extract_bytes(bytes, NULL);
  g_assert_cmpint(document->status, ==, STATUS_OK);
  g_assert_cmpuint(document->units->len, ==, 2);
  g_assert_cmpstr(unit_at(document, 0)->label, ==, "i");
  g_assert_cmpstr(unit_at(document, 1)->label, ==, "7");
  g_assert_cmpuint(unit_at(document, 1)->locator.number, ==, 3);
}

static void test_metadata(void) {
  static const struct {
    const char *info, *title, *author, *created;
  } cases[] = {
      {"/Title(Klimat i fokus)/Author(Anna Berg; Bo Ek)/CreationDate(D:20140925103000Z)", "Klimat i fokus", "Anna Berg",
       "2014-09-25T10:30:00Z"},
      {"/Title(Microsoft Word - utkast.doc)/Author(user)", NULL, NULL, NULL},
      {"/Title(rapport_slutlig.pdf)", NULL, NULL, NULL},
      {"/Title(Untitled)", NULL, NULL, NULL},
      {"/Title(PowerPoint-presentasjon)", NULL, NULL, NULL},
      {"/Title()", NULL, NULL, NULL},
      {"/Title<FEFF004D00E50020>", "Må", NULL, NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *trailer = g_strdup_printf("/Info<<%s>>", cases[i].info);
    g_autoptr(GBytes) bytes = simple_pdf("", "", trailer, two_pages);
    g_autoptr(Document) document = extract_bytes(bytes, NULL);
    g_assert_cmpstr(document->title, ==, cases[i].title);
    g_assert_cmpstr(document->authors->len ? document->authors->pdata[0] : NULL, ==, cases[i].author);
    g_assert_cmpstr(g_hash_table_lookup(document->metadata, "created"), ==, cases[i].created);
  }
}

static int sniff_text(const char *text, gsize length) {
  const char *media_type = NULL;
  ExtractorInput input = {.fd = -1, .size = length, .head = (const guint8 *)text, .head_length = length};
  return pdf_extractor.sniff(&input, &media_type);
}

static void test_sniff(void) {
  g_autofree char *far = g_strnfill(1100, ' ');
  memcpy(far + 1050, "%PDF-", 5);
  g_assert_cmpint(sniff_text("%PDF-1.7", 8), ==, 100);
  g_assert_cmpint(sniff_text("%PDF", 4), ==, 50);
  g_assert_cmpint(sniff_text("\n\nx%PDF-1.7", 11), ==, 60);
  g_assert_cmpint(sniff_text("%PD", 3), ==, 0);
  g_assert_cmpint(sniff_text("", 0), ==, 0);
  g_assert_cmpint(sniff_text("x%PDF 1.7", 9), ==, 0);
  g_assert_cmpint(sniff_text(far, 1100), ==, 0);
}

/* --- what is broken --------------------------------------------------------------------------- */

static void test_bytes_before_header(void) {
  g_autoptr(GBytes) bytes = simple_pdf("HTTP/1.1 200 OK\r\n\r\n", "", "", two_pages);
  g_autoptr(Document) document = extract_bytes(bytes, NULL);
  g_assert_cmpint(document->status, ==, STATUS_OK);
  g_assert_cmpuint(document->units->len, ==, 2);
}

/* At every length: never a crash, never "ok" without text, always a reason. */
static void test_truncated(void) {
  g_autoptr(GBytes) bytes = simple_pdf("", "", "", two_pages);
  for (gsize length = 8; length < g_bytes_get_size(bytes); length += 13) {
    g_autoptr(GBytes) part = g_bytes_new_from_bytes(bytes, 0, length);
    g_autoptr(Document) document = extract_bytes(part, NULL);
    if (document->status == STATUS_OK)
      g_assert_cmpuint(document->units->len, >, 0);
    else
      g_assert_nonnull(document->reason);
  }
}

static void test_garbage(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  for (guint round = 0; round < 50; round++) {
    char bytes[600] = "%PDF-1.5\n";
    for (guint i = 9; i < sizeof bytes; i++)
      bytes[i] = (char)g_rand_int_range(random, 0, 256);
    g_autoptr(GBytes) garbage = g_bytes_new(bytes, sizeof bytes);
    g_autoptr(Document) document = extract_bytes(garbage, NULL);
    g_assert_cmpint(document->status, ==, STATUS_DAMAGED);
    g_assert_nonnull(document->reason);
  }
}

/* A page tree that declares `declared` pages and holds one, in a file of more than `objects` objects. */
static Document *extract_boasting_tree(guint declared, guint objects) {
  PdfFile file = pdf_new("");
  g_autofree char *tree = g_strdup_printf("<</Type/Pages/Count %u/Kids[4 0 R]>>", declared);
  pdf_add(&file, "<</Type/Catalog/Pages 2 0 R>>", -1);
  pdf_add(&file, tree, -1);
  pdf_add(&file, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", -1);
  pdf_add(&file, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents 5 0 R>>", -1);
  pdf_add(&file, "<</Length 34>>\nstream\nBT /F 10 Tf 50 800 Td (Ett) Tj ET  \nendstream", -1);
  for (guint i = 0; i < objects; i++)
    pdf_add(&file, "null", -1);
  g_autoptr(GBytes) bytes = pdf_finish(&file, "");
  return extract_bytes(bytes, NULL);
}

static void test_page_tree_bomb(void) {
  g_autoptr(Document) partial = extract_boasting_tree(900, 1000);
  g_assert_cmpint(partial->status, ==, STATUS_PARTIAL);
  g_assert_cmpstr(partial->detail, ==, "64 / 900"); /* gave up after so many */
  g_assert_cmpstr(unit_at(partial, 0)->text, ==, "Ett\n");
  g_autoptr(Document) bomb = extract_boasting_tree(400000000, 0);
  g_assert_cmpint(bomb->status, !=, STATUS_OK);
  g_assert_nonnull(bomb->reason);
}

static void test_no_pages(void) {
  static const char *const none[] = {NULL};
  g_autoptr(GBytes) bytes = simple_pdf("", "", "", none);
  g_autoptr(Document) document = extract_bytes(bytes, NULL);
  g_assert_cmpint(document->status, ==, STATUS_DAMAGED);
}

static void test_no_text(void) {
  static const char *const blank[] = {"0 0 10 10 re f", NULL};
  g_autoptr(GBytes) bytes = simple_pdf("", "", "", blank);
  g_autoptr(Document) document = extract_bytes(bytes, NULL);
  g_assert_cmpint(document->status, ==, STATUS_EMPTY);
}

/* --- passwords: the standard security handler, revision 2 (ISO 32000-1, 7.6.3) ---------------- */

static const guint8 padding[32] = {0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E,
                                   0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68,
                                   0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A};

static void rc4(const guint8 *key, gsize key_length, guint8 *data, gsize length) {
  guint8 state[256];
  for (guint i = 0; i < 256; i++)
    state[i] = (guint8)i;
  for (guint i = 0, j = 0; i < 256; i++) {
    j = (j + state[i] + key[i % key_length]) & 255;
    guint8 swap = state[i];
    state[i] = state[j];
    state[j] = swap;
  }
  for (guint n = 0, i = 0, j = 0; n < length; n++) {
    i = (i + 1) & 255;
    j = (j + state[i]) & 255;
    guint8 swap = state[i];
    state[i] = state[j];
    state[j] = swap;
    data[n] ^= state[(state[i] + state[j]) & 255];
  }
}

static void md5(const guint8 *data, gsize length, guint8 *digest) {
  g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_MD5);
  gsize size = 16;
  g_checksum_update(checksum, data, (gssize)length);
  g_checksum_get_digest(checksum, digest, &size);
}

static void append_hex(GString *out, const guint8 *data, gsize length) {
  for (gsize i = 0; i < length; i++)
    g_string_append_printf(out, "%02x", data[i]);
}

/* Algorithms 2, 3 and 4 with the user's password as the owner's; the page's content is encrypted as algorithm 1 says.
 */
static GBytes *encrypted_pdf(const char *password) {
  guint8 padded[32], digest[16], owner[32], user[32], seed[32 + 32 + 4 + 4], key[5];
  gsize length = strlen(password);
  memcpy(padded, password, length);
  memcpy(padded + length, padding, sizeof padded - length);
  md5(padded, 32, digest);
  memcpy(owner, padded, 32);
  rc4(digest, 5, owner, 32);
  memcpy(seed, padded, 32);
  memcpy(seed + 32, owner, 32);
  memcpy(seed + 64,
         "\xFC\xFF\xFF\xFF"
         "abcd",
         8); /* /P -4, /ID abcd */
  md5(seed, sizeof seed, digest);
  memcpy(key, digest, sizeof key);
  memcpy(user, padding, 32);
  rc4(key, sizeof key, user, 32);

  static const char plain[] = TEXT_AT(50, 800, "Hemligt");
  guint8 object_key[10] = {key[0], key[1], key[2], key[3], key[4], 5, 0, 0, 0, 0}, content[sizeof plain - 1];
  md5(object_key, sizeof object_key, digest);
  memcpy(content, plain, sizeof content);
  rc4(digest, 10, content, sizeof content);

  PdfFile file = pdf_new("");
  pdf_add(&file, "<</Type/Catalog/Pages 2 0 R>>", -1);
  pdf_add(&file, "<</Type/Pages/Count 1/Kids[4 0 R]>>", -1);
  pdf_add(&file, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", -1);
  pdf_add(&file, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents 5 0 R>>", -1);
  g_autoptr(GString) stream = g_string_new(NULL);
  g_string_printf(stream, "<</Length %" G_GSIZE_FORMAT ">>\nstream\n", sizeof content);
  g_string_append_len(stream, (const char *)content, sizeof content);
  g_string_append(stream, "\nendstream");
  pdf_add(&file, stream->str, (gssize)stream->len);
  g_autoptr(GString) trailer = g_string_new("/ID[<61626364><61626364>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<");
  append_hex(trailer, owner, 32);
  g_string_append(trailer, ">/U<");
  append_hex(trailer, user, 32);
  g_string_append(trailer, ">>>");
  return pdf_finish(&file, trailer->str);
}

static void test_password(void) {
  static const char *const none[] = {NULL};
  static const char *const wrong[] = {"feil", "også feil", NULL};
  static const char *const right[] = {"feil", "sommer", NULL};
  g_autoptr(GBytes) bytes = encrypted_pdf("sommer");
  g_autoptr(Document) without = extract_bytes(bytes, none);
  g_assert_cmpint(without->status, ==, STATUS_ENCRYPTED);
  g_assert_nonnull(without->reason);
  g_autoptr(Document) unlocked = extract_bytes(bytes, right);
  g_assert_cmpint(unlocked->status, ==, STATUS_OK);
  g_assert_cmpstr(unit_at(unlocked, 0)->text, ==, "Hemligt\n");
  g_autoptr(Document) locked = extract_bytes(bytes, wrong);
  g_assert_cmpint(locked->status, ==, STATUS_ENCRYPTED);

  g_autoptr(GBytes) for_all = encrypted_pdf(""); /* only the owner's rights are limited */
  g_autoptr(Document) open = extract_bytes(for_all, NULL);
  g_assert_cmpint(open->status, ==, STATUS_OK);
}

/* --- page images ------------------------------------------------------------------------------ */

static void test_render(void) {
  g_autoptr(GBytes) bytes = simple_pdf("", "", "", two_pages);
  ExtractorInput input;
  int fd = write_memory(bytes);
  g_assert_true(extractor_input_init(&input, fd, "fil.pdf", NULL));
  static const struct {
    guint page;
    double dpi;
    gboolean drawn;
  } cases[] = {{1, 72, TRUE},    {2, 20, TRUE}, {0, 72, FALSE}, {3, 72, FALSE},
               {1, 5000, FALSE}, {1, 0, FALSE}, {1, -72, FALSE}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) png = pdf_extractor.render_page(&input, cases[i].page, cases[i].dpi, NULL, NULL, &error);
    g_assert_cmpint(png != NULL, ==, cases[i].drawn);
    g_assert_cmpint(error == NULL, ==, cases[i].drawn);
    if (png)
      g_assert_cmpint(memcmp(g_bytes_get_data(png, NULL), "\x89PNG", 4), ==, 0);
  }
  extractor_input_clear(&input);
  close(fd);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (guint i = 0; i < G_N_ELEMENTS(layout_cases); i++) {
    g_autofree char *path = g_strdup_printf("/extractors/pdf/layout/%s", layout_cases[i].name);
    g_test_add_data_func(path, &layout_cases[i], test_layout);
  }
  g_test_add_func("/extractors/pdf/layout/turned", test_turned);
  g_test_add_func("/extractors/pdf/layout/on-its-head", test_on_its_head);
  g_test_add_func("/extractors/pdf/layout/disagreeing-boxes", test_disagreeing_boxes);
  g_test_add_func("/extractors/pdf/sniff", test_sniff);
  g_test_add_func("/extractors/pdf/pages", test_pages);
  g_test_add_func("/extractors/pdf/labels", test_labels);
  g_test_add_func("/extractors/pdf/metadata", test_metadata);
  g_test_add_func("/extractors/pdf/password", test_password);
  g_test_add_func("/extractors/pdf/render", test_render);
  g_test_add_func("/extractors/pdf/broken/bytes-before-header", test_bytes_before_header);
  g_test_add_func("/extractors/pdf/broken/truncated", test_truncated);
  g_test_add_func("/extractors/pdf/broken/garbage", test_garbage);
  g_test_add_func("/extractors/pdf/broken/page-tree-bomb", test_page_tree_bomb);
  g_test_add_func("/extractors/pdf/broken/no-pages", test_no_pages);
  g_test_add_func("/extractors/pdf/broken/no-text", test_no_text);
  return g_test_run();
}
