/* Loads, indexes and asks a retrieval set. */
#include "bench/retrieval_set.h"

#include "index/writer.h"
#include "pipeline/stages/stage.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void give_up(const char *what, const GError *error) {
  fprintf(stderr, "%s: %s\n", what, error ? error->message : "failed");
  exit(1);
}

static void text_free(SetText *text) {
  g_free(text->id);
  g_free(text->language);
  g_free(text->text);
  g_free(text);
}

static char **read_lines(const char *folder, const char *name) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autofree char *content = NULL;
  g_autoptr(GError) error = NULL;
  if (!g_file_get_contents(path, &content, NULL, &error))
    give_up(path, error);
  return g_strsplit(content, "\n", -1);
}

static GPtrArray *read_texts(const char *folder, const char *name, const char *language) {
  GPtrArray *texts = g_ptr_array_new_with_free_func((GDestroyNotify)text_free);
  g_auto(GStrv) lines = read_lines(folder, name);
  for (char **line = lines; *line; line++) {
    g_auto(GStrv) columns = g_strsplit(*line, "\t", 3);
    if (g_strv_length(columns) != 3 || (language && strcmp(columns[1], language) != 0))
      continue;
    SetText *text = g_new(SetText, 1);
    *text = (SetText){g_strdup(columns[0]), g_strdup(columns[1]), g_strdup(columns[2])};
    g_ptr_array_add(texts, text);
  }
  return texts;
}

static gboolean contains_document(const GHashTable *ids, const char *id) {
  return g_hash_table_contains((GHashTable *)ids, id);
}

static void read_judgements(RetrievalSet *set, const char *folder) {
  g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < set->documents->len; i++)
    g_hash_table_add(ids, ((SetText *)set->documents->pdata[i])->id);
  g_auto(GStrv) lines = read_lines(folder, "qrels.tsv");
  for (char **line = lines; *line; line++) {
    g_auto(GStrv) columns = g_strsplit(*line, "\t", 3);
    if (g_strv_length(columns) != 3 || atoi(columns[2]) <= 0 || !contains_document(ids, columns[1]))
      continue;
    GHashTable *grades = g_hash_table_lookup(set->judged, columns[0]);
    if (!grades) {
      grades = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert(set->judged, g_strdup(columns[0]), grades);
    }
    g_hash_table_insert(grades, g_strdup(columns[1]), GINT_TO_POINTER(atoi(columns[2])));
  }
}

RetrievalSet *retrieval_set_load(const char *folder, const char *documents, const char *queries) {
  RetrievalSet *set = g_new0(RetrievalSet, 1);
  set->documents = read_texts(folder, "docs.tsv", documents);
  set->queries = read_texts(folder, "queries.tsv", queries);
  set->judged = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
  read_judgements(set, folder);
  return set;
}

/* As the worker hands it over: one section of plain text, through all stages. The language is not told. */
static Document *make_document(const SetText *text) {
  Document *document = document_new();
  document_set_string(&document->media_type, "text/plain");
  document_set_string(&document->extractor, "text");
  document->extractor_version = 1;
  Unit *unit = unit_new(UNIT_KIND_SECTION);
  unit->text = g_strdup(text->text);
  unit_set_locator(unit, LOCATOR_LINE, 1, NULL);
  document_add_unit(document, unit);
  stages_run(document);
  return document;
}

void retrieval_set_index(RetrievalSet *set) {
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("nordsok-retrieval-XXXXXX", &error);
  if (!folder)
    give_up("temporary folder", error);
  set->index = g_build_filename(folder, "index.db", NULL);
  Writer *writer = writer_open(set->index, NULL, NULL, &error);
  if (!writer)
    give_up(set->index, error);
  for (guint i = 0; i < set->documents->len; i++) {
    const SetText *text = set->documents->pdata[i];
    g_autoptr(Document) document = make_document(text);
    g_autofree char *path = g_strdup_printf("/%u", i);
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text->id, -1);
    Source source = {.path = path, .sha256 = sha256, .size = strlen(text->text), .stages_version = STAGES_VERSION};
    if (!writer_put(writer, &source, document, &error))
      give_up(text->id, error);
  }
  if (!writer_close(writer, &error))
    give_up(set->index, error);
  set->reader = reader_open(set->index, &error);
  if (!set->reader)
    give_up(set->index, error);
}

GArray *retrieval_set_ask(const RetrievalSet *set, const char *text, guint limit) {
  GArray *answer = g_array_new(FALSE, FALSE, sizeof(RankedDocument));
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GError) error = NULL;
  SearchOptions options = {.limit = limit};
  g_autoptr(SearchResult) result = search_run(set->reader, text, &options, &error);
  if (!result)
    give_up(text, error);
  for (guint i = 0; i < result->hits->len; i++) {
    const SearchHit *hit = result->hits->pdata[i];
    const SetText *document = set->documents->pdata[atoi(hit->place->path + 1)];
    RankedDocument ranked = {document->id, hit->score};
    if (g_hash_table_add(seen, document->id))
      g_array_append_val(answer, ranked);
  }
  return answer;
}

static gint descending(gconstpointer a, gconstpointer b) {
  return *(const int *)b - *(const int *)a;
}

static double gain(int grade, guint rank) {
  return (exp2(grade) - 1) / log2(rank + 2);
}

double retrieval_set_score(const RetrievalSet *set, const char *query, const GArray *answer) {
  GHashTable *grades = g_hash_table_lookup(set->judged, query);
  if (!grades)
    return -1;
  double found = 0, best = 0;
  for (guint i = 0; i < MIN(answer->len, 10); i++)
    found += gain(GPOINTER_TO_INT(g_hash_table_lookup(grades, g_array_index(answer, RankedDocument, i).document)), i);
  g_autoptr(GArray) ideal = g_array_new(FALSE, FALSE, sizeof(int));
  GHashTableIter iterator;
  gpointer grade;
  g_hash_table_iter_init(&iterator, grades);
  while (g_hash_table_iter_next(&iterator, NULL, &grade)) {
    int value = GPOINTER_TO_INT(grade);
    g_array_append_val(ideal, value);
  }
  g_array_sort(ideal, descending);
  for (guint i = 0; i < MIN(ideal->len, 10); i++)
    best += gain(g_array_index(ideal, int, i), i);
  return found / best;
}

static void remove_index(const char *index) {
  static const char *const endings[] = {"", "-wal", "-shm"};
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *path = g_strconcat(index, endings[i], NULL);
    g_unlink(path);
  }
  g_autofree char *folder = g_path_get_dirname(index);
  g_rmdir(folder);
}

void retrieval_set_free(RetrievalSet *set) {
  reader_close(set->reader);
  if (set->index)
    remove_index(set->index);
  g_free(set->index);
  g_ptr_array_unref(set->documents);
  g_ptr_array_unref(set->queries);
  g_hash_table_unref(set->judged);
  g_free(set);
}
