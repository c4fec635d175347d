/* The stage `identifiers`: numbers by which archives, libraries and law name a text.
 *
 * Each begins with a word of its scheme ("Dnr", "ISBN", "Prop.", "Meld. St."), so the words are looked up as they pass
 * and only what follows is parsed. The canonical spelling is that of the publisher: "SOU 2009:12", "Prop. 2009/10:155",
 * "Meld. St. 18 (2011-2012)" with a plain hyphen, "ISBN" as 13 digits; the spelling of the text is its evidence. */
#include "language/dates.h"
#include "pipeline/stages/identifier_numbers.h"
#include "pipeline/stages/identifier_series.h"
#include "pipeline/stages/stage.h"
#include "pipeline/stages/word_scan.h"

#include <string.h>

#define LONGEST 64   /* bytes of a number */
#define CERTAIN 0.98 /* a checksum, or a notation of one meaning */
#define MISTYPED 0.6 /* a label, and digits of the right count with a wrong checksum: printed so in many a colophon */
#define LIKELY 0.85  /* a label and a number of the right form */
#define MOST_CAPITALS 6    /* letters of a series' name */
#define MOST_FURNITURE 200 /* lines beside the text that are read: colophons stand in footers */
#define MOST_IN_UNIT 500

typedef enum {
  DIARIUM = 1, /* "Dnr", "Saksnr.", "Journalnr." */
  REFERENCE,   /* "ref" of "Vår ref" */
  ISBN,
  ISSN,
  SERIES, /* SOU, Ds, SFS: year:number; NOU: year:number or year: number */
  PROPOSITION,
  REPORT_TO_STORTING, /* "St.meld.", "Meld. St." */
  RECOMMENDATION,     /* Innst. */
  LAW,                /* LOV, FOR: dated */
  DOI,
  REPORT,  /* "rapport", "nr": a year and a number follow */
  PROJECT, /* "prosjektnr" */
  BOOK,    /* "håndbok V122" */
} Scheme;

static const WordClass schemes[] = {
    {1u << DIARIUM,
     "dnr diarienr diarienummer saksnr saksnummer arkivsaknr arkivsaksnr sagsnr sagsnummer journalnr "
     "journalnummer arkivsak saksref jnr beteckning diariebeteckning ärendenummer löpnummer löpnr ärende"},
    {1u << REFERENCE, "ref referanse referens referensnr reference"},
    {1u << ISBN, "isbn"},
    {1u << ISSN, "issn"},
    {1u << SERIES, "sou ds sfs nou"},
    {1u << PROPOSITION, "prop proposition"},
    {1u << REPORT_TO_STORTING, "meld"},
    {1u << RECOMMENDATION, "innst"},
    {1u << LAW, "lov for forskrift"},
    {1u << REPORT,
     "rapport rapporten rapportnr rapportnummer rapportserie publikation publikationsnr publikasjon "
     "publikasjonsnr publ nr nummer veileder veilederen rettleiar vejledning skrift skriftserie meddelande "
     "meddelanden notat report"},
    {1u << PROJECT, "projektnummer projektnr prosjektnummer prosjektnr project"},
    {1u << BOOK, "handbok handboken håndbok håndboken handboka håndboka håndbog"},
    {1u << DOI, "doi"},
};

/* What is being parsed: the text after the scheme's word. */
typedef struct {
  Document *document;
  guint unit;
  FindingField field;
  TextSpan text;
  ScanWord word, before; /* the scheme's word, and the one that stood directly before it */
} Parse;

/* What stands in the page's furniture has no place in a unit. */
static Finding *finding_at(const Parse *p, gsize start, gsize end, const char *value, const char *role,
                           double confidence) {
  gboolean placed = p->field != FINDING_IN_METADATA;
  return finding_new(FINDING_IDENTIFIER, p->unit, p->field, placed ? start : 0, placed ? end : 0, value, role,
                     confidence);
}

static void add(Parse *p, gsize start, gsize end, const char *value, const char *role, double confidence) {
  document_add_finding(p->document, finding_at(p, start, end, value, role, confidence));
}

/* --- small steps --------------------------------------------------------------------------------------------- */

static char char_at(const Parse *p, gsize i) {
  return i < p->text.length ? p->text.start[i] : '\0';
}

static gsize skip_any(const Parse *p, gsize i, const char *signs) {
  while (i < p->text.length) {
    if (strchr(signs, p->text.start[i]) && p->text.start[i])
      i++;
    else if (i + 1 < p->text.length && memcmp(p->text.start + i, "\xC2\xA0", 2) == 0)
      i += 2;
    else
      break;
  }
  return i;
}

static gsize digits_from(const Parse *p, gsize i) {
  gsize n = 0;
  while (g_ascii_isdigit(char_at(p, i + n)))
    n++;
  return n;
}

static gboolean is_year(const Parse *p, gsize i) {
  return digits_from(p, i) == 4 && (char_at(p, i) == '1' || char_at(p, i) == '2') &&
         (char_at(p, i + 1) == '8' || char_at(p, i + 1) == '9' || char_at(p, i + 1) == '0');
}

/* Bytes of a hyphen or en dash. */
static gsize dash_at(const Parse *p, gsize i) {
  if (char_at(p, i) == '-')
    return 1;
  return i + 2 < p->text.length && memcmp(p->text.start + i, "\xE2\x80\x93", 3) == 0 ? 3 : 0;
}

/* A session: "2009/10", "2011-2012", "2011–2012", "2011-12". Returns its end, or 0. */
static gsize session_at(const Parse *p, gsize i) {
  if (!is_year(p, i))
    return 0;
  gsize dash = char_at(p, i + 4) == '/' ? 1 : dash_at(p, i + 4), n = dash ? digits_from(p, i + 4 + dash) : 0;
  return n == 2 || n == 4 ? i + 4 + dash + n : 0;
}

static char *dup_range(const Parse *p, gsize start, gsize end) {
  return g_strndup(p->text.start + start, end - start);
}

/* "(2011–2012)" at i, with a plain hyphen in *session; its end, or i where there is none. */
static gsize session_in_brackets(const Parse *p, gsize i, char **session) {
  gsize at = skip_any(p, i, " "), end;
  if (char_at(p, at) != '(' || (end = session_at(p, at + 1)) == 0 || char_at(p, end) != ')')
    return i;
  g_autofree char *first = dup_range(p, at + 1, at + 5);
  gsize second = end;
  while (g_ascii_isdigit(char_at(p, second - 1)))
    second--;
  g_autofree char *last = dup_range(p, second, end);
  *session = g_strdup_printf("%s-%s", first, last);
  return end + 1;
}

/* --- the schemes --------------------------------------------------------------------------------------------- */

/* Letters of a register may stand before the number: "KS 2015/0123", "KS/2015:14", "M2015/01234/Mm". */
static gsize diarium_end(const Parse *p, gsize i, guint *numbers, gboolean *parted) {
  gsize end = i;
  *numbers = 0;
  *parted = FALSE;
  for (gsize at = i; at < p->text.length && at - i < LONGEST;) {
    gsize digits = digits_from(p, at), letters = 0, dash;
    while (letters < 8 && g_ascii_isalpha(char_at(p, at + letters)))
      letters++;
    if (digits) {
      at = end = at + digits;
      (*numbers)++;
    } else if (letters && letters < 8 && (*numbers == 0 || at == i || strchr("/-:.", char_at(p, at - 1)))) {
      at += letters;
      if (*numbers)
        end = at;
      if (char_at(p, at) == ' ' && *numbers == 0) /* "KS 2015/0123" */
        at++;
      continue;
    } else if (at > i && (dash = dash_at(p, at)) > 0) {
      *parted |= *numbers > 0;
      at += dash;
    } else if (at > i && (char_at(p, at) == '/' || char_at(p, at) == ':' || char_at(p, at) == '.')) {
      *parted |= *numbers > 0;
      at++;
    } else {
      break;
    }
  }
  return end;
}

/* "nr." between the label and the number ("Diarie nr:"), and the colon. */
static gsize after_label(const Parse *p) {
  gsize i = skip_any(p, p->word.end, " .:\t");
  if (g_ascii_strncasecmp(p->text.start + i, "nr", MIN((gsize)2, p->text.length - i)) == 0 && i + 2 < p->text.length &&
      !g_ascii_isalpha(char_at(p, i + 2)))
    i = skip_any(p, i + 2, " .:\t");
  return i;
}

static void parse_diarium(Parse *p, double confidence) {
  gsize start = after_label(p);
  guint numbers;
  gboolean parted;
  gsize end = diarium_end(p, start, &numbers, &parted);
  if (numbers == 0 || (numbers < 2 && end - start < 4) || !(numbers >= 2 && parted) || numbers > 5)
    return;
  g_autofree char *value = dup_range(p, start, end);
  add(p, p->word.start, end, value, "diarienummer", confidence);
}

/* "Vår ref", "Deres referanse": only of letters' heads. A telephone number or a date does not look like 2014/123. */
static void parse_reference(Parse *p) {
  static const char *const owners[] = {"vår", "er", "din", "deres", "dykkar", "our", "your", "vores", "jeres"};
  for (gsize i = 0; i < G_N_ELEMENTS(owners); i++)
    if (p->before.length && scan_word_is(&p->before, owners[i]))
      parse_diarium(p, LIKELY - 0.1);
}

static void parse_book(Parse *p, gboolean isbn) {
  gsize i = p->word.end;
  if (dash_at(p, i) && (g_str_has_prefix(p->text.start + i + 1, "10") || g_str_has_prefix(p->text.start + i + 1, "13")))
    i += 3; /* "ISBN-13:" */
  else if (char_at(p, i) == ' ' && i + 4 < p->text.length &&
           (memcmp(p->text.start + i, " 10:", 4) == 0 || memcmp(p->text.start + i, " 13:", 4) == 0))
    i += 3;
  for (guint words = 0; words < 3; words++) { /* "ISBN (trykt): 978", "ISBN digital 978" */
    i = skip_any(p, i, " .:\t()[],;");
    gsize letters = 0;
    while (letters < 16 && (g_ascii_isalpha(char_at(p, i + letters)) || (guint8)char_at(p, i + letters) >= 0xC3))
      letters++;
    if (letters == 0)
      break;
    i += letters;
  }
  char canonical[14];
  gsize bytes = isbn ? isbn_parse(p->text.start + i, p->text.length - i, canonical)
                     : issn_parse(p->text.start + i, p->text.length - i, canonical);
  gboolean wrong = bytes == 0;
  if (wrong)
    bytes = isbn ? isbn_parse_unchecked(p->text.start + i, p->text.length - i, canonical)
                 : issn_parse_unchecked(p->text.start + i, p->text.length - i, canonical);
  if (bytes == 0)
    return;
  g_autofree char *written = dup_range(p, i, i + bytes);
  Finding *finding = finding_at(p, i, i + bytes, canonical, isbn ? "isbn" : "issn", wrong ? MISTYPED : CERTAIN);
  finding_set_detail(finding, "written", written);
  if (wrong)
    finding_set_detail(finding, "check", "differs");
  document_add_finding(p->document, finding);
}

/* Whether the word is written as the series is: "SOU", "Ds"; "sou" and "DS" are other words. */
static gboolean is_written(const Parse *p, const char *as) {
  return p->word.end - p->word.start == strlen(as) && memcmp(p->text.start + p->word.start, as, strlen(as)) == 0;
}

static void parse_series(Parse *p) {
  static const char *const names[] = {"SOU", "Ds", "SFS", "NOU"};
  static const char *const roles[] = {"sou", "ds", "sfs", "nou"};
  gsize year = skip_any(p, p->word.end, " ");
  if (year == p->word.end || !is_year(p, year) || char_at(p, year + 4) != ':')
    return;
  gsize number = skip_any(p, year + 5, " "), n = digits_from(p, number);
  if (n == 0 || n > 4)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    if (is_written(p, names[i]) && (i == 3 || number == year + 5)) {
      g_autofree char *value =
          g_strdup_printf("%s %.4s:%.*s", names[i], p->text.start + year, (int)n, p->text.start + number);
      add(p, p->word.start, number + n, value, roles[i], CERTAIN);
    }
}

/* Swedish "Prop. 2009/10:155" and Norwegian "Prop. 1 S (2012–2013)", "Prop. 65 L". */
static void parse_proposition(Parse *p) {
  gsize i = skip_any(p, p->word.end, ". "), end = session_at(p, i);
  if (end && char_at(p, end) == ':' && digits_from(p, end + 1) > 0 && digits_from(p, end + 1) < 5) {
    gsize last = end + 1 + digits_from(p, end + 1);
    g_autofree char *number = dup_range(p, i, last);
    g_autofree char *value = g_strconcat("Prop. ", number, NULL);
    add(p, p->word.start, last, value, "prop", CERTAIN);
    return;
  }
  gsize n = digits_from(p, i);
  char kind = char_at(p, i + n + 1);
  if (n == 0 || n > 3 || char_at(p, i + n) != ' ' || !kind || !strchr("SLE", kind) ||
      g_ascii_isalnum(char_at(p, i + n + 2)))
    return;
  gsize last = i + n + 2;
  g_autofree char *session = NULL, *number = dup_range(p, i, last);
  last = session_in_brackets(p, last, &session);
  g_autofree char *value =
      g_strconcat("Prop. ", number, session ? " (" : "", session ? session : "", session ? ")" : "", NULL);
  add(p, p->word.start, last, value, "prop", CERTAIN);
}

/* "St.meld. nr. 26 (2006–2007)", "St. meld. nr 26", "Meld. St. 18 (2011–2012)", "Ot.prp." is history. */
static void parse_report(Parse *p) {
  gboolean old = p->before.length && scan_word_is(&p->before, "st");
  gsize i = skip_any(p, p->word.end, ". ");
  if (!old) {
    if (g_ascii_strncasecmp(p->text.start + i, "st", MIN((gsize)2, p->text.length - i)) != 0 ||
        char_at(p, i + 2) != '.')
      return;
    i = skip_any(p, i + 3, " ");
  }
  if (g_ascii_strncasecmp(p->text.start + i, "nr", MIN((gsize)2, p->text.length - i)) == 0)
    i = skip_any(p, i + 2, ". ");
  gsize n = digits_from(p, i);
  if (n == 0 || n > 3)
    return;
  g_autofree char *session = NULL, *number = dup_range(p, i, i + n);
  gsize end = session_in_brackets(p, i + n, &session);
  g_autofree char *value = g_strconcat(old ? "St.meld. nr. " : "Meld. St. ", number, session ? " (" : "",
                                       session ? session : "", session ? ")" : "", NULL);
  add(p, old ? p->before.start : p->word.start, end, value, "meld-st", session ? CERTAIN : LIKELY);
}

/* "Innst. 230 S (2011–2012)", "Innst. S. nr. 150 (2004–2005)". */
static void parse_recommendation(Parse *p) {
  gsize i = skip_any(p, p->word.end, ". "), n, end;
  char kind = char_at(p, i);
  g_autofree char *session = NULL, *number = NULL, *value = NULL;
  if (kind && strchr("SLO", kind) && char_at(p, i + 1) == '.') {
    i = skip_any(p, i + 2, " ");
    if (g_ascii_strncasecmp(p->text.start + i, "nr", MIN((gsize)2, p->text.length - i)) == 0)
      i = skip_any(p, i + 2, ". ");
    n = digits_from(p, i);
    end = i + n;
    number = g_strdup_printf("%c. nr. %.*s", kind, (int)MIN(n, (gsize)5), p->text.start + i);
  } else {
    n = digits_from(p, i);
    kind = char_at(p, i + n + 1);
    if (!kind || !strchr("SL", kind) || char_at(p, i + n) != ' ')
      return;
    end = i + n + 2;
    number = dup_range(p, i, end);
  }
  if (n == 0 || n > 4)
    return;
  end = session_in_brackets(p, end, &session);
  value = g_strconcat("Innst. ", number, session ? " (" : "", session ? session : "", session ? ")" : "", NULL);
  add(p, p->word.start, end, value, "innst", CERTAIN);
}

/* "lov 17. juni 2016 nr. 73", "Forskrift av 12. august 2016 nr. 974": TRUE where it was one. */
static gboolean parse_worded_law(Parse *p) {
  gsize i = skip_any(p, p->word.end, " ");
  if (p->text.length - i > 3 && g_ascii_strncasecmp(p->text.start + i, "av ", 3) == 0)
    i += 3;
  if (i == p->word.end || digits_from(p, i) == 0 || digits_from(p, i) > 2)
    return FALSE;
  const char *nr = g_strstr_len(p->text.start + i, (gssize)MIN(p->text.length - i, (gsize)LONGEST), " nr");
  if (!nr)
    return FALSE;
  g_autoptr(GArray) told = g_array_new(FALSE, FALSE, sizeof(ToldDate));
  dates_find(NULL, p->text.start + i, (gsize)(nr - p->text.start) - i, told); /* no date beside the number of a law */
  const ToldDate *date = told->len ? &g_array_index(told, ToldDate, 0) : NULL;
  if (!date || date->start > 0 || date->precision != DATE_PRECISION_DAY || date->interval || date->year_missing)
    return FALSE;
  gsize at = skip_any(p, i + date->end, " ");
  if (p->text.length - at < 3 || g_ascii_strncasecmp(p->text.start + at, "nr", 2) != 0)
    return FALSE;
  at = skip_any(p, at + 2, ". ");
  gsize n = digits_from(p, at);
  if (n == 0 || n > 5)
    return FALSE;
  gboolean law = scan_word_is(&p->word, "lov");
  g_autofree char *value = g_strdup_printf("%s-%s-%.*s", law ? "LOV" : "FOR", date->value, (int)n, p->text.start + at);
  add(p, p->word.start, at + n, value, law ? "lov" : "forskrift", CERTAIN);
  return TRUE;
}

/* Lovdata's "LOV-2005-06-17-62" and "FOR-2006-12-15-1446", also "LOV 2005-06-17 nr. 62" and "lov 2005-06-17 nr 62". */
static void parse_law(Parse *p) {
  gsize i = skip_any(p, p->word.end, "- ");
  if (parse_worded_law(p))
    return;
  if (i == p->word.end || !is_year(p, i) || char_at(p, i + 4) != '-' || digits_from(p, i + 5) != 2 ||
      char_at(p, i + 7) != '-' || digits_from(p, i + 8) != 2)
    return;
  gsize at = skip_any(p, i + 10, "- ");
  if (g_ascii_strncasecmp(p->text.start + at, "nr", MIN((gsize)2, p->text.length - at)) == 0)
    at = skip_any(p, at + 2, ". ");
  gsize n = digits_from(p, at);
  if ((n == 0 && char_at(p, p->word.end) != '-') || (n > 0 && at == i + 10) || n > 5)
    return;
  gboolean law = scan_word_is(&p->word, "lov");
  g_autofree char *date = dup_range(p, i, i + 10);
  g_autofree char *number = dup_range(p, at, at + n);
  g_autofree char *value = g_strconcat(law ? "LOV-" : "FOR-", date, n ? "-" : "", number, NULL);
  add(p, p->word.start, n ? at + n : i + 10, value, law ? "lov" : "forskrift", n ? CERTAIN : LIKELY);
}

/* DOI Handbook 2.2: "10.", a registrant of digits, "/", any printable signs; those that end sentences are not its. */
static void parse_doi(Parse *p) {
  gsize i = p->word.end;
  if (g_str_has_prefix(p->text.start + i, ".org/"))
    i += 5;
  i = skip_any(p, i, ": ");
  gsize n = i + 3 < p->text.length && memcmp(p->text.start + i, "10.", 3) == 0 ? digits_from(p, i + 3) : 0;
  if (n < 4 || n > 9 || char_at(p, i + 3 + n) != '/')
    return;
  gsize end = i + 4 + n;
  while (end < p->text.length && g_ascii_isgraph(char_at(p, end)) && !strchr("\"<>{}|\\^`", char_at(p, end)))
    end++;
  while (end > i + 4 + n && strchr(".,;:)]'!?", char_at(p, end - 1)))
    end--;
  if (end == i + 4 + n || end - i > 200)
    return;
  g_autofree char *written = dup_range(p, i, end);
  g_autofree char *value = g_ascii_strdown(written, -1);
  add(p, i, end, value, "doi", CERTAIN);
}

static void parse_numbered(Parse *p, NumberedWord word, const char *role) {
  gsize start, end = series_number_after(word, p->text, p->word.end, &start);
  if (end == 0)
    return;
  g_autofree char *value = dup_range(p, start, end);
  add(p, p->word.start, end, value, role, LIKELY);
}

/* --- the stage ----------------------------------------------------------------------------------------------- */

static void parse_scheme(Parse *p, guint32 classes) {
  if (classes & (1u << DIARIUM))
    parse_diarium(p, LIKELY);
  else if (classes & (1u << REFERENCE))
    parse_reference(p);
  else if (classes & ((1u << ISBN) | (1u << ISSN)))
    parse_book(p, (classes & (1u << ISBN)) != 0);
  else if (classes & (1u << SERIES))
    parse_series(p);
  else if (classes & (1u << PROPOSITION))
    parse_proposition(p);
  else if (classes & (1u << REPORT_TO_STORTING))
    parse_report(p);
  else if (classes & (1u << RECOMMENDATION))
    parse_recommendation(p);
  else if (classes & (1u << LAW))
    parse_law(p);
  else if (classes & (1u << DOI))
    parse_doi(p);
  else if (classes & (1u << REPORT))
    parse_numbered(p, NUMBERED_REPORT, "report");
  else if (classes & (1u << PROJECT))
    parse_numbered(p, NUMBERED_PROJECT, "project");
  else if (classes & (1u << BOOK))
    parse_numbered(p, NUMBERED_BOOK, "report");
}

/* "ER 2010:15", "TA-2142/2005", "NS 6430". */
static void parse_code(Parse *p) {
  const char *role;
  gsize end = series_code(p->text, p->word.start, p->word.end, &role);
  if (end == 0)
    return;
  g_autofree char *value = dup_range(p, p->word.start, end);
  add(p, p->word.start, end, value, role, LIKELY);
}

static void read_text(Document *document, guint unit, FindingField field, const char *text, const WordTable *table) {
  Parse p = {.document = document, .unit = unit, .field = field, .text = span_of(text)};
  gsize position = 0;
  guint before = document->findings->len;
  while (scan_word(p.text, &position, &p.word) && document->findings->len - before < MOST_IN_UNIT) {
    guint32 classes = p.word.length <= 16 ? word_table_get(table, &p.word) : 0;
    guint found = document->findings->len;
    if (classes)
      parse_scheme(&p, classes);
    if (p.word.capital && p.word.length <= MOST_CAPITALS && document->findings->len == found)
      parse_code(&p);
    p.before = p.word;
  }
}

void stage_identifiers(Document *document) {
  static const WordTable *table;
  if (!table)
    table = word_table_new(schemes, G_N_ELEMENTS(schemes));
  read_text(document, 0, FINDING_IN_TITLE, document->title, table);
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    read_text(document, unit->ordinal, FINDING_IN_HEADING, unit->heading, table);
    read_text(document, unit->ordinal, FINDING_IN_TEXT, unit->text, table);
  }
  for (guint i = 0; i < document->furniture->len && i < MOST_FURNITURE; i++)
    read_text(document, 0, FINDING_IN_METADATA, ((const Furniture *)document->furniture->pdata[i])->text, table);
}
