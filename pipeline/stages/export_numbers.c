/* Numbers of slides. What follows a number tells its manner; the run of them tells slides from lists. */
#include "pipeline/stages/export_numbers.h"

#include <string.h>

#define MOST_SLIDES 9999
#define MOST_LEFT_OUT 8 /* numbers, where a run goes on after a gap */
#define MOST_BREAKS 32  /* gaps and new counts: each is searched for in all lines */

/* Takes up to four digits off the front; 0 where there are none, or too many. */
static guint take_number(TextSpan *rest) {
  guint value = 0;
  gsize i = 0;
  for (; i < rest->length && i < 5 && g_ascii_isdigit(rest->start[i]); i++)
    value = value * 10 + (guint)(rest->start[i] - '0');
  if (i == 0 || rest->start[0] == '0' || value > MOST_SLIDES)
    return 0;
  *rest = span_skip(*rest, i);
  return value;
}

static gboolean at_space(TextSpan rest) {
  return rest.length == 0 || rest.start[0] == ' ' || rest.start[0] == '\t';
}

/* "1Kommunen", "2”Gröna taket”", "3•Mål"; not "4kilometer", "5,2", "6%". */
static gboolean at_glued_text(TextSpan rest) {
  gunichar next = span_first_char(rest);
  return g_unichar_isupper(next) || (next >= 0x80 && g_unichar_ispunct(next));
}

static gboolean take_point(TextSpan *rest) {
  if (rest->length == 0 || rest->start[0] != '.' || !at_space(span_skip(*rest, 1)))
    return FALSE;
  *rest = span_trim(span_skip(*rest, 1));
  return TRUE;
}

/* "1. ", and once more where `twice`. */
static guint pointed_number(TextSpan *rest, gboolean twice) {
  guint number = take_number(rest);
  if (number == 0 || !take_point(rest))
    return 0;
  return !twice || (take_number(rest) == number && take_point(rest)) ? number : 0;
}

/* Marks that some exports draw around what they number: "[Slide 3]", "--- Slide 3 ---". */
static TextSpan without_frame(TextSpan line, gboolean *framed) {
  static const char frame[] = "[]()-=*#~_ ";
  TextSpan rest = line;
  while (rest.length > 0 && strchr(frame, rest.start[0]))
    rest = span_skip(rest, 1);
  *framed = rest.length < line.length;
  while (*framed && rest.length > 0 && strchr(frame, rest.start[rest.length - 1]))
    rest.length--;
  return rest;
}

/* "of 12", "av 12", "/12" behind a number. */
static void take_total(TextSpan *rest) {
  static const char *const words[] = {" of ", " av ", " af ", "/", " / "};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    gsize length = span_starts_with_nocase(*rest, words[i]);
    TextSpan after = span_skip(*rest, length);
    if (length == 0 || take_number(&after) == 0)
      continue;
    *rest = after;
    return;
  }
}

/* "Slide 3", "[Slide 3 of 12]", "Page 3: Text". Nothing but a colon may follow the number: "Slide 3 shows" is a
 * sentence. */
static guint worded_number(TextSpan *rest, const char *const *words) {
  gboolean framed;
  TextSpan line = without_frame(*rest, &framed);
  for (; *words; words++) {
    gsize length = span_starts_with_nocase(line, *words);
    if (length == 0 || length == line.length || line.start[length] != ' ')
      continue;
    line = span_skip(line, length + 1);
    guint number = take_number(&line);
    take_total(&line);
    if (line.length > 0 && line.start[0] != ':')
      return 0;
    *rest = span_skip(line, line.length > 0);
    return number;
  }
  return 0;
}

guint export_number(const ExportLine *line, ExportNumbering numbering, TextSpan *rest) {
  static const char *const slide_words[] = {"slide", "lysbilde", "lysbilete", "lysark",  "bild", "dia",
                                            "dias",  "kalvo",    "folie",     "plansch", "foil", NULL};
  static const char *const page_words[] = {"page", "sida", "side", "sivu", "seite", NULL};
  gsize mark = span_list_mark(line->text);
  TextSpan after = line->text;
  guint number;
  if (numbering == NUMBERED_ITEMS && mark == 0)
    return 0;
  if (numbering == NUMBERED_ITEMS || numbering == NUMBERED_POINTS || numbering == NUMBERED_TWICE)
    after = span_skip(after, mark);
  switch (numbering) {
  case NUMBERED_POINTS:
  case NUMBERED_TWICE:
    number = pointed_number(&after, numbering == NUMBERED_TWICE);
    break;
  case NUMBERED_SLIDES:
    number = worded_number(&after, slide_words);
    break;
  case NUMBERED_PAGES:
    number = worded_number(&after, page_words);
    break;
  default:
    number = take_number(&after);
    if (!at_space(after) && (numbering != NUMBERED_GLUED || !at_glued_text(after)))
      return 0;
  }
  if ((numbering == NUMBERED_PARAGRAPHS && !line->opens) || (numbering == NUMBERED_BARE && after.length > 0))
    return 0;
  *rest = span_trim(after);
  return number;
}

/* --- runs ---------------------------------------------------------------------------------------------------- */

static const ExportLine *line_at(const GArray *lines, guint i) {
  return &g_array_index(lines, ExportLine, i);
}

static const ExportStart *last_of(const GArray *starts) {
  return &g_array_index(starts, ExportStart, starts->len - 1);
}

/* How many numbers follow `number` of line `at`, up to `enough`, on lines that are headings like it. */
static guint count_following(const GArray *lines, guint at, guint number, ExportNumbering numbering, guint limit,
                             guint enough) {
  TextSpan rest;
  guint found = 0;
  for (guint i = at + 1; i < limit && found < enough; i++)
    found += line_at(lines, i)->heading == line_at(lines, at)->heading &&
             export_number(line_at(lines, i), numbering, &rest) == number + found + 1;
  return found;
}

/* Whether the line goes on with the deck after the last start. Headings are sure; of others, enough must follow. */
static gboolean continues(const GArray *lines, const GArray *starts, guint i, ExportNumbering numbering, guint limit) {
  TextSpan rest;
  const ExportLine *line = line_at(lines, i);
  guint last = last_of(starts)->number, number = export_number(line, numbering, &rest);
  gboolean anew = number == 1 && last >= 2;
  if (line->heading != line_at(lines, g_array_index(starts, ExportStart, 0).line)->heading)
    return FALSE;
  if (!anew && (number <= last + 1 || number > last + 1 + MOST_LEFT_OUT))
    return FALSE;
  guint enough = (line->heading ? 0 : 1) + (anew ? 1 : 0);
  return count_following(lines, i, number, numbering, limit, enough) == enough;
}

/* Appends the numbers that go on from the last start, each at its first chance: no run is longer. Headings may also
 * count anew, as two decks in one file do: else the second would be lost between two slides of the first. */
static void run_on(const GArray *lines, GArray *starts, guint from, ExportNumbering numbering, guint limit) {
  TextSpan rest;
  guint tries = 0;
  for (guint i = from; i < limit; i++) {
    guint wanted = starts->len > 0 ? last_of(starts)->number + 1 : 1;
    ExportStart start = {i, export_number(line_at(lines, i), numbering, &rest)};
    gboolean anew = start.number == 1 && wanted > 1 && line_at(lines, i)->heading && tries++ < MOST_BREAKS &&
                    continues(lines, starts, i, numbering, limit);
    if (start.number == wanted || anew)
      g_array_append_val(starts, start);
  }
}

GArray *export_starts_find(const GArray *lines, guint from, guint limit, ExportNumbering numbering) {
  GArray *starts = g_array_new(FALSE, FALSE, sizeof(ExportStart));
  run_on(lines, starts, from, numbering, limit);
  return starts;
}

/* Where a deck numbers from its second slide on ("Slide 2" is the first that is named), its lines before are the first.
 */
GArray *export_starts_find_named(const GArray *lines) {
  GArray *starts = export_starts_find(lines, 0, lines->len, NUMBERED_SLIDES);
  if (starts->len > 0)
    return starts;
  ExportStart first = {0, 1};
  while (first.line < lines->len && line_at(lines, first.line)->text.length == 0)
    first.line++;
  if (first.line == lines->len)
    return starts;
  g_array_append_val(starts, first);
  run_on(lines, starts, first.line + 1, NUMBERED_SLIDES, lines->len);
  return starts;
}

void export_starts_continue(const GArray *lines, GArray *starts, ExportNumbering numbering, guint limit) {
  TextSpan rest;
  guint breaks = 0;
  for (guint i = last_of(starts)->line + 1; i < limit && breaks < MOST_BREAKS; i++) {
    ExportStart start = {i, export_number(line_at(lines, i), numbering, &rest)};
    if (start.number == 0 || ++breaks == MOST_BREAKS || !continues(lines, starts, i, numbering, limit))
      continue;
    g_array_append_val(starts, start);
    run_on(lines, starts, i + 1, numbering, limit);
    i = last_of(starts)->line;
  }
}
