/* The set of stop words, loaded when first asked for. */
#include "language/stop_words.h"

#include "language/fold.h"
#include "language/knowledge.h"

#include <string.h>

static void read_line(char *line, gpointer data) {
  g_auto(GStrv) words = g_strsplit(line, " ", -1);
  for (char **word = words; *word; word++) {
    g_autoptr(GString) folded = g_string_new(NULL);
    fold_append(folded, *word, strlen(*word));
    g_hash_table_add(data, g_strdup(folded->str));
  }
}

static GHashTable *get_words(void) {
  static GHashTable *words;
  if (g_once_init_enter(&words)) {
    static const char *const files[] = {"stop-words/sv.txt", "stop-words/nb.txt", "stop-words/nn.txt",
                                        "stop-words/da.txt", "stop-words/en.txt"};
    GHashTable *loaded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++)
      knowledge_each_line(files[i], read_line, loaded);
    g_once_init_leave(&words, loaded);
  }
  return words;
}

gboolean stop_words_contain(const char *folded) {
  return g_hash_table_contains(get_words(), folded);
}
