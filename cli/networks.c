/* nordsok networks: who has met whom, as text, for a spreadsheet, or as a graph. */
#include "cli/command.h"
#include "cli/print.h"
#include "queries/people.h"

#include <string.h>

#define SCHEMA 1

typedef enum { AS_TEXT, AS_JSON, AS_CSV, AS_GRAPHML } Form;

static const Tie *at(const GPtrArray *ties, guint i) {
  return ties->pdata[i];
}

static void print_as_text(const GPtrArray *ties) {
  for (guint i = 0; i < ties->len; i++) {
    const Tie *tie = at(ties, i);
    guint documents = tie->documents->len;
    printf("%s%s%s%s – %s%s%s%s", tie->first, tie->first_organisation ? " (" : "",
           tie->first_organisation ? tie->first_organisation : "", tie->first_organisation ? ")" : "", tie->second,
           tie->second_organisation ? " (" : "", tie->second_organisation ? tie->second_organisation : "",
           tie->second_organisation ? ")" : "");
    printf(ngettext_(" · %u document", " · %u documents", documents), documents);
    if (tie->from)
      printf(" · %.10s", tie->from);
    if (tie->to && strcmp(tie->from, tie->to) != 0)
      printf(" – %.10s", tie->to);
    printf("\n");
  }
}

static void print_as_json(const GPtrArray *ties) {
  g_autoptr(JsonBuilder) builder = json_builder_new();
  json_builder_begin_object(builder);
  print_json_number(builder, "schema", SCHEMA);
  json_builder_set_member_name(builder, "ties");
  json_builder_begin_array(builder);
  for (guint i = 0; i < ties->len; i++) {
    const Tie *tie = at(ties, i);
    json_builder_begin_object(builder);
    print_json_member(builder, "first", tie->first);
    print_json_member(builder, "first_organisation", tie->first_organisation);
    print_json_member(builder, "second", tie->second);
    print_json_member(builder, "second_organisation", tie->second_organisation);
    print_json_member(builder, "from", tie->from);
    print_json_member(builder, "to", tie->to);
    json_builder_set_member_name(builder, "documents");
    json_builder_begin_array(builder);
    for (guint d = 0; d < tie->documents->len; d++)
      print_json_value(builder, tie->documents->pdata[d]);
    json_builder_end_array(builder);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  print_json(builder, stdout);
}

static void print_as_csv(const GPtrArray *ties) {
  printf("first,first_organisation,second,second_organisation,documents,from,to\r\n");
  for (guint i = 0; i < ties->len; i++) {
    const Tie *tie = at(ties, i);
    g_autofree char *documents = g_strdup_printf("%u", tie->documents->len);
    const char *fields[] = {
        tie->first, tie->first_organisation, tie->second, tie->second_organisation, documents, tie->from, tie->to};
    for (gsize f = 0; f < G_N_ELEMENTS(fields); f++)
      print_csv(stdout, fields[f], f + 1 == G_N_ELEMENTS(fields));
  }
}

/* --- GraphML (graphml.graphdrawing.org, 1.0) -------------------------------------------------------------------------
 */

static void print_data(const char *key, const char *value) {
  if (!value)
    return;
  g_autofree char *escaped = g_markup_escape_text(value, -1);
  printf("<data key=\"%s\">%s</data>", key, escaped);
}

/* The number of a name's node; prints the node where it is new. */
static guint node_of(GHashTable *nodes, const char *name, const char *organisation) {
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(nodes, name));
  if (number)
    return number;
  number = g_hash_table_size(nodes) + 1;
  g_hash_table_insert(nodes, (gpointer)name, GUINT_TO_POINTER(number));
  printf("<node id=\"n%u\">", number);
  print_data("name", name);
  print_data("organisation", organisation);
  printf("</node>\n");
  return number;
}

static void print_as_graphml(const GPtrArray *ties) {
  printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
         "<key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n"
         "<key id=\"organisation\" for=\"node\" attr.name=\"organisation\" attr.type=\"string\"/>\n"
         "<key id=\"documents\" for=\"edge\" attr.name=\"documents\" attr.type=\"int\"/>\n"
         "<key id=\"from\" for=\"edge\" attr.name=\"from\" attr.type=\"string\"/>\n"
         "<key id=\"to\" for=\"edge\" attr.name=\"to\" attr.type=\"string\"/>\n"
         "<graph edgedefault=\"undirected\">\n");
  g_autoptr(GHashTable) nodes = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < ties->len; i++) {
    const Tie *tie = at(ties, i);
    guint first = node_of(nodes, tie->first, tie->first_organisation);
    guint second = node_of(nodes, tie->second, tie->second_organisation);
    printf("<edge source=\"n%u\" target=\"n%u\"><data key=\"documents\">%u</data>", first, second, tie->documents->len);
    print_data("from", tie->from);
    print_data("to", tie->to);
    printf("</edge>\n");
  }
  printf("</graph>\n</graphml>\n");
}

/* --- the command -----------------------------------------------------------------------------------------------------
 */

static gboolean parse_form(const char *name, Form *form) {
  static const char *const names[] = {"text", "json", "csv", "graphml"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (!name || strcmp(name, names[i]) == 0) {
      *form = (Form)i;
      return TRUE;
    }
  return FALSE;
}

int command_networks(int argc, char **argv) {
  g_autofree char *index = NULL, *form_name = NULL;
  GOptionEntry entries[] = {OPTION_INDEX(index), OPTION_FORMAT(form_name, "text|json|csv|graphml"), {0}};
  g_auto(GStrv) rest = NULL;
  Form form;
  if (!command_parse(
          argc, argv, entries,
          N_("Two people have met who spoke at, chaired or took part in one meeting, or stand under one item "
             "of an agenda.\nWith a name (or a part of it), whom these people have met. GraphML can be "
             "opened in Gephi, yEd and Cytoscape."),
          &rest))
    return EXIT_USAGE;
  if (!parse_form(form_name, &form))
    return command_usage(argv[0], _("unknown format '%s'"), form_name);
  g_autofree char *name = *rest ? g_strjoinv(" ", rest) : NULL;
  g_autofree char *path = command_index_path(index);
  g_autoptr(Reader) reader = command_open_reader(path);
  if (!reader)
    return EXIT_INDEX;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) ties = people_read_ties(reader, name, &error);
  if (!ties)
    return command_index_error(path, error);
  static void (*const printers[])(const GPtrArray *) = {print_as_text, print_as_json, print_as_csv, print_as_graphml};
  printers[form](ties);
  if (command_tell_fault(path, reader_get_database(reader)))
    return EXIT_INDEX;
  return ties->len ? EXIT_FINE : EXIT_NOTHING;
}
