/* Which lexicon packages there are, and whether they are installed. */
#include "language/lexicon.h"

#include "language/messages.h"

static const LexiconPackage packages[] = {
    {"apertium-nno-nob", N_("Norwegian bokmål and nynorsk"),
     "/usr/share/apertium/apertium-nno-nob/nno-nob.automorf.bin"},
    {"apertium-swe-nor", N_("Swedish, and Swedish-Norwegian"),
     "/usr/share/apertium/apertium-swe-nor/swe-nob.automorf.bin"},
    {"apertium-dan-nor", N_("Danish, and Danish-Norwegian"),
     "/usr/share/apertium/apertium-dan-nor/dan-nob.automorf.bin"},
    {"apertium-swe-dan", N_("Swedish-Danish"), "/usr/share/apertium/apertium-swe-dan/swe-dan.automorf.bin"},
    {NULL, NULL, NULL}};

const LexiconPackage *lexicon_packages(void) {
  return packages;
}

gboolean lexicon_is_installed(const LexiconPackage *package) {
  return g_file_test(package->file, G_FILE_TEST_IS_REGULAR);
}
