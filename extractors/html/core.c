/* The choice of the content's core; see core.h. */
#include "extractors/html/core.h"

#include "extractors/html/hints.h"

#include <string.h>

/* Prose beside the core: so many bytes outside links, and at most so much of it in links. Beside a <main> more is
 * asked. */
#define PROSE_BYTES 80
#define PROSE_BYTES_BESIDE_MAIN 300
#define PROSE_LINK_PERCENT 40
#define PROSE_LINK_PERCENT_BESIDE_MAIN 25

#define HEADED_LINK_PERCENT 25 /* short, but with a heading of its own */

/* The share of the page's words that the child must hold which is followed down from the body, where no name helps. */
#define CORE_PERCENT 70

/* Running text must be so much of a page to tell where its content is. */
#define MIN_PROSE 400
#define MIN_PROSE_PERCENT 30

static guint32 plain_text(const HtmlNode *n) {
  return n->text - n->link_text;
}

static gboolean holds_title(const HtmlNode *n) {
  return n->headings & 1 << 1;
}

typedef gboolean (*Fits)(const xmlNode *node, const HtmlNode *n);

/* The best element that `fits`: the one with the most plain text; of equals, the innermost that loses no heading. */
static xmlNode *best_by(xmlNode *body, Fits fits, guint *count) {
  xmlNode *best = NULL;
  *count = 0;
  HtmlWalk walk;
  html_walk_init(&walk, body);
  while (html_walk_next(&walk)) {
    const HtmlNode *n = html_node(walk.node), *b = best ? html_element(best) : NULL;
    if (!n || walk.leaving)
      continue;
    if (!html_is_kept(n)) {
      html_walk_skip(&walk);
      continue;
    }
    if (n->text == 0 || !fits(walk.node, n))
      continue;
    ++*count;
    if (!b || plain_text(n) > plain_text(b) || (plain_text(n) == plain_text(b) && n->headings == b->headings))
      best = walk.node;
  }
  return best;
}

static gboolean is_main(const xmlNode *node, const HtmlNode *n) {
  return n->element == HTML_main || html_attribute_has_word(node, "role", "main");
}

static gboolean is_article(const xmlNode *node, const HtmlNode *n) {
  return n->element == HTML_article || html_attribute_has_word(node, "role", "article");
}

static gboolean is_title_article(const xmlNode *node, const HtmlNode *n) {
  return is_article(node, n) && holds_title(n);
}

static gboolean is_named_content(const xmlNode *node, const HtmlNode *n) {
  return (html_element_flags(n->element) & HTML_BLOCK) && html_hint_is_content(node);
}

gboolean html_has_main_article(xmlNode *body) {
  guint count;
  return best_by(body, is_main, &count) && best_by(body, is_title_article, &count);
}

gboolean html_is_sectioned(xmlNode *body) {
  guint mains, articles;
  best_by(body, is_main, &mains);
  best_by(body, is_article, &articles);
  return mains + articles > 0;
}

/* Whether a candidate may stand for the page: it holds so much of the words, or half of that and the title. */
static gboolean may_be_core(const xmlNode *body, const xmlNode *node, guint percent) {
  if (!node)
    return FALSE;
  const HtmlNode *n = html_element(node), *b = html_element(body);
  guint64 share = (guint64)plain_text(n) * 100, needed = (guint64)plain_text(b) * percent;
  return share >= needed || (holds_title(n) && share * 2 >= needed);
}

/* main, a single article, or what a name calls content. *strong: the author said so with an element or role. */
static xmlNode *core_by_structure(xmlNode *body, gboolean *strong) {
  guint count;
  xmlNode *node = best_by(body, is_main, &count);
  *strong = TRUE;
  if (may_be_core(body, node, 25))
    return node;
  node = best_by(body, is_article, &count);
  if (count == 1 && may_be_core(body, node, 50))
    return node;
  *strong = FALSE;
  node = best_by(body, is_named_content, &count);
  return may_be_core(body, node, 50) ? node : NULL;
}

/* Elements that wrap parts of a page, as opposed to parts of its text. */
static gboolean is_wrapper(HtmlElement element) {
  switch (element) {
  case HTML_div:
  case HTML_section:
  case HTML_article:
  case HTML_center:
  case HTML_form:
  case HTML_table:
  case HTML_tbody:
  case HTML_tr:
  case HTML_td:
  case HTML_UNKNOWN:
    return TRUE;
  default:
    return FALSE;
  }
}

/* What the share of the words is reckoned by: running text, unless the page has hardly any. */
static guint32 weight(const HtmlNode *n, gboolean by_prose) {
  return by_prose ? n->prose : plain_text(n);
}

static gboolean has_enough_prose(const HtmlNode *body) {
  return body->prose >= MIN_PROSE && (guint64)body->prose * 100 >= (guint64)plain_text(body) * MIN_PROSE_PERCENT;
}

/* Follows the one wrapper that holds most of the words, and the title if there is one, down from the body. */
static xmlNode *core_by_density(xmlNode *body, gboolean by_prose) {
  const HtmlNode *b = html_element(body);
  for (xmlNode *core = body;;) {
    xmlNode *next = NULL;
    for (xmlNode *child = core->children; child && !next; child = child->next) {
      const HtmlNode *n = html_node(child);
      if (n && n->verdict == HTML_KEPT && is_wrapper(n->element) && holds_title(n) == holds_title(b) &&
          (guint64)weight(n, by_prose) * 100 >= (guint64)weight(b, by_prose) * CORE_PERCENT)
        next = child;
    }
    if (!next)
      return core;
    core = next;
  }
}

static gboolean links_make_at_most(const HtmlNode *n, guint percent) {
  return (guint64)n->link_text * 100 <= (guint64)n->text * percent;
}

/* How the core was found, and so what may stand beside it. */
typedef struct {
  const xmlNode *body;
  xmlNode *node;
  gboolean by_structure;  /* an element, a role or a name */
  gboolean strong;        /* the author said so with an element or role */
  gboolean by_prose;      /* running text tells what is content */
  gboolean is_cell;       /* of a table that lays out the page: the other cells are other columns */
  gboolean title_outside; /* the page's h1 is not in it */
} Core;

/* Text that stands for itself. Beside a core that is a guess, headings, paragraphs, lists and the cells of a table are,
 * too, however short, unless they are links; a short <div> is not. */
static gboolean is_prose(const HtmlNode *n, const Core *core) {
  guint bytes = core->strong ? PROSE_BYTES_BESIDE_MAIN : PROSE_BYTES;
  guint percent = core->strong ? PROSE_LINK_PERCENT_BESIDE_MAIN : PROSE_LINK_PERCENT;
  if (!links_make_at_most(n, percent))
    return FALSE;
  if (core->by_prose ? n->prose >= bytes : plain_text(n) >= bytes)
    return TRUE;
  if (core->strong)
    return FALSE;
  gboolean cell = n->element == HTML_tr || n->element == HTML_td || n->element == HTML_table;
  gboolean part_of_text = cell ? !core->is_cell : !is_wrapper(n->element);
  return part_of_text || (n->headings && links_make_at_most(n, HEADED_LINK_PERCENT));
}

/* Marks an element as kept: everything that encloses it, up to the body, becomes a frame. */
static void keep(xmlNode *node, const xmlNode *body) {
  for (xmlNode *p = node->parent; p && p != body->parent && html_node(p); p = p->parent) {
    if (html_element(p)->verdict == HTML_FRAME)
      return;
    html_element(p)->verdict = HTML_FRAME;
  }
}

/* Of what is below `node`, contact boxes are kept and all else becomes furniture. */
static void keep_contacts_only(xmlNode *node, const xmlNode *body) {
  HtmlWalk walk;
  html_walk_init(&walk, node);
  while (html_walk_next(&walk)) {
    HtmlNode *inner = html_node(walk.node);
    if (!inner || walk.leaving)
      continue;
    if (!html_is_kept(inner)) {
      html_walk_skip(&walk);
    } else if (inner->contact) {
      keep(walk.node, body);
      html_walk_skip(&walk);
    } else if (inner->verdict == HTML_KEPT) {
      inner->verdict = HTML_FURNITURE; /* unless something kept is found below */
    }
  }
}

void html_keep_contacts(xmlNode *furniture, const xmlNode *body) {
  html_element(furniture)->verdict = HTML_KEPT;
  keep_contacts_only(furniture, body);
}

/* What stands beside the core (or beside what encloses it) and is kept. */
static void keep_beside(xmlNode *node, const Core *core) {
  HtmlNode *n = html_element(node);
  if (core->title_outside && holds_title(n)) {
    keep(node, core->body);
  } else if (is_prose(n, core)) {
    n->unsure = TRUE;
    keep(node, core->body);
  } else {
    keep_contacts_only(node, core->body);
  }
}

static Core find_core(xmlNode *body) {
  Core core = {.body = body};
  core.by_prose = has_enough_prose(html_element(body));
  core.node = core_by_structure(body, &core.strong);
  core.by_structure = core.node != NULL;
  core.strong = core.strong && core.by_structure;
  if (!core.by_structure)
    core.node = core_by_density(body, core.by_prose);
  HtmlElement element = html_element(core.node)->element;
  core.is_cell = element == HTML_td || element == HTML_tr;
  core.title_outside = !holds_title(html_element(core.node)) && holds_title(html_element(body));
  return core;
}

static HtmlCoreKind kind_of(const Core *core) {
  if (core->strong)
    return HTML_CORE_MARKED;
  if (core->by_structure)
    return HTML_CORE_NAMED;
  if (core->node == core->body)
    return HTML_CORE_WHOLE;
  return core->by_prose ? HTML_CORE_BY_PROSE : HTML_CORE_BY_WORDS;
}

HtmlCoreKind html_frame_core(xmlNode *body) {
  Core core = find_core(body);
  for (xmlNode *inside = core.node; inside != body; inside = inside->parent) {
    for (xmlNode *child = inside->parent->children; child; child = child->next) {
      const HtmlNode *n = html_node(child);
      if (n && child != inside && html_is_kept(n) && n->text > 0)
        keep_beside(child, &core);
    }
  }
  keep(core.node, body);
  /* where the core is a guess, loose text around it stays */
  for (xmlNode *p = core.node; !core.strong && p != body; p = p->parent)
    html_element(p->parent)->verdict = HTML_KEPT;
  return kind_of(&core);
}
