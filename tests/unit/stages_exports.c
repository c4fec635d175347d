/* Tests of the exports of slide-sharing sites: language faces, numbering, decoys, running words, lists, headings. */
#include "pipeline/stages/export_phrases.h"
#include "pipeline/stages/slide_text.h"
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

static Document *structured(Document *document) {
  stage_clean(document);
  stage_structure(document);
  stage_kind(document);
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
/* Decks saved as text that name each slide on a line of its own; what stands before the first is kept. */
static void test_named_slides(void) {
  static const char *const names[][4] = {
      {"Slide 1", "Slide 2", "Slide 3", "Slide 4"},
      {"[Lysbilete 1]", "[Lysbilete 2]", "[Lysbilete 3]", "[Lysbilete 4]"},
      {"Slide 1 of 4", "Slide 2 of 4", "Slide 3 of 4", "Slide 4 of 4"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *text =
        g_strdup_printf("Om myrar\nAnna Ek, Lunnby kommun\n\n%s\nVad är en myr?\nEtt vått ställe\n\n%s\nMossan\nDen "
                        "lever länge\n\n%s\nTorven\nVäxer en millimeter om året\n\n%s\nTack\nFrågor?\n",
                        names[i][0], names[i][1], names[i][2], names[i][3]);
    g_test_message("%s", text);
    g_autoptr(Document) document = structured(plain_document(text));
    g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_PRESENTATION);
    g_assert_cmpuint(count_units(document, UNIT_KIND_SLIDE), ==, 4);
    g_assert_true(body_contains(document, "Mossan") || body_contains(document, "Den lever länge"));
  }
  g_autoptr(Document) once = structured(plain_document("Rapport\n\nSlide 2\n\nVisade en karta.\n"));
  g_assert_cmpuint(count_units(once, UNIT_KIND_SLIDE), ==, 0);
}

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
      /* lists below the words of sites that list transcripts */
      "Medborgardialogen - Transcript\n\n1. Hur bor du?\n2. Hur reser du de 2 milen?\n3. Vad saknas?",
      "Transcript of the hearing\n\n1. Opening\n2. The 2 witnesses\n3. Closing",
      "Transcript\n\n1. Frage\n2. Antwort in 2 Teilen\n3. Dank\n\nUpcoming SlideShare",
      "Transcript\n\nVi talar om Page 1: och Page 2: i boken.\n\nPage 1: den första\n\nPage 2: den andra av 2 sidor",
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

/* The document's units as "kind label heading|text", one a line, with the text's line ends as " / ". */
static char *shape_of(const Document *document) {
  GString *shape = g_string_new(NULL);
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = unit_at(document, i);
    if (shape->len > 0)
      g_string_append_c(shape, '\n');
    g_string_append_printf(shape, "%s %s", unit_kind_name(unit->kind), unit->label ? unit->label : "");
    g_string_append_printf(shape, " %s|", unit->heading ? unit->heading : "");
    g_string_append(shape, unit->text);
  }
  g_string_replace(shape, "\n\n", "\n", 0);
  return g_string_free(shape, FALSE);
}

#define SV(slides)                                                                                                     \
  "En presentation över ämnet: \"Om is\"— Presentationens avskrift:\n\n" slides "\n\nLadda ner ppt \"Om is\""

/* Each rule of numbering and of what lies between slides. */
static void test_rules(void) {
  static const struct {
    const char *rule, *text, *shape;
  } cases[] = {
      {"numbers left out, where two follow", SV("1 Om is\n\n2 Sjö\n\n6 Hav\n\n7 Älv"),
       "slide 1 Om is|\nslide 2 |Sjö\nslide 6 |Hav\nslide 7 |Älv"},
      {"a number alone is text", SV("1 Om is\n\n2 Sjö\n\n6 isbrytare\n\nvar ute"),
       "slide 1 Om is|\nslide 2 Sjö|6 isbrytare\nvar ute"},
      {"the count begun anew", SV("1 Om is\n\n2 Sjö\n\n3 Älv\n\n1 Om snö\n\n2 Fjäll\n\n3 Dal"),
       "slide 1 Om is|\nslide 2 |Sjö\nslide 3 |Älv\nslide 1 |Om snö\nslide 2 |Fjäll\nslide 3 |Dal"},
      {"two numbers are a list", SV("1 Om is\n\n2 Sjö\n\n1 Mät\n\n2 Borra"),
       "slide 1 Om is|\nslide 2 Sjö|1 Mät\n2 Borra"},
      {"glued numbers", SV("1Om is\n2Sjön fryser\n3Älven fryser inte\n4kilometer is"),
       "slide 1 Om is|\nslide 2 |Sjön fryser\nslide 3 Älven fryser inte|4kilometer is"},
      {"items of a list", SV("- 1 Om is\n- 2 Sjö\n- 3 Hav"), "slide 1 Om is|\nslide 2 |Sjö\nslide 3 |Hav"},
      {"named slides", SV("Bild 1\nOm is\n\nBild 2: Sjö\n\nBild 3 visar hav"),
       "slide 1 Om is|\nslide 2 Sjö|Bild 3 visar hav"},
      {"an empty slide", SV("1 Om is\n\n2\n\n3 Hav"), "slide 1 Om is|\nslide 2 |\nslide 3 |Hav"},
      {"the text of the next slide's picture",
       SV("Om is\n\n1 Om is\n\nTunn is\n\n2 Tunn is\n\nTre centimeter ...\n\n3 Tre centimeter räcker inte\n\nGå inte "
          "ut"),
       "slide 1 Om is|\nslide 2 |Tunn is\nslide 3 Tre centimeter räcker inte|Gå inte ut"},
      {"the same with the number",
       SV("1 Om is\n\n1 Om is\nav Bo\n\n2 Tunn is bär inte\n\n2 Tunn is\nbär inte\n\n3 Slut\n\n3 Slut"),
       "slide 1 Om is|av Bo\nslide 2 Tunn is|bär inte\nslide 3 |Slut"},
      {"a paragraph that says something else", SV("1 Om is\n\nTunn is bär\n\n2 Tunn is bär inte\n\n3 Slut"),
       "slide 1 Om is|Tunn is bär\nslide 2 |Tunn is bär inte\nslide 3 |Slut"},
      {"wrapped lines",
       SV("1 Om is och om den som går ut på den utan att ha frågat den som vet\nhur tjock den är\n\n"
          "2 Hur mäter man? Man borrar ett hål och mäter med en sticka av trä och\nskriver upp talet i en bok som alla "
          "i byn kan läsa innan de går ut på\nisen"),
       "slide 1 |Om is och om den som går ut på den utan att ha frågat den som vet hur tjock den är\n"
       "slide 2 Hur mäter man?|Man borrar ett hål och mäter med en sticka av trä och skriver upp talet i en bok som "
       "alla i byn kan läsa innan de går ut på isen"},
      {"common words of listing sites are a slide's own elsewhere", SV("1 Om is\n\n2 Mer\nRelated\nMore from us\nSnö"),
       "slide 1 Om is|\nslide 2 Mer|Related\nMore from us\nSnö"},
      {"a listed transcript",
       "Om is - Presentation Transcript\n\n1. Om is\n2. Steg\n1. Borra\n2. Mät\n3. Slut\n\nRelated\n\nOm snö",
       "slide 1 Om is|\nslide 2 Steg|1. Borra\n2. Mät\nslide 3 |Slut"},
      {"numbered twice, tags written out, notes",
       "Successfully reported this slideshow.\n\nTranscript\n1. 1. Om is\n2. 2. Sjö<br />Hav<br />Älv\n3. 3.\n4. 4. "
       "Slut\n\n"
       "Upcoming SlideShare",
       "slide 1 |Om is\nslide 2 Sjö|Hav\nÄlv\nslide 3 |\nslide 4 |Slut"},
      {"named pages", "Om is\n\n12 views\n\nTRANSCRIPT\n\nPage 1: Om is\n\nPage 2: Sjö", "page 1 |Om is\npage 2 |Sjö"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%s", cases[i].rule);
    g_autoptr(Document) document = structured(plain_document(cases[i].text));
    g_autofree char *shape = shape_of(document);
    g_assert_cmpstr(shape, ==, cases[i].shape);
  }
}

/* Notes stand in a list of their own, whose numbers are those of the slides: some slides have none. */
static void test_notes(void) {
  g_autoptr(Document) document = document_new();
  document->title = g_strdup("Om is");
  document_add_furniture(document, "Upcoming SlideShare");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Editor's Notes",
           "2. Visa kartan.\nVänta lite.\n9. Fel tal");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Om is", "1. 1. Om is\n2. 2. Sjö\n3. 3. Slut");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Recommended", "Om snö");
  structured(document);
  g_autofree char *shape = shape_of(document);
  g_assert_cmpstr(shape, ==,
                  "slide 1 Om is|\nslide 2 |Sjö\nnotes  |Visa kartan.\nVänta lite.\n9. Fel tal\nslide 3 |Slut");
  g_assert_cmpuint(unit_at(document, 2)->parent, ==, unit_at(document, 1)->ordinal);
  g_assert_cmpuint(furniture_count(document, "Om snö"), ==, 1);
}

/* A page that sets the number alone and the title below it: the last title ends no deck. */
static void test_titles_below(void) {
  g_autoptr(Document) document = document_new();
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0,
           "Presentation on theme: \"Ice\"— Presentation transcript:", "1");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Ice", "By the river\n\n2");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Thin ice", "Three centimetres\n\n3");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Thanks", "Ask the rangers");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Similar presentations", "Snow");
  structured(document);
  g_autofree char *shape = shape_of(document);
  g_assert_cmpstr(shape, ==,
                  "slide 1 Ice|By the river\nslide 2 Thin ice|Three centimetres\nslide 3 Thanks|Ask the rangers");
}

static void test_list_markers(void) {
  static const struct {
    const char *line, *subject; /* NULL: none */
    gboolean sure;
  } cases[] = {
      {"Om is - Presentation Transcript", "Om is", TRUE},
      {"Om is – transcript", "Om is", FALSE},
      {"Transcript of Om is", "Om is", FALSE},
      {"Presentation Transcript", NULL, FALSE},
      {"Om is Presentation Transcript", NULL, FALSE},
      {"- Transcript", NULL, FALSE},
      {"", NULL, FALSE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    TextSpan subject = {"", 0};
    gboolean sure = FALSE;
    gboolean is_marker = export_list_marker(span_of(cases[i].line), &subject, &sure);
    g_autofree char *found = is_marker ? span_dup(subject) : NULL;
    g_assert_cmpstr(found, ==, cases[i].subject);
    g_assert_cmpint(sure, ==, cases[i].sure);
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
  g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_REPORT);
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
      {"Upcoming SlideShare", PHRASE_OF_LISTS},
      {"More from the council", PHRASE_MORE},
      {"Related", PHRASE_MORE},
      {"Related work", PHRASE_NONE},
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
  g_test_add_func("/stages/exports/named-slides", test_named_slides);
  g_test_add_func("/stages/exports/decoys", test_decoys);
  g_test_add_func("/stages/exports/rules", test_rules);
  g_test_add_func("/stages/exports/notes", test_notes);
  g_test_add_func("/stages/exports/titles-below", test_titles_below);
  g_test_add_func("/stages/exports/list-markers", test_list_markers);
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
