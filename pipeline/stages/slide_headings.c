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

/* Bytes of the heading at the start of a flattened line, 0 where none can be told. `more` says that other lines
 * (list items) follow. */
static gsize heading_length(TextSpan line, gboolean more, GHashTable *lower) {
  TextSpan rest = line, word, previous = {"", 0};
  gsize boundary = 0; /* where a new start is likely */
  while (span_next_word(&rest, &word)) {
    gsize end = offset_in(line, word.start) + word.length;
    TextSpan core = word_core(word);
    gunichar last = span_last_char(word);
    if (offset_in(line, word.start) > 0 && is_all_lower(previous) && !word_is_function(previous) &&
        is_capitalised(core) && core.start == word.start) {
      gsize here = offset_in(line, previous.start) + previous.length;
      if (boundary > 0 || is_known_in_lower_case(lower, core))
        return boundary > 0 ? boundary : here;
      boundary = here;
    }
    if (span_characters((TextSpan){line.start, end}) > LONGEST_HEADING || last == '.' || last == '!' || last == ';')
      return 0;
    if (last == '?' || last == ':')
      return boundary > 0 ? boundary : end;
    previous = word;
  }
  if (!more)
    return 0;
  return boundary > 0 ? boundary : line.length;
}

/* Takes `length` bytes off the body's start and makes them the heading. */
static void take_heading(SlideText *slide, gsize length) {
  TextSpan heading = span_trim((TextSpan){slide->body->str, length});
  if (heading.length > 0 && heading.start[heading.length - 1] == ':')
    heading.length--;
  if (span_letters(heading) < 3)
    return;
  g_free(slide->heading);
  slide->heading = span_dup(span_trim(heading));
  TextSpan rest = span_trim(span_skip((TextSpan){slide->body->str, slide->body->len}, length));
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
