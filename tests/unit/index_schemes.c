/* Imported schemes of themes in an index: stored, refused, stale, found, taken out without a trace. */
#include "index/schema.h"
#include "index/schemes.h"
#include "pipeline/scheme_pass.h"
#include "pipeline/stages/themes.h"
#include "tests/unit/stages_helpers.h"

#include <unistd.h>

typedef struct {
  char *folder, *path;
  Writer *writer;
  Database *database;
} TestIndex;

static void set_up(TestIndex *place, gconstpointer data) {
  g_autoptr(GError) error = NULL;
  place->folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  place->path = g_build_filename(place->folder, "index.db", NULL);
  place->writer = writer_open(place->path, NULL, NULL, &error);
  g_assert_no_error(error);
  place->database = writer_get_database(place->writer);
}

static void tear_down(TestIndex *place, gconstpointer data) {
  static const char *const endings[] = {"", "-wal", "-shm"};
  g_assert_true(writer_close(place->writer, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *file = g_strconcat(place->path, endings[i], NULL);
    unlink(file);
  }
  rmdir(place->folder);
  g_free(place->path);
  g_free(place->folder);
}

/* Concepts from "URI LANGUAGE LABEL", one label each; "-" is no language. */
static GPtrArray *make_concepts(const char *const *lines) {
  GPtrArray *concepts = g_ptr_array_new_with_free_func((GDestroyNotify)skos_concept_free);
  for (; *lines; lines++) {
    g_auto(GStrv) parts = g_strsplit(*lines, " ", 3);
    SkosConcept *concept = skos_concept_new(parts[0]);
    skos_concept_add_label(concept, g_strdup(parts[2]), strcmp(parts[1], "-") == 0 ? "" : parts[1], LABEL_PREFERRED);
    g_ptr_array_add(concepts, concept);
  }
  return concepts;
}

static gboolean put(TestIndex *place, const char *name, const char *const *lines, GError **error) {
  g_autoptr(GPtrArray) concepts = make_concepts(lines);
  SchemeInfo info = {.name = name, .path = "/s.ttl", .sha256 = "00"};
  return schemes_put(place->database, &info, concepts, error);
}

static void put_document(TestIndex *place, const char *path, const char *sha256, const char *heading,
                         const char *text) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Document) document = document_new();
  Unit *unit = add_unit(document, UNIT_KIND_SECTION, LOCATOR_LINE, 1, heading, text);
  g_strlcpy(unit->language, "sv", sizeof unit->language);
  g_strlcpy(document->language, "sv", sizeof document->language);
  document_add_finding(document, finding_new(FINDING_THEME, 0, FINDING_IN_METADATA, 0, 0, "practice:waste", "main", 1));
  Source source = {.path = path, .sha256 = sha256, .stages_version = 1};
  g_assert_true(writer_put(place->writer, &source, document, &error));
  g_assert_no_error(error);
  g_assert_true(writer_commit(place->writer, &error));
}

static void run_pass(TestIndex *place, const volatile sig_atomic_t *interrupted) {
  g_autoptr(GError) error = NULL;
  SchemePassOptions options = {.interrupted = interrupted};
  g_assert_true(scheme_pass_run(place->writer, &options, &error));
  g_assert_no_error(error);
}

static gint64 count(TestIndex *place, const char *sql) {
  return database_get_int(place->database, sql, -1);
}

static const char *const noise[] = {"http://e.org/m#Buller sv kvillbuller", "http://e.org/n/buller - snork",
                                    "http://e.org/%C3%A5;b?q=(x) nb støydrag", "http://e.org/fi fi melu", NULL};

static void test_load(TestIndex *place, gconstpointer data) {
  g_autoptr(GError) error = NULL;
  g_assert_true(put(place, "miljo", noise, &error));
  g_autoptr(GPtrArray) schemes = schemes_load(place->database, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(schemes->len, ==, 1);
  const ThemeScheme *scheme = schemes->pdata[0];
  g_assert_cmpstr(scheme->name, ==, "miljo");
  g_assert_cmpuint(scheme->themes->len, ==, 3);
  g_assert_nonnull(theme_scheme_find(scheme, "miljo:Buller"));
  g_assert_nonnull(theme_scheme_find(scheme, "miljo:buller-2"));
  const Theme *first = scheme->themes->pdata[0];
  g_assert_cmpstr(theme_get_label(first, "sv"), ==, "kvillbuller");
  g_assert_cmpstr(theme_get_label(first, "en"), ==, "kvillbuller");
  g_assert_cmpstr(theme_get_label(scheme->themes->pdata[1], "nb"), ==, "snork");
  g_assert_null(themes_find("miljo:Buller"));
}

static void test_refused(TestIndex *place, gconstpointer data) {
  static const char *const finnish[] = {"http://e.org/fi fi melu", NULL}, *const one[] = {"a sv snork", NULL};
  g_autoptr(GError) error = NULL;
  g_assert_false(put(place, "tom", finnish, &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error(&error);
  for (guint i = 0; i < SCHEMES_MAX; i++) {
    g_autofree char *name = g_strdup_printf("s%u", i);
    g_assert_true(put(place, name, one, &error));
  }
  g_assert_false(put(place, "one-more", one, &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpint(count(place, "SELECT count(*) FROM scheme"), ==, SCHEMES_MAX);
  g_assert_cmpint(count(place, "SELECT count(*) FROM scheme_theme"), ==, SCHEMES_MAX);
}

static void test_names(TestIndex *place, gconstpointer data) {
  static const char *const good[] = {"a", "miljo-2014", "x1"}, *const bad[] = {"", "1a", "A", "å", "a b", "a*", "sdg"};
  for (gsize i = 0; i < G_N_ELEMENTS(good); i++)
    g_assert_true(theme_scheme_is_name(good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
    g_assert_false(theme_scheme_is_name(bad[i]));
}

#define IMPORTED "SELECT count(*) FROM finding WHERE kind='theme' AND value LIKE 'miljo:%'"

static void test_pass(TestIndex *place, gconstpointer data) {
  g_autoptr(GError) error = NULL;
  put_document(place, "/a", "aa", NULL, "Kvillbullret ökar. Kvillbuller stör, och kvillbuller hörs. Kvillbuller!");
  put_document(place, "/b", "bb", "Snork", "En annan text.");
  g_assert_true(put(place, "miljo", noise, &error));
  g_assert_cmpint(schemes_count_stale(place->database), ==, 2);
  volatile sig_atomic_t interrupted = 1;
  run_pass(place, &interrupted);
  g_assert_cmpint(schemes_count_stale(place->database), ==, 2);
  run_pass(place, NULL);
  g_assert_cmpint(schemes_count_stale(place->database), ==, 0);
  g_assert_cmpint(count(place, IMPORTED " AND value='miljo:Buller' AND unit=0 AND role='main'"), ==, 1);
  g_assert_cmpint(count(place, IMPORTED " AND value='miljo:buller-2' AND unit=1 AND role='main'"), ==, 1);
  gint64 found = count(place, IMPORTED);
  run_pass(place, NULL);
  g_assert_cmpint(count(place, IMPORTED), ==, found);

  /* read again: its findings and what is known of it go with it */
  put_document(place, "/b", "cc", NULL, "Ingenting mer.");
  g_assert_cmpint(schemes_count_stale(place->database), ==, 1);
  run_pass(place, NULL);
  g_assert_cmpint(count(place, IMPORTED " AND value='miljo:buller-2'"), ==, 0);

  /* imported anew: all is stale */
  g_assert_true(put(place, "miljo", noise, &error));
  g_assert_cmpint(schemes_count_stale(place->database), ==, 2);
  g_assert_cmpint(count(place, IMPORTED), ==, 0);
  run_pass(place, NULL);
  gboolean gone = FALSE;
  g_assert_true(schemes_remove(place->database, "miljo", &gone, &error));
  g_assert_true(gone);
  g_assert_cmpint(count(place, IMPORTED), ==, 0);
  g_assert_cmpint(count(place, "SELECT count(*) FROM finding WHERE value='practice:waste'"), ==, 2);
  g_assert_true(schemes_remove(place->database, "miljo", &gone, &error));
  g_assert_false(gone);
  g_assert_true(schemes_remove(place->database, "practice", &gone, &error));
  g_assert_cmpint(count(place, "SELECT count(*) FROM finding WHERE value='practice:waste'"), ==, 2);
}

/* An organisation's name tells nothing, with an imported scheme neither. */
static void test_organisation(TestIndex *place, gconstpointer data) {
  g_autoptr(ThemeScheme) scheme = theme_scheme_new("miljo");
  theme_add_label(theme_scheme_add(scheme, "miljo:1"), "kvillbuller", "sv", TRUE, FALSE);
  g_autoptr(ThemeMatcher) matcher = theme_matcher_new_for(scheme->themes);
  g_autoptr(Document) document = plain_document("Svenska Kvillbuller AB");
  g_strlcpy(unit_at(document, 0)->language, "sv", sizeof unit_at(document, 0)->language);
  document_add_finding(document, finding_new(FINDING_ORGANISATION, unit_at(document, 0)->ordinal, FINDING_IN_TEXT, 0,
                                             22, "Svenska Kvillbuller AB", NULL, 1));
  themes_find_scheme(document, scheme, matcher);
  g_assert_cmpuint(document->findings->len, ==, 1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add("/schemes/load", TestIndex, NULL, set_up, test_load, tear_down);
  g_test_add("/schemes/refused", TestIndex, NULL, set_up, test_refused, tear_down);
  g_test_add("/schemes/names", TestIndex, NULL, set_up, test_names, tear_down);
  g_test_add("/schemes/pass", TestIndex, NULL, set_up, test_pass, tear_down);
  g_test_add("/schemes/organisation", TestIndex, NULL, set_up, test_organisation, tear_down);
  return g_test_run();
}
