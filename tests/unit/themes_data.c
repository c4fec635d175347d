/* Tests of data/themes/: all themes are there, named in all languages, and no two fields of practice share a word. */
#include "language/themes.h"

#include <string.h>

static const char *const languages[] = {"sv", "nb", "nn", "da", "en"};

static const char *const practice[] = {"climate-adaptation",
                                       "climate-mitigation",
                                       "energy",
                                       "water",
                                       "waste",
                                       "planning",
                                       "public-health",
                                       "outdoor-life",
                                       "cultural-heritage",
                                       "mobility",
                                       "food",
                                       "biodiversity",
                                       "citizen-dialogue",
                                       "procurement",
                                       "environmental-objectives",
                                       "environmental-communication",
                                       "agenda-2030",
                                       "sustainable-consumption"};

static void assert_theme(const char *scheme, const char *id) {
  g_autofree char *whole = g_strconcat(scheme, ":", id, NULL);
  guint theme;
  g_assert_true(theme_set_find(theme_set_builtin(), whole, &theme));
  g_assert_cmpstr(theme_set_get_id(theme_set_builtin(), theme), ==, whole);
}

static void test_ids(void) {
  for (guint i = 0; i < G_N_ELEMENTS(practice); i++)
    assert_theme("practice", practice[i]);
  for (guint i = 1; i <= 17; i++) {
    g_autofree char *id = g_strdup_printf("%u", i);
    assert_theme("sdg", id);
    if (i <= 16)
      assert_theme("miljomal", id);
  }
  assert_theme("miljomal", "generation");
  guint counts[8] = {0};
  for (guint t = 0; t < theme_set_get_size(theme_set_builtin()); t++)
    counts[theme_set_get_scheme(theme_set_builtin(), t)]++;
  /* in the order of the files: livskraftige, miljomal, network, practice, sdg */
  static const guint wanted[] = {6, 17, 5, 18, 17};
  for (guint i = 0; i < G_N_ELEMENTS(wanted); i++)
    g_assert_cmpuint(counts[i], ==, wanted[i]);
}

typedef struct {
  GHashTable *names, *owners, *counts;
} Labels;

static void on_label(guint theme, const char *language, ThemeLabelKind kind, const char *label, gpointer data) {
  const Labels *labels = data;
  const char *id = theme_set_get_id(theme_set_builtin(), theme);
  g_autofree char *place = g_strconcat(id, " ", language, NULL), *folded = g_utf8_casefold(label, -1);
  g_assert_true(g_utf8_validate(label, -1, NULL) && *label);
  g_autofree char *normal = g_utf8_normalize(label, -1, G_NORMALIZE_NFC);
  g_assert_cmpstr(normal, ==, label);
  if (kind == THEME_PREFERRED)
    g_assert_true(g_hash_table_add(labels->names, g_strdup(place)));
  if (!g_str_has_prefix(id, "practice:"))
    return;
  g_autofree char *key = g_strconcat(language, " ", folded, NULL);
  const char *other = g_hash_table_lookup(labels->owners, key);
  if (other)
    g_error("%s is a label of %s and of %s", key, other, id);
  g_hash_table_insert(labels->owners, g_steal_pointer(&key), g_strdup(id));
  gpointer count = g_hash_table_lookup(labels->counts, place);
  g_hash_table_insert(labels->counts, g_steal_pointer(&place), GUINT_TO_POINTER(GPOINTER_TO_UINT(count) + 1));
}

static void test_labels(void) {
  const ThemeSet *set = theme_set_builtin();
  Labels labels = {g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                   g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                   g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  theme_set_each_label(set, on_label, &labels);
  for (guint t = 0; t < theme_set_get_size(set); t++)
    for (guint l = 0; l < G_N_ELEMENTS(languages); l++) {
      g_autofree char *place = g_strconcat(theme_set_get_id(set, t), " ", languages[l], NULL);
      g_assert_true(g_hash_table_contains(labels.names, place));
      g_assert_cmpstr(theme_set_get_label(set, t, languages[l]), !=, theme_set_get_id(set, t));
      if (g_str_has_prefix(place, "practice:"))
        g_assert_cmpuint(GPOINTER_TO_UINT(g_hash_table_lookup(labels.counts, place)), >=, 15);
    }
  g_hash_table_unref(labels.names);
  g_hash_table_unref(labels.owners);
  g_hash_table_unref(labels.counts);
}

/* A label is found in another inflection, as a part of a compound with less weight, and the longest goes first. */
static void test_matches(void) {
  g_autoptr(ThemeSet) set = theme_set_new();
  theme_set_add(set, "a:1", "sv", THEME_PREFERRED, "offentlig upphandling");
  theme_set_add(set, "a:2", "sv", THEME_PREFERRED, "upphandling");
  theme_set_add(set, "b:1", "", THEME_HIDDEN, "biodling");
  g_autoptr(ThemeMatcher) matcher = theme_matcher_new(set);
  g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(ThemeHit));
  const char *text = "Om offentlig upphandling, upphandling och biodling";
  g_assert_cmpuint(theme_matcher_run(matcher, "sv", text, strlen(text), hits), ==, 6);
  g_assert_cmpuint(hits->len, ==, 3);
  static const guint themes[] = {0, 1, 2};
  for (guint i = 0; i < hits->len; i++) {
    const ThemeHit *hit = &g_array_index(hits, ThemeHit, i);
    g_assert_cmpuint(hit->theme, ==, themes[i]);
    g_assert_cmpuint(hit->end, >, hit->start);
  }
  g_assert_cmpuint(g_array_index(hits, ThemeHit, 0).end - g_array_index(hits, ThemeHit, 0).start, ==,
                   strlen("offentlig upphandling"));
  g_assert_true(g_array_index(hits, ThemeHit, 2).weight < g_array_index(hits, ThemeHit, 1).weight);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/themes/ids", test_ids);
  g_test_add_func("/themes/labels", test_labels);
  g_test_add_func("/themes/matches", test_matches);
  return g_test_run();
}
