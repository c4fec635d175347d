/* Styles, masters and declarations, by name. */
#include "extractors/office/odf_styles.h"

#include "extractors/cleanup.h"

#include <string.h>

/* Texts of one master page; they are added for each of its pages. */
#define MAX_MASTER_TEXTS 32u

typedef struct {
  GPtrArray *texts;
  char *layout;
} Master;

struct OdfStyles {
  GHashTable *hiding;       /* names of styles of pages */
  GHashTable *titles;       /* names of styles of shapes */
  GHashTable *layouts;      /* name -> number of the first page, as a pointer */
  GHashTable *masters;      /* name -> Master* */
  GHashTable *dark_layers;  /* names of layers that are not shown */
  GHashTable *declarations; /* kind and name -> text */
};

static void master_free(gpointer data) {
  Master *master = data;
  g_ptr_array_unref(master->texts);
  g_free(master->layout);
  g_free(master);
}

OdfStyles *odf_styles_new(void) {
  OdfStyles *styles = g_new(OdfStyles, 1);
  styles->hiding = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  styles->titles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  styles->layouts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  styles->masters = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, master_free);
  styles->dark_layers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  styles->declarations = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  return styles;
}

void odf_styles_free(OdfStyles *styles) {
  if (!styles)
    return;
  g_hash_table_unref(styles->hiding);
  g_hash_table_unref(styles->titles);
  g_hash_table_unref(styles->layouts);
  g_hash_table_unref(styles->masters);
  g_hash_table_unref(styles->dark_layers);
  g_hash_table_unref(styles->declarations);
  g_free(styles);
}

/* --- styles ----------------------------------------------------------------------------------- */

static gboolean is_title_style(const char *name) {
  return g_str_has_suffix(name, "-title") || strcmp(name, "title") == 0;
}

static void read_style(OdfStyles *styles, const xmlNode *style) {
  const char *name = odf_attribute(style, ODF_NS_STYLE, "name"), *family = odf_attribute(style, ODF_NS_STYLE, "family");
  const char *parent = odf_attribute(style, ODF_NS_STYLE, "parent-style-name");
  const xmlNode *properties = odf_child(style, ODF_STYLE_PROPERTIES);
  const char *visibility = properties ? odf_attribute(properties, ODF_NS_PRESENTATION, "visibility") : NULL;
  if (!name)
    return;
  if (visibility && strcmp(visibility, "hidden") == 0)
    g_hash_table_add(styles->hiding, g_strdup(name));
  if (g_strcmp0(family, "presentation") == 0 && (is_title_style(name) || (parent && is_title_style(parent))))
    g_hash_table_add(styles->titles, g_strdup(name));
}

static void read_layout(OdfStyles *styles, const xmlNode *layout) {
  const char *name = odf_attribute(layout, ODF_NS_STYLE, "name");
  const xmlNode *properties = odf_child(layout, ODF_STYLE_PROPERTIES);
  const char *number = properties ? odf_attribute(properties, ODF_NS_STYLE, "first-page-number") : NULL;
  gint64 first = number ? g_ascii_strtoll(number, NULL, 10) : 0;
  if (name && first > 0)
    g_hash_table_insert(styles->layouts, g_strdup(name), GINT_TO_POINTER((gint)MIN(first, 9999)));
}

static void read_styles(OdfStyles *styles, const xmlNode *parent) {
  for (const xmlNode *node = parent->children; node; node = node->next) {
    if (odf_element(node) == ODF_STYLE)
      read_style(styles, node);
    else if (odf_element(node) == ODF_PAGE_LAYOUT)
      read_layout(styles, node);
  }
}

/* --- masters ---------------------------------------------------------------------------------- */

/* Of placeholders only those of headers, footers and dates are more than a prompt. */
static gboolean is_shown(const xmlNode *shape) {
  static const char *const furniture[] = {"header", "footer", "date-time", NULL};
  const char *class = odf_attribute(shape, ODF_NS_PRESENTATION, "class");
  if (class)
    return g_strv_contains(furniture, class);
  return !odf_attribute(shape, ODF_NS_PRESENTATION, "style-name");
}

static void read_master_shape(const xmlNode *shape, GPtrArray *texts) {
  OdfElement element = odf_element(shape);
  if ((element != ODF_FRAME && element != ODF_SHAPE && element != ODF_GROUP && element != ODF_TEXT_BOX) ||
      !is_shown(shape) || texts->len >= MAX_MASTER_TEXTS)
    return;
  g_autoptr(OdfReading) reading = odf_reading_new();
  g_auto(OdfText) text;
  odf_text_init(&text, reading);
  odf_text_append(&text, shape);
  if (text.out->len > 0 && text.field_letters < text.letters && !text.has_number)
    g_ptr_array_add(texts, g_strdup(text.out->str));
}

gboolean odf_display_is_off(const char *display) {
  return display && (strcmp(display, "none") == 0 || strcmp(display, "printer") == 0);
}

static void read_layers(OdfStyles *styles, const xmlNode *layers) {
  for (const xmlNode *node = layers ? layers->children : NULL; node; node = node->next) {
    const char *name = odf_element(node) == ODF_LAYER ? odf_attribute(node, ODF_NS_DRAW, "name") : NULL;
    if (name && odf_display_is_off(odf_attribute(node, ODF_NS_DRAW, "display")))
      g_hash_table_add(styles->dark_layers, g_strdup(name));
  }
}

static void read_masters(OdfStyles *styles, const xmlNode *parent) {
  read_layers(styles, odf_child(parent, ODF_LAYERS));
  for (const xmlNode *node = parent->children; node; node = node->next) {
    const char *name = odf_element(node) == ODF_MASTER_PAGE ? odf_attribute(node, ODF_NS_STYLE, "name") : NULL;
    if (!name)
      continue;
    const char *layout = odf_attribute(node, ODF_NS_STYLE, "page-layout-name");
    Master *master = g_new0(Master, 1);
    master->texts = g_ptr_array_new_with_free_func(g_free);
    master->layout = g_strdup(layout);
    for (const xmlNode *shape = node->children; shape; shape = shape->next)
      read_master_shape(shape, master->texts);
    g_hash_table_insert(styles->masters, g_strdup(name), master);
  }
}

/* --- declarations ----------------------------------------------------------------------------- */

static char *declaration_key(OdfElement kind, const char *name) {
  return g_strdup_printf("%d %s", (int)kind, name);
}

static void read_declarations(OdfStyles *styles, const xmlNode *presentation) {
  for (const xmlNode *node = presentation ? presentation->children : NULL; node; node = node->next) {
    OdfElement kind = odf_element(node);
    if (kind != ODF_FOOTER_DECLARATION && kind != ODF_HEADER_DECLARATION && kind != ODF_DATE_DECLARATION)
      continue;
    const char *name = odf_attribute(node, ODF_NS_PRESENTATION, "name");
    g_autoptr(xmlChar) content = name ? xmlNodeGetContent(node) : NULL;
    if (content && *content)
      g_hash_table_insert(styles->declarations, declaration_key(kind, name), g_strdup((const char *)content));
  }
}

void odf_styles_read(OdfStyles *styles, const xmlNode *root) {
  for (const xmlNode *node = root->children; node; node = node->next) {
    if (odf_element(node) == ODF_STYLES)
      read_styles(styles, node);
    else if (odf_element(node) == ODF_MASTER_STYLES)
      read_masters(styles, node);
    else if (odf_element(node) == ODF_BODY)
      read_declarations(styles, odf_child(node, ODF_PRESENTATION));
  }
}

/* --- lookups ---------------------------------------------------------------------------------- */

gboolean odf_styles_hide(const OdfStyles *styles, const char *style) {
  return style && g_hash_table_contains(styles->hiding, style);
}

gboolean odf_styles_are_of_title(const OdfStyles *styles, const char *style) {
  return style && g_hash_table_contains(styles->titles, style);
}

static const Master *find_master(const OdfStyles *styles, const char *name) {
  return name ? g_hash_table_lookup(styles->masters, name) : NULL;
}

const GPtrArray *odf_styles_master_texts(const OdfStyles *styles, const char *name) {
  const Master *master = find_master(styles, name);
  return master ? master->texts : NULL;
}

gint64 odf_styles_first_number(const OdfStyles *styles, const char *name) {
  const Master *master = find_master(styles, name);
  gint number = master && master->layout ? GPOINTER_TO_INT(g_hash_table_lookup(styles->layouts, master->layout)) : 0;
  return number > 0 ? number : 1;
}

gboolean odf_styles_hide_layer(const OdfStyles *styles, const char *layer) {
  return layer && g_hash_table_contains(styles->dark_layers, layer);
}

const char *odf_styles_declaration(const OdfStyles *styles, OdfElement kind, const char *name) {
  g_autofree char *key = name ? declaration_key(kind, name) : NULL;
  return key ? g_hash_table_lookup(styles->declarations, key) : NULL;
}
