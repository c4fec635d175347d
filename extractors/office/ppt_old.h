/* Presentations older than PowerPoint 97, whose formats were never published: their texts, without titles, places or
 * notes. The documents become `partial`. */
#pragma once

#include "extractors/extractor.h"
#include "extractors/office/ppt_record.h"

#include <gsf/gsf.h>

/* The stream of PowerPoint 4. */
#define PPT_OLD_STREAM "PP40"

/* Whether a document stream is that of PowerPoint 95, whose records have longer headers. */
gboolean ppt_old_is_95(Bytes stream);

void ppt_old_read_95(Extraction *extraction, GsfInfile *container, Bytes stream);
void ppt_old_read_4(Extraction *extraction, GsfInfile *container);
