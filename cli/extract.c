/* nordsok extract: files to text or JSON without an index, in the order given. */
#include "cli/command.h"
#include "cli/print.h"
#include "cli/print_findings.h"
#include "pipeline/ingest.h"
#include "pipeline/page_part.h"

#include <string.h>

#define SCHEMA 1
#define MAX_WAITING 64

typedef struct {
  OutputFormat format;
  gboolean findings;    /* print what the stages have found, too */
  GPtrArray *paths;     /* char*, the next files in order */
  GPtrArray *documents; /* Document* or NULL, by the same number */
  guint printed;        /* how many have been printed */
  gboolean failed;
} Extract;

/* --- JSON -------------------------------------------------------------------------------------------------- */

static void add_language(JsonBuilder *builder, const char *language) {
  print_json_member(builder, "language", strcmp(language, "und") == 0 ? NULL : language);
}

static void add_date(JsonBuilder *builder, const Document *document) {
  json_builder_set_member_name(builder, "date");
  if (!document->date) {
    json_builder_add_null_value(builder);
    return;
  }
  json_builder_begin_object(builder);
  print_json_member(builder, "value", document->date);
  print_json_member(builder, "evidence", document->date_evidence);
  json_builder_end_object(builder);
}

static void add_locator(JsonBuilder *builder, const Unit *unit) {
  g_autofree char *fragment = locator_to_fragment(&unit->locator);
  print_json_member(builder, "fragment", fragment);
}

static void add_unit(JsonBuilder *builder, const Unit *unit) {
  json_builder_begin_object(builder);
  print_json_number(builder, "ordinal", unit->ordinal);
  if (unit->parent)
    print_json_number(builder, "parent", unit->parent);
  print_json_member(builder, "unit_kind", unit_kind_name(unit->kind));
  print_json_member(builder, "label", unit->label);
  print_json_member(builder, "heading", unit->heading);
  add_language(builder, unit->language);
  add_locator(builder, unit);
  if (unit->hidden) {
    json_builder_set_member_name(builder, "hidden");
    json_builder_add_boolean_value(builder, TRUE);
  }
  print_json_trust(builder, unit);
  print_json_member(builder, "text", unit->text ? unit->text : "");
  json_builder_end_object(builder);
}

static void add_metadata(JsonBuilder *builder, const Document *document) {
  json_builder_set_member_name(builder, "authors");
  json_builder_begin_array(builder);
  for (guint i = 0; i < document->authors->len; i++)
    json_builder_add_string_value(builder, document->authors->pdata[i]);
  json_builder_end_array(builder);
  json_builder_set_member_name(builder, "metadata");
  json_builder_begin_object(builder);
  g_autoptr(GList) keys = g_list_sort(g_hash_table_get_keys(document->metadata), (GCompareFunc)strcmp);
  for (GList *l = keys; l; l = l->next)
    print_json_member(builder, l->data, g_hash_table_lookup(document->metadata, l->data));
  json_builder_end_object(builder);
}

static void print_as_json(const char *path, const Document *document, gboolean findings) {
  g_autoptr(JsonBuilder) builder = json_builder_new();
  g_autofree char *reason =
      document->detail ? g_strdup_printf("%s (%s)", document->reason, document->detail) : g_strdup(document->reason);
  json_builder_begin_object(builder);
  print_json_number(builder, "schema", SCHEMA);
  print_json_member(builder, "path", path);
  print_json_member(builder, "status", status_name(document->status));
  print_json_member(builder, "reason", reason);
  print_json_member(builder, "media_type", document->media_type);
  print_json_member(builder, "title", document->title);
  print_json_member(builder, "document_kind", document_kind_name(document->kind));
  add_language(builder, document->language);
  add_date(builder, document);
  print_json_member(builder, "url", document->url);
  add_metadata(builder, document);
  json_builder_set_member_name(builder, "units");
  json_builder_begin_array(builder);
  for (guint i = 0; i < document->units->len; i++)
    add_unit(builder, document->units->pdata[i]);
  json_builder_end_array(builder);
  json_builder_set_member_name(builder, "furniture");
  json_builder_begin_array(builder);
  for (guint i = 0; i < document->furniture->len; i++)
    json_builder_add_string_value(builder, ((const Furniture *)document->furniture->pdata[i])->text);
  json_builder_end_array(builder);
  if (findings)
    print_json_findings(builder, document);
  json_builder_end_object(builder);
  print_json(builder, stdout);
}

/* --- text -------------------------------------------------------------------------------------------------- */

static void print_as_text(const char *path, const Document *document, gboolean findings) {
  g_autofree char *shown = print_escape(path);
  printf("== %s\n", shown);
  g_autofree char *reason = print_reason(document->reason, document->detail);
  if (document->status != STATUS_OK)
    printf("-- %s: %s\n", translate_name(status_name(document->status)), reason);
  if (document->title)
    printf("-- %s · %s · %s\n", document->title, translate_document_kind(document_kind_name(document->kind)),
           translate_name(document->language));
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    g_autofree char *place = print_place(unit);
    g_autofree char *trust = print_trust(unit);
    printf("\n[%s]%s%s%s\n", place, unit->heading ? " " : "", unit->heading ? unit->heading : "", trust);
    if (unit->text && *unit->text)
      printf("%s\n", unit->text);
  }
  if (findings)
    print_text_findings(document);
  printf("\n");
}

/* --- the run ----------------------------------------------------------------------------------------------- */

/* Prints what is done and next in order. */
static void print_ready(Extract *extract) {
  while (extract->printed < extract->documents->len && extract->documents->pdata[extract->printed]) {
    guint i = extract->printed++;
    const Document *document = extract->documents->pdata[i];
    extract->failed |= status_is_failure(document->status);
    if (extract->format == FORMAT_JSON)
      print_as_json(extract->paths->pdata[i], document, extract->findings);
    else
      print_as_text(extract->paths->pdata[i], document, extract->findings);
    fflush(stdout);
    g_clear_pointer(&extract->documents->pdata[i], document_free);
    g_clear_pointer(&extract->paths->pdata[i], g_free);
  }
}

typedef struct {
  guint number;
} Order;

static void on_done(Task *task, Document *document, gpointer data) {
  Extract *extract = data;
  extract->documents->pdata[((Order *)task->data)->number] = document;
}

/* Keeps a place in the order, and gives the file to a worker or notes at once what is wrong with it. */
static void submit(Extract *extract, Supervisor *supervisor, const char *path, gboolean named) {
  guint number = extract->paths->len;
  g_ptr_array_add(extract->paths, g_strdup(path));
  g_ptr_array_add(extract->documents, NULL);
  Document *failure = NULL;
  Task *task = ingest_open(path, &failure);
  if (!task) {
    extract->documents->pdata[number] = failure;
    return;
  }
  task->page_part = !named && page_part_is(path);
  if (task->free_data)
    task->free_data(task->data);
  Order *order = g_new(Order, 1);
  order->number = number;
  task->data = order;
  task->free_data = g_free;
  supervisor_submit(supervisor, task);
}

/* The next file of the arguments: a file as it was *named, or what is below a folder. */
static char *next_path(Discovery *discovery, char ***arguments, gboolean *named) {
  for (;;) {
    g_autoptr(FoundFile) found = discovery_next(discovery);
    *named = found == NULL;
    if (found)
      return g_strdup(found->path);
    char *argument = **arguments ? *(*arguments)++ : NULL;
    if (!argument || !g_file_test(argument, G_FILE_TEST_IS_DIR))
      return g_strdup(argument);
    discovery_add(discovery, argument);
  }
}

static int run(Extract *extract, Supervisor *supervisor, char **arguments) {
  g_autoptr(Discovery) discovery = discovery_new(FALSE);
  gboolean more = TRUE;
  while (more || supervisor_pending(supervisor) > 0) {
    /* What is done waits for its turn to be printed: not too much of it. */
    while (more && supervisor_has_room(supervisor) && extract->documents->len - extract->printed < MAX_WAITING) {
      gboolean named;
      g_autofree char *path = next_path(discovery, &arguments, &named);
      more = path != NULL;
      if (path)
        submit(extract, supervisor, path, named);
      print_ready(extract);
    }
    g_autoptr(GError) error = NULL;
    if (!supervisor_wait(supervisor, 200, &error)) {
      fprintf(stderr, _("nordsok: the reader cannot be started: %s\n"), error->message);
      return EXIT_INDEX;
    }
    print_ready(extract);
  }
  return extract->failed ? EXIT_DOCUMENTS : EXIT_FINE;
}

static void free_document(gpointer document) {
  if (document)
    document_free(document);
}

int command_extract(int argc, char **argv) {
  g_autofree char *index = NULL, *format_name = NULL, *password_file = NULL, *ocr_name = NULL;
  gint jobs = 0, timeout = 0;
  OcrMode ocr = OCR_AUTO;
  gboolean contacts = FALSE;
  Extract extract = {0};
  GOptionEntry entries[] = {
      OPTION_INDEX_UNUSED(index),
      OPTION_FORMAT(format_name, "text|json"),
      OPTION_OCR(ocr_name),
      OPTION_CONTACTS(contacts),
      {"findings", 0, 0, G_OPTION_ARG_NONE, &extract.findings,
       N_("tell the dates, places, people and themes found, too, with the words that say so"), NULL},
      {"jobs", 0, 0, G_OPTION_ARG_INT, &jobs, N_("readers at work at once (default: one a processor)"), N_("N")},
      {"password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file,
       N_("passwords to try on encrypted files, one a line"), N_("FILE")},
      {"timeout", 0, 0, G_OPTION_ARG_INT, &timeout, N_("longest time for one file (default: 600)"), N_("SECONDS")},
      {0}};
  g_auto(GStrv) files = NULL;
  if (!command_parse(argc, argv, entries, N_("JSON has one line for each file."), &files) ||
      !command_output_format(argv[0], format_name, FALSE, &extract.format) ||
      !command_ocr_mode(argv[0], ocr_name, &ocr))
    return EXIT_USAGE;
  if (!*files)
    return command_usage(argv[0], "%s", _("say which files to read"));
  if (jobs < 0 || jobs > 64 || timeout < 0)
    return command_usage(argv[0], "%s", _("a number is out of range"));
  g_autoptr(GPtrArray) passwords = password_file ? command_read_passwords(password_file) : NULL;
  if (password_file && !passwords)
    return EXIT_USAGE;
  extract.paths = g_ptr_array_new_with_free_func(g_free);
  extract.documents = g_ptr_array_new_with_free_func(free_document);
  SupervisorOptions options = {
      .jobs = (guint)jobs, .total_seconds = timeout, .passwords = passwords, .contacts = contacts, .ocr = ocr};
  SupervisorCallbacks callbacks = {.done = on_done, .data = &extract};
  g_autoptr(GError) error = NULL;
  g_autoptr(Supervisor) supervisor = supervisor_new(&options, &callbacks, &error);
  int result = EXIT_INDEX;
  if (supervisor)
    result = run(&extract, supervisor, files);
  else
    fprintf(stderr, _("nordsok: the reader cannot be started: %s\n"), error->message);
  g_ptr_array_unref(extract.paths);
  g_ptr_array_unref(extract.documents);
  return result;
}
