/* Running words and glued lists of flattened slides. Headings are in slide_headings.c. */
#include "pipeline/stages/slide_text.h"
#include "pipeline/stages/words.h"

#include <string.h>

#define MOST_RUNNING_WORDS 14

SlideText *slide_text_new(guint number) {
  SlideText *slide = g_new0(SlideText, 1);
  slide->number = number;
  slide->body = g_string_new(NULL);
  return slide;
}

void slide_text_free(SlideText *slide) {
  if (!slide)
    return;
  g_free(slide->heading);
  g_string_free(slide->body, TRUE);
  g_free(slide);
}

/* --- running words ------------------------------------------------------------------------------------------- */

static GArray *words_of(TextSpan text) {
  GArray *words = g_array_new(FALSE, FALSE, sizeof(TextSpan));
  TextSpan word;
  while (span_next_word(&text, &word))
    g_array_append_val(words, word);
  return words;
}

static TextSpan word_at(const GArray *words, guint i) {
  return g_array_index(words, TextSpan, i);
}

static gboolean is_own_number(TextSpan word, guint number) {
  guint64 value = 0;
  for (gsize i = 0; i < word.length; i++) {
    if (!g_ascii_isdigit(word.start[i]) || i > 6)
      return FALSE;
    value = value * 10 + (guint64)(word.start[i] - '0');
  }
  return word.length > 0 && value == number;
}

typedef struct {
  TextSpan words[MOST_RUNNING_WORDS]; /* in reading order; "#" stands for the slide's own number */
  guint length;                       /* 0: there are none */
} Running;

typedef struct {
  GPtrArray *slides; /* SlideText* */
  GPtrArray *words;  /* GArray* of TextSpan, one a slide */
  guint *agreed;     /* a slide: how many of its words, from the edge, are the common ones */
  gboolean from_end;
} RunningSearch;

/* The k-th word of a slide from the edge, "#" for its own number; FALSE past its last. */
static gboolean edge_word(const RunningSearch *search, guint slide, guint k, TextSpan *word) {
  const GArray *words = search->words->pdata[slide];
  if (k >= words->len)
    return FALSE;
  *word = word_at(words, search->from_end ? words->len - 1 - k : k);
  if (is_own_number(*word, ((SlideText *)search->slides->pdata[slide])->number))
    *word = span_of("#");
  return TRUE;
}

/* The word that most slides have at place k, among those that agree in all places before, and on how many. */
static guint commonest_word(const RunningSearch *search, guint k, TextSpan *best) {
  g_autoptr(GHashTable) counts = g_hash_table_new_full(span_hash, span_hash_equal, g_free, NULL);
  guint most = 0;
  for (guint i = 0; i < search->slides->len; i++) {
    TextSpan word;
    if (search->agreed[i] < k || !edge_word(search, i, k, &word))
      continue;
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, &word)) + 1;
    g_hash_table_insert(counts, g_memdup2(&word, sizeof word), GUINT_TO_POINTER(count));
    if (count > most) {
      most = count;
      *best = word;
    }
  }
  return most;
}

/* Whether the first `length` common words end (or begin) where a sentence would not: "Hva er | klima", "Hva er |
 * status" is content, however often it repeats; a footer is followed by a new start. */
static gboolean parts_a_sentence(const RunningSearch *search, const Running *found, guint length) {
  if (search->from_end)
    return g_unichar_islower(span_first_char(found->words[length - 1]));
  guint lower = 0, all = 0;
  TextSpan word;
  for (guint i = 0; i < search->slides->len; i++) {
    if (search->agreed[i] < length)
      continue;
    all++;
    lower += edge_word(search, i, length, &word) && g_unichar_islower(span_first_char(word));
  }
  return lower * 5 > all;
}

static gboolean is_running(const RunningSearch *search, const Running *found, guint length, guint support) {
  const TextSpan *first = &found->words[0];
  if (parts_a_sentence(search, found, length))
    return FALSE;
  if (length >= 2 || span_equal(*first, span_of("#")))
    return TRUE;
  return !search->from_end && span_letters(*first) >= 4 && !word_is_function(*first) &&
         support * 4 >= search->slides->len * 3;
}

/* Reads on as long as most slides agree; then steps back to where the common words end like a footer. */
static Running find_running(RunningSearch *search) {
  Running found = {0};
  guint n = search->slides->len, before = 0, support[MOST_RUNNING_WORDS];
  for (guint i = 0; i < n; i++)
    search->agreed[i] = 0;
  while (found.length < MOST_RUNNING_WORDS) {
    TextSpan best = {"", 0}, word;
    guint count = commonest_word(search, found.length, &best);
    if (count < 3 || count * 10 < n * 6 || count * 10 < before * 8)
      break;
    for (guint i = 0; i < n; i++)
      if (search->agreed[i] == found.length && edge_word(search, i, found.length, &word) && span_equal(word, best))
        search->agreed[i]++;
    support[found.length] = before = count;
    found.words[found.length++] = best;
  }
  while (found.length > 0 && !is_running(search, &found, found.length, support[found.length - 1]))
    found.length--;
  for (guint i = 0; search->from_end && i < found.length / 2; i++) {
    TextSpan swap = found.words[i];
    found.words[i] = found.words[found.length - 1 - i];
    found.words[found.length - 1 - i] = swap;
  }
  return found;
}

static gboolean matches_at(const GArray *words, guint at, const GArray *wanted) {
  if (at + wanted->len > words->len)
    return FALSE;
  for (guint i = 0; i < wanted->len; i++)
    if (!span_equal(word_at(words, at + i), word_at(wanted, i)))
      return FALSE;
  return TRUE;
}

/* Takes the running words, and the slide's own number beside them, off both ends of a body. */
static gboolean strip_slide(SlideText *slide, const GArray *words, const GArray *wanted, gboolean number_leads,
                            gboolean number_follows) {
  guint from = 0, to = words->len;
  gboolean found = FALSE;
  if (number_leads && to > 0 && is_own_number(word_at(words, 0), slide->number) && matches_at(words, 1, wanted)) {
    from = 1;
    found = wanted->len == 0;
  }
  if (wanted->len > 0 && matches_at(words, from, wanted)) {
    from += wanted->len;
    found = TRUE;
    if (number_follows && from < to && is_own_number(word_at(words, from), slide->number))
      from++;
  }
  guint end = to;
  if (end > from && is_own_number(word_at(words, end - 1), slide->number))
    end--;
  if (wanted->len > 0 && end >= from + wanted->len && matches_at(words, end - wanted->len, wanted)) {
    to = end - wanted->len;
    found = TRUE;
    if (to > from && is_own_number(word_at(words, to - 1), slide->number))
      to--;
  }
  if (!found)
    return FALSE;
  TextSpan kept = from < to ? span_between(word_at(words, from), word_at(words, to - 1)) : span_of("");
  g_autofree char *copy = span_dup(kept);
  g_string_assign(slide->body, copy);
  return TRUE;
}

static char *join_words(const GArray *words) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < words->len; i++) {
    TextSpan word = word_at(words, i);
    g_string_append_printf(text, "%s%.*s", i > 0 ? " " : "", (int)word.length, word.start);
  }
  return g_string_free(text, FALSE);
}

char *slides_take_running_words(GPtrArray *slides, guint *count) {
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  for (guint i = 0; i < slides->len; i++) {
    const SlideText *slide = slides->pdata[i];
    g_ptr_array_add(words, words_of((TextSpan){slide->body->str, slide->body->len}));
  }
  g_autoptr(GArray) agreed = g_array_new(FALSE, TRUE, sizeof(guint));
  g_array_set_size(agreed, slides->len);
  RunningSearch search = {slides, words, (guint *)(void *)agreed->data, FALSE};
  Running running = find_running(&search);
  if (running.length == 0) {
    search.from_end = TRUE;
    running = find_running(&search);
  }
  *count = 0;
  if (running.length == 0)
    return NULL;
  g_autoptr(GArray) wanted = g_array_new(FALSE, FALSE, sizeof(TextSpan));
  TextSpan number = span_of("#");
  for (guint i = 0; i < running.length; i++)
    if (!span_equal(running.words[i], number))
      g_array_append_val(wanted, running.words[i]);
  gboolean at_start = !search.from_end;
  gboolean leads = at_start && span_equal(running.words[0], number);
  gboolean follows = at_start && span_equal(running.words[running.length - 1], number);
  /* The words must be copied before the bodies that they lie in change. */
  char *text = join_words(wanted);
  g_autoptr(GArray) copy = words_of(span_of(text));
  for (guint i = 0; i < slides->len; i++)
    *count += strip_slide(slides->pdata[i], words->pdata[i], copy, leads, follows);
  return text;
}

gboolean slide_begins_with(TextSpan text, const char *running_words) {
  TextSpan wanted = span_of(running_words), word, ours;
  while (span_next_word(&wanted, &word))
    if (!span_next_word(&text, &ours) || !span_equal(word, ours))
      return FALSE;
  return TRUE;
}

/* --- glued lists --------------------------------------------------------------------------------------------- */

static gsize bullet_at(const char *p) {
  static const char *const bullets[] = {"–", "—", "•", "●", "▪", "■", "-"};
  for (gsize i = 0; i < G_N_ELEMENTS(bullets); i++)
    if (g_str_has_prefix(p, bullets[i]))
      return strlen(bullets[i]);
  return 0;
}

/* Whether a list mark is glued to its item at `p`: no space after a dash ("–Klima"), anything after a real bullet. */
static gboolean is_glued_bullet(const char *text, const char *p, gsize length) {
  gboolean dash = *p == '-' || g_str_has_prefix(p, "–") || g_str_has_prefix(p, "—");
  const char *next = p + length;
  if (p > text && p[-1] != ' ')
    return FALSE;
  if (!dash && *next == ' ')
    next++;
  return g_unichar_isalpha(g_utf8_get_char(next));
}

/* A bullet is a bullet wherever it stands; a dash needs company, or a colon before it. */
static gboolean has_glued_list(const char *text) {
  guint dashes = 0;
  for (const char *p = text; *p; p++) {
    gsize length = bullet_at(p);
    if (length == 0 || !is_glued_bullet(text, p, length))
      continue;
    if (g_str_has_prefix(p, "•") || g_str_has_prefix(p, "●") || g_str_has_prefix(p, "▪") || g_str_has_prefix(p, "■"))
      return TRUE;
    dashes++;
    if (dashes >= 2 || (p - text >= 2 && p[-2] == ':'))
      return TRUE;
  }
  return FALSE;
}

static void break_bullets(GString *body) {
  if (!has_glued_list(body->str))
    return;
  GString *out = g_string_sized_new(body->len + 32);
  for (const char *p = body->str; *p;) {
    gsize length = bullet_at(p);
    if (length == 0 || !is_glued_bullet(body->str, p, length)) {
      g_string_append_c(out, *p++);
      continue;
    }
    if (out->len > 0 && out->str[out->len - 1] == ' ')
      g_string_truncate(out, out->len - 1);
    if (out->len > 0 && out->str[out->len - 1] != '\n')
      g_string_append_c(out, '\n');
    g_string_append_len(out, p, (gssize)length);
    p += length;
    if (*p != ' ')
      g_string_append_c(out, ' ');
  }
  g_string_assign(body, out->str);
  g_string_free(out, TRUE);
}

/* "N.Word" with the wanted N at `p`: bytes of "N.", else 0. */
static gsize numbered_at(const char *text, const char *p, guint wanted) {
  char mark[16];
  g_snprintf(mark, sizeof mark, "%u.", wanted);
  gsize length = strlen(mark);
  if ((p > text && p[-1] != ' ' && p[-1] != '\n') || !g_str_has_prefix(p, mark))
    return 0;
  return g_unichar_isupper(g_utf8_get_char(p + length)) ? length : 0;
}

/* "1.Kunnskap 2.Læring": only where the numbers count from one, at least to two. */
static void break_numbered(GString *body) {
  guint items = 0;
  for (const char *p = body->str; *p; p++)
    items += numbered_at(body->str, p, items + 1) > 0;
  if (items < 2)
    return;
  GString *out = g_string_sized_new(body->len + 16);
  guint wanted = 1;
  for (const char *p = body->str; *p;) {
    gsize length = numbered_at(body->str, p, wanted);
    if (length == 0) {
      g_string_append_c(out, *p++);
      continue;
    }
    if (out->len > 0 && out->str[out->len - 1] == ' ')
      out->str[out->len - 1] = '\n';
    g_string_append_printf(out, "%u. ", wanted++);
    p += length;
  }
  g_string_assign(body, out->str);
  g_string_free(out, TRUE);
}

void slides_break_lists(GPtrArray *slides) {
  for (guint i = 0; i < slides->len; i++) {
    SlideText *slide = slides->pdata[i];
    break_bullets(slide->body);
    break_numbered(slide->body);
  }
}
