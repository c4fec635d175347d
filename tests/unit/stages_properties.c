/* Properties of all stages on random documents: nothing crashes, no letter is lost or invented, a second run changes
 * nothing, and long texts take time in proportion to their length. */
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

#define ROUNDS 1500

/* Pieces that mean something to the stages, and some that mean nothing. */
static const char *const pieces[] = {
    "vatten",
    "och",
    "Berg",
    "miljö-",
    "EU-",
    "plan- og",
    "styre-\n",
    "3",
    "12",
    "- 09.30",
    "10.00",
    "10.15 Rast",
    "PROGRAM",
    "**Start**",
    "\n",
    "\n",
    "\n\n",
    "\t",
    ".",
    ":",
    "?",
    "1 ",
    "2 ",
    "3 ",
    "–Ren luft",
    "1.Ett",
    "2.Två",
    "Sida 1",
    "xiv",
    "=====",
    "-",
    "• punkt",
    "“sitat”",
    "lång mening om ingenting alls.",
    "Kapittel 2",
    "a\xCC\x8A",
    "\xC2\xAD",
    "Om elva",
    "09.45–10.30",
    "Label\tvärde",
    "www.x.test",
    "\xE2\x80\x90",
    "Protokoll från möte\n\n",
    "\n\nSak 3 Vann\n\n",
    "\n\n§ 4 Luft\n\n",
    "\r\n",
    "\x0B",
    "2006–\n",
    "Steg 1: ",
    "Kaffe\t09.30\n",
    "Kaffe      09.30-10\n",
    "SPÅR A\tSPÅR B\n",
    "09.30 Ett\tTvå\n",
    "A\tEtt\n",
    "Parallellt B: Två\n",
    "\n13 Lunch",
};
static const char *const export_pieces[] = {
    "Presentasjon om: \"Fjell\"— Utskrift av presentasjonen:\n\n",
    "Presentation laddar. Vänta.\n\n",
    "\n\n1 Fjell\n\n2 Fot Om stein\n\n3 Fot Om jord\n\n4 Fot Om is\n\n",
    "Liknende presentasjoner\n\n",
    "Ladda ner ppt \"Fjell\"\n",
    "Annonser fra Google\n\n",
};

static void append_random(GString *text, GRand *rand, gboolean exports) {
  gint32 count = g_rand_int_range(rand, 0, 60);
  for (gint32 i = 0; i < count; i++) {
    if (exports && g_rand_int_range(rand, 0, 8) == 0)
      g_string_append(text, export_pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(export_pieces))]);
    g_string_append(text, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
    g_string_append_c(text, g_rand_int_range(rand, 0, 5) == 0 ? '\n' : ' ');
  }
}

static Document *random_document(GRand *rand, gboolean exports) {
  Document *document = document_new();
  gint32 units = g_rand_int_range(rand, 0, 9), shape = g_rand_int_range(rand, 0, 4);
  for (gint32 i = 0; i < (shape == 0 ? 1 : units); i++) {
    g_autoptr(GString) text = g_string_new(NULL);
    if (shape == 1 && g_rand_boolean(rand))
      g_string_append_printf(text, "Topptekst for plan %d\n", i + 1);
    append_random(text, rand, exports);
    if (shape == 1 && g_rand_boolean(rand))
      g_string_append_printf(text, "\nside %d", i + 1);
    UnitKind kind = shape == 1 ? UNIT_KIND_PAGE : shape == 2 ? UNIT_KIND_SLIDE : UNIT_KIND_SECTION;
    LocatorKind locator = shape == 0 ? LOCATOR_LINE : shape == 1 ? LOCATOR_PAGE : LOCATOR_SLIDE;
    Unit *unit = add_unit(document, kind, locator, (guint)i + 1, shape == 3 ? "Rubrik 2" : NULL, text->str);
    if (i > 0 && g_rand_int_range(rand, 0, 4) == 0)
      unit->parent = (guint)g_rand_int_range(rand, 0, i + 1);
  }
  return document;
}

/* Everything that a stage may change, as one text. */
static char *describe(const Document *document) {
  GString *text = g_string_new(NULL);
  g_string_append_printf(text, "%s %s %s\n", document->title, document_kind_name(document->kind), document->language);
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = unit_at(document, i);
    g_string_append_printf(text, "[%u %u %s %s %u %s %s %s]\n%s\n", unit->ordinal, unit->parent,
                           unit_kind_name(unit->kind), locator_kind_name(unit->locator.kind), unit->locator.number,
                           unit->label, unit->heading, unit->language, unit->text);
  }
  return g_string_free(text, FALSE);
}

static void test_letters(void) {
  GRand *rand = g_rand_new_with_seed(20260101);
  static Letters before, after;
  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr(Document) document = random_document(rand, FALSE);
    g_autofree char *input = describe(document);
    stage_clean(document);
    assert_consistent(document);
    count_document(before, document);
    stages_run(document);
    assert_consistent(document);
    count_document(after, document);
    /* The title alone does not keep a letter. */
    for (guint i = 0; i < G_N_ELEMENTS(before); i++)
      if (after[i] != before[i])
        g_error("round %u: letter %x stood %u times, stands %u times:\n%s", round, i, before[i], after[i], input);
  }
  g_rand_free(rand);
}

/* The stage `clean` alone, against the normalised input: hyphens are no letters, so the count holds through it too. */
static void test_letters_of_clean(void) {
  GRand *rand = g_rand_new_with_seed(20260102);
  static Letters before, after;
  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr(Document) document = random_document(rand, FALSE);
    for (guint i = 0; i < document->units->len; i++)
      for (char *p = unit_at(document, i)->text; (p = strstr(p, "a\xCC\x8A")) != NULL;)
        memcpy(p, "xyz", 3);
    count_document(before, document);
    stage_clean(document);
    count_document(after, document);
    g_assert_cmpint(memcmp(before, after, sizeof before), ==, 0);
  }
  g_rand_free(rand);
}

static void test_second_run(void) {
  GRand *rand = g_rand_new_with_seed(20260103);
  guint changed = 0;
  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr(Document) document = random_document(rand, FALSE);
    stages_run(document);
    g_autofree char *first = describe(document);
    stages_run(document);
    g_autofree char *second = describe(document);
    if (strcmp(first, second) != 0 && changed++ < 5)
      g_test_message("round %u:\n%s\n=== becomes\n%s", round, first, second);
  }
  /* "miljö- styre-\nvatten": the first run joins the second break, and only then does the first look like one. What is
   * left of a unit when a programme has left it can be one as well. */
  g_assert_cmpuint(changed, <=, ROUNDS / 50);
  g_rand_free(rand);
}

/* Exports too; a second run drops no slide. */
static void test_exports(void) {
  GRand *rand = g_rand_new_with_seed(20260104);
  static Letters before, after;
  guint presentations = 0;
  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr(Document) document = random_document(rand, TRUE);
    stage_clean(document);
    count_document(before, document);
    stages_run(document);
    assert_consistent(document);
    count_document(after, document);
    for (guint i = 0; i < G_N_ELEMENTS(before); i++)
      if (after[i] != before[i])
        g_error("round %u: letter %x stood %u times, stands %u times", round, i, before[i], after[i]);
    presentations += document->kind == DOCUMENT_KIND_PRESENTATION;
    guint units = document->units->len;
    stages_run(document);
    assert_consistent(document);
    g_assert_true(document->kind != DOCUMENT_KIND_PRESENTATION || document->units->len >= units);
  }
  g_assert_cmpuint(presentations, >, 100);
  g_rand_free(rand);
}

/* Four times the text in less than eight times the time (and a floor for the clock's grain). */
static void test_time(void) {
  static const char *const texts[] = {"miljö-\nplan ",
                                      "09.30 Kaffe\n",
                                      "RUBRIK\n\ntext om det.\n\n",
                                      "1 ett\n\n",
                                      "- a\n",
                                      "“x”—",
                                      "“x",
                                      "Vad: \"y\"— ok:\n\n",
                                      "Transkript\n\n",
                                      "\t-\n",
                                      "a-b- c ",
                                      "x\n\n"};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    gint64 took[2];
    for (guint size = 0; size < 2; size++) {
      g_autoptr(GString) text = g_string_new(NULL);
      while (text->len < (size == 0 ? 250000 : 1000000))
        g_string_append(text, texts[i]);
      g_autoptr(Document) document = plain_document(text->str);
      gint64 start = g_get_monotonic_time();
      stages_run(document);
      took[size] = g_get_monotonic_time() - start;
    }
    g_test_message("%s: %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT " us", texts[i], took[0], took[1]);
    g_assert_cmpint(took[1], <, took[0] * 8 + 300000);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/stages/properties/letters", test_letters);
  g_test_add_func("/stages/properties/letters-of-clean", test_letters_of_clean);
  g_test_add_func("/stages/properties/second-run", test_second_run);
  g_test_add_func("/stages/properties/exports", test_exports);
  g_test_add_func("/stages/properties/time", test_time);
  return g_test_run();
}
