/* The word lists behind hints.h. A new word is one line; short words match whole tokens only. */
#include "extractors/html/hints.h"

#include <string.h>

#define ANY G_MAXUINT

/* Class lists longer than this say nothing more, and are read for every element. */
#define MAX_NAME_BYTES 256

typedef enum {
  MATCH_TOKEN,    /* the name is split at what is no letter, and before inner capitals: "mainNav" has "nav" */
  MATCH_PREFIX,   /* of a token */
  MATCH_ANYWHERE, /* in the name as it stands, in lower case */
} Match;

static const struct {
  const char *word;
  Match match;
  HtmlHint hint;
} furniture_words[] = {
    /* cookie notices and consent */
    {"cookie", MATCH_ANYWHERE, {3000, 0}},
    {"informasjonskaps", MATCH_ANYWHERE, {3000, 0}},
    {"kakor", MATCH_TOKEN, {1500, 0}},
    {"kaka", MATCH_TOKEN, {1500, 0}},
    {"consent", MATCH_TOKEN, {3000, 0}},
    {"samtycke", MATCH_TOKEN, {1500, 0}},
    {"samtykke", MATCH_TOKEN, {1500, 0}},
    {"gdpr", MATCH_TOKEN, {1500, 0}},
    /* where one is */
    {"breadcrumb", MATCH_ANYWHERE, {400, 0}},
    {"brodsmul", MATCH_ANYWHERE, {400, 0}},
    {"brödsmul", MATCH_ANYWHERE, {400, 0}},
    {"brødsmul", MATCH_ANYWHERE, {400, 0}},
    {"broedsmul", MATCH_ANYWHERE, {400, 0}},
    {"smulor", MATCH_TOKEN, {400, 0}},
    {"smulesti", MATCH_ANYWHERE, {400, 0}},
    /* menus */
    {"nav", MATCH_TOKEN, {400, 50}},
    {"navbar", MATCH_TOKEN, {400, 30}},
    {"navig", MATCH_PREFIX, {400, 50}},
    {"subnav", MATCH_TOKEN, {400, 50}},
    {"menu", MATCH_TOKEN, {400, 50}},
    {"menus", MATCH_TOKEN, {400, 50}},
    {"meny", MATCH_PREFIX, {400, 50}},
    {"submenu", MATCH_PREFIX, {400, 50}},
    {"undermeny", MATCH_PREFIX, {400, 50}},
    {"huvudmeny", MATCH_PREFIX, {400, 50}},
    {"hovedmeny", MATCH_PREFIX, {400, 50}},
    {"toppmeny", MATCH_PREFIX, {400, 50}},
    {"leftmenu", MATCH_ANYWHERE, {400, 50}},
    {"rightmenu", MATCH_ANYWHERE, {400, 50}},
    {"mainmenu", MATCH_ANYWHERE, {400, 50}},
    {"megamen", MATCH_ANYWHERE, {2000, 30}},
    {"mega-men", MATCH_ANYWHERE, {2000, 30}},
    {"sitemap", MATCH_TOKEN, {400, 50}},
    {"toc", MATCH_TOKEN, {100, 50}},
    {"innehallsforteckning", MATCH_ANYWHERE, {100, 50}},
    {"innholdsfortegnelse", MATCH_ANYWHERE, {100, 50}},
    {"skiplink", MATCH_ANYWHERE, {200, 0}},
    {"skip-link", MATCH_ANYWHERE, {200, 0}},
    {"skip-to", MATCH_ANYWHERE, {200, 0}},
    {"skipto", MATCH_ANYWHERE, {200, 0}},
    {"skipnav", MATCH_ANYWHERE, {200, 0}},
    {"editsection", MATCH_ANYWHERE, {40, 0}},
    {"backtotop", MATCH_ANYWHERE, {60, 0}},
    {"back-to-top", MATCH_ANYWHERE, {60, 0}},
    {"pagination", MATCH_ANYWHERE, {150, 0}},
    {"paginering", MATCH_ANYWHERE, {150, 0}},
    {"pager", MATCH_TOKEN, {150, 0}},
    {"paging", MATCH_TOKEN, {150, 0}},
    {"languages", MATCH_TOKEN, {120, 60}},
    {"language", MATCH_TOKEN, {120, 60}},
    {"sprakval", MATCH_ANYWHERE, {120, 60}},
    /* head and foot of the page */
    {"header", MATCH_TOKEN, {150, 20}},
    {"sidhuvud", MATCH_PREFIX, {400, 0}},
    {"topphode", MATCH_PREFIX, {400, 0}},
    {"footer", MATCH_TOKEN, {1500, 0}},
    {"fot", MATCH_TOKEN, {1500, 0}},
    {"foot", MATCH_TOKEN, {1500, 0}},
    {"bunn", MATCH_TOKEN, {1500, 0}},
    {"bund", MATCH_TOKEN, {1500, 0}},
    {"sidfot", MATCH_ANYWHERE, {ANY, 0}},
    {"sidefot", MATCH_ANYWHERE, {ANY, 0}},
    {"bunntekst", MATCH_ANYWHERE, {ANY, 0}},
    {"bunnfelt", MATCH_ANYWHERE, {ANY, 0}},
    {"sidefod", MATCH_ANYWHERE, {ANY, 0}},
    {"site-footer", MATCH_ANYWHERE, {ANY, 0}},
    {"page-footer", MATCH_ANYWHERE, {ANY, 0}},
    {"pagefooter", MATCH_ANYWHERE, {ANY, 0}},
    {"publishinfo", MATCH_ANYWHERE, {700, 0}},
    {"pageinfo", MATCH_ANYWHERE, {700, 0}},
    {"page-info", MATCH_ANYWHERE, {700, 0}},
    {"sidinfo", MATCH_ANYWHERE, {700, 0}},
    {"sideinfo", MATCH_ANYWHERE, {700, 0}},
    {"article-info", MATCH_ANYWHERE, {700, 0}},
    {"articleinfo", MATCH_ANYWHERE, {700, 0}},
    /* share, print, listen, tools */
    {"sharebutton", MATCH_ANYWHERE, {600, 0}},
    {"share-button", MATCH_ANYWHERE, {600, 0}},
    {"sharing", MATCH_TOKEN, {600, 0}},
    {"share", MATCH_TOKEN, {300, 0}},
    {"shares", MATCH_TOKEN, {300, 0}},
    {"social", MATCH_TOKEN, {200, 0}},
    {"socialmedia", MATCH_ANYWHERE, {200, 0}},
    {"addthis", MATCH_ANYWHERE, {600, 0}},
    {"addtoany", MATCH_ANYWHERE, {600, 0}},
    {"dela", MATCH_TOKEN, {120, 0}},
    {"delaknapp", MATCH_PREFIX, {300, 0}},
    {"del", MATCH_TOKEN, {30, 50}},
    {"tipsa", MATCH_TOKEN, {120, 0}},
    {"printbutton", MATCH_ANYWHERE, {600, 0}},
    {"print-button", MATCH_ANYWHERE, {600, 0}},
    {"print-box", MATCH_ANYWHERE, {600, 0}},
    {"print", MATCH_TOKEN, {200, 0}},
    {"skrivut", MATCH_TOKEN, {200, 0}},
    {"utskrift", MATCH_TOKEN, {200, 0}},
    {"readspeaker", MATCH_ANYWHERE, {100, 0}},
    {"browsealoud", MATCH_ANYWHERE, {100, 0}},
    {"lyssna", MATCH_PREFIX, {100, 0}},
    {"listen", MATCH_TOKEN, {100, 0}},
    {"lytt", MATCH_TOKEN, {100, 0}},
    {"tools", MATCH_TOKEN, {600, 0}},
    {"tool", MATCH_TOKEN, {300, 0}},
    {"toolbar", MATCH_TOKEN, {300, 0}},
    {"pagetools", MATCH_TOKEN, {600, 0}},
    {"verktyg", MATCH_TOKEN, {300, 0}},
    {"feedback", MATCH_TOKEN, {300, 0}},
    {"search", MATCH_PREFIX, {100, 0}},
    {"sok", MATCH_TOKEN, {100, 0}},
    {"søk", MATCH_TOKEN, {100, 0}},
    {"sök", MATCH_TOKEN, {100, 0}},
    {"sokruta", MATCH_TOKEN, {100, 0}},
    {"login", MATCH_PREFIX, {150, 0}},
    {"logga", MATCH_TOKEN, {150, 0}},
    {"logginn", MATCH_TOKEN, {150, 0}},
    /* what leads elsewhere */
    {"related", MATCH_TOKEN, {200, 60}},
    {"relater", MATCH_PREFIX, {200, 60}},
    {"readmore", MATCH_TOKEN, {100, 60}},
    {"read-more", MATCH_ANYWHERE, {100, 60}},
    {"lasmer", MATCH_TOKEN, {100, 60}},
    {"lesmer", MATCH_TOKEN, {100, 60}},
    {"seealso", MATCH_TOKEN, {100, 60}},
    {"sidebar", MATCH_TOKEN, {200, 60}},
    {"aside", MATCH_TOKEN, {200, 60}},
    {"hogerspalt", MATCH_TOKEN, {200, 60}},
    {"teaser", MATCH_TOKEN, {200, 60}},
    {"teasers", MATCH_TOKEN, {200, 60}},
    {"puff", MATCH_PREFIX, {200, 1}},
    {"promo", MATCH_TOKEN, {200, 60}},
    {"banner", MATCH_TOKEN, {200, 60}},
    {"translate", MATCH_ANYWHERE, {300, 0}},
    {"oversatt", MATCH_ANYWHERE, {300, 0}},
    {"modal", MATCH_TOKEN, {600, 0}},
    {"popup", MATCH_TOKEN, {600, 0}},
    {"widget", MATCH_TOKEN, {200, 50}},
    {"varukorg", MATCH_ANYWHERE, {300, 0}},
    {"kundvagn", MATCH_ANYWHERE, {300, 0}},
    {"handlekurv", MATCH_ANYWHERE, {300, 0}},
    {"indkobskurv", MATCH_ANYWHERE, {300, 0}},
    {"cart", MATCH_TOKEN, {300, 0}},
    {"comments", MATCH_TOKEN, {100, 50}},
    {"commentlist", MATCH_TOKEN, {ANY, 0}},
    {"comment-list", MATCH_ANYWHERE, {ANY, 0}},
    {"postmetadata", MATCH_TOKEN, {400, 0}},
    {"quicklinks", MATCH_TOKEN, {200, 50}},
    {"snabblankar", MATCH_TOKEN, {200, 50}},
    {"hurtiglenker", MATCH_TOKEN, {200, 50}},
    {"annons", MATCH_TOKEN, {300, 0}},
    {"reklam", MATCH_TOKEN, {300, 0}},
    {"advert", MATCH_PREFIX, {300, 0}},
    /* text for screen readers alone: "opens in a new window" */
    {"sr-only", MATCH_ANYWHERE, {60, 0}},
    {"visuallyhidden", MATCH_ANYWHERE, {60, 0}},
    {"visually-hidden", MATCH_ANYWHERE, {60, 0}},
    {"screen-reader", MATCH_ANYWHERE, {60, 0}},
    {"screenreader", MATCH_ANYWHERE, {60, 0}},
    {"offscreen", MATCH_ANYWHERE, {60, 0}},
};

/* Ids and class names, without what is no letter. */
static const char *const content_words[] = {
    "main",        "maincontent",  "mainarea",    "content",        "contentmain",  "contentarea",   "pagecontent",
    "bodycontent", "article",      "articlebody", "articlecontent", "entrycontent", "postcontent",   "maincolumn",
    "artikel",     "artikkel",     "innehall",    "innehåll",       "sidinnehall",  "huvudinnehall", "huvudinnehåll",
    "innhold",     "hovedinnhold", "sideinnhold", "indhold",        "hovedindhold", "mittspalt",     "mainbody",
};

static const char *const related_headings[] = {
    "läs mer",
    "läs också",
    "läs även",
    "läs vidare",
    "les mer",
    "les også",
    "læs mere",
    "læs også",
    "read more",
    "related",
    "see also",
    "more on",
    "relaterat",
    "relaterad",
    "relatert",
    "relateret",
    "se även",
    "se också",
    "se også",
    "andra länkar",
    "andre lenker",
    "fler länkar",
    "flere lenker",
    "mer om",
    "mer på",
    "mer information om",
    "lenker",
    "länkar",
    "nyttige lenker",
    "snabblänkar",
    "hurtiglenker",
    "genvägar",
    "snarveier",
    "mest läst",
    "mest lest",
    "senaste nytt",
    "siste nytt",
    "dela",
    "del på",
    "del denne",
    "følg oss",
    "följ oss",
    "hitta i artikeln",
    "innehåll",
    "innhold",
    "innehållsförteckning",
    "innholdsfortegnelse",
    "på denna sida",
    "på denne siden",
};

static gboolean allows(const HtmlHint *hint, guint text, guint link_text) {
  return text - link_text <= hint->plain_limit && (guint64)link_text * 100 >= (guint64)text * hint->link_percent;
}

static gboolean is_letter(char c) {
  return g_ascii_isalpha(c) || (guchar)c >= 0x80;
}

/* The words of furniture_words by their first byte, as chains of indexes + 1, so that a name is read once. */
typedef struct {
  guint16 first[256];
  guint16 next[G_N_ELEMENTS(furniture_words)];
} WordIndex;

static const WordIndex *word_index(void) {
  static WordIndex words;
  static gboolean built;
  for (gsize i = 0; !built && i < G_N_ELEMENTS(furniture_words); i++) {
    guint16 *first = &words.first[(guchar)furniture_words[i].word[0]];
    words.next[i] = *first;
    *first = (guint16)(i + 1);
  }
  built = TRUE;
  return &words;
}

/* Whether a name, in `lower` too, begins a token at `at`. */
static gboolean begins_token(const char *name, gsize at) {
  return at == 0 || !is_letter(name[at - 1]) || (g_ascii_isupper(name[at]) && g_ascii_islower(name[at - 1]));
}

static gboolean ends_token(const char *name, gsize length, gsize at) {
  return at >= length || !is_letter(name[at]) || begins_token(name, at);
}

static gboolean name_is_furniture(const char *name, guint text, guint link_text) {
  const WordIndex *words = word_index();
  char lower[MAX_NAME_BYTES + 1];
  gsize length = MIN(strlen(name), MAX_NAME_BYTES);
  for (gsize i = 0; i < length; i++)
    lower[i] = g_ascii_tolower(name[i]);
  lower[length] = '\0';
  for (gsize at = 0; at < length; at++) {
    gboolean begins = begins_token(name, at);
    for (guint i = words->first[(guchar)lower[at]]; i; i = words->next[i - 1]) {
      const char *word = furniture_words[i - 1].word;
      Match match = furniture_words[i - 1].match;
      if ((begins || match == MATCH_ANYWHERE) && word[1] == lower[at + 1] && g_str_has_prefix(lower + at, word) &&
          (match != MATCH_TOKEN || ends_token(name, length, at + strlen(word))) &&
          allows(&furniture_words[i - 1].hint, text, link_text))
        return TRUE;
    }
  }
  return FALSE;
}

gboolean html_hint_is_furniture(const xmlNode *node, guint text, guint link_text) {
  const char *names[] = {html_attribute(node, "class"), html_attribute(node, "id")};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    if (names[i] && *names[i] && name_is_furniture(names[i], text, link_text))
      return TRUE;
  return FALSE;
}

/* Whether class or id hold one of the words, anywhere in them. */
static gboolean names_hold_any(const xmlNode *node, const char *const *words, gsize count) {
  const char *names[] = {html_attribute(node, "class"), html_attribute(node, "id")};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *lower = names[i] ? g_ascii_strdown(names[i], (gssize)MIN(strlen(names[i]), MAX_NAME_BYTES)) : NULL;
    for (gsize k = 0; lower && k < count; k++)
      if (strstr(lower, words[k]))
        return TRUE;
  }
  return FALSE;
}

gboolean html_hint_is_contact(const xmlNode *node) {
  static const char *const words[] = {"kontakt", "contact", "vcard", "h-card"};
  return names_hold_any(node, words, G_N_ELEMENTS(words));
}

gboolean html_hint_is_site(const xmlNode *node) {
  static const char *const words[] = {"foot",    "sidfot",  "sidefot",  "sidefod", "bunn",    "bund",
                                      "header",  "head-",   "sidhuvud", "hode",    "topp",    "menu",
                                      "meny",    "nav",     "cookie",   "kakor",   "consent", "gdpr",
                                      "samtyck", "samtykk", "popup",    "dialog",  "comment", "modal"};
  return names_hold_any(node, words, G_N_ELEMENTS(words));
}

static gboolean word_is_content(const char *word, gsize length) {
  char letters[32];
  gsize n = 0;
  for (gsize i = 0; i < length; i++)
    if (is_letter(word[i]) && n < sizeof letters - 1)
      letters[n++] = g_ascii_tolower(word[i]);
  letters[n] = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS(content_words); i++)
    if (*letters == *content_words[i] && strcmp(letters, content_words[i]) == 0)
      return TRUE;
  return FALSE;
}

gboolean html_hint_is_content(const xmlNode *node) {
  const char *id = html_attribute(node, "id");
  if (id && word_is_content(id, MIN(strlen(id), MAX_NAME_BYTES)))
    return TRUE;
  const char *class = html_attribute(node, "class");
  for (guint i = 0; class && *class && i < 16; i++) {
    class += strspn(class, " \t\n");
    gsize n = strcspn(class, " \t\n");
    if (n > 0 && n <= MAX_NAME_BYTES && word_is_content(class, n))
      return TRUE;
    class += n;
  }
  return FALSE;
}

gboolean html_alt_is_interface(const char *alt) {
  static const char *const words[] = {"öppnas i",      "öppna i",         "åpnes i",   "åpner i",       "åbnes i",
                                      "opens in",      "länk till annan", "lenke til", "ekstern lenke", "extern länk",
                                      "external link", "logotyp",         "logotype",  "logo for",      "logo "};
  g_autofree char *lower = html_lower_case(alt);
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(lower, words[i]))
      return TRUE;
  return FALSE;
}

/* What a line says that is nothing else, in Swedish, Norwegian, Danish and English. */
static const char *const interface_texts[] = {
    "tweeta",
    "tvitre",
    "tips en venn om artikkelen",
    "skicka länk till en kollega",
    "tipsa om sidan",
    "tipsa någon om sidan",
    "åter till sidans början",
    "tillbaka till texten",
    "utskriftsvennlig",
    "utskriftsvänlig",
    "last ned som excel",
    "ladda ner som excel",
    "neste artikkel",
    "forrige artikkel",
    "nästa artikel",
    "föregående artikel",
    "næste artikel",
    "forrige artikel",
    "nästa",
    "föregående",
    "neste",
    "forrige",
    "næste",

    /* of all four: what opens, closes, leads on */
    "fäll ihop",
    "fäll ut",
    "visa mer",
    "visa mindre",
    "visa alla",
    "visa fler",
    "stäng",
    "öppna alla",
    "läs mer",
    "läs mera",
    "till innehållet",
    "spara som kontakt",
    "lagre som kontakt",
    "gem som kontakt",
    "visa karta",
    "visa på karta",
    "vis kart",
    "vis i kart",
    "vis på kort",
    "upp till sidans topp",
    "öppna alla svar",
    "meld feil",
    "meld feil på siden",
    "inläggsnavigation",
    "innleggsnavigasjon",
    "send til en ven",
    "meny",
    "vis mer",
    "vis mindre",
    "vis alle",
    "vis mere",
    "lukk",
    "luk",
    "åpne alle",
    "les mer",
    "les meir",
    "læs mere",
    "show more",
    "show less",
    "close",
    "read more",

    "skriv ut",
    "skriv ut sidan",
    "skriv ut denna sida",
    "skriv ut den här sidan",
    "utskriftsvänlig version",
    "utskriftsversion",
    "lyssna",
    "lyssna på sidan",
    "lyssna på texten",
    "dela",
    "dela sidan",
    "tipsa en vän",
    "skicka till en bekant",
    "skicka till en vän",
    "till toppen",
    "till sidans topp",
    "till toppen av sidan",
    "till början av sidan",
    "upp till toppen",
    "tillbaka till toppen",
    "tillbaka till föregående sida",
    "nästa sida",
    "föregående sida",
    "lämna ett svar",
    "lämna en kommentar",
    "logga in",
    "till startsidan",
    /* Norwegian */
    "skriv ut siden",
    "skriv ut sida",
    "skriv ut denne siden",
    "utskriftsvennlig versjon",
    "utskriftsvenleg versjon",
    "lytt",
    "lytt til siden",
    "lytt til teksten",
    "del siden",
    "del sida",
    "tips en venn",
    "tips ein ven",
    "til toppen",
    "til toppen av siden",
    "til toppen av sida",
    "tilbake til toppen",
    "tilbake til forrige side",
    "neste side",
    "forrige side",
    "førre side",
    "legg igjen en kommentar",
    "legg att ein kommentar",
    "utskriftsvennlig side",
    "utskriftsvenleg side",
    "tips en kollega",
    "send til ven",
    "send til en venn",
    "send til ein ven",
    "tipsa en kollega",
    "utskriftsvänlig sida",
    "logg inn",
    "til forsiden",
    /* Danish */
    "print side",
    "print siden",
    "udskriv",
    "udskriv siden",
    "printvenlig version",
    "læs op",
    "lyt til siden",
    "tip en ven",
    "til top",
    "gå til toppen",
    "tilbage til toppen",
    "tilbage til forrige side",
    "næste side",
    "skriv en kommentar",
    "log ind",
    /* English */
    "print",
    "print this page",
    "printer-friendly version",
    "share",
    "share this page",
    "back to top",
    "top of page",
    "log in",
    "leave a reply",
};

/* What a line begins with. */
static const char *const interface_beginnings[] = {
    "kopiera länk",
    "kopier lenke",
    "kopiér link",
    "lägg till i kalender",
    "lägg till i min kalender",
    "legg til i kalender",
    "legg i kalender",
    "tilføj til kalender",
    "add to calendar",
    "hoppa till ",
    "hopp til ",
    "hop til ",
    "filtrera på ",
    "filtrer på ",
    "filtrér på ",
    "visa frågor om:",
    "åpne kartet",
    "öppna kartan",
    "åbn kortet",
    "del siden på",
    "dela sidan på",
    "föregående:",
    "forrige:",
    "nästa:",
    "neste:",
    "næste:",
    "previous:",
    "next:",
    "du är här",
    "du befinner dig här",
    "du er her",
    "du befinder dig her",
    "you are here",
    "hade du nytta av",
    "hittade du informationen",
    "hittade du svar",
    "hjalp denne",
    "var informasjonen nyttig",
    "var informationen till hjälp",
    "tack för din synpunkt",
    "tack för ditt svar",
    "takk for tilbakemeld",
    "tak for din tilbagemelding",

    "sidan visas bäst",
    "sidorna visas bäst",
    "sidorna ses bäst",
    "sidan ses bäst",
    "siden vises best",
    "sidene vises best",
    "siden ses bedst",
    "denna sida har besökts",
    "denne siden er besøkt",
    "dela på facebook",
    "dela på twitter",
    "dela på linkedin",
    "dela via",
    "del på facebook",
    "del på twitter",
    "del på linkedin",
    "är du nöjd med innehållet",
    "hjälpte informationen",
    "hjälpte den här",
    "hjälpte sidan",
    "var den här sidan",
    "var denna sida till hjälp",
    "hittade du det du sökte",
    "fick du svar på din fråga",
    "fant du det du lette",
    "fant du det du søkte",
    "fann du det du leit",
    "var denne siden nyttig",
    "var denne informasjonen",
    "fikk du svar på",
    "fandt du, hvad du",
    "fandt du hvad du",
    "var siden nyttig",
    "blev du hjulpet",
    "denne side er hentet fra",
    "denna sida är hämtad från",
    "denne siden er hentet fra",
    "webmaster",
    "webbmaster",
    "kontakta webbmaster",
};

gboolean html_text_is_interface(const char *text) {
  g_autofree char *lower = html_lower_case(text);
  g_strstrip(lower);
  for (gsize i = 0; i < G_N_ELEMENTS(interface_texts); i++)
    if (*lower == *interface_texts[i] && strcmp(lower, interface_texts[i]) == 0)
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS(interface_beginnings); i++)
    if (*lower == *interface_beginnings[i] && g_str_has_prefix(lower, interface_beginnings[i]))
      return TRUE;
  return FALSE;
}

/* Headings begin with these; what follows is a place, a month or nothing. */
static const char *const news_headings[] = {
    "aktuellt",
    "aktuelt",
    "nyheter",
    "nyheder",
    "nytt från",
    "nytt fra",
    "senaste nytt",
    "senaste nyheter",
    "senaste inläggen",
    "senaste inlägg",
    "siste nytt",
    "siste nyheter",
    "siste saker",
    "siste innlegg",
    "seneste nyheder",
    "seneste nyt",
    "seneste indlæg",
    "nyast",
    "siste nytt",
    "fleire nyheiter",
    "flere nyheter",
    "fler nyheter",
    "flere nyheder",
    "kalender",
    "kalendarium",
    "på gang",
    "händer",
    "det händer",
    "det sker",
    "dette skjer",
    "hva skjer",
    "hender",
    "det hender",
    "kva skjer",
    "evenemang",
    "kommande",
    "kommende",
    "populära sidor",
    "populært",
    "mest lest",
    "mest läst",
    "mest læste",
    "mest besökta",
    "latest news",
    "recent posts",
    "upcoming",
    "populärt",
    "mest populære",
    "flere arrangementer",
    "fler evenemang",

    "forskningsnytt",
};

static const char *const leading_away[] = {
    "läs också", "läs även", "läs mer",  "läs mera", "se även",  "se också", "les også",  "les mer",  "les meir",
    "les òg",    "se også",  "sjå også", "sjå òg",   "læs også", "læs mere", "read more", "see also", "read also",
};

static gboolean begins_with_any(const char *text, const char *const *words, gsize count) {
  g_autofree char *lower = html_lower_case(text);
  g_strstrip(lower);
  for (gsize i = 0; i < count; i++) {
    gsize n = strlen(words[i]);
    if (strncmp(lower, words[i], n) == 0 && !is_letter(lower[n]))
      return TRUE;
  }
  return FALSE;
}

gboolean html_heading_is_news(const char *heading) {
  return begins_with_any(heading, news_headings, G_N_ELEMENTS(news_headings));
}

/* Over the field where one gives one's address. */
static const char *const sign_up_headings[] = {
    "prenumerera",
    "nyhetsbrev",
    "nyhedsbrev",
    "nyhetsbrevet",
    "abonner",
    "abonnér",
    "abonnement",
    "tilmeld",
    "håll dig uppdaterad",
    "hold deg oppdatert",
    "hald deg oppdatert",
    "hold dig opdateret",
    "anmäl dig till vårt",
    "meld deg på vårt",
    "få våra",
    "få nyheter",
    "få nyheder",
    "subscribe",
    "newsletter",
};

gboolean html_heading_is_sign_up(const char *heading) {
  return begins_with_any(heading, sign_up_headings, G_N_ELEMENTS(sign_up_headings));
}

gboolean html_text_is_on_cookies(const char *text) {
  static const char *const words[] = {"cookie", "kakor", "informasjonskaps", "informationskaps"};
  g_autofree char *lower = html_lower_case(text);
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(lower, words[i]))
      return TRUE;
  return FALSE;
}

gboolean html_text_leads_away(const char *text) {
  return begins_with_any(text, leading_away, G_N_ELEMENTS(leading_away));
}

gboolean html_heading_is_related(const char *heading) {
  return begins_with_any(heading, related_headings, G_N_ELEMENTS(related_headings));
}

char *html_lower_case(const char *text) {
  gsize length = strlen(text);
  char *lower = g_malloc(length + 1);
  for (gsize i = 0; i <= length; i++) {
    guchar c = (guchar)text[i];
    /* U+00C0 to U+00DE are C3 80 to C3 9E; the multiplication sign among them is no letter */
    gboolean capital = i > 0 && (guchar)text[i - 1] == 0xC3 && c >= 0x80 && c <= 0x9E && c != 0x97;
    lower[i] = capital ? (char)(c + 0x20) : g_ascii_tolower(text[i]);
  }
  return lower;
}
