/* Annotates the tree with figures and verdicts. The rules are in furniture.c, the choice of the content in core.c. */
#include "extractors/html/content.h"

#include "extractors/html/colophon.h"
#include "extractors/html/contacts.h"
#include "extractors/html/core.h"
#include "extractors/html/furniture.h"
#include "extractors/html/hidden.h"

#include <string.h>

#define NODES_A_CHUNK 1024

#define MAX_BEREFT_TEXT 80
#define MAX_PUNCTUATION 30

/* A piece of text from so many bytes on is a sentence, not a label, a teaser or an entry of a menu. */
#define PROSE_PIECE 60

struct HtmlContent {
  GPtrArray *chunks; /* HtmlNode[NODES_A_CHUNK]: they must not move */
  guint used;        /* of the last chunk */
  HtmlPage page;
  HtmlCoreKind core;
  xmlNode *top; /* <html>, or whatever is at the top */
  xmlNode *head;
  xmlNode *body; /* <body>, or the top where there is none */
};

static HtmlNode *new_node(HtmlContent *content) {
  if (content->chunks->len == 0 || content->used == NODES_A_CHUNK) {
    g_ptr_array_add(content->chunks, g_new0(HtmlNode, NODES_A_CHUNK));
    content->used = 0;
  }
  HtmlNode *nodes = content->chunks->pdata[content->chunks->len - 1];
  return &nodes[content->used++];
}

static gboolean is_text(const xmlNode *node) {
  return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

static guint32 count_text(const xmlNode *node) {
  guint32 n = 0;
  for (const char *p = (const char *)node->content; p && *p; p++)
    n += !g_ascii_isspace(*p);
  return n;
}

/* The count of a text, kept in the node since texts are measured several times. */
static guint32 text_of(const xmlNode *text) {
  return GPOINTER_TO_UINT(text->_private);
}

static void annotate(HtmlContent *content) {
  HtmlWalk walk;
  html_walk_init(&walk, content->top);
  while (html_walk_next(&walk)) {
    xmlNode *node = walk.node;
    if (is_text(node))
      node->_private = GUINT_TO_POINTER(count_text(node));
    if (walk.leaving || node->type != XML_ELEMENT_NODE)
      continue;
    HtmlNode *n = node->_private = new_node(content);
    n->element = html_element_from_name((const char *)node->name, strlen((const char *)node->name));
    if (n->element == HTML_body && !content->body)
      content->body = node;
    if (n->element == HTML_head && !content->head)
      content->head = node;
    if (html_element_flags(n->element) & HTML_NO_TEXT || html_is_never_shown(node, content->page.controlled))
      n->verdict = HTML_SILENT;
    const char *id = html_attribute(node, "id");
    gpointer key = NULL;
    if (id && g_hash_table_lookup_extended(content->page.controlled, id, &key, NULL))
      g_hash_table_insert(content->page.controlled, key, node);
  }
}

static gboolean leads_to_document(const char *href) {
  static const char *const suffixes[] = {".pdf", ".doc",  ".docx", ".ppt", ".pptx",
                                         ".xls", ".xlsx", ".odt",  ".odp", ".ods"};
  gsize length = strcspn(href, "?#");
  for (gsize i = 0; i < G_N_ELEMENTS(suffixes); i++) {
    gsize n = strlen(suffixes[i]);
    if (length > n && g_ascii_strncasecmp(href + length - n, suffixes[i], n) == 0)
      return TRUE;
  }
  return FALSE;
}

/* A link to a person, not to a page: the address and the number are the text. */
static gboolean leads_to_person(const char *href) {
  return g_ascii_strncasecmp(href, "mailto:", 7) == 0 || g_ascii_strncasecmp(href, "tel:", 4) == 0;
}

/* Adds the figures of an element that is left to those of its parent. */
static void sum_up(xmlNode *node, HtmlNode *n) {
  const char *href = n->element == HTML_a && n->text > 0 ? html_attribute(node, "href") : NULL;
  if (href && !leads_to_person(href)) {
    n->link_text = n->text;
    n->prose = 0;
    n->links = 1;
    n->page_links = *href == '#';
    n->document_links = leads_to_document(href);
  }
  guint level = html_heading_level(n->element);
  if (level && n->text > 0)
    n->headings |= (guint8)(1u << level);
  n->has_control |=
      n->element == HTML_input || n->element == HTML_select || n->element == HTML_textarea || n->element == HTML_button;
  HtmlNode *p = node->parent ? html_node(node->parent) : NULL;
  if (!p)
    return;
  p->text += n->text;
  p->link_text += n->link_text;
  p->prose += n->prose;
  p->links += n->links;
  p->page_links += n->page_links;
  p->document_links += n->document_links;
  p->headings |= n->headings;
  p->has_control |= n->has_control;
}

/* (Re)counts all figures over what is kept. */
static void measure(HtmlContent *content) {
  HtmlWalk walk;
  html_walk_init(&walk, content->top);
  while (html_walk_next(&walk)) {
    xmlNode *node = walk.node;
    HtmlNode *n = html_node(node);
    if (!n) {
      HtmlNode *parent = node->parent ? html_node(node->parent) : NULL;
      if (parent && is_text(node)) {
        guint32 text = text_of(node);
        parent->text += text;
        parent->prose += text >= PROSE_PIECE ? text : 0;
      }
    } else if (walk.leaving) {
      sum_up(node, n);
    } else {
      *n = (HtmlNode){.element = n->element, .verdict = n->verdict, .unsure = n->unsure, .contact = n->contact};
      if (!html_is_kept(n))
        html_walk_skip(&walk);
    }
  }
}

typedef gboolean (*Rule)(const HtmlPage *page, xmlNode *node);

static void mark_furniture(HtmlContent *content, xmlNode *from, Rule rule) {
  HtmlWalk walk;
  html_walk_init(&walk, from);
  while (html_walk_next(&walk)) {
    HtmlNode *n = html_node(walk.node);
    if (!n || walk.leaving)
      continue;
    if (n->verdict == HTML_KEPT && walk.node != from && !n->contact && rule(&content->page, walk.node))
      n->verdict = HTML_FURNITURE;
    if (n->verdict != HTML_KEPT || n->contact)
      html_walk_skip(&walk);
  }
}

static void mark_link_boxes(HtmlContent *content) {
  HtmlWalk walk;
  html_walk_init(&walk, content->body);
  while (html_walk_next(&walk)) {
    HtmlNode *n = html_node(walk.node);
    if (!n || walk.leaving)
      continue;
    if (n->verdict == HTML_KEPT && walk.node != content->body && !n->contact &&
        html_is_link_box(&content->page, walk.node)) {
      xmlNode *heading = html_heading_of_box(walk.node);
      if (heading)
        html_element(heading)->verdict = HTML_FURNITURE;
      n->verdict = HTML_FURNITURE;
    }
    if (!html_is_kept(n))
      html_walk_skip(&walk);
  }
}

static gboolean has_any_text(xmlNode *node) {
  HtmlWalk walk;
  html_walk_init(&walk, node);
  while (html_walk_next(&walk)) {
    const HtmlNode *n = html_node(walk.node);
    if (n && !walk.leaving && n->verdict == HTML_SILENT)
      html_walk_skip(&walk);
    else if (is_text(walk.node) && text_of(walk.node) > 0)
      return TRUE;
  }
  return FALSE;
}

/* A contact box is content wherever it stands but in the page's menus and foot. */
static void keep_contacts_aside(HtmlContent *content) {
  HtmlWalk walk;
  html_walk_init(&walk, content->body);
  while (html_walk_next(&walk)) {
    const HtmlNode *n = html_node(walk.node);
    if (!n || walk.leaving || html_is_kept(n))
      continue;
    if (n->verdict == HTML_FURNITURE && html_may_hold_contact(walk.node))
      html_keep_contacts(walk.node, content->body);
    html_walk_skip(&walk);
  }
}

/* What is left of a menu on a line when its links are gone: "| | |", "•". */
static gboolean is_punctuation(xmlNode *node) {
  g_autofree char *text = html_inline_text(node, FALSE);
  for (const char *p = text; *p; p = g_utf8_next_char(p))
    if (g_unichar_isalnum(g_utf8_get_char(p)))
      return FALSE;
  return TRUE;
}

static gboolean has_lost_text(xmlNode *node) {
  for (xmlNode *child = node->children; child; child = child->next) {
    const HtmlNode *c = html_node(child);
    if (c && c->verdict == HTML_FURNITURE && has_any_text(child))
      return TRUE;
  }
  return FALSE;
}

static gboolean is_heading_alone(xmlNode *node, const HtmlNode *n) {
  if (!n->headings || n->headings & 1 << 1)
    return FALSE;
  for (xmlNode *child = node->children; child; child = child->next) {
    const HtmlNode *c = html_node(child);
    if (c ? c->text > 0 && html_is_kept(c) && html_heading_level(c->element) == 0
          : is_text(child) && text_of(child) > 0)
      return FALSE;
  }
  return TRUE;
}

/* Whether furniture was taken out of a box, and all that is left is a heading below the page's, or no word at all. */
static gboolean is_bereft(xmlNode *node, const HtmlNode *n) {
  if (n->text == 0 || n->text > MAX_BEREFT_TEXT || html_heading_level(n->element) || !has_lost_text(node))
    return FALSE;
  return is_heading_alone(node, n) || (n->text <= MAX_PUNCTUATION && is_punctuation(node));
}

/* A heading whose box has lost all else that it had goes with it: "Veckans fråga" over a form, "E-tjänster" over links.
 */
static void mark_bereft_headings(HtmlContent *content) {
  HtmlWalk walk;
  html_walk_init(&walk, content->body);
  while (html_walk_next(&walk)) {
    HtmlNode *n = html_node(walk.node);
    if (!n || walk.leaving)
      continue;
    if (n->verdict == HTML_KEPT && walk.node != content->body && is_bereft(walk.node, n))
      n->verdict = HTML_FURNITURE;
    if (!html_is_kept(n) || n->text == 0)
      html_walk_skip(&walk);
  }
}

HtmlContent *html_content_new(xmlDoc *document) {
  HtmlContent *content = g_new0(HtmlContent, 1);
  content->chunks = g_ptr_array_new_with_free_func(g_free);
  content->page.controlled = g_hash_table_new(g_str_hash, g_str_equal);
  content->top = xmlDocGetRootElement(document);
  if (!content->top)
    return content;
  html_collect_controlled(content->top, content->page.controlled);
  annotate(content);
  if (!content->body)
    content->body = content->top;
  /* a hidden body is one that a script was to show */
  html_element(content->body)->verdict = HTML_KEPT;
  html_element(content->top)->verdict = HTML_KEPT;
  measure(content);
  /* libxml2 2.9 does not know the elements of HTML5: one that comes before <body> stays in the head */
  if (content->head && html_element(content->head)->text > 0)
    content->body = content->top;
  content->page.text = html_element(content->body)->text;
  content->page.plain_text = content->page.text - html_element(content->body)->link_text;
  content->page.headings = html_element(content->body)->headings;
  content->page.sectioned = html_is_sectioned(content->body);
  content->page.main_article = html_has_main_article(content->body);
  html_mark_contacts(content->body);
  mark_furniture(content, content->body, html_is_furniture);
  measure(content);
  content->core = html_frame_core(content->body);
  content->page.structured = content->core == HTML_CORE_MARKED || content->core == HTML_CORE_NAMED;
  keep_contacts_aside(content);
  measure(content);
  content->page.text = html_element(content->body)->text;
  mark_link_boxes(content);
  measure(content);
  html_mark_colophon(content->body);
  measure(content);
  mark_bereft_headings(content);
  measure(content);
  return content;
}

void html_content_free(HtmlContent *content) {
  if (!content)
    return;
  g_ptr_array_unref(content->chunks);
  g_hash_table_unref(content->page.controlled);
  g_free(content);
}

double html_content_certainty(const HtmlContent *content) {
  static const double certainty[] = {[HTML_CORE_WHOLE] = 1,
                                     [HTML_CORE_MARKED] = 1,
                                     [HTML_CORE_NAMED] = 0.95,
                                     [HTML_CORE_BY_PROSE] = 0.9,
                                     [HTML_CORE_BY_WORDS] = 0.8};
  return certainty[content->core];
}

xmlNode *html_content_body(const HtmlContent *content) {
  return content->body;
}

void html_content_each_furniture(const HtmlContent *content, void (*found)(xmlNode *node, gpointer data),
                                 gpointer data) {
  if (!content->body)
    return;
  HtmlWalk walk;
  html_walk_init(&walk, content->body);
  while (html_walk_next(&walk)) {
    const HtmlNode *n = html_node(walk.node);
    if (!n || walk.leaving || html_is_kept(n))
      continue;
    if (n->verdict == HTML_FURNITURE && has_any_text(walk.node))
      found(walk.node, data);
    html_walk_skip(&walk);
  }
}

void html_content_keep_all(HtmlContent *content) {
  content->core = HTML_CORE_WHOLE;
  HtmlWalk walk;
  html_walk_init(&walk, content->body);
  while (html_walk_next(&walk)) {
    HtmlNode *n = html_node(walk.node);
    if (n && n->verdict != HTML_SILENT)
      n->verdict = HTML_KEPT;
  }
  measure(content);
}

char *html_inline_text(xmlNode *root, gboolean with_furniture) {
  GString *out = g_string_new(NULL);
  gboolean space = FALSE;
  HtmlWalk walk;
  html_walk_init(&walk, root);
  while (html_walk_next(&walk)) {
    const HtmlNode *n = html_node(walk.node);
    if (n) {
      space |= html_element_flags(n->element) & HTML_BLOCK || n->element == HTML_br;
      if (!walk.leaving && (n->verdict == HTML_SILENT || (n->verdict == HTML_FURNITURE && !with_furniture)) &&
          walk.node != root)
        html_walk_skip(&walk);
    } else if (walk.node->type == XML_TEXT_NODE) {
      for (const char *p = (const char *)walk.node->content; p && *p; p++) {
        if (g_ascii_isspace(*p)) {
          space = TRUE;
          continue;
        }
        if (space && out->len > 0)
          g_string_append_c(out, ' ');
        space = FALSE;
        g_string_append_c(out, *p);
      }
    }
  }
  return g_string_free(out, FALSE);
}
