/* The lexica can be read inside the worker's cage, where Debian installs them: files are opened and mapped there, after
 * the cage is closed. */
#include "language/compound.h"
#include "language/translate.h"
#include "pipeline/sandbox.h"
#include "tests/unit/lexicon_helpers.h"

#include <sys/wait.h>
#include <unistd.h>

#ifndef NORDSOK_SANITIZED

enum { FINE = 10, NO_CAGE, NO_LEXICON, NO_LEMMA, NO_PARTS, NO_TRANSLATION };

/* In the child: everything is asked for the first time inside the cage. */
static int ask_in_cage(void) {
  SandboxLimits limits = {.memory_bytes = 1u << 30, .file_bytes = 1u << 20};
  const char *const *cage = (const char *const *)sandbox_enter(&limits);
  if (!g_strv_contains(cage, "seccomp") || !g_strv_contains(cage, "landlock"))
    return NO_CAGE;
  Lexicon *lexicon = lexicon_new();
  if (!lexicon_has(lexicon, "nb") || !lexicon_has(lexicon, "nn"))
    return NO_LEXICON;
  Lemma lemmas[LEXICON_MAX_LEMMAS];
  if (!lexicon_find_lemmas(lexicon, "nb", "nettverkene", strlen("nettverkene"), lemmas))
    return NO_LEMMA;
  CompoundPart parts[LEXICON_MAX_PARTS];
  if (compound_split(lexicon, "nb", "samfunnsutvikling", strlen("samfunnsutvikling"), parts) != 2)
    return NO_PARTS;
  Translation translations[TRANSLATE_MAX];
  Translator *translator = translator_new(lexicon);
  return translator_find(translator, "nb", "nn", "kommune", "<n>", translations) ? FINE : NO_TRANSLATION;
}

static void test_in_sandbox(void) {
  if (!need_real_lexicon("apertium-nno-nob"))
    return;
  g_unsetenv("NORDSOK_LEXICA");
  pid_t child = fork();
  if (child == 0)
    _exit(ask_in_cage());
  int status;
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  g_assert_true(WIFEXITED(status));
  if (WEXITSTATUS(status) == NO_CAGE)
    g_test_skip("this kernel cannot close the cage");
  else
    g_assert_cmpint(WEXITSTATUS(status), ==, FINE);
}

#else

static void test_in_sandbox(void) {
  g_test_skip("sanitizer builds have no cage");
}

#endif

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/sandbox/lexicon", test_in_sandbox);
  return g_test_run();
}
