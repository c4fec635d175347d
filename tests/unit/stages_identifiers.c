/* Tests of the stage `identifiers`: notations, their canonical spelling, and what only looks like one. */
#include "pipeline/stages/identifier_numbers.h"
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

typedef struct {
  const char *text, *role, *value, *evidence; /* evidence NULL: not looked at; role NULL: nothing is found */
} Case;

static const Case cases[] = {
    {"Dnr 2014-1234", "diarienummer", "2014-1234", "Dnr 2014-1234"},
    {"Beslut, Dnr: KS 2015/0123, dagen därpå", "diarienummer", "KS 2015/0123", NULL},
    {"Diarienummer: KS/2016:44.", "diarienummer", "KS/2016:44", NULL},
    {"Diarienr 501-1234-2016", "diarienummer", "501-1234-2016", NULL},
    {"Dnr M2015/01234/Mm", "diarienummer", "M2015/01234/Mm", NULL},
    {"Saksnr. 12/3456", "diarienummer", "12/3456", "Saksnr. 12/3456"},
    {"Saksnummer: 2017/889-4", "diarienummer", "2017/889-4", NULL},
    {"Vår ref.: 2014/1234", "diarienummer", "2014/1234", NULL},
    {"Deres referanse 17/02211-3", "diarienummer", "17/02211-3", NULL},
    {"Sagsnr. 12/34567", "diarienummer", "12/34567", NULL},
    {"Journalnr.: 2016-00123", "diarienummer", "2016-00123", NULL},
    {"Löpnummer 502-6630-2015", "diarienummer", "502-6630-2015", NULL},
    {"HaV:s rapport 2012:9 har fler", "report", "2012:9", "rapport 2012:9"},
    {"Rapporter om natur nr 2007:11", "report", "2007:11", NULL},
    {"Veileder nr. 7/2020", "report", "7/2020", NULL},
    {"Energiläget. ER 2006:43.", "report", "ER 2006:43", "ER 2006:43"},
    {"fra SFT (TA-2142/2005)", "report", "TA-2142/2005", NULL},
    {"sjå M-1400", "report", "M-1400", NULL},
    {"i handboka DN 25-2004.", "report", "DN 25-2004", NULL},
    {"Vegvesenets håndbok V122.", "report", "V122", NULL},
    {"kontraktsformen NS 6430 i", "standard", "NS 6430", NULL},
    {"Prosjektnr. 6241", "project", "6241", NULL},
    {"Projektnummer 2018-00417", "project", "2018-00417", NULL},
    {"Lov 17. juni 2016 nr. 73 om", "lov", "LOV-2016-06-17-73", "Lov 17. juni 2016 nr. 73"},
    {"forskrift av 12. august 2016 nr. 974", "forskrift", "FOR-2016-08-12-974", NULL},
    {"ISBN 978-82-90000-41-3", "isbn", "9788290000413", NULL}, /* the last digit should be 9 */
    {"ISBN 978-82-02-12345-1", "isbn", "9788202123451", "978-82-02-12345-1"},
    {"ISBN: 91-7201-123-8", "isbn", "9789172011236", NULL},
    {"ISBN (trykt): 9788202123451", "isbn", "9788202123451", NULL},
    {"ISBN-13: 978-82-02-12345-1", "isbn", "9788202123451", NULL},
    {"isbn 978–82–02–12345–1", "isbn", "9788202123451", NULL},
    {"ISBN 0-8044-2957-X", "isbn", "9780804429573", NULL},
    {"ISSN 0378-5955", "issn", "0378-5955", NULL},
    {"ISSN: 2434-561X", "issn", "2434-561X", NULL},
    {"enligt SOU 2009:12 bör", "sou", "SOU 2009:12", "SOU 2009:12"},
    {"(Ds 2011:5)", "ds", "Ds 2011:5", NULL},
    {"förordningen (SFS 2010:900)", "sfs", "SFS 2010:900", NULL},
    {"NOU 2018:17", "nou", "NOU 2018:17", NULL},
    {"NOU 2018: 17 Klimarisiko", "nou", "NOU 2018:17", "NOU 2018: 17"},
    {"prop. 2009/10:155", "prop", "Prop. 2009/10:155", NULL},
    {"Proposition 2012/13:1", "prop", "Prop. 2012/13:1", NULL},
    {"Prop. 1 S (2012–2013)", "prop", "Prop. 1 S (2012-2013)", NULL},
    {"Prop. 65 L", "prop", "Prop. 65 L", NULL},
    {"St.meld. nr. 26 (2006–2007)", "meld-st", "St.meld. nr. 26 (2006-2007)", "St.meld. nr. 26 (2006–2007)"},
    {"St. meld. nr 34 (2006-2007)", "meld-st", "St.meld. nr. 34 (2006-2007)", NULL},
    {"Meld. St. 18 (2011–2012)", "meld-st", "Meld. St. 18 (2011-2012)", NULL},
    {"Innst. 230 S (2011–2012)", "innst", "Innst. 230 S (2011-2012)", NULL},
    {"Innst. S. nr. 150 (2004–2005)", "innst", "Innst. S. nr. 150 (2004-2005)", NULL},
    {"LOV-2005-06-17-62", "lov", "LOV-2005-06-17-62", NULL},
    {"FOR-2006-12-15-1446", "forskrift", "FOR-2006-12-15-1446", NULL},
    {"lov 2005-06-17 nr. 62", "lov", "LOV-2005-06-17-62", NULL},
    {"doi:10.1038/Nature09040.", "doi", "10.1038/nature09040", "10.1038/Nature09040"},
    {"https://doi.org/10.1000/182)", "doi", "10.1000/182", NULL},
    /* none */
    {"978-82-02-12345-2", NULL, NULL, NULL},
    {"ISBN 12-34-56", NULL, NULL, NULL},
    {"nr 10 av 2009", NULL, NULL, NULL}, /* a number alone */
    {"Rapport 2009", NULL, NULL, NULL},
    {"SOU 2009", NULL, NULL, NULL},
    {"ds 2011:5", NULL, NULL, NULL},
    {"sou 2009:12", NULL, NULL, NULL},
    {"Dnr saknas", NULL, NULL, NULL},
    {"Dnr 7", NULL, NULL, NULL},
    {"Ref. 2014/12 i listan", NULL, NULL, NULL},
    {"Vår ref: Anna Ek", NULL, NULL, NULL},
    {"Prop. till riksdagen 2009", NULL, NULL, NULL},
    {"for 2006-12-15 var dagen", NULL, NULL, NULL},
    {"doi: kommer", NULL, NULL, NULL},
    {"Meld deg på 18 mai", NULL, NULL, NULL},
    {"SOU", NULL, NULL, NULL},
    {"ISBN", NULL, NULL, NULL},
    {"Prop. 2009/10:", NULL, NULL, NULL},
    {"Innst. ", NULL, NULL, NULL},
    {"LOV-2005-06-1", NULL, NULL, NULL},
    {"", NULL, NULL, NULL},
};

static void test_cases(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    const Case *c = &cases[i];
    g_autoptr(Document) document = plain_document(c->text);
    stage_identifiers(document);
    g_test_message("%s", c->text);
    g_assert_cmpuint(document->findings->len, ==, c->role ? 1 : 0);
    if (!c->role || document->findings->len == 0)
      continue;
    const Finding *found = document->findings->pdata[0];
    g_autofree char *evidence = document_get_evidence(document, found);
    g_assert_cmpint(found->kind, ==, FINDING_IDENTIFIER);
    g_assert_cmpstr(found->role, ==, c->role);
    g_assert_cmpstr(found->value, ==, c->value);
    g_assert_true(*evidence != '\0');
    if (c->evidence)
      g_assert_cmpstr(evidence, ==, c->evidence);
  }
}

static void test_written(void) {
  g_autoptr(Document) document = plain_document("ISBN 82-02-12345-3\nISBN 978-82-02-12345-1");
  stage_identifiers(document);
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *found = document->findings->pdata[i];
    g_assert_cmpuint(strlen(found->value), ==, 13);
    g_assert_nonnull(finding_get_detail(found, "written"));
  }
  g_assert_cmpuint(document->findings->len, >=, 1);
}

/* Titles and headings hold them, too. */
static void test_fields(void) {
  g_autoptr(Document) document = document_new();
  document->title = g_strdup("NOU 2018:17 Klimarisiko");
  add_unit(document, UNIT_KIND_PAGE, LOCATOR_PAGE, 1, "Meld. St. 18 (2011–2012)", "Om SFS 2010:900.");
  stage_identifiers(document);
  static const FindingField fields[] = {FINDING_IN_TITLE, FINDING_IN_HEADING, FINDING_IN_TEXT};
  g_assert_cmpuint(document->findings->len, ==, G_N_ELEMENTS(fields));
  for (guint i = 0; i < document->findings->len; i++)
    g_assert_cmpint(((const Finding *)document->findings->pdata[i])->field, ==, fields[i]);
}

/* Every cut of every case, and random bytes of their letters: nothing is read past the end. */
static void test_cuts(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    for (gsize cut = 0; cut <= strlen(cases[i].text); cut++) {
      g_autofree char *text = g_strndup(cases[i].text, cut);
      if (!g_utf8_validate(text, -1, NULL))
        continue;
      g_autoptr(Document) document = plain_document(text);
      stage_identifiers(document);
      for (guint f = 0; f < document->findings->len; f++) {
        const Finding *found = document->findings->pdata[f];
        g_assert_cmpuint(found->end, <=, strlen(text));
        g_autofree char *evidence = document_get_evidence(document, found);
        g_assert_true(*evidence && g_utf8_validate(evidence, -1, NULL));
      }
    }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/stages/identifiers/cases", test_cases);
  g_test_add_func("/stages/identifiers/written", test_written);
  g_test_add_func("/stages/identifiers/fields", test_fields);
  g_test_add_func("/stages/identifiers/cuts", test_cuts);
  return g_test_run();
}
