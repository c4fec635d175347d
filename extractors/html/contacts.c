/* The rules of contacts.h. A number or an address in a text leads to the box around it. */
#include "extractors/html/contacts.h"

#include "extractors/html/colophon.h"
#include "extractors/html/furniture.h"
#include "extractors/html/hints.h"

#include <string.h>

#define MAX_CONTACT_BYTES 1500
#define MIN_ADDRESS_BYTES 30 /* of a box that is named so, has no link, and gives the way to the door alone */
#define MAX_CARD_BYTES 400   /* of a box that nothing names so */

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
    } else if (n ? !walk.leaving && n->text >= MIN_ADDRESS_BYTES && n->text <= MAX_CARD_BYTES && n->links == 0 &&
                       html_hint_is_contact(walk.node)
                 : is_telling(walk.node)) {
      boxes++;
      mark_around(body, n ? walk.node : walk.node->parent);
    }
  }
}
