/* The changes of several runs, brought to what they come to. */
#include "queries/news.h"

#include "language/iso_date.h"
#include "language/messages.h"

#include <gio/gio.h>
#include <string.h>

static void news_item_free(NewsItem *item) {
  g_free(item->path);
  g_free(item->earlier_path);
  g_free(item->document);
  g_free(item->earlier_document);
  g_free(item->title);
  g_free(item->date);
  g_free(item->place);
  g_free(item->url);
  g_free(item->organiser);
  g_free(item);
}

void news_free(News *news) {
  if (!news)
    return;
  g_ptr_array_unref(news->items);
  g_free(news->since);
  g_free(news);
}

/* --- since when ---------------------------------------------------------------------------------------------- */

/* Four digits are a year: no index has that many runs before there are none of them to be looked for by number. */
static gint64 first_run(Reader *reader, const char *since, GError **error) {
  Database *database = reader_get_database(reader);
  guint64 number;
  if (!since)
    return database_get_int(database, "SELECT coalesce(max(id), 0) FROM run WHERE command='index'", 0);
  if (!iso_date_is_valid(since, strlen(since))) {
    if (g_ascii_string_to_unsigned(since, 10, 1, G_MAXINT64, &number, NULL))
      return (gint64)number;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                _("'%s' is neither a day (2026-11-26) nor the number of a run"), since);
    return -1;
  }
  Statement *get = database_prepare(database, "SELECT coalesce(min(id), 0) FROM run WHERE started>=?1", error);
  if (!get)
    return -1;
  statement_bind_text(get, 1, since, -1);
  gint64 run = statement_step(get, NULL) == STEP_ROW ? statement_int(get, 0) : 0;
  statement_reset(get);
  return run;
}

static char *start_of(Reader *reader, gint64 run) {
  Statement *get =
      database_prepare(reader_get_database(reader), "SELECT started FROM run WHERE id>=?1 ORDER BY id LIMIT 1", NULL);
  if (!get)
    return NULL;
  statement_bind_int(get, 1, run);
  char *start = statement_step(get, NULL) == STEP_ROW ? g_strdup(statement_text(get, 0)) : NULL;
  statement_reset(get);
  return start;
}

static guint64 count_failures(Reader *reader, gint64 run) {
  Statement *rows = database_prepare(reader_get_database(reader),
                                     "SELECT status, count(*) FROM source WHERE run>=?1 GROUP BY status", NULL);
  guint64 failures = 0;
  if (!rows)
    return 0;
  statement_bind_int(rows, 1, run);
  while (statement_step(rows, NULL) == STEP_ROW) {
    Status status;
    if (status_from_name(statement_text(rows, 0), &status) && status_is_failure(status))
      failures += (guint64)statement_int(rows, 1);
  }
  return failures;
}

/* --- what it comes to ---------------------------------------------------------------------------------------- */

/* The item of a path, by path; taken out of the table where it is. */
static NewsItem *take(GHashTable *items, const char *path) {
  gpointer key = NULL, item = NULL;
  if (path)
    g_hash_table_steal_extended(items, path, &key, &item);
  return item;
}

static ChangeKind combine(const NewsItem *before, ChangeKind now) {
  if (before->change == CHANGE_NEW)
    return CHANGE_NEW;
  if (before->change == CHANGE_GONE && now == CHANGE_NEW) /* it is back */
    return CHANGE_CHANGED;
  return before->change == CHANGE_CHANGED && now == CHANGE_MOVED ? CHANGE_CHANGED : now;
}

static void replace(char **field, const char *value) {
  g_free(*field);
  *field = g_strdup(value);
}

static gboolean comes_to_nothing(const NewsItem *item, ChangeKind before, ChangeKind now) {
  if (before == CHANGE_NEW && now == CHANGE_GONE)
    return TRUE;
  return item->change == CHANGE_CHANGED && g_strcmp0(item->document, item->earlier_document) == 0 &&
         !item->earlier_path;
}

/* Takes a row of `change` in. */
static void add(GHashTable *items, Statement *row) {
  ChangeKind now;
  if (!change_kind_from_name(statement_text(row, 0), &now))
    return;
  const char *path = statement_text(row, 1), *from = statement_text(row, 2);
  NewsItem *item = take(items, now == CHANGE_MOVED ? from : path);
  ChangeKind before = item ? item->change : now;
  gboolean known = item != NULL;
  if (!item)
    item = g_new0(NewsItem, 1);
  item->change = known ? combine(item, now) : now;
  replace(&item->path, path);
  if (now == CHANGE_MOVED && !item->earlier_path && item->change != CHANGE_NEW)
    replace(&item->earlier_path, from);
  if (!known)
    replace(&item->earlier_document, statement_text(row, 4));
  replace(&item->document, statement_text(row, 3));
  if (known && comes_to_nothing(item, before, now)) {
    news_item_free(item);
    return;
  }
  NewsItem *other = take(items, path);
  if (other)
    news_item_free(other);
  g_hash_table_insert(items, item->path, item);
}

static gboolean read_changes(Reader *reader, gint64 run, GHashTable *items, GError **error) {
  Statement *rows = database_prepare(
      reader_get_database(reader),
      "SELECT kind, path, earlier_path, document, earlier_document FROM change WHERE run>=?1 ORDER BY id", error);
  if (!rows)
    return FALSE;
  statement_bind_int(rows, 1, run);
  Step step;
  while ((step = statement_step(rows, error)) == STEP_ROW)
    add(items, rows);
  return step == STEP_DONE;
}

/* --- the documents ------------------------------------------------------------------------------------------- */

static void take_columns(NewsItem *item, Statement *row) {
  item->title = g_strdup(statement_text(row, 0));
  document_kind_from_name(statement_text(row, 1), &item->kind);
  g_strlcpy(item->language, statement_text(row, 2), sizeof item->language);
  item->date = g_strdup(statement_text(row, 3));
  item->place = g_strdup(statement_text(row, 4));
  item->organiser = g_strdup(statement_text(row, 5));
  item->url = g_strdup(statement_text(row, 6));
  item->units = (guint)statement_int(row, 7);
}

#define COLUMNS "title, kind, language, date, place, organiser, url"

static void describe(Reader *reader, NewsItem *item) {
  const char *id = item->document ? item->document : item->earlier_document;
  Statement *get = database_prepare(
      reader_get_database(reader),
      "SELECT " COLUMNS ", (SELECT count(*) FROM unit WHERE document=d.id) FROM document AS d WHERE public_id=?1"
      " UNION ALL SELECT " COLUMNS ", 0 FROM older_document WHERE public_id=?1 LIMIT 1",
      NULL);
  if (!get || !id)
    return;
  statement_bind_text(get, 1, id, -1);
  if (statement_step(get, NULL) == STEP_ROW)
    take_columns(item, get);
  statement_reset(get);
  if (!item->url && item->document)
    item->url = reader_get_address(reader, item->path);
}

static gint compare_items(gconstpointer a, gconstpointer b) {
  const NewsItem *x = *(const NewsItem *const *)a, *y = *(const NewsItem *const *)b;
  if (x->change != y->change)
    return (gint)x->change - (gint)y->change;
  if (x->kind != y->kind)
    return (gint)x->kind - (gint)y->kind;
  gint by_date = g_strcmp0(y->date, x->date); /* no date comes last */
  return by_date ? by_date : strcmp(x->path, y->path);
}

News *news_read(Reader *reader, const char *since, GError **error) {
  gint64 run = first_run(reader, since, error);
  if (run < 0)
    return NULL;
  g_autoptr(News) news = g_new0(News, 1);
  news->items = g_ptr_array_new_with_free_func((GDestroyNotify)news_item_free);
  news->first_run = run;
  if (run == 0)
    return g_steal_pointer(&news);
  news->since = start_of(reader, run);
  news->failures = count_failures(reader, run);
  g_autoptr(GHashTable) items = g_hash_table_new(g_str_hash, g_str_equal);
  gboolean read = read_changes(reader, run, items, error);
  GHashTableIter iterator;
  gpointer item;
  g_hash_table_iter_init(&iterator, items);
  while (g_hash_table_iter_next(&iterator, NULL, &item))
    g_ptr_array_add(news->items, item);
  if (!read)
    return NULL;
  for (guint i = 0; i < news->items->len; i++)
    describe(reader, news->items->pdata[i]);
  g_ptr_array_sort(news->items, compare_items);
  return g_steal_pointer(&news);
}
