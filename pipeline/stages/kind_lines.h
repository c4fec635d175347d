/* What single lines show of the kind of a document: labels, parts, dates, advice, the phrases of sites. */
#pragma once

#include "pipeline/stages/lines.h"

/* Labels of an invitation or of minutes at the start of a line: "Målgrupp:", "Til stede:", "Sted<TAB>". Returns which
 * (1..31; synonyms of all languages are the same one), or 0; *length becomes the label's bytes. */
#define LABEL_PRESENT 6 /* "Närvarande:" */
guint meeting_label(TextSpan line, gsize *length);

/* Parts of a report: contents, summary, references ... Returns which (1..31), or 0. The whole line must be it, after a
 * number or not. */
guint report_part(TextSpan line);

/* What stands in the colophon of reports at the start of a line: "ISBN", "Projektledare:", "Tryck:". Returns which
 * (1..31; synonyms are the same one), or 0. */
guint colophon_label(TextSpan line);

/* "Nr 5, december 2012": the line that numbers an issue of a newsletter. */
gboolean is_issue_line(TextSpan line);

/* "Avprenumerera", "Ansvarig utgivare": what newsletters end with. */
gboolean is_newsletter_phrase(TextSpan line);

/* "14 bilder • 1 203 visningar", "Lastet opp av ... 4 nedlastinger": what slide-sharing sites say of a deck. */
gboolean is_sharing_line(TextSpan line);

/* Bytes of a date at the start of the line ("2014-09-25", "25. september 2014", "Publicerad 25/9 2014"), or 0. */
gsize line_date(TextSpan line);

/* "Läs mer", "Kontakta oss", "Om oss": what web pages say around their text. */
gboolean is_page_phrase(TextSpan line);

/* "Steg 1", "Trinn 2": what guides number. */
gboolean is_step(TextSpan line);

/* How often the text gives advice: "bör", "anbefaler", "Tänk på". */
guint count_advice(TextSpan text);
