/* What single lines show, as lists in Swedish, bokmål, nynorsk, Danish and English. */
#include "pipeline/stages/kind_lines.h"

#include <string.h>

/* "Hjälpte den här informationen dig?", "Fant du det du lette etter?" */
static gboolean asks_for_feedback(TextSpan line) {
  static const char *const starts[] = {"hjälpte den här", "hjalp den här",     "fant du det du",   "fann du det du",
                                       "hittade du det",  "fandt du det du",   "var denna sida",   "var den här sidan",
                                       "var denne siden", "var denne artikke", "did you find what"};
  return span_starts_with_any(line, starts, G_N_ELEMENTS(starts)) != NULL;
}

/* "Start » Bygga » Avfall", "Heim › Samferdsel › Sykkel". */
static gboolean is_breadcrumbs(TextSpan line) {
  static const char *const marks[] = {" » ", " › ", " > ", " / "};
  static const char *const starts[] = {"start",    "hem",  "hjem",      "heim",     "forside",
                                       "framside", "home", "du är här", "du er her"};
  for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
    const char *first = memmem(line.start, line.length, marks[i], strlen(marks[i]));
    if (first) /* the first two marks are sure where they stand twice */
      return span_starts_with_any(line, starts, G_N_ELEMENTS(starts)) != NULL ||
             (i < 2 && memmem(first + 1, line.length - (gsize)(first + 1 - line.start), marks[i], strlen(marks[i])));
  }
  return FALSE;
}

gboolean is_page_phrase(TextSpan line) {
  static const char *const starts[] = {"hopp til hoved",
                                       "hoppa till",
                                       "til hovedinnhold",
                                       "spring til",
                                       "skip to",
                                       "uppdaterad:",
                                       "uppdaterad ",
                                       "sidan uppdaterad",
                                       "oppdatert:",
                                       "sist endra",
                                       "sist endret",
                                       "sidst opdateret",
                                       "last updated",
                                       "ansvarig för sidan",
                                       "sideansvarlig",
                                       "ansvarlig for siden",
                                       "del på facebook",
                                       "dela på facebook",
                                       "dela sidan",
                                       "del siden",
                                       "del denne",
                                       "skriv ut",
                                       "tips en venn",
                                       "tips ein ven",
                                       "tipsa en vän",
                                       "informasjonskapsl",
                                       "om kakor",
                                       "cookies",
                                       "om nettsta",
                                       "personvern",
                                       "tillgänglighetsredo",
                                       "tilgjengelegheitse",
                                       "tilgjengelighetserkl",
                                       "läs mer",
                                       "les mer",
                                       "les meir",
                                       "læs mere",
                                       "read more",
                                       "kontakta oss",
                                       "kontakt oss",
                                       "kontakt os",
                                       "contact us",
                                       "om webbplatsen",
                                       "om nettstedet",
                                       "länk till",
                                       "lenke til",
                                       "lenkje til",
                                       "link til",
                                       "till startsidan",
                                       "senast uppdaterad",
                                       "sist oppdatert",
                                       "sidansvarig"};
  return span_starts_with_any(line, starts, G_N_ELEMENTS(starts)) != NULL || asks_for_feedback(line) ||
         is_breadcrumbs(line);
}

gboolean is_step(TextSpan line) {
  static const char *const starts[] = {"steg", "trinn", "trin", "step", "moment", "fase"};
  for (gsize i = 0; i < G_N_ELEMENTS(starts); i++) {
    gsize bytes = span_starts_with_nocase(line, starts[i]);
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
    {6, FALSE, "närvarolista"},
    {6, FALSE, "rundt bordet satt"},
    {6, FALSE, "på mötet deltog"},
    {6, FALSE, "deltog"},
    {6, FALSE, "deltok"},
    {6, TRUE, "frammøtte"},
    {6, TRUE, "fremmøtte"},
    {6, FALSE, "disse møtte"},
    {6, FALSE, "desse møtte"},
    {6, FALSE, "møtte"},
    {6, FALSE, "med var"},
    {6, FALSE, "mødedeltagere"},
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
    gsize bytes = span_starts_with_nocase(line, labels[i].label);
    if (bytes == 0)
      continue;
    *length = bytes;
    if (bytes == line.length ? labels[i].bare : line.start[bytes] == ':' || line.start[bytes] == '\t')
      return labels[i].which;
  }
  return 0;
}

guint colophon_label(TextSpan line) {
  static const char *const parts[] = {
      "1isbn",
      "2issn",
      "3rapport nr",
      "3rapportnr",
      "3rapportnummer",
      "3publikationsnr",
      "3publikationsnummer",
      "3publikasjonsnr",
      "3report no",
      "4diarienr",
      "4diarienummer",
      "4dnr",
      "4saksnr",
      "5omslag",
      "5forsidefoto",
      "5forsidebilde",
      "5framsidefoto",
      "5foto omslag",
      "6layout",
      "6grafisk form",
      "6formgivning",
      "7tryck",
      "7trykk",
      "7tryk",
      "8upplaga",
      "8opplag",
      "8oplag",
      "9utgivare",
      "9utgitt av",
      "9utgiver",
      "9utgjevar",
      "9utgiven av",
      "9utgivet av",
      "9udgivet af",
      "10författare",
      "10forfatter",
      "10forfattar",
      "10text:",
      "10tekst:",
      "11projektledare",
      "11prosjektleder",
      "11prosjektleiar",
      "11projektleder",
      "12redigering",
      "12redaktion",
      "12redaksjon",
      "13beslutad av",
      "13fastställd av",
      "13vedtatt av",
      "13antagen av",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
    const char *label = parts[i] + strspn(parts[i], "0123456789");
    gsize bytes = span_starts_with_nocase(line, label);
    if (bytes > 0 && bytes < line.length && !g_ascii_isalpha(line.start[bytes]))
      return (guint)g_ascii_strtoull(parts[i], NULL, 10);
  }
  return 0;
}

gboolean is_issue_line(TextSpan line) {
  static const char *const starts[] = {"nr ", "nr. ", "nummer ", "nr.", "utgave ", "utgåva ", "utgåve ", "issue "};
  for (gsize i = 0; i < G_N_ELEMENTS(starts); i++) {
    gsize bytes = span_starts_with_nocase(line, starts[i]);
    if (bytes > 0 && bytes < line.length && g_ascii_isdigit(line.start[bytes]))
      return TRUE;
  }
  return FALSE;
}

gboolean is_newsletter_phrase(TextSpan line) {
  static const char *const phrases[] = {"avprenumerera",
                                        "avsluta prenumeration",
                                        "meld deg av",
                                        "avmeld",
                                        "avslutte abonnement",
                                        "avslutt abonnement",
                                        "framelde nyhedsbrev",
                                        "unsubscribe",
                                        "du får detta brev",
                                        "du får dette brevet",
                                        "du får brevet",
                                        "ansvarig utgivare",
                                        "neste nr",
                                        "neste nummer",
                                        "nästa nummer",
                                        "nästa nyhetsbrev",
                                        "neste nyhetsbrev",
                                        "prenumerera"};
  return span_contains_any(line, phrases, G_N_ELEMENTS(phrases)) != NULL;
}

/* "14 bilder", "311 visninger": the number before a counted word of slide-sharing sites. */
static gboolean counts_some(TextSpan line, const char *word) {
  gsize length = strlen(word);
  for (gsize i = 2; i + length <= line.length; i++)
    if (line.start[i - 1] == ' ' && g_ascii_isdigit(line.start[i - 2]) &&
        span_starts_with_nocase(span_skip(line, i), word))
      return TRUE;
  return FALSE;
}

gboolean is_sharing_line(TextSpan line) {
  static const char *const slides[] = {"bilder", "lysbilder", "lysbilete", "lysark", "slides",
                                       "foiler", "dias",      "sidor",     "sider"};
  static const char *const views[] = {"visningar",    "visninger",    "visningar",     "views",
                                      "nedlastinger", "nedlastingar", "nedladdningar", "downloads"};
  static const char *const uploads[] = {"uppladdad", "lastet opp", "lasta opp", "uploadet", "uploaded"};
  guint signs = 0;
  if (line.length > 200 || !memchr(line.start, ' ', line.length))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(uploads) && signs == 0; i++)
    signs += span_contains_nocase(line, uploads[i]);
  for (gsize i = 0; i < G_N_ELEMENTS(views); i++)
    signs += counts_some(line, views[i]);
  for (gsize i = 0; i < G_N_ELEMENTS(slides) && signs > 0 && signs < 2; i++)
    signs += counts_some(line, slides[i]);
  return signs >= 2;
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
    if (span_starts_with_nocase(line, parts[i] + 1) == line.length && line.length > 0)
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
    if (strlen(months[i]) == letters && span_starts_with_nocase(rest, months[i]) == letters)
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

/* Bytes of a weekday at the start, with what parts it from a date: "Laurdag ", "ons. ", "Fredag den ". */
static gsize weekday_bytes(TextSpan line) {
  static const char *const days[] = {"mån", "man", "mån", "tis", "tir", "tys", "ons", "tor", "fre", "lör", "lør",
                                     "lau", "sön", "søn", "sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  for (gsize i = 0; i < G_N_ELEMENTS(days); i++) {
    gsize bytes = span_starts_with_nocase(line, days[i]);
    if (bytes == 0)
      continue;
    while (bytes < line.length && bytes < 12 && line.start[bytes] != ' ')
      bytes++;
    gsize article = span_starts_with_nocase(span_skip(line, bytes), " den ");
    return bytes < line.length && line.start[bytes] == ' ' ? bytes + MAX(article, 1) : 0;
  }
  return 0;
}

gsize line_date(TextSpan line) {
  static const char *const before[] = {"publicerad", "publicerat", "publisert", "publiceret", "published",
                                       "den",        "lagt ut",    "dato:",     "datum:"};
  gsize skipped = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(before); i++) {
    gsize bytes = span_starts_with_nocase(line, before[i]);
    if (bytes > 0 && bytes < line.length && (line.start[bytes] == ' ' || line.start[bytes] == ':')) {
      skipped = bytes + 1;
      break;
    }
  }
  while (skipped < line.length && line.start[skipped] == ' ')
    skipped++;
  skipped += weekday_bytes(span_skip(line, skipped));
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
