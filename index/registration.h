/* Registration on a connection, shared by the programs and the loadable extension. */
#pragma once

typedef struct sqlite3 sqlite3;

/* An SQLite result code. */
int registration_run(sqlite3 *handle);
