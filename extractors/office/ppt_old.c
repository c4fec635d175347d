/* What the readers of old presentations share. */
#include "extractors/office/ppt_old.h"

#include "extractors/office/drawing.h"
#include "language/encoding.h"
#include "language/messages.h"

gboolean ppt_old_add_slide(Extraction *extraction, guint number, char *title, char *text, char *notes) {
  Unit *unit = unit_new(UNIT_KIND_SLIDE);
  unit_set_locator(unit, LOCATOR_SLIDE, number, NULL);
  unit->label = g_strdup_printf("%u", number);
  unit->heading = title;
  unit->text = text;
  g_autofree char *own_notes = notes;
  if (!extraction_add_unit(extraction, unit))
    return FALSE;
  if (!own_notes || !*own_notes)
    return TRUE;
  Unit *below = unit_new(UNIT_KIND_NOTES);
  unit_set_locator(below, LOCATOR_SLIDE, number, NULL);
  below->label = g_strdup_printf("%u", number);
  below->parent = unit->ordinal;
  below->text = g_steal_pointer(&own_notes);
  return extraction_add_unit(extraction, below);
}

void ppt_old_set_status(Extraction *extraction) {
  Document *document = extraction->document;
  if (document->units->len > 0)
    document_set_status(document, STATUS_PARTIAL,
                        N_("presentations older than PowerPoint 97 are read in part; save a copy of it as .pptx"),
                        NULL);
  else
    document_set_status(document, STATUS_DAMAGED,
                        N_("the presentation is broken and no slide could be read; get a new copy of it"), NULL);
}

void ppt_old_append_text(Bytes letters, const char *charset, GString *out) {
  if (letters.length == 0)
    return;
  g_autofree char *text = encoding_to_utf8(letters.data, letters.length, charset, NULL, NULL);
  g_strdelimit(text, "\r\v", '\n');
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    drawing_append_line(out, lines[i]);
}
