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

void stage_structure(Document *document) {
  page_headings_take(document);
  gboolean announced = minutes_announced(document);
  if (!exports_split(document))
    headings_split(document, announced);
  agenda_split(document);
  headings_limit_sections(document);
  minutes_turn_sections(document, announced);
  line_texts_finish(document);
  title_choose(document);
}
