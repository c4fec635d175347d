/* g_autoptr for the types of poppler, libxml2, libgsf and cairo, defined once for all extractors. */
#pragma once

#include <cairo.h>
#include <gsf/gsf.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <poppler.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerPage, g_object_unref)

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GsfInput, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GsfInfile, g_object_unref)

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlDoc, xmlFreeDoc)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlParserCtxt, xmlFreeParserCtxt)

/* xmlChar strings belong to libxml2's allocator: g_autoptr(xmlChar) value = xmlGetProp(…). */
static inline void cleanup_free_xml_char(xmlChar *string) {
  xmlFree(string);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlChar, cleanup_free_xml_char)

typedef cairo_surface_t CairoSurface;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairoSurface, cairo_surface_destroy)
typedef cairo_t CairoContext;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairoContext, cairo_destroy)
