/* Values of cells: strings by number, and dates, which are days since an epoch that the workbook chooses. */
#include "extractors/office/cell_values.h"

#include "extractors/cleanup.h"
#include "extractors/office/cell_numbers.h"
#include "extractors/office/ooxml.h"

#include <string.h>

#define MAX_STRINGS 2000000u
#define MAX_STYLES 65536u

struct CellValues {
  GPtrArray *strings; /* char* */
  GByteArray *styles; /* CellNumberKind of each cell format */
  gboolean from_1904; /* 18.17.4.1: the other epoch */
};

/* --- strings ---------------------------------------------------------------------------------- */

/* Text of an si or is element: t, or the t of its runs; phonetic runs (rPh) are not shown (18.4.6). */
static void append_string(const xmlNode *item, GString *out) {
  for (const xmlNode *node = item ? item->children : NULL; node; node = node->next) {
    if (ooxml_is(node, NS_SPREADSHEET, "r"))
      append_string(node, out);
    if (!ooxml_is(node, NS_SPREADSHEET, "t"))
      continue;
    g_autoptr(xmlChar) content = xmlNodeGetContent(node);
    g_string_append(out, (const char *)content);
  }
}

static void read_strings(CellValues *values, const xmlNode *table) {
  for (const xmlNode *node = table ? table->children : NULL; node && values->strings->len < MAX_STRINGS;
       node = node->next) {
    if (!ooxml_is(node, NS_SPREADSHEET, "si"))
      continue;
    g_autoptr(GString) text = g_string_new(NULL);
    append_string(node, text);
    g_ptr_array_add(values->strings, g_strdup(text->str));
  }
}

/* --- formats ---------------------------------------------------------------------------------- */

/* Number of the format -> CellNumberKind, of those that the workbook defines. */
static GHashTable *read_formats(const xmlNode *styles) {
  GHashTable *formats = g_hash_table_new(NULL, NULL);
  const xmlNode *list = ooxml_child(styles, NS_SPREADSHEET, "numFmts");
  for (const xmlNode *node = list ? list->children : NULL; node; node = node->next) {
    const char *code = ooxml_is(node, NS_SPREADSHEET, "numFmt") ? ooxml_attribute(node, NS_NONE, "formatCode") : NULL;
    gint64 id = code ? ooxml_number(node, "numFmtId", -1) : -1;
    if (id >= 0 && id < G_MAXINT)
      g_hash_table_insert(formats, GINT_TO_POINTER((int)id), GINT_TO_POINTER(cell_number_kind_of_format(code)));
  }
  return formats;
}

static void read_styles(CellValues *values, const xmlNode *styles) {
  g_autoptr(GHashTable) formats = read_formats(styles);
  const xmlNode *list = ooxml_child(styles, NS_SPREADSHEET, "cellXfs");
  for (const xmlNode *node = list ? list->children : NULL; node && values->styles->len < MAX_STYLES;
       node = node->next) {
    if (!ooxml_is(node, NS_SPREADSHEET, "xf"))
      continue;
    gpointer own;
    gint64 id = CLAMP(ooxml_number(node, "numFmtId", 0), 0, G_MAXINT);
    gboolean defined = g_hash_table_lookup_extended(formats, GINT_TO_POINTER((int)id), NULL, &own);
    guint8 kind = (guint8)(defined ? (CellNumberKind)GPOINTER_TO_INT(own) : cell_number_built_in_kind(id));
    g_byte_array_append(values->styles, &kind, 1);
  }
}

/* --- values ----------------------------------------------------------------------------------- */

static void append_number(const char *value, double number, GString *out) {
  if (strlen(value) < CELL_DIGITS)
    g_string_append(out, value);
  else
    cell_number_append(number, out);
}

static void append_value(const CellValues *values, const xmlNode *cell, const char *value, GString *out) {
  const char *type = ooxml_attribute(cell, NS_NONE, "t");
  gint64 style = ooxml_number(cell, "s", 0);
  char *end = NULL;
  double number = g_ascii_strtod(value, &end);
  gboolean numeric = end != value && *end == '\0';
  CellNumberKind kind = style >= 0 && style < values->styles->len ? values->styles->data[style] : CELL_SHOWS_NUMBER;
  if (type && strcmp(type, "s") == 0) {
    if (numeric && number >= 0 && number < values->strings->len)
      g_string_append(out, values->strings->pdata[(guint)number]);
  } else if (type && strcmp(type, "n") != 0) { /* text of a formula, a date in words, an error, a truth value */
    if (strcmp(type, "e") != 0 && strcmp(type, "b") != 0)
      g_string_append(out, value);
  } else if (!numeric || kind == CELL_SHOWS_NUMBER || !cell_date_append(number, kind, values->from_1904, out)) {
    if (numeric)
      append_number(value, number, out);
    else
      g_string_append(out, value);
  }
}

void cell_values_append(const CellValues *values, const xmlNode *cell, GString *out) {
  gsize begun = out->len;
  const xmlNode *value = ooxml_child(cell, NS_SPREADSHEET, "v");
  append_string(ooxml_child(cell, NS_SPREADSHEET, "is"), out);
  if (value) {
    g_autoptr(xmlChar) content = xmlNodeGetContent(value);
    append_value(values, cell, g_strstrip((char *)content), out);
  }
  for (gsize i = begun; i < out->len; i++)
    if (strchr("\t\r\n", out->str[i]))
      out->str[i] = ' ';
}

/* --- the whole -------------------------------------------------------------------------------- */

static xmlDoc *related_xml(OpcPackage *package, const GPtrArray *relationships, const char *type) {
  const OpcRelationship *part = opc_relationship_by_type(relationships, type);
  return part ? opc_package_xml(package, part->target, NULL) : NULL;
}

CellValues *cell_values_new(OpcPackage *package, const GPtrArray *relationships, const xmlNode *properties) {
  CellValues *values = g_new0(CellValues, 1);
  values->strings = g_ptr_array_new_with_free_func(g_free);
  values->styles = g_byte_array_new();
  values->from_1904 = ooxml_boolean(properties, "date1904", FALSE);
  g_autoptr(xmlDoc) strings = related_xml(package, relationships, "sharedStrings");
  if (strings)
    read_strings(values, xmlDocGetRootElement(strings));
  g_autoptr(xmlDoc) styles = related_xml(package, relationships, "styles");
  if (styles)
    read_styles(values, xmlDocGetRootElement(styles));
  return values;
}

void cell_values_free(CellValues *values) {
  if (!values)
    return;
  g_ptr_array_unref(values->strings);
  g_byte_array_unref(values->styles);
  g_free(values);
}
