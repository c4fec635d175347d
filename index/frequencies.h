/* In how many units a term of the index stands. FTS5 tells it by reading all places where the term stands, which takes
 * 13 ms for a word in 400,000 units; a query asks for some hundred terms. So the frequent ones are kept in a table,
 * which is made anew at the end of a run that has changed much. What it says may be a quarter old: enough for weights,
 * and a term that it has is held by some unit or was. */
#pragma once

#include "index/database.h"

#define FREQUENCIES_TABLE                                                                                              \
  "CREATE TABLE IF NOT EXISTS frequency(term TEXT PRIMARY KEY, units INTEGER NOT NULL) WITHOUT ROWID;"

/* Units that hold the term, prefix and all: exact for rare terms. `known` is what was found before (ReaderMemory), and
 * gets what is found now. */
gint64 frequencies_find(Database *database, GHashTable *known, const char *term);

/* Forgets what the table says: before the texts are analysed anew. */
gboolean frequencies_clear(Database *database, GError **error);

/* Makes the table anew where the units have become a quarter more or less since it was made, and first puts the
 * segments of each full-text table together, since a query looks every term up in every segment: half of its time where
 * there are a dozen. Indexes of a few thousand units have no need of either. In the caller's transaction. */
gboolean frequencies_refresh(Database *database, GError **error);
