/* The schemes of themes: their files are in the layout of language/themes.h, are Turtle, and say what they must. */
#include "language/knowledge.h"
#include "language/themes.h"

#include <raptor2.h>
#include <string.h>

static const char *const files[] = {"themes/livskraftige.ttl", "themes/miljomal.ttl", "themes/network.ttl",
                                    "themes/practice.ttl", "themes/sdg.ttl"};

/* --- as Turtle -----------------------------------------------------------------------------------------------------
 */

static void count_statement(const char *subject, const char *property, const char *object, gpointer data) {
  ++*(guint *)data;
}

static void count_triple(void *data, raptor_statement *statement) {
  ++*(guint *)data;
}

static void fail_on_log(void *data, raptor_log_message *message) {
  g_error("%s: line %d: %s", (const char *)data, message->locator ? message->locator->line : 0, message->text);
}

static void test_turtle(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
    gsize length;
    g_autofree char *content = knowledge_read(files[i], &length);
    guint ours = 0, theirs = 0;
    themes_each_statement(files[i], count_statement, &ours);
    raptor_world *world = raptor_new_world();
    raptor_world_set_log_handler(world, (void *)files[i], fail_on_log);
    raptor_uri *base = raptor_new_uri(world, (const unsigned char *)"urn:x-nordsok:");
    raptor_parser *parser = raptor_new_parser(world, "turtle");
    raptor_parser_set_statement_handler(parser, &theirs, count_triple);
    g_assert_cmpint(raptor_parser_parse_start(parser, base), ==, 0);
    g_assert_cmpint(raptor_parser_parse_chunk(parser, (const unsigned char *)content, length, 1), ==, 0);
    raptor_free_parser(parser);
    raptor_free_uri(base);
    raptor_free_world(world);
    g_assert_cmpuint(ours, ==, theirs);
    g_assert_cmpuint(ours, >, 20);
  }
}

/* --- as themes -----------------------------------------------------------------------------------------------------
 */

static const char *const wanted[] = {
    "practice:climate-adaptation",
    "practice:climate-mitigation",
    "practice:energy",
    "practice:water",
    "practice:waste",
    "practice:planning",
    "practice:public-health",
    "practice:outdoor-life",
    "practice:cultural-heritage",
    "practice:mobility",
    "practice:food",
    "practice:biodiversity",
    "practice:citizen-dialogue",
    "practice:procurement",
    "practice:environmental-objectives",
    "practice:environmental-communication",
    "practice:agenda-2030",
    "practice:sustainable-consumption",
    "sdg:1",
    "sdg:17",
    "miljomal:1",
    "miljomal:16",
    "miljomal:generation",
    "livskraftige:land-use",
    "network:climate",
};

static void test_ids(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
    g_assert_nonnull(themes_find(wanted[i]));
  g_assert_null(themes_find("practice:nothing"));
  const GPtrArray *themes = themes_all();
  for (guint i = 0; i < themes->len; i++) {
    const Theme *theme = themes->pdata[i];
    g_assert_cmpuint(theme->number, ==, i);
    g_assert_true(themes_find(theme->id) == theme);
    for (guint r = 0; r < theme->related->len; r++)
      g_assert_nonnull(themes_find(theme->related->pdata[r]));
  }
}

static guint count_labels(const Theme *theme, const char *language, gboolean preferred) {
  guint count = 0;
  for (guint i = 0; i < theme->labels->len; i++) {
    const ThemeLabel *label = &g_array_index(theme->labels, ThemeLabel, i);
    count += strcmp(label->language, language) == 0 && label->preferred == preferred;
  }
  return count;
}

static void test_labels(void) {
  static const char *const languages[] = {"sv", "nb", "nn", "da", "en"};
  const GPtrArray *themes = themes_all();
  for (guint i = 0; i < themes->len; i++) {
    const Theme *theme = themes->pdata[i];
    g_test_message("%s", theme->id);
    for (gsize l = 0; l < G_N_ELEMENTS(languages); l++) {
      g_assert_cmpuint(count_labels(theme, languages[l], TRUE), <=, 1);
      if (strcmp(theme->scheme, "miljomal") != 0)
        g_assert_cmpuint(count_labels(theme, languages[l], TRUE), ==, 1);
      if (strcmp(theme->scheme, "practice") == 0)
        g_assert_cmpuint(count_labels(theme, languages[l], FALSE), >=, 8);
    }
    for (guint k = 0; k < theme->labels->len; k++) {
      const char *text = g_array_index(theme->labels, ThemeLabel, k).text;
      g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
      g_autofree char *stripped = g_strstrip(g_strdup(text));
      g_assert_cmpstr(text, ==, normal);
      g_assert_cmpstr(text, ==, stripped);
    }
  }
}

static void test_names(void) {
  const Theme *theme = themes_find("practice:waste");
  g_assert_cmpstr(theme_get_label(theme, "sv"), ==, "avfall");
  g_assert_cmpstr(theme_get_label(theme, "da"), ==, "affald");
  g_assert_cmpstr(theme_get_label(theme, "fi"), ==, "avfall");
  g_assert_cmpstr(theme_get_label(themes_find("miljomal:4"), "nb"), ==, "Giftfri miljö");
  g_assert_cmpstr(theme_get_label(themes_find("sdg:13"), "nn"), ==, "Stoppe klimaendringane");
}

/* --- in texts ------------------------------------------------------------------------------------------------------
 */

static const struct {
  const char *language, *text, *theme, *evidence;
} matches[] = {
    {"sv", "Efter skyfallet i juli", "practice:climate-adaptation", "skyfallet"},
    {"sv", "en klimatanpassningsplan", "practice:climate-adaptation", "klimatanpassningsplan"},
    {"nb", "et møte om flommene", "practice:climate-adaptation", "flommene"},
    {"nb", "lov om offentlige anskaffelser", "practice:procurement", "lov om offentlige anskaffelser"},
    {"nn", "Vi treng fleire sykkelvegar", "practice:mobility", "sykkelvegar"},
    {"da", "nye cykelstier", "practice:mobility", "cykelstier"},
    {"en", "Renewable energy for all", "practice:energy", "Renewable energy"},
    {"und", "avfallsplan", "practice:waste", "avfallsplan"},
    {"sv", "om hållbarhetsmål 13 i planen", "sdg:13", "hållbarhetsmål 13"},
    {"sv", "Giftfri miljö är ett mål", "miljomal:4", "Giftfri miljö"},
    {"sv", "Vi möts på torsdag", NULL, NULL},
    {"fi", "energia", NULL, NULL},
    {"sv", "", NULL, NULL},
};

static void test_matches(void) {
  g_autoptr(ThemeMatcher) matcher = theme_matcher_new();
  for (gsize i = 0; i < G_N_ELEMENTS(matches); i++) {
    g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(ThemeHit));
    theme_matcher_run(matcher, matches[i].language, matches[i].text, strlen(matches[i].text), hits);
    g_test_message("%s", matches[i].text);
    gboolean found = FALSE;
    for (guint k = 0; k < hits->len; k++) {
      const ThemeHit *hit = &g_array_index(hits, ThemeHit, k);
      g_assert_cmpuint(hit->end, <=, strlen(matches[i].text));
      g_autofree char *evidence = g_strndup(matches[i].text + hit->start, hit->end - hit->start);
      found |= g_strcmp0(hit->theme->id, matches[i].theme) == 0 && g_strcmp0(evidence, matches[i].evidence) == 0;
    }
    if (matches[i].theme)
      g_assert_true(found);
    else
      g_assert_cmpuint(hits->len, ==, 0);
  }
}

/* A text of one label many times over costs no more than its length. */
static void test_long(void) {
  g_autoptr(ThemeMatcher) matcher = theme_matcher_new();
  g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(ThemeHit));
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < 100000; i++)
    g_string_append(text, "lov om offentlige ");
  theme_matcher_run(matcher, "nb", text->str, text->len, hits);
  g_assert_cmpuint(hits->len, <=, 100000);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/themes-data/turtle", test_turtle);
  g_test_add_func("/themes-data/ids", test_ids);
  g_test_add_func("/themes-data/labels", test_labels);
  g_test_add_func("/themes-data/names", test_names);
  g_test_add_func("/themes-data/matches", test_matches);
  g_test_add_func("/themes-data/long", test_long);
  return g_test_run();
}
