/* BM25F over groups of alternatives, with its own heap. */
#include <sqlite3ext.h>
#ifndef SQLITE_CORE
extern const sqlite3_api_routines *sqlite3_api;
#endif

#include "index/rank.h"

#include <math.h>

/* Groups further apart than this have nothing to do with each other. */
#define FARTHEST 12
/* Of longer queries only so many groups are looked at for their distances. */
#define PROXIMITY_GROUPS 8
/* Rows whose lengths are kept: 2 bytes each. */
#define MOST_KEPT_LENGTHS (16u << 20)

/* Where a phrase stands in a row. */
typedef struct {
  int column, offset;
  guint phrase;
} PhrasePlace;

Ranking *ranking_new(guint group_count, guint phrase_count, guint capacity) {
  Ranking *ranking = g_new0(Ranking, 1);
  ranking->group_count = MIN(group_count, RANKING_MAX_GROUPS);
  ranking->phrase_count = phrase_count;
  ranking->phrases = g_new0(RankingPhrase, phrase_count + 1);
  ranking->capacity = MAX(capacity, 1);
  ranking->rows = g_array_new(FALSE, FALSE, sizeof(RankedRow));
  ranking->places = g_array_new(FALSE, FALSE, sizeof(PhrasePlace));
  ranking->average_length = 1;
  ranking->k1 = 1.2;
  ranking->b = 0.5;
  ranking->coverage = 1;
  for (guint c = 0; c < RANKING_COLUMNS; c++)
    ranking->column_weight[c] = 1;
  return ranking;
}

void ranking_free(Ranking *ranking) {
  if (!ranking)
    return;
  g_array_unref(ranking->rows);
  g_array_unref(ranking->places);
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
  double strength;  /* the same, not column-weighted */
  int column, offset;
} GroupState;

typedef struct {
  GroupState groups[RANKING_MAX_GROUPS];
  double nearness[PROXIMITY_GROUPS][PROXIMITY_GROUPS]; /* best found of each pair, lower group first */
} RowState;

static void close_place(GroupState *state) {
  state->frequency += state->weight;
  state->weight = 0;
}

/* Notes how near the place of `group` is to the last places of the others. */
static void note_nearness(const Ranking *ranking, RowState *row, guint group) {
  const GroupState *here = &row->groups[group];
  for (guint other = 0; group < PROXIMITY_GROUPS && other < MIN(ranking->group_count, PROXIMITY_GROUPS); other++) {
    const GroupState *there = &row->groups[other];
    int distance = here->offset - there->offset;
    if (other == group || there->column != here->column || distance <= 0 || distance > FARTHEST)
      continue;
    double near = MIN(here->strength, there->strength) / distance;
    double *best = &row->nearness[MIN(group, other)][MAX(group, other)];
    *best = MAX(*best, near);
  }
}

static gint by_place(gconstpointer a, gconstpointer b) {
  const PhrasePlace *x = a, *y = b;
  return x->column != y->column   ? x->column - y->column
         : x->offset != y->offset ? x->offset - y->offset
                                  : (gint)x->phrase - (gint)y->phrase;
}

/* The places of all phrases, ordered by column and offset. FTS5's own xInst() looks through all phrases for each
 * place, which takes most of the time where there are a hundred. */
static int find_places(Ranking *ranking, const Fts5ExtensionApi *api, Fts5Context *fts) {
  int result = SQLITE_OK;
  guint phrases = MIN(ranking->phrase_count, (guint)api->xPhraseCount(fts));
  g_array_set_size(ranking->places, 0);
  for (guint p = 0; p < phrases && result == SQLITE_OK; p++) {
    if (ranking->phrases[p].group >= ranking->group_count)
      continue; /* an excluded word */
    PhrasePlace place = {.phrase = p};
    Fts5PhraseIter iterator;
    result = api->xPhraseFirst(fts, (int)p, &iterator, &place.column, &place.offset);
    for (; result == SQLITE_OK && place.column >= 0; api->xPhraseNext(fts, &iterator, &place.column, &place.offset))
      if ((guint)place.column < RANKING_COLUMNS)
        g_array_append_val(ranking->places, place);
  }
  if (ranking->places->len > 1)
    g_array_sort(ranking->places, by_place);
  return result;
}

/* Places of one group at one offset count once. */
static int collect(Ranking *ranking, const Fts5ExtensionApi *api, Fts5Context *fts, RowState *row) {
  int result = find_places(ranking, api, fts);
  for (guint i = 0; i < ranking->places->len && result == SQLITE_OK; i++) {
    const PhrasePlace *place = &g_array_index(ranking->places, PhrasePlace, i);
    const RankingPhrase *about = &ranking->phrases[place->phrase];
    GroupState *state = &row->groups[about->group];
    if (state->column != place->column || state->offset != place->offset) {
      close_place(state);
      state->strength = 0;
    }
    state->column = place->column;
    state->offset = place->offset;
    state->weight = MAX(state->weight, about->weight * ranking->column_weight[place->column]);
    state->strength = MAX(state->strength, about->weight);
    if (ranking->group_count > 1 && ranking->proximity > 0)
      note_nearness(ranking, row, about->group);
  }
  return result;
}

static double proximity_of(const Ranking *ranking, const RowState *row) {
  double sum = 0;
  guint groups = MIN(ranking->group_count, PROXIMITY_GROUPS);
  for (guint a = 0; a < groups; a++)
    for (guint b = a + 1; b < groups; b++)
      sum += row->nearness[a][b] * MIN(ranking->rarity[a], ranking->rarity[b]);
  return sum * ranking->proximity;
}

/* Reading a length takes longer than all the rest of the row: what was read once is kept. */
static int row_length(const Ranking *ranking, const Fts5ExtensionApi *api, Fts5Context *fts, double *length) {
  guint row = (guint)CLAMP(api->xRowid(fts), 0, MOST_KEPT_LENGTHS);
  gboolean kept = ranking->lengths && row < MOST_KEPT_LENGTHS;
  guint16 known = kept && row < ranking->lengths->len ? g_array_index(ranking->lengths, guint16, row) : 0;
  if (known) {
    *length = known;
    return SQLITE_OK;
  }
  int tokens = 0;
  int result = api->xColumnSize(fts, -1, &tokens);
  *length = tokens;
  if (!kept || result != SQLITE_OK || tokens > G_MAXUINT16)
    return result;
  if (row >= ranking->lengths->len)
    g_array_set_size(ranking->lengths, row + row / 2 + 1);
  g_array_index(ranking->lengths, guint16, row) = (guint16)tokens;
  return SQLITE_OK;
}

static void rank_row(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context, int count,
                     sqlite3_value **arguments) {
  Ranking *ranking = count > 0 ? sqlite3_value_pointer(arguments[0], RANKING_POINTER) : NULL;
  if (!ranking) {
    sqlite3_result_error(context, "nordsok_rank() is for nordsok's own use; in SQL, use bm25()", -1);
    return;
  }
  if (!ranking_allows(ranking->allowed, api->xRowid(fts))) {
    sqlite3_result_null(context);
    return;
  }
  RowState state = {.nearness = {{0}}};
  for (guint g = 0; g < ranking->group_count; g++)
    state.groups[g] = (GroupState){.column = -1};
  double length = 0;
  int result = collect(ranking, api, fts, &state);
  if (result == SQLITE_OK)
    result = row_length(ranking, api, fts, &length);
  if (result != SQLITE_OK) {
    sqlite3_result_error_code(context, result);
    return;
  }
  RankedRow row = {.row = api->xRowid(fts)};
  double norm = ranking->k1 * (1 - ranking->b + ranking->b * length / ranking->average_length);
  for (guint g = 0; g < ranking->group_count; g++) {
    GroupState *group = &state.groups[g];
    close_place(group);
    if (group->frequency <= 0)
      continue;
    row.groups |= 1u << g;
    row.score += ranking->rarity[g] * group->frequency * (ranking->k1 + 1) / (group->frequency + norm);
  }
  row.score += proximity_of(ranking, &state);
  row.score *= pow(ranking_coverage(ranking, row.groups), ranking->coverage);
  ranking->matched++;
  ranking_offer(ranking, &row);
  sqlite3_result_null(context);
}

int rank_register(struct fts5_api *api) {
  return api->xCreateFunction(api, "nordsok_rank", NULL, rank_row, NULL);
}
