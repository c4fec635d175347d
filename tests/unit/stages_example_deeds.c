/* Tests of who did what: subject and finite verb by their places, in the languages of the field. */
#include "pipeline/stages/example_deeds.h"

#include <string.h>

typedef struct {
  const char *sentence, *who; /* NULL: no deed; "": a deed of nobody told */
} Deed;

static const Deed deeds[] = {
    /* a subject and a past form behind it */
    {"Malmö stad bytte 2011 ut samrådsmötet mot sju kvällar.", "Malmö stad"},
    {"Averøy kommune hevet i 2016 minstekravet til gulvhøyde.", "Averøy kommune"},
    {"Os kommune skipa ei bestillingsliste på nett.", "Os kommune"},
    {"Voss herad stengde Vangsgata for bilar.", "Voss herad"},
    {"Køge Kommune samlede i 2014 syv grundejerforeninger.", "Køge Kommune"},
    {"Elverum tok i fjor i bruk varmen fra kjølemaskinene.", "Elverum"},
    {"Dotorpsskolan i Falköping satte upp en våg vid disken.", "Dotorpsskolan i Falköping"},
    {"Gotlands kommun och GEAB byggde ut fjärrvärmen.", "Gotlands kommun och GEAB"},
    {"Hörneskolans elever satte upp egna skyltar.", "Hörneskolans"},
    {"The City of Helsingborg turned sixty hectares of lawn into meadow.", "City of Helsingborg"},
    {"Kristianstad Municipality restored sandy grassland.", "Kristianstad Municipality"},
    /* a participle behind "har" */
    {"Uddevalla kommun har gått igenom leksakslådorna.", "Uddevalla kommun"},
    {"Kommunen har under hösten röjt betesmark.", "Kommunen"},
    {"Bærum kommune har lagt om driften av parkene.", "Bærum kommune"},
    /* something else opens the sentence */
    {"I februari 2012 flyttade Örebro kommun dialogbordet till tvättstugan.", "Örebro kommun"},
    {"Ved stasjonen satte kommunen opp låsbar parkering.", "kommunen"},
    {"I Sala har 63 föreningar skrivit under löften.", "Sala"},
    {"På Grubbeskolan ställdes ventilationen om efter schemat.", "Grubbeskolan"},
    {"Under tre år byggdes 62 korsningar om.", ""},
    /* not done */
    {"Köping kommun ska bygga en ny bro.", NULL},
    {"Kinn kommune vil gjere noko liknande.", NULL},
    {"Odense Kommune planlægger en ny park.", NULL},
    {"Svenljunga kommun har inte byggt någon bro.", NULL},
    {"Lunds kommun byggde inte om korsningen.", NULL},
    {"Om kommunen byggde ut nätet kunde fler cykla.", NULL},
    {"Kommunen arbeider med en plan.", NULL},
    /* done by nobody who could be an example, or nothing done */
    {"Arbeidet ved Kvam tok til allerede i mai.", NULL},
    {"När kommunen bytte lampor var alla med.", NULL},
    {"Länsstyrelsen i Skåne var med på mötet.", NULL},
    {"Kommunen beslutade om en ny plan.", NULL},
    {"Kvinesdal kommune har vedtatt en plan.", NULL},
    {"Vollen meldes å bli ferdig i mai.", NULL},
    {"Det regnade hela natten i skogen.", NULL},
};

static void test_deeds(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(deeds); i++) {
    ExampleDeed deed = {0};
    TextSpan sentence = span_of(deeds[i].sentence);
    gboolean found = example_find_deed(sentence, &deed);
    g_autofree char *who = found ? g_strndup(sentence.start + deed.who, deed.who_end - deed.who) : NULL;
    if (g_strcmp0(who, deeds[i].who) != 0 && !(found && deeds[i].who && !*deeds[i].who))
      g_test_fail_printf("%s: %s", deeds[i].sentence, who ? who : "no deed");
  }
}

static void test_counts(void) {
  static const struct {
    const char *sentence;
    gboolean counts;
  } cases[] = {
      {"Olyckorna minskade från 51 till 29.", TRUE},
      {"Femten anlegg kom med.", TRUE},
      {"Hälften så många kör bil.", TRUE},
      {"De började 2011.", FALSE},
      {"Mötet hölls den 12 mars.", FALSE},
      {"Vi ses klockan 10.30.", FALSE},
      {"Det gikk bra.", FALSE},
      {"Ordninga vart avslutta i 2020.", FALSE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    if (example_counts(span_of(cases[i].sentence)) != cases[i].counts)
      g_test_fail_printf("%s", cases[i].sentence);
}

static void test_compares(void) {
  static const struct {
    const char *sentence;
    gboolean compares;
  } cases[] = {
      {"Färre kör bil.", TRUE},
      {"Matsvinnet ble halvert.", TRUE},
      {"För första gången sedan 1994 fanns öring.", TRUE},
      {"Andelen gick från 38 till 46 procent.", TRUE},
      {"Tåget gick från Lund till Malmö.", FALSE},
      {"Mötet var trevligt.", FALSE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    TextSpan sentence = span_of(cases[i].sentence);
    if (example_compares(sentence, example_counts(sentence)) != cases[i].compares)
      g_test_fail_printf("%s", cases[i].sentence);
  }
}

/* Sentences of nothing but names, or very long, take no long time and no memory. */
static void test_long(void) {
  g_autoptr(GString) text = g_string_new(NULL);
  ExampleDeed deed;
  for (guint i = 0; i < 20000; i++)
    g_string_append(text, "Lunds kommun i ");
  example_find_deed((TextSpan){text->str, text->len}, &deed);
  g_assert_false(example_find_deed(span_of(""), &deed));
  g_assert_false(example_find_deed(span_of("Lunds kommun"), &deed));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/stages/example-deeds/deeds", test_deeds);
  g_test_add_func("/stages/example-deeds/counts", test_counts);
  g_test_add_func("/stages/example-deeds/compares", test_compares);
  g_test_add_func("/stages/example-deeds/long", test_long);
  return g_test_run();
}
