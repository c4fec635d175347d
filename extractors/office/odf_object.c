/* Charts, formulas and tables in packages of their own. */
#include "extractors/office/odf_object.h"

#include "extractors/cleanup.h"
#include "extractors/office/odf_text.h"

/* Media types of what is shown as a picture in its place (ODF 1.3 Part 3, appendix C). */
static gboolean is_graphic(const OdfPackage *package) {
  static const char *const types[] = {"application/vnd.oasis.opendocument.chart",
                                      "application/vnd.oasis.opendocument.formula",
                                      "application/vnd.oasis.opendocument.spreadsheet",
                                      "application/vnd.sun.xml.chart",
                                      "application/vnd.sun.xml.math",
                                      NULL};
  const char *type = odf_package_media_type(package);
  return type && g_strv_contains(types, type);
}

static char *read_content(OdfPackage *package) {
  g_autoptr(xmlDoc) document = odf_package_xml(package, "content.xml");
  if (!document)
    return NULL;
  g_autoptr(OdfReading) reading = odf_reading_new();
  g_auto(OdfText) text;
  odf_text_init(&text, reading);
  reading->package = package;
  reading->depth = 1; /* annotations in objects are not comments of the slide */
  odf_text_append_element(&text, xmlDocGetRootElement(document));
  return text.out->len > 0 ? g_strdup(text.out->str) : NULL;
}

char *odf_object_text(GBytes *bytes) {
  ExtractorInput input;
  extractor_input_init_bytes(&input, bytes, "");
  g_autoptr(OdfPackage) package = odf_package_open(&input, NULL);
  char *text = package && is_graphic(package) ? read_content(package) : NULL;
  extractor_input_clear(&input);
  return text;
}
