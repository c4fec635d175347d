/* What people say of files: metadata from a list (--metadata), addresses of folders (--base-url). It outlives every
 * reading of the files, and goes before what they say of themselves. */
#pragma once

#include "index/writer.h"

/* The keys that have a place of their own in a Document; all others become metadata under their own name. */
#define GIVEN_URL "url"
#define GIVEN_TITLE "title"
#define GIVEN_DATE "date" /* ISO 8601: "2014", "2014-09", "2014-09-25" */
#define GIVEN_PLACE "place"
#define GIVEN_ORGANISER "organiser"
#define GIVEN_KIND "kind" /* as document_kind_name() */

/* Says `value` of the path; NULL or "" takes back what was said. *changed (may be NULL) becomes TRUE where that is
 * something else than before: the path's content is then read again by the next run that meets it. */
gboolean given_set(Writer *writer, const char *path, const char *key, const char *value, gboolean *changed,
                   GError **error);

/* Puts what is said of the path, or else of other paths with the same content, into the document. */
gboolean given_apply(Writer *writer, const Source *source, Document *document, GError **error);

/* Says at which address the files below a folder are to be found; NULL or "" takes it back. */
gboolean given_set_base_url(Writer *writer, const char *folder, const char *url, GError **error);
