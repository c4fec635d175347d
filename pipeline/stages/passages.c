/* Passages of one language.
 *
 * Each line is identified, and the likeliest way through the lines is found where a change of language between two
 * lines has a price (Viterbi's algorithm). The lines between two changes are one passage, which is then identified as a
 * whole, from what its lines were found to say. */
#include "pipeline/stages/passages.h"

#include <math.h>

/* What a line may be in: a language, or none of these. */
#define STATES (IDENTIFIED_LANGUAGES + 1)

/* Natural logs. One line seldom tells its language beyond doubt. */
#define LEAST_CHANCE 1e-4
#define CHANGE_IN_PARAGRAPH (-4.0)
#define CHANGE_OF_PARAGRAPH (-2.5)

typedef struct {
  TextSpan span;
  IdentifySums sums;
  gsize letters;
  double change;         /* price of another language than the line before */
  double scores[STATES]; /* of the best way here that ends in a state */
  guint8 before[STATES]; /* the state of the line before on that way */
} Line;

static void score_line(Line *line) {
  line->sums = identify_read(line->span.start, line->span.length);
  Identification found = identify_weigh(&line->sums);
  double told = found.other;
  for (int i = 0; i < IDENTIFIED_LANGUAGES; i++)
    told += line->scores[i] = found.chances[i];
  line->scores[IDENTIFIED_LANGUAGES] = found.other;
  for (int i = 0; i < STATES; i++)
    line->scores[i] = told > 0 ? log(MAX(line->scores[i], LEAST_CHANCE)) : 0;
}

/* Lines with letters, and how likely each language is by the line alone. */
static GArray *score_lines(TextSpan text) {
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
  TextSpan span;
  double change = CHANGE_IN_PARAGRAPH;
  while (span_next_line(&text, &span)) {
    if (span_is_blank(span))
      change = CHANGE_OF_PARAGRAPH;
    Line line = {.span = span, .letters = span_letters(span), .change = change};
    if (line.letters == 0)
      continue;
    score_line(&line);
    g_array_append_val(lines, line);
    change = CHANGE_IN_PARAGRAPH;
  }
  return lines;
}

static guint8 best_state(const Line *line) {
  guint8 best = 0;
  for (guint8 i = 1; i < STATES; i++)
    if (line->scores[i] > line->scores[best])
      best = i;
  return best;
}

/* Adds to each state of a line the best way to it. */
static void join_line(const Line *before, Line *line) {
  guint8 best = best_state(before);
  for (guint8 i = 0; i < STATES; i++) {
    gboolean stays = before->scores[i] >= before->scores[best] + line->change;
    line->before[i] = stays ? i : best;
    line->scores[i] += stays ? before->scores[i] : before->scores[best] + line->change;
  }
}

static void add_passage(GArray *passages, const GArray *lines, guint first, guint last) {
  Passage passage = {.text =
                         span_between(g_array_index(lines, Line, first).span, g_array_index(lines, Line, last).span)};
  IdentifySums sums = {{0}};
  for (guint i = first; i <= last; i++) {
    passage.letters += g_array_index(lines, Line, i).letters;
    identify_add(&sums, &g_array_index(lines, Line, i).sums);
  }
  passage.found = identify_weigh(&sums);
  g_array_append_val(passages, passage);
}

/* The likeliest way is followed from its end: states[i] becomes the state of line i. */
static void trace_back(const GArray *lines, guint8 *states) {
  guint8 state = best_state(&g_array_index(lines, Line, lines->len - 1));
  for (guint i = lines->len; i-- > 0;) {
    states[i] = state;
    state = g_array_index(lines, Line, i).before[state];
  }
}

GArray *passages_find(TextSpan text, Identification *whole) {
  GArray *passages = g_array_new(FALSE, FALSE, sizeof(Passage));
  g_autoptr(GArray) lines = score_lines(text);
  IdentifySums all = {{0}};
  for (guint i = 0; i < lines->len; i++)
    identify_add(&all, &g_array_index(lines, Line, i).sums);
  *whole = identify_weigh(&all);
  if (lines->len == 0)
    return passages;
  for (guint i = 1; i < lines->len; i++)
    join_line(&g_array_index(lines, Line, i - 1), &g_array_index(lines, Line, i));
  g_autofree guint8 *states = g_new(guint8, lines->len);
  trace_back(lines, states);
  guint first = 0;
  for (guint i = 1; i <= lines->len; i++) {
    if (i < lines->len && states[i] == states[first])
      continue;
    add_passage(passages, lines, first, i - 1);
    first = i;
  }
  return passages;
}
