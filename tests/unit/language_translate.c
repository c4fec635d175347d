/* Translation of lemmas: on tiny dictionaries, and on the real ones where they are installed. */
#include "language/translate.h"
#include "tests/unit/lexicon_helpers.h"

static const char *const swedish_bokmal[] = {
    "bok<n><ut>=bok<n><f>",      "bok¹<n><ut>=bøk<n><m>",
    "vatten<n><nt>=vann<n><nt>", "vatten<n><nt>=sjø<n><m>",
    "sak<n><ut>=anliggende<n>",  "sak<n><ut>=sak<n><f>",
    "klimat<n>=klima<n>",        "nätverk<n>=nettverk<n>",
    "slå<vblex>=slå# av<vblex>", "Göteborg<np>=Gøteborg<np>",
    "plan<n>=plan<n>",           "plan<adj>=flat<adj>",
    "år<n><nt>=år<n><nt>",       NULL,
};
static const char *const bokmal_nynorsk[] = {"vann<n>=vatn<n>", "bok<n>=bok<n>", "sjø<n>=sjø<n>", NULL};
static const char *const bokmal[] = {
    "klima=klima<n><nt><sg><ind><cmp><compound-only-L>",
    "klima=klima<n><nt><sg><ind><compound-R>",
    "nettverk=nettverk<n><nt><sg><ind><compound-R>",
    "plan=plan<n><m><sg><ind><compound-R>",
    NULL,
};
static const char *const swedish[] = {
    "klimat=klimat<n><nt><sg><ind><cmp><compound-only-L>",
    "nätverk=nätverk<n><nt><sg><ind><compound-R>",
    "vatten=vatten<n><nt><sg><ind><compound-R>",
    NULL,
};

static const struct {
  const char *name, *from, *to, *lemma, *tags, *translations; /* "text:weight:source", best first, joined by '|' */
} cases[] = {
    {"only-one", "sv", "nb", "nätverk", "<n><nt><sg><ind>", "nettverk:1.00:swe-nob"},
    {"homographs", "sv", "nb", "bok", "<n><ut><sg><ind>", "bok:0.71:swe-nob|bøk:0.61:swe-nob"},
    {"the-like-word-first", "sv", "nb", "sak", "<n><ut><sg><ind>", "sak:0.71:swe-nob|anliggende:0.47:swe-nob"},
    {"category-decides", "sv", "nb", "plan", "<adj><pst><ut><sg><ind>", "flat:1.00:swe-nob"},
    {"other-gender-than-the-dictionary", "sv", "nb", "år", "<n><ut><sg><ind>", "år:1.00:swe-nob"},
    {"no-tags", "sv", "nb", "plan", NULL, "plan:0.71:swe-nob|flat:0.57:swe-nob"},
    {"category-only", "sv", "nb", "år", "<n>", "år:1.00:swe-nob"},
    {"several-words", "sv", "nb", "slå", "<vblex><inf>", "slå av:1.00:swe-nob"},
    {"name-written-small", "sv", "nb", "göteborg", NULL, "Gøteborg:1.00:swe-nob"},
    {"through-another-language", "sv", "nn", "vatten", "<n><nt><sg><ind>",
     "vatn:0.39:swe-nob + nob-nno|sjø:0.25:swe-nob + nob-nno"},
    {"part-by-part", "sv", "nb", "klimatnätverk", "<n><nt><sg><ind>", "klimanettverk:0.70:parts"},
    {"parts-that-make-no-word", "sv", "nb", "klimatvatten", "<n><nt><sg><ind>", ""},
    {"unknown", "sv", "nb", "qwerty", "<n>", ""},
    {"no-dictionary", "nn", "da", "vatn", "<n>", ""},
    {"same-language", "sv", "sv", "bok", "<n>", ""},
    {"other-language", "fi", "nb", "kirja", "<n>", ""},
    {"empty", "sv", "nb", "", "<n>", ""},
    {"broken-tags-are-none", "sv", "nb", "nätverk", "<n", "nettverk:1.00:swe-nob"},
};

static char *translate(Translator *translator, const char *from, const char *to, const char *lemma, const char *tags) {
  Translation translations[TRANSLATE_MAX];
  guint count = translator_find(translator, from, to, lemma, tags, translations);
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < count; i++) {
    g_assert_cmpfloat(translations[i].weight, >, 0);
    g_assert_cmpfloat(translations[i].weight, <=, i ? translations[i - 1].weight : 1);
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr(translations[i].text, !=, translations[j].text);
    g_string_append_printf(found, "%s%s:%d.%02d:%s", i ? "|" : "", translations[i].text,
                           (int)(translations[i].weight + 0.005), (int)(translations[i].weight * 100 + 0.5) % 100,
                           translations[i].source);
  }
  return g_string_free(found, FALSE);
}

typedef struct {
  char *folder;
  Lexicon *lexicon;
  Translator *translator;
} Fixture;

static void set_up(Fixture *fixture, gconstpointer data) {
  fixture->folder = make_lexica_folder();
  writer_entries_to_file(fixture->folder, "apertium-swe-nor/swe-nob.autobil.bin", swedish_bokmal);
  writer_entries_to_file(fixture->folder, "apertium-nno-nob/nob-nno.autobil.bin", bokmal_nynorsk);
  writer_entries_to_file(fixture->folder, "apertium-nno-nob/nob-nno.automorf.bin", bokmal);
  writer_entries_to_file(fixture->folder, "apertium-swe-nor/swe-nob.automorf.bin", swedish);
  fixture->lexicon = lexicon_new_in(fixture->folder);
  fixture->translator = translator_new(fixture->lexicon);
}

static void tear_down(Fixture *fixture, gconstpointer data) {
  translator_free(fixture->translator);
  lexicon_free(fixture->lexicon);
  remove_lexica_folder(fixture->folder);
  g_free(fixture->folder);
}

static void test_case(Fixture *fixture, gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  for (int round = 0; round < 2; round++) { /* the second time from what is kept */
    g_autofree char *found = translate(fixture->translator, cases[i].from, cases[i].to, cases[i].lemma, cases[i].tags);
    g_assert_cmpstr(found, ==, cases[i].translations);
  }
}

/* --- real dictionaries --- */

static const struct {
  const char *package, *from, *to, *word, *translation; /* the best of the first lemma */
} real_cases[] = {
    {"apertium-swe-nor", "sv", "nb", "miljö", "miljø"},
    {"apertium-swe-nor", "sv", "nb", "växthusgas", "drivhusgass"},
    {"apertium-swe-nor", "sv", "nn", "kommun", "kommune"},
    {"apertium-swe-nor", "nb", "sv", "bærekraft", "hållbarhet"},
    {"apertium-swe-nor", "nn", "sv", "sak", "sak"},
    {"apertium-nno-nob", "nb", "nn", "bærekraftig", "berekraftig"},
    {"apertium-nno-nob", "nn", "nb", "berekraftig", "bærekraftig"},
    {"apertium-dan-nor", "nb", "da", "bærekraftig", "bæredygtig"},
    {"apertium-dan-nor", "da", "nb", "uddannelse", "utdannelse"},
    {"apertium-swe-dan", "sv", "da", "utveckling", "udvikling"},
    {"apertium-swe-dan", "da", "sv", "udvikling", "utveckling"},
};

static void test_real(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  if (!need_real_lexicon(real_cases[i].package))
    return;
  g_autoptr(Lexicon) lexicon = lexicon_new_in(REAL_LEXICA);
  g_autoptr(Translator) translator = translator_new(lexicon);
  Lemma lemmas[LEXICON_MAX_LEMMAS];
  Translation translations[TRANSLATE_MAX];
  const char *word = real_cases[i].word;
  g_assert_cmpuint(lexicon_find_lemmas(lexicon, real_cases[i].from, word, strlen(word), lemmas), >, 0);
  g_assert_cmpuint(
      translator_find(translator, real_cases[i].from, real_cases[i].to, lemmas[0].text, lemmas[0].tags, translations),
      >, 0);
  g_assert_cmpstr(translations[0].text, ==, real_cases[i].translation);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *name = g_strdup_printf("/translate/%s", cases[i].name);
    g_test_add(name, Fixture, GSIZE_TO_POINTER(i), set_up, test_case, tear_down);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(real_cases); i++) {
    g_autofree char *name =
        g_strdup_printf("/translate/real/%s-%s/%s", real_cases[i].from, real_cases[i].to, real_cases[i].word);
    g_test_add_data_func(name, GSIZE_TO_POINTER(i), test_real);
  }
  return g_test_run();
}
