/* What units and the document are about.
 *
 * A text is about a theme where several of its words stand, or one of them in a heading, and not where it is named
 * among others: in a sentence or list with words of three themes or more, none of which prevails, all are but
 * mentioned. Repetition of a word tells less than another word (the logarithm of its count), and all is set against the
 * length of the unit, since a long text has a word of everything. What the document is about follows from its title and
 * from how much of it is in units that are about the theme. */
#include "pipeline/theme_findings.h"

#include <math.h>
#include <string.h>

#define LISTED_THEMES 3     /* of a scheme within a sentence: then it lists them */
#define PREVAILING 0.6      /* share of a sentence's words that saves it from being a list */
#define NAMED_WEIGHT 0.65   /* a whole word; less is a part of a compound */
#define REPEATED 0.5        /* what each doubling of a word's count adds to it */
#define MOST_REPEATED 2.0   /* a word counts no more than so many */
#define HEADING_SHARE 1.5   /* words of a heading against those of the text */
#define LENGTH 200.0        /* words of text that halve what the theme's words say */
#define LEAST_DENSITY 1.2   /* that makes a unit be about a theme */
#define LABEL_WORDS 25      /* a unit of fewer is told by its heading alone */
#define BESIDE 0.5          /* of the strongest theme of its scheme, that a further one must have */
#define LEAST_SHARE 0.3     /* of the document's words in units about a theme, that make it the document's */
#define TITLED_SHARE 0.1    /* the same where the title has it as part of a compound */
#define DOCUMENT_DISTINCT 3 /* words of the theme in a document of some length */
#define SHORT_DOCUMENT 300  /* words; in fewer, what is enough for a unit is enough for the document */
#define DOCUMENT_THEMES 3   /* most themes that a document has in a scheme */
#define DOCUMENT_BESIDE 0.4

typedef struct {
  ThemeHit hit;
  gboolean heading, listed;
} Mark;

/* What a unit, or the title, says of a theme. */
typedef struct {
  double heading, text, density, total;
  guint distinct; /* words of the theme, those in lists left out */
  gboolean main;
  const Mark *evidence; /* NULL: the theme is not met */
} Score;

/* Of a theme in all the document. */
typedef struct {
  guint words; /* of the units that are about it */
  guint units, distinct;
  gboolean met;
  double score;
} Whole;

/* Of the themes of a scheme, in a sentence; and the best score in a unit. */
typedef struct {
  guint hits, themes, most;
  double best;
} SchemeCount;

typedef struct {
  Document *document;
  const ThemeSet *set;
  ThemeMatcher *matcher;
  guint themes;
  GArray *hits, *marks; /* of the text at hand */
  Score *scores;        /* by theme, of the unit at hand */
  Whole *wholes;        /* by theme */
  guint *counts;        /* by theme, of the sentence at hand */
  SchemeCount *schemes; /* by scheme */
  GHashTable *labels;   /* numbers of all labels met outside of lists */
  guint words;          /* of the document */
} Run;

/* --- hits of a text ---------------------------------------------------------------------------------------- */

/* Where the sentence, or the list without full stops, that begins at `from` ends. */
static gsize sentence_end(const char *text, gsize from) {
  for (gsize i = from; text[i]; i++) {
    gboolean stop = strchr(".!?", text[i]) && (text[i + 1] == ' ' || text[i + 1] == '\n');
    if (stop || (text[i] == '\n' && text[i + 1] == '\n'))
      return i + 1;
  }
  return from + strlen(text + from);
}

/* Adds the hits of a sentence, [first, end), as marks; `counts` by theme and `lists` by scheme are zero, and left so.
 */
static void add_sentence(Run *run, guint first, guint end, gboolean heading) {
  const ThemeHit *hits = (const ThemeHit *)(gpointer)run->hits->data;
  for (guint i = first; i < end; i++) {
    SchemeCount *scheme = &run->schemes[theme_set_get_scheme(run->set, hits[i].theme)];
    guint *count = &run->counts[hits[i].theme];
    scheme->hits++;
    scheme->themes += ++*count == 1;
    scheme->most = MAX(scheme->most, *count);
  }
  for (guint i = first; i < end; i++) {
    const SchemeCount *scheme = &run->schemes[theme_set_get_scheme(run->set, hits[i].theme)];
    Mark mark = {hits[i], heading, scheme->themes >= LISTED_THEMES && scheme->most < PREVAILING * scheme->hits};
    g_array_append_val(run->marks, mark);
  }
  for (guint i = first; i < end; i++) {
    run->schemes[theme_set_get_scheme(run->set, hits[i].theme)] = (SchemeCount){0};
    run->counts[hits[i].theme] = 0;
  }
}

/* Adds what a text says to the marks; returns its words. */
static guint read_text(Run *run, const char *language, const char *text, gboolean heading) {
  if (!text || !*text)
    return 0;
  g_array_set_size(run->hits, 0);
  guint words = theme_matcher_run(run->matcher, language, text, strlen(text), run->hits);
  guint first = 0;
  gsize end = 0;
  for (guint i = 0; i < run->hits->len; i++) {
    gsize start = g_array_index(run->hits, ThemeHit, i).start;
    if (start < end)
      continue;
    add_sentence(run, first, i, heading);
    first = i;
    while (end <= start)
      end = sentence_end(text, end);
  }
  add_sentence(run, first, run->hits->len, heading);
  return words;
}

/* --- a unit, or the title ---------------------------------------------------------------------------------- */

static gint compare_marks(gconstpointer a, gconstpointer b) {
  const Mark *x = a, *y = b;
  if (x->hit.theme != y->hit.theme)
    return x->hit.theme < y->hit.theme ? -1 : 1;
  if (x->hit.label != y->hit.label)
    return x->hit.label < y->hit.label ? -1 : 1;
  if (x->heading != y->heading)
    return x->heading ? -1 : 1;
  return x->hit.start < y->hit.start ? -1 : x->hit.start > y->hit.start;
}

/* Whether a mark tells more of its theme than another: what is no list, a heading, a heavier word, an earlier one. */
static gboolean is_better(const Mark *mark, const Mark *than) {
  if (!than || mark->listed != than->listed)
    return !than || !mark->listed;
  if (mark->heading != than->heading)
    return mark->heading;
  if (mark->hit.weight != than->hit.weight)
    return mark->hit.weight > than->hit.weight;
  return mark->hit.start < than->hit.start;
}

/* What the marks of one label, in a row, add to the score of its theme. */
static void add_label(Run *run, Score *score, const Mark *marks, guint count) {
  double heading = 0, text = 0;
  guint times = 0;
  for (guint i = 0; i < count; i++) {
    if (is_better(&marks[i], score->evidence))
      score->evidence = &marks[i];
    if (marks[i].listed)
      continue;
    if (marks[i].heading)
      heading = MAX(heading, marks[i].hit.weight);
    else {
      text = MAX(text, marks[i].hit.weight);
      times++;
    }
  }
  score->heading += heading;
  if (times)
    score->text += text * MIN(1 + REPEATED * log2(times), MOST_REPEATED);
  if (times || heading > 0) {
    score->distinct++;
    if (g_hash_table_add(run->labels, GUINT_TO_POINTER(marks->hit.label + 1)))
      run->wholes[marks->hit.theme].distinct++;
  }
}

static gboolean is_main(const Score *score, guint words) {
  if (score->heading >= NAMED_WEIGHT)
    return score->text > 0 || words < LABEL_WORDS;
  if (score->heading > 0)
    return score->distinct >= 2 && score->text >= NAMED_WEIGHT;
  return score->distinct >= (words > LENGTH ? 3 : 2) && score->density >= LEAST_DENSITY;
}

/* Scores all themes of the marks. */
static void score_marks(Run *run, guint words) {
  memset(run->scores, 0, run->themes * sizeof *run->scores);
  g_array_sort(run->marks, compare_marks);
  const Mark *marks = (const Mark *)(gpointer)run->marks->data;
  for (guint i = 0, next; i < run->marks->len; i = next) {
    for (next = i; next < run->marks->len && marks[next].hit.label == marks[i].hit.label &&
                   marks[next].hit.theme == marks[i].hit.theme;)
      next++;
    add_label(run, &run->scores[marks[i].hit.theme], marks + i, next - i);
  }
  for (guint t = 0; t < run->themes; t++) {
    Score *score = &run->scores[t];
    score->density = score->text / (1 + words / LENGTH);
    score->total = score->density + HEADING_SHARE * score->heading;
    score->main = score->evidence && is_main(score, words);
    SchemeCount *scheme = &run->schemes[theme_set_get_scheme(run->set, t)];
    scheme->best = MAX(scheme->best, score->total);
  }
  for (guint t = 0; t < run->themes; t++)
    if (run->scores[t].total < BESIDE * run->schemes[theme_set_get_scheme(run->set, t)].best)
      run->scores[t].main = FALSE;
  for (guint t = 0; t < run->themes; t++)
    run->schemes[theme_set_get_scheme(run->set, t)] = (SchemeCount){0};
}

static void add_finding(Run *run, guint unit, FindingField field, const ThemeHit *hit, guint theme, const char *role,
                        double confidence, const char *language) {
  Finding *finding = finding_new(FINDING_THEME, unit, field, hit ? hit->start : 0, hit ? hit->end : 0,
                                 theme_set_get_id(run->set, theme), role, confidence);
  finding_set_detail(finding, "label", theme_set_get_label(run->set, theme, language));
  document_add_finding(run->document, finding);
}

static double main_confidence(double total) {
  return 0.6 + 0.36 * (1 - exp(-total / 3));
}

static void read_unit(Run *run, const Unit *unit) {
  g_array_set_size(run->marks, 0);
  guint words = read_text(run, unit->language, unit->heading, TRUE);
  words += read_text(run, unit->language, unit->text, FALSE);
  run->words += words;
  if (!run->marks->len)
    return;
  score_marks(run, words);
  for (guint t = 0; t < run->themes; t++) {
    const Score *score = &run->scores[t];
    if (!score->evidence || (!score->main && score->evidence->hit.weight < NAMED_WEIGHT && score->distinct < 2))
      continue;
    run->wholes[t].words += score->main ? words : 0;
    run->wholes[t].units += score->main != FALSE;
    run->wholes[t].met = TRUE;
    double confidence = score->main ? main_confidence(score->total)
                                    : (score->evidence->listed ? 0.3 : 0.35 + 0.2 * (1 - exp(-score->total)));
    add_finding(run, unit->ordinal, score->evidence->heading ? FINDING_IN_HEADING : FINDING_IN_TEXT,
                &score->evidence->hit, t, score->main ? "main" : "mention", confidence, unit->language);
  }
}

/* --- the document ------------------------------------------------------------------------------------------ */

/* How far the document is about a theme; 0: it is not. `title` is what its title says. */
static double judge(const Run *run, guint theme, const Score *title) {
  const Whole *whole = &run->wholes[theme];
  double share = run->words ? (double)whole->words / run->words : 0;
  double score = HEADING_SHARE * title->heading + 2 * share + MIN(whole->distinct, 10) / 10.0;
  if (title->heading >= NAMED_WEIGHT)
    return whole->met || run->words < LABEL_WORDS ? score : 0;
  if (title->heading > 0 && share >= TITLED_SHARE)
    return score;
  if (share < LEAST_SHARE || (run->words > SHORT_DOCUMENT && whole->distinct < DOCUMENT_DISTINCT))
    return 0;
  return score;
}

/* The best theme of a scheme that is left, as long as it stands beside the first; run->themes: none. */
static guint next_best(const Run *run, guint scheme, double first) {
  guint best = run->themes;
  for (guint t = 0; t < run->themes; t++)
    if (theme_set_get_scheme(run->set, t) == scheme && run->wholes[t].score > DOCUMENT_BESIDE * first &&
        (best == run->themes || run->wholes[t].score > run->wholes[best].score))
      best = t;
  return best;
}

static void judge_document(Run *run) {
  const Document *document = run->document;
  g_array_set_size(run->marks, 0);
  read_text(run, document->language, document->title, TRUE);
  score_marks(run, 0);
  guint schemes = 0;
  for (guint t = 0; t < run->themes; t++) {
    run->wholes[t].score = judge(run, t, &run->scores[t]);
    schemes = MAX(schemes, theme_set_get_scheme(run->set, t) + 1);
  }
  for (guint s = 0; s < schemes; s++) {
    double first = 0;
    for (guint i = 0, theme; i < DOCUMENT_THEMES && (theme = next_best(run, s, first)) < run->themes; i++) {
      Whole *whole = &run->wholes[theme];
      const Mark *evidence = run->scores[theme].heading > 0 ? run->scores[theme].evidence : NULL;
      first = MAX(first, whole->score);
      add_finding(run, 0, evidence ? FINDING_IN_TITLE : FINDING_IN_METADATA, evidence ? &evidence->hit : NULL, theme,
                  "main", main_confidence(whole->score), document->language);
      whole->score = 0;
    }
  }
}

void theme_findings_add(Document *document, const ThemeSet *set, ThemeMatcher *matcher) {
  guint themes = theme_set_get_size(set);
  g_autofree Score *scores = g_new0(Score, themes);
  g_autofree Whole *wholes = g_new0(Whole, themes);
  g_autofree guint *counts = g_new0(guint, themes);
  g_autofree SchemeCount *schemes = g_new0(SchemeCount, themes);
  g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(ThemeHit));
  g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
  g_autoptr(GHashTable) labels = g_hash_table_new(NULL, NULL);
  Run run = {.document = document,
             .set = set,
             .matcher = matcher,
             .themes = themes,
             .hits = hits,
             .marks = marks,
             .scores = scores,
             .wholes = wholes,
             .counts = counts,
             .schemes = schemes,
             .labels = labels};
  for (guint i = 0; i < document->units->len; i++)
    read_unit(&run, document->units->pdata[i]);
  judge_document(&run);
}
