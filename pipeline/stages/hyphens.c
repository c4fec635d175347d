/* Joining broken words.
 *
 * The text is copied once, from hyphen to hyphen; the word before a hyphen is read from the copy, so that a word in
 * three pieces joins in two steps. The same walk runs twice: a dry one collects the spellings in question, the
 * document is then searched for them once, and the second walk decides. */
#include "pipeline/stages/hyphens.h"
#include "pipeline/stages/line_text.h"
#include "pipeline/stages/words.h"

#include <string.h>

#define LONGEST_WORD 120 /* bytes of a word's part */

typedef struct {
  guint found;   /* how often it stands in the text, whole */
  guint guessed; /* how often the rules alone chose it for a broken word */
} Spelling;

typedef struct {
  GHashTable *spellings; /* char*: a spelling in question, lower case -> Spelling* */
  gboolean collecting;
  gsize longest;
} Vocabulary;

typedef enum { GAP_LINE, GAP_BLOCK, GAP_SPACE, GAP_PAGE } Gap;
typedef enum { KEEP, JOIN, GLUE } Verdict; /* glue: the line break goes, the hyphen stays */

typedef struct {
  TextSpan left, right;   /* the parts of the word on both sides */
  gunichar before, after; /* the characters around them; 0 at the ends */
  Gap gap;
  gboolean in_cells;      /* a TAB in either line: the next line may be another cell's */
  gboolean after_hanging; /* another hanging hyphen just before: "mamma- pappa- barn" */
} Break;

/* --- the document's own words -------------------------------------------------------------------------------- */

static gboolean is_word_char(gunichar c) {
  return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

static void append_lower(GString *out, TextSpan text) {
  const char *end = text.start + text.length;
  for (const char *p = text.start; p < end; p = utf8_after(p)) {
    if ((guint8)*p < 0x80)
      g_string_append_c(out, g_ascii_tolower(*p));
    else
      g_string_append_unichar(out, g_unichar_tolower(g_utf8_get_char(p)));
  }
}

/* The spelling with `between` in the break's place; NULL where it was not in question. */
static Spelling *vocabulary_find(Vocabulary *vocabulary, const Break *at, const char *between) {
  g_autoptr(GString) word = g_string_sized_new(at->left.length + at->right.length + 2);
  append_lower(word, at->left);
  g_string_append(word, between);
  append_lower(word, at->right);
  Spelling *spelling = g_hash_table_lookup(vocabulary->spellings, word->str);
  if (vocabulary->collecting && !spelling) {
    vocabulary->longest = MAX(vocabulary->longest, word->len);
    spelling = g_new0(Spelling, 1);
    g_hash_table_insert(vocabulary->spellings, g_strdup(word->str), spelling);
  }
  return spelling;
}

/* Counts the spellings in question among the words of `text`: letters, digits and inner hyphens. */
static void vocabulary_read(Vocabulary *vocabulary, const char *text) {
  g_autoptr(GString) word = g_string_new(NULL);
  const char *p = text ? text : "";
  while (*p) {
    const char *start = p;
    while (*p && (is_word_char(g_utf8_get_char(p)) || (*p == '-' && p > start && is_word_char(g_utf8_get_char(p + 1)))))
      p = utf8_after(p);
    gsize length = (gsize)(p - start);
    if (length > 0 && length <= vocabulary->longest) {
      g_string_truncate(word, 0);
      append_lower(word, (TextSpan){start, length});
      Spelling *spelling = g_hash_table_lookup(vocabulary->spellings, word->str);
      if (spelling)
        spelling->found++;
    }
    if (length == 0)
      p = utf8_after(p);
  }
}

/* --- the decision -------------------------------------------------------------------------------------------- */

/* "EU", "CO2", "NGO", "iPad": what keeps its hyphen before the next part. */
static gboolean is_abbreviation(TextSpan word) {
  gsize upper = 0;
  const char *end = word.start + word.length;
  for (const char *p = word.start; p < end; p = utf8_after(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isdigit(c))
      return TRUE;
    if (g_unichar_isupper(c) && p > word.start)
      upper++;
  }
  return upper > 0;
}

static gboolean is_lower_start(TextSpan word) {
  return g_unichar_islower(span_first_char(word));
}

/* Where neither spelling occurs elsewhere. */
static Verdict decide_by_rule(const Break *at) {
  gsize left = span_characters(at->left), right = span_characters(at->right);
  gboolean tight = at->gap == GAP_LINE || at->gap == GAP_PAGE;
  if (at->in_cells)
    return KEEP;
  if (is_abbreviation(at->left) || !is_lower_start(at->right) || left < 2)
    return tight ? GLUE : KEEP;
  if (right < 2 || is_abbreviation(at->right))
    return KEEP;
  if (tight)
    return JOIN;
  if (word_is_function(at->right) || word_is_numeral(at->right) || word_is_numeral(at->left) || left < 3)
    return KEEP;
  if (at->gap == GAP_BLOCK)
    return right >= 3 ? JOIN : KEEP;
  /* On one line a hyphen and a space are rather the writer's: "barne- ungdoms- og familie", "mor- far". */
  return right >= 4 && at->after != '-' && !at->after_hanging ? JOIN : KEEP;
}

/* What the whole document says of the two spellings: words that stand whole, else (where the break itself says
 * little) what was made of the same word elsewhere. */
static Verdict decide_by_vocabulary(const Break *at, const Spelling *joined, const Spelling *hyphened) {
  gboolean weak = at->gap == GAP_BLOCK || at->gap == GAP_SPACE || at->in_cells;
  guint join = joined ? joined->found : 0, glue = hyphened ? hyphened->found : 0;
  if (join == 0 && glue == 0 && weak && joined && hyphened) {
    join = joined->guessed;
    glue = hyphened->guessed;
  }
  return join > glue ? JOIN : glue > 0 ? GLUE : KEEP;
}

static gboolean is_range_word(TextSpan word) {
  static const char *const words[] = {"till", "til", "to", "mot"};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (span_equal_nocase(word, span_of(words[i])))
      return TRUE;
  return FALSE;
}

static Verdict decide(Vocabulary *vocabulary, const Break *at) {
  if ((at->gap == GAP_SPACE && word_is_function(at->right)) || (at->gap == GAP_BLOCK && !is_lower_start(at->right)) ||
      (at->gap == GAP_SPACE && !g_unichar_isalpha(span_first_char(at->right))))
    return KEEP;
  Spelling *joined = vocabulary_find(vocabulary, at, "");
  Spelling *hyphened = vocabulary_find(vocabulary, at, "-");
  Verdict verdict = vocabulary->collecting ? KEEP : decide_by_vocabulary(at, joined, hyphened);
  if (word_is_conjunction(at->right))
    return verdict == JOIN ? JOIN : KEEP;
  if (verdict == KEEP && !is_range_word(at->right))
    verdict = decide_by_rule(at);
  if (vocabulary->collecting && joined && hyphened) {
    joined->guessed += verdict == JOIN;
    hyphened->guessed += verdict == GLUE;
  }
  return verdict;
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

/* "www.", "name@", "12.30": what goes on without a space is no end of a word. */
static gboolean is_address_ahead(const char *after) {
  return *after == '@' || (*after == '.' && g_unichar_isalnum(g_utf8_get_char(after + 1)));
}

/* Whether the letters before the hyphen belong to an address. */
static gboolean in_address(TextSpan text) {
  gsize from = text.length;
  while (from > 0 && text.length - from < 200 && !strchr(" \n\t", text.start[from - 1]))
    from--;
  TextSpan token = span_skip(text, from);
  return g_strstr_len(token.start, (gssize)token.length, "://") || span_has_char(token, '@') ||
         (span_has_char(token, '/') && span_has_char(token, '.')) || span_starts_with_nocase(token, "www.") > 0;
}

static gboolean line_has_tab(const char *p) {
  return p[strcspn(p, "\t\n")] == '\t';
}

/* Looks at the tail alone: joined lines may have made one long line, and the walk is to be linear. */
static gboolean last_line_has_tab(TextSpan text) {
  for (gsize i = text.length; i > 0 && text.length - i < 400 && text.start[i - 1] != '\n'; i--)
    if (text.start[i - 1] == '\t')
      return TRUE;
  return FALSE;
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

/* Reads what surrounds a hyphen: `before` is the text up to it, `p` points behind it. FALSE where it parts no word. */
static gboolean read_break(TextSpan before, const char *p, Break *at) {
  guint lines;
  gsize gap = read_gap(p, &lines);
  gunichar ahead;
  if (gap == 0)
    return FALSE;
  at->gap = lines == 0 ? GAP_SPACE : lines == 1 ? GAP_LINE : GAP_BLOCK;
  p += gap;
  at->left = word_at_end(before, &at->before);
  at->right = word_at_start(p, &at->after);
  if (at->left.length == 0 || at->right.length == 0 || in_address(before) ||
      is_address_ahead(at->right.start + at->right.length))
    return FALSE;
  at->in_cells = lines > 0 && (last_line_has_tab(before) || line_has_tab(p));
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
static const char *close_gap(Joiner *joiner, const Break *at, const char *gap) {
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
static gboolean is_broken_range(const Break *at) {
  gunichar before = span_last_char(at->left), after = span_first_char(at->right);
  return at->gap == GAP_LINE && !at->in_cells &&
         ((g_unichar_isdigit(before) && g_unichar_isdigit(after)) ||
          (g_unichar_isalpha(before) && g_unichar_isupper(after)));
}

/* What to do with the hyphen or dash of `length` bytes at `p`. */
static Verdict judge_hyphen(Vocabulary *vocabulary, const Joiner *joiner, const char *p, gsize length, Break *at) {
  if (length == 0 || !read_break((TextSpan){joiner->out->str, joiner->out->len}, p + length, at))
    return KEEP;
  if (dash_length(p) > 0)
    return is_broken_range(at) ? GLUE : KEEP;
  return decide(vocabulary, at);
}

/* A copy with the broken words joined; NULL where there is nothing to do. */
static char *join_text(Vocabulary *vocabulary, const char *text, gboolean kept) {
  if (!text || !(strchr(text, '-') || strstr(text, "‐") || strstr(text, "–")))
    return NULL;
  Joiner joiner = {g_string_sized_new(strlen(text)), kept, 0};
  const char *p = text;
  while (*p) {
    gsize run = strcspn(p, "-\xE2");
    copy_text(&joiner, p, run);
    p += run;
    Break at;
    gsize length = MAX(hyphen_length(p), dash_length(p));
    Verdict verdict = judge_hyphen(vocabulary, &joiner, p, length, &at);
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

static void join_field(Vocabulary *vocabulary, char **field, gboolean kept) {
  char *joined = join_text(vocabulary, *field, kept);
  if (!joined)
    return;
  if (vocabulary->collecting) {
    g_free(joined);
    return;
  }
  g_free(*field);
  *field = joined;
}

/* A word that begins on `page` and ends on `next` is completed on `page`. */
static void join_pages(Vocabulary *vocabulary, Unit *page, Unit *next) {
  TextSpan text = span_trim(span_of(page->text));
  const char *rest = next->text ? next->text : "";
  Break at = {.gap = GAP_PAGE};
  gsize hyphen = 0;
  if (text.length > 0 && text.start[text.length - 1] == '-')
    hyphen = 1;
  else if (text.length > 2 && hyphen_length(text.start + text.length - 3) == 3)
    hyphen = 3;
  TextSpan before = {text.start, text.length - hyphen};
  at.left = word_at_end(before, &at.before);
  at.right = word_at_start(rest, &at.after);
  if (hyphen == 0 || at.left.length == 0 || !is_lower_start(at.right) || in_address(before) ||
      is_address_ahead(at.right.start + at.right.length))
    return;
  at.in_cells = last_line_has_tab(before) || line_has_tab(rest);
  Verdict verdict = decide(vocabulary, &at);
  if (verdict == KEEP || vocabulary->collecting)
    return;
  gsize moved = at.right.length + closing_punctuation(rest + at.right.length);
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

static void walk(Vocabulary *vocabulary, Document *document) {
  join_field(vocabulary, &document->title, FALSE);
  for (guint i = 0; i < document->units->len; i++) {
    Unit *unit = document->units->pdata[i];
    join_field(vocabulary, &unit->heading, FALSE);
    join_field(vocabulary, &unit->text, unit->locator.kind == LOCATOR_LINE);
  }
  for (guint i = 0; i + 1 < document->units->len; i++) {
    Unit *page = document->units->pdata[i], *next = document->units->pdata[i + 1];
    if (page->kind == UNIT_KIND_PAGE && next->kind == UNIT_KIND_PAGE)
      join_pages(vocabulary, page, next);
  }
}

void hyphens_join(Document *document) {
  g_autoptr(GHashTable) spellings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  Vocabulary vocabulary = {spellings, TRUE, 0};
  walk(&vocabulary, document);
  for (guint i = 0; i < document->units->len && g_hash_table_size(spellings) > 0; i++) {
    const Unit *unit = document->units->pdata[i];
    vocabulary_read(&vocabulary, unit->heading);
    vocabulary_read(&vocabulary, unit->text);
  }
  vocabulary.collecting = FALSE;
  walk(&vocabulary, document);
}
