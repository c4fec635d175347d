/* Tests of the stage `language`: what short units take over, what the document is in, what a declaration decides. */
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

static const char swedish[] =
    "Kommunen vill att fler människor ska cykla till arbetet, och därför bygger vi nya vägar mellan byarna. Under "
    "hösten frågar vi också alla skolor hur eleverna tar sig dit, eftersom många föräldrar är oroliga för trafiken.";
static const char bokmal[] =
    "Kommunen ønsker at flere mennesker skal sykle til jobben, og derfor bygger vi nye veier mellom bygdene. I løpet "
    "av høsten spør vi også alle skolene hvordan elevene kommer seg dit, siden mange foreldre er bekymret.";
static const char nynorsk[] =
    "Kommunen ynskjer at fleire menneske skal sykle til jobben, og difor byggjer vi nye vegar mellom bygdene. Om "
    "hausten spør vi òg alle skulane korleis elevane kjem seg dit, sidan mange foreldre ikkje er trygge.";
static const char english[] =
    "The municipality wants more people to cycle to work, and that is why new roads are being built between the "
    "villages. In the autumn we shall also ask every school how the pupils travel, since many parents are worried.";

static Document *document_of(const char *const *texts, const char *declared) {
  Document *document = document_new();
  for (guint i = 0; texts[i]; i++)
    add_unit(document, UNIT_KIND_PAGE, LOCATOR_PAGE, i + 1, NULL, texts[i]);
  if (declared)
    g_hash_table_insert(document->metadata, g_strdup("language"), g_strdup(declared));
  stage_language(document);
  return document;
}

static void test_documents(void) {
  static const struct {
    const char *texts[5], *declared, *language;
  } cases[] = {
      {{swedish, bokmal, NULL}, NULL, "mul"},
      {{swedish, swedish, bokmal, NULL}, NULL, "sv"},
      {{bokmal, bokmal, english, NULL}, "en", "nb"},
      {{nynorsk, NULL}, "no", "nn"},
      {{bokmal, NULL}, "no-NO", "nb"},
      {{swedish, bokmal, NULL}, "sv-SE", "sv"},
      {{swedish, bokmal, NULL}, "nb", "nb"},
      {{swedish, bokmal, NULL}, "fi", "mul"},
      {{"12 + 14 = 26", NULL}, "da-DK", "da"},
      {{"12 + 14 = 26", NULL}, NULL, "und"},
      {{"", NULL}, "klingon", "und"},
      {{NULL}, "sv", "sv"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = document_of(cases[i].texts, cases[i].declared);
    g_test_message("%" G_GSIZE_FORMAT, i);
    g_assert_cmpstr(document->language, ==, cases[i].language);
  }
}

static void test_units(void) {
  const char *texts[] = {swedish, english, "Lunch", "", "12", swedish, NULL};
  const char *expected[] = {"sv", "en", "sv", "und", "und", "sv"};
  g_autoptr(Document) document = document_of(texts, NULL);
  g_assert_cmpstr(document->language, ==, "sv");
  for (guint i = 0; texts[i]; i++) {
    g_test_message("%u", i);
    g_assert_cmpstr(unit_at(document, i)->language, ==, expected[i]);
    g_assert_cmpfloat(unit_at(document, i)->language_confidence, >=, 0);
    g_assert_cmpfloat(unit_at(document, i)->language_confidence, <=, 1);
  }
}

/* A short unit among many languages takes what the file declares. */
static void test_short_unit_declared(void) {
  const char *texts[] = {swedish, bokmal, english, "Kontakt", NULL};
  g_autoptr(Document) document = document_of(texts, "nb");
  g_assert_cmpstr(document->language, ==, "nb");
  g_assert_cmpstr(unit_at(document, 3)->language, ==, "nb");
  g_assert_cmpstr(unit_at(document, 0)->language, ==, "sv");
}

/* Short slides of a bokmål deck, whose words are nynorsk too, are not nynorsk. */
static void test_short_slides(void) {
  const char *texts[] = {
      bokmal,
      "Klimabudsjett som styringsverktøy",
      "Roller og ansvar i kommunen\nKommunestyret vedtar rammen for utslippene\nKommunedirektøren leder",
      "Januar\tApril\nKlimaregnskap for året som gikk\nTiltaksverksted med virksomhetene",
      "Hva skjer om vi ikke gjør noe? Det vet vi ikke ennå.",
      NULL};
  g_autoptr(Document) document = document_of(texts, NULL);
  g_assert_cmpstr(document->language, ==, "nb");
  for (guint i = 0; texts[i]; i++) {
    g_test_message("%s", texts[i]);
    g_assert_cmpstr(unit_at(document, i)->language, ==, "nb");
    g_assert_cmpfloat(unit_at(document, i)->language_confidence, >=, 0.5);
    g_assert_cmpfloat(unit_at(document, i)->language_confidence, <=, 1);
  }
}

/* A few sentences in a neighbouring language are a quotation. */
static void test_quotations(void) {
  static const struct {
    const char *of, *quotation, *language;
  } cases[] = {
      {swedish, "Kommunen har hvert år brugt mange penge på varme. Nu spørger vi borgerne først. Det er en bedre vej.",
       "da"},
      {swedish, "Vi ønsker at flere skal sykle til jobben. Det blir bedre for alle. Derfor bygger vi nye veier.", "nb"},
      {bokmal, "Kommunen har hvert år brugt mange penge på varme. Nu spørger vi borgerne først. Det er en bedre vej.",
       "da"},
      {bokmal, "Vi har gjort mykje arbeid her i bygda. Folk er nøgde. Det går bra for alle som ikkje har det travelt.",
       "nn"},
      {nynorsk, "Vi ønsker at flere skal sykle til jobben. Hva gjør vi nå? Det vet jeg ikke.", "nb"},
      {nynorsk, "Hur många är det som inte har någon cykel? Det vet vi inte än.", "sv"},
      {swedish, "The municipality wants more people to cycle. That is why.", "en"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    const char *texts[] = {cases[i].of, cases[i].of, cases[i].of, cases[i].quotation, cases[i].of, NULL};
    g_autoptr(Document) document = document_of(texts, NULL);
    g_test_message("%s", cases[i].quotation);
    g_assert_cmpstr(unit_at(document, 3)->language, ==, cases[i].language);
    g_assert_cmpfloat(unit_at(document, 3)->language_confidence, <=, unit_at(document, 0)->language_confidence);
    g_assert_cmpstr(unit_at(document, 0)->language, ==, document->language);
  }
}

/* Where the document has both languages, a slide may say little and keep its own. */
static void test_mixed_document(void) {
  const char *texts[] = {bokmal, nynorsk, bokmal, nynorsk, "Vi har gjort mykje arbeid her.", "Vi har gjort mye arbeid.",
                         NULL};
  g_autoptr(Document) document = document_of(texts, NULL);
  g_assert_cmpstr(unit_at(document, 1)->language, ==, "nn");
  g_assert_cmpstr(unit_at(document, 4)->language, ==, "nn");
  g_assert_cmpstr(unit_at(document, 0)->language, ==, "nb");
}

/* A unit of which a second language holds a considerable part is in several; a name, a title or a sentence of another
 * language does not make it so. */
static void test_bilingual_units(void) {
  static const struct {
    const char *parts[6], *language;
  } cases[] = {
      {{swedish, "\n\n", bokmal}, "mul"},
      {{swedish, "\n", bokmal}, "mul"},
      {{bokmal, "\n\n", nynorsk}, "mul"},
      {{swedish, "\n", swedish, "\n\nAbstract\n", english}, "mul"},
      {{english, "\n\n", swedish, "\n\n", bokmal}, "mul"},
      {{swedish, "\n\n", swedish}, "sv"},
      {{swedish, "\nBoken heter The municipality and its roads.\n", swedish}, "sv"},
      {{swedish, "\n", swedish, "\nThe municipality wants more people to cycle to work.\n", swedish}, "sv"},
      {{swedish, "\n", swedish, "\n", swedish, "\nVi ønsker at flere skal sykle til jobben, sier han.\n"}, "sv"},
      {{bokmal, "\nKirsten Sørensen, Københavns Kommune\nJens Ågård, Aarhus Universitet\n", bokmal}, "nb"},
      {{nynorsk, "\n\nKontakt\nOla Nordmann\nHovudkontoret\n\n", nynorsk}, "nn"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (gsize j = 0; j < G_N_ELEMENTS(cases[i].parts) && cases[i].parts[j]; j++)
      g_string_append(text, cases[i].parts[j]);
    /* Alone, and among pages of its first language. */
    const char *texts[] = {text->str, cases[i].parts[0], cases[i].parts[0], NULL};
    g_autoptr(Document) document = document_of(texts, NULL);
    texts[1] = NULL;
    g_autoptr(Document) alone = document_of(texts, NULL);
    g_test_message("%" G_GSIZE_FORMAT, i);
    g_assert_cmpstr(unit_at(document, 0)->language, ==, cases[i].language);
    g_assert_cmpstr(unit_at(alone, 0)->language, ==, cases[i].language);
    g_assert_cmpfloat(unit_at(document, 0)->language_confidence, >, 0.5);
    g_assert_cmpfloat(unit_at(document, 0)->language_confidence, <=, 1);
    g_assert_cmpstr(unit_at(document, 1)->language, !=, "mul");
  }
}

/* The heading may be the other language, and its letters count. */
static void test_bilingual_heading(void) {
  g_autoptr(Document) document = document_new();
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_LINE, 1, english, swedish);
  stage_language(document);
  g_assert_cmpstr(unit_at(document, 0)->language, ==, "mul");
  g_assert_cmpstr(document->language, ==, "mul");
}

/* Text in none of the languages does not take the document's; names do. */
static void test_other_languages(void) {
  const char *texts[] = {swedish,
                         swedish,
                         "La municipalité souhaite que davantage de personnes se rendent au travail à vélo.",
                         "Муниципалитет хочет, чтобы больше людей ездило на работу на велосипеде.",
                         "Anna Andersson, Bo Berg, Cecilia Dahl",
                         "anna.andersson@example.org",
                         NULL};
  const char *expected[] = {"sv", "sv", "und", "und", "sv", "sv"};
  g_autoptr(Document) document = document_of(texts, NULL);
  for (guint i = 0; texts[i]; i++) {
    g_test_message("%s", texts[i]);
    g_assert_cmpstr(unit_at(document, i)->language, ==, expected[i]);
  }
}

/* What bokmål, nynorsk and Danish share is not told apart with confidence where the document does not help. */
static void test_ambiguous_unit(void) {
  static const char *const ambiguous[] = {"for alle", "kommunen", "Kontakt", "Plan for by og land"};
  for (gsize i = 0; i < G_N_ELEMENTS(ambiguous); i++) {
    const char *texts[] = {ambiguous[i], NULL};
    g_autoptr(Document) document = document_of(texts, NULL);
    g_test_message("%s: %s %.2f", ambiguous[i], unit_at(document, 0)->language,
                   unit_at(document, 0)->language_confidence);
    g_assert_cmpfloat(unit_at(document, 0)->language_confidence, <, 0.6);
  }
}

/* The heading counts as text of the unit. */
static void test_heading_alone(void) {
  g_autoptr(Document) document = document_new();
  add_unit(document, UNIT_KIND_SLIDE, LOCATOR_SLIDE, 1, swedish, "");
  stage_language(document);
  g_assert_cmpstr(unit_at(document, 0)->language, ==, "sv");
  g_assert_cmpstr(document->language, ==, "sv");
}

/* A unit past what the identifier reads is cut between letters. */
static void test_long_unit(void) {
  GString *text = g_string_new("x");
  while (text->len < 200000)
    g_string_append(text, "åäö är små bokstäver ");
  g_autoptr(Document) document = plain_document(text->str);
  stage_language(document);
  g_assert_cmpstr(unit_at(document, 0)->language, ==, "sv");
  g_string_free(text, TRUE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/stages/language/documents", test_documents);
  g_test_add_func("/stages/language/units", test_units);
  g_test_add_func("/stages/language/short-unit-declared", test_short_unit_declared);
  g_test_add_func("/stages/language/short-slides", test_short_slides);
  g_test_add_func("/stages/language/quotations", test_quotations);
  g_test_add_func("/stages/language/mixed-document", test_mixed_document);
  g_test_add_func("/stages/language/bilingual-units", test_bilingual_units);
  g_test_add_func("/stages/language/bilingual-heading", test_bilingual_heading);
  g_test_add_func("/stages/language/other-languages", test_other_languages);
  g_test_add_func("/stages/language/ambiguous-unit", test_ambiguous_unit);
  g_test_add_func("/stages/language/heading-alone", test_heading_alone);
  g_test_add_func("/stages/language/long-unit", test_long_unit);
  return g_test_run();
}
