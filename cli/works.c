/* nordsok works: what belongs together as editions of one work, its short versions and slides, or as occasions of a
 * talk. */
#include "cli/command.h"
#include "cli/print.h"
#include "document/identifier.h"
#include "queries/editions.h"

#include <string.h>

static const char *const relations[][2] = {
    {"newest", N_("newest edition")}, {"older-edition", N_("older edition")},   {"short-version", N_("short version")},
    {"slides", N_("slides")},         {"occasion", N_("occasion of the talk")},
};

static const char *relation_text(const char *relation) {
  for (gsize i = 0; i < G_N_ELEMENTS(relations); i++)
    if (strcmp(relations[i][0], relation) == 0)
      return _(relations[i][1]);
  return relation;
}

static void print_group(const EditionGroup *group) {
  for (guint i = 0; i < group->members->len; i++) {
    const Edition *edition = group->members->pdata[i];
    g_autofree char *title = print_escape(edition->title ? edition->title : "");
    g_autofree char *evidence = edition->evidence ? print_escape(edition->evidence) : NULL;
    printf("%s%-10s  %s  [%s]\n              %s", i ? "  " : "", edition->date ? edition->date : "–", title,
           edition->document_id, relation_text(edition->relation));
    if (evidence)
      printf(" · %s (%.2f)", evidence, edition->confidence);
    printf("\n");
  }
  printf("\n");
}

static void print_group_json(JsonBuilder *builder, const EditionGroup *group) {
  json_builder_begin_array(builder);
  for (guint i = 0; i < group->members->len; i++) {
    const Edition *edition = group->members->pdata[i];
    json_builder_begin_object(builder);
    print_json_member(builder, "document", edition->document_id);
    print_json_member(builder, "title", edition->title);
    print_json_member(builder, "date", edition->date);
    print_json_member(builder, "kind", edition->kind);
    print_json_member(builder, "relation", edition->relation);
    print_json_member(builder, "evidence", edition->evidence);
    json_builder_set_member_name(builder, "confidence");
    json_builder_add_double_value(builder, edition->confidence);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

static void print_all(const GPtrArray *groups, OutputFormat format) {
  g_autoptr(JsonBuilder) builder = json_builder_new();
  json_builder_begin_array(builder);
  for (guint i = 0; i < groups->len; i++)
    if (format == FORMAT_JSON)
      print_group_json(builder, groups->pdata[i]);
    else
      print_group(groups->pdata[i]);
  json_builder_end_array(builder);
  if (format == FORMAT_JSON)
    print_json(builder, stdout);
}

int command_works(int argc, char **argv) {
  g_autofree char *index = NULL, *format_name = NULL;
  GOptionEntry entries[] = {OPTION_INDEX(index), OPTION_FORMAT(format_name, "text|json"), {0}};
  g_auto(GStrv) rest = NULL;
  OutputFormat format;
  if (!command_parse(
          argc, argv, entries,
          N_("Works of one title with different years are editions, and what says of itself that it replaces\n"
             "another, is its short version or its slides is put beside it. With the id of a document: its own."),
          &rest) ||
      !command_output_format(argv[0], format_name, FALSE, &format))
    return EXIT_USAGE;
  if (rest[0] && (rest[1] || identifier_kind(rest[0]) != 'd'))
    return command_usage(argv[0], _("'%s' is no id of a document"), rest[1] ? rest[1] : rest[0]);
  g_autofree char *path = command_index_path(index);
  g_autoptr(Reader) reader = command_open_reader(path);
  if (!reader)
    return EXIT_INDEX;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) groups = editions_read(reader, rest[0], &error);
  if (!groups)
    return command_index_error(path, error);
  print_all(groups, format);
  return groups->len ? EXIT_FINE : EXIT_NOTHING;
}
