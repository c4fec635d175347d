/* Imported schemes of themes: reads them through the cage, names them, takes them out. */
#include "cli/theme_schemes.h"

#include "cli/print.h"
#include "cli/skos_file.h"
#include "index/schemes.h"
#include "pipeline/discover.h"

#include <string.h>

#define SCHEMA 1

/* --- import ------------------------------------------------------------------------------------------------ */

/* "Miljötermer (2014).ttl" -> "miljotermer-2014": ASCII, lower-case, hyphens for all else. Caller frees. */
static char *name_of_file(const char *path) {
  g_autofree char *base = g_path_get_basename(path);
  g_autofree char *shown = print_escape(base);
  g_autofree char *composed = g_utf8_normalize(shown, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *plain = g_str_to_ascii(composed ? composed : shown, "C");
  char *dot = strrchr(plain, '.');
  if (dot && dot != plain)
    *dot = '\0';
  GString *name = g_string_new(NULL);
  for (const char *p = plain; *p && name->len < THEME_SCHEME_MAX_NAME; p++) {
    if (g_ascii_isalnum(*p))
      g_string_append_c(name, g_ascii_tolower(*p));
    else if (name->len && name->str[name->len - 1] != '-')
      g_string_append_c(name, '-');
  }
  if (name->len && name->str[name->len - 1] == '-')
    g_string_truncate(name, name->len - 1);
  return g_string_free(name, FALSE);
}

static int tell_fault_of_file(const char *path, const char *reason) {
  g_autofree char *shown = print_escape(path);
  fprintf(stderr, _("nordsok: %s was not imported: %s\n"), shown, reason);
  return EXIT_DOCUMENTS;
}

static void tell_counts(const SchemeInfo *info) {
  printf(ngettext_("%s: %lu theme", "%s: %lu themes", (gulong)info->themes), info->name, (gulong)info->themes);
  printf(ngettext_(" with %lu label\n", " with %lu labels\n", (gulong)info->labels), (gulong)info->labels);
}

static void tell_stale(gint64 documents) {
  if (documents > 0)
    printf(ngettext_("  %lu document has not been asked about them yet: the next 'nordsok index' does it\n",
                     "  %lu documents have not been asked about them yet: the next 'nordsok index' does it\n",
                     (gulong)documents),
           (gulong)documents);
}

static int store(const char *index_path, SchemeInfo *info, const ThesaurusFile *file) {
  g_autoptr(GError) error = NULL;
  command_release_signals(); /* while it waits for the lock, Ctrl-C simply ends it */
  Writer *writer = writer_open_for_reindex(index_path, command_tell_waiting, NULL, &error);
  if (!writer)
    return command_index_error(index_path, error);
  gboolean done = schemes_put(writer_get_database(writer), info, file->concepts, &error);
  gboolean closed = writer_close(writer, done ? &error : NULL);
  if (!done && g_error_matches(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return tell_fault_of_file(info->path, _(error->message));
  if (!done || !closed)
    return command_index_error(index_path, error);
  tell_counts(info);
  tell_stale(info->stale);
  return EXIT_FINE;
}

int theme_schemes_import(const char *index_path, const char *argument, const char *given_name) {
  g_autofree char *path = discovery_absolute(argument);
  g_autofree char *name = given_name ? g_strdup(given_name) : name_of_file(path);
  int result;
  if (!theme_scheme_is_name(name))
    return command_usage("themes", "%s",
                         _("that is no name for a scheme, or one that is built in; give one with --name: a letter a-z, "
                           "then letters, digits and hyphens, 32 at most"));
  g_autoptr(Progress) progress = progress_new(1, 0);
  g_autoptr(ThesaurusFile) file = skos_file_read(path, progress, command_catch_signals(), &result);
  if (!file)
    return result;
  SchemeInfo info = {.name = name, .path = path, .sha256 = file->sha256};
  return store(index_path, &info, file);
}

/* --- list -------------------------------------------------------------------------------------------------- */

typedef struct {
  OutputFormat format;
  JsonBuilder *builder;
} Listing;

static void list_built_in(const char *name, guint themes, const Listing *listing) {
  if (listing->format == FORMAT_TEXT) {
    printf(ngettext_("%s: %lu theme", "%s: %lu themes", (gulong)themes), name, (gulong)themes);
    printf(" (%s)\n", _("built in"));
    return;
  }
  json_builder_begin_object(listing->builder);
  print_json_member(listing->builder, "scheme", name);
  print_json_number(listing->builder, "themes", themes);
  json_builder_set_member_name(listing->builder, "built_in");
  json_builder_add_boolean_value(listing->builder, TRUE);
  json_builder_end_object(listing->builder);
}

/* The themes of a scheme lie side by side. */
static void list_all_built_in(const Listing *listing) {
  const GPtrArray *themes = themes_all();
  for (guint i = 0, next; i < themes->len; i = next) {
    const char *name = ((const Theme *)themes->pdata[i])->scheme;
    for (next = i; next < themes->len && strcmp(((const Theme *)themes->pdata[next])->scheme, name) == 0;)
      next++;
    list_built_in(name, next - i, listing);
  }
}

static void list_imported(const SchemeInfo *info, gpointer data) {
  const Listing *listing = data;
  if (listing->format == FORMAT_TEXT) {
    g_autofree char *path = print_escape(info->path);
    tell_counts(info);
    printf("  %s  %s\n", info->imported, path);
    tell_stale(info->stale);
    return;
  }
  json_builder_begin_object(listing->builder);
  print_json_member(listing->builder, "scheme", info->name);
  print_json_number(listing->builder, "themes", info->themes);
  json_builder_set_member_name(listing->builder, "built_in");
  json_builder_add_boolean_value(listing->builder, FALSE);
  print_json_number(listing->builder, "labels", info->labels);
  print_json_number(listing->builder, "stale_documents", info->stale);
  print_json_member(listing->builder, "imported", info->imported);
  print_json_member(listing->builder, "path", info->path);
  print_json_member(listing->builder, "sha256", info->sha256);
  json_builder_end_object(listing->builder);
}

int theme_schemes_list(const char *index_path, OutputFormat format) {
  g_autoptr(Reader) reader = command_open_reader(index_path);
  if (!reader)
    return EXIT_INDEX;
  g_autoptr(JsonBuilder) builder = json_builder_new();
  g_autoptr(GError) error = NULL;
  Listing listing = {format, builder};
  json_builder_begin_object(builder);
  print_json_number(builder, "schema", SCHEMA);
  json_builder_set_member_name(builder, "schemes");
  json_builder_begin_array(builder);
  list_all_built_in(&listing);
  if (!schemes_each(reader_get_database(reader), list_imported, &listing, &error))
    return command_index_error(index_path, error);
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  if (format == FORMAT_JSON)
    print_json(builder, stdout);
  return EXIT_FINE;
}

/* --- remove ------------------------------------------------------------------------------------------------ */

int theme_schemes_remove(const char *index_path, const char *name) {
  g_autoptr(GError) error = NULL;
  g_autofree char *shown = print_escape(name);
  if (theme_scheme_is_built_in(name))
    return command_usage("themes", _("the scheme '%s' is built in and stays"), shown);
  g_autoptr(Reader) reader = command_open_reader(index_path); /* so that a wrong name does not make a new index */
  if (!reader)
    return EXIT_INDEX;
  g_clear_pointer(&reader, reader_close);
  Writer *writer = writer_open_for_reindex(index_path, command_tell_waiting, NULL, &error);
  if (!writer)
    return command_index_error(index_path, error);
  gboolean found = FALSE;
  gboolean done = schemes_remove(writer_get_database(writer), name, &found, &error);
  if (!writer_close(writer, done ? &error : NULL) || !done)
    return command_index_error(index_path, error);
  if (found)
    printf(_("%s: taken out\n"), shown);
  else
    fprintf(stderr, _("nordsok: there is no imported scheme '%s'; 'nordsok themes schemes' names them\n"), shown);
  return found ? EXIT_FINE : EXIT_NOTHING;
}
