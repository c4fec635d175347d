/* Tests of the stage `places`: roles, unknown venues, namesakes, what has come to another name. */
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

/* Of one unit: "role value" of each finding, bars between, those of the heading first. */
static const struct {
  const char *language, *heading, *text, *found, *place;
} cases[] = {
    {"sv", NULL, "Plats: Lund", "venue SE-1281", "Lund"},
    {"sv", NULL, "Plats: Mora", "venue SE-2062", "Mora"},
    {"sv", NULL, "Plats\nMora", "venue SE-2062", "Mora"},
    {"sv", NULL, "Plats\tAle", "venue SE-1440", "Ale"},
    {"sv", NULL, "Lokal: Stora salen, Örebro", "venue SE-1880", "Örebro"},
    {"sv", NULL, "Tid och plats: 25 september 2014, Stadshuset, Växjö", "venue SE-0780", "Växjö"},
    {"sv", NULL, "Tid och plats: torsdag 25 september, Folkets park", "venue Folkets park", "Folkets park"},
    {"sv", NULL, "Plats: Folkets park i Hjo", "venue SE-1497", "Hjo"},
    {"sv", NULL, "Var: Göteborg\nNär: 5 maj", "venue SE-1480", "Göteborg"},
    {"sv", NULL, "Var god ring. Vi ses i Umeå.", "subject SE-2480", NULL},
    {"sv", NULL, "Plats: Grönalund", "venue Grönalund", "Grönalund"},
    {"sv", NULL, "Plats: digitalt", "", NULL},
    {"sv", "Nätverksmöte i Lerum", "Vi talade om vatten.", "venue SE-1441", "Lerum"},
    {"sv", "Klimatseminarium i Båstad 5 maj", "", "venue SE-1278", "Båstad"},
    {"sv", "Trafiken i Lerum", "Bilarna blir fler.", "subject SE-1441", NULL},
    {"sv", "Möte med Lunds kommun", "", "subject SE-1281", NULL},
    {"sv", NULL, "Karin Ekdal, miljöstrateg, Lunds kommun", "affiliation SE-1281", NULL},
    {"sv", NULL, "Bo Granlund - Sotenäs kommun", "affiliation SE-1427", NULL},
    {"sv", NULL, "Bo Granlund – Sotenäs kommun", "affiliation SE-1427", NULL},
    {"sv", NULL, "Anna Ekdal (Tibro kommun)", "affiliation SE-1472", NULL},
    {"sv", NULL, "• Anna Ekdal, Härryda kommun\n• Nils Åhlin, Partille", "affiliation SE-1401|affiliation SE-1402",
     NULL},
    {"sv", NULL, "Anna Ekdal, Region Skåne, talade.", "affiliation SE-12", NULL},
    {"sv", NULL, "Anna Ekdal talade om Malmö.", "subject SE-1280", NULL},
    {"sv", NULL, "Göteborgs universitet och Länsstyrelsen Skåne var med.", "", NULL},
    {"sv", NULL, "Herrljunga är litet. I Herrljunga finns skog.", "subject SE-1466", NULL},
    {"sv", NULL, "Lund och Lund igen", "subject SE-1281", NULL},
    {"nb", NULL, "Sted: Ås", "venue NO-3218", "Ås"},
    {"nb", NULL, "Sted: Quality Hotel, Sarpsborg", "venue NO-3105", "Sarpsborg"},
    {"nb", NULL, "Møtested: Rådhuset", "venue Rådhuset", "Rådhuset"},
    {"nb", NULL, "Tid og sted: 12. mai kl. 10, Hamar", "venue NO-3403", "Hamar"},
    {"nb", NULL, "Hvor: Trondheim", "venue NO-5001", "Trondheim"},
    {"nb", "Vintersamlingen, Bjørkevang", "Takk for sist.", "venue Bjørkevang", "Bjørkevang"},
    {"nb", "Vintersamlingen, hva vi gjorde", "", "", NULL},
    {"sv", "Nätverksmöte, program, 12 maj 2014", "", "", NULL},
    {"nb", "Årsmøtet på Voss", "", "venue NO-4621", "Voss"},
    {"nb", NULL, "Lund er liten. Egersund ligger nær, i Rogaland.", "subject NO-1112|subject NO-11", NULL},
    {"nb", NULL, "Kari Nordmo, rådgiver, Stokke kommune", "affiliation NO-3907", NULL},
    {"nb", NULL, "Hordaland fylkeskommune gikk foran.", "subject NO-46", NULL},
    {"nb", NULL, "Viken fylkeskommune gikk foran.", "subject NO-30", NULL},
    {"nb", NULL, "Halsa og Herøy i Nordland", "subject NO-5055|subject NO-1818", NULL},
    {"nb", NULL, "Herøy kommune ligger ved kysten.", "subject Herøy kommune", NULL},
    {"nb", NULL, "Trondheim kommunes klimaplan", "subject NO-5001", NULL},
    {"nb", NULL, "Våler kommune, Sarpsborg kommune", "subject NO-3114|subject NO-3105", NULL},
    {"nb", NULL, "Driftsenter AS, Gata 1, 0313 Oslo", "subject NO-0301", NULL},
    {"nb", NULL, "Sted:\nDato:\t2006", "", NULL},
    {"nb", NULL, "usr\tto\nvar\tVariable data", "", NULL},
    {"nn", NULL, "Stad: Førde", "venue NO-4647", "Sunnfjord"},
    {"nn", NULL, "Kvar: Sogndal", "venue NO-4640", "Sogndal"},
    {"nn", NULL, "Me møttest på Stord.", "subject NO-4614", NULL},
    {"da", NULL, "Sted: Vejen", "venue DK-575", "Vejen"},
    {"da", NULL, "Mødested: Odense Kommune", "venue DK-461", "Odense"},
    {"da", NULL, "Hanne Holm, Aarhus Kommune", "affiliation DK-751", NULL},
    {"da", NULL, "Vejen var glat.", "", NULL},
};

static char *tell(const Document *document) {
  GString *all = g_string_new(NULL);
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *finding = document->findings->pdata[i];
    if (finding->kind != FINDING_PLACE)
      continue;
    const Unit *unit = document_get_unit(document, finding->unit);
    const char *text = finding->field == FINDING_IN_HEADING ? unit->heading : unit->text;
    g_assert_cmpuint(finding->start, <, finding->end);
    g_assert_cmpuint(finding->end, <=, strlen(text));
    g_assert_true(g_utf8_validate(text + finding->start, (gssize)(finding->end - finding->start), NULL));
    g_assert_true(finding->confidence > 0 && finding->confidence < 1);
    g_assert_nonnull(finding_get_detail(finding, "name"));
    g_string_append_printf(all, "%s%s %s", all->len ? "|" : "", finding->role, finding->value);
  }
  return g_string_free(all, FALSE);
}

static void test_roles(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = document_new();
    Unit *unit = add_unit(document, UNIT_KIND_SECTION, LOCATOR_NONE, 0, cases[i].heading, cases[i].text);
    g_strlcpy(unit->language, cases[i].language, sizeof unit->language);
    stage_places(document);
    g_autofree char *found = tell(document);
    g_test_message("%s / %s", cases[i].heading ? cases[i].heading : "", cases[i].text);
    g_assert_cmpstr(found, ==, cases[i].found);
    g_assert_cmpstr(document->place, ==, cases[i].place);
  }
}

static void test_details(void) {
  g_autoptr(Document) document = plain_document("Stokke kommune og Region Skåne. Stokke kommune er nevnt to ganger.");
  stage_places(document);
  g_assert_cmpuint(document->findings->len, ==, 2);
  const Finding *first = document->findings->pdata[0], *second = document->findings->pdata[1];
  g_assert_cmpstr(first->value, ==, "NO-3907");
  g_assert_cmpstr(finding_get_detail(first, "name"), ==, "Sandefjord");
  g_assert_cmpstr(finding_get_detail(first, "earlier"), ==, "Stokke");
  g_assert_cmpstr(finding_get_detail(first, "until"), ==, "2017");
  g_assert_cmpstr(finding_get_detail(first, "country"), ==, "NO");
  g_assert_cmpstr(finding_get_detail(second, "level"), ==, "region");
  g_assert_cmpfloat(first->confidence, >, second->confidence);
}

/* A venue that the document has already stays. */
static void test_place_stays(void) {
  g_autoptr(Document) document = plain_document("Plats: Lund");
  document_set_string(&document->place, "Uppsala");
  stage_places(document);
  g_assert_cmpstr(document->place, ==, "Uppsala");
}

/* A million names in one line take no longer than they should. */
static void test_long(void) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < 200000; i++)
    g_string_append(text, "Lund, Mora (");
  g_autoptr(Document) document = plain_document(text->str);
  stage_places(document);
  g_assert_cmpuint(document->findings->len, <, 10);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/places/roles", test_roles);
  g_test_add_func("/places/details", test_details);
  g_test_add_func("/places/place-stays", test_place_stays);
  g_test_add_func("/places/long", test_long);
  return g_test_run();
}
