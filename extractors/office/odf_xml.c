/* OpenDocument's XML: what its names mean, and the parser that keeps no more than text needs. */
#include "extractors/office/odf_xml.h"

#include "extractors/cleanup.h"
#include "extractors/office/xml_guard.h"
#include "language/encoding.h"

#include <libxml/SAX2.h>
#include <stdlib.h>
#include <string.h>

/* --- names ------------------------------------------------------------------------------------ */

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define OPENOFFICE "http://openoffice.org/2000/"

static const struct {
  const char *uri;
  OdfNamespace ns;
} namespaces[] = {
    {OASIS "office:1.0", ODF_NS_OFFICE},
    {OASIS "text:1.0", ODF_NS_TEXT},
    {OASIS "table:1.0", ODF_NS_TABLE},
    {OASIS "drawing:1.0", ODF_NS_DRAW},
    {OASIS "dr3d:1.0", ODF_NS_DRAW3D},
    {OASIS "presentation:1.0", ODF_NS_PRESENTATION},
    {OASIS "style:1.0", ODF_NS_STYLE},
    {OASIS "svg-compatible:1.0", ODF_NS_SVG},
    {OASIS "chart:1.0", ODF_NS_CHART},
    {OASIS "meta:1.0", ODF_NS_META},
    {OASIS "manifest:1.0", ODF_NS_MANIFEST},
    {OASIS "script:1.0", ODF_NS_SCRIPT},
    {OASIS "form:1.0", ODF_NS_FORM},
    {OASIS "animation:1.0", ODF_NS_ANIMATION},
    {OPENOFFICE "office", ODF_NS_OFFICE},
    {OPENOFFICE "text", ODF_NS_TEXT},
    {OPENOFFICE "table", ODF_NS_TABLE},
    {OPENOFFICE "drawing", ODF_NS_DRAW},
    {OPENOFFICE "dr3d", ODF_NS_DRAW3D},
    {OPENOFFICE "presentation", ODF_NS_PRESENTATION},
    {OPENOFFICE "style", ODF_NS_STYLE},
    {OPENOFFICE "chart", ODF_NS_CHART},
    {OPENOFFICE "meta", ODF_NS_META},
    {OPENOFFICE "script", ODF_NS_SCRIPT},
    {OPENOFFICE "form", ODF_NS_FORM},
    {"http://openoffice.org/2001/manifest", ODF_NS_MANIFEST},
    {"http://openoffice.org/2009/office", ODF_NS_OFFICE_EXTENDED},
    {"http://openoffice.org/2010/draw", ODF_NS_DRAW_EXTENDED},
    {"http://openoffice.org/2004/office", ODF_NS_LIBRARIES},
    {"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0", ODF_NS_EXPERIMENTAL},
    {"http://www.w3.org/2000/svg", ODF_NS_SVG},
    {"http://www.w3.org/1998/Math/MathML", ODF_NS_MATH},
    {"http://www.w3.org/1999/xlink", ODF_NS_XLINK},
    {"http://purl.org/dc/elements/1.1/", ODF_NS_DUBLIN_CORE},
};

typedef enum {
  KEEP,    /* a node with its attributes */
  BARE,    /* a node without attributes */
  THROUGH, /* no node: what is in it belongs to the parent */
  SKIP,    /* left out with all that is in it */
} Treatment;

typedef struct {
  const char *name;
  OdfNamespace ns;
  OdfElement element;
  Treatment treatment;
} Name;

/* In the order of compare_names(). */
static const Name names[] = {
    {"a", ODF_NS_TEXT, ODF_LINK, KEEP},
    {"a", ODF_NS_DRAW, ODF_LINK, KEEP},
    {"animations", ODF_NS_PRESENTATION, ODF_UNKNOWN, SKIP},
    {"annotation", ODF_NS_OFFICE, ODF_ANNOTATION, KEEP},
    {"annotation", ODF_NS_MATH, ODF_UNKNOWN, SKIP},
    {"annotation", ODF_NS_OFFICE_EXTENDED, ODF_ANNOTATION, KEEP},
    {"annotation-xml", ODF_NS_MATH, ODF_UNKNOWN, SKIP},
    {"author-initials", ODF_NS_TEXT, ODF_FIELD, BARE},
    {"author-name", ODF_NS_TEXT, ODF_FIELD, BARE},
    {"automatic-styles", ODF_NS_OFFICE, ODF_STYLES, BARE},
    {"binary-data", ODF_NS_OFFICE, ODF_UNKNOWN, SKIP},
    {"body", ODF_NS_OFFICE, ODF_BODY, BARE},
    {"caption", ODF_NS_DRAW, ODF_SHAPE, KEEP},
    {"categories", ODF_NS_CHART, ODF_CHART_CATEGORIES, KEEP},
    {"change", ODF_NS_TEXT, ODF_UNKNOWN, SKIP},
    {"chart", ODF_NS_OFFICE, ODF_OTHER_BODY, BARE},
    {"chart", ODF_NS_CHART, ODF_CHART, BARE},
    {"circle", ODF_NS_DRAW, ODF_SHAPE, KEEP},
    {"connector", ODF_NS_DRAW, ODF_SHAPE, KEEP},
    {"contour-path", ODF_NS_DRAW, ODF_UNKNOWN, SKIP},
    {"contour-polygon", ODF_NS_DRAW, ODF_UNKNOWN, SKIP},
    {"control", ODF_NS_DRAW, ODF_UNKNOWN, SKIP},
    {"covered-table-cell", ODF_NS_TABLE, ODF_COVERED_CELL, KEEP},
    {"creator", ODF_NS_DUBLIN_CORE, ODF_CREATOR, BARE},
    {"custom-shape", ODF_NS_DRAW, ODF_SHAPE, KEEP},
    {"data-label", ODF_NS_CHART, ODF_CHART_TITLE, BARE},
    {"date", ODF_NS_TEXT, ODF_FIELD, BARE},
    {"date", ODF_NS_DUBLIN_CORE, ODF_DATE, BARE},
    {"date-time", ODF_NS_PRESENTATION, ODF_FIELD, BARE},
    {"date-time-decl", ODF_NS_PRESENTATION, ODF_DATE_DECLARATION, KEEP},
    {"deletion", ODF_NS_TEXT, ODF_UNKNOWN, SKIP},
    {"desc", ODF_NS_SVG, ODF_DESCRIPTION, BARE},
    {"document", ODF_NS_OFFICE, ODF_ROOT, KEEP},
    {"document-content", ODF_NS_OFFICE, ODF_ROOT, KEEP},
    {"document-meta", ODF_NS_OFFICE, ODF_ROOT, KEEP},
    {"document-styles", ODF_NS_OFFICE, ODF_ROOT, KEEP},
    {"drawing", ODF_NS_OFFICE, ODF_OTHER_BODY, BARE},
    {"drawing-page-properties", ODF_NS_STYLE, ODF_STYLE_PROPERTIES, KEEP},
    {"ellipse", ODF_NS_DRAW, ODF_SHAPE, KEEP},
    {"encryption-data", ODF_NS_MANIFEST, ODF_ENCRYPTION, KEEP},
    {"enhanced-geometry", ODF_NS_DRAW, ODF_UNKNOWN, SKIP},
    {"event-listeners", ODF_NS_OFFICE, ODF_UNKNOWN, SKIP},
    {"event-listeners", ODF_NS_PRESENTATION, ODF_UNKNOWN, SKIP},
    {"events", ODF_NS_OFFICE, ODF_UNKNOWN, SKIP},
    {"events", ODF_NS_PRESENTATION, ODF_UNKNOWN, SKIP},
    {"file-entry", ODF_NS_MANIFEST, ODF_FILE_ENTRY, KEEP},
    {"file-name", ODF_NS_TEXT, ODF_FIELD, BARE},
    {"font-decls", ODF_NS_OFFICE, ODF_UNKNOWN, SKIP},
    {"font-face-decls", ODF_NS_OFFICE, ODF_UNKNOWN, SKIP},
    {"footer", ODF_NS_PRESENTATION, ODF_FIELD, BARE},
    {"footer", ODF_NS_CHART, ODF_CHART_TITLE, BARE},
    {"footer-decl", ODF_NS_PRESENTATION, ODF_FOOTER_DECLARATION, KEEP},
    {"forms", ODF_NS_OFFICE, ODF_UNKNOWN, SKIP},
    {"frame", ODF_NS_DRAW, ODF_FRAME, KEEP},
    {"g", ODF_NS_DRAW, ODF_GROUP, KEEP},
    {"glue-point", ODF_NS_DRAW, ODF_UNKNOWN, SKIP},
    {"h", ODF_NS_TEXT, ODF_PARAGRAPH, BARE},
    {"handout-master", ODF_NS_STYLE, ODF_UNKNOWN, SKIP},
    {"header", ODF_NS_PRESENTATION, ODF_FIELD, BARE},
    {"header-decl", ODF_NS_PRESENTATION, ODF_HEADER_DECLARATION, KEEP},
    {"image", ODF_NS_DRAW, ODF_IMAGE, KEEP},
    {"image-map", ODF_NS_DRAW, ODF_UNKNOWN, SKIP},
    {"layer", ODF_NS_DRAW, ODF_LAYER, KEEP},
    {"layer-set", ODF_NS_DRAW, ODF_LAYERS, BARE},
    {"line", ODF_NS_DRAW, ODF_SHAPE, KEEP},
    {"line-break", ODF_NS_TEXT, ODF_LINE_BREAK, BARE},
    {"list", ODF_NS_TEXT, ODF_UNKNOWN, THROUGH},
    {"list-header", ODF_NS_TEXT, ODF_UNKNOWN, THROUGH},
    {"list-item", ODF_NS_TEXT, ODF_UNKNOWN, THROUGH},
    {"manifest", ODF_NS_MANIFEST, ODF_MANIFEST, BARE},
    {"master-page", ODF_NS_STYLE, ODF_MASTER_PAGE, KEEP},
    {"master-styles", ODF_NS_OFFICE, ODF_MASTER_STYLES, BARE},
    {"math", ODF_NS_MATH, ODF_MATH, BARE},
    {"measure", ODF_NS_DRAW, ODF_SHAPE, KEEP},
    {"meta", ODF_NS_OFFICE, ODF_META, BARE},
    {"module", ODF_NS_SCRIPT, ODF_MACRO, KEEP},
    {"notes", ODF_NS_PRESENTATION, ODF_NOTES, KEEP},
    {"numbered-paragraph", ODF_NS_TEXT, ODF_UNKNOWN, THROUGH},
    {"object", ODF_NS_DRAW, ODF_OBJECT, KEEP},
    {"object-ole", ODF_NS_DRAW, ODF_FILE, KEEP},
    {"ordered-list", ODF_NS_TEXT, ODF_UNKNOWN, THROUGH},
    {"p", ODF_NS_TEXT, ODF_PARAGRAPH, BARE},
    {"p", ODF_NS_EXPERIMENTAL, ODF_PARAGRAPH, BARE},
    {"page", ODF_NS_DRAW, ODF_PAGE, KEEP},
    {"page-count", ODF_NS_TEXT, ODF_FIELD_COUNT, BARE},
    {"page-layout", ODF_NS_STYLE, ODF_PAGE_LAYOUT, KEEP},
    {"page-layout-properties", ODF_NS_STYLE, ODF_STYLE_PROPERTIES, KEEP},
    {"page-number", ODF_NS_TEXT, ODF_FIELD_NUMBER, BARE},
    {"page-thumbnail", ODF_NS_DRAW, ODF_UNKNOWN, SKIP},
    {"path", ODF_NS_DRAW, ODF_SHAPE, KEEP},
    {"polygon", ODF_NS_DRAW, ODF_SHAPE, KEEP},
    {"polyline", ODF_NS_DRAW, ODF_SHAPE, KEEP},
    {"presentation", ODF_NS_OFFICE, ODF_PRESENTATION, BARE},
    {"properties", ODF_NS_STYLE, ODF_STYLE_PROPERTIES, KEEP},
    {"rect", ODF_NS_DRAW, ODF_SHAPE, KEEP},
    {"regular-polygon", ODF_NS_DRAW, ODF_SHAPE, KEEP},
    {"ruby-text", ODF_NS_TEXT, ODF_UNKNOWN, SKIP},
    {"s", ODF_NS_TEXT, ODF_SPACE, KEEP},
    {"scene", ODF_NS_DRAW3D, ODF_GROUP, KEEP},
    {"sequence-decls", ODF_NS_TEXT, ODF_UNKNOWN, SKIP},
    {"series", ODF_NS_CHART, ODF_CHART_SERIES, KEEP},
    {"settings", ODF_NS_OFFICE, ODF_UNKNOWN, SKIP},
    {"settings", ODF_NS_PRESENTATION, ODF_UNKNOWN, SKIP},
    {"sheet-name", ODF_NS_TEXT, ODF_FIELD, BARE},
    {"source-code", ODF_NS_LIBRARIES, ODF_MACRO, BARE},
    {"span", ODF_NS_TEXT, ODF_UNKNOWN, THROUGH},
    {"spreadsheet", ODF_NS_OFFICE, ODF_OTHER_BODY, BARE},
    {"style", ODF_NS_STYLE, ODF_STYLE, KEEP},
    {"styles", ODF_NS_OFFICE, ODF_STYLES, BARE},
    {"subtitle", ODF_NS_CHART, ODF_CHART_TITLE, BARE},
    {"tab", ODF_NS_TEXT, ODF_TAB, BARE},
    {"tab-stop", ODF_NS_TEXT, ODF_TAB, BARE},
    {"table", ODF_NS_TABLE, ODF_TABLE, BARE},
    {"table", ODF_NS_EXPERIMENTAL, ODF_TABLE, BARE},
    {"table-cell", ODF_NS_TABLE, ODF_CELL, KEEP},
    {"table-column", ODF_NS_TABLE, ODF_UNKNOWN, SKIP},
    {"table-columns", ODF_NS_TABLE, ODF_UNKNOWN, SKIP},
    {"table-header-columns", ODF_NS_TABLE, ODF_UNKNOWN, SKIP},
    {"table-header-rows", ODF_NS_TABLE, ODF_HEADER_ROWS, BARE},
    {"table-row", ODF_NS_TABLE, ODF_ROW, KEEP},
    {"table-row-group", ODF_NS_TABLE, ODF_UNKNOWN, THROUGH},
    {"table-rows", ODF_NS_TABLE, ODF_UNKNOWN, THROUGH},
    {"text", ODF_NS_OFFICE, ODF_OTHER_BODY, BARE},
    {"text-box", ODF_NS_DRAW, ODF_TEXT_BOX, KEEP},
    {"time", ODF_NS_TEXT, ODF_FIELD, BARE},
    {"title", ODF_NS_SVG, ODF_TITLE, BARE},
    {"title", ODF_NS_CHART, ODF_CHART_TITLE, BARE},
    {"tracked-changes", ODF_NS_TEXT, ODF_UNKNOWN, SKIP},
    {"unordered-list", ODF_NS_TEXT, ODF_UNKNOWN, THROUGH},
    {"user-field-decls", ODF_NS_TEXT, ODF_UNKNOWN, SKIP},
    {"variable-decls", ODF_NS_TEXT, ODF_UNKNOWN, SKIP},
};

static int compare_names(const void *a, const void *b) {
  const Name *x = a, *y = b;
  int order = strcmp(x->name, y->name);
  return order ? order : (int)x->ns - (int)y->ns;
}

static OdfNamespace namespace_of(const char *uri) {
  for (guint i = 0; uri && i < G_N_ELEMENTS(namespaces); i++)
    if (strcmp(namespaces[i].uri, uri) == 0)
      return namespaces[i].ns;
  return ODF_NS_UNKNOWN;
}

/* NULL for a name that is not in the list. */
static const Name *find_name(const char *local_name, OdfNamespace ns) {
  const Name wanted = {local_name, ns, ODF_UNKNOWN, KEEP};
  return ns == ODF_NS_UNKNOWN ? NULL : bsearch(&wanted, names, G_N_ELEMENTS(names), sizeof *names, compare_names);
}

/* --- building the tree ------------------------------------------------------------------------ */

#define MAX_KNOWN 32

typedef struct {
  OdfParse *parse;
  guint skipped; /* open elements that are left out */
  guint nodes;   /* elements and attributes of the page at hand */
  /* The parser's own copies of addresses that were met: it gives the same one each time. */
  const xmlChar *uris[MAX_KNOWN];
  OdfNamespace known[MAX_KNOWN];
  guint n_known;
} Building;

static OdfNamespace known_namespace(Building *building, const xmlChar *uri) {
  for (guint i = 0; i < building->n_known; i++)
    if (building->uris[i] == uri)
      return building->known[i];
  OdfNamespace ns = namespace_of((const char *)uri);
  if (building->n_known < MAX_KNOWN) {
    building->uris[building->n_known] = uri;
    building->known[building->n_known++] = ns;
  }
  return ns;
}

static OdfElement element_of(const xmlNode *node) {
  return node && node->type == XML_ELEMENT_NODE ? (OdfElement)GPOINTER_TO_UINT(node->_private) : ODF_UNKNOWN;
}

/* What to do with an element in the one that is open. Of styles, only those in the list; forms and animations never. */
static Treatment treatment_of(const Name *name, OdfNamespace ns, OdfElement parent) {
  if (name)
    return name->treatment;
  gboolean in_styles = parent == ODF_STYLES || parent == ODF_STYLE || parent == ODF_PAGE_LAYOUT;
  if (in_styles || ns == ODF_NS_FORM || ns == ODF_NS_ANIMATION)
    return SKIP;
  return parent == ODF_ENCRYPTION ? KEEP : BARE;
}

static void mark_namespaces(const xmlNode *node) {
  for (xmlNs *ns = node->nsDef; ns; ns = ns->next)
    ns->_private = GUINT_TO_POINTER(namespace_of((const char *)ns->href));
}

static void start_element(void *context, const xmlChar *local_name, const xmlChar *prefix, const xmlChar *uri,
                          int n_namespaces, const xmlChar **declared, int n_attributes, int n_defaulted,
                          const xmlChar **attributes) {
  xmlParserCtxt *parser = context;
  Building *building = parser->_private;
  if (building->skipped > 0) {
    building->skipped++;
    return;
  }
  OdfNamespace ns = known_namespace(building, uri);
  const Name *name = find_name((const char *)local_name, ns);
  Treatment treatment = treatment_of(name, ns, element_of(parser->node));
  if (treatment == BARE)
    n_attributes = n_defaulted = 0;
  if (treatment < THROUGH)
    building->nodes += 1 + (guint)n_attributes;
  building->parse->too_large |= building->nodes > ODF_MAX_PAGE_NODES;
  if (building->parse->too_large || (!parser->node && treatment >= THROUGH)) {
    xmlStopParser(parser); /* the root is none that is read here */
    return;
  }
  if (treatment == SKIP)
    building->skipped = 1;
  if (treatment >= THROUGH)
    return;
  xmlSAX2StartElementNs(parser, local_name, prefix, uri, n_namespaces, declared, n_attributes, n_defaulted, attributes);
  if (!parser->node)
    return;
  parser->node->_private = GUINT_TO_POINTER(name ? name->element : ODF_UNKNOWN);
  mark_namespaces(parser->node);
}

/* Hands a page over and forgets its content. The empty element stays: the parser remembers its last text by place. */
static gboolean finish_page(Building *building, xmlNode *page) {
  gboolean more = building->parse->page(building->parse->data, page);
  xmlFreeNodeList(page->children);
  page->children = page->last = NULL;
  building->nodes = 0;
  return more;
}

/* Pages of the presentation itself stand three deep, two in OpenOffice.org 1.x; deeper ones are in objects. */
static gboolean is_own_page(const xmlParserCtxt *parser, const xmlNode *node) {
  OdfElement parent = element_of(node->parent);
  return element_of(node) == ODF_PAGE && parser->nodeNr <= 3 && (parent == ODF_PRESENTATION || parent == ODF_BODY);
}

static void end_element(void *context, const xmlChar *local_name, const xmlChar *prefix, const xmlChar *uri) {
  xmlParserCtxt *parser = context;
  Building *building = parser->_private;
  if (building->skipped > 0) {
    building->skipped--;
    return;
  }
  OdfNamespace ns = known_namespace(building, uri);
  const Name *name = find_name((const char *)local_name, ns);
  xmlNode *node = parser->node;
  if (!node || (name && name->treatment == THROUGH))
    return;
  xmlSAX2EndElementNs(parser, local_name, prefix, uri);
  if (building->parse->page && is_own_page(parser, node) && !finish_page(building, node))
    xmlStopParser(parser);
}

static void add_characters(void *context, const xmlChar *text, int length) {
  xmlParserCtxt *parser = context;
  const Building *building = parser->_private;
  OdfElement element = element_of(parser->node);
  if (building->skipped > 0 || (element != ODF_UNKNOWN && element < ODF_PARAGRAPH))
    return;
  if (g_utf8_validate_len((const char *)text, (gsize)length, NULL)) {
    xmlSAX2Characters(parser, text, length);
    return;
  }
  g_autofree char *copy = g_strndup((const char *)text, (gsize)length); /* a fault that was passed over */
  g_autofree char *valid = encoding_make_valid(copy, -1);
  xmlSAX2Characters(parser, (const xmlChar *)valid, (int)strlen(valid));
}

/* --- parsing ---------------------------------------------------------------------------------- */

/* Declarations within a document type could make much of little (ATTLIST, ENTITY). */
static void check_document_type(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
  xmlParserCtxt *parser = context;
  if (*parser->input->cur == '[')
    xmlStopParser(parser);
}

static void ignore_name(void *context, const xmlChar *name) {}

static void ignore_instruction(void *context, const xmlChar *target, const xmlChar *data) {}

static void set_handlers(xmlSAXHandler *sax) {
  sax->internalSubset = check_document_type;
  sax->externalSubset = NULL;
  sax->startElementNs = start_element;
  sax->endElementNs = end_element;
  sax->characters = sax->ignorableWhitespace = sax->cdataBlock = add_characters;
  sax->reference = ignore_name;
  sax->comment = ignore_name;
  sax->processingInstruction = ignore_instruction;
}

/* The page at which the XML broke off. */
static void finish_last_page(Building *building, const xmlNode *root) {
  const xmlNode *body = odf_child(root, ODF_BODY);
  const xmlNode *presentation = odf_child(body, ODF_PRESENTATION);
  xmlNode *last = presentation ? presentation->last : body ? body->last : NULL;
  while (last && element_of(last) != ODF_PAGE)
    last = last->prev;
  if (last && last->children)
    finish_page(building, last);
}

xmlDoc *odf_parse(const void *bytes, gsize length, OdfParse *parse) {
  parse->complete = parse->too_large = FALSE;
  g_autoptr(xmlParserCtxt) parser = xmlNewParserCtxt();
  if (!parser)
    return NULL;
  Building building = {.parse = parse};
  parser->_private = &building;
  set_handlers(parser->sax);
  xmlDoc *document = xml_guard_read(parser, bytes, length);
  parse->complete = document && parser->wellFormed && !parse->too_large;
  const xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
  if (document && !root)
    g_clear_pointer(&document, xmlFreeDoc);
  if (root && parse->page)
    finish_last_page(&building, root);
  return document;
}

/* --- looking at the root only ----------------------------------------------------------------- */

typedef struct {
  gboolean found;
  char *media_type;
} Probe;

static void probe_root(void *context, const xmlChar *local_name, const xmlChar *prefix, const xmlChar *uri,
                       int n_namespaces, const xmlChar **declared, int n_attributes, int n_defaulted,
                       const xmlChar **attributes) {
  xmlParserCtxt *parser = context;
  Probe *probe = parser->_private;
  probe->found = namespace_of((const char *)uri) == ODF_NS_OFFICE && strcmp((const char *)local_name, "document") == 0;
  for (int i = 0; probe->found && i < n_attributes; i++) {
    const xmlChar **attribute = attributes + 5 * i; /* name, prefix, namespace, value, its end */
    if (strcmp((const char *)attribute[0], "mimetype") == 0 &&
        namespace_of((const char *)attribute[2]) == ODF_NS_OFFICE && !probe->media_type)
      probe->media_type = g_strndup((const char *)attribute[3], (gsize)(attribute[4] - attribute[3]));
  }
  xmlStopParser(parser);
}

gboolean odf_probe(const void *head, gsize length, char **media_type) {
  g_autoptr(xmlParserCtxt) parser = xmlNewParserCtxt();
  if (!parser)
    return FALSE;
  Probe probe = {0};
  parser->_private = &probe;
  set_handlers(parser->sax);
  parser->sax->startElementNs = probe_root;
  parser->sax->endElementNs = NULL;
  parser->sax->characters = parser->sax->ignorableWhitespace = parser->sax->cdataBlock = NULL;
  xmlFreeDoc(xml_guard_read(parser, head, length));
  *media_type = probe.media_type;
  return probe.found;
}

/* --- lookups ---------------------------------------------------------------------------------- */

OdfElement odf_element(const xmlNode *node) {
  return element_of(node);
}

const xmlNode *odf_child(const xmlNode *node, OdfElement element) {
  for (const xmlNode *child = node ? node->children : NULL; child; child = child->next)
    if (element_of(child) == element)
      return child;
  return NULL;
}

static gboolean is_namespace(const xmlNs *have, OdfNamespace ns) {
  return have && (OdfNamespace)GPOINTER_TO_UINT(have->_private) == ns;
}

const char *odf_attribute(const xmlNode *node, OdfNamespace ns, const char *name) {
  for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
    if (strcmp((const char *)attribute->name, name) == 0 && is_namespace(attribute->ns, ns)) {
      const xmlNode *value = attribute->children;
      return value && value->type == XML_TEXT_NODE && value->content ? (const char *)value->content : "";
    }
  return NULL;
}

guint odf_count(const xmlNode *node, OdfNamespace ns, const char *name, guint ceiling) {
  const char *value = odf_attribute(node, ns, name);
  guint64 count = value ? g_ascii_strtoull(value, NULL, 10) : 1;
  return (guint)CLAMP(count, 1, ceiling);
}

gboolean odf_is(const xmlNode *node, OdfNamespace ns, const char *name) {
  return node->type == XML_ELEMENT_NODE && is_namespace(node->ns, ns) && strcmp((const char *)node->name, name) == 0;
}
