/* Tests of the stage `themes`: short documents of our own, with what they are about, what they only mention, and what
 * says nothing of any field of practice. Precision and recall are measured on the whole table and must not fall. */
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

typedef struct {
  const char *language, *title, *text;
  const char *main;    /* themes of the document, spaces between, without "practice:" */
  const char *mention; /* themes that are named and not more; "" where that is not looked at */
} Case;

static const Case cases[] = {
    /* Swedish */
    {"sv", "Ny avfallsplan antagen",
     "Alla hushåll får nya kärl. Matavfall ska sorteras ut och sopor hämtas mer sällan.", "waste", ""},
    {"sv", "Så möter vi skyfallen", "Efter översvämningen 2014 kartlades låga punkter. Värmeböljor ingår i planen.",
     "climate-adaptation", ""},
    {"sv", NULL,
     "Skyfall och värmeböljor blir vanligare. Arbetet med klimatanpassning börjar med en kartering av skredrisker.",
     "climate-adaptation", ""},
    {"sv", "Dricksvatten från ny täkt", "Vattenverket byggs om. Grundvattnet skyddas genom ett vattenskyddsområde.",
     "water", ""},
    {"sv", "Solceller på skolans tak", "Anläggningen ger energi till hela skolan. Fjärrvärmen behålls under vintern.",
     "energy", ""},
    {"sv", "Detaljplan för kvarteret Björken",
     "Detaljplanen prövar nya bostäder. Bygglov kan sökas när den vunnit laga kraft.", "planning", ""},
    {"sv", "Cykelplan", "Fler ska kunna cykla till arbetet. Nya cykelvägar byggs och busslinjer läggs om.", "mobility",
     ""},
    {"sv", NULL, "Skolmaten lagas från grunden. Matsvinnet vägs varje dag och ekologiska livsmedel köps när det går.",
     "food", ""},
    {"sv", "Slåtterängar får liv igen", "Pollinerare gynnas när ängen slås sent. Våtmarken intill har restaurerats.",
     "biodiversity", ""},
    {"sv", "Medborgardialog om torget", "Invånarna bjuds in till dialogmöte. Medborgarförslag kan lämnas hela våren.",
     "citizen-dialogue", ""},
    {"sv", "Upphandling av städtjänster", "Anbud ska vara inne i mars. Upphandlaren svarar på frågor om ramavtalet.",
     "procurement", ""},
    {"sv", "Lokala miljömål", "De nationella miljömålen har brutits ner. Miljökvalitetsmålen följs upp vartannat år.",
     "environmental-objectives", ""},
    {"sv", "Agenda 2030 i styrningen", "De globala målen har förts in i budgeten.", "agenda-2030", ""},
    {"sv", NULL, "Friluftslivet växer. Nya vandringsleder och vindskydd lockar fler ut i naturen.", "outdoor-life", ""},
    {"sv", "Kulturmiljöprogram", "Byggnadsminnen och fornlämningar har inventerats av en antikvarie.",
     "cultural-heritage", ""},
    {"sv", "Folkhälsan i länet", "Psykisk hälsa och levnadsvanor följs i en enkät.", "public-health", ""},
    {"sv", NULL, "Klädbytardagen visar vad cirkulär ekonomi är. Vi pratar om hållbar konsumtion och second hand.",
     "sustainable-consumption", ""},
    {"sv", "Koldioxidbudget", "Utsläppsmålet kräver att växthusgasutsläppen halveras. Vi ska bli klimatneutrala.",
     "climate-mitigation", ""},
    {"sv", NULL, "Mötet öppnades klockan nio. Ordföranden hälsade alla välkomna och dagordningen godkändes.", "", ""},
    {"sv", "Kallelse", "Plats är stadshuset, rum fyra. Anmäl förhinder till sekreteraren.", "", ""},
    {"sv", "Nämndens arbete", "Nämnden ansvarar för avfall, trafik, folkhälsa och bygglov.", "",
     "waste mobility public-health planning"},
    {"sv", "Om oss",
     "Våra grupper arbetar med naturvård, upphandling, energi och mobilitet. Välkommen att höra av dig.", "",
     "biodiversity procurement energy mobility"},
    {"sv", "Personalnytt",
     "Anna börjar som ekonom i augusti. Hon kommer närmast från ett företag som arbetar med fjärrvärme.", "", "energy"},
    {"sv", "Protokoll",
     "Punkt ett. Budgeten gicks igenom. Rektorn berättade om skolstarten. En bil har köpts in till "
     "biblioteket. Parkeringen vid skolan är trång.",
     "", "mobility"},
    /* Bokmål */
    {"nb", "Klimatilpasning i Norge", "Flom og skred krever planer. Overvann skal håndteres lokalt.",
     "climate-adaptation", ""},
    {"nb", NULL, "Overvannet skal renne i åpne flomveier. Etter styrtregnet ble havnivået målt.", "climate-adaptation",
     ""},
    {"nb", "Kildesortering i borettslag", "Matavfallet hentes hver uke. Restavfall går til forbrenning.", "waste", ""},
    {"nb", "Ny reguleringsplan", "Kommuneplanen legger opp til fortetting. Byggesaker behandles fortløpende.",
     "planning", ""},
    {"nb", "Drikkevann og avløp", "Vannverket får nytt renseanlegg. Ledningsnettet er gammelt.", "water", ""},
    {"nb", "Vindkraft på fjellet", "Energien går inn på kraftnettet. Fornybar energi gir inntekter.", "energy", ""},
    {"nb", "Klimabudsjett", "Klimagassutslippene skal ned. Kommunen vil bli klimanøytral.", "climate-mitigation", ""},
    {"nb", "Sykkelbyen", "Nye sykkelfelt og bedre kollektivtrafikk gir færre biler. Elbiler får ladepunkt.", "mobility",
     ""},
    {"nb", NULL, "Folkehelsearbeidet bygger på oversikten. Psykisk helse og fysisk aktivitet står i planen.",
     "public-health", ""},
    {"nb", "Turstier for alle", "Friluftslivet skal være lett å komme til. Gapahuken er populær.", "outdoor-life", ""},
    {"nb", "Kulturminneplan", "Fredede hus og gravhauger er verneverdige. Antikvaren har befart dem.",
     "cultural-heritage", ""},
    {"nb", "Naturmangfold i byen", "Blomsterenger hjelper humler. Fremmede arter fjernes.", "biodiversity", ""},
    {"nb", "Folkemøte om skolen", "Innbyggerne inviteres til medvirkning. Ungdomsrådet deltar.", "citizen-dialogue",
     ""},
    {"nb", "Grønne innkjøp", "Leverandørene må oppfylle miljøkrav. Rammeavtaler lyses ut i år.", "procurement", ""},
    {"nb", "FNs bærekraftsmål", "Agenda 2030 er tatt inn i planstrategien.", "agenda-2030", ""},
    {"nb", "Skolemat", "Kortreist mat og mindre matsvinn gir bedre måltider.", "food", ""},
    {"nb", NULL, "Møtet ble åpnet klokka ti. Innkallingen ble godkjent og referatet ble lest opp.", "", ""},
    {"nb", "Ansatte", "Kari tok permisjon i høst. Hun kommer tilbake i mars, sa lederen.", "", ""},
    {"nb", "Tjenester", "Teknisk etat har ansvar for avfall, trafikk, drikkevann og byggesaker.", "",
     "waste mobility water planning"},
    {"nb", "Julebrev", "Vi takker for året som gikk. Bussen til hytta går fredag og alle får lunsj.", "", "mobility"},
    /* Nynorsk */
    {"nn", "Klimatilpassing på Vestlandet", "Flaum og skred råkar oftare. Overvatnet må handterast.",
     "climate-adaptation", ""},
    {"nn", "Kjeldesortering", "Matavfallet vert henta kvar veke. Restavfallet går til forbrenning.", "waste", ""},
    {"nn", "Drikkevatn", "Vassverket treng nytt reinseanlegg. Leidningsnettet er gammalt.", "water", ""},
    {"nn", "Ny reguleringsplan", "Kommuneplanen opnar for fortetting. Byggjesaker kjem i tillegg.", "planning", ""},
    {"nn", NULL, "Folkehelsearbeidet er viktig. Psykisk helse og levevanar er med i oversikta.", "public-health", ""},
    {"nn", "Naturmangfald", "Slåttemarka får stå. Villbier og humler treng blomstereng.", "biodiversity", ""},
    {"nn", "Sykkelvegar", "Fleire skal sykle til skulen. Kollektivtrafikken vert betre.", "mobility", ""},
    {"nn", "Kulturminne i bygda", "Gravhaugar og freda hus er registrerte. Arkeologen har vore her.",
     "cultural-heritage", ""},
    {"nn", "Lågutsleppssamfunnet", "Klimagassutsleppa skal ned. Klimabudsjettet viser korleis.", "climate-mitigation",
     ""},
    {"nn", NULL, "Møtet vart opna klokka ti. Leiaren ynskte velkomen og saklista vart godkjend.", "", ""},
    {"nn", "Om kommunen", "Etaten har ansvar for avfall, trafikk, drikkevatn og byggjesaker.", "",
     "waste mobility water planning"},
    {"nn", "Berekraftsmåla", "Agenda 2030 og berekraftsmåla er med i planane.", "agenda-2030", ""},
    /* Danish */
    {"da", "Klimatilpasning ved kysten", "Stormfloder og skybrud giver oversvømmelser. Kystsikring er dyr.",
     "climate-adaptation", ""},
    {"da", "Affaldssortering", "Madaffald hentes hver uge. Genbrugspladsen har åbent om søndagen.", "waste", ""},
    {"da", "Spildevandsplan", "Kloakken skal separeres. Renseanlægget udvides.", "water", ""},
    {"da", "Lokalplan for havnen", "Kommuneplanen ændres. Byggetilladelser gives efter sommeren.", "planning", ""},
    {"da", NULL, "Vindmøller og solceller giver vedvarende energi. Fjernvarmen udbygges.", "energy", ""},
    {"da", "Borgermøde om skolen", "Borgerinddragelsen begynder i maj. Borgerpanelet svarer på spørgsmål.",
     "citizen-dialogue", ""},
    {"da", "Vilde bier", "Biodiversiteten øges, når overdrev og enge får lov at blomstre.", "biodiversity", ""},
    {"da", "Cykelstier", "Flere skal cykle på arbejde. Kollektiv trafik og delebiler hjælper.", "mobility", ""},
    {"da", NULL, "Mødet blev åbnet klokken ti. Formanden bød velkommen, og dagsordenen blev godkendt.", "", ""},
    {"da", "Verdensmål", "FN's verdensmål er del af strategien.", "agenda-2030", ""},
    {"da", "Forvaltningen", "Forvaltningen tager sig af affald, trafik, drikkevand og byggesager.", "",
     "waste mobility water planning"},
    {"da", "Grønne indkøb", "Udbudsmaterialet stiller miljøkrav. Leverandøren skal følge rammeaftalen.", "procurement",
     ""},
};

static Document *document_of(const Case *test) {
  Document *document = document_new();
  Unit *unit = add_unit(document, UNIT_KIND_SECTION, LOCATOR_LINE, 1, test->title, test->text);
  g_strlcpy(unit->language, test->language, sizeof unit->language);
  g_strlcpy(document->language, test->language, sizeof document->language);
  document->title = g_strdup(test->title);
  stage_themes(document);
  return document;
}

static gboolean has_theme(const Document *document, gboolean whole, const char *theme, const char *role) {
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *finding = document->findings->pdata[i];
    if ((finding->unit == 0) == whole && strcmp(finding->value, theme) == 0 && strcmp(finding->role, role) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Every finding names bytes that are there, on borders of code points, and a label. */
static void assert_sound(const Document *document) {
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *finding = document->findings->pdata[i];
    g_autofree char *evidence = document_get_evidence(document, finding);
    g_assert_cmpint(finding->kind, ==, FINDING_THEME);
    g_assert_true(finding->confidence > 0 && finding->confidence <= 1);
    g_assert_true(g_utf8_validate(evidence, -1, NULL));
    g_assert_true((finding->field == FINDING_IN_METADATA) == (*evidence == '\0'));
    g_assert_nonnull(finding_get_detail(finding, "label"));
  }
}

/* Themes of practice found of the whole document: how many, and which are not wanted. */
static guint count_found(const Document *document, char **wanted, guint *wrong, const Case *test) {
  guint right = 0;
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *finding = document->findings->pdata[i];
    if (finding->unit != 0 || !g_str_has_prefix(finding->value, "practice:"))
      continue;
    if (g_strv_contains((const char *const *)wanted, finding->value + strlen("practice:")))
      right++;
    else {
      (*wrong)++;
      g_test_message("not wanted: %s in \"%s\" %s", finding->value, test->title ? test->title : "", test->text);
    }
  }
  return right;
}

static void test_table(void) {
  guint right = 0, wrong = 0, all = 0, mentions = 0, mentioned = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = document_of(&cases[i]);
    g_auto(GStrv) wanted = g_strsplit(cases[i].main, " ", -1), named = g_strsplit(cases[i].mention, " ", -1);
    assert_sound(document);
    guint found = count_found(document, wanted, &wrong, &cases[i]);
    right += found;
    all += g_strv_length(wanted);
    if (found < g_strv_length(wanted))
      g_test_message("missed: %s in \"%s\" %s", cases[i].main, cases[i].title ? cases[i].title : "", cases[i].text);
    for (guint n = 0; named[n]; n++) {
      g_autofree char *id = g_strconcat("practice:", named[n], NULL);
      gboolean met = has_theme(document, FALSE, id, "mention");
      mentions++;
      mentioned += met;
      if (!met)
        g_test_message("not mentioned: %s in %s", id, cases[i].text);
    }
  }
  g_test_message("main: %u right, %u wrong, %u wanted; mentions: %u of %u", right, wrong, all, mentioned, mentions);
  g_assert_cmpuint(wrong * 20, <=, right);     /* precision 0.95 */
  g_assert_cmpuint(right * 100, >=, all * 85); /* recall 0.85 */
  g_assert_cmpuint(mentioned * 100, >=, mentions * 85);
}

static void test_goals(void) {
  static const Case goals[] = {
      {"sv", "Bekämpa klimatförändringarna", "Vi bidrar till globala mål 13.", "sdg:13", ""},
      {"nb", "Stoppe klimaendringene", "Bærekraftsmål 13 handler om klima.", "sdg:13", ""},
      {"sv", "Levande skogar", "Miljökvalitetsmålet Levande skogar nås inte.", "miljomal:12", ""},
      {"da", "Livet i havet", "Verdensmål 14 gælder havet.", "sdg:14", ""},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(goals); i++) {
    g_autoptr(Document) document = document_of(&goals[i]);
    assert_sound(document);
    g_assert_true(has_theme(document, TRUE, goals[i].main, "main"));
  }
}

/* One word among thousands is no theme, and a long text without stops takes no long time. */
static void test_long(void) {
  g_autoptr(GString) text = g_string_new("Avfall. ");
  for (guint i = 0; i < 3000; i++)
    g_string_append(text, "Ordföranden läste upp dagordningen för de närvarande. ");
  Case once = {"sv", "Protokoll", text->str, "", ""};
  g_autoptr(Document) document = document_of(&once);
  g_assert_false(has_theme(document, TRUE, "practice:waste", "main"));
  g_assert_true(has_theme(document, FALSE, "practice:waste", "mention"));
  g_string_truncate(text, 0);
  for (guint i = 0; i < 100000; i++)
    g_string_append(text, i % 3 ? "avfall " : "offentlig upphandling ");
  Case dense = {"sv", NULL, text->str, "", ""};
  gint64 start = g_get_monotonic_time();
  g_autoptr(Document) other = document_of(&dense);
  g_assert_cmpint(g_get_monotonic_time() - start, <, 5 * G_USEC_PER_SEC);
  assert_sound(other);
}

static void test_odd(void) {
  g_autoptr(Document) empty = document_new();
  stage_themes(empty);
  g_assert_cmpuint(empty->findings->len, ==, 0);
  Case unknown = {"und", "Avfallsplan", "Kildesortering och sopor", "", ""};
  g_autoptr(Document) document = document_of(&unknown);
  g_assert_true(has_theme(document, TRUE, "practice:waste", "main"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/stages/themes/table", test_table);
  g_test_add_func("/stages/themes/goals", test_goals);
  g_test_add_func("/stages/themes/long", test_long);
  g_test_add_func("/stages/themes/odd", test_odd);
  return g_test_run();
}
