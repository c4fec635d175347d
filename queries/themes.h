/* How many documents are about each theme, by year and country. */
#pragma once

#include "index/reader.h"

typedef struct {
  const char *theme, *label; /* id; the name that the finding has, in the language of one of the documents */
  const char *year;          /* "2014"; "" where the document has no date */
  const char *country;       /* "SE"; "" where neither the document nor its places tell */
  gint64 documents;
} ThemeCount;

/* Calls `func` for each theme, year and country of documents that are about the theme, in that order; strings are
 * borrowed for the time of the call. A document without a country has that of most of its places. `scheme`
 * ("practice"): themes of this scheme only; NULL: all. FALSE with *error where the index cannot be read. */
gboolean themes_count(Reader *reader, const char *scheme, void (*func)(const ThemeCount *count, gpointer data),
                      gpointer data, GError **error);
