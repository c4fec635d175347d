/* Whether a PDF's own table of where its objects lie is sound (ISO 32000-1, 7.5.4 and 7.5.8). poppler rebuilds a broken
 * one without a word, and then misses what only the table could tell. */
#pragma once

#include "extractors/extractor.h"

/* Looks where the end of the file says that the table lies, at the tables before it, and at the places of a sample of
 * the objects. FALSE where there is no such place, no table there, or other things where the objects should be.
 * Compressed tables are believed once their object is found. */
gboolean cross_reference_is_sound(const ExtractorInput *input);
