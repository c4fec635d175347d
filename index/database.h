/* SQLite, kept in one place: only database.c prepares and steps, and its result codes do not leave it.
 *
 * One connection, one thread. Statements are cached by their text. Text goes in and out as bytes with a length
 * and is bound by copy unless said otherwise. */
#pragma once

#include "language/analyse.h"

#include <gio/gio.h>
#include <signal.h>

typedef struct Database Database;
typedef struct Statement Statement;

typedef enum {
  DATABASE_READ,  /* never writes; falls back to `immutable=1` in a place one cannot write (STYLE: pitfall 17) */
  DATABASE_WRITE, /* makes the file and its folder where they are missing; WAL; busy timeout 10 s */
  DATABASE_CHECK, /* reads only, but FTS5's integrity-check runs on it: see database_begin_check() */
} DatabaseMode;

typedef enum {
  DATABASE_ERROR_FAILED,
  DATABASE_ERROR_MISSING,     /* no such file, or an empty one */
  DATABASE_ERROR_NOT_ONE,     /* not a SQLite file, or not one that this program can use */
  DATABASE_ERROR_FOLDER,      /* the path is a folder, or its folder cannot be had */
  DATABASE_ERROR_BUSY,        /* another program writes */
  DATABASE_ERROR_FULL,        /* no room: on the disk, by quota or by the limit on the size of files */
  DATABASE_ERROR_READ_ONLY,   /* no permission to write */
  DATABASE_ERROR_DAMAGED,     /* what is in the file contradicts itself */
  DATABASE_ERROR_DISK,        /* the disk or the network gave an error */
  DATABASE_ERROR_BESIDE,      /* the files beside it (-wal, -shm, -journal) are needed and cannot be used */
  DATABASE_ERROR_NETWORK,     /* on a file system of several computers, where writing would damage it */
  DATABASE_ERROR_INTERRUPTED, /* by the flag of database_set_interrupt() */
} DatabaseError;

#define DATABASE_ERROR (database_error_quark())
GQuark database_error_quark(void);

/* Opens `path` (file name encoding), which DATABASE_CHECK and DATABASE_READ leave as it is, and registers what the
 * index needs (tokenizer, ranking function): without them every statement on a full-text table fails (STYLE: pitfall
 * 3). */
Database *database_open(const char *path, DatabaseMode mode, GError **error);
void database_close(Database *database);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Database, database_close)

/* Has statements end with DATABASE_ERROR_INTERRUPTED soon after *flag is set. `flag` is borrowed; NULL: never. */
void database_set_interrupt(Database *database, const volatile sig_atomic_t *flag);

/* The first sign of damage or of a failing disk that this connection has met, also where the caller asked for no error:
 * what was read since may lack something. SQLite's words, a msgid; NULL: none. */
const char *database_get_fault(const Database *database);

/* Begins a transaction of a DATABASE_CHECK connection, in which `INSERT INTO fts(fts, rank) VALUES('integrity-check',
 * 1)` works though nothing is locked and nothing written: others go on reading and writing. Ends with ROLLBACK. FALSE
 * with *error where it can only be read (the transaction is begun all the same, without the integrity-check). */
gboolean database_begin_check(Database *database, GError **error);

/* Has `func` told of word types as this connection's tokenizers meet them (tokenizer.h). It must not use the database.
 */
void database_set_type_func(Database *database, TypeFunc func, gpointer data);

/* A function of SQL, of one text: NULL text is not asked about. What it returns is freed; NULL for NULL. */
typedef char *(*DatabaseTextFunc)(const char *text, gpointer data);

/* Adds such a function to the connection, or replaces it. `data` must live as long as statements use it. */
gboolean database_add_function(Database *database, const char *name, DatabaseTextFunc func, gpointer data,
                               GError **error);

/* Runs one or more statements without parameters and results. */
gboolean database_run(Database *database, const char *sql, GError **error);

gint64 database_last_row(Database *database);

/* Rows that the last INSERT, UPDATE or DELETE changed. */
guint database_changes(Database *database);

/* The prepared statement for `sql`, reset and without bindings; borrowed. NULL with *error where the SQL does not fit.
 */
Statement *database_prepare(Database *database, const char *sql, GError **error);

/* Parameters count from 1. NULL text binds NULL; length -1: NUL-terminated. */
void statement_bind_text(Statement *statement, int parameter, const char *text, gssize length);
void statement_bind_int(Statement *statement, int parameter, gint64 value);
void statement_bind_double(Statement *statement, int parameter, double value);
void statement_bind_blob(Statement *statement, int parameter, gconstpointer bytes, gsize length);
/* A pointer for a function of ours, see sqlite3_bind_pointer(); `type` is a static string. */
void statement_bind_pointer(Statement *statement, int parameter, gpointer pointer, const char *type);

typedef enum { STEP_ROW, STEP_DONE, STEP_ERROR } Step;

/* One step. At STEP_DONE and STEP_ERROR (*error set) the statement is reset. */
Step statement_step(Statement *statement, GError **error);

/* Steps a statement that gives no rows. */
gboolean statement_execute(Statement *statement, GError **error);

/* Ends a statement whose rows were not all fetched. */
void statement_reset(Statement *statement);

/* Columns count from 0. Text is borrowed until the next step; NULL for NULL. */
const char *statement_text(Statement *statement, int column);
gint64 statement_int(Statement *statement, int column);
double statement_double(Statement *statement, int column);
/* Borrowed until the next step, with its length; NULL for NULL and for an empty one. */
gconstpointer statement_blob(Statement *statement, int column, gsize *length);

/* The first column of the first row of a query without parameters; `fallback` where there is none. */
gint64 database_get_int(Database *database, const char *sql, gint64 fallback);
