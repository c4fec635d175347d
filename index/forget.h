/* Taking a person out of an index, and telling what it holds on one. */
#pragma once

#include "index/forgotten.h"
#include "index/writer.h"

typedef struct {
  guint documents; /* in which the person stands */
  guint places;    /* fields of rows that hold the name, address or number */
  guint findings;  /* appearances as a person */
  guint files;     /* paths of files that hold it themselves: these stay as they are */
} Held;

/* Counts what the index holds on those of `who`. FALSE with *error. */
gboolean forget_count(Database *database, const Forgotten *who, Held *held, GError **error);

typedef struct {
  const char *document, *title, *date, *path; /* public id; NULL where it has none */
  const char *unit, *unit_kind, *label;       /* unit NULL: it stands in what is said of the document as a whole */
  const char *role;                           /* as a person there; NULL: none was found */
} HeldPlace;

typedef void (*HeldFunc)(const HeldPlace *place, gpointer data);

/* Calls `func` for each document and unit in which those of `who` stand, by document. */
gboolean forget_each(Database *database, const Forgotten *who, HeldFunc func, gpointer data, GError **error);

/* Calls `func` with each path of a file whose document holds them, or whose own name does. */
gboolean forget_each_file(Database *database, const Forgotten *who, void (*func)(const char *path, gpointer data),
                          gpointer data, GError **error);

/* Hides those of `who` (of forgotten_load() and forgotten_add()) in all tables and stores their hashes, in one
 * transaction. The full-text tables and the vocabulary hold them until writer_reindex() has run, the file's free pages
 * until upkeep_vacuum() has. */
gboolean forget_hide(Writer *writer, const Forgotten *who, const Held *held, GError **error);
