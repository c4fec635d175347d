/* Names of saved pages and of their folders. */
#include "document/companion.h"

#include <string.h>

static const char *const folder_endings[] = {
    "_files",     ".files",     "-files",    "-filer", "_filer",    ".filer",     "-Dateien",
    "_Dateien",   "_fichiers",  "_file",     "-file",  "_archivos", "_tiedostot", "-tiedostot",
    "_bestanden", "_ficheiros", "_arquivos", "_pliki", "_soubory",  "_elemei",    "_datoteke",
    "_fitxers",   "_failid",    "_fails",    "_bylos", "_fajlovi",  "_dosyalar",  "_fitxategiak"};

static const char *const page_endings[] = {".htm", ".html", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml"};

/* The length of `name` without the ending; 0 where it has not this ending, or nothing before it. */
static gsize length_before(const char *name, const char *ending) {
  gsize length = strlen(name), n = strlen(ending);
  return length > n && g_ascii_strcasecmp(name + length - n, ending) == 0 ? length - n : 0;
}

char *companion_stem(const char *folder) {
  for (gsize i = 0; i < G_N_ELEMENTS(folder_endings); i++) {
    gsize length = length_before(folder, folder_endings[i]);
    if (length > 0)
      return g_strndup(folder, length);
  }
  return NULL;
}

/* 0 where the name is none of a page. */
static gsize page_stem_length(const char *page) {
  for (gsize i = 0; i < G_N_ELEMENTS(page_endings); i++) {
    gsize length = length_before(page, page_endings[i]);
    if (length > 0)
      return length;
  }
  return 0;
}

gboolean companion_is_of(const char *folder, const char *page) {
  g_autofree char *stem = companion_stem(folder);
  gsize length = page_stem_length(page);
  return stem && length > 0 && strlen(stem) == length && memcmp(stem, page, length) == 0;
}

gboolean companion_is_page_name(const char *name) {
  return page_stem_length(name) > 0;
}
