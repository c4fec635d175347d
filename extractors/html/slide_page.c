/* The rules of slide_page.h, over the tree that all pages are read from. */
#include "extractors/html/slide_page.h"

#include "extractors/cleanup.h"
#include "extractors/html/content.h"
#include "extractors/html/document.h"
#include "extractors/html/frames.h"
#include "extractors/html/sections.h"
#include "language/normalise.h"

#include <string.h>

#define MAX_TITLE 150u /* bytes of a first line that is taken for a title */

void html_slide_clear(HtmlSlide *slide) {
  g_free(slide->heading);
  g_free(slide->text);
  g_free(slide->notes);
  *slide = (HtmlSlide){0};
}

/* --- names ---------------------------------------------------------------------------------------------------- */

static gboolean is_ending(const char *ending) {
  return g_ascii_strcasecmp(ending, ".htm") == 0 || g_ascii_strcasecmp(ending, ".html") == 0;
}

HtmlSlideFile html_slide_file(const char *name, guint *number, const char **ending) {
  static const struct {
    const char *stem;
    HtmlSlideFile file;
    gboolean numbered;
  } files[] = {
      {"slide", HTML_SLIDE_FILE_POWERPOINT, TRUE}, {"sld", HTML_SLIDE_FILE_SLD, TRUE},
      {"tsld", HTML_SLIDE_FILE_TSLD, TRUE},        {"img", HTML_SLIDE_FILE_IMG, TRUE},
      {"text", HTML_SLIDE_FILE_TEXT, TRUE},        {"note", HTML_SLIDE_FILE_BESIDE, TRUE},
      {"outline", HTML_SLIDE_FILE_BESIDE, TRUE},   {"navbar", HTML_SLIDE_FILE_BESIDE, TRUE},
      {"siframes", HTML_SLIDE_FILE_BESIDE, FALSE},
  };
  for (gsize i = 0; name && i < G_N_ELEMENTS(files); i++) {
    gsize length = strlen(files[i].stem);
    if (g_ascii_strncasecmp(name, files[i].stem, length) != 0)
      continue;
    gsize digits = strspn(name + length, "0123456789");
    if (digits > 5 || (digits > 0) != files[i].numbered || !is_ending(name + length + digits))
      continue;
    *number = (guint)g_ascii_strtoull(name + length, NULL, 10);
    *ending = name + length + digits;
    return files[i].file;
  }
  return HTML_SLIDE_FILE_NONE;
}

/* --- the parts of a slide ------------------------------------------------------------------------------------- */

static gboolean has_id(const xmlNode *node, const char *wanted) {
  const char *id = html_attribute(node, "id");
  return id && g_ascii_strcasecmp(id, wanted) == 0;
}

/* What a script was to show is shown. */
static void reveal(xmlNode *root) {
  HtmlWalk walk;
  html_walk_init(&walk, root);
  while (html_walk_next(&walk)) {
    HtmlNode *n = html_node(walk.node);
    if (n && !(html_element_flags(n->element) & HTML_NO_TEXT))
      n->verdict = HTML_KEPT;
  }
}

static void reveal_objects(const HtmlContent *content) {
  HtmlWalk walk;
  html_walk_init(&walk, html_content_body(content));
  while (html_walk_next(&walk))
    if (!walk.leaving && html_node(walk.node) && (has_id(walk.node, "SlideObj") || has_id(walk.node, "NotesObj")))
      reveal(walk.node);
}

/* Links of the kind, and others. Tables of contents are long: a row of buttons is not. */
static gboolean is_navigation(xmlNode *box) {
  const HtmlNode *n = html_element(box);
  if ((n->element != HTML_center && n->element != HTML_table) || n->links == 0 || n->links > 8 || n->headings)
    return FALSE;
  guint to_slides = 0;
  HtmlWalk walk;
  html_walk_init(&walk, box);
  while (html_walk_next(&walk)) {
    const HtmlNode *m = html_node(walk.node);
    const char *href = m && !walk.leaving && m->element == HTML_a ? html_attribute(walk.node, "href") : NULL;
    if (!href)
      continue;
    guint number;
    const char *ending;
    g_autofree char *reference = html_local_reference(href, strlen(href));
    to_slides += html_slide_file(reference, &number, &ending) != HTML_SLIDE_FILE_NONE;
  }
  return to_slides > 0;
}

/* PowerPoint says which spans are bullets; LibreOffice's XHTML begins the paragraph with a span of one sign. */
static gboolean is_bullet(const xmlNode *node) {
  const char *style = html_attribute(node, "style");
  const xmlNode *child = node->children;
  if (style && strstr(style, "mso-special-format") && strstr(style, "bullet"))
    return TRUE;
  if (html_element(node)->element != HTML_span || node->prev || !child || child->next || child->type != XML_TEXT_NODE)
    return FALSE;
  const char *text = (const char *)child->content;
  return g_utf8_strlen(text, -1) == 1 && !g_unichar_isalnum(g_utf8_get_char(text)) && !g_ascii_isspace(*text) &&
         html_node(node->parent) && html_element(node->parent)->element == HTML_p;
}

static gboolean is_title(const xmlNode *node) {
  return html_element(node)->element == HTML_div &&
         (html_attribute_has_word(node, "class", "T") || html_attribute_has_word(node, "class", "CT"));
}

static void append_line(GString *out, const char *text, char separator) {
  g_autofree char *line = normalise_line(text, -1);
  if (*line && out->len > 0)
    g_string_append_c(out, separator);
  g_string_append(out, line);
}

/* The text of what is kept: headings are lines, but for the first, if it is to be the slide's. Caller frees. */
static char *render(const Extraction *extraction, const HtmlContent *content, char **heading) {
  g_autoptr(Document) document = document_new();
  Extraction inner = {.input = extraction->input, .document = document};
  html_add_sections(&inner, content);
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    if (unit->heading && heading && !*heading && i == 0)
      *heading = g_strdup(unit->heading);
    else if (unit->heading)
      append_line(out, unit->heading, '\n');
    if (*unit->text)
      g_string_append_printf(out, "%s%s", out->len > 0 ? "\n" : "", unit->text);
  }
  return g_string_free(out, FALSE);
}

typedef struct {
  GString *title;
  GPtrArray *notes; /* xmlNode* */
  gboolean powerpoint;
} Found;

/* Takes one element out of the text where it is not of it. TRUE where it is done with. */
static gboolean sort_out(Extraction *extraction, Found *found, xmlNode *node) {
  HtmlNode *n = html_element(node);
  if (has_id(node, "NotesObj") || html_attribute_has_word(node, "class", HTML_SLIDE_NOTES_CLASS)) {
    g_ptr_array_add(found->notes, node);
    n->verdict = HTML_SILENT;
  } else if (is_bullet(node)) {
    n->verdict = HTML_SILENT;
  } else if (is_title(node) && found->powerpoint) {
    g_autofree char *text = html_inline_text(node, TRUE);
    append_line(found->title, text, ' ');
    n->verdict = HTML_SILENT;
  } else if (is_navigation(node)) {
    g_autofree char *text = html_inline_text(node, TRUE);
    g_autofree char *line = normalise_line(text, -1);
    document_add_furniture(extraction->document, line);
    n->verdict = HTML_FURNITURE;
  }
  return n->verdict == HTML_SILENT || n->verdict == HTML_FURNITURE;
}

/* LibreOffice's XHTML writes a box again for each one before it. */
static void drop_repeated(xmlNode *slide) {
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (xmlNode *node = slide->children; node; node = node->next) {
    HtmlNode *n = html_node(node);
    if (n && !g_hash_table_add(seen, html_inline_text(node, TRUE)))
      n->verdict = HTML_SILENT;
  }
}

static void sort_out_all(Extraction *extraction, const HtmlContent *content, Found *found) {
  HtmlWalk walk;
  html_walk_init(&walk, html_content_body(content));
  while (html_walk_next(&walk)) {
    xmlNode *node = walk.node;
    if (walk.leaving || !html_node(node))
      continue;
    if (html_attribute_has_word(node, "class", HTML_SLIDE_BOX_CLASS))
      drop_repeated(node);
    if (html_element(node)->verdict == HTML_SILENT || sort_out(extraction, found, node))
      html_walk_skip(&walk);
  }
}

static gboolean has_slide_object(const HtmlContent *content) {
  HtmlWalk walk;
  html_walk_init(&walk, html_content_body(content));
  while (html_walk_next(&walk))
    if (!walk.leaving && html_node(walk.node) && has_id(walk.node, "SlideObj"))
      return TRUE;
  return FALSE;
}

/* The text of the notes alone: all else is silenced. */
static char *render_notes(const Extraction *extraction, HtmlContent *content, const GPtrArray *notes) {
  HtmlWalk walk;
  html_walk_init(&walk, html_content_body(content));
  while (html_walk_next(&walk)) {
    HtmlNode *n = html_node(walk.node);
    if (n && !walk.leaving)
      n->verdict = n->verdict == HTML_SILENT ? HTML_SILENT : HTML_FRAME;
  }
  for (guint i = 0; i < notes->len; i++)
    reveal(notes->pdata[i]);
  g_autofree char *text = render(extraction, content, NULL);
  return *text ? g_steal_pointer(&text) : NULL;
}

/* A first line that is short is the title of a slide whose boxes do not say which is. */
static void take_first_line(HtmlSlide *slide) {
  gsize length = strcspn(slide->text, "\n");
  if (length == 0 || length > MAX_TITLE || slide->text[0] == '-')
    return;
  slide->heading = g_strndup(slide->text, length);
  char *rest = g_strdup(slide->text + length + strspn(slide->text + length, "\n"));
  g_free(slide->text);
  slide->text = rest;
}

/* "&#11;", the break within a paragraph of PowerPoint, is no character of XML. Caller frees. */
static GString *with_breaks(const char *markup, gsize length) {
  GString *text = g_string_new_len(markup, (gssize)length);
  if (memmem(markup, length, "&#11;", 5))
    g_string_replace(text, "&#11;", "<br>", 0);
  return text;
}

static void read_tree(Extraction *extraction, xmlDoc *tree, HtmlSlide *slide) {
  g_autoptr(HtmlContent) content = html_content_new(tree);
  if (!html_content_body(content))
    return;
  Found found = {g_string_new(NULL), g_ptr_array_new(), has_slide_object(content)};
  reveal_objects(content);
  html_content_keep_all(content);
  sort_out_all(extraction, content, &found);
  slide->text = render(extraction, content, found.powerpoint ? NULL : &slide->heading);
  if (found.title->len > 0)
    slide->heading = g_strdup(found.title->str);
  if (found.notes->len > 0)
    slide->notes = render_notes(extraction, content, found.notes);
  g_string_free(found.title, TRUE);
  g_ptr_array_unref(found.notes);
}

void html_slide_read(Extraction *extraction, const char *markup, gsize length, HtmlSlide *slide) {
  g_autoptr(Document) scratch = document_new();
  Extraction inner = {.input = extraction->input, .document = scratch};
  GString *text = with_breaks(markup, length);
  gboolean boxed = strstr(text->str, HTML_SLIDE_BOX_CLASS) != NULL;
  if (boxed) /* LibreOffice's XHTML does not count slides */
    g_string_replace(text, "&lt;number&gt;", "", 0);
  g_auto(HtmlPrepared) prepared = {0};
  g_autoptr(xmlDoc) tree = html_read_tree(&inner, text->str, text->len, &prepared);
  g_string_free(text, TRUE);
  *slide = (HtmlSlide){0};
  if (tree)
    read_tree(extraction, tree, slide);
  if (!slide->text)
    slide->text = g_strdup("");
  if (boxed && !slide->heading)
    take_first_line(slide);
}
