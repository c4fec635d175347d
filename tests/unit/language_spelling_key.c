/* Spelling keys: words that differ by the habits of the languages share one, others do not. */
#include "language/spelling_key.h"

#include <string.h>

static char *key_of(const char *folded) {
  GString *key = g_string_new(NULL);
  spelling_key_append(key, folded, strlen(folded));
  return g_string_free(key, FALSE);
}

static const struct {
  const char *name, *one, *other;
  gboolean same;
} cases[] = {
    {"oe", "miljö", "miljø", TRUE},
    {"ae", "lärare", "lærare", TRUE},
    {"ae-as-e", "trädgård", "tredgård", TRUE},
    {"ck", "stockholm", "stokkholm", TRUE},
    {"x", "exempel", "eksempel", TRUE},
    {"tion", "organisation", "organisasjon", TRUE},
    {"tion-inflected", "organisationer", "organisasjoner", TRUE},
    {"ssion", "diskussion", "diskusjon", TRUE},
    {"soft-c", "process", "prosess", TRUE},
    {"hard-c", "climat", "klimat", TRUE},
    {"z", "zon", "son", TRUE},
    {"w", "watt", "vatt", TRUE},
    {"å-is-a-letter", "får", "far", FALSE},
    {"ö-is-a-letter", "för", "for", FALSE},
    {"other-vowel", "bok", "bak", FALSE},
    {"doubled-consonant", "hal", "hall", FALSE},
};

static void test_case(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  g_autofree char *one = key_of(cases[i].one), *other = key_of(cases[i].other);
  g_assert_cmpint(strcmp(one, other) == 0, ==, cases[i].same);
}

static void test_idempotent(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *once = key_of(cases[i].one);
    g_autofree char *twice = key_of(once);
    g_assert_cmpstr(once, ==, twice);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/spelling-key/%s", cases[i].name);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_case);
  }
  g_test_add_func("/spelling-key/idempotent", test_idempotent);
  return g_test_run();
}
