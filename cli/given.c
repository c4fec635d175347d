/* --metadata and --base-url. */
#include "cli/given.h"

#include "cli/command.h"
#include "cli/print.h"
#include "pipeline/discover.h"
#include "pipeline/metadata_list.h"

#include <string.h>

static gboolean say_list(Writer *writer, const char *file) {
  g_autoptr(GError) error = NULL;
  guint files, changed;
  g_autofree char *shown = print_escape(file);
  if (!metadata_list_apply(file, writer, &files, &changed, &error)) {
    command_usage("index", "%s: %s", shown, _(error->message));
    return FALSE;
  }
  fprintf(
      stderr,
      ngettext_("%s: %u file, %u of them with something new\n", "%s: %u files, %u of them with something new\n", files),
      shown, files, changed);
  return TRUE;
}

/* The sign between the two: a path may hold it, an address begins with its scheme. */
static const char *find_sign(const char *text) {
  const char *sign = strstr(text, "=http://");
  if (!sign)
    sign = strstr(text, "=https://");
  return sign ? sign : strrchr(text, '=');
}

static gboolean say_base_url(Writer *writer, const char *text) {
  const char *sign = find_sign(text);
  g_autoptr(GError) error = NULL;
  if (!sign || sign == text || (sign[1] && !g_uri_is_valid(sign + 1, G_URI_FLAGS_NONE, NULL))) {
    command_usage("index", _("--base-url is FOLDER=https://..., not '%s'"), text);
    return FALSE;
  }
  g_autofree char *given = g_strndup(text, (gsize)(sign - text));
  g_autofree char *folder = discovery_absolute(given);
  if (given_set_base_url(writer, folder, sign + 1, &error))
    return TRUE;
  command_usage("index", "%s", error->message);
  return FALSE;
}

gboolean given_say(Writer *writer, char **lists, char **base_urls) {
  for (char **l = lists; l && *l; l++)
    if (!say_list(writer, *l))
      return FALSE;
  for (char **b = base_urls; b && *b; b++)
    if (!say_base_url(writer, *b))
      return FALSE;
  return TRUE;
}
