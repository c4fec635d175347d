/* Search: a query in, ranked places out. */
#pragma once

#include "index/reader.h"
#include "queries/editions.h"
#include "queries/filters.h"
#include "queries/snippet.h"
#include "queries/versions.h"

typedef struct {
  Place *place;
  double score;
  Snippet *snippet;
  Work *work;      /* that the document is a version of; NULL where it stands alone, or versions are not folded */
  GPtrArray *also; /* Place*: further hits, the same place in other versions of the work */
  Edition *newer;  /* the newest edition, where the document is an older one of a guide or report; else NULL */
} SearchHit;

/* Microseconds of the processor that the steps of a search took. */
typedef struct {
  gint64 expand, all, any, documents, hits;
} SearchTimes;

typedef struct {
  GPtrArray *filters; /* Filter* */
  Query *query;
  Expansion *expansion; /* what was really asked for */
  GPtrArray *hits;      /* SearchHit*, best first */
  guint64 total;        /* units that match */
  gboolean at_least;    /* and more may: of a common word, the forms that add little were not asked for by themselves */
  gboolean
      relaxed;    /* too few units hold all that was asked for; those that hold some of it, or the like, are hits too */
  MatchMode mode; /* what the hits answer to */
  guint dropped;  /* clauses that were too many */
  guint folded;   /* places that stand behind a hit, as the same in other versions */
  SearchTimes times;
  char *suggestion; /* "did you mean": a query with words that the index holds; NULL where nothing is better */
} SearchResult;

typedef struct {
  guint limit;            /* hits to return; at least 1 */
  gsize snippet_width;    /* bytes; 0: 240 */
  gboolean fold_versions; /* show the same place in several versions of a work as one hit, the best ranked one */
  ExpandOptions expand;
} SearchOptions;

/* Answers any query text, its filters (filters.h) first: of nothing but filters, the first unit of each document that
 * passes, newest documents first. A unit satisfies a group if it holds one of its alternatives; a group that only its
 * document or a sibling unit satisfies counts for less. First all groups are asked for, by what says the same; where
 * fewer than `limit` units hold them all, any of them, by near spellings and parts of compounds too. NULL with *error
 * only where the index itself fails. */
SearchResult *search_run(Reader *reader, const char *text, const SearchOptions *options, GError **error);
void search_result_free(SearchResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SearchResult, search_result_free)
