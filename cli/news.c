/* nordsok news: what has come, changed, moved and gone, as text, for a mail or for a spreadsheet. */
#include "queries/news.h"

#include "cli/command.h"
#include "cli/print.h"
#include "language/collation.h"

#include <string.h>

#define SCHEMA 1
#define DEFAULT_LIMIT 200 /* of a section; a first run is no news that anyone reads */

typedef enum { BY_KIND, BY_PLACE } Grouping;
typedef enum { AS_TEXT, AS_HTML, AS_CSV, AS_JSON } Form;

/* --- in words ------------------------------------------------------------------------------------------------ */

static const char *heading_of(ChangeKind change) {
  static const char *const headings[CHANGE_KIND_COUNT] = {N_("New"), N_("Changed"), N_("Moved"), N_("Gone")};
  return _(headings[change]);
}

/* Borrowed. */
static const char *group_of(const NewsItem *item, Grouping grouping) {
  if (grouping == BY_KIND)
    return translate_document_kind(document_kind_name(item->kind));
  return item->place ? item->place : _("(no place)");
}

/* Title, or the name of the file. Caller frees. */
static char *title_of(const NewsItem *item) {
  if (item->title && *item->title)
    return print_escape(item->title);
  g_autofree char *base = g_path_get_basename(item->path);
  return print_escape(base);
}

/* "2014 · Gävle · KS" as far as known. Caller frees. */
static char *facts_of(const NewsItem *item, Grouping grouping) {
  const char *facts[] = {item->date,
                         grouping == BY_PLACE ? translate_document_kind(document_kind_name(item->kind)) : item->place,
                         item->organiser};
  GString *out = g_string_new(NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(facts); i++)
    if (facts[i] && *facts[i])
      g_string_append_printf(out, "%s%s", out->len ? " · " : "", facts[i]);
  return g_string_free(out, FALSE);
}

/* --- order --------------------------------------------------------------------------------------------------- */

typedef struct {
  Grouping grouping;
  Collation *collation;
} Order;

static gint compare_by_group(gconstpointer a, gconstpointer b, gpointer data) {
  const NewsItem *x = *(const NewsItem *const *)a, *y = *(const NewsItem *const *)b;
  const Order *order = data;
  if (x->change != y->change)
    return (gint)x->change - (gint)y->change;
  if (order->grouping == BY_PLACE) {
    gint by_place = collation_compare(order->collation, x->place, y->place);
    if (by_place)
      return by_place;
  } else if (x->kind != y->kind) {
    return (gint)x->kind - (gint)y->kind;
  }
  gint by_date = g_strcmp0(y->date, x->date);
  return by_date ? by_date
                 : collation_compare(order->collation, x->title ? x->title : x->path, y->title ? y->title : y->path);
}

static guint count_of(const News *news, ChangeKind change) {
  guint count = 0;
  for (guint i = 0; i < news->items->len; i++)
    count += ((const NewsItem *)news->items->pdata[i])->change == change;
  return count;
}

/* --- text and HTML ------------------------------------------------------------------------------------------- */

/* One printer a form, called in the order of the news. */
typedef struct {
  void (*begin)(const News *news);
  void (*section)(const char *heading, guint count);
  void (*group)(const char *name);
  void (*item)(const NewsItem *item, const char *title, const char *facts, const char *path);
  void (*left_out)(guint count);
  void (*end)(const News *news);
} Printer;

static void text_begin(const News *news) {
  if (news->since)
    printf(_("News since %.10s (run %ld)\n"), news->since, (long)news->first_run);
}

static void text_section(const char *heading, guint count) {
  printf("\n%s: %u\n", heading, count);
}

static void text_group(const char *name) {
  printf("  %s\n", name);
}

static void text_item(const NewsItem *item, const char *title, const char *facts, const char *path) {
  printf("    %s%s%s\n      %s\n", title, *facts ? " · " : "", facts, item->url ? item->url : path);
  if (item->earlier_path) {
    g_autofree char *earlier = print_escape(item->earlier_path);
    printf(_("      was at %s\n"), earlier);
  }
}

static void text_left_out(guint count) {
  printf(ngettext_("    and %u more (--limit 0 shows all)\n", "    and %u more (--limit 0 shows all)\n", count), count);
}

static void text_end(const News *news) {
  if (news->items->len == 0)
    printf(_("nothing new\n"));
  if (news->failures)
    printf(ngettext_("\n%lu file could not be read: nordsok failures\n",
                     "\n%lu files could not be read: nordsok failures\n", news->failures),
           (gulong)news->failures);
}

static void print_markup(const char *before, const char *text, const char *after) {
  g_autofree char *escaped = g_markup_escape_text(text, -1);
  printf("%s%s%s", before, escaped, after);
}

static void html_begin(const News *news) {
  g_autofree char *title =
      news->since ? g_strdup_printf(_("News since %.10s"), news->since) : g_strdup(_("nothing new"));
  printf("<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">", _("en"));
  print_markup("<title>", title, "</title></head>\n<body style=\"font-family:sans-serif;max-width:50em\">\n");
  print_markup("<h1>", title, "</h1>\n");
}

static void html_section(const char *heading, guint count) {
  printf("<h2>%s: %u</h2>\n", heading, count);
}

static void html_group(const char *name) {
  print_markup("<h3>", name, "</h3>\n");
}

/* A document may say of itself that its address is a script. */
static gboolean is_web_address(const char *url) {
  return url && (g_ascii_strncasecmp(url, "https://", 8) == 0 || g_ascii_strncasecmp(url, "http://", 7) == 0);
}

static void html_item(const NewsItem *item, const char *title, const char *facts, const char *path) {
  printf("<p>");
  gboolean link = is_web_address(item->url);
  if (link)
    print_markup("<a href=\"", item->url, "\">");
  print_markup("", title, "");
  printf("%s", link ? "</a>" : "");
  print_markup(*facts ? " · " : "", facts, "");
  print_markup("<br><small>", path, "</small></p>\n");
}

static void html_left_out(guint count) {
  g_autofree char *line = g_strdup_printf(ngettext_("and %u more", "and %u more", count), count);
  print_markup("<p>", line, "</p>\n");
}

static void html_end(const News *news) {
  if (news->items->len == 0)
    print_markup("<p>", _("nothing new"), "</p>\n");
  if (news->failures) {
    g_autofree char *line = g_strdup_printf(
        ngettext_("%lu file could not be read", "%lu files could not be read", news->failures), (gulong)news->failures);
    print_markup("<p>", line, "</p>\n");
  }
  printf("</body></html>\n");
}

static const Printer text_printer = {text_begin, text_section, text_group, text_item, text_left_out, text_end};
static const Printer html_printer = {html_begin, html_section, html_group, html_item, html_left_out, html_end};

static void print_item(const Printer *printer, const NewsItem *item, Grouping grouping) {
  g_autofree char *title = title_of(item), *facts = facts_of(item, grouping), *path = print_escape(item->path);
  printer->item(item, title, facts, path);
}

/* From the first item of a kind of change on; the first of the next. */
static guint print_section(const Printer *printer, const News *news, guint from, Grouping grouping, guint limit) {
  const NewsItem *first = news->items->pdata[from];
  guint count = count_of(news, first->change), shown = limit ? MIN(count, limit) : count;
  const char *group = NULL;
  printer->section(heading_of(first->change), count);
  for (guint i = from; i < from + shown; i++) {
    const NewsItem *item = news->items->pdata[i];
    if (g_strcmp0(group, group_of(item, grouping)) != 0)
      printer->group(group = group_of(item, grouping));
    print_item(printer, item, grouping);
  }
  if (shown < count)
    printer->left_out(count - shown);
  return from + count;
}

static void print_sections(const Printer *printer, const News *news, Grouping grouping, guint limit) {
  printer->begin(news);
  for (guint i = 0; i < news->items->len;)
    i = print_section(printer, news, i, grouping, limit);
  printer->end(news);
}

/* --- CSV and JSON -------------------------------------------------------------------------------------------- */

static void print_as_csv(const News *news) {
  printf("change,kind,title,date,place,organiser,language,path,earlier_path,address,document,earlier_document\r\n");
  for (guint i = 0; i < news->items->len; i++) {
    const NewsItem *item = news->items->pdata[i];
    g_autofree char *path = print_escape(item->path);
    g_autofree char *earlier = item->earlier_path ? print_escape(item->earlier_path) : NULL;
    const char *fields[] = {change_kind_name(item->change),
                            document_kind_name(item->kind),
                            item->title,
                            item->date,
                            item->place,
                            item->organiser,
                            item->language,
                            path,
                            earlier,
                            item->url,
                            item->document,
                            item->earlier_document};
    for (gsize f = 0; f < G_N_ELEMENTS(fields); f++)
      print_csv(stdout, fields[f], f + 1 == G_N_ELEMENTS(fields));
  }
}

static void add_item(JsonBuilder *builder, const NewsItem *item) {
  json_builder_begin_object(builder);
  print_json_member(builder, "change", change_kind_name(item->change));
  print_json_member(builder, "kind", document_kind_name(item->kind));
  print_json_member(builder, "title", item->title);
  print_json_member(builder, "date", item->date);
  print_json_member(builder, "place", item->place);
  print_json_member(builder, "organiser", item->organiser);
  print_json_member(builder, "language", item->language);
  print_json_member(builder, "path", item->path);
  print_json_member(builder, "earlier_path", item->earlier_path);
  print_json_member(builder, "address", item->url);
  print_json_member(builder, "document", item->document);
  print_json_member(builder, "earlier_document", item->earlier_document);
  print_json_number(builder, "units", item->units);
  json_builder_end_object(builder);
}

static void print_as_json(const News *news) {
  g_autoptr(JsonBuilder) builder = json_builder_new();
  json_builder_begin_object(builder);
  print_json_number(builder, "schema", SCHEMA);
  print_json_number(builder, "run", news->first_run);
  print_json_member(builder, "since", news->since);
  for (guint c = 0; c < CHANGE_KIND_COUNT; c++)
    print_json_number(builder, change_kind_name((ChangeKind)c), count_of(news, (ChangeKind)c));
  print_json_number(builder, "failures", (gint64)news->failures);
  json_builder_set_member_name(builder, "items");
  json_builder_begin_array(builder);
  for (guint i = 0; i < news->items->len; i++)
    add_item(builder, news->items->pdata[i]);
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  print_json(builder, stdout);
}

/* --- the command --------------------------------------------------------------------------------------------- */

static gboolean parse_form(const char *name, Form *form) {
  static const char *const names[] = {"text", "html", "csv", "json"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (!name || strcmp(name, names[i]) == 0) {
      *form = (Form)i;
      return TRUE;
    }
  return FALSE;
}

static void print_news(const News *news, Form form, Grouping grouping, guint limit) {
  g_autoptr(Collation) collation = collation_new(_("en"));
  Order order = {grouping, collation};
  g_ptr_array_sort_with_data(news->items, compare_by_group, &order);
  if (form == AS_CSV)
    print_as_csv(news);
  else if (form == AS_JSON)
    print_as_json(news);
  else
    print_sections(form == AS_HTML ? &html_printer : &text_printer, news, grouping, limit);
}

int command_news(int argc, char **argv) {
  g_autofree char *index = NULL, *since = NULL, *form_name = NULL, *group_name = NULL;
  gint limit = DEFAULT_LIMIT;
  GOptionEntry entries[] = {
      OPTION_INDEX(index),
      {"since", 0, 0, G_OPTION_ARG_STRING, &since, N_("from this run on, or from this day on (default: the last run)"),
       N_("RUN|DAY")},
      {"group", 0, 0, G_OPTION_ARG_STRING, &group_name, N_("what stands together"), "kind|place"},
      {"limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("most that are shown of each sort (0: all; default: 200)"), N_("N")},
      OPTION_FORMAT(form_name, "text|html|csv|json"),
      {0}};
  g_auto(GStrv) rest = NULL;
  Form form;
  if (!command_parse(argc, argv, entries,
                     N_("HTML is fit for a mail. What happened to a file in several runs is told once."), &rest))
    return EXIT_USAGE;
  if (*rest)
    return command_usage(argv[0], _("'%s' is not wanted here"), *rest);
  if (!parse_form(form_name, &form))
    return command_usage(argv[0], _("unknown format '%s'"), form_name);
  if (group_name && strcmp(group_name, "kind") != 0 && strcmp(group_name, "place") != 0)
    return command_usage(argv[0], _("--group is kind or place, not '%s'"), group_name);
  if (limit < 0)
    return command_usage(argv[0], "%s", _("a number is out of range"));
  g_autofree char *path = command_index_path(index);
  g_autoptr(Reader) reader = command_open_reader(path);
  if (!reader)
    return EXIT_INDEX;
  g_autoptr(GError) error = NULL;
  g_autoptr(News) news = news_read(reader, since, &error);
  if (!news && error->domain == G_IO_ERROR)
    return command_usage(argv[0], "%s", error->message);
  if (!news)
    return command_index_error(path, error);
  print_news(news, form, g_strcmp0(group_name, "place") == 0 ? BY_PLACE : BY_KIND, (guint)limit);
  return news->items->len ? EXIT_FINE : EXIT_NOTHING;
}
