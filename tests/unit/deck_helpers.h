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

/* Bytes of a package changed here and there never give more units than it has. */
G_GNUC_UNUSED static void check_changed(GBytes *bytes, guint most_units) {
  g_autoptr(GRand) random = g_rand_new_with_seed(3);
  gsize length;
  const guint8 *data = g_bytes_get_data(bytes, &length);
  for (guint round = 0; round < 300; round++) {
    g_autofree guint8 *copy = g_memdup2(data, length);
    for (guint i = 0; i < 4; i++)
      copy[g_rand_int_range(random, 4, (gint32)length)] = (guint8)g_rand_int_range(random, 0, 256);
    g_autoptr(GBytes) changed = g_bytes_new_take(g_steal_pointer(&copy), length);
    g_autoptr(Document) document = extract_deck(changed);
    g_assert_cmpuint(document->units->len, <=, most_units);
  }
}
