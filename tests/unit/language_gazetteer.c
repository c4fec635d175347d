/* Tests of the gazetteer: counts of the lists, names in their forms, places that share a name. */
#include "language/gazetteer.h"
#include "language/knowledge.h"

#include <string.h>

static void test_counts(void) {
  g_assert_cmpuint(gazetteer_count("SE", GAZETTEER_MUNICIPALITY), ==, 290);
  g_assert_cmpuint(gazetteer_count("SE", GAZETTEER_COUNTY), ==, 21);
  g_assert_cmpuint(gazetteer_count("NO", GAZETTEER_MUNICIPALITY), ==, 357);
  g_assert_cmpuint(gazetteer_count("NO", GAZETTEER_COUNTY), ==, 15);
  g_assert_cmpuint(gazetteer_count("DK", GAZETTEER_MUNICIPALITY), ==, 98);
  g_assert_cmpuint(gazetteer_count("DK", GAZETTEER_COUNTY), ==, 5);
}

/* Municipalities of today by county, as the lists have them. */
static void count_line(char *line, gpointer counts) {
  g_auto(GStrv) columns = g_strsplit(line, "\t", -1);
  if (!columns[4] || !columns[5] || g_strcmp0(columns[5], "2019") == 0 || g_strcmp0(columns[5], "2016") == 0)
    return;
  char *code = g_strdup_printf("%s-%s", columns[0], columns[1]);
  const GazetteerPlace *place = gazetteer_by_code(code);
  g_assert_nonnull(place);
  g_assert_cmpstr(place->name, ==, columns[2]);
  g_assert_nonnull(gazetteer_by_code(place->county));
  guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, place->county));
  g_hash_table_insert(counts, place->county, GUINT_TO_POINTER(count + 1));
  g_free(code);
}

static void test_counties(void) {
  static const struct {
    const char *county;
    guint count;
  } cases[] = {{"SE-01", 26}, {"SE-14", 49}, {"SE-12", 33}, {"SE-09", 1}, {"NO-46", 43}, {"NO-34", 46}, {"NO-03", 1}};
  g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
  knowledge_each_line("places/municipalities.tsv", count_line, counts);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%s", cases[i].county);
    g_assert_cmpuint(GPOINTER_TO_UINT(g_hash_table_lookup(counts, cases[i].county)), ==, cases[i].count);
  }
}

static void check_earlier(char *line, gpointer data) {
  g_auto(GStrv) columns = g_strsplit(line, "\t", -1);
  g_test_message("%s", line);
  g_assert_cmpuint(g_strv_length(columns), ==, 9);
  g_auto(GStrv) successors = g_strsplit(columns[8], "; ", -1);
  g_assert_nonnull(successors[0]);
  for (guint i = 0; successors[i]; i++) {
    const GazetteerPlace *place = gazetteer_by_code(successors[i]);
    g_assert_nonnull(place);
    g_assert_false(place->earlier);
    gboolean municipality = g_str_equal(columns[1], "municipality");
    g_assert_cmpint(place->level, ==, municipality ? GAZETTEER_MUNICIPALITY : GAZETTEER_COUNTY);
  }
}

static void test_successors(void) {
  knowledge_each_line("places/earlier.tsv", check_earlier, NULL);
}

/* Each municipality of 2019 is on the list of today, or told to be earlier. */
static void check_2019(char *line, gpointer data) {
  g_auto(GStrv) columns = g_strsplit(line, "\t", -1);
  if (g_strcmp0(columns[5], "2019") != 0)
    return;
  g_autofree char *folded = g_utf8_strdown(columns[2], -1);
  g_test_message("%s", folded);
  g_assert_nonnull(gazetteer_find(folded));
}

static void test_2019(void) {
  knowledge_each_line("places/municipalities.tsv", check_2019, NULL);
}

static void test_names(void) {
  static const struct {
    const char *folded, *code; /* the one that is chosen with nothing known; NULL: no name */
  } cases[] = {
      {"lerum", "SE-1441"},
      {"lerums", "SE-1441"},
      {"trondheims", "NO-5001"},
      {"oslo's", "NO-0301"},
      {"oslo’s", "NO-0301"},
      {"borås", "SE-1490"},
      {"upplands väsby", "SE-0114"},
      {"upplands-bro", "SE-0139"},
      {"västra götalands", "SE-14"},
      {"västra götalands län", "SE-14"},
      {"västra götalandsregionen", "SE-14"},
      {"region skåne", NULL},
      {"skånes", "SE-12"},
      {"region sörmland", "SE-04"},
      {"sörmland", "SE-04"},
      {"stockholms läns landsting", "SE-01"},
      {"stockholms län", "SE-01"},
      {"stockholm", "SE-0180"},
      {"kalmar", "SE-0880"},
      {"kalmar län", "SE-08"},
      {"møre og romsdal", "NO-15"},
      {"møre og romsdals", "NO-15"},
      {"sogn og fjordane", "NO-14"},
      {"hedmark", "NO-04"},
      {"oppland", "NO-05"},
      {"vest-agder", "NO-10"},
      {"agder", "NO-42"},
      {"hordaland", "NO-12"},
      {"viken", "NO-30"},
      {"troms og finnmark", "NO-54"},
      {"troms", "NO-55"},
      {"vestfold og telemark", "NO-38"},
      {"østfold", "NO-31"},
      {"bergen", "NO-4601"},
      {"fræna", "NO-1548"},
      {"ski", "NO-0213"},
      {"tysfjord", "NO-1850"},
      {"hamarøy", "NO-1875"},
      {"nesseby", "NO-5636"},
      {"karasjok", "NO-5610"},
      {"københavn", "DK-101"},
      {"københavns", "DK-101"},
      {"århus", "DK-751"},
      {"aalborg", "DK-851"},
      {"ringkøbing-skjern", "DK-760"},
      {"region hovedstaden", "DK-1084"},
      {"midtjylland", "DK-1082"},
      {"hovedstaden", NULL},
      {"lerumsen", NULL},
      {"s", NULL},
      {"", NULL},
      {"älvsborgs län", "SE-15"},
      {"skaraborg", "SE-16"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    GazetteerContext context = {0};
    gboolean sure;
    const GPtrArray *places = gazetteer_find(cases[i].folded);
    const GazetteerPlace *place = places ? gazetteer_choose(places, &context, &sure) : NULL;
    g_test_message("%s", cases[i].folded);
    g_assert_cmpstr(place ? place->code : NULL, ==, cases[i].code);
  }
}

static void test_choice(void) {
  static const struct {
    const char *folded, *country, *county, *code;
    gboolean as_county, as_municipality, sure;
  } cases[] = {
      {"våler", "NO", "NO-31", "NO-3114", FALSE, FALSE, TRUE}, {"våler", "NO", "NO-04", "NO-3419", FALSE, FALSE, TRUE},
      {"våler", "NO", NULL, "NO-3114", FALSE, FALSE, FALSE},   {"herøy", "NO", "NO-18", "NO-1818", FALSE, FALSE, TRUE},
      {"herøy", "NO", "NO-15", "NO-1515", FALSE, FALSE, TRUE}, {"bø", "NO", "NO-40", "NO-0821", FALSE, FALSE, TRUE},
      {"bø", "NO", "NO-18", "NO-1867", FALSE, FALSE, TRUE},    {"bø", "NO", NULL, "NO-1867", FALSE, FALSE, TRUE},
      {"nes", "NO", "NO-30", "NO-3228", FALSE, FALSE, TRUE},   {"os", "NO", "NO-12", "NO-1243", FALSE, FALSE, TRUE},
      {"os", "NO", "NO-46", "NO-1243", FALSE, FALSE, TRUE},    {"os", "NO", "NO-34", "NO-3430", FALSE, FALSE, TRUE},
      {"lund", "SE", NULL, "SE-1281", FALSE, FALSE, TRUE},     {"lund", "NO", NULL, "NO-1112", FALSE, FALSE, TRUE},
      {"stockholms", "SE", NULL, "SE-01", TRUE, FALSE, TRUE},  {"stockholms", "SE", NULL, "SE-0180", FALSE, TRUE, TRUE},
      {"oslo", "NO", NULL, "NO-0301", FALSE, FALSE, TRUE},     {"vestland", "NO", NULL, NULL, FALSE, TRUE, TRUE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GPtrArray) counties = g_ptr_array_new();
    if (cases[i].county)
      g_ptr_array_add(counties, (gpointer)gazetteer_by_code(cases[i].county));
    GazetteerContext context = {cases[i].country, counties, cases[i].as_county, cases[i].as_municipality};
    gboolean sure;
    const GazetteerPlace *place = gazetteer_choose(gazetteer_find(cases[i].folded), &context, &sure);
    g_test_message("%s in %s", cases[i].folded, cases[i].county ? cases[i].county : "no county");
    g_assert_cmpstr(place ? place->code : NULL, ==, cases[i].code);
    if (place)
      g_assert_cmpint(sure, ==, cases[i].sure);
  }
}

static void test_words(void) {
  g_assert_cmpuint(gazetteer_words("møre"), ==, 3);
  g_assert_cmpuint(gazetteer_words("lunds"), ==, 1);
  g_assert_cmpuint(gazetteer_words("upplands"), ==, 2);
  g_assert_cmpuint(gazetteer_words("bordet"), ==, 0);
  g_assert_true(gazetteer_by_code("NO-0821")->earlier);
  g_assert_true(gazetteer_by_code("NO-12")->earlier);
  g_assert_false(gazetteer_by_code("NO-46")->earlier);
  g_assert_true(gazetteer_by_code("SE-2062")->ambiguous);
  g_assert_true(gazetteer_by_code("NO-3218")->ambiguous);
  g_assert_false(gazetteer_by_code("SE-1441")->ambiguous);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/gazetteer/counts", test_counts);
  g_test_add_func("/gazetteer/counties", test_counties);
  g_test_add_func("/gazetteer/successors", test_successors);
  g_test_add_func("/gazetteer/2019", test_2019);
  g_test_add_func("/gazetteer/names", test_names);
  g_test_add_func("/gazetteer/choice", test_choice);
  g_test_add_func("/gazetteer/words", test_words);
  return g_test_run();
}
