/* nordsok remove: forgets files and folders; the files themselves are not touched. */
#include "cli/command.h"
#include "cli/print.h"
#include "index/writer.h"
#include "pipeline/discover.h"

int command_remove(int argc, char **argv) {
  g_autofree char *index = NULL;
  GOptionEntry entries[] = {OPTION_INDEX(index), {0}};
  g_auto(GStrv) paths = NULL;
  if (!command_parse(argc, argv, entries,
                     N_("Takes a path, and all below it, out of the index. The files are not touched."), &paths))
    return EXIT_USAGE;
  if (!*paths)
    return command_usage(argv[0], "%s", _("say which files or folders to take out"));
  for (char **p = paths; *p; p++)
    if (!**p)
      return command_usage(argv[0], "%s", _("a path is empty"));
  g_autofree char *index_path = command_index_path(index);
  g_autoptr(Reader) reader = command_open_reader(index_path); /* so that a wrong name does not make a new index */
  if (!reader)
    return EXIT_INDEX;
  g_clear_pointer(&reader, reader_close);
  g_autoptr(GError) error = NULL;
  Writer *writer = writer_open(index_path, command_tell_waiting, NULL, &error);
  if (!writer)
    return command_index_error(index_path, error);
  guint total = 0;
  gboolean done = TRUE;
  for (char **p = paths; *p && done; p++) {
    guint removed = 0;
    g_autofree char *path = discovery_absolute(*p);
    g_autofree char *shown = print_escape(path);
    done = writer_remove(writer, path, &removed, &error);
    if (done)
      printf(ngettext_("%s: %u file taken out\n", "%s: %u files taken out\n", removed), shown, removed);
    total += removed;
  }
  if (!writer_close(writer, done ? &error : NULL) || !done)
    return command_index_error(index_path, error);
  return total ? EXIT_FINE : EXIT_NOTHING;
}
