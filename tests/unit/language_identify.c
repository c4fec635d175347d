/* Language identification: plain sentences, what cannot be told, chances, and the model's file. */
#include "language/identify_model.h"
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

/* The chances add up, and the answer and the runner-up are the two largest. */
static void check_chances(const char *text) {
  Identification found = identify_text(text, -1);
  double sum = found.other;
  int best = -1, second = -1;
  for (int i = 0; i < IDENTIFIED_LANGUAGES; i++) {
    sum += found.chances[i];
    if (best < 0 || found.chances[i] > found.chances[best]) {
      second = best;
      best = i;
    } else if (second < 0 || found.chances[i] > found.chances[second]) {
      second = i;
    }
  }
  g_assert_cmpfloat_with_epsilon(sum, 1, 1e-9);
  if (strcmp(found.language, "und") == 0) {
    g_assert_cmpfloat(found.confidence, ==, 0);
    g_assert_cmpstr(found.runner_up, ==, "");
    return;
  }
  g_assert_cmpint(identified_index(found.language), ==, best);
  g_assert_cmpint(identified_index(found.runner_up), ==, second);
  g_assert_cmpfloat(found.confidence, ==, found.chances[best]);
  g_assert_cmpfloat(found.runner_up_confidence, ==, found.chances[second]);
}

static void test_chances(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(sentences); i++)
    check_chances(sentences[i].text);
  check_chances("han er en god mann");
  check_chances("Les enfants vont à l'école tous les jours sauf le dimanche.");
  g_assert_cmpint(identified_index("sv"), ==, 0);
  g_assert_cmpint(identified_index("und"), ==, -1);
}

/* Words that bokmål, nynorsk and Danish share: the doubt is told, and which languages it is about. */
static void test_ambiguous(void) {
  static const char *const texts[] = {"ikke", "vi var der", "for alle", "kommunen", "i 2014 var"};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    Identification found = identify_text(texts[i], -1);
    double close = 0;
    for (int l = 0; l < 4; l++) /* sv nb nn da */
      close += found.chances[l];
    g_test_message("%s: %s %.2f, %s %.2f", texts[i], found.language, found.confidence, found.runner_up,
                   found.runner_up_confidence);
    g_assert_cmpfloat(found.confidence, <, 0.8);
    g_assert_cmpfloat(close, >, 0.6);
  }
}

/* Languages that are not among the ten, and what is no language. */
static void test_others(void) {
  static const char *const texts[] = {
      "La municipalité a décidé lundi de construire une nouvelle école maternelle près du lac.",
      "Rada miejska zdecydowała w poniedziałek o budowie nowego przedszkola nad jeziorem.",
      "De gemeenteraad heeft maandag besloten een nieuwe kleuterschool bij het meer te bouwen.",
      "Vallavolikogu otsustas esmaspäeval ehitada järve äärde uue lasteaia.",
      "El ayuntamiento decidió el lunes construir una nueva guardería junto al lago.",
      "Belediye meclisi pazartesi günü göl kenarında yeni bir anaokulu yapmaya karar verdi.",
      "anna.berg@example.org https://www.example.org/plan/2014 C:\\kart\\vatten_2014.tif",
      "static inline int count_rows(const struct table *t, size_t *out) { return t->rows == NULL; }",
      "Совет принял решение; kl. 10",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_test_message("%s", texts[i]);
    g_assert_cmpstr(identify_text(texts[i], -1).language, ==, "und");
  }
}

/* Addresses do not speak for the language of the text around them. */
static void test_addresses_are_left_out(void) {
  Identification plain = identify_text("Skriv till oss på eller läs mer.", -1);
  Identification with = identify_text("Skriv till oss på the.information.office@example.org eller läs mer.", -1);
  g_assert_cmpstr(with.language, ==, "sv");
  g_assert_cmpfloat(with.confidence, ==, plain.confidence);
}

/* A file that is not whole is not read. */
static void test_model_file(void) {
  g_autoptr(GBytes) bytes =
      g_resources_lookup_data("/nordsok/language/identification.model", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert_nonnull(bytes);
  gsize length;
  const guint8 *data = g_bytes_get_data(bytes, &length);
  g_assert_cmpuint(length, <, 2 * 1024 * 1024);
  IdentifyModel model;
  g_assert_true(identify_model_read(&model, data, length));
  /* Read where it lies: nothing is unpacked. */
  g_autoptr(GBytes) again =
      g_resources_lookup_data("/nordsok/language/identification.model", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert_true(g_bytes_get_data(again, NULL) == data);
  g_assert_true((const guint8 *)model.slots > data && (const guint8 *)model.slots < data + length);
  g_assert_false(identify_model_read(&model, data, length - 1));
  g_assert_false(identify_model_read(&model, data, 3));
  for (gsize i = 0; i < 8; i++) {
    g_autofree guint8 *wrong = g_memdup2(data, length);
    wrong[i] ^= 1;
    g_assert_false(identify_model_read(&model, wrong, length));
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
  g_test_add_func("/identify/chances", test_chances);
  g_test_add_func("/identify/ambiguous", test_ambiguous);
  g_test_add_func("/identify/others", test_others);
  g_test_add_func("/identify/addresses-are-left-out", test_addresses_are_left_out);
  g_test_add_func("/identify/model-file", test_model_file);
  return g_test_run();
}
