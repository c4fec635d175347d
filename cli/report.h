/* What a run reports on standard output: a line a file where that is asked for, and the summary; as text, or as lines
 * of JSON that other programs read while it goes on. */
#pragma once

#include "cli/command.h"
#include "cli/print.h"
#include "pipeline/ingest.h"

#define OPTION_LOG_FORMAT(variable)                                                                                    \
  { "log-format", 0, 0, G_OPTION_ARG_STRING, &(variable), N_("form of what is told of a run"), "text|json" }
#define OPTION_VERBOSE(variable)                                                                                       \
  { "verbose", 0, 0, G_OPTION_ARG_NONE, &(variable), N_("tell of every file that is read"), NULL }

typedef struct {
  gboolean json;    /* lines of JSON: one a file, one for the summary */
  gboolean verbose; /* of text: a line a file */
} Report;

/* FALSE after having told a usage error; `log_format` NULL is text. */
gboolean report_init(Report *report, const char *command, const char *log_format, gboolean verbose);

/* For IngestOptions.file_done: one line, as the report is set up; nothing in text that is not verbose. `document` may
 * be NULL. */
void report_file(const Report *report, const Source *source, Status status, const Document *document, double seconds);

/* The summary at the end of a run. */
void report_summary(const Report *report, const IngestCounts *counts, double seconds);

/* How many files of the run failed (status.h). */
guint64 report_failures(const IngestCounts *counts);

/* One line of JSON of another event of a long run: opened with "schema" and "event" in it, closed by
 * report_end_event(), which writes it out at once. */
JsonBuilder *report_begin_event(const char *event);
void report_end_event(JsonBuilder *builder);

/* Adds the counts of a run as members: "files", "bytes", "unchanged", "states" (object), "seconds". */
void report_add_counts(JsonBuilder *builder, const IngestCounts *counts, double seconds);
