/* Workbooks of Excel 95 to 2003 ([MS-XLS]), out of their container. */
#pragma once

#include "extractors/extractor.h"
#include "extractors/office/bytes.h"

/* Adds a unit a sheet and sets the status. `stream` is the stream "Workbook" or "Book". */
void xls_read(Extraction *extraction, Bytes stream);
