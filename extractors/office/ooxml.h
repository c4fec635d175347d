/* Reading the XML of office packages: parsing under ceilings, and access by namespace and local name.
 *
 * Each vocabulary has two namespaces that mean the same: transitional (ECMA-376 Part 4, what programs write) and
 * strict (ECMA-376 Part 1). Text and attributes here are borrowed from the tree. */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

typedef enum {
  NS_NONE,            /* attributes without a prefix */
  NS_PRESENTATION,    /* p: slides */
  NS_DRAWING,         /* a: text, shapes, tables */
  NS_SPREADSHEET,     /* workbooks, without a prefix */
  NS_RELATIONS,       /* r: references to relationships */
  NS_DIAGRAM,         /* dgm: SmartArt */
  NS_CHART,           /* c: */
  NS_DIAGRAM_DRAWING, /* dsp: SmartArt as it was drawn ([MS-ODRAWXML]) */
  NS_CHART_2012,      /* c15: */
  NS_CHART_EXTENDED,  /* cx: */
  NS_DECORATIVE,      /* adec: pictures that say nothing */
  NS_COMPATIBILITY,   /* mc: alternate content (ECMA-376 Part 3) */
  NS_MATH,            /* m: formulas */
  NS_COMMENTS,        /* p188: threaded comments ([MS-PPTX] 2.20) */
  NS_CONTENT_TYPES,   /* ECMA-376 Part 2, 7.2 */
  NS_PACKAGE_RELATIONS,
  NS_CORE_PROPERTIES,
  NS_DUBLIN_CORE,
  NS_DUBLIN_CORE_TERMS,
  NS_ENCRYPTION,   /* [MS-OFFCRYPTO] 2.3.4.10 */
  NS_PASSWORD_KEY, /* the same, keys that passwords open */
} OoxmlNamespace;

/* Attributes that ooxml_parse() gives to runs of text (a:r) whose fonts have pictures in place of letters (symbols.h):
 * the font of symbols (a:sym, 21.1.2.3.10), and that of letters (a:latin). */
#define OOXML_SYMBOL_FONT "ooxml-symbol-font"
#define OOXML_LETTER_FONT "ooxml-letter-font"

/* Parses bytes of any XML encoding, without the elements that only tell how shapes and text look. What comes before a
 * fault is kept, and *complete becomes FALSE; NULL where there is nothing. A document type is a fault: parts have none
 * (ECMA-376 Part 2, 6.2.5). Entities are never expanded, the net and files never asked. */
xmlDoc *ooxml_parse(const void *bytes, gsize length, gboolean *complete);

/* Whether the node is the element of that name. */
gboolean ooxml_is(const xmlNode *node, OoxmlNamespace ns, const char *name);

/* The first child element of that name, or NULL; `node` may be NULL. */
xmlNode *ooxml_child(const xmlNode *node, OoxmlNamespace ns, const char *name);

/* A descendant by a path of local names in one namespace, "nvSpPr/nvPr/ph"; NULL where a step is missing. */
xmlNode *ooxml_path(const xmlNode *node, OoxmlNamespace ns, const char *path);

/* The value of an attribute, or NULL; `node` may be NULL. */
const char *ooxml_attribute(const xmlNode *node, OoxmlNamespace ns, const char *name);

/* An attribute without prefix as a number; `missing` where it is not there or not a number. */
gint64 ooxml_number(const xmlNode *node, const char *name, gint64 missing);

/* An xsd:boolean attribute without prefix: "1", "true", "on". */
gboolean ooxml_boolean(const xmlNode *node, const char *name, gboolean missing);

/* The branch of mc:AlternateContent to read: the first Choice, or the Fallback where there is no Choice. */
xmlNode *ooxml_choice(const xmlNode *alternate);

/* The next node in document order within `root`: into the children where `deeper`, past them otherwise. NULL at the
 * end. */
xmlNode *ooxml_next(const xmlNode *root, xmlNode *node, gboolean deeper);
