/* Presentations: packages are made here in memory, part by part, and what comes out is compared line by line. */
#include "extractors/extractor.h"
#include "extractors/metadata.h"
#include "extractors/office/arrange.h"
#include "extractors/office/embedded.h"
#include "extractors/office/zip.h"
#include "tests/unit/deck_helpers.h"
#include "tests/unit/package_writer.h"

#include <string.h>

extern const Extractor pptx_extractor, lock_file_extractor;

/* --- parts ------------------------------------------------------------------------------------ */

#define NAMESPACES                                                                                                     \
  " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"" OFFICE "\""                          \
  " xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\""                                            \
  " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""                                          \
  " xmlns:dgm=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\""                                            \
  " xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\""                                                \
  " xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""
#define STRICT_NAMESPACES                                                                                              \
  " xmlns:a=\"http://purl.oclc.org/ooxml/drawingml/main\" "                                                            \
  "xmlns:r=\"http://purl.oclc.org/ooxml/officeDocument/relationships\""                                                \
  " xmlns:p=\"http://purl.oclc.org/ooxml/presentationml/main\""

#define TYPES_OF(main_type)                                                                                            \
  {                                                                                                                    \
    "[Content_Types].xml", XML "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"        \
                               "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"                          \
                               "<Override PartName=\"/ppt/presentation.xml\" ContentType=\"" main_type "\"/></Types>"  \
  }
#define PRESENTATIONML "application/vnd.openxmlformats-officedocument.presentationml"
#define TYPES TYPES_OF(PRESENTATIONML ".presentation.main+xml")
#define ROOT                                                                                                           \
  { "_rels/.rels", RELATIONS(RELATION("rId1", "officeDocument", "ppt/presentation.xml")) }
#define PRESENTATION(attributes, list)                                                                                 \
  {                                                                                                                    \
    "ppt/presentation.xml",                                                                                            \
        XML "<p:presentation" NAMESPACES attributes "><p:sldIdLst>" list "</p:sldIdLst></p:presentation>"              \
  }
#define PRESENTATION_RELATIONS(list)                                                                                   \
  { "ppt/_rels/presentation.xml.rels", RELATIONS(list) }
#define LISTED(id) "<p:sldId id=\"256\" r:id=\"" id "\"/>"
#define FRAME                                                                                                          \
  TYPES, ROOT, PRESENTATION("", LISTED("rId1")), PRESENTATION_RELATIONS(RELATION("rId1", "slide", "slides/slide1.xml"))

#define TREE(shapes) "<p:cSld><p:spTree>" shapes "</p:spTree></p:cSld>"
#define SLIDE(number, shapes)                                                                                          \
  { "ppt/slides/slide" number ".xml", XML "<p:sld" NAMESPACES ">" TREE(shapes) "</p:sld>" }
#define SLIDE_RELATIONS(list)                                                                                          \
  { "ppt/slides/_rels/slide1.xml.rels", RELATIONS(list) }

#define PARAGRAPH(text) "<a:p><a:r><a:t>" text "</a:t></a:r></a:p>"
#define PLACE(x, y, w, h) "<a:xfrm><a:off x=\"" x "\" y=\"" y "\"/><a:ext cx=\"" w "\" cy=\"" h "\"/></a:xfrm>"
#define SHAPE(placeholder, place, text)                                                                                \
  "<p:sp><p:nvSpPr><p:cNvPr id=\"1\" name=\"x\"/><p:nvPr>" placeholder "</p:nvPr></p:nvSpPr><p:spPr>" place            \
  "</p:spPr><p:txBody>" text "</p:txBody></p:sp>"
#define HOLDER(attributes, text) SHAPE("<p:ph " attributes "/>", "", PARAGRAPH(text))
#define TITLE(text) HOLDER("type=\"title\"", text)
#define BOX(x, y, w, h, text) SHAPE("", PLACE(x, y, w, h), PARAGRAPH(text))

#define LAYOUT_RELATION RELATION("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml")
#define LAYOUT(attributes, shapes)                                                                                     \
  { "ppt/slideLayouts/slideLayout1.xml", XML "<p:sldLayout" NAMESPACES attributes ">" TREE(shapes) "</p:sldLayout>" }
#define FRAME_OF(properties, content)                                                                                  \
  "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"4\" name=\"x\" " properties                                       \
  "/></p:nvGraphicFramePr><a:graphic><a:graphicData>" content "</a:graphicData></a:graphic></p:graphicFrame>"
#define NUMBER_FIELD "<a:fld type=\"slidenum\"><a:rPr/><a:t>\xe2\x80\xb9#\xe2\x80\xba</a:t></a:fld>"
#define PICTURE(attributes, extensions)                                                                                \
  "<p:pic><p:nvPicPr><p:cNvPr " attributes ">" extensions "</p:cNvPr></p:nvPicPr></p:pic>"
#define MATH_RUN(text) "<m:r><m:t>" text "</m:t></m:r>"

typedef struct {
  const char *name;
  Part parts[MAX_PARTS];
  Status status;
  const char *expected; /* as describe() writes it */
} Case;

/* --- what is read ----------------------------------------------------------------------------- */

static const Case cases[] = {
    {"title-and-body",
     {FRAME, SLIDE("1", HOLDER("idx=\"1\"", "Första punkten") TITLE("Miljömål"))},
     STATUS_OK,
     "slide 1: Miljömål\nFörsta punkten\n"},
    {"strict-namespaces",
     {TYPES,
      {"_rels/.rels", RELATIONS("<Relationship Id=\"a\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/"
                                "officeDocument\" Target=\"/ppt/presentation.xml\"/>")},
      {"ppt/presentation.xml",
       XML "<p:presentation" STRICT_NAMESPACES "><p:sldIdLst>" LISTED("rId1") "</p:sldIdLst></p:presentation>"},
      PRESENTATION_RELATIONS(RELATION("rId1", "slide", "slides/slide1.xml")),
      {"ppt/slides/slide1.xml", XML "<p:sld" STRICT_NAMESPACES ">" TREE(TITLE("Streng")) "</p:sld>"}},
     STATUS_OK,
     "slide 1: Streng\n"},
    {"order-of-the-list",
     {TYPES, ROOT, PRESENTATION("", LISTED("b") LISTED("a") LISTED("b")),
      PRESENTATION_RELATIONS(RELATION("a", "slide", "slides/slide1.xml")
                                 RELATION("b", "slide", "/ppt/slides/slide2.xml")),
      SLIDE("1", TITLE("I filen först")), SLIDE("2", TITLE("Visas först"))},
     STATUS_OK,
     "slide 1: Visas först\nslide 2: I filen först\n"},
    {"printed-numbers",
     {TYPES, ROOT, PRESENTATION(" firstSlideNum=\"10\"", LISTED("rId1")),
      PRESENTATION_RELATIONS(RELATION("rId1", "slide", "slides/slide1.xml")), SLIDE("1", TITLE("Tio"))},
     STATUS_OK,
     "slide 10: Tio\n"},
    {"hidden",
     {FRAME, {"ppt/slides/slide1.xml", XML "<p:sld show=\"0\"" NAMESPACES ">" TREE(TITLE("Skjult")) "</p:sld>"}},
     STATUS_OK,
     "(slide) 1: Skjult\n"},
    {"columns-by-place",
     {FRAME, SLIDE("1", BOX("500", "300", "400", "200", "Höger nere") BOX("500", "90", "400", "200", "Höger uppe")
                            BOX("0", "90", "400", "420", "Vänster") TITLE("Rubrik"))},
     STATUS_OK,
     "slide 1: Rubrik\nVänster\n\nHöger uppe\n\nHöger nere\n"},
    {"comparison-in-the-author's-order",
     {FRAME, SLIDE("1", BOX("0", "0", "400", "50", "För") BOX("0", "60", "400", "50", "billigt")
                            BOX("500", "0", "400", "50", "Emot") BOX("500", "60", "400", "50", "fult"))},
     STATUS_OK,
     "slide 1: -\nFör\n\nbilligt\n\nEmot\n\nfult\n"},
    {"place-and-kind-from-layout",
     {FRAME,
      SLIDE("1", HOLDER("idx=\"12\"", "Nederst") HOLDER("idx=\"11\"", "Överst") HOLDER("idx=\"13\"", "Rubriken")),
      SLIDE_RELATIONS(RELATION("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml")),
      {"ppt/slideLayouts/slideLayout1.xml",
       XML "<p:sldLayout" NAMESPACES
           ">" TREE(SHAPE("<p:ph type=\"title\" idx=\"13\"/>", PLACE("0", "0", "9", "9"), PARAGRAPH("Klicka här"))
                        SHAPE("<p:ph type=\"body\" idx=\"11\"/>", PLACE("0", "100", "9", "9"), PARAGRAPH("Klicka här"))
                            SHAPE("<p:ph type=\"body\" idx=\"12\"/>", PLACE("0", "200", "9", "9"),
                                  PARAGRAPH("Klicka här"))) "</p:sldLayout>"}},
     STATUS_OK,
     "slide 1: Rubriken\nÖverst\n\nNederst\n"},
    {"group-is-moved-and-kept-together",
     {FRAME,
      SLIDE("1", BOX("0", "1000", "10", "10",
                     "Sist") "<p:grpSp><p:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"100\" cy=\"100\"/>"
                             "<a:chOff x=\"0\" y=\"5000\"/><a:chExt cx=\"1000\" cy=\"1000\"/></a:xfrm></p:grpSpPr>" BOX(
                                 "0", "5500", "10", "10", "B") BOX("0", "5000", "10", "10", "A") "</p:grpSp>")},
     STATUS_OK,
     "slide 1: -\nA\nB\n\nSist\n"},
    {"table",
     {FRAME, SLIDE("1", "<p:graphicFrame><p:nvGraphicFramePr/><p:xfrm/><a:graphic><a:graphicData><a:tbl>"
                        "<a:tr><a:tc gridSpan=\"2\"><a:txBody>" PARAGRAPH("Kommun")
                            PARAGRAPH("län") "</a:txBody></a:tc>"
                                             "<a:tc hMerge=\"1\"><a:txBody/></a:tc><a:tc><a:txBody>" PARAGRAPH(
                                                 "År") "</a:txBody></a:tc></a:tr>"
                                                       "<a:tr><a:tc><a:txBody>" PARAGRAPH(
                                                           "Åre") "</a:txBody></a:tc><a:tc><a:txBody/></"
                                                                  "a:tc><a:tc><a:txBody>" PARAGRAPH(
                                                                      "2014") "</a:txBody></a:tc></a:tr></"
                                                                              "a:tbl></a:graphicData></"
                                                                              "a:graphic></p:graphicFrame>")},
     STATUS_OK,
     "slide 1: -\nKommun län\tÅr\nÅre\t\t2014\n"},
    {"line-ends-fields-and-escapes",
     {FRAME, SLIDE("1", SHAPE("", "",
                              "<a:p><a:r><a:t>en</a:t></a:r><a:br/><a:r><a:t>to</a:t></a:r></a:p><a:p/>"
                              "<a:p><a:fld type=\"datetime1\"><a:t>2014</a:t></a:fld><a:r><a:t> a_x000B_b</a:t></a:r>"
                              "<a:endParaRPr/></a:p><a:p><a:r><a:t>x_x00y &amp; &lt;</a:t></a:r></a:p>"))},
     STATUS_OK,
     "slide 1: -\nen\nto\n2014 a\nb\nx_x00y & <\n"},
    {"one-branch",
     {FRAME,
      SLIDE("1", "<mc:AlternateContent><mc:Choice>" BOX("0", "0", "1", "1", "ny") "</mc:Choice><mc:Fallback>" BOX(
                     "0", "0", "1", "1",
                     "gammal") "</mc:Fallback></mc:AlternateContent>"
                               "<mc:AlternateContent><mc:Choice><p:unknown/></mc:Choice><mc:Fallback>" BOX(
                                   "0", "9", "1", "1", "reserv") "</mc:Fallback></mc:AlternateContent>")},
     STATUS_OK,
     "slide 1: -\nny\n\nreserv\n"},
    {"pictures-described",
     {FRAME, SLIDE("1", "<p:pic><p:nvPicPr><p:cNvPr descr=\"Karta över Mälaren\"/></p:nvPicPr></p:pic>"
                        "<p:pic><p:nvPicPr><p:cNvPr descr=\"C:\\bilder\\IMG 12.JPG\"/></p:nvPicPr></p:pic>"
                        "<p:pic><p:nvPicPr><p:cNvPr/></p:nvPicPr></p:pic>")},
     STATUS_OK,
     "slide 1: -\nKarta över Mälaren\n"},
    {"furniture",
     {FRAME, SLIDE("1", TITLE("T") HOLDER("type=\"ftr\"", "Statens nämnd") HOLDER("type=\"sldNum\"", "7")
                            HOLDER("type=\"dt\"", "2014-09-25"))},
     STATUS_OK,
     "slide 1: T\nfurniture: Statens nämnd\nfurniture: 7\nfurniture: 2014-09-25\n"},
    {"notes",
     {FRAME,
      SLIDE("1", TITLE("T")),
      SLIDE_RELATIONS(RELATION("rId1", "notesSlide", "../notesSlides/notesSlide1.xml")),
      {"ppt/notesSlides/notesSlide1.xml", XML
       "<p:notes" NAMESPACES ">" TREE(HOLDER("type=\"sldImg\"", "bild") HOLDER("type=\"body\" idx=\"1\"", "Säg detta")
                                          HOLDER("type=\"sldNum\"", "1")) "</p:notes>"}},
     STATUS_OK,
     "slide 1: T\nnotes 1: [1] -\nSäg detta\nfurniture: 1\n"},
    {"comments",
     {TYPES,
      ROOT,
      PRESENTATION("", LISTED("rId1")),
      PRESENTATION_RELATIONS(RELATION("rId1", "slide", "slides/slide1.xml")
                                 RELATION("rId2", "commentAuthors", "who.xml")),
      {"ppt/who.xml", XML "<p:cmAuthorLst" NAMESPACES "><p:cmAuthor id=\"0\" name=\"Anna Berg\"/></p:cmAuthorLst>"},
      SLIDE("1", TITLE("T")),
      SLIDE_RELATIONS(RELATION("rId1", "comments", "../comments/c.xml")),
      {"ppt/comments/c.xml", XML "<p:cmLst" NAMESPACES "><p:cm authorId=\"0\"><p:text>Stämmer detta?</p:text></p:cm>"
                                 "<p:cm authorId=\"9\"><p:text> </p:text></p:cm></p:cmLst>"}},
     STATUS_OK,
     "slide 1: T\ncomment 1: [1] Anna Berg\nStämmer detta?\n"},
    {"threaded-comments",
     {TYPES,
      ROOT,
      PRESENTATION("", LISTED("rId1")),
      PRESENTATION_RELATIONS(RELATION("rId1", "slide", "slides/slide1.xml") RELATION("rId2", "authors", "authors.xml")),
      {"ppt/authors.xml", "<p188:authorLst xmlns:p188=\"http://schemas.microsoft.com/office/powerpoint/2018/8/main\">"
                          "<p188:author id=\"{A}\" name=\"Bo Ek\"/></p188:authorLst>"},
      SLIDE("1", TITLE("T")),
      SLIDE_RELATIONS(RELATION("rId1", "comments", "../comments/c.xml")),
      {"ppt/comments/c.xml",
       "<p188:cmLst" NAMESPACES " xmlns:p188=\"http://schemas.microsoft.com/office/powerpoint/2018/8/main\">"
       "<p188:cm authorId=\"{A}\"><p188:replyLst><p188:reply authorId=\"{A}\"><p188:txBody>" PARAGRAPH(
           "Svar") "</p188:txBody></p188:reply></p188:replyLst><p188:txBody>" PARAGRAPH("Fråga") "</p188:txBody></"
                                                                                                 "p188:cm></"
                                                                                                 "p188:cmLst>"}},
     STATUS_OK,
     "slide 1: T\ncomment 1: [1] Bo Ek\nFråga\ncomment 1: [1] Bo Ek\nSvar\n"},
    {"smart-art",
     {FRAME,
      SLIDE("1", "<p:graphicFrame><a:graphic><a:graphicData><dgm:relIds r:dm=\"rId1\"/></a:graphicData></a:graphic>"
                 "</p:graphicFrame>"),
      SLIDE_RELATIONS(RELATION("rId1", "diagramData", "../diagrams/data1.xml")),
      {"ppt/diagrams/data1.xml",
       XML "<dgm:dataModel" NAMESPACES "><dgm:ptLst><dgm:pt modelId=\"3\"><dgm:t>" PARAGRAPH(
           "Gren B") "</dgm:t></dgm:pt>"
                     "<dgm:pt modelId=\"1\"><dgm:t>" PARAGRAPH(
                         "Gren A") "</dgm:t></dgm:pt>"
                                   "<dgm:pt modelId=\"2\"><dgm:t>" PARAGRAPH(
                                       "under A") "</dgm:t></dgm:pt>"
                                                  "<dgm:pt modelId=\"4\" type=\"pres\"><dgm:t>" PARAGRAPH(
                                                      "[Text]") "</dgm:t></dgm:pt>"
                                                                "<dgm:pt modelId=\"0\" "
                                                                "type=\"doc\"/></dgm:ptLst><dgm:cxnLst>"
                                                                "<dgm:cxn srcId=\"0\" destId=\"3\" "
                                                                "srcOrd=\"1\"/><dgm:cxn srcId=\"0\" destId=\"1\" "
                                                                "srcOrd=\"0\"/>"
                                                                "<dgm:cxn srcId=\"1\" destId=\"2\" "
                                                                "srcOrd=\"0\"/><dgm:cxn srcId=\"2\" destId=\"1\" "
                                                                "srcOrd=\"0\"/>"
                                                                "</dgm:cxnLst></dgm:dataModel>"}},
     STATUS_OK,
     "slide 1: -\nGren A\nunder A\nGren B\n"},
    {"chart",
     {FRAME,
      SLIDE("1", "<p:graphicFrame><a:graphic><a:graphicData><c:chart r:id=\"rId1\"/></a:graphicData></a:graphic>"
                 "</p:graphicFrame>"),
      SLIDE_RELATIONS(RELATION("rId1", "chart", "../charts/chart1.xml")),
      {"ppt/charts/chart1.xml", XML "<c:chartSpace" NAMESPACES "><c:chart><c:title><c:tx><c:rich>" PARAGRAPH(
                                    "Utsläpp") "</c:rich></c:tx></c:title>"
                                               "<c:ser><c:tx><c:strRef><c:f>Blad!A1</c:f><c:strCache><c:pt><c:v>Ton</"
                                               "c:v></c:pt></c:strCache></c:strRef></c:tx>"
                                               "<c:cat><c:strRef><c:strCache><c:pt><c:v>mars</c:v></"
                                               "c:pt><c:pt><c:v>april</c:v></c:pt></c:strCache></c:strRef>"
                                               "</c:cat><c:val><c:numRef><c:numCache><c:pt><c:v>4.3</c:v></c:pt></"
                                               "c:numCache></c:numRef></c:val></c:ser>"
                                               "</c:chart></c:chartSpace>"}},
     STATUS_OK,
     "slide 1: -\nUtsläpp\nmars\tapril\nTon\n"},

    {"shapes-of-layouts-and-masters",
     {FRAME,
      SLIDE("1", TITLE("T")),
      SLIDE_RELATIONS(LAYOUT_RELATION),
      LAYOUT("", HOLDER("type=\"title\"", "Klicka här") BOX("0", "0", "9", "9", "Region Väst")
                     SHAPE("", "", "<a:p>" NUMBER_FIELD "</a:p>")),
      {"ppt/slideLayouts/_rels/slideLayout1.xml.rels", RELATIONS(RELATION("rId1", "slideMaster", "../m.xml"))},
      {"ppt/m.xml", XML "<p:sldMaster" NAMESPACES ">" TREE(HOLDER("type=\"body\"", "Klicka")
                                                               BOX("0", "0", "9", "9", "Intern")) "</p:sldMaster>"}},
     STATUS_OK,
     "slide 1: T\nfurniture: Region Väst\nfurniture: Intern\n"},
    {"master-hidden-by-layout-and-slide",
     {TYPES,
      ROOT,
      PRESENTATION("", LISTED("a") LISTED("b")),
      PRESENTATION_RELATIONS(RELATION("a", "slide", "slides/slide1.xml") RELATION("b", "slide", "slides/slide2.xml")),
      SLIDE("1", TITLE("Visar")),
      SLIDE_RELATIONS(LAYOUT_RELATION),
      {"ppt/slides/slide2.xml", XML "<p:sld showMasterSp=\"0\"" NAMESPACES ">" TREE(TITLE("Döljer")) "</p:sld>"},
      {"ppt/slides/_rels/slide2.xml.rels", RELATIONS(LAYOUT_RELATION)},
      LAYOUT(" showMasterSp=\"0\"", BOX("0", "0", "9", "9", "Layout")),
      {"ppt/slideLayouts/_rels/slideLayout1.xml.rels", RELATIONS(RELATION("rId1", "slideMaster", "../m.xml"))},
      {"ppt/m.xml", XML "<p:sldMaster" NAMESPACES ">" TREE(BOX("0", "0", "9", "9", "Master")) "</p:sldMaster>"}},
     STATUS_OK,
     "slide 1: Visar\nslide 2: Döljer\nfurniture: Layout\n"},
    {"prompts-copied-to-the-slide",
     {FRAME, SLIDE("1", HOLDER("type=\"title\"", "Klikk for å redigere") HOLDER("type=\"body\" idx=\"1\"", "Agenda")),
      SLIDE_RELATIONS(LAYOUT_RELATION),
      LAYOUT("", HOLDER("type=\"title\"", "Klikk for å redigere") HOLDER("type=\"body\" idx=\"1\"", "Agenda"))},
     STATUS_OK,
     "slide 1: -\nAgenda\n"},
    {"fields-with-the-slide's-number",
     {TYPES, ROOT, PRESENTATION(" firstSlideNum=\"8\"", LISTED("rId1")),
      PRESENTATION_RELATIONS(RELATION("rId1", "slide", "slides/slide1.xml")),
      SLIDE("1", SHAPE("", "", "<a:p><a:r><a:t>Sida </a:t></a:r>" NUMBER_FIELD "</a:p>")
                     SHAPE("", "", "<a:p>" NUMBER_FIELD "</a:p>"))},
     STATUS_OK,
     "slide 8: -\nSida 8\nfurniture: 8\n"},
    {"pictures-of-fonts",
     {FRAME,
      SLIDE(
          "1",
          SHAPE("", "",
                "<a:p><a:r><a:rPr/><a:t>Mål </a:t></a:r><a:r><a:rPr lang=\"nb\"><a:latin typeface=\"Arial\"/><a:sym "
                "typeface=\"Wingdings\"/></a:rPr><a:t>à</a:t></a:r><a:r><a:rPr><a:sym typeface=\"Wingdings\"/></a:rPr>"
                "<a:t> tiltak på à la J </a:t></a:r><a:r><a:rPr><a:latin "
                "typeface=\"Wingdings\"/></a:rPr><a:t>ü</a:t></a:r>"
                "<a:r><a:rPr><a:sym typeface=\"Symbol\"/></a:rPr><a:t>\xef\x81\xad</a:t></a:r></a:p>"))},
     STATUS_OK,
     "slide 1: -\nMål → tiltak på à la J ✓μ\n"},
    {"hidden-shapes",
     {FRAME, SLIDE("1", "<p:sp><p:nvSpPr><p:cNvPr hidden=\"1\"/></p:nvSpPr><p:txBody>" PARAGRAPH(
                            "Spor") "</p:txBody></p:sp>" BOX("0", "0", "9", "9", "Synlig"))},
     STATUS_OK,
     "slide 1: -\nSynlig\nfurniture: Spor\n"},
    {"descriptions",
     {FRAME,
      SLIDE("1", PICTURE("title=\"Elva i flom\" descr=\"Vannet står over brua\"", "") PICTURE(
                     "descr=\"Strek\"", "<a:extLst><a:ext><x:decorative xmlns:x=\"http://schemas.microsoft.com/office/"
                                        "drawing/2017/decorative\" val=\"1\"/></a:ext></a:extLst>")
                     PICTURE("title=\"flom.jpg\" descr=\"logo_rgb_2\"", "")
                         PICTURE("descr=\"Kart over elva&#10;&#10;Automatisk generert beskrivelse\"", "")
                             FRAME_OF("descr=\"Tabell med måltall\"", "<a:tbl/>") "<p:grpSp><p:nvGrpSpPr><p:cNvPr "
                                                                                  "descr=\"Flytskjema\"/></p:nvGrpSpPr>"
                                                                                  "</p:grpSp>")},
     STATUS_OK,
     "slide 1: -\nElva i flom\nVannet står over brua\n\nKart over elva\n\nTabell med måltall\n\nFlytskjema\n"},
    {"formulas",
     {FRAME,
      SLIDE(
          "1",
          SHAPE(
              "",
              "",
              "<a:p><mc:AlternateContent><mc:Choice><m:oMath><m:f><m:num>" MATH_RUN("a+b") "</m:num><m:den>" MATH_RUN("2") "</m:den></m:f>" MATH_RUN(
                  "=") "<m:rad><m:deg/><m:e><m:sSup><m:e>" MATH_RUN("x") "</m:e><m:sup>" MATH_RUN("2") "</m:sup></"
                                                                                                       "m:sSup></m:e></"
                                                                                                       "m:rad><m:d><m:"
                                                                                                       "e>" MATH_RUN(
                                                                                                           "y") "</"
                                                                                                                "m:e></"
                                                                                                                "m:d></"
                                                                                                                "m:"
                                                                                                                "oMath>"
                                                                                                                "</"
                                                                                                                "mc:"
                                                                                                                "Choice"
                                                                                                                "><mc:"
                                                                                                                "Fallba"
                                                                                                                "ck><a:"
                                                                                                                "r><a:"
                                                                                                                "t>"
                                                                                                                "bilde<"
                                                                                                                "/a:t><"
                                                                                                                "/a:r><"
                                                                                                                "/mc:"
                                                                                                                "Fallba"
                                                                                                                "ck>"
                                                                                                                "</"
                                                                                                                "mc:"
                                                                                                                "Altern"
                                                                                                                "ateCon"
                                                                                                                "tent><"
                                                                                                                "/a:"
                                                                                                                "p>"))},
     STATUS_OK,
     "slide 1: -\n(a+b)/2=√(x^2)(y)\n"},
    {"choice-after-choice",
     {FRAME, SLIDE("1", "<mc:AlternateContent><mc:Choice Requires=\"x\"><p:unknown/></mc:Choice><mc:Choice>" BOX(
                            "0", "0", "1", "1",
                            "andra") "</mc:Choice><mc:Fallback>" BOX("0", "0", "1", "1",
                                                                     "reserv") "</mc:Fallback></mc:AlternateContent>")},
     STATUS_OK,
     "slide 1: -\nandra\n"},
    {"cells-merged-over",
     {FRAME, SLIDE("1", FRAME_OF("", "<a:tbl><a:tr><a:tc rowSpan=\"2\"><a:txBody>" PARAGRAPH(
                                         "A") "</a:txBody></"
                                              "a:tc><a:tc><a:txBody>" PARAGRAPH(
                                                  "B") "</a:txBody></a:tc></a:tr><a:tr><a:tc "
                                                       "vMerge=\"1\"><a:txBody>" PARAGRAPH("gömd") "</a:txBody></"
                                                                                                   "a:tc><a:tc><a:"
                                                                                                   "txBody>" PARAGRAPH(
                                                                                                       "C") "</"
                                                                                                            "a:"
                                                                                                            "tx"
                                                                                                            "Bo"
                                                                                                            "dy"
                                                                                                            "><"
                                                                                                            "/a"
                                                                                                            ":t"
                                                                                                            "c>"
                                                                                                            "</"
                                                                                                            "a:"
                                                                                                            "tr"
                                                                                                            "><"
                                                                                                            "/a"
                                                                                                            ":t"
                                                                                                            "bl"
                                                                                                            ">"))},
     STATUS_OK,
     "slide 1: -\nA\tB\n\tC\n"},
    {"smart-art-prompts-and-signs",
     {FRAME,
      SLIDE("1", FRAME_OF("", "<dgm:relIds r:dm=\"rId1\"/>")),
      SLIDE_RELATIONS(RELATION("rId1", "diagramData", "../d.xml") RELATION("rId2", "diagramDrawing", "../e.xml")),
      {"ppt/d.xml",
       XML "<dgm:dataModel" NAMESPACES "><dgm:ptLst><dgm:pt modelId=\"0\" type=\"doc\"/>"
           "<dgm:pt modelId=\"1\"><dgm:t>" PARAGRAPH(
               "Mål") "</dgm:t></dgm:pt><dgm:pt modelId=\"2\"><dgm:prSet "
                      "phldr=\"1\"/><dgm:t>" PARAGRAPH("[Tekst]") "</dgm:t></dgm:pt><dgm:pt modelId=\"3\" "
                                                                  "type=\"sibTrans\"><dgm:t>" PARAGRAPH(
                                                                      "så") "</dgm:t></dgm:pt></"
                                                                            "dgm:ptLst><dgm:cxnLst><dgm:cxn "
                                                                            "srcId=\"0\" destId=\"2\" srcOrd=\"1\"/>"
                                                                            "<dgm:cxn srcId=\"0\" destId=\"1\" "
                                                                            "srcOrd=\"0\" "
                                                                            "sibTransId=\"3\"/></dgm:cxnLst></"
                                                                            "dgm:dataModel>"},
      {"ppt/e.xml", XML "<x" NAMESPACES ">" PARAGRAPH("Mål") PARAGRAPH("[Tekst]") "</x>"}},
     STATUS_OK,
     "slide 1: -\nMål\nså\n"},
    {"smart-art-whose-data-are-lost",
     {FRAME,
      SLIDE("1", FRAME_OF("", "<dgm:relIds r:dm=\"rId1\"/>")),
      SLIDE_RELATIONS(RELATION("rId1", "diagramData", "../d.xml") RELATION("rId2", "diagramDrawing", "../e.xml")),
      {"ppt/d.xml", XML "<dgm:dataModel" NAMESPACES "><dgm:ptLst/></dgm:dataModel>"},
      {"ppt/e.xml", XML "<x" NAMESPACES "><y>" PARAGRAPH("Mål") PARAGRAPH("Vei") "</y></x>"}},
     STATUS_OK,
     "slide 1: -\nMål\nVei\n"},
    {"chart-titles-from-cells-years-and-labels",
     {FRAME,
      SLIDE("1", FRAME_OF("", "<c:chart r:id=\"rId1\"/>")),
      SLIDE_RELATIONS(RELATION("rId1", "chart", "../c.xml")),
      {"ppt/c.xml", XML
       "<c:chartSpace" NAMESPACES "><c:chart><c:title><c:tx><c:strRef><c:strCache><c:pt><c:v>Utslepp</c:v></c:pt>"
       "</c:strCache></c:strRef></c:tx></c:title><c:ser><c:tx><c:v>Tonn</c:v></c:tx><c:dLbls><c:dLbl><c:tx><c:rich>"
       "<a:p><a:fld "
       "type=\"VALUE\"><a:t>[VERDI]</a:t></a:fld><a:r><a:t>rekord</a:t></a:r></a:p></c:rich></c:tx></c:dLbl>"
       "</c:dLbls><c:cat><c:numRef><c:numCache><c:formatCode>General</c:formatCode><c:pt><c:v>2019</c:v></c:pt><c:pt>"
       "<c:v>2020</c:v></c:pt></c:numCache></c:numRef></c:cat><c:val><c:numRef><c:numCache><c:pt><c:v>7</c:v></c:pt>"
       "</c:numCache></c:numRef></c:val></c:ser></c:chart><c:userShapes r:id=\"rId1\"/></c:chartSpace>"},
      {"ppt/_rels/c.xml.rels", RELATIONS(RELATION("rId1", "chartUserShapes", "u.xml"))},
      {"ppt/u.xml", XML "<c:userShapes" NAMESPACES "><x>" PARAGRAPH("Topp") "</x></c:userShapes>"}},
     STATUS_OK,
     "slide 1: -\nUtslepp\nrekord\n2019\t2020\nTonn\nTopp\n"},
    {"chart-of-2016",
     {FRAME,
      SLIDE("1",
            "<mc:AlternateContent><mc:Choice>" FRAME_OF(
                "",
                "<cx:chart xmlns:cx=\"http://schemas.microsoft.com/office/"
                "drawing/2014/chartex\" r:id=\"rId1\"/>") "</mc:Choice><mc:Fallback>" BOX("0", "0", "1", "1",
                                                                                          "finns inte här") "</"
                                                                                                            "mc:"
                                                                                                            "Fallback><"
                                                                                                            "/mc:"
                                                                                                            "AlternateC"
                                                                                                            "ontent>"),
      SLIDE_RELATIONS(RELATION("rId1", "chartEx", "../c.xml")),
      {"ppt/c.xml",
       XML "<cx:chartSpace xmlns:cx=\"http://schemas.microsoft.com/office/drawing/2014/chartex\"" NAMESPACES
           "><cx:chartData>"
           "<cx:data><cx:strDim type=\"cat\"><cx:lvl><cx:pt idx=\"0\">Vind</cx:pt><cx:pt "
           "idx=\"1\">Sol</cx:pt></cx:lvl></cx:strDim>"
           "<cx:numDim><cx:lvl><cx:pt>4</cx:pt></cx:lvl></cx:numDim></cx:data></"
           "cx:chartData><cx:chart><cx:title><cx:tx><cx:rich>" PARAGRAPH(
               "Kraft") "</cx:rich></cx:tx></cx:title><cx:plotArea><cx:series><cx:tx><cx:txData><cx:v>TWh</cx:v></"
                        "cx:txData></cx:tx>"
                        "</cx:series></cx:plotArea></cx:chart></cx:chartSpace>"}},
     STATUS_OK,
     "slide 1: -\nKraft\nVind\tSol\nTWh\n"},
    {"unknown-graphics",
     {FRAME, SLIDE("1", FRAME_OF("", "<x:lockedCanvas xmlns:x=\"u\"><a:sp><a:txSp><a:txBody>" PARAGRAPH(
                                         "i rammen") "</a:txBody></a:txSp></a:sp></x:lockedCanvas>"))},
     STATUS_OK,
     "slide 1: -\ni rammen\n"},
    {"hand-outs",
     {TYPES,
      ROOT,
      PRESENTATION("", LISTED("rId1")),
      PRESENTATION_RELATIONS(RELATION("rId1", "slide", "slides/slide1.xml") RELATION("rId2", "handoutMaster", "h.xml")),
      SLIDE("1", TITLE("T")),
      {"ppt/h.xml", XML "<p:handoutMaster" NAMESPACES ">" TREE(HOLDER("type=\"hdr\"", "Vårmøte") SHAPE(
                        "<p:ph type=\"sldNum\"/>", "", "<a:p>" NUMBER_FIELD "</a:p>")) "</p:handoutMaster>"}},
     STATUS_OK,
     "slide 1: T\nfurniture: Vårmøte\n"},
    {"object-lost",
     {FRAME, SLIDE("1", TITLE("T") FRAME_OF("", "<p:oleObj r:id=\"rId1\"><p:embed/></p:oleObj>")),
      SLIDE_RELATIONS(RELATION("rId1", "package", "../embeddings/a.xlsx"))},
     STATUS_OK,
     "slide 1: T\n"},
    {"object-of-text",
     {FRAME,
      SLIDE("1", TITLE("T") FRAME_OF(
                     "", "<mc:AlternateContent><mc:Choice><p:oleObj r:id=\"rId1\"><p:embed/></p:oleObj></mc:Choice>"
                         "<mc:Fallback><p:oleObj "
                         "r:id=\"rId1\"><p:embed/><p:pic/></p:oleObj></mc:Fallback></mc:AlternateContent>")),
      SLIDE_RELATIONS(RELATION("rId1", "package", "../embeddings/notat.txt")),
      {"ppt/embeddings/notat.txt", "Merknader til planen som ligger ved."}},
     STATUS_OK,
     "slide 1: T\nattachment notat.txt: [1] -\nMerknader til planen som ligger ved.\n"},

    /* what is broken or hostile */
    {"slide-missing",
     {TYPES, ROOT, PRESENTATION("", LISTED("a") LISTED("b") LISTED("c")),
      PRESENTATION_RELATIONS(RELATION("a", "slide", "slides/slide1.xml") RELATION("b", "slide", "slides/slide2.xml")),
      SLIDE("2", TITLE("Två"))},
     STATUS_PARTIAL,
     "slide 2: Två\n"},
    {"no-slide-readable", {FRAME, {"ppt/slides/slide1.xml", "ingen xml"}}, STATUS_DAMAGED, ""},
    {"slide-breaks-off",
     {FRAME, {"ppt/slides/slide1.xml", XML "<p:sld" NAMESPACES "><p:cSld><p:spTree>" TITLE("Rubrik") "<p:sp><p:txBo"}},
     STATUS_PARTIAL,
     "slide 1: Rubrik\n"},
    {"list-lost",
     {TYPES, ROOT, SLIDE("10", TITLE("Tio")), SLIDE("9", TITLE("Nio"))},
     STATUS_PARTIAL,
     "slide 1: Nio\nslide 2: Tio\n"},
    {"media-types-lost", {SLIDE("1", TITLE("Ett"))}, STATUS_PARTIAL, "slide 1: Ett\n"},
    {"target-outside",
     {TYPES, ROOT, PRESENTATION("", LISTED("a") LISTED("b")),
      PRESENTATION_RELATIONS(RELATION("a", "slide", "../../../../etc/passwd")
                                 RELATION("b", "slide", "../ppt/slides/slide1.xml")),
      SLIDE("1", TITLE("Inne"))},
     STATUS_PARTIAL,
     "slide 2: Inne\n"},
    {"document-type-refused",
     {FRAME,
      {"ppt/slides/slide1.xml",
       "<!DOCTYPE p:sld [<!ENTITY e \"bomb\">]><p:sld" NAMESPACES ">" TREE(TITLE("&e;")) "</p:sld>"}},
     STATUS_DAMAGED,
     ""},
    {"no-slides", {TYPES, ROOT, PRESENTATION("", ""), PRESENTATION_RELATIONS("")}, STATUS_EMPTY, ""},
    {"layout-in-a-circle",
     {FRAME,
      SLIDE("1", TITLE("T")),
      SLIDE_RELATIONS(RELATION("rId1", "slideLayout", "../l.xml")),
      {"ppt/l.xml", XML "<p:sldLayout" NAMESPACES "/>"},
      {"ppt/_rels/l.xml.rels", RELATIONS(RELATION("rId1", "slideMaster", "l.xml"))}},
     STATUS_OK,
     "slide 1: T\n"},
};

static void test_case(gconstpointer data) {
  const Case *c = data;
  g_autoptr(GBytes) bytes = zip_parts(c->parts);
  g_autoptr(Document) document = extract_deck(bytes);
  g_autofree char *description = describe(document);
  g_assert_cmpint(document->status, ==, c->status);
  g_assert_cmpint(document->reason != NULL, ==, c->status != STATUS_OK);
  g_assert_cmpstr(description, ==, c->expected);
  g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_PRESENTATION);
}

static const Part deck[MAX_PARTS] = {
    TYPES,
    ROOT,
    PRESENTATION("", LISTED("a") LISTED("b")),
    PRESENTATION_RELATIONS(RELATION("a", "slide", "slides/slide1.xml") RELATION("b", "slide", "slides/slide2.xml")),
    SLIDE("1", TITLE("Första")),
    SLIDE("2", TITLE("Andra"))};

/* --- recognition and metadata ----------------------------------------------------------------- */

static void test_media_types(void) {
  static const struct {
    const char *main_type, *media_type;
  } kinds[] = {
      {PRESENTATIONML ".slideshow.main+xml", PRESENTATIONML ".slideshow"},
      {PRESENTATIONML ".template.main+xml", PRESENTATIONML ".template"},
      {"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
       "application/vnd.ms-powerpoint.presentation.macroEnabled.12"},
      {"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
    g_autofree char *types =
        g_strdup_printf("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override "
                        "PartName=\"/x/main.xml\" ContentType=\"%s\"/></Types>",
                        kinds[i].main_type);
    const Part parts[MAX_PARTS] = {{"[Content_Types].xml", types}, {"x/main.xml", "<x/>"}};
    g_autoptr(GBytes) bytes = zip_parts(parts);
    g_autoptr(Document) document = extract_deck(bytes);
    if (kinds[i].media_type)
      g_assert_cmpstr(document->media_type, ==, kinds[i].media_type);
    else
      g_assert_cmpstr(document->extractor, !=, "pptx");
  }
}

static void test_properties(void) {
  Part parts[MAX_PARTS];
  memcpy(parts, deck, sizeof parts);
  parts[6] =
      (Part){"docProps/core.xml",
             "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
             "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\">"
             "<dc:title>Klimatplan  för Åre</dc:title><dc:creator>Anna Berg;Bo Ek</dc:creator>"
             "<cp:keywords>klima</cp:keywords>"
             "<dcterms:created>2014-09-25T10:00:00Z</dcterms:created></cp:coreProperties>"};
  g_autoptr(GBytes) bytes = zip_parts(parts);
  g_autoptr(Document) document = extract_deck(bytes);
  g_assert_cmpstr(document->title, ==, "Klimatplan för Åre");
  g_assert_cmpuint(document->authors->len, ==, 2);
  g_assert_cmpstr(g_hash_table_lookup(document->metadata, "keywords"), ==, "klima");
  g_assert_cmpstr(g_hash_table_lookup(document->metadata, "created"), ==, "2014-09-25T10:00:00Z");
}

static void test_titles(void) {
  static const struct {
    const char *title;
    gboolean junk;
  } titles[] = {{"PowerPoint-presentasjon", TRUE},
                {"Lysbilde 1", TRUE},
                {"Bild 12", TRUE},
                {"Presentation1", TRUE},
                {"rapport.pptx", TRUE},
                {"untitled", TRUE},
                {"12", TRUE},
                {"Bilden av staden", FALSE},
                {"Agenda 2030", FALSE},
                {"Energi. Plan", FALSE}};
  for (guint i = 0; i < G_N_ELEMENTS(titles); i++)
    g_assert_cmpint(metadata_title_is_junk(titles[i].title), ==, titles[i].junk);
}

/* --- zip -------------------------------------------------------------------------------------- */

/* The directory stands at the end: without it nothing is read, and the status says so as long as the head shows what
 * the file was. */
static void test_truncated(void) {
  g_autoptr(GBytes) bytes = zip_parts(deck);
  gsize length = g_bytes_get_size(bytes);
  for (gsize cut = 1; cut + 100 < length; cut += 7) {
    g_autoptr(GBytes) part = g_bytes_new_from_bytes(bytes, 0, length - cut);
    g_autoptr(Document) document = extract_deck(part);
    g_assert_cmpint(document->status, ==, cut < length / 2 ? STATUS_DAMAGED : document->status);
    g_assert_true(document->status == STATUS_DAMAGED || document->status == STATUS_UNSUPPORTED);
    g_assert_nonnull(document->reason);
  }
}

/* Where the directory tells something untrue of the second slide, or its data breaks off. */
static void test_directory_lies(void) {
  enum { METHOD = 10, PACKED = 20, PLAIN = 24, OFFSET = 42 };
  static const struct {
    const char *name;
    gsize field;
    guint32 value;
    Status status;
    const char *expected;
  } lies[] = {
      {"truth", PLAIN, 0, STATUS_OK, "slide 1: Första\nslide 2: Andra\n"},
      {"a little longer", PLAIN, 1000, STATUS_PARTIAL, "slide 1: Första\nslide 2: Andra\n"},
      {"much longer", PLAIN, 0x7FFFFFF0, STATUS_PARTIAL, "slide 1: Första\nslide 2: Andra\n"},
      {"shorter", PLAIN, 60, STATUS_PARTIAL, "slide 1: Första\n"},
      {"no packed bytes", PACKED, 0x80000000, STATUS_PARTIAL, "slide 1: Första\n"},
      {"packed bytes beyond the end", PACKED, 0x7FFFFFF0, STATUS_PARTIAL, "slide 1: Första\n"},
      {"no header there", OFFSET, 1, STATUS_PARTIAL, "slide 1: Första\n"},
      {"beyond the end", OFFSET, 0x7FFFFFF0, STATUS_PARTIAL, "slide 1: Första\n"},
      {"unknown method", METHOD, 99, STATUS_PARTIAL, "slide 1: Första\n"},
  };
  g_autoptr(GBytes) bytes = zip_parts(deck);
  gsize length;
  const guint8 *data = g_bytes_get_data(bytes, &length);
  for (guint i = 0; i < G_N_ELEMENTS(lies); i++) {
    g_autofree guint8 *copy = g_memdup2(data, length);
    guint8 *entry = copy + length - 22;
    while (memcmp(entry, "PK\1\2", 4) != 0)
      entry--;
    guint32 value = GUINT32_TO_LE(lies[i].value);
    if (lies[i].value)
      memcpy(entry + lies[i].field, &value, lies[i].field == METHOD ? 2 : 4);
    g_autoptr(GBytes) changed = g_bytes_new_take(g_steal_pointer(&copy), length);
    g_autoptr(Document) document = extract_deck(changed);
    g_autofree char *description = describe(document);
    g_test_message("%s", lies[i].name);
    g_assert_cmpint(document->status, ==, lies[i].status);
    g_assert_true(g_str_has_prefix(description, lies[i].expected));
  }
}

/* A directory of 60,000 members is not read to its end. */
static void test_many_members(void) {
  guint8 local[35] = "PK\3\4", central[51] = "PK\1\2", end[22] = "PK\5\6";
  local[26] = central[28] = 5; /* length of the name */
  memcpy(local + 30, "ppt/x", 5);
  memcpy(central + 46, "ppt/x", 5);
  guint16 count = GUINT16_TO_LE(60000);
  memcpy(end + 8, &count, 2);
  memcpy(end + 10, &count, 2);
  end[16] = sizeof local;
  GByteArray *zip = g_byte_array_new();
  g_byte_array_append(zip, local, sizeof local);
  for (guint i = 0; i < 60000; i++)
    g_byte_array_append(zip, central, sizeof central);
  g_byte_array_append(zip, end, sizeof end);
  g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(zip);
  g_autoptr(Document) document = extract_deck(bytes);
  g_assert_cmpint(document->status, ==, STATUS_TOO_LARGE);
  g_assert_cmpstr(document->extractor, ==, "pptx");
}

static void test_bytes_changed(void) {
  g_autoptr(GBytes) bytes = zip_parts(deck);
  check_changed(bytes, 2);
}

/* 40 MB of blanks in 40 KB: refused, and not held in memory. */
static void test_bomb(void) {
  gsize length = 40u * 1024 * 1024;
  g_autofree char *blanks = g_strnfill(length, ' ');
  const Part parts[MAX_PARTS] = {FRAME, {"ppt/slides/slide1.xml", blanks}};
  g_autoptr(GBytes) bytes = zip_parts(parts);
  g_assert_cmpuint(g_bytes_get_size(bytes), <, 100000);
  g_autoptr(Document) document = extract_deck(bytes);
  g_assert_cmpint(document->status, ==, STATUS_TOO_LARGE);
}

static void test_zip_names(void) {
  const Part parts[MAX_PARTS] = {{"PPT/Slide.XML", "a"}, {"b.txt", "b"}, {"ppt/c", "c"}, {"ppt\\d\\e", "e"}};
  g_autoptr(GBytes) bytes = zip_parts(parts);
  ExtractorInput input;
  extractor_input_init_bytes(&input, bytes, "names.zip");
  g_autoptr(GError) error = NULL;
  g_autoptr(ZipReader) reader = zip_reader_new(&input, &error);
  g_assert_no_error(error);
  gboolean complete = FALSE;
  static const char *const found[][2] = {{"/ppt\\slide.xml", "a"}, {"B.TXT", "b"}, {"PPT/C", "c"}, {"ppt/d/e", "e"}};
  for (guint i = 0; i < G_N_ELEMENTS(found); i++) {
    g_autoptr(GBytes) member = zip_reader_read(reader, found[i][0], 10, &complete, &error);
    g_assert_no_error(error);
    g_assert_true(complete);
    g_assert_cmpmem(g_bytes_get_data(member, NULL), g_bytes_get_size(member), found[i][1], 1);
  }
  g_assert_null(zip_reader_read(reader, "ppt", 10, &complete, &error)); /* a folder */
  g_assert_error(error, ZIP_ERROR, ZIP_ERROR_MISSING);
  g_clear_error(&error);
  g_assert_null(zip_reader_read(reader, "../b.txt", 10, &complete, &error));
  g_assert_error(error, ZIP_ERROR, ZIP_ERROR_MISSING);
  g_clear_error(&error);
  g_assert_null(zip_reader_read(reader, "b.txt", 0, &complete, &error));
  g_assert_error(error, ZIP_ERROR, ZIP_ERROR_TOO_LARGE);
  extractor_input_clear(&input);
}

/* --- OLE -------------------------------------------------------------------------------------- */

static GBytes *ole_with(const char *stream) {
  const Part parts[MAX_PARTS] = {{stream, "content"}};
  return ole_parts(parts);
}

static void test_encrypted(void) {
  g_autoptr(GBytes) locked = ole_with("EncryptedPackage");
  g_autoptr(Document) document = extract_deck(locked);
  g_assert_cmpint(document->status, ==, STATUS_ENCRYPTED);
  g_assert_cmpstr(document->media_type, ==, PRESENTATIONML ".presentation");
  g_autoptr(GBytes) other = ole_with("WordDocument");
  g_autoptr(Document) unknown = extract_deck(other);
  g_assert_cmpstr(unknown->extractor, !=, "pptx");
}

/* --- embedded files --------------------------------------------------------------------------- */

static GBytes *workbook(void) {
  static const Part parts[MAX_PARTS] = {
      {"[Content_Types].xml",
       XML "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override "
           "PartName=\"/xl/workbook.xml\" ContentType=\"application/"
           "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"},
      {"_rels/.rels", RELATIONS(RELATION("rId1", "officeDocument", "xl/workbook.xml"))},
      {"xl/workbook.xml", XML "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
                              "xmlns:r=\"" OFFICE "\"><sheets><sheet name=\"Tal\" r:id=\"rId1\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels", RELATIONS(RELATION("rId1", "worksheet", "s.xml"))},
      {"xl/s.xml", XML "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row>"
                       "<c t=\"inlineStr\"><is><t>Prøver</t></is></c><c><v>43</v></c></row></sheetData></worksheet>"}};
  return zip_parts(parts);
}

/* A sheet that a slide shows is text of the slide; one behind an icon is an attachment; wrapping changes nothing. */
static void test_workbook(void) {
  static const struct {
    const char *slide, *wrapping, *expected;
  } kinds[] = {
      {"<p:oleObj r:id=\"rId1\"/>", NULL, "slide 1: -\nPrøver\t43\nfurniture: Tal\n"},
      {"<p:oleObj r:id=\"rId1\"/>", "Package", "slide 1: -\nPrøver\t43\nfurniture: Tal\n"},
      {"<p:oleObj r:id=\"rId1\" showAsIcon=\"1\"/>", NULL,
       "slide 1: -\nattachment o.bin, Tal: [1] Tal\nPrøver\t43\n\n"},
      {"<p:oleObj r:id=\"rId1\" showAsIcon=\"1\" name=\"Worksheet\"/>", "CONTENTS",
       "slide 1: -\nattachment Worksheet, Tal: [1] Tal\nPrøver\t43\n\n"},
  };
  g_autoptr(GBytes) plain = workbook();
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
    const Part wrapped[MAX_PARTS] = {{kinds[i].wrapping, g_bytes_get_data(plain, NULL), g_bytes_get_size(plain)}};
    g_autoptr(GBytes) object = kinds[i].wrapping ? ole_parts(wrapped) : g_bytes_ref(plain);
    g_autofree char *slide =
        g_strconcat(XML "<p:sld" NAMESPACES "><p:cSld><p:spTree><p:graphicFrame><a:graphic>"
                        "<a:graphicData>",
                    kinds[i].slide, "</a:graphicData></a:graphic></p:graphicFrame></p:spTree></p:cSld></p:sld>", NULL);
    const Part parts[MAX_PARTS] = {FRAME,
                                   {"ppt/slides/slide1.xml", slide},
                                   SLIDE_RELATIONS(RELATION("rId1", "oleObject", "../embeddings/o.bin")),
                                   {"ppt/embeddings/o.bin", g_bytes_get_data(object, NULL), g_bytes_get_size(object)}};
    g_autoptr(GBytes) bytes = zip_parts(parts);
    g_autoptr(Document) document = extract_deck(bytes);
    g_autofree char *description = describe(document);
    g_assert_cmpstr(description, ==, kinds[i].expected);
    g_assert_cmpint(document->status, ==, STATUS_OK);
  }
}

/* Presentations in presentations in presentations …: a single slide is text of the outer one; the depth is bounded. */
static void test_depth(void) {
  GBytes *bytes = zip_parts(deck);
  for (guint level = 0; level < 7; level++) {
    const Part parts[MAX_PARTS] = {FRAME,
                                   SLIDE("1", TITLE("Nivå") FRAME_OF("", "<p:oleObj r:id=\"rId1\"/>")),
                                   SLIDE_RELATIONS(RELATION("rId1", "package", "../embeddings/a.pptx")),
                                   {"ppt/embeddings/a.pptx", g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes)}};
    GBytes *outer = zip_parts(parts);
    g_bytes_unref(bytes);
    bytes = outer;
  }
  g_autoptr(Document) document = extract_deck(bytes);
  g_auto(GStrv) parts = g_strsplit(((const Unit *)document->units->pdata[0])->text, "Nivå", -1);
  g_assert_cmpuint(document->units->len, ==, 1);
  g_assert_cmpuint(g_strv_length(parts), ==, 5); /* the outer one's is its title, and four within */
  g_bytes_unref(bytes);
}

/* The Packager's wrapping ([MS-OLEDS] 2.3.6), and every way in which it can break off. */
static void test_native(void) {
  static const char native[] = "\x40\0\0\0\2\0Avtale.txt\0C:\\Avtale.txt\0\0\0\3\0\5\0\0\0C:\\x\0\5\0\0\0Hei du";
  for (gsize length = 1; length < sizeof native; length++) {
    const Part parts[MAX_PARTS] = {{"\1Ole10Native", native, length}};
    g_autoptr(GBytes) ole = ole_parts(parts);
    g_autofree char *name = NULL;
    g_autoptr(GBytes) found = embedded_unwrap(ole, &name);
    if (length < sizeof native - 2)
      g_assert_true(found == ole && !name);
  }
  const Part parts[MAX_PARTS] = {{"\1Ole10Native", native, sizeof native - 1}};
  g_autoptr(GBytes) ole = ole_parts(parts);
  g_autofree char *name = NULL;
  g_autoptr(GBytes) found = embedded_unwrap(ole, &name);
  g_assert_cmpstr(name, ==, "Avtale.txt");
  g_assert_cmpmem(g_bytes_get_data(found, NULL), g_bytes_get_size(found), "Hei d", 5);
}

/* Members that are no XML may end in 0xFF, which the reader of XML takes for missing. */
static void test_binary_members(void) {
  g_autofree char *content = g_strnfill(200000, '\xFF');
  const Part parts[MAX_PARTS] = {{"a.bin", content, 200000}};
  g_autoptr(GBytes) bytes = zip_parts(parts);
  ExtractorInput input;
  extractor_input_init_bytes(&input, bytes, "a.zip");
  g_autoptr(ZipReader) reader = zip_reader_new(&input, NULL);
  g_autoptr(GBytes) member = zip_reader_read_binary(reader, "a.bin", 1000000, NULL);
  g_assert_cmpmem(g_bytes_get_data(member, NULL), g_bytes_get_size(member), content, 200000);
  g_assert_null(zip_reader_read_binary(reader, "a.bin", 1000, NULL));
  extractor_input_clear(&input);
}

static void test_links(void) {
  const Part parts[MAX_PARTS] = {
      FRAME, SLIDE("1", TITLE("T")),
      SLIDE_RELATIONS("<Relationship Id=\"a\" Type=\"" OFFICE "/hyperlink\" Target=\"https://example.no/plan\" "
                      "TargetMode=\"External\"/><Relationship Id=\"b\" Type=\"" OFFICE
                      "/hyperlink\" Target=\"https://example.no/plan\" TargetMode=\"External\"/>")};
  g_autoptr(GBytes) bytes = zip_parts(parts);
  g_autoptr(Document) document = extract_deck(bytes);
  g_assert_cmpstr(g_hash_table_lookup(document->metadata, "links"), ==, "https://example.no/plan");
}

static void test_lock_files(void) {
  static const struct {
    const char *name;
    gsize size;
    gboolean lock;
  } files[] = {
      {"~$plan.pptx", 165, TRUE}, {"~$plan.docx", 162, TRUE}, {"~$plan.pptx", 170, FALSE}, {"plan.pptx", 165, FALSE}};
  for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree guint8 *content = g_malloc0(files[i].size);
    content[0] = 4;
    g_autoptr(GBytes) bytes = g_bytes_new(content, files[i].size);
    ExtractorInput input;
    extractor_input_init_bytes(&input, bytes, files[i].name);
    const char *media_type = NULL;
    g_assert_cmpint(lock_file_extractor.sniff(&input, &media_type), ==, files[i].lock ? 100 : 0);
    extractor_input_clear(&input);
  }
}

int main(int argc, char **argv) {
  gsf_init();
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/extractors/pptx/%s", cases[i].name);
    g_test_add_data_func(path, &cases[i], test_case);
  }
  g_test_add_func("/extractors/pptx/media-types", test_media_types);
  g_test_add_func("/extractors/pptx/properties", test_properties);
  g_test_add_func("/extractors/pptx/titles", test_titles);
  g_test_add_func("/extractors/pptx/truncated", test_truncated);
  g_test_add_func("/extractors/pptx/directory-lies", test_directory_lies);
  g_test_add_func("/extractors/pptx/many-members", test_many_members);
  g_test_add_func("/extractors/pptx/bytes-changed", test_bytes_changed);
  g_test_add_func("/extractors/pptx/bomb", test_bomb);
  g_test_add_func("/extractors/pptx/zip-names", test_zip_names);
  g_test_add_func("/extractors/pptx/encrypted", test_encrypted);
  g_test_add_func("/extractors/pptx/workbook", test_workbook);
  g_test_add_func("/extractors/pptx/depth", test_depth);
  g_test_add_func("/extractors/pptx/native", test_native);
  g_test_add_func("/extractors/pptx/binary-members", test_binary_members);
  g_test_add_func("/extractors/pptx/links", test_links);
  g_test_add_func("/extractors/lock-files", test_lock_files);
  int result = g_test_run();
  gsf_shutdown();
  return result;
}
