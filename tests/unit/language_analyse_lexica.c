/* What the analyser says of words with the lexica of Debian's apertium packages: lemmas, compound parts. Skipped where
 * they are not installed. */
#include "language/analyse.h"

#include <string.h>

static const struct {
  const char *name, *language, *text, *terms; /* terms joined by ' ', a new position by '|' */
} cases[] = {
    {"plural", "sv", "böcker", "böcker ~bok"},
    {"definite-neuter", "sv", "huset", "huset ~hus"},
    {"own-lemma", "sv", "hus", "hus"},
    {"bokmål", "nb", "skolene", "skolene ~skole"},
    {"nynorsk", "nn", "bøkene", "bøkene ~bok"},
    {"danish", "da", "bøgerne", "bøgerne ~bog"},
    {"compound", "sv", "klimatnätverken", "klimatnätverken ~klimatnätverk ^klimat ^nätverk"},
    {"dictionary-word-is-parted-too", "nb", "samfunnsutviklingen",
     "samfunnsutviklingen ~samfunnsutvikling ^samfunn ^utvikling"},
    {"prefix-is-no-part", "nb", "informasjonen", "informasjonen ~informasjon"},
    {"place-is-no-compound", "sv", "Sundsvalls", "sundsvalls ~sundsvall"},
    {"unknown-word-has-its-stem", "sv", "zqvarna", "zqvarna ~zqvarn"},
    {"several-lemmas-are-may-be", "nb", "fester", "fester ?feste ?fest"},
};

static gboolean collect(const Term *term, gpointer data) {
  GString *out = data;
  if (out->len)
    g_string_append_c(out, term->kind == TERM_SURFACE ? '|' : ' ');
  g_string_append_len(out, term->text, (gssize)term->length);
  return TRUE;
}

static gboolean has_lexica(Analyser *analyser) {
  static const char *const languages[] = {"sv", "nb", "nn", "da"};
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
    if (!lexicon_has(analyser_get_lexicon(analyser), languages[i]))
      return FALSE;
  return TRUE;
}

static void test_case(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  g_autoptr(Analyser) analyser = analyser_new();
  if (!has_lexica(analyser)) {
    g_test_skip("the lexica of apertium are not installed");
    return;
  }
  for (int round = 0; round < 2; round++) {
    g_autoptr(GString) found = g_string_new(NULL);
    analyser_run(analyser, cases[i].language, cases[i].text, strlen(cases[i].text), collect, found);
    g_assert_cmpstr(found->str, ==, cases[i].terms);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strconcat("/analyse-lexica/", cases[i].name, NULL);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_case);
  }
  return g_test_run();
}
