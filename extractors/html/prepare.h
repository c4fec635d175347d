/* What libxml2 is given: the page without what no one reads, within ceilings that keep libxml2 linear and small.
 *
 * libxml2 2.9 is quadratic in the attributes of one tag, stops reading at depth 256 and drops what lies beyond 10 MB
 * of one text (all tried; STYLE pitfall 14). So the page is rewritten first: only the attributes that are read stay
 * (data: URIs, styles and event handlers go, however many and large they are); scripts, styles and comments go; text in
 * one piece past 4 MB is parted. Nothing that is text of the page is lost but by the ceiling on nodes, which is
 * reported. */
#pragma once

#include <glib.h>

/* How much structure is kept. Pages nested deeper than libxml2 reads are prepared again, flatter. */
typedef enum {
  HTML_FLATTEN_NONE,
  HTML_FLATTEN_PHRASES, /* without inline formatting: <font> never closed is the usual cause */
  HTML_FLATTEN_ALL,     /* paragraphs, headings and links alone */
} HtmlFlatten;

/* Past this many nodes of the tree (elements, texts; two for an attribute) the rest is left out: they take about 450
 * MB. */
#define HTML_MAX_NODES 2500000u

/* How libxml2 is to read it: no HUGE (its ceilings are wanted), no network, no messages on stderr; STYLE pitfall 9. */
#define HTML_PREPARED_PARSE_OPTIONS                                                                                    \
  (HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT)

typedef struct {
  GString *markup;      /* UTF-8 */
  GString *linked_data; /* text of the JSON-LD scripts, at most 256 KiB */
  gboolean cut;         /* HTML_MAX_NODES was met */
} HtmlPrepared;

/* Rewrites valid UTF-8. */
void html_prepare(const char *text, gsize length, HtmlFlatten flatten, HtmlPrepared *prepared);
void html_prepared_clear(HtmlPrepared *prepared);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HtmlPrepared, html_prepared_clear)
