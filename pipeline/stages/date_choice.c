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
  return points - mention->inferred;
}

DateMention *date_find_event(const Document *document, const GArray *mentions, gboolean dated) {
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
        mention->role == DATE_ROLE_PUBLISHED || (dated && mention->told.year_missing) || mention->copyright)
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

static const DateMention *find_published(const GArray *mentions) {
  const DateMention *best = NULL;
  for (guint i = 0; i < mentions->len; i++) {
    const DateMention *mention = &g_array_index(mentions, DateMention, i);
    if (mention->role != DATE_ROLE_PUBLISHED || mention->told.year_missing || mention->told.interval ||
        mention->copyright || !mention->short_line)
      continue;
    if (!best || mention->told.precision < best->told.precision)
      best = mention;
  }
  return best;
}

/* What a title page or the signature of a foreword tells: "Stockholm, mars 2019" on a line of its own, "Rapport 2019".
 * The finest wins, then the first. */
static const DateMention *find_front(const GArray *mentions, gboolean slides) {
  const DateMention *best = NULL;
  for (guint i = 0; i < mentions->len; i++) {
    const DateMention *mention = &g_array_index(mentions, DateMention, i);
    gboolean year = mention->told.precision == DATE_PRECISION_YEAR;
    if (mention->told.year_missing || mention->told.interval || mention->copyright ||
        mention->role == DATE_ROLE_DEADLINE || mention->role == DATE_ROLE_FUTURE)
      continue;
    gboolean fits = year || slides ? is_at_top(mention) && mention->short_line
                                   : mention->unit <= FRONT_UNITS && mention->short_line && mention->alone;
    if (fits && (!best || mention->told.precision < best->told.precision))
      best = mention;
  }
  return best;
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

static void take_metadata(Document *document) {
  static const char *const keys[] = {"issued", "modified", "created"};
  for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
    const char *value = g_hash_table_lookup(document->metadata, keys[i]);
    g_autofree char *date = metadata_date(value);
    if (!date)
      continue;
    document_set_string(&document->date, date);
    document_set_string(&document->date_evidence, value);
    Finding *finding = finding_new(FINDING_DATE, 0, FINDING_IN_METADATA, 0, 0, date, "published", .7);
    finding_set_detail(finding, "metadata", keys[i]);
    document_add_finding(document, finding);
    return;
  }
}

void date_choose(Document *document, const GArray *mentions, const DateMention *event) {
  Shape shape = shape_of(document);
  const DateMention *chosen = event;
  if (document->date)
    return;
  if (!chosen && (shape.paged || shape.slides))
    chosen = find_front(mentions, shape.slides);
  if (!chosen)
    chosen = find_published(mentions);
  if (chosen && !chosen->told.year_missing)
    take(document, chosen);
  else
    take_metadata(document);
}
