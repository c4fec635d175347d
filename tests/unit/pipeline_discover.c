/* Discovery: what is found, in which order, and what is left out. */
#include "pipeline/discover.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  char *folder;
} Tree;

static void make_file(const char *folder, const char *name, gsize size) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname(path);
  g_autofree char *content = g_strnfill(size, 'x');
  g_mkdir_with_parents(parent, 0700);
  g_assert_true(g_file_set_contents(path, content, (gssize)size, NULL));
}

static void set_up(Tree *tree, gconstpointer data) {
  tree->folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  make_file(tree->folder, "b.txt", 20);
  make_file(tree->folder, "a/liten.txt", 1);
  make_file(tree->folder, "a/stor.txt", 300);
  make_file(tree->folder, "a/å ä\n.txt", 5);
  make_file(tree->folder, ".git/dold", 7);
  make_file(tree->folder, ".dold", 7);
  g_autofree char *loop = g_build_filename(tree->folder, "a", "loop", NULL);
  g_autofree char *dangling = g_build_filename(tree->folder, "dangling", NULL);
  g_autofree char *fifo = g_build_filename(tree->folder, "fifo", NULL);
  g_assert_cmpint(symlink("..", loop), ==, 0);
  g_assert_cmpint(symlink("nowhere", dangling), ==, 0);
  g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
}

static void tear_down(Tree *tree, gconstpointer data) {
  const char *arguments[] = {"rm", "-rf", tree->folder, NULL};
  g_assert_true(
      g_spawn_sync(NULL, (char **)(guintptr)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_free(tree->folder);
}

/* "name:size " of what comes, in order; errors as "name!ERRNO", special files as "name?". */
static char *list(Discovery *discovery) {
  GString *out = g_string_new(NULL);
  for (;;) {
    g_autoptr(FoundFile) file = discovery_next(discovery);
    if (!file)
      return g_string_free(out, FALSE);
    g_autofree char *name = g_path_get_basename(file->path);
    g_assert_true(g_path_is_absolute(file->path));
    if (file->error)
      g_string_append_printf(out, "%s!%d ", name, file->error);
    else if (file->special)
      g_string_append_printf(out, "%s? ", name);
    else
      g_string_append_printf(out, "%s:%lu ", name, (gulong)file->size);
  }
}

static void test_walk(Tree *tree, gconstpointer data) {
  g_autoptr(Discovery) discovery = discovery_new(FALSE);
  discovery_add(discovery, tree->folder);
  guint64 files, bytes;
  discovery_count(discovery, NULL, &files, &bytes);
  g_assert_cmpuint(files, ==, 6);
  g_autofree char *found = list(discovery);
  g_assert_true(g_str_has_prefix(found, "stor.txt:300 b.txt:20 å ä\n.txt:5 liten.txt:1 "));
  g_assert_nonnull(strstr(found, "fifo? "));
  g_autofree char *dangling = g_strdup_printf("dangling!%d ", ENOENT);
  g_assert_nonnull(strstr(found, dangling));
  g_assert_null(strstr(found, "dold"));
}

static void test_hidden(Tree *tree, gconstpointer data) {
  g_autoptr(Discovery) discovery = discovery_new(TRUE);
  discovery_add(discovery, tree->folder);
  g_autofree char *found = list(discovery);
  g_assert_nonnull(strstr(found, ".dold:7 "));
  g_assert_nonnull(strstr(found, " dold:7 "));
}

static void test_missing(Tree *tree, gconstpointer data) {
  g_autoptr(Discovery) discovery = discovery_new(FALSE);
  g_autofree char *path = g_build_filename(tree->folder, "saknas.pdf", NULL);
  discovery_add(discovery, path);
  g_autofree char *found = list(discovery);
  g_autofree char *expected = g_strdup_printf("saknas.pdf!%d ", ENOENT);
  g_assert_cmpstr(found, ==, expected);
}

static void test_list(Tree *tree, gconstpointer data) {
  g_autofree char *b = g_build_filename(tree->folder, "b.txt", NULL);
  g_autofree char *odd = g_build_filename(tree->folder, "a/å ä\n.txt", NULL);
  g_autofree char *list_path = g_build_filename(tree->folder, "list", NULL);
  g_autofree char *lines = g_strdup_printf("%s\r\n\n%s\n", b, b);
  g_assert_true(g_file_set_contents(list_path, lines, -1, NULL));
  g_autoptr(Discovery) by_lines = discovery_new(FALSE);
  g_assert_true(discovery_add_list(by_lines, list_path, NULL));
  g_autofree char *found = list(by_lines);
  g_assert_cmpstr(found, ==, "b.txt:20 b.txt:20 ");

  g_autoptr(GString) nuls = g_string_new(odd);
  g_string_append_c(nuls, '\0');
  g_string_append(nuls, b);
  g_assert_true(g_file_set_contents(list_path, nuls->str, (gssize)nuls->len, NULL));
  g_autoptr(Discovery) by_nuls = discovery_new(FALSE);
  g_assert_true(discovery_add_list(by_nuls, list_path, NULL));
  g_autofree char *found_too = list(by_nuls);
  g_assert_cmpstr(found_too, ==, "b.txt:20 å ä\n.txt:5 ");
  g_autoptr(GError) error = NULL;
  g_assert_false(discovery_add_list(by_nuls, "/nonexistent/list", &error));
  g_assert_nonnull(error);
}

static void test_left_out(Tree *tree, gconstpointer data) {
  g_autofree char *b = g_build_filename(tree->folder, "b.txt", NULL);
  g_autoptr(Discovery) discovery = discovery_new(FALSE);
  discovery_leave_out(discovery, b);
  discovery_add(discovery, tree->folder);
  g_autofree char *found = list(discovery);
  g_assert_null(strstr(found, "b.txt"));
}

/* What was looked at, so that the ledger knows what is gone. */
static void test_roots(Tree *tree, gconstpointer data) {
  g_autofree char *a = g_build_filename(tree->folder, "a", NULL);
  g_autofree char *missing = g_build_filename(tree->folder, "saknas", NULL);
  g_autofree char *listed = g_build_filename(tree->folder, "b.txt", NULL);
  g_autofree char *list_path = g_build_filename(tree->folder, "list", NULL);
  g_assert_true(g_file_set_contents(list_path, listed, -1, NULL));
  g_autoptr(Discovery) discovery = discovery_new(FALSE);
  discovery_add(discovery, a);
  g_assert_true(discovery_add_list(discovery, list_path, NULL));
  discovery_add(discovery, missing);
  g_autofree char *found = list(discovery);

  guint64 files;
  int error;
  g_assert_cmpuint(discovery_root_count(discovery), ==, 2);
  g_assert_cmpstr(discovery_root(discovery, 0, &files, &error), ==, a);
  g_assert_cmpuint(files, ==, 3);
  g_assert_cmpint(error, ==, 0);
  g_assert_cmpstr(discovery_root(discovery, 1, &files, &error), ==, missing);
  g_assert_cmpuint(files, ==, 0);
  g_assert_cmpint(error, ==, ENOENT);

  const struct {
    const char *name;
    gboolean covered;
  } cases[] = {{"a", TRUE},     {"a/borta.pdf", TRUE}, {"ab", FALSE},
               {"b.txt", TRUE}, {"c.txt", FALSE},      {"saknas/x", FALSE}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_build_filename(tree->folder, cases[i].name, NULL);
    g_assert_cmpint(discovery_covers(discovery, path), ==, cases[i].covered);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add("/discover/" #name, Tree, NULL, set_up, test_##name, tear_down)
  TEST(walk);
  TEST(hidden);
  TEST(missing);
  TEST(list);
  TEST(left_out);
  TEST(roots);
  return g_test_run();
}
