/* Members, manifest, metadata and macros of OpenDocument packages. */
#include "extractors/office/odf_package.h"

#include "extractors/cleanup.h"
#include "extractors/metadata.h"
#include "extractors/office/odf_encryption.h"
#include "extractors/office/ooxml.h"
#include "language/encoding.h"

#include <string.h>

#define MAX_MIMETYPE 256u
/* Modules of macros in one document, and bytes of each. */
#define MAX_MACROS 64u
#define MAX_MACRO (256u * 1024)
/* Entries of the manifest that are encrypted. */
#define MAX_ENCRYPTED 10000u

/* Steps of PBKDF2 for all members of a package together: some seconds. */
#define MAX_ITERATIONS 20000000u

struct OdfPackage {
  ZipReader *zip;
  char *media_type;
  GHashTable *encryptions; /* member -> OdfEncryption*, NULL where that cannot be read here */
  GPtrArray *macros;       /* char*: members that may be modules of macros */
  char *password;          /* the right one, or NULL */
  guint iterations;        /* so far, see MAX_ITERATIONS */
};

/* --- members ---------------------------------------------------------------------------------- */

static void free_encryption(gpointer data) {
  odf_encryption_free(data);
}

void odf_package_free(OdfPackage *package) {
  if (!package)
    return;
  zip_reader_free(package->zip);
  g_free(package->media_type);
  g_hash_table_unref(package->encryptions);
  g_ptr_array_unref(package->macros);
  g_free(package->password);
  g_free(package);
}

gboolean odf_package_contains(OdfPackage *package, const char *member) {
  return zip_reader_contains(package->zip, member);
}

/* Takes the bytes. */
static GBytes *decrypt(OdfPackage *package, const char *member, GBytes *taken, const char *password, gsize ceiling,
                       GError **error) {
  g_autoptr(GBytes) bytes = taken;
  const OdfEncryption *encryption = g_hash_table_lookup(package->encryptions, member);
  g_autoptr(GError) fault = NULL;
  GBytes *plain = NULL;
  if (encryption && password && package->iterations < MAX_ITERATIONS) {
    package->iterations += odf_encryption_iterations(encryption);
    plain = odf_encryption_open(encryption, bytes, password, ceiling, &fault);
  }
  if (!plain)
    g_set_error(error, ZIP_ERROR,
                g_error_matches(fault, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? ZIP_ERROR_TOO_LARGE : ZIP_ERROR_DAMAGED,
                "%s is locked", member);
  return plain;
}

GBytes *odf_package_read(OdfPackage *package, const char *member, gsize ceiling, gboolean *complete, GError **error) {
  GBytes *bytes = zip_reader_read(package->zip, member, ceiling, complete, error);
  if (!bytes || !g_hash_table_contains(package->encryptions, member))
    return bytes;
  return decrypt(package, member, bytes, package->password, ceiling, error);
}

xmlDoc *odf_package_xml(OdfPackage *package, const char *member) {
  gboolean whole;
  g_autoptr(GBytes) bytes = odf_package_read(package, member, ODF_MAX_PART, &whole, NULL);
  if (!bytes)
    return NULL;
  gsize length;
  const void *data = g_bytes_get_data(bytes, &length);
  OdfParse parse = {0};
  return odf_parse(data, length, &parse);
}

/* --- media type and manifest (Part 2, 3.3 and 4) ---------------------------------------------- */

gboolean odf_is_office_type(const char *media_type) {
  return media_type && (g_str_has_prefix(media_type, "application/vnd.oasis.opendocument.") ||
                        g_str_has_prefix(media_type, "application/vnd.sun.xml."));
}

static char *read_mimetype(ZipReader *zip) {
  gboolean whole;
  g_autoptr(GBytes) bytes = zip_reader_read(zip, "mimetype", MAX_MIMETYPE, &whole, NULL);
  if (!bytes)
    return NULL;
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  return g_strstrip(g_strndup(data, length));
}

static gboolean is_macro_member(const char *path) {
  return g_str_has_prefix(path, "Basic/") && g_str_has_suffix(path, ".xml");
}

static void read_entry(OdfPackage *package, const xmlNode *entry) {
  const char *path = odf_attribute(entry, ODF_NS_MANIFEST, "full-path");
  const xmlNode *encryption = odf_child(entry, ODF_ENCRYPTION);
  if (!path)
    return;
  if (strcmp(path, "/") == 0 && !odf_is_office_type(package->media_type))
    document_set_string(&package->media_type, odf_attribute(entry, ODF_NS_MANIFEST, "media-type"));
  if (is_macro_member(path) && package->macros->len < MAX_MACROS)
    g_ptr_array_add(package->macros, g_strdup(path));
  if (encryption && g_hash_table_size(package->encryptions) < MAX_ENCRYPTED)
    g_hash_table_insert(package->encryptions, g_strdup(path), odf_encryption_read(encryption));
}

OdfPackage *odf_package_open(const ExtractorInput *input, GError **error) {
  ZipReader *zip = zip_reader_new(input, error);
  if (!zip)
    return NULL;
  OdfPackage *package = g_new0(OdfPackage, 1);
  package->zip = zip;
  package->encryptions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_encryption);
  package->macros = g_ptr_array_new_with_free_func(g_free);
  package->media_type = read_mimetype(zip);
  g_autoptr(xmlDoc) manifest = odf_package_xml(package, "META-INF/manifest.xml");
  const xmlNode *root = manifest ? xmlDocGetRootElement(manifest) : NULL;
  for (const xmlNode *node = root ? root->children : NULL; node; node = node->next)
    if (odf_element(node) == ODF_FILE_ENTRY)
      read_entry(package, node);
  return package;
}

const char *odf_package_media_type(const OdfPackage *package) {
  return package->media_type;
}

/* The whole document is one member in what LibreOffice writes from 24.8 on, which is opened only by Argon2. */
gboolean odf_package_is_locked(const OdfPackage *package) {
  return g_hash_table_contains(package->encryptions, "content.xml") ||
         g_hash_table_contains(package->encryptions, "encrypted-package");
}

gboolean odf_package_takes_password(const OdfPackage *package) {
  return g_hash_table_lookup(package->encryptions, "content.xml") != NULL;
}

gboolean odf_package_unlock(OdfPackage *package, const char *password) {
  gboolean whole;
  GBytes *locked = zip_reader_read(package->zip, "content.xml", ODF_MAX_CONTENT, &whole, NULL);
  g_autoptr(GBytes) plain = locked ? decrypt(package, "content.xml", locked, password, ODF_MAX_CONTENT, NULL) : NULL;
  if (plain)
    document_set_string(&package->password, password);
  return plain != NULL;
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

void odf_read_macros(OdfPackage *package, Document *document) {
  for (guint i = 0; i < package->macros->len; i++) {
    g_autoptr(xmlDoc) module = odf_package_xml(package, package->macros->pdata[i]);
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
