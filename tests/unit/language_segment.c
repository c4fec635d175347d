/* Segmentation: where words begin and end. */
#include "tests/unit/language_properties.h"

static const struct {
  const char *name, *text, *tokens; /* tokens joined by '|' */
} cases[] = {
    {"words", "Kommunen har fått svar.", "Kommunen|har|fått|svar"},
    {"hyphen-parts", "e-post och 90-tal", "e|post|och|90|tal"},
    {"colon-between-letters-joins", "EU:s Volvo:n obs: ja", "EU:s|Volvo:n|obs|ja"},
    {"apostrophe-between-letters-joins", "Göran's Lars' O’Neill 'citat'", "Göran's|Lars|O’Neill|citat"},
    {"full-stop-parts", "bl.a. t.ex. www.skl.se", "bl|a|t|ex|www|skl|se"},
    {"address", "kari_o@nrk.no", "kari|o|nrk|no"},
    {"slash-parts", "och/eller", "och|eller"},
    {"subscripts-belong", "CO₂ m² PM2,5", "CO₂|m²|PM2|5"},
    {"note-numbers", "staden³ ord¹² ¹²Se land⁴. 10³ km³", "staden|³|ord|¹²|¹²|Se|land|⁴|10³|km³"},
    {"digits-in-words", "H2O A4 5G 24h covid19", "H2O|A4|5G|24h|covid19"},
    {"one-letter-signs", "C# och C++, f+g a++b AB+", "C#|och|C++|f|g|a|b|AB"},
    {"times", "kl. 09.30-11.00, 9:30", "kl|09.30|11.00|9:30"},
    {"no-clock-time", "3:2 25:61 10:30:15", "3|2|25|61|10|30|15"},
    {"decimals", "3,5 3.5 1,25kg.", "3,5|3.5|1,25|kg"},
    {"iso-date", "2014-09-25, 2014-13-45", "2014-09-25|2014|13|45"},
    {"dotted-date-is-parted", "25.09.2014", "25|09|2014"},
    {"phone-number-is-parted", "063-14 75 00, +47 22.33.44.55", "063|14|75|00|47|22|33|44|55"},
    {"ranges-are-parted", "2013/14 2014-2016 3.2.1", "2013|14|2014|2016|3|2|1"},
    {"number-at-sentence-end", "år 2014. Den 3, och", "år|2014|Den|3|och"},
    {"combining-marks-belong", "a\u030Al o\u0308", "a\u030Al|o\u0308"},
    {"soft-hyphen-belongs", "kom\u00ADmun", "kom\u00ADmun"},
    {"dashes-and-quotes", "”Ja”—«nei» – „doch“", "Ja|nei|doch"},
    {"han-one-by-one", "日本語", "日|本|語"},
    {"cyrillic", "Ёж в лесу", "Ёж|в|лесу"},
    {"sami", "Sámi allaskuvla Guovdageainnus", "Sámi|allaskuvla|Guovdageainnus"},
    {"invalid-bytes-part",
     "ab\xFF"
     "cd \xC3",
     "ab|cd"},
    {"language-byte-is-skipped", "\001Hei", "Hei"},
    {"nothing", " .,-–\n", ""},
    {"empty", "", ""},
};

static void test_case(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  g_autoptr(GString) found = g_string_new(NULL);
  TokenIterator iterator;
  Token token;
  token_iterator_init(&iterator, cases[i].text, strlen(cases[i].text));
  while (token_iterator_next(&iterator, &token)) {
    if (found->len)
      g_string_append_c(found, '|');
    g_string_append_len(found, token.start, (gssize)token.length);
  }
  g_assert_cmpstr(found->str, ==, cases[i].tokens);
  assert_tokens_are_sound(cases[i].text, strlen(cases[i].text));
}

static void test_types(void) {
  static const struct {
    const char *token;
    TokenType type;
  } types[] = {{"ord", TOKEN_WORD},    {"H2O", TOKEN_WORD},   {"5G", TOKEN_WORD},           {"C#", TOKEN_WORD},
               {"2014", TOKEN_NUMBER}, {"3,5", TOKEN_NUMBER}, {"2014-09-25", TOKEN_NUMBER}, {"½", TOKEN_NUMBER}};
  for (gsize i = 0; i < G_N_ELEMENTS(types); i++) {
    TokenIterator iterator;
    Token token;
    token_iterator_init(&iterator, types[i].token, strlen(types[i].token));
    g_assert_true(token_iterator_next(&iterator, &token));
    g_assert_cmpuint(token.length, ==, strlen(types[i].token));
    g_assert_cmpint(token.type, ==, types[i].type);
  }
}

/* A text cut at any byte still gives sound tokens, and nothing past the cut. */
static void test_every_cut(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    for (gsize cut = 0; cut <= strlen(cases[i].text); cut++) {
      g_autofree char *exact = g_memdup2(cases[i].text, MAX(cut, 1));
      assert_tokens_are_sound(exact, cut);
    }
}

static void test_random_bytes(void) {
  for (int round = 0; round < 2000; round++) {
    guint8 bytes[64];
    gsize length = (gsize)g_test_rand_int_range(0, sizeof bytes);
    for (gsize i = 0; i < length; i++)
      bytes[i] = (guint8)(g_test_rand_bit() ? g_test_rand_int_range(0, 256) : g_test_rand_int_range(0x27, 0x3B));
    assert_tokens_are_sound((const char *)bytes, length);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strconcat("/segment/", cases[i].name, NULL);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_case);
  }
  g_test_add_func("/segment/types", test_types);
  g_test_add_func("/segment/every-cut", test_every_cut);
  g_test_add_func("/segment/random-bytes", test_random_bytes);
  return g_test_run();
}
