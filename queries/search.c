/* Runs the index with a Ranking, weighs in the documents, fetches the places. */
#include "queries/search.h"

#include "index/rank.h"
#include "index/tokenizer.h"
#include "queries/weights.h"

#include <math.h>
#include <string.h>
#include <time.h>

#define MIN_CANDIDATES 400 /* rows kept by the index before documents are weighed in */
#define MAX_DOCUMENTS 2000 /* per group, that satisfy it by their title, people or place */
#define DEFAULT_WIDTH 240

static void hit_free(SearchHit *hit) {
  place_free(hit->place);
  snippet_free(hit->snippet);
  work_free(hit->work);
  edition_free(hit->newer);
  g_ptr_array_unref(hit->also);
  g_free(hit);
}

void search_result_free(SearchResult *result) {
  if (!result)
    return;
  g_clear_pointer(&result->filters, g_ptr_array_unref);
  query_free(result->query);
  expansion_free(result->expansion);
  g_ptr_array_unref(result->hits);
  g_free(result->suggestion);
  g_free(result);
}

/* --- units ------------------------------------------------------------------------------------------------- */

/* A rare word among a group's common ones tells more than they do, a common one less. */
static double weight_in_group(const Alternative *alternative, const Group *group, const Expansion *expansion) {
  double own = rarity_of(expansion->units, (double)alternative->frequency);
  double ratio = group->full_rarity > 0 ? own / group->full_rarity : 1;
  return alternative->weight * pow(ratio, weights.own_rarity);
}

static Ranking *make_ranking(const Expansion *expansion, const GArray *phrases, guint capacity,
                             const ReaderMemory *memory) {
  Ranking *ranking = ranking_new(expansion->groups->len, phrases->len, capacity);
  ranking->average_length = memory->average_length;
  ranking->lengths = memory->lengths;
  ranking->column_weight[0] = weights.heading;
  ranking->k1 = weights.k1;
  ranking->b = weights.b;
  ranking->coverage = weights.coverage;
  ranking->proximity = weights.proximity;
  for (guint g = 0; g < expansion->groups->len; g++)
    ranking->rarity[g] = ((const Group *)expansion->groups->pdata[g])->rarity;
  guint silent = 0; /* phrases that find rows but do not count there: excluded ones, and those that stand twice */
  for (guint p = 0; p < phrases->len; p++) {
    const MatchPhrase *phrase = &g_array_index(phrases, MatchPhrase, p);
    ranking->phrases[p].group = phrase->group;
    silent += phrase->group >= expansion->groups->len;
    if (phrase->group < expansion->groups->len)
      ranking->phrases[p].weight =
          weight_in_group(phrase->alternative, expansion->groups->pdata[phrase->group], expansion);
  }
  ranking->at_least = silent > expansion->excluded->len;
  return ranking;
}

/* The best rows of the index; NULL with *error. */
static Ranking *rank_units(Database *database, const Expansion *expansion, MatchMode mode, guint capacity,
                           const ReaderMemory *memory, const GByteArray *allowed, GError **error) {
  Statement *rows =
      database_prepare(database, "SELECT nordsok_rank(unit_fts, ?1) FROM unit_fts WHERE unit_fts MATCH ?2", error);
  if (!rows)
    return NULL;
  g_autoptr(GArray) phrases = g_array_new(FALSE, FALSE, sizeof(MatchPhrase));
  g_autofree char *match = expansion_to_match(expansion, mode, phrases);
  g_autoptr(Ranking) ranking = make_ranking(expansion, phrases, capacity, memory);
  ranking->allowed = allowed;
  statement_bind_pointer(rows, 1, ranking, RANKING_POINTER);
  statement_bind_text(rows, 2, match, -1);
  Step step;
  do
    step = statement_step(rows, error);
  while (step == STEP_ROW);
  ranking_finish(ranking);
  return step == STEP_DONE ? g_steal_pointer(&ranking) : NULL;
}

/* Tokens a unit, from a sample: FTS5 keeps the sums where only its own functions reach them, and BM25 wants no
 * more than the right size. */
static void learn_average_length(Database *database, ReaderMemory *memory) {
  if (memory->average_length > 0)
    return;
  gint64 bytes = database_get_int(database, "SELECT avg(length(text)) FROM (SELECT text FROM unit LIMIT 500)", 600);
  memory->average_length = MAX((double)bytes / 6.5, 1);
}

/* --- documents --------------------------------------------------------------------------------------------- */

/* Documents that satisfy each group by title, people or place: row -> bits of groups. */
static GHashTable *documents_by_group(Database *database, const Expansion *expansion) {
  GHashTable *masks = g_hash_table_new(g_direct_hash, g_direct_equal);
  Statement *rows =
      database_prepare(database, "SELECT rowid FROM document_fts WHERE document_fts MATCH ?1 LIMIT ?2", NULL);
  for (guint g = 0; rows && g < expansion->groups->len; g++) {
    g_autofree char *match = group_to_match(expansion->groups->pdata[g]);
    statement_bind_text(rows, 1, match, -1);
    statement_bind_int(rows, 2, MAX_DOCUMENTS);
    while (statement_step(rows, NULL) == STEP_ROW) {
      gpointer key = GSIZE_TO_POINTER((gsize)statement_int(rows, 0));
      guint mask = GPOINTER_TO_UINT(g_hash_table_lookup(masks, key)) | 1u << g;
      g_hash_table_insert(masks, key, GUINT_TO_POINTER(mask));
    }
  }
  return masks;
}

static gint64 document_of(Database *database, gint64 unit) {
  Statement *get = database_prepare(database, "SELECT document FROM unit WHERE id=?1", NULL);
  if (!get)
    return 0;
  statement_bind_int(get, 1, unit);
  gint64 document = statement_step(get, NULL) == STEP_ROW ? statement_int(get, 0) : 0;
  statement_reset(get);
  return document;
}

/* A document whose title, people or place answer, and none of whose units is a candidate, comes with its first unit. */
static void add_first_units(Database *database, GHashTable *by_title, Ranking *ranking) {
  g_autoptr(GHashTable) present = g_hash_table_new(g_direct_hash, g_direct_equal);
  Statement *first = database_prepare(database, "SELECT id FROM unit WHERE document=?1 ORDER BY ordinal", NULL);
  for (guint i = 0; i < ranking->rows->len; i++) {
    gint64 document = document_of(database, g_array_index(ranking->rows, RankedRow, i).row);
    g_hash_table_add(present, GSIZE_TO_POINTER((gsize)document));
  }
  GHashTableIter iterator;
  gpointer document;
  g_hash_table_iter_init(&iterator, by_title);
  while (first && g_hash_table_iter_next(&iterator, &document, NULL)) {
    if (g_hash_table_contains(present, document))
      continue;
    statement_bind_int(first, 1, (gint64)GPOINTER_TO_SIZE(document));
    while (statement_step(first, NULL) == STEP_ROW) {
      RankedRow row = {.row = statement_int(first, 0)};
      if (!ranking_allows(ranking->allowed, row.row))
        continue;
      g_array_append_val(ranking->rows, row);
      ranking->matched++;
      statement_reset(first);
      break;
    }
  }
}

/* Adds to each candidate what its document and its siblings satisfy and it does not; the share of the query that is
 * answered counts these in part as well. */
static void weigh_in_documents(Database *database, const Expansion *expansion, Ranking *ranking) {
  g_autoptr(GHashTable) by_title = documents_by_group(database, expansion);
  g_autoptr(GHashTable) by_siblings = g_hash_table_new(g_direct_hash, g_direct_equal);
  if (expansion->excluded->len == 0) /* else the document may be out because of what it holds */
    add_first_units(database, by_title, ranking);
  g_autofree gpointer *documents = g_new(gpointer, ranking->rows->len + 1);
  double asked = 0;
  for (guint g = 0; g < expansion->groups->len; g++)
    asked += ((const Group *)expansion->groups->pdata[g])->rarity;
  for (guint i = 0; i < ranking->rows->len; i++) {
    const RankedRow *row = &g_array_index(ranking->rows, RankedRow, i);
    documents[i] = GSIZE_TO_POINTER((gsize)document_of(database, row->row));
    guint mask = GPOINTER_TO_UINT(g_hash_table_lookup(by_siblings, documents[i])) | row->groups;
    g_hash_table_insert(by_siblings, documents[i], GUINT_TO_POINTER(mask));
  }
  for (guint i = 0; i < ranking->rows->len; i++) {
    RankedRow *row = &g_array_index(ranking->rows, RankedRow, i);
    guint32 title = GPOINTER_TO_UINT(g_hash_table_lookup(by_title, documents[i])) & ~row->groups;
    guint32 siblings = GPOINTER_TO_UINT(g_hash_table_lookup(by_siblings, documents[i])) & ~row->groups & ~title;
    double own = ranking_coverage(ranking, row->groups);
    double shares =
        weights.document * ranking_coverage(ranking, title) + weights.sibling * ranking_coverage(ranking, siblings);
    double raw = own > 0 ? row->score / pow(own, weights.coverage) : 0;
    row->score = (raw + shares * asked) * pow(own + shares, weights.coverage);
  }
  ranking_finish(ranking);
}

/* --- hits -------------------------------------------------------------------------------------------------- */

/* Takes the place. */
static SearchHit *make_hit(Reader *reader, const SearchResult *result, Place *place, double score, gsize width) {
  SearchHit *hit = g_new0(SearchHit, 1);
  hit->place = place;
  hit->score = score;
  hit->also = g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
  const Unit *unit = place->unit;
  const char *shown = unit->text && *unit->text ? unit->text : unit->heading ? unit->heading : "";
  hit->snippet = snippet_make(reader_get_analyser(reader), result->expansion, result->mode,
                              tokenizer_analysis_language(unit->language, unit->language_confidence), shown, width);
  return hit;
}

/* The hit that the place is another version of; NULL where there is none. */
static SearchHit *find_version(const SearchResult *result, const Place *place) {
  for (guint i = 0; i < result->hits->len; i++) {
    SearchHit *hit = result->hits->pdata[i];
    if (hit->work && hit->place->document_row != place->document_row &&
        work_has_document(hit->work, place->document_id) && versions_same_place(hit->place->unit, place->unit))
      return hit;
  }
  return NULL;
}

/* Puts the best place of the newest edition before those of older ones that were ranked above it. */
static void newest_first(GPtrArray *hits) {
  for (guint i = 0; i < hits->len; i++) {
    const SearchHit *older = hits->pdata[i];
    for (guint k = i + 1; older->newer && k < hits->len; k++) {
      SearchHit *hit = hits->pdata[k];
      if (hit->place->document_row != older->newer->row)
        continue;
      g_ptr_array_steal_index(hits, k);
      g_ptr_array_insert(hits, (gint)i, hit);
      break;
    }
  }
}

/* Rows that are looked at to fill up what folding takes from the hits, for each hit wanted. */
#define MOST_ROWS_A_HIT 8

static void add_hits(Reader *reader, SearchResult *result, const Ranking *ranking, const SearchOptions *options,
                     guint limit) {
  gsize width = options->snippet_width ? options->snippet_width : DEFAULT_WIDTH;
  guint most = options->fold_versions ? limit * MOST_ROWS_A_HIT : limit;
  for (guint i = 0; i < MIN(most, ranking->rows->len) && result->hits->len < limit; i++) {
    const RankedRow *row = &g_array_index(ranking->rows, RankedRow, i);
    Place *place = reader_get_place(reader, row->row);
    if (!place)
      continue;
    gboolean has_versions = options->fold_versions && versions_get_work(reader, place->document_row) != 0;
    SearchHit *same = has_versions ? find_version(result, place) : NULL;
    if (same) {
      g_ptr_array_add(same->also, place);
      result->folded++;
      continue;
    }
    SearchHit *hit = make_hit(reader, result, place, row->score, width);
    if (has_versions)
      hit->work = versions_find(reader, place->document_row);
    hit->newer = editions_find_newer(reader, place->document_row);
    g_ptr_array_add(result->hits, hit);
  }
  newest_first(result->hits);
}

static gint64 processor_time(void) {
  return (gint64)clock() * G_USEC_PER_SEC / CLOCKS_PER_SEC;
}

/* Microseconds since `*since`, which becomes now. */
static gint64 lap(gint64 *since) {
  gint64 now = processor_time(), taken = now - *since;
  *since = now;
  return taken;
}

/* Adds the rows of another ranking that this one has not: what holds all groups need not hold an alternative that finds
 * rows by itself. */
static void add_missing(Ranking *ranking, const Ranking *other) {
  for (guint i = 0; i < other->rows->len; i++) {
    const RankedRow *row = &g_array_index(other->rows, RankedRow, i);
    gboolean present = FALSE;
    for (guint j = 0; j < ranking->rows->len && !present; j++)
      present = g_array_index(ranking->rows, RankedRow, j).row == row->row;
    if (!present)
      g_array_append_val(ranking->rows, *row);
  }
  ranking->matched = MAX(ranking->matched, ranking->rows->len);
}

/* Of nothing but filters: the first unit of each document that passes, newest documents first. */
static Ranking *list_units(Reader *reader, guint limit, const GByteArray *allowed, GError **error) {
  Statement *units = database_prepare(reader_get_database(reader),
                                      "SELECT u.id, u.document FROM document d JOIN unit u ON u.document=d.id"
                                      " ORDER BY d.date IS NULL, d.date DESC, d.id, u.ordinal",
                                      error);
  if (!units)
    return NULL;
  g_autoptr(Ranking) ranking = ranking_new(0, 0, limit);
  gint64 last = 0;
  Step step;
  while ((step = statement_step(units, error)) == STEP_ROW) {
    RankedRow row = {.row = statement_int(units, 0)};
    if (!ranking_allows(allowed, row.row))
      continue;
    ranking->matched++;
    if (statement_int(units, 1) != last)
      g_array_append_val(ranking->rows, row);
    last = statement_int(units, 1);
  }
  return step == STEP_DONE ? g_steal_pointer(&ranking) : NULL;
}

static Ranking *find_units(Reader *reader, SearchResult *result, guint limit, const GByteArray *allowed,
                           GError **error) {
  const Expansion *expansion = result->expansion;
  gint64 since = processor_time();
  guint capacity = MAX(limit, MIN_CANDIDATES);
  Database *database = reader_get_database(reader);
  ReaderMemory *memory = reader_get_memory(reader);
  learn_average_length(database, memory);
  g_autoptr(Ranking) ranking = rank_units(database, expansion, MATCH_ALL, capacity, memory, allowed, error);
  if (!ranking)
    return NULL;
  result->times.all = lap(&since);
  if (ranking->matched < limit) {
    g_autoptr(Ranking) all = g_steal_pointer(&ranking);
    ranking = rank_units(database, expansion, MATCH_ANY, capacity, memory, allowed, error);
    if (!ranking)
      return NULL;
    add_missing(ranking, all);
    result->mode = MATCH_ANY;
    result->relaxed = ranking->matched > all->matched;
    result->times.any = lap(&since);
  }
  weigh_in_documents(database, expansion, ranking);
  result->times.documents = lap(&since);
  return g_steal_pointer(&ranking);
}

static SearchResult *answer(Reader *reader, const char *text, const SearchOptions *options, GError **error) {
  g_autoptr(SearchResult) result = g_new0(SearchResult, 1);
  result->hits = g_ptr_array_new_with_free_func((GDestroyNotify)hit_free);
  gint64 since = processor_time();
  g_autofree char *words = NULL;
  result->filters = filters_take(text, &words);
  result->query = query_parse(words, &result->dropped);
  result->expansion = query_expand(result->query, reader, &options->expand, error);
  if (!result->expansion)
    return NULL;
  result->times.expand = lap(&since);
  gboolean asks = result->expansion->groups->len > 0;
  if (!asks && result->filters->len == 0)
    return g_steal_pointer(&result);
  guint limit = MAX(options->limit, 1);
  g_autoptr(GByteArray) allowed = result->filters->len ? filters_rows(reader, result->filters, error) : NULL;
  if (result->filters->len && !allowed)
    return NULL;
  g_autoptr(Ranking) ranking =
      asks ? find_units(reader, result, limit, allowed, error) : list_units(reader, limit, allowed, error);
  if (!ranking)
    return NULL;
  lap(&since);
  add_hits(reader, result, ranking, options, limit);
  result->total = ranking->matched;
  result->at_least = ranking->at_least;
  result->suggestion = expansion_suggest(result->expansion, result->query, reader);
  result->times.hits = lap(&since);
  return g_steal_pointer(&result);
}

/* In one transaction: a run that writes meanwhile changes nothing in between, and SQLite takes its lock once. */
SearchResult *search_run(Reader *reader, const char *text, const SearchOptions *options, GError **error) {
  Database *database = reader_get_database(reader);
  if (!database_run(database, "BEGIN", error))
    return NULL;
  SearchResult *result = answer(reader, text, options, error);
  database_run(database, "COMMIT", NULL);
  return result;
}
