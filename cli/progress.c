/* The progress bar. */
#include "cli/progress.h"

#include "cli/print.h"
#include "cli/report.h"
#include "cli/translate.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct Progress {
  guint64 files, bytes;
  gint64 began, shown; /* monotonic microseconds */
  gboolean terminal, visible, json;
};

Progress *progress_new(guint64 files, guint64 bytes) {
  Progress *progress = g_new0(Progress, 1);
  progress->files = files;
  progress->bytes = bytes;
  progress->began = progress->shown = g_get_monotonic_time();
  progress->terminal = isatty(STDERR_FILENO);
  return progress;
}

void progress_use_json(Progress *progress) {
  progress->json = TRUE;
}

void progress_set_total(Progress *progress, guint64 files, guint64 bytes) {
  progress->files = files;
  progress->bytes = bytes;
}

void progress_free(Progress *progress) {
  progress_clear(progress);
  g_free(progress);
}

void progress_clear(Progress *progress) {
  if (progress->visible)
    fputs("\r\033[K", stderr);
  progress->visible = FALSE;
}

/* "1:05:20", "4:10": remaining time if the rest goes as fast as what is done. */
static char *remaining(const Progress *progress, const IngestCounts *counts, double seconds) {
  /* Bytes say more than files, but small files cost more than their bytes: each file counts as 4 KB on top. */
  double done = (double)counts->bytes + (double)counts->files * 4096;
  double all = (double)progress->bytes + (double)progress->files * 4096;
  if (done <= 0 || seconds < 1)
    return g_strdup("–");
  guint64 left = (guint64)(seconds * MAX(all - done, 0) / done);
  return left >= 3600
             ? g_strdup_printf("%u:%02u:%02u", (guint)(left / 3600), (guint)(left / 60 % 60), (guint)(left % 60))
             : g_strdup_printf("%u:%02u", (guint)(left / 60), (guint)(left % 60));
}

static guint terminal_width(void) {
  struct winsize size;
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

static void draw_bar(Progress *progress, const char *line, double share) {
  guint room = terminal_width();
  guint text = (guint)g_utf8_strlen(line, -1);
  guint width = room > text + 6 ? MIN(30, room - text - 4) : 0;
  g_autoptr(GString) bar = g_string_new("\r\033[K");
  for (guint i = 0; i < width; i++)
    g_string_append(bar, i < share * width ? "█" : "░");
  fprintf(stderr, "%s %s", bar->str, line);
  fflush(stderr);
  progress->visible = TRUE;
}

static gboolean is_due(const Progress *progress) {
  return g_get_monotonic_time() - progress->shown >= (progress->terminal ? 100000 : 10000000);
}

void progress_show(Progress *progress, double share, const char *line) {
  if (!is_due(progress))
    return;
  progress->shown = g_get_monotonic_time();
  if (progress->terminal)
    draw_bar(progress, line, share);
  else
    fprintf(stderr, "%s\n", line);
}

char *progress_line(const Progress *progress, const IngestCounts *counts, double seconds) {
  double megabytes = (double)counts->bytes / 1e6;
  g_autofree char *left = remaining(progress, counts, seconds);
  g_autofree char *done = print_number(megabytes, megabytes < 100 ? 1 : 0);
  g_autofree char *all = print_number((double)progress->bytes / 1e6, progress->bytes < 100000000 ? 1 : 0);
  g_autofree char *rate = print_number(megabytes / MAX(seconds, 0.001), 1);
  gulong failed = (gulong)report_failures(counts);
  g_autofree char *failures = g_strdup_printf(ngettext_("%lu failed", "%lu failed", failed), failed);
  return g_strdup_printf(_("%lu/%lu files, %s/%s MB, %s MB/s, %s left, %s"), (gulong)counts->files,
                         (gulong)progress->files, done, all, rate, left, failures);
}

static void tell_event(const Progress *progress, const IngestCounts *counts, double seconds) {
  JsonBuilder *builder = report_begin_event("progress");
  print_json_number(builder, "files_found", (gint64)progress->files);
  print_json_number(builder, "bytes_found", (gint64)progress->bytes);
  report_add_counts(builder, counts, seconds);
  report_end_event(builder);
}

void progress_update(Progress *progress, const IngestCounts *counts) {
  if (!is_due(progress))
    return;
  double seconds = (double)(g_get_monotonic_time() - progress->began) / G_USEC_PER_SEC;
  if (progress->json && !progress->terminal) {
    progress->shown = g_get_monotonic_time();
    tell_event(progress, counts, seconds);
    return;
  }
  g_autofree char *line = progress_line(progress, counts, seconds);
  progress_show(progress, progress->files ? (double)counts->files / (double)progress->files : 0, line);
}
