/* Where the heading of a flattened slide ends.
 *
 * Line ends are gone: "Læring i nettverkene I nettverk med ...". What remains as a sign is a question mark or colon,
 * the first list item, a heading that another slide has too, and a capital where a sentence would not have one. */
#include "pipeline/stages/slide_text.h"
#include "pipeline/stages/words.h"

#include <string.h>

#define LONGEST_HEADING 100 /* characters */

/* The word without the punctuation around it. */
static TextSpan word_core(TextSpan word) {
  while (word.length > 0 && !g_unichar_isalnum(span_first_char(word)))
    word = span_skip(word, (gsize)(utf8_after(word.start) - word.start));
  while (word.length > 0 && !g_unichar_isalnum(span_last_char(word)))
    word.length = (gsize)(g_utf8_prev_char(word.start + word.length) - word.start);
  return word;
}

/* Words that stand in lower case somewhere in the presentation, and so are no names. Keys are TextSpan*. */
static GHashTable *lower_case_words(GPtrArray *slides) {
  GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < slides->len; i++) {
    const SlideText *slide = slides->pdata[i];
    TextSpan rest = {slide->body->str, slide->body->len}, word;
    while (span_next_word(&rest, &word)) {
      TextSpan core = word_core(word);
      if (g_unichar_islower(span_first_char(core)))
        g_hash_table_add(set, span_dup(core));
    }
  }
  return set;
}

static gboolean is_all_lower(TextSpan word) {
  const char *end = word.start + word.length;
  for (const char *p = word.start; p < end; p = utf8_after(p))
    if (!g_unichar_islower(g_utf8_get_char(p)))
      return FALSE;
  return word.length > 0;
}

/* "Satsingen", "I", not "KS" and not "MÅL". */
static gboolean is_capitalised(TextSpan word) {
  if (!g_unichar_isupper(span_first_char(word)))
    return FALSE;
  TextSpan tail = span_skip(word, (gsize)(utf8_after(word.start) - word.start));
  return tail.length == 0 || g_unichar_islower(span_first_char(tail));
}

static gboolean is_known_in_lower_case(GHashTable *lower, TextSpan word) {
  g_autofree char *text = g_utf8_strdown(word.start, (gssize)word.length);
  return word_is_function(word) || g_hash_table_contains(lower, text);
}

static gsize offset_in(TextSpan text, const char *p) {
  return (gsize)(p - text.start);
}

/* "Steg 1:", "Del II:", "Fase 3a:" at the start of a line, whose title goes on after the colon: the bytes up to it,
 * else 0. */
static gsize numbered_label(TextSpan line) {
  TextSpan rest = line, name, number;
  if (!span_next_word(&rest, &name) || !span_next_word(&rest, &number) || span_last_char(number) != ':')
    return 0;
  TextSpan value = {number.start, number.length - 1};
  gboolean roman = value.length > 0 && strspn(value.start, "IVX") == value.length;
  gboolean digits = value.length > 0 && value.length <= 4 && g_ascii_isdigit(value.start[0]);
  if (span_letters(name) < 3 || span_letters(name) != span_characters(name) || !(roman || digits))
    return 0;
  return offset_in(line, rest.start);
}

/* Whether a capital after `previous` may begin something new: after a lower-case word, or, in the title of a numbered
 * label, after any word that is no abbreviation. */
static gboolean may_end_heading(TextSpan previous, gboolean in_title) {
  return (is_all_lower(previous) || (in_title && is_capitalised(previous) && span_characters(previous) > 2)) &&
         !word_is_function(previous);
}

typedef struct {
  TextSpan line;
  gsize label;    /* bytes of a numbered label */
  gsize boundary; /* where a new start is likely, or 0 */
} HeadingScan;

/* One word of the scan. Returns whether the end is known, then in *end: 0 where there is none. */
static gboolean scan_word(HeadingScan *scan, TextSpan word, TextSpan previous, GHashTable *lower, gsize *end) {
  gsize at = offset_in(scan->line, word.start);
  TextSpan core = word_core(word);
  gunichar last = span_last_char(word);
  gboolean in_title = scan->label > 0 && offset_in(scan->line, previous.start) >= scan->label;
  if (at > scan->label && may_end_heading(previous, in_title) && is_capitalised(core) && core.start == word.start) {
    gsize here = offset_in(scan->line, previous.start) + previous.length;
    *end = scan->boundary > 0 ? scan->boundary : here;
    if (scan->boundary > 0 || is_known_in_lower_case(lower, core))
      return TRUE;
    scan->boundary = here;
  }
  *end = 0;
  if (span_characters((TextSpan){scan->line.start, at + word.length}) > LONGEST_HEADING || last == '.' || last == '!' ||
      last == ';')
    return TRUE;
  *end = scan->boundary > 0 ? scan->boundary : at + word.length;
  return last == '?' || (last == ':' && at >= scan->label);
}

/* Bytes of the heading at the start of a flattened line, 0 where none can be told. `more` says that other lines
 * (list items) follow. */
static gsize heading_length(TextSpan line, gboolean more, GHashTable *lower) {
  HeadingScan scan = {line, numbered_label(line), 0};
  TextSpan rest = line, word, previous = {line.start, 0};
  gsize end = 0;
  while (span_next_word(&rest, &word)) {
    if (scan_word(&scan, word, previous, lower, &end))
      return end > 0 ? end : scan.label;
    previous = word;
  }
  if (!more)
    return scan.label;
  return scan.boundary > 0 ? scan.boundary : line.length;
}

/* A colon between heading and text goes where both read well side by side: "Våre mål" over "Ren luft". It stays after
 * a number ("Steg 1: mäta") and before what is no start of its own. */
static gboolean colon_may_go(TextSpan heading, TextSpan rest) {
  gunichar before = span_last_char((TextSpan){heading.start, heading.length - 1});
  gunichar after = span_first_char(span_skip(rest, span_list_mark(rest)));
  return g_unichar_isalpha(before) && numbered_label(heading) == 0 && !g_unichar_islower(after) &&
         (!g_unichar_isdigit(after) || span_starts_with(rest, "1. "));
}

/* Takes `length` bytes off the body's start and makes them the heading. */
static void take_heading(SlideText *slide, gsize length) {
  TextSpan heading = span_trim((TextSpan){slide->body->str, length});
  TextSpan rest = span_trim(span_skip((TextSpan){slide->body->str, slide->body->len}, length));
  if (heading.length > 1 && heading.start[heading.length - 1] == ':' && colon_may_go(heading, rest))
    heading.length--;
  if (span_letters(heading) < 3)
    return;
  g_free(slide->heading);
  slide->heading = span_dup(span_trim(heading));
  g_autofree char *copy = span_dup(rest);
  g_string_assign(slide->body, copy);
}

static gboolean is_subject(TextSpan line, TextSpan subject) {
  TextSpan a = word_core(line), b = word_core(subject);
  return a.length > 0 && span_equal_nocase(a, b);
}

static void take_own_heading(SlideText *slide, TextSpan subject, GHashTable *lower) {
  TextSpan rest = {slide->body->str, slide->body->len}, line;
  if (slide->heading || !span_next_line(&rest, &line))
    return;
  if (is_subject(line, subject)) {
    take_heading(slide, line.length);
  } else if (slide->flat) {
    take_heading(slide, heading_length(line, rest.length > 0, lower));
  } else if (rest.length > 0 && span_list_mark(line) == 0 && span_characters(line) <= LONGEST_HEADING &&
             !strchr(".,;", (int)MIN(span_last_char(line), 127))) {
    take_heading(slide, line.length);
  }
}

/* A heading that another slide has is one here too: the longest that fits. */
static void take_known_heading(SlideText *slide, GHashTable *headings) {
  TextSpan rest = {slide->body->str, slide->body->len}, word;
  const char *start = NULL;
  gsize best = 0;
  for (guint words = 0; words < 16 && span_next_word(&rest, &word); words++) {
    start = start ? start : word.start;
    gsize length = offset_in((TextSpan){start, 0}, word.start) + word.length;
    g_autofree char *prefix = span_dup(word_core((TextSpan){start, length}));
    TextSpan after = rest, next = {"", 0};
    gboolean new_start = !span_next_word(&after, &next) || !g_unichar_islower(span_first_char(next));
    if (new_start && g_hash_table_contains(headings, prefix))
      best = length;
  }
  if (best > 0)
    take_heading(slide, best);
}

void slides_take_headings(GPtrArray *slides, TextSpan subject) {
  g_autoptr(GHashTable) lower = lower_case_words(slides);
  g_autoptr(GHashTable) headings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < slides->len; i++) {
    SlideText *slide = slides->pdata[i];
    take_own_heading(slide, subject, lower);
    if (slide->heading)
      g_hash_table_add(headings, span_dup(word_core(span_of(slide->heading))));
  }
  for (guint i = 0; i < slides->len; i++) {
    SlideText *slide = slides->pdata[i];
    if (!slide->heading)
      take_known_heading(slide, headings);
  }
}
