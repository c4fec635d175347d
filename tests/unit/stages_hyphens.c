/* Tests of line-end hyphens: which rule decides (pipeline/stages/hyphen_rules.h), with the real lexica and without. All
 * sentences are made up. */
#include "pipeline/stages/hyphens.h"
#include "tests/unit/lexicon_helpers.h"
#include "tests/unit/stages_helpers.h"

typedef struct {
  const char *input, *expected;
} HyphenCase;

static void check_cases(Lexicon *lexicon, const HyphenCase *cases, gsize count) {
  for (gsize i = 0; i < count; i++) {
    g_autoptr(Document) document = paged_document(cases[i].input);
    hyphens_join(document, lexicon);
    GString *text = g_string_new(NULL);
    for (guint k = 0; k < document->units->len; k++)
      g_string_append_printf(text, "%s%s", k > 0 ? "\f" : "", unit_at(document, k)->text);
    g_test_message("%s", cases[i].input);
    g_assert_cmpstr(text->str, ==, cases[i].expected);
    g_string_free(text, TRUE);
  }
}

static gboolean need_lexica(void) {
  return need_real_lexicon("apertium-nno-nob") && need_real_lexicon("apertium-swe-nor") &&
         need_real_lexicon("apertium-dan-nor");
}

static void check_with_lexica(const HyphenCase *cases, gsize count) {
  if (!need_lexica())
    return;
  g_autoptr(Lexicon) lexicon = lexicon_new_in(REAL_LEXICA);
  check_cases(lexicon, cases, count);
}

static void test_known_words(void) {
  static const HyphenCase cases[] = {
      /* within a part: sv, nb, nn, da */
      {"hela kommu-\nnen firar", "hela kommunen firar"},
      {"för icke-\nstatliga organisationer", "för icke-statliga organisationer"},
      {"at ikke-\nfornybar energi", "at ikke-fornybar energi"},
      {"hele kommu-\nnen feirer", "hele kommunen feirer"},
      {"heile kommu-\nnane feirar", "heile kommunane feirar"},
      {"alle kommu-\nner fejrer", "alle kommuner fejrer"},
      /* between parts */
      {"en ny klimat-\nplan antas", "en ny klimatplan antas"},
      {"en ny klima-\nplan vedtas", "en ny klimaplan vedtas"},
      {"ein ny klima-\nplan kjem", "ein ny klimaplan kjem"},
      {"en ny klima-\nplan vedtages", "en ny klimaplan vedtages"},
      /* looks hanging, and is a word */
      {"den starke strøm-\nmen snur", "den starke strømmen snur"},
      {"ta ett fo-\nto av det", "ta ett foto av det"},
      /* the number of a note behind it */
      {"i hela kommu-\nnerna12 finns", "i hela kommunerna12 finns"},
      {"with some promo-\ntions1,3 and", "with some promotions1,3 and"},
      /* one letter is left over */
      {"et regional-\nt nettverk", "et regionalt nettverk"},
      /* a cell's two lines */
      {"Drift\tkommu-\nnen\t12", "Drift\tkommunen\t12"},
      {"Klienter\ttynnklienttje- ner\t12", "Klienter\ttynnklienttjener\t12"},
      {"Klienter\tinn- og utgang\t12", "Klienter\tinn- og utgang\t12"},
  };
  check_with_lexica(cases, G_N_ELEMENTS(cases));
}

static void test_hanging(void) {
  static const HyphenCase cases[] = {
      {"en klimat-\noch energiplan", "en klimat-\noch energiplan"},
      {"för- och nack-\ndelar", "för- och nackdelar"},
      {"med person-\neller lastbil", "med person-\neller lastbil"},
      {"bruker person-\neller varebil", "bruker person-\neller varebil"},
      {"vatten-, avlopps-\neller dagvatten", "vatten-, avlopps-\neller dagvatten"},
      {"kust-\nsamt skärgårdsråd", "kust-\nsamt skärgårdsråd"},
      {"hav-\nresp. sjöfrågor", "hav-\nresp. sjöfrågor"},
      {"klima-\nog energiplan", "klima-\nog energiplan"},
      {"barnehage-\neller skoleplass", "barnehage-\neller skoleplass"},
      {"vatn-\nog avlaupsplan", "vatn-\nog avlaupsplan"},
      {"vand-\nog kloakplan", "vand-\nog kloakplan"},
      {"klima-\nhenholdsvis energiplan", "klima-\nhenholdsvis energiplan"},
      {"10-\ntill 12-åringar", "10-\ntill 12-åringar"},
  };
  check_with_lexica(cases, G_N_ELEMENTS(cases));
}

static void test_kept_hyphens(void) {
  static const HyphenCase cases[] = {
      /* abbreviations, digits, capitals, single letters */
      {"ett EU-\nprojekt", "ett EU-projekt"},
      {"mindre CO2-\nutsläpp", "mindre CO2-utsläpp"},
      {"tåg Malmö-\nLund", "tåg Malmö-Lund"},
      {"med e-\npost", "med e-post"},
      {"ett u-\nland", "ett u-land"},
      {"från A-\nkassan", "från A-kassan"},
      {"en 10-\nårsplan", "en 10-årsplan"},
      {"en 10-års-\nplan", "en 10-årsplan"},
      /* two words that no lexicon puts together; a chain */
      {"a higher-\nlevel plan; a level is higher", "a higher-level plan; a level is higher"},
      {"ett keep-alive-\npaket", "ett keep-alive-paket"},
      /* the document's habit with others that begin so */
      {"debian-paket, debian-server. Ett debian-\nsystem", "debian-paket, debian-server. Ett debian-system"},
      {"nätverket, nätkabel, nätkort. Ett nät-\nfoobar", "nätverket, nätkabel, nätkort. Ett nätfoobar"},
      /* a linking s is no word's end */
      {"vid inloggnings-\nprompten", "vid inloggningsprompten"},
  };
  check_with_lexica(cases, G_N_ELEMENTS(cases));
}

static void test_names(void) {
  static const HyphenCase cases[] = {
      {"se http://exempel.test/ny-\nplan nu", "se http://exempel.test/ny-plan nu"},
      {"till min-\nlista@exempel.test", "till min-lista@exempel.test"},
      {"filen min-\nhandbok.pdf finns", "filen min-handbok.pdf finns"},
      {"under /usr/share/min-\nplan finns", "under /usr/share/min-plan finns"},
      {"ge --ingen-\nplan här", "ge --ingen-plan här"},
      {"klockan 12-\n13.30", "klockan 12-13.30"},
      {"på webben-\nwww.exempel.test", "på webben-\nwww.exempel.test"},
      {"i förvalt-\nningen.Sedan mer", "i förvaltningen.Sedan mer"},
  };
  check_with_lexica(cases, G_N_ELEMENTS(cases));
}

static void test_capitals(void) {
  static const HyphenCase cases[] = {
      {"HELA KOMMU-\nNEN FIRAR", "HELA KOMMUNEN FIRAR"},
      {"FOR ANY CONSE-\nQUENTIAL LOSS", "FOR ANY CONSEQUENTIAL LOSS"},
      {"alla i NATO-\nEU", "alla i NATO-EU"},
  };
  check_with_lexica(cases, G_N_ELEMENTS(cases));
}

static void test_over_pages(void) {
  static const HyphenCase cases[] = {
      {"Hela kommu-\fnen, firar.", "Hela kommunen,\ffirar."},
      {"Hela kommu-\f\fnen firar.", "Hela kommunen\f\ffirar."}, /* a picture between */
      {"HELA KOMMU-\fNEN FIRAR.", "HELA KOMMUNEN\fFIRAR."},
      {"En klimat-\foch energiplan.", "En klimat-\foch energiplan."},
      {"Ett timeout-\fvärde. En timeout.", "Ett timeout-värde.\fEn timeout."},
      {"Se /a/b/min-\fplan/del nu.", "Se /a/b/min-plan/del\fnu."},
  };
  check_with_lexica(cases, G_N_ELEMENTS(cases));
}

/* Over a column or a block. */
static void test_over_blocks(void) {
  static const HyphenCase cases[] = {
      {"hela kommu-\n\nnen firar", "hela kommunen\n\nfirar"},
      {"ny klima-\n\nplan kjem", "ny klimaplan\n\nkjem"},
      {"en klimat-\n\noch energiplan", "en klimat-\n\noch energiplan"},
  };
  check_with_lexica(cases, G_N_ELEMENTS(cases));
}

static void test_without_lexica(void) {
  static const HyphenCase cases[] = {
      {"hela kommu-\nnen firar", "hela kommunen firar"},
      {"a higher-\nlevel plan; a level is higher", "a higherlevel plan; a level is higher"},
      {"debian-paket, debian-server. Ett debian-\nsystem", "debian-paket, debian-server. Ett debian-system"},
      {"ett EU-\nprojekt", "ett EU-projekt"},
      {"en klimat-\noch energiplan", "en klimat-\noch energiplan"},
  };
  check_cases(NULL, cases, G_N_ELEMENTS(cases));
  g_autofree char *folder = make_lexica_folder();
  g_autoptr(Lexicon) empty = lexicon_new_in(folder);
  check_cases(empty, cases, G_N_ELEMENTS(cases));
  remove_lexica_folder(folder);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/stages/hyphens/known-words", test_known_words);
  g_test_add_func("/stages/hyphens/hanging", test_hanging);
  g_test_add_func("/stages/hyphens/kept", test_kept_hyphens);
  g_test_add_func("/stages/hyphens/names", test_names);
  g_test_add_func("/stages/hyphens/capitals", test_capitals);
  g_test_add_func("/stages/hyphens/over-pages", test_over_pages);
  g_test_add_func("/stages/hyphens/over-blocks", test_over_blocks);
  g_test_add_func("/stages/hyphens/without-lexica", test_without_lexica);
  return g_test_run();
}
