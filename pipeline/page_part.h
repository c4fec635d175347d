/* Files that belong to a saved web page: "deck_files/slide0001.htm", where "deck.htm" lies beside the folder. */
#pragma once

#include <glib.h>

/* Whether the file at `path` lies in the companion folder (document/companion.h) of a page that is there. Looks at
 * names, and at the page beside the folder only where the folder's name is of that kind. */
gboolean page_part_is(const char *path);
