/* Chooses and cuts snippets. */
#include "queries/snippet.h"

#include <string.h>

typedef struct {
  gsize start, end;
  guint group;
} Hit;

typedef struct {
  GHashTable *terms;   /* char* -> group + 1 */
  GPtrArray *prefixes; /* char* */
  GArray *prefix_groups;
  GArray *hits; /* Hit, by start; one for each token */
  guint last_position;
  gboolean any;
} Finder;

void snippet_free(Snippet *snippet) {
  if (!snippet)
    return;
  g_free(snippet->text);
  g_array_unref(snippet->marks);
  g_free(snippet);
}

static void finder_init(Finder *finder, const Expansion *expansion) {
  *finder = (Finder){.terms = g_hash_table_new(g_str_hash, g_str_equal),
                     .prefixes = g_ptr_array_new(),
                     .prefix_groups = g_array_new(FALSE, FALSE, sizeof(guint)),
                     .hits = g_array_new(FALSE, FALSE, sizeof(Hit))};
  for (guint g = 0; g < expansion->groups->len; g++) {
    const Group *group = expansion->groups->pdata[g];
    for (guint i = 0; i < group->alternatives->len; i++) {
      const Alternative *alternative = group->alternatives->pdata[i];
      for (guint t = 0; t < alternative->terms->len; t++) {
        if (alternative->kind == ALTERNATIVE_PREFIX && t + 1 == alternative->terms->len) {
          g_ptr_array_add(finder->prefixes, alternative->terms->pdata[t]);
          g_array_append_val(finder->prefix_groups, g);
        } else if (!g_hash_table_contains(finder->terms, alternative->terms->pdata[t])) {
          g_hash_table_insert(finder->terms, alternative->terms->pdata[t], GUINT_TO_POINTER(g + 1));
        }
      }
    }
  }
}

static void finder_clear(Finder *finder) {
  g_hash_table_unref(finder->terms);
  g_ptr_array_unref(finder->prefixes);
  g_array_unref(finder->prefix_groups);
  g_array_unref(finder->hits);
}

/* Number of the group that the term belongs to, from 1; 0: none. */
static guint group_of(const Finder *finder, const char *term) {
  guint group = GPOINTER_TO_UINT(g_hash_table_lookup(finder->terms, term));
  for (guint i = 0; !group && i < finder->prefixes->len; i++)
    if (g_str_has_prefix(term, finder->prefixes->pdata[i]))
      group = g_array_index(finder->prefix_groups, guint, i) + 1;
  return group;
}

static gboolean on_term(const Term *term, gpointer data) {
  Finder *finder = data;
  char buffer[256];
  if (term->length >= sizeof buffer || (finder->any && finder->last_position == term->position))
    return TRUE;
  memcpy(buffer, term->text, term->length);
  buffer[term->length] = '\0';
  guint group = group_of(finder, buffer);
  if (group) {
    Hit hit = {term->start, term->end, group - 1};
    g_array_append_val(finder->hits, hit);
    finder->last_position = term->position;
    finder->any = TRUE;
  }
  return TRUE;
}

/* The worth of a stretch: each group once by its rarity, and a little for each further hit. */
static double worth(const GArray *hits, guint first, guint last, const Expansion *expansion) {
  guint32 seen = 0;
  double sum = 0;
  for (guint i = first; i <= last; i++) {
    const Hit *hit = &g_array_index(hits, Hit, i);
    const Group *group = expansion->groups->pdata[hit->group];
    sum += seen & 1u << hit->group ? 0.05 : 1 + group->rarity;
    seen |= 1u << hit->group;
  }
  return sum;
}

#define HITS_LOOKED_AT 400 /* a unit with more hits than this is shown by its first ones */
#define HITS_IN_WINDOW 24

static void best_stretch(const GArray *hits, gsize width, const Expansion *expansion, gsize *start, gsize *end) {
  double best = -1;
  for (guint first = 0; first < MIN(hits->len, HITS_LOOKED_AT); first++) {
    const Hit *from = &g_array_index(hits, Hit, first);
    guint last = first;
    while (last + 1 < hits->len && last - first < HITS_IN_WINDOW &&
           g_array_index(hits, Hit, last + 1).end - from->start <= width)
      last++;
    double value = worth(hits, first, last, expansion);
    if (value > best) {
      best = value;
      *start = from->start;
      *end = g_array_index(hits, Hit, last).end;
    }
  }
}

static gboolean is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

/* Widens [start, end) to about `width`, a third of the room before it, and then to whole words. */
static void widen(const char *text, gsize length, gsize width, gsize *start, gsize *end) {
  gsize room = width > *end - *start ? width - (*end - *start) : 0;
  gsize before = MIN(room / 3, *start);
  *start -= before;
  *end = MIN(length, *end + room - before);
  while (*start > 0 && !is_space(text[*start - 1]) && before-- > 0)
    (*start)++;
  while (*end<length && * end> * start && !is_space(text[*end]) && !is_space(text[*end - 1]))
    (*end)--;
}

/* Copies a stretch on one line; `map` gets the new offset of each byte of it. */
static char *flatten(const char *text, gsize start, gsize end, gboolean more_before, gboolean more_after, gsize *map) {
  GString *out = g_string_new(more_before ? "… " : "");
  for (gsize i = start; i < end; i++) {
    gboolean space = is_space(text[i]);
    map[i - start] = out->len;
    if (!space)
      g_string_append_c(out, text[i]);
    else if (out->len > 0 && out->str[out->len - 1] != ' ')
      g_string_append_c(out, ' ');
  }
  map[end - start] = out->len;
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate(out, out->len - 1);
  if (more_after)
    g_string_append(out, " …");
  return g_string_free(out, FALSE);
}

Snippet *snippet_make(Analyser *analyser, const Expansion *expansion, const char *language, const char *text,
                      gsize width) {
  gsize length = strlen(text), start = 0, end = 0;
  Finder finder;
  finder_init(&finder, expansion);
  analyser_run(analyser, language, text, length, on_term, &finder);
  best_stretch(finder.hits, width, expansion, &start, &end);
  gsize hit_start = start, hit_end = end;
  widen(text, length, width, &start, &end);
  start = MIN(start, finder.hits->len ? hit_start : start); /* whole words never cost a hit */
  end = MAX(end, hit_end);
  while (start > 0 && ((guchar)text[start] & 0xc0) == 0x80)
    start--;
  while (end < length && ((guchar)text[end] & 0xc0) == 0x80)
    end++;

  Snippet *snippet = g_new0(Snippet, 1);
  snippet->marks = g_array_new(FALSE, FALSE, sizeof(Mark));
  g_autofree gsize *map = g_new(gsize, end - start + 1);
  snippet->text = flatten(text, start, end, start > 0, end < length, map);
  for (guint i = 0; i < finder.hits->len; i++) {
    const Hit *hit = &g_array_index(finder.hits, Hit, i);
    if (hit->start < start || hit->end > end)
      continue;
    Mark mark = {map[hit->start - start], map[hit->end - start]};
    g_array_append_val(snippet->marks, mark);
  }
  finder_clear(&finder);
  return snippet;
}
