/* Charts of Microsoft Graph ([MS-OGRAPH]), which older presentations embed. */
#pragma once

#include "extractors/office/bytes.h"

/* Appends the titles of the chart, a line each, then the words of its table, a line a row; not its numbers. `workbook`
 * is the stream "Workbook" or "Book" of the object. */
void graph_append_text(Bytes workbook, GString *out);
