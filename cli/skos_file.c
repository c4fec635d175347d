/* Files of SKOS, read for the commands `thesaurus` and `themes`. */
#include "cli/skos_file.h"

#include "cli/command.h"
#include "cli/print.h"

static void on_reading(guint done, guint total, gpointer data) {
  g_autofree char *line = g_strdup_printf(_("reading: %u of %u kB"), done, total);
  progress_show(data, total ? (double)done / total : 0, line);
}

int skos_tell_interrupted(void) {
  fputs(_("nordsok: stopped; nothing was imported\n"), stderr);
  return EXIT_INTERRUPTED;
}

ThesaurusFile *skos_file_read(const char *path, Progress *progress, const volatile sig_atomic_t *interrupted,
                              int *result) {
  ThesaurusFileOptions options = {.progress = on_reading, .data = progress, .interrupted = interrupted};
  g_autoptr(GError) error = NULL;
  g_autoptr(ThesaurusFile) file = thesaurus_file_read(path, &options, &error);
  progress_clear(progress);
  if (!file && g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    *result = skos_tell_interrupted();
    return NULL;
  }
  if (!file) {
    fprintf(stderr, _("nordsok: the reader cannot be started: %s\n"), error->message);
    *result = EXIT_INDEX;
    return NULL;
  }
  if (file->document->status != STATUS_OK) {
    g_autofree char *shown = print_escape(path);
    g_autofree char *reason = print_reason(file->document->reason, file->document->detail);
    fprintf(stderr, _("nordsok: %s was not imported: %s\n"), shown, reason);
    *result = EXIT_DOCUMENTS;
    return NULL;
  }
  return g_steal_pointer(&file);
}
