/* Presentations as the tests of their readers see them: bytes in, lines out. */
#pragma once

#include "tests/unit/extractors_helpers.h"

/* Runs the whole recognition and extraction of bytes that have no telling name. */
static inline Document *extract_deck(GBytes *bytes) {
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  return extract_bytes("fil.bin", data, length);
}

/* "slide 1: Title\nbody\n", parents in brackets, hidden slides in parentheses; furniture last. */
static inline char *describe(const Document *document) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    g_string_append_printf(out, unit->hidden ? "(%s) %s:" : "%s %s:", unit_kind_name(unit->kind),
                           unit->label ? unit->label : "");
    if (unit->parent)
      g_string_append_printf(out, " [%u]", unit->parent);
    g_string_append_printf(out, " %s\n%s%s", unit->heading ? unit->heading : "-", unit->text, *unit->text ? "\n" : "");
  }
  for (guint i = 0; i < document->furniture->len; i++) {
    const Furniture *furniture = document->furniture->pdata[i];
    g_string_append_printf(out, "furniture: %s\n", furniture->text);
  }
  return g_string_free(out, FALSE);
}
