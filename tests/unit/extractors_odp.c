/* OpenDocument presentations: flat files and packages are made here in memory, and what comes out is compared line by
 * line. */
#include "extractors/extractor.h"
#include "extractors/office/odf_place.h"
#include "extractors/office/odf_text.h"
#include "tests/unit/deck_helpers.h"
#include "tests/unit/package_writer.h"

#include <nettle/aes.h>
#include <nettle/blowfish.h>
#include <nettle/cbc.h>
#include <nettle/cfb.h>
#include <nettle/pbkdf2.h>
#include <nettle/sha2.h>
#include <string.h>
#include <zlib.h>

extern const Extractor odp_extractor;

/* --- XML -------------------------------------------------------------------------------------- */

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define NAMESPACES                                                                                                     \
  " xmlns:office=\"" OASIS "office:1.0\" xmlns:text=\"" OASIS "text:1.0\" xmlns:table=\"" OASIS "table:1.0\""          \
  " xmlns:draw=\"" OASIS "drawing:1.0\" xmlns:presentation=\"" OASIS "presentation:1.0\""                              \
  " xmlns:style=\"" OASIS "style:1.0\" xmlns:svg=\"" OASIS "svg-compatible:1.0\" xmlns:chart=\"" OASIS "chart:1.0\""   \
  " xmlns:meta=\"" OASIS "meta:1.0\" xmlns:form=\"" OASIS "form:1.0\" xmlns:anim=\"" OASIS "animation:1.0\""           \
  " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""                        \
  " xmlns:officeooo=\"http://openoffice.org/2009/office\" xmlns:math=\"http://www.w3.org/1998/Math/MathML\""           \
  " xmlns:drawooo=\"http://openoffice.org/2010/draw\" "                                                                \
  "xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\""                               \
  " xmlns:dr3d=\"" OASIS "dr3d:1.0\""
#define MEDIA_TYPE "application/vnd.oasis.opendocument.presentation"
#define DOCUMENT(name, attributes, before, pages)                                                                      \
  XML "<office:" name NAMESPACES attributes ">" before "<office:body><office:presentation>" pages                      \
      "</office:presentation></office:body></office:" name ">"
#define FLAT(before, pages) DOCUMENT("document", " office:mimetype=\"" MEDIA_TYPE "\"", before, pages)
#define CONTENT(before, pages)                                                                                         \
  { "content.xml", DOCUMENT("document-content", "", before, pages) }
#define MIMETYPE                                                                                                       \
  { "mimetype", MEDIA_TYPE }

#define PAGE(shapes) "<draw:page draw:name=\"page1\">" shapes "</draw:page>"
#define P(text) "<text:p text:style-name=\"P1\"><text:span text:style-name=\"T1\">" text "</text:span></text:p>"
#define TEXT_BOX(content) "<draw:text-box>" content "</draw:text-box>"
#define FRAME(attributes, content) "<draw:frame " attributes ">" content "</draw:frame>"
#define HOLDER(class, text) FRAME("presentation:class=\"" class "\"", TEXT_BOX(P(text)))
#define TITLE(text) HOLDER("title", text)
#define BOX(x, y, w, h, text)                                                                                          \
  FRAME("svg:x=\"" x "cm\" svg:y=\"" y "cm\" svg:width=\"" w "cm\" svg:height=\"" h "cm\"", TEXT_BOX(P(text)))
#define NOTES(content) "<presentation:notes>" content "</presentation:notes>"
#define CELL(text) "<table:table-cell>" P(text) "</table:table-cell>"
#define TABLE(rows) FRAME("", "<table:table>" rows "</table:table>")
#define ROW(cells) "<table:table-row>" cells "</table:table-row>"
#define OBJECT(name) FRAME("", "<draw:object xlink:href=\"./" name "\"/><draw:image xlink:href=\"./x\"/>")

typedef struct {
  const char *name;
  const char *flat; /* NULL: parts */
  Part parts[MAX_PARTS];
  Status status;
  const char *expected; /* as describe() writes it */
} Case;

/* --- what is read ----------------------------------------------------------------------------- */

#define CHART                                                                                                          \
  XML "<office:document-content" NAMESPACES "><office:body><office:chart><chart:chart>"                                \
      "<chart:title><text:p>Utsläpp</text:p></chart:title><chart:plot-area><chart:axis><chart:title>"                 \
      "<text:p>Tusen ton</text:p></chart:title><chart:categories/></chart:axis>"                                       \
      "<chart:series chart:label-cell-address=\"local-table.$B$1\"/></chart:plot-area><table:table>"                   \
      "<table:table-header-columns/><table:table-header-rows>" ROW("<table:table-cell/>" CELL("Trafik") CELL(          \
          "Värme")) "</table:table-header-rows><table:table-rows>" ROW(CELL("Norr") CELL("12") CELL("7"))              \
          ROW(CELL("Söder") CELL("15") CELL("9")) "</table:table-rows></table:table></chart:chart></office:chart>"     \
                                                  "</office:body></office:document-content>"

#define OPENOFFICE "http://openoffice.org/2000/"

static const Case cases[] = {
    {"title-and-body", FLAT("", PAGE(HOLDER("outline", "Första punkten") TITLE("Miljömål"))),
     .expected = "slide 1: Miljömål\nFörsta punkten\n"},
    {"package", .parts = {MIMETYPE, CONTENT("", PAGE(TITLE("En")) PAGE(TITLE("To")))},
     .expected = "slide 1: En\nslide 2: To\n"},
    {"title-by-its-style",
     FLAT("<office:automatic-styles><style:style style:name=\"pr1\" style:family=\"presentation\" "
          "style:parent-style-name=\"Standard-title\"/></office:automatic-styles>",
          PAGE(FRAME("presentation:style-name=\"pr1\"", TEXT_BOX(P("Rubrik"))) HOLDER("outline", "Text"))),
     .expected = "slide 1: Rubrik\nText\n"},
    {"second-title-is-body", FLAT("", PAGE(TITLE("En") TITLE("To"))), .expected = "slide 1: En\nTo\n"},
    {"placeholders-without-text-of-the-author",
     FLAT("", PAGE(FRAME("presentation:class=\"title\" presentation:placeholder=\"true\"",
                         TEXT_BOX(P("Klikk for å legge til tittel")))
                       FRAME("presentation:class=\"outline\" presentation:placeholder=\"true\"", TEXT_BOX(""))
                           FRAME("presentation:class=\"subtitle\" presentation:placeholder=\"true\"",
                                 TEXT_BOX(P("Klima i plan"))) HOLDER("outline", "Klikk på kartet"))),
     .expected = "slide 1: -\nKlima i plan\n\nKlikk på kartet\n"},
    {"lists",
     FLAT("",
          PAGE(FRAME("", TEXT_BOX("<text:list><text:list-header>" P("Hode") "</text:list-header><text:list-item>" P(
                             "A") "<text:list><text:list-item>" P("A1") "</text:list-item></text:list></"
                                                                        "text:list-item><text:list-item>" P(
                                                                            "B") "</text:list-item></text:list>")))),
     .expected = "slide 1: -\nHode\nA\nA1\nB\n"},
    {"white-space",
     FLAT("", PAGE(FRAME("", TEXT_BOX("<text:p>\n  en <text:span> \n to</text:span><text:s text:c=\"3\"/>tre"
                                      "<text:tab/>fire<text:line-break/>fem\n</text:p><text:p/><text:p> </text:p>")))),
     .expected = "slide 1: -\nen to   tre\tfire\nfem\n"},
    {"columns-by-place",
     FLAT("", PAGE(BOX("15", "9", "8", "5", "Høyre nede") BOX("15", "3", "8", "5", "Høyre oppe")
                       BOX("1", "3", "8", "11", "Venstre") TITLE("Tittel"))),
     .expected = "slide 1: Tittel\nVenstre\n\nHøyre oppe\n\nHøyre nede\n"},
    {"shapes-groups-connectors",
     FLAT("", PAGE("<draw:g>" BOX("1", "9", "5", "1", "Andre") BOX(
                  "1", "8", "5", "1",
                  "Første") "</draw:g>"
                            "<draw:custom-shape svg:x=\"1cm\" svg:y=\"1cm\" svg:width=\"3cm\" svg:height=\"1cm\">" P(
                                "Pil") "<draw:enhanced-geometry><text:p>nei</text:p></draw:enhanced-geometry></"
                                       "draw:custom-shape>"
                                       "<draw:connector svg:x1=\"1cm\" svg:y1=\"5cm\" svg:x2=\"9cm\" svg:y2=\"5cm\">" P(
                                           "fører til") "</draw:connector>")),
     .expected = "slide 1: -\nPil\n\nfører til\n\nFørste\nAndre\n"},
    {"links-around-shapes-and-in-text",
     FLAT("", PAGE("<draw:a xlink:href=\"x\">" BOX("1", "1", "1", "1",
                                                   "Se <text:a xlink:href=\"y\">siden</text:a>") "</draw:a>")),
     .expected = "slide 1: -\nSe siden\n"},
    {"table",
     FLAT("", PAGE(TABLE("<table:table-column/><table:table-header-rows>" ROW(
                  "<table:table-cell table:number-columns-spanned=\"2\">" P("Kommun")
                      P("län") "</table:table-cell><table:covered-table-cell/>" CELL(
                          "År")) "</table:table-header-rows>" ROW(CELL("Åre") "<table:table-cell/>" CELL("2014"))
                             ROW("<table:table-cell/><table:table-cell/><table:table-cell/>")))),
     .expected = "slide 1: -\nKommun län\tÅr\nÅre\t\t2014\n"},
    {"table-repetitions",
     FLAT("", PAGE(TABLE("<table:table-row table:number-rows-repeated=\"2\"><table:table-cell "
                         "table:number-columns-repeated=\"2\">" P(
                             "x") "</table:table-cell><table:table-cell "
                                  "table:number-columns-repeated=\"1000000\"/></table:table-row>"
                                  "<table:table-row "
                                  "table:number-rows-repeated=\"1000000\"><table:table-cell/></table:table-row>" ROW(
                                      "<table:covered-table-cell table:number-columns-repeated=\"2\"/>" CELL("y"))))),
     .expected = "slide 1: -\nx\tx\nx\tx\n\t\ty\n"},
    {"pictures-described",
     FLAT("", PAGE(FRAME("", "<draw:image/><svg:title>Karta</svg:title><svg:desc>Mälaren från norr</svg:desc>")
                       FRAME("", "<draw:image/><svg:desc>C:\\bilder\\IMG 12.JPG</svg:desc>")
                           FRAME("", TEXT_BOX(P("Egna ord")) "<svg:desc>ruta</svg:desc>"))),
     .expected = "slide 1: -\nKarta\nMälaren från norr\n\nEgna ord\n"},
    {"furniture",
     FLAT(
         "<office:master-styles><style:master-page style:name=\"M\">"
         "<draw:frame presentation:class=\"title\">" TEXT_BOX(P(
             "Klicka här för att ändra format")) "</draw:frame>"
                                                 "<draw:frame presentation:class=\"footer\">" TEXT_BOX(
                                                     "<text:p><"
                                                     "presentati"
                                                     "on:footer/"
                                                     "></"
                                                     "text:p>") "</draw:frame><draw:frame>" TEXT_BOX(P("Länsstyrelse"
                                                                                                       "n")) "</"
                                                                                                             "draw:"
                                                                                                             "frame><"
                                                                                                             "draw:"
                                                                                                             "frame"
                                                                                                             ">" TEXT_BOX(
                                                                                                                 "<te"
                                                                                                                 "xt:"
                                                                                                                 "p>"
                                                                                                                 "Sid"
                                                                                                                 "a "
                                                                                                                 "<te"
                                                                                                                 "xt:"
                                                                                                                 "pag"
                                                                                                                 "e-"
                                                                                                                 "num"
                                                                                                                 "ber"
                                                                                                                 ">&"
                                                                                                                 "lt;"
                                                                                                                 "num"
                                                                                                                 "mer"
                                                                                                                 "&gt"
                                                                                                                 ";</"
                                                                                                                 "tex"
                                                                                                                 "t:"
                                                                                                                 "pag"
                                                                                                                 "e-"
                                                                                                                 "num"
                                                                                                                 "ber"
                                                                                                                 "></"
                                                                                                                 "tex"
                                                                                                                 "t:"
                                                                                                                 "p>") "</draw:frame>"
                                                                                                                       "</style:master-page></office:master-styles>",
         "<presentation:footer-decl presentation:name=\"f\">Nämnden</presentation:footer-decl>"
         "<presentation:date-time-decl presentation:name=\"d\" presentation:source=\"fixed\">maj 2014"
         "</presentation:date-time-decl>"
         "<draw:page draw:master-page-name=\"M\" presentation:use-footer-name=\"f\" "
         "presentation:use-date-time-name=\"d\">" TITLE("T") HOLDER("page-number", "7")
             FRAME("", TEXT_BOX("<text:p>Side <text:page-number>7</text:page-number></text:p>"))
                 FRAME("", TEXT_BOX("<text:p>Oslo, <text:date>25.9.2014</text:date></text:p>"))
                     FRAME("", TEXT_BOX("<text:p><text:date>26.9.2014</text:date></text:p>")) "</draw:page>"),
     .expected = "slide 1: T\nOslo, 25.9.2014\nfurniture: 7\nfurniture: Side 1\nfurniture: 26.9.2014\n"
                 "furniture: Nämnden\nfurniture: maj 2014\nfurniture: Länsstyrelsen\n"},
    {"notes",
     FLAT("", PAGE(TITLE("T") NOTES("<draw:page-thumbnail presentation:class=\"page\"/>" HOLDER("notes", "Säg detta")
                                        HOLDER("page-number", "1"))) PAGE(TITLE("U") NOTES(""))),
     .expected = "slide 1: T\nnotes 1: [1] -\nSäg detta\nslide 2: U\nfurniture: 1\n"},
    {"comments",
     FLAT("", PAGE("<officeooo:annotation svg:x=\"1cm\"><dc:creator>Åse Å</dc:creator><dc:date>2014-09-25</dc:date>"
                   "<text:p>Stemmer dette?</text:p></officeooo:annotation>" TITLE("T")
                       FRAME("", TEXT_BOX("<text:p>før<office:annotation><text:p>ved ordet</text:p></office:annotation>"
                                          " etter</text:p>")))),
     .expected = "slide 1: T\nfør etter\ncomment 1: [1] Åse Å\nStemmer dette?\ncomment 1: [1] -\nved ordet\n"},
    {"comment-in-a-comment",
     FLAT("", PAGE("<office:annotation><text:p>ytre<office:annotation><text:p>indre</text:p></office:annotation>"
                   "</text:p></office:annotation>") PAGE(TITLE("T"))),
     .expected = "slide 1: -\ncomment 1: [1] -\nytre\ncomment 1: [1] -\nindre\nslide 2: T\n"},
    {"hidden",
     FLAT("<office:automatic-styles><style:style style:name=\"dp2\" style:family=\"drawing-page\">"
          "<style:drawing-page-properties presentation:visibility=\"hidden\"/></style:style></office:automatic-styles>",
          PAGE(TITLE("Synlig")) "<draw:page draw:style-name=\"dp2\">" TITLE("Skjult") "</draw:page>"),
     .expected = "slide 1: Synlig\n(slide) 2: Skjult\n"},
    {"printed-numbers",
     FLAT("<office:automatic-styles><style:page-layout style:name=\"L\"><style:page-layout-properties "
          "style:first-page-number=\"10\"/></style:page-layout></office:automatic-styles><office:master-styles>"
          "<style:master-page style:name=\"M\" style:page-layout-name=\"L\"/></office:master-styles>",
          "<draw:page draw:master-page-name=\"M\">" TITLE("Ti") "</draw:page>"),
     .expected = "slide 10: Ti\n"},
    {"numbers-in-text",
     FLAT("", PAGE("") PAGE(FRAME("", TEXT_BOX("<text:p>Se også lysbilde <text:page-number>&lt;nummer&gt;"
                                               "</text:page-number> av <text:page-count>9</text:page-count>"
                                               "</text:p>")))),
     .expected = "slide 1: -\nslide 2: -\nSe også lysbilde 2 av 9\n"},
    {"kept-from-the-screen",
     FLAT("<office:master-styles><draw:layer-set><draw:layer draw:name=\"skjult\" draw:display=\"none\"/>"
          "</draw:layer-set></office:master-styles>",
          PAGE(FRAME("drawooo:display=\"none\"", TEXT_BOX(P("a"))) FRAME("draw:layer=\"skjult\"", TEXT_BOX(P("b")))
                   FRAME("drawooo:display=\"screen\" draw:layer=\"layout\"", TEXT_BOX(P("c")))
                       FRAME("loext:decorative=\"true\"", "<draw:image/><svg:desc>pynt</svg:desc>"))),
     .expected = "slide 1: -\nc\nfurniture: a\nfurniture: b\n"},
    {"no-leaks",
     FLAT(
         "<office:settings><text:p>innstilling</text:p></office:settings><office:scripts/>",
         PAGE("<office:forms><form:form><text:p>skjema</text:p></form:form></office:forms>"
              "<draw:control><text:p>knapp</text:p></draw:control>" FRAME(
                  "",
                  TEXT_BOX("<text:tracked-changes><text:changed-region><text:deletion>" P(
                      "slettet") "</text:deletion></text:changed-region></text:tracked-changes><text:p>tekst"
                                 "<text:ruby><text:ruby-base>er</text:ruby-base><text:ruby-text>uttale</text:ruby-text>"
                                 "</text:ruby></text:p>"))
                  FRAME("", "<draw:image><office:binary-data>QUJD</office:binary-data></draw:image>") "<anim:par><text:"
                                                                                                      "p>bevegelse</"
                                                                                                      "text:p></"
                                                                                                      "anim:par><"
                                                                                                      "presentation:"
                                                                                                      "animations><"
                                                                                                      "text:p>vis</"
                                                                                                      "text:p>"
                                                                                                      "</"
                                                                                                      "presentation:"
                                                                                                      "animations>"
                                                                                                      "stray") "<presen"
                                                                                                               "tation:"
                                                                                                               "setting"
                                                                                                               "s><"
                                                                                                               "present"
                                                                                                               "ation:"
                                                                                                               "show "
                                                                                                               "present"
                                                                                                               "ation:"
                                                                                                               "name="
                                                                                                               "\"utval"
                                                                                                               "g\" "
                                                                                                               "present"
                                                                                                               "ation:"
                                                                                                               "pages="
                                                                                                               "\"page1"
                                                                                                               "\"/>"
                                                                                                               "</"
                                                                                                               "present"
                                                                                                               "ation:"
                                                                                                               "setting"
                                                                                                               "s>"),
     .expected = "slide 1: -\ntekster\n"},
    {"unknown-elements-within-text",
     FLAT("", PAGE("<x:y xmlns:x=\"urn:x\">" FRAME(
                  "", TEXT_BOX("<text:p>a<x:z xmlns:x=\"urn:x\">b</x:z>c</text:p>")) "</x:y>")),
     .expected = "slide 1: -\nabc\n"},
    {"chart-and-object",
     .parts = {MIMETYPE,
               CONTENT("", PAGE(OBJECT("Object 1") OBJECT("Object 2") OBJECT("Object 1") OBJECT("../Object 3"))),
               {"Object 1/content.xml", CHART},
               {"Object 2/content.xml", XML "<office:document-content" NAMESPACES "><office:body><office:text>" P(
                                            "Brev") "</office:text></office:body></office:document-content>"}},
     .expected = "slide 1: -\nUtsläpp\nTusen ton\nNorr\tSöder\nTrafik\tVärme\n\nBrev\n"},
    {"file-in-a-format-of-its-own",
     .parts = {MIMETYPE,
               CONTENT("", PAGE(TITLE("T") FRAME("", "<draw:object-ole xlink:href=\"./Object 5\"/>"))),
               {"Object 5", "Et vedlegg i ren tekst."}},
     .expected = "slide 1: T\nattachment Object 5: [1] -\nEt vedlegg i ren tekst.\n"},
    {"formula",
     .parts = {MIMETYPE,
               CONTENT("", PAGE(OBJECT("Object 1"))),
               {"Object 1/content.xml",
                XML "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><semantics><mrow><mi>E</mi>"
                    "<mo>=</mo><mi>mc</mi></mrow><annotation>E = mc</annotation></semantics></math>"}},
     .expected = "slide 1: -\nE=mc\n"},
    {"object-in-a-flat-file",
     FLAT("", PAGE(FRAME("", "<draw:object><office:document><office:meta><dc:title>nei</dc:title></office:meta>"
                             "<office:body><office:presentation>" PAGE(
                                 TITLE("Innerst")) "</office:presentation>"
                                                   "</office:body></office:document></draw:object>") TITLE("Ytterst"))),
     .expected = "slide 1: Ytterst\nInnerst\n"},
    {"openoffice-1",
     .parts = {{"mimetype", "application/vnd.sun.xml.impress"},
               {"content.xml", XML
                "<!DOCTYPE office:document-content PUBLIC \"-//OpenOffice.org//DTD OfficeDocument 1.0//EN\" "
                "\"office.dtd\"><office:document-content xmlns:office=\"" OPENOFFICE "office\" xmlns:draw=\"" OPENOFFICE
                "drawing\" xmlns:text=\"" OPENOFFICE "text\" xmlns:presentation=\"" OPENOFFICE
                "presentation\" xmlns:style=\"" OPENOFFICE "style\" xmlns:svg=\"http://www.w3.org/2000/svg\">"
                "<office:automatic-styles><style:style style:name=\"dp1\" style:family=\"drawing-page\">"
                "<style:properties presentation:visibility=\"hidden\"/></style:style></office:automatic-styles>"
                "<office:body><draw:page draw:style-name=\"dp1\"><draw:text-box presentation:class=\"outline\" "
                "svg:x=\"1cm\" svg:y=\"5cm\"><text:unordered-list><text:list-item><text:p>Punkt<text:tab-stop/>to"
                "</text:p></text:list-item></text:unordered-list></draw:text-box><draw:text-box "
                "presentation:class=\"title\"><text:p>Gammel</text:p></draw:text-box></draw:page></office:body>"
                "</office:document-content>"}},
     .expected = "(slide) 1: Gammel\nPunkt\tto\n"},
    {"broken-off",
     XML "<office:document" NAMESPACES " office:mimetype=\"" MEDIA_TYPE "\"><office:body><office:presentation>" PAGE(
         TITLE("Hel")) "<draw:page>" TITLE("Halv") "<draw:frame><draw:text-box><text:p>det som",
     .status = STATUS_PARTIAL, .expected = "slide 1: Hel\nslide 2: Halv\ndet som\n"},
    {"no-content", .parts = {MIMETYPE, {"styles.xml", "<x/>"}}, .status = STATUS_DAMAGED, .expected = ""},
    {"content-is-no-xml", .parts = {MIMETYPE, {"content.xml", "hei"}}, .status = STATUS_DAMAGED, .expected = ""},
    {"object-broken",
     .parts = {MIMETYPE,
               CONTENT("", PAGE(OBJECT("Object 1") TITLE("T"))),
               {"Object 1/content.xml",
                XML "<office:document-content" NAMESPACES "><office:body><office:text>" P("Rest")}},
     .status = STATUS_PARTIAL, .expected = "slide 1: T\nRest\n"},
    {"declarations-in-the-type-refused",
     .parts = {MIMETYPE,
               {"content.xml",
                "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><office:document-content" NAMESPACES
                "><office:body><office:presentation>" PAGE(TITLE("&a;")) "</office:presentation>"
                                                                         "</office:body></office:document-content>"}},
     .status = STATUS_DAMAGED, .expected = ""},
    {"encrypted",
     .parts = {MIMETYPE,
               {"content.xml", "\x12\x34"},
               {"META-INF/manifest.xml",
                "<m:manifest xmlns:m=\"" OASIS "manifest:1.0\"><m:file-entry m:full-path=\"content.xml\" "
                "m:media-type=\"text/xml\"><m:encryption-data/></m:file-entry></m:manifest>"}},
     .status = STATUS_ENCRYPTED, .expected = ""},
};

static GBytes *bytes_of(const Case *c) {
  return c->flat ? g_bytes_new_static(c->flat, strlen(c->flat)) : zip_parts(c->parts);
}

static void test_case(gconstpointer data) {
  const Case *c = data;
  g_autoptr(GBytes) bytes = bytes_of(c);
  g_autoptr(Document) document = extract_deck(bytes);
  g_autofree char *description = describe(document);
  g_assert_cmpint(document->status, ==, c->status);
  g_assert_cmpint(document->reason != NULL, ==, c->status != STATUS_OK);
  g_assert_cmpstr(description, ==, c->expected);
  g_assert_cmpstr(document->extractor, ==, "odp");
  g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_PRESENTATION);
}

/* --- recognition and metadata ----------------------------------------------------------------- */

#define MANIFEST(type)                                                                                                 \
  {                                                                                                                    \
    "META-INF/manifest.xml", "<m:manifest xmlns:m=\"" OASIS "manifest:1.0\"><m:file-entry m:full-path=\"/\" "          \
                             "m:media-type=\"" type "\"/></m:manifest>"                                                \
  }

static void test_recognition(void) {
  static const struct {
    Part parts[MAX_PARTS];
    const char *media_type; /* NULL: not ours */
  } packages[] = {
      {{{"mimetype", MEDIA_TYPE "-template\n"}, CONTENT("", "")}, MEDIA_TYPE "-template"},
      {{{"mimetype", "application/vnd.sun.xml.impress.template"}, CONTENT("", "")},
       "application/vnd.sun.xml.impress.template"},
      {{CONTENT("", ""), MIMETYPE}, MEDIA_TYPE},
      {{CONTENT("", ""), MANIFEST(MEDIA_TYPE "-template")}, MEDIA_TYPE "-template"},
      {{CONTENT("", "")}, MEDIA_TYPE},
      {{{"mimetype", "application/vnd.oasis.opendocument.text"}, CONTENT("", "")}, NULL},
      {{CONTENT("", ""), MANIFEST("application/vnd.oasis.opendocument.graphics")}, NULL},
      {{{"content.xml", "<x/>"}}, NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(packages); i++) {
    g_autoptr(GBytes) bytes = zip_parts(packages[i].parts);
    gsize length;
    const char *data = g_bytes_get_data(bytes, &length), *media_type = NULL;
    int confidence = sniff_bytes(&odp_extractor, "x", data, length, &media_type);
    g_assert_cmpint(confidence, ==, packages[i].media_type ? 100 : 0);
    g_assert_cmpstr(media_type, ==, packages[i].media_type);
  }
}

static void test_flat_recognition(void) {
  static const struct {
    const char *xml, *media_type;
  } files[] = {
      {FLAT("", ""), MEDIA_TYPE "-flat-xml"},
      {DOCUMENT("document", "", "", PAGE("")), MEDIA_TYPE "-flat-xml"},
      {"<!-- a --><o:document xmlns:o=\"" OASIS "office:1.0\" o:mimetype=\"" MEDIA_TYPE "\"/>", MEDIA_TYPE "-flat-xml"},
      {DOCUMENT("document", " office:mimetype=\"application/vnd.oasis.opendocument.text\"", "", ""), NULL},
      {DOCUMENT("document-content", "", "", ""), NULL},
      {"<p>urn:oasis:names:tc:opendocument:xmlns:office:1.0</p>", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
    const char *media_type = NULL;
    sniff_bytes(&odp_extractor, "x", files[i].xml, strlen(files[i].xml), &media_type);
    g_assert_cmpstr(media_type, ==, files[i].media_type);
  }
}

static void test_properties(void) {
  static const char flat[] =
      FLAT("<office:meta><dc:title>Budsjett  2014</dc:title><meta:initial-creator>Kari</meta:initial-creator>"
           "<dc:creator>Ola</dc:creator><meta:keyword>klima</meta:keyword><meta:keyword>penger</meta:keyword>"
           "<dc:subject>Plan</dc:subject><dc:language>nb-NO</dc:language><dc:date>2014-09-25T10:00:00</dc:date>"
           "<meta:creation-date>2014-01-02</meta:creation-date></office:meta>",
           PAGE(TITLE("T")));
  g_autoptr(GBytes) bytes = g_bytes_new_static(flat, sizeof flat - 1);
  g_autoptr(Document) document = extract_deck(bytes);
  static const char *const expected[][2] = {{"keywords", "klima, penger"}, {"subject", "Plan"},
                                            {"language", "nb-NO"},         {"modified", "2014-09-25T10:00:00"},
                                            {"created", "2014-01-02"},     {"contributor", "Ola"}};
  g_assert_cmpstr(document->title, ==, "Budsjett 2014");
  g_assert_cmpuint(document->authors->len, ==, 1);
  g_assert_cmpstr(document->authors->pdata[0], ==, "Kari");
  for (guint i = 0; i < G_N_ELEMENTS(expected); i++)
    g_assert_cmpstr(g_hash_table_lookup(document->metadata, expected[i][0]), ==, expected[i][1]);
}

static void test_links(void) {
  static const char flat[] =
      FLAT("", PAGE("<draw:a xlink:href=\"https://eksempel.no/a\">" BOX("1", "1", "1", "1", "A") "</draw:a>" FRAME(
                   "", TEXT_BOX("<text:p><text:a xlink:href=\"mailto:kari@eksempel.no\">Kari</text:a> "
                                "<text:a xlink:href=\"#page2\">neste</text:a> "
                                "<text:a xlink:href=\"https://eksempel.no/a\">igjen</text:a></text:p>"))));
  g_autoptr(GBytes) bytes = g_bytes_new_static(flat, sizeof flat - 1);
  g_autoptr(Document) document = extract_deck(bytes);
  g_assert_cmpstr(g_hash_table_lookup(document->metadata, "links"), ==,
                  "https://eksempel.no/a mailto:kari@eksempel.no");
}

static void test_macros(void) {
  const Part parts[MAX_PARTS] = {
      MIMETYPE,
      CONTENT("", PAGE(TITLE("T"))),
      {"META-INF/manifest.xml", "<m:manifest xmlns:m=\"" OASIS "manifest:1.0\"><m:file-entry "
                                "m:full-path=\"Basic/Standard/Module1.xml\" m:media-type=\"text/xml\"/></m:manifest>"},
      {"Basic/Standard/Module1.xml",
       "<script:module xmlns:script=\"http://openoffice.org/2000/script\">Sub Main\nEnd Sub"
       "</script:module>"}};
  g_autoptr(GBytes) bytes = zip_parts(parts);
  g_autoptr(Document) document = extract_deck(bytes);
  g_autofree char *description = describe(document);
  g_assert_cmpstr(description, ==, "slide 1: T\nfurniture: Sub Main\nEnd Sub\n");
}

/* --- behind a password ------------------------------------------------------------------------ */

static char *ask_password(gpointer data, guint attempt) {
  const char *const *passwords = data;
  return attempt < g_strv_length((char **)passwords) ? g_strdup(passwords[attempt]) : NULL;
}

/* Deflated, without the header of zlib, and padded to whole blocks as XML Encryption 1.1 has it (5.2). */
static GByteArray *deflate_padded(const char *text) {
  GByteArray *out = g_byte_array_new();
  g_byte_array_set_size(out, 65536);
  z_stream stream = {
      .next_in = (guint8 *)text, .avail_in = (guint)strlen(text), .next_out = out->data, .avail_out = out->len};
  g_assert_cmpint(deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY), ==, Z_OK);
  g_assert_cmpint(deflate(&stream, Z_FINISH), ==, Z_STREAM_END);
  guint length = (guint)stream.total_out, padding = 16 - length % 16;
  deflateEnd(&stream);
  g_byte_array_set_size(out, length + padding);
  memset(out->data + length, (int)padding, padding);
  return out;
}

static const guint8 key_salt[] = "0123456789abcde", key_vector[] = "ABCDEFGHIJKLMNO"; /* 16 bytes with the NUL */

static void derive(const char *password, gsize size, guint8 *key) {
  guint8 start[SHA256_DIGEST_SIZE];
  struct sha256_ctx hash;
  sha256_init(&hash);
  sha256_update(&hash, strlen(password), (const guint8 *)password);
  sha256_digest(&hash, sizeof start, start);
  pbkdf2_hmac_sha1(sizeof start, start, 1000, sizeof key_salt, key_salt, size, key);
}

static GByteArray *encrypt(const char *text, gboolean blowfish) {
  GByteArray *bytes = deflate_padded(text);
  guint8 key[32], vector[16];
  memcpy(vector, key_vector, sizeof vector);
  derive("hemmelig å", blowfish ? 16 : 32, key);
  if (blowfish) {
    struct blowfish_ctx cipher;
    blowfish_set_key(&cipher, 16, key);
    cfb_encrypt(&cipher, (nettle_cipher_func *)blowfish_encrypt, 8, vector, bytes->len, bytes->data, bytes->data);
  } else {
    struct aes256_ctx cipher;
    aes256_set_encrypt_key(&cipher, key);
    cbc_encrypt(&cipher, (nettle_cipher_func *)aes256_encrypt, 16, vector, bytes->len, bytes->data, bytes->data);
  }
  return bytes;
}

static char *manifest_of_locked(gboolean blowfish) {
  g_autofree char *vector = g_base64_encode(key_vector, blowfish ? 8 : 16);
  g_autofree char *salt = g_base64_encode(key_salt, sizeof key_salt);
  return g_strdup_printf(
      "<m:manifest xmlns:m=\"" OASIS "manifest:1.0\"><m:file-entry m:full-path=\"content.xml\"><m:encryption-data>"
      "<m:algorithm m:algorithm-name=\"%s\" m:initialisation-vector=\"%s\"/><m:start-key-generation "
      "m:start-key-generation-name=\"http://www.w3.org/2000/09/xmldsig#sha256\"/><m:key-derivation "
      "m:key-derivation-name=\"PBKDF2\" m:key-size=\"%d\" m:iteration-count=\"1000\" m:salt=\"%s\"/>"
      "</m:encryption-data></m:file-entry></m:manifest>",
      blowfish ? "Blowfish CFB" : "http://www.w3.org/2001/04/xmlenc#aes256-cbc", vector, blowfish ? 16 : 32, salt);
}

static Document *extract_with(GBytes *bytes, const char *const *passwords) {
  const ExtractionHost host = {.ask_password = ask_password};
  ExtractorInput input;
  extractor_input_init_bytes(&input, bytes, "x");
  Document *document = document_new();
  Extraction extraction = {.input = &input, .document = document, .host = &host, .host_data = (gpointer)passwords};
  extraction_run(&extraction);
  extractor_input_clear(&input);
  return document;
}

static void test_password(void) {
  static const char content[] = DOCUMENT("document-content", "", "", PAGE(TITLE("Låst")));
  static const char *const right[] = {"feil", "hemmelig å", NULL}, *const wrong[] = {"feil", "hemmelig", NULL};
  for (guint blowfish = 0; blowfish < 2; blowfish++) {
    GByteArray *locked = encrypt(content, blowfish != 0);
    g_autofree char *manifest = manifest_of_locked(blowfish != 0);
    const Part parts[MAX_PARTS] = {
        MIMETYPE, {"content.xml", (const char *)locked->data, locked->len}, {"META-INF/manifest.xml", manifest}};
    g_autoptr(GBytes) bytes = zip_parts(parts);
    g_autoptr(Document) opened = extract_with(bytes, right);
    g_autofree char *description = describe(opened);
    g_assert_cmpstr(description, ==, "slide 1: Låst\n");
    g_autoptr(Document) closed = extract_with(bytes, wrong);
    g_assert_cmpint(closed->status, ==, STATUS_ENCRYPTED);
    g_assert_cmpuint(closed->units->len, ==, 0);
    g_byte_array_unref(locked);
  }
}

/* --- places ----------------------------------------------------------------------------------- */

typedef struct {
  const char *attributes;
  gboolean placed;
  ShapeBox box; /* in hundredths of a centimetre */
} PlaceCase;

static const PlaceCase places[] = {
    {"svg:x=\"1cm\" svg:y=\"20mm\" svg:width=\"1in\" svg:height=\"72pt\"", TRUE, {100, 200, 354, 454}},
    {"svg:x=\"-1.5cm\" svg:y=\"2cm\"", TRUE, {-150, 200, -150, 200}},
    {"svg:x1=\"5cm\" svg:y1=\"1cm\" svg:x2=\"2cm\" svg:y2=\"3cm\"", TRUE, {200, 100, 500, 300}},
    {"svg:width=\"2cm\" svg:height=\"4cm\" draw:transform=\"rotate (1.5707963267949) translate (1cm 8cm)\"",
     TRUE,
     {100, 600, 500, 800}},
    {"svg:width=\"2cm\" svg:height=\"4cm\" draw:transform=\"scale (2 0.5) translate(1cm,1cm)\"",
     TRUE,
     {100, 100, 500, 300}},
    {"svg:width=\"1cm\" svg:height=\"1cm\" draw:transform=\"matrix (1 0 0 1 3cm 4cm)\"", TRUE, {300, 400, 400, 500}},
    {"svg:x=\"1e999cm\" svg:y=\"nan\" draw:transform=\"rotate skewX ((( 1\"", TRUE, {0, 0, 0, 0}},
    {"svg:width=\"2cm\"", FALSE, {0}},
};

static gint64 hundredths(double length) {
  return (gint64)(length * 100 + (length < 0 ? -0.5 : 0.5));
}

static void test_places(void) {
  for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
    const PlaceCase *c = &places[i];
    g_autofree char *xml = g_strdup_printf("<draw:frame" NAMESPACES " %s/>", c->attributes);
    OdfParse parse = {0};
    xmlDoc *document = odf_parse(xml, strlen(xml), &parse);
    ShapeBox box = {0};
    g_assert_cmpint(odf_place_read(xmlDocGetRootElement(document), &box), ==, c->placed);
    g_assert_cmpint(hundredths(box.x1), ==, (gint64)c->box.x1);
    g_assert_cmpint(hundredths(box.y1), ==, (gint64)c->box.y1);
    g_assert_cmpint(hundredths(box.x2), ==, (gint64)c->box.x2);
    g_assert_cmpint(hundredths(box.y2), ==, (gint64)c->box.y2);
    xmlFreeDoc(document);
  }
}

/* --- hostile files ---------------------------------------------------------------------------- */

static gsize text_bytes(const Document *document) {
  gsize bytes = 0;
  for (guint i = 0; i < document->units->len; i++)
    bytes += strlen(((const Unit *)document->units->pdata[i])->text);
  return bytes;
}

static void test_counts_bounded(void) {
  static const char flat[] =
      FLAT("", PAGE(TABLE("<table:table-row table:number-rows-repeated=\"999999999\"><table:table-cell "
                          "table:number-columns-repeated=\"999999999\">" P("abcdefgh") "</table:table-cell>"
                                                                                       "</table:table-row>")
                        FRAME("", TEXT_BOX("<text:p>a<text:s text:c=\"1000000000\"/>b</text:p>"))));
  g_autoptr(GBytes) bytes = g_bytes_new_static(flat, sizeof flat - 1);
  g_autoptr(Document) document = extract_deck(bytes);
  g_assert_cmpint(document->status, ==, STATUS_OK);
  g_assert_cmpuint(text_bytes(document), <, ODF_MAX_REPEATED + 10000);
}

static void append_times(GString *out, const char *text, guint times) {
  for (guint i = 0; i < times; i++)
    g_string_append(out, text);
}

static Document *extract_pages(const char *pages) {
  g_autofree char *flat = g_strconcat(XML "<office:document" NAMESPACES " office:mimetype=\"" MEDIA_TYPE
                                          "\"><office:body><office:presentation>",
                                      pages, NULL);
  g_autoptr(GBytes) bytes = g_bytes_new(flat, strlen(flat));
  return extract_deck(bytes);
}

static void test_nesting(void) {
  g_autoptr(GString) pages = g_string_new("<draw:page>" TITLE("T"));
  append_times(pages, "<draw:g>", 20000);
  g_autoptr(Document) document = extract_pages(pages->str);
  g_assert_cmpint(document->status, ==, STATUS_PARTIAL);
  g_assert_cmpuint(document->units->len, ==, 1);
}

/* An object within itself is read once. */
static void test_object_in_itself(void) {
  const Part parts[MAX_PARTS] = {MIMETYPE,
                                 CONTENT("", PAGE(OBJECT("O"))),
                                 {"O/content.xml",
                                  XML "<office:document-content" NAMESPACES "><office:body><office:presentation>" PAGE(
                                      OBJECT("O") BOX("1", "1", "1", "1", "inn")) "</office:presentation></office:body>"
                                                                                  "</office:document-content>"}};
  g_autoptr(GBytes) bytes = zip_parts(parts);
  g_autoptr(Document) document = extract_deck(bytes);
  g_assert_cmpuint(document->units->len, ==, 1);
  g_assert_cmpstr(((const Unit *)document->units->pdata[0])->text, ==, "inn");
}

static void test_large_page(void) {
  g_autoptr(GString) pages = g_string_new(PAGE(TITLE("Liten")) "<draw:page>" TITLE("Stor"));
  append_times(pages, "<draw:frame draw:name=\"\"/>", ODF_MAX_PAGE_NODES / 2 + 1);
  g_string_append(pages, PAGE(TITLE("Etter")));
  g_autoptr(Document) document = extract_pages(pages->str);
  g_assert_cmpint(document->status, ==, STATUS_PARTIAL);
  g_assert_cmpuint(document->units->len, ==, 2);
}

static void test_many_footers(void) {
  g_autoptr(GString) pages = g_string_new(NULL);
  for (guint i = 0; i < 100000; i++)
    g_string_append_printf(pages,
                           "<draw:page><draw:frame presentation:class=\"footer\"><draw:text-box><text:p>%u"
                           "</text:p></draw:text-box></draw:frame></draw:page>",
                           i);
  g_autoptr(Document) document = extract_pages(pages->str);
  g_assert_cmpuint(document->furniture->len, ==, 100000);
}

static const Part deck[MAX_PARTS] = {MIMETYPE, CONTENT("", PAGE(TITLE("En") BOX("1", "2", "3", "4", "tekst"))
                                                               PAGE(TITLE("To") NOTES(HOLDER("notes", "n"))))};

/* Without its directory, which stands at the end, a package still tells what it was. */
static void test_truncated(void) {
  g_autoptr(GBytes) bytes = zip_parts(deck);
  gsize length = g_bytes_get_size(bytes);
  for (gsize cut = 1; cut + 200 < length; cut += 7) {
    g_autoptr(GBytes) part = g_bytes_new_from_bytes(bytes, 0, length - cut);
    g_autoptr(Document) document = extract_deck(part);
    g_assert_cmpint(document->status, ==, STATUS_DAMAGED);
    g_assert_cmpstr(document->extractor, ==, "odp");
  }
}

static void test_bytes_changed(void) {
  g_autoptr(GBytes) bytes = zip_parts(deck);
  check_changed(bytes, 4);
}

/* 80 MB of blanks in 80 KB. */
static void test_bomb(void) {
  gsize length = 80u * 1024 * 1024;
  g_autofree char *blanks = g_strnfill(length, ' ');
  const Part parts[MAX_PARTS] = {MIMETYPE, {"content.xml", blanks}};
  g_autoptr(GBytes) bytes = zip_parts(parts);
  g_autoptr(Document) document = extract_deck(bytes);
  g_assert_cmpint(document->status, ==, STATUS_TOO_LARGE);
}

int main(int argc, char **argv) {
  gsf_init();
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/extractors/odp/%s", cases[i].name);
    g_test_add_data_func(path, &cases[i], test_case);
  }
  g_test_add_func("/extractors/odp/recognition", test_recognition);
  g_test_add_func("/extractors/odp/flat-recognition", test_flat_recognition);
  g_test_add_func("/extractors/odp/properties", test_properties);
  g_test_add_func("/extractors/odp/links", test_links);
  g_test_add_func("/extractors/odp/macros", test_macros);
  g_test_add_func("/extractors/odp/password", test_password);
  g_test_add_func("/extractors/odp/places", test_places);
  g_test_add_func("/extractors/odp/counts-bounded", test_counts_bounded);
  g_test_add_func("/extractors/odp/nesting", test_nesting);
  g_test_add_func("/extractors/odp/object-in-itself", test_object_in_itself);
  g_test_add_func("/extractors/odp/large-page", test_large_page);
  g_test_add_func("/extractors/odp/many-footers", test_many_footers);
  g_test_add_func("/extractors/odp/truncated", test_truncated);
  g_test_add_func("/extractors/odp/bytes-changed", test_bytes_changed);
  g_test_add_func("/extractors/odp/bomb", test_bomb);
  int result = g_test_run();
  gsf_shutdown();
  return result;
}
