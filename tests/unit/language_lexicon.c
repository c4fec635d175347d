/* The lexicon: which lemmas a word has, in which order; on tiny dictionaries, and on the real ones where they are
 * installed. */
#include "tests/unit/lexicon_helpers.h"

static const char *const bokmal[] = {
    "bok=bok<n><f><sg><ind>",
    "bøker=bok<n><f><pl><ind>",
    "boken=bok<n><m><sg><def><compound-R>",
    "bokens=bok<n><m><sg><def><gen><compound-R>",
    "bøk=bøk¹<n><m><sg><ind>",
    /* several lemmas, in an order that is not that of likelihood */
    "samarbeid=samarbeide<vblex><imp>",
    "samarbeid=samarbeid<n><nt><sg><ind>",
    "arbeider=arbeider<n><m><sg><ind>",
    "arbeider=arbeide<vblex><pres>",
    "viss=vis<n><nt><sg><ind><gen>",
    "viss=viss<adj><sint><pst><mf><sg><ind>",
    "men=men<cnjcoo>",
    "men=men<n><nt><sg><ind>",
    "gå=gå<vblex><imp>",
    "vinn=vinne<vblex><imp>",
    "hopp=hopp<n><nt><sg><ind>",
    "hopp=hopp<n><nt><pl><ind>",
    /* names */
    "Malmö=Malmö<np><top>",
    "Berg=Berg<np><cog>",
    "berg=berg<n><nt><sg><ind>",
    /* compounds */
    "klima=klima<n><nt><sg><ind><cmp><compound-only-L>",
    "klima=klima<n><nt><sg><ind><compound-R>",
    "nett=nett<n><nt><sg><ind><cmp><compound-only-L>",
    "nettverk=nettverk<n><nt><sg><ind><cmp><compound-only-L>",
    "nettverk=nettverk<n><nt><sg><ind><compound-R>",
    "nettverkene=nettverk<n><nt><pl><def><compound-R>",
    "verkene=verk<n><nt><pl><def><compound-R>",
    "plan=plan<n><m><sg><ind><compound-R>",
    "plane=plane<vblex><inf><cmp><compound-only-L>",
    "planer=plan<n><m><pl><ind><compound-R>",
    "planer=plane<vblex><pres><compound-R>",
    /* not foreseen as parts of compounds */
    "olje=olje<n><f><sg><ind>",
    "fondet=fond<n><nt><sg><def>",
    /* three equal consonants become two */
    "bus=buss<n><m><sg><ind><cmp><detriple><compound-only-L>",
    "stopp=stopp<n><nt><sg><ind><compound-R>",
    "topp=topp<n><m><sg><ind><compound-R>",
    NULL,
};

static const struct {
  const char *name, *word, *lemmas;
} cases[] = {
    {"dictionary-form", "bok", "bok<n>"},
    {"inflected", "bøker", "bok<n>"},
    {"genitive", "bokens", "bok<n>"},
    {"homograph-mark-is-stripped", "bøk", "bøk<n>"},
    {"imperative-only-where-nothing-else", "samarbeid", "samarbeid<n>"},
    {"imperative-alone", "vinn", "vinne<vblex>"},
    {"verb-before-noun", "arbeider", "arbeide<vblex> arbeider<n>"},
    {"indefinite-genitive-late", "viss", "viss<adj> vis<n>"},
    {"function-word-last", "men", "men<n> men<cnjcoo>"},
    {"one-lemma-once", "hopp", "hopp<n>"},
    {"name-written-small", "malmö", "Malmö<np>"},
    {"name-as-it-stands", "Malmö", "Malmö<np>"},
    {"noun-rather-than-name", "berg", "berg<n>"},
    {"capital-may-be-either", "Berg", "Berg<np> berg<n>"},
    {"compound", "klimanettverkene", "klimanettverk<n>"},
    {"compound-of-fewest-parts", "klimanettverk", "klimanettverk<n>"},
    {"first-part-cannot-stand-last", "klimanett", ""},
    {"last-part-cannot-stand-first", "verkeneklima", ""},
    {"noun-before-verb-in-compounds", "klimaplaner", "klimaplan<n> klimaplane<vblex>"},
    {"three-parts", "klimanettverkplan", "klimanettverkplan<n>"},
    {"compound-that-is-not-foreseen", "oljefondet", "oljefond<n>"},
    {"lost-letter-comes-back", "busstopp", "busstopp<n>"},
    {"no-lost-letter", "bustopp", ""},
    {"unknown", "qwerty", ""},
    {"empty", "", ""},
    {"not-utf8", "bok\xFF", ""},
};

static char *find_lemmas(Lexicon *lexicon, const char *language, const char *word) {
  Lemma lemmas[LEXICON_MAX_LEMMAS];
  guint count = lexicon_find_lemmas(lexicon, language, word, strlen(word), lemmas);
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < count; i++) {
    g_string_append_printf(found, "%s%s<%s>", i ? " " : "", lemmas[i].text, lemmas[i].category);
    g_autofree char *category = g_strdup_printf("<%s>", lemmas[i].category);
    g_assert_true(g_str_has_prefix(lemmas[i].tags, category));
  }
  g_assert_true(count > 0 || !lexicon_knows(lexicon, language, word, strlen(word)));
  return g_string_free(found, FALSE);
}

typedef struct {
  char *folder;
  Lexicon *lexicon;
} Fixture;

static void set_up(Fixture *fixture, gconstpointer data) {
  fixture->folder = make_lexica_folder();
  writer_entries_to_file(fixture->folder, "apertium-nno-nob/nob-nno.automorf.bin", bokmal);
  fixture->lexicon = lexicon_new_in(fixture->folder);
}

static void tear_down(Fixture *fixture, gconstpointer data) {
  lexicon_free(fixture->lexicon);
  remove_lexica_folder(fixture->folder);
  g_free(fixture->folder);
}

static void test_case(Fixture *fixture, gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  g_autofree char *found = find_lemmas(fixture->lexicon, "nb", cases[i].word);
  g_assert_cmpstr(found, ==, cases[i].lemmas);
}

/* Known is what the dictionary's own grammar can build, and no more. */
static void test_knows(Fixture *fixture, gconstpointer data) {
  static const struct {
    const char *word;
    gboolean known;
  } words[] = {
      {"bøker", TRUE},   {"malmö", TRUE}, {"klimanettverkene", TRUE}, {"oljefondet", FALSE}, {"klimanett", FALSE},
      {"qwerty", FALSE}, {"", FALSE}};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    g_assert_cmpint(lexicon_knows(fixture->lexicon, "nb", words[i].word, strlen(words[i].word)), ==, words[i].known);
}

static void test_interned(Fixture *fixture, gconstpointer data) {
  Lemma first[LEXICON_MAX_LEMMAS], second[LEXICON_MAX_LEMMAS];
  lexicon_find_lemmas(fixture->lexicon, "nb", "bok", 3, first);
  lexicon_find_lemmas(fixture->lexicon, "nb", "bøker", strlen("bøker"), second);
  g_assert_true(first[0].text == second[0].text);
  g_assert_true(first[0].category == second[0].category);
}

static void test_languages(Fixture *fixture, gconstpointer data) {
  g_assert_true(lexicon_has(fixture->lexicon, "nb"));
  for (const char *const *language = (const char *const[]){"sv", "nn", "da", "fi", "en", "und", "", NULL}; *language;
       language++) {
    g_assert_false(lexicon_has(fixture->lexicon, *language));
    g_autofree char *none = find_lemmas(fixture->lexicon, *language, "bok");
    g_autofree char *fingerprint = lexicon_fingerprint(fixture->lexicon, *language);
    g_assert_cmpstr(none, ==, "");
    g_assert_cmpstr(fingerprint, ==, "");
  }
}

/* The fingerprint tells one file from another of the same size. */
static void test_fingerprint(Fixture *fixture, gconstpointer data) {
  static const char *const one[] = {"bok=bok<n>", NULL}, *const other[] = {"bak=bak<n>", NULL};
  writer_entries_to_file(fixture->folder, "apertium-swe-nor/swe-nob.automorf.bin", one);
  g_autofree char *before = lexicon_fingerprint(fixture->lexicon, "sv");
  writer_entries_to_file(fixture->folder, "apertium-swe-nor/swe-nob.automorf.bin", other);
  g_autofree char *after = lexicon_fingerprint(fixture->lexicon, "sv");
  g_assert_true(g_str_has_prefix(before, "apertium-swe-nor/swe-nob.automorf.bin "));
  g_assert_cmpstr(before, !=, after);
}

/* Where the better file is missing or damaged, the next serves. */
static void test_damaged(void) {
  g_autofree char *folder = make_lexica_folder();
  static const char *const swedish[] = {"bok=bok<n><ut><sg><ind>", NULL};
  writer_entries_to_file(folder, "apertium-swe-nor/swe-nob.automorf.bin", swedish);
  g_autofree char *path = g_build_filename(folder, "apertium-swe-nor", "swe-nno.automorf.bin", NULL);
  g_assert_true(g_file_set_contents(path, "LTTB is not all", -1, NULL));
  g_autoptr(Lexicon) lexicon = lexicon_new_in(folder);
  g_test_expect_message("nordsok", G_LOG_LEVEL_WARNING, "*swe-nno.automorf.bin*");
  g_assert_true(lexicon_has(lexicon, "sv"));
  g_test_assert_expected_messages();
  g_autofree char *found = find_lemmas(lexicon, "sv", "bok");
  g_assert_cmpstr(found, ==, "bok<n>");
  remove_lexica_folder(folder);
}

/* The second file of a language is asked for what the first does not know. */
static void test_second_file(void) {
  g_autofree char *folder = make_lexica_folder();
  static const char *const first[] = {"bok=bok<n>", NULL}, *const second[] = {"bok=boka<vblex>", "cykel=cykel<n>",
                                                                              NULL};
  writer_entries_to_file(folder, "apertium-swe-nor/swe-nno.automorf.bin", first);
  writer_entries_to_file(folder, "apertium-swe-dan/swe-dan.automorf.bin", second);
  g_autoptr(Lexicon) lexicon = lexicon_new_in(folder);
  g_autofree char *book = find_lemmas(lexicon, "sv", "bok"), *bicycle = find_lemmas(lexicon, "sv", "cykel");
  g_assert_cmpstr(book, ==, "bok<n>");
  g_assert_cmpstr(bicycle, ==, "cykel<n>");
  remove_lexica_folder(folder);
}

static void test_packages(void) {
  g_autofree char *folder = make_lexica_folder();
  static const char *const nothing[] = {NULL};
  g_setenv("NORDSOK_LEXICA", folder, TRUE);
  for (const LexiconPackage *package = lexicon_packages(); package->package; package++) {
    g_assert_true(g_str_has_prefix(package->file, package->package));
    g_assert_false(lexicon_is_installed(package));
    writer_entries_to_file(folder, package->file, nothing);
    g_assert_true(lexicon_is_installed(package));
  }
  g_unsetenv("NORDSOK_LEXICA");
  remove_lexica_folder(folder);
}

/* --- real lexica --- */

static const struct {
  const char *package, *language, *word, *lemma; /* the first */
} real_cases[] = {
    {"apertium-swe-nor", "sv", "böcker", "bok<n>"},
    {"apertium-swe-nor", "sv", "nätverket", "nätverk<n>"},
    {"apertium-swe-nor", "sv", "miljön", "miljö<n>"},
    {"apertium-swe-nor", "sv", "städer", "stad<n>"},
    {"apertium-swe-nor", "sv", "kommunens", "kommun<n>"},
    {"apertium-swe-nor", "sv", "klimatnätverkens", "klimatnätverk<n>"},
    {"apertium-swe-nor", "sv", "malmö", "Malmö<np>"},
    {"apertium-nno-nob", "nb", "kommunene", "kommune<n>"},
    {"apertium-nno-nob", "nb", "byer", "by<n>"},
    {"apertium-nno-nob", "nb", "samfunnsutviklingen", "samfunnsutvikling<n>"},
    {"apertium-nno-nob", "nn", "bøkene", "bok<n>"},
    {"apertium-nno-nob", "nn", "kommunane", "kommune<n>"},
    {"apertium-dan-nor", "da", "bøgerne", "bog<n>"},
    {"apertium-dan-nor", "da", "kommunens", "kommune<n>"},
};

static void test_real(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  if (!need_real_lexicon(real_cases[i].package))
    return;
  g_autoptr(Lexicon) lexicon = lexicon_new_in(REAL_LEXICA);
  g_autofree char *found = find_lemmas(lexicon, real_cases[i].language, real_cases[i].word);
  g_auto(GStrv) lemmas = g_strsplit(found, " ", 2);
  g_assert_cmpstr(lemmas[0], ==, real_cases[i].lemma);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *name = g_strdup_printf("/lexicon/lemmas/%s", cases[i].name);
    g_test_add(name, Fixture, GSIZE_TO_POINTER(i), set_up, test_case, tear_down);
  }
  g_test_add("/lexicon/knows", Fixture, NULL, set_up, test_knows, tear_down);
  g_test_add("/lexicon/interned", Fixture, NULL, set_up, test_interned, tear_down);
  g_test_add("/lexicon/languages", Fixture, NULL, set_up, test_languages, tear_down);
  g_test_add("/lexicon/fingerprint", Fixture, NULL, set_up, test_fingerprint, tear_down);
  g_test_add_func("/lexicon/damaged", test_damaged);
  g_test_add_func("/lexicon/second-file", test_second_file);
  g_test_add_func("/lexicon/packages", test_packages);
  for (gsize i = 0; i < G_N_ELEMENTS(real_cases); i++) {
    g_autofree char *name = g_strdup_printf("/lexicon/real/%s/%s", real_cases[i].language, real_cases[i].word);
    g_test_add_data_func(name, GSIZE_TO_POINTER(i), test_real);
  }
  return g_test_run();
}
