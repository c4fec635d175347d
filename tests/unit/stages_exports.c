/* Tests of the exports of slide-sharing sites: language faces, numbering, decoys, running words, lists, headings. */
#include "pipeline/stages/export_phrases.h"
#include "pipeline/stages/slide_text.h"
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

static Document *structured(Document *document) {
  stage_clean(document);
  stage_structure(document);
  assert_consistent(document);
  return document;
}

#define DECK(before, announcement, after)                                                                              \
  before "\n\n" announcement "\n\n1 Om myrar og torv\n\n2 Torvdagen Hva er en myr? Et vått sted med mose\n\n"         \
         "3 Torvdagen Mosen lever i 40 år på 3 meter torv 12 arter er talt\n\n4 Torvdagen Takk for meg\n\n" after

static void check_deck(const Document *document, const char *title) {
  g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_PRESENTATION);
  g_assert_cmpstr(document->title, ==, title);
  g_assert_cmpuint(document->units->len, ==, 4);
  g_assert_cmpuint(count_units(document, UNIT_KIND_SLIDE), ==, 4);
  for (guint i = 0; i < document->units->len; i++) {
    g_autofree char *label = g_strdup_printf("%u", i + 1);
    g_assert_cmpstr(unit_at(document, i)->label, ==, label);
    g_assert_cmpint(unit_at(document, i)->locator.kind, ==, LOCATOR_SLIDE);
    g_assert_cmpuint(unit_at(document, i)->locator.number, ==, i + 1);
  }
}

static void test_faces(void) {
  static const struct {
    const char *text, *title;
    const char *gone; /* of the site: in no body */
  } cases[] = {
      {DECK("Presentasjon lastes. Vennligst vent\n\nOm myrer.",
            "Presentasjon om: \"Om myrer.\"— Utskrift av presentasjonen:",
            "Laste ned ppt \"Om myrer.\"\n\nLiknende presentasjoner\n\nAnnonser fra Google"),
       "Om myrer.", "resentasjon"},
      {DECK("Presentation laddar. Vänta.\n\nLiknande presentationer",
            "En presentation över ämnet: \"Om myrar\"— Presentationens avskrift:",
            "Ladda ner ppt \"Om myrar\"\n\nLiknande presentationer\n\nEn annan lek\n\nAnnonser från Google"),
       "Om myrar", "annan lek"},
      {DECK("Præsentation er lastning. Vent venligst",
            "Præsentationen af emnet: ”Om moser” — Præsentationens transcript:",
            "Lignende præsentationer\n\nAnnoncer fra Google"),
       "Om moser", "Google"},
      {DECK("Esittely latautuu. Ole hyvä ja odota", "Esitys aiheesta: \"Soista\"— Esityksen transkriptio:",
            "Lataa ppt \"Soista\"\n\nSamankaltaiset esitykset\n\nGooglen mainokset"),
       "Soista", "esitykset"},
      {DECK("Presentation is loading. Please wait.", "Presentation on theme: \"On bogs\"— Presentation transcript:",
            "Download ppt \"On bogs\"\n\nSimilar presentations\n\nAds by Google"),
       "On bogs", "Ads by"},
      /* the quotes lost */
      {DECK("On bogs", "Presentation on theme: On bogs— Presentation transcript:", "Similar presentations"), "On bogs",
       "Similar"},
      /* subject over two lines, quotes within it */
      {DECK("x", "Presentasjon om: \"Om \"våte\"\nmyrer\"— Utskrift av presentasjonen:", "Liknende presentasjoner"),
       "Om \"våte\" myrer", "Liknende"},
      /* a language that the table does not know: shape, and the subject printed twice */
      {DECK("Um mýrar", "Glærusýning um efnið: \"Um mýrar\"— Afrit af glærunum:", "Sækja \"Um mýrar\"\n\nAuglýsing"),
       "Um mýrar", "Auglýsing"},
      /* the announcement lost, the site's phrases left */
      {DECK("Myrer og mose\n\nPresentasjon lastes. Vennligst vent", "Publisert av Kari Li", "Annonser fra Google"),
       "Myrer og mose", "Kari Li"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%s", cases[i].title);
    g_autoptr(Document) document = structured(plain_document(cases[i].text));
    check_deck(document, cases[i].title);
    g_assert_false(body_contains(document, cases[i].gone));
    g_assert_false(body_contains(document, "Torvdagen"));
    g_assert_cmpuint(furniture_count(document, "Torvdagen"), ==, 3);
    if (document->units->len != 4)
      continue;
    g_assert_cmpstr(unit_at(document, 1)->heading, ==, "Hva er en myr?");
    g_assert_cmpstr(unit_at(document, 1)->text, ==, "Et vått sted med mose");
    g_assert_cmpstr(unit_at(document, 2)->text, ==, "Mosen lever i 40 år på 3 meter torv 12 arter er talt");
    g_assert_cmpstr(unit_at(document, 3)->text, ==, "Takk for meg");
  }
}

/* What looks a little like an export and is none. */
static void test_decoys(void) {
  static const char *const texts[] = {
      "Tema: \"Framtidens stad\" – en konferens om klimat\n\n1 Inledning\n\n2 Bakgrund\n\n3 Vad vi vill",
      "Föreläsning: \"Vatten\" — Anna Ek talar:\n\n1 Regn\n\n2 Snö\n\n3 Hagel",
      "Presentation av laget\n\n1 Anna spelar back\n\n2 Bo spelar mål\n\n3 Cilla anfaller",
      "Liknande presentationer hölls i Lund.\n\n1 Ett\n\n2 Två\n\n3 Tre",
      /* guidelines, laws, questionnaires, programmes, interviews */
      "Riktlinjer för brevlådor\n\n1 Höjd\n\nLådan sitter 105 cm över marken.\n\n2 Plats\n\nLådan står vid vägen.\n\n"
      "3 Ansvar\n\nHusets ägare svarar för lådan.",
      "Forskrift om båtplasser\n\n§ 1 Formål\n\nDenne gjelder i havna.\n\n§ 2 Leie\n\nLeien settes av rådet.\n\n"
      "§ 3 Klage\n\nKlagen sendes til byen.\n\n1 ledd\n\n2 ledd\n\n3 ledd",
      "Grön skola\n\nEnkät om: \"Grön skola\" — så här svarar du:\n\n1 Hur gammal är du?\n\n2 Vad gör ni i skolan?\n\n"
      "3 Vad vill du ändra?\n\nTack för att du svarar om Grön skola",
      "Seminarium: \"Grön stad\" – presentationer:\n\n1 Anna Ek om träd\n\n2 Bo Dal om tak\n\n3 Frågor",
      "Intervju: \"Livet på myren\" — transkription:\n\n1 Var växte du upp?\n\n2 Hur såg det ut?\n\n3 Och nu?",
      "Presentation: \"Vatten i byn\" — se utskrift\n\n1 Regn\n\n2 Snö\n\n3 Hagel",
      "Så ansöker du\n\n1 Fyll i blanketten\n\n2 Skriv under\n\n3 Skicka in\n\nLadda ner presentation (pdf)\n\n"
      "Relaterade dokument\n\nTaxa",
      "Download \"Avsnitt 4\"\n\nTranskript\n\nVi talar om våren.\n\n1 maj är en helgdag\n\n2 juni är det inte",
      "Sidor: 2 till\n1\n2\n3\n4\n\nAnnonser från Google\n\nLiknande dokument\n\nTaxa",
      "Oppskrift på fiskesuppe\n\n1 kg torsk\n\n2 løk\n\n3 gulrøtter\n\n4 dl fløte\n\nKok alt i en gryte.",
      "Veileder for håndvask\n1 Skyll\n2 Såp\n3 Gni\n4 Skyll\n5 Tørk\n6 Kast papiret",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_test_message("%s", texts[i]);
    g_autoptr(Document) document = structured(plain_document(texts[i]));
    g_assert_cmpuint(count_units(document, UNIT_KIND_SLIDE), ==, 0);
    g_assert_true(body_contains(document, "2 "));
  }
}

#define ANNOUNCEMENT "Presentasjon om: \"Tall\"— Utskrift av presentasjonen:"

/* Numbers inside slides start none, and the running words tell the true start of a slide from a false one. */
static void test_numbers_inside(void) {
  g_autoptr(Document) document = structured(plain_document(ANNOUNCEMENT "\n\n"
                                                                        "1 Tall\n\n"
                                                                        "2 Tallforum 2031 Om trær\n3 trær falt\n\n"
                                                                        "4 trær står\n\n"
                                                                        "3 vinder blåser\n\n"
                                                                        "3 Tallforum 2031 Om vind\n\n"
                                                                        "4 Tallforum 2031 Om 5 hav\n\n"
                                                                        "5 Tallforum 2031 Slutt"));
  g_assert_cmpuint(document->units->len, ==, 5);
  g_assert_true(strstr(unit_at(document, 1)->text, "3 trær falt") != NULL);
  g_assert_true(strstr(unit_at(document, 1)->text, "4 trær står") != NULL);
  g_assert_true(strstr(unit_at(document, 1)->text, "3 vinder blåser") != NULL);
  g_assert_true(body_contains(document, "Om vind"));
  g_assert_cmpstr(unit_at(document, 4)->text, ==, "Slutt");
}

/* Slides parted by single line ends, and the face that puts the number on its own line. */
static void test_other_numberings(void) {
  g_autoptr(Document) tight =
      structured(plain_document(ANNOUNCEMENT "\n1 Tall\n2 Om trær\n3 Om vind\nLiknende presentasjoner"));
  g_assert_cmpuint(tight->units->len, ==, 3);
  g_assert_true(body_contains(tight, "Om vind"));
  g_autoptr(Document) bare = structured(plain_document("Ladda ner presentationen\nPresentation laddar. Vänta.\n"
                                                       "Publicerades av Bo Ek\n"
                                                       "1\nOm regn\nDet faller ofta och mycket.\n"
                                                       "2\nOm snö\nDen ligger kvar länge.\n"
                                                       "3\nOm hagel\nDet gör ont ibland."));
  g_assert_cmpuint(count_units(bare, UNIT_KIND_SLIDE), ==, 3);
  g_assert_cmpstr(unit_at(bare, 1)->heading, ==, "Om snö");
  g_assert_cmpstr(unit_at(bare, 1)->text, ==, "Den ligger kvar länge.");
  g_assert_false(body_contains(bare, "Publicerades"));
}

/* A web page: the announcement and each slide are headings of sections. */
static void test_html_sections(void) {
  g_autoptr(Document) document = document_new();
  document->title = g_strdup("Om broar - ppt ladda ner");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Om broar", "Presentation laddar. Vänta.");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0,
           "En presentation över ämnet: \"Om broar\"— Presentationens avskrift:", "");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "1 Om broar", "Av Bo Ek");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "2 Bågar av sten", "De håller i 300 år\n\nom de vårdas");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "3 Tack", "Frågor tas nu");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Liknande presentationer", "Om tunnlar");
  add_unit(document, UNIT_KIND_COMMENT, LOCATOR_NONE, 0, NULL, "Bra bilder!");
  document->kind = DOCUMENT_KIND_PAGE;
  structured(document);
  g_assert_cmpuint(count_units(document, UNIT_KIND_SLIDE), ==, 3);
  g_assert_cmpuint(count_units(document, UNIT_KIND_COMMENT), ==, 1);
  g_assert_cmpstr(document->title, ==, "Om broar");
  g_assert_cmpstr(unit_at(document, 1)->heading, ==, "Bågar av sten");
  g_assert_cmpstr(unit_at(document, 1)->text, ==, "De håller i 300 år\n\nom de vårdas");
  g_assert_false(body_contains(document, "tunnlar"));
}

/* The sister sites share documents: what they number are pages. */
static void test_shared_document(void) {
  g_autoptr(Document) document = structured(plain_document("Rapport om isar. Del 1\n\nStorlek: px\n\n"
                                                           "Download \"Rapport om isar. Del 1\"\n\nTranskript\n\n"
                                                           "1 Rapport om isar Den tjocka isen bär.\n\n"
                                                           "2 Den tunna isen bär inte. 1\n\n3 Slutsats: mät först."));
  g_assert_cmpuint(count_units(document, UNIT_KIND_PAGE), ==, 3);
  g_assert_cmpstr(document->title, ==, "Rapport om isar. Del 1");
  g_assert_cmpint(unit_at(document, 1)->locator.kind, ==, LOCATOR_PAGE);
  g_assert_cmpuint(unit_at(document, 1)->locator.number, ==, 2);
  g_assert_false(body_contains(document, "Storlek"));
  g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_OTHER);
}

static GPtrArray *slides_of(const char *const *bodies, guint count) {
  GPtrArray *slides = g_ptr_array_new_with_free_func((GDestroyNotify)slide_text_free);
  for (guint i = 0; i < count; i++) {
    SlideText *slide = slide_text_new(i + 1);
    g_string_assign(slide->body, bodies[i]);
    slide->flat = !strchr(bodies[i], '\n');
    g_ptr_array_add(slides, slide);
  }
  return slides;
}

static void test_running_words(void) {
  static const struct {
    const char *bodies[4];
    const char *running, *second; /* second: the body of the second slide afterwards */
  } cases[] = {
      {{"Start", "Torg 2031 Om bord", "Torg 2031 Om stol", "Torg 2031 Om benk"}, "Torg 2031", "Om bord"},
      {{"Start | Torg 1", "Om bord Bo | Torg 2", "Om stol Bo | Torg 3", "Om benk Bo | Torg 4"}, "| Torg", "Om bord Bo"},
      {{"1 Vår by Om bad", "2 Vår by Om bord", "3 Vår by Om stol", "4 Vår by Om benk"}, "Vår by", "Om bord"},
      /* content that repeats */
      {{"Hva er vann", "Hva er luft", "Hva er jord", "Hva er ild"}, NULL, "Hva er luft"},
      {{"Om vann i byen", "Om luft i byen", "Om jord i byen", "Om ild i byen"}, NULL, "Om luft i byen"},
      {{"A", "B", "C", "D"}, NULL, "B"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    guint count;
    g_autoptr(GPtrArray) slides = slides_of(cases[i].bodies, 4);
    g_autofree char *running = slides_take_running_words(slides, &count);
    g_test_message("%s", cases[i].bodies[1]);
    g_assert_cmpstr(running, ==, cases[i].running);
    g_assert_cmpstr(((SlideText *)slides->pdata[1])->body->str, ==, cases[i].second);
  }
}

static void test_lists_and_headings(void) {
  static const struct {
    const char *body, *heading, *text;
  } cases[] = {
      {"Hva vil vi? Vi vil ut", "Hva vil vi?", "Vi vil ut"},
      {"Våre mål: –Ren luft –Rent vann", "Våre mål", "– Ren luft\n– Rent vann"},
      {"Veien videre 1.Telle 2.Måle 3.Veie", "Veien videre", "1. Telle\n2. Måle\n3. Veie"},
      {"Arbeid i bygdene Vi går fra hus til hus", "Arbeid i bygdene", "Vi går fra hus til hus"},
      {"Punkter •Ett •To", "Punkter", "• Ett\n• To"},
      {"Steg 1: Mäta –Timvis –Dagvis", "Steg 1: Mäta", "– Timvis\n– Dagvis"},
      {"Fase II: Bygge ny vei 1.Telle 2.Måle", "Fase II: Bygge ny vei", "1. Telle\n2. Måle"},
      {"Del 2: Vatten Här renar vi vatten", "Del 2: Vatten", "Här renar vi vatten"},
      {"Del 3: Renare vatten vid kusten Vi renar", "Del 3: Renare vatten vid kusten", "Vi renar"},
      {"Mål 4: Anna Ek talar om Åre", "Mål 4:", "Anna Ek talar om Åre"},
      {"Arbeidsform: Nettverk mellom byer", "Arbeidsform", "Nettverk mellom byer"},
      {"Resultat: 17 procent mindre", "Resultat:", "17 procent mindre"},
      {"Målet: att halvera", "Målet:", "att halvera"},
      {"Møte med Kari Li i Oslo", NULL, "Møte med Kari Li i Oslo"},
      {"Det er kaldt. Vi fryser", NULL, "Det er kaldt. Vi fryser"},
      {"Tak\nTegl er tungt\nGress er vått", "Tak", "Tegl er tungt\nGress er vått"},
      {"Temperaturen er -5 grader –2 er nok", NULL, "Temperaturen er -5 grader –2 er nok"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GPtrArray) slides = slides_of(&cases[i].body, 1);
    SlideText *slide = slides->pdata[0];
    slides_break_lists(slides);
    slides_take_headings(slides, (TextSpan){"", 0});
    g_test_message("%s", cases[i].body);
    g_assert_cmpstr(slide->heading, ==, cases[i].heading);
    g_assert_cmpstr(slide->body->str, ==, cases[i].text);
  }
}

/* A heading that another slide has is one where nothing else would tell. */
static void test_known_heading(void) {
  static const char *const bodies[] = {"Om broer: Stein varer", "Om broer Trå varsomt"};
  g_autoptr(GPtrArray) slides = slides_of(bodies, 2);
  slides_take_headings(slides, (TextSpan){"", 0});
  g_assert_cmpstr(((SlideText *)slides->pdata[1])->heading, ==, "Om broer");
  g_assert_cmpstr(((SlideText *)slides->pdata[1])->body->str, ==, "Trå varsomt");
}

static void test_phrases(void) {
  static const struct {
    const char *line;
    ExportPhrase phrase;
  } cases[] = {
      {"LIKNENDE PRESENTASJONER", PHRASE_SIMILAR},
      {" Ladda ner ppt \"En mycket lång titel om kommunernas arbete med vatten och luft i hela landet\"",
       PHRASE_DOWNLOAD},
      {"Vent venligst", PHRASE_LOADING},
      {"Similar presentations were given by many colleagues in the course of that long and rainy spring", PHRASE_NONE},
      {"Vatten", PHRASE_NONE},
      {"", PHRASE_NONE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmpint(export_phrase((TextSpan){cases[i].line, strlen(cases[i].line)}), ==, cases[i].phrase);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/stages/exports/faces", test_faces);
  g_test_add_func("/stages/exports/decoys", test_decoys);
  g_test_add_func("/stages/exports/numbers-inside", test_numbers_inside);
  g_test_add_func("/stages/exports/other-numberings", test_other_numberings);
  g_test_add_func("/stages/exports/html-sections", test_html_sections);
  g_test_add_func("/stages/exports/shared-document", test_shared_document);
  g_test_add_func("/stages/exports/running-words", test_running_words);
  g_test_add_func("/stages/exports/lists-and-headings", test_lists_and_headings);
  g_test_add_func("/stages/exports/known-heading", test_known_heading);
  g_test_add_func("/stages/exports/phrases", test_phrases);
  return g_test_run();
}
