/* Normalising: what text looks like inside the program. */
#include "tests/unit/language_properties.h"

static const struct {
  const char *name, *text, *normal;
} cases[] = {
    {"plain", "Åre kommun\n\tcell – «sitat» €5", "Åre kommun\n\tcell – «sitat» €5"},
    {"decomposed", "A\u030Are o\u0308ppen a\u0308", "Åre öppen ä"},
    {"decomposed-after-removal", "a\u200B\u030A", "å"},
    {"spacing-diaeresis-stays", "a\u00A8 u\u02DA", "a\u00A8 u\u02DA"},
    {"line-ends",
     "a\r\nb\rc\u2028d\xC2\x85"
     "e\vf\fg",
     "a\nb\nc\nd\ne\nf\ng"},
    {"paragraph-separator", "a\u2029b", "a\n\nb"},
    {"controls-vanish",
     "a\001b\x7F"
     "c\xC2\x90"
     "d",
     "abcd"},
    {"soft-hyphen-in-word", "kom\u00ADmun", "kommun"},
    {"soft-hyphen-at-line-end", "kom\u00AD\nmun, för\u00AD \r\n  bund", "kommun, förbund"},
    {"soft-hyphen-before-no-letter", "kom\u00AD\n2", "kom\n2"},
    {"soft-hyphen-before-empty-line", "kom\u00AD\n\nmun", "kom\n\nmun"},
    {"zero-width", "a\u200Bb\u2060c\uFEFFd\u200Ee\u202Af", "abcdef"},
    {"joiner-outside-its-scripts", "a\u200Db\u200Cc", "abc"},
    {"joiner-in-persian-and-emoji", "می\u200Cخواهم 👩\u200D🔬", "می\u200Cخواهم 👩\u200D🔬"},
    {"ligatures", "oﬃce ﬁnn ﬂyg \uFB06", "office finn flyg st"},
    {"spaces", "a\u00A0b \u2003 c  d\u202Fe", "a b c d e"},
    {"spaces-at-line-ends", "a  \nb \u00A0\n c", "a\nb\n c"},
    {"named-bullets", "\uF0B7 ett\nx \uF0A7 två", "• ett\nx • två"},
    {"symbol-at-line-start", "\uF0E8 ett\n\uF0AA två\t\uF0AB tre", "• ett\n• två\t• tre"},
    {"other-private-use", "a \uF0E8 \uE000", "a \uFFFD \uFFFD"},
    {"many-empty-lines", "a\n\n\n\nb\n \n\u00A0\nc", "a\n\nb\n\nc"},
    {"trimmed", " \n\t a \t\n\n", "a"},
    {"table-cells-stay", "a\t\tb\t\nc", "a\t\tb\t\nc"},
    {"kelvin-and-angstrom", "\u212A \u212B", "K Å"},
    {"only-space", " \n\u00A0\t", ""},
    {"empty", "", ""},
};

static void test_case(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  g_autofree char *found = normalise_text(cases[i].text, -1);
  g_assert_cmpstr(found, ==, cases[i].normal);
  assert_normalise_is_idempotent(cases[i].text, normalise_text);
  assert_normalise_is_idempotent(cases[i].text, normalise_line);
}

static void test_line(void) {
  g_autofree char *line = normalise_line(" Protokoll\r\n\tnr 3\n\n för\u00AD\nbund ", -1);
  g_assert_cmpstr(line, ==, "Protokoll nr 3 förbund");
}

static void test_length_is_respected(void) {
  g_autofree char *plain = normalise_text("abcdef", 3);
  g_autofree char *nul = normalise_text("a\0b  c", 6);
  g_autofree char *cut = normalise_text("aå", 2);
  g_assert_cmpstr(plain, ==, "abc");
  g_assert_cmpstr(nul, ==, "ab c");
  g_assert_cmpstr(cut, ==, "a\uFFFD");
}

/* Every code point: valid, idempotent, and NFC by GLib's judgement too. */
static void test_every_code_point(void) {
  for (gunichar c = 1; c <= 0x10FFFF; c++) {
    if (!g_unichar_validate(c))
      continue;
    g_autoptr(GString) text = g_string_new("a ");
    g_string_append_unichar(text, c);
    g_string_append(text, "\u0308\n");
    g_string_append_unichar(text, c);
    g_string_append_c(text, 'b');
    g_autofree char *once = normalise_text(text->str, (gssize)text->len);
    g_autofree char *nfc = g_utf8_normalize(once, -1, G_NORMALIZE_NFC);
    g_autofree char *twice = normalise_text(once, -1);
    g_assert_cmpstr(once, ==, twice);
    if (g_unichar_isdefined(c))
      g_assert_cmpstr(once, ==, nfc);
  }
}

/* Mark upon mark takes linear time: sorted or not, a run is cut at 30. */
static void test_marks_without_end(void) {
  g_autoptr(GString) text = g_string_new("o");
  for (int i = 0; i < 500000; i++)
    g_string_append(text, i % 2 ? "\u0323" : "\u0308");
  gint64 start = g_get_monotonic_time();
  g_autofree char *normal = normalise_text(text->str, (gssize)text->len);
  g_assert_cmpint(g_get_monotonic_time() - start, <, 5 * G_USEC_PER_SEC);
  g_assert_cmpint(g_utf8_strlen(normal, -1), <=, 31);
  assert_normalise_is_idempotent(text->str, normalise_text);
}

/* Longer than what is brought to NFC at a time. */
static void test_long_decomposed_text(void) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GString) wanted = g_string_new(NULL);
  for (int i = 0; i < 300000; i++) {
    g_string_append(text, "xo\u0308\u00E5 ");
    g_string_append(wanted, "xöå ");
  }
  g_string_truncate(wanted, wanted->len - 1);
  g_autofree char *normal = normalise_text(text->str, (gssize)text->len);
  g_assert_cmpstr(normal, ==, wanted->str);
}

static void test_random_text(void) {
  static const gunichar set[] = {'a',    'o',    ' ',    '\n',   '\r',   '\t',   0x308, 0x30A,  0x323, 0xAD,   0x200D,
                                 0xA0,   0x2029, 0xF0B7, 0xF0E8, 0xE000, 0xFB01, 0x344, 0x627,  0x653, 0x200B, 0xFE0F,
                                 0x2764, 0x338,  '=',    0x1100, 0x1161, 0x2329, 0x9DC, 0x212B, 0x0C,  0x85,   '2'};
  for (int round = 0; round < 20000; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = g_test_rand_int_range(0, 24); i > 0; i--)
      g_string_append_unichar(text, set[g_test_rand_int_range(0, G_N_ELEMENTS(set))]);
    assert_normalise_is_idempotent(text->str, normalise_text);
    assert_normalise_is_idempotent(text->str, normalise_line);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strconcat("/normalise/", cases[i].name, NULL);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_case);
  }
  g_test_add_func("/normalise/line", test_line);
  g_test_add_func("/normalise/length-is-respected", test_length_is_respected);
  g_test_add_func("/normalise/every-code-point", test_every_code_point);
  g_test_add_func("/normalise/marks-without-end", test_marks_without_end);
  g_test_add_func("/normalise/long-decomposed-text", test_long_decomposed_text);
  g_test_add_func("/normalise/random-text", test_random_text);
  return g_test_run();
}
