/* Renders the kept tree to sections: a walk that turns elements into line breaks, tabs, list marks and headings.
 *
 * What counts as a block, and how white space collapses, follows the rendering section of the HTML Living Standard
 * (section 15.3, and CSS Text 3 section 4.1), so that inline elements never part a word and blocks always do. */
#include "extractors/html/sections.h"

#include "extractors/html/hints.h"
#include "extractors/html/text_out.h"
#include "extractors/metadata.h"
#include "language/normalise.h"

#include <string.h>

#define PROGRESS_STEPS 4096
#define MAX_HEADING_TEXT 400u /* what is longer is text that was made large */
#define MAX_LIST_DEPTH 64
#define MAX_ANCHOR 500

typedef struct {
  gboolean ordered;
  guint number;
} List;

typedef struct {
  Extraction *extraction;
  TextOut out;
  char *heading; /* of the section that is being filled */
  char *anchor;
  guint level;             /* of its heading, 0 before the first */
  guint ordinals[7];       /* of the last unit of each heading level, for Unit.parent */
  const char *next_anchor; /* id or name met since the last text or heading: of what follows. Borrowed */
  const char *last_alt;    /* borrowed */
  guint list_depth;
  List lists[MAX_LIST_DEPTH];
  guint data_tables;   /* open ones */
  gboolean after_term; /* a <dt> was just left */
  gboolean stopped;    /* a ceiling of the extraction is met */
} Sections;

/* Where to part a text that is too long: after the last empty line that fits, else line, else word, else letter. */
static gsize split_point(const char *text, gsize length) {
  if (length <= HTML_SECTION_BYTES)
    return length;
  for (gsize i = HTML_SECTION_BYTES; i > HTML_SECTION_BYTES / 4; i--)
    if (text[i] == '\n' && text[i - 1] == '\n')
      return i + 1;
  for (gsize i = HTML_SECTION_BYTES; i > HTML_SECTION_BYTES / 4; i--)
    if (text[i] == '\n')
      return i + 1;
  for (gsize i = HTML_SECTION_BYTES; i > HTML_SECTION_BYTES / 4; i--)
    if (text[i] == ' ')
      return i + 1;
  gsize i = HTML_SECTION_BYTES;
  while (i > 0 && ((guchar)text[i] & 0xC0) == 0x80)
    i--;
  return i > 0 ? i : length;
}

static guint parent_ordinal(const Sections *s) {
  for (guint level = s->level; level > 1; level--)
    if (s->ordinals[level - 1])
      return s->ordinals[level - 1];
  return 0;
}

static gboolean add_unit(Sections *s, const char *heading, const char *text, gsize length) {
  Unit *unit = unit_new(UNIT_KIND_SECTION);
  while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == ' '))
    length--;
  unit->text = g_strndup(text, length);
  document_set_string(&unit->heading, heading);
  unit->parent = parent_ordinal(s);
  if (s->anchor)
    unit_set_locator(unit, LOCATOR_ANCHOR, 0, s->anchor);
  if (!extraction_add_unit(s->extraction, unit)) {
    s->stopped = TRUE;
    return FALSE;
  }
  return TRUE;
}

/* Ends the section that is being filled. */
static void finish_section(Sections *s) {
  const char *text = s->out.text->str;
  gsize length = s->out.text->len;
  guint first = s->extraction->document->units->len + 1;
  gboolean any = FALSE;
  while (!s->stopped && (length > 0 || (!any && s->heading))) {
    gsize n = split_point(text, length);
    if (!add_unit(s, any ? NULL : s->heading, text, n))
      break;
    any = TRUE;
    text += n;
    length -= n;
  }
  if (any && s->level) {
    s->ordinals[s->level] = first;
    for (guint level = s->level + 1; level <= 6; level++)
      s->ordinals[level] = 0;
  }
  text_out_reset(&s->out);
  g_clear_pointer(&s->heading, g_free);
  g_clear_pointer(&s->anchor, g_free);
}

/* The id of an element, or the name of an <a>; NULL where it has none that one would cite. Borrowed. */
static const char *anchor_of(const xmlNode *node, const HtmlNode *n) {
  const char *id = html_attribute(node, "id");
  if (!(id && *id) && n->element == HTML_a)
    id = html_attribute(node, "name");
  /* ASP.NET wraps the page in a form */
  return id && *id && strlen(id) <= MAX_ANCHOR && n->element != HTML_form ? id : NULL;
}

/* The first anchor in the heading itself. */
static const char *anchor_within(xmlNode *heading) {
  HtmlWalk walk;
  html_walk_init(&walk, heading);
  while (html_walk_next(&walk)) {
    if (walk.leaving || walk.node->type != XML_ELEMENT_NODE)
      continue;
    const char *id = anchor_of(walk.node, html_element(walk.node));
    if (id)
      return id;
  }
  return NULL;
}

/* A heading's text; where it has none, the alternative text of its image: headings used to be drawn. */
static char *heading_text(xmlNode *heading) {
  g_autofree char *text = html_inline_text(heading, FALSE);
  HtmlWalk walk;
  html_walk_init(&walk, heading);
  while (!*text && html_walk_next(&walk)) {
    const HtmlNode *n = html_node(walk.node);
    const char *alt = n && n->element == HTML_img ? html_attribute(walk.node, "alt") : NULL;
    if (alt && *alt && strlen(alt) <= MAX_HEADING_TEXT) {
      g_free(text);
      text = g_strdup(alt);
      g_strdelimit(text, "\t\n\r", ' ');
      g_strstrip(text);
    }
  }
  return g_steal_pointer(&text);
}

static void begin_section(Sections *s, xmlNode *node, guint level) {
  g_autofree char *text = heading_text(node);
  g_autofree char *heading = normalise_line(text, -1); /* "&nbsp;" alone is none */
  if (!*heading)
    return;
  const char *anchor = anchor_within(node);
  if (!anchor)
    anchor = s->next_anchor;
  s->next_anchor = NULL;
  /* the same heading twice in a row is one that is shown in two layouts */
  if (s->heading && s->level == level && s->out.text->len == 0 && strcmp(s->heading, heading) == 0) {
    if (!s->anchor)
      s->anchor = g_strdup(anchor);
    return;
  }
  finish_section(s);
  s->heading = g_steal_pointer(&heading);
  s->anchor = g_strdup(anchor);
  s->level = level;
}

/* A heading, also one by role (WAI-ARIA 1.2, heading). */
static guint heading_level(const xmlNode *node, const HtmlNode *n) {
  guint level = html_heading_level(n->element);
  if (level == 0 && n->text > 0 && n->text < 200 && html_attribute_has_word(node, "role", "heading")) {
    const char *aria = html_attribute(node, "aria-level");
    level = aria && *aria >= '1' && *aria <= '6' ? (guint)(*aria - '0') : 2;
  }
  return n->text <= MAX_HEADING_TEXT ? level : 0;
}

/* Tables that lay out a page are no tables: one column, tables or the page's headings inside, or cells with long texts.
 */
static gboolean is_layout_table(xmlNode *table, const HtmlNode *n) {
  if (html_attribute_has_word(table, "role", "presentation") || html_attribute_has_word(table, "role", "none") ||
      n->headings & (1 << 1 | 1 << 2))
    return TRUE;
  guint cells = 0, widest = 0;
  HtmlWalk walk;
  html_walk_init(&walk, table);
  while (html_walk_next(&walk)) {
    const HtmlNode *m = html_node(walk.node);
    if (!m || walk.leaving)
      continue;
    if (m->element == HTML_table && walk.node != table && m->text > 0)
      return TRUE;
    if (m->element == HTML_tr)
      cells = 0;
    if ((m->element == HTML_td || m->element == HTML_th) && ++cells > widest)
      widest = cells;
    if (m->element == HTML_td && m->text > 800)
      return TRUE;
  }
  return widest < 2;
}

/* Alternative text is content when it says something: three words or more, no file name. */
static void add_image(Sections *s, const xmlNode *node) {
  const char *alt = html_attribute(node, "alt");
  if (!alt || metadata_is_file_name(alt) || strlen(alt) > 2000 || (s->last_alt && strcmp(alt, s->last_alt) == 0))
    return;
  /* an icon beside the words of a link */
  const HtmlNode *parent = html_element(node->parent);
  if ((parent->element == HTML_a && parent->text > 0) || html_alt_is_interface(alt))
    return;
  guint words = 0;
  for (const char *p = alt; *p; words++) {
    p += strspn(p, " \t\n\r");
    p += strcspn(p, " \t\n\r");
    if (!*p)
      break;
  }
  if (words < 2) /* counts the gaps */
    return;
  s->last_alt = alt;
  text_out_break(&s->out, 1);
  text_out_add(&s->out, alt);
  text_out_break(&s->out, 1);
}

static void enter_list_item(Sections *s) {
  text_out_break(&s->out, 1);
  List *list = s->list_depth > 0 && s->list_depth <= MAX_LIST_DEPTH ? &s->lists[s->list_depth - 1] : NULL;
  if (list && list->ordered) {
    char mark[16];
    g_snprintf(mark, sizeof mark, "%u. ", list->number++);
    text_out_prefix(&s->out, mark);
  } else {
    text_out_prefix(&s->out, "- ");
  }
}

static void enter_list(Sections *s, const xmlNode *node, HtmlElement element) {
  text_out_break(&s->out, s->list_depth ? 1 : 2);
  if (s->list_depth++ >= MAX_LIST_DEPTH)
    return;
  const char *start = html_attribute(node, "start");
  List list = {.ordered = element == HTML_ol, .number = 1};
  if (start)
    list.number = (guint)CLAMP(g_ascii_strtoll(start, NULL, 10), 0, 1000000);
  s->lists[s->list_depth - 1] = list;
}

/* "Tid: 10.40" from a definition list; a term that is a question keeps its line. */
static void enter_definition(Sections *s) {
  GString *text = s->out.text;
  if (!s->after_term || text->len == 0) {
    text_out_break(&s->out, 1);
    return;
  }
  char last = text->str[text->len - 1];
  if (strchr("?!.", last))
    text_out_break(&s->out, 1);
  else
    text_out_join(&s->out, last == ':' ? "" : ":");
}

static guint block_break(const Sections *s, const HtmlNode *n) {
  if ((html_element_flags(n->element) & HTML_PARAGRAPH) == HTML_PARAGRAPH)
    return s->list_depth > 0 ? 1 : 2;
  /* a <div> with a paragraph's length of words is a paragraph */
  return n->element == HTML_div && !s->list_depth && text_out_line_length(&s->out) >= 100 ? 2 : 1;
}

static void enter_cell(Sections *s) {
  if (s->data_tables)
    text_out_cell(&s->out);
  else
    text_out_break(&s->out, 1);
}

static void enter_table(Sections *s, xmlNode *node, HtmlNode *n) {
  text_out_break(&s->out, 2);
  if (s->data_tables == 0 && !is_layout_table(node, n))
    s->data_tables = 1;
  else if (s->data_tables > 0)
    s->data_tables++;
}

/* TRUE where what is below is to be walked. */
static gboolean enter_element(Sections *s, xmlNode *node, HtmlNode *n) {
  const char *id = anchor_of(node, n);
  if (id)
    s->next_anchor = id;
  guint level = heading_level(node, n);
  if (level && !s->data_tables) {
    begin_section(s, node, level);
    return FALSE;
  }
  switch (n->element) {
  case HTML_br:
    text_out_line_break(&s->out);
    break;
  case HTML_img:
    add_image(s, node);
    break;
  case HTML_ul:
  case HTML_ol:
  case HTML_dir:
  case HTML_menu:
    enter_list(s, node, n->element);
    break;
  case HTML_li:
    enter_list_item(s);
    break;
  case HTML_dd:
    enter_definition(s);
    break;
  case HTML_table:
    enter_table(s, node, n);
    break;
  case HTML_tr:
    text_out_row(&s->out);
    break;
  case HTML_td:
  case HTML_th:
    enter_cell(s);
    break;
  case HTML_pre:
    text_out_break(&s->out, 2);
    s->out.preformatted++;
    break;
  case HTML_sup:
    /* a footnote's number is not part of the word; an exponent is */
    if (n->links > 0)
      text_out_space(&s->out);
    break;
  default:
    if (html_element_flags(n->element) & HTML_BLOCK)
      text_out_break(&s->out, block_break(s, n));
    else if (n->element == HTML_UNKNOWN && strchr((const char *)node->name, '-'))
      text_out_space(&s->out); /* custom elements are boxes as a rule */
  }
  s->after_term = FALSE;
  return TRUE;
}

static void leave_element(Sections *s, xmlNode *node, HtmlNode *n) {
  switch (n->element) {
  case HTML_ul:
  case HTML_ol:
  case HTML_dir:
  case HTML_menu:
    if (s->list_depth > 0)
      s->list_depth--;
    text_out_break(&s->out, s->list_depth ? 1 : 2);
    break;
  case HTML_dt:
    s->after_term = TRUE;
    return;
  case HTML_li:
  case HTML_dd:
    text_out_drop_prefix(&s->out);
    text_out_break(&s->out, 1);
    break;
  case HTML_table:
    text_out_row(&s->out);
    if (s->data_tables > 0)
      s->data_tables--;
    text_out_break(&s->out, 2);
    break;
  case HTML_td:
  case HTML_th:
    if (s->data_tables)
      text_out_cell_end(&s->out);
    else
      text_out_break(&s->out, 1);
    break;
  case HTML_pre:
    if (s->out.preformatted > 0)
      s->out.preformatted--;
    text_out_break(&s->out, 2);
    break;
  default:
    if (html_element_flags(n->element) & HTML_BLOCK)
      text_out_break(&s->out, block_break(s, n));
    else if (n->element == HTML_UNKNOWN && strchr((const char *)node->name, '-'))
      text_out_space(&s->out);
  }
}

static void add_text(Sections *s, const xmlNode *node) {
  gsize before = s->out.text->len;
  if (node->content)
    text_out_add(&s->out, (const char *)node->content);
  if (s->out.text->len > before) {
    if (before == 0 && !s->anchor) /* an id between the heading and its first text */
      s->anchor = g_strdup(s->next_anchor);
    s->next_anchor = NULL;
    s->after_term = FALSE;
  }
}

void html_add_sections(Extraction *extraction, const HtmlContent *content) {
  Sections s = {.extraction = extraction};
  text_out_init(&s.out);
  xmlNode *root = html_content_body(content);
  HtmlWalk walk;
  html_walk_init(&walk, root);
  for (guint steps = 0; root && !s.stopped && html_walk_next(&walk); steps++) {
    HtmlNode *n = html_node(walk.node);
    if (steps % PROGRESS_STEPS == PROGRESS_STEPS - 1)
      extraction_progress(extraction, steps, 0);
    if (!n) {
      if ((walk.node->type == XML_TEXT_NODE || walk.node->type == XML_CDATA_SECTION_NODE) &&
          html_element(walk.node->parent)->verdict == HTML_KEPT)
        add_text(&s, walk.node);
    } else if (!html_is_kept(n)) {
      /* what was taken out still parts the words around it, unless it never was text */
      if (!walk.leaving && html_element_flags(n->element) & HTML_BLOCK)
        text_out_break(&s.out, 1);
      html_walk_skip(&walk);
    } else if (walk.leaving) {
      if (!heading_level(walk.node, n) || s.data_tables)
        leave_element(&s, walk.node, n);
    } else if (!enter_element(&s, walk.node, n)) {
      html_walk_skip(&walk);
    }
  }
  finish_section(&s);
  text_out_clear(&s.out);
}
