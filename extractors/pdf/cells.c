/* Cells of a table that stand so close to one another that poppler takes them for words of one line. */
#include "extractors/pdf/page_layout.h"

#include <math.h>
#include <string.h>

#define BIN 1.0        /* points: places across the page are told apart by it */
#define LEAST_STARTS 3 /* fragments that begin at one place, for it to be the edge of a column */
#define WIDER 1.3      /* times the usual gap of the fragment, before a word that begins a cell */
#define LEAST_GAP 0.28 /* letter sizes: a space is about this wide */
#define LEAST_GAP_ALONE 0.45
#define MOST_BINS 20000u

static const KeptWord *word_at(const PageLayout *layout, const LayoutFragment *fragment, guint i) {
  return &g_array_index(layout->kept, KeptWord, fragment->first_word + i);
}

/* The mean gap between the words of a fragment, but for the widest. */
static double usual_gap(const PageLayout *layout, const LayoutFragment *fragment) {
  double sum = 0, widest = 0;
  for (guint i = 1; i < fragment->n_words; i++) {
    double gap = word_at(layout, fragment, i)->gap;
    sum += gap;
    widest = MAX(widest, gap);
  }
  return fragment->n_words > 2 ? (sum - widest) / (fragment->n_words - 2) : 0;
}

/* Whether the white before word `i` is wider than that between words. */
static gboolean is_set_off(const PageLayout *layout, const LayoutFragment *fragment, guint i, double usual) {
  double least = fragment->n_words > 2 ? LEAST_GAP : LEAST_GAP_ALONE; /* one gap has no usual one to be held against */
  return word_at(layout, fragment, i)->gap > MAX(WIDER * usual, least * fragment->size);
}

static void count_start(guint *starts, guint bins, double x) {
  double bin = x / BIN;
  if (bin >= 0 && bin < bins)
    starts[(guint)bin + 1]++;
}

/* How many fragments, and words that are set off within them, begin at each place across the page. */
static guint *count_starts(const PageLayout *layout, guint bins) {
  guint *starts = g_new0(guint, bins + 2);
  for (guint i = 0; i < layout->fragments->len; i++) {
    const LayoutFragment *fragment = &g_array_index(layout->fragments, LayoutFragment, i);
    count_start(starts, bins, fragment->box.x1);
    double usual = usual_gap(layout, fragment);
    for (guint k = 1; k < fragment->n_words; k++)
      if (is_set_off(layout, fragment, k, usual))
        count_start(starts, bins, word_at(layout, fragment, k)->box.x1);
  }
  return starts;
}

static guint starts_at(const guint *starts, guint bins, double x) {
  double bin = x / BIN;
  if (!(bin >= 0 && bin < bins))
    return 0;
  guint at = (guint)bin + 1;
  return starts[at - 1] + starts[at] + starts[at + 1];
}

/* Gives `fragment` the words from `first` to `end`. */
static void set_words(const PageLayout *layout, LayoutFragment *fragment, guint first, guint end) {
  const LayoutFragment whole = *fragment;
  const KeptWord *begin = word_at(layout, &whole, first), *last = word_at(layout, &whole, end - 1);
  fragment->first_word = whole.first_word + first;
  fragment->n_words = end - first;
  fragment->text = layout->text + begin->start;
  fragment->length = last->end - begin->start;
  fragment->box = begin->box;
  fragment->letters = end - first - 1; /* spaces */
  for (guint i = first; i < end; i++) {
    const KeptWord *word = word_at(layout, &whole, i);
    unite(&fragment->box, &word->box);
    fragment->letters += word->letters;
  }
}

/* The first word, from `from` on, that begins a cell; n_words where none does. */
static guint next_cell(const PageLayout *layout, const LayoutFragment *fragment, const guint *starts, guint bins,
                       guint from, double usual) {
  for (guint i = from; i < fragment->n_words; i++)
    if (is_set_off(layout, fragment, i, usual) &&
        starts_at(starts, bins, word_at(layout, fragment, i)->box.x1) >= LEAST_STARTS)
      return i;
  return fragment->n_words;
}

void split_cells(PageLayout *layout) {
  guint bins = (guint)CLAMP(layout->width / BIN, 1, MOST_BINS), count = layout->fragments->len;
  g_autofree guint *starts = count_starts(layout, bins);
  for (guint i = 0; i < count; i++) {
    LayoutFragment whole = g_array_index(layout->fragments, LayoutFragment, i);
    if (whole.n_words < 2)
      continue;
    double usual = usual_gap(layout, &whole);
    guint cut = next_cell(layout, &whole, starts, bins, 1, usual);
    if (cut == whole.n_words)
      continue;
    set_words(layout, &g_array_index(layout->fragments, LayoutFragment, i), 0, cut);
    while (cut < whole.n_words) {
      guint end = next_cell(layout, &whole, starts, bins, cut + 1, usual);
      LayoutFragment part = whole;
      set_words(layout, &part, cut, end);
      part.source = layout->fragments->len;
      part.split_off = TRUE;
      g_array_append_val(layout->fragments, part);
      cut = end;
    }
  }
}
