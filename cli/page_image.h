/* Pictures of pages: `nordsok show ID --image FILE`. */
#pragma once

#include "index/reader.h"

/* Writes the page of the place as PNG to `path`, with what answers `query` marked (NULL: nothing). Returns the exit
 * code; what is wrong has been told. */
int page_image_write(Reader *reader, const Place *place, const char *path, double dpi, const char *query,
                     const GPtrArray *passwords);
