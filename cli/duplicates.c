/* nordsok duplicates: works in several versions, and files of the same content. */
#include "cli/command.h"
#include "cli/print.h"
#include "queries/versions.h"

#include <string.h>

typedef struct {
  OutputFormat format;
  JsonBuilder *builder;
  gulong works, copies; /* works of several versions; files that are copies of another */
} Listing;

/* What a version has that others have not, as " · newest · fullest". Caller frees. */
static char *marks_of(const Version *version, const Work *work) {
  if (work->versions->len == 1)
    return g_strdup("");
  return g_strconcat(version->newest ? " · " : "", version->newest ? _("newest") : "", version->fullest ? " · " : "",
                     version->fullest ? _("fullest") : "", NULL);
}

static void print_version(const Version *version, const Work *work) {
  g_autofree char *marks = marks_of(version, work);
  printf("  ");
  print_padded(versions_format_name(version->media_type), 5);
  if (work->versions->len > 1)
    printf(" %3d %%", (int)(version->similarity * 100 + .5));
  printf(" · %s", translate_name(version->language));
  if (version->date || (version->changed && !version->changed_by_file))
    printf(" · %.10s", version->date ? version->date : version->changed);
  printf("%s  [%s]\n", marks, version->document_id);
  for (guint i = 0; i < version->paths->len; i++) {
    g_autofree char *path = print_escape(version->paths->pdata[i]);
    printf("        %s%s\n", path, i ? _(" (copy)") : "");
  }
  if (version->paths->len == 0)
    printf("        %s\n", _("(no longer there)"));
}

static void print_work(const Work *work) {
  const Version *first = work->versions->pdata[0];
  g_autofree char *path = first->paths->len ? print_escape(first->paths->pdata[0]) : NULL;
  g_autofree char *name = path ? g_path_get_basename(path) : NULL;
  printf("%s", first->title ? first->title : name ? name : first->document_id);
  if (first->date)
    printf(" · %s", first->date);
  printf(" · %s\n", translate_document_kind(document_kind_name(first->kind)));
  for (guint i = 0; i < work->versions->len; i++)
    print_version(work->versions->pdata[i], work);
  printf("\n");
}

static void add_version(JsonBuilder *builder, const Version *version) {
  json_builder_begin_object(builder);
  print_json_member(builder, "document", version->document_id);
  print_json_member(builder, "title", version->title);
  print_json_member(builder, "media_type", version->media_type);
  print_json_member(builder, "format", versions_format_name(version->media_type));
  print_json_member(builder, "language", version->language);
  print_json_member(builder, "date", version->date);
  print_json_member(builder, "changed", version->changed);
  json_builder_set_member_name(builder, "changed_by_file");
  json_builder_add_boolean_value(builder, version->changed_by_file);
  print_json_number(builder, "units", version->units);
  json_builder_set_member_name(builder, "similarity");
  json_builder_add_double_value(builder, version->similarity);
  json_builder_set_member_name(builder, "newest");
  json_builder_add_boolean_value(builder, version->newest);
  json_builder_set_member_name(builder, "fullest");
  json_builder_add_boolean_value(builder, version->fullest);
  json_builder_set_member_name(builder, "paths");
  json_builder_begin_array(builder);
  for (guint i = 0; i < version->paths->len; i++)
    print_json_value(builder, version->paths->pdata[i]);
  json_builder_end_array(builder);
  json_builder_end_object(builder);
}

static void add_work(JsonBuilder *builder, const Work *work) {
  const Version *first = work->versions->pdata[0];
  json_builder_begin_object(builder);
  print_json_member(builder, "work", work->id);
  print_json_member(builder, "title", first->title);
  print_json_member(builder, "document_kind", document_kind_name(first->kind));
  print_json_member(builder, "date", first->date);
  json_builder_set_member_name(builder, "versions");
  json_builder_begin_array(builder);
  for (guint i = 0; i < work->versions->len; i++)
    add_version(builder, work->versions->pdata[i]);
  json_builder_end_array(builder);
  json_builder_end_object(builder);
}

/* A record for each file. */
static void print_csv_work(const Work *work) {
  for (guint i = 0; i < work->versions->len; i++) {
    const Version *version = work->versions->pdata[i];
    char similarity[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(similarity, sizeof similarity, "%.2f", version->similarity);
    for (guint p = 0; p < version->paths->len; p++) {
      g_autofree char *path = print_escape(version->paths->pdata[p]);
      const char *fields[] = {work->id,
                              version->document_id,
                              path,
                              p ? "1" : "0",
                              version->title,
                              document_kind_name(version->kind),
                              versions_format_name(version->media_type),
                              version->language,
                              version->date,
                              version->changed,
                              similarity,
                              version->newest ? "1" : "0",
                              version->fullest ? "1" : "0"};
      for (gsize f = 0; f < G_N_ELEMENTS(fields); f++)
        print_csv(stdout, fields[f], f + 1 == G_N_ELEMENTS(fields));
    }
  }
}

static void on_work(const Work *work, gpointer data) {
  Listing *listing = data;
  listing->works += work->versions->len > 1;
  for (guint i = 0; i < work->versions->len; i++) {
    guint files = ((const Version *)work->versions->pdata[i])->paths->len;
    listing->copies += files > 1 ? files - 1 : 0;
  }
  if (listing->format == FORMAT_JSON)
    add_work(listing->builder, work);
  else if (listing->format == FORMAT_CSV)
    print_csv_work(work);
  else
    print_work(work);
}

static void print_sum(const Listing *listing, gboolean exact) {
  if (!exact) {
    printf(ngettext_("%lu work in several versions", "%lu works in several versions", listing->works), listing->works);
    printf("; ");
  }
  printf(ngettext_("%lu file is a copy of another", "%lu files are copies of others", listing->copies),
         listing->copies);
  printf("\n");
}

int command_duplicates(int argc, char **argv) {
  g_autofree char *index = NULL, *format_name = NULL;
  gint limit = 0;
  VersionsOptions options = {0};
  GOptionEntry entries[] = {
      OPTION_INDEX(index),
      {"exact", 0, 0, G_OPTION_ARG_NONE, &options.exact, N_("only files of the very same content"), NULL},
      {"limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("works to show (default: all)"), N_("N")},
      OPTION_FORMAT(format_name, "text|json|csv"),
      {0}};
  g_auto(GStrv) rest = NULL;
  Listing listing = {0};
  if (!command_parse(
          argc, argv, entries,
          N_("Versions of a work say nearly the same, in other formats or editions. The percentage tells how\n"
             "much a version shares with the fullest one. Translations are works of their own."),
          &rest) ||
      !command_output_format(argv[0], format_name, TRUE, &listing.format))
    return EXIT_USAGE;
  if (*rest)
    return command_usage(argv[0], _("'%s' is not wanted here"), *rest);
  if (limit < 0)
    return command_usage(argv[0], "%s", _("a number is out of range"));
  options.limit = (guint)limit;
  g_autofree char *path = command_index_path(index);
  g_autoptr(Reader) reader = command_open_reader(path);
  if (!reader)
    return EXIT_INDEX;
  g_autoptr(JsonBuilder) builder = json_builder_new();
  g_autoptr(GError) error = NULL;
  listing.builder = builder;
  json_builder_begin_object(builder);
  print_json_number(builder, "schema", 1);
  json_builder_set_member_name(builder, "works");
  json_builder_begin_array(builder);
  if (listing.format == FORMAT_CSV)
    printf("work,document,path,copy,title,document_kind,format,language,date,changed,similarity,newest,fullest\r\n");
  if (!versions_each(reader, &options, on_work, &listing, &error))
    return command_index_error(path, error);
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  if (listing.format == FORMAT_JSON)
    print_json(builder, stdout);
  else if (listing.format == FORMAT_TEXT)
    print_sum(&listing, options.exact);
  return listing.works + listing.copies ? EXIT_FINE : EXIT_NOTHING;
}
