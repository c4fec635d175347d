/* Fields from the text; places, organisations and themes from their stages, where those have found any. */
#include "pipeline/stages/example_fields.h"
#include "pipeline/stages/words.h"

#include <string.h>

#define LONGEST_FIELD 240 /* bytes */

static char *dup_cut(const char *start, gsize length) {
  TextSpan span = span_trim((TextSpan){start, length});
  if (span.length > LONGEST_FIELD) {
    span.length = LONGEST_FIELD;
    while (span.length > 0 && ((guint8)span.start[span.length] & 0xC0) == 0x80)
      span.length--;
    while (span.length > 0 && span.start[span.length - 1] != ' ')
      span.length--;
  }
  char *field = span_dup(span_trim(span));
  g_strdelimit(field, "\n\t", ' ');
  return field;
}

static void set_range(Finding *finding, const char *name, const char *text, gsize start, gsize end) {
  if (end <= start)
    return;
  g_autofree char *value = dup_cut(text + start, end - start);
  finding_set_detail(finding, name, value);
}

/* --- findings of other stages -------------------------------------------------------------------------------- */

/* The finding of a kind that lies in the range of the unit's text, or in its heading; one in the text is preferred. */
static const Finding *find_near(const Document *document, const Unit *unit, FindingKind kind, gsize start, gsize end) {
  const Finding *in_heading = NULL;
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *f = document->findings->pdata[i];
    if (f->kind != kind || f->unit != unit->ordinal)
      continue;
    if (f->field == FINDING_IN_TEXT && f->start >= start && f->end <= end)
      return f;
    if (f->field == FINDING_IN_HEADING && !in_heading)
      in_heading = f;
  }
  return in_heading;
}

static void set_theme(Finding *finding, const Document *document, const Unit *unit) {
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *f = document->findings->pdata[i];
    if (f->kind == FINDING_THEME && f->unit == unit->ordinal && g_strcmp0(f->role, "main") == 0) {
      finding_set_detail(finding, "theme", f->value);
      return;
    }
  }
}

/* --- place --------------------------------------------------------------------------------------------------- */

/* "Karlstads kommun" is about Karlstad; but Borås, Västerås, Strängnäs and Höganäs end in s themselves, and in Norway
 * no name takes one before "kommune". */
static char *place_of(const char *start, gsize length, gboolean swedish) {
  static const char *const own[] = {"ås", "äs", "fors", "nes", "ess", "aas", "ös", "is", "us", "oos", "ås", "ns"};
  TextSpan name = {start, length};
  if (swedish && length > 3 && start[length - 1] == 's') {
    gboolean keeps = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(own); i++) {
      gsize bytes = strlen(own[i]);
      keeps |= length > bytes && memcmp(start + length - bytes, own[i], bytes) == 0;
    }
    if (!keeps)
      name.length--;
  }
  return span_dup(name);
}

/* "i Växjö", "In Växjö": a capital word after the preposition. Empty where there is none. */
static TextSpan place_after_in(TextSpan text) {
  ScanWord word;
  gsize position = 0, in_end = 0;
  while (scan_word(text, &position, &word)) {
    if (in_end && word.capital && word.start == in_end + 1)
      return (TextSpan){text.start + word.start, word.end - word.start};
    in_end = scan_word_is(&word, "i") || scan_word_is(&word, "in") ? word.end : 0;
  }
  return (TextSpan){"", 0};
}

/* The name at the start of a heading: "Kristianstad: svala rum" and what follows "Så gjorde ". */
static TextSpan name_in_heading(TextSpan heading) {
  ScanWord word;
  gsize position = 0, end = 0;
  while (scan_word(heading, &position, &word) && word.capital && (end == 0 || word.start == end + 1)) {
    TextSpan span = {heading.start + word.start, word.end - word.start};
    if (word_is_function(span) || (end == 0 && word.start > 2))
      break;
    end = word.end;
  }
  return (TextSpan){heading.start, end};
}

/* Whether the last word of a heading's name says that it is no town's: "Lia skole". *town becomes the name without
 * "kommun" at its end. */
static gboolean names_house(TextSpan name, TextSpan *town) {
  ScanWord word;
  gsize position = 0;
  guint32 classes = 0;
  while (scan_word(name, &position, &word)) {
    classes = word.capital ? 0 : example_word_classes(&word);
    if (classes & WORD_MUNICIPALITY)
      *town = span_trim((TextSpan){name.start, word.start});
  }
  return (classes & WORD_HOUSE) != 0;
}

static const ExampleSentence *actor_of(const GArray *sentences, const ExamplePassage *passage) {
  const ExampleSentence *best = NULL;
  for (guint i = passage->first; i <= passage->last; i++) {
    const ExampleSentence *s = &g_array_index(sentences, ExampleSentence, i);
    if (s->who_end > s->who && (!best || (s->named && !best->named)))
      best = s;
  }
  return best;
}

static void set_who_and_place(Finding *finding, const Document *document, const Unit *unit, const GArray *sentences,
                              const ExamplePassage *passage) {
  const ExampleSentence *actor = actor_of(sentences, passage);
  const char *text = unit->text;
  const Finding *organisation = find_near(document, unit, FINDING_ORGANISATION, finding->start, finding->end);
  const Finding *place = find_near(document, unit, FINDING_PLACE, finding->start, finding->end);
  TextSpan name = passage->heading_name;
  if (name.length == 0 && unit->heading) {
    const char *colon = strchr(unit->heading, ':');
    TextSpan head = name_in_heading(span_of(unit->heading));
    if (colon && head.length > 0 && colon == head.start + head.length)
      name = head;
  }
  if (actor && (actor->named || name.length == 0))
    set_range(finding, "who", text, actor->who, actor->who_end);
  else if (organisation)
    finding_set_detail(finding, "who", organisation->value);
  if (!finding_get_detail(finding, "who") && name.length > 0)
    set_range(finding, "who", name.start, 0, name.length);
  g_autofree char *where = NULL;
  TextSpan in;
  if (actor && actor->place_end > actor->place)
    where = place_of(text + actor->place, actor->place_end - actor->place, strcmp(unit->language, "sv") == 0);
  else if (place)
    where = document_get_evidence(document, place);
  else if (name.length > 0 && !names_house(name, &name))
    where = place_of(name.start, name.length, strcmp(unit->language, "sv") == 0);
  else if ((in = place_after_in(span_of(unit->heading))).length > 0)
    where = span_dup(in);
  else
    where = span_dup(place_after_in((TextSpan){text + finding->start, finding->end - finding->start}));
  finding_set_detail(finding, "place", where);
}

/* --- contact ------------------------------------------------------------------------------------------------- */

/* The rest of a line "Kontakt: ..." of the unit, else an e-mail address of the passage. */
static void set_contact(Finding *finding, const Unit *unit) {
  static const char *const labels[] = {"kontakt:",          "kontaktperson:",   "kontaktpersoner:", "mer information:",
                                       "meir informasjon:", "mer informasjon:", "contact:",         "les meir:"};
  TextSpan rest = span_of(unit->text), line;
  for (guint n = 0; n < 400 && span_next_line(&rest, &line); n++) {
    line = span_trim(line);
    for (gsize i = 0; i < G_N_ELEMENTS(labels); i++) {
      gsize bytes = span_starts_with_nocase(line, labels[i]);
      if (bytes > 0 && bytes < line.length) {
        set_range(finding, "contact", line.start, bytes, line.length);
        return;
      }
    }
  }
  const char *at = memchr(unit->text + finding->start, '@', finding->end - finding->start);
  if (!at)
    return;
  const char *start = at, *end = at + 1;
  while (start > unit->text && (g_ascii_isalnum(start[-1]) || strchr("._-+", start[-1])))
    start--;
  while (g_ascii_isalnum(*end) || *end == '.' || *end == '-')
    end++;
  if (end[-1] == '.')
    end--;
  set_range(finding, "contact", start, 0, (gsize)(end - start));
}

void example_fill(Finding *finding, const Document *document, const Unit *unit, const GArray *sentences,
                  const ExamplePassage *passage) {
  set_who_and_place(finding, document, unit, sentences, passage);
  set_theme(finding, document, unit);
  if (passage->action != G_MAXUINT) {
    const ExampleSentence *s = &g_array_index(sentences, ExampleSentence, passage->action);
    set_range(finding, "what", unit->text, s->start, s->end);
  }
  if (passage->outcome != G_MAXUINT) {
    const ExampleSentence *s = &g_array_index(sentences, ExampleSentence, passage->outcome);
    gsize start = passage->outcome == passage->action && s->outcome_start > s->start ? s->outcome_start : s->start;
    set_range(finding, "result", unit->text, start, s->end);
  }
  set_contact(finding, unit);
  finding_set_detail(finding, "why", passage->why);
}
