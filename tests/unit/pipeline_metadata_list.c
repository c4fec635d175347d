/* Lists of metadata: CSV as people's programs write it. */
#include "index/base_urls.h"
#include "index/given.h"
#include "pipeline/metadata_list.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  const char *name, *text, *expected; /* fields with | between, rows with / between; NULL: an error */
} CsvCase;

static const CsvCase csv_cases[] = {
    {"plain", "a,b\n1,2\n", "a|b/1|2"},
    {"no-line-end", "a,b\n1,2", "a|b/1|2"},
    {"crlf", "a,b\r\n1,2\r\n", "a|b/1|2"},
    {"semicolons", "a;b\n1,5;2\n", "a|b/1,5|2"},
    {"tabs", "a\tb\n1\t2\n", "a|b/1|2"},
    {"quoted", "a,b\n\"1,\"\"x\"\"\",\"två\nrader\"\n", "a|b/1,\"x\"|två\nrader"},
    {"empty-fields", "a,b,c\n,,\n1,,3\n", "a|b|c/||/1||3"},
    {"empty-lines", "a,b\n\n1,2\n\n\n", "a|b/1|2"},
    {"spaces", "a , b\n 1 ,  2\n", "a|b/1|2"},
    {"ends-with-separator", "a,b\n1,\n", "a|b/1|"},
    {"nothing", "", ""},
    {"quote-inside", "a\nx\"y\n", "a/x\"y"},
    {"not-closed", "a,b\n\"1,2\n", NULL},
    {"text-after-quote", "a,b\n\"1\"x,2\n", NULL},
};

static void test_csv(gconstpointer data) {
  const CsvCase *c = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = metadata_list_parse(c->text, &error);
  if (!c->expected) {
    g_assert_null(rows);
    g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    return;
  }
  g_assert_no_error(error);
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint r = 0; r < rows->len; r++) {
    const GPtrArray *row = rows->pdata[r];
    for (guint i = 0; i < row->len; i++)
      g_string_append_printf(out, "%s%s", i ? "|" : r ? "/" : "", (char *)row->pdata[i]);
  }
  g_assert_cmpstr(out->str, ==, c->expected);
}

typedef struct {
  char *folder, *index, *list;
  Writer *writer;
} Desk;

static void set_up(Desk *desk, gconstpointer data) {
  desk->folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  desk->index = g_build_filename(desk->folder, "index.db", NULL);
  desk->list = g_build_filename(desk->folder, "lista.csv", NULL);
  desk->writer = writer_open(desk->index, NULL, NULL, NULL);
  g_assert_nonnull(desk->writer);
}

static void tear_down(Desk *desk, gconstpointer data) {
  static const char *const endings[] = {"", "-wal", "-shm"};
  g_assert_true(writer_close(desk->writer, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *file = g_strconcat(desk->index, endings[i], NULL);
    g_unlink(file);
  }
  g_unlink(desk->list);
  g_rmdir(desk->folder);
  g_free(desk->folder);
  g_free(desk->index);
  g_free(desk->list);
}

static guint apply(Desk *desk, const char *list) {
  g_autoptr(GError) error = NULL;
  guint files, changed;
  g_assert_true(g_file_set_contents(desk->list, list, -1, NULL));
  g_assert_true(metadata_list_apply(desk->list, desk->writer, &files, &changed, &error));
  g_assert_no_error(error);
  return changed;
}

/* What the document of a path beside the list becomes. */
static Document *read_given(Desk *desk, const char *name) {
  g_autofree char *path = g_build_filename(desk->folder, name, NULL);
  Source source = {.path = path, .sha256 = "00"};
  Document *document = document_new();
  document->title = g_strdup("Microsoft Word - utkast");
  document->date = g_strdup("1999-01-01");
  document->date_evidence = g_strdup("1 januari 1999");
  g_assert_true(given_apply(desk->writer, &source, document, NULL));
  return document;
}

static void test_columns(Desk *desk, gconstpointer data) {
  g_assert_cmpuint(apply(desk, "Sökväg;Titel;År;Ort;Utgivare;Adress;Dnr\n"
                               "a.pdf;Vindkraft;2014;Gävle;Kommunen;https://x.example/a;KS 1\n"
                               "b.pdf;;;;;;\n"),
                   ==, 1);
  g_autoptr(Document) a = read_given(desk, "a.pdf");
  g_assert_cmpstr(a->title, ==, "Vindkraft");
  g_assert_cmpstr(a->date, ==, "2014");
  g_assert_null(a->date_evidence);
  g_assert_cmpstr(a->place, ==, "Gävle");
  g_assert_cmpstr(a->organiser, ==, "Kommunen");
  g_assert_cmpstr(a->url, ==, "https://x.example/a");
  g_assert_cmpstr(g_hash_table_lookup(a->metadata, "dnr"), ==, "KS 1");
  g_autoptr(Document) b = read_given(desk, "b.pdf");
  g_assert_cmpstr(b->title, ==, "Microsoft Word - utkast");
  g_assert_cmpstr(b->date, ==, "1999-01-01");
}

/* The same again says nothing new; an empty field takes back. */
static void test_again(Desk *desk, gconstpointer data) {
  g_assert_cmpuint(apply(desk, "path,title,date,year\na.pdf,Vindkraft,2014-09,2013\n"), ==, 1);
  g_assert_cmpuint(apply(desk, "path,title,date,year\na.pdf,Vindkraft,2014-09,2013\n"), ==, 0);
  g_autoptr(Document) first = read_given(desk, "a.pdf");
  g_assert_cmpstr(first->date, ==, "2014-09");
  g_assert_cmpuint(apply(desk, "path,title,date,year\na.pdf,,,2013\n"), ==, 1);
  g_autoptr(Document) second = read_given(desk, "a.pdf");
  g_assert_cmpstr(second->title, ==, "Microsoft Word - utkast");
  g_assert_cmpstr(second->date, ==, "2013");
}

/* Nothing of a list that cannot be understood is said. */
static void test_refused(Desk *desk, gconstpointer data) {
  static const char *const lists[] = {"",
                                      "titel\nVindkraft\n",
                                      "path,date\na.pdf,2014\nb.pdf,3 feb\n",
                                      "path,date\na.pdf,2014-02-30\n",
                                      "path,date\na.pdf,2014,x\n",
                                      "path,kind\na.pdf,bok\n",
                                      "path,\"title\na.pdf,Vindkraft\n"};
  for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
    g_autoptr(GError) error = NULL;
    guint files, changed;
    g_assert_true(g_file_set_contents(desk->list, lists[i], -1, NULL));
    g_assert_false(metadata_list_apply(desk->list, desk->writer, &files, &changed, &error));
    g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  }
  g_autoptr(Document) document = read_given(desk, "a.pdf");
  g_assert_cmpstr(document->date, ==, "1999-01-01");
}

typedef struct {
  const char *path, *expected;
} UrlCase;

static const UrlCase url_cases[] = {{"/arkiv/a.pdf", "https://x.example/a.pdf"},
                                    {"/arkiv/mötet 1/å.pdf", "https://y.example/m/%C3%A5.pdf"},
                                    {"/arkiv/mötet 12/b.pdf", "https://x.example/m%C3%B6tet%2012/b.pdf"},
                                    {"/arkiv/a?#%.pdf", "https://x.example/a%3F%23%25.pdf"},
                                    {"/arkivet/a.pdf", NULL},
                                    {"/", NULL},
                                    {NULL, NULL}};

static void test_base_urls(Desk *desk, gconstpointer data) {
  g_assert_true(given_set_base_url(desk->writer, "/arkiv", "https://x.example/", NULL));
  g_assert_true(given_set_base_url(desk->writer, "/arkiv/mötet 1", "https://y.example/m", NULL));
  BaseUrls *urls = base_urls_new(writer_get_database(desk->writer));
  for (gsize i = 0; i < G_N_ELEMENTS(url_cases); i++) {
    g_autofree char *url = base_urls_find(urls, url_cases[i].path);
    g_assert_cmpstr(url, ==, url_cases[i].expected);
  }
  base_urls_free(urls);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(csv_cases); i++) {
    g_autofree char *name = g_strconcat("/metadata-list/csv/", csv_cases[i].name, NULL);
    g_test_add_data_func(name, &csv_cases[i], test_csv);
  }
#define TEST(name, function) g_test_add("/metadata-list/" name, Desk, NULL, set_up, function, tear_down)
  TEST("columns", test_columns);
  TEST("again", test_again);
  TEST("refused", test_refused);
  TEST("base-urls", test_base_urls);
  return g_test_run();
}
