/* Spans of text: iteration by line and word, and the plain properties of a line. What a line means (a heading, a
 * time, a page number) is said by the file that looks for it. */
#include "pipeline/stages/lines.h"

#include <string.h>

TextSpan span_of(const char *text) {
  return (TextSpan){text ? text : "", text ? strlen(text) : 0};
}

char *span_dup(TextSpan span) {
  return g_strndup(span.start, span.length);
}

gboolean span_next_line(TextSpan *rest, TextSpan *line) {
  if (rest->length == 0)
    return FALSE;
  const char *end = memchr(rest->start, '\n', rest->length);
  gsize length = end ? (gsize)(end - rest->start) : rest->length;
  *line = (TextSpan){rest->start, length};
  *rest = span_skip(*rest, length + (end ? 1 : 0));
  return TRUE;
}

gboolean span_previous_line(TextSpan *rest, TextSpan *line) {
  if (rest->length == 0)
    return FALSE;
  gsize length = rest->length;
  if (rest->start[length - 1] == '\n')
    length--;
  const char *before = length > 0 ? memrchr(rest->start, '\n', length) : NULL;
  gsize offset = before ? (gsize)(before - rest->start) + 1 : 0;
  *line = (TextSpan){rest->start + offset, length - offset};
  rest->length = offset;
  return TRUE;
}

static gboolean is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

gboolean span_next_word(TextSpan *rest, TextSpan *word) {
  gsize from = 0;
  while (from < rest->length && is_space(rest->start[from]))
    from++;
  gsize to = from;
  while (to < rest->length && !is_space(rest->start[to]))
    to++;
  *word = (TextSpan){rest->start + from, to - from};
  *rest = span_skip(*rest, to);
  return to > from;
}

TextSpan span_trim(TextSpan span) {
  while (span.length > 0 && is_space(span.start[0]))
    span = span_skip(span, 1);
  while (span.length > 0 && is_space(span.start[span.length - 1]))
    span.length--;
  return span;
}

TextSpan span_skip(TextSpan span, gsize bytes) {
  g_return_val_if_fail(bytes <= span.length, span);
  return (TextSpan){span.start + bytes, span.length - bytes};
}

TextSpan span_between(TextSpan first, TextSpan last) {
  return (TextSpan){first.start, (gsize)(last.start + last.length - first.start)};
}

gboolean span_is_blank(TextSpan span) {
  return span_trim(span).length == 0;
}

gboolean span_equal(TextSpan a, TextSpan b) {
  return a.length == b.length && memcmp(a.start, b.start, a.length) == 0;
}

/* Bytes at the start of `span` that spell `lower` in any case; 0 where they do not. */
static gsize match_nocase(TextSpan span, TextSpan lower) {
  const char *p = span.start, *end = span.start + span.length;
  const char *q = lower.start, *stop = lower.start + lower.length;
  while (q < stop) {
    if (p >= end || g_unichar_tolower(g_utf8_get_char(p)) != g_utf8_get_char(q))
      return 0;
    p = utf8_after(p);
    q = utf8_after(q);
  }
  return (gsize)(p - span.start);
}

gboolean span_equal_nocase(TextSpan a, TextSpan b) {
  const char *p = a.start, *end = a.start + a.length;
  const char *q = b.start, *stop = b.start + b.length;
  while (p < end && q < stop) {
    if (g_unichar_tolower(g_utf8_get_char(p)) != g_unichar_tolower(g_utf8_get_char(q)))
      return FALSE;
    p = utf8_after(p);
    q = utf8_after(q);
  }
  return p == end && q == stop;
}

gboolean span_starts_with(TextSpan span, const char *prefix) {
  gsize length = strlen(prefix);
  return span.length >= length && memcmp(span.start, prefix, length) == 0;
}

gboolean span_has_char(TextSpan span, char c) {
  return memchr(span.start, c, span.length) != NULL;
}

gsize span_starts_with_nocase(TextSpan span, const char *lower) {
  /* Most lines fail at their first letter. */
  if (span.length == 0 || ((guint8)*lower < 0x80 && g_ascii_tolower(*span.start) != *lower))
    return 0;
  return match_nocase(span, span_of(lower));
}

gboolean span_contains_nocase(TextSpan span, const char *lower) {
  const char *end = span.start + span.length;
  for (const char *p = span.start; p < end; p = utf8_after(p))
    if (span_starts_with_nocase((TextSpan){p, (gsize)(end - p)}, lower) > 0)
      return TRUE;
  return FALSE;
}

gsize span_characters(TextSpan span) {
  return (gsize)g_utf8_strlen(span.start, (gssize)span.length);
}

gsize span_letters(TextSpan span) {
  gsize letters = 0;
  const char *end = span.start + span.length;
  for (const char *p = span.start; p < end; p = utf8_after(p))
    letters += (guint8)*p < 0x80 ? g_ascii_isalpha(*p) : g_unichar_isalpha(g_utf8_get_char(p));
  return letters;
}

gboolean span_has_letter(TextSpan span) {
  const char *end = span.start + span.length;
  for (const char *p = span.start; p < end; p = utf8_after(p))
    if (g_unichar_isalpha(g_utf8_get_char(p)))
      return TRUE;
  return FALSE;
}

gboolean span_has_digit(TextSpan span) {
  for (gsize i = 0; i < span.length; i++)
    if (g_ascii_isdigit(span.start[i]))
      return TRUE;
  return FALSE;
}

gunichar span_first_char(TextSpan span) {
  return span.length > 0 ? g_utf8_get_char(span.start) : 0;
}

gunichar span_last_char(TextSpan span) {
  return span.length > 0 ? g_utf8_get_char(g_utf8_prev_char(span.start + span.length)) : 0;
}

gboolean span_is_capitals(TextSpan span, gsize letters) {
  gsize found = 0;
  const char *end = span.start + span.length;
  for (const char *p = span.start; p < end; p = utf8_after(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_islower(c))
      return FALSE;
    found += g_unichar_isalpha(c) ? 1 : 0;
  }
  return found >= letters;
}

gsize span_list_mark(TextSpan span) {
  static const char *const bullets[] = {"•", "·", "●", "○", "▪", "■", "◦", "‣", "*"};
  static const char *const dashes[] = {"-", "–", "—"};
  gsize length = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(bullets) && length == 0; i++)
    if (span_starts_with(span, bullets[i]))
      length = strlen(bullets[i]);
  /* "**" is a strong mark, not a list mark */
  if (span_starts_with(span, "**"))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS(dashes) && length == 0; i++) {
    if (!span_starts_with(span, dashes[i]))
      continue;
    TextSpan after = span_skip(span, strlen(dashes[i]));
    gunichar next = span_first_char(after);
    if (next == 0 || next == ' ' || next == '\t' || next == '"' || next == '*' || g_unichar_isalpha(next))
      length = strlen(dashes[i]);
  }
  if (length == 0)
    return 0;
  while (length < span.length && (span.start[length] == ' ' || span.start[length] == '\t'))
    length++;
  return length;
}

void lines_append(GString *text, TextSpan line) {
  gboolean after_blank = text->len < 2 || (text->str[text->len - 1] == '\n' && text->str[text->len - 2] == '\n');
  if (after_blank && span_is_blank(line))
    return;
  g_string_append_len(text, line.start, (gssize)line.length);
  g_string_append_c(text, '\n');
}

guint span_hash(gconstpointer key) {
  const TextSpan *span = key;
  guint hash = 5381;
  for (gsize i = 0; i < span->length; i++)
    hash = hash * 33 + (guint8)span->start[i];
  return hash;
}

gboolean span_hash_equal(gconstpointer a, gconstpointer b) {
  return span_equal(*(const TextSpan *)a, *(const TextSpan *)b);
}

/* Lower case, NUL-terminated; what does not fit is left out. */
static void fold_span(TextSpan span, char out[SPAN_FOLDED_MAX]) {
  gsize used = 0;
  for (const char *p = span.start; p < span.start + span.length && used + 7 < SPAN_FOLDED_MAX; p = utf8_after(p)) {
    if ((guint8)*p < 0x80)
      out[used++] = (char)(*p >= 'A' && *p <= 'Z' ? *p | 0x20 : *p);
    else
      used += (gsize)g_unichar_to_utf8(g_unichar_tolower(g_utf8_get_char(p)), out + used);
  }
  out[used] = '\0';
}

const char *span_starts_with_any(TextSpan span, const char *const *lower, gsize count) {
  char folded[SPAN_FOLDED_MAX];
  fold_span((TextSpan){span.start, MIN(span.length, 96)}, folded);
  for (gsize i = 0; i < count; i++)
    if (lower[i][0] == folded[0] && g_str_has_prefix(folded, lower[i]))
      return lower[i];
  return NULL;
}

const char *span_contains_any(TextSpan span, const char *const *lower, gsize count) {
  char folded[SPAN_FOLDED_MAX];
  fold_span(span, folded);
  for (gsize i = 0; i < count; i++)
    if (strstr(folded, lower[i]))
      return lower[i];
  return NULL;
}
