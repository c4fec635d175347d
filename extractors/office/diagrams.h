/* SmartArt (ECMA-376 Part 1, 21.4) to text. */
#pragma once

#include "extractors/office/package.h"

/* The texts of SmartArt: its data part (dgm:dataModel, 21.4.2.9), outline order, a line a paragraph. Prompts that
 * were never written over are left out. FALSE where it holds nothing that could have text. */
gboolean diagram_append(const xmlNode *data_model, GString *out);

/* The relationship that leads from the slide to the picture of the diagram ([MS-ODRAWXML] 2.3.1, dataModelExt), for a
 * data part that says nothing. NULL where it names none. Borrowed from the tree. */
const char *diagram_drawing_id(const xmlNode *data_model);
