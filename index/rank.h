/* The ranking function `nordsok_rank(unit_fts, pointer)`: scores a row of a query made of groups of weighted
 * alternatives, and keeps the best rows itself, so that no row has to be sorted by SQLite (LANGUAGE.md: query
 * cost). It is given a Ranking by pointer and returns NULL.
 *
 * The score is BM25 (Robertson and Zaragoza, 2009) over groups: the frequency of a group in a column is
 * the weighted count of the places where any of its alternatives stands, places of one position counted once with the
 * highest weight; columns are weighted before saturation (BM25F), rarity is the group's. Two groups that stand near
 * each other add a share of the rarer one's rarity, by the inverse of their distance (after Tao and Zhai, "An
 * exploration of proximity measures", 2007; FTS5's NEAR takes no groups). The sum is multiplied by the share of the
 * query, by rarity, that the row answers: a row with all of it comes before one that is full of its most common word.
 */
#pragma once

#include <glib.h>

#define RANKING_MAX_GROUPS 32
#define RANKING_POINTER "nordsok-ranking"
#define RANKING_COLUMNS 2 /* heading, body */

typedef struct {
  guint group;
  double weight; /* above 0; 1: as the word that was asked for */
} RankingPhrase;

typedef struct {
  gint64 row;
  double score;
  guint32 groups; /* bit per group that the row satisfies */
} RankedRow;

typedef struct {
  /* what is asked: set by the caller */
  guint group_count;
  guint phrase_count;
  RankingPhrase *phrases;            /* by FTS5's phrase number */
  double rarity[RANKING_MAX_GROUPS]; /* idf of each group */
  double column_weight[RANKING_COLUMNS];
  double average_length; /* tokens a row */
  double k1, b;          /* BM25 */
  double coverage;       /* power of the share of the query that a row answers */
  double proximity;      /* what two groups next to each other add, against the rarer one's rarity */
  guint capacity;        /* how many rows to keep */
  gboolean at_least;     /* more rows may match than those that are asked for */
  GArray
      *lengths; /* guint16 by row: tokens of the rows that were asked for before, 0: not yet; borrowed, may be NULL */
  const GByteArray *allowed; /* rows that may be found, one bit a row (row r: bit r % 8 of byte r / 8); NULL: all.
                                Borrowed */
  /* what was found */
  GArray *rows;    /* RankedRow, a heap until ranking_finish() */
  guint64 matched; /* rows seen */
  GArray *places;  /* scratch: of the row in hand */
} Ranking;

Ranking *ranking_new(guint group_count, guint phrase_count, guint capacity);
void ranking_free(Ranking *ranking);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ranking, ranking_free)

/* Notes a row: keeps it if it is among the best. Ties go to the lower row number. */
void ranking_offer(Ranking *ranking, const RankedRow *row);

/* Whether the row's bit is set; of no bits, all are. */
static inline gboolean ranking_allows(const GByteArray *allowed, gint64 row) {
  return !allowed || (row >= 0 && (guint64)row / 8 < allowed->len && ((guint)allowed->data[row / 8] >> (row % 8) & 1u));
}

/* Share of the query, by rarity, that a row with these groups answers: 0..1. */
double ranking_coverage(const Ranking *ranking, guint32 groups);

/* Sorts the kept rows, best first. */
void ranking_finish(Ranking *ranking);

struct fts5_api;

/* Registers the function; an SQLite result code. */
int rank_register(struct fts5_api *api);
