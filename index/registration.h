/* Registration on a connection, shared by the programs and the loadable extension. */
#pragma once

#include "index/tokenizer.h"

typedef struct sqlite3 sqlite3;

/* An SQLite result code. `listener` as in tokenizer.h. */
int registration_run(sqlite3 *handle, const TypeListener *listener);
