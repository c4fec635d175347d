/* The stage `dates`: roles, years from context, and the document's own date, for each genre. */
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

typedef struct {
  const char *name;
  DocumentKind kind;
  UnitKind units;
  const char *language, *title, *text; /* units parted by \f; a first line "# ..." is the heading */
  const char *modified;                /* metadata */
  const char *date, *evidence;         /* of the document; NULL: none */
  const char *found;                   /* "role value" of each finding, joined by '|'; NULL: not looked at */
} Case;

static const Case cases[] = {
    {"invitation", DOCUMENT_KIND_MEETING, UNIT_KIND_SECTION, "sv", "Nätverksträff",
     "Nätverksträff om avfall\n\nDatum\tOnsdagen den 6 maj 2015 klockan 10:00-15:00\nAnmälan\tSenast den 22 april.\n",
     "2015-03-01", "2015-05-06", "Onsdagen den 6 maj 2015", "event 2015-05-06|deadline 2015-04-22"},
    {"invitation-without-kind", DOCUMENT_KIND_OTHER, UNIT_KIND_SECTION, "nb", NULL,
     "Velkommen til fagdag\n\nTid: torsdag 4. juni 2015 kl. 09.00\nPåmeldingsfrist: 20. mai 2015\n", NULL, "2015-06-04",
     "torsdag 4. juni 2015", "event 2015-06-04|deadline 2015-05-20"},
    {"label-on-its-own-line", DOCUMENT_KIND_MEETING, UNIT_KIND_SECTION, "nb", NULL,
     "Fagdag\n\nDato:\n4. juni 2015\n\nSvarfrist:\n20. mai\n", NULL, "2015-06-04", "4. juni 2015",
     "event 2015-06-04|deadline 2015-05-20"},
    {"deadline-over-new-year", DOCUMENT_KIND_MEETING, UNIT_KIND_SECTION, "sv", NULL,
     "Seminarium\n\nTid: 20 januari 2015 kl. 13.00\nAnmäl dig senast 15 december.\n", NULL, "2015-01-20",
     "20 januari 2015", "event 2015-01-20|deadline 2014-12-15"},
    {"year-by-weekday", DOCUMENT_KIND_MEETING, UNIT_KIND_SECTION, "sv", NULL,
     "Seminarium\n\nTid: torsdag 25/9 kl. 13.00\n", "2013-11-30", "2014-09-25", "torsdag 25/9",
     "published 2013-11-30|event 2014-09-25"},
    {"event-without-any-year", DOCUMENT_KIND_MEETING, UNIT_KIND_SECTION, "sv", NULL,
     "Seminarium\n\nTid: den 25 september kl. 13.00\n", NULL, NULL, NULL, "event --09-25"},
    {"agenda", DOCUMENT_KIND_OTHER, UNIT_KIND_AGENDA_ITEM, "sv", "Konferens 3 juni 2014",
     "# 09.00 Kaffe\nVälkomna\f# 10.00 Föredrag\nOm läget 2012\f# 11.00 Avslut\nTack", NULL, "2014-06-03",
     "3 juni 2014", "event 2014-06-03|mentioned 2012"},
    {"slides", DOCUMENT_KIND_PRESENTATION, UNIT_KIND_SLIDE, "nb", NULL,
     "# Klimaarbeid i kommunen\nOla Hansen, Bodø 12. mars 2009\f# Historie\nI 2006 startet vi. Møte 4. mai 2007.",
     "2011-01-01", "2009-03-12", "12. mars 2009", NULL},
    {"slides-by-file", DOCUMENT_KIND_PRESENTATION, UNIT_KIND_SLIDE, "nb", NULL,
     "# Klimaarbeid i kommunen\nOla Hansen\f# Historie\nI 2006 startet vi.", "2011-01-01T10:00:00Z", "2011-01-01",
     "2011-01-01T10:00:00Z", "published 2011-01-01|mentioned 2006"},
    {"slides-month", DOCUMENT_KIND_PRESENTATION, UNIT_KIND_SLIDE, "nb", NULL,
     "# Klimaarbeid\nOla Hansen, mars 2009\f# Historie\nI 2006 startet vi.", NULL, "2009-03", "mars 2009", NULL},
    {"guide-foreword", DOCUMENT_KIND_GUIDE, UNIT_KIND_PAGE, "sv", "Vägledning",
     "Vägledning för avfall\f© Verket 2018\nISBN 978-91-2014-1\fFörord\nArbetet började 2015.\n\nÖrebro, maj 2019\n"
     "Anna Ek\f1 Inledning\nUnder 2016 togs en plan fram.",
     "2020-01-05", "2019-05", "maj 2019", NULL},
    {"report-title-page", DOCUMENT_KIND_REPORT, UNIT_KIND_PAGE, "nb", NULL,
     "Årsrapport\n2017\f1 Innledning\nI 2014 og 2015 ble mye gjort.", NULL, "2017", "2017", NULL},
    {"page-updated", DOCUMENT_KIND_PAGE, UNIT_KIND_SECTION, "nb", "Om nettverket",
     "Nettverket ble startet i 2011.\n\nSist endret 03.02.2016", "2019-01-01", "2016-02-03", "03.02.2016",
     "mentioned 2011|published 2016-02-03"},
    {"page-by-metadata", DOCUMENT_KIND_PAGE, UNIT_KIND_SECTION, "nb", "Om nettverket", "Nettverket ble startet i 2011.",
     "2019-01-01", "2019-01-01", "2019-01-01", "published 2019-01-01|mentioned 2011"},
    {"page-of-many-years", DOCUMENT_KIND_PAGE, UNIT_KIND_SECTION, "sv", "Stöd",
     "År 2014 startade arbetet. En grupp bildades 2017. Texten blev klar våren 2020. En kortversion togs fram 2021.\n"
     "Under 2022 och 2023 kommer fler att erbjudas kurser inom Agenda 2030.",
     NULL, NULL, NULL,
     "mentioned 2014|mentioned 2017|mentioned 2020-03/2020-05|mentioned 2021|future 2022/2023|published 2021/.."},
    {"page-without-kind", DOCUMENT_KIND_OTHER, UNIT_KIND_SECTION, "sv", NULL,
     "År 2014 startade arbetet. En grupp bildades 2017.\n© Kommunen 2023", NULL, NULL, NULL, NULL},
    {"page-meeting-told-of", DOCUMENT_KIND_PAGE, UNIT_KIND_SECTION, "sv", "Om oss",
     "Seminariet den 27 september 2012 lockade många. Nästa möte hölls den 3 maj 2013.", NULL, NULL, NULL,
     "event 2012-09-27|event 2013-05-03"},
    {"heading-year", DOCUMENT_KIND_PAGE, UNIT_KIND_SECTION, "sv", "Nytt",
     "# Sommarkampanjen 2012\nFrån 1 juni finns tips varje dag.\f# Annat\nInget.", NULL, NULL, NULL, NULL},
    {"period", DOCUMENT_KIND_REPORT, UNIT_KIND_PAGE, "nn", NULL, "Tilskot\fDet gjekk godt i åra 2006–2007 og seinare.",
     NULL, NULL, NULL, "period 2006/2007|published 2006/.."},
    {"nothing", DOCUMENT_KIND_OTHER, UNIT_KIND_SECTION, "sv", NULL, "Agenda 2030, SOU 2009:12, 08-452 78 60.", NULL,
     NULL, NULL, ""},
    {"news", DOCUMENT_KIND_NEWS, UNIT_KIND_SECTION, "sv", "Ny plan antagen",
     "Publicerad 2018-03-14\n\nFullmäktige antog planen den 12 mars.", NULL, "2018-03-14", "2018-03-14",
     "published 2018-03-14|mentioned 2018-03-12"},
    {"danish", DOCUMENT_KIND_MEETING, UNIT_KIND_SECTION, "da", NULL,
     "Temadag\n\nTid: torsdag den 4. juni 2015 kl. 9.00\nTilmelding senest den 20. maj 2015\n", NULL, "2015-06-04",
     "torsdag den 4. juni 2015", "event 2015-06-04|deadline 2015-05-20"},
    {"english", DOCUMENT_KIND_MEETING, UNIT_KIND_SECTION, "en", NULL,
     "Workshop\n\nDate: Thursday, June 4, 2015\nRegistration deadline: May 20, 2015\n", NULL, "2015-06-04",
     "Thursday, June 4, 2015", "event 2015-06-04|deadline 2015-05-20"},
    {"met", DOCUMENT_KIND_PAGE, UNIT_KIND_SECTION, "sv", "Nytt", "Den 10 oktober 2012 träffades gruppen i Lerum.", NULL,
     NULL, NULL, "event 2012-10-10"},
    {"dashed-days", DOCUMENT_KIND_MEETING, UNIT_KIND_SECTION, "nb", NULL,
     "Fagsamling\n\nTid: tirsdag 18. oktober kl. 11 – onsdag 19. oktober 2016 kl. 14\nSted: Lunde\n", NULL,
     "2016-10-18/2016-10-19", "tirsdag 18. oktober kl. 11 – onsdag 19. oktober 2016", NULL},
    {"days-of-headings", DOCUMENT_KIND_MEETING, UNIT_KIND_SECTION, "sv", "Vattendagar",
     "Tid: 3 maj 2016 kl. 10\nPlats: Lunnby\f# Tisdag 3 maj 2016\n10.00 Start\f# Onsdag 4 maj 2016\n9.00 Start", NULL,
     "2016-05-03/2016-05-04", "3 maj 2016", NULL},
    {"listed-days", DOCUMENT_KIND_MEETING, UNIT_KIND_SECTION, "nb", "Konferanse",
     "Tid: 5. og 6. juni 2018 kl. 10\nSted: Lunde\n", NULL, "2018-06-05/2018-06-06", "5. og 6. juni 2018", NULL},
    {"published-before-changed", DOCUMENT_KIND_PAGE, UNIT_KIND_SECTION, "sv", "Stöd",
     "Publicerad 4 mars 2018\n\nText.\n\nSenast uppdaterad 5 maj 2019\n", NULL, "2018-03-04", "4 mars 2018", NULL},
    {"law-changed", DOCUMENT_KIND_GUIDE, UNIT_KIND_SECTION, "nb", "Håndbok",
     "Forskriften § 3 ble endret og gjelder fra 1. januar 2024 for alle kommuner som kjøper inn varer.\n", NULL, NULL,
     NULL, NULL},
    {"guide-decided", DOCUMENT_KIND_GUIDE, UNIT_KIND_SECTION, "nb", "Veileder",
     "Vedtatt av styret 12. mai 2020\n\nVeilederen erstatter den fra 2014.\n", "2022-01-01", "2020-05-12",
     "12. mai 2020", NULL},
    {"masthead", DOCUMENT_KIND_NEWS, UNIT_KIND_SECTION, "sv", "Nytt från nätet",
     "Nr 5, december 2012\n\nNätverket möttes den 3 oktober 2012 i Lunnby.\n", NULL, "2012-12", "december 2012", NULL},
    {"masthead-and-change", DOCUMENT_KIND_NEWS, UNIT_KIND_SECTION, "sv", "Kalender",
     "Januari 2025\n\nVi ses.\n\nSidan senast granskad 9 januari 2025\n", NULL, "2025-01-09", "9 januari 2025", NULL},
    {"foreword-signed", DOCUMENT_KIND_REPORT, UNIT_KIND_PAGE, "nb", "Rapport",
     "Rapport\fForord\nArbeidet tok tid.\nBodø, februar 2023\f1 Innledning\nI 2019 kom planen.", NULL, "2023-02",
     "februar 2023", NULL},
    {"year-in-brackets", DOCUMENT_KIND_MEETING, UNIT_KIND_SECTION, "nb", "Møte",
     "Tid: torsdag 6. februar (2014) kl. 9\n", NULL, "2014-02-06", "torsdag 6. februar (2014)", NULL},
};

static Document *document_of(const Case *one) {
  Document *document = document_new();
  g_auto(GStrv) texts = g_strsplit(one->text, "\f", -1);
  document->kind = one->kind;
  document->title = g_strdup(one->title);
  g_strlcpy(document->language, one->language, sizeof document->language);
  if (one->modified)
    g_hash_table_insert(document->metadata, g_strdup("modified"), g_strdup(one->modified));
  for (guint i = 0; texts[i]; i++) {
    char *body = g_str_has_prefix(texts[i], "# ") ? strchr(texts[i], '\n') : NULL;
    g_autofree char *heading = body ? g_strndup(texts[i] + 2, (gsize)(body - texts[i] - 2)) : NULL;
    Unit *unit = add_unit(document, one->units, LOCATOR_NONE, i + 1, heading, body ? body + 1 : texts[i]);
    g_strlcpy(unit->language, one->language, sizeof unit->language);
  }
  return document;
}

static char *list_findings(const Document *document) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *finding = document->findings->pdata[i];
    g_assert_cmpint(finding->kind, ==, FINDING_DATE);
    g_string_append_printf(out, "%s%s %s", i ? "|" : "", finding->role, finding->value);
  }
  return g_string_free(out, FALSE);
}

static void test_case(gconstpointer data) {
  const Case *one = data;
  g_autoptr(Document) document = document_of(one);
  stage_dates(document);
  g_autofree char *found = list_findings(document);
  if (g_strcmp0(document->date, one->date) != 0 || g_strcmp0(document->date_evidence, one->evidence) != 0)
    g_test_fail_printf("date is %s by \"%s\"", document->date, document->date_evidence);
  if (one->found && strcmp(found, one->found) != 0)
    g_test_fail_printf("found %s", found);
}

static const Finding *finding_of_value(const Document *document, const char *value) {
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *finding = document->findings->pdata[i];
    if (strcmp(finding->value, value) == 0)
      return finding;
  }
  g_error("no %s", value);
}

static void test_details(void) {
  g_autoptr(Document) document = plain_document("Sommarkampanjen 2012\n\nFrån 1 juni finns tips. Fredagen den 25 "
                                                "september 2014 var vi där, torsdag 25 september 2014 också. Våren "
                                                "2020 blev det klart.\n");
  stage_dates(document);
  const Finding *inferred = finding_of_value(document, "2012-06-01");
  g_assert_cmpstr(finding_get_detail(inferred, "year"), ==, "inferred");
  g_assert_cmpfloat(inferred->confidence, <, .7);
  g_assert_cmpstr(finding_get_detail(finding_of_value(document, "2014-09-25"), "weekday"), ==, "differs");
  const Finding *season = finding_of_value(document, "2020-03/2020-05");
  g_autofree char *evidence = document_get_evidence(document, season);
  g_assert_cmpstr(evidence, ==, "Våren 2020");
  g_assert_cmpstr(finding_get_detail(season, "precision"), ==, "season");
  g_assert_cmpstr(finding_get_detail(season, "not-before"), ==, "2020-03-01");
  g_assert_cmpstr(finding_get_detail(season, "not-after"), ==, "2020-05-31");
}

/* What stands around the text of a saved page can say when it came out; of meetings it says nothing. */
static void test_furniture(void) {
  g_autoptr(Document) document = plain_document("Nätverket har tjugo medlemmar sedan 2011.\n");
  document->kind = DOCUMENT_KIND_PAGE;
  document_add_furniture(document, "Sidan publicerad 2016-02-03");
  stage_dates(document);
  g_assert_cmpstr(document->date, ==, "2016-02-03");
}

static void test_bounds(void) {
  g_autoptr(Document) document =
      plain_document("En grupp bildades 2017. Boken kom 2021.\nUnder 2022 och 2023 kommer fler kurser.\n");
  stage_dates(document);
  const Finding *bounds = finding_of_value(document, "2021/..");
  g_assert_cmpstr(finding_get_detail(bounds, "not-before"), ==, "2021-01-01");
  g_assert_cmpstr(finding_get_detail(bounds, "not-after"), ==, "2022-12-31");
  g_assert_null(document->date);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strconcat("/dates/", cases[i].name, NULL);
    g_test_add_data_func(path, &cases[i], test_case);
  }
  g_test_add_func("/dates/details", test_details);
  g_test_add_func("/dates/furniture", test_furniture);
  g_test_add_func("/dates/bounds", test_bounds);
  return g_test_run();
}
