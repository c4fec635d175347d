/* What is marked is what matched: every hit of every answer, cut from the stored text, is checked against the full-text
 * index and against the analyser. */
#include "index/rank.h"
#include "index/tokenizer.h"
#include "index/writer.h"
#include "queries/hits.h"
#include "queries/search.h"

#include <glib/gstdio.h>
#include <string.h>

static const struct {
  const char *language, *heading, *text;
} units[] = {
    {"sv", "Energi",
     "Kommunens klimat- och energiplan antogs kl. 9.30 den 25 september 2014. EU:s mål gäller t.ex. CO₂-utsläpp."},
    {"sv", NULL,
     "Nätverksträffen i Västra Götaland samlade tolv kommuner. KS beslutar om hållbar utveckling och miljömålen."},
    {"nb", "Bærekraftig utvikling",
     "Fylkeskommunen følger opp miljømålene. Anskaffelsene skal være grønne, jf. St.meld. 26 og "
     "www.miljodirektoratet.no/tema."},
    {"nn", NULL, "Berekraftig utvikling i kommunane: oppfølginga av klima- og energiplanane, kl. 09:30 og 900 kr."},
    {"da", NULL, "Bæredygtig udvikling i kommunerne. Bøgerne om støj og indkøb kan læses."},
    {"en", NULL, "Sustainable development, public health and procurement in municipalities; e-mail and C++."},
    {"und", NULL, "Får får får? Nej, får får lamm. miljö/hållbarhetsstrateger"},
};

static const char *const queries[] = {
    "miljömål",
    "hållbar utveckling",
    "bærekraftig utvikling",
    "upphandling",
    "klimaplan",
    "energiplanen",
    "9:30",
    "09.30",
    "2014-09-25",
    "25.09.2014",
    "t ex",
    "co2",
    "Västra Götaland",
    "kommunstyrelse",
    "12",
    "nätverk",
    "kommun*",
    "*träffen",
    "\"følger opp\"",
    "=får",
    "far",
    "sustainable development",
    "folkhälsa",
    "e-mail",
    "c++",
    "buller bok",
    "miljöstrateger",
    "miljodirektoratet.no/tema",
    "kronor",
    "uppföljning av energiplaner",
    "nätvrek",
    "kommun -energi",
};

typedef struct {
  char *folder, *path;
  Reader *reader;
} Fixture;

static void set_up(Fixture *fixture, gconstpointer data) {
  fixture->folder = g_dir_make_tmp("nordsok-hits-XXXXXX", NULL);
  fixture->path = g_build_filename(fixture->folder, "index.db", NULL);
  Writer *writer = writer_open(fixture->path, NULL, NULL, NULL);
  g_autoptr(Document) document = document_new();
  for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
    Unit *unit = unit_new(UNIT_KIND_PAGE);
    unit_set_locator(unit, LOCATOR_PAGE, (guint)i + 1, NULL);
    unit->heading = g_strdup(units[i].heading);
    unit->text = g_strdup(units[i].text);
    unit->language_confidence = i % 2 ? 1 : 0.9;
    strcpy(unit->language, units[i].language);
    document_add_unit(document, unit);
  }
  g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "x", -1);
  Source source = {.path = "/x", .sha256 = sha256};
  g_assert_true(writer_put(writer, &source, document, NULL));
  g_assert_true(writer_close(writer, NULL));
  fixture->reader = reader_open(fixture->path, NULL);
}

static void tear_down(Fixture *fixture, gconstpointer data) {
  reader_close(fixture->reader);
  static const char *const endings[] = {"", "-wal", "-shm"};
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *path = g_strconcat(fixture->path, endings[i], NULL);
    g_unlink(path);
  }
  g_rmdir(fixture->folder);
  g_free(fixture->path);
  g_free(fixture->folder);
}

/* Whether FTS5 finds the alternative in the row by itself. */
static gboolean index_holds(Fixture *fixture, gint64 row, const Alternative *alternative) {
  g_autoptr(GString) match = g_string_new(NULL);
  for (guint i = 0; i < alternative->terms->len; i++)
    g_string_append_printf(match, "%s\"%c%s\"", i ? " + " : "", TOKENIZER_READY, (char *)alternative->terms->pdata[i]);
  if (alternative->kind == ALTERNATIVE_PREFIX)
    g_string_append(match, " *");
  Statement *find = database_prepare(reader_get_database(fixture->reader),
                                     "SELECT count(*) FROM unit_fts WHERE rowid=?1 AND unit_fts MATCH ?2", NULL);
  statement_bind_int(find, 1, row);
  statement_bind_text(find, 2, match->str, -1);
  g_assert_cmpint(statement_step(find, NULL), ==, STEP_ROW);
  gboolean holds = statement_int(find, 0) > 0;
  statement_reset(find);
  return holds;
}

typedef struct {
  const Hit *hit;
  guint found; /* words of the alternative met in the span so far */
} SpanCheck;

static gboolean check_span(const Term *term, gpointer data) {
  SpanCheck *check = data;
  const GPtrArray *terms = check->hit->alternative->terms;
  if (term->start < check->hit->start || term->end > check->hit->end || check->found == terms->len)
    return TRUE;
  const char *wanted = terms->pdata[check->found];
  gsize length = strlen(wanted);
  gboolean prefix = check->hit->alternative->kind == ALTERNATIVE_PREFIX && check->found + 1 == terms->len;
  if ((prefix ? term->length >= length : term->length == length) && memcmp(term->text, wanted, length) == 0)
    check->found++;
  return TRUE;
}

static void check_hits(Fixture *fixture, const SearchResult *result, const Place *place, const char *text,
                       guint *marked) {
  const char *language = tokenizer_analysis_language(place->unit->language, place->unit->language_confidence);
  Analyser *analyser = reader_get_analyser(fixture->reader);
  g_autoptr(GArray) hits = hits_find(analyser, result->expansion, result->mode, language, text);
  gsize last = 0;
  for (guint i = 0; i < hits->len; i++) {
    const Hit *hit = &g_array_index(hits, Hit, i);
    g_assert_cmpuint(hit->start, >=, last);
    g_assert_cmpuint(hit->end, >, hit->start);
    g_assert_cmpuint(hit->end, <=, strlen(text));
    last = hit->end;
    g_autofree char *cut = g_strndup(text + hit->start, hit->end - hit->start);
    g_assert_true(g_utf8_validate(cut, -1, NULL));
    SpanCheck check = {hit, 0};
    analyser_run(analyser, language, text, strlen(text), check_span, &check);
    g_assert_cmpuint(check.found, ==, hit->alternative->terms->len);
    g_assert_true(index_holds(fixture, place->row, hit->alternative));
  }
  *marked += hits->len;
}

static void test_query(Fixture *fixture, gconstpointer data) {
  const char *query = data;
  SearchOptions options = {.limit = 20};
  g_autoptr(GError) error = NULL;
  g_autoptr(SearchResult) result = search_run(fixture->reader, query, &options, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(result->hits->len, >, 0);
  for (guint i = 0; i < result->hits->len; i++) {
    const SearchHit *hit = result->hits->pdata[i];
    const Unit *unit = hit->place->unit;
    guint marked = 0;
    if (unit->heading)
      check_hits(fixture, result, hit->place, unit->heading, &marked);
    check_hits(fixture, result, hit->place, unit->text, &marked);
    g_assert_cmpuint(marked, >, 0); /* nothing is found without a word to show for it */
  }
}

/* The marks of a snippet are the same spans, in the snippet's own bytes. */
static void test_snippet_marks(Fixture *fixture, gconstpointer data) {
  for (gsize q = 0; q < G_N_ELEMENTS(queries); q++) {
    SearchOptions options = {.limit = 20, .snippet_width = 40};
    g_autoptr(SearchResult) result = search_run(fixture->reader, queries[q], &options, NULL);
    for (guint i = 0; i < result->hits->len; i++) {
      const SearchHit *hit = result->hits->pdata[i];
      for (guint m = 0; m < hit->snippet->marks->len; m++) {
        const Mark *mark = &g_array_index(hit->snippet->marks, Mark, m);
        g_autofree char *cut = g_strndup(hit->snippet->text + mark->start, mark->end - mark->start);
        g_assert_nonnull(strstr(hit->place->unit->text, cut));
      }
    }
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(queries); i++) {
    g_autofree char *path = g_strdup_printf("/hits/%zu", i);
    g_test_add(path, Fixture, queries[i], set_up, test_query, tear_down);
  }
  g_test_add("/hits/snippet-marks", Fixture, NULL, set_up, test_snippet_marks, tear_down);
  return g_test_run();
}
