/* nordsok themes: what the archive is about, by year and country. */
#include "queries/themes.h"

#include "cli/command.h"
#include "cli/print.h"

#include <string.h>

#define SCHEMA 1
#define NAME_WIDTH 34

static const ThemeCount *at(const GPtrArray *counts, guint i) {
  return counts->pdata[i];
}

/* The theme's name in the user's language, which translate_init() has left in $LANGUAGE. */
static const char *label_of(const ThemeCount *count) {
  static const char *const languages[] = {"sv", "nb", "nn", "da"};
  const char *wanted = g_getenv("LANGUAGE"), *language = "en";
  for (gsize i = 0; wanted && i < G_N_ELEMENTS(languages); i++)
    if (g_str_has_prefix(wanted, languages[i]))
      language = languages[i];
  return count->theme ? theme_get_label(count->theme, language) : count->id;
}

static void print_shares(const char *label, const GPtrArray *shares, const char *unknown) {
  printf("   %s", label);
  for (guint i = 0; i < shares->len; i++) {
    const ThemeShare *share = shares->pdata[i];
    printf("%s %s %u", i ? " ·" : "", *share->name ? share->name : unknown, share->documents);
  }
  printf("\n");
}

static void print_as_text(const GPtrArray *counts) {
  if (!counts->len)
    printf("%s\n", _("no themes"));
  for (guint i = 0; i < counts->len; i++) {
    const ThemeCount *count = at(counts, i);
    print_padded(label_of(count), NAME_WIDTH);
    printf(ngettext_(" %u document", " %u documents", count->documents), count->documents);
    printf("  (%s)\n", count->id);
    print_shares(_("by year:"), count->years, _("unknown"));
    print_shares(_("by country:"), count->countries, _("unknown"));
  }
}

static void add_shares(JsonBuilder *builder, const char *name, const GPtrArray *shares) {
  json_builder_set_member_name(builder, name);
  json_builder_begin_object(builder);
  for (guint i = 0; i < shares->len; i++) {
    const ThemeShare *share = shares->pdata[i];
    print_json_number(builder, share->name, share->documents);
  }
  json_builder_end_object(builder);
}

static void print_as_json(const GPtrArray *counts) {
  g_autoptr(JsonBuilder) builder = json_builder_new();
  json_builder_begin_object(builder);
  print_json_number(builder, "schema", SCHEMA);
  json_builder_set_member_name(builder, "themes");
  json_builder_begin_array(builder);
  for (guint i = 0; i < counts->len; i++) {
    const ThemeCount *count = at(counts, i);
    json_builder_begin_object(builder);
    print_json_member(builder, "theme", count->id);
    print_json_member(builder, "label", label_of(count));
    print_json_number(builder, "documents", count->documents);
    add_shares(builder, "years", count->years);
    add_shares(builder, "countries", count->countries);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  print_json(builder, stdout);
}

static void print_csv_line(const ThemeCount *count, const char *by, const char *name, guint documents) {
  g_autofree char *number = g_strdup_printf("%u", documents);
  const char *fields[] = {count->id, label_of(count), by, name, number};
  for (gsize f = 0; f < G_N_ELEMENTS(fields); f++)
    print_csv(stdout, fields[f], f + 1 == G_N_ELEMENTS(fields));
}

/* One line a number, which spreadsheets turn into a table themselves. */
static void print_as_csv(const GPtrArray *counts) {
  printf("theme,label,by,value,documents\r\n");
  for (guint i = 0; i < counts->len; i++) {
    const ThemeCount *count = at(counts, i);
    print_csv_line(count, "all", "", count->documents);
    const GPtrArray *const shares[] = {count->years, count->countries};
    for (guint by = 0; by < 2; by++)
      for (guint k = 0; k < shares[by]->len; k++) {
        const ThemeShare *share = shares[by]->pdata[k];
        print_csv_line(count, by ? "country" : "year", share->name, share->documents);
      }
  }
}

static gboolean is_scheme(const char *name) {
  const GPtrArray *themes = themes_all();
  for (guint i = 0; i < themes->len; i++)
    if (strcmp(((const Theme *)themes->pdata[i])->scheme, name) == 0)
      return TRUE;
  return FALSE;
}

int command_themes(int argc, char **argv) {
  g_autofree char *index = NULL, *scheme = NULL, *form_name = NULL;
  GOptionEntry entries[] = {OPTION_INDEX(index),
                            {"scheme", 0, 0, G_OPTION_ARG_STRING, &scheme, N_("only themes of this scheme"),
                             "practice|sdg|miljomal|livskraftige|network"},
                            OPTION_FORMAT(form_name, "text|json|csv"),
                            {0}};
  g_auto(GStrv) rest = NULL;
  OutputFormat format;
  if (!command_parse(argc, argv, entries,
                     N_("Documents are counted by their main themes, one to three each. The country is that of the "
                        "places named, or else of the language."),
                     &rest))
    return EXIT_USAGE;
  if (!command_output_format(argv[0], form_name, TRUE, &format))
    return EXIT_USAGE;
  if (*rest)
    return command_usage(argv[0], _("'%s' is not wanted here"), *rest);
  if (scheme && !is_scheme(scheme))
    return command_usage(argv[0], _("unknown scheme '%s'"), scheme);
  g_autofree char *path = command_index_path(index);
  g_autoptr(Reader) reader = command_open_reader(path);
  if (!reader)
    return EXIT_INDEX;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) counts = themes_count(reader, scheme, &error);
  if (!counts)
    return command_index_error(path, error);
  static void (*const printers[])(const GPtrArray *) = {print_as_text, print_as_json, print_as_csv};
  printers[format](counts);
  if (command_tell_fault(path, reader_get_database(reader)))
    return EXIT_INDEX;
  return counts->len ? EXIT_FINE : EXIT_NOTHING;
}
