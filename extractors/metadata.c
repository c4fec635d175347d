/* Titles, authors and other fields that a file gives itself: cleaned, and dropped where a program made them up. */
#include "extractors/metadata.h"

#include "language/encoding.h"
#include "language/normalise.h"

#include <string.h>

/* NULL for NULL and for what is empty once normalised. */
static char *clean_value(const char *value) {
  if (!value)
    return NULL;
  g_autofree char *valid = encoding_make_valid(value, -1);
  g_autofree char *line = normalise_line(valid, -1);
  return *line ? g_steal_pointer(&line) : NULL;
}

void metadata_set(Document *document, const char *key, const char *value) {
  char *clean = clean_value(value);
  if (clean)
    g_hash_table_insert(document->metadata, g_strdup(key), clean);
}

/* Case-folded comparison with each of a NULL-terminated list. */
static gboolean is_one_of(const char *folded, const char *const *list) {
  for (; *list; list++)
    if (strcmp(folded, *list) == 0)
      return TRUE;
  return FALSE;
}

static void add_author(Document *document, const char *name) {
  static const char *const placeholders[] = {"user",
                                             "bruker",
                                             "användare",
                                             "unknown",
                                             "ukjent",
                                             "administrator",
                                             "admin",
                                             "owner",
                                             "author",
                                             "anonymous",
                                             "microsoft office user",
                                             "office user",
                                             NULL};
  g_autofree char *clean = clean_value(name);
  if (!clean)
    return;
  g_autofree char *folded = g_utf8_casefold(clean, -1);
  if (is_one_of(folded, placeholders))
    return;
  for (guint i = 0; i < document->authors->len; i++)
    if (strcmp(document->authors->pdata[i], clean) == 0)
      return;
  g_ptr_array_add(document->authors, g_steal_pointer(&clean));
}

void metadata_add_authors(Document *document, const char *names) {
  g_auto(GStrv) list = names ? g_strsplit(names, ";", 64) : NULL;
  for (guint i = 0; list && list[i]; i++)
    add_author(document, list[i]);
}

/* "name.ext" without a space before the ending that a program's files bear. */
static gboolean is_file_name(const char *folded) {
  static const char *const endings[] = {
      "doc",  "docx", "docm", "dot", "dotx", "odt",  "rtf", "txt", "pdf", "ppt", "pptx", "pps",  "ppsx", "odp", "xls",
      "xlsx", "ods",  "indd", "qxd", "qxp",  "pub",  "ai",  "eps", "ps",  "tex", "dvi",  "html", "htm",  "cdr", "fm",
      "pm6",  "p65",  "vsd",  "wpd", "jpg",  "jpeg", "gif", "bmp", "wmf", "emf", "svg",  "tif",  "tiff", "png", NULL};
  const char *dot = strrchr(folded, '.');
  return dot && dot > folded && dot[-1] != ' ' && is_one_of(dot + 1, endings);
}

/* A default name and nothing but a number behind it: "Dokument1", "Slide 1", "Presentation 3". */
static gboolean is_default_name(const char *folded) {
  static const char *const names[] = {"untitled",
                                      "uten navn",
                                      "utan titel",
                                      "namnlös",
                                      "namnlöst",
                                      "uten tittel",
                                      "ingen tittel",
                                      "no title",
                                      "document",
                                      "dokument",
                                      "presentation",
                                      "presentasjon",
                                      "präsentation",
                                      "slide",
                                      "lysbilde",
                                      "bild",
                                      "dias",
                                      "powerpoint presentation",
                                      "powerpoint-presentation",
                                      "powerpoint-presentasjon",
                                      "powerpoint-präsentation",
                                      "powerpoint-esitys",
                                      "pptx presentation",
                                      "title",
                                      "tittel",
                                      "titel",
                                      "template",
                                      "mall",
                                      "mal",
                                      "none",
                                      "null",
                                      "microsoft word",
                                      "microsoft powerpoint",
                                      "unknown",
                                      "layout",
                                      "print",
                                      "test",
                                      NULL};
  gsize length = strlen(folded);
  while (length > 0 && strchr("0123456789 -_()", folded[length - 1]))
    length--;
  g_autofree char *stem = g_strndup(folded, length);
  return !*stem || is_one_of(stem, names);
}

gboolean metadata_is_file_name(const char *text) {
  g_autofree char *folded = g_utf8_casefold(text, -1);
  return is_file_name(g_strstrip(folded));
}

gboolean metadata_title_is_junk(const char *title) {
  g_autofree char *folded = g_utf8_casefold(title, -1);
  return g_str_has_prefix(folded, "microsoft word - ") || g_str_has_prefix(folded, "microsoft powerpoint - ") ||
         is_file_name(folded) || is_default_name(folded);
}

void metadata_set_title(Document *document, const char *title) {
  if (document->title)
    return;
  g_autofree char *clean = clean_value(title);
  if (clean && !metadata_title_is_junk(clean))
    document->title = g_steal_pointer(&clean);
}
