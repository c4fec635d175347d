/* Corrections: what people set by hand on a document. A layer of its own: it goes before what the stages find and what
 * is given with files (given.h), outlives every new reading of the same content and `reindex`, can be taken back, since
 * what stood there before is kept, and exported. */
#pragma once

#include "index/database.h"
#include "index/writer.h"

/* The fields that can be corrected: title, kind, date, place, organiser, country, language, people, url. */
gboolean corrections_is_field(const char *field);

/* Whether the value fits the field: kinds by name, dates as ISO 8601 of any precision or an interval "A/B", languages
 * as in Unit, countries by two capital letters. */
gboolean corrections_fits(const char *field, const char *value);

/* Sets a field of the document with this public id; `value` NULL takes the correction back. *found becomes FALSE where
 * there is no such document, or nothing to take back. Written at once. */
gboolean corrections_set(Writer *writer, const char *document, const char *field, const char *value, gboolean *found,
                         GError **error);

/* Puts the corrections of a document that has just been written into its row, and keeps what stood there. For
 * document_rows.c, before the document's words are indexed. */
gboolean corrections_apply(Writer *writer, gint64 row, const char *document, GError **error);

typedef struct {
  const char *document, *field, *value, *original, *set_at; /* original NULL: nothing stood there */
} Correction;

typedef void (*CorrectionFunc)(const Correction *correction, gpointer data);

/* Calls `func` for each correction, of one document (public id) or all (NULL), oldest first. */
gboolean corrections_each(Database *database, const char *document, CorrectionFunc func, gpointer data, GError **error);
