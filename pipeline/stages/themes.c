/* The stage `themes`: what each unit and the document as a whole speak of, by the schemes of language/themes.h.
 *
 * A theme is the main one of a unit where its heading names it, or where several different words of its field stand in
 * the text, often enough for its length and for what else is spoken of. All other themes are mentions; so is what a
 * sentence or list only counts up, three themes and more in a row, as programmes and laws do. The main themes of the
 * document, three at most, are those of its title and those that prevail over its units. Only the fields of practice
 * have words enough to be weighed: themes of other schemes are main where a heading or the title names them.
 *
 * A scheme that a user has imported is weighed like the fields of practice, by itself: what is found of other schemes
 * is the same with it and without it. One word is enough there, if it is said often enough. */
#include "pipeline/stages/themes.h"

#include "pipeline/stages/stage.h"

#include <string.h>

#define MOST_WORDS 16   /* different words of a theme that are told apart */
#define ENUMERATION 3   /* different themes in one sentence or list */
#define ENUMERATED 0.25 /* weight of a word there */
#define HEADING 3.0     /* weight of a word in a heading, and in the title, where one in the text has 1 */
#define TITLE 8.0
#define OPENING 2.5 /* weight of a word among the first of the document, where no title names a theme */
#define OPENING_BYTES 200
#define MOST_OF_UNIT 8.0  /* one unit's words count for no more in the document */
#define LEAST_OF_UNIT 2.5 /* sum of the weights that makes a theme main */
#define LEAST_OF_DOCUMENT 3.5
#define BYTES_A_WORD 1200.0 /* of text for which a main theme has at least one word, above the least */
#define LEAST_SHARE 0.25    /* of all that is said of fields of practice */
#define LEAST_OF_BEST 0.5   /* against the theme of which most is said */
#define CLEAR_SHARE 0.4     /* where two different words are enough */
#define MOST_MAIN 3

typedef struct {
  double sum;     /* weights in the text */
  double heading; /* in headings */
  guint words[MOST_WORDS];
  guint distinct;
  guint hits;
  gboolean named_heading; /* a heading holds a name of the theme */
  ThemeHit best;
  FindingField field; /* of `best` */
} Tally;

typedef struct {
  Document *document;
  ThemeMatcher *matcher;
  const GPtrArray *themes; /* Theme* */
  gboolean all_weighed;    /* not only the fields of practice */
  guint count;             /* of themes */
  Tally *unit;             /* by number of the theme */
  Tally *whole;
  Tally *title;
  gsize bytes;      /* of all units */
  GPtrArray *names; /* Finding*: organisations in the text, whose names tell nothing, in order of unit and start */
  guint next_name;
  gboolean titled; /* the title names a theme */
  GArray *hits;    /* ThemeHit */
} Weighing;

static const Theme *theme_at(const Weighing *w, guint number) {
  return w->themes->pdata[number];
}

/* Whether it has words enough to be weighed: a field of practice. */
static gboolean is_weighed(const Weighing *w, const Theme *theme) {
  return w->all_weighed || strcmp(theme->scheme, "practice") == 0;
}

/* How many different words must stand for a theme. Concepts of imported schemes may have but one. */
static guint words_wanted(const Weighing *w, guint of_practice) {
  return w->all_weighed ? 1 : of_practice;
}

/* --- tallies ----------------------------------------------------------------------------------------------------- */

static void add_word(Tally *tally, guint word) {
  for (guint i = 0; i < tally->distinct; i++)
    if (tally->words[i] == word)
      return;
  if (tally->distinct < MOST_WORDS)
    tally->words[tally->distinct++] = word;
}

static void count_hit(Tally *tallies, const ThemeHit *hit, double factor, FindingField field) {
  Tally *tally = &tallies[hit->theme->number];
  double weight = hit->weight * factor;
  double best = tally->hits == 0 ? -1 : tally->best.weight + (tally->field == FINDING_IN_TEXT ? 0 : 1);
  if (field == FINDING_IN_TEXT)
    tally->sum += weight;
  else
    tally->heading += weight;
  if (field != FINDING_IN_TEXT && hit->name)
    tally->named_heading = TRUE;
  if (factor >= 1)
    add_word(tally, hit->word);
  if (weight + (field == FINDING_IN_TEXT ? 0 : 1) > best) {
    tally->best = *hit;
    tally->best.weight = weight;
    tally->field = field;
  }
  tally->hits++;
}

static gint by_place(gconstpointer a, gconstpointer b) {
  const Finding *x = *(Finding *const *)a, *y = *(Finding *const *)b;
  if (x->unit != y->unit)
    return x->unit < y->unit ? -1 : 1;
  return x->start < y->start ? -1 : x->start > y->start;
}

static GPtrArray *find_names(const Document *document) {
  GPtrArray *names = g_ptr_array_new();
  for (guint i = 0; i < document->findings->len; i++) {
    Finding *f = document->findings->pdata[i];
    if (f->kind == FINDING_ORGANISATION && f->field == FINDING_IN_TEXT && f->unit > 0)
      g_ptr_array_add(names, f);
  }
  g_ptr_array_sort(names, by_place);
  return names;
}

/* Whether the hit lies in an organisation's name ("Norges vassdrags- og energidirektorat"). To be asked in order. */
static gboolean is_in_name(Weighing *w, guint unit, const ThemeHit *hit) {
  for (; w->next_name < w->names->len; w->next_name++) {
    const Finding *f = w->names->pdata[w->next_name];
    if (f->unit > unit || (f->unit == unit && f->end > hit->start))
      return f->unit == unit && f->start <= hit->start && f->end >= hit->end;
  }
  return FALSE;
}

static void drop_names(Weighing *w, guint unit) {
  guint kept = 0;
  for (guint i = 0; i < w->hits->len; i++) {
    ThemeHit hit = g_array_index(w->hits, ThemeHit, i);
    if (!is_in_name(w, unit, &hit))
      g_array_index(w->hits, ThemeHit, kept++) = hit;
  }
  g_array_set_size(w->hits, kept);
}

/* Where the sentence or list that begins at `start` ends: behind . ! ? and white space, or at an empty line. */
static gsize sentence_end(const char *text, gsize length, gsize start) {
  for (gsize i = start; i + 1 < length; i++) {
    gboolean space = text[i + 1] == ' ' || text[i + 1] == '\n';
    if ((strchr(".!?", text[i]) && space) || (text[i] == '\n' && text[i + 1] == '\n'))
      return i + 1;
  }
  return length;
}

/* Different fields of practice among the hits [from, to). */
static guint count_fields(const Weighing *w, const GArray *hits, guint from, guint to) {
  guint64 seen = 0;
  guint count = 0;
  for (guint i = from; i < to; i++) {
    const Theme *theme = g_array_index(hits, ThemeHit, i).theme;
    guint64 bit = (guint64)1 << (theme->number % 64);
    if (is_weighed(w, theme) && !(seen & bit)) {
      seen |= bit;
      count++;
    }
  }
  return count;
}

static void tally_text(Weighing *w, const Unit *unit) {
  const char *text = unit->text;
  gsize length = strlen(text), end = 0;
  gsize opening = unit->ordinal == 1 && !w->titled ? MIN(OPENING_BYTES, w->bytes / 4) : 0;
  g_array_set_size(w->hits, 0);
  theme_matcher_run(w->matcher, unit->language, text, length, w->hits);
  drop_names(w, unit->ordinal);
  for (guint i = 0, next; i < w->hits->len; i = next) {
    gsize start = g_array_index(w->hits, ThemeHit, i).start;
    end = sentence_end(text, length, MAX(end, start));
    for (next = i + 1; next < w->hits->len && g_array_index(w->hits, ThemeHit, next).start < end;)
      next++;
    double factor = count_fields(w, w->hits, i, next) >= ENUMERATION ? ENUMERATED : 1;
    for (guint k = i; k < next; k++) {
      const ThemeHit *hit = &g_array_index(w->hits, ThemeHit, k);
      count_hit(w->unit, hit, hit->start < opening ? factor * OPENING : factor, FINDING_IN_TEXT);
    }
  }
}

static void tally_line(Weighing *w, Tally *tallies, const char *language, const char *line, FindingField field) {
  if (!line || !*line)
    return;
  g_array_set_size(w->hits, 0);
  theme_matcher_run(w->matcher, language, line, strlen(line), w->hits);
  double factor = count_fields(w, w->hits, 0, w->hits->len) > ENUMERATION ? ENUMERATED : 1;
  for (guint k = 0; k < w->hits->len; k++)
    count_hit(tallies, &g_array_index(w->hits, ThemeHit, k), factor, field);
}

/* --- units ------------------------------------------------------------------------------------------------------- */

static void add_finding(const Weighing *w, guint unit, const Theme *theme, const Tally *tally, gboolean main,
                        double confidence, const char *language) {
  Finding *finding = finding_new(FINDING_THEME, unit, tally->field, tally->best.start, tally->best.end, theme->id,
                                 main ? "main" : "mention", confidence);
  finding_set_detail(finding, "label", theme_get_label(theme, language));
  document_add_finding(w->document, finding);
}

static double sum_of_weighed(const Weighing *w, const Tally *tallies) {
  double sum = 0;
  for (guint i = 0; i < w->count; i++)
    if (is_weighed(w, theme_at(w, i)))
      sum += tallies[i].sum + HEADING * tallies[i].heading;
  return sum;
}

static gboolean is_main_of_unit(const Weighing *w, const Tally *tally, const Theme *theme, double all, gsize bytes) {
  if (tally->heading >= 1)
    return is_weighed(w, theme) || tally->named_heading;
  double least = MAX(LEAST_OF_UNIT, (double)bytes / BYTES_A_WORD);
  double score = tally->sum + HEADING * tally->heading;
  return is_weighed(w, theme) && tally->distinct >= words_wanted(w, 2) && score >= least && score >= LEAST_SHARE * all;
}

static void weigh_unit(Weighing *w, const Unit *unit) {
  memset(w->unit, 0, w->count * sizeof *w->unit);
  tally_line(w, w->unit, unit->language, unit->heading, FINDING_IN_HEADING);
  if (unit->text)
    tally_text(w, unit);
  gsize bytes = unit->text ? strlen(unit->text) : 0;
  double all = sum_of_weighed(w, w->unit);
  for (guint i = 0; i < w->count; i++) {
    Tally *tally = &w->unit[i], *whole = &w->whole[i];
    if (tally->hits == 0)
      continue;
    gboolean main = is_main_of_unit(w, tally, theme_at(w, i), all, bytes);
    double confidence =
        main ? 0.6 + 0.05 * MIN(tally->distinct, 4) + (tally->heading > 0 ? 0.15 : 0) : 0.3 + 0.1 * MIN(tally->sum, 3);
    add_finding(w, unit->ordinal, theme_at(w, i), tally, main, confidence, unit->language);
    whole->sum += MIN(tally->sum + HEADING * tally->heading, MOST_OF_UNIT);
    whole->heading += tally->heading;
    whole->hits += tally->hits;
    for (guint k = 0; k < tally->distinct; k++)
      add_word(whole, tally->words[k]);
  }
}

/* --- the document ------------------------------------------------------------------------------------------------ */

typedef struct {
  guint theme;
  double score;
} Candidate;

static gint by_score(gconstpointer a, gconstpointer b) {
  const Candidate *x = a, *y = b;
  return x->score != y->score ? (x->score < y->score ? 1 : -1) : (gint)x->theme - (gint)y->theme;
}

static gboolean prevails(const Weighing *w, guint i, double all, double best) {
  const Tally *whole = &w->whole[i];
  double least = MAX(LEAST_OF_DOCUMENT, (double)w->bytes / BYTES_A_WORD);
  guint words = words_wanted(w, whole->sum >= CLEAR_SHARE * all ? 2 : 3);
  return whole->distinct >= words && whole->sum >= least && whole->sum >= LEAST_SHARE * all &&
         whole->sum >= LEAST_OF_BEST * best;
}

static void weigh_document(Weighing *w) {
  g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  double all = 0, best = 0;
  for (guint i = 0; i < w->count; i++)
    if (is_weighed(w, theme_at(w, i))) {
      all += w->whole[i].sum;
      best = MAX(best, w->whole[i].sum);
    }
  for (guint i = 0; i < w->count; i++) {
    const Tally *title = &w->title[i];
    gboolean practice = is_weighed(w, theme_at(w, i));
    gboolean titled = title->heading >= 0.5 && (practice || title->named_heading);
    if (titled || (practice && prevails(w, i, all, best))) {
      Candidate candidate = {i, w->whole[i].sum + (titled ? TITLE + best * LEAST_OF_BEST : 0)};
      g_array_append_val(candidates, candidate);
    }
  }
  g_array_sort(candidates, by_score);
  for (guint i = 0; i < candidates->len && i < MOST_MAIN; i++) {
    guint number = g_array_index(candidates, Candidate, i).theme;
    const Tally *title = &w->title[number];
    static const Tally elsewhere = {.field = FINDING_IN_METADATA};
    gboolean titled = title->hits > 0;
    double share = all > 0 ? w->whole[number].sum / all : 0;
    add_finding(w, 0, theme_at(w, number), titled ? title : &elsewhere, TRUE,
                MIN(0.95, 0.6 + 0.2 * share + (titled ? 0.15 : 0)), w->document->language);
  }
}

static void weigh(Document *document, ThemeMatcher *matcher, const GPtrArray *themes, gboolean all_weighed) {
  Weighing w = {
      .document = document, .matcher = matcher, .themes = themes, .all_weighed = all_weighed, .count = themes->len};
  g_autofree Tally *tallies = g_new0(Tally, 3 * w.count);
  g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(ThemeHit));
  w.unit = tallies;
  w.whole = tallies + w.count;
  w.title = tallies + 2 * w.count;
  w.hits = hits;
  g_autoptr(GPtrArray) names = find_names(document);
  w.names = names;
  tally_line(&w, w.title, document->language, document->title, FINDING_IN_TITLE);
  w.titled = sum_of_weighed(&w, w.title) > 0;
  for (guint i = 0; i < document->units->len; i++) {
    const char *text = ((const Unit *)document->units->pdata[i])->text;
    w.bytes += text ? strlen(text) : 0;
  }
  for (guint i = 0; i < document->units->len; i++)
    weigh_unit(&w, document->units->pdata[i]);
  weigh_document(&w);
}

void stage_themes(Document *document) {
  static ThemeMatcher *matcher; /* what words mean is the same in all documents */
  if (!matcher)
    matcher = theme_matcher_new();
  weigh(document, matcher, themes_all(), FALSE);
}

void themes_find_scheme(Document *document, const ThemeScheme *scheme, ThemeMatcher *matcher) {
  weigh(document, matcher, scheme->themes, TRUE);
}
