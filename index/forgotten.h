/* People whom the index has been told to forget: salted hashes of their names, addresses and numbers, so that what is
 * read later is hidden as well, while nobody can read out of the index who they are.
 *
 * A name is its words in lower case, whatever parts them (spaces, commas, hyphens, dots, line ends), in this order or
 * with the last one first ("Ek, Anna"), in the genitive or not; so "anna.ek@lund.se" holds the name "Anna Ek". A
 * telephone number is its canonical form (language/contacts.h). SHA-256 with the index's own salt. What is hidden keeps
 * its length: each letter and digit becomes an asterisk, so that byte spans of evidence stay where they are. */
#pragma once

#include "document/document.h"
#include "index/database.h"

#define FORGOTTEN_TABLE                                                                                                \
  "CREATE TABLE forgotten(id INTEGER PRIMARY KEY, request INTEGER NOT NULL, words INTEGER NOT NULL,"                   \
  "  hash TEXT NOT NULL, forgotten_at TEXT NOT NULL, documents INTEGER NOT NULL, places INTEGER NOT NULL);"

#define FORGOTTEN_LEAST_WORDS 2u /* of a name: one word alone would take too much along */
#define FORGOTTEN_MOST_WORDS 8u

typedef struct Forgotten Forgotten;

/* None, with a new salt; for asking about one person before anything is stored. */
Forgotten *forgotten_new(void);

/* Those of the index. NULL with *error where it cannot be read. An index without any gives an empty one. */
Forgotten *forgotten_load(Database *database, GError **error);
void forgotten_free(Forgotten *forgotten);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Forgotten, forgotten_free)

gboolean forgotten_is_empty(const Forgotten *forgotten);

/* Adds a name, an e-mail address or a telephone number. FALSE where it is none: fewer than FORGOTTEN_LEAST_WORDS words
 * or more than FORGOTTEN_MOST_WORDS, and no number. */
gboolean forgotten_add(Forgotten *forgotten, const char *what);

/* Whether `what` has been added. */
gboolean forgotten_has(const Forgotten *forgotten, const char *what);

/* Writes what has been added with forgotten_add() as one request, in the caller's transaction: the tombstone. */
gboolean forgotten_store(const Forgotten *forgotten, Database *database, guint documents, guint places, GError **error);

/* Whether the text (valid UTF-8, may be NULL) holds one of them. */
gboolean forgotten_is_in(const Forgotten *forgotten, const char *text);

/* The text with what it holds of them hidden, as long as before. NULL where it holds nothing. Caller frees. */
char *forgotten_mask(const Forgotten *forgotten, const char *text);

/* Hides them in all that a document says, and drops the findings of them as people. */
void forgotten_hide(const Forgotten *forgotten, Document *document);

typedef struct {
  const char *forgotten_at; /* "2014-09-25T12:00:00Z" */
  guint words;              /* 0: a number */
  guint documents, places;
} Tombstone;

typedef void (*TombstoneFunc)(const Tombstone *tombstone, gpointer data);

/* Calls `func` for each request, oldest first. */
gboolean forgotten_each(Database *database, TombstoneFunc func, gpointer data, GError **error);
