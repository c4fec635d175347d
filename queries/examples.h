/* The good examples of an index, best first. */
#pragma once

#include "index/reader.h"

typedef struct {
  Place *place;                                              /* the unit that tells it */
  char *passage;                                             /* as it stands there */
  char *who, *where, *theme, *what, *result, *contact, *why; /* NULL: not told */
  double confidence;                                         /* of the stage that found it */
  double score; /* what it is ranked by: the confidence; with a query, that and how well the unit answers it */
} ExampleItem;

typedef struct {
  const char *query; /* NULL: all */
  const char *theme; /* id, or the part after its colon; NULL: any */
  const char *place; /* a name, in any case, within who or where; or a code of the gazetteer; NULL: any */
  gboolean pointers; /* what only points to examples, instead */
  guint limit;       /* 0: all */
} ExamplesOptions;

typedef struct {
  GPtrArray *items; /* ExampleItem*, best first */
  guint total;      /* that there are, also beyond the limit */
} Examples;

/* The same passage in several versions of a work is given once. NULL with *error where the index fails. */
Examples *examples_read(Reader *reader, const ExamplesOptions *options, GError **error);
void examples_free(Examples *examples);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Examples, examples_free)
