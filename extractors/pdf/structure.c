/* A walk through the structure tree, under ceilings: it may be deep, wide, and lead back to itself. */
#include "extractors/pdf/structure.h"
#include "extractors/cleanup.h"
#include "language/encoding.h"

#define MAX_DEPTH 40
#define MAX_ELEMENTS 20000

typedef PopplerStructureElementIter StructureIter;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StructureIter, poppler_structure_element_iter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerStructureElement, g_object_unref)

static gboolean is_heading(PopplerStructureElementKind kind) {
  switch (kind) {
  case POPPLER_STRUCTURE_ELEMENT_HEADING:
  case POPPLER_STRUCTURE_ELEMENT_HEADING_1:
  case POPPLER_STRUCTURE_ELEMENT_HEADING_2:
  case POPPLER_STRUCTURE_ELEMENT_HEADING_3:
  case POPPLER_STRUCTURE_ELEMENT_HEADING_4:
  case POPPLER_STRUCTURE_ELEMENT_HEADING_5:
  case POPPLER_STRUCTURE_ELEMENT_HEADING_6:
    return TRUE;
  default:
    return FALSE;
  }
}

/* Headings stand in grouping elements only. */
static void walk(StructureIter *at, guint depth, guint *elements, GPtrArray *found) {
  do {
    if (++*elements > MAX_ELEMENTS || found->len >= STRUCTURE_MAX_HEADINGS)
      return;
    g_autoptr(PopplerStructureElement) element = poppler_structure_element_iter_get_element(at);
    if (!element)
      continue;
    if (is_heading(poppler_structure_element_get_kind(element))) {
      g_autofree char *text = poppler_structure_element_get_text(element, POPPLER_STRUCTURE_GET_TEXT_RECURSIVE);
      if (text && *text)
        g_ptr_array_add(found, encoding_make_valid(text, -1));
    } else if (poppler_structure_element_is_grouping(element) && depth < MAX_DEPTH) {
      g_autoptr(StructureIter) child = poppler_structure_element_iter_get_child(at);
      if (child)
        walk(child, depth + 1, elements, found);
    }
  } while (poppler_structure_element_iter_next(at));
}

GPtrArray *structure_headings(PopplerDocument *pdf) {
  GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(StructureIter) first = poppler_structure_element_iter_new(pdf);
  guint elements = 0;
  if (first)
    walk(first, 0, &elements, found);
  return found;
}
