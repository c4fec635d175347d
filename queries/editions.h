/* Editions and other relations between works: a guide and the one it replaced, its short version, its slides, the
 * occasions of one talk. Read from findings of the kind "work" (pipeline/stages/works.c): the keys of titles, and what
 * documents say of other works. Near-duplicates are another matter (versions.h). */
#pragma once

#include "index/reader.h"

typedef struct {
  gint64 row;
  char *document_id, *title, *date, *kind; /* date NULL: not known */
  const char *relation;                    /* to the first of its group: "newest", "older-edition", "short-version",
                                              "slides", "occasion"; static */
  char *evidence;                          /* the words of the relation; NULL: by title and date */
  double confidence;
} Edition;

typedef struct {
  GPtrArray *members; /* Edition*, the newest first, then older ones, short versions, slides, occasions */
} EditionGroup;

void edition_free(Edition *edition);
void edition_group_free(EditionGroup *group);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Edition, edition_free)

/* All groups of more than one work, by the title of the newest; of those that hold `document_id`, where that is given.
 * GPtrArray of EditionGroup*; NULL with *error. Caller unrefs. */
GPtrArray *editions_read(Reader *reader, const char *document_id, GError **error);

/* The newest edition of the guide or report in this row, where another than it; NULL: it is the newest, or alone. Two
 * look-ups by index. Caller frees. */
Edition *editions_find_newer(Reader *reader, gint64 row);
