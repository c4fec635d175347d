/* nordsok failures: what could not be read, why, and what to do next. */
#include "cli/command.h"
#include "cli/print.h"

typedef struct {
  OutputFormat format;
  guint64 counts[STATUS_COUNT];
  guint64 count;
  JsonBuilder *builder;
} Listing;

static void print_as_json(JsonBuilder *builder, const Failure *failure) {
  json_builder_begin_object(builder);
  print_json_member(builder, "path", failure->path);
  print_json_member(builder, "status", failure->status);
  print_json_member(builder, "reason", failure->reason);
  print_json_member(builder, "detail", failure->detail);
  print_json_number(builder, "size", failure->size);
  print_json_number(builder, "run", failure->run);
  json_builder_end_object(builder);
}

/* Codes in the columns for programs, the reason for the person who gets the table. */
static void print_as_csv(const Failure *failure) {
  g_autofree char *path = print_escape(failure->path);
  g_autofree char *size = g_strdup_printf("%" G_GINT64_FORMAT, failure->size);
  g_autofree char *run = g_strdup_printf("%" G_GINT64_FORMAT, failure->run);
  print_csv(stdout, path, FALSE);
  print_csv(stdout, failure->status, FALSE);
  print_csv(stdout, failure->reason ? _(failure->reason) : NULL, FALSE);
  print_csv(stdout, failure->detail, FALSE);
  print_csv(stdout, size, FALSE);
  print_csv(stdout, run, TRUE);
}

static void print_as_text(const Failure *failure) {
  g_autofree char *path = print_escape(failure->path);
  g_autofree char *reason = print_reason(failure->reason, failure->detail);
  printf("%s\n  %s: %s\n", path, translate_name(failure->status), reason);
}

static void on_failure(const Failure *failure, gpointer data) {
  Listing *listing = data;
  Status status;
  listing->count++;
  if (status_from_name(failure->status, &status))
    listing->counts[status]++;
  if (listing->format == FORMAT_JSON)
    print_as_json(listing->builder, failure);
  else if (listing->format == FORMAT_CSV)
    print_as_csv(failure);
  else
    print_as_text(failure);
}

static void print_counts(const Listing *listing) {
  if (listing->count == 0) {
    printf(_("nothing has failed\n"));
    return;
  }
  printf("\n");
  printf(ngettext_("%lu file:\n", "%lu files:\n", (gulong)listing->count), (gulong)listing->count);
  for (guint s = 0; s < STATUS_COUNT; s++) {
    if (!listing->counts[s])
      continue;
    printf("  ");
    print_padded(translate_name(status_name((Status)s)), 14);
    printf(" %8" G_GUINT64_FORMAT "\n", listing->counts[s]);
  }
}

static void end_json(const Listing *listing) {
  json_builder_end_array(listing->builder);
  json_builder_set_member_name(listing->builder, "counts");
  json_builder_begin_object(listing->builder);
  for (guint s = 0; s < STATUS_COUNT; s++)
    if (listing->counts[s])
      print_json_number(listing->builder, status_name((Status)s), (gint64)listing->counts[s]);
  json_builder_end_object(listing->builder);
  json_builder_end_object(listing->builder);
  print_json(listing->builder, stdout);
}

static gboolean list(Reader *reader, const char *status, gint64 run, OutputFormat format, GError **error) {
  g_autoptr(JsonBuilder) builder = json_builder_new();
  Listing listing = {.format = format, .builder = builder};
  json_builder_begin_object(builder);
  print_json_number(builder, "schema", 1);
  json_builder_set_member_name(builder, "failures");
  json_builder_begin_array(builder);
  if (format == FORMAT_CSV)
    fputs("path,status,reason,detail,size,run\r\n", stdout);
  if (!reader_each_failure(reader, status, run, on_failure, &listing, error))
    return FALSE;
  if (format == FORMAT_JSON)
    end_json(&listing);
  else if (format == FORMAT_TEXT)
    print_counts(&listing);
  return TRUE;
}

/* "last" or a number; NULL is 0, all of them. */
static gboolean parse_run(const char *text, gboolean *last, gint64 *run) {
  guint64 number = 0;
  *last = g_strcmp0(text, "last") == 0;
  if (text && !*last && !g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT64, &number, NULL))
    return FALSE;
  *run = (gint64)number;
  return TRUE;
}

int command_failures(int argc, char **argv) {
  g_autofree char *index = NULL, *format_name = NULL, *status_text = NULL, *run_text = NULL;
  GOptionEntry entries[] = {
      OPTION_INDEX(index),
      {"status", 0, 0, G_OPTION_ARG_STRING, &status_text,
       N_("only this state: partial, encrypted, empty, damaged, ..."), N_("STATE")},
      {"run", 0, 0, G_OPTION_ARG_STRING, &run_text, N_("only what this run has met; 'last' is the last one"), "last|N"},
      OPTION_FORMAT(format_name, "text|json|csv"),
      {0}};
  g_auto(GStrv) rest = NULL;
  OutputFormat format;
  if (!command_parse(argc, argv, entries, N_("'nordsok index --retry-failed PATH' looks into them again."), &rest) ||
      !command_output_format(argv[0], format_name, TRUE, &format))
    return EXIT_USAGE;
  Status status;
  gboolean last;
  gint64 run;
  if (*rest)
    return command_usage(argv[0], _("'%s' is not wanted here"), *rest);
  if (status_text && !status_from_name(status_text, &status))
    return command_usage(argv[0], _("there is no state '%s'"), status_text);
  if (!parse_run(run_text, &last, &run))
    return command_usage(argv[0], _("--run is last or the number of a run, not '%s'"), run_text);
  g_autofree char *path = command_index_path(index);
  g_autoptr(Reader) reader = command_open_reader(path);
  if (!reader)
    return EXIT_INDEX;
  g_autoptr(GError) error = NULL;
  if (!list(reader, status_text, last ? reader_last_run(reader) : run, format, &error))
    return command_index_error(path, error);
  return command_tell_fault(path, reader_get_database(reader)) ? EXIT_INDEX : EXIT_FINE;
}
