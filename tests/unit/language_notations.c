/* Notations: times, dates, sections, abbreviations, addresses and names, and what only looks like one. */
#include "language/knowledge.h"
#include "tests/unit/language_notation_properties.h"

/* All that is found in a text, as "what is written=canonical form" joined by '|'. */
static const struct {
  const char *name, *language, *text, *found;
} cases[] = {
    /* times */
    {"time-dotted", "sv", "09.30 Kaffe", "09.30=09:30"},
    {"time-is-its-own-form", "sv", "09:30 Kaffe", ""},
    {"time-one-digit", "sv", "9:30 och 9.30", "9:30=09:30|9.30=09:30"},
    {"time-range", "sv", "09.30–10.15", "09.30=09:30|10.15=10:15"},
    {"time-after-clock", "sv", "kl 9.30, kl. 3.07", "kl 9.30=09:30|9.30=09:30|kl. 3.07=03:07|3.07=03:07"},
    {"time-hours-after-clock", "sv", "klockan 9 och kl.14", "klockan 9=09:00|kl.14=14:00"},
    {"time-hours-range", "nb", "kl. 9-11 og kl 13.30 – 15", "kl. 9=09:00|11=11:00|kl 13.30=13:30|13.30=13:30|15=15:00"},
    {"time-four-digits", "nb", "kl. 0930", "kl. 0930=09:30"},
    {"time-afternoon", "en", "at 2:30 pm or 9:15 p.m.", "2:30=14:30|9:15=21:15"},
    {"time-midnight", "sv", "24.00", "24.00=24:00"},
    {"time-hours-alone", "sv", "9 personer, 11-12", ""},
    {"time-clock-word-alone", "sv", "klockan var nio och kl 25", "nio=9"},
    {"no-time-decimal", "sv", "3.14 8.72 25.30 12.5 12.345 3,5", ""},
    {"no-time-price", "sv", "12.50 kr och kr 14.50, 10.50 € och €11.50", "kr=krona|kr=krona"},
    {"no-time-share", "nb", "12.50 %, 10.15 prosent", ""},
    {"no-time-measure", "sv", "10.15 MW, 7.50 m", ""},
    {"no-time-heading-number", "nb", "se avsnitt 10.15 og Tabell 5.10", "Tabell=tab"},
    {"no-time-parliament", "sv", "rskr. 2013/14:25", ""},
    {"no-time-version", "sv", "1.2.3 10.15.20", ""},
    {"no-time-small-section", "sv", "2.15 Mål", ""},
    /* telephone numbers */
    {"phone-swedish", "sv", "Ring 046-359 50 00 nu", "046-359 50 00=tel+46463595000"},
    {"phone-international", "sv", "+46 46 359 50 00", "46 46 359 50 00=tel+46463595000"},
    {"phone-zero-in-brackets", "sv", "+46 (0)46-359 50 00",
     "46 (0)46-359 50 00=tel+46463595000|0)46-359 50 00=tel+46463595000"},
    {"phone-zeros", "nb", "0046 463595000", "0046 463595000=tel+46463595000"},
    {"phone-norwegian", "nb", "tlf. 55 12 34 56", "55 12 34 56=tel+4755123456"},
    {"phone-danish", "da", "55 12 34 56", "55 12 34 56=tel+4555123456"},
    {"phone-unknown", "mul", "55123456", "55123456=tel+4755123456|55123456=tel+4555123456"},
    {"no-phone-amount", "sv", "12 345 678 tunnor", ""},
    {"no-phone-date", "da", "02-03-2014", "02-03-2014=2014-03-02"},
    {"no-phone-long", "sv", "0123456789012345", ""},
    /* dates */
    {"date-iso-is-its-own-form", "sv", "2014-09-25", ""},
    {"date-dotted", "nb", "25.09.2014 5.9.2014 25. 9. 2014",
     "25.09.2014=2014-09-25|5.9.2014=2014-09-05|25. 9. 2014=2014-09-25"},
    {"date-slash", "sv", "25/9 2014, 25/9-14, 25/9 -14, 25/9/2014",
     "25/9 2014=2014-09-25|25/9-14=2014-09-25|25/9 -14=2014-09-25|25/9/2014=2014-09-25"},
    {"date-hyphens", "da", "25-09-2014", "25-09-2014=2014-09-25"},
    {"date-century", "sv", "25/9-49 25/9-50", "25/9-49=2049-09-25|25/9-50=1950-09-25"},
    {"date-short-dotted", "nb", "25.09.14 og 2.3.14", "25.09.14=2014-09-25"},
    {"date-named", "sv", "den 25 september 2014", "25 september 2014=2014-09-25|september 2014=2014-09"},
    {"date-named-stop", "nb", "25. september 2014", "25. september 2014=2014-09-25|september 2014=2014-09"},
    {"date-named-short", "sv", "25 sept. 2014", "25 sept. 2014=2014-09-25|sept. 2014=2014-09"},
    {"date-named-ordinal", "sv", "den 25:e september 2014, 1:a maj 2014",
     "25:e september 2014=2014-09-25|september 2014=2014-09|1:a maj 2014=2014-05-01|maj 2014=2014-05"},
    {"date-english", "en", "25th of September 2014", "25th of September 2014=2014-09-25|September 2014=2014-09"},
    {"date-american", "en", "September 25, 2014", "September 25, 2014=2014-09-25"},
    {"date-finnish", "fi", "25. syyskuuta 2014", "25. syyskuuta 2014=2014-09-25|syyskuuta 2014=2014-09"},
    {"date-danish", "da", "3. marts 2014", "3. marts 2014=2014-03-03|marts 2014=2014-03"},
    {"date-norwegian-months", "nn", "1. mai 2014, 2. desember 2013",
     "1. mai 2014=2014-05-01|mai 2014=2014-05|2. desember 2013=2013-12-02|desember 2013=2013-12"},
    {"date-named-two-digits", "sv", "25 sept -14", "25 sept -14=2014-09-25|sept -14=2014-09"},
    {"date-range-named", "nb", "25.–27. september 2014",
     "25.–27. september 2014=2014-09-25|27. september 2014=2014-09-27|september 2014=2014-09"},
    {"date-list-named", "sv", "25, 26 och 27 september 2014",
     "25, 26 och 27 september 2014=2014-09-25|26 och 27 september 2014=2014-09-26|27 september "
     "2014=2014-09-27|september 2014=2014-09"},
    {"date-range-over-months", "sv", "28 september – 2 oktober 2014",
     "28 september – 2 oktober 2014=2014-09-28|2 oktober 2014=2014-10-02|oktober 2014=2014-10"},
    {"date-range-over-years", "sv", "30 december-2 januari 2015",
     "30 december-2 januari 2015=2014-12-30|2 januari 2015=2015-01-02|januari 2015=2015-01"},
    {"date-range-numeric", "nb", "25.-27.09.2014", "25.-27.09.2014=2014-09-25|27.09.2014=2014-09-27"},
    {"date-range-slashes", "sv", "25/9-2/10 2014", "25/9-2/10 2014=2014-09-25|2/10 2014=2014-10-02"},
    {"date-line-end", "sv", "25 september\n2014", "25 september\n2014=2014-09-25|september\n2014=2014-09"},
    {"month-capital", "sv", "SEPTEMBER 2014", "SEPTEMBER 2014=2014-09"},
    {"date-leap-year", "sv", "29/2 2012 29/2 2013", "29/2 2012=2012-02-29"},
    {"no-date", "sv", "31/2 2014, 25/13 2014, 0/1 2014", ""},
    {"no-date-version", "sv", "1.2.3 192.168.10.20 10.10.2010.5", ""},
    {"no-date-phone", "sv", "08-25-09-2014, 063-14 75 00, +47 22 33 44 55",
     "063-14 75 00=tel+4663147500|47 22 33 44 55=tel+4722334455|22 33 44 55=tel+4722334455"},
    {"no-date-years", "sv", "2013/14 2014-2016", ""},
    {"no-date-other-language", "sv", "25 syyskuuta 2014", ""},
    {"no-date-over-cells", "sv", "25\tseptember\t2014", ""},
    {"no-date-over-paragraphs", "sv", "den 25\n\nseptember 2014", "september 2014=2014-09"},
    {"no-month-without-year", "sv", "25 september, i maj", ""},
    /* sections */
    {"section-before", "sv", "§ 5, §6 och §\u00A07", "5=§5|6=§6|7=§7"},
    {"section-after", "sv", "enligt 5 § och 6§", "5=§5|6=§6"},
    {"section-letter", "sv", "5 a §, § 5 a, § 5a, 5a §", "5 a=§5a|5 a=§5a|5a=§5a|5a=§5a"},
    {"section-several", "sv", "§§ 3-5", "3=§3"},
    {"section-of-chapter", "nb", "§ 3-4 og § 3-1 a", "3-4=§3-4|3-1 a=§3-1a"},
    {"section-of-unknown-language", "mul", "§ 3-4", "3-4=§3-4|3=§3"},
    {"section-no-letter", "nb", "§ 5 i loven, § 6 A. Hansen", "5=§5|6=§6"},
    {"section-english-article", "en", "§ 5 a person", "5=§5"},
    {"section-of-chapter-sv", "sv", "3 kap. 4 § 5 st.", "3 kap=kap3|4=§4"},
    {"section-of-chapter-nb", "nb", "kap. 3 § 5", "kap. 3=kap3|5=§5"},
    {"section-of-minutes", "sv", "Kommunstyrelsen 2014-09-25 § 123", "123=§123"},
    {"chapter-words", "nb", "kapittel 3, kapitlet 4", "kapittel 3=kap3|kapitlet 4=kap4"},
    {"no-section", "sv", "§ alone, 5, § och 2014", ""},
    /* abbreviations */
    {"abbreviation-dotted", "sv", "t.ex. T. ex. t ex", "t.ex=tex|T. ex=tex|t ex=tex"},
    {"abbreviation-joined-is-its-own-form", "sv", "tex dvs. bla osv", ""},
    {"abbreviation-mixed", "nb", "f.eks. f eks bl.a. o.s.v. St.meld. nr. 21",
     "f.eks=feks|f eks=feks|bl.a=bla|o.s.v=osv|St.meld=stmeld"},
    {"abbreviation-norwegian-papers", "nb", "Meld. St. 21, Ot.prp. 3, Innst. S. 4",
     "Meld. St=meldst|Ot.prp=otprp|Innst. S=innsts"},
    {"abbreviation-one-word", "nb", "jfr. tlf evt.", "jfr=jf|evt=ev"},
    {"abbreviation-same-across-languages", "mul", "tfn", "tfn=tlf"},
    {"abbreviation-slash", "nb", "Statoil A/S", "A/S=as"},
    {"abbreviation-money", "sv", "5 kr, tio kronor, en krona, 3 mnkr", "kr=krona|tio=10|kronor=krona|mnkr=mkr"},
    {"abbreviation-rest", "nb", "500 f.Kr.", "f.Kr=fkr"},
    {"abbreviation-money-norwegian", "nb", "5 mill. kr", "mill. kr=mkr|kr=krone"},
    {"abbreviation-money-unknown", "mul", "5 kr", "kr=krona|kr=krone"},
    {"no-abbreviation-comma", "sv", "t, ex; m\tm", ""},
    {"no-abbreviation-other-language", "en", "t.ex. f.eks.", ""},
    /* number words */
    {"number-words", "sv", "två sex tolv ett", "två=2|sex=6|tolv=12"},
    {"number-words-norwegian", "nb", "to sju syv en", "to=2|sju=7|syv=7"},
    {"number-words-danish", "da", "otte ni fem", "otte=8|ni=9|fem=5"},
    {"number-words-english", "en", "to two fire five one", "two=2|five=5"},
    {"number-words-unknown", "mul", "to ni sex tre fire fem tolv", "fem=5|tolv=12"},
    /* words for letters */
    {"letters", "sv", "KS beslut, MKB:n, ks Ks", "KS=kommunstyrelse|MKB:n=miljökonsekvensbeskrivning"},
    {"letters-other-language", "nb", "KS", ""},
    {"letters-unknown-language", "mul", "KS ÖP", ""},
    /* addresses */
    {"address-whole", "sv", "se http://www.SKL.se/miljo/.", "http://www.SKL.se/miljo=skl.se/miljo"},
    {"address-www", "nb", "(www.regjeringen.no)", "www.regjeringen.no=regjeringen.no"},
    {"address-bare", "sv", "skl.se, klimat-net.se/om?id=3#a",
     "skl.se=skl.se|klimat-net.se/om?id=3=klimat-net.se/om?id=3"},
    {"address-sub-domain", "nb", "https://ny.oslo.kommune.no/plan.",
     "https://ny.oslo.kommune.no/plan=ny.oslo.kommune.no/plan"},
    {"address-nordic-letters", "sv", "www.SMÅLÄNDSKA.se", "www.SMÅLÄNDSKA.se=småländska.se"},
    {"address-number-first", "sv", "1177.se", "1177.se=1177.se"},
    {"address-past-the-window", "nb", "http://a.no/b/c/d/e/f/g/h/i", "http://a.no/b/c/d/e/f=a.no/b/c/d/e/f/g/h/i"},
    {"address-too-long", "nb",
     "www.nrk.no/"
     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
     "www.nrk.no=nrk.no"},
    {"address-other-domain-with-mark", "sv", "http://example.museum", "http://example.museum=example.museum"},
    {"no-address-mail", "nb", "kari.no@nrk.no", ""},
    {"no-address-sentence", "sv", "ett hus.Se bild, slut.Nu", ""},
    {"no-address-file", "sv", "rapport.pdf bild.jpg", ""},
    {"no-address-unknown-domain", "sv", "en.ting", ""},
    /* names of places */
    {"place", "sv", "i Västra Götaland", "Västra Götaland=västra götaland"},
    {"place-genitive", "sv", "Upplands Väsbys kommun", "Upplands Väsbys=upplands väsby"},
    {"place-county", "sv", "Västra Götalands län",
     "Västra Götalands län=västra götalands län|Västra Götalands=västra götaland"},
    {"place-conjunction", "nb", "Møre og Romsdal", "Møre og Romsdal=møre og romsdal"},
    {"place-hyphen", "nb", "Nord-Odal og Nord Odals", "Nord-Odal=nord-odal|Nord Odals=nord-odal"},
    {"place-any-language", "fi", "Västra Götaland", "Västra Götaland=västra götaland"},
    {"place-unknown-language", "mul", "västra götaland", "västra götaland=västra götaland"},
    {"no-place", "sv", "Västra, Götaland och västra Göteborg", ""},
    {"nothing", "sv", "Kommunen har fått svar.", ""},
};

static void append_found(GString *found, const char *text, const Token *tokens, const Notation *notation) {
  const Token *last = &tokens[notation->tokens - 1];
  if (found->len)
    g_string_append_c(found, '|');
  g_string_append_len(found, text + tokens[0].offset, (gssize)(last->offset + last->length - tokens[0].offset));
  g_string_append_printf(found, "=%s", notation->text);
}

/* As the analyser asks: numbers, types that may begin one, and tokens joined to the next. */
static void find_all(const char *language, const char *text, GString *found) {
  Token tokens[64];
  TokenIterator iterator;
  gsize length = strlen(text);
  guint count = 0;
  token_iterator_init(&iterator, text, length);
  while (count < G_N_ELEMENTS(tokens) && token_iterator_next(&iterator, &tokens[count]))
    count++;
  for (guint i = 0; i < count; i++) {
    g_autoptr(GString) folded = g_string_new(NULL);
    fold_append(folded, tokens[i].start, tokens[i].length);
    if (tokens[i].type != TOKEN_NUMBER && !notations_may_begin(language, folded->str, folded->len) &&
        !notations_is_joined(text, length, &tokens[i]))
      continue;
    Notation notations[NOTATIONS_MAX];
    guint n = notations_find(language, text, length, tokens + i, MIN(count - i, NOTATIONS_WINDOW), notations);
    for (guint k = 0; k < n; k++)
      append_found(found, text, tokens + i, &notations[k]);
  }
}

static void test_case(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  g_autoptr(GString) found = g_string_new(NULL);
  find_all(cases[i].language, cases[i].text, found);
  g_assert_cmpstr(found->str, ==, cases[i].found);
  assert_notations_are_sound(cases[i].language, cases[i].text, strlen(cases[i].text));
}

/* A text cut at any byte still gives sound notations, and no byte past the cut is read. */
static void test_every_cut(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    for (gsize cut = 0; cut <= strlen(cases[i].text); cut++) {
      g_autofree char *exact = g_memdup2(cases[i].text, MAX(cut, 1));
      assert_notations_are_sound(cases[i].language, exact, cut);
    }
}

static void test_random_bytes(void) {
  static const char *const pieces[] = {"kl",  "§",       "25",   "9",     "2014",     ".",   "-",  "/",
                                       " ",   "http://", "www.", "a",     "skl",      ".se", ":",  "sept",
                                       "kap", "västra",  "t",    "ex",    "götaland", "kr",  "\n", "@",
                                       "to",  "\xC2",    "–",    "12.30", "25th",     "of",  "´",  "og"};
  static const char *const languages[] = {"sv", "nb", "nn", "da", "en", "fi", "de", "mul", "und"};
  for (int round = 0; round < 5000; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (int count = g_test_rand_int_range(0, 16); count > 0; count--)
      g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
    g_autofree char *exact = g_memdup2(text->str, MAX(text->len, 1));
    assert_notations_are_sound(languages[round % G_N_ELEMENTS(languages)], exact, text->len);
  }
}

static void test_no_language(void) {
  g_assert_true(notations_may_begin(NULL, "kr", 2));
  g_assert_true(notations_may_begin("und", "kr", 2));
  g_assert_true(notations_may_begin("sv", "25th", 4));
  g_assert_false(notations_may_begin("de", "kr", 2));
  g_assert_false(notations_may_begin("sv", "kommunen", 8));
  g_assert_false(notations_may_begin("sv", "", 0));
}

static void test_places(void) {
  static const char *const places[] = {"göteborg", "sundsvall", "kristiansand", "göteborgs", "askim",
                                       "karasjok", "skåne",     "finnmarku",    "oslo",      "stokke"};
  for (gsize i = 0; i < G_N_ELEMENTS(places); i++)
    g_assert_true(notations_is_place(places[i]));
  g_assert_false(notations_is_place("kommunen"));
  g_assert_false(notations_is_place(""));
}

/* Counts the rows of each list, and looks whether a municipality's county is there. */
static void count_place(char *line, gpointer data) {
  g_auto(GStrv) cells = g_strsplit(line, "\t", -1);
  GHashTable *lists = data;
  guint count = g_strv_length(cells);
  g_assert_true(count == 5 || count == 6);
  g_autofree char *county = g_strdup_printf("%s %s", cells[0], cells[count == 5 ? 1 : 4]);
  g_autofree char *list = g_strdup_printf("%s %s", cells[0], cells[count - 1]);
  if (count == 5)
    g_hash_table_add(lists, g_steal_pointer(&county));
  else
    g_assert_true(g_hash_table_contains(lists, county));
  if (count == 6)
    g_hash_table_replace(lists, g_strdup(list),
                         GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(lists, list)) + 1));
}

static void test_place_lists(void) {
  g_autoptr(GHashTable) lists = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  knowledge_each_line("places/counties.tsv", count_place, lists);
  knowledge_each_line("places/municipalities.tsv", count_place, lists);
  g_assert_cmpuint(GPOINTER_TO_UINT(g_hash_table_lookup(lists, "SE 2018")), ==, 290);
  g_assert_cmpuint(GPOINTER_TO_UINT(g_hash_table_lookup(lists, "NO 2024")), ==, 357);
  g_assert_cmpuint(GPOINTER_TO_UINT(g_hash_table_lookup(lists, "NO 2019")), ==, 422);
}

static void test_fingerprint(void) {
  g_assert_cmpuint(notations_fingerprint(), !=, 0);
  g_assert_cmpuint(notations_fingerprint(), ==, notations_fingerprint());
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strconcat("/notations/", cases[i].name, NULL);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_case);
  }
  g_test_add_func("/notations/every-cut", test_every_cut);
  g_test_add_func("/notations/random-bytes", test_random_bytes);
  g_test_add_func("/notations/no-language", test_no_language);
  g_test_add_func("/notations/places", test_places);
  g_test_add_func("/notations/place-lists", test_place_lists);
  g_test_add_func("/notations/fingerprint", test_fingerprint);
  return g_test_run();
}
