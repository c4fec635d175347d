/* Reading of compiled-in knowledge files. */
#include "language/knowledge.h"

#include <gio/gio.h>
#include <string.h>
#include <zlib.h>

char *knowledge_read(const char *name, gsize *length) {
  g_autofree char *path = g_strconcat("/nordsok/", name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (!bytes)
    g_error("%s", error->message);
  gsize size;
  const char *content = g_bytes_get_data(bytes, &size);
  if (length)
    *length = size;
  return g_strndup(content, size);
}

void knowledge_split_lines(char *content, void (*func)(char *line, guint number, gpointer data), gpointer data) {
  guint number = 1;
  for (char *line = content, *next; line; line = next, number++) {
    char *end = strchr(line, '\n');
    next = end ? end + 1 : NULL;
    if (end)
      *end = '\0';
    if (*line && *line != '#')
      func(line, number, data);
  }
}

void knowledge_each_numbered_line(const char *name, void (*func)(char *line, guint number, gpointer data),
                                  gpointer data) {
  g_autofree char *content = knowledge_read(name, NULL);
  knowledge_split_lines(content, func, data);
}

typedef struct {
  void (*func)(char *line, gpointer data);
  gpointer data;
} Call;

static void drop_number(char *line, guint number, gpointer data) {
  const Call *call = data;
  call->func(line, call->data);
}

void knowledge_each_line(const char *name, void (*func)(char *line, gpointer data), gpointer data) {
  Call call = {func, data};
  knowledge_each_numbered_line(name, drop_number, &call);
}

static int by_name(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

guint32 knowledge_checksum(const char *folder) {
  g_autofree char *path = g_strdup_printf("/nordsok/%s/", folder);
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) names = g_resources_enumerate_children(path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (!names)
    g_error("%s", error->message);
  qsort(names, g_strv_length(names), sizeof *names, by_name);
  uLong sum = crc32(0, NULL, 0);
  for (char **name = names; *name; name++) {
    gsize length;
    g_autofree char *file = g_strconcat(folder, "/", *name, NULL);
    g_autofree char *content = knowledge_read(file, &length);
    sum = crc32(sum, (const Bytef *)content, (uInt)length);
  }
  return (guint32)sum;
}
