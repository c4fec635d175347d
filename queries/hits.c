/* Finds the words of alternatives in a text, one after the other for phrases. */
#include "queries/hits.h"

#include <string.h>

#define NOWHERE G_MAXUINT
#define LONGEST_TERM 256

/* One word of one alternative. */
typedef struct {
  guint group;
  const Alternative *alternative;
  guint index;   /* 0-based, of the phrase */
  guint *ended;  /* by word: position where the alternative's words up to it were last found together */
  gsize *starts; /* by word: byte where they begin */
} AlternativeWord;

typedef struct {
  GHashTable *terms;   /* char* -> GPtrArray of AlternativeWord* */
  GPtrArray *prefixes; /* AlternativeWord*: last words of ALTERNATIVE_PREFIX */
  GPtrArray *words;    /* owns all */
  GPtrArray *states;   /* owns ended and starts */
  GArray *hits;
} Finder;

static void add_word(Finder *finder, const AlternativeWord *word) {
  AlternativeWord *kept = g_memdup2(word, sizeof *word);
  const GPtrArray *terms = word->alternative->terms;
  g_ptr_array_add(finder->words, kept);
  if (word->alternative->kind == ALTERNATIVE_PREFIX && word->index + 1 == terms->len) {
    g_ptr_array_add(finder->prefixes, kept);
    return;
  }
  GPtrArray *list = g_hash_table_lookup(finder->terms, terms->pdata[word->index]);
  if (!list) {
    list = g_ptr_array_new();
    g_hash_table_insert(finder->terms, terms->pdata[word->index], list);
  }
  g_ptr_array_add(list, kept);
}

static void add_alternative(Finder *finder, guint group, const Alternative *alternative) {
  guint words = alternative->terms->len;
  AlternativeWord word = {group, alternative, 0, g_new(guint, words), g_new0(gsize, words)};
  g_ptr_array_add(finder->states, word.ended);
  g_ptr_array_add(finder->states, word.starts);
  for (word.index = 0; word.index < words; word.index++) {
    word.ended[word.index] = NOWHERE;
    add_word(finder, &word);
  }
}

static void finder_init(Finder *finder, const Expansion *expansion, MatchMode mode) {
  *finder = (Finder){.terms = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref),
                     .prefixes = g_ptr_array_new(),
                     .words = g_ptr_array_new_with_free_func(g_free),
                     .states = g_ptr_array_new_with_free_func(g_free),
                     .hits = g_array_new(FALSE, FALSE, sizeof(Hit))};
  for (guint g = 0; g < expansion->groups->len; g++) {
    const Group *group = expansion->groups->pdata[g];
    for (guint i = 0; i < group->alternatives->len; i++)
      if (alternative_matches(group->alternatives->pdata[i], mode))
        add_alternative(finder, g, group->alternatives->pdata[i]);
  }
}

static void finder_clear(Finder *finder) {
  g_hash_table_unref(finder->terms);
  g_ptr_array_unref(finder->prefixes);
  g_ptr_array_unref(finder->words);
  g_ptr_array_unref(finder->states);
}

/* The term stands for a word of an alternative: whole, where it is the last one and those before it stand before it. */
static void note_word(Finder *finder, const AlternativeWord *word, const Term *term) {
  gsize start = term->start;
  if (word->index > 0) {
    if (term->position == 0 || word->ended[word->index - 1] != term->position - 1)
      return;
    start = word->starts[word->index - 1];
  }
  word->ended[word->index] = term->position;
  word->starts[word->index] = start;
  if (word->index + 1 < word->alternative->terms->len)
    return;
  Hit hit = {start, term->end, word->group, word->alternative};
  g_array_append_val(finder->hits, hit);
}

static gboolean on_term(const Term *term, gpointer data) {
  Finder *finder = data;
  char text[LONGEST_TERM];
  if (term->length >= sizeof text)
    return TRUE;
  memcpy(text, term->text, term->length);
  text[term->length] = '\0';
  const GPtrArray *words = g_hash_table_lookup(finder->terms, text);
  for (guint i = words ? words->len : 0;
       i-- > 0;) /* the later word of "ja ja" first: it asks where the earlier one was */
    note_word(finder, words->pdata[i], term);
  for (guint i = 0; i < finder->prefixes->len; i++) {
    const AlternativeWord *word = finder->prefixes->pdata[i];
    if (g_str_has_prefix(text, word->alternative->terms->pdata[word->index]))
      note_word(finder, word, term);
  }
  return TRUE;
}

/* By begin; of one begin the heaviest, then the longest. */
static gint in_order(gconstpointer a, gconstpointer b) {
  const Hit *x = a, *y = b;
  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->alternative->weight != y->alternative->weight)
    return x->alternative->weight > y->alternative->weight ? -1 : 1;
  return (x->end < y->end) - (x->end > y->end);
}

static void drop_overlaps(GArray *hits) {
  guint kept = 0;
  for (guint i = 0; i < hits->len; i++) {
    const Hit *hit = &g_array_index(hits, Hit, i);
    if (kept == 0 || hit->start >= g_array_index(hits, Hit, kept - 1).end)
      g_array_index(hits, Hit, kept++) = *hit;
  }
  g_array_set_size(hits, kept);
}

GArray *hits_find(Analyser *analyser, const Expansion *expansion, MatchMode mode, const char *language,
                  const char *text) {
  Finder finder;
  finder_init(&finder, expansion, mode);
  analyser_run(analyser, language, text, strlen(text), on_term, &finder);
  g_array_sort(finder.hits, in_order);
  drop_overlaps(finder.hits);
  finder_clear(&finder);
  return finder.hits;
}
