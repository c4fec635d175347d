/* Objects embedded in the slides of a binary presentation ([MS-PPT] 2.10): charts, whose texts stand on the slide, and
 * files, which are read as attachments of it. */
#pragma once

#include "extractors/extractor.h"
#include "extractors/office/ppt_document.h"
#include "extractors/office/ppt_file.h"

typedef struct PptObjects PptObjects;

/* Both are borrowed until ppt_objects_free(). */
PptObjects *ppt_objects_new(PptFile *file, const PptDocument *document);
void ppt_objects_free(PptObjects *objects);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PptObjects, ppt_objects_free)

/* A shape of the slide that is read shows the object: the text that it has at its place (a chart), or NULL. Caller
 * frees. Each object is read once, where it is shown first. */
char *ppt_objects_show(PptObjects *objects, guint32 reference);

/* Adds the files that were shown since the last call, as units below the slide. FALSE when a ceiling is met. */
gboolean ppt_objects_add(PptObjects *objects, Extraction *extraction, const Unit *slide);

/* How many were broken, locked or too large. */
guint ppt_objects_unread(const PptObjects *objects);
