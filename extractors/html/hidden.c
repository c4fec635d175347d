/* The rules of hidden.h. */
#include "extractors/html/hidden.h"

#include "extractors/html/elements.h"

#include <string.h>

#define MAX_OPENED_STEPS 200 /* nodes looked at for a sentence */
#define MIN_SENTENCE 70      /* bytes of text that a button shows: menus have no sentence */
#define MIN_ANSWER 20        /* and that a heading shows */

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

static gboolean has_text(xmlNode *node, gsize bytes) {
  HtmlWalk walk;
  html_walk_init(&walk, node);
  for (guint steps = 0; steps < MAX_OPENED_STEPS && html_walk_next(&walk); steps++) {
    if (walk.node->type == XML_ELEMENT_NODE && strcmp((const char *)walk.node->name, "a") == 0)
      html_walk_skip(&walk);
    else if (walk.node->type == XML_TEXT_NODE && walk.node->content &&
             strlen((const char *)walk.node->content) >= bytes)
      return TRUE;
  }
  return FALSE;
}

static gboolean is_named(const xmlNode *node, const char *name) {
  return strcmp((const char *)node->name, name) == 0;
}

/* A heading that is a button, or a link to nowhere: one opens what follows with it. */
static gboolean is_opening_heading(const xmlNode *node) {
  if (!html_heading_level(html_element_from_name((const char *)node->name, strlen((const char *)node->name))) &&
      !is_named(node, "dt"))
    return FALSE;
  for (const xmlNode *child = node->children; child; child = child->next) {
    if (child->type != XML_ELEMENT_NODE)
      continue;
    const char *href = html_attribute(child, "href");
    if (is_named(child, "button") || (href && *href == '#'))
      return TRUE;
  }
  return FALSE;
}

/* Whether what opens it stands directly before, and it is a text, not a menu. */
static gboolean is_opened_by_what_is_before(xmlNode *node) {
  const xmlNode *before = node->prev;
  while (before && before->type != XML_ELEMENT_NODE)
    before = before->prev;
  if (!before)
    return FALSE;
  if (is_opening_heading(before))
    return has_text(node, MIN_ANSWER);
  return is_named(before, "button") && html_attribute(before, "aria-expanded") && has_text(node, MIN_SENTENCE);
}

/* What some control or in-page link shows is text of the page although it begins hidden: accordions, tabs. */
static gboolean is_shown_later(GHashTable *controlled, xmlNode *node) {
  const char *id = html_attribute(node, "id");
  return html_attribute_has_word(node, "role", "tabpanel") || (id && *id && g_hash_table_contains(controlled, id)) ||
         is_opened_by_what_is_before(node);
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
