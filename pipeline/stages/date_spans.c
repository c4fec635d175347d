/* Events of more than one day: told as two days of one line, as a list of days, or day by day in the headings of a
 * programme. */
#include "pipeline/stages/date_roles.h"

#include <string.h>

#define LONGEST_GAP 24 /* bytes between the two ends: "18. oktober kl. 11 – onsdag 19. oktober" */
#define MOST_DAYS 10   /* of one event */

static gboolean is_day(const DateMention *m) {
  return m->told.precision == DATE_PRECISION_DAY && !m->told.interval;
}

static gboolean same_text(const DateMention *a, const DateMention *b) {
  return a->text == b->text && a->unit == b->unit && a->field == b->field;
}

/* Whether the text between two days holds nothing but a time and one of the signs. */
static gboolean parted_by(const DateMention *a, const DateMention *b, const char *const *signs) {
  g_autofree char *gap = g_strndup(a->text + a->told.end, b->told.start - a->told.end);
  for (; *signs; signs++) {
    const char *at = strstr(gap, *signs);
    if (!at)
      continue;
    for (const char *p = gap; *p; p++) {
      if (p == at)
        p += strlen(*signs) - 1;
      else if (!strchr(" .,:0123456789", *p) && !g_str_has_prefix(p, "kl") && !(p > gap && p[-1] == 'k' && *p == 'l'))
        return FALSE;
    }
    return TRUE;
  }
  return FALSE;
}

/* The days between two of one year, the year being told by either. 0: they do not follow each other. */
static guint days_apart(const ToldDate *a, const ToldDate *b) {
  ToldDate first = *a, last = *b;
  GDate from, to, unused;
  if (first.year_missing && (last.year_missing || !told_date_set_year(&first, last.last.year)))
    return 0;
  if (last.year_missing && !told_date_set_year(&last, first.last.year))
    return 0;
  if (!told_date_get_bounds(&first, &from, &unused) || !told_date_get_bounds(&last, &unused, &to))
    return 0;
  int days = g_date_days_between(&from, &to);
  return days > 0 && days < MOST_DAYS ? (guint)days : 0;
}

/* Makes `a` the interval that ends with `b`. */
static gboolean join(DateMention *a, const DateMention *b) {
  ToldDate whole = a->told;
  whole.last = b->told.last;
  if (whole.last.year == 0)
    whole.last.year = a->told.last.year;
  if (whole.first.year == 0)
    whole.first.year = whole.last.year;
  whole.interval = TRUE;
  if (same_text(a, b) && b->told.end - a->told.start < 2 * LONGEST_GAP + 60)
    whole.end = MAX(a->told.end, b->told.end);
  whole.weekday = 0;
  if (!told_date_settle(&whole))
    return FALSE;
  a->told = whole;
  return TRUE;
}

void dates_join_spans(GArray *mentions) {
  static const char *const dashes[] = {"–", "—", "-", " till ", " til ", " to ", NULL};
  for (guint i = 0; i + 1 < mentions->len; i++) {
    DateMention *a = &g_array_index(mentions, DateMention, i);
    const DateMention *b = a + 1;
    if (!is_day(a) || !is_day(b) || !same_text(a, b) || b->told.start < a->told.end ||
        b->told.start - a->told.end > LONGEST_GAP || !parted_by(a, b, dashes) || days_apart(&a->told, &b->told) == 0)
      continue;
    a->clocked |= b->clocked;
    a->labelled |= b->labelled;
    if (join(a, b))
      g_array_remove_index(mentions, i + 1);
  }
}

/* The last day of those that the headings of a programme tell one after the other, beginning with the event's. */
static const DateMention *last_heading_day(const GArray *mentions, const DateMention *event) {
  const DateMention *last = event;
  for (guint i = 0; i < mentions->len; i++) {
    const DateMention *m = &g_array_index(mentions, DateMention, i);
    if (is_day(m) && m->alone && (m->field == FINDING_IN_HEADING || m->short_line) && m->role != DATE_ROLE_DEADLINE &&
        m->role != DATE_ROLE_PUBLISHED && days_apart(&last->told, &m->told) == 1)
      last = m;
  }
  return last;
}

/* "5. og 6. juni": the next day in the same list. */
static const DateMention *last_listed_day(const GArray *mentions, const DateMention *event) {
  static const char *const words[] = {" og ", " och ", " and ", "&", " samt ", NULL};
  const DateMention *last = event;
  for (guint i = 0; i < mentions->len; i++) {
    const DateMention *m = &g_array_index(mentions, DateMention, i);
    if (is_day(m) && same_text(last, m) && m->told.start >= last->told.start &&
        (m->told.start < last->told.end || parted_by(last, m, words)) && days_apart(&last->told, &m->told) == 1)
      last = m;
  }
  return last;
}

/* An interval told elsewhere that holds the event's day. */
static const DateMention *interval_around(const GArray *mentions, const DateMention *event) {
  GDate first, last, day, unused;
  if (!told_date_get_bounds(&event->told, &day, &unused))
    return NULL;
  for (guint i = 0; i < mentions->len; i++) {
    const DateMention *m = &g_array_index(mentions, DateMention, i);
    ToldDate told = m->told;
    if (told.year_missing)
      told_date_set_year(&told, g_date_get_year(&day));
    if (told.interval && told.precision == DATE_PRECISION_DAY && m->role != DATE_ROLE_DEADLINE &&
        told_date_get_bounds(&told, &first, &last) && g_date_days_between(&first, &last) < MOST_DAYS &&
        g_date_compare(&first, &day) <= 0 && g_date_compare(&last, &day) >= 0)
      return m;
  }
  return NULL;
}

static gboolean same_day(const ToldDate *a, const ToldDate *b) {
  return a->first.day == b->first.day && a->first.month == b->first.month &&
         (a->year_missing || b->year_missing || a->first.year == b->first.year);
}

gboolean date_event_whole(const GArray *mentions, const DateMention *event, DateMention *whole) {
  *whole = *event;
  if (event->told.interval || event->told.year_missing)
    return FALSE;
  const DateMention *around = interval_around(mentions, event);
  if (around) {
    *whole = *around;
    return !whole->told.year_missing || told_date_set_year(&whole->told, event->told.last.year);
  }
  /* A list beside any mention of the day: "Velkommen 5. juni ... konferansen 5. og 6. juni". */
  for (guint i = 0; i < mentions->len; i++) {
    const DateMention *m = &g_array_index(mentions, DateMention, i), *last = m;
    if (is_day(m) && m->role != DATE_ROLE_DEADLINE && same_day(&m->told, &event->told))
      last = last_listed_day(mentions, m);
    if (last == m)
      continue;
    *whole = *m;
    whole->told = event->told;
    whole->told.start = m->told.start;
    whole->told.end = m->told.end;
    return join(whole, last);
  }
  const DateMention *last = last_heading_day(mentions, event);
  return last != event && join(whole, last);
}
