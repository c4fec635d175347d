/* Dates told in text, and what only looks like one. */
#include "language/dates.h"

#include <string.h>

/* The values of all dates found, joined by ' '; "!" after one whose weekday differs from the calendar, "*" after one
 * whose weekday agrees. */
static const struct {
  const char *language, *text, *found;
} cases[] = {
    /* days with the month's name */
    {"sv", "mötet den 25 september 2014", "2014-09-25"},
    {"sv", "VÄLKOMMEN till nätverksmöte 25 september 2014", "2014-09-25"},
    {"nb", "Kjetil, KS 28. august 2007.", "2007-08-28"},
    {"nn", "møte 3. juni 2019 på rådhuset", "2019-06-03"},
    {"da", "mødet den 4. marts 2020", "2020-03-04"},
    {"en", "on 25th of September 2014", "2014-09-25"},
    {"en", "5 May 2015", "2015-05-05"},
    {"en", "September 25, 2014", "2014-09-25"},
    {"en", "Thursday, September 25, 2014", "2014-09-25*"},
    {"en", "September 25–27, 2014", "2014-09-25/2014-09-27"},
    {"en", "on March 3 we met", "--03-03"},
    {"en", "the 3rd of March 2011", "2011-03-03"},
    {"sv", "Torsdagen den 25 september 2014 klockan 10:00-16:00", "2014-09-25*"},
    {"sv", "Fredagen den 25 september 2014", "2014-09-25!"},
    {"nb", "Torsdag 25. september 2014 kl. 10.00", "2014-09-25*"},
    {"nn", "laurdag 27. september 2014", "2014-09-27*"},
    {"da", "lørdag den 27. september 2014", "2014-09-27*"},
    {"sv", "den 25:e september 2014 och 1:a maj 2015", "2014-09-25 2015-05-01"},
    {"sv", "25 sept. 2014", "2014-09-25"},
    {"sv", "3 okt 2013", "2013-10-03"},
    {"nb", "3. des. 2013", "2013-12-03"},
    {"sv", "25 sept -14", "2014-09-25"},
    {"sv", "25 september, 2014", "2014-09-25"},
    {"sv", "25 september\n2014", "2014-09-25"},
    {"sv", "25 SEPTEMBER 2014", "2014-09-25"},
    {"sv", "anordnade den 27 september ett seminarium", "--09-27"},
    {"sv", "Från 1 december fram till julafton", "--12-01"},
    {"sv", "10 oktober", "--10-10"},
    {"sv", "den 29 februari 2013", ""},
    {"sv", "den 29 februari 2012", "2012-02-29"},
    {"sv", "den 31 april", ""},
    {"nb", "17.mai 2014", "2014-05-17"},
    {"nb", "17. mai", "--05-17"},
    {"en", "17 may be too many", ""},
    {"sv", "12 maj 10.00", "--05-12"},
    {"sv", "senast 5 mars.", "--03-05"},
    {"sv", "25\302\240september\302\2402014", "2014-09-25"},
    {"nb", "juleaften", ""},
    {"sv", "mar 2014", "2014-03"},
    /* ranges and lists */
    {"nb", "15.-17. juni 2016", "2016-06-15/2016-06-17"},
    {"nb", "15.–17. juni 2016", "2016-06-15/2016-06-17"},
    {"sv", "15-17 juni 2016", "2016-06-15/2016-06-17"},
    {"sv", "15 – 17 juni 2016", "2016-06-15/2016-06-17"},
    {"sv", "15 till 17 juni 2016", "2016-06-15/2016-06-17"},
    {"nb", "15. til 17. juni 2016", "2016-06-15/2016-06-17"},
    {"sv", "30 sept–1 okt 2014", "2014-09-30/2014-10-01"},
    {"sv", "30 december–2 januari 2015", "2014-12-30/2015-01-02"},
    {"nb", "30. desember 2014 – 2. januar 2015", "2014-12-30/2015-01-02"},
    {"nb", "1.–2. desember", "--12-01/--12-02"},
    {"sv", "4, 8 och 12 maj 2015", "2015-05-04 2015-05-08 2015-05-12"},
    {"nb", "15. og 16. juni 2016", "2016-06-15 2016-06-16"},
    {"da", "4. og 5. maj 2011", "2011-05-04 2011-05-05"},
    {"en", "4 and 5 May 2011", "2011-05-04 2011-05-05"},
    {"sv", "den 4 maj och den 8 juni 2015", "2015-05-04 2015-06-08"},
    {"sv", "17-15 juni 2016", ""},
    {"sv", "25 september, 2 deltagare", "--09-25"},
    /* numbers */
    {"sv", "2014-09-25", "2014-09-25"},
    {"sv", "Publicerad 2014-09-25 10:31", "2014-09-25"},
    {"sv", "2014-09-25T10:31:00", "2014-09-25"},
    {"sv", "2014-13-25", ""},
    {"sv", "(2014-09-25)", "2014-09-25"},
    {"sv", "2014-09", "2014-09"},
    {"sv", "2011-12", "2011/2012"},
    {"nb", "25.09.2014", "2014-09-25"},
    {"nb", "25.09.14", "2014-09-25"},
    {"nb", "25.9.2014.", "2014-09-25"},
    {"nb", "5. 9. 2014", "2014-09-05"},
    {"da", "25-09-2014", "2014-09-25"},
    {"sv", "25/9 2014", "2014-09-25"},
    {"sv", "25/9 -14", "2014-09-25"},
    {"sv", "25/9-14", "2014-09-25"},
    {"sv", "25/9/2014", "2014-09-25"},
    {"sv", "torsdag 25/9", "--09-25"},
    {"sv", "torsdag 5/9", "--09-05"},
    {"sv", "den 5/9", "--09-05"},
    {"sv", "senast 5/9", "--09-05"},
    {"sv", "25/9", "--09-25"},
    {"sv", "25/9–27/9 2014", "2014-09-25/2014-09-27"},
    {"nb", "25.–27.09.2014", "2014-09-25/2014-09-27"},
    {"nb", "25.09.–27.09.2014", "2014-09-25/2014-09-27"},
    {"nb", "25-27.09.2014", "2014-09-25/2014-09-27"},
    {"nb", "onsdag 25.9.", "--09-25"},
    {"sv", "onsdag 09.10", ""},
    {"sv", "Datum: 140925", "2014-09-25"},
    {"sv", "Datum 20140925", "2014-09-25"},
    {"sv", "140925", ""},
    {"sv", "1/2 dl", ""},
    {"sv", "3/4 av kommunerna", ""},
    {"sv", "öppet 24/7", ""},
    {"nb", "Oppdatert 03.02.2021", "2021-02-03"},
    {"sv", "Uppdaterad: 2021-02-03", "2021-02-03"},
    /* weeks */
    {"nb", "uke 38", "-W38"},
    {"nn", "veke 38", "-W38"},
    {"da", "uge 7", "-W07"},
    {"sv", "vecka 12 2015", "2015-W12"},
    {"sv", "v. 12", "-W12"},
    {"sv", "v 12", "-W12"},
    {"nb", "v. 12", ""},
    {"sv", "vecka 12–14", "-W12/-W14"},
    {"nb", "uke 38, 2014", "2014-W38"},
    {"nb", "uke 38/2014", "2014-W38"},
    {"sv", "vecka 54", ""},
    {"sv", "vecka 53 2014", ""},
    {"sv", "vecka 53 2015", "2015-W53"},
    {"en", "week 12, 2015", "2015-W12"},
    /* months, seasons, parts of the year */
    {"sv", "Stockholm, mars 2019", "2019-03"},
    {"nb", "Oslo, desember 2018", "2018-12"},
    {"en", "December 2018", "2018-12"},
    {"sv", "mars–april 2019", "2019-03/2019-04"},
    {"sv", "november till januari 2019", "2018-11/2019-01"},
    {"sv", "mars och april 2019", "2019-03/2019-04"},
    {"sv", "färdigställdes våren 2020", "2020-03/2020-05"},
    {"nb", "høsten 2018", "2018-09/2018-11"},
    {"nn", "hausten 2018", "2018-09/2018-11"},
    {"da", "efteråret 2018", "2018-09/2018-11"},
    {"en", "spring 2018", "2018-03/2018-05"},
    {"sv", "sommaren 2017", "2017-06/2017-08"},
    {"sv", "vintern 2017", "2016-12/2017-02"},
    {"sv", "vintern 2017/2018", "2017-12/2018-02"},
    {"sv", "kvartal 3 2021", "2021-07/2021-09"},
    {"sv", "tredje kvartalet 2021", "2021-07/2021-09"},
    {"nb", "3. kvartal 2021", "2021-07/2021-09"},
    {"en", "Q3 2021", "2021-07/2021-09"},
    {"sv", "första halvåret 2018", "2018-01/2018-06"},
    {"nb", "andre halvår 2018", "2018-07/2018-12"},
    {"sv", "kvartal 5 2021", ""},
    /* years */
    {"sv", "under år 2019 och 2020", "2019/2020"},
    {"nb", "2006–2007", "2006/2007"},
    {"nb", "2006-2007", "2006/2007"},
    {"sv", "2006-07", "2006/2007"},
    {"sv", "2014–2020", "2014/2020"},
    {"sv", "År 2014 lanserade RUS", "2014"},
    {"sv", "2014, 2017 och 2020", "2014 2017/2020"},
    {"sv", "Miljöjulkalendern 2012", "2012"},
    {"sv", "läsåret 2013/14", "2013/2014"},
    {"sv", "från 2014 till 2020", "2014/2020"},
    {"sv", "(2014)", "2014"},
    {"nb", "i 2014.", "2014"},
    {"sv", "2017\t2018\t2019", "2017 2018 2019"},
    {"en", "in 2014 and 2015", "2014/2015"},
    {"sv", "Under 2022 och 2023 kommer kurser", "2022/2023"},
    /* none */
    {"sv", "Agenda 2030", ""},
    {"nb", "Agenda 2030-målene", ""},
    {"nb", "mål for 2030", ""},
    {"sv", "mål till 2030", ""},
    {"sv", "vision 2040", ""},
    {"en", "Horizon 2020", ""},
    {"nb", "St.meld. nr 26 (2006-2007)", ""},
    {"nb", "Meld. St. 26 (2012–2013)", ""},
    {"nb", "Prop. 1 S (2013–2014)", ""},
    {"sv", "SOU 2009:12", ""},
    {"nb", "NOU 2018: 17", ""},
    {"sv", "miljöbalken (1998:808)", ""},
    {"sv", "prop. 2013/14:25", ""},
    {"nb", "lov 19. juni 2009 nr. 100", ""},
    {"nb", "LOV-2009-06-19-100", ""},
    {"sv", "Dnr 2014-1234", ""},
    {"sv", "Dnr: 2014-09", ""},
    {"nb", "Saksnr. 2014/1234", ""},
    {"sv", "08-452 78 60", ""},
    {"sv", "063-14 20 14", ""},
    {"nb", "+47 22 33 20 14", ""},
    {"nb", "tlf. 2014 2015", ""},
    {"sv", "2000 kr", ""},
    {"sv", "kr 2000", ""},
    {"sv", "2000:-", ""},
    {"nb", "kr 2000,-", ""},
    {"sv", "1950 kronor exklusive moms", ""},
    {"sv", "2014 000", ""},
    {"sv", "10 2014 personer", ""},
    {"sv", "2014 personer", ""},
    {"sv", "1.2.3", ""},
    {"sv", "avsnitt 10.12.14", ""},
    {"sv", "kapitel 3.4", ""},
    {"sv", "10.12", ""},
    {"sv", "09.30–10.15", ""},
    {"sv", "kl. 10-12", ""},
    {"sv", "ISBN 978-91-2014-123-4", ""},
    {"sv", "ISBN 91-620-2014-1", ""},
    {"nb", "Storgata 5, 2000 Lillestrøm", ""},
    {"nb", "Storgata 5 B, 2010 Strømmen", ""},
    {"nb", "Postboks 2014 Vika", ""},
    {"sv", "se www.exempel.se/2014/09/25/sida", ""},
    {"sv", "rapport_2014-09-25.pdf", ""},
    {"sv", "plan2014.pdf", ""},
    {"sv", "192.168.20.14", ""},
    {"sv", "§ 2014", ""},
    {"sv", "12 kommuner, 3 län", ""},
    {"sv", "5–7 personer", ""},
    {"nb", "128 + 40 kommuner", ""},
    {"sv", "20 %", ""},
    {"sv", "ISO 14001", ""},
    {"nb", "NS 2014", "2014"},
    {"sv", "3 vår kommun", ""},
    {"", "", ""},
};

static char *find_all(const char *language, const char *text, gsize length) {
  g_autoptr(GArray) told = g_array_new(FALSE, FALSE, sizeof(ToldDate));
  GString *out = g_string_new(NULL);
  gsize begin = 0;
  dates_find(language, text, length, told);
  for (guint i = 0; i < told->len; i++) {
    const ToldDate *date = &g_array_index(told, ToldDate, i);
    const char *mark = !date->weekday || date->year_missing ? "" : date->weekday_agrees ? "*" : "!";
    g_string_append_printf(out, "%s%s%s", i ? " " : "", date->value, mark);
    g_assert_cmpuint(date->start, <, date->end);
    g_assert_cmpuint(date->end, <=, length);
    g_assert_cmpuint(date->start, >=, begin);
    g_assert_true(g_utf8_validate(text + date->start, (gssize)(date->end - date->start), NULL));
    begin = date->start;
  }
  return g_string_free(out, FALSE);
}

static void test_case(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data), length = strlen(cases[i].text);
  g_autofree char *exact = g_memdup2(cases[i].text, MAX(length, 1)); /* without NUL, for the sanitizers */
  g_autofree char *found = find_all(cases[i].language, exact, length);
  if (strcmp(found, cases[i].found) != 0)
    g_test_fail_printf("\"%s\" has \"%s\", not \"%s\"", cases[i].text, found, cases[i].found);
}

/* The words that tell each date, joined by '|'. */
static const struct {
  const char *language, *text, *evidence;
} told_by[] = {
    {"sv", "Datum\tTorsdagen den 25 september 2014 klockan 10", "Torsdagen den 25 september 2014"},
    {"sv", "färdigställdes våren 2020.", "våren 2020"},
    {"nb", "samling 15.-17. juni 2016 i Oslo", "15.-17. juni 2016"},
    {"sv", "den 4 och 8 maj 2015", "den 4 och 8 maj 2015|8 maj 2015"},
    {"sv", "första halvåret 2018 och", "första halvåret 2018"},
    {"nb", "møter i uke 38.", "uke 38"},
    {"sv", "år 2019 och 2020.", "2019 och 2020"},
    {"en", "Thursday, September 25, 2014.", "Thursday, September 25, 2014"},
};

static void test_evidence(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(told_by); i++) {
    g_autoptr(GArray) told = g_array_new(FALSE, FALSE, sizeof(ToldDate));
    g_autoptr(GString) out = g_string_new(NULL);
    dates_find(told_by[i].language, told_by[i].text, strlen(told_by[i].text), told);
    for (guint d = 0; d < told->len; d++) {
      const ToldDate *date = &g_array_index(told, ToldDate, d);
      g_string_append_printf(out, "%s%.*s", d ? "|" : "", (int)(date->end - date->start),
                             told_by[i].text + date->start);
    }
    g_assert_cmpstr(out->str, ==, told_by[i].evidence);
  }
}

static void test_year_from_context(void) {
  static const char text[] = "torsdag 25/9";
  g_autoptr(GArray) told = g_array_new(FALSE, FALSE, sizeof(ToldDate));
  dates_find("sv", text, strlen(text), told);
  ToldDate *date = &g_array_index(told, ToldDate, 0);
  GDate first, last;
  g_assert_true(date->year_missing);
  g_assert_false(told_date_get_bounds(date, &first, &last));
  g_assert_true(told_date_set_year(date, 2014));
  g_assert_cmpstr(date->value, ==, "2014-09-25");
  g_assert_true(date->weekday_agrees);
  g_assert_true(told_date_set_year(date, 2013));
  g_assert_false(date->weekday_agrees);
  g_assert_true(told_date_get_bounds(date, &first, &last));
  g_assert_cmpint(g_date_compare(&first, &last), ==, 0);
}

static void test_random_bytes(void) {
  static const char *const pieces[] = {"25",   "2014", "/",     ".",   "-",       "–",     " ",  "september",
                                       "mars", "och",  "vecka", "den", "torsdag", "\n",    "\t", "(",
                                       "å",    "9",    "kl",    ":",   ",",       "våren", "'",  "’"};
  static const char *const languages[] = {"sv", "nb", "und", "en"};
  for (int round = 0; round < 20000; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (int count = g_test_rand_int_range(0, 16); count > 0; count--)
      g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
    g_autofree char *exact = g_memdup2(text->str, MAX(text->len, 1));
    g_autofree char *found = find_all(languages[round % 4], exact, text->len);
  }
}

/* Text of nothing but what begins dates takes no more than its length's time. */
static void test_linear(void) {
  static const char *const bad[] = {"25, ", "25–", "25/9-", "2014 ", "1. ", "                25"};
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GArray) told = g_array_new(FALSE, FALSE, sizeof(ToldDate));
    while (text->len < 2000000)
      g_string_append(text, bad[i]);
    gint64 begin = g_get_monotonic_time();
    dates_find("sv", text->str, text->len, told);
    g_assert_cmpint(g_get_monotonic_time() - begin, <, 20 * G_USEC_PER_SEC);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/dates/%zu", i);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_case);
  }
  g_test_add_func("/dates/evidence", test_evidence);
  g_test_add_func("/dates/year-from-context", test_year_from_context);
  g_test_add_func("/dates/random-bytes", test_random_bytes);
  g_test_add_func("/dates/linear", test_linear);
  return g_test_run();
}
