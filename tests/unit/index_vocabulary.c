/* The index's vocabulary: types by key, by likeness, by pattern. */
#include "index/schema.h"
#include "index/vocabulary.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const types[] = {"nätverk",
                                    "nätverket",
                                    "klimatnätverk",
                                    "nettverk",
                                    "miljömål",
                                    "miljømål",
                                    "miljökvalitetsmål",
                                    "målstyrning",
                                    "plan",
                                    "planering",
                                    "detaljplan",
                                    "reguleringsplan",
                                    "planet",
                                    "kommun",
                                    "kommuner",
                                    "kommune",
                                    "organisation",
                                    "organisasjon",
                                    "får",
                                    "far",
                                    "co2",
                                    "å",
                                    "uppföljning",
                                    "oppfølging"};

typedef struct {
  char *folder, *path;
  Database *database;
} Fixture;

static void set_up(Fixture *fixture, gconstpointer data) {
  fixture->folder = g_dir_make_tmp("nordsok-vocabulary-XXXXXX", NULL);
  fixture->path = g_build_filename(fixture->folder, "index.db", NULL);
  fixture->database = database_open(fixture->path, DATABASE_WRITE, NULL);
  g_assert_true(schema_migrate(fixture->database, NULL));
  g_autoptr(GPtrArray) list = g_ptr_array_new();
  for (gsize i = 0; i < G_N_ELEMENTS(types); i++)
    g_ptr_array_add(list, (gpointer)types[i]);
  g_assert_true(vocabulary_add(fixture->database, list, NULL));
  g_assert_true(vocabulary_add(fixture->database, list, NULL)); /* again: nothing new */
}

static void tear_down(Fixture *fixture, gconstpointer data) {
  database_close(fixture->database);
  static const char *const endings[] = {"", "-wal", "-shm"};
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *path = g_strconcat(fixture->path, endings[i], NULL);
    g_unlink(path);
  }
  g_assert_cmpint(g_rmdir(fixture->folder), ==, 0);
  g_free(fixture->path);
  g_free(fixture->folder);
}

static gint by_text(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The words sorted, with spaces between them; takes the array. "-" for NULL. */
static char *join(GPtrArray *words) {
  if (!words)
    return g_strdup("-");
  GString *joined = g_string_new(NULL);
  g_ptr_array_sort(words, by_text);
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf(joined, "%s%s", i ? " " : "", (char *)words->pdata[i]);
  g_ptr_array_unref(words);
  return g_string_free(joined, FALSE);
}

static void test_added_once(Fixture *fixture, gconstpointer data) {
  g_assert_cmpint(database_get_int(fixture->database, "SELECT count(*) FROM vocabulary", 0), ==, G_N_ELEMENTS(types));
}

static void test_key(Fixture *fixture, gconstpointer data) {
  static const struct {
    const char *type, *found;
  } cases[] = {{"miljömål", "miljømål"},
               {"miljømål", "miljömål"},
               {"organisasjon", "organisation"},
               {"får", ""},
               {"far", ""},
               {"nätverk", ""},
               {"organization", "organisasjon organisation"}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *found = join(vocabulary_find_key(fixture->database, cases[i].type));
    g_assert_cmpstr(found, ==, cases[i].found);
  }
}

static void test_near(Fixture *fixture, gconstpointer data) {
  static const struct {
    const char *word, *first; /* NULL: nothing */
  } cases[] = {{"nätvärk", "nätverk"},
               {"nettverket", "nettverk"},
               {"komuner", "kommuner"},
               {"xyzzyq", NULL},
               {"miljømål", "miljömål"}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GPtrArray) near = vocabulary_find_near(fixture->database, cases[i].word, 0.3, 5);
    g_assert_cmpuint(near->len, <=, 5);
    if (!cases[i].first) {
      g_assert_cmpuint(near->len, ==, 0);
      continue;
    }
    g_assert_cmpuint(near->len, >, 0);
    g_assert_cmpstr(((NearType *)near->pdata[0])->type, ==, cases[i].first);
    for (guint n = 0; n < near->len; n++) {
      const NearType *type = near->pdata[n];
      g_assert_cmpstr(type->type, !=, cases[i].word);
      g_assert_cmpfloat(type->likeness, >=, 0.3);
      g_assert_cmpfloat(type->likeness, <=, 1);
      if (n)
        g_assert_cmpfloat(type->likeness, <=, ((NearType *)near->pdata[n - 1])->likeness);
    }
  }
}

static void test_pattern(Fixture *fixture, gconstpointer data) {
  static const struct {
    const char *pattern, *found; /* "-": too little to look up */
  } cases[] = {{"*nätverk", "klimatnätverk nätverk"},
               {"miljö*mål", "miljökvalitetsmål miljömål miljømål"},
               {"*plan", "detaljplan plan reguleringsplan"},
               {"*plan*", "detaljplan plan planering planet reguleringsplan"},
               {"*verket*", "nätverket"},
               {"kommun*", "kommun kommune kommuner"},
               {"*qqqq*", ""},
               {"*a*", "-"},
               {"*", "-"}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *found = join(vocabulary_find_pattern(fixture->database, cases[i].pattern, 100));
    g_assert_cmpstr(found, ==, cases[i].found);
  }
}

/* Types that stand in no text go, the others keep being found, also those whose key was of another day. */
static void test_renew(Fixture *fixture, gconstpointer data) {
  g_autoptr(GError) error = NULL;
  database_run(fixture->database,
               "INSERT INTO unit_fts(rowid, heading, body) VALUES(1, 'Plan', 'ett nätverk');"
               "UPDATE vocabulary SET key='zzzz' WHERE type='nätverk'",
               &error);
  g_assert_no_error(error);
  g_assert_true(vocabulary_renew(fixture->database, &error));
  g_assert_no_error(error);
  g_autofree char *found = join(vocabulary_find_pattern(fixture->database, "*plan", 100));
  g_assert_cmpstr(found, ==, "plan");
  g_autoptr(GPtrArray) near = vocabulary_find_near(fixture->database, "nätvärk", 0.3, 5);
  g_assert_cmpuint(near->len, ==, 1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add("/vocabulary/added-once", Fixture, NULL, set_up, test_added_once, tear_down);
  g_test_add("/vocabulary/key", Fixture, NULL, set_up, test_key, tear_down);
  g_test_add("/vocabulary/near", Fixture, NULL, set_up, test_near, tear_down);
  g_test_add("/vocabulary/pattern", Fixture, NULL, set_up, test_pattern, tear_down);
  g_test_add("/vocabulary/renew", Fixture, NULL, set_up, test_renew, tear_down);
  return g_test_run();
}
