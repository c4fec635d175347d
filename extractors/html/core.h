/* Chooses the part of the page that is its content, once furniture is marked, and frames it. */
#pragma once

#include "extractors/html/content.h"

/* Whether <main> holds an <article> with the page's h1. */
gboolean html_has_main_article(xmlNode *body);

/* Whether there is a <main> or an <article> with text, or an element with their roles. */
gboolean html_is_sectioned(xmlNode *body);

/* How the core of a page was found, from the surest to the least sure. */
typedef enum {
  HTML_CORE_WHOLE,
  HTML_CORE_MARKED,
  HTML_CORE_NAMED,
  HTML_CORE_BY_PROSE,
  HTML_CORE_BY_WORDS
} HtmlCoreKind;

/* Finds the core of the page: by structure (main, article, an id that says so) or by where most of the words are. What
 * encloses it becomes HTML_FRAME; what stands beside it becomes furniture unless it is the title, prose of its own, or
 * a contact box. */
HtmlCoreKind html_frame_core(xmlNode *body);

/* Takes the contact boxes out of an element that is furniture: they become kept, what encloses them frames. */
void html_keep_contacts(xmlNode *furniture, const xmlNode *body);
