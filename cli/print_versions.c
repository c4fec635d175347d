/* Versions, in words. */
#include "cli/print_versions.h"

#include "cli/print.h"
#include "cli/translate.h"

#include <string.h>

static gboolean contains(const GPtrArray *names, const char *name) {
  for (guint i = 0; i < names->len; i++)
    if (strcmp(names->pdata[i], name) == 0)
      return TRUE;
  return FALSE;
}

char *print_other_formats(const Work *work, const char *document_id) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; work && i < work->versions->len; i++) {
    const Version *version = work->versions->pdata[i];
    const char *name = versions_format_name(version->media_type);
    if (strcmp(version->document_id, document_id) != 0 && !contains(names, name))
      g_ptr_array_add(names, (gpointer)name);
  }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add(names, NULL);
  return g_strjoinv(", ", (char **)names->pdata);
}

static void print_version(const Version *version) {
  g_autofree char *path =
      version->paths->len ? print_escape(version->paths->pdata[0]) : g_strdup(_("(no longer there)"));
  printf(_("Version: %s"), versions_format_name(version->media_type));
  printf(" · %s", translate_name(version->language));
  if (version->date || (version->changed && !version->changed_by_file))
    printf(" · %.10s", version->date ? version->date : version->changed);
  if (version->newest)
    printf(" · %s", _("newest"));
  if (version->fullest)
    printf(" · %s", _("fullest"));
  printf(" · %s  [%s]\n", path, version->document_id);
}

static void print_copies(const Version *version) {
  for (guint i = 1; i < version->paths->len; i++) {
    g_autofree char *path = print_escape(version->paths->pdata[i]);
    printf(_("Copy: %s\n"), path);
  }
}

void print_other_versions(Reader *reader, const Place *place) {
  g_autoptr(Work) work = versions_find(reader, place->document_row);
  for (guint i = 0; work && i < work->versions->len; i++) {
    const Version *version = work->versions->pdata[i];
    if (version->row == place->document_row)
      print_copies(version);
    else
      print_version(version);
  }
}
