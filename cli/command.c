/* The command table, option parsing, and messages that several commands give. */
#include "cli/command.h"

#include "cli/print.h"
#include "index/database.h"
#include "pipeline/discover.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const Command commands[] = {
#define COMMAND(name, arguments, summary) {#name, arguments, summary, command_##name},
#include "cli/command_list.h"
#undef COMMAND
};

const Command *command_find(const char *name) {
  for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
    if (g_strcmp0(commands[i].name, name) == 0)
      return &commands[i];
  return NULL;
}

void command_print_overview(FILE *out) {
  fputs(_("nordsok finds the slide, page, section or agenda item in publications in Swedish and Norwegian.\n"), out);
  fputs("\n", out);
  fputs(_("Usage:\n"), out);
  fputs(_("  nordsok WORDS...            search\n"), out);
  fputs(_("  nordsok COMMAND --help      more about a command\n"), out);
  fputs("\n", out);
  fputs(_("Commands:\n"), out);
  for (gsize i = 0; i < G_N_ELEMENTS(commands); i++) {
    g_autofree char *call =
        g_strdup_printf("%s %s", commands[i].name, commands[i].arguments ? _(commands[i].arguments) : "");
    int padding = 30 - (int)g_utf8_strlen(call, -1);
    fprintf(out, "  %s%*s%s\n", call, MAX(padding, 1), "", _(commands[i].summary));
  }
  fputs("\n", out);
  fputs(_("Exit codes: 0 fine, 1 nothing found, 2 usage, 3 index unusable, 4 some documents failed.\n"), out);
}

/* GOption takes every word with a hyphen in front for an option; in a query it excludes a word. Such words are
 * hidden behind this byte while GOption looks. No option of ours has a short form but -h. A
 * word that follows an option which wants a value is left to it. */
#define HIDDEN '\x01'

static gboolean is_word_with_hyphen(const char *argument) {
  return argument[0] == '-' && argument[1] != '\0' && argument[1] != '-' && strcmp(argument, "-h") != 0;
}

/* "--limit -1" is a wrong number, not a word. */
static gboolean wants_value(const char *argument) {
  return g_str_has_prefix(argument, "--") && argument[2] != '\0' && !strchr(argument, '=');
}

static char **hide_words(int argc, char **argv) {
  gboolean takes_words = strcmp(argv[0], "search") == 0 || strcmp(argv[0], "analyse") == 0;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  gboolean options_over = !takes_words;
  for (int i = 0; i < argc; i++) {
    g_autofree char *hidden = !options_over && i > 0 && is_word_with_hyphen(argv[i]) && !wants_value(argv[i - 1])
                                  ? g_strdup_printf("%c%s", HIDDEN, argv[i])
                                  : NULL;
    options_over |= strcmp(argv[i], "--") == 0;
    g_strv_builder_add(builder, hidden ? hidden : argv[i]);
  }
  return g_strv_builder_end(builder);
}

static char **show_words(char **words) {
  for (char **w = words; w && *w; w++)
    if ((*w)[0] == HIDDEN)
      memmove(*w, *w + 1, strlen(*w));
  return words ? words : g_new0(char *, 1);
}

gboolean command_parse(int argc, char **argv, GOptionEntry *entries, const char *details, char ***rest) {
  const Command *command = command_find(argv[0]);
  g_autofree char *usage = g_strdup_printf("%s%s- %s", command->arguments ? _(command->arguments) : "",
                                           command->arguments ? " " : "", _(command->summary));
  g_autoptr(GOptionContext) context = g_option_context_new(usage);
  char **left = NULL;
  GOptionEntry remaining[] = {{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &left, NULL, NULL}, {0}};
  g_option_context_set_translation_domain(context, NORDSOK_DOMAIN);
  g_option_context_add_main_entries(context, entries, NORDSOK_DOMAIN);
  g_option_context_add_main_entries(context, remaining, NORDSOK_DOMAIN);
  if (details)
    g_option_context_set_description(context, _(details));
  g_autofree char *name = g_strdup_printf("nordsok %s", argv[0]);
  g_set_prgname(name);
  g_auto(GStrv) arguments = hide_words(argc, argv);
  g_autoptr(GError) error = NULL;
  if (!g_option_context_parse_strv(context, &arguments, &error)) {
    g_strfreev(left);
    command_usage(argv[0], "%s", error->message);
    return FALSE;
  }
  *rest = show_words(left);
  return TRUE;
}

int command_usage(const char *command, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  fprintf(stderr, "nordsok %s: %s\n", command, message);
  fprintf(stderr, _("'nordsok %s --help' tells more\n"), command);
  return EXIT_USAGE;
}

void command_tell_waiting(gpointer data) {
  fputs(_("nordsok: another run is writing to this index; waiting for it to end (Ctrl-C gives up)\n"), stderr);
}

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number) {
  interrupted = 1;
}

static void handle_signals(void (*handler)(int number)) {
  struct sigaction action = {.sa_handler = handler};
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGHUP, &action, NULL);
}

volatile sig_atomic_t *command_catch_signals(void) {
  handle_signals(on_interrupt);
  return &interrupted;
}

void command_release_signals(void) {
  handle_signals(SIG_DFL);
}

char *command_index_path(const char *given) {
  const char *path = given && *given ? given : g_getenv("NORDSOK_INDEX");
  if (path && *path)
    return discovery_absolute(path);
  return g_build_filename(g_get_user_data_dir(), "nordsok", "index.db", NULL);
}

/* What is wrong with an index, and what to do, by the kind of error. */
static const struct {
  DatabaseError code;
  const char *problem, *advice;
} index_errors[] = {
    {DATABASE_ERROR_BUSY, N_("it is in use by another program; try again when it is done"), NULL},
    {DATABASE_ERROR_FULL, N_("there is no room to write: the disk is full, or a quota or limit is met"),
     N_("What was written before is kept. Make room and give the same command again: it goes on from there.")},
    {DATABASE_ERROR_READ_ONLY, N_("it cannot be written to: you have no permission, or the disk is read-only"),
     N_("Searching goes on. To index, get permission to write to the file and its folder, or name another: "
        "--index FILE")},
    {DATABASE_ERROR_DAMAGED, N_("the index is damaged"),
     N_("'nordsok check' tells more. Restore a backup, or make it anew: move the file away and index again.")},
    {DATABASE_ERROR_DISK, N_("the disk or the network gave an error"),
     N_("What was written before is kept. Look after the disk; 'nordsok check' tells whether the index is whole.")},
    {DATABASE_ERROR_INTERRUPTED, N_("stopped"), NULL},
};

static gboolean tell_by_code(const char *shown, const GError *error) {
  for (gsize i = 0; i < G_N_ELEMENTS(index_errors); i++) {
    if (!g_error_matches(error, DATABASE_ERROR, (gint)index_errors[i].code))
      continue;
    fprintf(stderr, "nordsok: %s: %s\n", shown, _(index_errors[i].problem));
    if (index_errors[i].advice)
      fprintf(stderr, "%s\n", _(index_errors[i].advice));
    return TRUE;
  }
  return FALSE;
}

int command_index_error(const char *path, const GError *error) {
  g_autofree char *shown = print_escape(path);
  if (g_error_matches(error, DATABASE_ERROR, DATABASE_ERROR_MISSING)) {
    fprintf(stderr, _("nordsok: there is no index at %s\n"), shown);
    fputs(_("Make one with: nordsok index FOLDER   (or name another with --index FILE)\n"), stderr);
  } else if (g_error_matches(error, DATABASE_ERROR, DATABASE_ERROR_NETWORK)) {
    fprintf(stderr,
            _("nordsok: %s lies on a network file system (%s), where an index that is written to would be damaged\n"),
            shown, error->message);
    fputs(_("Keep the index on a local disk (--index FILE), and share a copy of it: nordsok publish FILE\n"), stderr);
  } else if (!tell_by_code(shown, error)) {
    fprintf(stderr, _("nordsok: the index %s cannot be used: %s\n"), shown, _(error->message));
    if (g_error_matches(error, DATABASE_ERROR, DATABASE_ERROR_NOT_ONE))
      fputs(_("Name the right file with --index FILE; what a newer nordsok has made needs that nordsok.\n"), stderr);
    if (g_error_matches(error, DATABASE_ERROR, DATABASE_ERROR_BESIDE))
      fputs(_("Run 'nordsok status' once as the user whose index it is, or ask for a copy: nordsok publish FILE\n"),
            stderr);
  }
  return g_error_matches(error, DATABASE_ERROR, DATABASE_ERROR_INTERRUPTED) ? EXIT_INTERRUPTED : EXIT_INDEX;
}

gboolean command_tell_fault(const char *path, Database *database) {
  const char *fault = database_get_fault(database);
  if (!fault)
    return FALSE;
  g_autofree char *shown = print_escape(path);
  fprintf(stderr, _("nordsok: parts of the index %s could not be read (%s); what was said may lack something\n"), shown,
          _(fault));
  fprintf(stderr, "%s\n",
          _("'nordsok check' tells more. Restore a backup, or make it anew: move the file away and index again."));
  return TRUE;
}

Reader *command_open_reader(const char *path) {
  g_autoptr(GError) error = NULL;
  Reader *reader = reader_open(path, &error);
  if (!reader)
    command_index_error(path, error);
  return reader;
}

GPtrArray *command_read_passwords(const char *file) {
  g_autofree char *content = NULL;
  g_autoptr(GError) error = NULL;
  if (!g_file_get_contents(file, &content, NULL, &error)) {
    fprintf(stderr, _("nordsok: the password file cannot be read: %s\n"), error->message);
    return NULL;
  }
  GPtrArray *passwords = g_ptr_array_new_with_free_func(g_free);
  g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
  for (char **line = lines; *line; line++) {
    g_strchomp(*line);
    if (**line && g_utf8_validate(*line, -1, NULL))
      g_ptr_array_add(passwords, g_strdup(*line));
  }
  return passwords;
}

gboolean command_ocr_mode(const char *command, const char *name, OcrMode *mode) {
  if (!name || ocr_mode_from_name(name, mode))
    return TRUE;
  command_usage(command, _("--ocr is auto, never or always, not '%s'"), name);
  return FALSE;
}

gboolean command_output_format(const char *command, const char *name, gboolean csv, OutputFormat *format) {
  if (!name || strcmp(name, "text") == 0)
    *format = FORMAT_TEXT;
  else if (strcmp(name, "json") == 0)
    *format = FORMAT_JSON;
  else if (csv && strcmp(name, "csv") == 0)
    *format = FORMAT_CSV;
  else {
    command_usage(command, _("unknown format '%s'"), name);
    return FALSE;
  }
  return TRUE;
}
