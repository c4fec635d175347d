/* The stage `examples`: passages that tell what somebody did, and pointers to where such are told.
 *
 * Two ways lead to an example. Marked: a heading or a sentence calls it one ("Lärande exempel", "Så gjorde Växjö",
 * "Et godt eksempel er ..."), and its text tells of somebody who has done something. Told: without a mark, a sentence
 * in which a municipality, region or the like did something, and an outcome there or right after it. What somebody
 * shall, will, can or ought to do is no example; nor is a question, nor what an office writes of its own meetings and
 * publications. Whatever speaks of good examples without telling one is a pointer.
 *
 * Precision comes before recall: a wrong example costs the reader's trust in all others. */
#include "pipeline/stages/example_deeds.h"
#include "pipeline/stages/example_fields.h"
#include "pipeline/stages/stage.h"

#include <string.h>

#define MOST_SENTENCES 2000 /* of a unit */
#define MOST_IN_UNIT 20     /* examples, and pointers */
#define LONGEST_PASSAGE 5   /* sentences */
#define RESULT_REACH 3      /* sentences behind a deed that can tell what came of it */
#define LEAST_PROSE_WORDS 5 /* of one in the present tense */
#define LEAST_WORDS 4       /* of a sentence that can tell anything */
#define NONE G_MAXUINT
#define VALUE_BYTES 80

#define MARKED 0.8 /* confidence of a marked example; more where it names who did it and what came of it */
#define MARKED_INLINE 0.75
#define MARKED_IN_PRESENT 0.65
#define TOLD 0.6
#define NAMED 0.1
#define WITH_OUTCOME 0.08
#define WITH_NUMBER 0.05
#define POINTER 0.6

typedef struct {
  Document *document;
  const Unit *unit;
  GArray *sentences;
  guint done; /* sentences before this one are part of a passage or have been looked at */
  guint found;
} Search;

static ExampleSentence *sentence_at(const Search *search, guint i) {
  return &g_array_index(search->sentences, ExampleSentence, i);
}

/* --- headings ------------------------------------------------------------------------------------------------ */

/* Whether a heading or title calls what follows examples. */
static gboolean is_marking(TextSpan heading) {
  ScanWord word;
  gsize position = 0;
  guint32 previous = 0;
  if (heading.length == 0 || heading.length > 120 || memchr(heading.start, '?', heading.length))
    return FALSE;
  if (example_heading(heading) > 0)
    return TRUE;
  while (scan_word(heading, &position, &word)) {
    guint32 classes = example_word_classes(&word);
    if ((classes & WORD_EXAMPLE) && ((classes | previous) & WORD_PRAISE))
      return TRUE;
    previous = classes;
  }
  return FALSE;
}

/* The capital words behind "Så gjorde ", "Exempel från ", with a word for what they name ("Lia skole"). */
static TextSpan name_behind_mark(TextSpan heading) {
  gsize start = example_heading(heading), position = 0, end = 0;
  TextSpan rest = span_skip(heading, start);
  ScanWord word;
  if (start == 0)
    return (TextSpan){"", 0};
  while (scan_word(rest, &position, &word) && (end == 0 ? word.start == 0 : word.start == end + 1)) {
    if (!word.capital) {
      if (end > 0 && (example_word_classes(&word) & (WORD_HOUSE | WORD_MUNICIPALITY)))
        end = word.end;
      break;
    }
    end = word.end;
  }
  return (TextSpan){rest.start, end};
}

/* The unit's own heading, or that of a unit around it, or the document's title. */
static const char *marking_heading(const Document *document, const Unit *unit) {
  for (guint depth = 0; unit && depth < 6; depth++) {
    if (is_marking(span_of(unit->heading)))
      return unit->heading;
    unit = unit->parent ? document_get_unit(document, unit->parent) : NULL;
  }
  return is_marking(span_of(document->title)) ? document->title : NULL;
}

/* --- what is found ------------------------------------------------------------------------------------------- */

static char *first_words(const char *text, gsize start, gsize end) {
  gsize length = MIN(end - start, (gsize)VALUE_BYTES);
  while (start + length < end && length > 0 && text[start + length] != ' ' && text[start + length] != '\n')
    length--;
  if (length == 0) {
    length = MIN(end - start, (gsize)VALUE_BYTES);
    while (start + length < end && ((guint8)text[start + length] & 0xC0) == 0x80)
      length--;
  }
  char *words = g_strndup(text + start, length);
  return g_strstrip(g_strdelimit(words, "\n\t", ' '));
}

static void add_example(Search *search, const ExamplePassage *passage, double confidence) {
  gsize start = sentence_at(search, passage->first)->start, end = sentence_at(search, passage->last)->end;
  g_autofree char *value = first_words(search->unit->text, start, end);
  for (guint i = passage->first; i <= passage->last; i++)
    if (sentence_at(search, i)->named) {
      confidence += NAMED;
      break;
    }
  if (passage->outcome != NONE) {
    confidence += WITH_OUTCOME;
    confidence += sentence_at(search, passage->outcome)->number ? WITH_NUMBER : 0;
  }
  Finding *finding = finding_new(FINDING_EXAMPLE, search->unit->ordinal, FINDING_IN_TEXT, start, end, value, "example",
                                 MIN(confidence, 0.97));
  example_fill(finding, search->document, search->unit, search->sentences, passage);
  document_add_finding(search->document, finding);
  search->found++;
}

static void add_pointer(Search *search, FindingField field, gsize start, gsize end) {
  const char *text = field == FINDING_IN_HEADING ? search->unit->heading : search->unit->text;
  g_autofree char *value = first_words(text, start, end);
  document_add_finding(search->document, finding_new(FINDING_EXAMPLE, search->unit->ordinal, field, start, end, value,
                                                     "pointer", POINTER));
  search->found++;
}

/* --- told ---------------------------------------------------------------------------------------------------- */

static gboolean tells_doing(const ExampleSentence *s) {
  return s->acted && !s->question && s->who_end > s->who && (!(s->classes & (WORD_OFFICE | WORD_BUDGET)) || s->number);
}

static gboolean tells_outcome(const ExampleSentence *s) {
  return s->outcome && !s->question;
}

/* Sentence from `i` on, at most two later and of the same paragraph or the next, that tells the outcome. */
static guint outcome_after(const Search *search, guint i) {
  const ExampleSentence *doing = sentence_at(search, i);
  if (tells_outcome(doing) && doing->apart)
    return i;
  for (guint k = i + 1; k <= i + 2 && k < search->sentences->len; k++) {
    const ExampleSentence *s = sentence_at(search, k);
    if (s->line > doing->line + 1 || s->heading || (s->classes & WORD_OFFICE))
      break;
    if (tells_outcome(s))
      return k;
  }
  return NONE;
}

static TextSpan text_of(const Search *search, guint i) {
  const ExampleSentence *s = sentence_at(search, i);
  return (TextSpan){search->unit->text + s->start, s->end - s->start};
}

/* Asked of few sentences: those that tell a deed, and those behind them. */
static gboolean counts(const Search *search, guint i) {
  return example_counts(text_of(search, i));
}

static gboolean compares(const Search *search, guint i) {
  return example_compares(text_of(search, i), counts(search, i));
}

/* The last sentence that tells what came of a deed told by its form: in it or the next three, with a word for more or
 * less, or something else that is counted. NONE where nothing did, or nothing is counted at all. */
static guint last_result(const Search *search, guint i) {
  const ExampleSentence *doing = sentence_at(search, i);
  gboolean counted = counts(search, i), office = (doing->classes & WORD_OFFICE) != 0;
  guint last = counted && !office && compares(search, i) ? i : NONE;
  if (office && !counted)
    return NONE;
  for (guint k = i + 1; k <= i + RESULT_REACH && k < search->sentences->len; k++) {
    const ExampleSentence *s = sentence_at(search, k);
    gboolean counting = counts(search, k);
    gboolean heading = s->heading && !(counting && s->line == sentence_at(search, k - 1)->line);
    if (s->line > doing->line + 1 || heading || s->question || s->marked || s->planned || (s->deed && s->named))
      break;
    if (compares(search, k) || tells_outcome(s) || (counting && !office && (counted || k == i + 1)))
      last = k;
    counted |= counting;
  }
  return counted ? last : NONE;
}

static gboolean find_deed(Search *search, guint i) {
  const ExampleSentence *s = sentence_at(search, i);
  if (!s->deed || s->question || s->heading)
    return FALSE;
  guint result = last_result(search, i);
  /* Where nobody is told, the numbers must. */
  if (result == NONE || (s->who_end == s->who && (result == i || !compares(search, result))))
    return FALSE;
  ExamplePassage passage = {i, result, i, result, {"", 0}, NULL};
  passage.why = s->named ? "told: name + deed + count" : "told: actor + deed + count";
  add_example(search, &passage, s->named ? TOLD : TOLD - NAMED);
  search->done = result + 1;
  return TRUE;
}

static gboolean find_told(Search *search, guint i) {
  if (!tells_doing(sentence_at(search, i)))
    return FALSE;
  guint outcome = outcome_after(search, i);
  if (outcome == NONE)
    return FALSE;
  ExamplePassage passage = {i, outcome, i, outcome, {"", 0}, NULL};
  const ExampleSentence *s = sentence_at(search, i);
  passage.why = s->named ? "told: name + verb + outcome" : "told: actor + verb + outcome";
  add_example(search, &passage, TOLD);
  search->done = outcome + 1;
  return TRUE;
}

/* --- marked -------------------------------------------------------------------------------------------------- */

static gboolean is_contact(const Search *search, const ExampleSentence *s) {
  TextSpan text = {search->unit->text + s->start, s->end - s->start};
  return span_starts_with_nocase(text, "kontakt") || span_starts_with_nocase(text, "contact");
}

/* The passage that begins with sentence i: up to five sentences, ending with the last that tells something done. FALSE
 * where nobody has done anything. `name`: whom the heading names. */
static gboolean gather(const Search *search, guint i, TextSpan name, ExamplePassage *passage) {
  gboolean actor = name.length > 0, acted = FALSE;
  *passage = (ExamplePassage){i, NONE, NONE, NONE, name, NULL};
  for (guint k = i; k < search->sentences->len && k < i + LONGEST_PASSAGE; k++) {
    const ExampleSentence *s = sentence_at(search, k);
    if (is_contact(search, s) || (k > i && s->heading && s->line != sentence_at(search, k - 1)->line && !s->done))
      break;
    actor |= s->named;
    acted |= s->acted && (!(s->classes & WORD_INTENTION));
    if (s->question || s->words < LEAST_WORDS || !s->done)
      continue;
    passage->last = k;
    if (passage->action == NONE)
      passage->action = k;
    if (tells_outcome(s) && passage->outcome == NONE)
      passage->outcome = k;
  }
  return (actor || acted) && passage->last != NONE;
}

/* Stories are told in the present tense as well: prose under the name of a place ("Tenkjedal: vaflar og nettbank")
 * within what is marked as examples, or under "Så gjorde vi". At least two sentences, none of intention at the start.
 */
static gboolean find_in_present(Search *search, const char *why, TextSpan name, gboolean deed) {
  ExamplePassage passage = {NONE, NONE, NONE, NONE, name, why};
  if (name.length == 0 && !deed)
    return FALSE;
  for (guint i = 0; i < search->sentences->len && i < LONGEST_PASSAGE; i++) {
    const ExampleSentence *s = sentence_at(search, i);
    char last = search->unit->text[s->end - 1];
    if (s->words < LEAST_PROSE_WORDS || last != '.' || s->question || s->marked || is_contact(search, s) ||
        (passage.first == NONE && (s->classes & WORD_INTENTION)))
      break;
    if (passage.first == NONE)
      passage.first = passage.action = i;
    passage.last = i;
    if (tells_outcome(s) && passage.outcome == NONE)
      passage.outcome = i;
  }
  if (passage.first == NONE || passage.last == passage.first)
    return FALSE;
  add_example(search, &passage, MARKED_IN_PRESENT);
  search->done = passage.last + 1;
  return TRUE;
}

/* The whole unit stands under a heading that marks it. */
static gboolean find_under_heading(Search *search, const char *heading) {
  g_autofree char *why = g_strdup_printf("marked: heading '%s'", heading);
  TextSpan name = name_behind_mark(span_of(heading));
  if (name.length == 0 && search->unit->heading && search->unit->heading != heading) {
    const char *colon = strchr(search->unit->heading, ':');
    if (colon && g_unichar_isupper(g_utf8_get_char(search->unit->heading)))
      name = (TextSpan){search->unit->heading, (gsize)(colon - search->unit->heading)};
  }
  ExamplePassage passage;
  for (guint i = 0; i < search->sentences->len && i < 40; i++) {
    const ExampleSentence *s = sentence_at(search, i);
    if (s->marked || s->question || s->words < LEAST_WORDS || !(s->who_end > s->who || s->done) ||
        !gather(search, i, name, &passage))
      continue;
    passage.why = why;
    add_example(search, &passage, MARKED);
    search->done = passage.last + 1;
    return TRUE;
  }
  return find_in_present(search, why, name,
                         heading == search->unit->heading && example_heading_of_deed(span_of(heading)));
}

/* A short line of the text that marks what follows it, as on pages, or a sentence that calls its own story an example.
 */
static gboolean find_marked_here(Search *search, guint i) {
  const ExampleSentence *s = sentence_at(search, i);
  TextSpan line = {search->unit->text + s->start, s->end - s->start};
  ExamplePassage passage;
  gboolean heading = s->heading && !s->done && (s->marked || example_heading(line) > 0) && !s->question;
  if (heading && i + 1 < search->sentences->len) {
    TextSpan name = name_behind_mark(line);
    const ExampleSentence *next = sentence_at(search, i + 1);
    if (next->marked || !(next->who_end > next->who || next->done) || !gather(search, i + 1, name, &passage))
      return FALSE;
    g_autofree char *words = span_dup(line);
    g_autofree char *why = g_strdup_printf("marked: line '%s'", words);
    passage.why = why;
    add_example(search, &passage, MARKED);
    search->done = passage.last + 1;
    return TRUE;
  }
  if (!s->marked || s->question || !s->done || !s->named || (s->classes & (WORD_INTENTION | WORD_OFFICE)) ||
      !gather(search, i, (TextSpan){"", 0}, &passage))
    return FALSE;
  passage.last = MIN(passage.last, i + 2);
  passage.why = "marked: in the sentence";
  if (passage.outcome != NONE && passage.outcome > passage.last)
    passage.outcome = NONE;
  add_example(search, &passage, MARKED_INLINE);
  search->done = passage.last + 1;
  return TRUE;
}

/* --- pages of projects --------------------------------------------------------------------------------------- */

static gboolean starts_with_any(TextSpan text, const char *const *list, gsize count) {
  for (gsize i = 0; i < count; i++)
    if (span_starts_with_nocase(text, list[i]))
      return TRUE;
  return FALSE;
}

static gboolean is_deed_heading(const char *heading) {
  static const char *const starts[] = {
      "hva vi har gjort",     "vad vi har gjort", "det har vi gjort", "dette har vi gjort", "kva vi har gjort",
      "hvad vi har gjort",    "det gjorde vi",    "så gjorde vi",     "slik gjorde vi",     "sådan gjorde vi",
      "det her har vi gjort", "sådan gjorde de",  "slik gjorde de",   "så gjorde de"};
  return starts_with_any(span_of(heading), starts, G_N_ELEMENTS(starts));
}

static gboolean is_result_heading(const char *heading) {
  static const char *const starts[] = {"resultat", "result", "effekt", "utfall", "dette oppnådde", "det uppnådde"};
  return starts_with_any(span_of(heading), starts, G_N_ELEMENTS(starts));
}

/* "Hva vi har gjort", and in the next sections "Resultater så langt" with a sentence of outcome: that sentence is the
 * evidence, and the first of what was done tells what. */
static void find_project_result(Document *document, const Unit *deed, const Unit *result) {
  g_autoptr(GArray) sentences = example_sentences(span_of(result->text), MOST_SENTENCES);
  Search search = {.document = document, .unit = result, .sentences = sentences};
  for (guint i = 0; i < sentences->len && i < LONGEST_PASSAGE; i++) {
    const ExampleSentence *s = sentence_at(&search, i);
    if (!tells_outcome(s))
      continue;
    ExamplePassage passage = {i, i, NONE, i, {"", 0}, "told: headings of deed and result"};
    add_example(&search, &passage, TOLD);
    Finding *finding = document->findings->pdata[document->findings->len - 1];
    g_autoptr(GArray) done = example_sentences(span_of(deed->text), 1);
    if (done->len > 0) {
      const ExampleSentence *first = &g_array_index(done, ExampleSentence, 0);
      g_autofree char *what = g_strndup(deed->text + first->start, first->end - first->start);
      g_strdelimit(what, "\n\t", ' ');
      finding_set_detail(finding, "what", what);
    }
    return;
  }
}

#define NEAR_SECTIONS 3

static void find_projects(Document *document) {
  const GPtrArray *units = document->units;
  for (guint i = 0; i < units->len; i++) {
    const Unit *deed = units->pdata[i];
    if (!deed->heading || !is_deed_heading(deed->heading))
      continue;
    for (guint k = i + 1; k < units->len && k <= i + NEAR_SECTIONS; k++) {
      const Unit *unit = units->pdata[k];
      if (unit->heading && is_result_heading(unit->heading)) {
        find_project_result(document, deed, unit);
        break;
      }
    }
  }
}

/* --- a unit -------------------------------------------------------------------------------------------------- */

/* English text is read only where it speaks of towns: nothing else in it can be an example. */
static gboolean is_worth_reading(const Unit *unit) {
  static const char *const languages[] = {"sv", "nb", "nn", "da", "mul"};
  if (!unit->text || !*unit->text)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
    if (strcmp(unit->language, languages[i]) == 0)
      return TRUE;
  if (strcmp(unit->language, "en") == 0)
    return strstr(unit->text, "unicipality") || strstr(unit->text, "ity of ") || strstr(unit->text, "ouncil");
  return strstr(unit->text, "ommun") != NULL;
}

/* Whether the text has words of an example at all: most texts have not, and reading sentences is dear. */
static gboolean has_words_of_example(TextSpan text) {
  ScanWord word;
  gsize position = 0;
  guint32 seen = 0;
  while (scan_word(text, &position, &word)) {
    seen |= example_word_classes(&word);
    if (seen & (WORD_EXAMPLE | WORD_OUTCOME | WORD_MUNICIPALITY | WORD_ACTOR | WORD_ACTION))
      return TRUE;
  }
  return FALSE;
}

static void search_unit(Document *document, const Unit *unit) {
  Search search = {.document = document, .unit = unit};
  const char *heading = marking_heading(document, unit);
  gboolean own = heading && heading == unit->heading;
  if (is_worth_reading(unit) && (heading || has_words_of_example(span_of(unit->text)))) {
    g_autoptr(GArray) sentences = example_sentences(span_of(unit->text), MOST_SENTENCES);
    search.sentences = sentences;
    if (heading)
      find_under_heading(&search, heading);
    gboolean found = search.found > 0;
    for (guint i = 0; i < sentences->len && search.found < MOST_IN_UNIT; i++) {
      const ExampleSentence *s = sentence_at(&search, i);
      if (i < search.done || find_marked_here(&search, i) || find_told(&search, i) || find_deed(&search, i))
        continue;
      if (s->marked)
        add_pointer(&search, FINDING_IN_TEXT, s->start, s->end);
    }
    if (own && !found && !example_heading_of_deed(span_of(heading)))
      add_pointer(&search, FINDING_IN_HEADING, 0, strlen(heading));
  } else if (own && strcmp(unit->language, "en") != 0 && !example_heading_of_deed(span_of(heading))) {
    add_pointer(&search, FINDING_IN_HEADING, 0, strlen(heading));
  }
}

void stage_examples(Document *document) {
  find_projects(document);
  for (guint i = 0; i < document->units->len; i++)
    search_unit(document, document->units->pdata[i]);
}
