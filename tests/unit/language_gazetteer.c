/* Tests of the gazetteer: what its lists hold, and which names are found in sentences. */
#include "language/gazetteer.h"

#include <string.h>

static guint count_in(GazetteerCountry country, GazetteerLevel level, const char *county) {
  guint count = 0;
  const GPtrArray *places = gazetteer_places();
  for (guint i = 0; i < places->len; i++) {
    const GazetteerPlace *place = places->pdata[i];
    count += place->country == country && place->level == level && !place->until &&
             (!county || g_str_equal(place->county, county));
  }
  return count;
}

static void test_counts(void) {
  static const struct {
    GazetteerCountry country;
    GazetteerLevel level;
    const char *county;
    guint count;
  } cases[] = {
      {GAZETTEER_SE, GAZETTEER_MUNICIPALITY, NULL, 290},     {GAZETTEER_SE, GAZETTEER_COUNTY, NULL, 21},
      {GAZETTEER_NO, GAZETTEER_MUNICIPALITY, NULL, 357},     {GAZETTEER_NO, GAZETTEER_COUNTY, NULL, 15},
      {GAZETTEER_DK, GAZETTEER_MUNICIPALITY, NULL, 98},      {GAZETTEER_DK, GAZETTEER_COUNTY, NULL, 5},
      {GAZETTEER_SE, GAZETTEER_MUNICIPALITY, "SE-01", 26},   {GAZETTEER_SE, GAZETTEER_MUNICIPALITY, "SE-14", 49},
      {GAZETTEER_SE, GAZETTEER_MUNICIPALITY, "SE-12", 33},   {GAZETTEER_NO, GAZETTEER_MUNICIPALITY, "NO-46", 43},
      {GAZETTEER_NO, GAZETTEER_MUNICIPALITY, "NO-34", 46},   {GAZETTEER_DK, GAZETTEER_MUNICIPALITY, "DK-1084", 29},
      {GAZETTEER_DK, GAZETTEER_MUNICIPALITY, "DK-1085", 17}, {GAZETTEER_DK, GAZETTEER_MUNICIPALITY, "DK-1083", 22},
      {GAZETTEER_DK, GAZETTEER_MUNICIPALITY, "DK-1082", 19}, {GAZETTEER_DK, GAZETTEER_MUNICIPALITY, "DK-1081", 11},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%" G_GSIZE_FORMAT, i);
    g_assert_cmpuint(count_in(cases[i].country, cases[i].level, cases[i].county), ==, cases[i].count);
  }
}

/* Codes begin with the county's (Denmark: 101 to 860), are distinct, and those of the past have come to something. */
static void test_codes(void) {
  const GPtrArray *places = gazetteer_places();
  g_autoptr(GHashTable) codes = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < places->len; i++) {
    const GazetteerPlace *place = places->pdata[i];
    g_test_message("%s %s", place->code, place->name);
    if (place->until) {
      g_assert_true(!place->since || place->since < place->until);
      continue;
    }
    g_assert_true(g_hash_table_add(codes, (gpointer)place->code));
    if (place->level == GAZETTEER_COUNTY)
      continue;
    g_assert_nonnull(gazetteer_lookup(place->county));
    if (place->country == GAZETTEER_DK) {
      guint64 number = g_ascii_strtoull(place->code + 3, NULL, 10);
      g_assert_true(number >= 101 && number <= 860);
    } else
      g_assert_true(g_str_has_prefix(place->code, place->county));
  }
}

static void test_former(void) {
  static const struct {
    const char *name, *successor; /* NULL: split */
    guint until;
  } cases[] = {{"Stokke", "NO-3907", 2017},     {"Hordaland", "NO-46", 2020},      {"Sogn og Fjordane", "NO-46", 2020},
               {"Viken", NULL, 2024},           {"Troms og Finnmark", NULL, 2024}, {"Rissa", "NO-5054", 2018},
               {"Malmöhus län", "SE-12", 1997}, {"Hedmark", "NO-34", 2020},        {"Snillfjord", NULL, 2020},
               {"Fyns Amt", "DK-1083", 2007},   {"Bjarkøy", "NO-5503", 2013},      {"Ski", "NO-3207", 2020}};
  const GPtrArray *places = gazetteer_places();
  for (gsize k = 0; k < G_N_ELEMENTS(cases); k++) {
    const GazetteerPlace *found = NULL;
    for (guint i = 0; i < places->len; i++) {
      const GazetteerPlace *place = places->pdata[i];
      if (place->until && g_str_equal(place->name, cases[k].name))
        found = place;
    }
    g_test_message("%s", cases[k].name);
    g_assert_nonnull(found);
    g_assert_cmpuint(found->until, ==, cases[k].until);
    g_assert_cmpstr(found->successor ? found->successor->code : NULL, ==, cases[k].successor);
  }
}

/* `found`: "code text" of each, bars between, "-" for no code and "?" for no place; the country is that of the case. */
static const struct {
  const char *country, *text, *found;
} cases[] = {
#include "tests/unit/gazetteer_cases.h"
};

static void test_sentences(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    double weights[GAZETTEER_COUNTRIES] = {0};
    for (guint k = 0; k < GAZETTEER_COUNTRIES; k++)
      weights[k] = g_str_equal(cases[i].country, gazetteer_country_name(k));
    g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(GazetteerMatch));
    gazetteer_find(cases[i].text, strlen(cases[i].text), matches);
    g_autoptr(GString) found = g_string_new(NULL);
    for (guint k = 0; k < matches->len; k++) {
      const GazetteerMatch *match = &g_array_index(matches, GazetteerMatch, k);
      const GazetteerPlace *place = gazetteer_choose(match, weights, NULL);
      g_assert_false(match->pending);
      g_string_append_printf(found, "%s%s %.*s", k ? "|" : "",
                             !place         ? "?"
                             : *place->code ? place->code
                                            : "-",
                             (int)(match->end - match->start), cases[i].text + match->start);
    }
    g_test_message("%s", cases[i].text);
    g_assert_cmpstr(found->str, ==, cases[i].found);
  }
}

/* Every cut of a text with long letters: ranges stay on code points, and nothing is read past the end. */
static void test_every_cut(void) {
  static const char text[] = "Møte i Ål, Ørsta og Våler – “Åre” (Västra Götalands län), Kárášjohka/Bø-Os\xC3";
  for (gsize start = 0; start < sizeof text; start++)
    for (gsize end = start; end < sizeof text; end++) {
      gsize length = end - start;
      g_autofree char *copy = g_malloc(length ? length : 1);
      memcpy(copy, text + start, length);
      g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(GazetteerMatch));
      gazetteer_find(copy, length, matches);
      for (guint i = 0; i < matches->len; i++)
        g_assert_cmpuint(g_array_index(matches, GazetteerMatch, i).end, <=, length);
    }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/gazetteer/counts", test_counts);
  g_test_add_func("/gazetteer/codes", test_codes);
  g_test_add_func("/gazetteer/former", test_former);
  g_test_add_func("/gazetteer/sentences", test_sentences);
  g_test_add_func("/gazetteer/every-cut", test_every_cut);
  return g_test_run();
}
