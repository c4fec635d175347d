/* The rules of hidden.h. */
#include "extractors/html/hidden.h"

#include "extractors/html/elements.h"

#include <string.h>

#define MAX_OPENED_STEPS 200 /* nodes looked at for a sentence */
#define MIN_SENTENCE 70

static gboolean style_hides(const char *style) {
  /* "display: none", "visibility:hidden", with any white space */
  char flat[256];
  gsize n = 0;
  for (; *style && n < sizeof flat - 1; style++)
    if (!g_ascii_isspace(*style))
      flat[n++] = g_ascii_tolower(*style);
  flat[n] = '\0';
  return strstr(flat, "display:none") || strstr(flat, "visibility:hidden");
}

static gboolean is_hidden(const xmlNode *node) {
  const char *style = html_attribute(node, "style"), *aria = html_attribute(node, "aria-hidden");
  return html_attribute(node, "hidden") || (aria && g_ascii_strcasecmp(aria, "true") == 0) ||
         (style && style_hides(style));
}

/* Whether a button that opens something stands directly before, and what it opens has a sentence: menus have none. */
static gboolean is_opened_by_button(xmlNode *node) {
  const xmlNode *before = node->prev;
  while (before && before->type != XML_ELEMENT_NODE)
    before = before->prev;
  if (!before || strcmp((const char *)before->name, "button") != 0 || !html_attribute(before, "aria-expanded"))
    return FALSE;
  HtmlWalk walk;
  html_walk_init(&walk, node);
  for (guint steps = 0; steps < MAX_OPENED_STEPS && html_walk_next(&walk); steps++) {
    if (walk.node->type == XML_ELEMENT_NODE && strcmp((const char *)walk.node->name, "a") == 0)
      html_walk_skip(&walk);
    else if (walk.node->type == XML_TEXT_NODE && walk.node->content &&
             strlen((const char *)walk.node->content) >= MIN_SENTENCE)
      return TRUE;
  }
  return FALSE;
}

/* What some control or in-page link shows is text of the page although it begins hidden: accordions, tabs. */
static gboolean is_shown_later(GHashTable *controlled, xmlNode *node) {
  const char *id = html_attribute(node, "id");
  return html_attribute_has_word(node, "role", "tabpanel") || (id && *id && g_hash_table_contains(controlled, id)) ||
         is_opened_by_button(node);
}

void html_collect_controlled(xmlNode *top, GHashTable *controlled) {
  HtmlWalk walk;
  html_walk_init(&walk, top);
  while (html_walk_next(&walk)) {
    if (walk.leaving || walk.node->type != XML_ELEMENT_NODE)
      continue;
    const char *target = html_attribute(walk.node, "aria-controls");
    const char *href = target ? NULL : html_attribute(walk.node, "href");
    if (target && *target)
      g_hash_table_insert(controlled, (gpointer)(guintptr)target, NULL);
    else if (href && href[0] == '#' && href[1])
      g_hash_table_insert(controlled, (gpointer)(guintptr)(href + 1), NULL);
  }
}

gboolean html_is_never_shown(xmlNode *node, GHashTable *controlled) {
  return is_hidden(node) && !is_shown_later(controlled, node);
}
