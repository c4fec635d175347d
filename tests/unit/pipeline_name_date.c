/* Tests of dates in the names of files. */
#include "pipeline/name_date.h"

#include <string.h>

static void test_names(void) {
  static const struct {
    const char *name, *date, *evidence; /* NULL: none */
  } cases[] = {
      {"2014-09-25 Program.pdf", "2014-09-25", "2014-09-25"},
      {"protokoll_20140925.doc", "2014-09-25", "20140925"},
      {"Referat 12. mars 2009.pdf", "2009-03-12", "12. mars 2009"},
      {"nyhetsbrev_mars_2011.html", "2011-03", "mars 2011"},
      {"Rapport 2019.pdf", "2019", "2019"},
      {"Program-25-september-2014-Lund.pdf", "2014-09-25", "25 september 2014"},
      {"Agenda-2030.pdf", NULL, NULL},
      {"Agenda 2030.pdf", NULL, NULL},
      {"mål 2040.pdf", NULL, NULL},
      {"SOU 2009:12.pdf", NULL, NULL},
      {"20149925.pdf", NULL, NULL},
      {"1234567890123.pdf", NULL, NULL},
      {"index.html", NULL, NULL},
      {".2014-09-25", "2014-09-25", "2014-09-25"},
      {"", NULL, NULL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = document_new();
    g_strlcpy(document->language, "sv", sizeof document->language);
    document_add_unit(document, unit_new(UNIT_KIND_PAGE));
    name_date_apply(document, cases[i].name);
    if (g_strcmp0(document->date, cases[i].date) != 0 || g_strcmp0(document->date_evidence, cases[i].evidence) != 0)
      g_test_fail_printf("%s: %s by \"%s\"", cases[i].name, document->date, document->date_evidence);
    g_assert_cmpuint(document->findings->len, ==, document->date ? 1 : 0);
  }
}

/* What the document says of itself goes before; nothing is said of one without text. */
static void test_last(void) {
  g_autoptr(Document) dated = document_new(), empty = document_new();
  document_add_unit(dated, unit_new(UNIT_KIND_PAGE));
  dated->date = g_strdup("2001");
  name_date_apply(dated, "2014-09-25.pdf");
  g_assert_cmpstr(dated->date, ==, "2001");
  name_date_apply(empty, "2014-09-25.pdf");
  g_assert_null(empty->date);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pipeline/name-date/names", test_names);
  g_test_add_func("/pipeline/name-date/last", test_last);
  return g_test_run();
}
