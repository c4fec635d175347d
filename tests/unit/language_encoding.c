/* Decoding bytes of known, wrongly declared and undeclared character sets. */
#include "tests/unit/language_properties.h"

#include <gio/gio.h>

static const char swedish[] = "Kommunfullmäktige i Åre beslöt på måndagen att bygga en ny förskola vid Östra sjön. "
                              "Även Älvdalen får stöd för hållbar utveckling och miljöarbete.";
static const char norwegian[] = "Fylkestinget i Ålesund vedtok planen for økt næringsutvikling på Sørøya, og "
                                "Østfold får støtte. Være, gjøre, også.";
static const char finnish[] = "Pöytäkirja hyväksyttiin yksimielisesti. Käsiteltävät asiat: ympäristö ja työllisyys.";
static const char quoted[] = "Hon sade: ”Vi måste börja – nu”. Det kostar 5 € … ’sade’ hon i Malmö på söndag.";

/* The text in another set, by the test's own converter: ICU through the function under test would prove little. */
static GBytes *encode(const char *text, const char *charset) {
  GError *error = NULL;
  gsize length;
  char *bytes = g_convert(text, -1, charset, "UTF-8", NULL, &length, &error);
  if (!bytes) {
    g_test_skip(error->message); /* a container without gconv modules */
    g_error_free(error);
    return NULL;
  }
  return g_bytes_new_take(bytes, length);
}

static const struct {
  const char *name, *text, *written, *declared, *charset;
  EncodingSource source;
} legacy[] = {
    {"windows-1252-undeclared", swedish, "WINDOWS-1252", NULL, "windows-1252", ENCODING_FROM_DETECTION},
    {"latin1-undeclared-norwegian", norwegian, "ISO-8859-1", NULL, "windows-1252", ENCODING_FROM_DETECTION},
    {"latin1-undeclared-finnish", finnish, "ISO-8859-1", NULL, "windows-1252", ENCODING_FROM_DETECTION},
    {"windows-1252-quotes-undeclared", quoted, "WINDOWS-1252", NULL, "windows-1252", ENCODING_FROM_DETECTION},
    {"windows-1252-declared-utf-8", swedish, "WINDOWS-1252", "utf-8", "windows-1252", ENCODING_FROM_DETECTION},
    {"windows-1252-declared-latin1", quoted, "WINDOWS-1252", "ISO-8859-1", "windows-1252", ENCODING_FROM_LABEL},
    {"windows-1252-declared-ascii", swedish, "WINDOWS-1252", " US-ASCII ", "windows-1252", ENCODING_FROM_LABEL},
    {"windows-1252-unknown-label", swedish, "WINDOWS-1252", "no-such-set", "windows-1252", ENCODING_FROM_DETECTION},
    {"latin9-declared", "Det kostar 5 € i Malmö på söndag.", "ISO-8859-15", "iso-8859-15", "ISO-8859-15",
     ENCODING_FROM_LABEL},
    {"baltic-declared", swedish, "WINDOWS-1257", "windows-1257", "windows-1257", ENCODING_FROM_LABEL},
    {"mac-roman-undeclared", swedish, "MACINTOSH", NULL, "macintosh", ENCODING_FROM_DETECTION},
    {"mac-roman-undeclared-norwegian", norwegian, "MACINTOSH", NULL, "macintosh", ENCODING_FROM_DETECTION},
    {"mac-roman-declared", swedish, "MACINTOSH", "x-mac-roman", "macintosh", ENCODING_FROM_LABEL},
    {"mac-roman-declared-utf-8", swedish, "MACINTOSH", "UTF8", "macintosh", ENCODING_FROM_DETECTION},
    {"dos-undeclared", swedish, "IBM850", NULL, "IBM850", ENCODING_FROM_DETECTION},
    {"russian-undeclared", "Министерство образования и науки Российской Федерации сообщает о новой программе.",
     "WINDOWS-1251", NULL, "windows-1251", ENCODING_FROM_DETECTION},
    {"utf-8-declared-latin1", swedish, "UTF-8", "iso-8859-1", "UTF-8", ENCODING_FROM_VALIDITY},
    {"utf-16le-without-mark", swedish, "UTF-16LE", NULL, "UTF-16LE", ENCODING_FROM_DETECTION},
    {"utf-16be-without-mark", norwegian, "UTF-16BE", NULL, "UTF-16BE", ENCODING_FROM_DETECTION},
};

static void test_legacy(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  g_autoptr(GBytes) bytes = encode(legacy[i].text, legacy[i].written);
  if (!bytes)
    return;
  gsize length, out_length;
  const guint8 *p = g_bytes_get_data(bytes, &length);
  EncodingReport report;
  g_autofree char *text = encoding_to_utf8(p, length, legacy[i].declared, &out_length, &report);
  g_assert_cmpstr(text, ==, legacy[i].text);
  g_assert_cmpuint(out_length, ==, strlen(text));
  g_assert_cmpstr(report.charset, ==, legacy[i].charset);
  g_assert_cmpint(report.source, ==, legacy[i].source);
  g_assert_cmpuint(report.replaced, ==, 0);
}

/* Byte strings; strlen() does for those without a length. */
static const struct {
  const char *name, *bytes;
  gsize length;
  const char *text;
  gsize strays, replaced, mended;
} cases[] = {
    {"empty", "", 0, "", 0, 0, 0},
    {"ascii", "Oslo 2014", 0, "Oslo 2014", 0, 0, 0},
    {"utf-8", "Tromsø", 0, "Tromsø", 0, 0, 0},
    {"mark-is-dropped",
     "\xEF\xBB\xBF"
     "Tromsø",
     0, "Tromsø", 0, 0, 0},
    {"utf-16le-mark", "\xFF\xFE\xE5\0a\0", 6, "åa", 0, 0, 0},
    {"utf-16be-mark", "\xFE\xFF\0\xE5\0a", 6, "åa", 0, 0, 0},
    {"utf-16-cut-in-a-unit", "\xFF\xFE\xE5\0a", 5, "å\uFFFD", 0, 1, 0},
    {"utf-32-mark", "\xFF\xFE\0\0\xE5\0\0\0", 8, "å", 0, 0, 0},
    {"one-stray-byte", "på en ö står ett får \xE5 betar", 0, "på en ö står ett får å betar", 1, 0, 0},
    {"stray-quote", "åäö åäö åäö \x94 åäö", 0, "åäö åäö åäö ” åäö", 1, 0, 0},
    {"stray-hole", "åäö åäö \x81", 0, "åäö åäö \uFFFD", 1, 1, 0},
    {"cut-sequence", "på en ö\xC3", 0, "på en ö\uFFFD", 0, 1, 0},
    {"cut-long-sequence", "på en ö\xF0\x9F\x98", 0, "på en ö\uFFFD", 0, 1, 0},
    {"latin1-at-the-end", "kom p\xE5", 0, "kom på", 0, 0, 0},
    {"nul-bytes", "a\0ö\0", 5, "a\uFFFDö\uFFFD", 0, 2, 0},
    {"double-encoded", "FÃ¶r kommunen pÃ¥ Ã¶n", 0, "För kommunen på ön", 0, 0, 3},
    {"double-encoded-capitals", "Ã„lven Ã–stersund Ã…re â€“ â€œjaâ€\xC2\x9D", 0, "Älven Östersund Åre – “ja”", 0, 0, 6},
    {"double-encoded-by-latin1", "Ã\xC2\x84lv Ã\xC2\x96st â\xC2\x80\xC2\x93", 0, "Älv Öst –", 0, 0, 3},
    {"twice-double-encoded", "FÃƒÂ¶r pÃƒÂ¥ vÃƒÂ¤g", 0, "För på väg", 0, 0, 3},
    {"sound-text-about-mojibake", "På svenska blir å till Ã¥ när någon läser fel", 0,
     "På svenska blir å till Ã¥ när någon läser fel", 0, 0, 0},
    {"portuguese-is-sound", "NÃO à mão; Ângela, Âmbito", 0, "NÃO à mão; Ângela, Âmbito", 0, 0, 0},
};

static void test_case(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data), out_length;
  gsize length = cases[i].length ? cases[i].length : strlen(cases[i].bytes);
  EncodingReport report;
  g_autofree char *text = encoding_to_utf8((const guint8 *)cases[i].bytes, length, NULL, &out_length, &report);
  g_assert_cmpstr(text, ==, cases[i].text);
  g_assert_cmpuint(out_length, ==, strlen(text));
  g_assert_cmpuint(report.strays, ==, cases[i].strays);
  g_assert_cmpuint(report.replaced, ==, cases[i].replaced);
  g_assert_cmpuint(report.mended, ==, cases[i].mended);
}

/* A page of å ä ö with one stray Latin-1 byte stays UTF-8, whatever is declared. */
static void test_page_with_stray(void) {
  static const char *const labels[] = {NULL, "utf-8", "iso-8859-1", "macintosh"};
  g_autoptr(GString) page = g_string_new(NULL);
  for (int i = 0; i < 50; i++)
    g_string_append(page, "Länsstyrelsen i Jämtland ger bidrag till åtgärder.\n");
  g_string_insert_len(page, 600, "\xF6", 1);
  for (gsize i = 0; i < G_N_ELEMENTS(labels); i++) {
    EncodingReport report;
    g_autofree char *text = encoding_to_utf8((guint8 *)page->str, page->len, labels[i], NULL, &report);
    g_assert_cmpstr(report.charset, ==, "UTF-8");
    g_assert_cmpint(report.source, ==, ENCODING_FROM_VALIDITY);
    g_assert_cmpuint(report.strays, ==, 1);
    g_assert_nonnull(strstr(text, "Länsstyrelsen"));
  }
}

/* "unicode" in a meta tag, or an escape-driven set, does not fool anyone. */
static void test_odd_labels(void) {
  static const char *const labels[] = {
      "utf-16", "utf-7", "hz-gb-2312", "iso-2022-jp", "utf-8,version=1",
      "",       "x\n",   "ibm-1047",   "lmbcs",       "a-very-long-label-that-names-nothing-at-all-whatever-one-tries"};
  for (gsize i = 0; i < G_N_ELEMENTS(labels); i++) {
    g_autofree char *text = encoding_to_utf8((const guint8 *)"p\xE5 v\xE4g", 6, labels[i], NULL, NULL);
    g_assert_cmpstr(text, ==, "på väg");
  }
}

static void test_make_valid(void) {
  g_autofree char *broken = encoding_make_valid("a\xFF"
                                                "b\xC3",
                                                -1);
  g_autofree char *nul = encoding_make_valid("a\0b", 3);
  g_autofree char *sound = encoding_make_valid("Tromsø", -1);
  g_assert_cmpstr(broken, ==, "a\uFFFDb\uFFFD");
  g_assert_cmpstr(nul, ==, "a");
  g_assert_cmpstr(sound, ==, "Tromsø");
}

static void test_random_bytes(void) {
  static const char *const labels[] = {NULL,      "utf-8",     "latin1", "utf-16", "shift_jis",
                                       "gb18030", "macintosh", "big5",   "euc-kr"};
  for (int round = 0; round < 3000; round++) {
    guint8 bytes[96];
    EncodingReport report;
    gsize out_length, length = (gsize)g_test_rand_int_range(0, sizeof bytes);
    for (gsize i = 0; i < length; i++)
      bytes[i] =
          (guint8)(round % 2 ? g_test_rand_int_range(0, 256) : "\xC3\xA5\xE2\x80 a\xF6"[g_test_rand_int_range(0, 7)]);
    const char *label = labels[g_test_rand_int_range(0, G_N_ELEMENTS(labels))];
    g_autofree char *text = encoding_to_utf8(bytes, length, label, &out_length, &report);
    g_assert_true(g_utf8_validate_len(text, out_length, NULL));
    g_assert_cmpuint(strlen(report.charset), >, 0);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(legacy); i++) {
    g_autofree char *path = g_strconcat("/encoding/", legacy[i].name, NULL);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_legacy);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strconcat("/encoding/bytes/", cases[i].name, NULL);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_case);
  }
  g_test_add_func("/encoding/page-with-stray", test_page_with_stray);
  g_test_add_func("/encoding/odd-labels", test_odd_labels);
  g_test_add_func("/encoding/make-valid", test_make_valid);
  g_test_add_func("/encoding/random-bytes", test_random_bytes);
  return g_test_run();
}
