/* Tests of the stage `structure`: sections of plain text, programmes, section length, titles, units rebuilt.
 * Exports of slide-sharing sites are in stages_exports.c. */
#include "document/heading_mark.h"
#include "pipeline/stages/agenda_time.h"
#include "pipeline/stages/headings.h"
#include "pipeline/stages/page_headings.h"
#include "pipeline/stages/stage.h"
#include "pipeline/stages/units.h"
#include "tests/unit/stages_helpers.h"

static Document *structured(Document *document) {
  stage_clean(document);
  stage_structure(document);
  stage_kind(document);
  assert_consistent(document);
  return document;
}

/* --- headings ------------------------------------------------------------------------------------------------ */

static void test_heading_lines(void) {
  static const struct {
    const char *line;
    gboolean heading;
  } cases[] = {
      {"Om vårt samarbete", TRUE},
      {"2.1 Bakgrund", TRUE},
      {"3 Mål", TRUE},
      {"Hva gjør vi nå?", TRUE},
      {"Kapitel 4: Vatten", TRUE},
      {"“Grönt” Forum", FALSE},
      {"\"Grönt\" Forum", TRUE},
      {"Vi ses på torget.", FALSE},
      {"och sedan mer", FALSE},
      {"Vi arbetar för", FALSE},
      {"Plats: Biblioteket", FALSE},
      {"Plats\tBiblioteket", FALSE},
      {"- Lampor", FALSE},
      {"• Lampor", FALSE},
      {"09.30 Kaffe", FALSE},
      {"bild.png", FALSE},
      {"Bild.PNG", FALSE},
      {"Skriv till ek@exempel.test", FALSE},
      {"12 000 000", FALSE},
      {"Så här gör du:", FALSE},
      {"Väl mött!", FALSE},
      {"En mening som är så lång att den inte kan vara någon rubrik utan måste vara en del av brödtexten här", FALSE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%s", cases[i].line);
    g_assert_cmpint(heading_is_likely((TextSpan){cases[i].line, strlen(cases[i].line)}), ==, cases[i].heading);
  }
}

static void test_plain_sections(void) {
  g_autoptr(Document) document = structured(plain_document("Skogens dag\n"
                                                           "\n"
                                                           "Varför vi planterar\n"
                                                           "\n"
                                                           "Träd ger skugga åt alla som går förbi.\n"
                                                           "\n"
                                                           "Läs mer här\n"
                                                           "\n"
                                                           "Så planterar du\n"
                                                           "===============\n"
                                                           "Gräv en grop.\n"
                                                           "\n"
                                                           "VIKTIGT ATT VETA\n"
                                                           "Vattna ofta.\n"
                                                           "\n"
                                                           "**Kontakt**\n"
                                                           "Ring växeln.\n"
                                                           "\n"
                                                           "Slutord\n"));
  static const struct {
    const char *heading, *text;
    guint line;
  } expected[] = {
      {"Skogens dag", "", 1},
      {"Varför vi planterar", "Träd ger skugga åt alla som går förbi.\n\nLäs mer här", 3},
      {"Så planterar du", "Gräv en grop.", 9},
      {"VIKTIGT ATT VETA", "Vattna ofta.", 13},
      {"Kontakt", "Ring växeln.\n\nSlutord", 16},
  };
  g_assert_cmpstr(document->title, ==, "Skogens dag");
  g_assert_cmpuint(document->units->len, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
    g_assert_cmpstr(unit_at(document, i)->heading, ==, expected[i].heading);
    g_assert_cmpstr(unit_at(document, i)->text, ==, expected[i].text);
    g_assert_cmpuint(unit_at(document, i)->locator.number, ==, expected[i].line);
  }
}

static void test_no_sections(void) {
  static const char *const texts[] = {
      /* a letter's address: short lines alone are not headings */
      "Anna Ek\n\nBergvägen\n\nLunnby\n\nHej Anna, nu kommer äntligen sommaren.\n\nBo Dal\n\nSjövik\n\nStrandby",
      "bara en rad text",
      "LÄGG MÄRKE\nTILL DETTA\nMEDDELANDE NU",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(Document) document = structured(plain_document(texts[i]));
    g_test_message("%s", texts[i]);
    g_assert_cmpuint(document->units->len, ==, 1);
    g_assert_null(unit_at(document, 0)->heading);
  }
}

/* What has headings already, from HTML or Markdown, is left alone. */
static void test_sections_left_alone(void) {
  g_autoptr(Document) document = document_new();
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Första",
           "Text.\n\nEn rubrik här\n\nMera text som är lång.");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Andra", "Text.");
  document->kind = DOCUMENT_KIND_PAGE;
  structured(document);
  g_assert_cmpuint(document->units->len, ==, 2);
  g_assert_cmpstr(document->title, ==, "Första");
  g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_PAGE);
}

static void test_overlong_sections(void) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < 900; i++)
    g_string_append_printf(text, "Stycke %u om vägar och broar i länet, med många ord i sig.\n\n", i);
  g_autoptr(Document) document = document_new();
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_LINE, 10, "Vägar", text->str);
  Unit *note = add_unit(document, UNIT_KIND_COMMENT, LOCATOR_NONE, 0, NULL, "Om det hela.");
  note->parent = 1;
  structured(document);
  g_assert_cmpuint(document->units->len, >, 3);
  g_assert_cmpstr(unit_at(document, 0)->heading, ==, "Vägar");
  GString *joined = g_string_new(NULL);
  for (guint i = 0; i + 1 < document->units->len; i++) {
    const Unit *unit = unit_at(document, i);
    g_assert_cmpuint(strlen(unit->text), <=, 20000);
    g_assert_true(g_str_has_prefix(unit->text, "Stycke"));
    g_string_append_printf(joined, "%s\n\n", unit->text);
    if (i > 0) {
      g_assert_null(unit->heading);
      g_assert_cmpuint(unit->locator.number, >, unit_at(document, i - 1)->locator.number);
    }
  }
  g_assert_cmpstr(joined->str, ==, text->str);
  g_assert_cmpuint(unit_at(document, document->units->len - 1)->parent, ==, 1);
  g_string_free(text, TRUE);
  g_string_free(joined, TRUE);
}

/* One line without an end is cut at words, one without words at letters. */
static void test_overlong_line(void) {
  for (guint spaced = 0; spaced < 2; spaced++) {
    GString *text = g_string_new(NULL);
    while (text->len < 70000)
      g_string_append(text, spaced ? "blåbär ööö " : "blåbärööö");
    g_autoptr(Document) document = document_new();
    add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Bär", text->str);
    structured(document);
    gsize bytes = 0;
    for (guint i = 0; i < document->units->len; i++) {
      bytes += strlen(unit_at(document, i)->text);
      g_assert_true(g_str_has_prefix(unit_at(document, i)->text, "blåbär") || !spaced);
    }
    g_assert_cmpuint(bytes, >, 69900);
    g_string_free(text, TRUE);
  }
}

/* --- programmes ---------------------------------------------------------------------------------------------- */

static void test_times(void) {
  static const struct {
    const char *line, *label, *rest;
  } cases[] = {
      {"09.30 Kaffe", "09.30", "Kaffe"},
      {"9:30 Kaffe", "09.30", "Kaffe"},
      {"kl. 10:40 Rast", "10.40", "Rast"},
      {"Kl 13 Lunsj", "13.00", "Lunsj"},
      {"klokka 9.15: Åpning", "09.15", "Åpning"},
      {"- 10.00 **Start**", "10.00", "Start**"},
      {"**10.00** Start", "10.00", "Start"},
      {"10.00–10.20 Start", "10.00–10.20", "Start"},
      {"10.00 - 10.20 Start", "10.00–10.20", "Start"},
      {"kl. 10.00-kl. 11.00: Start", "10.00–11.00", "Start"},
      {"kl 9 til 10.30 Start", "09.00–10.30", "Start"},
      {"• 08.05\tBuss", "08.05", "Buss"},
      {"14.30", "14.30", ""},
      {"12.05.2014 Datum", NULL, NULL},
      {"2014-09-25", NULL, NULL},
      {"25.99 kronor", NULL, NULL},
      {"3.5 procent", NULL, NULL},
      {"10.305 ton", NULL, NULL},
      {"9 Mars", NULL, NULL},
      {"11.20% ökning", NULL, NULL},
      {"10:20:30 logg", NULL, NULL},
      {"1.10,50 kr", NULL, NULL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    AgendaTime time = {0};
    gboolean found = agenda_time_parse((TextSpan){cases[i].line, strlen(cases[i].line)}, &time);
    g_test_message("%s", cases[i].line);
    g_assert_cmpint(found, ==, cases[i].label != NULL);
    if (!found)
      continue;
    g_autofree char *rest = span_dup(time.rest);
    g_assert_cmpstr(time.label, ==, cases[i].label);
    g_assert_cmpstr(rest, ==, cases[i].rest);
  }
}

static void test_programme_in_text(void) {
  g_autoptr(Document) document = structured(plain_document("Vannforum på Hamnes\n"
                                                           "\n"
                                                           "Velkommen til en dag om elver og sjøer i fylket.\n"
                                                           "\n"
                                                           "PROGRAM\n"
                                                           "\n"
                                                           "- kl. 9:30 **Kaffe**\n"
                                                           "- 10.00 **Åpning**\n"
                                                           "Ordfører Kari Li\n"
                                                           "Hva vil vi?\n"
                                                           "- 10.15\n"
                                                           "- Elva vår\n"
                                                           "- hvem eier den?\n"
                                                           "-\n"
                                                           "10.45–11.30 Sjøen\n"
                                                           "\n"
                                                           "Påmelding innen fredag til kommunen.\n"));
  static const struct {
    const char *label, *heading, *text;
    guint line;
  } items[] = {
      {"09.30", "Kaffe", "", 7},
      {"10.00", "Åpning", "Ordfører Kari Li\nHva vil vi?", 8},
      {"10.15", "Elva vår", "- hvem eier den?", 11},
      {"10.45–11.30", "Sjøen", "", 15},
  };
  g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_MEETING);
  g_assert_cmpuint(count_units(document, UNIT_KIND_AGENDA_ITEM), ==, 4);
  const Unit *parent = unit_at(document, 1);
  g_assert_cmpstr(parent->heading, ==, "PROGRAM");
  g_assert_cmpstr(parent->text, ==, "Påmelding innen fredag til kommunen.");
  for (guint i = 0; i < G_N_ELEMENTS(items); i++) {
    const Unit *item = unit_labelled(document, UNIT_KIND_AGENDA_ITEM, items[i].label);
    g_test_message("%s", items[i].label);
    g_assert_nonnull(item);
    if (!item)
      continue;
    g_assert_cmpstr(item->heading, ==, items[i].heading);
    g_assert_cmpstr(item->text, ==, items[i].text);
    g_assert_cmpuint(item->parent, ==, parent->ordinal);
    g_assert_cmpint(item->locator.kind, ==, LOCATOR_LINE);
    g_assert_cmpuint(item->locator.number, ==, items[i].line);
  }
}

static void test_programme_on_pages(void) {
  g_autoptr(Document) document = structured(paged_document("Dag om skog\n\nTisdag\n\n"
                                                           "09.00\tKaffe\tFoajén\n"
                                                           "09.30\tSkog och klimat\n\tEva Lund, skogvaktare\n"
                                                           "10.15\tPaus\f"
                                                           "10.30\tTräd i staden\nBo Ek\n\n"
                                                           "11.30\tAvslutning\n\nVälkomna åter!\f"
                                                           "Karta till 12.15 bussen"));
  g_assert_cmpuint(count_units(document, UNIT_KIND_AGENDA_ITEM), ==, 5);
  g_assert_cmpstr(unit_at(document, 0)->text, ==, "Dag om skog\n\nTisdag");
  const Unit *coffee = unit_labelled(document, UNIT_KIND_AGENDA_ITEM, "09.00");
  g_assert_cmpstr(coffee->heading, ==, "Kaffe");
  g_assert_cmpstr(coffee->text, ==, "Foajén");
  const Unit *town = unit_labelled(document, UNIT_KIND_AGENDA_ITEM, "10.30");
  g_assert_cmpstr(town->heading, ==, "Träd i staden");
  g_assert_cmpuint(town->locator.number, ==, 2);
  g_assert_cmpint(unit_at(document, town->parent - 1)->kind, ==, UNIT_KIND_PAGE);
  g_assert_cmpstr(unit_at(document, town->parent - 1)->text, ==, "Välkomna åter!");
  g_assert_cmpstr(document->title, ==, "Dag om skog");
}

static void test_two_days(void) {
  g_autoptr(Document) document = structured(paged_document("Måndag\n\n"
                                                           "13.00 Lunch\n14.00 Om vatten\n15.00 Om luft\n\n"
                                                           "Tisdag\n\n"
                                                           "09.00 Om jord\n10.00 Hemresa\n"));
  g_assert_cmpuint(count_units(document, UNIT_KIND_AGENDA_ITEM), ==, 5);
  g_assert_cmpstr(unit_at(document, 0)->text, ==, "Måndag\n\nTisdag");
}

static void test_timed_headings(void) {
  g_autoptr(Document) document = document_new();
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Program", "Torsdag");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "09.00 Kaffe", "Foajén");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Kl. 9:30–10:00 Hälsning", "Borgmästaren");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "10.00 Om myrar", "Vi går ut.");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "Kontakt", "Ring.");
  structured(document);
  g_assert_cmpuint(document->units->len, ==, 5);
  g_assert_cmpuint(count_units(document, UNIT_KIND_AGENDA_ITEM), ==, 3);
  g_assert_cmpstr(unit_at(document, 2)->label, ==, "09.30–10.00");
  g_assert_cmpstr(unit_at(document, 2)->heading, ==, "Hälsning");
  g_assert_cmpuint(unit_at(document, 2)->parent, ==, 1);
  g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_MEETING);
}

/* Numbered headings are no times. */
static void test_numbered_headings(void) {
  g_autoptr(Document) document = document_new();
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "8.10 Pumpar", "Text.");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "8.11 Rör", "Text.");
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_ANCHOR, 0, "8.12 Kranar", "Text.");
  structured(document);
  g_assert_cmpuint(count_units(document, UNIT_KIND_SECTION), ==, 3);
  g_assert_cmpstr(unit_at(document, 0)->heading, ==, "8.10 Pumpar");
}

/* Programmes of other shapes: each line is "label|heading" of an item. */
static void test_programme_shapes(void) {
  static const struct {
    const char *name, *text, *items[8];
  } cases[] = {
      {"times at the ends",
       "Ankomst\tkl 08\nÖppning\t08.30-08.40\nRektorn\nNya lagen på tio minuter\t08.40-08.50\nPAUS\t08.50-09",
       {"08.00|Ankomst", "08.30–08.40|Öppning", "08.40–08.50|Nya lagen på tio minuter", "08.50–09.00|PAUS"}},
      {"whole hours between others",
       "9.15 Välkomna\n10.30 Skyfall\n12 Lunch\n13.00 Grupper\n0230 kronor kostar det\n14.15-15 Slut",
       {"09.15|Välkomna", "10.30|Skyfall", "12.00|Lunch", "13.00|Grupper", "14.15–15.00|Slut"}},
      {"four digits",
       "09.00 Registrering\n0930 Åpning\n10.00 Vann\n11.00 Slutt",
       {"09.00|Registrering", "09.30|Åpning", "10.00|Vann", "11.00|Slutt"}},
      {"sessions under one hour",
       "09.00 Kaffe\n10.00 PARALLELLE SESJONER\nA   Fortetting\nKari Li\nB   Strandsonen\nOla Vik\n11.00 Slutt",
       {"09.00|Kaffe", "10.00|PARALLELLE SESJONER", "10.00|Fortetting", "10.00|Strandsonen", "11.00|Slutt"}},
      {"labelled sessions",
       "09.00 Kaffe\n10.00 Parallellt A: Hus\tSal 1\nParallellt B: Vind\tSal 2\n11.00 Slut",
       {"09.00|Kaffe", "10.00|Hus", "10.00|Vind", "11.00|Slut"}},
      {"tracks in columns",
       "09.00 Kaffe\nSPÅR ETT      SPÅR TVÅ\n10.00 Gårdar      Tåg\nBo Ek      Siv Al\n11.00 Lunch\n12.00 Slut",
       {"09.00|Kaffe", "10.00|Gårdar", "10.00|Tåg", "11.00|Lunch", "12.00|Slut"}},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = structured(plain_document(cases[i].text));
    g_test_message("%s", cases[i].name);
    guint found = 0;
    for (guint u = 0; u < document->units->len; u++) {
      const Unit *unit = unit_at(document, u);
      if (unit->kind != UNIT_KIND_AGENDA_ITEM)
        continue;
      g_autofree char *item = g_strdup_printf("%s|%s", unit->label, unit->heading);
      g_assert_cmpuint(found, <, 8);
      g_assert_cmpstr(item, ==, cases[i].items[found]);
      found++;
    }
    g_assert_null(cases[i].items[found]);
  }
}

static void test_no_programme(void) {
  static const char *const texts[] = {
      "8.14 Pumpar\nText.\n8.15 Ventiler\nText.\n8.16 Rör\nText.\n8.17 Kranar\nText.",
      "09.30 Kaffe\n10.00 Start",
      "09.30\n10.00\n10.30\n11.00",
      "12.00 Slut\n11.00 Mitt\n10.00 Början",
      "1.10 Inledning . . . . . 3\n1.15 Syfte . . . . . 4\n1.20 Metod . . . . . 5",
      "10.05.2014 Ett\n11.05.2014 Två\n12.05.2014 Tre",
      "Kostnad\t09\nAntal\t10\nDeltog\t12\nSumma\t31",
      "Mandag\t10.00-19.00\nTirsdag\t10.00-16.00\nOnsdag\t10.00-16.00\nTorsdag\t11.00-15.00",
      "Kaffe\t10.00\nTe\t12.00\nSaft\t15.00\nBulle\t20.00",
      "7 Sju\n8 Åtta\n9 Nio\n10 Tio",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(Document) document = structured(paged_document(texts[i]));
    g_test_message("%s", texts[i]);
    g_assert_cmpuint(document->units->len, ==, 1);
    g_assert_cmpstr(unit_at(document, 0)->text, ==, texts[i]);
    g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_OTHER);
  }
}

/* --- titles -------------------------------------------------------------------------------------------------- */

static void test_titles(void) {
  static const struct {
    const char *pages, *title;
  } cases[] = {
      {"Plan för cykelvägar\n\nKommunen vill att fler ska cykla.", "Plan för cykelvägar"},
      {"Veileder for\nvann og avløp\n\nTekst følger her.", "Veileder for vann og avløp"},
      {"Detta är en lång inledande mening som slutar med punkt.\n\nMer text.", NULL},
      {"ett\n\ntvå", NULL},
      {"Namn\tOrt\n\nBo\tBy", NULL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = structured(paged_document(cases[i].pages));
    g_test_message("%s", cases[i].pages);
    g_assert_cmpstr(document->title, ==, cases[i].title);
  }
  g_autoptr(Document) deck = document_new();
  add_unit(deck, UNIT_KIND_SLIDE, LOCATOR_SLIDE, 1, "Om havet", "Tale");
  g_assert_cmpstr(structured(deck)->title, ==, "Om havet");
  g_assert_cmpint(deck->kind, ==, DOCUMENT_KIND_PRESENTATION);
  g_autoptr(Document) named = paged_document("Plan för cykelvägar\n\nText.");
  named->title = g_strdup("Filens titel");
  g_assert_cmpstr(structured(named)->title, ==, "Filens titel");
}

/* --- rebuilding ---------------------------------------------------------------------------------------------- */

static void test_rebuild(void) {
  g_autoptr(Document) document = document_new();
  for (guint i = 0; i < 3; i++)
    add_unit(document, UNIT_KIND_SLIDE, LOCATOR_SLIDE, i + 1, NULL, "x");
  Unit *note = add_unit(document, UNIT_KIND_NOTES, LOCATOR_SLIDE, 3, NULL, "note");
  Unit *orphan = add_unit(document, UNIT_KIND_NOTES, LOCATOR_SLIDE, 1, NULL, "orphan");
  note->parent = 3;
  orphan->parent = 1;
  UnitRebuild rebuild;
  unit_rebuild_begin(&rebuild, document);
  unit_rebuild_drop(&rebuild, rebuild.old->pdata[0]);
  Unit *second = unit_rebuild_keep(&rebuild, rebuild.old->pdata[1]);
  Unit *inserted = unit_rebuild_add(&rebuild, unit_new_beside(second, UNIT_KIND_COMMENT));
  inserted->parent = second->ordinal;
  unit_set_text(inserted, " y\n", 3);
  for (guint i = 2; i < rebuild.old->len; i++)
    unit_rebuild_keep(&rebuild, rebuild.old->pdata[i]);
  unit_rebuild_finish(&rebuild);
  assert_consistent(document);
  g_assert_cmpuint(document->units->len, ==, 5);
  g_assert_cmpuint(inserted->ordinal, ==, 2);
  g_assert_cmpuint(inserted->parent, ==, 1);
  g_assert_cmpstr(inserted->text, ==, "y");
  g_assert_cmpuint(note->parent, ==, 3);
  g_assert_cmpuint(orphan->parent, ==, 0);
}

/* --- headings that the extractor has marked ------------------------------------------------------------------ */

static void test_marked_headings(void) {
  static const struct {
    UnitKind kind;
    const char *text, *heading, *rest;
  } cases[] = {
      {UNIT_KIND_PAGE, HEADING_MARK "Vatten i\nstaden\n\nRegnet faller.", "Vatten i staden", "Regnet faller."},
      {UNIT_KIND_PAGE, "Regnet faller.\n\n" HEADING_MARK "Mål\n\nTorr mark.", NULL,
       "Regnet faller.\n\nMål\n\nTorr mark."},
      {UNIT_KIND_PAGE, HEADING_MARK "Ett\n\n" HEADING_MARK "Två\n\nTre.", "Ett", "Två\n\nTre."},
      {UNIT_KIND_SLIDE, "Oslo kommune\n\n" HEADING_MARK "Mål\n\nTørr mark.", "Mål", "Oslo kommune\n\nTørr mark."},
      {UNIT_KIND_PAGE, HEADING_MARK "09.30 Kaffe\n\nVälkommen.", NULL, "09.30 Kaffe\n\nVälkommen."},
      {UNIT_KIND_PAGE, HEADING_MARK "12\n\nRegn.", NULL, "12\n\nRegn."},
      {UNIT_KIND_PAGE, HEADING_MARK, NULL, ""},
      {UNIT_KIND_ATTACHMENT, HEADING_MARK "Avtal\n\nParterna.", "Avtal", "Parterna."},
      {UNIT_KIND_COMMENT, "Inget märke.", NULL, "Inget märke."},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%s", cases[i].text);
    g_autoptr(Document) document = document_new();
    Unit *unit = add_unit(document, cases[i].kind, LOCATOR_PAGE, 1, NULL, cases[i].text);
    page_headings_take(document);
    g_assert_cmpstr(unit->heading, ==, cases[i].heading);
    g_assert_cmpstr(unit->text, ==, cases[i].rest);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/stages/structure/heading-lines", test_heading_lines);
  g_test_add_func("/stages/structure/marked-headings", test_marked_headings);
  g_test_add_func("/stages/structure/plain-sections", test_plain_sections);
  g_test_add_func("/stages/structure/no-sections", test_no_sections);
  g_test_add_func("/stages/structure/sections-left-alone", test_sections_left_alone);
  g_test_add_func("/stages/structure/overlong-sections", test_overlong_sections);
  g_test_add_func("/stages/structure/overlong-line", test_overlong_line);
  g_test_add_func("/stages/structure/times", test_times);
  g_test_add_func("/stages/structure/programme-in-text", test_programme_in_text);
  g_test_add_func("/stages/structure/programme-on-pages", test_programme_on_pages);
  g_test_add_func("/stages/structure/two-days", test_two_days);
  g_test_add_func("/stages/structure/timed-headings", test_timed_headings);
  g_test_add_func("/stages/structure/numbered-headings", test_numbered_headings);
  g_test_add_func("/stages/structure/no-programme", test_no_programme);
  g_test_add_func("/stages/structure/programme-shapes", test_programme_shapes);
  g_test_add_func("/stages/structure/titles", test_titles);
  g_test_add_func("/stages/structure/rebuild", test_rebuild);
  return g_test_run();
}
