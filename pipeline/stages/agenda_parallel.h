/* What goes on at the same time in a programme: tracks in columns, sessions under one hour. */
#pragma once

#include "document/document.h"
#include "pipeline/stages/lines.h"

/* How many tracks a line of cells (parted by TAB) names, "Tid\tSpår A\tSpår B"; 0 for other lines. */
guint agenda_count_tracks(TextSpan line);

/* Cells of a line, parted by TAB; an empty one has one. */
guint agenda_count_cells(TextSpan line);

/* Appends to `items` the agenda item, or what it holds: one item for each of `tracks` cells of its title, or for each
 * session that its lines label ("A  Fortetting", "Parallellt B: Vindkraft"). All have its time and locator. Takes
 * ownership of the unit. */
void agenda_split_parallel(Unit *unit, guint tracks, GPtrArray *items);
