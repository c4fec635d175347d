/* Minutes and agendas: sections headed by a rising number become agenda items. */
#pragma once

#include "document/document.h"
#include "pipeline/stages/lines.h"

/* Whether the document says near its top that it is the minutes, the agenda or the summons of a meeting. Reads kept
 * texts (line_text.h) and others. */
gboolean minutes_announced(const Document *document);

typedef struct {
  gboolean worded; /* "Sak 3", "§ 14", "Punkt 2"; else "3." alone */
  guint number;
  guint part;     /* of "12/17": the second number, else 0 */
  TextSpan label; /* as printed: "SAK 3", "§ 14", "3" */
} MinutesItem;

/* FALSE, and *item untouched, where the heading does not begin with the number of an item. */
gboolean minutes_item_parse(TextSpan heading, MinutesItem *item);

/* Makes agenda items of the numbered sections: they get the number as label and keep their headings. Does nothing
 * unless the document is `announced`. Returns whether there were any. */
gboolean minutes_turn_sections(Document *document, gboolean announced);
