/* The SQL of the schema, one script a version. A script that has been released is never changed: the next
 * version gets a script of its own. */
#include "index/schema.h"

#include "index/forgotten.h"
#include "index/frequencies.h"
#include "index/schemes.h"
#include "index/thesaurus.h"
#include "index/tokenizer.h"
#include "index/vocabulary.h"
#include "language/messages.h"

#include <stdio.h>
#include <string.h>

#define APPLICATION_ID 1853190763 /* "nusk": tells our files from other SQLite files (file(1)) */

/* The text is stored once: both full-text tables take their content from views, which put the language mark
 * before each column (tokenizer.h). Content that is deleted must be handed to FTS5 exactly as it was. */
#define MARK TOKENIZER_MARK_SQL("language")

/* clang-format off */
static const char version_1[] =
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"

    "CREATE TABLE run(id INTEGER PRIMARY KEY, started TEXT NOT NULL, ended TEXT);"

    "CREATE TABLE document("
    "  id INTEGER PRIMARY KEY, public_id TEXT NOT NULL UNIQUE, title TEXT, kind TEXT NOT NULL, language TEXT NOT NULL,"
    "  date TEXT, date_evidence TEXT, country TEXT, place TEXT, organiser TEXT, people TEXT, url TEXT,"
    "  media_type TEXT, extractor TEXT, extractor_version INTEGER, stages_version INTEGER, work INTEGER,"
    "  run INTEGER REFERENCES run(id));"

    "CREATE TABLE source("
    "  id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, sha256 TEXT, size INTEGER, mtime_ns INTEGER, inode INTEGER,"
    "  device INTEGER, media_type TEXT, extractor TEXT, extractor_version INTEGER, stages_version INTEGER,"
    "  status TEXT NOT NULL, reason TEXT, detail TEXT,"
    "  document INTEGER REFERENCES document(id) ON DELETE SET NULL, run INTEGER REFERENCES run(id));"
    "CREATE INDEX source_document ON source(document);"
    "CREATE INDEX source_sha256 ON source(sha256);"
    "CREATE INDEX source_status ON source(status);"

    "CREATE TABLE unit("
    "  id INTEGER PRIMARY KEY, public_id TEXT NOT NULL UNIQUE,"
    "  document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE, parent INTEGER, ordinal INTEGER NOT NULL,"
    "  kind TEXT NOT NULL, locator_kind TEXT NOT NULL, locator_number INTEGER NOT NULL, locator_anchor TEXT, label TEXT,"
    "  heading TEXT, text TEXT, language TEXT NOT NULL, language_confidence REAL NOT NULL, quality REAL NOT NULL,"
    "  hidden INTEGER NOT NULL);"
    "CREATE UNIQUE INDEX unit_document ON unit(document, ordinal);"

    "CREATE TABLE furniture(document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE, text TEXT NOT NULL,"
    "  occurrences INTEGER NOT NULL);"
    "CREATE INDEX furniture_document ON furniture(document);"

    "CREATE TABLE document_metadata(document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,"
    "  key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(document, key)) WITHOUT ROWID;"

    "CREATE VIEW unit_content AS SELECT id,"
    "  " MARK " || coalesce(heading, '') AS heading, " MARK " || coalesce(text, '') AS body FROM unit;"
    "CREATE VIRTUAL TABLE unit_fts USING fts5(heading, body, content='unit_content', content_rowid='id',"
    "  tokenize='nordsok');"

    "CREATE VIEW document_content AS SELECT id, " MARK " || coalesce(title, '') AS title,"
    "  coalesce(people, '') AS people, coalesce(organiser, '') AS organisations, coalesce(place, '') AS places,"
    "  coalesce(date, '') AS dates FROM document;"
    "CREATE VIRTUAL TABLE document_fts USING fts5(title, people, organisations, places, dates,"
    "  content='document_content', content_rowid='id', tokenize='nordsok');"

    /* Document frequencies of the terms, for the rarity of a group. */
    "CREATE VIRTUAL TABLE unit_terms USING fts5vocab(unit_fts, row);";
/* clang-format on */

/* Units whose language is unsure are analysed as any; near spellings, word patterns and thesauri. Filled by `nordsok
 * reindex`, which an older index needs anyway. */
#define SURE_MARK TOKENIZER_SURE_MARK_SQL("language", "language_confidence")
static const char version_2[] =
    "DROP VIEW unit_content;"
    "CREATE VIEW unit_content AS SELECT id,"
    "  " SURE_MARK " || coalesce(heading, '') AS heading, " SURE_MARK
    " || coalesce(text, '') AS body FROM unit;" VOCABULARY_TABLES THESAURUS_TABLES FREQUENCIES_TABLE;

/* Whether a unit's text was read from an image; what an older index holds came from text layers. */
static const char version_3[] = "ALTER TABLE unit ADD COLUMN ocr INTEGER NOT NULL DEFAULT 0;";

/* What happens between runs: what came, changed, moved and went, the older versions that citations still point to, what
 * people say of files, what a file would be read better with, and the near-duplicates. */
/* clang-format off */
static const char version_4[] =
    "ALTER TABLE run ADD COLUMN command TEXT;"
    /* names of capabilities that were missing when it was read, with spaces between: "ocr" */
    "ALTER TABLE source ADD COLUMN lacking TEXT;"
    "CREATE INDEX source_lacking ON source(lacking) WHERE lacking IS NOT NULL;"

    /* kind: new, changed, moved, gone. Documents are named by public id: they may be gone since. */
    "CREATE TABLE change(id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run(id), kind TEXT NOT NULL,"
    "  path TEXT NOT NULL, earlier_path TEXT, document TEXT, earlier_document TEXT);"
    "CREATE INDEX change_run ON change(run);"

    /* No row of these is in the full-text tables: they are found by their public ids alone. */
    "CREATE TABLE older_document(id INTEGER PRIMARY KEY, public_id TEXT NOT NULL UNIQUE, successor TEXT, path TEXT NOT NULL,"
    "  left_at TEXT NOT NULL, run INTEGER REFERENCES run(id), title TEXT, kind TEXT NOT NULL, language TEXT NOT NULL, date TEXT,"
    "  place TEXT, organiser TEXT, url TEXT);"
    "CREATE INDEX older_document_path ON older_document(path);"
    "CREATE TABLE older_unit(id INTEGER PRIMARY KEY, public_id TEXT NOT NULL UNIQUE,"
    "  document INTEGER NOT NULL REFERENCES older_document(id) ON DELETE CASCADE, ordinal INTEGER NOT NULL,"
    "  kind TEXT NOT NULL, locator_kind TEXT NOT NULL, locator_number INTEGER NOT NULL, locator_anchor TEXT, label TEXT,"
    "  heading TEXT, text TEXT, language TEXT NOT NULL, hidden INTEGER NOT NULL);"
    "CREATE UNIQUE INDEX older_unit_document ON older_unit(document, ordinal);"

    /* What people say of a file (--metadata) and of a folder (--base-url); outlives every reading of it. */
    "CREATE TABLE given(path TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(path, key)) WITHOUT ROWID;"
    "CREATE TABLE base_url(path TEXT PRIMARY KEY, url TEXT NOT NULL) WITHOUT ROWID;"

    /* Of the words of each document, for its near-duplicates; document.work names the work that they are versions of. */
    "CREATE TABLE signature(document INTEGER PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE, minhash BLOB NOT NULL);"
    "CREATE TABLE signature_band(band INTEGER NOT NULL, hash INTEGER NOT NULL,"
    "  document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,"
    "  PRIMARY KEY(band, hash, document)) WITHOUT ROWID;"
    "CREATE INDEX signature_band_document ON signature_band(document);"
    "CREATE INDEX document_work ON document(work) WHERE work IS NOT NULL;";
/* clang-format on */

/* What the stages have found (finding.h), with its evidence. unit: 0 for what is the document's. */
/* clang-format off */
static const char version_5[] =
    "CREATE TABLE finding(id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,"
    "  unit INTEGER NOT NULL, kind TEXT NOT NULL, field TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,"
    "  value TEXT NOT NULL, role TEXT, confidence REAL NOT NULL, details TEXT);" /* details: a JSON object of texts */
    "CREATE INDEX finding_document ON finding(document, unit);"
    "CREATE INDEX finding_value ON finding(kind, value);"
    /* By public id: it outlives the row. original: what the stages had found. */
    "CREATE TABLE correction(document TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, original TEXT,"
    "  set_at TEXT NOT NULL, PRIMARY KEY(document, field)) WITHOUT ROWID;"
    "CREATE VIEW unit_date AS SELECT * FROM finding WHERE kind='date';"
    "CREATE VIEW unit_place AS SELECT * FROM finding WHERE kind='place';"
    "CREATE VIEW unit_person AS SELECT * FROM finding WHERE kind='person';"
    "CREATE VIEW unit_organisation AS SELECT * FROM finding WHERE kind='organisation';"
    "CREATE VIEW unit_theme AS SELECT * FROM finding WHERE kind='theme';"
    "CREATE VIEW example AS SELECT * FROM finding WHERE kind='example';";
/* clang-format on */

/* Schemes of themes that a user has imported, and which documents have been themed by them. */
static const char version_6[] = SCHEMES_TABLES;

/* People who are to be forgotten. */
static const char version_7[] = FORGOTTEN_TABLE;

static const char *const versions[SCHEMA_VERSION] = {version_1, version_2, version_3, version_4,
                                                     version_5, version_6, version_7};

static gboolean is_ours(Database *database) {
  return database_get_int(database, "PRAGMA application_id", 0) == APPLICATION_ID;
}

static gboolean refuse(GError **error, const char *message) {
  g_set_error_literal(error, DATABASE_ERROR, DATABASE_ERROR_NOT_ONE, message);
  return FALSE;
}

static gboolean run_versions(Database *database, gint64 from, GError **error) {
  for (gint64 v = from; v < SCHEMA_VERSION; v++)
    if (!database_run(database, versions[v], error))
      return FALSE;
  g_autofree char *stamp =
      g_strdup_printf("PRAGMA application_id=%d; PRAGMA user_version=%d", APPLICATION_ID, SCHEMA_VERSION);
  return database_run(database, stamp, error);
}

gboolean schema_migrate(Database *database, GError **error) {
  if (!database_run(database, "BEGIN IMMEDIATE", error))
    return FALSE;
  gint64 version = database_get_int(database, "PRAGMA user_version", 0);
  gint64 tables = database_get_int(database, "SELECT count(*) FROM sqlite_schema", 0);
  gboolean done;
  if (tables > 0 && !is_ours(database))
    done = refuse(error, N_("this is another program's SQLite file"));
  else if (version > SCHEMA_VERSION)
    done = refuse(error, N_("this index was made by a newer nordsok"));
  else
    done = version == SCHEMA_VERSION || run_versions(database, version, error);
  done = database_run(database, done ? "COMMIT" : "ROLLBACK", done ? error : NULL) && done;
  /* Only now: another program's file stays as it is, to the byte. */
  return done && database_run(database, "PRAGMA journal_mode=WAL", error);
}

gboolean schema_check(Database *database, GError **error) {
  if (!is_ours(database))
    return refuse(error, N_("this is not an index of nordsok"));
  gint64 version = database_get_int(database, "PRAGMA user_version", 0);
  if (version > SCHEMA_VERSION)
    return refuse(error, N_("this index was made by a newer nordsok"));
  if (version < SCHEMA_VERSION)
    return refuse(error, N_("this index was made by an older nordsok; 'nordsok reindex' brings it up to date"));
  return TRUE;
}

gboolean schema_is_index_file(const char *path) {
  guint8 head[100];
  FILE *file = fopen(path, "rb");
  gsize read = file ? fread(head, 1, sizeof head, file) : 0;
  if (file)
    fclose(file);
  return read == sizeof head && memcmp(head, "SQLite format 3", 16) == 0 &&
         ((guint32)head[68] << 24 | (guint32)head[69] << 16 | (guint32)head[70] << 8 | head[71]) == APPLICATION_ID;
}
