/* Web archives: MIME's grammar, which part is the page, what is said of it, what is hostile. */
#include "extractors/html/mime.h"
#include "tests/unit/extractors_helpers.h"

#include <time.h>

extern const Extractor mhtml_extractor;

/* --- fields ----------------------------------------------------------------------------------------------------- */

static const struct {
  const char *field, *text;
} words[] = {
    {"Vanlig rubrik", "Vanlig rubrik"},
    {"=?iso-8859-1?Q?=D6versv=E4mning_i_=C5m=E5l?=", "Översvämning i Åmål"},
    {"=?utf-8?B?w5hrdCBuZWRiw7hy?=", "Økt nedbør"},
    {"=?UTF-8?q?=C3=98kt?= =?utf-8?Q?_nedb=C3?= \t =?utf-8?Q?=B8r?=", "Økt nedbør"}, /* a letter parted */
    {"=?iso-8859-1?Q?=C5?= og =?utf-8?Q?=C3=98?=", "Å og Ø"},
    {"=?utf-8*sv?Q?=C3=A5?=", "å"},
    {"R\xE5"
     "d",
     "Råd"}, /* a byte beyond ASCII, as it must not be */
    {"=?utf-8?Q?=C3=A5", "=?utf-8?Q?=C3=A5"},
    {"=?utf-8?X?a?=", "=?utf-8?X?a?="},
    {"=?", "=?"},
    {"=?utf-8?B?\?=", ""},
};

static void test_words(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    g_autofree char *text = mime_decode_words(words[i].field);
    g_assert_cmpstr(text, ==, words[i].text);
  }
}

static void test_dates(void) {
  static const struct {
    const char *field, *date;
  } dates[] = {{"Tue, 3 Mar 2009 10:11:12 +0100", "2009-03-03"},
               {"14 Oct 2019 08:00:00 GMT", "2019-10-14"},
               {"Mon, 14-OCT-2019 08:00", "2019-10-14"},
               {"Tue, 32 Mar 2009", NULL},
               {"Tue, 3 Mai 2009 10:11", NULL},
               {"Tue, 3 Mar 9999", NULL},
               {"", NULL},
               {"i går", NULL}};
  for (gsize i = 0; i < G_N_ELEMENTS(dates); i++) {
    g_autofree char *date = mime_date(dates[i].field);
    g_assert_cmpstr(date, ==, dates[i].date);
  }
}

static void test_header(void) {
  static const char text[] = "MIME-Version: 1.0\r\n"
                             "Content-Type: Multipart/Related;\r\n\ttype=\"text/html\";\r\n"
                             " boundary=\"a \\\"b\\\"\"; start=\"<rot@x>\"\r\n"
                             "Content-Location: http://www.example.org/\r\n\tlang/adresse.html\r\n"
                             "content-transfer-encoding: Base64\r\n\r\nbody";
  g_auto(MimeHeader) header = {0};
  gsize body = mime_header_read(text, strlen(text), &header);
  g_assert_cmpstr(text + body, ==, "body");
  g_assert_cmpstr(header.type, ==, "multipart/related");
  g_assert_cmpstr(header.boundary, ==, "a \"b\"");
  g_assert_cmpstr(header.start, ==, "rot@x");
  g_assert_cmpstr(header.location, ==, "http://www.example.org/lang/adresse.html");
  g_assert_true(header.mime);
  g_assert_cmpint(header.encoding, ==, MIME_BASE64);
}

/* --- parts ------------------------------------------------------------------------------------------------------ */

/* "type:body" of each part, parted by '|'. */
static char *parts_to_string(const char *text) {
  g_autoptr(MimeMessage) message = mime_message_read(text, strlen(text));
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < message->parts->len; i++) {
    const MimePart *part = message->parts->pdata[i];
    g_autoptr(GBytes) body = mime_part_decode(part, text);
    g_string_append_printf(out, "%s%s:%.*s", i ? "|" : "", part->header.type, (int)g_bytes_get_size(body),
                           (const char *)g_bytes_get_data(body, NULL));
  }
  g_string_append(out, message->unfinished ? " unfinished" : "");
  return g_string_free(out, FALSE);
}

#define RELATED "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"

static const struct {
  const char *text, *parts;
} part_cases[] = {
    {RELATED "preamble\n--b\nContent-Type: text/html\n\n<p>a\n--b\n\nb\n--b--\nepilogue",
     "text/html:<p>a|text/plain:b"},
    {RELATED "--b\r\nContent-Type: text/html\r\n\r\n<p>a\r\n\r\n--b--\r\n", "text/html:<p>a\r\n"},
    {RELATED "--b  \nContent-Type: text/html\n\n<p>--bc\n--b-\n--b--", "text/html:<p>--bc\n--b-"},
    {RELATED "--b\nContent-Type: text/html\n\n<p>a", "text/html:<p>a unfinished"},
    {RELATED
     "--b\nContent-Type: multipart/alternative; boundary=bb\n\n--bb\n\nord\n--bb\nContent-Type: text/html\n\n<p>a\n"
     "--bb--\n--b\nContent-Type: image/gif\n\nx\n--b--",
     "text/plain:ord|text/html:<p>a|image/gif:x"},
    /* the inner end is missing: the outer boundary ends both */
    {RELATED
     "--b\nContent-Type: multipart/alternative; boundary=bb\n\n--bb\n\nord\n--b\nContent-Type: text/html\n\n<p>a\n"
     "--b--",
     "text/plain:ord|text/html:<p>a"},
    {"MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>=C3=A5=\n=E4=\n=3D "
     "=\n",
     "text/html:<p>å\xE4= "},
    {"MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\na=4 =zz b  \nc=",
     "text/html:a=4 =zz b\nc"},
    {"MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+\r\n!w6U=",
     "text/html:<p>å"},
    {"MIME-Version: 1.0\nContent-Type: multipart/related\n\n--b\n\n<p>", "multipart/related:--b\n\n<p>"},
    {"\xEF\xBB\xBF\r\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>", "text/html:<p>"},
    {"From a@b Tue Mar 3\nMIME-Version: 1.0\nContent-Type: text/html\n<p>a", "text/html:<p>a"},
    {"", "text/plain:"},
};

static void test_parts(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(part_cases); i++) {
    g_autofree char *parts = parts_to_string(part_cases[i].text);
    g_assert_cmpstr(parts, ==, part_cases[i].parts);
  }
}

/* --- recognition ------------------------------------------------------------------------------------------------ */

static const struct {
  const char *text;
  int confidence;
} sniff_cases[] = {
    {RELATED "--b\nContent-Type: text/html\n\n<p>", 95},
    {"From: <Saved by Blink>\nSnapshot-Content-Location: https://x/\nMIME-Version: 1.0\n"
     "Content-Type: multipart/related; boundary=b\n\n",
     95},
    {"From: <Saved by Microsoft Internet Explorer 5>\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>", 90},
    {"To: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n", 70},
    {"To: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n", 0},
    {"To: a\nMIME-Version: 1.0\nContent-Type: text/plain\n\nhej", 0},
    {"Content-Type: text/html\n\n<p>", 0}, /* no MIME-Version: anything may say so */
    {"<html><p>MIME-Version: 1.0", 0},
    {"Program: 09.30 kaffe", 0},
    {"%PDF-1.4", 0},
    {"", 0},
};

static void test_sniff(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(sniff_cases); i++) {
    const char *type;
    int confidence = sniff_bytes(&mhtml_extractor, "x", sniff_cases[i].text, strlen(sniff_cases[i].text), &type);
    g_test_message("%s", sniff_cases[i].text);
    g_assert_cmpint(confidence, ==, sniff_cases[i].confidence);
    g_assert_true((type != NULL && *type != '\0') || confidence == 0);
  }
}

/* --- documents -------------------------------------------------------------------------------------------------- */

#define EXPLORER                                                                                                       \
  "From: <Saved by Windows Internet Explorer 8>\r\nSubject: =?iso-8859-1?Q?N=E4tverket?=\r\n"                          \
  "Date: Tue, 3 Mar 2009 10:11:12 +0100\r\nMIME-Version: 1.0\r\n"                                                      \
  "Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----=_NextPart_0\"\r\n\r\n"

static void test_explorer(void) {
  static const char text[] = EXPLORER "------=_NextPart_0\r\nContent-Type: text/html;\r\n\tcharset=\"iso-8859-1\"\r\n"
                                      "Content-Transfer-Encoding: quoted-printable\r\n"
                                      "Content-Location: http://www.example.org/nat/verk.html\r\n\r\n"
                                      "<html><body><p>Sj=F6n steg =F6ver k=\r\najen</p></body></html>\r\n"
                                      "------=_NextPart_0\r\nContent-Type: image/gif\r\n\r\nGIF89a\r\n"
                                      "------=_NextPart_0--\r\n";
  g_autoptr(Document) document = extract_bytes("x.mht", text, strlen(text));
  g_autofree char *units = units_to_string(document);
  g_assert_cmpstr(units, ==, "[] -\nSjön steg över kajen");
  g_assert_cmpstr(document->title, ==, "Nätverket");
  g_assert_cmpstr(document->url, ==, "http://www.example.org/nat/verk.html");
  g_assert_cmpstr(document->media_type, ==, "multipart/related");
  g_assert_cmpstr(g_hash_table_lookup(document->metadata, "saved"), ==, "2009-03-03");
  g_assert_cmpstr(status_name(document->status), ==, "ok");
}

/* What MIME says of the character set counts for more than what the page says. */
static void test_charset(void) {
  static const char text[] = RELATED "--b\nContent-Type: text/html; charset=windows-1252\n\n"
                                     "<meta charset=iso-8859-5><p>Sm\xE5 bekker</p>\n--b--";
  g_autoptr(Document) document = extract_bytes("x.mht", text, strlen(text));
  g_autofree char *units = units_to_string(document);
  g_assert_cmpstr(units, ==, "[] -\nSmå bekker");
}

static void test_root(void) {
  static const char start[] = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b; start=\"<rot>\"\n\n"
                              "--b\nContent-Type: text/html\n\n<p>annons\n"
                              "--b\nContent-Type: text/html\nContent-ID: <rot>\n\n<p>sidan\n--b--";
  g_autoptr(Document) document = extract_bytes("x.mht", start, strlen(start));
  g_autofree char *units = units_to_string(document);
  g_assert_cmpstr(units, ==, "[] -\nsidan");
  static const char none[] = RELATED "--b\nContent-Type: image/gif\n\nx\n--b--";
  g_autoptr(Document) empty = extract_bytes("x.mht", none, strlen(none));
  g_assert_cmpstr(status_name(empty->status), ==, "damaged");
  g_assert_nonnull(empty->reason);
}

static void test_frames(void) {
  static const char text[] = RELATED
      "--b\nContent-Type: text/html\nContent-Location: http://x.example/start.html\n\n"
      "<title>Kommunen</title><frameset><frame src=meny.html><frame src='inne/side.html'><noframes>Bruk en annen "
      "leser</noframes></frameset>\n"
      "--b\nContent-Type: text/html\nContent-Location: http://x.example/inne/side.html\n\n<h1>Vann</h1><p>Tekst "
      "om vann og avløp i kommunen\n"
      "--b--";
  g_autoptr(Document) document = extract_bytes("x.mht", text, strlen(text));
  g_autofree char *units = units_to_string(document);
  g_assert_cmpstr(units, ==, "[] Vann\nTekst om vann og avløp i kommunen");
  g_assert_cmpstr(document->title, ==, "Kommunen");
}

static gboolean note_child(gpointer data, const char *name, const char *media_type, GBytes *bytes) {
  g_string_append_printf(data, "%s %s %u\n", name, media_type, (guint)g_bytes_get_size(bytes));
  return TRUE;
}

/* Documents inside, and inner pages from the same place, are documents of their own; other inner pages are not. */
static void test_children(void) {
  static const char text[] =
      RELATED "--b\nContent-Type: text/html\nContent-Location: http://x.example/start.html\n\n<p>Sidan\n"
              "--b\nContent-Type: text/html\nContent-Location: http://x.example/kalender?m=3\n\n<p>Mars\n"
              "--b\nContent-Type: text/html\nContent-Location: http://reklam.example/a\n\n<p>Köp\n"
              "--b\nContent-Type: application/pdf; name=\"../../plan.pdf\"\n\n%PDF\n"
              "--b\nContent-Type: application/pdf; name=\"plan.pdf\"\n\n%PDF\n--b--";
  static const ExtractionHost host = {.child_found = note_child};
  g_autoptr(GString) children = g_string_new(NULL);
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
  ExtractorInput input;
  extractor_input_init_bytes(&input, bytes, "x.mht");
  g_autoptr(Document) document = document_new();
  Extraction extraction = {.input = &input, .document = document, .host = &host, .host_data = children};
  extraction_run(&extraction);
  extractor_input_clear(&input);
  g_assert_cmpstr(children->str, ==,
                  "2-kalender text/html 7\n4-part application/pdf 4\n5-plan.pdf application/pdf 4\n");
}

static void test_unfinished(void) {
  static const char page[] = RELATED "--b\nContent-Type: text/html\n\n<p>sidan";
  static const char picture[] = RELATED "--b\nContent-Type: text/html\n\n<p>sidan\n--b\nContent-Type: image/gif\n\nGI";
  g_autoptr(Document) cut = extract_bytes("x.mht", page, strlen(page));
  g_autoptr(Document) whole = extract_bytes("x.mht", picture, strlen(picture));
  g_assert_cmpstr(status_name(cut->status), ==, "partial");
  g_assert_cmpstr(status_name(whole->status), ==, "ok");
}

/* --- hostile ---------------------------------------------------------------------------------------------------- */

static void append_nested(GString *text, guint i) {
  g_string_append_printf(text, "--b%u\nContent-Type: multipart/related; boundary=b%u\n\n", i, i + 1);
}

static void append_part(GString *text, guint i) {
  g_string_append(text, "--b0\nContent-Type: text/html\n\nx\n");
}

static void append_field(GString *text, guint i) {
  g_string_append_printf(text, "X-%u: v\n", i);
}

static void append_parameter(GString *text, guint i) {
  g_string_append_printf(text, ";\n p%u=v", i);
}

static void append_word(GString *text, guint i) {
  g_string_append(text, " =?utf-8?Q?=C3=A5?=\n");
}

static void append_line(GString *text, guint i) {
  g_string_append(text, "0123456789");
}

static void append_dashes(GString *text, guint i) {
  g_string_append(text, "--b\n");
}

static const struct {
  const char *name, *begin;
  void (*append)(GString *text, guint i);
  guint count;
} hostile[] = {
    {"nested", "MIME-Version: 1\nContent-Type: multipart/related; boundary=b0\n\n", append_nested, 1000000},
    {"parts", "MIME-Version: 1\nContent-Type: multipart/related; boundary=b0\n\n", append_part, 1000000},
    {"fields", "MIME-Version: 1\n", append_field, 1000000},
    {"parameters", "MIME-Version: 1\nContent-Type: multipart/related; boundary=b", append_parameter, 1000000},
    {"words", "MIME-Version: 1\nContent-Type: text/html\nSubject:", append_word, 1000000},
    {"line", "MIME-Version: 1\nContent-Type: text/html\n\n", append_line, 10000000},
    {"quoted", "MIME-Version: 1\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n", append_line,
     10000000},
    {"dashes", "MIME-Version: 1\nContent-Type: multipart/related; boundary=\"b0\"\n\n", append_dashes, 5000000},
};

static void test_hostile(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  GString *text = g_string_new(hostile[i].begin);
  for (guint n = 0; n < hostile[i].count; n++)
    hostile[i].append(text, n);
  clock_t began = clock();
  g_autoptr(MimeMessage) message = mime_message_read(text->str, text->len);
  for (guint n = 0; n < message->parts->len; n++) {
    g_autoptr(GBytes) body = mime_part_decode(message->parts->pdata[n], text->str);
    g_assert_cmpuint(g_bytes_get_size(body), <=, text->len + 1);
  }
  double seconds = (double)(clock() - began) / CLOCKS_PER_SEC;
  g_test_message("%s: %.2f s for %" G_GSIZE_FORMAT " bytes, %u parts", hostile[i].name, seconds, text->len,
                 message->parts->len);
  g_assert_cmpuint(message->parts->len, <=, MIME_MAX_PARTS);
  g_assert_cmpfloat(seconds, <, 20);
  g_string_free(text, TRUE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/mhtml/words", test_words);
  g_test_add_func("/mhtml/dates", test_dates);
  g_test_add_func("/mhtml/header", test_header);
  g_test_add_func("/mhtml/parts", test_parts);
  g_test_add_func("/mhtml/sniff", test_sniff);
  g_test_add_func("/mhtml/explorer", test_explorer);
  g_test_add_func("/mhtml/charset", test_charset);
  g_test_add_func("/mhtml/root", test_root);
  g_test_add_func("/mhtml/frames", test_frames);
  g_test_add_func("/mhtml/children", test_children);
  g_test_add_func("/mhtml/unfinished", test_unfinished);
  for (gsize i = 0; i < G_N_ELEMENTS(hostile); i++) {
    g_autofree char *path = g_strdup_printf("/mhtml/hostile/%s", hostile[i].name);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_hostile);
  }
  return g_test_run();
}
