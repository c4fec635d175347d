/* Running headers and footers by their places: the `clean` stage sees lines only, and of a document of two pages one
 * repetition proves little to it. */
#pragma once

#include "extractors/pdf/pages.h"

/* Takes lines out of the texts of the pages' units, and notes them as furniture, that stand in the margins at the same
 * height on at least two pages and three in five, and say the same but for digits. What has no words (a page number
 * alone) and the heads of tables are left to the stage, which labels the pages by them. Where no page would keep a
 * word, nothing is taken. */
void running_lines_take(PdfReading *reading);
