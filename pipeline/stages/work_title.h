/* Titles of works, without what changes from edition to edition. */
#pragma once

#include <glib.h>

/* The words of a title by which its editions are one work, folded, a space between: without years, numbers, words of
 * editions ("reviderad utgåva", "kortversion", "andra upplagan") and grammar. NULL where fewer than two words or
 * twelve bytes are left: "Årsrapport 2015" is the title of many. Caller frees. */
char *work_title_key(const char *title);

/* Whether the title says that it is a short version ("– kortversion"). */
gboolean work_title_is_short(const char *title);
