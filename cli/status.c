/* nordsok status: what is in the index, which readers and lexica there are. */
#include "cli/command.h"
#include "cli/print.h"
#include "language/analyse.h"
#include "language/lexicon.h"
#include "pipeline/recogniser.h"
#include "pipeline/tessdata.h"

#include <string.h>
#include <sys/stat.h>

typedef struct {
  OutputFormat format;
  JsonBuilder *builder;
} Out;

static void heading(Out *out, const char *name, const char *shown) {
  if (out->format == FORMAT_TEXT) {
    printf("%s\n", shown);
    return;
  }
  json_builder_set_member_name(out->builder, name);
  json_builder_begin_object(out->builder);
}

static void end(Out *out) {
  if (out->format == FORMAT_JSON)
    json_builder_end_object(out->builder);
}

static void count(const char *what, gint64 number, gpointer data) {
  Out *out = data;
  if (out->format == FORMAT_JSON)
    print_json_number(out->builder, what, number);
  else {
    printf("  ");
    print_padded(translate_name(what), 20);
    printf(" %10ld\n", (long)number);
  }
}

static void count_kind(const char *what, gint64 number, gpointer data) {
  const Out *out = data;
  count(out->format == FORMAT_JSON ? what : translate_document_kind(what), number, data);
}

static void text(Out *out, const char *name, const char *shown, const char *value) {
  if (out->format == FORMAT_JSON)
    print_json_member(out->builder, name, value);
  else {
    printf("  ");
    print_padded(shown, 20);
    printf(" %s\n", value);
  }
}

/* --- the parts --------------------------------------------------------------------------------------------- */

static gboolean show_index(Out *out, Reader *reader, const char *path) {
  g_autoptr(GError) error = NULL;
  struct stat about = {0};
  stat(path, &about);
  g_autofree char *shown = print_escape(path);
  g_autofree char *size = g_format_size((guint64)about.st_size);
  heading(out, "index", _("Index"));
  text(out, "path", _("file"), shown);
  if (out->format == FORMAT_JSON)
    print_json_number(out->builder, "bytes", about.st_size);
  else
    text(out, "size", _("size"), size);
  count(out->format == FORMAT_JSON ? "documents" : _("documents"), reader_count_documents(reader), out);
  count(out->format == FORMAT_JSON ? "units" : _("places"), reader_count_units(reader), out);
  gboolean agrees = reader_analyser_agrees(reader);
  if (out->format == FORMAT_JSON) {
    json_builder_set_member_name(out->builder, "analyser_agrees");
    json_builder_add_boolean_value(out->builder, agrees);
  } else {
    text(out, "analyser", _("analyser"), agrees ? _("agrees") : _("differs: run 'nordsok reindex'"));
  }
  end(out);
  heading(out, "states", _("Files by state"));
  gboolean done = reader_count_states(reader, count, out, &error);
  end(out);
  heading(out, "kinds", _("Documents by kind"));
  done = done && reader_count_kinds(reader, count_kind, out, &error);
  end(out);
  heading(out, "languages", _("Places by language"));
  done = done && reader_count_languages(reader, count, out, &error);
  end(out);
  if (!done)
    command_index_error(path, error);
  return done;
}

static void ignore_done(Task *task, Document *document, gpointer data) {
  document_free(document);
}

static void show_readers(Out *out) {
  g_autoptr(GError) error = NULL;
  SupervisorOptions options = {.jobs = 1};
  SupervisorCallbacks callbacks = {.done = ignore_done};
  g_autoptr(Supervisor) supervisor = supervisor_new(&options, &callbacks, &error);
  heading(out, "readers", _("Readers"));
  if (!supervisor) {
    text(out, "error", _("missing"), error->message);
    end(out);
    return;
  }
  const GPtrArray *formats = supervisor_formats(supervisor);
  for (guint i = 0; i < formats->len; i++) {
    const Format *format = formats->pdata[i];
    g_autofree char *types = g_strjoinv(", ", format->media_types);
    if (out->format == FORMAT_JSON)
      print_json_number(out->builder, format->name, format->version);
    else
      text(out, format->name, format->name, types);
  }
  end(out);
  const char *gaps = supervisor_cage_gaps(supervisor);
  if (out->format == FORMAT_JSON)
    print_json_member(out->builder, "cage_gaps", gaps);
  else
    printf("%s\n  %s%s\n", _("Cage around the readers"), gaps ? _("missing: ") : _("closed"), gaps ? gaps : "");
}

static void show_language_data(Out *out) {
  g_autoptr(Analyser) analyser = analyser_new();
  heading(out, "analyser_now", _("Language"));
  text(out, "fingerprint", _("analyser"), analyser_fingerprint(analyser));
  end(out);
  heading(out, "lexica", _("Lexica"));
  for (const LexiconPackage *p = lexicon_packages(); p->package; p++) {
    gboolean found = lexicon_is_installed(p);
    if (out->format == FORMAT_JSON) {
      json_builder_set_member_name(out->builder, p->package);
      json_builder_add_boolean_value(out->builder, found);
      continue;
    }
    g_autofree char *say = found ? g_strdup_printf("%s (%s)", _("found"), _(p->purpose))
                                 : g_strdup_printf(_("missing (%s): apt install %s"), _(p->purpose), p->package);
    text(out, p->package, p->package, say);
  }
  end(out);
}

/* --- text from images -------------------------------------------------------------------------------------- */

static void flag(Out *out, const char *name, gboolean value) {
  json_builder_set_member_name(out->builder, name);
  json_builder_add_boolean_value(out->builder, value);
}

/* "Norwegian (bokmål), Norwegian (nynorsk)": all languages that are read with these data. Caller frees. */
static char *languages_of(const char *name) {
  g_autoptr(GString) all = g_string_new(NULL);
  for (const Tessdata *t = tessdata_all(); t->language; t++)
    if (strcmp(t->name, name) == 0)
      g_string_append_printf(all, "%s%s", all->len ? ", " : "", translate_name(t->language));
  return g_strdup(all->str);
}

/* Data that are missing are only told of for the languages whose lack is felt: the first of the table. */
static void show_tessdata(Out *out, const Tessdata *data, gboolean found) {
  static const char *const wanted[] = {"swe", "nor", "dan", NULL};
  if (out->format == FORMAT_JSON) {
    flag(out, data->package, found);
    return;
  }
  if (!found && !g_strv_contains(wanted, data->name))
    return;
  g_autofree char *languages = languages_of(data->name);
  g_autofree char *say = found ? g_strdup_printf("%s (%s)", _("found"), languages)
                               : g_strdup_printf(_("missing (%s): apt install %s"), languages, data->package);
  text(out, data->package, data->package, say);
}

/* What the program says that it can read counts: it looks from inside the cage. */
static void show_ocr(Out *out) {
  g_autofree char *worker = supervisor_find_worker();
  g_autofree char *path = recogniser_find(worker);
  g_autofree char *gaps = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = tessdata_folder();
  gboolean built = g_file_test(path, G_FILE_TEST_IS_EXECUTABLE);
  g_auto(GStrv) names = built ? recogniser_probe(path, &gaps, &error) : NULL;
  const char *reason =
      error ? error->message : _("nordsok is built without it: apt install libtesseract-dev, and build again");
  heading(out, "ocr", _("Text on images (OCR)"));
  if (out->format == FORMAT_JSON) {
    flag(out, "program", names != NULL);
    print_json_member(out->builder, "error", names ? NULL : reason);
    print_json_member(out->builder, "cage_gaps", gaps);
  } else {
    g_autofree char *missing = g_strconcat(_("missing: "), names ? gaps : reason, NULL);
    text(out, "program", "nordsok-ocr", names && !gaps ? _("found") : missing);
  }
  const char *last = NULL;
  for (const Tessdata *t = tessdata_all(); t->language; last = (t++)->name)
    if (g_strcmp0(last, t->name) != 0)
      show_tessdata(out, t,
                    names ? g_strv_contains((const char *const *)names, t->name)
                          : tessdata_is_installed(folder, t->name));
  end(out);
}

int command_status(int argc, char **argv) {
  g_autofree char *index = NULL, *format_name = NULL;
  GOptionEntry entries[] = {OPTION_INDEX(index), OPTION_FORMAT(format_name, "text|json"), {0}};
  g_auto(GStrv) rest = NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new();
  Out out = {.builder = builder};
  if (!command_parse(argc, argv, entries, NULL, &rest) ||
      !command_output_format(argv[0], format_name, FALSE, &out.format))
    return EXIT_USAGE;
  if (*rest)
    return command_usage(argv[0], _("'%s' is not wanted here"), *rest);
  g_autofree char *path = command_index_path(index);
  json_builder_begin_object(builder);
  print_json_number(builder, "schema", 1);
  print_json_member(builder, "version", NORDSOK_VERSION);
  if (out.format == FORMAT_TEXT)
    printf("nordsok %s\n", NORDSOK_VERSION);
  show_readers(&out);
  show_language_data(&out);
  show_ocr(&out);
  fflush(stdout);
  g_autoptr(Reader) reader = command_open_reader(path);
  gboolean done = reader && show_index(&out, reader, path);
  json_builder_end_object(builder);
  if (out.format == FORMAT_JSON)
    print_json(builder, stdout);
  gboolean whole = done && !command_tell_fault(path, reader_get_database(reader));
  return whole ? EXIT_FINE : EXIT_INDEX;
}
