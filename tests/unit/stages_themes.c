/* Tests of the stage `themes`: what a document is about, what it only mentions, and what it does not speak of. */
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

#define MOST 3

typedef struct {
  const char *language, *title, *heading, *text;
  const char *mains[MOST]; /* of the document, all that are practice's, in any order */
  const char *mention;     /* one theme that the unit has but the document not; NULL: not looked at */
} Case;

static const Case cases[] = {
    /* --- sv: main */
    {"sv",
     "Klimatanpassning i kustkommuner",
     NULL,
     "Vi bjuder in till en dag om höga vattenstånd.",
     {"climate-adaptation"},
     NULL},
    {"sv",
     NULL,
     "Skyfall i tätorten",
     "Efter översvämningen 2031 gjordes en skyfallskartering. Värmeböljor väntas.",
     {"climate-adaptation"},
     NULL},
    {"sv", "Avfallsplan 2030", NULL, "Hushållen ska sortera mer. Återvinningscentralen byggs ut.", {"waste"}, NULL},
    {"sv",
     NULL,
     NULL,
     "Matavfallet samlas in varje vecka. Källsorteringen fungerar bra. Återvinningen ökar och soporna minskar.",
     {"waste"},
     NULL},
    {"sv", "Cykelplan", NULL, "Fler cykelvägar och bättre cykelparkering vid stationen.", {"mobility"}, NULL},
    {"sv",
     "Folkhälsoråd",
     NULL,
     "Rådet talade om psykisk ohälsa och fysisk aktivitet bland unga.",
     {"public-health"},
     NULL},
    {"sv", "Friluftsliv för alla", NULL, "Nya vandringsleder och vindskydd.", {"outdoor-life"}, NULL},
    {"sv",
     NULL,
     NULL,
     "Kulturmiljöprogrammet antogs. Fornlämningar och byggnadsminnen skyltas. Länsmuseet hjälper till.",
     {"cultural-heritage"},
     NULL},
    {"sv", "Upphandling av livsmedel", NULL, "Anbuden öppnas i maj.", {"procurement", "food"}, NULL},
    {"sv",
     "Miljömålsdagarna",
     NULL,
     "Länsstyrelsen redovisar uppföljningen av miljömålen.",
     {"environmental-objectives"},
     NULL},
    {"sv", "Agenda 2030 i praktiken", NULL, "De globala målen i budgeten.", {"agenda-2030"}, NULL},
    {"sv", "Medborgardialog om parken", NULL, "Dialogmöte hålls i biblioteket.", {"citizen-dialogue"}, NULL},
    {"sv",
     NULL,
     NULL,
     "Naturreservatet utvidgas. Hotade arter får skydd. Ängar slås för pollinatörernas skull.",
     {"biodiversity"},
     NULL},
    {"sv", "Översiktsplan för Ekby", NULL, "Bebyggelsen förtätas.", {"planning"}, NULL},
    {"sv",
     NULL,
     NULL,
     "Solcellerna på skolan ger el. Fjärrvärmen byggs ut och energianvändningen minskar.",
     {"energy"},
     NULL},
    /* --- nb: main */
    {"nb",
     "Klimatilpasning i arealplaner",
     NULL,
     "Flom og skred må kartlegges.",
     {"climate-adaptation", "planning"},
     NULL},
    {"nb",
     NULL,
     "Klimabudsjett",
     "Klimagassutslippene skal ned, og kommunen vedtok utslippskutt.",
     {"climate-mitigation"},
     NULL},
    {"nb", "Grønne innkjøp", NULL, "Rammeavtaler med miljøkrav.", {"procurement"}, NULL},
    {"nb",
     NULL,
     NULL,
     "Drikkevannet er rent. Avløpsrensingen må bli bedre, og renseanlegget bygges om.",
     {"water"},
     NULL},
    {"nb", "Kollektivtrafikk på landet", NULL, "Bussene går oftere.", {"mobility"}, NULL},
    {"nb", "Nettverk for folkehelse", NULL, "Kommunene møtes i mars.", {"public-health"}, NULL},
    {"nb", "Kulturminneplan", NULL, "Verneverdige bygninger er registrert.", {"cultural-heritage"}, NULL},
    {"nb", "Naturmangfold i byen", NULL, "Pollinerende insekter trenger blomster.", {"biodiversity"}, NULL},
    {"nb",
     NULL,
     NULL,
     "Byttedagen ga nytt liv til klær. Sirkulærøkonomi og ombruk gir mindre forbruk.",
     {"sustainable-consumption"},
     NULL},
    {"nb", "Medvirkning i planarbeidet", NULL, "Folkemøtet var godt besøkt.", {"citizen-dialogue"}, NULL},
    /* --- nn: main */
    {"nn", "Klimatilpassing på Vestlandet", NULL, "Flaum og ekstremvêr.", {"climate-adaptation"}, NULL},
    {"nn", "Avfall og attvinning", NULL, "Meir kjeldesortering.", {"waste"}, NULL},
    {"nn",
     NULL,
     NULL,
     "Sykkelvegen er ferdig. Gangvegen kjem neste år, og kollektivtrafikken får fleire avgangar.",
     {"mobility"},
     NULL},
    {"nn", "Berekraftsmåla i kommuneplanen", NULL, "Indikatorar blir valde.", {"agenda-2030", "planning"}, NULL},
    {"nn", "Friluftsliv og folkehelse", NULL, "Turvegar gir trivsel.", {"outdoor-life", "public-health"}, NULL},
    /* --- da: main */
    {"da", "Klimatilpasning i byen", NULL, "Skybrud fylder kældre.", {"climate-adaptation"}, NULL},
    {"da",
     NULL,
     NULL,
     "Affaldssorteringen er i gang. Genbrugspladsen åbner, og madaffaldet hentes hver uge.",
     {"waste"},
     NULL},
    {"da", "Grønne indkøb", NULL, "Udbud med miljøkrav.", {"procurement"}, NULL},
    {"da", "Borgerinddragelse", NULL, "Borgermødet blev holdt i juni.", {"citizen-dialogue"}, NULL},
    {"da", "Cykelpolitik", NULL, "Flere cykelstier.", {"mobility"}, NULL},
    /* --- en: main */
    {"en", "Climate adaptation in the Nordic countries", NULL, "Floods and heatwaves.", {"climate-adaptation"}, NULL},
    /* --- mentions */
    {"sv", NULL, "Styrelsemöte", "Budgeten gicks igenom. En ledamot frågade om solceller.", {NULL}, "energy"},
    {"sv",
     NULL,
     "Nämndens uppgifter",
     "Nämnden svarar för avfall, energi, dricksvatten och kollektivtrafik.",
     {NULL},
     "waste"},
    {"nb",
     NULL,
     "Om nettverket",
     "Temaene er energi, avfall, friluftsliv, kulturarv og folkehelse.",
     {NULL},
     "outdoor-life"},
    {"nn", NULL, "Årsmelding", "Det vart og nemnt at nokon sykla med elbil bak seg.", {NULL}, "mobility"},
    {"da", NULL, "Referat", "Formanden nævnte fjernvarmen. Næste møde er i maj.", {NULL}, "energy"},
    /* --- none */
    {"sv", "Kallelse till årsmöte", "Dagordning", "Mötets öppnande. Val av ordförande. Övriga frågor.", {NULL}, NULL},
    {"nb", "Innkalling", "Saksliste", "Godkjenning av referat. Valg av leder. Eventuelt.", {NULL}, NULL},
    {"nn", "Innkalling", "Sakliste", "Godkjenning av referat. Val av leiar. Ymse.", {NULL}, NULL},
    {"da", "Indkaldelse", "Dagsorden", "Valg af dirigent. Regnskab. Eventuelt.", {NULL}, NULL},
    {"fi", "Ilmastonmuutos", NULL, "Energia ja vesi.", {NULL}, NULL},
};

static Document *read_case(const Case *c) {
  Document *document = document_new();
  Unit *unit = add_unit(document, UNIT_KIND_SECTION, LOCATOR_LINE, 1, c->heading, c->text);
  g_strlcpy(unit->language, c->language, sizeof unit->language);
  g_strlcpy(document->language, c->language, sizeof document->language);
  document_set_string(&document->title, c->title);
  stage_themes(document);
  return document;
}

static const char *name_of(const Finding *f) {
  return g_str_has_prefix(f->value, "practice:") ? f->value + strlen("practice:") : NULL;
}

static gboolean is_wanted(const Case *c, const char *name) {
  for (guint i = 0; i < MOST; i++)
    if (g_strcmp0(c->mains[i], name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean has(const Document *document, const char *name, gboolean whole) {
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *f = document->findings->pdata[i];
    if ((f->unit == 0) == whole && g_strcmp0(name_of(f), name) == 0)
      return TRUE;
  }
  return FALSE;
}

static void check_finding(const Document *document, const Finding *f) {
  g_assert_cmpint(f->kind, ==, FINDING_THEME);
  g_assert_true(strcmp(f->role, "main") == 0 || strcmp(f->role, "mention") == 0);
  g_assert_nonnull(finding_get_detail(f, "label"));
  g_assert_cmpfloat(f->confidence, >, 0);
  g_assert_cmpfloat(f->confidence, <=, 1);
  g_autofree char *evidence = document_get_evidence(document, f);
  g_assert_true(f->field == FINDING_IN_METADATA ? !f->start && !f->end : *evidence);
}

static void test_cases(void) {
  guint wrong = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    const Case *c = &cases[i];
    g_autoptr(Document) document = read_case(c);
    for (guint k = 0; k < document->findings->len; k++) {
      const Finding *f = document->findings->pdata[k];
      check_finding(document, f);
      if (f->unit == 0 && name_of(f) && !is_wanted(c, name_of(f))) {
        g_printerr("# %s | %s: %s is too much\n", c->title, c->text, f->value);
        wrong++;
      }
    }
    for (guint m = 0; m < MOST && c->mains[m]; m++)
      if (!has(document, c->mains[m], TRUE)) {
        g_printerr("# %s | %s: %s is missing\n", c->title, c->text, c->mains[m]);
        wrong++;
      }
    if (c->mention && !has(document, c->mention, FALSE)) {
      g_printerr("# %s: %s is not mentioned\n", c->text, c->mention);
      wrong++;
    }
  }
  g_assert_cmpuint(wrong, ==, 0);
}

/* One word in a long text makes it no main theme. */
static void test_long(void) {
  g_autoptr(GString) text = g_string_new("Vi talade om avfall. ");
  for (guint i = 0; i < 400; i++)
    g_string_append(text, "Sammanträdet öppnades och protokollet justerades. ");
  Case c = {"sv", NULL, NULL, text->str, {NULL}, NULL};
  g_autoptr(Document) document = read_case(&c);
  g_assert_true(has(document, "waste", FALSE));
  g_assert_false(has(document, "waste", TRUE));
}

/* The names of bodies are not what the text is about. */
static void test_names(void) {
  g_autoptr(Document) document = document_new();
  Unit *unit =
      add_unit(document, UNIT_KIND_SECTION, LOCATOR_LINE, 1, NULL, "Norges vassdrags- og energidirektorat svarte.");
  g_strlcpy(unit->language, "nb", sizeof unit->language);
  document_add_finding(document, finding_new(FINDING_ORGANISATION, 1, FINDING_IN_TEXT, 0, 37,
                                             "Norges vassdrags- og energidirektorat", NULL, 0.9));
  stage_themes(document);
  g_assert_cmpuint(document->findings->len, ==, 1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/stages-themes/cases", test_cases);
  g_test_add_func("/stages-themes/long", test_long);
  g_test_add_func("/stages-themes/names", test_names);
  return g_test_run();
}
