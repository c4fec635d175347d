/* Tests of taking filters out of queries; what they find is tested on an index by tests/cli/filters.t. */
#include "queries/filters.h"

static void test_take(void) {
  static const struct {
    const char *query, *filters, *rest; /* filters: "kind=value" by number of the kind, "-" before one turned round */
  } cases[] = {
      {"avfall kind:meeting", "0=meeting", "avfall"},
      {"KIND:Meeting", "0=Meeting", ""},
      {"typ:möte lunch", "0=möte", "lunch"},
      {"-kind:page miljö", "-0=page", "miljö"},
      {"kind:nonsense", "", "kind:nonsense"},
      {"place:Lund plats:Malmö", "1=Lund 1=Malmö", ""},
      {"place:\"Västra Götaland\" buller", "1=Västra Götaland", "buller"},
      {"place:", "", "place:"},
      {"theme:waste", "2=waste", ""},
      {"date:2014", "3=2014", ""},
      {"date:2014..2016-05", "3=2014..2016-05", ""},
      {"date:..2016", "3=..2016", ""},
      {"date:..", "", "date:.."},
      {"date:i går", "", "date:i går"},
      {"när:2014-09-25 handbok", "4=2014-09-25", "handbok"},
      {"quality:0.8", "8=0.8", ""},
      {"quality:2", "", "quality:2"},
      {"språk:nn org:KS person:\"Eva Ek\"", "7=nn 6=KS 5=Eva Ek", ""},
      {"\"kind:meeting\"", "", "\"kind:meeting\""},
      {"https://example.org", "", "https://example.org"},
      {"kl. 10:30", "", "kl. 10:30"},
      {"-vatten \"god miljö\"", "", "-vatten \"god miljö\""},
      {"", "", ""},
      {":", "", ":"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *rest = NULL;
    g_autoptr(GPtrArray) filters = filters_take(cases[i].query, &rest);
    g_autoptr(GString) told = g_string_new(NULL);
    for (guint f = 0; f < filters->len; f++) {
      const Filter *filter = filters->pdata[f];
      g_string_append_printf(told, "%s%s%d=%s", f ? " " : "", filter->excluded ? "-" : "", (int)filter->kind,
                             filter->value);
    }
    g_assert_cmpstr(told->str, ==, cases[i].filters);
    g_assert_cmpstr(rest, ==, cases[i].rest);
  }
}

/* Any bytes are a query. */
static void test_any_bytes(void) {
  static const char *const pieces[] = {"kind:", "meeting", "\"", " ", "-",    ":",
                                       "date:", "2014",    "..", "å", "\xff", "place:"};
  for (guint round = 0; round < 2000; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 12; i++)
      g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
    g_autofree char *rest = NULL;
    g_autoptr(GPtrArray) filters = filters_take(text->str, &rest);
    g_assert_true(g_utf8_validate(rest, -1, NULL));
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/filters/take", test_take);
  g_test_add_func("/filters/any-bytes", test_any_bytes);
  return g_test_run();
}
