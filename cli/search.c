/* nordsok search: ranked places, as text, JSON or CSV. */
#include "cli/command.h"
#include "cli/explain.h"
#include "cli/print.h"
#include "cli/print_versions.h"
#include "queries/saved.h"
#include "queries/search.h"

#include <string.h>
#include <unistd.h>

#define SCHEMA 1

/* --- text -------------------------------------------------------------------------------------------------- */

static void print_snippet(const Snippet *snippet, gboolean terminal) {
  gsize done = 0;
  fputs("     ", stdout);
  for (guint i = 0; i < snippet->marks->len && terminal; i++) {
    const Mark *mark = &g_array_index(snippet->marks, Mark, i);
    printf("%.*s\033[1m%.*s\033[0m", (int)(mark->start - done), snippet->text + done, (int)(mark->end - mark->start),
           snippet->text + mark->start);
    done = mark->end;
  }
  printf("%s\n", snippet->text + done);
}

static void print_hit(guint number, const SearchHit *hit, gboolean terminal) {
  const Place *place = hit->place;
  const Unit *unit = place->unit;
  g_autofree char *where = print_place(unit);
  g_autofree char *path = place->path ? print_escape(place->path) : g_strdup(_("(no longer there)"));
  g_autofree char *name = g_path_get_basename(path);
  g_autofree char *trust = print_trust(unit);
  printf("%3u  %s%s%s%s%s%s\n", number, terminal ? "\033[1m" : "", where, unit->heading ? ": " : "",
         unit->heading ? unit->heading : "", terminal ? "\033[0m" : "", trust);
  printf("     %s", place->title ? place->title : name);
  if (place->date)
    printf(" · %s", place->date);
  printf(" · %s · %s\n", translate_document_kind(document_kind_name(place->document_kind)),
         translate_name(unit->language));
  print_snippet(hit->snippet, terminal);
  g_autofree char *anchor =
      place->path && unit->locator.kind == LOCATOR_ANCHOR ? locator_to_fragment(&unit->locator) : NULL;
  printf("     %s%s%s  [%s]\n", path, anchor ? "#" : "", anchor ? anchor : "", place->public_id);
  if (hit->newer) {
    g_autofree char *title = print_escape(hit->newer->title);
    printf(_("     older edition; the newest is of %.4s: %s  [%s]\n"), hit->newer->date, title,
           hit->newer->document_id);
  }
  g_autofree char *formats = print_other_formats(hit->work, place->document_id);
  if (formats)
    printf(_("     also as: %s\n"), formats);
}

static void print_text(const SearchResult *result) {
  gboolean terminal = isatty(STDOUT_FILENO);
  for (guint i = 0; i < result->hits->len; i++)
    print_hit(i + 1, result->hits->pdata[i], terminal);
  if (result->at_least)
    printf(_("%u of at least %lu places"), result->hits->len, (gulong)result->total);
  else
    printf(ngettext_("%u of %lu place", "%u of %lu places", result->total), result->hits->len, (gulong)result->total);
  if (result->folded)
    printf(ngettext_("; %u more is the same in another version", "; %u more are the same in other versions",
                     result->folded),
           result->folded);
  printf("%s\n", result->relaxed
                     ? _(" (few hold all the words; places with some of them or similar ones are shown as well)")
                     : "");
}

/* --- JSON -------------------------------------------------------------------------------------------------- */

static void add_marks(JsonBuilder *builder, const Snippet *snippet) {
  json_builder_set_member_name(builder, "marks");
  json_builder_begin_array(builder);
  for (guint i = 0; i < snippet->marks->len; i++) {
    const Mark *mark = &g_array_index(snippet->marks, Mark, i);
    json_builder_begin_array(builder);
    json_builder_add_int_value(builder, g_utf8_pointer_to_offset(snippet->text, snippet->text + mark->start));
    json_builder_add_int_value(builder, g_utf8_pointer_to_offset(snippet->text, snippet->text + mark->end));
    json_builder_end_array(builder);
  }
  json_builder_end_array(builder);
}

/* The other versions of the work, with the unit that is the same place where it is a hit too. */
static void add_versions(JsonBuilder *builder, const SearchHit *hit) {
  json_builder_set_member_name(builder, "versions");
  json_builder_begin_array(builder);
  for (guint i = 0; hit->work && i < hit->work->versions->len; i++) {
    const Version *version = hit->work->versions->pdata[i];
    if (strcmp(version->document_id, hit->place->document_id) == 0)
      continue;
    const char *unit = NULL;
    for (guint a = 0; a < hit->also->len && !unit; a++) {
      const Place *place = hit->also->pdata[a];
      unit = strcmp(place->document_id, version->document_id) == 0 ? place->public_id : NULL;
    }
    json_builder_begin_object(builder);
    print_json_member(builder, "document", version->document_id);
    print_json_member(builder, "unit", unit);
    print_json_member(builder, "path", version->paths->len ? version->paths->pdata[0] : NULL);
    print_json_member(builder, "format", versions_format_name(version->media_type));
    print_json_member(builder, "language", version->language);
    print_json_member(builder, "date", version->date);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

static void add_hit(JsonBuilder *builder, const SearchHit *hit) {
  const Place *place = hit->place;
  g_autofree char *url = place_get_url(place);
  json_builder_begin_object(builder);
  print_json_member(builder, "document", place->document_id);
  print_json_member(builder, "unit", place->public_id);
  json_builder_set_member_name(builder, "score");
  json_builder_add_double_value(builder, hit->score);
  print_json_member(builder, "path", place->path);
  print_json_member(builder, "title", place->title);
  print_json_member(builder, "document_kind", document_kind_name(place->document_kind));
  print_json_member(builder, "unit_kind", unit_kind_name(place->unit->kind));
  print_json_member(builder, "label", place->unit->label);
  print_json_member(builder, "heading", place->unit->heading);
  print_json_member(builder, "language", place->unit->language);
  print_json_member(builder, "date", place->date);
  print_json_trust(builder, place->unit);
  print_json_member(builder, "snippet", hit->snippet->text);
  add_marks(builder, hit->snippet);
  print_json_member(builder, "url", url);
  print_json_member(builder, "address", place->url);
  print_json_member(builder, "work", hit->work ? hit->work->id : NULL);
  print_json_member(builder, "newest_edition", hit->newer ? hit->newer->document_id : NULL);
  add_versions(builder, hit);
  json_builder_end_object(builder);
}

static void print_as_json(const SearchResult *result, gboolean explain) {
  g_autoptr(JsonBuilder) builder = json_builder_new();
  json_builder_begin_object(builder);
  print_json_number(builder, "schema", SCHEMA);
  print_json_member(builder, "query", result->query->text);
  print_json_number(builder, "total", (gint64)result->total);
  json_builder_set_member_name(builder, "total_is_least");
  json_builder_add_boolean_value(builder, result->at_least);
  print_json_number(builder, "folded", result->folded);
  json_builder_set_member_name(builder, "relaxed");
  json_builder_add_boolean_value(builder, result->relaxed);
  json_builder_set_member_name(builder, "hits");
  json_builder_begin_array(builder);
  for (guint i = 0; i < result->hits->len; i++)
    add_hit(builder, result->hits->pdata[i]);
  json_builder_end_array(builder);
  print_json_member(builder, "suggestion", result->suggestion);
  if (explain)
    explain_json(builder, result->expansion);
  json_builder_end_object(builder);
  print_json(builder, stdout);
}

/* --- CSV --------------------------------------------------------------------------------------------------- */

static void print_as_csv(const SearchResult *result) {
  printf("document,unit,score,path,title,document_kind,unit_kind,label,heading,language,date,snippet,url,address,work,"
         "versions\r\n");
  for (guint i = 0; i < result->hits->len; i++) {
    const SearchHit *hit = result->hits->pdata[i];
    const Place *place = hit->place;
    char score[G_ASCII_DTOSTR_BUF_SIZE];
    g_autofree char *url = place_get_url(place);
    g_autofree char *path = place->path ? print_escape(place->path) : NULL;
    g_autofree char *formats = print_other_formats(hit->work, place->document_id);
    g_ascii_formatd(score, sizeof score, "%.4f", hit->score);
    const char *fields[] = {place->document_id,
                            place->public_id,
                            score,
                            path,
                            place->title,
                            document_kind_name(place->document_kind),
                            unit_kind_name(place->unit->kind),
                            place->unit->label,
                            place->unit->heading,
                            place->unit->language,
                            place->date,
                            hit->snippet->text,
                            url,
                            place->url,

                            hit->work ? hit->work->id : NULL,
                            formats};
    for (gsize f = 0; f < G_N_ELEMENTS(fields); f++)
      print_csv(stdout, fields[f], f + 1 == G_N_ELEMENTS(fields));
  }
}

/* --- the command ------------------------------------------------------------------------------------------- */

/* So that `nordsok open 2` knows. A place where nothing can be remembered is no reason to fail a search. */
static void remember(const char *index, const SearchResult *result) {
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (guint i = 0; i < result->hits->len; i++)
    g_ptr_array_add(ids, ((SearchHit *)result->hits->pdata[i])->place->public_id);
  g_autoptr(GError) error = NULL;
  if (!saved_put_hits(index, ids, &error))
    g_debug("last hits: %s", error->message);
}

static void explain_nothing(const SearchResult *result, const char *query) {
  if (result->filters->len > 0)
    fputs(_("nordsok: nothing found; try fewer filters or words\n"), stderr);
  else if (result->query->clauses->len == 0)
    fprintf(stderr, _("nordsok: there is no word to search for in '%s'\n"), query);
  else if (result->query->group_count == 0)
    fputs(_("nordsok: the query only says what is not wanted; add a word that is\n"), stderr);
  else
    fputs(_("nordsok: nothing found; try fewer or shorter words, or the beginning of a word: kommun*\n"), stderr);
}

int command_search(int argc, char **argv) {
  g_autofree char *index = NULL, *format_name = NULL;
  gint limit = 10;
  gboolean explain = FALSE, all_versions = FALSE;
  SearchOptions options = {0};
  GOptionEntry entries[] = {
      OPTION_INDEX(index),
      {"limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("hits to show (default: 10)"), N_("N")},
      {"explain", 0, 0, G_OPTION_ARG_NONE, &explain, N_("show what each word was taken for, and why"), NULL},
      {"exact", 0, 0, G_OPTION_ARG_NONE, &options.expand.exact,
       N_("only the words as written: no other forms, no translations"), NULL},
      {"no-translate", 0, 0, G_OPTION_ARG_NONE, &options.expand.no_translate, N_("nothing from other languages"), NULL},
      {"all-versions", 0, 0, G_OPTION_ARG_NONE, &all_versions,
       N_("each version of a work as a hit of its own, not the same place once"), NULL},
      OPTION_FORMAT(format_name, "text|json|csv"),
      {0}};
  g_auto(GStrv) words = NULL;
  if (!command_parse(argc, argv, entries,
                     N_("Queries:\n"
                        "  miljömål kommun       both words, in any form\n"
                        "  \"gode eksempler\"      the words next to each other, as written\n"
                        "  avfall -plast         not this one (also INTE, IKKE, NOT)\n"
                        "  buller OR støy        either (also ELLER)\n"
                        "  energi*               words that begin so; also *nätverk, miljö*mål\n"
                        "  =ord                  this very word, no other form or language\n"
                        "  kind:meeting theme:waste place:Lund date:2014..2016 when:2014-09 person:Ek\n"
                        "                        only these; also org:, country:NO, language:,\n"
                        "                        quality:0.8; -kind:page not these\n"
                        "Quote the quotes for the shell: nordsok search '\"gode eksempler\"'"),
                     &words))
    return EXIT_USAGE;
  OutputFormat format;
  if (!command_output_format(argv[0], format_name, TRUE, &format))
    return EXIT_USAGE;
  if (!*words)
    return command_usage(argv[0], "%s", _("say what to search for"));
  if (limit < 1 || limit > 100000)
    return command_usage(argv[0], "%s", _("--limit is a number from 1 to 100000"));

  g_autofree char *path = command_index_path(index);
  g_autofree char *query = g_strjoinv(" ", words);
  g_autoptr(Reader) reader = command_open_reader(path);
  if (!reader)
    return EXIT_INDEX;
  g_autoptr(GError) error = NULL;
  options.limit = (guint)limit;
  options.fold_versions = !all_versions;
  g_autoptr(SearchResult) result = search_run(reader, query, &options, &error);
  if (!result)
    return command_index_error(path, error);
  if (result->dropped)
    fprintf(stderr, _("nordsok: only the first %d words are searched for\n"), QUERY_MAX_CLAUSES);
  if (format == FORMAT_JSON)
    print_as_json(result, explain);
  else if (format == FORMAT_CSV)
    print_as_csv(result);
  else {
    if (explain)
      explain_text(result->expansion);
    if (result->hits->len)
      print_text(result);
  }
  if (result->suggestion && format != FORMAT_JSON)
    fprintf(stderr, _("nordsok: did you mean: %s\n"), result->suggestion);
  remember(path, result);
  if (command_tell_fault(path, reader_get_database(reader)))
    return EXIT_INDEX;
  if (result->hits->len == 0)
    explain_nothing(result, query);
  return result->hits->len ? EXIT_FINE : EXIT_NOTHING;
}
