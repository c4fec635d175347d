/* SmartArt and charts in packages beside shapes. */
#include "extractors/office/ppt_metro.h"

#include "extractors/cleanup.h"
#include "extractors/office/charts.h"
#include "extractors/office/diagrams.h"
#include "extractors/office/package.h"

#include <string.h>

#define DRAWING "application/vnd.openxmlformats-officedocument.drawingml"

/* Most packages hold the look of a shape alone; the names of members stand in the clear. */
static gboolean names_graphic(Bytes package) {
  static const char *const names[] = {"diagrams/data", "charts/chart"};
  for (guint i = 0; package.length > 0 && i < G_N_ELEMENTS(names); i++)
    if (memmem(package.data, package.length, names[i], strlen(names[i])))
      return TRUE;
  return FALSE;
}

static void append_graphics(OpcPackage *package, GString *out) {
  static const char *const diagrams[] = {DRAWING ".diagramData+xml", NULL}, *const charts[] = {DRAWING ".chart+xml",
                                                                                               NULL};
  g_autoptr(GPtrArray) parts = opc_package_parts_of_type(package, diagrams);
  for (guint i = 0; i < parts->len; i++) {
    g_autoptr(xmlDoc) part = opc_package_xml(package, parts->pdata[i], NULL);
    if (part)
      diagram_append(xmlDocGetRootElement(part), out);
  }
  g_autoptr(GPtrArray) drawn = opc_package_parts_of_type(package, charts);
  for (guint i = 0; i < drawn->len; i++) {
    g_autoptr(xmlDoc) part = opc_package_xml(package, drawn->pdata[i], NULL);
    if (part)
      chart_append(xmlDocGetRootElement(part), out);
  }
}

char *ppt_metro_text(Bytes bytes) {
  if (!names_graphic(bytes))
    return NULL;
  g_autoptr(GBytes) copy = g_bytes_new(bytes.data, bytes.length);
  ExtractorInput input;
  extractor_input_init_bytes(&input, copy, "");
  OpcPackage *package = opc_package_open(&input, NULL);
  g_autoptr(GString) text = g_string_new(NULL);
  if (package)
    append_graphics(package, text);
  opc_package_free(package);
  extractor_input_clear(&input);
  return text->len > 0 ? g_strdup(text->str) : NULL;
}
