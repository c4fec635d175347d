/* Tests of the stage `examples`: what is an example, what only points to some, and what is neither; and the fields. */
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

typedef struct {
  const char *language, *heading, *text;
  const char *role;  /* "example", "pointer"; NULL: nothing is found */
  const char *who;   /* as it must be; NULL: not looked at */
  const char *place; /* the same */
} Case;

static Document *read_case(const Case *c) {
  Document *document = document_new();
  Unit *unit = add_unit(document, UNIT_KIND_SECTION, LOCATOR_LINE, 1, c->heading, c->text);
  g_strlcpy(unit->language, c->language, sizeof unit->language);
  unit->language_confidence = 0.99;
  stage_examples(document);
  return document;
}

/* The first example, else the first pointer. */
static const Finding *best_finding(const Document *document) {
  const Finding *best = NULL;
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *f = document->findings->pdata[i];
    g_assert_cmpint(f->kind, ==, FINDING_EXAMPLE);
    if (!best || (strcmp(f->role, "example") == 0 && strcmp(best->role, "example") != 0))
      best = f;
  }
  return best;
}

static void check(const Case *cases, gsize count) {
  for (gsize i = 0; i < count; i++) {
    const Case *c = &cases[i];
    g_autoptr(Document) document = read_case(c);
    const Finding *found = best_finding(document);
    g_test_message("%s: %s | %s", c->language, c->heading ? c->heading : "-", c->text);
    g_assert_cmpstr(found ? found->role : NULL, ==, c->role);
    if (!found || strcmp(found->role, "example") != 0)
      continue;
    g_autofree char *evidence = document_get_evidence(document, found);
    g_assert_cmpuint(strlen(evidence), >, 20);
    g_assert_nonnull(finding_get_detail(found, "why"));
    if (c->who)
      g_assert_cmpstr(finding_get_detail(found, "who"), ==, c->who);
    if (c->place)
      g_assert_cmpstr(finding_get_detail(found, "place"), ==, c->place);
  }
}

#define EXAMPLE "example"
#define POINTER "pointer"

static const Case told[] = {
    {"sv", NULL, "Tranås kommun bytte alla gatlampor till led. Elanvändningen minskade med 40 procent.", EXAMPLE,
     "Tranås kommun", "Tranås"},
    {"sv", NULL,
     "Karlstads kommun har infört matsvinnsvägning i skolköken, vilket har lett till att svinnet halverats.", EXAMPLE,
     "Karlstads kommun", "Karlstad"},
    {"sv", NULL, "Kommunen installerade solceller på simhallens tak 2015. Det har gjort att elräkningen sjunkit.",
     EXAMPLE, "Kommunen", NULL},
    {"sv", NULL, "Region Gotland anlade tre våtmarker. Kvävehalten i ån sjönk med 25 procent på fyra år.", EXAMPLE,
     "Region Gotland", "Gotland"},
    {"sv", NULL, "Härnösands kommun har minskat utsläppen med 30 procent genom att köra bussarna på biogas.", EXAMPLE,
     "Härnösands kommun", "Härnösand"},
    {"sv", NULL, "Skolan startade en vandrande skolbuss. Resultatet blev att hälften så många barn skjutsas.", EXAMPLE,
     "Skolan", NULL},
    {"sv", NULL,
     "I Ljungby har bostadsbolaget renoverat 200 lägenheter, och energianvändningen minskade med 35 procent.", EXAMPLE,
     NULL, "Ljungby"},
    {"sv", NULL, "Upplands Väsby kommun anställde en cykelsamordnare. Antalet cyklister ökade med 12 procent.", EXAMPLE,
     "Upplands Väsby kommun", "Upplands Väsby"},
    {"sv", NULL, "Projektet planterade 400 träd på skolgårdarna.\n\nTemperaturen på gårdarna har sjunkit med 3 grader.",
     EXAMPLE, "Projektet", NULL},
    {"sv", NULL,
     "Alingsås kommun öppnade ett återbruk där folk lämnar möbler. Det har fört till att 14 ton har fått nya ägare.",
     EXAMPLE, "Alingsås kommun", "Alingsås"},
    {"sv", NULL, "I Lunnby har Bohemmet bytt ut alla tvättmaskiner och sparat 300 000 kWh om året.", EXAMPLE,
     "Bohemmet", "Lunnby"},
    {"sv", NULL, "Hjo kommun har halverat utsläppen genom att ersätta olja med flis.", EXAMPLE, "Hjo kommun", "Hjo"},
    {"nb", NULL, "Ski kommune byttet ut oljekjelene i 2014. Utslippene er redusert med 60 prosent.", EXAMPLE,
     "Ski kommune", "Ski"},
    {"nb", NULL, "Lillehammer kommune har innført sykkelhotell ved stasjonen. Det har ført til at flere sykler.",
     EXAMPLE, "Lillehammer kommune", "Lillehammer"},
    {"nb", NULL, "Kommunen åpnet bekken gjennom sentrum, og antall oversvømte kjellere ble redusert fra 14 til 2.",
     EXAMPLE, "Kommunen", NULL},
    {"nb", NULL, "Nord-Fron kommune har etablert frivilligsentral. Resultatet er at 80 eldre får besøk hver uke.",
     EXAMPLE, NULL, NULL},
    {"nb", NULL, "Skolen plantet kjøkkenhage i 2016. Elevene sparte kantina for 20 000 kroner.", EXAMPLE, "Skolen",
     NULL},
    {"nb", NULL,
     "Drammen kommune innførte miljøkrav til byggeplasser. Dette førte til at 90 prosent av maskinene går på strøm.",
     EXAMPLE, "Drammen kommune", "Drammen"},
    {"nb", NULL, "Fylkeskommunen har kartlagt alle kulvertene. Tiltaket førte til færre stengte veger.", EXAMPLE,
     "Fylkeskommunen", NULL},
    {"nn", NULL, "Voss kommune har bygd gangveg langs elva. Talet på syklistar auka med 20 prosent.", EXAMPLE,
     "Voss kommune", "Voss"},
    {"nn", NULL, "Kommunen starta leksehjelp på biblioteket, og det har ført til at fleire fullfører.", EXAMPLE,
     "Kommunen", NULL},
    {"nn", NULL, "Stord kommune installerte solceller på to skular. Straumbruken minka med 15 prosent.", EXAMPLE,
     "Stord kommune", "Stord"},
    {"nn", NULL, "Barnehagen planta epletre saman med dei eldre. Resultatet vart at mange møtest kvar veke.", EXAMPLE,
     NULL, NULL},
    {"da", NULL, "Lemvig Kommune oprettede en klimafond i 2017. Det har resulteret i 25 projekter.", EXAMPLE,
     "Lemvig Kommune", "Lemvig"},
    {"da", NULL, "Kommunen udskiftede gadelamperne. Elforbruget faldt med 45 procent.", EXAMPLE, NULL, NULL},
    {"da", NULL, "Odense Kommune har anlagt regnbede, og det førte til at kældrene holdt sig tørre i 2016.", EXAMPLE,
     "Odense Kommune", "Odense"},
    {"en", NULL, "The Municipality of Bornholm introduced bottle deposits. Litter fell by 20 per cent.", EXAMPLE, NULL,
     NULL},
    {"en", NULL, "The City of Lahti replaced coal with wood waste, which led to 600,000 tonnes less carbon dioxide.",
     EXAMPLE, NULL, NULL},
};

static void test_told(void) {
  check(told, G_N_ELEMENTS(told));
}

static const Case marked[] = {
    {"sv", "Lärande exempel", "Växjö kommun har byggt ett trähus i åtta våningar. Huset står klart sedan 2014.",
     EXAMPLE, "Växjö kommun", "Växjö"},
    {"sv", "Så gjorde Växjö", "Först samlades alla chefer. Sedan har man bytt bilarna mot cyklar.", EXAMPLE, "Växjö",
     "Växjö"},
    {"sv", "Exempel från Vara kommun", "Skolgården har gjorts om till lund. Eleverna har planterat 40 träd.", EXAMPLE,
     NULL, "Vara"},
    {"sv", "Goda exempel", "Hjo kommun prövade bete i stället för gräsklippare. Fåren trivs.", EXAMPLE, "Hjo kommun",
     "Hjo"},
    {"sv", "Exempel: Backsippans skola i Mariestad", "När skolan byggdes ut har parkeringen flyttats bort från gården.",
     EXAMPLE, NULL, "Mariestad"},
    {"sv", NULL, "Ett gott exempel är Tibro kommun, som har infört fossilfria hemtjänstbilar.", EXAMPLE, "Tibro kommun",
     "Tibro"},
    {"nb", "Gode eksempler", "Røros kommune har tatt i bruk fjernvarme fra sagbruket.", EXAMPLE, "Røros kommune",
     "Røros"},
    {"nb", "Slik gjorde Malvik det", "Kommunen ryddet strandsonen og har bygget en sti langs fjorden.", EXAMPLE, NULL,
     NULL},
    {"nb", "Eksempel fra Lia skole", "Elevrådet har laget et kart over steder der de ikke er trygge.", EXAMPLE,
     "Lia skole", NULL},
    {"nb", NULL, "Et godt eksempel er Moss kommune, som har innført avfallssortering på alle skoler.", EXAMPLE,
     "Moss kommune", "Moss"},
    {"nb", "Beste praksis", "Bærum kommune har innført klimaregnskap for alle innkjøp.", EXAMPLE, "Bærum kommune",
     "Bærum"},
    {"nn", "Gode døme", "Luster kommune har laga ei gangbru av gamle stolpar.", EXAMPLE, "Luster kommune", "Luster"},
    {"nn", "Døme frå Sogndal", "Her har grendalaget starta ein bilring med fire el-bilar.", EXAMPLE, "Sogndal",
     "Sogndal"},
    {"da", "Gode eksempler", "Samsø Kommune har bygget et varmeværk på halm.", EXAMPLE, "Samsø Kommune", "Samsø"},
    {"da", "Sådan gjorde Skive", "Byrådet har købt ti elbiler til hjemmeplejen.", EXAMPLE, "Skive", "Skive"},
};

/* Headings of a page are units: a title that marks, sections by places; a project's deeds and results. */
static void test_pages(void) {
  g_autoptr(Document) document = document_new();
  document->title = g_strdup("Gode døme: unge hjelper gamle");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Gode døme: unge hjelper gamle", "Her er to stader.");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Lunde: kaffi og nettbank",
           "Elevrådet driv kafé i det gamle bakeriet. Seksti gamle kjem innom kvar veke.");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Kontakt: oss", "Ring Kari. Ho svarar deg.");
  for (guint i = 0; i < document->units->len; i++)
    g_strlcpy(unit_at(document, i)->language, "nn", 8);
  stage_examples(document);
  const Finding *found = best_finding(document);
  g_assert_nonnull(found);
  g_assert_cmpstr(found->role, ==, "example");
  g_assert_cmpuint(found->unit, ==, 2);
  g_assert_cmpstr(finding_get_detail(found, "who"), ==, "Lunde");
}

static void test_project(void) {
  g_autoptr(Document) document = document_new();
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Hva vi har gjort", "1. Telt 40 stoler\n2. Leid et lager");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Resultater", "Innkjøpene er redusert med 58 prosent.");
  for (guint i = 0; i < document->units->len; i++)
    g_strlcpy(unit_at(document, i)->language, "nb", 8);
  stage_examples(document);
  const Finding *found = best_finding(document);
  g_assert_nonnull(found);
  g_assert_cmpuint(found->unit, ==, 2);
  g_assert_cmpstr(finding_get_detail(found, "result"), ==, "Innkjøpene er redusert med 58 prosent.");
}

static void test_marked(void) {
  check(marked, G_N_ELEMENTS(marked));
}

static const Case pointers[] = {
    {"sv", NULL, "Vilka goda exempel finns som kompletterar bilden?", POINTER, NULL, NULL},
    {"sv", NULL, "Vägledningen innehåller flera lärande exempel från kommuner.", POINTER, NULL, NULL},
    {"sv", NULL, "Därtill har flera kommuner bidragit med synpunkter och goda exempel.", POINTER, NULL, NULL},
    {"sv", NULL, "Läs om goda exempel på webbplatsen.", POINTER, NULL, NULL},
    {"sv", "Goda exempel", "Här kommer snart mer.", POINTER, NULL, NULL},
    {"sv", NULL, "Nätverket sprider goda exempel mellan kommunerna.", POINTER, NULL, NULL},
    {"sv", NULL, "Skicka gärna in era bästa exempel till oss.", POINTER, NULL, NULL},
    {"nb", NULL, "KS formidler gode eksempler, verktøy og arbeidsformer", POINTER, NULL, NULL},
    {"nb", NULL, "I gode eksempler", POINTER, NULL, NULL},
    {"nb", NULL, "Bidra med gode eksempler og forslag til prosjekter", POINTER, NULL, NULL},
    {"nb", NULL, "Indikatorverktøy og eksempelbank er under utvikling", POINTER, NULL, NULL},
    {"nb", NULL, "Vi ønsker å samle beste praksis fra kommunene.", POINTER, NULL, NULL},
    {"nn", NULL, "Rettleiaren har mange gode døme frå kommunane.", POINTER, NULL, NULL},
    {"nn", NULL, "Har de gode døme å dele?", POINTER, NULL, NULL},
    {"da", NULL, "Find flere gode eksempler på hjemmesiden.", POINTER, NULL, NULL},
};

static void test_pointers(void) {
  check(pointers, G_N_ELEMENTS(pointers));
}

static const Case nothing[] = {
    /* plans and goals */
    {"sv", NULL, "Kommunen ska minska utsläppen med 30 procent genom att byta fordon.", NULL, NULL, NULL},
    {"sv", NULL, "Målet är att kommunen har infört källsortering och att svinnet minskat med 20 procent 2030.", NULL,
     NULL, NULL},
    {"sv", NULL, "Tranås kommun planerar att bygga solceller. Det sparar 20 000 kronor.", NULL, NULL, NULL},
    {"sv", NULL, "Kommunen vill ha byggt tio stationer 2025.", NULL, NULL, NULL},
    {"nb", NULL, "Kommunen skal ha innført sykkelparkering. Utslippene skal være redusert med 40 prosent.", NULL, NULL,
     NULL},
    {"nb", NULL, "Ski kommune vil ha bygget tre skoler innen 2030.", NULL, NULL, NULL},
    {"nb", NULL, "Målet er at kommunen har redusert utslippene med 50 prosent.", NULL, NULL, NULL},
    {"nn", NULL, "Kommunen vil at straumbruken er redusert med 20 prosent i 2030.", NULL, NULL, NULL},
    {"da", NULL, "Kommunen skal have udskiftet lamperne. Forbruget skal være reduceret med 40 procent.", NULL, NULL,
     NULL},
    {"en", NULL, "The municipality should have introduced fees that reduced waste by 20 percent.", NULL, NULL, NULL},
    {"sv", NULL, "Växjö kommun kommer att ha bytt bilarna. Utsläppen har då minskat med 20 procent.", NULL, NULL, NULL},
    {"nb", NULL, "Kommunen kommer til å ha byttet bilene, og utslippene blir redusert med 20 prosent.", NULL, NULL,
     NULL},
    /* advice */
    {"sv", NULL, "Kommunen bör ha bytt ut pannorna. Det kan ha minskat kostnaden med 10 procent.", NULL, NULL, NULL},
    {"nb", NULL, "En kommune kan ha innført gebyr. Da kan mengden bli redusert med 10 prosent.", NULL, NULL, NULL},
    {"sv", NULL, "Om kommunen har infört avgifter som minskade avfallet med 10 procent, redovisa det.", NULL, NULL,
     NULL},
    {"nb", NULL, "Hvis kommunen innførte gebyr og mengden ble redusert med 10 prosent, skriv det her.", NULL, NULL,
     NULL},
    /* questions and negations */
    {"sv", NULL, "Har kommunen infört avgifter som minskade avfallet med 10 procent?", NULL, NULL, NULL},
    {"sv", NULL, "Kommunen har inte infört några avgifter. Avfallet har inte minskat med 5 procent.", NULL, NULL, NULL},
    {"nb", NULL, "Kommunen har ikke innført gebyr.", NULL, NULL, NULL},
    /* offices among themselves */
    {"sv", NULL, "Nätverket anordnade ett seminarium som resulterade i tolv tips.", NULL, NULL, NULL},
    {"sv", NULL, "År 2014 lanserade länsstyrelserna en vägledning. Den reviderades 2020.", NULL, NULL, NULL},
    {"sv", NULL, "Länsstyrelsen bildade en referensgrupp 2017 för att stödja kommunerna.", NULL, NULL, NULL},
    {"nb", NULL, "20 kommunenettverk er etablert, og 14 er under etablering.", NULL, NULL, NULL},
    {"nb", NULL, "Kommunen laget en rapport, og den førte til en ny veileder.", NULL, NULL, NULL},
    /* what happens by itself, and figures without anybody's doing */
    {"sv", NULL, "Utsläppen i länet minskade med 12 procent mellan 1990 och 2010.", NULL, NULL, NULL},
    {"nb", NULL, "Folketallet i kommunen økte med 3 prosent.", NULL, NULL, NULL},
    {"sv", NULL, "Befolkningen ökade med 200 personer förra året.", NULL, NULL, NULL},
    {"da", NULL, "Antallet af borgere faldt med 2 procent.", NULL, NULL, NULL},
    {"nb", NULL, "Kommunen har ansatt ny rådmann. Sykefraværet har økt med 2 prosent.", NULL, NULL, NULL},
    {"sv", NULL, "Budgeten för kommunen har minskat med 30 miljoner kronor.", NULL, NULL, NULL},
    {"sv", NULL, "Energianvändningen i kommunens lokaler har minskat med 8 procent sedan 2009.", NULL, NULL, NULL},
    /* doing without an outcome */
    {"sv", NULL, "Kommunen byggde en skola 1962.", NULL, NULL, NULL},
    {"nb", NULL, "Kommunen har innført nye rutiner.", NULL, NULL, NULL},
    /* other trades */
    {"sv", NULL,
     "Projektet har utvecklat fria verktyg. Även om många har bidragit till det fungerar bra samarbete bäst.", NULL,
     NULL, NULL},
    {"sv", NULL, "Exempel: skriv namnet i rutan och tryck på Enter.", NULL, NULL, NULL},
    {"sv", "Exempel", "Programmet installerade paketet och loggen minskade med 30 procent.", NULL, NULL, NULL},
    {"nb", "Eksempel", "Du har installert pakken. Filene er redusert med 40 prosent.", NULL, NULL, NULL},
    {"en", "Example", "The installer replaced the file, and the size was reduced by 20 percent.", NULL, NULL, NULL},
    {"en", NULL, "This example shows how the compiler reduced the code by 20 percent.", NULL, NULL, NULL},
    {"en", NULL, "We introduced a cache, which resulted in a speed-up of 3 times.", NULL, NULL, NULL},
    {"sv", NULL, "", NULL, NULL, NULL},
};

static void test_nothing(void) {
  check(nothing, G_N_ELEMENTS(nothing));
}

/* --- fields -------------------------------------------------------------------------------------------------- */

static void test_fields(void) {
  Case c = {.language = "sv",
            .heading = "Lärande exempel",
            .text = "Hjo kommun bytte alla bilar mot elbilar. Kostnaden minskade med 30 procent.\n\n"
                    "Kontakt: Anna Ek, anna.ek@hjo.example"};
  g_autoptr(Document) document = read_case(&c);
  const Finding *found = best_finding(document);
  g_assert_nonnull(found);
  g_autofree char *evidence = document_get_evidence(document, found);
  g_assert_cmpstr(evidence, ==, "Hjo kommun bytte alla bilar mot elbilar. Kostnaden minskade med 30 procent.");
  g_assert_cmpstr(finding_get_detail(found, "what"), ==, "Hjo kommun bytte alla bilar mot elbilar.");
  g_assert_cmpstr(finding_get_detail(found, "result"), ==, "Kostnaden minskade med 30 procent.");
  g_assert_cmpstr(finding_get_detail(found, "contact"), ==, "Anna Ek, anna.ek@hjo.example");
  g_assert_cmpstr(finding_get_detail(found, "why"), ==, "marked: heading 'Lärande exempel'");
  g_assert_null(finding_get_detail(found, "theme"));
  g_assert_cmpfloat(found->confidence, >, 0.9);
}

static void test_other_findings(void) {
  g_autoptr(Document) document = document_new();
  const char *text = "Kommunen bytte gatlampor i Hult. Elanvändningen minskade med 40 procent.";
  Unit *unit = add_unit(document, UNIT_KIND_SECTION, LOCATOR_LINE, 1, NULL, text);
  g_strlcpy(unit->language, "sv", sizeof unit->language);
  gsize place = (gsize)(strstr(text, "Hult") - text);
  document_add_finding(document, finding_new(FINDING_THEME, 1, FINDING_IN_TEXT, 0, 8, "practice:waste", "other", 0.9));
  document_add_finding(document, finding_new(FINDING_THEME, 1, FINDING_IN_TEXT, 0, 8, "practice:energy", "main", 0.9));
  document_add_finding(document,
                       finding_new(FINDING_PLACE, 1, FINDING_IN_TEXT, place, place + 4, "SE-9999", "about", 0.9));
  stage_examples(document);
  const Finding *found = document->findings->pdata[document->findings->len - 1];
  g_assert_cmpint(found->kind, ==, FINDING_EXAMPLE);
  g_assert_cmpstr(finding_get_detail(found, "theme"), ==, "practice:energy");
  g_assert_cmpstr(finding_get_detail(found, "place"), ==, "Hult");
  g_assert_cmpfloat(found->confidence, <, 0.9);
}

/* Long texts without ends, and many sentences, take no time to speak of and stay within bounds. */
static void test_hostile(void) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < 60000; i++)
    g_string_append(text, i % 7 ? "Hjo kommun bytte . " : "goda exempel? \xC3\xA5\xEF\xBF\xBD");
  Case c = {.language = "sv", .text = text->str};
  gint64 begin = g_get_monotonic_time();
  g_autoptr(Document) document = read_case(&c);
  g_assert_cmpuint(document->findings->len, <=, 60);
  g_assert_cmpint(g_get_monotonic_time() - begin, <, 5 * G_USEC_PER_SEC);
  for (guint i = 0; i < document->findings->len; i++) {
    g_autofree char *evidence = document_get_evidence(document, document->findings->pdata[i]);
    g_assert_true(g_utf8_validate(evidence, -1, NULL));
  }
  g_string_free(text, TRUE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/stages/examples/told", test_told);
  g_test_add_func("/stages/examples/marked", test_marked);
  g_test_add_func("/stages/examples/pages", test_pages);
  g_test_add_func("/stages/examples/project", test_project);
  g_test_add_func("/stages/examples/pointers", test_pointers);
  g_test_add_func("/stages/examples/nothing", test_nothing);
  g_test_add_func("/stages/examples/fields", test_fields);
  g_test_add_func("/stages/examples/other-findings", test_other_findings);
  g_test_add_func("/stages/examples/hostile", test_hostile);
  return g_test_run();
}
