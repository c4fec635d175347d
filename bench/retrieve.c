/* retrieve SETDIR OUT.tsv [--documents LANG] [--queries LANG]: a run of a retrieval set: query id, document id, score,
 * 100 a query; prints nDCG@10. The documents' language is identified, not read from the file. */
#include "bench/retrieval_set.h"

#include "queries/weights.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#define ANSWERS 100

/* "name=value,name=value": other weights than those in force, to try them. */
static gboolean set_weights(const char *text) {
  static const struct {
    const char *name;
    double *value;
  } table[] = {
#define X(name, value, least, most) {#name, &weights.name},
      WEIGHTS(X)
#undef X
  };
  g_auto(GStrv) settings = g_strsplit(text ? text : "", ",", -1);
  for (char **setting = settings; *setting; setting++) {
    const char *value = strchr(*setting, '=');
    gboolean found = FALSE;
    for (gsize w = 0; value && w < G_N_ELEMENTS(table); w++)
      if (strncmp(table[w].name, *setting, (gsize)(value - *setting)) == 0 && !table[w].name[value - *setting]) {
        *table[w].value = g_ascii_strtod(value + 1, NULL);
        found = TRUE;
      }
    if (!found)
      return FALSE;
  }
  return TRUE;
}

int main(int argc, char **argv) {
  g_autofree char *documents = NULL, *queries = NULL, *settings = NULL;
  int every = 1;
  const GOptionEntry entries[] = {
      {"documents", 0, 0, G_OPTION_ARG_STRING, &documents, "documents of LANG only", "LANG"},
      {"queries", 0, 0, G_OPTION_ARG_STRING, &queries, "queries in LANG only", "LANG"},
      {"weights", 0, 0, G_OPTION_ARG_STRING, &settings, "other weights (queries/weights.h)", "NAME=VALUE,..."},
      {"every", 0, 0, G_OPTION_ARG_INT, &every, "ask every Nth query only", "N"},
      G_OPTION_ENTRY_NULL};
  setlocale(LC_ALL, "");
  g_autoptr(GError) error = NULL;
  g_autoptr(GOptionContext) context = g_option_context_new("SETDIR OUT.tsv - put a retrieval set through the product");
  g_option_context_add_main_entries(context, entries, NULL);
  if (!g_option_context_parse(context, &argc, &argv, &error) || argc != 3 || !set_weights(settings)) {
    fprintf(stderr, "retrieve: %s\n",
            error ? error->message : "usage: retrieve SETDIR OUT.tsv [--documents LANG] [--queries LANG]");
    return 2;
  }
  RetrievalSet *set = retrieval_set_load(argv[1], documents, queries);
  FILE *out = fopen(argv[2], "w");
  if (!out) {
    perror(argv[2]);
    return 1;
  }
  retrieval_set_index(set);
  double sum = 0;
  guint judged = 0;
  for (guint q = 0; q < set->queries->len; q += (guint)MAX(every, 1)) {
    const SetText *query = set->queries->pdata[q];
    g_autoptr(GArray) answer = retrieval_set_ask(set, query->text, ANSWERS);
    for (guint i = 0; i < answer->len; i++) {
      const RankedDocument *ranked = &g_array_index(answer, RankedDocument, i);
      fprintf(out, "%s\t%s\t%.6f\n", query->id, ranked->document, ranked->score);
    }
    double score = retrieval_set_score(set, query->id, answer);
    sum += MAX(score, 0);
    judged += score >= 0;
  }
  int failed = fclose(out);
  printf("%.4f\t%u\n", sum / MAX(judged, 1), judged);
  retrieval_set_free(set);
  return failed ? 1 : 0;
}
