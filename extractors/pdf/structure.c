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

/* PDFDocEncoding (ISO 32000-1, D.3) from 0x80 to 0xA0; below and above it is Latin-1. */
static const gunichar document_encoding[] = {0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039,
                                             0x203A, 0x2212, 0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A,
                                             0x2122, 0xFB01, 0xFB02, 0x0141, 0x0152, 0x0160, 0x0178, 0x017D, 0x0131,
                                             0x0142, 0x0153, 0x0161, 0x017E, 0xFFFD, 0x20AC};

static int byte_of(gunichar c) {
  for (guint i = 0; i < G_N_ELEMENTS(document_encoding); i++)
    if (document_encoding[i] == c)
      return (int)(0x80 + i);
  return c < 0x100 ? (int)c : -1;
}

/* poppler 22.12 takes the UTF-8 of an element's text for PDFDocEncoding and makes UTF-8 of it once more. The text as it
 * was, or a copy where it was not so. */
static char *undo_encoding(const char *text) {
  g_autoptr(GString) bytes = g_string_new(NULL);
  for (const char *p = text; *p; p = g_utf8_find_next_char(p, NULL)) {
    int byte = byte_of(g_utf8_get_char(p));
    if (byte < 0)
      return g_strdup(text);
    g_string_append_c(bytes, (char)byte);
  }
  return g_strdup(g_utf8_validate(bytes->str, (gssize)bytes->len, NULL) ? bytes->str : text);
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
      if (text && *text) {
        g_autofree char *valid = encoding_make_valid(text, -1);
        g_ptr_array_add(found, undo_encoding(valid));
      }
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
