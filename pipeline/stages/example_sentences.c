/* Sentences: cut at full stops before capitals and at line ends that end a paragraph or a list item, then read once. */
#include "pipeline/stages/example_sentences.h"
#include "pipeline/stages/example_deeds.h"
#include "pipeline/stages/words.h"

#include <string.h>

#define LONGEST 1200     /* bytes of a sentence; what is longer is no sentence */
#define SHORT_HEADING 90 /* bytes */
#define NEAR 3           /* words that a negation reaches over */
#define HAVE_REACHES 4   /* words between "har" and its participle */

/* --- cutting ------------------------------------------------------------------------------------------------- */

/* "bl.a.", "t.ex.", "kl.", "nr.", "ca.", and single letters end no sentence. */
static gboolean is_abbreviation(TextSpan text, gsize stop) {
  gsize start = stop;
  while (
      start > 0 && stop - start < 8 &&
      (g_ascii_isalpha(text.start[start - 1]) || text.start[start - 1] == '.' || (guint8)text.start[start - 1] >= 0x80))
    start--;
  static const char *const list[] = {"bl.a", "t.ex", "kl",   "nr",  "ca",  "f.eks", "dvs", "m.m",
                                     "osv",  "jf",   "jfr",  "st",  "mfl", "o.s.v", "tlf", "tel",
                                     "bla",  "resp", "inkl", "evt", "ev",  "kap",   "s"};
  for (gsize i = 0; i < G_N_ELEMENTS(list); i++)
    if (strlen(list[i]) == stop - start && g_ascii_strncasecmp(text.start + start, list[i], stop - start) == 0)
      return TRUE;
  return stop - start == 1;
}

/* Whether the text's byte i, one of ".!?", ends a sentence: space and a capital, a digit or a quote, or the end. */
static gboolean ends_sentence(TextSpan text, gsize i) {
  if (i + 1 >= text.length)
    return TRUE;
  gsize at = i + 1;
  while (at < text.length && strchr("\"')]", text.start[at]) && text.start[at])
    at++;
  if (at >= text.length || text.start[at] == '\n')
    return TRUE;
  if (text.start[at] != ' ' || (text.start[i] == '.' && is_abbreviation(text, i)))
    return FALSE;
  if (text.start[i] == '.' && i > 0 && g_ascii_isdigit(text.start[i - 1]))
    return at + 1 < text.length && g_unichar_isupper(g_utf8_get_char(text.start + at + 1));
  gunichar next = at + 1 < text.length ? g_utf8_get_char(text.start + at + 1) : 0;
  return !g_unichar_islower(next);
}

/* Whether the line break at i parts what stands around it: an empty line, a list mark, a short line before, or a
 * capital after an unfinished line. Wrapped lines of plain text go on. */
static gboolean line_break_parts(TextSpan text, gsize line_start, gsize i) {
  TextSpan before = span_trim((TextSpan){text.start + line_start, i - line_start});
  TextSpan after = span_skip(text, i + 1), line = {NULL, 0};
  if (before.length == 0 || !span_next_line(&after, &line) || span_is_blank(line))
    return TRUE;
  if (span_list_mark(span_trim(line)) > 0)
    return TRUE;
  gunichar next = span_first_char(span_trim(line));
  return before.length < 60 && (g_unichar_isupper(next) || g_unichar_isdigit(next));
}

/* --- reading ------------------------------------------------------------------------------------------------- */

typedef struct {
  TextSpan text; /* the sentence */
  gsize base;    /* its start */
  ScanWord word, previous;
  guint32 classes, previous_classes;
  guint count;
  guint intention, negation, have; /* number of the word, 0: none yet */
  gsize name_start;                /* of capital words in a row; name_end 0: none */
  gsize name_end;
  gsize in_start, in_end; /* "I Umeå" at the sentence's start: the place; in_end 0: none */
  gboolean first_is_condition;
  guint actions;
  guint outcome_verb;
} Reading;

static gboolean follows_directly(const Reading *r, gsize end) {
  return end > 0 && r->word.start > end && r->word.start - end <= 1;
}

/* Names: capital words in a row ("Upplands Väsby"), not the sentence's first word where it is a function word. */
static void read_name(Reading *r) {
  TextSpan word = {r->text.start + r->word.start, r->word.end - r->word.start};
  if (!r->word.capital || (r->count == 1 && word_is_function(word))) {
    return;
  }
  if (!follows_directly(r, r->name_end))
    r->name_start = r->word.start;
  r->name_end = r->word.end;
}

/* Who did it stands before the deed; of several before it the first that has a name, else the last. */
static void set_actor(const Reading *r, ExampleSentence *s, gsize start, gsize end, gboolean named, gsize place,
                      gsize place_end) {
  if (s->named || (s->acted && !named) || (s->acted && s->who_end > s->who))
    return;
  s->who = r->base + start;
  s->who_end = r->base + end;
  s->named = named;
  s->place = r->base + place;
  s->place_end = r->base + place_end;
}

/* "I Umeå har Bostaden bytt": a place, a verb, and a name. */
static void read_actor_in_place(Reading *r, ExampleSentence *s) {
  if (!r->word.capital)
    return;
  if (r->count == 2 && scan_word_is(&r->previous, "i")) {
    r->in_start = r->word.start;
    r->in_end = r->word.end;
  } else if (r->in_end && r->count <= 5 && (r->previous_classes & (WORD_HAVE | WORD_ACTION))) {
    set_actor(r, s, r->word.start, r->word.end, TRUE, r->in_start, r->in_end);
  }
}

static void read_actor(Reading *r, ExampleSentence *s) {
  /* "by" is a town in Norwegian and a preposition in English: only as part of a name. */
  if ((r->classes & WORD_MUNICIPALITY) && follows_directly(r, r->name_end) &&
      !(scan_word_is(&r->word, "by") && !r->word.capital))
    set_actor(r, s, r->name_start, r->word.end, TRUE, r->name_start, r->name_end);
  else if (r->word.capital && follows_directly(r, r->previous.end) && scan_word_is(&r->previous, "region"))
    set_actor(r, s, r->previous.start, r->word.end, TRUE, r->word.start, r->word.end);
  else if (r->classes & WORD_ACTOR)
    set_actor(r, s, r->word.start, r->word.end, FALSE, 0, 0);
  read_actor_in_place(r, s);
}

/* "Municipality of X", "City of X". */
static void read_english_actor(Reading *r, ExampleSentence *s) {
  if (!r->word.capital || !scan_word_is(&r->previous, "of") || r->previous.start < 5)
    return;
  static const char *const heads[] = {"municipality ", "city ", "county council "};
  for (gsize i = 0; i < G_N_ELEMENTS(heads); i++) {
    gsize length = strlen(heads[i]);
    if (r->previous.start >= length &&
        g_ascii_strncasecmp(r->text.start + r->previous.start - length, heads[i], length) == 0) {
      set_actor(r, s, r->previous.start - length, r->word.end, TRUE, r->word.start, r->word.end);
      return;
    }
  }
}

static gboolean is_free(const Reading *r) {
  return r->intention == 0 && (r->negation == 0 || r->count - r->negation > NEAR) && !r->first_is_condition;
}

static void read_doing(Reading *r, ExampleSentence *s) {
  gboolean perfect = r->have > 0 && r->count - r->have <= HAVE_REACHES && looks_like_perfect(&r->word);
  if (!(r->classes & (WORD_ACTION | WORD_OUTCOME)) && !perfect)
    return;
  if (!is_free(r))
    return;
  s->done = TRUE;
  if ((r->classes & WORD_ACTION) && s->who_end > s->who) {
    s->acted = TRUE;
    r->actions++;
  }
  if ((r->classes & WORD_OUTCOME) && !r->outcome_verb) {
    r->outcome_verb = r->count;
    if (s->outcome_start == 0)
      s->outcome_start = r->base + r->word.start;
  }
}

/* "kommer att", "kommer til å", "kjem til å": the future. */
static gboolean is_coming(const Reading *r) {
  return (scan_word_is(&r->word, "att") || scan_word_is(&r->word, "til")) &&
         (scan_word_is(&r->previous, "kommer") || scan_word_is(&r->previous, "kjem"));
}

/* A verb that says what is not done yet; what could or should be done before was done, mostly. */
static gboolean is_plan(const ScanWord *word) {
  static const char *const list[] = {
      "ska",    "skal",     "skall",      "vil",       "vill",     "will",       "would",    "should", "shall",
      "must",   "planerar", "planlegger", "planlegg",  "avser",    "planlægger", "tänker",   "tenker", "tenkjer",
      "hoppas", "håper",    "håpar",      "föreslår",  "foreslår", "bör",        "bør",      "borde",  "burde",
      "plans",  "intends",  "aims",       "överväger", "vurderer", "vurderar",   "overvejer"};
  for (gsize i = 0; i < G_N_ELEMENTS(list); i++)
    if (scan_word_is(word, list[i]))
      return TRUE;
  return FALSE;
}

static void read_word(Reading *r, ExampleSentence *s) {
  s->classes |= r->classes;
  if (r->count == 1)
    r->first_is_condition = (r->classes & WORD_CONDITION) != 0;
  if (r->count == 2 && scan_word_is(&r->word, "om")) /* "Även om", "Selv om" */
    r->first_is_condition = TRUE;
  read_actor(r, s);
  read_name(r);
  read_english_actor(r, s);
  read_doing(r, s);
  if (is_coming(r))
    s->classes |= r->classes |= WORD_INTENTION;
  if (r->classes & WORD_INTENTION)
    r->intention = r->intention ? r->intention : r->count;
  s->planned |= is_plan(&r->word);
  if (r->classes & WORD_NEGATION)
    r->negation = r->count;
  if (r->classes & WORD_HAVE)
    r->have = r->count;
  if ((r->classes & WORD_EXAMPLE) && ((r->classes & WORD_PRAISE) || (r->previous_classes & WORD_PRAISE)))
    s->marked = TRUE;
  if (scan_word_is(&r->previous, "ved") && (scan_word_is(&r->word, "å") || scan_word_is(&r->word, "at")))
    s->classes |= WORD_MEASURE_BY;
  gsize phrase = (r->classes & WORD_PHRASE) ? outcome_phrase(span_skip(r->text, r->word.start)) : 0;
  if (phrase > 0 && is_free(r)) {
    s->outcome = s->done = s->apart = TRUE;
    s->outcome_start = r->base + r->word.start;
  }
}

static gboolean has_digit(TextSpan text) {
  for (gsize i = 0; i < text.length; i++)
    if (g_ascii_isdigit(text.start[i]) || text.start[i] == '%')
      return TRUE;
  return FALSE;
}

/* Whoever the places of the words tell goes before whoever the lists told. */
static void read_deed(ExampleSentence *s, TextSpan text) {
  ExampleDeed deed;
  s->deed = !s->question && example_find_deed(text, &deed);
  if (!s->deed || s->named)
    return;
  s->done = s->acted = TRUE;
  s->named = deed.named;
  s->who = s->start + deed.who;
  s->who_end = s->start + deed.who_end;
  s->place = s->start + deed.place;
  s->place_end = s->start + deed.place_end;
}

static void read_sentence(ExampleSentence *s, TextSpan text) {
  Reading r = {.text = {text.start + s->start, s->end - s->start}, .base = s->start};
  gsize position = 0;
  if (r.text.length > LONGEST)
    return;
  while (scan_word(r.text, &position, &r.word)) {
    r.count++;
    r.classes = example_word_classes(&r.word);
    read_word(&r, s);
    r.previous = r.word;
    r.previous_classes = r.classes;
  }
  s->words = r.count;
  s->question = memchr(r.text.start, '?', r.text.length) != NULL;
  s->number = (s->classes & WORD_NUMBER) || has_digit(r.text);
  if (r.outcome_verb && s->number && !s->question) {
    s->outcome = TRUE;
    /* "har minskat utsläppen med 30 procent genom att" tells the deed behind the outcome. */
    gboolean by = (s->classes & WORD_MEASURE_BY) && s->who_end > s->who && s->who < s->outcome_start;
    s->acted |= by;
    s->apart |= r.actions > 0 || by;
  }
  read_deed(s, r.text);
  char last = r.text.length ? r.text.start[r.text.length - 1] : '.';
  s->heading = r.text.length < SHORT_HEADING && !strchr(".!?:,;", last);
}

/* --- the text ------------------------------------------------------------------------------------------------ */

static gboolean add_sentence(GArray *all, TextSpan text, gsize start, gsize end, guint line) {
  TextSpan span = span_trim((TextSpan){text.start + start, end - start});
  span = span_skip(span, span_list_mark(span));
  if (!span_has_letter(span))
    return FALSE;
  ExampleSentence s = {.start = (gsize)(span.start - text.start), .line = line};
  s.end = s.start + span.length;
  read_sentence(&s, text);
  g_array_append_val(all, s);
  return TRUE;
}

GArray *example_sentences(TextSpan text, guint most) {
  GArray *all = g_array_new(FALSE, FALSE, sizeof(ExampleSentence));
  gsize start = 0, line_start = 0;
  guint line = 0;
  gboolean said = FALSE; /* in this line */
  for (gsize i = 0; i < text.length && all->len < most; i++) {
    char c = text.start[i];
    if (c != '\n' && c != '.' && c != '!' && c != '?')
      continue;
    gboolean breaks = c == '\n' && line_break_parts(text, line_start, i);
    if (c == '\n')
      line_start = i + 1;
    if (!breaks && (c == '\n' || !ends_sentence(text, i)))
      continue;
    said |= add_sentence(all, text, start, breaks ? i : i + 1, line);
    start = i + 1;
    if (breaks && said) {
      line++;
      said = FALSE;
    }
  }
  if (start < text.length && all->len < most)
    add_sentence(all, text, start, text.length, line);
  return all;
}
