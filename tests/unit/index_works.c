/* Sketches and works: what is alike is found alike, versions are joined, and parted again when what joined them goes.
 */
#include "index/reader.h"
#include "index/schema.h"
#include "index/works.h"
#include "index/writer.h"
#include "queries/versions.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

/* --- sketches ---------------------------------------------------------------------------------------------- */

static GArray *sketch(const char *text) {
  g_autoptr(Sketcher) sketcher = sketcher_new();
  sketcher_add(sketcher, text);
  return sketcher_finish(sketcher);
}

/* Words with numbers from `first` on, each once. */
static char *numbered(const char *word, guint first, guint count) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = first; i < first + count; i++)
    g_string_append_printf(text, "%s%u ", word, i);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void test_neutral(void) {
  static const char *const same[] = {
      "Åtgärder för ÖKAD biologisk mångfald",
      "åtgärder\tför ökad\n\nbiologisk   mångfald.",
      "– Åtgärder (för) ökad, «biologisk» mångfald!",
  };
  g_autoptr(GArray) first = sketch(same[0]);
  g_assert_cmpuint(first->len, ==, 4);
  for (gsize i = 1; i < G_N_ELEMENTS(same); i++) {
    g_autoptr(GArray) other = sketch(same[i]);
    g_assert_cmpfloat(sketch_compare(first, other).jaccard, ==, 1);
    g_assert_cmpuint(sketch_get_key(first), ==, sketch_get_key(other));
  }
  g_autoptr(GArray) turned = sketch("mångfald biologisk ökad för åtgärder");
  g_assert_cmpfloat(sketch_compare(first, turned).jaccard, ==, 0);
}

/* In pieces as a whole; broken bytes and the end of the text part words and nothing else. */
static void test_pieces(void) {
  g_autoptr(Sketcher) sketcher = sketcher_new();
  sketcher_add(sketcher, "gode eksempler");
  sketcher_add(sketcher, NULL);
  sketcher_add(sketcher, "");
  sketcher_add(sketcher, "fra kommunen");
  g_autoptr(GArray) pieces = sketcher_finish(sketcher);
  g_autoptr(GArray) whole = sketch("gode eksempler fra kommunen");
  g_assert_cmpfloat(sketch_compare(pieces, whole).jaccard, ==, 1);
  g_autoptr(GArray) broken = sketch("gode\xff eksempler \xe2\x82 fra kommunen \xc3");
  g_assert_cmpfloat(sketch_compare(broken, whole).jaccard, ==, 1);
  g_autoptr(GArray) nothing = sketcher_finish(sketcher);
  g_assert_cmpuint(nothing->len, ==, 0);
  g_assert_cmpfloat(sketch_compare(nothing, whole).jaccard, ==, 0);
}

/* Short texts are compared exactly. */
static void test_exact(void) {
  g_autofree char *long_text = numbered("ord", 0, 101), *part = numbered("ord", 0, 51);
  g_autoptr(GArray) a = sketch(long_text), b = sketch(part);
  SketchSimilarity similarity = sketch_compare(a, b);
  g_assert_cmpfloat(sketch_size(a), ==, 100);
  g_assert_cmpfloat_with_epsilon(similarity.jaccard, .5, 1e-9);
  g_assert_cmpfloat_with_epsilon(similarity.containment, 1, 1e-9);
}

/* Long ones to four standard errors. */
static void test_estimate(void) {
  static const double shares[] = {.1, .3, .5, .7, .9};
  for (gsize i = 0; i < G_N_ELEMENTS(shares); i++) {
    const guint count = 20000;
    guint common = (guint)(2 * count * shares[i] / (1 + shares[i]));
    g_autofree char *a_text = numbered("ord", 0, count), *b_text = numbered("ord", count - common, count);
    g_autoptr(GArray) a = sketch(a_text), b = sketch(b_text);
    g_assert_cmpuint(a->len, ==, SKETCH_LIMIT);
    g_assert_cmpfloat_with_epsilon(sketch_compare(a, b).jaccard, shares[i], .125);
    g_assert_cmpfloat_with_epsilon(sketch_size(a) / count, 1, .25);
  }
}

static guint shared_bands(const GArray *a, const GArray *b) {
  guint32 first[SKETCH_BANDS], second[SKETCH_BANDS];
  guint shared = 0;
  sketch_get_bands(a, first);
  sketch_get_bands(b, second);
  for (guint i = 0; i < SKETCH_BANDS; i++)
    shared += first[i] == second[i];
  return shared;
}

/* Of a hundred pairs that share .6, nearly all meet in a band; of those that share nothing, none. */
static void test_bands(void) {
  guint met = 0, strangers = 0;
  for (guint i = 0; i < 100; i++) {
    g_autofree char *word = g_strdup_printf("ord%ux", i), *other = g_strdup_printf("annat%ux", i);
    g_autofree char *a_text = numbered(word, 0, 401), *b_text = numbered(word, 100, 401);
    g_autofree char *c_text = numbered(other, 0, 401), *d_text = numbered(word, 0, 5);
    g_autoptr(GArray) a = sketch(a_text), b = sketch(b_text), c = sketch(c_text), d = sketch(d_text);
    met += shared_bands(a, b) > 0;
    strangers += shared_bands(a, c) > 0;
    g_assert_cmpuint(shared_bands(d, d), ==, SKETCH_BANDS); /* most bins are empty */
  }
  g_assert_cmpuint(met, >=, 95);
  g_assert_cmpuint(strangers, ==, 0);
}

/* --- what is the same -------------------------------------------------------------------------------------- */

/* Two texts of `count` shingles that share `percent` of those of either. */
static gboolean are_same(guint count, guint percent, const char *languages[2], DocumentKind kind) {
  guint common = 2 * count * percent / (100 + percent);
  g_autofree char *a_text = numbered("ord", 0, count + 1), *b_text = numbered("ord", count - common, count + 1);
  g_autoptr(GArray) a = sketch(a_text), b = sketch(b_text);
  WorksTraits traits[2] = {{"", kind}, {"", kind}};
  for (guint i = 0; i < 2; i++)
    g_strlcpy(traits[i].language, languages[i], sizeof traits[i].language);
  return works_are_same(a, &traits[0], b, &traits[1]);
}

static void test_rules(void) {
  const char *swedish[] = {"sv", "sv"}, *two[] = {"sv", "nb"}, *unsure[] = {"sv", "mul"};
  g_assert_true(are_same(200, 68, swedish, DOCUMENT_KIND_PAGE));
  g_assert_false(are_same(200, 58, swedish, DOCUMENT_KIND_PAGE));
  g_assert_true(are_same(200, 58, swedish, DOCUMENT_KIND_PRESENTATION));
  g_assert_false(are_same(200, 50, swedish, DOCUMENT_KIND_PRESENTATION));
  g_assert_false(are_same(200, 70, swedish, DOCUMENT_KIND_MEETING));
  g_assert_true(are_same(200, 80, swedish, DOCUMENT_KIND_MEETING));
  g_assert_false(are_same(200, 70, two, DOCUMENT_KIND_PAGE));
  g_assert_true(are_same(200, 85, two, DOCUMENT_KIND_PAGE));
  g_assert_true(are_same(200, 70, unsure, DOCUMENT_KIND_PAGE));
  g_assert_false(are_same(30, 70, swedish, DOCUMENT_KIND_PRESENTATION));
  g_assert_true(are_same(30, 90, swedish, DOCUMENT_KIND_PRESENTATION));
}

/* Slides and their handout with notes; not a chapter and its book, not a form and what it is filled with. */
static void test_containment(void) {
  g_autofree char *slides_text = numbered("ord", 0, 101), *handout_text = numbered("ord", 0, 251);
  g_autofree char *book_text = numbered("ord", 0, 501);
  g_autoptr(GArray) slides = sketch(slides_text), handout = sketch(handout_text), book = sketch(book_text);
  WorksTraits traits = {"nb", DOCUMENT_KIND_PRESENTATION};
  g_assert_true(works_are_same(slides, &traits, handout, &traits));
  g_assert_false(works_are_same(slides, &traits, book, &traits));
  WorksTraits meeting = {"nb", DOCUMENT_KIND_MEETING}, form = {"nb", DOCUMENT_KIND_PAGE};
  g_assert_false(works_are_same(slides, &meeting, handout, &meeting));
  g_assert_false(works_are_same(slides, &form, handout, &form));
}

/* --- works ------------------------------------------------------------------------------------------------- */

typedef struct {
  char *folder, *path;
} Index;

static void set_up(Index *index, gconstpointer data) {
  index->folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  index->path = g_build_filename(index->folder, "index.db", NULL);
}

static void tear_down(Index *index, gconstpointer data) {
  static const char *const endings[] = {"", "-wal", "-shm"};
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *file = g_strconcat(index->path, endings[i], NULL);
    unlink(file);
  }
  rmdir(index->folder);
  g_free(index->path);
  g_free(index->folder);
}

static Document *make_document(const char *text) {
  Document *document = document_new();
  document->media_type = g_strdup("text/plain");
  strcpy(document->language, "sv");
  Unit *unit = document_add_unit(document, unit_new(UNIT_KIND_PAGE));
  unit->text = g_strdup(text);
  strcpy(unit->language, "sv");
  return document;
}

static Writer *open_writer(const char *path) {
  g_autoptr(GError) error = NULL;
  Writer *writer = writer_open(path, NULL, NULL, &error);
  g_assert_no_error(error);
  return writer;
}

static void close_writer(Writer *writer) {
  g_autoptr(GError) error = NULL;
  g_assert_true(writer_close(writer, &error));
  g_assert_no_error(error);
}

static void put(Writer *writer, const char *path, const char *text) {
  g_autoptr(GError) error = NULL;
  g_autofree char *content = g_strconcat(path, text, NULL);
  g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, content, -1);
  Source source = {.path = path, .sha256 = sha256, .size = strlen(content), .stages_version = 1};
  g_autoptr(Document) document = make_document(text);
  g_assert_true(writer_put(writer, &source, document, &error));
  g_assert_no_error(error);
}

static void put_numbered(Writer *writer, const char *path, guint first, guint count) {
  g_autofree char *text = numbered("ord", first, count);
  put(writer, path, text);
}

static void remove_path(const char *index, const char *path) {
  g_autoptr(GError) error = NULL;
  guint removed = 0;
  Writer *writer = open_writer(index);
  g_assert_true(writer_remove(writer, path, &removed, &error));
  g_assert_no_error(error);
  close_writer(writer);
}

/* What must hold of every index: "a+b c+d", the paths of each work, sorted; and the numbers are right. */
static char *works_of(const char *index) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Database) database = database_open(index, DATABASE_WRITE, &error);
  g_assert_no_error(error);
  g_assert_cmpint(database_get_int(database, "SELECT count(*) FROM signature_band WHERE band<0", 1), ==, 0);
  g_assert_cmpint(
      database_get_int(database,
                       "SELECT count(*) FROM (SELECT work FROM document WHERE work IS NOT NULL GROUP BY work"
                       " HAVING count(*)<2 OR min(id)<>work)",
                       1),
      ==, 0);
  g_assert_cmpint(database_get_int(database, "SELECT count(*) FROM pragma_foreign_key_check", 1), ==, 0);
  GString *all = g_string_new(NULL);
  Statement *rows = database_prepare(
      database,
      "SELECT group_concat(path, '+') FROM (SELECT work, path FROM document AS d JOIN source AS s ON s.document=d.id"
      " WHERE work IS NOT NULL ORDER BY path) GROUP BY work ORDER BY 1",
      &error);
  g_assert_no_error(error);
  while (statement_step(rows, &error) == STEP_ROW)
    g_string_append_printf(all, "%s%s", all->len ? " " : "", statement_text(rows, 0));
  g_assert_no_error(error);
  return g_string_free(all, FALSE);
}

static void assert_works(const char *index, const char *wanted) {
  g_autofree char *works = works_of(index);
  g_assert_cmpstr(works, ==, wanted);
}

/* a and b share .78, b and c too, a and c .6: too little by themselves. */
static void put_chain(const char *index) {
  Writer *writer = open_writer(index);
  put_numbered(writer, "/a", 0, 201);
  put_numbered(writer, "/z", 5000, 201);
  put_numbered(writer, "/c", 50, 201);
  put_numbered(writer, "/b", 25, 201);
  close_writer(writer);
}

static void test_joined(Index *index, gconstpointer data) {
  put_chain(index->path);
  assert_works(index->path, "/a+/b+/c");
  Writer *writer = open_writer(index->path);
  put_numbered(writer, "/y", 5010, 201);
  close_writer(writer);
  assert_works(index->path, "/a+/b+/c /y+/z");
}

/* Whichever goes, what is left is as if it had never been there. */
static void test_parted(Index *index, gconstpointer data) {
  put_chain(index->path);
  remove_path(index->path, "/b");
  assert_works(index->path, "");
  Writer *writer = open_writer(index->path);
  put_numbered(writer, "/b", 25, 201);
  close_writer(writer);
  assert_works(index->path, "/a+/b+/c");
  remove_path(index->path, "/a"); /* the smallest row, which the work is named by */
  assert_works(index->path, "/b+/c");
}

static void test_replaced(Index *index, gconstpointer data) {
  put_chain(index->path);
  Writer *writer = open_writer(index->path);
  put_numbered(writer, "/b", 5010, 201);
  close_writer(writer);
  assert_works(index->path, "/b+/z");
}

/* Copies of one text in other bytes: one of them has bands, the others are found through it, and after it. */
static void test_twins(Index *index, gconstpointer data) {
  Writer *writer = open_writer(index->path);
  put_numbered(writer, "/a", 0, 201);
  put_numbered(writer, "/b", 0, 201);
  put_numbered(writer, "/c", 0, 201);
  g_autoptr(GError) error = NULL;
  close_writer(writer);
  assert_works(index->path, "/a+/b+/c");
  {
    g_autoptr(Database) database = database_open(index->path, DATABASE_READ, &error);
    g_assert_cmpint(database_get_int(database, "SELECT count(DISTINCT document) FROM signature_band", 0), ==, 1);
  }
  remove_path(index->path, "/a");
  assert_works(index->path, "/b+/c");
  writer = open_writer(index->path);
  put_numbered(writer, "/d", 10, 201);
  close_writer(writer);
  assert_works(index->path, "/b+/c+/d");
}

static void test_too_short(Index *index, gconstpointer data) {
  Writer *writer = open_writer(index->path);
  put_numbered(writer, "/a", 0, 10);
  put_numbered(writer, "/b", 0, 10);
  put(writer, "/empty", "");
  close_writer(writer);
  assert_works(index->path, "");
}

static void run_sql(const char *path, const char *sql) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Database) database = database_open(path, DATABASE_WRITE, &error);
  g_assert_no_error(error);
  database_run(database, sql, &error);
  g_assert_no_error(error);
}

/* Sketches of another version, and an index of before there were any: made anew from the text, with the same result. */
static void test_version(Index *index, gconstpointer data) {
  static const char *const changes[] = {
      "UPDATE meta SET value='0.0' WHERE key='works'; UPDATE signature SET minhash=x'00000000'",
      "DELETE FROM meta WHERE key='works'; DELETE FROM signature; DELETE FROM signature_band",
      "UPDATE document SET work=NULL; UPDATE meta SET value='9.9' WHERE key='works'; DELETE FROM signature_band",
  };
  put_chain(index->path);
  for (gsize i = 0; i < G_N_ELEMENTS(changes); i++) {
    run_sql(index->path, changes[i]);
    close_writer(open_writer(index->path));
    assert_works(index->path, "/a+/b+/c");
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(Database) database = database_open(index->path, DATABASE_READ, &error);
  g_autofree char *text = numbered("ord", 0, 201);
  g_autoptr(GArray) stored = works_get_sketch(database, 1), wanted = sketch(text);
  g_assert_cmpmem(stored->data, stored->len * 4, wanted->data, wanted->len * 4);
}

/* A run that was killed before its end: the next one places what it had written. */
static void test_killed(Index *index, gconstpointer data) {
  put_chain(index->path);
  run_sql(index->path, "UPDATE document SET work=NULL; DELETE FROM signature_band;"
                       "INSERT INTO signature_band SELECT -1, 0, document FROM signature");
  close_writer(open_writer(index->path));
  assert_works(index->path, "/a+/b+/c");
}

/* A sketch that is none does no harm. */
static void test_damaged(Index *index, gconstpointer data) {
  put_chain(index->path);
  run_sql(index->path, "UPDATE signature SET minhash=zeroblob(100000) WHERE document=1;"
                       "UPDATE signature SET minhash='x' WHERE document=3");
  Writer *writer = open_writer(index->path);
  put_numbered(writer, "/d", 30, 201);
  close_writer(writer);
  g_autofree char *works = works_of(index->path);
  g_assert_nonnull(strstr(works, "/b"));
  remove_path(index->path, "/d"); /* all of its work are placed anew, with sketches of their text */
  run_sql(index->path, "INSERT OR IGNORE INTO signature_band SELECT -1, 0, id FROM document");
  close_writer(open_writer(index->path));
  assert_works(index->path, "/a+/b+/c");
}

/* --- reading ----------------------------------------------------------------------------------------------- */

static void note_work(const Work *work, gpointer data) {
  GString *told = data;
  for (guint i = 0; i < work->versions->len; i++) {
    const Version *version = work->versions->pdata[i];
    g_string_append_printf(told, "%s %.2f%s;", (const char *)version->paths->pdata[0], version->similarity,
                           version->fullest ? " fullest" : "");
  }
}

static void test_versions(Index *index, gconstpointer data) {
  g_autoptr(GError) error = NULL;
  Writer *writer = open_writer(index->path);
  put_numbered(writer, "/short", 0, 161);
  put_numbered(writer, "/long", 0, 201);
  put_numbered(writer, "/other", 900, 201);
  close_writer(writer);
  g_autoptr(Reader) reader = reader_open(index->path, &error);
  g_assert_no_error(error);
  g_autoptr(GString) told = g_string_new(NULL);
  VersionsOptions options = {0};
  g_assert_true(versions_each(reader, &options, note_work, told, &error));
  g_assert_cmpstr(told->str, ==, "/long 1.00 fullest;/short 0.80;");
  options.exact = TRUE;
  g_string_truncate(told, 0);
  g_assert_true(versions_each(reader, &options, note_work, told, &error));
  g_assert_cmpstr(told->str, ==, "");
  g_autoptr(Work) alone = versions_find(reader, 3), none = versions_find(reader, 99);
  g_assert_cmpuint(alone->versions->len, ==, 1);
  g_assert_null(none);
}

static void test_same_place(void) {
  g_autoptr(Unit) slide = unit_new(UNIT_KIND_SLIDE), page = unit_new(UNIT_KIND_PAGE);
  slide->heading = g_strdup("Flaum og skred");
  slide->text = g_strdup("Kven varslar når vatnet stig i elva?");
  page->text = g_strdup("Flaum og skred\nKven varslar når vatnet stig i elva? Side 3 av 9");
  g_assert_true(versions_same_place(slide, page));
  document_set_string(&page->text, "Beredskap og øving for heile kriseleiinga i kommunen");
  g_assert_false(versions_same_place(slide, page));
  document_set_string(&slide->heading, NULL);
  document_set_string(&slide->text, "Takk!");
  document_set_string(&page->text, "takk!\n");
  g_assert_true(versions_same_place(slide, page));
  document_set_string(&page->text, "Slutt");
  g_assert_false(versions_same_place(slide, page));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/sketch/neutral", test_neutral);
  g_test_add_func("/sketch/pieces", test_pieces);
  g_test_add_func("/sketch/exact", test_exact);
  g_test_add_func("/sketch/estimate", test_estimate);
  g_test_add_func("/sketch/bands", test_bands);
  g_test_add_func("/works/rules", test_rules);
  g_test_add_func("/works/containment", test_containment);
  g_test_add_func("/versions/same_place", test_same_place);
#define ADD(name, func) g_test_add(name, Index, NULL, set_up, func, tear_down)
  ADD("/works/joined", test_joined);
  ADD("/works/parted", test_parted);
  ADD("/works/replaced", test_replaced);
  ADD("/works/twins", test_twins);
  ADD("/works/too_short", test_too_short);
  ADD("/works/version", test_version);
  ADD("/works/killed", test_killed);
  ADD("/works/damaged", test_damaged);
  ADD("/versions/list", test_versions);
  return g_test_run();
}
