/* Words half left out. Cases of a language are skipped where its lexicon is not installed. */
#include "language/ellipsis.h"

#include "language/fold.h"

#include <string.h>

/* All that is found in a text, as "half that is written=whole words" joined by '|'. */
static const struct {
  const char *name, *language, *text, *found;
} cases[] = {
    {"first-half", "nb", "klima- og energiplan", "klima=klimaplan"},
    {"first-half-sv", "sv", "Barn- och ungdomsarbete", "Barn=barnarbete"},
    {"first-half-da", "da", "børne- og ungdomsarbejde", "børne=børnearbejde"},
    {"first-half-nn", "nn", "barne- og ungdomsarbeid", "barne=barnearbeid"},
    {"inflected", "sv", "vatten- och avloppsplanerna", "vatten=vattenplanerna"},
    {"two-halves", "nb", "kommune-, fylkes- og statsplaner", "kommune=kommuneplaner|fylkes=fylkesplaner"},
    {"other-conjunctions", "sv", "barn- eller ungdomsarbete, barn- samt ungdomsarbete, barn- resp. ungdomsarbete",
     "barn=barnarbete|barn=barnarbete|barn=barnarbete"},
    {"and-or", "sv", "barn- och/eller ungdomsarbete", "barn=barnarbete"},
    {"ampersand", "nb", "klima- & energiplan", "klima=klimaplan"},
    {"slash-after-hyphen", "nb", "energi-/klimaplan", "energi=energiplan"},
    {"no-break-hyphen", "nb", "klima\u2011 og energiplan", "klima=klimaplan"},
    {"line-end", "nb", "klima- og\nenergiplan", "klima=klimaplan"},
    {"capitals", "nb", "KLIMA- OG ENERGIPLAN", "KLIMA=klimaplan"},
    {"first-of-three-parts", "sv", "jord- och skogsbruksfrågor", "jord=jordbruksfrågor,jordfrågor"},
    {"last-of-three-parts", "sv", "miljö- och folkhälsoarbete", "miljö=miljöarbete"},
    {"particles", "sv", "in- och utgång, för- och efterarbete", "in=ingång|för=förarbete"},
    {"particles-nb", "nb", "inn- og utvandring", "inn=innvandring"},
    {"last-half", "sv", "klimatplaner och -åtgärder", "åtgärder=klimatåtgärder"},
    {"last-halves", "sv", "klimatplaner, -mål och -åtgärder", "mål=klimatmål|åtgärder=klimatåtgärder"},
    {"slash", "sv", "miljö/hållbarhetsstrateger", "miljö=miljöstrateger"},
    {"unknown-language", "mul", "klima- og energiplan", "klima=klimaplan"},
    {"no-language", NULL, "barn- och ungdomsarbete", "barn=barnarbete"},
    {"no-slash-of-two-words", "sv", "kommun/landsting och lärare/skolledare", ""},
    {"no-slash-of-whole-words", "sv", "energiplan/klimatplaner, mål/delmål", ""},
    {"no-capitals", "sv", "EU- och klimatfrågor", ""},
    {"no-shared-half", "sv", "miljö- och hus", ""},
    /* These need no lexicon. */
    {"own-hyphen", "und", "vann- og avløps-anlegg", "vann=vannanlegg"},
    {"own-hyphens", "fi", "luft-, vatten- och mark-analys", "luft=luftanalys|vatten=vattenanalys"},
    {"own-hyphen-capitals", "und", "sommer- og vinter-OL", ""},
    {"no-numbers", "und", "1990- og 2000-tallet", ""},
    {"no-conjunction", "und", "vann- avløps-anlegg, klima- har energi-plan", ""},
    {"no-dash", "und", "vann – og avløps-anlegg, a - og b-c", ""},
    {"no-end", "und", "vann- og", ""},
    {"no-end-hyphen", "und", "vann-", ""},
    {"no-hyphenated-words", "und", "e-post og web-side", ""},
    {"no-too-far", "und", "aa-, bb-, cc-, dd-, ee-, ff-, gg-, hh- og ii-kk", "dd=ddkk|ee=eekk|ff=ffkk|gg=ggkk|hh=hhkk"},
    {"no-bullet", "und", "klimatplaner\n-åtgärder", ""},
    {"no-signs", "und", " -a/b- &", ""},
    {"nothing", "und", "Kommunen har fått svar.", ""},
};

static gsize read_tokens(const char *text, gsize length, Token *tokens, gsize most) {
  TokenIterator iterator;
  gsize count = 0;
  token_iterator_init(&iterator, text, length);
  while (count < most && token_iterator_next(&iterator, &tokens[count]))
    count++;
  return count;
}

static void assert_word_is_sound(const EllipsisWord *word) {
  g_autoptr(GString) lower = g_string_new(NULL);
  g_assert_cmpuint(word->length, ==, strlen(word->text));
  g_assert_cmpuint(word->length, >, 0);
  g_assert_true(g_utf8_validate(word->text, -1, NULL));
  fold_lower_append(lower, word->text, word->length);
  g_assert_cmpstr(lower->str, ==, word->text);
}

/* Asks at each token, whether a half can stand there or not. */
static void find_all(Lexicon *lexicon, const char *language, const char *text, gsize length, GString *found) {
  Token tokens[64];
  gsize count = read_tokens(text, length, tokens, G_N_ELEMENTS(tokens));
  for (gsize i = 0; i < count; i++) {
    EllipsisWord words[ELLIPSIS_MAX];
    guint window = (guint)MIN(count - i, NOTATIONS_WINDOW);
    guint n = ellipsis_find(lexicon, language, text, length, tokens + i, window, words);
    g_assert_cmpuint(n, <=, ELLIPSIS_MAX);
    g_assert_true(n == 0 || ellipsis_may_be(text, length, &tokens[i]));
    for (guint k = 0; k < n; k++) {
      assert_word_is_sound(&words[k]);
      if (k == 0)
        g_string_append_printf(found, "%s%.*s", found->len ? "|" : "", (int)tokens[i].length, tokens[i].start);
      g_string_append_printf(found, "%s%s", k ? "," : "=", words[k].text);
    }
  }
}

static gboolean needs_missing_lexicon(Lexicon *lexicon, const char *language) {
  gboolean is_unknown = !language || strcmp(language, "mul") == 0;
  if (language && (strcmp(language, "und") == 0 || strcmp(language, "fi") == 0))
    return FALSE;
  return is_unknown ? !lexicon_has(lexicon, "nb") || !lexicon_has(lexicon, "sv") : !lexicon_has(lexicon, language);
}

static void test_case(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  g_autoptr(Lexicon) lexicon = lexicon_new();
  if (needs_missing_lexicon(lexicon, cases[i].language)) {
    g_test_skip("the language's lexicon is not installed");
    return;
  }
  g_autoptr(GString) found = g_string_new(NULL);
  find_all(lexicon, cases[i].language, cases[i].text, strlen(cases[i].text), found);
  g_assert_cmpstr(found->str, ==, cases[i].found);
}

/* A text cut at any byte still gives sound words, and no byte past the cut is read. */
static void test_every_cut(void) {
  g_autoptr(Lexicon) lexicon = lexicon_new();
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    for (gsize cut = 0; cut <= strlen(cases[i].text); cut++) {
      g_autofree char *exact = g_memdup2(cases[i].text, MAX(cut, 1));
      g_autoptr(GString) found = g_string_new(NULL);
      find_all(lexicon, cases[i].language, exact, cut, found);
    }
}

static void test_random_bytes(void) {
  static const char *const pieces[] = {"klima", "-",  "–", "\u2011", " ", ",",    "/", "og", "och", "energiplan",
                                       "ut",    "EU", "&", ".",      "9", "\xC3", "å", "\n", "a",   "\xE2\x80"};
  static const char *const languages[] = {"sv", "nb", "und", "fi"};
  g_autoptr(Lexicon) lexicon = lexicon_new();
  for (int round = 0; round < 5000; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (int count = g_test_rand_int_range(0, 16); count > 0; count--)
      g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
    g_autofree char *exact = g_memdup2(text->str, MAX(text->len, 1));
    g_autoptr(GString) found = g_string_new(NULL);
    find_all(lexicon, languages[round % G_N_ELEMENTS(languages)], exact, text->len, found);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strconcat("/ellipsis/", cases[i].name, NULL);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_case);
  }
  g_test_add_func("/ellipsis/every-cut", test_every_cut);
  g_test_add_func("/ellipsis/random-bytes", test_random_bytes);
  return g_test_run();
}
