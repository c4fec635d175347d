/* Replays the corpus of a fuzz target without libFuzzer, so that `make check` runs it with any compiler: the program
 * build/tests/fuzz/NAME takes each file of tests/fuzz/corpus/NAME/ as it is, and 200 mutations of it that are the same
 * in every run. Prints TAP. Run from the top of the source tree. */
#include <glib.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MUTATIONS 200

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is being run, for the line that an abort leaves behind. */
static char current[512];

static void tell_abort(int number) {
  static const char before[] = "\n# aborted in ";
  (void)!write(STDOUT_FILENO, before, sizeof before - 1);
  (void)!write(STDOUT_FILENO, current, strlen(current));
  (void)!write(STDOUT_FILENO, "\n", 1);
  signal(number, SIG_DFL);
  raise(number);
}

static void run(const guint8 *data, gsize size) {
  /* An exact copy, so that a sanitizer sees a read past its end. */
  guint8 *exact = g_malloc(size ? size : 1);
  if (size)
    memcpy(exact, data, size);
  LLVMFuzzerTestOneInput(exact, size);
  g_free(exact);
}

/* One to four small damages: a byte changed, inserted or taken away, a piece repeated, the end cut off. */
static void mutate(GRand *random, GByteArray *bytes) {
  for (int count = g_rand_int_range(random, 1, 5); count > 0; count--) {
    guint length = bytes->len, at = length ? (guint)g_rand_int_range(random, 0, (gint32)length) : 0;
    guint8 byte = (guint8)g_rand_int_range(random, 0, 256);
    switch (length ? g_rand_int_range(random, 0, 5) : 1) {
    case 0:
      bytes->data[at] = byte;
      break;
    case 1:
      g_byte_array_append(bytes, &byte, 1);
      memmove(bytes->data + at + 1, bytes->data + at, length - at);
      bytes->data[at] = byte;
      break;
    case 2:
      g_byte_array_remove_index(bytes, at);
      break;
    case 3: {
      guint piece = MIN(length - at, 64);
      guint8 copy[64];
      memcpy(copy, bytes->data + at, piece);
      g_byte_array_append(bytes, copy, piece);
      break;
    }
    default:
      g_byte_array_set_size(bytes, at);
    }
  }
}

static void replay(const char *path, const char *name, const char *contents, gsize length) {
  g_autoptr(GRand) random = g_rand_new_with_seed(g_str_hash(name));
  g_snprintf(current, sizeof current, "%s", path);
  run((const guint8 *)contents, length);
  for (int i = 1; i <= MUTATIONS; i++) {
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_byte_array_append(bytes, (const guint8 *)contents, (guint)length);
    mutate(random, bytes);
    g_snprintf(current, sizeof current, "%s, mutation %d", path, i);
    run(bytes->data, bytes->len);
  }
}

static int compare_names(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static GPtrArray *list_folder(const char *folder) {
  GDir *dir = g_dir_open(folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  for (const char *name; dir && (name = g_dir_read_name(dir));)
    g_ptr_array_add(names, g_strdup(name));
  if (dir)
    g_dir_close(dir);
  g_ptr_array_sort(names, compare_names);
  return names;
}

int main(int argc, char **argv) {
  g_autofree char *target = g_path_get_basename(argc ? argv[0] : "");
  g_autofree char *folder = g_build_filename("tests", "fuzz", "corpus", target, NULL);
  g_autoptr(GPtrArray) names = list_folder(folder);
  int failed = 0;
  setvbuf(stdout, NULL, _IOLBF, 0);
  signal(SIGABRT, tell_abort);
  if (names->len == 0) {
    printf("Bail out! no corpus in %s\n", folder);
    return 1;
  }
  printf("1..%u\n", names->len);
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index(names, i);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *contents = NULL;
    gsize length;
    gboolean read = g_file_get_contents(path, &contents, &length, NULL);
    if (read)
      replay(path, name, contents, length);
    failed += !read;
    printf("%s %u - %s\n", read ? "ok" : "not ok", i + 1, name);
  }
  return failed > 0;
}
