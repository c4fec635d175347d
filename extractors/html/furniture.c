/* The rules of furniture.h. Each is a small predicate; the order in html_is_furniture() is from sure to unsure. */
#include "extractors/html/furniture.h"

#include "extractors/html/hints.h"

#include <string.h>

#define MAX_ANCESTORS 512

/* A heading longer than this is a sentence, not "Läs mer". Also bounds the work on hostile pages. */
#define MAX_BOX_HEADING 80

#define MIN_SHOWN_TEXT 60 /* that a button shows, for the button to be its heading */

#define MAX_INTERFACE_TEXT 100

#define MAX_CALENDAR_TEXT 250

#define MAX_TEASER_PROSE 250

#define MAX_NOTICE_TEXT 500 /* what a layer asks before one may read */

static guint32 plain_text(const HtmlNode *n) {
  return n->text - n->link_text;
}

static gboolean links_make(const HtmlNode *n, guint percent) {
  return n->text > 0 && (guint64)n->link_text * 100 >= (guint64)n->text * percent;
}

static HtmlElement element_of(const xmlNode *node) {
  const HtmlNode *n = html_node(node);
  return n ? n->element : HTML_UNKNOWN;
}

/* WAI-ARIA roles are as good as elements, and older sites have only them. */
static gboolean has_role(const xmlNode *node, const char *const *roles, gsize count) {
  const char *role = html_attribute(node, "role");
  if (!role || !*role)
    return FALSE;
  for (gsize i = 0; i < count; i++)
    if (html_attribute_has_word(node, "role", roles[i]))
      return TRUE;
  return FALSE;
}

/* Roles are given by mistake, too. What is called a menu or the page's foot but is running text under headings, and a
 * good part of the page's words, is believed to be that text. */
static gboolean belies_its_role(const HtmlPage *page, const HtmlNode *n) {
  const guint8 most_levels = 1 << 1 | 1 << 2 | 1 << 3;
  return (n->headings & most_levels) && plain_text(n) >= 300 && !links_make(n, 40) &&
         (guint64)plain_text(n) * 100 >= (guint64)page->plain_text * 40;
}

static gboolean is_navigation(const HtmlPage *page, const xmlNode *node, const HtmlNode *n) {
  static const char *const roles[] = {"navigation", "contentinfo", "search",      "menu",   "menubar",
                                      "toolbar",    "dialog",      "alertdialog", "tooltip"};
  if (n->element != HTML_dialog && belies_its_role(page, n))
    return FALSE;
  return n->element == HTML_nav || n->element == HTML_dialog || n->element == HTML_search || n->element == HTML_menu ||
         has_role(node, roles, G_N_ELEMENTS(roles));
}

/* The nearest <article> or <main> above, as its element; HTML_UNKNOWN outside both. */
static HtmlElement sectioning_above(const xmlNode *node) {
  guint steps = 0;
  for (const xmlNode *p = node->parent; p && p->type == XML_ELEMENT_NODE && steps < MAX_ANCESTORS;
       p = p->parent, steps++) {
    HtmlElement element = element_of(p);
    if (element == HTML_article || html_attribute_has_word(p, "role", "article"))
      return HTML_article;
    if (element == HTML_main || html_attribute_has_word(p, "role", "main"))
      return HTML_main;
  }
  return HTML_UNKNOWN;
}

/* An aside inside the article may be a fact box or the contact: then it is words, not links. */
static gboolean is_aside(const HtmlPage *page, const xmlNode *node, const HtmlNode *n) {
  static const char *const roles[] = {"complementary"};
  if (n->element != HTML_aside && !has_role(node, roles, G_N_ELEMENTS(roles)))
    return FALSE;
  HtmlElement above = sectioning_above(node);
  gboolean inside = above == HTML_article || (above == HTML_main && !page->main_article) ||
                    (!page->sectioned && n->element == HTML_aside);
  return !(inside && plain_text(n) >= 80 && !links_make(n, 30));
}

static gboolean is_page_header(const HtmlPage *page, const xmlNode *node, const HtmlNode *n) {
  static const char *const roles[] = {"banner"};
  if ((n->element != HTML_header && !has_role(node, roles, G_N_ELEMENTS(roles))) ||
      sectioning_above(node) != HTML_UNKNOWN)
    return FALSE;
  /* the page's only h1 may stand in it: then only its menus go */
  return !(n->headings & 1 << 1) || page->main_article;
}

static gboolean is_page_footer(const xmlNode *node, const HtmlNode *n) {
  if (n->element != HTML_footer)
    return FALSE;
  return sectioning_above(node) == HTML_UNKNOWN || plain_text(n) < 1500;
}

static xmlNode *next_element(xmlNode *node, gboolean backwards) {
  do
    node = backwards ? node->prev : node->next;
  while (node && node->type != XML_ELEMENT_NODE);
  return node;
}

static gboolean is_field(const xmlNode *node) {
  HtmlElement element = node ? element_of(node) : HTML_UNKNOWN;
  return element == HTML_input || element == HTML_select || element == HTML_textarea;
}

/* The label of a field, not a CSS accordion's heading: a field stands in it or beside it. */
static gboolean is_field_label(xmlNode *node, const HtmlNode *n) {
  if (n->element != HTML_label || n->text > 120)
    return FALSE;
  return n->has_control || is_field(next_element(node, FALSE)) || is_field(next_element(node, TRUE));
}

/* Buttons are interface, but those of an accordion are its headings: they stand in a heading, or show a text. */
static gboolean is_interface(const HtmlPage *page, const xmlNode *node, const HtmlNode *n) {
  if ((html_element_flags(n->element) & HTML_CONTROL) != HTML_CONTROL)
    return FALSE;
  if (n->element != HTML_button)
    return TRUE;
  HtmlElement parent = node->parent ? element_of(node->parent) : HTML_UNKNOWN;
  if (html_heading_level(parent) || parent == HTML_summary || parent == HTML_dt)
    return FALSE;
  const char *target = html_attribute(node, "aria-controls");
  const xmlNode *shown = target ? g_hash_table_lookup(page->controlled, target) : NULL;
  if (!shown && html_attribute(node, "aria-expanded"))
    shown = next_element((xmlNode *)(guintptr)node, FALSE);
  const HtmlNode *s = shown ? html_node(shown) : NULL;
  return !(s && plain_text(s) >= MIN_SHOWN_TEXT && !links_make(s, 50));
}

/* ASP.NET wraps whole pages in one form: a form with a heading of the page or much text is the page. */
static gboolean is_small_form(const HtmlNode *n) {
  return n->element == HTML_form && n->has_control && !(n->headings & (1 << 1 | 1 << 2)) && plain_text(n) < 400;
}

/* A month's days in the cells of a table: the calendar that one picks a day from. */
static gboolean is_calendar(xmlNode *node, const HtmlNode *n) {
  if (n->element != HTML_table || n->text < 30 || n->text > MAX_CALENDAR_TEXT)
    return FALSE;
  g_autofree char *text = html_inline_text(node, TRUE);
  guint64 last = 0;
  guint in_turn = 0;
  for (char *p = text, *end; *p; p = end) {
    end = p + 1;
    if (!g_ascii_isdigit(*p))
      continue;
    guint64 number = g_ascii_strtoull(p, &end, 10);
    in_turn += number == last + 1;
    last = number;
  }
  return in_turn >= 20 && last <= 31;
}

/* A link or a block of a few words that speaks for the interface. */
static gboolean is_interface_text(xmlNode *node, const HtmlNode *n) {
  if (n->text > MAX_INTERFACE_TEXT || html_heading_level(n->element) ||
      !(n->element == HTML_a || html_element_flags(n->element) & HTML_BLOCK))
    return FALSE;
  g_autofree char *text = html_inline_text(node, TRUE);
  return html_text_is_interface(text);
}

/* "Vi använder cookies …" with the button that agrees to it. A page on cookies has no such button. */
static gboolean is_consent(const HtmlPage *page, xmlNode *node, const HtmlNode *n) {
  if (!n->has_control || n->text > MAX_NOTICE_TEXT || (guint64)n->text * 100 > (guint64)page->text * 35 ||
      n->headings & 1 << 1)
    return FALSE;
  g_autofree char *text = html_inline_text(node, TRUE);
  return html_text_is_on_cookies(text);
}

gboolean html_is_furniture(const HtmlPage *page, xmlNode *node) {
  const HtmlNode *n = html_element(node);
  if (n->text == 0 || n->element == HTML_html || n->element == HTML_body || n->element == HTML_main)
    return FALSE;
  if (is_interface(page, node, n) || is_field_label(node, n) || is_interface_text(node, n) || is_calendar(node, n))
    return TRUE;
  /* whatever it is called, most of the page is not furniture; but a menu above a short text is, unless it is the
   * article */
  if ((guint64)n->text * 2 > page->text && n->element != HTML_header &&
      !(is_navigation(page, node, n) && sectioning_above(node) == HTML_UNKNOWN))
    return FALSE;
  gboolean holds_title = (n->headings & 1 << 1) && page->headings & 1 << 1;
  if (holds_title)
    return is_page_header(page, node, n) || is_aside(page, node, n);
  if (is_navigation(page, node, n) || is_aside(page, node, n) || is_page_header(page, node, n) ||
      is_page_footer(node, n) || is_small_form(n) || is_consent(page, node, n))
    return TRUE;
  return !html_heading_level(n->element) && html_hint_is_furniture(node, n->text, n->link_text);
}

typedef gboolean (*Heading)(const char *heading);

/* Whether a short block, or a phrase that serves as one, is such a heading. */
static gboolean is_heading_of(xmlNode *node, Heading says) {
  const HtmlNode *n = html_element(node);
  if (n->text == 0 || n->text > MAX_BOX_HEADING || n->links > 0 ||
      !(html_element_flags(n->element) & (HTML_BLOCK | HTML_PHRASE)))
    return FALSE;
  g_autofree char *text = html_inline_text(node, TRUE);
  return !g_str_has_suffix(text, ".") && says(text); /* a sentence is none */
}

xmlNode *html_heading_of_box(xmlNode *node) {
  xmlNode *before = next_element(node, TRUE);
  return before && is_heading_of(before, html_heading_is_related) ? before : NULL;
}

/* Whether the first block with text inside is such a heading, as long as it is not the links themselves. */
static gboolean begins_with_heading(xmlNode *node, Heading says) {
  HtmlWalk walk;
  html_walk_init(&walk, node);
  for (guint steps = 0; steps < 64 && html_walk_next(&walk); steps++) {
    const HtmlNode *n = html_node(walk.node);
    if (!n || walk.leaving || walk.node == node || n->text == 0)
      continue;
    if (n->text <= MAX_BOX_HEADING)
      return is_heading_of(walk.node, says);
  }
  return FALSE;
}

/* Teasers under "Senaste nytt": links with a date or a line each, no running text to speak of. */
static gboolean is_news_box(const HtmlPage *page, xmlNode *node, const HtmlNode *n) {
  return n->links >= 2 && n->document_links * 2 < n->links && links_make(n, 25) && n->prose <= MAX_TEASER_PROSE &&
         (guint64)n->text * 100 <= (guint64)page->text * 35 && begins_with_heading(node, html_heading_is_news);
}

/* "Prenumerera", "Nyhetsbrev": a few words and where one signs up. */
static gboolean is_sign_up(const HtmlPage *page, xmlNode *node, const HtmlNode *n) {
  return (n->links == 1 || n->has_control) && n->text <= MAX_TEASER_PROSE &&
         (guint64)n->text * 100 <= (guint64)page->text * 35 && begins_with_heading(node, html_heading_is_sign_up);
}

/* "Läs också: Nya regler": a block that is one such link. */
static gboolean is_leading_away(xmlNode *node, const HtmlNode *n) {
  if (n->links != 1 || n->text > MAX_BOX_HEADING * 2 || !links_make(n, 70))
    return FALSE;
  g_autofree char *text = html_inline_text(node, TRUE);
  return html_text_leads_away(text);
}

/* A paragraph that ends with a colon introduces the list as part of the text. */
static gboolean is_introduced(xmlNode *node) {
  xmlNode *before = next_element(node, TRUE);
  if (!before || element_of(before) != HTML_p)
    return FALSE;
  g_autofree char *text = html_inline_text(before, TRUE);
  return g_str_has_suffix(text, ":");
}

/* A list under a heading of its own, among paragraphs of running text: the documents of the matter, the laws. */
static gboolean is_list_of_the_text(xmlNode *node, const HtmlNode *n) {
  if ((n->element != HTML_ul && n->element != HTML_ol) || !node->parent || html_element(node->parent)->prose < 200)
    return FALSE;
  xmlNode *before = next_element(node, TRUE);
  return before && html_heading_level(element_of(before)) > 1 && !is_heading_of(before, html_heading_is_related) &&
         !is_heading_of(before, html_heading_is_news);
}

gboolean html_is_link_box(const HtmlPage *page, xmlNode *node) {
  const HtmlNode *n = html_element(node);
  if (!(html_element_flags(n->element) & HTML_BLOCK) || n->headings & 1 << 1 || (guint64)n->text * 2 > page->text ||
      html_heading_level(n->element))
    return FALSE;
  if (is_sign_up(page, node, n))
    return TRUE;
  if (n->links == 0)
    return FALSE;
  if (links_make(n, 55) && (begins_with_heading(node, html_heading_is_related) || html_heading_of_box(node)))
    return TRUE;
  if (is_news_box(page, node, n) || is_leading_away(node, n))
    return TRUE;
  if (n->links < 3 || !links_make(n, 80))
    return FALSE;
  if (n->page_links * 10 >= n->links * 8)
    return TRUE; /* table of contents: its words stand in the headings */
  /* inside a page whose content is marked, lists of links are lists of documents, meetings, names: content */
  if (page->structured || n->document_links * 2 >= n->links || is_introduced(node) || is_list_of_the_text(node, n))
    return FALSE;
  return n->link_text / n->links < 50;
}

gboolean html_may_hold_contact(xmlNode *node) {
  static const char *const roles[] = {"navigation", "contentinfo", "banner", "search", "menu", "dialog", "alertdialog"};
  const HtmlNode *n = html_element(node);
  switch (n->element) {
  case HTML_nav:
  case HTML_header:
  case HTML_footer:
  case HTML_dialog:
  case HTML_search:
  case HTML_menu:
    return FALSE;
  default:
    return (html_element_flags(n->element) & HTML_CONTROL) != HTML_CONTROL && n->element != HTML_label &&
           !has_role(node, roles, G_N_ELEMENTS(roles)) && !html_hint_is_site(node);
  }
}
