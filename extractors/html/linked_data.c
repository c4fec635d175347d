/* The reading of linked_data.h, over json-glib. */
#include "extractors/html/linked_data.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_THINGS 200
#define MAX_NAMES 20

typedef struct {
  HtmlLinkedDataFound found;
  gpointer data;
  guint things; /* looked at */
} Reading;

/* json-glib 1.6 parses by recursion: what is too deep is not handed to it. */
static gboolean is_shallow(const char *json, gsize length) {
  guint depth = 0;
  gboolean quoted = FALSE;
  for (gsize i = 0; i < length; i++) {
    char c = json[i];
    if (quoted && c == '\\')
      i++;
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && (c == '{' || c == '[') && ++depth > HTML_LINKED_DATA_DEPTH)
      return FALSE;
    else if (!quoted && (c == '}' || c == ']') && depth > 0)
      depth--;
  }
  return TRUE;
}

static const char *string_of(JsonNode *node) {
  return node && JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_STRING
             ? json_node_get_string(node)
             : NULL;
}

static const char *member_string(JsonObject *object, const char *name) {
  return string_of(json_object_get_member(object, name));
}

/* Whether its @type is one of these; types come as a text or a list of them. */
static gboolean has_type(JsonObject *object, const char *const *types, gsize count) {
  JsonNode *node = json_object_get_member(object, "@type");
  gboolean list = node && JSON_NODE_HOLDS_ARRAY(node);
  guint length = list ? json_array_get_length(json_node_get_array(node)) : node != NULL;
  for (guint i = 0; i < MIN(length, MAX_NAMES); i++) {
    const char *type = string_of(list ? json_array_get_element(json_node_get_array(node), i) : node);
    for (gsize k = 0; type && k < count; k++)
      if (strcmp(type, types[k]) == 0)
        return TRUE;
  }
  return FALSE;
}

/* The name of a person, organisation or place: a text, a thing with a name or a text of address, or a list of these. */
static void tell_names(const Reading *r, JsonNode *node, const char *name) {
  if (!node)
    return;
  if (JSON_NODE_HOLDS_ARRAY(node)) {
    JsonArray *array = json_node_get_array(node);
    for (guint i = 0; i < MIN(json_array_get_length(array), MAX_NAMES); i++) {
      JsonNode *element = json_array_get_element(array, i);
      if (!JSON_NODE_HOLDS_ARRAY(element))
        tell_names(r, element, name);
    }
    return;
  }
  const char *value = string_of(node);
  if (!value && JSON_NODE_HOLDS_OBJECT(node)) {
    JsonObject *object = json_node_get_object(node);
    value = member_string(object, "name");
    if (!value)
      value = member_string(object, "address");
  }
  if (value && *value)
    r->found(name, value, r->data);
}

static void tell_strings(const Reading *r, JsonObject *object) {
  static const char *const names[] = {"headline",    "datePublished", "dateModified", "dateCreated", "datePosted",
                                      "description", "inLanguage",    "startDate",    "endDate"};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    const char *value = member_string(object, names[i]);
    if (value && *value)
      r->found(names[i], value, r->data);
  }
  const char *name = json_object_has_member(object, "headline") ? NULL : member_string(object, "name");
  if (name && *name)
    r->found("headline", name, r->data);
}

/* Things that are the site's. */
static gboolean is_of_the_site(const Reading *r, JsonObject *object) {
  static const char *const sites[] = {
      "WebSite", "Organization", "GovernmentOrganization", "CollegeOrUniversity", "NGO", "AdministrativeArea", "City"};
  static const char *const others[] = {"BreadcrumbList", "SearchAction", "SiteNavigationElement",
                                       "WPHeader",       "WPFooter",     "ImageObject",
                                       "Person",         "Place",        "ListItem",
                                       "ItemList",       "Question",     "Answer"};
  if (has_type(object, sites, G_N_ELEMENTS(sites))) {
    const char *name = member_string(object, "name");
    if (name && *name)
      r->found("publisher", name, r->data);
    return TRUE;
  }
  return has_type(object, others, G_N_ELEMENTS(others));
}

static void read_thing(Reading *r, JsonNode *node);

static void read_things(Reading *r, JsonArray *array) {
  for (guint i = 0; i < json_array_get_length(array) && r->things < MAX_THINGS; i++)
    read_thing(r, json_array_get_element(array, i));
}

static void read_object(Reading *r, JsonObject *object) {
  JsonNode *graph = json_object_get_member(object, "@graph");
  if (graph && JSON_NODE_HOLDS_ARRAY(graph))
    read_things(r, json_node_get_array(graph));
  if (!json_object_has_member(object, "@type") || is_of_the_site(r, object))
    return;
  tell_strings(r, object);
  tell_names(r, json_object_get_member(object, "author"), "author");
  tell_names(r, json_object_get_member(object, "creator"), "author");
  tell_names(r, json_object_get_member(object, "publisher"), "publisher");
  tell_names(r, json_object_get_member(object, "organizer"), "organizer");
  tell_names(r, json_object_get_member(object, "location"), "location");
  JsonNode *subject = json_object_get_member(object, "mainEntity");
  if (subject)
    read_thing(r, subject);
}

/* Recursion ends with the depth that is_shallow() lets pass. */
static void read_thing(Reading *r, JsonNode *node) {
  if (r->things++ >= MAX_THINGS)
    return;
  if (JSON_NODE_HOLDS_OBJECT(node))
    read_object(r, json_node_get_object(node));
  else if (JSON_NODE_HOLDS_ARRAY(node))
    read_things(r, json_node_get_array(node));
}

/* Scripts that are no JSON, for a comma too much, still tell the dates: "key" : "value" pairs without escapes. */
static void scan_dates(const Reading *r, const char *json, gsize length) {
  static const char *const keys[] = {"\"datePublished\"", "\"dateModified\"", "\"dateCreated\""};
  g_autofree char *text = g_strndup(json, length);
  for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
    const char *p = strstr(text, keys[i]);
    if (!p)
      continue;
    p += strlen(keys[i]);
    p += strspn(p, " \t\r\n:");
    gsize n = *p == '"' ? strcspn(p + 1, "\"\\") : 0;
    if (n == 0 || p[1 + n] != '"')
      continue;
    g_autofree char *name = g_strndup(keys[i] + 1, strlen(keys[i]) - 2), *value = g_strndup(p + 1, n);
    r->found(name, value, r->data);
  }
}

static void read_script(Reading *r, const char *json, gsize length) {
  g_autoptr(JsonParser) parser = json_parser_new_immutable();
  if (!is_shallow(json, length) || !json_parser_load_from_data(parser, json, (gssize)length, NULL)) {
    scan_dates(r, json, length);
    return;
  }
  JsonNode *root = json_parser_get_root(parser);
  if (root)
    read_thing(r, root);
}

void html_linked_data_read(const char *scripts, HtmlLinkedDataFound found, gpointer data) {
  Reading reading = {found, data, 0};
  while (*scripts) {
    const char *end = strchr(scripts, HTML_LINKED_DATA_SEPARATOR);
    gsize length = end ? (gsize)(end - scripts) : strlen(scripts);
    read_script(&reading, scripts, length);
    scripts += length + (end != NULL);
  }
}
