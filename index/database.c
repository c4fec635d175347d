/* The one file that prepares and steps. */
#include "index/database.h"

#include "index/registration.h"
#include "language/messages.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define BUSY_MILLISECONDS 10000

struct Database {
  sqlite3 *handle;
  GHashTable *statements; /* SQL text -> Statement* */
  TypeListener listener;  /* the tokenizers hold its address */
};

struct Statement {
  sqlite3_stmt *handle;
};

G_DEFINE_QUARK(nordsok - database - error, database_error)

static DatabaseError error_code(int result) {
  switch (result & 0xff) {
  case SQLITE_NOTADB:
  case SQLITE_CORRUPT:
    return DATABASE_ERROR_NOT_ONE;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return DATABASE_ERROR_BUSY;
  case SQLITE_FULL:
  case SQLITE_READONLY:
  case SQLITE_PERM:
    return DATABASE_ERROR_FULL;
  case SQLITE_CANTOPEN:
    return DATABASE_ERROR_MISSING;
  default:
    return DATABASE_ERROR_FAILED;
  }
}

/* What SQLite says of a file that cannot be used, so that the catalogues have it. */
static const char *const said_by_sqlite[] G_GNUC_UNUSED = {
    N_("file is not a database"),       N_("database disk image is malformed"),
    N_("unable to open database file"), N_("attempt to write a readonly database"),
    N_("database or disk is full"),     N_("disk I/O error"),
    N_("database is locked"),
};

static void set_error(GError **error, sqlite3 *handle, int result) {
  const char *message = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(result);
  g_set_error_literal(error, DATABASE_ERROR, (gint)error_code(result), message);
}

static void statement_free(Statement *statement) {
  sqlite3_finalize(statement->handle);
  g_free(statement);
}

static int open_handle(const char *path, DatabaseMode mode, gboolean immutable, sqlite3 **handle) {
  g_autofree char *escaped = g_uri_escape_bytes((const guint8 *)path, strlen(path), "/");
  g_autofree char *uri = g_strdup_printf("file:%s%s", escaped, immutable ? "?immutable=1" : "");
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX |
              (mode == DATABASE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  int result = sqlite3_open_v2(uri, handle, flags, NULL);
  if (result == SQLITE_OK) {
    sqlite3_busy_timeout(*handle, BUSY_MILLISECONDS);
    /* The first read tells whether this is a database, and whether its WAL can be had. */
    result = sqlite3_exec(*handle, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
  }
  return result;
}

static int open_for_reading(const char *path, sqlite3 **handle) {
  int result = open_handle(path, DATABASE_READ, FALSE, handle);
  if ((result & 0xff) == SQLITE_CANTOPEN || (result & 0xff) == SQLITE_READONLY) {
    sqlite3_close(*handle);
    result = open_handle(path, DATABASE_READ, TRUE, handle);
  }
  return result;
}

static gboolean set_up(Database *database, DatabaseMode mode, GError **error) {
  int result = registration_run(database->handle, &database->listener);
  if (result != SQLITE_OK) {
    set_error(error, database->handle, result);
    return FALSE;
  }
  const char *pragmas = mode == DATABASE_WRITE
                            ? "PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                              "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY"
                            : "PRAGMA cache_size=-65536; PRAGMA query_only=ON; PRAGMA mmap_size=1073741824";
  return database_run(database, pragmas, error);
}

Database *database_open(const char *path, DatabaseMode mode, GError **error) {
  if (mode == DATABASE_READ && access(path, F_OK) != 0) {
    g_set_error(error, DATABASE_ERROR, DATABASE_ERROR_MISSING, "%s", g_strerror(errno));
    return NULL;
  }
  if (mode == DATABASE_WRITE) {
    g_autofree char *folder = g_path_get_dirname(path);
    if (g_mkdir_with_parents(folder, 0700) != 0) {
      g_set_error(error, DATABASE_ERROR, DATABASE_ERROR_FULL, "%s: %s", folder, g_strerror(errno));
      return NULL;
    }
  }
  g_autoptr(Database) database = g_new0(Database, 1);
  database->statements = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)statement_free);
  int result = mode == DATABASE_READ ? open_for_reading(path, &database->handle)
                                     : open_handle(path, mode, FALSE, &database->handle);
  if (result != SQLITE_OK) {
    set_error(error, database->handle, result);
    return NULL;
  }
  return set_up(database, mode, error) ? g_steal_pointer(&database) : NULL;
}

void database_close(Database *database) {
  if (!database)
    return;
  g_hash_table_unref(database->statements);
  sqlite3_close(database->handle);
  g_free(database);
}

gboolean database_run(Database *database, const char *sql, GError **error) {
  int result = sqlite3_exec(database->handle, sql, NULL, NULL, NULL);
  if (result != SQLITE_OK)
    set_error(error, database->handle, result);
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
    set_error(error, database->handle, result);
    return NULL;
  }
  statement = g_new(Statement, 1);
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
    set_error(error, sqlite3_db_handle(statement->handle), result);
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
