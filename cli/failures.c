/* nordsok failures: what could not be read, and why. */
#include "cli/command.h"
#include "cli/print.h"

typedef struct {
  OutputFormat format;
  guint count;
  JsonBuilder *builder;
} Listing;

static void print_failure(const Failure *failure, gpointer data) {
  Listing *listing = data;
  listing->count++;
  if (listing->format == FORMAT_JSON) {
    json_builder_begin_object(listing->builder);
    print_json_member(listing->builder, "path", failure->path);
    print_json_member(listing->builder, "status", failure->status);
    print_json_member(listing->builder, "reason", failure->reason);
    print_json_member(listing->builder, "detail", failure->detail);
    print_json_number(listing->builder, "size", failure->size);
    json_builder_end_object(listing->builder);
    return;
  }
  g_autofree char *path = print_escape(failure->path);
  g_autofree char *reason = print_reason(failure->reason, failure->detail);
  printf("%s\n  %s: %s\n", path, translate_name(failure->status), reason);
}

int command_failures(int argc, char **argv) {
  g_autofree char *index = NULL, *format_name = NULL, *status_text = NULL;
  GOptionEntry entries[] = {OPTION_INDEX(index),
                            {"status", 0, 0, G_OPTION_ARG_STRING, &status_text,
                             N_("only this state: partial, encrypted, empty, damaged, ..."), N_("STATE")},
                            OPTION_FORMAT(format_name, "text|json"),
                            {0}};
  g_auto(GStrv) rest = NULL;
  OutputFormat format;
  if (!command_parse(argc, argv, entries, N_("'nordsok index --retry-failed PATH' looks into them again."), &rest) ||
      !command_output_format(argv[0], format_name, FALSE, &format))
    return EXIT_USAGE;
  Status status;
  if (*rest)
    return command_usage(argv[0], _("'%s' is not wanted here"), *rest);
  if (status_text && !status_from_name(status_text, &status))
    return command_usage(argv[0], _("there is no state '%s'"), status_text);
  g_autofree char *path = command_index_path(index);
  g_autoptr(Reader) reader = command_open_reader(path);
  if (!reader)
    return EXIT_INDEX;
  g_autoptr(JsonBuilder) builder = json_builder_new();
  g_autoptr(GError) error = NULL;
  Listing listing = {format, 0, builder};
  json_builder_begin_object(builder);
  print_json_number(builder, "schema", 1);
  json_builder_set_member_name(builder, "failures");
  json_builder_begin_array(builder);
  if (!reader_each_failure(reader, status_text, print_failure, &listing, &error))
    return command_index_error(path, error);
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  if (format == FORMAT_JSON)
    print_json(builder, stdout);
  else if (listing.count == 0)
    printf(_("nothing has failed\n"));
  return command_tell_fault(path, reader_get_database(reader)) ? EXIT_INDEX : EXIT_FINE;
}
