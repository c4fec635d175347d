/* What the files that write an index share: the connection, the transaction, the run. For writer.c and its neighbours
 * alone (ledger.c, document_rows.c). */
#pragma once

#include "index/writer.h"

struct Writer {
  Database *database;
  int lock_fd; /* flock() on the index itself; closed after the database, since closing drops SQLite's own locks */
  gint64 run;
  gboolean in_transaction;
  gint64 began; /* monotonic microseconds */
  gsize bytes;
  GHashTable *types; /* char*: word types met since the last commit */
  GByteArray *seen;  /* a bit for each row of source that was found as it was in this run */
};

/* Begins a transaction where there is none. */
gboolean writer_begin(Writer *writer, GError **error);

/* Writes the word types met since the last commit, within the transaction. */
gboolean writer_commit_types(Writer *writer, GError **error);

/* Takes the transaction back where `done` is FALSE, with the documents of its batch: their ledger rows go with them, so
 * the next run reads them again. Gives `done` back. */
gboolean writer_settle(Writer *writer, gboolean done);

/* --- document_rows.c ------------------------------------------------------------------------------------------- */

/* Writes a document with its units into the tables and the full-text tables. */
gboolean document_rows_insert(Writer *writer, const Source *source, const Document *document, gint64 *id,
                              GError **error);

/* Writes the findings of one kind for a document that is there, beside those that it has. */
gboolean document_rows_insert_findings(Writer *writer, gint64 id, const Document *found, FindingKind kind,
                                       GError **error);

/* Takes it out of all of them. */
gboolean document_rows_delete(Writer *writer, gint64 id, GError **error);

/* Writes the words of the document's own row (title, people, places ...) into the full-text table, or takes them out:
 * to be called before and after what they are made of changes. */
gboolean document_rows_index(Writer *writer, gint64 id, GError **error);
gboolean document_rows_unindex(Writer *writer, gint64 id, GError **error);

/* Row of the document that came from this content; 0 where there is none. `sha256` may be NULL. */
gint64 document_rows_find(Writer *writer, const char *sha256);

/* Row of the document with this public id; 0 where there is none. `public_id` may be NULL. */
gint64 document_rows_find_public(Writer *writer, const char *public_id);

/* Its public id; NULL where there is no such row. Caller frees. */
char *document_rows_public_id(Writer *writer, gint64 document);

/* Number of its units. */
gint64 document_rows_count_units(Writer *writer, gint64 document);

/* --- ledger.c -------------------------------------------------------------------------------------------------- */

/* Writes the row of a source. `document` NULL: a duplicate, which has no reader of its own; `id` 0: no document. */
gboolean ledger_put(Writer *writer, const Source *source, Status status, const Document *document, gint64 id,
                    GError **error);

/* Row of the document that the path has now; 0 where there is none. */
gint64 ledger_document_of_path(Writer *writer, const char *path);

/* Gives the place of the one that was read to a duplicate, where the document has only duplicates left. */
gboolean ledger_promote(Writer *writer, gint64 document, GError **error);

/* Takes what the path held before out of the tables, unless it is `kept` or another source still has it: it becomes an
 * older version, whose successor is `kept` (0: none). `remember` FALSE: it does not. */
gboolean ledger_drop_document(Writer *writer, const char *path, gint64 kept, gboolean remember, GError **error);

/* --- reindex.c ------------------------------------------------------------------------------------------------- */

/* Takes away what an unfinished writer_reindex() has left: the index is about to change under it. */
gboolean reindex_abandon(Writer *writer, GError **error);
