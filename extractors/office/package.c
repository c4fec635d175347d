/* Parts, media types, relationships and core properties of an office package. */
#include "extractors/office/package.h"

#include "extractors/cleanup.h"
#include "extractors/metadata.h"
#include "extractors/office/ooxml.h"
#include "extractors/office/zip.h"

#include <stdlib.h>
#include <string.h>

struct OpcPackage {
  ZipReader *zip;
  GHashTable *overrides; /* part name, lower-case -> media type */
  GHashTable *defaults;  /* name's ending, lower-case -> media type */
  gboolean damaged, too_large;
};

static void relationship_free(gpointer data) {
  OpcRelationship *relationship = data;
  g_free(relationship->id);
  g_free(relationship->type);
  g_free(relationship->target);
  g_free(relationship);
}

/* --- media types (ECMA-376 Part 2, 7.2.3) ----------------------------------------------------- */

static const char *skip_slash(const char *name) {
  while (*name == '/')
    name++;
  return name;
}

static void read_content_types(OpcPackage *package) {
  g_autoptr(xmlDoc) types = opc_package_xml(package, "[Content_Types].xml", NULL);
  const xmlNode *root = types ? xmlDocGetRootElement(types) : NULL;
  for (const xmlNode *node = root ? root->children : NULL; node; node = node->next) {
    const char *type = ooxml_attribute(node->type == XML_ELEMENT_NODE ? node : NULL, NS_NONE, "ContentType");
    const char *part = NULL, *ending = NULL;
    if (type && ooxml_is(node, NS_CONTENT_TYPES, "Override"))
      part = ooxml_attribute(node, NS_NONE, "PartName");
    else if (type && ooxml_is(node, NS_CONTENT_TYPES, "Default"))
      ending = ooxml_attribute(node, NS_NONE, "Extension");
    if (part)
      g_hash_table_insert(package->overrides, g_ascii_strdown(skip_slash(part), -1), g_strdup(type));
    else if (ending)
      g_hash_table_insert(package->defaults, g_ascii_strdown(ending, -1), g_strdup(type));
  }
}

const char *opc_package_media_type(const OpcPackage *package, const char *part) {
  g_autofree char *key = g_ascii_strdown(skip_slash(part), -1);
  const char *type = g_hash_table_lookup(package->overrides, key);
  const char *dot = strrchr(key, '.');
  return type || !dot ? type : g_hash_table_lookup(package->defaults, dot + 1);
}

/* The last number in a name: slide12.xml -> 12. */
static guint64 number_in_name(const char *name) {
  const char *end = name + strlen(name);
  while (end > name && !g_ascii_isdigit(end[-1]))
    end--;
  while (end > name && g_ascii_isdigit(end[-1]))
    end--;
  return g_ascii_strtoull(end, NULL, 10);
}

static int compare_numbered(gconstpointer a, gconstpointer b) {
  const char *const *na = a, *const *nb = b;
  guint64 x = number_in_name(*na), y = number_in_name(*nb);
  return x < y ? -1 : x > y ? 1 : strcmp(*na, *nb);
}

GPtrArray *opc_package_parts_of_type(const OpcPackage *package, const char *const *media_types) {
  GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
  GHashTableIter iterator;
  gpointer part, type;
  g_hash_table_iter_init(&iterator, package->overrides);
  while (g_hash_table_iter_next(&iterator, &part, &type))
    if (g_strv_contains(media_types, type))
      g_ptr_array_add(parts, g_strdup(part));
  g_ptr_array_sort(parts, compare_numbered);
  return parts;
}

int opc_package_kind(const OpcPackage *package, const char *const *main_part_types) {
  for (int i = 0; main_part_types[i]; i++) {
    const char *const wanted[] = {main_part_types[i], NULL};
    g_autoptr(GPtrArray) parts = opc_package_parts_of_type(package, wanted);
    if (parts->len > 0)
      return i;
  }
  return -1;
}

GPtrArray *opc_package_numbered_parts(const OpcPackage *package, const char *prefix, const char *suffix) {
  GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GList) names = zip_reader_names(package->zip, prefix);
  for (const GList *item = names; item; item = item->next) {
    const char *name = item->data;
    if (!g_str_has_prefix(name, prefix) || !g_str_has_suffix(name, suffix))
      continue;
    const char *number = name + strlen(prefix);
    gsize digits = strspn(number, "0123456789");
    if (digits > 0 && strcmp(number + digits, suffix) == 0)
      g_ptr_array_add(parts, g_strdup(name));
  }
  g_ptr_array_sort(parts, compare_numbered);
  return parts;
}

/* --- parts ------------------------------------------------------------------------------------ */

OpcPackage *opc_package_open(const ExtractorInput *input, GError **error) {
  ZipReader *zip = zip_reader_new(input, error);
  if (!zip)
    return NULL;
  OpcPackage *package = g_new0(OpcPackage, 1);
  package->zip = zip;
  package->overrides = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  package->defaults = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  read_content_types(package);
  return package;
}

void opc_package_free(OpcPackage *package) {
  if (!package)
    return;
  zip_reader_free(package->zip);
  g_hash_table_unref(package->overrides);
  g_hash_table_unref(package->defaults);
  g_free(package);
}

gboolean opc_package_contains(const OpcPackage *package, const char *part) {
  return zip_reader_contains(package->zip, part);
}

xmlDoc *opc_package_aid_xml(OpcPackage *package, const char *part, gboolean *complete, GError **error) {
  gboolean whole = FALSE, well_formed = FALSE;
  g_autoptr(GBytes) bytes = zip_reader_read(package->zip, part, OPC_MAX_PART, &whole, error);
  if (!bytes)
    return NULL;
  gsize length;
  const void *data = g_bytes_get_data(bytes, &length);
  xmlDoc *document = ooxml_parse(data, length, &well_formed);
  if (!document)
    g_set_error(error, ZIP_ERROR, ZIP_ERROR_DAMAGED, "%s is not XML", part);
  *complete = whole && well_formed;
  return document;
}

xmlDoc *opc_package_xml(OpcPackage *package, const char *part, GError **error) {
  gboolean complete = TRUE;
  g_autoptr(GError) fault = NULL;
  xmlDoc *document = opc_package_aid_xml(package, part, &complete, &fault);
  package->too_large |= g_error_matches(fault, ZIP_ERROR, ZIP_ERROR_TOO_LARGE);
  package->damaged |= !complete || g_error_matches(fault, ZIP_ERROR, ZIP_ERROR_DAMAGED);
  if (fault)
    g_propagate_error(error, g_steal_pointer(&fault));
  return document;
}

GBytes *opc_package_bytes(OpcPackage *package, const char *part, gsize ceiling) {
  return zip_reader_read_binary(package->zip, part, ceiling, NULL);
}

gboolean opc_package_is_damaged(const OpcPackage *package) {
  return package->damaged;
}

gboolean opc_package_is_too_large(const OpcPackage *package) {
  return package->too_large;
}

/* --- relationships (ECMA-376 Part 2, 6.5) ----------------------------------------------------- */

/* A target, which is a reference relative to the folder of the part (RFC 3986, 5.2.4), as a part name. */
static char *resolve_target(const char *part, const char *target) {
  g_autofree char *plain = g_uri_unescape_string(target, NULL);
  g_autofree char *folder = *target == '/' ? g_strdup("") : g_path_get_dirname(part);
  g_autofree char *joined = g_strconcat(folder, "/", plain ? plain : target, NULL);
  joined[strcspn(joined, "#?")] = '\0';
  g_auto(GStrv) steps = g_strsplit(joined, "/", -1);
  g_autoptr(GPtrArray) kept = g_ptr_array_new();
  for (guint i = 0; steps[i]; i++) {
    if (strcmp(steps[i], "..") == 0 && kept->len > 0)
      g_ptr_array_set_size(kept, (gint)kept->len - 1);
    else if (*steps[i] && strcmp(steps[i], ".") != 0 && strcmp(steps[i], "..") != 0)
      g_ptr_array_add(kept, steps[i]);
  }
  g_ptr_array_add(kept, NULL);
  return g_strjoinv("/", (char **)kept->pdata);
}

/* The part that holds the relationships of a part: "ppt/_rels/presentation.xml.rels". */
static char *relationships_part(const char *part) {
  const char *slash = strrchr(part, '/');
  const char *name = slash ? slash + 1 : part;
  return g_strdup_printf("%.*s_rels/%s.rels", (int)(name - part), part, name);
}

GPtrArray *opc_package_relationships(OpcPackage *package, const char *part) {
  GPtrArray *list = g_ptr_array_new_with_free_func(relationship_free);
  g_autofree char *name = relationships_part(part);
  g_autoptr(xmlDoc) document = opc_package_xml(package, name, NULL);
  const xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
  for (const xmlNode *node = root ? root->children : NULL; node; node = node->next) {
    if (!ooxml_is(node, NS_PACKAGE_RELATIONS, "Relationship") || list->len >= OPC_MAX_RELATIONSHIPS)
      continue;
    const char *id = ooxml_attribute(node, NS_NONE, "Id"), *type = ooxml_attribute(node, NS_NONE, "Type");
    const char *target = ooxml_attribute(node, NS_NONE, "Target"), *mode = ooxml_attribute(node, NS_NONE, "TargetMode");
    if (!id || !type || !target)
      continue;
    const char *slash = strrchr(type, '/');
    OpcRelationship *relationship = g_new0(OpcRelationship, 1);
    relationship->id = g_strdup(id);
    relationship->type = g_strdup(slash ? slash + 1 : type);
    relationship->external = mode && strcmp(mode, "External") == 0;
    relationship->target = relationship->external ? g_strdup(target) : resolve_target(part, target);
    g_ptr_array_add(list, relationship);
  }
  return list;
}

const OpcRelationship *opc_relationship_by_id(const GPtrArray *relationships, const char *id) {
  for (guint i = 0; id && i < relationships->len; i++) {
    const OpcRelationship *relationship = relationships->pdata[i];
    if (!relationship->external && strcmp(relationship->id, id) == 0)
      return relationship;
  }
  return NULL;
}

const OpcRelationship *opc_relationship_by_type(const GPtrArray *relationships, const char *type) {
  for (guint i = 0; i < relationships->len; i++) {
    const OpcRelationship *relationship = relationships->pdata[i];
    if (!relationship->external && strcmp(relationship->type, type) == 0)
      return relationship;
  }
  return NULL;
}

/* --- core properties -------------------------------------------------------------------------- */

static void read_property(const xmlNode *node, Document *document) {
  g_autoptr(xmlChar) content = xmlNodeGetContent(node);
  const char *value = (const char *)content;
  if (!value)
    return;
  if (ooxml_is(node, NS_DUBLIN_CORE, "title"))
    metadata_set_title(document, value);
  else if (ooxml_is(node, NS_DUBLIN_CORE, "creator"))
    metadata_add_authors(document, value);
  else if (ooxml_is(node, NS_DUBLIN_CORE, "subject"))
    metadata_set(document, "subject", value);
  else if (ooxml_is(node, NS_DUBLIN_CORE, "description"))
    metadata_set(document, "description", value);
  else if (ooxml_is(node, NS_CORE_PROPERTIES, "keywords"))
    metadata_set(document, "keywords", value);
  else if (ooxml_is(node, NS_DUBLIN_CORE_TERMS, "created"))
    metadata_set(document, "created", value);
  else if (ooxml_is(node, NS_DUBLIN_CORE_TERMS, "modified"))
    metadata_set(document, "modified", value);
}

char *opc_package_main_part(OpcPackage *package, const char *const *main_part_types, const char *usual) {
  g_autoptr(GPtrArray) relationships = opc_package_relationships(package, "");
  const OpcRelationship *main_part = opc_relationship_by_type(relationships, "officeDocument");
  if (main_part && opc_package_contains(package, main_part->target))
    return g_strdup(main_part->target);
  g_autoptr(GPtrArray) parts = opc_package_parts_of_type(package, main_part_types);
  return g_strdup(parts->len > 0 ? parts->pdata[0] : usual);
}

void opc_package_read_properties(OpcPackage *package, Document *document) {
  g_autoptr(GPtrArray) relationships = opc_package_relationships(package, "");
  const OpcRelationship *core = opc_relationship_by_type(relationships, "core-properties");
  g_autoptr(xmlDoc) properties = opc_package_xml(package, core ? core->target : "docProps/core.xml", NULL);
  const xmlNode *root = properties ? xmlDocGetRootElement(properties) : NULL;
  for (const xmlNode *node = root ? root->children : NULL; node; node = node->next)
    if (node->type == XML_ELEMENT_NODE)
      read_property(node, document);
}
