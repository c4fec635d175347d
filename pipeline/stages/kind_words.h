/* The words by which a document says what it is: genres in Swedish, bokmål, nynorsk, Danish and English. */
#pragma once

#include "document/document.h"
#include "pipeline/stages/word_scan.h"

typedef struct {
  DocumentKind kind;
  double weight; /* in a title; headings and first lines count for less (kind.c) */
  gboolean weak; /* a word of other trades as well (protocol, agenda, program): tells nothing where it stands alone */
} GenreWord;

/* What a word says, or NULL. Static. */
const GenreWord *genre_of_word(const ScanWord *word);

/* What the line says as a phrase ("Slik gjør du", "Välkommen till"), or NULL. *length becomes the bytes of the phrase,
 * at the line's start. */
const GenreWord *genre_of_phrase(TextSpan line, gsize *length);

/* Labels of an invitation or of minutes at the start of a line: "Målgrupp:", "Til stede:", "Sted<TAB>". Returns which
 * (1..31; synonyms of all languages are the same one), or 0; *length becomes the label's bytes. */
guint meeting_label(TextSpan line, gsize *length);

/* Parts of a report: contents, summary, references ... Returns which (1..31), or 0. The whole line must be it, after a
 * number or not. */
guint report_part(TextSpan line);

/* Bytes of a date at the start of the line ("2014-09-25", "25. september 2014", "Publicerad 25/9 2014"), or 0. */
gsize line_date(TextSpan line);

/* "Läs mer", "Kontakta oss", "Om oss": what web pages say around their text. */
gboolean is_page_phrase(TextSpan line);

/* "Steg 1", "Trinn 2": what guides number. */
gboolean is_step(TextSpan line);

/* How often the text gives advice: "bör", "anbefaler", "Tänk på". */
guint count_advice(TextSpan text);

/* What a part of an address on the web says ("/vagledningar/"), or NULL; `url` may be NULL. */
const GenreWord *genre_of_address(const char *url);
