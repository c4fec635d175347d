/* Tests of the organisations that are found: names known and names of a form, abbreviations, years, roles, and what is
 * no organisation. All sentences are made up. */
#include "language/organisations.h"
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

/* All that is found in a text, as "value" or "role: value" (where the role is not mentioned) joined by '|'. */
static const struct {
  const char *language, *text, *found;
} cases[] = {
    /* municipalities */
    {"sv", "Mötet hölls i Lunds kommun.", "Lunds kommun"},
    {"sv", "Lunds kommuns miljöprogram antogs.", "Lunds kommun"},
    {"sv", "I Upplands Väsby kommun sorteras matavfall.", "Upplands Väsby kommun"},
    {"sv", "Även Gävle kommun deltar.", "Gävle kommun"},
    {"sv", "Vi besökte Malung-Sälens kommun i maj.", "Malung-Sälens kommun"},
    {"sv", "Gävle och Sandvikens kommuner samarbetar.", "Gävle kommun|Sandvikens kommun"},
    {"sv", "Lund, Malmö och Ystads kommuner deltog.", "Lunds kommun|Malmö stad|Ystads kommun"},
    {"sv", "Malmö stad och Malmö kommun är en och samma.", "Malmö stad"},
    {"sv", "Göteborgs Stad har en plan.", "Göteborgs stad"},
    {"sv", "Kommunen har en plan. En kommun är stor. Varje kommun kan.", ""},
    {"sv", "Hållbar kommun är ett begrepp. Vår kommun växer.", ""},
    {"sv", "alla kommuner i länet", ""},
    {"nb", "Møtet var i Stange kommune.", "Stange kommune"},
    {"nb", "Arendal Kommune inviterer til møte.", "organiser: Arendal kommune"},
    {"nb", "I Sør-Varanger kommune bygges det.", "Sør-Varanger kommune"},
    {"nb", "Trondheim og Malvik kommuner skal samarbeide.", "Trondheim kommune|Malvik kommune"},
    {"nb", "Kommunen vil ha flere trær. Grønn kommune er et mål.", ""},
    {"nn", "Voss kommune og Luster kommune møttest.", "Voss kommune|Luster kommune"},
    {"nn", "Kommunane Etne og Stord var med.", ""},
    {"da", "Vi mødes i Odense Kommune.", "Odense Kommune"},
    {"da", "Lyngby-Taarbæk Kommune har en klimaplan.", "Lyngby-Taarbæk Kommune"},
    {"da", "Kommunen har en plan.", ""},
    /* county boards, regions, counties */
    {"sv", "Länsstyrelsen Västra Götaland samordnar.", "Länsstyrelsen i Västra Götalands län"},
    {"sv", "Länsstyrelsen i Västra Götalands län samordnar.", "Länsstyrelsen i Västra Götalands län"},
    {"sv", "Enligt länsstyrelsen i Skåne är det så.", "Länsstyrelsen i Skåne län"},
    {"sv", "Länsstyrelsen i Stockholm bjuder in till möte.", "organiser: Länsstyrelsen i Stockholms län"},
    {"sv", "Länsstyrelsen Gävleborg och Länsstyrelsen i Dalarnas län",
     "Länsstyrelsen i Gävleborgs län|Länsstyrelsen i Dalarnas län"},
    {"sv", "Kronobergs läns länsstyrelse", "Länsstyrelsen i Kronobergs län"},
    {"sv", "Länsstyrelsen i Malmöhus län fanns till 1996.", "Länsstyrelsen i Malmöhus län"},
    {"sv", "Länsstyrelsen beslutar. Även länsstyrelserna i samverkan tar fram stöd.", ""},
    {"sv", "Länsstyrelsen har i Lund visat kartor.", ""},
    {"sv", "Region Gävleborg deltog.", "Region Gävleborg"},
    {"sv", "Region Jönköpings län deltog.", "Region Jönköpings län"},
    {"sv", "Landstinget i Kalmar län hette det då.", "Region Kalmar län"},
    {"sv", "Stockholms läns landsting (SLL) var med.", "Region Stockholm"},
    {"sv", "Västra Götalandsregionen finansierar.", "Västra Götalandsregionen"},
    {"sv", "en region som växer, regionen växer", ""},
    {"nb", "Fylkesmannen i Hedmark svarte.", "Statsforvalteren i Innlandet"},
    {"nb", "Statsforvalteren i Vestfold og Telemark svarte.", "Statsforvalteren i Vestfold og Telemark"},
    {"nb", "Fylkesmannen i Oslo og Akershus svarte.", "Statsforvalteren i Østfold, Buskerud, Oslo og Akershus"},
    {"nb", "hos fylkesmannen i Nordland", "Statsforvalteren i Nordland"},
    {"nb", "Fylkesmannen svarte. Statsforvalteren i saken er ny.", ""},
    {"nb", "Møre og Romsdal fylkeskommune støtter tiltaket.", "Møre og Romsdal fylkeskommune"},
    {"nn", "Vestland fylkeskommune og Statsforvaltaren i Vestland",
     "Vestland fylkeskommune|Statsforvalteren i Vestland"},
    {"da", "Region Midtjylland og Region Syddanmark", "Region Midtjylland|Region Syddanmark"},
    /* the table, with names of before */
    {"sv", "Sveriges Kommuner och Landsting (SKL) svarade. SKL:s råd", "Sveriges Kommuner och Regioner"},
    {"sv", "SKR svarade", "Sveriges Kommuner och Regioner"},
    {"sv", "Naturvårdsverkets och Boverkets vägledning", "Naturvårdsverket|Boverket"},
    {"sv", "Vägverket och Banverket blev ett.", "Trafikverket"},
    {"sv", "Havs- och vattenmyndigheten (HaV)", "Havs- och vattenmyndigheten"},
    {"sv", "Svenska Naturskyddsföreningen ordnade en vandring.", "Naturskyddsföreningen"},
    {"sv", "SLU och KTH forskar. Även SMHI.",
     "Sveriges lantbruksuniversitet|Kungliga Tekniska högskolan|Sveriges meteorologiska och hydrologiska institut"},
    {"sv", "Hållbar Utveckling Väst är inte hållbar utveckling.", "Hållbar utveckling Väst"},
    {"sv", "Hållbar utveckling är målet.", ""},
    {"sv", "Klimatkommunerna möttes i Växjö.", "Klimatkommunerna"},
    {"sv", "Miljödepartementet fanns då.", "Klimat- och näringslivsdepartementet"},
    {"sv", "IVL Svenska Miljöinstitutet (IVL)", "IVL Svenska Miljöinstitutet"},
    {"nb", "KS og Miljøverndepartementet", "KS|Klima- og miljødepartementet"},
    {"nb", "Klima- og miljødepartementets tildeling", "Klima- og miljødepartementet"},
    {"nb", "Direktoratet for naturforvaltning (DN) ble slått sammen.", "Miljødirektoratet"},
    {"nb", "Ifølge NVEs kart og Statens vegvesens plan", "Norges vassdrags- og energidirektorat|Statens vegvesen"},
    {"nb", "Direktoratet for forvaltning og IKT", "Digitaliseringsdirektoratet"},
    {"nb", "Norges teknisk-naturvitenskapelige universitet (NTNU)", "Norges teknisk-naturvitenskapelige universitet"},
    {"nb", "Norsk institutt for vannforskning (NIVA) målte.", "Norsk institutt for vannforskning"},
    {"nn", "Høgskulen i Sogn og Fjordane og Høgskulen på Vestlandet", "Høgskulen på Vestlandet"},
    {"nn", "Noregs teknisk-naturvitskaplege universitet", "Norges teknisk-naturvitenskapelige universitet"},
    {"da", "KL og Miljøstyrelsen", "KL|Miljøstyrelsen"},
    {"da", "Kommunernes Landsforening (KL)", "KL"},
    {"da", "Danmarks Naturfredningsforening (DN)", "Danmarks Naturfredningsforening"},
    {"da", "Aarhus Universitet og Københavns Universitet", "Aarhus Universitet|Københavns Universitet"},
    /* abbreviations that mean something else elsewhere */
    {"sv", "KS beslutade i ärendet.", ""},
    {"sv", "DN skrev om det. Se även MD.", ""},
    {"nb", "Bruk av KI i skolen og KU for planen.", ""},
    {"sv", "NTNU deltog från Norge.", "Norges teknisk-naturvitenskapelige universitet"},
    {"nn", "Ei plan for alle.", ""},
    {"sv", "Sida 3 av 5", ""},
    /* told in the document */
    {"sv", "Regional utveckling och samverkan i miljömålssystemet (RUS) möttes. RUS ska möta fler.",
     "Regional utveckling och samverkan i miljömålssystemet"},
    {"sv", "RUS (Länsstyrelsernas samverkan i miljömålsarbetet)",
     "Regional utveckling och samverkan i miljömålssystemet"},
    {"sv", "Nätverket Gröna Stigar (NGS) bildades. NGS har tio medlemmar.", "Nätverket Gröna Stigar"},
    {"nb", "Forum for lokal klimatkunnskap (FLK) møttes. FLK møtes igjen.", "Forum for lokal klimatkunnskap"},
    {"nb", "FLK (Forum for lokal klimatkunnskap) møttes. FLK møtes igjen.", "Forum for lokal klimatkunnskap"},
    {"sv", "Plan- och bygglagen (PBL) gäller. PBL är en lag.", ""},
    {"sv", "En miljökonsekvensbeskrivning (MKB) krävs. MKB görs.", ""},
    {"nb", "Regional transportplan (RTP) og RTP igjen", ""},
    /* forms */
    {"sv", "Blekinge Tekniska Högskola", "Blekinge tekniska högskola"},
    {"sv", "Högskolan i Borås och Högskolan Dalarna", "Högskolan i Borås|Högskolan Dalarna"},
    {"sv", "Högskolan är stor. En högskola i norr.", ""},
    {"nb", "Høgskolen i Molde og Universitetet i Agder", "Høgskolen i Molde|Universitetet i Agder"},
    {"nb", "Høgskolen i Buskerud og Vestfold var med.", "Universitetet i Sørøst-Norge"},
    {"nb", "Universitetet i byen er stort.", ""},
    {"da", "Professionshøjskolen underviser.", ""},
    {"sv", "Renova AB hämtar avfallet.", "Renova AB"},
    {"nb", "Møllefoss Energi AS bygger.", "Møllefoss Energi AS"},
    {"sv", "THE RISK AS TO THE QUALITY", ""},
    {"sv", "Enligt Granskningsverket är det så.", "Granskningsverket"},
    {"nb", "Ifølge Beitedirektoratet er det slik.", "Beitedirektoratet"},
    {"nb", "Direktoratet for fjell og vidde svarte.", "Direktoratet for fjell og vidde"},
    {"nb", "Senter for kystkunnskap og leder Kari", "Senter for kystkunnskap"},
    {"sv", "Nätverket växer. Nätverkets syfte. Regelverket är nytt. Reningsverket byggs ut.", ""},
    {"sv", "Myndigheten ansvarar och verket stöder.", ""},
    {"nb", "Nettverket vokser, lovverket er nytt. Departementet svarer. Direktoratet mener.", ""},
    {"sv", "Trådlösa nätverk finns. Debian nätverk.", ""},
    {"sv", "Skånes förbund och Västra Hamnens förening", "Skånes förbund|Västra Hamnens förening"},
    {"sv", "Göteborgsregionens kommunalförbund (GR)", "Göteborgsregionens kommunalförbund"},
    {"sv", "Stiftelsen Gröna Torg gav stöd.", "Stiftelsen Gröna Torg"},
    {"sv", "Föreningen Rönnöns vänner städade.", "Föreningen Rönnöns vänner"},
    {"sv", "Stiftelsen gav stöd. Föreningen städade.", ""},
    {"sv", "Kommunstyrelsen beslutade. Regeringen föreslog.", ""},
    /* roles */
    {"sv", "Arrangör: Boverket och Lunds kommun", "organiser: Boverket|organiser: Lunds kommun"},
    {"nb", "Arrangører: Miljødirektoratet, KS", "organiser: Miljødirektoratet|organiser: KS"},
    {"nb", "I samarbeid med Stange kommune", "organiser: Stange kommune"},
    {"sv", "Boverket, Energimyndigheten och Naturvårdsverket anordnade dagen.",
     "organiser: Boverket|organiser: Energimyndigheten|organiser: Naturvårdsverket"},
    {"sv", "Boverket var med. Sedan anordnade vi en dag.", "Boverket"},
    {"sv", "Medlemmar: Lunds kommun, Region Skåne", "member: Lunds kommun|member: Region Skåne"},
    {"nb", "Deltakende kommuner: Stange kommune, Voss kommune", "member: Stange kommune|member: Voss kommune"},
    {"nn", "KS inviterer til samling", "organiser: KS"},
    {"da", "Miljøstyrelsen inviterer til møde", "organiser: Miljøstyrelsen"},
    {"sv", "Seminarium i Karlstad Arrangör Länsstyrelsen Värmland", "organiser: Länsstyrelsen i Värmlands län"},
    {"sv", "Risk för skred i Ny kommun", ""},
    {"nb", "Styret i Vannområde Granfjorden møttes.", "Vannområde Granfjorden"},
    {"da", "Vi købte det af Grøn Damp A/S i maj.", "Grøn Damp A/S"},
    /* odd text */
    {"sv", "", ""},
    {"sv", "((((", ""},
    {"sv", "AB", ""},
    {"sv", "kommun (", ""},
    {"sv", "Länsstyrelsen", ""},
    {"sv", "Sveriges Kommuner\noch Regioner", "Sveriges Kommuner och Regioner"},
    {"sv", "Sveriges Kommuner, och Regioner", ""},
};

static Document *document_in(const char *language, const char *text) {
  Document *document = plain_document(text);
  g_strlcpy(document->language, language, sizeof document->language);
  g_strlcpy(unit_at(document, 0)->language, language, sizeof unit_at(document, 0)->language);
  return document;
}

static char *found_in(const Document *document) {
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *finding = document->findings->pdata[i];
    g_autofree char *evidence = document_get_evidence(document, finding);
    g_assert_cmpstr(evidence, !=, "");
    if (found->len)
      g_string_append_c(found, '|');
    if (strcmp(finding->role, "mentioned") != 0)
      g_string_append_printf(found, "%s: ", finding->role);
    g_string_append(found, finding->value);
  }
  return g_string_free(found, FALSE);
}

static void test_cases(void) {
  g_test_message("%u cases", (guint)G_N_ELEMENTS(cases));
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = document_in(cases[i].language, cases[i].text);
    stage_organisations(document);
    g_autofree char *found = found_in(document);
    if (strcmp(found, cases[i].found) != 0) {
      g_test_message("%s: %s\n  found  %s\n  wanted %s", cases[i].language, cases[i].text, found, cases[i].found);
      g_test_fail();
    }
  }
}

static void test_details(void) {
  g_autoptr(Document) document =
      document_in("sv", "RUS (Länsstyrelsernas samverkan i miljömålsarbetet) och Fylkesmannen i Troms");
  stage_organisations(document);
  const Finding *rus = document->findings->pdata[0];
  g_assert_cmpstr(finding_get_detail(rus, "abbreviation"), ==, "RUS");
  g_assert_cmpstr(finding_get_detail(rus, "country"), ==, "SE");
  g_assert_cmpstr(finding_get_detail(rus, "as-written"), ==, "RUS (Länsstyrelsernas samverkan i miljömålsarbetet)");
  const Finding *governor = document->findings->pdata[1];
  g_assert_cmpstr(finding_get_detail(governor, "as-written"), ==, "Fylkesmannen i Troms");
  g_assert_cmpstr(finding_get_detail(governor, "country"), ==, "NO");
}

static void test_years(void) {
  static const struct {
    const char *name;
    guint year;
    const char *then;
  } years[] = {
      {"SKL", 0, "Sveriges Kommuner och Regioner"},
      {"Sveriges Kommuner och Regioner", 2014, "Sveriges Kommuner och Landsting"},
      {"Sveriges Kommuner och Landsting", 2022, "Sveriges Kommuner och Regioner"},
      {"Klima- og miljødepartementet", 2007, "Miljøverndepartementet"},
      {"miljøverndepartementet", 2015, "Klima- og miljødepartementet"},
      {"Malmö universitet", 2010, "Malmö högskola"},
      {"Folkehelseinstituttet", 1990, "Folkehelseinstituttet"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(years); i++) {
    const Organisation *organisation = organisations_by_name(years[i].name);
    if (!organisation)
      organisation = organisations_by_abbreviation(years[i].name, "SE");
    g_assert_nonnull(organisation);
    g_assert_cmpstr(organisation_name_in_year(organisation, years[i].year), ==, years[i].then);
  }
  g_assert_null(organisations_by_name("länsstyrelsen"));
  g_assert_null(organisations_by_name(""));
}

/* One finding a unit and organisation, in the heading where it stands there, and the organiser of the document. */
static void test_units(void) {
  g_autoptr(Document) document = document_new();
  g_strlcpy(document->language, "nb", sizeof document->language);
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_LINE, 1, "Møte i KS", "KS inviterer til møte.");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_LINE, 2, NULL, "KS holder til i Oslo.");
  for (guint i = 0; i < 2; i++)
    g_strlcpy(unit_at(document, i)->language, "nb", sizeof unit_at(document, i)->language);
  stage_organisations(document);
  g_assert_cmpuint(document->findings->len, ==, 2);
  const Finding *first = document->findings->pdata[0];
  g_assert_cmpint(first->field, ==, FINDING_IN_HEADING);
  g_assert_cmpstr(first->role, ==, "organiser");
  g_assert_cmpstr(document->organiser, ==, "KS");
}

/* Text of any shape: evidence stays on code point borders, and time grows with length alone. */
static void test_hostile(void) {
  static const char *const pieces[] = {"Region ", "Länsstyrelsen i ", "ÅÄÖ ", "(", "A. ", "kommun ", "SKL (",
                                       "Og ",     "Stiftelsen "};
  for (gsize p = 0; p < G_N_ELEMENTS(pieces); p++) {
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < 50000; i++)
      g_string_append(text, pieces[p]);
    g_autoptr(Document) document = document_in("sv", text->str);
    g_string_free(text, TRUE);
    gint64 start = g_get_monotonic_time();
    stage_organisations(document);
    stage_people(document);
    g_assert_cmpint(g_get_monotonic_time() - start, <, 5 * G_USEC_PER_SEC);
    for (guint i = 0; i < document->findings->len; i++) {
      g_autofree char *evidence = document_get_evidence(document, document->findings->pdata[i]);
      g_assert_true(g_utf8_validate(evidence, -1, NULL));
    }
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/organisations/cases", test_cases);
  g_test_add_func("/organisations/details", test_details);
  g_test_add_func("/organisations/years", test_years);
  g_test_add_func("/organisations/units", test_units);
  g_test_add_func("/organisations/hostile", test_hostile);
  return g_test_run();
}
