/* nordsok meetings: who met, or meets, when and where; as text, JSON, CSV or for a calendar. */
#include "queries/meetings.h"

#include "cli/command.h"
#include "cli/icalendar.h"
#include "cli/print.h"
#include "language/iso_date.h"

#include <string.h>

#define SCHEMA 1

typedef enum { AS_TEXT, AS_JSON, AS_CSV, AS_ICS } Form;

static gboolean parse_form(const char *name, Form *form) {
  static const char *const names[] = {"text", "json", "csv", "ics"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (!name || strcmp(name, names[i]) == 0) {
      *form = (Form)i;
      return TRUE;
    }
  return FALSE;
}

/* --- text ------------------------------------------------------------------------------------------------------------
 */

static void print_fact(const char *name, const char *value) {
  if (!value)
    return;
  g_autofree char *shown = print_escape(value);
  printf("    %s: %s\n", name, shown);
}

static void print_as_text(const Meeting *meeting, gboolean programme) {
  g_autofree char *name = meeting->path ? g_path_get_basename(meeting->path) : g_strdup("");
  g_autofree char *title = print_escape(meeting->title ? meeting->title : name);
  printf("%s%s%s%s%s  %s\n", meeting->date ? meeting->date : _("(no date)"), meeting->start ? " " : "",
         meeting->start ? meeting->start : "", meeting->end ? "–" : "", meeting->end ? meeting->end : "", title);
  print_fact(_("where"), meeting->venue);
  print_fact(_("organiser"), meeting->organiser);
  print_fact(_("for whom"), meeting->audience);
  print_fact(_("cost"), meeting->cost);
  print_fact(_("registration"), meeting->registration);
  print_fact(_("contact"), meeting->contact);
  for (guint i = 0; i < meeting->contradictions->len; i++)
    print_fact(_("the notice and the programme disagree"), meeting->contradictions->pdata[i]);
  for (guint i = 0; programme && i < meeting->items->len; i++) {
    g_autofree char *item = print_escape(meeting->items->pdata[i]);
    printf("      %s\n", item);
  }
  printf("    %s\n", meeting->unit ? meeting->unit : meeting->document);
}

/* --- JSON and CSV
 * ------------------------------------------------------------------------------------------------------ */

static void add_texts(JsonBuilder *builder, const char *name, const GPtrArray *texts) {
  json_builder_set_member_name(builder, name);
  json_builder_begin_array(builder);
  for (guint i = 0; i < texts->len; i++)
    print_json_value(builder, texts->pdata[i]);
  json_builder_end_array(builder);
}

static void add_meeting(JsonBuilder *builder, const Meeting *meeting) {
  json_builder_begin_object(builder);
  print_json_member(builder, "document", meeting->document);
  print_json_member(builder, "unit", meeting->unit);
  print_json_member(builder, "title", meeting->title);
  print_json_member(builder, "date", meeting->date);
  print_json_member(builder, "start", meeting->start);
  print_json_member(builder, "end", meeting->end);
  print_json_member(builder, "venue", meeting->venue);
  print_json_member(builder, "organiser", meeting->organiser);
  print_json_member(builder, "audience", meeting->audience);
  print_json_member(builder, "cost", meeting->cost);
  print_json_member(builder, "registration", meeting->registration);
  print_json_member(builder, "contact", meeting->contact);
  add_texts(builder, "programme", meeting->items);
  add_texts(builder, "contradictions", meeting->contradictions);
  print_json_member(builder, "path", meeting->path);
  print_json_member(builder, "address", meeting->url);
  json_builder_end_object(builder);
}

static void print_as_json(const GPtrArray *meetings) {
  g_autoptr(JsonBuilder) builder = json_builder_new();
  json_builder_begin_object(builder);
  print_json_number(builder, "schema", SCHEMA);
  json_builder_set_member_name(builder, "meetings");
  json_builder_begin_array(builder);
  for (guint i = 0; i < meetings->len; i++)
    add_meeting(builder, meetings->pdata[i]);
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  print_json(builder, stdout);
}

static void print_as_csv(const GPtrArray *meetings) {
  printf("date,start,end,title,venue,organiser,audience,cost,registration,contact,document,unit,path\r\n");
  for (guint i = 0; i < meetings->len; i++) {
    const Meeting *meeting = meetings->pdata[i];
    g_autofree char *path = meeting->path ? print_escape(meeting->path) : NULL;
    const char *fields[] = {
        meeting->date,      meeting->start,    meeting->end,  meeting->title,        meeting->venue,
        meeting->organiser, meeting->audience, meeting->cost, meeting->registration, meeting->contact,
        meeting->document,  meeting->unit,     path};
    for (gsize f = 0; f < G_N_ELEMENTS(fields); f++)
      print_csv(stdout, fields[f], f + 1 == G_N_ELEMENTS(fields));
  }
}

/* --- the command
 * -------------------------------------------------------------------------------------------------------- */

static void print_meetings(const GPtrArray *meetings, Form form, gboolean programme) {
  if (form == AS_JSON) {
    print_as_json(meetings);
  } else if (form == AS_CSV) {
    print_as_csv(meetings);
  } else if (form == AS_ICS) {
    guint left_out = icalendar_write(stdout, meetings, NORDSOK_VERSION);
    if (left_out)
      fprintf(stderr,
              ngettext_("nordsok: %u meeting has no day and is not in the calendar\n",
                        "nordsok: %u meetings have no day and are not in the calendar\n", left_out),
              left_out);
  } else {
    for (guint i = 0; i < meetings->len; i++)
      print_as_text(meetings->pdata[i], programme);
  }
}

int command_meetings(int argc, char **argv) {
  g_autofree char *index = NULL, *from = NULL, *to = NULL, *place = NULL, *form_name = NULL;
  gboolean programme = FALSE;
  GOptionEntry entries[] = {
      OPTION_INDEX(index),
      {"from", 0, 0, G_OPTION_ARG_STRING, &from, N_("from this day, month or year on"), N_("DAY")},
      {"to", 0, 0, G_OPTION_ARG_STRING, &to, N_("up to this day, month or year"), N_("DAY")},
      {"place", 0, 0, G_OPTION_ARG_STRING, &place, N_("at this place: a municipality, or a word of the venue"),
       N_("NAME")},
      {"programme", 0, 0, G_OPTION_ARG_NONE, &programme, N_("show the items of the programme, too"), NULL},
      OPTION_FORMAT(form_name, "text|json|csv|ics"),
      {0}};
  g_auto(GStrv) rest = NULL;
  Form form;
  if (!command_parse(argc, argv, entries,
                     N_("Meetings that other pages tell of are listed, too. ics is for calendars (RFC 5545)."), &rest))
    return EXIT_USAGE;
  if (*rest)
    return command_usage(argv[0], _("'%s' is not wanted here"), *rest);
  if (!parse_form(form_name, &form))
    return command_usage(argv[0], _("unknown format '%s'"), form_name);
  const char *days[] = {from, to};
  for (gsize i = 0; i < G_N_ELEMENTS(days); i++)
    if (days[i] && !iso_date_is_valid(days[i], strlen(days[i])))
      return command_usage(argv[0], _("'%s' is no day: write 2014, 2014-09 or 2014-09-25"), days[i]);
  g_autofree char *path = command_index_path(index);
  g_autoptr(Reader) reader = command_open_reader(path);
  if (!reader)
    return EXIT_INDEX;
  g_autoptr(GError) error = NULL;
  MeetingsFilter filter = {from, to, place};
  g_autoptr(GPtrArray) meetings = meetings_read(reader, &filter, &error);
  if (!meetings)
    return command_index_error(path, error);
  print_meetings(meetings, form, programme);
  if (command_tell_fault(path, reader_get_database(reader)))
    return EXIT_INDEX;
  return meetings->len ? EXIT_FINE : EXIT_NOTHING;
}
