/* The reader of compiled dictionaries, on files that the test writes itself: what it reads, and that damage of any kind
 * is an error and no crash. */
#include "language/transducer.h"
#include "tests/unit/transducer_writer.h"

static const char *const words[] = {"bok=bok<n><f><sg><ind>",
                                    "boka=bok<n><f><sg><def>",
                                    "bøker=bok<n><f><pl><ind>",
                                    "bok=boke<vblex><imp>",
                                    "Malmö=Malmö<np><top>",
                                    "bøk=bøk¹<n><m><sg><ind>",
                                    "bok=bok<n><cmp><compound-only-L>",
                                    "hylle=hylle<n><f><sg><ind><compound-R>",
                                    "İzmir=İzmir<np><top>",
                                    "Izmir=Izmir<np><top>",
                                    "EU=EU<np><org>",
                                    NULL};

static const char *const entries[] = {"bok<n><ut>=bok<n><f>",
                                      "bok<n><ut>=tekst<n><m>",
                                      "bok<vblex>=boke<vblex>",
                                      "ta<vblex>=ta# opp<vblex>",
                                      "hus=hus",
                                      NULL};

/* Readings as "START-END text<tags>", in order, with "L" or "R" for compound marks and "!" for folded ones, joined by
 * '|'. */
static gboolean add_reading(const TransducerReading *reading, gpointer data) {
  gpointer *arguments = data;
  const Transducer *transducer = arguments[0];
  GString *found = arguments[1];
  if (found->len)
    g_string_append_c(found, '|');
  g_string_append_printf(found, "%u-%u ", reading->start, reading->end);
  transducer_append_output(transducer, reading, found, found);
  g_string_append(found, reading->begins_compound ? "L" : "");
  g_string_append(found, reading->ends_compound ? "R" : "");
  g_string_append(found, reading->folded ? "!" : "");
  return TRUE;
}

static char *read_word(const Transducer *transducer, const char *word, guint start, TransducerFlags flags) {
  GString *found = g_string_new(NULL);
  gpointer arguments[] = {(gpointer)transducer, found};
  TransducerInput input;
  if (transducer_map(transducer, word, strlen(word), &input))
    transducer_read(transducer, &input, start, flags, add_reading, arguments);
  return g_string_free(found, FALSE);
}

static const struct {
  const char *name;
  const char *const *file;
  const char *word;
  guint start;
  TransducerFlags flags;
  const char *readings;
} cases[] = {
    {"readings", words, "bok", 0, 0, "0-3 bok<n><f><sg><ind>|0-3 bok<n><cmp>L|0-3 boke<vblex><imp>"},
    {"letters-beyond-ascii", words, "bøker", 0, 0, "0-5 bok<n><f><pl><ind>"},
    {"marks-of-homographs-stay", words, "bøk", 0, 0, "0-3 bøk¹<n><m><sg><ind>"},
    {"no-reading", words, "bo", 0, 0, ""},
    {"longer-than-any", words, "bokas", 0, 0, ""},
    {"letter-not-in-the-alphabet", words, "bokq", 0, 0, ""},
    {"empty", words, "", 0, 0, ""},
    {"capital-reads-small", words, "Bøker", 0, 0, "0-5 bok<n><f><pl><ind>"},
    {"small-reads-no-capital", words, "malmö", 0, 0, ""},
    {"small-reads-capital", words, "malmö", 0, TRANSDUCER_FOLD_CASE, "0-5 Malmö<np><top>!"},
    {"all-capitals", words, "eu", 0, TRANSDUCER_FOLD_CASE, "0-2 EU<np><org>!"},
    {"as-it-stands-is-not-folded", words, "EU", 0, TRANSDUCER_FOLD_CASE, "0-2 EU<np><org>"},
    {"dotted-i-is-another-letter", words, "Izmir", 0, 0, "0-5 Izmir<np><top>"},
    {"beginnings", words, "bokhylle", 0, TRANSDUCER_PREFIXES,
     "0-3 bok<n><f><sg><ind>|0-3 bok<n><cmp>L|0-3 boke<vblex><imp>"},
    {"from-the-middle", words, "bokhylle", 3, TRANSDUCER_PREFIXES, "3-8 hylle<n><f><sg><ind>R"},
    {"lemma-and-tags", entries, "bok<n><ut>", 0, 0, "0-5 bok<n><f>|0-5 tekst<n><m>"},
    {"more-tags-than-the-entry", entries, "bok<n><ut>", 0, TRANSDUCER_PREFIXES, "0-5 bok<n><f>|0-5 tekst<n><m>"},
    {"fewer-tags-than-the-entry", entries, "bok<n>", 0, TRANSDUCER_FREE_TAGS, "0-4 bok<n><f>|0-4 tekst<n><m>"},
    {"no-tags", entries, "bok", 0, TRANSDUCER_FREE_TAGS, "0-3 bok<n><f>|0-3 boke<vblex>|0-3 tekst<n><m>"},
    {"unknown-tag", entries, "bok<zzz>", 0, TRANSDUCER_FREE_TAGS, ""},
    {"unfinished-tag", entries, "bok<n", 0, TRANSDUCER_FREE_TAGS, ""},
    {"several-words", entries, "ta<vblex>", 0, 0, "0-3 ta# opp<vblex>"},
    {"no-tag-at-all", entries, "hus", 0, 0, "0-3 hus"},
};

static Transducer *make(const char *const *file) {
  g_autoptr(GBytes) bytes = writer_entries_to_bytes(file);
  g_autoptr(GError) error = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data(bytes, &length);
  Transducer *transducer = transducer_new(data, length, TRANSDUCER_ALL_SECTIONS, &error);
  g_assert_no_error(error);
  return transducer;
}

static void test_case(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  g_autoptr(Transducer) transducer = make(cases[i].file);
  g_autofree char *found = read_word(transducer, cases[i].word, cases[i].start, cases[i].flags);
  g_assert_cmpstr(found, ==, cases[i].readings);
}

/* --- several sections, weights --- */

static GBytes *two_sections(gboolean weighted) {
  Writer *writer = writer_new();
  writer_begin(writer, "main@standard", weighted);
  writer_entry(writer, "by=by<n>");
  writer_entry(writer, "byen=by<n><def>");
  writer_end(writer);
  writer_begin(writer, "regex@standard", weighted);
  writer_arc(writer, 0, 'b', 'b', 0); /* any number of them */
  writer_arc(writer, 0, 'y', 'y', 0);
  writer_arc(writer, 0, 0, WRITER_TAG, 1);
  guint final = 1;
  g_array_append_val(writer->finals, final);
  writer_end(writer);
  return writer_free_to_bytes(writer);
}

static Transducer *make_from(GBytes *bytes, TransducerSections sections) {
  gsize length;
  const guint8 *data = g_bytes_get_data(bytes, &length);
  return transducer_new(data, length, sections, NULL);
}

static void test_sections(gconstpointer data) {
  g_autoptr(GBytes) bytes = two_sections(GPOINTER_TO_INT(data));
  g_autoptr(Transducer) all = make_from(bytes, TRANSDUCER_ALL_SECTIONS);
  g_autoptr(Transducer) only_words = make_from(bytes, TRANSDUCER_WORDS_ONLY);
  g_assert_nonnull(all);
  g_assert_nonnull(only_words);
  g_autofree char *both = read_word(all, "by", 0, 0), *one = read_word(only_words, "by", 0, 0),
                  *other = read_word(all, "bby", 0, 0), *none = read_word(only_words, "bby", 0, 0);
  g_assert_cmpstr(both, ==, "0-2 by<n>|0-2 by<n>");
  g_assert_cmpstr(one, ==, "0-2 by<n>");
  g_assert_cmpstr(other, ==, "0-3 bby<n>");
  g_assert_cmpstr(none, ==, "");
}

/* A walk that does not end by itself: something is written for nothing read, over and over. */
static void test_endless(void) {
  Writer *writer = writer_new();
  writer_begin(writer, "main@standard", FALSE);
  for (guint i = 0; i < 8; i++)
    writer_arc(writer, 0, 0, 'a' + i, 0);
  writer_arc(writer, 0, 'b', 'b', 1);
  guint final = 1;
  g_array_append_val(writer->finals, final);
  writer_end(writer);
  g_autoptr(GBytes) bytes = writer_free_to_bytes(writer);
  g_autoptr(Transducer) transducer = make_from(bytes, TRANSDUCER_ALL_SECTIONS);
  g_assert_nonnull(transducer);
  gint64 start = g_get_monotonic_time();
  g_autofree char *found = read_word(transducer, "b", 0, TRANSDUCER_FREE_TAGS | TRANSDUCER_PREFIXES);
  g_assert_cmpint(g_get_monotonic_time() - start, <, 2 * G_USEC_PER_SEC);
}

static void test_long_words(void) {
  g_autoptr(Transducer) transducer = make(words);
  g_autoptr(GString) word = g_string_new(NULL);
  TransducerInput input;
  for (guint i = 0; i < TRANSDUCER_MAX_SYMBOLS; i++)
    g_string_append(word, "ø");
  g_assert_true(transducer_map(transducer, word->str, word->len, &input));
  g_assert_cmpuint(input.count, ==, TRANSDUCER_MAX_SYMBOLS);
  g_assert_cmpuint(input.offsets[input.count], ==, word->len);
  g_string_append_c(word, 'x');
  g_assert_false(transducer_map(transducer, word->str, word->len, &input));
  g_assert_false(transducer_map(transducer, "bo\xFFk", 4, &input));
  g_assert_false(transducer_map(transducer, "bok\xC3", 4, &input));
}

/* --- damage --- */

static void expect_error(const guint8 *bytes, gsize length, int code) {
  g_autoptr(GError) error = NULL;
  g_assert_null(transducer_new(bytes, length, TRANSDUCER_ALL_SECTIONS, &error));
  g_assert_error(error, TRANSDUCER_ERROR, code);
}

static void test_every_cut(void) {
  g_autoptr(GBytes) bytes = two_sections(TRUE);
  gsize length;
  const guint8 *data = g_bytes_get_data(bytes, &length);
  for (gsize cut = 0; cut < length; cut++) {
    g_autofree guint8 *exact = g_memdup2(data, MAX(cut, 1));
    expect_error(exact, cut, cut < 12 ? TRANSDUCER_ERROR_FORMAT : TRANSDUCER_ERROR_DAMAGED);
  }
  g_autofree guint8 *longer = g_malloc0(length + 1);
  memcpy(longer, data, length);
  expect_error(longer, length + 1, TRANSDUCER_ERROR_DAMAGED);
}

/* Every byte replaced by some others: an error or a transducer that can be asked, and never much memory. */
static void test_every_byte(void) {
  static const guint8 values[] = {0x00, 0x01, 0x3F, 0x40, 0x7F, 0x80, 0xBF, 0xC0, 0xFF};
  g_autoptr(GBytes) bytes = two_sections(TRUE);
  gsize length;
  const guint8 *data = g_bytes_get_data(bytes, &length);
  for (gsize i = 0; i < length; i++)
    for (gsize j = 0; j < G_N_ELEMENTS(values); j++) {
      g_autofree guint8 *copy = g_memdup2(data, length);
      copy[i] = values[j];
      g_autoptr(Transducer) transducer = transducer_new(copy, length, TRANSDUCER_ALL_SECTIONS, NULL);
      if (!transducer)
        continue;
      g_assert_cmpuint(transducer_get_memory(transducer), <, 10 * length + 4096);
      g_autofree char *found = read_word(transducer, "byen", 0, TRANSDUCER_PREFIXES | TRANSDUCER_FREE_TAGS);
    }
}

static void test_other_files(void) {
  static const char *const texts[] = {"", "LTTB", "LTTBx\0\0\0\0\0\0\0\0\0\0\0", "LTTM\0\0\0\0\0\0\0\0",
                                      "<dictionary/> which nobody has compiled"};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    expect_error((const guint8 *)texts[i], MAX(strlen(texts[i]), i == 2 ? 12 : 0), TRANSDUCER_ERROR_FORMAT);
  /* counts of a thousand million, with nothing behind them */
  static const guint8 many[] = {'L', 'T', 'T', 'B', 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF};
  expect_error(many, sizeof many, TRANSDUCER_ERROR_DAMAGED);
}

static void test_missing_file(void) {
  g_autoptr(GError) error = NULL;
  g_assert_null(transducer_open("/nonexistent/nob-nno.automorf.bin", TRANSDUCER_ALL_SECTIONS, &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* --- a real one --- */

static void test_real(void) {
  const char *path = "/usr/share/apertium/apertium-nno-nob/nob-nno.automorf.bin";
  if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
    g_test_skip("apertium-nno-nob is not installed");
    return;
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(Transducer) transducer = transducer_open(path, TRANSDUCER_WORDS_ONLY, &error);
  g_assert_no_error(error);
  g_autofree char *book = read_word(transducer, "bøkene", 0, 0);
  g_assert_nonnull(strstr(book, "0-6 bok<n><f><pl><def>"));
  g_autofree char *number = read_word(transducer, "12345", 0, 0);
  g_assert_cmpstr(number, ==, "");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *name = g_strdup_printf("/transducer/%s", cases[i].name);
    g_test_add_data_func(name, GSIZE_TO_POINTER(i), test_case);
  }
  g_test_add_data_func("/transducer/sections", GINT_TO_POINTER(FALSE), test_sections);
  g_test_add_data_func("/transducer/weights", GINT_TO_POINTER(TRUE), test_sections);
  g_test_add_func("/transducer/endless", test_endless);
  g_test_add_func("/transducer/long-words", test_long_words);
  g_test_add_func("/transducer/every-cut", test_every_cut);
  g_test_add_func("/transducer/every-byte", test_every_byte);
  g_test_add_func("/transducer/other-files", test_other_files);
  g_test_add_func("/transducer/missing-file", test_missing_file);
  g_test_add_func("/transducer/real", test_real);
  return g_test_run();
}
