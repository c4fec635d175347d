/* nordsok reindex: analyses the stored text anew, after language data or the analyser have changed. */
#include "cli/command.h"
#include "index/writer.h"

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
  gboolean done = writer_reindex(writer, &error);
  if (!writer_close(writer, done ? &error : NULL) || !done)
    return command_index_error(path, error);
  printf(ngettext_("%lu unit analysed anew\n", "%lu units analysed anew\n", (gulong)units), (gulong)units);
  return EXIT_FINE;
}
