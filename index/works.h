/* Which documents are versions of one work: the same talk as PDF, PPT and HTML, two editions of a guide.
 *
 * A sketch (language/sketch.h) is kept of every document of enough words. At the end of a run those that came or lost a
 * neighbour are compared with what shares a band with them, and joined: document.work is then the smallest row among
 * the versions, NULL where a document stands alone. What is to be placed yet is in the table itself (band
 * WORKS_PENDING), so that a run that was killed loses nothing. docs/duplicates.md tells why the numbers are what they
 * are. */
#pragma once

#include "document/document.h"
#include "index/database.h"
#include "language/sketch.h"

/* Documents of fewer different shingles have no sketch: so little is alike by chance. */
#define WORKS_LEAST_SIZE 12

/* Bands of signature_band that are none of the sketch's. */
#define WORKS_PENDING (-1)       /* hash 0: the document is to be placed */
#define WORKS_WHOLE SKETCH_BANDS /* hash: the key of the whole sketch */

/* What is told of a document, beside its words. */
typedef struct {
  char language[8];
  DocumentKind kind;
} WorksTraits;

/* Whether two documents are versions of one work:
 *  - they share .64 of their shingles;
 *  - where one is a presentation, .54, since exports lose charts and lettering; or .3, and what is in the shorter is
 *    nearly all (.85) in the longer: slides, and their handout with notes. Not so elsewhere: an empty form is in every
 *    filled-in one, and would make them all one work;
 *  - but .8 where the shorter has fewer than 40 shingles, and where their languages are known and differ (translations
 *    share licences, tables and names), .75 where both are of meetings (minutes share their form). */
gboolean works_are_same(const GArray *a, const WorksTraits *a_traits, const GArray *b, const WorksTraits *b_traits);

/* The sketch of the words of a document: without notes and comments, which some formats lose. Caller frees. */
GArray *works_sketch(const Document *document);

/* The stored sketch of a document; NULL where it has none. Caller frees. */
GArray *works_get_sketch(Database *database, gint64 document);

/* To be called within the transaction that adds a document, after its row, */
gboolean works_add(Database *database, gint64 id, const Document *document, GError **error);
/* and within the one that deletes it, before its row goes: the others of its work are to be placed anew. */
gboolean works_leave(Database *database, gint64 id, GError **error);

/* Places what is pending, in transactions of its own. Where the sketches are of another version, makes all of them anew
 * from the stored text. */
gboolean works_refresh(Database *database, GError **error);
