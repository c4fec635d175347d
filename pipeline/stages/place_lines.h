/* Lines that tell where something is held, and where somebody comes from. Part of the stage `places`. */
#pragma once

#include "document/document.h"

typedef struct {
  TextRange range; /* after a label ("Plats: ..."), or a meeting's headline */
  gboolean labelled;
} PlaceVenue;

/* Appends, in order and without overlap, PlaceVenue for each label of a venue in `text`, and for a meeting's headline
 * where the field is a heading or title. */
void place_lines_find_venues(const char *text, FindingField field, GArray *venues);

/* Whether a name at `start` is the venue of the headline: after a preposition, a comma, a dash or a colon. */
gboolean place_lines_is_at(const char *text, const PlaceVenue *venue, gsize start);

/* The part after `part` of the range, parted by commas, semicolons and dashes, trimmed. `part` begins as an empty range
 * at the range's start. */
gboolean place_lines_next_part(const char *text, const TextRange *range, TextRange *part);

/* Whether the part could be a venue's name: a capital first, few words, no date, time or weekday. */
gboolean place_lines_is_name(const char *text, const TextRange *part);

/* The same of one word alone, which names no meeting: what a headline ends with. */
gboolean place_lines_is_short_name(const char *text, const TextRange *part);

/* Whether the name at [start, end) tells where a person comes from: a name of two words or more before it, parted from
 * it by a comma, a dash or a parenthesis, and nothing but titles between. */
gboolean place_lines_is_affiliation(const char *text, gsize start, gsize end);
