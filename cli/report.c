/* The lines of a run. */
#include "cli/report.h"

#include "document/identifier.h"

#include <math.h>

gboolean report_init(Report *report, const char *command, const char *log_format, gboolean verbose) {
  OutputFormat format;
  if (!command_output_format(command, log_format, FALSE, &format))
    return FALSE;
  *report = (Report){.json = format == FORMAT_JSON, .verbose = verbose};
  return TRUE;
}

guint64 report_failures(const IngestCounts *counts) {
  guint64 sum = 0;
  for (guint s = 0; s < STATUS_COUNT; s++)
    if (status_is_failure((Status)s))
      sum += counts->states[s];
  return sum;
}

/* --- JSON ---------------------------------------------------------------------------------------------------- */

JsonBuilder *report_begin_event(const char *event) {
  JsonBuilder *builder = json_builder_new();
  json_builder_begin_object(builder);
  print_json_number(builder, "schema", 1);
  print_json_member(builder, "event", event);
  return builder;
}

void report_end_event(JsonBuilder *builder) {
  json_builder_end_object(builder);
  print_json(builder, stdout);
  fflush(stdout); /* who reads along wants it now */
  g_object_unref(builder);
}

static void add_seconds(JsonBuilder *builder, double seconds) {
  json_builder_set_member_name(builder, "seconds");
  json_builder_add_double_value(builder, round(seconds * 1000) / 1000);
}

void report_add_counts(JsonBuilder *builder, const IngestCounts *counts, double seconds) {
  print_json_number(builder, "files", (gint64)counts->files);
  print_json_number(builder, "bytes", (gint64)counts->bytes);
  print_json_number(builder, "unchanged", (gint64)counts->unchanged);
  print_json_number(builder, "moved", (gint64)counts->moved);
  print_json_number(builder, "empty_roots", (gint64)counts->empty_roots);
  print_json_number(builder, "failed", (gint64)report_failures(counts));
  json_builder_set_member_name(builder, "states");
  json_builder_begin_object(builder);
  for (guint s = 0; s < STATUS_COUNT; s++)
    if (counts->states[s])
      print_json_number(builder, status_name((Status)s), (gint64)counts->states[s]);
  json_builder_end_object(builder);
  add_seconds(builder, seconds);
}

static void file_as_json(const Source *source, Status status, const Document *document, double seconds) {
  g_autofree char *id = source->sha256 ? identifier_for_document(source->sha256) : NULL;
  gboolean has_units = document && document->units->len > 0;
  JsonBuilder *builder = report_begin_event("file");
  print_json_member(builder, "path", source->path);
  print_json_member(builder, "status", status_name(status));
  print_json_member(builder, "reason", document ? document->reason : NULL);
  print_json_member(builder, "detail", document ? document->detail : NULL);
  print_json_number(builder, "size", (gint64)source->size);
  print_json_number(builder, "units", document ? document->units->len : 0);
  print_json_member(builder, "document", has_units || status == STATUS_DUPLICATE ? id : NULL);
  print_json_member(builder, "extractor", document ? document->extractor : NULL);
  add_seconds(builder, seconds);
  report_end_event(builder);
}

/* --- text ---------------------------------------------------------------------------------------------------- */

static void file_as_text(const Source *source, Status status, const Document *document) {
  g_autofree char *path = print_escape(source->path);
  printf("%s: %s", path, translate_name(status_name(status)));
  if (document && document->reason) {
    g_autofree char *reason = print_reason(document->reason, document->detail);
    printf(": %s", reason);
  } else if (document && document->units->len) {
    guint units = document->units->len;
    printf(", ");
    printf(ngettext_("%u place", "%u places", units), units);
  }
  printf("\n");
}

void report_file(const Report *report, const Source *source, Status status, const Document *document, double seconds) {
  if (report->json)
    file_as_json(source, status, document, seconds);
  else if (report->verbose)
    file_as_text(source, status, document);
}

static void print_count(const char *name, guint64 count) {
  printf("  ");
  print_padded(name, 14);
  printf(" %8" G_GUINT64_FORMAT "\n", count);
}

static void summary_as_text(const IngestCounts *counts, double seconds) {
  g_autofree char *time = print_number(seconds, 1);
  printf(ngettext_("%lu file in %s s", "%lu files in %s s", (gulong)counts->files), (gulong)counts->files, time);
  printf("\n");
  for (guint s = 0; s < STATUS_COUNT; s++)
    if (counts->states[s])
      print_count(translate_name(status_name((Status)s)), counts->states[s]);
  if (counts->moved)
    print_count(_("moved"), counts->moved);
  if (counts->unchanged)
    print_count(_("unchanged"), counts->unchanged);
  if (report_failures(counts))
    printf(_("What could not be read, and why: nordsok failures\n"));
}

void report_summary(const Report *report, const IngestCounts *counts, double seconds) {
  if (!report->json) {
    summary_as_text(counts, seconds);
    return;
  }
  JsonBuilder *builder = report_begin_event("summary");
  report_add_counts(builder, counts, seconds);
  report_end_event(builder);
}
