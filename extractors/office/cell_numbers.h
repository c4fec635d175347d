/* What formats of numbers (ECMA-376 Part 1, 18.8.30 and 18.8.31) make of numbers in cells, so far as they tell that one
 * is a date or a time. The same in workbooks of all ages. */
#pragma once

#include <glib.h>

/* Digits that Excel shows of a number; what is stored after them (0.30000000000000004) is none of it. */
#define CELL_DIGITS 15

typedef enum { CELL_SHOWS_NUMBER, CELL_SHOWS_DATE, CELL_SHOWS_TIME, CELL_SHOWS_BOTH } CellNumberKind;

/* Of a format that every workbook has. */
CellNumberKind cell_number_built_in_kind(gint64 id);

/* Of a format that the workbook defines. */
CellNumberKind cell_number_kind_of_format(const char *code);

/* Appends days since the epoch (18.17.4.1; there are two) as ISO 8601. FALSE where they are none. */
gboolean cell_date_append(double days, CellNumberKind kind, gboolean from_1904, GString *out);

void cell_number_append(double number, GString *out);
