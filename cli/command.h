/* The command table and what all commands share: exit codes, options, the index to use.
 *
 * A command is one file that defines `int command_NAME(int argc, char **argv)` and one line in command_list.h. */
#pragma once

#include "cli/translate.h"
#include "index/reader.h"
#include "pipeline/supervisor.h"

#include <gio/gio.h>
#include <signal.h>
#include <stdio.h>

/* Stable from the first release on. */
enum { EXIT_FINE = 0, EXIT_NOTHING = 1, EXIT_USAGE = 2, EXIT_INDEX = 3, EXIT_DOCUMENTS = 4, EXIT_INTERRUPTED = 130 };

typedef struct {
  const char *name;
  const char *arguments; /* "PATH..."; untranslated msgid, may be NULL */
  const char *summary;   /* one line, msgid */
  int (*run)(int argc, char **argv);
} Command;

const Command *command_find(const char *name);

/* Prints the list of commands. */
void command_print_overview(FILE *out);

/* Parses the options of a command into `entries`; argv[0] is the command's name. What is left over goes to *rest
 * (NULL-terminated, may be empty; caller frees with g_strfreev()). `details` (msgid or NULL) is printed under the
 * options by --help, which ends the program with 0. FALSE after having told a usage error. In arguments, words with one
 * leading "-" are words. */
gboolean command_parse(int argc, char **argv, GOptionEntry *entries, const char *details, char ***rest);

/* Tells a usage error, with a hint at --help; returns EXIT_USAGE. */
int command_usage(const char *command, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The path of the index: `given`, else $NORDSOK_INDEX, else $XDG_DATA_HOME/nordsok/index.db. Absolute; caller frees. */
char *command_index_path(const char *given);

/* Opens the index for reading; NULL after having told what is wrong and what to do (the exit code is then EXIT_INDEX).
 */
Reader *command_open_reader(const char *path);

/* Tells why an index cannot be used and what to do; returns EXIT_INDEX, or EXIT_INTERRUPTED where that was why. */
int command_index_error(const char *path, const GError *error);

/* Tells that parts of the index could not be read, where that was so; the exit code is then EXIT_INDEX. To be called
 * when an answer has been given, since not all that reads an index asks for errors. */
gboolean command_tell_fault(const char *path, Database *database);

/* A WriterWaitFunc: says that another run holds the index. */
void command_tell_waiting(gpointer data);

/* From now on Ctrl-C, a polite kill and a hang-up only set the flag that is returned, so that a run can end in order.
 */
volatile sig_atomic_t *command_catch_signals(void);

/* From now on they end the program again: while it waits for the lock of an index, say. */
void command_release_signals(void);

/* Reads passwords, one a line, for --password-file. NULL after having told what is wrong. */
GPtrArray *command_read_passwords(const char *file);

typedef enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV } OutputFormat;

/* FALSE after having told a usage error; NULL is text. CSV only where `csv`. */
gboolean command_output_format(const char *command, const char *name, gboolean csv, OutputFormat *format);

/* FALSE after having told a usage error; NULL is auto. */
gboolean command_ocr_mode(const char *command, const char *name, OcrMode *mode);

/* The option that all commands with an index have. */
#define OPTION_INDEX(variable)                                                                                         \
  { "index", 0, 0, G_OPTION_ARG_FILENAME, &(variable), N_("index file to use"), N_("FILE") }
/* Commands that need no index take the option as well, so that scripts can give it to all; it is not shown. */
#define OPTION_INDEX_UNUSED(variable)                                                                                  \
  { "index", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &(variable), NULL, NULL }
#define OPTION_FORMAT(variable, values)                                                                                \
  { "format", 0, 0, G_OPTION_ARG_STRING, &(variable), N_("form of the output"), values }

#define OPTION_CONTACTS(variable)                                                                                      \
  {                                                                                                                    \
    "contacts", 0, 0, G_OPTION_ARG_NONE, &(variable),                                                                  \
        N_("keep e-mail addresses and telephone numbers; without this they are hidden and cannot be found"), NULL      \
  }

#define OPTION_OCR(variable)                                                                                           \
  {                                                                                                                    \
    "ocr", 0, 0, G_OPTION_ARG_STRING, &(variable),                                                                     \
        N_("read pages as images: those without usable text (auto, the default), none, or all"), "auto|never|always"   \
  }

#define COMMAND(name, arguments, summary) int command_##name(int argc, char **argv);
#include "cli/command_list.h"
#undef COMMAND
