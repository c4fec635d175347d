/* Copies by VACUUM INTO, and VACUUM. */
#include "index/upkeep.h"

#include "index/database.h"
#include "index/file_system.h"
#include "index/schema.h"
#include "language/messages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes beyond the index's own that a copy may take. */
#define ROOM_BESIDE (1024 * 1024)

#define OPTIMIZE                                                                                                       \
  "INSERT INTO unit_fts(unit_fts) VALUES('optimize');"                                                                 \
  "INSERT INTO document_fts(document_fts) VALUES('optimize');"                                                         \
  "INSERT INTO vocabulary_grams(vocabulary_grams) VALUES('optimize');"

G_DEFINE_QUARK(nordsok - upkeep - error, upkeep_error)

static gboolean fail(GError **error, UpkeepError code, const char *message) {
  g_set_error_literal(error, UPKEEP_ERROR, (gint)code, message);
  return FALSE;
}

static gboolean fail_by_errno(GError **error) {
  return fail(error, UPKEEP_ERROR_WRITE, g_strerror(errno));
}

gboolean upkeep_check_room(const char *folder, guint64 needed, GError **error) {
  guint64 room = file_system_room(folder);
  if (room >= needed)
    return TRUE;
  g_autofree char *there = g_format_size(room);
  g_autofree char *wanted = g_format_size(needed);
  g_autofree char *message = g_strdup_printf(_("%s are free in %s, and %s are needed"), there, folder, wanted);
  return fail(error, UPKEEP_ERROR_ROOM, message);
}

static guint64 used_bytes(Database *database) {
  gint64 pages = database_get_int(database,
                                  "SELECT page_count - freelist_count FROM pragma_page_count, "
                                  "pragma_freelist_count",
                                  0);
  return (guint64)(pages * database_get_int(database, "PRAGMA page_size", 4096));
}

/* --- copies ------------------------------------------------------------------------------------------------ */

static gboolean has_beside(const char *path, const char *ending) {
  g_autofree char *beside = g_strconcat(path, ending, NULL);
  return access(beside, F_OK) == 0;
}

/* A file beside `target` would be taken for the copy's own. */
static gboolean check_target(const char *path, const char *target, gboolean force, GError **error) {
  struct stat index, there;
  gboolean exists = stat(target, &there) == 0;
  if (exists && stat(path, &index) == 0 && index.st_ino == there.st_ino && index.st_dev == there.st_dev)
    return fail(error, UPKEEP_ERROR_ITSELF, "");
  if (has_beside(target, "-wal") || has_beside(target, "-journal"))
    return fail(error, UPKEEP_ERROR_IN_USE, "");
  if (lstat(target, &there) != 0)
    return errno == ENOENT ? TRUE : fail_by_errno(error);
  return force && S_ISREG(there.st_mode) ? TRUE : fail(error, UPKEEP_ERROR_EXISTS, "");
}

/* The copy's name until it is whole. */
static char *make_temporary(const char *target, GError **error) {
  g_autofree char *name = g_strconcat(target, ".XXXXXX", NULL);
  int fd = g_mkstemp_full(name, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0) {
    fail_by_errno(error);
    return NULL;
  }
  close(fd);
  return g_steal_pointer(&name);
}

static gboolean sync_path(const char *path, GError **error) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  gboolean done = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL); /* EINVAL: a folder of a file system that has none */
  if (!done)
    fail_by_errno(error);
  if (fd >= 0)
    close(fd);
  return done;
}

static gboolean rename_to(const char *temporary, const char *target, gboolean force, GError **error) {
  g_autofree char *folder = g_path_get_dirname(target);
  int result = force ? -1 : renameat2(AT_FDCWD, temporary, AT_FDCWD, target, RENAME_NOREPLACE);
  if (result != 0 && !force && errno == EEXIST)
    return fail(error, UPKEEP_ERROR_EXISTS, "");
  if (result != 0 && (force || errno == EINVAL || errno == ENOSYS)) /* not every file system can refuse */
    result = rename(temporary, target);
  return result == 0 ? sync_path(folder, error) : fail_by_errno(error);
}

/* Not within query_only, which VACUUM INTO takes for itself as well. */
static gboolean vacuum_into(Database *database, const char *temporary, GError **error) {
  if (!database_run(database, "PRAGMA query_only=OFF", error))
    return FALSE;
  Statement *vacuum = database_prepare(database, "VACUUM INTO ?1", error);
  if (!vacuum)
    return FALSE;
  g_autofree char *escaped = g_uri_escape_bytes((const guint8 *)temporary, strlen(temporary), "/");
  g_autofree char *uri = g_strconcat("file:", escaped, NULL); /* as the connection reads names */
  statement_bind_text(vacuum, 1, uri, -1);
  return statement_execute(vacuum, error);
}

/* No run goes on in the copy: it needs neither a journal nor a second file. */
static gboolean make_compact(const char *temporary, const CopyOptions *options, GError **error) {
  g_autoptr(Database) database = database_open(temporary, DATABASE_WRITE, error);
  if (!database)
    return FALSE;
  database_set_interrupt(database, options->interrupted);
  return database_run(
      database, "PRAGMA journal_mode=MEMORY; BEGIN;" OPTIMIZE "COMMIT; VACUUM; PRAGMA journal_mode=DELETE", error);
}

static gboolean write_copy(Database *database, const char *temporary, const CopyOptions *options, GError **error) {
  if (!vacuum_into(database, temporary, error))
    return FALSE;
  if (options->kind == COPY_BACKUP)
    return sync_path(temporary, error);
  if (!make_compact(temporary, options, error))
    return FALSE;
  if (chmod(temporary, 0444) != 0)
    return fail_by_errno(error);
  return sync_path(temporary, error);
}

/* What SQLite says of a failed copy may be about either file: no room and no permission are about the copy. */
static void tell_which(GError **error) {
  if (!error || !*error || (*error)->domain != DATABASE_ERROR)
    return;
  const char *message = NULL;
  if ((*error)->code == DATABASE_ERROR_FULL)
    message = N_("there is no room to write: the disk is full, or a quota or limit is met");
  else if ((*error)->code == DATABASE_ERROR_READ_ONLY || (*error)->code == DATABASE_ERROR_MISSING)
    message = N_("you have no permission to write there");
  if (!message)
    return;
  g_clear_error(error);
  fail(error, UPKEEP_ERROR_WRITE, message);
}

static void remove_copy(const char *temporary) {
  static const char *const endings[] = {"", "-journal", "-wal", "-shm"};
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *file = g_strconcat(temporary, endings[i], NULL);
    unlink(file);
  }
}

gboolean upkeep_copy(const char *path, const char *target, const CopyOptions *options, guint64 *bytes, GError **error) {
  g_autoptr(Database) database = database_open(path, DATABASE_READ, error);
  if (!database || !schema_check(database, error) || !check_target(path, target, options->force, error))
    return FALSE;
  database_set_interrupt(database, options->interrupted);
  g_autofree char *folder = g_path_get_dirname(target);
  guint64 needed = used_bytes(database) * (options->kind == COPY_PUBLISH ? 2 : 1) + ROOM_BESIDE;
  g_autofree char *temporary = upkeep_check_room(folder, needed, error) ? make_temporary(target, error) : NULL;
  if (!temporary)
    return FALSE;
  struct stat about;
  gboolean done = write_copy(database, temporary, options, error);
  if (!done)
    tell_which(error);
  done = done && stat(temporary, &about) == 0 && rename_to(temporary, target, options->force, error);
  if (done)
    *bytes = (guint64)about.st_size;
  else
    remove_copy(temporary);
  return done;
}

/* --- vacuum ------------------------------------------------------------------------------------------------ */

static guint64 bytes_on_disk(const char *path) {
  g_autofree char *wal = g_strconcat(path, "-wal", NULL);
  struct stat index = {0}, beside = {0};
  stat(path, &index);
  stat(wal, &beside);
  return (guint64)(index.st_size + beside.st_size);
}

static gboolean forget_older(Database *database, guint *forgotten, GError **error) {
  *forgotten = (guint)database_get_int(database, "SELECT count(*) FROM older_document", 0);
  return database_run(database, "BEGIN IMMEDIATE; DELETE FROM older_unit; DELETE FROM older_document; COMMIT", error);
}

/* Brings the WAL into the file and cuts both; FALSE where readers keep it from doing so, which is no error. */
static gboolean empty_wal(Database *database) {
  Statement *checkpoint = database_prepare(database, "PRAGMA wal_checkpoint(TRUNCATE)", NULL);
  gboolean done = checkpoint && statement_step(checkpoint, NULL) == STEP_ROW && statement_int(checkpoint, 0) == 0;
  if (checkpoint)
    statement_reset(checkpoint);
  return done;
}

static gboolean vacuum(Database *database, const char *path, const VacuumOptions *options, VacuumResult *result,
                       GError **error) {
  if (!schema_check(database, error))
    return FALSE;
  result->before = bytes_on_disk(path);
  g_autofree char *folder = g_path_get_dirname(path);
  /* Once into a temporary file and once into the WAL. */
  if (!upkeep_check_room(folder, used_bytes(database) * 2 + ROOM_BESIDE, error))
    return FALSE;
  database_set_interrupt(database, options->interrupted);
  if (options->forget_older && !forget_older(database, &result->forgotten, error))
    return FALSE;
  if (!database_run(database, "BEGIN IMMEDIATE;" OPTIMIZE "COMMIT; PRAGMA temp_store=FILE; VACUUM", error)) {
    database_run(database, "ROLLBACK", NULL);
    return FALSE;
  }
  result->in_use = !empty_wal(database);
  result->after = bytes_on_disk(path);
  return TRUE;
}

gboolean upkeep_vacuum(const char *path, const VacuumOptions *options, VacuumResult *result, GError **error) {
  *result = (VacuumResult){0};
  int lock = run_lock_take(path, FALSE, options->waiting, options->data, error);
  if (lock < 0)
    return FALSE;
  Database *database = database_open(path, DATABASE_WRITE, error);
  gboolean done = database && vacuum(database, path, options, result, error);
  database_close(database);
  close(lock);
  return done;
}
