/* XML of office packages: one parser setting, and lookups that know both namespaces of a vocabulary. */
#include "extractors/office/ooxml.h"

#include "extractors/cleanup.h"

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
    [NS_COMPATIBILITY] = {"http://schemas.openxmlformats.org/markup-compatibility/2006", NULL},
    [NS_MATH] = {"http://schemas.openxmlformats.org/officeDocument/2006/math",
                 "http://purl.oclc.org/ooxml/officeDocument/math"},
    [NS_COMMENTS] = {"http://schemas.microsoft.com/office/powerpoint/2018/8/main", NULL},
    [NS_CONTENT_TYPES] = {"http://schemas.openxmlformats.org/package/2006/content-types", NULL},
    [NS_PACKAGE_RELATIONS] = {"http://schemas.openxmlformats.org/package/2006/relationships", NULL},
    [NS_CORE_PROPERTIES] = {"http://schemas.openxmlformats.org/package/2006/metadata/core-properties", NULL},
    [NS_DUBLIN_CORE] = {"http://purl.org/dc/elements/1.1/", NULL},
    [NS_DUBLIN_CORE_TERMS] = {"http://purl.org/dc/terms/", NULL},
};

/* '<' ends every tag and stands in no attribute value, whatever the encoding's width. */
static gboolean has_too_many_attributes(const guint8 *bytes, gsize length) {
  guint equals = 0;
  for (gsize i = 0; i < length; i++) {
    if (bytes[i] == '<')
      equals = 0;
    else if (bytes[i] == '=' && ++equals > OOXML_MAX_ATTRIBUTES)
      return TRUE;
  }
  return FALSE;
}

static void refuse_document_type(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
  xmlStopParser(context);
}

xmlDoc *ooxml_parse(const void *bytes, gsize length, gboolean *complete) {
  *complete = FALSE;
  if (length == 0 || length > G_MAXINT || has_too_many_attributes(bytes, length))
    return NULL;
  g_autoptr(xmlParserCtxt) parser = xmlNewParserCtxt();
  if (!parser)
    return NULL;
  parser->sax->internalSubset = refuse_document_type;
  xmlDoc *document = xmlCtxtReadMemory(parser, bytes, (int)length, NULL, NULL,
                                       XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                           XML_PARSE_COMPACT);
  *complete = document && parser->wellFormed;
  if (document && !xmlDocGetRootElement(document))
    g_clear_pointer(&document, xmlFreeDoc);
  return document;
}

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
