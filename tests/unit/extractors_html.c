/* HTML: recognition, character sets, content against furniture, the text's form, metadata, hostile pages. */
#include "extractors/html/prepare.h"
#include "extractors/html/recognise.h"
#include "tests/unit/extractors_helpers.h"

extern const Extractor html_extractor;

#define LOREM                                                                                                          \
  "Kommunen arbetar med klimatanpassning tillsammans med regionen, och den nya planen visar hur vattnet ska tas om "   \
  "hand när regnen blir kraftigare i tätorten."

typedef struct {
  const char *name;
  const char *html;
  const char *expected;
} Case;

/* --- the form of the text
 * ----------------------------------------------------------------------------------------------- */

static const Case text_cases[] = {
    {"inline-does-not-part", "<p><b>kommun</b>en och CO<sub>2</sub> på 5 m<sup>2</sup></p>",
     "[] -\nkommunen och CO2 på 5 m2"},
    {"block-parts", "<div>ett<div>två</div>tre</div>", "[] -\nett\ntvå\ntre"},
    {"paragraphs", "<p>ett\n  rad</p>\n\n<p>två</p>", "[] -\nett rad\n\ntvå"},
    {"br", "<p>Box 500<br>833 24 Strömsund<br><br>Tel.</p>", "[] -\nBox 500\n833 24 Strömsund\n\nTel."},
    {"pre", "<pre>ett\n  två\n\ntre</pre>", "[] -\nett\n  två\n\ntre"},
    {"lists", "<ul><li>ett<ol start=3><li>två<li><p>tre</p><p>fyra</p></ol></ul>efter",
     "[] -\n- ett\n3. två\n4. tre\nfyra\n\nefter"},
    {"empty-item", "<ul><li></li><li>ett</li></ul>", "[] -\n- ett"},
    {"definitions", "<dl><dt>Tid<dd>10.40<dt>Plats:<dd>Aulan<dd>plan 2<dt>Vad kostar det?<dd>Inget</dl>",
     "[] -\nTid: 10.40\nPlats: Aulan\nplan 2\nVad kostar det?\nInget"},
    {"table",
     "<table><caption>Program</caption><tr><th>Tid<th>Vad<tr><td>10.40<td><p>Anna</p><p>om "
     "vatten</p><tr><td><td>paus</table>",
     "[] -\nProgram\nTid\tVad\n10.40\tAnna om vatten\n\tpaus"},
    {"heading-in-data-table", "<table><tr><td>10.40<td><h4>Anna</h4>talar<tr><td>11.00<td><h4>Bo</h4></table>",
     "[] -\n10.40\tAnna talar\n11.00\tBo"},
    {"layout-table", "<table><tr><td><h1>Vatten</h1><p>" LOREM "</p></td><td><p>" LOREM "</p></td></tr></table>",
     "[] Vatten\n" LOREM "\n\n" LOREM},
    {"details", "<details><summary>Fråga</summary><p>Svar</p></details>", "[] Fråga\nSvar"},
    {"questions",
     "<h2>Frågor</h2><details id=a><summary>Ett?</summary><p>Ja</p></details><details "
     "id=b><summary>Två?</summary><p>Nej"
     "</p></details><p>efter</p>",
     "[] Frågor\n\n==\n[#a] Ett?\nJa\n==\n[#b] Två?\nNej\n==\n[] -\nefter"},
    {"questions-with-buttons",
     "<h2>Frågor</h2><ul><li id=q1><button aria-controls=s1>Vad kostar det?</button><div id=s1 hidden><p>" LOREM
     "</p></div></li><li id=q2><button aria-controls=s2>Och sedan?</button><div id=s2 hidden><p>" LOREM
     "</p></div></li></ul><p>efter</p>",
     "[] Frågor\n\n==\n[#q1] Vad kostar det?\n" LOREM "\n==\n[#q2] Och sedan?\n" LOREM "\n==\n[] -\nefter"},
    {"image-with-words",
     "<p>före<img alt='Karta över hela kommunen'>efter <img alt='bild'> <img alt='min fina bild.jpg'></p>",
     "[] -\nföre\nKarta över hela kommunen\nefter"},
    {"footnote-mark", "<p>ordet<sup><a href='#f1'>1</a></sup> slut</p>", "[] -\nordet 1 slut"},
    {"time-and-abbr", "<p><time datetime=2014-09-25>25 september</time> <abbr title='Sveriges kommuner'>SKL</abbr></p>",
     "[] -\n25 september SKL (Sveriges kommuner)"},
    {"abbr-once",
     "<p>Sveriges kommuner, <abbr title='Sveriges kommuner'>SKL</abbr>, och <abbr title='Havs- och "
     "vattenmyndigheten'>HaV</abbr> och <abbr title='Havs- och vattenmyndigheten'>HaV</abbr></p>",
     "[] -\nSveriges kommuner, SKL, och HaV (Havs- och vattenmyndigheten) och HaV"},
    {"entities", "<p>R&amp;D &lt;p&gt; &aring; &#229; &nbsp;x</p>", "[] -\nR&D <p> å å \302\240x"},
    {"inner-page",
     "<p>a</p><iframe srcdoc='<html><body><p>b &amp;lt; &quot;c&quot;</p><iframe srcdoc=x></iframe></body></html>'>d"
     "</iframe><p>e</p>",
     "[] -\na\n\nb < \"c\"\n\ne"},
    {"xhtml-cdata",
     "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>a<![CDATA[ b < c]]></p></body></html>",
     "[] -\na b < c"},
};

/* --- sections and their anchors
 * ----------------------------------------------------------------------------------------- */

static const Case section_cases[] = {
    {"before-and-after", "<p>före</p><h1>Ett</h1><p>a</p><h2>Två</h2><p>b</p>",
     "[] -\nföre\n==\n[] Ett\na\n==\n[] Två\nb"},
    {"heading-alone", "<h1>Ett</h1><h2>Två</h2><p>b</p>", "[] Ett\n\n==\n[] Två\nb"},
    {"own-id", "<h2 id=a>Ett</h2>x", "[#a] Ett\nx"},
    {"name-inside", "<h2><a name='å b'></a>Ett</h2>x", "[#%C3%A5%20b] Ett\nx"},
    {"name-before", "<p>före</p><a name=b></a><h2>Ett</h2>x", "[] -\nföre\n==\n[#b] Ett\nx"},
    {"enclosing", "<section id=c><div class=x><h2>Ett</h2>x</div></section>", "[#c] Ett\nx"},
    {"not-the-section-before", "<div id=d>före<h2>Ett</h2>x</div>", "[#d] -\nföre\n==\n[] Ett\nx"},
    {"role-heading", "<div role=heading aria-level=3>Ett</div><p>x</p>", "[] Ett\nx"},
    {"doubled-heading", "<h2>Ett</h2><div><h2 id=e>Ett</h2><p>x</p></div>", "[#e] Ett\nx"},
    {"empty-heading", "<h2>&nbsp;</h2><p>x</p>", "[] -\nx"},
    {"drawn-heading", "<h2><img src=a.gif alt='Vatten'></h2><p>x</p>", "[] Vatten\nx"},
    {"heading-in-button", "<h3><button>Fråga</button></h3><p>x</p>", "[] Fråga\nx"},
    {"drawn", "<p><b>Referat</b></p><p>Tid: onsdag</p><p><font size=2><b>Sak 1: Kjøkken</b></font><br>Fint.</p>",
     "[] Referat\nTid: onsdag\n==\n[] Sak 1: Kjøkken\nFint."},
    {"drawn-but-in-the-line", "<p><b>Tid:</b> onsdag</p><p>På <b>Solkroken</b></p><p><b>Vel møtt</b>",
     "[] -\nTid: onsdag\n\nPå Solkroken\n\nVel møtt"},
    {"drawn-beside-marked", "<h2>Referat</h2><p><b>Sak 1</b></p><p>Fint.</p>", "[] Referat\nSak 1\n\nFint."},
    {"accordion", "<h3><button aria-controls=p1>Fråga</button></h3><div id=p1 hidden><p>Svar</p></div>",
     "[#p1] Fråga\nSvar"},
};

/* --- content and furniture
 * ---------------------------------------------------------------------------------------------- */

typedef struct {
  const char *name;
  const char *html;
  const char *expected;
  const char *furniture;
} FurnitureCase;

static const FurnitureCase furniture_cases[] = {
    {"page",
     "<body><a class='skip-link' href='#m'>Till innehållet</a><header><a href=/>Hem</a></header><nav><ul><li><a "
     "href=a>Bygga</a></ul></nav>"
     "<main id=m><h1>Vatten</h1><p>" LOREM "</p></main><footer>Box 1</footer></body>",
     "[#m] Vatten\n" LOREM, "Till innehållet\nHem\nBygga\nBox 1"},
    {"roles",
     "<div role=banner>Kommunen</div><div role=navigation><a href=a>Bo</a></div><div role=main><h1>Vatten</h1>" LOREM
     "</div>"
     "<div role=contentinfo>Box 1</div>",
     "[] Vatten\n" LOREM, "Kommunen\nBo\nBox 1"},
    {"cookies-and-crumbs",
     "<div class=cookieBanner><p>Vi bruker informasjonskapsler.</p></div><ol class='c-brodsmulor'><li><a "
     "href=/>Hem</a></ol><h1>Vatten</h1><p>" LOREM "</p>",
     "[] Vatten\n" LOREM, "Vi bruker informasjonskapsler.\nHem"},
    {"form-wrapper",
     "<form id=aspnetForm><input type=hidden value=x><h1>Vatten</h1><p>" LOREM
     "</p><label>Sök<input></label><select><option>Ett</select>"
     "<button>Skicka</button></form>",
     "[] Vatten\n" LOREM, "Sök\nEtt\nSkicka"},
    {"small-form", "<h1>Vatten</h1><p>" LOREM "</p><form><p>Hjälpte texten dig?</p><input><button>Ja</button></form>",
     "[] Vatten\n" LOREM, "Hjälpte texten dig? Ja"},
    {"hidden",
     "<h1>Vatten</h1><p>" LOREM
     "</p><p hidden>a</p><p style='color:red; DISPLAY : none'>b</p><i aria-hidden=true>c</i><script>d</script>"
     "<noscript>e</noscript><template>f</template>",
     "[] Vatten\n" LOREM, ""},
    {"related",
     "<main><h1>Vatten</h1><p>" LOREM
     "</p><div><h2>Läs mer</h2><ul><li><a href=a>Om regn</a></ul></div><p>Slut.</p></main>",
     "[] Vatten\n" LOREM "\n\nSlut.", "Läs mer\nOm regn"},
    {"contents-list",
     "<main><h1>Vatten</h1><ul><li><a href='#a'>Regn</a><li><a href='#b'>Snö</a><li><a href='#c'>Is</a></ul><p>" LOREM
     "</p></main>",
     "[] Vatten\n" LOREM, "Regn Snö Is"},
    {"documents-are-content",
     "<main><h1>Vatten</h1><p>" LOREM
     "</p><ul><li><a href=a.pdf>Plan</a><li><a href=b.pdf>Karta</a><li><a href=c.pdf>Bilaga</a></ul></main>",
     "[] Vatten\n" LOREM "\n\n- Plan\n- Karta\n- Bilaga", ""},
    {"menu-without-names",
     "<div><ul><li><a href=a>Bygga och bo</a><li><a href=b>Skola</a><li><a "
     "href=c>Omsorg</a></ul></div><div><h1>Vatten</h1><p>" LOREM "</p><p>" LOREM "</p></div><div>Uppdaterad 2014</div>",
     "[] Vatten\n" LOREM "\n\n" LOREM, "Bygga och bo Skola Omsorg\nUppdaterad 2014"},
    {"contact-box-beside-main",
     "<main><h1>Vatten</h1><p>" LOREM
     "</p></main><div><p>Genvägar</p><div><p>Kontakt</p><p>Anna Berg 0640-161 66</p></div></div>",
     "[] Vatten\n" LOREM "\n\nKontakt\n\nAnna Berg 0640-161 66", "Genvägar"},
    {"title-outside-main", "<div><h1>Vatten</h1></div><div>Hej</div><main><p>" LOREM "</p></main>", "[] Vatten\n" LOREM,
     "Hej"},
    {"aside-with-words",
     "<article><h1>Vatten</h1><p>" LOREM "</p><aside><p>" LOREM
     "</p></aside><aside><a href=a>Mer om regn</a></aside></article>",
     "[] Vatten\n" LOREM "\n\n" LOREM, "Mer om regn"},
    {"role-by-mistake",
     "<div role=banner><h1>Vatten</h1></div><div role=navigation><h2>Regn</h2><p>" LOREM "</p><p>" LOREM "</p><p>" LOREM
     "</p></div>",
     "[] Vatten\n\n==\n[] Regn\n" LOREM "\n\n" LOREM "\n\n" LOREM, ""},
    {"aside-on-a-page-without-sections",
     "<div><h1>Vatten</h1><aside><p>När: torsdag 16 oktober 2014, kl. 9.30–15.45</p><p>Var: Gamla Teatern, Torggatan "
     "20, "
     "Östersund</p></aside><p>" LOREM "</p></div>",
     "[] Vatten\nNär: torsdag 16 oktober 2014, kl. 9.30–15.45\n\nVar: Gamla Teatern, Torggatan 20, Östersund\n\n" LOREM,
     ""},
    {"contact-card-aside",
     "<main><h1>Vatten</h1><p>" LOREM
     "</p></main><aside><div class='kort kort--kontakt'><p>Handläggning</p><p>Telefon: 031-390 06 "
     "21</p></div><div><h2>Kalender</h2><a href=a>14 maj</a></div></aside>",
     "[] Vatten\n" LOREM "\n\nHandläggning\n\nTelefon: 031-390 06 21", "Kalender 14 maj"},
    {"sentence-before-links",
     "<h1>Buller</h1><p>" LOREM
     "</p><p>Innehåller ljudet toner sänks värdet med 5 dBA.</p><div><a href=#>Kopiera länk</a> <a "
     "href=#>Tweeta</a></div>",
     "[] Buller\n" LOREM "\n\nInnehåller ljudet toner sänks värdet med 5 dBA.", "Kopiera länk Tweeta"},
    {"opened-by-a-button",
     "<h1>Buller</h1><button aria-expanded=false>Meny</button><div hidden><a href=a>Hem</a></div><p>" LOREM
     "</p><div><button aria-expanded=false>Mer om toner</button><div hidden><p>" LOREM "</p></div></div>",
     "[] Buller\n" LOREM "\n==\n[] Mer om toner\n" LOREM, "Meny"},
    {"opened-by-a-heading",
     "<h1>Hundar</h1><p>" LOREM
     "</p><h2><button>Vem märker?</button></h2><div aria-hidden=true><p>En veterinär gör det.</p></div><h2><a "
     "href=#>Lagtext</a></h2><div style='display:none'><p>Märkning krävs inom fyra månader.</p></div><h2>Djur</h2><div "
     "hidden><p>En rad som aldrig visas.</p></div>",
     "[] Hundar\n" LOREM "\n==\n[] Vem märker?\nEn veterinär gör det.\n==\n[] Lagtext\nMärkning krävs inom fyra "
     "månader.\n==\n[] Djur\n",
     ""},
    {"facts-beside-the-text",
     "<main><h1>Regnvand</h1><p>" LOREM "</p><p>" LOREM
     "</p></main><div class=boks><h3>Om udgivelsen</h3><dl><dt>Forfatter:</dt><dd>Mette Rolighed og Sune "
     "Klit</dd><dt>Sider:</dt><dd>84</dd></dl></div><div class=publishinfo><dl><dt>Redaktør</dt><dd>Ida Krog, "
     "webredaktionen i Ribe</dd><dt>Senest</dt><dd>2014</dd></dl></div>",
     "[] Regnvand\n" LOREM "\n\n" LOREM "\n==\n[] Om udgivelsen\nForfatter: Mette Rolighed og Sune Klit\nSider: 84",
     "Redaktør Ida Krog, webredaktionen i Ribe Senest 2014"},
    {"sign-up-and-consent",
     "<h1>Kurs</h1><p>" LOREM "</p><p>" LOREM
     "</p><div><h3>Prenumerera</h3><p>Få våra nyheter.</p><a href=n>Till formuläret</a></div><div class=_k><p>Vi "
     "använder kakor.</p><button>Godkänn</button></div><p>Kakor bakas i köket.</p>",
     "[] Kurs\n" LOREM "\n\n" LOREM "\n\nKakor bakas i köket.",
     "Prenumerera Få våra nyheter. Till formuläret\nVi använder kakor. Godkänn"},
    {"interface-texts",
     "<h1>Vatten</h1><p>" LOREM "</p><p>Skriv ut blanketten före mötet.</p><p>Skriv ut sidan</p><div><a href=#>Til "
     "toppen</a></div><p>Sidan visas bäst i 800 x 600</p>",
     "[] Vatten\n" LOREM "\n\nSkriv ut blanketten före mötet.",
     "Skriv ut sidan\nTil toppen\nSidan visas bäst i 800 x 600"},
    {"skip-spacer-is-no-skip-link",
     "<div class='sv-skip-spacer'><h1>Vatten</h1><p class='sv-skip-spacer'>Kort</p><p>" LOREM "</p></div>",
     "[] Vatten\nKort\n\n" LOREM, ""},
    {"body-class-names-nothing", "<body class='has-cookie-banner menu print'><h1>Vatten</h1><p>" LOREM "</p></body>",
     "[] Vatten\n" LOREM, ""},
    {"only-navigation-is-kept", "<nav><a href=a>Karta</a></nav>", "[] -\nKarta", ""},
    {"frameset", "<frameset><frame src=a><noframes><p>" LOREM "</p></noframes></frameset>", "[] -\n" LOREM, ""},
};

static char *as_page(const char *html) {
  return strstr(html, "<?xml") ? g_strdup(html) : g_strconcat("<!DOCTYPE html><meta charset=utf-8>", html, NULL);
}

static void check_case(gconstpointer data) {
  const Case *c = data;
  g_autofree char *page = as_page(c->html);
  g_autoptr(Document) document = extract_bytes("sida.html", page, strlen(page));
  g_autofree char *units = units_to_string(document);
  g_assert_cmpstr(units, ==, c->expected);
  g_assert_cmpint(document->status, ==, STATUS_OK);
  g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_PAGE);
}

static void check_furniture(gconstpointer data) {
  const FurnitureCase *c = data;
  g_autofree char *page = as_page(c->html);
  g_autoptr(Document) document = extract_bytes("sida.html", page, strlen(page));
  g_autofree char *units = units_to_string(document);
  g_autofree char *furniture = furniture_to_string(document);
  g_assert_cmpstr(units, ==, c->expected);
  g_assert_cmpstr(furniture, ==, c->furniture);
}

static void check_parents(void) {
  const char page[] = "<!DOCTYPE html><h1>a</h1>x<h2>b</h2>x<h3>c</h3>x<h2>d</h2>x<h1>e</h1>x<h3>f</h3>x";
  static const guint parents[] = {0, 1, 2, 1, 0, 5};
  g_autoptr(Document) document = extract_bytes("a", page, strlen(page));
  g_assert_cmpuint(document->units->len, ==, G_N_ELEMENTS(parents));
  for (guint i = 0; i < G_N_ELEMENTS(parents); i++)
    g_assert_cmpuint(((Unit *)document->units->pdata[i])->parent, ==, parents[i]);
}

/* --- recognition
 * --------------------------------------------------------------------------------------------------------- */

static const struct {
  const char *name;
  const char *bytes;
  gsize length;           /* 0: of the string */
  const char *media_type; /* NULL: not HTML */
} sniff_cases[] = {
    {"a", "<!doctype HTML><title>x</title>", 0, "text/html"},
    {"a", "\357\273\277\n<!-- hej -->\n<HTML><body>x", 0, "text/html"},
    {"a", "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' ''><html>", 0,
     "application/xhtml+xml"},
    {"a", "<h1>Rubrik</h1><p>text</p><p>mer</p>", 0, "text/html"},
    {"a", "\377\376<\0h\0t\0m\0l\0>\0<\0p\0>\0x\0", 20, "text/html"},
    {"a", "<\0h\0t\0m\0l\0>\0<\0p\0>\0x\0", 18, "text/html"},
    {"a", "I HTML skriver man <p> för stycken och <b> för fetstil.", 0, NULL},
    {"a", "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><title>x</title><a>y</a></svg>", 0, NULL},
    {"a", "<?xml version='1.0'?><rss><channel><title>x</title><link>y</link></channel></rss>", 0, NULL},
    {"a",
     "<?xml version='1.0'?><office:document "
     "xmlns:office='x'><office:body><text:p>x</text:p></office:body></office:document>",
     0, NULL},
    {"a", "<!DOCTYPE svg PUBLIC 'x' 'y'><svg><title>x</title></svg>", 0, NULL},
    {"a", "%PDF-1.4\n\1\2\3\4<html>", 0, NULL},
    {"a", "PK\3\4\0\0\0\0\0\0<html>", 16, NULL},
    {"a", "From: a\nMIME-Version: 1.0\nContent-Type: text/html\n\n<html><body>x</body></html>", 0, NULL},
    {"LÄSMIG.md", "<p align=center>\n\n# Rubrik\n\nMycket mer text än märkning i den här filen, som är Markdown.", 0,
     NULL},
    {"a", "#include <stdio.h>\nint main(void) { if (a < b && c > d) return 0; }\n", 0, NULL},
};

static void check_sniff(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(sniff_cases); i++) {
    const char *type;
    gsize length = sniff_cases[i].length ? sniff_cases[i].length : strlen(sniff_cases[i].bytes);
    int confidence = sniff_bytes(&html_extractor, sniff_cases[i].name, sniff_cases[i].bytes, length, &type);
    g_test_message("%.40s: %d", sniff_cases[i].bytes, confidence);
    g_assert_cmpstr(type, ==, sniff_cases[i].media_type);
    g_assert_cmpint(confidence > 0, ==, sniff_cases[i].media_type != NULL);
  }
}

static void check_charset(void) {
  static const struct {
    const char *bytes;
    const char *label;
  } cases[] = {
      {"<html><meta charset='ISO-8859-1'>", "ISO-8859-1"},
      {"<head><META HTTP-EQUIV=Content-Type CONTENT=\"text/html; charset = windows-1252\">", "windows-1252"},
      {"<?xml version='1.0' encoding='iso-8859-15'?><html>", "iso-8859-15"},
      {"<!-- <meta charset=big5> --><meta charset=utf-8>", "utf-8"},
      {"<meta charset=utf-16>", "UTF-8"},
      {"<html><body><meta charset=big5>", NULL},
      {"<html><meta name=x content='charset'><p>", NULL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    char label[48];
    gboolean found = html_declared_charset((const guint8 *)cases[i].bytes, strlen(cases[i].bytes), label);
    g_assert_cmpstr(found ? label : NULL, ==, cases[i].label);
  }
}

static void check_encodings(void) {
  static const char latin1[] =
      "<!doctype html><meta charset=iso-8859-1><p>F\366rskola \345 \226 sk\345ne, r\344v och m\366te p\345 \345n</p>";
  g_autoptr(Document) document = extract_bytes("a", latin1, strlen(latin1));
  g_autofree char *units = units_to_string(document);
  g_assert_cmpstr(units, ==, "[] -\nFörskola å – skåne, räv och möte på ån");
  /* UTF-16 says what it is by its mark; the page's own label is then void */
  g_autofree gunichar2 *wide =
      g_utf8_to_utf16("\357\273\277<html><meta charset=utf-8><p>Møte på Å</p>", -1, NULL, NULL, NULL);
  gsize length = 0;
  while (wide[length])
    length++;
  g_autoptr(Document) second = extract_bytes("a", (const char *)wide, length * 2);
  g_autofree char *wide_units = units_to_string(second);
  g_assert_cmpstr(wide_units, ==, "[] -\nMøte på Å");
}

/* --- metadata
 * ------------------------------------------------------------------------------------------------------------ */

static void check_metadata(void) {
  static const char page[] =
      "<!DOCTYPE html><html lang=sv-SE><head><title>Vatten i staden | Exempelby kommun</title>"
      "<meta name=DC.Creator content='Anna Berg'><meta name=author content='Exempelredaktionen'>"
      "<meta name=Description content='Om &amp;lt;p&amp;gt;vatten&amp;lt;/p&amp;gt;'>"
      "<meta property='article:published_time' content='2014-09-25T08:00:00+02:00'>"
      "<meta name=last-modified content='Mon, 02 Mar 2015 13:47:56 GMT'>"
      "<link rel='alternate x' href='http://b/'><link rel=canonical href='https://exempelby.example/vatten'>"
      "<script type='application/ld+json'>{\"@type\":\"Article\", \"dateCreated\" : \"2014-09-01\", \"x\": "
      "[1,}</script>"
      "</head><body><svg><title>ikon</title></svg><h1>Vatten i staden</h1><p>" LOREM "</p></body></html>";
  g_autoptr(Document) document = extract_bytes("a", page, strlen(page));
  g_assert_cmpstr(document->title, ==, "Vatten i staden");
  g_assert_cmpstr(document->url, ==, "https://exempelby.example/vatten");
  g_assert_cmpuint(document->authors->len, ==, 2);
  g_assert_cmpstr(document->authors->pdata[0], ==, "Anna Berg");
  static const struct {
    const char *key, *value;
  } expected[] = {{"description", "Om vatten"}, {"issued", "2014-09-25T08:00:00+02:00"},
                  {"modified", "2015-03-02"},   {"created", "2014-09-01"},
                  {"language", "sv-SE"},        {"creator", "Anna Berg"}};
  for (gsize i = 0; i < G_N_ELEMENTS(expected); i++)
    g_assert_cmpstr(g_hash_table_lookup(document->metadata, expected[i].key), ==, expected[i].value);
}

/* The site's name comes from things that are the site's, all else from the page's own; depth is no danger. */
static void check_linked_data(void) {
  static const char page[] =
      "<!DOCTYPE html><html lang=nb><head><title>Seminar</title>"
      "<script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@graph\":["
      "{\"@type\":\"WebSite\",\"name\":\"Vannforum\"},{\"@type\":\"BreadcrumbList\",\"name\":\"Hjem\"},"
      "{\"@type\":[\"Event\"],\"name\":\"Seminar om vann\",\"startDate\":\"2019-03-14T09:00\","
      "\"location\":{\"@type\":\"Place\",\"name\":\"Rådhuset, Bodø\"},\"organizer\":[{\"name\":\"Bodø "
      "kommune\"}],\"author\":[{\"@type\":\"Person\",\"name\":\"Kari Nes\"},\"Ola Vik\"]}]}</script>"
      "<script type='application/ld+json'>[\"no @type\", 3, {\"name\":\"?\"}]</script>"
      "</head><body><h1>Seminar</h1><p>" LOREM " <time itemprop=datePublished datetime=2019-02-01>1. februar</time></p>"
      "</body></html>";
  g_autoptr(Document) document = extract_bytes("a", page, strlen(page));
  static const struct {
    const char *key, *value;
  } expected[] = {{"publisher", "Vannforum"},
                  {"temporal", "2019-03-14T09:00"},
                  {"spatial", "Rådhuset, Bodø"},
                  {"organiser", "Bodø kommune"},
                  {"issued", "2019-02-01"}};
  for (gsize i = 0; i < G_N_ELEMENTS(expected); i++)
    g_assert_cmpstr(g_hash_table_lookup(document->metadata, expected[i].key), ==, expected[i].value);
  g_assert_cmpuint(document->authors->len, ==, 2);
  GString *deep = g_string_new("<script type='application/ld+json'>");
  for (guint i = 0; i < 200000; i++)
    g_string_append_c(deep, '[');
  g_string_append(deep, "</script><p>Vatten");
  g_autoptr(Document) second = extract_bytes("a", deep->str, deep->len);
  g_assert_cmpuint(second->units->len, ==, 1);
  g_string_free(deep, TRUE);
}

/* How sure the choice of the content was. */
static void check_quality(void) {
  static const struct {
    const char *html;
    double quality; /* of the last unit */
  } cases[] = {
      {"<p>" LOREM "</p>", 1},
      {"<nav><a href=a>Hem</a></nav><main><h1>Vatten</h1><p>" LOREM "</p></main>", 1},
      {"<div><a href=a>Hem</a></div><div id=content><h1>Vatten</h1><p>" LOREM "</p></div>", 0.95},
      {"<div><a href=a>Hem</a></div><div><h1>Vatten</h1><p>" LOREM "</p><p>" LOREM "</p><p>" LOREM "</p></div>", 0.9},
      {"<main><h1>Vatten</h1><p>" LOREM "</p></main><div><h2>Snö</h2><p>" LOREM "</p><p>" LOREM "</p><p>" LOREM
       "</p></div>",
       0.8},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *page = g_strdup_printf("<!DOCTYPE html><meta charset=utf-8>%s", cases[i].html);
    g_autoptr(Document) document = extract_bytes("a", page, strlen(page));
    const Unit *unit = document->units->pdata[document->units->len - 1];
    g_assert_cmpfloat_with_epsilon(unit->quality, cases[i].quality, 0.001);
  }
}

/* What an element declares for a section is the unit's hint; what a page declares as a whole is not. */
static void check_declared_languages(void) {
  static const char page[] = "<!DOCTYPE html><html lang=sv><h1>Ett</h1><p>" LOREM
                             "</p><div lang=nb-NO><h2>To</h2><p>Kort sagt</p></div><h2>Tre</h2><p>" LOREM
                             "</p><blockquote lang=en>Short</blockquote>";
  static const char *const expected[] = {"und", "nb", "und"};
  g_autoptr(Document) document = extract_bytes("a", page, strlen(page));
  g_assert_cmpuint(document->units->len, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < document->units->len; i++)
    g_assert_cmpstr(((const Unit *)document->units->pdata[i])->language, ==, expected[i]);
}

static void check_titles(void) {
  static const struct {
    const char *head, *title;
  } cases[] = {
      {"<title>Vatten - Exempelby</title>", "Vatten"},
      {"<title>Vatten och avlopp - Exempelby</title>", "Vatten och avlopp - Exempelby"},
      {"<title>Vatten och avlopp - Exempelby</title><meta property=og:site_name content=Exempelby>",
       "Vatten och avlopp"},
      {"<title>Exempelby kommun</title>", "Vatten"},
      {"<title>x</title><meta property=og:title content='Vatten 2014'>", "Vatten 2014"},
      {"", "Vatten"},
      {"<title>Vatt - Exempelby</title>", "Vatten"},
      {"<title>Verket | Tema: Vatten</title>", "Vatten"},
      {"<title>Vatten i Norr - Exempelby</title><meta name=DC.Title content=Exempelby>", "Vatten i Norr - Exempelby"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *page = g_strdup_printf("<!DOCTYPE html>%s<h1>Vatten</h1><p>" LOREM "</p>", cases[i].head);
    g_autoptr(Document) document = extract_bytes("a", page, strlen(page));
    g_assert_cmpstr(document->title, ==, cases[i].title);
  }
}

/* --- ceilings and hostile pages
 * ------------------------------------------------------------------------------------------ */

static char *repeat(const char *before, const char *piece, guint count, const char *after, gsize *length) {
  GString *out = g_string_new(before);
  for (guint i = 0; i < count; i++)
    g_string_append(out, piece);
  g_string_append(out, after);
  *length = out->len;
  return g_string_free(out, FALSE);
}

typedef struct {
  const char *name;
  const char *before, *piece;
  guint count;
  const char *after;
  const char *words; /* must be found in the text */
} Hostile;

static const Hostile hostile_cases[] = {
    {"many-attributes", "<html><p ", "a=b c ", 40000, ">slutet</p>", "slutet"},
    {"same-attribute", "<html><p ", "class=x ", 40000, ">slutet</p>", "slutet"},
    {"deep-div", "<html>", "<div>", 10000, "slutet<h2>Efter</h2><p>allt</p>", "slutet"},
    {"deep-font", "<html><h1>Ett</h1>", "<font>ord <b>", 5000, "slutet", "slutet"},
    {"deep-list", "<html>", "<ul><li>", 5000, "slutet", "slutet"},
    {"deep-table", "<html>", "<table><tr><td>", 5000, "slutet", "slutet"},
    {"data-address", "<html><p>f</p><img src='data:,", "AAAAAAAAAAAAAAAA", 1000000, "'><p>slutet</p>", "slutet"},
    {"one-long-text", "<html><p>", "ord ", 4000000, "slutet", "slutet"},
    {"open-quotes", "<html>", "<a href=\"x>y ", 100001, ">slutet", "slutet"},
    {"open-comments", "<html>", "<!-- x>y ", 100000, "slutet", "slutet"},
    {"less-than", "<html><p>", "<", 1000000, " slutet", "slutet"},
    {"end-tags", "<html>", "</p></div>", 100000, "slutet", "slutet"},
    {"bad-entities", "<html><p>", "&bogus;&#xFFFFFFFF;&", 100000, "slutet", "slutet"},
    {"many-headings", "<html>", "<h2>a</h2>b", 20000, "slutet", "slutet"},
    {"link-boxes", "<html><h1>t</h1>", "<div><h2>Les mer</h2><a href=x>y</a><a href=x>y</a>", 5000, "<p>slutet</p>",
     "slutet"},
};

static void check_hostile(gconstpointer data) {
  const Hostile *c = data;
  gsize length;
  g_autofree char *page = repeat(c->before, c->piece, c->count, c->after, &length);
  gint64 start = g_get_monotonic_time();
  g_autoptr(Document) document = extract_bytes("a", page, length);
  double seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
  g_test_message("%.2f s for %" G_GSIZE_FORMAT " bytes", seconds, length);
  g_assert_cmpfloat(seconds, <, 20); /* far above what any takes, far below what a quadratic one would */
  gboolean found = FALSE;
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    g_assert_cmpuint(strlen(unit->text), <=, 20001);
    found |= strstr(unit->text, c->words) != NULL;
  }
  g_assert_true(found);
  g_assert_cmpint(document->status, ==, STATUS_OK);
}

static void check_too_many_elements(void) {
  gsize length;
  g_autofree char *page = repeat("<html><p>början", "<i>x</i>", HTML_MAX_NODES / 2, "slutet", &length);
  g_autoptr(Document) document = extract_bytes("a", page, length);
  g_assert_cmpint(document->status, ==, STATUS_PARTIAL);
  g_assert_nonnull(document->reason);
  g_assert_cmpuint(document->units->len, >, 0);
}

static void check_too_large(void) {
  int fd = memfd_create("input", MFD_CLOEXEC);
  g_assert_cmpint(write(fd, "<!DOCTYPE html>", 15), ==, 15);
  g_assert_cmpint(ftruncate(fd, 200 * 1024 * 1024), ==, 0);
  g_autoptr(Document) document = document_new();
  ExtractorInput input = {.fd = fd, .size = 200 * 1024 * 1024};
  Extraction extraction = {.input = &input, .document = document};
  html_extractor.extract(&extraction);
  g_assert_cmpint(document->status, ==, STATUS_TOO_LARGE);
  close(fd);
}

static void check_no_text(void) {
  static const char page[] = "<!DOCTYPE html><body><div id=app></div><script src=app.js></script></body>";
  g_autoptr(Document) document = extract_bytes("a", page, strlen(page));
  g_assert_cmpint(document->status, ==, STATUS_EMPTY);
  g_assert_nonnull(document->reason);
}

static void check_furniture_ceiling(void) {
  GString *page = g_string_new("<!DOCTYPE html><main><h1>Vatten</h1><p>" LOREM "</p></main>");
  for (guint i = 0; i < 400; i++)
    g_string_append_printf(page, "<nav>Meny %u %s</nav>", i, i == 0 ? LOREM LOREM LOREM LOREM LOREM : "");
  g_autoptr(Document) document = extract_bytes("a", page->str, page->len);
  g_assert_cmpuint(document->furniture->len, ==, 300);
  const Furniture *first = document->furniture->pdata[0], *last = document->furniture->pdata[299];
  g_assert_cmpuint(strlen(first->text), <=, 500);
  g_assert_true(g_str_has_suffix(first->text, "…") && g_utf8_validate(first->text, -1, NULL));
  g_assert_cmpstr(last->text, ==, "… +101");
  g_string_free(page, TRUE);
}

static void check_long_section(void) {
  gsize length;
  g_autofree char *page = repeat("<!DOCTYPE html><h2 id=a>Vatten</h2>", "<p>" LOREM "</p>", 400, "", &length);
  g_autoptr(Document) document = extract_bytes("a", page, length);
  g_assert_cmpuint(document->units->len, >, 2);
  guint paragraphs = 0;
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    g_assert_cmpstr(unit->heading, ==, i == 0 ? "Vatten" : NULL);
    g_assert_cmpstr(unit->locator.anchor, ==, "a");
    g_auto(GStrv) parts = g_strsplit(unit->text, "\n\n", -1);
    for (char **part = parts; *part; part++, paragraphs++)
      g_assert_cmpstr(*part, ==, LOREM);
  }
  g_assert_cmpuint(paragraphs, ==, 400);
}

/* Whatever is cut off or turned over: valid text, no crash. The seed is fixed, so that a failure comes back. */
static void check_mutations(void) {
  GRand *random = g_rand_new_with_seed(20140925);
  g_autofree char *page = as_page(furniture_cases[0].html);
  gsize length = strlen(page);
  for (guint round = 0; round < 3000; round++) {
    g_autofree char *copy = g_memdup2(page, length);
    for (guint n = (guint)g_rand_int_range(random, 1, 12); n > 0; n--)
      copy[g_rand_int_range(random, 0, (gint)length)] = "<>\"'=/&!-\0 \377a"[g_rand_int_range(random, 0, 13)];
    g_autoptr(Document) document = extract_bytes("a.html", copy, (gsize)g_rand_int_range(random, 1, (gint)length + 1));
    g_autofree char *units = units_to_string(document); /* asserts valid UTF-8 */
    g_assert_nonnull(units);
  }
  g_rand_free(random);
}

#define ADD_CASES(folder, cases, function)                                                                             \
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {                                                                    \
    g_autofree char *path = g_strconcat("/html/" folder "/", cases[i].name, NULL);                                     \
    g_test_add_data_func(path, &cases[i], function);                                                                   \
  }

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  ADD_CASES("text", text_cases, check_case)
  ADD_CASES("section", section_cases, check_case)
  ADD_CASES("furniture", furniture_cases, check_furniture)
  ADD_CASES("hostile", hostile_cases, check_hostile)
  g_test_add_func("/html/section/parents", check_parents);
  g_test_add_func("/html/section/long", check_long_section);
  g_test_add_func("/html/sniff", check_sniff);
  g_test_add_func("/html/charset/declared", check_charset);
  g_test_add_func("/html/charset/decoded", check_encodings);
  g_test_add_func("/html/metadata", check_metadata);
  g_test_add_func("/html/linked-data", check_linked_data);
  g_test_add_func("/html/quality", check_quality);
  g_test_add_func("/html/declared-languages", check_declared_languages);
  g_test_add_func("/html/titles", check_titles);
  g_test_add_func("/html/ceiling/elements", check_too_many_elements);
  g_test_add_func("/html/ceiling/size", check_too_large);
  g_test_add_func("/html/ceiling/furniture", check_furniture_ceiling);
  g_test_add_func("/html/no-text", check_no_text);
  g_test_add_func("/html/mutations", check_mutations);
  return g_test_run();
}
