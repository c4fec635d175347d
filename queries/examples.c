/* Examples are findings (finding.h) of the kind "example"; a query ranks their units by a search. */
#include "queries/examples.h"

#include "queries/search.h"

#include <string.h>

#define MOST_HITS 2000    /* of the search that ranks */
#define BY_CONFIDENCE 0.4 /* of the score of a hit; the rest is the search's, as a share of its best */

static void item_free(ExampleItem *item) {
  place_free(item->place);
  g_free(item->passage);
  g_free(item->who);
  g_free(item->where);
  g_free(item->theme);
  g_free(item->what);
  g_free(item->result);
  g_free(item->contact);
  g_free(item->why);
  g_free(item);
}

void examples_free(Examples *examples) {
  if (!examples)
    return;
  g_ptr_array_unref(examples->items);
  g_free(examples);
}

/* --- reading ------------------------------------------------------------------------------------------------- */

/* What the finding names of its unit; else its first words. Caller frees. */
static char *passage_of(const Unit *unit, const char *field, gsize start, gsize end, const char *value) {
  const char *text = g_strcmp0(field, "heading") == 0 ? unit->heading : unit->text;
  if (!text || start >= end || end > strlen(text))
    return g_strdup(value);
  return g_strndup(text + start, end - start);
}

#define SELECT                                                                                                         \
  "SELECT u.id, f.field, f.start, f.end, f.value, f.confidence, json_extract(f.details, '$.who'),"                     \
  " json_extract(f.details, '$.place'), json_extract(f.details, '$.theme'), json_extract(f.details, '$.what'),"        \
  " json_extract(f.details, '$.result'), json_extract(f.details, '$.contact'), json_extract(f.details, '$.why')"       \
  " FROM finding AS f JOIN unit AS u ON u.document=f.document AND u.ordinal=f.unit"                                    \
  " WHERE f.kind='example' AND f.role=?1"                                                                              \
  " AND (?2 IS NULL OR coalesce(json_extract(f.details, '$.theme'), '')=?2"                                            \
  "  OR json_extract(f.details, '$.theme') LIKE '%:' || ?2 OR EXISTS (SELECT 1 FROM finding AS t"                      \
  "  WHERE t.document=f.document AND t.unit=f.unit AND t.kind='theme' AND (t.value=?2 OR t.value LIKE '%:' || ?2)))"   \
  " ORDER BY f.confidence DESC, f.id"

static ExampleItem *read_item(Reader *reader, Statement *row) {
  Place *place = reader_get_place(reader, statement_int(row, 0));
  if (!place)
    return NULL;
  ExampleItem *item = g_new0(ExampleItem, 1);
  item->place = place;
  item->passage = passage_of(place->unit, statement_text(row, 1), (gsize)statement_int(row, 2),
                             (gsize)statement_int(row, 3), statement_text(row, 4));
  item->confidence = item->score = statement_double(row, 5);
  char **fields[] = {&item->who, &item->where, &item->theme, &item->what, &item->result, &item->contact, &item->why};
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    *fields[i] = g_strdup(statement_text(row, (int)(6 + i)));
  return item;
}

/* --- filters ------------------------------------------------------------------------------------------------- */

static gboolean holds(const char *text, const char *folded) {
  g_autofree char *lower = text ? g_utf8_casefold(text, -1) : NULL;
  return lower && strstr(lower, folded);
}

static gboolean has_place_code(Reader *reader, const ExampleItem *item, const char *code) {
  Statement *get =
      database_prepare(reader_get_database(reader),
                       "SELECT 1 FROM finding WHERE document=?1 AND unit=?2 AND kind='place' AND value=?3", NULL);
  if (!get)
    return FALSE;
  statement_bind_int(get, 1, item->place->document_row);
  statement_bind_int(get, 2, item->place->unit->ordinal);
  statement_bind_text(get, 3, code, -1);
  gboolean has = statement_step(get, NULL) == STEP_ROW;
  statement_reset(get);
  return has;
}

static gboolean is_there(Reader *reader, const ExampleItem *item, const char *place) {
  if (!place)
    return TRUE;
  g_autofree char *folded = g_utf8_casefold(place, -1);
  return holds(item->where, folded) || holds(item->who, folded) || has_place_code(reader, item, place);
}

/* --- ranking ------------------------------------------------------------------------------------------------- */

/* Row of a unit -> double*: its score as a share of the best. NULL with *error. */
static GHashTable *score_units(Reader *reader, const char *query, GError **error) {
  SearchOptions options = {.limit = MOST_HITS};
  g_autoptr(SearchResult) result = search_run(reader, query, &options, error);
  if (!result)
    return NULL;
  GHashTable *scores = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  double best = 0;
  for (guint i = 0; i < result->hits->len; i++)
    best = MAX(best, ((const SearchHit *)result->hits->pdata[i])->score);
  for (guint i = 0; i < result->hits->len; i++) {
    const SearchHit *hit = result->hits->pdata[i];
    gint64 *row = g_memdup2(&hit->place->row, sizeof(gint64));
    double *score = g_new(double, 1);
    *score = best > 0 ? hit->score / best : 1;
    g_hash_table_insert(scores, row, score);
  }
  return scores;
}

static gint compare_items(gconstpointer a, gconstpointer b) {
  const ExampleItem *x = *(const ExampleItem *const *)a, *y = *(const ExampleItem *const *)b;
  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  gint by_title = g_strcmp0(x->place->title, y->place->title);
  if (by_title)
    return by_title;
  return x->place->row < y->place->row ? -1 : x->place->row > y->place->row;
}

/* Whether the item is to be shown; its score is set. */
static gboolean take_score(ExampleItem *item, GHashTable *scores) {
  if (!scores)
    return TRUE;
  const double *score = g_hash_table_lookup(scores, &item->place->row);
  if (score)
    item->score = item->confidence * (BY_CONFIDENCE + (1 - BY_CONFIDENCE) * *score);
  return score != NULL;
}

static void drop_repeated(GPtrArray *items) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < items->len;) {
    ExampleItem *item = items->pdata[i];
    if (g_hash_table_add(seen, item->passage))
      i++;
    else
      g_ptr_array_remove_index(items, i);
  }
}

static gboolean read_all(Reader *reader, const ExamplesOptions *options, GHashTable *scores, GPtrArray *items,
                         GError **error) {
  Statement *rows = database_prepare(reader_get_database(reader), SELECT, error);
  if (!rows)
    return FALSE;
  statement_bind_text(rows, 1, options->pointers ? "pointer" : "example", -1);
  statement_bind_text(rows, 2, options->theme, -1);
  Step step;
  while ((step = statement_step(rows, error)) == STEP_ROW) {
    ExampleItem *item = read_item(reader, rows);
    if (!item)
      continue;
    if (take_score(item, scores) && is_there(reader, item, options->place))
      g_ptr_array_add(items, item);
    else
      item_free(item);
  }
  statement_reset(rows);
  return step == STEP_DONE;
}

Examples *examples_read(Reader *reader, const ExamplesOptions *options, GError **error) {
  g_autoptr(GHashTable) scores = NULL;
  if (options->query && !(scores = score_units(reader, options->query, error)))
    return NULL;
  g_autoptr(Examples) examples = g_new0(Examples, 1);
  examples->items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
  if (!read_all(reader, options, scores, examples->items, error))
    return NULL;
  g_ptr_array_sort(examples->items, compare_items);
  drop_repeated(examples->items);
  examples->total = examples->items->len;
  if (options->limit && examples->items->len > options->limit)
    g_ptr_array_set_size(examples->items, (gint)options->limit);
  return g_steal_pointer(&examples);
}
