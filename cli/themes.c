/* nordsok themes: what the archive is about, by year and country; and the schemes (theme_schemes.c). */
#include "queries/themes.h"

#include "cli/command.h"
#include "cli/print.h"
#include "cli/theme_schemes.h"
#include "index/schemes.h"

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

typedef struct {
  const char *name;
  gboolean found;
} SchemeSearch;

static void compare_scheme(const SchemeInfo *info, gpointer data) {
  SchemeSearch *search = data;
  search->found |= strcmp(info->name, search->name) == 0;
}

static gboolean is_scheme(Reader *reader, const char *name) {
  SchemeSearch search = {name, theme_scheme_is_built_in(name)};
  return search.found || (schemes_each(reader_get_database(reader), compare_scheme, &search, NULL) && search.found);
}

static int count(const char *path, const char *scheme, OutputFormat format) {
  g_autoptr(Reader) reader = command_open_reader(path);
  if (!reader)
    return EXIT_INDEX;
  if (scheme && !is_scheme(reader, scheme))
    return command_usage("themes", _("unknown scheme '%s'; 'nordsok themes schemes' names them"), scheme);
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

/* What is asked of the schemes; `scheme` and CSV belong to the counting alone. */
static int run_word(char **words, const char *path, const char *name, OutputFormat format) {
  guint words_count = g_strv_length(words);
  if (words_count == 2 && strcmp(words[0], "import") == 0)
    return theme_schemes_import(path, words[1], name);
  if (name)
    return command_usage("themes", "%s", _("--name belongs to 'import FILE'"));
  if (words_count == 1 && strcmp(words[0], "schemes") == 0)
    return theme_schemes_list(path, format);
  if (words_count == 2 && strcmp(words[0], "remove") == 0)
    return theme_schemes_remove(path, words[1]);
  return command_usage("themes", "%s", _("say 'import FILE', 'schemes', 'remove SCHEME', or nothing"));
}

int command_themes(int argc, char **argv) {
  g_autofree char *index = NULL, *scheme = NULL, *form_name = NULL, *name = NULL;
  GOptionEntry entries[] = {
      OPTION_INDEX(index),
      {"scheme", 0, 0, G_OPTION_ARG_STRING, &scheme, N_("only themes of this scheme"), N_("SCHEME")},
      {"name", 0, 0, G_OPTION_ARG_STRING, &name, N_("name of the scheme imported (default: the file's)"), N_("NAME")},
      OPTION_FORMAT(form_name, "text|json|csv"),
      {0}};
  g_auto(GStrv) rest = NULL;
  OutputFormat format;
  if (!command_parse(argc, argv, entries,
                     N_("nordsok themes                 counts the documents by their main themes\n"
                        "nordsok themes schemes         names the schemes, built in and imported\n"
                        "nordsok themes import FILE     adds a scheme of your own: SKOS in Turtle or RDF/XML\n"
                        "nordsok themes remove SCHEME   takes it out again, with what it has found\n\n"
                        "Each document has up to three main themes, and up to three of each imported scheme. The\n"
                        "country is that of the places named, or else of the language. Documents that are in the\n"
                        "index already get the themes of a new scheme by the next 'nordsok index'."),
                     &rest))
    return EXIT_USAGE;
  if (!command_output_format(argv[0], form_name, *rest == NULL, &format))
    return EXIT_USAGE;
  g_autofree char *path = command_index_path(index);
  if (*rest && scheme)
    return command_usage(argv[0], "%s", _("--scheme belongs to the counting of themes"));
  if (!*rest && name)
    return command_usage(argv[0], "%s", _("--name belongs to 'import FILE'"));
  return *rest ? run_word(rest, path, name, format) : count(path, scheme, format);
}
