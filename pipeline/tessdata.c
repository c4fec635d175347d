/* The table of languages, and the look into Tesseract's folder. */
#include "pipeline/tessdata.h"

#include <fcntl.h>
#include <glob.h>
#include <unistd.h>

static const Tessdata table[] = {{"sv", "swe", "tesseract-ocr-swe"}, {"nb", "nor", "tesseract-ocr-nor"},
                                 {"nn", "nor", "tesseract-ocr-nor"}, {"da", "dan", "tesseract-ocr-dan"},
                                 {"fi", "fin", "tesseract-ocr-fin"}, {"is", "isl", "tesseract-ocr-isl"},
                                 {"fo", "fao", "tesseract-ocr-fao"}, {"en", "eng", "tesseract-ocr-eng"},
                                 {"de", "deu", "tesseract-ocr-deu"}, {NULL, NULL, NULL}};

const Tessdata *tessdata_all(void) {
  return table;
}

const char *tessdata_name(const char *language) {
  for (const Tessdata *t = table; t->language; t++)
    if (g_strcmp0(t->language, language) == 0)
      return t->name;
  return NULL;
}

char *tessdata_folder(void) {
  const char *given = g_getenv("TESSDATA_PREFIX");
  if (given && *given)
    return g_strdup(given);
  /* One folder for each generation of the data: 4.00, 5. The newest is the last. */
  glob_t found = {0};
  char *folder = NULL;
  if (glob("/usr/share/tesseract-ocr/*/tessdata", 0, NULL, &found) == 0)
    folder = g_strdup(found.gl_pathv[found.gl_pathc - 1]);
  globfree(&found);
  return folder;
}

gboolean tessdata_is_installed(const char *folder, const char *name) {
  if (!folder)
    return FALSE;
  g_autofree char *path = g_strdup_printf("%s/%s.traineddata", folder, name);
  int fd = open(path, O_RDONLY | O_CLOEXEC); /* access(2) does not know what the cage forbids */
  if (fd >= 0)
    close(fd);
  return fd >= 0;
}

gboolean tessdata_suffices(const char *folder) {
  return tessdata_is_installed(folder, "swe") || tessdata_is_installed(folder, "nor") ||
         tessdata_is_installed(folder, "dan");
}

const char **tessdata_installed(const char *folder) {
  GPtrArray *names = g_ptr_array_new();
  for (const Tessdata *t = table; t->language; t++)
    if (!g_ptr_array_find_with_equal_func(names, t->name, g_str_equal, NULL) && tessdata_is_installed(folder, t->name))
      g_ptr_array_add(names, (gpointer)(guintptr)t->name);
  g_ptr_array_add(names, NULL);
  return (const char **)g_ptr_array_free(names, FALSE);
}
