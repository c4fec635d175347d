/* The VFS that reads and does as if. Everything it does not mention here is left to the system's own VFS. */
#include "index/snapshot.h"

#include <sqlite3.h>
#include <string.h>

#define PRETEND_CONTROL 0x6e6b01 /* our own opcode for sqlite3_file_control() */
#define WRITE_LOCK 0             /* "WAL-Index Format", section 2.1: byte 120 of the -shm */
#define VERSION_BYTES 18         /* "Database File Format", section 1.3: write and read version, 2 for WAL */

typedef struct {
  sqlite3_file base;
  sqlite3_file *real; /* lies behind this struct */
  gboolean alone;     /* see SNAPSHOT_ALONE */
  gboolean pretend;
} File;

static sqlite3_file *real_of(sqlite3_file *file) {
  return ((File *)file)->real;
}

static int file_close(sqlite3_file *file) {
  return real_of(file)->pMethods->xClose(real_of(file));
}

/* Alone, the file is read as one that has no WAL. */
static int file_read(sqlite3_file *file, void *buffer, int amount, sqlite3_int64 offset) {
  int result = real_of(file)->pMethods->xRead(real_of(file), buffer, amount, offset);
  if (((File *)file)->alone && offset == 0 && amount >= VERSION_BYTES + 2 && result == SQLITE_OK)
    memset((char *)buffer + VERSION_BYTES, 1, 2);
  return result;
}

static int file_write(sqlite3_file *file, const void *buffer, int amount, sqlite3_int64 offset) {
  return SQLITE_READONLY;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
  return SQLITE_READONLY;
}

static int file_sync(sqlite3_file *file, int flags) {
  return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
  return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int file_lock(sqlite3_file *file, int lock) {
  if (lock <= SQLITE_LOCK_SHARED)
    return real_of(file)->pMethods->xLock(real_of(file), lock);
  /* The lock beyond that is wanted only to play a journal back. */
  return lock == SQLITE_LOCK_RESERVED && ((File *)file)->pretend ? SQLITE_OK : SQLITE_READONLY_ROLLBACK;
}

static int file_unlock(sqlite3_file *file, int lock) {
  return real_of(file)->pMethods->xUnlock(real_of(file), lock);
}

static int file_check_reserved(sqlite3_file *file, int *result) {
  return real_of(file)->pMethods->xCheckReservedLock(real_of(file), result);
}

static int file_control(sqlite3_file *file, int operation, void *argument) {
  if (operation == PRETEND_CONTROL) {
    ((File *)file)->pretend = *(gboolean *)argument;
    return SQLITE_OK;
  }
  return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}

static int file_sector_size(sqlite3_file *file) {
  return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int file_characteristics(sqlite3_file *file) {
  return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int file_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
  return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, memory);
}

static int file_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
  if (((File *)file)->pretend && offset == WRITE_LOCK && count == 1 && (flags & SQLITE_SHM_EXCLUSIVE))
    return SQLITE_OK;
  return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void file_shm_barrier(sqlite3_file *file) {
  real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int file_shm_unmap(sqlite3_file *file, int delete) {
  return real_of(file)->pMethods->xShmUnmap(real_of(file), FALSE);
}

/* Version 2: with a WAL, without memory-mapped reading, which a failing disk would turn into a signal. */
static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

static sqlite3_vfs *real_vfs(sqlite3_vfs *vfs) {
  return vfs->pAppData;
}

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags) {
  File *shim = (File *)file;
  shim->real = (sqlite3_file *)(shim + 1);
  shim->pretend = FALSE;
  shim->alone = FALSE;
  int wanted = flags, given = flags;
  if (flags & SQLITE_OPEN_MAIN_DB) {
    shim->alone = sqlite3_uri_boolean(name, SNAPSHOT_ALONE, 0) != 0;
    wanted = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
  } else if (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL)) {
    file->pMethods = NULL;
    return SQLITE_CANTOPEN;
  }
  int result = real_vfs(vfs)->xOpen(real_vfs(vfs), name, shim->real, wanted, &given);
  file->pMethods = shim->real->pMethods ? &methods : NULL;
  if (out_flags)
    *out_flags = flags;
  return result;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync) {
  return SQLITE_IOERR_DELETE;
}

void snapshot_register(void) {
  static sqlite3_vfs vfs;
  if (sqlite3_vfs_find(SNAPSHOT_VFS))
    return;
  sqlite3_vfs *real = sqlite3_vfs_find(NULL);
  vfs = *real;
  vfs.pNext = NULL;
  vfs.pAppData = real;
  vfs.zName = SNAPSHOT_VFS;
  vfs.szOsFile = (int)sizeof(File) + real->szOsFile;
  vfs.xOpen = vfs_open;
  vfs.xDelete = vfs_delete;
  sqlite3_vfs_register(&vfs, 0);
}

void snapshot_pretend(sqlite3 *handle, gboolean pretend) {
  sqlite3_file_control(handle, "main", PRETEND_CONTROL, &pretend);
}
