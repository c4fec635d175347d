/* Names of saved pages and of the folders that belong to them. */
#include "document/companion.h"

typedef struct {
  const char *folder, *page;
  gboolean wanted;
} Case;

static const Case cases[] = {
    {"deck_files", "deck.htm", TRUE},
    {"deck-filer", "deck.html", TRUE}, /* sv, nb, da */
    {"møte_filer", "møte.htm", TRUE},
    {"deck-Dateien", "deck.mht", TRUE},
    {"deck.files", "deck.htm", TRUE},
    {"Deck_FILES", "Deck.HTM", TRUE},
    {"a.b_files", "a.b.html", TRUE},
    {"Deck_files", "deck.htm", FALSE}, /* the name itself is compared in bytes */
    {"deck_files", "deck2.htm", FALSE},
    {"deck2_files", "deck.htm", FALSE},
    {"deck_files", "deck", FALSE},
    {"deck_files", "deck.pdf", FALSE},
    {"deck", "deck.htm", FALSE},
    {"_files", ".htm", FALSE}, /* nothing before the ending */
    {"", "", FALSE},
    {"..", "...htm", FALSE},
    {"deck_files/..", "deck.htm", FALSE},
};

static void test_names(gconstpointer data) {
  const Case *c = data;
  g_test_message("%s of %s", c->folder, c->page);
  g_assert_true(companion_is_of(c->folder, c->page) == c->wanted);
}

static void test_stem(void) {
  g_autofree char *stem = companion_stem("skyfall i stan-filer");
  g_assert_cmpstr(stem, ==, "skyfall i stan");
  g_assert_null(companion_stem("profiler"));
  g_assert_null(companion_stem("_files"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/companion/names/%" G_GSIZE_FORMAT, i);
    g_test_add_data_func(path, &cases[i], test_names);
  }
  g_test_add_func("/companion/stem", test_stem);
  return g_test_run();
}
