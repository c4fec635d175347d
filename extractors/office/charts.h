/* Charts to text: what is written in them, not the numbers that they draw. */
#pragma once

#include "extractors/office/package.h"

/* Titles, categories and names of series of a chart part: c:chartSpace (ECMA-376 Part 1, 21.2.2.29), or cx:chartSpace
 * ([MS-ODRAWXML] 2.24.3) of the kinds of chart that came in 2016. */
void chart_append(const xmlNode *chart_space, GString *out);

/* The relationship that leads to shapes drawn on the chart (c:userShapes, 21.2.2.228), or NULL. Borrowed. */
const char *chart_shapes_id(const xmlNode *chart_space);
