/* The elements of HTML that mean something to text extraction, and small helpers over libxml2's tree.
 *
 * Walks are loops, not recursion: the depth of a tree is the document's choice. */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

/* In the order of the alphabet: looked up by bisection. Names: HTML Living Standard section 4, and the obsolete ones of
 * section 16 that old pages are made of. */
#define HTML_ELEMENTS(ELEMENT)                                                                                         \
  ELEMENT(a, 0)                                                                                                        \
  ELEMENT(abbr, 0)                                                                                                     \
  ELEMENT(acronym, 0)                                                                                                  \
  ELEMENT(address, HTML_BLOCK)                                                                                         \
  ELEMENT(applet, HTML_NO_TEXT)                                                                                        \
  ELEMENT(area, HTML_NO_TEXT)                                                                                          \
  ELEMENT(article, HTML_PARAGRAPH)                                                                                     \
  ELEMENT(aside, HTML_PARAGRAPH)                                                                                       \
  ELEMENT(audio, HTML_NO_TEXT)                                                                                         \
  ELEMENT(b, HTML_PHRASE)                                                                                              \
  ELEMENT(base, HTML_NO_TEXT)                                                                                          \
  ELEMENT(big, HTML_PHRASE)                                                                                            \
  ELEMENT(blockquote, HTML_PARAGRAPH)                                                                                  \
  ELEMENT(body, HTML_BLOCK)                                                                                            \
  ELEMENT(br, 0)                                                                                                       \
  ELEMENT(button, HTML_CONTROL)                                                                                        \
  ELEMENT(canvas, HTML_NO_TEXT)                                                                                        \
  ELEMENT(caption, HTML_BLOCK)                                                                                         \
  ELEMENT(center, HTML_BLOCK)                                                                                          \
  ELEMENT(cite, HTML_PHRASE)                                                                                           \
  ELEMENT(code, HTML_PHRASE)                                                                                           \
  ELEMENT(datalist, HTML_NO_TEXT)                                                                                      \
  ELEMENT(dd, HTML_BLOCK)                                                                                              \
  ELEMENT(details, HTML_PARAGRAPH)                                                                                     \
  ELEMENT(dialog, HTML_PARAGRAPH)                                                                                      \
  ELEMENT(dir, HTML_PARAGRAPH)                                                                                         \
  ELEMENT(div, HTML_BLOCK)                                                                                             \
  ELEMENT(dl, HTML_PARAGRAPH)                                                                                          \
  ELEMENT(dt, HTML_BLOCK)                                                                                              \
  ELEMENT(em, HTML_PHRASE)                                                                                             \
  ELEMENT(embed, HTML_NO_TEXT)                                                                                         \
  ELEMENT(fieldset, HTML_BLOCK)                                                                                        \
  ELEMENT(figcaption, HTML_BLOCK)                                                                                      \
  ELEMENT(figure, HTML_PARAGRAPH)                                                                                      \
  ELEMENT(font, HTML_PHRASE)                                                                                           \
  ELEMENT(footer, HTML_PARAGRAPH)                                                                                      \
  ELEMENT(form, HTML_BLOCK)                                                                                            \
  ELEMENT(frame, HTML_NO_TEXT)                                                                                         \
  ELEMENT(frameset, HTML_BLOCK)                                                                                        \
  ELEMENT(h1, HTML_PARAGRAPH)                                                                                          \
  ELEMENT(h2, HTML_PARAGRAPH)                                                                                          \
  ELEMENT(h3, HTML_PARAGRAPH)                                                                                          \
  ELEMENT(h4, HTML_PARAGRAPH)                                                                                          \
  ELEMENT(h5, HTML_PARAGRAPH)                                                                                          \
  ELEMENT(h6, HTML_PARAGRAPH)                                                                                          \
  ELEMENT(head, HTML_BLOCK)                                                                                            \
  ELEMENT(header, HTML_PARAGRAPH)                                                                                      \
  ELEMENT(hgroup, HTML_BLOCK)                                                                                          \
  ELEMENT(hr, HTML_PARAGRAPH)                                                                                          \
  ELEMENT(html, HTML_BLOCK)                                                                                            \
  ELEMENT(i, HTML_PHRASE)                                                                                              \
  ELEMENT(iframe, HTML_NO_TEXT)                                                                                        \
  ELEMENT(img, 0)                                                                                                      \
  ELEMENT(input, HTML_CONTROL)                                                                                         \
  ELEMENT(label, 0)                                                                                                    \
  ELEMENT(legend, HTML_BLOCK)                                                                                          \
  ELEMENT(li, HTML_BLOCK)                                                                                              \
  ELEMENT(link, HTML_NO_TEXT)                                                                                          \
  ELEMENT(main, HTML_PARAGRAPH)                                                                                        \
  ELEMENT(map, HTML_NO_TEXT)                                                                                           \
  ELEMENT(menu, HTML_PARAGRAPH)                                                                                        \
  ELEMENT(meta, HTML_NO_TEXT)                                                                                          \
  ELEMENT(nav, HTML_PARAGRAPH)                                                                                         \
  ELEMENT(noembed, HTML_NO_TEXT)                                                                                       \
  ELEMENT(noframes, HTML_BLOCK)                                                                                        \
  ELEMENT(noscript, HTML_NO_TEXT)                                                                                      \
  ELEMENT(object, 0)                                                                                                   \
  ELEMENT(ol, HTML_PARAGRAPH)                                                                                          \
  ELEMENT(optgroup, HTML_CONTROL)                                                                                      \
  ELEMENT(option, HTML_CONTROL)                                                                                        \
  ELEMENT(p, HTML_PARAGRAPH)                                                                                           \
  ELEMENT(param, HTML_NO_TEXT)                                                                                         \
  ELEMENT(picture, HTML_PHRASE)                                                                                        \
  ELEMENT(pre, HTML_PARAGRAPH)                                                                                         \
  ELEMENT(progress, HTML_CONTROL)                                                                                      \
  ELEMENT(q, HTML_PHRASE)                                                                                              \
  ELEMENT(s, HTML_PHRASE)                                                                                              \
  ELEMENT(script, HTML_NO_TEXT)                                                                                        \
  ELEMENT(search, HTML_CONTROL)                                                                                        \
  ELEMENT(section, HTML_PARAGRAPH)                                                                                     \
  ELEMENT(select, HTML_CONTROL)                                                                                        \
  ELEMENT(small, HTML_PHRASE)                                                                                          \
  ELEMENT(source, HTML_NO_TEXT)                                                                                        \
  ELEMENT(span, HTML_PHRASE)                                                                                           \
  ELEMENT(strike, HTML_PHRASE)                                                                                         \
  ELEMENT(strong, HTML_PHRASE)                                                                                         \
  ELEMENT(style, HTML_NO_TEXT)                                                                                         \
  ELEMENT(sub, HTML_PHRASE)                                                                                            \
  ELEMENT(summary, HTML_BLOCK)                                                                                         \
  ELEMENT(sup, HTML_PHRASE)                                                                                            \
  ELEMENT(svg, HTML_NO_TEXT)                                                                                           \
  ELEMENT(table, HTML_PARAGRAPH)                                                                                       \
  ELEMENT(tbody, HTML_BLOCK)                                                                                           \
  ELEMENT(td, HTML_BLOCK)                                                                                              \
  ELEMENT(template, HTML_NO_TEXT)                                                                                      \
  ELEMENT(textarea, HTML_CONTROL)                                                                                      \
  ELEMENT(tfoot, HTML_BLOCK)                                                                                           \
  ELEMENT(th, HTML_BLOCK)                                                                                              \
  ELEMENT(thead, HTML_BLOCK)                                                                                           \
  ELEMENT(time, HTML_PHRASE)                                                                                           \
  ELEMENT(title, HTML_NO_TEXT)                                                                                         \
  ELEMENT(tr, HTML_BLOCK)                                                                                              \
  ELEMENT(track, HTML_NO_TEXT)                                                                                         \
  ELEMENT(tt, HTML_PHRASE)                                                                                             \
  ELEMENT(u, HTML_PHRASE)                                                                                              \
  ELEMENT(ul, HTML_PARAGRAPH)                                                                                          \
  ELEMENT(var, HTML_PHRASE)                                                                                            \
  ELEMENT(video, HTML_NO_TEXT)                                                                                         \
  ELEMENT(wbr, 0)

enum {
  HTML_BLOCK = 1,                  /* parts words and lines */
  HTML_PARAGRAPH = HTML_BLOCK | 2, /* and stands between empty lines */
  HTML_NO_TEXT = 4,                /* nothing inside is text of the page */
  HTML_CONTROL = HTML_BLOCK | 8,   /* form control: its text is interface */
  HTML_PHRASE = 16,                /* inline formatting only */
};

#define HTML_ELEMENT_ENUM(name, flags) HTML_##name,
typedef enum { HTML_ELEMENTS(HTML_ELEMENT_ENUM) HTML_UNKNOWN, HTML_TEXT_NODE } HtmlElement;
#undef HTML_ELEMENT_ENUM

/* The element of this lower-case name, or HTML_UNKNOWN (custom and rare elements: inline). */
HtmlElement html_element_from_name(const char *name, gsize length);
guint html_element_flags(HtmlElement element);

/* 1-6 for h1-h6, else 0. */
guint html_heading_level(HtmlElement element);

/* The attribute's value, borrowed from the tree; "" where it has none; NULL where it is missing. */
const char *html_attribute(const xmlNode *node, const char *name);

/* Whether the attribute, a set of words parted by white space, holds this one (ASCII case is ignored). */
gboolean html_attribute_has_word(const xmlNode *node, const char *name, const char *word);

/* A walk over `root` and all below: every element is met twice, on entering and on leaving, other nodes once, on
 * entering. */
typedef struct {
  xmlNode *root;
  xmlNode *node;
  gboolean leaving;
  gboolean skip; /* set by html_walk_skip() */
} HtmlWalk;

void html_walk_init(HtmlWalk *walk, xmlNode *root);
gboolean html_walk_next(HtmlWalk *walk);
/* What is below the element just entered is not walked; it is left next. */
void html_walk_skip(HtmlWalk *walk);
