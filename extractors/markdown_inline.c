/* Inline Markdown to plain text (CommonMark 0.31 section 6). Every search ahead is bounded, so that the whole is
 * linear. */
#include "extractors/markdown.h"

#include "extractors/html/elements.h"

#include <string.h>

/* How far the end of a link, emphasis or code span is looked for. */
#define MAX_SPAN 2000

/* And how many bytes such searches may look at in all, for each byte of text: marks that close nothing stay as they
 * are. */
#define SEARCH_FACTOR 16

typedef struct {
  GString *out;
  gsize budget;
} Writer;

typedef struct {
  const char *start;
  const char *end;
} Span;

static const char *limit(const char *from, const char *end) {
  return end - from > MAX_SPAN ? from + MAX_SPAN : end;
}

static gsize run_length(const char *p, const char *end, char c) {
  gsize n = 0;
  while (p + n < end && p[n] == c)
    n++;
  return n;
}

/* The bracket that closes the one at `open`, or NULL. */
static const char *closing(const char *open, const char *end, char left, char right) {
  guint depth = 0;
  end = limit(open, end);
  for (const char *p = open; p < end; p++) {
    if (*p == '\\' && p + 1 < end)
      p++;
    else if (*p == left)
      depth++;
    else if (*p == right && --depth == 0)
      return p;
  }
  return NULL;
}

/* Section 6.1: a code span ends with a run of as many backticks. Returns what follows it, or NULL. */
static const char *code_span(const char *p, const char *end, Span *text) {
  gsize n = run_length(p, end, '`');
  const char *stop = limit(p, end);
  for (const char *q = p + n; q < stop; q++) {
    if (*q != '`')
      continue;
    gsize m = run_length(q, end, '`');
    if (m == n) {
      *text = (Span){p + n, q};
      return q + n;
    }
    q += m - 1;
  }
  return NULL;
}

/* Sections 6.3, 6.4: [text](address "title"), [text][label], [text] with nothing after it stays. Returns what follows.
 */
static const char *link_span(const char *open, const char *end, Span *text) {
  const char *close = closing(open, end, '[', ']');
  if (!close)
    return NULL;
  *text = (Span){open + 1, close};
  const char *after = close + 1;
  const char *stop = NULL;
  if (after < end && *after == '(')
    stop = closing(after, end, '(', ')');
  else if (after < end && *after == '[')
    stop = closing(after, end, '[', ']');
  return stop ? stop + 1 : NULL;
}

static gboolean is_word(const char *p, const char *start, const char *end) {
  return p >= start && p < end && (g_ascii_isalnum(*p) || (guchar)*p >= 0x80);
}

/* Section 6.2, simplified: a run of * or _ that touches a word opens, and the next run of the same length that ends a
 * word closes it; underscores only at a word's edge. Returns the closing run, or NULL. */
static const char *emphasis_end(const char *p, gsize n, const char *start, const char *end) {
  char mark = *p;
  const char *inner = p + n, *stop = limit(p, end);
  if (inner >= end || g_ascii_isspace(*inner) || (mark == '_' && is_word(p - 1, start, end)))
    return NULL;
  for (const char *q = inner; q < stop; q++) {
    if (*q == '\\' && q + 1 < stop) {
      q++;
      continue;
    }
    if (*q != mark)
      continue;
    gsize m = run_length(q, end, mark);
    if (m >= n && !g_ascii_isspace(q[-1]) && !(mark == '_' && is_word(q + m, start, end)))
      return q + m - n;
    q += m - 1;
  }
  return NULL;
}

/* A tag or comment of raw HTML (section 6.6): returns what follows, or NULL; addresses in angle brackets are none. */
static const char *html_tag(const char *p, const char *end) {
  if (end - p >= 4 && strncmp(p, "<!--", 4) == 0) {
    const char *close = memmem(p + 4, (gsize)(limit(p, end) - p) - 4, "-->", 3);
    return close ? close + 3 : NULL;
  }
  const char *name = p + 1 + (p + 1 < end && p[1] == '/');
  gsize n = 0;
  char lower[16];
  while (name + n < end && n < sizeof lower && g_ascii_isalnum(name[n])) {
    lower[n] = g_ascii_tolower(name[n]);
    n++;
  }
  if (n == 0 || n == sizeof lower || html_element_from_name(lower, n) == HTML_UNKNOWN || name + n >= end ||
      !strchr(" \t\n/>", name[n]))
    return NULL;
  const char *close = memchr(name, '>', (gsize)(limit(name, end) - name));
  return close ? close + 1 : NULL;
}

/* Section 2.5: the few character references that people type. Returns what follows, or NULL. */
static const char *entity(GString *out, const char *p, const char *end) {
  static const struct {
    const char *name;
    const char *text;
  } entities[] = {{"&amp;", "&"},  {"&lt;", "<"},    {"&gt;", ">"},   {"&quot;", "\""},
                  {"&nbsp;", " "}, {"&ndash;", "–"}, {"&mdash;", "—"}};
  for (gsize i = 0; i < G_N_ELEMENTS(entities); i++) {
    gsize n = strlen(entities[i].name);
    if ((gsize)(end - p) >= n && strncmp(p, entities[i].name, n) == 0) {
      g_string_append(out, entities[i].text);
      return p + n;
    }
  }
  return NULL;
}

/* The nesting of emphasis in links in emphasis that is followed; deeper marks stay as they are. */
#define MAX_NESTING 8

static void append(Writer *w, const char *text, gsize length, guint depth);

static const char *mark(Writer *w, const char *p, const char *start, const char *end, guint depth) {
  Span inner;
  GString *out = w->out;
  const char *after = NULL;
  switch (*p) {
  case '\\':
    if (p + 1 < end && g_ascii_ispunct(p[1])) {
      g_string_append_c(out, p[1]);
      return p + 2;
    }
    return NULL;
  case '`':
    if ((after = code_span(p, end, &inner)))
      g_string_append_len(out, inner.start, inner.end - inner.start);
    return after;
  case '!':
    if (p + 1 < end && p[1] == '[' && (after = link_span(p + 1, end, &inner)))
      append(w, inner.start, (gsize)(inner.end - inner.start), depth + 1);
    return after;
  case '[':
    if (p + 1 < end && p[1] == '^' && (after = closing(p, end, '[', ']'))) /* footnote mark */
      return after + 1;
    if ((after = link_span(p, end, &inner)))
      append(w, inner.start, (gsize)(inner.end - inner.start), depth + 1);
    return after;
  case '*':
  case '_':
  case '~': {
    gsize n = run_length(p, end, *p);
    const char *close = n <= 3 && (*p != '~' || n == 2) ? emphasis_end(p, n, start, end) : NULL;
    if (!close) {
      w->budget -= MIN(w->budget, (gsize)(limit(p, end) - p));
      g_string_append_len(out, p, (gssize)n);
      return p + n;
    }
    append(w, p + n, (gsize)(close - p) - n, depth + 1);
    return close + n;
  }
  case '<':
    if ((after = html_tag(p, end)) && (p[1] == 'b' || p[1] == 'B') && (p[2] == 'r' || p[2] == 'R'))
      g_string_append_c(out, '\n');
    return after;
  case '&':
    return entity(out, p, end);
  default:
    return NULL;
  }
}

/* What a mark may cost: the search ahead that it starts. */
static gboolean may_search(Writer *w, const char *p, const char *end) {
  gsize cost = strchr("*_~`[!<", *p) ? (gsize)(limit(p, end) - p) : 0;
  if (!*p || cost > w->budget)
    return FALSE;
  return TRUE;
}

static void append(Writer *w, const char *text, gsize length, guint depth) {
  const char *end = text + length;
  for (const char *p = text; p < end;) {
    const char *after = depth < MAX_NESTING && may_search(w, p, end) ? mark(w, p, text, end, depth) : NULL;
    if (after) {
      p = after;
      continue;
    }
    if (strchr("*_~`[!<", *p))
      w->budget -= MIN(w->budget, (gsize)(limit(p, end) - p));
    g_string_append_c(w->out, *p++);
  }
}

void markdown_append_inline(GString *out, const char *text, gsize length) {
  Writer writer = {.out = out, .budget = SEARCH_FACTOR * length + 16 * MAX_SPAN};
  append(&writer, text, length, 0);
}
