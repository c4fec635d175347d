/* What a cell of a workbook shows (ECMA-376 Part 1, 18.3.1.4): shared strings, numbers, dates. Formats of numbers are
 * read so far as they tell that a number is a date or a time. */
#pragma once

#include "extractors/office/package.h"

typedef struct CellValues CellValues;

/* Reads shared strings (18.4) and styles (18.8) of the package; `properties` is the workbookPr element, or NULL. */
CellValues *cell_values_new(OpcPackage *package, const GPtrArray *relationships, const xmlNode *properties);
void cell_values_free(CellValues *values);

/* Appends the value of a c element; nothing where it is empty. Line breaks and tabs in it become spaces. */
void cell_values_append(const CellValues *values, const xmlNode *cell, GString *out);
