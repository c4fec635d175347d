/* A recognised export becomes slides, or pages: its parts, without what the site put around and between them. */
#pragma once

#include "document/document.h"
#include "pipeline/stages/export_numbers.h"

typedef struct {
  Document *document;
  GPtrArray *texts; /* LineText* of the sections: where the lines lie */
  GArray *lines;    /* ExportLine */
  TextSpan subject;
  gboolean presentation; /* its parts are slides, not pages */
  gboolean listed;       /* of a site that lists its transcripts */
  gboolean own;          /* no site is around it: what stands before the first slide is the deck's own title page */
  ExportNumbering numbering;
  GArray *starts; /* ExportStart: slide after slide */
} Export;

static inline const ExportLine *export_line(const Export *e, guint i) {
  return &g_array_index(e->lines, ExportLine, i);
}

/* The line where a slide (counted from 0) begins. */
static inline guint export_start(const Export *e, guint slide) {
  return g_array_index(e->starts, ExportStart, slide).line;
}

/* Whether the unit is one that exports are read from. */
gboolean export_takes_unit(const Unit *unit);

/* Puts one unit a slide, with its notes, in the place of the sections; everything of the site becomes furniture. Sets
 * the document's title and, for slides, its kind. */
void export_slides_replace(Export *e);
