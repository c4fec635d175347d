/* Finds the FTS5 interface of a connection and registers tokenizer and ranking function there. */
#include <sqlite3ext.h>
#ifndef SQLITE_CORE
extern const sqlite3_api_routines *sqlite3_api;
#endif

#include "index/grams.h"
#include "index/rank.h"
#include "index/registration.h"
#include "index/tokenizer.h"

/* As documented in "SQLite FTS5 Extension", section 7. */
static int find_fts5(sqlite3 *handle, fts5_api **api) {
  sqlite3_stmt *statement = NULL;
  *api = NULL;
  int result = sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, NULL);
  if (result == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, api, "fts5_api_ptr", NULL);
    sqlite3_step(statement);
    result = sqlite3_finalize(statement);
  }
  return result == SQLITE_OK && !*api ? SQLITE_ERROR : result;
}

int registration_run(sqlite3 *handle, const TypeListener *listener) {
  fts5_api *api;
  int result = find_fts5(handle, &api);
  if (result == SQLITE_OK)
    result = tokenizer_register(api, listener);
  if (result == SQLITE_OK)
    result = grams_register(api);
  if (result == SQLITE_OK)
    result = rank_register(api);
  return result;
}
