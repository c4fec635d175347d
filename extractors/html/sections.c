/* Renders the kept tree to sections: a walk that turns elements into line breaks, tabs, list marks and headings.
 *
 * What counts as a block, and how white space collapses, follows the rendering section of the HTML Living Standard
 * (section 15.3, and CSS Text 3 section 4.1), so that inline elements never part a word and blocks always do. */
#include "extractors/html/sections.h"

#include "extractors/html/drawn_heading.h"
#include "extractors/html/hints.h"
#include "extractors/html/text_out.h"
#include "extractors/metadata.h"
#include "language/normalise.h"

#include <string.h>

#define PROGRESS_STEPS 4096
#define MAX_HEADING_TEXT 400u /* what is longer is text that was made large */
#define MAX_LIST_DEPTH 64
#define MAX_ANCHOR 500
#define MAX_LANGS 4
#define MAX_QUESTIONS 8
#define MAX_QUESTION_TEXT 250u
#define MAX_ABBREVIATION 24
#define MAX_LONG_FORM 200
#define DOUBT 0.2       /* taken off the quality of a section that is kept beside the content */
#define LANG_PERCENT 60 /* of a unit's text that must be in a declared language for it to be the unit's */

typedef struct {
  gboolean ordered;
  guint number;
} List;

/* A language that an element declares, in effect until it is left. */
typedef struct {
  const xmlNode *node;
  const char *tag; /* borrowed */
} Lang;

typedef struct {
  char code[8];
  gsize bytes;
} LangShare;

typedef struct {
  Extraction *extraction;
  TextOut out;
  char *heading; /* of the section that is being filled */
  char *anchor;
  guint level;             /* of its heading, 0 before the first */
  guint ordinals[7];       /* of the last unit of each heading level, for Unit.parent */
  const char *next_anchor; /* id or name met since the last text or heading: of what follows. Borrowed */
  const char *last_alt;    /* borrowed */
  gboolean draws_headings; /* no heading below the first is marked: bold lines may be some */
  guint list_depth;
  List lists[MAX_LIST_DEPTH];
  guint data_tables;                       /* open ones */
  GArray *langs;                           /* Lang: of what encloses, outermost first */
  double certainty;                        /* that what is kept is the content */
  guint unsure;                            /* open elements that are kept in doubt */
  gsize bytes, unsure_bytes;               /* of the section that is being filled */
  LangShare shares[MAX_LANGS];             /* of the section that is being filled */
  guint level_above;                       /* of the last heading that is no question */
  const xmlNode *questions[MAX_QUESTIONS]; /* what encloses question and answer: the section ends with it */
  guint question_depth;
  GHashTable *expanded; /* abbreviations whose long form the text has had */
  gboolean after_term;  /* a <dt> was just left */
  gboolean stopped;     /* a ceiling of the extraction is met */
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

/* --- declared languages ------------------------------------------------------------------------------------------ */

static void note_lang(Sections *s, gsize bytes) {
  const char *tag = s->langs->len ? g_array_index(s->langs, Lang, s->langs->len - 1).tag : "";
  gsize length = MIN(strcspn(tag, "-_"), sizeof s->shares[0].code - 1);
  for (guint i = 0; i < MAX_LANGS; i++) {
    LangShare *share = &s->shares[i];
    if (share->bytes == 0) {
      memcpy(share->code, tag, length);
      share->code[length] = '\0';
    }
    if (strlen(share->code) == length && g_ascii_strncasecmp(share->code, tag, length) == 0) {
      share->bytes += bytes;
      return;
    }
  }
}

/* The language that an element around most of the section declares goes to the unit as a hint (document.h). */
static void set_lang(const Sections *s, Unit *unit) {
  gsize all = 0;
  const LangShare *most = NULL;
  for (guint i = 0; i < MAX_LANGS; i++) {
    all += s->shares[i].bytes;
    if (!most || s->shares[i].bytes > most->bytes)
      most = &s->shares[i];
  }
  if (*most->code && most->bytes * 100 >= all * LANG_PERCENT)
    g_strlcpy(unit->language, most->code, sizeof unit->language);
}

static void enter_lang(Sections *s, const xmlNode *node) {
  const char *tag = html_attribute(node, "lang");
  if (!tag)
    tag = html_attribute(node, "xml:lang");
  if (tag && *tag && s->langs->len < MAX_LIST_DEPTH) {
    Lang lang = {node, tag};
    g_array_append_val(s->langs, lang);
  }
}

static void leave_lang(Sections *s, const xmlNode *node) {
  if (s->langs->len && g_array_index(s->langs, Lang, s->langs->len - 1).node == node)
    g_array_set_size(s->langs, s->langs->len - 1);
}

/* --- units ------------------------------------------------------------------------------------------------------- */

static gboolean add_unit(Sections *s, const char *heading, const char *text, gsize length) {
  Unit *unit = unit_new(UNIT_KIND_SECTION);
  while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == ' '))
    length--;
  unit->text = g_strndup(text, length);
  document_set_string(&unit->heading, heading);
  unit->parent = parent_ordinal(s);
  set_lang(s, unit);
  unit->quality = s->certainty - (s->bytes ? DOUBT * (double)s->unsure_bytes / (double)s->bytes : 0);
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
  memset(s->shares, 0, sizeof s->shares);
  s->bytes = s->unsure_bytes = 0;
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
  note_lang(s, strlen(heading));
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

/* --- questions: <summary>, and buttons that show a hidden answer ------------------------------------------------ */

static gboolean is_question(const xmlNode *node, const HtmlNode *n) {
  if (n->text == 0 || n->text > MAX_QUESTION_TEXT || n->headings || !node->parent || !html_node(node->parent))
    return FALSE;
  if (n->element == HTML_summary)
    return html_element(node->parent)->element == HTML_details;
  return n->element == HTML_button &&
         (html_attribute(node, "aria-controls") || html_attribute(node, "aria-expanded")) &&
         !html_heading_level(html_element(node->parent)->element);
}

/* A question is a section below the last heading; it ends with the element around it and its answer. */
static gboolean begin_question(Sections *s, xmlNode *node) {
  gboolean next_in_list = s->question_depth && s->questions[s->question_depth - 1] == node->parent;
  if (s->question_depth == MAX_QUESTIONS && !next_in_list)
    return FALSE;
  if (!next_in_list)
    s->questions[s->question_depth++] = node->parent;
  begin_section(s, node, MIN(MAX(s->level_above, 1) + 1, 6));
  return TRUE;
}

static void end_question(Sections *s, const xmlNode *node) {
  if (s->question_depth == 0 || s->questions[s->question_depth - 1] != node)
    return;
  s->question_depth--;
  finish_section(s);
  s->level = s->level_above;
}

/* --- abbreviations ----------------------------------------------------------------------------------------------- */

/* "SKR (Sveriges Kommuner och Regioner)" the first time: a reader gets the long form from the pointer, a search from
 * nowhere. Not where the text says it itself just before. */
static void expand_abbreviation(Sections *s, xmlNode *node) {
  const char *title = html_attribute(node, "title");
  if (!title || !*title || strlen(title) > MAX_LONG_FORM)
    return;
  g_autofree char *text = html_inline_text(node, FALSE), *long_form = normalise_line(title, -1);
  const char *written = s->out.text->str + (s->out.text->len > 400 ? s->out.text->len - 400 : 0);
  if (!*text || strlen(text) > MAX_ABBREVIATION || strlen(long_form) <= strlen(text) || strstr(written, long_form) ||
      !g_hash_table_add(s->expanded, g_strdup(text)))
    return;
  g_autofree char *addition = g_strdup_printf(" (%s)", long_form);
  text_out_add(&s->out, addition);
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
    s->level_above = s->level;
    return FALSE;
  }
  if (s->draws_headings && !s->data_tables && !s->list_depth && html_is_drawn_heading(node)) {
    begin_section(s, node, s->level_above == 0 ? 1 : 2);
    s->level_above = s->level;
    return FALSE;
  }
  if (!s->data_tables && is_question(node, n) && begin_question(s, node))
    return FALSE;
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

static void leave(Sections *s, xmlNode *node, HtmlNode *n) {
  if (n->element == HTML_abbr || n->element == HTML_acronym)
    expand_abbreviation(s, node);
  if (!heading_level(node, n) || s->data_tables)
    leave_element(s, node, n);
  end_question(s, node);
  leave_lang(s, node);
  s->unsure -= n->unsure != 0;
}

static void add_text(Sections *s, const xmlNode *node) {
  gsize before = s->out.text->len;
  if (node->content)
    text_out_add(&s->out, (const char *)node->content);
  if (s->out.text->len > before) {
    note_lang(s, s->out.text->len - before);
    s->bytes += s->out.text->len - before;
    s->unsure_bytes += s->unsure ? s->out.text->len - before : 0;
    if (before == 0 && !s->anchor) /* an id between the heading and its first text */
      s->anchor = g_strdup(s->next_anchor);
    s->next_anchor = NULL;
    s->after_term = FALSE;
  }
}

void html_add_sections(Extraction *extraction, const HtmlContent *content) {
  Sections s = {.extraction = extraction,
                .certainty = html_content_certainty(content),
                .langs = g_array_new(FALSE, FALSE, sizeof(Lang)),
                .expanded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  text_out_init(&s.out);
  xmlNode *root = html_content_body(content);
  s.draws_headings = root && !(html_element(root)->headings & ~(1u << 1));
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
      leave(&s, walk.node, n);
    } else {
      enter_lang(&s, walk.node);
      s.unsure += n->unsure != 0;
      if (!enter_element(&s, walk.node, n))
        html_walk_skip(&walk);
    }
  }
  finish_section(&s);
  text_out_clear(&s.out);
  g_array_unref(s.langs);
  g_hash_table_unref(s.expanded);
}
