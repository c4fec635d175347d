/* Imported thesauri: the labels of one concept in several languages, found by any of them. They serve query expansion
 * beside the concept overlay (language/concepts.h), and may be taken out again without a trace in the text's index. */
#pragma once

#include "document/skos.h"
#include "index/database.h"
#include "language/analyse.h"

/* A concept has several keys: those of thesaurus_keys(). */
#define THESAURUS_TABLES                                                                                               \
  "CREATE TABLE thesaurus(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, path TEXT NOT NULL,"                      \
  "  sha256 TEXT NOT NULL, imported TEXT NOT NULL, concepts INTEGER NOT NULL, labels INTEGER NOT NULL);"               \
  "CREATE TABLE thesaurus_concept(id INTEGER PRIMARY KEY,"                                                             \
  "  thesaurus INTEGER NOT NULL REFERENCES thesaurus(id) ON DELETE CASCADE, uri TEXT NOT NULL);"                       \
  "CREATE INDEX thesaurus_concept_thesaurus ON thesaurus_concept(thesaurus);"                                          \
  "CREATE TABLE thesaurus_label(concept INTEGER NOT NULL REFERENCES thesaurus_concept(id) ON DELETE CASCADE,"          \
  "  language TEXT NOT NULL, rank INTEGER NOT NULL, label TEXT NOT NULL,"                                              \
  "  PRIMARY KEY(concept, language, rank)) WITHOUT ROWID;"                                                             \
  "CREATE TABLE thesaurus_key(key TEXT NOT NULL,"                                                                      \
  "  concept INTEGER NOT NULL REFERENCES thesaurus_concept(id) ON DELETE CASCADE,"                                     \
  "  PRIMARY KEY(key, concept)) WITHOUT ROWID;"                                                                        \
  "CREATE INDEX thesaurus_key_concept ON thesaurus_key(concept);"

/* The keys under which a label of `language`, or a query's words ("mul"), are looked up: as written
 * (concept_key_append()); in dictionary form, each word by its likeliest lemma; a single word by each of its lemmas.
 * GPtrArray of char*, distinct, the first one as written; empty where the text has no word, or more than
 * CONCEPT_MAX_WORDS. */
GPtrArray *thesaurus_keys(Analyser *analyser, const char *language, const char *text);

typedef struct {
  char language[4];
  char *text; /* as the thesaurus has it, but for a qualifier (extractors/thesaurus.h); up to CONCEPT_MAX_WORDS words */
  guint rank; /* 0: the preferred label of its language, 1: the next, ...; hidden labels last */
  gint64 concept;  /* labels of one concept have the same number */
  char *thesaurus; /* name */
} ThesaurusLabel;

/* At most so many labels are found for a key. */
#define THESAURUS_MAX_FOUND 100

/* The labels of all concepts that have the key, that of the key included, concept by concept, in the order of their
 * rank: GPtrArray of ThesaurusLabel*. Empty where there are none, where no thesaurus was imported (some microseconds),
 * and in an index without the tables. */
GPtrArray *thesaurus_find(Database *database, const char *key);

typedef struct {
  const char *name, *path, *sha256;
  const char *imported; /* "2014-09-25T12:00:00Z"; when thesaurus_put() wrote it */
  gint64 concepts, labels;
} ThesaurusInfo;

/* Called for each concept that is written; FALSE stops. */
typedef gboolean (*ThesaurusProgressFunc)(guint done, guint total, gpointer data);

/* Writes the thesaurus in one transaction; one of the same name is replaced. Of SkosConcept* `concepts`, labels without
 * a language are taken as `language` (NULL: left out), those that have no key are left out, and so are concepts that
 * are left with one label, since they lead nowhere. `info->concepts` and `->labels` get what was stored. FALSE with
 * *error, and nothing changed, where that fails, where `progress` (may be NULL) stops it (G_IO_ERROR_CANCELLED), or
 * where nothing would be stored (G_IO_ERROR_INVALID_DATA). */
gboolean thesaurus_put(Database *database, ThesaurusInfo *info, const GPtrArray *concepts, const char *language,
                       ThesaurusProgressFunc progress, gpointer data, GError **error);

/* Makes the keys of all labels anew, in the caller's transaction: after lexica have changed. */
gboolean thesaurus_make_keys(Database *database, GError **error);

/* Takes a thesaurus out; *found tells whether there was one of this name. */
gboolean thesaurus_remove(Database *database, const char *name, gboolean *found, GError **error);

/* Calls `func` for each thesaurus, by name; its strings are borrowed for the time of the call. */
gboolean thesaurus_each(Database *database, void (*func)(const ThesaurusInfo *info, gpointer data), gpointer data,
                        GError **error);
