/* What a running header or footer is put together of, in one line of cells: the page's number, and a title that changes
 * from chapter to chapter. */
#pragma once

#include "pipeline/stages/page_numbers.h"

typedef struct {
  TextSpan title;    /* the line without the cell of the page number */
  gboolean numbered; /* whether its first or last cell is a page number, and not the only one */
  PageNumber number;
} RunningLine;

RunningLine running_line_parse(TextSpan line);

/* The kind of chapter that a title names by number, and the chapter: "KAPITEL" and "KAPITEL 3. SKOG" of "KAPITEL 3.
 * SKOG\t3.2. GRAN", "Del" of "Del IV: Skog", "" of "3.2 Skog". FALSE where it does not begin so. */
gboolean running_line_chapter(TextSpan title, TextSpan *kind, TextSpan *chapter);
