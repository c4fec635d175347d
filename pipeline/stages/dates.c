/* The stage `dates`: what the units tell of dates, each with its role, and the date of the document itself.
 *
 * A date without a year gets it from what is near and sure: the event, an earlier date of the unit, a heading, the
 * title, the document's date; the weekday decides between years where it is told. Where nothing tells, it stays
 * truncated. A page that does not say when it was written is bounded by what it tells: not before the last year that
 * it looks back at, not after the first that it looks forward to. */
#include "pipeline/stages/date_roles.h"
#include "pipeline/stages/stage.h"

#include <string.h>

#define MOST_CANDIDATES 6
#define MOST_FURNITURE 60
#define LONGEST_FURNITURE 1000 /* bytes */
#define NEAR_YEARS 1           /* beside a candidate's, in which a weekday may still agree */

/* --- collecting ------------------------------------------------------------------------------------------------ */

static void collect(GArray *mentions, GArray *told, const char *language, const char *text, guint unit,
                    FindingField field) {
  if (!text || mentions->len >= FINDINGS_MAX)
    return;
  g_array_set_size(told, 0);
  dates_find(language, text, strlen(text), told);
  for (guint i = 0; i < told->len; i++) {
    DateMention mention = {.told = g_array_index(told, ToldDate, i), .text = text, .unit = unit, .field = field};
    date_mention_judge(&mention);
    g_array_append_val(mentions, mention);
  }
}

/* What the edge of a page says of the page: "Publisert: 06.10.2022", "Sidan granskad 2025-01-09". */
static void collect_furniture(const Document *document, GArray *mentions, GArray *told) {
  for (guint i = 0; i < document->furniture->len && i < MOST_FURNITURE; i++) {
    const char *text = ((const Furniture *)document->furniture->pdata[i])->text;
    g_array_set_size(told, 0);
    if (strlen(text) <= LONGEST_FURNITURE)
      dates_find(document->language, text, strlen(text), told);
    for (guint k = 0; k < told->len; k++) {
      DateMention mention = {
          .told = g_array_index(told, ToldDate, k), .text = text, .field = FINDING_IN_METADATA, .furniture = TRUE};
      date_mention_judge(&mention);
      if (mention.role == DATE_ROLE_PUBLISHED && mention.issue && !mention.copyright && !mention.told.year_missing)
        g_array_append_val(mentions, mention);
    }
  }
}

static GArray *collect_all(const Document *document) {
  GArray *mentions = g_array_new(FALSE, FALSE, sizeof(DateMention));
  g_autoptr(GArray) told = g_array_new(FALSE, FALSE, sizeof(ToldDate));
  collect(mentions, told, document->language, document->title, 0, FINDING_IN_TITLE);
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    const char *language = strcmp(unit->language, "und") == 0 ? document->language : unit->language;
    collect(mentions, told, language, unit->heading, unit->ordinal, FINDING_IN_HEADING);
    collect(mentions, told, language, unit->text, unit->ordinal, FINDING_IN_TEXT);
  }
  dates_join_spans(mentions);
  collect_furniture(document, mentions, told);
  return mentions;
}

/* --- years ----------------------------------------------------------------------------------------------------- */

/* What of the years near a date is known while going through the document. */
typedef struct {
  guint unit;    /* of the two after it */
  guint nearest; /* of the nearest earlier date in the unit; 0: none */
  guint heading; /* of the unit's heading, or the last short line that tells a year */
  guint earlier; /* of the last date or heading that tells one, in whichever unit before */
  guint title, event, document;
} Years;

static void see_year(Years *years, const DateMention *mention) {
  const ToldDate *told = &mention->told;
  if (mention->unit != years->unit) {
    years->unit = mention->unit;
    years->nearest = years->heading = 0;
  }
  if (told->year_missing || mention->inferred || mention->copyright)
    return;
  if (told->precision < DATE_PRECISION_YEAR)
    years->nearest = years->earlier = told->last.year;
  else if (!told->interval && (mention->field != FINDING_IN_TEXT || mention->short_line))
    years->heading = years->nearest = years->earlier = told->last.year;
  if (mention->field == FINDING_IN_TITLE && !told->interval)
    years->title = told->last.year;
}

static gboolean try_weekday(DateMention *mention, const guint *candidates, guint count) {
  for (guint i = 0; i < count; i++)
    for (int step = 0; step <= 2 * NEAR_YEARS; step++) {
      int offset = step % 2 ? (step + 1) / 2 : -step / 2;
      ToldDate dated = mention->told;
      if (told_date_set_year(&dated, (guint)((int)candidates[i] + offset)) && dated.weekday_agrees) {
        mention->told = dated;
        return TRUE;
      }
    }
  return FALSE;
}

/* A deadline is not after what it is for. */
static void put_before_event(DateMention *mention, const DateMention *event) {
  if (mention->role == DATE_ROLE_DEADLINE && event && !event->told.year_missing && !mention->told.weekday &&
      strcmp(mention->told.value, event->told.value) > 0)
    told_date_set_year(&mention->told, mention->told.last.year - 1);
}

static void infer_year(DateMention *mention, const Years *years, const DateMention *event) {
  guint candidates[MOST_CANDIDATES], count = 0;
  const guint order[] = {years->nearest, years->heading, years->event, years->title, years->document, years->earlier};
  for (gsize i = 0; i < G_N_ELEMENTS(order); i++)
    if (order[i])
      candidates[count++] = order[i];
  if (count == 0)
    return;
  if (!(mention->told.weekday && try_weekday(mention, candidates, count)) &&
      !told_date_set_year(&mention->told, candidates[0]))
    return;
  mention->inferred = TRUE;
  mention->far = candidates[0] == years->earlier && count == 1;
  if (years->nearest == 0 || years->nearest == years->event)
    put_before_event(mention, event);
}

static guint year_of(const char *date) {
  return date && strlen(date) >= 4 ? (guint)g_ascii_strtoull(date, NULL, 10) : 0;
}

/* The year of the first day or month that is told in full; 0: none. */
static guint first_year(const GArray *mentions) {
  for (guint i = 0; i < mentions->len; i++) {
    const DateMention *mention = &g_array_index(mentions, DateMention, i);
    if (!mention->told.year_missing && !mention->copyright && mention->told.precision < DATE_PRECISION_YEAR)
      return mention->told.first.year;
  }
  return 0;
}

static void infer_years(const Document *document, GArray *mentions, const DateMention *event) {
  Years years = {.document = document->date ? year_of(document->date) : first_year(mentions)};
  if (event && !event->told.year_missing)
    years.event = event->told.last.year;
  for (guint i = 0; i < mentions->len; i++) {
    DateMention *mention = &g_array_index(mentions, DateMention, i);
    see_year(&years, mention);
    if (mention->told.year_missing)
      infer_year(mention, &years, event);
  }
}

/* --- findings -------------------------------------------------------------------------------------------------- */

static double confidence_of(const DateMention *mention) {
  const ToldDate *told = &mention->told;
  if (told->year_missing)
    return .3;
  if (mention->inferred)
    return told->weekday_agrees ? .8 : mention->far ? .4 : .6;
  double confidence = told->precision == DATE_PRECISION_DAY ? .95 : told->precision < DATE_PRECISION_YEAR ? .9 : .7;
  return told->weekday && !told->weekday_agrees ? confidence - .25 : confidence;
}

static void set_bound(Finding *finding, const char *name, const GDate *date) {
  char text[16];
  g_snprintf(text, sizeof text, "%04u-%02u-%02u", (guint)g_date_get_year(date), (guint)g_date_get_month(date),
             (guint)g_date_get_day(date));
  finding_set_detail(finding, name, text);
}

static Finding *finding_of(const DateMention *mention) {
  const ToldDate *told = &mention->told;
  gboolean outside = mention->furniture;
  Finding *finding =
      finding_new(FINDING_DATE, mention->unit, mention->field, outside ? 0 : told->start, outside ? 0 : told->end,
                  told->value, date_role_name(mention->role), confidence_of(mention));
  GDate first, last;
  finding_set_detail(finding, "precision", date_precision_name(told->precision));
  if (told->weekday && !told->year_missing && told->precision == DATE_PRECISION_DAY)
    finding_set_detail(finding, "weekday", told->weekday_agrees ? "agrees" : "differs");
  if (mention->inferred)
    finding_set_detail(finding, "year", "inferred");
  if ((told->interval || told->precision != DATE_PRECISION_DAY) && told_date_get_bounds(told, &first, &last)) {
    set_bound(finding, "not-before", &first);
    set_bound(finding, "not-after", &last);
  }
  return finding;
}

/* When a page that tells no date of its own was written, as "2021/.." (open, ISO 8601-2), at the words that bound it
 * below. */
static void add_bounds(Document *document, const GArray *mentions) {
  const DateMention *latest = NULL, *ahead = NULL;
  for (guint i = 0; i < mentions->len; i++) {
    const DateMention *mention = &g_array_index(mentions, DateMention, i);
    if (mention->told.year_missing || mention->inferred || mention->copyright || mention->role == DATE_ROLE_DEADLINE)
      continue;
    if (mention->role == DATE_ROLE_FUTURE && (!ahead || strcmp(mention->told.value, ahead->told.value) < 0))
      ahead = mention;
    else if ((mention->role == DATE_ROLE_MENTIONED || mention->role == DATE_ROLE_PERIOD) &&
             (!latest || strcmp(mention->told.value, latest->told.value) > 0))
      latest = mention;
  }
  GDate first, last, end;
  ToldDate begin;
  if (!latest || !told_date_get_bounds(&latest->told, &first, &last))
    return;
  g_autofree char *value = g_strdup_printf("%.*s/..", (int)strcspn(latest->told.value, "/"), latest->told.value);
  Finding *finding = finding_new(FINDING_DATE, latest->unit, latest->field, latest->told.start, latest->told.end, value,
                                 "published", .3);
  finding_set_detail(finding, "date", "inferred");
  set_bound(finding, "not-before", &first);
  if (ahead) {
    begin = ahead->told;
    begin.last = begin.first;
    if (told_date_get_bounds(&begin, &last, &end) && g_date_compare(&end, &first) > 0)
      set_bound(finding, "not-after", &end);
  }
  document_add_finding(document, finding);
}

void stage_dates(Document *document) {
  g_autoptr(GArray) mentions = collect_all(document);
  DateMention *event = date_find_event(document, mentions), whole;
  gboolean dated = event && !event->told.year_missing;
  if (dated && date_event_whole(mentions, event, &whole))
    date_choose(document, mentions, &whole);
  else
    date_choose(document, mentions, dated ? event : NULL); /* what else tells the year of the event */
  infer_years(document, mentions, dated ? event : NULL);
  if (event && !dated && !event->told.year_missing) {
    g_clear_pointer(&document->date, g_free);
    g_clear_pointer(&document->date_evidence, g_free);
    date_event_whole(mentions, event, &whole);
    date_choose(document, mentions, &whole);
  }
  if (event)
    event->role = DATE_ROLE_EVENT;
  for (guint i = 0; i < mentions->len; i++)
    document_add_finding(document, finding_of(&g_array_index(mentions, DateMention, i)));
  if (!document->date)
    add_bounds(document, mentions);
}
