/* nordsok vacuum: makes the index small again. */
#include "cli/command.h"
#include "cli/print.h"
#include "index/upkeep.h"

static void print_result(const VacuumResult *result) {
  g_autofree char *before = g_format_size(result->before);
  g_autofree char *after = g_format_size(result->after);
  g_autofree char *won = g_format_size(result->before > result->after ? result->before - result->after : 0);
  if (result->forgotten)
    printf(ngettext_("%u older version forgotten\n", "%u older versions forgotten\n", result->forgotten),
           result->forgotten);
  printf(_("%s before, %s now: %s won\n"), before, after, won);
  if (result->in_use)
    printf(_("others are reading the index; the file becomes smaller once they have ended\n"));
}

int command_vacuum(int argc, char **argv) {
  g_autofree char *index = NULL;
  VacuumOptions options = {.waiting = command_tell_waiting};
  GOptionEntry entries[] = {
      OPTION_INDEX(index),
      {"forget-older", 0, 0, G_OPTION_ARG_NONE, &options.forget_older,
       N_("also forget the older versions of documents, so that citations of them no longer open"), NULL},
      {0}};
  g_auto(GStrv) rest = NULL;
  if (!command_parse(argc, argv, entries,
                     N_("Gives back the room of what was taken out, and puts together what many runs have written.\n"
                        "Needs about twice the room of the index while it works; searching goes on meanwhile."),
                     &rest))
    return EXIT_USAGE;
  if (*rest)
    return command_usage(argv[0], _("'%s' is not wanted here"), *rest);
  g_autofree char *path = command_index_path(index);
  g_autoptr(Reader) reader = command_open_reader(path); /* so that what is no index is not waited for */
  if (!reader)
    return EXIT_INDEX;
  g_clear_pointer(&reader, reader_close);
  g_autoptr(GError) error = NULL;
  VacuumResult result;
  if (!upkeep_vacuum(path, &options, &result, &error)) {
    if (error->domain != UPKEEP_ERROR)
      return command_index_error(path, error);
    fprintf(stderr, _("nordsok: there is no room to work in: %s; make room and try again\n"), error->message);
    return EXIT_INDEX;
  }
  print_result(&result);
  return EXIT_FINE;
}
