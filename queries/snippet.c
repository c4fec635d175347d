/* Chooses and cuts snippets. */
#include "queries/snippet.h"

#include "queries/hits.h"

#include <string.h>

void snippet_free(Snippet *snippet) {
  if (!snippet)
    return;
  g_free(snippet->text);
  g_array_unref(snippet->marks);
  g_free(snippet);
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

Snippet *snippet_make(Analyser *analyser, const Expansion *expansion, MatchMode mode, const char *language,
                      const char *text, gsize width) {
  gsize length = strlen(text), start = 0, end = 0;
  g_autoptr(GArray) hits = hits_find(analyser, expansion, mode, language, text);
  best_stretch(hits, width, expansion, &start, &end);
  gsize hit_start = start, hit_end = end;
  widen(text, length, width, &start, &end);
  start = MIN(start, hits->len ? hit_start : start); /* whole words never cost a hit */
  end = MAX(end, hit_end);
  while (start > 0 && ((guchar)text[start] & 0xc0) == 0x80)
    start--;
  while (end < length && ((guchar)text[end] & 0xc0) == 0x80)
    end++;

  Snippet *snippet = g_new0(Snippet, 1);
  snippet->marks = g_array_new(FALSE, FALSE, sizeof(Mark));
  g_autofree gsize *map = g_new(gsize, end - start + 1);
  snippet->text = flatten(text, start, end, start > 0, end < length, map);
  for (guint i = 0; i < hits->len; i++) {
    const Hit *hit = &g_array_index(hits, Hit, i);
    if (hit->start < start || hit->end > end)
      continue;
    Mark mark = {map[hit->start - start], map[hit->end - start]};
    g_array_append_val(snippet->marks, mark);
  }
  return snippet;
}
