/* Tests of exact line numbers: a unit cited by line begins on that line of the file as it came. */
#include "pipeline/stages/line_text.h"
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

#define ROUNDS 400

/* The lines of a file, counted from one as editors do: LF, CRLF and CR end a line. */
static GPtrArray *file_lines(const char *text) {
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  GString *line = g_string_new(NULL);
  g_ptr_array_add(lines, g_strdup("(line 0)"));
  for (const char *p = text;; p++) {
    if (*p && *p != '\n' && *p != '\r') {
      g_string_append_c(line, *p);
      continue;
    }
    g_ptr_array_add(lines, g_strdup(line->str));
    g_string_truncate(line, 0);
    if (!*p)
      break;
    p += p[0] == '\r' && p[1] == '\n';
  }
  g_string_free(line, TRUE);
  return lines;
}

/* The first word of a unit: of its heading, else of its text. */
static char *first_word(const Unit *unit) {
  TextSpan rest = span_of(unit->heading ? unit->heading : unit->text), word;
  return span_next_word(&rest, &word) ? span_dup(word) : g_strdup("");
}

/* Whether the line of the file holds the word, or a part of it that a hyphen breaks off. */
static gboolean holds_word(const char *line, const char *word) {
  for (gsize length = strlen(word); length > 0; length--) {
    g_autofree char *part = g_strdup_printf("%.*s%s", (int)length, word, word[length] ? "-" : "");
    if (strstr(line, part))
      return TRUE;
  }
  return FALSE;
}

static void check_lines(const Document *document, const char *text) {
  g_autoptr(GPtrArray) lines = file_lines(text);
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = unit_at(document, i);
    g_autofree char *word = first_word(unit);
    g_assert_cmpint(unit->locator.kind, ==, LOCATOR_LINE);
    g_assert_cmpuint(unit->locator.number, >=, 1);
    g_assert_cmpuint(unit->locator.number, <, lines->len);
    const char *line = unit->locator.number < lines->len ? lines->pdata[unit->locator.number] : "";
    if (unit->label)
      g_assert_nonnull(strstr(line, unit->label));
    else if (*word && !holds_word(line, word))
      g_error("unit %u: line %u is \"%s\", not \"%s\":\n%s", i + 1, unit->locator.number, line, word, text);
  }
}

static Document *document_of(const char *text) {
  Document *document = plain_document(text);
  stages_run(document);
  assert_consistent(document);
  check_lines(document, text);
  return document;
}

static void test_line_ends(void) {
  static const char *const ends[] = {"\n", "\r\n", "\r"};
  for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
    g_auto(GStrv) parts = g_strsplit("\n\n  \nSkogens dag\n\n\n\nVarför vi planterar\n\nTräd ger skugga åt för-\n"
                                     "eningens medlemmar och åt alla som\ngår förbi i vår fina syd-\nskog\n\n\n"
                                     "Så planterar du\n===============\n\nGräv en grop av fotbolls-\n\nstorlek.\n\n"
                                     "SISTA ORDET\nVattna ofta.\n",
                                     "\n", -1);
    g_autofree char *text = g_strjoinv(ends[i], parts);
    static const struct {
      const char *heading;
      guint line;
    } expected[] = {{"Skogens dag", 4}, {"Varför vi planterar", 8}, {"Så planterar du", 16}, {"SISTA ORDET", 23}};
    g_autoptr(Document) document = document_of(text);
    g_assert_cmpuint(document->units->len, ==, G_N_ELEMENTS(expected));
    for (guint k = 0; k < MIN(document->units->len, G_N_ELEMENTS(expected)); k++) {
      g_assert_cmpstr(unit_at(document, k)->heading, ==, expected[k].heading);
      g_assert_cmpuint(unit_at(document, k)->locator.number, ==, expected[k].line);
    }
    g_assert_cmpstr(unit_at(document, 1)->text, ==,
                    "Träd ger skugga åt föreningens medlemmar och åt alla som\ngår förbi i vår fina sydskog");
    g_assert_cmpstr(unit_at(document, 2)->text, ==, "Gräv en grop av fotbollsstorlek.");
  }
}

/* A text without headings begins where its words do. */
static void test_leading_lines(void) {
  g_autoptr(Document) document = document_of("\n \t\n\n\nbara en rad text\noch en till");
  g_assert_cmpuint(document->units->len, ==, 1);
  g_assert_cmpuint(unit_at(document, 0)->locator.number, ==, 5);
  g_assert_cmpstr(unit_at(document, 0)->text, ==, "bara en rad text\noch en till");
}

/* What ends a line for the reader but not in the file, and soft hyphens, which join lines. */
static void test_other_line_ends(void) {
  g_autoptr(Document) document = document_of("Om vann\x0B"
                                             "og luft i byen vår, som er stor.\x0C\n\n"
                                             "Om styrings\xC2\xAD\nsystemet\xE2\x80\xA8som er nytt her i dag.\n\n"
                                             "VIKTIG BESKJED\nMøt opp.");
  const Unit *last = unit_at(document, document->units->len - 1);
  g_assert_cmpstr(last->heading, ==, "VIKTIG BESKJED");
  g_assert_cmpuint(last->locator.number, ==, 6);
  g_assert_true(body_contains(document, "Om styringssystemet\nsom er nytt"));
  g_assert_true(body_contains(document, "Om vann\nog luft"));
}

/* Programme items after joined words, and what is left of their section. */
static void test_programme(void) {
  g_autoptr(Document) document = document_of("Vannforum på Hamnes\r\n\r\n\r\n"
                                             "Velkommen til en dag om elver og drikkevanns-\r\nkilder.\r\n\r\n"
                                             "PROGRAM\r\n\r\n\r\n"
                                             "09.30 Kaffe i kommune-\r\nhuset\r\n\r\n"
                                             "10.00 Åpning\r\nOrdfører Kari Li\r\n\r\n\r\n"
                                             "10.15 Elva vår\r\n\r\n"
                                             "Påmelding innen fredag.\r\n");
  static const guint lines[] = {10, 13, 17};
  g_assert_cmpuint(count_units(document, UNIT_KIND_AGENDA_ITEM), ==, 3);
  for (guint i = 0, item = 0; i < document->units->len; i++)
    if (unit_at(document, i)->kind == UNIT_KIND_AGENDA_ITEM && item < G_N_ELEMENTS(lines))
      g_assert_cmpuint(unit_at(document, i)->locator.number, ==, lines[item++]);
  g_assert_true(body_contains(document, "Kaffe i kommunehuset"));
}

/* Parts of an overlong section. */
static void test_parts(void) {
  GString *text = g_string_new("Vägar i länet\n\n\n");
  for (guint i = 0; i < 900; i++)
    g_string_append_printf(text, "Stycke%u om vägar och broar i länet, med många ord och kom-\nmuner i.\n%s", i,
                           i % 3 == 0 ? "\n\n\n" : "");
  g_autoptr(Document) document = document_of(text->str);
  g_assert_cmpuint(document->units->len, >, 3);
  g_assert_cmpuint(unit_at(document, document->units->len - 1)->locator.number, >, 2000);
  g_string_free(text, TRUE);
}

/* The line of a Markdown section is that of its heading, whatever its text. */
static void test_headed_section(void) {
  g_autoptr(Document) document = document_new();
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_LINE, 12, "Vatten", "Text.");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_LINE, 17, "Luft", "09.00 Kaffe\n10.00 Start\n11.00 Slut");
  stages_run(document);
  g_assert_cmpuint(unit_at(document, 0)->locator.number, ==, 12);
  g_assert_cmpuint(unit_at(document, 1)->locator.number, ==, 17);
  g_assert_cmpuint(unit_at(document, 2)->locator.number, ==, 18);
  g_assert_cmpuint(unit_at(document, 4)->locator.number, ==, 20);
}

/* A text too long for the wire comes in pieces. */
static void test_pieces(void) {
  GString *text = g_string_new("Om skog\n\n\n");
  for (guint i = 0; text->len < 3 * LINE_TEXT_PIECE; i++)
    g_string_append_printf(text, "%s%uX är ett träd i skogen.\n", i % 1000 == 0 ? "\n\n" : "", i);
  g_autoptr(Document) document = document_new();
  gsize cut = text->len / 2;
  cut += strcspn(text->str + cut, "\n") + 1;
  g_autofree char *first = g_strndup(text->str, cut);
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_LINE, 1, NULL, first);
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_LINE, 1, NULL, text->str + cut);
  stages_run(document);
  assert_consistent(document);
  check_lines(document, text->str);
  g_assert_cmpuint(document->units->len, >, 100);
  g_assert_cmpuint(unit_at(document, document->units->len - 1)->locator.number, >, 80000);
  g_string_free(text, TRUE);
}

/* --- random texts -------------------------------------------------------------------------------------------- */

/* A word that stands once in the text. */
static void append_unique(GString *text, guint *serial, gboolean capitals) {
  g_string_append_c(text, 'X');
  for (guint k = 0, n = (*serial)++; k < 4; k++, n /= 20)
    g_string_append_c(text, (char)((capitals ? 'A' : 'a') + n % 20));
}

static void append_random_line(GString *text, GRand *rand, guint *serial, const char *end) {
  switch (g_rand_int_range(rand, 0, 9)) {
  case 0:
    append_unique(text, serial, TRUE);
    g_string_append(text, " OCH ANNAT");
    break;
  case 1:
    append_unique(text, serial, FALSE);
    g_string_append_printf(text, " och annat%s================", end);
    break;
  case 2:
    append_unique(text, serial, FALSE);
    g_string_append_printf(text, " är en rad med ord i kom-%smunens bok%s", end, g_rand_boolean(rand) ? "." : "");
    break;
  case 3:
    g_string_append_printf(text, "  %s", g_rand_boolean(rand) ? "\t" : "\xC2\xA0");
    break;
  case 4:
    append_unique(text, serial, FALSE);
    g_string_append_printf(text, " står över ett styrings\xC2\xAD%ssystem, två skogs-%s%svägar", end, end, end);
    break;
  case 5:
    append_unique(text, serial, FALSE);
    g_string_append(text, " heter det");
    break;
  case 6:
    append_unique(text, serial, FALSE);
    g_string_append(text, " är rad ett\x0Boch rad två, som är längre än så.");
    break;
  default:
    append_unique(text, serial, FALSE);
    g_string_append(text, " är en mening som säger något om någonting.");
    break;
  }
  for (gint32 n = g_rand_int_range(rand, 1, 5); n > 0; n--)
    g_string_append(text, end);
}

static void test_random(void) {
  static const char *const ends[] = {"\n", "\r\n", "\r"};
  GRand *rand = g_rand_new_with_seed(20260105);
  guint units = 0;
  for (guint round = 0; round < ROUNDS; round++) {
    GString *text = g_string_new(NULL);
    const char *end = ends[round % 3];
    guint serial = 0;
    for (gint32 n = g_rand_int_range(rand, 1, round % 40 == 0 ? 1500 : 40); n > 0; n--)
      append_random_line(text, rand, &serial, end);
    g_autoptr(Document) document = document_of(text->str);
    units += document->units->len;
    g_string_free(text, TRUE);
  }
  g_assert_cmpuint(units, >, ROUNDS * 3);
  g_rand_free(rand);
}

/* Writing what was read gives the same lines in the same places. */
static void test_write_what_was_read(void) {
  g_autofree char *kept = line_text_normalise("\n\na\r\rb\x0B"
                                              "c\n\n\nd\n",
                                              FALSE);
  g_autoptr(LineText) first = line_text_new(kept);
  LineWriter writer = {g_string_new(NULL), 0};
  for (guint i = 0; i < first->lines->len; i++)
    line_writer_append(&writer, line_text_line(first, i), line_text_place(first, i));
  g_autoptr(LineText) second = line_text_new(writer.text->str);
  g_assert_cmpstr(first->text, ==, "a\n\nb\nc\n\nd");
  g_assert_cmpstr(second->text, ==, first->text);
  g_assert_cmpuint(second->places->len, ==, first->places->len);
  static const guint places[] = {2, 3, 4, 4, 5, 7};
  for (guint i = 0; i < MIN(first->places->len, G_N_ELEMENTS(places)); i++) {
    g_assert_cmpuint(line_text_place(first, i), ==, places[i]);
    g_assert_cmpuint(line_text_place(second, i), ==, places[i]);
  }
  g_string_free(writer.text, TRUE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/stages/lines/line-ends", test_line_ends);
  g_test_add_func("/stages/lines/leading-lines", test_leading_lines);
  g_test_add_func("/stages/lines/other-line-ends", test_other_line_ends);
  g_test_add_func("/stages/lines/programme", test_programme);
  g_test_add_func("/stages/lines/parts", test_parts);
  g_test_add_func("/stages/lines/headed-section", test_headed_section);
  g_test_add_func("/stages/lines/pieces", test_pieces);
  g_test_add_func("/stages/lines/random", test_random);
  g_test_add_func("/stages/lines/write-what-was-read", test_write_what_was_read);
  return g_test_run();
}
