/* The stage `dates`: every date that is told, with its role, and the date of the document.
 *
 * Roles come from the words around, on the same line: a label or a deadline's words before the date, a clock time
 * behind it, the heading that it stands in. A date without a year gets it from its weekday, an earlier date of the
 * unit, the heading or the document. Then each date is weighed as the document's own: for meetings and presentations
 * the event, for all else when it was published; a year that is only told of never wins. Where the text says nothing,
 * metadata does; what only a web page's text bounds becomes a date with role "inferred". */
#include "language/dates.h"

#include "pipeline/stages/lines.h"
#include "pipeline/stages/meeting_labels.h"
#include "pipeline/stages/stage.h"

#include <string.h>

#define REACH 70       /* bytes before a date in which words can say its role */
#define AFTER 40       /* bytes after it */
#define WANTED 3.0     /* weight from which on a date is the document's */
#define FIRST_UNITS 3  /* units that are the head of a document */
#define HEAD_BYTES 500 /* and how much of their text */
#define NEAR_END 400   /* bytes at the end of a document where a colophon stands */
#define MOST_DATES 20000

typedef enum { ROLE_EVENT, ROLE_DEADLINE, ROLE_PUBLISHED, ROLE_PERIOD, ROLE_FUTURE, ROLE_MENTIONED } Role;

static const char *const role_names[] = {"event", "deadline", "published", "period", "future", "mentioned"};

typedef struct {
  ToldDate date;
  guint unit; /* ordinal; 0: the title */
  FindingField field;
  Role role;
  gboolean inferred; /* its year */
  double weight;     /* as the document's own */
} Told;

typedef struct {
  Document *document;
  GArray *told; /* Told */
  GArray *dates;
} Dates;

/* --- the words around
 * -------------------------------------------------------------------------------------------------- */

static gboolean holds_any(const char *lower, const char *const *words) {
  for (; *words; words++)
    if (strstr(lower, *words))
      return TRUE;
  return FALSE;
}

/* Lower case of the line's bytes before the date, at most REACH of them, or after it, at most AFTER. Caller frees. */
static char *around(const char *text, gsize length, const ToldDate *date, gboolean before) {
  gsize from, to;
  if (before) {
    to = from = date->start;
    while (from > 0 && to - from < REACH && text[from - 1] != '\n')
      from--;
    while (from < to && ((guchar)text[from] & 0xc0) == 0x80)
      from++;
  } else {
    from = to = date->end;
    while (to < length && to - from < AFTER && text[to] != '\n')
      to++;
    while (to > from && to < length && ((guchar)text[to] & 0xc0) == 0x80)
      to--;
  }
  return g_utf8_strdown(text + from, (gssize)(to - from));
}

static const char *const deadline_words[] = {
    "senast",   "sista dag",     "anmälan",     "anmäl ",     "anmäla",     "osa",
    "o.s.a",    "svar senast",   "svara",       "påmelding",  "påmeldings", "frist",
    "innen ",   "innan ",        "meld deg på", "meld på",    "tilmelding", "senest",
    "deadline", "no later than", "register by", "sök senast", "ansök",      "søknadsfrist",
    "remiss",   "høringsfrist",  "lämnas in",   "sendes inn", "svarsdatum", NULL};
static const char *const published_words[] = {
    "publicerad",     "publicerat", "publiserad",  "publisert",  "publisert:",     "uppdaterad",
    "uppdaterat",     "oppdatert",  "sist endret", "sist endra", "senast ändrad",  "sidan uppdaterades",
    "granskad",       "opprettet",  "oppretta",    "utgitt",     "utgiven",        "utgjeven",
    "utgåva",         "utgave",     "utgåve",      "lagt ut",    "upplagd",        "nytt ",
    "published",      "updated",    "tryckt",      "trykt",      "version",        "versjon",
    "offentliggjort", "udgivet",    "opdateret",   "skrivet av", "godkjent",       "fastställd",
    "antagen",        "vedtatt",    "vedteke",     "beslutad",   "sist oppdatert", "nyhetsbrev",
    "nyheitsbrev",    "nummer ",    "nr ",         NULL};
static const char *const event_words[] = {"datum",      "dato",      "tid:",        "tid\t",        "tidspunkt",
                                          "när",        "når",       "välkom",      "velkom",       "inbjud",
                                          "invitasjon", "innkall",   "kallelse",    "möte",         "møte",
                                          "seminar",    "konferens", "konferanse",  "samling",      "workshop",
                                          "verksted",   "kurs",      "webbinarium", "webinar",      "träff",
                                          "dagen",      "program",   "studiebesök", "studiebesøk",  "fagdag",
                                          "temadag",    "årsmöte",   "årsmøte",     "referat",      "minnesanteckning",
                                          "protokoll",  "hålls",     "holdes",      "arrangerades", "arrangeres",
                                          "anordnade",  "ägde rum",  "fant sted",   "presentation", "presentasjon",
                                          "foredrag",   "föredrag",  "conference",  "meeting",      "mødet",
                                          "samles",     "træffes",   NULL};
static const char *const other_meeting_words[] = {"förra möte",    "föregående",
                                                  "nästa möte",    "nästa träff",
                                                  "forrige",       "førre",
                                                  "neste møte",    "neste samling",
                                                  "neste møde",    "næste møde",
                                                  "tidigare möte", "next meeting",
                                                  "previous",      "sist møte",
                                                  "siste møte",    "senaste mötet",
                                                  "veien videre",  "vegen vidare",
                                                  "nästa ",        "neste ",
                                                  "næste ",        NULL};
static const char *const future_words[] = {
    "kommer att", "kommer til", "planeras", "planlegges", "planlagt",  "planerad",       "ska ",          "skal ",
    "vil ",       "skall ",     "will ",    "förväntas",  "forventes", "innen utgangen", "före utgången", NULL};

static gboolean has_clock(const char *lower) {
  for (const char *p = lower; *p; p++)
    if (g_ascii_isdigit(p[0]) && (p[1] == '.' || p[1] == ':') && g_ascii_isdigit(p[2]) && g_ascii_isdigit(p[3]) &&
        !g_ascii_isdigit(p[4]))
      return TRUE;
  return strstr(lower, "kl") || strstr(lower, "klockan") || strstr(lower, "klokka");
}

/* The role of the label that begins the date's line, or NULL. */
static const char *label_of(const char *text, const ToldDate *date) {
  gsize from = date->start;
  MeetingLine parsed;
  while (from > 0 && text[from - 1] != '\n')
    from--;
  return meeting_line_parse((TextSpan){text + from, date->end - from}, &parsed) ? parsed.role : NULL;
}

static Role role_of(const Told *told, const char *before, const char *after, const char *label) {
  const ToldDate *date = &told->date;
  gboolean interval_of_years = date->precision == DATE_INTERVAL && strlen(date->value) <= 9;
  if (label && (strcmp(label, "when") == 0 || strcmp(label, "when-and-venue") == 0))
    return ROLE_EVENT;
  if (label && strcmp(label, "registration") == 0)
    return ROLE_DEADLINE;
  if (interval_of_years)
    return ROLE_PERIOD;
  if (date->precision != DATE_YEAR && holds_any(before, deadline_words))
    return ROLE_DEADLINE;
  if (holds_any(before, published_words))
    return ROLE_PUBLISHED;
  if (date->precision <= DATE_WEEK || (date->precision == DATE_INTERVAL && date->value[0]))
    if (holds_any(before, event_words) || (date->weekday && has_clock(after)) || told->field == FINDING_IN_HEADING ||
        told->field == FINDING_IN_TITLE)
      return ROLE_EVENT;
  if (holds_any(before, future_words) || holds_any(after, future_words))
    return ROLE_FUTURE;
  return ROLE_MENTIONED;
}

/* --- the weight as the document's own
 * ------------------------------------------------------------------------------------ */

/* Nothing else stands on the line but a place's name: "Bodø, februar 2023". */
static gboolean is_line_of_its_own(const char *text, gsize length, const ToldDate *date) {
  gsize from = date->start, to = date->end, words = 0;
  while (from > 0 && text[from - 1] != '\n')
    from--;
  while (to < length && text[to] != '\n')
    to++;
  TextSpan before = span_trim((TextSpan){text + from, date->start - from}), word;
  while (span_next_word(&before, &word))
    words++;
  return words <= 3 && span_characters(span_trim((TextSpan){text + date->end, to - date->end})) <= 3;
}

static gboolean is_event_kind(DocumentKind kind) {
  return kind == DOCUMENT_KIND_MEETING || kind == DOCUMENT_KIND_PRESENTATION;
}

static double weigh_event(const Dates *dates, const Told *told, const char *before, const char *after,
                          const char *label) {
  double weight = 0;
  gboolean meeting = dates->document->kind == DOCUMENT_KIND_MEETING;
  gboolean head = told->unit <= FIRST_UNITS;
  if (label && told->role == ROLE_EVENT)
    weight += 5;
  if (told->field == FINDING_IN_TITLE)
    weight += 4;
  else if (told->field == FINDING_IN_HEADING && head)
    weight += 3.5;
  if (told->date.weekday)
    weight += meeting ? 2 : 0.5;
  if (has_clock(after))
    weight += 1.5;
  if (holds_any(before, event_words))
    weight += 1;
  if (head && told->date.end <= HEAD_BYTES)
    weight += 2;
  else if (!head)
    weight -= meeting ? 1 : 2.5;
  if (told->role == ROLE_DEADLINE)
    weight -= 6;
  if (told->role == ROLE_PUBLISHED)
    weight -= meeting ? 4 : 1;
  if (holds_any(before, other_meeting_words))
    weight -= 5;
  if (told->date.precision == DATE_MONTH)
    weight -= meeting ? 1 : 0;
  return weight;
}

static double weigh_published(const Dates *dates, const Told *told, const char *before, const char *label,
                              gboolean own_line, gboolean near_end) {
  double weight = 0;
  gboolean head = told->unit <= FIRST_UNITS;
  if (told->role == ROLE_PUBLISHED)
    weight += 4.5;
  if (told->field == FINDING_IN_TITLE)
    weight += 3.5;
  else if (told->field == FINDING_IN_HEADING && told->unit <= 2)
    weight += dates->document->kind == DOCUMENT_KIND_PAGE ? 0.5 : 3;
  if (own_line)
    weight += 3;
  if (head && told->date.end <= HEAD_BYTES)
    weight += 1;
  if (near_end && own_line)
    weight += 1;
  if (told->role == ROLE_DEADLINE || told->role == ROLE_PERIOD)
    weight -= 6;
  if (told->role == ROLE_FUTURE)
    weight -= 4;
  if (told->role == ROLE_EVENT && (told->date.weekday || label))
    weight -= 3;
  if (holds_any(before, other_meeting_words))
    weight -= 3;
  return weight;
}

static gboolean is_copyright(const char *before) {
  return strstr(before, "©") || strstr(before, "copyright") || strstr(before, "(c)");
}

static double weigh(const Dates *dates, const Told *told, const char *text, gsize length, const char *before,
                    const char *after, const char *label) {
  if (told->date.no_year || is_copyright(before))
    return -100;
  double weight;
  if (is_event_kind(dates->document->kind)) {
    weight = weigh_event(dates, told, before, after, label);
  } else {
    gboolean near_end = told->unit + 1 >= dates->document->units->len && length - told->date.end <= NEAR_END;
    weight =
        weigh_published(dates, told, before, label,
                        told->field != FINDING_IN_TITLE && is_line_of_its_own(text, length, &told->date), near_end);
  }
  if (told->date.precision == DATE_YEAR)
    weight -= 2.5;
  if (told->date.precision == DATE_SEASON)
    weight -= 2;
  if (told->inferred)
    weight -= 1;
  return weight;
}

/* --- years that are not told
 * --------------------------------------------------------------------------------------------- */

static int year_of(const char *value) {
  return g_ascii_isdigit(value[0]) ? atoi(value) : 0;
}

/* The year, of those near the one told before, in which the day falls on the weekday. */
static int year_by_weekday(const ToldDate *date, int around_year) {
  static const int steps[] = {0, 1, -1, 2, -2, 3, -3};
  for (gsize i = 0; date->weekday && around_year && i < G_N_ELEMENTS(steps); i++) {
    ToldDate tried = *date;
    if (dates_set_year(&tried, around_year + steps[i]) && tried.check == WEEKDAY_AGREES)
      return around_year + steps[i];
  }
  return 0;
}

/* A year of the unit's own heading or of an earlier date, else of the document's. */
static void infer_years(Dates *dates, int document_year) {
  int last = 0;
  guint unit = 0;
  for (guint i = 0; i < dates->told->len; i++) {
    Told *told = &g_array_index(dates->told, Told, i);
    if (told->unit != unit) {
      unit = told->unit;
      last = 0;
    }
    if (!told->date.no_year) {
      if (told->date.precision != DATE_INTERVAL || told->role != ROLE_PERIOD)
        last = year_of(told->date.value);
      continue;
    }
    int near = last ? last : document_year;
    int year = year_by_weekday(&told->date, near ? near : document_year);
    told->inferred = dates_set_year(&told->date, year ? year : near);
  }
}

/* The year that most dates of the document's head or title have, or any date: a first guess before there is one. */
static int guess_year(const Dates *dates) {
  for (guint i = 0; i < dates->told->len; i++) {
    const Told *told = &g_array_index(dates->told, Told, i);
    if (!told->date.no_year && told->date.precision <= DATE_SEASON && told->role != ROLE_PERIOD)
      return year_of(told->date.value);
  }
  for (guint i = 0; i < dates->told->len; i++) {
    const Told *told = &g_array_index(dates->told, Told, i);
    if (!told->date.no_year && told->unit <= FIRST_UNITS)
      return year_of(told->date.value);
  }
  return 0;
}

/* --- reading
 * -------------------------------------------------------------------------------------------------------------- */

static void read_field(Dates *dates, guint unit, FindingField field, const char *text) {
  if (!text || dates->told->len >= MOST_DATES)
    return;
  g_array_set_size(dates->dates, 0);
  dates_find(text, strlen(text), dates->dates);
  for (guint i = 0; i < dates->dates->len; i++) {
    Told told = {.date = g_array_index(dates->dates, ToldDate, i), .unit = unit, .field = field};
    g_array_append_val(dates->told, told);
  }
}

static const char *text_of(const Dates *dates, const Told *told) {
  const Unit *unit = document_get_unit(dates->document, told->unit);
  if (told->field == FINDING_IN_TITLE)
    return dates->document->title;
  return told->field == FINDING_IN_HEADING ? unit->heading : unit->text;
}

static void judge(Dates *dates, Told *told, gboolean roles) {
  const char *text = text_of(dates, told);
  gsize length = strlen(text);
  g_autofree char *before = around(text, length, &told->date, TRUE), *after = around(text, length, &told->date, FALSE);
  const char *label = told->field == FINDING_IN_TEXT ? label_of(text, &told->date) : NULL;
  if (roles)
    told->role = role_of(told, before, after, label);
  else
    told->weight = weigh(dates, told, text, length, before, after, label);
}

static void judge_all(Dates *dates, gboolean roles) {
  for (guint i = 0; i < dates->told->len; i++)
    judge(dates, &g_array_index(dates->told, Told, i), roles);
}

/* --- the document's date
 * ---------------------------------------------------------------------------------------------------- */

static const Told *best(const Dates *dates) {
  const Told *found = NULL;
  for (guint i = 0; i < dates->told->len; i++) {
    const Told *told = &g_array_index(dates->told, Told, i);
    if (told->weight >= WANTED && (!found || told->weight > found->weight))
      found = told;
  }
  return found;
}

static gboolean set_from_metadata(Document *document) {
  static const char *const keys[] = {"issued", "modified", "created"};
  for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
    const char *value = g_hash_table_lookup(document->metadata, keys[i]);
    char first[11], last[11];
    g_autofree char *day = value ? g_strndup(value, 10) : NULL;
    if (!day || !dates_bounds(day, first, last) || atoi(day) < 1970)
      continue;
    if (strlen(day) == 10 && strcmp(first, day) != 0)
      continue;
    document_set_string(&document->date, day);
    document_add_finding(document, finding_new(FINDING_DATE, 0, FINDING_IN_METADATA, 0, 0, day, "published", 0.6));
    return TRUE;
  }
  return FALSE;
}

/* The newest date that has been told of as past bounds a page from below. */
static void infer_bounds(Dates *dates) {
  char newest[11] = "", first[11], last[11];
  for (guint i = 0; i < dates->told->len; i++) {
    const Told *told = &g_array_index(dates->told, Told, i);
    if (told->role != ROLE_FUTURE && told->role != ROLE_DEADLINE && told->role != ROLE_PERIOD && !told->date.no_year &&
        told->weight > -50 && dates_bounds(told->date.value, first, last) && strcmp(first, newest) > 0)
      strcpy(newest, first);
  }
  if (!*newest)
    return;
  Finding *finding = document_add_finding(
      dates->document, finding_new(FINDING_DATE, 0, FINDING_IN_METADATA, 0, 0, newest, "inferred", 0.3));
  if (finding)
    finding_set_detail(finding, "not-before", newest);
}

static void set_document_date(Dates *dates) {
  Document *document = dates->document;
  const Told *told = best(dates);
  if (told) {
    const char *text = text_of(dates, told);
    g_autofree char *evidence = g_strndup(text + told->date.start, told->date.end - told->date.start);
    document_set_string(&document->date, told->date.value);
    document_set_string(&document->date_evidence, evidence);
  } else if (!document->date && (is_event_kind(document->kind) || !set_from_metadata(document))) {
    infer_bounds(dates);
  }
}

/* --- findings
 * ----------------------------------------------------------------------------------------------------------------- */

static void add_finding(Dates *dates, const Told *told) {
  double confidence = told->date.no_year ? 0.4 : told->inferred ? 0.7 : told->date.precision == DATE_YEAR ? 0.8 : 0.95;
  Finding *finding = document_add_finding(
      dates->document, finding_new(FINDING_DATE, told->unit, told->field, told->date.start, told->date.end,
                                   told->date.value, role_names[told->role], confidence));
  if (!finding)
    return;
  finding_set_detail(finding, "precision", date_precision_name(told->date.precision));
  if (told->inferred)
    finding_set_detail(finding, "year", "inferred");
  if (told->date.check != WEEKDAY_NOT_TOLD)
    finding_set_detail(finding, "weekday", told->date.check == WEEKDAY_AGREES ? "agrees" : "differs");
}

void stage_dates(Document *document) {
  Dates dates = {document, g_array_new(FALSE, FALSE, sizeof(Told)), g_array_new(FALSE, FALSE, sizeof(ToldDate))};
  read_field(&dates, 0, FINDING_IN_TITLE, document->title);
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    read_field(&dates, unit->ordinal, FINDING_IN_HEADING, unit->heading);
    read_field(&dates, unit->ordinal, FINDING_IN_TEXT, unit->text);
  }
  judge_all(&dates, TRUE);
  judge_all(&dates, FALSE);
  const Told *sure = best(&dates);
  infer_years(&dates, sure ? year_of(sure->date.value) : guess_year(&dates));
  judge_all(&dates, FALSE);
  for (guint i = 0; i < dates.told->len; i++)
    add_finding(&dates, &g_array_index(dates.told, Told, i));
  set_document_date(&dates);
  g_array_unref(dates.told);
  g_array_unref(dates.dates);
}
