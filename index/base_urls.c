/* The table base_url, read. */
#include "index/base_urls.h"

#include <string.h>

typedef struct {
  char *folder, *url;
} BaseUrl;

struct BaseUrls {
  GPtrArray *all; /* BaseUrl* */
};

static void base_url_free(BaseUrl *base) {
  g_free(base->folder);
  g_free(base->url);
  g_free(base);
}

BaseUrls *base_urls_new(Database *database) {
  BaseUrls *urls = g_new(BaseUrls, 1);
  urls->all = g_ptr_array_new_with_free_func((GDestroyNotify)base_url_free);
  Statement *rows = database_prepare(database, "SELECT path, url FROM base_url", NULL);
  while (rows && statement_step(rows, NULL) == STEP_ROW) {
    BaseUrl *base = g_new(BaseUrl, 1);
    base->folder = g_strdup(statement_text(rows, 0));
    base->url = g_strdup(statement_text(rows, 1));
    g_ptr_array_add(urls->all, base);
  }
  return urls;
}

void base_urls_free(BaseUrls *urls) {
  if (!urls)
    return;
  g_ptr_array_unref(urls->all);
  g_free(urls);
}

/* What is left of the path below the folder, without the slash; NULL where it does not lie there. */
static const char *rest_below(const char *path, const char *folder) {
  gsize length = strlen(folder);
  if (strncmp(path, folder, length) != 0)
    return NULL;
  if (path[length] == '\0')
    return path + length;
  return length > 0 && folder[length - 1] == '/' ? path + length : path[length] == '/' ? path + length + 1 : NULL;
}

char *base_urls_find(const BaseUrls *urls, const char *path) {
  const BaseUrl *nearest = NULL;
  for (guint i = 0; path && i < urls->all->len; i++) {
    const BaseUrl *base = urls->all->pdata[i];
    if (rest_below(path, base->folder) && (!nearest || strlen(base->folder) > strlen(nearest->folder)))
      nearest = base;
  }
  if (!nearest)
    return NULL;
  const char *rest = rest_below(path, nearest->folder);
  g_autofree char *escaped = g_uri_escape_bytes((const guint8 *)rest, strlen(rest), "/!$&'()*+,;=:@");
  const char *slash = !*rest || g_str_has_suffix(nearest->url, "/") ? "" : "/";
  return g_strconcat(nearest->url, slash, escaped, NULL);
}
