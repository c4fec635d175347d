/* A folder of tiny lexica, for the tests of the lexicon, of compounds and of translation; and the word that a real one
 * is missing. */
#pragma once

#include "language/lexicon.h"
#include "tests/unit/transducer_writer.h"

#define REAL_LEXICA "/usr/share/apertium"

/* TRUE where the package is there; else the test is skipped, visibly. */
static inline gboolean need_real_lexicon(const char *package) {
  g_autofree char *folder = g_build_filename(REAL_LEXICA, package, NULL);
  if (g_file_test(folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_autofree char *reason = g_strdup_printf("%s is not installed", package);
  g_test_skip(reason);
  return FALSE;
}

/* A lexicon of the files below `folder`. */
static inline Lexicon *lexicon_new_in(const char *folder) {
  g_setenv("NORDSOK_LEXICA", folder, TRUE);
  Lexicon *lexicon = lexicon_new();
  g_unsetenv("NORDSOK_LEXICA");
  return lexicon;
}

static inline char *make_lexica_folder(void) {
  char *folder = g_dir_make_tmp("nordsok-lexica.XXXXXX", NULL);
  g_assert_nonnull(folder);
  return folder;
}

static inline void remove_lexica_folder(const char *folder) {
  GDir *dir = g_dir_open(folder, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
      remove_lexica_folder(path);
    else
      g_unlink(path);
  }
  if (dir)
    g_dir_close(dir);
  g_rmdir(folder);
}
