/* SmartArt in packages beside shapes. */
#include "extractors/office/ppt_metro.h"

#include "extractors/cleanup.h"
#include "extractors/office/drawing.h"
#include "extractors/office/ooxml.h"
#include "extractors/office/package.h"

#include <string.h>

/* Most packages hold the look of a shape alone; the names of members stand in the clear. */
static gboolean names_diagram(Bytes package) {
  static const char name[] = "diagrams/data";
  return package.length > 0 && memmem(package.data, package.length, name, sizeof name - 1);
}

/* Points that are content (ECMA-376 Part 1, 21.4.7.51) in the order of the file, which is that of the outline unless
 * somebody moved them. */
static void append_points(const xmlNode *data_model, GString *out) {
  const xmlNode *list = ooxml_child(data_model, NS_DIAGRAM, "ptLst");
  for (const xmlNode *point = list ? list->children : NULL; point; point = point->next) {
    const char *type = ooxml_is(point, NS_DIAGRAM, "pt") ? ooxml_attribute(point, NS_NONE, "type") : "none";
    if (!type || strcmp(type, "node") == 0 || strcmp(type, "asst") == 0)
      drawing_append_text(ooxml_child(point, NS_DIAGRAM, "t"), out);
  }
}

static void append_diagrams(OpcPackage *package, GString *out) {
  static const char *const media_types[] = {"application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
                                            NULL};
  g_autoptr(GPtrArray) parts = opc_package_parts_of_type(package, media_types);
  for (guint i = 0; i < parts->len; i++) {
    g_autoptr(xmlDoc) part = opc_package_xml(package, parts->pdata[i], NULL);
    if (part)
      append_points(xmlDocGetRootElement(part), out);
  }
}

char *ppt_metro_text(Bytes bytes) {
  if (!names_diagram(bytes))
    return NULL;
  g_autoptr(GBytes) copy = g_bytes_new(bytes.data, bytes.length);
  ExtractorInput input;
  extractor_input_init_bytes(&input, copy, "");
  OpcPackage *package = opc_package_open(&input, NULL);
  g_autoptr(GString) text = g_string_new(NULL);
  if (package)
    append_diagrams(package, text);
  opc_package_free(package);
  extractor_input_clear(&input);
  return text->len > 0 ? g_strdup(text->str) : NULL;
}
