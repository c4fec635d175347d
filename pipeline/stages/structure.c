/* The stage `structure`: citable places out of whatever the format gave. The order matters: a deck must be slides
 * before its lines are read as headings, and a programme must leave a section before its length is judged. */
#include "pipeline/stages/agenda.h"
#include "pipeline/stages/exports.h"
#include "pipeline/stages/headings.h"
#include "pipeline/stages/line_text.h"
#include "pipeline/stages/minutes.h"
#include "pipeline/stages/page_headings.h"
#include "pipeline/stages/stage.h"
#include "pipeline/stages/titles.h"

#define LEAST_AGENDA_ITEMS 3

static guint count_kind(const Document *document, UnitKind kind) {
  guint count = 0;
  for (guint i = 0; i < document->units->len; i++)
    count += ((Unit *)document->units->pdata[i])->kind == kind;
  return count;
}

static void choose_kind(Document *document, gboolean minutes) {
  if (count_kind(document, UNIT_KIND_SLIDE) > 0)
    document->kind = DOCUMENT_KIND_PRESENTATION;
  else if (minutes || count_kind(document, UNIT_KIND_AGENDA_ITEM) >= LEAST_AGENDA_ITEMS)
    document->kind = DOCUMENT_KIND_MEETING;
}

void stage_structure(Document *document) {
  page_headings_take(document);
  gboolean announced = minutes_announced(document);
  if (!exports_split(document))
    headings_split(document, announced);
  agenda_split(document);
  headings_limit_sections(document);
  gboolean minutes = minutes_turn_sections(document, announced);
  line_texts_finish(document);
  title_choose(document);
  choose_kind(document, minutes);
}
