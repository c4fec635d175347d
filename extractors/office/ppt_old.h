/* Presentations older than PowerPoint 97. Their formats were never published; what is known here is what can be seen in
 * such files: slides in their order with their texts and notes. The documents become `partial`. */
#pragma once

#include "extractors/extractor.h"
#include "extractors/office/bytes.h"

/* The stream of PowerPoint 4. */
#define PPT_OLD_STREAM "PP40"

/* Whether a document stream is that of PowerPoint 95, whose records have longer headers. */
gboolean ppt_old_is_95(Bytes stream);

/* Both add units and set the status. */
void ppt_old_read_95(Extraction *extraction, Bytes stream);
void ppt_old_read_4(Extraction *extraction, Bytes stream);

/* For the two: adds slide `number` (from 1) and its notes; takes the strings. FALSE when a ceiling is met. */
gboolean ppt_old_add_slide(Extraction *extraction, guint number, char *title, char *text, char *notes);

/* The same: sets the state that such documents end in. */
void ppt_old_set_status(Extraction *extraction);

/* The same: appends letters of an old character set ("windows-1252", "macintosh"), with CR and vertical tab as ends of
 * lines, empty lines left out. */
void ppt_old_append_text(Bytes letters, const char *charset, GString *out);
