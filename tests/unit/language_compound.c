/* Splitting of compounds: on a tiny dictionary, and on the real ones where they are installed. */
#include "language/compound.h"
#include "tests/unit/lexicon_helpers.h"

#define FIRST(word, lemma) word "=" lemma "<n><nt><sg><ind><cmp><compound-only-L>"
#define LAST(word, lemma, tags) word "=" lemma "<n>" tags "<compound-R>"

static const char *const swedish[] = {
    FIRST("klimat", "klimat"),
    LAST("klimat", "klimat", "<nt><sg><ind>"),
    LAST("mat", "mat", "<ut><sg><ind>"),
    FIRST("kli", "kli"),
    FIRST("nätverk", "nätverk"),
    LAST("nätverkens", "nätverk", "<nt><pl><def><gen>"),
    FIRST("läns", "län"),
    LAST("styrelse", "styrelse", "<ut><sg><ind>"),
    LAST("länsstyrelse", "länsstyrelse", "<ut><sg><ind>"),
    FIRST("miljö", "miljö"),
    LAST("mål", "mål¹", "<nt><sg><ind>"),
    LAST("miljömål", "miljömål", "<nt><sg><ind>"),
    FIRST("in", "in"),
    LAST("formation", "formation", "<ut><sg><ind>"),
    LAST("information", "information", "<ut><sg><ind>"),
    FIRST("ung", "unge"),
    LAST("dom", "dom", "<ut><sg><ind>"),
    LAST("ungdom", "ungdom", "<ut><sg><ind>"),
    "fördjup=fördjupa<vblex><inf><cmp><compound-only-L>",
    "läs=läsa<vblex><inf><cmp><compound-only-L>",
    LAST("plan", "plan", "<ut><sg><ind>"),
    FIRST("verksamhet", "verksamhet"),
    FIRST("verksamhets", "verksamhet"),
    LAST("sår", "sår", "<nt><sg><ind>"),
    LAST("år", "år", "<nt><sg><ind>"),
    /* not foreseen as parts of compounds */
    "energi=energi<n><ut><sg><ind>",
    "frågan=fråga<n><ut><sg><def>",
    "kvalitet=kvalitet<n><ut><sg><ind>",
    "vakt=vakt<n><ut><sg><ind>",
    "Hägglund=Hägglund<np><cog>",
    "Stockholm=Stockholm<np><top>",
    "Ed=Ed<np><top>",
    FIRST("stock", "stock"),
    FIRST("holms", "holme"),
    LAST("region", "region", "<ut><sg><ind>"),
    FIRST("hägg", "hägg"),
    LAST("lund", "lund", "<ut><sg><ind>"),
    "kontroll=kontroll<n><ut><sg><ind>",
    FIRST("kont", "kont"),
    LAST("roll", "roll", "<ut><sg><ind>"),
    NULL,
};

static const struct {
  const char *name, *word, *parts; /* "klimat=klimat|nätverkens=nätverk": part and its lemma */
} cases[] = {
    {"two-parts", "klimatplan", "klimat=klimat|plan=plan"},
    {"inflected", "klimatnätverkens", "klimat=klimat|nätverkens=nätverk"},
    {"three-parts", "miljönätverkplan", "miljö=miljö|nätverk=nätverk|plan=plan"},
    {"linking-letter-belongs-to-the-part-before", "länsplan", "läns=län|plan=plan"},
    {"whole-dictionary-word-is-split-too", "länsstyrelse", "läns=län|styrelse=styrelse"},
    {"short-true-word-and-homograph", "miljömål", "miljö=miljö|mål=mål"},
    {"short-chance-word", "klimat", ""},
    {"prefix-is-no-part", "information", ""},
    {"ending-is-no-part", "ungdom", ""},
    {"bare-verb-may-begin", "läsplan", "läs=läsa|plan=plan"},
    {"long-verb-may-not-begin", "fördjupplan", ""},
    {"s-belongs-to-a-derivation", "verksamhetsår", "verksamhets=verksamhet|år=år"},
    {"not-foreseen-by-the-dictionary", "energifrågan", "energi=energi|frågan=fråga"},
    {"not-foreseen-with-linking-letter", "kvalitetsvakt", "kvalitets=kvalitet|vakt=vakt"},
    {"surname", "hägglund", ""},
    {"place", "stockholmsregion", "stockholms=Stockholm|region=region"},
    {"place-as-it-stands", "Stockholmsregion", "Stockholms=Stockholm|region=region"},
    {"short-place", "edregion", ""},
    {"only-looks-put-together", "kontroll", ""},
    {"unknown-part", "klimatqwerty", ""},
    {"no-compound", "styrelse", ""},
    {"hyphen", "klimat-plan", "klimat-=klimat|plan=plan"},
    {"empty", "", ""},
    {"not-utf8", "klimat\xFFplan", ""},
};

static char *split(Lexicon *lexicon, const char *language, const char *word, gboolean with_lemmas) {
  CompoundPart parts[LEXICON_MAX_PARTS];
  guint count = compound_split(lexicon, language, word, strlen(word), parts);
  GString *found = g_string_new(NULL);
  g_assert_cmpuint(count, !=, 1);
  for (guint i = 0; i < count; i++) {
    g_assert_cmpuint(parts[i].start, ==, i ? parts[i - 1].end : 0);
    g_assert_cmpuint(parts[i].end, >, parts[i].start);
    if (i)
      g_string_append_c(found, '|');
    g_string_append_len(found, word + parts[i].start, (gssize)(parts[i].end - parts[i].start));
    if (with_lemmas)
      g_string_append_printf(found, "=%s", parts[i].lemma);
  }
  g_assert_true(count == 0 || parts[count - 1].end == strlen(word));
  return g_string_free(found, FALSE);
}

typedef struct {
  char *folder;
  Lexicon *lexicon;
} Fixture;

static void set_up(Fixture *fixture, gconstpointer data) {
  fixture->folder = make_lexica_folder();
  writer_entries_to_file(fixture->folder, "apertium-swe-nor/swe-nno.automorf.bin", swedish);
  fixture->lexicon = lexicon_new_in(fixture->folder);
}

static void tear_down(Fixture *fixture, gconstpointer data) {
  lexicon_free(fixture->lexicon);
  remove_lexica_folder(fixture->folder);
  g_free(fixture->folder);
}

static void test_case(Fixture *fixture, gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  g_autofree char *found = split(fixture->lexicon, "sv", cases[i].word, TRUE);
  g_assert_cmpstr(found, ==, cases[i].parts);
}

static void test_without_lexicon(Fixture *fixture, gconstpointer data) {
  for (const char *const *language = (const char *const[]){"nb", "nn", "da", "fi", "und", "", NULL}; *language;
       language++) {
    g_autofree char *none = split(fixture->lexicon, *language, "klimatplan", FALSE);
    g_assert_cmpstr(none, ==, "");
  }
}

static void test_linking_s(void) {
  static const struct {
    const char *lemma;
    gboolean wants;
  } words[] = {{"verksamhet", TRUE}, {"utveckling", TRUE}, {"avgift", TRUE},    {"undersøkelse", TRUE},
               {"stasjon", TRUE},    {"bil", FALSE},       {"prosent", FALSE},  {"serie", FALSE},
               {"skole", FALSE},     {"sommer", FALSE},    {"anvender", FALSE}, {"", FALSE}};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    g_assert_cmpint(compound_wants_linking_s(words[i].lemma), ==, words[i].wants);
}

/* --- real lexica --- */

static const struct {
  const char *package, *language, *word, *parts;
} real_cases[] = {
    {"apertium-swe-nor", "sv", "länsstyrelsens", "läns|styrelsens"},
    {"apertium-swe-nor", "sv", "klimatnätverkens", "klimat|nätverkens"},
    {"apertium-swe-nor", "sv", "solenergi", "sol|energi"},
    {"apertium-swe-nor", "sv", "information", ""},
    {"apertium-swe-nor", "sv", "utveckling", ""},
    {"apertium-swe-nor", "sv", "klimat", ""},
    {"apertium-swe-nor", "sv", "ungdomar", ""},
    {"apertium-nno-nob", "nb", "samfunnsutvikling", "samfunns|utvikling"},
    {"apertium-nno-nob", "nb", "arbeidsgruppene", "arbeids|gruppene"},
    {"apertium-nno-nob", "nb", "utvikling", ""},
    {"apertium-nno-nob", "nb", "informasjon", ""},
    {"apertium-nno-nob", "nn", "næringslivet", "nærings|livet"},
    {"apertium-nno-nob", "nn", "utvikling", ""},
    {"apertium-dan-nor", "da", "arbejdsgruppen", "arbejds|gruppen"},
    {"apertium-dan-nor", "da", "udvikling", ""},
};

static void test_real(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  if (!need_real_lexicon(real_cases[i].package))
    return;
  g_autoptr(Lexicon) lexicon = lexicon_new_in(REAL_LEXICA);
  g_autofree char *found = split(lexicon, real_cases[i].language, real_cases[i].word, FALSE);
  g_assert_cmpstr(found, ==, real_cases[i].parts);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *name = g_strdup_printf("/compound/%s", cases[i].name);
    g_test_add(name, Fixture, GSIZE_TO_POINTER(i), set_up, test_case, tear_down);
  }
  g_test_add("/compound/without-lexicon", Fixture, NULL, set_up, test_without_lexicon, tear_down);
  g_test_add_func("/compound/linking-s", test_linking_s);
  for (gsize i = 0; i < G_N_ELEMENTS(real_cases); i++) {
    g_autofree char *name = g_strdup_printf("/compound/real/%s/%s", real_cases[i].language, real_cases[i].word);
    g_test_add_data_func(name, GSIZE_TO_POINTER(i), test_real);
  }
  return g_test_run();
}
