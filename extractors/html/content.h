/* Which part of a page is its content, and what is furniture: menus, banners, cookie notices, share buttons, footers.
 *
 * The verdicts hang on the tree (xmlNode._private) as HtmlNode, owned by HtmlContent; they live as long as it does.
 * What is not clearly furniture is content: a reader can skip a line too much, not find one that is missing. */
#pragma once

#include "extractors/html/elements.h"

typedef enum {
  HTML_KEPT,
  HTML_FRAME,     /* holds content, but no text of its own */
  HTML_SILENT,    /* never text: script, hidden element */
  HTML_FURNITURE, /* text that is not the page's own */
} HtmlVerdict;

typedef struct {
  HtmlElement element;
  HtmlVerdict verdict;
  guint32 text;           /* bytes of text below, white space not counted; without what is silent */
  guint32 link_text;      /* of these, inside links */
  guint32 prose;          /* of these, in long pieces outside links: running text */
  guint32 links;          /* links with text below */
  guint32 page_links;     /* of these, to places on the same page */
  guint32 document_links; /* of these, to files such as PDFs */
  guint8 headings;        /* bit n: a heading of level n with text below */
  gboolean has_control;   /* a field to fill in below */
  gboolean unsure;        /* kept beside the content because it could be some of it */
  gboolean contact;       /* a box that tells whom to ask about the page's subject, or facts about it */
} HtmlNode;

typedef struct HtmlContent HtmlContent;

/* Judges the tree. The document must outlive the result. */
HtmlContent *html_content_new(xmlDoc *document);
void html_content_free(HtmlContent *content);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HtmlContent, html_content_free)

/* The element below which all content lies; NULL for a page without any element. */
xmlNode *html_content_body(const HtmlContent *content);

/* How sure the choice of the content is, 0..1: 1 where an element or a role says where it is, or the whole page is
 * kept; less where a name, the running text, or nothing but the number of words told it. */
double html_content_certainty(const HtmlContent *content);

/* The verdict and figures of an element; NULL for text and other nodes. */
static inline HtmlNode *html_node(const xmlNode *node) {
  return node->type == XML_ELEMENT_NODE ? node->_private : NULL;
}

/* The same for what is known to be an element: never NULL. */
static inline HtmlNode *html_element(const xmlNode *element) {
  return element->_private;
}

static inline gboolean html_is_kept(const HtmlNode *node) {
  return node->verdict == HTML_KEPT || node->verdict == HTML_FRAME;
}

/* Calls `found` for each outermost element that is furniture, in the order of the page. */
void html_content_each_furniture(const HtmlContent *content, void (*found)(xmlNode *node, gpointer data),
                                 gpointer data);

/* Takes all verdicts but the silent ones back: the whole body is content. For pages where nothing was left. */
void html_content_keep_all(HtmlContent *content);

/* The text below an element on one line: white space collapsed, without what is silent (and without furniture, if
 * told). Caller frees. */
char *html_inline_text(xmlNode *node, gboolean with_furniture);
