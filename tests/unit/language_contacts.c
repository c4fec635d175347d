/* Tests of what is an e-mail address or a telephone number of somebody, and what only looks so. */
#include "language/contacts.h"

#include <string.h>

/* What is hidden stands in [] in the line; the brackets themselves are taken out before it is read. */
static const char *const lines[] = {
    "Anna Ek, [08-452 78 60] eller [anna.ek@kommun.se].",
    "Frågor: [anna.ek@exempel-kommun.se], [0510-77 00 00]",
    "[kari.nordmann@fylke.no]",
    "Kontakt: Åsa ([åsa.öberg@malmö.se])",
    "<[a.b+c@d-e.co.uk]>",
    "mailto:[post@kommune.no]",
    "skriv till [namn (at) kommun.se] nu",
    "skriv till [namn[at]kommun.se] nu",
    "Växel [+46 8 452 78 60]",
    "Tel [+46 (0)8-452 78 60].",
    "Tlf. [57 00 00 00]",
    "Tlf: [57000000]",
    "Kari Nordmann, [948 12 345]",
    "Kari Nordmann, [57 12 34 56]",
    "mobil [070-123 45 67]",
    "[070-123 45 67]",
    "[0701-23 45 67], 3 maj",
    "[031/12 34 56]",
    "[(08) 452 78 60]",
    "ring [12345678] i dag",
    "Ring oss på [08 - 452 78 60]!",
    "[+47 57 00 00 00]",
    "[+4757000000]",
    "[+45 33 12 34 56]",
    "phone [0047 57 00 00 00]",
    "Tlf. [33 12 34 56] / [33 12 34 57]",
    "Dnr 0512-2014-1234",
    "ISBN 978-91-7001-123-4",
    "ISBN 91 7001 123 4",
    "2014-09-25",
    "25.09.2014 10.00-16.00",
    "09.30-10.15 Kaffe",
    "0114-0117",
    "Org.nr 212000-1355",
    "Org. nr 971 045 698",
    "Bankgiro 123-4567",
    "Konto 1234 56 78901",
    "kostar 12 345 678 kronor",
    "20 30 40 50 60 70",
    "22 30 40 50 kr",
    "22 33 44 55 personer",
    "SOU 2009:12345678",
    "10 000 000 invånare",
    "1998-2004",
    "2014/2015, 2016/2017",
    "lat 59.3293 18.0686",
    "@kommun",
    "a@b",
    "se @ kl. 10.00",
    "Följ oss på @lundskommun",
    "a @ b.se",
    "1 234 567 890",
    "https://example.org/2014/09/25/12345678",
    "Meld. St. 26 (2006–2007)",
    "saksnr 2014/12345678",
    "",
};

static void test_lines(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
    /* "[at]" is no pair of brackets around something hidden */
    g_auto(GStrv) kept = g_strsplit(lines[i], "[at]", -1);
    g_autofree char *joined = g_strjoinv("\x01", kept);
    g_autoptr(GString) text = g_string_new(NULL), found = g_string_new(NULL);
    for (const char *p = joined; *p; p++)
      if (*p == '\x01')
        g_string_append(text, "[at]");
      else if (*p != '[' && *p != ']')
        g_string_append_c(text, *p);
    g_autoptr(GArray) contacts = g_array_new(FALSE, FALSE, sizeof(Contact));
    contacts_find(text->str, text->len, contacts);
    gsize from = 0;
    for (guint c = 0; c < contacts->len; c++) {
      const Contact *contact = &g_array_index(contacts, Contact, c);
      g_assert_true(contact->start >= from && contact->end > contact->start && contact->end <= text->len);
      g_string_append_printf(found, "%.*s[%.*s]", (int)(contact->start - from), text->str + from,
                             (int)(contact->end - contact->start), text->str + contact->start);
      from = contact->end;
    }
    g_string_append(found, text->str + from);
    g_assert_cmpstr(found->str, ==, lines[i]);
  }
}

static void test_mask(void) {
  static const struct {
    const char *language, *text, *masked;
  } cases[] = {
      {"sv", "Ring 08-452 78 60 eller skriv a@b.se.", "Ring [telefon dold] eller skriv [e-post dold]."},
      {"nn", "Ring 57 00 00 00, eller skriv a@b.no", "Ring [telefon skjult], eller skriv [e-post skjult]"},
      {"und", "a@b.org", "[e-mail hidden]"},
      {"sv", "Inget att dölja.", NULL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *masked = contacts_mask(cases[i].text, cases[i].language);
    g_assert_cmpstr(masked, ==, cases[i].masked);
    g_autofree char *again = masked ? contacts_mask(masked, cases[i].language) : NULL;
    g_assert_null(again);
  }
}

static void test_canonical(void) {
  static const struct {
    const char *text, *country, *canonical;
  } cases[] = {
      {"08-452 78 60", "SE", "+4684527860"},
      {"+46 (0)8-452 78 60", NULL, "+4684527860"},
      {"0046 8 452 78 60", NULL, "+4684527860"},
      {"57 00 00 00", "NO", "+4757000000"},
      {"33 12 34 56", "DK", "+4533123456"},
      {"tolv", NULL, NULL},
      {"12", NULL, NULL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *canonical = contacts_canonical_phone(cases[i].text, cases[i].country);
    g_assert_cmpstr(canonical, ==, cases[i].canonical);
  }
}

/* Valid spans, and no more than linear time, whatever the text. */
static void test_any_text(void) {
  static const char *const pieces[] = {"@", "å",   "0", "12 ", "(", "at", ")",   ".",
                                       "-", "+46", " ", "\n",  "[", "]",  "tlf "};
  for (guint round = 0; round < 300; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 400; i++)
      g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
    g_autofree char *masked = contacts_mask(text->str, "sv");
    g_assert_true(!masked || g_utf8_validate(masked, -1, NULL));
  }
  g_autoptr(GString) same = g_string_new(NULL);
  for (guint i = 0; i < 400000; i++)
    g_string_append(same, i % 2 ? "1" : "@");
  gint64 began = g_get_monotonic_time();
  g_free(contacts_mask(same->str, "sv"));
  g_assert_cmpint(g_get_monotonic_time() - began, <, 5 * G_USEC_PER_SEC);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/contacts/lines", test_lines);
  g_test_add_func("/contacts/mask", test_mask);
  g_test_add_func("/contacts/canonical", test_canonical);
  g_test_add_func("/contacts/any-text", test_any_text);
  return g_test_run();
}
