/* Tests of the stage `clean`: hyphens, page numbers, running lines, normal text. */
#include "pipeline/stages/furniture.h"
#include "pipeline/stages/line_text.h"
#include "pipeline/stages/page_numbers.h"
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

static void check_text(const char *input, const char *expected) {
  g_autoptr(Document) document = plain_document(input);
  for (guint times = 0; times < 2; times++) {
    stage_clean(document);
    line_texts_finish(document);
    g_assert_cmpstr(unit_at(document, 0)->text, ==, expected);
  }
}

static void test_hyphens(void) {
  static const struct {
    const char *input, *expected;
  } cases[] = {
      /* broken words */
      {"Rådet följer för-\nvaltningens arbete.", "Rådet följer förvaltningens arbete."},
      {"Om klima-\ntilpasnings-\nplanen nå", "Om klimatilpasningsplanen nå"},
      {"Kommun-\nstyrelsen beslutar", "Kommunstyrelsen beslutar"},
      {"vann-\n  forsyningen i bygda", "vannforsyningen i bygda"},
      {"avfalls\xE2\x80\x90\nhanteringen", "avfallshanteringen"},
      {"De som bor i regio-\nnen.", "De som bor i regionen."},
      /* a broken word in another column or block */
      {"Vi bygger cykel-\n\nvägar i staden.\n\nSlut", "Vi bygger cykelvägar\n\ni staden.\n\nSlut"},
      /* hanging hyphens */
      {"Ny klimat-\noch energiplan", "Ny klimat-\noch energiplan"},
      {"barne- og ungdomsplan", "barne- og ungdomsplan"},
      {"vatten-, avlopps-\neller dagvattenfrågor", "vatten-, avlopps-\neller dagvattenfrågor"},
      {"kust- samt skärgårdsråd", "kust- samt skärgårdsråd"},
      {"maa-\nja metsätalous", "maa-\nja metsätalous"},
      {"fra 2- til 3-åringer", "fra 2- til 3-åringer"},
      {"fram- til nå", "fram- til nå"},
      {"tre- fire ganger", "tre- fire ganger"},
      {"barne- ungdoms- og familieetaten", "barne- ungdoms- og familieetaten"},
      /* abbreviations, digits, names */
      {"ett nytt EU-\nprojekt", "ett nytt EU-projekt"},
      {"mindre CO2-\nutsläpp", "mindre CO2-utsläpp"},
      {"tåget Lund-\nMalmö går", "tåget Lund-Malmö går"},
      {"åren 2012-\n2015", "åren 2012-2015"},
      {"St.meld. nr. 34 (2006–\n2007) skulle", "St.meld. nr. 34 (2006–2007) skulle"},
      {"tåget Lund–\nMalmö går", "tåget Lund–Malmö går"},
      {"tåget går –\n7 minuter sent", "tåget går –\n7 minuter sent"},
      {"hav–\noch land", "hav–\noch land"},
      {"via e-\npost", "via e-post"},
      {"läget före covid-\n19", "läget före covid-19"},
      {"Vitamin A-\nbrist", "Vitamin A-brist"},
      /* flattened text */
      {"mål- og rapporterings- rutinene er nye", "mål- og rapporteringsrutinene er nye"},
      {"arealbruks- endringer", "arealbruksendringer"},
      /* no word at all */
      {"Anna Berg -\nLerum", "Anna Berg -\nLerum"},
      {"- en punkt\n- en till", "- en punkt\n- en till"},
      {"se www.exempel-\nsidan.test nu", "se www.exempel-sidan.test nu"},
      {"till namn-\nnamn@exempel.test", "till namn-namn@exempel.test"},
      {"på webben-\nwww.exempel.test", "på webben-\nwww.exempel.test"},
      /* the document's own words decide */
      {"Sjöfarts-\nverket svarar. Sjöfarts-verket igen.", "Sjöfarts-verket svarar. Sjöfarts-verket igen."},
      {"För exa-\nmen krävs examen.", "För examen krävs examen."},
      {"ur mål-\nsam ordning; målsam.", "ur målsam ordning; målsam."},
      {"i sär- tryck, ett särtryck", "i särtryck, ett särtryck"},
      /* cells */
      {"Miljö-\t12\nchefen\t14", "Miljö-\t12\nchefen\t14"},
      {"Post\tDrifts-\nkostnad\t14", "Post\tDrifts-\nkostnad\t14"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    check_text(cases[i].input, cases[i].expected);
}

static void test_hyphen_over_pages(void) {
  g_autoptr(Document) document = paged_document("Protokoll 1\nHär börjar ett sam-\n1\f"
                                                "Protokoll 1\narbete. Sedan mer.\n2\f"
                                                "Protokoll 1\nKlimat-\n3\f"
                                                "Protokoll 1\noch energifrågor.\n4");
  stage_clean(document);
  g_assert_cmpstr(unit_at(document, 0)->text, ==, "Här börjar ett samarbete.");
  g_assert_cmpstr(unit_at(document, 1)->text, ==, "Sedan mer.");
  g_assert_cmpstr(unit_at(document, 2)->text, ==, "Klimat-");
  g_assert_cmpstr(unit_at(document, 3)->text, ==, "och energifrågor.");
  g_assert_cmpuint(furniture_count(document, "Protokoll 1"), ==, 4);
}

static void test_page_number_lines(void) {
  static const struct {
    const char *line;
    guint value; /* 0: no page number */
    gboolean worded, roman;
  } cases[] = {
      {"12", 12, FALSE, FALSE},
      {"- 4 -", 4, TRUE, FALSE},
      {"Side 3 av 10", 3, TRUE, FALSE},
      {"Sida 2 (5)", 2, TRUE, FALSE},
      {"sid. 7", 7, TRUE, FALSE},
      {"SIDE 3/10", 3, TRUE, FALSE},
      {"3/10", 3, TRUE, FALSE},
      {"Page 2 of 9", 2, TRUE, FALSE},
      {"xiv", 14, FALSE, TRUE},
      {"IX", 9, FALSE, TRUE},
      {"sivu 3", 3, TRUE, FALSE},
      {"[8]", 8, TRUE, FALSE},
      {"iiii", 0, FALSE, FALSE},
      {"Sidan av saken", 0, FALSE, FALSE},
      {"12 st", 0, FALSE, FALSE},
      {"3 av barnen", 0, FALSE, FALSE},
      {"", 0, FALSE, FALSE},
      {"civil", 0, FALSE, FALSE},
      {"1234567", 0, FALSE, FALSE},
      {"0", 0, FALSE, FALSE},
      {"Xi", 0, FALSE, FALSE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    PageNumber number = {0};
    gboolean found = page_number_parse((TextSpan){cases[i].line, strlen(cases[i].line)}, &number);
    g_test_message("%s", cases[i].line);
    g_assert_cmpint(found, ==, cases[i].value > 0);
    g_assert_cmpuint(number.value, ==, cases[i].value);
    g_assert_cmpint(number.worded, ==, cases[i].worded);
    g_assert_cmpint(number.roman, ==, cases[i].roman);
  }
}

static void test_running_lines(void) {
  g_autoptr(Document) document = paged_document("Ringby kommune\nKapittel om vann.\n1\f"
                                                "Vannplan 2031\nElva er ren.\n2\f"
                                                "Ringby kommune\nSjøen er dyp.\n3\f"
                                                "Vannplan 2031\nMyra er våt.\n4\f"
                                                "Ringby kommune\nHavet er salt.\n5");
  stage_clean(document);
  const char *bodies[] = {"Kapittel om vann.", "Vannplan 2031\nElva er ren.", "Sjøen er dyp.",
                          "Vannplan 2031\nMyra er våt.", "Havet er salt."};
  for (guint i = 0; i < 5; i++)
    g_assert_cmpstr(unit_at(document, i)->text, ==, bodies[i]);
  g_assert_cmpuint(furniture_count(document, "Ringby kommune"), ==, 3);
  g_assert_cmpuint(furniture_count(document, "1"), ==, 5);
  g_assert_cmpstr(unit_at(document, 2)->label, ==, "3");
}

static void test_alternating_headers(void) {
  GString *text = g_string_new(NULL);
  for (guint i = 1; i <= 12; i++)
    g_string_append_printf(text, "%s%s\nInnehåll nummer %c på sidan.\n\nOch %c till.", i > 1 ? "\f" : "",
                           i % 2 ? "Översiktsplan för Granby" : "Granby kommun", 'a' + i, 'b' + i);
  g_autoptr(Document) document = paged_document(text->str);
  stage_clean(document);
  g_assert_false(body_contains(document, "Granby"));
  g_assert_cmpuint(furniture_count(document, "Granby kommun"), ==, 6);
  g_string_free(text, TRUE);
}

/* The running title of a chapter stands on a few pages of many. */
static void test_chapter_headers(void) {
  GString *text = g_string_new(NULL);
  for (guint i = 1; i <= 40; i++)
    g_string_append_printf(text, "%s%s %u\nSida med text %u och mera om %c%c.", i > 1 ? "\f" : "",
                           i <= 18   ? "Om trafiken i länet"
                           : i <= 20 ? "Bilaga"
                                     : "Om skogen i länet",
                           i + 2, i * 7, 'a' + i % 20, 'b' + i % 13);
  g_autoptr(Document) document = paged_document(text->str);
  stage_clean(document);
  g_assert_false(body_contains(document, "trafiken"));
  g_assert_false(body_contains(document, "skogen"));
  g_assert_true(body_contains(document, "Bilaga"));
  g_assert_cmpuint(document->furniture->len, ==, 2);
  g_string_free(text, TRUE);
}

/* A chapter's number and title, a section's beside it: some stand on one page only. */
static void test_numbered_chapter_headers(void) {
  static const char *const headers[] = {"",
                                        "KAPITEL 1. MOSS\t1.1. SPAR",
                                        "KAPITEL 1. MOSS\t1.2. GREN",
                                        "KAPITEL 1. MOSS\t1.2. GREN",
                                        "",
                                        "KAPITEL 2. SAV\t2.3. KVIST",
                                        "",
                                        "KAPITEL 3. ROT\t3.1. JORD",
                                        "KAPITEL 3. ROT\t3.4. LERA",
                                        "KAPITEL 3. ROT\t3.5. MULL"};
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(headers); i++)
    g_string_append_printf(text, "%s%s%s\n\nSkogen har sida %c och mera %c om trädet.", i > 0 ? "\f" : "",
                           *headers[i] ? headers[i] : "Kapitel ",
                           *headers[i] ? "" : (const char *[]){"1", "2", "3"}[i / 3], 'a' + i, 'b' + i);
  g_autoptr(Document) document = paged_document(text->str);
  stage_clean(document);
  g_assert_false(body_contains(document, "KAPITEL"));
  g_assert_true(body_contains(document, "Kapitel 2"));
  g_assert_cmpuint(furniture_count(document, "KAPITEL 2. SAV\t2.3. KVIST"), ==, 1);
  g_string_free(text, TRUE);
}

/* One title with Roman numbers first, Arabic after, on the left and on the right. */
static void test_titles_with_numbers(void) {
  static const char *const headers[] = {"Byns handbok\tii", "iii\tByns handbok", "Byns handbok\tiv", "1\tByns handbok",
                                        "Byns handbok\t2",  "3\tByns handbok",   "Byns handbok\t4"};
  GString *text = g_string_new("Handbok\n\nAntagen av byalaget.");
  for (guint i = 0; i < G_N_ELEMENTS(headers); i++)
    g_string_append_printf(text, "\f%s\n\nHär står %c om %c i byn.", headers[i], 'a' + i, 'b' + i);
  g_autoptr(Document) document = paged_document(text->str);
  stage_clean(document);
  g_assert_false(body_contains(document, "Byns handbok"));
  g_string_free(text, TRUE);
}

/* Among pages with running titles, three that share another have one too. */
static void test_running_title_of_the_contents(void) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < 20; i++)
    g_string_append_printf(text, "%s%s\n\nSida om %c och %c.", i > 0 ? "\f" : "",
                           i > 0 && i < 4 ? "INNEHÅLL" : "Plan för ån", 'a' + i, 'c' + i);
  g_autoptr(Document) document = paged_document(text->str);
  stage_clean(document);
  g_assert_false(body_contains(document, "INNEHÅLL"));
  g_string_free(text, TRUE);
}

static void test_kept_lines(void) {
  static const struct {
    const char *pages, *kept;
  } cases[] = {
      /* counting content */
      {"Mål 1\nRen luft.\fMål 2\nRent vatten.\fMål 3\nLevande skog.\fMål 4\nGod miljö.", "Mål 2"},
      /* the head of a table on each page */
      {"Ort\tÅr\tTon\nBerg\t2001\t4\fOrt\tÅr\tTon\nDal\t2002\t5\fOrt\tÅr\tTon\nFors\t2003\t6", "Ort\tÅr\tTon"},
      /* too few pages to tell */
      {"Sammanfattning\nEtt.\fSammanfattning\nTvå.", "Sammanfattning"},
      {"Sammanfattning\n\nEtt ord om det.\fSammanfattning\n\nTvå ord till.", "Sammanfattning"},
      {"Namn\nAdress\nOrt\fNamn\nTelefon\nOrt och by", "Namn"},
      {"Bilaga 1\n\nKarta\fBilaga 2\n\nRitning", "Bilaga 2"},
      {"Tack\nEtt.\fAnnat\nTvå.\fTack\nTre.", "Tack"},
      /* headings with numbers, each on its page; cases that go on for a page or two */
      {"Kapitel 1. Luft\nRen.\fKapitel 2. Vatten\nBlått.\fKapitel 3. Skog\nGrön.\fKapitel 4. Berg\nGrå.\f"
       "Kapitel 5. Hav\nSalt.\fKapitel 6. Sjö\nDjup.",
       "Kapitel 3. Skog"},
      {"3.1 Luft\nRen.\f3.2 Vatten\nBlått.\f3.3 Skog\nGrön.\f3.4 Berg\nGrå.\f3.5 Hav\nSalt.", "3.4 Berg"},
      {"Sak 1/31 Veg\nEn.\fSak 2/31 Bro\nTo.\fSak 2/31 Bro\nTre.\fSak 3/31 Elv\nFire.", "Sak 2/31 Bro"},
      /* cells with numbers that do not count the pages */
      {"Antal träd\t47\nEk.\fAntal träd\t12\nAsk.\fAntal träd\t80\nAlm.", "Antal träd\t12"},
      /* copies of one page */
      {"Anmälan\nNamn\nOrt\fAnmälan\nNamn\nOrt\fAnmälan\nNamn\nOrt", "Anmälan\nNamn\nOrt"},
      /* a number that belongs to the text */
      {"Antal träd:\n47", "47"},
      {"Antal träd:\n47\fAntal buskar:\n12\fAntal stenar:\n80", "12"},
      {"Året var\n2014", "2014"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = paged_document(cases[i].pages);
    stage_clean(document);
    g_test_message("%s", cases[i].pages);
    g_assert_true(body_contains(document, cases[i].kept));
    g_assert_cmpuint(document->furniture->len, ==, 0);
  }
}

static void test_two_pages(void) {
  g_autoptr(Document) document = paged_document("Dnr 2031/44 Lunnby\nBrevet börjar.\nSida 1 av 2\f"
                                                "Dnr 2031/44 Lunnby\nBrevet slutar.\nSida 2 av 2");
  stage_clean(document);
  g_assert_cmpstr(unit_at(document, 0)->text, ==, "Brevet börjar.");
  g_assert_cmpstr(unit_at(document, 1)->text, ==, "Brevet slutar.");
  g_assert_cmpuint(furniture_count(document, "Dnr 2031/44 Lunnby"), ==, 2);
}

/* A running header apart from the page's own heading; one that may be the title stays on the first page. */
static void test_two_pages_with_headings(void) {
  g_autoptr(Document) document = paged_document("Nätverket Skog\tHösten 2031\n\nProgram för dagen\n\nVi ses.\f"
                                                "Nätverket Skog\tHösten 2031\n\nEftermiddag\n\nVi går.");
  stage_clean(document);
  g_assert_cmpstr(unit_at(document, 0)->text, ==, "Program för dagen\n\nVi ses.");
  g_assert_cmpstr(unit_at(document, 1)->text, ==, "Eftermiddag\n\nVi går.");
  g_assert_cmpuint(furniture_count(document, "Nätverket Skog\tHösten 2031"), ==, 2);
  g_autoptr(Document) titled = paged_document("Referat fra skogmøtet\n\nTil stede\n\nKari og Ola.\f"
                                              "Referat fra skogmøtet\n\nVedtak\n\nVi planter.");
  stage_clean(titled);
  g_assert_cmpstr(unit_at(titled, 0)->text, ==, "Referat fra skogmøtet\n\nTil stede\n\nKari og Ola.");
  g_assert_cmpstr(unit_at(titled, 1)->text, ==, "Vedtak\n\nVi planter.");
}

/* On the cover the running title is the title. */
static void test_cover(void) {
  g_autoptr(Document) document = paged_document("Plan för ljus\n\nAntagen i mars\fPlan för ljus\nLampor lyser.\f"
                                                "Plan för ljus\nStolpar står.\fPlan för ljus\nKablar ligger.");
  stage_clean(document);
  g_assert_cmpstr(unit_at(document, 0)->text, ==, "Plan för ljus\n\nAntagen i mars");
  g_assert_cmpstr(unit_at(document, 1)->text, ==, "Lampor lyser.");
}

static void test_slides_keep_their_lines(void) {
  g_autoptr(Document) document = document_new();
  const char *texts[] = {"Snakk sammen to og to\nHva ser dere?",   "Vind\nSol\nForum Nord", "Bølger\nForum Nord",
                         "Snakk sammen to og to\nHva hører dere?", "Jord\nForum Nord",      "Sand\nForum Nord"};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    add_unit(document, UNIT_KIND_SLIDE, LOCATOR_SLIDE, i + 1, "Tittel", texts[i]);
  stage_clean(document);
  g_assert_false(body_contains(document, "Forum Nord"));
  g_assert_cmpstr(unit_at(document, 0)->text, ==, "Snakk sammen to og to\nHva ser dere?");
  g_assert_cmpstr(unit_at(document, 0)->heading, ==, "Tittel");
}

static void test_normal_text_everywhere(void) {
  g_autoptr(Document) document = plain_document("Ga\xCC\x8Arden\r\nvid\xC2\xA0sjo\xCC\x88n");
  document->title = g_strdup(" En\ntitel ");
  document->place = g_strdup("  ");
  g_ptr_array_add(document->authors, g_strdup(" \n"));
  g_ptr_array_add(document->authors, g_strdup("A\xCC\x8Asa  Ek"));
  g_hash_table_insert(document->metadata, g_strdup("subject"), g_strdup("a\nb"));
  g_hash_table_insert(document->metadata, g_strdup("empty"), g_strdup("\t"));
  document_add_furniture(document, "Meny\r\nHem");
  stage_clean(document);
  line_texts_finish(document);
  g_assert_cmpstr(unit_at(document, 0)->text, ==, "Gården\nvid sjön");
  g_assert_cmpstr(document->title, ==, "En titel");
  g_assert_null(document->place);
  g_assert_cmpuint(document->authors->len, ==, 1);
  g_assert_cmpstr(document->authors->pdata[0], ==, "Åsa Ek");
  g_assert_cmpstr(g_hash_table_lookup(document->metadata, "subject"), ==, "a b");
  g_assert_false(g_hash_table_contains(document->metadata, "empty"));
  g_assert_cmpuint(furniture_count(document, "Meny\nHem"), ==, 1);
}

/* Much furniture of different texts must neither be lost nor make the stage quadratic. */
static void test_furniture_sink(void) {
  g_autoptr(Document) document = document_new();
  FurnitureSink *sink = furniture_sink_new(document);
  for (guint i = 0; i < 20000; i++) {
    char line[16] = "";
    for (guint k = 0, n = i; k < 5; k++, n /= 10)
      line[k] = (char)('a' + n % 10);
    furniture_sink_add(sink, (TextSpan){line, 5});
  }
  furniture_sink_free(sink);
  gsize bytes = 0;
  for (guint i = 0; i < document->furniture->len; i++)
    bytes += strlen(((Furniture *)document->furniture->pdata[i])->text);
  g_assert_cmpuint(document->furniture->len, <, 1000);
  g_assert_cmpuint(bytes, >=, 20000 * 5);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/stages/clean/hyphens", test_hyphens);
  g_test_add_func("/stages/clean/hyphen-over-pages", test_hyphen_over_pages);
  g_test_add_func("/stages/clean/page-number-lines", test_page_number_lines);
  g_test_add_func("/stages/clean/running-lines", test_running_lines);
  g_test_add_func("/stages/clean/alternating-headers", test_alternating_headers);
  g_test_add_func("/stages/clean/chapter-headers", test_chapter_headers);
  g_test_add_func("/stages/clean/numbered-chapter-headers", test_numbered_chapter_headers);
  g_test_add_func("/stages/clean/titles-with-numbers", test_titles_with_numbers);
  g_test_add_func("/stages/clean/running-title-of-the-contents", test_running_title_of_the_contents);
  g_test_add_func("/stages/clean/kept-lines", test_kept_lines);
  g_test_add_func("/stages/clean/two-pages", test_two_pages);
  g_test_add_func("/stages/clean/two-pages-with-headings", test_two_pages_with_headings);
  g_test_add_func("/stages/clean/cover", test_cover);
  g_test_add_func("/stages/clean/slides-keep-their-lines", test_slides_keep_their_lines);
  g_test_add_func("/stages/clean/normal-text-everywhere", test_normal_text_everywhere);
  g_test_add_func("/stages/clean/furniture-sink", test_furniture_sink);
  return g_test_run();
}
