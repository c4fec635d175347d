/* The rules of contacts.h. A number or an address in a text leads to the box around it. */
#include "extractors/html/contacts.h"

#include "extractors/html/colophon.h"
#include "extractors/html/furniture.h"
#include "extractors/html/hints.h"

#include <string.h>

#define MAX_CONTACT_BYTES 1500
#define MIN_ADDRESS_BYTES 30 /* of a box that is named so, has no link, and gives the way to the door alone */
#define MAX_CARD_BYTES 400   /* of a box that nothing names so */
#define MIN_FACTS_BYTES 40   /* of a list of terms and what they are */
#define MAX_TITLE_BYTES 60   /* over such a list */

/* Work on hostile pages: boxes looked at, and elements around each text. */
#define MAX_BOXES 500
#define MAX_LEVELS 12
#define MAX_ANCESTORS 512

/* Whether a text has a telephone number, and an e-mail address. */
static void look_for_contact(const char *text, gboolean *telephone, gboolean *mail) {
  guint digits = 0;
  *telephone = *mail = FALSE;
  for (const char *p = text; *p; p++) {
    if (g_ascii_isdigit(*p) && ++digits >= 6)
      *telephone = TRUE;
    if (digits > 0 && !g_ascii_isdigit(*p) && !strchr(" -–/()+\u00a0", *p))
      digits = 0;
    *mail |= *p == '@';
  }
}

static gboolean begins_with_contact(const char *text) {
  return g_ascii_strncasecmp(text, "kontakt", 7) == 0 || g_ascii_strncasecmp(text, "contact", 7) == 0;
}

/* "Kontakt", "Kontakta oss", "Contact" at the head of a small block or in its name, with a number or an address in it;
 * or a block of a few words with both. */
static gboolean is_contact_box(xmlNode *node, const HtmlNode *n) {
  if (!(html_element_flags(n->element) & HTML_BLOCK) || html_heading_level(n->element) || n->text == 0 ||
      n->text > MAX_CONTACT_BYTES)
    return FALSE;
  gboolean named = html_hint_is_contact(node);
  if (named && n->links == 0 && n->text >= MIN_ADDRESS_BYTES)
    return TRUE;
  g_autofree char *text = html_inline_text(node, TRUE);
  gboolean telephone, mail;
  look_for_contact(text, &telephone, &mail);
  if (named || begins_with_contact(text))
    return telephone || mail;
  return telephone && mail && n->text <= MAX_CARD_BYTES && !html_text_is_of_site(text);
}

/* Whether it stands in the site's head, menu, foot or notices. What holds most of the page is none of them. */
static gboolean is_of_the_site(const xmlNode *body, xmlNode *node) {
  guint steps = 0;
  for (xmlNode *p = node; p && p != body && steps < MAX_ANCESTORS; p = p->parent, steps++)
    if (html_element(p)->text <= html_element(body)->text / 2 && !html_may_hold_contact(p))
      return TRUE;
  return FALSE;
}

/* Marks the outermost contact box around `node`. */
static void mark_around(const xmlNode *body, xmlNode *node) {
  xmlNode *box = NULL;
  guint levels = 0;
  for (xmlNode *p = node; p && p != body && html_node(p) && levels < MAX_LEVELS; p = p->parent, levels++) {
    const HtmlNode *n = html_element(p);
    if (n->contact)
      return;
    if (n->text > MAX_CONTACT_BYTES)
      break;
    if (is_contact_box(p, n))
      box = p;
  }
  if (box && !is_of_the_site(body, box))
    html_element(box)->contact = TRUE;
}

/* "Forfattere: …, Sider: 84, ISBN: …": terms and what they are, hardly a link among them. */
static gboolean is_list_of_facts(const HtmlNode *n) {
  return n->element == HTML_dl && n->text >= MIN_FACTS_BYTES && n->text <= MAX_CONTACT_BYTES &&
         (guint64)n->link_text * 100 <= (guint64)n->text * 30;
}

/* What is told of the page itself, its authors and dates, says so by the name of its box. */
static gboolean is_on_the_page_itself(const xmlNode *node) {
  const HtmlNode *n = html_node(node);
  return html_hint_is_furniture(node, n->text, n->link_text);
}

/* Marks the facts with the box around them that adds a title and no more. */
static void mark_facts(const xmlNode *body, xmlNode *facts) {
  const HtmlNode *f = html_element(facts);
  xmlNode *box = NULL;
  for (xmlNode *p = facts; p && p != body && html_node(p); p = p->parent) {
    const HtmlNode *n = html_node(p);
    if (n->contact || n->text > MAX_CONTACT_BYTES || n->element == HTML_body)
      break;
    if (is_on_the_page_itself(p))
      return;
    if (n->text <= f->text + MAX_TITLE_BYTES && n->links == f->links)
      box = p;
  }
  if (box && !is_of_the_site(body, box))
    html_element(box)->contact = TRUE;
}

static gboolean is_telling(const xmlNode *text) {
  gboolean telephone = FALSE, mail = FALSE;
  if (text->type == XML_TEXT_NODE && text->content && strlen((const char *)text->content) <= MAX_CONTACT_BYTES)
    look_for_contact((const char *)text->content, &telephone, &mail);
  return telephone || mail;
}

void html_mark_contacts(xmlNode *body) {
  guint boxes = 0;
  HtmlWalk walk;
  html_walk_init(&walk, body);
  while (boxes < MAX_BOXES && html_walk_next(&walk)) {
    const HtmlNode *n = html_node(walk.node);
    if (n && !walk.leaving && (n->verdict == HTML_SILENT || n->contact)) {
      html_walk_skip(&walk);
    } else if (n && !walk.leaving && is_list_of_facts(n)) {
      boxes++;
      mark_facts(body, walk.node);
    } else if (n ? !walk.leaving && n->text >= MIN_ADDRESS_BYTES && n->text <= MAX_CARD_BYTES && n->links == 0 &&
                       html_hint_is_contact(walk.node)
                 : is_telling(walk.node)) {
      boxes++;
      mark_around(body, n ? walk.node : walk.node->parent);
    }
  }
}
