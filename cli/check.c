/* nordsok check: whether the index is whole, and what to do where it is not. */
#include "cli/command.h"
#include "cli/print.h"
#include "index/check.h"

typedef struct {
  OutputFormat format;
  JsonBuilder *builder;
  guint faults, notes;
} Report;

static void print_examples(const CheckResult *finding) {
  for (guint i = 0; i < finding->examples->len; i++) {
    g_autofree char *shown = print_escape(finding->examples->pdata[i]);
    printf("      %s\n", _(shown)); /* words of SQLite are in the catalogues */
  }
  if (finding->count > finding->examples->len)
    printf(_("      ... and %lu more\n"), (gulong)(finding->count - finding->examples->len));
}

static void print_finding(const CheckResult *finding) {
  printf("    %s%s\n", finding->fault ? "" : _("note: "), _(finding->problem));
  print_examples(finding);
  if (finding->remedy)
    printf("    -> %s\n", _(finding->remedy));
}

static void add_finding(JsonBuilder *builder, const CheckResult *finding) {
  json_builder_begin_object(builder);
  print_json_member(builder, "part", check_part_name(finding->part));
  print_json_member(builder, "kind", finding->fault ? "fault" : "note");
  print_json_member(builder, "problem", finding->problem);
  print_json_number(builder, "count", (gint64)finding->count);
  json_builder_set_member_name(builder, "examples");
  json_builder_begin_array(builder);
  for (guint i = 0; i < finding->examples->len; i++) {
    g_autofree char *shown = print_escape(finding->examples->pdata[i]);
    json_builder_add_string_value(builder, shown);
  }
  json_builder_end_array(builder);
  print_json_member(builder, "remedy", finding->remedy);
  json_builder_end_object(builder);
}

static void on_part(CheckPart part, const GPtrArray *findings, gpointer data) {
  Report *report = data;
  guint faults = 0;
  for (guint i = 0; i < findings->len; i++)
    faults += ((const CheckResult *)findings->pdata[i])->fault != FALSE;
  report->faults += faults;
  report->notes += findings->len - faults;
  if (report->format == FORMAT_TEXT) {
    printf("  ");
    print_padded(_(check_part_title(part)), 20);
    printf(" %s\n", faults ? _("NOT IN ORDER") : _("in order"));
    fflush(stdout);
  }
  for (guint i = 0; i < findings->len; i++)
    if (report->format == FORMAT_TEXT)
      print_finding(findings->pdata[i]);
    else
      add_finding(report->builder, findings->pdata[i]);
}

static void begin(Report *report, const char *path) {
  g_autofree char *shown = print_escape(path);
  if (report->format == FORMAT_TEXT) {
    printf("%s\n", shown);
    return;
  }
  json_builder_begin_object(report->builder);
  print_json_number(report->builder, "schema", 1);
  print_json_member(report->builder, "path", path);
  json_builder_set_member_name(report->builder, "findings");
  json_builder_begin_array(report->builder);
}

static void end(const Report *report) {
  if (report->format == FORMAT_TEXT) {
    printf("%s\n", report->faults ? _("the index is not in order") : _("the index is in order"));
    return;
  }
  json_builder_end_array(report->builder);
  json_builder_set_member_name(report->builder, "clean");
  json_builder_add_boolean_value(report->builder, report->faults == 0);
  json_builder_end_object(report->builder);
  print_json(report->builder, stdout);
}

int command_check(int argc, char **argv) {
  g_autofree char *index = NULL, *format_name = NULL;
  GOptionEntry entries[] = {OPTION_INDEX(index), OPTION_FORMAT(format_name, "text|json"), {0}};
  g_auto(GStrv) rest = NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new();
  Report report = {.builder = builder};
  if (!command_parse(argc, argv, entries,
                     N_("Reads all of the index, and writes nothing: searching and indexing go on meanwhile.\n"
                        "Exits 0 where it is in order and 3 where it is not."),
                     &rest) ||
      !command_output_format(argv[0], format_name, FALSE, &report.format))
    return EXIT_USAGE;
  if (*rest)
    return command_usage(argv[0], _("'%s' is not wanted here"), *rest);
  g_autofree char *path = command_index_path(index);
  g_autoptr(GError) error = NULL;
  volatile sig_atomic_t *interrupted = command_catch_signals();
  begin(&report, path);
  if (!check_run(path, interrupted, on_part, &report, &error))
    return command_index_error(path, error);
  end(&report);
  return report.faults ? EXIT_INDEX : EXIT_FINE;
}
