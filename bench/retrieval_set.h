/* A retrieval set (docs.tsv, queries.tsv, qrels.tsv: ../shared/eval/README.md) put through the product: the stages of
 * the worker, the index, and search_run(). Shared by bench/retrieve.c, which writes a run, and bench/tune.c, which
 * chooses the weights. */
#pragma once

#include "queries/search.h"

typedef struct {
  char *id, *language, *text;
} SetText;

typedef struct {
  GPtrArray *documents; /* SetText* */
  GPtrArray *queries;   /* SetText* */
  GHashTable *judged;   /* query id -> GHashTable of document id -> grade (GINT_TO_POINTER) */
  char *index;          /* path of the index file, in a folder of its own */
  Reader *reader;       /* NULL until retrieval_set_index() */
} RetrievalSet;

/* Reads a set: documents and queries of one language where `documents` or `queries` is not NULL. Ends the program with
 * a message where a file is missing. */
RetrievalSet *retrieval_set_load(const char *folder, const char *documents, const char *queries);

/* Writes the documents to an index in a temporary folder and opens it. */
void retrieval_set_index(RetrievalSet *set);

typedef struct {
  const char *document; /* id, borrowed from the set */
  double score;
} RankedDocument;

/* Asks one query text as `nordsok search` does; GArray of RankedDocument, best first, each document once. */
GArray *retrieval_set_ask(const RetrievalSet *set, const char *text, guint limit);

/* nDCG@10 of an answer (Järvelin and Kekäläinen, 2002), as ../shared/eval/score.py has it. Negative where nothing is
 * judged. */
double retrieval_set_score(const RetrievalSet *set, const char *query, const GArray *answer);

void retrieval_set_free(RetrievalSet *set);
