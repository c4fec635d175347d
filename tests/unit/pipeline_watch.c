/* Watching: when a burst of changes is over, what inotify's events mean, and which paths make a batch. */
#include "pipeline/debounce.h"
#include "pipeline/folder_watch.h"
#include "pipeline/watch.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECOND ((gint64)G_USEC_PER_SEC)

/* --- the debouncer, with a clock of its own ------------------------------------------------------------------- */

static void test_quiet(void) {
  Debounce debounce = {.quiet = 2 * SECOND, .most = 60 * SECOND};
  g_assert_cmpint(debounce_wait(&debounce, 0), ==, -1);
  debounce_note(&debounce, 10 * SECOND);
  g_assert_cmpint(debounce_wait(&debounce, 10 * SECOND), ==, 2 * SECOND);
  debounce_note(&debounce, 11 * SECOND);
  g_assert_cmpint(debounce_wait(&debounce, 12 * SECOND), ==, SECOND);
  g_assert_cmpint(debounce_wait(&debounce, 13 * SECOND), ==, 0);
  g_assert_cmpint(debounce_wait(&debounce, 99 * SECOND), ==, 0);
  debounce_reset(&debounce);
  g_assert_cmpint(debounce_wait(&debounce, 99 * SECOND), ==, -1);
}

/* Changes that never cease are acted on all the same, and the clock of the next burst begins with it. */
static void test_never_quiet(void) {
  Debounce debounce = {.quiet = 2 * SECOND, .most = 60 * SECOND};
  for (gint64 now = 0; now < 60 * SECOND; now += SECOND) {
    debounce_note(&debounce, now);
    g_assert_cmpint(debounce_wait(&debounce, now), >, 0);
  }
  g_assert_cmpint(debounce_wait(&debounce, 60 * SECOND), ==, 0);
  debounce_reset(&debounce);
  debounce_note(&debounce, 61 * SECOND);
  g_assert_cmpint(debounce_wait(&debounce, 61 * SECOND), ==, 2 * SECOND);
}

/* --- a tree of folders ----------------------------------------------------------------------------------------- */

typedef struct {
  char *folder;
  GString *told; /* what came since the last look: "file a/b.txt " */
  FolderWatch *watch;
} Tree;

static char *path_of(const Tree *tree, const char *name) {
  return g_build_filename(tree->folder, name, NULL);
}

static void write_file(const Tree *tree, const char *name, const char *text) {
  g_autofree char *path = path_of(tree, name);
  FILE *file = fopen(path, "w");
  g_assert_nonnull(file);
  fputs(text, file);
  g_assert_cmpint(fclose(file), ==, 0);
}

static void make_folder(const Tree *tree, const char *name) {
  g_autofree char *path = path_of(tree, name);
  g_assert_cmpint(g_mkdir_with_parents(path, 0700), ==, 0);
}

static void move(const Tree *tree, const char *from, const char *to) {
  g_autofree char *old = path_of(tree, from), *new = path_of(tree, to);
  g_assert_cmpint(rename(old, new), ==, 0);
}

static void take_away(const Tree *tree, const char *name) {
  g_autofree char *path = path_of(tree, name);
  g_assert_cmpint(remove(path), ==, 0);
}

static void note(Tree *tree, const char *what, const char *path) {
  const char *rest = path && g_str_has_prefix(path, tree->folder) ? path + strlen(tree->folder) : "";
  g_string_append_printf(tree->told, "%s %s;", what, *rest == '/' ? rest + 1 : rest);
}

static void on_file(const char *path, gpointer data) {
  note(data, "file", path);
}
static void on_folder(const char *path, gpointer data) {
  note(data, "folder", path);
}
static void on_blind(const char *path, gpointer data) {
  note(data, "blind", path);
}
static void on_full(const char *path, gpointer data) {
  note(data, "full", path);
}
static void on_lost(const char *path, gpointer data) {
  note(data, "lost", path);
}
static void on_overflow(gpointer data) {
  note(data, "overflow", NULL);
}

static FolderWatch *watch_new_for(Tree *tree, FolderWatchOptions options) {
  static const FolderWatchCallbacks callbacks = {on_file, on_folder, on_blind, on_full, on_lost, on_overflow};
  FolderWatch *watch = folder_watch_new(&options, &callbacks, tree, NULL);
  g_assert_nonnull(watch);
  return watch;
}

static void set_up(Tree *tree, gconstpointer data) {
  tree->folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  tree->told = g_string_new(NULL);
  make_folder(tree, "a/djup");
  make_folder(tree, ".dold");
  write_file(tree, "a/en.txt", "en");
  tree->watch = watch_new_for(tree, (FolderWatchOptions){0});
  g_assert_true(folder_watch_add(tree->watch, tree->folder));
}

static void tear_down(Tree *tree, gconstpointer data) {
  folder_watch_free(tree->watch);
  const char *arguments[] = {"rm", "-rf", tree->folder, NULL};
  g_assert_true(
      g_spawn_sync(NULL, (char **)(guintptr)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_free(tree->folder);
  g_string_free(tree->told, TRUE);
}

/* The kernel queues an event before the call that caused it returns: nothing has to be waited for. */
#define assert_told(tree, wanted)                                                                                      \
  do {                                                                                                                 \
    folder_watch_read((tree)->watch);                                                                                  \
    g_assert_cmpstr((tree)->told->str, ==, wanted);                                                                    \
    g_string_truncate((tree)->told, 0);                                                                                \
  } while (0)

static void test_files(Tree *tree, gconstpointer data) {
  g_assert_cmpuint(folder_watch_count(tree->watch), ==, 3);
  write_file(tree, "a/djup/ny.txt", "ny");
  assert_told(tree, "file a/djup/ny.txt;");
  write_file(tree, ".dold/x.txt", "x");
  write_file(tree, ".x.txt", "x");
  assert_told(tree, "");
  write_file(tree, "a/.nordsokignore", "*.tmp");
  assert_told(tree, "folder a;folder a;"); /* made, written */
  move(tree, "a/djup/ny.txt", "a/två.txt");
  assert_told(tree, "folder a/djup;file a/två.txt;");
  take_away(tree, "a/två.txt");
  assert_told(tree, "folder a;");
  g_autofree char *one = path_of(tree, "a/en.txt"), *link_path = path_of(tree, "länk.txt");
  g_assert_cmpint(chmod(one, 0400), ==, 0);
  assert_told(tree, "file a/en.txt;");
  g_assert_cmpint(symlink("a/en.txt", link_path), ==, 0);
  assert_told(tree, "file länk.txt;");
}

/* A file that is being written is not told of: half of it would be read. */
static void test_unfinished(Tree *tree, gconstpointer data) {
  g_autofree char *path = path_of(tree, "stor.pdf");
  FILE *file = fopen(path, "w");
  fputs("%PDF-1.4", file);
  fflush(file);
  assert_told(tree, "");
  fclose(file);
  assert_told(tree, "file stor.pdf;");
}

static void test_folders(Tree *tree, gconstpointer data) {
  make_folder(tree, "b/c/d");
  assert_told(tree, "folder b;"); /* c and d are found by looking, or told of: never missed */
  g_assert_cmpuint(folder_watch_count(tree->watch), ==, 6);
  write_file(tree, "b/c/d/x.txt", "x");
  assert_told(tree, "file b/c/d/x.txt;");
  move(tree, "b/c", "a/c");
  assert_told(tree, "folder b;folder a/c;");
  write_file(tree, "a/c/d/y.txt", "y");
  assert_told(tree, "file a/c/d/y.txt;");
  g_assert_cmpuint(folder_watch_count(tree->watch), ==, 6);
  take_away(tree, "b");
  assert_told(tree, "folder ;");
  g_assert_cmpuint(folder_watch_count(tree->watch), ==, 5);
}

/* Renamed twice before the first is heard of, with another folder in its place. */
static void test_renamed_in_haste(Tree *tree, gconstpointer data) {
  move(tree, "a", "b");
  make_folder(tree, "a/djup");
  move(tree, "b", "a/djup/c");
  folder_watch_read(tree->watch);
  g_string_truncate(tree->told, 0);
  write_file(tree, "a/djup/c/djup/x.txt", "x");
  assert_told(tree, "file a/djup/c/djup/x.txt;");
  write_file(tree, "a/y.txt", "y");
  assert_told(tree, "file a/y.txt;");
  g_assert_cmpuint(folder_watch_count(tree->watch), ==, 5);
}

/* A folder moved out is of no more interest, one moved in is. */
static void test_out_and_in(Tree *tree, gconstpointer data) {
  g_autofree char *other = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  g_autofree char *inside = path_of(tree, "a"), *outside = g_build_filename(other, "a", NULL);
  g_assert_cmpint(rename(inside, outside), ==, 0);
  assert_told(tree, "folder ;");
  g_assert_cmpuint(folder_watch_count(tree->watch), ==, 1);
  g_autofree char *file = g_build_filename(outside, "djup", "z.txt", NULL);
  g_assert_true(g_file_set_contents(file, "z", 1, NULL));
  assert_told(tree, "");
  g_assert_cmpint(rename(outside, inside), ==, 0);
  assert_told(tree, "folder a;");
  g_assert_cmpuint(folder_watch_count(tree->watch), ==, 3);
  g_assert_cmpint(rmdir(other), ==, 0);
}

static void test_lost(Tree *tree, gconstpointer data) {
  g_autofree char *moved = g_strconcat(tree->folder, "-moved", NULL);
  g_assert_cmpint(rename(tree->folder, moved), ==, 0);
  assert_told(tree, "lost ;");
  g_assert_cmpuint(folder_watch_count(tree->watch), ==, 0);
  g_assert_cmpint(rename(moved, tree->folder), ==, 0);
  g_assert_true(folder_watch_add(tree->watch, tree->folder));
  g_assert_cmpuint(folder_watch_count(tree->watch), ==, 3);
}

static void test_left_out(Tree *tree, gconstpointer data) {
  g_autofree char *index = path_of(tree, "a/index.db");
  folder_watch_free(tree->watch);
  tree->watch = watch_new_for(tree, (FolderWatchOptions){.left_out = index});
  g_assert_true(folder_watch_add(tree->watch, tree->folder));
  write_file(tree, "a/index.db", "x");
  write_file(tree, "a/index.db-wal", "x");
  assert_told(tree, "");
  write_file(tree, "a/index.dbx", "x");
  write_file(tree, "index.db", "x");
  assert_told(tree, "file a/index.dbx;file index.db;");
}

static void test_one_file(Tree *tree, gconstpointer data) {
  g_autofree char *path = path_of(tree, "a/en.txt");
  folder_watch_free(tree->watch);
  tree->watch = watch_new_for(tree, (FolderWatchOptions){0});
  g_assert_true(folder_watch_add_file(tree->watch, path));
  write_file(tree, "a/annan.txt", "x");
  make_folder(tree, "a/ny");
  assert_told(tree, "");
  write_file(tree, "a/en.txt", "ett");
  assert_told(tree, "file a/en.txt;");
  take_away(tree, "a/en.txt");
  assert_told(tree, "file a/en.txt;");
}

/* More folders than may be watched: the whole tree is given up, not a part of it. */
static void test_full(Tree *tree, gconstpointer data) {
  folder_watch_free(tree->watch);
  tree->watch = watch_new_for(tree, (FolderWatchOptions){.most_folders = 2});
  g_assert_true(folder_watch_add(tree->watch, tree->folder));
  assert_told(tree, "full ;");
  g_assert_cmpuint(folder_watch_count(tree->watch), ==, 0);
  folder_watch_free(tree->watch);
  tree->watch = watch_new_for(tree, (FolderWatchOptions){.most_folders = 3});
  g_assert_true(folder_watch_add(tree->watch, tree->folder));
  make_folder(tree, "b");
  assert_told(tree, "full ;folder b;");
  g_assert_cmpuint(folder_watch_count(tree->watch), ==, 0);
}

/* One inode by two ways: the second is not watched, and that is said. */
static void test_alias(Tree *tree, gconstpointer data) {
  g_autofree char *other = g_strconcat(tree->folder, "-link", NULL);
  g_assert_cmpint(symlink(tree->folder, other), ==, 0);
  g_assert_true(folder_watch_add(tree->watch, other));
  assert_told(tree, "blind -link;");
  g_assert_cmpint(unlink(other), ==, 0);
}

static void feed(Tree *tree, int descriptor, guint32 mask, const char *name) {
  guint8 bytes[sizeof(struct inotify_event) + 32] = {0};
  struct inotify_event event = {.wd = descriptor, .mask = mask, .len = 32};
  memcpy(bytes, &event, sizeof event);
  g_strlcpy((char *)bytes + sizeof event, name, 32);
  folder_watch_feed(tree->watch, bytes, sizeof bytes);
}

static void test_overflow(Tree *tree, gconstpointer data) {
  feed(tree, -1, IN_Q_OVERFLOW, "");
  assert_told(tree, "overflow ;");
}

static void test_rubbish(Tree *tree, gconstpointer data) {
  feed(tree, 4711, IN_CLOSE_WRITE, "x");
  feed(tree, 1, IN_CLOSE_WRITE, "../x");
  feed(tree, 1, IN_CREATE | IN_ISDIR, "..");
  feed(tree, 1, 0xffffffff & ~(guint32)IN_Q_OVERFLOW, "x");
  g_string_truncate(tree->told, 0);
  struct inotify_event cut = {.wd = 1, .mask = IN_CLOSE_WRITE, .len = 1000};
  folder_watch_feed(tree->watch, (const guint8 *)&cut, sizeof cut);
  folder_watch_feed(tree->watch, (const guint8 *)&cut, 3);
  assert_told(tree, "");
}

static void test_blind_types(void) {
  g_assert_true(folder_watch_is_blind_to(0x6969));
  g_assert_true(folder_watch_is_blind_to(0xff534d42));
  g_assert_true(folder_watch_is_blind_to(0xffffffffff534d42)); /* as a signed f_type comes */
  g_assert_false(folder_watch_is_blind_to(0xef53));            /* ext4 */
  g_assert_false(folder_watch_is_blind_to(0x01021994));        /* tmpfs */
}

/* --- batches ---------------------------------------------------------------------------------------------------- */

static Discovery *discover(const char *path, gpointer data) {
  Discovery *discovery = discovery_new(FALSE);
  discovery_add(discovery, path);
  return discovery;
}

static void on_notice(WatchNotice what, const char *path, gpointer data) {
  static const char *const names[] = {"blind", "full", "none", "overflow", "lost", "back"};
  note(data, names[what], path);
}

static Watch *start(Tree *tree, WatchOptions options, const char *first, const char *second) {
  options.quiet_seconds = 0.02;
  options.discover = discover;
  options.notice = on_notice;
  options.data = tree;
  Watch *watch = watch_new(&options);
  const char *names[] = {first, second};
  for (guint i = 0; i < 2 && names[i]; i++) {
    g_autofree char *path = path_of(tree, names[i]);
    g_assert_true(watch_add(watch, path, WATCH_ADD_PLAIN, NULL));
  }
  watch_start(watch);
  return watch;
}

/* The paths of the next batch, with a "?" where what is missing may be there all the same. */
static char *next(const Tree *tree, Watch *watch) {
  g_autoptr(WatchBatch) batch = watch_next(watch);
  if (!batch)
    return g_strdup("interrupted");
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < batch->paths->len; i++) {
    const char *path = batch->paths->pdata[i];
    g_string_append_printf(out, "%s%s", i ? " " : "",
                           path + strlen(tree->folder) + (path[strlen(tree->folder)] == '/'));
  }
  g_string_append(out, batch->certain ? "" : "?");
  return g_string_free(out, FALSE);
}

#define assert_next(tree, watch, wanted)                                                                               \
  do {                                                                                                                 \
    g_autofree char *batch_ = next(tree, watch);                                                                       \
    g_assert_cmpstr(batch_, ==, wanted);                                                                               \
  } while (0)

static void test_batches(Tree *tree, gconstpointer data) {
  make_folder(tree, "b");
  g_autoptr(Watch) watch = start(tree, (WatchOptions){0}, "b", "a");
  assert_next(tree, watch, "a b?"); /* what has changed while nobody watched */
  write_file(tree, "b/x.txt", "x");
  write_file(tree, "a/y.txt", "y");
  write_file(tree, "a/djup/z.txt", "z");
  assert_next(tree, watch, "a/djup/z.txt a/y.txt b/x.txt");
  take_away(tree, "a/y.txt");
  write_file(tree, "a/djup/z.txt", "zz");
  assert_next(tree, watch, "a"); /* which has the other file in it */
  write_file(tree, "b/kort.txt", "x");
  take_away(tree, "b/kort.txt");
  assert_next(tree, watch, "b");
  g_assert_true(watch_is_root(watch, tree->folder) == FALSE);
}

static void test_covered(Tree *tree, gconstpointer data) {
  g_autoptr(Watch) watch = start(tree, (WatchOptions){0}, "a/en.txt", "a");
  g_assert_cmpuint(watch_folder_count(watch), ==, 2);
  assert_next(tree, watch, "a?");
}

static void test_single_file(Tree *tree, gconstpointer data) {
  g_autoptr(Watch) watch = start(tree, (WatchOptions){0}, "a/en.txt", NULL);
  assert_next(tree, watch, "a/en.txt?");
  write_file(tree, "a/annan.txt", "x");
  write_file(tree, "a/en.txt", "y");
  assert_next(tree, watch, "a/en.txt");
}

static void test_polling(Tree *tree, gconstpointer data) {
  g_autoptr(Watch) watch = start(tree, (WatchOptions){.poll_only = TRUE, .poll_seconds = 0.02}, "a", NULL);
  g_assert_cmpuint(watch_folder_count(watch), ==, 0);
  g_assert_cmpuint(watch_polled_count(watch), ==, 1);
  assert_next(tree, watch, "a?");
  write_file(tree, "a/djup/ny.txt", "ny");
  assert_next(tree, watch, "a?");
  take_away(tree, "a/en.txt");
  assert_next(tree, watch, "a?");
}

static void test_too_many_folders(Tree *tree, gconstpointer data) {
  g_autoptr(Watch) watch = start(tree, (WatchOptions){.most_folders = 1, .poll_seconds = 0.02}, "a", NULL);
  g_assert_cmpstr(tree->told->str, ==, "full a;");
  assert_next(tree, watch, "a?");
  write_file(tree, "a/djup/ny.txt", "ny");
  assert_next(tree, watch, "a?");
}

static void test_root_comes_back(Tree *tree, gconstpointer data) {
  g_autoptr(Watch) watch = start(tree, (WatchOptions){0}, "a", NULL);
  assert_next(tree, watch, "a?");
  move(tree, "a", "borta");
  make_folder(tree, "a");
  write_file(tree, "a/ny.txt", "ny");
  assert_next(tree, watch, "a?"); /* looked for at once, the first time */
  g_assert_cmpstr(tree->told->str, ==, "lost a;back a;");
}

static void test_interrupted(Tree *tree, gconstpointer data) {
  volatile sig_atomic_t flag = 1;
  g_autoptr(Watch) watch = start(tree, (WatchOptions){.interrupted = &flag}, "a", NULL);
  assert_next(tree, watch, "interrupted");
  flag = 0;
  assert_next(tree, watch, "a?");
}

static void test_absent(Tree *tree, gconstpointer data) {
  WatchOptions options = {.quiet_seconds = 0.02, .discover = discover, .notice = on_notice, .data = tree};
  g_autoptr(Watch) watch = watch_new(&options);
  g_autofree char *path = path_of(tree, "sen");
  g_assert_true(watch_add(watch, path, WATCH_ADD_ABSENT, NULL));
  watch_start(watch);
  g_assert_cmpstr(tree->told->str, ==, "lost sen;");
  make_folder(tree, "sen");
  assert_next(tree, watch, "sen?");
  g_assert_cmpstr(tree->told->str, ==, "lost sen;back sen;");
  write_file(tree, "sen/x.txt", "x");
  assert_next(tree, watch, "sen/x.txt");
}

static void test_polled_too(Tree *tree, gconstpointer data) {
  WatchOptions options = {
      .quiet_seconds = 0.02, .poll_seconds = 0.02, .discover = discover, .notice = on_notice, .data = tree};
  g_autoptr(Watch) watch = watch_new(&options);
  g_autofree char *path = path_of(tree, "a");
  g_assert_true(watch_add(watch, path, WATCH_ADD_POLLED, NULL));
  watch_start(watch);
  g_assert_cmpuint(watch_folder_count(watch), ==, 2);
  g_assert_cmpuint(watch_polled_count(watch), ==, 1);
  assert_next(tree, watch, "a?");
}

static void test_missing(Tree *tree, gconstpointer data) {
  g_autoptr(Watch) watch = watch_new(&(WatchOptions){.discover = discover});
  g_autoptr(GError) error = NULL;
  g_assert_false(watch_add(watch, "/nonexistent/folder", WATCH_ADD_PLAIN, &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/watch/quiet", test_quiet);
  g_test_add_func("/watch/never_quiet", test_never_quiet);
  g_test_add_func("/watch/blind_types", test_blind_types);
#define TEST(name) g_test_add("/watch/" #name, Tree, NULL, set_up, test_##name, tear_down)
  TEST(files);
  TEST(unfinished);
  TEST(folders);
  TEST(renamed_in_haste);
  TEST(out_and_in);
  TEST(lost);
  TEST(left_out);
  TEST(one_file);
  TEST(full);
  TEST(alias);
  TEST(overflow);
  TEST(rubbish);
  TEST(batches);
  TEST(covered);
  TEST(single_file);
  TEST(polling);
  TEST(too_many_folders);
  TEST(root_comes_back);
  TEST(interrupted);
  TEST(missing);
  TEST(absent);
  TEST(polled_too);
  return g_test_run();
}
