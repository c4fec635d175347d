/* Language identification: plain sentences, what cannot be told, and the lists it rests on. */
#include "tests/unit/language_properties.h"

#include <gio/gio.h>

static const struct {
  const char *language, *text;
} sentences[] = {
    {"sv", "Kommunfullmäktige beslutade på måndagen att bygga en ny förskola vid sjön."},
    {"sv", "Vi måste göra något åt klimatet nu, säger hon, och det finns många sätt att börja."},
    {"nb", "Kommunestyret vedtok på mandag at det skal bygges en ny barnehage ved sjøen."},
    {"nb", "Vi må gjøre noe med klimaet nå, sier hun, og det finnes mange måter å begynne på."},
    {"nn", "Kommunestyret vedtok måndag at det skal byggjast ein ny barnehage ved sjøen."},
    {"nn", "Vi må gjere noko med klimaet no, seier ho, og det finst mange måtar å byrje på."},
    {"da", "Byrådet besluttede mandag, at der skal bygges en ny børnehave ved søen."},
    {"da", "Vi bliver nødt til at gøre noget ved klimaet nu, siger hun, og der findes mange måder at begynde på."},
    {"fi", "Kunnanvaltuusto päätti maanantaina rakentaa uuden päiväkodin järven rannalle."},
    {"is", "Bæjarstjórnin ákvað á mánudag að byggja nýjan leikskóla við vatnið."},
    {"fo", "Kommunustýrið samtykti mánadagin at byggja ein nýggjan barnagarð, og tað er eisini gott fyri fólkið."},
    {"se", "Suohkanstivra mearridii vuossárgga ahte galgá hukset ođđa mánáidgárddi, ja dat lea buorre."},
    {"en", "The municipal council decided on Monday to build a new kindergarten by the lake."},
    {"de", "Der Gemeinderat hat am Montag beschlossen, einen neuen Kindergarten am See zu bauen."},
};

static void test_sentence(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  Identification found = identify_text(sentences[i].text, -1);
  g_assert_cmpstr(found.language, ==, sentences[i].language);
  g_assert_cmpfloat(found.confidence, >, 0.4);
  g_autofree char *loud = g_utf8_strup(sentences[i].text, -1);
  g_assert_cmpstr(identify_text(loud, -1).language, ==, sentences[i].language);
}

static void test_nothing_to_tell(void) {
  static const char *const texts[] = {"", " ", "2014-09-25 12:30", "…–•", "x", "Министерство образования", "東京都庁"};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    Identification found = identify_text(texts[i], -1);
    g_assert_cmpstr(found.language, ==, "und");
    g_assert_cmpfloat(found.confidence, ==, 0);
  }
}

/* Less text, less certainty. */
static void test_confidence_grows_with_text(void) {
  double one = identify_text("kommunen", -1).confidence;
  double three = identify_text("kommunen har inte", -1).confidence;
  double sentence = identify_text(sentences[1].text, -1).confidence;
  g_assert_cmpfloat(one, <, 0.7);
  g_assert_cmpfloat(one, <, three);
  g_assert_cmpfloat(three, <=, sentence);
  g_assert_cmpfloat(sentence, >, 0.95);
}

static void test_length_is_respected(void) {
  g_autofree char *two = g_strconcat(sentences[0].text, sentences[12].text, NULL);
  Identification first = identify_text(two, (gssize)strlen(sentences[0].text));
  g_assert_cmpstr(first.language, ==, "sv");
  g_assert_cmpfloat(first.confidence, ==, identify_text(sentences[0].text, -1).confidence);
}

/* Only the first 64 KiB count, and a long text is no slower than that. */
static void test_long_text(void) {
  g_autoptr(GString) text = g_string_new(NULL);
  while (text->len < 64 * 1024)
    g_string_append(text, sentences[0].text);
  while (text->len < 1024 * 1024)
    g_string_append(text, sentences[12].text);
  g_assert_cmpstr(identify_text(text->str, (gssize)text->len).language, ==, "sv");
}

static void test_random_bytes(void) {
  for (int round = 0; round < 3000; round++) {
    char bytes[80];
    gsize length = (gsize)g_test_rand_int_range(0, sizeof bytes);
    for (gsize i = 0; i < length; i++)
      bytes[i] = (char)(round % 2 ? g_test_rand_int_range(0, 256) : "ogåæð\xC3 eni"[g_test_rand_int_range(0, 12)]);
    Identification found = identify_text(bytes, (gssize)length);
    g_assert_true(found.confidence >= 0 && found.confidence <= 1);
    g_assert_cmpuint(strlen(found.language), >=, 2);
  }
}

static void check_words(const char *line) {
  g_auto(GStrv) words = g_strsplit(line, " ", -1);
  for (char **word = words; *word; word++) {
    g_autoptr(GString) lower = g_string_new(NULL);
    fold_lower_append(lower, *word, strlen(*word));
    g_assert_cmpstr(*word, ==, lower->str);
    g_assert_cmpuint(lower->len, >, 0);
  }
}

/* Each list is lower-case NFC words, parted by one space, under comments. */
static void test_word_lists(void) {
  static const char *const codes[] = {"sv", "nb", "nn", "da", "fi", "is", "fo", "se", "en", "de"};
  for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
    g_autofree char *path = g_strdup_printf("/nordsok/language/function-words/%s.txt", codes[i]);
    g_autoptr(GBytes) bytes = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_assert_nonnull(bytes);
    g_auto(GStrv) lines = g_strsplit(g_bytes_get_data(bytes, NULL), "\n", -1);
    g_assert_cmpint(*lines[0], ==, '#');
    for (char **line = lines; *line; line++)
      if (**line && **line != '#')
        check_words(*line);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(sentences); i++) {
    g_autofree char *path = g_strdup_printf("/identify/sentence/%s-%" G_GSIZE_FORMAT, sentences[i].language, i);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_sentence);
  }
  g_test_add_func("/identify/nothing-to-tell", test_nothing_to_tell);
  g_test_add_func("/identify/confidence-grows-with-text", test_confidence_grows_with_text);
  g_test_add_func("/identify/length-is-respected", test_length_is_respected);
  g_test_add_func("/identify/long-text", test_long_text);
  g_test_add_func("/identify/random-bytes", test_random_bytes);
  g_test_add_func("/identify/word-lists", test_word_lists);
  return g_test_run();
}
