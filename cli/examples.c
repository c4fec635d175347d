/* nordsok examples: what somebody has done, told in the publications; best first. */
#include "queries/examples.h"

#include "cli/command.h"
#include "cli/print.h"

#include <math.h>
#include <string.h>

#define SCHEMA 1
#define DEFAULT_LIMIT 20

/* --- text ---------------------------------------------------------------------------------------------------- */

/* "Title, page 3"; caller frees. */
static char *source_of(const Place *place) {
  g_autofree char *where = print_place(place->unit);
  g_autofree char *base = place->path ? g_path_get_basename(place->path) : NULL;
  g_autofree char *title = print_escape(place->title && *place->title ? place->title : base ? base : "");
  return g_strdup_printf("%s, %s", title, where);
}

static void print_field(const char *label, const char *value) {
  if (!value || !*value)
    return;
  printf("   ");
  print_padded(label, 10);
  printf(" %s\n", value);
}

static void print_passage(guint number, const char *passage) {
  g_autofree char *line = g_strdup(passage);
  g_strdelimit(line, "\n\t", ' ');
  printf("%2u. %s\n", number, line);
}

static void print_item(guint number, const ExampleItem *item) {
  g_autofree char *source = source_of(item->place);
  g_autofree char *sure = g_strdup_printf("%d %%", (int)lround(item->confidence * 100));
  print_passage(number, item->passage);
  print_field(_("who:"), item->who);
  print_field(_("where:"), item->where);
  print_field(_("theme:"), item->theme);
  print_field(_("result:"), item->result);
  print_field(_("contact:"), item->contact);
  print_field(_("why:"), item->why);
  print_field(_("sure to:"), sure);
  printf("   %s  [%s]\n", source, item->place->public_id);
}

static void print_as_text(const Examples *examples, gboolean pointers) {
  for (guint i = 0; i < examples->items->len; i++)
    print_item(i + 1, examples->items->pdata[i]);
  if (examples->total == 0)
    printf("%s\n", pointers ? _("nothing points to examples") : _("no examples"));
  else if (examples->items->len < examples->total)
    printf(_("%u of %u (--limit 0 shows all)\n"), examples->items->len, examples->total);
}

/* --- JSON and CSV -------------------------------------------------------------------------------------------- */

static void add_number(JsonBuilder *builder, const char *name, double value) {
  json_builder_set_member_name(builder, name);
  json_builder_add_double_value(builder, round(value * 1000) / 1000);
}

static void add_item(JsonBuilder *builder, const ExampleItem *item) {
  g_autofree char *url = place_get_url(item->place);
  json_builder_begin_object(builder);
  print_json_member(builder, "unit", item->place->public_id);
  print_json_member(builder, "document", item->place->document_id);
  print_json_member(builder, "title", item->place->title);
  print_json_member(builder, "path", item->place->path);
  print_json_member(builder, "url", url);
  print_json_member(builder, "passage", item->passage);
  print_json_member(builder, "who", item->who);
  print_json_member(builder, "place", item->where);
  print_json_member(builder, "theme", item->theme);
  print_json_member(builder, "what", item->what);
  print_json_member(builder, "result", item->result);
  print_json_member(builder, "contact", item->contact);
  print_json_member(builder, "why", item->why);
  add_number(builder, "confidence", item->confidence);
  add_number(builder, "score", item->score);
  json_builder_end_object(builder);
}

static void print_as_json(const Examples *examples) {
  g_autoptr(JsonBuilder) builder = json_builder_new();
  json_builder_begin_object(builder);
  print_json_number(builder, "schema", SCHEMA);
  print_json_number(builder, "total", examples->total);
  json_builder_set_member_name(builder, "examples");
  json_builder_begin_array(builder);
  for (guint i = 0; i < examples->items->len; i++)
    add_item(builder, examples->items->pdata[i]);
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  print_json(builder, stdout);
}

static void print_as_csv(const Examples *examples) {
  printf("passage,who,place,theme,what,result,contact,why,confidence,title,unit,path\r\n");
  for (guint i = 0; i < examples->items->len; i++) {
    const ExampleItem *item = examples->items->pdata[i];
    g_autofree char *path = item->place->path ? print_escape(item->place->path) : NULL;
    char confidence[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(confidence, sizeof confidence, "%.2f", item->confidence);
    const char *fields[] = {item->passage,          item->who,     item->where, item->theme, item->what,
                            item->result,           item->contact, item->why,   confidence,  item->place->title,
                            item->place->public_id, path};
    for (gsize f = 0; f < G_N_ELEMENTS(fields); f++)
      print_csv(stdout, fields[f], f + 1 == G_N_ELEMENTS(fields));
  }
}

/* --- the command --------------------------------------------------------------------------------------------- */

static int answer(const char *index, const ExamplesOptions *options, OutputFormat format) {
  g_autofree char *path = command_index_path(index);
  g_autoptr(Reader) reader = command_open_reader(path);
  if (!reader)
    return EXIT_INDEX;
  g_autoptr(GError) error = NULL;
  g_autoptr(Examples) examples = examples_read(reader, options, &error);
  if (!examples)
    return command_index_error(path, error);
  if (format == FORMAT_JSON)
    print_as_json(examples);
  else if (format == FORMAT_CSV)
    print_as_csv(examples);
  else
    print_as_text(examples, options->pointers);
  if (command_tell_fault(path, reader_get_database(reader)))
    return EXIT_INDEX;
  return examples->total ? EXIT_FINE : EXIT_NOTHING;
}

int command_examples(int argc, char **argv) {
  g_autofree char *index = NULL, *theme = NULL, *place = NULL, *form_name = NULL;
  gboolean pointers = FALSE;
  gint limit = DEFAULT_LIMIT;
  GOptionEntry entries[] = {
      OPTION_INDEX(index),
      {"theme", 0, 0, G_OPTION_ARG_STRING, &theme, N_("only of this theme"), N_("THEME")},
      {"place", 0, 0, G_OPTION_ARG_STRING, &place, N_("only from this place"), N_("PLACE")},
      {"pointers", 0, 0, G_OPTION_ARG_NONE, &pointers, N_("where a text speaks of examples without telling one"), NULL},
      {"limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("most that are shown (0: all; default: 20)"), N_("N")},
      OPTION_FORMAT(form_name, "text|json|csv"),
      {0}};
  g_auto(GStrv) rest = NULL;
  OutputFormat format;
  if (!command_parse(argc, argv, entries,
                     N_("An example tells what somebody has done; plans and advice are none. Words rank those whose "
                        "place answers them."),
                     &rest))
    return EXIT_USAGE;
  if (!command_output_format(argv[0], form_name, TRUE, &format))
    return EXIT_USAGE;
  if (limit < 0)
    return command_usage(argv[0], "%s", _("a number is out of range"));
  g_autofree char *query = *rest ? g_strjoinv(" ", rest) : NULL;
  ExamplesOptions options = {query, theme, place, pointers, (guint)limit};
  return answer(index, &options, format);
}
