/* Manifest, metadata and macros of OpenDocument packages. */
#include "extractors/office/odf_package.h"

#include "extractors/cleanup.h"
#include "extractors/metadata.h"
#include "extractors/office/ooxml.h"
#include "language/encoding.h"

#include <string.h>

#define MAX_MIMETYPE 256u
/* Modules of macros in one document, and bytes of each. */
#define MAX_MACROS 64u
#define MAX_MACRO (256u * 1024)

/* --- parts ------------------------------------------------------------------------------------ */

xmlDoc *odf_package_xml(ZipReader *zip, const char *member) {
  gboolean whole;
  g_autoptr(GBytes) bytes = zip_reader_read(zip, member, ODF_MAX_PART, &whole, NULL);
  if (!bytes)
    return NULL;
  gsize length;
  const void *data = g_bytes_get_data(bytes, &length);
  OdfParse parse = {0};
  return odf_parse(data, length, &parse);
}

char *odf_package_mimetype(ZipReader *zip) {
  gboolean whole;
  g_autoptr(GBytes) bytes = zip_reader_read(zip, "mimetype", MAX_MIMETYPE, &whole, NULL);
  if (!bytes)
    return NULL;
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  return g_strstrip(g_strndup(data, length));
}

/* --- manifest (Part 2, 4) --------------------------------------------------------------------- */

void odf_manifest_clear(OdfManifest *manifest) {
  g_clear_pointer(&manifest->media_type, g_free);
  g_clear_pointer(&manifest->macros, g_ptr_array_unref);
}

static gboolean is_macro_member(const char *path) {
  return g_str_has_prefix(path, "Basic/") && g_str_has_suffix(path, ".xml");
}

static void read_entry(OdfManifest *manifest, const xmlNode *entry) {
  const char *path = odf_attribute(entry, ODF_NS_MANIFEST, "full-path");
  const char *type = odf_attribute(entry, ODF_NS_MANIFEST, "media-type");
  if (!path)
    return;
  if (strcmp(path, "/") == 0 && !manifest->media_type)
    manifest->media_type = g_strdup(type);
  else if (strcmp(path, "content.xml") == 0 || strcmp(path, "encrypted-package") == 0)
    manifest->encrypted |= odf_child(entry, ODF_ENCRYPTION) != NULL;
  else if (is_macro_member(path) && manifest->macros->len < MAX_MACROS)
    g_ptr_array_add(manifest->macros, g_strdup(path));
}

OdfManifest odf_manifest_read(ZipReader *zip) {
  OdfManifest manifest = {.macros = g_ptr_array_new_with_free_func(g_free)};
  g_autoptr(xmlDoc) document = odf_package_xml(zip, "META-INF/manifest.xml");
  const xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
  for (const xmlNode *node = root ? root->children : NULL; node; node = node->next)
    if (odf_element(node) == ODF_FILE_ENTRY)
      read_entry(&manifest, node);
  return manifest;
}

/* --- metadata --------------------------------------------------------------------------------- */

static void add_keyword(GString *keywords, const char *keyword) {
  if (keywords->len > 0)
    g_string_append(keywords, ", ");
  g_string_append(keywords, keyword);
}

typedef struct {
  char *author, *editor;
  GString *keywords;
} People;

static void read_property(const xmlNode *node, Document *document, People *found) {
  static const struct {
    OdfNamespace ns;
    const char *name, *key;
  } plain[] = {
      {ODF_NS_DUBLIN_CORE, "subject", "subject"},     {ODF_NS_DUBLIN_CORE, "description", "description"},
      {ODF_NS_DUBLIN_CORE, "language", "language"},   {ODF_NS_DUBLIN_CORE, "date", "modified"},
      {ODF_NS_DUBLIN_CORE, "publisher", "publisher"}, {ODF_NS_META, "creation-date", "created"},
      {ODF_NS_META, "generator", "producer"},
  };
  g_autoptr(xmlChar) content = xmlNodeGetContent(node);
  const char *value = (const char *)content;
  if (!value || !*value)
    return;
  for (guint i = 0; i < G_N_ELEMENTS(plain); i++)
    if (odf_is(node, plain[i].ns, plain[i].name))
      metadata_set(document, plain[i].key, value);
  if (odf_is(node, ODF_NS_DUBLIN_CORE, "title"))
    metadata_set_title(document, value);
  else if (odf_is(node, ODF_NS_META, "initial-creator"))
    document_set_string(&found->author, value);
  else if (odf_is(node, ODF_NS_DUBLIN_CORE, "creator"))
    document_set_string(&found->editor, value);
  else if (odf_is(node, ODF_NS_META, "keyword"))
    add_keyword(found->keywords, value);
}

void odf_read_metadata(const xmlNode *root, Document *document) {
  const xmlNode *meta = odf_child(root, ODF_META);
  g_autoptr(GString) keywords = g_string_new(NULL);
  People found = {.keywords = keywords};
  for (xmlNode *node = meta ? meta->children : NULL; node; node = ooxml_next(meta, node, TRUE))
    if (node->type == XML_ELEMENT_NODE) /* OpenOffice.org 1.x has the keywords in an element of their own */
      read_property(node, document, &found);
  metadata_set(document, "keywords", keywords->str);
  metadata_add_authors(document, found.author ? found.author : found.editor);
  if (g_strcmp0(found.author, found.editor) != 0 && found.author)
    metadata_set(document, "contributor", found.editor); /* who changed it last */
  g_free(found.author);
  g_free(found.editor);
}

/* --- macros ----------------------------------------------------------------------------------- */

static void add_macro(const xmlNode *node, Document *document) {
  g_autoptr(xmlChar) content = xmlNodeGetContent(node);
  if (!content || strlen((const char *)content) > MAX_MACRO)
    return;
  g_autofree char *source = encoding_make_valid((const char *)content, -1);
  document_add_furniture(document, g_strstrip(source));
}

void odf_read_macros(ZipReader *zip, const OdfManifest *manifest, Document *document) {
  for (guint i = 0; i < manifest->macros->len; i++) {
    g_autoptr(xmlDoc) module = odf_package_xml(zip, manifest->macros->pdata[i]);
    const xmlNode *root = module ? xmlDocGetRootElement(module) : NULL;
    if (root && odf_element(root) == ODF_MACRO)
      add_macro(root, document);
  }
}

void odf_read_inline_macros(const xmlNode *root, Document *document) {
  guint count = 0;
  for (xmlNode *node = root->children; node && count < MAX_MACROS;) {
    OdfElement element = odf_element(node);
    if (element == ODF_MACRO) {
      add_macro(node, document);
      count++;
    }
    node = ooxml_next(root, node, element == ODF_UNKNOWN);
  }
}
