/* Workbooks: packages are made here in memory, and what comes out is compared line by line. */
#include "tests/unit/extractors_helpers.h"
#include "tests/unit/package_writer.h"

#define SHEETS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define NAMESPACES " xmlns=\"" SHEETS "\" xmlns:r=\"" OFFICE "\""
#define TYPES                                                                                                          \
  {                                                                                                                    \
    "[Content_Types].xml", XML "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"        \
                               "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"                          \
                               "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/"                    \
                               "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"            \
  }
#define ROOT                                                                                                           \
  { "_rels/.rels", RELATIONS(RELATION("rId1", "officeDocument", "xl/workbook.xml")) }
#define WORKBOOK(properties, list)                                                                                     \
  { "xl/workbook.xml", XML "<workbook" NAMESPACES ">" properties "<sheets>" list "</sheets></workbook>" }
#define LISTED(name, id, more) "<sheet name=\"" name "\" sheetId=\"1\" r:id=\"" id "\"" more "/>"
#define PARTS                                                                                                          \
  {                                                                                                                    \
    "xl/_rels/workbook.xml.rels",                                                                                      \
        RELATIONS(RELATION("a", "worksheet", "worksheets/sheet1.xml")                                                  \
                      RELATION("b", "worksheet", "worksheets/sheet2.xml") RELATION("c", "chartsheet", "chart.xml")     \
                          RELATION("s", "sharedStrings", "sharedStrings.xml") RELATION("f", "styles", "styles.xml"))   \
  }
#define STRINGS(list)                                                                                                  \
  { "xl/sharedStrings.xml", XML "<sst" NAMESPACES ">" list "</sst>" }
#define SHEET(number, rows)                                                                                            \
  { "xl/worksheets/sheet" number ".xml", XML "<worksheet" NAMESPACES "><sheetData>" rows "</sheetData></worksheet>" }
#define ONE_SHEET TYPES, ROOT, WORKBOOK("", LISTED("Blad1", "a", "")), PARTS

static const struct {
  const char *name;
  Part parts[MAX_PARTS];
  Status status;
  const char *expected; /* "label: text" for each unit, hidden ones in parentheses */
} cases[] = {
    {"strings",
     {ONE_SHEET, STRINGS("<si><t>Åtgärd</t></si><si><r><t>Kost</t></r><r><t>nad</t></r><rPh><t>x</t></rPh></si>"),
      SHEET("1", "<row><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row><row/>"
                 "<row><c t=\"inlineStr\"><is><t>Rad\nmed brytning</t></is></c><c><v>12.5</v></c></row>")},
     STATUS_OK,
     "Blad1: Åtgärd\tKostnad\nRad med brytning\t12.5\n"},
    {"numbers",
     {ONE_SHEET,
      SHEET("1", "<row><c><v>0.30000000000000004</v></c><c t=\"str\"><f>A1</f><v>kr</v></c><c t=\"e\"><v>#N/A</v></c>"
                 "<c t=\"b\"><v>1</v></c><c t=\"s\"><v>7</v></c><c><v/></c><c><v>-4</v></c></row>")},
     STATUS_OK,
     "Blad1: 0.3\tkr\t-4\n"},
    {"dates",
     {ONE_SHEET,
      {"xl/styles.xml",
       XML "<styleSheet" NAMESPACES "><numFmts><numFmt numFmtId=\"170\" formatCode=\"[$-41D]d mmmm yyyy;@\"/>"
           "<numFmt numFmtId=\"171\" formatCode=\"0&quot; dagar&quot;\"/></numFmts><cellXfs><xf numFmtId=\"0\"/>"
           "<xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/><xf numFmtId=\"20\"/><xf numFmtId=\"22\"/>"
           "</cellXfs></styleSheet>"},
      SHEET("1",
            "<row><c s=\"1\"><v>41907</v></c><c s=\"2\"><v>59</v></c><c s=\"3\"><v>41907</v></c>"
            "<c s=\"4\"><v>0.375</v></c><c s=\"5\"><v>41907.5</v></c><c s=\"1\"><v>-1</v></c><c s=\"99\"><v>7</v></c>"
            "</row>")},
     STATUS_OK,
     "Blad1: 2014-09-25\t1900-02-28\t41907\t09:00\t2014-09-25 12:00\t-1\t7\n"},
    {"epoch-of-1904",
     {TYPES,
      ROOT,
      WORKBOOK("<workbookPr date1904=\"1\"/>", LISTED("Blad1", "a", "")),
      PARTS,
      {"xl/styles.xml", XML "<styleSheet" NAMESPACES "><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>"},
      SHEET("1", "<row><c><v>40445</v></c></row>")},
     STATUS_OK,
     "Blad1: 2014-09-25\n"},
    {"order-of-the-tabs",
     {TYPES, ROOT,
      WORKBOOK("", LISTED("Först", "b", "") LISTED("Diagram", "c", "") LISTED("Sist", "a", " state=\"veryHidden\"")
                       LISTED("Igen", "b", "")),
      PARTS, SHEET("1", "<row><c><v>1</v></c></row>"), SHEET("2", "<row><c><v>2</v></c></row>")},
     STATUS_OK,
     "Först: 2\n(Sist): 1\n"},
    {"sheet-lost",
     {TYPES, ROOT, WORKBOOK("", LISTED("Här", "a", "") LISTED("Borta", "b", "")), PARTS,
      SHEET("1", "<row><c><v>1</v></c></row>")},
     STATUS_PARTIAL,
     "Här: 1\n"},
    {"all-lost", {TYPES, ROOT, WORKBOOK("", LISTED("Borta", "b", "")), PARTS}, STATUS_DAMAGED, ""},
    {"list-lost", {TYPES, ROOT, {"xl/workbook.xml", "<workbook/>"}, PARTS}, STATUS_DAMAGED, ""},
    {"empty", {ONE_SHEET, SHEET("1", "")}, STATUS_EMPTY, ""},
};

static void test_case(gconstpointer data) {
  guint i = GPOINTER_TO_UINT(data);
  g_autoptr(GBytes) bytes = zip_parts(cases[i].parts);
  gsize length;
  const char *content = g_bytes_get_data(bytes, &length);
  g_autoptr(Document) document = extract_bytes("bok.bin", content, length);
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint k = 0; k < document->units->len; k++) {
    const Unit *unit = document->units->pdata[k];
    g_assert_cmpstr(unit->heading, ==, unit->label);
    g_string_append_printf(out, unit->hidden ? "(%s): %s" : "%s: %s", unit->label, unit->text);
  }
  g_assert_cmpstr(document->extractor, ==, "xlsx");
  g_assert_cmpstr(status_name(document->status), ==, status_name(cases[i].status));
  g_assert_cmpstr(out->str, ==, cases[i].expected);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/extractors/xlsx/%s", cases[i].name);
    g_test_add_data_func(path, GUINT_TO_POINTER(i), test_case);
  }
  return g_test_run();
}
