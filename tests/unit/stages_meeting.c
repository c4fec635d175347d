/* Tests of the facts of meetings: labels in five languages, broken lines, costs in passing, contradictions. */
#include "pipeline/stages/meeting_labels.h"
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

static void test_labels(void) {
  static const struct {
    const char *line, *role, *value;
  } cases[] = {
      {"Plats: Stadshuset, Falun", "venue", "Stadshuset, Falun"},
      {"Plats\tStadshuset", "venue", "Stadshuset"},
      {"**Plats:** Stadshuset", "venue", "Stadshuset"},
      {"- Lokal: Eken", "venue", "Eken"},
      {"Sted: Rådhuset", "venue", "Rådhuset"},
      {"Stad: Samfunnshuset", "venue", "Samfunnshuset"},
      {"Mødested: Rådhuset, sal 2", "venue", "Rådhuset, sal 2"},
      {"Venue: Town Hall", "venue", "Town Hall"},
      {"NÄR: 3 maj kl. 9", "when", "3 maj kl. 9"},
      {"Tidspunkt – 3. mai", "when", "3. mai"},
      {"Tid och plats: 3 maj, Stadshuset", "when-and-venue", "3 maj, Stadshuset"},
      {"Målgruppe: planleggere", "audience", "planleggere"},
      {"Deltakeravgift: 900 kr", "cost", "900 kr"},
      {"Påmeldingsfrist: 3. mai", "registration", "3. mai"},
      {"Tilmelding: senest 3. maj", "registration", "senest 3. maj"},
      {"Kontaktperson: Eva Ek", "contact", "Eva Ek"},
      {"Arrangør: Hol kommune", "organiser", "Hol kommune"},
      {"Arrangör", "organiser", ""},
      {"Plats för eftertanke", NULL, NULL},
      {"Platsen: okänd", NULL, NULL},
      {"Priset gick till Lund", NULL, NULL},
      {"Vi möts kl. 9: ta med kaffe", NULL, NULL},
      {"", NULL, NULL},
      {":", NULL, NULL},
      {"Datum", "when", ""},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    MeetingLine parsed = {0};
    g_test_message("%s", cases[i].line);
    g_assert_cmpint(meeting_line_parse(span_of(cases[i].line), &parsed), ==, cases[i].role != NULL);
    g_assert_cmpstr(parsed.role, ==, cases[i].role);
    if (cases[i].role) {
      g_autofree char *value = span_dup(parsed.value);
      g_assert_cmpstr(value, ==, cases[i].value);
    }
  }
}

static Document *meeting_of(const char *text) {
  Document *document = document_new();
  document->kind = DOCUMENT_KIND_MEETING;
  Unit *unit = document_add_unit(document, unit_new(UNIT_KIND_SECTION));
  unit->text = g_strdup(text);
  return document;
}

/* "role=value; ..." of what was found, in order; each evidence is checked. Caller frees. */
static char *facts_of(const Document *document) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *finding = document->findings->pdata[i];
    g_autofree char *evidence = document_get_evidence(document, finding);
    g_assert_cmpstr(evidence, !=, "");
    g_string_append_printf(out, "%s%s=%s", out->len ? "; " : "", finding->role, finding->value);
  }
  return g_string_free(out, FALSE);
}

static void test_facts(void) {
  static const struct {
    const char *text, *facts;
  } cases[] = {
      {"Plats: Stadshuset\nKostnad: 300 kr", "venue=Stadshuset; cost=300 kr"},
      {"Plats\nStadshuset\n\nKostnad\nIngen", "venue=Stadshuset; cost=Ingen"},
      {"Målgrupp: planerare i kommuner och\nlänsstyrelser\nPris: 300 kr",
       "audience=planerare i kommuner och länsstyrelser; cost=300 kr"},
      {"Tid och plats: 3 maj kl. 9.00-12.00, Stadshuset, Falun", "when=3 maj kl. 9.00-12.00; venue=Stadshuset, Falun"},
      {"Tid: eftermiddagen", ""}, /* no time is told */
      {"Deltagaravgiften är 900 kr och betalas i förskott.", "cost=Deltagaravgiften är 900 kr och betalas i förskott."},
      {"Seminaret er gratis. Velkommen!", "cost=Seminaret er gratis."},
      {"Kostnaden för asfalten är 85 000 kr.", ""},
      {"Kollektivtrafiken blir gratis i juli.", ""},
      {"Inget här.", ""},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = meeting_of(cases[i].text);
    stage_meeting(document);
    g_autofree char *facts = facts_of(document);
    g_assert_cmpstr(facts, ==, cases[i].facts);
  }
}

static void test_other_kinds(void) {
  g_autoptr(Document) document = meeting_of("Plats: Stadshuset\nKostnad: 300 kr");
  document->kind = DOCUMENT_KIND_PAGE;
  stage_meeting(document);
  g_assert_cmpuint(document->findings->len, ==, 0);
}

static void add_item(Document *document, const char *label, const char *heading) {
  Unit *unit = document_add_unit(document, unit_new(UNIT_KIND_AGENDA_ITEM));
  unit->label = g_strdup(label);
  unit->heading = g_strdup(heading);
}

static void test_contradictions(void) {
  static const struct {
    const char *when, *label, *heading, *found;
  } cases[] = {
      {"Tid: 3 maj kl. 10:00-16:00, kaffe från 09:00", "09.30", "Registrering och kaffe", "kaffe: 09.00 / 09.30"},
      {"Tid: 3 maj kl. 10:00-16:00, kaffe från 09:30", "09.30", "Registrering och kaffe", NULL},
      {"Tid: 3 maj kl. 10:00-16:00", "09.30", "Registrering och kaffe", NULL},
      {"Dato: 3. mai, lunsj kl. 12.30", "12.00", "Lunsj", "lunsj: 12.30 / 12.00"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = meeting_of(cases[i].when);
    add_item(document, cases[i].label, cases[i].heading);
    stage_meeting(document);
    const Finding *last = document->findings->pdata[document->findings->len - 1];
    gboolean contradicts = strcmp(last->role, "contradiction") == 0;
    g_assert_cmpint(contradicts, ==, cases[i].found != NULL);
    if (contradicts)
      g_assert_cmpstr(last->value, ==, cases[i].found);
  }
}

static void test_fields_of_document(void) {
  g_autoptr(Document) document = meeting_of("Plats: Stadshuset\nArrangör: Falu kommun");
  stage_meeting(document);
  g_assert_cmpstr(document->place, ==, "Stadshuset");
  g_assert_cmpstr(document->organiser, ==, "Falu kommun");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/meeting/labels", test_labels);
  g_test_add_func("/meeting/facts", test_facts);
  g_test_add_func("/meeting/other-kinds", test_other_kinds);
  g_test_add_func("/meeting/contradictions", test_contradictions);
  g_test_add_func("/meeting/fields-of-document", test_fields_of_document);
  return g_test_run();
}
