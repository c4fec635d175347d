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

/* What letters that were set apart say, run together ("NYTTFRÅNNÄTET"), by the phrase or word they begin with; NULL. */
const GenreWord *genre_of_letters(const char *letters);

/* What a part of an address on the web says ("/vagledningar/"), or NULL; `url` may be NULL. */
const GenreWord *genre_of_address(const char *url);
