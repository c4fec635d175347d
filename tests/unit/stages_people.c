/* Tests of the people that are found: names, roles, titles, organisations, and what is nobody. All sentences and people
 * are made up. */
#include "language/person_names.h"
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

/* All that is found in a text, as "role name" or "role name @organisation" joined by '|'; mentioned is no role. */
static const struct {
  const char *language, *text, *found;
} cases[] = {
    /* name and organisation */
    {"sv", "Anna Ekvall, Lunds kommun", "Anna Ekvall @Lunds kommun"},
    {"sv", "Anna Ekvall, miljöstrateg, Lunds kommun", "Anna Ekvall @Lunds kommun"},
    {"sv", "Anna Ekvall, miljöstrateg Lunds kommun", "Anna Ekvall @Lunds kommun"},
    {"sv", "Anna Ekvall, miljöstrateg på Lunds kommun", "Anna Ekvall @Lunds kommun"},
    {"sv", "Anna Ekvall - Lunds kommun", "Anna Ekvall @Lunds kommun"},
    {"sv", "Anna Ekvall – Göteborgs universitet", "Anna Ekvall @Göteborgs universitet"},
    {"sv", "Anna Ekvall (Boverket)", "Anna Ekvall @Boverket"},
    {"sv", "Anna Ekvall från Boverket", "Anna Ekvall @Boverket"},
    {"sv", "Anna Ekvall\tBoverket\tmiljöchef", "Anna Ekvall @Boverket"},
    {"sv", "Anna Ekvall\nmiljöstrateg\nLunds kommun\n", "Anna Ekvall @Lunds kommun"},
    {"sv", "Anna Ekvall, Trädgårdskonsult", "Anna Ekvall"},
    {"sv", "Anna Ekvall, Grönkraft", "Anna Ekvall @Grönkraft"},
    {"sv", "Anna Ekvall, SKL", "Anna Ekvall @Sveriges Kommuner och Regioner"},
    {"sv", "Anna Ekvall (S), kommunalråd", "Anna Ekvall"},
    {"sv", "Anna Ekvall, Lund", "Anna Ekvall"},
    {"sv", "Ingela Isling - Länsstyrelsen", "Ingela Isling @Länsstyrelsen"},
    {"nb", "Kari Bratli, KS", "Kari Bratli @KS"},
    {"nb", "Kari Bratli, seniorrådgiver i Miljødirektoratet", "Kari Bratli @Miljødirektoratet"},
    {"nb", "Kari Bratli (Stange kommune)", "Kari Bratli @Stange kommune"},
    {"nb", "Kari Bratli, ordfører (Ap)", "Kari Bratli"},
    {"nb", "Kari Bratli fra NVE", "Kari Bratli @Norges vassdrags- og energidirektorat"},
    {"nn", "Sigrid Hauge, klimarådgjevar, Voss kommune", "Sigrid Hauge @Voss kommune"},
    {"da", "Mette Kruse, specialkonsulent, Aarhus Kommune", "Mette Kruse @Aarhus Kommune"},
    {"da", "Mette Kruse, Miljøstyrelsen", "Mette Kruse @Miljøstyrelsen"},
    /* names of several parts */
    {"sv", "Karin Blom Hedenlund, SKR", "Karin Blom Hedenlund @Sveriges Kommuner och Regioner"},
    {"sv", "Anna-Karin Brodell, Lunds kommun", "Anna-Karin Brodell @Lunds kommun"},
    {"sv", "Carl von Rosenberg, Boverket", "Carl von Rosenberg @Boverket"},
    {"sv", "Johan af Ekenberg, Boverket", "Johan af Ekenberg @Boverket"},
    {"sv", "Per A. Lindhe, Boverket", "Per A. Lindhe @Boverket"},
    {"nb", "Ole Kristian Sørbråten, KS", "Ole Kristian Sørbråten @KS"},
    {"nb", "Anne-Grete Moe Strandvik, KS", "Anne-Grete Moe Strandvik @KS"},
    {"da", "Jens Peter de la Cour, KL", "Jens Peter de la Cour @KL"},
    {"sv", "Dragica Milovic, miljöstrateg, Lunds kommun", "Dragica Milovic @Lunds kommun"},
    {"sv", "Vi hörde Anna Ekvall.", "Anna Ekvall"},
    {"sv", "Per-Erik By, räddningschef", "Per-Erik By"},
    {"sv", "Föreläsare: Lovisa Vara, jurist.", "speaker Lovisa Vara"},
    {"nb", "Trykk: Kai Hansen Trykkeri 2018", ""},
    /* lists */
    {"nn", "Til stades: Gunn Hareide, Ulstein (møteleiar) · Maria Giske Roald, Ålesund · Idar Sande, Sula",
     "chair Gunn Hareide|participant Maria Giske Roald|participant Idar Sande"},
    {"nb", "Til stede: Frode Rasch, Kari Bratli\n\nFrode gikk gjennom kontrakten.",
     "speaker Frode Rasch|participant Kari Bratli"},
    {"sv", "Anna Ekvall och Bertil Sandh, Boverket", "Anna Ekvall @Boverket|Bertil Sandh @Boverket"},
    {"sv", "Anna Ekvall, Bertil Sandh och Cecilia Dahm, Boverket",
     "Anna Ekvall @Boverket|Bertil Sandh @Boverket|Cecilia Dahm @Boverket"},
    {"sv", "Anna Ekvall, SKL, Bertil Sandh och Cecilia Dahm",
     "Anna Ekvall @Sveriges Kommuner och Regioner|Bertil Sandh|Cecilia Dahm"},
    {"sv", "Anna Ekvall, Grön framtid Norr, Bertil Sandh, Länsstyrelsen Skåne och Cecilia Dahm, Boverket",
     "Anna Ekvall @Grön framtid Norr|Bertil Sandh @Länsstyrelsen i Skåne län|Cecilia Dahm @Boverket"},
    {"nb", "Kari Bratli og Ola Stuen, KS", "Kari Bratli @KS|Ola Stuen @KS"},
    {"nb", "Kari Bratli (KS), Ola Stuen (NVE) og Per Hauger (Stange kommune)",
     "Kari Bratli @KS|Ola Stuen @Norges vassdrags- og energidirektorat|Per Hauger @Stange kommune"},
    {"nn", "Sigrid Hauge og Olav Bakke, Voss kommune", "Sigrid Hauge @Voss kommune|Olav Bakke @Voss kommune"},
    {"da", "Mette Kruse samt Søren Lund, KL", "Mette Kruse @KL|Søren Lund @KL"},
    {"sv", "Anna Ekvall, Boverket. Senare talade man. Bertil Sandh och Anna Ekvall svarade.",
     "Anna Ekvall @Boverket|Bertil Sandh"},
    {"sv", "Anna Ekvall, Boverket, var där.\n\nSedan gick Ekvall hem.", "Anna Ekvall @Boverket"},
    /* labels */
    {"sv", "Kontakt: Anna Ekvall, 08-123 45 67", "contact Anna Ekvall"},
    {"sv", "Information\tAnna Ekvall, 08-123 45 67 eller anna.ekvall@exempel.se", "contact Anna Ekvall"},
    {"sv", "Upplysningar: Anna Ekvall, Boverket", "contact Anna Ekvall @Boverket"},
    {"sv", "Anna Ekvall\nmiljöchef\nTel. 08-123 45 67\n", "contact Anna Ekvall"},
    {"nb", "Kontaktperson: Kari Bratli", "contact Kari Bratli"},
    {"nb", "Spørsmål kan rettes til Kari Bratli, kari@eksempel.no", "contact Kari Bratli"},
    {"nn", "Kontakt: Sigrid Hauge, tlf. 55 12 34 56", "contact Sigrid Hauge"},
    {"da", "Henvendelse: Mette Kruse", "contact Mette Kruse"},
    {"sv", "Närvarande: Anna Ekvall, Bertil Sandh", "participant Anna Ekvall|participant Bertil Sandh"},
    {"sv", "Närvarande:\nAnna Ekvall, Boverket\nBertil Sandh, Lunds kommun\n",
     "participant Anna Ekvall @Boverket|participant Bertil Sandh @Lunds kommun"},
    {"sv", "Ordförande: Anna Ekvall", "chair Anna Ekvall"},
    {"sv", "Sekreterare: Anna Ekvall\nJusterare: Bertil Sandh", "participant Anna Ekvall|participant Bertil Sandh"},
    {"nb", "Til stede: Kari Bratli, Ola Stuen (KS)", "participant Kari Bratli|participant Ola Stuen @KS"},
    {"nb", "Møteleder: Kari Bratli\nReferent: Ola Stuen", "chair Kari Bratli|participant Ola Stuen"},
    {"nn", "Møteleiar: Sigrid Hauge", "chair Sigrid Hauge"},
    {"da", "Mødeleder: Mette Kruse", "chair Mette Kruse"},
    {"sv", "Författare: Anna Ekvall och Bertil Sandh", "author Anna Ekvall|author Bertil Sandh"},
    {"nb", "Forfatter: Kari Bratli", "author Kari Bratli"},
    {"sv", "Foto: Anna Ekvall", "Anna Ekvall"},
    {"nb", "Prosjektleder: Kari Bratli, Stange kommune", "project-leader Kari Bratli @Stange kommune"},
    {"sv", "Föreläsare: Anna Ekvall, Boverket", "speaker Anna Ekvall @Boverket"},
    {"sv", "Kontakt: Nkosana Mbeteni, Lunds kommun", "contact Nkosana Mbeteni @Lunds kommun"},
    /* prose */
    {"sv",
     "Projektledare har varit Anna Ekvall, miljöstrateg, Länsstyrelsen Skåne och Bertil Sandh, miljöstrateg, Lunds "
     "kommun.",
     "project-leader Anna Ekvall @Länsstyrelsen i Skåne län|project-leader Bertil Sandh @Lunds kommun"},
    {"sv",
     "Föreläsare under dagen var Anna Ekvall - Göteborgs universitet, Bertil Sandh - Skogsstyrelsen samt Cecilia Dahm "
     "- "
     "Boverket och David Wrede - Sotenäs kommun.",
     "speaker Anna Ekvall @Göteborgs universitet|speaker Bertil Sandh @Skogsstyrelsen|speaker Cecilia Dahm "
     "@Boverket|speaker David Wrede @Sotenäs kommun"},
    {"sv", "Anna Ekvall, Boverket, och Bertil Sandh, SGI, ledde arbetet.",
     "project-leader Anna Ekvall @Boverket|project-leader Bertil Sandh @Statens geotekniska institut"},
    {"sv", "Anna Ekvall, Boverket, berättade om kusten.", "speaker Anna Ekvall @Boverket"},
    {"sv", "Rapporten är skriven av Anna Ekvall, SGU.", "author Anna Ekvall @Sveriges geologiska undersökning"},
    {"nb", "Kari Bratli orienterte om saken.", "speaker Kari Bratli"},
    {"nb", "Heftet er skrevet av Kari Bratli og Ola Stuen.", "author Kari Bratli|author Ola Stuen"},
    {"nn", "Sigrid Hauge fortalde om prosjektet.", "speaker Sigrid Hauge"},
    {"sv", "Anna Ekvall valdes till ordförande för mötet.", "chair Anna Ekvall"},
    {"sv", "Närvarande\nAnna Ekvall, Lunds kommun (ordf.)\nBertil Sandh, Boverket\n",
     "chair Anna Ekvall @Lunds kommun|participant Bertil Sandh @Boverket"},
    {"nb", "Frammøtte: Kari Bratli (møteleder), Ola Stuen", "chair Kari Bratli|participant Ola Stuen"},
    {"nb", "Velkommen v/ varaordfører Kari Bratli (SV)", "Kari Bratli"},
    {"nb", "Seniorforsker Hugleik Skar, Norsk Ide", "Hugleik Skar @Norsk Ide"},
    {"da", "Talere: professor Mette Kruse, KL, og Søren Lund, direktør i Grøn Damp A/S",
     "speaker Mette Kruse @KL|speaker Søren Lund @Grøn Damp A/S"},
    {"da", "Projektleder Mette Kruse fra Teknik- og Miljøforvaltningen fortæller",
     "project-leader Mette Kruse @Teknik- og Miljøforvaltningen"},
    {"nn", "Prosjektleiar har vore Sigrid Hauge.", "project-leader Sigrid Hauge"},
    {"sv", "Anna Ekvall från Grönkraft berättade.", "speaker Anna Ekvall @Grönkraft"},
    {"nb", "Odd Henning Berglund orienterte om saken.", "speaker Odd Henning Berglund"},
    {"nb", "Til stede: Kari Bratli (leder), Ola Stuen", "chair Kari Bratli|participant Ola Stuen"},
    /* nobody */
    {"sv", "Anna Lindhs plats ligger här.", ""},
    {"sv", "Sankt Eriksgatan 12 och Karl Johans gate", ""},
    {"sv", "Hållbar Utveckling Väst och Hållbar Stad", ""},
    {"sv", "VÄLKOMMEN TILL MÖTET ANNA EKVALL", ""},
    {"sv", "Göran Perssons väg 3", ""},
    {"sv", "Sofia Albertina kyrka", ""},
    {"sv", "Maria Kommun, Anna Universitet", ""},
    {"sv", "Miljö Och Hälsa, Lunds kommun", ""},
    {"sv", "Plan Och Bygg, Boverket", ""},
    {"nb", "Grønn Hverdag og Livskraftige kommuner", ""},
    {"nb", "Dag 1 og Dag 2. Liv i havet.", ""},
    {"nb", "Ola Narr skole", ""},
    {"sv", "Vi ses i Maj. Per år och per capita.", ""},
    {"sv", "Stockholm Waterfront, Stockholm", ""},
    {"sv", "Saturnus Konferens Slussen, Hornsgatan 15", ""},
    {"da", "Den Grønne By, Odense Kommune", ""},
    {"sv", "Anna", ""},
    {"sv", "", ""},
    {"sv", "Anna Ek, , , (", "Anna Ek"},
    {"sv", "Anna A.", ""},
};

static Document *document_in(UnitKind kind, const char *language, const char *heading, const char *text) {
  Document *document = document_new();
  g_strlcpy(document->language, language, sizeof document->language);
  Unit *unit = add_unit(document, kind, LOCATOR_LINE, 1, heading, text);
  g_strlcpy(unit->language, language, sizeof unit->language);
  return document;
}

static char *found_in(const Document *document) {
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *finding = document->findings->pdata[i];
    if (finding->kind != FINDING_PERSON)
      continue;
    const char *organisation = finding_get_detail(finding, "organisation");
    gboolean mentioned = strcmp(finding->role, "mentioned") == 0;
    g_string_append_printf(found, "%s%s%s%s%s%s", found->len ? "|" : "", mentioned ? "" : finding->role,
                           mentioned ? "" : " ", finding->value, organisation ? " @" : "",
                           organisation ? organisation : "");
  }
  return g_string_free(found, FALSE);
}

static void assert_found(UnitKind kind, const char *language, const char *heading, const char *text,
                         const char *wanted) {
  g_autoptr(Document) document = document_in(kind, language, heading, text);
  stage_organisations(document);
  stage_people(document);
  g_autofree char *found = found_in(document);
  if (strcmp(found, wanted) != 0) {
    g_test_message("%s: %s\n  found  %s\n  wanted %s", language, text ? text : heading, found, wanted);
    g_test_fail();
  }
}

static void test_cases(void) {
  g_test_message("%u cases", (guint)G_N_ELEMENTS(cases));
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_found(UNIT_KIND_SECTION, cases[i].language, NULL, cases[i].text, cases[i].found);
}

static void test_agenda(void) {
  static const struct {
    const char *language, *heading, *text, *found;
  } items[] = {
      {"sv", "Välkomna", "Syfte med dagen?\nAnna Ekvall och Bertil Sandh, Boverket",
       "speaker Anna Ekvall @Boverket|speaker Bertil Sandh @Boverket"},
      {"sv", "Kusten – Anna Ekvall, SMHI", NULL,
       "speaker Anna Ekvall @Sveriges meteorologiska och hydrologiska institut"},
      {"sv", "Inledning, Anna Ekvall", NULL, "speaker Anna Ekvall"},
      {"nb", "Velkommen ved Kari Bratli, KS", NULL, "speaker Kari Bratli @KS"},
      {"nb", "Klimatilpasning", "Kari Bratli (NVE)", "speaker Kari Bratli @Norges vassdrags- og energidirektorat"},
      {"nn", "Opning", "Sigrid Hauge, ordførar i Voss kommune", "speaker Sigrid Hauge @Voss kommune"},
      {"da", "Velkomst", "Mette Kruse, KL", "speaker Mette Kruse @KL"},
      {"sv", "Lunch", "Vi äter på Maria Torg.", ""},
      {"sv", "Budget", "Frågan bereddes av nämnden där Anna Ekvall är ledamot.", "Anna Ekvall"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(items); i++)
    assert_found(UNIT_KIND_AGENDA_ITEM, items[i].language, items[i].heading, items[i].text, items[i].found);
}

static void test_headings(void) {
  assert_found(UNIT_KIND_SECTION, "sv", "Deltagare", "Anna Ekvall\nBertil Sandh\n",
               "participant Anna Ekvall|participant Bertil Sandh");
  assert_found(UNIT_KIND_SECTION, "sv", "Kontakt", "Anna Ekvall, Boverket", "contact Anna Ekvall @Boverket");
  assert_found(UNIT_KIND_SECTION, "sv", "Anna Ekvall", "Miljöstrateg\nLunds kommun\nTel: 0470-12 34 56\n",
               "contact Anna Ekvall @Lunds kommun");
  assert_found(UNIT_KIND_SECTION, "sv", "Anna Ekvall", "Vi kommer att sakna henne.", "Anna Ekvall");
  assert_found(UNIT_KIND_SLIDE, "nb", "Samling på fjellet Kari Bratli, KS 28. august 2007", "",
               "speaker Kari Bratli @KS");
  assert_found(UNIT_KIND_SLIDE, "nb", "Samling, Granheim Kari Bratli, KS", "", "speaker Kari Bratli @KS");
}

static void test_details(void) {
  g_autoptr(Document) document =
      document_in(UNIT_KIND_SECTION, "sv", NULL, "Anna Ekvall (MP), miljöstrateg, Länsstyrelsen Skåne");
  stage_organisations(document);
  stage_people(document);
  g_assert_cmpuint(document->findings->len, ==, 2);
  const Finding *board = document->findings->pdata[0], *person = document->findings->pdata[1];
  g_assert_cmpstr(board->role, ==, "affiliation");
  g_assert_cmpstr(finding_get_detail(person, "title"), ==, "miljöstrateg");
  g_assert_cmpstr(finding_get_detail(person, "party"), ==, "MP");
  g_assert_cmpstr(finding_get_detail(person, "organisation-as-written"), ==, "Länsstyrelsen Skåne");
  g_autofree char *evidence = document_get_evidence(document, person);
  g_assert_cmpstr(evidence, ==, "Anna Ekvall");
}

static void test_metadata(void) {
  static const char *const authors[] = {"Ekvall, Anna", "Bertil Sandh", "Administrator", "Boverket", ""};
  g_autoptr(Document) document = document_in(UNIT_KIND_SECTION, "sv", NULL, "text");
  for (gsize i = 0; i < G_N_ELEMENTS(authors); i++)
    g_ptr_array_add(document->authors, g_strdup(authors[i]));
  stage_people(document);
  g_autofree char *found = found_in(document);
  g_assert_cmpstr(found, ==, "author Anna Ekvall|author Bertil Sandh");
  const Finding *first = document->findings->pdata[0];
  g_assert_cmpint(first->field, ==, FINDING_IN_METADATA);
  g_assert_cmpuint(first->end, ==, 0);
}

/* What is told in one place of the document holds in the others. */
static void test_document(void) {
  g_autoptr(Document) document = document_in(UNIT_KIND_AGENDA_ITEM, "sv", "Start", "Anna Ekvall");
  Unit *second = add_unit(document, UNIT_KIND_AGENDA_ITEM, LOCATOR_LINE, 4, "Slut", "Anna Ekvall, Boverket");
  g_strlcpy(second->language, "sv", sizeof second->language);
  stage_organisations(document);
  stage_people(document);
  g_autofree char *found = found_in(document);
  g_assert_cmpstr(found, ==, "speaker Anna Ekvall @Boverket|speaker Anna Ekvall @Boverket");
}

static void test_given_names(void) {
  g_assert_cmpint(person_names_given("Kerstin", 7), ==, GIVEN_NAME_SURE);
  g_assert_cmpint(person_names_given("Anna-Karin", strlen("Anna-Karin")), ==, GIVEN_NAME_SURE);
  g_assert_cmpint(person_names_given("Liv", 3), ==, GIVEN_NAME_WORD);
  g_assert_cmpint(person_names_given("Mötet", strlen("Mötet")), ==, GIVEN_NAME_NONE);
  g_assert_cmpint(person_names_given("", 0), ==, GIVEN_NAME_NONE);
}

static void test_hostile(void) {
  static const char *const pieces[] = {"Anna Ek, ",  "Anna ",  "Anna Ek och ", "Anna Ek\n",
                                       "Kontakt:\n", "A. B. ", "Anna von "};
  for (gsize p = 0; p < G_N_ELEMENTS(pieces); p++) {
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < 50000; i++)
      g_string_append(text, pieces[p]);
    g_autoptr(Document) document = document_in(UNIT_KIND_SECTION, "sv", NULL, text->str);
    g_string_free(text, TRUE);
    gint64 start = g_get_monotonic_time();
    stage_people(document);
    g_test_message("%s: %.2f s", pieces[p], (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC);
    g_assert_cmpint(g_get_monotonic_time() - start, <, 5 * G_USEC_PER_SEC);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/people/cases", test_cases);
  g_test_add_func("/people/agenda", test_agenda);
  g_test_add_func("/people/headings", test_headings);
  g_test_add_func("/people/details", test_details);
  g_test_add_func("/people/metadata", test_metadata);
  g_test_add_func("/people/document", test_document);
  g_test_add_func("/people/given-names", test_given_names);
  g_test_add_func("/people/hostile", test_hostile);
  return g_test_run();
}
