/* Values of cells: strings by number, and dates, which are days since an epoch that the workbook chooses. */
#include "extractors/office/cell_values.h"

#include "extractors/cleanup.h"
#include "extractors/office/ooxml.h"

#include <math.h>
#include <string.h>

#define MAX_STRINGS 2000000u
#define MAX_STYLES 65536u
#define MAX_DAYS 2958465.0 /* 9999-12-31, 18.17.4.1 */

typedef enum { SHOWS_NUMBER, SHOWS_DATE, SHOWS_TIME, SHOWS_BOTH } NumberKind;

struct CellValues {
  GPtrArray *strings; /* char* */
  GByteArray *styles; /* NumberKind of each cell format */
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

/* Formats that every workbook has (18.8.30). */
static NumberKind built_in_kind(gint64 id) {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || (id >= 50 && id <= 58))
    return SHOWS_DATE;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47))
    return SHOWS_TIME;
  return id == 22 ? SHOWS_BOTH : SHOWS_NUMBER;
}

/* By the letters of the format (18.8.31) outside quotes, brackets and escapes: y and d are of dates, h and s of times.
 */
static NumberKind kind_of_format(const char *code) {
  gboolean date = FALSE, time = FALSE;
  for (const char *p = code; *p && *p != ';'; p++) {
    const char *stop = *p == '"' ? strchr(p + 1, '"') : *p == '[' ? strchr(p, ']') : NULL;
    if ((*p == '\\' || *p == '_' || *p == '*') && p[1])
      p++;
    else if (stop)
      p = stop;
    else if (strchr("yYdD", *p))
      date = TRUE;
    else if (strchr("hHsS", *p))
      time = TRUE;
  }
  return date && time ? SHOWS_BOTH : date ? SHOWS_DATE : time ? SHOWS_TIME : SHOWS_NUMBER;
}

/* Number of the format -> NumberKind, of those that the workbook defines. */
static GHashTable *read_formats(const xmlNode *styles) {
  GHashTable *formats = g_hash_table_new(NULL, NULL);
  const xmlNode *list = ooxml_child(styles, NS_SPREADSHEET, "numFmts");
  for (const xmlNode *node = list ? list->children : NULL; node; node = node->next) {
    const char *code = ooxml_is(node, NS_SPREADSHEET, "numFmt") ? ooxml_attribute(node, NS_NONE, "formatCode") : NULL;
    gint64 id = code ? ooxml_number(node, "numFmtId", -1) : -1;
    if (id >= 0 && id < G_MAXINT)
      g_hash_table_insert(formats, GINT_TO_POINTER((int)id), GINT_TO_POINTER(kind_of_format(code)));
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
    guint8 kind = (guint8)(defined ? (NumberKind)GPOINTER_TO_INT(own) : built_in_kind(id));
    g_byte_array_append(values->styles, &kind, 1);
  }
}

/* --- values ----------------------------------------------------------------------------------- */

/* Days since the epoch as ISO 8601. Excel's calendar has a 29 February 1900, day 60. */
static gboolean append_date(const CellValues *values, double days, NumberKind kind, GString *out) {
  if (!(days >= 0 && days < MAX_DAYS))
    return FALSE;
  double whole = floor(days);
  guint seconds = (guint)lround((days - whole) * 24 * 60 * 60);
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_dmy(&date, values->from_1904 ? 1 : 30, values->from_1904 ? G_DATE_JANUARY : G_DATE_DECEMBER,
                 values->from_1904 ? 1904 : 1899);
  g_date_add_days(&date, (guint)whole + (!values->from_1904 && whole < 60));
  if (kind != SHOWS_TIME)
    g_string_append_printf(out, "%04u-%02u-%02u", g_date_get_year(&date), (guint)g_date_get_month(&date),
                           (guint)g_date_get_day(&date));
  if (kind != SHOWS_DATE)
    g_string_append_printf(out, "%s%02u:%02u", kind == SHOWS_BOTH ? " " : "", seconds / 3600 % 24, seconds / 60 % 60);
  return TRUE;
}

/* 0.30000000000000004 is what was stored; Excel shows at most fifteen digits of it. */
static void append_number(const char *value, double number, GString *out) {
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  if (strlen(value) < 15)
    g_string_append(out, value);
  else
    g_string_append(out, g_ascii_formatd(digits, sizeof digits, "%.15g", number));
}

static void append_value(const CellValues *values, const xmlNode *cell, const char *value, GString *out) {
  const char *type = ooxml_attribute(cell, NS_NONE, "t");
  gint64 style = ooxml_number(cell, "s", 0);
  char *end = NULL;
  double number = g_ascii_strtod(value, &end);
  gboolean numeric = end != value && *end == '\0';
  NumberKind kind = style >= 0 && style < values->styles->len ? values->styles->data[style] : SHOWS_NUMBER;
  if (type && strcmp(type, "s") == 0) {
    if (numeric && number >= 0 && number < values->strings->len)
      g_string_append(out, values->strings->pdata[(guint)number]);
  } else if (type && strcmp(type, "n") != 0) { /* text of a formula, a date in words, an error, a truth value */
    if (strcmp(type, "e") != 0 && strcmp(type, "b") != 0)
      g_string_append(out, value);
  } else if (!numeric || kind == SHOWS_NUMBER || !append_date(values, number, kind, out)) {
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
