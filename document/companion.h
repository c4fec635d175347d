/* The folder beside a saved web page that holds what the page is shown with: "deck.htm" and "deck_files".
 *
 * Windows, Office and browsers name it after the page, with an ending in the language of the program: "_files" in
 * English, "-filer" in the Nordic ones, "-Dateien" in German, and so on ("connected files" in the documentation of
 * Windows). Names are compared in bytes but for the ending, whose case does not count. Nothing here opens files. */
#pragma once

#include <glib.h>

/* The page's name without its ending that the folder's name begins with ("deck"); NULL where the folder is none of that
 * kind. Caller frees. */
char *companion_stem(const char *folder);

/* Whether `folder` (a base name) is the companion folder of the page `page` (a base name). */
gboolean companion_is_of(const char *folder, const char *page);

/* Whether a name may be that of a saved page: it ends as pages and web archives do. */
gboolean companion_is_page_name(const char *name);
