/* Which of the told dates is the document's own. A year that a text tells of is never enough: "År 2014 lanserade ..."
 * says nothing about when the page was written. */
#include "pipeline/stages/date_roles.h"

#include <string.h>

#define TOP 400       /* bytes of the first unit that are its head */
#define HEAD_UNITS 3  /* in which a notice tells its event: letterhead, title, the facts */
#define FRONT_UNITS 6 /* in which a foreword can be */
#define ENOUGH 3      /* points that make a date the event's */

typedef struct {
  gboolean meeting, slides, paged;
} Shape;

static Shape shape_of(const Document *document) {
  Shape shape = {.meeting = document->kind == DOCUMENT_KIND_MEETING,
                 .slides = document->kind == DOCUMENT_KIND_PRESENTATION,
                 .paged = document->kind == DOCUMENT_KIND_GUIDE || document->kind == DOCUMENT_KIND_REPORT};
  guint items = 0, slides = 0, pages = 0;
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    items += unit->kind == UNIT_KIND_AGENDA_ITEM;
    slides += unit->kind == UNIT_KIND_SLIDE;
    pages += unit->kind == UNIT_KIND_PAGE;
  }
  if (document->kind == DOCUMENT_KIND_OTHER) {
    shape.slides = slides > 0;
    shape.meeting = !slides && items > 1;
    shape.paged = !slides && items < 2 && pages > 3;
  }
  return shape;
}

/* --- the event ------------------------------------------------------------------------------------------------- */

static gboolean is_at_top(const DateMention *mention) {
  return mention->unit <= 1 && (mention->field != FINDING_IN_TEXT || mention->told.start < TOP);
}

static int points_of(const DateMention *mention, const Shape *shape) {
  gboolean top = is_at_top(mention) || (shape->meeting && mention->unit <= HEAD_UNITS && mention->told.start < 2 * TOP);
  int points = 3 * mention->labelled + 2 * (mention->told.weekday != 0) + 2 * mention->clocked + mention->cued;
  if (shape->meeting || shape->slides)
    points += 3 * top + (mention->field == FINDING_IN_TITLE);
  else if (mention->cued && top && mention->short_line)
    points += 2;
  /* A date without its year can be looked up; beside one as good that has it, it is the worse. */
  return points - mention->inferred - mention->told.year_missing;
}

DateMention *date_find_event(const Document *document, const GArray *mentions) {
  Shape shape = shape_of(document);
  DateMention *best = NULL;
  int most = ENOUGH - 1;
  if (!shape.meeting && !shape.slides && document->kind != DOCUMENT_KIND_OTHER)
    return NULL;
  if (shape.paged)
    return NULL;
  for (guint i = 0; i < mentions->len; i++) {
    DateMention *mention = &g_array_index(mentions, DateMention, i);
    if (mention->told.precision != DATE_PRECISION_DAY || mention->role == DATE_ROLE_DEADLINE ||
        mention->role == DATE_ROLE_PUBLISHED || mention->furniture || mention->copyright)
      continue;
    int points = points_of(mention, &shape);
    if (points > most) {
      best = mention;
      most = points;
    }
  }
  return best;
}

/* --- other dates ----------------------------------------------------------------------------------------------- */

static gboolean is_whole(const DateMention *mention) {
  return !mention->told.year_missing && !mention->told.interval && !mention->copyright;
}

/* What says that the document came out, or was changed; of equals the first, but a later edition before the one that
 * it followed. */
static const DateMention *find_published(const GArray *mentions, guint8 least) {
  const DateMention *best = NULL;
  for (guint i = 0; i < mentions->len; i++) {
    const DateMention *mention = &g_array_index(mentions, DateMention, i);
    if (mention->role != DATE_ROLE_PUBLISHED || mention->issue < least || !is_whole(mention))
      continue;
    gboolean later = best && mention->issue == best->issue && mention->unit == best->unit &&
                     mention->field == best->field && mention->told.precision == best->told.precision &&
                     strcmp(mention->told.value, best->told.value) > 0;
    if (!best || mention->issue > best->issue || later ||
        (mention->issue == best->issue && mention->told.precision < best->told.precision))
      best = mention;
  }
  return best;
}

/* "Bodø, februar 2023" at the start of a line. */
static gboolean is_signature(const DateMention *mention) {
  const char *line = mention->text + mention->told.start, *date = line;
  while (line > mention->text && line[-1] != '\n' && date - line < 40)
    line--;
  guint words = 0;
  const char *p = line;
  for (; p < date; p = g_utf8_next_char(p)) {
    gboolean begins = p == line || p[-1] == ' ' || p[-1] == '-';
    gunichar c = g_utf8_get_char(p);
    if (begins && g_unichar_isalpha(c) && !g_unichar_isupper(c) && !g_str_has_prefix(p, "den ") &&
        !g_str_has_prefix(p, "i "))
      return FALSE;
    words += begins && g_unichar_isupper(c);
    if (!g_unichar_isalpha(c) && !strchr(" ,-", (int)MIN(c, 127u)))
      return FALSE;
  }
  return words > 0 && words <= 3 && date - line >= 3 && (date[-1] == ' ' || date[-1] == ',') &&
         mention->told.precision < DATE_PRECISION_YEAR;
}

static guint last_unit(const Document *document) {
  return document->units->len;
}

/* What a title page or the signature of a foreword tells: "Stockholm, mars 2019" on a line of its own, "Rapport 2019".
 * The finest wins, then the first. */
static const DateMention *find_front(const Document *document, const GArray *mentions, gboolean slides) {
  const DateMention *best = NULL;
  for (guint i = 0; i < mentions->len; i++) {
    const DateMention *mention = &g_array_index(mentions, DateMention, i);
    gboolean year = mention->told.precision == DATE_PRECISION_YEAR;
    if (!is_whole(mention) || mention->furniture || mention->role == DATE_ROLE_DEADLINE ||
        mention->role == DATE_ROLE_FUTURE || mention->issue == DATE_ISSUE_UPLOADED)
      continue;
    gboolean place = mention->unit <= FRONT_UNITS || mention->unit + 1 >= last_unit(document);
    gboolean fits = year || slides
                        ? is_at_top(mention) && mention->short_line
                        : place && ((mention->short_line && mention->alone && mention->unit <= FRONT_UNITS) ||
                                    is_signature(mention));
    if (fits && (!best || mention->told.precision < best->told.precision))
      best = mention;
  }
  return best;
}

/* What news tell at their top: the issue ("Nr 5, december 2012"), the day ("NYHET · 19 oktober 2017"). */
static const DateMention *find_masthead(const GArray *mentions) {
  for (guint i = 0; i < mentions->len; i++) {
    const DateMention *mention = &g_array_index(mentions, DateMention, i);
    gboolean top = mention->unit <= HEAD_UNITS && (mention->field != FINDING_IN_TEXT || mention->told.start < TOP);
    if (top && is_whole(mention) && mention->short_line && mention->told.precision < DATE_PRECISION_YEAR &&
        (mention->role == DATE_ROLE_MENTIONED || mention->role == DATE_ROLE_PUBLISHED) && !mention->clocked)
      return mention;
  }
  return NULL;
}

static void take(Document *document, const DateMention *mention) {
  document_set_string(&document->date, mention->told.value);
  g_free(document->date_evidence);
  document->date_evidence = g_strndup(mention->text + mention->told.start, mention->told.end - mention->told.start);
}

/* The day or less that a metadata value begins with. Caller frees; NULL where it is no date. */
static char *metadata_date(const char *value) {
  g_autoptr(GArray) told = g_array_new(FALSE, FALSE, sizeof(ToldDate));
  if (!value)
    return NULL;
  dates_find(NULL, value, strlen(value), told);
  const ToldDate *date = told->len ? &g_array_index(told, ToldDate, 0) : NULL;
  return date && date->start == 0 && !date->year_missing && !date->interval ? g_strdup(date->value) : NULL;
}

/* The metadata that tells a date, or NULL; *date is freed by the caller. */
static const char *find_metadata(const Document *document, char **date) {
  static const char *const keys[] = {"issued", "modified", "created"};
  for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
    *date = metadata_date(g_hash_table_lookup(document->metadata, keys[i]));
    if (*date)
      return keys[i];
  }
  return NULL;
}

static void take_metadata(Document *document, const char *key, const char *date) {
  const char *value = g_hash_table_lookup(document->metadata, key);
  document_set_string(&document->date, date);
  document_set_string(&document->date_evidence, value);
  Finding *finding = finding_new(FINDING_DATE, 0, FINDING_IN_METADATA, 0, 0, date, "published", .7);
  finding_set_detail(finding, "metadata", key);
  document_add_finding(document, finding);
}

/* A mention of the day that the metadata give as well: what the reader sees is the better evidence. */
static const DateMention *find_same(const GArray *mentions, const char *date) {
  for (guint i = 0; i < mentions->len; i++) {
    const DateMention *mention = &g_array_index(mentions, DateMention, i);
    if (is_whole(mention) && mention->role != DATE_ROLE_DEADLINE && strcmp(mention->told.value, date) == 0)
      return mention;
  }
  return NULL;
}

/* The day on which the issue of a masthead ("januari 2025") was changed last or put out, where the day is told as well
 * and of that month; else the masthead. */
static const DateMention *finer_issue(const GArray *mentions, const DateMention *masthead) {
  const DateMention *stated = find_published(mentions, DATE_ISSUE_CHANGED);
  gboolean within = stated && stated->told.precision < masthead->told.precision &&
                    g_str_has_prefix(stated->told.value, masthead->told.value);
  return within ? stated : masthead;
}

static const DateMention *choose_told(const Document *document, const GArray *mentions, const Shape *shape) {
  const DateMention *chosen = find_published(mentions, DATE_ISSUE_PUBLISHED), *front = NULL;
  if (document->kind == DOCUMENT_KIND_NEWS) {
    const DateMention *masthead = find_masthead(mentions);
    if (masthead && (!chosen || chosen->told.precision > masthead->told.precision))
      chosen = finer_issue(mentions, masthead);
  }
  if (chosen)
    return chosen;
  if (shape->paged || shape->slides)
    front = find_front(document, mentions, shape->slides);
  chosen = find_published(mentions, DATE_ISSUE_DECIDED);
  return chosen && (!front || chosen->told.precision < front->told.precision) ? chosen : front;
}

void date_choose(Document *document, const GArray *mentions, const DateMention *event) {
  Shape shape = shape_of(document);
  g_autofree char *stated = NULL;
  if (document->date)
    return;
  if (event && !event->told.year_missing) {
    take(document, event);
    return;
  }
  const DateMention *chosen = choose_told(document, mentions, &shape);
  const char *key = chosen ? NULL : find_metadata(document, &stated);
  gboolean issued = key && strcmp(key, "issued") == 0;
  if (issued)
    chosen = find_same(mentions, stated);
  if (!chosen && !issued)
    chosen = find_published(mentions, DATE_ISSUE_UPLOADED);
  if (chosen)
    take(document, chosen);
  else if (key)
    take_metadata(document, key, stated);
}
