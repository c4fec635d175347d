/* nordsok themes: what the documents are about, by year and country; users' own schemes. */
#include "queries/themes.h"

#include "cli/command.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "language/themes.h"
#include "pipeline/discover.h"
#include "pipeline/thesaurus_file.h"
#include "pipeline/user_themes.h"

#include <string.h>

#define SCHEMA 1

/* --- counts ------------------------------------------------------------------------------------------------ */

typedef struct {
  char *theme, *label, *year, *country;
  gint64 documents;
} Row;

static void row_free(gpointer data) {
  Row *row = data;
  g_free(row->theme);
  g_free(row->label);
  g_free(row->year);
  g_free(row->country);
  g_free(row);
}

/* The name of a built-in theme in the user's language, of another as the index has it. */
static char *label_of(const ThemeCount *count) {
  guint theme;
  const ThemeSet *builtin = theme_set_builtin();
  return g_strdup(theme_set_find(builtin, count->theme, &theme) ? theme_set_get_label(builtin, theme, _("en"))
                                                                : count->label);
}

static void on_count(const ThemeCount *count, gpointer data) {
  Row row = {g_strdup(count->theme), label_of(count), g_strdup(count->year), g_strdup(count->country),
             count->documents};
  g_ptr_array_add(data, g_memdup2(&row, sizeof row));
}

/* The rows of the theme that begins at `from`: one past the last, and its documents. */
static guint end_of_theme(const GPtrArray *rows, guint from, gint64 *documents) {
  const Row *first = rows->pdata[from];
  guint end = from;
  for (*documents = 0; end < rows->len && strcmp(((const Row *)rows->pdata[end])->theme, first->theme) == 0; end++)
    *documents += ((const Row *)rows->pdata[end])->documents;
  return end;
}

static void print_as_text(const GPtrArray *rows) {
  gint64 documents;
  for (guint i = 0, end; i < rows->len; i = end) {
    const Row *first = rows->pdata[i];
    end = end_of_theme(rows, i, &documents);
    g_autofree char *label = print_escape(first->label);
    printf("%5ld  %s (%s)\n      ", (long)documents, label, first->theme);
    for (guint r = i; r < end; r++) {
      const Row *row = rows->pdata[r];
      printf(" %s%s%s: %ld%s", *row->year ? row->year : _("(no year)"), *row->country ? " " : "", row->country,
             (long)row->documents, r + 1 < end ? "," : "\n");
    }
  }
}

static void print_as_csv(const GPtrArray *rows) {
  printf("theme,label,year,country,documents\r\n");
  for (guint i = 0; i < rows->len; i++) {
    const Row *row = rows->pdata[i];
    g_autofree char *documents = g_strdup_printf("%ld", (long)row->documents);
    const char *fields[] = {row->theme, row->label, row->year, row->country, documents};
    for (gsize f = 0; f < G_N_ELEMENTS(fields); f++)
      print_csv(stdout, fields[f], f + 1 == G_N_ELEMENTS(fields));
  }
}

static void add_theme(JsonBuilder *builder, const GPtrArray *rows, guint from, guint end, gint64 documents) {
  const Row *first = rows->pdata[from];
  json_builder_begin_object(builder);
  print_json_member(builder, "theme", first->theme);
  print_json_member(builder, "label", first->label);
  print_json_number(builder, "documents", documents);
  json_builder_set_member_name(builder, "counts");
  json_builder_begin_array(builder);
  for (guint i = from; i < end; i++) {
    const Row *row = rows->pdata[i];
    json_builder_begin_object(builder);
    print_json_member(builder, "year", *row->year ? row->year : NULL);
    print_json_member(builder, "country", *row->country ? row->country : NULL);
    print_json_number(builder, "documents", row->documents);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
  json_builder_end_object(builder);
}

static void print_as_json(const GPtrArray *rows) {
  g_autoptr(JsonBuilder) builder = json_builder_new();
  gint64 documents;
  json_builder_begin_object(builder);
  print_json_number(builder, "schema", SCHEMA);
  json_builder_set_member_name(builder, "themes");
  json_builder_begin_array(builder);
  for (guint i = 0, end; i < rows->len; i = end) {
    end = end_of_theme(rows, i, &documents);
    add_theme(builder, rows, i, end, documents);
  }
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  print_json(builder, stdout);
}

static int show(const char *index_path, const char *scheme, OutputFormat format) {
  g_autoptr(Reader) reader = command_open_reader(index_path);
  if (!reader)
    return EXIT_INDEX;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(row_free);
  if (!themes_count(reader, scheme, on_count, rows, &error))
    return command_index_error(index_path, error);
  if (format == FORMAT_JSON)
    print_as_json(rows);
  else if (format == FORMAT_CSV)
    print_as_csv(rows);
  else if (rows->len)
    print_as_text(rows);
  else
    printf(_("no document has a theme\n"));
  return rows->len ? EXIT_FINE : EXIT_NOTHING;
}

/* --- users' schemes ---------------------------------------------------------------------------------------- */

typedef struct {
  Progress *progress;
  volatile sig_atomic_t *interrupted;
} Work;

static gboolean on_document(guint64 done, guint64 total, gpointer data) {
  const Work *work = data;
  g_autofree char *line = g_strdup_printf(_("reading: %lu of %lu documents"), (gulong)done, (gulong)total);
  progress_show(work->progress, total ? (double)done / (double)total : 0, line);
  return !*work->interrupted;
}

/* The file's name without its ending, in lower case. Caller frees. */
static char *name_of_file(const char *path) {
  g_autofree char *base = g_path_get_basename(path);
  char *dot = strrchr(base, '.');
  if (dot && dot != base)
    *dot = '\0';
  return g_ascii_strdown(base, -1);
}

static int tell_stopped(void) {
  fputs(_("nordsok: stopped; nothing was imported\n"), stderr);
  return EXIT_INTERRUPTED;
}

static int store(const char *index_path, const char *name, const ThesaurusFile *file) {
  g_autoptr(GError) error = NULL;
  command_release_signals(); /* while it waits for the lock, Ctrl-C simply ends it */
  Writer *writer = writer_open_for_reindex(index_path, command_tell_waiting, NULL, &error);
  if (!writer)
    return command_index_error(index_path, error);
  g_autoptr(Progress) progress = progress_new(1, 0);
  Work work = {progress, command_catch_signals()};
  guint themes = 0;
  gboolean done = user_themes_import(writer, name, file->concepts, on_document, &work, &themes, &error);
  progress_clear(progress);
  gboolean closed = writer_close(writer, done ? &error : NULL);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return tell_stopped();
  if (!done || !closed)
    return command_index_error(index_path, error);
  printf(ngettext_("%s: %u theme\n", "%s: %u themes\n", themes), name, themes);
  return EXIT_FINE;
}

static int import(const char *index_path, const char *argument, const char *given_name) {
  g_autofree char *path = discovery_absolute(argument), *shown = print_escape(path);
  g_autofree char *name = given_name ? g_strdup(given_name) : name_of_file(path);
  if (!user_themes_is_name(name))
    return command_usage("themes", "%s",
                         _("a scheme's name has a-z, 0-9 and -, and is not a built-in one; use --name"));
  ThesaurusFileOptions options = {.interrupted = command_catch_signals()};
  g_autoptr(GError) error = NULL;
  g_autoptr(ThesaurusFile) file = thesaurus_file_read(path, &options, &error);
  if (!file && g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return tell_stopped();
  if (!file) {
    fprintf(stderr, _("nordsok: the reader cannot be started: %s\n"), error->message);
    return EXIT_INDEX;
  }
  if (file->document->status != STATUS_OK) {
    g_autofree char *reason = print_reason(file->document->reason, file->document->detail);
    fprintf(stderr, _("nordsok: %s was not imported: %s\n"), shown, reason);
    return EXIT_DOCUMENTS;
  }
  return store(index_path, name, file);
}

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
  gboolean done = !user_themes_is_name(name) || user_themes_remove(writer, name, &found, &error);
  if (!writer_close(writer, done ? &error : NULL) || !done)
    return command_index_error(index_path, error);
  g_autofree char *shown = print_escape(name);
  if (found)
    printf(_("%s: taken out\n"), shown);
  else
    fprintf(stderr, _("nordsok: no scheme '%s' has been imported\n"), shown);
  return found ? EXIT_FINE : EXIT_NOTHING;
}

/* --- the command ------------------------------------------------------------------------------------------- */

int command_themes(int argc, char **argv) {
  g_autofree char *index = NULL, *format_name = NULL, *scheme = NULL, *name = NULL;
  GOptionEntry entries[] = {
      OPTION_INDEX(index),
      OPTION_FORMAT(format_name, "text|json|csv"),
      {"scheme", 0, 0, G_OPTION_ARG_STRING, &scheme,
       N_("only themes of this scheme: practice, sdg, miljomal, livskraftige, network, or your own"), N_("SCHEME")},
      {"name", 0, 0, G_OPTION_ARG_STRING, &name, N_("name of the scheme imported (default: the file's)"), N_("NAME")},
      {0}};
  g_auto(GStrv) rest = NULL;
  OutputFormat format;
  if (!command_parse(
          argc, argv, entries,
          N_("nordsok themes                counts the documents about each theme, by year and country\n"
             "nordsok themes import FILE    adds your own scheme: SKOS in RDF/XML, Turtle or N-Triples\n"
             "nordsok themes remove NAME    takes it out again\n\n"
             "Labels are matched in dictionary form; hidden labels are words of the theme. Documents that are\n"
             "in the index are read with an imported scheme at once, later ones as they come."),
          &rest) ||
      !command_output_format(argv[0], format_name, TRUE, &format))
    return EXIT_USAGE;
  guint count = g_strv_length(rest);
  g_autofree char *path = command_index_path(index);
  if (count == 2 && strcmp(rest[0], "import") == 0)
    return import(path, rest[1], name);
  if (count == 2 && strcmp(rest[0], "remove") == 0)
    return take_out(path, rest[1]);
  if (count == 0)
    return show(path, scheme, format);
  return command_usage(argv[0], "%s", _("say nothing, 'import FILE' or 'remove NAME'"));
}
