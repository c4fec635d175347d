/* Meetings out of documents, agenda items and findings. */
#include "queries/meetings.h"

#include <string.h>

#define UNIT_LABELS "SELECT label, heading FROM unit WHERE document=?1 AND kind='agenda_item' ORDER BY ordinal"

void meeting_free(Meeting *meeting) {
  if (!meeting)
    return;
  char *texts[] = {meeting->document,     meeting->unit,    meeting->title,     meeting->date,     meeting->start,
                   meeting->end,          meeting->venue,   meeting->organiser, meeting->audience, meeting->cost,
                   meeting->registration, meeting->contact, meeting->path,      meeting->url};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    g_free(texts[i]);
  g_ptr_array_unref(meeting->items);
  g_ptr_array_unref(meeting->contradictions);
  g_free(meeting);
}

/* --- times ------------------------------------------------------------------------------------------------------- */

/* "9.30", "09:30", "kl. 9" at `p` as "09:30"; *after behind it. NULL where there is none. Caller frees. */
static char *read_time(const char *p, const char **after) {
  if (!g_ascii_isdigit(*p))
    return NULL;
  char *end;
  gulong hours = strtoul(p, &end, 10);
  if (end - p > 2 || hours > 24)
    return NULL;
  gulong minutes = 0;
  if ((*end == '.' || *end == ':') && g_ascii_isdigit(end[1]) && g_ascii_isdigit(end[2]) && !g_ascii_isdigit(end[3])) {
    minutes = strtoul(end + 1, &end, 10);
  } else {
    return NULL;
  }
  *after = end;
  return minutes < 60 ? g_strdup_printf("%02lu:%02lu", hours, minutes) : NULL;
}

/* The last time in a text. Caller frees. */
static char *last_time(const char *text) {
  char *found = NULL;
  for (const char *p = text; p && *p;) {
    const char *after = p + 1;
    char *time = p == text || !g_ascii_isdigit(p[-1]) ? read_time(p, &after) : NULL;
    if (time) {
      g_free(found);
      found = time;
    }
    p = after;
  }
  return found;
}

/* Whether the text before `p` ends with a word for the clock: "kl.", "Kl: ", "klockan". */
static gboolean is_after_clock(const char *text, const char *p) {
  static const char *const words[] = {"kl", "klockan", "klokka", "klokken"};
  while (p > text && strchr(" .:", p[-1]))
    p--;
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    gsize length = strlen(words[i]);
    if ((gsize)(p - text) >= length && g_ascii_strncasecmp(p - length, words[i], length) == 0)
      return TRUE;
  }
  return FALSE;
}

/* A whole hour at `p`, behind a word for the clock or before "- 14.20". As read_time(). */
static char *read_hour(const char *text, const char *p, const char **after) {
  char *end;
  if (!g_ascii_isdigit(*p))
    return NULL;
  gulong hours = strtoul(p, &end, 10);
  if (end - p > 2 || hours > 24 || *end == '.' || *end == ':' || *end == '/')
    return NULL;
  const char *next = end, *behind;
  while (*next == ' ' || *next == '-' || g_str_has_prefix(next, "–"))
    next = g_utf8_next_char(next);
  g_autofree char *last = next > end ? read_time(next, &behind) : NULL;
  if (!last && !is_after_clock(text, p))
    return NULL;
  *after = end;
  return g_strdup_printf("%02lu:00", hours);
}

/* The first range "10:00-16:00", else the first time, of what a notice says of when. */
static void read_times(const char *when, char **start, char **end) {
  for (const char *p = when; *p;) {
    const char *after = p + 1;
    gboolean begins = p == when || !g_ascii_isdigit(p[-1]);
    char *time = begins ? read_time(p, &after) : NULL;
    if (begins && !time)
      time = read_hour(when, p, &after);
    if (time && !*start)
      *start = g_steal_pointer(&time);
    else if (time && !*end)
      *end = g_steal_pointer(&time);
    g_free(time);
    p = after;
  }
}

/* --- one document ------------------------------------------------------------------------------------------------- */

static gboolean add_items(Database *database, Meeting *meeting, gint64 document, GError **error) {
  Statement *units = database_prepare(database, UNIT_LABELS, error);
  if (!units)
    return FALSE;
  statement_bind_int(units, 1, document);
  Step step;
  while ((step = statement_step(units, error)) == STEP_ROW) {
    const char *label = statement_text(units, 0), *heading = statement_text(units, 1), *after;
    g_ptr_array_add(meeting->items,
                    g_strdup_printf("%s%s%s", label ? label : "", label && heading ? " " : "", heading ? heading : ""));
    g_autofree char *time = label ? read_time(label, &after) : NULL;
    g_autofree char *last = label ? last_time(label) : NULL;
    if (time && !meeting->start)
      meeting->start = g_steal_pointer(&time);
    if (last && g_strcmp0(last, meeting->end) > 0) {
      g_free(meeting->end);
      meeting->end = g_steal_pointer(&last);
    }
  }
  return step == STEP_DONE;
}

static void keep_first(char **field, const char *value) {
  if (!*field)
    *field = g_strdup(value);
}

static gboolean add_facts(Database *database, Meeting *meeting, gint64 document, GError **error) {
  Statement *facts = database_prepare(database,
                                      "SELECT role, value FROM finding WHERE document=?1 AND kind='meeting'"
                                      " ORDER BY confidence DESC, id",
                                      error);
  if (!facts)
    return FALSE;
  statement_bind_int(facts, 1, document);
  const struct {
    const char *role;
    char **field;
  } fields[] = {{"venue", &meeting->venue},       {"organiser", &meeting->organiser},
                {"audience", &meeting->audience}, {"cost", &meeting->cost},
                {"contact", &meeting->contact},   {"registration", &meeting->registration}};
  Step step;
  while ((step = statement_step(facts, error)) == STEP_ROW) {
    const char *role = statement_text(facts, 0), *value = statement_text(facts, 1);
    if (g_strcmp0(role, "when") == 0)
      read_times(value, &meeting->start, &meeting->end);
    else if (g_strcmp0(role, "contradiction") == 0)
      g_ptr_array_add(meeting->contradictions, g_strdup(value));
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
      if (g_strcmp0(role, fields[i].role) == 0)
        keep_first(fields[i].field, value);
  }
  return step == STEP_DONE;
}

static Meeting *meeting_new(void) {
  Meeting *meeting = g_new0(Meeting, 1);
  meeting->items = g_ptr_array_new_with_free_func(g_free);
  meeting->contradictions = g_ptr_array_new_with_free_func(g_free);
  return meeting;
}

/* --- the filter ----------------------------------------------------------------------------------------------------
 */

static gboolean is_within(const char *date, const MeetingsFilter *filter) {
  if (!filter->from && !filter->to)
    return TRUE;
  if (!date)
    return FALSE;
  const char *slash = strchr(date, '/'), *last = slash ? slash + 1 : date;
  gsize from_length = filter->from ? MIN(strlen(filter->from), strlen(last)) : 0;
  gsize to_length = filter->to ? MIN(strlen(filter->to), slash ? (gsize)(slash - date) : strlen(date)) : 0;
  return (!filter->from || strncmp(last, filter->from, from_length) >= 0) &&
         (!filter->to || strncmp(date, filter->to, to_length) <= 0);
}

static gboolean holds(const char *text, const char *folded) {
  g_autofree char *own = text ? g_utf8_casefold(text, -1) : NULL;
  return own && strstr(own, folded);
}

/* Whether the venue has the name, or the place of one of the findings. */
static gboolean is_at(Database *database, gint64 document, const Meeting *meeting, const char *place) {
  if (!place)
    return TRUE;
  g_autofree char *folded = g_utf8_casefold(place, -1);
  if (holds(meeting->venue, folded))
    return TRUE;
  Statement *places = database_prepare(database,
                                       "SELECT coalesce(json_extract(details, '$.name'), value) FROM finding"
                                       " WHERE document=?1 AND kind='place' AND role='venue'",
                                       NULL);
  if (!places)
    return FALSE;
  statement_bind_int(places, 1, document);
  gboolean found = FALSE;
  while (!found && statement_step(places, NULL) == STEP_ROW) {
    g_autofree char *name = g_utf8_casefold(statement_text(places, 0), -1);
    found = strcmp(name, folded) == 0;
  }
  statement_reset(places);
  return found;
}

/* --- all -----------------------------------------------------------------------------------------------------------
 */

static gint compare_by_date(gconstpointer a, gconstpointer b) {
  const Meeting *x = *(const Meeting *const *)a, *y = *(const Meeting *const *)b;
  if (!x->date != !y->date)
    return x->date ? -1 : 1;
  gint by_date = g_strcmp0(x->date, y->date);
  return by_date ? by_date : g_strcmp0(x->document, y->document);
}

/* A row is: document's row, its public id, unit's public id or NULL, title, date, place, organiser, path, url. */
static gboolean add_rows(Reader *reader, const char *sql, gboolean whole, const MeetingsFilter *filter,
                         GPtrArray *meetings, GError **error) {
  Database *database = reader_get_database(reader);
  Statement *rows = database_prepare(database, sql, error);
  if (!rows)
    return FALSE;
  Step step;
  while ((step = statement_step(rows, error)) == STEP_ROW) {
    g_autoptr(Meeting) meeting = meeting_new();
    char **fields[] = {&meeting->document, &meeting->unit,      &meeting->title, &meeting->date,
                       &meeting->venue,    &meeting->organiser, &meeting->path,  &meeting->url};
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
      *fields[i] = g_strdup(statement_text(rows, (int)i + 1));
    gint64 document = statement_int(rows, 0);
    if (!is_within(meeting->date, filter))
      continue;
    if (whole) {
      g_autofree char *place = g_steal_pointer(&meeting->venue);
      if (!add_facts(database, meeting, document, error) || !add_items(database, meeting, document, error)) {
        statement_reset(rows);
        return FALSE;
      }
      if (!meeting->venue)
        meeting->venue = g_steal_pointer(&place);
    }
    if (is_at(database, document, meeting, filter->place))
      g_ptr_array_add(meetings, g_steal_pointer(&meeting));
  }
  return step == STEP_DONE;
}

#define SOURCE_PATH "(SELECT path FROM source WHERE document=d.id AND status<>'gone' ORDER BY id LIMIT 1)"

GPtrArray *meetings_read(Reader *reader, const MeetingsFilter *filter, GError **error) {
  g_autoptr(GPtrArray) meetings = g_ptr_array_new_with_free_func((GDestroyNotify)meeting_free);
  static const char documents[] = "SELECT d.id, d.public_id, NULL, d.title, d.date, d.place, d.organiser, " SOURCE_PATH
                                  ", d.url FROM document d WHERE d.kind='meeting'";
  static const char told[] =
      "SELECT d.id, d.public_id, u.public_id, coalesce(u.heading, d.title), f.value, NULL, NULL, " SOURCE_PATH
      ", d.url FROM finding f JOIN document d ON d.id=f.document JOIN unit u ON u.document=f.document AND "
      "u.ordinal=f.unit"
      " WHERE f.kind='date' AND f.role='event' AND f.value NOT LIKE '-%' AND d.kind IN ('page','news','presentation')"
      " GROUP BY f.document, f.unit, f.value";
  if (!add_rows(reader, documents, TRUE, filter, meetings, error) ||
      !add_rows(reader, told, FALSE, filter, meetings, error))
    return NULL;
  g_ptr_array_sort(meetings, compare_by_date);
  return g_steal_pointer(&meetings);
}
