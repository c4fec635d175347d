/* The walk over starting paths and what lies below them, one file at a time: the inside of discovery (discover.h). */
#pragma once

#include "pipeline/discover.h"
#include "pipeline/ignore.h"

/* DiscoveryRules made ready. Counted by g_rc_box_*. */
typedef struct {
  gboolean hidden, one_file_system, follow_links;
  Ignore *include, *exclude; /* NULL: none */
} WalkRules;

WalkRules *walk_rules_new(const DiscoveryRules *rules);
void walk_rules_unref(WalkRules *rules);

typedef struct {
  char *path; /* absolute */
  char *root; /* absolute: `path` is looked for as a walk from here would come to it; NULL: it is given by name */
  WalkRules *rules;
  gboolean listed; /* by discovery_add_list() */
  guint64 files;   /* found */
  int error;       /* errno for which it could not be looked at or listed; else 0 */
} WalkStart;

typedef struct Walk Walk;

/* `starts`: WalkStart*, may grow while the walk goes on. `left_out`: the index, with links followed; may be NULL.
 * `unread`: gets the folders (char*) that could not be listed; NULL: neither that nor files and error of the starts are
 * noted, for a walk that only counts. All are borrowed and must outlive the walk. */
Walk *walk_new(const GPtrArray *starts, const char *left_out, GPtrArray *unread);
void walk_free(Walk *walk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Walk, walk_free)

/* The next file, or error; NULL at the end. Caller frees. */
FoundFile *walk_next(Walk *walk);
