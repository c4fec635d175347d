/* tune [--folds N] [--queries N] [--passes N] [--only NAME,NAME] SETDIR[:QUERYLANG:DOCLANG]...: chooses the weights of
 * queries/weights.h.
 *
 * Coordinate ascent over the mean nDCG@10 of the sets: one weight after the other takes the best of a few values
 * between its bounds, narrower each pass. With --folds the queries are parted by the documents that answer them: the
 * weights are chosen on all folds but one and measured on that one, so that the figure printed is of queries that no
 * weight was chosen by. Without it the weights are chosen on all queries, and printed. */
#include "bench/retrieval_set.h"

#include "queries/weights.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ANSWERS 12 /* nDCG@10 looks at ten */

static const struct {
  const char *name;
  double *value;
  double least, most;
} table[] = {
#define X(name, value, least, most) {#name, &weights.name, least, most},
    WEIGHTS(X)
#undef X
};

typedef struct {
  RetrievalSet *set;
  char *name;
  GArray *chosen; /* guint: queries asked for while tuning */
} Task;

/* Queries that the same document answers fall into one fold. */
static guint fold_of(const RetrievalSet *set, const SetText *query, guint folds) {
  GHashTable *grades = g_hash_table_lookup(set->judged, query->id);
  guint lowest = G_MAXUINT;
  GHashTableIter iterator;
  gpointer document;
  g_hash_table_iter_init(&iterator, grades);
  while (g_hash_table_iter_next(&iterator, &document, NULL)) {
    g_autofree char *article =
        g_strndup(document, MAX(strcspn(strrchr(document, ':') ? strrchr(document, ':') : document, "\t"), 1));
    char *last = strrchr(article, '-');
    if (last)
      *last = '\0'; /* passages of one article end in a number */
    lowest = MIN(lowest, g_str_hash(article));
  }
  return lowest % folds;
}

/* Mean nDCG@10 over the queries of the folds in `mask`. */
static double measure_task(const Task *task, guint folds, guint mask) {
  double sum = 0;
  guint count = 0;
  for (guint i = 0; i < task->chosen->len; i++) {
    const SetText *query = task->set->queries->pdata[g_array_index(task->chosen, guint, i)];
    if (!(mask & 1u << fold_of(task->set, query, folds)))
      continue;
    g_autoptr(GArray) answer = retrieval_set_ask(task->set, query->text, ANSWERS);
    sum += retrieval_set_score(task->set, query->id, answer);
    count++;
  }
  return count ? sum / count : 0;
}

static double measure(const GPtrArray *tasks, guint folds, guint mask) {
  double sum = 0;
  for (guint i = 0; i < tasks->len; i++)
    sum += measure_task(tasks->pdata[i], folds, mask);
  return sum / tasks->len;
}

/* Tries values around the present one, and keeps the best. */
static double improve(gsize w, double best, double reach, const GPtrArray *tasks, guint folds, guint mask) {
  static const double steps[] = {-1, -0.5, 0.5, 1};
  double present = *table[w].value, kept = present;
  for (gsize s = 0; s < G_N_ELEMENTS(steps); s++) {
    double value = CLAMP(present + steps[s] * reach * (table[w].most - table[w].least), table[w].least, table[w].most);
    if (value == present)
      continue;
    *table[w].value = value;
    double score = measure(tasks, folds, mask);
    if (score > best + 0.0002) {
      best = score;
      kept = value;
    }
  }
  *table[w].value = kept;
  return best;
}

static void choose(const GPtrArray *tasks, guint folds, guint mask, guint passes, const char *only) {
  double best = measure(tasks, folds, mask), reach = 0.3;
  g_auto(GStrv) names = g_strsplit(only ? only : "", ",", -1);
  for (guint pass = 0; pass < passes; pass++, reach /= 2)
    for (gsize w = 0; w < G_N_ELEMENTS(table); w++) {
      if (only && !g_strv_contains((const char *const *)names, table[w].name))
        continue;
      double before = *table[w].value;
      best = improve(w, best, reach, tasks, folds, mask);
      if (*table[w].value != before)
        fprintf(stderr, "pass %u: %s %.3f -> %.3f: %.4f\n", pass + 1, table[w].name, before, *table[w].value, best);
    }
}

static void print_weights(void) {
  for (gsize w = 0; w < G_N_ELEMENTS(table); w++)
    printf("%-16s %.3f\n", table[w].name, *table[w].value);
}

static Task *load_task(const char *argument, int most) {
  g_auto(GStrv) parts = g_strsplit(argument, ":", 3);
  gboolean pair = g_strv_length(parts) == 3;
  Task *task = g_new0(Task, 1);
  task->name = g_path_get_basename(argument);
  task->set = retrieval_set_load(parts[0], pair ? parts[2] : NULL, pair ? parts[1] : NULL);
  task->chosen = g_array_new(FALSE, FALSE, sizeof(guint));
  guint judged = 0, step;
  for (guint q = 0; q < task->set->queries->len; q++)
    judged += g_hash_table_contains(task->set->judged, ((SetText *)task->set->queries->pdata[q])->id);
  step = MAX(1, judged / (guint)most);
  for (guint q = 0, seen = 0; q < task->set->queries->len; q++)
    if (g_hash_table_contains(task->set->judged, ((SetText *)task->set->queries->pdata[q])->id) && seen++ % step == 0)
      g_array_append_val(task->chosen, q);
  retrieval_set_index(task->set);
  return task;
}

static void print_scores(const GPtrArray *tasks, guint folds, guint mask, const char *what) {
  printf("%s", what);
  for (guint i = 0; i < tasks->len; i++)
    printf("  %s %.4f", ((const Task *)tasks->pdata[i])->name, measure_task(tasks->pdata[i], folds, mask));
  printf("\n");
  fflush(stdout);
}

int main(int argc, char **argv) {
  int folds = 0, queries = 150, passes = 2;
  g_autofree char *only = NULL;
  const GOptionEntry entries[] = {
      {"folds", 0, 0, G_OPTION_ARG_INT, &folds, "measure by cross-validation over N folds", "N"},
      {"queries", 0, 0, G_OPTION_ARG_INT, &queries, "about N queries a set", "N"},
      {"passes", 0, 0, G_OPTION_ARG_INT, &passes, "passes over the table", "N"},
      {"only", 0, 0, G_OPTION_ARG_STRING, &only, "only these weights", "NAME,..."},
      G_OPTION_ENTRY_NULL};
  setlocale(LC_ALL, "");
  g_autoptr(GError) error = NULL;
  g_autoptr(GOptionContext) context = g_option_context_new("SETDIR[:QUERYLANG:DOCLANG]... - choose the weights");
  g_option_context_add_main_entries(context, entries, NULL);
  if (!g_option_context_parse(context, &argc, &argv, &error) || argc < 2 || folds < 0 || folds > 16 || queries < 1) {
    fprintf(stderr, "tune: %s\n", error ? error->message : "which sets?");
    return 2;
  }
  g_autoptr(GPtrArray) tasks = g_ptr_array_new();
  for (int i = 1; i < argc; i++)
    g_ptr_array_add(tasks, load_task(argv[i], queries));
  const Weights begun = weights;
  guint all = folds > 1 ? (1u << folds) - 1 : 1;
  print_scores(tasks, MAX(1, (guint)folds), all, "before:");
  for (int f = 0; f < (folds > 1 ? folds : 0); f++) {
    weights = begun;
    g_autofree char *begin = g_strdup_printf("fold %d, held out, as they are:", f + 1);
    print_scores(tasks, (guint)folds, 1u << f, begin);
    choose(tasks, (guint)folds, all & ~(1u << f), (guint)passes, only);
    g_autofree char *what = g_strdup_printf("fold %d, held out, chosen on the others:", f + 1);
    print_scores(tasks, (guint)folds, 1u << f, what);
  }
  if (folds < 2) {
    choose(tasks, 1, 1, (guint)passes, only);
    print_scores(tasks, 1, 1, "after:");
    print_weights();
  }
  for (guint i = 0; i < tasks->len; i++) {
    Task *task = tasks->pdata[i];
    retrieval_set_free(task->set);
    g_array_unref(task->chosen);
    g_free(task->name);
    g_free(task);
  }
  return 0;
}
