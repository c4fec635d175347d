/* Types by key, by likeness, by pattern. */
#include "index/vocabulary.h"

#include "index/grams.h"
#include "language/spelling_key.h"

#include <math.h>
#include <string.h>

#define MOST_ROWS 20000    /* types looked at for likeness: the rarest grams' */
#define MOST_COMPARED 300  /* that are compared whole */
#define MOST_MATCHED 20000 /* types looked at for a pattern */

void near_type_free(NearType *near) {
  if (!near)
    return;
  g_free(near->type);
  g_free(near);
}

static char *key_of(const char *type) {
  GString *key = g_string_new(NULL);
  spelling_key_append(key, type, strlen(type));
  return g_string_free(key, FALSE);
}

/* --- adding ------------------------------------------------------------------------------------------------ */

/* Puts the type in, unless it is there; `*id` gets its new row, or 0. Not by RETURNING: statements that can fail
 * half-way make every FTS5 table of the transaction write out what it holds in memory. */
static gboolean add_type(Database *database, const char *type, const char *key, gint64 *id, GError **error) {
  Statement *insert = database_prepare(database, "INSERT OR IGNORE INTO vocabulary(type, key) VALUES(?1, ?2)", error);
  if (!insert)
    return FALSE;
  statement_bind_text(insert, 1, type, -1);
  statement_bind_text(insert, 2, key, -1);
  if (!statement_execute(insert, error))
    return FALSE;
  *id = database_changes(database) ? database_last_row(database) : 0;
  return TRUE;
}

static gint by_bytes(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Types held at once while all are given new keys. */
#define TYPES_AT_ONCE 5000

gboolean vocabulary_add(Database *database, GPtrArray *types, GError **error) {
  Statement *grams = database_prepare(database, "INSERT INTO vocabulary_grams(rowid, key) VALUES(?1, ?2)", error);
  if (!grams)
    return FALSE;
  g_ptr_array_sort(types, by_bytes); /* neighbours lie on one page */
  for (guint i = 0; i < types->len; i++) {
    g_autofree char *key = key_of(types->pdata[i]);
    gint64 id;
    if (!add_type(database, types->pdata[i], key, &id, error))
      return FALSE;
    if (!id)
      continue;
    statement_bind_int(grams, 1, id);
    statement_bind_text(grams, 2, key, -1);
    if (!statement_execute(grams, error))
      return FALSE;
  }
  return TRUE;
}

/* Adds the types that were set aside, some thousands at a time. */
static gboolean add_kept(Database *database, GError **error) {
  Statement *get =
      database_prepare(database, "SELECT rowid, type FROM kept_types WHERE rowid>?1 ORDER BY rowid LIMIT ?2", error);
  if (!get)
    return FALSE;
  for (gint64 last = 0, before = -1; last != before;) {
    g_autoptr(GPtrArray) types = g_ptr_array_new_with_free_func(g_free);
    before = last;
    statement_bind_int(get, 1, last);
    statement_bind_int(get, 2, TYPES_AT_ONCE);
    Step step;
    while ((step = statement_step(get, error)) == STEP_ROW) {
      last = statement_int(get, 0);
      g_ptr_array_add(types, g_strdup(statement_text(get, 1)));
    }
    if (step == STEP_ERROR || !vocabulary_add(database, types, error))
      return FALSE;
  }
  return TRUE;
}

gboolean vocabulary_renew(Database *database, GError **error) {
  return database_run(database,
                      "DROP TABLE IF EXISTS temp.kept_types;"
                      "CREATE TEMP TABLE kept_types AS SELECT type FROM vocabulary"
                      "  WHERE EXISTS (SELECT 1 FROM unit_terms WHERE term=type);"
                      "INSERT INTO vocabulary_grams(vocabulary_grams) VALUES('delete-all');"
                      "DELETE FROM vocabulary;",
                      error) &&
         add_kept(database, error) && database_run(database, "DROP TABLE temp.kept_types", error);
}

/* --- by key ------------------------------------------------------------------------------------------------ */

GPtrArray *vocabulary_find_key(Database *database, const char *type) {
  GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
  Statement *get = database_prepare(database, "SELECT type FROM vocabulary WHERE key=?1 AND type<>?2", NULL);
  if (!get)
    return found;
  g_autofree char *key = key_of(type);
  statement_bind_text(get, 1, key, -1);
  statement_bind_text(get, 2, type, -1);
  while (statement_step(get, NULL) == STEP_ROW)
    g_ptr_array_add(found, g_strdup(statement_text(get, 0)));
  return found;
}

/* --- by likeness ------------------------------------------------------------------------------------------- */

typedef struct {
  const char *text;
  gint64 types; /* that hold it */
  double rarity;
} Gram;

static gint by_types(gconstpointer a, gconstpointer b) {
  gint64 x = ((const Gram *)a)->types, y = ((const Gram *)b)->types;
  return x < y ? -1 : x > y;
}

/* The distinct grams that the vocabulary holds, rarest first. `total` gets the summed rarity of all, held or not. */
static GArray *weigh_grams(Database *database, const GPtrArray *texts, double *total) {
  GArray *grams = g_array_new(FALSE, FALSE, sizeof(Gram));
  Statement *count = database_prepare(database, "SELECT doc FROM vocabulary_gram_counts WHERE term=?1", NULL);
  double types = (double)database_get_int(database, "SELECT max(id) FROM vocabulary", 0);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  *total = 0;
  for (guint i = 0; count && i < texts->len; i++) {
    if (!g_hash_table_add(seen, texts->pdata[i]))
      continue;
    Gram gram = {.text = texts->pdata[i]};
    statement_bind_text(count, 1, gram.text, -1);
    if (statement_step(count, NULL) == STEP_ROW)
      gram.types = statement_int(count, 0);
    statement_reset(count);
    gram.rarity = log(1 + types / (double)MAX(gram.types, 1));
    *total += gram.rarity;
    if (gram.types > 0)
      g_array_append_val(grams, gram);
  }
  g_array_sort(grams, by_types);
  return grams;
}

typedef struct {
  gint64 id;
  double shared; /* rarity of the grams found in it */
} Candidate;

static gint by_shared(gconstpointer a, gconstpointer b) {
  const Candidate *x = a, *y = b;
  return x->shared != y->shared ? (x->shared < y->shared) - (x->shared > y->shared) : (x->id > y->id) - (x->id < y->id);
}

static void count_gram(Database *database, const Gram *gram, GHashTable *places, GArray *candidates) {
  Statement *rows =
      database_prepare(database, "SELECT rowid FROM vocabulary_grams WHERE vocabulary_grams MATCH ?1", NULL);
  if (!rows)
    return;
  g_autofree char *match = g_strdup_printf("\"%s\"", gram->text);
  statement_bind_text(rows, 1, match, -1);
  while (statement_step(rows, NULL) == STEP_ROW) {
    gint64 id = statement_int(rows, 0);
    guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, GSIZE_TO_POINTER((gsize)id)));
    if (!place) {
      Candidate candidate = {.id = id};
      g_array_append_val(candidates, candidate);
      place = candidates->len;
      g_hash_table_insert(places, GSIZE_TO_POINTER((gsize)id), GUINT_TO_POINTER(place));
    }
    g_array_index(candidates, Candidate, place - 1).shared += gram->rarity;
  }
}

/* Types that share the rarest grams, those that share most first. */
static GArray *find_candidates(Database *database, const GArray *grams) {
  GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  g_autoptr(GHashTable) places = g_hash_table_new(g_direct_hash, g_direct_equal);
  gint64 rows = 0;
  for (guint i = 0; i < grams->len; i++) {
    const Gram *gram = &g_array_index(grams, Gram, i);
    rows += gram->types;
    if (i > 0 && rows > MOST_ROWS)
      break;
    count_gram(database, gram, places, candidates);
  }
  g_array_sort(candidates, by_shared);
  return candidates;
}

/* Dice coefficient, weighted; grams that only the type has weigh as the word's do on average. */
static double likeness(const GArray *grams, double total, guint word_grams, const char *key) {
  g_autoptr(GPtrArray) others = grams_of_key(key);
  double shared = 0;
  guint common = 0;
  for (guint i = 0; i < grams->len; i++) {
    const Gram *gram = &g_array_index(grams, Gram, i);
    if (g_ptr_array_find_with_equal_func(others, gram->text, g_str_equal, NULL)) {
      shared += gram->rarity;
      common++;
    }
  }
  double rest = (double)(others->len - MIN(common, others->len)) * total / MAX(word_grams, 1);
  return 2 * shared / (total + shared + rest);
}

static gint by_likeness(gconstpointer a, gconstpointer b) {
  const NearType *x = *(NearType *const *)a, *y = *(NearType *const *)b;
  return x->likeness != y->likeness ? (x->likeness < y->likeness) - (x->likeness > y->likeness)
                                    : strcmp(x->type, y->type);
}

GPtrArray *vocabulary_find_near(Database *database, const char *word, double least, guint limit) {
  GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)near_type_free);
  g_autofree char *key = key_of(word);
  g_autoptr(GPtrArray) texts = grams_of_key(key);
  double total;
  g_autoptr(GArray) grams = weigh_grams(database, texts, &total);
  g_autoptr(GArray) candidates = find_candidates(database, grams);
  Statement *get = database_prepare(database, "SELECT type, key FROM vocabulary WHERE id=?1", NULL);
  for (guint i = 0; get && i < MIN(candidates->len, MOST_COMPARED); i++) {
    statement_bind_int(get, 1, g_array_index(candidates, Candidate, i).id);
    if (statement_step(get, NULL) != STEP_ROW)
      continue;
    double alike =
        strcmp(statement_text(get, 1), key) == 0 ? 1 : likeness(grams, total, texts->len, statement_text(get, 1));
    if (alike >= least && strcmp(statement_text(get, 0), word) != 0) {
      NearType *near = g_new(NearType, 1);
      *near = (NearType){g_strdup(statement_text(get, 0)), alike};
      g_ptr_array_add(found, near);
    }
    statement_reset(get);
  }
  g_ptr_array_sort(found, by_likeness);
  if (found->len > limit)
    g_ptr_array_set_size(found, (int)limit);
  return found;
}

/* --- by pattern -------------------------------------------------------------------------------------------- */

/* The end of a stretch can be spelt otherwise in the key, for what follows it ("natio" of "nation"): left out there. */
static void trim_open_end(char *stretch) {
  gsize length = strlen(stretch);
  while (length > 0 && strchr("ctsio", stretch[length - 1]))
    stretch[--length] = '\0';
}

/* FTS5 expression for all grams of the pattern's stretches; NULL where it has none. */
static char *pattern_to_match(const char *pattern) {
  g_auto(GStrv) stretches = g_strsplit(pattern, "*", -1);
  g_autoptr(GString) match = g_string_new(NULL);
  for (char **stretch = stretches; *stretch; stretch++) {
    g_autofree char *key = key_of(*stretch);
    gboolean first = stretch == stretches, last = stretch[1] == NULL;
    if (!last)
      trim_open_end(key);
    g_autofree char *marked = g_strconcat(first ? "^" : "", key, last ? "$" : "", NULL);
    g_autoptr(GPtrArray) grams = grams_of_stretch(marked);
    for (guint i = 0; i < grams->len; i++)
      g_string_append_printf(match, "%s\"%s\"", match->len ? " AND " : "", (char *)grams->pdata[i]);
  }
  return match->len ? g_string_free(g_steal_pointer(&match), FALSE) : NULL;
}

GPtrArray *vocabulary_find_pattern(Database *database, const char *pattern, guint limit) {
  g_autofree char *match = pattern_to_match(pattern);
  if (!match)
    return NULL;
  GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
  Statement *rows = database_prepare(database,
                                     "SELECT type, key FROM vocabulary WHERE id IN"
                                     " (SELECT rowid FROM vocabulary_grams WHERE vocabulary_grams MATCH ?1 LIMIT ?2)",
                                     NULL);
  if (!rows)
    return found;
  g_autofree char *key = key_of(pattern);
  g_autoptr(GPatternSpec) by_type = g_pattern_spec_new(pattern);
  g_autoptr(GPatternSpec) by_key = g_pattern_spec_new(key);
  statement_bind_text(rows, 1, match, -1);
  statement_bind_int(rows, 2, MOST_MATCHED);
  while (statement_step(rows, NULL) == STEP_ROW && found->len < limit)
    if (g_pattern_spec_match_string(by_type, statement_text(rows, 0)) ||
        g_pattern_spec_match_string(by_key, statement_text(rows, 1)))
      g_ptr_array_add(found, g_strdup(statement_text(rows, 0)));
  statement_reset(rows);
  return found;
}
