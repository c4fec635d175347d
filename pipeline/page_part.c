/* Looks for the page that a folder is named after. */
#include "pipeline/page_part.h"

#include "document/companion.h"

#include <sys/stat.h>

static gboolean is_page(const char *folder, const char *stem, const char *ending) {
  g_autofree char *name = g_strconcat(stem, ending, NULL);
  g_autofree char *path = g_build_filename(folder, name, NULL);
  struct stat about;
  return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

gboolean page_part_is(const char *path) {
  static const char *const endings[] = {".htm", ".html", ".HTM", ".HTML", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml"};
  g_autofree char *folder = g_path_get_dirname(path);
  g_autofree char *name = g_path_get_basename(folder);
  g_autofree char *stem = companion_stem(name);
  if (!stem)
    return FALSE;
  g_autofree char *above = g_path_get_dirname(folder);
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
    if (is_page(above, stem, endings[i]))
      return TRUE;
  return FALSE;
}
