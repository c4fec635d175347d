/* The tables of an index file, and the way from older versions to this one. Forward only. */
#pragma once

#include "index/database.h"

#define SCHEMA_VERSION 7

/* Brings the file up to SCHEMA_VERSION in one transaction; makes all tables in an empty file. FALSE with *error
 * (DATABASE_ERROR_NOT_ONE) where the file is another program's or newer than this program. */
gboolean schema_migrate(Database *database, GError **error);

/* Checks that the file is an index of exactly this version; for readers. */
gboolean schema_check(Database *database, GError **error);

/* Whether there is an index of ours at `path`, of whatever version, by the first bytes of the file alone (file format
 * of SQLite, 1.3). */
gboolean schema_is_index_file(const char *path);
