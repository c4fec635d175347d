/* Filters in a query: "kind:meeting", "place:Lund", "theme:waste", "date:2014..2016", "when:2014-09", "person:",
 * "org:", "country:NO", "language:nb", "quality:0.8" (at least); "-" before one turns it round. A value of several
 * words stands in quotes. Each has names in Swedish and Norwegian, too ("typ:", "plats:", "sted:", "tema:", "datum:",
 * "när:", "språk:", "land:").
 *
 * place: of a county has its municipalities with it. country: is that of most of the document's places, a venue
 * counting for three, unless it was set by hand; not that of its language.
 *
 * date: is the document's, when: any date that is told in the unit. place: and theme: of a unit, or of its document as
 * a whole (venue, main themes). */
#pragma once

#include "index/reader.h"

typedef enum {
  FILTER_KIND,
  FILTER_PLACE,
  FILTER_THEME,
  FILTER_DATE,
  FILTER_WHEN,
  FILTER_PERSON,
  FILTER_ORGANISATION,
  FILTER_LANGUAGE,
  FILTER_QUALITY,
  FILTER_COUNTRY,
} FilterKind;

typedef struct {
  FilterKind kind;
  gboolean excluded;
  char *value; /* as typed */
} Filter;

/* Takes the filters out of a query: GPtrArray of Filter*, freed by the caller; *rest gets the other words, as typed. A
 * word that looks like a filter and has no value of use (a kind or date that is none) stays a word. */
GPtrArray *filters_take(const char *text, char **rest);

/* Units that pass all filters, as one bit a row (rank.h: ranking_allows()); rows past the end do not pass. NULL with
 * *error where the index fails. Caller frees with g_byte_array_unref(). */
GByteArray *filters_rows(Reader *reader, const GPtrArray *filters, GError **error);
