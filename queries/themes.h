/* What the archive is about: its documents counted by main theme. */
#pragma once

#include "index/reader.h"
#include "language/themes.h"

/* A number of documents under a name: a year ("2014") or a country ("SE"). "" where it is not known. */
typedef struct {
  char *name;
  guint documents;
} ThemeShare;

typedef struct {
  char *id;                     /* "practice:waste" */
  const Theme *theme;           /* NULL where neither this program nor the index knows it any more */
  GPtrArray *schemes;           /* of the index: what `theme` may lie in; owned */
  guint documents;              /* that have it as a main theme of the whole */
  GPtrArray *years, *countries; /* ThemeShare*, in the order of their names, the unknown last */
} ThemeCount;

void theme_count_free(ThemeCount *count);

/* The themes that any document has as a main one, those of most documents first: GPtrArray of ThemeCount*. `scheme`
 * ("practice"; NULL: all) takes only its own. The country of a document is the one that most of its places lie in;
 * where no place is known, that of its language. NULL with *error. */
GPtrArray *themes_count(Reader *reader, const char *scheme, GError **error);
