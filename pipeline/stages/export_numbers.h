/* The numbers that part the slides of an export: what a line begins with, and which lines follow each other. */
#pragma once

#include "pipeline/stages/lines.h"

/* A line of the sections an export is read from. */
typedef struct {
  TextSpan text;
  guint unit; /* index of the unit it stands in */
  gboolean heading;
  gboolean opens; /* a paragraph begins here */
} ExportLine;

typedef enum {
  NUMBERED_PARAGRAPHS, /* "1 Text" where a paragraph begins */
  NUMBERED_BARE,       /* "1" alone on its line */
  NUMBERED_LINES,      /* "1 Text" on any line */
  NUMBERED_ITEMS,      /* "- 1 Text": a list of the page */
  NUMBERED_GLUED,      /* "1Text" on any line, since a space was lost, beside "1 Text" */
  NUMBERED_POINTS,     /* "1. Text", "- 1. Text" */
  NUMBERED_TWICE,      /* "1. 1. Text": the numbers of a list whose items bear theirs already */
  NUMBERED_SLIDES,     /* "Slide 1", "[Slide 1]", "Slide 1 of 9", "Slide 1: Text" */
  NUMBERED_PAGES,      /* "Page 1: Text" */
} ExportNumbering;

/* The number that the line begins with, and in *rest what follows it; 0 where it begins with none in that manner. */
guint export_number(const ExportLine *line, ExportNumbering numbering, TextSpan *rest);

typedef struct {
  guint line;   /* index into the lines */
  guint number; /* as printed */
} ExportStart;

/* The longest run 1, 2, 3, ... of starts (ExportStart) in the lines (ExportLine) from line `from` to before `limit`.
 * Caller frees. */
GArray *export_starts_find(const GArray *lines, guint from, guint limit, ExportNumbering numbering);

/* The same for named slides (NUMBERED_SLIDES) in all lines, where the first one may go without its name. */
GArray *export_starts_find_named(const GArray *lines);

/* Goes on before line `limit` where the run broke off: some numbers left out ("4, 7, 8"), or the count begun anew
 * ("5, 1, 2, 3"). Both must be sure of themselves, since numbers also stand inside slides. */
void export_starts_continue(const GArray *lines, GArray *starts, ExportNumbering numbering, guint limit);
