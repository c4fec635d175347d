/* The analyser: surface terms, stems, notations, positions, spans, fingerprint. Without lexica:
 * language_analyse_lexica.c has what they add. */
#include "tests/unit/language_properties.h"

static const struct {
  const char *name, *language, *text, *terms; /* terms joined by ' ', a new position by '|' */
} cases[] = {
    {"stem-differs", "sv", "Bilarna", "bilarna ~bil"},
    {"stem-is-the-word", "sv", "bil", "bil"},
    {"stem-before-folding", "nb", "årene", "årene ~åren"},
    {"decomposed-input-stems-alike", "nb", "a\u030Arene", "årene ~åren"},
    {"nynorsk-by-norwegian", "nn", "båtane", "båtane ~båt"},
    {"danish", "da", "undersøgelserne", "undersøgelserne ~undersøg"},
    {"finnish", "fi", "taloissa", "taloissa ~talo"},
    {"english", "en", "meetings", "meetings ~meet"},
    {"folded-stem", "en", "Cafés", "cafes ~cafe"},
    {"inflection-after-colon", "sv", "EU:s", "eu:s ~eu"},
    {"genitive-apostrophe", "sv", "Göran’s", "göran's ~göran"},
    {"numbers-have-no-stem", "sv", "2014 3,5", "2014|3,5"},
    {"unknown-language-is-any-of-them", "und", "bilarna", "bilarna ~bil ~bilarn"},
    {"other-language-has-no-stem", "is", "bilarna", "bilarna"},
    {"icelandic-keeps-its-letters", "is", "Alþingið", "alþingið"},
    {"any-nordic-language", "mul", "bilarna", "bilarna ~bil ~bilarn"},
    {"stop-words-as-they-are", "sv", "efter dem", "efter|dem"},
    {"two-letters-as-they-are", "sv", "ås", "ås"},
    {"time", "sv", "kl 9.30", "kl =09:30|9.30 =09:30"},
    {"date", "nb", "25. september 2014", "25 =2014-09-25|september ~septemb =2014-09|2014"},
    {"abbreviation-in-its-language", "sv", "KS beslutar", "ks =kommunstyrelse|beslutar ~beslut"},
    {"abbreviation-in-another", "nb", "KS beslutter", "ks|beslutter ~beslutt"},
    {"abbreviation-in-a-query", "mul", "KS", "ks"},
    {"number-word", "nb", "tolv møter", "tolv =12|møter ~møt"},
    {"name-of-two-words", "sv", "Västra Götalands", "västra ~västr =västra götaland|götalands ~götaland"},
    {"several-words", "nb", "Møtene i Tromsø", "møtene ~møt|i|tromsø"},
    {"nothing", "sv", " - ", ""},
};

static gboolean collect(const Term *term, gpointer data) {
  GString *out = data;
  if (out->len)
    g_string_append_c(out, term->kind == TERM_SURFACE ? '|' : ' ');
  g_string_append_len(out, term->text, (gssize)term->length);
  return TRUE;
}

static void test_case(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  g_autoptr(Analyser) analyser = analyser_new();
  for (int round = 0; round < 2; round++) { /* the second time from the cache */
    g_autoptr(GString) found = g_string_new(NULL);
    analyser_run(analyser, cases[i].language, cases[i].text, strlen(cases[i].text), collect, found);
    g_assert_cmpstr(found->str, ==, cases[i].terms);
  }
  assert_terms_are_sound(analyser, cases[i].language, cases[i].text, strlen(cases[i].text));
}

/* One text in several languages: the cache keeps them apart. */
static void test_languages_do_not_mix(void) {
  g_autoptr(Analyser) analyser = analyser_new();
  g_autoptr(GString) sv = g_string_new(NULL);
  g_autoptr(GString) none = g_string_new(NULL);
  analyser_run(analyser, "sv", "bilarna", 7, collect, sv);
  analyser_run(analyser, NULL, "bilarna", 7, collect, none);
  g_assert_cmpstr(sv->str, ==, "bilarna ~bil");
  g_assert_cmpstr(none->str, ==, "bilarna ~bil ~bilarn");
}

static gboolean count_and_stop(const Term *term, gpointer data) {
  return ++*(int *)data < 2;
}

static void test_false_stops(void) {
  g_autoptr(Analyser) analyser = analyser_new();
  int count = 0;
  analyser_run(analyser, "sv", "en två tre fyra", strlen("en två tre fyra"), count_and_stop, &count);
  g_assert_cmpint(count, ==, 2);
}

/* More types than the cache holds, and a token too long for it. */
static void test_many_types(void) {
  g_autoptr(Analyser) analyser = analyser_new();
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 210000; i++)
    g_string_append_printf(text, "q%dx ", i);
  for (int i = 0; i < 5000; i++)
    g_string_append(text, "åb");
  for (int round = 0; round < 2; round++)
    assert_terms_are_sound(analyser, "sv", text->str, text->len);
}

static void test_fingerprint(void) {
  g_autoptr(Analyser) a = analyser_new();
  g_autoptr(Analyser) b = analyser_new();
  int count = 0;
  analyser_run(b, "sv", "förorenad cache", strlen("förorenad cache"), count_and_stop, &count);
  g_assert_cmpstr(analyser_fingerprint(a), ==, analyser_fingerprint(b));
  g_assert_nonnull(strstr(analyser_fingerprint(a), "terms "));
}

static void test_kind_names(void) {
  g_assert_cmpstr(term_kind_name(TERM_SURFACE), ==, "surface");
  g_assert_cmpstr(term_kind_name(TERM_LEMMA), ==, "lemma");
  g_assert_cmpstr(term_kind_name(TERM_NOTATION), ==, "notation");
}

static void test_random_bytes(void) {
  static const char *const languages[] = {"sv", "nb", "nn", "da", "fi", "en", "de", "mul", "und", NULL};
  static const char *const pieces[] = {"å", "Ö", "ing", "arna",   "ene", ":",    "'", "’", "s",  " ",
                                       "-", "9", ".",   "\u0308", "~",   "\xC3", "+", "ſ", "日", "\u00AD"};
  g_autoptr(Analyser) analyser = analyser_new();
  for (int round = 0; round < 5000; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = g_test_rand_int_range(0, 12); i > 0; i--)
      g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
    assert_terms_are_sound(analyser, languages[g_test_rand_int_range(0, G_N_ELEMENTS(languages))], text->str,
                           text->len);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_setenv("NORDSOK_LEXICA", "/nonexistent", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strconcat("/analyse/", cases[i].name, NULL);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_case);
  }
  g_test_add_func("/analyse/languages-do-not-mix", test_languages_do_not_mix);
  g_test_add_func("/analyse/false-stops", test_false_stops);
  g_test_add_func("/analyse/many-types", test_many_types);
  g_test_add_func("/analyse/fingerprint", test_fingerprint);
  g_test_add_func("/analyse/kind-names", test_kind_names);
  g_test_add_func("/analyse/random-bytes", test_random_bytes);
  return g_test_run();
}
