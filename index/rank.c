/* BM25F over groups of alternatives, with its own heap. */
#include <sqlite3ext.h>
#ifndef SQLITE_CORE
extern const sqlite3_api_routines *sqlite3_api;
#endif

#include "index/rank.h"

#define K1 1.2
#define B 0.5 /* units differ in length by their kind, not by their care: slides against pages */

Ranking *ranking_new(guint group_count, guint phrase_count, guint capacity) {
  Ranking *ranking = g_new0(Ranking, 1);
  ranking->group_count = MIN(group_count, RANKING_MAX_GROUPS);
  ranking->phrase_count = phrase_count;
  ranking->phrases = g_new0(RankingPhrase, phrase_count + 1);
  ranking->capacity = MAX(capacity, 1);
  ranking->rows = g_array_new(FALSE, FALSE, sizeof(RankedRow));
  ranking->average_length = 1;
  for (guint c = 0; c < RANKING_COLUMNS; c++)
    ranking->column_weight[c] = 1;
  return ranking;
}

void ranking_free(Ranking *ranking) {
  if (!ranking)
    return;
  g_array_unref(ranking->rows);
  g_free(ranking->phrases);
  g_free(ranking);
}

/* Whether a is worse than b: the worst row stands at the root of the heap. */
static gboolean is_worse(const RankedRow *a, const RankedRow *b) {
  return a->score != b->score ? a->score < b->score : a->row > b->row;
}

static void swap_rows(RankedRow *a, RankedRow *b) {
  RankedRow kept = *a;
  *a = *b;
  *b = kept;
}

static void sift_up(RankedRow *rows, guint i) {
  for (; i > 0 && is_worse(&rows[i], &rows[(i - 1) / 2]); i = (i - 1) / 2)
    swap_rows(&rows[i], &rows[(i - 1) / 2]);
}

static void sift_down(RankedRow *rows, guint count) {
  for (guint i = 0;;) {
    guint worst = i;
    for (guint child = 2 * i + 1; child <= 2 * i + 2 && child < count; child++)
      if (is_worse(&rows[child], &rows[worst]))
        worst = child;
    if (worst == i)
      return;
    swap_rows(&rows[i], &rows[worst]);
    i = worst;
  }
}

void ranking_offer(Ranking *ranking, const RankedRow *row) {
  GArray *rows = ranking->rows;
  if (rows->len < ranking->capacity) {
    g_array_append_val(rows, *row);
    sift_up((RankedRow *)(gpointer)rows->data, rows->len - 1);
  } else if (is_worse(&g_array_index(rows, RankedRow, 0), row)) {
    g_array_index(rows, RankedRow, 0) = *row;
    sift_down((RankedRow *)(gpointer)rows->data, rows->len);
  }
}

static gint best_first(gconstpointer a, gconstpointer b) {
  return is_worse(a, b) ? 1 : is_worse(b, a) ? -1 : 0;
}

double ranking_coverage(const Ranking *ranking, guint32 groups) {
  double answered = 0, asked = 0;
  for (guint g = 0; g < ranking->group_count; g++) {
    asked += ranking->rarity[g];
    answered += groups & 1u << g ? ranking->rarity[g] : 0;
  }
  return asked > 0 ? answered / asked : 1;
}

void ranking_finish(Ranking *ranking) {
  g_array_sort(ranking->rows, best_first);
}

typedef struct {
  double frequency; /* column-weighted, over the places closed so far */
  double weight;    /* of the best alternative at the open place, column-weighted */
  int column, offset;
} GroupState;

static void close_place(GroupState *state) {
  state->frequency += state->weight;
  state->weight = 0;
}

/* Instances come ordered by column and offset; those of one group at one place count once. */
static int collect(const Ranking *ranking, const Fts5ExtensionApi *api, Fts5Context *fts, GroupState *states) {
  int count = 0;
  int result = api->xInstCount(fts, &count);
  for (int i = 0; i < count && result == SQLITE_OK; i++) {
    int phrase, column, offset;
    result = api->xInst(fts, i, &phrase, &column, &offset);
    if (result != SQLITE_OK || (guint)phrase >= ranking->phrase_count || (guint)column >= RANKING_COLUMNS)
      continue;
    const RankingPhrase *about = &ranking->phrases[phrase];
    if (about->group >= ranking->group_count)
      continue; /* an excluded word */
    GroupState *state = &states[about->group];
    if (state->column != column || state->offset != offset)
      close_place(state);
    state->column = column;
    state->offset = offset;
    state->weight = MAX(state->weight, about->weight * ranking->column_weight[column]);
  }
  return result;
}

static int row_length(const Fts5ExtensionApi *api, Fts5Context *fts, double *length) {
  int tokens = 0;
  int result = api->xColumnSize(fts, -1, &tokens);
  *length = tokens;
  return result;
}

static void rank_row(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context, int count,
                     sqlite3_value **arguments) {
  Ranking *ranking = count > 0 ? sqlite3_value_pointer(arguments[0], RANKING_POINTER) : NULL;
  if (!ranking) {
    sqlite3_result_error(context, "nordsok_rank() is for nordsok's own use; in SQL, use bm25()", -1);
    return;
  }
  GroupState states[RANKING_MAX_GROUPS];
  for (guint g = 0; g < ranking->group_count; g++)
    states[g] = (GroupState){.column = -1};
  double length = 0;
  int result = collect(ranking, api, fts, states);
  if (result == SQLITE_OK)
    result = row_length(api, fts, &length);
  if (result != SQLITE_OK) {
    sqlite3_result_error_code(context, result);
    return;
  }
  RankedRow row = {.row = api->xRowid(fts)};
  double norm = K1 * (1 - B + B * length / ranking->average_length);
  for (guint g = 0; g < ranking->group_count; g++) {
    close_place(&states[g]);
    if (states[g].frequency <= 0)
      continue;
    row.groups |= 1u << g;
    row.score += ranking->rarity[g] * states[g].frequency * (K1 + 1) / (states[g].frequency + norm);
  }
  row.score *= ranking_coverage(ranking, row.groups);
  ranking->matched++;
  ranking_offer(ranking, &row);
  sqlite3_result_null(context);
}

int rank_register(struct fts5_api *api) {
  return api->xCreateFunction(api, "nordsok_rank", NULL, rank_row, NULL);
}
