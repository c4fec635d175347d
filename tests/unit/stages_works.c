/* Tests of the stage `works`: what documents say of other works, and the keys of titles. */
#include "pipeline/stages/stage.h"
#include "pipeline/stages/work_title.h"
#include "tests/unit/stages_helpers.h"

static void test_keys(void) {
  static const struct {
    const char *title, *key;
  } cases[] = {
      {"Vägledning för dagvatten i täta städer", "vägledning dagvatten täta städer"},
      {"Vägledning för dagvatten i täta städer – reviderad utgåva 2020", "vägledning dagvatten täta städer"},
      {"Vägledning för dagvatten i täta städer (kortversion)", "vägledning dagvatten täta städer"},
      {"Veileder for overvann, 2. utgave, mars 2019", "veileder overvann"},
      {"Årsrapport 2015", NULL},
      {"2015", NULL},
      {"", NULL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *key = work_title_key(cases[i].title);
    if (g_strcmp0(key, cases[i].key) != 0)
      g_test_fail_printf("%s: %s", cases[i].title, key ? key : "none");
  }
  g_assert_true(work_title_is_short("Dagvatten – kortversion"));
  g_assert_false(work_title_is_short("Dagvatten i korta drag"));
}

/* "role: value" of what is found beside the title's key. */
static void test_sayings(void) {
  static const struct {
    const char *text, *found; /* NULL: nothing */
  } cases[] = {
      {"Denna vägledning ersätter handboken Vatten i staden från 2014.",
       "replaces: handboken Vatten i staden från 2014"},
      {"Ersätter rapport 2012:9.", "replaces: rapport 2012:9"},
      {"Veilederen erstatter veileder om overvann fra 2009.", "replaces: veileder om overvann fra 2009"},
      {"Denne utgaven avløser rapporten fra 2011.", "replaces: rapporten fra 2011"},
      {"Rettleiaren er erstatta av ein ny rettleiar i 2020.", "replaced-by: ein ny rettleiar i 2020"},
      {"Detta är en kortversion av rapporten Ren luft.", "short-version-of: rapporten Ren luft"},
      {"This report replaces the handbook of 2003.", "replaces: the handbook of 2003"},
      {"Solen ersätter oljan i alla hus.", NULL},
      {"Kommunen ersätter lampor enligt handlingsplanen.", NULL},
      {"Vi ersätter boende vars vägledning saknas.", NULL},
      {"Inget här.", NULL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = plain_document(cases[i].text);
    stage_works(document);
    const Finding *finding = document->findings->len ? document->findings->pdata[0] : NULL;
    g_autofree char *found = finding ? g_strdup_printf("%s: %s", finding->role, finding->value) : NULL;
    if (g_strcmp0(found, cases[i].found) != 0)
      g_test_fail_printf("%s: %s", cases[i].text, found ? found : "nothing");
    if (finding) {
      g_autofree char *evidence = document_get_evidence(document, finding);
      g_assert_nonnull(strstr(evidence, finding->value));
    }
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/stages/works/keys", test_keys);
  g_test_add_func("/stages/works/sayings", test_sayings);
  return g_test_run();
}
