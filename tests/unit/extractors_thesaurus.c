/* SKOS thesauri: the labels that are taken, in each form of RDF, and what is refused. */
#include "extractors/thesaurus.h"
#include "tests/unit/extractors_helpers.h"

/* raptor 2.0.15 forgets URIs when Turtle is damaged. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
  return "leak:libraptor2";
}

#define TURTLE "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix : <http://example.org/> .\n"
#define XL "@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .\n"
#define RDF_XML(body)                                                                                                  \
  "<?xml version='1.0'?>\n<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "                           \
  "xmlns:skos='http://www.w3.org/2004/02/skos/core#' xmlns:xl='http://www.w3.org/2008/05/skos-xl#' "                   \
  "xmlns:owl='http://www.w3.org/2002/07/owl#'>\n" body "</rdf:RDF>\n"

/* "uri: text@language(kind), ...\n" a concept, kinds by their first letter. Caller frees. */
static char *concepts_to_string(const GPtrArray *concepts) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < concepts->len; i++) {
    const SkosConcept *concept = concepts->pdata[i];
    const char *name = strrchr(concept->uri, '/');
    g_string_append_printf(out, "%s:", name ? name + 1 : concept->uri);
    for (guint l = 0; l < concept->labels->len; l++) {
      const SkosLabel *label = concept->labels->pdata[l];
      g_assert_true(g_utf8_validate(label->text, -1, NULL));
      g_string_append_printf(out, "%s %s@%s(%c)", l ? "," : "", label->text, label->language,
                             label_kind_name(label->kind)[0]);
    }
    g_string_append_c(out, '\n');
  }
  return g_string_free(out, FALSE);
}

static GPtrArray *read_bytes(const char *bytes, gsize length, Document *document) {
  int fd = bytes_to_fd(bytes, length);
  ExtractorInput input;
  g_assert_true(extractor_input_init(&input, fd, "thesaurus", NULL));
  Extraction extraction = {.input = &input, .document = document};
  GPtrArray *concepts = thesaurus_extract(&extraction);
  extractor_input_clear(&input);
  close(fd);
  return concepts;
}

static const struct {
  const char *name, *text, *concepts;
} sound[] = {
    {"turtle",
     TURTLE ":a a skos:Concept ; skos:prefLabel \"miljö\"@sv, \"miljø\"@nb ; skos:altLabel \"naturmiljø\"@nb .\n",
     "a: miljö@sv(p), miljø@nb(p), naturmiljø@nb(a)\n"},
    {"n-triples",
     "<http://example.org/a> <http://www.w3.org/2004/02/skos/core#prefLabel> \"st\\u00F8y\"@nb .\n"
     "<http://example.org/a> <http://www.w3.org/2004/02/skos/core#prefLabel> \"buller\"@sv .\n",
     "a: støy@nb(p), buller@sv(p)\n"},
    {"rdf-xml",
     RDF_XML(
         "<skos:Concept rdf:about='http://example.org/a'><skos:prefLabel xml:lang='sv'>buller</skos:prefLabel>"
         "<skos:prefLabel xml:lang='nb'>støy</skos:prefLabel><skos:hiddenLabel xml:lang='nb'>stoy</skos:hiddenLabel>"
         "</skos:Concept>"),
     "a: buller@sv(p), støy@nb(p), stoy@nb(h)\n"},
    {"inherited-language",
     RDF_XML("<skos:Concept rdf:about='http://example.org/a' xml:lang='no'><skos:prefLabel>støy</skos:prefLabel>"
             "<skos:prefLabel xml:lang=''>buller</skos:prefLabel></skos:Concept>"),
     "a: støy@nb(p), buller@(p)\n"},
    {"namespace-entities",
     "<?xml version='1.0'?>\n<!DOCTYPE rdf:RDF [ <!ENTITY skos 'http://www.w3.org/2004/02/skos/core#'> ]>\n"
     "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:skos='&skos;'>"
     "<rdf:Description rdf:about='http://example.org/a'><rdf:type rdf:resource='&skos;Concept'/>"
     "<skos:prefLabel xml:lang='sv'>mark &amp; vatten</skos:prefLabel></rdf:Description></rdf:RDF>",
     "a: mark & vatten@sv(p)\n"},
    {"languages",
     TURTLE ":a skos:prefLabel \"a\"@sv-SE, \"b\"@no, \"c\"@nn-NO, \"d\"@da, \"e\"@en-GB, \"f\"@fi, \"g\"@se, "
            "\"x\"@de, \"y\"@fr, \"z\"@nob, \"h\"@SV, \"u\" .\n",
     "a: a@sv(p), b@nb(p), c@nn(p), d@da(p), e@en(p), f@fi(p), g@se(p), h@sv(p), u@(p)\n"},
    {"order-of-the-file",
     TURTLE ":b skos:altLabel \"två\"@sv . :a skos:prefLabel \"ett\"@sv . :b skos:prefLabel \"tu\"@sv .\n",
     "b: två@sv(a), tu@sv(p)\na: ett@sv(p)\n"},
    {"blank-nodes", TURTLE "[] skos:prefLabel \"ett\"@sv . _:x skos:prefLabel \"två\"@sv ; skos:altLabel \"tu\"@sv .\n",
     NULL},
    {"xl",
     TURTLE XL ":a xl:prefLabel :l1 ; xl:altLabel [ xl:literalForm \"larm\"@nb ] . :l1 xl:literalForm \"støy\"@nb .\n",
     "a: støy@nb(p), larm@nb(a)\n"},
    {"xl-without-form", TURTLE XL ":a xl:prefLabel :l1 ; skos:prefLabel \"støy\"@nb . :l2 xl:literalForm \"x\"@nb .\n",
     "a: støy@nb(p)\n"},
    {"schemes-and-collections",
     TURTLE ":s a skos:ConceptScheme ; skos:prefLabel \"Miljøtesaurus\"@nb . :c skos:prefLabel \"etter sted\"@nb ; a "
            "skos:Collection . :a skos:prefLabel \"støy\"@nb .\n",
     "a: støy@nb(p)\n"},
    {"deprecated",
     TURTLE
     "@prefix owl: <http://www.w3.org/2002/07/owl#> . :a skos:prefLabel \"støy\"@nb . "
     ":b skos:prefLabel \"gammel\"@nb ; owl:deprecated true . :c skos:prefLabel \"ny\"@nb ; owl:deprecated false .\n",
     "a: støy@nb(p)\nc: ny@nb(p)\n"},
    {"qualifiers", TURTLE ":a skos:prefLabel \"mål (språk)\"@nb, \"(alt)\"@nb, \"f(x)\"@nb, \"bok (a) (b)\"@nb .\n",
     "a: mål@nb(p), (alt)@nb(p), f(x)@nb(p), bok (a)@nb(p)\n"},
    {"normalised", TURTLE ":a skos:prefLabel \"\"\" mil\\u0061\\u030A\n  og\\u00ADvei \"\"\"@nb, \"\"@nb, \" \"@nb .\n",
     "a: milå ogvei@nb(p)\n"},
    {"labels-that-are-no-text",
     TURTLE ":a skos:prefLabel :b, \"støy\"@nb ; skos:altLabel 7, \"x\"^^:type, "
            "\"larm\"^^<http://www.w3.org/2001/XMLSchema#string> .\n",
     "a: støy@nb(p), larm@(a)\n"},
    {"mark-and-comment", "\xEF\xBB\xBF# kommentar\n" TURTLE ":a skos:prefLabel \"støy\"@nb .", "a: støy@nb(p)\n"},
};

static void test_sound(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  g_autoptr(Document) document = document_new();
  g_autoptr(GPtrArray) concepts = read_bytes(sound[i].text, strlen(sound[i].text), document);
  g_autofree char *found = concepts_to_string(concepts);
  g_assert_cmpstr(document->detail, ==, NULL);
  g_assert_cmpstr(document->reason, ==, NULL);
  g_assert_cmpint(document->status, ==, STATUS_OK);
  if (sound[i].concepts)
    g_assert_cmpstr(found, ==, sound[i].concepts);
  else
    g_assert_cmpuint(concepts->len, ==, 2);
}

static const struct {
  const char *name, *text, *status, *detail; /* detail: its begin, or NULL */
} refused[] = {
    {"empty", "", "empty", NULL},
    {"plain-text", "Dette er en vanlig tekst uten RDF.\nTo linjer.\n", "damaged", "line 1"},
    {"pdf", "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n", "unsupported", NULL},
    {"binary", "ab\0cd", "unsupported", NULL},
    {"json", "{\"@context\": \"http://www.w3.org/2004/02/skos/core\"}", "unsupported", NULL},
    {"html", "<!DOCTYPE html>\n<html><head><title>x</title></head><body><p>y<br>z</body></html>", "damaged", "line"},
    {"xml-of-another-kind", "<?xml version='1.0'?>\n<note xmlns='http://example.org/'><to>x</to></note>", "empty",
     NULL},
    {"rdf-without-skos", "@prefix : <http://example.org/> . :a :b :c .", "empty", NULL},
    {"only-other-languages", TURTLE ":a skos:prefLabel \"bruit\"@fr .", "empty", NULL},
    {"turtle-cut-off", TURTLE ":a skos:prefLabel \"støy\"@nb .\n:b skos:prefLabel \"bull", "damaged", "line 4"},
    {"turtle-syntax", TURTLE ":a skos:prefLabel \"støy\"@nb .\n:b skos:prefLabel skos:altLabel \"x\" .\n", "damaged",
     "line 4"},
    {"turtle-prefix", TURTLE ":a other:prefLabel \"støy\"@nb .\n", "damaged", "line 3"},
    {"xml-cut-off", RDF_XML("<skos:Concept rdf:about='http://example.org/a'>\n<skos:prefLabel xml:lang='sv'>bul"),
     "damaged", "line"},
    {"xml-mismatch", RDF_XML("<skos:Concept rdf:about='http://example.org/a'>\n</skos:Koncept>\n"), "damaged",
     "line 4"},
};

static void test_refused(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  g_autoptr(Document) document = document_new();
  gsize length = strcmp(refused[i].name, "binary") == 0 ? 5 : strlen(refused[i].text);
  g_autoptr(GPtrArray) concepts = read_bytes(refused[i].text, length, document);
  g_assert_cmpuint(concepts->len, ==, 0);
  g_assert_cmpstr(status_name(document->status), ==, refused[i].status);
  g_assert_nonnull(document->reason);
  if (refused[i].detail) {
    g_test_message("%s", document->detail);
    g_assert_true(g_str_has_prefix(document->detail ? document->detail : "", refused[i].detail));
  }
}

/* Nothing that a file refers to is read, and nothing grows out of it. */
static void test_entities(void) {
  g_autoptr(Document) document = document_new();
  static const char secret[] = "hemlighet";
  g_autofree char *folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  g_autofree char *file = g_build_filename(folder, "secret.txt", NULL);
  g_assert_true(g_file_set_contents(file, secret, -1, NULL));
  g_autofree char *text = g_strdup_printf(
      "<?xml version='1.0'?>\n<!DOCTYPE x [ <!ENTITY file SYSTEM 'file://%s'> <!ENTITY net SYSTEM "
      "'http://thesaurus.invalid/x'> ]>\n<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
      "xmlns:skos='http://www.w3.org/2004/02/skos/core#'><skos:Concept rdf:about='http://example.org/a'>"
      "<skos:prefLabel xml:lang='sv'>ett&file;</skos:prefLabel><skos:altLabel xml:lang='sv'>två&net;</skos:altLabel>"
      "</skos:Concept></rdf:RDF>",
      file);
  g_autoptr(GPtrArray) concepts = read_bytes(text, strlen(text), document);
  g_autofree char *found = concepts_to_string(concepts);
  g_assert_null(strstr(found, secret));
  unlink(file);
  rmdir(folder);
}

static void test_bomb(void) {
  g_autoptr(Document) document = document_new();
  g_autoptr(GString) text = g_string_new("<?xml version='1.0'?>\n<!DOCTYPE x [ <!ENTITY e0 'ha'>");
  for (int i = 1; i < 20; i++)
    g_string_append_printf(text, "<!ENTITY e%d '&e%d;&e%d;&e%d;&e%d;&e%d;&e%d;&e%d;&e%d;'>\n", i, i - 1, i - 1, i - 1,
                           i - 1, i - 1, i - 1, i - 1, i - 1);
  g_string_append(text, "]>\n<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
                        "xmlns:skos='http://www.w3.org/2004/02/skos/core#'><skos:Concept rdf:about='http://e.org/a'>"
                        "<skos:prefLabel xml:lang='sv'>&e19;</skos:prefLabel></skos:Concept></rdf:RDF>");
  g_autoptr(GPtrArray) concepts = read_bytes(text->str, text->len, document);
  g_assert_cmpuint(concepts->len, ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(sound); i++) {
    g_autofree char *path = g_strconcat("/thesaurus/sound/", sound[i].name, NULL);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_sound);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(refused); i++) {
    g_autofree char *path = g_strconcat("/thesaurus/refused/", refused[i].name, NULL);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_refused);
  }
  g_test_add_func("/thesaurus/entities", test_entities);
  g_test_add_func("/thesaurus/bomb", test_bomb);
  return g_test_run();
}
