/* Tests of minutes and agendas: what announces them, numbers of items, and what is none of them. */
#include "pipeline/stages/minutes.h"
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

static Document *structured(Document *document) {
  stage_clean(document);
  stage_structure(document);
  stage_kind(document);
  assert_consistent(document);
  return document;
}

static void test_numbers(void) {
  static const struct {
    const char *heading, *label;
    gboolean worded;
  } cases[] = {
      {"SAK 1 VELKOMMEN", "SAK 1", TRUE},
      {"Sak 12/17 Budsjett", "Sak 12/17", TRUE},
      {"Sak 5/18: Referat", "Sak 5/18", TRUE},
      {"§ 14 Val av justerare", "§ 14", TRUE},
      {"§14", "§14", TRUE},
      {"Punkt 3 – Övrigt", "Punkt 3", TRUE},
      {"Ärende 2", "Ärende 2", TRUE},
      {"1. Mötets öppnande", "1", FALSE},
      {"2) Val av ordförande", "2", FALSE},
      {"12 Avslutning", "12", FALSE},
      {"1.2 Bakgrund", NULL, FALSE},
      {"10.30 Kaffe", NULL, FALSE},
      {"17. mai 2018", NULL, FALSE},
      {"2017 Årets händelser", NULL, FALSE},
      {"Saker att göra", NULL, FALSE},
      {"Punkter 3", NULL, FALSE},
      {"Sak uten nummer", NULL, FALSE},
      {"§ 14a Val", NULL, FALSE},
      {"1.", NULL, FALSE},
      {"", NULL, FALSE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    MinutesItem item = {0};
    gboolean found = minutes_item_parse(span_of(cases[i].heading), &item);
    g_test_message("%s", cases[i].heading);
    g_assert_cmpint(found, ==, cases[i].label != NULL);
    if (!found)
      continue;
    g_autofree char *label = span_dup(item.label);
    g_assert_cmpstr(label, ==, cases[i].label);
    g_assert_cmpint(item.worded, ==, cases[i].worded);
  }
}

static void test_notes(void) {
  static const char *const texts[] = {
      "Notes from the partner meeting\n\nPresent: Ann, Bo\n\n1. Welcome\nAnn opened.\n\n2. Budget\nIt holds.\n\n3. "
      "Next "
      "meeting\nIn May.",
      "Notater fra møtet om ishaller\n\nVi møttes i Lunde.\n\n1) Status\nAlle sa litt.\n\n2) Varme\nDet gikk "
      "bra.\n\n3) "
      "Videre\nOla ringer.",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(Document) document = structured(plain_document(texts[i]));
    g_test_message("%s", texts[i]);
    g_assert_cmpuint(count_units(document, UNIT_KIND_AGENDA_ITEM), ==, 3);
  }
  g_autoptr(Document) other = structured(plain_document("Notes on rain\n\n1. Drops\nSmall.\n\n2. Clouds\nBig.\n\n3. "
                                                        "Snow\nCold."));
  g_assert_cmpuint(count_units(other, UNIT_KIND_AGENDA_ITEM), ==, 0);
}

static void test_minutes(void) {
  g_autoptr(Document) document = structured(plain_document("Referat fra skognettverket\n\n"
                                                           "Til stede: Kari og Ola\n\n"
                                                           "SAK 3/31 ÅPNING (kl. 10.00)\n\n"
                                                           "Kari ønsket velkommen.\n\n"
                                                           "1. Navneopprop\n\nAlle svarte ja da de ble spurt.\n\n"
                                                           "SAK 4/31 BRANNVERN\nOla viste bilder.\n\n"
                                                           "LUNSJ\n\nSuppe og brød til alle.\n\n"
                                                           "SAK 5/31 EVENTUELT\n\n"
                                                           "SAK 6/31 AVSLUTNING\n\nMøtet ble hevet.\n"));
  static const char *const labels[] = {"SAK 3/31", "SAK 4/31", "SAK 5/31", "SAK 6/31"};
  static const guint lines[] = {5, 13, 20, 22};
  g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_MEETING);
  g_assert_cmpuint(count_units(document, UNIT_KIND_AGENDA_ITEM), ==, G_N_ELEMENTS(labels));
  for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
    const Unit *item = unit_labelled(document, UNIT_KIND_AGENDA_ITEM, labels[i]);
    g_test_message("%s", labels[i]);
    g_assert_nonnull(item);
    if (!item)
      continue;
    g_assert_true(g_str_has_prefix(item->heading, labels[i]));
    g_assert_cmpuint(item->locator.number, ==, lines[i]);
  }
  g_assert_true(body_contains(document, "ÅPNING (kl. 10.00)"));
}

static void test_agenda_without_texts(void) {
  g_autoptr(Document) document = structured(plain_document("Kallelse till årsmöte i Lunnby skogsförening\n\n"
                                                           "Tid: söndagen den 3 mars 2031\n\n"
                                                           "1. Mötets öppnande\n\n2. Val av justerare\n\n"
                                                           "3. Styrelsens berättelse\n\n4. Mötets avslutande\n"));
  g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_MEETING);
  g_assert_cmpuint(count_units(document, UNIT_KIND_AGENDA_ITEM), ==, 4);
  g_assert_cmpstr(unit_labelled(document, UNIT_KIND_AGENDA_ITEM, "3")->heading, ==, "3. Styrelsens berättelse");
}

/* A web page: sections with anchors. */
static void test_web_page(void) {
  g_autoptr(Document) document = document_new();
  document->title = g_strdup("Protokoll från kommunstyrelsens sammanträde");
  document->kind = DOCUMENT_KIND_PAGE;
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Protokoll", "Närvarande: Anna Ek");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "§ 41 Val av justerare", "Bo Dal utses.");
  Unit *decision = add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Beslut", "Enligt förslaget.");
  decision->parent = 2;
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "§ 42 Vattenplan", "Planen antas.");
  structured(document);
  g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_MEETING);
  g_assert_cmpint(unit_at(document, 1)->kind, ==, UNIT_KIND_AGENDA_ITEM);
  g_assert_cmpstr(unit_at(document, 1)->label, ==, "§ 41");
  g_assert_cmpint(unit_at(document, 2)->kind, ==, UNIT_KIND_SECTION);
  g_assert_cmpuint(unit_at(document, 2)->parent, ==, 2);
  g_assert_cmpint(unit_at(document, 3)->kind, ==, UNIT_KIND_AGENDA_ITEM);
}

#define NUMBERED                                                                                                       \
  "1. Inledning\n\nHär börjar texten om ämnet.\n\n2. Metod\n\nHär mäter vi med linjal.\n\n"                       \
  "3. Resultat\n\nHär står det vi fann.\n\n4. Slutsats\n\nHär står det vi tror."

/* Numbered headings, but no meeting. */
static void test_no_minutes(void) {
  static const char *const texts[] = {
      "Rapport om sjöar i länet\n\n" NUMBERED,
      "Handbok för trådlösa protokoll\n\n" NUMBERED,
      "Kommunikationsprotokoll i bussar\n\nVersion 3\n\n" NUMBERED,
      "Stadgar för Lunnby skogsförening\n\nAntagna vid årsmöte enligt protokoll.\n\n"
      "§ 1 Namn\n\nFöreningen heter så.\n\n§ 2 Ändamål\n\nFöreningen vårdar skog.\n\n§ 3 Kallelse\n\nKallelse sänds "
      "ut.",
      "Reglement for Hamnes vannråd\n\nVedtatt av årsmøtet.\n\n" NUMBERED,
      "Guide till bättre möten\n\nMöten tar tid för alla deltagare.\n\n" NUMBERED,
      "Agenda 2030 i kommunen\n\nDeltagare i nätverket möttes.\n\n" NUMBERED,
      "Begäran om återkallelse av tillstånd\n\nMötet ställdes in.\n\n" NUMBERED,
      "Manual\n\nAllt om skogen, dess djur och växter.\n\nMöten i skogen och protokoll över dem är en annan sak.\n\n"
      "Kapitlen är korta.\n\n" NUMBERED,
  };
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(Document) document = structured(plain_document(texts[i]));
    g_test_message("%s", texts[i]);
    g_assert_cmpint(document->kind, !=, DOCUMENT_KIND_MEETING);
    g_assert_cmpuint(count_units(document, UNIT_KIND_AGENDA_ITEM), ==, 0);
  }
}

/* Minutes whose numbers do not rise, or are too few, stay sections. */
static void test_no_items(void) {
  static const char *const texts[] = {
      "Protokoll från möte\n\n3. Ett\n\nText om det första.\n\n2. Två\n\nText om det andra.\n\n1. Tre\n\nText om det.",
      "Protokoll från möte\n\n§ 7 Ensam\n\nText om det enda som hände.",
      "Protokoll från möte\n\nVi beslöt:\n\n1. Köpa bord\n2. Köpa stolar\n3. Köpa lampor",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(Document) document = structured(plain_document(texts[i]));
    g_test_message("%s", texts[i]);
    g_assert_cmpuint(count_units(document, UNIT_KIND_AGENDA_ITEM), ==, 0);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/stages/minutes/numbers", test_numbers);
  g_test_add_func("/stages/minutes/minutes", test_minutes);
  g_test_add_func("/stages/minutes/notes", test_notes);
  g_test_add_func("/stages/minutes/agenda-without-texts", test_agenda_without_texts);
  g_test_add_func("/stages/minutes/web-page", test_web_page);
  g_test_add_func("/stages/minutes/no-minutes", test_no_minutes);
  g_test_add_func("/stages/minutes/no-items", test_no_items);
  return g_test_run();
}
