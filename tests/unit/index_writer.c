/* Writer and reader: what is put is found, what is replaced is gone, the full-text index agrees with the text. */
#include "document/identifier.h"
#include "index/reader.h"
#include "index/schema.h"
#include "index/writer.h"
#include "queries/search.h"

#include <string.h>
#include <sqlite3.h>
#include <unistd.h>

typedef struct {
  char *folder, *path;
} Place1;

static void set_up(Place1 *place, gconstpointer data) {
  place->folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  place->path = g_build_filename(place->folder, "index.db", NULL);
}

static void tear_down(Place1 *place, gconstpointer data) {
  static const char *const endings[] = {"", "-wal", "-shm"};
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *file = g_strconcat(place->path, endings[i], NULL);
    unlink(file);
  }
  rmdir(place->folder);
  g_free(place->path);
  g_free(place->folder);
}

static Document *make_document(const char *title, const char *text) {
  Document *document = document_new();
  document->title = g_strdup(title);
  document->media_type = g_strdup("text/plain");
  document->extractor = g_strdup("text");
  document->extractor_version = 1;
  strcpy(document->language, "sv");
  g_auto(GStrv) parts = g_strsplit(text, "|", -1);
  for (guint i = 0; parts[i]; i++) {
    Unit *unit = unit_new(UNIT_KIND_PAGE);
    unit_set_locator(unit, LOCATOR_PAGE, i + 1, NULL);
    unit->label = g_strdup_printf("%u", i + 1);
    unit->text = g_strdup(parts[i]);
    strcpy(unit->language, "sv");
    document_add_unit(document, unit);
  }
  return document;
}

static void put(Writer *writer, const char *path, const char *content, const char *title, const char *text) {
  g_autoptr(GError) error = NULL;
  g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, content, -1);
  Source source = {.path = path, .sha256 = sha256, .size = strlen(content), .stages_version = 1};
  g_autoptr(Document) document = make_document(title, text);
  g_assert_true(writer_put(writer, &source, document, &error));
  g_assert_no_error(error);
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

static gint by_text(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "label,label,..." of the hits, sorted, and the full-text index checked against the text (rank 1 compares the
 * content). */
static char *search(const char *path, const char *query) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Reader) reader = reader_open(path, &error);
  g_assert_no_error(error);
  SearchOptions options = {.limit = 20};
  g_autoptr(SearchResult) result = search_run(reader, query, &options, &error);
  g_assert_no_error(error);
  g_autoptr(GPtrArray) labels = g_ptr_array_new();
  for (guint i = 0; i < result->hits->len; i++)
    g_ptr_array_add(labels, ((SearchHit *)result->hits->pdata[i])->place->unit->label);
  g_ptr_array_sort(labels, by_text);
  g_ptr_array_add(labels, NULL);
  return g_strjoinv(",", (char **)labels->pdata);
}

static void check_integrity(const char *path) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Database) database = database_open(path, DATABASE_WRITE, &error);
  g_assert_no_error(error);
  database_run(database, "INSERT INTO unit_fts(unit_fts, rank) VALUES('integrity-check', 1)", &error);
  g_assert_no_error(error);
  database_run(database, "INSERT INTO document_fts(document_fts, rank) VALUES('integrity-check', 1)", &error);
  g_assert_no_error(error);
  g_assert_cmpint(database_get_int(database, "SELECT count(*) FROM pragma_foreign_key_check", 1), ==, 0);
}

static void assert_finds(const char *path, const char *query, const char *labels) {
  g_autofree char *found = search(path, query);
  g_assert_cmpstr(found, ==, labels);
}

static void test_put_and_find(Place1 *place, gconstpointer data) {
  Writer *writer = open_writer(place->path);
  put(writer, "/a.txt", "A", "Miljömål", "Kommunen antog miljömålen|fjällen och skogarna|Övrigt");
  close_writer(writer);
  assert_finds(place->path, "miljömål", "1");
  assert_finds(place->path, "skog", "2"); /* the same stem in Swedish */
  assert_finds(place->path, "kommun fjäll", "1,2");
  assert_finds(place->path, "=saknas", "");
  check_integrity(place->path);
}

static void test_replace(Place1 *place, gconstpointer data) {
  Writer *writer = open_writer(place->path);
  put(writer, "/a.txt", "old", "Gammal", "vindkraft|solkraft");
  put(writer, "/b.txt", "other", "Annan", "vattenkraft");
  close_writer(writer);
  writer = open_writer(place->path);
  put(writer, "/a.txt", "new", "Ny", "kärnkraft");
  close_writer(writer);
  assert_finds(place->path, "=vindkraft", "");
  assert_finds(place->path, "=kärnkraft", "1");
  assert_finds(place->path, "=vattenkraft", "1");
  check_integrity(place->path);
}

/* The same content read again by a newer reader: one document, the new text, the same public id. */
static void test_reread(Place1 *place, gconstpointer data) {
  Writer *writer = open_writer(place->path);
  put(writer, "/a.txt", "same", "Ett", "första läsningen");
  put(writer, "/b.txt", "same", "Ett", "andra läsningen");
  close_writer(writer);
  assert_finds(place->path, "=första", "");
  assert_finds(place->path, "=andra", "1");
  g_autoptr(Reader) reader = reader_open(place->path, NULL);
  g_assert_cmpint(reader_count_documents(reader), ==, 1);
  check_integrity(place->path);
}

static void test_duplicate_and_remove(Place1 *place, gconstpointer data) {
  g_autoptr(GError) error = NULL;
  Writer *writer = open_writer(place->path);
  guint removed;
  put(writer, "/arkiv/a.txt", "same", "Ett", "gemensam text");
  g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "same", -1);
  Source copy = {.path = "/arkivet/kopia.txt", .sha256 = sha256, .size = 4};
  g_assert_true(writer_put_duplicate(writer, &copy, &error));
  g_autoptr(LedgerEntry) entry = writer_get_entry(writer, "/arkivet/kopia.txt");
  g_assert_cmpint(entry->status, ==, STATUS_DUPLICATE);
  /* "/arkiv" is not the beginning of a path below "/arkivet" */
  g_assert_true(writer_remove(writer, "/arkiv", &removed, &error));
  g_assert_cmpuint(removed, ==, 1);
  close_writer(writer);
  assert_finds(place->path, "=gemensam", "1"); /* the copy still has it */
  writer = open_writer(place->path);
  g_assert_true(writer_remove(writer, "/arkivet/kopia.txt", &removed, &error));
  close_writer(writer);
  assert_finds(place->path, "=gemensam", "");
  check_integrity(place->path);
}

/* "foo!" is a folder of its own, not what is inside "foo". */
static void test_remove_beside(Place1 *place, gconstpointer data) {
  g_autoptr(GError) error = NULL;
  guint removed;
  Writer *writer = open_writer(place->path);
  put(writer, "/foo/a.txt", "1", "Ett", "vindkraft");
  put(writer, "/foo!/a.txt", "2", "Två", "solkraft");
  put(writer, "/b.zip", "3", "Tre", "arkiv");
  put(writer, "/b.zip!/c.txt", "4", "Fyra", "medlem");
  g_assert_true(writer_remove(writer, "/foo", &removed, &error));
  g_assert_cmpuint(removed, ==, 1);
  g_assert_true(writer_remove(writer, "/b.zip", &removed, &error));
  g_assert_cmpuint(removed, ==, 2);
  g_assert_true(writer_remove(writer, "/", &removed, &error));
  g_assert_cmpuint(removed, ==, 1);
  close_writer(writer);
}

/* A file that can no longer be read does not take away what the same content gave before. */
static void test_failure_keeps(Place1 *place, gconstpointer data) {
  g_autoptr(GError) error = NULL;
  Writer *writer = open_writer(place->path);
  put(writer, "/a.txt", "content", "Ett", "beständig text");
  g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "content", -1);
  Source source = {.path = "/a.txt", .sha256 = sha256, .size = 7};
  g_autoptr(Document) failed = document_new();
  document_set_status(failed, STATUS_TIMED_OUT, "reading it takes longer than is allowed", NULL);
  g_assert_true(writer_put(writer, &source, failed, &error));
  g_autoptr(LedgerEntry) entry = writer_get_entry(writer, "/a.txt");
  g_assert_cmpint(entry->status, ==, STATUS_TIMED_OUT);
  close_writer(writer);
  assert_finds(place->path, "=beständig", "1");
  /* but other content at this path does */
  writer = open_writer(place->path);
  g_autofree char *other = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "other", -1);
  source.sha256 = other;
  g_assert_true(writer_put(writer, &source, failed, &error));
  close_writer(writer);
  assert_finds(place->path, "=beständig", "");
  check_integrity(place->path);
}

static void test_ids_survive(Place1 *place, gconstpointer data) {
  char *ids[2];
  for (int round = 0; round < 2; round++) {
    Writer *writer = open_writer(place->path);
    put(writer, round ? "/flyttad/b.txt" : "/a.txt", "content", "Ett", "sida ett|sida två");
    close_writer(writer);
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "content", -1);
    g_autofree char *document = identifier_for_document(sha256);
    g_autoptr(Reader) reader = reader_open(place->path, NULL);
    g_autoptr(GPtrArray) places = reader_find_document(reader, document);
    g_assert_cmpuint(places->len, ==, 2);
    ids[round] = g_strdup(((Place *)places->pdata[1])->public_id);
    g_autoptr(Place) found = reader_find_place(reader, ids[round]);
    g_assert_cmpstr(found->unit->text, ==, "sida två");
    g_autofree char *url = place_get_url(found);
    g_assert_cmpstr(url, ==, round ? "file:///flyttad/b.txt#page=2" : "file:///a.txt#page=2");
    g_clear_pointer(&reader, reader_close);
    unlink(place->path);
  }
  g_assert_cmpstr(ids[0], ==, ids[1]);
  g_free(ids[0]);
  g_free(ids[1]);
}

/* Paths of any bytes go in and come out. */
static void test_odd_paths(Place1 *place, gconstpointer data) {
  static const char *const paths[] = {"/a b\nc.txt", "/lat\xe5in.txt", "/100%.txt", "/å'\".txt"};
  Writer *writer = open_writer(place->path);
  for (gsize i = 0; i < G_N_ELEMENTS(paths); i++) {
    g_autofree char *content = g_strdup_printf("content %zu", i);
    put(writer, paths[i], content, "x", "text");
    g_autoptr(LedgerEntry) entry = writer_get_entry(writer, paths[i]);
    g_assert_nonnull(entry);
  }
  close_writer(writer);
  g_autoptr(Reader) reader = reader_open(place->path, NULL);
  g_assert_cmpint(reader_count_documents(reader), ==, G_N_ELEMENTS(paths));
}

/* An index of another analyser is searched as it is, not written to, and mended by reindex. */
static void test_other_analyser(Place1 *place, gconstpointer data) {
  g_autoptr(GError) error = NULL;
  Writer *writer = open_writer(place->path);
  put(writer, "/a.txt", "A", "Ett", "miljömålen");
  close_writer(writer);
  Database *database = database_open(place->path, DATABASE_WRITE, &error);
  g_assert_true(database_run(database, "UPDATE meta SET value='another' WHERE key='analyser'", &error));
  database_close(database);

  g_assert_null(writer_open(place->path, NULL, NULL, &error));
  g_assert_error(error, WRITER_ERROR, WRITER_ERROR_ANALYSER);
  g_clear_error(&error);
  assert_finds(place->path, "miljömålen", "1");
  writer = writer_open_for_reindex(place->path, NULL, NULL, &error);
  g_assert_no_error(error);
  gboolean finished = FALSE;
  g_assert_true(writer_reindex(writer, NULL, NULL, &finished, &error));
  g_assert_true(finished);
  close_writer(writer);
  writer = open_writer(place->path);
  close_writer(writer);
  assert_finds(place->path, "miljömål", "1");
  check_integrity(place->path);
}

static void test_strange_files(Place1 *place, gconstpointer data) {
  g_autoptr(GError) error = NULL;
  g_assert_null(reader_open(place->path, &error));
  g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_MISSING);
  g_clear_error(&error);
  g_assert_true(
      g_file_set_contents(place->path, "this is a text of some length, and no database at all, not at all.", -1, NULL));
  g_assert_null(reader_open(place->path, &error));
  g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_NOT_ONE);
  g_clear_error(&error);
  g_assert_null(writer_open(place->path, NULL, NULL, &error));
  g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_NOT_ONE);
  g_clear_error(&error);
  unlink(place->path);
  /* another program's database is not taken over */
  sqlite3 *other;
  g_assert_cmpint(sqlite3_open(place->path, &other), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(other, "CREATE TABLE t(x)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close(other);
  g_assert_null(writer_open(place->path, NULL, NULL, &error));
  g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_NOT_ONE);
  g_clear_error(&error);
  /* and one from the future is left alone */
  unlink(place->path);
  Writer *writer = open_writer(place->path);
  close_writer(writer);
  Database *database = database_open(place->path, DATABASE_WRITE, NULL);
  g_assert_true(database_run(database, "PRAGMA user_version=999", NULL));
  database_close(database);
  g_assert_null(writer_open(place->path, NULL, NULL, &error));
  g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_NOT_ONE);
}

/* What was read from an image, and how sure that is, comes back. */
static void test_ocr(Place1 *place, gconstpointer data) {
  Writer *writer = open_writer(place->path);
  g_autoptr(Document) document = make_document("Skannad", "läst ur bilden|läst ur texten");
  Unit *scanned = document->units->pdata[0];
  scanned->ocr = TRUE;
  scanned->quality = 0.93;
  Source source = {.path = "/s.pdf", .sha256 = "00", .size = 1, .stages_version = 1};
  g_assert_true(writer_put(writer, &source, document, NULL));
  close_writer(writer);
  g_autoptr(Reader) reader = reader_open(place->path, NULL);
  for (gint64 row = 1; row <= 2; row++) {
    g_autoptr(Place) found = reader_get_place(reader, row);
    g_assert_cmpint(found->unit->ocr, ==, row == 1);
    g_assert_cmpfloat(found->unit->quality, ==, row == 1 ? 0.93 : 1);
    g_assert_nonnull(found->path);
  }
}

/* What the versions from 3 on have added. */
static const char back_to_version_2[] =
    "DROP TABLE themed; DROP TABLE forgotten; DROP TABLE scheme_label; DROP TABLE scheme_theme; DROP TABLE scheme;"
    "DROP VIEW unit_date; DROP VIEW unit_place; DROP VIEW unit_person; DROP VIEW unit_organisation; DROP VIEW "
    "unit_theme;"
    "DROP VIEW example; DROP TABLE finding; DROP TABLE correction; ALTER TABLE unit DROP COLUMN ocr;"
    "DROP TABLE change; DROP TABLE older_unit; DROP TABLE older_document; DROP TABLE given; DROP TABLE base_url;"
    "DROP TABLE signature_band; DROP TABLE signature; DROP INDEX document_work;"
    "ALTER TABLE run DROP COLUMN command; DROP INDEX source_lacking; ALTER TABLE source DROP COLUMN lacking;"
    "PRAGMA user_version=2";

/* An index of version 2 keeps its text, and none of it was read from images. */
static void test_migration(Place1 *place, gconstpointer data) {
  Writer *writer = open_writer(place->path);
  put(writer, "/a.txt", "A", "Gammal", "vindkraft|solkraft");
  close_writer(writer);
  Database *database = database_open(place->path, DATABASE_WRITE, NULL);
  g_assert_true(database_run(database, back_to_version_2, NULL));
  database_close(database);
  g_autoptr(GError) error = NULL;
  g_assert_null(reader_open(place->path, &error)); /* readers do not migrate, and say so */
  g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_NOT_ONE);
  writer = open_writer(place->path);
  put(writer, "/b.txt", "B", "Ny", "vattenkraft");
  close_writer(writer);
  assert_finds(place->path, "=vindkraft", "1");
  assert_finds(place->path, "=vattenkraft", "1");
  g_autoptr(Reader) reader = reader_open(place->path, NULL);
  g_autoptr(Place) old = reader_get_place(reader, 1);
  g_assert_false(old->unit->ocr);
  check_integrity(place->path);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add("/index/" #name, Place1, NULL, set_up, test_##name, tear_down)
  TEST(put_and_find);
  TEST(replace);
  TEST(reread);
  TEST(duplicate_and_remove);
  TEST(remove_beside);
  TEST(failure_keeps);
  TEST(ids_survive);
  TEST(odd_paths);
  TEST(other_analyser);
  TEST(strange_files);
  TEST(ocr);
  TEST(migration);
  return g_test_run();
}
