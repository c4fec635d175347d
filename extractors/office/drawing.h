/* DrawingML (ECMA-376 Part 1, chapters 20 and 21) to text: paragraphs and tables.
 * Everything that is appended ends without LF; nothing is appended where there is no text. */
#pragma once

#include "extractors/office/package.h"

/* The paragraphs of a text body (a:p children of `body`, 21.1.2.2.6), one line each; a:br is a line end, fields give
 * the text that they showed when the file was saved. `body` may be NULL. */
void drawing_append_text(const xmlNode *body, GString *out);

/* The same; fields that show the number of the slide show `number` where it is not NULL. */
void drawing_append_slide_text(const xmlNode *body, const char *number, GString *out);

/* All paragraphs below `root`, wherever they stand. */
void drawing_append_all_text(const xmlNode *root, GString *out);

/* Whether there is nothing in the text body but fields: a number or a date that a person set in a box of its own. */
gboolean drawing_is_fields(const xmlNode *body);

/* A table (a:tbl, 21.1.3.13): a line a row, TAB between cells; lines within a cell become spaces. */
void drawing_append_table(const xmlNode *table, GString *out);

/* The text of one element, with its escapes resolved. */
void drawing_append_content(const xmlNode *node, GString *out);

/* Appends `text` after an LF where `out` holds something already; trailing white space is left out. */
void drawing_append_line(GString *out, const char *text);
