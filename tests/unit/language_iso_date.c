/* Tests of dates as people type them. */
#include "language/iso_date.h"

#include <string.h>

static void test_valid(void) {
  static const struct {
    const char *text;
    gboolean valid;
  } cases[] = {{"2014", TRUE},        {"2014-09", TRUE},    {"2014-09-25", TRUE},   {"2016-02-29", TRUE},
               {"2015-02-29", FALSE}, {"2014-13", FALSE},   {"2014-00", FALSE},     {"0000", FALSE},
               {"2014-9", FALSE},     {"2014-09-2", FALSE}, {"2014/09/25", FALSE},  {"20140925", FALSE},
               {"", FALSE},           {"i går", FALSE},     {"2014-09-25 ", FALSE}, {"-014", FALSE}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmpint(iso_date_is_valid(cases[i].text, strlen(cases[i].text)), ==, cases[i].valid);
  g_assert_true(iso_date_is_valid("2014..2016", 4)); /* of a part of a text */
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/iso-date/valid", test_valid);
  return g_test_run();
}
