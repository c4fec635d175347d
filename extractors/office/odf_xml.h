/* Reading the XML of OpenDocument files (OASIS ODF 1.3 Part 3; the element names of OpenOffice.org 1.x mean the same).
 * A tree of only what has to do with text is made, and the pages of a presentation are handed over one by one, so that
 * a deck costs the memory of its largest page. Strings here are borrowed from the tree. */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

typedef enum {
  ODF_NS_UNKNOWN,
  ODF_NS_OFFICE,
  ODF_NS_TEXT,
  ODF_NS_TABLE,
  ODF_NS_DRAW,
  ODF_NS_DRAW3D,
  ODF_NS_PRESENTATION,
  ODF_NS_STYLE,
  ODF_NS_SVG,
  ODF_NS_CHART,
  ODF_NS_META,
  ODF_NS_DUBLIN_CORE,
  ODF_NS_XLINK,
  ODF_NS_MANIFEST,
  ODF_NS_MATH,
  ODF_NS_OFFICE_EXTENDED, /* officeooo: what LibreOffice adds to office: */
  ODF_NS_SCRIPT,
  ODF_NS_FORM,
  ODF_NS_ANIMATION,
  ODF_NS_LIBRARIES,     /* ooo: macros in flat files */
  ODF_NS_DRAW_EXTENDED, /* drawooo: what LibreOffice adds to draw: */
  ODF_NS_EXPERIMENTAL,  /* loext: elements of LibreOffice where the schema does not have them */
} OdfNamespace;

/* What an element is to a reader. Several names may be one kind: text:p and text:h are both paragraphs. */
typedef enum {
  ODF_UNKNOWN, /* any other; its text counts where it stands within a paragraph */
  /* Containers: character data directly in them is no text and is left out. */
  ODF_ROOT, /* office:document, document-content, … */
  ODF_BODY,
  ODF_PRESENTATION,
  ODF_OTHER_BODY, /* office:text, spreadsheet, drawing */
  ODF_CHART,
  ODF_STYLES, /* styles, automatic-styles */
  ODF_MASTER_STYLES,
  ODF_STYLE,
  ODF_STYLE_PROPERTIES,
  ODF_PAGE_LAYOUT,
  ODF_MASTER_PAGE,
  ODF_LAYERS,
  ODF_LAYER,
  ODF_PAGE,
  ODF_NOTES,
  ODF_ANNOTATION,
  ODF_FRAME,
  ODF_TEXT_BOX,
  ODF_IMAGE,
  ODF_OBJECT,
  ODF_FILE, /* draw:object-ole: in a format of its own */
  ODF_SHAPE,
  ODF_GROUP,
  ODF_TABLE,
  ODF_HEADER_ROWS,
  ODF_ROW,
  ODF_CELL,
  ODF_COVERED_CELL,
  ODF_CHART_TITLE, /* title, subtitle, footer, labels written by hand */
  ODF_CHART_CATEGORIES,
  ODF_CHART_SERIES,
  ODF_META,
  ODF_MANIFEST,
  ODF_FILE_ENTRY,
  ODF_ENCRYPTION,
  ODF_SPACE,
  ODF_TAB,
  ODF_LINE_BREAK,
  /* These have text of their own. */
  ODF_PARAGRAPH,
  ODF_LINK,
  ODF_FIELD_NUMBER, /* of the page */
  ODF_FIELD_COUNT,  /* of all pages */
  ODF_FIELD,        /* date, time, author, … */
  ODF_TITLE,        /* svg:title */
  ODF_DESCRIPTION,  /* svg:desc */
  ODF_FOOTER_DECLARATION,
  ODF_HEADER_DECLARATION,
  ODF_DATE_DECLARATION,
  ODF_CREATOR,
  ODF_DATE,
  ODF_MATH,
  ODF_MACRO, /* source of a macro */
} OdfElement;

/* Elements and attributes of one page that are kept, some 500 MB; the rest of the file is then not read. */
#define ODF_MAX_PAGE_NODES 2000000u

typedef struct {
  /* Called at the end of each draw:page of the presentation, in file order; `page` has all its ancestors, and what came
   * before them (styles, declarations), but no other page's content. It is gone after the call. FALSE ends the reading.
   * May be NULL: then pages stay in the tree. */
  gboolean (*page)(gpointer data, const xmlNode *page);
  gpointer data;
  gboolean complete;  /* out: the XML is whole and well-formed */
  gboolean too_large; /* out: a page has more than is kept */
} OdfParse;

/* Parses bytes of any XML encoding. What comes before a fault is kept: a page that breaks off is handed over as well.
 * NULL where there is nothing. Entities are never expanded, the net and files never asked; a document type may be named
 * (OpenOffice.org 1.x does), but one with declarations in it is a fault. Free with xmlFreeDoc(). */
xmlDoc *odf_parse(const void *bytes, gsize length, OdfParse *parse);

/* The root element of XML whose first bytes are given: whether it is that of an OpenDocument file, and the media type
 * that it names, if any (caller frees). */
gboolean odf_probe(const void *head, gsize length, char **media_type);

/* ODF_UNKNOWN for what is no element. `node` is from odf_parse() and not NULL. */
OdfElement odf_element(const xmlNode *node);

/* The first child of that kind, or NULL; `node` may be NULL. */
const xmlNode *odf_child(const xmlNode *node, OdfElement element);

/* The value of an attribute, or NULL. */
const char *odf_attribute(const xmlNode *node, OdfNamespace ns, const char *name);

/* A count in an attribute, at least 1, at most `ceiling`; 1 where it is missing or no number. */
guint odf_count(const xmlNode *node, OdfNamespace ns, const char *name, guint ceiling);

/* Whether the element bears that name; for those that have no kind of their own (metadata, manifests). */
gboolean odf_is(const xmlNode *node, OdfNamespace ns, const char *name);
