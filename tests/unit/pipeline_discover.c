/* Discovery: what is found, in which order, and what is left out. */
#include "pipeline/discover.h"

#include "pipeline/folder.h"

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

static char *make_archive(const Tree *tree);
static void write_rules(const char *folder, const char *name, const char *text);

/* What a walk from `root` finds at or below `name`; names as list() has them. */
static void assert_below(const char *root, const char *name, const DiscoveryRules *rules, const char *expected) {
  g_autofree char *path = g_build_filename(root, name, NULL);
  g_autoptr(Discovery) discovery = discovery_new(FALSE);
  discovery_set_rules(discovery, rules);
  discovery_add_below(discovery, root, path);
  g_autofree char *found = list(discovery);
  g_assert_cmpstr(found, ==, expected);
  g_assert_true(strchr(found, '!') != NULL || discovery_covers(discovery, path));
}

static void test_below(Tree *tree, gconstpointer data) {
  g_autofree char *archive = make_archive(tree);
  const char *const drafts[] = {"/2014/utkast/", NULL}, *const year[] = {"2014/", NULL}, *const pdf[] = {"*.pdf", NULL};
  assert_below(archive, "2014/utkast/d.pdf", &(DiscoveryRules){0}, "d.pdf:1 ");
  assert_below(archive, "2014/utkast/d.pdf", &(DiscoveryRules){.exclude = drafts}, "");
  assert_below(archive, "2014/utkast", &(DiscoveryRules){.exclude = drafts}, "");
  assert_below(archive, "2014", &(DiscoveryRules){.exclude = drafts}, "a.pdf:1 ");
  assert_below(archive, "2014/utkast", &(DiscoveryRules){.include = pdf}, "d.pdf:1 ");
  assert_below(archive, "2014/utkast/e.html", &(DiscoveryRules){.include = year}, "e.html:1 ");
  assert_below(archive, "2014/utkast", &(DiscoveryRules){.include = year, .exclude = pdf}, "e.html:1 ");
  assert_below(archive, "b.html", &(DiscoveryRules){.include = year}, "");
  assert_below(archive, ".gömd/c.pdf", &(DiscoveryRules){0}, "");
  assert_below(archive, ".gömd/c.pdf", &(DiscoveryRules){.hidden = TRUE}, "c.pdf:1 ");
  assert_below(archive, "", &(DiscoveryRules){.include = pdf, .exclude = year}, "a.pdf:1 ");
  g_autofree char *missing = g_strdup_printf("saknas.pdf!%d ", ENOENT);
  assert_below(archive, "2014/saknas.pdf", &(DiscoveryRules){0}, missing);
  write_rules(archive, "2014", "utkast/\n");
  assert_below(archive, "2014/utkast/d.pdf", &(DiscoveryRules){0}, "");
  assert_below(archive, "2014/a.pdf", &(DiscoveryRules){0}, "a.pdf:1 ");
  write_rules(archive, "2014", "");
  write_rules(archive, "2014/utkast", "*.html\n");
  assert_below(archive, "2014/utkast", &(DiscoveryRules){0}, "d.pdf:1 ");
  assert_below("/", archive + 1, &(DiscoveryRules){.include = pdf, .exclude = year}, "a.pdf:1 ");
}

static gint compare_pointers(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names found below the tree by `rules`, in the order of their bytes, each with a space behind it. */
static char *names_by_rules(const char *start, const DiscoveryRules *rules) {
  g_autoptr(Discovery) discovery = discovery_new(FALSE);
  discovery_set_rules(discovery, rules);
  discovery_add(discovery, start);
  guint64 files, bytes;
  discovery_count(discovery, NULL, &files, &bytes);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  FoundFile *file;
  while ((file = discovery_next(discovery))) {
    const char *below = g_str_has_prefix(file->path, start) ? file->path + strlen(start) + 1 : file->path;
    g_ptr_array_add(names, g_strdup_printf("%s%s", below, file->error ? "!" : ""));
    found_file_free(file);
  }
  g_assert_cmpuint(files, ==, names->len);
  g_ptr_array_sort(names, compare_pointers);
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf(out, "%s ", (const char *)names->pdata[i]);
  return g_string_free(out, FALSE);
}

static void assert_found(const char *start, const DiscoveryRules *rules, const char *expected) {
  g_autofree char *found = names_by_rules(start, rules);
  g_assert_cmpstr(found, ==, expected);
}

/* A folder "arkiv" without the oddities of set_up(). Caller frees its path. */
static char *make_archive(const Tree *tree) {
  char *archive = g_build_filename(tree->folder, "arkiv", NULL);
  make_file(archive, "a.pdf", 1);
  make_file(archive, "b.html", 1);
  make_file(archive, ".gömd/c.pdf", 1);
  make_file(archive, "2014/a.pdf", 1);
  make_file(archive, "2014/utkast/d.pdf", 1);
  make_file(archive, "2014/utkast/e.html", 1);
  return archive;
}

static void write_rules(const char *folder, const char *name, const char *text) {
  g_autofree char *path = g_build_filename(folder, name, FOLDER_RULES_NAME, NULL);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void test_exclude_include(Tree *tree, gconstpointer data) {
  g_autofree char *archive = make_archive(tree);
  const char *const drafts[] = {"utkast/", NULL}, *const anchored[] = {"/a.pdf", NULL}, *const pdf[] = {"*.pdf", NULL};
  const char *const year[] = {"/2014/", NULL}, *const all_but[] = {"*.pdf", "!a.pdf", NULL};
  assert_found(archive, &(DiscoveryRules){.exclude = drafts}, "2014/a.pdf a.pdf b.html ");
  assert_found(archive, &(DiscoveryRules){.exclude = anchored},
               "2014/a.pdf 2014/utkast/d.pdf 2014/utkast/e.html b.html ");
  assert_found(archive, &(DiscoveryRules){.include = pdf}, "2014/a.pdf 2014/utkast/d.pdf a.pdf ");
  assert_found(archive, &(DiscoveryRules){.include = pdf, .hidden = TRUE},
               ".gömd/c.pdf 2014/a.pdf 2014/utkast/d.pdf a.pdf ");
  assert_found(archive, &(DiscoveryRules){.include = year}, "2014/a.pdf 2014/utkast/d.pdf 2014/utkast/e.html ");
  assert_found(archive, &(DiscoveryRules){.include = pdf, .exclude = drafts}, "2014/a.pdf a.pdf ");
  assert_found(archive, &(DiscoveryRules){.include = all_but}, "2014/utkast/d.pdf ");
  /* A file that is given by name: its name is asked for. */
  g_autofree char *file = g_build_filename(archive, "a.pdf", NULL);
  assert_found(file, &(DiscoveryRules){.exclude = pdf}, "");
  g_autoptr(Discovery) discovery = discovery_new(FALSE);
  discovery_set_rules(discovery, &(DiscoveryRules){.include = pdf, .exclude = drafts});
  discovery_add(discovery, file);
  g_autofree char *found = list(discovery);
  g_assert_cmpstr(found, ==, "a.pdf:1 ");
}

static void test_rules_differ(Tree *tree, gconstpointer data) {
  g_autofree char *archive = make_archive(tree);
  g_autofree char *year = g_build_filename(archive, "2014", NULL);
  const char *const pdf[] = {"*.pdf", NULL}, *const html[] = {"*.html", NULL};
  g_autoptr(Discovery) discovery = discovery_new(FALSE);
  discovery_set_rules(discovery, &(DiscoveryRules){.exclude = pdf});
  discovery_add(discovery, archive);
  discovery_set_rules(discovery, &(DiscoveryRules){.exclude = html});
  discovery_add(discovery, year);
  guint counts[2] = {0};
  FoundFile *file;
  while ((file = discovery_next(discovery))) {
    g_assert_true(g_str_has_suffix(file->path, file->start == 0 ? ".html" : ".pdf"));
    counts[file->start]++;
    found_file_free(file);
  }
  g_assert_cmpuint(counts[0], ==, 2);
  g_assert_cmpuint(counts[1], ==, 2);
}

static void test_ignore_files(Tree *tree, gconstpointer data) {
  g_autofree char *archive = make_archive(tree);
  const char *const back[] = {"!b.html", NULL};
  write_rules(archive, "", "# utkast\nutkast/\n*.html\n");
  assert_found(archive, &(DiscoveryRules){0}, "2014/a.pdf a.pdf ");
  assert_found(archive, &(DiscoveryRules){.exclude = back}, "2014/a.pdf a.pdf b.html ");
  /* The nearer file goes before the farther one, and what it takes back is taken though it is hidden. */
  write_rules(archive, "2014", "!utkast/\na.pdf\n");
  assert_found(archive, &(DiscoveryRules){0}, "2014/utkast/d.pdf a.pdf ");
  write_rules(archive, "", "!.gömd/\n");
  write_rules(archive, "2014", "*\n");
  assert_found(archive, &(DiscoveryRules){0}, ".gömd/c.pdf a.pdf b.html ");
  /* Hidden files are taken: not the rules themselves. */
  assert_found(archive, &(DiscoveryRules){.hidden = TRUE}, ".gömd/c.pdf a.pdf b.html ");
}

static void test_ignore_files_above(Tree *tree, gconstpointer data) {
  g_autofree char *archive = make_archive(tree);
  g_autofree char *year = g_build_filename(archive, "2014", NULL);
  g_autofree char *drafts = g_build_filename(year, "utkast", NULL);
  write_rules(archive, "", "/2014/utkast/e*\na.pdf\n");
  assert_found(year, &(DiscoveryRules){0}, "utkast/d.pdf ");
  /* What is given by name is not asked for, and what lies in it has its own name. */
  write_rules(archive, "", "utkast/\n");
  assert_found(drafts, &(DiscoveryRules){0}, "d.pdf e.html ");
}

/* What is to be left out is not known, so the folder is not walked, and what the ledger has below it is not gone. */
static void test_ignore_file_unreadable(Tree *tree, gconstpointer data) {
  g_autofree char *archive = make_archive(tree);
  g_autofree char *year = g_build_filename(archive, "2014", NULL);
  g_autofree char *rules = g_build_filename(year, FOLDER_RULES_NAME, NULL);
  g_autofree char *below = g_build_filename(year, "utkast", "d.pdf", NULL);
  write_rules(archive, "2014", "");
  g_assert_cmpint(truncate(rules, FOLDER_RULES_BYTES + 1), ==, 0);
  assert_found(archive, &(DiscoveryRules){0}, "2014/.nordsokignore! a.pdf b.html ");
  g_autoptr(Discovery) discovery = discovery_new(FALSE);
  discovery_add(discovery, archive);
  g_autofree char *found = list(discovery);
  g_autofree char *error = g_strdup_printf(".nordsokignore!%d ", EFBIG);
  g_assert_nonnull(strstr(found, error));
  g_assert_cmpuint(discovery_unread_folders(discovery)->len, ==, 1);
  g_assert_cmpstr(discovery_unread_folders(discovery)->pdata[0], ==, year);
  g_assert_false(discovery_covers(discovery, below));
  g_assert_true(discovery_covers(discovery, archive));
  /* One that leads round in a circle, above a starting path. */
  g_autofree char *drafts = g_build_filename(year, "utkast", NULL);
  g_assert_cmpint(unlink(rules), ==, 0);
  g_assert_cmpint(symlink(FOLDER_RULES_NAME, rules), ==, 0);
  g_autoptr(Discovery) inner = discovery_new(FALSE);
  discovery_add(inner, drafts);
  g_autofree char *found_inside = list(inner);
  int failure;
  g_assert_nonnull(strstr(found_inside, ".nordsokignore!"));
  discovery_root(inner, 0, NULL, &failure);
  g_assert_cmpint(failure, ==, ELOOP);
  g_assert_false(discovery_covers(inner, below));
}

static void test_unreadable_folder(Tree *tree, gconstpointer data) {
  if (geteuid() == 0) {
    g_test_skip("who may read everything can read this as well");
    return;
  }
  g_autofree char *archive = make_archive(tree);
  g_autofree char *year = g_build_filename(archive, "2014", NULL);
  g_assert_cmpint(chmod(year, 0), ==, 0);
  assert_found(archive, &(DiscoveryRules){0}, "2014! a.pdf b.html ");
  g_assert_cmpint(chmod(year, 0700), ==, 0);
}

static void make_link(const char *target, const char *folder, const char *name) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_assert_cmpint(symlink(target, path), ==, 0);
}

static void test_follow_links(Tree *tree, gconstpointer data) {
  g_autofree char *archive = make_archive(tree);
  g_autofree char *outside = g_build_filename(tree->folder, "utanför", NULL);
  make_file(outside, "f.pdf", 1);
  make_file(outside, "inne/g.pdf", 1);
  make_link("..", archive, "2014/upp"); /* a loop */
  make_link("../utanför", archive, "länk");
  make_link("../utanför", archive, "länk2"); /* the same again */
  make_link("../../utanför/inne", archive, "2014/djup");
  make_link("../arkiv", outside, "tillbaka"); /* a loop by two links */
  make_link("kors", archive, "kors");         /* leads nowhere */
  const char *const html[] = {"*.html", NULL}, *const links[] = {"länk*", "/kors", NULL};
  assert_found(archive, &(DiscoveryRules){.exclude = html}, "2014/a.pdf 2014/utkast/d.pdf a.pdf kors! ");
  assert_found(archive, &(DiscoveryRules){.exclude = html, .follow_links = TRUE},
               "2014/a.pdf 2014/djup/g.pdf 2014/utkast/d.pdf a.pdf kors! länk/f.pdf ");
  assert_found(archive, &(DiscoveryRules){.exclude = links, .follow_links = TRUE},
               "2014/a.pdf 2014/djup/g.pdf 2014/utkast/d.pdf 2014/utkast/e.html a.pdf b.html ");
}

/* Many folders, each with links to all: those who follow each link from each place never come to an end. */
static void test_follow_many_links(Tree *tree, gconstpointer data) {
  enum { FOLDERS = 20 };
  g_autofree char *web = g_build_filename(tree->folder, "nät", NULL);
  for (int i = 0; i < FOLDERS; i++) {
    g_autofree char *file = g_strdup_printf("%d/fil", i);
    make_file(web, file, 1);
    for (int k = 0; k < FOLDERS; k++) {
      g_autofree char *target = g_strdup_printf("../%d", k);
      g_autofree char *name = g_strdup_printf("%d/till%d", i, k);
      make_link(target, web, name);
    }
  }
  g_autoptr(Discovery) discovery = discovery_new(FALSE);
  discovery_set_rules(discovery, &(DiscoveryRules){.follow_links = TRUE});
  discovery_add(discovery, web);
  guint64 files, bytes;
  discovery_count(discovery, NULL, &files, &bytes);
  g_assert_cmpuint(files, >=, FOLDERS);
  g_assert_cmpuint(files, <=, 2 * FOLDERS);
}

static void test_one_file_system(Tree *tree, gconstpointer data) {
  struct stat devices, memory;
  if (stat("/dev", &devices) != 0 || stat("/dev/shm", &memory) != 0 || devices.st_dev == memory.st_dev ||
      access("/dev/shm", W_OK) != 0) {
    g_test_skip("/dev/shm is no file system of its own here");
    return;
  }
  g_autofree char *folder = g_strdup("/dev/shm/nordsok-XXXXXX");
  g_assert_nonnull(g_mkdtemp(folder));
  make_file(folder, "a.pdf", 1);
  const char *const mine[] = {"/shm/nordsok-*/a.pdf", NULL};
  g_autofree char *all = names_by_rules("/dev", &(DiscoveryRules){.include = mine});
  g_autofree char *one = names_by_rules("/dev", &(DiscoveryRules){.include = mine, .one_file_system = TRUE});
  /* A starting path on it is its own file system. */
  g_autofree char *inner = names_by_rules(folder, &(DiscoveryRules){.one_file_system = TRUE});
  g_autofree char *file = g_build_filename(folder, "a.pdf", NULL);
  unlink(file);
  rmdir(folder);
  g_assert_nonnull(strstr(all, "/a.pdf "));
  g_assert_null(strstr(one, "/a.pdf "));
  g_assert_cmpstr(inner, ==, "a.pdf ");
}

/* Deeper than folders are kept open. */
static void test_deep(Tree *tree, gconstpointer data) {
  enum { DEPTH = 150 };
  g_autofree char *deep = g_build_filename(tree->folder, "djup", NULL);
  g_autoptr(GString) name = g_string_new(NULL);
  for (int i = 0; i < DEPTH; i++) {
    g_autofree char *file = g_strconcat(name->str, "z", NULL);
    make_file(deep, file, 1);
    g_string_append(name, "m/");
  }
  write_rules(deep, "m/m/m", "/m/m/z\n");
  g_autoptr(Discovery) discovery = discovery_new(FALSE);
  discovery_add(discovery, deep);
  guint64 files, bytes;
  discovery_count(discovery, NULL, &files, &bytes);
  g_assert_cmpuint(files, ==, DEPTH - 1);
  g_assert_cmpuint(bytes, ==, DEPTH - 1);
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
  TEST(exclude_include);
  TEST(rules_differ);
  TEST(ignore_files);
  TEST(ignore_files_above);
  TEST(ignore_file_unreadable);
  TEST(unreadable_folder);
  TEST(below);
  TEST(follow_links);
  TEST(follow_many_links);
  TEST(one_file_system);
  TEST(deep);
  return g_test_run();
}
