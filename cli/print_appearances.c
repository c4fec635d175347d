/* Appearances of people and organisations as text, JSON and CSV. */
#include "cli/print_appearances.h"

#include "cli/print.h"
#include "language/collation.h"

#include <string.h>

#define SCHEMA 1

/* Neighbours [from, to) of the appearances that are of one name. */
typedef struct {
  const GPtrArray *all;
  guint from, to;
} Group;

static const Appearance *at(const GPtrArray *all, guint i) {
  return all->pdata[i];
}

static gboolean next_group(Group *group) {
  group->from = group->to;
  if (group->from >= group->all->len)
    return FALSE;
  const char *name = at(group->all, group->from)->name;
  while (group->to < group->all->len && strcmp(at(group->all, group->to)->name, name) == 0)
    group->to++;
  return TRUE;
}

/* --- one group -----------------------------------------------------------------------------------------------------
 */

/* Appends the values that a field takes in the group, each once, in order. */
static GPtrArray *values_of(const Group *group, gsize offset) {
  GPtrArray *values = g_ptr_array_new();
  for (guint i = group->from; i < group->to; i++) {
    char *value = *(char *const *)((const char *)at(group->all, i) + offset);
    if (value && !g_ptr_array_find_with_equal_func(values, value, g_str_equal, NULL))
      g_ptr_array_add(values, value);
  }
  return values;
}

static char *join(const GPtrArray *values, const char *separator) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < values->len; i++)
    g_string_append_printf(out, "%s%s", i ? separator : "", (const char *)values->pdata[i]);
  return g_string_free(out, FALSE);
}

static guint count_documents(const Group *group) {
  g_autoptr(GPtrArray) documents = values_of(group, G_STRUCT_OFFSET(Appearance, document));
  return documents->len;
}

/* "2012–2014", "2014", or "". Caller frees. */
static char *years_of(const Group *group) {
  const char *first = NULL, *last = NULL;
  for (guint i = group->from; i < group->to; i++) {
    const char *date = at(group->all, i)->date;
    if (!date)
      continue;
    first = !first || strncmp(date, first, 4) < 0 ? date : first;
    last = !last || strncmp(date, last, 4) > 0 ? date : last;
  }
  if (!first)
    return g_strdup("");
  return strncmp(first, last, 4) == 0 ? g_strndup(first, 4) : g_strdup_printf("%.4s–%.4s", first, last);
}

/* --- text ------------------------------------------------------------------------------------------------------------
 */

static void print_heading(const Group *group, FindingKind kind) {
  g_autoptr(GPtrArray) beside = values_of(group, kind == FINDING_PERSON ? G_STRUCT_OFFSET(Appearance, organisation)
                                                                        : G_STRUCT_OFFSET(Appearance, abbreviation));
  g_autofree char *text = join(beside, ", "), *years = years_of(group);
  guint documents = count_documents(group);
  printf("%s%s%s", at(group->all, group->from)->name, *text ? " · " : "", text);
  printf(ngettext_(" · %u document", " · %u documents", documents), documents);
  printf("%s%s\n", *years ? " · " : "", years);
}

static void print_appearance(const Appearance *appearance) {
  g_autofree char *title = print_escape(appearance->document_title ? appearance->document_title : appearance->document);
  printf("  %-10s  %s", appearance->date ? appearance->date : "",
         translate_name(appearance->role ? appearance->role : "mentioned"));
  if (appearance->title)
    printf(" (%s)", appearance->title);
  if (appearance->organisation)
    printf(" · %s", appearance->organisation);
  printf(" · %s", title);
  if (appearance->place)
    printf(" · %s", appearance->place);
  if (appearance->unit_label)
    printf(" · %s %s", translate_name(unit_kind_name(appearance->unit_kind)), appearance->unit_label);
  printf("  [%s]\n", appearance->unit ? appearance->unit : appearance->document);
}

static void print_members(Reader *reader, const char *organisation) {
  g_autoptr(GPtrArray) members = people_read_members(reader, organisation, NULL);
  Group group = {.all = members};
  for (gboolean first = TRUE; members && next_group(&group); first = FALSE) {
    g_autoptr(GPtrArray) titles = values_of(&group, G_STRUCT_OFFSET(Appearance, title));
    g_autofree char *text = join(titles, ", "), *years = years_of(&group);
    if (first)
      printf("  %s\n", _("People:"));
    printf("    %s%s%s%s%s\n", at(members, group.from)->name, *text ? " · " : "", text, *years ? " · " : "", years);
  }
}

static void print_as_text(Reader *reader, const GPtrArray *all, FindingKind kind, gboolean in_full) {
  Group group = {.all = all};
  while (next_group(&group)) {
    print_heading(&group, kind);
    if (!in_full)
      continue;
    for (guint i = group.from; i < group.to; i++)
      print_appearance(at(all, i));
    if (kind == FINDING_ORGANISATION)
      print_members(reader, at(all, group.from)->name);
    printf("\n");
  }
}

/* --- JSON and CSV
 * ------------------------------------------------------------------------------------------------------ */

static void add_appearance(JsonBuilder *builder, const Appearance *appearance) {
  json_builder_begin_object(builder);
  print_json_member(builder, "role", appearance->role);
  print_json_member(builder, "organisation", appearance->organisation);
  print_json_member(builder, "title", appearance->title);
  print_json_member(builder, "as_written", appearance->written);
  print_json_member(builder, "date", appearance->date);
  print_json_member(builder, "place", appearance->place);
  print_json_member(builder, "document", appearance->document);
  print_json_member(builder, "document_title", appearance->document_title);
  print_json_member(builder, "document_kind", document_kind_name(appearance->document_kind));
  print_json_member(builder, "unit", appearance->unit);
  print_json_member(builder, "unit_kind", appearance->unit ? unit_kind_name(appearance->unit_kind) : NULL);
  print_json_member(builder, "label", appearance->unit_label);
  json_builder_end_object(builder);
}

static void add_values(JsonBuilder *builder, const char *name, const Group *group, gsize offset) {
  g_autoptr(GPtrArray) values = values_of(group, offset);
  json_builder_set_member_name(builder, name);
  json_builder_begin_array(builder);
  for (guint i = 0; i < values->len; i++)
    print_json_value(builder, values->pdata[i]);
  json_builder_end_array(builder);
}

static void add_members(JsonBuilder *builder, Reader *reader, const char *organisation) {
  g_autoptr(GPtrArray) members = people_read_members(reader, organisation, NULL);
  Group group = {.all = members};
  json_builder_set_member_name(builder, "people");
  json_builder_begin_array(builder);
  while (members && next_group(&group)) {
    json_builder_begin_object(builder);
    print_json_member(builder, "name", at(members, group.from)->name);
    add_values(builder, "titles", &group, G_STRUCT_OFFSET(Appearance, title));
    print_json_number(builder, "documents", count_documents(&group));
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

static void print_as_json(Reader *reader, const GPtrArray *all, FindingKind kind, gboolean in_full) {
  g_autoptr(JsonBuilder) builder = json_builder_new();
  Group group = {.all = all};
  json_builder_begin_object(builder);
  print_json_number(builder, "schema", SCHEMA);
  json_builder_set_member_name(builder, kind == FINDING_PERSON ? "people" : "organisations");
  json_builder_begin_array(builder);
  while (next_group(&group)) {
    json_builder_begin_object(builder);
    print_json_member(builder, "name", at(all, group.from)->name);
    if (kind == FINDING_PERSON)
      add_values(builder, "organisations", &group, G_STRUCT_OFFSET(Appearance, organisation));
    else
      add_values(builder, "abbreviations", &group, G_STRUCT_OFFSET(Appearance, abbreviation));
    if (kind == FINDING_ORGANISATION && in_full)
      add_members(builder, reader, at(all, group.from)->name);
    print_json_number(builder, "documents", count_documents(&group));
    json_builder_set_member_name(builder, "appearances");
    json_builder_begin_array(builder);
    for (guint i = group.from; i < group.to; i++)
      add_appearance(builder, at(all, i));
    json_builder_end_array(builder);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  print_json(builder, stdout);
}

static void print_as_csv(const GPtrArray *all) {
  printf("name,role,organisation,title,as_written,date,place,document,document_title,document_kind,unit,label\r\n");
  for (guint i = 0; i < all->len; i++) {
    const Appearance *a = at(all, i);
    const char *fields[] = {
        a->name, a->role,      a->organisation, a->title,          a->written,
        a->date, a->place,     a->document,     a->document_title, document_kind_name(a->document_kind),
        a->unit, a->unit_label};
    for (gsize f = 0; f < G_N_ELEMENTS(fields); f++)
      print_csv(stdout, fields[f], f + 1 == G_N_ELEMENTS(fields));
  }
}

/* --- the command -----------------------------------------------------------------------------------------------------
 */

static gint by_name(gconstpointer a, gconstpointer b, gpointer data) {
  const Appearance *x = *(Appearance *const *)a, *y = *(Appearance *const *)b;
  int by_collation = collation_compare(data, x->name, y->name);
  return by_collation ? by_collation : strcmp(x->name, y->name);
}

int appearances_run(int argc, char **argv, FindingKind kind, const char *details) {
  g_autofree char *index = NULL, *format_name = NULL;
  GOptionEntry entries[] = {OPTION_INDEX(index), OPTION_FORMAT(format_name, "text|json|csv"), {0}};
  g_auto(GStrv) rest = NULL;
  OutputFormat format;
  if (!command_parse(argc, argv, entries, details, &rest) ||
      !command_output_format(argv[0], format_name, TRUE, &format))
    return EXIT_USAGE;
  g_autofree char *name = *rest ? g_strjoinv(" ", rest) : NULL;
  g_autofree char *path = command_index_path(index);
  g_autoptr(Reader) reader = command_open_reader(path);
  if (!reader)
    return EXIT_INDEX;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) all = people_read_appearances(reader, kind, name, &error);
  if (!all)
    return command_index_error(path, error);
  g_autoptr(Collation) collation = collation_new(_("en"));
  g_ptr_array_sort_with_data(all, by_name, collation); /* stable: dates keep their order */
  if (format == FORMAT_JSON)
    print_as_json(reader, all, kind, name != NULL);
  else if (format == FORMAT_CSV)
    print_as_csv(all);
  else
    print_as_text(reader, all, kind, name != NULL);
  if (command_tell_fault(path, reader_get_database(reader)))
    return EXIT_INDEX;
  return all->len ? EXIT_FINE : EXIT_NOTHING;
}
