/* The file of roots: what it says, and that what it says wrongly is told with group and key. */
#include "pipeline/roots.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *folder, *file;
} Place;

static void set_up(Place *place, gconstpointer data) {
  place->folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  place->file = g_build_filename(place->folder, "roots.conf", NULL);
}

static void tear_down(Place *place, gconstpointer data) {
  g_remove(place->file);
  g_rmdir(place->folder);
  g_free(place->file);
  g_free(place->folder);
}

static GPtrArray *read_text(const Place *place, const char *text, RootsFault *fault) {
  g_assert_true(g_file_set_contents(place->file, text, -1, NULL));
  return roots_read(place->file, fault);
}

static void test_all_keys(Place *place, gconstpointer data) {
  g_auto(RootsFault) fault = {0};
  g_autoptr(GPtrArray) roots = read_text(place,
                                         "# vad vi samlar\n"
                                         "[protokoll]\n"
                                         "path = protokoll/./2014\n"
                                         "base-url = https://example.org/protokoll/\n"
                                         "metadata=../protokoll.csv\n"
                                         "include=*.pdf;*.html\n"
                                         "exclude=utkast/;a\\;b;\\\\#x;\n"
                                         "hidden=true\n"
                                         "one-file-system=yes\n"
                                         "follow-links=1\n"
                                         "ocr=never\n"
                                         "[rapporter]\n"
                                         "path=/srv/rapporter/\n"
                                         "hidden=false\n",
                                         &fault);
  g_assert_nonnull(roots);
  g_assert_cmpuint(roots->len, ==, 2);
  const Root *first = roots->pdata[0], *second = roots->pdata[1];
  g_autofree char *path = g_build_filename(place->folder, "protokoll", "2014", NULL);
  g_autofree char *beside = g_path_get_dirname(place->folder);
  g_autofree char *table = g_build_filename(beside, "protokoll.csv", NULL);
  const char *const include[] = {"*.pdf", "*.html", NULL}, *const exclude[] = {"utkast/", "a;b", "\\#x", NULL};
  g_assert_cmpstr(first->name, ==, "protokoll");
  g_assert_cmpstr(first->path, ==, path);
  g_assert_cmpstr(first->base_url, ==, "https://example.org/protokoll/");
  g_assert_cmpstr(first->metadata, ==, table);
  g_assert_cmpstrv(first->include, include);
  g_assert_cmpstrv(first->exclude, exclude);
  g_assert_true(first->hidden && first->one_file_system && first->follow_links);
  g_assert_true(first->has_ocr && first->ocr == OCR_NEVER);
  g_assert_cmpstr(second->path, ==, "/srv/rapporter");
  g_assert_null(second->base_url);
  g_assert_null(second->metadata);
  g_assert_null(second->include);
  g_assert_false(second->hidden || second->one_file_system || second->follow_links || second->has_ocr);
}

static void test_paths(Place *place, gconstpointer data) {
  static const char text[] = "[a]\npath=~/papper\n[b]\npath=file:///srv/m%F8te%0A\n[c]\npath=å ä\n";
  g_auto(RootsFault) fault = {0};
  g_autoptr(GPtrArray) roots = read_text(place, text, &fault);
  g_assert_nonnull(roots);
  g_autofree char *home = g_canonicalize_filename("papper", g_get_home_dir());
  g_autofree char *named = g_build_filename(place->folder, "å ä", NULL);
  g_assert_cmpstr(((const Root *)roots->pdata[0])->path, ==, home);
  g_assert_cmpstr(((const Root *)roots->pdata[1])->path, ==, "/srv/m\xf8te\n");
  g_assert_cmpstr(((const Root *)roots->pdata[2])->path, ==, named);
}

static void test_faults(Place *place, gconstpointer data) {
  static const struct {
    const char *text;
    RootsProblem problem;
    const char *group, *key;
    const char *detail; /* a part of it; NULL: any */
  } cases[] = {
      {"", ROOTS_NONE, NULL, NULL, NULL},
      {"# intet\n\n", ROOTS_NONE, NULL, NULL, NULL},
      {"path=/srv\n", ROOTS_SYNTAX, NULL, NULL, NULL},
      {"[a]\nnonsens\n", ROOTS_SYNTAX, NULL, NULL, "nonsens"},
      {"[a]\n", ROOTS_NO_PATH, "a", NULL, NULL},
      {"[a]\npath=/srv\n[b]\nhidden=true\n", ROOTS_NO_PATH, "b", NULL, NULL},
      {"[a]\npath=/srv\npaht=/srv\n", ROOTS_UNKNOWN_KEY, "a", "paht", "path, base-url, metadata"},
      {"[a]\npath=/srv\nhidden=kanske\n", ROOTS_VALUE, "a", "hidden", "true, false"},
      {"[a]\npath=/srv\nocr=ibland\n", ROOTS_VALUE, "a", "ocr", "auto, never, always"},
      {"[a]\npath=/srv\nbase-url=www\n", ROOTS_VALUE, "a", "base-url", "https://"},
      {"[a]\npath=\n", ROOTS_VALUE, "a", "path", NULL},
      {"[a]\npath=file://%\n", ROOTS_VALUE, "a", "path", "file:///"},
      {"[a]\npath=/srv\nexclude=\\*\n", ROOTS_SYNTAX, "a", "exclude", NULL},
      {"[a]\npath=/srv/m\xf8te\n", ROOTS_SYNTAX, "a", "path", NULL},
      {"[a]\npath=/srv/1\n[b]\npath=/srv\n[a]\npath=/srv/2\n", ROOTS_DOUBLE, "a", NULL, NULL},
      {"[a]\npath=/srv/1\npath = /srv/2\n", ROOTS_DOUBLE, "a", "path", NULL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(RootsFault) fault = {0};
    g_assert_null(read_text(place, cases[i].text, &fault));
    g_test_message("%s: %s", cases[i].text, fault.detail ? fault.detail : "");
    g_assert_cmpint(fault.problem, ==, cases[i].problem);
    g_assert_cmpstr(fault.group, ==, cases[i].group);
    g_assert_cmpstr(fault.key, ==, cases[i].key);
    if (cases[i].detail)
      g_assert_nonnull(strstr(fault.detail, cases[i].detail));
  }
}

static void test_unreadable(Place *place, gconstpointer data) {
  g_auto(RootsFault) missing = {0}, large = {0}, folder = {0};
  g_assert_null(roots_read(place->file, &missing));
  g_assert_cmpint(missing.problem, ==, ROOTS_UNREADABLE);
  g_assert_null(roots_read(place->folder, &folder));
  g_assert_cmpint(folder.problem, ==, ROOTS_UNREADABLE);
  g_autofree char *much = g_strnfill(1024 * 1024 + 1, '#');
  g_assert_null(read_text(place, much, &large));
  g_assert_cmpint(large.problem, ==, ROOTS_UNREADABLE);
}

/* What is said on the command line is said for all roots. */
static void test_add_rules(Place *place, gconstpointer data) {
  g_auto(RootsFault) fault = {0};
  g_autoptr(GPtrArray) roots = read_text(place, "[a]\npath=/srv\nexclude=a;b\n", &fault);
  g_assert_nonnull(roots);
  Root *root = roots->pdata[0];
  const char *const more[] = {"c", NULL}, *const all[] = {"a", "b", "c", NULL};
  root_add_rules(root, &(DiscoveryRules){.exclude = more, .include = more, .hidden = TRUE});
  root_add_rules(root, &(DiscoveryRules){0});
  g_assert_cmpstrv(root->exclude, all);
  g_assert_cmpstrv(root->include, more);
  g_assert_true(root->hidden);
}

static void test_find(Place *place, gconstpointer data) {
  g_autofree char *folder = g_build_filename(place->folder, "nordsok", NULL);
  g_autofree char *file = g_build_filename(folder, "roots.conf", NULL);
  const char *const folders[] = {"/nonexistent", place->folder, NULL};
  g_assert_null(roots_find(folders));
  g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
  g_assert_true(g_file_set_contents(file, "", -1, NULL));
  g_autofree char *found = roots_find(folders);
  g_assert_cmpstr(found, ==, file);
  g_remove(file);
  g_rmdir(folder);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add("/roots/" #name, Place, NULL, set_up, test_##name, tear_down)
  TEST(all_keys);
  TEST(paths);
  TEST(faults);
  TEST(unreadable);
  TEST(add_rules);
  TEST(find);
  return g_test_run();
}
