/* Joining broken words.
 *
 * The text is copied once, from hyphen to hyphen; the word before a hyphen is read from the copy, so that a word in
 * three pieces joins in two steps. The same walk runs twice: in a dry one the rules (hyphen_rules.h) read the document
 * as it is and see all breaks, the second walk is for good. */
#include "pipeline/stages/hyphens.h"
#include "pipeline/stages/hyphen_rules.h"
#include "pipeline/stages/line_text.h"

#include <string.h>

#define LONGEST_WORD 120 /* bytes of a word's part */
#define LONGEST_LINE 400 /* bytes of a line that are looked at: joined lines may have made one long one */
#define LETTERS_OF_CAPITALS 8

static gboolean is_lower_start(TextSpan word) {
  return g_unichar_islower(span_first_char(word));
}

/* --- reading a break ----------------------------------------------------------------------------------------- */

static gsize hyphen_length(const char *p) {
  return *p == '-' ? 1 : g_str_has_prefix(p, "‐") ? strlen("‐") : 0;
}

/* An en dash breaks like a hyphen, but always stays. */
static gsize dash_length(const char *p) {
  return g_str_has_prefix(p, "–") ? strlen("–") : 0;
}

/* The word's part that ends the buffer, and the character before it. */
static TextSpan word_at_end(TextSpan text, gunichar *before) {
  const char *end = text.start + text.length, *p = end;
  *before = 0;
  while (p > text.start && end - p < LONGEST_WORD) {
    const char *previous = g_utf8_prev_char(p);
    gunichar c = g_utf8_get_char(previous);
    if (!is_word_char(c)) {
      *before = c;
      break;
    }
    p = previous;
  }
  return (TextSpan){p, (gsize)(end - p)};
}

static TextSpan word_at_start(const char *text, gunichar *after) {
  const char *p = text;
  while (*p && p - text < LONGEST_WORD && is_word_char(g_utf8_get_char(p)))
    p = utf8_after(p);
  *after = *p ? g_utf8_get_char(p) : 0;
  return (TextSpan){text, (gsize)(p - text)};
}

/* The run of characters without white space that ends the text, or begins it. */
static TextSpan token_at_end(TextSpan text) {
  gsize from = text.length;
  while (from > 0 && text.length - from < LONGEST_LINE && !strchr(" \n\t", text.start[from - 1]))
    from--;
  return span_skip(text, from);
}

static TextSpan token_at_start(const char *text) {
  gsize length = 0;
  while (length < LONGEST_LINE && text[length] && !strchr(" \n\t", text[length]))
    length++;
  return (TextSpan){text, length};
}

static guint count_char(TextSpan text, char c) {
  guint count = 0;
  for (gsize i = 0; i < text.length; i++)
    count += text.start[i] == c;
  return count;
}

/* An address, a path, an option, an identifier: what stands before the hyphen says so. */
static gboolean is_name_begun(TextSpan token) {
  return g_strstr_len(token.start, (gssize)token.length, "://") || span_has_char(token, '@') ||
         span_has_char(token, '_') || span_has_char(token, '=') || span_starts_with(token, "--") ||
         span_starts_with(token, "/") || span_starts_with(token, "~/") || count_char(token, '/') > 1 ||
         (span_has_char(token, '/') && span_has_char(token, '.')) || span_starts_with_nocase(token, "www.") > 0;
}

/* Or what stands after it: "boot@lists", "manual.pdf", "13.30". `right` are the letters, `token` goes on. */
static gboolean is_name_ended(TextSpan right, TextSpan token) {
  TextSpan rest = span_skip(token, right.length);
  if (rest.length < 2)
    return FALSE;
  gunichar next = g_utf8_get_char(rest.start + 1);
  return *rest.start == '@' || *rest.start == '_' || *rest.start == '=' ||
         (*rest.start == '.' && (g_unichar_isdigit(next) || g_unichar_islower(next)));
}

static gboolean is_web_address(TextSpan token) {
  return span_starts_with_nocase(token, "www.") > 0 || g_strstr_len(token.start, (gssize)token.length, "://");
}

static TextSpan last_line(TextSpan text) {
  gsize from = text.length;
  while (from > 0 && text.length - from < LONGEST_LINE && text.start[from - 1] != '\n')
    from--;
  while (from < text.length && ((guint8)text.start[from] & 0xC0) == 0x80)
    from++; /* the middle of a character */
  return span_skip(text, from);
}

static TextSpan first_line(const char *text) {
  gsize length = 0;
  while (length < LONGEST_LINE && text[length] && text[length] != '\n')
    length++;
  return (TextSpan){text, length};
}

static guint count_line_ends(const char *text, gsize length) {
  guint lines = 0;
  for (gsize i = 0; i < length; i++)
    lines += text[i] == '\n';
  return lines;
}

/* Bytes of the white space at `p`, and in *lines its line ends. A line that is gone from a kept text belongs to it, and
 * counts for nothing. */
static gsize read_gap(const char *p, guint *lines) {
  gsize length = strspn(p, " \n");
  guint gone = 0;
  while (length > 0 && p[length - 1] == '\n' && g_str_has_prefix(p + length, LINE_GONE)) {
    length += strlen(LINE_GONE);
    length += strspn(p + length, " \n");
    gone++;
  }
  *lines = count_line_ends(p, length) - gone;
  return length;
}

/* What the lines around the break tell. FALSE where it parts no word. */
static gboolean read_lines(TextSpan before, HyphenBreak *at) {
  const char *after = at->right.start;
  TextSpan left = token_at_end(before), right = token_at_start(after);
  if (at->left.length == 0 || at->right.length == 0 || is_web_address(right))
    return FALSE;
  at->in_name = is_name_begun(left) || is_name_ended(at->right, right);
  TextSpan line = last_line(before), next = first_line(after);
  if (at->gap == GAP_SPACE) {
    if (span_has_char(line, '\t') || span_has_char(next, '\t'))
      at->gap = GAP_LINE; /* the lines of a table's cell are joined with spaces */
    return TRUE;
  }
  at->in_cells = span_has_char(line, '\t') || span_has_char(next, '\t');
  at->in_capitals = span_is_capitals(line, LETTERS_OF_CAPITALS) && span_is_capitals(next, 2);
  return TRUE;
}

/* Reads what surrounds a hyphen: `before` is the text up to it, `p` points behind it. FALSE where it parts no word. */
static gboolean read_break(TextSpan before, const char *p, HyphenBreak *at) {
  guint lines;
  gsize gap = read_gap(p, &lines);
  gunichar ahead;
  if (gap == 0)
    return FALSE;
  *at = (HyphenBreak){.gap = lines == 0 ? GAP_SPACE : lines == 1 ? GAP_LINE : GAP_BLOCK};
  at->left = word_at_end(before, &at->before);
  at->right = word_at_start(p + gap, &at->after);
  if (!read_lines(before, at))
    return FALSE;
  TextSpan earlier = {before.start, (gsize)(at->left.start - before.start)};
  at->after_hanging = earlier.length >= 2 && at->before == ' ' && earlier.start[earlier.length - 2] == '-';
  if (at->after_hanging && earlier.length >= 3)
    at->after_hanging = word_at_end((TextSpan){earlier.start, earlier.length - 2}, &ahead).length > 0;
  return TRUE;
}

/* --- the walk ------------------------------------------------------------------------------------------------ */

static gsize closing_punctuation(const char *p) {
  return strspn(p, ".,;:!?)\"");
}

typedef struct {
  GString *out;
  gboolean kept; /* a kept text (line_text.h): it must not lose line ends */
  guint owed;    /* line ends taken away, to be made good at the next one */
} Joiner;

static void copy_text(Joiner *joiner, const char *text, gsize length) {
  const char *end = joiner->owed > 0 ? memchr(text, '\n', length) : NULL;
  gsize first = end ? (gsize)(end - text) + 1 : length;
  g_string_append_len(joiner->out, text, (gssize)first);
  for (; end && joiner->owed > 0; joiner->owed--)
    g_string_append(joiner->out, LINE_GONE "\n");
  g_string_append_len(joiner->out, text + first, (gssize)(length - first));
}

static void owe_lines(Joiner *joiner, const char *gap, gsize length) {
  if (joiner->kept)
    joiner->owed += count_line_ends(gap, length);
}

/* Goes over the gap to the word's other part. The word belongs to the block that it began in; the rest of another
 * block stays a block. Returns where the text goes on. */
static const char *close_gap(Joiner *joiner, const HyphenBreak *at, const char *gap) {
  const char *p = at->right.start;
  gsize length = (gsize)(p - gap);
  if (at->gap != GAP_BLOCK) {
    owe_lines(joiner, gap, length);
    return p;
  }
  guint lines;
  gsize word = at->right.length + closing_punctuation(p + at->right.length);
  copy_text(joiner, p, word);
  gsize after = read_gap(p + word, &lines);
  owe_lines(joiner, p + word, after);
  p += word + after;
  if (*p)
    copy_text(joiner, gap, length);
  return p;
}

/* "2006–" over "2007", "Malmö–" over "Lund": a range that the line's end broke. */
static gboolean is_broken_range(const HyphenBreak *at) {
  gunichar before = span_last_char(at->left), after = span_first_char(at->right);
  return at->gap == GAP_LINE && !at->in_cells &&
         ((g_unichar_isdigit(before) && g_unichar_isdigit(after)) ||
          (g_unichar_isalpha(before) && g_unichar_isupper(after)));
}

/* What to do with the hyphen or dash of `length` bytes at `p`. */
static HyphenVerdict judge_hyphen(HyphenRules *rules, const Joiner *joiner, const char *p, gsize length,
                                  HyphenBreak *at) {
  if (length == 0 || !read_break((TextSpan){joiner->out->str, joiner->out->len}, p + length, at))
    return KEEP;
  if (dash_length(p) > 0)
    return is_broken_range(at) ? GLUE : KEEP;
  return hyphen_rules_decide(rules, at);
}

typedef struct {
  HyphenRules *rules;
  gboolean dry; /* changes nothing */
} Walk;

/* A copy with the broken words joined; NULL where there is nothing to do. */
static char *join_text(HyphenRules *rules, const char *text, gboolean kept) {
  if (!text || !(strchr(text, '-') || strstr(text, "‐") || strstr(text, "–")))
    return NULL;
  Joiner joiner = {g_string_sized_new(strlen(text)), kept, 0};
  const char *p = text;
  while (*p) {
    gsize run = strcspn(p, "-\xE2");
    copy_text(&joiner, p, run);
    p += run;
    HyphenBreak at;
    gsize length = MAX(hyphen_length(p), dash_length(p));
    HyphenVerdict verdict = judge_hyphen(rules, &joiner, p, length, &at);
    if (verdict == GLUE && hyphen_length(p) > 0)
      g_string_append_c(joiner.out, '-');
    else if (verdict != JOIN)
      g_string_append_len(joiner.out, p, (gssize)MAX(length, *p ? 1 : 0));
    p += MAX(length, *p ? 1 : 0);
    if (verdict != KEEP)
      p = close_gap(&joiner, &at, p);
  }
  return g_string_free(joiner.out, FALSE);
}

static void join_field(Walk *walk, char **field, gboolean kept) {
  char *joined = join_text(walk->rules, *field, kept);
  if (!joined)
    return;
  if (walk->dry) {
    g_free(joined);
    return;
  }
  g_free(*field);
  *field = joined;
}

/* A word that begins on `page` and ends on `next` is completed on `page`. */
static void join_pages(Walk *walk, Unit *page, Unit *next) {
  TextSpan text = span_trim(span_of(page->text));
  const char *rest = next->text ? next->text : "";
  HyphenBreak at = {.gap = GAP_PAGE};
  gsize hyphen = 0;
  if (text.length > 0 && text.start[text.length - 1] == '-')
    hyphen = 1;
  else if (text.length > 2 && hyphen_length(text.start + text.length - 3) == 3)
    hyphen = 3;
  TextSpan before = {text.start, text.length - hyphen};
  at.left = word_at_end(before, &at.before);
  at.right = word_at_start(rest, &at.after);
  if (hyphen == 0 || !read_lines(before, &at) || (!at.in_capitals && !at.in_name && !is_lower_start(at.right)))
    return;
  HyphenVerdict verdict = hyphen_rules_decide(walk->rules, &at);
  if (verdict == KEEP || walk->dry)
    return;
  gsize moved = strcspn(rest, " \n\t");
  GString *joined = g_string_new_len(before.start, (gssize)before.length);
  if (verdict == GLUE)
    g_string_append_c(joined, '-');
  g_string_append_len(joined, rest, (gssize)moved);
  char *left_over = span_dup(span_trim(span_of(rest + moved)));
  g_free(page->text);
  g_free(next->text);
  page->text = g_string_free(joined, FALSE);
  next->text = left_over;
}

static void join_document(Walk *walk, Document *document) {
  join_field(walk, &document->title, FALSE);
  Unit *page = NULL;
  for (guint i = 0; i < document->units->len; i++) {
    Unit *unit = document->units->pdata[i];
    join_field(walk, &unit->heading, FALSE);
    join_field(walk, &unit->text, unit->locator.kind == LOCATOR_LINE);
  }
  for (guint i = 0; i < document->units->len; i++) {
    Unit *unit = document->units->pdata[i];
    if (unit->kind == UNIT_KIND_PAGE && span_is_blank(span_of(unit->text)))
      continue; /* a picture */
    if (page && unit->kind == UNIT_KIND_PAGE)
      join_pages(walk, page, unit);
    page = unit->kind == UNIT_KIND_PAGE ? unit : NULL;
  }
}

void hyphens_join(Document *document, Lexicon *lexicon) {
  g_autoptr(HyphenRules) rules = hyphen_rules_new(document, lexicon);
  join_document(&(Walk){rules, TRUE}, document);
  join_document(&(Walk){rules, FALSE}, document);
  if (hyphen_rules_lacked_lexicon(rules))
    document_note_lacking(document, CAPABILITY_LEXICON);
}
