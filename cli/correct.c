/* nordsok correct: what the program has misunderstood of a document, set right by hand; taken back; listed. */
#include "cli/command.h"
#include "cli/print.h"
#include "document/identifier.h"
#include "index/corrections.h"

#include <string.h>

/* --- the list
 * --------------------------------------------------------------------------------------------------------- */

typedef struct {
  OutputFormat format;
  JsonBuilder *builder;
  guint count;
} List;

static void print_one(const Correction *correction, gpointer data) {
  List *list = data;
  list->count++;
  if (list->format == FORMAT_CSV) {
    const char *columns[] = {correction->document, correction->field, correction->value, correction->original,
                             correction->set_at};
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
      print_csv(stdout, columns[i], i + 1 == G_N_ELEMENTS(columns));
  } else if (list->format == FORMAT_JSON) {
    json_builder_begin_object(list->builder);
    print_json_member(list->builder, "document", correction->document);
    print_json_member(list->builder, "field", correction->field);
    print_json_member(list->builder, "value", correction->value);
    print_json_member(list->builder, "original", correction->original);
    print_json_member(list->builder, "set_at", correction->set_at);
    json_builder_end_object(list->builder);
  } else {
    g_autofree char *value = print_escape(correction->value);
    g_autofree char *original = print_escape(correction->original ? correction->original : "");
    printf(_("%s  %s=%s  (was: %s; set by hand %.10s)\n"), correction->document, correction->field, value, original,
           correction->set_at);
  }
}

static int list_all(const char *path, OutputFormat format) {
  g_autoptr(Reader) reader = command_open_reader(path);
  if (!reader)
    return EXIT_INDEX;
  g_autoptr(JsonBuilder) builder = json_builder_new();
  List list = {format, builder, 0};
  g_autoptr(GError) error = NULL;
  json_builder_begin_array(builder);
  if (format == FORMAT_CSV)
    printf("document,field,value,original,set_at\r\n");
  if (!corrections_each(reader_get_database(reader), NULL, print_one, &list, &error))
    return command_index_error(path, error);
  json_builder_end_array(builder);
  if (format == FORMAT_JSON)
    print_json(builder, stdout);
  return list.count ? EXIT_FINE : EXIT_NOTHING;
}

/* --- setting
 * ------------------------------------------------------------------------------------------------------------ */

/* FALSE after having told what is wrong with an argument "field=value", or "field" where `undo`. */
static gboolean is_sound(const char *command, const char *argument, gboolean undo) {
  const char *sign = strchr(argument, '=');
  g_autofree char *field = sign ? g_strndup(argument, (gsize)(sign - argument)) : g_strdup(argument);
  if (!undo && !sign)
    return command_usage(command, _("'%s' is not field=value"), argument) == EXIT_FINE;
  if (!corrections_is_field(field))
    return command_usage(
               command,
               _("there is no field '%s': title, kind, date, place, organiser, country, language, people, url"),
               field) == EXIT_FINE;
  if (!undo && !corrections_fits(field, sign + 1))
    return command_usage(command, _("'%s' does not fit the field %s"), sign + 1, field) == EXIT_FINE;
  return TRUE;
}

static gboolean set_one(Writer *writer, const char *id, const char *argument, gboolean undo, guint *done,
                        GError **error) {
  const char *sign = strchr(argument, '=');
  g_autofree char *field = sign ? g_strndup(argument, (gsize)(sign - argument)) : g_strdup(argument);
  gboolean found = FALSE;
  if (!corrections_set(writer, id, field, undo ? NULL : sign + 1, &found, error))
    return FALSE;
  *done += found != FALSE;
  if (!found)
    fprintf(stderr,
            undo ? _("nordsok: nothing was set by hand there: %s %s\n")
                 : _("nordsok: there is no document with the id %s in this index (%s)\n"),
            id, field);
  return TRUE;
}

static int set_all(const char *path, char **arguments, gboolean undo) {
  g_autoptr(Reader) reader = command_open_reader(path); /* so that a wrong name does not make a new index */
  if (!reader)
    return EXIT_INDEX;
  g_clear_pointer(&reader, reader_close);
  g_autoptr(GError) error = NULL;
  Writer *writer = writer_open(path, command_tell_waiting, NULL, &error);
  if (!writer)
    return command_index_error(path, error);
  guint done = 0;
  gboolean fine = TRUE;
  for (char **argument = arguments + 1; *argument && fine; argument++)
    fine = set_one(writer, arguments[0], *argument, undo, &done, &error);
  if (!writer_close(writer, fine ? &error : NULL) || !fine)
    return command_index_error(path, error);
  return done ? EXIT_FINE : EXIT_NOTHING;
}

int command_correct(int argc, char **argv) {
  g_autofree char *index = NULL, *format_name = NULL;
  gboolean undo = FALSE, list = FALSE;
  GOptionEntry entries[] = {OPTION_INDEX(index),
                            {"undo", 0, 0, G_OPTION_ARG_NONE, &undo, N_("take corrections back: ID FIELD..."), NULL},
                            {"list", 0, 0, G_OPTION_ARG_NONE, &list, N_("list what is set by hand"), NULL},
                            OPTION_FORMAT(format_name, "text|json|csv"),
                            {0}};
  g_auto(GStrv) rest = NULL;
  OutputFormat format;
  if (!command_parse(argc, argv, entries,
                     N_("nordsok correct ID date=2014-09-25 place=Stockholm\n"
                        "ID is that of a document. What is set by hand outlives new readings of the same file."),
                     &rest) ||
      !command_output_format(argv[0], format_name, TRUE, &format))
    return EXIT_USAGE;
  g_autofree char *path = command_index_path(index);
  if (list)
    return *rest ? command_usage(argv[0], _("'%s' is not wanted here"), *rest) : list_all(path, format);
  if (!rest[0] || !rest[1])
    return command_usage(argv[0], "%s", _("give the id of a document, and what is right"));
  if (identifier_kind(rest[0]) != 'd')
    return command_usage(argv[0], _("'%s' is not the id of a document"), rest[0]);
  for (char **argument = rest + 1; *argument; argument++)
    if (!is_sound(argv[0], *argument, undo))
      return EXIT_USAGE;
  return set_all(path, rest, undo);
}
