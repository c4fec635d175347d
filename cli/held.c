/* nordsok held: what the index holds on a person. */
#include "cli/command.h"
#include "cli/print.h"
#include "index/forget.h"

#include <string.h>

typedef struct {
  OutputFormat format;
  JsonBuilder *builder;
  char *document; /* of the place printed before */
} Output;

static void print_json_place(const HeldPlace *place, JsonBuilder *builder) {
  json_builder_begin_object(builder);
  print_json_member(builder, "document", place->document);
  print_json_member(builder, "title", place->title);
  print_json_member(builder, "date", place->date);
  print_json_member(builder, "path", place->path);
  print_json_member(builder, "unit", place->unit);
  print_json_member(builder, "kind", place->unit_kind);
  print_json_member(builder, "label", place->label);
  print_json_member(builder, "role", place->role);
  json_builder_end_object(builder);
}

static void print_csv_place(const HeldPlace *place) {
  const char *cells[] = {place->document, place->title,     place->date,  place->path,
                         place->unit,     place->unit_kind, place->label, place->role};
  for (gsize i = 0; i < G_N_ELEMENTS(cells); i++)
    print_csv(stdout, cells[i], i + 1 == G_N_ELEMENTS(cells));
}

static void print_text_place(const HeldPlace *place, Output *output) {
  if (g_strcmp0(output->document, place->document) != 0) {
    g_autofree char *title = print_escape(place->title ? place->title : "");
    g_autofree char *path = print_escape(place->path ? place->path : "");
    printf("%s  %s%s%s  %s\n", place->document, title, place->date ? " · " : "", place->date ? place->date : "", path);
    g_free(output->document);
    output->document = g_strdup(place->document);
  }
  if (!place->unit) {
    printf(_("    in what is said of the document as a whole\n"));
    return;
  }
  g_autofree char *label = print_escape(place->label ? place->label : "");
  printf("    %s%s%s%s%s\n", place->unit, *label ? "  " : "", label, place->role ? "  " : "",
         place->role ? place->role : "");
}

static void print_held(const HeldPlace *place, gpointer data) {
  Output *output = data;
  if (output->format == FORMAT_JSON)
    print_json_place(place, output->builder);
  else if (output->format == FORMAT_CSV)
    print_csv_place(place);
  else
    print_text_place(place, output);
}

static gboolean print_places(Database *database, const Forgotten *who, OutputFormat format, GError **error) {
  g_autoptr(JsonBuilder) builder = json_builder_new();
  Output output = {format, builder, NULL};
  json_builder_begin_array(builder);
  if (format == FORMAT_CSV)
    printf("document,title,date,path,unit,kind,label,role\r\n");
  gboolean done = forget_each(database, who, print_held, &output, error);
  json_builder_end_array(builder);
  if (done && format == FORMAT_JSON)
    print_json(builder, stdout);
  g_free(output.document);
  return done;
}

static int tell(Reader *reader, const char *path, const char *name, OutputFormat format) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Forgotten) who = forgotten_new();
  Database *database = reader_get_database(reader);
  if (!forgotten_add(who, name))
    return command_usage("held", _("'%s' is no full name, no e-mail address and no telephone number"), name);
  Held held;
  if (!forget_count(database, who, &held, &error) || !print_places(database, who, format, &error))
    return command_index_error(path, error);
  g_autoptr(Forgotten) stored = forgotten_load(database, NULL);
  gboolean gone = stored && forgotten_has(stored, name);
  if (format == FORMAT_TEXT && held.places)
    printf(ngettext_("held in %u place; 'nordsok forget' takes it out\n",
                     "held in %u places; 'nordsok forget' takes them out\n", held.places),
           held.places);
  else if (format == FORMAT_TEXT)
    printf(gone ? _("nothing is held: this name was forgotten, and stays so when files are read again\n")
                : _("nothing is held on that name\n"));
  return held.places ? EXIT_FINE : EXIT_NOTHING;
}

int command_held(int argc, char **argv) {
  g_autofree char *index = NULL, *format_name = NULL;
  GOptionEntry entries[] = {OPTION_INDEX(index), OPTION_FORMAT(format_name, "text|json|csv"), {0}};
  g_auto(GStrv) rest = NULL;
  OutputFormat format;
  if (!command_parse(
          argc, argv, entries,
          N_("NAME is a full name, an e-mail address or a telephone number, in any spelling. Every document\n"
             "and unit is told in which it stands, with the role that the person has there."),
          &rest) ||
      !command_output_format(argv[0], format_name, TRUE, &format))
    return EXIT_USAGE;
  if (!rest[0])
    return command_usage(argv[0], _("whose? give a full name, an e-mail address or a telephone number"));
  g_autofree char *name = g_strjoinv(" ", rest);
  g_autofree char *path = command_index_path(index);
  g_autoptr(Reader) reader = command_open_reader(path);
  return reader ? tell(reader, path, name, format) : EXIT_INDEX;
}
