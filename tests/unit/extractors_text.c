/* Plain text and Markdown: what is claimed, pages and sections, Markdown's marks taken off, hostile input. */
#include "extractors/markdown.h"
#include "tests/unit/extractors_helpers.h"

extern const Extractor text_extractor;

static const struct {
  const char *file;
  const char *bytes;
  gsize length;           /* 0: of the string */
  const char *media_type; /* NULL: not claimed */
} sniff_cases[] = {
    {"a", "Protokoll från mötet i Exempelby\n", 0, "text/plain"},
    {"a", "\377\376H\0e\0j\0", 8, "text/plain"},
    {"a", "F\366rskola i Sk\345ne", 0, "text/plain"},
    {"a", "{\"a\": [1, 2]}", 0, NULL},
    {"a", "{namn} och [Utkast] i brev", 0, "text/plain"},
    {"a", "[Utkast] Referat", 0, "text/plain"},
    {"a.csv", "namn;antal\nVatten;3\n", 0, "text/plain"},
    {"a.md", "# Rubrik\n\nText\n", 0, "text/markdown"},
    {"a", "# Rubrik\n\nText med [länk](http://a/)\n", 0, "text/markdown"},
    {"a.py", "#!/usr/bin/python3\n# comment\n\n# more\n\nx = a[1](2)\n", 0, "text/plain"},
    {"a.yml", "# comment\nkey: value\n\n# more\nother: 1\n", 0, "text/plain"},
    {"a", "Ett mail till <anna@exempel.se> och <https://exempel.se>", 0, "text/plain"},
    {"a", "<anna@exempel.se> skrev:\n> hej\n", 0, "text/plain"},
    {"a", "<?xml version='1.0'?><a/>", 0, NULL},
    {"a", "\357\273\277 <feed xmlns='http://www.w3.org/2005/Atom'></feed>", 0, NULL},
    {"a", "{\\rtf1\\ansi hej}", 0, NULL},
    {"a.json", "{\n  \"schema\": 1, \"text\": \"Kommunen\"}", 0, NULL},
    {"a", "[ {\"a\": 1} ]", 0, NULL},
    {"a", "%!PS-Adobe-3.0\n", 0, NULL},
    {"a", "skräp\n%PDF-1.4\n", 0, NULL},
    {"a", "From anna@exempel.se Thu Sep 25 10:00:00 2014\nFrom: Anna\n\nHej", 0, NULL},
    {"a", "Subject: x\nMIME-Version: 1.0\n\nHej", 0, NULL},
    {"a", "PK\3\4\0\0\0\0", 8, NULL},
    {"a", "\1\2\3\4\5text", 0, NULL},
};

static void check_sniff(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(sniff_cases); i++) {
    const char *type;
    gsize length = sniff_cases[i].length ? sniff_cases[i].length : strlen(sniff_cases[i].bytes);
    int confidence = sniff_bytes(&text_extractor, sniff_cases[i].file, sniff_cases[i].bytes, length, &type);
    g_test_message("%s: %.40s: %d", sniff_cases[i].file, sniff_cases[i].bytes, confidence);
    g_assert_cmpint(confidence > 0, ==, sniff_cases[i].media_type != NULL);
    g_assert_cmpint(confidence, <=, 30);
    if (confidence > 0)
      g_assert_cmpstr(type, ==, sniff_cases[i].media_type);
  }
}

typedef struct {
  const char *name;
  const char *text;
  const char *expected;
} Case;

static const Case plain_cases[] = {
    {"one-unit", "ett\r\ntvå\rtre\n", "[#line=1] -\nett\ntvå\ntre\n"},
    {"pages", "ett\n\ftvå\n\f \n\ffyra\n", "[#page=1] -\nett\n\n==\n[#page=2] -\ntvå\n\n==\n[#page=4] -\nfyra\n"},
    {"feed-at-the-end", "ett\n\f\n", "[#line=1] -\nett\n\f\n"},
};

static const Case markdown_cases[] = {
    {"headings", "före\n\n# Ett #\n\na\n\nTvå\n---\n\nb\n\n### Tre {#id}\n",
     "[#line=1] -\nföre\n==\n[#line=3] Ett\na\n==\n[#line=7] Två\nb\n==\n[#line=12] Tre\n"},
    {"setext-of-two-lines", "# x\n\nEtt\ntvå\n===\ntext", "[#line=1] x\n\n==\n[#line=3] Ett två\ntext"},
    {"no-headings", "# x\n\n#hash\n\n    # kod\n\n1. a\n---\n", "[#line=1] x\n#hash\n    # kod\n\n1. a"},
    {"emphasis", "# **Fet** _kursiv_\n\nen *två ord* **fet** ***båda*** ~~bort~~ 2 * 3 snake_case_namn *ensam",
     "[#line=1] Fet kursiv\nen två ord fet båda bort 2 * 3 snake_case_namn *ensam"},
    {"links",
     "# x\n\n[text](http://a/ \"t\") [text][ref] ![en bild](a.png) <https://b/> http://c/ [inget] fot[^1]\n\n[ref]: "
     "http://a/\n",
     "[#line=1] x\ntext text en bild <https://b/> http://c/ [inget] fot"},
    {"code", "# x\n\n`a*b*` ``c`d`` \\*stjärna\\*\n\n```sh\n# inte rubrik\nls *\n```\n\nefter",
     "[#line=1] x\na*b* c`d *stjärna*\n\n# inte rubrik\nls *\n\nefter"},
    {"lists", "# x\n\ntext\n\n* ett\n  mer\n* [x] två\n\n1) första\n2) andra\n",
     "[#line=1] x\ntext\n\n- ett mer\n- två\n\n1. första\n2. andra"},
    {"table", "# x\n\n| Tid | *Vad* |\n|-----|:---:|\n| 10.40 | a `|` b |\n| 11.00 | c \\| d |\n\nefter",
     "[#line=1] x\nTid\tVad\n10.40\ta | b\n11.00\tc | d\n\nefter"},
    {"quote-and-html", "# x\n\n> citat\n> mer\n\nrad<br>ny <b>fet</b> R&amp;D <!-- bort -->\n\n<!--\nbort\n-->\n",
     "[#line=1] x\ncitat mer\n\nrad\nny fet R&D"},
    {"soft-and-hard-breaks", "# x\n\nett\ntvå  \ntre\\\nfyra", "[#line=1] x\nett två\ntre\nfyra"},
    {"ruler", "# x\n\na\n\n---\n\nb", "[#line=1] x\na\n\nb"},
};

static void check_plain(gconstpointer data) {
  const Case *c = data;
  g_autoptr(Document) document = extract_bytes("a.txt", c->text, strlen(c->text));
  g_autofree char *units = units_to_string(document);
  g_assert_cmpstr(units, ==, c->expected);
  g_assert_cmpstr(document->media_type, ==, "text/plain");
}

static void check_markdown(gconstpointer data) {
  const Case *c = data;
  g_autoptr(Document) document = extract_bytes("a.md", c->text, strlen(c->text));
  g_autofree char *units = units_to_string(document);
  g_assert_cmpstr(units, ==, c->expected);
  g_assert_cmpstr(document->media_type, ==, "text/markdown");
}

static void check_front_matter(void) {
  static const char text[] = "---\ntitle: \"Vatten i staden\"\nauthor:\n  - Anna Berg\n  - Bo Ek\ndate: "
                             "2014-09-25\nlang: sv\n---\n\n# Vatten\n\ntext\n";
  g_autoptr(Document) document = extract_bytes("a.md", text, strlen(text));
  g_autofree char *units = units_to_string(document);
  g_assert_cmpstr(units, ==, "[#line=10] Vatten\ntext");
  g_assert_cmpstr(document->title, ==, "Vatten i staden");
  g_assert_cmpuint(document->authors->len, ==, 2);
  g_assert_cmpstr(document->authors->pdata[1], ==, "Bo Ek");
  g_assert_cmpstr(g_hash_table_lookup(document->metadata, "issued"), ==, "2014-09-25");
  g_assert_cmpstr(g_hash_table_lookup(document->metadata, "language"), ==, "sv");
  static const char open[] = "---\n\n# Vatten\n\ntext\n";
  g_autoptr(Document) second = extract_bytes("a.md", open, strlen(open));
  g_assert_cmpstr(second->title, ==, "Vatten");
}

static void check_empty(void) {
  g_autoptr(Document) document = extract_bytes("a.txt", " \n\n", 3);
  g_assert_cmpint(document->status, ==, STATUS_EMPTY);
}

/* Marks that open and never close, as many as fit: linear. */
static void check_hostile(void) {
  static const char *const pieces[] = {"[",  "*a ",  "`a ``", "<a ", "![",    "_a",    "> ",     "- ",
                                       "|a", "[a](", "~~",    "\\",  "&amp;", "<!-- ", "# \n\n", "1. a\n---\n"};
  for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
    GString *text = g_string_new("# x\n\n[a](b)\n\n");
    while (text->len < 1000000)
      g_string_append(text, pieces[i]);
    gint64 start = g_get_monotonic_time();
    g_autoptr(Document) document = extract_bytes("a.md", text->str, text->len);
    g_test_message("%s: %.2f s", pieces[i], (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC);
    g_assert_cmpint(g_get_monotonic_time() - start, <, 10 * G_USEC_PER_SEC);
    g_assert_cmpuint(document->units->len, >, 0);
    g_string_free(text, TRUE);
  }
}

#define ADD_CASES(folder, cases, function)                                                                             \
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {                                                                    \
    g_autofree char *path = g_strconcat("/text/" folder "/", cases[i].name, NULL);                                     \
    g_test_add_data_func(path, &cases[i], function);                                                                   \
  }

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  ADD_CASES("plain", plain_cases, check_plain)
  ADD_CASES("markdown", markdown_cases, check_markdown)
  g_test_add_func("/text/markdown/front-matter", check_front_matter);
  g_test_add_func("/text/sniff", check_sniff);
  g_test_add_func("/text/empty", check_empty);
  g_test_add_func("/text/hostile", check_hostile);
  return g_test_run();
}
