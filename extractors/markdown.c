/* The block structure of Markdown, line by line; see markdown.h. */
#include "extractors/markdown.h"

#include "extractors/metadata.h"

#include <string.h>

#define MAX_FRONT_MATTER_LINES 200
#define PROGRESS_LINES 4096

typedef struct {
  const char *start;
  gsize length;
} Line;

typedef struct {
  Extraction *extraction;
  const char *position; /* of the next line */
  const char *end;
  guint number; /* of the last line read, from 1 */
  GString *text;
  GString *paragraph; /* its lines, joined; inline marks still in it */
  guint paragraph_lines;
  guint paragraph_number; /* its first line */
  gboolean item;          /* it began with a list mark, which is written already */
  char *heading;
  guint heading_line;
  guint level;
  guint ordinals[7];
  char fence; /* '`' or '~' inside a fence */
  gsize fence_length;
  gboolean comment; /* inside <!-- of several lines */
  gboolean after_blank;
  gboolean stopped;
} Markdown;

static gboolean next_line(Markdown *m, Line *line) {
  if (m->position >= m->end)
    return FALSE;
  const char *eol = memchr(m->position, '\n', (gsize)(m->end - m->position));
  line->start = m->position;
  line->length = (gsize)((eol ? eol : m->end) - m->position);
  m->position = eol ? eol + 1 : m->end;
  m->number++;
  return TRUE;
}

static gsize indent(Line line) {
  gsize n = 0;
  while (n < line.length && line.start[n] == ' ')
    n++;
  return n < line.length && line.start[n] == '\t' ? n + 4 : n;
}

static Line strip(Line line) {
  while (line.length > 0 && g_ascii_isspace(line.start[0])) {
    line.start++;
    line.length--;
  }
  while (line.length > 0 && g_ascii_isspace(line.start[line.length - 1]))
    line.length--;
  return line;
}

static Line skip(Line line, gsize n) {
  n = MIN(n, line.length);
  return (Line){line.start + n, line.length - n};
}

static gsize run(Line line, char c) {
  gsize n = 0;
  while (n < line.length && line.start[n] == c)
    n++;
  return n;
}

/* Section 4.2: up to three spaces, one to six #, then a space or the end. The level, or 0; *content is the heading's
 * text. */
static guint atx_level(Line line, Line *content) {
  if (indent(line) > 3)
    return 0;
  Line s = strip(line);
  gsize level = run(s, '#');
  if (level < 1 || level > 6 || (level < s.length && !g_ascii_isspace(s.start[level])))
    return 0;
  Line text = strip(skip(s, level));
  gsize n = text.length;
  while (n > 0 && text.start[n - 1] == '#')
    n--;
  if (n == 0 || g_ascii_isspace(text.start[n - 1]))
    text.length = n;
  text = strip(text);
  /* "{#id .class}" of Pandoc and PHP Markdown Extra */
  const char *attributes =
      text.length > 2 && text.start[text.length - 1] == '}' ? memrchr(text.start, '{', text.length) : NULL;
  if (attributes && attributes > text.start && strchr("#.", attributes[1]))
    text.length = (gsize)(attributes - text.start);
  *content = strip(text);
  return (guint)level;
}

/* Section 4.3: a line of = or - under a paragraph. */
static guint setext_level(Line line) {
  Line s = strip(line);
  if (indent(line) > 3 || s.length == 0)
    return 0;
  return run(s, '=') == s.length ? 1 : run(s, '-') == s.length ? 2 : 0;
}

/* Section 4.1: three or more *, - or _, with spaces between. */
static gboolean is_thematic_break(Line line) {
  Line s = strip(line);
  guint marks = 0;
  if (s.length < 3 || !strchr("*-_", s.start[0]))
    return FALSE;
  for (gsize i = 0; i < s.length; i++) {
    if (s.start[i] == s.start[0])
      marks++;
    else if (s.start[i] != ' ')
      return FALSE;
  }
  return marks >= 3;
}

/* Section 4.5. The length of the fence, or 0. */
static gsize fence_run(Line line, char *mark) {
  Line s = strip(line);
  if (s.length < 3 || indent(line) > 3 || (s.start[0] != '`' && s.start[0] != '~'))
    return 0;
  gsize n = run(s, s.start[0]);
  if (n < 3 || (s.start[0] == '`' && memchr(s.start + n, '`', s.length - n)))
    return 0;
  *mark = s.start[0];
  return n;
}

/* Section 5.2: bullet or number. The bytes up to the item's text, or 0; `out` gets the mark in our form. */
static gsize list_mark(Line line, char out[16]) {
  gsize n = 0;
  while (n < line.length && (line.start[n] == ' ' || line.start[n] == '\t'))
    n++;
  Line s = skip(line, n);
  if (s.length >= 2 && strchr("-*+", s.start[0]) && g_ascii_isspace(s.start[1])) {
    strcpy(out, "- ");
    return n + 2;
  }
  gsize digits = 0;
  while (digits < s.length && digits < 10 && g_ascii_isdigit(s.start[digits]))
    digits++;
  if (digits < 1 || digits > 9 || digits + 1 >= s.length || !strchr(".)", s.start[digits]) ||
      s.start[digits + 1] != ' ')
    return 0;
  g_snprintf(out, 16, "%.*s. ", (int)digits, s.start);
  return n + digits + 2;
}

/* The ruler under a table's head: "| --- | :-: |". */
static gboolean is_table_ruler(Line line) {
  Line s = strip(line);
  gboolean dash = FALSE, bar = FALSE;
  for (gsize i = 0; i < s.length; i++) {
    if (!strchr("|:- \t", s.start[i]) || !s.start[i])
      return FALSE;
    dash |= s.start[i] == '-';
    bar |= s.start[i] == '|';
  }
  return dash && bar;
}

static gboolean ends_with(const GString *text, const char *suffix) {
  gsize n = strlen(suffix);
  return text->len >= n && memcmp(text->str + text->len - n, suffix, n) == 0;
}

static void start_block(GString *text, const char *gap) {
  if (text->len > 0)
    g_string_append(text, gap);
}

static void end_paragraph(Markdown *m) {
  if (m->paragraph->len > 0) {
    if (!m->item)
      start_block(m->text, ends_with(m->text, "\n") ? "\n" : "\n\n");
    markdown_append_inline(m->text, m->paragraph->str, m->paragraph->len);
  }
  g_string_truncate(m->paragraph, 0);
  m->paragraph_lines = 0;
  m->item = FALSE;
}

static void finish_section(Markdown *m) {
  end_paragraph(m);
  g_strchomp(m->text->str);
  g_string_set_size(m->text, strlen(m->text->str));
  if (!m->heading && m->text->len == 0)
    return;
  Unit *unit = unit_new(UNIT_KIND_SECTION);
  unit->heading = g_steal_pointer(&m->heading);
  unit->text = g_strndup(m->text->str, m->text->len);
  for (guint level = m->level; level > 1 && !unit->parent; level--)
    unit->parent = m->ordinals[level - 1];
  unit_set_locator(unit, LOCATOR_LINE, m->heading_line, NULL);
  if (!extraction_add_unit(m->extraction, unit)) {
    m->stopped = TRUE;
    return;
  }
  for (guint level = m->level; level >= 1 && level <= 6; level++)
    m->ordinals[level] = level == m->level ? unit->ordinal : 0;
  g_string_truncate(m->text, 0);
}

static void begin_section(Markdown *m, guint level, const char *content, gsize length, guint line) {
  finish_section(m);
  GString *heading = g_string_new(NULL);
  markdown_append_inline(heading, content, length);
  g_strdelimit(heading->str, "\n\t", ' ');
  m->heading = g_string_free(heading, FALSE);
  m->heading_line = line;
  m->level = level;
  if (level == 1 && !m->extraction->document->title)
    metadata_set_title(m->extraction->document, m->heading);
}

static void append_raw(Markdown *m, Line line) {
  start_block(m->text, "\n");
  g_string_append_len(m->text, line.start, (gssize)line.length);
}

/* Cells are parted by | that is neither escaped nor in a code span. */
static void append_table_row(Markdown *m, Line line) {
  Line s = strip(line);
  if (s.length > 0 && s.start[0] == '|')
    s = skip(s, 1);
  if (s.length > 0 && s.start[s.length - 1] == '|' && !(s.length > 1 && s.start[s.length - 2] == '\\'))
    s.length--;
  start_block(m->text, "\n");
  gsize from = 0;
  gboolean code = FALSE;
  for (gsize i = 0; i <= s.length; i++) {
    if (i < s.length && s.start[i] == '`')
      code = !code;
    if (i < s.length && !(s.start[i] == '|' && !code && !(i > 0 && s.start[i - 1] == '\\')))
      continue;
    Line cell = strip((Line){s.start + from, i - from});
    markdown_append_inline(m->text, cell.start, cell.length);
    if (i < s.length)
      g_string_append_c(m->text, '\t');
    from = i + 1;
  }
}

/* Reads a table whose head was just read, if the next line is its ruler. */
static gboolean take_table(Markdown *m, Line head) {
  if (!memchr(head.start, '|', head.length))
    return FALSE;
  const char *position = m->position;
  guint number = m->number;
  Line line;
  if (!next_line(m, &line) || !is_table_ruler(line)) {
    m->position = position;
    m->number = number;
    return FALSE;
  }
  end_paragraph(m);
  start_block(m->text, "\n");
  append_table_row(m, head);
  for (;;) {
    position = m->position;
    number = m->number;
    if (!next_line(m, &line) || !memchr(line.start, '|', line.length))
      break;
    append_table_row(m, line);
  }
  m->position = position;
  m->number = number;
  return TRUE;
}

/* "[label]: address" (section 4.7) is no text; a footnote's definition is. */
static gboolean is_definition(Line line) {
  Line s = strip(line);
  const char *close = s.length > 3 && s.start[0] == '[' && s.start[1] != '^' ? memchr(s.start, ']', s.length) : NULL;
  return close && close + 1 < s.start + s.length && close[1] == ':';
}

static void add_to_paragraph(Markdown *m, Line line) {
  gboolean hard =
      line.length >= 2 && (strncmp(line.start + line.length - 2, "  ", 2) == 0 || line.start[line.length - 1] == '\\');
  Line s = strip(line);
  if (hard && s.length > 0 && s.start[s.length - 1] == '\\')
    s.length--;
  if (m->paragraph_lines++ == 0)
    m->paragraph_number = m->number;
  else if (m->paragraph->len > 0 && m->paragraph->str[m->paragraph->len - 1] != '\n')
    g_string_append_c(m->paragraph, ' ');
  g_string_append_len(m->paragraph, s.start, (gssize)s.length);
  if (hard)
    g_string_append_c(m->paragraph, '\n'); /* section 6.7 */
}

static void begin_list_item(Markdown *m, Line line, const char *mark, gsize text_at) {
  gboolean tight = !m->after_blank && m->text->len > 0;
  end_paragraph(m);
  start_block(m->text, tight || ends_with(m->text, "\n") ? "\n" : "\n\n");
  g_string_append(m->text, mark);
  m->item = TRUE;
  Line item = strip(skip(line, text_at));
  /* task lists: "[ ] " and "[x] " */
  if (item.length > 4 && item.start[0] == '[' && strchr(" xX", item.start[1]) && item.start[2] == ']' &&
      item.start[3] == ' ')
    item = skip(item, 4);
  add_to_paragraph(m, item);
}

static gboolean in_fence(Markdown *m, Line line) {
  char mark = 0;
  gsize n = fence_run(line, &mark);
  if (m->fence) {
    if (mark == m->fence && n >= m->fence_length && strip(line).length == n)
      m->fence = 0;
    else
      append_raw(m, line);
    return TRUE;
  }
  if (n == 0)
    return FALSE;
  end_paragraph(m);
  start_block(m->text, "\n");
  m->fence = mark;
  m->fence_length = n;
  return TRUE;
}

/* A comment of raw HTML that takes whole lines. */
static gboolean in_comment(Markdown *m, Line line) {
  Line s = strip(line);
  if (!m->comment && !(s.length >= 4 && strncmp(s.start, "<!--", 4) == 0))
    return FALSE;
  m->comment = !memmem(s.start, s.length, "-->", 3);
  return TRUE;
}

static void take_line(Markdown *m, Line line) {
  Line content;
  guint level;
  char mark[16];
  gsize text_at;
  if (in_fence(m, line) || in_comment(m, line))
    return;
  Line s = strip(line);
  if (s.length == 0) {
    end_paragraph(m);
    m->after_blank = TRUE;
    return;
  }
  /* not under a list item: there it is a ruler */
  if (m->paragraph_lines > 0 && !m->item && (level = setext_level(line))) {
    g_autofree char *heading = g_strndup(m->paragraph->str, m->paragraph->len);
    guint number = m->paragraph_number;
    g_string_truncate(m->paragraph, 0);
    m->paragraph_lines = 0;
    begin_section(m, level, heading, strlen(heading), number);
    return;
  }
  while (s.length > 0 && s.start[0] == '>') /* block quotes, section 5.1 */
    s = line = strip(skip(s, 1));
  if ((level = atx_level(line, &content))) {
    begin_section(m, level, content.start, content.length, m->number);
  } else if (is_thematic_break(line)) {
    end_paragraph(m);
  } else if ((text_at = list_mark(line, mark))) {
    begin_list_item(m, line, mark, text_at);
  } else if (m->after_blank && m->paragraph_lines == 0 && is_definition(line)) {
    return;
  } else if (m->after_blank && indent(line) >= 4 && m->paragraph_lines == 0) {
    append_raw(m, line); /* indented code or an item's next paragraph */
  } else if (!take_table(m, line)) {
    add_to_paragraph(m, line);
  }
  m->after_blank = FALSE;
}

static void note_front_matter(Document *document, const char *key, char *value) {
  static const struct {
    const char *key;
    const char *term;
  } terms[] = {{"date", "issued"},          {"lang", "language"},
               {"language", "language"},    {"description", "description"},
               {"abstract", "description"}, {"subtitle", "alternative"},
               {"publisher", "publisher"}};
  g_strstrip(value);
  gsize length = strlen(value);
  if (length >= 2 && (value[0] == '"' || value[0] == '\'') && value[length - 1] == value[0]) {
    value[length - 1] = '\0';
    value++;
  }
  if (strcmp(key, "title") == 0) {
    metadata_set_title(document, value);
  } else if (strcmp(key, "author") == 0 || strcmp(key, "authors") == 0) {
    if (value[0] == '[') { /* a YAML list on one line */
      g_strdelimit(value, "[]\"", ' ');
      g_strdelimit(value, ",", ';');
    }
    metadata_add_authors(document, value);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(terms); i++)
    if (strcmp(key, terms[i].key) == 0)
      metadata_set(document, terms[i].term, value);
}

/* YAML front matter between "---" lines, as far as it is flat "key: value" and one list of authors. */
static void take_front_matter(Markdown *m) {
  Markdown start = *m;
  Line line;
  if (!next_line(m, &line) || line.length != 3 || strncmp(line.start, "---", 3) != 0) {
    *m = start;
    return;
  }
  g_autofree char *key = NULL;
  while (m->number < MAX_FRONT_MATTER_LINES && next_line(m, &line)) {
    if (line.length == 3 && (strncmp(line.start, "---", 3) == 0 || strncmp(line.start, "...", 3) == 0))
      return;
    Line s = strip(line);
    const char *colon = memchr(line.start, ':', line.length);
    g_autofree char *value = NULL;
    if (s.length > 2 && s.start[0] == '-' && key) {
      value = g_strndup(s.start + 1, s.length - 1);
    } else if (colon && !g_ascii_isspace(line.start[0])) {
      g_free(key);
      key = g_ascii_strdown(line.start, colon - line.start);
      value = g_strndup(colon + 1, (gsize)(line.start + line.length - colon) - 1);
    }
    if (key && value)
      note_front_matter(m->extraction->document, key, value);
  }
  /* not closed: it was a ruler */
  m->position = start.position;
  m->number = start.number;
}

void markdown_add_sections(Extraction *extraction, const char *text, gsize length) {
  Markdown m = {
      .extraction = extraction, .position = text, .end = text + length, .heading_line = 1, .after_blank = TRUE};
  m.text = g_string_new(NULL);
  m.paragraph = g_string_new(NULL);
  take_front_matter(&m);
  m.heading_line = m.number + 1;
  Line line;
  while (!m.stopped && next_line(&m, &line)) {
    take_line(&m, line);
    if (m.number % PROGRESS_LINES == 0)
      extraction_progress(extraction, m.number, 0);
  }
  if (!m.stopped)
    finish_section(&m);
  g_free(m.heading);
  g_string_free(m.text, TRUE);
  g_string_free(m.paragraph, TRUE);
}

static gboolean has_link(Line line) {
  const char *middle = memmem(line.start, line.length, "](", 2);
  return middle && memchr(line.start, '[', (gsize)(middle - line.start)) &&
         memchr(middle, ')', line.length - (gsize)(middle - line.start));
}

guint markdown_evidence(const char *text, gsize length) {
  Markdown m = {.position = text, .end = text + length};
  guint headings = 0, links = 0, fences = 0, tables = 0, strong = 0, setext = 0;
  gboolean blank = TRUE, heading = FALSE;
  gsize previous = 0;
  Line line, content;
  char mark;
  while (next_line(&m, &line)) {
    gboolean empty = strip(line).length == 0;
    /* a comment of a script looks like a heading, but code follows it directly */
    headings += heading && empty;
    heading = blank && atx_level(line, &content) && content.length > 0;
    links += has_link(line);
    fences += fence_run(line, &mark) > 0;
    tables += previous > 0 && is_table_ruler(line);
    setext += previous > 3 && setext_level(line) && strip(line).length >= 3;
    strong += line.length > 4 && memmem(line.start, line.length, "**", 2) != NULL;
    blank = empty;
    previous = empty ? 0 : line.length;
  }
  return (headings > 0) + (headings > 1) + (links > 0) + (fences > 1) + (tables > 0) + (strong > 1) + (setext > 1);
}
