/* Tests of the stage `quality`: what lowers the trust in a text, and what does not. */
#include "language/lexicon.h"
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

#define SWEDISH                                                                                                              \
  "Kommunen har anlagt en damm vid skolan och planterat träd längs vägen. Barnen räknar fåglar varje vår och skriver " \
  "upp dem i en bok. Vattnet blir klarare när växterna tar upp näring, och grodorna har kommit tillbaka."
#define BOKMAAL                                                                                                         \
  "Kommunen har bygget en dam ved skolen og plantet trær langs veien. Barna teller fugler hver vår og skriver dem i " \
  "en "                                                                                                                 \
  "bok. Vannet blir klarere når plantene tar opp næring, og froskene har kommet tilbake."
#define GARBLED                                                                                                        \
  "Kornrnunen hnr anlogt en dornrn vld skolon ocb plontcrat trad langs vagcn. Bornen raknor foglor vorjc vor ocb "     \
  "skrlvcr upp dcrn i en bok. Vottnct bllr klororc nor vaxtcrno tor upp norlng, ocb grodorno bor kornrnlt tlllboko."

static double quality_of(const char *language, const char *text, double before) {
  g_autoptr(Document) document = document_new();
  Unit *unit = add_unit(document, UNIT_KIND_PAGE, LOCATOR_PAGE, 1, NULL, text);
  g_strlcpy(unit->language, language, sizeof unit->language);
  unit->language_confidence = 0.99;
  unit->quality = before;
  stage_quality(document);
  g_assert_cmpfloat(unit->quality, >=, 0);
  g_assert_cmpfloat(unit->quality, <=, before);
  return unit->quality;
}

static gboolean has_lexica(void) {
  g_autoptr(Lexicon) lexicon = lexicon_new();
  return lexicon_has(lexicon, "sv") && lexicon_has(lexicon, "nb");
}

static void test_good_text(void) {
  g_assert_cmpfloat(quality_of("sv", SWEDISH, 1), ==, 1);
  g_assert_cmpfloat(quality_of("nb", BOKMAAL, 1), ==, 1);
  g_assert_cmpfloat(quality_of("sv", SWEDISH, 0.93), ==, 0.93);
  g_assert_cmpfloat(quality_of("sv", "Få ord.", 1), ==, 1);
  g_assert_cmpfloat(quality_of("sv", "", 1), ==, 1);
  g_assert_cmpfloat(quality_of("sv",
                               "Frågor om plan- och bygglagen, jord- och skogsbruk, vatten- eller avloppsnät, "
                               "drift- og anleggsarbeid, in- und ausländisch, före- samt efterarbete i kommunen "
                               "besvaras av förvaltningen varje dag hela året.",
                               1),
                    ==, 1);
}

static void test_unknown_words(void) {
  if (!has_lexica()) {
    g_test_skip("the lexica are not installed");
    return;
  }
  g_assert_cmpfloat(quality_of("sv", GARBLED, 1), <, 0.6);
  g_assert_cmpfloat(quality_of("nb", GARBLED, 1), <, 0.6);
  /* no lexicon, no known language: nothing can be told */
  g_assert_cmpfloat(quality_of("en", GARBLED, 1), ==, 1);
  g_assert_cmpfloat(quality_of("und", GARBLED, 1), ==, 1);
}

static void test_signs(void) {
  g_assert_cmpfloat(quality_of("en",
                               "The miljö- mål and the vatten- vård and the skogs- bruk are words that were torn "
                               "at the ends of lines and never put together by anyone who read them",
                               1),
                    <, 0.9);
  g_assert_cmpfloat(quality_of("en", "I n n h o l d s f o r t e g n e l s e s p r e r s e g u t o v e r s i d e n", 1),
                    <, 0.6);
  g_assert_cmpfloat(quality_of("en",
                               "K\xEF\xBF\xBDmmunen har \xEF\xBF\xBDtta skolor och tv\xEF\xBF\xBD bibliotek som "
                               "\xEF\xBF\xBDr \xEF\xBF\xBDppna varje dag hela \xEF\xBF\xBDret om man vill l\xEF"
                               "\xBF\xBDna en bok eller l\xEF\xBF\xBDsa en tidning",
                               1),
                    <, 0.8);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/stages/quality/good-text", test_good_text);
  g_test_add_func("/stages/quality/unknown-words", test_unknown_words);
  g_test_add_func("/stages/quality/signs", test_signs);
  return g_test_run();
}
