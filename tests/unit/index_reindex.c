/* Analysing anew: it can be stopped and taken up, the index answers meanwhile, and a write in between starts it over.
 */
#include "index/reader.h"
#include "index/writer.h"

#include <glib/gstdio.h>
#include <string.h>

#define UNITS 900

typedef struct {
  char *folder, *path;
} Desk;

static Writer *open_writer(const Desk *desk) {
  g_autoptr(GError) error = NULL;
  Writer *writer = writer_open_for_reindex(desk->path, NULL, NULL, &error);
  g_assert_no_error(error);
  return writer;
}

static void put(Writer *writer, const char *path, guint units, const char *word) {
  g_autoptr(Document) document = document_new();
  strcpy(document->language, "sv");
  for (guint i = 0; i < units; i++) {
    Unit *unit = unit_new(UNIT_KIND_PAGE);
    unit_set_locator(unit, LOCATOR_PAGE, i + 1, NULL);
    unit->text = g_strdup_printf("%s på sida %u", word, i + 1);
    document_add_unit(document, unit);
  }
  Source source = {.path = path, .sha256 = word, .size = 1, .stages_version = 1};
  g_assert_true(writer_put(writer, &source, document, NULL));
}

static void set_up(Desk *desk, gconstpointer data) {
  desk->folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  desk->path = g_build_filename(desk->folder, "index.db", NULL);
  Writer *writer = open_writer(desk);
  put(writer, "/a.txt", UNITS, "vindkraften");
  g_assert_true(writer_close(writer, NULL));
}

static void tear_down(Desk *desk, gconstpointer data) {
  static const char *const endings[] = {"", "-wal", "-shm"};
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *file = g_strconcat(desk->path, endings[i], NULL);
    g_unlink(file);
  }
  g_rmdir(desk->folder);
  g_free(desk->folder);
  g_free(desk->path);
}

static gint64 count(const Desk *desk, const char *sql) {
  g_autoptr(Reader) reader = reader_open(desk->path, NULL);
  g_assert_nonnull(reader);
  return database_get_int(reader_get_database(reader), sql, -1);
}

static const char found[] = "SELECT count(*) FROM unit_fts WHERE unit_fts MATCH 'vindkraften'";
static const char unfinished[] = "SELECT count(*) FROM sqlite_schema WHERE name='unit_fts_next'";

typedef struct {
  guint64 stop_at; /* units; 0: never */
  guint64 first;   /* units done at the first call */
  gboolean called;
} Run;

static gboolean on_progress(guint64 done, guint64 units, gpointer data) {
  Run *run = data;
  if (!run->called)
    run->first = done;
  run->called = TRUE;
  return run->stop_at == 0 || done < run->stop_at;
}

static gboolean reindex(Writer *writer, Run *run) {
  g_autoptr(GError) error = NULL;
  gboolean finished;
  g_assert_true(writer_reindex(writer, on_progress, run, &finished, &error));
  g_assert_no_error(error);
  return finished;
}

static void check_integrity(const Desk *desk) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Database) database = database_open(desk->path, DATABASE_WRITE, &error);
  database_run(database, "INSERT INTO unit_fts(unit_fts, rank) VALUES('integrity-check', 1)", &error);
  g_assert_no_error(error);
  database_run(database, "INSERT INTO document_fts(document_fts, rank) VALUES('integrity-check', 1)", &error);
  g_assert_no_error(error);
}

static void test_taken_up(Desk *desk, gconstpointer data) {
  Writer *writer = open_writer(desk);
  Run first = {.stop_at = 400}, second = {0};
  g_assert_false(reindex(writer, &first));
  g_assert_cmpint(count(desk, found), ==, UNITS);
  g_assert_true(writer_close(writer, NULL));
  g_assert_cmpint(count(desk, unfinished), ==, 1);

  writer = open_writer(desk);
  g_assert_true(reindex(writer, &second));
  g_assert_cmpuint(second.first, >=, 400);
  g_assert_true(writer_close(writer, NULL));
  g_assert_cmpint(count(desk, found), ==, UNITS);
  g_assert_cmpint(count(desk, unfinished), ==, 0);
  check_integrity(desk);
}

/* What has been written since would be missing in the new tables. */
static void test_written_meanwhile(Desk *desk, gconstpointer data) {
  Writer *writer = open_writer(desk);
  Run first = {.stop_at = 400}, second = {0};
  g_assert_false(reindex(writer, &first));
  g_assert_true(writer_close(writer, NULL));
  writer = writer_open(desk->path, NULL, NULL, NULL);
  put(writer, "/b.txt", 3, "badvatten");
  g_assert_true(writer_close(writer, NULL));
  g_assert_cmpint(count(desk, unfinished), ==, 0);

  writer = open_writer(desk);
  g_assert_true(reindex(writer, &second));
  g_assert_cmpuint(second.first, ==, 0);
  g_assert_true(writer_close(writer, NULL));
  g_assert_cmpint(count(desk, "SELECT count(*) FROM unit_fts WHERE unit_fts MATCH 'badvatten'"), ==, 3);
  check_integrity(desk);
}

/* A reader that was open all along sees the new tables. */
static void test_reader_stays(Desk *desk, gconstpointer data) {
  g_autoptr(Reader) reader = reader_open(desk->path, NULL);
  g_assert_cmpint(database_get_int(reader_get_database(reader), found, -1), ==, UNITS);
  Writer *writer = open_writer(desk);
  Run run = {0};
  g_assert_true(reindex(writer, &run));
  g_assert_cmpint(database_get_int(reader_get_database(reader), found, -1), ==, UNITS);
  g_assert_true(writer_close(writer, NULL));
  g_assert_cmpint(database_get_int(reader_get_database(reader), found, -1), ==, UNITS);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define TEST(name, function) g_test_add("/reindex/" name, Desk, NULL, set_up, function, tear_down)
  TEST("taken-up", test_taken_up);
  TEST("written-meanwhile", test_written_meanwhile);
  TEST("reader-stays", test_reader_stays);
  return g_test_run();
}
