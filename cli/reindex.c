/* nordsok reindex: analyses the stored text anew, after language data or the analyser have changed. */
#include "cli/command.h"
#include "cli/progress.h"
#include "index/writer.h"

typedef struct {
  Progress *progress;
  volatile sig_atomic_t *interrupted;
} Run;

static gboolean on_progress(guint64 done, guint64 units, gpointer data) {
  const Run *run = data;
  g_autofree char *line = g_strdup_printf(_("%lu of %lu units analysed"), (gulong)done, (gulong)units);
  progress_show(run->progress, units ? (double)done / (double)units : 0, line);
  return !*run->interrupted;
}

static int reindex(Writer *writer, const char *path) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Progress) progress = progress_new(0, 0);
  Run run = {progress, command_catch_signals()};
  gboolean finished = FALSE;
  gboolean done = writer_reindex(writer, on_progress, &run, &finished, &error);
  progress_clear(progress);
  if (!writer_close(writer, done ? &error : NULL) || !done)
    return command_index_error(path, error);
  if (finished)
    return EXIT_FINE;
  fputs(_("nordsok: stopped; the same command goes on from here, and until then the index answers as before\n"),
        stderr);
  return EXIT_INTERRUPTED;
}

int command_reindex(int argc, char **argv) {
  g_autofree char *index = NULL;
  GOptionEntry entries[] = {OPTION_INDEX(index), {0}};
  g_auto(GStrv) rest = NULL;
  if (!command_parse(argc, argv, entries,
                     N_("The files are not read again; 'nordsok index' does that where their readers have changed."),
                     &rest))
    return EXIT_USAGE;
  if (*rest)
    return command_usage(argv[0], _("'%s' is not wanted here"), *rest);
  g_autofree char *path = command_index_path(index);
  g_autoptr(Reader) reader = command_open_reader(path);
  if (!reader)
    return EXIT_INDEX;
  gint64 units = reader_count_units(reader);
  g_clear_pointer(&reader, reader_close);
  g_autoptr(GError) error = NULL;
  Writer *writer = writer_open_for_reindex(path, command_tell_waiting, NULL, &error);
  if (!writer)
    return command_index_error(path, error);
  int code = reindex(writer, path);
  if (code == EXIT_FINE)
    printf(ngettext_("%lu unit analysed anew\n", "%lu units analysed anew\n", (gulong)units), (gulong)units);
  return code;
}
