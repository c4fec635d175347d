/* nordsok backup and nordsok publish: copies of the index. */
#include "cli/command.h"
#include "cli/print.h"
#include "index/upkeep.h"
#include "pipeline/discover.h"

#include <stdarg.h>

static int tell(const char *target, const GError *error) {
  g_autofree char *shown = print_escape(target);
  switch ((UpkeepError)error->code) {
  case UPKEEP_ERROR_EXISTS:
    fprintf(stderr, _("nordsok: there is something at %s already; take another name, or --force to replace a file\n"),
            shown);
    return EXIT_USAGE;
  case UPKEEP_ERROR_ITSELF:
    fprintf(stderr, _("nordsok: %s is the index itself; take another name\n"), shown);
    return EXIT_USAGE;
  case UPKEEP_ERROR_IN_USE:
    fprintf(stderr,
            _("nordsok: %s belongs to an index that is in use or was not closed in order (a -wal or -journal lies "
              "beside it); take another name\n"),
            shown);
    return EXIT_USAGE;
  case UPKEEP_ERROR_ROOM:
    fprintf(stderr, _("nordsok: there is no room for %s: %s; make room or take another place\n"), shown,
            error->message);
    return EXIT_INDEX;
  case UPKEEP_ERROR_WRITE:
  default:
    fprintf(stderr, _("nordsok: %s cannot be written: %s; nothing was left of it, and the index is as it was\n"), shown,
            _(error->message));
    return EXIT_INDEX;
  }
}

static int copy(int argc, char **argv, CopyKind kind, const char *details, const char *done) {
  g_autofree char *index = NULL;
  CopyOptions options = {.kind = kind};
  GOptionEntry entries[] = {
      OPTION_INDEX(index),
      {"force", 0, 0, G_OPTION_ARG_NONE, &options.force, N_("replace the file where it is there already"), NULL},
      {0}};
  g_auto(GStrv) rest = NULL;
  if (!command_parse(argc, argv, entries, details, &rest))
    return EXIT_USAGE;
  if (g_strv_length(rest) != 1 || !**rest)
    return command_usage(argv[0], "%s", _("say which file to write"));
  g_autofree char *path = command_index_path(index);
  g_autofree char *target = discovery_absolute(*rest);
  g_autoptr(GError) error = NULL;
  guint64 bytes;
  options.interrupted = command_catch_signals();
  if (!upkeep_copy(path, target, &options, &bytes, &error))
    return error->domain == UPKEEP_ERROR ? tell(target, error) : command_index_error(path, error);
  g_autofree char *size = g_format_size(bytes);
  g_autofree char *shown = print_escape(target);
  printf("%s: %s (%s)\n", _(done), shown, size);
  return EXIT_FINE;
}

int command_backup(int argc, char **argv) {
  return copy(argc, argv, COPY_BACKUP,
              N_("Copies the index as it is at this moment; searching and indexing go on meanwhile. To restore it,\n"
                 "copy it back while nothing uses the index, and remove what lies beside the index (-wal, -shm)."),
              N_("backup written"));
}

int command_publish(int argc, char **argv) {
  return copy(argc, argv, COPY_PUBLISH,
              N_("Writes a compact copy to be read only: on a network drive, say, where an index itself must not lie.\n"
                 "It holds the texts and the paths of the files. Search it with: nordsok search --index FILE WORDS"),
              N_("copy written"));
}
