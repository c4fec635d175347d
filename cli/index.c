/* nordsok index: files and folders into the index. */
#include "cli/command.h"
#include "cli/given.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/roots.h"

#include <string.h>
#include <unistd.h>

/* Counting what there is to do takes a walk of its own: only a run that takes longer than this shows how far it is. */
#define COUNT_AFTER (2 * G_USEC_PER_SEC)

#define MAX_JOBS 64 /* more readers than that wait for one writer */

/* What the user says of the files, before they are read. */
typedef struct {
  char **lists, **base_urls;
  const GPtrArray *roots; /* Root* */
} Given;

typedef struct {
  Progress *progress;
  Report report;
  Discovery *discovery;
  const volatile sig_atomic_t *interrupted;
  gint64 began; /* monotonic microseconds */
  gboolean counted;
} Run;

static void count_all(Run *run) {
  guint64 files, bytes;
  discovery_count(run->discovery, run->interrupted, &files, &bytes);
  progress_set_total(run->progress, files, bytes);
  run->counted = TRUE;
}

static void on_progress(const IngestCounts *counts, gpointer data) {
  Run *run = data;
  if (!run->counted && g_get_monotonic_time() - run->began > COUNT_AFTER)
    count_all(run);
  if (run->counted)
    progress_update(run->progress, counts);
}

static void on_file(const Source *source, Status status, const Document *document, double seconds, gpointer data) {
  const Run *run = data;
  if (run->report.json || run->report.verbose)
    progress_clear(run->progress);
  report_file(&run->report, source, status, document, seconds);
}

static void on_themed(guint64 done, guint64 all, gpointer data) {
  if (done % 64 != 0 && done != all)
    return;
  g_autofree char *line = g_strdup_printf(_("finding imported themes: %lu of %lu"), (gulong)done, (gulong)all);
  progress_show(((Run *)data)->progress, (double)done / (double)all, line);
}

static void on_cage_gap(const char *parts, gpointer data) {
  progress_clear(((Run *)data)->progress);
  fprintf(stderr, _("nordsok: note: this system cannot close the whole cage around the readers (missing: %s)\n"),
          parts);
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

/* What the command says goes over what the file of roots says. */
static gboolean say_all(Writer *writer, const Given *said) {
  for (guint i = 0; i < said->roots->len; i++)
    if (!given_say_root(writer, said->roots->pdata[i]))
      return FALSE;
  return given_say(writer, said->lists, said->base_urls);
}

static int run(const IngestOptions *given, const Report *report, const Given *said, Discovery *discovery,
               const char *index) {
  g_autoptr(GError) error = NULL;
  Writer *writer = writer_open(index, command_tell_waiting, NULL, &error);
  if (!writer) {
    if (g_error_matches(error, WRITER_ERROR, WRITER_ERROR_ANALYSER)) {
      fprintf(stderr, _("nordsok: %s; run 'nordsok reindex' first, or it would be corrupted\n"), _(error->message));
      return EXIT_INDEX;
    }
    return command_index_error(index, error);
  }
  if (!say_all(writer, said)) {
    writer_close(writer, NULL);
    return EXIT_USAGE;
  }
  /* Not before: while it waits for the lock, Ctrl-C simply ends it. From here on the run stops between two documents,
   * and what is done is kept. */
  volatile sig_atomic_t *interrupted = command_catch_signals();
  g_autoptr(Progress) progress = progress_new(0, 0);
  if (report->json)
    progress_use_json(progress);
  gint64 began = g_get_monotonic_time();
  Run context = {progress, *report, discovery, interrupted, began, FALSE};
  IngestOptions options = *given;
  options.progress = on_progress;
  options.file_done = on_file;
  options.themed = report->json ? NULL : on_themed;
  options.cage_gap = on_cage_gap;
  options.empty_root = on_empty_root;
  options.interrupted = interrupted;
  options.data = &context;
  IngestCounts counts = {0};
  gboolean done = ingest_run(&options, writer, discovery, &counts, &error);
  progress_clear(progress);
  gboolean damaged = done && command_tell_fault(index, writer_get_database(writer));
  gboolean closed = writer_close(writer, done ? &error : NULL);
  if (done && closed)
    report_summary(report, &counts, (double)(g_get_monotonic_time() - began) / G_USEC_PER_SEC);
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
  return report_failures(&counts) || counts.empty_roots ? EXIT_DOCUMENTS : EXIT_FINE;
}

int command_index(int argc, char **argv) {
  g_auto(GStrv) lists = NULL, base_urls = NULL;
  g_autofree char *index = NULL, *list = NULL, *password_file = NULL, *ocr_name = NULL, *log_format = NULL;
  gint jobs = 0, timeout = 0, memory = 0;
  OcrMode ocr = OCR_AUTO;
  g_auto(RootOptions) which = {0};
  gboolean retry = FALSE, require_sandbox = FALSE, verify = FALSE, allow_empty = FALSE, verbose = FALSE,
           contacts = FALSE;
  GOptionEntry entries[] = {
      OPTION_INDEX(index),
      {"files-from", 0, 0, G_OPTION_ARG_FILENAME, &list,
       N_("also take the paths in FILE, one a line (- is standard input)"), N_("FILE")},
      {"jobs", 0, 0, G_OPTION_ARG_INT, &jobs, N_("readers at work at once (default: one a processor)"), N_("N")},
      OPTIONS_ROOTS(which),
      OPTION_OCR(ocr_name),
      OPTION_CONTACTS(contacts),
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
      OPTION_LOG_FORMAT(log_format),
      OPTION_VERBOSE(verbose),
      {0}};
  Report report;
  g_auto(GStrv) paths = NULL;
  if (!command_parse(
          argc, argv, entries,
          N_("Reads PDF, HTML, PPTX, Markdown and plain text. What has not changed since the last run is left\n"
             "alone. Every file ends in one state, which 'nordsok failures' and 'nordsok status' tell.\n"
             "\n"
             "A GLOB is a line of a .gitignore file: '*.pdf' at any depth, '/minutes/*.pdf' from the folder that is\n"
             "given, 'drafts/' for folders, '!' in front to take back. Files named .nordsokignore hold such lines\n"
             "for the folder they lie in. What is left out now and was read before leaves the index."),
          &paths) ||
      !command_ocr_mode(argv[0], ocr_name, &ocr) || !report_init(&report, argv[0], log_format, verbose))
    return EXIT_USAGE;
  if (jobs < 0 || jobs > MAX_JOBS || timeout < 0 || memory < 0)
    return command_usage(argv[0], "%s", _("a number is out of range"));

  g_autofree char *path = command_index_path(index);
  g_autoptr(GPtrArray) roots = root_options_read(&which, argv[0], paths, list != NULL);
  if (!roots)
    return EXIT_USAGE;
  g_autoptr(Discovery) discovery = discovery_new(FALSE);
  g_autoptr(GError) error = NULL;
  discovery_leave_out(discovery, path);
  root_options_start(&which, roots, discovery);
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
                                          .contacts = contacts,
                                          .ocr = ocr},
                           .retry_failed = retry,
                           .verify = verify,
                           .allow_empty = allow_empty,
                           .roots = roots};
  return run(&options, &report, &(Given){lists, base_urls, roots}, discovery, path);
}
