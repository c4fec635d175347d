/* Entry point of nordsok_fts.so: `.load ./nordsok_fts` in the sqlite3 shell, load_extension() in Python. */
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1

#include "index/registration.h"

int sqlite3_nordsokfts_init(sqlite3 *handle, char **message, const sqlite3_api_routines *api);

/* The name is what SQLite makes of the file's name: letters after "lib", up to the first dot. */
int sqlite3_nordsokfts_init(sqlite3 *handle, char **message, const sqlite3_api_routines *api) {
  SQLITE_EXTENSION_INIT2(api)
  return registration_run(handle, NULL);
}
