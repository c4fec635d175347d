/* Sketches of documents, their neighbours, and the works that they are versions of. */
#include "index/works.h"

#include <string.h>

/* Raised when the rules of works_are_same() change, or which units are looked at: all are then placed anew. */
#define RULES_VERSION 1
#define STAMP G_STRINGIFY(SKETCH_VERSION) "." G_STRINGIFY(RULES_VERSION)

#define LEAST_JACCARD 0.64
#define LEAST_JACCARD_PRESENTATION 0.54
#define LEAST_CONTAINMENT 0.85
#define LEAST_JACCARD_CONTAINED 0.3
#define SHORT_SIZE 40
#define LEAST_JACCARD_SHORT 0.8
#define LEAST_JACCARD_LANGUAGES 0.8
#define LEAST_JACCARD_MEETINGS 0.75

#define TRANSACTION_DOCUMENTS 1000
#define MOST_IN_BUCKET 256 /* documents looked at in one bucket of one band */
#define MOST_COMPARED 64   /* of all buckets, those that share most bands */
#define MOST_OF_SAME_KEY 8

/* --- what is the same -------------------------------------------------------------------------------------- */

static gboolean is_known(const char *language) {
  return *language && strcmp(language, "und") != 0 && strcmp(language, "mul") != 0;
}

gboolean works_are_same(const GArray *a, const WorksTraits *a_traits, const GArray *b, const WorksTraits *b_traits) {
  SketchSimilarity similarity = sketch_compare(a, b);
  gboolean meetings = a_traits->kind == DOCUMENT_KIND_MEETING && b_traits->kind == DOCUMENT_KIND_MEETING;
  gboolean languages = is_known(a_traits->language) && is_known(b_traits->language) &&
                       strcmp(a_traits->language, b_traits->language) != 0;
  gboolean presentation = a_traits->kind == DOCUMENT_KIND_PRESENTATION || b_traits->kind == DOCUMENT_KIND_PRESENTATION;
  double least = presentation ? LEAST_JACCARD_PRESENTATION : LEAST_JACCARD;
  if (MIN(a->len, b->len) < SHORT_SIZE)
    least = LEAST_JACCARD_SHORT;
  else if (languages)
    least = LEAST_JACCARD_LANGUAGES;
  else if (meetings)
    least = LEAST_JACCARD_MEETINGS;
  if (similarity.jaccard >= least)
    return TRUE;
  return least == LEAST_JACCARD_PRESENTATION && similarity.containment >= LEAST_CONTAINMENT &&
         similarity.jaccard >= LEAST_JACCARD_CONTAINED;
}

static gboolean is_looked_at(UnitKind kind) {
  return kind != UNIT_KIND_NOTES && kind != UNIT_KIND_COMMENT;
}

GArray *works_sketch(const Document *document) {
  g_autoptr(Sketcher) sketcher = sketcher_new();
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    if (!is_looked_at(unit->kind))
      continue;
    sketcher_add(sketcher, unit->heading);
    sketcher_add(sketcher, unit->text);
  }
  return sketcher_finish(sketcher);
}

/* --- rows -------------------------------------------------------------------------------------------------- */

#define NUMBERS(...) (const gint64[]){__VA_ARGS__}, sizeof((const gint64[]){__VA_ARGS__}) / sizeof(gint64)

static gboolean execute(Database *database, const char *sql, const gint64 *numbers, gsize count, GError **error) {
  Statement *statement = database_prepare(database, sql, error);
  if (!statement)
    return FALSE;
  for (gsize i = 0; i < count; i++)
    statement_bind_int(statement, (int)i + 1, numbers[i]);
  return statement_execute(statement, error);
}

static gboolean add_band(Database *database, gint64 band, gint64 hash, gint64 id, GError **error) {
  return execute(database, "INSERT OR IGNORE INTO signature_band(band, hash, document) VALUES(?1,?2,?3)",
                 NUMBERS(band, hash, id), error);
}

/* Little endian, so that the file can be carried to any machine. */
static void swap_bytes(GArray *sketch) {
  for (guint i = 0; i < sketch->len; i++)
    g_array_index(sketch, guint32, i) = GUINT32_TO_LE(g_array_index(sketch, guint32, i));
}

static gboolean put_sketch(Database *database, gint64 id, GArray *sketch, GError **error) {
  Statement *insert = database_prepare(database, "INSERT INTO signature(document, minhash) VALUES(?1,?2)", error);
  if (!insert)
    return FALSE;
  statement_bind_int(insert, 1, id);
  swap_bytes(sketch);
  statement_bind_blob(insert, 2, sketch->data, sketch->len * sizeof(guint32));
  swap_bytes(sketch);
  return statement_execute(insert, error);
}

/* The sketch in a column of a row; NULL where there is none, or what is there is none. */
static GArray *read_sketch(Statement *row, int column) {
  gsize length;
  gconstpointer bytes = statement_blob(row, column, &length);
  if (!bytes || length % sizeof(guint32) != 0 || length > SKETCH_LIMIT * sizeof(guint32))
    return NULL;
  GArray *sketch = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_array_append_vals(sketch, bytes, (guint)(length / sizeof(guint32)));
  swap_bytes(sketch);
  return sketch;
}

GArray *works_get_sketch(Database *database, gint64 document) {
  Statement *get = database_prepare(database, "SELECT minhash FROM signature WHERE document=?1", NULL);
  if (!get)
    return NULL;
  statement_bind_int(get, 1, document);
  if (statement_step(get, NULL) != STEP_ROW)
    return NULL;
  GArray *sketch = read_sketch(get, 0);
  statement_reset(get);
  return sketch;
}

/* --- coming and going -------------------------------------------------------------------------------------- */

/* The first document of an index says of what version its sketches are: no other lies there without one. */
static gboolean stamp_first(Database *database, GError **error) {
  if (database_get_int(database, "SELECT count(*) FROM (SELECT 1 FROM document LIMIT 2)", 0) != 1)
    return TRUE;
  return database_run(database, "INSERT OR REPLACE INTO meta(key, value) VALUES('works', '" STAMP "')", error);
}

gboolean works_add(Database *database, gint64 id, const Document *document, GError **error) {
  if (!stamp_first(database, error))
    return FALSE;
  g_autoptr(GArray) sketch = works_sketch(document);
  if (sketch->len < WORKS_LEAST_SIZE)
    return TRUE;
  return put_sketch(database, id, sketch, error) && add_band(database, WORKS_PENDING, 0, id, error);
}

gboolean works_leave(Database *database, gint64 id, GError **error) {
  Statement *get = database_prepare(database, "SELECT work FROM document WHERE id=?1 AND work IS NOT NULL", error);
  if (!get)
    return FALSE;
  statement_bind_int(get, 1, id);
  Step step = statement_step(get, error);
  if (step != STEP_ROW)
    return step == STEP_DONE;
  gint64 work = statement_int(get, 0);
  statement_reset(get);
  return execute(database,
                 "INSERT OR IGNORE INTO signature_band(band, hash, document)"
                 " SELECT ?3, 0, id FROM document WHERE work=?1 AND id<>?2",
                 NUMBERS(work, id, WORKS_PENDING), error) &&
         execute(database, "UPDATE document SET work=NULL WHERE work=?1", NUMBERS(work), error);
}

/* --- placing ----------------------------------------------------------------------------------------------- */

/* A document with what is needed to compare it. */
typedef struct {
  gint64 id, work; /* work: 0 where it stands alone */
  WorksTraits traits;
  GArray *sketch; /* may be NULL */
} Member;

static void member_clear(Member *member) {
  g_clear_pointer(&member->sketch, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Member, member_clear)

/* FALSE where there is no such document. */
static gboolean get_member(Database *database, gint64 id, Member *member) {
  Statement *get = database_prepare(database,
                                    "SELECT d.language, d.kind, d.work, s.minhash FROM document AS d"
                                    " LEFT JOIN signature AS s ON s.document=d.id WHERE d.id=?1",
                                    NULL);
  if (!get)
    return FALSE;
  statement_bind_int(get, 1, id);
  if (statement_step(get, NULL) != STEP_ROW)
    return FALSE;
  member->id = id;
  g_strlcpy(member->traits.language, statement_text(get, 0), sizeof member->traits.language);
  document_kind_from_name(statement_text(get, 1), &member->traits.kind);
  member->work = statement_int(get, 2);
  member->sketch = read_sketch(get, 3);
  statement_reset(get);
  return TRUE;
}

/* From the stored text: after a change of the version, or for an index of before there were sketches. */
static GArray *sketch_stored_text(Database *database, gint64 id, GError **error) {
  Statement *units =
      database_prepare(database, "SELECT kind, heading, text FROM unit WHERE document=?1 ORDER BY ordinal", error);
  if (!units)
    return NULL;
  g_autoptr(Sketcher) sketcher = sketcher_new();
  statement_bind_int(units, 1, id);
  Step step;
  while ((step = statement_step(units, error)) == STEP_ROW) {
    UnitKind kind = UNIT_KIND_SECTION;
    unit_kind_from_name(statement_text(units, 0), &kind);
    if (!is_looked_at(kind))
      continue;
    sketcher_add(sketcher, statement_text(units, 1));
    sketcher_add(sketcher, statement_text(units, 2));
  }
  return step == STEP_DONE ? sketcher_finish(sketcher) : NULL;
}

typedef struct {
  gint64 id;
  guint bands; /* that it shares */
} Candidate;

static gint by_id(gconstpointer a, gconstpointer b) {
  gint64 x = ((const Candidate *)a)->id, y = ((const Candidate *)b)->id;
  return (x > y) - (x < y);
}

static gint by_bands(gconstpointer a, gconstpointer b) {
  guint x = ((const Candidate *)a)->bands, y = ((const Candidate *)b)->bands;
  return x == y ? by_id(a, b) : (x < y) - (x > y);
}

/* Adds the documents of a bucket, but `own`. */
static gboolean add_bucket(Database *database, gint64 band, gint64 hash, gint64 own, guint most, GArray *candidates,
                           GError **error) {
  Statement *rows = database_prepare(
      database, "SELECT document FROM signature_band WHERE band=?1 AND hash=?2 ORDER BY document LIMIT ?3", error);
  if (!rows)
    return FALSE;
  statement_bind_int(rows, 1, band);
  statement_bind_int(rows, 2, hash);
  statement_bind_int(rows, 3, most);
  Step step;
  while ((step = statement_step(rows, error)) == STEP_ROW) {
    Candidate candidate = {statement_int(rows, 0), 1};
    if (candidate.id != own)
      g_array_append_val(candidates, candidate);
  }
  return step == STEP_DONE;
}

/* What shares bands with the sketch, most bands first: Candidate, each once. NULL with *error. */
static GArray *find_candidates(Database *database, gint64 own, const guint32 bands[SKETCH_BANDS], GError **error) {
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Candidate));
  for (guint band = 0; band < SKETCH_BANDS; band++)
    if (!add_bucket(database, band, bands[band], own, MOST_IN_BUCKET, found, error))
      return NULL;
  g_array_sort(found, by_id);
  guint kept = 0;
  for (guint i = 0; i < found->len; i++) {
    const Candidate *next = &g_array_index(found, Candidate, i);
    Candidate *last = kept ? &g_array_index(found, Candidate, kept - 1) : NULL;
    if (last && last->id == next->id)
      last->bands++;
    else
      g_array_index(found, Candidate, kept++) = *next;
  }
  g_array_set_size(found, kept);
  g_array_sort(found, by_bands);
  g_array_set_size(found, MIN(kept, MOST_COMPARED));
  return g_steal_pointer(&found);
}

/* Makes two documents versions of one work, and with them what is one with either. */
static gboolean join(Database *database, Member *member, const Member *other, GError **error) {
  gint64 own = member->work ? member->work : member->id, theirs = other->work ? other->work : other->id;
  gint64 work = MIN(own, theirs), given_up = MAX(own, theirs);
  if (member->work && member->work == other->work)
    return TRUE;
  member->work = work;
  return execute(database, "UPDATE document SET work=?1 WHERE work=?2", NUMBERS(work, given_up), error) &&
         execute(database, "UPDATE document SET work=?1 WHERE id IN (?2, ?3)", NUMBERS(work, member->id, other->id),
                 error);
}

/* Joins the member to those of the candidates that are versions of the same work; to the first alone where only
 * candidates of the very same shingles count, telling in *joined whether there was one. */
static gboolean join_candidates(Database *database, Member *member, const GArray *candidates, gboolean *joined,
                                GError **error) {
  for (guint i = 0; i < candidates->len; i++) {
    g_auto(Member) other = {0};
    if (!get_member(database, g_array_index(candidates, Candidate, i).id, &other) || !other.sketch)
      continue;
    if (joined) {
      *joined = other.sketch->len == member->sketch->len &&
                memcmp(other.sketch->data, member->sketch->data, member->sketch->len * sizeof(guint32)) == 0;
      if (*joined)
        return join(database, member, &other, error);
    } else if (works_are_same(member->sketch, &member->traits, other.sketch, &other.traits) &&
               !join(database, member, &other, error))
      return FALSE;
  }
  return TRUE;
}

/* A document of the very same shingles has been placed: its neighbours are ours. It is found through that one, so it
 * needs no bands of its own, and a thousand copies of one page do not fill the buckets. */
static gboolean join_twin(Database *database, Member *member, guint32 key, gboolean *joined, GError **error) {
  g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  return add_bucket(database, WORKS_WHOLE, key, member->id, MOST_OF_SAME_KEY, candidates, error) &&
         join_candidates(database, member, candidates, joined, error);
}

static gboolean join_neighbours(Database *database, Member *member, GError **error) {
  gboolean joined = FALSE;
  guint32 bands[SKETCH_BANDS], key = sketch_get_key(member->sketch);
  if (!join_twin(database, member, key, &joined, error) || joined)
    return joined;
  sketch_get_bands(member->sketch, bands);
  g_autoptr(GArray) candidates = find_candidates(database, member->id, bands, error);
  if (!candidates || !join_candidates(database, member, candidates, NULL, error))
    return FALSE;
  for (guint band = 0; band < SKETCH_BANDS; band++)
    if (!add_band(database, band, bands[band], member->id, error))
      return FALSE;
  return add_band(database, WORKS_WHOLE, key, member->id, error);
}

/* Gives a member that has no sketch, or one that is none, that of its text. */
static gboolean renew_sketch(Database *database, Member *member, GError **error) {
  member->sketch = sketch_stored_text(database, member->id, error);
  if (!member->sketch || !execute(database, "DELETE FROM signature WHERE document=?1", NUMBERS(member->id), error))
    return FALSE;
  return member->sketch->len < WORKS_LEAST_SIZE || put_sketch(database, member->id, member->sketch, error);
}

static gboolean place(Database *database, gint64 id, GError **error) {
  g_auto(Member) member = {0};
  if (get_member(database, id, &member) && !member.sketch && !renew_sketch(database, &member, error))
    return FALSE;
  if (member.sketch && member.sketch->len >= WORKS_LEAST_SIZE && !join_neighbours(database, &member, error))
    return FALSE;
  return execute(database, "DELETE FROM signature_band WHERE band=?1 AND hash=?2 AND document=?3",
                 NUMBERS(WORKS_PENDING, 0, id), error);
}

/* The next documents that are to be placed: gint64; NULL with *error. */
static GArray *next_pending(Database *database, GError **error) {
  Statement *rows = database_prepare(
      database, "SELECT document FROM signature_band WHERE band=?1 AND hash=0 ORDER BY document LIMIT ?2", error);
  if (!rows)
    return NULL;
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  statement_bind_int(rows, 1, WORKS_PENDING);
  statement_bind_int(rows, 2, TRANSACTION_DOCUMENTS);
  Step step;
  while ((step = statement_step(rows, error)) == STEP_ROW) {
    gint64 id = statement_int(rows, 0);
    g_array_append_val(ids, id);
  }
  return step == STEP_DONE ? g_steal_pointer(&ids) : NULL;
}

/* --- versions of the sketch -------------------------------------------------------------------------------- */

static gboolean has_stamp(Database *database) {
  Statement *get = database_prepare(database, "SELECT value FROM meta WHERE key='works'", NULL);
  gboolean same = get && statement_step(get, NULL) == STEP_ROW && strcmp(statement_text(get, 0), STAMP) == 0;
  if (get)
    statement_reset(get);
  return same;
}

/* Forgets all sketches and has every document placed anew, from its text. */
static gboolean start_anew(Database *database, GError **error) {
  return database_run(database,
                      "DELETE FROM signature; DELETE FROM signature_band;"
                      "UPDATE document SET work=NULL WHERE work IS NOT NULL;"
                      "INSERT INTO signature_band(band, hash, document) SELECT -1, 0, id FROM document;"
                      "INSERT OR REPLACE INTO meta(key, value) VALUES('works', '" STAMP "')",
                      error);
}

static gboolean place_pending(Database *database, gboolean *more, GError **error) {
  if (!has_stamp(database) && !start_anew(database, error))
    return FALSE;
  g_autoptr(GArray) ids = next_pending(database, error);
  for (guint i = 0; ids && i < ids->len; i++)
    if (!place(database, g_array_index(ids, gint64, i), error))
      return FALSE;
  *more = ids && ids->len > 0;
  return ids != NULL;
}

gboolean works_refresh(Database *database, GError **error) {
  gboolean more = TRUE;
  while (more) {
    if (!database_run(database, "BEGIN IMMEDIATE", error))
      return FALSE;
    gboolean done = place_pending(database, &more, error);
    if (!database_run(database, done ? "COMMIT" : "ROLLBACK", done ? error : NULL) || !done)
      return FALSE;
  }
  return TRUE;
}
