/* Programmes: lines that begin with rising times become agenda items. */
#pragma once

#include "document/document.h"
#include "pipeline/stages/lines.h"

/* Makes agenda items of the sections and pages of the document that hold a programme, and of sections whose headings
 * begin with times. An item follows its parent in reading order, bears its locator (its own line, where
 * lines are cited), and takes its lines along. */
void agenda_split(Document *document);

/* Whether the line begins with a time of day, after a list mark or "kl." or not. */
gboolean agenda_starts_with_time(TextSpan line);
