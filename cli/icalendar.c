/* Meetings as iCalendar. */
#include "cli/icalendar.h"

#include <string.h>

#define LINE_BYTES 75 /* RFC 5545, section 3.1 */
#define DAY_LENGTH 10

/* One content line, folded. */
static void put_line(FILE *out, const char *line) {
  gsize length = strlen(line), at = 0, room = LINE_BYTES;
  while (length - at > room) {
    gsize cut = at + room;
    while (((guchar)line[cut] & 0xc0) == 0x80)
      cut--;
    fprintf(out, "%.*s\r\n ", (int)(cut - at), line + at);
    at = cut;
    room = LINE_BYTES - 1; /* the space counts */
  }
  fprintf(out, "%s\r\n", line + at);
}

static void put_text(FILE *out, const char *name, const char *text) {
  if (!text || !*text)
    return;
  g_autoptr(GString) line = g_string_new(name);
  g_string_append_c(line, ':');
  for (const char *p = text; *p; p++) {
    if (*p == '\n')
      g_string_append(line, "\\n");
    else if (strchr("\\;,", *p))
      g_string_append_printf(line, "\\%c", *p);
    else if ((guchar)*p >= 0x20)
      g_string_append_c(line, *p);
  }
  put_line(out, line->str);
}

static gboolean is_day(const char *date) {
  return date && strlen(date) >= DAY_LENGTH && date[4] == '-' && date[7] == '-' &&
         (date[DAY_LENGTH] == '\0' || date[DAY_LENGTH] == '/');
}

/* "DTSTART:20140925T100000", or as a DATE; `days` later. */
static void put_moment(FILE *out, const char *name, const char *day, const char *time, gint days) {
  g_autoptr(GDate) date = g_date_new_dmy((GDateDay)atoi(day + 8), (GDateMonth)atoi(day + 5), (GDateYear)atoi(day));
  g_date_add_days(date, (guint)days);
  char stamp[16];
  g_date_strftime(stamp, sizeof stamp, "%Y%m%d", date);
  if (time)
    fprintf(out, "%s:%sT%.2s%.2s00\r\n", name, stamp, time, time + 3);
  else
    fprintf(out, "%s;VALUE=DATE:%s\r\n", name, stamp);
}

/* A last day of its own, where it has one and that is a day. */
static const char *last_day(const char *date) {
  const char *slash = strchr(date, '/');
  return slash && is_day(slash + 1) ? slash + 1 : date;
}

static gboolean is_valid_day(const char *day) {
  return g_date_valid_dmy((GDateDay)atoi(day + 8), (GDateMonth)atoi(day + 5), (GDateYear)atoi(day));
}

static void put_description(FILE *out, const Meeting *meeting) {
  g_autoptr(GString) text = g_string_new(NULL);
  const char *parts[] = {meeting->audience, meeting->cost, meeting->registration};
  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
    if (parts[i])
      g_string_append_printf(text, "%s\n", parts[i]);
  for (guint i = 0; i < meeting->items->len; i++)
    g_string_append_printf(text, "%s\n", (const char *)meeting->items->pdata[i]);
  if (text->len)
    g_string_truncate(text, text->len - 1);
  put_text(out, "DESCRIPTION", text->str);
}

static void put_event(FILE *out, const Meeting *meeting, const char *stamp) {
  const char *last = last_day(meeting->date);
  gboolean timed = meeting->start && last == meeting->date;
  g_autofree char *uid =
      g_strdup_printf("UID:%s-%.10s@nordsok", meeting->unit ? meeting->unit : meeting->document, meeting->date);
  fprintf(out, "BEGIN:VEVENT\r\n");
  put_line(out, uid);
  fprintf(out, "DTSTAMP:%s\r\n", stamp);
  put_moment(out, "DTSTART", meeting->date, timed ? meeting->start : NULL, 0);
  if (!timed)
    put_moment(out, "DTEND", last, NULL, 1); /* a DATE ends before this day: section 3.6.1 */
  else if (meeting->end && strcmp(meeting->end, meeting->start) > 0)
    put_moment(out, "DTEND", meeting->date, meeting->end, 0);
  put_text(out, "SUMMARY", meeting->title ? meeting->title : meeting->document);
  put_text(out, "LOCATION", meeting->venue);
  put_description(out, meeting);
  fprintf(out, "END:VEVENT\r\n");
}

guint icalendar_write(FILE *out, const GPtrArray *meetings, const char *version) {
  guint left_out = 0;
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  g_autofree char *stamp = g_date_time_format(now, "%Y%m%dT%H%M%SZ");
  fprintf(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//nordsok//nordsok %s//EN\r\n", version);
  for (guint i = 0; i < meetings->len; i++) {
    const Meeting *meeting = meetings->pdata[i];
    if (is_day(meeting->date) && is_valid_day(meeting->date) && is_valid_day(last_day(meeting->date)))
      put_event(out, meeting, stamp);
    else
      left_out++;
  }
  fprintf(out, "END:VCALENDAR\r\n");
  return left_out;
}
