/* Reading of compiled-in knowledge files. */
#include "language/knowledge.h"

#include <gio/gio.h>

void knowledge_each_line(const char *name, void (*func)(char *line, gpointer data), gpointer data) {
  g_autofree char *path = g_strconcat("/nordsok/", name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (!bytes)
    g_error("%s", error->message);
  gsize length;
  const char *content = g_bytes_get_data(bytes, &length);
  g_autofree char *copy = g_strndup(content, length);
  g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
  for (char **line = lines; *line; line++)
    if (**line && **line != '#')
      func(*line, data);
}
