/* What has come, changed, moved and gone since a run or a day. */
#pragma once

#include "index/changes.h"
#include "index/reader.h"

typedef struct {
  ChangeKind change;
  char *path, *earlier_path;         /* earlier: of what has moved */
  char *document, *earlier_document; /* public ids, of what there is now and was before; NULL: none */
  char *title, *date, *place, *url;  /* of the document, or of the one that is gone; NULL: not known */
  char *organiser;
  char language[8];
  DocumentKind kind;
  guint units; /* of the document there is now */
} NewsItem;

typedef struct {
  GPtrArray *items; /* NewsItem*, by kind of change, then kind of document, then date (newest first), then path */
  gint64 first_run; /* the first run that is told of; 0: none */
  char *since;      /* when it began, ISO 8601 in UTC; NULL: no run */
  guint64 failures; /* files that these runs could not read, and still cannot */
} News;

void news_free(News *news);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(News, news_free)

/* Reads the news. `since`: the number of a run (that one and all after it), a day ("2026-11-26", or "2026-11", "2026":
 * all runs that began then or later), or NULL: the last run of `nordsok index`. What happened to one file in several
 * runs is told once, by what it comes to: new and changed since is new, new and gone since is nothing. NULL with *error
 * (G_IO_ERROR_INVALID_ARGUMENT) where `since` is neither. */
News *news_read(Reader *reader, const char *since, GError **error);
