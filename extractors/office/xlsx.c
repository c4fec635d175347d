/* Excel workbooks of 2007 and later (ECMA-376 Part 1, chapter 18): .xlsx, .xltx and the ones with macros, as they are
 * attached to papers and embedded in slides. A sheet is a unit: its rows are lines, its cells parted by TAB, with the
 * values that were calculated last. */
#include "extractors/cleanup.h"
#include "extractors/extractor.h"
#include "extractors/office/cell_values.h"
#include "extractors/office/ooxml.h"
#include "extractors/office/package.h"
#include "extractors/office/zip.h"
#include "language/encoding.h"
#include "language/messages.h"

#include <string.h>

#define SPREADSHEET "application/vnd.openxmlformats-officedocument.spreadsheetml"
#define EXCEL "application/vnd.ms-excel"

static const char *const media_types[] = {
    SPREADSHEET ".sheet",
    SPREADSHEET ".template",
    EXCEL ".sheet.macroEnabled.12",
    EXCEL ".template.macroEnabled.12",
    NULL,
};

/* The media types of main parts, in the same order. */
static const char *const main_part_types[] = {
    SPREADSHEET ".sheet.main+xml",
    SPREADSHEET ".template.main+xml",
    EXCEL ".sheet.macroEnabled.main+xml",
    EXCEL ".template.macroEnabled.main+xml",
    NULL,
};

/* One workbook while it is read. */
typedef struct {
  Extraction *extraction;
  OpcPackage *package;
  CellValues *values;
  guint missing; /* sheets that cannot be read */
} Workbook;

static int sniff(const ExtractorInput *input, const char **media_type) {
  if (input->head_length < 4 || memcmp(input->head, "PK\3\4", 4) != 0)
    return 0;
  g_autoptr(OpcPackage) package = opc_package_open(input, NULL);
  int kind = package ? opc_package_kind(package, main_part_types) : -1;
  if (kind >= 0)
    *media_type = media_types[kind];
  return kind >= 0 ? 100 : 0;
}

/* --- sheets ----------------------------------------------------------------------------------- */

/* The cells of a row that say something, parted by TAB; where they stand (18.3.1.4, r="C7") is left out. */
static void append_row(const CellValues *values, const xmlNode *row, GString *text) {
  gsize begun = text->len;
  for (const xmlNode *cell = row->children; cell; cell = cell->next) {
    if (!ooxml_is(cell, NS_SPREADSHEET, "c"))
      continue;
    gsize before = text->len;
    if (before > begun)
      g_string_append_c(text, '\t');
    gsize filled = text->len;
    cell_values_append(values, cell, text);
    if (text->len == filled)
      g_string_truncate(text, before);
  }
  if (text->len > begun)
    g_string_append_c(text, '\n');
}

/* Adds the sheet of that name. FALSE when a ceiling is met. */
static gboolean add_sheet(Workbook *workbook, const char *name, const char *part, gboolean hidden) {
  g_autoptr(xmlDoc) document = part ? opc_package_xml(workbook->package, part, NULL) : NULL;
  if (!document) {
    workbook->missing++;
    return TRUE;
  }
  const xmlNode *data = ooxml_child(xmlDocGetRootElement(document), NS_SPREADSHEET, "sheetData");
  g_autoptr(GString) text = g_string_new(NULL);
  for (const xmlNode *row = data ? data->children : NULL; row; row = row->next)
    if (ooxml_is(row, NS_SPREADSHEET, "row"))
      append_row(workbook->values, row, text);
  if (text->len == 0)
    return TRUE;
  Unit *unit = unit_new(UNIT_KIND_SECTION);
  unit->label = encoding_make_valid(name, -1);
  unit->heading = g_strdup(unit->label);
  unit->text = encoding_make_valid(text->str, (gssize)text->len);
  unit->hidden = hidden;
  return extraction_add_unit(workbook->extraction, unit);
}

/* The sheets in the order of their tabs (18.2.20). FALSE where the list is lost. */
static gboolean read_sheets(Workbook *workbook, const char *main_part) {
  g_autoptr(xmlDoc) document = opc_package_xml(workbook->package, main_part, NULL);
  const xmlNode *sheets = document ? ooxml_child(xmlDocGetRootElement(document), NS_SPREADSHEET, "sheets") : NULL;
  if (!sheets)
    return FALSE;
  g_autoptr(GPtrArray) relationships = opc_package_relationships(workbook->package, main_part);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  workbook->values = cell_values_new(workbook->package, relationships,
                                     ooxml_path(xmlDocGetRootElement(document), NS_SPREADSHEET, "workbookPr"));
  for (const xmlNode *node = sheets->children; node; node = node->next) {
    if (!ooxml_is(node, NS_SPREADSHEET, "sheet"))
      continue;
    const OpcRelationship *sheet = opc_relationship_by_id(relationships, ooxml_attribute(node, NS_RELATIONS, "id"));
    if (sheet && (strcmp(sheet->type, "worksheet") != 0 || !g_hash_table_add(seen, sheet->target)))
      continue; /* a sheet that is a chart; one that stands in the list twice */
    const char *name = ooxml_attribute(node, NS_NONE, "name"), *state = ooxml_attribute(node, NS_NONE, "state");
    if (!add_sheet(workbook, name ? name : "?", sheet ? sheet->target : NULL, state && strcmp(state, "visible") != 0))
      break;
  }
  return TRUE;
}

/* --- the whole -------------------------------------------------------------------------------- */

static void set_status(const Workbook *workbook, gboolean list_found) {
  Document *document = workbook->extraction->document;
  if (opc_package_is_too_large(workbook->package))
    document_set_status(document, document->units->len > 0 ? STATUS_PARTIAL : STATUS_TOO_LARGE,
                        N_("parts of the workbook unpack to more than is read from one file; split it"), NULL);
  else if (document->units->len == 0 && (workbook->missing > 0 || !list_found))
    document_set_status(document, STATUS_DAMAGED,
                        N_("the workbook is broken and no sheet could be read; get a new copy of it"), NULL);
  else if (workbook->missing > 0 || opc_package_is_damaged(workbook->package))
    document_set_status(document, STATUS_PARTIAL,
                        N_("the workbook is broken, what could be read was read; get a new copy of it"), NULL);
}

static void extract(Extraction *extraction) {
  g_autoptr(GError) error = NULL;
  g_autoptr(OpcPackage) package = opc_package_open(extraction->input, &error);
  if (!package) {
    document_set_status(extraction->document, STATUS_DAMAGED,
                        N_("the workbook is broken and no sheet could be read; get a new copy of it"), error->message);
    return;
  }
  opc_package_read_properties(package, extraction->document);
  g_autofree char *main_part = opc_package_main_part(package, main_part_types, "xl/workbook.xml");
  Workbook workbook = {.extraction = extraction, .package = package};
  gboolean list_found = read_sheets(&workbook, main_part);
  set_status(&workbook, list_found);
  cell_values_free(workbook.values);
}

const Extractor xlsx_extractor = {
    .name = "xlsx",
    .version = 1,
    .media_types = media_types,
    .sniff = sniff,
    .extract = extract,
};
