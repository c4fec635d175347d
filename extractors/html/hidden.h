/* What a page hides, and what of that a reader can open: accordions, tabs. Styles are not computed. */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

/* Adds the ids (borrowed from the tree, values NULL) that controls and links of the page show. */
void html_collect_controlled(xmlNode *top, GHashTable *controlled);

/* Whether an element is hidden by itself (`hidden`, `aria-hidden`, `style`), and nothing on the page shows it. */
gboolean html_is_never_shown(xmlNode *node, GHashTable *controlled);
