/* Reading an index: documents, units, the ledger, counts. Searching is in queries/. */
#pragma once

#include "document/document.h"
#include "index/database.h"

typedef struct Reader Reader;

/* Opens an index for reading. NULL with *error (DATABASE_ERROR_MISSING, _NOT_ONE). */
Reader *reader_open(const char *path, GError **error);
void reader_close(Reader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reader, reader_close)

/* The connection, for queries/. Borrowed. */
Database *reader_get_database(Reader *reader);

/* The analyser for queries and snippets: its memory of types lives as long as the reader. Borrowed. */
Analyser *reader_get_analyser(Reader *reader);

/* Whether the analyser of today is the one that made the index; if not, searching still works, less well. */
gboolean reader_analyser_agrees(Reader *reader);

/* What has been learnt of the index as it is: a query asks for much that an earlier one has asked for. Emptied when
 * another connection has written to the index; to be got anew for each query, within its transaction. */
typedef struct {
  gint64 units;            /* in the index; negative: not counted yet */
  double average_length;   /* tokens a unit; negative: not known yet */
  GHashTable *frequencies; /* char* term -> GINT_TO_POINTER(units that hold it + 1) */
  GArray *lengths;         /* guint16: tokens, by row of unit (rank.h) */
} ReaderMemory;

/* Borrowed. */
ReaderMemory *reader_get_memory(Reader *reader);

/* A unit with what is needed to cite it. */
typedef struct {
  gint64 row, document_row;
  char *public_id, *document_id;
  Unit *unit;
  char *title; /* of the document */
  DocumentKind document_kind;
  char *date;
  char *path; /* of the first source of the document that can be read; NULL when all are gone */
  char *url; /* address on the web: what a person has said, the document says of itself, or its folder's has; or NULL */
  char *media_type;
} Place;

void place_free(Place *place);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Place, place_free)

/* The unit in this row, or with this public id; NULL where there is none. Caller frees. */
Place *reader_get_place(Reader *reader, gint64 row);
Place *reader_find_place(Reader *reader, const char *unit_id);

/* All units of the document with this public id in order: GPtrArray of Place*; NULL where there is none. */
GPtrArray *reader_find_document(Reader *reader, const char *document_id);

/* A document that has left the tables: its content was replaced, or its file is gone. */
typedef struct {
  char *public_id, *title, *path, *date;
  char *left_at;   /* ISO 8601, UTC */
  char *successor; /* public id of what stands in its place today; NULL: nothing */
  DocumentKind kind;
  GPtrArray *units; /* OlderUnit*, in order; of a unit's id: that unit alone */
} Older;

typedef struct {
  char *public_id;
  Unit *unit;
} OlderUnit;

void older_free(Older *older);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Older, older_free)

/* The older version with this public id, of a document or a unit; NULL where there is none. Caller frees. */
Older *reader_find_older(Reader *reader, const char *id);

/* The address on the web of a file in a folder that has one (given.h), or NULL. Caller frees. */
char *reader_get_address(Reader *reader, const char *path);

/* Calls `func` with each key and value that people have said of a path (given.h), in the order of the keys. */
void reader_each_given(Reader *reader, const char *path,
                       void (*func)(const char *key, const char *value, gpointer data), gpointer data);

/* The file that holds the place: its path, or that of the archive around it. NULL without a path. Caller frees. */
char *place_get_file(const Place *place);

/* Address that opens the place: file URI with the locator as fragment. NULL without a path. Caller frees. */
char *place_get_url(const Place *place);

/* A ledger row that failed. */
typedef struct {
  const char *path, *status, *reason, *detail; /* borrowed, for the time of the call */
  gint64 size;
} Failure;

typedef void (*FailureFunc)(const Failure *failure, gpointer data);

/* Calls `func` for each failure (status.h), ordered by path; `status` limits it to one state (NULL: all failures). */
gboolean reader_each_failure(Reader *reader, const char *status, FailureFunc func, gpointer data, GError **error);

/* Counts for `nordsok status`. */
typedef void (*CountFunc)(const char *what, gint64 count, gpointer data);

/* Sources by state. */
gboolean reader_count_states(Reader *reader, CountFunc func, gpointer data, GError **error);
/* Units by language. */
gboolean reader_count_languages(Reader *reader, CountFunc func, gpointer data, GError **error);
/* Documents by kind. */
gboolean reader_count_kinds(Reader *reader, CountFunc func, gpointer data, GError **error);

gint64 reader_count_documents(Reader *reader);
gint64 reader_count_units(Reader *reader);
