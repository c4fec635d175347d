/* The list of formats. */
#include "pipeline/formats.h"

static void format_free(Format *format) {
  g_free(format->name);
  g_strfreev(format->media_types);
  g_free(format);
}

GPtrArray *formats_read(GVariantIter *told) {
  GPtrArray *formats = g_ptr_array_new_with_free_func((GDestroyNotify)format_free);
  Format format;
  while (told && g_variant_iter_next(told, "(su^as)", &format.name, &format.version, &format.media_types))
    g_ptr_array_add(formats, g_memdup2(&format, sizeof format));
  return formats;
}

const Format *formats_find(const GPtrArray *formats, const char *name) {
  for (guint i = 0; i < formats->len; i++) {
    const Format *format = formats->pdata[i];
    if (g_strcmp0(format->name, name) == 0)
      return format;
  }
  return NULL;
}
