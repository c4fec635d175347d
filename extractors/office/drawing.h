/* DrawingML (ECMA-376 Part 1, chapters 20 and 21) to text: paragraphs, tables, diagrams, charts.
 * Everything that is appended ends without LF; nothing is appended where there is no text. */
#pragma once

#include "extractors/office/package.h"

/* The paragraphs of a text body (a:p children of `body`, 21.1.2.2.6), one line each; a:br is a line end, fields give
 * the text that they showed when the file was saved. `body` may be NULL. */
void drawing_append_text(const xmlNode *body, GString *out);

/* A table (a:tbl, 21.1.3.13): a line a row, TAB between cells; lines within a cell become spaces. */
void drawing_append_table(const xmlNode *table, GString *out);

/* The texts of SmartArt: its data part (dgm:dataModel, 21.4.2.9), outline order, a line a paragraph. */
void drawing_append_diagram(const xmlNode *data_model, GString *out);

/* Titles, categories and names of series of a chart part (c:chartSpace, 21.2.2.29); not its numbers. */
void drawing_append_chart(const xmlNode *chart_space, GString *out);

/* Appends `text` after an LF where `out` holds something already; trailing white space is left out. */
void drawing_append_line(GString *out, const char *text);
