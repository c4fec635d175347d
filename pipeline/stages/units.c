/* Rebuilding the array of units. Knows nothing of what the units say. */
#include "pipeline/stages/units.h"
#include "pipeline/stages/lines.h"

#include <string.h>

void unit_rebuild_begin(UnitRebuild *rebuild, Document *document) {
  rebuild->document = document;
  rebuild->old = g_ptr_array_sized_new(document->units->len);
  rebuild->next_identity = 1;
  for (guint i = 0; i < document->units->len; i++) {
    Unit *unit = document->units->pdata[i];
    rebuild->next_identity = MAX(rebuild->next_identity, unit->ordinal + 1);
    g_ptr_array_add(rebuild->old, unit);
  }
  g_ptr_array_set_free_func(document->units, NULL);
  g_ptr_array_set_size(document->units, 0);
  g_ptr_array_set_free_func(document->units, (GDestroyNotify)unit_free);
}

Unit *unit_rebuild_keep(UnitRebuild *rebuild, Unit *unit) {
  g_ptr_array_add(rebuild->document->units, unit);
  return unit;
}

Unit *unit_rebuild_add(UnitRebuild *rebuild, Unit *unit) {
  unit->ordinal = rebuild->next_identity++;
  return unit_rebuild_keep(rebuild, unit);
}

void unit_rebuild_drop(UnitRebuild *rebuild, Unit *unit) {
  (void)rebuild;
  unit_free(unit);
}

void unit_rebuild_finish(UnitRebuild *rebuild) {
  GPtrArray *units = rebuild->document->units;
  guint *place = g_new0(guint, rebuild->next_identity); /* identity -> place */
  for (guint i = 0; i < units->len; i++)
    place[((Unit *)units->pdata[i])->ordinal] = i + 1;
  place[0] = 0; /* "no parent" stays so */
  for (guint i = 0; i < units->len; i++) {
    Unit *unit = units->pdata[i];
    unit->ordinal = i + 1;
    unit->parent = unit->parent < rebuild->next_identity ? place[unit->parent] : 0;
  }
  g_free(place);
  g_clear_pointer(&rebuild->old, g_ptr_array_unref);
}

Unit *unit_new_beside(const Unit *from, UnitKind kind) {
  Unit *unit = unit_new(kind);
  unit->parent = from->parent;
  unit_set_locator(unit, from->locator.kind, from->locator.number, from->locator.anchor);
  memcpy(unit->language, from->language, sizeof unit->language);
  unit->language_confidence = from->language_confidence;
  unit->quality = from->quality;
  unit->hidden = from->hidden;
  unit->ocr = from->ocr;
  return unit;
}

void unit_set_text(Unit *unit, const char *text, gsize length) {
  char *copy = span_dup(span_trim((TextSpan){text, length}));
  g_free(unit->text);
  unit->text = copy;
}
