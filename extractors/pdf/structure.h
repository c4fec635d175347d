/* The structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8). */
#pragma once

#include <poppler.h>

/* The texts of the elements that are headings (H, H1-H6), in order: GPtrArray of char*; empty where the file is not
 * tagged. poppler interprets a whole page for each of them, so only STRUCTURE_MAX_HEADINGS are read. Caller unrefs. */
GPtrArray *structure_headings(PopplerDocument *pdf);

#define STRUCTURE_MAX_HEADINGS 60
