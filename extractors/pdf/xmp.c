/* XMP: an RDF/XML packet whose shape is fixed enough to be read as elements. */
#include "extractors/pdf/xmp.h"
#include "extractors/cleanup.h"
#include "extractors/metadata.h"

#include <string.h>

#define MAX_BYTES (1024 * 1024)
#define MAX_NODES 20000

static const char dublin_core[] = "http://purl.org/dc/elements/1.1/";
static const char rdf[] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

static gboolean is_element(const xmlNode *node, const char *space, const char *name) {
  return node->type == XML_ELEMENT_NODE && node->ns && g_strcmp0((const char *)node->ns->href, space) == 0 &&
         strcmp((const char *)node->name, name) == 0;
}

static char *text_of(xmlNode *node) {
  g_autoptr(xmlChar) content = xmlNodeGetContent(node);
  return content ? g_strstrip(g_strdup((const char *)content)) : NULL;
}

/* The items of a property, its value itself where it is no list. GPtrArray of char*. */
static GPtrArray *items_of(xmlNode *property) {
  GPtrArray *items = g_ptr_array_new_with_free_func(g_free);
  for (xmlNode *list = property->children; list; list = list->next) {
    if (!is_element(list, rdf, "Seq") && !is_element(list, rdf, "Bag") && !is_element(list, rdf, "Alt"))
      continue;
    for (xmlNode *item = list->children; item; item = item->next)
      if (is_element(item, rdf, "li"))
        g_ptr_array_add(items, text_of(item));
  }
  if (items->len == 0)
    g_ptr_array_add(items, text_of(property));
  return items;
}

/* The first item stands for all languages: "x-default" comes first (ISO 16684-1, 8.2.2.4). */
static void set_first(Document *document, const char *key, const GPtrArray *items) {
  if (!g_hash_table_contains(document->metadata, key))
    metadata_set(document, key, items->pdata[0]);
}

static void read_property(Document *document, xmlNode *node) {
  g_autoptr(GPtrArray) items = items_of(node);
  const char *name = (const char *)node->name;
  if (strcmp(name, "creator") == 0) {
    for (guint i = 0; i < items->len; i++)
      metadata_add_authors(document, items->pdata[i]);
  } else if (strcmp(name, "title") == 0) {
    metadata_set_title(document, items->pdata[0]);
  } else if (strcmp(name, "subject") == 0) {
    g_ptr_array_add(items, NULL);
    g_autofree char *joined = g_strjoinv("; ", (char **)items->pdata);
    if (!g_hash_table_contains(document->metadata, "keywords"))
      metadata_set(document, "keywords", joined);
  } else if (strcmp(name, "publisher") == 0 || strcmp(name, "description") == 0 || strcmp(name, "language") == 0) {
    set_first(document, name, items);
  }
}

static xmlNode *next_node(const xmlNode *node) {
  if (node->children && node->type == XML_ELEMENT_NODE)
    return node->children;
  while (node && !node->next)
    node = node->parent && node->parent->type == XML_ELEMENT_NODE ? node->parent : NULL;
  return node ? node->next : NULL;
}

void xmp_read(Document *document, const char *packet) {
  gsize length = packet ? strlen(packet) : 0;
  if (length == 0 || length > MAX_BYTES)
    return;
  g_autoptr(xmlDoc) xml =
      xmlReadMemory(packet, (int)length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  guint nodes = 0;
  for (xmlNode *node = xml ? xmlDocGetRootElement(xml) : NULL; node && nodes < MAX_NODES;
       node = next_node(node), nodes++)
    if (node->type == XML_ELEMENT_NODE && node->ns && g_strcmp0((const char *)node->ns->href, dublin_core) == 0)
      read_property(document, node);
}
