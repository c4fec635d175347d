/* The rules of drawn_heading.h. */
#include "extractors/html/drawn_heading.h"

#include "language/normalise.h"

#include <string.h>

#define MAX_TEXT 120u
#define MIN_LETTERS 3
#define MAX_STEPS 64 /* neighbours looked at */
#define MAX_LEVELS 6

static gboolean is_block(const HtmlNode *n) {
  return n->element == HTML_br || n->element == HTML_hr || html_element_flags(n->element) & HTML_BLOCK;
}

/* What a neighbour on the line says: nothing (blank, an image), text, or that the line ends with it. */
typedef enum { SAYS_NOTHING, SAYS_TEXT, SAYS_END } Neighbour;

static Neighbour ask(xmlNode *node) {
  const HtmlNode *n = html_node(node);
  if (!n)
    return node->type == XML_TEXT_NODE && !xmlIsBlankNode(node) ? SAYS_TEXT : SAYS_NOTHING;
  if (is_block(n))
    return SAYS_END;
  return n->text > 0 ? SAYS_TEXT : SAYS_NOTHING;
}

/* Whether no text stands on the line before (or after) an inline element, out to the block around it. */
static gboolean ends_line(xmlNode *node, gboolean before) {
  guint steps = 0;
  for (xmlNode *p = node; p && html_node(p) && !is_block(html_element(p)); p = p->parent) {
    for (xmlNode *s = before ? p->prev : p->next; s; s = before ? s->prev : s->next) {
      Neighbour neighbour = ask(s);
      if (neighbour == SAYS_TEXT || steps++ > MAX_STEPS)
        return FALSE;
      if (neighbour == SAYS_END)
        return TRUE;
    }
  }
  return TRUE;
}

/* Whether text comes after it within what encloses it, some levels up: a heading stands over something. */
static gboolean stands_over_text(xmlNode *node) {
  guint steps = 0;
  xmlNode *p = node;
  for (guint level = 0; level < MAX_LEVELS && p && html_node(p); level++, p = p->parent)
    for (xmlNode *s = p->next; s && steps++ < MAX_STEPS; s = s->next) {
      const HtmlNode *n = html_node(s);
      if (n ? html_is_kept(n) && n->text > 0 : s->type == XML_TEXT_NODE && !xmlIsBlankNode(s))
        return TRUE;
    }
  return FALSE;
}

static gboolean reads_as_heading(const char *line) {
  gunichar first = g_utf8_get_char(line);
  guint letters = 0;
  for (const char *p = line; *p; p = g_utf8_next_char(p))
    letters += g_unichar_isalpha(g_utf8_get_char(p)) != 0;
  return letters >= MIN_LETTERS && !g_unichar_islower(first) && !strchr(".,;!", line[strlen(line) - 1]);
}

gboolean html_is_drawn_heading(xmlNode *node) {
  const HtmlNode *n = html_element(node);
  if ((n->element != HTML_b && n->element != HTML_strong) || n->text < MIN_LETTERS || n->text > MAX_TEXT || n->links ||
      !ends_line(node, TRUE) || !ends_line(node, FALSE))
    return FALSE;
  g_autofree char *text = html_inline_text(node, FALSE), *line = normalise_line(text, -1);
  return *line && reads_as_heading(line) && stands_over_text(node);
}
