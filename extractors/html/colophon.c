/* The rules of colophon.h. */
#include "extractors/html/colophon.h"

#include "extractors/html/hints.h"

#include <string.h>

#define MAX_BLOCKS 8
#define MAX_BYTES 400
#define MAX_PROSE 300

/* Words of the site: rights, who made and runs it, counters, what browser it wants. In lower case. */
static const char *const site_words[] = {
    /* rights */
    "©",
    "copyright",
    "alla rättigheter",
    "alle rettigheter",
    "alle rettigheder",
    "all rights reserved",
    /* who answers for it */
    "webmaster",
    "webbmaster",
    "webbredakt",
    "webredakt",
    "nettredakt",
    "webbansvarig",
    "webansvarlig",
    "nettansvarlig",
    "sidansvarig",
    "ansvarig utgivare",
    "ansvarlig redaktør",
    "ansvarleg redaktør",
    "ansvarshavende",
    "henvendelse om hjemmesiden",
    "redaktør:",
    /* who made it */
    "sidan gjord",
    "sidorna gjorda",
    "siden er laget",
    "sida er laga",
    "sidene er laget",
    "webdesign",
    "webbdesign",
    "producerad av",
    "publisert med",
    "publiserings",
    "laget i ",
    "powered by",
    "drivs med stöd",
    "drives med støtte",
    "drives af",
    "drives av",
    "drivs av",
    /* counters and browsers */
    "besöksräknare",
    "besøksteller",
    "besøgstæller",
    "har besökts",
    "er besøkt",
    "ganger siden",
    "visas bäst",
    "ses bäst",
    "vises best",
    "vises bedst",
    "800 x 600",
    "1024 x 768",
    /* of the house, not the matter */
    "sentralbord",
    "telefonväxel",
    "tel vx",
    "växel:",
    "växel 0",
    "org.nr",
    "orgnr",
    "org. nr",
    "org.nummer",
    "organisationsnummer",
    "cvr",
    "personvernerklæring",
    "tilgjengelighetserklæring",
    "tilgjengeerklæring",
    "tilgængelighedserklæring",
    "tillgänglighetsredogörelse",
    "om cookies",
    "om kakor",
    "om informasjonskapsler",
    "nettstedskart",
    "nettstadkart",
    "webbkarta",
    "sidkarta",
    "sitemap",
};

gboolean html_text_is_of_site(const char *text) {
  g_autofree char *lower = html_lower_case(text);
  for (gsize i = 0; i < G_N_ELEMENTS(site_words); i++)
    if (strstr(lower, site_words[i]))
      return TRUE;
  return FALSE;
}

static gboolean has_site_word(xmlNode *node) {
  g_autofree char *text = html_inline_text(node, FALSE);
  return html_text_is_of_site(text);
}

static gboolean is_block(const HtmlNode *n) {
  return html_element_flags(n->element) & HTML_BLOCK;
}

static gboolean may_be_colophon(const HtmlNode *n) {
  return n->verdict == HTML_KEPT && is_block(n) && n->text <= MAX_BYTES && n->prose <= MAX_PROSE && !n->headings;
}

/* The last child that shows text; NULL where text of the element's own comes after all of them. */
static xmlNode *last_with_text(xmlNode *node) {
  for (xmlNode *child = node->last; child; child = child->prev) {
    const HtmlNode *n = html_node(child);
    if (n ? html_is_kept(n) && n->text > 0 : child->type == XML_TEXT_NODE && !xmlIsBlankNode(child))
      return n ? child : NULL;
  }
  return NULL;
}

/* The outermost last block that may be a colophon and has such a word, or NULL. */
static xmlNode *last_block(xmlNode *body) {
  for (xmlNode *node = last_with_text(body); node; node = last_with_text(node)) {
    const HtmlNode *n = html_element(node);
    if (!is_block(n) || n->contact)
      return NULL;
    if (may_be_colophon(n) && has_site_word(node))
      return node;
  }
  return NULL;
}

void html_mark_colophon(xmlNode *body) {
  for (guint i = 0; i < MAX_BLOCKS; i++) {
    xmlNode *block = last_block(body);
    if (!block)
      return;
    html_element(block)->verdict = HTML_FURNITURE;
    /* so that what encloses it does not count as showing text for its sake */
    guint32 gone = html_element(block)->text;
    for (xmlNode *p = block->parent; p && html_node(p) && p != body->parent; p = p->parent)
      html_element(p)->text -= MIN(gone, html_element(p)->text);
  }
}
