/* The stages on the reference texts beside the checkout (../shared/seeds), where they are there. What they must become
 * is said here in labels and single words; the texts themselves are no part of this tree. */
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

/* The file of the folder whose name begins with `prefix`, through all stages; NULL, and the test skipped, without it.
 */
static Document *seed(const char *prefix) {
  static const char *const folders[] = {"../shared/seeds", "../../shared/seeds"};
  for (gsize i = 0; i < G_N_ELEMENTS(folders); i++) {
    g_autoptr(GDir) folder = g_dir_open(folders[i], 0, NULL);
    const char *name;
    while (folder && (name = g_dir_read_name(folder))) {
      g_autofree char *path = g_build_filename(folders[i], name, NULL);
      g_autofree char *text = NULL;
      if (!g_str_has_prefix(name, prefix) || !g_file_get_contents(path, &text, NULL, NULL))
        continue;
      Document *document = plain_document(text);
      stages_run(document);
      assert_consistent(document);
      return document;
    }
  }
  g_test_skip("the reference texts are not here (../shared/seeds)");
  return NULL;
}

static void test_programme(void) {
  static const char *const times[] = {"09.30", "10.00", "10.20", "10.40", "11.10", "11.45", "12.00", "13.00",
                                      "13.30", "14.15", "14.30", "14.55", "15.25", "15.40", "16.00"};
  g_autoptr(Document) document = seed("000");
  if (!document)
    return;
  g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_MEETING);
  g_assert_cmpstr(document->language, ==, "sv");
  g_assert_cmpuint(count_units(document, UNIT_KIND_AGENDA_ITEM), ==, G_N_ELEMENTS(times));
  for (gsize i = 0; i < G_N_ELEMENTS(times); i++) {
    const Unit *item = unit_labelled(document, UNIT_KIND_AGENDA_ITEM, times[i]);
    g_test_message("%s", times[i]);
    g_assert_nonnull(item);
    if (item)
      g_assert_nonnull(item->heading);
  }
  g_assert_cmpstr(unit_labelled(document, UNIT_KIND_AGENDA_ITEM, "14.30")->heading, ==, "Fika");
  g_assert_false(body_contains(document, "**"));
  g_assert_nonnull(document->title);
}

static void test_page(void) {
  g_autoptr(Document) document = seed("001");
  if (!document)
    return;
  g_assert_cmpstr(document->language, ==, "sv");
  g_assert_cmpuint(document->units->len, >=, 3);
  g_assert_true(document->kind == DOCUMENT_KIND_PAGE || document->kind == DOCUMENT_KIND_NEWS);
  g_assert_nonnull(document->title);
}

static void test_slides(void) {
  g_autoptr(Document) document = seed("002");
  if (!document)
    return;
  g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_PRESENTATION);
  g_assert_cmpuint(document->units->len, ==, 13);
  g_assert_cmpuint(count_units(document, UNIT_KIND_SLIDE), ==, 13);
  g_assert_nonnull(strstr(unit_at(document, 2)->text, "eksempelbank"));
  g_assert_cmpuint(unit_at(document, 2)->locator.number, ==, 3);
  static const char *const gone[] = {"Presentasjon 2006", "Liknende presentasjoner", "Annonser fra Google",
                                     "Laste ned ppt",     "Vennligst vent",          "Utskrift av"};
  for (gsize i = 0; i < G_N_ELEMENTS(gone); i++)
    g_assert_false(body_contains(document, gone[i]));
  g_assert_true(body_contains(document, "styringssystemet"));
  g_assert_true(body_contains(document, "nærings- og samfunnsutvikling"));
  g_assert_cmpuint(furniture_count(document, "Presentasjon 2006"), ==, 12);
  g_assert_cmpstr(document->language, ==, "nb");
}

static void test_guidance(void) {
  g_autoptr(Document) document = seed("004");
  if (!document)
    return;
  g_assert_cmpuint(document->units->len, ==, 3);
  g_assert_cmpstr(unit_at(document, 0)->heading, ==, document->title);
  g_assert_true(document->kind == DOCUMENT_KIND_GUIDE || document->kind == DOCUMENT_KIND_PAGE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/stages/seeds/programme", test_programme);
  g_test_add_func("/stages/seeds/page", test_page);
  g_test_add_func("/stages/seeds/slides", test_slides);
  g_test_add_func("/stages/seeds/guidance", test_guidance);
  return g_test_run();
}
