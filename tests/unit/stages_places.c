/* Tests of the stage that finds places: what is one and what only looks so, of which country and county, in what role.
 */
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

/* The places found, "CODE" or "CODE=role", a space between, in the order of the text. */
static char *places_of(const Document *document, gboolean roles) {
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *finding = document->findings->pdata[i];
    if (finding->kind != FINDING_PLACE)
      continue;
    g_autofree char *evidence = document_get_evidence(document, finding);
    g_assert_cmpstr(evidence, !=, "");
    g_assert_nonnull(finding_get_detail(finding, "name"));
    g_string_append_printf(found, "%s%s", found->len ? " " : "", finding->value);
    if (roles)
      g_string_append_printf(found, "=%s", finding->role);
  }
  return g_string_free(found, FALSE);
}

static Document *document_of(const char *language, const char *text) {
  Document *document = plain_document(text);
  g_strlcpy(document->language, language, sizeof document->language);
  g_strlcpy(unit_at(document, 0)->language, language, sizeof unit_at(document, 0)->language);
  return document;
}

static void run(Document *document) {
  stage_organisations(document);
  stage_people(document);
  stage_places(document);
}

static const struct {
  const char *language, *text, *found;
} found_cases[] = {
    /* plain and in the genitive */
    {"sv", "Arbetet i Lerum har pågått i tre år.", "SE-1441"},
    {"sv", "Lerums kommun har bytt lampor.", "SE-1441"},
    {"sv", "Lerum och Alingsås delar på en rådgivare.", "SE-1441 SE-1489"},
    {"sv", "Vi besökte Upplands Väsby och Upplands-Bro.", "SE-0114 SE-0139"},
    {"sv", "Göteborgs stad köper elbilar.", "SE-1480"},
    {"sv", "Stockholms stad bygger om.", "SE-0180"},
    {"sv", "GÄVLE KOMMUN", "SE-2180"},
    {"sv", "I Västra Götaland finns 49 kommuner.", "SE-14"},
    {"sv", "Länsstyrelsen Västra Götaland bjöd in.", "SE-14"},
    {"sv", "Länsstyrelsen i Västra Götalands län bjöd in.", "SE-14"},
    {"sv", "Region Skånes strategi gäller.", "SE-12"},
    {"sv", "Region Stockholm svarade inte.", "SE-01"},
    {"sv", "Stockholms läns landsting svarade inte.", "SE-01"},
    {"sv", "Länsstyrelsen i Stockholms län svarade.", "SE-01"},
    {"sv", "Västra Götalandsregionen och Borås.", "SE-14 SE-1490"},
    {"sv", "Region Sörmland är med.", "SE-04"},
    {"sv", "Kalmar läns landsting höll i mötet i Kalmar.", "SE-08 SE-0880"},
    {"sv", "Länsstyrelsen i Jönköping skriver.", "SE-06"},
    {"nb", "Trondheims plan er vedtatt.", "NO-5001"},
    {"nb", "Oslo kommune har målt støv.", "NO-0301"},
    {"nb", "Fylkesmannen i Hordaland inviterte.", "NO-12"},
    {"nb", "Vestland fylkeskommune inviterte.", "NO-46"},
    {"nn", "Møre og Romsdal fylkeskommune inviterte.", "NO-15"},
    {"nb", "Statsforvalteren i Trøndelag svarte.", "NO-50"},
    {"nb", "I Sogn og Fjordane var det snø.", "NO-14"},
    {"nb", "Vestfold-kommunene leier arbeidstøy.", "NO-39"},
    {"nb", "Fræna er nå en del av Hustadvika.", "NO-1548 NO-1579"},
    {"nb", "Evje og Hornnes kommune vedtok planen.", "NO-4219"},
    {"nn", "Kommunane Stord og Bømlo er med.", "NO-4614 NO-4613"},
    {"da", "Aarhus Kommune sparer på varmen.", "DK-751"},
    {"da", "Vi mødtes i Københavns Kommune og i Roskilde.", "DK-101 DK-265"},
    {"da", "Region Midtjylland har en plan.", "DK-1082"},
    /* places of one name */
    {"nb", "Trafikksikkerhet i Våler i Hedmark er tema.", "NO-3419 NO-04"},
    {"nb", "Våler i Østfold har ny plan.", "NO-3114"},
    {"nb", "Herøy (Nordland) var med.", "NO-1818 NO-18"},
    {"nb", "Bø kommune i Telemark har vedtatt planen.", "NO-0821 NO-40"},
    {"nb", "Bø kommune i Nordland har vedtatt planen.", "NO-1867 NO-18"},
    {"nb", "Nes kommune ligger i Akershus.", "NO-3228 NO-32"},
    {"sv", "Vi åkte till Lund.", "SE-1281"},
    {"nb", "Lund kommune i Rogaland.", "NO-1112 NO-11"},
    /* everyday words: beside a word, behind a preposition, in a list, within a sentence */
    {"sv", "Mora kommun är med.", "SE-2062"},
    {"sv", "Vi stannade en natt i Mora på vägen.", "SE-2062"},
    {"sv", "Med på resan var Leksand, Mora och Ale.", "SE-2029 SE-2062 SE-1440"},
    {"sv", "I Lerum gick det bra, men Vara tvekade länge.", "SE-1441 SE-1470"},
    {"nb", "Ås kommune sparer strøm.", "NO-3218"},
    {"nb", "Folk fra Hol og Ål møttes.", "NO-3330 NO-3328"},
    {"nb", "kommunene Lier, Hole og Modum", "NO-3312 NO-3310 NO-3316"},
    {"nn", "Time, Klepp og Hå er med.", "NO-1121 NO-1120 NO-1119"},
    {"nn", "- Time\n- Klepp\n- Gjesdal\n", "NO-1121 NO-1120 NO-1122"},
    {"nb", "resten: Ski, Ås, Re", "NO-0213 NO-3218 NO-0716"},
    {"da", "Vejen Kommune og Billund Kommune.", "DK-575 DK-530"},
    /* everyday words that stay what they are */
    {"sv", "Mark som brukas länge blir tät.", ""},
    {"sv", "Vara eller inte vara.", ""},
    {"sv", "Ale är ett slags öl.", ""},
    {"sv", "Mora är inte lätt.", ""},
    {"sv", "Lund planterades runt gården.", ""},
    {"nb", "Time etter time gikk møtet.", ""},
    {"nb", "Mål og tiltak. Sund mat. Hol i veien.", ""},
    {"nb", "Strand og fjell er ikke det samme.", ""},
    {"nb", "OS i Rio var varmt.", ""},
    {"nb", "Lier ble slipt. Sel ble skutt.", ""},
    {"nn", "Heim kjem dei seint.", ""},
    {"da", "Vejen er lang.", ""},
    /* small letters, parts of words, addresses */
    {"sv", "Det är en mora vid lerum.", ""},
    {"sv", "Skriv till info@lerum.se eller se www.lerum.se.", ""},
    {"sv", "Lundagatan och Boråsare.", ""},
    /* names of others */
    {"sv", "Forskare vid Göteborgs universitet svarade.", ""},
    {"sv", "Stockholms Dagblad skrev om saken.", ""},
    {"sv", "Vi åt på Falkenbergs hotell.", ""},
    {"sv", "Malmö högskola har bytt namn.", ""},
    {"sv", "Högskolan i Halmstad har en kurs.", ""},
    {"nb", "Universitetet i Bergen forsker.", ""},
    {"nb", "Høgskolen i Molde forsker.", ""},
    {"nb", "Os gymnas sang.", ""},
    {"nb", "Stavanger Aftenblad og Bergens Tidende skrev.", "NO-1103"},
    {"nb", "Østfold kollektivtrafikk kjører.", ""},
    {"nn", "Voss folkehøgskule har ope hus.", ""},
    {"nb", "Vinje grendehus får støtte.", ""},
    {"sv", "Stockholm Environment Institute har räknat.", ""},
    {"sv", "Linköping University och Botkyrka folkhögskola", ""},
    {"nb", "Moskenes grafisk trykte heftet.", ""},
    {"da", "Aalborg Universitet og Københavns Universitet", ""},
    /* people */
    {"sv", "Anna Lund och Erik Berg talade.", ""},
    {"nb", "Ole Hemnes har ansvaret. Hemnes svarer.", ""},
    {"nb", "Jan Smøla Hagen ledet møtet.", ""},
    {"nb", "Kari Sande og Per Strand", ""},
    {"nb", "Nils-Bø Tveit var ordstyrer.", ""},
    {"nb", "", ""},
    {"nb", "i", ""},
};

static void test_found(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(found_cases); i++) {
    g_autoptr(Document) document = document_of(found_cases[i].language, found_cases[i].text);
    run(document);
    g_autofree char *found = places_of(document, FALSE);
    g_test_message("%s", found_cases[i].text);
    g_assert_cmpstr(found, ==, found_cases[i].found);
  }
}

static void test_roles(void) {
  static const struct {
    const char *language, *text, *found, *place;
  } cases[] = {
      {"sv", "Plats: Stadshuset, Falun\nDagordning", "SE-2080=venue", "Falun"},
      {"sv", "Nätverksmöte i Lerum\nDagordning", "SE-1441=venue", "Lerum"},
      {"nb", "Stjørdal rådhus, tirsdag 10. oktober\nSaksliste", "NO-5035=venue", "Stjørdal"},
      {"nb", "Sted: Møterom 2, Bø kulturhus\nVelkommen til Telemark", "NO-0821=venue NO-40=subject", "Bø"},
      {"nb", "Møtested: Hamar rådhus", "NO-3403=venue", "Hamar"},
      {"nn", "Stad: Samfunnshuset på Voss", "NO-4621=venue", "Voss"},
      {"da", "Mødested: Roskilde Rådhus", "DK-265=venue", "Roskilde"},
      {"sv", "Plats: Tingshuset, Torget 1", "Tingshuset=venue", NULL},
      {"sv", "Lokal: Eken", "Eken=venue", NULL},
      {"sv", "Lokal: Eken, Växjö", "SE-0780=venue", "Växjö"},
      {"sv", "Tid och plats: 3 maj kl. 9, Örebro", "SE-1880=venue", "Örebro"},
      {"sv", "Protokoll\n\nHär berättas om Lerum.", "SE-1441=subject", NULL},
      {"nb", "Innledning ved Gunnar Solheim, Hamar kommune", "NO-3403=affiliation", NULL},
      {"sv", "Anna Ekström, miljöstrateg, Lerums kommun", "SE-1441=affiliation", NULL},
      {"nn", "Kari Solheim, folkehelsekoordinator i Bjørnafjorden", "NO-4624=affiliation", NULL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = document_of(cases[i].language, cases[i].text);
    document->kind = DOCUMENT_KIND_MEETING;
    run(document);
    g_autofree char *found = places_of(document, TRUE);
    g_test_message("%s", cases[i].text);
    g_assert_cmpstr(found, ==, cases[i].found);
    g_assert_cmpstr(document->place, ==, cases[i].place);
  }
}

static void test_place_of_document(void) {
  static const struct {
    const char *before, *after;
  } cases[] = {{NULL, "Falun"}, {"Stadshuset", "Falun"}, {"Borlänge", "Borlänge"}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = document_of("sv", "Plats: Stadshuset, Falun");
    document->kind = DOCUMENT_KIND_MEETING;
    document_set_string(&document->place, cases[i].before);
    run(document);
    g_assert_cmpstr(document->place, ==, cases[i].after);
  }
}

/* One finding for each unit, the first occurrence; a place named once is known in the other units. */
static void test_units(void) {
  g_autoptr(Document) document = document_new();
  g_strlcpy(document->language, "sv", sizeof document->language);
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_LINE, 1, "Lerum", "Lerums kommun sparar. Lerum igen.");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_LINE, 5, "Mora", "Mora kommun sparar.");
  document_set_string(&document->title, "Goda råd från Borås");
  run(document);
  g_autofree char *found = places_of(document, FALSE);
  g_assert_cmpstr(found, ==, "SE-1490 SE-1441 SE-2062");
}

/* Much text of names is read in no more than linear time. */
static void test_long(void) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < 40000; i++)
    g_string_append(text, i % 3 ? "Plats: Lerum och Mora, " : "Møte i Våler 3. mai\n");
  g_autoptr(Document) document = document_of("sv", text->str);
  document->kind = DOCUMENT_KIND_MEETING;
  gint64 start = g_get_monotonic_time();
  stage_places(document);
  g_assert_cmpint(g_get_monotonic_time() - start, <, 5 * G_USEC_PER_SEC);
  g_string_free(text, TRUE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/places/found", test_found);
  g_test_add_func("/places/roles", test_roles);
  g_test_add_func("/places/place-of-document", test_place_of_document);
  g_test_add_func("/places/units", test_units);
  g_test_add_func("/places/long", test_long);
  return g_test_run();
}
