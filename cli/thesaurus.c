/* nordsok thesaurus: imports SKOS thesauri into the index, lists them, takes them out. */
#include "cli/command.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/skos_file.h"
#include "index/thesaurus.h"
#include "index/writer.h"
#include "pipeline/discover.h"

#include <string.h>

#define SCHEMA 1
#define MAX_NAME 100 /* bytes */

/* --- import ------------------------------------------------------------------------------------------------ */

typedef struct {
  Progress *progress;
  volatile sig_atomic_t *interrupted;
} Run;

static gboolean on_writing(guint done, guint total, gpointer data) {
  const Run *run = data;
  if (done % 256 == 0) {
    g_autofree char *line = g_strdup_printf(_("writing: %u of %u concepts"), done, total);
    progress_show(run->progress, (double)done / total, line);
  }
  return !*run->interrupted;
}

static int tell_imported(const ThesaurusInfo *info) {
  printf(ngettext_("%s: %lu concept", "%s: %lu concepts", (gulong)info->concepts), info->name, (gulong)info->concepts);
  printf(ngettext_(" with %lu label\n", " with %lu labels\n", (gulong)info->labels), (gulong)info->labels);
  return EXIT_FINE;
}

static int store(const char *index_path, ThesaurusInfo *info, const ThesaurusFile *file, const char *language,
                 Run *run) {
  g_autoptr(GError) error = NULL;
  command_release_signals(); /* while it waits for the lock, Ctrl-C simply ends it */
  /* Labels are not in the full-text index, so any analyser's will do. */
  Writer *writer = writer_open_for_reindex(index_path, command_tell_waiting, NULL, &error);
  if (!writer)
    return command_index_error(index_path, error);
  command_catch_signals();
  gboolean done = thesaurus_put(writer_get_database(writer), info, file->concepts, language, on_writing, run, &error);
  progress_clear(run->progress);
  gboolean closed = writer_close(writer, done ? &error : NULL);
  if (done && closed)
    return tell_imported(info);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return skos_tell_interrupted();
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA)) {
    g_autofree char *shown = print_escape(info->path);
    fprintf(stderr, _("nordsok: %s was not imported: %s\n"), shown, _(error->message));
    return EXIT_DOCUMENTS;
  }
  return command_index_error(index_path, error);
}

/* The file's name without its last ending. Caller frees. */
static char *name_of_file(const char *path) {
  g_autofree char *base = g_path_get_basename(path);
  g_autofree char *name = print_escape(base);
  char *dot = strrchr(name, '.');
  if (dot && dot != name)
    *dot = '\0';
  return g_steal_pointer(&name);
}

static gboolean is_name(const char *name) {
  g_autofree char *shown = print_escape(name);
  return *name && strlen(name) <= MAX_NAME && strcmp(name, shown) == 0;
}

static int import(const char *index_path, const char *argument, const char *given_name, const char *given_language) {
  g_autofree char *path = discovery_absolute(argument);
  g_autofree char *name = given_name ? g_strdup(given_name) : name_of_file(path);
  const char *language = given_language ? skos_language(given_language, strlen(given_language)) : NULL;
  int result;
  if (!is_name(name))
    return command_usage("thesaurus", "%s", _("that is no name for a thesaurus; give one with --name"));
  if (given_language && (!language || !*language))
    return command_usage("thesaurus", _("unknown language '%s'"), given_language);
  g_autoptr(Progress) progress = progress_new(1, 0);
  Run run = {progress, command_catch_signals()};
  g_autoptr(ThesaurusFile) file = skos_file_read(path, progress, run.interrupted, &result);
  if (!file)
    return result;
  ThesaurusInfo info = {.name = name, .path = path, .sha256 = file->sha256};
  return store(index_path, &info, file, language, &run);
}

/* --- list -------------------------------------------------------------------------------------------------- */

typedef struct {
  OutputFormat format;
  JsonBuilder *builder;
  guint count;
} Listing;

static void list_one(const ThesaurusInfo *info, gpointer data) {
  Listing *listing = data;
  listing->count++;
  if (listing->format == FORMAT_JSON) {
    json_builder_begin_object(listing->builder);
    print_json_member(listing->builder, "name", info->name);
    print_json_number(listing->builder, "concepts", info->concepts);
    print_json_number(listing->builder, "labels", info->labels);
    print_json_member(listing->builder, "imported", info->imported);
    print_json_member(listing->builder, "path", info->path);
    print_json_member(listing->builder, "sha256", info->sha256);
    json_builder_end_object(listing->builder);
    return;
  }
  g_autofree char *path = print_escape(info->path);
  tell_imported(info);
  printf("  %s  %s\n", info->imported, path);
}

static int list(const char *index_path, OutputFormat format) {
  g_autoptr(Reader) reader = command_open_reader(index_path);
  if (!reader)
    return EXIT_INDEX;
  g_autoptr(JsonBuilder) builder = json_builder_new();
  g_autoptr(GError) error = NULL;
  Listing listing = {format, builder, 0};
  json_builder_begin_object(builder);
  print_json_number(builder, "schema", SCHEMA);
  json_builder_set_member_name(builder, "thesauri");
  json_builder_begin_array(builder);
  if (!thesaurus_each(reader_get_database(reader), list_one, &listing, &error))
    return command_index_error(index_path, error);
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  if (format == FORMAT_JSON)
    print_json(builder, stdout);
  else if (listing.count == 0)
    printf(_("no thesaurus has been imported\n"));
  return EXIT_FINE;
}

/* --- remove ------------------------------------------------------------------------------------------------ */

static int take_out(const char *index_path, const char *name) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Reader) reader = command_open_reader(index_path); /* so that a wrong name does not make a new index */
  if (!reader)
    return EXIT_INDEX;
  g_clear_pointer(&reader, reader_close);
  Writer *writer = writer_open_for_reindex(index_path, command_tell_waiting, NULL, &error);
  if (!writer)
    return command_index_error(index_path, error);
  gboolean found = FALSE;
  gboolean done = thesaurus_remove(writer_get_database(writer), name, &found, &error);
  if (!writer_close(writer, done ? &error : NULL) || !done)
    return command_index_error(index_path, error);
  g_autofree char *shown = print_escape(name);
  if (found)
    printf(_("%s: taken out\n"), shown);
  else
    fprintf(stderr, _("nordsok: there is no thesaurus '%s'; 'nordsok thesaurus list' names them\n"), shown);
  return found ? EXIT_FINE : EXIT_NOTHING;
}

/* --- the command ------------------------------------------------------------------------------------------- */

int command_thesaurus(int argc, char **argv) {
  g_autofree char *index = NULL, *format_name = NULL, *name = NULL, *language = NULL;
  GOptionEntry entries[] = {OPTION_INDEX(index),
                            OPTION_FORMAT(format_name, "text|json"),
                            {"name", 0, 0, G_OPTION_ARG_STRING, &name,
                             N_("name of the thesaurus imported (default: the file's)"), N_("NAME")},
                            {"language", 0, 0, G_OPTION_ARG_STRING, &language,
                             N_("language of labels that name none: sv, nb, nn, da, en, fi, se"), N_("LANG")},
                            {0}};
  g_auto(GStrv) rest = NULL;
  OutputFormat format;
  if (!command_parse(argc, argv, entries,
                     N_("nordsok thesaurus import FILE   reads SKOS in RDF/XML, Turtle or N-Triples\n"
                        "nordsok thesaurus list          names what has been imported\n"
                        "nordsok thesaurus remove NAME   takes it out again\n\n"
                        "A search for one label of a concept finds its other labels too, in all languages.\n"
                        "Importing a thesaurus of the same name replaces it."),
                     &rest) ||
      !command_output_format(argv[0], format_name, FALSE, &format))
    return EXIT_USAGE;
  guint count = g_strv_length(rest);
  g_autofree char *path = command_index_path(index);
  if (count == 2 && strcmp(rest[0], "import") == 0)
    return import(path, rest[1], name, language);
  if (name || language)
    return command_usage(argv[0], "%s", _("--name and --language belong to 'import FILE'"));
  if (count == 1 && strcmp(rest[0], "list") == 0)
    return list(path, format);
  if (count == 2 && strcmp(rest[0], "remove") == 0)
    return take_out(path, rest[1]);
  return command_usage(argv[0], "%s", _("say 'import FILE', 'list' or 'remove NAME'"));
}
