/* The one file that prepares and steps. */
#include "index/database.h"

#include "index/file_system.h"
#include "index/registration.h"
#include "index/snapshot.h"
#include "language/messages.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

#define BUSY_MILLISECONDS 10000

struct Database {
  sqlite3 *handle;
  GHashTable *statements; /* SQL text -> Statement* */
  TypeListener listener;  /* the tokenizers hold its address */
  const char *fault;      /* of said_by_sqlite; NULL: none yet */
};

struct Statement {
  Database *database;
  sqlite3_stmt *handle;
};

G_DEFINE_QUARK(nordsok - database - error, database_error)

/* By what the system said: SQLite calls only ENOSPC a full disk, and all else an I/O error. */
static DatabaseError error_of_system(int system) {
  switch (system) {
  case ENOSPC:
  case EDQUOT:
  case EFBIG:
    return DATABASE_ERROR_FULL;
  case EACCES:
  case EPERM:
  case EROFS:
    return DATABASE_ERROR_READ_ONLY;
  default:
    return DATABASE_ERROR_DISK;
  }
}

static DatabaseError error_code(int result, int system) {
  switch (result & 0xff) {
  case SQLITE_NOTADB:
    return DATABASE_ERROR_NOT_ONE;
  case SQLITE_CORRUPT:
    return DATABASE_ERROR_DAMAGED;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return DATABASE_ERROR_BUSY;
  case SQLITE_FULL:
    return DATABASE_ERROR_FULL;
  case SQLITE_READONLY:
  case SQLITE_PERM:
    return DATABASE_ERROR_READ_ONLY;
  case SQLITE_IOERR:
    return error_of_system(system);
  case SQLITE_CANTOPEN:
    return system == EACCES || system == EROFS || system == EPERM ? DATABASE_ERROR_READ_ONLY : DATABASE_ERROR_MISSING;
  case SQLITE_INTERRUPT:
    return DATABASE_ERROR_INTERRUPTED;
  default:
    return DATABASE_ERROR_FAILED;
  }
}

/* What SQLite says of a file that cannot be used, so that the catalogues have it. */
static const char *const said_by_sqlite[] = {
    N_("file is not a database"),       N_("database disk image is malformed"),
    N_("unable to open database file"), N_("attempt to write a readonly database"),
    N_("database or disk is full"),     N_("disk I/O error"),
    N_("database is locked"),
};

/* Damage is remembered whether or not the caller wants to know. */
static void note_fault(Database *database, int result) {
  int primary = result & 0xff;
  if (!database->fault)
    database->fault = said_by_sqlite[primary == SQLITE_NOTADB ? 0 : primary == SQLITE_CORRUPT ? 1 : 5];
}

/* What the system said last; 0 where nobody knows. An error that comes from a commit leaves the connection's own word
 * unset: then the WAL has it, or the file. */
static int system_error(sqlite3 *handle) {
  int said = handle ? sqlite3_system_errno(handle) : 0;
  sqlite3_file *beside = NULL;
  if (handle && !said && sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &beside) == SQLITE_OK &&
      beside && beside->pMethods)
    beside->pMethods->xFileControl(beside, SQLITE_FCNTL_LAST_ERRNO, &said);
  if (handle && !said)
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &said);
  return said;
}

static void set_error(GError **error, Database *database, int result) {
  DatabaseError code = error_code(result, system_error(database->handle));
  if (code == DATABASE_ERROR_DAMAGED || code == DATABASE_ERROR_NOT_ONE || code == DATABASE_ERROR_DISK)
    note_fault(database, result);
  /* The handle may hold the message of something else by now, where an extension has failed. */
  const char *message =
      code == DATABASE_ERROR_FAILED && database->handle ? sqlite3_errmsg(database->handle) : sqlite3_errstr(result);
  g_set_error_literal(error, DATABASE_ERROR, (gint)code, message);
}

static void statement_free(Statement *statement) {
  sqlite3_finalize(statement->handle);
  g_free(statement);
}

/* --- opening ----------------------------------------------------------------------------------------------- */

static int open_handle(const char *path, int flags, const char *parameters, sqlite3 **handle) {
  g_autofree char *escaped = g_uri_escape_bytes((const guint8 *)path, strlen(path), "/");
  g_autofree char *uri = g_strdup_printf("file:%s%s", escaped, parameters);
  int result = sqlite3_open_v2(uri, handle, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
  if (result == SQLITE_OK) {
    sqlite3_busy_timeout(*handle, BUSY_MILLISECONDS);
    /* The first read tells whether this is a database, and whether its WAL can be had. */
    result = sqlite3_exec(*handle, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
  }
  return result == SQLITE_OK ? result : sqlite3_extended_errcode(*handle);
}

static gboolean has_beside(const char *path, const char *ending) {
  g_autofree char *beside = g_strconcat(path, ending, NULL);
  struct stat about;
  return stat(beside, &about) == 0 && about.st_size > 0;
}

/* A first run that was killed leaves a journal, which only who may write can play back: so that a reader need not wait
 * for the next run. */
static void play_back_journal(const char *path) {
  sqlite3 *handle = NULL;
  open_handle(path, SQLITE_OPEN_READWRITE, "", &handle);
  sqlite3_close(handle);
}

/* Opens for reading by the first way that works: as it is; after what was left unfinished has been taken back; where
 * the files beside it cannot be made, by the parameters `alone`, which do without them. That is for a file in which
 * nobody is writing and that was closed in order: else what is in its WAL would be left out, and the rest contradict
 * itself. */
static int open_for_reading(const char *path, DatabaseMode mode, Database *database, GError **error) {
  gboolean check = mode == DATABASE_CHECK;
  int flags = check ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  const char *ordinary = check ? "?vfs=" SNAPSHOT_VFS : "";
  const char *alone = check ? "?vfs=" SNAPSHOT_VFS "&" SNAPSHOT_ALONE "=1" : "?immutable=1";
  int result = open_handle(path, flags, ordinary, &database->handle);
  if (result == SQLITE_READONLY_ROLLBACK) {
    sqlite3_close(database->handle);
    play_back_journal(path);
    result = open_handle(path, flags, ordinary, &database->handle);
  }
  if ((result & 0xff) != SQLITE_CANTOPEN && (result & 0xff) != SQLITE_READONLY)
    return result;
  if (has_beside(path, "-wal") || has_beside(path, "-journal")) {
    g_set_error_literal(error, DATABASE_ERROR, DATABASE_ERROR_BESIDE,
                        N_("it is being written to, or was not closed in order, and you may not use the files beside it"
                           " (-wal, -shm, -journal)"));
    return result;
  }
  sqlite3_close(database->handle);
  return open_handle(path, flags, alone, &database->handle);
}

static gboolean set_up(Database *database, const char *path, DatabaseMode mode, GError **error) {
  static const char *const pragmas[] = {
      [DATABASE_READ] = "PRAGMA cache_size=-65536; PRAGMA query_only=ON",
      [DATABASE_WRITE] =
          "PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32768; PRAGMA temp_store=MEMORY",
      [DATABASE_CHECK] = "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON",
  };
  int result = registration_run(database->handle, &database->listener);
  if (result != SQLITE_OK) {
    set_error(error, database, result);
    return FALSE;
  }
  if (mode == DATABASE_CHECK) /* nobody's WAL is to be touched */
    sqlite3_db_config(database->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  /* A mapped file on a network is a program's end (SIGBUS) where the network fails, and not an error. */
  if (mode == DATABASE_READ && !file_system_network(path) &&
      !database_run(database, "PRAGMA mmap_size=1073741824", error))
    return FALSE;
  return database_run(database, pragmas[mode], error);
}

/* What SQLite would say of these is misleading. */
static gboolean check_path(const char *path, DatabaseMode mode, GError **error) {
  struct stat about;
  int result = stat(path, &about);
  if (result == 0 && S_ISDIR(about.st_mode)) {
    g_set_error_literal(error, DATABASE_ERROR, DATABASE_ERROR_FOLDER, N_("this is a folder; name a file in it"));
    return FALSE;
  }
  if (mode == DATABASE_WRITE) {
    g_autofree char *folder = g_path_get_dirname(path);
    if (g_mkdir_with_parents(folder, 0700) == 0)
      return TRUE;
    g_set_error(error, DATABASE_ERROR, DATABASE_ERROR_FOLDER, "%s: %s", folder, g_strerror(errno));
    return FALSE;
  }
  if (result == 0 && (about.st_size > 0 || has_beside(path, "-wal") || !S_ISREG(about.st_mode)))
    return TRUE;
  if (result != 0 && errno != ENOENT && errno != ENOTDIR)
    g_set_error_literal(error, DATABASE_ERROR, DATABASE_ERROR_READ_ONLY, g_strerror(errno));
  else
    g_set_error_literal(error, DATABASE_ERROR, DATABASE_ERROR_MISSING, result == 0 ? "" : g_strerror(errno));
  return FALSE;
}

static int open_in_mode(Database *database, const char *path, DatabaseMode mode, GError **error) {
  if (mode == DATABASE_WRITE)
    return open_handle(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "", &database->handle);
  if (mode == DATABASE_CHECK)
    snapshot_register();
  return open_for_reading(path, mode, database, error);
}

Database *database_open(const char *path, DatabaseMode mode, GError **error) {
  if (!check_path(path, mode, error))
    return NULL;
  g_autoptr(Database) database = g_new0(Database, 1);
  database->statements = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)statement_free);
  g_autoptr(GError) said = NULL;
  int result = open_in_mode(database, path, mode, &said);
  if (said) {
    g_propagate_error(error, g_steal_pointer(&said));
    return NULL;
  }
  if (result != SQLITE_OK) {
    set_error(error, database, result);
    return NULL;
  }
  return set_up(database, path, mode, error) ? g_steal_pointer(&database) : NULL;
}

void database_close(Database *database) {
  if (!database)
    return;
  g_hash_table_unref(database->statements);
  sqlite3_close(database->handle);
  g_free(database);
}

const char *database_get_fault(const Database *database) {
  return database->fault;
}

static int is_interrupted(void *flag) {
  return *(const volatile sig_atomic_t *)flag;
}

void database_set_interrupt(Database *database, const volatile sig_atomic_t *flag) {
  sqlite3_progress_handler(database->handle, 10000, flag ? is_interrupted : NULL, (void *)(guintptr)flag);
}

gboolean database_begin_check(Database *database, GError **error) {
  snapshot_pretend(database->handle, TRUE);
  if (database_run(database, "BEGIN IMMEDIATE", error))
    return TRUE;
  snapshot_pretend(database->handle, FALSE);
  database_run(database, "BEGIN", NULL);
  return FALSE;
}

gboolean database_run(Database *database, const char *sql, GError **error) {
  int result = sqlite3_exec(database->handle, sql, NULL, NULL, NULL);
  if (result != SQLITE_OK)
    set_error(error, database, result);
  return result == SQLITE_OK;
}

gint64 database_last_row(Database *database) {
  return sqlite3_last_insert_rowid(database->handle);
}

guint database_changes(Database *database) {
  return (guint)sqlite3_changes(database->handle);
}

void database_set_type_func(Database *database, TypeFunc func, gpointer data) {
  database->listener = (TypeListener){func, data};
}

typedef struct {
  DatabaseTextFunc func;
  gpointer data;
} TextFunction;

static void call_text_function(sqlite3_context *context, int count, sqlite3_value **values) {
  const TextFunction *function = sqlite3_user_data(context);
  const char *text = count == 1 ? (const char *)sqlite3_value_text(values[0]) : NULL;
  char *answer = text ? function->func(text, function->data) : NULL;
  if (answer)
    sqlite3_result_text(context, answer, -1, g_free);
  else
    sqlite3_result_null(context);
}

gboolean database_add_function(Database *database, const char *name, DatabaseTextFunc func, gpointer data,
                               GError **error) {
  TextFunction *function = g_new(TextFunction, 1);
  *function = (TextFunction){func, data};
  int result = sqlite3_create_function_v2(database->handle, name, 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, function,
                                          call_text_function, NULL, NULL, g_free);
  if (result != SQLITE_OK)
    set_error(error, database, result);
  return result == SQLITE_OK;
}

Statement *database_prepare(Database *database, const char *sql, GError **error) {
  Statement *statement = g_hash_table_lookup(database->statements, sql);
  if (statement) {
    sqlite3_reset(statement->handle);
    sqlite3_clear_bindings(statement->handle);
    return statement;
  }
  sqlite3_stmt *handle;
  int result = sqlite3_prepare_v3(database->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  if (result != SQLITE_OK) {
    set_error(error, database, result);
    return NULL;
  }
  statement = g_new(Statement, 1);
  statement->database = database;
  statement->handle = handle;
  g_hash_table_insert(database->statements, g_strdup(sql), statement);
  return statement;
}

void statement_bind_text(Statement *statement, int parameter, const char *text, gssize length) {
  sqlite3_bind_text(statement->handle, parameter, text, text ? (int)length : 0, SQLITE_TRANSIENT);
}

void statement_bind_int(Statement *statement, int parameter, gint64 value) {
  sqlite3_bind_int64(statement->handle, parameter, value);
}

void statement_bind_double(Statement *statement, int parameter, double value) {
  sqlite3_bind_double(statement->handle, parameter, value);
}

void statement_bind_blob(Statement *statement, int parameter, gconstpointer bytes, gsize length) {
  sqlite3_bind_blob64(statement->handle, parameter, bytes, length, SQLITE_TRANSIENT);
}

void statement_bind_pointer(Statement *statement, int parameter, gpointer pointer, const char *type) {
  sqlite3_bind_pointer(statement->handle, parameter, pointer, type, NULL);
}

Step statement_step(Statement *statement, GError **error) {
  int result = sqlite3_step(statement->handle);
  if (result == SQLITE_ROW)
    return STEP_ROW;
  if (result != SQLITE_DONE)
    set_error(error, statement->database, result);
  sqlite3_reset(statement->handle);
  return result == SQLITE_DONE ? STEP_DONE : STEP_ERROR;
}

gboolean statement_execute(Statement *statement, GError **error) {
  Step step = statement_step(statement, error);
  if (step == STEP_ROW)
    statement_reset(statement);
  return step != STEP_ERROR;
}

void statement_reset(Statement *statement) {
  sqlite3_reset(statement->handle);
}

const char *statement_text(Statement *statement, int column) {
  return (const char *)sqlite3_column_text(statement->handle, column);
}

gint64 statement_int(Statement *statement, int column) {
  return sqlite3_column_int64(statement->handle, column);
}

double statement_double(Statement *statement, int column) {
  return sqlite3_column_double(statement->handle, column);
}

gconstpointer statement_blob(Statement *statement, int column, gsize *length) {
  gconstpointer bytes = sqlite3_column_blob(statement->handle, column);
  *length = (gsize)sqlite3_column_bytes(statement->handle, column);
  return bytes;
}

gint64 database_get_int(Database *database, const char *sql, gint64 fallback) {
  Statement *statement = database_prepare(database, sql, NULL);
  if (!statement || statement_step(statement, NULL) != STEP_ROW)
    return fallback;
  gint64 value = statement_int(statement, 0);
  statement_reset(statement);
  return value;
}
