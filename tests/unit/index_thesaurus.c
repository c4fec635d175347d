/* Imported thesauri in an index: found by any label and form, replaced and removed without a trace. */
#include "index/schema.h"
#include "index/thesaurus.h"

#include <string.h>
#include <unistd.h>

typedef struct {
  char *folder, *path;
  Database *database;
} Place1;

static void set_up(Place1 *place, gconstpointer data) {
  g_autoptr(GError) error = NULL;
  place->folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  place->path = g_build_filename(place->folder, "index.db", NULL);
  place->database = database_open(place->path, DATABASE_WRITE, &error);
  g_assert_no_error(error);
  g_assert_true(schema_migrate(place->database, &error));
  g_assert_no_error(error);
}

static void tear_down(Place1 *place, gconstpointer data) {
  static const char *const endings[] = {"", "-wal", "-shm"};
  database_close(place->database);
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *file = g_strconcat(place->path, endings[i], NULL);
    unlink(file);
  }
  rmdir(place->folder);
  g_free(place->path);
  g_free(place->folder);
}

/* Concepts from lines of "LANGUAGE[-alt|-hidden]:LABEL|...". */
static GPtrArray *make_concepts(const char *text) {
  GPtrArray *concepts = g_ptr_array_new_with_free_func((GDestroyNotify)skos_concept_free);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    g_autofree char *uri = g_strdup_printf("http://example.org/%u", i);
    SkosConcept *concept = skos_concept_new(uri);
    g_auto(GStrv) labels = g_strsplit(lines[i], "|", -1);
    for (guint l = 0; labels[l]; l++) {
      char *colon = strchr(labels[l], ':');
      char *dash = memchr(labels[l], '-', (gsize)(colon - labels[l]));
      LabelKind kind = !dash ? LABEL_PREFERRED : dash[1] == 'a' ? LABEL_ALTERNATIVE : LABEL_HIDDEN;
      *(dash ? dash : colon) = '\0';
      skos_concept_add_label(concept, g_strdup(colon + 1), labels[l], kind);
    }
    g_ptr_array_add(concepts, concept);
  }
  return concepts;
}

static void put(Place1 *place, const char *name, const char *text) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) concepts = make_concepts(text);
  ThesaurusInfo info = {.name = name, .path = "/t.ttl", .sha256 = "00"};
  g_assert_true(thesaurus_put(place->database, &info, concepts, NULL, NULL, NULL, &error));
  g_assert_no_error(error);
}

/* "language:label:rank ..." of what the key leads to, a "|" between two concepts. Caller frees. */
static char *find(Place1 *place, const char *key) {
  GString *out = g_string_new(NULL);
  g_autoptr(GPtrArray) labels = thesaurus_find(place->database, key);
  for (guint i = 0; i < labels->len; i++) {
    const ThesaurusLabel *label = labels->pdata[i];
    gboolean same = i == 0 || ((ThesaurusLabel *)labels->pdata[i - 1])->concept == label->concept;
    g_string_append_printf(out, "%s%s:%s:%u",
                           i == 0 ? ""
                           : same ? " "
                                  : " | ",
                           label->language, label->text, label->rank);
  }
  return g_string_free(out, FALSE);
}

static void assert_finds(Place1 *place, const char *key, const char *wanted) {
  g_autofree char *found = find(place, key);
  g_assert_cmpstr(found, ==, wanted);
}

static gint64 count_rows(Place1 *place) {
  return database_get_int(place->database,
                          "SELECT (SELECT count(*) FROM thesaurus) + (SELECT count(*) FROM thesaurus_concept)"
                          " + (SELECT count(*) FROM thesaurus_label) + (SELECT count(*) FROM thesaurus_key)",
                          -1);
}

#define NOISE "sv:buller|sv-alt:larm|nb:støy|nb-hidden:stoy|nb-alt:ljud"
#define NOISE_FOUND "nb:støy:0 sv:buller:0 nb:ljud:1 sv:larm:1 nb:stoy:2"

static void test_find(Place1 *place, gconstpointer data) {
  put(place, "miljö", NOISE "\nsv:vårdat område|nb:verneområder|en:protected area");
  static const char *const keys[] = {"buller", "larm", "støy", "stoy", "ljud"};
  for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
    assert_finds(place, keys[i], NOISE_FOUND);
  assert_finds(place, "protected area", "en:protected area:0 nb:verneområder:0 sv:vårdat område:0");
  assert_finds(place, "protected", "");
  assert_finds(place, "", "");
  g_autoptr(GPtrArray) labels = thesaurus_find(place->database, "buller");
  g_assert_cmpstr(((ThesaurusLabel *)labels->pdata[0])->thesaurus, ==, "miljö");
}

/* Whether the language's lexicon is installed or not, forms of one word meet. */
static void test_forms(Place1 *place, gconstpointer data) {
  static const struct {
    const char *language, *text;
  } forms[] = {{"nb", "verneområder"}, {"nb", "verneområdene"}, {"nb", "Verneområdene"}, {"mul", "verneområdene"}};
  g_autoptr(Analyser) analyser = analyser_new();
  put(place, "t", "nb:verneområder|sv:skyddat område");
  for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
    g_autoptr(GPtrArray) keys = thesaurus_keys(analyser, forms[i].language, forms[i].text);
    gboolean found = FALSE;
    for (guint k = 0; k < keys->len && !found; k++) {
      g_autoptr(GPtrArray) labels = thesaurus_find(place->database, keys->pdata[k]);
      found = labels->len == 2;
    }
    g_assert_true(found);
  }
}

static void test_keys(void) {
  g_autoptr(Analyser) analyser = analyser_new();
  static const struct {
    const char *text, *first;
  } texts[] = {{"Klima- og energiplan", "klima og energiplan"},
               {"Miljömål", "miljömål"},
               {"en to tre fire fem seks", "en to tre fire fem seks"},
               {"en to tre fire fem seks sju", NULL},
               {"", NULL},
               {"–", NULL}};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(GPtrArray) keys = thesaurus_keys(analyser, "nb", texts[i].text);
    g_assert_cmpstr(keys->len ? keys->pdata[0] : NULL, ==, texts[i].first);
    for (guint a = 0; a < keys->len; a++)
      for (guint b = 0; b < a; b++)
        g_assert_cmpstr(keys->pdata[a], !=, keys->pdata[b]);
  }
}

/* What leads nowhere is not stored: a lone label, the same label twice, a sentence, no language. */
static void test_left_out(Place1 *place, gconstpointer data) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) concepts =
      make_concepts("sv:ensam\nsv:dubbel|sv-alt:Dubbel\nnb:kort|nb-alt:dette er en altfor lang "
                    "setning til å være begrep\nnb:støy|:buller\nnb:skog|sv:skog");
  ThesaurusInfo info = {.name = "t", .path = "/t.ttl", .sha256 = "00"};
  g_assert_true(thesaurus_put(place->database, &info, concepts, NULL, NULL, NULL, &error));
  g_assert_cmpint(info.concepts, ==, 1);
  g_assert_cmpint(info.labels, ==, 2);
  assert_finds(place, "skog", "nb:skog:0 sv:skog:0");
  assert_finds(place, "ensam", "");
  assert_finds(place, "støy", "");
  g_assert_true(thesaurus_put(place->database, &info, concepts, "sv", NULL, NULL, &error));
  g_assert_cmpint(info.concepts, ==, 2);
  assert_finds(place, "støy", "nb:støy:0 sv:buller:0");
}

static void test_replace_and_remove(Place1 *place, gconstpointer data) {
  g_autoptr(GError) error = NULL;
  gboolean found;
  put(place, "a", NOISE);
  put(place, "b", "sv:larm|en:noise");
  assert_finds(place, "larm", NOISE_FOUND " | en:noise:0 sv:larm:0");
  put(place, "a", "sv:mark|nb:jord");
  assert_finds(place, "larm", "en:noise:0 sv:larm:0");
  assert_finds(place, "jord", "nb:jord:0 sv:mark:0");
  g_assert_true(thesaurus_remove(place->database, "b", &found, &error));
  g_assert_true(found);
  assert_finds(place, "larm", "");
  g_assert_true(thesaurus_remove(place->database, "b", &found, &error));
  g_assert_false(found);
  g_assert_true(thesaurus_remove(place->database, "a", &found, &error));
  g_assert_cmpint(count_rows(place), ==, 0);
}

static gboolean stop_at_second(guint done, guint total, gpointer data) {
  g_assert_cmpuint(total, ==, 2);
  return done < 1;
}

/* A run that is stopped, or comes to nothing, leaves what was there. */
static void test_nothing_changed(Place1 *place, gconstpointer data) {
  put(place, "t", NOISE);
  gint64 rows = count_rows(place);
  g_autoptr(GPtrArray) good = make_concepts("sv:mark|nb:jord\nsv:skog|nb:skog"), useless = make_concepts("sv:ensam");
  ThesaurusInfo info = {.name = "t", .path = "/t.ttl", .sha256 = "00"};
  g_autoptr(GError) stopped = NULL, nothing = NULL;
  g_assert_false(thesaurus_put(place->database, &info, good, NULL, stop_at_second, NULL, &stopped));
  g_assert_error(stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false(thesaurus_put(place->database, &info, useless, NULL, NULL, NULL, &nothing));
  g_assert_error(nothing, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpint(count_rows(place), ==, rows);
  assert_finds(place, "buller", NOISE_FOUND);
}

/* Keys of another day's lexica are replaced by those of today. */
static void test_keys_anew(Place1 *place, gconstpointer data) {
  g_autoptr(GError) error = NULL;
  put(place, "t", NOISE);
  gint64 rows = count_rows(place);
  g_assert_true(database_run(place->database, "UPDATE thesaurus_key SET key='x'||key", &error));
  assert_finds(place, "larm", "");
  g_assert_true(thesaurus_make_keys(place->database, &error));
  g_assert_no_error(error);
  assert_finds(place, "larm", NOISE_FOUND);
  g_assert_cmpint(count_rows(place), ==, rows);
}

static void append_name(const ThesaurusInfo *info, gpointer data) {
  g_assert_cmpuint(strlen(info->imported), ==, strlen("2014-09-25T12:00:00Z"));
  g_string_append_printf(data, "%s:%ld:%ld ", info->name, (long)info->concepts, (long)info->labels);
}

static void test_list(Place1 *place, gconstpointer data) {
  g_autoptr(GString) names = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  g_assert_true(thesaurus_each(place->database, append_name, names, &error));
  g_assert_cmpstr(names->str, ==, "");
  put(place, "b", NOISE);
  put(place, "a", "sv:mark|nb:jord\nsv:bok|nb:bok");
  g_assert_true(thesaurus_each(place->database, append_name, names, &error));
  g_assert_cmpstr(names->str, ==, "a:2:4 b:1:5 ");
}

static void test_ceiling(Place1 *place, gconstpointer data) {
  g_autoptr(GString) text = g_string_new("sv:mark|nb:jord");
  for (int i = 0; i < 300; i++)
    g_string_append_printf(text, "\nsv:mark|nb:jord%d", i);
  put(place, "t", text->str);
  g_autoptr(GPtrArray) labels = thesaurus_find(place->database, "mark");
  g_assert_cmpuint(labels->len, ==, THESAURUS_MAX_FOUND);
}

/* An index without thesauri, and a database without their tables, find nothing. */
static void test_none(Place1 *place, gconstpointer data) {
  assert_finds(place, "buller", "");
  gint64 began = g_get_monotonic_time();
  for (int i = 0; i < 1000; i++)
    g_ptr_array_unref(thesaurus_find(place->database, "buller"));
  g_test_message("%" G_GINT64_FORMAT " ns a look-up without thesauri", g_get_monotonic_time() - began);
  g_autofree char *path = g_build_filename(place->folder, "other.db", NULL);
  g_autoptr(Database) other = database_open(path, DATABASE_WRITE, NULL);
  g_autoptr(GPtrArray) labels = thesaurus_find(other, "buller");
  g_assert_cmpuint(labels->len, ==, 0);
  unlink(path);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  static const struct {
    const char *path;
    void (*func)(Place1 *place, gconstpointer data);
  } tests[] = {{"/thesaurus/find", test_find},
               {"/thesaurus/forms", test_forms},
               {"/thesaurus/left-out", test_left_out},
               {"/thesaurus/replace-and-remove", test_replace_and_remove},
               {"/thesaurus/nothing-changed", test_nothing_changed},
               {"/thesaurus/keys-anew", test_keys_anew},
               {"/thesaurus/list", test_list},
               {"/thesaurus/ceiling", test_ceiling},
               {"/thesaurus/none", test_none}};
  for (gsize i = 0; i < G_N_ELEMENTS(tests); i++)
    g_test_add(tests[i].path, Place1, NULL, set_up, tests[i].func, tear_down);
  g_test_add_func("/thesaurus/keys", test_keys);
  return g_test_run();
}
