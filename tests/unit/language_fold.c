/* Folding: which spellings become one token. */
#include "tests/unit/language_properties.h"

static const struct {
  const char *name, *token, *folded;
} cases[] = {
    {"ascii", "Kommun", "kommun"},
    {"nordic-letters-stay", "ÅÄÖÆØ åäöæø", "åäöæø åäöæø"},
    {"north-atlantic-and-sami-letters-stay", "ÐÞĐŊŦ", "ðþđŋŧ"},
    {"decomposed-is-the-same", "a\u030Aa\u0308o\u0308A\u030AO\u0308", "åäöåö"},
    {"other-marks-go", "ÉüČáñłŽ", "eucanlz"},
    {"nordic-letter-with-a-further-mark", "ǿǻǟȫǽ", "øåäöæ"},
    {"decomposed-further-mark", "o\u0308\u0304a\u030A\u0301", "öå"},
    {"sharp-s", "Straße ẞ", "strasse ss"},
    {"subscript-and-superscript", "CO₂ m² H₂O xⁿ", "co2 m2 h2o xn"},
    {"full-width", "ＡＢ１２", "ab12"},
    {"apostrophes", "Göran’s Göranʼs", "göran's göran's"},
    {"ligatures", "oﬃce œuvre ĳs", "office oeuvre ijs"},
    {"soft-hyphen-goes", "kom\u00ADmun", "kommun"},
    {"greek-and-cyrillic-lower-case-only", "ΆΩ ЁЖЙ", "άω ёжй"},
    {"decomposed-cyrillic", "И\u0306", "й"},
    {"dotted-capital-i", "İı", "ii"},
    {"long-s-and-roman-numeral", "ſ Ⅳ", "s iv"},
    {"empty", "", ""},
};

static void test_case(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  g_autoptr(GString) out = g_string_new("before ");
  fold_append(out, cases[i].token, strlen(cases[i].token));
  g_assert_cmpstr(out->str + 7, ==, cases[i].folded);
  assert_fold_is_idempotent(cases[i].token, strlen(cases[i].token));
}

/* No letter folds to nothing, to a term prefix or to a control byte, alone or under a mark. */
static void test_every_letter(void) {
  static const char *const tails[] = {"", "\u0308", "\u030A", "\u0301\u0308", "\u0323\u030A", "x"};
  for (gunichar c = 1; c <= 0x10FFFF; c++) {
    if (!g_unichar_validate(c) || !g_unichar_isalnum(c))
      continue;
    for (gsize i = 0; i < G_N_ELEMENTS(tails); i++) {
      g_autoptr(GString) token = g_string_new(NULL);
      g_autoptr(GString) folded = g_string_new(NULL);
      g_string_append_unichar(token, c);
      g_string_append(token, tails[i]);
      fold_append(folded, token->str, token->len);
      g_assert_cmpuint(folded->len, >, 0);
      g_assert_null(strpbrk(folded->str, "~\001\002\003\004\005\006\007\010 "));
      assert_fold_is_idempotent(token->str, token->len);
    }
  }
}

/* The normal form in which a word comes does not matter. */
static void test_normal_forms_agree(void) {
  for (gunichar c = 0xC0; c <= 0x1EFF; c++) {
    if (!g_unichar_isalpha(c))
      continue;
    g_autoptr(GString) letter = g_string_new("x");
    g_string_append_unichar(letter, c);
    g_autofree char *decomposed = g_utf8_normalize(letter->str, -1, G_NORMALIZE_NFD);
    g_autoptr(GString) a = g_string_new(NULL);
    g_autoptr(GString) b = g_string_new(NULL);
    fold_append(a, letter->str, letter->len);
    fold_append(b, decomposed, strlen(decomposed));
    g_assert_cmpstr(a->str, ==, b->str);
  }
}

static void test_lower_keeps_marks(void) {
  g_autoptr(GString) out = g_string_new(NULL);
  fold_lower_append(out, "ÉA\u030AČ’S", strlen("ÉA\u030AČ’S"));
  g_assert_cmpstr(out->str, ==, "éåč's");
}

static void test_to_ascii(void) {
  g_autoptr(GString) out = g_string_new(NULL);
  fold_to_ascii_append(out, "blåbærsyltetøy äö ðþđŋŧ ж", strlen("blåbærsyltetøy äö ðþđŋŧ ж"));
  g_assert_cmpstr(out->str, ==, "blabarsyltetoy ao dthdnt ж");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strconcat("/fold/", cases[i].name, NULL);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_case);
  }
  g_test_add_func("/fold/every-letter", test_every_letter);
  g_test_add_func("/fold/normal-forms-agree", test_normal_forms_agree);
  g_test_add_func("/fold/lower-keeps-marks", test_lower_keeps_marks);
  g_test_add_func("/fold/to-ascii", test_to_ascii);
  return g_test_run();
}
