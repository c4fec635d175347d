/* The stage `meeting`: the facts of a meeting (FINDING_MEETING) out of the labels of its notice and, of the cost, out
 * of what the notice says in passing; and where the notice and the programme do not agree ("kaffe från 09:00" above,
 * "09.30 Registrering och kaffe" below): role "contradiction". Only documents of kind meeting are looked at. */
#include "pipeline/stages/agenda_time.h"
#include "pipeline/stages/meeting_labels.h"
#include "pipeline/stages/stage.h"
#include "pipeline/stages/words.h"

#include <string.h>

#define LABELLED 0.95    /* confidence of what stands behind a label on its line */
#define LABEL_ABOVE 0.85 /* of what stands on the line after it, or below a heading */
#define IN_PASSING 0.7
#define CONTRADICTED 0.8
#define LONGEST_VALUE 400 /* bytes; what is longer is prose below a heading that only looks like a label */
#define SHORTEST_WORD 4   /* letters of a word that can tie a time of the notice to an item of the programme */

typedef struct {
  Document *document;
  const Unit *unit;
  gboolean cost; /* told under a label */
} Facts;

/* --- labelled facts ------------------------------------------------------------------------------------------------
 */

static gboolean is_told(const char *role, TextSpan value) {
  if (value.length == 0 || value.length > LONGEST_VALUE)
    return FALSE;
  return span_has_digit(value) || (strcmp(role, "when") != 0 && span_has_letter(value));
}

static void add_fact(Facts *facts, const char *role, TextSpan value, double confidence) {
  if (!is_told(role, value))
    return;
  gsize start = (gsize)(value.start - facts->unit->text);
  g_autofree char *text = span_dup(value);
  for (char *p = text; *p; p++)
    if (*p == '\t' || *p == '\n')
      *p = ' ';
  facts->cost |= strcmp(role, "cost") == 0;
  document_add_finding(facts->document, finding_new(FINDING_MEETING, facts->unit->ordinal, FINDING_IN_TEXT, start,
                                                    start + value.length, text, role, confidence));
}

/* "Tid och plats: 3 mars kl. 9-12, Stadshuset": what holds the last digit of a time is when, the rest is where. */
static void add_when_and_venue(Facts *facts, TextSpan value, double confidence) {
  gsize cut = 0;
  for (gsize i = 0; i + 1 < value.length; i++)
    if ((value.start[i] == ',' || value.start[i] == ';') && i > 0 && span_has_digit((TextSpan){value.start, i})) {
      cut = i;
      TextSpan rest = span_trim(span_skip(value, i + 1));
      if (!g_ascii_isdigit(rest.start[0]) && !span_starts_with_nocase(rest, "kl"))
        break;
    }
  add_fact(facts, "when", span_trim((TextSpan){value.start, cut ? cut : value.length}), confidence);
  if (cut)
    add_fact(facts, "venue", span_trim(span_skip(value, cut + 1)), confidence);
}

static void add_labelled(Facts *facts, const char *role, TextSpan value, double confidence) {
  if (strcmp(role, "when-and-venue") == 0)
    add_when_and_venue(facts, value, confidence);
  else
    add_fact(facts, role, value, confidence);
}

/* The next line with words that is no label itself. */
static gboolean next_value(TextSpan rest, TextSpan *value) {
  MeetingLine parsed;
  while (span_next_line(&rest, value)) {
    *value = span_trim(*value);
    if (value->length)
      return !meeting_line_parse(*value, &parsed);
  }
  return FALSE;
}

/* A value that a page's width has broken goes on: its last word wants a next one, or the next line begins with a small
 * letter. */
static TextSpan with_next_lines(TextSpan value, TextSpan rest) {
  TextSpan line;
  MeetingLine parsed;
  while (value.length && value.length < LONGEST_VALUE && span_next_line(&rest, &line)) {
    TextSpan last = value;
    while (last.length && last.start[last.length - 1] != ' ')
      last.length--;
    last = span_skip(value, last.length);
    line = span_trim(line);
    gboolean open = word_is_open(last) || last.start[last.length - 1] == ',';
    if (line.length == 0 || meeting_line_parse(line, &parsed) || !(open || g_unichar_islower(span_first_char(line))))
      break;
    value = span_between(value, line);
  }
  return value;
}

static void read_labels(Facts *facts) {
  TextSpan rest = span_of(facts->unit->text), line, value;
  const char *role = facts->unit->heading ? meeting_label_role(span_of(facts->unit->heading)) : NULL;
  if (role && next_value(rest, &value))
    add_labelled(facts, role, value, LABEL_ABOVE);
  while (span_next_line(&rest, &line)) {
    MeetingLine parsed;
    if (!meeting_line_parse(line, &parsed))
      continue;
    if (parsed.value.length)
      add_labelled(facts, parsed.role, with_next_lines(parsed.value, rest), LABELLED);
    else if (next_value(rest, &value))
      add_labelled(facts, parsed.role, value, LABEL_ABOVE);
  }
}

/* --- the cost in passing --------------------------------------------------------------------------------------- */

static gboolean is_free(TextSpan sentence) {
  static const char *const words[] = {"kostnadsfri", "avgiftsfri",     "utan kostnad", "uten kostnad",
                                      "gratis",      "free of charge", "utan avgift",  "gebyrfri"};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (span_contains_nocase(sentence, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean is_priced(TextSpan sentence) {
  static const char *const words[] = {"kosta", "koster", "kostar", "kostnad", "avgift", "pris", "fee"};
  static const char *const money[] = {" kr", " nok", " sek", " dkk", ":-", ",-"};
  gboolean about = FALSE, amount = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    about |= span_contains_nocase(sentence, words[i]);
  for (gsize i = 0; i < G_N_ELEMENTS(money); i++)
    amount |= span_contains_nocase(sentence, money[i]);
  return about && amount && span_has_digit(sentence);
}

static gboolean next_sentence(TextSpan *rest, TextSpan *sentence) {
  if (rest->length == 0)
    return FALSE;
  gsize at = 0;
  while (at < rest->length && rest->start[at] != '\n' &&
         !(strchr(".!?", rest->start[at]) && at + 1 < rest->length && rest->start[at + 1] == ' '))
    at++;
  at = MIN(at + 1, rest->length);
  *sentence = span_trim((TextSpan){rest->start, at});
  *rest = span_skip(*rest, at);
  return TRUE;
}

/* Only words of taking part make a price that of the meeting. */
static gboolean is_about_taking_part(TextSpan sentence) {
  static const char *const words[] = {"delta", "semina", "konferens", "konferans", "möte",   "møte",
                                      "kurs",  "dag",    "arrang",    "anmäl",     "påmeld", "lunch",
                                      "lunsj", "evene",  "attend",    "particip"};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (span_contains_nocase(sentence, words[i]))
      return TRUE;
  return FALSE;
}

static void read_cost(Facts *facts) {
  TextSpan rest = span_of(facts->unit->text), sentence;
  while (!facts->cost && next_sentence(&rest, &sentence))
    if ((is_priced(sentence) || is_free(sentence)) && is_about_taking_part(sentence))
      add_fact(facts, "cost", sentence, IN_PASSING);
}

/* --- contradictions ---------------------------------------------------------------------------------------------- */

/* The first word of the clause that stands in the item's heading too, or an empty span. */
static TextSpan shared_word(TextSpan clause, const char *heading) {
  TextSpan word;
  g_autofree char *lower = g_utf8_strdown(heading, -1);
  while (span_next_word(&clause, &word)) {
    while (word.length && strchr(".,;:()", word.start[word.length - 1]))
      word.length--;
    g_autofree char *folded = g_utf8_strdown(word.start, (gssize)word.length);
    if (span_letters(word) >= SHORTEST_WORD && !word_is_function(word) && strstr(lower, folded))
      return word;
  }
  return (TextSpan){clause.start, 0};
}

/* The first time of day in the clause. */
static gboolean find_time(TextSpan clause, AgendaTime *time) {
  TextSpan rest = clause, word;
  while (span_next_word(&rest, &word))
    if (g_ascii_isdigit(word.start[0]) && agenda_time_parse((TextSpan){word.start, word.length}, time))
      return TRUE;
  return FALSE;
}

/* The item of the same name says another time, and none says the clause's. */
static void compare(Document *document, guint unit, gsize offset, TextSpan clause) {
  AgendaTime told, planned;
  const Unit *other = NULL;
  TextSpan word = {0};
  if (!find_time(clause, &told))
    return;
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *item = document->units->pdata[i];
    if (item->kind != UNIT_KIND_AGENDA_ITEM || !item->heading || !item->label ||
        !agenda_time_parse(span_of(item->label), &planned))
      continue;
    TextSpan shared = shared_word(clause, item->heading);
    if (shared.length == 0)
      continue;
    if (planned.minutes == told.minutes)
      return;
    if (!other) {
      other = item;
      word = shared;
    }
  }
  if (!other)
    return;
  g_autofree char *name = span_dup(word);
  g_autofree char *value = g_strdup_printf("%s: %s / %s", name, told.label, other->label);
  Finding *finding =
      document_add_finding(document, finding_new(FINDING_MEETING, unit, FINDING_IN_TEXT, offset, offset + clause.length,
                                                 value, "contradiction", CONTRADICTED));
  if (finding)
    finding_set_detail(finding, "item", other->label);
}

static void compare_clauses(Document *document, const Finding *when) {
  const Unit *unit = document_get_unit(document, when->unit);
  gsize start = when->start, end = when->end;
  for (gsize at = start; at <= end; at++)
    if (at == end || unit->text[at] == ',' || unit->text[at] == ';') {
      TextSpan clause = span_trim((TextSpan){unit->text + start, at - start});
      compare(document, unit->ordinal, (gsize)(clause.start - unit->text), clause);
      start = at + 1;
    }
}

static void find_contradictions(Document *document) {
  guint count = document->findings->len;
  for (guint i = 0; i < count; i++) {
    const Finding *finding = document->findings->pdata[i];
    if (finding->kind == FINDING_MEETING && strcmp(finding->role, "when") == 0)
      compare_clauses(document, finding);
  }
}

/* --- the stage --------------------------------------------------------------------------------------------------- */

static const Finding *first_of(const Document *document, const char *role) {
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *finding = document->findings->pdata[i];
    if (finding->kind == FINDING_MEETING && strcmp(finding->role, role) == 0)
      return finding;
  }
  return NULL;
}

void stage_meeting(Document *document) {
  if (document->kind != DOCUMENT_KIND_MEETING)
    return;
  Facts facts = {.document = document};
  for (guint i = 0; i < document->units->len; i++) {
    facts.unit = document->units->pdata[i];
    if (facts.unit->text && facts.unit->kind != UNIT_KIND_AGENDA_ITEM)
      read_labels(&facts);
  }
  for (guint i = 0; i < document->units->len && !facts.cost; i++) {
    facts.unit = document->units->pdata[i];
    if (facts.unit->text && facts.unit->kind != UNIT_KIND_AGENDA_ITEM)
      read_cost(&facts);
  }
  find_contradictions(document);
  const Finding *organiser = first_of(document, "organiser"), *venue = first_of(document, "venue");
  if (!document->organiser && organiser)
    document_set_string(&document->organiser, organiser->value);
  if (!document->place && venue)
    document_set_string(&document->place, venue->value);
}
