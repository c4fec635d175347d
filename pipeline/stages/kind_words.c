/* The lists. Endings count where words of the trade are mostly compounds ("klimatanpassningsplan"). */
#include "pipeline/stages/kind_words.h"

#include <string.h>

typedef struct {
  const char *words; /* spaces between */
  gboolean ending;   /* also as the end of a longer word */
  GenreWord says;
} Genre;

#define MEETING(weight, weak)                                                                                          \
  { DOCUMENT_KIND_MEETING, weight, weak }
#define GUIDE(weight, weak)                                                                                            \
  { DOCUMENT_KIND_GUIDE, weight, weak }
#define NEWS(weight, weak)                                                                                             \
  { DOCUMENT_KIND_NEWS, weight, weak }
#define REPORT(weight, weak)                                                                                           \
  { DOCUMENT_KIND_REPORT, weight, weak }

/* The first that matches counts. */
static const Genre genres[] = {
    {"inbjudan inbjudningar invitasjon innbydelse innbyding indbydelse invitation", FALSE, MEETING(1.6, FALSE)},
    {"nyhetsbrev nyhetsbrevet nyhendebrev nyhendebrevet nyhedsbrev nyhedsbrevet månadsbrev månedsbrev infobrev "
     "informasjonsbrev nätverksbrev nettverksbrev netværksbrev medlemsblad newsletter pressmeddelande pressemelding "
     "pressemeddelelse",
     TRUE, NEWS(2.4, FALSE)},
    {"minnesanteckningar mötesanteckningar møtereferat mødereferat møtenotat sammanträdesprotokoll møteprotokoll "
     "mötesprotokoll møtebok dagordning dagsorden saksliste sakliste sakslista føredragsliste föredragningslista "
     "innkalling innkallelse indkaldelse møteinnkalling",
     TRUE, MEETING(2, FALSE)},
    {"kallelse möteskallelse", FALSE, MEETING(1.6, FALSE)},
    {"konferensprogram konferanseprogram konferenceprogram seminarieprogram seminarprogram møteprogram mötesprogram "
     "dagsprogram kursprogram fagdagsprogram",
     FALSE, MEETING(2, FALSE)},
    {"referat referatet", FALSE, MEETING(1.6, FALSE)},
    {"nätverksmöte nätverksmötet nätverksträff nätverksträffen nettverksmøte nettverksmøtet nettverkssamling "
     "nettverkssamlinga nettverkssamlingen netværksmøde netværksmødet styrgruppsmöte samrådsmøte samrådsmöte "
     "årsmöte årsmøte årsmøde",
     FALSE, MEETING(1.6, FALSE)},
    {"seminarium seminariet seminar seminaret konferens konferensen konferanse konferansen konference konferencen "
     "fagdag fagdagen temadag temadagen utbildningsdag webbinarium webinar webinarium fagsamling dialogmøte "
     "erfaringsseminar sammanträde",
     TRUE, MEETING(1.3, FALSE)},
    {"möte mötet møte møtet møde mødet träff", TRUE, MEETING(1.2, FALSE)},
    {"samling samlinga samlingen workshop", FALSE, MEETING(0.8, TRUE)},
    {"program programme programmet protokoll protokol agenda conference meeting minutes", FALSE, MEETING(0.8, TRUE)},
    {"handbok handboken handboka håndbok håndboka håndboken håndbog håndbogen handbook vägledning vägledningen "
     "vägledningar veileder veilederen veileiar veiledning veiledningen rettleiar rettleiaren rettleiing rettleiinga "
     "vejledning vejledningen handledning handledningen lathund lathunden metodstöd metodehefte idéhefte idébok "
     "verktygslåda verktøykasse verktøykassa checklista sjekkliste tjekliste",
     TRUE, GUIDE(2.2, FALSE)},
    {"guide guiden guider guiderna guideline guidelines guidance riktlinjer riktlinjerna retningslinjer "
     "retningslinjene retningsliner tutorial toolkit manual manualen brukerveiledning",
     FALSE, GUIDE(2, FALSE)},
    {"stöd tips råd", FALSE, GUIDE(0.9, TRUE)},
    {"nyheter nyheterna nyhet nyhende nyheder nyhed notiser news", FALSE, NEWS(1.8, FALSE)},
    {"aktuellt aktuelt nytt kalendarium kalender kalenderen aktiviteter calendar", FALSE, NEWS(1, TRUE)},
    {"rapport rapporten rapporter report utredning utredningen utgreiing utgreiinga redegørelse redegørelsen "
     "betænkning "
     "betänkande betänkandet utvärdering utvärderingen evaluering evalueringen evaluation kartläggning kartläggningen "
     "kartlegging kartlegginga årsredovisning årsmelding årsberetning årsberättelse verksamhetsberättelse "
     "examensarbete masteroppgave avhandling doktorsavhandling lägesbild høringsutkast samrådsversion "
     "konsekvensutredning konsekvensutgreiing",
     TRUE, REPORT(2, FALSE)},
    {"strategi strategin strategien strategy handlingsplan åtgärdsplan tiltaksplan handlingsprogram åtgärdsprogram "
     "miljöprogram klimatprogram miljøprogram utvecklingsprogram planprogram",
     TRUE, REPORT(1.6, FALSE)},
    {"notat notatet analys analyse analysis study sammanställning sammenstilling statistik delplan", FALSE,
     REPORT(1.2, FALSE)},
};

/* Compounds with a plan at the end, of which there is no end; but "Plan och bygg" is an office. */
static const char *const plans[] = {"plan", "planen", "planer"};
static const GenreWord is_plan = REPORT(1.6, FALSE), is_bare_plan = REPORT(0.9, TRUE);
#define LEAST_BEFORE_PLAN 4 /* letters */

/* One word of a genre, in the bucket of its last byte. */
typedef struct {
  const char *word;
  gsize length;
  const Genre *genre;
} Entry;

static GArray *const *entries_by_last_byte(void) {
  static GArray *buckets[256];
  static gboolean filled;
  for (gsize g = 0; !filled && g < G_N_ELEMENTS(genres); g++)
    for (const char *p = genres[g].words; *p;) {
      Entry entry = {p, strcspn(p, " "), &genres[g]};
      GArray **bucket = &buckets[(guint8)p[entry.length - 1]];
      if (!*bucket)
        *bucket = g_array_new(FALSE, FALSE, sizeof(Entry));
      g_array_append_val(*bucket, entry);
      p += entry.length + (p[entry.length] == ' ');
    }
  filled = TRUE;
  return buckets;
}

static const GenreWord *plan_word(const ScanWord *word) {
  for (gsize i = 0; i < G_N_ELEMENTS(plans); i++)
    if (scan_word_ends(word, plans[i])) {
      gsize before = word->length - strlen(plans[i]);
      return before >= LEAST_BEFORE_PLAN ? &is_plan : before == 0 ? &is_bare_plan : NULL;
    }
  return NULL;
}

const GenreWord *genre_of_word(const ScanWord *word) {
  const GArray *bucket = word->length ? entries_by_last_byte()[(guint8)word->lower[word->length - 1]] : NULL;
  for (guint i = 0; bucket && i < bucket->len; i++) {
    const Entry *e = &g_array_index(bucket, Entry, i);
    if ((word->length == e->length || (e->genre->ending && word->length > e->length)) &&
        memcmp(word->lower + word->length - e->length, e->word, e->length) == 0)
      return &e->genre->says;
  }
  return word->length ? plan_word(word) : NULL;
}

/* span_starts_with_nocase() where the first letter may match: all phrases here begin with a letter of ASCII. */
static gsize begins_with(TextSpan line, const char *lower) {
  return line.length > 0 && (*line.start | 0x20) == *lower ? span_starts_with_nocase(line, lower) : 0;
}

/* --- phrases ------------------------------------------------------------------------------------------------- */

static const struct {
  const char *phrase;
  GenreWord says;
} phrases[] = {
    {"välkommen till", MEETING(0.8, TRUE)},
    {"velkommen til", MEETING(0.8, TRUE)},
    {"velkomen til", MEETING(0.8, TRUE)},
    {"vi inviterer til", MEETING(1.2, FALSE)},
    {"minutes of", MEETING(1.6, FALSE)},
    {"notes from the meeting", MEETING(1.6, FALSE)},
    {"ta fram", GUIDE(1.2, FALSE)},
    {"kom igång", GUIDE(1.6, FALSE)},
    {"så kommer ni", GUIDE(1.6, FALSE)},
    {"kom i gang", GUIDE(1.6, FALSE)},
    {"kapitel", GUIDE(1, TRUE)},
    {"kapittel", GUIDE(1, TRUE)},
    {"vanliga frågor", GUIDE(1, TRUE)},
    {"vanlige spørsmål", GUIDE(1, TRUE)},
    {"så gör du", GUIDE(1.8, FALSE)},
    {"så här gör", GUIDE(1.8, FALSE)},
    {"så här", GUIDE(1, TRUE)},
    {"slik gjør du", GUIDE(1.8, FALSE)},
    {"slik gjer du", GUIDE(1.8, FALSE)},
    {"slik lager du", GUIDE(1.8, FALSE)},
    {"sådan gør du", GUIDE(1.8, FALSE)},
    {"sådan laver du", GUIDE(1.8, FALSE)},
    {"how to", GUIDE(1.8, FALSE)},
    {"steg för steg", GUIDE(1.6, FALSE)},
    {"steg for steg", GUIDE(1.6, FALSE)},
    {"trinn for trinn", GUIDE(1.6, FALSE)},
    {"trin for trin", GUIDE(1.6, FALSE)},
    {"step by step", GUIDE(1.6, FALSE)},
    {"råd om", GUIDE(1.2, FALSE)},
    {"stöd till", GUIDE(1.6, FALSE)},
    {"stöd för", GUIDE(1.4, FALSE)},
    {"støtte til", GUIDE(1, TRUE)},
    {"nytt från", NEWS(1.6, FALSE)},
    {"nytt i", NEWS(1.2, FALSE)},
    {"nytt fra", NEWS(1.6, FALSE)},
    {"nytt frå", NEWS(1.6, FALSE)},
    {"nyt fra", NEWS(1.6, FALSE)},
    {"siste nytt", NEWS(1.8, FALSE)},
    {"press release", NEWS(2.4, FALSE)},
    {"sist oppdatert", {DOCUMENT_KIND_PAGE, 0.6, TRUE}},
    {"om oss", {DOCUMENT_KIND_PAGE, 1.6, FALSE}},
    {"om nätverket", {DOCUMENT_KIND_PAGE, 1.6, FALSE}},
    {"om nettverket", {DOCUMENT_KIND_PAGE, 1.6, FALSE}},
    {"om netværket", {DOCUMENT_KIND_PAGE, 1.6, FALSE}},
    {"om os", {DOCUMENT_KIND_PAGE, 1.6, FALSE}},
    {"about us", {DOCUMENT_KIND_PAGE, 1.6, FALSE}},
    {"about the", {DOCUMENT_KIND_PAGE, 1, FALSE}},
};

const GenreWord *genre_of_phrase(TextSpan line, gsize *length) {
  for (gsize i = 0; i < G_N_ELEMENTS(phrases); i++) {
    gsize bytes = begins_with(line, phrases[i].phrase);
    if (bytes > 0 && (bytes == line.length || !g_ascii_isalpha(line.start[bytes]))) {
      *length = bytes;
      return &phrases[i].says;
    }
  }
  return NULL;
}

static gboolean starts_with_any(TextSpan line, const char *const *list, gsize count) {
  for (gsize i = 0; i < count; i++)
    if (begins_with(line, list[i]))
      return TRUE;
  return FALSE;
}

gboolean is_page_phrase(TextSpan line) {
  static const char *const starts[] = {"läs mer",           "les mer",        "les meir",      "læs mere",
                                       "read more",         "kontakta oss",   "kontakt oss",   "kontakt os",
                                       "contact us",        "om webbplatsen", "om nettstedet", "länk till",
                                       "lenke til",         "lenkje til",     "link til",      "till startsidan",
                                       "senast uppdaterad", "sist oppdatert", "sidansvarig"};
  return starts_with_any(line, starts, G_N_ELEMENTS(starts));
}

gboolean is_step(TextSpan line) {
  static const char *const starts[] = {"steg", "trinn", "trin", "step", "moment", "fase"};
  for (gsize i = 0; i < G_N_ELEMENTS(starts); i++) {
    gsize bytes = begins_with(line, starts[i]);
    if (bytes > 0 && line.length > bytes + 1 && line.start[bytes] == ' ' && g_ascii_isdigit(line.start[bytes + 1]))
      return TRUE;
  }
  return FALSE;
}

/* --- labels -------------------------------------------------------------------------------------------------- */

static const struct {
  guint which;
  gboolean bare; /* may be a line of its own */
  const char *label;
} labels[] = {
    {1, FALSE, "datum och tid"},
    {1, FALSE, "tid och plats"},
    {1, FALSE, "plats och tid"},
    {1, FALSE, "tid og sted"},
    {1, FALSE, "tid og stad"},
    {1, FALSE, "datum"},
    {1, FALSE, "dato"},
    {1, FALSE, "tidspunkt"},
    {1, FALSE, "tid"},
    {1, FALSE, "when"},
    {2, FALSE, "plats"},
    {2, FALSE, "sted"},
    {2, FALSE, "stad"},
    {2, FALSE, "lokal"},
    {2, FALSE, "møtested"},
    {2, FALSE, "venue"},
    {2, FALSE, "where"},
    {3, FALSE, "målgrupper"},
    {3, FALSE, "målgruppe"},
    {3, FALSE, "målgrupp"},
    {4, FALSE, "kostnad"},
    {4, FALSE, "pris"},
    {4, FALSE, "deltakeravgift"},
    {4, FALSE, "deltakaravgift"},
    {4, FALSE, "avgift"},
    {5, TRUE, "anmälan"},
    {5, TRUE, "påmelding"},
    {5, TRUE, "tilmelding"},
    {5, FALSE, "sista anmälningsdag"},
    {5, FALSE, "påmeldingsfrist"},
    {5, FALSE, "svarsfrist"},
    {5, FALSE, "registration deadline"},
    {6, TRUE, "närvarande"},
    {6, TRUE, "til stede"},
    {6, TRUE, "tilstede"},
    {6, TRUE, "til stades"},
    {6, TRUE, "deltagare"},
    {6, TRUE, "deltakere"},
    {6, TRUE, "deltakarar"},
    {6, TRUE, "deltagere"},
    {6, TRUE, "attendees"},
    {6, TRUE, "present"},
    {7, FALSE, "forfall"},
    {7, FALSE, "afbud"},
    {7, FALSE, "frånvarande"},
    {7, FALSE, "förhinder"},
    {7, FALSE, "apologies"},
    {8, FALSE, "referent"},
    {8, FALSE, "sekreterare"},
    {8, FALSE, "vid pennan"},
    {8, FALSE, "møteleder"},
    {8, FALSE, "møteleiar"},
    {8, FALSE, "justerare"},
    {8, FALSE, "ordstyrer"},
    {8, FALSE, "ordförande"},
    {9, FALSE, "föreläsare"},
    {9, FALSE, "foredragsholdere"},
    {9, FALSE, "foredragshaldarar"},
    {9, FALSE, "oplægsholdere"},
    {9, FALSE, "moderator"},
};

guint meeting_label(TextSpan line, gsize *length) {
  if (line.length < 3)
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS(labels); i++) {
    gsize bytes = begins_with(line, labels[i].label);
    if (bytes == 0)
      continue;
    *length = bytes;
    if (bytes == line.length ? labels[i].bare : line.start[bytes] == ':' || line.start[bytes] == '\t')
      return labels[i].which;
  }
  return 0;
}

guint report_part(TextSpan line) {
  static const char *const parts[] = {
      "1innehåll",
      "1innehållsförteckning",
      "1innhold",
      "1innholdsfortegnelse",
      "1innhald",
      "1innhaldsliste",
      "1indhold",
      "1indholdsfortegnelse",
      "1contents",
      "1table of contents",
      "2sammanfattning",
      "2sammendrag",
      "2samandrag",
      "2resumé",
      "2resume",
      "2summary",
      "2abstract",
      "2executive summary",
      "3förord",
      "3forord",
      "3føreord",
      "3foreword",
      "3preface",
      "4referenser",
      "4referanser",
      "4litteratur",
      "4källor",
      "4kilder",
      "4kjelder",
      "4references",
      "4bibliography",
      "4litteraturliste",
      "5metod",
      "5metode",
      "5methods",
      "6slutsatser",
      "6konklusjon",
      "6konklusjonar",
      "6konklusion",
      "6conclusions",
      "6conclusion",
      "7bakgrund och syfte",
      "7bakgrunn og formål",
      "7introduction",
      "7inledning och syfte",
      "5metod och material",
  };
  while (line.length > 0 && (g_ascii_isdigit(*line.start) || *line.start == '.' || *line.start == ' '))
    line = span_skip(line, 1);
  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
    if (begins_with(line, parts[i] + 1) == line.length && line.length > 0)
      return (guint)(parts[i][0] - '0');
  return 0;
}

/* --- dates --------------------------------------------------------------------------------------------------- */

static const char *const months[] = {
    "januari",  "februari", "mars",   "april",   "maj",     "juni",   "juli",     "augusti", "september", "oktober",
    "november", "december", "januar", "februar", "mai",     "august", "desember", "marts",   "january",   "february",
    "march",    "may",      "june",   "july",    "october", "jan",    "feb",      "mar",     "apr",       "jun",
    "jul",      "aug",      "sep",    "sept",    "okt",     "oct",    "nov",      "des",     "dec",
};

static gsize digits_at(TextSpan text, gsize from) {
  gsize n = 0;
  while (from + n < text.length && n < 5 && g_ascii_isdigit(text.start[from + n]))
    n++;
  return n;
}

/* Bytes of a month's name at `from`, which ends there; else 0. */
static gsize month_at(TextSpan text, gsize from) {
  TextSpan rest = span_skip(text, from);
  gsize letters = 0;
  while (letters < rest.length && g_ascii_isalpha(rest.start[letters]))
    letters++;
  for (gsize i = 0; letters > 0 && i < G_N_ELEMENTS(months); i++)
    if (strlen(months[i]) == letters && begins_with(rest, months[i]) == letters)
      return letters;
  return 0;
}

static gsize numeric_date(TextSpan line) {
  gsize a = digits_at(line, 0);
  if (a == 0 || a > 4 || a == 3 || a + 1 >= line.length || !strchr("-./", line.start[a]))
    return 0;
  gsize b = digits_at(line, a + 1), at = a + 1 + b;
  if (b == 0 || b > 2 || at + 1 >= line.length || !strchr("-./ ", line.start[at]))
    return 0;
  gsize c = digits_at(line, at + 1);
  return (a == 4 && c > 0 && c <= 2) || (a <= 2 && c == 4) ? at + 1 + c : 0;
}

gsize line_date(TextSpan line) {
  static const char *const before[] = {"publicerad", "publicerat", "publisert", "publiceret", "published",
                                       "den",        "lagt ut",    "dato:",     "datum:"};
  gsize skipped = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(before); i++) {
    gsize bytes = begins_with(line, before[i]);
    if (bytes > 0 && bytes < line.length && (line.start[bytes] == ' ' || line.start[bytes] == ':')) {
      skipped = bytes + 1;
      break;
    }
  }
  while (skipped < line.length && line.start[skipped] == ' ')
    skipped++;
  line = span_skip(line, skipped);
  gsize numeric = numeric_date(line), day = digits_at(line, 0), at = day;
  if (numeric)
    return skipped + numeric;
  if (day == 0 || day > 2)
    return 0;
  while (at < line.length && (line.start[at] == '.' || line.start[at] == ' '))
    at++;
  gsize month = month_at(line, at);
  if (month == 0)
    return 0;
  gsize year = at + month + 1 < line.length ? digits_at(line, at + month + 1) : 0;
  return skipped + at + month + (year == 4 ? 5 : 0);
}

guint count_advice(TextSpan text) {
  static const char *const words[] = {" bör ",      " bør ",     " anbefal",   " rekommender", " tilrår ",
                                      "Tänk på",    "Husk å",    "Hugs å",     "Husk at",      "Börja med",
                                      "Begynn med", "Start med", "Begynd med", " Se till att", "Sørg for"};
  guint count = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    const char *end = text.start + text.length;
    for (const char *p = text.start;
         text.length > 0 && p < end && (p = memmem(p, (gsize)(end - p), words[i], strlen(words[i]))); p++)
      count++;
  }
  return count;
}

const GenreWord *genre_of_address(const char *url) {
  static const struct {
    const char *part;
    GenreWord says;
  } parts[] = {
      {"/vagledning", GUIDE(1.2, FALSE)}, {"/handb", GUIDE(1.2, FALSE)},      {"/veilede", GUIDE(1.2, FALSE)},
      {"/rettlei", GUIDE(1.2, FALSE)},    {"/vejledning", GUIDE(1.2, FALSE)}, {"/guide", GUIDE(1.2, FALSE)},
      {"/nyhet", NEWS(1.2, FALSE)},       {"/nyhed", NEWS(1.2, FALSE)},       {"/nyhende", NEWS(1.2, FALSE)},
      {"/aktuel", NEWS(1.2, FALSE)},      {"/news", NEWS(1.2, FALSE)},        {"/press", NEWS(1.2, FALSE)},
      {"/rapport", REPORT(0.8, FALSE)},
  };
  for (gsize i = 0; url && i < G_N_ELEMENTS(parts); i++)
    if (strstr(url, parts[i].part))
      return &parts[i].says;
  return NULL;
}
