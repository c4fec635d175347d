/* Lines of a text and what they look like: the one place where the stages take text apart.
 *
 * A TextSpan borrows a piece of valid UTF-8; nothing here allocates unless it says so. */
#pragma once

#include <glib.h>

typedef struct {
  const char *start;
  gsize length;
} TextSpan;

/* g_utf8_next_char() casts const away. */
static inline const char *utf8_after(const char *p) {
  return p + g_utf8_skip[(guint8)*p];
}

TextSpan span_of(const char *text); /* NULL gives an empty span */
char *span_dup(TextSpan span);      /* caller frees */

/* Takes the next line, without its LF, off the front of *rest. FALSE at the end. */
gboolean span_next_line(TextSpan *rest, TextSpan *line);

/* The same for the last line. A closing LF makes no line of its own. */
gboolean span_previous_line(TextSpan *rest, TextSpan *line);

/* Takes the next run of characters other than space, TAB and LF off the front of *rest. */
gboolean span_next_word(TextSpan *rest, TextSpan *word);

TextSpan span_trim(TextSpan span);
TextSpan span_skip(TextSpan span, gsize bytes);
/* From the start of the first to the end of the last: both lie in one text. */
TextSpan span_between(TextSpan first, TextSpan last);

gboolean span_is_blank(TextSpan span);
gboolean span_equal(TextSpan a, TextSpan b);
gboolean span_equal_nocase(TextSpan a, TextSpan b);
gboolean span_starts_with(TextSpan span, const char *prefix);
gboolean span_has_char(TextSpan span, char c); /* an ASCII character */

/* Whether a lower-case text stands at the start, or anywhere, whatever the letters' case. Bytes of the match, or 0. */
gsize span_starts_with_nocase(TextSpan span, const char *lower);
gboolean span_contains_nocase(TextSpan span, const char *lower);

/* The first of a list of lower-case texts that stands at the start, or anywhere; NULL where none does. For long lists:
 * the span is folded once, and looked at as far as SPAN_FOLDED_MAX bytes. */
#define SPAN_FOLDED_MAX 512
const char *span_starts_with_any(TextSpan span, const char *const *lower, gsize count);
const char *span_contains_any(TextSpan span, const char *const *lower, gsize count);

gsize span_characters(TextSpan span);
gsize span_letters(TextSpan span);
gboolean span_has_letter(TextSpan span);
gboolean span_has_digit(TextSpan span);
gunichar span_first_char(TextSpan span); /* 0 for an empty span */
gunichar span_last_char(TextSpan span);

/* At least `letters` letters, and no lower-case one among them. */
gboolean span_is_capitals(TextSpan span, gsize letters);

/* Bytes of the list mark at the start ("- ", "• ", "–"), with the spaces after it; 0 where there is none. A dash
 * counts as a mark before a space, a letter, a quote or the line's end, not before a digit (a negative number). */
gsize span_list_mark(TextSpan span);

/* Appends a line and LF; an empty line at the start, or after another, is left out. */
void lines_append(GString *text, TextSpan line);

/* Hash and equality of a span's bytes, for GHashTable keys of type TextSpan*. */
guint span_hash(gconstpointer span);
gboolean span_hash_equal(gconstpointer a, gconstpointer b);
