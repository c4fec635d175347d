/* XML of office packages: one parser setting, and lookups that know both namespaces of a vocabulary. */
#include "extractors/office/ooxml.h"

#include "extractors/cleanup.h"
#include "extractors/office/symbols.h"
#include "extractors/office/xml_guard.h"

#include <libxml/SAX2.h>
#include <string.h>

static const char *const namespaces[][2] = {
    [NS_NONE] = {NULL, NULL},
    [NS_PRESENTATION] = {"http://schemas.openxmlformats.org/presentationml/2006/main",
                         "http://purl.oclc.org/ooxml/presentationml/main"},
    [NS_DRAWING] = {"http://schemas.openxmlformats.org/drawingml/2006/main",
                    "http://purl.oclc.org/ooxml/drawingml/main"},
    [NS_SPREADSHEET] = {"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                        "http://purl.oclc.org/ooxml/spreadsheetml/main"},
    [NS_RELATIONS] = {"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                      "http://purl.oclc.org/ooxml/officeDocument/relationships"},
    [NS_DIAGRAM] = {"http://schemas.openxmlformats.org/drawingml/2006/diagram",
                    "http://purl.oclc.org/ooxml/drawingml/diagram"},
    [NS_CHART] = {"http://schemas.openxmlformats.org/drawingml/2006/chart",
                  "http://purl.oclc.org/ooxml/drawingml/chart"},
    [NS_DIAGRAM_DRAWING] = {"http://schemas.microsoft.com/office/drawing/2008/diagram", NULL},
    [NS_CHART_2012] = {"http://schemas.microsoft.com/office/drawing/2012/chart", NULL},
    [NS_CHART_EXTENDED] = {"http://schemas.microsoft.com/office/drawing/2014/chartex", NULL},
    [NS_DECORATIVE] = {"http://schemas.microsoft.com/office/drawing/2017/decorative", NULL},
    [NS_COMPATIBILITY] = {"http://schemas.openxmlformats.org/markup-compatibility/2006", NULL},
    [NS_MATH] = {"http://schemas.openxmlformats.org/officeDocument/2006/math",
                 "http://purl.oclc.org/ooxml/officeDocument/math"},
    [NS_COMMENTS] = {"http://schemas.microsoft.com/office/powerpoint/2018/8/main", NULL},
    [NS_CONTENT_TYPES] = {"http://schemas.openxmlformats.org/package/2006/content-types", NULL},
    [NS_PACKAGE_RELATIONS] = {"http://schemas.openxmlformats.org/package/2006/relationships", NULL},
    [NS_CORE_PROPERTIES] = {"http://schemas.openxmlformats.org/package/2006/metadata/core-properties", NULL},
    [NS_DUBLIN_CORE] = {"http://purl.org/dc/elements/1.1/", NULL},
    [NS_DUBLIN_CORE_TERMS] = {"http://purl.org/dc/terms/", NULL},
    [NS_ENCRYPTION] = {"http://schemas.microsoft.com/office/2006/encryption", NULL},
    [NS_PASSWORD_KEY] = {"http://schemas.microsoft.com/office/2006/keyEncryptor/password", NULL},
};

static void refuse_document_type(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
  xmlStopParser(context);
}

/* --- what is left out of the tree ------------------------------------------------------------- */

/* How things look, most of a slide's XML, makes no nodes: they cost more than all else. None of it holds text. */
static gboolean is_appearance(const char *name, const char *uri) {
  static const char *const names[] = {"rPr",       "pPr",      "endParaRPr", "lstStyle", "bodyPr",
                                      "tcPr",      "tblPr",    "tblGrid",    "style",    "ln",
                                      "solidFill", "gradFill", "prstGeom",   "custGeom", "effectLst",
                                      "txPr",      "defRPr",   "txStyles",   "timing",   "transition"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (name[0] == names[i][0] && strcmp(name, names[i]) == 0)
      return uri && (strstr(uri, "drawingml") || strstr(uri, "presentationml"));
  return FALSE;
}

/* `context` is the parser, whose _private counts the open elements from the one that is left out. */
static guint *depth_left_out(void *context) {
  return ((xmlParserCtxt *)context)->_private;
}

/* Of a run's appearance one thing is told: a font that has pictures in place of letters. The attributes are groups of
 * five: name, prefix, namespace, value, end of the value. */
static void note_font(xmlParserCtxt *parser, const char *name, int count, const xmlChar **attributes) {
  const char *noted = strcmp(name, "sym") == 0     ? OOXML_SYMBOL_FONT
                      : strcmp(name, "latin") == 0 ? OOXML_LETTER_FONT
                                                   : NULL;
  if (!noted || !parser->node || strcmp((const char *)parser->node->name, "r") != 0)
    return;
  for (int i = 0; i < count; i++) {
    const xmlChar **attribute = attributes + (gsize)i * 5;
    if (strcmp((const char *)attribute[0], "typeface") != 0)
      continue;
    g_autofree char *font = g_strndup((const char *)attribute[3], (gsize)(attribute[4] - attribute[3]));
    if (symbol_font_is_known(font))
      xmlSetProp(parser->node, (const xmlChar *)noted, (const xmlChar *)font);
  }
}

static void start_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                          int namespace_count, const xmlChar **declared, int attribute_count, int defaulted_count,
                          const xmlChar **attributes) {
  guint *left_out = depth_left_out(context);
  if (*left_out == 1)
    note_font(context, (const char *)name, attribute_count, attributes);
  if (*left_out > 0 || is_appearance((const char *)name, (const char *)uri))
    (*left_out)++;
  else
    xmlSAX2StartElementNs(context, name, prefix, uri, namespace_count, declared, attribute_count, defaulted_count,
                          attributes);
}

static void end_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  guint *left_out = depth_left_out(context);
  if (*left_out > 0)
    (*left_out)--;
  else
    xmlSAX2EndElementNs(context, name, prefix, uri);
}

static void add_characters(void *context, const xmlChar *text, int length) {
  if (*depth_left_out(context) == 0)
    xmlSAX2Characters(context, text, length);
}

/* --- parsing ---------------------------------------------------------------------------------- */

static void set_handlers(xmlParserCtxt *parser, guint *left_out) {
  parser->_private = left_out;
  parser->sax->internalSubset = refuse_document_type;
  parser->sax->startElementNs = start_element;
  parser->sax->endElementNs = end_element;
  parser->sax->characters = add_characters;
  parser->sax->ignorableWhitespace = add_characters;
}

xmlDoc *ooxml_parse(const void *bytes, gsize length, gboolean *complete) {
  *complete = FALSE;
  g_autoptr(xmlParserCtxt) parser = xmlNewParserCtxt();
  if (!parser)
    return NULL;
  guint left_out = 0;
  set_handlers(parser, &left_out);
  xmlDoc *document = xml_guard_read(parser, bytes, length);
  *complete = document && parser->wellFormed;
  if (document && !xmlDocGetRootElement(document))
    g_clear_pointer(&document, xmlFreeDoc);
  return document;
}

/* --- access ----------------------------------------------------------------------------------- */

static gboolean is_namespace(const xmlNs *have, OoxmlNamespace ns) {
  if (!have || !have->href)
    return ns == NS_NONE;
  const char *href = (const char *)have->href;
  const char *const *uris = namespaces[ns];
  return (uris[0] && strcmp(href, uris[0]) == 0) || (uris[1] && strcmp(href, uris[1]) == 0);
}

gboolean ooxml_is(const xmlNode *node, OoxmlNamespace ns, const char *name) {
  return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0 && is_namespace(node->ns, ns);
}

xmlNode *ooxml_child(const xmlNode *node, OoxmlNamespace ns, const char *name) {
  for (xmlNode *child = node ? node->children : NULL; child; child = child->next)
    if (ooxml_is(child, ns, name))
      return child;
  return NULL;
}

xmlNode *ooxml_path(const xmlNode *node, OoxmlNamespace ns, const char *path) {
  g_auto(GStrv) steps = g_strsplit(path, "/", -1);
  xmlNode *found = NULL;
  for (guint i = 0; steps[i]; i++) {
    found = ooxml_child(found ? found : node, ns, steps[i]);
    if (!found)
      return NULL;
  }
  return found;
}

const char *ooxml_attribute(const xmlNode *node, OoxmlNamespace ns, const char *name) {
  for (const xmlAttr *attribute = node ? node->properties : NULL; attribute; attribute = attribute->next)
    if (strcmp((const char *)attribute->name, name) == 0 && is_namespace(attribute->ns, ns)) {
      /* Without a document type there are no entity references: the value is one text node, or none when empty. */
      const xmlNode *value = attribute->children;
      return value && value->type == XML_TEXT_NODE && value->content ? (const char *)value->content : "";
    }
  return NULL;
}

gint64 ooxml_number(const xmlNode *node, const char *name, gint64 missing) {
  const char *value = ooxml_attribute(node, NS_NONE, name);
  char *end = NULL;
  gint64 number = value ? g_ascii_strtoll(value, &end, 10) : 0;
  return value && end != value ? number : missing;
}

gboolean ooxml_boolean(const xmlNode *node, const char *name, gboolean missing) {
  const char *value = ooxml_attribute(node, NS_NONE, name);
  if (!value)
    return missing;
  return strcmp(value, "1") == 0 || strcmp(value, "true") == 0 || strcmp(value, "on") == 0;
}

xmlNode *ooxml_choice(const xmlNode *alternate) {
  xmlNode *choice = ooxml_child(alternate, NS_COMPATIBILITY, "Choice");
  return choice ? choice : ooxml_child(alternate, NS_COMPATIBILITY, "Fallback");
}

xmlNode *ooxml_next(const xmlNode *root, xmlNode *node, gboolean deeper) {
  if (deeper && node->type == XML_ELEMENT_NODE && node->children)
    return node->children;
  while (node && node != root && !node->next)
    node = node->parent;
  return node && node != root ? node->next : NULL;
}
