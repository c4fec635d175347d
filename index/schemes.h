/* Schemes of themes that a user has imported: their themes and labels, and which documents have been themed by each.
 * The findings themselves are rows of the table `finding`, beside those of the built-in schemes. */
#pragma once

#include "document/skos.h"
#include "index/writer.h"
#include "language/themes.h"

/* themed: a document without a row for a scheme is stale. A scheme that is imported anew has a new row, so that all
 * documents are. */
#define SCHEMES_TABLES                                                                                                 \
  "CREATE TABLE scheme(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, path TEXT NOT NULL, sha256 TEXT NOT NULL,"   \
  "  imported TEXT NOT NULL, themes INTEGER NOT NULL, labels INTEGER NOT NULL);"                                       \
  "CREATE TABLE scheme_theme(scheme INTEGER NOT NULL REFERENCES scheme(id) ON DELETE CASCADE,"                         \
  "  number INTEGER NOT NULL, theme TEXT NOT NULL, uri TEXT NOT NULL, PRIMARY KEY(scheme, number)) WITHOUT ROWID;"     \
  "CREATE TABLE scheme_label(scheme INTEGER NOT NULL REFERENCES scheme(id) ON DELETE CASCADE,"                         \
  "  number INTEGER NOT NULL, rank INTEGER NOT NULL, language TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL," \
  "  PRIMARY KEY(scheme, number, rank)) WITHOUT ROWID;"                                                                \
  "CREATE TABLE themed(document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,"                           \
  "  scheme INTEGER NOT NULL REFERENCES scheme(id) ON DELETE CASCADE, PRIMARY KEY(document, scheme)) WITHOUT ROWID;"   \
  "CREATE INDEX themed_scheme ON themed(scheme);"

/* Larger ones would make every document slow to theme, and are thesauri rather than schemes of themes. */
#define SCHEME_MAX_THEMES 10000u
#define SCHEME_MAX_LABELS 100000
#define SCHEMES_MAX 20u /* imported at once */

typedef struct {
  const char *name, *path, *sha256;
  const char *imported; /* "2014-09-25T12:00:00Z"; when schemes_put() wrote it */
  gint64 themes, labels;
  gint64 stale; /* documents that have not been themed by it yet */
} SchemeInfo;

/* Writes the scheme in one transaction; one of the same name is replaced, with what it has found. Of SkosConcept*
 * `concepts`, labels in languages of which no themes are looked for are left out, and so are concepts that are left
 * without one. A theme's id is the scheme's name and the last part of its URI ("miljo:buller"), with a number behind it
 * where two would have the same. `info->themes` and `->labels` get what was stored. FALSE with *error, and nothing
 * changed, where that fails, or where there are no themes, too many of them, or too many schemes
 * (G_IO_ERROR_INVALID_DATA, a msgid). */
gboolean schemes_put(Database *database, SchemeInfo *info, const GPtrArray *concepts, GError **error);

/* Takes a scheme out, with what it has found; *found tells whether there was one of this name. */
gboolean schemes_remove(Database *database, const char *name, gboolean *found, GError **error);

/* Calls `func` for each scheme, by name; its strings are borrowed for the time of the call. */
gboolean schemes_each(Database *database, void (*func)(const SchemeInfo *info, gpointer data), gpointer data,
                      GError **error);

/* All schemes with their themes: GPtrArray of ThemeScheme*, by name; owned by the caller. NULL with *error. */
GPtrArray *schemes_load(Database *database, GError **error);

/* --- theming what is stored ------------------------------------------------------------------------------------ */

/* Documents that some scheme has not been asked about. */
gint64 schemes_count_stale(Database *database);

/* The next document after row *at that a scheme has not been asked about, with what the stage `themes` needs of it:
 * title, language, units, and the organisations in the text. NULL at the end, with *error where it cannot be read. *at
 * gets its row. */
Document *schemes_next_stale(Database *database, gint64 scheme, gint64 *at, GError **error);

/* Writes what the scheme has found (the document's findings of kind theme) and notes that it has been asked, in the
 * writer's batch. */
gboolean writer_put_themes(Writer *writer, gint64 document, const ThemeScheme *scheme, const Document *found,
                           GError **error);
