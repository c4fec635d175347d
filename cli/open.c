/* nordsok open: shows a hit of the last search in the viewer that the desktop has for it, at its page. */
#include "cli/command.h"
#include "queries/saved.h"

#include <string.h>

/* PDF viewers that take no "#page=" in an address, and how they are told the page. */
static const struct {
  const char *viewer;
  const char *option;
} page_options[] = {{"evince", "--page-index=%u"},  {"papers", "--page-index=%u"}, {"atril", "--page-index=%u"},
                    {"xreader", "--page-index=%u"}, {"okular", "--page=%u"},       {"qpdfview", NULL}};

/* The desktop file of the viewer for PDF, such as "org.gnome.Evince.desktop"; NULL where none is known. */
static char *default_viewer(void) {
  const char *arguments[] = {"xdg-mime", "query", "default", "application/pdf", NULL};
  char *output = NULL;
  if (!g_spawn_sync(NULL, (char **)(guintptr)arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                    NULL, &output, NULL, NULL, NULL))
    return NULL;
  g_autofree char *lower = g_ascii_strdown(g_strstrip(output), -1);
  g_free(output);
  return g_steal_pointer(&lower);
}

static GPtrArray *viewer_call(const Place *place, const char *file, const char *url) {
  GPtrArray *call = g_ptr_array_new_with_free_func(g_free);
  const Locator *locator = &place->unit->locator;
  g_autofree char *viewer = locator->kind == LOCATOR_PAGE && strcmp(file, place->path) == 0 ? default_viewer() : NULL;
  for (gsize i = 0; viewer && i < G_N_ELEMENTS(page_options); i++) {
    if (!strstr(viewer, page_options[i].viewer))
      continue;
    g_autofree char *number = g_strdup_printf("%u", locator->number);
    g_ptr_array_add(call, g_strdup(page_options[i].viewer));
    if (page_options[i].option) {
      char **parts = g_strsplit(page_options[i].option, "%u", 2);
      g_ptr_array_add(call, g_strconcat(parts[0], number, NULL));
      g_strfreev(parts);
      g_ptr_array_add(call, g_strdup(place->path));
    } else {
      g_ptr_array_add(call, g_strdup_printf("%s#%s", place->path, number));
    }
    break;
  }
  if (call->len == 0) {
    g_ptr_array_add(call, g_strdup("xdg-open"));
    g_ptr_array_add(call, g_strdup(url));
  }
  g_ptr_array_add(call, NULL);
  return call;
}

static int open_place(const Place *place) {
  g_autofree char *url = place_get_url(place);
  g_autofree char *file = place_get_file(place);
  if (!url || !g_file_test(file, G_FILE_TEST_EXISTS)) {
    fprintf(stderr, _("nordsok: the file of this hit is no longer there; 'nordsok show %s' prints what was read\n"),
            place->public_id);
    return EXIT_NOTHING;
  }
  printf("%s\n", url);
  fflush(stdout);
  g_autoptr(GPtrArray) call = viewer_call(place, file, url);
  g_autoptr(GError) error = NULL;
  if (!g_spawn_async(NULL, (char **)call->pdata, NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                     &error)) {
    fprintf(stderr, _("nordsok: %s could not be started (%s); install xdg-utils, or open the address above\n"),
            (const char *)call->pdata[0], error->message);
    return EXIT_NOTHING;
  }
  return EXIT_FINE;
}

int command_open(int argc, char **argv) {
  g_autofree char *given = NULL;
  GOptionEntry entries[] = {OPTION_INDEX(given), {0}};
  g_auto(GStrv) rest = NULL;
  if (!command_parse(argc, argv, entries, NULL, &rest))
    return EXIT_USAGE;
  guint64 number = 0;
  if (g_strv_length(rest) != 1 || !g_ascii_string_to_unsigned(rest[0], 10, 1, G_MAXUINT, &number, NULL))
    return command_usage(argv[0], "%s", _("give the number of one hit of the last search"));
  g_autoptr(GError) error = NULL;
  g_autofree char *index = NULL;
  g_autofree char *unit = saved_get_hit((guint)number, &index, &error);
  if (!unit) {
    fprintf(stderr, _("nordsok: the last search had no hit number %s\n"), rest[0]);
    return EXIT_NOTHING;
  }
  g_autofree char *path = command_index_path(given ? given : index);
  g_autoptr(Reader) reader = command_open_reader(path);
  if (!reader)
    return EXIT_INDEX;
  g_autoptr(Place) place = reader_find_place(reader, unit);
  if (!place) {
    fputs(_("nordsok: this hit is no longer in the index; search again\n"), stderr);
    return EXIT_NOTHING;
  }
  return open_place(place);
}
