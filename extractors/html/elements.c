/* The element table of elements.h, attributes and the tree walk. */
#include "extractors/html/elements.h"

#include <string.h>

#define HTML_ELEMENT_ROW(name, flags) {#name, sizeof #name - 1, flags},
static const struct {
  const char *name;
  guint8 length;
  guint8 flags;
} elements[] = {HTML_ELEMENTS(HTML_ELEMENT_ROW)};
#undef HTML_ELEMENT_ROW

HtmlElement html_element_from_name(const char *name, gsize length) {
  gsize low = 0, high = G_N_ELEMENTS(elements);
  while (low < high) {
    gsize middle = (low + high) / 2, whole = elements[middle].length;
    int order = memcmp(name, elements[middle].name, MIN(length, whole));
    if (order == 0 && whole == length)
      return (HtmlElement)middle;
    if (order < 0 || (order == 0 && length < whole))
      high = middle;
    else
      low = middle + 1;
  }
  return HTML_UNKNOWN;
}

guint html_element_flags(HtmlElement element) {
  return element < HTML_UNKNOWN ? elements[element].flags : 0;
}

guint html_heading_level(HtmlElement element) {
  return element >= HTML_h1 && element <= HTML_h6 ? (guint)(element - HTML_h1) + 1 : 0;
}

const char *html_attribute(const xmlNode *node, const char *name) {
  if (node->type != XML_ELEMENT_NODE)
    return NULL;
  for (const xmlAttr *a = node->properties; a; a = a->next)
    if (*a->name == (guchar)*name && strcmp((const char *)a->name, name) == 0)
      return a->children && a->children->content ? (const char *)a->children->content : "";
  return NULL;
}

gboolean html_attribute_has_word(const xmlNode *node, const char *name, const char *word) {
  const char *value = html_attribute(node, name);
  gsize length = strlen(word);
  while (value && *value) {
    value += strspn(value, " \t\n\r\f");
    gsize n = strcspn(value, " \t\n\r\f");
    if (n == length && g_ascii_strncasecmp(value, word, n) == 0)
      return TRUE;
    value += n;
  }
  return FALSE;
}

void html_walk_init(HtmlWalk *walk, xmlNode *root) {
  *walk = (HtmlWalk){.root = root};
}

void html_walk_skip(HtmlWalk *walk) {
  walk->skip = TRUE;
}

gboolean html_walk_next(HtmlWalk *walk) {
  xmlNode *node = walk->node;
  if (!node) {
    walk->node = walk->root;
    return walk->root != NULL;
  }
  gboolean element = node->type == XML_ELEMENT_NODE;
  if (element && !walk->leaving) {
    if (node->children && !walk->skip)
      walk->node = node->children;
    else
      walk->leaving = TRUE;
    walk->skip = FALSE;
    return TRUE;
  }
  walk->skip = FALSE;
  if (node == walk->root)
    return FALSE;
  walk->leaving = !node->next;
  walk->node = node->next ? node->next : node->parent;
  return TRUE;
}
