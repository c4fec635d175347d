/* nordsok chronology: what the documents tell of an interval of time, in order. */
#include "queries/chronology.h"

#include "cli/command.h"
#include "cli/print.h"

#include <string.h>

#define SCHEMA 1
#define DEFAULT_LIMIT 200

static const char *const roles[] = {"event", "deadline", "published", "period", "future", "mentioned", NULL};

static const char *translate_role(const char *role) {
  static const char *const words[] = {N_("event"),  N_("deadline"),      N_("published"),
                                      N_("period"), N_("in the future"), N_("mentioned")};
  for (gsize i = 0; role && roles[i]; i++)
    if (strcmp(role, roles[i]) == 0)
      return _(words[i]);
  return "";
}

/* --- forms ----------------------------------------------------------------------------------------------------- */

static void print_as_text(const GPtrArray *entries, guint64 total) {
  for (guint i = 0; i < entries->len; i++) {
    const ChronologyEntry *entry = entries->pdata[i];
    g_autofree char *base = entry->path ? g_path_get_basename(entry->path) : NULL;
    const char *name = entry->title && *entry->title ? entry->title : base ? base : entry->document;
    g_autofree char *title = print_escape(name), *sentence = print_escape(entry->sentence ? entry->sentence : "");
    printf("%s · %s\n", entry->value, translate_role(entry->role));
    if (*sentence)
      printf("    %s\n", sentence);
    printf("    %s  [%s]\n", title, entry->unit_id ? entry->unit_id : entry->document);
  }
  if (entries->len == 0)
    printf(_("no date of that time is told\n"));
  else if (entries->len < total)
    printf(ngettext_("and %lu more (--limit 0 shows all)\n", "and %lu more (--limit 0 shows all)\n",
                     (gulong)(total - entries->len)),
           (gulong)(total - entries->len));
}

static void print_as_csv(const GPtrArray *entries) {
  static const char *const head[] = {"date", "role", "evidence", "sentence", "title", "document", "unit", "path"};
  for (gsize f = 0; f < G_N_ELEMENTS(head); f++)
    print_csv(stdout, head[f], f + 1 == G_N_ELEMENTS(head));
  for (guint i = 0; i < entries->len; i++) {
    const ChronologyEntry *entry = entries->pdata[i];
    g_autofree char *path = entry->path ? print_escape(entry->path) : NULL;
    const char *fields[] = {entry->value, entry->role,     entry->evidence, entry->sentence,
                            entry->title, entry->document, entry->unit_id,  path};
    for (gsize f = 0; f < G_N_ELEMENTS(fields); f++)
      print_csv(stdout, fields[f], f + 1 == G_N_ELEMENTS(fields));
  }
}

static void print_as_json(const GPtrArray *entries, guint64 total, const ChronologyInterval *interval) {
  g_autoptr(JsonBuilder) builder = json_builder_new();
  json_builder_begin_object(builder);
  print_json_number(builder, "schema", SCHEMA);
  print_json_member(builder, "from", interval->first);
  print_json_member(builder, "to", interval->last);
  print_json_number(builder, "total", (gint64)total);
  json_builder_set_member_name(builder, "dates");
  json_builder_begin_array(builder);
  for (guint i = 0; i < entries->len; i++) {
    const ChronologyEntry *entry = entries->pdata[i];
    json_builder_begin_object(builder);
    print_json_member(builder, "date", entry->value);
    print_json_member(builder, "role", entry->role);
    print_json_member(builder, "evidence", entry->evidence);
    print_json_member(builder, "sentence", entry->sentence);
    json_builder_set_member_name(builder, "confidence");
    json_builder_add_double_value(builder, entry->confidence);
    print_json_member(builder, "title", entry->title);
    print_json_member(builder, "document", entry->document);
    print_json_member(builder, "unit", entry->unit_id);
    print_json_member(builder, "path", entry->path);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  print_json(builder, stdout);
}

/* --- the command ----------------------------------------------------------------------------------------------- */

int command_chronology(int argc, char **argv) {
  g_autofree char *index = NULL, *role = NULL, *form_name = NULL;
  gint limit = DEFAULT_LIMIT;
  GOptionEntry entries[] = {
      OPTION_INDEX(index),
      {"role", 0, 0, G_OPTION_ARG_STRING, &role, N_("only dates of this sort"),
       "event|deadline|published|period|future|mentioned"},
      {"limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("most that are shown (0: all; default: 200)"), N_("N")},
      OPTION_FORMAT(form_name, "text|json|csv"),
      {0}};
  g_auto(GStrv) rest = NULL;
  g_auto(ChronologyInterval) interval = {0};
  OutputFormat format;
  if (!command_parse(argc, argv, entries,
                     N_("FROM and TO are years, months or days (2014, 2014-09, 2014-09-25); either may be left out. "
                        "With words, only places that hold them all."),
                     &rest))
    return EXIT_USAGE;
  if (!*rest)
    return command_usage(argv[0], "%s", _("an interval is missing, such as 2014..2016"));
  if (!chronology_parse_interval(*rest, &interval))
    return command_usage(argv[0], _("'%s' is no interval such as 2014..2016, 2014-09.. or ..2014-09-25"), *rest);
  if (role && !g_strv_contains(roles, role))
    return command_usage(argv[0], _("unknown role '%s'"), role);
  if (limit < 0)
    return command_usage(argv[0], "%s", _("a number is out of range"));
  if (!command_output_format(argv[0], form_name, TRUE, &format))
    return EXIT_USAGE;
  g_autofree char *path = command_index_path(index), *query = rest[1] ? g_strjoinv(" ", rest + 1) : NULL;
  g_autoptr(Reader) reader = command_open_reader(path);
  if (!reader)
    return EXIT_INDEX;
  ChronologyOptions options = {.interval = &interval, .query = query, .role = role, .limit = (guint)limit};
  g_autoptr(GError) error = NULL;
  guint64 total;
  g_autoptr(GPtrArray) found = chronology_read(reader, &options, &total, &error);
  if (!found)
    return command_index_error(path, error);
  if (format == FORMAT_JSON)
    print_as_json(found, total, &interval);
  else if (format == FORMAT_CSV)
    print_as_csv(found);
  else
    print_as_text(found, total);
  return found->len ? EXIT_FINE : EXIT_NOTHING;
}
