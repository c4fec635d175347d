/* nordsok watch: keeps the index in step with folders, for as long as it runs. */
#include "cli/command.h"
#include "cli/given.h"
#include "cli/print.h"
#include "cli/report.h"
#include "cli/roots.h"
#include "pipeline/watch.h"

#include <string.h>

#define MAX_SECONDS 86400
#define MAX_JOBS 64
#define NAMES_SHOWN 3 /* of files that failed, in the line of a batch */

typedef struct {
  const char *index;
  IngestOptions ingest;
  Report report;
  const GPtrArray *roots; /* Root*: paths, with what is taken below them */
  gboolean said;          /* what the file of roots says of their files is in the index */
  double poll_seconds;
  const volatile sig_atomic_t *interrupted;
  /* of the batch */
  const Watch *watch;
  gboolean certain;
  GPtrArray *failed; /* char*: names of the first that failed */
  guint failures;
} Watching;

static gboolean lies_in(const char *path, const char *folder) {
  gsize length = strlen(folder);
  return strncmp(path, folder, length) == 0 && (!path[length] || path[length] == '/' || folder[length - 1] == '/');
}

static void start_from(Discovery *discovery, const Root *root, const char *path) {
  DiscoveryRules rules = {root->hidden, root->one_file_system, root->follow_links, (const char *const *)root->include,
                          (const char *const *)root->exclude};
  discovery_set_rules(discovery, &rules);
  discovery_add_below(discovery, root->path, path);
}

/* Adds what a run over the roots would find at and below `path`. Notes the root of each start in `starts` (may be
 * NULL).
 */
static void add_starts(const Watching *watching, Discovery *discovery, const char *path, GPtrArray *starts) {
  for (guint i = 0; i < watching->roots->len; i++) {
    Root *root = watching->roots->pdata[i];
    if (lies_in(path, root->path))
      start_from(discovery, root, path);
    else if (lies_in(root->path, path))
      discovery_add_root(discovery, root);
    else
      continue;
    if (starts)
      g_ptr_array_add(starts, root);
  }
}

static Discovery *new_discovery(const Watching *watching) {
  Discovery *discovery = discovery_new(FALSE);
  discovery_leave_out(discovery, watching->index);
  return discovery;
}

static Discovery *discover(const char *path, gpointer data) {
  Discovery *discovery = new_discovery(data);
  add_starts(data, discovery, path, NULL);
  return discovery;
}

/* --- what is told -------------------------------------------------------------------------------------------- */

static char *time_now(void) {
  g_autoptr(GDateTime) now = g_date_time_new_now_local();
  return g_date_time_format(now, "%Y-%m-%d %H:%M:%S");
}

/* Every JSON line of this command says when: it may run for months. */
static JsonBuilder *begin_event(const char *event) {
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  g_autofree char *time = g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
  JsonBuilder *builder = report_begin_event(event);
  print_json_member(builder, "time", time);
  return builder;
}

static const char *notice_name(WatchNotice notice) {
  static const char *const names[] = {"polled-blind", "polled-full", "polled-none", "overflow", "lost", "back"};
  return names[notice];
}

static char *notice_text(const Watching *watching, WatchNotice notice, const char *path) {
  guint seconds = (guint)watching->poll_seconds;
  switch (notice) {
  case WATCH_POLLED_BLIND:
    return g_strdup_printf(_("%s: changes are not told to this machine there; it is looked through every %u s"), path,
                           seconds);
  case WATCH_POLLED_FULL:
    return g_strdup_printf(_("%s: there are more folders than may be watched; it is looked through every %u s. More of "
                             "them: sysctl fs.inotify.max_user_watches"),
                           path, seconds);
  case WATCH_POLLED_NONE:
    return g_strdup_printf(_("folders cannot be watched, they are looked through every %u s. More programs may watch: "
                             "sysctl fs.inotify.max_user_instances"),
                           seconds);
  case WATCH_OVERFLOW:
    return g_strdup(_("too many changes at once; everything is looked through"));
  case WATCH_LOST:
    return g_strdup_printf(
        _("%s is not there now; what the index has of it stays, and it is watched again when it comes back"), path);
  case WATCH_BACK:
    return g_strdup_printf(_("%s is there again"), path);
  }
  return NULL;
}

static void on_notice(WatchNotice notice, const char *path, gpointer data) {
  const Watching *watching = data;
  if (watching->report.json) {
    JsonBuilder *builder = begin_event("notice");
    print_json_member(builder, "notice", notice_name(notice));
    print_json_member(builder, "path", path);
    report_end_event(builder);
    return;
  }
  g_autofree char *shown = print_escape(path ? path : "");
  g_autofree char *text = notice_text(watching, notice, shown);
  fprintf(stderr, _("nordsok: note: %s\n"), text);
}

static void tell_start(const Watching *watching, const Watch *watch) {
  guint folders = watch_folder_count(watch), polled = watch_polled_count(watch);
  if (watching->report.json) {
    JsonBuilder *builder = begin_event("watching");
    print_json_number(builder, "folders", folders);
    print_json_number(builder, "polled", polled);
    report_end_event(builder);
    return;
  }
  fprintf(stderr, ngettext_("nordsok: watching %u folder", "nordsok: watching %u folders", folders), folders);
  if (polled) {
    fputs(", ", stderr);
    fprintf(stderr, ngettext_("looking through %u path every %u s", "looking through %u paths every %u s", polled),
            polled, (guint)watching->poll_seconds);
  }
  fputs(_(" (Ctrl-C ends)\n"), stderr);
}

static void on_file(const Source *source, Status status, const Document *document, double seconds, gpointer data) {
  Watching *watching = data;
  report_file(&watching->report, source, status, document, seconds);
  if (!status_is_failure(status))
    return;
  if (watching->failures++ < NAMES_SHOWN) {
    g_autofree char *base = g_path_get_basename(source->path);
    g_ptr_array_add(watching->failed, print_escape(base));
  }
}

static void on_cage_gap(const char *parts, gpointer data) {
  static gboolean told;
  if (!told)
    fprintf(stderr, _("nordsok: note: this system cannot close the whole cage around the readers (missing: %s)\n"),
            parts);
  told = TRUE;
}

/* A folder below a path that is watched may well be empty; of the path itself only events tell that it was emptied. */
static gboolean on_empty_root(const char *path, guint64 files, gpointer data) {
  const Watching *watching = data;
  if (watching->certain || !watch_is_root(watching->watch, path))
    return TRUE;
  if (watching->report.json) {
    JsonBuilder *builder = begin_event("notice");
    print_json_member(builder, "notice", "empty-root");
    print_json_member(builder, "path", path);
    report_end_event(builder);
    return FALSE;
  }
  g_autofree char *shown = print_escape(path);
  fprintf(stderr,
          ngettext_("nordsok: nothing is left in %s, of which the index holds %lu file\n",
                    "nordsok: nothing is left in %s, of which the index holds %lu files\n", files),
          shown, (gulong)files);
  fputs(_("  Is its disk mounted? They are left in the index; 'nordsok index --allow-empty' takes them out.\n"),
        stderr);
  return FALSE;
}

/* "read 2, damaged 1"; NULL where nothing has happened. */
static char *states_text(const IngestCounts *counts) {
  GString *text = g_string_new(NULL);
  for (guint s = 0; s < STATUS_COUNT; s++)
    if (counts->states[s])
      g_string_append_printf(text, "%s%s %" G_GUINT64_FORMAT, text->len ? ", " : "",
                             translate_name(status_name((Status)s)), counts->states[s]);
  if (counts->moved)
    g_string_append_printf(text, "%s%s %" G_GUINT64_FORMAT, text->len ? ", " : "", _("moved"), counts->moved);
  return g_string_free(text, text->len == 0);
}

static void batch_as_text(const Watching *watching, const IngestCounts *counts, double seconds) {
  g_autofree char *states = states_text(counts);
  if (!states)
    return;
  g_autofree char *time = time_now(), *lasted = print_number(seconds, 1);
  printf("%s  %s (%s s)", time, states, lasted);
  if (watching->failures) {
    g_ptr_array_add(watching->failed, NULL);
    g_autofree char *names = g_strjoinv(", ", (char **)watching->failed->pdata);
    guint more = watching->failures - MIN(watching->failures, NAMES_SHOWN);
    printf(_("; failed: %s"), names);
    if (more)
      printf(ngettext_(" and %u more", " and %u more", more), more);
  }
  printf("\n");
  fflush(stdout);
}

static void batch_as_json(const WatchBatch *batch, const IngestCounts *counts, double seconds) {
  JsonBuilder *builder = begin_event("batch");
  print_json_number(builder, "paths", batch->paths->len);
  report_add_counts(builder, counts, seconds);
  report_end_event(builder);
}

/* --- the work ------------------------------------------------------------------------------------------------ */

/* While another run holds the lock, Ctrl-C simply ends the program: nothing has begun. */
static Writer *open_writer(const Watching *watching, GError **error) {
  command_release_signals();
  Writer *writer = writer_open(watching->index, command_tell_waiting, NULL, error);
  command_catch_signals();
  return writer;
}

static int tell_error(const Watching *watching, const GError *error) {
  if (g_error_matches(error, WRITER_ERROR, WRITER_ERROR_ANALYSER)) {
    fprintf(stderr, _("nordsok: %s; run 'nordsok reindex' first, or it would be corrupted\n"), _(error->message));
    return EXIT_INDEX;
  }
  if (error->domain == G_IO_ERROR) {
    fprintf(stderr, _("nordsok: the reader cannot be started: %s\n"), error->message);
    return EXIT_INDEX;
  }
  return command_index_error(watching->index, error);
}

/* What the file of roots says of files goes into the index once: it is read when the command begins. */
static gboolean say_roots(Watching *watching, Writer *writer) {
  for (guint i = 0; i < watching->roots->len && !watching->said; i++)
    if (!given_say_root(writer, watching->roots->pdata[i]))
      return FALSE;
  watching->said = TRUE;
  return TRUE;
}

/* One batch is one run: the lock is held only for it. */
static int run_batch(Watching *watching, const WatchBatch *batch) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Discovery) discovery = new_discovery(watching);
  g_autoptr(GPtrArray) starts = g_ptr_array_new();
  for (guint i = 0; i < batch->paths->len; i++)
    add_starts(watching, discovery, batch->paths->pdata[i], starts);
  Writer *writer = open_writer(watching, &error);
  if (!writer)
    return tell_error(watching, error);
  if (!say_roots(watching, writer)) {
    writer_close(writer, NULL);
    return EXIT_USAGE;
  }
  watching->ingest.roots = starts;
  g_autoptr(GPtrArray) failed = g_ptr_array_new_with_free_func(g_free);
  watching->failed = failed;
  watching->failures = 0;
  watching->certain = batch->certain;
  IngestCounts counts = {0};
  gint64 began = g_get_monotonic_time();
  gboolean done = ingest_run(&watching->ingest, writer, discovery, &counts, &error);
  gboolean closed = writer_close(writer, done ? &error : NULL);
  double seconds = (double)(g_get_monotonic_time() - began) / G_USEC_PER_SEC;
  if (watching->report.json)
    batch_as_json(batch, &counts, seconds);
  else
    batch_as_text(watching, &counts, seconds);
  return done && closed ? EXIT_FINE : tell_error(watching, error);
}

static int run(Watching *watching, Watch *watch) {
  watching->watch = watch;
  watch_start(watch);
  if (!*watching->interrupted)
    tell_start(watching, watch);
  int status = EXIT_FINE;
  WatchBatch *batch;
  while (status == EXIT_FINE && (batch = watch_next(watch))) {
    status = run_batch(watching, batch);
    watch_batch_free(batch);
  }
  if (status == EXIT_FINE && !watching->report.json)
    fputs(_("nordsok: no longer watching; what was read is in the index\n"), stderr);
  return status;
}

/* --- the command line ---------------------------------------------------------------------------------------- */

/* FALSE after having told a usage error. */
static gboolean add_roots(const char *command, Watch *watch, const GPtrArray *roots) {
  for (guint i = 0; i < roots->len; i++) {
    const Root *root = roots->pdata[i];
    g_autoptr(GError) error = NULL;
    /* What the file of roots names may be a disk that is not there today. */
    WatchAddFlags flags = (root->name ? WATCH_ADD_ABSENT : 0) | (root->follow_links ? WATCH_ADD_POLLED : 0);
    if (!watch_add(watch, root->path, flags, &error)) {
      g_autofree char *shown = print_escape(root->path);
      command_usage(command, _("%s cannot be watched: %s"), shown, error->message);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean any_hidden(const GPtrArray *roots) {
  for (guint i = 0; i < roots->len; i++)
    if (((const Root *)roots->pdata[i])->hidden)
      return TRUE;
  return FALSE;
}

int command_watch(int argc, char **argv) {
  g_autofree char *index = NULL, *password_file = NULL, *ocr_name = NULL, *log_format = NULL;
  gint jobs = 0, timeout = 0, memory = 0;
  double poll = WATCH_POLL_SECONDS, settle = WATCH_QUIET_SECONDS;
  g_auto(RootOptions) which = {0};
  gboolean require_sandbox = FALSE, verbose = FALSE, poll_only = FALSE;
  OcrMode ocr = OCR_AUTO;
  gboolean contacts = FALSE;
  GOptionEntry entries[] = {
      OPTION_INDEX(index),
      {"poll", 0, 0, G_OPTION_ARG_DOUBLE, &poll,
       N_("seconds between two looks where changes are not told, as on network drives (default: 300)"), N_("SECONDS")},
      {"poll-only", 0, 0, G_OPTION_ARG_NONE, &poll_only, N_("look through all paths like that"), NULL},
      {"settle", 0, 0, G_OPTION_ARG_DOUBLE, &settle,
       N_("read when nothing has changed for so long, after a minute at the latest (default: 2)"), N_("SECONDS")},
      {"jobs", 0, 0, G_OPTION_ARG_INT, &jobs, N_("readers at work at once (default: one a processor)"), N_("N")},
      OPTIONS_ROOTS(which),
      OPTION_OCR(ocr_name),
      OPTION_CONTACTS(contacts),
      {"password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file,
       N_("passwords to try on encrypted files, one a line"), N_("FILE")},
      {"timeout", 0, 0, G_OPTION_ARG_INT, &timeout, N_("longest time for one file (default: 600)"), N_("SECONDS")},
      {"memory", 0, 0, G_OPTION_ARG_INT, &memory, N_("most memory for one reader (default: 3072)"), N_("MB")},
      {"require-sandbox", 0, 0, G_OPTION_ARG_NONE, &require_sandbox,
       N_("refuse to run where the readers cannot be fully caged"), NULL},
      OPTION_LOG_FORMAT(log_format),
      OPTION_VERBOSE(verbose),
      {0}};
  g_auto(GStrv) paths = NULL;
  Watching watching = {0};
  if (!command_parse(
          argc, argv, entries,
          N_("Reads what is new or changed as it comes, and notes what is gone. The index is free for other\n"
             "runs in between. Ctrl-C ends it."),
          &paths) ||
      !command_ocr_mode(argv[0], ocr_name, &ocr) || !report_init(&watching.report, argv[0], log_format, verbose))
    return EXIT_USAGE;
  if (jobs < 0 || jobs > MAX_JOBS || timeout < 0 || memory < 0 || !(poll > 0 && poll <= MAX_SECONDS) ||
      !(settle > 0 && settle <= MAX_SECONDS))
    return command_usage(argv[0], "%s", _("a number is out of range"));
  g_autoptr(GPtrArray) roots = root_options_read(&which, argv[0], paths, FALSE);
  if (!roots)
    return EXIT_USAGE;
  g_autoptr(GPtrArray) passwords = password_file ? command_read_passwords(password_file) : NULL;
  if (password_file && !passwords)
    return EXIT_USAGE;

  g_autofree char *path = command_index_path(index);
  watching.index = path;
  watching.roots = roots;
  watching.poll_seconds = poll;
  watching.interrupted = command_catch_signals();
  watching.ingest = (IngestOptions){.command = "watch",
                                    .supervisor = {.jobs = (guint)jobs,
                                                   .total_seconds = timeout,
                                                   .memory_bytes = (guint64)memory * 1024 * 1024,
                                                   .require_sandbox = require_sandbox,
                                                   .passwords = passwords,
                                                   .contacts = contacts,
                                                   .ocr = ocr},
                                    .interrupted = command_catch_signals(),
                                    .file_done = on_file,
                                    .cage_gap = on_cage_gap,
                                    .empty_root = on_empty_root,
                                    .data = &watching};
  WatchOptions options = {.quiet_seconds = settle,
                          .poll_seconds = poll,
                          .poll_only = poll_only,
                          .hidden = any_hidden(roots),
                          .left_out = path,
                          .interrupted = watching.interrupted,
                          .discover = discover,
                          .notice = on_notice,
                          .data = &watching};
  g_autoptr(Watch) watch = watch_new(&options);
  return add_roots(argv[0], watch, roots) ? run(&watching, watch) : EXIT_USAGE;
}
