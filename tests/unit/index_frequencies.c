/* The table of frequent terms: made at the end of a run that changed much, and exact for what it leaves out. */
#include "index/frequencies.h"
#include "index/reader.h"
#include "index/writer.h"

#include <glib/gstdio.h>
#include <string.h>

static void write_units(const char *path, const char *name, guint units) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Document) document = document_new();
  for (guint i = 0; i < units; i++) {
    Unit *unit = unit_new(UNIT_KIND_PAGE);
    unit->text = g_strdup(i ? "kommunen" : "kommunen ensamordet");
    g_strlcpy(unit->language, "und", sizeof unit->language);
    unit_set_locator(unit, LOCATOR_PAGE, i + 1, NULL);
    document_add_unit(document, unit);
  }
  g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1);
  Source source = {.path = name, .sha256 = sha256};
  Writer *writer = writer_open(path, NULL, NULL, &error);
  g_assert_no_error(error);
  g_assert_true(writer_put(writer, &source, document, &error));
  g_assert_true(writer_close(writer, &error));
  g_assert_no_error(error);
}

static void check(const char *path, gint64 rows, gint64 common, gint64 rare) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Reader) reader = reader_open(path, &error);
  g_assert_no_error(error);
  Database *database = reader_get_database(reader);
  GHashTable *known = reader_get_memory(reader)->frequencies;
  g_assert_cmpint(database_get_int(database, "SELECT count(*) FROM frequency WHERE term='kommunen'", -1), ==, rows);
  g_assert_cmpint(database_get_int(database, "SELECT count(*) FROM frequency WHERE term='ensamordet'", -1), ==, 0);
  for (guint round = 0; round < 2; round++) { /* looked up, and remembered */
    g_assert_cmpint(frequencies_find(database, known, "kommunen"), ==, common);
    g_assert_cmpint(frequencies_find(database, known, "ensamordet"), ==, rare);
    g_assert_cmpint(frequencies_find(database, known, "ingenstans"), ==, 0);
  }
}

static void test_runs(void) {
  static const struct {
    const char *name;
    guint units;
    gint64 rows, common, rare;                     /* what is known after the run */
  } runs[] = {{"/few", 600, 0, 600, 1},            /* a small index has no table: all is counted */
              {"/many", 12000, 1, 12600, 2},       /* made */
              {"/some-more", 1000, 1, 12600, 3},   /* less than a quarter more: left as it is */
              {"/many-more", 12000, 1, 25600, 4}}; /* made anew */
  g_autofree char *folder = g_dir_make_tmp("nordsok-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "index.db", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(runs); i++) {
    g_test_message("%s", runs[i].name);
    write_units(path, runs[i].name, runs[i].units);
    check(path, runs[i].rows, runs[i].common, runs[i].rare);
  }
  g_unlink(path);
  g_rmdir(folder);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/frequencies/runs", test_runs);
  return g_test_run();
}
