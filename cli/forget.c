/* nordsok forget: takes a person out of the index, its full-text tables, its log and the free pages of its file. */
#include "cli/command.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "index/forget.h"
#include "index/schema.h"
#include "index/upkeep.h"

#include <string.h>

#define MOST_FILES 20 /* that are named */

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

/* --- what stays outside of reach ----------------------------------------------------------------------------- */

static void print_file(const char *path, gpointer data) {
  guint *count = data;
  g_autofree char *name = print_escape(path);
  if ((*count)++ < MOST_FILES)
    printf("    %s\n", name);
}

/* Other indexes in the index's folder: copies that still hold what this one has forgotten. */
static void print_copies(const char *path) {
  g_autofree char *folder = g_path_get_dirname(path), *own = g_path_get_basename(path);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name;
  guint copies = 0;
  while (dir && (name = g_dir_read_name(dir))) {
    g_autofree char *other = g_build_filename(folder, name, NULL);
    if (strcmp(name, own) == 0 || !schema_is_index_file(other))
      continue;
    if (copies++ == 0)
      printf(_("copies of an index beside it, which this cannot reach:\n"));
    g_autofree char *shown = print_escape(other);
    printf("    %s\n", shown);
  }
  if (copies == 0)
    printf(_("backups elsewhere are not reached: run the same command on each with --index\n"));
}

static void print_count(const Held *held, gboolean dry) {
  printf(dry ? ngettext_("%u place would be hidden", "%u places would be hidden", held->places)
             : ngettext_("%u place hidden", "%u places hidden", held->places),
         held->places);
  printf(ngettext_(", in %u document", ", in %u documents", held->documents), held->documents);
  printf(ngettext_("; %u appearance as a person\n", "; %u appearances as a person\n", held->findings), held->findings);
}

static void print_files(const GPtrArray *files) {
  guint count = 0;
  if (files->len == 0)
    return;
  printf(_("files that still hold it, and are not changed; when they are read again it stays hidden:\n"));
  for (guint i = 0; i < files->len; i++)
    print_file(files->pdata[i], &count);
  if (files->len > MOST_FILES)
    printf(_("    and %u more\n"), files->len - MOST_FILES);
}

static void collect_file(const char *path, gpointer data) {
  g_ptr_array_add(data, g_strdup(path));
}

/* --- doing it ------------------------------------------------------------------------------------------------ */

/* The text is analysed anew, so that neither full-text tables nor vocabulary hold a word of what was hidden. */
static gboolean analyse_anew(Writer *writer, gboolean *finished, GError **error) {
  g_autoptr(Progress) progress = progress_new(0, 0);
  Run run = {progress, command_catch_signals()};
  gboolean done = writer_reindex(writer, on_progress, &run, finished, error);
  progress_clear(progress);
  return done;
}

static int finish(const char *path) {
  g_autoptr(GError) error = NULL;
  VacuumOptions options = {.waiting = command_tell_waiting};
  VacuumResult result;
  if (!upkeep_vacuum(path, &options, &result, &error)) {
    fprintf(stderr, _("nordsok: hidden, but the file's free pages still hold it: %s; run 'nordsok vacuum'\n"),
            error->message);
    return EXIT_INDEX;
  }
  if (result.in_use)
    fputs(_("nordsok: others are reading the index: what they see goes once they have ended; run 'nordsok vacuum' "
            "then\n"),
          stderr);
  return EXIT_FINE;
}

static int forget(const char *path, const char *name) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
  Writer *writer = writer_open_for_reindex(path, command_tell_waiting, NULL, &error);
  if (!writer)
    return command_index_error(path, error);
  g_autoptr(Forgotten) who = forgotten_load(writer_get_database(writer), &error);
  Held held;
  gboolean finished = FALSE;
  gboolean done = who && forgotten_add(who, name) && forget_count(writer_get_database(writer), who, &held, &error) &&
                  forget_each_file(writer_get_database(writer), who, collect_file, files, &error) &&
                  forget_hide(writer, who, &held, &error) && analyse_anew(writer, &finished, &error);
  if (!writer_close(writer, done ? &error : NULL) || !done)
    return command_index_error(path, error);
  if (!finished) {
    fputs(_("nordsok: stopped half-way: hidden where it is shown, but not in what is searched; run the same command "
            "again\n"),
          stderr);
    return EXIT_INTERRUPTED;
  }
  int code = finish(path);
  print_count(&held, FALSE);
  print_files(files);
  print_copies(path);
  return code;
}

static int try_it(Reader *reader, const char *path, const char *name) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Forgotten) who = forgotten_new();
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
  Held held;
  if (!forgotten_add(who, name) || !forget_count(reader_get_database(reader), who, &held, &error) ||
      !forget_each_file(reader_get_database(reader), who, collect_file, files, &error))
    return command_index_error(path, error);
  print_count(&held, TRUE);
  print_files(files);
  print_copies(path);
  return held.places ? EXIT_FINE : EXIT_NOTHING;
}

static void print_tombstone(const Tombstone *tombstone, gpointer data) {
  guint *count = data;
  ++*count;
  printf("%.10s  ", tombstone->forgotten_at);
  if (tombstone->words)
    printf(ngettext_("a name or address of %u word", "a name or address of %u words", tombstone->words),
           tombstone->words);
  else
    printf(_("a telephone number"));
  printf(ngettext_(", in %u document\n", ", in %u documents\n", tombstone->documents), tombstone->documents);
}

static int list(Reader *reader, const char *path) {
  g_autoptr(GError) error = NULL;
  guint count = 0;
  if (!forgotten_each(reader_get_database(reader), print_tombstone, &count, &error))
    return command_index_error(path, error);
  return count ? EXIT_FINE : EXIT_NOTHING;
}

int command_forget(int argc, char **argv) {
  g_autofree char *index = NULL;
  gboolean dry = FALSE, listing = FALSE;
  GOptionEntry entries[] = {
      OPTION_INDEX(index),
      {"dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry, N_("tell what would be hidden, and change nothing"), NULL},
      {"list", 0, 0, G_OPTION_ARG_NONE, &listing, N_("tell when somebody was forgotten; not who"), NULL},
      {0}};
  g_auto(GStrv) rest = NULL;
  if (!command_parse(
          argc, argv, entries,
          N_("NAME is a full name, an e-mail address or a telephone number. It is hidden in all text, the person's\n"
             "appearances are taken out, and the words, the log and the free pages of the file are cleaned, which "
             "needs\n"
             "about as long as 'nordsok reindex'. This cannot be taken back. A salted hash is kept, so that it stays\n"
             "hidden when the files are read again. 'nordsok held' tells what is held on somebody."),
          &rest))
    return EXIT_USAGE;
  g_autofree char *name = g_strjoinv(" ", rest);
  g_autoptr(Forgotten) test = forgotten_new();
  if (!listing && !*rest)
    return command_usage(argv[0], _("whom? give a full name, an e-mail address or a telephone number"));
  if (!listing && !forgotten_add(test, name))
    return command_usage(argv[0], _("'%s' is no full name, no e-mail address and no telephone number"), name);
  g_autofree char *path = command_index_path(index);
  g_autoptr(Reader) reader = command_open_reader(path);
  if (!reader)
    return EXIT_INDEX;
  if (listing)
    return list(reader, path);
  if (dry)
    return try_it(reader, path, name);
  g_clear_pointer(&reader, reader_close);
  return forget(path, name);
}
