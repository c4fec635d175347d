/* nordsok index: files and folders into the index. */
#include "cli/command.h"
#include "cli/given.h"
#include "cli/print.h"
#include "cli/progress.h"

#include <string.h>
#include <unistd.h>

#define MAX_JOBS 64 /* more readers than that wait for one writer */

/* What the user says of the files, before they are read. */
typedef struct {
  char **lists, **base_urls;
} Given;

typedef struct {
  Progress *progress;
} Run;

static void on_progress(const IngestCounts *counts, gpointer data) {
  progress_update(((Run *)data)->progress, counts);
}

static void on_cage_gap(const char *parts, gpointer data) {
  progress_clear(((Run *)data)->progress);
  fprintf(stderr, _("nordsok: note: this system cannot close the whole cage around the readers (missing: %s)\n"),
          parts);
}

static void print_count(const char *name, guint64 count) {
  printf("  ");
  print_padded(name, 14);
  printf(" %8" G_GUINT64_FORMAT "\n", count);
}

/* Only a person can know whether a folder is empty or its disk is not there. */
static gboolean on_empty_root(const char *path, guint64 files, gpointer data) {
  progress_clear(((Run *)data)->progress);
  g_autofree char *shown = print_escape(path);
  fprintf(stderr,
          ngettext_("nordsok: nothing is left in %s, of which the index holds %lu file\n",
                    "nordsok: nothing is left in %s, of which the index holds %lu files\n", files),
          shown, (gulong)files);
  if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) {
    fputs(_("  Is its disk mounted? They are left in the index; 'nordsok index --allow-empty' takes them out.\n"),
          stderr);
    return FALSE;
  }
  fputs(_("  Is its disk mounted? Take them out of the index? [y/N] "), stderr);
  char answer[16] = "";
  if (!fgets(answer, sizeof answer, stdin))
    return FALSE;
  return strchr("yYjJ", answer[0]) && answer[0] != '\0'; /* yes, ja */
}

static gboolean print_summary(const IngestCounts *counts, double seconds) {
  gboolean failed = FALSE;
  printf(ngettext_("%lu file in %.1f s", "%lu files in %.1f s", counts->files), (gulong)counts->files, seconds);
  printf("\n");
  for (guint s = 0; s < STATUS_COUNT; s++) {
    if (!counts->states[s])
      continue;
    print_count(translate_name(status_name((Status)s)), counts->states[s]);
    failed |= status_is_failure((Status)s);
  }
  if (counts->moved)
    print_count(_("moved"), counts->moved);
  if (counts->unchanged)
    print_count(_("unchanged"), counts->unchanged);
  if (failed)
    printf(_("What could not be read, and why: nordsok failures\n"));
  return failed;
}

static int run(const IngestOptions *given, const Given *said, Discovery *discovery, const char *index) {
  g_autoptr(GError) error = NULL;
  Writer *writer = writer_open(index, command_tell_waiting, NULL, &error);
  if (!writer) {
    if (g_error_matches(error, WRITER_ERROR, WRITER_ERROR_ANALYSER)) {
      fprintf(stderr, _("nordsok: %s; run 'nordsok reindex' first, or it would be corrupted\n"), _(error->message));
      return EXIT_INDEX;
    }
    return command_index_error(index, error);
  }
  if (!given_say(writer, said->lists, said->base_urls)) {
    writer_close(writer, NULL);
    return EXIT_USAGE;
  }
  /* Not before: while it waits for the lock, Ctrl-C simply ends it. From here on the run stops between two documents,
   * and what is done is kept. */
  volatile sig_atomic_t *interrupted = command_catch_signals();
  guint64 files, bytes;
  discovery_count(discovery, interrupted, &files, &bytes);
  g_autoptr(Progress) progress = progress_new(files, bytes);
  Run context = {progress};
  IngestOptions options = *given;
  options.progress = on_progress;
  options.cage_gap = on_cage_gap;
  options.empty_root = on_empty_root;
  options.interrupted = interrupted;
  options.data = &context;
  IngestCounts counts = {0};
  gint64 began = g_get_monotonic_time();
  gboolean done = ingest_run(&options, writer, discovery, &counts, &error);
  progress_clear(progress);
  gboolean damaged = done && command_tell_fault(index, writer_get_database(writer));
  gboolean closed = writer_close(writer, done ? &error : NULL);
  gboolean failed = done && closed && print_summary(&counts, (double)(g_get_monotonic_time() - began) / G_USEC_PER_SEC);
  if (!done && error->domain == G_IO_ERROR) {
    fprintf(stderr, _("nordsok: the reader cannot be started: %s\n"), error->message);
    return EXIT_INDEX;
  }
  if (!done || !closed)
    return command_index_error(index, error);
  if (*interrupted) {
    fputs(_("nordsok: stopped; what was read so far is in the index, the same command goes on from here\n"), stderr);
    return EXIT_INTERRUPTED;
  }
  if (damaged)
    return EXIT_INDEX;
  return failed || counts.empty_roots ? EXIT_DOCUMENTS : EXIT_FINE;
}

int command_index(int argc, char **argv) {
  g_auto(GStrv) lists = NULL, base_urls = NULL;
  g_autofree char *index = NULL, *list = NULL, *password_file = NULL, *ocr_name = NULL;
  gint jobs = 0, timeout = 0, memory = 0;
  OcrMode ocr = OCR_AUTO;
  gboolean retry = FALSE, hidden = FALSE, require_sandbox = FALSE, verify = FALSE, allow_empty = FALSE;
  GOptionEntry entries[] = {
      OPTION_INDEX(index),
      {"files-from", 0, 0, G_OPTION_ARG_FILENAME, &list,
       N_("also take the paths in FILE, one a line (- is standard input)"), N_("FILE")},
      {"jobs", 0, 0, G_OPTION_ARG_INT, &jobs, N_("readers at work at once (default: one a processor)"), N_("N")},
      {"hidden", 0, 0, G_OPTION_ARG_NONE, &hidden, N_("also files and folders whose name begins with a full stop"),
       NULL},
      OPTION_OCR(ocr_name),
      {"retry-failed", 0, 0, G_OPTION_ARG_NONE, &retry, N_("look again into files that failed before"), NULL},
      {"verify", 0, 0, G_OPTION_ARG_NONE, &verify, N_("compare the content of every file, not only its size and time"),
       NULL},
      {"allow-empty", 0, 0, G_OPTION_ARG_NONE, &allow_empty,
       N_("take out all that was in a folder that is empty or not there now"), NULL},
      {"metadata", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &lists,
       N_("what the files do not say: CSV with path, url, title, date, place, publisher, ..."), N_("FILE")},
      {"base-url", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &base_urls,
       N_("address on the web of the files in a folder (FOLDER=https://...)"), N_("FOLDER=URL")},
      {"password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file,
       N_("passwords to try on encrypted files, one a line"), N_("FILE")},
      {"timeout", 0, 0, G_OPTION_ARG_INT, &timeout, N_("longest time for one file (default: 600)"), N_("SECONDS")},
      {"memory", 0, 0, G_OPTION_ARG_INT, &memory, N_("most memory for one reader (default: 3072)"), N_("MB")},
      {"require-sandbox", 0, 0, G_OPTION_ARG_NONE, &require_sandbox,
       N_("refuse to run where the readers cannot be fully caged"), NULL},
      {0}};
  g_auto(GStrv) paths = NULL;
  if (!command_parse(
          argc, argv, entries,
          N_("Reads PDF, HTML, PPTX, Markdown and plain text. What has not changed since the last run is left\n"
             "alone. Every file ends in one state, which 'nordsok failures' and 'nordsok status' tell."),
          &paths) ||
      !command_ocr_mode(argv[0], ocr_name, &ocr))
    return EXIT_USAGE;
  if (!*paths && !list)
    return command_usage(argv[0], "%s", _("say which files or folders to read"));
  if (jobs < 0 || jobs > MAX_JOBS || timeout < 0 || memory < 0)
    return command_usage(argv[0], "%s", _("a number is out of range"));

  g_autofree char *path = command_index_path(index);
  g_autoptr(Discovery) discovery = discovery_new(hidden);
  g_autoptr(GError) error = NULL;
  discovery_leave_out(discovery, path);
  for (char **p = paths; *p; p++) {
    if (!**p)
      return command_usage(argv[0], "%s", _("a path is empty"));
    discovery_add(discovery, *p);
  }
  if (list && !discovery_add_list(discovery, list, &error))
    return command_usage(argv[0], "%s", error->message);
  g_autoptr(GPtrArray) passwords = password_file ? command_read_passwords(password_file) : NULL;
  if (password_file && !passwords)
    return EXIT_USAGE;
  IngestOptions options = {.supervisor = {.jobs = (guint)jobs,
                                          .total_seconds = timeout,
                                          .memory_bytes = (guint64)memory * 1024 * 1024,
                                          .require_sandbox = require_sandbox,
                                          .passwords = passwords,
                                          .ocr = ocr},
                           .retry_failed = retry,
                           .verify = verify,
                           .allow_empty = allow_empty};
  return run(&options, &(Given){lists, base_urls}, discovery, path);
}
